"""Write every table of an archive as CSV or JSON Lines, whole or for some of the meetings."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import IO, Any

from diplomacy_archive.errors import FileError, reason, shown
from diplomacy_archive.export._sheets import harmless
from diplomacy_archive.files._write import FileKind, replacing
from diplomacy_archive.store._query import Query
from diplomacy_archive.store._schema import SCHEMA
from diplomacy_archive.store._store import Store

_OF_MEETINGS = "meeting IN (SELECT n FROM chosen)"
_OF_STATEMENTS = "statement IN (SELECT n FROM said)"
_OF_ARTICLES = "article IN (SELECT id FROM source)"
_RAISED = "n IN (SELECT n FROM raised WHERE record = '{}')"

TABLES: dict[str, str] = {
    **dict.fromkeys(("meta", "person", "party", "organisation", "country", "place", "area", "name"), ""),
    **dict.fromkeys(("area_tree", "place_tree", "body_tree"), ""),
    "article": "id IN (SELECT id FROM source)",
    **dict.fromkeys(("meeting", "meeting_brief"), "n IN (SELECT n FROM chosen)"),
    # A filter's bounds hold in a part of the archive too; counts of the whole would be wrong there.
    **dict.fromkeys(("day", "month"), ""),
    **dict.fromkeys(("pair_count", "area_year", "frequency"), "0 = 1"),
    **dict.fromkeys(
        (
            "report",
            "meeting_kind",
            "participant",
            "meeting_person",
            "meeting_side",
            "affiliation",
            "encounter",
            "meeting_area",
            "meeting_on",
            "meeting_place",
            "both_there",
            "party_and_side",
        ),
        _OF_MEETINGS,
    ),
    "office": "meeting IN (SELECT id FROM meeting WHERE n IN (SELECT n FROM chosen)) "
    f"OR meeting = '' AND {_OF_ARTICLES}",
    **dict.fromkeys(("statement", "statement_brief"), "n IN (SELECT n FROM said)"),
    **dict.fromkeys(("statement_meeting", "statement_speakers"), _OF_MEETINGS),
    **dict.fromkeys(("statement_area", "statement_about"), _OF_STATEMENTS),
    **dict.fromkeys(("mention", "background"), _OF_ARTICLES),
    "invitation": _RAISED.format("invitation"),
    "undertaking": _RAISED.format("undertaking"),
    "link": "n IN (SELECT n FROM raised WHERE raised.record = link.record) "
    f"OR record = 'background' AND n IN (SELECT n FROM background WHERE {_OF_ARTICLES})",
    "quote": "record IN (SELECT id FROM kept)",
    "origin": "record IN (SELECT id FROM kept UNION ALL SELECT id FROM identity)",
    **dict.fromkeys(
        ("passage", "passage_brief"),
        "target IN (SELECT n FROM chosen) AND record = 'meeting' "
        "OR target IN (SELECT n FROM said) AND record = 'statement'",
    ),
}
"""Each table that is written, and the condition that keeps it to some meetings; '' for all its rows.

The tables of single words are not written.

With some of the meetings go what was said there, the invitations and undertakings raised there, the
articles that tell it, and what those say outside any meeting. Registers stay whole.
"""

_SOME = """WITH chosen (n) AS ({meetings}),
said (n) AS (SELECT statement FROM statement_meeting WHERE meeting IN (SELECT n FROM chosen)),
source (id) AS (SELECT article FROM report WHERE meeting IN (SELECT n FROM chosen)
    UNION SELECT article FROM statement WHERE n IN (SELECT n FROM said)),
raised (record, n) AS (SELECT record, n FROM link WHERE record IN ('invitation', 'undertaking')
    AND (part = 'raised_in' AND target IN (SELECT id FROM statement WHERE n IN (SELECT n FROM said))
    OR part = 'at' AND target IN (SELECT id FROM meeting WHERE n IN (SELECT n FROM chosen)))),
