"""Seal a database file with its own digests, so that a copy can be told to be whole.

Opening a file reads next to nothing of it, so damage is met only where a question reads it, and a changed
letter of an index not even there. One digest is of the whole file, with zeros where the digests stand
themselves. The other leaves out the pages that hold SQLite's list of tables and views: by it a file to which
somebody added a view or a table of their own is told from one whose data changed.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Collection, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

_ZEROS = b"0" * 64
_LISTED = "SELECT type, name, tbl_name, rootpage, sql FROM sqlite_master ORDER BY name"
_PAGES = 400  # characters for the numbers of pages
_INTERIOR = 5  # the first byte of a page of a table that points to other pages


def seal(path: Path) -> None:
    """Write a file's digests into a table of its own; nothing may be written to the file afterwards."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("CREATE TABLE IF NOT EXISTS seal (whole TEXT, data TEXT, pages TEXT, listed TEXT)")
        connection.execute("DELETE FROM seal")  # an archive that was opened, and is saved again, has one
        listed = json.dumps(connection.execute(_LISTED).fetchall())
        row = ("0" * 64, "1" * 64, " " * _PAGES, listed)
        connection.execute("INSERT INTO seal VALUES (?, ?, ?, ?)", row)
    file = _File(path)
    # As long as what stood there, so that no page is given up for another to be written.
    pages = ",".join(map(str, [file.count, *file.listing()])).ljust(_PAGES)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("UPDATE seal SET pages = ?", (pages,))
    file = _File(path)
    at = file.find(_ZEROS)
    with path.open("rb+") as opened:
        opened.seek(at + 64)
        opened.write(file.digest(at, 128, file.count, file.listing()))
        opened.flush()
        whole = file.digest(at, 64, file.count)
        opened.seek(at)
        opened.write(whole)


def is_whole(path: Path) -> bool:
    """Tell whether a file is as it was sealed, but for tables and views that were added to it."""
    try:
        file = _File(path)
        ((whole, data, pages, listed),) = file.rows("SELECT * FROM seal")
        at = file.find(f"{whole}{data}".encode())
        if file.digest(at, 64, file.count) == whole.encode():
            return True
        count, *left_out = map(int, pages.split(","))
        sealed, now = ({*map(tuple, rows)} for rows in (json.loads(listed), file.rows(_LISTED)))
        return sealed < now and file.digest(at, 128, count, left_out) == data.encode()
    except (sqlite3.Error, UnicodeDecodeError, ValueError, TypeError):
        return False


class _File:
    """A database file, page by page."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._size: int = self.rows("PRAGMA page_size")[0][0]
        self.count = path.stat().st_size // self._size

    def rows(self, sql: str) -> list[Any]:
        uri = f"{self._path.resolve().as_uri()}?mode=ro&immutable=1"
        with closing(sqlite3.connect(uri, uri=True)) as connection:
            return connection.execute(sql).fetchall()

    def find(self, digests: bytes) -> int:
        """Return where in the file the digests stand, in the first page of the table that holds them."""
        page: int = self.rows("SELECT rootpage FROM sqlite_master WHERE name = 'seal'")[0][0]
        start = (page - 1) * self._size
        with self._path.open("rb") as file:
            file.seek(start)
            return start + file.read(self._size).index(digests)

    def listing(self) -> list[int]:
        """Return the pages that hold the list of tables, the first page of the file among them."""
        found, waiting = [], [1]
        with self._path.open("rb") as file:
            while waiting:
                number = waiting.pop()
                found.append(number)
                file.seek((number - 1) * self._size)
                page = file.read(self._size)
                start = 100 if number == 1 else 0
                if page[start] == _INTERIOR:
                    cells = int.from_bytes(page[start + 3 : start + 5], "big")
                    at = [
                        int.from_bytes(page[cell : cell + 2], "big")
                        for cell in range(start + 12, start + 12 + 2 * cells, 2)
                    ]
                    waiting += [int.from_bytes(page[cell : cell + 4], "big") for cell in (*at, start + 8)]
        return sorted(found)

    def digest(self, at: int, blank: int, count: int, left_out: Collection[int] = ()) -> bytes:
        """Return the digest of the first pages of the file but some, as if `blank` bytes from `at` were zeros."""
        digest = hashlib.sha256()
        for start, page in self._pages(count):
            if start // self._size + 1 not in left_out:
                here = at - start
                own = 0 <= here < self._size
                digest.update(page[:here] + b"0" * blank + page[here + blank :] if own else page)
        return digest.hexdigest().encode()

    def _pages(self, count: int) -> Iterator[tuple[int, bytes]]:
        with self._path.open("rb") as file:
            for number in range(count):
                yield number * self._size, file.read(self._size)
