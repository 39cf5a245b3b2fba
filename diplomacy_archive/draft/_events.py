"""Find where a sentence tells of a meeting: the word for it, who stands around it, whether it was held."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache

from diplomacy_archive.draft._mentions import COURTESY, PLURALS, Mention
from diplomacy_archive.draft._names import LEXICON, matcher, phrases, words_of
from diplomacy_archive.draft._reading import Sentence, When, Where
from diplomacy_archive.records._vocabulary import Kind

_COUNTED = ("cuộc ", "các ", "hai ", "buổi ")
WORDS: Mapping[str, Kind] = {
    word: kind
    for kind in Kind
    for word in kind.words
    if word not in LEXICON["not_alone"] and not word.startswith(_COUNTED)
}
"""Words that tell of a meeting, and the kind each names; nouns are found by what stands before the word."""

_ONLY_AS_MEETING = frozenset(LEXICON["only_as_meeting"])
_WORD = matcher(tuple(WORDS))
_NOT_MEETING = phrases("not_meeting")
_NOUN = re.compile(
    r"(?<!\w)(?:(?:các|những|hai|ba|2|3|một|loạt)\s+)?(?:cuộc|buổi|phiên|vòng|lễ)\s+(?:họp\s+|đón\s+)?$",
    re.IGNORECASE,
)
_BACK = re.compile(
    r"(?<!\w)(?:tại|trong|kết thúc|phát biểu tại|qua|ngay sau|sau|trước)(?: khuôn khổ)?\s+$", re.IGNORECASE
)
_THIS = re.compile(r"(?<!\w)[Đđ]ây (?:cũng )?là\s+$")
_BOTH = re.compile(
    r"(?<!\w)(?:hai|2)\s+(?:bên|nhà\s+lãnh\s+đạo|lãnh\s+đạo|đoàn|Bộ\s+trưởng|Ngoại\s+trưởng|Thủ\s+tướng|Chủ\s+tịch|"
    r"Tổng\s+thống|nguyên\s+thủ)(?!\w)",
    re.IGNORECASE,
)
_GROUP = re.compile(
    r"\s*(?:thân mật\s+)?(?:(?:với|cùng)\s+)?(?P<words>(?:đại diện|đoàn|nhóm|các nghị sĩ|"
    r"(?:\d+|các)(?: ngài| vị)? (?:tổng lãnh sự|đại sứ|doanh nghiệp))\s[^,.;:(]{3,90})",
    re.IGNORECASE,
)
_OWN_PEOPLE = phrases("own_people")
_FAREWELL = ("chào từ biệt", "đến chào từ biệt", "đến chào", "chào xã giao", "trình quốc thư")
_NEAR = 60  # characters before a meeting's word in which "hai bên" is its subject

_ASIDE = (
    r"(?:thân mật|thân tình|xã giao|trọng thể|chính thức|song phương|ngắn|hẹp|riêng|trực tuyến|nhanh|cấp cao|"
    r"đầu tiên|ba bên|3 bên|hiệu quả|thượng đỉnh|trực tiếp|ngoại giao|quan trọng|chúc mừng|lần lượt|gần đây|bên lề|"
    r"và \w+ (?:\w+ ){0,4}?của|[“\"][^”\"]{1,60}[”\"])"
)
_PLACE = r"(?:(?:tại|ở)\s+(?:(?!lời mời)[^,;.]){2,60}?)"
_TIME = r"(?:(?:(?:vào|hôm|ngày|sáng|trưa|chiều|tối)\s+)*\d[\d/.-]*|hôm nay|hôm qua)"
_MANY = rf"(?i:{PLURALS}|các vị|cả)"
_TO_OBJECT = re.compile(
    rf"\s*(?:(?:{_ASIDE}|{_TIME}|{_PLACE})\s*){{0,4}}"
    r"(?P<link>giữa|với|cùng|tới|đến|lên|dưới sự (?:đồng )?chủ trì của)?\s*"
    rf"(?:{_MANY}\s+)?(?:{COURTESY}\s*)?(?:[A-ZĐ]{{2,6}}\s+)?"
)
_FURTHER = re.compile(
    rf",\s[^;.]{{3,90}}?\s(?:cùng với|cùng|với)\s+(?:{COURTESY}\s*)?"
)  # "hội đàm, dự tiệc cùng với X"
_LED_BY = re.compile(
    r"(?<!\w)[Đđ]oàn(?!\w)[^.;]{0,160}?\bdo\s+(?:(?i:hai|ba|các|ông|bà|đồng chí|ngài|TS\.?|ông bà)\s+){0,3}$"
)
_NEXT_LED_BY = re.compile(
    r"[^.;]{0,200}?(?:và|,|với)\s+(?:[Đđ]oàn)(?!\w)[^.;]{0,160}?\bdo\s+(?:(?i:ông|bà|đồng chí|ngài)\s+)?"
)
_TEAM_MATE = re.compile(rf"[^.;]{{0,200}}?\bvà\s+{COURTESY}\s+|\s+và\s+")
_AND = re.compile(rf"\s*,?\s*(?:và|cùng)\s+(?:{_MANY}\s+)?(?:{COURTESY}\s*)?")
_COMMA = re.compile(rf"\s*[,;]\s*(?:{_MANY}\s+)?(?:{COURTESY}\s*)?")
_WITH = re.compile(
    rf"\s*(?:\([^)]*\)|,)?\s*(?:(?:cùng|và)\s+(?i:phu nhân|đoàn)[^,.;]{{0,50}}?\s*)?(?:và|với|cùng)\s+"
    rf"(?:{COURTESY}\s*)?"
)
_NOT_SUBJECT = re.compile(rf"(?<!\w)(?:{words_of('not_subject')})\s+(?:\w+\s+)?$", re.IGNORECASE)
_LEADS = re.compile(r"\s*(?:,[^,]*,)?\s*(?:dẫn đầu|làm [Tt]rưởng [Đđ]oàn|chủ trì|, làm)")
_PASSIVE = re.compile(r"(?<!\w)được\s+(?:\w+\s+)?$")
_CLAUSE_WITH = re.compile(r",\s+cùng\s+$")  # "X đã thăm Nga, cùng Y chủ trì …"
_IN_TURN = re.compile(r"(?<!\w)lần lượt(?!\w)")
_CLOSE, _LONG, _WINDOW = 30, 200, 90  # characters: a passive's agent to its verb; a delegation's name; a lead read

_DONE = re.compile(r"(?<!\w)(?:đã|vừa)(?!\w)", re.IGNORECASE)
_UNSURE = phrases("unsure")
_COMING = phrases("coming")
_DENIED = phrases("denied")
_WISHED_OF = re.compile(rf"(?<!\w)(?:{words_of('wished_of')})\s+$")  # "đề nghị X gặp Y"
_OFF = re.compile(r"\s*,?\s*(?:đã |sẽ |có thể )?(?:bị |được )?(?:hủy|hoãn|lùi|không diễn ra|chưa diễn ra)(?!\w)")
_TO_COME = re.compile(r"(?<!\w)(?:có thể|sẽ|dự kiến)\s+(?:\w+\s+)?diễn ra", re.IGNORECASE)
_AGREED_TO = re.compile(r"(?<!\w)(?:nhất trí|thống nhất|đồng ý)\s+$", re.IGNORECASE)
_FIRST_WORDS = re.compile(rf"(?:^|,)\s*(?:{words_of('first_words')})(?!\w)", re.IGNORECASE)
_BY_PLAN = re.compile(r"Theo (?:thông báo|thông cáo|kế hoạch|chương trình|lịch trình|dự kiến)(?!\w)")
_LOOKED_BACK = phrases("looked_back")
_LONG_AGO = phrases("long_ago")
_JUST_BACK = re.compile(
    r"(?<!\w)(?:đầu|giữa|cuối)? ?(?:tháng \d{1,2}|tuần|tháng|năm)(?: năm \d{4})? (?:vừa qua|vừa rồi|trước)(?!\w)",
    re.IGNORECASE,
)
_NOT_YET = re.compile(
    r"\s*(?:\w+\s+){0,3}?(?:sắp tới|tiềm năng|được đề xuất|dự kiến|tiếp theo|ngày mai|tuần tới|có thể|có khả năng|"
    r"sẽ|chưa|bị hủy|bị hoãn)(?!\w)",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r"(?:Ngay )?(?:[Ss]au đó|[Tt]iếp đó|[Ss]au lễ đón|[Tt]iếp theo|[Cc]ũng trong)(?!\w)")

_TOLD = re.compile(rf"\s*(?:,\s*)?(?:{words_of('told')})(?!\w)")
_REPORTED = phrases("reported")
_AT_HOME = re.compile(r"\s*\(?(?:theo )?giờ (?:Hà Nội|Việt Nam|VN)(?!\w)")
_OTHER_CLAUSE = re.compile(rf"{_WORD.pattern}[^;]*;", re.IGNORECASE)
_ELSEWHERE = re.compile(r"[;.]|(?<!\w)(?:thăm|từ|đến)(?!\w)")
_NOT_THERE = re.compile(r"(?<!\w)(?:đã|lễ|sau)(?!\w)")
_HELD_THERE = re.compile(r"\s*,?\s*(?:đã )?diễn ra\s+(?:các )?(?:cuộc |buổi )?")
_STARTS_THERE = re.compile(r"\s+(?:đã )?(?:bắt đầu|tiến hành|có)?\s*")
_OCCASION = re.compile(r",\s+(?:trong khuôn khổ|nhân dịp|nhân|trong)\s[^,]+(?=,)")
_TAKES_PLACE = re.compile(r"(?<!\w)diễn ra\s+(?:tại|ở)\s+$")
_FAREWELL_AFTER = re.compile(r"(?:\s*(?:,|và)\s*\w+(?: \w+){0,2}?){0,3}\s+(?:đến )?(?:chào từ biệt|chào xã giao)")
_TIME_AFTER, _PLACE_BEFORE, _PLACE_AFTER = (
    60,
    45,
    30,
)  # characters between a meeting, or who met, and its time or place


class Telling(StrEnum):
    """How a sentence tells of a meeting."""

    HELD = "held"
    PLANNED = "planned"
    IDLE = "wished, doubted or denied"
    RECALLED = "looked back to"


@dataclass(eq=False)
class Event:
    """One place where an article tells of a meeting: its words from `start`, of a noun with "cuộc", to `end`."""

    sentence: Sentence
    start: int
    word: int  # where the word itself starts
    end: int
    telling: Telling = Telling.HELD
    back: bool = False  # whether the words refer to a meeting told of elsewhere, as in "tại cuộc gặp"
    hosts: list[Mention] = field(default_factory=list)  # the subject; several are one side together
    teams: list[list[Mention]] = field(default_factory=list)  # those met; several in one were met together
    apart: bool = False  # whether each of the hosts met the others by themselves: "lần lượt"
    group: tuple[int, int] | None = None  # words for people met who are neither named nor titled
    both: bool = False  # whether "hai bên" or the like stands for who met
    more: list[str] = field(default_factory=list)  # further words for the same meeting: "tiếp X đến chào từ biệt"

    @property
    def printed(self) -> str:
        """Its words, of a noun with "cuộc" and the like."""
        return self.sentence.text[self.start : self.end]

    @property
    def kind(self) -> Kind:
        """The kind that its word names."""
        return kind_of(self.printed)

    @property
    def parties(self) -> list[Mention]:
        """Everybody, the subject first."""
        return [*self.hosts, *(one for team in self.teams for one in team)]


@cache
def kind_of(word: str) -> Kind:
    """Return the kind that a meeting's words name by their end."""
    last = word.casefold()
    return WORDS[max((known for known in WORDS if last.endswith(known.casefold())), key=len)]


