"""Draw who met whom."""

from __future__ import annotations

import math
import textwrap
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import altair as alt

from diplomacy_archive.errors import FilterError
from diplomacy_archive.show._picture import (
    INK,
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
)
from diplomacy_archive.show._words import many, number, say

if TYPE_CHECKING:
    from diplomacy_archive.show._view import View

_PEOPLE = 24  # of a network
_PAIRS = 60  # and of them who met
_LISTED = 10  # pairs that are numbered and listed
_AREAS = 2  # named for a pair
_POINTS = 40  # of a curve
_SHAPES = (
    "circle", "square", "triangle-up", "diamond", "cross", "triangle-down", "triangle-left", "triangle-right",
)  # fmt: skip
_COLOURS = ("#14305c", "#c2571a", "#1f78b4", "#2c8a6b", "#8a3f8f")


def network(view: View, meetings: Sequence[int]) -> Picture:
    """Draw people in a circle, by side, and a line between two who met, as wide as they met often.

    Raises:
        FilterError: There is no meeting, or nobody is on another side than the others.
    """
    refuse_nothing(meetings, "meeting")
    pairs = view.lookup.met(meetings)
    if not pairs:
        raise FilterError(
            "nobody of these meetings is on another side than the others; there is no network to draw"
        )
    chosen: dict[str, None] = {}
    for one, other, _ in pairs:
        if len({*chosen, one, other}) <= _PEOPLE:
            chosen.update(dict.fromkeys((one, other)))
    drawn = [pair for pair in pairs if pair[0] in chosen and pair[1] in chosen][:_PAIRS]
    notes = [said("line", view), said("numbered", view)]
    if len(drawn) < len(pairs):
        left = len({id_ for pair in pairs for id_ in pair[:2]}) - len(chosen)
        counts = {"people": (len(chosen), "person"), "pairs": (len(drawn), "pair"),
                  "people_left": (left, "person"), "pairs_left": (len(pairs) - len(drawn), "pair")}  # fmt: skip
        notes.append(said("drawn", view, **{key: many(*one, view.lang) for key, one in counts.items()}))
    sides = {id_: view.name(side) for id_, side in view.lookup.usual_sides(meetings, chosen).items()}
    sizes = Counter(sides.values())
    order = sorted(chosen, key=lambda id_: (sizes[sides[id_]], sides[id_]))
    names = distinct_names(order, view)
    listed = [
        (f"{place + 1}  {names[one]} – {names[other]}", _about(view, meetings, one, other, count))
        for place, (one, other, count) in enumerate(drawn[:_LISTED])
    ]
    body = alt.hconcat(ring(order, names, sides, drawn), _list(listed), spacing=0)
    return Picture(body, f"{said('network', view)}{span(meetings, view)}", notes, source(meetings, view), view.lang)


_RING = 620  # the width of the circle with its names
_SMALL = 9.0  # how far from a mark a line ends


