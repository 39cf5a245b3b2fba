"""Write records into the tables of a new database: whole days of them at a time, in order.

Memory stays flat however many meetings there are. Rows that come in the order of meetings and are kept in
another, as those of `facet`, wait in a temporary table and are sorted at the end.
"""

from __future__ import annotations

import datetime as dt
import re
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from itertools import chain, combinations
from pathlib import Path
from typing import Any, NamedTuple
from zlib import crc32

from diplomacy_archive._dates import number_of
from diplomacy_archive._text import case_words, fold_words
from diplomacy_archive.errors import FileError, Origin, shown
from diplomacy_archive.files._write import FileKind, replacing
from diplomacy_archive.records import _models as m
from diplomacy_archive.records import _vocabulary as vocabulary
from diplomacy_archive.records._merge import (
    conveyors_at,
    encounters,
    merge,
    sort_key,
    speakers_at,
    statement_key,
)
from diplomacy_archive.records._person_names import name_parts
from diplomacy_archive.records._vocabulary import Decided, MeetingStatus, Vocabulary
from diplomacy_archive.store._entries import Entries, name_words
from diplomacy_archive.store._facets import Facets
from diplomacy_archive.store._schema import APPLICATION_ID, KIND_OF, SCHEMA_VERSION, statements
from diplomacy_archive.store._seal import seal

HEADER = b"SQLite format 3\x00"

ARCHIVE_FILE = FileKind(
    "an archive file",
    lambda start: start.startswith(HEADER) and int.from_bytes(start[68:72], "big") == APPLICATION_ID,
)

Row = Sequence[Any]
Origins = Mapping[tuple[str, str], tuple[Origin, ...]]


def build_memory(
    records: m.Records, meetings: Sequence[m.Meeting], origins: Origins, meta: Mapping[str, str]
) -> sqlite3.Connection:
    """Compile records, and the meetings merged from them, into a database in memory."""
    connection = sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)
    writer = Writer(connection, records, meta)
    writer.add(records, meetings, origins)
    writer.finish()
    return connection


def build_file(path: Path, batches: Iterable[m.Records], meta: Mapping[str, str]) -> None:
    """Compile records into a file, whole or not at all, in memory that does not grow with them.

    Args:
        path: The file to write.
        batches: First the registers, then the records of whole days, day after day, undated
            meetings last. All that an article or a meeting needs is in one batch, and batches are
            in order of publication too.
        meta: Facts about the archive as a whole: title, package_version, data_version.

    Raises:
        FileError: The file cannot be written; what stood there stays.
        ValueError: The batches are not in order.
    """
    parts = iter(batches)
    registers = next(parts)
    with replacing(path, kind=ARCHIVE_FILE) as temporary:
        try:
            with closing(sqlite3.connect(temporary, isolation_level=None)) as connection:
                writer = Writer(connection, registers, meta)
                for batch in parts:
                    writer.add(batch, merge(replace(batch, places=registers.places)), {})
                writer.finish()
            seal(temporary)
        except sqlite3.Error as error:
            raise FileError(f"{shown(path)} cannot be written: {error}") from None


