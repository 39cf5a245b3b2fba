"""No fact leaves the archive without its article, its paragraph and its words, whatever the door."""

from __future__ import annotations

import csv
import datetime as dt
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from archives import archive as made_up
from shipped import LAVROV, PUTIN, id_of, records
from shipped import archive as shipped

import diplomacy_archive as da
from diplomacy_archive.cli import main
from diplomacy_archive.export._chosen import Namer
from diplomacy_archive.export._sheets import harmless
from diplomacy_archive.records import _models as m

FACTS = ("report", "statement", "undertaking", "invitation", "background", "mention")
GEXF = "{http://gexf.net/1.3}"


def facts(*kinds: str) -> Iterator[tuple[str, m.Evidenced]]:
    """Yield each recorded fact of some kinds, by the id under which it leaves; a report by that of its meeting."""
    lists = dict(zip(("report", "mention", "statement", "invitation", "undertaking", "background"),
                     records().of_articles(), strict=True))  # fmt: skip
    for kind in kinds or FACTS:
        for one in lists[kind]:
            yield id_of(one), one


# --- One reading of each door: the id of a fact, and all that leaves with it ------------------------


def through_csv(folder: Path, lang: Any) -> dict[str, str]:
    files = shipped().export("sheet", folder / "out.csv", lang=lang)
    read = [row for path in files for row in sheet(path)]
    return {row[-1]: "\n".join(row) for row in read}


def through_xlsx(folder: Path, lang: Any) -> dict[str, str]:
    openpyxl = pytest.importorskip("openpyxl")
    (path,) = shipped().export("sheet", folder / "out.xlsx", lang=lang)
    book = openpyxl.load_workbook(path)
    read = [row for sheet in book for row in sheet.iter_rows(values_only=True)]
    return {row[-1]: "\n".join(str(cell) for cell in row) for row in read}


def through_ftm(folder: Path, lang: Any) -> dict[str, str]:
    (path,) = shipped().export("ftm", folder / "out.json", lang=lang)
    entities = list(map(json.loads, path.read_text("utf-8").splitlines()))
    found = {
        one["properties"]["recordId"][0]: "\n".join(text for texts in one["properties"].values() for text in texts)
        for one in entities
        if "recordId" in one["properties"]
    }
    notes = {note for one in entities for note in one["properties"].get("notes", ()) if one["schema"] == "Person"}
    return found | {id_: "\n".join(note for note in notes if id_ in note) for id_, _ in facts("mention")}


def through_gexf(folder: Path, lang: Any) -> dict[str, str]:
    (path,) = shipped().export("gexf", folder / "out.gexf", lang=lang)
    edges = ET.parse(path).getroot().iter(f"{GEXF}edge")
    texts = ["\n".join(value.attrib["value"] for value in edge.iter(f"{GEXF}attvalue")) for edge in edges]
    return {meeting.id: "\n".join(text for text in texts if meeting.id in text) for meeting in shipped().meetings()}


DOORS: dict[str, tuple[Callable[[Path, Any], dict[str, str]], tuple[str, ...]]] = {
    "sheet .csv": (through_csv, ("report", "statement", "undertaking")),
    "sheet .xlsx": (through_xlsx, ("report", "statement", "undertaking")),
    "ftm": (through_ftm, FACTS),
    "gexf": (through_gexf, ("report",)),
}


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("door", DOORS)
def test_every_fact_leaves_with_its_article_its_paragraph_and_its_words(
    door: str, lang: str, tmp_path: Path
) -> None:
    read, kinds = DOORS[door]
    leaving = read(tmp_path, lang)
    for id_, fact in facts(*kinds):
        text = leaving[id_]
        article = shipped().article(fact.article)
        assert article.id in text or str(article.url) in text, id_
        for quote in fact.quotes:
            assert f"“{quote.phrase}”" in text, (id_, str(quote))
            assert f"§{quote.paragraph}" in text, (id_, str(quote))


@pytest.mark.parametrize("door", ["sheet .csv", "ftm", "gexf"])
def test_what_leaves_is_proven_when_it_comes_back(door: str, tmp_path: Path) -> None:
    for text in DOORS[door][0](tmp_path, "vi").values():
        proof = shipped().prove(text)
        assert all(one.verdict in ("stands", "stands_elsewhere") for one in proof), str(proof)


# --- Sheets ---------------------------------------------------------------------------------------


def sheet(path: Path) -> list[list[str]]:
    return list(csv.reader(path.read_text("utf-8-sig").splitlines(keepends=True)))


