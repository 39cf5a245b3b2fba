"""Draw what is found: row ids in, pictures out.

Everything is counted by the database; only as many records as a picture holds are looked up.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from diplomacy_archive.show import _picture as pictures
from diplomacy_archive.show._matrix import matrix
from diplomacy_archive.show._network import network
from diplomacy_archive.show._timeline import timeline
from diplomacy_archive.show._words import many

if TYPE_CHECKING:
    from diplomacy_archive.show._view import View

__all__ = ["matrix", "network", "overview", "timeline"]


def overview(view: View) -> pictures.Picture:
    """Draw an archive in one picture: when, who met whom, and who raised what; an empty part is left out.

    Raises:
        FilterError: There is no meeting.
    """
    meetings, statements = view.lookup.held_meetings(), view.lookup.held_statements()
    parts = [timeline(view, meetings)]
    parts += [network(view, meetings)] if view.lookup.has_pairs() else []
    parts += [matrix(view, statements)] if view.lookup.has_areas() else []
    counts: Iterable[tuple[int, str]] = (
        (len(meetings), "meeting"), (len(statements), "statement"), (view.lookup.total("article"), "article"),
    )  # fmt: skip
    title = view.lookup.meta("title") or pictures.said("archive", view)
    note = ", ".join(many(*one, view.lang) for one in counts)
    return pictures.stacked(parts, title, [note], pictures.source(meetings, view), view.lang)
