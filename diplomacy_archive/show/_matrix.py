"""Draw who raised which area."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import altair as alt

from diplomacy_archive.errors import FilterError
from diplomacy_archive.records._vocabulary import Act, Family
from diplomacy_archive.show._picture import (
    INK,
    LINE,
    PAPER,
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
from diplomacy_archive.show._words import many, number

if TYPE_CHECKING:
    from diplomacy_archive.show._view import View

_SPEAKERS = 12  # with a column of their own
_ROWS = 40  # areas
_FAMILIES = ("#eef1f4", "#cfe3ef", "#a9d0e6", "#f3cf8c", "#dc9433", "#14305c")


def matrix(view: View, statements: Sequence[int]) -> Picture:
    """Draw a row for each area, a column for each speaker; a cell has the strongest act and counts statements.

    Raises:
        FilterError: There is no statement, or none names an area.
    """
    refuse_nothing(statements, "statement")
    found = view.lookup.areas_raised(statements)
    if not found:
        raise FilterError("none of these statements names an area; there is no matrix to draw")
    raised = Counter(speaker for _, speaker, _, _ in found)
    speakers = sorted(raised, key=lambda speaker: (-raised[speaker], speaker))
    own = speakers if len(speakers) <= _SPEAKERS + 1 else speakers[:_SPEAKERS]
    names = distinct_names(own, view)
    rest = said("others", view, count=number(len(speakers) - len(own), view.lang))
    areas, row_of, notes = _areas(view, statements)
    cells: dict[tuple[str, str], dict[int, str]] = {}
    for area, speaker, act, statement in found:
        cells.setdefault((row_of[area], names.get(speaker, rest)), {})[statement] = act
    columns = [*names.values(), *([rest] if len(own) < len(speakers) else [])]
    body = _grid(view, areas, columns, cells)
    notes.insert(0, said("strongest" if len(columns) <= _WORDED else "numbers", view))
    if silent := len(set(statements)) - len({statement for *_, statement in found}):
        notes.append(said("silent", view, statements=many(silent, "statement", view.lang)))
    meetings = view.lookup.meetings_at(statements)
    title = f"{said('matrix', view)}{span(meetings, view)}"
    return Picture(body, title, notes, source(meetings, view), view.lang)


def _areas(view: View, statements: Sequence[int]) -> tuple[list[Row], dict[str, str], list[str]]:
    """Return the areas that statements mention in the tree's order, which row each counts in, and notes."""
    counts = view.lookup.mentions_by_area(statements)
    above = view.lookup.areas_above()
    if len(counts) <= _ROWS:
        return _named(view, {up for id_ in counts for up in above[id_]}), {id_: id_ for id_ in counts}, []
    totals: Counter[str] = Counter()
    for id_, count in counts.items():
        totals[above[id_][-1]] += count
    kept = {id_ for id_, _ in sorted(totals.items(), key=lambda item: (-item[1], item[0]))[:_ROWS]}
    found = _named(view, kept)
    if len(totals) > len(kept):
        found.append({"id": "", "name": said("other_areas", view, count=len(totals) - len(kept)), "depth": 0})
    row_of = {id_: above[id_][-1] if above[id_][-1] in kept else "" for id_ in counts}
    return found, row_of, [said("widest", view)]


def _named(view: View, shown: set[str]) -> list[Row]:
    names = distinct_names(shown, view)
    return [
        {"id": id_, "name": names[id_], "depth": depth}
        for id_, depth in view.lookup.areas_in_order()
        if id_ in shown
    ]


_CELL = 22  # the height of a row
_WORDED = 6  # columns that have room for an act in each cell


def _grid(
    view: View, areas: Sequence[Row], columns: Sequence[str], cells: dict[tuple[str, str], dict[int, str]]
) -> Any:
    left = min(max(room(area["name"]) + 14 * area["depth"] for area in areas) + 16, 400)
    words = len(columns) <= _WORDED
    slanted = 0 if words else 0.5 * room(columns[-1], 12, bold=True)  # the last head reaches beyond its column
    wide = (WIDTH - left - slanted) / len(columns)
    height = float(_CELL * len(areas))
    line_of = {area["id"]: place for place, area in enumerate(areas)}
    tiles = []
    for (area, column), acts_of in sorted(cells.items()):
        acts = [Act(act) if act else Act.INFORMED for act in acts_of.values()]
        strongest = max(acts, key=lambda act: act.commitment)
        often = Counter(act.family for act in acts)
        family = strongest.family if words else max(Family, key=lambda one: often[one])
        more = f" + {len(acts_of) - 1}" if len(acts_of) > 1 else ""
        x, y = left + wide * columns.index(column), _CELL * line_of[area]
        tiles.append({
            "x": x + 1, "x2": x + wide - 1, "mid": x + wide / 2,
            "y": y + 1, "y2": y + _CELL - 1, "line": y + _CELL / 2,
            "family": term(family, view), "area": area, "column": column, "count": len(acts_of),
            "text": f"{term(strongest, view)}{more}" if words else number(len(acts_of), view.lang),
        })  # fmt: skip
    families = [term(family, view) for family in Family]
    shade = alt.Scale(domain=families, range=list(_FAMILIES))
    ink = alt.Scale(domain=families, range=[*[INK] * (len(families) - 1), PAPER])
    rules = [{"x": 0, "x2": WIDTH, "y": _CELL * (place + 1)} for place in range(len(areas))]
    indents = [14 * area["depth"] for area in areas]
    labels = [{"x": indent, "y": _CELL * (place + 0.5), "text": cut(area["name"], left - indent)}
              for place, (area, indent) in enumerate(zip(areas, indents, strict=True))]  # fmt: skip
    heads = [{"x": left + wide * (place + 0.5), "y": 0, "text": _head(column, wide) if words else column}
             for place, column in enumerate(columns)]  # fmt: skip
    slant = {"dy": -8, "baseline": "line-bottom"} if words else {"angle": 320, "align": "left", "dx": 4, "dy": -6}
    place_of, base = at(WIDTH, height), rows(tiles)
    # The legend stands above the heads of the columns.
    legend = alt.Legend(offset=46 if words else 30 + 0.6 * max(map(room, columns)))
    return layer(
        rows(rules).mark_rule(color="#ececec").encode(x2="x2:Q", **place_of),
        rows(labels).mark_text(align="left").encode(text="text:N", **place_of),
        rows(heads)
        .mark_text(fontSize=12, fontWeight="bold", lineHeight=14, **slant)
        .encode(text="text:N", **place_of),
        base.mark_rect(cornerRadius=3, stroke=LINE, strokeWidth=0.5).encode(
            x2="x2:Q", y2="y2:Q", color=alt.Color("family:N", scale=shade, title=None, legend=legend), **place_of
        ),
        base.mark_text(fontSize=10.5).encode(
            text="text:N", color=alt.Color("family:N", scale=ink, legend=None), **at(WIDTH, height, "mid", "line")
        ),
        width=WIDTH,
        height=height,
    )


def _head(name: str, width: float) -> list[str]:
    return textwrap.wrap(name, max(int(width / 7.6), 8), max_lines=2, placeholder=" …")
