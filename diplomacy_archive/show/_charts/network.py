"""Draw who met whom: people by side, a line between two as wide as they met often."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt
import networkx as nx

from diplomacy_archive.show._charts.picture import INK, PAPER, SHADES, SOFT, Picture, at, layer, room, rows

_STEP = 62  # between two people of a column: two lines of a label
_HEAD = 16  # above the people, for their side's name
_POINTS = 40  # of a curve
_LABELLED = 16  # lines with their areas written on them
_LISTED = 10  # pairs that are numbered and listed, where there are more
_SHAPES = ("circle", "square", "diamond", "triangle-up", "cross", "triangle-down")


def network(
    people: Sequence[dict[str, Any]],
    pairs: Sequence[dict[str, Any]],
    *,
    title: str,
    notes: Sequence[str],
    source: str,
) -> Picture:
    """Draw people and the pairs of them who met.

    Two sides stand opposite each other, and each line says its areas; more sides stand in a circle,
    and the strongest pairs are numbered and listed.

    Args:
        people: Rows of `id`, `name` and `side`, the side's people together.
        pairs: Rows of `one`, `other`, `count` of meetings and `areas`, the most frequent first.
        title: What the picture shows.
        notes: What a reader must know.
        source: Where it is from.
    """
    graph = nx.Graph()
    sides = list(dict.fromkeys(one["side"] for one in people))
    for one in people:
        graph.add_node(one["id"])
    graph.add_weighted_edges_from((pair["one"], pair["other"], pair["count"]) for pair in pairs)
    # A label has room on a line only where the line is the only one of somebody.
    loose = all(1 in (graph.degree(pair["one"]), graph.degree(pair["other"])) for pair in pairs)
    draw = _opposite if len(sides) == 2 and len(pairs) <= _LABELLED and loose else _circle
    body, width = draw(graph, people, pairs, sides)
    return Picture(body, width, title, notes, source)


def _opposite(
    graph: Any, people: Sequence[Mapping[str, Any]], pairs: Sequence[Mapping[str, Any]], sides: Sequence[str]
) -> tuple[Any, float]:
    longest = max(sum(one["side"] == side for one in people) for side in sides)
    left, right = (max(room(one["name"], 13, bold=True) for one in people if one["side"] == side) for side in sides)
    # The level part of a line, a little less than this, has room for its label, planned generously.
    said = max((room(line) for pair in pairs for line in _said(pair)), default=0)
    width, height = max(470, said / 0.62), _HEAD + _STEP * longest
    spots = {}
    for column, side in enumerate(sides):
        here = [one["id"] for one in people if one["side"] == side]
        for row, id_ in enumerate(here):
            spots[id_] = (left + 20 + column * width, _HEAD + (height - _HEAD) * (row + 0.5) / len(here))
    total = left + right + width + 40
    curves, labels = [], []
    for number, pair in enumerate(pairs):
        ends = sorted((spots[pair["one"]], spots[pair["other"]]))
        last = pair["one"] if spots[pair["one"]] == ends[1] else pair["other"]
        # A line is level, and has its label, on the way to somebody who has no other line.
        loose = graph.degree(last) == 1
        points = _bow(ends[0], ends[1], (0.0, 0.42) if loose else (0.58, 1.0))
        curves += [
            {**point, "pair": number, "step": step, "count": pair["count"]} for step, point in enumerate(points)
        ]
        spot = points[_POINTS * (71 if loose else 29) // 100]
        labels.append({"x": spot["x"], "y": spot["y"], "text": _said(pair)})
    nodes = [
        {**one, "x": spots[one["id"]][0], "y": spots[one["id"]][1], "rank": sides.index(one["side"])}
        for one in people
    ]
    heads = [{"x": left + 20 + side * width, "y": _HEAD / 2, "text": name} for side, name in enumerate(sides)]
    place = at(total, height)
    names = [
        rows([one for one in nodes if one["rank"] == side])
        .mark_text(align=align, dx=dx, fontSize=13, fontWeight="bold")
        .encode(text="name:N", **place)
        for side, align, dx in ((0, "right", -13), (1, "left", 13))
    ]
    chart = layer(
        _lines(curves, place),
        _nodes(nodes, sides, place),
        *names,
        rows(heads).mark_text(color=SOFT, fontSize=12).encode(text="text:N", **place),
        *_halo(labels, place),
        width=total,
        height=height,
    )
    return chart, total


def _said(pair: Mapping[str, Any]) -> list[str]:
    """Say how often two met, where more than once, and about what."""
    often = [f"{pair['count']:,} meetings"] if pair["count"] > 1 else []
    return [*often, *([pair["areas"]] if pair["areas"] else [])]


def _circle(
    graph: Any, people: Sequence[Mapping[str, Any]], pairs: Sequence[Mapping[str, Any]], sides: Sequence[str]
) -> tuple[Any, float]:
    radius = max(150, 9 * len(people))
    names = {one["id"]: f"{one['name']} ({one['side']})" for one in people}
    margin = max(map(room, names.values())) + 18
    middle = radius + margin
    size = 2 * middle
    ring = nx.circular_layout(graph)
    spots = {id_: (middle + radius * x, middle + radius * y) for id_, (x, y) in ring.items()}
    curves, marks = [], []
    for number, pair in enumerate(pairs):
        points = _through(spots[pair["one"]], spots[pair["other"]], (middle, middle))
        curves += [
            {**point, "pair": number, "step": step, "count": pair["count"]} for step, point in enumerate(points)
        ]
        if number < _LISTED:
            marks.append({**points[_POINTS // 2], "text": str(number + 1)})
    nodes = [{**one, "x": spots[one["id"]][0], "y": spots[one["id"]][1]} for one in people]
    place = at(size, size)
    for one in nodes:
        angle = math.degrees(math.atan2(one["y"] - middle, one["x"] - middle))
        # Names of the left half are turned round, so that none stands on its head.
        one.update(text=names[one["id"]], left=abs(angle) > 90, angle=(angle + 180 * (abs(angle) > 90)) % 360)
    labels = [
        rows([one for one in nodes if one["left"] == left])
        .mark_text(align="right" if left else "left", dx=-10 if left else 10)
        .encode(text="text:N", angle=alt.Angle("angle:Q", scale=None), **place)
        for left in (True, False)
    ]
    chart = layer(
        _lines(curves, place),
        _nodes(nodes, sides, place),
        *labels,
        rows(marks)
        .mark_point(size=210, filled=True, color=PAPER, stroke=INK, strokeWidth=0.8, opacity=1)
        .encode(**place),
        rows(marks).mark_text(fontSize=10, fontWeight="bold").encode(text="text:N", **place),
        width=size,
        height=size,
    )
    listed = [
        {
            "x": 0,
            "y": 30 * number,
            "text": f"{number + 1}  {names[pair['one']]} – {names[pair['other']]}",
            "said": ": ".join(_said(pair)),
        }
        for number, pair in enumerate(pairs[:_LISTED])
    ]
    spot = at(400, 30 * len(listed))
    list_ = layer(
        rows(listed).mark_text(align="left", baseline="top", fontWeight="bold").encode(text="text:N", **spot),
        rows(listed)
        .mark_text(align="left", baseline="top", dx=13, dy=14, color=SOFT)
        .encode(text="said:N", **spot),
        width=400,
        height=30 * len(listed),
    )
    return alt.hconcat(chart, list_), size + 400


def _bow(
    start: tuple[float, float], end: tuple[float, float], level: tuple[float, float]
) -> list[dict[str, float]]:
    """Return a curve that rises or falls between two parts of the way, and is level elsewhere."""
    found = []
    for step in range(_POINTS + 1):
        part = step / _POINTS
        done = min(max((part - level[0]) / (level[1] - level[0]), 0), 1)
        eased = done * done * (3 - 2 * done)
        found.append({"x": start[0] + (end[0] - start[0]) * part, "y": start[1] + (end[1] - start[1]) * eased})
    return found


def _through(
    start: tuple[float, float], end: tuple[float, float], middle: tuple[float, float]
) -> list[dict[str, float]]:
    """Return a curve that bends towards the middle."""
    found = []
    for step in range(_POINTS + 1):
        part = step / _POINTS
        weights = ((1 - part) ** 2, 2 * part * (1 - part), part**2)
        x, y = (
            sum(w * point[axis] for w, point in zip(weights, (start, middle, end), strict=True)) for axis in (0, 1)
        )
        found.append({"x": x, "y": y})
    return found


def _lines(curves: Sequence[dict[str, Any]], place: Mapping[str, Any]) -> Any:
    most = max((point["count"] for point in curves), default=1)
    return (
        rows(curves)
        .mark_line(color=SHADES[1], opacity=0.55, strokeCap="round")
        .encode(
            detail="pair:N",
            order="step:Q",
            strokeWidth=alt.StrokeWidth(
                "count:Q", scale=alt.Scale(domain=[1, max(most, 2)], range=[2, 12]), legend=None
            ),
            **place,
        )
    )


def _nodes(nodes: Sequence[dict[str, Any]], sides: Sequence[str], place: Mapping[str, Any]) -> Any:
    shown = list(sides)
    shapes = [_SHAPES[number % len(_SHAPES)] for number in range(len(shown))]
    shades = [SHADES[number % 4] for number in range(len(shown))]
    return (
        rows(nodes)
        .mark_point(size=120, filled=True, opacity=1, stroke=PAPER, strokeWidth=1)
        .encode(
            color=alt.Color("side:N", scale=alt.Scale(domain=shown, range=shades), legend=None),
            shape=alt.Shape("side:N", scale=alt.Scale(domain=shown, range=shapes), legend=None),
            **place,
        )
    )


def _halo(labels: Sequence[dict[str, Any]], place: Mapping[str, Any]) -> list[Any]:
    """Return labels twice: a white edge first, so that lines below do not cross the letters."""
    text = rows(labels)
    edge = text.mark_text(lineHeight=14, stroke=PAPER, strokeWidth=5, baseline="middle", dy=-10)
    return [
        edge.encode(text="text:N", **place),
        text.mark_text(lineHeight=14, baseline="middle", dy=-10).encode(text="text:N", **place),
    ]
