"""Index everything recorded by its words and by what it names, and find what shares most with a question.

Each record has an entry (a meeting one for each report): its own words as they are written, and the ids of
whom and what it names, of what those lie in, of its terms and of its days. Names are not written out: a word
of a question is first looked up among the names, so that "Moscow" finds what an article calls "Moskva".
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from heapq import nsmallest
from itertools import chain, pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from diplomacy_archive._dates import Span, parse_interval
from diplomacy_archive._text import case_words, fold_words, may_be
from diplomacy_archive.records import _models as m
from diplomacy_archive.records._person_names import is_syllable
from diplomacy_archive.records._terms import Hit, Sighting, Term, day_ids, term_id
from diplomacy_archive.records._vocabulary import Vocabulary

if TYPE_CHECKING:
    from diplomacy_archive.store._names import Resolver
    from diplomacy_archive.store._store import Store

_FEW = 3_000  # entries of a word that are looked up by themselves; a word of more only narrows those
_READ = 200  # entries that are read and compared word by word
_YEARS = 12  # a span of more years is entered by its first and last
_NEAR = 0.5  # what an entry's meeting names counts so much of what the entry names itself
_WHOLE = 10  # so much nearer is what writes the question word for word
_LIKE = 0.8  # as difflib measures it: "Lavrop" is like "Lavrov", "China" not like "chính" for its length
_VERY_LIKE = 0.85  # of four letters: "Putn"
_ALIKE = ("ckq", "vw", "sxz", "ijy", "fp")  # first letters that other alphabets' names are written with
_LONG = 6  # letters of a word that likeness may correct; of five, only to a name of a person, place or body

_AS_HEARD = str.maketrans("cqwxzyj", "kkvssii")


# --- What an entry holds, when the archive is built ------------------------------------------------


class _AtMeeting(NamedTuple):
    """What the entries of a meeting share: its days, who took part and where, its areas and what those lie in."""

    days: frozenset[str]
    near: frozenset[str]
    areas: frozenset[str]
    around_areas: frozenset[str]


class Entries:
    """Make the entries of records.

    Args:
        registers: The people, places, bodies and areas that records name.
        areas: What each area lies in, itself first.
    """

    def __init__(self, registers: m.Records, areas: Mapping[str, tuple[str, ...]]) -> None:
        from diplomacy_archive.records._walk import references  # only who builds an archive needs it

        self._references = references
        within: dict[str, tuple[str | None, ...]] = {one.id: (one.within,) for one in registers.places}
        within |= {one.id: (one.country,) for one in registers.parties}
        within |= {one.id: (one.part_of, one.country) for one in registers.organisations}
        self._above = {id_: _all_above(id_, within) for id_ in within} | {
            id_: ups[1:] for id_, ups in areas.items()
        }
        self._meetings: dict[str, _AtMeeting] = {}
        self._reported: dict[str, list[str]] = {}
        self._raised: dict[str, tuple[str, ...]] = {}
        self._offices: dict[str, list[tuple[str, str, str]]] = {}

    def read(self, records: m.Records, meetings: Sequence[m.Meeting]) -> None:
        """Take the meetings that the next records belong to."""
        self._meetings = {one.id: self._of_meeting(one) for one in meetings}
        self._reported = {}
        for meeting in meetings:
            for article in meeting.articles:
                self._reported.setdefault(article, []).append(meeting.id)
        self._raised = {one.id: one.meetings for one in records.statements}

    def hold(self, offices: Iterable[tuple[str, str, str, str]]) -> None:
        """Take each person's offices: the role, the body and the title as printed."""
        for person, role, body, printed in offices:
            self._offices.setdefault(person, []).append((role, body, printed))

    def of(self, record: m.Record) -> tuple[str, str]:
        """Return the words of a record and the ids that it is found by, each with a space on both sides."""
        named = {
            id_ for _, id_, registers in self._references(record) if not {"meetings", "statements"} & {*registers}
        }
        held = self._offices.get(record.id, ()) if isinstance(record, m.Person) else ()
        named |= {body for _, body, _ in held if body}
        near = {up for id_ in named for up in self._above.get(id_, ())}
        terms = {*_terms(record), *(f"role:{role}" for role, _, _ in held)}
        days = set(_days(record))
        for id_ in self._at(record):
            meeting = self._meetings.get(id_)
            if meeting is None:
                continue
            days |= meeting.days
            near |= meeting.near
            if isinstance(record, m.Article):
                named |= meeting.near
            if isinstance(record, m.Report | m.Article):
                named |= meeting.areas
                near |= meeting.around_areas
        if isinstance(record, m.Identity):
            named.add(record.id)
        roles = {f"{part}:{id_}" for part, ids in _parts(record) for id_ in ids}
        tokens = {*named, *(f"at:{id_}" for id_ in near - named), *terms, *days, *roles}
        words = dict.fromkeys([*_words(record), *(printed for _, _, printed in held)])
        return _padded(words), f" {' '.join(sorted(token.lower() for token in tokens))} "

    def _of_meeting(self, one: m.Meeting) -> _AtMeeting:
        """Return what the entries of a meeting's reports and statements share."""
        return _AtMeeting(
            frozenset(token for day in one.dates for token in day_ids(Span(day.year, day.month, day.day))),
            frozenset(
                (
                    *one.people,
                    *(who.side for who in one.participants),
                    *(held.of for who in one.participants for held in who.capacities if held.of),
                    *(up for place in one.places for up in (place, *self._above.get(place, ()))),
                )
            ),
            frozenset(one.areas),
            frozenset(up for area in one.areas for up in self._above.get(area, ())),
        )

    def _at(self, record: m.Record) -> Iterator[str]:
        """Yield the meetings that a record is of."""
        if isinstance(record, m.Report):
            yield record.meeting
        elif isinstance(record, m.Article):
            yield from self._reported.get(record.id, ())
        else:
            yield from _value(record, "meetings")
            yield from _value(record, "at")
            yield from (id_ for raised in _value(record, "raised_in") for id_ in self._raised.get(raised, ()))


