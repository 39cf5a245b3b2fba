"""Say what a question is cut into, and list the words that questions are made of."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from diplomacy_archive._dates import Span
from diplomacy_archive.files._reader import read_file
from diplomacy_archive.records import _vocabulary as v


@dataclass(frozen=True)
class Item:
    """A part of a question.

    Attributes:
        sign: What it is: P person, C country, B party or organisation, L place, A area, Y byline, D date, T part of
            day, K kind of meeting, R role, H other term, J subject, C (without ids) and c a
            name and a city of the world, ? content word, or a sign of `_words`.
        text: As it was typed.
        start: The number of its first word.
        stop: The number of the word after its last.
        ids: The records that a name or title may mean.
        term: A term of a vocabulary.
        span: A date.
        roles: The roles in a title.
        gap: What stands between the item before and this one, as a comma.
        exact: Whether a name is whole, or a title fits.
        missing: Whether no record has it.
        instead: The recorded word that it was taken for.
        forms: The words of each form of a subject or of a name of the world.
    """

    sign: str
    text: str
    start: int
    stop: int
    ids: tuple[str, ...] = ()
    term: v.Vocabulary | None = None
    span: Span | None = None
    roles: tuple[v.Role, ...] = ()
    gap: str = ""
    exact: bool = True
    missing: bool = False
    instead: str = ""
    forms: tuple[tuple[str, ...], ...] = ()


@cache
def listed() -> list[tuple[str, str, list[str]]]:
    """Return the lines of `words.txt`: a sign, a language, phrases."""
    parts = [line.partition(": ") for line in _lines("words.txt")]
    return [(*head.split(), phrases.split(" | ")) for head, _, phrases in parts]  # type: ignore[misc]  # two words


@cache
def things() -> list[tuple[str, list[str]]]:
    """Return the names of the world (C, c) and the subjects of `subjects.txt` (J), each with all its forms."""
    path = Path(__file__).parent.parent / "records" / "countries.yaml"
    countries: dict[str, list[str]] = read_file(path, path.name).value
    found = [("C", names) for names in countries.values()]
    found += [(sign, [name]) for sign, _, names in listed() if sign in "Cc" for name in names]
    said = (subject for line in _lines("subjects.txt") for subject in line.split(";"))
    return [*found, *(("J", one.strip().split(" | ")) for one in said)]


def _lines(name: str) -> list[str]:
    lines = (Path(__file__).parent / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]
