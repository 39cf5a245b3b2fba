"""Claims about the pages of data/: what follows from the code does, and the worked example works."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from dictionary import DICTIONARY, FAMILIES, README, written

import diplomacy_archive as da
from diplomacy_archive.errors import CODES
from diplomacy_archive.files._format import formatted
from diplomacy_archive.files._loader import ARTICLE_LISTS, check_folder
from diplomacy_archive.records._models import REGISTERS

GUIDE, TEXT = README.read_text("utf-8"), DICTIONARY.read_text("utf-8")
FILES = dict(re.findall(r"`([\w/.-]+)`:\n\n```(?:yaml|text)\n(.*?)```\n", GUIDE, re.DOTALL))
"""The worked example: what its blocks are called, and what they hold."""


@pytest.fixture
def example(tmp_path: Path) -> Path:
    """Return a folder with the files of the worked example."""
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


def test_fields_vocabulary_and_codes_are_those_of_the_code() -> None:
    """After a change that is meant: python tests/dictionary.py."""
    assert written(TEXT) == TEXT


def test_every_code_is_of_a_family_that_is_described() -> None:
    assert {code[0] for code in CODES} == FAMILIES.keys()
    assert all(f"`{code}` {meaning}" in " ".join(TEXT.split()) for code, meaning in CODES.items())


def test_every_list_of_a_file_is_in_the_dictionary() -> None:
    assert set(re.findall(r"^### `(\w+)`$", TEXT, re.MULTILINE)) == {"article", *ARTICLE_LISTS}
    assert all(f"`{register}.yaml`" in GUIDE for register in REGISTERS)


def test_the_worked_example_is_checked_proven_and_in_form(example: Path) -> None:
    assert check_folder(example) == []
    proof, problems = da.load(example).verify(example / "talks.txt")
    assert problems == []
    assert [(one.proven, one.uncited) for one in proof.articles] == [(7, ((5, "byline"),))]
    for name, text in FILES.items():
        if name.endswith(".yaml"):
            assert formatted(text, "articles" if "/" in name else name.removesuffix(".yaml")) == text


def test_what_is_said_of_the_worked_example_is_so(example: Path) -> None:
    archive = da.load(example)
    talks, call = archive.meetings()[1], archive.meetings()[0]
    assert (talks.places, call.places) == (("blue-port",), ())
    assert [one.role for one in talks.participants] == [None, None]
    assert [one.role for one in call.participants] == ["guest", "host"]
    assert [one.basis.meetings for one in archive.statements()] == [
        "by_position", "by_participation", "by_participation",
    ]  # fmt: skip
    assert [one.basis.speakers for one in archive.statements()] == ["stated", "stated", "by_reference"]
    assert [one.act and one.act.id for one in archive.statements(speaker="Vega")] == [
        "expressed_readiness", "exchanged_views",
    ]  # fmt: skip
    assert archive.ask("Ai gặp ai ngày 6/5?").status == "complete"


def test_the_rules_are_as_many_in_vietnamese_as_in_english() -> None:
    english, vietnamese = (
        re.findall(r"^(\d+)\. ", GUIDE.split(heading)[1].split("\n## ")[0], re.MULTILINE)
        for heading in ("\n## The rules\n", "\n## Quy tắc\n")
    )
    assert english == vietnamese == [str(number) for number in range(1, len(english) + 1)]


def test_the_decision_that_is_shown_is_one(example: Path) -> None:
    (shown,) = re.findall(r"```yaml\n(merges:.*?)```", GUIDE, re.DOTALL)
    (example / "merges.yaml").write_text(shown, "utf-8")
    assert check_folder(example) == []
    assert da.load(example).meeting("2031-05-06-xa-xb").id == "2031-05-06-vega"
