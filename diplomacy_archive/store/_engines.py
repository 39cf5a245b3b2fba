"""Answer from an archive's tables as Parquet files, by DuckDB or by Spark: the same SQL, the same answers.

A store asks little of its database: `execute(sql, parameters)`, whose result has `fetchall` and `fetchmany`, and
`close`. What only SQLite has is written otherwise on the way: a JSON array of values becomes a list of them, and a
full-text query a `LIKE` for each of its words.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Protocol

from diplomacy_archive.errors import ArchiveError, FileError, FilterError, shown
from diplomacy_archive.store._schema import SCHEMA_VERSION, tables

_ARRAY = "(SELECT value FROM json_each(?))"
_MATCH = "SELECT rowid FROM passage_search WHERE passage_search MATCH ?"
_PARTS = re.compile(r"(?P<column>\w+) :|\"(?P<word>[^\"]*)\"|(?P<other>[()]|AND|OR)")
_TOKENS = re.compile(rf"{re.escape(_ARRAY)}|{re.escape(_MATCH)}|\?|'[^']*'")


class Rows(Protocol):
    """The rows of an answer, which are fetched all at once or some at a time."""

    def fetchall(self) -> list[tuple[Any, ...]]: ...
    def fetchmany(self, size: int, /) -> list[tuple[Any, ...]]: ...


class Engine(Protocol):
    """A database that holds the tables of an archive."""

    def execute(self, sql: str, parameters: Sequence[Any] = (), /) -> Rows: ...
    def close(self) -> None: ...


def open_engine(name: str, folder: Path) -> Engine:
    """Open the Parquet files of a folder on an engine, `duckdb` or `spark`.

    Raises:
        FilterError: There is no such engine.
        FileError: A file is missing, damaged, or of another version of the tables.
        ImportError: The engine is not installed; the message says what to install.
        ArchiveError: It cannot start.
    """
    engines: dict[str, Callable[[Path], Engine]] = {"duckdb": DuckDB, "spark": Spark}
    if name not in engines:
        raise FilterError(f"engine must be one of {', '.join(engines)}; found {name!r}")
    missing = [table for table in tables() if not (folder / f"{table}.parquet").is_file()]
    if len(missing) == len(tables()):
        raise FileError(f"{shown(folder)} holds no Parquet files; diplomacy-archive export parquet writes them")
    if missing:
        raise FileError(f"{shown(folder)} lacks {missing[0]}.parquet; write it again by export parquet")
    engine = engines[name](folder)
    rows = engine.execute("SELECT value FROM meta WHERE key = ?", ("schema_version",)).fetchall()
    if not rows or rows[0][0] != str(SCHEMA_VERSION):
        engine.close()
        found = f"schema {rows[0][0]}" if rows else "no schema is stated"
        raise FileError(
            f"{shown(folder)} is of another version ({found}, this is {SCHEMA_VERSION}); write it again"
        )
    return engine


class DuckDB:
    """DuckDB, in this process; each Parquet file is a view."""

    def __init__(self, folder: Path) -> None:
        try:
            import duckdb
        except ImportError:
            raise ImportError("duckdb is needed; pip install 'diplomacy-archive[parquet]'") from None
        self._error: type[Exception] = duckdb.Error
        self._connection = duckdb.connect(":memory:")
        try:
            for table in tables():
                quoted = str(folder / f"{table}.parquet").replace("'", "''")
                self._connection.execute(f"CREATE VIEW {table} AS SELECT * FROM read_parquet('{quoted}')")
        except self._error as error:
            self._connection.close()
            raise FileError(f"{shown(folder)} cannot be read: {_first_line(error)}") from None

    def execute(self, sql: str, parameters: Sequence[Any] = (), /) -> Rows:
        """Run a query; each has a cursor of its own, so that several threads may read."""
        text, values = portable(sql, parameters)
        try:
            cursor: Rows = self._connection.cursor().execute(text, values)
        except self._error as error:
            raise ArchiveError(f"DuckDB cannot answer: {_first_line(error)}") from None
        return cursor

    def close(self) -> None:
        """Close the database."""
        self._connection.close()


class Spark:
    """Spark: the session that is active, or a local one; each Parquet file is a view of a session of our own."""

    def __init__(self, folder: Path) -> None:
        try:
            from pyspark.errors import PySparkException
            from pyspark.sql import SparkSession
        except ImportError:
            raise ImportError("pyspark is needed; pip install 'diplomacy-archive[spark]'") from None
        self._error = PySparkException
        active = SparkSession.getActiveSession()
        self._started = active is None
        try:
            if active is None:
                local = SparkSession.builder.master("local[*]").appName("diplomacy-archive")
                local = local.config("spark.ui.enabled", "false").config("spark.sql.shuffle.partitions", "4")
                active = local.getOrCreate()
            self._session = active.newSession()
            for table in tables():
                frame = self._session.read.parquet((folder / f"{table}.parquet").resolve().as_uri())
                frame.createOrReplaceTempView(table)
        except (PySparkException, RuntimeError, OSError) as error:
            raise ArchiveError(f"Spark cannot start or read {shown(folder)}: {_first_line(error)}") from None

    def execute(self, sql: str, parameters: Sequence[Any] = (), /) -> Rows:
        """Run a query and hold its rows."""
        text, values = portable(sql, parameters)
        try:
            return _Held([tuple(row) for row in self._session.sql(text, args=values).collect()])
        except self._error as error:
            raise ArchiveError(f"Spark cannot answer: {_first_line(error)}") from None

    def close(self) -> None:
        """Stop Spark, if it was started for this archive."""
        if self._started:
            self._session.stop()


class _Held:
    """Rows that are held in memory."""

    def __init__(self, rows: list[tuple[Any, ...]]) -> None:
        self._rows = rows

    def fetchall(self) -> list[tuple[Any, ...]]:
        return self.fetchmany(len(self._rows))

    def fetchmany(self, size: int, /) -> list[tuple[Any, ...]]:
        page, self._rows = self._rows[:size], self._rows[size:]
        return page


def portable(sql: str, parameters: Sequence[Any]) -> tuple[str, list[Any]]:
    """Write a query in the SQL that the engines share.

    >>> portable("SELECT id FROM t WHERE n IN (SELECT value FROM json_each(?)) AND k = ?", ["[1, 2]", "x"])
    ('SELECT id FROM t WHERE n IN (?, ?) AND k = ?', [1, 2, 'x'])
    """
    given, values = iter(parameters), list[Any]()

    def written(match: re.Match[str]) -> str:
        if match[0].startswith("'"):
            return match[0]
        value = next(given)
        if match[0] == "?":
            values.append(value)
            return "?"
        if match[0] == _MATCH:
            condition, words = _likes(value)
            values.extend(words)
            return f"SELECT n FROM passage WHERE {condition}"
        listed = json.loads(value)
        values.extend(listed)
        return f"({', '.join('?' * len(listed)) or 'NULL'})"

    text = _TOKENS.sub(written, sql)
    text = text.replace("group_concat(id, char(31))", "string_agg(id, chr(31))")
    return re.sub(r"group_concat\((DISTINCT )?([\w.]+)\)", r"string_agg(\1\2, ',')", text), values


def _likes(match: str) -> tuple[str, list[str]]:
    """Write a full-text query as conditions on the columns of entries, where a space stands around each word.

    >>> _likes('words : ("hội" OR "đàm") AND (ids : ("vn"))')
    ('(words LIKE ? OR words LIKE ?) AND ((ids LIKE ?))', ['% hội %', '% đàm %', '% vn %'])
    """
    parts, words, column = list[str](), list[str](), "words"
    for part in _PARTS.finditer(match):
        if part["column"]:
            column = part["column"]
        elif part["word"] is not None:
            parts.append(f"{column} LIKE ?")
            words.append(f"% {part['word']} %")
        else:
            parts.append(part["other"])
    return " ".join(parts).replace("( ", "(").replace(" )", ")"), words


def _first_line(error: Exception) -> str:
    return str(error).strip().partition("\n")[0][:300]
