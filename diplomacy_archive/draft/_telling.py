"""Tell how a sentence tells of a meeting: as held, planned, wished or doubted, or only looked back to."""

from __future__ import annotations

import re
from enum import StrEnum

from diplomacy_archive.draft import _lexicon as lexicon

_DONE = re.compile(r"(?<!\w)(?:đã|vừa)(?!\w)", re.IGNORECASE)
_COMING = re.compile(
    r"(?<!\w)(?:sẽ|dự kiến|sắp|ngày mai|chuẩn bị|nhất trí gặp|lên lịch|ấn định|dự định|trước khi(?: có)?)(?!\w)",
    re.IGNORECASE,
)
_TO_COME = re.compile(r"(?<!\w)(?:có thể|sẽ|dự kiến)\s+(?:\w+\s+)?diễn ra", re.IGNORECASE)
_AGREED_TO = re.compile(r"(?<!\w)(?:nhất trí|thống nhất|đồng ý)\s+$", re.IGNORECASE)
_FIRST_WORDS = re.compile(
    r"(?:^|,)\s*(?:dự kiến|ngày mai|sáng mai|chiều mai|nếu|tuần tới|sắp tới|theo kế hoạch|"
    r"theo chương trình|theo lịch trình|trước khi có)(?!\w)",
    re.IGNORECASE,
)
_BY_PLAN = re.compile(r"Theo (?:thông báo|thông cáo|kế hoạch|chương trình|lịch trình|dự kiến)(?!\w)")
_LOOKED_BACK = re.compile(
    r"(?<!\w)(?:kết quả(?: của)?|kể từ(?: khi)?|nhắc lại|nhớ lại|hồi tháng|hồi năm|năm ngoái|trước đây|"
    r"từng|thứ \d+|lần thứ \w+|"
    r"lần gặp|lần cuối(?: cùng)?|gần nhất)(?!\w)",
    re.IGNORECASE,
)
_LONG_AGO = re.compile(
    r"(?<!\w)(?:hồi (?:tháng|năm)|vào (?:tháng|năm)|năm \d{4}|năm ngoái|tháng \d{1,2}[/-]\d{4})(?!\w)",
    re.IGNORECASE,
)
_JUST_BACK = re.compile(
    r"(?<!\w)(?:đầu|giữa|cuối)? ?(?:tháng \d{1,2}|tuần|tháng|năm)(?: năm \d{4})? (?:vừa qua|vừa rồi|trước)(?!\w)",
    re.IGNORECASE,
)
_NOT_YET = re.compile(
    r"\s*(?:\w+\s+){0,3}?(?:sắp tới|tiềm năng|được đề xuất|dự kiến|tiếp theo|ngày mai|tuần tới|có thể|"
    r"có khả năng|sẽ|chưa|bị hủy|bị hoãn)(?!\w)",
    re.IGNORECASE,
)
_NEAR = 80  # signs before a meeting's word within which it may be said to be looked back to
_FAR = 160  # signs after it


class Telling(StrEnum):
    """How a sentence tells of a meeting."""

    HELD = "held"
    PLANNED = "planned"
    IDLE = "wished, doubted or denied"
    RECALLED = "only looked back to"


def telling(
    text: str, sentence: tuple[int, int], word: tuple[int, int], subject: tuple[int, int] | None, *, noun: bool
) -> Telling:
    """Tell how a meeting is told of.

    Args:
        text: The paragraph.
        sentence: Where the sentence stands.
        word: Where the meeting's word stands.
        subject: Where the subject stands that comes before the word; None if none does.
        noun: Whether the word is a noun, of which what follows may say that it is to come.
    """
    start, end = sentence
    near = text[subject[1] : word[0]] if subject else text[start : word[0]].rsplit(",", 1)[-1] + text[slice(*word)]
    if _TO_COME.search(text[word[1] : end]) or _AGREED_TO.search(near):
        return Telling.PLANNED
    done = list(_DONE.finditer(near))
    tail = near[done[-1].end() :] if done else near
    before = _FIRST_WORDS.search(text[start : subject[0]]) if subject and not done else None
    after = _NOT_YET.match(text, word[1], end) if noun else None
    if after or (not done and _BY_PLAN.match(text, start)):
        return Telling.PLANNED
    for zone in (tail, before[0] if before else ""):
        hits = list(lexicon.PLANNED.finditer(zone))
        if hits:
            coming = any(_COMING.search(zone[hit.start() :]) for hit in hits)
            return Telling.PLANNED if coming else Telling.IDLE
    zone = tail if done else text[start : word[0]][-_NEAR:]
    if (
        _LOOKED_BACK.search(zone)
        or _JUST_BACK.search(text[start : word[0]])
        or _LONG_AGO.search(text[word[1] : min(end, word[1] + _FAR)])
    ):
        return Telling.RECALLED
    return Telling.HELD


def goes_on(between: str) -> bool:
    """Tell whether a further verb of the same subject is told as the verb before it is."""
    return not lexicon.PLANNED.search(between) and not _DONE.search(between)
