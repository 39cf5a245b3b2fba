"""A structured archive of diplomatic news: every answer shows the words that prove it.

>>> import diplomacy_archive as da
>>> archive = da.load()
>>> [pair.other.person for pair in archive.who_met_whom(on="24/2", area="oil and gas")]
['vladimir-putin']
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from diplomacy_archive.archive import Archive as Archive
    from diplomacy_archive.archive import diff as diff
    from diplomacy_archive.archive import load as load
    from diplomacy_archive.errors import AmbiguousNameError as AmbiguousNameError
    from diplomacy_archive.errors import ArchiveError as ArchiveError
    from diplomacy_archive.errors import DataError as DataError
    from diplomacy_archive.errors import DateError as DateError
    from diplomacy_archive.errors import FileError as FileError
    from diplomacy_archive.errors import FilterError as FilterError
    from diplomacy_archive.errors import NotAttachedError as NotAttachedError
    from diplomacy_archive.errors import UnknownNameError as UnknownNameError
    from diplomacy_archive.files._agree import Agreement as Agreement
    from diplomacy_archive.files._agree import agree as agree
    from diplomacy_archive.files._diff import Change as Change
    from diplomacy_archive.records._models import Article as Article
    from diplomacy_archive.records._models import CooperationArea as CooperationArea
    from diplomacy_archive.records._models import Meeting as Meeting
    from diplomacy_archive.records._models import Party as Party
    from diplomacy_archive.records._models import Person as Person
    from diplomacy_archive.records._models import Quote as Quote
    from diplomacy_archive.records._models import Statement as Statement

__version__ = "0.1.0"

_HOMES = {
    "archive": ("Archive", "diff", "load"),
    "errors": (
        "AmbiguousNameError", "ArchiveError", "DataError", "DateError", "FileError", "FilterError",
        "NotAttachedError", "UnknownNameError",
    ),
    "files._agree": ("Agreement", "agree"),
    "files._diff": ("Change",),
    "records._models": ("Article", "CooperationArea", "Meeting", "Party", "Person", "Quote", "Statement"),
}  # fmt: skip
_HOME = {name: module for module, names in _HOMES.items() for name in names}

__all__ = ["__version__", *sorted(_HOME)]  # noqa: PLE0604  (every entry is a string)


def __getattr__(name: str) -> Any:
    """Import a name from its room the first time it is used, so that importing the package is free."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
