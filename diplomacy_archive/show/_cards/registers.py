"""Make the cards of the registers' records, and of articles."""

from __future__ import annotations

from collections.abc import Iterable

from diplomacy_archive._text import case_words
from diplomacy_archive.records import _models as m
from diplomacy_archive.records._vocabulary import Vocabulary
from diplomacy_archive.show._cards.words import area, cited, field, name, reasons
from diplomacy_archive.show._display import NOT_STATED, Card, Citation, Name, Value
from diplomacy_archive.show._rows import offices
from diplomacy_archive.store._counts import Lookup

Facts = list[tuple[str, Value]]

_LISTED = 10  # meetings or statements of a card; the others are counted
_OCCURRING = (m.Person, m.CooperationArea, m.Place, m.Country)
"""What is recorded with the meetings at which somebody or something occurs."""


def identity_card(one: m.Identity, store: Lookup, *, whole: bool) -> Card:
    """Return the card of a person, party, organisation, country, place or area; whole, with where it occurs."""
    facts: Facts = []
    for label, value in (("en", one.names.en), ("ru", one.names.ru), ("also", ", ".join(one.aliases))):
        if value and value != one.name:
            facts.append((label, value))
    for path in ("kind", "country", "part_of", "within", "parent"):
        value = getattr(one, path, None)
        if value:
            shown = value.en if isinstance(value, Vocabulary) else store.label(value)
            facts.append((field(path), f"{shown} (outside knowledge)" if one.is_outside(path) else shown))
    if isinstance(one, m.CooperationArea):
        facts += [("printed", ", ".join(one.printed))] if one.printed else []
        facts += [("joins", "; ".join(area(id_, store) for id_ in one.joins))] if one.joins else []
        inner = store.areas_inside(one.id)
        facts += [("holds", "; ".join(area(id_, store) for id_ in inner))] if inner else []
    if isinstance(one, m.Person):
        facts += _offices(one, store)
    if isinstance(one, _OCCURRING) and (whole or isinstance(one, m.Person)):
        facts.append(("meetings", _meetings(one, store)))
    if isinstance(one, m.CooperationArea) and whole:
        facts += _said(one, store)
    facts += [(site, item) for site, item in one.external]
    facts += _outside(one.outside)
    proof = _named_in(one, store) if isinstance(one, m.Person) else ()
    return Card(one.name, one.id, tuple(facts), proof, href=name(one.id, store).href)


def _outside(pairs: Iterable[tuple[str, str]]) -> Facts:
    """Return a fact for each source outside the articles, with the fields that are from it."""
    sources: dict[str, list[str]] = {}
    for path, source in pairs:
        sources.setdefault(source, []).append(field(path))
    return [("outside", f"{', '.join(fields)}: {source}") for source, fields in sources.items()]


def _meetings(one: m.Identity, store: Lookup) -> str:
    found, count = store.meetings_of(one, _LISTED)
    listed = [f"{id_} ({status.replace(',', ' or ')})" if status else id_ for id_, status in found]
    more = count - len(listed)
    none = "none recorded; only named" if isinstance(one, m.Person) else "none recorded"
    return ", ".join([*listed, *_rest(more)]) or none


def _rest(more: int) -> list[str]:
    return [f"… and {more:,} more"] if more else []


def _said(area: m.CooperationArea, store: Lookup) -> Facts:
    """Return a line for each statement that mentions an area, or one inside it."""
    found, count = store.statements_on(area.id, _LISTED)
    facts: Facts = []
    for said in found:
        speakers = ", ".join(map(store.label, said.speakers or ())) or NOT_STATED
        verb = f"{speakers} {said.act.id.en}" if said.act else speakers
        facts.append(("said", f"{verb}: {said.summary.en or said.summary.vi} ({said.id})"))
    return [*facts, *(("said", rest) for rest in _rest(count - len(facts)))]


def _offices(one: m.Person, store: Lookup) -> Iterable[tuple[str, str]]:
    """Yield each capacity printed for a person once, with the dates and where it is printed."""
    found: dict[str, dict[str, dict[str, None]]] = {}
    printed: dict[str, str] = {}
    for held in offices(one, store):
        key = case_words(held["printed"])
        printed.setdefault(key, held["printed"])
        places = found.setdefault(key, {}).setdefault(held["date"] or NOT_STATED, {})
        places[held["meeting"] or held["article"]] = None
    for key, dates in found.items():
        where = [f"{date} ({', '.join(places)})" for date, places in dates.items()]
        yield "office", f"“{printed[key]}” {'; '.join([*where[:_LISTED], *_rest(len(where[_LISTED:]))])}"


def _named_in(one: m.Person, store: Lookup) -> tuple[Citation, ...]:
    return cited((quote for mention in store.mentions_of(one.id) for quote in mention.quotes), store)


def article_card(one: m.Article, store: Lookup) -> Card:
    """Return an article's card, with its photos and what is known of where it appeared."""
    facts: Facts = [
        ("published", one.published.isoformat()),
        ("publisher", one.publisher or "not known"),
        ("headline", one.headline or "not known"),
        ("byline", one.byline or "none"),
        ("url", Name(one.url, one.url) if one.url else "not known"),
        ("paragraphs", str(one.paragraphs)),
        ("reports", ", ".join(store.meetings_in(one.id))),
    ]
    for photo in one.photos:
        shown = ", ".join(
            f"{store.label(who.person)}{f' ({who.position.en})' if who.position else ''}" for who in photo.shown
        )
        facts.append(("photo", f"§{photo.paragraph}: {shown}; credit “{photo.credit.printed}”"))
    facts += reasons(one.inferred)
    facts += _outside(one.outside)
    facts += [("uncited", f"§{paragraph}: {why}") for paragraph, why in one.uncited]
    proof = cited((quote for photo in one.photos for quote in photo.quotes), store)
    return Card(
        one.label.en or one.label.vi or one.id,
        one.id,
        tuple(facts),
        proof,
        language=one.language,
        href=one.url or "",
    )
