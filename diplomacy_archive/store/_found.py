"""Hold what a query found: row ids in order, and the records of them when they are looked at."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from diplomacy_archive.records import _models as m
from diplomacy_archive.records._merge import apart
from diplomacy_archive.store._query import Query as Query  # noqa: PLC0414  (results tell theirs)
from diplomacy_archive.store._query import Wanted
from diplomacy_archive.store._schema import TABLE_OF
from diplomacy_archive.store._store import Store

_PAGE = 200  # records made at a time while iterating
_HINTED = ("meetings", "who_met_whom", "statements")


class Sql(NamedTuple):
    """A query, and the values of the `?` in it."""

    text: str
    values: list[Any]


class Found:
    """The rows that a query finds.

    Attributes:
        query: Selects their row ids.
        notes: What a reader must know of how they were found.
        wanted: The filter that was asked for, where hints are told of it.
    """

    def __init__(
        self,
        store: Store,
        query: Query,
        notes: Sequence[str] = (),
        wanted: Wanted | None = None,
        numbers: array[int] | None = None,
    ) -> None:
        self._store = store
        self.query = query
        self.notes = tuple(notes)
        self.wanted = wanted
        self._numbers = numbers
        self._cut = numbers is not None

    @property
    def kind(self) -> str:
        """The kind of record, as "meeting" or "person"."""
        return self.query.kind

    @property
    def numbers(self) -> array[int]:
        """The row ids, in order."""
        if self._numbers is None:
            self._numbers = array("q", self._store.numbers(self.query.sql, self.query.parameters))
        return self._numbers

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the records, of encounters those of their meetings; without making records."""
        if self._numbers is None and self.query.ids:
            return tuple(row[0] for row in self._store.rows(self.query.sql_of_ids, self.query.parameters))
        if self.kind == "encounter":
            return tuple(pair.meeting.id for pair in self.records())
        table = TABLE_OF[self.kind]
        of = f"kind = '{self.kind}' AND " if table in ("identity", "other") else ""
        found: list[str] = []
        for page in self._pages():
            sql = f"SELECT n, id FROM {table} WHERE {of}n IN ({','.join('?' * len(page))})"
            ids = dict(self._store.rows(sql, page))
            if not ids.keys() >= set(page):
                raise self._store.damaged(f"rows of {self.kind} are missing")
            found += map(ids.__getitem__, page)
        return tuple(found)

    def hints(self, lang: str) -> tuple[str, ...]:
        """Return what is recorded close by, where filters of meetings or statements found nothing."""
        if self.wanted is None or self.wanted.method not in _HINTED or len(self.numbers):
            return ()
        from diplomacy_archive.store._hints import nearby  # most questions find something

        return tuple(nearby(self._store, self.wanted, lang))

    def sql(self) -> Sql:
        """Return a query for the records themselves, in the SQL that engines share, with its values."""
        from diplomacy_archive.store._engines import portable  # most who ask have no warehouse

        query = self.query.sql
        if self._cut:
            table = "encounter" if self.kind == "encounter" else f"document WHERE kind = '{self.kind}'"
            numbers = ",".join(map(str, self.numbers)) or "NULL"
            query = f"SELECT n FROM {table} {'AND' if ' ' in table else 'WHERE'} n IN ({numbers})"
        text, values = portable(query, () if self._cut else self.query.parameters)
        if self.kind == "encounter":
            found = f"SELECT e.n, e.one, e.other, d.json FROM ({text}) AS f JOIN encounter AS e ON e.n = f.n"
            return Sql(f"{found} JOIN document AS d ON d.kind = 'meeting' AND d.n = e.meeting ORDER BY e.n", values)
        found = f"SELECT d.n, d.json FROM ({text}) AS f JOIN document AS d ON d.n = f.n"
        return Sql(f"{found} WHERE d.kind = '{self.kind}' ORDER BY d.n", values)

    def part(self, index: slice) -> Found:
        """Return the rows of a slice; the first ones are asked for alone if nothing was looked up yet."""
        start, stop, step = index.start or 0, index.stop, index.step
        alone = self._numbers is None and not self.query.window and step in (None, 1)
        if alone and start >= 0 and stop is not None and stop >= 0:
            first = self.query._replace(window=(start, max(stop - start, 0)))
            return Found(self._store, first, self.notes)
        return Found(self._store, self.query, self.notes, numbers=self.numbers[index])

    def is_everything(self) -> bool:
        """Tell whether these are all that were held, of which the archive keeps the counts."""
        everything = Wanted("meetings" if self.kind == "meeting" else "who_met_whom").query()
        return self._numbers is None and self.query == everything

    def records(self) -> Iterator[Any]:
        """Yield the records, made a page at a time."""
        for page in self._pages():
            yield from self._load(page)

    def holds(self, record: m.Record) -> bool:
        """Tell whether an equal record is among them."""
        if isinstance(record, m.Encounter):
            return any(pair == record for pair in self.records())
        rows = self._store.rows(f"SELECT n FROM {TABLE_OF[self.kind]} WHERE id = ?", (getattr(record, "id", None),))
        return bool(rows) and rows[0][0] in self.numbers and bool(self._load([rows[0][0]])[0] == record)

    def _pages(self) -> Iterator[Sequence[int]]:
        for start in range(0, len(self.numbers), _PAGE):
            yield self.numbers[start : start + _PAGE]

    def _load(self, numbers: Sequence[int]) -> list[Any]:
        return self._pairs(numbers) if self.kind == "encounter" else self._store.records(self.kind, numbers)

    def _pairs(self, numbers: Sequence[int]) -> list[m.Encounter]:
        marks = ",".join("?" * len(numbers))
        sql = f"SELECT n, meeting, one, other FROM encounter WHERE n IN ({marks})"
        found = {n: (meeting, one, other) for n, meeting, one, other in self._store.rows(sql, numbers)}
        distinct = sorted({meeting for meeting, _, _ in found.values()})
        meetings = dict(zip(distinct, self._store.records("meeting", distinct), strict=True))
        pairs = []
        for number in numbers:
            at, one, other = found[number]
            keys = [who.key for who in meetings[at].participants]
            people = apart(meetings[at], *sorted((one, other), key=keys.index)) if {one, other} <= {*keys} else None
            if people is None:
                raise self._store.damaged("a pair is not of two sides of its meeting")
            pairs.append(m.Encounter(meeting=meetings[at], one=people[0], other=people[1]))
        return pairs
