"""Every code has a bad line that gets it, and no line gets what it does not expect."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
from fixtures import BAD, GOOD, Expected, expected, lay

import diplomacy_archive as da
from diplomacy_archive.errors import CODES, Problem
from diplomacy_archive.files._loader import check_folder

FAMILIES = sorted(path.name for path in BAD.iterdir())


def problems_of(family: str, folder: Path) -> list[Problem]:
    lay(BAD / family, folder)
    if family == "texts":
        return da.load(folder).verify(sorted((folder / "texts").iterdir()))[1]
    return check_folder(folder)


def as_expected(problems: Iterable[Problem], folder: Path, wanted: Iterable[Expected]) -> list[Expected]:
    """Return problems as expectations, with the column only where one of the line names it."""
    columns = {(one.path, one.line, one.code) for one in wanted if one.column}
    found = []
    for problem in problems:
        origin = problem.origin
        place = (Path(origin.path).relative_to(folder).as_posix(), origin.line, problem.code)
        found.append(Expected(*place, origin.column if place in columns else 0))
    return sorted(found)


@pytest.mark.parametrize("family", FAMILIES)
def test_each_bad_line_gets_its_code_and_no_other(family: str, tmp_path: Path) -> None:
    folder = tmp_path / "data"
    problems = problems_of(family, folder)
    wanted = expected(BAD / family)
    found = as_expected(problems, folder, wanted)
    told = "\n".join(map(str, problems))
    assert set(found) == set(wanted), told
    assert found == wanted, told


def test_every_code_has_a_bad_line() -> None:
    wanted = {one.code for family in FAMILIES for one in expected(BAD / family)}
    assert wanted == set(CODES)


def test_the_data_beneath_the_bad_lines_are_good() -> None:
    assert check_folder(GOOD) == []
