"""Say what a query must have to be asked, and what it gives back to be phrased."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from diplomacy_archive._dates import Span
from diplomacy_archive.questions.answer import Status
from diplomacy_archive.questions.grammar.reading import Reading
from diplomacy_archive.records import _models as m
from diplomacy_archive.records._vocabulary import Vocabulary

Records = Sequence[Any]
Archive = Any
"""The façade, or anything with its methods; it stands a floor above."""

LOOKED_AT = 200
"""How many records of a long answer are looked at for what they do not state."""


@dataclass
class Found:
    """What a query found, for phrasing.

    Attributes:
        status: Whether it is an answer.
        records: What the answer is read from.
        shown: The records to show where those are not the ones it is read from.
        near: What is recorded close by, where nothing was found.
        people: The ids of the people asked for.
        areas: The ids of the areas asked for.
        words: What was asked for, as the article prints it.
        count: How many, and of what, where that was asked.
        counted: The ids of the areas, where these are counted: fields of cooperation and topics apart.
        yes: The answer to a question for yes or no; what is found is a yes, if nothing else is said.
        doubtful: Whether neither yes nor no would be the whole truth.
        each: Of whom or what it is so, and of whom or what nothing is recorded, where one yes would be too much.
        unstated: What was asked for and the articles do not say.
        silent: Records that may belong here, but their articles do not say.
        notes: Keys of sentences to add, with their values.
        quotes: The words that prove it, where not all of the records' are meant.
    """

    status: Status = Status.ANSWERED
    records: Records = ()
    shown: Records | None = None
    near: Records = ()
    people: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    count: tuple[int, str] | None = None
    counted: tuple[str, ...] | None = None
    yes: bool | None = None
    doubtful: bool = False
    each: tuple[tuple[Sequence[str], bool], ...] = ()
    unstated: tuple[str, ...] = ()
    silent: Records = ()
    notes: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    quotes: tuple[m.Quote, ...] | None = None
    _looked: tuple[Records, list[Any]] = ((), [])

    @property
    def looked(self) -> list[Any]:
        """The first of the records: those that are looked at for what they do not state, made once."""
        if self._looked[0] is not self.records:
            self._looked = (self.records, list(self.records[:LOOKED_AT]))
        return self._looked[1]


class Parts:
    """The slots of a reading as a topic takes them: for each filter the ids, with their roles.

    Attributes:
        unused: Phrases that the topic has no place for.
    """

    def __init__(self, reading: Reading, table: dict[tuple[str, str], str]) -> None:
        self.unused: list[str] = []
        self._by: dict[str, list[tuple[str, str, bool]]] = {}
        for slot in reading.slots:
            if slot.is_who:
                self.unused += [slot.text] if (slot.role, "who") not in table else []
                continue
            roles = ("context", slot.role) if slot.context else (slot.role,)
            fits = [
                next((table[role, kind] for role in roles if (role, kind) in table), "") for kind, _ in slot.named
            ]
            # A name of two kinds, as a person's and a place's, must leave one of them open.
            if len(set(filter(None, fits))) != 1:
                self.unused.append(slot.text)
                continue
            name, id_ = next((name, id_) for name, (_, id_) in zip(fits, slot.named, strict=True) if name)
            self._by.setdefault(name, []).append((slot.role, id_, slot.context))

    def __getitem__(self, name: str) -> list[str]:
        """Return the ids of a filter, in order."""
        return list(dict.fromkeys(id_ for _, id_, _ in self._by.get(name, ())))

    def items(self) -> list[tuple[str, list[str]]]:
        """Return each filter with its ids."""
        return [(name, self[name]) for name in self._by]

    def roles(self, name: str, *roles: str) -> list[str]:
        """Return the ids of a filter that stand in one of these roles."""
        return list(dict.fromkeys(id_ for role, id_, _ in self._by.get(name, ()) if role in roles))


def dates(reading: Reading) -> dict[str, Any]:
    """Return the date filters."""
    named = {"on": reading.on, "since": reading.since, "until": reading.until}
    return {name: written(span) for name, span in named.items() if span is not None}


def terms(reading: Reading, **vocabularies: type[Vocabulary]) -> dict[str, Any]:
    """Return the filters by the one term of each vocabulary that a question has."""
    found = {name: reading.term(vocabulary) for name, vocabulary in vocabularies.items()}
    return {name: several[0].value for name, several in found.items() if len(several) == 1}


def areas(parts: Parts) -> dict[str, Any]:
    """Return the area filter."""
    return {"area": parts["area"]} if parts["area"] else {}


def written(span: Span) -> str:
    """Write a span as the date grammar reads it."""
    return str(span) if span.year or span.day else f"tháng {span.month}"


def falls(days: Iterable[dt.date], reading: Reading) -> bool:
    """Tell whether one of the days is among those that a question is about."""
    on, since, until = reading.on, reading.since, reading.until
    if on is not None:
        return any(
            on.year in (None, day.year) and on.month in (None, day.month) and on.day in (None, day.day)
            for day in days
        )
    if not (since or until):
        return True
    return any((since is None or since.first <= day) and (until is None or day <= until.last) for day in days)


def distinct(records: Iterable[Any]) -> list[Any]:
    """Return each record once, by its id."""
    return list({record.id: record for record in records}.values())


def held(records: Records) -> Records:
    """Return a few records made once, many as they are: looked up when they are looked at."""
    return tuple(records) if len(records) <= LOOKED_AT else records


def unique(ids: Iterable[str]) -> tuple[str, ...]:
    """Return each id once, in order."""
    return tuple(dict.fromkeys(ids))


def ids_of(records: Records) -> tuple[str, ...]:
    """Return the ids of records, without making them where that is not needed."""
    ids: tuple[str, ...] | None = getattr(records, "ids", None)
    return tuple(record.id for record in records) if ids is None else ids


def finish(found: Found, reading: Reading, parts: Parts, archive: Archive) -> Found:
    """Say yes or no, and what is true of every answer by a name or an area."""
    if found.status is not Status.ANSWERED:
        return found
    if not reading.yes_no:
        found.each = ()
    if reading.yes_no and found.yes is None and not found.doubtful:
        found.yes = not any(name == "number" for name, _ in found.notes)
    _tell_tree(found, parts, archive)
    addressed = reading.references.addressed
    found.notes += [("addressed", {"text": text, "people": (id_,)}) for id_, text in addressed.items()]
    return found


def _tell_tree(found: Found, parts: Parts, archive: Archive) -> None:
    """Note the areas that only the archive's own tree puts inside one that is asked about; no article says so."""
    for asked in parts["area"]:
        rows = archive.store.rows("SELECT descendant FROM area_tree WHERE ancestor = ? AND depth >= 0", (asked,))
        tree = {row[0] for row in rows}
        named = [
            {area if isinstance(area, str) else area.id for area in getattr(one, "areas", ())} & tree
            for one in found.looked
        ]
        inside = unique(area for areas in named if asked not in areas for area in sorted(areas))
        if inside:
            found.notes.append(("tree", {"ids": inside, "above": (asked,)}))
            if found.each:  # what only the tree puts there is no yes of anybody
                without = tuple(id_ for ids, so in found.each if not so for id_ in ids)
                found.notes += [("not_said", {"ids": without})] if without else []
                found.each = ()
            if found.yes and all(areas and asked not in areas for areas in named):
                found.yes = False


def naming(area: str, archive: Archive) -> set[str]:
    """Return the areas by which an area is named: itself, and those whose names join it to others."""
    sql = "SELECT descendant FROM area_tree WHERE ancestor = ? AND depth <= 0"
    return {row[0] for row in archive.store.rows(sql, (area,))}


def kinds(ids: Iterable[str], archive: Archive) -> dict[str, str]:
    """Return the kind of each identity, as person or party."""
    several = unique(ids)
    marks = ",".join("?" * len(several))
    return dict(archive.store.rows(f"SELECT id, kind FROM identity WHERE id IN ({marks})", several))


def raised_at(one: Any, archive: Archive) -> list[m.Meeting]:
    """Return the meetings at which an invitation or undertaking was raised."""
    statements = (archive.record(id_) for id_ in one.raised_in)
    return distinct(archive.record(id_) for said in statements for id_ in said.meetings)


def first_of(tries: Iterable[Callable[[], Records]]) -> Records:
    """Return the records of the first query that finds any."""
    return next((found for query in tries if len(found := query())), ())
