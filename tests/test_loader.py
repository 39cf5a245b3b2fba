"""Claims about loading a folder: all records, or every problem of every file at once."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from fixtures import BAD, GOOD, lay
from hypothesis import given, settings
from hypothesis import strategies as st

import diplomacy_archive as da
from diplomacy_archive.errors import DataError, FileError, Origin, Problem
from diplomacy_archive.files._loader import check_folder, load_folder

HARBOUR = Path("articles/2031-05-07-harbour.yaml")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a copy of the good data that a test may spoil."""
    return Path(shutil.copytree(GOOD, tmp_path / "data"))


def lines(problems: list[Problem], folder: Path) -> list[str]:
    """Return problems as `file:line code`."""
    return [
        f"{Path(one.origin.path).relative_to(folder).as_posix()}:{one.origin.line} {one.code}" for one in problems
    ]


@pytest.mark.parametrize("family", sorted({path.name for path in BAD.iterdir()} - {"texts"}))
def test_loading_bad_data_raises_every_problem_and_gives_no_archive(family: str, tmp_path: Path) -> None:
    folder = lay(BAD / family, tmp_path / "data")
    with pytest.raises(DataError) as caught:
        da.load(folder)
    problems = check_folder(folder)
    assert list(caught.value.problems) == problems
    assert len({problem.origin.path for problem in problems}) > 1
    assert str(caught.value).startswith(f"{len(problems)} problems in the data\n")
    assert str(caught.value).count("\n") == len(problems)


def test_problems_come_in_file_order_and_name_what_to_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lay(BAD / "fields", tmp_path / "data")
    monkeypatch.chdir(tmp_path)
    problems = check_folder(Path("data"))
    assert problems == sorted(problems, key=lambda one: (one.origin, one.code))
    assert str(problems[0]).startswith("data/archive.yaml:1:10: F03 archive must be ")


@pytest.mark.parametrize("register", ["people", "countries", "places", "areas"])
@pytest.mark.parametrize(
    "spoil",
    [
        lambda text: f"{text}  - [",
        lambda _: "",
        lambda text: text.replace("\n", " {a: b}\n", 1).split("\n")[0],
        lambda text: f"my_{text}",
        lambda text: text.replace("id: ", "id: _"),
        lambda text: text.replace("id: ", "name: "),
        lambda text: text.replace("  - id", "  - &x"),
        lambda text: text.replace("names: {", "names: {name: A, "),
    ],
    ids=["syntax", "empty", "no list", "misnamed", "bad ids", "no ids", "anchors", "bad fields"],
)
def test_a_broken_register_brings_no_problems_of_references_to_it(
    register: str, spoil: Callable[[str], str], folder: Path
) -> None:
    file = folder / f"{register}.yaml"
    file.write_text(spoil(file.read_text("utf-8")), "utf-8")
    problems = check_folder(folder)
    assert problems
    assert {Path(problem.origin.path) for problem in problems} == {file}


def test_a_misnamed_register_brings_no_problems_of_references_to_it(folder: Path) -> None:
    (folder / "people.yaml").rename(folder / "people.yml")
    assert lines(check_folder(folder), folder) == ["people.yml:1 S10"]


@pytest.mark.parametrize("register", ["people", "countries", "places", "areas"])
@pytest.mark.parametrize("gone", [True, False])
def test_a_register_without_records_leaves_every_reference_a_problem(
    register: str, gone: bool, folder: Path
) -> None:
    if gone:
        (folder / f"{register}.yaml").unlink()
    else:
        (folder / f"{register}.yaml").write_text(f"{register}:\n")
    problems = check_folder(folder)
    assert {problem.code for problem in problems} == {"R02"}


def other_article(folder: Path, records: str) -> None:
    """Add a second article that cites its one paragraph, and records that refer to the first's meeting."""
    text = (folder / HARBOUR).read_text("utf-8").split("reports:")[0]
    text = text.replace("2031-05-07-harbour", "2031-05-08-other").replace("{3: byline}", "{2: x, 3: x}")
    text = re.sub("sha256: .{8}", "sha256: 00000000", text)
    quoted = 'background:\n  - {id: b1a, summary: {en: A port}, quotes: ["1: cảng"]}\n'
    (folder / "articles/2031-05-08-other.yaml").write_text(text + quoted + records, "utf-8")


AT_VEGA = """statements:
  - id: p1a
    meetings: [2031-05-06-vega]
    speakers: [ana-vega]
    act: {id: agreed, printed: nhất trí}
    summary: {en: She agreed}
    quotes: ["1: nhất trí"]
"""


