"""A structured archive of diplomatic news: every answer shows the words that prove it.

>>> import diplomacy_archive as da
>>> archive = da.load()
>>> [pair.other.person for pair in archive.who_met_whom(on="24/2", area="oil and gas")]
['vladimir-putin']
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from diplomacy_archive._results import Encounters, Meetings, Results, Statements
    from diplomacy_archive.archive import Archive, Version, diff, load
    from diplomacy_archive.ask._answer import Answer
    from diplomacy_archive.errors import (
        AmbiguousNameError,
        ArchiveError,
        ClosedError,
        DataError,
        DateError,
        FileError,
        FilterError,
        NotAttachedError,
        Origin,
        Problem,
        UnknownNameError,
    )
    from diplomacy_archive.files._agree import Agreement, agree
    from diplomacy_archive.files._diff import Change
    from diplomacy_archive.files._prove import Proof, Verdict
    from diplomacy_archive.files._texts import Verification
    from diplomacy_archive.records._models import (
        Article,
        Background,
        Capacity,
        CooperationArea,
        Country,
        Disagreement,
        Encounter,
        Invitation,
        Meeting,
        Mention,
        Organisation,
        Participant,
        Party,
        Person,
        Place,
        Quote,
        Report,
        Statement,
        Undertaking,
    )
    from diplomacy_archive.store._counts import Office, Scope

__version__ = "0.1.0"

_HOMES = {
    "archive": ("Archive", "Version", "diff", "load"),
    "errors": (
        "AmbiguousNameError", "ArchiveError", "ClosedError", "DataError", "DateError", "FileError", "FilterError",
        "NotAttachedError", "UnknownNameError", "Origin", "Problem",
    ),
    "_results": ("Encounters", "Meetings", "Results", "Statements"),
    "ask._answer": ("Answer",),
    "files._agree": ("Agreement", "agree"),
    "files._diff": ("Change",),
    "files._prove": ("Proof", "Verdict"),
    "files._texts": ("Verification",),
    "records._models": (
        "Article", "Background", "Capacity", "CooperationArea", "Country", "Disagreement", "Encounter",
        "Invitation", "Meeting", "Mention", "Organisation", "Participant", "Party", "Person", "Place", "Quote",
        "Report", "Statement", "Undertaking",
    ),
    "store._counts": ("Office", "Scope"),
}  # fmt: skip
"""The rooms of the public names."""
_HOME = {name: module for module, names in _HOMES.items() for name in names}

__all__ = [
    "Agreement",
    "AmbiguousNameError",
    "Answer",
    "Archive",
    "ArchiveError",
    "Article",
    "Background",
    "Capacity",
    "Change",
    "ClosedError",
    "CooperationArea",
    "Country",
    "DataError",
    "DateError",
    "Disagreement",
    "Encounter",
    "Encounters",
    "FileError",
    "FilterError",
    "Invitation",
    "Meeting",
    "Meetings",
    "Mention",
    "NotAttachedError",
    "Office",
    "Organisation",
    "Origin",
    "Participant",
    "Party",
    "Person",
    "Place",
    "Problem",
    "Proof",
    "Quote",
    "Report",
    "Results",
    "Scope",
    "Statement",
    "Statements",
    "Undertaking",
    "UnknownNameError",
    "Verdict",
    "Verification",
    "Version",
    "__version__",
    "agree",
    "diff",
    "load",
]  # fmt: skip


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
