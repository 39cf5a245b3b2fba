"""What is shipped installs, carries its data, and answers outside the checkout."""

from __future__ import annotations

import email
import os
import re
import shlex
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import zipfile
from collections.abc import Mapping
from email.message import Message
from pathlib import Path

import pytest
from shipped import archive as shipped
from test_readme import PROJECT, ROOT, readme_commands

import diplomacy_archive as da
from diplomacy_archive.show._page import page
from diplomacy_archive.show._view import View
from diplomacy_archive.store._counts import Lookup

pytestmark = pytest.mark.slow

BIN = "Scripts" if os.name == "nt" else "bin"
ASK = ("who-met-whom", "--on", "24/2")

_LEFT_OUT = shutil.ignore_patterns(".git", ".*cache", ".hypothesis", "dist", "*.egg-info", "__pycache__")


def left_out(folder: str, names: list[str]) -> set[str]:
    """Return what is no part of a checkout: caches, and environments whatever they are called."""
    environments = {name for name in names if (Path(folder) / name / "pyvenv.cfg").exists()}
    return environments | set(_LEFT_OUT(folder, names))


def run(*arguments: str | Path, cwd: Path) -> str:
    """Run a command that knows nothing of the checkout, and return its standard output."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "PIP_"))}
    found = subprocess.run(
        [*map(str, arguments)], cwd=cwd, env=clean, capture_output=True, encoding="utf-8", check=False
    )
    assert found.returncode == 0, f"{arguments}\n{found.stdout}\n{found.stderr}"
    return found.stdout


def answer() -> str:
    return shipped().who_met_whom(on="24/2").text() + "\n"


def environment(folder: Path, *what: str | Path) -> Path:
    """Make a fresh environment with something installed in it, and return its folder of commands.

    It borrows the dependencies from the environment that runs the tests, as tests use no network.
    """
    run(sys.executable, "-m", "venv", "--without-pip", folder, cwd=folder.parent)
    commands = folder / BIN
    (packages,) = (path for path in folder.rglob("site-packages") if path.is_dir())
    borrowed = dict.fromkeys(sysconfig.get_path(name) for name in ("purelib", "platlib"))
    (packages / "borrowed.pth").write_text("\n".join(borrowed))
    pip = (sys.executable, "-m", "pip", "--python", folder / BIN / "python", "install", "-q", "--no-index")
    run(*pip, "--no-deps", "--no-build-isolation", "--ignore-installed", *what, cwd=folder.parent)
    return commands


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the source distribution, and the wheel from it."""
    out = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", out, ROOT, cwd=out)
    return out


