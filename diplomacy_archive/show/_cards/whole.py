"""Make the card of an archive as a whole."""

from __future__ import annotations

from diplomacy_archive._dates import day_of
from diplomacy_archive.show._display import Card, Value
from diplomacy_archive.store._counts import Lookup

_COUNTED = ("meeting", "statement", "person", "area", "article")


def archive_card(store: Lookup) -> Card:
    """Return what an archive holds, from when to when, and its versions."""
    facts: list[tuple[str, Value]] = [
        ({"person": "people"}.get(table, f"{table}s"), f"{store.total(table):,}") for table in _COUNTED
    ]
    first, last = store.first_and_last_day()
    if first:
        facts.insert(1, ("from", day_of(first).isoformat()))
        facts.insert(2, ("to", day_of(last).isoformat()))
    facts.append(("texts", f"{len(store.texts)} attached" if store.texts else "none attached"))
    facts.append(("version", f"data {store.meta('data_version')}, built by {store.meta('package_version')}"))
    return Card(store.meta("title") or "Archive", "", tuple(facts))
