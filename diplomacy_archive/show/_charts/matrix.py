"""Draw who raised which area, and by which acts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from diplomacy_archive.show._charts.picture import INK, LINE, PAPER, SOFT, Picture, at, layer, room, rows

_LINE = 17  # the height of a line of a cell
_FILLS = ("#eef1f4", "#a9d0e6", "#dc9433", "#14305c")
_INDENT = "\u00a0" * 3  # plain spaces at the start of a label are dropped
_SHAPES = ("circle", "square", "diamond", "triangle-up")
_INKS = (INK, INK, INK, PAPER)


def matrix(
    areas: Sequence[Mapping[str, Any]],
    columns: Sequence[str],
    cells: Sequence[Mapping[str, Any]],
    groups: Sequence[str],
    *,
    rest: str = "",
    title: str,
    notes: Sequence[str],
    source: str,
) -> Picture:
    """Draw a row for each area, a column for each speaker, and in the cells the acts.

    Where the acts of each cell are few they stand there as words; where they are many, a mark is
    as large as there are statements, in the shape and colour of the group that most of them are of.

    Args:
        areas: Rows of `id`, `name` and `depth` in the tree, in the tree's order.
        columns: The speakers.
        cells: Rows of `area`, `column`, `act`, `group` (an index into the groups) and `count`.
        groups: What the groups of acts are called, from the weakest commitment to the strongest.
        rest: The column of all other speakers together, if there is one.
        title: What the picture shows.
        notes: What a reader must know.
        source: Where it is from.
    """
    few = len(columns) <= 6 and max((_stack(cells, area["id"], columns) for area in areas), default=0) <= 6
    body, width = _words(areas, columns, cells, groups) if few else _marks(areas, columns, cells, groups, rest)
    return Picture(body, width, title, notes, source)


def _stack(cells: Sequence[Mapping[str, Any]], area: str, columns: Sequence[str]) -> int:
    """Return the most acts of a cell of an area."""
    counts = (sum(one["area"] == area and one["column"] == column for one in cells) for column in columns)
    return int(max(counts))


def _words(
    areas: Sequence[Mapping[str, Any]],
    columns: Sequence[str],
    cells: Sequence[Mapping[str, Any]],
    groups: Sequence[str],
) -> tuple[Any, float]:
    names = max(room(area["name"]) + 14 * area["depth"] for area in areas) + 14
    wide = max(118.0, *(room(column, 12, bold=True) + 14 for column in columns))
    width = names + wide * len(columns)
    y, tiles, labels, rules = 0.0, [], [], []
    for area in areas:
        lines = max(1, _stack(cells, area["id"], columns))
        rules.append({"x": 0, "x2": width, "y": y})
        labels.append({"x": 14 * area["depth"], "y": y + _LINE / 2 + 2, "text": area["name"]})
        for number, column in enumerate(columns):
            here = [one for one in cells if one["area"] == area["id"] and one["column"] == column]
            for line, one in enumerate(here):
                x, top = names + number * wide, y + 2 + line * _LINE
                times = f" ×{one['count']}" if one["count"] > 1 else ""
                tiles.append(
                    {
                        "x": x + 2, "x2": x + wide - 6, "y": top + 1, "y2": top + _LINE - 1,
                        "mid": x + wide / 2 - 2, "line": top + _LINE / 2,
                        "group": groups[one["group"]], "text": f"{one['act']}{times}",
                    }
                )  # fmt: skip
        y += lines * _LINE + 4
    place = at(width, y)
    shade = alt.Scale(domain=list(groups), range=list(_FILLS))
    ink = alt.Scale(domain=list(groups), range=list(_INKS))
    heads = [{"x": names + number * wide + 2, "y": -10, "text": column} for number, column in enumerate(columns)]
    base = rows(tiles)
    chart = layer(
        rows(rules).mark_rule(color="#ececec").encode(x2="x2:Q", **place),
        rows(labels).mark_text(align="left").encode(text="text:N", **place),
        rows(heads).mark_text(align="left", fontSize=12, fontWeight="bold").encode(text="text:N", **place),
        base.mark_rect(cornerRadius=3, stroke=LINE, strokeWidth=0.5).encode(
            x2="x2:Q", y2="y2:Q", color=alt.Color("group:N", scale=shade, title=None), **place
        ),
        base.mark_text(fontSize=10.5).encode(
            text="text:N", color=alt.Color("group:N", scale=ink, legend=None), **at(width, y, "mid", "line")
        ),
        width=width,
        height=y,
    )
    return chart, width


def _marks(
    areas: Sequence[Mapping[str, Any]],
    columns: Sequence[str],
    cells: Sequence[Mapping[str, Any]],
    groups: Sequence[str],
    rest: str,
) -> tuple[Any, float]:
    indent = {area["id"]: f"{_INDENT * area['depth']}{area['name']}" for area in areas}
    found: dict[tuple[str, str], dict[int, int]] = {}
    for one in cells:
        counts = found.setdefault((one["area"], one["column"]), {})
        counts[one["group"]] = counts.get(one["group"], 0) + one["count"]
    circles: list[dict[str, Any]] = [
        {
            "area": indent[area], "column": column, "count": sum(counts.values()),
            # Of groups that are equally frequent, the weaker commitment.
            "group": groups[min(counts, key=lambda group: (-counts[group], group))],
        }
        for (area, column), counts in found.items()
    ]  # fmt: skip
    most = max((one["count"] for one in circles if one["column"] != rest), default=1)
    scale = alt.Scale(domain=list(groups), range=list(_FILLS))
    shapes = alt.Scale(domain=list(groups), range=list(_SHAPES))
    left = max(map(room, indent.values())) + 10
    width = left + 36 * len(columns)
    place = {
        "x": alt.X(
            "column:N", sort=list(columns), scale=alt.Scale(domain=list(columns), range=[left, width]), title=None,
            axis=alt.Axis(orient="top", labelAngle=-40, labelAlign="left", grid=True, domain=False, ticks=False),
        ),
        "y": alt.Y(
            "area:N", sort=list(indent.values()), scale=alt.Scale(domain=list(indent.values())), title=None,
            axis=alt.Axis(
                grid=True, domain=False, ticks=False, labelAlign="left", labelPadding=left, offset=-left,
            ),
        ),
    }  # fmt: skip
    marks = (
        rows([one for one in circles if one["column"] != rest])
        .mark_point(filled=True, opacity=1, stroke=SOFT, strokeWidth=0.6)
        .encode(
            size=alt.Size(
                "count:Q",
                title="statements",
                scale=alt.Scale(domain=[0, most], range=[0, 420]),
                legend=alt.Legend(
                    values=sorted({1, -(-most // 2), most}), symbolFillColor=PAPER, symbolStrokeColor=SOFT
                ),
            ),
            color=alt.Color("group:N", title="most often", scale=scale),
            shape=alt.Shape("group:N", title="most often", scale=shapes),
            **place,
        )
    )
    # Everybody else together would dwarf the others as a mark, so they are a number.
    numbers = (
        rows([one for one in circles if one["column"] == rest])
        .mark_text(color=SOFT)
        .encode(text="count:Q", **place)
    )
    return alt.layer(marks, numbers).properties(width=width, height=22 * len(areas)), width + 60
