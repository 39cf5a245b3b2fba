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
        found = _article()
    else:
        model: Any = TOP[file]
        definitions, (held,) = _held(model if file == "archive" else tuple[model, ...])
        found = {
            "type": "object",
            "properties": {file: held},
            "required": [file],
            "additionalProperties": False,
            "$defs": definitions,
        }
    for name, definition in found["$defs"].items() if "$defs" in found else ():
        if "enum" in definition:  # read by editors, beside each term
            definition["enumDescriptions"] = [", ".join(term.words) for term in getattr(vocabulary, name)]
    _tidy(found)
    if file == "article":
        _add_short_forms(found)
    if file != "archive":
        for name in found["properties"].keys() - {"article", "new"}:
            found["properties"][name]["type"] = ["array", "null"]  # a list may be left blank
    return {"$schema": _DIALECT, "title": f"diplomacy-archive: {file}", **found}


def _held(*kinds: Any) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Return the definitions that types need, and the schema of each type."""
    definitions: dict[str, Any] = {}
    found = []
    for kind in kinds:
        one = TypeAdapter(kind).json_schema(mode="validation")
        definitions |= one.pop("$defs", {})
        found.append(one)
    return definitions, found


def _article() -> dict[str, Any]:
    """Return the schema of an article's file in the long form, with the register entries that may stand in it."""
    found: dict[str, Any] = m.ArticleFile.model_json_schema(mode="validation")
    lists: list[Any] = [tuple.__class_getitem__((model, ...)) for model in m.REGISTERS.values()]
    definitions, registers = _held(*lists)
    found["$defs"] |= definitions
    described = "entries of registers, until they are moved there"
    new = dict(zip(m.REGISTERS, ({**one, "type": ["array", "null"]} for one in registers), strict=True))
    found["properties"]["new"] = {
        "type": ["object", "null"], "description": described, "properties": new, "additionalProperties": False,
    }  # fmt: skip
    return found


def _add_short_forms(found: dict[str, Any]) -> None:
    """Add to the schema of an article's file the short forms that `files/_short.py` reads."""
    of = found["$defs"]
    text = {"type": ["string", "number"]}
    words = {"anyOf": [text, {"type": "array", "items": text}]}
    for name in ("Resolved", "ActAsPrinted", "StatusAsPrinted", "ResponseAsPrinted", "KindAsPrinted"):
        _allow(of, name, _pair(of[name]["properties"]["id"], words if name == "KindAsPrinted" else text))
    _allow(of, "PlanTime", text, _pair({}, text))
    _allow(of, "MeetingTime", _pair({}, text))
    _allow(of, "Credit", text, _pair(of["Credit"]["properties"]["organisation"]["anyOf"][0], text))
    _allow(of, "PersonShown", text)
    of["MeetingTime"]["anyOf"][0]["required"].remove("part_of_day")
    of["Photo"]["required"].remove("paragraph")
    mapping = {"type": "object"}
    for model in ("Statement", "Invitation", "Undertaking", "Background", "Mention"):
        properties = of[model]["properties"]
        properties["quotes"] = {
            "description": 'words of the paragraph that the id names; else "PARAGRAPH: phrase"',
            "anyOf": [{"type": "array", "items": text, "minItems": 1}, text],
        }
        of[model]["patternProperties"] = {"^[a-z][0-9]+[a-z]+$": {"description": "the id, and a statement's act"}}
        of[model]["required"] = [name for name in of[model]["required"] if name not in ("id", "summary", "act")]
    for model, definition in of.items():
        properties = definition.get("properties", {})
        for text_of in ("summary", "label"):
            if text_of in properties:
                properties |= {
                    language: {"description": properties[text_of]["description"], **text}
                    for language in ("vi", "en")
                }
                definition["required"] = [name for name in definition["required"] if name != text_of]
        for name in properties.keys() & {"areas", "capacities", "participants", "invitees"}:
            listed = properties[name]
            properties[name] = {"description": listed.get("description", ""), "anyOf": [listed, mapping]}
        if model == "Undertaking":
            kind = properties["kind"]
            properties["kind"] = {"description": "what is undertaken", "anyOf": [kind, _pair(kind, text)]}
    report, statement = of["Report"], of["Statement"]
    report["properties"]["like"] = {
        "type": "string",
        "description": "a meeting above; what is not written is as there",
    }
    report["required"] = [name for name in report["required"] if name in ("meeting", "quotes")]
    statements = found["properties"]["statements"]["items"]
    said = {
        "type": "array",
        "items": {"anyOf": [{"$ref": "#/$defs/Group"}, statements]},
        "description": "its statements",
    }
    shared = {
        name: one
        for name, one in statement["properties"].items()
        if name not in ("id", "quotes", "vi", "en", "summary")
    }
    of["Group"] = {
        "type": "object", "description": "What several statements in a row have in common, and these.",
        "properties": {**shared, "said": said}, "required": ["said"], "additionalProperties": False,
    }  # fmt: skip
    found["properties"]["statements"]["items"] = said["items"]
    statement["required"] = ["quotes"]


def _pair(key: dict[str, Any], value: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a mapping of one pair."""
    names = {"propertyNames": {name: one for name, one in key.items() if name in ("$ref", "pattern", "anyOf")}}
    return {"type": "object", **names, "additionalProperties": value, "minProperties": 1, "maxProperties": 1}


def _allow(definitions: dict[str, Any], name: str, *short: dict[str, Any]) -> None:
    long = definitions[name]
    definitions[name] = {"description": long["description"], "anyOf": [long, *short]}


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
