"""Tell names from other capitalised words: Vietnamese syllables, surnames, countries, runs that name somebody."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from diplomacy_archive._text import fold
from diplomacy_archive.files._reader import read_file

LEXICON: Mapping[str, Any] = read_file(Path(__file__).parent / "lexicon.yaml", "lexicon").value
"""The words of Vietnamese diplomatic news that no vocabulary has."""

CAPITAL = "A-Z" + "".join(sign for sign in map(chr, range(0xC0, 0x1F00)) if sign.isupper())
"""The capital letters, to stand in brackets in a pattern."""

FAMILIES, COMMONEST = frozenset(LEXICON["families"]), frozenset(LEXICON["commonest_families"])
"""Surnames of Vietnamese form, and those of them that are Vietnamese rather than Chinese."""

_TOKEN = re.compile(rf"(?:[{CAPITAL}]\.)+[{CAPITAL}]?(?!\w)|[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_ONSET = "ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnprstvx]"
_RHYME = (
    "oai|oay|oeo|uây|uôi|uya|uyê|ươi|ươu|iêu|yêu|uyu|ai|ao|au|ay|âu|ây|eo|êu|ia|iu|iê|oa|oă|oe|oi|ôi|ơi|ua|ui|uy|uê|uâ|uô|"
    "ươ|ưa|ưi|ưu|uơ|yê|[aăâeêioôơuưy]"
)
_SYLLABLE = re.compile(rf"(?:{_ONSET})?(?:{_RHYME})(?:ch|ng|nh|[cmnpt])?")
_TONES = dict.fromkeys(map(ord, "\u0300\u0301\u0303\u0309\u0323"))
_PARTICLES = frozenset("bin binti al el ibn ben van von der den de da dos das di du del la le y".split())
_ASIAN = frozenset(("Kim", "Cho", "Don", "Hun", "Ban", "Lee", "Park"))  # first syllables of "Kim Jong-un"
_BESIDE_NAME = re.compile(rf"(?<!\w)(?:[{CAPITAL}][^\W\d_A-Z]* ){{1,2}}$")
_STATE = re.compile(r"(?<!\w)[Bb]ang $")


class Span(NamedTuple):
    """Where something stands in a sentence, and what it is: a country's code, an id, a word."""

    start: int
    end: int
    value: str


@cache
def matcher(words: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern for any of the words, whole, the longest first, in any letter case."""
    longest = sorted(words, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)", re.IGNORECASE)


def words_of(name: str) -> str:
    """Return the lexicon's words of a name as a pattern's alternatives."""
    return "|".join(LEXICON["words"][name])


def phrases(name: str, flags: int = re.IGNORECASE) -> re.Pattern[str]:
    """Return a pattern for any of the lexicon's words of a name, whole."""
    return re.compile(rf"(?<!\w)(?:{words_of(name)})(?!\w)", flags)


def slug(text: str) -> str:
    """Return words as an id."""
    return "-".join(re.findall(r"[a-z0-9]+", fold(text))) or "unnamed"


@cache
def is_syllable(word: str) -> bool:
    """Tell whether a word can be a Vietnamese syllable.

    >>> is_syllable("Hoài"), is_syllable("Dmitry")
    (True, False)
    """
    bare = unicodedata.normalize("NFC", unicodedata.normalize("NFD", word.casefold()).translate(_TONES))
    return bool(_SYLLABLE.fullmatch(bare))


def is_vietnamese(name: str) -> bool:
    """Tell whether a name has the form of a Vietnamese one rather than of a Chinese one."""
    parts = name.split()
    common = parts[0] in COMMONEST or bool({"Thị", "Văn"} & set(parts[1:-1]))
    return len(parts) > 1 and common and all(map(is_syllable, parts))


_COUNTRIES: dict[str, list[str]] = read_file(
    Path(__file__).parent.parent / "records" / "countries.yaml", "countries"
).value


def country_names(code: str) -> tuple[str, str] | None:
    """Return a country's Vietnamese and English name by the Unicode CLDR; None for no code of a country."""
    names = _COUNTRIES.get(code)
    return (names[0], names[1]) if names else None


@cache
def _countries() -> tuple[re.Pattern[str], dict[str, str]]:
    codes = {
        form.casefold(): code
        for code, (vi, en, *more) in _COUNTRIES.items()
        for form in (vi, *([en] if en.isascii() else ()), *more)
    }
    return matcher(tuple(codes)), codes


def find_countries(text: str) -> list[Span]:
    """Return where countries are named, the longest names first, and their codes; "bang Georgia" is none.

    >>> [found.value for found in find_countries("Ngoại trưởng Mỹ, Liên bang Nga và CHDCND Lào")]
    ['US', 'RU', 'LA']
    """
    pattern, codes = _countries()
    return [
        Span(*match.span(), codes[match[0].casefold()])
        for match in pattern.finditer(text)
        if match[0][0].isupper()
        and not _STATE.search(text, max(0, match.start() - 6), match.start())
        and (" " in match[0] or not _in_a_name(text[max(0, match.start() - 20) : match.start()]))
    ]


def _in_a_name(lead: str) -> bool:
    """Tell whether a country's short name goes on with a Vietnamese name: "Nông Đức Mạnh", "Nguyễn Phương Nga"."""
    before = _BESIDE_NAME.search(lead)
    found = before[0].split() if before else []
    return bool(FAMILIES & set(found)) and all(map(is_syllable, found))


class Word(NamedTuple):
    """A word with its offsets."""

    text: str
    start: int
    end: int

    @property
    def capital(self) -> bool:
        """Whether it starts with a capital and is no abbreviation."""
        return self.text[0].isupper() and (len(self.text) == 1 or not self.text.isupper() or "." in self.text)


def words(text: str) -> list[Word]:
    """Return the words of a text; initials are one word: "L.B."."""
    return [Word(match[0], *match.span()) for match in _TOKEN.finditer(text)]


def runs(text: str, found: Sequence[Word], masked: Sequence[bool]) -> Iterator[list[Word]]:
    """Yield the longest runs of capitalised words, parted by single spaces, that no mask hides."""
    run: list[Word] = []
    held: list[Word] = []  # particles that wait for a capital, as in "Mohamed bin Zayed"
    for word in found:
        near = bool(run) and text[(held or run)[-1].end : word.start] in (" ", "")
        if word.capital and not masked[word.start]:
            if run and not near:
                yield run
            run = [*run, *held, word] if near else [word]
            held = []
        elif near and word.text in _PARTICLES and not masked[word.start]:
            held.append(word)
        else:
            if run:
                yield run
            run, held = [], []
    if run:
        yield run


def named(run: Sequence[Word], *, whole: bool) -> list[Word]:
    """Return the part of a run that names somebody by its look; empty if none does.

    Args:
        run: The words.
        whole: Whether the run stands right after a country or city, so that all of it is the name.
    """
    if whole and len(run) > 1:
        return list(run)
    syllables = [is_syllable(word.text) for word in run]
    if not all(syllables):
        # A foreign name, with the syllables before its first foreign word: "Cho Hyun", "Kim Jong-un".
        first = syllables.index(False)
        start = first - 1 if first and run[first - 1].text in _ASIAN else first
        while start > 0 and run[start - 1].text.isascii() and run[start - 1].text not in FAMILIES:
            start -= 1
        return list(run[start:])
    starts = [place for place, word in enumerate(run) if word.text in FAMILIES and 2 <= len(run) - place <= 4]
    likely = [place for place in starts if run[place].text in COMMONEST]
    if starts and starts[0] == 0:
        return list(run)
    return list(run[(likely or starts)[0] :]) if starts else []
