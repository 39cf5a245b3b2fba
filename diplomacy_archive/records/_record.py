"""Define what every record can do: it never changes, and once it was looked up it shows itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

from pydantic import BaseModel, ConfigDict

from diplomacy_archive.errors import ClosedError

if TYPE_CHECKING:
    from diplomacy_archive.records._models import Article


class Shows(Protocol):
    """What shows the records of an archive; a record knows only this of the archive that found it."""

    def text(self, record: Record) -> str:
        """Return a record as text."""

    def html(self, record: Record) -> str:
        """Return a record as HTML."""

    def article(self, id_: str) -> Article | None:
        """Return an article by its id."""

    @property
    def data_version(self) -> str:
        """The version of the data."""


class Record(BaseModel):
    """The base of all records.

    A record that was looked up has a private reference to the archive that found it (`found_by`), so that it
    prints and renders as its card, with names. That is no part of its value: not of equality, hash, JSON or
    copies. A record made by hand prints its fields, and so does one whose archive was closed.
    """

    # A slot, because Pydantic counts private attributes in when it compares.
    __slots__ = ("_archive",)
    model_config = ConfigDict(frozen=True, extra="forbid")

    def __str__(self) -> str:
        archive = archive_of(self)
        try:
            return archive.text(self) if archive else super().__str__()
        except ClosedError:
            return super().__str__()

    def _repr_html_(self) -> str | None:
        archive = archive_of(self)
        try:
            return archive.html(self) if archive else None  # a notebook then prints it
        except ClosedError:
            return None


_R = TypeVar("_R", bound=Record)


def found_by(record: _R, archive: Shows) -> _R:
    """Let a record, the meeting of a pair, and their quotes refer to the archive that found them; return it."""
    object.__setattr__(record, "_archive", archive)
    for part in (record, *getattr(record, "photos", ())):
        for quote in getattr(part, "quotes", ()):
            object.__setattr__(quote, "_archive", archive)
    if (meeting := getattr(record, "meeting", None)) is not None and isinstance(meeting, Record):
        found_by(meeting, archive)
    return record


def archive_of(record: Record) -> Shows | None:
    """Return the archive that found a record; None if it was made by hand."""
    found: Shows | None = getattr(record, "_archive", None)
    return found
