"""Choose, of the words for time and place in a sentence, those that are a meeting's own."""

from __future__ import annotations

import re
from collections.abc import Sequence

from diplomacy_archive.draft import _lexicon as lexicon
from diplomacy_archive.draft._events import Event
from diplomacy_archive.draft._places import Where
from diplomacy_archive.draft._telling import Telling
from diplomacy_archive.draft._times import When

_TOLD = re.compile(
    r"\s*(?:,\s*)?(?:cho biết|cho hay|nói|thông báo|đưa tin|xác nhận|dẫn|khẳng định|phát biểu|tuyên bố)(?!\w)"
)
_REPORTED = re.compile(
    r"(?<!\w)(?:cho biết|cho hay|nói rằng|thông báo|đưa tin|xác nhận|dẫn lời|dẫn (?:các |hai )?nguồn|"
    r"tuyên bố|tiết lộ|công bố)(?!\w)"
)
_AT_HOME = re.compile(r"\s*\(?(?:theo )?giờ (?:Hà Nội|Việt Nam|VN)(?!\w)")
_WORD = lexicon.matcher(tuple(lexicon.MEETING_WORDS))
_OTHER_CLAUSE = re.compile(rf"(?:{'|'.join(lexicon.MEETING_WORDS)})[^;]*;")
_ELSEWHERE = re.compile(r"[;.]|(?<!\w)(?:thăm|từ|đến)(?!\w)")
_FIRST_THIS = re.compile(r"(?<!\w)(?:đã|lễ|sau)(?!\w)")
_HELD_THERE = re.compile(r"\s*,?\s*(?:đã )?diễn ra\s+(?:các )?(?:cuộc |buổi )?")
_STARTS_THERE = re.compile(r"\s+(?:đã )?(?:bắt đầu|tiến hành|có)?\s*")
_OCCASION = re.compile(r",\s+(?:trong khuôn khổ|nhân dịp|nhân|trong)\s[^,]+(?=,)")
_TAKES_PLACE = re.compile(r"(?<!\w)diễn ra\s+(?:tại|ở)\s+$")
_MORE = re.compile(
    r"(?:\s*(?:,|và)\s*[^\W\d_]+(?: [^\W\d_]+){0,2}?)*?\s+(?=(?:đến )?(?:chào từ biệt|chào xã giao|"
    r"trình [Qq]uốc thư))|"
    r"(?:đến )?(?:chào từ biệt|chào xã giao|trình [Qq]uốc thư)"
)
_AFTER, _BEFORE, _RIGHT_AFTER = (
    60,
    45,
    30,
)  # signs between a meeting and its time; its place; its place after who met


def time_for(event: Event, text: str, times: Sequence[When]) -> When | None:
    """Return the words for the time of a meeting: the last before its word, or those right after who met."""
    start, end = event.sentence
    here = [when for when in times if start <= when.start < end]
    local = [when for when in here if not _AT_HOME.match(text, when.end)]
    times = local or here
    before = [
        when
        for when in times
        if start <= when.start
        and when.end <= event.start
        and not _REPORTED.search(text, when.end, event.start)
        and not _OTHER_CLAUSE.search(text, when.end, max(when.end, _subject_start(event)))
    ]
    if before and event.telling is not Telling.PLANNED:
        return before[-1]
    for when in times:
        met = max([one.end for one in event.parties.all if event.end <= one.end <= when.start] + [event.end])
        gap = text[met : when.start]
        near = event.end <= when.start < end and len(gap) <= _AFTER and not _ELSEWHERE.search(gap)
        if near and not _TOLD.match(text, when.end):
            return when
    return before[-1] if before and event.telling is not Telling.PLANNED else None


def place_for(event: Event, text: str, places: Sequence[Where]) -> Where | None:
    """Return the words for the place of a meeting: right before its subject, or right after who met."""
    start, end = event.sentence
    subject = _subject_start(event)
    for where in places:
        if not start <= where.start < end:
            continue
        if where.end <= subject:
            between = text[where.end : subject]
            first = _FIRST_THIS.search(between) and not _HELD_THERE.fullmatch(between)
            if (len(_OCCASION.sub("", between)) <= _BEFORE or where.beside) and not first:
                return where
        elif where.end <= event.start:
            if _STARTS_THERE.fullmatch(text, where.end, event.start - len(event.printed) + len(event.word)):
                return where
        elif where.start >= event.end:
            last = max([one.end for one in event.parties.all if one.end <= where.start] + [event.end])
            gap = _MORE.sub("", text[last : where.start])
            near = len(gap) <= _RIGHT_AFTER or (event.noun and _TAKES_PLACE.search(gap))
            if near and not re.search(r"[,;.]", gap) and not _WORD.search(gap):
                return where
    return None


def _subject_start(event: Event) -> int:
    return min([event.start, *(one.start for one in event.parties.all)])
