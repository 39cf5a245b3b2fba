"""Hold what was read of a question: what is asked, what is done, and who takes which part in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from diplomacy_archive._dates import Span
from diplomacy_archive.questions.grammar.references import References
from diplomacy_archive.questions.grammar.scan import Piece
from diplomacy_archive.questions.grammar.words import VERBS
from diplomacy_archive.records._vocabulary import (
    Act,
    Kind,
    ParticipantRole,
    Response,
    UndertakingStatus,
    Vocabulary,
)

_VERB_TERMS = (Act, Kind, Response, ParticipantRole, UndertakingStatus)


@dataclass(frozen=True)
class Word:
    """A phrase that carries meaning: the question words and the vocabularies' terms that it may be.

    It is silent if it may also say nothing: "dang" is "đăng", to publish, or "đang".
    """

    text: str
    tags: frozenset[str]
    terms: tuple[Vocabulary, ...] = ()
    silent: bool = False
    at: int = -1

    @property
    def is_verb(self) -> bool:
        """Whether it says what somebody does."""
        return bool(self.tags & VERBS) or any(isinstance(term, _VERB_TERMS) for term in self.terms)


@dataclass(frozen=True)
class Slot:
    """Somebody or something named, or asked for, and the part it takes.

    Attributes:
        role: subject, object, or the word before it: with, about, of, in, …
        text: The words.
        named: Kind and id of each record it may be; empty for "who".
        verb: The verb that it goes with, if there is one.
        context: Whether it stands inside a phrase like "the meeting with …".
        at: Its place among the pieces.
    """

    role: str
    text: str
    named: tuple[tuple[str, str], ...] = ()
    verb: Word | None = None
    context: bool = False
    at: int = -1

    @property
    def is_who(self) -> bool:
        """Whether it asks who."""
        return not self.named


@dataclass
class Reading:
    """What was read.

    Attributes:
        text: The question.
        language: vi or en.
        slots: Those named or asked for, in order.
        asked: What is asked for, in order, with the part that a "who" takes.
        phrases: The words of each ask.
        words: The other phrases that carry meaning.
        on, since, until: The dates.
        number: A number that the question takes for granted.
        unknown: Phrases that were not understood.
        why: What some of them lack, with the words: a year, the day that today is.
        references: Whom it names, with the titles used for them, and names that lead to no one record.
        states: Whether it says something that may be so or not, as "X met Y", not only "meetings of X".
    """

    text: str
    language: str
    references: References = field(default_factory=References)
    slots: list[Slot] = field(default_factory=list)
    asked: dict[str, str] = field(default_factory=dict)
    phrases: dict[str, str] = field(default_factory=dict)
    words: list[Word] = field(default_factory=list)
    on: Span | None = None
    since: Span | None = None
    until: Span | None = None
    number: int | None = None
    unknown: list[str] = field(default_factory=list)
    why: list[tuple[str, str]] = field(default_factory=list)
    states: bool = False

    @property
    def yes_no(self) -> bool:
        """Whether it asks for yes or no."""
        return self.states and not self.asked

    @property
    def is_bare(self) -> bool:
        """Whether it only says that something is so, and names nobody, no day and no term: "did it happen?"."""
        terms = any(word.terms for word in self.words)
        return self.states and not (self.asked or self.slots or self.dated or terms)

    @property
    def tags(self) -> frozenset[str]:
        """The question words that carry meaning."""
        return frozenset(tag for word in self.words for tag in word.tags)

    @property
    def dated(self) -> bool:
        """Whether it gives a date."""
        return bool(self.on or self.since or self.until)

    def term(self, vocabulary: type[Vocabulary]) -> list[Any]:
        """Return the terms of one vocabulary, each once."""
        return list(
            dict.fromkeys(term for word in self.words for term in word.terms if isinstance(term, vocabulary))
        )

    @property
    def who(self) -> str | None:
        """The part that is asked for, where "who" stands once."""
        return self.asked.get("who") if len([slot for slot in self.slots if slot.is_who]) == 1 else None

    def recast(self, part: Callable[[Slot], str]) -> Reading:
        """Return the reading with its parts named anew."""
        slots = [replace(slot, role=part(slot)) for slot in self.slots]
        whos = [slot.role for slot in slots if slot.is_who]
        return replace(self, slots=slots, asked={**self.asked, **({"who": whos[-1]} if whos else {})})

    def ask(self, tag: str, role: str, phrase: str) -> None:
        """Note what is asked for."""
        self.asked[tag] = role
        self.phrases.setdefault(tag, phrase)


def word_of(piece: Piece) -> Word:
    """Return a piece as a word."""
    return Word(piece.text, piece.tags, piece.terms)


def is_verb(piece: Piece) -> bool:
    """Tell whether a piece says what somebody does."""
    return word_of(piece).is_verb


def is_kind(piece: Piece) -> bool:
    """Tell whether a piece is a kind of meeting."""
    return any(isinstance(term, Kind) for term in piece.terms)
