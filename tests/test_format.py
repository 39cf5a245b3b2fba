"""Claims about the one form of data files: nothing is lost by it, and it is reached in one step."""

from __future__ import annotations

import random
import re
import textwrap
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml
from fixtures import GOOD
from hypothesis import given, settings
from hypothesis import strategies as st

import diplomacy_archive as da
from diplomacy_archive.cli import main
from diplomacy_archive.errors import FileError
from diplomacy_archive.files._format import format_folder, formatted, long_values
from diplomacy_archive.files._layout import WIDTH, Noted, lay_out
from diplomacy_archive.files._loader import data_files, shipped_data
from diplomacy_archive.files._reader import comments_in, read_text

FILES = [(name, path) for folder in (shipped_data(), GOOD) for name, path in data_files(folder)]


def comments(text: str) -> Counter[str]:
    return Counter(one.text for one in comments_in(text) if "language-server" not in one.text)


@pytest.mark.parametrize("path", [path for _, path in data_files(shipped_data())], ids=lambda path: path.name)
def test_every_shipped_file_is_in_the_one_form(path: Path) -> None:
    name = "articles" if path.parent.name == "articles" else path.stem
    assert formatted(path.read_text("utf-8"), name) == path.read_text("utf-8")


# --- Any way of writing the same values -----------------------------------------------------------

TEXT = st.text(st.sampled_from("aàđĐяZ 0.-:'\"#,[]{}&*!%@`|>?\\~\n\t\u00a0\u2028\u0301"), max_size=30)
SCALAR = TEXT | st.sampled_from(
    ["null", "NO", "14:30", "1.0", "0x1f", "1_000", "2031-05-06", "2: mở thêm", "x" * 150, "chữ " * 40]
)


class Hand:
    """Somebody who writes YAML in a way of their own: quotes, brackets, blank lines and comments at random."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.comments: Counter[str] = Counter()

    def comment(self) -> str:
        words = self.random.choice(["why", "vì sao", "? confirm", "a: b", "- c", '"', "}", "#"])
        text = f"# {words} {len(self.comments)}"
        self.comments[text] += 1
        return text

    def beside(self) -> str:
        return f" {self.comment()}" if self.random.random() < 0.3 else ""

    def above(self, margin: str) -> list[str]:
        lines: list[str] = []
        while self.random.random() < 0.3:
            place = self.random.choice([None, margin, "", f"{margin}     "])
            lines.append("" if place is None else place + self.comment())
        return lines

    def scalar(self, value: str | None) -> str:
        if value is None:
            return self.random.choice(["null", "~", ""])
        forms = ['"' + "".join(f"\\U{ord(sign):08x}" if not sign.isalnum() else sign for sign in value) + '"']
        if value.isprintable():
            forms.append("'" + value.replace("'", "''") + "'")
        if re.fullmatch(r"[\w][\w .-]*(?<! )", value) and value != "null":
            forms += [value, value]
        return self.random.choice(forms)

    def gap(self) -> str:
        """Write what stands between two items of a bracket: a space, or a new line, perhaps with a comment."""
        return " " if self.random.random() < 0.5 else f"{self.beside()}\n            "

    def flow(self, value: Any) -> str:
        """Write a value in brackets, on one line or over several."""
        if isinstance(value, dict):
            inner = [f"{self.scalar(key)}: {self.flow(one)}" for key, one in value.items()]
        elif isinstance(value, list):
            inner = [self.flow(one) for one in value]
        else:
            return self.scalar(value) or "null"
        text = "".join(f",{self.gap()}{one}" if place else one for place, one in enumerate(inner))
        return f"{{{text}}}" if isinstance(value, dict) else f"[{text}]"

    def block(self, value: Any, margin: str) -> list[str]:
        lines: list[str] = []
        for key, one in value.items() if isinstance(value, dict) else ((None, one) for one in value):
            start = margin + (f"{self.scalar(key)}:" if isinstance(value, dict) else "-")
            lines += self.above(margin)
            if isinstance(one, dict | list) and one and self.random.random() < 0.6:
                lines.append(start + self.beside())
                lines += self.block(one, margin + "  ")
            else:
                lines.append(f"{start} {self.flow(one)}{self.beside()}")
        return lines

    def write(self, value: dict[str, Any]) -> str:
        lines = [*self.block(value, ""), *self.above("")]
        return self.random.choice(["", "\ufeff"]) + self.random.choice(["\n", "\r\n"]).join(lines) + "\n"


KEYS = st.sampled_from(["id", "names", "quotes", "summary", "printed", "inferred", "11", "1 a", "Hai Đảng", "no"])
VALUES = st.recursive(
    st.none() | SCALAR,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=12,
)
DOCUMENTS = st.dictionaries(
    st.sampled_from(["article", "reports", "statements", "people"]), VALUES, min_size=1, max_size=3
)


@given(document=DOCUMENTS, seed=st.integers(0, 2**32), name=st.sampled_from(["articles", "people"]))
def test_however_it_is_written_values_and_comments_stay_and_the_form_is_reached_at_once(
    document: dict[str, Any], seed: int, name: str
) -> None:
    hand = Hand(seed)
    text = hand.write(document)
    read = read_text(text, "")
    assert read.problems == [], text
    after = formatted(text, name)
    assert after is not None, text
    assert read_text(after, "").value == read.value
    assert comments(after) == comments(text) == hand.comments
    assert formatted(after, name) == after


@settings(max_examples=8)
@given(seed=st.integers(0, 2**32), file=st.sampled_from(FILES))
def test_a_file_written_anew_by_another_hand_comes_back_to_its_form(seed: int, file: tuple[str, Path]) -> None:
    name, path = file
    canonical = formatted(path.read_text("utf-8"), name)
    assert canonical
    value = read_text(canonical, "").value
    hand = Hand(seed)
    after = formatted(hand.write(value), name)
    assert after
    assert comments(after) == hand.comments
    assert read_text(after, "").value == value


def test_keys_take_the_models_order_and_comments_go_with_them() -> None:
    text = """\
