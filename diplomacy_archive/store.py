"""Keep records in a SQLite database, in memory or a file: records in, ids and records out.

The tables are plain: any SQL tool may read them. Every record table has `n`, the record's place in
its order (meetings and statements by date), `id`, and `json`, the record exactly; the columns
between are for filters and for people who browse. Dates are integers, 0 where none is given; `ymd`
is year, month and day as one number. Where reports of a meeting differ, `report` has a row for each.
"""

from __future__ import annotations

import os
import re
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from itertools import chain
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from diplomacy_archive import models as m
from diplomacy_archive.errors import ArchiveError, FileError, Origin, reason, shown
from diplomacy_archive.files import replacing
from diplomacy_archive.merge import encounters, speakers_at, statement_key
from diplomacy_archive.text import case_words, fold_words
from diplomacy_archive.vocabulary import Kind, MeetingStatus

SCHEMA_VERSION = 1
"""Changed with every change of the tables; a file of another version is refused."""

_APPLICATION_ID = 0x4441_5243  # "DARC": marks the file as ours for `file` and for us
_HEADER = b"SQLite format 3\x00"
_PAGE = 500  # rows held at a time while streaming

MODELS: dict[str, type[m.Record]] = {
    "person": m.Person,
    "party": m.Party,
    "organisation": m.Organisation,
    "country": m.Country,
    "place": m.Place,
    "area": m.CooperationArea,
    "article": m.Article,
    "meeting": m.Meeting,
    "mention": m.Mention,
    "statement": m.Statement,
    "invitation": m.Invitation,
    "undertaking": m.Undertaking,
    "background": m.Background,
}
"""Each record table and the model of its records."""

TABLE_OF = {
    "people": "person", "parties": "party", "organisations": "organisation", "countries": "country",
    "places": "place", "areas": "area", "articles": "article", "meetings": "meeting",
    "mentions": "mention", "statements": "statement", "invitations": "invitation",
    "undertakings": "undertaking", "background": "background",
}  # fmt: skip
"""The list of a data file, and the table of its records."""

SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE person (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL,
    country TEXT NOT NULL, json TEXT NOT NULL);
CREATE INDEX person_country ON person (country, n);
CREATE TABLE party (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL,
    country TEXT NOT NULL, json TEXT NOT NULL);
CREATE TABLE organisation (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL,
    kind TEXT NOT NULL, country TEXT NOT NULL, part_of TEXT NOT NULL, json TEXT NOT NULL);
CREATE TABLE country (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL, json TEXT NOT NULL);
CREATE TABLE place (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL,
    kind TEXT NOT NULL, inside TEXT NOT NULL, json TEXT NOT NULL);
CREATE TABLE area (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL,
    kind TEXT NOT NULL, parent TEXT NOT NULL, cap TEXT NOT NULL, json TEXT NOT NULL);
CREATE INDEX area_parent ON area (parent, n);
-- Every pair of an area or place and what it lies in, itself included (depth 0).
-- outside: 1 where a step between the two is knowledge from outside the articles.
CREATE TABLE area_tree (ancestor TEXT NOT NULL, descendant TEXT NOT NULL, depth INTEGER NOT NULL,
    PRIMARY KEY (ancestor, descendant)) WITHOUT ROWID;
CREATE INDEX area_tree_descendant ON area_tree (descendant, depth);
CREATE TABLE place_tree (ancestor TEXT NOT NULL, descendant TEXT NOT NULL, depth INTEGER NOT NULL,
    outside INTEGER NOT NULL, PRIMARY KEY (ancestor, descendant)) WITHOUT ROWID;

-- Every pair of a party or organisation and what it is part of, itself included.
CREATE TABLE body_tree (ancestor TEXT NOT NULL, descendant TEXT NOT NULL, depth INTEGER NOT NULL,
    outside INTEGER NOT NULL, PRIMARY KEY (ancestor, descendant)) WITHOUT ROWID;

CREATE TABLE article (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, ymd INTEGER NOT NULL,
    year INTEGER NOT NULL, month INTEGER NOT NULL, day INTEGER NOT NULL, language TEXT NOT NULL,
    byline TEXT NOT NULL, label TEXT NOT NULL, json TEXT NOT NULL);

