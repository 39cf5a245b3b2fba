"""Render cards and tables as HTML: complete in itself, no script, nothing fetched.

Every text is escaped by the one function that makes elements, `h`. Colours are mixed from the page's own
text colour, so that they suit light and dark themes; where a host strips the style, as code hosts do, the
plain elements still read in order.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from html import escape
from importlib.resources import files
from itertools import chain, groupby

from diplomacy_archive.show._values import Card, Chip, Citation, Name, Side, Value, by_paragraph
from diplomacy_archive.show._words import label, many, say

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_MARKED = re.compile(r"(“[^”]*”)|(\d{4}-\d\d-\d\d[\w/-]*)")
_FEW = 3  # quotes that a card shows without being asked


class Html(str):
    """Text that is HTML already: what `h` made."""

    __slots__ = ()


Content = str | Iterable["Content"]
"""Texts, elements, or several of them."""


def h(tag: str, *content: Content, **attributes: str | bool) -> Html:
    """Return an element; every text in it and every attribute is escaped.

    Attributes that are empty or False are left out, as is the "_" that keeps one apart from a word of Python.

    >>> h("p", "1 < 2", h("b", "&"), class_="x", title="")
    '<p class="x">1 &lt; 2<b>&amp;</b></p>'
    """
    given = "".join(
        f" {name.rstrip('_').replace('_', '-')}" + (f'="{escape(str(value))}"' if value is not True else "")
        for name, value in attributes.items()
        if value
    )
    return Html(f"<{tag}{given}>{join(*content)}</{tag}>")


def join(*content: Content) -> Html:
    """Return texts and elements one after the other; the texts are escaped."""
    found = (
        one if isinstance(one, Html) else escape(one) if isinstance(one, str) else join(*one) for one in content
    )
    return Html("".join(found))


_BREAK = Html("<br>")


@cache
def style() -> Html:
    """Return the style of everything rendered here; every selector starts with a class of ours."""
    rules = files("diplomacy_archive.show").joinpath("cards.css").read_text("utf-8")
    return Html(" ".join(_COMMENT.sub("", rules).split()))


def cards_html(cards: Iterable[Card], *, heading: str = "", notes: Sequence[str] = ()) -> Html:
    """Return cards whole, between a heading and notes if there are any, with the style they need."""
    above = h("p", heading, class_="da-lead") if heading else ""
    return _page(above, map(_card, cards), _notes(notes))


def table_html(
    heading: str, cards: Sequence[Card], columns: Sequence[tuple[str, str]], notes: Sequence[str]
) -> Html:
    """Return a heading, cards as a table with a row each, and notes, with the style they need.

    Args:
        heading: What stands above.
        cards: What is shown.
        columns: Keys of facts, or `title`, each with its heading; what no card has is left out. The proof
            comes last.
        notes: What stands below.
    """
    return _page(h("p", heading), _table(cards, columns) if cards else "", _notes(notes))


def _page(*content: Content) -> Html:
    return h("div", h("style", style()), *content, class_="da")


def _notes(notes: Iterable[str]) -> Html:
    return join(h("p", note, class_="da-soft") for note in notes)


def _table(cards: Sequence[Card], columns: Sequence[tuple[str, str]]) -> Html:
    shown = [one for one in columns if one[0] == "title" or any(card.values(one[0]) for card in cards)]
    proof = [label("proof", cards[0].lang)] if any(card.proof for card in cards) else []
    names = [*(name for _, name in shown), *proof]
    head = h("tr", (h("th", name, scope="col") for name in names))
    rows = (_row(names, _cells(card, [key for key, _ in shown], proof=bool(proof))) for card in cards)
    return h("div", h("table", h("thead", head), h("tbody", rows)), class_="da-scroll")


def _cells(card: Card, keys: Sequence[str], *, proof: bool) -> list[Html]:
    bare = card.title.lstrip()
    indent = card.title[: len(card.title) - len(bare)].replace(" ", "\u00a0")
    cells = []
    for key in keys:
        values = (
            [_title(card, bare)] if key == "title" else [_value(one, card, words=False) for one in card.values(key)]
        )
        cells.append(join(indent if key == "title" else "", _between(_BREAK, values)))
    cells += [_proof(card)] if proof else []
    # The id, to ask for the record again, stands in the first cell whatever that shows.
    if card.id and card.id != bare:
        cells[0] = join(cells[0], _BREAK, indent if keys[0] == "title" else "", _id(card.id))
    return cells


def _between(separator: Html | str, items: Iterable[Html]) -> Iterator[Content]:
    for place, item in enumerate(items):
        yield from (separator, item) if place else (item,)


def _row(names: Sequence[str], cells: Sequence[Html]) -> Html:
    # Where the screen is narrow, each cell stands under its own label.
    rest = (h("td", cell, data_label=name) for name, cell in zip(names[1:], cells[1:], strict=True))
    return h("tr", h("td", cells[0], class_="da-title"), rest)


def _title(card: Card, text: str) -> Html:
    return _name(Name(text, "", card.href)) if card.href else _inline(text, card)


def _card(card: Card) -> Html:
    head = h("div", h("h4", _title(card, card.title)), _id(card.id) if card.id else "", class_="da-head")
    return h(
        "section",
        head,
        _facts(card),
        _proof(card, few=_FEW),
        map(_part, card.parts),
        class_="da-card",
        lang=card.lang,
    )


def _part(card: Card) -> Html:
    """Return a card that belongs to another: a line that opens, or a heading over its own parts."""
    if not card.folded:
        return h("div", h("h5", card.title), map(_part, card.parts), class_="da-part")
    chips = (_value(fact.value, card, words=False) for fact in card.facts if _is_chips(fact.value))
    places = " ".join(dict.fromkeys(f"§{one.paragraph}" for one in card.proof))
    verb = h("span", f"“{card.printed}”", class_="da-words", lang=card.spoken) if card.printed else ""
    line = h("summary", _inline(card.title, card), " ", verb, " ", h("span", places, class_="da-soft"), " ", chips)
    tag = h("p", _id(card.id)) if card.id else ""
    return h("details", line, tag, _facts(card), _quotes(card), class_="da-line")


def _is_chips(value: Value) -> bool:
    return not isinstance(value, str) and isinstance(value[0], Chip)


def _facts(card: Card) -> Html:
    facts: list[Content] = []
    for name, several in groupby(card.facts, key=lambda fact: fact.label):
        facts += [h("dt", name), [h("dd", _value(fact.value, card, words=True)) for fact in several]]
    return h("dl", facts) if facts else Html()


def _proof(card: Card, *, few: int = 0) -> Html:
    """Return a line that counts the quotes and opens to show them; it is open where they are few."""
    if not card.proof:
        return Html()
    count = sum(len(found) for places in by_paragraph(card.proof).values() for found in places.values())
    line = h("summary", many(count, "quote", card.lang))
    return h("details", line, _quotes(card), class_="da-proof", open=count <= few)


def _quotes(card: Card) -> Html:
    found = []
    for article, places in by_paragraph(card.proof).items():
        quotes = chain.from_iterable(_sentences(quoted, card.spoken) for quoted in places.values())
        # A statement's own id, which stands above, begins with its article's.
        heading = "" if card.id.startswith(f"{article}/") else _id(article)
        found.append(h("div", heading, _list(quotes), class_="da-proof"))
    return join(found)


def _sentences(quoted: Sequence[Citation], spoken: str) -> Iterator[Html]:
    """Yield the quotes of one paragraph; those of one sentence, where the text is attached, as one."""
    place = h("span", f"§{quoted[0].paragraph}", class_="da-soft")
    for sentence, several in groupby(quoted, key=lambda one: f"{one.before}{one.phrase}{one.after}"):
        found = list(several)
        if found[0].before or found[0].after:
            yield join(place, " ", h("span", _highlighted(sentence, found), lang=spoken))
        else:
            yield join(place, " ", h("span", f"“{sentence}”", class_="da-words", lang=spoken))


def _highlighted(sentence: str, quoted: Iterable[Citation]) -> Html:
    """Mark the quotes in their sentence; where two overlap, as one."""
    spans: list[list[int]] = []
    for start, end in sorted((len(one.before), len(one.before) + len(one.phrase)) for one in quoted):
        if spans and start <= spans[-1][1]:
            spans[-1][1] = max(spans[-1][1], end)
        else:
            spans.append([start, end])
    found: list[Content] = []
    at = 0
    for start, end in spans:
        found += [sentence[at:start], h("mark", sentence[start:end])]
        at = end
    return join(found, sentence[at:])


def _id(id_: str) -> Html:
    return h("code", id_, class_="da-id")


def _list(items: Iterable[Html]) -> Html:
    return h("ul", (h("li", item) for item in items), class_="da-list")


def _value(value: Value, card: Card, *, words: bool) -> Html:
    if isinstance(value, str):
        return _inline(value, card)
    first = value[0]
    if isinstance(first, Chip):
        chips = [one for one in value if isinstance(one, Chip)]
        return h(
            "span", (_chip(chip, card, words=words, last=chip is chips[-1]) for chip in chips), class_="da-chips"
        )
    if isinstance(first, Side):
        return h("div", (_side(side, card) for side in value if isinstance(side, Side)), class_="da-sides")
    return join(_between(", ", (_name(one) for one in value if isinstance(one, Name))))


def _side(side: Side, card: Card) -> Html:
    people = (
        join(
            h("b", _name(name)),
            (join(_BREAK, h("span", title, class_="da-soft", lang=card.spoken)) for title in titles),
        )
        for name, titles in side.people
    )
    return h("div", h("h5", side.name), _list(people))


def _name(name: Name) -> Html:
    # An address from the data is followed only to the web; anything else is not made a link.
    if name.href.startswith(("https://", "http://")):
        return h("a", name.text, href=name.href, rel="noopener")
    return _inline(name.text, Card(""))


def _chip(chip: Chip, card: Card, *, words: bool, last: bool) -> Html:
    printed = [" ", _inline(chip.words, card)] if chip.words and words else []
    # Where the style is stripped, the separators keep the terms apart.
    apart = "" if last else h("span", "; ", class_="da-sep")
    return h("span", chip.text, printed, apart, class_=f"da-chip da-{chip.group}" if chip.group else "da-chip")


def _inline(text: str, card: Card) -> Html:
    """Return a text; what is not stated, the articles' own words, and days and ids, kept whole, are marked."""
    if text in (say("not_stated", card.lang), say("not_seen", card.lang)):
        return h("span", text, class_="da-none")
    found: list[Content] = []
    at = 0
    for match in _MARKED.finditer(text):
        mark = (
            h("span", match[1], class_="da-words", lang=card.spoken)
            if match[1]
            else h("span", match[2], class_="da-day")
        )
        found += [text[at : match.start()], mark]
        at = match.end()
    return join(found, text[at:])
