"""The made-up articles of `tests/drafts`.

Their words are ours and their people invented. `archive` holds the registers that the drafts know.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from diplomacy_archive._text import Text, parse_text
from diplomacy_archive.draft._draft import Draft, draft
from diplomacy_archive.files._loader import Sources
from diplomacy_archive.files._reader import read_text
from diplomacy_archive.records import _models as m

FOLDER = Path(__file__).parent / "drafts"
ARCHIVE = FOLDER / "archive"
NAMES = sorted(path.stem for path in FOLDER.glob("*.txt"))

_REGISTER = re.compile(r"# --- (\w+)\.yaml$")


@cache
def registers() -> m.Records:
    """Return the records of the made-up registers."""
    return Sources(ARCHIVE).records


def text_of(name: str) -> Text:
    """Return a made-up article."""
    return parse_text((FOLDER / f"{name}.txt").read_text("utf-8"))


def drafted(text: str | Text) -> Draft:
    """Draft a text, beside the made-up registers."""
    return draft(parse_text(text) if isinstance(text, str) else text, registers())


def values(found: Draft) -> Any:
    """Return a draft's values."""
    document = read_text(found.text, found.id)
    assert document.problems == []
    return document.value


def reports(text: str) -> list[dict[str, Any]]:
    """Return the reports that are proposed of a text."""
    found: list[dict[str, Any]] = values(drafted(text)).get("reports", [])
    return found


def met(text: str) -> list[tuple[str, ...]]:
    """Return who is proposed to have met, meeting by meeting."""
    return [
        tuple(one.get("person") or one["described"] for one in report["participants"])
        for report in reports(text)
        if "status" not in report
    ]


def quotes(value: Any) -> Iterator[str]:
    """Yield every quote of a draft's values."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from inner if key == "quotes" else quotes(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from quotes(inner)


def completed(found: Draft, folder: Path, stamp: str = "") -> Path:
    """Lay the registers and a draft in a folder as if each proposal were right; what is asked gets any answer.

    Args:
        found: The draft.
        folder: Where to lay it; it is made.
        stamp: The year and month of the text's stamp, where it gives no day.
    """
    shutil.copytree(ARCHIVE, folder)
    register = ""
    for line in found.text.splitlines():
        head = _REGISTER.match(line)
        if line.startswith("# --- "):
            register = head[1] if head else ""
            path = folder / f"{register}.yaml"
            if register and not path.exists():
                path.write_text(f"{register}:\n", "utf-8")
        elif register and line.startswith("#   ") and not line.startswith("#   #"):
            with (folder / f"{register}.yaml").open("a", encoding="utf-8") as file:
                file.write(line[2:] + "\n")
    answers = {
        "published: null": f"published: {stamp or '2031-01'}-01",
        "{vi: null, en: null}": "{vi: nói gọn, en: in short}",
        "side: null": "side: VN",
    }
    text = found.text
    for asked, answer in answers.items():
        text = text.replace(asked, answer)
    (folder / "articles").mkdir(exist_ok=True)
    (folder / "articles" / f"{found.id}.yaml").write_text(text, "utf-8")
    return folder
