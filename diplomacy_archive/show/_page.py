"""Write an archive as one page that is complete in itself: to browse, to search, to print, to send."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from html import escape
from pathlib import Path
from typing import Any

from diplomacy_archive.files._write import FileKind, replacing
from diplomacy_archive.records import _models as m
from diplomacy_archive.show._html import style
from diplomacy_archive.show._values import Card, Chip, Name, Side, Value
from diplomacy_archive.show._view import View
from diplomacy_archive.store._counts import Lookup

_HERE = Path(__file__).parent
_PAGE = FileKind("a page of an archive", lambda start: b'name="generator" content="diplomacy-archive"' in start)
_AT_ONCE = 200  # meetings made at a time
_OTHERS = {"invitation": "Invitations", "undertaking": "Plans and agreements", "background": "Background"}


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
    """Return the archive as one HTML page."""
    store = view.lookup
    numbers = store.held_meetings(of_any_status=True) if meetings is None else meetings
    shown = [_meeting(one, view) for one in _records(store, "meeting", numbers)]
    said = {statement for one in shown for statement in one.pop("statements")}
    articles = {quote[0] for one in shown for quote in one["card"]["proof"]}
    articles |= {id_.partition("/")[0] for id_ in said}
    kept = None if meetings is None else articles
    others = dict(_others(view, said, kept))
    data = {
        "meetings": shown,
        "people": _people(store, {id_ for one in shown for id_ in one["people"]}),
        "names": list(_names(store)),
        "sides": {id_: store.label(id_) for one in shown for id_ in one["sides"]},
        "areas": list(_areas(store, {id_ for one in shown for id_ in one["areas"]})),
        "articles": [_article(one, view) for one in store.all("article") if kept is None or one.id in kept],
        "others": others,
    }
    title = store.meta("title") or "Archive of diplomatic meetings"
    about = f"data {store.meta('data_version') or 'not stated'}"
    return _fill(title, about, data)


def _fill(title: str, about: str, data: Any) -> str:
    # "<" would let a text end the script element that holds the data.
    plain = json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    rules = f"{style()} {(_HERE / 'page.css').read_text('utf-8')}"
    script = (_HERE / "page.js").read_text("utf-8")
    parts = {
        # Nothing but the page's own script and style runs, and nothing at all is fetched.
        "policy": f"default-src 'none'; img-src data:; style-src {_hash(rules)}; script-src {_hash(script)}",
        "title": escape(title),
        "about": escape(about),
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


def _records(store: Lookup, table: str, numbers: Sequence[int]) -> Iterator[Any]:
    for start in range(0, len(numbers), _AT_ONCE):
        yield from store.records(table, numbers[start : start + _AT_ONCE])


def _meeting(one: m.Meeting, view: View) -> dict[str, Any]:
    return {
        "dates": [date.isoformat() for date in one.dates],
        "people": list(one.people),
        "sides": list(dict.fromkeys(participant.side for participant in one.participants)),
        "areas": list(one.areas),
        "kinds": [kind.en for kind in one.kinds],
        "statements": one.statements,
        "card": _card(view.card(one)),
    }


def _others(view: View, said: set[str], articles: set[str] | None) -> Iterator[tuple[str, list[Any]]]:
    """Yield what the statements raise, and what the articles tell outside any meeting; without articles, all."""
    for table, heading in _OTHERS.items():
        found = (
            one
            for one in view.lookup.all(table)
            if articles is None
            or (one.article in articles if table == "background" else said.intersection(one.raised_in))
        )
        cards = [{**_card(view.card(one)), "meetings": _raised_at(one, view.lookup)} for one in found]
        if cards:
            yield heading, cards


def _raised_at(one: Any, store: Lookup) -> list[str]:
    """Return the meetings at which an invitation or an undertaking is raised."""
    said = (store.record("statement", id_) for id_ in getattr(one, "raised_in", ()))
    return list(dict.fromkeys(meeting for statement in said for meeting in statement.meetings))


def _people(store: Lookup, ids: Iterable[str]) -> list[dict[str, Any]]:
    wanted = set(ids)
    return [{"id": one.id, "name": one.name} for one in store.all("person") if one.id in wanted]


def _names(store: Lookup) -> Iterator[list[str]]:
    """Yield the forms of each name that has several, so that a search for one finds the others."""
    for table in ("person", "party", "organisation", "country", "place", "area"):
        for one in store.all(table):
            forms = [*dict.fromkeys(form.casefold() for form in one.forms)]
            if len(forms) > 1:
                yield forms


def _areas(store: Lookup, mentioned: set[str]) -> Iterator[dict[str, Any]]:
    """Yield the areas that meetings mention and what they lie in, each after the one that holds it."""
    above, joined = store.areas_above(), store.areas_joined()
    within = {id_: [*ups, *joined.get(id_, ())] for id_, ups in above.items()}
    wanted = {up for id_ in mentioned for up in within[id_]}
    for id_, depth in store.areas_in_order():
        if id_ in wanted:
            names = {"name": store.label(id_, "en"), "vi": store.label(id_)}
            yield {"id": id_, **names, "depth": depth, "within": sorted(within[id_])}


def _article(one: m.Article, view: View) -> dict[str, Any]:
    return {"id": one.id, "paragraphs": one.paragraphs, "url": one.url or "", "card": _card(view.card(one))}


def _card(one: Card) -> dict[str, Any]:
    """Return a card as JSON; what is empty is left out, for there are many."""
    found = {
        "title": one.title,
        "id": one.id,
        "badge": one.printed,
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
    people = [
        [one.name, [[name.id, name.text, titles] for name, titles in one.people]]
        for one in value
        if isinstance(one, Side)
    ]
    return {"sides": people}
