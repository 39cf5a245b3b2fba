"""Read dates day first and strictly: text to a span, never the clock."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from diplomacy_archive._text import fold, normal
from diplomacy_archive.errors import DateError

FORMS = (
    "24/2, 24/2/2026, 24-2-2026, 24.2.2026, 2026-02-24, 2/2026, 2026-02, 2026, "
    "ngày 24 tháng 2 năm 2026, 24 Feb 2026"
)
"""The forms the grammar takes, for messages."""

_MONTH_WORDS = {
    "mot": 1, "hai": 2, "ba": 3, "tu": 4, "bon": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9,
    "muoi": 10, "muoi mot": 11, "muoi hai": 12,
}  # fmt: skip
# Longest first. The lunar "giêng" and "chạp" are left out: they are not January and December.
_WORD = "|".join(word.replace(" ", r"\s+") for word in reversed(_MONTH_WORDS))
_ENGLISH_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ENGLISH = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:t(?:ember)?)?|"
    "oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
_ORDINAL = r"(?:st|nd|rd|th)?"
_OF_YEAR = r"(?:\s+nam\s+|\s*[/,-]\s*)"
# "tháng hai bên sẽ …" is a month in which two sides will …: a month in words ends what is said, or has its year.
_WORD_ENDS = r"(?!\s+[^\W\d])"

# Each form is tried in this order at each place; every character between the guards is accounted for.
# After "ngày" only a day is one: "ngày tháng năm" is no May, and "ngày 24 may…" has lost its accents.
_GRAMMAR = re.compile(
    rf"""(?<![\w/.-])(?<!ngay[ ])(?:(?P<ngay>ngay\s+)?(?:
      (?P<y1>\d{{4}})-(?P<m1>\d{{2}})-(?P<d1>\d{{2}})
    | (?P<d2>\d{{1,2}})(?P<sep2>[/.-])(?P<m2>\d{{1,2}})(?P=sep2)(?P<y2>\d{{4}})
    | (?P<d3>\d{{1,2}})(?P<sep3>[/.-])(?P<m3>\d{{1,2}})(?!\s+thang)
    | (?P<d4>\d{{1,2}})\s+thang\s+(?P<m4>\d{{1,2}})(?:{_OF_YEAR}(?P<y4>\d{{4}}))?
    | (?P<d5>\d{{1,2}})\s+thang\s+(?P<m5>{_WORD})(?:{_OF_YEAR}(?P<y5>\d{{4}})|(?(ngay)|{_WORD_ENDS}))
    )
    | (?P<y6>\d{{4}})-(?P<m6>\d{{2}})
    | (?P<m7>\d{{1,2}})[/.-](?P<y7>\d{{4}})
    | thang\s+(?P<m8>\d{{1,2}})(?:{_OF_YEAR}(?P<y8>\d{{4}}))?
    | thang\s+(?P<m9>{_WORD})(?:{_OF_YEAR}(?P<y9>\d{{4}})|{_WORD_ENDS})
    | (?:nam\s+)?(?P<y10>\d{{4}})
    | (?P<d11>\d{{1,2}}){_ORDINAL}\s+(?P<e11>{_ENGLISH})\.?(?:,?\s+(?P<y11>\d{{4}}))?
    | (?P<e12>{_ENGLISH})\.?\s+(?P<d12>\d{{1,2}}){_ORDINAL}(?:,?\s+(?P<y12>\d{{4}}))?
    | (?P<e13>{_ENGLISH})\.?\s+(?P<y13>\d{{4}})
    )(?![\w/-]|\.\d)""",
    re.VERBOSE,
)
_FIELDS = {"y": "year", "m": "month", "d": "day"}
# With their accents: "sang 2-3 nước" is to two or three countries.
_SAYS_DAY = re.compile(r"(?<!\w)(?:hôm|sáng|trưa|chiều|tối|đêm|on)\s+$", re.IGNORECASE)
_HINTS = (
    (re.compile(r"\d{1,2}([/.-])\d{1,2}\1\d{2}"), "a year has four digits"),
    (re.compile(r"\d{4}-\d{1,2}(?:-\d{1,2})?"), "after a year, month and day have two digits each"),
    (re.compile(r"(?:sang|trua|chieu|toi|dem)\s.*"), "the part of day is asked for by itself"),
)
"""What people write for a date that is none of the forms, and what to tell them."""
_YEAR = re.compile(r"(?<!\d)(\d{4})(?!\d)")
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_EDTF_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


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
            raise DateError(f"there is no month {self.month}")
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
    # A float has lost what was written: 24.10 is 24.1.
    text = normal(str(written)) if isinstance(written, str | int) else ""
    try:
        span = _whole(text)
    except DateError as error:
        raise DateError(f"{error}; a date is day first, written like {FORMS}; found {written!r}") from None
    if span is None:
        found = repr(written) if text or not isinstance(written, str) else "nothing"
        why = next((f"{hint}; " for pattern, hint in _HINTS if pattern.fullmatch(_folded(text))), "")
        raise DateError(f"{why}a date is day first, written like {FORMS}; found {found}")
    return span


@lru_cache(maxsize=1024)  # to read a date takes as long as to find its meetings
def _whole(text: str) -> Span | None:
    match = _GRAMMAR.fullmatch(_folded(text))
    return _span(match, text) if match else None


def find_spans(text: str) -> Iterator[tuple[Span, int, int]]:
    """Yield each date in a running text (NFC) with its start and end offset.

    Dates that do not exist are passed over, and so is what may be no date: `2-3` and `7.2` are
    numbers unless the text says that a day follows.

    >>> [str(span) for span, _, _ in find_spans("ngày 24/2, tháng 3 năm 2026, sau 2-3 tháng")]
    ['24/2', '2026-03']
    """
    for span, match in _spans(text):
        if span is not None:
            yield span, match.start(), match.end()


def no_days(text: str) -> list[str]:
    """Return the dates in a running text (NFC) that no calendar has.

    >>> no_days("Ngày 30/2, ngày 24/2")
    ['30/2']
    """
    missing = [match for span, match in _spans(text) if span is None]
    return [text[max(match.start(), match.end("ngay")) : match.end()] for match in missing]


def _spans(text: str) -> Iterator[tuple[Span | None, re.Match[str]]]:
    """Yield each date in a text with its match; None for one that does not exist."""
    folded = _folded(text)
    position = 0
    while match := _GRAMMAR.search(folded, position):
        said = match["ngay"] or _SAYS_DAY.search(text, max(0, match.start() - 8), match.start())
        loose = match["sep3"] in ("-", ".") and not said
        span = None
        try:
            span = None if loose else _span(match, text)
        except DateError:
            loose = True
            yield None, match
        if span is not None:
            yield span, match
        # What is no date for its accents may hide one that begins later in it.
        position = match.end() if span is not None or loose else match.start() + 1


def _folded(text: str) -> str:
    """Fold letter by letter, so that offsets stay those of the text."""
    return "".join(bare if len(bare := fold(letter)) == 1 else letter for letter in text)


def _span(match: re.Match[str], text: str) -> Span | None:
    """Build the span of a match; None where the accents as typed make its words other words."""
    fields: dict[str, int] = {}
    for name, value in match.groupdict().items():
        if value is None or name[0] not in "ymde":
            continue
        if value.isdigit():
            fields[_FIELDS[name[0]]] = int(value)
            continue
        typed = text[slice(*match.span(name))]
        if name[0] == "e":
            if not typed.isascii():  # "mấy", how many, is not May
                return None
            fields["month"] = _ENGLISH_MONTHS.index(value[:3]) + 1
        else:
            if value == "sau" and typed.casefold() != "sáu":  # "tháng sau" is next month
                return None
            fields["month"] = _MONTH_WORDS[" ".join(value.split())]
    return Span(**fields)


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
    try:
        return dt.date.fromisoformat(written)
    except ValueError:
        raise DateError(f"there is no day {written}") from None


def number_of(day: dt.date) -> int:
    """Return a day as one number, which sorts as days do.

    >>> number_of(dt.date(2026, 2, 24))
    20260224
    """
    return day.year * 10000 + day.month * 100 + day.day


def day_of(number: int) -> dt.date:
    """Return the day of a number that `number_of` gave."""
    return dt.date(number // 10000, number // 100 % 100, number % 100)


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
