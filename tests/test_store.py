"""A built file answers like the data it was built from, is never written to, and tells when it is none."""

from __future__ import annotations

import gc
import os
import random
import re
import shutil
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from archives import SEEDS, archive, archive_of, made_up
from fixtures import GOOD
from hypothesis import given, settings
from shipped import archive as shipped

from diplomacy_archive._dates import number_of
from diplomacy_archive.archive import Archive, load
from diplomacy_archive.errors import ArchiveError, FileError, NotAttachedError
from diplomacy_archive.records import _models as m
from diplomacy_archive.store._dump import describe_browsing
from diplomacy_archive.store._schema import KIND_OF, MODELS, SCHEMA_VERSION, TABLE_OF, statements
from diplomacy_archive.store._store import Store

QUESTIONS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("meetings", {}),
    ("meetings", {"on": "24/2", "area": "energy"}),
    ("meetings", {"place": "Moscow", "search": "chuyen thong diep"}),
    ("who_met_whom", {"person": "le hoai trung"}),
    ("statements", {"speaker": "Путин"}),
    ("people", {"party": "Đảng Cộng sản Việt Nam"}),
    ("areas", {"meeting": "2026-02-24-lavrov"}),
    ("invitations", {"person": "Tô Lâm"}),
    ("undertakings", {"status": "to be signed"}),
    ("background", {"about": "vietsovpetro"}),
    ("mentions", {}),
    ("articles", {}),
    ("parties", {}),
    ("organisations", {}),
    ("countries", {}),
    ("places", {}),
)


