"""Render cards and tables as text, with colours where a terminal takes them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import zip_longest

from diplomacy_archive.show._display.values import NOT_STATED, NOT_STATED_VI, Card, Citation, by_paragraph, lines

WIDTH = 80
"""Columns of plain text."""
_WORD = re.compile(r"[^ \t\r\n]+")  # a no-break space holds two words together
_NO_COLUMN = ("Mn", "Me", "Cf")  # marks and invisible signs
_READABLE = 100  # longer lines of prose tire the eye, however wide the terminal


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
    width = min(width, _READABLE)
    return "\n\n".join("\n".join(_card_lines(card, width, style, 0)) for card in cards)


def _card_lines(card: Card, width: int, style: Style, depth: int) -> list[str]:
    margin = "  " * depth
    found = [style.paint(style.heading, line) for line in _wrap(card.title, width, margin, margin)]
    if card.id:
        tag = f"[{card.id}]"
        gap = width - _width(card.title) - len(margin) - len(tag)
        if len(found) == 1 and gap >= 2:
            found[0] += style.paint(style.faint, f"{' ' * gap}{tag}")
        else:
            found.append(style.paint(style.faint, f"{margin}  {tag}"))
    facts = [(label, line) for label, value in card.facts for line in lines(value)]
    proof = [(card.proof_label, _proof(card.proof))] if card.proof else []
    room = max((_width(label) for label, _ in facts + proof), default=0) + 2
    before = ""
    for fact, value in facts + proof:
        label, before = fact if fact != before else "", fact
        start = f"{margin}  {label}{' ' * (room - _width(label))}"
        wrapped = _wrap(value, width, start, " " * _width(start))
        if value in (NOT_STATED, NOT_STATED_VI):
            found += [style.paint(style.faint, line) for line in wrapped]
        else:
            found += _with_words(wrapped, label, style)
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


def _with_words(wrapped: list[str], label: str, style: Style) -> list[str]:
    """Colour a fact's label, and the articles' words in it, which may run over several lines."""
    if not style.end:
        return wrapped
    found, inside = [], False
    for number, line in enumerate(wrapped):
        painted = f"{style.words}{line}" if inside else line
        inside = line.count("“") > line.count("”") or (inside and "”" not in line)
        painted = painted.replace("“", f"{style.words}“").replace("”", f"”{style.end}")
        if number == 0 and label:
            painted = painted.replace(label, style.paint(style.label, label), 1)
        found.append(f"{painted}{style.end}" if inside else painted)
    return found


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
    return len(text) if text.isascii() else sum(map(_columns, text))


@cache
def _columns(letter: str) -> int:
    if unicodedata.category(letter) in _NO_COLUMN:
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1


def table_text(
    columns: Sequence[str], rows: Sequence[Sequence[str]], *, width: int = WIDTH, style: Style = PLAIN
) -> str:
    """Return aligned columns; where they are too wide, cells are wrapped, the widest column's first."""
    sizes = _sizes((columns, *rows), width - 2 * (len(columns) - 1))
    found = []
    for number, row in enumerate((columns, *rows)):
        cells = [_wrap(cell, size, "", "") if cell else [""] for cell, size in zip(row, sizes, strict=True)]
        for parts in zip_longest(*cells, fillvalue=""):
            padded = [f"{part}{' ' * (size - _width(part))}" for part, size in zip(parts, sizes, strict=True)]
            if number:
                padded[0] = style.paint(style.label, padded[0])
            line = "  ".join(padded).rstrip()
            found.append(line if number else style.paint(style.heading, line))
    return "\n".join(found)


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
