"""Rank what shares most with a question, and put together what tells one thing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from diplomacy_archive._text import case_words
from diplomacy_archive.ask._archive import Archive, Index
from diplomacy_archive.ask._items import Item
from diplomacy_archive.ask._missing import variants
from diplomacy_archive.ask._scan import Scan
from diplomacy_archive.records import _models as m
from diplomacy_archive.records._terms import Term, day_ids, term_id

KINDS: dict[str, dict[str, float]] = {
    "m": {"meeting": 1.8}, "K": {"meeting": 1.8}, "T": {"meeting": 1.3},
    "s": {"statement": 1.4}, "r": {"statement": 1.4}, "S": {"statement": 1.4},
    "d": {"statement": 1.4, "meeting": 1.1},
    "v": {"invitation": 1.7}, "x": {"invitation": 1.7}, "V": {"invitation": 1.4}, "h": {"invitation": 1.6},
    "u": {"undertaking": 1.7}, "U": {"undertaking": 1.4}, "G": {"background": 1.6},
    "b": {"article": 4.5}, "q": {"article": 4.5}, "Q": {"article": 4.5},
    "z": {"person": 1.8, "organisation": 1.3, "background": 1.2}, "p": {"person": 2.4},
}  # fmt: skip
"""How much nearer a kind of record is for what a question asks or does."""

BASE = {
    "meeting": 1.0, "statement": 1.1, "invitation": 1.0, "undertaking": 1.05, "background": 1.05, "person": 0.9,
    "article": 0.6, "mention": 0.5, "area": 0.4, "country": 0.35, "place": 0.4, "party": 0.5, "organisation": 0.6,
}  # fmt: skip
_WEIGHT = {"A": 0.25, "?": 1.0, "p": 0.3, "X": 0.35, "N": 0.15, "Z": 0.15, "S": 0.9, "V": 0.9, "H": 0.8, "R": 0.8}
"""How much a word counts; not given: 0.6. An area's words stand where no area is coded, too."""
_IDENTITIES = {"P": ("person",), "C": ("country",), "B": ("party", "organisation"), "L": ("place",), "A": ("area",)}
_WORTH = 0.4  # of the nearest: what shares less is not counted among what comes close
_MOST = 30
_TERMS = 100  # things that are sought at most
_SHORT = 4  # words; a record that writes so many as they are asked is the nearest
_BEARERS = 8  # a surname of more people says little of who takes which part


@dataclass(frozen=True)
class Near:
    """Records that tell one thing, the nearest first, and which words of the question they share."""

    records: tuple[m.Record, ...]
    matched: tuple[str, ...]


def nearest(scanned: Scan, archive: Archive) -> list[Near]:
    """Return what shares most with a question, the nearest first."""
    kinds = dict(BASE)
    signs = "".join(item.sign for item in scanned.items if item.sign != "_")
    for kind, factor in chain.from_iterable(KINDS.get(sign, {}).items() for sign in signs):
        kinds[kind] = max(kinds[kind], BASE[kind] * factor)
    if signs in _IDENTITIES:
        kinds |= dict.fromkeys(_IDENTITIES[signs], 3.0)
    terms = list(dict.fromkeys(_terms(scanned, archive.index)))[:_TERMS]
    text = " ".join(scanned.words) if len(scanned.words) >= _SHORT else ""
    hits = archive.index.find(terms, kinds, _MOST, text) if terms else []
    best = max((hit.score / kinds[hit.table] for hit in hits), default=0.0)
    groups: list[Near] = []
    found: dict[str, int] = {}
    for hit in hits:
        told = _told(hit.record)
        at = next((found[key] for key in told if key in found), None)
        if at is None and hit.score / kinds[hit.table] >= best * _WORTH:
            found |= dict.fromkeys(told, len(groups))
            groups.append(Near((hit.record,), hit.matched))
        elif at is not None:
            matched = tuple(dict.fromkeys((*groups[at].matched, *hit.matched)))
            groups[at] = Near((*groups[at].records, hit.record), matched)
    return groups


def _told(record: m.Record) -> tuple[str, ...]:
    """Return what a record has in common with those that it raises or reports: statements, or articles."""
    if isinstance(record, m.Invitation | m.Undertaking):
        return record.raised_in
    if isinstance(record, m.Meeting):
        return record.articles
    return (record.id,) if isinstance(record, m.Statement | m.Article) else ()


def _terms(scanned: Scan, index: Index) -> Iterator[Term]:
    """Yield what is sought for each item: names by their ids and their parts, terms and dates by theirs, words."""
    items = [item for item in scanned.items if item.sign != "_"]
    verb = next((n for n, item in enumerate(items) if item.sign in "srdSvxV"), None)
    for at, item in enumerate(items):
        if item.missing and item.sign != "D":
            continue
        if item.sign in "PCBLA":
            yield Term(item.text, ids=item.ids, weight=0.7 if item.sign == "C" else 1.6)
            if item.sign in "PB" and verb is not None and len(item.ids) <= _BEARERS:
                part = _part(items, at, verb)
                yield Term(item.text, ids=tuple(f"{part}:{id_}" for id_ in item.ids), weight=0.7)
        elif item.sign == "D" and item.span:
            yield Term(item.text, ids=tuple(day_ids(item.span)[:1]), weight=1.2)
        weight = (
            0.25 if item.sign == "A" else _WEIGHT.get(item.sign, 0.6)
        )  # an area's words stand where none is coded
        if item.term is not None:
            yield Term(item.text, ids=(term_id(item.term),), weight=weight)
            weight /= 3
        if item.sign in "?AYXNZdSVUGqQpH" or item.term is not None:
            yield from _words(item, index, weight)


def _words(item: Item, index: Index, weight: float) -> Iterator[Term]:
    """Yield the words of an item: "parliaments" is parliamentary, too."""
    also = [form[0] for form in item.forms if len(form) == 1]
    for word in case_words(item.text).split():
        ones = (variant for one in (item.instead or word, *also) for variant in variants(one))
        if forms := tuple(dict.fromkeys(form for one in ones for form in index.forms(one))):
            yield Term(item.text, forms, weight=weight)


def _part(items: Sequence[Item], at: int, verb: int) -> str:
    """Return which part a name takes by where it stands: who speaks or invites stands before the verb."""
    before = items[at - 1].sign if at else ""
    if before == "o":
        return "of"
    passive = items[verb].sign == "x"
    if before == "k" or (at < verb) != passive:
        return "by"
    return "of" if items[verb].sign == "r" else "to"
