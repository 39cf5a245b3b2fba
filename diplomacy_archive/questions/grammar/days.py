"""Turn the dates of a question into one day, or a span from one to another."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from diplomacy_archive._dates import Span
from diplomacy_archive.errors import DateError
from diplomacy_archive.questions.grammar.words import DAYS

_BOUNDS = {"from": "since", "since": "since", "after": "since", "until": "until", "before": "until"}
_NO_DATE = ("to", "by", "with", "about")  # words after which one date alone says nothing that can be asked
_DASHES = ("-", "–", "—")


@dataclass(frozen=True)
class Dated:
    """A date in a question, with the word and the punctuation before it."""

    joining: str
    span: Span
    gap: str = ""


@dataclass(frozen=True)
class Days:
    """The days that a question is about; `unknown` are dates that it cannot be read by, `why` what they lack."""

    on: Span | None = None
    since: Span | None = None
    until: Span | None = None
    unknown: tuple[str, ...] = ()
    why: tuple[str, str] | None = None


def days(found: list[Dated]) -> Days:
    """Return the days that the dates of a question mean."""
    if not found:
        return Days()
    unread = Days(unknown=(", ".join(str(one.span) for one in found),))
    if len(found) == 2 and _is_span(*found):
        since, until = found[0].span, found[1].span
        if since.year is None and until.year is not None and since.day is not None:
            since = _in_year(since, until.year)  # "từ 20/2 đến 28/2/2026"
        # A span needs years; the archive would say so too, but as an error.
        if since.year is None or until.year is None:
            filled = since.day is not None and until.year is not None
            return replace(unread, why=("no_day", f"{since}/{until.year}") if filled else ("year", ""))
        if since.first > until.last:
            return unread
        return Days(since=since, until=until)
    one = found[0]
    if len(found) > 1 or one.joining in _NO_DATE:
        return unread
    bound = _BOUNDS.get(one.joining)
    if bound is None:
        return Days(on=one.span)
    if one.span.year is None:
        return replace(unread, why=("year", ""))
    span = _beside(one.span, one.joining) if one.joining in ("before", "after") else one.span
    if span is None:
        return unread
    return Days(since=span) if bound == "since" else Days(until=span)


def _is_span(first: Dated, second: Dated) -> bool:
    """Tell whether two dates are the ends of a span: "from … to …", "between … and …", "2026-2028"."""
    ends = second.joining in ("to", "until") or first.joining == "between" or second.gap in _DASHES
    return ends and not {first.joining, second.joining} & {"before", "after"}


def _in_year(span: Span, year: int) -> Span:
    """Return a day in a year; the day without one, if that year has no such day."""
    try:
        return replace(span, year=year)
    except DateError:
        return span


def _beside(span: Span, joining: str) -> Span | None:
    """Return the day right before or after a span; None at the ends of the calendar."""
    try:
        day = span.first - dt.timedelta(days=1) if joining == "before" else span.last + dt.timedelta(days=1)
    except OverflowError:
        return None
    return Span(day.year, day.month, day.day)


def relative(tag: str, today: dt.date) -> Span:
    """Return the day that "yesterday" and the like mean; at the ends of the calendar, the last one there is."""
    number = min(max(today.toordinal() + DAYS[tag], 1), dt.date.max.toordinal())
    day = dt.date.fromordinal(number)
    return Span(day.year, day.month, day.day)
