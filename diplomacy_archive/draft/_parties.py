"""Find who stands around a meeting's word: its subject, and those met, each by themselves or as a team."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from diplomacy_archive.draft import _lexicon as lexicon
from diplomacy_archive.draft._countries import find_countries
from diplomacy_archive.draft._titles import Mention

_ASIDE = (
    r"(?:thân mật|thân tình|xã giao|trọng thể|chính thức|song phương|ngắn|hẹp|riêng|trực tuyến|nhanh|"
    r"cấp cao|đầu tiên|ba bên|3 bên|"
    r"hiệu quả|thượng đỉnh|trực tiếp|ngoại giao|quan trọng|chúc mừng|lần lượt|gần đây|bên lề|"
    r"và \w+ (?:\w+ ){0,4}?của|[“\"][^”\"]{1,60}[”\"])"
)
_PLACE = r"(?:(?:tại|ở)\s+(?:(?!lời mời)[^,;.]){2,60}?)"
_TIME = r"(?:(?:(?:vào|hôm|ngày|sáng|trưa|chiều|tối)\s+)*\d[\d/.-]*|hôm nay|hôm qua)"
_COURTESY = rf"(?:(?:{'|'.join(sorted(lexicon.COURTESIES, key=len, reverse=True))})\.?)"
_PLURALS = rf"(?:{'|'.join(lexicon.PLURALS)}|các vị|cả)"
_SHORTENED = r"(?:[A-ZĐ]{2,6}\s+)?"  # "BTCA Quách Thanh Côn"
_TO_OBJECT = re.compile(
    rf"\s*(?:(?:{_ASIDE}|{_TIME}|{_PLACE})\s*)*"
    r"(?P<link>giữa|với|cùng|tới|đến|lên|dưới sự (?:đồng )?chủ trì của)?\s*"
    rf"(?i:{_PLURALS}\s+)?(?i:{_COURTESY}\s*)?{_SHORTENED}",
)
_LED_BY = re.compile(
    r"(?<!\w)[Đđ]oàn(?!\w)[^.;]{0,160}?\bdo\s+(?:(?i:hai|ba|các|ông|bà|đồng chí|ngài|TS\.?|ông bà)\s+)*$"
)
_NEXT_LED_BY = re.compile(
    r"[^.;]{0,200}?(?:và|,|với)\s+(?:[Đđ]oàn)(?!\w)[^.;]{0,160}?\bdo\s+(?:(?i:ông|bà|đồng chí|ngài)\s+)?"
)
_TEAM_MATE = re.compile(rf"[^.;]{{0,200}}?\bvà\s+(?i:{_COURTESY})\s+|\s+và\s+")
_AND = re.compile(rf"\s*,?\s*(?:và|cùng)\s+(?i:{_PLURALS}\s+)?(?i:{_COURTESY}\s*)?")
_COMMA = re.compile(rf"\s*[,;]\s*(?i:{_PLURALS}\s+)?(?i:{_COURTESY}\s*)?")
_WITH = re.compile(
    rf"\s*(?:\([^)]*\)|,)?\s*(?:(?:cùng|và)\s+(?i:phu nhân|đoàn)[^,.;]{{0,50}}?\s*)?(?:và|với|"
    rf"cùng)\s+(?i:{_COURTESY}\s*)?"
)
_NOT_SUBJECT = re.compile(
    r"(?<!\w)(?:của|theo lời mời của|lời mời của|cho|tới|đến|gửi|do|theo|bởi|nhân dịp|chuyển|về|"
    r"tháp tùng)\s+(?:\w+\s+)?$",
    re.IGNORECASE,
)
_LEADS = re.compile(r"\s*(?:,[^,]*,)?\s*(?:dẫn đầu|làm [Tt]rưởng [Đđ]oàn|chủ trì|, làm)")
_PASSIVE = re.compile(r"(?<!\w)được\s+(?:\w+\s+)?$")
_CLAUSE_WITH = re.compile(r",\s+cùng\s+$")  # "X đã thăm Nga, cùng Y chủ trì …"
_IN_TURN = re.compile(r"(?<!\w)lần lượt(?!\w)")
_CLOSE = 30  # signs between a passive's agent and the verb
_LONG = 200  # signs that a delegation's name and office may take


Nation = tuple[int, int, str]
"""Where a country's name stands, and its code."""


@dataclass
class Parties:
    """Who stands around a meeting's word.

    Attributes:
        hosts: The subject; several where they are one side together.
        teams: Those met, each by themselves; several in one where they were met together.
        nations: Where the countries listed after a title or "lãnh đạo" stand, and their codes; none of one alone.
        link: The word before those met.
        apart: Whether each of the hosts met those by themselves: "lần lượt".
    """

    hosts: list[Mention] = field(default_factory=list)
    teams: list[list[Mention]] = field(default_factory=list)
    nations: tuple[Nation, ...] = ()
    link: str = ""
    apart: bool = False

    @property
    def all(self) -> list[Mention]:
        """Everybody, the subject first."""
        return [*self.hosts, *(one for team in self.teams for one in team)]


