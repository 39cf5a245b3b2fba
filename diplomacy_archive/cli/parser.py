"""Define the commands, their options and their help."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Collection
from functools import partial
from typing import Any

from diplomacy_archive.cli import asking, keeping

Adder = Callable[..., argparse.ArgumentParser]


PATHS = ("data", "source", "folder", "text", "texts", "file", "target")
"""The arguments that are paths, whose bytes may be of any encoding."""


class _Once(argparse.Action):
    """Keep an option's value; the first of two is not to be dropped without a word."""

    def __call__(
        self, parser: argparse.ArgumentParser, namespace: argparse.Namespace, values: Any, option: str | None = None
    ) -> None:
        if getattr(namespace, self.dest) is not None:
            parser.error(f"{option} is given twice; it takes one value")
        setattr(namespace, self.dest, values)


def _path(written: str) -> str:
    """Return a path; an empty one is a variable that was not set, and not the folder one is in."""
    if not written.strip():
        raise argparse.ArgumentTypeError("a path is empty; was a variable not set?")
    return os.fsdecode(written.encode("utf-8", "surrogateescape"))  # as the locale has it


def _number(written: str) -> int:
    """Return a number from 0."""
    if not written.isdecimal():
        raise argparse.ArgumentTypeError(f"must be a number from 0; found {written!r}")
    return int(written)


def _help(prog: str) -> argparse.HelpFormatter:
    """Return what formats help: examples stay on their lines, ready to be copied."""
    return argparse.RawDescriptionHelpFormatter(prog, max_help_position=26)


def parser(arguments: Collection[str]) -> argparse.ArgumentParser:
    """Return the parser of a command line; only commands that it may name get their filters.

    To make those of all takes longer than a query.
    """
    whole = argparse.ArgumentParser(
        prog="diplomacy-archive",
        description="Ask an archive of diplomatic news who met whom, when, where and about what;\n"
        "every answer shows the words that prove it.",
        epilog='example:\n  diplomacy-archive ask "Ai gặp ai ngày 24/2 và về việc gì?"',
        formatter_class=_help,
    )
    whole.add_argument("--version", action="store_true", help="print the versions of package and data")
    whole.set_defaults(run=asking.version_or_help, parser=whole)
    commands = whole.add_subparsers(title="commands", metavar="COMMAND")
    add = partial(_add, commands, arguments)
    _add_asking(add)
    _add_keeping(add)
    return whole


def _add_asking(add: Adder) -> None:
    about = "a question in Vietnamese or English"
    command = add("ask", asking.ask, about, '"Ai gặp ai ngày 24/2 và về việc gì?"', takes="QUESTION")
    command.add_argument("question", metavar="QUESTION", nargs="+", help="in words, with or without accents")
    today = 'the day from which "yesterday" and the like are counted, as 24/2/2026 or 2026-02-24'
    command.add_argument("--today", metavar="DATE", action=_Once, help=today)
    command.add_argument("--limit", metavar="NUMBER", type=_number, action=_Once, help="how many records are shown")
    command.add_argument("--full", action="store_true", help="all records, each with all its quotes")
    add(
        "who-met-whom",
        asking.results("who_met_whom"),
        "who met whom: pairs across sides",
        "--on 24/2",
        filters="meetings",
    )
    add(
        "meetings",
        asking.results("meetings"),
        "meetings: who, when, where and about what",
        '--person "le hoai trung" --area "năng lượng"',
        filters="meetings",
    )
    add(
        "statements",
        asking.results("statements"),
        "what was said, by whom and at which meeting",
        "--speaker Putin --area energy",
        filters="statements",
    )
    add(
        "people",
        asking.results("people"),
        "people, with their offices as printed",
        "--party CPRF",
        filters="people",
    )
    about = "fields of cooperation and topics"
    add("areas", asking.results("areas"), about, "--meeting 2026-02-24-lavrov", filters="areas")
    about = "who invites whom, and what they answer"
    add("invitations", asking.results("invitations"), about, '--person "Tô Lâm"', filters="invitations")
    about = "plans, agreements and the like, and how far they have come"
    add("undertakings", asking.results("undertakings"), about, '--status "to be signed"', filters="undertakings")
    about = "what articles tell outside any meeting"
    add("background", asking.results("background"), about, "--area energy", filters="background")

    command = add("show", asking.show, "one record, whole, by its id or name", "2026-02-24-lavrov", takes="RECORD")
    about = "an id, or a person's, party's, place's or area's name"
    command.add_argument("record", metavar="RECORD", nargs="+", help=about)