class Writer:
    """Write records into an empty database: `add` for each batch of days, then `finish`.

    Args:
        connection: The database.
        registers: The identities that the records name.
        meta: Facts about the archive as a whole.
    """

    def __init__(self, connection: sqlite3.Connection, registers: m.Records, meta: Mapping[str, str]) -> None:
        self._connection = connection
        self._written: dict[str, int] = {}
        self._last: dict[str, Any] = {}
        self._bylines: set[str] = set()
        execute = connection.execute
        execute("PRAGMA journal_mode = OFF")
        execute("PRAGMA synchronous = OFF")
        for schema in ("main", "temp"):
            execute(f"PRAGMA {schema}.cache_size = -65536")  # 64 MB, so that large tables are sorted in few passes
        execute("BEGIN")
        for statement in statements():
            if re.match(r"CREATE (VIRTUAL )?TABLE", statement):
                execute(statement)
        execute(f"PRAGMA application_id = {APPLICATION_ID}")
        execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
        execute("CREATE TEMP TABLE waiting_facet AS SELECT * FROM facet")
        execute("CREATE TEMP TABLE waiting_office AS SELECT * FROM office")
        self._insert("meta", {**meta, "schema_version": str(SCHEMA_VERSION)}.items())
        self._insert("term", _terms())
        self._registers(registers)
        areas, places, bodies = self._trees(registers)
        self._facets = Facets(areas, places, bodies)
        self._insert("alias", sorted({(old, id_) for id_, old in _joined(registers)}))
        self._insert("name", sorted(set(_names(registers))))
        self._insert("name_word", sorted(set(name_words(registers))))
        self._entries = Entries(registers, areas)
        self._people = registers.people
        for name in m.REGISTERS:
            if name != "people":
                self._enter(KIND_OF[name], enumerate(getattr(registers, name)))

    def add(self, records: m.Records, meetings: Sequence[m.Meeting], origins: Origins) -> None:
        """Write what articles report: whole days, all their meetings in order, and what was said there."""
        self._entries.read(records, meetings)
        self._articles(records)
        numbers = self._meetings(meetings)
        self._insert("waiting_office", _offices(records, numbers))
        self._statements(records, meetings, numbers)
        self._others(records)
        written = ((id_, n, at) for (_, id_), found in origins.items() for n, at in enumerate(found))
        rows = ((id_, n, at.path, at.line, at.column) for id_, n, at in written)
        self._insert("origin", rows)

    def finish(self) -> None:
        """Sort what waits, count what follows, and make the indexes and views."""
        offices = self._connection.execute(
            "SELECT DISTINCT person, role, coalesce(body, ''), printed FROM waiting_office"
        )
        self._entries.hold(offices.fetchall())
        self._enter("person", enumerate(self._people))
        indexes = (sql for sql in statements() if re.match(r"CREATE (UNIQUE INDEX|INDEX|VIEW)", sql))
        for sql in (*_SORTED, *_COUNTED, *indexes):  # what is counted in the order of an index is slower
            self._connection.execute(sql)
        self._insert("word", sorted(self._words()))
        self._connection.execute("COMMIT")

    def _words(self) -> list[tuple[str, str, str, int]]:
        """Return each word of the entries, folded and as it is, its column and how many have it."""
        self._connection.execute("CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab (main, passage_search, col)")
        rows = self._connection.execute("SELECT term, col, doc FROM temp.vocabulary").fetchall()
        self._connection.execute("DROP TABLE temp.vocabulary")
        return [(fold_words(term) if col == "words" else term, term, col, count) for term, col, count in rows]

    # --- Rows -------------------------------------------------------------------------------------

    def _insert(self, table: str, rows: Iterable[Row]) -> None:
        iterator = iter(rows)
        first = next(iterator, None)
        if first is not None:
            marks = ",".join("?" * len(first))
            self._connection.executemany(f"INSERT INTO {table} VALUES ({marks})", chain([first], iterator))

    def _numbered(self, kind: str, items: Collection[Any]) -> list[tuple[int, Any]]:
        """Give each item the next number of its kind."""
        first = self._written.get(kind, 0)
        self._written[kind] = first + len(items)
        return list(enumerate(items, first))

    def _documents(self, kind: str, numbered: Iterable[tuple[int, m.Record]]) -> None:
        """Write records exactly; what is absent has its default."""
        texts = ((n, one.model_dump_json(exclude_defaults=True)) for n, one in numbered)
        self._insert("document", ((kind, n, text, crc32(text.encode())) for n, text in texts))

    def _in_order(self, what: str, keys: Sequence[Any]) -> None:
        """Refuse a batch that does not follow the one before."""
        if keys:
            if what in self._last and keys[0] <= self._last[what]:
                raise ValueError(f"batches must be in order of {what}: {keys[0]} comes after {self._last[what]}")
            self._last[what] = keys[-1]

    # --- Registers --------------------------------------------------------------------------------

    def _registers(self, records: m.Records) -> None:
        for name in m.REGISTERS:
            kind = KIND_OF[name]
            numbered = self._numbered(kind, getattr(records, name))
            self._documents(kind, numbered)
            self._insert("identity", (_identity(kind, n, one) for n, one in numbered))

    def _trees(self, records: m.Records) -> tuple[dict[str, tuple[str, ...]], ...]:
        """Write what lies in what, and return for each area, place and body itself and what it lies in."""
        areas = _closure({area.id: area.parent for area in records.areas})
        joined = {area.id: tuple(one for one in area.joins if one not in areas[area.id]) for area in records.areas}
        self._insert("tree", (("area", one, id_, -1, 0) for id_, ones in joined.items() for one in ones))
        countries: dict[str, str | None] = dict.fromkeys(one.id for one in records.countries)
        places = _closure({**{place.id: place.within for place in records.places}, **countries})
        parties: dict[str, str | None] = dict.fromkeys(one.id for one in records.parties)
        # A ministry is part of its state, but taking part in a ministry's capacity is no party's or organisation's.
        within = {one.id: one.part_of for one in records.organisations}
        inside = {id_: up if up in within or up in parties else None for id_, up in within.items()}
        bodies = _closure({**inside, **parties})
        outside = {one.id for one in records.identities() if one.is_outside("within") or one.is_outside("part_of")}
        for kind, above in (("area", areas), ("place", places), ("body", bodies)):
            self._insert(
                "tree",
                (
                    (kind, up, id_, depth, not outside.isdisjoint(ups[:depth]))
                    for id_, ups in above.items()
                    for depth, up in enumerate(ups)
                ),
            )
        return {id_: (*ups, *joined[id_]) for id_, ups in areas.items()}, places, bodies

    # --- What articles report ---------------------------------------------------------------------

    def _articles(self, records: m.Records) -> None:
        ordered = sorted(records.articles, key=lambda article: (article.published, article.id))
        self._in_order("publication", [(article.published, article.id) for article in ordered])
        numbered = self._numbered("article", ordered)
        self._documents("article", numbered)
        labels = ((one.label.vi or one.label.en or "", one.label.en or one.label.vi or "") for one in ordered)
        rows = zip(numbered, labels, strict=True)
        self._enter("article", numbered)
        self._insert(
            "article",
            ((n, one.id, _ymd(one.published), one.language, one.byline or "", *label) for (n, one), label in rows),
        )
        new = {one.byline for one in ordered if one.byline and fold_words(one.byline)} - self._bylines
        self._bylines |= new
        self._insert("name", (("byline", fold_words(one), case_words(one), one, 1) for one in sorted(new)))

    def _meetings(self, meetings: Sequence[m.Meeting]) -> dict[str, int]:
        self._in_order("date", [sort_key(meeting) for meeting in meetings])
        numbered = self._numbered("meeting", meetings)
        self._documents("meeting", numbered)
        at = {meeting.id: _At.of(meeting) for meeting in meetings}
        self._insert("meeting", ((n, one.id, _ymd(at[one.id].date), at[one.id].held) for n, one in numbered))
        self._insert("report", (row for n, one in numbered for row in _reports(n, one, at[one.id].date)))
        self._insert(
            "participant",
            (
                (n, report.article, position, one.key, one.person, one.side, one.role or "")
                for n, meeting in numbered
                for report in sorted(meeting.reports, key=lambda report: report.article)
                for position, one in enumerate(report.participants)
            ),
        )
        pairs = [(n, *pair, at[one.id].held) for n, one in numbered for pair in _pairs(one)]
        self._insert("encounter", ((number, *pair) for number, pair in self._numbered("encounter", pairs)))
        self._insert(
            "waiting_facet",
            (
                ("meeting", part, target, n, direct, at[one.id].held)
                for n, one in numbered
                for part, target, direct in self._facets.of_meeting(one)
            ),
        )
        self._enter("meeting", ((n, report) for n, meeting in numbered for report in meeting.reports))
        return {meeting.id: n for n, meeting in numbered}

    def _statements(self, records: m.Records, meetings: Sequence[m.Meeting], numbers: Mapping[str, int]) -> None:
        there = {meeting.id: meeting for meeting in meetings}
        at = {meeting.id: _At.of(meeting) for meeting in meetings}
        said = [(one, _At.of_all([at[id_] for id_ in one.meetings])) for one in records.statements]
        said.sort(key=lambda pair: _statement_key(*pair))
        numbered = self._numbered("statement", said)
        parts = [(n, one) for n, (one, _) in numbered]
        self._documents("statement", parts)
        self._insert("statement", (_statement(n, one, when) for n, (one, when) in numbered))
        self._insert("said", sorted({(numbers[id_], n, at[id_].held) for n, one in parts for id_ in one.meetings}))
        self._insert(
            "speech",
            sorted(
                {
                    (n, numbers[id_], part, person, at[id_].held)
                    for n, one in parts
                    for id_ in one.meetings
                    for part, people in (("speaker", speakers_at), ("conveyor", conveyors_at))
                    for person in people(one, there[id_])
                }
            ),
        )
        self._insert(
            "waiting_facet",
            (
                ("statement", part, target, n, direct, when.held)
                for n, (one, when) in numbered
                for part, target, direct in self._facets.of_statement(one)
            ),
        )
        self._insert(
            "waiting_facet",
            (
                ("meeting", part, target, numbers[id_], direct, at[id_].held)
                for _, one in parts
                for part, target, direct in self._facets.of_meeting_by(one)
                for id_ in one.meetings
            ),
        )
        self._enter("statement", parts)

    def _others(self, records: m.Records) -> None:
        meetings = {one.id: one.meetings for one in records.statements}
        for kind in ("mentions", "invitations", "undertakings", "background"):
            numbered = self._numbered(KIND_OF[kind], getattr(records, kind))
            self._documents(KIND_OF[kind], numbered)
            self._enter(KIND_OF[kind], numbered)
            self._insert("other", ((KIND_OF[kind], n, one.id, one.article) for n, one in numbered))
            self._insert(
                "waiting_facet",
                (
                    (KIND_OF[kind], part, target, n, direct, 1)
                    for n, one in numbered
                    for part, target, direct in self._facets.of_other(one, meetings)
                ),
            )

    def _enter(self, kind: str, records: Iterable[tuple[int, m.Record]]) -> None:
        """Write the entries by which records of a kind are searched."""
        found = [(kind, n, *self._entries.of(record)) for n, record in records]
        self._insert("passage", ((number, *row) for number, row in self._numbered("passage", found)))