def find_events(sentence: Sentence) -> list[Event]:
    """Return the places where a sentence tells of a meeting, in order."""
    text = sentence.text
    barred = [match.span() for match in _NOT_MEETING.finditer(text)]
    barred += [(title.start, title.end) for mention in sentence.mentions for title in mention.titles]
    found: list[Event] = []
    for match in _WORD.finditer(text):
        if not any(first <= match.start() < last for first, last in barred):
            event = _event(sentence, match, found)
            if event is not None:
                found.append(event)
    return _tidy(found)


def _event(sentence: Sentence, match: re.Match[str], earlier: Sequence[Event]) -> Event | None:
    text, word, end = sentence.text, match.start(), match.end()
    noun = _NOUN.search(text, max(0, word - _WINDOW), word)
    start = noun.start() if noun else word
    back = _BACK.search(text, max(0, start - _WINDOW), start)
    event = Event(sentence, start, word, end)
    link = _take_objects(event, next((one.start() for one in _WORD.finditer(text, end)), len(text)))
    group = _GROUP.match(text, end)
    if match[0].casefold() in _ONLY_AS_MEETING and not (noun or link or group):
        return None
    if event.teams and event.teams[0][0].plural:
        event.teams = []  # "25 Tổng lãnh sự các nước" are met together
    if group and not event.teams and not back and not _OWN_PEOPLE.search(group["words"]):
        event.group = group.span("words")
    event.back = back is not None
    _take_subject(event, back.start() if back else start, link, earlier)
    whole = bool(event.hosts and event.teams)
    event.back = bool(back or _THIS.search(text, max(0, start - _WINDOW), start)) and not whole
    event.both = (
        not whole
        and not event.teams
        and "chủ trì" not in match[0]
        and bool(_BOTH.search(text, max(0, word - _NEAR), word))
    )
    event.telling = _telling(event, earlier, is_noun=noun is not None)
    return event


