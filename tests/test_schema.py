"""Claims about the JSON Schema that editors complete and check the data files by."""

from __future__ import annotations

import copy
import json
import re
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from fixtures import GOOD
from jsonschema import Draft202012Validator

from diplomacy_archive.files._loader import check_folder, shipped_data
from diplomacy_archive.files._reader import read_text
from diplomacy_archive.files._schema import FILES, schema


class EditorLoader(yaml.SafeLoader):
    """YAML 1.2's core schema, by which editors type a file: no dates, no yes and no, no minutes."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012  (PyYAML's own way to give them)


for tag, pattern, first in (
    ("null", r"~|null|Null|NULL|", [*"~nN", ""]),
    ("bool", r"true|True|TRUE|false|False|FALSE", [*"tTfF"]),
    ("int", r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", [*"-+0123456789"]),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", [*"-+.0123456789"]),
):
    EditorLoader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"^({pattern})$"), first)


def as_an_editor_reads(text: str) -> Any:
    """Return the JSON that an editor validates: as typed, with keys as text."""
    return json.loads(json.dumps(yaml.load(text, EditorLoader)))


@cache
def validator(file: str) -> Draft202012Validator:
    return Draft202012Validator(schema(file))


def files_of(folder: Path) -> Iterator[tuple[str, Path]]:
    for path in sorted(folder.rglob("*.yaml")):
        yield ("article" if path.parent.name == "articles" else path.stem), path


DATA = [*files_of(shipped_data()), *files_of(GOOD)]


@pytest.mark.parametrize("file", FILES)
def test_each_schema_is_a_schema(file: str) -> None:
    Draft202012Validator.check_schema(schema(file))
    assert schema(file)["title"] == f"diplomacy-archive: {file}"


@pytest.mark.parametrize(("file", "path"), DATA, ids=[path.stem for _, path in DATA])
def test_the_shipped_and_the_good_files_satisfy_it(file: str, path: Path) -> None:
    errors = validator(file).iter_errors(as_an_editor_reads(path.read_text("utf-8")))
    assert [f"{error.json_path}: {error.message}" for error in errors] == []


HARBOUR = GOOD / "articles/2031-05-07-harbour.yaml"


@pytest.mark.parametrize(
    ("right", "wrong", "at"),
    [
        ("byline: Lan Chi", "by_line: Lan Chi", "$.article"),
        ("published: 2031-05-07", "published: 20310507", "$.article.published"),
        ("language: vi", "language: Vietnamese", "$.article.language"),
        ("{3: byline}", "{3: [byline]}", "$.article.uncited['3']"),
        ("paragraphs: 3", "paragraphs: three", "$.article.fingerprints[0].paragraphs"),
        ("part_of_day: afternoon", "part_of_day: noonish", "$.reports[0].when"),
        ("id: talks", "id: talk", "$.reports[0].kind"),
        ("side: XA", "side: Xa", "$.reports[0].participants"),
        ("person: ana-vega", "person: Ana Vega", "$.reports[0].participants"),
        ("speakers: [ana-vega]", "speakers: ana-vega", "$.statements[1]"),
        ("id: p2a", "id: statement 2a", "$.statements[0]"),
        ('["2: mở thêm cảng cá"]', "[2: mở thêm cảng cá]", "$.statements[1]"),
        ('["2: mở thêm cảng cá"]', "[]", "$.statements[1]"),
    ],
)
def test_a_slip_in_a_file_is_shown_where_it_is(right: str, wrong: str, at: str) -> None:
    text = HARBOUR.read_text("utf-8")
    assert right in text
    data = as_an_editor_reads(text.replace(right, wrong, 1))
    assert at in [error.json_path for error in validator("article").iter_errors(data)]


@pytest.mark.parametrize(
    ("file", "right", "wrong"),
    [
        ("people", "names: {vi: Ana Vega}", "name: Ana Vega"),
        ("people", "people:", "persons:"),
        ("countries", "id: XA", "id: XAA"),
        ("places", "kind: city", "kind: town"),
        ("areas", "kind: cooperation", ""),
        ("archive", "version: 1.0.0", "version: ''"),
    ],
)
def test_a_slip_in_a_file_beside_the_articles_is_shown_too(file: str, right: str, wrong: str) -> None:
    text = (GOOD / f"{file}.yaml").read_text("utf-8")
    assert right in text
    assert not validator(file).is_valid(as_an_editor_reads(text.replace(right, wrong, 1)))


def every_place(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, one in inner:
        yield (*path, step)
        yield from every_place(one, (*path, step))


CHANGES: dict[str, Any] = {
    "blank": None, "empty": "", "a word": "x", "an empty list": [], "a list": ["x"], "a map": {"x": "y"}
}  # fmt: skip


def altered(whole: Any, path: tuple[str | int, ...], change: str) -> Any:
    """Return a file's values with the one at a place gone, or another there."""
    whole = copy.deepcopy(whole)
    at = whole
    for step in path[:-1]:
        at = at[step]
    if change == "gone":
        del at[path[-1]]
    else:
        at[path[-1]] = CHANGES[change]
    return whole


