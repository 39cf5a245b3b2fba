"""Say what is recorded close by where filters found nothing, and which steps to an answer are outside knowledge."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import MISSING, dataclass, fields, replace
from typing import Any

from diplomacy_archive._dates import Span, day_of, number_of
from diplomacy_archive.records._vocabulary import Vocabulary
from diplomacy_archive.store._query import MeetingFilter, StatementFilter
from diplomacy_archive.store._search import Search
from diplomacy_archive.store._store import Store

Filter = MeetingFilter | StatementFilter

_SAID = {
    "on": "the date", "since": "the first date", "until": "the last date", "part_of_day": "the part of day",
    "people": "the person", "countries": "the side", "areas": "the area", "search": "the words",
    "about": "what is said of",
}  # fmt: skip
_MANY = 100  # more than so many are not counted
_LISTED = 3
_WHOLES = {"areas": ("area", "parent"), "place": ("place", "inside")}


@dataclass(frozen=True)
class _Part:
    """One thing that was asked for: its field and value, a filter for it alone, and one for all but it."""

    field: str
    value: Any
    alone: Filter
    rest: Filter


def nearby(store: Store, wanted: Filter) -> list[str]:
    """Return sentences on what is recorded close by, for filters that find nothing.

    What alone finds nothing is told with its neighbours; where each alone finds something, how much
    is found without each. Of pairs: where meetings are found, that nobody is on another side there.
    """
    parts = list(_parts(wanted))
    if met := _count(store, wanted):
        return [f"{_there(met, wanted)}, but these people are not on different sides there"] if parts else []
    alone = [part for part in parts if not _count(store, part.alone)]
    if alone:
        return [sentence for part in alone for sentence in _neighbours(store, part)]
    found = [(part, count) for part in parts if (count := _count(store, part.rest))]
    clauses = [f"without {_said(store, part)} {_there(count, wanted)}" for part, count in found]
    return ["; ".join(clauses) or "each of these is recorded, but not all together"] if parts else []


def _parts(wanted: Filter) -> Iterator[_Part]:
    empty: Filter
    if isinstance(wanted, StatementFilter):
        empty = StatementFilter(MeetingFilter(status=wanted.meetings.status))
        for part in _parts(wanted.meetings):
            alone, rest = _changed(empty, {"meetings": part.alone}), _changed(wanted, {"meetings": part.rest})
            yield replace(part, alone=alone, rest=rest)
    else:
        empty = MeetingFilter(status=wanted.status)
    for field in fields(wanted):
        asked = getattr(wanted, field.name)
        if field.name in ("status", "meetings") or field.default is MISSING or asked == field.default:
            continue
        for value in asked if isinstance(asked, tuple) else (asked,):
            one, others = value, None
            if isinstance(asked, tuple):
                one, others = (value,), tuple(other for other in asked if other != value)
            alone, rest = _changed(empty, {field.name: one}), _changed(wanted, {field.name: others})
            yield _Part(field.name, value, alone, rest)


def _changed(wanted: Filter, values: dict[str, Any]) -> Filter:
    return replace(wanted, **values)


def _count(store: Store, wanted: Filter) -> int:
    query = wanted.query(frequency=store.frequency)
    return int(store.rows(f"SELECT count(*) FROM ({query.sql} LIMIT {_MANY})", query.parameters)[0][0])


def _noun(wanted: Filter) -> str:
    return "statement" if isinstance(wanted, StatementFilter) else "meeting"


def _there(count: int, wanted: Filter) -> str:
    many = f"{count} or more" if count == _MANY else str(count)
    return f"there is 1 {_noun(wanted)}" if count == 1 else f"there are {many} {_noun(wanted)}s"


def _said(store: Store, part: _Part) -> str:
    what = _SAID.get(part.field, f"the {part.field}")
    return f"{what} {_name(store, part.value)}"


def _name(store: Store, value: Any) -> str:
    if isinstance(value, Span | Search):
        return str(value)
    return value.en if isinstance(value, Vocabulary) else store.label(value)


def _neighbours(store: Store, part: _Part) -> Iterator[str]:
    """Say what is close to a thing that alone finds nothing."""
    said, found = _said(store, part), ""
    if part.field in _WHOLES:
        found = _wider(store, part)
    elif part.field in ("on", "since", "until"):
        found = _days(store, part.value)
    elif part.field == "people":
        found = _named(store, part.value)
    elif part.field == "part_of_day":
        found = _silent(store)
    elif part.field in ("party", "organisation"):
        found = _offices(store, part.value)
    yield f"no {_noun(part.alone)} is recorded for {said}{f'; {found}' if found else ''}"
    every = _everything(part.alone)
    if every != part.alone and (count := _count(store, every)):
        yield f"with the status any {_there(count, part.alone)}"


def _everything(wanted: Filter) -> Filter:
    if isinstance(wanted, StatementFilter):
        return replace(wanted, meetings=replace(wanted.meetings, status=None))
    return replace(wanted, status=None)


def _wider(store: Store, part: _Part) -> str:
    """Say the nearest area or place around one that finds something."""
    table, column = _WHOLES[part.field]
    inside = part.value
    while inside:
        rows = store.rows(f"SELECT {column} FROM {table} WHERE id = ?", (inside,))
        inside = rows[0][0] if rows else ""
        around = _asking(part.alone, part.field, inside)
        if inside and (count := _count(store, around)):
            return f"around it, for {store.label(inside)}, {_there(count, part.alone)}"
    return ""


def _asking(wanted: Filter, field: str, value: str) -> Filter:
    if isinstance(wanted, StatementFilter) and field != "areas":  # a place is asked of a statement's meetings
        return _changed(wanted, {"meetings": _asking(wanted.meetings, field, value)})
    return _changed(wanted, {field: (value,) if field == "areas" else value})


def _days(store: Store, span: Span) -> str:
    """Say on which days before and after there are reports."""
    if span.year is None:
        rows = store.rows("SELECT min(ymd), max(ymd) FROM day")
    else:
        first, last = (number_of(day) for day in (span.first, span.last))
        rows = store.rows(
            "SELECT (SELECT max(ymd) FROM day WHERE ymd < ?), (SELECT min(ymd) FROM day WHERE ymd > ?)",
            (first, last),
        )
    days = dict.fromkeys(day_of(day).isoformat() for day in rows[0] if day)
    what = "first and last" if span.year is None else "nearest"
    return f"the {what} recorded: {', '.join(days)}" if days else ""


def _silent(store: Store) -> str:
    """Say that reports may state no part of the day."""
    ((count,),) = store.rows("SELECT count(*) FROM report WHERE part_of_day = ''")
    return f"{count} {'report states' if count == 1 else 'reports state'} none" if count else ""


def _named(store: Store, person: str) -> str:
    """Say where somebody is named who took part in nothing."""
    rows = store.rows("SELECT DISTINCT article FROM mention WHERE person = ? ORDER BY n LIMIT ?", (person, _LISTED))
    articles = ", ".join(article for (article,) in rows)
    return f"only named, in {articles}" if articles else ""


def _offices(store: Store, body: str) -> str:
    """Say which capacities articles print of what a body is part of."""
    rows: list[tuple[str, str]] = []
    while body and not rows:
        whole = store.rows("SELECT part_of FROM organisation WHERE id = ?", (body,))
        body = whole[0][0] if whole else ""
        sql = "SELECT DISTINCT printed, person FROM office WHERE body = ? ORDER BY person, printed LIMIT ?"
        rows = store.rows(sql, (body, _LISTED + 1)) if body else []
    listed = [f"“{printed}” ({store.label(person)})" for printed, person in rows]
    more = ", …" if len(listed) > _LISTED else ""
    return (
        f"in a capacity of {store.label(body)}, which holds it, {', '.join(listed[:_LISTED])}{more}"
        if listed
        else ""
    )


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