def answers(answered: Archive) -> list[Any]:
    """Return everything that the questions above are answered with."""
    found = [getattr(answered, method)(**filters) for method, filters in QUESTIONS]
    return [(str(one), one.rows(), one.ids, list(one), one._repr_html_()) for one in found]


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a built file of the shipped archive."""
    path = tmp_path_factory.mktemp("built") / "archive.db"
    shipped().save(path)
    return path


# --- Memory and file ------------------------------------------------------------------------------


def test_a_file_answers_like_the_data_it_was_built_from(built: Path) -> None:
    with load(built) as opened:
        assert answers(opened) == answers(shipped())
        assert opened.version == shipped().version
        assert repr(opened) == repr(shipped())


def test_a_file_knows_where_each_record_was_written(built: Path) -> None:
    with load(built) as opened:
        for method in ("people", "areas", "meetings", "statements", "invitations", "undertakings", "articles"):
            for record in getattr(opened, method)():
                assert opened.origins(record) == shipped().origins(record) != ()
        report = opened.meeting("2026-02-24-putin").reports[0]
        assert [origin.path for origin in opened.origins(report)] == ["data/articles/2026-02-25-putin-lavrov.yaml"]
        pair = opened.who_met_whom(person="Putin")[0]
        assert opened.origins(pair) == opened.origins(pair.meeting)


def test_a_file_saved_again_answers_the_same(built: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.db"
    with load(built) as opened:
        opened.save(again)
    with load(again) as opened:
        assert answers(opened) == answers(shipped())


@given(seed=SEEDS)
@settings(max_examples=8)
def test_records_come_out_of_the_tables_as_they_went_in(seed: int) -> None:
    whole, given_ = archive(seed).records(), made_up(seed)
    for name in vars(given_):
        assert set(getattr(whole, name)) == set(getattr(given_, name)), name
        assert len(getattr(whole, name)) == len(getattr(given_, name)), name


@given(seed=SEEDS)
@settings(max_examples=8)
def test_an_archive_of_what_an_archive_holds_is_the_same(seed: int) -> None:
    again = archive_of(archive(seed).records())
    for method in ("meetings", "statements", "who_met_whom"):
        assert getattr(again, method)(status="any").rows() == getattr(archive(seed), method)(status="any").rows()


def test_attached_texts_are_shown_and_never_saved(tmp_path: Path) -> None:
    load(GOOD).save(tmp_path / "without.db")
    with load(GOOD, texts=GOOD / "harbour.txt") as attached:
        attached.save(tmp_path / "with.db")
        whole = attached.text("2031-05-07-harbour")
    assert (tmp_path / "with.db").read_bytes() == (tmp_path / "without.db").read_bytes()
    with load(tmp_path / "with.db") as opened, pytest.raises(NotAttachedError):
        opened.text("2031-05-07-harbour")
    with load(tmp_path / "with.db", texts=GOOD) as opened:
        assert opened.text("2031-05-07-harbour") == whole
        for quote in opened.meetings()[0].quotes:
            assert f"«{quote.phrase}»" in opened.sentence(quote)


# --- Saving ---------------------------------------------------------------------------------------


def test_building_twice_gives_the_same_bytes(built: Path, tmp_path: Path) -> None:
    """Also in a process that hashes otherwise: no table is filled in the order of a set."""
    code = "import sys, diplomacy_archive as da; da.load().save(sys.argv[1])"
    for seed in ("1", "2"):
        path = tmp_path / f"{seed}.db"
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        subprocess.run([sys.executable, "-c", code, str(path)], check=True, env=environment)
        assert path.read_bytes() == built.read_bytes()


def test_a_failed_save_leaves_what_stood_there_and_nothing_beside(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "archive.db"
    stood = built.read_bytes() + b"more"
    target.write_bytes(stood)

    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", refuse)
        with pytest.raises(FileError, match=r"archive\.db cannot be written: no space left on device"):
            shipped().save(target)
    assert target.read_bytes() == stood
    assert names(tmp_path) == ["archive.db"]
    shipped().save(target)
    assert target.read_bytes() == built.read_bytes()


def test_an_interrupted_save_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        shipped().save(tmp_path / "archive.db")
    assert names(tmp_path) == []


@pytest.mark.parametrize("name", ["none/archive.db", "folder", "x" * 300 + ".db"])
def test_a_place_that_cannot_be_written_to_is_told(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(FileError, match="cannot be written: "):
        shipped().save(tmp_path / name)
    assert names(tmp_path) == ["folder"]


def test_a_saved_file_has_the_modes_of_any_new_file(tmp_path: Path) -> None:
    shipped().save(tmp_path / "archive.db")
    (tmp_path / "other").touch()
    assert (tmp_path / "archive.db").stat().st_mode == (tmp_path / "other").stat().st_mode


def test_a_file_may_be_saved_over_while_it_is_open(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    shipped().save(path)
    with load(path) as opened:
        archive(1).save(path)
        assert answers(opened) == answers(shipped())
    with load(path) as opened:
        assert repr(opened) == repr(archive(1))


# --- Opening --------------------------------------------------------------------------------------


def test_an_opened_file_is_never_written_to(tmp_path: Path, built: Path) -> None:
    path = Path(shutil.copy(built, tmp_path / "archive.db"))
    os.utime(path, (1_000_000_000, 1_000_000_000))
    before = path.read_bytes()
    with load(path) as opened:
        answers(opened)
        with pytest.raises(ArchiveError):
            opened.store.rows("DELETE FROM meeting")
        with pytest.raises(ArchiveError):
            opened.store.rows("CREATE TABLE x (y)")
        assert names(tmp_path) == ["archive.db"]
    assert path.read_bytes() == before
    assert path.stat().st_mtime == 1_000_000_000
    assert names(tmp_path) == ["archive.db"]


def test_a_file_opens_in_a_folder_that_no_one_may_write_to(tmp_path: Path, built: Path) -> None:
    folder = tmp_path / "locked"
    folder.mkdir()
    path = Path(shutil.copy(built, folder / "archive.db"))
    path.chmod(0o444)
    folder.chmod(0o555)
    try:
        with load(path) as opened:
            assert answers(opened) == answers(shipped())
        assert names(folder) == ["archive.db"]
    finally:
        folder.chmod(0o755)


def test_a_file_opens_while_another_program_holds_it(tmp_path: Path, built: Path) -> None:
    path = Path(shutil.copy(built, tmp_path / "archive.db"))
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with load(path) as opened:
            assert answers(opened) == answers(shipped())


@pytest.mark.parametrize(
    "name",
    ["with space.db", "100%.db", "%41.db", "what?.db", "a#b.db", "lưu trữ.db", "архив", "a&b;c'd\"e.db", "+.db"],
)
def test_a_file_opens_wherever_it_is_moved_and_whatever_it_is_called(
    tmp_path: Path, built: Path, name: str
) -> None:
    folder = tmp_path / f"folder of {name}"
    folder.mkdir()
    path = Path(shutil.copy(built, folder / name))
    with load(path) as opened:
        assert len(opened.meetings(on="24/2")) == 4
    assert names(folder) == [name]


def test_a_file_opens_by_a_relative_path(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(built.parent)
    assert len(load("archive.db").meetings()) == 4
    assert len(load(Path("..") / built.parent.name / "archive.db").meetings()) == 4


def test_a_file_opens_without_reading_data_files_or_yaml(built: Path) -> None:
    code = "import sys, diplomacy_archive as da; len(da.load(sys.argv[1]).meetings()); print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", code, built], check=True, capture_output=True, text=True)
    assert not {"yaml", "diplomacy_archive.files._loader", "diplomacy_archive.files._checks"} & set(
        run.stdout.split()
    )


# --- What is no archive file ----------------------------------------------------------------------


def patched(built: Path, path: Path, at: int, value: bytes) -> Path:
    """Return a copy of the built file with other bytes at a place."""
    data = bytearray(built.read_bytes())
    data[at : at + len(value)] = value
    path.write_bytes(data)
    return path


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileError, match=r"none\.db cannot be opened: no such file or directory"):
        load(tmp_path / "none.db")


@pytest.mark.parametrize(
    "content", [b"", b"articles:\n", b"SQLite format 4\x00" * 9, os.urandom(5000), "chữ".encode()]
)
def test_a_file_of_something_else_is_told(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "thing.yaml"
    path.write_bytes(content)
    with pytest.raises(FileError, match=r"thing\.yaml is neither an archive file, .*, nor a data folder"):
        load(path)


def test_a_folder_without_data_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="is no data folder: it holds no articles/"):
        load(tmp_path)
    with pytest.raises(FileError, match="cannot be opened: is a directory"):
        Store.open(tmp_path)


def test_a_database_of_another_program_is_told(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE meeting (n)")
        other.commit()
    with pytest.raises(FileError, match=r"other\.db is a database of another program, not an archive file"):
        load(path)


@pytest.mark.parametrize(("version", "age"), [(SCHEMA_VERSION - 1, "an older"), (SCHEMA_VERSION + 1, "a newer")])
def test_a_file_of_another_version_is_told_to_be_rebuilt(
    built: Path, tmp_path: Path, version: int, age: str
) -> None:
    path = patched(built, tmp_path / "archive.db", 60, version.to_bytes(4, "big"))
    with pytest.raises(FileError, match=f"was built by {age} version .*; rebuild it from the data files"):
        load(path)


@pytest.mark.parametrize("keep", [0.999, 0.5, 0.02, 150])
def test_a_file_cut_short_is_told_to_be_damaged(built: Path, tmp_path: Path, keep: float) -> None:
    data = built.read_bytes()
    path = tmp_path / "archive.db"
    path.write_bytes(data[: int(keep if keep > 1 else len(data) * keep)])
    with pytest.raises(FileError, match=r"is damaged: it is [0-9]+ bytes long, not as its header says; rebuild it"):
        load(path)


def test_a_file_with_something_after_its_end_is_told_to_be_damaged(built: Path, tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    path.write_bytes(built.read_bytes() + b"more")
    with pytest.raises(FileError, match="is damaged"):
        load(path)


def test_a_file_whose_tables_are_others_is_told_to_be_damaged(built: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(built, tmp_path / "archive.db"))
    with closing(sqlite3.connect(path)) as other:
        other.execute("ALTER TABLE meeting RENAME COLUMN held TO took_place")
        other.commit()
    with pytest.raises(FileError, match=r"is damaged \(its tables are not those of its version\)"):
        load(path)


def test_a_file_with_tables_of_somebodys_own_beside_ours_opens(built: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(built, tmp_path / "archive.db"))
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE my_notes (meeting, note)")
        other.commit()
    assert answers(load(path)) == answers(shipped())


def test_a_record_that_is_no_record_is_told_to_be_damage(built: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(built, tmp_path / "archive.db"))
    with closing(sqlite3.connect(path)) as other:
        number = "(SELECT n FROM identity WHERE id = '{}')"
        other.execute(f"UPDATE document SET json = '{{}}' WHERE kind = 'person' AND n = {number.format('to-lam')}")
        noise = "CAST(x'ff7b7d' AS TEXT)"
        other.execute(f"UPDATE document SET json = {noise} WHERE kind = 'party' AND n = {number.format('cprf')}")
        other.execute("UPDATE encounter SET one = 'nobody'")
        other.commit()
    with load(path) as opened:
        for ask in (
            lambda: opened.person("to-lam"),
            lambda: opened.people().rows(),
            lambda: opened.party("CPRF"),
            lambda: opened.who_met_whom().rows(),
            opened.records,
        ):
            with pytest.raises(FileError, match=r"archive\.db is damaged \(.*\); rebuild it from the data files"):
                ask()
        assert opened.person("Putin").name == "Vladimir Putin"  # what is whole is still answered


def test_a_record_of_a_damaged_file_tells_so_when_it_is_printed(built: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(built, tmp_path / "archive.db"))
    with closing(sqlite3.connect(path)) as other:
        other.execute("DELETE FROM statement")
        other.commit()
    with load(path) as opened:
        meeting = opened.meetings()[0]
        for show in (str, m.Meeting._repr_html_):
            with pytest.raises(FileError, match=r"archive\.db is damaged"):
                show(meeting)
    assert str(meeting).startswith("id=")  # once it is closed, the fields alone are there


def test_flipped_bits_are_answered_or_told_and_never_a_traceback(built: Path, tmp_path: Path) -> None:
    data = built.read_bytes()
    chance = random.Random(0)
    told = 0
    for number in range(120):
        damaged = bytearray(data)
        for _ in range(40):
            damaged[chance.randrange(100, len(data))] ^= 1 << chance.randrange(8)
        path = tmp_path / f"{number}.db"
        path.write_bytes(damaged)
        try:
            with load(path) as opened:
                for method, filters in QUESTIONS:
                    str(getattr(opened, method)(**filters))
        except FileError as error:
            told += "is damaged (" in str(error)
        except ArchiveError:
            pass  # a name may be damaged into another
        path.unlink()
    assert told > 60


def test_every_flipped_bit_is_told_by_reading_the_file_whole(built: Path, tmp_path: Path) -> None:
    data = built.read_bytes()
    Store.check(built)
    chance = random.Random(1)
    for _ in range(60):
        damaged = bytearray(data)
        damaged[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        path = tmp_path / "archive.db"
        path.write_bytes(damaged)
        with pytest.raises(FileError):
            Store.check(path)


@pytest.mark.parametrize(
    ("sql", "whole"),
    [
        ("CREATE VIEW mine AS SELECT id, ymd FROM meeting WHERE held = 1", True),
        ("CREATE TABLE notes (meeting TEXT, note TEXT)", True),
        ("CREATE INDEX mine ON report (kind)", True),
        ("UPDATE meeting SET ymd = ymd + 1 WHERE n = 0", False),
        ("DELETE FROM alias", True),  # it has none: nothing changes
        ("DELETE FROM facet WHERE part = 'area'", False),
        ("DROP VIEW who_met_whom", False),
    ],
)
def test_what_a_librarian_adds_is_no_damage_and_what_changes_is(
    built: Path, tmp_path: Path, sql: str, *, whole: bool
) -> None:
    path = Path(shutil.copy(built, tmp_path / "archive.db"))
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE VIEW a_first_view AS SELECT 1")
        other.execute(sql)
        other.commit()
    if whole:
        Store.check(path)
        assert answers(load(path)) == answers(shipped())
    else:
        with pytest.raises(FileError, match="is damaged"):
            Store.check(path)


def test_a_record_whose_letters_changed_is_told_when_it_is_read(built: Path, tmp_path: Path) -> None:
    """A flipped bit may leave a record that validates; its checksum tells."""
    path = Path(shutil.copy(built, tmp_path / "archive.db"))
    with closing(sqlite3.connect(path)) as other:
        other.execute("UPDATE document SET json = replace(json, 'Putin', 'Putim')")
        other.commit()
    with load(path) as opened, pytest.raises(FileError, match=r"is damaged \(a record of the kind person"):
        opened.person("Putin")


def test_an_archive_that_was_opened_and_saved_again_is_whole(built: Path, tmp_path: Path) -> None:
    load(built).save(tmp_path / "again.db")
    Store.check(tmp_path / "again.db")


def test_whole_pages_of_noise_are_told_by_whatever_reads_them(built: Path, tmp_path: Path) -> None:
    data = built.read_bytes()
    size = int.from_bytes(data[16:18], "big")
    half = len(data) // size // 2 * size
    path = patched(built, tmp_path / "archive.db", half, b"\xa5" * (len(data) - half))
    with pytest.raises(FileError, match="is damaged"), load(path) as opened:
        answers(opened)


# --- SQL of one's own -----------------------------------------------------------------------------


def test_sql_of_ones_own_is_answered() -> None:
    assert shipped().store.rows("SELECT count(*) FROM meeting WHERE held = ?", (1,)) == [(4,)]


@pytest.mark.parametrize("in_file", [True, False])
def test_no_sql_changes_an_archive(built: Path, *, in_file: bool) -> None:
    answered = load(built) if in_file else archive_of(made_up(1))
    for sql in (
        "PRAGMA query_only = 0",
        "PRAGMA writable_schema = 1",
        "DELETE FROM meeting",
        "CREATE TEMP TABLE x (y)",
        "ATTACH 'x.db' AS x",
        "INSERT INTO passage_search (passage_search) VALUES ('delete-all')",
        "SELECT load_extension('x')",
    ):
        with pytest.raises(ArchiveError):
            answered.store.rows(sql)


def test_wrong_sql_is_told_and_not_called_damage() -> None:
    for sql, parameters in (
        ("SELEC 1", ()),
        ("SELECT x FROM meeting", ()),
        ("SELECT ?", ()),
        ("DROP TABLE meeting", ()),
    ):
        with pytest.raises(ArchiveError, match="the SQL cannot be run: ") as told:
            shipped().store.rows(sql, parameters)
        assert not isinstance(told.value, FileError)


def test_a_closed_archive_says_so() -> None:
    closed = archive_of(made_up(1))
    closed.close()
    with pytest.raises(ArchiveError, match="the archive is closed"):
        len(closed.meetings())
    with load() as opened:
        found = opened.meetings()
    with pytest.raises(ArchiveError, match="the archive is closed"):
        len(found)


def test_streamed_rows_are_those_of_one_query() -> None:
    sql = "SELECT words FROM passage ORDER BY n"
    large = archive_of(made_up(1, 280)).store
    assert len(large.rows(sql)) > 1000
    assert list(large.stream(sql)) == large.rows(sql)


# --- Threads --------------------------------------------------------------------------------------


@pytest.mark.parametrize("in_file", [True, False])
def test_several_threads_may_ask_at_once(built: Path, *, in_file: bool) -> None:
    asked = load(built) if in_file else archive_of(shipped().records())
    expected = [getattr(shipped(), method)(**filters).ids for method, filters in QUESTIONS]
    wrong: list[object] = []

    def ask() -> None:
        try:
            for _ in range(5):
                found = [getattr(asked, method)(**filters) for method, filters in QUESTIONS]
                wrong.extend(one for one, ids in zip(found, expected, strict=True) if one.ids != ids)
                list(asked.store.stream("SELECT * FROM participant"))
        except Exception as error:  # noqa: BLE001  (whatever a thread raises must be seen)
            wrong.append(error)

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_an_archive_may_be_closed_while_a_thread_asks(built: Path) -> None:
    """Without a lock this kills Python in every other round."""
    code = f"""
