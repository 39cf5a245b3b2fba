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
    reason,
    shown,
)
from diplomacy_archive.progress import working

if TYPE_CHECKING:
    from diplomacy_archive.archive import Archive
    from diplomacy_archive.display import Card
    from diplomacy_archive.results import Results

Options = dict[str, tuple[str, ...]]
"""Names of options, with the placeholder of the value and what it means; _AGAIN if it may be given again."""
_AGAIN = "again"
_MANY = 20  # meetings, of which a reader may want to see a line each

_OF_MEETINGS: Options = {
    "on": ("DATE", "a day, month or year; without a year, that day in any year: 24/2, 24/2/2026, 2026-02"),
    "since": ("DATE", "from this day, month or year on; it needs a year"),
    "until": ("DATE", "up to this day, month or year; it needs a year"),
    "part-of-day": ("WORDS", "morning, noon, afternoon, evening or night"),
    "person": ("NAME", "somebody who took part; give it again for somebody else as well", _AGAIN),
    "party": ("NAME", "a party in whose capacity somebody took part"),
    "organisation": ("NAME", "an organisation in whose capacity somebody took part"),
    "country": ("NAME", "a side; give it again for another as well", _AGAIN),
    "place": ("NAME", "a place or country, with all that lies in it"),
    "kind": ("WORDS", "what an article calls the meeting: talks, formal call, hội đàm, …"),
    "area": ("NAME", "an area that was mentioned, or one inside it; give it again for another as well", _AGAIN),
    "article": ("ID", "an article that reports it"),
    "search": ("WORDS", "words that stand together in a report or statement; accents do not matter"),
    "status": ("WORDS", "held (unless asked), planned, cancelled, any"),
}
_OF_STATEMENTS: Options = {
    "speaker": ("NAME", "who says it"),
    "act": ("WORDS", "what they do by it: affirmed, proposed, đề xuất, …"),
    "meeting": ("ID", "the meeting at which it is said"),
    "about": ("NAME", "a person, country, party or organisation spoken of"),
    **_OF_MEETINGS,
    "article": ("ID", "the article that tells it"),
}
_OF_PEOPLE: Options = {
    "party": ("NAME", "only who is printed in a capacity of this party"),
    "organisation": ("NAME", "only who is printed in a capacity of this organisation"),
    "country": ("NAME", "only who takes this side or comes from this country"),
    "meeting": ("ID", "only who took part in this meeting"),
    "article": ("ID", "only whom this article names"),
}
_OF_AREAS: Options = {
    "meeting": ("ID", "only those mentioned at this meeting"),
    "statement": ("ID", "only those this statement mentions"),
}
_OF_INVITATIONS: Options = {
    "person": ("NAME", "somebody who invites, is invited or passes it on"),
    "meeting": ("ID", "only those raised at this meeting"),
    "article": ("ID", "only those this article tells"),
}
_OF_UNDERTAKINGS: Options = {
    "between": (
        "NAME",
        "a person, country, party or organisation it is between; give it again for another as well",
        _AGAIN,
    ),
    "area": ("NAME", "an area it is of, or one inside it; give it again for another as well", _AGAIN),
    "kind": ("WORDS", "what is undertaken: plan, training, Năm chéo, …"),
    "status": ("WORDS", "how far it has come: raised, to be signed, signed, …"),
    "meeting": ("ID", "only those raised at this meeting"),
    "article": ("ID", "only those this article tells"),
}
_OF_BACKGROUND: Options = {
    "about": (
        "NAME",
        "a person, country, party or organisation it is about; give it again for another as well",
        _AGAIN,
    ),
    "area": ("NAME", "an area it mentions, or one inside it; give it again for another as well", _AGAIN),
    "article": ("ID", "only what this article tells"),
}


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
        _say(f"diplomacy-archive: {error.filename or 'the answer'} cannot be written: {reason(error)}")
        return 1
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


def _given(arguments: list[str]) -> argparse.Namespace:
    """Return what is asked for; a name of several words without quotation marks is shown with them."""
    given, rest = _parser().parse_known_args(arguments)
    if rest:
        at = arguments.index(rest[0])
        option, *name = arguments[max(at - 2, 0) : at + len(rest)]
        split = option.startswith("--") and not any(" " in word or word.startswith("-") for word in name)
        hint = f'; a name of several words stands in quotation marks: {option} "{" ".join(name)}"'
        given.parser.error(f"unrecognized arguments: {' '.join(rest)}{hint * split}")
    return given