def _add_draft(add: Adder) -> None:
    about = "write the data file of an article from its text, for you to confirm"
    command = add("draft", keeping.draft, about, "article.txt --data data", takes="[TEXT]")
    command.add_argument("text", metavar="TEXT", type=_path, nargs="?", help="the article's text file")
    way = command.add_mutually_exclusive_group()
    way.add_argument("--prompt", action="store_true", help="print what an assistant needs to read the text")
    way.add_argument("--from", dest="answer", metavar="ANSWER", help="a file with an assistant's answer, or -")
    about = "a program that reads the prompt and writes an answer; what is refused is sent back"
    way.add_argument("--with", dest="command", metavar="COMMAND", help=about)
    about = "move a draft to the articles and registers, if check and verify find nothing"
    way.add_argument("--accept", metavar="DRAFT", type=_path, help=about)
    about = "propose also the people who took part in no meeting"
    way.add_argument("--mentions", action="store_true", help=about)
    seconds = "seconds that the command may take each time (600)"
    command.add_argument("--timeout", metavar="SECONDS", type=float, default=600, help=seconds)


def _add_keeping(add: Adder) -> None:
    command = add("check", keeping.check, "all problems of data files, with what to do", "data", takes="[DATA]")
    command.add_argument(
        "source",
        metavar="DATA",
        type=_path,
        nargs="?",
        help="the folder, or a built file, which is read whole; without it, --data or the one shipped",
    )
    codes = "only problems of these codes, or of all that start so: D05,R"
    command.add_argument("--select", metavar="CODES", action=_Once, help=codes)
    _add_draft(add)
    command = add("format", keeping.format_files, "bring data files into their one form", "data", takes="[DATA]")
    command.add_argument(
        "folder", metavar="DATA", type=_path, nargs="?", help="the folder; without it, --data or the one shipped"
    )
    command.add_argument("--check", action="store_true", help="change nothing; name the files that are not in it")
    command.add_argument("--upgrade", action="store_true", help="bring files of an older form into the present one")
    command = add("verify", keeping.verify, "prove every quote in the articles' texts", "articles/", takes="TEXT…")
    command.add_argument("texts", metavar="TEXT", type=_path, nargs="+", help="text files, or folders of *.txt")
    about = "whether each quotation and id in a text stands, and where"
    command = add("prove", keeping.prove, about, "answer.md --texts articles/", takes="FILE")
    command.add_argument("file", metavar="FILE", type=_path, help="the text; - is what is piped in")
    texts = "articles' text files, or a folder of them; without them only recorded words can be told"
    command.add_argument(
        "--texts", metavar="PATH", type=_path, action="append", help=f"{texts}; give it again for another"
    )
    about = "what an article's file records of its text, to be copied into it"
    command = add("fingerprint", keeping.fingerprint, about, "articles/", takes="TEXT…")
    command.add_argument("texts", metavar="TEXT", type=_path, nargs="+", help="text files, or folders of *.txt")
    about = "how far two codings of one article agree, field by field"
    command = add("agree", keeping.agree, about, "mine.yaml theirs.yaml", takes="ONE OTHER")
    command.add_argument("one", metavar="ONE", type=_path, help="an article's data file, or a folder of data")
    command.add_argument("other", metavar="OTHER", type=_path, help="the other coder's")
    about = "what changed in the facts, record by record; exit status 1 where something did"
    command = add("diff", keeping.diff, about, "old.db data", takes="OLD NEW")
    for name in ("old", "new"):
        help_ = "a folder of data, one of its files, or a built .db"
        command.add_argument(name, metavar=name.upper(), type=_path, help=help_)
    command.add_argument("--changelog", action="store_true", help="in Markdown, for a release's changelog")
    command = add(
        "build", keeping.build, "write the archive to a file that opens at once", "archive.db", takes="FILE.db"
    )
    command.add_argument("file", metavar="FILE.db", type=_path, help="the file to write")
    command = add(
        "schema", keeping.schema, "the JSON Schema of a data file, for editors", "article", takes="[FILE]"
    )
    command.add_argument(
        "file",
        metavar="FILE",
        nargs="?",
        default="article",
        help="article (unless said), people, …; or datasette, its metadata",
    )
    write = "write all of them into the data folder's schema/, where its files tell an editor to look"
    command.add_argument("--write", action="store_true", help=write)
    command = add("mcp", keeping.mcp, "answer an assistant's questions (MCP, over stdio)", "--data archive.db")
    command.add_argument("--texts", metavar="PATH", type=_path, action="append", help=f"{texts}; again for another")
    command = add(
        "export",
        keeping.export,
        "write sheets, a page to browse, or formats of other tools, filtered if asked",
        "sheet meetings.xlsx --since 2026-01 --country Nga",
        takes="FORMAT TARGET",
        filters="meetings",
    )
    formats = ("sheet", "html", "gexf", "ftm", "csv", "jsonl", "parquet")
    about = "sheet (.xlsx or .csv), html, a page; gexf, for Gephi; ftm, FollowTheMoney; csv, jsonl, parquet: tables"
    command.add_argument("format", metavar="FORMAT", choices=formats, help=about)
    command.add_argument("target", metavar="TARGET", type=_path, help="a file; for csv, jsonl and parquet a folder")


