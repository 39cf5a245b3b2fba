"""Define what every record can do: it never changes, and once it was looked up it shows itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel, ConfigDict

if TYPE_CHECKING:
    from diplomacy_archive.show._display import Card


class Record(BaseModel):
    """The base of all records.

    A record that was looked up remembers where (`bound`), so that it prints and renders as its card,
    with names; that is no part of its value: not of equality, hash, JSON or copies.
    """

    # A slot, because Pydantic counts private attributes in when it compares.
    __slots__ = ("_source",)
    model_config = ConfigDict(frozen=True, extra="forbid")

    def __str__(self) -> str:
        from diplomacy_archive.show._display import cards_text  # records that nobody reads need no cards

        card = self._card()
        return cards_text([card]) if card else super().__str__()

    def _repr_html_(self) -> str:
        from diplomacy_archive.show._display.markup import cards_html, fields_html

        card = self._card()
        said = self.model_dump(mode="json", exclude_defaults=True)  # None is "not stated" where it is no default
        return cards_html([card]) if card else fields_html(type(self).__name__, said)

    def _card(self) -> Card | None:
        source: Any = getattr(self, "_source", None)
        card: Card | None = source.card(self) if source is not None else None
        return card


_R = TypeVar("_R", bound=Record)


def bound(record: _R, source: Any) -> _R:
    """Let a record, and each of its quotes, remember the store it was looked up in; return it."""
    object.__setattr__(record, "_source", source)
    for part in (record, *getattr(record, "photos", ())):
        for quote in getattr(part, "quotes", ()):
            object.__setattr__(quote, "_source", source)
    return record
