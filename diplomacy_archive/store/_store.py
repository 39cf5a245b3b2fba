"""Keep records in a SQLite database, in memory or a file: ids and records out.

`schema` names the tables and `build` fills them.
"""

from __future__ import annotations

import os
import sqlite3
import threading
import weakref
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from json import dumps
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zlib import crc32

from pydantic import ValidationError

from diplomacy_archive.errors import ArchiveError, ClosedError, FileError, FilterError, Origin, reason, shown
from diplomacy_archive.files._write import replacing
from diplomacy_archive.records import _models as m
from diplomacy_archive.store._build import ARCHIVE_FILE, HEADER, build_memory
from diplomacy_archive.store._schema import APPLICATION_ID, KIND_OF, MODELS, SCHEMA_VERSION, TABLE_OF, statements
from diplomacy_archive.store._seal import is_whole, seal

if TYPE_CHECKING:
    from diplomacy_archive.store._engines import Engine

_PAGE = 500  # rows held at a time while streaming
_CACHE = 16384  # KB of a file that are kept in memory once they are read

_OF_THE_CALLER = (
    sqlite3.SQLITE_ERROR,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_AUTH,
)  # errors in SQL, not in a file
_READING = (sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE)
_ASKING = ("table_info", "integrity_check", "foreign_key_check", "data_version")  # pragmas that change nothing


