"""Write every table of an archive as a Parquet file, with what describes them."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from diplomacy_archive.errors import FileError, reason, shown

if TYPE_CHECKING:
    import duckdb

    from diplomacy_archive.store._dump import Table

_TYPES = {"INTEGER": "BIGINT", "TEXT": "VARCHAR"}
_README = """\
# An archive as Parquet

One file for each table, its rows in order; integers and text only. The Python package diplomacy-archive asks it as
it asks any archive, `da.load("{folder}", engine="duckdb")`, and so does `engine="spark"`. `views.sql` names the
tables in DuckDB, with views to be read without ids. A fact is a row of `document`: its `json` has the article, the
paragraph and the words that prove it. Rows of other tables lead there by the kind of record and its number.

```sql
{about}```
"""


def export_parquet(tables: Iterable[Table], about: str, views: str, folder: Path) -> list[Path]:
    """Write each table as `TABLE.parquet` into a folder, `README.md`, and `views.sql`.

    Args:
        tables: What is written.
        about: What each table and column holds, as SQL.
        views: The SQL of `views.sql`.
        folder: Made if it does not exist; of an earlier export the files are replaced, once all are written.

    Raises:
        FileError: It cannot be written; what stood there stays.
        ImportError: DuckDB is not installed; the message says what to install.
    """
    try:
        import duckdb
    except ImportError:
        raise ImportError("DuckDB writes Parquet; pip install 'diplomacy-archive[parquet]'") from None
    if (
        folder.exists()
        and not (folder / "meta.parquet").exists()
        and (not folder.is_dir() or any(folder.iterdir()))
    ):
        raise FileError(f"{shown(folder)} exists and holds no archive as Parquet; name a new folder")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".part.", dir=folder.parent) as made, duckdb.connect() as database:
            ready = Path(made) / "ready"
            ready.mkdir()
            (ready / "README.md").write_text(_README.format(folder=folder.name, about=about), "utf-8")
            (ready / "views.sql").write_text(views, "utf-8")
            for table in tables:
                _write(database, table, Path(made) / "rows.json", ready / f"{table.name}.parquet")
            folder.mkdir(exist_ok=True)
            return [Path(shutil.move(path, folder / path.name)) for path in sorted(ready.iterdir())]
    except OSError as error:
        raise FileError(f"{shown(folder)} cannot be written: {reason(error)}") from None
    except duckdb.Error as error:
        raise FileError(f"{shown(folder)} cannot be written: {str(error).partition(chr(10))[0]}") from None


def _write(database: duckdb.DuckDBPyConnection, table: Table, rows: Path, target: Path) -> None:
    with rows.open("w", encoding="utf-8", newline="\n") as file:
        for row in table.rows:
            file.write(json.dumps(dict(zip(table.types, row, strict=True)), ensure_ascii=False) + "\n")
    columns = ", ".join(f"{name}: '{_TYPES[type_]}'" for name, type_ in table.types.items())
    source = (
        f"read_json(?, format = 'newline_delimited', columns = {{{columns}}}, maximum_object_size = 1000000000)"
    )
    quoted = str(target).replace("'", "''")
    metadata = "KV_METADATA {source: 'diplomacy-archive', schema_version: '" + table.version + "'}"
    database.execute(
        f"COPY (SELECT * FROM {source}) TO '{quoted}' (FORMAT parquet, COMPRESSION zstd, {metadata})", [str(rows)]
    )
