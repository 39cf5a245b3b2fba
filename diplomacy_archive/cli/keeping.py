"""Run the commands that keep an archive: check, prove, build, and write it in other forms."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from diplomacy_archive._progress import working
from diplomacy_archive.cli.asking import filters, language, open_archive
from diplomacy_archive.cli.output import count, print_json, problem_row, say, terminal
from diplomacy_archive.errors import FileError, FilterError, reason, shown

if TYPE_CHECKING:
    from diplomacy_archive.errors import Problem
    from diplomacy_archive.files._texts import Verification
    from diplomacy_archive.show._values import Card


def check(given: argparse.Namespace) -> int:
    """Print the problems of data files, or tell whether a built file is whole."""
    from diplomacy_archive.files._loader import check_folder, shipped_data, waiting
    from diplomacy_archive.store._store import Store

    written = given.source or given.data
    source = Path(written) if written else shipped_data()
    wanted = _codes(given.select or "")
    built = source.is_file() and not source.name.lower().endswith((".yaml", ".yml"))
    with working("checking", sys.stderr):
        if built:  # of data without problems; since then it may be damaged
            Store.check(source)
        found = [] if built else check_folder(source)
    problems = [problem for problem in found if problem.code.startswith(wanted)]
    if given.json:
        print_json([problem_row(problem) for problem in problems])
        return 1 if problems else 0
    for problem in problems:
        say(str(problem))
    for path, open_ in [] if built else waiting(source):
        say(f"{shown(path)}: a draft that is not accepted yet, {count(open_, '`# ?`')}")
    if problems:
        # What cannot be read is not looked at any further.
        unread = any(problem.code.startswith(("S", "F")) for problem in problems)
        print(count(len(problems), "problem") + ("; more may follow when these are mended" if unread else ""))
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
            raise FilterError(
                f"a code is one of data/DICTIONARY.md, as D05, or a letter of {families}; found {code!r}"
            )
    return wanted


def draft(given: argparse.Namespace) -> int:
    """Write the data file of an article from its text, print what an assistant needs for it, or accept a draft."""
    from diplomacy_archive.draft import _draft as drafting
    from diplomacy_archive.files._loader import Sources

    folder = _own_folder(given.data)
    if given.accept:
        return _accept(given, folder)
    if not given.text:
        raise FilterError("name the article's text, or a draft to --accept")
    path = Path(given.text)
    text, records = drafting.read_one(path), Sources(folder).records
    if given.prompt:
        print(drafting.prompt_for(text, records))
        return 0
    if given.answer:
        source = sys.stdin.buffer.read() if given.answer == "-" else _bytes(Path(given.answer))
        made = drafting.draft_from(text, records, source)
    elif given.command:
        with working("asking the command", sys.stderr):
            made = drafting.draft_with(text, records, given.command, seconds=given.timeout)
    else:
        made = drafting.draft(text, records, mentions=given.mentions)
    written = drafting.write_draft(made, folder, path)
    if given.json:
        print_json({"written": shown(written), "id": made.id, "counts": made.counts, "remarks": made.remarks})
        return 0
    found = ", ".join(count(number, noun.removesuffix("s")) for noun, number in made.counts.items() if number)
    print(
        f"wrote {shown(written)}: proposes {found or 'no meeting'}; fill in and confirm each `# ?`, "
        f"then: diplomacy-archive draft --accept {shown(written)}"
    )
    for remark in made.remarks:
        say(remark)
    return 0


def _accept(given: argparse.Namespace, folder: Path) -> int:
    from diplomacy_archive.draft._draft import accept

    path = Path(given.accept)
    problems = accept(path, folder, Path(given.text) if given.text else None)
    if given.json:
        print_json(list(map(problem_row, problems)))
    else:
        for problem in problems:
            say(str(problem))
        kept = f"{count(len(problems), 'problem')}; the draft is left as it was"
        print(kept if problems else f"moved to {shown(folder / 'articles' / path.name)}; its quotes are proven")
    return 1 if problems else 0


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise FileError(f"{shown(path)} cannot be read: {reason(error)}") from None


def format_files(given: argparse.Namespace) -> int:
    """Bring data files into their one form."""
    from diplomacy_archive.files._format import format_folder

    folder = _own_folder(given.folder or given.data)
    changed, problems = format_folder(folder, write=not given.check, old=given.upgrade)
    status = 1 if problems or (given.check and changed) else 0
    if given.json:
        print_json({"changed": list(map(shown, changed)), "problems": list(map(problem_row, problems))})
        return status
    for problem in problems:
        say(str(problem))
    for path in changed:
        print(f"{'not in form' if given.check else 'formatted'}: {shown(path)}")
    if not changed:
        print("every file is in form" if not problems else "mend these first")
    return status


def _own_folder(given: str | None) -> Path:
    """Return a data folder to write into: never the one inside an installed package."""
    from diplomacy_archive.files._loader import shipped_data

    folder = Path(given) if given else shipped_data()
    if folder.resolve().is_relative_to(Path(__file__).resolve().parent.parent):
        raise FilterError("the shipped data are not to be written to; name a folder of your own")
    return folder


def verify(given: argparse.Namespace) -> int:
    """Prove the quotes in the texts."""
    from diplomacy_archive.show._terminal import READABLE, cards_text

    with working("proving quotes", sys.stderr):
        proof, problems, left = _proof(given)
    if given.json:
        rows = [
            {**vars(one), "uncited": [{"paragraph": number, "reason": why} for number, why in one.uncited]}
            for one in proof.articles
        ]
        found = {"articles": rows, "further": dict(proof.further), "unknown": proof.unknown}
        print_json({**found, "problems": list(map(problem_row, problems))})
        return 1 if problems else 0
    for problem in problems:
        say(str(problem))
    width, style = terminal(sys.stdout)
    cards = [*map(_proof_card, proof.articles)]
    cards += [_plain_card(path, text=f"another of {article}") for path, article in proof.further]
    cards += [_plain_card(path, text="of no article of this archive") for path in proof.unknown]
    print(cards_text(cards, width=min(width, READABLE), style=style), end="\n\n")
    read = [one for one in proof.articles if one.file]
    quotes, proven = sum(one.quotes for one in read), sum(one.proven for one in read)
    print(f"{count(len(read), 'article')}, {proven} of {count(quotes, 'quote')} proven")
    if problems:
        print(count(len(problems), "problem"))
    if left:
        say(f"check finds {count(left, 'problem')} besides; nothing is released before they are mended")
    return 1 if problems else 0


def _proof(given: argparse.Namespace) -> tuple[Verification, list[Problem], int]:
    """Prove the quotes of a folder of data files, even while check finds problems in it, or of a built file.

    Returns:
        What the texts prove; every problem of texts and proofs, and of records that could not be read; how many
        other problems check finds.
    """
    from diplomacy_archive.files._loader import Sources, shipped_data
    from diplomacy_archive.files._texts import read_texts, verify

    folder = Path(given.data) if given.data else shipped_data()
    if not folder.is_dir():
        return *open_archive(given).verify(given.texts), 0
    sources = Sources(folder)
    files, problems = read_texts(given.texts)
    proof = verify(sources.records, files, sources.home)
    found = set(sources.problems())
    unread = {problem for problem in found if problem.code.startswith(("S", "F"))}
    problems = [*problems, *proof.problems, *map(sources.problem, proof.findings), *unread]
    return proof, sorted(set(problems)), len(found - unread)


def prove(given: argparse.Namespace) -> int:
    """Prove the quotations of a text; the status tells whether all of them stand."""
    from diplomacy_archive.archive import load
    from diplomacy_archive.files._texts import read_prose

    text = read_prose(given.file)
    with working("reading the archive", sys.stderr):
        archive = load(given.data, texts=given.texts)
    proof = archive.prove(text)
    if given.json:
        print_json(proof.rows())
    else:
        print(proof.text(language(given)))
    return 0 if proof.stands else 1


def mcp(given: argparse.Namespace) -> int:
    """Answer an assistant over stdio until it goes."""
    from diplomacy_archive.archive import load
    from diplomacy_archive.mcp import serve

    serve(load(given.data, texts=given.texts)).run()
    return 0


def fingerprint(given: argparse.Namespace) -> int:
    """Print what an article's file records of its text."""
    from diplomacy_archive.files._texts import read_texts

    files, problems = read_texts(given.texts)
    rows = [
        {"path": file.path, "paragraphs": len(file.text.paragraphs), "sha256": file.text.fingerprint}
        for file in files
    ]
    for problem in problems:
        say(str(problem))
    if given.json:
        print_json(rows)
    else:
        for row in rows:
            written = f"{{paragraphs: {row['paragraphs']}, sha256: {row['sha256']}}}"
            print(f"{row['path']}\n  fingerprints: [{written}]")
    return 1 if problems else 0


