"""What the README says to type is complete, and what it shows is printed."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from shipped import archive as shipped

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def readme_commands() -> list[str]:
    """Return the commands of the README's first section."""
    first = (ROOT / "README.md").read_text("utf-8").split("\n## ")[0]
    return [line for block in re.findall(r"```sh\n(.*?)```", first, re.DOTALL) for line in block.splitlines()]


def test_the_readme_opens_with_two_commands_each_complete_in_one_line() -> None:
    answer, test = readme_commands()
    for line in (answer, test):
        make, install, *_ = steps = line.split(" && ")
        made = re.fullmatch(r"python3 -m venv (\S+)", make)
        assert made
        assert all(step.startswith(f"{made[1]}/bin/") for step in steps[1:])
        assert install.startswith(f"{made[1]}/bin/pip install ")


def test_the_readme_quotes_its_first_commands_answer() -> None:
    shown = re.findall(r"```text\n(.*?)```", (ROOT / "README.md").read_text("utf-8").split("\n## ")[0], re.DOTALL)
    (question,) = re.findall(r'ask "(.*)"', readme_commands()[0])
    printed = str(shipped().ask(question))
    (excerpt,) = shown
    for part in excerpt.strip().split("…"):
        assert part.strip() in printed


def test_the_readmes_second_command_installs_the_test_extra_and_runs_the_tests() -> None:
    _, install, test = readme_commands()[1].split(" && ")
    assert shlex.split(install)[1:] == ["install", "-q", "-e", ".[test]"]
    assert "test" in PROJECT["optional-dependencies"]
    assert shlex.split(test)[1:] == ["-m", "pytest"]


def test_continuous_integration_runs_the_readmes_test_command() -> None:
    script = ROOT / ".ci" / "run"
    if not script.exists():
        pytest.skip("the source distribution holds no .ci")
    pattern = re.search(r"grep -m1 '(.*)' README\.md", script.read_text("utf-8"))
    assert pattern
    found = [line for line in (ROOT / "README.md").read_text("utf-8").splitlines() if re.search(pattern[1], line)]
    assert found == [readme_commands()[1]]


def test_the_lowest_versions_are_those_that_the_project_declares() -> None:
    script = ROOT / ".ci" / "lowest.py"
    if not script.exists():
        pytest.skip("the source distribution holds no .ci")
    extras = PROJECT["optional-dependencies"]
    found = subprocess.run([sys.executable, script, *extras], capture_output=True, encoding="utf-8", check=True)
    lowest = [line.split("==") for line in found.stdout.splitlines()]
    assert len({name for name, _ in lowest}) == len(lowest), "a library has one bound, wherever it is asked for"
    asked = {*PROJECT["dependencies"], *(one for extra in extras.values() for one in extra)}
    assert all(any(one.startswith(f"{name}>={version}") for name, version in lowest) for one in asked)