class _Once(argparse.Action):
    """Keep an option's value; the first of two is not to be dropped without a word."""

    def __call__(
        self, parser: argparse.ArgumentParser, namespace: argparse.Namespace, values: Any, option: str | None = None
    ) -> None:
        if getattr(namespace, self.dest) is not None:
            parser.error(f"{option} is given twice; it takes one value")
        setattr(namespace, self.dest, values)


def _say(text: str) -> None:
    print(text, file=sys.stderr)


def _help(prog: str) -> argparse.HelpFormatter:
    """Return what formats help: examples stay on their lines, ready to be copied."""
    return argparse.RawDescriptionHelpFormatter(prog, max_help_position=26)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="diplomacy-archive",
        description="Ask an archive of diplomatic news who met whom, when, where and about what;\n"
        "every answer shows the words that prove it.",
        epilog='example:\n  diplomacy-archive ask "Ai gặp ai ngày 24/2 và về việc gì?"',
        formatter_class=_help,
    )
    parser.add_argument("--version", action="store_true", help="print the versions of package and data")
    parser.set_defaults(run=_version_or_help, parser=parser)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")

    def add(
        name: str,
        run: Callable[[argparse.Namespace], int],
        about: str,
        example: str,
        *,
        takes: str = "",
        filters: Options | None = None,
        brief: bool = False,
    ) -> argparse.ArgumentParser:
        command = commands.add_parser(
            name,
            help=about,
            usage=f"%(prog)s [OPTION …] {takes}".rstrip(),
            description=f"{about[0].upper()}{about[1:]}.",
            epilog=f"example:\n  diplomacy-archive {name} {example}",
            formatter_class=_help,
        )
        data = "a folder of data files, or a built .db; without it, the one shipped"
        command.add_argument("--data", metavar="PATH", action=_Once, help=data)
        command.add_argument("--json", action="store_true", help="print JSON, as the library's rows()")
        command.set_defaults(run=run, parser=command, brief=None)
        if brief:
            command.add_argument("--brief", action="store_true", default=False, help="a line for each")
        if filters:
            _add_filters(command, filters)
        return command

    about = "a question in Vietnamese or English"
    command = add("ask", _ask, about, '"Ai gặp ai ngày 24/2 và về việc gì?"', takes="QUESTION")
    command.add_argument("question", metavar="QUESTION", nargs="+", help="in words, with or without accents")
    today = 'the day from which "yesterday" and the like are counted, YYYY-MM-DD'
    command.add_argument("--today", metavar="DATE", action=_Once, help=today)
    add(
        "who-met-whom",
        _results("who_met_whom"),
        "who met whom: pairs across sides",
        "--on 24/2",
        filters=_OF_MEETINGS,
        brief=True,
    )
    add(
        "meetings",
        _results("meetings"),
        "meetings: who, when, where and about what",
        '--person "le hoai trung" --area "năng lượng"',
        filters=_OF_MEETINGS,
        brief=True,
    )
    add(
        "statements",
        _results("statements"),
        "what was said, by whom and at which meeting",
        "--speaker Putin --area energy",
        filters=_OF_STATEMENTS,
    )
    add("people", _results("people"), "people, with their offices as printed", "--party CPRF", filters=_OF_PEOPLE)
    about = "fields of cooperation and topics"
    add("areas", _results("areas"), about, "--meeting 2026-02-24-lavrov", filters=_OF_AREAS)
    about = "who invites whom, and what they answer"
    add("invitations", _results("invitations"), about, '--person "Tô Lâm"', filters=_OF_INVITATIONS)
    about = "plans, agreements and the like, and how far they have come"
    add("undertakings", _results("undertakings"), about, '--status "to be signed"', filters=_OF_UNDERTAKINGS)
    about = "what articles tell outside any meeting"
    add("background", _results("background"), about, "--area energy", filters=_OF_BACKGROUND)

    command = add("show", _show, "one record, whole, by its id or name", "2026-02-24-lavrov", takes="RECORD")
    about = "an id, or a person's, party's, place's or area's name"
    command.add_argument("record", metavar="RECORD", nargs="+", help=about)
    command = add("check", _check, "all problems of data files, with what to do", "data", takes="[DATA]")
    command.add_argument(
        "source",
        metavar="DATA",
        nargs="?",
        help="the folder, or a built file, which is read whole; without it, --data or the one shipped",
    )
    codes = "only problems of these codes, or of all that start so: D05,R"
    command.add_argument("--select", metavar="CODES", action=_Once, help=codes)
    command = add("format", _format, "bring data files into their one form", "data", takes="[DATA]")
    command.add_argument(
        "folder", metavar="DATA", nargs="?", help="the folder; without it, --data or the one shipped"
    )
    command.add_argument("--check", action="store_true", help="change nothing; name the files that are not in it")
    command = add("verify", _verify, "prove every quote in the articles' texts", "articles/", takes="TEXT…")
    command.add_argument("texts", metavar="TEXT", nargs="+", help="text files, or folders of *.txt")
    command = add("build", _build, "write the archive to a file that opens at once", "archive.db", takes="FILE.db")
    command.add_argument("file", metavar="FILE.db", help="the file to write")
    command = add("schema", _schema, "the JSON Schema of a data file, for editors", "article", takes="[FILE]")
    command.add_argument(
        "file", metavar="FILE", nargs="?", default="article", help="article (unless said), people, …"
    )
    write = "write all of them into the data folder's schema/, where its files tell an editor to look"
    command.add_argument("--write", action="store_true", help=write)
    command = add(
        "export",
        _export,
        "write every table in another format, or a page to browse, filtered if asked",
        "html page.html --since 2026-01 --country Nga",
        takes="FORMAT TARGET",
        filters=_OF_MEETINGS,
    )
    formats = ("csv", "jsonl", "html")
    command.add_argument("format", metavar="FORMAT", choices=formats, help="csv, jsonl, or html for a page")
    command.add_argument("target", metavar="TARGET", help="a folder for the tables; for html, the file")
    return parser