_SORTED = (
    """INSERT INTO facet SELECT record, part, target, n, max(direct), max(held) FROM waiting_facet
    GROUP BY record, part, target, n ORDER BY record, part, target, n""",
    """INSERT INTO office SELECT * FROM waiting_office GROUP BY person, ymd, article, meeting, role, printed, body
    ORDER BY person, ymd, article, meeting, role, printed, body""",
    "DROP TABLE waiting_facet",
    "DROP TABLE waiting_office",
    "INSERT INTO passage_search (passage_search) VALUES ('rebuild')",
)
"""What waits is sorted, and each row written once; SQLite sorts for GROUP BY, where DISTINCT would look each up."""

_COUNTED = (
    """INSERT INTO counted SELECT 'pair', row_number() OVER (ORDER BY count(*) DESC, one, other), one, other,
    count(*) FROM encounter WHERE across = 1 AND held = 1 AND one IN (SELECT id FROM identity WHERE kind = 'person')
    AND other IN (SELECT id FROM identity WHERE kind = 'person') GROUP BY one, other""",
    """INSERT INTO counted SELECT 'area', 0, area, year, count(*) FROM (SELECT f.target AS area,
    CASE WHEN r.ymd > 0 THEN r.ymd / 10000 ELSE '' END AS year FROM facet AS f CROSS JOIN meeting AS m ON m.n = f.n
    CROSS JOIN report AS r ON r.meeting = m.n WHERE f.record = 'meeting' AND f.part = 'area' AND f.held = 1
    AND r.counts = 1 AND (r.ymd > 0 OR m.ymd = 0) GROUP BY area, m.n, year) GROUP BY area, year""",
    """INSERT INTO counted SELECT record || ' ' || part, 0, target, '', count(*) FROM facet
    WHERE record IN ('meeting', 'statement') GROUP BY record, part, target""",
)
"""What is counted of the rows that are there."""


