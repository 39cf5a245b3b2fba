"""The made-up articles of `tests/drafts`, what they tell of meetings, and an assistant's answers to one of them.

Their words are ours and their people invented. `archive` holds the registers that the drafts know.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from diplomacy_archive._text import Text, parse_text
from diplomacy_archive.draft._draft import draft
from diplomacy_archive.draft._records import Drafted
from diplomacy_archive.draft._rules import Answer, answer_of, understand
from diplomacy_archive.files._format import long_values
from diplomacy_archive.files._loader import Sources
from diplomacy_archive.files._reader import read_text
from diplomacy_archive.records import _models as m

FOLDER = Path(__file__).parent / "drafts"
ARCHIVE = FOLDER / "archive"
GOLD: dict[str, Any] = yaml.safe_load((FOLDER / "gold.yaml").read_text("utf-8"))
REAL: dict[str, list[str]] = yaml.safe_load((FOLDER / "real-kinds.yaml").read_text("utf-8"))

_ANSWERS: dict[str, Any] = yaml.safe_load((FOLDER / "answers.yaml").read_text("utf-8"))
TALKS: str = _ANSWERS["text"]
"""A text with a meeting, something said, a plan, and an instruction to whatever reads it."""

GOOD: Answer = _ANSWERS["good"]
"""What a careful assistant answers to `TALKS`."""

REFUSED, MARKED, TITLES = (list(map(tuple, _ANSWERS[name])) for name in ("refused", "marked", "titles"))
"""Changes of that answer: where, the wrong value, and what is said of it; and titles, each with a name and side."""


@cache
def registers() -> m.Records:
    """Return the records of the made-up registers."""
    return Sources(ARCHIVE).records


def text_of(name: str) -> Text:
    """Return a made-up article."""
    return parse_text((FOLDER / f"{name}.txt").read_text("utf-8"))


def drafted(text: str | Text) -> Drafted:
    """Draft a text by the rules, beside the made-up registers."""
    return draft(parse_text(text) if isinstance(text, str) else text, registers())


def answered(text: str | Text) -> Answer:
    """Return what the rules read in a text."""
    return answer_of(understand(parse_text(text) if isinstance(text, str) else text, registers()))


def told(text: str | Text) -> list[str]:
    """Return each meeting that the rules read in a text, in a line: who, when, of what kind and whether planned."""
    rows = answered(text)["meetings"]
    who = [", ".join((*row["people"], *row["accompanying"])) for row in rows]
    return [
        f"{names}: {row['when']} {row['date']} {row['kind']} {row['status']}"
        for names, row in zip(who, rows, strict=True)
    ]


def sides(text: str) -> dict[str, str | None]:
    """Return the side of each person that the rules read in a text."""
    return {one["name"]: one["side"] for one in answered(text)["people"]}


def values(found: Drafted) -> Any:
    """Return a draft's values, in the long form."""
    assert read_text(found.text, found.id).problems == []
    return long_values(found.text, "articles")


def quotes(value: Any) -> Iterator[str]:
    """Yield every quote of a draft's values."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from inner if key == "quotes" else quotes(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from quotes(inner)