class Store:
    """A database of records; safe to read from several threads, never written after it is made.

    Attributes:
        name: What messages call it.
    """

    def __init__(self, connection: sqlite3.Connection | Engine, name: str) -> None:
        self.name = name
        self._connection: Any = connection  # whichever it is, it executes
        if isinstance(connection, sqlite3.Connection):
            # To connect virtual tables counts as making them; damage is told by what reads them.
            with suppress(sqlite3.Error, UnicodeDecodeError):
                connection.execute("SELECT 1 FROM json_each('[]'), passage_search LIMIT 0")
            connection.set_authorizer(_only_reading)
        # Python 3.13 and later warn of a connection that nobody closed, and __del__ may come too late.
        self._closing = weakref.finalize(self, connection.close)
        # Python's sqlite3 serialises calls, but not a statement together with the fetch of its rows.
        self._lock = threading.Lock()
        self._identities: dict[str, m.Identity | None] = {}

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
        connection = build_memory(records, meetings, origins, meta)
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
        if not header.startswith(HEADER):
            raise FileError(
                f"{name} is neither an archive file, as diplomacy-archive build writes, nor a data folder"
            )
        page = int.from_bytes(header[16:18], "big")
        pages = int.from_bytes(header[28:32], "big")
        if len(header) < 100 or pages * (65536 if page == 1 else page) != size:
            raise FileError(f"{name} is damaged: it is {size} bytes long, not as its header says; rebuild it")
        if int.from_bytes(header[68:72], "big") != APPLICATION_ID:
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
        with suppress(sqlite3.Error, UnicodeDecodeError):  # what is damaged is told by the first query
            connection.execute(f"PRAGMA cache_size = -{_CACHE}")
        store = cls(connection, name)
        if not {row[0] for row in store.rows("SELECT sql FROM sqlite_master")}.issuperset(statements()):
            raise store.damaged("its tables are not those of its version")
        return store

    @classmethod
    def open_parquet(cls, folder: Path, engine: str) -> Store:
        """Open Parquet files on another engine; errors are those of `open_engine`."""
        from diplomacy_archive.store._engines import open_engine

        return cls(open_engine(engine, folder), shown(folder))

    @classmethod
    def check(cls, path: Path) -> None:
        """Read a built file whole, and refuse it if it is not, byte for byte, as it was built.

        Raises:
            FileError: As of `open`, or it has changed.
        """
        with closing(cls.open(path)) as store:
            if not is_whole(path):
                raise store.damaged("it has changed since it was built")

    def save(self, path: Path) -> None:
        """Write the database to a file, whole or not at all.

        Raises:
            FileError: The file cannot be written; what stood there stays.
            ArchiveError: The archive is not one of SQLite's.
        """
        if not isinstance(self._connection, sqlite3.Connection):
            raise ArchiveError(f"{self.name} is saved already, as Parquet; build a file from the data files")
        with replacing(path, kind=ARCHIVE_FILE) as temporary:
            try:
                with closing(sqlite3.connect(temporary, isolation_level=None)) as target, self._lock:
                    self._connection.backup(target)
                seal(temporary)
            except sqlite3.Error as error:
                raise FileError(f"{shown(path)} cannot be written: {error}") from None

    def rows(self, sql: str, parameters: Sequence[Any] = ()) -> list[Any]:
        """Return all rows of a query.

        Raises:
            FileError: The file is damaged where the query reads it.
            FilterError: A parameter is no text, but holds half a character (a lone surrogate).
            ArchiveError: The archive is closed, or the SQL cannot be run.
        """
        try:
            with self._lock:
                found: list[Any] = self._connection.execute(sql, parameters).fetchall()
        except (sqlite3.Error, UnicodeError) as error:
            raise self._failed(error) from None
        return found

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
        except (sqlite3.Error, UnicodeError) as error:
            raise self._failed(error) from None

    def damaged(self, why: str) -> FileError:
        """Return the error to raise where the file does not hold what it must."""
        return FileError(f"{self.name} is damaged ({why}); rebuild it from the data files")

    def _failed(self, error: sqlite3.Error | UnicodeError) -> ArchiveError:
        if isinstance(error, UnicodeEncodeError):
            return FilterError(f"what is asked for must be text; found {error.object!r:.80}")
        if isinstance(error, sqlite3.ProgrammingError) and "closed" in str(error):
            return ClosedError("the archive is closed; load it again")
        # What Python's own module says of SQL, as a wrong number of parameters, carries no code;
        # nor does text that is no UTF-8, which is damage.
        code = getattr(error, "sqlite_errorcode", None)
        if isinstance(error, sqlite3.ProgrammingError) or (code is not None and code & 0xFF in _OF_THE_CALLER):
            return ArchiveError(f"the SQL cannot be run: {error}")
        return self.damaged(str(error))

    def numbers(self, sql: str, parameters: Sequence[Any] = ()) -> list[int]:
        """Return the first column of a query."""
        return [row[0] for row in self.rows(sql, parameters)]

    def records(self, kind: str, numbers: Sequence[int]) -> list[Any]:
        """Return the records of a kind by their numbers, in the order given."""
        if not numbers:
            return []  # SQLite walks the table for an empty list
        sql = "SELECT n, json, crc FROM document WHERE kind = ? AND n IN (SELECT value FROM json_each(?))"
        rows = self.rows(sql, (kind, dumps(list(numbers))))
        found = {number: self._made(kind, *row) for number, *row in rows}
        if not found.keys() >= set(numbers):
            raise self.damaged(f"records of the kind {kind} are missing")
        return [found[number] for number in numbers]

    def frequency(self, kind: str, part: str, target: str) -> int:
        """Return how many records of a kind a facet finds; 0 if that is not counted."""
        what = part if part == "pair" else f"{kind} {part}"
        sql = "SELECT number FROM counted WHERE what = ? AND rank = 0 AND one = ?"
        rows = self.rows(sql, (what, target))
        return rows[0][0] if rows else 0

    def record(self, kind: str, id_: str) -> Any:
        """Return one record by its id; None if there is none."""
        return next(iter(self.records_by_id(kind, [id_])), None)

    def records_by_id(self, kind: str, ids: Iterable[str]) -> list[Any]:
        """Return the records of a kind that have these ids, in the order given; those of nothing are left out."""
        asked = list(dict.fromkeys(ids))
        table = TABLE_OF[kind]
        of = " AND m.kind = d.kind" if table in ("identity", "other") else ""
        sql = (
            f"SELECT m.id, d.json, d.crc FROM {table} AS m JOIN document AS d ON d.kind = ? AND d.n = m.n{of} "
            "WHERE m.id IN (SELECT value FROM json_each(?))"
        )
        found = {id_: self._made(kind, *row) for id_, *row in self.rows(sql, (kind, dumps(asked)))} if asked else {}
        return [found[id_] for id_ in asked if id_ in found]

    def kind_of(self, id_: str) -> str:
        """Return the kind of the record that has an id; empty if none has."""
        tables = ((table, f"'{table}'") for table in ("article", "meeting", "statement"))
        sql = " UNION ALL ".join(
            f"SELECT {kind} FROM {table} WHERE id = ?"
            for table, kind in (("identity", "kind"), ("other", "kind"), *tables)
        )
        rows = self.rows(sql, (id_,) * 5)
        return rows[0][0] if rows else ""

    def standing(self, id_: str) -> str:
        """Return the id that stands for one that a record had before it was joined or renamed; else the same."""
        rows = self.rows("SELECT id FROM alias WHERE old = ?", (id_,))
        return rows[0][0] if rows else id_

    def any_record(self, id_: str) -> Any:
        """Return the record of whatever kind that has an id, or had it before; None if none has."""
        standing = self.standing(id_)
        return self.record(kind, standing) if (kind := self.kind_of(standing)) else None

    def all(self, kind: str) -> Iterator[Any]:
        """Yield every record of a kind in order."""
        for json, crc in self.stream("SELECT json, crc FROM document WHERE kind = ? ORDER BY n", (kind,)):
            yield self._made(kind, json, crc)

    def _made(self, kind: str, json: str, crc: int) -> Any:
        """Return the record of a document, whose checksum tells whether it is as it was written."""
        if crc32(json.encode()) == crc:
            with suppress(ValidationError):
                return MODELS[kind].model_validate_json(json)
        raise self.damaged(f"a record of the kind {kind} cannot be read")

    def whole(self) -> m.Records:
        """Return all records as the data files gave them."""
        lists = {name: tuple(self.all(kind)) for name, kind in KIND_OF.items() if name != "meetings"}
        reports = tuple(report for meeting in self.all("meeting") for report in meeting.reports)
        return m.Records(reports=reports, **lists)

    def origins(self, id_: str) -> tuple[Origin, ...]:
        """Return where the record of an id was written."""
        rows = self.rows("SELECT path, line, col FROM origin WHERE record = ? ORDER BY position", (id_,))
        return tuple(Origin(*row) for row in rows)

    def label(self, id_: str) -> str:
        """Return the name of an identity by its id; the id itself if there is none."""
        found = self.identity(id_)
        return found.name if found else id_

    def identity(self, id_: str) -> m.Identity | None:
        """Return the record of a register by its id; None if there is none."""
        return self.identities([id_]).get(id_)

    def identities(self, ids: Iterable[str]) -> dict[str, m.Identity]:
        """Return the records of registers by their ids, which are looked up once, together; none of unknown ids."""
        asked = dict.fromkeys(ids)
        if new := [id_ for id_ in asked if id_ not in self._identities]:
            found = dict.fromkeys(new)
            sql = (
                "SELECT i.id, i.kind, d.json, d.crc FROM identity AS i JOIN document AS d ON d.kind = i.kind "
                "AND d.n = i.n WHERE i.id IN (SELECT value FROM json_each(?))"
            )
            for id_, kind, *row in self.rows(sql, (dumps(new),)):
                found[id_] = self._made(kind, *row)
            self._identities |= found
        return {id_: one for id_ in asked if (one := self._identities[id_]) is not None}

    def meta(self, key: str) -> str:
        """Return a fact about the archive as a whole; empty if it is not recorded."""
        rows = self.rows("SELECT value FROM meta WHERE key = ?", (key,))
        return str(rows[0][0]) if rows else ""

    def close(self) -> None:
        """Close the database, once no other thread reads from it; later calls do nothing."""
        with self._lock:
            self._closing()


def refuse_parts(record: m.Record) -> None:
    """Refuse what is only a part of a record, as a report or a quote.

    Raises:
        FilterError: It is.
    """
    whole: tuple[type[m.Record], ...] = (*MODELS.values(), m.Encounter)
    if not isinstance(record, whole):
        names = ", ".join(sorted(model.__name__ for model in whole))
        raise FilterError(f"there are rows and cards of {names}; found {type(record).__name__}")


def _only_reading(action: int, what: str | None, *_: str | None) -> int:
    """Allow SQL that reads; neither SQL nor a pragma changes an archive, or makes one that can be changed."""
    allowed = action in _READING or (action == sqlite3.SQLITE_PRAGMA and what in _ASKING)
    return sqlite3.SQLITE_OK if allowed else sqlite3.SQLITE_DENY
