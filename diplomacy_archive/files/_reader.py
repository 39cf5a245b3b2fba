"""Read YAML text into a tree of values, each with its place and its comments; know no models.

Every scalar comes back as the string that was written and the models type it: YAML 1.1 would
turn `NO` into False and `14:30` into 870. Plain `null`, `~` and blank are None. What the data
files do not use (aliases, anchors, tags, a second document, deep nesting) is a problem, located.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from diplomacy_archive.errors import Origin, Problem, reason
from diplomacy_archive.files._tree import Bare, Noted, plain

MAX_DEPTH = 12
"""Deeper nesting than any record has."""

_TOO_DEEP = f"no record is nested {MAX_DEPTH} deep; mend the brackets or the indentation"
_PLAINLY = "write the value alone; & and ! begin anchors and tags, which are not used here"
_QUESTION = "# ?"
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_DOCUMENT = re.compile(r"^---", re.MULTILINE)
_MARKED = re.compile(r"(?:^|[\s\[{,:-])[&*!]", re.MULTILINE)  # where an anchor, alias or tag may stand
_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # libyaml where PyYAML was built with it

Path_ = tuple[str | int, ...]


@dataclass
class Document:
    """One YAML file as a tree of noted values.

    Attributes:
        path: The file as messages name it.
        root: The value of the whole file; None if nothing could be read.
        problems: What is wrong with the syntax.
        questions: Where comments stand that ask for something to be confirmed, `# ?`, and their words.
        tail: The comments after the last entry.
    """

    path: str
    root: Noted | None = None
    problems: list[Problem] = field(default_factory=list)
    questions: list[tuple[Origin, str]] = field(default_factory=list)
    tail: list[str] = field(default_factory=list)

    @property
    def value(self) -> Any:
        """The plain values: dicts, lists, strings and None."""
        return plain(self.root)

    def origin(self, at: Path_ = (), *, key: bool = False) -> Origin:
        """Return where the value at a path stands, or its key; the nearest enclosing one if it is absent."""
        entry = self.root or Noted(None)
        for position, step in enumerate(at):
            held = entry.value
            there = step in held if isinstance(held, dict) else isinstance(held, list) and _in(held, step)
            if not there:
                break
            entry = held[step]
            if key and position == len(at) - 1:
                return self._place(*entry.key_at)
        return self._place(*entry.at)

    def add(self, code: str, message: str, mark: Any = None) -> None:
        """Record a problem at a mark of the parser."""
        origin = self._place(mark.line, mark.column) if mark else Origin(self.path)
        self.problems.append(Problem(origin, code, message))

    def _place(self, line: int, column: int) -> Origin:
        return Origin(self.path, line + 1, column + 1)


def _in(items: list[Any], step: str | int) -> bool:
    return isinstance(step, int) and step < len(items)


def read_file(path: Path, name: str) -> Document:
    """Read a YAML file; whatever is wrong with it is in the document's problems."""
    document = Document(name)
    try:
        data = path.read_bytes()
    except OSError as error:
        document.add("S01", f"the file must be a readable file: {reason(error)}")
        return document
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        start = data.rfind(b"\n", 0, error.start) + 1
        column = len(data[start : error.start].decode("utf-8-sig")) + 1
        document.problems.append(
            Problem(Origin(name, line, column), "S02", "the file must be UTF-8; save it so in your editor")
        )
        return document
    _read(document, text, comments=False)
    return document


def read_text(text: str, name: str, *, comments: bool = False) -> Document:
    """Read YAML from a string, as `read_file` does from a file.

    Args:
        text: The YAML.
        name: The file as messages name it.
        comments: Whether to tie the comments to the entries; reading is then slower.
    """
    document = Document(name)
    _read(document, text, comments=comments)
    return document


