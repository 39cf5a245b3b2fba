"""Cut a question into names, titles, dates, terms, asking words and content words, by what the archive records."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from diplomacy_archive._dates import Span, find_spans, no_days
from diplomacy_archive._text import case_words, fold_words, may_be, normal
from diplomacy_archive.ask._archive import Index
from diplomacy_archive.ask._items import Item, listed, things
from diplomacy_archive.ask._missing import looked_up
from diplomacy_archive.records import _vocabulary as v
from diplomacy_archive.show._words import Lang

TERMS: tuple[type[v.Vocabulary], ...] = (
    v.Kind, v.PartOfDay, v.Role, v.Act, v.Response, v.Framing, v.UndertakingKind, v.UndertakingStatus,
    v.OrganisationKind, v.MeetingStatus, v.ParticipantRole, v.Position,
)  # fmt: skip
SIGN_OF = {v.Kind: "K", v.PartOfDay: "T", v.Role: "R", v.Act: "S", v.Response: "V", v.UndertakingKind: "U"}
"""The signs of terms; what is not here is a word that only ranks (`H`)."""

NAME_SIGN = {
    "person": "P", "country": "C", "party": "B", "organisation": "B", "place": "L", "area": "A", "byline": "Y",
}  # fmt: skip
_HYPHENS = ("-", "\u2010", "\u2011", "\u2013")
_HYPHEN = re.compile(r"[-\u2010-\u2013]")
_TOKEN = re.compile(r"[^\W_]+")
_YEARS = re.compile(r"\b(20)(\d\d)\s?[-\u2010-\u2013]\s?(1[3-9]|[2-9]\d)\b(?![-./])")
_RELATIVE = {"0": 0, "-": -1, "+": 1}
_CODE = 2  # letters of a country's code
# An envoy of a general secretary is not in that office: another role after "of" is somebody else's.
_TITLE = re.compile(r"[RBrb](?:fs?B|s*[RB]){0,6}P?")


@dataclass(frozen=True)
class Scan:
    """A question that was cut: its language, its words and its items."""

    language: Lang
    words: tuple[str, ...]
    items: tuple[Item, ...]


Phrase = tuple[str, str, tuple[str, ...], v.Vocabulary | tuple[tuple[str, ...], ...] | None]
"""A sign, a language, the words with their accents, a term or all forms of a subject or a name of the world."""


@cache
def _phrases() -> dict[str, list[Phrase]]:
    """Return the phrases of the table and of the vocabularies by their first word, folded."""
    found: list[Phrase] = []
    for sign, language, phrases in listed():
        found += [(sign, language, _split(phrase), None) for phrase in phrases if sign not in "CcF"]
    for kind in TERMS:
        for term in kind:
            asked = term.asked
            vi, en = (term.vi, *term.words, *asked.get("vi", ())), (term.en, *asked.get("en", ()))
            said = {"vi": vi, "en": (*en, term.value.replace("_", " "))}
            sign = "m" if term is v.Kind.MEETING else SIGN_OF.get(kind, "H")
            found += [(sign, language, _split(form), term) for language, ones in said.items() for form in ones]
    for sign, names in things():
        forms = tuple(dict.fromkeys(map(_split, names)))
        found += [(sign, "", form, forms) for form in forms]
    index: dict[str, list[Phrase]] = {}
    for phrase in found:
        if phrase[2]:
            index.setdefault(fold_words(phrase[2][0]), []).append(phrase)
    return index


def _split(phrase: str) -> tuple[str, ...]:
    return tuple(_TOKEN.findall(case_words(phrase)))


def scan(question: str, index: Index, today: dt.date | None, language: Lang | None = None) -> Scan:
    """Cut a question into its items.

    Args:
        question: The question.
        index: The archive's names and words.
        today: The day from which "yesterday" is counted.
        language: vi or en; without it, that of most of its words.
    """
    text = _YEARS.sub(r"\1\2-\1\3", normal(question))
    tokens = _joined(text, [(match.start(), match.end()) for match in _TOKEN.finditer(text)], index)
    typed = [text[start:stop] for start, stop in tokens]
    words = [case_words(_HYPHEN.sub("", word)).replace(" ", "") for word in typed]
    language, plain = language or language_of(text, words), all(word.isascii() for word in words)
    dates = _dates(text, tokens)
    names = _names(words, typed, index)
    items: list[Item] = []
    at = 0
    while at < len(words):
        found = dates.get(at) or _longest(words, typed, at, names.get(at, []), language, plain=plain)
        gap = text[tokens[at - 1][1] : tokens[at][0]].strip() if at else ""
        items.append(replace(found, gap=gap))
        at = found.stop
    items = _titles([_relative(item, today) for item in _frames(items)], words, index)
    return Scan(language, tuple(words), tuple(looked_up(items, typed, index, language)))


def language_of(text: str, words: Sequence[str]) -> Lang:
    """Return the language of most words of a text, vi where it is neither's or both's."""
    if any(letter in "ăâđêôơưĂÂĐÊÔƠƯ" or "\u1ea0" <= letter <= "\u1ef9" for letter in text):
        return "vi"
    counts = {"vi": 0, "en": 0}
    for word in words:
        languages = {
            language
            for _, language, phrase, _ in _phrases().get(fold_words(word), ())
            if language and len(phrase) == 1
        }
        if len(languages) == 1:
            counts[languages.pop()] += 1
    return "en" if counts["en"] > counts["vi"] else "vi"


def _joined(text: str, tokens: list[tuple[int, int]], index: Index) -> list[tuple[int, int]]:
    """Join what hyphens or a space part inside a name, as "Mát-xcơ-va", where its parts are no words."""
    found: list[tuple[int, int]] = []
    at = 0
    while at < len(tokens):
        stop = at + 1
        while stop < len(tokens) and text[tokens[stop - 1][1] : tokens[stop][0]] in _HYPHENS:
            stop += 1
        parted = stop == at + 1 < len(tokens) and text[tokens[at][1] : tokens[stop][0]] == " "
        stop += parted
        parts = [text[slice(*token)] for token in tokens[at:stop]]
        whole = "".join(parts)
        new = len(parts) > 1 and whole.isalpha() and not all(map(index.forms, parts))
        if new and (index.named(whole) or (not parted and index.like(whole))):
            found.append((tokens[at][0], tokens[stop - 1][1]))
        else:
            stop -= parted
            found += tokens[at:stop]
        at = stop
    return found


def _dates(text: str, tokens: Sequence[tuple[int, int]]) -> dict[int, Item]:
    """Return the dates by their first word; one that no calendar has is missing."""
    found: dict[int, Item] = {}
    spans = [(span, start, stop, False) for span, start, stop in find_spans(text)]
    for day in no_days(text):
        start = text.find(day)
        spans += [(None, start, start + len(day), True)]  # type: ignore[list-item]  # no such day
    for span, start, stop, missing in spans:
        inside = [at for at, token in enumerate(tokens) if token[0] >= start and token[1] <= stop]
        if inside:
            found[inside[0]] = Item("D", text[start:stop], inside[0], inside[-1] + 1, span=span, missing=missing)
    return found


def _names(words: Sequence[str], typed: Sequence[str], index: Index) -> dict[int, list[Item]]:
    """Return the names by their first word."""
    found: dict[tuple[int, int, str], tuple[tuple[bool, bool], Item]] = {}
    for one in index.sightings(words):
        if not one.whole and one.stop == one.start + 1 and not _stands_alone(words, typed, one.start, one.exact):
            continue
        code = one.kind == "country" and len(words[one.start]) == _CODE and not typed[one.start].isupper()
        if code and fold_words(words[one.start]) in _phrases():
            continue  # "ai" is who, and no code of a country
        whole = one.whole or one.kind == "person"
        key, rank = (one.start, one.stop, NAME_SIGN[one.kind]), (whole, one.exact)
        best, item = found.get(key, (rank, None))
        if rank < best:
            continue
        ids = (*(item.ids if item and rank == best else ()), *one.ids)
        text = " ".join(typed[one.start : one.stop])
        found[key] = rank, Item(key[2], text, one.start, one.stop, tuple(dict.fromkeys(ids)), exact=whole)
    by_start: dict[int, list[Item]] = {}
    for _, item in found.values():
        by_start.setdefault(item.start, []).append(item)
    return by_start


def _stands_alone(words: Sequence[str], typed: Sequence[str], at: int, exact: bool) -> bool:
    """Tell whether a part of a person's name may stand for it: "Putin", "ông Trung", not "to" or "tập trung"."""
    word = typed[at]
    if len(word) > 4 and exact:
        return True
    before = words[at - 1] if at else ""
    courtesy = bool(before) and any(may_be(before, case_words(one).split()[-1]) for one in v.courtesies())
    alone = word[:1].isupper() and not any(w[:1].isupper() for w in typed[max(at - 1, 0) : at])
    return courtesy or (exact and alone)


