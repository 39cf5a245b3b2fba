"""The same archive on SQLite, DuckDB and Spark gives the same answers by the same SQL."""

from __future__ import annotations

import shutil
import sys
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pytest
from archives import archive, made_up
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shipped import archive as shipped
from test_query import FILTERS, found, plain, values, written

import diplomacy_archive as da
from diplomacy_archive.records import _models as m
from diplomacy_archive.store._schema import SCHEMA_VERSION, columns, tables

SEED = 4
KINDS = (
    "meetings", "who_met_whom", "statements", "people", "areas", "invitations", "undertakings", "background",
    "articles", "mentions", "parties", "organisations", "countries", "places",
)  # fmt: skip


@pytest.fixture(scope="module", params=["sqlite", "duckdb", pytest.param("spark", marks=pytest.mark.slow)])
def engine(request: pytest.FixtureRequest) -> str:
    """Return the name of an engine, if it can be used here; Spark needs pyspark and Java."""
    if request.param == "spark":
        pytest.importorskip("pyspark", reason="pip install '.[slow]' brings pyspark")
        if not shutil.which("java"):
            pytest.skip("Spark needs Java, which is not installed")
    return str(request.param)


@cache
def folder(name: str) -> Path:
    """Return the shipped archive, or a made-up one, as Parquet."""
    here = Path(mkdtemp()) / "archive-parquet"
    (shipped() if name == "shipped" else archive(SEED)).export("parquet", here)
    return here


@cache
def opened(engine: str, name: str) -> da.Archive:
    if engine == "sqlite":
        return shipped() if name == "shipped" else archive(SEED)
    return da.load(folder(name), engine=engine)


@st.composite
def filters(draw: st.DrawFn) -> tuple[str, dict[str, Any]]:
    """Draw a method and up to three of its filters."""
    method = draw(st.sampled_from(sorted(FILTERS)))
    names = draw(st.lists(st.sampled_from(FILTERS[method]), max_size=3, unique=True))
    asked = {name: draw(values(made_up(SEED), method, name)) for name in names}
    if asked.get("since") and asked.get("until") and asked["since"].first > asked["until"].last:
        asked["since"], asked["until"] = asked["until"], asked["since"]
    return method, asked


@given(asked=filters())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_filters_find_what_a_comprehension_finds(engine: str, asked: tuple[str, dict[str, Any]]) -> None:
    method, given_ = asked
    assert found(opened(engine, "made up"), method, given_) == getattr(plain(SEED), method)(given_)


def test_records_rows_cards_and_look_ups_are_the_same(engine: str) -> None:
    here, there = opened(engine, "shipped"), shipped()
    for method in KINDS if engine != "spark" else KINDS[:4]:
        one, other = getattr(here, method)(), getattr(there, method)()
        assert one.ids == other.ids
        assert list(one) == list(other)
        assert one.rows() == other.rows()
        assert str(one) == str(other)
    assert str(here.meeting("2026-02-24-putin")) == str(there.meeting("2026-02-24-putin"))
    assert here.person("le hoai trung") == there.person("le hoai trung")
    assert here.area("dau khi") == there.area("dau khi")
    assert here.records() == there.records()
    with pytest.raises(da.UnknownNameError, match="did you mean Vladimir Putin"):
        here.meetings(person="Puttin")
    empty = {"person": "Putin", "area": "foreign affairs"}
    assert here.meetings(**empty).hints == there.meetings(**empty).hints


@given(asked=filters())
@settings(max_examples=40, deadline=None)
def test_the_sql_of_a_result_gives_its_records_in_a_warehouse(asked: tuple[str, dict[str, Any]]) -> None:
    duckdb = pytest.importorskip("duckdb")
    method, given_ = asked
    results = getattr(archive(SEED), method)(**written(given_))
    with duckdb.connect() as database:
        for name in tables():
            database.execute(
                f"CREATE VIEW {name} AS SELECT * FROM read_parquet('{folder('made up')}/{name}.parquet')"
            )
        for part in (results, results[:3], results[::2]):
            rows = database.execute(*part.sql()).fetchall()
            model = type(next(iter(part), None) or archive(SEED).meetings()[0])
            if model is m.Encounter:
                read = [m.Meeting.model_validate_json(json) for *_, json in rows]
                assert read == [pair.meeting for pair in part]
            else:
                assert [model.model_validate_json(json) for _, json in rows] == list(part)


def test_a_question_finds_the_same_records_and_a_quotation_is_proven(engine: str) -> None:
    here, there = opened(engine, "shipped"), shipped()
    for question in ("Ai gặp ai ngày 24/2 và về việc gì?", "Who raised nuclear power?", "hợp tác biển và dầu khí"):
        one, other = here.ask(question), there.ask(question)
        assert one.status is other.status
        assert set(one.records) == set(other.records)
    assert here.prove("“người bạn thân thiết” (2026-02-25-putin-lavrov/p8a)").stands


def test_an_archive_on_another_engine_is_exported_and_not_saved(engine: str, tmp_path: Path) -> None:
    here = opened(engine, "shipped")
    if engine == "sqlite":
        here.save(tmp_path / "a.db")
        return
    with pytest.raises(da.ArchiveError, match="is saved already, as Parquet"):
        here.save(tmp_path / "a.db")
    written, expected = here.export("csv", tmp_path / "one"), shipped().export("csv", tmp_path / "other")
    for path, other in zip(written, expected, strict=True):
        assert sorted(path.read_text("utf-8").splitlines()) == sorted(other.read_text("utf-8").splitlines())