def _add_filters(command: argparse.ArgumentParser, filters: Options) -> None:
    group = command.add_argument_group("filters, all of which must hold")
    for name, (metavar, meaning, *again) in filters.items():
        action: Any = "append" if again else _Once
        group.add_argument(f"--{name}", metavar=metavar, action=action, help=meaning)
    command.set_defaults(filters=tuple(name.replace("-", "_") for name in filters))


def _filters(given: argparse.Namespace) -> dict[str, Any]:
    return {name: value for name in given.filters if (value := getattr(given, name)) is not None}


def _open(given: argparse.Namespace) -> Archive:
    from diplomacy_archive.archive import load

    with working("reading the archive", sys.stderr):
        return load(given.data)


def _results(method: str) -> Callable[[argparse.Namespace], int]:
    def run(given: argparse.Namespace) -> int:
        archive = _open(given)
        found: Results[Any] = getattr(archive, method)(**_filters(given))
        if given.json:
            with working(f"looking up {found.several}", sys.stderr):
                rows = found.rows()
            _print_json(rows)
            for note in (*found.notes, *found.hints):
                _say(f"note: {note}")
        else:
            width, style = _terminal(sys.stdout)
            with working(f"looking up {found.several}", sys.stderr):
                text = found.text(width=width, style=style, brief=bool(given.brief))
            print(text)
            if sys.stdout.isatty() and given.brief is False and len(found) > _MANY:
                _say("note: --brief shows a line for each")
        return 0

    return run


def _ask(given: argparse.Namespace) -> int:
    from diplomacy_archive.dates import parse_day

    archive, today = _open(given), parse_day(given.today) if given.today else None
    with working("looking for an answer", sys.stderr):
        answer = archive.ask(" ".join(given.question), today=today)
    if given.json:
        _print_json(answer.row())
    else:
        width, style = _terminal(sys.stdout)
        print(answer.shown(width=width, style=style))
    return 0 if answer.status.understood else 1


def _show(given: argparse.Namespace) -> int:
    from diplomacy_archive.display import cards_text

    archive = _open(given)
    record = archive.record(" ".join(given.record))
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
    from diplomacy_archive.store import Store

    written = given.source or given.data
    source = Path(written) if written else shipped_data()
    wanted = _codes(given.select or "")
    with working("checking", sys.stderr):
        if source.is_file():  # it was built of data without problems; since then it may be damaged
            Store.check(source)
        found = [] if source.is_file() else check_folder(source)
    problems = [problem for problem in found if problem.code.startswith(wanted)]
    if given.json:
        _print_json([_problem_row(problem) for problem in problems])
        return 1 if problems else 0
    for problem in problems:
        _say(str(problem))
    if problems:
        # What cannot be read is not looked at any further.
        unread = any(problem.code.startswith(("S", "F")) for problem in problems)
        print(_count(len(problems), "problem") + ("; more may follow when these are mended" if unread else ""))
    elif given.select:
        print(f"no problems of {given.select}")
    else:
        print("no problems")
        print(f"now prove the quotes: diplomacy-archive verify TEXT…{f' --data {written}' if written else ''}")
    return 1 if problems else 0