@pytest.fixture(scope="module")
def wheel(built: Path) -> Path:
    (found,) = built.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def commands(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return environment(tmp_path_factory.mktemp("installed") / "environment", wheel)


def data_files(folder: Path) -> Mapping[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not path.name.startswith(".")
    }


# --- The wheel ------------------------------------------------------------------------------------


def test_the_installed_command_answers_from_the_data_it_carries(commands: Path, tmp_path: Path) -> None:
    assert run(commands / "diplomacy-archive", *ASK, cwd=tmp_path) == answer()
    assert run(commands / "diplomacy-archive", "check", cwd=tmp_path).startswith("no problems\n")
    where = run(commands / "python", "-c", "import diplomacy_archive as d; print(d.__file__)", cwd=tmp_path)
    assert Path(where.strip()).is_relative_to(commands.parent)


def test_the_installed_module_runs_like_the_command(commands: Path, tmp_path: Path) -> None:
    assert run(commands / "python", "-m", "diplomacy_archive", *ASK, cwd=tmp_path) == answer()


def test_the_installed_library_answers_in_one_line(commands: Path, tmp_path: Path) -> None:
    code = "import diplomacy_archive as da; print(da.load().meetings(on='24/2/2026'))"
    assert run(commands / "python", "-c", code, cwd=tmp_path) == f"{shipped().meetings(on='24/2/2026')}\n"


def test_the_installed_library_knows_its_version(commands: Path, tmp_path: Path) -> None:
    said = run(commands / "diplomacy-archive", "--version", cwd=tmp_path)
    assert said == f"diplomacy-archive {da.__version__}, data {shipped().version.data}\n"
    code = "from importlib.metadata import version; print(version('diplomacy-archive'))"
    assert run(commands / "python", "-c", code, cwd=tmp_path) == f"{da.__version__}\n"


def test_the_installed_command_builds_and_opens_a_file(commands: Path, tmp_path: Path) -> None:
    run(commands / "diplomacy-archive", "build", "archive.db", cwd=tmp_path)
    shipped().save(tmp_path / "ours.db")
    assert (tmp_path / "archive.db").read_bytes() == (tmp_path / "ours.db").read_bytes()
    found = run(commands / "diplomacy-archive", *ASK, "--data", "archive.db", cwd=tmp_path)
    assert found == answer()


def test_the_installed_command_writes_the_page(commands: Path, tmp_path: Path) -> None:
    run(commands / "diplomacy-archive", "export", "html", "page.html", cwd=tmp_path)
    assert (tmp_path / "page.html").read_text("utf-8") == page(View(Lookup(shipped().store)))


def test_the_wheel_holds_the_package_its_data_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as held:
        names = set(held.namelist())
        data = {name: held.read(f"diplomacy_archive/data/{name}") for name in data_files(ROOT / "data")}
    assert data == data_files(ROOT / "data")
    files = (path for path in (ROOT / "diplomacy_archive").rglob("*") if path.is_file())
    package = {path.relative_to(ROOT).as_posix() for path in files if "__pycache__" not in path.parts}
    assert {"diplomacy_archive/py.typed", "diplomacy_archive/show/page.js"} < package
    expected = {*package, *(f"diplomacy_archive/data/{name}" for name in data)}
    assert {name for name in names if ".dist-info/" not in name} == expected
    assert any(re.fullmatch(r"diplomacy_archive-.*\.dist-info/(licenses/)?LICENSE", name) for name in names)


def metadata(wheel: Path) -> Message:
    with zipfile.ZipFile(wheel) as held:
        (name,) = (name for name in held.namelist() if name.endswith(".dist-info/METADATA"))
        return email.message_from_string(held.read(name).decode("utf-8"))


def test_the_wheel_asks_for_what_the_project_says_and_no_more(wheel: Path) -> None:
    found = metadata(wheel)
    asked = found.get_all("Requires-Dist", [])
    plain = {re.sub(r"\s", "", one).lower() for one in asked if ";" not in one}
    assert plain == {one.lower() for one in PROJECT["dependencies"]}
    assert set(found.get_all("Provides-Extra", [])) == set(PROJECT["optional-dependencies"])
    assert found["Requires-Python"] == ">=3.11"


# --- The source distribution ----------------------------------------------------------------------


def test_the_source_distribution_holds_what_is_needed_to_build_and_test(built: Path) -> None:
    (path,) = built.glob("*.tar.gz")
    with tarfile.open(path) as held:
        names = {name.partition("/")[2] for name in held.getnames()}
    for name in (
        "pyproject.toml",
        "README.md",
        "LICENSE",
        "CHANGELOG.md",
        "CITATION.cff",
        "diplomacy_archive/py.typed",
    ):
        assert name in names
    for folder in ("data", "tests"):
        own = {f"{folder}/{name}" for name in data_files(ROOT / folder) if "cache" not in name}
        assert own <= names
    assert not [name for name in names if name.endswith((".pyc", ".db"))]


# --- An editable install --------------------------------------------------------------------------


def test_an_editable_install_reads_the_checkouts_data(tmp_path: Path) -> None:
    checkout = shutil.copytree(ROOT, tmp_path / "checkout", ignore=left_out)
    outside = tmp_path / "outside"
    outside.mkdir()
    commands = environment(tmp_path / "environment", "-e", checkout)
    assert run(commands / "diplomacy-archive", *ASK, cwd=outside) == answer()
    about = checkout / "data" / "archive.yaml"
    about.write_text(re.sub("version: .*", "version: 99.0.0", about.read_text("utf-8")), "utf-8")
    assert run(commands / "diplomacy-archive", "--version", cwd=outside).endswith("data 99.0.0\n")
    people = checkout / "data" / "people.yaml"
    people.write_text(f"{people.read_text('utf-8')}  - id: ana-vega\n    names: {{vi: Ana Vega}}\n", "utf-8")
    code = "import diplomacy_archive as da; print(da.load().person('Vega').id)"
    assert run(commands / "python", "-c", code, cwd=outside) == "ana-vega\n"


def test_the_readmes_first_command_installs_and_answers_who_met_whom(commands: Path, tmp_path: Path) -> None:
    _, install, ask = readme_commands()[0].split(" && ")
    assert shlex.split(install)[1:] == ["install", "-q", "."]
    program, *arguments = shlex.split(ask)
    name, question = arguments
    assert name == "ask"
    assert run(commands / Path(program).name, *arguments, cwd=tmp_path) == f"{shipped().ask(question)}\n"
