"""Show cards and tables, as text for a terminal and as HTML for a notebook; know no records."""

from diplomacy_archive.display.markup import cards_html, fields_html, results_html
from diplomacy_archive.display.terminal import COLOUR, PLAIN, WIDTH, Style, cards_text, table_text
from diplomacy_archive.display.values import (
    NOT_STATED,
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
    "cards_html",
    "cards_text",
    "fields_html",
    "lines",
    "plain",
    "results_html",
    "table_text",
]