import threading, diplomacy_archive as da
def ask(archive):
    try:
        while True:
            archive.meetings(person="Putin").ids, archive.statements(search="năng lượng").rows()
    except da.ArchiveError as error:
        assert "closed" in str(error), error
for _ in range(8):
    archive = da.load({str(built)!r})
    threads = [threading.Thread(target=ask, args=(archive,)) for _ in range(2)]
    for thread in threads: thread.start()
    threads[0].join(0.05)
    archive.close()
    for thread in threads: thread.join()
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("in_file", [True, False])
def test_an_archive_that_nobody_closed_is_closed_when_it_goes(built: Path, *, in_file: bool) -> None:
    archive = load(built if in_file else GOOD)
    connection = archive.store._connection  # noqa: SLF001  (closed or not is seen in no other way)
    assert archive.meetings().ids
    del archive
    gc.collect()
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        connection.execute("SELECT 1")


# --- The tables -----------------------------------------------------------------------------------


def test_sqlite_finds_the_file_whole(built: Path) -> None:
    with closing(sqlite3.connect(built)) as other:
        assert other.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        other.execute("INSERT INTO passage_search (passage_search) VALUES ('integrity-check')")  # raises if not


def test_every_foreign_key_names_a_row() -> None:
    for answered in (shipped(), *map(archive, range(8))):
        assert answered.store.rows("PRAGMA foreign_key_check") == []