def _tidy(found: Sequence[Event]) -> list[Event]:
    """Join words that tell of one meeting in one clause: "tiếp X đến chào từ biệt", "tiếp và làm việc với X"."""
    kept: list[Event] = []
    for event in found:
        text = event.sentence.text
        last = kept[-1] if kept else None
        also = text[event.word : event.end].casefold() in _FAREWELL and last and last.parties
        if last and also and (not event.teams or any(one in last.parties for one in event.hosts)):
            last.more.append(text[event.word : event.end])
            continue
        if last and not last.teams and not last.group and text[last.end : event.start] == " và ":
            event.more = [last.printed, *last.more]
            kept.pop()
        kept.append(event)
    return kept


# --- Who stands around it ----------------------------------------------------------------------------


def _take_objects(event: Event, stop: int) -> str:
    """Take who stands after a meeting's word as those met; return the word that leads to them, "-" for none."""
    text, place = event.sentence.text, event.end
    after = [one for one in event.sentence.mentions if one.start >= place]
    if not after:
        return ""
    between = text[place : after[0].start]
    lead = _TO_OBJECT.fullmatch(between)
    led = len(between) < _LONG and bool(_LED_BY.search(between))
    if not lead and not led:
        if after[0].start < stop and _FURTHER.fullmatch(between) and text[event.start : event.end].islower():
            event.teams = [[after[0]]]
            return "với"
        return ""
    link = (lead["link"] or "").casefold() if lead else "giữa" if "giữa" in between else "với"
    link = "giữa" if "chủ trì" in link else link
    event.teams = [[after[0]]]
    last = after[0]
    closed = False  # "A, B và C" ends a list: what follows another comma is not met
    for one in after[1:]:
        gap = text[last.end : one.start]
        if led:
            if not (one.name and (one.titles or one.courteous)):
                continue
            if _NEXT_LED_BY.fullmatch(gap):
                event.teams.append([one])
            elif _TEAM_MATE.fullmatch(gap):
                event.teams[-1].append(one)
            else:
                break
        elif _AND.fullmatch(gap) or (link == "giữa" and _WITH.fullmatch(gap)):
            event.teams.append([one])
            closed = True
        elif _COMMA.fullmatch(gap) and (not closed or one.countries or any(t.bodies or t.of for t in one.titles)):
            event.teams.append([one])
        else:
            break
        last = one
    return link or "-"


