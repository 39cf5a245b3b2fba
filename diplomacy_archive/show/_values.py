"""What a card is made of: a title, facts, and the words that prove them, in one language.

In every text, words between “ and ” are an article's own, and are shown as such.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from diplomacy_archive.show._words import Lang

_NAMED = 2  # people of a side in a brief table
_TOGETHER = 32  # characters of a line that is not to be broken
_QUOTED = re.compile(r"(?<!:)\s+“[^”]*”,?")


class Name(NamedTuple):
    """A name, the id of who or what it names, and the address it leads to, as far as there are any."""

    text: str
    id: str = ""
    href: str = ""


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


class Side(NamedTuple):
    """One side of a meeting: whose it is, and each of its people with the titles printed for them."""

    name: str
    people: tuple[tuple[Name, tuple[str, ...]], ...]


Value = str | tuple[Name, ...] | tuple[Chip, ...] | tuple[Side, ...]
"""What a fact says: a text, names, terms, or the sides of a meeting."""


class Fact(NamedTuple):
    """What a card says under a label; the key is the same in every language."""

    key: str
    label: str
    value: Value


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
    """One record to be read, in one language.

    Attributes:
        title: The heading.
        id: The record's id, to ask for it again.
        lang: The language of title and labels.
        facts: What is said of it.
        proof: Citations.
        parts: Cards of what belongs to it.
        printed: The article's verb, which stands beside the title where the card is one line.
        folded: Whether it shows as one line that opens, where lines can.
        spoken: The language of the articles' words, as `vi`.
        href: The address the title leads to, if there is one.
    """

    title: str
    id: str = ""
    lang: Lang = "en"
    facts: tuple[Fact, ...] = ()
    proof: tuple[Citation, ...] = ()
    parts: tuple[Card, ...] = ()
    printed: str = ""
    folded: bool = False
    spoken: str = ""
    href: str = ""

    def values(self, key: str) -> list[Value]:
        """Return the values of the facts of a key."""
        return [fact.value for fact in self.facts if fact.key == key]


def value_lines(value: Value) -> list[str]:
    """Return a value as lines of text; of sides, a line for everybody of whom a title is printed."""
    if isinstance(value, str):
        return [value]
    if isinstance(value[0], Side):
        people = (person for side in value for person in side.people if isinstance(side, Side))
        return [f"{name.text}: {', '.join(titles)}" for name, titles in people if titles]
    if isinstance(value[0], Chip):
        return ["; ".join(f"{chip.text} {chip.words}".strip() for chip in value if isinstance(chip, Chip))]
    return [", ".join(name.text for name in value if isinstance(name, Name))]


def brief(value: Value) -> str:
    """Return a value in a few words, without those of the articles; of sides, a line for each.

    >>> brief("talks “hội đàm”")
    'talks'
    >>> brief("“hội đàm” 24 Feb 2026")
    'hội đàm'
    """
    if isinstance(value, str):
        if value.startswith("“"):
            return value[1:].partition("”")[0]
        return _QUOTED.sub("", value).replace("“", "").replace("”", "")
    if isinstance(value[0], Side):
        return "\n".join(_in_brief(side) for side in value if isinstance(side, Side))
    return ", ".join(one.text for one in value if isinstance(one, Name | Chip))


def _in_brief(side: Side) -> str:
    """Return two names of a side, and how many more; a short line is held together by no-break spaces."""
    names = [name.text for name, _ in side.people]
    more = f" + {len(names) - _NAMED}" if len(names) > _NAMED else ""
    line = f"{', '.join(names[:_NAMED])}{more} ({side.name})"
    return line.replace(" ", "\u00a0") if len(line) <= _TOGETHER else line


def by_paragraph(proof: Iterable[Citation]) -> dict[str, dict[int, list[Citation]]]:
    """Return the citations by article and paragraph, each phrase of a paragraph once."""
    found: dict[str, dict[int, dict[str, Citation]]] = {}
    for one in proof:
        found.setdefault(one.article, {}).setdefault(one.paragraph, {}).setdefault(one.phrase, one)
    return {
        article: {number: list(phrases.values()) for number, phrases in sorted(places.items())}
        for article, places in found.items()
    }
