"""Check what can be told of quotes and paragraphs without the texts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from diplomacy_archive._text import count_words
from diplomacy_archive.files._checks.findings import Check, Finding, Known, Path
from diplomacy_archive.files._checks.walking import quoted
from diplomacy_archive.records import _models as m

MAX_WORDS = 15
"""A quote's longest length, in words; citations stay short."""


def quotes_are_citations(records: m.Records, _known: Known) -> Iterator[Finding]:
    """A quote has at most 15 words, cites a paragraph the article has, and is given once a record."""
    paragraphs = {article.id: article.paragraphs for article in records.articles}
    for record, path, quotes in quoted(records):
        seen: set[m.Quote] = set()
        for index, quote in enumerate(quotes):
            at = (*path, "quotes", index)
            words = count_words(quote.phrase)
            if words > MAX_WORDS:
                message = f"a quote must have at most {MAX_WORDS} words, this has {words}; cite fewer"
                yield Finding(record, at, "E01", message)
            last = paragraphs.get(quote.article)
            if last is not None and quote.paragraph > last:
                message = f"the article has {last} paragraphs; there is no paragraph {quote.paragraph}"
                yield Finding(record, at, "E02", message)
            if quote in seen:
                yield Finding(
                    record, at, "E07", f"the quote {str(quote)!r} stands twice in this record; remove one"
                )
            seen.add(quote)


def ids_name_their_paragraph(records: m.Records, _known: Known) -> Iterator[Finding]:
    """An id like `p14a` names the paragraph of the record's first quote, and its article; a photo's too."""
    for record in records.evidenced():
        id_ = getattr(record, "id", None)
        paragraph = record.quotes[0].paragraph
        if id_ is None:
            continue
        article, local = id_.split("/")
        if _paragraph(local) != paragraph:
            message = f"{local!r} must name the paragraph of its first quote, {paragraph}; mend one"
            yield Finding(record, ("id",), "E04", message)
        elif article != record.article:
            yield Finding(record, ("id",), "E04", f"{id_!r} names another article; write {local!r}")
    for article in records.articles:
        for index, photo in enumerate(article.photos):
            if photo.paragraph != photo.quotes[0].paragraph:
                message = (
                    f"the photo's caption must be the paragraph it cites, {photo.quotes[0].paragraph}; mend one"
                )
                yield Finding(article, ("photos", index, "paragraph"), "E04", message)


def paragraphs_are_cited(records: m.Records, known: Known) -> Iterator[Finding]:
    """Each paragraph is cited by some fact, or `uncited` says why not; never both."""
    cited: dict[str, set[int]] = {}
    for _record, _path, quotes in quoted(records):
        for quote in quotes:
            cited.setdefault(quote.article, set()).add(quote.paragraph)
    for article in records.articles:
        here = cited.get(article.id, set())
        excused = dict(article.uncited)
        for paragraph in excused:
            at: Path = ("uncited", str(paragraph))
            if paragraph in here:
                yield Finding(article, at, "E06", f"paragraph {paragraph} is cited; remove it from uncited")
            elif paragraph > article.paragraphs:
                yield Finding(
                    article, at, "E02", f"the article has {article.paragraphs} paragraphs, not {paragraph}"
                )
        missing = set(range(1, article.paragraphs + 1)) - here - excused.keys()
        if missing and ("articles", article.id) not in known.unread:
            message = f"no fact cites paragraph {_ranges(missing)}; cite it or say why not in uncited"
            yield Finding(article, ("uncited",), "E05", message)


def _paragraph(local: str) -> int:
    return int("".join(letter for letter in local if letter.isdigit()))


def _ranges(numbers: Iterable[int]) -> str:
    """Write numbers as `2, 5-9`."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs)


CHECKS: Sequence[Check] = (quotes_are_citations, ids_name_their_paragraph, paragraphs_are_cited)
