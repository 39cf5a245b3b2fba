"""Hold what a data file says as a tree: each value with its place and its comments."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

Place = tuple[int, int]
"""A line and a column, both from 0."""


class Bare(str):
    """Text written without quotes, which other readers of YAML may take for a number or a truth value."""

    __slots__ = ()


@dataclass(slots=True)
class Noted:
    """A value with its comments, each with its `#`, and its place in the file.

    Attributes:
        value: Text, a number, a truth value, None, or a list or dict of values, noted or not.
        above: Whole lines before it.
        beside: What stands after it on its line.
        at: Where it starts.
        key_at: Where its key starts; of an item of a list, where it starts itself.
    """

    value: Any
    above: tuple[str, ...] = ()
    beside: str = ""
    at: Place = (0, 0)
    key_at: Place = (0, 0)


def noted(value: Any) -> Noted:
    """Return a value as noted."""
    return value if isinstance(value, Noted) else Noted(value)


def plain(value: Any) -> Any:
    """Return the values of a tree alone: dicts, lists, text and None."""
    if isinstance(value, Noted):
        value = value.value
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    return str(value) if isinstance(value, Bare) else value


def inner(value: Any) -> list[Any]:
    """Return the entries directly in a value."""
    value = noted(value).value
    return list(value.values()) if isinstance(value, dict) else value if isinstance(value, list) else []


def comments_within(value: Any) -> Iterator[str]:
    """Yield the comments of a value's entries, however deep, in their order."""
    for entry in inner(value):
        one = noted(entry)
        yield from one.above
        if one.beside:
            yield one.beside
        yield from comments_within(one)


def folded(value: Any, *old: Any) -> Noted:
    """Return a value that takes the place of old entries, with all their comments.

    Args:
        value: The new value, which holds no comments of its own.
        old: The entries; the first gives the place. A comment beside the first stays beside it.
    """
    first, *others = map(noted, old)
    above = [*first.above, *comments_within(first)]
    for other in others:
        above += [*other.above, *([other.beside] if other.beside else []), *comments_within(other)]
    return replace(first, value=value, above=tuple(above))


def bare(entry: Any) -> Noted:
    """Return a copy of an entry without its comments, and without those in it."""
    one = noted(entry)
    value = one.value
    if isinstance(value, dict):
        value = {key: bare(inner) for key, inner in value.items()}
    elif isinstance(value, list):
        value = [bare(inner) for inner in value]
    return Noted(value, at=one.at, key_at=one.key_at)


def drop(one: Noted, name: str) -> None:
    """Remove a field; its comments go above the record."""
    gone = one.value.pop(name, None)
    if gone is not None:
        one.above = (*one.above, *gone.above, *([gone.beside] if gone.beside else []), *comments_within(gone))


def comments_of(entry: Noted) -> Counter[str]:
    return Counter((*entry.above, *([entry.beside] if entry.beside else []), *comments_within(entry)))


def with_comments_of(before: Noted, after: Noted) -> Noted:
    """Put above an entry in its new form the comments that have no place in it any more."""
    lost = comments_of(before) - comments_of(after) if has_comments(before) else Counter()
    return replace(after, above=(*after.above, *lost.elements())) if lost else after


def has_comments(entry: Noted | None) -> bool:
    return entry is not None and bool(entry.above or entry.beside or next(comments_within(entry), None))
