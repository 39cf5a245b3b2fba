"""Render plain rows and cards as text and as escaped HTML; know no records."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

WIDTH = 80
"""Columns of plain text."""

_WORD = re.compile(r"[^ \t\r\n]+")  # a no-break space holds two words together
_NO_COLUMN = ("Mn", "Me", "Cf")  # marks and invisible signs


@dataclass(frozen=True)
class Card:
    """One record to be read: a heading, what is said of it by label, and the words that prove it.

    Attributes:
        title: The heading.
        id: The record's id, to ask for it again.
        facts: Pairs of a label and its value.
        proof: Citations.
        parts: Cards of what belongs to it.
    """

    title: str
    id: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    proof: tuple[str, ...] = ()
    parts: tuple[Card, ...] = ()


@dataclass(frozen=True)
class Style:
    """Marks around parts of plain text: none when piped, colours on a terminal."""

    heading: str = ""
    faint: str = ""
    label: str = ""
    end: str = ""

    def paint(self, mark: str, text: str) -> str:
        """Return the text with a mark before and the end mark after it."""
        return f"{mark}{text}{self.end}" if mark else text


PLAIN = Style()
COLOUR = Style(heading="\x1b[1m", faint="\x1b[2m", label="\x1b[36m", end="\x1b[0m")


def cards_text(cards: Iterable[Card], *, width: int = WIDTH, style: Style = PLAIN) -> str:
    """Return the cards as text, a blank line between two."""
    return "\n\n".join("\n".join(_card_lines(card, width, style, 0)) for card in cards)


def _card_lines(card: Card, width: int, style: Style, depth: int) -> list[str]:
    margin = "  " * depth
    lines = _wrap(card.title, width, margin, margin)
    lines[:] = [style.paint(style.heading, line) for line in lines]
    if card.id:
        tag = f"[{card.id}]"
        if len(lines) == 1 and _width(card.title) + len(margin) + 2 + len(tag) <= width:
            gap = " " * (width - _width(card.title) - len(margin) - len(tag))
            lines[0] += style.paint(style.faint, f"{gap}{tag}")
        else:
            lines.append(style.paint(style.faint, f"{margin}  {tag}"))
    proof = (("proof", "; ".join(card.proof)),) if card.proof else ()
    labels = [label for label, _ in (*card.facts, *proof)]
    room = max(map(_width, labels), default=0) + 2
    for label, value in (*card.facts, *proof):
        start = f"{margin}  {label}{' ' * (room - _width(label))}"
        wrapped = _wrap(value, width, start, " " * _width(start))
        wrapped[0] = wrapped[0].replace(label, style.paint(style.label, label), 1)
        lines += [style.paint(style.faint, line) if label == "proof" and style.faint else line for line in wrapped]
    for part in card.parts:
        lines += _card_lines(part, width, style, depth + 1)
    return lines


def _wrap(text: str, width: int, first: str, rest: str) -> list[str]:
    """Break a text at its spaces into lines of a width, by the columns that letters take; no word is broken."""
    lines = [first + text[: len(text) - len(text.lstrip(" "))]]
    column, starts = _width(lines[0]), True
    for word in _WORD.findall(text):
        size = _width(word)
        if not starts and column + 1 + size > width:
            lines.append(rest)
            column, starts = _width(rest), True
        lines[-1] += word if starts else f" {word}"
        column += size if starts else size + 1
        starts = False
    return [line.rstrip() for line in lines]


def _width(text: str) -> int:
    """Return the columns that a text takes: wide letters two, marks above and below none."""
    if text.isascii():
        return len(text)
    return sum(
        0
        if unicodedata.category(letter) in _NO_COLUMN
        else 2
        if unicodedata.east_asian_width(letter) in "WF"
        else 1
        for letter in text
    )


def table_text(
    columns: Sequence[str], rows: Sequence[Sequence[str]], *, width: int = WIDTH, style: Style = PLAIN
) -> str:
    """Return aligned columns; where they are too wide, cells are wrapped, the widest column's first."""
    sizes = _sizes((columns, *rows), width - 2 * (len(columns) - 1))
    lines = []
    for number, row in enumerate((columns, *rows)):
        cells = [_wrap(cell, size, "", "") if cell else [""] for cell, size in zip(row, sizes, strict=True)]
        for parts in zip_longest(*cells, fillvalue=""):
            padded = (f"{part}{' ' * (size - _width(part))}" for part, size in zip(parts, sizes, strict=True))
            line = "  ".join(padded).rstrip()
            lines.append(style.paint(style.heading, line) if number == 0 else line)
    return "\n".join(lines)


def _sizes(rows: Sequence[Sequence[str]], room: int) -> list[int]:
    """Return the columns' widths, narrowed to the room as far as their longest words allow."""
    columns = list(zip(*rows, strict=True))
    sizes = [max(map(_width, column)) for column in columns]
    least = [max(map(_least, column)) for column in columns]
    while sum(sizes) > room:
        wide = [index for index, size in enumerate(sizes) if size > least[index]]
        if not wide:
            break
        sizes[max(wide, key=sizes.__getitem__)] -= 1
    return sizes


def _least(cell: str) -> int:
    """Return the width of a cell's indent and longest word."""
    return len(cell) - len(cell.lstrip()) + max(map(_width, cell.split()), default=0)


_CSS = (
    ".da-card{border:1px solid #8886;border-radius:6px;padding:.6em .9em;margin:.5em 0;max-width:60em}"
    ".da-card .da-card{border-width:0 0 0 2px;border-radius:0;padding:.1em .8em}"
    ".da-card h4{margin:0 0 .3em;font-size:1em}.da-card dl{margin:0;display:grid;"
    "grid-template-columns:max-content 1fr;gap:.15em .8em}.da-card dt{opacity:.7}.da-card dd{margin:0}"
    ".da-card details{margin-top:.3em;opacity:.85}.da-card code{opacity:.6;font-weight:normal}"
)


def cards_html(cards: Iterable[Card]) -> str:
    """Return the cards as HTML that is complete in itself; every value is escaped."""
    return f"<style>{_CSS}</style>{''.join(map(_card_html, cards))}"


def _card_html(card: Card) -> str:
    from html import escape  # a terminal needs none of its entities

    facts = "".join(f"<dt>{escape(label)}</dt><dd>{escape(value)}</dd>" for label, value in card.facts)
    listed = f"<dl>{facts}</dl>" if facts else ""
    items = "".join(f"<li>{escape(citation)}</li>" for citation in card.proof)
    proof = f"<details><summary>proof ({len(card.proof)})</summary><ul>{items}</ul></details>" if items else ""
    tag = f" <code>{escape(card.id)}</code>" if card.id else ""
    parts = "".join(map(_card_html, card.parts))
    return f'<section class="da-card"><h4>{escape(card.title)}{tag}</h4>{listed}{proof}{parts}</section>'


def table_html(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table as HTML; every value is escaped."""
    from html import escape  # a terminal needs none of its entities

    head = "".join(f"<th>{escape(column)}</th>" for column in columns)
    body = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def plain(value: Any) -> Any:
    """Return a value as JSON would hold it: text, numbers, lists and mappings."""
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if value is None or isinstance(value, bool | int | float):
        return value
    return str(value)