def test_every_column_has_a_comment_or_names_rows_of_another_table() -> None:
    for sql in (one for one in statements() if one.startswith("CREATE TABLE")):
        for line in sql.splitlines()[1:]:
            if re.match(r"    [a-z]+ (TEXT|INTEGER)", line) and not re.match(r"    (n|id) ", line):
                assert "-- " in line or "REFERENCES" in line or "name_word" in sql, line


@pytest.mark.parametrize("seed", range(8))
def test_what_a_facet_finds_is_a_record_and_its_targets_are_recorded(seed: int) -> None:
    rows = archive(seed).store.rows
    for record, part in rows("SELECT DISTINCT record, part FROM facet"):
        at = f"record = '{record}' AND part = '{part}'"
        numbers = f"SELECT n FROM document WHERE kind = '{record}'"
        assert rows(f"SELECT n FROM facet WHERE {at} AND n NOT IN ({numbers})") == []
        if part in ("person", "side", "body", "place", "area", "about"):
            assert rows(f"SELECT target FROM facet WHERE {at} AND target NOT IN (SELECT id FROM identity)") == []


def test_every_record_has_an_entry_that_it_is_searched_by() -> None:
    for answered in (shipped(), *map(archive, range(8))):
        rows = answered.store.rows
        passages = rows("SELECT record, target, count(*) FROM passage GROUP BY record, target ORDER BY 1, 2")
        reports = rows("SELECT 'meeting', meeting, count(*) FROM report GROUP BY meeting ORDER BY meeting")
        others = rows("SELECT kind, n, 1 FROM document WHERE kind <> 'meeting'")
        assert passages == sorted(reports + others)


