"""Every filter answers as a plain comprehension would, on SQLite and DuckDB, without a full scan."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archives import SEEDS, archive, archive_of, made_up
from diplomacy_archive import models as m
from diplomacy_archive.archive import Archive
from diplomacy_archive.checks import check
from diplomacy_archive.dates import Span
from diplomacy_archive.errors import AmbiguousNameError, DateError, FilterError, UnknownNameError
from diplomacy_archive.query import (
    AreaFilter,
    ArticleFilter,
    EncounterFilter,
    LinkFilter,
    MeetingFilter,
    PersonFilter,
    Query,
    StatementFilter,
)
from diplomacy_archive.results import Encounters
from diplomacy_archive.vocabulary import (
    Act,
    Kind,
    MeetingStatus,
    PartOfDay,
    UndertakingKind,
    UndertakingStatus,
)
from plain import Plain, words

Filters = dict[str, Any]

SHARED = (
    "on", "since", "until", "part_of_day", "person", "party", "organisation", "country", "place", "kind",
    "area", "article", "search", "status",
)  # fmt: skip
FILTERS = {
    "meetings": SHARED,
    "who_met_whom": SHARED,
    "statements": ("speaker", "act", "meeting", "about", *SHARED),
    "people": ("party", "organisation", "country", "meeting", "article"),
    "areas": ("meeting", "statement"),
    "invitations": ("person", "meeting", "article"),
    "undertakings": ("between", "area", "kind", "status", "meeting", "article"),
    "background": ("about", "area", "article"),
    "articles": ("meeting",),
}
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
        "speaker": people,
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
        "kind": [one.value for one in (UndertakingKind if method == "undertakings" else Kind)],
        "status": [one.value for one in UndertakingStatus]
        if method == "undertakings"
        else ["any", *MeetingStatus],
    }
    if name == "search":
        vocabulary = sorted(set().union(*map(words, records.evidenced())))
        return st.lists(st.sampled_from(vocabulary), min_size=1, max_size=2).map(" ".join)
    if name in ("on", "since", "until"):
        days = st.sampled_from([Span(date.year, date.month, date.day) for date in dates])
        months = st.sampled_from([Span(date.year, date.month) for date in dates])
        spans = days | months | st.sampled_from([Span(2025), Span(2026), Span(2027)])
        anyhow = st.sampled_from([Span(None, date.month, date.day) for date in dates] + [Span(month=1), Span(month=12)])
        return spans | anyhow if name == "on" else spans
    one = st.sampled_from(named[name])
    if name in ("person", "country", "area", "between", "about") and method != "people" and _takes_several(method, name):
        return one | st.lists(one, min_size=1, max_size=2)
    return one


def _takes_several(method: str, name: str) -> bool:
    return (method, name) not in {("statements", "about"), ("invitations", "person"), ("people", "country")}


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
    assert [finding for seed in range(30) for finding in check(made_up(seed))] == []


@pytest.mark.parametrize(("method", "name"), EACH)
@given(data=st.data())
@settings(max_examples=25)
def test_each_filter_alone_finds_what_a_comprehension_finds(method: str, name: str, data: st.DataObject) -> None:
    seed = data.draw(SEEDS)
    filters = {name: data.draw(values(made_up(seed), method, name))}
    assert found(archive(seed), method, filters) == getattr(plain(seed), method)(filters)


@pytest.mark.parametrize("method", FILTERS)
@given(data=st.data())
@settings(max_examples=150)
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
