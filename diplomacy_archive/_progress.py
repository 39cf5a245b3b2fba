"""Tell somebody who waits that work goes on."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

_PATIENCE = 1.0  # seconds without a word
_PACE = 0.25


@contextmanager
def working(what: str, stream: TextIO) -> Iterator[None]:
    """Say what goes on, and for how long already, when it takes over a second; only on a terminal.

    The line is gone when the work is done, so that nothing of it mixes with an answer.
    """
    if not stream.isatty():
        yield
        return
    done = threading.Event()
    watcher = threading.Thread(target=_watch, args=(what, stream, done), daemon=True)
    watcher.start()
    try:
        yield
    finally:
        done.set()
        watcher.join()


def _watch(what: str, stream: TextIO, done: threading.Event) -> None:
    started = time.monotonic()
    wait, line = _PATIENCE, ""
    while not done.wait(wait):
        line = f"{what} … {time.monotonic() - started:.0f} s"
        stream.write(f"\r{line}")
        stream.flush()
        wait = _PACE
    if line:
        stream.write(f"\r{' ' * len(line)}\r")
        stream.flush()