-- ymd, year, month, day: the earliest date that a report gives.
-- held: 1 where a report says so; what else reports say is in report.status.
CREATE TABLE meeting (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, ymd INTEGER NOT NULL,
    year INTEGER NOT NULL, month INTEGER NOT NULL, day INTEGER NOT NULL, held INTEGER NOT NULL,
    json TEXT NOT NULL);
CREATE TABLE report (meeting INTEGER NOT NULL, article TEXT NOT NULL, ymd INTEGER NOT NULL,
    year INTEGER NOT NULL, month INTEGER NOT NULL, day INTEGER NOT NULL, part_of_day TEXT NOT NULL,
    status TEXT NOT NULL, kind TEXT NOT NULL, place TEXT NOT NULL, PRIMARY KEY (meeting, article)) WITHOUT ROWID;
CREATE INDEX report_ymd ON report (ymd, meeting);
CREATE INDEX report_day ON report (month, day, meeting);
CREATE INDEX report_part_of_day ON report (part_of_day, meeting);
CREATE INDEX report_place ON report (place, meeting);
CREATE INDEX report_article ON report (article, meeting);
CREATE INDEX report_not_held ON report (status, meeting) WHERE status <> 'held';
-- Each kind that an article calls a meeting by: its kind, and those of all words printed for it.
CREATE TABLE meeting_kind (kind TEXT NOT NULL, meeting INTEGER NOT NULL, PRIMARY KEY (kind, meeting)) WITHOUT ROWID;
-- Who takes part, by each report. person: '' for somebody the article describes and does not name;
-- participant is then the description.
CREATE TABLE participant (meeting INTEGER NOT NULL, article TEXT NOT NULL, position INTEGER NOT NULL,
    participant TEXT NOT NULL, person TEXT NOT NULL, side TEXT NOT NULL, role TEXT NOT NULL,
    PRIMARY KEY (meeting, article, position)) WITHOUT ROWID;
CREATE INDEX participant_person ON participant (person, meeting);
CREATE INDEX participant_side ON participant (side, person);
CREATE TABLE meeting_side (side TEXT NOT NULL, meeting INTEGER NOT NULL, PRIMARY KEY (side, meeting)) WITHOUT ROWID;
-- The parties and organisations in whose capacity somebody takes part, and what those are part of.
CREATE TABLE affiliation (body TEXT NOT NULL, meeting INTEGER NOT NULL, PRIMARY KEY (body, meeting)) WITHOUT ROWID;
-- Each capacity in which an article prints a person, at a meeting or only named (meeting: '').
CREATE TABLE office (person TEXT NOT NULL, role TEXT NOT NULL, body TEXT NOT NULL, printed TEXT NOT NULL,
    article TEXT NOT NULL, meeting TEXT NOT NULL, ymd INTEGER NOT NULL);
CREATE INDEX office_person ON office (person, role, body);
CREATE INDEX office_body ON office (body, person);
-- Pairs of participants whom a report has on different sides.
CREATE TABLE encounter (n INTEGER PRIMARY KEY, meeting INTEGER NOT NULL, one TEXT NOT NULL, other TEXT NOT NULL);
CREATE INDEX encounter_meeting ON encounter (meeting, n);
-- Areas that statements at the meeting mention, and what those lie in (direct: 0).
CREATE TABLE meeting_area (area TEXT NOT NULL, ymd INTEGER NOT NULL, meeting INTEGER NOT NULL,
    direct INTEGER NOT NULL, PRIMARY KEY (area, ymd, meeting)) WITHOUT ROWID;
CREATE INDEX meeting_area_meeting ON meeting_area (meeting, area);

CREATE TABLE statement (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, article TEXT NOT NULL,
    paragraph INTEGER NOT NULL, act TEXT NOT NULL, ymd INTEGER NOT NULL, year INTEGER NOT NULL,
    month INTEGER NOT NULL, day INTEGER NOT NULL, held INTEGER NOT NULL, summary_vi TEXT NOT NULL,
    summary_en TEXT NOT NULL, json TEXT NOT NULL);
