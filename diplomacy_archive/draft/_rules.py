"""Read an article by the rules: who met whom, when and where, and who says what, as an assistant would answer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from diplomacy_archive._text import Text, count_words, find, sentence_around
from diplomacy_archive.draft._figures import Cast, Figure
from diplomacy_archive.draft._meetings import Account, Told
from diplomacy_archive.draft._mentions import Known, Mention, matcher, rule
from diplomacy_archive.draft._reading import Part, Reading, Sentence, part_of_day, read
from diplomacy_archive.files._checks.evidence import MAX_WORDS
from diplomacy_archive.records import _models as m
from diplomacy_archive.records._vocabulary import Act, Basis, OrganisationKind, Role

Answer = dict[str, Any]
"""What the rules or an assistant read in an article: the values that `schema` of `_answer` describes."""

_VERB = matcher(tuple(dict.fromkeys(word for act in Act for word in act.words)))
_STUB = 6  # words of a stub's quote


@dataclass(frozen=True)
class Said:
    """Where a sentence's subject, a figure, stands right before a verb of saying."""

    figure: Figure
    mention: Mention
    verb: tuple[int, int]
    act: Act


@dataclass(frozen=True)
class Understood:
    text: Text
    known: Known
    reading: Reading
    cast: Cast
    account: Account

    def said(self, sentence: Sentence) -> list[Said]:
        """Return who says something in a sentence, where a name or a title that one person bears is the subject."""
        found: list[Said] = []
        for verb in _VERB.finditer(sentence.text):
            before = [one for one in sentence.mentions if one.end <= verb.start()]
            if not before or not rule("before_verb").fullmatch(sentence.text, before[-1].end, verb.start()):
                continue
            figure, acts = self.cast.who(before[-1]), Act.printed_in(verb[0])
            lead = sentence.text[max(0, before[-1].start - 40) : before[-1].start]
            joined = len(before) > 1 and sentence.text[before[-2].end : before[-1].start].strip() in ("và", ",")
            if figure and acts and not joined and not rule("said_to").search(lead):
                found.append(Said(figure, before[-1], verb.span(), min(acts, key=list(Act).index)))
        return found


def understand(text: Text, records: m.Records) -> Understood:
    people = {name: one.id for one in records.people for name in one.forms}
    bodies = [one for one in records.organisations if one.kind is not OrganisationKind.NEWS] + [*records.parties]
    known = Known(people, {name: (one.id, one.country) for one in bodies for name in one.forms})
    reading = read(text, known, {name: one.id for one in records.places for name in one.forms})
    sides = {one.person: one.side for report in records.reports for one in report.participants if one.person}
    cast = Cast(reading, people, sides, {one.id: one.country for one in bodies})
    return Understood(text, known, reading, cast, Account(reading, cast))


def cite(text: Text, paragraph: int, start: int, end: int) -> str | None:
    """Return the quote of a paragraph's words from start to end; None if they cannot be cited as they stand.

    Of a whole sentence the last word is left out; where the words stand twice, it says which ones are meant.
    """
    words = text.paragraph(paragraph)
    while start < end and not words[start].isalnum() and words[start] not in '“"(':
        start += 1
    while end > start and not words[end - 1].isalnum() and words[end - 1] not in '”")':
        end -= 1
    phrase = words[start:end]
    if not phrase or count_words(phrase) > MAX_WORDS:
        return None
    first, last = sentence_around(words, start, end)
    if words[first:last].rstrip(".!?… ") == phrase.rstrip(".!?… ") and " " in phrase:
        return cite(text, paragraph, start, start + phrase.rindex(" "))
    found = find(phrase, words)
    if start not in found:
        return None
    return f"{paragraph}{f'#{found.index(start) + 1}' if len(found) > 1 else ''}: {phrase}"


def paragraph_of(quote: str) -> int:
    return int(re.split("[:#]", quote, maxsplit=1)[0])


def answer_of(read: Understood, *, mentions: bool = False) -> Answer:
    """Return what the rules read as an assistant would answer: statements are stubs, other people `mentions`."""
    return _Answering(read).answer(mentions=mentions)


