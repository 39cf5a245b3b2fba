"""Somebody who waits at a terminal is told that work goes on; nobody else is."""

from __future__ import annotations

import io
import threading

import pytest

from diplomacy_archive import _progress as progress


class Terminal(io.StringIO):
    """A terminal that tells when something is written to it."""

    def __init__(self) -> None:
        super().__init__()
        self.written = threading.Event()

    def isatty(self) -> bool:
        return True

    def write(self, text: str) -> int:
        size = super().write(text)
        self.written.set()
        return size


def test_long_work_is_told_and_the_line_is_gone_at_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "_PATIENCE", 0.0)
    terminal = Terminal()
    with progress.working("reading", terminal):
        assert terminal.written.wait(30)
    lines = terminal.getvalue().split("\r")
    assert lines[1] == "reading … 0 s"
    assert lines[-2:] == [" " * len(lines[-3]), ""]


def test_short_work_says_nothing() -> None:
    terminal = Terminal()
    with progress.working("reading", terminal):
        pass
    assert terminal.getvalue() == ""


def test_nothing_is_said_where_nobody_watches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "_PATIENCE", 0.0)
    stream = io.StringIO()
    before = threading.active_count()
    with progress.working("reading", stream):
        assert threading.active_count() == before
    assert stream.getvalue() == ""


def test_an_error_passes_through_and_ends_the_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "_PATIENCE", 0.0)
    terminal = Terminal()

    def fail() -> None:
        assert terminal.written.wait(30)
        raise ValueError("x")

    with pytest.raises(ValueError, match="x"), progress.working("reading", terminal):
        fail()
    assert terminal.getvalue().endswith("\r")