def test_a_sheet_is_read_without_ids_and_its_dates_are_dates(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    (path,) = shipped().export("sheet", tmp_path / "ai gặp ai.xlsx", lang="vi")
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["cuộc gặp", "phát biểu", "kế hoạch, thỏa thuận"]
    meetings = book["cuộc gặp"]
    assert [cell.value for cell in meetings[1]][:4] == ["ngày", "buổi", "ai", "chức vụ"]
    first = [cell.value for cell in meetings[2]]
    assert first[:3] == [dt.datetime(2026, 2, 24), "chiều", "Lê Hoài Trung"]  # noqa: DTZ001  (as Excel has it)
    assert first[5:10] == ["Sergey Lavrov", "“Ngoại trưởng Nga”", "Nga", "hội đàm", "không nêu"]
    assert meetings["A2"].number_format == "yyyy-mm-dd"
    assert (meetings.freeze_panes, meetings.auto_filter.ref) == ("A2", "A1:O5")
    english = sheet(shipped().export("sheet", tmp_path / "en.csv")[0])
    assert english[1][:3] == ["2026-02-24", "afternoon", "Le Hoai Trung"]
    assert english[1][9] == "not stated"


def test_a_sheet_is_filtered_as_any_command_is(tmp_path: Path) -> None:
    files = shipped().export("sheet", tmp_path / "out.csv", person="Lavrov")
    assert [path.name for path in files] == ["out.csv", "out.statements.csv", "out.undertakings.csv"]
    rows, statements, undertakings = map(sheet, files)
    assert [row[-1] for row in rows[1:]] == [LAVROV]
    assert [row[-1] for row in statements[1:]] == list(shipped().statements(meeting=LAVROV).ids)
    assert undertakings[1:] == []
    empty = shipped().export("sheet", tmp_path / "none.csv", on="25/2")
    assert [len(sheet(path)) for path in empty] == [1, 1, 1]
    assert main(["export", "sheet", str(tmp_path / "cli.csv"), "--person", "Putin", "--lang", "vi"]) == 0
    assert [row[-1] for row in sheet(tmp_path / "cli.csv")[1:]] == [PUTIN]


def test_the_paragraph_of_an_area_is_the_one_that_prints_it_or_each_that_it_may_be(tmp_path: Path) -> None:
    _, statements, _ = map(sheet, shipped().export("sheet", tmp_path / "out.csv"))
    areas = {row[-1]: row[7].split("\n") for row in statements[1:]}
    assert "nuclear power §10 “điện hạt nhân” (area to expand into)" in areas["2026-02-25-putin-lavrov/p10b"]
    assert "defence §1/§6 “quốc phòng”" in areas["2026-02-25-putin-lavrov/p6b"]


@pytest.mark.parametrize("bad", ["=1+1", "+84", "-1", "@x", "\tx", "\rx"])
def test_no_cell_of_a_csv_or_a_sheet_is_run(bad: str, tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    assert harmless(bad) == f"'{bad}"
    assert (harmless("a=1"), harmless(-1), harmless("")) == ("a=1", -1, "")
    for format_, target in (("csv", "tables"), ("sheet", "out.csv")):
        for path in made_up(3).export(format_, tmp_path / target):
            if path.suffix == ".csv":
                assert not [cell for row in sheet(path) for cell in row if re.match(r"[=+@\t\r]|-(?![0-9])", cell)]
    (path,) = made_up(3).export("sheet", tmp_path / "out.xlsx")
    cells = [cell for page in openpyxl.load_workbook(path) for row in page.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "inlineStr", "d", "n"}


def test_a_formula_in_a_sheet_is_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    monkeypatch.setattr(Namer, "participant", lambda *_: "=1+1\x07" + "x" * 40_000)
    (path,) = shipped().export("sheet", tmp_path / "out.xlsx")
    cell = openpyxl.load_workbook(path)["meetings"]["C2"]
    assert cell.data_type in ("s", "inlineStr")
    assert cell.value.startswith("=1+1x")
    assert len(cell.value) <= 32_767
    assert cell.value.endswith("see the record by its id)")


# --- Other tools' formats -------------------------------------------------------------------------


@pytest.mark.parametrize("answered", [shipped, lambda: made_up(5)])
def test_followthemoney_keeps_every_value(answered: Callable[[], da.Archive], tmp_path: Path) -> None:
    (path,) = answered().export("ftm", tmp_path / "out.json")
    entities = list(map(json.loads, path.read_text("utf-8").splitlines()))
    ids = {one["id"] for one in entities}
    assert len(ids) == len(entities)
    for one in entities:
        assert "/" not in one["id"]  # the model drops references to such an id
        assert one["properties"]
        for name in ("proof", "document", "entity", "subject", "object", "involved", "organizer"):
            assert set(one["properties"].get(name, ())) <= ids, one


@pytest.mark.slow
@pytest.mark.parametrize("answered", [shipped, lambda: made_up(5)])
def test_followthemoney_itself_drops_no_value(answered: Callable[[], da.Archive], tmp_path: Path) -> None:
    ftm = pytest.importorskip("followthemoney", reason="pip install '.[slow]' brings followthemoney")
    (path,) = answered().export("ftm", tmp_path / "out.json")
    for one in map(json.loads, path.read_text("utf-8").splitlines()):
        kept = ftm.model.get_proxy(one, cleaned=False)
        properties = {name: sorted(kept.get(name, quiet=True)) for name in one["properties"]}
        assert properties == {name: sorted(values) for name, values in one["properties"].items()}


def test_a_graph_has_dated_edges_names_sides_and_counts(tmp_path: Path) -> None:
    (path,) = shipped().export("gexf", tmp_path / "out.gexf", lang="vi")
    root = ET.parse(path).getroot()
    labels = {node.attrib["label"] for node in root.iter(f"{GEXF}node")}
    assert labels == {"Lê Hoài Trung", "Sergey Lavrov", "Dmitry Medvedev", "Vladimir Putin", "Gennady Zyuganov"}
    edges = list(root.iter(f"{GEXF}edge"))
    assert {edge.attrib["weight"] for edge in edges} == {"1"}
    days = {spell.attrib["start"] for spell in root.iter(f"{GEXF}spell")}
    assert days == {"2026-02-24"}
    ids = {node.attrib["id"] for node in root.iter(f"{GEXF}node")}
    assert all({edge.attrib["source"], edge.attrib["target"]} <= ids for edge in edges)
    declared = {one.attrib["id"] for one in root.iter(f"{GEXF}attribute")}
    assert {one.attrib["for"] for one in root.iter(f"{GEXF}attvalue")} <= declared


# --- Bad input ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("format_", "target", "message"),
    [
        ("sheet", "out.ods", "ends in .xlsx or .csv; found 'out.ods'"),
        ("sheet", "no/such/out.csv", "no/such/out.csv cannot be written"),
        ("ftm", "folder", "folder cannot be written: it is a folder"),
        ("gexf", "folder", "folder cannot be written: it is a folder"),
        ("sheet", "folder.csv", "folder.csv cannot be written: it is a folder"),
        ("xml", "out.xml", "format must be one of sheet, ftm, gexf"),
    ],
)
def test_a_place_that_cannot_be_written_is_told_and_nothing_is_left(
    format_: str, target: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for folder in ("folder", "folder.csv"):
        (tmp_path / folder).mkdir()
    with pytest.raises(da.ArchiveError, match=re.escape(message)):
        shipped().export(format_, target)
    assert {path.name for path in tmp_path.rglob("*")} == {"folder", "folder.csv"}


@pytest.mark.parametrize(
    ("format_", "name"), [("sheet", "x.csv"), ("sheet", "x.xlsx"), ("ftm", "x"), ("gexf", "x")]
)
def test_a_file_of_another_kind_is_never_replaced_and_one_of_its_own_is(
    format_: str, name: str, tmp_path: Path
) -> None:
    target = tmp_path / name
    target.write_text("articles:\n")
    with pytest.raises(da.FileError, match="is not"):
        shipped().export(format_, target)
    assert target.read_text() == "articles:\n"
    target.unlink()
    assert shipped().export(format_, target) == shipped().export(format_, target)


def test_what_is_not_installed_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "openpyxl", None)
    with pytest.raises(ImportError, match=r"pip install 'diplomacy-archive\[sheets\]', or write .csv"):
        shipped().export("sheet", tmp_path / "out.xlsx")
    assert list(tmp_path.iterdir()) == []


def test_more_rows_than_a_sheet_takes_are_told_and_nothing_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("openpyxl")
    monkeypatch.setattr("diplomacy_archive.export._sheets._MOST_ROWS", 2)
    with pytest.raises(da.FilterError, match="a sheet holds 2 rows and there are more"):
        shipped().export("sheet", tmp_path / "out.xlsx")
    assert list(tmp_path.iterdir()) == []