CREATE INDEX statement_act ON statement (act, n);
CREATE INDEX statement_article ON statement (article, n);
CREATE TABLE statement_meeting (meeting INTEGER NOT NULL, statement INTEGER NOT NULL,
    PRIMARY KEY (meeting, statement)) WITHOUT ROWID;
CREATE INDEX statement_meeting_statement ON statement_meeting (statement, meeting);
-- Who speaks at which of a statement's meetings: only those who attended it.
CREATE TABLE statement_speakers (statement INTEGER NOT NULL, meeting INTEGER NOT NULL, person TEXT NOT NULL,
    PRIMARY KEY (statement, meeting, person)) WITHOUT ROWID;
CREATE INDEX statement_speakers_person ON statement_speakers (person, statement, meeting);
CREATE TABLE statement_area (area TEXT NOT NULL, statement INTEGER NOT NULL, direct INTEGER NOT NULL,
    PRIMARY KEY (area, statement)) WITHOUT ROWID;
CREATE INDEX statement_area_statement ON statement_area (statement, area);
CREATE TABLE statement_about (about TEXT NOT NULL, statement INTEGER NOT NULL,
    PRIMARY KEY (about, statement)) WITHOUT ROWID;

CREATE TABLE mention (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, article TEXT NOT NULL,
    person TEXT NOT NULL, json TEXT NOT NULL);
CREATE INDEX mention_article ON mention (article, person);
CREATE INDEX mention_person ON mention (person, n);
CREATE TABLE invitation (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, article TEXT NOT NULL,
    visit TEXT NOT NULL, summary_vi TEXT NOT NULL, summary_en TEXT NOT NULL, json TEXT NOT NULL);
CREATE INDEX invitation_article ON invitation (article, n);
CREATE TABLE undertaking (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, article TEXT NOT NULL,
    kind TEXT NOT NULL, status TEXT NOT NULL, summary_vi TEXT NOT NULL, summary_en TEXT NOT NULL,
    json TEXT NOT NULL);
CREATE INDEX undertaking_article ON undertaking (article, n);
CREATE INDEX undertaking_kind ON undertaking (kind, n);
CREATE INDEX undertaking_status ON undertaking (status, n);
CREATE TABLE background (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, article TEXT NOT NULL,
    summary_vi TEXT NOT NULL, summary_en TEXT NOT NULL, json TEXT NOT NULL);
CREATE INDEX background_article ON background (article, n);
-- What invitations, undertakings and background name, in which part of them; areas with what they lie in.
CREATE TABLE link (record TEXT NOT NULL, part TEXT NOT NULL, target TEXT NOT NULL, n INTEGER NOT NULL,
    PRIMARY KEY (record, part, target, n)) WITHOUT ROWID;

CREATE TABLE quote (record TEXT NOT NULL, article TEXT NOT NULL, paragraph INTEGER NOT NULL,
    occurrence INTEGER NOT NULL, phrase TEXT NOT NULL);
CREATE INDEX quote_record ON quote (record);
CREATE INDEX quote_paragraph ON quote (article, paragraph);
CREATE TABLE origin (record TEXT NOT NULL, position INTEGER NOT NULL, path TEXT NOT NULL,
    line INTEGER NOT NULL, col INTEGER NOT NULL, PRIMARY KEY (record, position)) WITHOUT ROWID;
-- Every written form of a name. cased: words in lower case; folded: without accents too;
-- whole: 0 for a part of a person's name.
CREATE TABLE name (kind TEXT NOT NULL, folded TEXT NOT NULL, cased TEXT NOT NULL, id TEXT NOT NULL,
    whole INTEGER NOT NULL, PRIMARY KEY (kind, folded, cased, id)) WITHOUT ROWID;

CREATE VIEW identity AS
    SELECT id, name, 'person' AS kind FROM person UNION ALL SELECT id, name, 'party' FROM party
    UNION ALL SELECT id, name, 'organisation' FROM organisation UNION ALL SELECT id, name, 'country' FROM country
    UNION ALL SELECT id, name, 'place' FROM place UNION ALL SELECT id, name, 'area' FROM area;

