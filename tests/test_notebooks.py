"""The notebooks run from the top to the bottom and show what is stored in them."""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path

import pytest
from notebooks import FOLDER, nbformat, outputs, run

NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))


def test_there_is_a_tour_and_a_notebook_for_research() -> None:
    assert [path.stem for path in NOTEBOOKS] == ["research", "tour"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_imports_what_its_extra_installs(path: Path) -> None:
    code = "\n".join(cell.source for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code")
    found = {name.partition(".")[0] for name in re.findall(r"^\s*(?:import|from) (\S+)", code, re.MULTILINE)}
    project = tomllib.loads((FOLDER.parent / "pyproject.toml").read_text("utf-8"))["project"]
    listed = {re.split(r"\W", one)[0] for one in project["optional-dependencies"]["notebook"]}
    assert found - sys.stdlib_module_names - {"diplomacy_archive"} <= listed


@pytest.mark.slow
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
@pytest.mark.filterwarnings("ignore")  # of the kernel's own libraries
def test_a_notebook_shows_again_what_is_stored_in_it(path: Path) -> None:
    """After a change that is meant: python tests/notebooks.py."""
    stored = nbformat.read(path, as_version=4)
    for (source, before), (_, now) in zip(outputs(stored), outputs(run(path)), strict=True):
        assert now == before, source


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_stored_notebook_is_whole_and_of_no_machine(path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in code] == list(range(1, len(code) + 1))
    assert not any(output.output_type == "error" for cell in code for output in cell.outputs)
    assert not re.search(r"/(tmp|home|root|Users|work)/", path.read_text("utf-8"))
    assert path.stat().st_size < 1_500_000
