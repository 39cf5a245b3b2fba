"""Ask an archive from a terminal.

Answers go to standard output, problems to standard error. The exit status is 0 for an answer
(also for "none" and "not stated"), 1 for problems, ambiguity or what was not understood, 2 for
usage and names or dates that mean nothing.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from diplomacy_archive.cli.output import say
from diplomacy_archive.cli.parser import parser
from diplomacy_archive.errors import (
    AmbiguousNameError,
    ArchiveError,
    DataError,
    DateError,
    FilterError,
    UnknownNameError,
    reason,
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    if sys.stdout is None:  # closed by whoever started us
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115  (stays open to the end)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # A path may hold bytes that are no UTF-8; to show it must not fail.
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    given = _given(sys.argv[1:] if arguments is None else list(arguments))
    try:
        status: int = given.run(given)
        sys.stdout.flush()
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
    except ArchiveError as error:
        say(f"diplomacy-archive: {error}")
        return 1
    except KeyboardInterrupt:
        return 130
    return status


def _given(arguments: list[str]) -> argparse.Namespace:
    """Return what is asked for; a name of several words without quotation marks is shown with them."""
    given, rest = parser(arguments).parse_known_args(arguments)
    if rest:
        at = arguments.index(rest[0])
        option, *name = arguments[max(at - 2, 0) : at + len(rest)]
        split = option.startswith("--") and not any(" " in word or word.startswith("-") for word in name)
        hint = f'; a name of several words stands in quotation marks: {option} "{" ".join(name)}"'
        given.parser.error(f"unrecognized arguments: {' '.join(rest)}{hint * split}")
    return given
