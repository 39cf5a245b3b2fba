"""Say what a check finds, and what it may know beside the records."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import NamedTuple

from diplomacy_archive.records import _models as m

Path = tuple[str | int, ...]


class Finding(NamedTuple):
    """Something to mend: the top-level record, the path inside it, the code and what to do; where it stands too."""

    record: m.Record
    path: Path
    code: str
    message: str
    others: tuple[tuple[m.Record, Path], ...] = ()


class Known(NamedTuple):
    """What is known beside the records.

    Attributes:
        ids: The ids that references may name, by register.
        incomplete: The registers that could not be read whole.
        unread: The articles and meetings of which a record could not be read, as ("articles", id).
        home: The country whose diplomacy the archive follows.
    """

    ids: Mapping[str, Collection[str]]
    incomplete: frozenset[str] = frozenset()
    unread: frozenset[tuple[str, str]] = frozenset()
    home: str | None = None


Check = Callable[[m.Records, Known], Iterable[Finding]]
"""Looks at the records and yields what it finds; its docstring is its rule."""
