"""Answer a question: all that its filters find, or what comes closest, and what no record has."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import chain

from diplomacy_archive.ask._archive import Archive
from diplomacy_archive.ask._find import Near
from diplomacy_archive.ask._read import Section
from diplomacy_archive.ask._say import KINDS, Sayer
from diplomacy_archive.records import _models as m
from diplomacy_archive.show._terminal import WIDTH, cards_text
from diplomacy_archive.show._values import Card

SHOWN = 5
"""Cards on the first screen."""

BESIDE = 3
"""Cards of what comes closest, where filters found nothing."""


class Status(StrEnum):
    """What an answer claims.

    complete: every content word became a filter, and these are all there are.
    closest: these share most with the question; nothing is claimed.
    nothing: no record has a name, a date or a subject of the question; these come closest.
    """

    COMPLETE = "complete"
    CLOSEST = "closest"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Recognised:
    """A part of a question that was recognised: as what, and the records or the term it means."""

    text: str
    kind: str
    ids: tuple[str, ...] = ()


@dataclass(frozen=True, repr=False)
class Answer:
    """An answer: it prints as a screen of short cards, renders in a notebook, and gives plain rows.

    Attributes:
        question: As it was asked.
        language: vi or en: that of the question, unless another was asked for.
        status: What it claims.
        sections: Of a complete answer, what each kind of record asked for holds.
        near: What comes closest, the nearest first; of a complete answer that found something, none.
        recognised: What was recognised in the question.
        missing: Names, dates and subjects that no record has.
        notes: What a reader must know of it.
    """

    question: str
    language: str
    status: Status
    archive: Archive = field(compare=False)
    sections: tuple[Section, ...] = ()
    near: tuple[Near, ...] = ()
    recognised: tuple[Recognised, ...] = ()
    missing: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def records(self) -> Sequence[m.Record]:
        """The records that answer, the best first; of a complete answer all there are."""
        if self.status is Status.COMPLETE:
            if len(self.sections) == 1:
                return self.sections[0].records
            return tuple(chain.from_iterable(section.records for section in self.sections))
        return tuple(record for near in self.near for record in near.records)

    @property
    def quotes(self) -> tuple[m.Quote, ...]:
        """The words of the articles that prove the records."""
        return tuple(quote for record in self.records for quote in getattr(record, "quotes", ()))

    @property
    def text(self) -> str:
        """The answer as text: the first screen."""
        return self.shown()

    def shown(self, *, width: int = WIDTH, limit: int | None = SHOWN, full: bool = False) -> str:
        """Return the answer as text.

        Args:
            width: The characters of a line.
            limit: How many records are shown; None for all.
            full: Each with all its quotes and what else its card holds.
        """
        say = Sayer(self.archive, self.language)
        parts = [textwrap.fill(line, width) for line in self._lead(say)]
        cards = cards_text(self._cards(say, limit, full=full), width=width)
        foot = [textwrap.fill(line, width) for line in self._foot(say, limit)]
        return "\n\n".join(filter(None, ("\n".join(parts), cards, *foot)))

    def rows(self) -> list[dict[str, object]]:
        """Return the answer's records as plain values that JSON can hold."""
        return [record.model_dump(mode="json") for record in self.records]

    def row(self) -> dict[str, object]:
        """Return the whole answer as one plain value that JSON can hold."""
        return {
            "status": self.status.value,
            "text": self.text,
            "language": self.language,
            "recognised": [{"text": one.text, "kind": one.kind, "ids": list(one.ids)} for one in self.recognised],
            "missing": list(self.missing),
            "records": self.rows(),
            "closest": [getattr(record, "id", "") for near in self.near for record in near.records],
            "quotes": [quote.model_dump(mode="json") for quote in self.quotes],
        }

    def _lead(self, say: Sayer) -> Iterator[str]:
        """Yield what is claimed: the sections' numbers, or that nothing is."""
        for section in self.sections:
            yield from say.section(section)
        if self.missing:
            missing = ", ".join(f"“{word}”" for word in self.missing)
            yield say.either(f"Không bản ghi nào có {missing}.", f"No record has {missing}.")
        if self.status is Status.NOTHING or (self.status is Status.COMPLETE and not len(self.records)):
            yield say.scope()
        if self.near:
            yield say.either("Gần nhất với câu hỏi:", "What comes closest:")
        elif not self.sections:
            yield say.either(
                "Không tìm thấy bản ghi nào gần với câu hỏi.", "No record comes close to the question."
            )
        yield from self.notes

    def _cards(self, say: Sayer, limit: int | None, *, full: bool) -> Iterator[Card]:
        for section in self.sections:
            yield from (say.card(record, full=full) for record in section.records[:limit])
        for near in self.near[: BESIDE if self.sections and limit else limit]:
            yield from (say.card(one, near.matched * (not n), full=full) for n, one in enumerate(near.records[:2]))

    def _foot(self, say: Sayer, limit: int | None) -> Iterator[str]:
        shown = [len(section.records) for section in self.sections] or [len(self.near)]
        more = sum(max(count - limit, 0) for count in shown) if limit else 0
        if more:
            yield say.either(f"… và {more} bản ghi nữa (--full, --limit).", f"… and {more} more (--full, --limit).")
        if self.status is not Status.COMPLETE and self.recognised:
            seen = "; ".join(
                f"{one.text} ({say.either(*KINDS[one.kind])}{f': {say.names(one.ids)}' if one.ids else ''})"
                for one in self.recognised
            )
            yield say.either(f"Nhận ra: {seen}", f"Recognised: {seen}")

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return f"<Answer: {self.status.value}, {len(self.records)} records>"

    def _repr_html_(self) -> str:
        from diplomacy_archive.show._html import cards_html

        say = Sayer(self.archive, self.language)
        lead, *notes = [*self._lead(say)] or [""]
        cards = [*self._cards(say, SHOWN, full=False)]
        return cards_html(cards, heading=lead, notes=[*notes, *self._foot(say, SHOWN)])
