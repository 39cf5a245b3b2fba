"""Find the words that say when, in a paragraph, and the day they mean beside the day of publication."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from diplomacy_archive._dates import Span, find_spans
from diplomacy_archive.records._vocabulary import PartOfDay

_PARTS = "sáng|trưa|chiều|tối|đêm"
_BEFORE = re.compile(
    rf"(?:(?:buổi\s+)?(?:{_PARTS})(?:\s+(?:sớm|muộn))?(?:\s+(?:nay|qua))?\s*[,(]?\s*(?:ngày\s+|hôm\s+)?|(?:hôm|vào|trong)\s+(?:ngày\s+)?"
    rf"|(?:hôm\s+)?(?:nay|qua)\s*[,(]\s*(?:ngày\s+)?)$",
    re.IGNORECASE,
)
_TODAY = re.compile(
    rf"(?<!\w)(?:(?P<part>{_PARTS})\s+(?P<when>nay|qua)|hôm\s+(?P<day>nay|qua)|(?:(?P<same_part>{_PARTS})\s+)?(?P<same>cùng\s+ngày))(?!\w)",
    re.IGNORECASE,
)
_DOTTED = re.compile(r"\s*[,(]?\s*(?P<day>\d{1,2}\.\d{1,2})(?![\d.])\)?")
_RANGE_BEFORE = re.compile(
    r"(?:\d\s*[-–]\s*|(?<!\w)(?:từ|kể từ|đến|tới|trước)\s+(?:hết\s+)?(?:ngày\s+)?|\d\s+(?:đến|tới)\s+(?:ngày\s+)?"
    r"|(?:Quốc khánh|sinh)\s+(?:ngày\s+)?|thăm\s+\D{0,40}\()$",
    re.IGNORECASE,
)
_RANGE_AFTER = re.compile(r"\s*(?:[-–]|đến|tới)\s*(?:ngày\s+)?\d", re.IGNORECASE)
_FAR = 60  # days from publication beyond which a day is doubted
_AHEAD = 1  # days after publication that a time zone may make


@dataclass(frozen=True)
class When:
    """Words that say when something was.

    Attributes:
        span: The day as far as it is printed; None for "hôm nay" and the like.
        shift: Days from publication, for "hôm nay" (0) and "hôm qua" (-1).
        same: Whether it is "cùng ngày", the day told of before.
    """

    start: int
    end: int
    printed: str
    span: Span | None = None
    shift: int | None = None
    same: bool = False

    @property
    def part_of_day(self) -> PartOfDay | None:
        """The part of the day that the words print, if it is one."""
        found = PartOfDay.printed_in(self.printed)
        return next(iter(found)) if len(found) == 1 else None


def find_times(text: str) -> Iterator[When]:
    """Yield the words that name one day, in order; ranges, as of a visit, name none."""
    found: list[When] = []
    for span, start, end in find_spans(text):
        if span.day is None or span.month is None:
            continue
        if _RANGE_BEFORE.search(text[:start]) or _RANGE_AFTER.match(text, end):
            continue
        before = _BEFORE.search(text[:start])
        first = (
            before.start() if before and (not before.start() or not text[before.start() - 1].isalnum()) else start
        )
        last = end + 1 if "(" in text[first:end] and text[end : end + 1] == ")" else end
        found.append(When(first, last, text[first:last], span))
    for match in _TODAY.finditer(text):
        if any(one.start <= match.start() < one.end for one in found):
            continue
        dotted = _DOTTED.match(text, match.end())  # "Chiều qua 7.9"
        named = next(find_spans(f"ngày {dotted['day']}"), None) if dotted else None
        if dotted and named:
            found.append(When(match.start(), dotted.end(), text[match.start() : dotted.end()], named[0]))
            continue
        shift = {"nay": 0, "qua": -1}.get((match["when"] or match["day"] or "").casefold())
        found.append(When(match.start(), match.end(), match[0], shift=shift, same=bool(match["same"])))
    yield from sorted(found, key=lambda one: one.start)


def day_of(when: When, published: Span | None, told: dt.date | None) -> tuple[dt.date | None, str]:
    """Return the day that words mean, and why where they do not print it whole; None where it cannot be told.

    Args:
        when: The words.
        published: When the article came out.
        told: The day that the article told of last.
    """
    if when.same:
        return (told, "the same day as the meeting told before") if told else (None, "")
    if when.span is None:
        if published is None or published.day is None:
            return None, ""
        return published.first + dt.timedelta(days=when.shift or 0), "counted from the day of publication"
    if when.span.year is not None:
        return when.span.first, ""
    if published is None or published.year is None:
        return None, ""
    # A report follows what it reports: the last such day before it came out, unless the next is much nearer.
    near = published.last if published.day is None else published.first
    years = [_in_year(when.span, year) for year in (published.year - 1, published.year, published.year + 1)]
    days = [day for day in years if day is not None]
    if not days:
        return None, ""
    return min(days, key=lambda day: abs((day - near).days)), "the year is that of the article's publication"


def is_doubtful(day: dt.date, published: Span | None) -> bool:
    """Tell whether a day lies so far from publication that the stamp or the day may be wrong."""
    if published is None or published.year is None:
        return False
    return not -_AHEAD <= (published.last - day).days <= _FAR


def _in_year(span: Span, year: int) -> dt.date | None:
    try:
        return dt.date(year, span.month or 1, span.day or 1)
    except ValueError:
        return None