class _Answering:
    def __init__(self, read: Understood) -> None:
        self._read, self._reading, self._printed = read, read.reading, read.reading.printed
        self._keys = {id(told): f"m{number}" for number, told in enumerate(read.account.meetings, 1)}
        self._held = [told for told in read.account.meetings if not told.planned]
        self._appearances: dict[str, list[tuple[Sentence, Mention]]] = {}
        for sentence in read.reading.sentences:
            for mention in (inner for outer in sentence.mentions for inner in outer.inside if inner.name):
                figure = read.cast.who(mention)
                seen = self._appearances.setdefault(figure.id, []) if figure else []
                if sum(at.paragraph == sentence.paragraph for at, _ in seen[-3:]) < 3:
                    seen.append((sentence, mention))

    def answer(self, *, mentions: bool) -> Answer:
        meetings = self._read.account.meetings
        stubs = list(self._stubs())
        figures = [one for told in meetings for one in (*told.parties, *told.accompanying)]
        figures += [said.figure for _, there, said in stubs if said and there]
        figures += [one for one in self._read.cast.figures if one.titles and mentions]
        headline, byline = self._reading.numbered(Part.HEADLINE)[:1], self._reading.numbered(Part.BYLINE)[-1:]
        return {
            "language": self._reading.language,
            "published": self._reading.day,
            "headline": headline[0][1] if headline else None,
            "byline": byline[0][1] if byline else None,
            "people": [self._person(one) for one in {one.id: one for one in figures}.values()],
            "meetings": [self._meeting(told) for told in meetings],
            "statements": [self._statement(*stub) for stub in stubs if stub[1]],
            "background": [{"quotes": [self._first_words(at)]} for at, there, _ in stubs if not there],
        }

    def _person(self, figure: Figure) -> Answer:
        titles: dict[tuple[Role, str], str] = {}
        for sentence, title in figure.titles:
            printed = self._printed(sentence, title.start, title.end)
            if title.role is not None:
                key = (title.role, printed.casefold() if title.role in (Role.OTHER, Role.HEAD) else "")
                titles[key] = max(printed, titles.get(key, ""), key=len)
        broad = {role.broader for role, _ in titles if role.broader}
        return {
            "name": figure.name,
            "named": True,
            "also": [form for form in figure.forms if form != figure.name],
            "titles": [printed for (role, _), printed in titles.items() if role not in broad],
            "side": figure.side,
            "quotes": _distinct(quote for at in self._appearances[figure.id] for quote in self._name_quotes(*at)),
        }

    def _name_quotes(self, sentence: Sentence, mention: Mention) -> Iterator[str | None]:
        """Yield the quote of a name with its titles, or of each where they are too many words for one."""
        whole = self._cite(sentence, mention.start, mention.end)
        yield whole
        if not whole and mention.name:
            start, end = mention.name
            starts = [one.start for one in mention.titles if one.end <= start]
            start = next((at for at in starts if self._cite(sentence, at, end)), start)
            rest = [(one.start, one.end) for one in mention.titles if one.end <= start or one.start >= end]
            yield from (self._cite(sentence, *span) for span in [(start, end), *rest])

    def _meeting(self, told: Told) -> Answer:
        when, place = (at and self._printed(at[0], at[1].start, at[1].end) for at in (told.when, told.where))
        quotes: list[str | None] = []
        for event in (*told.events, *told.shown)[:4]:
            met = [one.end for one in event.met if self._read.cast.who(one) in told.parties and one.end > event.end]
            whole = self._cite(event.sentence, event.start, met[0]) if met else None
            quotes.append(whole or self._cite(event.sentence, event.start, event.end))
        quotes += [self._cite(at[0], at[1].start, at[1].end) for at in (told.when, told.where) if at]
        return {
            "key": self._keys[id(told)],
            "status": "planned" if told.planned else "held",
            "date": told.date.isoformat() if told.date else None,
            "when": when,
            "part_of_day": part_of_day(when),
            "kind": str(told.kind),
            "words": told.words,
            "place": place,
            "people": [one.name for one in told.parties],
            "hosts": [told.host.name] if told.host else [],
            "guests": [one.name for one in told.parties if one is not told.host] if told.host else [],
            "accompanying": [one.name for one in told.accompanying],
            "quotes": _distinct(quotes),
        }

    def _stubs(self) -> Iterator[tuple[Sentence, list[Told], Said | None]]:
        """Yield for each paragraph of the body where something is said, or of which nothing else is read."""
        events = {id(event.sentence) for told in self._read.account.meetings for event in told.events}
        by_paragraph: dict[int, list[Sentence]] = {}
        for sentence in self._reading.sentences:
            if sentence.part is Part.BODY:
                by_paragraph.setdefault(sentence.paragraph, []).append(sentence)
        for sentences in by_paragraph.values():
            first = next(((one, said[0]) for one in sentences if (said := self._read.said(one))), None)
            rest = [sentence for sentence in sentences if id(sentence) not in events]
            if first or rest:
                sentence, subject = first or (rest[0], None)
                yield sentence, self._at(sentence, subject), subject

    def _at(self, sentence: Sentence, said: Said | None) -> list[Told]:
        """Return the meetings at which something was said: the one told of here, else the speaker's only one."""
        here = [told for told in self._read.account.at(sentence) if told in self._held]
        attended = [told for told in self._held if said and said.figure in told.parties]
        return [told for told in here if told in attended] or (attended if len(attended) == 1 else here)

    def _statement(self, sentence: Sentence, meetings: list[Told], said: Said | None) -> Answer:
        named = any(event.sentence is sentence for told in meetings for event in told.events)
        only = said and sum(said.figure in told.parties for told in self._held) == 1
        basis = Basis.STATED if named else Basis.BY_PARTICIPATION if only else Basis.BY_POSITION
        bare = said.mention if said and not said.mention.name else None
        title = self._printed(sentence, bare.start, bare.end) if bare else None
        return {
            "meetings": [self._keys[id(told)] for told in meetings],
            "speakers": [said.figure.name] if said else None,
            "act": str(said.act) if said else None,
            "verb": self._printed(sentence, *said.verb) if said else None,
            "basis_speakers": str(Basis.OPEN if not said else Basis.BY_REFERENCE if title else Basis.STATED),
            "basis_meetings": str(basis),
            "reference": title,
            "quotes": [self._first_words(sentence, said.verb[0] if said else 0)],
        }

    def _first_words(self, sentence: Sentence, start: int = 0) -> str:
        stops = [match.end() for match in re.finditer(r"\w+(?![\w-])", sentence.text) if match.start() >= start]
        quotes = (self._cite(sentence, start, stop) for stop in reversed(stops[:_STUB]))
        return next(filter(None, quotes), f"{sentence.paragraph}: {sentence.text[start : start + 20]}")

    def _cite(self, sentence: Sentence, start: int, end: int) -> str | None:
        return cite(self._read.text, sentence.paragraph, sentence.offsets[start], sentence.offsets[end - 1] + 1)


def _distinct(quotes: Iterable[str | None]) -> list[str]:
    return list(dict.fromkeys(quote for quote in quotes if quote))
