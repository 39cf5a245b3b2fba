"""Read dates day first and strictly: text to a span, never the clock."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from diplomacy_archive.errors import DateError
from diplomacy_archive.text import fold

FORMS = (
    "24/2, 24/2/2026, 24-2-2026, 24.2.2026, 2026-02-24, 2/2026, 2026-02, 2026, "
    "ngày 24 tháng 2 năm 2026, 24 Feb 2026"
)
"""The forms the grammar takes, for messages."""

_MONTH_WORDS = {
    "gieng": 1, "mot": 1, "hai": 2, "ba": 3, "tu": 4, "bon": 4, "nam": 5, "sau": 6, "bay": 7,
    "tam": 8, "chin": 9, "muoi": 10, "muoi mot": 11, "muoi hai": 12, "chap": 12,
}  # fmt: skip
_MONTH = r"(?:\d{1,2}|muoi hai|muoi mot|muoi|gieng|mot|hai|ba|tu|bon|nam|sau|bay|tam|chin|chap)"
_ENGLISH = r"[a-z]{3,9}"
_ORDINAL = r"(?:st|nd|rd|th)?"

# Each form is tried in this order at each place; every character between the guards is accounted for.
_GRAMMAR = re.compile(
    rf"""(?<![\w/.-])(?:ngay\s+)?(?:
      (?P<y1>\d{{4}})-(?P<m1>\d{{2}})-(?P<d1>\d{{2}})
    | (?P<d2>\d{{1,2}})(?P<sep>[/.-])(?P<m2>\d{{1,2}})(?P=sep)(?P<y2>\d{{4}})
    | (?P<y3>\d{{4}})-(?P<m3>\d{{2}})
    | (?P<m4>\d{{1,2}})[/.-](?P<y4>\d{{4}})
    | (?P<d5>\d{{1,2}})[/.-](?P<m5>\d{{1,2}})
    | (?P<d6>\d{{1,2}})\s+thang\s+(?P<m6>{_MONTH})(?:(?:\s+nam\s+|\s*[/,-]\s*)(?P<y6>\d{{4}}))?
    | thang\s+(?P<m7>{_MONTH})(?:(?:\s+nam\s+|\s*[/,-]\s*)(?P<y7>\d{{4}}))?
    | (?:nam\s+)?(?P<y8>\d{{4}})
    | (?P<d9>\d{{1,2}}){_ORDINAL}\s+(?P<e9>{_ENGLISH})\.?(?:,?\s+(?P<y9>\d{{4}}))?
    | (?P<e10>{_ENGLISH})\.?\s+(?P<d10>\d{{1,2}}){_ORDINAL}(?:,?\s+(?P<y10>\d{{4}}))?
    | (?P<e11>{_ENGLISH})\.?\s+(?P<y11>\d{{4}})
    )(?![\w/-]|\.\d)""",
    re.VERBOSE,
)
_YEAR = re.compile(r"(?<!\d)(\d{4})(?!\d)")
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_EDTF_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


@dataclass(frozen=True)
class Span:
    """A day, month or year; without a year it means that day or month in any year."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if self.year is not None and not 1 <= self.year <= 9999:
            raise DateError(f"there is no year {self.year}")
        if self.month is not None and not 1 <= self.month <= 12:
            raise DateError(f"there is no month {self.month}; dates are day first")
        if self.day is not None:
            # Without a year 29 February exists: it does in some year.
            longest = calendar.monthrange(self.year or 2000, self.month or 1)[1]
            if not 1 <= self.day <= longest:
                raise DateError(f"there is no day {self.day} in {Span(self.year, self.month)}")

    @property
    def first(self) -> dt.date:
        """The first day of the span; it needs a year."""
        assert self.year is not None
        return dt.date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> dt.date:
        """The last day of the span; it needs a year."""
        from dateutil.relativedelta import relativedelta  # only ranges that end in a month need it

        if self.day is not None:
            return self.first
        # An absolute day 31 is clipped to the month's length.
        return self.first + relativedelta(month=self.month or 12, day=31)

    def __str__(self) -> str:
        if self.year is None:
            return f"{self.day}/{self.month}" if self.day else f"month {self.month}"
        return "-".join(
            part
            for part in (
                f"{self.year:04}",
                f"{self.month:02}" if self.month else "",
                f"{self.day:02}" if self.day else "",
            )
            if part
        )


