"""Write files whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from diplomacy_archive.errors import FileError, reason, shown


class FileKind(NamedTuple):
    """A kind of file that is written.

    Attributes:
        name: What messages call it, as "an archive file".
        is_begun: Tells from a file's first 512 bytes whether it is of this kind.
    """

    name: str
    is_begun: Callable[[bytes], bool]


def inside(path: Path, folder: Path) -> None:
    """Hold that a file to be written lies in a folder, whatever links lead to it.

    Raises:
        FileError: It does not.
    """
    if not path.resolve().is_relative_to(folder.resolve()):
        raise FileError(f"{shown(path)} leads out of {shown(folder)}; nothing is written there")


@contextmanager
def replacing(path: Path, *, new: bool = False, kind: FileKind | None = None) -> Iterator[Path]:
    """Give an empty file to write; it takes the path's place once the block ends without an error.

    A link is followed. What stands there already must be a regular file, and if a kind is given, of that
    kind or empty: a curator's file, or a device, is never replaced by an archive.

    Args:
        path: Where the file is to be.
        new: Whether nothing may stand there yet.
        kind: What may be replaced.

    Raises:
        FileError: It cannot be written; what stood there stays.
    """
    if not new:
        path = _replaceable(path, kind)
    try:
        handle, name = tempfile.mkstemp(prefix=".part.", dir=path.parent)
        os.close(handle)
        temporary = Path(name)
        try:
            yield temporary
            with temporary.open("rb+") as file:
                os.fsync(file.fileno())
            umask = os.umask(0)  # the only way to learn it
            os.umask(umask)
            temporary.chmod(0o666 & ~umask)
            if new:
                os.link(temporary, path)  # unlike a rename, never in the place of what stands there
                temporary.unlink()
            else:
                temporary.replace(path)
        except BaseException:
            with suppress(OSError):
                temporary.unlink()
            raise
    except FileExistsError:
        raise FileError(f"{shown(path)} exists already; nothing is overwritten") from None
    except OSError as error:
        raise FileError(f"{shown(path)} cannot be written: {reason(error)}") from None


def _replaceable(path: Path, kind: FileKind | None) -> Path:
    """Return where a path leads, where there is nothing or a file that may be replaced."""
    try:
        place = path.resolve()
    except (OSError, RuntimeError):  # Python up to 3.12 raises where links lead to each other
        place = path
    try:
        if place.is_symlink():
            raise FileError(f"{shown(path)} cannot be written: its links lead round in a circle")
        if not place.exists():
            return place
        if place.is_dir():
            raise FileError(f"{shown(path)} cannot be written: it is a folder; name a file in it")
        if not place.is_file():
            raise FileError(f"{shown(path)} cannot be written: it is no regular file; name one")
        with place.open("rb") as file:
            start = file.read(512)
    except OSError as error:
        raise FileError(f"{shown(path)} cannot be written: {reason(error)}") from None
    if kind and start and not kind.is_begun(start):
        raise FileError(
            f"{shown(path)} cannot be written: what stands there is not {kind.name}; remove it or name another file"
        )
    return place
