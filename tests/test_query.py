"""Every filter answers as a plain comprehension would, on SQLite and DuckDB, without a full scan."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache, partial
from typing import Any, TypeVar

import pytest
from archives import SEEDS, archive, archive_of, made_up
from hypothesis import given, settings
from hypothesis import strategies as st
from plain import Plain, words

from diplomacy_archive._dates import Span
from diplomacy_archive._results import Encounters
from diplomacy_archive.archive import Archive, load
from diplomacy_archive.files._checks import check
from diplomacy_archive.records import _models as m
from diplomacy_archive.records._vocabulary import (
    Act,
    Basis,
    Framing,
    Kind,
    MeetingStatus,
    PartOfDay,
    UndertakingKind,
    UndertakingStatus,
    Vocabulary,
)
from diplomacy_archive.store import _filters as filters
from diplomacy_archive.store._counts import Lookup
from diplomacy_archive.store._filters import options, read_filters
from diplomacy_archive.store._names import Resolver
from diplomacy_archive.store._query import Query, Wanted

Filters = dict[str, Any]
V = TypeVar("V", bound=Vocabulary)

FILTERS = {method: tuple(options(method)) for method in filters.FILTERS}
"""Each method of an archive, and its filters."""

EACH = [(method, name) for method, names in FILTERS.items() for name in names]


# --- Drawing filters ------------------------------------------------------------------------------


def values(records: m.Records, method: str, name: str) -> st.SearchStrategy[Any]:
    """Return a strategy of what a filter can be asked for in an archive."""
    people = [one.id for one in records.people]
    countries = [one.id for one in records.countries]
    actors = [*people, *countries, *(one.id for one in (*records.parties, *records.organisations))]
    dates = sorted({report.when.date for report in records.reports if report.when.date})
    named = {
        "person": people,
        "speaker": actors,
        "conveyed_by": people,
        "party": [one.id for one in records.parties],
        "organisation": [one.id for one in records.organisations],
        "country": countries,
        "place": [*(one.id for one in records.places), *countries],
        "area": [one.id for one in records.areas],
        "article": [one.id for one in records.articles],
        "meeting": sorted({report.meeting for report in records.reports}),
        "statement": [one.id for one in records.statements],
        "about": actors,
        "between": actors,
        "part_of_day": [one.value for one in PartOfDay],
        "act": [one.value for one in Act],
        "framing": [one.value for one in Framing],
        "basis_of_speakers": [one.value for one in Basis],
        "basis_of_meetings": [one.value for one in Basis],
        "kind": [one.value for one in (UndertakingKind if method == "undertakings" else Kind)],
        "status": [one.value for one in UndertakingStatus] if method == "undertakings" else ["any", *MeetingStatus],
    }
    if name == "search":
        vocabulary = sorted(set().union(*map(words, records.evidenced())))
        return st.lists(st.sampled_from(vocabulary), min_size=1, max_size=2).map(" ".join)
    if name in ("on", "since", "until"):
        days = st.sampled_from([Span(date.year, date.month, date.day) for date in dates])
        months = st.sampled_from([Span(date.year, date.month) for date in dates])
        spans = days | months | st.sampled_from([Span(2025), Span(2026), Span(2027)])
        yearless = [Span(None, date.month, date.day) for date in dates] + [Span(month=1), Span(month=12)]
        return spans | st.sampled_from(yearless) if name == "on" else spans
    one = st.sampled_from(named[name])
    return one | st.lists(one, min_size=1, max_size=2) if options(method)[name].several else one


@st.composite
def asked(draw: st.DrawFn, method: str, most: int = 3) -> tuple[int, Filters]:
    """Draw an archive's seed and some filters of a method, which may contradict each other."""
    seed = draw(SEEDS)
    names = draw(st.lists(st.sampled_from(FILTERS[method]), max_size=most, unique=True))
    filters = {name: draw(values(made_up(seed), method, name)) for name in names}
    if filters.get("since") and filters.get("until") and filters["since"].first > filters["until"].last:
        filters["since"], filters["until"] = filters["until"], filters["since"]
    return seed, filters


def written(filters: Mapping[str, Any]) -> Filters:
    """Return filters as a user writes them: dates as text."""
    return {
        name: (f"tháng {value.month}" if value == Span(month=value.month) else str(value))
        if isinstance(value, Span)
        else value
        for name, value in filters.items()
    }


@lru_cache(maxsize=64)
def plain(seed: int) -> Plain:
    return Plain(made_up(seed))


def found(answered: Archive, method: str, filters: Mapping[str, Any]) -> list[Any]:
    """Return the ids an archive's method finds; of encounters, the pairs."""
    results = getattr(answered, method)(**written(filters))
    if isinstance(results, Encounters):
        return [(pair.meeting.id, pair.one.key, pair.other.key) for pair in results]
    return list(results.ids)


# --- As a comprehension would ---------------------------------------------------------------------


def test_made_up_archives_satisfy_the_checks() -> None:
    found = [finding for seed in range(30) for finding in check(made_up(seed))]
    # Capacities are drawn without regard to sides, bases to who attended what, and meetings to those of the day.
    assert [finding for finding in found if finding.code not in ("D13", "D14", "R07")] == []