def test_records_count_from_nought_in_their_order() -> None:
    for answered in (shipped(), archive(3)):
        for kind, table in TABLE_OF.items():
            of = f"WHERE kind = '{kind}'" if table in ("identity", "other") else ""
            numbers = answered.store.numbers(f"SELECT n FROM {table} {of} ORDER BY n")
            assert numbers == list(range(len(numbers)))
            ids = [id_ for (id_,) in answered.store.rows(f"SELECT id FROM {table} {of} ORDER BY n")]
            assert [one.id for one in answered.store.all(kind)] == ids
            assert answered.store.records_by_id(kind, ids) == list(answered.store.all(kind))


def test_the_columns_beside_a_record_say_what_the_record_says() -> None:
    for answered in (shipped(), *map(archive, range(8))):
        for id_, ymd in answered.store.rows("SELECT id, ymd FROM meeting"):
            date = min(answered.meeting(id_).dates, default=None)
            assert ymd == (number_of(date) if date else 0)
        for id_, act in answered.store.rows("SELECT id, act FROM statement"):
            said = answered.statement(id_)
            assert act == (said.act.id if said.act else "")


def test_what_datasette_is_told_of_is_there(built: Path) -> None:
    import yaml

    (shown,) = yaml.safe_load(describe_browsing())["databases"].values()
    with closing(sqlite3.connect(built)) as other:
        there = {
            name for (name,) in other.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")
        }
    assert set(shown["tables"]) <= there
    assert {"who_met_whom", "meeting"} <= {
        name for name in there if not shown["tables"].get(name, {}).get("hidden")
    }


def test_the_views_show_names_in_both_languages(built: Path) -> None:
    with closing(sqlite3.connect(built)) as other:
        rows = other.execute("SELECT one, other, one_en, other_en, date FROM who_met_whom").fetchall()
        assert ("Lê Hoài Trung", "Vladimir Putin") in {(*sorted(row[:2]),) for row in rows}
        assert {row[4] for row in rows} == {"2026-02-24"}
        (kind, kind_en, place) = other.execute(
            "SELECT kind, kind_en, place_en FROM meetings_read WHERE meeting = '2026-02-24-putin'"
        ).fetchone()
        assert (kind_en, place) == ("formal call", "Kremlin")
        assert kind != kind_en
        said = other.execute("SELECT count(*), count(speakers), count(summary) FROM statements_read").fetchone()
        assert said[0] == len(shipped().statements()) == said[2]


def test_every_kind_of_record_has_a_table() -> None:
    lists = set(vars(m.Records())) - {"reports", "decisions", "mappings"} | {"meetings"}
    assert set(KIND_OF) == lists
    assert set(KIND_OF.values()) == set(MODELS) == set(TABLE_OF)
