"""Count what is found and have it drawn: numbers of records in, pictures out.

Everything is counted by the database; only as many records as a picture holds are looked up.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from diplomacy_archive.show._pictures.matrix import matrix
from diplomacy_archive.show._pictures.network import network
from diplomacy_archive.show._pictures.timeline import timeline
from diplomacy_archive.show._pictures.words import many, room_that_draws, source
from diplomacy_archive.store._query import MeetingFilter, StatementFilter
from diplomacy_archive.store._store import Store

if TYPE_CHECKING:
    from diplomacy_archive.show._charts import Picture

__all__ = ["matrix", "network", "overview", "timeline"]


def overview(store: Store) -> Picture:
    """Draw the archive in one picture: when, who met whom, and who raised what.

    A part that would be empty is left out.
    """
    held, said = MeetingFilter().query(), StatementFilter().query()
    meetings, statements = (store.numbers(query.sql, query.parameters) for query in (held, said))
    charts = room_that_draws(meetings, "meeting")
    parts = [timeline(store, meetings)]
    parts += [network(store, meetings)] if store.rows("SELECT 1 FROM encounter LIMIT 1") else []
    parts += [matrix(store, statements)] if store.rows("SELECT 1 FROM statement_area LIMIT 1") else []
    articles = store.rows("SELECT count(*) FROM article")[0][0]
    counts = (many(len(meetings), "meeting"), many(len(statements), "statement"), many(articles, "article"))
    title = store.meta("title") or "The archive"
    picture: Picture = charts.stacked(parts, title, [", ".join(counts)], source(store, json.dumps(meetings)))
    return picture
