"""What a card is made of: a title, facts by label, and the words that prove them.

In every text, words between “ and ” are an article's own, and are shown as such.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

NOT_STATED, NOT_STATED_VI = "not stated", "bài báo không nêu"
"""What a reader is told where the article does not say."""


class Name(NamedTuple):
    """A name, the address it leads to, and the id of who or what it names, as far as there are any."""

    text: str
    href: str = ""
    id: str = ""

    def lines(self) -> list[str]:
        """Return the value as lines of text."""
        return [self.text]


class Names(NamedTuple):
    """Several names."""

    items: tuple[Name, ...]

    def lines(self) -> list[str]:
        """Return the value as lines of text."""
        return [", ".join(name.text for name in self.items)]


class Chip(NamedTuple):
    """One of a set of terms.

    Attributes:
        text: The term.
        words: The article's words for it and where they stand.
        group: The sort of term it is, shown as a colour.
        id: The id of what it names.
    """

    text: str
    words: str = ""
    group: str = ""
    id: str = ""


class Chips(NamedTuple):
    """Terms, and what is to be said of the list as a whole."""

    items: tuple[Chip, ...]
    rest: str = ""

    def lines(self) -> list[str]:
        """Return the value as lines of text."""
        listed = (f"{chip.text} {chip.words}".strip() for chip in self.items)
        return ["; ".join([*listed, *([self.rest] if self.rest else [])])]


class Side(NamedTuple):
    """One side of a meeting: whose it is, and each of its people with the titles printed for them."""

    name: str
    people: tuple[tuple[Name, tuple[str, ...]], ...]


class Sides(NamedTuple):
    """The sides of a meeting."""

    items: tuple[Side, ...]

    def lines(self) -> list[str]:
        """Return the value as lines of text: a line for everybody of whom a title is printed."""
        return [
            f"{name.text}: {', '.join(titles)}" for side in self.items for name, titles in side.people if titles
        ]


Value = str | Name | Names | Chips | Sides
"""What a fact's label is followed by."""


class Citation(NamedTuple):
    """Words that prove a fact.

    Attributes:
        article: The article's id.
        paragraph: Where in it they stand.
        phrase: The words.
        before: What stands before them in their sentence, where the text is attached.
        after: What stands after them there.
    """

    article: str
    paragraph: int
    phrase: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True)
class Card:
    """One record to be read: a heading, what is said of it by label, and the words that prove it.

    Attributes:
        title: The heading.
        id: The record's id, to ask for it again.
        facts: Pairs of a label and its value.
        proof: Citations.
        parts: Cards of what belongs to it.
        badge: A word or two that stand before the title.
        folded: Whether it shows as one line that opens, where lines can.
        language: The language of the articles' words, as `vi`.
        href: The address the title leads to, if there is one.
        proof_label: What the citations are called, in the card's language.
    """

    title: str
    id: str = ""
    facts: tuple[tuple[str, Value], ...] = ()
    proof: tuple[Citation, ...] = ()
    parts: tuple[Card, ...] = ()
    badge: str = ""
    folded: bool = False
    language: str = ""
    href: str = ""
    proof_label: str = "proof"

    def values(self, label: str) -> list[Value]:
        """Return the values that stand behind a label."""
        return [value for name, value in self.facts if name == label]


def lines(value: Value) -> list[str]:
    """Return a value as lines of text."""
    return [value] if isinstance(value, str) else value.lines()


def by_paragraph(proof: Iterable[Citation]) -> dict[str, dict[int, list[Citation]]]:
    """Return the citations by article and paragraph, each phrase of a paragraph once."""
    found: dict[str, dict[int, dict[str, Citation]]] = {}
    for one in proof:
        found.setdefault(one.article, {}).setdefault(one.paragraph, {}).setdefault(one.phrase, one)
    return {
        article: {number: list(phrases.values()) for number, phrases in sorted(places.items())}
        for article, places in found.items()
    }


def plain(value: Any) -> Any:
    """Return a value as JSON would hold it: text, numbers, lists and mappings."""
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if value is None or isinstance(value, bool | int | float):
        return value
    return str(value)
