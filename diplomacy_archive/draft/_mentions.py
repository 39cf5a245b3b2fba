"""Find who is mentioned in a sentence: names, with the titles printed before or after them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from diplomacy_archive.draft._names import (
    FAMILIES,
    LEXICON,
    Span,
    Word,
    find_countries,
    is_syllable,
    matcher,
    named,
    phrases,
    runs,
    words,
)
from diplomacy_archive.records._vocabulary import Role, courtesies

HEADS: Mapping[str, Role | None] = {
    **{head.casefold(): role for role in Role for head in role.words if head not in LEXICON["not_alone"]},
    **dict.fromkeys(LEXICON["no_office"]),
}
"""Titles' first words, and the role each names (of several the last); None for what only stands for a title."""

CITIES: Mapping[str, str] = {city.casefold(): code for code, found in LEXICON["cities"].items() for city in found}
GROUPS: Mapping[str, str] = {name: id_ for id_, names in LEXICON["groups"].items() for name in names[:-1]}
PLURALS = "|".join(LEXICON["plurals"])
_COURTESIES = (*(word for word in courtesies() if word not in ("anh", "chị")), *LEXICON["courtesies"])
COURTESY = rf"(?i:{'|'.join(sorted(_COURTESIES, key=len, reverse=True))})\.?"
"""What stands before a name, or before a title, and names no office, as a pattern."""

_CITY = "|".join(sorted(map(re.escape, CITIES), key=len, reverse=True))
TOWN = rf"(?:(?:[Tt]hủ đô|[Tt]hành phố|TP\.?|[Tt]ỉnh|[Đđ]ảo)\s*)?(?i:{_CITY})(?!\w)"
_TITLE = re.compile(rf"(?<!\w)(?:Phó )?(?:{matcher(tuple(HEADS)).pattern})", re.IGNORECASE)
_REGION = re.compile(rf"(?<!\w)(?:[Bb]ang (?P<state>{'|'.join(LEXICON['states'])})(?!\w)|{TOWN})")
_REGION_BEFORE = re.compile(r"(?<!\w)(?:tỉnh|bang|thành phố|TP\.?)\s*$", re.IGNORECASE)
CITY_LEAD = re.compile(r"^(?:thủ đô|thành phố|tp\.?|tỉnh|đảo)\s*", re.IGNORECASE)
_BODY, _GEOGRAPHY = phrases("body", 0), phrases("geography", 0)
_FIRM = re.compile(r"(?<!\w)(?:Tập đoàn|Công ty|Hãng|Tổng công ty)\s+$", re.IGNORECASE)
_COURTEOUS = re.compile(rf"(?<!\w){COURTESY}\s+$")
_COURTESY_AHEAD = re.compile(rf"\s*{COURTESY}\s+")
_BEFORE = re.compile(r"(?<!\w)(?:Quyền|tân|cựu|nguyên|cố|hàm)\s+$", re.IGNORECASE)
_BEFORE_AHEAD = re.compile(r"(?:Quyền|tân|cựu|nguyên|cố|hàm)\s+", re.IGNORECASE)
_PLURAL = re.compile(rf"(?<!\w)(?:{PLURALS})\s+(?:(?:ngài|vị|đồng chí)\s+)?$", re.IGNORECASE)
_BRACKET = re.compile(r"\s*\((?P<in>[^()]{1,60})\)")
_ACRONYM = re.compile(r"\s*\([A-Z][\w&-]{1,9}\)")
_JUNIOR = re.compile(r"(?:(?<=Jr)|(?<=Sr)|,? [JS]r)\.| (?:I{2,3}|IV|VI{0,3}|X[IV]{0,4})(?!\w)")
_JOINT = re.compile(r"\s*(?:,|-|–|,?\s*kiêm)\s+")
_APPOSED = re.compile(r"\s*(?:,|[–-]|,?\s+kiêm)\s+")
_NAME_AHEAD = re.compile(rf"\s*,\s+{COURTESY}\s+")
_FRONTED = re.compile(
    rf"(?:^|[.!?…”*]\s*)(?:Tiếp|Gặp|Hội đàm với|Hội kiến(?: với)?|Trao đổi với)\s+(?:{COURTESY}\s+)?$"
)
_CHARGE = re.compile(r"(?:phụ trách|về)\s[^,;.:]{0,80}|về (?:\w+ ){2,9}?(?=của )")
_ITS_COUNTRY = re.compile(r"nước (?:này|bạn|mình|chủ nhà|láng giềng|ông|bà)(?!\w)|& \w+")
_PAIRED = re.compile(r"\s*[-–]\s*")
_STOP, _NO_STOP_AFTER = frozenset(LEXICON["after_titles"]), frozenset(LEXICON["words"]["no_stop_after"])
_NO_STOP = phrases("no_stop")
_SOLDIERS, _OF_OFFICE, _OF_FIELD, _CHARGED = (
    frozenset(LEXICON["words"][name]) for name in ("soldiers", "of_office", "of_field", "charged")
)
_MOST_LOOSE = 6  # small words in a row; more are a sentence
_LEAD = 40  # characters before a word that may hold a courtesy, a plural or "tỉnh"


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
        """The codes of the countries in the titles."""
        return tuple(dict.fromkeys(code for title in self.titles for code in title.countries))

    @property
    def inside(self) -> list[Mention]:
        """The mention, and those inside its titles."""
        return [self, *(one for title in self.titles if title.of for one in title.of.inside)]


