"""Tell names from other capitalised words: Vietnamese syllables, surnames, runs that name somebody."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from diplomacy_archive._text import fold

CAPITAL = "A-Z" + "".join(sign for sign in map(chr, range(0xC0, 0x1F00)) if sign.isupper())
"""The capital letters, to stand in brackets in a pattern."""

_TOKEN = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*(?:\.[A-ZĐ]+(?![a-z]))*")
_ONSET = "ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnprstvx]"
_RHYME = (
    "oai|oay|oeo|uây|uôi|uya|uyê|ươi|ươu|iêu|yêu|uyu|ai|ao|au|ay|âu|ây|eo|êu|ia|iu|iê|oa|oă|oe|oi|ôi|ơi|ua|ui|uy|uê|uâ|uô|"
    "ươ|ưa|ưi|ưu|uơ|yê|[aăâeêioôơuưy]"
)
_SYLLABLE = re.compile(rf"(?:{_ONSET})?(?:{_RHYME})(?:ch|ng|nh|[cmnpt])?")
_TONES = dict.fromkeys(map(ord, "\u0300\u0301\u0303\u0309\u0323"))
_PARTICLES = frozenset("bin binti al el ibn ben van von der den de da dos das di du del la le y".split())
_GLUED = re.compile(rf"(?:giao|trưởng|tướng|phòng|và|với|nước|tịch|thư|sứ|Đảng|ông|bà|TTX)(?=[{CAPITAL}])")

FAMILIES = frozenset(
    (
        "Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh Trương Lương Tô Đào Đoàn "
        "Trịnh Mai Lâm Phùng Cao Tạ Chu Thái Hà Quách Kiều Vương Triệu Lưu Đàm Hứa La Tống Châu Bạch Lục "
        "Thạch Tăng Từ Tôn Nghiêm Doãn Khổng Mạc Mạnh Lạc Hùng Hồng Tập Ôn Giang Đổng Miêu Khương Thẩm Vạn Vi "
        "Viên Uông Đới Đường Đồng Điền Tiêu Tiết Phó Phòng Nhiếp Nhậm Nhạc Nghê Mao Lôi Lỗ Lại Kim Khâu Khang "
        "Hạ Hàn Hác Giả Dư Diêu Diệp Cung Cốc Cố Chung Bành Bao An Âu Vệ Trác Trang Trình Trâu Tưởng Tần Tất "
        "Sử Quan Phương Ngụy Lữ Liêu Quản Đậu Khúc Lã Ngân Ninh Thân Thi Thiệu Văn Nông Ma Lò Cầm Giàng Sầm "
        "Hầu Vàng Tòng Điểu Y Trì Chiêm Hoa Lệ Lâu Ngưu Đằng Đỉnh Phù Cát Lô Nhan Tề Thôi Hình Hoắc Cù Vưu Du "
        "Mục Mẫn Tiền Thường Cảnh Cận Hy Hun Sok Sar Tea Prak Chea Khuon Kem Lim Goh Tan Ong Wong Lee Park Choi "
        "Jung Kang Shin Ahn Yoon Cho Han"
    ).split()
)
"""Family names: Vietnamese ones, Chinese ones as Vietnamese writes them, others that look like syllables."""

COMMONEST = frozenset(
    (
        "Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Đinh Trương Lương Tô Đào Trịnh Phùng"
    ).split()
)
"""Those of them that are Vietnamese rather than Chinese."""


@dataclass(frozen=True)
class Word:
    """A word with its offsets in the paragraph."""

    text: str
    start: int
    end: int

    @property
    def capital(self) -> bool:
        """Whether it starts with a capital and is no abbreviation."""
        return self.text[0].isupper() and (len(self.text) == 1 or not self.text.isupper() or "." in self.text)


def unglued(text: str) -> tuple[str, list[int]]:
    """Put in the spaces that are missing before a capital; return also the offset of each sign in the text."""
    parts: list[str] = []
    offsets: list[int] = []
    place = 0
    for glue in _GLUED.finditer(text):
        if text[glue.end() + 1 : glue.end() + 2].islower():
            parts += [text[place : glue.end()], " "]
            offsets += [*range(place, glue.end()), glue.end()]
            place = glue.end()
    return "".join(parts) + text[place:], [*offsets, *range(place, len(text) + 1)]


def words(text: str) -> Iterator[Word]:
    """Yield the words of a paragraph."""
    for match in _TOKEN.finditer(text):
        yield Word(match[0], match.start(), match.end())


def slug(text: str) -> str:
    """Return words as an id."""
    return "-".join(re.findall(r"[a-z0-9]+", fold(text))) or "unnamed"


@cache
def is_syllable(word: str) -> bool:
    """Tell whether a word can be a Vietnamese syllable.

    >>> is_syllable("Hoài"), is_syllable("Dmitry")
    (True, False)
    """
    bare = unicodedata.normalize("NFC", unicodedata.normalize("NFD", word.casefold()).translate(_TONES))
    return bool(_SYLLABLE.fullmatch(bare))


def runs(text: str, found: Sequence[Word], masked: Sequence[tuple[int, int]]) -> Iterator[list[Word]]:
    """Yield the longest runs of capitalised words, parted by single spaces, outside what is masked."""
    run: list[Word] = []
    held: list[Word] = []  # particles that wait for a capital, as in "Mohamed bin Zayed"
    for word in found:
        gap = text[run[-1].end if not held else held[-1].end : word.start] if run else ""
        near = gap == " " or (gap in (". ", ".") and len((held or run)[-1].text) == 1)
        hidden = any(start < word.end and word.start < end for start, end in masked)
        if hidden and run and near and len(run) > 1 and _is_given(word, run):
            hidden = False
        if word.capital and not hidden:
            if run and near:
                run += [*held, word]
            else:
                if run:
                    yield run
                run = [word]
            held = []
        elif run and near and word.text in _PARTICLES and not hidden:
            held.append(word)
        elif run:
            yield run
            run, held = [], []
    if run:
        yield run


def _is_given(word: Word, run: Sequence[Word]) -> bool:
    """Tell whether a country's short name ends a Vietnamese name: "Nguyễn Phương Nga"."""
    return (
        is_syllable(word.text)
        and run[0].text in COMMONEST
        and len(run) < 4
        and all(is_syllable(w.text) for w in run)
    )


def named(run: Sequence[Word]) -> list[Word]:
    """Return the part of a run that names somebody by its look; empty if none does."""
    syllables = [is_syllable(word.text) for word in run]
    if not all(syllables):
        # A foreign name, with the syllables before its first foreign word: "Cho Hyun", "Kim Jong-un".
        first = syllables.index(False)
        start = (
            first - 1
            if first and run[first - 1].text in ("Kim", "Cho", "Don", "Hun", "Ban", "Lee", "Park")
            else first
        )
        while start > 0 and run[start - 1].text.isascii() and run[start - 1].text not in FAMILIES:
            start -= 1
        return list(run[start:])
    starts = [place for place, word in enumerate(run) if word.text in FAMILIES and 2 <= len(run) - place <= 4]
    likely = [place for place in starts if run[place].text in COMMONEST]
    if starts and starts[0] == 0:
        return list(run)
    if starts:
        return list(run[(likely or starts)[0] :])
    return []