def objects_after(text: str, place: int, end: int, here: Sequence[Mention]) -> Parties:
    """Return who stands right after a meeting's word, as those met."""
    after = [one for one in here if one.start >= place]
    if not after:
        return Parties()
    between = text[place : after[0].start]
    lead = _TO_OBJECT.fullmatch(between)
    led = bool(_LED_BY.search(between)) and len(between) < _LONG
    if not lead and not led:
        return Parties()
    link = (lead["link"] or "").casefold() if lead else "giữa" if "giữa" in between else "với"
    link = "giữa" if "chủ trì" in link else link
    teams = [[after[0]]]
    last = after[0]
    closed = False  # "A, B và C" ends a list: what follows another comma is not met
    for one in after[1:]:
        gap = text[last.end : one.start]
        if led:
            if not (one.name and (one.titles or one.courteous)):
                continue
            if _NEXT_LED_BY.fullmatch(gap):
                teams.append([one])
            elif _TEAM_MATE.fullmatch(gap):
                teams[-1].append(one)
            else:
                break
        elif _AND.fullmatch(gap) or (link == "giữa" and _WITH.fullmatch(gap)):
            teams.append([one])
            closed = True
        elif _COMMA.fullmatch(gap) and (not closed or _abroad(one)):
            teams.append([one])
        else:
            break
        last = one
    nations = nations_listed(text, last.start, last.end, end) if not last.name and last.countries else ()
    return Parties([], teams, nations, link or "-")


def _abroad(mention: Mention) -> bool:
    """Tell whether a mention's titles say that they are another country's or an organisation's."""
    return bool(mention.countries) or any(title.bodies or title.of for title in mention.titles)


def nations_listed(text: str, start: int, place: int, end: int) -> tuple[Nation, ...]:
    """Return the countries listed: "Đại sứ các nước Thái Lan, Indonesia và Malaysia"; none if there is one only.

    Args:
        text: The paragraph.
        start: Where the words for those met start.
        place: Where the words of the first of them end.
        end: Where the sentence ends.
    """
    found: list[Nation] = []
    for first, last, code in find_countries(text[:end]):
        if start <= first < place or re.fullmatch(r"\s*(?:,|và|,\s*và)\s+", text[place:first]):
            found.append((first, last, code))
            place = max(place, last)
    return tuple(found) if len(found) > 1 else ()


def with_subject(
    text: str,
    sentence: tuple[int, int],
    word: int,
    subject_end: int,
    met: Parties,
    here: Sequence[Mention],
    earlier: Sequence[Parties],
    earlier_end: int,
) -> Parties:
    """Return those met with the subject of a meeting's word; either may stay empty where the sentence says no more.

    Args:
        text: The paragraph.
        sentence: Where the sentence stands.
        word: Where the meeting's word starts.
        subject_end: Where the subject must end.
        met: Who stands after the word.
        here: The sentence's mentions.
        earlier: The parties of the meeting's words before, in the sentence.
        earlier_end: Where the last of those words ends.
    """
    if met.link == "giữa" and len(met.teams) > 1:
        return Parties(met.teams[0], met.teams[1:], met.nations, met.link)
    start = sentence[0]
    before = [one for one in here if one.end <= subject_end]
    close = not met.teams and len(before) > 1 and word - before[-1].end < _CLOSE
    listed = _listed(text, before) if close or met.teams else []
    if close and _PASSIVE.search(text[start : listed[0].start]) and len(before) > len(listed):
        return Parties(listed, [[before[-1 - len(listed)]]], apart=True)
    used = {id(one) for found in earlier for team in found.teams for one in team}
    free = [one for one in before if id(one) not in used and not _NOT_SUBJECT.search(text[start : one.start])]
    free = free or [one for one in before if id(one) not in used and _LEADS.match(text, one.end)]
    subject = free[-1] if free else None
    chain = next((found for found in reversed(earlier) if found.hosts), None)
    if chain and not (subject and subject.start > earlier_end):
        return Parties(chain.hosts, _without(met.teams, chain.hosts), met.nations, met.link)
    if subject is None:
        return _fronted(text, sentence, word, met, here)
    mates = [one for one in before if one.end < subject.start and _WITH.fullmatch(text[one.end : subject.start])]
    if not mates and _CLAUSE_WITH.search(text[start : subject.start]):
        mates = [one for one in free if one is not subject][-1:]
    if not met.teams:
        return Parties([mates[-1]], [[subject]]) if mates else Parties([subject])
    together = [mates[-1]] if mates and not _NOT_SUBJECT.search(text[start : mates[-1].start]) else []
    hosts = [*together, subject]
    if len(listed) > 1 and listed[-1] is subject and _IN_TURN.search(text[subject.end : word]):
        return Parties(listed, _without(met.teams, listed), met.nations, met.link, apart=True)
    return Parties(hosts, _without(met.teams, hosts), met.nations, met.link)


def _listed(text: str, before: Sequence[Mention]) -> list[Mention]:
    """Return the mentions of the list that ends with the last: "A, B và C"."""
    found = list(before[-1:])
    for one in reversed(before[:-1]):
        gap = text[one.end : found[0].start]
        if not (_COMMA.fullmatch(gap) or _AND.fullmatch(gap)):
            break
        found.insert(0, one)
    return found


def _fronted(text: str, sentence: tuple[int, int], word: int, met: Parties, here: Sequence[Mention]) -> Parties:
    """Return the parties of "Tiếp X, Y nói …": the subject follows whom it met, after a comma."""
    start = sentence[0]
    flat = [team[0] for team in met.teams]
    for place in range(1, len(flat)):
        if _COMMA.fullmatch(text[flat[place - 1].end : flat[place].start]):
            return Parties([flat[place]], met.teams[:place], met.nations, met.link)
    last = flat[-1].end if flat else word
    later = next((one for one in here if one.start > last and (one.titles or one.courteous)), None)
    if (
        later
        and re.search(r",\s*(?:\w+\s+)?$", text[last : later.start])
        and not _NOT_SUBJECT.search(text[start : later.start])
    ):
        return Parties([later], met.teams, met.nations, met.link)
    return met


def _without(teams: list[list[Mention]], hosts: list[Mention]) -> list[list[Mention]]:
    return [team for team in teams if not any(one in hosts for one in team)]
