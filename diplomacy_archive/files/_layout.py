"""Lay values and their comments out as YAML, in the one form that data files have.

Maps and lists stand on one line where they are shallow, hold no comment and fit; else one entry a
line. Text stands plain wherever YAML reads plain text as that text, else in double quotes.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

WIDTH = 110
"""The column that lines are broken at; a word or comment may be longer."""

_PLAIN = re.compile(r"[^\W_](?:[^:#]|:(?! |$)|(?<! )#)*(?<! )")
_FLOW_SIGNS = re.compile(r"[,:?\[\]{}]")
_NOT_TEXT = re.compile(
    r"[-+]?[0-9][0-9_.]*(?:e[-+]?[0-9]+)?|0x[0-9a-f]+|0o[0-7]+|[0-9]+(?::[0-9]+)+|null|true|false|yes|no|on|off|y|n",
    re.IGNORECASE,
)
_DEEPEST_ON_ONE_LINE = 2  # a list of short records is; a record of such lists is not
_FILE_LISTS = 1  # the level of a file's own lists, which stand one record after another


class Bare(str):
    """Text written without quotes, which other readers of YAML may take for a number or a truth value."""

    __slots__ = ()


@dataclass
class Noted:
    """A value with its comments, each with its `#`.

    Attributes:
        value: Text, a number, a truth value, None, or a list or dict of values, noted or not.
        above: Whole lines before it.
        beside: What stands after it on its line.
    """

    value: Any
    above: tuple[str, ...] = ()
    beside: str = ""


def lay_out(document: dict[str, Any], *, head: Sequence[str] = (), tail: Sequence[str] = ()) -> str:
    """Return the text of a data file: its comments at the head, its top-level entries, its last comments."""
    lines = list(head)
    for place, (key, value) in enumerate(document.items()):
        if place:
            lines.append("")
        lines += _map({key: value}, 0, level=0)
    if tail:
        lines += ["", *tail]
    return "\n".join(lines) + "\n"


def _map(value: dict[str, Any], indent: int, level: int) -> list[str]:
    lines: list[str] = []
    margin = " " * indent
    for key, entry in value.items():
        noted = _noted(entry)
        lines += [margin + comment for comment in noted.above]
        lines += _entry(f"{margin}{_key(key)}:", noted, indent + 2, level + 1)
    return lines


def _list(value: list[Any], indent: int, level: int) -> list[str]:
    lines: list[str] = []
    margin = " " * indent
    for entry in value:
        noted = _noted(entry)
        above = list(noted.above)
        if _over_lines(noted.value, indent + 2, level):
            record = isinstance(noted.value, dict)
            inner = (_map if record else _list)(noted.value, indent + 2, level + 1)
            # What stands beside the dash or before the first line goes above: it is read as the entry's own.
            above += [noted.beside] * bool(noted.beside)
            while inner[0].lstrip().startswith("#"):
                above.append(inner.pop(0).lstrip())
            inner = [f"{margin}- {inner[0].lstrip()}", *inner[1:]] if record else [f"{margin}-", *inner]
        else:
            inner = _entry(f"{margin}-", noted, indent + 2, level + 1)
        lines += [margin + comment for comment in above] + inner
    return lines


def _entry(start: str, noted: Noted, indent: int, level: int) -> list[str]:
    """Lay out what follows a key or a dash."""
    value = noted.value
    beside = f"  {noted.beside}" if noted.beside else ""
    if _over_lines(value, len(start) + 1, level):
        inner = _map(value, indent, level) if isinstance(value, dict) else _list(value, indent, level)
        return [start + beside, *inner]
    lines = _wrapped(start, _inline(value), indent) if isinstance(value, str) else [f"{start} {_inline(value)}"]
    lines[-1] += beside
    return lines


def _over_lines(value: Any, column: int, level: int) -> bool:
    """Tell whether a value is a map or list that takes a line for each entry."""
    if not isinstance(value, dict | list) or not value:
        return False
    fits = _depth(value) <= _DEEPEST_ON_ONE_LINE and column + len(_inline(value)) <= WIDTH
    return level == _FILE_LISTS or not fits or _commented(value)


def _wrapped(start: str, text: str, indent: int) -> list[str]:
    """Break text at single spaces where the next word can start a line; YAML reads a line's end as a space."""
    words = re.split(r"(?<=[^ \\\"]) (?=[^\W_])", text)
    lines = [f"{start} {words[0]}"]
    for word in words[1:]:
        if len(lines[-1]) + 1 + len(word) > WIDTH:
            lines.append(" " * indent + word)
        else:
            lines[-1] += f" {word}"
    return lines


def _inline(value: Any, *, flow: bool = False) -> str:
    value = value.value if isinstance(value, Noted) else value
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_key(key)}: {_inline(inner, flow=True)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_inline(inner, flow=True) for inner in value) + "]"
    if value is None:
        return "null"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int) or (isinstance(value, Bare) and _NOT_TEXT.fullmatch(value)):
        return str(value)
    return _text(value, flow=flow)


def _text(text: str, *, flow: bool) -> str:
    plain = text.isprintable() and _PLAIN.fullmatch(text) and not _NOT_TEXT.fullmatch(text)
    if plain and not (flow and _FLOW_SIGNS.search(text)):
        return text
    written = json.dumps(text, ensure_ascii=False)
    # The n of a `\n` is not to take the accent that follows.
    loose = not unicodedata.is_normalized("NFC", written)
    return "".join(
        f"\\U{ord(sign):08x}" if not sign.isprintable() or (loose and unicodedata.combining(sign)) else sign
        for sign in written
    )


def _key(key: str) -> str:
    return key if key.isdecimal() and key.isascii() else _text(key, flow=True)


def _noted(value: Any) -> Noted:
    return value if isinstance(value, Noted) else Noted(value)


def _children(value: Any) -> list[Any]:
    inner = _noted(value).value
    return list(inner.values()) if isinstance(inner, dict) else inner if isinstance(inner, list) else []


def _depth(value: Any) -> int:
    inner = _noted(value).value
    return 1 + max(map(_depth, _children(value)), default=0) if isinstance(inner, dict | list) else 0


def _commented(value: Any) -> bool:
    """Tell whether anything inside the value has a comment."""
    return any(_noted(inner).above or _noted(inner).beside or _commented(inner) for inner in _children(value))
