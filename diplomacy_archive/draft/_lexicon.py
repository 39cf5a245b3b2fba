"""Hold the words of Vietnamese diplomatic news: those of `lexicon.yaml`, and what is read as a pattern."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from diplomacy_archive.files._reader import read_file
from diplomacy_archive.records._vocabulary import Kind, Role, courtesies


def table(name: str) -> Any:
    """Return what a file of words beside this module holds."""
    return read_file(Path(__file__).parent / f"{name}.yaml", name).value


_WORDS = table("lexicon")


def _by_word(section: str) -> dict[str, str]:
    return {word: term for term, words in _WORDS[section].items() for word in words}


def _named(section: str) -> dict[str, tuple[str, str]]:
    return {name: (id_, names[-1]) for id_, names in _WORDS[section].items() for name in names[:-1]}


TITLES: dict[str, Role | None] = {
    **{word: role for role in Role for word in role.words if word not in _WORDS["not_alone"]},
    **dict.fromkeys(_WORDS["no_office"]),
}
"""Printed titles, and the role each names (of several the last); None for words that stand for a title."""

MEETING_WORDS = {
    word: kind
    for kind in Kind
    for word in kind.words
    if word not in _WORDS["not_alone"] and not word.startswith(("cuộc ", "các ", "hai ", "buổi "))
}
"""Words that tell of a meeting, and the kind each names; nouns are found by what stands before the word."""

ONLY_AS_MEETING = frozenset(_WORDS["only_as_meeting"])
"""Of these, those that tell of a meeting only after "cuộc" or "buổi", or with words for somebody met."""

OUTLETS, GROUPS = (_named("outlets"), _named("groups"))
"""News organisations, and international ones, by each name: the id and the English name."""

CITIES: dict[str, str] = {city.casefold(): code for city, code in _by_word("cities").items()}
"""Cities and provinces, in small letters, and the code of the country of each."""

PARTY_WORDS: tuple[str, ...] = tuple(_WORDS["party_words"])
"""Words that parties are named with."""

BEFORE_TITLES = ("Quyền", "tân", "cựu", "nguyên", "cố", "hàm")
"""Words before a title that belong to it."""

PLURALS = ("các", "hai", "ba", "bốn", r"\d+", "những", "nhiều", "một số")
"""Words before a title by which it names several people."""

RANKS = frozenset(
    ("đại tướng", "thượng tướng", "trung tướng", "thiếu tướng", "đô đốc", "hoàng thân", "đại sứ", "viện sĩ")
)
"""Titles that follow another, with its country, and are the same person's."""

ABBREVIATED = ("BTCA", "BTQP", "BTNG", "TBT", "CTN", "CTQH", "TTg", "PTTg", "PTT", "UVBCT", "UVTƯ")
"""Shortened titles, which say that somebody holds an office and are not read further."""

COURTESIES = (*(word for word in courtesies() if word not in ("anh", "chị")), "ngài đại sứ", *ABBREVIATED)
"""What stands before a name, or before a title, and names no office; "Anh" is a country before a name."""

NOT_MEETING = re.compile(
    r"(?<!\w)(?:tiếp tục|tiếp theo|tiếp nhận|tiếp cận|tiếp thu|tiếp nối|tiếp sức|tiếp đến|tiếp đó|"
    r"tiếp tân(?! (?-i:[A-ZĐ]))|tiếp diễn|tiếp viện|"
    r"tiếp bước|tiếp thêm|tiếp xúc cấp cao|tiếp xúc ở các cấp|tiếp xúc cử tri|trao đổi đoàn, tiếp xúc|"
    r"trực tiếp|gián tiếp|"
    r"kế tiếp|đón tiếp|liên tiếp|chuyển tiếp|giao tiếp|nối tiếp|tiếp giáp|tiếp quản|"
    r"gặp (?:nhiều |phải |một số |không ít |rất nhiều )?(?:khó khăn|trở ngại|thách thức|vướng mắc|"
    r"rủi ro|sự cố|tai nạn|nạn|thuận lợi|bất lợi)|"
    r"gặp phải|bắt gặp|gặp nạn|duy trì gặp gỡ|họp báo|thường xuyên gặp|cơ hội gặp gỡ|lãnh đạo gặp gỡ)(?!\w)",
    re.IGNORECASE,
)
"""Where these words stand, no meeting is told of."""

PLANNED = re.compile(
    r"(?<!\w)(?:sẽ|dự kiến|sắp|ngày mai|tuần tới|tháng tới|sang năm|năm tới|trước khi(?: có)?|"
    r"trước thềm|chuẩn bị(?: cho)?|"
    r"có thể|có khả năng|khả năng|muốn|mong(?: muốn)?|sẵn sàng|dự định|có dự định|kế hoạch|đề xuất|"
    r"đề nghị|nhất trí gặp|"
    r"được lên lịch|lên lịch|ấn định|nếu|để|nhằm|hy vọng|hi vọng|kỳ vọng|chưa|không|hoãn|hủy|từ chối|"
    r"ý tưởng|đề nghị được|"
    r"cơ hội|tiềm năng|mời|việc|ý định)(?!\w)",
    re.IGNORECASE,
)
"""Words before a meeting's word, in its clause, by which it is not told as held."""


@cache
def matcher(words: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern for any of the words, whole, the longest first, in any letter case."""
    longest = sorted(words, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)", re.IGNORECASE)
