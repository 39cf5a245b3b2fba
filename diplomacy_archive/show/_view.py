"""Show an archive's records in one language: the one object that turns records into text and HTML."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from diplomacy_archive.records import _models as m
from diplomacy_archive.records._record import found_by
from diplomacy_archive.show._words import days, many, say

if TYPE_CHECKING:
    from diplomacy_archive._text import Text
    from diplomacy_archive.records._vocabulary import AreaKind
    from diplomacy_archive.show._values import Card
    from diplomacy_archive.show._words import Lang
    from diplomacy_archive.store._counts import Lookup, Scope

_R = TypeVar("_R", bound=m.Record)


def covered(scope: Scope, lang: Lang) -> str:
    """Say what an archive covers: which meetings, of which articles."""
    held = days(*scope.days, lang) if scope.days else ""
    published = days(*scope.published, lang) if scope.published else ""
    return say(
        "covers",
        lang,
        meetings=many(scope.meetings, "meeting", lang),
        articles=many(scope.articles, "article", lang),
        days=say("days", lang, days=held) if held else "",
        published=say("published_days", lang, days=published) if published else "",
    )


class View:
    """An archive as it is shown in one language.

    Each record that was looked up has a reference to the view of the archive that found it, by which it
    prints as its card, with names.

    Attributes:
        lookup: The archive's names, counts and lists.
        lang: The language: vi or en.
        texts: The attached texts by article.
    """

    def __init__(self, lookup: Lookup, lang: Lang = "en") -> None:
        self.lookup = lookup
        self.lang = lang
        self.texts: Mapping[str, Text] = lookup.texts
        self._articles: dict[str, m.Article] = {}
        self._statements: dict[str, list[m.Statement]] = {}

    def in_language(self, lang: Lang | None) -> View:
        """Return the view in a language; of None, this one."""
        return View(self.lookup, lang) if lang and lang != self.lang else self

    def bind(self, record: _R) -> _R:
        """Let a record that was looked up print by this view; return it."""
        return found_by(record, self)

    # --- Whole records ----------------------------------------------------------------------------

    def card(self, record: m.Record, *, whole: bool = True) -> Card:
        """Return a record's card; whole, a meeting with its statements, an area with where it occurs."""
        return next(self.cards([record], whole=whole))

    def cards(self, records: Sequence[m.Record], *, whole: bool = False) -> Iterator[Card]:
        """Yield the cards of records, whose names are looked up together."""
        from diplomacy_archive.show._describe import describe  # records that nobody reads need no cards

        self._prepare(records)
        for record in records:
            yield describe(record, self, whole=whole)
        self._statements.clear()

    def short(self, record: m.Record) -> Card:
        """Return the short form of a record's card: some lines with their words."""
        from diplomacy_archive.show._describe import shorten

        return shorten(self.card(record, whole=False), record, self)

    def text(self, record: m.Record) -> str:
        """Return a record's whole card as text."""
        from diplomacy_archive.show._terminal import cards_text

        return cards_text([self.card(record)])

    def html(self, record: m.Record) -> str:
        """Return a record's whole card as HTML."""
        from diplomacy_archive.show._html import cards_html

        return cards_html([self.card(record)])

    # --- What cards are made of -------------------------------------------------------------------

    def name(self, id_: str) -> str:
        """Return a name in the view's language, or in another if there is none; the id itself if nothing has it."""
        return self.lookup.label(id_, self.lang)

    def area_kind(self, id_: str) -> AreaKind | None:
        """Return whether an area is a field of cooperation or a topic."""
        found = self.lookup.identity(id_)
        return found.kind if isinstance(found, m.CooperationArea) else None

    def articles(self, ids: Iterable[str]) -> list[m.Article]:
        """Return articles by their ids; those of nothing are left out."""
        asked = list(dict.fromkeys(ids))
        if new := [id_ for id_ in asked if id_ not in self._articles]:
            self._articles |= {one.id: one for one in self.lookup.articles(new)}
        return [self._articles[id_] for id_ in asked if id_ in self._articles]

    def article(self, id_: str) -> m.Article | None:
        """Return an article by its id; None if there is none."""
        return next(iter(self.articles([id_])), None)

    @property
    def data_version(self) -> str:
        """The version of the archive's data."""
        return self.lookup.meta("data_version")

    def missing(self, articles: Iterable[str]) -> str:
        """Return "not stated", or "not seen" where not all of any of the articles was at hand."""
        found = self.articles(articles)
        return say("not_seen" if found and all(one.partial for one in found) else "not_stated", self.lang)

    def statements_at(self, meeting: m.Meeting) -> list[m.Statement]:
        """Return a meeting's statements, in order."""
        if meeting.id not in self._statements:
            self._statements |= self.lookup.statements_at([meeting])
        return self._statements[meeting.id]

    def brief_of(self, card: Card, *keys: str) -> list[str]:
        """Return facts of a card in a few words each; what is not stated says of what."""
        from diplomacy_archive.show._values import brief

        missing = (say("not_stated", self.lang), say("not_seen", self.lang))
        facts = [fact for fact in card.facts if fact.key in keys]
        said = ((fact.label, brief(fact.value)) for fact in facts)
        return [f"{name} {value}" if value in missing else value for name, value in said]

    def scope(self) -> str:
        """Say what the archive covers: which meetings, of which articles."""
        return covered(self.lookup.scope(), self.lang)

    def _prepare(self, records: Sequence[m.Record]) -> None:
        """Look up at once what the cards of records name."""
        meetings = [one.meeting if isinstance(one, m.Encounter) else one for one in records]
        self._statements |= self.lookup.statements_at(
            [one for one in meetings if isinstance(one, m.Meeting) and one.id not in self._statements]
        )
        said = (one for statements in self._statements.values() for one in statements)
        self.lookup.identities(id_ for record in (*records, *said) for id_ in ids_in(record))
        self.articles(one.article for record in records for one in _reports(record))


def _reports(record: m.Record) -> Iterable[m.Evidenced]:
    if isinstance(record, m.Encounter):
        return record.meeting.reports
    return record.reports if isinstance(record, m.Meeting) else [record] if isinstance(record, m.Evidenced) else []


def ids_in(value: Any) -> Iterator[str]:
    """Yield what may be the id of something that a record names: every text in it without a space."""
    if isinstance(value, str):
        if " " not in value:
            yield str(value)
    elif isinstance(value, tuple):
        for item in value:
            yield from ids_in(item)
    elif isinstance(value, m.Record) and not isinstance(value, m.Quote | m.LocalText):
        for name in type(value).model_fields:
            yield from ids_in(getattr(value, name))
