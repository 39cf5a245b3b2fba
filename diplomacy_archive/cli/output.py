"""Print answers and problems for a terminal, a pipe or a program."""

from __future__ import annotations

import os
import shutil
import sys
from typing import Any, TextIO


def say(text: str) -> None:
    """Print to standard error, where problems and notes belong."""
    print(text, file=sys.stderr)


def terminal(stream: TextIO) -> tuple[int, Any]:
    """Return the width and style for a stream: colour and the whole width only on a terminal."""
    from diplomacy_archive.show._terminal import COLOUR, PLAIN, WIDTH

    if not stream.isatty():
        return WIDTH, PLAIN
    width = shutil.get_terminal_size((WIDTH, 24)).columns
    plain = bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb"
    return max(40, width), PLAIN if plain else COLOUR


def print_json(value: Any) -> None:
    """Print a value as JSON that people can read, too."""
    import json  # most answers are text

    print(json.dumps(value, ensure_ascii=False, indent=2))


def problem_row(problem: Any) -> dict[str, Any]:
    """Return a problem as a plain row."""
    at = problem.origin
    return {
        "path": at.path, "line": at.line, "column": at.column, "code": problem.code, "message": problem.message
    }  # fmt: skip


def count(number: int, noun: str) -> str:
    """Return a number with its noun."""
    return f"{number} {noun}{'' if number == 1 else 's'}"