def _codes(selected: str) -> tuple[str, ...]:
    """Return what the codes of the problems that are asked for start with."""
    from diplomacy_archive.errors import CODES

    wanted = tuple(code.strip().upper() for code in selected.split(","))
    for code in wanted if selected else ():
        if not code or not any(known.startswith(code) for known in CODES):
            families = "".join(dict.fromkeys(known[0] for known in CODES))
            raise FilterError(f"a code is one of data/README.md, as D05, or a letter of {families}; found {code!r}")
    return wanted


def _format(given: argparse.Namespace) -> int:
    from diplomacy_archive.curate.format import format_folder

    changed, problems = format_folder(_own_folder(given.folder or given.data), write=not given.check)
    status = 1 if problems or (given.check and changed) else 0
    if given.json:
        _print_json({"changed": list(map(shown, changed)), "problems": list(map(_problem_row, problems))})
        return status
    for problem in problems:
        _say(str(problem))
    for path in changed:
        print(f"{'not in form' if given.check else 'formatted'}: {shown(path)}")
    if not changed:
        print("every file is in form" if not problems else "mend these first")
    return status


def _own_folder(given: str | None) -> Path:
    """Return a data folder to write into: never the one inside an installed package."""
    from diplomacy_archive.loader import shipped_data

    folder = Path(given) if given else shipped_data()
    if folder.resolve().is_relative_to(Path(__file__).resolve().parent):
        raise FilterError("the shipped data are not to be written to; name a folder of your own")
    return folder


def _verify(given: argparse.Namespace) -> int:
    from diplomacy_archive.display import Card, cards_text

    archive = _open(given)
    with working("proving quotes", sys.stderr):
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
    width, style = _terminal(sys.stdout)
    cards = [*map(_proof_card, proof.articles)]
    cards += [Card(path, facts=(("text", "of no article of this archive"),)) for path in proof.unknown]
    print(cards_text(cards, width=width, style=style), end="\n\n")
    read = [one for one in proof.articles if one.file]
    quotes, proven = sum(one.quotes for one in read), sum(one.proven for one in read)
    print(f"{_count(len(read), 'article')}, {proven} of {_count(quotes, 'quote')} proven")
    if problems:
        print(_count(len(problems), "problem"))
    return 1 if problems else 0


def _proof_card(one: Any) -> Card:
    from diplomacy_archive.display import Card

    if not one.file:
        return Card(one.article, facts=(("text", "none given"),))
    uncited = ", ".join(f"§{number} ({why or 'no reason given'})" for number, why in one.uncited) or "none"
    proven = f"{one.proven} of {_count(one.quotes, 'quote')}"
    return Card(one.article, facts=(("text", one.file), ("proven", proven), ("uncited", uncited)))


def _build(given: argparse.Namespace) -> int:
    archive = _open(given)
    with working(f"writing {given.file}", sys.stderr):
        archive.save(given.file)
    if given.json:
        _print_json({"written": [given.file]})
    else:
        print(f"wrote {given.file}: {archive!r}")
    return 0


def _schema(given: argparse.Namespace) -> int:
    from diplomacy_archive.curate.schema import FILES, schema, write_schemas

    if given.write:
        written = write_schemas(_own_folder(given.data))
        if given.json:
            _print_json({"written": [str(path) for path in written]})
        else:
            print(f"wrote {_count(len(written), 'file')} into {shown(written[0].parent)}")
        return 0

    if given.file not in FILES:
        raise FilterError(f"there is a schema of {', '.join(FILES)}; found {given.file!r}")
    _print_json(schema(given.file))
    return 0


def _export(given: argparse.Namespace) -> int:
    archive = _open(given)
    with working(f"writing {given.target}", sys.stderr):
        written = archive.export(given.format, given.target, **_filters(given))
    if given.json:
        _print_json({"written": [str(path) for path in written]})
    elif given.format == "html":
        print(f"wrote {given.target}")
    else:
        print(f"wrote {_count(len(written), 'file')} into {given.target}")
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
    return max(40, width), PLAIN if plain else COLOUR


def _print_json(value: Any) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=2))


def _problem_row(problem: Any) -> dict[str, Any]:
    at = problem.origin
    return {
        "path": at.path, "line": at.line, "column": at.column, "code": problem.code, "message": problem.message
    }  # fmt: skip


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
