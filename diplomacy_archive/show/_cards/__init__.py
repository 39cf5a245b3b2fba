"""Turn records into cards to be read: names for ids, the printed word beside, and the proof."""

from __future__ import annotations

from typing import Any

from diplomacy_archive.records import _models as m
from diplomacy_archive.show._cards.links import link_card
from diplomacy_archive.show._cards.meetings import brief_cells, encounter_card, meeting_card, statement_card
from diplomacy_archive.show._cards.registers import article_card, identity_card
from diplomacy_archive.show._cards.words import cited
from diplomacy_archive.show._display import Card
from diplomacy_archive.store._counts import Lookup

__all__ = ["brief_cells", "card", "cited"]


def card(record: Any, store: Lookup, *, whole: bool = False) -> Card:
    """Return the card of a record.

    Args:
        record: Any record that the store holds, or an encounter.
        store: Where names and the records around it are looked up.
        whole: A meeting with all its statements; an area, place or country with where it occurs.
    """
    if isinstance(record, m.Meeting):
        return meeting_card(record, store, whole=whole)
    if isinstance(record, m.Encounter):
        return encounter_card(record, store)
    if isinstance(record, m.Statement):
        return statement_card(record, store)
    if isinstance(record, m.Identity):
        return identity_card(record, store, whole=whole)
    if isinstance(record, m.Article):
        return article_card(record, store)
    return link_card(record, store)
