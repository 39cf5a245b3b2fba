"""Make the JSON Schema of the data files from the models, for editors to complete and check by."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from diplomacy_archive.errors import FileError, shown
from diplomacy_archive.files._loader import TOP
from diplomacy_archive.files._write import inside, replacing
from diplomacy_archive.records import _models as m
from diplomacy_archive.records import _vocabulary as vocabulary
from diplomacy_archive.records._fields import FORMS

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_CLOSING = ("quotes", "outside")  # what proves a record stands last in it

FILES = ("article", *m.REGISTERS, "archive", "merges", "mappings")
"""The kinds of data files that have a schema."""


def schema(file: str) -> dict[str, Any]:
    """Return the JSON Schema of one kind of data file.

    Args:
        file: `article` for a file of `articles/`, or the name of a file beside it, as `people`.

    Raises:
        KeyError: There is no such file.

    >>> sorted(schema("people")["properties"])
    ['people']
    """
    if file == "article":
        found: dict[str, Any] = m.ArticleFile.model_json_schema(mode="validation")
    else:
        model: Any = TOP[file]
        held = TypeAdapter(model if file == "archive" else tuple[model, ...])
        found = held.json_schema(mode="validation")
        definitions = found.pop("$defs", {})
        found = {
            "type": "object",
            "properties": {file: found},
            "required": [file],
            "additionalProperties": False,
            "$defs": definitions,
        }
    for name, definition in found["$defs"].items() if "$defs" in found else ():
        if "enum" in definition:  # read by editors, beside each term
            definition["enumDescriptions"] = [", ".join(term.words) for term in getattr(vocabulary, name)]
    _tidy(found)
    if file != "archive":
        for name in found["properties"].keys() - {"article"}:
            found["properties"][name]["type"] = ["array", "null"]  # a list may be left blank
    return {"$schema": _DIALECT, "title": f"diplomacy-archive: {file}", **found}


def schema_text(file: str) -> str:
    """Return the schema of one kind of data file as it is written."""
    return json.dumps(schema(file), ensure_ascii=False, indent=2) + "\n"


def write_schemas(folder: Path) -> list[Path]:
    """Write every schema into a data folder's `schema/`, where the modelines of its files look for them.

    Raises:
        FileError: There is no such folder, it leads elsewhere, or a file cannot be written.
    """
    if not folder.is_dir():
        raise FileError(f"{shown(folder)} is no folder; name the data folder")
    home = folder / "schema"
    inside(home, folder)
    home.mkdir(exist_ok=True)
    written = [home / f"{file}.json" for file in FILES]
    for file, path in zip(FILES, written, strict=True):
        inside(path, folder)
        with replacing(path) as temporary:
            temporary.write_bytes(schema_text(file).encode())
    return written


def in_order(names: Iterable[str]) -> list[str]:
    """Return the names of a model's fields in the order in which a data file writes them."""
    return sorted(names, key=lambda name: _CLOSING.index(name) + 1 if name in _CLOSING else 0)


def _tidy(part: Any) -> None:
    """Fit a schema to data files, and to what editors make of it."""
    if isinstance(part, dict):
        for name in ("title", "default"):  # shown instead of descriptions, and written out
            if not isinstance(part.get(name), dict):  # a property may have the name
                part.pop(name, None)
        if isinstance(part.get("properties"), dict):
            part["properties"] = {name: part["properties"][name] for name in in_order(part["properties"])}
            part["required"] = in_order(part.get("required", ()))
        for option in part.get("anyOf", ()) if "description" in part else ():
            # Editors show the description of the option that a value is, not that of the field.
            if option.get("type") != "null":
                option.setdefault("description", part["description"])
        if part.get("type") == "string":
            form = FORMS.get(part.get("pattern", ""))
            if form:
                part.setdefault("description", f"must {form}")
            if "format" not in part and "enum" not in part and re.search(part.get("pattern", ""), "1"):
                part["type"] = ["string", "number"]  # a headline may be 2031, without quotation marks
    for inner in part.values() if isinstance(part, dict) else part if isinstance(part, list) else ():
        _tidy(inner)
