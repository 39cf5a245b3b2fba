"""Run the commands that ask an archive."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from diplomacy_archive._progress import working
from diplomacy_archive.cli.output import print_json, say, terminal

if TYPE_CHECKING:
    from diplomacy_archive._results import Results
    from diplomacy_archive.archive import Archive
    from diplomacy_archive.show._words import Lang

_MANY = 20  # records that a terminal shows, unless --limit says otherwise


def filters(given: argparse.Namespace) -> dict[str, Any]:
    """Return the filters that are given."""
    return {name: value for name in given.filters if (value := getattr(given, name)) is not None}


def open_archive(given: argparse.Namespace) -> Archive:
    """Load the archive that is asked."""
    from diplomacy_archive.archive import load

    with working("reading the archive", sys.stderr):
        return load(given.data, lang=language(given))


def language(given: argparse.Namespace) -> Lang:
    """Return the language that is asked for; without one, that of the terminal's locale, if it is Vietnamese."""
    if asked := getattr(given, "lang", None):
        return "vi" if asked == "vi" else "en"
    locale = next((found for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (found := os.environ.get(name))), "")
    return "vi" if locale.startswith("vi") else "en"


def results(method: str) -> Callable[[argparse.Namespace], int]:
    """Return what runs a command that shows the results of a method."""

    def run(given: argparse.Namespace) -> int:
        archive = open_archive(given)
        found: Results[Any] = getattr(archive, method)(**filters(given))
        limit = given.limit if given.limit is not None else _MANY if sys.stdout.isatty() else 0
        if given.json:
            with working("looking up records", sys.stderr):
                rows = (found[: given.limit] if given.limit else found).rows()
            print_json(rows)
            for note in (*found.notes, *found.hints):
                say(f"note: {note}")
        else:
            width, style = terminal(sys.stdout)
            with working("looking up records", sys.stderr):
                text = found.text(width=width, style=style, limit=limit or None, full=given.full, how="--limit 0")
            print(text)
        return 0

    return run


def ask(given: argparse.Namespace) -> int:
    """Answer a question; the first screen, unless all is asked for."""
    archive = open_archive(given)
    with working("looking for an answer", sys.stderr):
        answer = archive.ask(" ".join(given.question), today=given.today, lang=given.lang)
    if given.json:
        print_json(answer.row())
    else:
        width, _ = terminal(sys.stdout)
        limit = {"limit": given.limit} if given.limit else {"limit": None} if given.full else {}
        print(answer.shown(width=width, full=given.full, **limit))
    return 0


def show(given: argparse.Namespace) -> int:
    """Show one record."""
    from diplomacy_archive.show._terminal import READABLE, cards_text

    archive = open_archive(given)
    record = archive.record(" ".join(given.record))
    if given.json:
        print_json(archive.row(record))
        return 0
    width, style = terminal(sys.stdout)
    print(cards_text([archive.card(record)], width=min(width, READABLE), style=style))
    for origin in archive.origins(record):
        print(f"\nwritten in {origin}")
    return 0


def version_or_help(given: argparse.Namespace) -> int:
    """Print the versions, or help where no command is given."""
    if given.version:
        from diplomacy_archive.archive import load

        version = load().version
        print(f"diplomacy-archive {version.package}, data {version.data}")
        return 0
    given.parser.print_help(sys.stderr)
    return 2
