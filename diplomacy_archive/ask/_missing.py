"""Tell which names, dates and subjects of a question no record has; what is an ordinary word is never missing.

A name is what is capitalised in the middle of a sentence, what the world knows as one, or a word that stands
where names do: "zelensky" before "nói gì". A subject is one of `subjects.txt`, or what stands after "về" or
"about". So of "need Lavrov on where Vietnam ranks" nothing is missing, though no record has "ranks".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from diplomacy_archive._text import case_words, may_be
from diplomacy_archive.ask._archive import Index
from diplomacy_archive.ask._items import Item, listed
from diplomacy_archive.records._person_names import is_syllable
from diplomacy_archive.records._terms import day_ids

_INSIDE = re.compile(r"[-\u2010-\u2013 ]")
_NO_NAME = re.compile(r"(ed|ing|ly|ion|ment|ness|ship|ity|[ae]nce|ism|ful|able|s)$")
"""How English words end that are typed in lower case and name nobody."""

_ASKING = frozenset("awmsrdSvxVhzuUbqQN")
_BEFORE_NAME, _AFTER_NAME = frozenset("mvxRy"), frozenset("msrvxhK")
_ENDS_SENTENCE = re.compile(r"[.?!:;]")
_WORDS = 4  # words of a name
_SHORT = 4  # letters; a shorter unknown word is an abbreviation: "btct", "dc", "pls"
_YEAR = 4


def missing(items: Sequence[Item], index: Index) -> list[str]:
    """Return the names, dates and subjects that no record has; the ends of a span are no dates of records."""
    found, before, dates = [], "", sum(item.sign == "D" for item in items)
    for item in items:
        alone = item.sign == "D" and before not in ("e", "n", "|", *("t&" * (dates > 1)))
        if item.missing or (alone and item.span and not index.has(*day_ids(item.span)[:1])):
            found.append(item.text)
        before = before if item.sign == "_" else item.sign
    return list(dict.fromkeys(found))


def looked_up(items: Sequence[Item], typed: Sequence[str], index: Index, language: str) -> Iterator[Item]:
    """Yield the items, telling of content words which the archive has, has in another spelling, or lacks."""
    capitals = [word[:1].isupper() for word in typed if word[:1].isalpha()]
    cased = any(capitals[1:]) and not all(capitals)
    keywords = not any(item.sign in _ASKING for item in items)
    at = 0
    while at < len(items):
        item, stop = items[at], at + 1
        if item.sign != "?":
            yield _of_the_world(item, items[at + 1 : at + 2], index)
            at = stop
            continue
        while stop < len(items) and _goes_on(item, items[stop]):
            stop += 1
        run = _Run(
            [_look_up(one, index) for one in items[at:stop]], _beside(items, at - 1, -1), _beside(items, stop, 1),
            cased, keywords, language == "vi",
        )  # fmt: skip
        yield from run.judged(index)
        at = stop


def _goes_on(first: Item, other: Item) -> bool:
    return other.sign == "?" and not other.gap.strip(" -") and other.text[:1].isupper() == first.text[:1].isupper()


def _beside(items: Sequence[Item], at: int, step: int) -> str:
    """Return the sign next to a run on one side, past fillers."""
    while 0 <= at < len(items) and items[at].sign == "_":
        at += step
    if not 0 <= at < len(items):
        return ""
    return "R" if items[at].roles else items[at].sign


def _of_the_world(item: Item, after: Sequence[Item], index: Index) -> Item:
    """Tell whether the archive has a subject, or a name of the world, in any form of it.

    "Hanoi's top diplomat" names no place.
    """
    if item.sign not in "CcJ" or not item.forms:
        return item
    sided = item.sign == "c" and any(one.text == "s" and one.gap in ("'", "’") for one in after)
    if sided or any(map(index.holds, item.forms)):
        return replace(item, sign="?")
    return replace(item, missing=True)


@dataclass(frozen=True)
class _Run:
    """Content words that follow one another, all capitalised or none, and the signs on both sides."""

    items: Sequence[Item]
    before: str
    after: str
    cased: bool
    keywords: bool
    vi: bool

    def judged(self, index: Index) -> Iterator[Item]:
        """Yield the words, those that are missing as such, a name or subject of several words as one."""
        words = [item.text for item in self.items]
        one = 1 < len(words) <= _WORDS and self._is_one(words) and not any(item.instead for item in self.items)
        if one and not any(map(index.holds, pairwise(words))):
            yield replace(self.items[0], text=" ".join(words), stop=self.items[-1].stop, missing=True)
            return
        for at, item in enumerate(self.items):
            yield replace(item, missing=item.missing and self._is_missing(item.text, at))

    @property
    def _capital(self) -> bool:
        """Whether the words are capitalised as names are, and not as the first of a sentence."""
        first = self.items[0]
        begins = first.start == 0 or bool(_ENDS_SENTENCE.search(first.gap))
        named = not begins or len(self.items) > 1 or self.after in _AFTER_NAME | {"y", "P", "?"}
        return self.cased and first.text[:1].isupper() and named

    def _is_one(self, words: Sequence[str]) -> bool:
        """Tell whether the words are one name or one subject."""
        if self._capital:
            return not any(map(_is_abbreviation, words))
        acts = self.before in _BEFORE_NAME or self.after in _AFTER_NAME
        surname = any(may_be(case_words(words[0]), one) for one in _surnames())
        return (acts and surname) or (self._subject(0) and self.vi and all(map(is_syllable, words)))

    def _is_missing(self, word: str, at: int) -> bool:
        """Tell whether an unknown word is a name, a subject or a year."""
        if word.isdigit():
            return len(word) == _YEAR
        if self._capital:
            return not _is_abbreviation(word)
        if len(word) < _SHORT or not word.isalpha() or _NO_NAME.search(word):
            return self._subject(at) and word.endswith("s")
        if is_syllable(word):
            return self._subject(at) and not self.vi
        acts = (not at and self.before in _BEFORE_NAME) or (at == len(self.items) - 1 and self.after in _AFTER_NAME)
        named = acts or (len(word) > _SHORT and not self.cased and (self.keywords or self.vi))
        return self._subject(at) or (named and (self.vi or not self.cased))

    def _subject(self, at: int) -> bool:
        return not at and self.before in ("o", "r")


def _is_abbreviation(word: str) -> bool:
    """Tell whether a word is written as an abbreviation, as "BCH" or "JVs"; known ones are names of the world."""
    return sum(letter.isupper() for letter in word) > 1 and len(word) <= _SHORT + 1


@cache
def _surnames() -> tuple[str, ...]:
    return tuple(case_words(name) for sign, _, names in listed() if sign == "F" for name in names)


def _look_up(item: Item, index: Index) -> Item:
    word = _INSIDE.sub("", item.text)
    if any(index.forms(one) or index.named(one) for one in variants(case_words(word))):
        return item
    if len(word) < 2 and not word.isdigit():
        return replace(item, sign="X")
    like = index.like(word)
    if like is None:
        return replace(item, missing=True)
    people = tuple(dict.fromkeys(id_ for kind, id_, _ in index.named(like) if kind == "person"))
    places = tuple(dict.fromkeys(id_ for kind, id_, _ in index.named(like) if kind in ("place", "country")))
    sign = "P" if people else "L" if places else "?"
    return replace(item, sign=sign, ids=people or places, instead=like, exact=False)


def variants(word: str) -> Iterator[str]:
    """Yield an English word in its other forms: "fishery", "fisheries"; "signed", "sign"."""
    yield word
    if not word.isascii() or len(word) < _SHORT:
        return
    for ending, others in (
        ("ies", ("y",)), ("es", ("", "e")), ("s", ("",)), ("ed", ("", "e")), ("ing", ("", "e", "ed")),
        ("y", ("ies",)), ("ly", ("",)),
    ):  # fmt: skip
        if word.endswith(ending):
            yield from (word[: -len(ending)] + other for other in others)
            break
    yield from (word + "s", word + "ed", word.removesuffix("e") + "ing", word + "n", word.removesuffix("n"))
