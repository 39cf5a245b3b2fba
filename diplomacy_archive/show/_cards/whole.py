"""Make the card of an archive as a whole."""

from __future__ import annotations

from diplomacy_archive._dates import day_of
from diplomacy_archive.show._display import Card, Value
from diplomacy_archive.store._store import Store

_COUNTED = ("meeting", "statement", "person", "area", "article")


def archive_card(store: Store) -> Card:
    """Return what an archive holds, from when to when, and its versions."""
    facts: list[tuple[str, Value]] = []
    for table in _COUNTED:
        count = store.rows(f"SELECT count(*) FROM {table}")[0][0]
        facts.append(({"person": "people"}.get(table, f"{table}s"), f"{count:,}"))
    first, last = store.rows("SELECT min(ymd), max(ymd) FROM meeting WHERE ymd > 0")[0]
    if first:
        facts.insert(1, ("from", day_of(first).isoformat()))
        facts.insert(2, ("to", day_of(last).isoformat()))
    facts.append(("texts", f"{len(store.texts)} attached" if store.texts else "none attached"))
    facts.append(("version", f"data {store.meta('data_version')}, built by {store.meta('package_version')}"))
    return Card(store.meta("title") or "Archive", "", tuple(facts))