kept (id) AS (SELECT id FROM source
    UNION ALL SELECT id FROM meeting WHERE n IN (SELECT n FROM chosen)
    UNION ALL SELECT id FROM statement WHERE n IN (SELECT n FROM said)
    UNION ALL SELECT id FROM mention WHERE article IN (SELECT id FROM source)
    UNION ALL SELECT id FROM background WHERE article IN (SELECT id FROM source)
    UNION ALL SELECT id FROM invitation WHERE n IN (SELECT n FROM raised WHERE record = 'invitation')
    UNION ALL SELECT id FROM undertaking WHERE n IN (SELECT n FROM raised WHERE record = 'undertaking'))
"""

_ABOUT = """-- What each table beside this file holds, in the words of the built archive's own schema.
-- n is a record's place in its order, id its id, json (record, in JSON Lines) the record exactly.
-- Dates are integers, 0 where none is given; ymd is year, month and day as one number.
"""

_DESCRIPTION = FileKind("the description of an export", lambda start: start.startswith(_ABOUT[:60].encode()))

_Write = Callable[[IO[str], list[str], Iterable[tuple[Any, ...]]], None]


def export_csv(store: Store, folder: Path, meetings: Query | None = None) -> list[Path]:
    """Write each table as `TABLE.csv` (UTF-8, a header row) into a folder, and `tables.sql`, which describes them.

    Args:
        store: The archive's database.
        folder: Made if it does not exist; of an earlier export the files are replaced.
        meetings: A query for meeting numbers; with it, only those meetings and what belongs to them.

    Raises:
        FileError: A file cannot be written; each file is written whole or not at all.
    """

    def write(file: IO[str], columns: list[str], rows: Iterable[tuple[Any, ...]]) -> None:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(map(harmless, row) for row in rows)

    return _export(store, folder, meetings, "csv", write)


def export_jsonl(store: Store, folder: Path, meetings: Query | None = None) -> list[Path]:
    """Write each table as `TABLE.jsonl`, an object a line; of record tables, with the record itself.

    Arguments and errors are those of `export_csv`.
    """

    def write(file: IO[str], columns: list[str], rows: Iterable[tuple[Any, ...]]) -> None:
        for row in rows:
            found = dict(zip(columns, row, strict=True))
            if "json" in found:
                found["record"] = json.loads(found.pop("json"))
            file.write(json.dumps(found, ensure_ascii=False) + "\n")

    return _export(store, folder, meetings, "jsonl", write)


def _export(store: Store, folder: Path, meetings: Query | None, ending: str, write: _Write) -> list[Path]:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileError(f"{shown(folder)} cannot be made: {reason(error)}") from None
    about = folder / "tables.sql"
    files = {table: folder / f"{table}.{ending}" for table in TABLES}
    if not about.exists() and (other := next((path for path in files.values() if path.exists()), None)):
        raise FileError(
            f"{shown(other)} cannot be written: {shown(folder)} holds no tables.sql, so it is no folder of an "
            "export; name another"
        )
    with replacing(about, kind=_DESCRIPTION) as temporary:
        temporary.write_text(_ABOUT + SCHEMA, "utf-8")
    return [about, *(_table(store, path, table, meetings, write) for table, path in files.items())]


def _table(store: Store, path: Path, table: str, meetings: Query | None, write: _Write) -> Path:
    columns = [row[1] for row in store.rows(f"PRAGMA table_info({table})")]
    sql, parameters = f"SELECT {', '.join(columns)} FROM {table}", ()
    if meetings is not None and TABLES[table]:
        sql = f"{_SOME.format(meetings=meetings.inner)}{sql} WHERE {TABLES[table]}"
        parameters = meetings.parameters
    order = ", ".join(str(place + 1) for place in range(len(columns)))
    with replacing(path) as temporary, temporary.open("w", encoding="utf-8", newline="") as file:
        write(file, columns, store.stream(f"{sql} ORDER BY {order}", parameters))
    return path