def _add(
    commands: Any,
    arguments: Collection[str],
    name: str,
    run: Callable[[argparse.Namespace], int],
    about: str,
    example: str,
    *,
    takes: str = "",
    filters: str = "",
) -> argparse.ArgumentParser:
    command: argparse.ArgumentParser = commands.add_parser(
        name,
        help=about,
        usage=f"%(prog)s [OPTION …] {takes}".rstrip(),
        description=f"{about[0].upper()}{about[1:]}.",
        epilog=f"example:\n  diplomacy-archive {name} {example}",
        formatter_class=_help,
    )
    data = "a folder of data files, or a built .db; without it, the one shipped"
    command.add_argument("--data", metavar="PATH", type=_path, action=_Once, help=data)
    command.add_argument("--json", action="store_true", help="print JSON, as the library's rows()")
    lang = f"the language: vi or en; without it, that of {'the question' if name == 'ask' else 'the terminal'}"
    command.add_argument("--lang", choices=("vi", "en"), action=_Once, help=lang)
    command.set_defaults(run=run, parser=command)
    if filters and not takes:
        command.add_argument("--full", action="store_true", help="a card for each record, with its words")
        limit = "how many are shown: 20 on a terminal, all in a pipe; 0 for all"
        command.add_argument("--limit", metavar="N", type=_number, action=_Once, help=limit)
    if filters and name in arguments:
        _add_filters(command, filters)
    return command


def _add_filters(command: argparse.ArgumentParser, method: str) -> None:
    from diplomacy_archive.store._filters import options  # only a command that is named needs them

    group = command.add_argument_group("filters, all of which must hold")
    known = options(method)
    for name, option in known.items():
        action: Any = "append" if option.several else _Once
        again = "; give it again for another" if option.several else ""
        placeholder = option.filter.reader.placeholder
        group.add_argument(
            f"--{name.replace('_', '-')}", metavar=placeholder, action=action, help=f"{option.filter.help}{again}"
        )
    command.set_defaults(filters=tuple(known))