# who they are
people:
  - outside: {names.en: made up}   # by us
    # as printed
    names: {en: "Lan", # short
      vi: Lan}
    id: lan
    unknown: stays
    # the last
"""
    assert (
        formatted(text, "people")
        == """\
# yaml-language-server: $schema=schema/people.json
# who they are
people:
  - id: lan
    # as printed
    names:
      vi: Lan
      en: Lan  # short
    unknown: stays
    outside: {names.en: made up}  # by us

# the last
"""
    )


@pytest.mark.parametrize(
    ("written", "form"),
    [
        ("'11: chiều'", '"11: chiều"'),
        ("'Lan'", "Lan"),
        ('"1.0"', '"1.0"'),
        ("1.0", "1.0"),
        ("NO", "NO"),
        ("'NO'", '"NO"'),
        ("~", "null"),
        ("", "null"),
        ("'~'", '"~"'),
        ("|\n    hai\n    dòng\n", '"hai\\ndòng\\n"'),
        ("a #b", "a"),
        ("'a #b'", '"a #b"'),
        ("[b, 'c, d']", '[b, "c, d"]'),
        ("{}", "{}"),
        ('"A\\u030a"', "Å"),
    ],
)  # fmt: skip
def test_a_value_is_quoted_where_it_must_be(written: str, form: str) -> None:
    after = formatted(f"archive:\n  title: {written}\n", "archive")
    assert after
    assert after.splitlines()[2].partition("  #")[0] == f"  title: {form}"


@pytest.mark.parametrize(
    ("written", "form"),
    [
        ("x:\n  -\n    # why\n    a: 1\n    b: 2\n", "x:\n  # why\n  - {a: 1, b: 2}\n"),
        ("x:\n  - a: 1\n    # why\n    b: [\n      2]\n", "x:\n  - a: 1\n    # why\n    b: [2]\n"),
        ("x:\n  - # why\n    - # who\n      - 1\n", "x:\n  # why\n  # who\n  - [[1]]\n"),
        ("x: # one\n    text # two\n", "# two\nx: text  # one\n"),
        ('x: "\\n\\u0301"\n', 'x: "\\n\\U00000301"\n'),
    ],
    ids=["first key", "later key", "lists in lists", "two beside", "loose accent"],
)
def test_the_form_is_reached_at_once(written: str, form: str) -> None:
    after = formatted(f"archive:\n  {written.replace(chr(10), chr(10) + '  ').rstrip()}\n", "archive")
    assert after
    assert textwrap.dedent(after.split("archive:\n")[1]) == form
    assert formatted(after, "archive") == after


def test_a_comment_before_a_records_first_key_goes_above_the_record() -> None:
    record = {"a": Noted("1", above=("# why",)), "b": Noted("2", beside="# how")}
    assert lay_out({"x": [record]}) == 'x:\n  # why\n  - a: "1"\n    b: "2"  # how\n'


def test_a_comment_beside_the_sign_of_a_block_of_text_is_kept() -> None:
    after = formatted("archive:\n  title: |  # why\n    # text\n  version: 1.0\n", "archive")
    assert after
    assert after.splitlines()[2:] == ['  title: "# text\\n"  # why', "  version: 1.0"]


def test_no_line_is_longer_than_its_words_ask() -> None:
    for _, path in data_files(shipped_data()):
        for line in path.read_text("utf-8").splitlines():
            words = re.sub(r"  # .*|^\s*#.*", "", line)
            assert len(words) <= WIDTH, line


OLD = """\
article: {id: a, published: 2031-05-07}
reports:
  - meeting: 2031-05-06-vega
    participants:
      - {person: tran-minh, side: XA}
      - {person: ana-vega, side: XB, capacities: [{printed: Ngoại trưởng, role: foreign_minister}]}
    refs: {hai bên: [XA, XB]}  # both
  - meeting: 2031-05-06-rey
    participants: [{person: tran-minh, side: XA}, {person: lucio-rey, side: XB}]