def _read(document: Document, raw: str, *, comments: bool) -> None:
    text = unicodedata.normalize("NFC", raw.removeprefix("\ufeff"))
    bad = _FORBIDDEN.search(text)
    if bad:
        document.add("S03", _forbidden(bad), _mark(text, bad.start()))
        return
    builder = _Builder(document)
    try:
        nodes = _LOADER(_without_marks(document, text))
        try:
            if nodes.check_node():
                node = nodes.get_node()
                document.root = builder.entry(node)
                if nodes.check_node():
                    again = _DOCUMENT.search(text, node.end_mark.index)
                    start = again.start() if again else node.end_mark.index
                    document.add("S08", "a file holds one document; remove this '---'", _mark(text, start))
            else:
                document.add("S09", "the file is empty; remove it or write its records")
        finally:
            nodes.dispose()
        if not document.problems and (comments or _QUESTION in text):
            builder.tie(text)
        if any(problem.code == "S10" for problem in document.problems):
            _check_depth(text)
    except yaml.MarkedYAMLError as error:
        document.root, told = None, error
        try:
            _check_depth(text)
        except yaml.MarkedYAMLError as deeper:
            told = deeper
        document.problems.append(_broken(document.path, told, text.splitlines()))
    except yaml.YAMLError as error:
        document.root = None
        document.add("S04", f"the YAML cannot be read: {' '.join(str(error).split())}")


def _mark(text: str, at: int) -> Any:
    return yaml.Mark("", at, text.count("\n", 0, at), at - text.rfind("\n", 0, at) - 1, None, 0)


def _check_depth(text: str) -> None:
    """Raise the parser's error, or one that says where the text is nested too deeply, whichever comes first."""
    depth = 0
    for event in yaml.parse(text, Loader=_LOADER):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH:
            raise _TooDeepError(None, None, "nesting depth", event.start_mark)  # type: ignore[arg-type]  # either's mark


def _without_marks(document: Document, text: str) -> str:
    """Return the text with spaces for anchors and tags, and a null for each alias; each is told."""
    if not _MARKED.search(text):
        return text
    signs = list(text)
    for token in yaml.scan(text, Loader=_LOADER):
        if isinstance(token, yaml.AnchorToken | yaml.TagToken | yaml.AliasToken):
            start, end = token.start_mark.index, token.end_mark.index
            alias = isinstance(token, yaml.AliasToken)
            signs[start:end] = ("~" if alias else " ").ljust(end - start)
            told = f"write the value out; *{token.value} is an alias without quotation marks" if alias else _PLAINLY
            document.add("S06", told, token.start_mark)
    return "".join(signs)


class _Builder:
    """Build the tree of a document from YAML nodes, and tie each comment to the entry it stands at."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._starts: list[tuple[int, int, Noted]] = []
        self._ends: list[tuple[int, int, Noted]] = []

    def entry(self, node: Any, key: Any = None, depth: int = 0) -> Noted:
        """Return the entry of a node, with its key's node where it has one."""
        mark, key_mark = node.start_mark, (key or node).start_mark
        made = Noted(None, at=(mark.line, mark.column), key_at=(key_mark.line, key_mark.column))
        order = len(self._starts)
        if depth:
            self._starts.append((key_mark.index, order, made))
            if key is not None:
                self._ends.append((key.end_mark.index, -order, made))
        if isinstance(node, yaml.ScalarNode):
            made.value = self._scalar(node)
        elif depth >= MAX_DEPTH:
            raise _TooDeepError(None, None, "nesting depth", mark)
        elif isinstance(node, yaml.SequenceNode):
            made.value = [self.entry(one, depth=depth + 1) for one in node.value]
        else:
            made.value = self._mapping(node, depth)
        if depth and (isinstance(node, yaml.ScalarNode) or node.flow_style):
            self._ends.append((node.end_mark.index, -order, made))
        return made

    def _scalar(self, node: Any) -> str | None:
        if node.style == '"':  # only double quotes know escapes, and these can write anything
            value = unicodedata.normalize("NFC", node.value)
            if bad := _FORBIDDEN.search(value):
                self._document.add("S03", _forbidden(bad), node.start_mark)
            return value
        if node.style:
            return str(node.value)
        return None if node.value in _NULLS else Bare(node.value)

    def _mapping(self, node: Any, depth: int) -> dict[str, Noted]:
        found: dict[str, Noted] = {}
        for key, value in node.value:
            name = self._scalar(key) if isinstance(key, yaml.ScalarNode) else None
            if name is None:
                message = "a key must be a word, found a record, a list or nothing"
                self._document.add("S10", message, key.start_mark)
            elif name in found:
                message = f"the key {str(name)!r} stands twice in this record; keep one"
                self._document.add("S05", message, key.start_mark)
            else:
                found[str(name)] = self.entry(value, key, depth + 1)
        return found

    def tie(self, text: str) -> None:
        """Tie comments to entries; of entries that start or end together the outermost counts."""
        self._starts.sort(key=lambda place: place[:2])
        self._ends.sort(key=lambda place: place[:2])
        for comment in comments_in(text):
            if comment.text.startswith(_QUESTION):
                line = text.count("\n", 0, comment.start) + 1
                origin = Origin(self._document.path, line, comment.start - text.rfind("\n", 0, comment.start))
                self._document.questions.append((origin, comment.text.removeprefix(_QUESTION).strip()))
            place = bisect_left(self._starts, (comment.start,))
            if comment.alone and place == len(self._starts):
                self._document.tail.append(comment.text)
            elif comment.alone:
                entry = self._starts[place][2]
                entry.above = (*entry.above, comment.text)
            elif self._ends:
                entry = self._ends[bisect_right(self._ends, comment.start, key=lambda place: place[0]) - 1][2]
                if entry.beside:
                    entry.above = (*entry.above, comment.text)
                else:
                    entry.beside = comment.text