@dataclass(frozen=True)
class Known:
    """What an archive's registers know: written forms to ids, of parties and organisations with their country."""

    people: Mapping[str, str]
    bodies: Mapping[str, tuple[str, str | None]]


class _Entity(NamedTuple):
    """A country, a region, a body or a ministry's field, as it stands inside a title."""

    end: int
    codes: tuple[str, ...] = ()
    region: str | None = None
    body: tuple[str, str | None] | None = None


def find_mentions(text: str, known: Known) -> list[Mention]:
    """Return the mentions of people in a sentence, in order; who is inside another's title is in that title."""
    walk = _Walk(text, known)
    found: list[Mention] = []
    for start in sorted({*walk.titles, *walk.names}):
        if start >= (max(found[-1].end, found[-1].start + 1) if found else 0):
            found.append(walk.mention(start))
    return found


class _Walk:
    """The walk over a sentence that puts titles and names together."""

    def __init__(self, text: str, known: Known) -> None:
        self.text = text
        found = words(text)
        self.words = {word.start: word for word in found}
        countries = find_countries(text)
        regions = list(_REGION.finditer(text))
        inside = {place for one in countries for place in range(one.start + 1, one.end)}
        self.titles = {match.start(): match for match in _TITLE.finditer(text) if self._is_title(match, inside)}
        self.entities = {match.start(): _Entity(match.end()) for match in _BODY.finditer(text)}
        self.entities |= {match.start(): _Entity(match.end()) for match in _ITS_COUNTRY.finditer(text)}
        for match in regions:
            code = "US" if match["state"] else CITIES.get(match[0].casefold())
            code = code or CITIES[CITY_LEAD.sub("", match[0].casefold())]
            self.entities[match.start()] = _Entity(match.end(), region=code)
        forms = {**{name: (id_, None) for name, id_ in GROUPS.items()}, **known.bodies}
        bodies = [match for match in matcher(tuple(forms)).finditer(text) if match[0] in forms]
        ends = {one.start: one.end for one in countries} | {match.start(): match.end() for match in bodies}
        for one in countries:
            pair = _PAIRED.match(text, one.end)  # "Hội hữu nghị Việt Nam - Lào", "Hội đồng Mỹ - ASEAN"
            self.entities[one.start] = _Entity(ends.get(pair.end(), one.end) if pair else one.end, (one.value,))
        for match in bodies:
            codes = tuple(one.value for one in countries if match.start() < one.start < match.end())
            self.entities[match.start()] = _Entity(match.end(), codes, body=forms[match[0]])
        self.places = {one.start: one.end for one in countries} | {match.start(): match.end() for match in regions}
        self.countries = {one.start: one for one in countries}
        self.names = self._find_names(found, known)

    # --- Where names and titles stand ---------------------------------------------------------------

    def _is_title(self, match: re.Match[str], inside: set[int]) -> bool:
        """Tell whether a title's words name somebody: "Chủ tịch" not after "Phủ", "Đại sứ" not before "quán"."""
        before = self.text[max(0, match.start() - 12) : match.start()].rstrip().casefold()
        after = self.text[match.end() : match.end() + 7].casefold()
        no_office = ("phủ", "nhóm", "văn phòng", "cấp", "chức", "hội đồng", "quyền lực")
        no_person = (" quán", " kỳ", " ttxvn", " đoàn")
        return match.start() not in inside and not (before.endswith(no_office) or after.startswith(no_person))

    def _find_names(self, found: list[Word], known: Known) -> dict[int, list[Word]]:
        names: dict[int, list[Word]] = {}
        for match in matcher(tuple(known.people)).finditer(self.text) if known.people else ():
            inside = [self.words[at] for at in range(*match.span()) if at in self.words]
            if inside and inside[0].text[0].isupper():
                names[inside[0].start] = inside
        hidden = [(start, one.end) for start, one in self.entities.items()] + list(self.places.items())
        hidden += [(one[0].start, one[-1].end) for one in names.values()]
        hidden += [match.span() for match in (*self.titles.values(), *_GEOGRAPHY.finditer(self.text))]
        masked = [False] * (len(self.text) + 1)
        for start, end in hidden:
            masked[start:end] = [True] * (end - start)
        for one in self.countries.values():  # "Nguyễn Phương Nga": a country's short name ends a Vietnamese name
            if " " not in self.text[one.start : one.end] and self._ends_name(one, found):
                masked[one.start : one.end] = [False] * (one.end - one.start)
        ends = set(self.places.values())
        for run in runs(self.text, found, masked):
            lead = self.text[max(0, run[0].start - _LEAD) : run[0].start]
            close = run[0].start - len(lead) + len(lead.rstrip(" )"))
            name = named(run, whole=close in ends and "," not in lead[-2:])
            if _REGION_BEFORE.search(lead):  # "Thống đốc tỉnh Akita Goto Yuki"
                cut = 2 if all(is_syllable(word.text) for word in run[:2]) else 1
                name = run[cut:] if len(run) - cut > 1 else []
            if not name and len(run) == 1 and _COURTEOUS.search(lead):
                name = run  # "ông Trung": of somebody named in full elsewhere
            if _FIRM.search(lead):  # "Chủ tịch Tập đoàn Akari Tanaka Ken"
                name = run[len(run) - 2 :] if len(run) > 2 else []
            if name and (len(name) > 1 or len(name[0].text) > 1):
                names[name[0].start] = name
        return names

    def _ends_name(self, country: Span, found: list[Word]) -> bool:
        run: list[Word] = []
        for word in reversed([word for word in found if word.end < country.start][-3:]):
            if not word.capital or self.text[word.end : run[0].start if run else country.start] != " ":
                break
            run.insert(0, word)
        return 2 <= len(run) <= 3 and run[0].text in FAMILIES and all(is_syllable(word.text) for word in run)

    def _next(self, place: int) -> int:
        """Return where the next word stands, past a courtesy before a name or title."""
        ahead = _COURTESY_AHEAD.match(self.text, place)
        if ahead and (ahead.end() in self.names or ahead.end() in self.titles):
            return ahead.end()
        return place + (self.text[place : place + 1] == " ")

    # --- Putting them together ----------------------------------------------------------------------

    def mention(self, start: int, *, nested: bool = False) -> Mention:
        """Return the mention that starts with a title or name."""
        mention = Mention(start, start)
        place: int | None = start
        while place is not None and place in self.titles:
            mention.titles.append(self._title(place))
            mention.end = mention.titles[-1].end
            place = self._name_or_next(mention)
        if not mention.titles:
            self._take_name(mention, start)
        lead = self.text[max(0, mention.start - _LEAD) : mention.start]
        mention.courteous = mention.courteous or bool(_COURTEOUS.search(lead))
        before = None if mention.courteous or not mention.titles else _BEFORE.search(lead)
        if before:
            mention.titles[0].start = mention.start = mention.start - len(lead) + before.start()
        mention.plural = not mention.name and bool(_PLURAL.search(lead))
        if mention.name and not nested:
            self._apposition(mention)
        return mention

    def _name_or_next(self, mention: Mention) -> int | None:
        """Take the name that follows a title; else return where another title of the same person starts."""
        ahead = self._next(mention.end)
        apposed = _NAME_AHEAD.match(self.text, mention.end)
        apposed_at = apposed.end() if apposed else -1
        if ahead in self.names or apposed_at in self.names:
            self._take_name(mention, ahead if ahead in self.names else apposed_at)
            mention.courteous = mention.courteous or ahead not in self.names
            return None
        if ahead in self.titles:
            return ahead
        # "Phó Thủ tướng, Bộ trưởng X" is one; "Thủ tướng Lào, Bộ trưởng …" are two, unless of one country.
        bracket = _ACRONYM.match(self.text, mention.end)
        link = _JOINT.match(self.text, bracket.end() if bracket else mention.end)
        after = self._title_ahead(link.end()) if link else None
        if self.text[max(0, mention.start - 5) : mention.start] == "Theo ":
            return None  # "Theo Đại sứ, Thủ tướng …"
        if link and after is not None and mention.countries and "kiêm" not in link[0]:
            soldier = self.titles[after][0].casefold() in _SOLDIERS
            return after if soldier or set(self._title(after).countries) == set(mention.countries) else None
        return after

    def _take_name(self, mention: Mention, start: int) -> None:
        found = self.names[start]
        courtesy = bool(mention.titles) and bool(_COURTESY_AHEAD.fullmatch(self.text, mention.end, start))
        mention.courteous = mention.courteous or courtesy
        junior = _JUNIOR.match(self.text, found[-1].end)
        mention.end = junior.end() if junior else found[-1].end
        mention.name = (start, mention.end)
        bracket = _BRACKET.match(self.text, mention.end)
        inner = self.names.get(bracket.start("in")) if bracket else None
        if bracket and inner and inner[-1].end == bracket.end("in"):
            mention.also, mention.end = bracket.span("in"), bracket.end()

    def _title_ahead(self, place: int) -> int | None:
        after = self._next(place)
        before = _BEFORE_AHEAD.match(self.text, after)
        after = before.end() if before and before.end() in self.titles else after
        return after if after in self.titles else None

    def _apposition(self, mention: Mention) -> None:
        """Take the titles that follow a name after a comma or dash; none if they lead up to another name."""
        titles: list[Title] = []
        place = mention.end
        fronted = mention.countries and _FRONTED.search(self.text[max(0, mention.start - _LEAD) : mention.start])
        while True:
            bracket = _BRACKET.match(self.text, place)
            link = _APPOSED.match(self.text, bracket.end() if bracket else place)
            after = self._title_ahead(link.end()) if link else None
            if after is None:
                break
            title = self._title(after)
            clash = title.countries and mention.countries and not set(title.countries) & set(mention.countries)
            apposed = _NAME_AHEAD.match(self.text, title.end)  # "của X, Tổng thống Peru, bà Y": the title is Y's
            other = {self._next(title.end), apposed.end() if apposed else -1} & self.names.keys()
            if other or clash or (not title.countries and fronted):
                return
            titles.append(title)
            place = title.end
        mention.titles += titles
        mention.end = max([mention.end, *(title.end for title in titles)])

    # --- Reading a title ----------------------------------------------------------------------------

    def _title(self, start: int) -> Title:
        """Read a title up to a name, a comma or a verb; "Trợ lý Tổng thống" and the like are one office."""
        title = self._read_title(start)
        ahead = self._next(title.end)
        if title.head.casefold() in _OF_OFFICE and ahead in self.titles and ahead == title.end + 1:
            inner = self._title(ahead)
            title.end, title.countries = inner.end, title.countries or inner.countries
        return title

    def _read_title(self, start: int) -> Title:
        text, match = self.text, self.titles[start]
        inner = [one for at, one in self.entities.items() if start <= at and one.end <= match.end()]
        title = _Reading(match, [one.body for one in inner if one.body])
        while not title.ended:
            bracket = _BRACKET.match(text, title.place)
            country = self.countries.get(bracket.start("in")) if bracket else None
            glossed = bracket and (bracket.end() + 1 in self.countries or bracket.end() + 1 in self.names)
            at = title.place + 1
            if bracket and (country or glossed or _ACRONYM.match(text, title.place)):
                title.codes += [country.value] if country else []  # "tỉnh Tứ Xuyên (Trung Quốc) Lâm Gia Hòa"
                title.take(bracket.end())
            elif at in self.names or at in self.titles or text[title.place : at] != " ":
                # Small words before a comma or a name are the title's, where it has a body before them.
                comma = title.loose and title.solid > match.end() and text[title.place : at] != " "
                title.solid = title.place if at in self.names or comma else title.solid
                title.ended = True
            elif at in self.entities:
                title.take_entity(self.entities[at], text[at : self.entities[at].end].split()[-1])
            elif at in self.words:
                self._read_word(title, self.words[at])
            else:
                title.ended = True
        after = (
            self.countries.get(title.solid + 2) if title.regions and text.startswith(", ", title.solid) else None
        )
        if after:  # "Thống đốc bang Oregon, Hoa Kỳ"
            title.codes.append(after.value)
            title.solid = after.end
        return title.title()

    def _read_word(self, title: _Reading, word: Word) -> None:
        """Read a word inside a title, or end the title before it."""
        lower, head = word.text.casefold(), title.head
        charge = _CHARGE.match(self.text, word.start) if head in _CHARGED else None
        names = [one - 1 for one in self.names if charge and word.start < one < charge.end()]
        if names:  # "phụ trách khu vực Đông Á" before a name
            title.take(min(names))
        elif charge and head in _OF_FIELD and self.text.startswith("của ", charge.end()):
            title.place = charge.end() - 1
        elif lower == "của":
            self._read_of(title, word.end)
        elif lower == "tại":
            entity = self.entities.get(self._next(word.end))
            title.ended = not entity or not (entity.codes or self._next(entity.end) in self.names)
            title.take(entity.end if entity and not title.ended else title.solid)
        elif lower in ("và", "&"):  # inside a ministry's name, not before somebody else
            after = self.words.get(word.end + 1)
            taken = word.end + 1 in {*self.titles, *self.names, *self.countries}
            inside = head in _OF_FIELD and after and after.capital and title.solid > title.match.end() and not taken
            title.place, title.ended = word.end, not inside
        else:
            title.take_word(word, stays=bool(_NO_STOP.match(self.text, word.start)))
        title.previous = lower

    def _read_of(self, title: _Reading, end: int) -> None:
        """Read on after "của", to whom the office is held for or to a body."""
        after = self._next(end)
        if after in self.titles or (after in self.names and _COURTESY_AHEAD.match(self.text, end)):
            title.of = self.mention(after, nested=True)
            title.take(title.of.end)
            title.ended = title.of.name is not None
        else:
            title.place = end
            title.ended = not (after in self.entities or self.text[after : after + 1].isupper())


