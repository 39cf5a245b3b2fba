"""Lay values and their comments out as YAML, in the one form that data files have.

Maps and lists stand on one line where they are shallow, hold no comment and fit; else one entry a
line. Text stands plain wherever YAML reads plain text as that text, else in double quotes.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Sequence
from typing import Any

from diplomacy_archive.files._tree import Bare as Bare  # noqa: PLC0414  (who writes needs these with it)
from diplomacy_archive.files._tree import Noted as Noted  # noqa: PLC0414
from diplomacy_archive.files._tree import inner, noted, plain

WIDTH = 118
"""The column that lines are broken at; a word or comment may be longer."""

_PLAIN = re.compile(r"[^\W_](?:[^:#]|:(?! |$)|(?<! )#)*(?<! )")
_FLOW_SIGNS = re.compile(r"[,:?\[\]{}]")
_NOT_TEXT = re.compile(
    r"[-+]?[0-9][0-9_.]*(?:e[-+]?[0-9]+)?|0x[0-9a-f]+|0o[0-7]+|[0-9]+(?::[0-9]+)+|null|true|false|yes|no|on|off|y|n",
    re.IGNORECASE,
)
_DEEPEST_ON_ONE_LINE = 2  # a list of short records is; a record of such lists is not
_FILE_LISTS = 1  # the level of a file's own lists, which stand one record after another
_SHORT = {list: 60, dict: 50}  # an item of a bracket that goes on over lines is no longer


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
        one = noted(entry)
        lines += [margin + comment for comment in one.above]
        lines += _entry(f"{margin}{_key(key)}:", one, indent + 2, level + 1)
    return lines


def _list(value: list[Any], indent: int, level: int) -> list[str]:
    lines: list[str] = []
    margin = " " * indent
    for entry in value:
        one = noted(entry)
        above = list(one.above)
        if _over_lines(one.value, indent + 2, level):
            record = isinstance(one.value, dict)
            held = (_map if record else _list)(one.value, indent + 2, level + 1)
            # What stands beside the dash or before the first line goes above: it is read as the entry's own.
            above += [one.beside] * bool(one.beside)
            while held[0].lstrip().startswith("#"):
                above.append(held.pop(0).lstrip())
            held = [f"{margin}- {held[0].lstrip()}", *held[1:]] if record else [f"{margin}-", *held]
        else:
            held = _entry(f"{margin}-", one, indent + 2, level + 1)
        lines += [margin + comment for comment in above] + held
    return lines


def _entry(start: str, one: Noted, indent: int, level: int) -> list[str]:
    """Lay out what follows a key or a dash."""
    value = one.value
    beside = f"  {one.beside}" if one.beside else ""
    if _over_lines(value, len(start) + 1, level):
        held = _map(value, indent, level) if isinstance(value, dict) else _list(value, indent, level)
        return [start + beside, *held]
    if isinstance(value, str):
        lines = _wrapped(start, _inline(value), indent)
    elif len(start) + 1 + len(_inline(value)) > WIDTH:
        lines = _filled(start, value, indent)
    else:
        lines = [f"{start} {_inline(value)}"]
    lines[-1] += beside
    return lines


def _over_lines(value: Any, column: int, level: int) -> bool:
    """Tell whether a value is a map or list that takes a line for each entry."""
    if not isinstance(value, dict | list) or not value:
        return False
    shallow = _depth(value) <= _DEEPEST_ON_ONE_LINE
    fits = shallow and (column + len(_inline(value)) <= WIDTH or _fills(value))
    return level == _FILE_LISTS or not fits or _commented(value)


def _fills(value: dict[str, Any] | list[Any]) -> bool:
    """Tell whether a value may stand in a bracket that goes on over lines: several short texts."""
    texts = all(
        isinstance(text, str) for one in inner(value) for text in (plain(one) if _is_list(one) else [plain(one)])
    )
    return texts and len(value) > 1 and all(len(item) <= _SHORT[type(value)] for item in _items(value))


def _is_list(one: Any) -> bool:
    return isinstance(noted(one).value, list)


def _items(value: dict[str, Any] | list[Any]) -> list[str]:
    if isinstance(value, dict):
        return [f"{_key(key)}: {_inline(one, flow=True)}" for key, one in value.items()]
    return [_inline(one, flow=True) for one in value]


def _filled(start: str, value: dict[str, Any] | list[Any], indent: int) -> list[str]:
    """Fill lines with the items of a bracket."""
    opening, closing = ("{", "}") if isinstance(value, dict) else ("[", "]")
    lines = [f"{start} {opening}"]
    items = _items(value)
    for number, item in enumerate(items):
        end = closing if number == len(items) - 1 else ","
        gap = "" if number == 0 else " "
        if len(lines[-1]) + len(gap) + len(item) + len(end) > WIDTH and number:
            lines.append(f"{' ' * indent}{item}{end}")
        else:
            lines[-1] += f"{gap}{item}{end}"
    return lines


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
    value = noted(value).value
    if isinstance(value, dict | list):
        return f"{{{', '.join(_items(value))}}}" if isinstance(value, dict) else f"[{', '.join(_items(value))}]"
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


def _depth(value: Any) -> int:
    return 1 + max(map(_depth, inner(value)), default=0) if isinstance(noted(value).value, dict | list) else 0


def _commented(value: Any) -> bool:
    """Tell whether anything inside the value has a comment."""
    return any(noted(one).above or noted(one).beside or _commented(one) for one in inner(value))