def _identity(kind: str, n: int, one: m.Identity) -> Row:
    inside = next((found for name in ("part_of", "within", "parent") if (found := getattr(one, name, None))), None)
    english = one.names.en or one.name
    return (kind, n, one.id, one.name, english, getattr(one, "kind", ""), getattr(one, "country", None), inside)


def _joined(records: m.Records) -> Iterator[tuple[str, str]]:
    """Yield for each record that somebody decided to be the same as others its id, and each of theirs."""
    for one in records.decisions:
        if one.decision is Decided.SAME:
            yield from ((one.ids[0], old) for old in one.ids[1:])


def _terms() -> Iterator[Row]:
    """Yield each term of the closed vocabularies with its labels."""
    for found in vars(vocabulary).values():
        if isinstance(found, type) and issubclass(found, Vocabulary) and found is not Vocabulary:
            yield from ((found.__name__, term.value, term.vi, term.en) for term in found)


def _reports(n: int, one: m.Meeting, first: dt.date | None) -> Iterator[Row]:
    counted = set(map(id, one.counted))
    for said in one.reports:
        counts, day = id(said) in counted, said.when.date
        later = bool(counts and day and first and day > first)
        place = said.place.id if said.place else None
        part = said.when.part_of_day or ""
        yield n, said.article, counts, _ymd(day), later, part, said.status, said.kind.id, place


