"""Look up words and names in the index of an archive, and find what shares most with a question."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import nsmallest
from itertools import chain
from typing import TYPE_CHECKING

from diplomacy_archive._text import case_words, fold_words, may_be
from diplomacy_archive.records import _models as m
from diplomacy_archive.records._person_names import is_syllable
from diplomacy_archive.records._terms import Hit, Sighting, Term

if TYPE_CHECKING:
    from diplomacy_archive.store._names import Resolver
    from diplomacy_archive.store._store import Store

_FEW = 3_000  # entries of a word that are looked up by themselves; a word of more only narrows those
_READ = 200  # entries that are read and compared word by word
_NEAR = 0.5  # what an entry's meeting names counts so much of what the entry names itself
_WHOLE = 10  # so much nearer is what writes the question word for word
_LIKE = 0.8  # as difflib measures it: "Lavrop" is like "Lavrov", "China" not like "chính" for its length
_VERY_LIKE = 0.85  # of four letters: "Putn"
_ALIKE = ("ckq", "vw", "sxz", "ijy", "fp")  # first letters that other alphabets' names are written with
_LONG = 6  # letters of a word that likeness may correct; of five, only to a name of a person, place or body

_AS_HEARD = str.maketrans("cqwxzyj", "kkvssii")


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
    for term, worth in zip(terms, rarity, strict=True):
        own = entry.there.intersection(term.words) or any(id_.lower() in entry.ids for id_ in term.ids)
        near = own or any(f"at:{id_.lower()}" in entry.ids for id_ in term.ids)
        if not near:
            continue
        score += worth * (1.0 if own else _NEAR)
        matched.append(term.text)
    return score, tuple(dict.fromkeys(matched))