@pytest.mark.parametrize(("method", "name"), EACH)
@given(data=st.data())
@settings(max_examples=12)
def test_each_filter_alone_finds_what_a_comprehension_finds(method: str, name: str, data: st.DataObject) -> None:
    seed = data.draw(SEEDS)
    filters = {name: data.draw(values(made_up(seed), method, name))}
    assert found(archive(seed), method, filters) == getattr(plain(seed), method)(filters)


@pytest.mark.parametrize("method", FILTERS)
@given(data=st.data())
@settings(max_examples=60)
def test_filters_together_find_what_a_comprehension_finds(method: str, data: st.DataObject) -> None:
    seed, filters = data.draw(asked(method))
    assert found(archive(seed), method, filters) == getattr(plain(seed), method)(filters)


@pytest.mark.parametrize("method", FILTERS)
def test_every_filter_finds_something_in_some_made_up_archive(method: str) -> None:
    """Without this, the comparisons above could all be of empty answers."""
    for name in FILTERS[method]:
        assert any(
            found(archive(seed), method, {name: value})
            for seed in range(10)
            for value in _examples(made_up(seed), method, name)
        ), name


def _examples(records: m.Records, method: str, name: str) -> list[Any]:
    drawn: list[Any] = []

    @given(values(records, method, name))
    @settings(max_examples=5, derandomize=True, database=None)
    def draw(value: Any) -> None:
        drawn.append(value)

    draw()
    return drawn


# --- Without a full scan --------------------------------------------------------------------------

TOGETHER = [
    ("meetings", ("person", "area", "since")),
    ("meetings", ("party", "country", "since", "until")),
    ("meetings", ("place", "kind", "part_of_day")),
    ("meetings", ("search", "area", "on")),
    ("who_met_whom", ("person", "on")),
    ("who_met_whom", ("area", "country")),
    ("statements", ("speaker", "area")),
    ("statements", ("speaker", "meeting")),
    ("statements", ("speaker", "person", "place", "search")),
    ("statements", ("act", "about", "since", "status")),
    ("people", ("party", "country")),
    ("people", ("article", "organisation")),
    ("undertakings", ("between", "area", "status")),
    ("invitations", ("person", "meeting")),
    ("background", ("about", "area", "article")),
]
"""Combinations that people ask for."""


@contextmanager
def statements_run(answered: Archive) -> Iterator[list[str]]:
    """Collect the SQL that an archive runs, with its parameters written in."""
    connection = answered.store._connection  # noqa: SLF001  (only the database knows what was run)
    run: list[str] = []
    connection.set_trace_callback(run.append)
    try:
        yield run
    finally:
        connection.set_trace_callback(None)
        run[:] = [sql for sql in run if not sql.startswith("--")]  # what a search table asks of its own


def scans(answered: Archive, sql: str) -> list[str]:
    """Return the steps of SQLite's plan that walk a whole table or a whole index of one."""
    tables = answered.store.rows("SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE TABLE%'")
    plan = [row[3] for row in answered.store.rows(f"EXPLAIN QUERY PLAN {sql}")]
    assert plan, sql
    return [step for step in plan for (table,) in tables if re.match(rf"SCAN {table}\b(?! VIRTUAL TABLE)", step)]


@pytest.mark.parametrize(("method", "names"), [*((method, (name,)) for method, name in EACH), *TOGETHER])
def test_no_filter_scans_a_table(method: str, names: tuple[str, ...]) -> None:
    answered = archive(3)
    filters = {name: _examples(made_up(3), method, name)[0] for name in names}
    if {"since", "until"} <= filters.keys():
        filters |= {"since": Span(2025), "until": Span(2026)}
    if filters.get("status") == "any":
        filters["status"] = "planned"  # to ask for any status is no filter
    with statements_run(answered) as run:
        answers = getattr(answered, method)(**written(filters))
        answers.rows()
    assert run
    assert {sql: found for sql in run if (found := scans(answered, sql))} == {}


@pytest.mark.parametrize("name", ["meeting", "article", "statement", "person", "party", "area", "place"])
def test_no_look_up_by_id_scans_a_table(name: str) -> None:
    answered = archive(3)
    plural = {"person": "people", "party": "parties"}.get(name, f"{name}s")
    id_ = getattr(answered, plural)().ids[0]
    with statements_run(answered) as run:
        record = getattr(answered, name)(id_)
        answered.card(record)
        answered.origins(record)
    assert {sql: found for sql in run if (found := scans(answered, sql))} == {}


def test_the_plans_are_told_apart() -> None:
    """A query that does scan is seen to scan, so that the tests above can fail."""
    answered = archive(3)
    assert scans(answered, "SELECT n FROM statement WHERE paragraph = 2")
    assert scans(answered, "SELECT meeting FROM report WHERE status = 'held'")
    assert not scans(answered, "SELECT n FROM statement WHERE id = 'x'")


