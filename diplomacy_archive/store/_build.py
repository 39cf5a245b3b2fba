"""Write records into the tables of a new database: whole days of them at a time, in order.

Python writes what only it knows; what follows from rows already there, SQL derives at the end. So
memory is flat however many meetings there are, and each table is written in the order of its key.
"""

from __future__ import annotations

import datetime as dt
import re
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from diplomacy_archive._dates import number_of
from diplomacy_archive._text import case_words, fold_words
from diplomacy_archive.errors import FileError, Origin, shown
from diplomacy_archive.files._write import FileKind, replacing
from diplomacy_archive.records import _models as m
from diplomacy_archive.records._merge import areas_at, encounters, merge, sort_key, speakers_at, statement_key
from diplomacy_archive.records._person_names import name_parts
from diplomacy_archive.records._vocabulary import Kind, MeetingStatus
from diplomacy_archive.store._schema import APPLICATION_ID, DERIVED, SCHEMA_VERSION, STAGED, STATEMENTS, TABLE_OF
from diplomacy_archive.store._seal import seal
from diplomacy_archive.store._search import Entries, name_words

HEADER = b"SQLite format 3\x00"

ARCHIVE_FILE = FileKind(
    "an archive file",
    lambda start: start.startswith(HEADER) and int.from_bytes(start[68:72], "big") == APPLICATION_ID,
)

Row = Sequence[Any]
_INDEX = re.compile(r"CREATE INDEX \w+ ON (\w+)")
Origins = Mapping[tuple[str, str], tuple[Origin, ...]]


def build_memory(
    records: m.Records, meetings: Sequence[m.Meeting], origins: Origins, meta: Mapping[str, str]
) -> sqlite3.Connection:
    """Compile records, and the meetings merged from them, into a database in memory."""
    connection = sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)
    writer = Writer(connection)
    writer.start(records, meta)
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
                writer = Writer(connection)
                writer.start(registers, meta)
                for batch in parts:
                    writer.add(batch, merge(replace(batch, places=registers.places)), {})
                writer.finish()
            seal(temporary)
        except sqlite3.Error as error:
            raise FileError(f"{shown(path)} cannot be written: {error}") from None


