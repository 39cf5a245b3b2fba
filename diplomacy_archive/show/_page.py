"""Write an archive as one page that is complete in itself: to browse, to search, to print, to send."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from diplomacy_archive.files._write import FileKind, replacing
from diplomacy_archive.records import _models as m
from diplomacy_archive.records._vocabulary import Kind, MeetingStatus
from diplomacy_archive.show._html import join, style
from diplomacy_archive.show._values import Card, Chip, Name, Side, Value
from diplomacy_archive.show._view import ids_in
from diplomacy_archive.show._words import labels, say

if TYPE_CHECKING:
    from diplomacy_archive.show._view import View
    from diplomacy_archive.store._counts import Lookup

    Views = tuple[View, View]

_T = TypeVar("_T")
_HERE = Path(__file__).parent
_PAGE = FileKind("a page of an archive", lambda start: b'name="generator" content="diplomacy-archive"' in start)
_AT_ONCE = 200  # meetings made at a time


def export_html(view: View, path: Path, meetings: Sequence[int] | None = None) -> list[Path]:
    """Write the archive as one HTML page that needs no server, and return the file.

    Args:
        view: What shows the archive.
        path: The file to write.
        meetings: The numbers of meetings; with them, only those meetings and what was said there.

    Raises:
        FileError: The file cannot be written; what stood there stays.
    """
    content = page(view, meetings)
    with replacing(path, kind=_PAGE) as file:
        file.write_text(content, encoding="utf-8")
    return [path]


def page(view: View, meetings: Sequence[int] | None = None) -> str:
    """Return the archive as one HTML page, in both languages; it opens in the view's.

    Args:
        view: What shows the archive.
        meetings: The row ids of meetings; with them, only those meetings and what was said there.
    """
    lookup = view.lookup
    both = (view.in_language("vi"), view.in_language("en"))
    numbers = lookup.held_meetings(of_any_status=True) if meetings is None else meetings
    shown = list(_by_parts(lambda some: _meetings(some, both), numbers, "meeting", lookup))
    said = {statement for one in shown for statement in one.pop("statements")}
    articles = {quote[0] for one in shown for quote in one["card"]["proof"]}
    articles |= {id_.partition("/")[0] for id_ in said}
    kept = None if meetings is None else articles
    told = [one for one in lookup.all("article") if kept is None or one.id in kept]
    people = dict.fromkeys(id_ for one in shown for id_ in one["people"])
    lists: dict[str, Any] = {
        name: {id_: _name(id_, both) for id_ in dict.fromkeys(id_ for one in shown for id_ in one[several])}
        for name, several in (("side", "sides"), ("place", "places"), ("party", "parties"))
    }
    for name, several, terms in (("kind", "kinds", Kind), ("status", "statuses", MeetingStatus)):
        used = {id_ for one in shown for id_ in one[several]}
        lists[name] = {one.value: _both(one.vi, one.en) for one in terms if one.value in used}
    words = labels()
    data = {
        "lang": view.lang,
        "words": {key: {"vi": vi, "en": en} for key, (vi, en) in words["page"].items()},
        "labels": {key: {"vi": vi, "en": en} for key, (vi, en) in words["facts"].items()},
        "nouns": {key: {"vi": [vi, vi], "en": en} for key, (vi, *en) in words["nouns"].items()},
        "meetings": shown,
        "people": [{"id": id_, "name": _name(id_, both)} for id_ in people],
        "names": list(_names(lookup)),
        "lists": lists,
        "areas": list(_areas(lookup, {id_ for one in shown for id_ in one["areas"]}, both)),
        "articles": [
            {"id": one.id, "paragraphs": one.paragraphs, "url": one.url or "", "card": card}
            for one, card in zip(told, _cards(told, both), strict=True)
        ],
        "others": dict(_others(lookup, both, said, kept)),
    }
    title = lookup.meta("title") or say("title", view.lang, "page")
    return _fill(title, f"data {view.data_version or say('not_stated', view.lang)}", view.lang, data)


def _fill(title: str, about: str, lang: str, data: Any) -> str:
    # "<" would let a text end the script element that holds the data.
    plain = json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    rules = f"{style()} {(_HERE / 'page.css').read_text('utf-8')}"
    script = (_HERE / "page.js").read_text("utf-8")
    parts = {
        # Nothing but the page's own script and style runs, and nothing at all is fetched.
        "policy": f"default-src 'none'; img-src data:; style-src {_hash(rules)}; script-src {_hash(script)}",
        "lang": lang,
        "title": join(title),
        "about": join(about),
        "rules": rules,
        "data": plain,
        "script": script,
    }
    found = (_HERE / "page.html").read_text("utf-8")
    head, *rest = found.split("{{")
    pieces = (piece.split("}}", 1) for piece in rest)
    return head + "".join(f"{parts[name]}{after}" for name, after in pieces)


def _hash(content: str) -> str:
    return f"'sha256-{b64encode(sha256(content.encode()).digest()).decode()}'"


def _by_parts(
    make: Callable[[list[Any]], Iterable[_T]], numbers: Sequence[int], kind: str, lookup: Lookup
) -> Iterator[_T]:
    for start in range(0, len(numbers), _AT_ONCE):
        yield from make(lookup.records(kind, numbers[start : start + _AT_ONCE]))


def _meetings(some: list[m.Meeting], both: Views) -> Iterator[dict[str, Any]]:
    """Yield meetings with what they are filtered by: a place counts for what holds it, a body for its party."""
    for one, card in zip(some, _cards(some, both), strict=True):
        bodies = [held.of for who in one.participants for held in who.capacities if held.of]
        yield {
            "dates": [date.isoformat() for date in one.dates],
            "people": list(one.people),
            "sides": list(dict.fromkeys(participant.side for participant in one.participants)),
            "places": [up for place in one.places for up in _upwards(place, "within", both[0])],
            "parties": [up for body in bodies for up in _upwards(body, "part_of", both[0], m.Party)],
            "areas": list(one.areas),
            "kinds": [kind.value for kind in one.kinds],
            "statuses": [status.value for status in one.status],
            "statements": one.statements,
            "card": card,
        }


def _upwards(id_: str, field: str, view: View, kind: type[m.Identity] = m.Identity) -> Iterator[str]:
    """Yield an id and those above it by a field of the register's records, as far as they are of a kind."""
    found = view.lookup.identity(id_)
    while found is not None:
        if isinstance(found, kind):
            yield found.id
        above = getattr(found, field, None)
        found = view.lookup.identity(above) if above else None


