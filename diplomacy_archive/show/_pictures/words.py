"""Say in words what a picture shows: names that tell apart, days, sources."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from diplomacy_archive._dates import day_of
from diplomacy_archive.errors import FilterError
from diplomacy_archive.store._counts import Lookup

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def room_that_draws(found: Sequence[int], what: str) -> Any:
    """Return the room that draws, which needs what not everybody has installed.

    Raises:
        ImportError: Something is not installed; the message says what to do.
        FilterError: Nothing is found, so there is nothing to draw.
    """
    try:
        from diplomacy_archive.show import _charts as charts
    except ImportError as error:
        raise ImportError(
            f"pictures need altair, vl-convert and networkx ({error}); in the project's folder: "
            "pip install '.[notebook]'"
        ) from None
    if not found:
        raise FilterError(f"there is no {what} to draw")
    return charts


def labels(ids: Iterable[str], store: Lookup) -> dict[str, str]:
    """Return names that tell apart: of two who are called the same, each with the id."""
    named = {id_: store.label(id_) for id_ in ids}
    often = Counter(named.values())
    return {id_: f"{name} ({id_})" if often[name] > 1 else name for id_, name in named.items()}


def area(id_: str, store: Lookup) -> list[str]:
    """Return an area's English and Vietnamese names, each once."""
    record = store.identity(id_)
    names = (record.names.en, record.names.vi) if record else ()
    return list(dict.fromkeys(name for name in names if name)) or [store.label(id_)]


def source(store: Lookup, meetings: Sequence[int]) -> str:
    """Name the articles, or count them where they are many, and the archive they are recorded in."""
    count, first, last, ids = store.sources(meetings)
    named = ", ".join(ids) if count <= len(ids) else f"{day(day_of(first))} to {day(day_of(last))}"
    title = store.meta("title") or "diplomacy-archive"
    return f"{many(count, 'article')} ({named}) in: {title}, data {store.meta('data_version') or 'not stated'}"


def span(store: Lookup, meetings: Sequence[int]) -> str:
    """Say from when to when meetings are."""
    first, last, _ = store.days(meetings)
    if not first:
        return ""
    return f", {day(day_of(first))}" + (f" to {day(day_of(last))}" if last != first else "")


def day(date_: dt.date) -> str:
    """Return a day as it is read; not by strftime, which follows the machine's language."""
    return f"{date_.day} {_MONTHS[date_.month - 1]} {date_.year}"


def many(count: int, one: str, several: str = "") -> str:
    """Return a count with its noun."""
    return f"{count:,} {one if count == 1 else several or f'{one}s'}"
