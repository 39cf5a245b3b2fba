"""Walk the records that checks look at."""

from __future__ import annotations

from collections.abc import Iterator

from diplomacy_archive.files._checks.findings import Path
from diplomacy_archive.records import _models as m


def everything(records: m.Records, field: str | None = None) -> Iterator[m.Record]:
    """Yield every record that a file lists: registers, articles, and what articles prove.

    Args:
        records: Whose records.
        field: Only those whose model has this field.
    """
    lists: list[tuple[m.Record, ...]] = [getattr(records, name) for name in m.REGISTERS]
    for found in (*lists, records.articles, *records.of_articles()):
        if found and (field is None or field in type(found[0]).model_fields):
            yield from found


def quoted(records: m.Records) -> Iterator[tuple[m.Record, Path, tuple[m.Quote, ...]]]:
    """Yield the quotes of every record, with the record that a file lists and the path inside it."""
    for record in records.evidenced():
        yield record, (), record.quotes
    for article in records.articles:
        for index, photo in enumerate(article.photos):
            yield article, ("photos", index), photo.quotes