def agree(given: argparse.Namespace) -> int:
    """Print how far two codings of one article agree, and where they differ."""
    from diplomacy_archive.files._agree import agree as agreement

    found = agreement(given.one, given.other)
    if given.json:
        print_json(found.rows())
        return 0
    for kind, (both, ours, theirs) in found.matched.items():
        print(f"{kind}: {both} in both, of {ours} and {theirs}")
        for one in found.fields:
            if one.kind == kind:
                value = "–" if one.value is None else f"{one.value:.2f}"
                print(f"  {one.field:<24} same {one.same:>4.0%}   {one.measure} {value}")
    for difference in found.differences:
        print(difference)
    return 0


def diff(given: argparse.Namespace) -> int:
    """Print what changed in the facts; exit status 1 where something did."""
    from diplomacy_archive.archive import diff as changes
    from diplomacy_archive.files._diff import changelog, new_errata

    found = changes(given.old, given.new)
    if given.json:
        print_json([{"what": one.what, **vars(one)} for one in found])
    elif given.changelog:
        print(changelog(found), end="")
    else:
        for one in found:
            print(one)
        for line in new_errata(found):
            print(f"erratum: {line}")
        print(count(len(found), "change") if found else "no fact changed")
    return 1 if found else 0


def _proof_card(one: Any) -> Card:
    if not one.file:
        return _plain_card(one.article, text="none given")
    uncited = ", ".join(f"§{number} ({why or 'no reason given'})" for number, why in one.uncited) or "none"
    return _plain_card(
        one.article, text=one.file, proven=f"{one.proven} of {count(one.quotes, 'quote')}", uncited=uncited
    )


