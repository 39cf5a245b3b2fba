"""Draft an article's data file by rules, from an assistant's answer or with a command; accept what is confirmed.

Every proposal has a quote that `verify` proves. What is to be confirmed has a comment that starts with `# ?`.
"""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from diplomacy_archive._text import Text
from diplomacy_archive.draft._answer import parse_answer, prompt, proven, second_opinions
from diplomacy_archive.draft._records import Drafted, File
from diplomacy_archive.draft._rules import Understood, answer_of, understand
from diplomacy_archive.errors import FileError, Origin, Problem, shown
from diplomacy_archive.files._format import arranged, modeline
from diplomacy_archive.files._layout import Noted, lay_out
from diplomacy_archive.files._loader import Sources, check_folder
from diplomacy_archive.files._reader import read_text
from diplomacy_archive.files._texts import TextFile, match, read_texts, verify
from diplomacy_archive.files._write import inside, replacing
from diplomacy_archive.records import _models as m

ROUNDS, SECONDS = 3, 600.0
"""How often a command is asked, with what of its answer was refused; how long it may take each time."""

_FROM = re.compile(r"^# drafted from (?P<path>.+)$", re.MULTILINE)
_LONG_PARAGRAPH = 1500  # characters; a text of one such paragraph lacks its blank lines


def read_one(path: Path) -> Text:
    """Return the text of one article's file; raise FileError where there is none."""
    files, problems = read_texts([path])
    if problems or path.is_dir():
        raise FileError(str(problems[0]) if problems else f"{shown(path)} is a folder; draft one text at a time")
    return files[0].text


def draft(text: Text, records: m.Records, *, mentions: bool = False) -> Drafted:
    """Draft the data file of a text by the rules: what is exact, and a stub for each paragraph that tells more.

    With `mentions`, people who took part in no meeting are proposed too.
    """
    read, remarks = _understood(text, records)
    answer = answer_of(read, mentions=mentions)
    ask = {"held": "held, and by whom: confirm each field", "planned": "planned: keep it only if you record plans"}
    opinions = {row["key"]: [ask[row["status"]]] for row in answer["meetings"]}
    if read.reading.language != "vi":
        remarks.append(
            f"the text is not in Vietnamese ({read.reading.language}), the only language that the rules read; "
            "use --prompt and --from, or --with"
        )
    return File(answer, read, records).drafted(opinions, remarks)


def draft_from(text: Text, records: m.Records, raw: str | bytes) -> Drafted:
    """Draft the data file of a text from an assistant's answer, without what the text does not bear out."""
    return _assisted(text, records, lambda _: raw, rounds=1)


def draft_with(
    text: Text, records: m.Records, command: str, *, rounds: int = ROUNDS, seconds: float = SECONDS
) -> Drafted:
    """Draft the data file of a text with a command that reads a prompt and writes an answer; no shell runs it.

    What of an answer is refused is sent back, a few rounds at most; the last answer counts.
    """
    return _assisted(text, records, lambda asked: _run(command, asked, seconds), rounds=rounds)


def prompt_for(text: Text, records: m.Records) -> str:
    """Return what any assistant needs to read a text: rules, names of the registers, the schema, the paragraphs."""
    return prompt(_understood(text, records)[0], records)


def write_draft(made: Drafted, folder: Path, text: Path) -> Path:
    """Write a draft into a data folder's `drafts/`, where no archive loads it, and over nothing; return where."""
    path = folder / "drafts" / f"{made.id}.yaml"
    inside(path, folder)
    path.parent.mkdir(exist_ok=True)
    with replacing(path, new=True) as temporary:
        temporary.write_text(f"# drafted from {shown(text)}\n{made.text}", "utf-8", newline="\n")
    return path


def accept(path: Path, folder: Path, text: Path | None = None) -> list[Problem]:
    """Move a draft to the articles, and what it proposes to the registers, if check and verify find nothing.

    Its comments are dropped: what was asked is taken as confirmed. Otherwise nothing is changed, and the problems
    that are left are returned. The text is the one that the draft names, if no other is given.
    """
    try:
        written = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise FileError(f"{shown(path)} cannot be read: {error}") from None
    named = _FROM.search(written)
    if text is None and named is None:
        raise FileError(f"{shown(path)} does not say of which text it is; name the text too")
    article = read_one(text or Path(named["path"] if named else ""))
    document = read_text(written, shown(path))
    value = document.value
    if document.problems or not isinstance(value, dict):
        none = Problem(Origin(shown(path)), "S10", "the file must hold article: and its lists")
        return document.problems or [none]
    new, target = value.pop("new", None), folder / "articles" / path.name
    entries = {name: new.get(name) or [] for name in m.REGISTERS} if isinstance(new, dict) else {}
    inside(target, folder)
    with tempfile.TemporaryDirectory() as made:
        copy = Path(made) / "data"
        shutil.copytree(folder, copy, ignore=shutil.ignore_patterns("drafts", ".*"))
        registers = {name: _extended(copy, name, listed) for name, listed in entries.items() if listed}
        (copy / "articles").mkdir(exist_ok=True)
        # Only what stands above `new:` is the article's, so that lines are counted as in the draft.
        body = re.split(r"^new:", written, maxsplit=1, flags=re.MULTILINE)[0].replace("# ?", "# -")
        (copy / "articles" / path.name).write_text(body, "utf-8")
        left = _problems(copy, folder, path, TextFile(shown(text or path), article, True, "UTF-8"))
    if left:
        return left
    for name, content in registers.items():
        with replacing(folder / f"{name}.yaml") as temporary:
            temporary.write_text(content, "utf-8", newline="\n")
    target.parent.mkdir(exist_ok=True)
    with replacing(target, new=True) as temporary:
        temporary.write_text(
            lay_out(arranged(value, "articles"), head=[modeline("articles")]), "utf-8", newline="\n"
        )
    path.unlink()
    return []


