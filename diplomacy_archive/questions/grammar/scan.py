"""Cut a question into pieces that mean something: names, dates, terms and the words of questions.

Every word of the text is covered. Of all ways to cover it, the one that leaves the fewest words
unknown wins, then the one with the fewest pieces: the longest phrase. A meaning whose accents are
as typed wins over one whose accents were left out; accents that differ mean another word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import Any, NamedTuple

from diplomacy_archive._dates import find_spans
from diplomacy_archive._text import case_words, fold_words, may_be, normal
from diplomacy_archive.questions.grammar.words import NUMBERS, PLAIN, phrases
from diplomacy_archive.records._vocabulary import (
    Act,
    Framing,
    Kind,
    MeetingStatus,
    OrganisationKind,
    ParticipantRole,
    PartOfDay,
    Position,
    Response,
    Role,
    UndertakingKind,
    UndertakingStatus,
    Vocabulary,
    courtesies,
)
from diplomacy_archive.store._names import Resolver

_CONTRACTIONS = (
    (re.compile(r"n['’]t\b", re.IGNORECASE), " not"),
    (re.compile(r"['’](?:d)\b", re.IGNORECASE), " did"),
    (re.compile(r"['’](?:ll)\b", re.IGNORECASE), " will"),
    (re.compile(r"['’](?:re)\b", re.IGNORECASE), " are"),
    (re.compile(r"['’](?:ve)\b", re.IGNORECASE), " have"),
    (re.compile(r"(?<!\d)(\d{4})\s?[-–—]\s?(\d{4})(?!\d)"), r"\1 – \2"),
)
_WORD = re.compile(r"[^\W_]+")
VOCABULARIES: tuple[type[Vocabulary], ...] = (
    Kind, PartOfDay, MeetingStatus, ParticipantRole, Act, Framing, Response, UndertakingKind, UndertakingStatus,
    Position, OrganisationKind, Role,
)  # fmt: skip
"""The vocabularies whose words a question may use."""
_SILENT = ("other", MeetingStatus.HELD)  # terms whose words say nothing in a question


@dataclass(frozen=True)
class Meaning:
    """One thing that a phrase may mean.

    Attributes:
        kind: word, number, date, the name of a vocabulary, or the kind of a record: person, party, …
        value: The word's tag, the vocabulary's term, the number, the span, or the record's id.
        language: vi or en for words and terms, else empty.
        begun: Whether these are only the first words of the record's name.
    """

    kind: str
    value: Any
    language: str = ""
    begun: bool = False


@dataclass(frozen=True)
class Piece:
    """Some words of a question and what they may mean; nothing, if they are not understood.

    `gap` is the punctuation before them.
    """

    start: int
    stop: int
    text: str
    meanings: tuple[Meaning, ...] = ()
    gap: str = ""

    @cached_property
    def tags(self) -> frozenset[str]:
        """The question words that it may be."""
        return frozenset(one.value for one in self.meanings if one.kind == "word")

    @cached_property
    def terms(self) -> tuple[Vocabulary, ...]:
        """The vocabularies' terms that it may mean."""
        return tuple(one.value for one in self.meanings if isinstance(one.value, Vocabulary))

    def ids(self, *kinds: str) -> tuple[str, ...]:
        """Return the records of these kinds that it may mean."""
        return tuple(dict.fromkeys(one.value for one in self.meanings if one.kind in kinds))

    def plain(self) -> Piece:
        """Return the same words as some that say nothing."""
        return replace(self, meanings=(Meaning("word", PLAIN),))

    def meaning(self, *meanings: Meaning) -> Piece:
        """Return the same words with other meanings."""
        return replace(self, meanings=meanings)


@dataclass(frozen=True)
class Scan:
    """A question cut into pieces, and its language, vi or en."""

    text: str
    pieces: tuple[Piece, ...]
    language: str