def _longest(
    words: Sequence[str], typed: Sequence[str], at: int, names: Sequence[Item], language: str, *, plain: bool
) -> Item:
    """Return the longest name, term or phrase that begins at a word; of equal ones a name before others.

    In a question without any accents (plain) the phrases may have them.
    """
    best: tuple[tuple[int, ...], Item] | None = None

    def offer(rank: tuple[int, ...], item: Item) -> None:
        nonlocal best
        if best is None or rank > best[0]:
            best = (rank, item)

    for order, name in enumerate(names):
        offer((name.stop - at, 9, int(name.exact), -order), name)
    for order, (sign, spoken, phrase, term) in enumerate(_phrases().get(fold_words(words[at]), ())):
        stop = at + len(phrase)
        same = tuple(words[at:stop]) == phrase
        if sign in "CcJ" and len(phrase) == 1:  # "áo" is a coat, too
            fit = same and (sign == "J" or typed[at][:1].isupper() or len(words[at]) > 3)
        else:
            fit = same or (stop <= len(words) and plain and all(map(may_be, words[at:stop], phrase)))
        if fit:
            kind = -1 if sign == "X" else 8 if sign in "mvV" and spoken == language else 7 if sign in "Cc" else 0
            found = Item(sign, " ".join(typed[at:stop]), at, stop)
            offer(
                (len(phrase), kind + int(spoken == language) + int(same), 0, -order),
                replace(found, forms=term) if isinstance(term, tuple) else replace(found, term=term),
            )
    return best[1] if best else Item("?", typed[at], at, at + 1)


