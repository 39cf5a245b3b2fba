"""Hold an answer: what it says, how it was understood, and the records and quotes it stands on."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from diplomacy_archive.records import _models as m
from diplomacy_archive.show._display import PLAIN, WIDTH, Card, Style, cards_text
from diplomacy_archive.show._rows import Row, row
from diplomacy_archive.store._counts import Lookup


class Status(StrEnum):
    """Whether a question was answered, and if not, why."""

    ANSWERED = "answered"
    NOTHING_FOUND = "nothing_found"
    NOT_STATED = "not_stated"
    AMBIGUOUS = "ambiguous"
    NOT_UNDERSTOOD = "not_understood"

    @property
    def understood(self) -> bool:
        """Whether the question was understood, whatever the archive holds."""
        return self not in (Status.AMBIGUOUS, Status.NOT_UNDERSTOOD)


@dataclass(frozen=True, repr=False)
class Answer:
    """An answer; it prints as text, renders in a notebook, and gives plain rows.

    Attributes:
        status: answered; nothing_found (the archive records no such thing); not_stated (the record
            exists, the article does not say this of it); ambiguous (a name fits several);
            not_understood.
        understood: The query that ran, in words.
        language: vi or en, that of the question.
        lead: The answer in a sentence.
        cards: Its records, to be read; then what is recorded close by.
        notes: What a reader must know of it.
        records: The records it was read from; for `ambiguous` the candidates.
        quotes: The words of the articles that prove it.
    """

    status: Status
    understood: str
    language: str
    lead: str
    cards: tuple[Card, ...] = ()
    notes: tuple[str, ...] = ()
    records: Sequence[m.Record] = ()
    quotes: tuple[m.Quote, ...] = ()
    store: Lookup | None = field(default=None, compare=False)

    @property
    def text(self) -> str:
        """The answer in the language of the question, without the proof."""
        return self._written(tuple(_without_proof(card) for card in self.cards), WIDTH, PLAIN)

    def rows(self) -> list[Row]:
        """Return the answer's records as plain rows that JSON can hold."""
        assert self.store is not None or not self.records
        return [row(record, self.store) for record in self.records] if self.store else []

    def row(self) -> Row:
        """Return the whole answer as one plain row that JSON can hold."""
        return {
            "status": self.status.value,
            "text": self.text,
            "understood": self.understood,
            "language": self.language,
            "records": self.rows(),
            "quotes": [quote.model_dump(mode="json") for quote in self.quotes],
        }

    def shown(self, *, width: int = WIDTH, style: Style = PLAIN) -> str:
        """Return the answer with the words that prove it, and how it was understood."""
        understood = textwrap.fill(self._said, width) if self.understood else ""
        written = (
            self._written(self.cards, width, style),
            style.paint(style.faint, understood) if understood else "",
        )
        return "\n\n".join(filter(None, written))

    def _written(self, cards: tuple[Card, ...], width: int, style: Style) -> str:
        lead, *notes = (textwrap.fill(text, width) for text in (self.lead, *self.notes))
        written = cards_text(cards, width=width, style=style)
        return "\n\n".join(filter(None, (style.paint(style.heading, lead), written, *notes)))

    def __str__(self) -> str:
        return self.shown()

    def __repr__(self) -> str:
        return f"<Answer: {self.status.value}, {len(self.records)} records, {len(self.quotes)} quotes>"

    def _repr_html_(self) -> str:
        from diplomacy_archive.show._display.markup import cards_html

        understood = [self._said] if self.understood else []
        return cards_html(self.cards, heading=self.lead, notes=[*self.notes, *understood])

    @property
    def _said(self) -> str:
        label = {"vi": "hiểu là", "en": "understood as"}[self.language]
        return f"({label}: {self.understood})"


def _without_proof(card: Card) -> Card:
    return replace(card, proof=(), parts=tuple(map(_without_proof, card.parts)))