def _plain_card(title: str, **facts: str) -> Card:
    from diplomacy_archive.show._values import Card, Fact

    return Card(title, facts=tuple(Fact(key, key, value) for key, value in facts.items()))


def build(given: argparse.Namespace) -> int:
    """Write a built file."""
    archive = open_archive(given)
    with working(f"writing {given.file}", sys.stderr):
        archive.save(given.file)
    if given.json:
        print_json({"written": [given.file]})
    else:
        print(f"wrote {given.file}: {archive!r}")
    return 0


def schema(given: argparse.Namespace) -> int:
    """Print a JSON Schema, or write them all."""
    from diplomacy_archive.files._schema import FILES, write_schemas
    from diplomacy_archive.files._schema import schema as schema_of

    if given.write:
        written = write_schemas(_own_folder(given.data))
        if given.json:
            print_json({"written": [str(path) for path in written]})
        else:
            print(f"wrote {count(len(written), 'file')} into {shown(written[0].parent)}")
        return 0

    if given.file == "datasette":
        from diplomacy_archive.store._dump import describe_browsing

        print(describe_browsing(), end="")
        return 0
    if given.file not in FILES:
        raise FilterError(f"there is a schema of {', '.join(FILES)}, datasette; found {given.file!r}")
    print_json(schema_of(given.file))
    return 0


def export(given: argparse.Namespace) -> int:
    """Write the archive in another format."""
    archive = open_archive(given)
    with working(f"writing {given.target}", sys.stderr):
        written = archive.export(given.format, given.target, **filters(given))
    if given.json:
        print_json({"written": [str(path) for path in written]})
    elif len(written) > 1 and Path(given.target).is_dir():
        print(
            f"wrote {count(len(written), 'file')} into {given.target}; tables.sql there says what each table holds"
        )
    else:
        print(f"wrote {', '.join(map(shown, written))}")
    return 0
