"""What is exported is complete, can be read again, and says what the archive says."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path
from typing import Any

import pytest
from archives import SEEDS, archive
from hypothesis import HealthCheck, given, settings
from plain import Plain
from shipped import LAVROV, LEADERS, PARTIES, PUTIN
from shipped import archive as shipped

import diplomacy_archive as da
from diplomacy_archive.archive import Archive
from diplomacy_archive.export._tables import _PAIRS as PAIRS
from diplomacy_archive.export._tables import shaped
from diplomacy_archive.store._schema import MODELS, TABLE_OF, tables

Rows = list[dict[str, Any]]


def read_csv(path: Path) -> Rows:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def read_jsonl(path: Path) -> Rows:
    return [json.loads(line) for line in path.read_text("utf-8").split("\n")[:-1]]


def exported(answered: Archive, folder: Path, format_: str = "jsonl", **filters: Any) -> dict[str, Rows]:
    """Export and read again: the rows of each table."""
    read = {"csv": read_csv, "jsonl": read_jsonl}[format_]
    written = answered.export(format_, folder, **filters)
    found = {path.name.removesuffix(f".{format_}"): read(path) for path in written if path.suffix == f".{format_}"}
    kinds = [name for name in found if name.startswith("document.")]
    return found | ({"document": [row for kind in kinds for row in found.pop(kind)]} if format_ == "jsonl" else {})


def table(answered: Archive, name: str) -> Rows:
    columns = [row[1] for row in answered.store.rows(f"PRAGMA table_info({name})")]
    return [dict(zip(columns, row, strict=True)) for row in answered.store.rows(f"SELECT * FROM {name}")]


def unordered(rows: Rows) -> list[str]:
    return sorted(json.dumps(row, sort_keys=True) for row in rows)


# --- Whole ----------------------------------------------------------------------------------------


def test_every_table_of_the_archive_file_is_written(tmp_path: Path) -> None:
    named = shipped().store.rows("SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE TABLE%'")
    assert set(tables()) == {name for (name,) in named if not name.startswith("passage_search")}
    assert set(exported(shipped(), tmp_path)) == set(tables())


def test_csv_holds_every_row_and_column_of_every_table(tmp_path: Path) -> None:
    for name, rows in exported(shipped(), tmp_path, "csv").items():
        expected = [
            {key: "" if value is None else str(value) for key, value in row.items()}
            for row in table(shipped(), name)
        ]
        assert unordered(rows) == unordered(expected), name


def test_json_lines_hold_every_row_and_the_records_whole(tmp_path: Path) -> None:
    for name, rows in exported(shipped(), tmp_path).items():
        expected = table(shipped(), name)
        for row in expected:
            if name == "document":
                record = MODELS[row["kind"]].model_validate_json(row.pop("json"))
                row["record"] = shaped(record.model_dump(mode="json"))
        assert unordered(rows) == unordered(expected), name


@given(seed=SEEDS)
@settings(max_examples=3, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_records_are_read_again_from_json_lines_as_they_were(seed: int, tmp_path: Path) -> None:
    found = exported(archive(seed), tmp_path)
    for kind, model in MODELS.items():
        rows = (row["record"] for row in found["document"] if row["kind"] == kind)
        read = [model.model_validate_json(json.dumps(_in_pairs(row))) for row in rows]
        assert read == list(archive(seed).store.all(kind))


def _in_pairs(value: Any, *, of: str = "") -> Any:
    """Return a record's JSON as the models write it, its pairs as lists."""
    if isinstance(value, list):
        return [list(item.values()) if of in PAIRS else _in_pairs(item) for item in value]
    if isinstance(value, dict):
        return {name: _in_pairs(item, of=name) for name, item in value.items()}
    return value


