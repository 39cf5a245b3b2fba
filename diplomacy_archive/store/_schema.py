"""Name the tables of an archive file, which `schema.sql` describes, and the kinds of record."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from diplomacy_archive.records import _models as m

SCHEMA_VERSION = 6
"""Changed with every change of the tables; a file of another version is refused."""

APPLICATION_ID = 0x4441_5243
"""`DARC`: marks the file as ours for `file` and for us."""

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
"""Each kind of record, and the model of its records."""

KIND_OF = {
    "people": "person", "parties": "party", "organisations": "organisation", "countries": "country",
    "places": "place", "areas": "area", "articles": "article", "meetings": "meeting",
    "mentions": "mention", "statements": "statement", "invitations": "invitation",
    "undertakings": "undertaking", "background": "background",
}  # fmt: skip
"""The list of a data file, and the kind of its records."""

TABLE_OF = {
    **dict.fromkeys(("person", "party", "organisation", "country", "place", "area"), "identity"),
    **{kind: kind for kind in ("article", "meeting", "statement")},
    **dict.fromkeys(("mention", "invitation", "undertaking", "background"), "other"),
}
"""Each kind of record, and the table that has its ids."""


@cache
def statements() -> tuple[str, ...]:
    """Return the statements of `schema.sql`, as a database keeps them: from CREATE on, without the semicolon."""
    return tuple(_split(Path(__file__).with_name("schema.sql").read_text("utf-8")))


@cache
def tables() -> tuple[str, ...]:
    """Return the names of the tables, in the order of the schema, without those of the search index."""
    return tuple(found[1] for one in statements() if (found := re.match(r"CREATE TABLE (\w+)", one)))


@cache
def columns(table: str) -> tuple[tuple[str, str], ...]:
    """Return the columns of a table and the type of each, TEXT or INTEGER."""
    made = next(one for one in statements() if one.startswith(f"CREATE TABLE {table} ("))
    return tuple(re.findall(r"^    (\w+) (TEXT|INTEGER)\b", made, re.MULTILINE))


def _split(text: str) -> Iterator[str]:
    found = ""
    for line in text.splitlines(keepends=True):
        found += line
        if sqlite3.complete_statement(found):
            yield found[found.index("CREATE") :].rstrip().removesuffix(";")
            found = ""