def _others(
    lookup: Lookup, both: Views, said: set[str], articles: set[str] | None
) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Yield what the statements raise, and what the articles tell outside any meeting; without articles, all."""
    for kind in ("invitation", "undertaking", "background"):
        found = [
            one
            for one in lookup.all(kind)
            if articles is None
            or (one.article in articles if kind == "background" else said.intersection(one.raised_in))
        ]
        if found:
            yield (
                kind,
                [
                    {
                        "card": card,
                        "meetings": _raised_at(one, lookup),
                        "people": sorted(set(ids_in(one))),
                        "areas": [mention.id for mention in getattr(one, "areas", ())],
                    }
                    for one, card in zip(found, _cards(found, both), strict=True)
                ],
            )


def _raised_at(one: m.Invitation | m.Undertaking | m.Background, lookup: Lookup) -> list[str]:
    """Return the meetings at which an invitation or an undertaking is raised, or came about."""
    if isinstance(one, m.Background):
        return []
    said = (lookup.record("statement", id_) for id_ in one.raised_in)
    return list(dict.fromkeys([*one.at, *(meeting for statement in said for meeting in statement.meetings)]))


def _names(lookup: Lookup) -> Iterator[list[str]]:
    """Yield the forms of each name that has several, so that a search for one finds the others."""
    for kind in ("person", "party", "organisation", "country", "place", "area"):
        for one in lookup.all(kind):
            forms = [*dict.fromkeys(form.casefold() for form in one.forms)]
            if len(forms) > 1:
                yield forms


def _areas(lookup: Lookup, mentioned: set[str], both: Views) -> Iterator[dict[str, Any]]:
    """Yield the areas that meetings mention and what they lie in, each after the one that holds it."""
    above, joined = lookup.areas_above(), lookup.areas_joined()
    within = {id_: [*ups, *joined.get(id_, ())] for id_, ups in above.items()}
    wanted = {up for id_ in mentioned for up in within[id_]}
    for id_, depth in lookup.areas_in_order():
        if id_ in wanted:
            yield {"id": id_, "name": _name(id_, both), "depth": depth, "within": sorted(within[id_])}


def _name(id_: str, both: Views) -> Any:
    return _both(*(view.name(id_) for view in both))


# --- Cards as JSON, in both languages at once -----------------------------------------------------


def _cards(records: Sequence[m.Record], both: Views) -> Iterator[Any]:
    for vi, en in zip(*(view.cards(records, whole=True) for view in both), strict=True):
        yield _both(_card(vi), _card(en))


def _both(vi: Any, en: Any) -> Any:
    """Return two values as one: what differs between the languages is a pair {vi, en}."""
    if vi == en:
        return vi
    if isinstance(vi, dict) and isinstance(en, dict) and vi.keys() == en.keys():
        return {key: _both(value, en[key]) for key, value in vi.items()}
    if isinstance(vi, list) and isinstance(en, list) and len(vi) == len(en):
        return [_both(one, other) for one, other in zip(vi, en, strict=True)]
    return {"vi": vi, "en": en}


def _card(one: Card) -> dict[str, Any]:
    """Return a card as JSON; what is empty is left out, for there are many."""
    found = {
        "title": one.title,
        "id": one.id,
        "printed": one.printed,
        "language": one.spoken,
        "facts": [[fact.key, _value(fact.value)] for fact in one.facts],
        "proof": [[quote.article, quote.paragraph, quote.phrase] for quote in one.proof],
        "parts": [_card(part) for part in one.parts],
    }
    return {name: value for name, value in found.items() if value or name in ("facts", "proof")}


def _value(value: Value) -> Any:
    if isinstance(value, str):
        return value
    if isinstance(value[0], Name):
        return {"names": [[one.id, one.text] for one in value if isinstance(one, Name)]}
    if isinstance(value[0], Chip):
        return {"chips": [[one.id, one.text, one.words, one.group] for one in value if isinstance(one, Chip)]}
    sides = (one for one in value if isinstance(one, Side))
    return {
        "sides": [[one.name, [[name.id, name.text, [*titles]] for name, titles in one.people]] for one in sides]
    }