def test_a_column_of_json_lines_has_one_shape(tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    read = 0
    for path in shipped().export("jsonl", tmp_path):
        if path.suffix == ".jsonl" and path.stat().st_size:
            types = duckdb.read_json(str(path), sample_size=-1).types
            # What has several shapes is read as JSON; an empty list, or null in every row, says nothing of its own.
            shapes = re.sub(r'JSON\[\]|"?\w+"? JSON', "", str(types)) if "document" in path.name else str(types)
            assert "JSON" not in shapes, path
            read += 1
    assert read > 20
    statement = json.loads((tmp_path / "document.statement.jsonl").read_text("utf-8").splitlines()[0])["record"]
    assert statement["refs"] == [{"expression": "Đại hội Đảng", "ids": ["cpv-14th-congress"]}]


def test_files_are_utf_8_with_plain_line_ends_and_no_mark(tmp_path: Path) -> None:
    for format_ in ("csv", "jsonl"):
        for path in shipped().export(format_, tmp_path / format_):
            data = path.read_bytes()
            assert not data.startswith(b"\xef\xbb\xbf")
            assert b"\r" not in data
            assert data.endswith(b"\n") or not data
    assert "Lê Hoài Trung" in (tmp_path / "csv" / "identity.csv").read_text("utf-8")
    assert "Lê Hoài Trung" in (tmp_path / "jsonl" / "identity.jsonl").read_text("utf-8")


def test_an_export_gives_the_same_bytes_every_time(tmp_path: Path) -> None:
    for format_ in ("csv", "jsonl"):
        first = shipped().export(format_, tmp_path / "first")
        again = da.load().export(format_, tmp_path / "again")
        assert [path.read_bytes() for path in first] == [path.read_bytes() for path in again]


# --- Some of the meetings -------------------------------------------------------------------------


@pytest.mark.parametrize("format_", ["csv", "jsonl"])
def test_an_export_of_some_meetings_holds_what_belongs_to_them(tmp_path: Path, format_: str) -> None:
    found = exported(shipped(), tmp_path, format_, person="Lavrov")
    assert [row["id"] for row in found["meeting"]] == [LAVROV]
    assert [row["id"] for row in found["article"]] == [LEADERS]
    assert [row["id"] for row in found["statement"]] == list(shipped().statements(meeting=LAVROV).ids)
    assert {row["kind"] for row in found["other"]} == {"background", "mention"}
    assert {row["article"] for row in found["other"]} == {LEADERS}
    assert [(row["one"], row["other"]) for row in found["encounter"]] == [("le-hoai-trung", "sergey-lavrov")]
    assert len(found["identity"]) == len(table(shipped(), "identity"))  # registers stay whole


def test_undertakings_and_invitations_go_with_the_meeting_that_raised_them(tmp_path: Path) -> None:
    found = exported(shipped(), tmp_path, party="United Russia")
    for kind, ids in (
        ("undertaking", shipped().undertakings(meeting="2026-02-24-medvedev").ids),
        ("invitation", shipped().invitations(article=PARTIES).ids),
    ):
        assert [row["id"] for row in found["other"] if row["kind"] == kind] == list(ids)


@given(seed=SEEDS)
@settings(max_examples=4, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_an_export_of_some_meetings_is_complete_and_names_nothing_that_is_left_out(
    seed: int, tmp_path: Path
) -> None:
    answered = archive(seed)
    plain = Plain(answered.records())
    filters = {"country": "VN", "status": "any"}
    found = exported(answered, tmp_path, **filters)
    assert [row["id"] for row in found["meeting"]] == plain.meetings(filters)
    assert [row["id"] for row in found["statement"]] == plain.statements(filters)
    chosen = {*plain.meetings(filters)}
    met = [pair for pair in plain.who_met_whom({"status": "any"}) if pair[0] in chosen]
    assert len([row for row in found["encounter"] if row["across"]]) == len(met)
    documents: dict[str, dict[int, str]] = {}
    for row in found["document"]:
        documents.setdefault(row["kind"], {})[row["n"]] = row["record"]["id"]
    for kind, of in TABLE_OF.items():
        rows = [row for row in found[of] if row.get("kind", kind) == kind]
        assert {row["n"]: row["id"] for row in rows} == documents.get(kind, {})
    for name, rows in found.items():
        for row in rows:
            assert row.get("meeting") in {*documents.get("meeting", {}), None}, name
            assert row.get("statement") in {*documents.get("statement", {}), None}, name
            assert row.get("article") in {*documents.get("article", {}).values(), None}, name
            if name in ("facet", "passage"):
                assert row.get("n" if name == "facet" else "target") in documents[row["record"]], name
    known = {id_ for ids in documents.values() for id_ in ids.values()}
    assert {row["record"] for row in found["origin"]} <= known
    for kind, method in (("undertaking", answered.undertakings), ("invitation", answered.invitations)):
        raised = {id_ for meeting in documents["meeting"].values() for id_ in method(meeting=meeting).ids}
        assert {*documents.get(kind, {}).values()} == raised


def test_no_meeting_leaves_the_registers(tmp_path: Path) -> None:
    found = exported(shipped(), tmp_path, on="25/2")
    assert found["meeting"] == found["statement"] == found["article"] == found["facet"] == []
    assert len([row for row in found["identity"] if row["kind"] == "person"]) == 6


# --- Where it is written --------------------------------------------------------------------------


def test_the_folder_is_made_and_its_other_files_stay(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "lưu trữ"
    shipped().export("csv", folder)
    (folder / "notes.txt").write_text("mine")
    written = shipped().export("csv", folder, person="Putin")
    assert {path.name for path in folder.iterdir()} == {path.name for path in written} | {"notes.txt"}
    assert [row["id"] for row in read_csv(folder / "meeting.csv")] == [PUTIN]


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(da.FileError, match="file/inner cannot be made: not a directory"):
        shipped().export("csv", tmp_path / "file" / "inner")
    with pytest.raises(da.FileError, match="file cannot be made: file exists"):
        shipped().export("csv", tmp_path / "file")


def test_an_unknown_format_or_filter_writes_nothing(tmp_path: Path) -> None:
    with pytest.raises(da.FilterError, match="format must be one of sheet, ftm, gexf, csv, jsonl"):
        shipped().export("xml", tmp_path / "out")
    with pytest.raises(da.UnknownNameError):
        shipped().export("csv", tmp_path / "out", person="Qwxyz")
    assert not (tmp_path / "out").exists()