-- Words of reports (meeting) and of statements, folded, with a space before and after each word.
CREATE TABLE passage (n INTEGER PRIMARY KEY, record TEXT NOT NULL, target INTEGER NOT NULL, folded TEXT NOT NULL);
CREATE VIRTUAL TABLE passage_search USING fts5 (folded, content="passage", content_rowid="n",
    tokenize="unicode61 remove_diacritics 0");
"""

_STATEMENTS = tuple(part.strip() for part in re.sub(r"(?m)^--.*\n", "", SCHEMA).split(";") if part.strip())
_OF_THE_CALLER = (sqlite3.SQLITE_ERROR, sqlite3.SQLITE_READONLY)  # errors in SQL, not in a file


class Store:
    """A database of records; safe to read from several threads, never written after it is made."""

    def __init__(self, connection: sqlite3.Connection, name: str) -> None:
        self.name = name
        self._connection = connection
        # Python's sqlite3 serialises calls, but not a statement together with the fetch of its rows.
        self._lock = threading.Lock()
        self._labels: dict[str, str] = {}

    @classmethod
    def build(
        cls,
        records: m.Records,
        meetings: Sequence[m.Meeting],
        origins: Mapping[tuple[str, str], tuple[Origin, ...]],
        meta: Mapping[str, str],
        name: str,
    ) -> Store:
        """Compile records into a database in memory."""
        connection = sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)
        connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN")
        _Writer(connection).write(records, meetings, origins, meta)
        connection.execute("COMMIT")
        connection.execute("PRAGMA query_only = ON")
        return cls(connection, name)

    @classmethod
    def open(cls, path: Path) -> Store:
        """Open a built file, to read only.

        Raises:
            FileError: It is no file, not an archive, damaged, or of another schema version.
        """
        name = shown(path)
        try:
            with path.open("rb") as file:
                header = file.read(100)
                size = file.seek(0, os.SEEK_END)
        except OSError as error:
            raise FileError(f"{name} cannot be opened: {reason(error)}") from None
        if not header.startswith(_HEADER):
            raise FileError(
                f"{name} is neither an archive file, as diplomacy-archive build writes, nor a data folder"
            )
        page = int.from_bytes(header[16:18], "big")
        pages = int.from_bytes(header[28:32], "big")
        if len(header) < 100 or pages * (65536 if page == 1 else page) != size:
            raise FileError(f"{name} is damaged: it is {size} bytes long, not as its header says; rebuild it")
        if int.from_bytes(header[68:72], "big") != _APPLICATION_ID:
            raise FileError(f"{name} is a database of another program, not an archive file")
        version = int.from_bytes(header[60:64], "big")
        if version != SCHEMA_VERSION:
            age = "an older" if version < SCHEMA_VERSION else "a newer"
            raise FileError(
                f"{name} was built by {age} version (schema {version}, this is {SCHEMA_VERSION}); "
                "rebuild it from the data files"
            )
        # immutable: no lock, no journal, nothing is ever written beside the file.
        uri = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
        try:
            connection = sqlite3.connect(uri, uri=True, check_same_thread=False, isolation_level=None)
        except sqlite3.Error as error:
            raise FileError(f"{name} cannot be opened: {error}") from None
        store = cls(connection, name)
        if not {row[0] for row in store.rows("SELECT sql FROM sqlite_master")}.issuperset(_STATEMENTS):
            raise store.damaged("its tables are not those of its version")
        return store

    def save(self, path: Path) -> None:
        """Write the database to a file, whole or not at all.

        Raises:
            FileError: The file cannot be written; what stood there stays.
        """
        with replacing(path) as temporary:
            try:
                with closing(sqlite3.connect(temporary, isolation_level=None)) as target:
                    with self._lock:
                        self._connection.backup(target)
                    # The file stands alone: no journal is to appear beside it.
                    target.execute("PRAGMA journal_mode = DELETE")
            except sqlite3.Error as error:
                raise FileError(f"{shown(path)} cannot be written: {error}") from None

    def rows(self, sql: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Return all rows of a query.

        Raises:
            FileError: The file is damaged where the query reads it.
            ArchiveError: The archive is closed, or the SQL cannot be run.
        """
        try:
            with self._lock:
                return self._connection.execute(sql, parameters).fetchall()
        except (sqlite3.Error, UnicodeDecodeError) as error:
            raise self._failed(error) from None

    def stream(self, sql: str, parameters: Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of a query a page at a time, so that no more of them are held; errors as of `rows`."""
        try:
            with self._lock:
                cursor = self._connection.execute(sql, parameters)
                page = cursor.fetchmany(_PAGE)
            while page:
                yield from page
                with self._lock:
                    page = cursor.fetchmany(_PAGE)
        except (sqlite3.Error, UnicodeDecodeError) as error:
            raise self._failed(error) from None

    def damaged(self, why: str) -> FileError:
        """Return the error to raise where the file does not hold what it must."""
        return FileError(f"{self.name} is damaged ({why}); rebuild it from the data files")

    def _failed(self, error: sqlite3.Error | UnicodeDecodeError) -> ArchiveError:
        if isinstance(error, sqlite3.ProgrammingError) and "closed" in str(error):
            return ArchiveError("the archive is closed; load it again")
        # What Python's own module says of SQL, as a wrong number of parameters, carries no code;
        # nor does text that is no UTF-8, which is damage.
        code = getattr(error, "sqlite_errorcode", None)
        if isinstance(error, sqlite3.ProgrammingError) or (code is not None and code & 0xFF in _OF_THE_CALLER):
            return ArchiveError(f"the SQL cannot be run: {error}")
        return self.damaged(str(error))

    def numbers(self, sql: str, parameters: Sequence[Any] = ()) -> list[int]:
        """Return the first column of a query."""
        return [row[0] for row in self.rows(sql, parameters)]

    def records(self, table: str, numbers: Sequence[int]) -> list[Any]:
        """Return the records of a table by their numbers, in the order given."""
        if not numbers:
            return []  # SQLite walks the table for an empty list
        marks = ",".join("?" * len(numbers))
        rows = self.rows(f"SELECT n, json FROM {table} WHERE n IN ({marks})", numbers)
        found = {number: self._made(table, json) for number, json in rows}
        if not found.keys() >= set(numbers):
            raise self.damaged(f"rows of {table} are missing")
        return [found[number] for number in numbers]

    def record(self, table: str, id_: str) -> Any:
        """Return one record by its id; None if there is none."""
        rows = self.rows(f"SELECT json FROM {table} WHERE id = ?", (id_,))
        return self._made(table, rows[0][0]) if rows else None

    def all(self, table: str) -> Iterator[Any]:
        """Yield every record of a table in order."""
        for (json,) in self.stream(f"SELECT json FROM {table} ORDER BY n"):
            yield self._made(table, json)

    def _made(self, table: str, json: str) -> Any:
        try:
            return MODELS[table].model_validate_json(json)
        except ValidationError:
            raise self.damaged(f"a record of {table} cannot be read") from None

    def whole(self) -> m.Records:
        """Return all records as the data files gave them."""
        lists = {name: tuple(self.all(table)) for name, table in TABLE_OF.items() if name != "meetings"}
        reports = tuple(report for meeting in self.all("meeting") for report in meeting.reports)
        return m.Records(reports=reports, **lists)

    def origins(self, id_: str) -> tuple[Origin, ...]:
        """Return where the record of an id was written."""
        rows = self.rows("SELECT path, line, col FROM origin WHERE record = ? ORDER BY position", (id_,))
        return tuple(Origin(*row) for row in rows)

    def label(self, id_: str) -> str:
        """Return the name of an identity by its id; the id itself if there is none."""
        found = self._labels.get(id_)
        if found is None:
            rows = self.rows("SELECT name FROM identity WHERE id = ?", (id_,))
            found = self._labels[id_] = rows[0][0] if rows else id_
        return found

    def meta(self, key: str) -> str:
        """Return a fact about the archive as a whole; empty if it is not recorded."""
        rows = self.rows("SELECT value FROM meta WHERE key = ?", (key,))
        return str(rows[0][0]) if rows else ""

    def close(self) -> None:
        """Close the database."""
        self._connection.close()


class _Writer:
    """Write records into the tables of an empty database."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._passages = 0
        self._areas_above: dict[str, tuple[str, ...]] = {}
        self._bodies_above: dict[str, tuple[str, ...]] = {}

    def write(
        self,
        records: m.Records,
        meetings: Sequence[m.Meeting],
        origins: Mapping[tuple[str, str], tuple[Origin, ...]],
        meta: Mapping[str, str],
    ) -> None:
        for statement in _STATEMENTS:
            self._connection.execute(statement)
        self._connection.execute(f"PRAGMA application_id = {_APPLICATION_ID}")
        self._connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
        self._insert("meta", meta.items())
        self._registers(records)
        self._trees(records)
        self._articles(records)
        numbers = self._meetings(records, meetings)
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
        self._insert("name", sorted(set(_names(records))))
        self._connection.execute("INSERT INTO passage_search (passage_search) VALUES ('rebuild')")

    def _insert(self, table: str, rows: Iterable[Sequence[Any]]) -> None:
        first, rows = _peek(rows)
        if first is not None:
            marks = ",".join("?" * len(first))
            self._connection.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)

    def _registers(self, records: m.Records) -> None:
        columns = {
            "people": ("country",),
            "parties": ("country",),
            "organisations": ("kind", "country", "part_of"),
            "countries": (),
            "places": ("kind", "within"),
            "areas": ("kind", "parent", "cap"),
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
                        one.model_dump_json(),
                    )
                    for n, one in enumerate(getattr(records, name))
                ),
            )

    def _trees(self, records: m.Records) -> None:
        self._areas_above = _closure({area.id: area.parent for area in records.areas})
        self._insert(
            "area_tree", ((up, id_, d) for id_, ups in self._areas_above.items() for d, up in enumerate(ups))
        )
        places = {place.id: place.within for place in records.places}
        inside = _closure({**places, **{country.id: None for country in records.countries}})
        self._insert("place_tree", _steps(inside, {one.id: one.is_outside("within") for one in records.places}))
        parties = {party.id: None for party in records.parties}
        # A ministry is part of its state, but taking part in a ministry's capacity is no party's or organisation's.
        bodies = {one.id: one.part_of for one in records.organisations}
        above = {id_: up if up in bodies or up in parties else None for id_, up in bodies.items()}
        self._bodies_above = _closure({**above, **parties})
        outside = {one.id: one.is_outside("part_of") for one in records.organisations}
        self._insert("body_tree", _steps(self._bodies_above, outside))

    def _articles(self, records: m.Records) -> None:
        ordered = sorted(records.articles, key=lambda article: (article.published, article.id))
        self._insert(
            "article",
            (
                (
                    n, one.id, *_date(one.published), one.language, one.byline or "",
                    one.label.vi or one.label.en or "", one.model_dump_json(),
                )
                for n, one in enumerate(ordered)
            ),
        )  # fmt: skip

    def _meetings(self, records: m.Records, meetings: Sequence[m.Meeting]) -> dict[str, int]:
        numbers = {meeting.id: n for n, meeting in enumerate(meetings)}
        self._insert("meeting", (self._meeting_row(n, one) for n, one in enumerate(meetings)))
        parts = list(enumerate(meetings))
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
        # Sets are sorted, so that a build writes the same bytes every time.
        self._insert("meeting_kind", ((kind, n) for n, meeting in parts for kind in sorted(_kinds(meeting))))
        self._insert(
            "participant",
            (
                (n, report.article, position, one.key, one.person or "", one.side, one.role or "")
                for n, meeting in parts
                for report in meeting.reports
                for position, one in enumerate(report.participants)
            ),
        )
        self._insert("meeting_side", ((side, n) for n, meeting in parts for side in sorted(_sides(meeting))))
        self._insert(
            "affiliation", ((body, n) for n, meeting in parts for body in sorted(self._affiliations(meeting)))
        )
        self._insert("office", _offices(records))
        pairs = ((n, one.key, other.key) for n, meeting in parts for one, other in encounters(meeting))
        self._insert("encounter", ((number, *pair) for number, pair in enumerate(pairs)))
        self._insert(
            "meeting_area",
            (
                (area, _date(_earliest([meeting]))[0], n, direct)
                for n, meeting in parts
                for area, direct in self._with_ancestors(meeting.areas)
            ),
        )
        self._passages_of(
            "meeting",
            (
                (n, chain(_quoted(report), (form for _, form in report.printed_forms())))
                for n, meeting in parts
                for report in meeting.reports
            ),
        )
        return numbers

    @staticmethod
    def _meeting_row(n: int, one: m.Meeting) -> tuple[Any, ...]:
        return (n, one.id, *_date(_earliest([one])), _is_held([one]), one.model_dump_json())

    def _affiliations(self, meeting: m.Meeting) -> set[str]:
        """Return the bodies in whose capacity somebody takes part, and what those are part of."""
        people = [one for report in meeting.reports for one in report.participants]
        named = {body for one in people for body in (one.side, *(held.of for held in one.capacities)) if body}
        return {above for body in named for above in self._bodies_above.get(body, ())}

    def _statements(self, records: m.Records, meetings: Sequence[m.Meeting], numbers: Mapping[str, int]) -> None:
        ordered = sorted(records.statements, key=lambda one: _statement_key(one, meetings, numbers))
        self._insert(
            "statement",
            (
                (
                    n, one.id, one.article, one.quotes[0].paragraph, one.act.id,
                    *_date(_earliest(meetings[numbers[id_]] for id_ in one.meetings)),
                    _is_held(meetings[numbers[id_]] for id_ in one.meetings),
                    one.summary.vi or "", one.summary.en or "", one.model_dump_json(),
                )
                for n, one in enumerate(ordered)
            ),
        )  # fmt: skip
        parts = list(enumerate(ordered))
        self._insert(
            "statement_meeting", ((numbers[id_], n) for n, one in parts for id_ in dict.fromkeys(one.meetings))
        )
        self._insert(
            "statement_speakers",
            (
                (n, numbers[id_], person)
                for n, one in parts
                for id_ in dict.fromkeys(one.meetings)
                for person in dict.fromkeys(speakers_at(one, meetings[numbers[id_]]))
            ),
        )
        self._insert(
            "statement_area",
            (
                (area, n, direct)
                for n, one in parts
                for area, direct in self._with_ancestors(mention.id for mention in one.areas)
            ),
        )
        self._insert("statement_about", ((id_, n) for n, one in parts for id_ in dict.fromkeys(one.about)))
        self._passages_of(
            "statement",
            (
                (
                    n,
                    chain(
                        _quoted(one),
                        (one.summary.vi or "", one.summary.en or ""),
                        (form for _, form in one.printed_forms()),
                    ),
                )
                for n, one in parts
            ),
        )

    def _others(self, records: m.Records) -> None:
        self._insert(
            "mention",
            ((n, one.id, one.article, one.person, one.model_dump_json()) for n, one in enumerate(records.mentions)),
        )
        for table, found, fields in (
            ("invitation", records.invitations, ("visit",)),
            ("undertaking", records.undertakings, ("kind", "status")),
            ("background", records.background, ()),
        ):
            self._insert(table, (self._other_row(n, one, fields) for n, one in enumerate(found)))
            self._insert(
                "link",
                sorted({(table, *link, n) for n, one in enumerate(found) for link in self._links(one)}),
            )

    @staticmethod
    def _other_row(n: int, one: Any, fields: tuple[str, ...]) -> tuple[Any, ...]:
        values = (getattr(one, field) for field in fields)
        columns = (value.id if isinstance(value, m.StatusAsPrinted) else value for value in values)
        summary = (one.summary.vi or "", one.summary.en or "")
        return (n, one.id, one.article, *columns, *summary, one.model_dump_json())

    def _links(self, one: Any) -> Iterator[tuple[str, str]]:
        if isinstance(one, m.Invitation):
            yield from (("inviter", id_) for id_ in one.inviters)
            yield from (("invitee", invitee.person) for invitee in one.invitees)
            if one.conveyed_by:
                yield "conveyed_by", one.conveyed_by
        else:
            bodies = one.between if isinstance(one, m.Undertaking) else one.about
            yield from (("body", id_) for id_ in bodies)
            yield from (("area", area) for area, _ in self._with_ancestors(mention.id for mention in one.areas))
        yield from (("raised_in", id_) for id_ in getattr(one, "raised_in", ()))

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

    def _with_ancestors(self, areas: Iterable[str]) -> list[tuple[str, bool]]:
        direct = dict.fromkeys(areas)
        above = (up for area in direct for up in self._areas_above.get(area, ()))
        return [(area, area in direct) for area in dict.fromkeys((*direct, *above))]

    def _passages_of(self, record: str, words: Iterable[tuple[int, Iterable[str]]]) -> None:
        rows = []
        for n, texts in words:
            rows.append((self._passages, record, n, f" {fold_words(' '.join(texts))} "))
            self._passages += 1
        self._insert("passage", rows)


