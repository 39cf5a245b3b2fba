"""Claims about the reader of YAML: plain values, positions, every problem located, never a traceback."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from diplomacy_archive.errors import Origin
from diplomacy_archive.files._reader import MAX_DEPTH, Document, read_file, read_text


def codes(document: Document) -> list[str]:
    return [problem.code for problem in document.problems]


def places(document: Document) -> list[tuple[int, int, str]]:
    return [(problem.origin.line, problem.origin.column, problem.code) for problem in document.problems]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        # what YAML 1.1 would turn into booleans, numbers, dates and minutes
        ("[NO, yes, on, 14:30, 0o17, 1e3, 1_0, 2026-02-24, .inf]",
         ["NO", "yes", "on", "14:30", "0o17", "1e3", "1_0", "2026-02-24", ".inf"]),
        ("[null, ~, NULL, Null, ]", [None, None, None, None]),
        ("{a: , b: null, c: 'null', d: \"~\", e: ''}", {"a": None, "b": None, "c": "null", "d": "~", "e": ""}),
        ("a: nullity # of a marriage", {"a": "nullity"}),
        ("a: #1", {"a": None}),
        ("1: one\n01: other", {"1": "one", "01": "other"}),
        ("a: |\n  x\n  y\nb: >\n  x\n  y\n", {"a": "x\ny\n", "b": "x y\n"}),
        ("- [a, {b: [c]}]\n-\n- - d", [["a", {"b": ["c"]}], None, ["d"]]),
        ("just words", "just words"),
        ("---\na: b\n...\n", {"a": "b"}),
        ("%YAML 1.1\n---\na: b", {"a": "b"}),
    ],
)  # fmt: skip
def test_every_scalar_is_the_text_that_was_written_or_none(text: str, value: Any) -> None:
    document = read_text(text, "f")
    assert (document.value, document.problems) == (value, [])


@pytest.mark.parametrize("change", [
    lambda text: "\ufeff" + text,
    lambda text: text.replace("\n", "\r\n"),
    lambda text: unicodedata.normalize("NFD", text),
], ids=["bom", "crlf", "nfd"])  # fmt: skip
def test_bom_crlf_and_nfd_make_no_difference(change: Any, tmp_path: Path) -> None:
    text = "đảng:\n  - tên: Cộng sản\n    ở: Mátxcơva\n"
    path = tmp_path / "f.yaml"
    path.write_bytes(change(text).encode())
    document = read_file(path, "f")
    assert document.problems == []
    assert document.value == {"đảng": [{"tên": "Cộng sản", "ở": "Mátxcơva"}]}
    assert document.origin(("đảng", 0, "ở")) == Origin("f", 3, 8)


def test_each_key_and_value_knows_its_line_and_column() -> None:
    document = read_text("people:\n  - id: ana\n    names: {vi: Ana,\n      en: Anna}\n  - id: minh\n", "f")
    at = ("people", 0, "names", "en")
    assert document.origin(at) == Origin("f", 4, 11)
    assert document.origin(at, key=True) == Origin("f", 4, 7)
    assert document.origin(("people",)) == Origin("f", 2, 3)
    assert document.origin(("people",), key=True) == Origin("f", 1, 1)
    assert document.origin(("people", 1)) == document.origin(("people", 1, "id"), key=True) == Origin("f", 5, 5)


def test_what_is_absent_stands_where_its_nearest_holder_does() -> None:
    document = read_text("people:\n  - id: ana\n", "f")
    assert document.origin(("people", 0, "names", "vi")) == Origin("f", 2, 5)
    assert document.origin(("people", 7)) == Origin("f", 2, 3)
    assert document.origin(("places", 0)) == Origin("f", 1, 1)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", [(1, 1, "S09")]),
        ("# nothing but words\n", [(1, 1, "S09")]),
        ("a:\n\t- b", [(2, 1, "S04")]),
        ("a: b: c", [(1, 5, "S04")]),
        ("a: @b", [(1, 4, "S04")]),
        ('a: "b\nc: d\n', [(1, 4, "S04")]),
        ("a: [b, c\n", [(1, 4, "S04")]),
        ("a: 1\na: 2\nb: {c: 1, c: 2}", [(2, 1, "S05"), (3, 11, "S05")]),
        ("a: &x 1\nb: *x\nc: !!int 3\nd: ! e\nf: &y [g]", [(line, 4, "S06") for line in range(1, 6)]),
        ("a: {<<: *x}", [(1, 9, "S06")]),
        ("a: 1\n---\nb: 2", [(2, 1, "S08")]),
        ("? [a]\n: b\n? {c: d}\n: e\n~: f", [(1, 3, "S10"), (3, 3, "S10"), (5, 1, "S10")]),
        ("a: b\x00c", [(1, 5, "S03")]),
        ('a: "\\0"\nb: "\\x1b[31m"', [(1, 4, "S03"), (2, 4, "S03")]),
        ("a: \ud800", [(1, 4, "S03")]),
    ],
)
def test_each_fault_is_told_at_its_line_and_column(text: str, found: list[tuple[int, int, str]]) -> None:
    assert places(read_text(text, "f")) == found


@pytest.mark.parametrize("opener", ["[", "{a: ", "- ", "? ", "[{a: "])
@pytest.mark.parametrize("count", [MAX_DEPTH + 1, 50_000])
def test_deep_nesting_is_told_as_that_also_where_the_parser_refuses_it(opener: str, count: int) -> None:
    document = read_text(opener * count, "f")
    assert codes(document)[-1] == "S07"
    assert document.value is None


def test_what_is_nested_as_deep_as_allowed_is_read() -> None:
    assert read_text("[" * MAX_DEPTH + "]" * MAX_DEPTH, "f").problems == []


def test_a_file_that_is_not_utf_8_is_told_at_its_first_wrong_letter(tmp_path: Path) -> None:
    path = tmp_path / "f.yaml"
    path.write_bytes("a: b\nđỗ: caf".encode() + b"\xe9")
    assert places(read_file(path, "f")) == [(2, 8, "S02")]
    path.write_bytes("a: b".encode("utf-16"))
    assert codes(read_file(path, "f")) == ["S02"]


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    assert codes(read_file(tmp_path, "folder")) == ["S01"]
    assert codes(read_file(tmp_path / "absent.yaml", "absent")) == ["S01"]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read every file")
def test_a_file_no_one_may_read_is_told(tmp_path: Path) -> None:
    path = tmp_path / "f.yaml"
    path.write_text("a: b")
    path.chmod(0)
    assert codes(read_file(path, "f")) == ["S01"]


def test_the_first_of_two_documents_is_kept_and_the_first_of_two_keys() -> None:
    assert read_text("a: 1\n---\na: 2", "f").value == {"a": "1"}
    assert read_text("a: 1\na: {b: 2}\nc: 3", "f").value == {"a": "1", "c": "3"}


# What YAML gives a meaning, so that random texts reach every branch.
YAMLISH = st.lists(
    st.sampled_from([*"ab0 :-[]{}#,'\"\n\t?!&*|>%@`~.=<\\é\x85\u2028\ufeff", "- ", "a: ", "\n  ", "---\n", "...\n",
                     "null", "!!str ", "&a ", "*a ", "<<: "]),
    max_size=40,
).map("".join)  # fmt: skip


@given(st.one_of(st.text(), YAMLISH))
def test_any_text_gives_a_value_or_problems_and_never_an_exception(text: str) -> None:
    document = read_text(text, "f")
    assert document.value is not None or document.problems or text.strip() != ""
    lines = text.count("\n") + text.count("\r") + text.count("\x85") + text.count("\u2028") + text.count("\u2029")
    for problem in document.problems:
        assert 1 <= problem.origin.line <= lines + 1
        assert problem.origin.column >= 1
        assert problem.message


class BaseLoader(yaml.BaseLoader):
    """PyYAML's reader of strings, that tells plain nulls from the words."""

    def construct_scalar(self, node: Any) -> Any:
        plain_null = node.style in (None, "") and node.value in ("", "~", "null", "Null", "NULL")
        return None if plain_null else super().construct_scalar(node)


@given(YAMLISH)
def test_what_pyyaml_reads_is_read_the_same(text: str) -> None:
    document = read_text(text, "f")
    try:
        value = yaml.load(unicodedata.normalize("NFC", text.removeprefix("\ufeff")), BaseLoader)
    except yaml.YAMLError:
        return
    if document.problems:
        # Only what is refused on purpose, never as broken.
        assert "S04" not in codes(document)
    else:
        assert document.value == value


WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufeff\ufffe\uffff"), max_size=8)
VALUES = st.recursive(
    st.none() | WORDS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
    max_leaves=8,
)  # fmt: skip


@given(VALUES, st.booleans())
def test_what_is_written_is_read_back(value: Any, flow: bool) -> None:
    def composed(value: Any) -> Any:
        if isinstance(value, dict):
            return {composed(key): composed(inner) for key, inner in value.items()}
        if isinstance(value, list):
            return [composed(inner) for inner in value]
        return unicodedata.normalize("NFC", value) if isinstance(value, str) else None

    text = yaml.safe_dump(value, allow_unicode=True, default_flow_style=flow, sort_keys=False)
    document = read_text(text, "f")
    if "S05" not in codes(document):  # two keys may be one in NFC
        assert (document.value, document.problems) == (composed(value), [])
