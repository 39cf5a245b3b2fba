"""Draw meetings along time: each of a few, or how many there were in each period."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import altair as alt

from diplomacy_archive.show._charts.picture import LINE, PAPER, SHADES, SOFT, Picture, at, layer, room, rows

_WIDTH, _STEP = 820, 46


def days(meetings: Sequence[dict[str, Any]], *, title: str, notes: Sequence[str], source: str) -> Picture:
    """Draw meetings one below the other, each at its day.

    Args:
        meetings: Rows of `day` (days from the first one; None where no date is stated), `date` as it
            is shown, `title` and `note`.
        title: What the picture shows.
        notes: What a reader must know.
        source: Where it is from.
    """
    height = _STEP * len(meetings)
    last = max((one["day"] for one in meetings if one["day"] is not None), default=0)
    axis = max(room(one["date"], 11.5, bold=True) for one in meetings) + 14
    widest = max(max(room(one["title"], 13, bold=True), room(one["note"])) for one in meetings)
    span = max(_WIDTH - axis - widest - 40, 120) if last else 0
    width = axis + 12 + span + widest + 20
    drawn = []
    shown = ""
    for number, one in enumerate(meetings):
        x = axis + 12 + (span * one["day"] / last if last and one["day"] is not None else 0)
        y = number * _STEP + _STEP / 2
        drawn.append(
            {
                **one,
                "x": x,
                "y": y,
                "date": "" if one["date"] == shown else one["date"],
                "dated": one["day"] is not None,
            }
        )
        shown = one["date"]
    base, place = rows(drawn), at(width, height)
    line = rows([{"x": axis + 12, "x2": axis + 12 + span, "y": one["y"]} for one in drawn] if span else [])
    return Picture(
        layer(
            line.mark_rule(color=LINE, strokeDash=[2, 3]).encode(x2="x2:Q", **place),
            base.mark_text(align="left", fontSize=11.5, fontWeight="bold").encode(
                x=alt.value(0), y=place["y"], text="date:N"
            ),
            base.mark_point(size=110, strokeWidth=2, filled=True, opacity=1, color=SHADES[0]).encode(
                shape=alt.Shape(
                    "dated:N", scale=alt.Scale(domain=[True, False], range=["circle", "cross"]), legend=None
                ),
                **place,
            ),
            base.mark_text(
                align="left", dx=14, dy=-8, fontSize=13, fontWeight="bold", stroke=PAPER, strokeWidth=0
            ).encode(text="title:N", **place),
            base.mark_text(align="left", dx=14, dy=9, color=SOFT).encode(text="note:N", **place),
            width=width,
            height=height,
        ),
        width,
        title,
        notes,
        source,
    )


def periods(
    bars: Sequence[dict[str, Any]],
    people: Sequence[dict[str, Any]],
    *,
    order: Sequence[str],
    kinds: Sequence[str],
    names: Sequence[str],
    title: str,
    notes: Sequence[str],
    source: str,
) -> Picture:
    """Draw how many meetings there were in each period, by kind, and of whom.

    Args:
        bars: Rows of `period`, `kind` and `count`.
        people: Rows of `period`, `name` and `count`.
        order: The periods in order, those without a meeting too.
        kinds: The kinds, the most frequent first; the fifth is all others.
        names: The people, the most frequent first.
        title: What the picture shows.
        notes: What a reader must know.
        source: Where it is from.
    """
    every = max(1, -(-len(order) // 16))
    # The labels stand inside the drawing, so that pictures below one another start at one line.
    left = max(map(room, (*names, "meetings"))) + 16
    width = left + 640
    x = alt.X(
        "period:O",
        sort=list(order),
        scale=alt.Scale(domain=list(order), range=[left, width]),
        axis=alt.Axis(values=list(order[::every]), labelAngle=0, title=None, labelOverlap=True),
    )
    most = max((one["count"] for one in people), default=1)
    above = (
        rows([{**one, "rank": kinds.index(one["kind"])} for one in bars])
        .mark_bar(stroke=PAPER, strokeWidth=0.4)
        .encode(
            x=x,
            y=alt.Y("count:Q", title="meetings", axis=alt.Axis(offset=-left, grid=False, tickMinStep=1)),
            color=alt.Color(
                "kind:N", title=None, scale=alt.Scale(domain=list(kinds), range=list(SHADES[: len(kinds)]))
            ),
            order="rank:Q",
        )
        .properties(width=width, height=190)
    )
    below = (
        rows(people)
        .mark_rect(stroke=PAPER, strokeWidth=0.5)
        .encode(
            x=x,
            y=alt.Y(
                "name:N",
                sort=list(names),
                title=None,
                axis=alt.Axis(offset=-left, ticks=False, domain=False),
            ),
            color=alt.Color(
                "count:Q",
                title="meetings of each",
                scale=alt.Scale(range=["#dce8f4", "#14305c"]),
                legend=alt.Legend(gradientLength=120, values=sorted({1, most}), format="d"),
            ),
        )
        .properties(width=width, height=19 * len(names))
    )
    return Picture(alt.vconcat(above, below).resolve_scale(color="independent"), width, title, notes, source)
