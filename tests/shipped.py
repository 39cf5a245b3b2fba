"""The shipped archive, opened once for all tests that ask about it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Literal

import diplomacy_archive as da
from diplomacy_archive.archive import load
from diplomacy_archive.records import _models as m

PARTIES, LEADERS = "2026-02-24-medvedev-zyuganov", "2026-02-25-putin-lavrov"
LAVROV, MEDVEDEV = "2026-02-24-lavrov", "2026-02-24-medvedev"
PUTIN, ZYUGANOV = "2026-02-24-putin", "2026-02-24-zyuganov"


@cache
def archive(lang: Literal["vi", "en"] = "en") -> da.Archive:
    return load(lang=lang)


@cache
def records() -> m.Records:
    return archive().records()


def evidenced() -> list[m.Evidenced]:
    """Return every record that an article proves, photos too."""
    photos = (photo for article in records().articles for photo in article.photos)
    return [*records().evidenced(), *photos]


def id_of(record: m.Evidenced) -> str:
    """Return the id by which a fact is known; of a report that of its meeting."""
    return record.meeting if isinstance(record, m.Report) else str(dict(record)["id"])


def short(id_: str) -> str:
    """Return an id as tests write it: `1/p5a` of the article on the parties, `2/p8b` of the other."""
    article, _, local = id_.partition("/")
    return f"{[PARTIES, LEADERS].index(article) + 1}/{local}"


def ids(found: Iterable[m.Statement]) -> set[str]:
    return {short(one.id) for one in found}