def _frames(items: list[Item]) -> list[Item]:
    """Tell the frames of yes-no questions from negations: "có … không", "đã … chưa", "… hay không"."""
    found = list(items)
    for at, item in enumerate(items):
        if item.sign != "N" or fold_words(item.text) not in ("khong", "chua", "ko", "k", "hay"):
            continue
        last = all(one.sign == "_" for one in items[at + 1 :])
        if fold_words(item.text) == "hay":
            if at + 1 < len(items) and fold_words(items[at + 1].text) in ("khong", "chua", "ko"):
                found[at] = replace(item, sign="_")
        elif last or item.gap.endswith("?") or (items[at + 1].gap.startswith(("?", ",", ";", ".")) and at):
            found[at] = replace(item, sign="_")
    return found


def _relative(item: Item, today: dt.date | None) -> Item:
    """Turn "yesterday" into its day."""
    if item.sign not in _RELATIVE:
        return item
    if today is None:
        return replace(item, sign="Z", exact=False)
    number = min(max(today.toordinal() + _RELATIVE[item.sign], 1), dt.date.max.toordinal())
    day = dt.date.fromordinal(number)
    return replace(item, sign="D", span=Span(day.year, day.month, day.day))


def _titles(items: list[Item], words: Sequence[str], index: Index) -> list[Item]:
    """Draw roles, the bodies beside them and a name that follows together: whom a title means."""
    found: list[Item] = []
    at = 0
    for match in _TITLE.finditer("".join(map(_in_title, items))):
        if "R" in match[0].upper():
            found += [*items[at : match.start()], _titled(items[slice(*match.span())], words, index)]
            at = match.end()
    return [*found, *items[at:]]


def _in_title(item: Item) -> str:
    """Return what an item is in a title; after a comma a role or a body begins another."""
    parted = "," in item.gap or ";" in item.gap
    if item.sign == "R" or (item.sign in "CB" and item.ids):
        letter = "R" if item.sign == "R" else "B"
        return letter.lower() if parted else letter
    if item.sign == "P":
        return " " if item.gap else "P"
    linking = item.sign == "_" and fold_words(item.text) in ("s", "the")
    return " " if parted else "s" if linking else "f" if item.sign == "f" else " "


def _titled(part: Sequence[Item], words: Sequence[str], index: Index) -> Item:
    """Return the item of a title, with the name after it if there is one."""
    named = part[-1].sign == "P"
    start, stop = part[0].start, part[-1].stop
    ids, exact = index.titled(" ".join(words[start:stop]), named=named)
    text = " ".join(item.text for item in part)
    roles = tuple(item.term for item in part if isinstance(item.term, v.Role))
    if not ids and not named and all(role in (v.Role.OTHER, v.Role.HEAD) for role in roles):
        return Item("X", text, start, stop, gap=part[0].gap)
    ids = ids or (part[-1].ids if named else ())
    return Item("P", text, start, stop, ids, roles=roles, gap=part[0].gap, exact=exact, missing=not ids)
