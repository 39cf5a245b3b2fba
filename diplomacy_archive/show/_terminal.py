"""Render cards and tables as text, with colours where a terminal takes them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import zip_longest

from diplomacy_archive.show._values import Card, Citation, by_paragraph, value_lines
from diplomacy_archive.show._words import label

WIDTH = 80
"""Columns of plain text."""
_WORD = re.compile(r"[^ \t\r\n]+")  # a no-break space holds two words together
READABLE = 100
"""Columns of prose: longer lines tire the eye, however wide the terminal."""
_NO_COLUMN = ("Mn", "Me", "Cf")  # marks and invisible characters
_CELL = 2  # lines of a cell of a table; what is longer ends in an ellipsis


@dataclass(frozen=True)
class Style:
    """Marks around parts of plain text: none when piped, colours on a terminal."""

    heading: str = ""
    faint: str = ""
    label: str = ""
    words: str = ""
    end: str = ""

    def paint(self, mark: str, text: str) -> str:
        """Return the text with a mark before and the end mark after it."""
        return f"{mark}{text}{self.end}" if mark else text


PLAIN = Style()
COLOUR = Style(heading="\x1b[1m", faint="\x1b[2m", label="\x1b[36m", words="\x1b[33m", end="\x1b[0m")


def cards_text(cards: Iterable[Card], *, width: int = WIDTH, style: Style = PLAIN) -> str:
    """Return the cards as text, a blank line between two."""
    return "\n\n".join("\n".join(_card_lines(card, width, style, 0)) for card in cards)


def _card_lines(card: Card, width: int, style: Style, depth: int) -> list[str]:
    margin = "  " * depth
    found = [style.paint(style.heading, line) for line in _wrap(card.title, width, margin, margin)]
    if card.id:
        tag = f"[{card.id}]"
        used = _width(card.title) + len(margin) + len(tag)
        if len(found) == 1 and used + 2 <= width:
            found[0] += style.paint(style.faint, f"{' ' * max(min(width, READABLE) - used, 2)}{tag}")
        else:
            found.append(style.paint(style.faint, f"{margin}  {tag}"))
    facts = [(fact.label, line) for fact in card.facts for line in value_lines(fact.value)]
    facts += [(label("proof", card.lang), _proof(card.proof))] if card.proof else []
    room = max((_width(name) for name, _ in facts), default=0) + 2
    before = ""
    for fact, value in facts:
        name, before = fact if fact != before else "", fact
        start = f"{margin}  {name}{' ' * (room - _width(name))}"
        found += _with_words(_wrap(value, width, start, " " * _width(start)), name, style)
    for part in card.parts:
        found += _card_lines(part, width, style, depth + 1)
    return found


def _proof(proof: Iterable[Citation]) -> str:
    """Return each article with its paragraphs, and each of those with the phrases that stand there."""
    articles = []
    for article, places in by_paragraph(proof).items():
        phrases = {number: ", ".join(f"“{one.phrase}”" for one in found) for number, found in places.items()}
        articles.append(" ".join([article, *(f"§{number} {found}" for number, found in phrases.items())]))
    return "; ".join(articles)


def _with_words(lines: list[str], name: str, style: Style) -> list[str]:
    """Colour a fact's label, and the articles' words in it, which may run over several lines."""
    if not style.end:
        return lines
    found, inside = [], False
    for number, line in enumerate(lines):
        painted = f"{style.words}{line}" if inside else line
        inside = line.count("“") > line.count("”") or (inside and "”" not in line)
        painted = painted.replace("“", f"{style.words}“").replace("”", f"”{style.end}")
        if number == 0 and name:
            painted = painted.replace(name, style.paint(style.label, name), 1)
        found.append(f"{painted}{style.end}" if inside else painted)
    return found


def wrapped(text: str, width: int) -> str:
    """Return a text in lines of a width."""
    return "\n".join(_wrap(text, min(width, READABLE), "", ""))


def _wrap(text: str, width: int, first: str, rest: str) -> list[str]:
    """Break a text at its spaces into lines of a width, by the columns that characters take; no word is broken."""
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
    """Return the columns that a text takes: wide characters two, marks above and below none."""
    return len(text) if text.isascii() else sum(map(_columns, text))


@cache
def _columns(character: str) -> int:
    if unicodedata.category(character) in _NO_COLUMN:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def table_text(
    columns: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    below: Sequence[str] = (),
    width: int = WIDTH,
    style: Style = PLAIN,
) -> str:
    """Return aligned columns; where they are too wide, cells are wrapped, the widest column's first.

    A line feed in a cell begins a new line; a cell that needs more than two lines ends in an ellipsis.

    Args:
        columns: What the columns are called.
        rows: A row's cells.
        below: A line below each row, as its id.
        width: The columns that a line has.
        style: Marks around parts of it.
    """
    room = width - 2 * (len(columns) - 1)
    sizes = _sizes((columns, *rows), room)
    if sum(sizes) > room:  # too narrow to hold words together
        rows = [[cell.replace("\u00a0", " ") for cell in row] for row in rows]
        sizes = _sizes((columns, *rows), room)
    found = []
    for number, row in enumerate((columns, *rows)):
        cells = [_cell(cell, size) for cell, size in zip(row, sizes, strict=True)]
        for parts in zip_longest(*cells, fillvalue=""):
            padded = [f"{part}{' ' * (size - _width(part))}" for part, size in zip(parts, sizes, strict=True)]
            if number:
                padded[0] = style.paint(style.label, padded[0])
            line = "  ".join(padded).rstrip()
            found.append(line if number else style.paint(style.heading, line))
        if number and below:
            found.append(style.paint(style.faint, f"  {below[number - 1]}"))
    return "\n".join(found)


def _cell(text: str, width: int) -> list[str]:
    lines = [line for part in text.split("\n") for line in _wrap(part, width, "", "")]
    if len(lines) > _CELL:
        last = lines[_CELL - 1]
        while _width(last) > width - 2 and " " in last:
            last = last.rpartition(" ")[0]
        lines[_CELL - 1 :] = [f"{last.rstrip(',;')} …"]
    return lines


def _sizes(rows: Sequence[Sequence[str]], room: int) -> list[int]:
    """Return the columns' widths, narrowed to the room as far as their longest words allow."""
    columns = [[line for cell in column for line in cell.split("\n")] for column in zip(*rows, strict=True)]
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
    return len(cell) - len(cell.lstrip()) + max(map(_width, _WORD.findall(cell)), default=0)
