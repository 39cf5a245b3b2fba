"""Lay bad data over good, and read what each bad line is to get.

A folder of `tests/bad` holds the files that differ from `tests/good`. A line that is to get a problem
says so: `# expect: CODE`, with `@COLUMN` where the column matters, and several codes for several
problems. What stands in a folder where a file should be speaks for line 1 of the folder.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
GOOD, BAD = HERE / "good", HERE / "bad"

_EXPECT = re.compile(r"# expect: (.+)$")


class Expected(NamedTuple):
    """A problem that a fixture asks for; column 0 where it does not matter."""

    path: str
    line: int
    code: str
    column: int = 0


def lay(bad: Path, folder: Path) -> Path:
    """Copy the good data to a folder, lay the bad over it, and return the folder."""
    shutil.copytree(GOOD, folder)
    shutil.copytree(bad, folder, dirs_exist_ok=True)
    return folder


def expected(bad: Path) -> list[Expected]:
    """Return what the lines of a fixture expect."""
    found = []
    for file in (file for file in bad.rglob("*") if file.is_file()):
        place = file.relative_to(bad)
        nested = len(place.parts) > 1 + (place.parts[0] in ("articles", "texts"))
        # Latin-1 reads any bytes, and the expectations are ASCII.
        for number, line in enumerate(file.read_bytes().decode("latin-1").split("\n"), 1):
            for word in match[1].split() if (match := _EXPECT.search(line)) else ():
                code, _, column = word.partition("@")
                path = place.parent if nested else place
                found.append(Expected(path.as_posix(), number, code, int(column or 0)))
    return sorted(found)
