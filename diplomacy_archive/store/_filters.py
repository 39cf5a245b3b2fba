"""Read what a filter was given, names, dates and words, into the frozen filters of `query`."""

from __future__ import annotations

import datetime as dt

from diplomacy_archive._dates import Span, parse_span
from diplomacy_archive._text import fold_words
from diplomacy_archive.errors import DateError, FilterError
from diplomacy_archive.records import _models as m
from diplomacy_archive.records._vocabulary import Kind, MeetingStatus, PartOfDay
from diplomacy_archive.store._names import ACTORS, Resolver
from diplomacy_archive.store._query import MeetingFilter
from diplomacy_archive.store._store import Store

Name = str | m.Identity | m.Meeting | m.Article | m.Statement
Date = str | int | dt.date
Several = Name | list[Name] | tuple[Name, ...]


def meeting_filter(
    names: Resolver,
    on: Date | None,
    since: Date | None,
    until: Date | None,
    part_of_day: str | None,
    person: Several | None,
    party: Name | None,
    organisation: Name | None,
    country: Several | None,
    place: Name | None,
    kind: str | None,
    area: Several | None,
    article: Name | None,
    search: str | None,
    status: str,
) -> MeetingFilter:
    """Return the filter for meetings that the written values mean."""
    first, last = _bound("since", since), _bound("until", until)
    if first and last and first.first > last.last:
        raise FilterError(f"since ({first}) must not be after until ({last})")
    return MeetingFilter(
        on=parse_span(on) if on is not None else None,
        since=first,
        until=last,
        part_of_day=names.term(PartOfDay, "part of day", part_of_day),
        people=names.all("person", person),
        party=names.one("party", party),
        organisation=names.one("organisation", organisation),
        countries=names.all("country", country),
        place=names.one("place", place, kinds=("place", "country")),
        kind=names.term(Kind, "kind", kind),
        areas=names.all("area", area),
        article=names.row("article", article),
        search=words(search),
        status=None if str(status).casefold() == "any" else names.term(MeetingStatus, "status", status),
    )


def links(names: Resolver, bodies: Several | None, areas: Several | None) -> tuple[tuple[tuple[str], str], ...]:
    """Return what an undertaking or background must name: bodies, people and areas."""
    kind = "person, country, party or organisation"
    named = ((("body",), id_) for id_ in names.all(kind, bodies, kinds=ACTORS))
    return (*named, *((("area",), id_) for id_ in names.all("area", areas)))


def named_in(store: Store, article: str) -> tuple[str, ...]:
    """Return the ids that records of an article name in fields that may name people, whatever their part."""
    from diplomacy_archive.files._checks.ids import references  # few questions are of an article's people

    at = store.numbers("SELECT meeting FROM report WHERE article = ?", (article,))
    records = [store.record("article", article)]
    records += [one for found in store.records("meeting", at) for one in found.reports if one.article == article]
    for table in ("mention", "statement", "invitation", "undertaking", "background"):
        records += store.records(table, store.numbers(f"SELECT n FROM {table} WHERE article = ?", (article,)))
    named = (one for record in records for one in references(record))
    return tuple(sorted({id_ for _, id_, registers in named if "people" in registers}))


def words(search: str | None) -> str | None:
    """Return the words of a search, which has some."""
    if search is not None and not (isinstance(search, str) and fold_words(search)):
        raise FilterError(f"search must hold a word; found {search!r}")
    return search


def notes(store: Store, wanted: MeetingFilter) -> list[str]:
    """Say which steps from the filters to what is found are outside knowledge."""
    return [
        *_outside(store, "place_tree", wanted.place, "report WHERE place", ("lies in", "lie in")),
        *part_of(store, "affiliation", wanted.party, wanted.organisation),
    ]


def part_of(store: Store, used: str, *bodies: str | None) -> list[str]:
    """Say which bodies, of those a table uses, only outside knowledge makes a part of those asked for."""
    verbs = ("is part of", "are part of")
    return [note for body in bodies for note in _outside(store, "body_tree", body, f"{used} WHERE body", verbs)]


def _outside(store: Store, tree: str, asked: str | None, used: str, verbs: tuple[str, str]) -> list[str]:
    if asked is None:
        return []
    sql = (
        f"SELECT descendant FROM {tree} WHERE ancestor = ? AND outside = 1 "
        f"AND EXISTS (SELECT 1 FROM {used} = descendant) ORDER BY descendant"
    )
    inside = [store.label(row[0]) for row in store.rows(sql, (asked,))]
    step = f"{', '.join(inside)} {verbs[len(inside) > 1]} {store.label(asked)}"
    return [f"that {step} is outside knowledge"] if inside else []


def _bound(name: str, written: Date | None) -> Span | None:
    if written is None:
        return None
    span = parse_span(written)
    if span.year is None:
        raise DateError(f"{name} needs a year, as {written}/2026; found {str(written)!r}")
    return span