@pytest.mark.parametrize(
    "spoil",
    [
        lambda text: f"{text}  - [",
        lambda text: text.replace("kind: {id: talks", "kind: {id: talk"),
        lambda text: text.replace("date: 2031-05-06", "date: 2031-05-36"),
        lambda text: text.replace("published: 2031-05-07", "published: May"),
        lambda text: text.replace("id: 2031-05-07-harbour", "id: 2031_05_07"),
        lambda text: text.replace("article:", "artikel:"),
        lambda text: text.replace("meeting: 2031", "meeting: _2031"),
        lambda text: text.replace("person: ana-vega", "person: Ana Vega"),
    ],
    ids=["syntax", "report", "date", "article", "article id", "no article", "meeting id", "participant"],
)
def test_a_broken_article_brings_no_problems_of_what_refers_into_it(
    spoil: Callable[[str], str], folder: Path
) -> None:
    other_article(folder, AT_VEGA)
    assert check_folder(folder) == []
    file = folder / HARBOUR
    file.write_text(spoil(file.read_text("utf-8")), "utf-8")
    problems = check_folder(folder)
    assert problems
    assert {Path(problem.origin.path) for problem in problems} == {file}


def test_two_reports_of_a_meeting_with_a_broken_article_and_no_date_are_only_told_that(folder: Path) -> None:
    other_article(folder, "")
    report = (folder / HARBOUR).read_text("utf-8").split("reports:\n")[1].split("statements:")[0]
    report = report.replace("date: 2031-05-06", "date: null").replace("2: ", "1: ")
    with (folder / "articles/2031-05-08-other.yaml").open("a", encoding="utf-8") as file:
        file.write("reports:\n" + report)
    first = (folder / HARBOUR).read_text("utf-8").replace("language: vi", "language: Vietnamese")
    (folder / HARBOUR).write_text(first, "utf-8")
    assert lines(check_folder(folder), folder) == [f"{HARBOUR.as_posix()}:8 F05"]


@pytest.mark.parametrize("name", ["people", "areas", "meetings", "2031-05-06-vega"])
def test_a_broken_article_switches_off_no_check_of_what_is_called_like_it(folder: Path, name: str) -> None:
    text = (folder / HARBOUR).read_text("utf-8").replace("2031-05-07-harbour", name)
    text = text.replace("person: ana-vega", "person: nobody")
    text += "  - id: p2c\n    summary: {en: a record that cannot be read}\n"
    text = text.replace(
        "areas: [{id: fisheries, printed: cảng cá}]", "areas: [{id: ports-of-none, printed: cảng cá}]"
    )
    (folder / HARBOUR).rename(folder / f"articles/{name}.yaml").write_text(text, "utf-8")
    codes = [problem.code for problem in check_folder(folder)]
    assert codes.count("R02") == 2
    assert "E03" in codes


def test_who_attended_is_not_judged_while_a_report_of_the_meeting_is_broken(folder: Path) -> None:
    second = """reports:
  - meeting: 2031-05-06-vega
    when: {date: 2031-05-06, part_of_day: null, printed: 6/5/2031}
    kind: {id: talks, printed: [hội đàm]}
    place: null
    participants: [{person: tran-minh, side: XA}, {described: một bộ trưởng, side: XB}]
    inferred: {participants.side: made up}
    quotes: ["1: hội đàm"]
"""
    other_article(folder, second + AT_VEGA)  # there Ana Vega speaks, whom only the first report names
    assert check_folder(folder) == []
    broken = (folder / HARBOUR).read_text("utf-8").replace("[hội đàm]", "[]")
    (folder / HARBOUR).write_text(broken, "utf-8")
    assert [line.split()[1] for line in lines(check_folder(folder), folder)] == ["F02"]


def test_a_broken_record_keeps_its_id_for_those_that_name_it(folder: Path) -> None:
    file = folder / HARBOUR
    broken = file.read_text("utf-8").replace("    speakers: [tran-minh]\n", "")
    raised = """undertakings:
  - id: u2a
    kind: plan
    status: {id: raised, printed: nêu}
    raised_in: [p2a]
    summary: {en: A plan}
    quotes: ["2: cảng"]
  - id: u2b
    kind: plan
    status: {id: raised, printed: nêu}
    raised_in: [p2z]
    summary: {en: A plan}
    quotes: ["2: cảng"]
"""
    file.write_text(broken + raised, "utf-8")
    assert [line.split()[1] for line in lines(check_folder(folder), folder)] == ["F08", "R02"]


def test_a_list_with_bad_items_is_not_also_called_too_short(folder: Path) -> None:
    file = folder / HARBOUR
    file.write_text(
        file.read_text("utf-8").replace('["1: chiều 6/5 hội đàm với"]', '["chiều 6/5", "hội đàm"]'), "utf-8"
    )
    assert [line.split()[1] for line in lines(check_folder(folder), folder)] == ["F07", "F07"]


