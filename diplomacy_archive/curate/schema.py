"""Make the JSON Schema of the data files from the models, for editors to complete and check by."""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter

from diplomacy_archive import models as m

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema(file: str) -> dict[str, Any]:
    """Return the JSON Schema of one kind of data file.

    Args:
        file: `article` for a file of `articles/`, or a register's name, as `people`.

    Raises:
        KeyError: There is no such file.

    >>> sorted(schema("people")["properties"])
    ['people']
    """
    if file == "article":
        found: dict[str, Any] = m.ArticleFile.model_json_schema(mode="validation")
    else:
        model: Any = m.REGISTERS[file]
        found = TypeAdapter(tuple[model, ...]).json_schema(mode="validation")
        definitions = found.pop("$defs", {})
        found = {
            "type": "object",
            "properties": {file: found},
            "required": [file],
            "additionalProperties": False,
            "$defs": definitions,
        }
    _untitle(found)
    return {"$schema": _DIALECT, "title": f"diplomacy-archive: {file}", **found}


FILES = ("article", *m.REGISTERS)
"""The kinds of data files that have a schema."""


def _untitle(part: Any) -> None:
    """Drop the titles, which editors would show instead of the descriptions."""
    if isinstance(part, dict):
        if isinstance(part.get("title"), str):
            del part["title"]
        for value in part.values():
            _untitle(value)
    elif isinstance(part, list):
        for value in part:
            _untitle(value)
