"""Say in words what ids stand for: names, areas, and the quotes with what stands around them."""

from __future__ import annotations

from collections.abc import Iterable

from diplomacy_archive._text import Text, in_sentence
from diplomacy_archive.records import _models as m
from diplomacy_archive.records._vocabulary import AreaKind
from diplomacy_archive.show._display import Chip, Chips, Citation, Name, Names
from diplomacy_archive.store._counts import Lookup


def name(id_: str, store: Lookup) -> Name:
    """Return an identity's name, leading to Wikidata where its item is recorded."""
    record = store.identity(id_)
    item = dict(record.external).get("wikidata") if record else None
    return Name(store.label(id_), f"https://www.wikidata.org/wiki/{item}" if item else "", id_)


def names(ids: Iterable[str], store: Lookup) -> Names:
    """Return the names of identities."""
    return Names(tuple(name(id_, store) for id_ in ids))


def area(id_: str, store: Lookup) -> str:
    """Return an area's English name before its Vietnamese one."""
    record = store.identity(id_)
    return record.names.en or record.name if record else id_


def area_chip(id_: str, words: str, store: Lookup) -> Chip:
    """Return an area with the words printed for it; its kind is the chip's group."""
    record = store.identity(id_)
    topic = isinstance(record, m.CooperationArea) and record.kind == AreaKind.TOPIC
    return Chip(area(id_, store), words, "topic" if topic else "field", id_)


def mentions(areas: Iterable[m.AreaMention], store: Lookup, rest: str = "") -> Chips:
    """Return areas as somebody mentioned them."""
    return Chips(tuple(area_chip(one.id, _mentioned(one), store) for one in areas), rest)


def _mentioned(one: m.AreaMention) -> str:
    return f"“{one.printed}” ({one.framing.en})" if one.framing else f"“{one.printed}”"


def reference(expression: str, ids: Iterable[str], store: Lookup) -> str:
    """Say whom a collective or indirect expression stands for."""
    return f"“{expression}” is {', '.join(map(store.label, ids))}"


def source(named: m.Resolved, store: Lookup) -> str:
    """Name a source, and the article's words for it."""
    return f"{store.label(named.id)} “{named.printed}”"


_FIELDS = {
    "participants.side": "side",
    "participants.capacities.of": "whose office",
    "capacities.of": "whose office",
    "names.vi": "vi",
    "names.en": "en",
    "names.ru": "ru",
    "aliases": "also",
}
"""What cards call fields by, where not by their own name."""


def field(path: str) -> str:
    """Return what a card calls a field of a record."""
    return _FIELDS.get(path, path.replace("_", " "))


def reasons(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return a fact for each field that is inferred, with the reason."""
    return [("inferred", f"{field(path)}: {why}") for path, why in pairs]


def cited(quotes: Iterable[m.Quote], store: Lookup | None = None) -> tuple[Citation, ...]:
    """Return quotes as citations, each in its sentence where its article's text is attached to the store."""
    return tuple(_citation(quote, store.texts.get(quote.article) if store else None) for quote in quotes)


def _citation(quote: m.Quote, text: Text | None) -> Citation:
    around = in_sentence(quote.phrase, text.paragraph(quote.paragraph), quote.occurrence or 1) if text else None
    return Citation(quote.article, quote.paragraph, quote.phrase, *(around or ()))


def language(article: str, store: Lookup) -> str:
    """Return the language that an article is written in."""
    return store.languages([article]).get(article, "")