def test_many_uncited_paragraphs_are_told_as_ranges(folder: Path) -> None:
    file = folder / HARBOUR
    file.write_text(file.read_text("utf-8").replace("paragraphs: 3", "paragraphs: 9000"), "utf-8")
    (problem,) = check_folder(folder)
    assert "cites paragraph 4-9000;" in problem.message


def test_records_know_where_they_were_written(folder: Path) -> None:
    loaded = load_folder(folder)
    path = f"data/{HARBOUR.as_posix()}"
    assert loaded.origins["people", "ana-vega"] == (Origin("data/people.yaml", 4, 5),)
    assert loaded.origins["meetings", "2031-05-06-vega"] == (Origin(path, 13, 5),)
    assert loaded.origins["statements", "2031-05-07-harbour/p2b"] == (Origin(path, 35, 5),)
    assert loaded.origins["articles", "2031-05-07-harbour"] == (Origin(path, 2, 3),)


def test_a_folder_that_holds_no_data_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="no data folder"):
        load_folder(tmp_path)
    with pytest.raises(FileError, match="cannot be read"):
        load_folder(tmp_path / "absent")
    (tmp_path / "file").write_text("a: b")
    with pytest.raises(FileError, match="cannot be read"):
        check_folder(tmp_path / "file")


def test_what_is_no_yaml_and_what_is_hidden_is_left_alone(folder: Path) -> None:
    for name in ("notes.txt", ".hidden.yaml", "articles/.hidden.yaml", "articles/notes.md"):
        (folder / name).write_text("no: [record")
    (folder / "texts").mkdir()
    (folder / "texts/deep.yaml").write_text("no: [record")
    assert check_folder(folder) == []


FILES = sorted(path.relative_to(GOOD).as_posix() for path in GOOD.rglob("*.yaml"))


@settings(max_examples=25)
@given(st.sampled_from(FILES), st.data())
def test_no_spoiled_file_makes_the_check_crash(
    tmp_path_factory: pytest.TempPathFactory, name: str, data: st.DataObject
) -> None:
    text = (GOOD / name).read_text("utf-8")
    start = data.draw(st.integers(0, len(text)))
    length = data.draw(st.integers(0, 12))
    new = data.draw(st.sampled_from(["", "null", "[]", "{}", "'", "\n", " ", "-", ": ", "0", "x", "[a, {b: c}]"]))
    folder = Path(shutil.copytree(GOOD, tmp_path_factory.mktemp("spoiled") / "data"))
    (folder / name).write_text(text[:start] + new + text[start + length :], "utf-8")
    for problem in check_folder(folder):
        assert problem.message
        assert Path(problem.origin.path).exists()


def test_an_open_question_is_a_comment_and_nothing_else(folder: Path) -> None:
    file = folder / "people.yaml"
    text = file.read_text("utf-8").replace("{vi: Ana Vega}", '{vi: "Ana # ? Vega"}  # is it?')
    file.write_text(f"{text}# ? who else\n", "utf-8")
    (problem,) = check_folder(folder)
    assert (problem.code, problem.origin.line) == ("D10", text.count("\n") + 1)


def test_an_id_of_nobody_at_a_meeting_is_told_once(folder: Path) -> None:
    file = folder / "articles" / "2031-05-07-harbour.yaml"
    file.write_text(file.read_text("utf-8").replace("person: ana-vega", "person: vega"), "utf-8")
    assert [problem.code for problem in check_folder(folder)] == ["R02"]


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ("part_of_day: afternoon", "part_of_day: chiều", "found 'chiều'; did you mean afternoon?"),
        ("role: foreign_minister", "role: ngoại trưởng", "did you mean foreign_minister?"),
        ("id: proposed", "id: propose", "found 'propose'; did you mean proposed?"),
        ("speakers: [ana-vega]", "speakers: ana-vega", "must be a list; found 'ana-vega', write [ana-vega]"),
        ("person: ana-vega", "person: vega", "'vega' must be an id of people; did you mean 'ana-vega'?"),
        ("published: 2031-05-07", "published: 2031-02-30", "published: there is no day 2031-02-30"),
    ],
)
def test_a_slip_is_told_with_what_was_meant(right: str, wrong: str, said: str, folder: Path) -> None:
    file = folder / "articles" / "2031-05-07-harbour.yaml"
    text = file.read_text("utf-8")
    assert right in text
    file.write_text(text.replace(right, wrong), "utf-8")
    assert any(said in problem.message for problem in check_folder(folder)), check_folder(folder)
