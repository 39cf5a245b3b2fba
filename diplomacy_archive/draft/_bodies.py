"""Find the political parties that a text names plainly and an archive does not have."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from diplomacy_archive.draft import _lexicon as lexicon
from diplomacy_archive.draft._countries import find_countries
from diplomacy_archive.draft._words import CAPITAL, COMMONEST, FAMILIES, is_syllable, named, slug, words

_PARTY = re.compile(r"(?<!\w)Đảng(?= )")
_POLITICAL = lexicon.matcher(lexicon.PARTY_WORDS)
_SMALL = ("tự do", "xã hội", "dân chủ")  # "Đảng Dân chủ tự do"; "thống nhất" in small letters is a verb
_WORD = re.compile(rf"[{CAPITAL}][^\W\d_{CAPITAL}]*(?!\w)")
_RUN = re.compile(rf" ((?:[{CAPITAL}]\.|[{CAPITAL}][\w’'-]*)(?: [{CAPITAL}][\w’'-]*)*)")
_TITLE = lexicon.matcher(tuple(lexicon.TITLES))
_COURTESY = rf"(?:{'|'.join(sorted(lexicon.COURTESIES, key=len, reverse=True))})"
_SOMEBODY = re.compile(rf"(?:Đảng|{_COURTESY})(?!\w)")
_JOINED = re.compile(rf" (?:và|vì|hoặc) (?=[{CAPITAL}])")
_GLOSSED = re.compile(rf" \([^()]+\) [{CAPITAL}]")
_LED = re.compile(r"(?<!\w)(?:[Cc]hủ tịch|Tổng Thư ký) $")
_END = re.compile(
    r"\s*(?:$|[.,;:!?()…”\"\n])|\s+(?:[-–—]|(?:và|với|đã|đang|sẽ|cũng|là|do|tại|trong|được|của)(?!\w))"
)


@dataclass(frozen=True)
class NewParty:
    """A party that an archive may want.

    Attributes:
        id: The id proposed.
        name: Its name as printed.
        country: The code of the country in its name; None where it names none, or several.
    """

    id: str
    name: str
    country: str | None


def new_parties(paragraphs: Sequence[str], known: Collection[str]) -> Iterator[NewParty]:
    """Yield the parties that a text names plainly, without those known.

    Where a name ends is told by what follows it; what may be the start of a longer name is none.

    >>> [one.name for one in new_parties(["Đảng ta tiếp Chủ tịch Đảng Tiến bộ Lào tại Trung ương Đảng."], ())]
    ['Đảng Tiến bộ Lào']
    """
    text = "\n".join(paragraphs).replace("Ð", "Đ")
    plain = (_name_at(text, *match.span()) for match in _PARTY.finditer(text))
    found = {name.casefold(): name for name in plain if name}
    names = {name.casefold() for name in known}
    for here, name in found.items():
        if here not in names and not any(other.startswith(f"{here} ") for other in (*names, *found)):
            codes = {code for _, _, code in find_countries(name)}
            yield NewParty(slug(name), name, codes.pop() if len(codes) == 1 else None)


def _name_at(text: str, start: int, place: int) -> str | None:
    """Return the name of the party at a place, if it is plain there how far the name goes."""
    countries = {first + place: last + place for first, last, _ in find_countries(text[place : place + 100])}
    political = False
    free = 0  # how many words in a row may be anybody's
    last = ""
    while text[place : place + 1] == " ":
        at = place + 1
        term = _POLITICAL.match(text, at)
        word = _WORD.match(text, at)
        if term and (term[0][0].isupper() or (political and term[0] in _SMALL)):
            place, last, political, free = term.end(), term[0], True, 0
        elif at in countries and last != "country":
            place, last, free = countries[at], "country", 0
        elif word and last != "country" and not _TITLE.match(text, at) and not _is_name(text, place):
            # After "Nước" the word is the land's.
            place, last, free = word.end(), "", free + (last != "Nước")
        else:
            break
    name = text[start:place]
    if not political and not (free == len(name.split()) - 1 > 0 and _LED.search(text[:start])):
        return None
    tail = name.split()[-free:] if free else []
    run = _RUN.match(text, place)
    if (free > 1 and tail[0] in FAMILIES) or (run and FAMILIES & set(tail)):
        return None  # "Chủ tịch Đảng Tập Cận Bình", "Chủ tịch Đảng Dân chủ Kem Sok"
    if run:
        sure = last == "country" and _is_name(text, place, after=last)
        return name if sure or _is_somebody(text, run[1]) else None
    if _GLOSSED.match(text, place):
        return None  # "Đảng Tiến bộ (TB) Lào"
    joined = _JOINED.match(text, place)
    if joined and not any(pattern.match(text, joined.end()) for pattern in (_SOMEBODY, _TITLE)):
        return None  # "Đảng Công lý và Phát triển"
    if free and not _END.match(text, place):
        return None
    return None if free > 1 and _is_somebody(text, " ".join(tail)) else name


def _is_name(text: str, place: int, *, after: str = "") -> bool:
    """Tell whether the capitalised words after a place look like somebody's name from the first on."""
    run = _RUN.match(text, place)
    found = list(words(run[1])) if run else []
    if not found or not is_syllable(found[0].text):
        return True
    return (found[0].text in COMMONEST or (after == "country" and named(found) == found)) and len(found) > 1


def _is_somebody(text: str, name: str) -> bool:
    """Tell whether the text speaks of "ông" and the name, or of two words only the last."""
    parts = name.split()
    wanted = parts[-1] if len(parts) <= 2 else name
    return bool(
        (len(parts) > 1 and parts[0] in COMMONEST)
        or re.search(rf"(?<!\w)(?i:{_COURTESY})\.? (?:[{CAPITAL}]\w* )*?{re.escape(wanted)}(?!\w)", text)
    )