def _peek(rows: Iterable[Sequence[Any]]) -> tuple[Sequence[Any] | None, Iterable[Sequence[Any]]]:
    iterator = iter(rows)
    first = next(iterator, None)
    return first, iterator if first is None else chain([first], iterator)


def _date(date: Any) -> tuple[int, int, int, int]:
    """Return a date as ymd, year, month and day; zeros for none, which sort before every date."""
    if date is None:
        return (0, 0, 0, 0)
    return (date.year * 10000 + date.month * 100 + date.day, date.year, date.month, date.day)


def _earliest(meetings: Iterable[m.Meeting]) -> Any:
    """Return the earliest date that a report of one of the meetings gives; None if none gives one."""
    return min((date for meeting in meetings for date in meeting.dates), default=None)


def _is_held(meetings: Iterable[m.Meeting]) -> bool:
    """Tell whether a report of one of the meetings says that it took place."""
    return any(MeetingStatus.HELD in meeting.status for meeting in meetings)


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
    printed = {kind for report in meeting.reports for word in report.kind.printed for kind in Kind.printed_in(word)}
    return {*meeting.kinds, *printed}


def _sides(meeting: m.Meeting) -> set[str]:
    """Return every side that a report puts somebody on."""
    return {one.side for report in meeting.reports for one in report.participants}