def _take_subject(event: Event, subject_end: int, link: str, earlier: Sequence[Event]) -> None:
    """Take who stands before a meeting's word as its subject."""
    text = event.sentence.text
    if link == "giữa" and len(event.teams) > 1:
        event.hosts = event.teams.pop(0)
        return
    before = [one for one in event.sentence.mentions if one.end <= subject_end]
    used = {id(one) for found in earlier for team in found.teams for one in team}
    close = not event.teams and len(before) > 1 and event.word - before[-1].end < _CLOSE
    listed = _listed(text, before) if close or event.teams else []
    if close and len(before) > len(listed) and _PASSIVE.search(_lead(text, listed[0].start)):
        event.hosts, event.teams, event.apart = listed, [[before[-1 - len(listed)]]], True
        return
    free = [one for one in before if id(one) not in used and not _NOT_SUBJECT.search(_lead(text, one.start))]
    free = free or [one for one in before if id(one) not in used and _LEADS.match(text, one.end)]
    subject = free[-1] if free else None
    chain = next((found for found in reversed(earlier) if found.hosts), None)
    if chain and not (subject and subject.start > earlier[-1].end):
        event.hosts = chain.hosts
    elif subject is None:
        _take_fronted(event)
        return
    else:
        mates = [
            one for one in before if one.end < subject.start and _WITH.fullmatch(text[one.end : subject.start])
        ]
        if not mates and _CLAUSE_WITH.search(_lead(text, subject.start)):
            mates = [one for one in free if one is not subject][-1:]
        if not event.teams:
            event.hosts, event.teams = ([mates[-1]], [[subject]]) if mates else ([subject], [])
            return
        in_turn = len(listed) > 1 and listed[-1] is subject and _IN_TURN.search(text, subject.end, event.word)
        together = [one for one in mates[-1:] if not _NOT_SUBJECT.search(_lead(text, one.start))]
        event.hosts, event.apart = (listed, True) if in_turn else ([*together, subject], False)
    event.teams = [team for team in event.teams if not any(one in event.hosts for one in team)]


