"""Answer a question: all that its filters find, or what comes closest, and what no record has."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import chain

from diplomacy_archive.ask._archive import Archive
from diplomacy_archive.ask._find import Near
from diplomacy_archive.ask._read import Section
from diplomacy_archive.records import _models as m
from diplomacy_archive.records import _vocabulary as v
from diplomacy_archive.show import _words as w
from diplomacy_archive.show._terminal import WIDTH, cards_text
from diplomacy_archive.show._values import Card, Fact
from diplomacy_archive.show._view import covered

SHOWN = 5
"""Cards on the first screen."""

BESIDE = 3
"""Cards of what comes closest, where filters found nothing."""

_LABELS = {
    "on": "date", "person": "people", "country": "side", "area": "areas", "inviter": "inviters",
    "invitee": "invitees",
}  # fmt: skip
"""What a filter is called; not given: as it is."""

_TERMS = {"kind": v.Kind, "part_of_day": v.PartOfDay, "response": v.Response}


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
    language: w.Lang
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
        lead = "\n".join(textwrap.fill(line, width) for line in self._lead())
        cards = cards_text(self._cards(limit, full=full), width=width)
        foot = (textwrap.fill(line, width) for line in self._foot(limit))
        return "\n\n".join(filter(None, (lead, cards, *foot)))

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

    def _lead(self) -> Iterator[str]:
        """Yield what is claimed: the sections' numbers, or that nothing is."""
        for section in self.sections:
            yield from self._found(section) if section.kind else ()
        if self.missing:
            yield self._say("missing", words=", ".join(f"“{word}”" for word in self.missing))
        if self.status is Status.NOTHING or (self.status is Status.COMPLETE and not len(self.records)):
            yield scope_of(self.archive, self.language)
        if self.near or not self.sections:
            yield self._say("closest" if self.near else "nothing")
        yield from self.notes

    def _found(self, section: Section) -> Iterator[str]:
        """Yield what a section found: how many by which filters, what is silent, and what else there is."""
        count, kind, lang = len(section.records), section.kind, self.language
        by = "; ".join(f"{self._label(name)}: {self._value(name, value)}" for name, value in section.filters)
        by = f" ({by})" if by else ""
        yield self._say(
            "found" if count else "none", by=by, count=w.many(count, kind, lang), noun=w.noun(kind, 1, lang)
        )
        for name, silent in section.silent:
            ids = ", ".join(str(getattr(record, "id", "")) for record in silent[:SHOWN])
            more = w.number(len(silent), lang) if lang == "en" else w.many(len(silent), kind, lang)
            yield self._say(
                "in_part" if name == "speaker" else "silent", count=more, what=self._label(name), ids=ids
            )
        if section.beside:
            counts = (
                self._say("planned", count=w.many(more, kind, lang))
                if other == "planned"
                else w.many(more, other, lang)
                for other, more in section.beside
            )
            yield self._say("beside", counts=", ".join(counts))

    def _say(self, key: str, **values: str) -> str:
        return w.say(key, self.language, "answers", **values)

    def _label(self, name: str) -> str:
        return w.field(_LABELS.get(name, name), self.language)

    def _value(self, name: str, value: str) -> str:
        if name in _TERMS:
            term = _TERMS[name](value)
            return term.vi if self.language == "vi" else term.en
        return self._names([value])

    def _names(self, ids: Iterable[str]) -> str:
        """Return names in the language, parted by commas."""
        found = ((id_, self.archive.identity(id_)) for id_ in ids)
        return ", ".join(
            id_ if one is None else getattr(one.names, self.language, None) or one.name for id_, one in found
        )

    def _cards(self, limit: int | None, *, full: bool) -> Iterator[Card]:
        for section in self.sections:
            yield from (
                card_of(self.archive, record, self.language, full=full) for record in section.records[:limit]
            )
        for near in self.near[: BESIDE if self.sections and limit else limit]:
            for n, one in enumerate(near.records[:2]):
                yield card_of(self.archive, one, self.language, near.matched * (not n), full=full)

    def _foot(self, limit: int | None) -> Iterator[str]:
        shown = [len(section.records) for section in self.sections] or [len(self.near)]
        more = sum(max(count - limit, 0) for count in shown) if limit else 0
        if more:
            yield self._say("more", count=w.number(more, self.language))
        if self.status is not Status.COMPLETE and self.recognised:
            yield self._say("recognised", words="; ".join(map(self._seen, self.recognised)))

    def _seen(self, one: Recognised) -> str:
        known = one.kind in w.labels()["nouns"]
        kind = w.noun(one.kind, 1, self.language) if known else self._label(one.kind)
        return f"{one.text} ({kind}{f': {self._names(one.ids)}' if one.ids else ''})"

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return f"<Answer: {self.status.value}, {len(self.records)} records>"

    def _repr_html_(self) -> str:
        from diplomacy_archive.show._html import cards_html

        lead, *notes = [*self._lead()] or [""]
        return cards_html([*self._cards(SHOWN, full=False)], heading=lead, notes=[*notes, *self._foot(SHOWN)])


def scope_of(archive: Archive, lang: w.Lang) -> str:
    """Return a sentence on what an archive covers."""
    scope = covered(archive.scope, lang)
    return f"{scope[0].upper()}{scope[1:]}."


def card_of(archive: Archive, record: m.Record, lang: w.Lang, matched: Sequence[str] = (), *, full: bool) -> Card:
    """Return the short card of a record, in full with all its quotes, and the words that a question shares."""
    card = archive.card(record, lang=lang, short=True)
    if full:
        card = replace(card, proof=archive.card(record, lang=lang).proof)
    shared = Fact("matches", w.field("matches", lang), ", ".join(matched))
    return replace(card, facts=(*card.facts, shared)) if matched else card
