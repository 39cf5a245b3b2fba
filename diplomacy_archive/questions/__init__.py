"""Answer questions in Vietnamese and English, and never with something untrue.

Three rooms, each to be read by itself:

    "Ai gặp Putin ở đâu?"
        │
    grammar   scan        cuts it into phrases, with the archive's names, the vocabularies, `words` and dates
              references  draws titles and names together: whom it means, or the candidates
              walk        gives each name its part, and tells what is asked and done
        │                 Reading: slots (who: subject, Putin: object), asked (who, where), words, dates
    intents   table       the topics; the first that has a place for everything in the reading takes it
              topic       what one is: its cue, the filters that names become, the words that it knows
              meetings …  run the query and judge it: found, nothing found, not stated
        │                 Found: records, people, yes or no, what is not stated, notes
    phrasing  sentences   open with what was asked, and say how it was understood
              records     write the records; `labels` holds every word that an answer is written in
        │
    Answer    status, text, understood, records, quotes

A question is answered only if every word of it was understood and has a place in the query. What a
word means is in `words`, what may be asked of what in `table`: both are lists, and most of what is
to be added goes into one of them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from diplomacy_archive._dates import no_days
from diplomacy_archive.errors import FilterError
from diplomacy_archive.questions.answer import Answer, Status
from diplomacy_archive.questions.grammar.reading import Reading, Slot
from diplomacy_archive.questions.grammar.references import refer
from diplomacy_archive.questions.grammar.scan import scan
from diplomacy_archive.questions.grammar.walk import read
from diplomacy_archive.questions.intents.found import Archive, Parts, finish
from diplomacy_archive.questions.intents.table import TOPICS
from diplomacy_archive.questions.intents.topic import Topic
from diplomacy_archive.questions.phrasing.sentences import Speaker, joined
from diplomacy_archive.store._names import Resolver

LONGEST = 10_000
"""Characters that a text may have that is looked at as a question."""

PHRASES = 100
"""Phrases that a question may have; more are no question, but every word is looked at to say so."""


def ask(archive: Archive, question: str, *, today: dt.date | None = None) -> Answer:
    """Answer a question about an archive.

    Args:
        archive: The archive, or anything with its public methods.
        question: In Vietnamese, with all, some or no accents, or in English.
        today: The day from which "yesterday" and the like are counted; without it they are not understood.

    Raises:
        FilterError: The question is no text, or longer than `LONGEST` characters.
    """
    if not isinstance(question, str):
        raise FilterError(f"a question must be a text; found {question!r}")
    if len(question) > LONGEST:
        raise FilterError(f"a question may have {LONGEST} characters; found {len(question)}")
    resolver = Resolver(archive.store)
    scanned = scan(question, resolver)
    if len(scanned.pieces) > PHRASES:
        unknown = [piece.text for piece in scanned.pieces if not piece.meanings]
        blank = Reading(scanned.text, scanned.language)
        return Speaker(archive, blank).not_understood(unknown[:5] or [scanned.pieces[PHRASES].text])
    references = refer(scanned, resolver, archive.store)
    blank = Reading(scanned.text, scanned.language, references)
    reading = read(references.pieces, blank, today)
    if reading.unknown:
        reading.why += [("no_day", day) for day in no_days(reading.text)]
    if reading.unknown or reading.is_bare:
        return Speaker(archive, reading).not_understood(reading.unknown)
    taken, unused = _topic(reading)
    if taken is not None:
        return _answer(taken, archive)
    both = _parts(blank, today)
    if both is None:
        return Speaker(archive, reading).not_understood(unused)
    one, other = both
    second = _answer(other, archive)
    return joined(_answer(one, archive), second) if one[1].asked else second


Taken = tuple[Topic, Reading, Parts]


def _topic(reading: Reading) -> tuple[Taken | None, list[str]]:
    """Return the first topic that takes the whole reading, or the phrases for which the first one has no place."""
    unused: list[str] = []
    for topic in TOPICS:
        if topic.cue(reading):
            recast = topic.recast(reading)
            parts = Parts(recast, topic.parts)
            left = topic.unused(recast, parts)
            if not left:
                return (topic, recast, parts), []
            unused = unused or left
    return None, unused


def _parts(blank: Reading, today: dt.date | None) -> tuple[Taken, Taken] | None:
    """Return the topics of a question in two parts: "whom did X meet, and what did X say".

    The second part takes over who and when of the first, where it does not say them itself.
    """
    pieces = blank.references.pieces
    for at in [at for at, piece in enumerate(pieces) if "and" in piece.tags]:
        first, second = (
            read(part, Reading(blank.text, blank.language, blank.references), today)
            for part in (pieces[:at], pieces[at + 1 :])
        )
        one, _ = _topic(first)
        if first.unknown or second.unknown or one is None or one[0].name != "meetings" or not second.asked:
            continue
        if not any(slot.role in ("subject", "by") for slot in second.slots):
            others = [
                replace(slot, role="with", context=True) for slot in first.slots if slot.role in ("object", "with")
            ]
            verb = next((word for word in second.words if word.is_verb), None)
            who = [replace(slot, verb=verb) for slot in first.slots if slot.role == "subject"]
            second.slots += [*who, *_named(others)]
        if not second.dated:
            second.on, second.since, second.until = first.on, first.since, first.until
        other, _ = _topic(second)
        if other is not None and _named([slot for slot in second.slots if slot.role == "subject"]):
            return one, other
    return None


def _named(slots: Sequence[Slot]) -> list[Slot]:
    return [slot for slot in slots if not slot.is_who]


def _answer(taken: Taken, archive: Archive) -> Answer:
    """Answer a question that a topic takes whole."""
    topic, reading, parts = taken
    speaker = Speaker(archive, reading)
    for trouble in reading.references.troubles:
        if trouble.candidates:
            return speaker.ambiguous(trouble.text, trouble.candidates)
        return speaker.no_such_office(trouble.text, trouble.person)
    found = finish(topic.run(reading, parts, archive), reading, parts, archive)
    return speaker.answer(found, topic, parts)


__all__ = ["Answer", "Status", "ask"]
