"""Define what a field of a record may hold, and the shorter forms in which a data file writes it."""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, StringConstraints, ValidationInfo, WithJsonSchema
from pydantic_core import PydanticCustomError

from diplomacy_archive._dates import parse_day, parse_interval
from diplomacy_archive.errors import DateError
from diplomacy_archive.records._walk import REGISTERS, AsPrinted, Ref

_STATEMENT_IN_FILE = r"^([a-z0-9]+(-[a-z0-9]+)*/)?[a-z][0-9]+[a-z]+$"
_DIGITS = re.compile(r"0|[1-9][0-9]{0,9}")

FORMS: dict[str, str] = {}
"""What each pattern of a field asks for, in words; messages say it after "must"."""


def form(pattern: str, words: str) -> StringConstraints:
    """Ask for a pattern, said in words in messages."""
    FORMS[pattern] = words
    return StringConstraints(pattern=pattern)


def _day(value: object) -> dt.date:
    try:
        return parse_day(value)
    except DateError as error:
        raise PydanticCustomError("F06", "{why}", {"why": str(error)}) from None


def _interval(value: object) -> object:
    if isinstance(value, str):
        try:
            parse_interval(value)
        except DateError as error:
            raise PydanticCustomError("F06", "{why}", {"why": str(error)}) from None
    return value


def _number(value: object) -> object:
    # Pydantic would also take "1_0", " 1" and "1.0"; the files write plain digits.
    if isinstance(value, str):
        if not _DIGITS.fullmatch(value):
            raise PydanticCustomError("F03", "must be a number written in digits")
        return int(value)
    return value


def _truth(value: object) -> object:
    if isinstance(value, str):
        if value not in ("true", "false"):
            raise PydanticCustomError("F03", "must be true or false")
        return value == "true"
    return value


def pairs(value: object, info: ValidationInfo) -> object:
    """Take pairs, which a data file writes as a mapping."""
    if isinstance(value, dict):
        return tuple(value.items())
    in_file = info.context is not None
    if in_file or not isinstance(value, tuple | list) or not all(isinstance(one, tuple | list) for one in value):
        raise PydanticCustomError("F03", "must be written as `name: value`")
    return value


def _with_article(value: object, info: ValidationInfo) -> object:
    """Complete an id that a data file writes without its article."""
    if isinstance(value, str) and "/" not in value and info.context:
        return f"{info.context['article']}/{value}"
    return value


def mapping(value: dict[str, Any], what: str) -> WithJsonSchema:
    """Tell the JSON Schema of the data files that pairs are written as a mapping."""
    written = {"type": "object", "additionalProperties": value, "description": what}
    return WithJsonSchema(written, mode="validation")


Slug = Annotated[str, form(r"^[a-z0-9]+(-[a-z0-9]+)*$", "be an id of lower-case letters, digits and hyphens")]
"""An id: lower-case letters and digits, words joined by hyphens."""
CountryCode = Annotated[str, form(r"^[A-Z]{2}$", "be an ISO 3166-1 code of two capitals, as VN")]
"""ISO 3166-1 alpha-2, in capitals."""
AnyId = Annotated[
    str,
    form(
        r"^([a-z0-9]+(-[a-z0-9]+)*|[A-Z]{2})$",
        "be an id of lower-case letters, digits and hyphens, or a country's two capitals",
    ),
]
"""The id of a record of any register."""
Words = Annotated[str, form(r"\S", "not be empty")]
"""Text that is not empty."""
NameWords = Annotated[str, form(r"^\s*\S+(\s+\S+){0,29}\s*$", "be a name of one to 30 words")]
"""A name; nobody's and nothing's has more words."""
Printed = Annotated[Words, AsPrinted(), Field(description="the article's words, letter for letter")]
Day = Annotated[dt.date, BeforeValidator(_day)]
"""A day, written YYYY-MM-DD."""
Interval = Annotated[
    str,
    BeforeValidator(_interval),
    WithJsonSchema({"type": ["string", "integer"], "description": "EDTF date or interval"}, mode="validation"),
]
"""An EDTF date or interval (ISO 8601-2 level 0): 2012, 2026-01/2028-12."""
Number = Annotated[int, Field(ge=1, le=9999, strict=True), BeforeValidator(_number)]
"""A whole number from 1; no article has 10,000 paragraphs."""
Truth = Annotated[bool, Field(strict=True), BeforeValidator(_truth)]
"""true or false."""
Reasons = Annotated[
    tuple[tuple[Annotated[str, form(r"^[a-z_.]+$", "be the name of a field")], Words], ...],
    BeforeValidator(pairs),
    mapping({"type": "string"}, "field: why, or where it is from"),
]
"""Pairs of a field of this record and the reason or source for what it says."""
Pairs = Annotated[
    tuple[tuple[Words, Words], ...], BeforeValidator(pairs), mapping({"type": "string"}, "name: value")
]
"""Pairs of a name and a value."""
Excuses = Annotated[
    tuple[tuple[Number, Words], ...],
    BeforeValidator(pairs),
    mapping({"type": "string"}, "paragraph: why no fact cites it"),
]
"""Pairs of a paragraph and the reason why no fact cites it."""
ExternalIds = Annotated[
    tuple[tuple[Literal["wikidata"], Annotated[str, form(r"^Q[1-9][0-9]*$", "be a Wikidata id, as Q881")]], ...],
    BeforeValidator(pairs),
    mapping({"type": "string", "pattern": r"^Q[1-9][0-9]*$"}, "ids elsewhere, only where known"),
]
"""Pairs of a site and the id of the record there."""
References = Annotated[
    tuple[tuple[Words, Annotated[tuple[AnyId, ...], Field(min_length=1)]], ...],
    BeforeValidator(pairs),
    mapping({"type": "array", "items": {"type": "string"}}, "expression as printed: [the ids it stands for here]"),
    Ref(*REGISTERS),
]
"""Pairs of a collective or indirect expression as printed and the ids it stands for here."""
RecordId = Annotated[
    str,
    form(r"^[a-z0-9]+(-[a-z0-9]+)*/[a-z][0-9]+[a-z]+$", "be a kind letter, the paragraph and a letter, as p14a"),
    BeforeValidator(_with_article),
    WithJsonSchema(
        {"type": "string", "pattern": _STATEMENT_IN_FILE, "description": "kind letter, paragraph, letter: p14a"},
        mode="validation",
    ),
]
"""Article, kind letter, paragraph, letter: `2026-02-25-putin-lavrov/p14a`; in its own file `p14a`."""