def _take_fronted(event: Event) -> None:
    """Take the subject that follows whom it met, after a comma: "Tiếp X, Y nói …"."""
    text = event.sentence.text
    flat = [team[0] for team in event.teams]
    for place in range(1, len(flat)):
        if _COMMA.fullmatch(text[flat[place - 1].end : flat[place].start]):
            event.hosts, event.teams = [flat[place]], event.teams[:place]
            return
    last = flat[-1].end if flat else event.word
    later = next(
        (one for one in event.sentence.mentions if one.start > last and (one.titles or one.courteous)), None
    )
    apart = later and re.search(r",\s*(?:\w+\s+)?$", text[last : later.start])
    if later and (flat or event.back) and apart and not _NOT_SUBJECT.search(_lead(text, later.start)):
        event.hosts = [later]


def _listed(text: str, before: Sequence[Mention]) -> list[Mention]:
    """Return the mentions of the list that ends with the last: "A, B và C"."""
    found = list(before[-1:])
    for one in reversed(before[:-1]):
        gap = text[one.end : found[0].start]
        if not (_COMMA.fullmatch(gap) or _AND.fullmatch(gap)):
            break
        found.insert(0, one)
    return found


def _lead(text: str, at: int) -> str:
    return text[max(0, at - _WINDOW) : at]


# --- Held, planned or neither ------------------------------------------------------------------------


