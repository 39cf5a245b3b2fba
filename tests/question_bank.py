"""Read the banks of questions, and hold an answer against what its bank says."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

import diplomacy_archive as da
from diplomacy_archive.archive import Archive
from diplomacy_archive.questions import Answer

FOLDER = Path(__file__).parent / "questions"
SECOND = FOLDER / "second"

_ARTICLES = {"24": "2026-02-24-medvedev-zyuganov", "25": "2026-02-25-putin-lavrov"}


@dataclass(frozen=True)
class Entry:
    """One question of a bank and the answer it is to get; `status` holds several where more than one is fair."""

    question: str
    kind: str
    status: tuple[str, ...]
    records: frozenset[str] | None
    says: tuple[str, ...]
    never: tuple[str, ...]

    def __str__(self) -> str:
        return self.question or "(nothing)"


@cache
def shipped() -> Archive:
    """Return the archive that ships."""
    return da.load()


@cache
def second() -> Archive:
    """Return the made-up archive of other countries, people and years."""
    return da.load(SECOND / "data")


def read_bank(path: Path) -> list[Entry]:
    """Read a bank: lists of questions by kind, or one list."""
    found: Any = yaml.safe_load(path.read_text("utf-8"))
    kinds = found if isinstance(found, dict) else {"": found}
    return [_entry(kind, row) for kind, rows in kinds.items() for row in rows]


def _entry(kind: str, row: dict[str, Any]) -> Entry:
    unknown = row.keys() - {"q", "status", "records", "fits", "says", "never"}
    assert not unknown, f"{row['q']}: {unknown}"
    status = row["status"] if isinstance(row["status"], list) else [row["status"]]
    records = row.get("fits", row.get("records"))
    ids = frozenset(map(_id, records)) if records is not None else None
    # A bare "is answered" would prove nothing.
    assert ids or row.get("says") or status != ["answered"], row["q"]
    return Entry(row["q"], kind, tuple(status), ids, tuple(row.get("says", ())), tuple(row.get("never", ())))


def _id(written: str) -> str:
    """Return the id that a bank writes shortly: m/putin, 24/p6d, a/25."""
    start, _, rest = str(written).partition("/")
    if start == "m":
        return f"2026-02-24-{rest}"
    if start == "a":
        return _ARTICLES[rest]
    return f"{_ARTICLES[start]}/{rest}" if start in _ARTICLES else str(written)


def ids(answer: Answer) -> list[str]:
    """Return the ids of an answer's records."""
    return [record.id for record in answer.records]  # type: ignore[attr-defined]


def faults(entry: Entry, answer: Answer) -> list[str]:
    """Return in what an answer is not what its bank says."""
    found = []
    if answer.status.value not in entry.status:
        found.append(f"status {answer.status.value}, not {' or '.join(entry.status)}")
    elif answer.status.value != "not_understood":
        candidates = answer.status.value == "ambiguous" and entry.status != ("ambiguous",)
        if entry.records is not None and frozenset(ids(answer)) != entry.records and not candidates:
            found.append(f"records {sorted(ids(answer))}, not {sorted(entry.records)}")
        text = re.sub(r"\s+", " ", answer.text)
        found += [f"does not say {words!r}" for words in entry.says if words not in text]
        found += [f"says {words!r}" for words in entry.never if words in text]
    return [f"{entry.question}: {fault}" for fault in found]


BANK = read_bank(FOLDER / "bank.yaml")
STRANGER = read_bank(FOLDER / "stranger.yaml")
FIRST_READER = read_bank(FOLDER / "first_reader.yaml")
SECOND_READER = read_bank(FOLDER / "second_reader.yaml")
THIRD_READER = read_bank(FOLDER / "third_reader.yaml")
DESK = read_bank(FOLDER / "desk.yaml")
TRAPS = read_bank(FOLDER / "traps.yaml")
SECOND_BANK = read_bank(SECOND / "bank.yaml")
