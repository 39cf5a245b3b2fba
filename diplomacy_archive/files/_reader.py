"""Read YAML text into plain values with the position of each; know no models.

Every scalar comes back as the string that was written and the models type it: YAML 1.1 would
turn `NO` into False and `14:30` into 870. Plain `null`, `~` and blank are None. What the data
files do not use (aliases, anchors, tags, a second document, deep nesting) is a problem, located.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from diplomacy_archive.errors import Origin, Problem, reason

MAX_DEPTH = 12
"""Deeper nesting than any record has."""

_TOO_DEEP = f"no record is nested {MAX_DEPTH} deep; mend the brackets or the indentation"

_PLAINLY = "write the value alone; & and ! begin anchors and tags, which are not used here"
_QUESTION = "# ?"
NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_LOADER: Any = getattr(yaml, "CLoader", yaml.Loader)  # libyaml where PyYAML was built with it

_BITS = 32
_MASK = (1 << _BITS) - 1

Path_ = tuple[str | int, ...]


class Document:
    """One YAML file as plain values, with the position of each key and value.

    Attributes:
        path: The file as messages name it.
        value: Dicts, lists, strings and None; None as a whole if nothing could be read.
        problems: What is wrong with the syntax.
        questions: Where comments stand that ask for something to be confirmed, `# ?`, and their words.
    """

    def __init__(self, path: str) -> None:
        self.path = path
        self.value: Any = None
        self.problems: list[Problem] = []
        self.questions: list[tuple[Origin, str]] = []
        # For each container, by identity: key or index -> the places of its key and of its value in one
        # number. The parser's own marks are objects that the garbage collector would look through.
        self._marks: dict[int, dict[str | int, int]] = {}
        self._raw = ""
        self._gone = False

    def let_go(self) -> None:
        """Let go of the values, which take more memory than their text; `origin` reads that again if it must."""
        self.value, self._marks, self._gone = None, {}, True

    def origin(self, at: Path_ = (), *, key: bool = False) -> Origin:
        """Return where the value at a path stands, or its key; the nearest enclosing one if it is absent."""
        if self._gone:
            again = read_text(self._raw, self.path)
            self.value, self._marks, self._gone = again.value, again._marks, False  # noqa: SLF001  (of its kind)
        value, place = self.value, 0
        for position, step in enumerate(at):
            marks = self._marks.get(id(value), {})
            if step not in marks:
                break
            place = marks[step] >> (2 * _BITS if key and position == len(at) - 1 else 0)
            value = value[step]
        return Origin(self.path, (place >> _BITS & _MASK) + 1, (place & _MASK) + 1)

    def add(self, code: str, message: str, mark: Any = None) -> None:
        """Record a problem at a mark of the parser."""
        origin = Origin(self.path, mark.line + 1, mark.column + 1) if mark else Origin(self.path)
        self.problems.append(Problem(origin, code, message))


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
    _read(document, text)
    return document


def read_text(text: str, name: str) -> Document:
    """Read YAML from a string, as `read_file` does from a file."""
    document = Document(name)
    _read(document, text)
    return document


def _read(document: Document, raw: str) -> None:
    document._raw = raw  # noqa: SLF001  (the one reader of a Document)
    text = unicodedata.normalize("NFC", raw.removeprefix("\ufeff"))
    bad = _FORBIDDEN.search(text)
    if bad:
        line = text.count("\n", 0, bad.start()) + 1
        column = bad.start() - text.rfind("\n", 0, bad.start())
        problem = Problem(Origin(document.path, line, column), "S03", _forbidden(bad))
        document.problems.append(problem)
        return
    parser = _LOADER(text)
    try:
        _compose(document, parser)
    except yaml.MarkedYAMLError as error:
        document.value = None
        document.problems.append(_broken(document.path, error, text.splitlines()))
    except yaml.YAMLError as error:
        document.value = None
        document.add("S04", f"the YAML cannot be read: {' '.join(str(error).split())}")
    finally:
        parser.dispose()
    if _QUESTION in text and not document.problems:
        for comment in comments_in(text):
            if comment.text.startswith(_QUESTION):
                line = text.count("\n", 0, comment.start) + 1
                column = comment.start - text.rfind("\n", 0, comment.start)
                words = comment.text.removeprefix(_QUESTION).strip()
                document.questions.append((Origin(document.path, line, column), words))


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


def _compose(document: Document, parser: Any) -> None:  # noqa: C901, PLR0912, PLR0915  (hot: no call an event)
    """Build the values from the parser's events."""
    all_marks = document._marks  # noqa: SLF001  (the one builder of a Document)
    next_event = parser.get_event
    stack: list[tuple[Any, dict[str | int, int], str | None, int | None]] = []
    container: Any = None
    marks: dict[str | int, int] = {}
    key: str | None = None  # the key that waits for its value
    key_place: int | None = None
    documents = 0

    while True:
        event = next_event()
        kind = type(event)
        if kind is yaml.ScalarEvent:
            value: Any = event.value
            if event.implicit[0] and not event.style and value in NULLS:
                value = None
            elif event.style == '"':  # only double quotes know escapes, and these can write anything
                value = unicodedata.normalize("NFC", value)
                if bad := _FORBIDDEN.search(value):
                    document.add("S03", _forbidden(bad), event.start_mark)
            if event.anchor or event.tag:
                document.add("S06", _PLAINLY, event.start_mark)
        elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
            if len(stack) >= MAX_DEPTH:
                document.value = None
                document.add("S07", _TOO_DEEP, event.start_mark)
                return
            if event.anchor or event.tag:
                document.add("S06", _PLAINLY, event.start_mark)
            value = {} if kind is yaml.MappingStartEvent else []
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            container, marks, key, key_place = stack.pop()
            continue
        elif kind is yaml.AliasEvent:
            document.add(
                "S06", f"write the value out; *{event.anchor} is an alias without quotation marks", event.start_mark
            )
            value = None
        elif kind is yaml.DocumentStartEvent:
            documents += 1
            if documents > 1:
                document.add("S08", "a file holds one document; remove this '---'", event.start_mark)
                return
            continue
        elif kind is yaml.StreamEndEvent:
            break
        else:
            continue

        starts = value.__class__ is dict or value.__class__ is list
        if container is None:
            document.value = value
        elif container.__class__ is list:
            mark = event.start_mark
            place = mark.line << _BITS | mark.column
            marks[len(container)] = place << 2 * _BITS | place
            container.append(value)
        elif key_place is None:
            # A key. It waits for its value; one that is no plain text is told and passed over.
            mark = event.start_mark
            key_place = mark.line << _BITS | mark.column
            if value.__class__ is str and value not in container:
                key = value
                continue
            key = None
            _bad_key(document, value, mark)
            if starts:
                stack.append((container, marks, key, key_place))
                container, marks = value, {}
                all_marks[id(value)] = marks
                key = key_place = None
            continue
        else:
            if key is not None:
                container[key] = value
                mark = event.start_mark
                marks[key] = key_place << 2 * _BITS | mark.line << _BITS | mark.column
            key = key_place = None
        if starts:
            stack.append((container, marks, key, key_place))
            container, marks = value, {}
            all_marks[id(value)] = marks

    if documents == 0:
        document.add("S09", "the file is empty; remove it or write its records")


def _bad_key(document: Document, key: Any, mark: Any) -> None:
    """Record why a key cannot be one."""
    if isinstance(key, str):
        document.add("S05", f"the key {key!r} stands twice in this record; keep one", mark)
    else:
        document.add("S10", "a key must be a word, found a record, a list or nothing", mark)