def _telling(event: Event, earlier: Sequence[Event], *, is_noun: bool) -> Telling:
    """Tell how a meeting is told of, by the words around it and around its subject."""
    text, word, end = event.sentence.text, event.word, event.end
    last = earlier[-1] if earlier else None
    same = bool(last and last.hosts and event.hosts and last.hosts[0] is event.hosts[0])
    if last and same and not any(one.search(text, last.end, event.start) for one in (_UNSURE, _DONE)):
        return last.telling
    subject = max((one for one in event.parties if one.end <= event.start), key=lambda one: one.end, default=None)
    if subject:
        near = text[max(subject.end, last.end if last and same else 0) : word]
    else:
        near = text[:word].rsplit(",", 1)[-1] + text[word:end]
    last_met = max([end, *(one.end for one in event.parties)])
    if _OFF.match(text, last_met) or (subject and _WISHED_OF.search(_lead(text, subject.start))):
        return Telling.IDLE
    if _TO_COME.search(text, end) or _AGREED_TO.search(near):
        return Telling.PLANNED
    done = list(_DONE.finditer(near))
    tail = near[done[-1].end() :] if done else near
    before = _FIRST_WORDS.search(text[: subject.start]) if subject and not done else None
    after = _NOT_YET.match(text, end) if is_noun else None
    if after or (not done and _BY_PLAN.match(text)):
        return Telling.PLANNED
    for zone in (tail, before[0] if before else ""):
        hits = list(_UNSURE.finditer(zone))
        if hits:
            coming = any(_COMING.search(zone[hit.start() :]) for hit in hits) and not _DENIED.search(zone)
            return Telling.PLANNED if coming else Telling.IDLE
    zone = tail if done else text[max(0, word - 80) : word]
    if _LOOKED_BACK.search(zone) or _JUST_BACK.search(text, 0, word) or _LONG_AGO.search(text[end : end + 160]):
        return Telling.RECALLED
    return Telling.HELD


def speaks_of_both(event: Event) -> bool:
    """Tell whether "hai bên" or the like follows a meeting's word: "Tại hội đàm, hai Thủ tướng …"."""
    return bool(_BOTH.search(event.sentence.text, event.end, event.end + _NEAR))


def is_coming(text: str) -> bool:
    """Tell whether a sentence as a whole tells what is to come."""
    return bool(_COMING.search(text)) and not _DONE.search(text)


def goes_on(text: str) -> bool:
    """Tell whether a sentence goes on from the one before: "Tiếp đó, …"."""
    return bool(_GOES_ON.match(text))


# --- When and where it was ---------------------------------------------------------------------------


def time_for(event: Event) -> When | None:
    """Return the words for the time of a meeting: the last before its word, or those right after who met."""
    text = event.sentence.text
    times = [when for when in event.sentence.times if not _AT_HOME.match(text, when.end)] or event.sentence.times
    before = [
        when
        for when in times
        if when.end <= event.start
        and not _REPORTED.search(text, when.end, event.start)
        and not _OTHER_CLAUSE.search(text, when.end, max(when.end, _subject_start(event)))
    ]
    days = [when for when in before if when.is_day]
    if days:
        return days[-1]
    for when in times:
        met = max([one.end for one in event.parties if event.end <= one.end <= when.start] + [event.end])
        gap = text[met : when.start]
        near = event.end <= when.start and len(gap) <= _TIME_AFTER and not _ELSEWHERE.search(gap)
        if near and not _TOLD.match(text, when.end):
            return when
    return before[-1] if before else None


def place_for(event: Event) -> Where | None:
    """Return the words for the place of a meeting: right before its subject, or right after who met."""
    text, subject = event.sentence.text, _subject_start(event)
    for where in event.sentence.places:
        if where.end <= subject:
            between = text[where.end : subject]
            first = _NOT_THERE.search(between) and not _HELD_THERE.fullmatch(between)
            if (len(_OCCASION.sub("", between)) <= _PLACE_BEFORE or where.beside) and not first:
                return where
        elif where.end <= event.start:
            if _STARTS_THERE.fullmatch(text, where.end, event.start):
                return where
        elif where.start >= event.end:
            last = max([one.end for one in event.parties if one.end <= where.start] + [event.end])
            gap = _FAREWELL_AFTER.sub("", text[last : where.start])
            near = len(gap) <= _PLACE_AFTER or _TAKES_PLACE.search(gap)
            if near and not re.search(r"[,;.]", gap) and not _WORD.search(gap):
                return where
    return None


def _subject_start(event: Event) -> int:
    return min([event.start, *(one.start for one in event.parties)])
