"""Claims about the house as a whole: imports point down, and importing costs nothing that is not used."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from fixtures import GOOD

import diplomacy_archive as da

PACKAGE = Path(da.__file__).parent
MODULES = {
    path.relative_to(PACKAGE).with_suffix("").as_posix().removesuffix("/__init__"): path
    for path in sorted(PACKAGE.rglob("*.py"))
}

FLOORS = (
    "errors",
    "_text _progress",
    "_dates",
    "records",
    "files",
    "store",
    "show",
    "ask draft export",
    "_results",
    "archive",
    "mcp",
    "cli",
    "__main__ __init__",
)
"""The rooms of each floor from the ground up; a room may be a module or a folder of them."""

FACE_OF_THE_STORE = {"store", "store/_counts", "store/_found"}
"""What the rooms above may know of the store; only the façade and the doors open it."""

FLOOR = {room: floor for floor, rooms in enumerate(FLOORS) for room in rooms.split()}


def room(module: str) -> str:
    return module.partition("/")[0]


def imported(path: Path) -> Iterator[tuple[int, str]]:
    """Yield each module of the package that a file imports, anywhere in it, with the line."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: imports are written whole"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            continue
        for name in names:
            parts = name.split(".")
            if parts[0] != da.__name__ or name == f"{da.__name__}.__version__":  # the version stands at the door
                continue
            inner = "/".join(parts[1:])
            while inner not in MODULES and "/" in inner:  # a name inside the module
                inner = inner.rpartition("/")[0]
            yield node.lineno, inner if inner in MODULES else "__init__"


def test_every_module_has_its_floor() -> None:
    assert {room(module) for module in MODULES} == FLOOR.keys()


def test_the_readme_shows_the_floors_as_they_are() -> None:
    house = (PACKAGE.parent / "README.md").read_text("utf-8").split("## The house")[1].split("```")[1]
    shown = [re.split(r"  +", line)[0] for line in house.splitlines()[1:]]
    rooms = [floor for floor in FLOORS[3:-1] if floor != "_results"]
    assert [set(line.split()) for line in reversed(shown)] == [set(floor.split()) for floor in rooms]


@pytest.mark.parametrize("module", MODULES)
def test_imports_point_down(module: str) -> None:
    up = [
        f"{MODULES[module].name}:{line} imports {other}"
        for line, other in imported(MODULES[module])
        if FLOOR[room(other)] >= FLOOR[room(module)] and room(other) != room(module)
    ]
    assert up == []


@pytest.mark.parametrize("module", [module for module in MODULES if room(module) in ("show", "_results")])
def test_what_shows_records_knows_no_sql_and_of_the_store_only_its_face(module: str) -> None:
    inside = {other for _, other in imported(MODULES[module]) if room(other) == "store"}
    assert inside <= FACE_OF_THE_STORE
    assert not re.search(r"\b(SELECT|FROM [a-z_]+ WHERE|INSERT INTO)\b", MODULES[module].read_text("utf-8"))


def test_the_reader_of_imports_sees_every_kind(tmp_path: Path) -> None:
    path = tmp_path / "module.py"
    path.write_text(
        "import diplomacy_archive.store._store\n"
        "from diplomacy_archive.records import _models as m\n"
        "def f():\n    from diplomacy_archive.files._schema import FILES\n"
        "from diplomacy_archive import __version__, load\nimport json\n"
    )
    assert sorted(imported(path)) == [
        (1, "store/_store"),
        (2, "records/_models"),
        (4, "files/_schema"),
        (5, "__init__"),
    ]


@pytest.mark.parametrize("module", MODULES)
def test_a_room_is_no_longer_than_what_one_reader_holds(module: str) -> None:
    # The façade and the records are each one list to look things up in; every other room is read through.
    longest = {"archive": 740, "records/_models": 820}.get(module, 540)
    assert MODULES[module].read_text("utf-8").count("\n") <= longest


def loaded_by(code: str, *, without: str) -> list[str]:
    """Return which of the named modules a fresh interpreter has loaded after the code."""
    script = f"import sys\n{code}\nprint(*(name for name in {without.split()!r} if name in sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=PACKAGE.parent
    )
    return done.stdout.split()


@pytest.mark.parametrize(
    ("code", "without"),
    [
        ("import diplomacy_archive", "pydantic yaml sqlite3 dateutil argparse datetime hashlib"),
        ("from diplomacy_archive import DateError", "pydantic yaml sqlite3 dateutil"),
        ("import diplomacy_archive.records._models", "yaml dateutil sqlite3"),
        ("import diplomacy_archive.files._reader", "pydantic sqlite3 dateutil"),
        ("import diplomacy_archive.show._html", "pydantic yaml sqlite3 dateutil"),
        ("import diplomacy_archive.cli", "pydantic yaml sqlite3 dateutil"),
        ("import diplomacy_archive as da; da.load; da.Meeting", "yaml dateutil pandas rich duckdb matplotlib"),
    ],
)
def test_importing_loads_nothing_that_is_not_used(code: str, without: str) -> None:
    assert loaded_by(code, without=without) == []


def test_the_probe_of_imports_sees_what_is_loaded() -> None:
    assert loaded_by("import diplomacy_archive.files._reader", without="yaml pydantic") == ["yaml"]


def test_opening_a_built_file_reads_no_yaml(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    da.load(GOOD).save(path)
    code = f"import diplomacy_archive as da; assert len(da.load({str(path)!r}).meetings(on='6/5')) == 1"
    assert (
        loaded_by(code, without="yaml dateutil diplomacy_archive.files._loader diplomacy_archive.files._checks")
        == []
    )