def parse_span(written: str | int | dt.date) -> Span:
    """Read one date.

    Args:
        written: A text in one of `FORMS` (accents and letter case do not matter), a year as a
            number, or a `datetime.date`.

    Raises:
        DateError: The text is in none of the forms, or no such day exists.

    >>> parse_span("24/2")
    Span(year=None, month=2, day=24)
    >>> parse_span("ngày 24 tháng 2 năm 2026") == parse_span("24 Feb 2026")
    True
    """
    if isinstance(written, dt.date):
        return Span(written.year, written.month, written.day)
    text = fold(str(written)).strip()
    match = _GRAMMAR.fullmatch(text)
    span = _span(match) if match else None
    if span is None:
        found = repr(written) if text else "nothing"
        raise DateError(f"a date must be written like {FORMS}; found {found}")
    return span


def find_spans(text: str) -> Iterator[tuple[Span, int, int]]:
    """Yield each date in a running text with its start and end offset; dates that cannot be are passed over."""
    folded = fold(text)
    # Offsets are those of the text only while folding keeps its length, as it does for NFC Vietnamese.
    for match in _GRAMMAR.finditer(folded):
        try:
            span = _span(match)
        except DateError:
            continue
        if span is not None:
            yield span, match.start(), match.end()


def _span(match: re.Match[str]) -> Span | None:
    """Build the span of a match; None where a word is not an English month."""
    found = {name: value for name, value in match.groupdict().items() if value and name != "sep"}
    fields: dict[str, int] = {}
    for name, value in found.items():
        if name[0] == "y":
            fields["year"] = int(value)
        elif name[0] == "d":
            fields["day"] = int(value)
        elif name[0] == "m":
            fields["month"] = int(value) if value.isdigit() else _MONTH_WORDS[value]
        else:
            month = _english_month(value)
            if month is None:
                return None
            fields["month"] = month
    return Span(**fields)


def _english_month(name: str) -> int | None:
    from dateutil.parser import parserinfo  # half of pydantic's import; only English dates need it

    month: int | None = parserinfo().month(name)
    return month


def years_in(text: str) -> list[int]:
    """Return the four-digit years that stand in a text.

    >>> years_in("cuối năm 2026-2027")
    [2026, 2027]
    """
    return [int(year) for year in _YEAR.findall(text)]


def parse_day(written: object) -> dt.date:
    """Read a day as the data files write it, `YYYY-MM-DD` and nothing else.

    Raises:
        DateError: It is written otherwise, or no such day exists.
    """
    if type(written) is dt.date:
        return written
    if not isinstance(written, str) or not _ISO_DAY.fullmatch(written):
        raise DateError(f"a date here must be 'YYYY-MM-DD', found {written!r}")
    return parse_span(written).first


def parse_interval(written: str) -> tuple[dt.date, dt.date]:
    """Read an EDTF date or interval (ISO 8601-2, level 0) and return its first and last day.

    Raises:
        DateError: It is not one, a date in it does not exist, or it ends before it starts.

    >>> parse_interval("2026-01/2028-12")
    (datetime.date(2026, 1, 1), datetime.date(2028, 12, 31))
    """
    parts = written.split("/")
    matches = [_EDTF_DATE.fullmatch(part) for part in parts]
    if not 1 <= len(parts) <= 2 or not all(matches):
        raise DateError(
            f"a span must be an EDTF date or interval like 2026, 2026-02 or 2026-01/2028-12, found {written!r}"
        )
    spans = [Span(*(int(field) if field else None for field in match.groups())) for match in matches if match]
    first, last = spans[0].first, spans[-1].last
    if last < first:
        raise DateError(f"the span {written!r} ends before it starts")
    return first, last