def _pairs(meeting: m.Meeting) -> Iterator[tuple[str, str, bool]]:
    """Yield each two participants, the lower key first, and whether a report has them on different sides."""
    across = {frozenset((one.key, other.key)) for one, other in encounters(meeting)}
    for one, other in combinations([one.key for one in meeting.participants], 2):
        yield min(one, other), max(one, other), frozenset((one, other)) in across


def _ymd(date: dt.date | None) -> int:
    """Return a day as a number; 0 for none, which sorts before every day."""
    return number_of(date) if date else 0


def _closure(above: Mapping[str, str | None]) -> dict[str, tuple[str, ...]]:
    """Return each id with what it lies in, itself first."""
    chains: dict[str, tuple[str, ...]] = {}
    for id_ in above:
        steps = [id_]
        while (step := above.get(steps[-1])) is not None and step not in steps:
            steps.append(step)
        chains[id_] = tuple(steps)
    return chains


class _At(NamedTuple):
    """Where things are said: the earliest date of a meeting, and whether it was held."""

    date: dt.date | None
    held: bool

    @classmethod
    def of(cls, meeting: m.Meeting) -> _At:
        return cls(min(meeting.dates, default=None), MeetingStatus.HELD in meeting.status)

    @classmethod
    def of_all(cls, places: Sequence[_At]) -> _At:
        """Return the earliest date of several, and whether one was held."""
        if len(places) == 1:
            return places[0]
        return cls(min((at.date for at in places if at.date), default=None), any(at.held for at in places))


def _statement(n: int, one: m.Statement, when: _At) -> Row:
    act = one.act.id if one.act else ""
    return n, one.id, one.article, one.quotes[0].paragraph, act, _ymd(when.date), when.held


def _statement_key(one: m.Statement, at: _At) -> tuple[Any, ...]:
    return (at.date is None, at.date or dt.date.min, *statement_key(one))


def _offices(records: m.Records, numbers: Mapping[str, int]) -> Iterator[Row]:
    """Yield each capacity printed for a person: at a held meeting with its date, else with the article's."""
    published = {article.id: _ymd(article.published) for article in records.articles}
    for report in records.reports:
        ymd = _ymd(report.when.date) if report.status is MeetingStatus.HELD else published[report.article]
        for who in report.participants:
            for held in who.capacities if who.person else ():
                yield who.key, ymd, report.article, numbers[report.meeting], held.role, held.printed, held.of
    for one in records.mentions:
        day = published[one.article]
        for held in one.capacities:
            yield one.person, day, one.article, None, held.role, held.printed, held.of


def _names(records: m.Records) -> Iterator[tuple[str, str, str, str, int]]:
    """Yield every written form of every name and id: whole, and for people the parts by which they are called."""
    for name in m.REGISTERS:
        kind = KIND_OF[name]
        for one in getattr(records, name):
            printed = one.printed if isinstance(one, m.CooperationArea) else ()
            named = {case_words(form) for form in (*one.forms, *printed)}
            whole = {*named, case_words(one.id)}
            yield from ((kind, fold_words(form), form, one.id, 1) for form in whole)
            if isinstance(one, m.Person):
                parts = {part for form in named for part in name_parts(form)} - whole
                yield from ((kind, fold_words(part), part, one.id, 0) for part in parts)
