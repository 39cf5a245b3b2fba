"""Read whole tables for other tools, or of some meetings what belongs to them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from diplomacy_archive.store._query import Query
from diplomacy_archive.store._schema import SCHEMA_VERSION, columns, statements, tables
from diplomacy_archive.store._store import Store

_AT_MEETINGS = "meeting IN (SELECT n FROM chosen)"
_KEPT = "EXISTS (SELECT 1 FROM kept WHERE kept.kind = {} AND kept.n = {})"
_CONDITIONS = {
    "document": f"kind IN (SELECT kind FROM identity) OR {_KEPT.format('document.kind', 'document.n')}",
    "article": "id IN (SELECT id FROM source)",
    "meeting": "n IN (SELECT n FROM chosen)",
    **dict.fromkeys(("report", "participant", "encounter", "said", "speech"), _AT_MEETINGS),
    "office": f"{_AT_MEETINGS} OR meeting IS NULL AND article IN (SELECT id FROM source)",
    "statement": "n IN (SELECT n FROM spoken)",
    "other": _KEPT.format("other.kind", "other.n"),
    "facet": _KEPT.format("facet.record", "facet.n"),
    "origin": "record IN (SELECT id FROM identity) OR record IN (SELECT id FROM kept)",
    "passage": _KEPT.format("passage.record", "passage.target"),
    "counted": "0 = 1",  # counts of the whole would be wrong
}
"""The condition that keeps a table to some of the meetings; a table that is not here is written whole.

With the meetings go what was said there, the invitations and undertakings raised there, the articles that
tell it, and what those say outside any meeting.
"""

_SOME = """WITH chosen (n) AS ({meetings}),
spoken (n) AS (SELECT statement FROM said WHERE meeting IN (SELECT n FROM chosen)),
source (id) AS (SELECT article FROM report WHERE meeting IN (SELECT n FROM chosen)
    UNION ALL SELECT article FROM statement WHERE n IN (SELECT n FROM spoken)),
kept (kind, n, id) AS (SELECT 'meeting', n, id FROM meeting WHERE n IN (SELECT n FROM chosen)
    UNION ALL SELECT 'statement', n, id FROM statement WHERE n IN (SELECT n FROM spoken)
    UNION ALL SELECT 'article', n, id FROM article WHERE id IN (SELECT id FROM source)
    UNION ALL SELECT kind, n, id FROM other WHERE kind IN ('mention', 'background')
        AND article IN (SELECT id FROM source)
    UNION ALL SELECT o.kind, o.n, o.id FROM other AS o WHERE EXISTS (SELECT 1 FROM facet AS f
        JOIN meeting AS m ON m.id = f.target WHERE f.record = o.kind AND f.part = 'meeting' AND f.n = o.n
        AND m.n IN (SELECT n FROM chosen)))
"""


class Table(NamedTuple):
    """A table to be written: its name, its columns with their types, its rows in order of all columns."""

    name: str
    types: dict[str, str]
    rows: Iterator[tuple[Any, ...]]
    version: str = str(SCHEMA_VERSION)


def read_tables(store: Store, meetings: Query | None = None) -> Iterator[Table]:
    """Yield every table, or of some meetings what belongs to them; registers and vocabularies stay whole."""
    for name in tables():
        types = dict(columns(name))
        sql, parameters = f"SELECT {', '.join(types)} FROM {name}", ()
        if meetings is not None and name in _CONDITIONS:
            sql = f"{_SOME.format(meetings=meetings.body)}{sql} WHERE {_CONDITIONS[name]}"
            parameters = meetings.parameters
        order = ", ".join(str(place + 1) for place in range(len(types)))
        yield Table(name, types, store.stream(f"{sql} ORDER BY {order}", parameters))


def portable_views() -> str:
    """Return the readable views in the SQL of DuckDB, over Parquet files in the same folder."""
    files = [f"CREATE VIEW {name} AS SELECT * FROM read_parquet('{name}.parquet');" for name in tables()]
    views = "\n\n".join(f"{one};" for one in statements() if one.startswith("CREATE VIEW"))
    for sqlite, other in (
        (r"substr\((\w\.ymd)", r"substr(CAST(\1 AS VARCHAR)"),
        (r"group_concat\((DISTINCT )?((?:[^()]|\([^()]*\))+)\)", r"string_agg(\1\2, ',')"),
        (r"json_extract\(", "json_extract_string("),
    ):
        views = re.sub(sqlite, other, views)
    return f"-- Run in the folder of the files: duckdb -init views.sql\n\n{chr(10).join(files)}\n\n{views}\n"


def describe_tables() -> str:
    """Return what each table and column holds, as the SQL that makes them."""
    return Path(__file__).with_name("schema.sql").read_text("utf-8")


def describe_browsing() -> str:
    """Return what Datasette shows of an archive's file, and what it hides: its metadata, as YAML."""
    return Path(__file__).with_name("datasette.yaml").read_text("utf-8")
