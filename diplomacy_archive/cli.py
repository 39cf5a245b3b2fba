"""Ask an archive from a terminal.

Answers go to standard output, problems to standard error. The exit status is 0 for an answer
(also for "none" and "not stated"), 1 for problems, ambiguity or what was not understood, 2 for
usage and names or dates that mean nothing.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from diplomacy_archive.errors import (
    AmbiguousNameError,
    ArchiveError,
    DataError,
    DateError,
    FilterError,
    UnknownNameError,
)

if TYPE_CHECKING:
    from diplomacy_archive.archive import Archive
    from diplomacy_archive.results import Results

_FILTERS: dict[str, str] = {
    "on": "a day, month or year; without a year, that day in any year: 24/2, 24/2/2026, 2026-02",
    "since": "from this day, month or year on; it needs a year",
    "until": "up to this day, month or year; it needs a year",
    "part-of-day": "morning, noon, afternoon, evening or night",
    "person": "somebody who took part; give it again for somebody else as well",
    "party": "a party in whose capacity somebody took part",
    "organisation": "an organisation in whose capacity somebody took part",
    "country": "a side; give it again for another as well",
    "place": "a place or country, with all that lies in it",
    "kind": "what an article calls the meeting: talks, call, hội đàm, …",
    "area": "an area that was mentioned, or one inside it; give it again for another as well",
    "article": "the id of an article that reports it",
    "search": "words that stand together in a report or statement; accents do not matter",
    "status": "held (unless asked), planned, cancelled, any",
}
_SEVERAL = {"person", "country", "area"}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace" if stream is sys.stderr else "strict")
    given = _parser().parse_args(arguments)
    try:
        status: int = given.run(given)
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader has seen enough; what is left in the buffer must not raise once more at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except DataError as error:
        _say("\n".join(map(str, error.problems)))
        return 1
    except AmbiguousNameError as error:
        _say(f"diplomacy-archive: {error}")
        return 1
    except (UnknownNameError, DateError, FilterError) as error:
        _say(f"diplomacy-archive: {error}")
        return 2
    except ArchiveError as error:
        _say(f"diplomacy-archive: {error}")
        return 1
    except KeyboardInterrupt:
        return 130
    return status


def _say(text: str) -> None:
    print(text, file=sys.stderr)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="diplomacy-archive",
        description="Ask an archive of diplomatic news who met whom, when, where and about what; "
        "every answer shows the words that prove it.",
        epilog="example: diplomacy-archive who-met-whom --on 24/2",
    )
    parser.add_argument("--version", action="store_true", help="print the versions of package and data")
    parser.set_defaults(run=_version_or_help, parser=parser)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")

    def add(
        name: str, run: Callable[[argparse.Namespace], int], about: str, example: str
    ) -> argparse.ArgumentParser:
        command = commands.add_parser(
            name,
            help=about,
            description=f"{about[0].upper()}{about[1:]}.",
            epilog=f"example: diplomacy-archive {example}",
        )
        command.add_argument(
            "--data", metavar="PATH", help="a folder of data files, or a built .db; without it, the one shipped"
        )
        command.add_argument("--json", action="store_true", help="print JSON: the rows that the library gives")
        command.set_defaults(run=run)
        return command

    meeting_filters = tuple(_FILTERS)
    command = add("who-met-whom", _results("who_met_whom"), "pairs who met, across sides", "who-met-whom --on 24/2")
    _add_filters(command, meeting_filters)
    command = add(
        "meetings", _results("meetings"), "meetings", 'meetings --person "le hoai trung" --area "năng lượng"'
    )
    _add_filters(command, meeting_filters)
    command = add("statements", _results("statements"), "what was said", "statements --speaker Putin --area energy")
    command.add_argument("--speaker", metavar="NAME", help="who says it")
    command.add_argument("--act", metavar="ACT", help="what they do by it: affirmed, proposed, đề xuất, …")
    command.add_argument("--meeting", metavar="ID", help="the meeting at which it is said")
    command.add_argument("--about", metavar="NAME", help="a person, country, party or organisation spoken of")
    _add_filters(command, meeting_filters)
    command = add("people", _results("people"), "people, with their offices as printed", "people --party CPRF")
    for name in ("party", "organisation", "country", "meeting", "article"):
        command.add_argument(f"--{name}", metavar="NAME", help=f"only those of this {name}")
    command = add(
        "areas", _results("areas"), "fields of cooperation and topics", "areas --meeting 2026-02-24-lavrov"
    )
    command.add_argument("--meeting", metavar="ID", help="only those mentioned at this meeting")
    command.add_argument("--statement", metavar="ID", help="only those this statement mentions")

    command = add("show", _show, "one record, whole, by its id or name", "show 2026-02-24-lavrov")
    command.add_argument("record", metavar="ID", help="an id, or a person's, party's, place's or area's name")
    command = add("check", _check, "all problems of data files, with what to do", "check data")
    command.add_argument(
        "folder", metavar="DATA", nargs="?", help="the folder; without it, --data or the one shipped"
    )
    command = add(
        "verify", _verify, "prove every quote in the articles' texts", "verify articles/ another-article.txt"
    )
    command.add_argument("texts", metavar="TEXT", nargs="+", help="text files, or folders of *.txt")
    command = add("build", _build, "write the archive to a file that opens at once", "build archive.db")
    command.add_argument("file", metavar="FILE.db", help="the file to write")
    command = add("schema", _schema, "the JSON Schema of a data file, for editors", "schema article")
    command.add_argument(
        "file", metavar="FILE", nargs="?", default="article", help="article (unless said), people, …"
    )
    command = add(
        "export", _export, "write every table in another format", "export csv tables --since 2026-01 --country Nga"
    )
    command.add_argument("format", choices=("csv", "jsonl"), help="the format")
    command.add_argument("folder", metavar="FOLDER", help="where the files are written")
    _add_filters(command, meeting_filters)
    return parser


def _add_filters(command: argparse.ArgumentParser, names: Sequence[str]) -> None:
    group = command.add_argument_group("filters, all of which must hold")
    for name in names:
        if name in _SEVERAL:
            group.add_argument(f"--{name}", metavar="NAME", action="append", help=_FILTERS[name])
        else:
            group.add_argument(f"--{name}", metavar="VALUE", help=_FILTERS[name])


_OPTIONS = ("speaker", "act", "meeting", "about", "statement", *(name.replace("-", "_") for name in _FILTERS))


def _filters(given: argparse.Namespace) -> dict[str, Any]:
    found = {name: getattr(given, name, None) for name in _OPTIONS}
    return {name: value for name, value in found.items() if value is not None}


def _open(given: argparse.Namespace) -> Archive:
    from diplomacy_archive.archive import load

    return load(given.data)


def _results(method: str) -> Callable[[argparse.Namespace], int]:
    def run(given: argparse.Namespace) -> int:
        archive = _open(given)
        found: Results[Any] = getattr(archive, method)(**_filters(given))
        if given.json:
            _print_json(found.rows())
        else:
            width, style = _terminal(sys.stdout)
            print(found.text(width=width, style=style))
        return 0

    return run


def _show(given: argparse.Namespace) -> int:
    from diplomacy_archive.display import cards_text

    archive = _open(given)
    record = archive.record(given.record)
    if given.json:
        _print_json(archive.row(record))
        return 0
    width, style = _terminal(sys.stdout)
    print(cards_text([archive.card(record)], width=width, style=style))
    for origin in archive.origins(record):
        print(f"\nwritten in {origin}")
    return 0


def _check(given: argparse.Namespace) -> int:
    from diplomacy_archive.loader import check_folder, shipped_data

    folder = given.folder or given.data
    problems = check_folder(Path(folder) if folder else shipped_data())
    if given.json:
        _print_json([_problem_row(problem) for problem in problems])
    else:
        for problem in problems:
            _say(str(problem))
        print(_count(len(problems), "problem") if problems else "no problems")
    return 1 if problems else 0


def _verify(given: argparse.Namespace) -> int:
    archive = _open(given)
    proof, problems = archive.verify(given.texts)
    if given.json:
        rows = [
            {**vars(one), "uncited": [{"paragraph": number, "reason": why} for number, why in one.uncited]}
            for one in proof.articles
        ]
        _print_json({"articles": rows, "unknown": proof.unknown, "problems": list(map(_problem_row, problems))})
        return 1 if problems else 0
    for problem in problems:
        _say(str(problem))
    for one in proof.articles:
        print(f"{one.article}: {_proof_line(one)}")
    for path in proof.unknown:
        print(f"{path}: of no article of this archive")
    read = [one for one in proof.articles if one.file]
    quotes, proven = sum(one.quotes for one in read), sum(one.proven for one in read)
    print(f"{_count(len(read), 'article')}, {proven} of {_count(quotes, 'quote')} proven")
    if problems:
        print(_count(len(problems), "problem"))
    return 1 if problems else 0


def _proof_line(one: Any) -> str:
    if not one.file:
        return "no text given"
    uncited = ", ".join(f"{number} ({why or 'no reason given'})" for number, why in one.uncited) or "none"
    return f"{one.proven} of {one.quotes} quotes proven in {one.file}; uncited paragraphs: {uncited}"


def _build(given: argparse.Namespace) -> int:
    archive = _open(given)
    archive.save(given.file)
    print(f"wrote {given.file}: {archive!r}")
    return 0


def _schema(given: argparse.Namespace) -> int:
    from diplomacy_archive.curate.schema import FILES, schema

    if given.file not in FILES:
        raise FilterError(f"there is a schema of {', '.join(FILES)}; found {given.file!r}")
    _print_json(schema(given.file))
    return 0


def _export(given: argparse.Namespace) -> int:
    archive = _open(given)
    written = archive.export(given.format, given.folder, **_filters(given))
    print(f"wrote {_count(len(written), 'file')} into {given.folder}")
    return 0


def _version_or_help(given: argparse.Namespace) -> int:
    if given.version:
        from diplomacy_archive.archive import load

        version = load().version
        print(f"diplomacy-archive {version.package}, data {version.data}")
        return 0
    given.parser.print_help(sys.stderr)
    return 2


def _terminal(stream: TextIO) -> tuple[int, Any]:
    """Return the width and style for a stream: colour and the whole width only on a terminal."""
    from diplomacy_archive.display import COLOUR, PLAIN, WIDTH

    if not stream.isatty():
        return WIDTH, PLAIN
    width = shutil.get_terminal_size((WIDTH, 24)).columns
    plain = bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb"
    return max(40, min(width, 120)), PLAIN if plain else COLOUR


def _print_json(value: Any) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=2))


def _problem_row(problem: Any) -> dict[str, Any]:
    at = problem.origin
    return {
        "path": at.path, "line": at.line, "column": at.column, "code": problem.code, "message": problem.message
    }  # fmt: skip


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