class _Edge(NamedTuple):
    """A phrase of the text with one meaning; where it is a part of several names, with that of the first."""

    stop: int
    meaning: Meaning
    exact: bool
    whole: bool = True
    by_id: bool = False
    others: tuple[str, ...] = ()

    def meanings(self) -> Iterator[Meaning]:
        yield self.meaning
        yield from (replace(self.meaning, value=id_) for id_ in self.others)


def scan(question: str, resolver: Resolver) -> Scan:
    """Cut a question into pieces."""
    text = normal(question)
    for pattern, plain in _CONTRACTIONS:
        text = pattern.sub(plain, text)
    found = list(_WORD.finditer(text))
    words = [case_words(match[0]) for match in found]
    edges: list[list[_Edge]] = [[] for _ in words]
    for start, edge in (*_dates(text, found), *_phrases(words), *_names(text, found, words, resolver)):
        edges[start].append(edge)
    accented = any(may_be(fold_words(word), word) and fold_words(word) != word for word in words)
    pieces = []
    for start, stop, meanings in _cover(edges, accented=accented):
        first, last = found[start].start(), found[stop - 1].end()
        gap = text[found[start - 1].end() : first].strip() if start else ""
        pieces.append(Piece(start, stop, text[first:last], meanings, gap))
    language = _language(pieces, accented=accented)
    return Scan(text, tuple(_in_language(piece, language) for piece in pieces), language)


def _cover(edges: list[list[_Edge]], *, accented: bool) -> Iterator[tuple[int, int, tuple[Meaning, ...]]]:
    """Yield the pieces of the best cover: first word, word after the last, meanings."""
    size = len(edges)
    spans: list[dict[int, list[_Edge]]] = [{} for _ in edges]
    for start, here in enumerate(edges):
        for edge in here:
            spans[start].setdefault(edge.stop, []).append(edge)
    best: list[tuple[int, int, int, int]] = [(0, 0, 0, 0)] * (size + 1)
    step = [0] * size
    surest: list[dict[int, list[_Edge]]] = [{} for _ in edges]
    for start in range(size - 1, -1, -1):
        rest = best[start + 1]
        best[start], step[start] = (rest[0] + 1, rest[1] + 1, rest[2], rest[3]), start + 1
        for stop in sorted(spans[start], reverse=True):
            kept = surest[start][stop] = _surest(spans[start][stop], accented=accented)
            rest = best[stop]
            cost = (
                rest[0],
                rest[1] + 1,
                rest[2] + (accented and not kept[0].exact),
                rest[3] + (not kept[0].whole),
            )
            if cost < best[start]:
                best[start], step[start] = cost, stop
    start = 0
    while start < size:
        kept = surest[start].get(step[start], [])
        yield start, step[start], tuple(dict.fromkeys(meaning for edge in kept for meaning in edge.meanings()))
        start = step[start]


def _surest(edges: list[_Edge], *, accented: bool) -> list[_Edge]:
    """Return the edges with the surest kind of match; all of them lie over the same words."""
    if accented and any(edge.exact and edge.meaning.value != "courtesy" for edge in edges):
        edges = [edge for edge in edges if edge.exact]
    # An id is a name too, but a word before that: an area's id may be "visit".
    if any(edge.meaning.language for edge in edges):
        edges = [edge for edge in edges if not edge.by_id]
    # "to" is a word before it is a part of the name Tô Lâm.
    if any(edge.whole for edge in edges):
        edges = [edge for edge in edges if edge.whole]
    elif any(edge.exact for edge in edges):
        edges = [edge for edge in edges if edge.exact]
    return edges


def _dates(text: str, found: list[re.Match[str]]) -> Iterator[tuple[int, _Edge]]:
    starts = {match.start(): number for number, match in enumerate(found)}
    stops = {match.end(): number + 1 for number, match in enumerate(found)}
    for span, first, last in find_spans(text):
        if first in starts and last in stops:
            yield starts[first], _Edge(stops[last], Meaning("date", span), exact=True)


