"""Walk the records that checks look at."""

from __future__ import annotations

from collections.abc import Iterator

from diplomacy_archive import models as m
from diplomacy_archive.checks.findings import Path


def everything(records: m.Records) -> Iterator[m.Record]:
    """Yield every record that a file lists: registers, articles, and what articles prove."""
    yield from records.identities()
    yield from records.articles
    yield from records.evidenced()


def quoted(records: m.Records) -> Iterator[tuple[m.Record, Path, tuple[m.Quote, ...]]]:
    """Yield the quotes of every record, with the record that a file lists and the path inside it."""
    for record in records.evidenced():
        yield record, (), record.quotes
    for article in records.articles:
        for index, photo in enumerate(article.photos):
            yield article, ("photos", index), photo.quotes
