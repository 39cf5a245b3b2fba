"""Say what is sought in the index of everything recorded, and by which ids a record is found there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from diplomacy_archive._dates import Span
from diplomacy_archive.records import _models as m
from diplomacy_archive.records._vocabulary import Vocabulary


@dataclass(frozen=True)
class Term:
    """One thing that a question asks for: what has any of its words or ids has it.

    Attributes:
        text: As it was asked.
        words: Words, in lower case with their accents, as the index has them.
        ids: Ids of records, terms (`term_id`) and days (`day_ids`), and `by:`, `to:`, `of:` and an id for who
            speaks or invites, who is addressed, who is spoken of.
        weight: How much it counts, beside its rarity.
    """

    text: str
    words: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    weight: float = 1.0


class Hit(NamedTuple):
    """A record that shares something with a question, how much, and which of its terms."""

    table: str
    record: m.Record
    score: float
    matched: tuple[str, ...]


class Sighting(NamedTuple):
    """A name in a running text.

    Attributes:
        start: The first word it covers.
        stop: The word after its last.
        kind: The kind of record it names.
        ids: The records; hundreds may bear a surname.
        exact: Whether the accents are those of the name.
        whole: Whether it is a whole form of the name; for people else a part of it, as the surname,
            for parties and organisations else its first words, which are no name by themselves.
    """

    start: int
    stop: int
    kind: str
    ids: tuple[str, ...]
    exact: bool
    whole: bool


def term_id(term: Vocabulary) -> str:
    """Return what a record of a term is found by."""
    return f"{type(term).__name__.lower()}:{term.value}"


def day_ids(span: Span) -> list[str]:
    """Return what a record of a day, month or year is found by, the most exact first."""
    year, month, day = span.year or 0, span.month or 0, span.day or 0
    found = []
    if day:
        found += [f"d:{year}{month:02}{day:02}"] if year else []
        found.append(f"md:{month:02}{day:02}")
    if month:
        found += [f"m:{year}{month:02}"] if year else []
        found.append(f"mo:{month:02}")
    return [*found, *([f"y:{year}"] if year else [])]