statements:
  # why
  - id: p2a
    meetings: [2031-05-06-vega]
    speakers: [ana-vega]
    act: {id: informed, printed: null}
    pooled: false  # one
    inferred: {act: no verb, speakers: the one before, meetings: she was there only}
    refs: {Ngoại trưởng: [ana-vega]}
    quotes: ["2: nghề cá"]
  - id: p3a
    meetings: [2031-05-06-vega]
    speakers: [tran-minh]
    act: {id: wished, printed: mong}
    inferred: {meetings: it goes on from the talks}
    quotes: ["3: mong"]
"""


def test_a_file_of_the_older_form_is_brought_into_the_present_one_and_no_comment_is_lost() -> None:
    after = formatted(OLD, "articles", old=True)
    assert after is not None
    assert comments(after) == comments(OLD)
    assert formatted(after, "articles") == after
    found = long_values(after, "articles")
    first, second = found["statements"]
    assert first["basis"] == {"speakers": "by_position", "meetings": "by_participation"}
    assert second["basis"] == {"meetings": "by_position"}
    assert first["act"] is None
    assert {"pooled", "inferred", "refs"}.isdisjoint(first)
    assert "refs" not in found["reports"][0]


# --- Folders --------------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a copy of the good data, which are written by hand."""
    import shutil

    return Path(shutil.copytree(GOOD, tmp_path / "data"))


def test_a_formatted_folder_holds_the_same_records(folder: Path) -> None:
    changed, problems = format_folder(folder)
    assert problems == []
    assert changed
    assert da.load(folder).records() == da.load(GOOD).records()
    assert format_folder(folder) == ([], [])


def test_to_check_the_form_writes_nothing_and_names_the_files(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = {path: path.read_bytes() for path in folder.rglob("*.yaml")}
    assert main(["format", "--check", str(folder)]) == 1
    assert f"not in form: {folder}/people.yaml" in capsys.readouterr().out
    assert {path: path.read_bytes() for path in folder.rglob("*.yaml")} == before
    assert main(["format", str(folder)]) == 0
    assert f"formatted: {folder}/people.yaml" in capsys.readouterr().out
    assert main(["format", "--check", str(folder)]) == 0
    assert capsys.readouterr().out == "every file is in form\n"


@pytest.mark.parametrize(
    ("text", "code"),
    [("people: [\n", "S04"), ("people: []\npeople: []\n", "S05"), ("- a\n", "S10"), ("", "S09")],
)
def test_a_file_that_cannot_be_read_is_told_and_left(
    folder: Path, text: str, code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "people.yaml").write_text(text)
    assert main(["format", str(folder)]) == 1
    assert re.match(rf".*/people\.yaml:\d+:\d+: {code} ", capsys.readouterr().err)
    assert (folder / "people.yaml").read_text() == text
    assert "language-server" in (folder / "areas.yaml").read_text()


@pytest.mark.parametrize("lost", [" Vega", "# who she is"])
def test_a_form_that_would_lose_something_is_refused(
    lost: str, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def careless(*values: Any, **comments: Any) -> str:
        return lay_out(*values, **comments).replace(lost, "")

    monkeypatch.setattr("diplomacy_archive.files._format.lay_out", careless)
    with (folder / "people.yaml").open("a", encoding="utf-8") as file:
        file.write("# who she is\n")
    before = (folder / "people.yaml").read_bytes()
    assert main(["format", str(folder)]) == 1
    assert "people.yaml cannot be brought into form without loss; left as it was" in capsys.readouterr().err
    assert (folder / "people.yaml").read_bytes() == before


def test_a_file_that_leads_out_of_the_folder_is_not_written(folder: Path, tmp_path: Path) -> None:
    outside = tmp_path / "people.yaml"
    (folder / "people.yaml").rename(outside)
    (folder / "people.yaml").symlink_to(outside)
    before = outside.read_bytes()
    with pytest.raises(FileError, match="leads out of"):
        format_folder(folder)
    assert outside.read_bytes() == before


def test_a_file_is_written_whole_or_not_at_all(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    before = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    monkeypatch.setattr(Path, "replace", killed)
    with pytest.raises(KeyboardInterrupt):
        format_folder(folder)
    assert {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()} == before


def test_the_hooks_for_pre_commit_run_commands_that_pass_on_the_shipped_data(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    root = Path(__file__).parent.parent
    hooks = yaml.safe_load((root / ".pre-commit-hooks.yaml").read_text("utf-8"))
    assert [hook["id"] for hook in hooks] == ["check", "format"]
    monkeypatch.chdir(root)
    for hook in hooks:
        program, *arguments = hook["entry"].split()
        assert (program, main(arguments)) == ("diplomacy-archive", 0)
        assert re.match(hook["files"], "data/articles/2031-05-07-harbour.yaml")
