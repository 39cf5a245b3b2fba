"""Count what is found and have it drawn: numbers of records in, pictures out.

Everything is counted by the database; only as many records as a picture holds are looked up.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from diplomacy_archive.show._pictures.matrix import matrix
from diplomacy_archive.show._pictures.network import network
from diplomacy_archive.show._pictures.timeline import timeline
from diplomacy_archive.show._pictures.words import many, room_that_draws, source
from diplomacy_archive.store._counts import Lookup

if TYPE_CHECKING:
    from diplomacy_archive.show._charts import Picture

__all__ = ["matrix", "network", "overview", "timeline"]


def overview(store: Lookup) -> Picture:
    """Draw the archive in one picture: when, who met whom, and who raised what.

    A part that would be empty is left out.
    """
    meetings, statements = store.held_meetings(), store.held_statements()
    charts = room_that_draws(meetings, "meeting")
    parts = [timeline(store, meetings)]
    parts += [network(store, meetings)] if store.has_pairs() else []
    parts += [matrix(store, statements)] if store.has_areas() else []
    articles = many(store.total("article"), "article")
    counts = (many(len(meetings), "meeting"), many(len(statements), "statement"), articles)
    title = store.meta("title") or "The archive"
    picture: Picture = charts.stacked(parts, title, [", ".join(counts)], source(store, meetings))
    return picture
