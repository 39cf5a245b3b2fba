"""Read the shape of an article: what each paragraph is, where sentences end, when it came out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from diplomacy_archive._dates import Span, find_spans
from diplomacy_archive._text import Text
from diplomacy_archive.draft._words import CAPITAL

_CREDIT = re.compile(
    r"[(|\-–/ ]*(?:Ảnh tư liệu|Ảnh minh họa|Ảnh|ẢNH|ảnh)\s*[:;]\s*(?P<credit>[^)|]+?)[\s)|.]*$|"
    r"[(]\s*(?:Ảnh|ảnh)\s+(?P<source>[^)]+)[)]\s*$"
)
_ENDS = (".", "!", "?", "…", "”", '"', "/.")
_NOISE = re.compile(
    r"(?:Từ khóa|Theo dõi|Nguồn|Tác giả|Theo\s*:|Biên tập viên|Chia sẻ|Trang chủ|Lên đầu trang|"
    r"Tin liên quan|Thể loại|"
    r"Cập nhật|Phản hồi|Bình luận|Ảnh\s*:|\*|[(]\s*(?:TTXVN|Vnews|VOV|Ảnh))",
    re.IGNORECASE,
)
_SHORTENED = re.compile(
    r"(?:^|[\s(“\"])(?:[A-ZĐ]|[A-ZĐ]\.[A-ZĐ]|TP|TS|ThS|GS|PGS|Mr|Mrs|Ms|Dr|St|Jr|Th|Tp|TT|v\.v)$"
)
_LONG = 45  # words; captions and headlines are shorter
_SHORT = 12  # words; lines of date, source and links are shorter
_NAME_WORD = re.compile(rf"[{CAPITAL}][\w.'’-]*|[-–&]")


class Part(StrEnum):
    """What a paragraph is."""

    BODY = "body"
    HEADLINE = "headline"
    CAPTION = "caption"
    BYLINE = "byline"
    OTHER = "no part of the report"


@dataclass(frozen=True)
class Reading:
    """An article's text and what each of its paragraphs is.

    Attributes:
        text: The text in normal form.
        parts: What each paragraph is, the first at 0.
        published: The day, or month, that the stamp or a line of the text gives.
        dated_by: The number of the paragraph that gives it; 0 for the stamp, None for nothing.
    """

    text: Text
    parts: tuple[Part, ...]
    published: Span | None
    dated_by: int | None

    def numbered(self, *wanted: Part) -> Iterator[tuple[int, str]]:
        """Yield the number and words of each paragraph that is one of the parts."""
        for number, (paragraph, part) in enumerate(zip(self.text.paragraphs, self.parts, strict=True), 1):
            if part in wanted:
                yield number, paragraph

    def first(self, part: Part) -> tuple[int, str] | None:
        """Return the first paragraph that is the part."""
        return next(self.numbered(part), None)


def read(text: Text) -> Reading:
    """Tell what each paragraph of a text is, and when the article came out."""
    parts: list[Part] = []
    last = len(text.paragraphs)
    for number, paragraph in enumerate(text.paragraphs, 1):
        begun = Part.BODY in parts
        parts.append(_part(paragraph, begun=begun, last=number == last, headed=Part.HEADLINE in parts))
    published, dated_by = _published(text, parts)
    return Reading(text, tuple(parts), published, dated_by)


def _part(paragraph: str, *, begun: bool, last: bool, headed: bool) -> Part:
    words = paragraph.split()
    if credit(paragraph) is not None:
        return Part.CAPTION
    if len(words) <= _SHORT and (_NOISE.match(paragraph) or _day(paragraph)):
        return Part.OTHER
    if len(words) <= 6 and all(map(_NAME_WORD.fullmatch, words)) and len(words) > 1:
        return Part.BYLINE if begun or headed else Part.HEADLINE
    if paragraph.endswith(_ENDS) or len(words) > _LONG:
        return Part.BODY
    if not begun:
        return Part.HEADLINE if len(words) > 3 else Part.OTHER
    # Without a full stop: a caption, or the last paragraph of a text that was cut off.
    if last:
        return Part.BODY
    return Part.CAPTION if len(words) > 5 else Part.OTHER


def credit(paragraph: str) -> str | None:
    """Return to whom a caption credits its photo; None if the paragraph credits none."""
    match = _CREDIT.search(paragraph)
    return (match["credit"] or match["source"]).strip() if match else None


def sentences(paragraph: str) -> Iterator[tuple[int, int]]:
    """Yield the start and end of each sentence; initials and "TP." end none."""
    start = 0
    for match in re.finditer(rf"(?<=[.!?…])[”\")]*\s+(?=[“\"(]?[{CAPITAL}\d])", paragraph):
        before = paragraph[start : match.start()]
        if before.endswith(".") and _SHORTENED.search(before[:-1]):
            continue
        yield start, match.start()
        start = match.end()
    if start < len(paragraph):
        yield start, len(paragraph)


def _published(text: Text, parts: list[Part]) -> tuple[Span | None, int | None]:
    """Return when the article came out: by its stamp, else by a line of its own that gives a whole date."""
    if text.stamp:
        found = next(find_spans(text.stamp), None)
        if found:
            return found[0], 0
    for number, (paragraph, part) in enumerate(zip(text.paragraphs, parts, strict=True), 1):
        day = _day(paragraph) if part is Part.OTHER else None
        if day:
            return day, number
    return None, None


def _day(line: str) -> Span | None:
    """Return the whole date of a line that holds little else."""
    for span, start, end in find_spans(line):
        if span.day and span.year and len((line[:start] + line[end:]).split()) <= _SHORT // 2:
            return span
    return None