def ring(
    order: Sequence[str], names: dict[str, str], sides: dict[str, str], pairs: Sequence[tuple[str, str, int]]
) -> Any:
    """Return people in a circle in an order, marked by side, and a curve for each pair; the first are numbered."""
    margin = min(max(map(room, names.values())) + 20, 190)
    radius = min(max(70 + 8 * len(order), 100), _RING / 2 - margin)
    middle, height = _RING / 2, 2 * (radius + margin)
    angles = {id_: 2 * math.pi * place / len(order) - math.pi / 2 for place, id_ in enumerate(order)}
    spots = {
        id_: (middle + radius * math.cos(angle), height / 2 + radius * math.sin(angle))
        for id_, angle in angles.items()
    }
    curves: list[Row] = []
    marks: list[Row] = []
    for place, (one, other, count) in enumerate(pairs):
        points = _through(spots[one], spots[other], (middle, height / 2))
        curves += [
            {"x": x, "y": y, "pair": place, "step": step, "count": count} for step, (x, y) in enumerate(points)
        ]
        if place < _LISTED:
            taken = [*((mark["x"], mark["y"]) for mark in marks), *spots.values()]
            x, y = max(points, key=lambda point: min(math.dist(point, spot) for spot in taken))
            marks.append({"x": x, "y": y, "text": str(place + 1)})
    nodes = []
    for id_ in order:
        turn = math.degrees(angles[id_]) % 360
        left = 90 < turn < 270  # names of the left half are turned round, so that none stands on its head
        nodes.append({"x": spots[id_][0], "y": spots[id_][1], "side": sides[id_], "left": left,
                      "text": cut(names[id_], margin - 14), "angle": turn + 180 if left else turn})  # fmt: skip
    place_of = at(_RING, height)
    shown = list(dict.fromkeys(sides[id_] for id_ in order))
    shapes = [_SHAPES[place % len(_SHAPES)] for place in range(len(shown))]
    # No two sides share shape and colour: in each further round of the shapes, the colours are moved by one.
    colours = [_COLOURS[(place + place // len(_SHAPES)) % len(_COLOURS)] for place in range(len(shown))]
    most = max((count for *_, count in pairs), default=1)
    wide = alt.Scale(domain=[1, max(most, 2)], range=[1.5, 8])
    return layer(
        rows(curves)
        .mark_line(color=SHADES[1], opacity=0.5, strokeCap="butt")
        .encode(
            detail="pair:N",
            order="step:Q",
            strokeWidth=alt.StrokeWidth("count:Q", scale=wide, legend=None),
            **place_of,
        ),
        rows(nodes)
        .mark_point(size=150, filled=True, opacity=1, stroke=PAPER, strokeWidth=1)
        .encode(
            color=alt.Color("side:N", title=None, scale=alt.Scale(domain=shown, range=colours)),
            shape=alt.Shape("side:N", title=None, scale=alt.Scale(domain=shown, range=shapes)),
            **place_of,
        ),
        *(
            rows([node for node in nodes if node["left"] == left])
            .mark_text(align="right" if left else "left", dx=-11 if left else 11)
            .encode(text="text:N", angle=alt.Angle("angle:Q", scale=None), **place_of)
            for left in (True, False)
        ),
        rows(marks)
        .mark_point(shape="circle", size=210, filled=True, color=PAPER, stroke=INK, strokeWidth=0.8, opacity=1)
        .encode(**place_of),
        rows(marks).mark_text(fontSize=10, fontWeight="bold").encode(text="text:N", **place_of),
        width=_RING,
        height=height,
    )


def _through(
    one: tuple[float, float], other: tuple[float, float], middle: tuple[float, float]
) -> list[tuple[float, float]]:
    """Return the points of a curve that bends towards the middle and ends before the marks that it leads to."""
    points = []
    for step in range(_POINTS + 1):
        part = step / _POINTS
        weights = ((1 - part) ** 2, 2 * part * (1 - part), part**2)
        x, y = (sum(w * p[axis] for w, p in zip(weights, (one, middle, other), strict=True)) for axis in (0, 1))
        points.append((x, y))
    return [point for point in points if min(math.dist(point, one), math.dist(point, other)) > _SMALL]


def _about(view: View, meetings: Sequence[int], one: str, other: str, count: int) -> str:
    """Say how often two met, and name the areas that most of these meetings mention, fields before topics."""
    areas = [view.name(id_) for id_ in view.lookup.areas_between(meetings, one, other)]
    named = ", ".join(areas[:_AREAS])
    if len(areas) > _AREAS:
        named = say("some_of", view.lang, first=named, count=number(len(areas) - _AREAS, view.lang))
    return ": ".join(filter(None, [many(count, "meeting", view.lang), named]))


def _list(listed: Sequence[tuple[str, str]]) -> Any:
    width = WIDTH - _RING
    lines, y = [], 8.0
    for pair, about in listed:
        wrapped = textwrap.wrap(about, int(width / 6.3) - 4)
        titles = textwrap.wrap(pair, int(width / 6.9), subsequent_indent="   ")
        for text, weight, shade in (
            *((line, "bold", INK) for line in titles),
            *((f"    {line}", "normal", SOFT) for line in wrapped),
        ):
            lines.append({"x": 0, "y": y, "text": text.replace(" ", "\u00a0"), "weight": weight, "shade": shade})
            y += 15
        y += 9
    height = y
    place_of = at(width, height)
    return layer(
        *(
            rows([line for line in lines if line["weight"] == weight])
            .mark_text(align="left", baseline="top", fontWeight=weight, color=shade)
            .encode(text="text:N", **place_of)
            for weight, shade in (("bold", INK), ("normal", SOFT))
        ),
        width=width,
        height=height,
    )