def _understood(text: Text, records: m.Records) -> tuple[Understood, list[str]]:
    """Read a text by the rules; return also what the curator is told of it as a whole."""
    if not text.paragraphs:
        raise FileError("the text holds no words; there is nothing to draft")
    matched = match([TextFile("the text", text, True, "UTF-8")], records)
    if matched.texts:
        raise FileError(f"the archive has this text already, as {next(iter(matched.texts))}; nothing is drafted")
    mend = "if it is that article, corrected, add its fingerprint there and delete this draft"
    remarks = [f"almost the text of {near}: {mend}" for near in matched.near]
    if len(text.paragraphs) == 1 and len(text.paragraphs[0]) > _LONG_PARAGRAPH:
        remarks.append("the text is one paragraph; are the blank lines between its paragraphs lost?")
    return understand(text, records), remarks


def _assisted(text: Text, records: m.Records, ask: Callable[[str], str | bytes], *, rounds: int) -> Drafted:
    """Draft from what an assistant answers to the prompt, sending back what was refused while rounds are left."""
    read, remarks = _understood(text, records)
    refused: list[str] = []
    for left in reversed(range(rounds)):
        raw = ask(prompt(read, records, refused))
        try:
            answer, refused = proven(parse_answer(raw), read)
        except FileError as error:
            if not left:
                raise
            refused = [str(error)]
            continue
        if not refused:
            break
    opinions, rest = second_opinions(answer, read) if read.reading.language == "vi" else ({}, [])
    told = [*remarks, *(f"refused: {why}" for why in refused)]
    return File(answer, read, records).drafted(opinions, told, rest)


def _run(command: str, given: str, seconds: float) -> bytes:
    try:
        words = shlex.split(command)
        done = subprocess.run(words, input=given.encode(), capture_output=True, timeout=seconds, check=False)  # noqa: S603  (the user's own command, without a shell)
    except (OSError, ValueError, IndexError) as error:
        raise FileError(f"the command {command!r} cannot be run: {error}") from None
    except subprocess.TimeoutExpired:
        raise FileError(f"the command {command!r} took longer than {seconds:g} seconds") from None
    if done.returncode:
        last = done.stderr.decode("utf-8", "replace").strip().splitlines()[-1:] or ["without a word"]
        raise FileError(f"the command {command!r} failed with status {done.returncode}: {last[0]}")
    return done.stdout


def _extended(folder: Path, name: str, entries: Iterable[Any]) -> str:
    """Add entries to a register, to one that it has further printed terms, and return the text of its file."""
    path = folder / f"{name}.yaml"
    found = read_text(path.read_text("utf-8") if path.exists() else f"{name}: []", shown(path), comments=True)
    values: dict[str, Noted] = found.root.value if found.root else {name: Noted([])}
    first, listed = next(iter(values.values())), values[name].value or []
    values[name].value = listed
    known: dict[str, dict[str, Any]] = {_bare(_bare(one)["id"]): _bare(one) for one in listed}
    for entry in entries:
        old = known.get(entry["id"]) if isinstance(entry, dict) and "id" in entry else None
        if old is None:
            listed.append(entry)
        else:
            terms = _bare(old.setdefault("printed", []))
            terms += [term for term in entry.get("printed", ()) if term not in map(_bare, terms)]
    first.above = tuple(line for line in first.above if not line.startswith("# yaml-language-server"))
    written = lay_out(arranged(values, name), head=[modeline(name)], tail=found.tail)
    path.write_text(written, "utf-8")
    return written


def _bare(value: Any) -> Any:
    return value.value if isinstance(value, Noted) else value


def _problems(copy: Path, folder: Path, path: Path, text: TextFile) -> list[Problem]:
    """Return the problems of a folder's copy with the draft in it that the folder does not have without it."""
    before = {(problem.code, problem.message) for problem in check_folder(folder)}
    found = [problem for problem in check_folder(copy) if (problem.code, problem.message) not in before]
    if not found:
        sources = Sources(copy)
        proof = verify(sources.records, [text], sources.home)
        found = [*proof.problems, *map(sources.problem, proof.findings)]
        if not found and not any(one.article == path.stem and one.file for one in proof.articles):
            other = f"{text.path} is not the text whose fingerprint it records"
            found = [Problem(Origin(shown(path)), "T06", other)]
    draft_ = f"{shown(folder)}/articles/{path.name}"

    def moved(written: str) -> str:
        return written.replace(shown(copy), shown(folder)).replace(draft_, shown(path))

    places = [Origin(moved(one.origin.path), one.origin.line, one.origin.column) for one in found]
    return [Problem(at, one.code, moved(one.message)) for at, one in zip(places, found, strict=True)]