# --- The files ------------------------------------------------------------------------------------


def test_parquet_has_every_table_in_order_integers_and_text_and_the_version(tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    written = shipped().export("parquet", tmp_path / "it's here")
    assert {path.name for path in written} == {f"{name}.parquet" for name in tables()} | {"README.md", "views.sql"}
    for name in tables():
        path = str(tmp_path / "it's here" / f"{name}.parquet")
        relation = duckdb.read_parquet(path)
        assert dict(zip(relation.columns, map(str, relation.types), strict=True)) == {
            column: {"TEXT": "VARCHAR", "INTEGER": "BIGINT"}[type_] for column, type_ in columns(name)
        }
        order = ", ".join(str(place + 1) for place in range(len(columns(name))))
        rows = shipped().store.rows(f"SELECT * FROM {name} ORDER BY {order}")
        assert relation.fetchall() == rows
        metadata = duckdb.sql("SELECT key, value FROM parquet_kv_metadata(?)", params=[path]).fetchall()
        assert dict(metadata)[b"schema_version"] == str(SCHEMA_VERSION).encode()


def test_the_views_beside_the_files_say_what_those_of_the_archive_say(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    duckdb = pytest.importorskip("duckdb")
    shipped().export("parquet", tmp_path / "out")
    monkeypatch.chdir(tmp_path / "out")
    with duckdb.connect() as database:
        database.execute(Path("views.sql").read_text("utf-8"))
        for view in ("who_met_whom", "meetings_read", "statements_read"):
            sql = f"SELECT * FROM {view} ORDER BY 1, 2, 3, 4"
            there = [_unordered(row) for row in shipped().store.rows(sql)]
            assert [_unordered(row) for row in database.execute(sql).fetchall()] == there


def _unordered(row: tuple[Any, ...]) -> list[Any]:
    return [sorted(cell.split(",")) if isinstance(cell, str) else cell for cell in row]


def test_some_of_the_meetings_are_an_archive_too(tmp_path: Path) -> None:
    shipped().export("parquet", tmp_path / "out", person="Lavrov")
    some = da.load(tmp_path / "out", engine="duckdb")
    assert some.meetings().ids == shipped().meetings(person="Lavrov").ids
    assert some.meetings(since="2026").ids == some.meetings(on="24/2").ids == some.meetings().ids


# --- Bad input ------------------------------------------------------------------------------------


def test_a_folder_that_is_no_such_archive_is_told(tmp_path: Path) -> None:
    with pytest.raises(da.FileError, match="holds no Parquet files; diplomacy-archive export parquet writes them"):
        da.load(tmp_path, engine="duckdb")
    with pytest.raises(da.FilterError, match="engine must be one of duckdb, spark; found 'oracle'"):
        da.load(tmp_path, engine="oracle")
    with pytest.raises(da.FilterError, match="an engine needs the folder"):
        da.load(engine="duckdb")
    shutil.copytree(folder("shipped"), tmp_path / "less")
    (tmp_path / "less" / "facet.parquet").unlink()
    with pytest.raises(da.FileError, match=r"less lacks facet\.parquet"):
        da.load(tmp_path / "less", engine="duckdb")
    (tmp_path / "less" / "facet.parquet").write_text("no parquet")
    with pytest.raises(da.FileError, match="less cannot be read"):
        da.load(tmp_path / "less", engine="duckdb")


def test_tables_of_another_version_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("diplomacy_archive.store._engines.SCHEMA_VERSION", SCHEMA_VERSION + 1)
    with pytest.raises(da.FileError, match=f"is of another version .schema {SCHEMA_VERSION}, this is"):
        da.load(folder("shipped"), engine="duckdb")


def test_a_folder_of_something_else_is_never_written_into_and_an_earlier_export_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(da.FileError, match="holds no archive as Parquet; name a new folder"):
        shipped().export("parquet", tmp_path)
    with pytest.raises(da.FileError, match="holds no archive as Parquet"):
        shipped().export("parquet", tmp_path / "mine.txt")
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]
    shipped().export("parquet", tmp_path / "out")
    (tmp_path / "out" / "mine.txt").write_text("mine")
    shipped().export("parquet", tmp_path / "out", on="25/2")
    assert len(da.load(tmp_path / "out", engine="duckdb").meetings()) == 0
    assert (tmp_path / "out" / "mine.txt").read_text() == "mine"
    assert {path.name for path in tmp_path.iterdir()} == {"mine.txt", "out"}


@pytest.mark.parametrize(("module", "extra"), [("duckdb", "parquet"), ("pyspark.sql", "spark")])
def test_an_engine_that_is_not_installed_is_told(
    module: str, extra: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    files = folder("shipped")
    monkeypatch.setitem(sys.modules, module, None)
    monkeypatch.setitem(sys.modules, "pyspark.errors", None)
    with pytest.raises(ImportError, match=rf"pip install 'diplomacy-archive\[{extra}\]'"):
        da.load(files, engine="duckdb" if extra == "parquet" else "spark")
    if extra == "parquet":
        with pytest.raises(ImportError, match="DuckDB writes Parquet"):
            shipped().export("parquet", tmp_path / "out")
        assert list(tmp_path.iterdir()) == []