class _Reading:
    """A title as it is read: how far it was read, and how far it surely goes."""

    def __init__(self, match: re.Match[str], bodies: list[tuple[str, str | None]]) -> None:
        self.match, self.bodies = match, bodies
        self.head = match[0].casefold()
        self.place = self.solid = match.end()
        self.previous = self.head.split()[-1]
        self.loose = 0  # small words in a row
        self.after_capital = self.ended = False
        self.codes: list[str] = []
        self.regions: list[str] = []
        self.of: Mention | None = None

    def take(self, end: int) -> None:
        """Take what surely belongs to the title."""
        self.place = self.solid = end
        self.loose, self.after_capital = 0, False

    def take_entity(self, entity: _Entity, last: str) -> None:
        """Take a country, region or body."""
        self.codes += entity.codes
        self.regions += [entity.region] if entity.region else []
        self.bodies += [entity.body] if entity.body else []
        self.take(entity.end)
        self.previous = last.casefold()

    def take_word(self, word: Word, *, stays: bool) -> None:
        """Take a capitalised word, or a small one that may lead to one."""
        lower = word.text.casefold()
        if word.text[0].isupper():
            self.take(word.end)
            self.after_capital = True
        elif stays:
            self.place = word.end
        elif lower in _STOP and f"{self.previous} {lower}" not in _NO_STOP_AFTER:
            self.ended = True
        else:
            self.place, self.loose = word.end, self.loose + 1
            if self.after_capital and self.loose == 1:
                self.solid = word.end  # the second syllable of a word
            self.ended = self.loose > _MOST_LOOSE

    def title(self) -> Title:
        """Return the title, as far as it surely goes."""
        # Of "Ban Chấp hành Trung ương Đảng Cộng sản Trung Quốc" no body of another country is meant.
        bodies = (id_ for id_, code in self.bodies if not (code and self.codes) or code in self.codes)
        countries = tuple(dict.fromkeys(self.codes or self.regions))
        role = HEADS.get(self.head, Role.OTHER)
        start, head = self.match.start(), self.match[0]
        return Title(start, self.solid, head, role, countries, tuple(dict.fromkeys(bodies)), self.of)