class _TooDeepError(yaml.MarkedYAMLError):
    """Something is nested more deeply than any record."""


@dataclass(frozen=True)
class Comment:
    """A comment with its `#`, where it starts, and whether it stands alone on its line, or after a dash."""

    text: str
    start: int
    alone: bool


def comments_in(text: str) -> Iterator[Comment]:
    """Yield the comments of YAML text that has no problems of syntax: what starts with `#` between its tokens."""
    end = 0
    for token in yaml.scan(text, Loader=_LOADER):
        start = token.start_mark.index
        while (place := text.find("#", end, start)) >= 0:
            end = _line_end(text, place)
            line = text.rfind("\n", 0, place) + 1
            yield Comment(text[place:end].rstrip(), place, not text[line:place].strip(" -"))
        end = token.end_mark.index
        if isinstance(token, yaml.ScalarToken) and token.style in ("|", ">"):  # its first line may hold one
            place = text.find("#", start, _line_end(text, start))
            if place >= 0:
                yield Comment(text[place : _line_end(text, start)].rstrip(), place, alone=False)


def _line_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    return end if end >= 0 else len(text)


def _forbidden(found: re.Match[str]) -> str:
    return f"remove the control character U+{ord(found[0]):04X}"


_ADVICE = (
    ("mapping values are not allowed", "put text that holds ': ' in quotation marks; a key begins its own line"),
    ("cannot start any token", "put text that begins with a sign in quotation marks"),
    ("block sequence entries", "a list begins on a line of its own, or stands in brackets"),
    ("expected ',' or", "a bracket is not closed here, or text in it needs quotation marks"),
    ("expected key", "the indentation is not that of the lines above, or text goes on after a quotation mark"),
    ("expected '-'", "the indentation is not that of the items above"),
    ("expected ':'", "a key must be followed by a colon and a space"),
    ("node content", "a value or a closing bracket is missing here"),
    ("end of stream", "the quotation mark here is not closed"),
)
"""What the parser says, and what to do about it."""


def _broken(path: str, error: yaml.MarkedYAMLError, lines: list[str]) -> Problem:
    """Say what to do about broken YAML, and where: what is never closed is told where it opens."""
    mark = error.problem_mark or error.context_mark
    assert mark is not None
    if "nesting depth" in (error.problem or ""):  # the parser reads ahead, and has a limit of its own
        return Problem(Origin(path, mark.line + 1, mark.column + 1), "S07", _TOO_DEEP)
    line = lines[mark.line] if mark.line < len(lines) else ""
    if not line and error.context_mark:
        mark = error.context_mark
    problem = error.problem or ""
    if "\t" in line[: len(line) - len(line.lstrip())]:
        message = "YAML is indented with spaces; replace the tab"
    else:
        advice = next((advice for said, advice in _ADVICE if said in problem), "the YAML is broken here")
        message = f"{advice} ({' '.join(part for part in (error.context, problem) if part)})"
    if mark.line >= len(lines):  # the end of the file
        return Problem(Origin(path, max(1, len(lines)), len(lines[-1]) + 1 if lines else 1), "S04", message)
    return Problem(Origin(path, mark.line + 1, mark.column + 1), "S04", message)
