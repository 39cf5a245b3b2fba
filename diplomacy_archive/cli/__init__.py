"""Ask an archive from a terminal.

Answers go to standard output, problems to standard error. The exit status is 0 for any answer, 1
for problems and ambiguous names, 2 for usage and names or dates that mean nothing.
"""

from __future__ import annotations

import argparse
import codecs
import os
import sys
from collections.abc import Sequence

from diplomacy_archive.cli.output import say
from diplomacy_archive.cli.parser import PATHS, parser
from diplomacy_archive.errors import (
    AmbiguousNameError,
    ArchiveError,
    DataError,
    DateError,
    FilterError,
    UnknownNameError,
    reason,
)

_PATHS = "diplomacy-archive-paths"
"""The error handler that shows a path's bytes: Python keeps those its locale cannot decode as surrogates."""


def _show_path(error: UnicodeError) -> tuple[str | bytes, int]:
    assert isinstance(error, UnicodeEncodeError)
    try:
        written = os.fsencode(error.object[error.start : error.end])
        written.decode()
    except UnicodeError:
        return codecs.backslashreplace_errors(error)
    return written, error.end


codecs.register_error(_PATHS, _show_path)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    if sys.stdout is None:  # closed by whoever started us
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115  (stays open to the end)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors=_PATHS)
    try:
        return _run([_decoded(one) for one in (sys.argv[1:] if arguments is None else arguments)])
    except OSError as error:
        # What is left in the buffer must not raise once more at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if isinstance(error, BrokenPipeError):
            return 0  # the reader has seen enough
        say(f"diplomacy-archive: {error.filename or 'the answer'} cannot be written: {reason(error)}")
        return 1
    except DataError as error:
        say("\n".join(map(str, error.problems)))
        return 1
    except AmbiguousNameError as error:
        say(f"diplomacy-archive: {error}")
        return 1
    except (UnknownNameError, DateError, FilterError) as error:
        say(f"diplomacy-archive: {error}")
        return 2
    except (ArchiveError, ImportError) as error:  # an extra that is not installed says which
        say(f"diplomacy-archive: {error}")
        return 1
    except KeyboardInterrupt:
        return 130


def _run(arguments: list[str]) -> int:
    try:
        given = _given(arguments)
        status: int = given.run(given)
        return status
    finally:
        sys.stdout.flush()  # help, after which the parser exits, may have no reader either


def _decoded(argument: str) -> str:
    """Return an argument as UTF-8, whatever the locale; bytes that are none stay surrogates."""
    try:
        return os.fsencode(argument).decode("utf-8", "surrogateescape")
    except UnicodeError:  # text already, and no locale's bytes
        return argument


def _given(arguments: list[str]) -> argparse.Namespace:
    """Return what is asked for; a name of several words without quotation marks is shown with them."""
    given, rest = parser(arguments).parse_known_args(arguments)
    if rest:
        at = arguments.index(rest[0])
        option, *name = arguments[max(at - 2, 0) : at + len(rest)]
        split = option.startswith("--") and not any(" " in word or word.startswith("-") for word in name)
        hint = f'; a name of several words stands in quotation marks: {option} "{" ".join(name)}"'
        given.parser.error(f"unrecognized arguments: {' '.join(rest)}{hint * split}")
    for dest, value in vars(given).items():
        for word in value if isinstance(value, list) else [value]:
            if dest not in PATHS and isinstance(word, str) and not _is_text(word):
                given.parser.error(f"{word!r} is not text in UTF-8")
    return given


def _is_text(word: str) -> bool:
    try:
        return bool(word.encode()) or not word
    except UnicodeEncodeError:
        return False
