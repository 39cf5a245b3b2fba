"""Count who met whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from diplomacy_archive.errors import FilterError
from diplomacy_archive.show._pictures.words import area, labels, many, room_that_draws, source, span
from diplomacy_archive.store._counts import Lookup

if TYPE_CHECKING:
    from diplomacy_archive.show._charts import Picture

_PEOPLE = 24  # drawn, where there are many
_PAIRS = 60  # and the pairs of them
_AREAS = 2  # named for a pair


def network(store: Lookup, meetings: Sequence[int]) -> Picture:
    """Draw who met whom across sides; of many people, those who met most often."""
    charts = room_that_draws(meetings, "meeting")
    pairs = store.met(meetings)
    if not pairs:
        raise FilterError(
            "nobody of these meetings is on another side than the others; there is no network to draw"
        )
    chosen: dict[str, None] = {}
    for one, other, _ in pairs:
        if len({*chosen, one, other}) <= _PEOPLE:
            chosen.update(dict.fromkeys((one, other)))
    drawn = [pair for pair in pairs if pair[0] in chosen and pair[1] in chosen][:_PAIRS]
    notes = ["A line joins two people of different sides; the oftener they met, the wider it is."]
    if len(drawn) < len(pairs):
        left_out = len({id_ for pair in pairs for id_ in pair[:2]}) - len(chosen)
        notes.append(
            f"Drawn: {many(len(chosen), 'person', 'people')} who met most often and {many(len(drawn), 'pair')} "
            f"of them; not drawn: {many(left_out, 'person', 'people')} and {many(len(pairs) - len(drawn), 'pair')}."
        )
    sides, names = _sides(store, meetings, chosen), labels(chosen, store)
    sizes = Counter(sides.values())
    order = sorted(chosen, key=lambda id_: (sizes[sides[id_]], sides[id_]))
    picture: Picture = charts.network(
        [{"id": id_, "name": names[id_], "side": sides[id_]} for id_ in order],
        [
            {"one": one, "other": other, "count": count, "areas": _about(store, meetings, one, other)}
            for one, other, count in drawn
        ],
        title=f"Who met whom{span(store, meetings)}",
        notes=notes,
        source=source(store, meetings),
    )
    return picture


def _sides(store: Lookup, meetings: Sequence[int], people: Iterable[str]) -> dict[str, str]:
    """Return the name of the side that each was most often on."""
    return {person: store.label(side) for person, side in store.usual_sides(meetings, people).items()}


def _about(store: Lookup, meetings: Sequence[int], one: str, other: str) -> str:
    """Name the areas that most meetings of two people mention, fields before topics."""
    areas = store.areas_between(meetings, one, other)
    named = ", ".join(area(id_, store)[0] for id_ in areas[:_AREAS])
    return f"{named} + {len(areas) - _AREAS} more" if len(areas) > _AREAS else named
