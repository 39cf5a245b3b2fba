"""Answer questions in Vietnamese and English, and claim nothing that cannot be proven.

"Ai gặp Putin ngày 24/2?"
    │
_scan     cuts it into names, titles, dates, terms, asking words (`words.txt`) and content words
_missing  tells which names, dates and subjects (`subjects.txt`) no record has
_read     every content word is a filter and each name has its role: the filters, and all they find
_find     else what shares most with it, ranked
    │
Answer   status (complete, closest, nothing), text, records, quotes, recognised, missing
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from diplomacy_archive._dates import parse_span
from diplomacy_archive._text import fold_words
from diplomacy_archive.ask._answer import Answer, Recognised, Status
from diplomacy_archive.ask._archive import Archive
from diplomacy_archive.ask._find import Near, nearest
from diplomacy_archive.ask._items import Item
from diplomacy_archive.ask._missing import missing as lacking
from diplomacy_archive.ask._read import read
from diplomacy_archive.ask._scan import scan
from diplomacy_archive.errors import FilterError
from diplomacy_archive.show._words import Lang, say

__all__ = ["Answer", "Status", "ask"]

LONGEST = 10_000
"""Characters that a question may have."""

_KINDS = {
    "P": "person", "C": "country", "B": "body", "L": "place", "A": "area", "Y": "byline",
    "D": "date", "T": "part_of_day", "K": "kind",
}  # fmt: skip


def ask(
    archive: Archive, question: object, *, today: dt.date | str | None = None, lang: Lang | None = None
) -> Answer:
    """Answer a question.

    Args:
        archive: The archive.
        question: In Vietnamese, with all, some or no accents, or in English.
        today: The day from which "yesterday" is counted, as a date or a day-first text.
        lang: vi or en, the language of the answer; without it, that of the question.

    Raises:
        FilterError: The question is no text, holds no word or is too long; lang is another.
        DateError: today is no day.
    """
    if not isinstance(question, str):
        raise FilterError(f"a question must be a text; found {type(question).__name__}")
    if len(question) > LONGEST:
        raise FilterError(f"a question may have {LONGEST:,} characters; this one has {len(question):,}")
    if not fold_words(question):
        raise FilterError("a question must hold a word")
    if lang not in (None, "vi", "en"):
        raise FilterError(f"lang must be vi or en; found {lang!r}")
    scanned = scan(question, archive.index, _day(today), lang)
    missing = tuple(lacking(scanned.items, archive.index))
    sections = () if missing else read(scanned.items, archive)
    found = any(len(one.records) for one in sections)
    beside = [record for one in sections for _, silent in one.silent for record in silent if not found]
    near = [*(Near((record,), ()) for record in beside)]
    near += [] if found else [one for one in nearest(scanned, archive) if one.records[0] not in beside]
    status = Status.NOTHING if missing else Status.COMPLETE if sections and not beside else Status.CLOSEST
    recognised = tuple(
        Recognised(item.text if not item.instead else f"{item.text} → {item.instead}", _KINDS[item.sign], item.ids)
        for item in scanned.items
        if item.sign in _KINDS and not item.missing
    )
    notes = tuple(_notes(scanned.items, scanned.language))
    return Answer(question, scanned.language, status, archive, sections, tuple(near), recognised, missing, notes)


def _notes(items: tuple[Item, ...], language: Lang) -> Iterator[str]:
    """Yield what a reader must know: a title that does not fit its name, a day that cannot be counted."""
    for item in items:
        if item.roles and item.ids and not item.exact:
            yield say("not_in_office", language, "answers", text=item.text)
        elif item.sign == "Z" and not item.exact:
            yield say("which_day", language, "answers", text=item.text)


def _day(today: dt.date | str | None) -> dt.date | None:
    if today is None or isinstance(today, dt.date):
        return today.date() if isinstance(today, dt.datetime) else today
    span = parse_span(today)
    if span.year is None or span.day is None:
        raise FilterError(f"today must be a day with its year; found {today!r}")
    return span.first
