"""Make a meeting's id by one rule, so that two people and the drafter write the same one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence


def meeting_id(
    date: dt.date | str | None,
    participants: Sequence[tuple[str, str | None]],
    home: str | None,
    *,
    kind: str = "",
    part_of_day: str | None = None,
    taken: Collection[str] = (),
) -> str:
    """Return the id of a meeting: its day, and the last part of the id of the first guest of another country.

    Args:
        date: The day; None where it is not known.
        participants: The id and side of each, in the order in which the article first prints them; the id is
            empty of somebody it does not name.
        home: The archive's own country; where it is not at the meeting, both sides make the id.
        kind: The meeting's kind, which follows where the pair met on that day before.
        part_of_day: The part of the day, which follows where the kind is the same too.
        taken: The ids of other meetings.

    >>> meeting_id("2026-02-24", [("le-hoai-trung", "VN"), ("sergey-lavrov", "RU")], "VN")
    '2026-02-24-lavrov'
    >>> meeting_id(None, [("marco-rubio", "US"), ("sergey-lavrov", "RU")], "VN")
    'undated-ru-us'
    >>> meeting_id("2026-02-24", [("a", "VN"), ("b-c", "RU")], "VN", kind="talks", taken=["2026-02-24-c"])
    '2026-02-24-c-talks'

    A guest whom the article does not name is known by the country:

    >>> meeting_id(None, [("a", "VN"), ("", "CU")], "VN")
    'undated-cu'
    """
    sides = [side for _, side in participants if side]
    foreign = [(id_, side) for id_, side in participants if side != home]
    named = next((id_ for id_, _ in foreign if id_), None)
    unnamed = next((side.lower() for _, side in foreign if side), None)
    if home and (named or unnamed) and (home in sides or not sides):
        who = named.rsplit("-", 1)[-1] if named else str(unnamed)
    else:
        who = "-".join(sorted({side.lower() for side in sides})) or participants[-1][0]
    parts = [f"{date or 'undated'}-{who}", kind.replace("_", "-"), part_of_day or ""]
    tries = ["-".join(filter(None, parts[:size])) for size in (1, 2, 3)]
    tries += [f"{tries[-1]}-{number}" for number in range(2, len(taken) + 3)]
    return next(id_ for id_ in tries if id_ not in taken)