def _names(
    text: str, found: list[re.Match[str]], words: list[str], resolver: Resolver
) -> Iterator[tuple[int, _Edge]]:
    for one in resolver.sightings(words):
        typed = text[found[one.start].start() : found[one.stop - 1].end()]
        if not one.whole:  # a part of a name is no id
            meaning = Meaning(one.kind, one.ids[0], begun=one.kind != "person")
            yield one.start, _Edge(one.stop, meaning, one.exact, whole=False, others=one.ids[1:])
            continue
        for id_ in one.ids:
            # A country's code is a name only in capitals: "IN" is India, "in" is not.
            if len(typed) == 2 and typed.casefold() == id_.casefold() and (not typed.isupper() or text.isupper()):
                continue
            by_id = " ".join(words[one.start : one.stop]) == case_words(id_)
            yield one.start, _Edge(one.stop, Meaning(one.kind, id_), one.exact, by_id=by_id)


def _phrases(words: list[str]) -> Iterator[tuple[int, _Edge]]:
    lexicon = _lexicon()
    folded = [fold_words(word) for word in words]
    for start, word in enumerate(folded):
        for form, cased, meaning in lexicon.get(word, ()):
            stop = start + len(form)
            typed = words[start:stop]
            if tuple(folded[start:stop]) == form and all(map(may_be, typed, cased)):
                yield start, _Edge(stop, meaning, tuple(typed) == cased)
        if word.isascii() and word.isdigit() and len(word) < 4:
            yield start, _Edge(start + 1, Meaning("number", int(word)), exact=True)


@cache
def _lexicon() -> dict[str, list[tuple[tuple[str, ...], tuple[str, ...], Meaning]]]:
    """Return every phrase of questions and vocabularies by its first word."""
    found: dict[str, list[tuple[tuple[str, ...], tuple[str, ...], Meaning]]] = {}
    for phrase, meaning in dict.fromkeys(_entries()):
        form, cased = tuple(fold_words(phrase).split()), tuple(case_words(phrase).split())
        found.setdefault(form[0], []).append((form, cased, meaning))
    return found


def _entries() -> Iterator[tuple[str, Meaning]]:
    vocabularies = {vocabulary.__name__: vocabulary for vocabulary in VOCABULARIES}
    for tag, language, phrase in phrases():
        name, _, member = tag.partition(".")
        yield phrase, _term(vocabularies[name][member], language) if member else Meaning("word", tag, language)
    for courtesy in courtesies():
        yield courtesy, Meaning("word", "courtesy")
    for number, value in NUMBERS.items():
        yield number, Meaning("number", value)
    for term in (term for vocabulary in VOCABULARIES for term in vocabulary if term not in _SILENT):
        plural = [("en", f"{term.en}s")] if isinstance(term, Role) else []
        for language, phrase in (("en", term.en), *plural, *(("vi", word) for word in term.words)):
            if isinstance(term, Role) and term is not Role.PARTY_CHAIR and len(Role.printed_in(phrase)) > 1:
                continue  # "Chủ tịch" alone prints four; here it asks for a party's
            if term is Kind.MEETING:  # the general word for a meeting asks for no kind
                noun = phrase == "meeting" or phrase.startswith(("cuộc", "các cuộc", "hai cuộc"))
                yield phrase, Meaning("word", "meeting" if noun else "meet", language)
            else:
                yield phrase, _term(term, language)


def _term(term: Vocabulary, language: str) -> Meaning:
    return Meaning(type(term).__name__, term, language)


def _language(pieces: list[Piece], *, accented: bool) -> str:
    """Return the language of most words that belong to one language."""
    votes = {"vi": 0, "en": 0}
    for piece in pieces:
        languages = {one.language for one in piece.meanings}
        if len(languages) == 1 and (language := languages.pop()):
            votes[language] += 1
    if votes["vi"] == votes["en"]:
        return "vi" if accented else "en"
    return max(votes, key=votes.__getitem__)


def _in_language(piece: Piece, language: str) -> Piece:
    """Leave out meanings of the other language where there are some of this one: "do" is by, or a verb."""
    own = tuple(one for one in piece.meanings if one.language in ("", language))
    return replace(piece, meanings=own) if any(one.language for one in own) else piece