@pytest.mark.parametrize(
    "change", ["gone", "a map", *(pytest.param(one, marks=pytest.mark.slow) for one in CHANGES if one != "a map")]
)
@pytest.mark.parametrize("name", ["articles/2031-05-07-harbour.yaml", "people.yaml", "places.yaml", "areas.yaml"])
def test_what_the_models_take_no_editor_flags(name: str, change: str, tmp_path: Path) -> None:
    text = (GOOD / name).read_text("utf-8")
    folder = Path(shutil.copytree(GOOD, tmp_path / "data"))
    typed, file = as_an_editor_reads(text), "article" if "/" in name else Path(name).stem
    for place in every_place(typed):
        written = json.dumps(altered(read_text(text, "").value, place, change), ensure_ascii=False)
        (folder / name).write_text(written, "utf-8")
        told = [one.code for one in check_folder(folder) if one.origin.path.endswith(name)]
        problems = [code for code in told if code[0] in "SF" or code == "E03"]
        assert problems or validator(file).is_valid(altered(typed, place, change)), (place, change)


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("archive", "archive: {title: 2031, version: 1.0}"),
        ("people", "people:\n"),
        ("people", "people:\n  - {id: lan-2, names: {vi: 36}}\n"),
    ],
)
def test_a_number_is_text_where_text_is_asked_for_and_a_list_may_be_blank(file: str, text: str) -> None:
    assert validator(file).is_valid(as_an_editor_reads(text))


def described(part: dict[str, Any], definitions: dict[str, Any]) -> bool:
    """Tell whether a property says what it is: itself, or by what it holds."""
    if "description" in part:
        return True
    if "$ref" in part:
        return described(definitions[part["$ref"].rpartition("/")[2]], definitions)
    held = [part["items"]] if "items" in part else [one for one in part.get("anyOf", ()) if one != {"type": "null"}]
    return bool(held) and all(described(one, definitions) for one in held)


@pytest.mark.parametrize("file", FILES)
def test_every_field_says_what_it_is_and_no_title_hides_it(file: str) -> None:
    whole = schema(file)
    definitions = whole.get("$defs", {})
    parts = {**definitions, **({} if file == "archive" else {"": whole})}
    silent = [
        f"{name}.{field}"
        for name, part in parts.items()
        for field, inner in part.get("properties", {}).items()
        if not described(inner, definitions) or isinstance(inner.get("title"), str) or "default" in inner
    ]
    assert silent == []


def test_the_snippet_of_a_record_has_its_quotes_last() -> None:
    statement = schema("article")["$defs"]["Statement"]
    assert list(statement["properties"])[-3] == statement["required"][-1] == "quotes"


def test_every_vocabulary_is_offered_for_completion_with_the_words_that_print_it() -> None:
    definitions = schema("article")["$defs"]
    assert "foreign_minister" in definitions["Role"]["enum"]
    assert definitions["PartOfDay"]["enum"] == ["morning", "noon", "afternoon", "evening", "night"]
    words = dict(zip(definitions["Kind"]["enum"], definitions["Kind"]["enumDescriptions"], strict=True))
    assert words["talks"].startswith("hội đàm, cuộc hội đàm, ")
    assert definitions["Statement"]["properties"]["content"]["anyOf"][0]["const"] == "not_stated"


@pytest.mark.parametrize("file", FILES)
def test_the_written_schemas_are_the_models(file: str) -> None:
    """After a change that is meant: diplomacy-archive schema --write."""
    written = shipped_data() / "schema" / f"{file}.json"
    assert json.loads(written.read_text("utf-8")) == schema(file)


@pytest.mark.parametrize("path", sorted(shipped_data().rglob("*.yaml")), ids=lambda path: path.stem)
def test_each_shipped_file_tells_an_editor_where_its_schema_is(path: Path) -> None:
    first = path.read_text("utf-8").splitlines()[0]
    named = re.fullmatch(r"# yaml-language-server: \$schema=(.+)", first)
    assert named
    file = "article" if path.parent.name == "articles" else path.stem
    assert (path.parent / named[1]).resolve() == (shipped_data() / "schema" / f"{file}.json").resolve()
