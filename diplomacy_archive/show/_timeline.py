"""Draw meetings along time."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import altair as alt

from diplomacy_archive._dates import day_of
from diplomacy_archive.records import _models as m
from diplomacy_archive.records._vocabulary import Kind, MeetingStatus
from diplomacy_archive.show._picture import (
    LINE,
    PAPER,
    SHADES,
    SOFT,
    WIDTH,
    Picture,
    Row,
    at,
    cut,
    distinct_names,
    layer,
    refuse_nothing,
    room,
    rows,
    said,
    source,
    span,
    term,
)
from diplomacy_archive.show._words import day, many, number, say

if TYPE_CHECKING:
    from diplomacy_archive.show._view import View

_FEW = 24  # meetings that have a line each
_BUSY = 14  # people who have a line, where meetings are more
_KINDS = 4  # kinds with a colour of their own
_BARS = 100  # periods


def timeline(view: View, meetings: Sequence[int]) -> Picture:
    """Draw meetings along time: a line for each of few; of many, bars, and a line for each of the busiest people.

    Raises:
        FilterError: There is none.
    """
    refuse_nothing(meetings, "meeting")
    first, last, undated = view.lookup.days(meetings)
    notes = [said("no_chronology", view)] if len(meetings) <= _FEW else []
    if planned := view.lookup.not_held(meetings):
        notes.append(said("planned", view, meetings=many(planned, "meeting", view.lang)))
    if len(meetings) <= _FEW or not first:
        body = _lines(view, meetings[:_FEW])
        if len(meetings) > _FEW:
            notes.append(say("more", view.lang, count=number(len(meetings) - _FEW, view.lang)))
    else:
        unit = next((name for name, size in _UNITS.items() if _span_of(first, last) / size <= _BARS), "year")
        others = len(view.lookup.busiest(meetings)) - _BUSY
        notes.append(said(f"by_{unit}", view))
        if others > 0:
            notes.append(said("busiest", view, count=_BUSY, others=number(others, view.lang)))
        if undated:
            notes.append(said("undated", view, meetings=many(undated, "meeting", view.lang)))
        body = alt.vconcat(_bars(view, meetings, unit), _busiest(view, meetings, unit)).resolve_scale(
            color="independent", size="independent"
        )
    title = f"{many(len(meetings), 'meeting', view.lang)}{span(meetings, view)}"
    return Picture(body, title, notes, source(meetings, view), view.lang)


_UNITS = {"day": 1, "month": 31, "quarter": 92, "year": 366}  # days of each, at most


def _span_of(first: int, last: int) -> int:
    return (day_of(last) - day_of(first)).days + 1


def _lines(view: View, meetings: Sequence[int]) -> Any:
    """Return a line for each meeting: who met whom, how and where, and a mark at its day."""
    found: list[m.Meeting] = view.lookup.records("meeting", meetings)
    cards = list(view.cards(found))
    held = [one.dates for one in found]
    names = [card.title for card in cards]
    notes = [" · ".join(view.brief_of(card, "date", "kind", "place", "status")) for card in cards]
    left = min(max(*map(_bold, names), *map(room, notes)) + 24, WIDTH - 260)
    days = sorted({min(dates) for dates in held if dates})
    reach = (days[-1] - days[0]).days if len(days) > 1 else 0
    height, drawn = 44.0 * len(found), []
    for place, dates in enumerate(held):
        part = (min(dates) - days[0]).days / reach if dates and reach else 0.5
        drawn.append(
            {
                "y": 44 * place + 22, "x": left + 30 + part * (WIDTH - left - 60), "left": 0, "right": WIDTH,
                "title": names[place], "note": notes[place],
                "status": "held" if MeetingStatus.HELD in found[place].status else "other", "dated": bool(dates),
                "day": day(min(dates), view.lang) if dates else "",
            }
        )  # fmt: skip
    place_of, labels = at(WIDTH, height), at(WIDTH, height, "left")
    ticks: dict[Any, Any] = {row["x"]: row["day"] for row in drawn if row["dated"]}
    shown: list[Row] = []
    for x, text in sorted(ticks.items()):
        if not shown or x - shown[-1]["x"] > 80:
            shown.append({"x": x, "y": 0, "y2": height, "text": text})
    base = rows(drawn)
    return layer(
        base.mark_rule(color="#ececec").encode(x2="right:Q", **labels),
        rows(shown).mark_rule(color=LINE, strokeDash=[2, 3]).encode(y2="y2:Q", **place_of),
        rows(shown).mark_text(dy=-9, color=SOFT).encode(text="text:N", **place_of),
        base.mark_text(align="left", dy=-8, fontSize=13, fontWeight="bold").encode(text="title:N", **labels),
        base.mark_text(align="left", dy=9, color=SOFT).encode(text="note:N", **labels),
        rows([row for row in drawn if row["dated"]])
        .mark_point(size=130, strokeWidth=2, filled=True, opacity=1, color=SHADES[0])
        .encode(
            shape=alt.Shape(
                "status:N", scale=alt.Scale(domain=["held", "other"], range=["circle", "cross"]), legend=None
            ),
            **place_of,
        ),
        width=WIDTH,
        height=height,
    )


def _bold(text: str) -> float:
    return room(text, 13, bold=True)


def _bars(view: View, meetings: Sequence[int], unit: str) -> Any:
    """Return how many meetings of each kind there were in each period."""
    counted = view.lookup.by_day_and_kind(meetings)
    totals: Counter[str] = Counter()
    for _, kind, count in counted:
        totals[kind] += count
    terms = {kind.value: term(kind, view) for kind in Kind} | {"": said("differ", view)}
    frequent = [kind for kind, _ in sorted(totals.items(), key=lambda item: (-item[1], item[0]))]
    called = {kind: f"{terms[kind]} ({number(totals[kind], view.lang)})" for kind in frequent[:_KINDS]}
    rest = f"{said('other_kinds', view)} ({number(sum(totals[kind] for kind in frequent[_KINDS:]), view.lang)})"
    bars: Counter[tuple[dt.date, str]] = Counter()
    for ymd, kind, count in counted:
        bars[_period(ymd, unit), called.get(kind, rest)] += count
    kinds = [*called.values(), *([rest] if len(frequent) > _KINDS else [])]
    height: Counter[dt.date] = Counter()  # bars of a period stand on one another, the most frequent kind lowest
    drawn = []
    for (start, kind), count in sorted(bars.items(), key=lambda item: (item[0][0], kinds.index(item[0][1]))):
        ends = {"start": start.isoformat(), "end": _next(start, unit).isoformat()}
        drawn.append({**ends, "kind": kind, "count": count, "low": height[start], "high": height[start] + count})
        height[start] += count
    shades = alt.Scale(domain=kinds, range=list(SHADES[: len(kinds)]))
    return (
        rows(drawn)
        .mark_bar(stroke=PAPER, strokeWidth=0.4)
        .encode(
            x=_time([start for start, _ in bars], unit),
            x2="end:T",
            y=alt.Y(
                "low:Q",
                title=said("meetings_axis", view),
                axis=alt.Axis(offset=-_LEFT, grid=False, tickMinStep=1),
            ),
            y2="high:Q",
            color=alt.Color("kind:N", title=None, scale=shades),
        )
        .properties(width=WIDTH, height=170)
    )


_LEFT = 250  # where the names of people end, and time begins


def _busiest(view: View, meetings: Sequence[int], unit: str) -> Any:
    """Return a line for each of the people with most meetings, and a mark as large as there were in a period."""
    ranked = view.lookup.busiest(meetings)[:_BUSY]
    called = distinct_names((person for person, _ in ranked), view)
    label = {person: f"{cut(called[person], _LEFT - 50)} ({number(count, view.lang)})" for person, count in ranked}
    counted: Counter[tuple[dt.date, str]] = Counter()
    for ymd, person, count in view.lookup.by_day_and_person(meetings, label):
        counted[_period(ymd, unit), label[person]] += count
    drawn = [
        {"start": start.isoformat(), "end": _next(start, unit).isoformat(), "name": name, "count": count}
        for (start, name), count in sorted(counted.items())
    ]  # fmt: skip
    names = list(label.values())
    most = max(counted.values(), default=1)
    return (
        rows(drawn)
        .mark_rect(stroke=PAPER, strokeWidth=0.5)
        .encode(
            x=_time([start for start, _ in counted], unit),
            x2="end:T",
            y=alt.Y("name:N", sort=names, title=None, axis=alt.Axis(offset=-_LEFT, ticks=False, domain=False)),
            color=alt.Color(
                "count:Q",
                title=said("meetings_axis", view),
                scale=alt.Scale(range=["#cfdfee", "#14305c"], domain=[1, max(most, 2)]),
                legend=alt.Legend(gradientLength=120, values=sorted({1, most}), format="d"),
            ),
        )
        .properties(width=WIDTH, height=19 * len(names))
    )


def _time(starts: Sequence[dt.date], unit: str) -> Any:
    """Return the axis of time: with a tick at each year as far as they have room, else at months or days."""
    first, last = min(starts), _next(max(starts), unit)
    if last.year - first.year > 2:
        step = -(-(last.year - first.year + 1) // 14)
        ticks, format_ = [dt.date(year, 1, 1) for year in range(first.year, last.year + 1, step)], "%Y"
    elif unit == "day":
        ticks, format_ = sorted(set(starts))[:: -(-len(set(starts)) // 9)], "%-d/%-m/%Y"
    else:
        months = [dt.date(year, month, 1) for year in range(first.year, last.year + 1) for month in range(1, 13, 3)]
        ticks, format_ = months, "%-m/%Y"
    return alt.X(
        "start:T",
        title=None,
        scale=alt.Scale(type="utc", domain=[first.isoformat(), last.isoformat()], range=[_LEFT + 8, WIDTH]),
        axis=alt.Axis(
            values=[one.isoformat() for one in ticks if first <= one <= last], format=format_, labelAngle=0,
            formatType="utc", labelOverlap=True,
        ),
    )  # fmt: skip


def _period(ymd: int, unit: str) -> dt.date:
    one = day_of(ymd)
    if unit == "day":
        return one
    month = {"month": one.month, "quarter": one.month - (one.month - 1) % 3, "year": 1}[unit]
    return dt.date(one.year, month, 1)


def _next(start: dt.date, unit: str) -> dt.date:
    if unit == "day":
        return start + dt.timedelta(days=1)
    months = start.year * 12 + start.month - 1 + {"month": 1, "quarter": 3, "year": 12}[unit]
    return dt.date(months // 12, months % 12 + 1, 1)
