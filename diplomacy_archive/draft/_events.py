"""Find where a sentence tells of a meeting: the word for it, who stands around it, whether it was held."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from diplomacy_archive.draft import _lexicon as lexicon
from diplomacy_archive.draft._parties import Parties, nations_listed, objects_after, with_subject
from diplomacy_archive.draft._telling import Telling, goes_on, telling
from diplomacy_archive.draft._titles import Mention

_WORD = lexicon.matcher(tuple(lexicon.MEETING_WORDS))
_NOUN = re.compile(
    r"(?<!\w)(?:(?:các|những|hai|ba|2|3|một|loạt)\s+)?(?:cuộc|buổi|phiên|vòng|lễ)\s+(?:họp\s+|đón\s+)?$",
    re.IGNORECASE,
)
_TAKES_PLACE = re.compile(r"(?<=diễn ra )$")
_BACK = re.compile(
    r"(?<!\w)(?:tại|trong|kết thúc|phát biểu tại|qua|ngay sau|sau|trước)(?: khuôn khổ)?\s+$", re.IGNORECASE
)
_THIS = re.compile(r"(?<!\w)[Đđ]ây (?:cũng )?là\s+$")
_BOTH = re.compile(
    r"(?<!\w)(?:hai|2)\s+(?:bên|nhà\s+lãnh\s+đạo|lãnh\s+đạo|đoàn|Bộ\s+trưởng|Ngoại\s+trưởng|Thủ\s+tướng|Chủ\s+tịch|Tổng\s+thống|nguyên\s+thủ)(?!\w)",
    re.IGNORECASE,
)
_GROUP = re.compile(
    r"\s*(?:thân mật\s+)?(?:(?:với|cùng)\s+)?(?P<words>(?:đại diện|đoàn|nhóm|lãnh đạo|các nghị sĩ|"
    r"(?:\d+|các)(?: ngài| vị)? (?:tổng lãnh sự|đại sứ|doanh nghiệp))\s[^,.;:(]{3,90})",
    re.IGNORECASE,
)
_LEADERS = re.compile(r"(?:các )?lãnh đạo\s", re.IGNORECASE)
_OWN_PEOPLE = re.compile(
    r"(?<!\w)(?:cộng đồng|kiều bào|cử tri|báo chí|phóng viên|bà con|nhân dân|người Việt)(?!\w)", re.IGNORECASE
)
_MORE = ("chào từ biệt", "đến chào từ biệt", "đến chào", "chào xã giao", "trình quốc thư")
_NEAR = 60  # signs before a meeting's word in which "hai bên" is its subject


@dataclass(eq=False)
class Event:
    """One place where an article tells of a meeting.

    Attributes:
        word: The word for it, as printed.
        noun: How it is printed where it is a noun: "cuộc gặp".
        back: Whether the words refer to a meeting told of elsewhere, as in "tại cuộc gặp".
        parties: Who stands around the word.
        group: Words for people met who are neither named nor titled.
        both: Whether "hai bên" or the like stands for who met.
        more_words: Further words of the clause for the same meeting: "tiếp X đến chào từ biệt".
    """

    paragraph: int
    sentence: tuple[int, int]
    start: int
    end: int
    word: str
    telling: Telling = Telling.HELD
    noun: str | None = None
    back: bool = False
    parties: Parties = field(default_factory=Parties)
    group: tuple[int, int] | None = None
    both: bool = False
    more_words: list[str] = field(default_factory=list)

    @property
    def printed(self) -> str:
        """The word or, of a noun, its words."""
        return self.noun or self.word


def find_events(number: int, text: str, sentence: tuple[int, int], mentions: Sequence[Mention]) -> list[Event]:
    """Return the places where a sentence tells of a meeting, in order."""
    start, end = sentence
    here = [mention for mention in mentions if start <= mention.start < end]
    barred = [match.span() for match in lexicon.NOT_MEETING.finditer(text, start, end)]
    titled = [(title.start, title.end) for mention in here for title in mention.titles]
    found: list[Event] = []
    for match in _WORD.finditer(text, start, end):
        if any(first <= match.start() < last for first, last in (*barred, *titled)):
            continue
        event = _event(number, text, sentence, match, here, found)
        if event is not None:
            found.append(event)
    return _tidy(found, text)


def _event(
    number: int,
    text: str,
    sentence: tuple[int, int],
    match: re.Match[str],
    here: Sequence[Mention],
    earlier: Sequence[Event],
) -> Event | None:
    start, end = sentence
    noun = _NOUN.search(text[start : match.start()]) or _TAKES_PLACE.search(text[start : match.start()])
    before = text[start : start + noun.start()] if noun else text[start : match.start()]
    back = _BACK.search(before)
    met = objects_after(text, match.end(), end, here)
    group = _GROUP.match(text, match.end(), end)
    if match[0].casefold() in lexicon.ONLY_AS_MEETING and not (noun or met.link or group):
        return None
    event = Event(number, sentence, match.start(), match.end(), match[0])
    if noun:
        event.noun = text[start + noun.start() : match.end()]
    crowd = met.teams[0][0] if met.teams and not met.nations else None
    if crowd and crowd.plural:
        met.teams = []  # "25 Tổng lãnh sự các nước" are met together
    if not met.teams and not back:
        event.group = group.span("words") if group and not _OWN_PEOPLE.search(group["words"]) else None
    subject_end = start + (back.start() if back else len(before))
    said = [one.parties for one in earlier]
    event.parties = with_subject(
        text, sentence, match.start(), subject_end, met, here, said, earlier[-1].end if earlier else start
    )
    if event.group and _LEADERS.match(text, event.group[0]):
        event.parties.nations = nations_listed(text, *event.group, end)
    whole = bool(event.parties.hosts and event.parties.teams)
    event.back = bool(back or _THIS.search(before)) and not whole and not met.teams
    event.both = (
        not whole
        and not met.teams
        and "chủ trì" not in event.word
        and bool(_BOTH.search(text[max(start, match.start() - _NEAR) : match.start()]))
    )
    event.telling = _how(text, sentence, event, earlier)
    return event


def _how(text: str, sentence: tuple[int, int], event: Event, earlier: Sequence[Event]) -> Telling:
    last = earlier[-1] if earlier else None
    same = last and last.parties.hosts and event.parties.hosts and last.parties.hosts[0] is event.parties.hosts[0]
    if last and same and goes_on(text[last.end : event.start]):
        return last.telling
    subject = max(
        (one for one in event.parties.all if one.end <= event.start), key=lambda one: one.end, default=None
    )
    span = (subject.start, max(subject.end, last.end if last and same else 0)) if subject else None
    return telling(text, sentence, (event.start, event.end), span, noun=event.noun is not None)


def _tidy(found: list[Event], text: str) -> list[Event]:
    """Join words that tell of one meeting in one clause: "tiếp X đến chào từ biệt", "tiếp và làm việc với X"."""
    kept: list[Event] = []
    for event in found:
        last = kept[-1] if kept else None
        if last and last.parties.all and event.word.casefold() in _MORE:
            hosts = event.parties.hosts
            if not event.parties.teams or any(one in last.parties.all for one in hosts):
                last.more_words.append(event.word)
                continue
        if last and not last.parties.teams and not last.group and text[last.end : event.start] == " và ":
            event.more_words = [last.printed, *last.more_words]
            kept.pop()
        kept.append(event)
    return kept


def participants_line(text: str) -> bool:
    """Tell whether a sentence lists who took part besides: "Cùng dự buổi tiếp có …"."""
    return bool(re.match(r"(?:Cùng dự|Cùng tham dự|Tham dự|Dự|Cùng tiếp),?\s+(?!lễ)[^.]{0,40}?\bcó(?!\w)", text))


def words_of(events: Iterable[Event]) -> list[str]:
    """Return the printed words for a meeting, each once, in their order."""
    found: dict[str, str] = {}
    for event in events:
        for word in (event.printed, *event.more_words):
            found.setdefault(word.casefold(), word)
    return list(found.values())