@lru_cache(maxsize=2)
def shipped_among(meetings: int) -> Archive:
    """Return the shipped archive among made-up meetings, which name none of its people, places or areas."""
    shipped, others = load().records(), made_up(0, meetings)
    joined = {name: getattr(shipped, name) + getattr(others, name) for name in vars(shipped)}
    joined["countries"] = tuple({one.id: one for one in joined["countries"]}.values())
    return archive_of(m.Records(**joined))


@pytest.mark.parametrize(
    ("method", "filters"),
    [
        ("meetings", {"on": "24/2"}),
        ("meetings", {"on": "24/2/2026"}),
        ("meetings", {"since": "2026-02"}),
        ("meetings", {"on": "24/2", "since": "2026-02"}),
        ("meetings", {"person": "Putin"}),
        ("meetings", {"party": "CPRF"}),
        ("meetings", {"organisation": "mofa-vietnam"}),
        ("meetings", {"country": "Nga"}),
        ("meetings", {"country": "Nga", "area": "energy"}),
        ("meetings", {"place": "Moscow"}),
        ("meetings", {"area": "energy"}),
        ("meetings", {"article": "2026-02-25-putin-lavrov"}),
        ("meetings", {"search": "hạt nhân"}),
        ("who_met_whom", {"person": "Lavrov"}),
        ("statements", {"speaker": "Putin"}),
        ("statements", {"meeting": "2026-02-24-lavrov"}),
        ("statements", {"about": "CPRF"}),
        ("statements", {"area": "energy"}),
        ("statements", {"article": "2026-02-25-putin-lavrov"}),
        ("statements", {"search": "hạt nhân"}),
        ("people", {"party": "CPRF"}),
        ("people", {"country": "Nga"}),
        ("people", {"meeting": "2026-02-24-lavrov"}),
        ("people", {"article": "2026-02-25-putin-lavrov"}),
        ("areas", {"meeting": "2026-02-24-lavrov"}),
        ("areas", {"statement": "2026-02-25-putin-lavrov/p6b"}),
        ("invitations", {"person": "Tô Lâm"}),
        ("invitations", {"meeting": "2026-02-24-medvedev"}),
        ("undertakings", {"between": "United Russia"}),
        ("undertakings", {"meeting": "2026-02-24-medvedev"}),
        ("undertakings", {"article": "2026-02-24-medvedev-zyuganov"}),
        ("background", {"area": "oil-gas"}),
        ("articles", {"meeting": "2026-02-24-putin"}),
    ],
)
def test_work_grows_with_the_answer_not_with_the_archive(method: str, filters: Filters) -> None:
    """Counted in SQLite's own steps: twenty times as many other meetings cost nothing more."""
    steps = []
    for meetings in (14, 280):
        answered = shipped_among(meetings)
        count = [0]

        def step(count: list[int] = count) -> None:
            count[0] += 1

        answered.store._connection.set_progress_handler(step, 1)  # noqa: SLF001  (as above)
        assert len(list(getattr(answered, method)(**filters))) > 0
        answered.store._connection.set_progress_handler(None, 0)  # noqa: SLF001
        steps.append(count[0])
    assert steps[1] <= 1.2 * steps[0]


# --- On another engine ----------------------------------------------------------------------------


def frozen(method: str, asked: Mapping[str, Any], seed: int) -> Callable[..., Query]:
    """Return the query that filters compile to, as the library's own filter values do it."""
    read = read_filters(method, written(asked), Resolver(archive(seed).store))
    if method == "people":
        read["ids"] = tuple(Lookup(archive(seed).store).named_in(id_) for id_ in read.pop("article", ()))
    wanted = Wanted.of(method, read)
    return partial(wanted.query, frequency=archive(seed).store.frequency)


@lru_cache(maxsize=32)
def duck(seed: int) -> Any:
    """Return a DuckDB database of an archive's exported CSV tables."""
    import tempfile

    import duckdb

    connection = duckdb.connect(":memory:")
    with tempfile.TemporaryDirectory() as folder:
        for path in archive(seed).export("csv", folder):
            # An empty cell is NULL; no query asks for the empty text.
            connection.execute(
                f"CREATE TABLE {path.stem} AS FROM read_csv(?, header = true, quote = '\"', "
                "escape = '\"', all_varchar = false, auto_type_candidates = ['BIGINT', 'VARCHAR'], "
                "sample_size = -1, strict_mode = true)",
                [str(path)],
            )
    return connection


@pytest.mark.parametrize("method", FILTERS)
@given(data=st.data())
@settings(max_examples=8)
def test_the_filters_sql_gives_the_same_answers_on_duckdb(method: str, data: st.DataObject) -> None:
    """The SQL is unchanged but for the text filter; the tables are those that `export csv` writes."""
    seed, filters = data.draw(asked(method))
    query = frozen(method, filters, seed)
    assert query() == getattr(archive(seed), method)(**written(filters)).query
    here = archive(seed).store.numbers(query().sql, query().parameters)
    portable = query(fts=False)
    assert archive(seed).store.numbers(portable.sql, portable.parameters) == here
    there = duck(seed).execute(portable.sql, list(portable.parameters)).fetchall()
    assert [number for (number,) in there] == here
