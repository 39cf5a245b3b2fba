"""Count meetings along time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from diplomacy_archive._dates import day_of, number_of
from diplomacy_archive.records import _models as m
from diplomacy_archive.records._vocabulary import Kind, MeetingStatus
from diplomacy_archive.show._pictures.words import day, labels, many, room_that_draws, source, span
from diplomacy_archive.store._counts import Lookup

if TYPE_CHECKING:
    from diplomacy_archive.show._charts import Picture

_FEW = 24  # meetings that are shown one by one
_BUSY = 12  # people with a row of their own
_KINDS = 4  # kinds with a colour of their own
_UNITS = {"day": 1, "month": 31, "quarter": 92, "year": 366}  # days of each, at most
_BARS = 100


def timeline(store: Lookup, meetings: Sequence[int]) -> Picture:
    """Draw meetings along time: one by one where they are few, else how many in each period."""
    charts = room_that_draws(meetings, "meeting")
    *_, undated = store.days(meetings)
    title = f"{many(len(meetings), 'meeting')}{span(store, meetings)}"
    if len(meetings) > _FEW and undated < len(meetings):
        return _periods(charts, store, meetings, title, undated)
    found: list[m.Meeting] = store.records("meeting", meetings[:_FEW])
    first = min((min(one.dates) for one in found if one.dates), default=dt.date.min)
    listed = [
        {
            "day": (min(one.dates) - first).days if one.dates else None,
            "date": " or ".join(map(day, one.dates)) or "no date stated",
            "title": " – ".join(_sides(one, store)),
            "note": " · ".join(_notes(one, store)),
        }
        for one in found
    ]
    notes = ["The order within a day is no chronology."]
    notes += [f"{len(meetings) - len(found)} more are not drawn."] if len(meetings) > len(found) else []
    picture: Picture = charts.days(listed, title=title, notes=notes, source=source(store, meetings))
    return picture


def _sides(meeting: m.Meeting, store: Lookup) -> list[str]:
    """Name up to two people of each side, and count the others."""
    sides: dict[str, list[str]] = {}
    for one in meeting.participants:
        sides.setdefault(one.side, []).append(store.label(one.person) if one.person else f"“{one.described}”")
    return [", ".join(names[:2]) + (f" + {len(names) - 2}" if len(names) > 2 else "") for names in sides.values()]


def _notes(meeting: m.Meeting, store: Lookup) -> list[str]:
    printed = next(word for report in meeting.counted for word in report.kind.printed)
    place = " or ".join(map(store.label, meeting.places)) or "place not stated"
    part = [meeting.part_of_day.en] if meeting.part_of_day else []
    status = [one.en for one in meeting.status] if meeting.status != (MeetingStatus.HELD,) else []
    return [f"{' or '.join(kind.en for kind in meeting.kinds)} “{printed}”", place, *part, *status]


def _periods(charts: Any, store: Lookup, meetings: Sequence[int], title: str, undated: int) -> Picture:
    first, last = map(day_of, store.days(meetings)[:2])
    days = (last - first).days + 1
    unit = next((name for name, size in _UNITS.items() if days / size <= _BARS), "year")
    kinds, bars = _bars(store, meetings, unit)
    names, people, others = _busiest(store, meetings, unit)
    notes = [
        f"By {unit}. Below, the {len(names)} people with most meetings"
        + (f"; {many(others, 'other')} {'is' if others == 1 else 'are'} not drawn." if others else ".")
    ]
    if undated:
        notes.append(f"{many(undated, 'meeting')} without a date {'is' if undated == 1 else 'are'} not drawn.")
    picture: Picture = charts.periods(
        bars,
        people,
        order=list(_all_periods(first, last, unit)),
        kinds=kinds,
        names=names,
        title=title,
        notes=notes,
        source=source(store, meetings),
    )
    return picture


def _bars(store: Lookup, meetings: Sequence[int], unit: str) -> tuple[list[str], list[dict[str, Any]]]:
    """Return the kinds as they are called, and how many meetings of each there were in each period."""
    counted = store.by_day_and_kind(meetings)
    totals: dict[str, int] = {}
    for _, kind, count in counted:
        totals[kind] = totals.get(kind, 0) + count
    frequent = sorted(totals, key=lambda kind: (-totals[kind], kind))
    terms = {kind.value: kind.en for kind in Kind}
    called = {kind: f"{terms.get(kind, 'reports differ')} ({totals[kind]:,})" for kind in frequent[:_KINDS]}
    rest = f"other kinds ({sum(totals[kind] for kind in frequent[_KINDS:]):,})"
    bars: dict[tuple[str, str], int] = {}
    for ymd, kind, count in counted:
        key = (_period(ymd, unit), called.get(kind, rest))
        bars[key] = bars.get(key, 0) + count
    rows = [{"period": period, "kind": kind, "count": count} for (period, kind), count in sorted(bars.items())]
    return [*called.values(), *([rest] if len(frequent) > _KINDS else [])], rows


def _busiest(store: Lookup, meetings: Sequence[int], unit: str) -> tuple[list[str], list[dict[str, Any]], int]:
    """Return the people with most meetings, how many each had in each period, and how many people are left out."""
    ranked = store.busiest(meetings)
    called = labels((person for person, _ in ranked[:_BUSY]), store)
    label = {person: f"{called[person]} ({count:,})" for person, count in ranked[:_BUSY]}
    found: dict[tuple[str, str], int] = {}
    for ymd, person, count in store.by_day_and_person(meetings, label):
        key = (_period(ymd, unit), label[person])
        found[key] = found.get(key, 0) + count
    rows = [{"period": period, "name": name, "count": count} for (period, name), count in sorted(found.items())]
    return list(label.values()), rows, len(ranked) - len(label)


def _period(ymd: int, unit: str) -> str:
    year, month = ymd // 10000, ymd // 100 % 100
    if unit == "year":
        return f"{year:04}"
    if unit == "quarter":
        return f"{year:04} Q{(month + 2) // 3}"
    return f"{year:04}-{month:02}" if unit == "month" else day_of(ymd).isoformat()


def _all_periods(first: dt.date, last: dt.date, unit: str) -> Iterable[str]:
    """Return every period from the first day to the last, in order."""
    days = (first + dt.timedelta(days=number) for number in range((last - first).days + 1))
    return dict.fromkeys(_period(number_of(one), unit) for one in days)
