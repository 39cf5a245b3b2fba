"""Find the words that say where something was: cities, buildings, and the places an archive knows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from diplomacy_archive.draft import _lexicon as lexicon
from diplomacy_archive.draft._countries import find_countries
from diplomacy_archive.draft._words import CAPITAL
from diplomacy_archive.records._vocabulary import PlaceKind

_CITY = f"(?i:{'|'.join(sorted(map(re.escape, lexicon.CITIES), key=len, reverse=True))})"
_WORD = rf"(?:T\.Ư|[{CAPITAL}][\w'’-]*)"
_NAMED = (
    rf"{_WORD}(?:\s+(?:{_WORD}|ương|phủ|hội|gia|phòng|giao|tịch|tướng|thống|hòa|dân|nước|quốc|nghị|tế|an|"
    r"kỳ|mạng|lễ|trị|công|thương))*"
)
_SITE = (
    rf"(?:(?:[Tt]rụ sở|[Vv]ăn phòng|[Nn]hà khách|[Kk]hách sạn|[Tt]òa nhà|[Đđ]ại sứ quán|[Cc]ung|[Dd]inh|"
    rf"[Ll]âu đài|[Tt]rung tâm|[Hh]ọc viện|"
    rf"[Cc]ửa khẩu(?: quốc tế)?|[Ss]ân bay(?: quốc tế)?)\s+{_NAMED}"
    rf"|[Tt]òa [Tt]hánh(?: Vatican)?"
    rf"|[Pp]hủ (?i:Chủ tịch nước|Chủ tịch|Thủ tướng|Tổng thống)|(?:Phủ|[Đđ]iện|Nhà|Bộ|Đại lễ đường|"
    rf"Hội trường|[Dd]inh(?: thự)?|Cung|Tòa)\s+{_NAMED})"
)
_TOWN = rf"(?:(?:[Tt]hủ đô|[Tt]hành phố|TP\.?|tỉnh|đảo)\s+)?(?:{_CITY})"
_ABROAD = rf"(?:[Tt]hủ đô |[Tt]hành phố )?{_WORD}(?: {_WORD}){{0,2}}(?=,\s|\s\()"
_CAPITAL_OR_TOWN = re.compile(r"^(?:thủ đô|thành phố|tp\.?|tỉnh|đảo)\s+", re.IGNORECASE)
_BESIDE = re.compile(r"(?<!\w)[Bb]ên lề(?!\w)[^;.]{0,120}$")
_AT = re.compile(rf"(?<!\w)(?:tại|ở)\s+(?P<place>{_SITE}|{_TOWN}|{_ABROAD})(?!\w)")
_ELSEWHERE = re.compile(
    r"(?<!\w)(?i:thăm|công tác|nhiệm kỳ|tổ chức|làm việc|khai mạc|bế mạc|dự|sinh sống|đến|lễ đón|"
    r"[Hh]ội nghị|cuộc họp|[Dd]iễn đàn|phiên|chiêu đãi)(?!\w)[^,;.]{0,110}$"
)
_POSTED = re.compile(r"(?<!\w)(?i:đại sứ|người Việt Nam|đại diện|phóng viên)(?!\w)[^,;.]{0,110}$")


@dataclass(frozen=True)
class Where:
    """Words that say where something was.

    Attributes:
        printed: The place, without "tại".
        country: The code of the country, for a city that is known.
        kind: What the place is; None for a country.
        beside: Whether the words give where the event was that the meeting was held beside.
    """

    start: int
    end: int
    printed: str
    country: str | None
    kind: PlaceKind | None
    beside: bool = False


def find_places(text: str, known: Mapping[str, str]) -> Iterator[Where]:
    """Yield the places at which a paragraph says that something was; where a visit or session was is passed over.

    Args:
        text: The paragraph.
        known: The archive's places by each of their names.
    """
    patterns = [_AT]
    if known:
        forms = "|".join(sorted(map(re.escape, known), key=len, reverse=True))
        patterns.insert(0, re.compile(rf"(?<!\w)(?:tại|ở)\s+(?P<place>{forms})(?!\w)"))
    countries = {start: code for start, _, code in find_countries(text)}
    taken: set[int] = set()
    found: list[Where] = []
    for pattern in patterns:
        for match in pattern.finditer(text):
            before = text[: match.start()]
            beside = bool(_BESIDE.search(before))
            posted = _POSTED.search(before) and not re.fullmatch(_SITE, match["place"])
            if match.start("place") in taken or ((posted or _ELSEWHERE.search(before)) and not beside):
                continue
            where = _where(text, match, countries, beside=beside, known=pattern is not _AT)
            if where is not None:
                taken.add(where.start)
                found.append(where)
    yield from sorted(found, key=lambda one: one.start)


def _where(
    text: str, match: re.Match[str], countries: Mapping[int, str], *, beside: bool, known: bool
) -> Where | None:
    """Say what place a match names; None where it may be no place at all."""
    printed = match["place"]
    start, end = match.span("place")
    by_itself = re.search(r"(?:^|[,;])\s*$", text[: match.start()]) and text[end : end + 1] == ","
    if start in countries and not known:
        return Where(start, end, printed, countries[start], None, beside) if beside or by_itself else None
    city = _CAPITAL_OR_TOWN.sub("", printed)
    country = lexicon.CITIES.get(printed.casefold()) or lexicon.CITIES.get(city.casefold())
    if known or country or re.fullmatch(_SITE, printed):
        town = re.fullmatch(_TOWN, printed)
        return Where(start, end, printed, country, PlaceKind.CITY if town else PlaceKind.BUILDING, beside)
    country = countries.get(end + 2)  # "tại Tashkent, Uzbekistan", "tại Osaka (Nhật Bản)"
    return Where(start, end, printed, country, PlaceKind.CITY, beside) if country or by_itself else None
