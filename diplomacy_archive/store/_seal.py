"""Seal a database file with its own digest, so that a copy can be told to be whole.

Opening a file reads next to nothing of it, so damage is met only where a question reads it, and a
changed letter not even there. The digest is of the whole file, with zeros where it stands itself.
"""

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import closing
from pathlib import Path

_ZEROS = b"0" * 64
_CHUNK = 1 << 20  # a multiple of every page size: the digest stands within one


def seal(path: Path) -> None:
    """Write a file's digest into a table of its own; nothing may be written to the file afterwards."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("CREATE TABLE IF NOT EXISTS seal (sha256 TEXT NOT NULL)")
        connection.execute("DELETE FROM seal")  # an archive that was opened, and is saved again, has one
        connection.execute("INSERT INTO seal VALUES (?)", (_ZEROS.decode(),))
    place, _ = _stands(path)
    digest = _digest(path, place)
    with path.open("rb+") as file:
        file.seek(place)
        file.write(digest)


def is_whole(path: Path) -> bool:
    """Tell whether a file is, byte for byte, as it was sealed."""
    try:
        place, sealed = _stands(path)
    except (sqlite3.Error, UnicodeDecodeError, ValueError, TypeError):
        return False
    return _digest(path, place) == sealed


def _stands(path: Path) -> tuple[int, bytes]:
    """Return where in a file its digest stands, and the digest."""
    uri = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
    with closing(sqlite3.connect(uri, uri=True)) as connection:
        ((page,),) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'seal'")
        ((size,),) = connection.execute("PRAGMA page_size")
        ((sealed,),) = connection.execute("SELECT sha256 FROM seal")
    start = (page - 1) * size
    with path.open("rb") as file:
        file.seek(start)
        return start + file.read(size).index(sealed.encode()), sealed.encode()


def _digest(path: Path, place: int) -> bytes:
    digest, start = hashlib.sha256(), 0
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            here = place - start
            if 0 <= here < len(chunk):
                chunk = chunk[:here] + _ZEROS + chunk[here + len(_ZEROS) :]
            digest.update(chunk)
            start += len(chunk)
    return digest.hexdigest().encode()