def _statement_key(one: m.Statement, meetings: Sequence[m.Meeting], numbers: Mapping[str, int]) -> tuple[Any, ...]:
    ymd = _date(_earliest(meetings[numbers[id_]] for id_ in one.meetings))[0]
    return (ymd == 0, ymd, *statement_key(one))


def _offices(records: m.Records) -> Iterator[tuple[str, str, str, str, str, str, int]]:
    """Yield each capacity printed for a person: at a meeting with its date, else with the article's."""
    for report in records.reports:
        ymd = _date(report.when.date)[0]
        for one in report.participants:
            for held in one.capacities if one.person else ():
                yield (one.key, held.role, held.of or "", held.printed, report.article, report.meeting, ymd)
    published = {article.id: _date(article.published)[0] for article in records.articles}
    for mention in records.mentions:
        for held in mention.capacities:
            ymd = published[mention.article]
            yield (mention.person, held.role, held.of or "", held.printed, mention.article, "", ymd)


def _quoted(record: m.Evidenced) -> Iterator[str]:
    return (quote.phrase for quote in record.quotes)


def _names(records: m.Records) -> Iterator[tuple[str, str, str, str, int]]:
    """Yield every written form of every name and id: whole, and for people each run of a name's words."""
    for name in m.REGISTERS:
        kind = TABLE_OF[name]
        for one in getattr(records, name):
            forms = [one.names.vi, one.names.en, one.names.ru, *one.aliases]
            if isinstance(one, m.CooperationArea):
                forms += one.printed
            named = {case_words(form) for form in forms if form}
            whole = {*named, case_words(one.id)}
            yield from ((kind, fold_words(form), form, one.id, 1) for form in whole)
            if isinstance(one, m.Person):
                parts = {part for form in named for part in _runs(form.split())} - whole
                yield from ((kind, fold_words(part), part, one.id, 0) for part in parts)


def _runs(words: list[str]) -> Iterator[str]:
    for start in range(len(words)):
        for stop in range(start + 1, len(words) + 1):
            yield " ".join(words[start:stop])
