"""Render cards and tables as HTML: complete in itself, every value escaped, no script, nothing fetched.

Colours are mixed from the page's own text colour, so that they suit light and dark themes; where a
host strips the style, as code hosts do, the plain elements still read in order.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from html import escape
from itertools import chain, groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from diplomacy_archive.show._display.values import (
    NOT_STATED,
    NOT_STATED_VI,
    Card,
    Chip,
    Chips,
    Citation,
    Name,
    Names,
    Side,
    Sides,
    Value,
    by_paragraph,
)

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_MARKED = re.compile(r"(“[^”]*”)|(\d{4}-\d\d-\d\d[\w/-]*)")
_FEW = 3  # quotes that a card shows without being asked


@cache
def style() -> str:
    """Return the style of everything rendered here; every selector starts with a class of ours."""
    rules = Path(__file__).with_name("cards.css").read_text("utf-8")
    return " ".join(_COMMENT.sub("", rules).split())


def cards_html(cards: Iterable[Card], *, heading: str = "", notes: Sequence[str] = ()) -> str:
    """Return cards whole, between a heading and notes if there are any, with the style they need."""
    above = f'<p class="da-lead">{escape(heading)}</p>' if heading else ""
    return _page(f"{above}{''.join(map(_card, cards))}{_notes(notes)}")


def _notes(notes: Iterable[str]) -> str:
    return "".join(f'<p class="da-soft">{escape(note)}</p>' for note in notes)


def results_html(
    heading: str,
    cards: Sequence[Card],
    columns: Sequence[str],
    *,
    title: str = "",
    labels: Mapping[str, str] | None = None,
    notes: Sequence[str] = (),
) -> str:
    """Return a heading, cards as a table with a row each, and notes, with the style they need.

    Args:
        heading: What stands above.
        cards: What is shown.
        columns: Labels of facts; those that no card has are left out. The proof comes last.
        title: What heads the column of the cards' titles; without it they have none.
        labels: What to call a column, where not by its label.
        notes: What stands below.
    """
    table = _table(cards, columns, title, labels or {}) if cards else ""
    return _page(f"<p>{escape(heading)}</p>{table}{_notes(notes)}")


def _page(content: str) -> str:
    return f'<div class="da"><style>{style()}</style>{content}</div>'


def _table(cards: Sequence[Card], columns: Sequence[str], title: str, labels: Mapping[str, str]) -> str:
    shown = [label for label in columns if any(card.values(label) for card in cards)]
    proof = ["words"] if any(card.proof for card in cards) else []
    names = [*([title] if title else []), *(labels.get(label, label) for label in shown), *proof]
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in names)
    rows = "".join(_row(names, _cells(card, shown, title, proof)) for card in cards)
    return f'<div class="da-scroll"><table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>'


def _cells(card: Card, shown: Sequence[str], title: str, proof: Sequence[str]) -> list[str]:
    bare = card.title.lstrip()
    margin = f'<span class="da-indent">{" " * (len(card.title) - len(bare))}</span>' if bare != card.title else ""
    cells = [f"{margin}{_title(card, bare)}"] if title else []
    values = (card.values(label) for label in shown)
    cells += ["<br>".join(_value(value, card.language, words=False) for value in found) for found in values]
    cells += [_proof(card)] if proof else []
    # The id, to ask for the record again, stands in the first cell whatever that shows.
    cells[0] += f"<br>{margin}{_id(card.id)}" if card.id and card.id != bare else ""
    return cells


def _row(names: Sequence[str], cells: Sequence[str]) -> str:
    # Where the screen is narrow, each cell stands under its own label.
    rest = zip(names[1:], cells[1:], strict=True)
    labelled = "".join(f'<td data-label="{escape(name)}">{cell}</td>' for name, cell in rest)
    return f'<tr><td class="da-title">{cells[0]}</td>{labelled}</tr>'


def _title(card: Card, text: str) -> str:
    return _name(Name(text, card.href)) if card.href else _inline(text, card.language)


def fields_html(title: str, fields: Mapping[str, Any]) -> str:
    """Return plain values as JSON would hold them, nested, under a title."""
    return _page(
        f'<section class="da-card"><div class="da-head"><h4>{escape(title)}</h4></div>{_plain(fields)}</section>'
    )


def _plain(value: Any) -> str:
    if isinstance(value, Mapping):
        facts = "".join(
            f"<dt>{escape(str(name))}</dt><dd>{_plain(item)}</dd>"
            for name, item in value.items()
            if item not in ([], {})
        )
        return f"<dl>{facts}</dl>"
    if isinstance(value, list):
        return _list(map(_plain, value))
    return f'<span class="da-none">{NOT_STATED}</span>' if value is None else escape(str(value))


def _card(card: Card) -> str:
    tag = _id(card.id) if card.id else ""
    head = f'<div class="da-head"><h4>{_title(card, card.title)}</h4>{tag}</div>'
    body = f"{_facts(card)}{_proof(card, few=_FEW)}{''.join(map(_part, card.parts))}"
    return f'<section class="da-card">{head}{body}</section>'


def _part(card: Card) -> str:
    """Return a card that belongs to another: a line that opens, or a heading over its own parts."""
    if not card.folded:
        return f'<div class="da-part"><h5>{escape(card.title)}</h5>{"".join(map(_part, card.parts))}</div>'
    chips = "".join(
        _chips(value, card.language, words=False) for _, value in card.facts if isinstance(value, Chips)
    )
    badge = f'<b class="da-badge">{escape(card.badge)}</b> ' if card.badge else ""
    paragraphs = dict.fromkeys(f"§{one.paragraph}" for one in card.proof)
    where = f'<span class="da-soft">{" ".join(paragraphs)}</span>'
    line = f"<summary>{badge}{_inline(card.title, card.language)} {where} {chips}</summary>"
    tag = f"<p>{_id(card.id)}</p>" if card.id else ""
    return f'<details class="da-line">{line}{tag}{_facts(card)}{_quotes(card)}</details>'


def _facts(card: Card) -> str:
    facts = ""
    for label, several in groupby(card.facts, key=itemgetter(0)):
        values = [value for _, value in several]
        facts += f"<dt>{escape('people' if isinstance(values[0], Sides) else label)}</dt>"
        facts += "".join(f"<dd>{_value(value, card.language, words=True)}</dd>" for value in values)
    return f"<dl>{facts}</dl>" if facts else ""


def _proof(card: Card, *, few: int = 0) -> str:
    """Return a line that counts the quotes and opens to show them; it is open where they are few."""
    if not card.proof:
        return ""
    count = sum(len(found) for places in by_paragraph(card.proof).values() for found in places.values())
    own = f"{card.proof_label} ({count})"
    line = f"{count} quote{'s' * (count != 1)}" if card.proof_label == "proof" else escape(own)
    opened = " open" * (count <= few)
    return f'<details class="da-proof"{opened}><summary>{line}</summary>{_quotes(card)}</details>'


def _quotes(card: Card) -> str:
    found = ""
    for article, places in by_paragraph(card.proof).items():
        quotes = _list(chain.from_iterable(_sentences(quoted, card.language) for quoted in places.values()))
        # A statement's own id, which stands above, begins with its article's.
        heading = "" if card.id.startswith(f"{article}/") else _id(article)
        found += f'<div class="da-proof">{heading}{quotes}</div>'
    return found


def _sentences(quoted: Sequence[Citation], language: str) -> Iterator[str]:
    """Yield the quotes of one paragraph; those of one sentence, where the text is attached, as one."""
    place = f'<span class="da-soft">§{quoted[0].paragraph}</span>'
    for sentence, several in groupby(quoted, key=lambda one: f"{one.before}{one.phrase}{one.after}"):
        found = list(several)
        if found[0].before or found[0].after:
            yield f"{place} <span{_lang(language)}>{_marked(sentence, found)}</span>"
        else:
            yield f'{place} <span class="da-words"{_lang(language)}>“{escape(sentence)}”</span>'


def _marked(sentence: str, quoted: Iterable[Citation]) -> str:
    """Mark the quotes in their sentence; where two overlap, as one."""
    spans = sorted((len(one.before), len(one.before) + len(one.phrase)) for one in quoted)
    found, at = "", 0
    for start, end in spans:
        if end > at:
            joined = found.endswith("</mark>") and start <= at
            found = found.removesuffix("</mark>") if joined else f"{found}{escape(sentence[at:start])}<mark>"
            found, at = f"{found}{escape(sentence[max(start, at) : end])}</mark>", end
    return found + escape(sentence[at:])


def _id(id_: str) -> str:
    return f'<code class="da-id">{escape(id_)}</code>'


def _list(items: Iterable[str]) -> str:
    return f'<ul class="da-list">{"".join(f"<li>{item}</li>" for item in items)}</ul>'


def _value(value: Value, language: str, *, words: bool) -> str:
    if isinstance(value, str):
        return _inline(value, language)
    if isinstance(value, Chips):
        return _chips(value, language, words=words)
    if isinstance(value, Sides):
        return f'<div class="da-sides">{"".join(_side(side, language) for side in value.items)}</div>'
    return ", ".join(map(_name, value.items if isinstance(value, Names) else (value,)))


def _side(side: Side, language: str) -> str:
    people = []
    for name, titles in side.people:
        printed = (f'<br><span class="da-soft"{_lang(language)}>{escape(title)}</span>' for title in titles)
        people.append(f"<b>{_name(name)}</b>{''.join(printed)}")
    return f"<div><h5>{escape(side.name)}</h5>{_list(people)}</div>"


def _name(name: Name) -> str:
    # An address from the data is followed only to the web; anything else is not made a link.
    if name.href.startswith(("https://", "http://")):
        return f'<a href="{escape(name.href)}" rel="noopener">{escape(name.text)}</a>'
    return _inline(name.text, "")


def _chips(chips: Chips, language: str, *, words: bool) -> str:
    # Where the style is stripped, the separators keep the terms apart.
    last = len(chips.items) - 1
    listed = "".join(
        _chip(chip, language, words=words, end="; " * (number < last)) for number, chip in enumerate(chips.items)
    )
    rest = f' <span class="da-soft">{_inline(chips.rest, language)}</span>' if chips.rest and words else ""
    return f'<span class="da-chips">{listed}{rest}</span>'


def _chip(chip: Chip, language: str, *, words: bool, end: str) -> str:
    group = f" da-{escape(chip.group)}" if chip.group else ""
    printed = f" {_inline(chip.words, language)}" if chip.words and words else ""
    apart = f'<span class="da-sep">{end}</span>' if end else ""
    return f'<span class="da-chip{group}">{escape(chip.text)}{printed}{apart}</span>'


def _inline(text: str, language: str) -> str:
    """Escape a text; mark what is not stated, the articles' own words, and days and ids, kept whole."""
    if text in (NOT_STATED, NOT_STATED_VI):
        return f'<span class="da-none">{text}</span>'

    def mark(found: re.Match[str]) -> str:
        if found[1]:
            return f'<span class="da-words"{_lang(language)}>{found[1]}</span>'
        return f'<span class="da-day">{found[2]}</span>'

    return _MARKED.sub(mark, escape(text))


def _lang(language: str) -> str:
    return f' lang="{escape(language)}"' if language else ""
