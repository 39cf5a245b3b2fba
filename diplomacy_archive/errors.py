"""Say what went wrong, where, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

CODES: dict[str, str] = {
    # Syntax: the file as a file, and as YAML.
    "S01": "file cannot be read",
    "S02": "file is not UTF-8",
    "S03": "character that YAML does not allow",
    "S04": "broken YAML",
    "S05": "duplicate key",
    "S06": "alias, anchor or tag",
    "S07": "nested too deeply",
    "S08": "more than one document",
    "S09": "empty file",
    "S10": "not a file of an archive",
    "S11": "file of an older form",
    # Fields: one record by itself.
    "F01": "unknown field",
    "F02": "missing field",
    "F03": "wrong type",
    "F04": "not in the vocabulary",
    "F05": "malformed id",
    "F06": "date that does not exist",
    "F07": "malformed quote",
    "F08": "silence not stated as null",
    "F09": "fields that do not go together",
    # References: records to records.
    "R01": "id used twice",
    "R02": "reference to nothing",
    "R03": "id in two registers",
    "R04": "cycle in a tree",
    "R05": "speaker attended none of the meetings",
    "R06": "meeting without a speaker",
    "R07": "meeting perhaps recorded twice",
    # Evidence: what can be told without the texts.
    "E01": "quote too long",
    "E02": "paragraph past the end",
    "E03": "fact without a quote",
    "E04": "id names another paragraph than its quote",
    "E05": "paragraph neither cited nor excused",
    "E06": "cited paragraph excused",
    "E07": "quote given twice",
    # Editorial: the coding rules.
    "D01": "span narrower than its words",
    "D02": "date not the printed one",
    "D03": "printed word of another term",
    "D04": "inference not declared",
    "D05": "summary missing in a language",
    "D06": "meeting id without its date",
    "D07": "outside knowledge not declared",
    "D08": "printed form not of this area",
    "D09": "meeting on one side only",
    "D10": "proposal not confirmed",
    "D11": "printed word not in the vocabulary",
    "D12": "side is a body of a country",
    "D13": "side not that of the capacity",
    "D14": "basis that the record does not bear out",
    # Texts: what only the articles themselves can prove.
    "T01": "quote not in the text",
    "T02": "quote in another paragraph",
    "T03": "quote stands there more than once",
    "T04": "printed form in no cited paragraph",
    "T05": "text differs from the article",
    "T06": "text of no article",
    "T07": "somebody not named where cited",
    "T08": "name in no text",
    "T09": "quote is a whole sentence",
    "T10": "summary in the article's words",
    "T11": "basis stronger than the paragraph",
}
"""Each problem code with its title; documentation, selection and fixtures derive from it."""


@dataclass(frozen=True, order=True)
class Origin:
    """The place something is written: a file, a line and a column, both from 1."""

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}"


@dataclass(frozen=True, order=True)
class Problem:
    """One thing to mend: where it is, its code in `CODES`, and a sentence that says what to do."""

    origin: Origin
    code: str
    message: str

    def __post_init__(self) -> None:
        assert self.code in CODES, self.code

    def __str__(self) -> str:
        place = self.origin
        return f"{place.path}:{place.line}:{place.column}: {self.code} {self.message}"


class ArchiveError(Exception):
    """The base of every error this package raises on purpose."""


class DataError(ArchiveError):
    """The data files have problems; all of them are in `problems`, in file order."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        count = len(self.problems)
        heading = f"{count} problem{'s' * (count != 1)} in the data"
        super().__init__("\n".join([heading, *map(str, self.problems)]))


class ClosedError(ArchiveError):
    """The archive was closed."""


class FileError(ArchiveError):
    """A file cannot be opened as an archive or a text, or cannot be written."""


class DateError(ArchiveError, ValueError):
    """A date is not written in a form the grammar takes, or does not exist."""


class FilterError(ArchiveError, ValueError):
    """A filter is empty, of the wrong type, or contradicts another."""


class NotAttachedError(ArchiveError, LookupError):
    """The text of an article is asked for, but no text is attached."""


class UnknownNameError(ArchiveError, LookupError):
    """A name finds no record; `suggestions` holds the nearest that are recorded."""

    def __init__(self, kind: str, name: str, suggestions: Sequence[str] = (), why: str = "") -> None:
        self.kind, self.name, self.suggestions = kind, name, tuple(suggestions)
        help_ = f"; did you mean {either(self.suggestions)}?" if suggestions else ""
        what = "nothing" if kind == "record" else f"no {kind}"
        super().__init__(f"{what} is recorded as {name!r}{f' ({why})' if why else ''}{help_}")


class AmbiguousNameError(ArchiveError, LookupError):
    """A name fits several records; `candidates` holds their ids."""

    def __init__(self, kind: str, name: str, candidates: Sequence[tuple[str, str]]) -> None:
        self.kind, self.name = kind, name
        self.candidates = tuple(id_ for id_, _ in candidates)
        listed = either([f"{id_} ({label})" for id_, label in candidates])
        super().__init__(f"{name!r} fits more than one {kind}: {listed}; say which")


def either(items: Sequence[str]) -> str:
    """Join as `a, b or c`."""
    *head, last = items
    return f"{', '.join(head)} or {last}" if head else last


def reason(error: OSError) -> str:
    """Say in lower-case words why the operating system refused."""
    return (error.strerror or str(error)).lower()


def shown(path: Path) -> str:
    """Return the path as a reader would type it: relative to where they stand when it lies below."""
    try:
        return path.relative_to(Path.cwd()).as_posix()
    except ValueError:
        return path.as_posix()
