"""Find who is mentioned in a sentence: names, with the titles printed before or after them, and countries.

What is found is hidden under signs of the same length, so that patterns read "H C N" and offsets stay:
"Bộ trưởng Ngoại giao Lào Somchit Vong" is a title's head, a body, a country and a name.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from diplomacy_archive._text import fold
from diplomacy_archive.files._reader import read_file
from diplomacy_archive.records._vocabulary import Kind, Role, courtesies

LEXICON: Mapping[str, Any] = read_file(Path(__file__).parent / "lexicon.yaml", "lexicon").value
"""The words of Vietnamese diplomatic news that no vocabulary has."""

CAPITAL = "[A-Z" + "".join(sign for sign in map(chr, range(0xC0, 0x1F00)) if sign.isupper()) + "]"
"""A capital letter, as a pattern."""

NAME, LAND, BODY, HEAD, TIME = "\ue000", "\ue001", "\ue002", "\ue003", "\ue004"
"""The signs that hide names, countries and regions, bodies, the first words of titles, and times."""


class Span(NamedTuple):
    """Where something stands in a sentence, and what it is: a country's code, an id, a word."""

    start: int
    end: int
    value: str


# --- Words --------------------------------------------------------------------------------------------


@cache
def matcher(words: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern for any of the words, whole, the longest first, in any letter case."""
    longest = sorted(words, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest)) or '(?!)'})(?!\w)", re.IGNORECASE)


_SIGNS = {"A": CAPITAL, "N": NAME, "L": LAND, "B": BODY, "H": HEAD, "T": TIME}


@cache
def pattern(name: str) -> str:
    """Return a pattern of the lexicon as one for `re`, or its words of a name as alternatives."""
    if name in _SIGNS:
        return _SIGNS[name]
    if name == "courtesy":
        found = {*courtesies(), *LEXICON["courtesies"]} - {"anh", "chị"}
        return f"(?i:{'|'.join(sorted(found, key=len, reverse=True))})"
    if name == "city":
        return matcher(tuple(city for found in LEXICON["cities"].values() for city in found)).pattern
    if name == "meeting":
        return matcher(tuple(word for kind in Kind for word in kind.words)).pattern
    written = LEXICON["patterns"].get(name)
    if written is None:
        return "|".join(LEXICON[name] if name in LEXICON else LEXICON["words"][name])
    whole = written if isinstance(written, str) else "".join(written)
    return re.sub(r"\{([A-Za-z_]+)\}", lambda match: pattern(match[1]), whole)


@cache
def rule(name: str) -> re.Pattern[str]:
    """Return a pattern of the lexicon, compiled; of a list of words one for any of them, whole, in any case."""
    words = name not in LEXICON["patterns"]
    return re.compile(rf"(?<!\w)(?i:{pattern(name)})(?!\w)" if words else pattern(name))


def hide(text: str, spans: Iterable[tuple[int, int]], sign: str) -> str:
    for start, end in spans:
        text = text[:start] + sign * (end - start) + text[end:]
    return text


def slug(text: str) -> str:
    return "-".join(re.findall(r"[a-z0-9]+", fold(text))) or "unnamed"


_LISTED = Path(__file__).parents[1] / "records" / "countries.yaml"
_COUNTRIES: dict[str, list[str]] = read_file(_LISTED, "countries").value


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
        and not text[: match.start()].endswith(("bang ", "Bang "))
        and (" " in match[0] or not _in_a_name(text[max(0, match.start() - 20) : match.start()]))
    ]


# --- Names --------------------------------------------------------------------------------------------

_FAMILIES, _COMMONEST = frozenset(LEXICON["families"]), frozenset(LEXICON["commonest_families"])
_TONES = dict.fromkeys(map(ord, "\u0300\u0301\u0303\u0309\u0323"))


@cache
def is_syllable(word: str) -> bool:
    """Tell whether a word can be a Vietnamese syllable.

    >>> is_syllable("Hoài"), is_syllable("Dmitry")
    (True, False)
    """
    bare = unicodedata.normalize("NFC", unicodedata.normalize("NFD", word.casefold()).translate(_TONES))
    return bool(rule("syllable").fullmatch(bare))


def is_vietnamese(name: str) -> bool:
    """Tell whether a name has the form of a Vietnamese one rather than of a Chinese one."""
    parts = name.split()
    common = parts[0] in _COMMONEST or bool({"Thị", "Văn"} & set(parts[1:-1]))
    return len(parts) > 1 and common and all(map(is_syllable, parts))


def _in_a_name(lead: str) -> bool:
    """Tell whether a country's short name goes on with a Vietnamese name: "Nông Đức Mạnh", "Nguyễn Phương Nga"."""
    before = rule("before_land").search(lead)
    found = before[0].split() if before else []
    return bool(_FAMILIES & set(found)) and all(map(is_syllable, found))


def _named(words: Sequence[str]) -> int | None:
    """Return from which word on a run of capitalised words names somebody by its look; None if none does."""
    syllables = [is_syllable(word) for word in words]
    if not all(syllables):
        # A foreign name, with the syllables before its first foreign word: "Cho Hyun", "Kim Jong-un".
        first = syllables.index(False)
        start = first - 1 if first and words[first - 1] in LEXICON["asian"] else first
        while start > 0 and words[start - 1].isascii() and words[start - 1] not in _FAMILIES:
            start -= 1
        return start
    starts = [place for place, word in enumerate(words) if word in _FAMILIES and 2 <= len(words) - place <= 4]
    likely = [place for place in starts if words[place] in _COMMONEST]
    return None if not starts else 0 if starts[0] == 0 else (likely or starts)[0]


# --- Titles -------------------------------------------------------------------------------------------

HEADS: Mapping[str, Role | None] = {
    **{head.casefold(): role for role in Role for head in role.words if head not in LEXICON["not_alone"]},
    **dict.fromkeys(LEXICON["no_office"]),
}
"""Titles' first words, and the role each names (of several the last); None for what only stands for a title."""

CITIES: Mapping[str, str] = {city.casefold(): code for code, found in LEXICON["cities"].items() for city in found}
GROUPS: Mapping[str, str] = {name: id_ for id_, names in LEXICON["groups"].items() for name in names[:-1]}
CITY_LEAD = re.compile(r"^(?:thủ đô|thành phố|tp\.?|tỉnh|đảo)\s*", re.IGNORECASE)


def city_country(printed: str) -> str | None:
    """Return the country of a city that the lexicon has, whatever stands before its name: "thủ đô Viêng Chăn"."""
    lower = printed.casefold()
    return CITIES.get(lower) or CITIES.get(CITY_LEAD.sub("", lower))


_TITLE = re.compile(rf"(?<!\w)(?:Phó )?(?:{matcher(tuple(HEADS)).pattern})", re.IGNORECASE)


@dataclass(eq=False)
class Title:
    """A title as printed, from `start` to `end`."""

    start: int
    end: int
    head: str  # its first word or words
    role: Role | None  # None for words that stand for a title, as "người đồng cấp"
    countries: tuple[str, ...] = ()  # of a city or state where it names no country
    bodies: tuple[str, ...] = ()  # ids of the parties and organisations in it
    of: Mention | None = None  # whom it is held for: "Đặc phái viên của Tổng Bí thư Tô Lâm"


@dataclass(eq=False)
class Mention:
    """Somebody in a sentence, by name, by title or by both."""

    start: int
    end: int
    titles: list[Title] = field(default_factory=list)
    name: tuple[int, int] | None = None
    also: tuple[int, int] | None = None  # another form of the name, in brackets after it
    courteous: bool = False  # whether "ông", "bà" or the like stands before
    plural: bool = False  # whether several are meant: "hai Bộ trưởng"

    @property
    def countries(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(code for title in self.titles for code in title.countries))

    @property
    def inside(self) -> list[Mention]:
        """The mention, and those inside its titles."""
        return [self, *(one for title in self.titles if title.of for one in title.of.inside)]


class Known(NamedTuple):
    """What an archive's registers know: written forms to ids, of parties and organisations with their country."""

    people: Mapping[str, str]
    bodies: Mapping[str, tuple[str, str | None]]


def find_mentions(text: str, known: Known) -> list[Mention]:
    """Return the mentions of people in a sentence, in order; who is inside another's title is in that title."""
    line = _Line(text, known)
    found: list[Mention] = []
    for match in re.finditer(f"{HEAD}+|{NAME}+", line.signs):
        if not found or match.start() >= max(found[-1].end, found[-1].start + 1):
            found.append(line.mention(match.start()))
    return found


class _Line:
    """A sentence with what it names hidden under signs, by which titles and names are put together."""

    def __init__(self, text: str, known: Known) -> None:
        self.text = text
        self.countries = find_countries(text)
        self.regions: list[Span] = []
        for match in rule("region").finditer(text):
            if not match[0].islower():  # "Ủy viên" is not of Viên, where Austria is governed
                code = "US" if match["state"] else city_country(match[0])
                self.regions.append(Span(*match.span(), code or ""))
        forms = {**{name: (id_, None) for name, id_ in GROUPS.items()}, **known.bodies}
        found = [match for match in matcher(tuple(forms)).finditer(text) if match[0] in forms]
        self.bodies = [(*match.span(), *forms[match[0]]) for match in found]
        people = matcher(tuple(known.people)).finditer(text)
        lands = [one[:2] for one in (*self.countries, *self.regions)]
        signs = hide(text, (match.span() for match in rule("inside").finditer(text)), BODY)
        signs = hide(signs, (one[:2] for one in self.bodies if one[2]), BODY)
        self.heads = [one.span() for one in _TITLE.finditer(text) if self._is_title(one)]
        signs = hide(hide(signs, lands, LAND), self.heads, HEAD)
        for match in rule("province").finditer(signs):  # "Thống đốc tỉnh Akita Goto Yuki"
            both = match[2] and is_syllable(match[1]) and is_syllable(match[2])
            signs = hide(signs, [match.span(1), *([match.span(2)] if both else [])], BODY)
        signs = hide(signs, (match.span() for match in people if match[0][0].isupper()), NAME)
        self.signs = hide(signs, list(self._names(signs)), NAME)

    def _is_title(self, match: re.Match[str]) -> bool:
        """Tell whether a title's words name somebody: "Chủ tịch" not after "Phủ", "Đại sứ" not before "quán"."""
        inside = any(one.start < match.start() < one.end for one in self.countries)
        before = self.text[max(0, match.start() - 14) : match.start()].casefold()
        return not (inside or rule("no_head").search(before) or rule("no_person").match(self.text, match.end()))

    def _names(self, signs: str) -> Iterable[tuple[int, int]]:
        for run in rule("run").finditer(signs):
            words = run[0].split(" ")
            lead = signs[max(0, run.start() - 40) : run.start()]
            whole = len(words) > 1 and re.search(f"{LAND}[ )]+$", lead)
            start = 0 if whole else _named(words)
            if start is None and len(words) == 1 and rule("courteous").search(lead):
                start = 0  # "ông Trung": of somebody named in full elsewhere
            if start is not None and len(words[-1]) > 1:
                yield run.start() + len(" ".join(words[:start])) + (start > 0), run.end()

    def mention(self, start: int, *, nested: bool = False) -> Mention:
        if self.signs[start] == HEAD:
            titles, name = self._titles(start)
            mention = Mention(start, titles[-1].end, titles)
        else:
            mention, name = Mention(start, start), rule("to_name").match(" " + self.signs[start], 0)
        lead = self.text[max(0, start - 40) : start]
        mention.courteous = bool(rule("courteous").search(lead) or (name and (name["courtesy"] or name["apposed"])))
        before = rule("former").search(lead) if mention.titles and not mention.courteous else None
        if before:
            mention.start = mention.titles[0].start = start - len(lead) + before.start()
        if name:
            self._take_name(mention, name.end() if mention.titles else start)
        mention.plural = not name and bool(rule("plural").search(lead))
        if name and not nested:
            self._apposition(mention)
        return mention

    def _take_name(self, mention: Mention, start: int) -> None:
        end = next((at for at in range(start, len(self.signs)) if self.signs[at] != NAME), len(self.signs))
        junior = rule("junior").match(self.text, end)
        mention.name = (start, junior.end() if junior else end)
        mention.end = mention.name[1]
        bracket = rule("bracket").match(self.signs, mention.end)
        if bracket:
            mention.also, mention.end = bracket.span("in"), bracket.end()

    def _titles(self, start: int) -> tuple[list[Title], re.Match[str] | None]:
        """Return the titles of one person from a place on, and what leads on to the name, if there is one.

        "Phó Thủ tướng, Bộ trưởng X" is one person's; "Thủ tướng Lào, Bộ trưởng Thái Lan X" are two, and
        "Thủ tướng và Bộ trưởng X" too.
        """
        title = self._title(start)
        name = rule("to_name").match(self.signs, title.end)
        if name:
            return [title], name
        link = rule("to_title").match(self.signs, title.end)
        if link:
            more, name = self._titles(link.end())
            theirs = {code for one in more for code in one.countries}
            soldier = self.text[link.end() : more[0].end].casefold().startswith(tuple(LEXICON["ranks"]))
            one = not title.countries or soldier or theirs == set(title.countries)
            if (name and one) or "kiêm" in link["joint"] or link["joint"] == " ":
                return [title, *more], name
        return [title], None

    def _title(self, start: int) -> Title:
        text, signs = self.text, self.signs
        end = next(stop for first, stop in self.heads if first <= start < stop)
        head = text[start:end]
        while head.casefold() in LEXICON["of_office"] and signs[end : end + 2] == " " + HEAD:
            end = next((stop for first, stop in self.heads if first == end + 1), end + 1)
        rest = rule("up_to_name").match(signs, end) or rule("alone").match(signs, end)
        end = rest.end() if rest else end
        title = Title(start, end, head, HEADS.get(head.casefold(), Role.OTHER))
        whom = rule("for_whom").match(signs, end)
        if whom:
            title.of = self.mention(whom.end(), nested=True)
            title.end = title.of.end
            return title
        held = [one for one in self.countries if start <= one.start < end]
        held = [one for one in held if not re.search(rf"{LAND}\s?[-–]\s?$", signs[: one.start])]
        lands = held or [one for one in self.regions if start <= one.start < end]
        title.countries = tuple(dict.fromkeys(one.value for one in lands))
        bodies = [(id_, code) for first, _, id_, code in self.bodies if start <= first < end]
        # Of "Ban Chấp hành Trung ương Đảng Cộng sản Trung Quốc" no body of another country is meant.
        mine = (id_ for id_, code in bodies if not (code and held) or code in title.countries)
        title.bodies = tuple(dict.fromkeys(mine))
        return title

    def _apposition(self, mention: Mention) -> None:
        """Take the titles that follow a name after a comma or dash; none if they lead up to another name."""
        titles, place = list[Title](), mention.end
        while link := rule("apposed").match(self.signs, place):
            title = self._title(link.end())
            other = set(title.countries) and mention.countries and not set(title.countries) & {*mention.countries}
            if link["joint"] == " " or other or rule("to_name").match(self.signs, title.end):
                return
            if mention.countries and not title.countries:
                return  # "Tiếp Đại sứ Lào X, Thủ tướng nói …"
            titles.append(title)
            place = title.end
        mention.titles += titles
        mention.end = max([mention.end, place])