class Writer:
    """Write records into an empty database: `start`, `add` for each batch of days, `finish`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._written = dict.fromkeys((*TABLE_OF.values(), "encounter", "passage"), 0)
        self._last: dict[str, Any] = {}
        self._areas_above: dict[str, tuple[str, ...]] = {}
        self._bodies_above: dict[str, tuple[str, ...]] = {}
        self._bylines: set[str] = set()

    def start(self, registers: m.Records, meta: Mapping[str, str]) -> None:
        """Make the tables and write the registers."""
        execute = self._connection.execute
        execute("PRAGMA journal_mode = OFF")
        execute("PRAGMA synchronous = OFF")
        for schema in ("main", "temp"):
            execute(f"PRAGMA {schema}.cache_size = -65536")  # 64 MB, so that large tables are sorted in few passes
        execute("BEGIN")
        tables, self._indexes, self._indexes_of_derived = _parts()
        for statement in (*tables, *STAGED.split(";\n")):
            execute(statement)
        execute(f"PRAGMA application_id = {APPLICATION_ID}")
        execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
        self._insert("meta", meta.items())
        self._registers(registers)
        self._trees(registers)
        self._insert("name", sorted(set(_names(registers))))
        self._insert("name_word", sorted(set(name_words(registers))))
        self._entries = Entries(registers, self._areas_above)
        self._people = registers.people
        for name in m.REGISTERS:
            if name != "people":
                self._enter(TABLE_OF[name], enumerate(getattr(registers, name)))

    def add(self, records: m.Records, meetings: Sequence[m.Meeting], origins: Origins) -> None:
        """Write what articles report: whole days, all their meetings in order, and what was said there."""
        self._entries.read(records, meetings)
        self._articles(records)
        numbers = self._meetings(meetings)
        self._insert("staged_office", _offices(records))
        self._statements(records, meetings, numbers)
        self._others(records)
        self._quotes(records, meetings)
        self._insert(
            "origin",
            (
                (id_, position, at.path, at.line, at.column)
                for (_, id_), found in origins.items()
                for position, at in enumerate(found)
            ),
        )

    def finish(self) -> None:
        """Derive what follows from what was written, and make the indexes."""
        offices = self._connection.execute("SELECT DISTINCT person, role, body, printed FROM staged_office")
        self._entries.hold(offices.fetchall())
        self._enter("person", enumerate(self._people))
        for statement in (*self._indexes, *DERIVED.split(";\n"), *self._indexes_of_derived):
            self._connection.execute(statement)
        self._insert("word", sorted(self._words()))
        self._connection.execute("COMMIT")

    def _words(self) -> list[tuple[str, str, str, int]]:
        """Return each word of the entries, folded and as it is, its column and how many have it."""
        self._connection.execute("CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab (main, passage_search, col)")
        rows = self._connection.execute("SELECT term, col, doc FROM temp.vocabulary").fetchall()
        self._connection.execute("DROP TABLE temp.vocabulary")
        return [(fold_words(term) if col == "words" else term, term, col, count) for term, col, count in rows]

    def _insert(self, table: str, rows: Iterable[Row]) -> None:
        iterator = iter(rows)
        first = next(iterator, None)
        if first is not None:
            marks = ",".join("?" * len(first))
            self._connection.executemany(f"INSERT INTO {table} VALUES ({marks})", chain([first], iterator))

    def _numbered(self, table: str, items: Collection[Any]) -> list[tuple[int, Any]]:
        """Give each item the next number of its table."""
        first = self._written[table]
        self._written[table] = first + len(items)
        return list(enumerate(items, first))

    def _in_order(self, what: str, keys: Sequence[Any]) -> None:
        """Refuse a batch that does not follow the one before."""
        if keys:
            if what in self._last and keys[0] <= self._last[what]:
                raise ValueError(f"batches must be in order of {what}: {keys[0]} comes after {self._last[what]}")
            self._last[what] = keys[-1]

    def _registers(self, records: m.Records) -> None:
        columns = {
            "people": (),
            "parties": ("country",),
            "organisations": ("kind", "country", "part_of"),
            "countries": (),
            "places": ("kind", "within"),
            "areas": ("kind", "parent"),
        }
        for name, fields in columns.items():
            self._insert(
                TABLE_OF[name],
                (
                    (
                        n,
                        one.id,
                        one.name,
                        *(getattr(one, field) or "" for field in fields),
                        _json(one),
                    )
                    for n, one in enumerate(getattr(records, name))
                ),
            )

    def _trees(self, records: m.Records) -> None:
        above = _closure({area.id: area.parent for area in records.areas})
        joined = {area.id: tuple(one for one in area.joins if one not in above[area.id]) for area in records.areas}
        self._insert("area_tree", ((up, id_, depth) for id_, ups in above.items() for depth, up in enumerate(ups)))
        self._insert("area_tree", ((one, id_, -1) for id_, ones in joined.items() for one in ones))
        self._areas_above = {id_: (*ups, *joined[id_]) for id_, ups in above.items()}
        places = {place.id: place.within for place in records.places}
        inside = _closure({**places, **{country.id: None for country in records.countries}})
        self._insert("place_tree", _steps(inside, {one.id: one.is_outside("within") for one in records.places}))
        parties = {party.id: None for party in records.parties}
        # A ministry is part of its state, but taking part in a ministry's capacity is no party's or organisation's.
        bodies = {one.id: one.part_of for one in records.organisations}
        around = {id_: up if up in bodies or up in parties else None for id_, up in bodies.items()}
        self._bodies_above = _closure({**around, **parties})
        outside = {one.id: one.is_outside("part_of") for one in records.organisations}
        self._insert("body_tree", _steps(self._bodies_above, outside))

    def _articles(self, records: m.Records) -> None:
        ordered = sorted(records.articles, key=lambda article: (article.published, article.id))
        self._in_order("publication", [(article.published, article.id) for article in ordered])
        numbered = self._numbered("article", ordered)
        self._insert(
            "article",
            (
                (
                    n, one.id, *_date(one.published), one.language, one.byline or "",
                    one.label.vi or one.label.en or "", _json(one),
                )
                for n, one in numbered
            ),
        )  # fmt: skip
        self._enter("article", numbered)
        new = {one.byline for one in ordered if one.byline and fold_words(one.byline)} - self._bylines
        self._bylines |= new
        self._insert("name", (("byline", fold_words(one), case_words(one), one, 1) for one in sorted(new)))

    def _meetings(self, meetings: Sequence[m.Meeting]) -> dict[str, int]:
        self._in_order("date", [sort_key(meeting) for meeting in meetings])
        parts = self._numbered("meeting", meetings)
        rows = [self._meeting_row(n, one) for n, one in parts]
        self._insert("meeting", rows)
        self._insert("meeting_brief", ((*row[:3], row[6]) for row in rows))
        self._insert(
            "report",
            (
                (
                    n, one.article, *_date(one.when.date), one.when.part_of_day or "", one.status, one.kind.id,
                    one.place.id if one.place else "",
                )
                for n, meeting in parts
                for one in meeting.reports
            ),
        )  # fmt: skip
        self._insert("staged_kind", ((kind, n) for n, meeting in parts for kind in _kinds(meeting)))
        self._insert(
            "participant",
            (
                (n, report.article, position, one.key, one.person or "", one.side, one.role or "")
                for n, meeting in parts
                for report in sorted(meeting.reports, key=lambda report: report.article)
                for position, one in enumerate(report.participants)
            ),
        )
        bodies = ((body, n) for n, meeting in parts for body in self._affiliations(meeting))
        self._insert("staged_affiliation", bodies)
        pairs = [(n, one.key, other.key) for n, meeting in parts for one, other in encounters(meeting)]
        self._insert("encounter", ((number, *pair) for number, pair in self._numbered("encounter", pairs)))
        self._enter("meeting", ((n, report) for n, meeting in parts for report in meeting.reports))
        return {meeting.id: n for n, meeting in parts}

    @staticmethod
    def _meeting_row(n: int, one: m.Meeting) -> tuple[Any, ...]:
        at = _At.of(one)
        return (n, one.id, *_date(at.date), at.held, _json(one))

    def _affiliations(self, meeting: m.Meeting) -> set[str]:
        """Return the bodies in whose capacity somebody takes part, and what those are part of."""
        people = [one for report in meeting.counted for one in report.participants]
        named = {body for one in people for body in (one.side, *(held.of for held in one.capacities)) if body}
        return {above for body in named for above in self._bodies_above.get(body, ())}

    def _statements(self, records: m.Records, meetings: Sequence[m.Meeting], numbers: Mapping[str, int]) -> None:
        there = {meeting.id: meeting for meeting in meetings}
        at = {meeting.id: _At.of(meeting) for meeting in meetings}
        said = [(one, _At.of_all([at[id_] for id_ in one.meetings])) for one in records.statements]
        said.sort(key=lambda pair: _statement_key(*pair))
        numbered = self._numbered("statement", said)
        rows = [self._statement_row(n, one, at) for n, (one, at) in numbered]
        parts = [(n, one) for n, (one, _) in numbered]
        self._insert("statement", rows)
        self._insert("statement_brief", ((*row[:2], row[9]) for row in rows))
        self._insert("statement_meeting", sorted({(numbers[id_], n) for n, one in parts for id_ in one.meetings}))
        self._insert(
            "statement_speakers",
            sorted(
                {
                    (n, numbers[id_], person)
                    for n, one in parts
                    for id_ in one.meetings
                    for person in speakers_at(one, there[id_])
                }
            ),
        )
        mentioned = {(mention.id, n, mention.id in areas_at(one)) for n, one in parts for mention in one.areas}
        self._insert("staged_area", mentioned)
        self._insert("staged_about", ((id_, n) for n, one in parts for id_ in one.about))
        self._enter("statement", parts)

    @staticmethod
    def _statement_row(n: int, one: m.Statement, at: _At) -> tuple[Any, ...]:
        return (
            n, one.id, one.article, one.quotes[0].paragraph, one.act.id if one.act else "", *_date(at.date),
            at.held, one.summary.vi or "", one.summary.en or "", _json(one),
        )  # fmt: skip

    def _others(self, records: m.Records) -> None:
        mentions = self._numbered("mention", records.mentions)
        self._insert("mention", ((n, one.id, one.article, one.person, _json(one)) for n, one in mentions))
        self._enter("mention", mentions)
        for table, found, fields in (
            ("invitation", records.invitations, ("visit",)),
            ("undertaking", records.undertakings, ("kind", "status")),
            ("background", records.background, ()),
        ):
            parts = self._numbered(table, found)
            self._insert(table, (self._other_row(n, one, fields) for n, one in parts))
            self._insert("link", sorted({(table, *link, n) for n, one in parts for link in self._links(one)}))
            self._enter(table, parts)

    @staticmethod
    def _other_row(n: int, one: Any, fields: tuple[str, ...]) -> tuple[Any, ...]:
        values = (getattr(one, field) for field in fields)
        columns = (value.id if isinstance(value, m.StatusAsPrinted) else value for value in values)
        summary = (one.summary.vi or "", one.summary.en or "")
        return (n, one.id, one.article, *columns, *summary, _json(one))

    def _links(self, one: Any) -> Iterator[tuple[str, str]]:
        if isinstance(one, m.Invitation):
            yield from (("inviter", id_) for id_ in one.inviters or ())
            yield from (("invitee", invitee.person) for invitee in one.invitees)
            if one.conveyed_by:
                yield "conveyed_by", one.conveyed_by
        else:
            bodies = one.between if isinstance(one, m.Undertaking) else one.about
            yield from (("body", id_) for id_ in bodies)
            areas = [mention.id for mention in one.areas]
            above = (up for area in areas for up in self._areas_above.get(area, ()))
            yield from (("area", area) for area in chain(areas, above))
        yield from (("raised_in", id_) for id_ in getattr(one, "raised_in", ()))
        yield from (("at", id_) for id_ in getattr(one, "at", ()))

    def _quotes(self, records: m.Records, meetings: Sequence[m.Meeting]) -> None:
        photos = ((article.id, photo) for article in records.articles for photo in article.photos)
        reports = ((meeting.id, report) for meeting in meetings for report in meeting.reports)
        others = ((getattr(one, "id", ""), one) for one in records.evidenced() if not isinstance(one, m.Report))
        self._insert(
            "quote",
            (
                (id_, quote.article, quote.paragraph, quote.occurrence or 0, quote.phrase)
                for id_, record in chain(reports, others, photos)
                for quote in record.quotes
            ),
        )

    def _enter(self, table: str, records: Iterable[tuple[int, m.Record]]) -> None:
        """Write the entries by which records of a table are searched."""
        found = [(table, n, *self._entries.of(record)) for n, record in records]
        numbered = self._numbered("passage", found)
        self._insert("passage", ((number, *row) for number, row in numbered))
        self._insert("passage_brief", ((number, *row[:2]) for number, row in numbered))


def _parts() -> tuple[list[str], list[str], list[str]]:
    """Return the statements that make the tables, the indexes of what is written, and of what is derived."""
    derived = {statement.split()[2] for statement in DERIVED.split(";\n")}
    tables: list[str] = []
    indexes: tuple[list[str], list[str]] = ([], [])
    for statement in STATEMENTS:
        found = _INDEX.search(statement)
        (indexes[found[1] in derived] if found else tables).append(statement)
    return tables, *indexes


def _json(record: m.Record) -> str:
    """Return a record's exact JSON; what is absent has its default."""
    return record.model_dump_json(exclude_defaults=True)


