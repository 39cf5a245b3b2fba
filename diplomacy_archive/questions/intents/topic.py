"""Say what a topic is: the words, terms, asks and names that it takes, and how it finds an answer.

A question with anything else in it is not understood: nothing that somebody wrote is left out of
the query silently.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from diplomacy_archive.questions.grammar.reading import Reading
from diplomacy_archive.questions.intents.found import Archive, Found, Parts
from diplomacy_archive.records._vocabulary import (
    Act,
    Framing,
    Kind,
    MeetingStatus,
    ParticipantRole,
    PartOfDay,
    Position,
    UndertakingKind,
    UndertakingStatus,
    Vocabulary,
)

Cue = Callable[[Reading], bool]

_ONE_AT_A_TIME = (
    Kind, PartOfDay, MeetingStatus, ParticipantRole, UndertakingKind, UndertakingStatus, Position, Framing,
)  # fmt: skip


def words(text: str) -> frozenset[str]:
    """Return the words of a text."""
    return frozenset(text.split())


def table(rows: str) -> dict[tuple[str, str], str]:
    """Read lines of `filter: kinds: roles` into a table from role and kind to filter."""
    found = {}
    for line in rows.strip().splitlines():
        name, kinds, roles = (part.split() for part in line.split(":"))
        found.update({(role, kind): name[0] for kind in kinds for role in roles})
    return found


@dataclass(frozen=True, kw_only=True)
class Topic:
    """What a question can be about.

    Attributes:
        name: For `understood`.
        cue: Tells whether a reading may be about it.
        run: Finds the answer.
        parts: The filter that a name becomes by its role and kind; `context` for those inside "the
            meeting with …"; kind `who` for the parts that can be asked for.
        asks: What can be asked for.
        tags: The question words it takes.
        terms: The vocabularies, or single terms, it takes.
        dated: Whether dates mean something here.
        numbered: Whether a number of things can be taken for granted; it is held against the records.
        recast: Names the parts anew where they depend on the verb.
        refuses: Tells whether the words go together in a way that it cannot answer.
    """

    name: str
    cue: Cue
    run: Callable[[Reading, Parts, Archive], Found]
    parts: dict[tuple[str, str], str]
    asks: frozenset[str]
    tags: frozenset[str]
    terms: tuple[type[Vocabulary] | Vocabulary, ...] = ()
    dated: bool = True
    numbered: bool = False
    recast: Callable[[Reading], Reading] = lambda reading: reading
    refuses: Callable[[Reading], bool] = lambda _: False

    def unused(self, reading: Reading, parts: Parts) -> list[str]:
        """Return the phrases of a reading that the topic has no place for."""
        left = [
            *parts.unused,
            *(reading.phrases[tag] for tag in reading.asked if tag not in self.asks),
            *(
                word.text
                for word in reading.words
                if not (word.silent or word.tags & self.tags or any(map(self._takes, word.terms)))
            ),
            *(str(span) for span in (reading.on, reading.since, reading.until) if span and not self.dated),
            *([str(reading.number)] if reading.number is not None and not self.numbered else []),
            *self._second(reading),
        ]
        return left or ([reading.text] if self.refuses(reading) else [])

    def terms_in(self, reading: Reading) -> list[Vocabulary]:
        """Return the terms of a reading that it takes, each once."""
        return list(dict.fromkeys(term for word in reading.words for term in word.terms if self._takes(term)))

    def _takes(self, term: Vocabulary) -> bool:
        return any(isinstance(term, one) if isinstance(one, type) else term is one for one in self.terms)

    def _second(self, reading: Reading) -> list[str]:
        """Return the second of two words where a query takes only one: "morning and afternoon"."""
        found = []
        for vocabulary in (one for one in self.terms if one in _ONE_AT_A_TIME):
            several = [word for word in reading.words if any(isinstance(term, vocabulary) for term in word.terms)]
            if len({term for word in several for term in word.terms if isinstance(term, vocabulary)}) > 1:
                found.append(several[-1].text)
        return found


# --- Cues -----------------------------------------------------------------------------------------


def has(*tags: str) -> Cue:
    """Tell whether one of these words is in the question."""
    return lambda reading: not (reading.tags | reading.asked.keys()).isdisjoint(tags)


def term(*vocabularies: type[Vocabulary]) -> Cue:
    """Tell whether a term of these vocabularies is in the question."""
    return lambda reading: any(isinstance(one, vocabularies) for word in reading.words for one in word.terms)


def only(*vocabularies: type[Vocabulary]) -> Cue:
    """Tell whether a word is in the question that can only be a term of these vocabularies."""
    return lambda reading: any(
        word.terms and not word.tags and all(isinstance(one, vocabularies) for one in word.terms)
        for word in reading.words
    )


def act(wanted: Act) -> Cue:
    """Tell whether an act is in the question."""
    return lambda reading: wanted in reading.term(Act)


def either(*cues: Cue) -> Cue:
    """Tell whether one of the cues is."""
    return lambda reading: any(cue(reading) for cue in cues)


def all_of(*cues: Cue) -> Cue:
    """Tell whether all of the cues are."""
    return lambda reading: all(cue(reading) for cue in cues)


def named(kind: str, at_least: int = 1) -> Cue:
    """Tell whether records of a kind are named."""
    return lambda reading: len({slot.named for slot in reading.slots if kind in dict(slot.named)}) >= at_least
