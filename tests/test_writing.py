"""What is written takes the place of nothing, or of a regular file of its own kind; else it is refused."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from fixtures import GOOD
from shipped import archive

import diplomacy_archive as da

PEOPLE = (GOOD / "people.yaml").read_bytes()


def save(path: Path) -> None:
    archive().save(path)


def page(path: Path) -> None:
    archive().export("html", path)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


WAYS = pytest.mark.parametrize("write", [save, page])


@WAYS
def test_a_file_is_written_to_nothing_to_an_empty_file_and_over_its_own_kind(
    write: Callable[[Path], None], tmp_path: Path
) -> None:
    path = tmp_path / "out"
    write(path)
    once = path.read_bytes()
    write(path)
    assert path.read_bytes() == once
    path.write_bytes(b"")
    write(path)
    assert path.read_bytes() == once
    assert names(tmp_path) == ["out"]


@WAYS
@pytest.mark.parametrize(
    "held", [PEOPLE, b"x", b"<!doctype html><p>mine", b"SQLite format 3\x00" + bytes(496)],
    ids=["curated", "text", "page", "database"],
)  # fmt: skip
def test_a_file_of_another_kind_is_not_replaced(write: Callable[[Path], None], held: bytes, tmp_path: Path) -> None:
    path = tmp_path / "out"
    path.write_bytes(held)
    with pytest.raises(da.FileError, match=r"what stands there is not an? .*; remove it or name another file"):
        write(path)
    assert path.read_bytes() == held
    assert names(tmp_path) == ["out"]


@WAYS
def test_a_link_is_followed_also_to_nothing(write: Callable[[Path], None], tmp_path: Path) -> None:
    target, link = tmp_path / "folder" / "target", tmp_path / "link"
    target.parent.mkdir()
    link.symlink_to(target)
    for _ in range(2):
        write(link)
        assert link.is_symlink()
        assert not target.is_symlink()
        assert target.stat().st_size > 1000
    target.write_bytes(PEOPLE)
    with pytest.raises(da.FileError, match="what stands there is not"):
        write(link)
    assert target.read_bytes() == PEOPLE


@WAYS
def test_what_is_no_regular_file_is_not_written_to(write: Callable[[Path], None], tmp_path: Path) -> None:
    pipe, round_ = tmp_path / "pipe", tmp_path / "round"
    os.mkfifo(pipe)
    round_.symlink_to(round_)
    for path, why in (
        (pipe, "it is no regular file"),
        (tmp_path, "it is a folder; name a file in it"),
        (Path("/dev/null"), "it is no regular file"),
        (round_, "circle|too many levels of symbolic links"),
        (pipe / "x", "not a directory"),
    ):
        with pytest.raises(da.FileError, match=f"cannot be written: .*({why})"):
            write(path)
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)
    assert names(tmp_path) == ["pipe", "round"]


@pytest.mark.parametrize("format_", ["csv", "jsonl"])
def test_tables_are_written_to_a_folder_of_their_own_only(format_: str, tmp_path: Path) -> None:
    folder = tmp_path / "tables"
    written = archive().export(format_, folder)
    assert archive().export(format_, folder) == written
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / f"identity.{format_}").write_bytes(PEOPLE)
    with pytest.raises(da.FileError, match=r"holds no tables\.sql, so it is no folder of an export; name another"):
        archive().export(format_, mine)
    assert names(mine) == [f"identity.{format_}"]
    (mine / "tables.sql").write_bytes(PEOPLE)
    with pytest.raises(da.FileError, match="what stands there is not the description of an export"):
        archive().export(format_, mine)
    shutil.rmtree(mine)
    os.mkfifo(folder / f"{format_}.pipe")
    (folder / f"identity.{format_}").unlink()
    os.mkfifo(folder / f"identity.{format_}")
    with pytest.raises(da.FileError, match="it is no regular file"):
        archive().export(format_, folder)
    assert stat.S_ISFIFO((folder / f"identity.{format_}").stat().st_mode)