def _date(date: Any) -> tuple[int, int, int, int]:
    """Return a date as ymd, year, month and day; zeros for none, which sort before every date."""
    if date is None:
        return (0, 0, 0, 0)
    return (number_of(date), date.year, date.month, date.day)


def _closure(above: Mapping[str, str | None]) -> dict[str, tuple[str, ...]]:
    """Return each id with what it lies in, itself first."""
    chains: dict[str, tuple[str, ...]] = {}
    for id_ in above:
        steps = [id_]
        while (step := above.get(steps[-1])) is not None and step not in steps:
            steps.append(step)
        chains[id_] = tuple(steps)
    return chains


def _steps(
    above: Mapping[str, tuple[str, ...]], outside: Mapping[str, bool]
) -> Iterator[tuple[str, str, int, bool]]:
    """Yield the rows of a tree: above, below, how many steps, and whether one is outside knowledge."""
    for id_, ups in above.items():
        for depth, up in enumerate(ups):
            yield (up, id_, depth, any(outside.get(step, False) for step in ups[:depth]))


def _kinds(meeting: m.Meeting) -> set[Kind]:
    """Return every kind that the reports' words name: an article may call one meeting by several."""
    printed = (word for report in meeting.counted for word in report.kind.printed)
    return {*meeting.kinds, *chain.from_iterable(map(Kind.printed_in, printed))}


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