def _all_above(id_: str, within: Mapping[str, tuple[str | None, ...]]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    waiting = [id_]
    while waiting:
        for up in within.get(waiting.pop(), ()):
            if up and up not in found:
                found[up] = None
                waiting.append(up)
    return tuple(found)


def _padded(texts: Iterable[str]) -> str:
    return f" {' '.join(case_words(text).replace('_', ' ') for text in texts if text)} "


def _words(record: m.Record) -> Iterator[str]:
    """Yield the texts of a record: its own words and the article's."""
    if isinstance(record, m.Evidenced):
        yield from (quote.phrase for quote in record.quotes)
        yield from (form for _, form in record.printed_forms())
    for name in ("summary", "label", "names"):
        text = _value(record, name)
        yield from (_value(text, language) or "" for language in ("vi", "en", "ru") if text)
    yield from _value(record, "aliases")
    if isinstance(record, m.Article):
        yield from filter(None, (record.headline, record.publisher, record.byline))
        for photo in record.photos:
            yield from _words(photo)


def _terms(record: m.Record) -> Iterator[str]:
    """Yield the ids of the vocabulary terms in a record, as `kind:talks`."""
    for name in _term_fields(type(record)):
        value = getattr(record, name)
        for one in value if isinstance(value, tuple) else (value,):
            if isinstance(one, Vocabulary):
                yield term_id(one)
            elif isinstance(one, m.Record):
                yield from _terms(one)


@cache
def _term_fields(model: type[m.Record]) -> tuple[str, ...]:
    """Return the fields of a model that hold terms, or records that do."""
    return tuple(name for name, field in model.model_fields.items() if _has_terms(field.annotation))


def _has_terms(annotation: Any) -> bool:
    if isinstance(annotation, type) and issubclass(annotation, Vocabulary):
        return True
    if isinstance(annotation, type) and issubclass(annotation, m.Record):
        return bool(_term_fields(annotation))
    return any(map(_has_terms, getattr(annotation, "__args__", ())))


def _value(record: m.Record, name: str) -> Any:
    """Return a field of a record; the empty tuple if it has no such field, or none is given."""
    return (getattr(record, name) or ()) if name in _fields(type(record)) else ()


@cache
def _fields(model: type[m.Record]) -> frozenset[str]:
    return frozenset(model.model_fields)


def _days(record: m.Record) -> Iterator[str]:
    if isinstance(record, m.Article):
        day = record.published
        yield from day_ids(Span(day.year, day.month, day.day))
    when = _value(record, "when")
    if isinstance(when, m.PlanTime) and when.within:
        first, last = parse_interval(when.within)
        years = range(first.year, last.year + 1)
        yield from (f"y:{year}" for year in (years if len(years) <= _YEARS else (first.year, last.year)))
        if (first.year, first.month) == (last.year, last.month):
            yield f"m:{first:%Y%m}"


def _parts(record: m.Record) -> Iterator[tuple[str, Iterable[str]]]:
    """Yield who takes which part in a record: speaks or invites (by), is addressed (to), is spoken of (of)."""
    for part, fields in (
        ("by", ("speakers", "inviters", "conveyed_by")), ("to", ("addressees",)), ("of", ("about", "between")),
    ):  # fmt: skip
        for name in fields:
            value = _value(record, name)
            yield part, (value,) if isinstance(value, str) else value
    yield "to", (one.person for one in _value(record, "invitees"))


def name_words(records: m.Records) -> Iterator[tuple[str, str, str, str]]:
    """Yield each word of each name: folded, as it is written, the kind of record, its id."""
    from diplomacy_archive.store._schema import KIND_OF

    for register in m.REGISTERS:
        for one in getattr(records, register):
            printed = one.printed if isinstance(one, m.CooperationArea) else ()
            words = {word for form in (*one.forms, *printed) for word in case_words(form).split()}
            yield from ((fold_words(word), word, KIND_OF[register], one.id) for word in words if fold_words(word))


# --- Finding ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Search:
    """Words that are searched for: as typed, and for each word the recorded ones that it may be."""

    typed: str
    words: tuple[tuple[str, ...], ...]

    def __str__(self) -> str:
        return self.typed


@dataclass
class _Seen:
    """An entry that is compared: its words and ids, and how often each word stands in it."""

    table: str
    target: int
    words: list[str]
    ids: frozenset[str]
    there: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        self.there = frozenset(self.words)


class Index:
    """Look up words and records in the index of an archive."""

    def __init__(self, store: Store, names: Resolver) -> None:
        self._store = store
        self._names = names
        self._size: int | None = None

    def sightings(self, words: Sequence[str]) -> Iterator[Sighting]:
        """Yield every name in a text, as `Resolver.sightings`."""
        return self._names.sightings(words)

    def titled(self, words: str, *, named: bool) -> tuple[tuple[str, ...], bool]:
        """Return whom a title means, as `Resolver.titled`."""
        return self._names.titled(words, named=named)

    def search(self, typed: str) -> Search:
        """Return the words of a text and the recorded words that each may be; an unrecorded one is only itself."""
        words = case_words(typed).replace("_", " ").split()
        return Search(typed, tuple(self.forms(word) or (word,) for word in words))

    def forms(self, typed: str) -> tuple[str, ...]:
        """Return the words of entries that a word is: typed without accents any that folds so, else itself."""
        cased, folded = case_words(typed), fold_words(typed)
        rows = self._store.rows("SELECT cased FROM word WHERE folded = ? AND field = 'words'", (folded,))
        return tuple(form for (form,) in rows if cased in (folded, form))

    def named(self, typed: str) -> tuple[tuple[str, str, str], ...]:
        """Return the kind and id of each record in whose names a word stands, and the word as it stands there."""
        sql = "SELECT cased, kind, id FROM name_word WHERE folded = ?"
        rows = self._store.rows(sql, (fold_words(typed),))
        return tuple(
            dict.fromkeys((kind, id_, cased) for cased, kind, id_ in rows if may_be(case_words(typed), cased))
        )

    def like(self, typed: str) -> str | None:
        """Return the recorded word that a word which no record has is most like; None if none is like enough."""
        import difflib  # only a word that is not found needs it

        folded = fold_words(typed)
        if len(folded) < _LONG - 2 or is_syllable(folded):
            return None
        names = "SELECT DISTINCT folded FROM name_word WHERE folded >= ? AND folded < ?"
        exact = " AND kind IN ('person', 'place', 'country', 'party', 'organisation')"
        words = " UNION ALL SELECT folded FROM word WHERE folded >= ? AND folded < ? AND field = 'words'"
        known: dict[str, str] = {}
        for first in next((letters for letters in _ALIKE if folded[0] in letters), folded[0]):
            span = (first, chr(ord(first) + 1))
            sql, values = (names + words, span * 2) if len(folded) >= _LONG else (names + exact, span)
            known |= {_sound(word): word for (word,) in self._store.rows(sql, values) if len(word) >= _LONG - 1}
        found = difflib.get_close_matches(
            _sound(folded), known, 1, _LIKE if len(folded) > _LONG - 2 else _VERY_LIKE
        )
        return known[found[0]] if found else None

    def holds(self, phrase: Sequence[str]) -> bool:
        """Tell whether some entry writes the words one after another."""
        forms = [set(self.forms(word)) for word in phrase]
        if not all(forms):
            return False
        match = " AND ".join(f"({_any('words', sorted(words))})" for words in forms)
        for (written,) in self._store.rows(
            "SELECT words FROM passage WHERE n IN (SELECT rowid FROM passage_search WHERE passage_search MATCH ? "
            f"LIMIT {_FEW})", (match,),
        ):  # fmt: skip
            words = written.split()
            if any(all(word in those for word, those in zip(words[at:], forms, strict=False))
                   for at in range(len(words) - len(forms) + 1)):  # fmt: skip
                return True
        return False

    def has(self, *ids: str) -> bool:
        """Tell whether an entry is found by one of the ids."""
        return any(self._count("ids", id_.lower()) for id_ in ids)

    def find(self, terms: Sequence[Term], kinds: Mapping[str, float], limit: int = 50, text: str = "") -> list[Hit]:
        """Return the records that share most with what is asked, the nearest first.

        Args:
            terms: What is asked.
            kinds: How much nearer a kind of record is, by its table; 1 where it is not given.
            limit: How many at most.
            text: Words that make a record that writes them whole the nearest.
        """
        rarity = [self._rarity(term) for term in terms]
        scored: dict[tuple[str, int], tuple[float, tuple[str, ...]]] = {}
        for entry in self._candidates(terms, rarity):
            score, matched = _compare(entry, terms, rarity)
            key, score = (entry.table, entry.target), score * kinds.get(entry.table, 1.0)
            score *= _WHOLE if text and f" {text} " in f" {' '.join(entry.words)} " else 1
            if score > scored.get(key, (0.0, ()))[0]:
                scored[key] = (score, matched)
        best = sorted(scored.items(), key=lambda item: (-item[1][0], item[0]))[:limit]
        records: dict[tuple[str, int], m.Record] = {}
        for table in dict.fromkeys(key[0] for key, _ in best):
            numbers = [key[1] for key, _ in best if key[0] == table]
            found = self._store.records(table, numbers)
            records.update(zip(((table, n) for n in numbers), found, strict=True))
        return [Hit(key[0], records[key], score, matched) for key, (score, matched) in best]

    def _rarity(self, term: Term) -> float:
        """Return how much it says that an entry has a term: much where few have it."""
        size = self._entries()
        having = min(self._having(term), size)
        return math.log(1 + (size - having + 0.5) / (having + 0.5)) * term.weight

    def _having(self, term: Term) -> int:
        return sum(self._count("words", word) for word in term.words) + sum(
            self._count("ids", id_.lower()) for id_ in term.ids
        )

    def _count(self, column: str, word: str) -> int:
        folded = fold_words(word) if column == "words" else word
        sql = "SELECT entries FROM word WHERE field = ? AND folded = ? AND cased = ?"
        rows = self._store.rows(sql, (column, folded, word))
        return rows[0][0] if rows else 0

    def _matching(self, match: str) -> list[int]:
        sql = f"SELECT rowid FROM passage_search WHERE passage_search MATCH ? LIMIT {_FEW}"
        return self._store.numbers(sql, (match,))

    def _entries(self) -> int:
        if self._size is None:
            ((self._size,),) = self._store.rows("SELECT count(*) FROM passage")
        return self._size

    def _candidates(self, terms: Sequence[Term], rarity: Sequence[float]) -> Iterator[_Seen]:
        """Yield the entries to compare: those with the rarest terms, of many those that have most of the others."""
        asked = [(self._having(term), worth, _match(term)) for term, worth in zip(terms, rarity, strict=True)]
        asked = sorted(one for one in asked if one[0])
        rare = [one for one in asked if one[0] <= _FEW]
        found: dict[int, float] = {}
        if rare:  # a common word only tells apart what the rare ones found
            among = " OR ".join(match for _, _, match in rare)
            for having, worth, match in asked:
                for n in self._matching(match if having <= _FEW else f"({among}) AND ({match})"):
                    found[n] = found.get(n, 0.0) + worth
        for count in range(len(asked), 0, -1):
            if found:
                break
            found = dict.fromkeys(self._matching(" AND ".join(f"({match})" for *_, match in asked[:count])), 1.0)
        best = nsmallest(_READ, found, key=lambda n: (-found[n], n))
        if best:
            marks = ",".join("?" * len(best))
            sql = f"SELECT record, target, words, ids FROM passage WHERE n IN ({marks})"
            for table, target, words, ids in self._store.rows(sql, best):
                yield _Seen(table, target, words.split(), frozenset(ids.split()))


def _sound(word: str) -> str:
    """Return a word as names of other alphabets may be written, too: "cremli" as "kremli"."""
    return word.replace("ph", "f").translate(_AS_HEARD)


def either(words: Iterable[str]) -> str:
    """Return what asks the full-text index for any of some words."""
    return " OR ".join(f'"{word}"' for word in words)


def _any(column: str, words: Iterable[str]) -> str:
    return f"{column} : ({either(words)})"


def _match(term: Term) -> str:
    """Return what asks the full-text index for a term."""
    near = (f"at:{id_}" for id_ in term.ids if ":" not in id_)
    ids = [id_.lower() for id_ in chain(term.ids, near)]
    return " OR ".join(
        _any(column, sorted({*words})) for column, words in (("words", term.words), ("ids", ids)) if words
    )


def _compare(entry: _Seen, terms: Sequence[Term], rarity: Sequence[float]) -> tuple[float, tuple[str, ...]]:
    """Return how much an entry shares with what is asked, and which terms it has."""
    score, matched = 0.0, []
    for at, (term, worth) in enumerate(zip(terms, rarity, strict=True)):
        own = entry.there.intersection(term.words) or any(id_.lower() in entry.ids for id_ in term.ids)
        near = own or any(f"at:{id_.lower()}" in entry.ids for id_ in term.ids)
        if not near:
            continue
        score += worth * (1.0 if own else _NEAR)
        matched.append(term.text)
        if term.follows and at and _adjacent(entry.words, terms[at - 1].words, term.words):
            score += 0.5 * (worth + rarity[at - 1])
    return score, tuple(dict.fromkeys(matched))


def _adjacent(words: Sequence[str], before: Sequence[str], after: Sequence[str]) -> bool:
    return any(one in before and other in after for one, other in pairwise(words))
