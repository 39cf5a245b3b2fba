"""Write every table of an archive as CSV or JSON Lines, whole or for some of the meetings."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, groupby
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from diplomacy_archive.errors import FileError, reason, shown
from diplomacy_archive.export._sheets import harmless
from diplomacy_archive.files._write import FileKind, replacing
from diplomacy_archive.records import _models as m

if TYPE_CHECKING:
    from diplomacy_archive.store._dump import Table

_ABOUT = "-- The tables of an archive."
_DESCRIPTION = FileKind("the description of an export", lambda start: start.startswith(_ABOUT.encode()))
_MODELS: dict[str, type[m.Record]] = {
    "area": m.CooperationArea,
    **{model.__name__.lower(): model for model in (
        m.Person, m.Party, m.Organisation, m.Country, m.Place, m.Article, m.Meeting, m.Mention, m.Statement,
        m.Invitation, m.Undertaking, m.Background,
    )},
}  # fmt: skip
_Write = Callable[[IO[str], "Table"], None]


def export_csv(tables: Iterable[Table], about: str, folder: Path) -> list[Path]:
    """Write each table as `TABLE.csv` (UTF-8, a header row) into a folder, and `tables.sql`, which describes them.

    Args:
        tables: What is written.
        about: What `tables.sql` says.
        folder: Made if it does not exist; of an earlier export the files are replaced.

    Raises:
        FileError: A file cannot be written; each file is written whole or not at all.
    """

    def write(file: IO[str], table: Table) -> None:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(table.types)
        writer.writerows(map(harmless, row) for row in table.rows)

    return _export(tables, about, folder, "csv", write)


def export_jsonl(tables: Iterable[Table], about: str, folder: Path) -> list[Path]:
    """Write each table as `TABLE.jsonl`, an object a line, the documents of each kind as `document.KIND.jsonl`.

    A document is its record whole, every field of it, so that a column has one shape: pairs are objects, as
    `{"expression": "hai bên", "ids": ["VN", "RU"]}` of `refs`. Arguments and errors are those of `export_csv`.
    """

    def write(file: IO[str], table: Table) -> None:
        for row in table.rows:
            found: dict[str, Any] = dict(zip(table.types, row, strict=True))
            if "json" in found:
                record = _MODELS[found["kind"]].model_validate_json(found.pop("json"))
                found["record"] = shaped(record.model_dump(mode="json"))
            file.write(json.dumps(found, ensure_ascii=False) + "\n")

    return _export(chain.from_iterable(map(_by_kind, tables)), about, folder, "jsonl", write)


def _by_kind(table: Table) -> Iterator[Table]:
    """Take the documents of each kind apart; their rows come kind by kind."""
    if table.name != "document":
        yield table
        return
    for kind, rows in groupby(table.rows, key=lambda row: row[0]):
        yield table._replace(name=f"document.{kind}", rows=rows)


_PAIRS = {
    "refs": ("expression", "ids"),
    "inferred": ("field", "why"),
    "outside": ("field", "source"),
    "uncited": ("paragraph", "why"),
    "external": ("site", "id"),
    "values": ("value", "articles"),
}
"""The fields of records that hold pairs, and what the two of them are called."""


def shaped(value: Any) -> Any:
    """Return a record's JSON with each pair as an object.

    >>> shaped({"refs": [["hai bên", ["VN", "RU"]]], "summary": {"vi": None}})
    {'refs': [{'expression': 'hai bên', 'ids': ['VN', 'RU']}], 'summary': {'vi': None}}
    """
    if isinstance(value, list):
        return [shaped(item) for item in value]
    if not isinstance(value, dict):
        return value
    return {
        name: [dict(zip(_PAIRS[name], pair, strict=True)) for pair in item] if name in _PAIRS else shaped(item)
        for name, item in value.items()
    }


def _export(tables: Iterable[Table], about: str, folder: Path, ending: str, write: _Write) -> list[Path]:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileError(f"{shown(folder)} cannot be made: {reason(error)}") from None
    written = [folder / "tables.sql"]
    other = next(folder.glob(f"*.{ending}"), None)
    if other and not written[0].exists():
        raise FileError(
            f"{shown(other)} cannot be written: {shown(folder)} holds no tables.sql, so it is no folder of an "
            "export; name another"
        )
    with replacing(written[0], kind=_DESCRIPTION) as temporary:
        temporary.write_text(about, "utf-8")
    for table in tables:
        written.append(folder / f"{table.name}.{ending}")
        with replacing(written[-1]) as temporary, temporary.open("w", encoding="utf-8", newline="") as file:
            write(file, table)
    return written