def _statement_key(one: m.Statement, at: _At) -> tuple[Any, ...]:
    return (at.date is None, at.date or dt.date.min, *statement_key(one))


def _offices(records: m.Records) -> Iterator[tuple[str, str, str, str, str, str, int]]:
    """Yield each capacity printed for a person: at a held meeting with its date, else with the article's."""
    published = {article.id: _date(article.published)[0] for article in records.articles}
    for report in records.reports:
        held_on = report.status is MeetingStatus.HELD
        ymd = _date(report.when.date)[0] if held_on else published[report.article]
        for one in report.participants:
            for held in one.capacities:
                yield (one.key, held.role, held.of or "", held.printed, report.article, report.meeting, ymd)
    for mention in records.mentions:
        for held in mention.capacities:
            ymd = published[mention.article]
            yield (mention.person, held.role, held.of or "", held.printed, mention.article, "", ymd)


def _names(records: m.Records) -> Iterator[tuple[str, str, str, str, int]]:
    """Yield every written form of every name and id: whole, and for people the parts by which they are called."""
    for name in m.REGISTERS:
        kind = TABLE_OF[name]
        for one in getattr(records, name):
            printed = one.printed if isinstance(one, m.CooperationArea) else ()
            named = {case_words(form) for form in (*one.forms, *printed)}
            whole = {*named, case_words(one.id)}
            yield from ((kind, fold_words(form), form, one.id, 1) for form in whole)
            if isinstance(one, m.Person):
                parts = {part for form in named for part in name_parts(form)} - whole
                yield from ((kind, fold_words(part), part, one.id, 0) for part in parts)
