"""Count who raised which area."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from diplomacy_archive.errors import FilterError
from diplomacy_archive.records._vocabulary import Act, Family
from diplomacy_archive.show._pictures.words import area, labels, many, room_that_draws, source, span
from diplomacy_archive.store._counts import Lookup

if TYPE_CHECKING:
    from diplomacy_archive.show._charts import Picture

_SPEAKERS = 12  # with a column of their own, where there are many
_ROWS = 40  # areas

GROUPS = {
    "told": (Family.INFORMING, Family.CONVEYING),
    "valued": (Family.VALUING,),
    "wished or proposed": (Family.WISHING, Family.PROPOSING),
    "agreed or refused": (Family.AGREEING,),
}
"""The families of acts in groups for the eye, from the least commitment to the most."""


def matrix(store: Lookup, statements: Sequence[int]) -> Picture:
    """Draw who raised which area by which acts; of many speakers, those who raised most."""
    charts = room_that_draws(statements, "statement")
    found = store.areas_raised(statements)
    if not found:
        raise FilterError("none of these statements names an area; there is no matrix to draw")
    raised: dict[str, int] = {}
    for _, person, _, _ in found:
        raised[person] = raised.get(person, 0) + 1
    speakers = sorted(raised, key=lambda person: (-raised[person], person))
    names = labels(speakers if len(speakers) <= _SPEAKERS + 1 else speakers[:_SPEAKERS], store)
    rest = f"{len(speakers) - len(names)} others" if len(names) < len(speakers) else ""
    rows, row_of, notes = _rows(store, statements)
    counted: dict[tuple[str, str, str], set[int]] = {}
    for id_, person, act, number in found:
        counted.setdefault((row_of[id_], names.get(person, rest), act), set()).add(number)
    group_of = {act.value: n for act in Act for n, families in enumerate(GROUPS.values()) if act.family in families}
    group_of[""] = 0  # no verb of saying is printed
    cells = [
        {
            "area": row,
            "column": column,
            "act": Act(act).en if act else "no verb",
            "group": group_of[act],
            "count": len(numbers),
        }
        for (row, column, act), numbers in sorted(counted.items(), key=lambda item: (group_of[item[0][2]], item[0]))
    ]
    silent = len(set(statements)) - len({number for *_, number in found})
    if silent:
        verbs = ("names", "is") if silent == 1 else ("name", "are")
        notes.append(f"{many(silent, 'statement')} that {verbs[0]} no area, or no speaker, {verbs[1]} not drawn.")
    meetings = store.meetings_at(statements)
    picture: Picture = charts.matrix(
        rows,
        [*names.values(), *([rest] if rest else [])],
        cells,
        list(GROUPS),
        rest=rest,
        title=f"Who raised which area{span(store, meetings)}",
        notes=notes,
        source=source(store, meetings),
    )
    return picture


def _rows(store: Lookup, statements: Sequence[int]) -> tuple[list[dict[str, Any]], dict[str, str], list[str]]:
    """Return the areas that statements mention in the tree's order, which row each counts in, and notes."""
    counts, above = store.mentions_by_area(statements), store.areas_above()
    if len(counts) <= _ROWS:
        shown = {up for id_ in counts for up in above[id_]}
        return _named(store, shown), {id_: id_ for id_ in counts}, []
    top = {id_: ups[-1] for id_, ups in above.items()}
    totals: dict[str, int] = {}
    for id_, count in counts.items():
        totals[top[id_]] = totals.get(top[id_], 0) + count
    kept = set(sorted(totals, key=lambda id_: (-totals[id_], id_))[:_ROWS])
    rows = _named(store, kept)
    if len(totals) > len(kept):
        rows.append({"id": "", "name": f"{len(totals) - len(kept)} other areas", "depth": 0})
    row_of = {id_: top[id_] if top[id_] in kept else "" for id_ in counts}
    return rows, row_of, ["Areas are counted in the widest area that holds them."]


def _named(store: Lookup, shown: set[str]) -> list[dict[str, Any]]:
    names = {id_: " · ".join(area(id_, store)) for id_ in shown}
    twice = {name for name in names.values() if list(names.values()).count(name) > 1}
    return [
        {"id": id_, "name": f"{names[id_]} ({id_})" if names[id_] in twice else names[id_], "depth": depth}
        for id_, depth in store.areas_in_order()
        if id_ in shown
    ]
