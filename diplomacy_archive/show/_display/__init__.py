"""Show cards and tables; know no records.

The values and their text for a terminal stand here; `display.markup` has their HTML, which only a
notebook and a page need.
"""

from diplomacy_archive.show._display.terminal import COLOUR, PLAIN, WIDTH, Style, cards_text, table_text
from diplomacy_archive.show._display.values import (
    NOT_STATED,
    NOT_STATED_VI,
    Card,
    Chip,
    Chips,
    Citation,
    Name,
    Names,
    Side,
    Sides,
    Value,
    by_paragraph,
    lines,
    plain,
)

__all__ = [
    "COLOUR",
    "NOT_STATED",
    "NOT_STATED_VI",
    "PLAIN",
    "WIDTH",
    "Card",
    "Chip",
    "Chips",
    "Citation",
    "Name",
    "Names",
    "Side",
    "Sides",
    "Style",
    "Value",
    "by_paragraph",
    "cards_text",
    "lines",
    "plain",
    "table_text",
]
