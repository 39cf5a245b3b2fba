"""A build gives the same archive however it is given the records, and counts what a comprehension counts."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from archives import META, SEEDS, archive, archive_of, made_up
from hypothesis import given, settings
from hypothesis import strategies as st
from shipped import archive as shipped

from benchmarks import generate
from diplomacy_archive.errors import FileError
from diplomacy_archive.files._checks import check
from diplomacy_archive.records import _models as m
from diplomacy_archive.records._vocabulary import MeetingStatus
from diplomacy_archive.store._build import build_file
from diplomacy_archive.store._query import HELD, Wanted


def whole(size: int) -> m.Records:
    """Return all records of a generated archive at once."""
    parts = list(generate.batches(size))
    return m.Records(**{name: sum((getattr(part, name) for part in parts), ()) for name in vars(parts[0])})


def tables(rows: Any) -> Iterator[tuple[str, list[Any]]]:
    for (name,) in rows("SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE TABLE%' ORDER BY name"):
        if not name.startswith("passage_search"):
            # The number of an entry says nothing but the order of writing.
            columns = "record, target, words, ids" if name == "passage" else "*"
            yield name, sorted(rows(f"SELECT {columns} FROM {name}"), key=repr)


# --- In batches -----------------------------------------------------------------------------------


@pytest.mark.slow
def test_an_archive_built_in_batches_has_the_rows_of_one_built_at_once(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    build_file(path, generate.batches(400), META)
    at_once = dict(tables(archive_of(whole(400)).store.rows))
    with closing(sqlite3.connect(path)) as connection:
        in_batches = dict(tables(lambda sql: connection.execute(sql).fetchall()))
    assert len(at_once["meeting"]) == 400
    assert in_batches.pop("seal"), "only a file has a seal"
    assert in_batches == at_once


def test_batches_that_go_back_in_time_are_refused_and_leave_what_stood_there(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    shipped().save(path)
    stood = path.read_bytes()
    registers, *days = generate.batches(400)
    with pytest.raises(ValueError, match="batches must be in order"):
        build_file(path, [registers, *reversed(days)], META)
    assert [one.name for one in tmp_path.iterdir()] == ["archive.db"]
    assert path.read_bytes() == stood


def test_a_meeting_in_two_batches_is_refused(tmp_path: Path) -> None:
    registers, first, *_ = generate.batches(400)
    again = m.Records(articles=first.articles[-1:], reports=first.reports[-1:])
    with pytest.raises((FileError, ValueError)):
        build_file(tmp_path / "archive.db", [registers, first, again], META)


# --- The archives that are measured ---------------------------------------------------------------


def test_generated_archives_satisfy_the_checks() -> None:
    assert list(check(whole(150))) == []


def test_generated_archives_are_the_same_every_time_and_differ_by_seed() -> None:
    assert whole(60) == whole(60)
    assert next(generate.days(60)) != next(generate.days(60, seed=1))


# --- Counts ---------------------------------------------------------------------------------------


def held(seed: int) -> list[m.Meeting]:
    return [one for one in archive(seed).meetings(status="any") if MeetingStatus.HELD in one.status]


@given(SEEDS)
@settings(max_examples=12)
def test_an_area_counts_in_a_year_as_many_meetings_as_the_filters_find(seed: int) -> None:
    answered = archive(seed)
    counted = {(area, year): meetings for area, year, meetings in answered.meetings().areas_by_year()}
    years = {date.year for meeting in held(seed) for date in meeting.dates}
    for area in answered.areas():
        for year in years:
            assert counted.get((area.id, year), 0) == len(answered.meetings(area=area, on=year))
    undated = Counter(
        up
        for meeting in held(seed)
        if not meeting.dates
        for up in {
            row[0]
            for area in meeting.areas
            for row in answered.store.rows(
                "SELECT ancestor FROM tree WHERE kind = 'area' AND descendant = ?", (area,)
            )
        }
    )
    assert {area: count for (area, year), count in counted.items() if year is None} == undated


@given(SEEDS)
@settings(max_examples=12)
def test_a_pair_counts_the_meetings_at_which_the_two_met(seed: int) -> None:
    met = [(pair.meeting.id, pair.one.person, pair.other.person) for pair in archive(seed).who_met_whom()]
    expected = Counter(tuple(sorted((one, other))) for _, one, other in met if one and other)
    counted = archive(seed).who_met_whom().pairs()
    assert {(one, other): meetings for one, other, meetings in counted} == expected
    assert [met for *_, met in counted] == sorted((met for *_, met in counted), reverse=True)


@given(SEEDS, st.booleans())
@settings(max_examples=12)
def test_counts_that_are_looked_up_are_those_that_are_counted(seed: int, sliced: bool) -> None:
    """A slice of all, or all since the first year, is counted anew; undated meetings are in no span of days."""
    answered = archive(seed)
    if sliced:
        meetings, pairs = answered.meetings()[:], answered.who_met_whom()[:]
        assert meetings.areas_by_year() == answered.meetings().areas_by_year()
        assert pairs.pairs() == answered.who_met_whom().pairs()
    else:
        dated = [count for count in answered.meetings().areas_by_year() if count[1] is not None]
        assert list(answered.meetings(since="0001").areas_by_year()) == dated


@given(SEEDS)
@settings(max_examples=12)
def test_encounters_hold_each_two_people_of_a_meeting_and_tell_who_met(seed: int) -> None:
    expected = {
        (*sorted((one.key, other.key)), meeting.id)
        for meeting in archive(seed).meetings(status="any")
        for one, other in combinations(meeting.participants, 2)
    }
    pairs = "SELECT one, other, id, across FROM encounter JOIN meeting ON meeting.n = meeting"
    rows = archive(seed).store.rows(pairs)
    assert {row[:3] for row in rows} == expected
    met = [
        (*sorted((one.one.key, one.other.key)), one.meeting.id) for one in archive(seed).who_met_whom(status="any")
    ]
    assert sorted(row[:3] for row in rows if row[3]) == sorted(met)


@given(SEEDS)
@settings(max_examples=15)
def test_what_is_repeated_beside_a_facet_is_what_the_meetings_own_table_says(seed: int) -> None:
    rows = archive(seed).store.rows
    for table, number in (("facet", "n"), ("encounter", "meeting"), ("said", "meeting"), ("speech", "meeting")):
        at = "AND t.record = 'meeting'" if table == "facet" else ""
        join = f"FROM {table} AS t JOIN meeting AS m ON m.n = t.{number} {at}"
        assert rows(f"SELECT t.{number} {join} WHERE t.held <> m.held") == []


@given(SEEDS)
@settings(max_examples=12)
def test_what_is_rare_changes_the_query_and_not_the_answer(seed: int) -> None:
    store = archive(seed).store
    for meeting in made_up(seed).reports[:3]:
        people = tuple(one.person for one in meeting.participants if one.person)[:2]
        wanted = Wanted.of(
            "meetings", {"person": people, "country": (meeting.participants[0].side,), "status": (HELD[1],)}
        )
        found = [
            store.numbers(query.sql, query.parameters)
            for query in (wanted.query(), wanted.query(frequency=store.frequency))
        ]
        assert found[0] == found[1]
        assert found[0] or meeting.status is not MeetingStatus.HELD
