"""Write every table of an archive as CSV or JSON Lines, whole or for some of the meetings."""

from __future__ import annotations

import csv
import json
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

from diplomacy_archive.errors import FileError, reason, shown
from diplomacy_archive.query import Query
from diplomacy_archive.store import MODELS, Store

_MEETINGS = "SELECT n FROM meeting WHERE n IN ({})"
_STATEMENTS = "SELECT statement FROM statement_meeting WHERE meeting IN ({})"

TABLES: dict[str, str] = {
    **dict.fromkeys(("person", "party", "organisation", "country", "place", "area", "article"), ""),
    **dict.fromkeys(("area_tree", "place_tree", "body_tree", "office", "mention", "background", "origin"), ""),
    "meeting": "n IN ({meetings})",
    **dict.fromkeys(
        ("report", "meeting_kind", "participant", "meeting_side", "affiliation", "encounter", "meeting_area"),
        "meeting IN ({meetings})",
    ),
    "statement": "n IN ({statements})",
    "statement_meeting": "meeting IN ({meetings})",
    "statement_speakers": "meeting IN ({meetings})",
    **dict.fromkeys(("statement_area", "statement_about"), "statement IN ({statements})"),
    **dict.fromkeys(("invitation", "undertaking", "link", "quote"), ""),
}
"""Each table that is written, and the condition that keeps it to some meetings; '' for all its rows."""


def export_csv(store: Store, folder: Path, meetings: Query | None = None) -> list[Path]:
    """Write each table as `TABLE.csv` (UTF-8, a header row) into a folder; return the files.

    Args:
        store: The archive's database.
        folder: Made if it does not exist; files of these names in it are replaced.
        meetings: A query for meeting numbers; with it, only those meetings and what was said there.

    Raises:
        FileError: A file cannot be written; each file is written whole or not at all.
    """

    def write(file: IO[str], columns: list[str], rows: Iterable[tuple[Any, ...]]) -> None:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)

    return _export(store, folder, meetings, "csv", write)


def export_jsonl(store: Store, folder: Path, meetings: Query | None = None) -> list[Path]:
    """Write each table as `TABLE.jsonl`, an object a line; of record tables, the record itself.

    Arguments and errors are those of `export_csv`.
    """

    def write(file: IO[str], columns: list[str], rows: Iterable[tuple[Any, ...]]) -> None:
        for row in rows:
            found = dict(zip(columns, row, strict=True))
            file.write((found["json"] if "json" in found else json.dumps(found, ensure_ascii=False)) + "\n")

    return _export(store, folder, meetings, "jsonl", write)


def _export(
    store: Store,
    folder: Path,
    meetings: Query | None,
    ending: str,
    write: Callable[[IO[str], list[str], Iterable[tuple[Any, ...]]], None],
) -> list[Path]:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return [_table(store, folder / f"{table}.{ending}", table, meetings, write) for table in TABLES]
    except OSError as error:
        raise FileError(f"{shown(folder)} cannot be written to: {reason(error)}") from None


def _table(
    store: Store,
    path: Path,
    table: str,
    meetings: Query | None,
    write: Callable[[IO[str], list[str], Iterable[tuple[Any, ...]]], None],
) -> Path:
    columns = [row[1] for row in store.rows(f"PRAGMA table_info({table})")]
    if path.suffix == ".csv" and table in MODELS:
        columns.remove("json")
    handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            write(file, columns, _rows(store, table, columns, meetings))
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(temporary).unlink()
        raise
    return path


def _rows(store: Store, table: str, columns: list[str], meetings: Query | None) -> Iterator[tuple[Any, ...]]:
    condition, parameters = TABLES[table], ()
    sql = f"SELECT {', '.join(columns)} FROM {table}"
    if meetings is not None and condition:
        chosen = _MEETINGS.format(meetings.sql.removesuffix(" ORDER BY n"))
        parameters = meetings.parameters
        sql += f" WHERE {condition.format(meetings=chosen, statements=_STATEMENTS.format(chosen))}"
    yield from store.rows(
        f"{sql} ORDER BY {', '.join(str(place + 1) for place in range(len(columns)))}", parameters
    )
