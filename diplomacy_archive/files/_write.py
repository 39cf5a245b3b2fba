"""Write files whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from diplomacy_archive.errors import FileError, reason, shown


def inside(path: Path, folder: Path) -> None:
    """Hold that a file to be written lies in a folder, whatever links lead to it.

    Raises:
        FileError: It does not.
    """
    if not path.resolve().is_relative_to(folder.resolve()):
        raise FileError(f"{shown(path)} leads out of {shown(folder)}; nothing is written there")


@contextmanager
def replacing(path: Path, *, new: bool = False) -> Iterator[Path]:
    """Give an empty file to write; it takes the path's place once the block ends without an error.

    Args:
        path: Where the file is to be.
        new: Whether nothing may stand there yet.

    Raises:
        FileError: It cannot be written; what stood there stays.
    """
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
