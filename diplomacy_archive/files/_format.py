"""Bring data files into their one form: keys in the models' order, quoting, line breaks, modeline.

Comments stay with the entry they stand at. (Measured: ruamel.yaml ties a comment to the word before it, so
that it goes to another record where keys change places, and drops the comments inside a bracketed list.)
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from pathlib import Path
from typing import Any

from diplomacy_archive.errors import FileError, Problem, shown
from diplomacy_archive.files._comments import read
from diplomacy_archive.files._layout import Noted, lay_out
from diplomacy_archive.files._loader import TOP, check_folder, data_files
from diplomacy_archive.files._reader import comments_in, read_text
from diplomacy_archive.files._schema import in_order
from diplomacy_archive.files._upgrade import upgrade
from diplomacy_archive.files._write import inside, replacing
from diplomacy_archive.records import _models as m

_MODELINE = "# yaml-language-server: "


def format_folder(folder: Path, *, write: bool = True, old: bool = False) -> tuple[list[Path], list[Problem]]:
    """Format the data files of a folder; return those that change, and the problems that keep others from it.

    Args:
        folder: The data folder.
        write: Whether to write the files, or only to tell which would change.
        old: Whether to bring files of an older form into the present one.

    Raises:
        FileError: There is no such folder, it holds no data files, one cannot be written, or one would
            lose a comment or change a value.
    """
    of_form = [problem for problem in check_folder(folder) if problem.code.startswith("S")]
    problems = [problem for problem in of_form if not (old and problem.code == "S11")]
    broken = {problem.origin.path for problem in problems}
    changed: list[Path] = []
    refused: list[str] = []
    for name, path in data_files(folder):
        if not name or shown(path) in broken:
            continue
        before = path.read_bytes().decode()
        after = formatted(before, name, old=old)
        if after is None:
            refused.append(shown(path))
        elif after != before:
            inside(path, folder)
            changed.append(path)
            if write:
                with replacing(path.resolve()) as temporary:
                    temporary.write_bytes(after.encode())
    if refused:
        raise FileError(f"{', '.join(refused)} cannot be brought into form without loss; left as it was")
    return changed, problems


def formatted(text: str, name: str, *, old: bool = False) -> str | None:
    """Return the text of a data file in its one form; None if that would lose a comment or change a value.

    Args:
        text: YAML without problems of syntax, a map at the top.
        name: What it holds: `articles` for an article's file, `archive`, or a register's name.
        old: Whether to bring it from an older form into the present one; then values change.
    """
    text = unicodedata.normalize("NFC", re.sub(r"\r\n?", "\n", text.removeprefix("\ufeff")))
    found = read(text)
    for entry in list(found.values.values())[:1]:
        entry.above = tuple(comment for comment in entry.above if not comment.startswith(_MODELINE))
    if old:
        upgrade(found.values)
    after = lay_out(arranged(found.values, name), head=[modeline(name)], tail=found.tail)
    same = old or read_text(text, "").value == read_text(after, "").value
    if not same or _comments(text) != _comments(after):
        return None
    # A comment that moved up, off a record, may leave it short enough for one line.
    return after if after == text else formatted(after, name)


def modeline(name: str) -> str:
    """Return the comment by which an editor finds the schema of a data file, seen from the file."""
    return f"{_MODELINE}$schema={'../schema/article' if name == 'articles' else f'schema/{name}'}.json"


def arranged(document: dict[str, Any], name: str) -> dict[str, Any]:
    """Return a data file's values with the keys of each record in the order of its model."""
    if name == "articles":
        return _ordered(document, m.ArticleFile)
    model = TOP[name]
    return {key: _arranged(value, model) for key, value in document.items()}


def _arranged(value: Any, model: type[m.Record]) -> Any:
    if isinstance(value, Noted):
        return Noted(_arranged(value.value, model), value.above, value.beside)
    if isinstance(value, list):
        return [_arranged(inner, model) for inner in value]
    return _ordered(value, model) if isinstance(value, dict) else value


def _ordered(record: dict[str, Any], model: type[m.Record]) -> dict[str, Any]:
    known = [name for name in model.model_fields if name in record]
    order = in_order([*known, *(name for name in record if name not in model.model_fields)])
    inner = {
        name: m.records_in(model.model_fields[name].annotation) for name in order if name in model.model_fields
    }
    return {name: _arranged(record[name], inner[name][0]) if inner.get(name) else record[name] for name in order}


def _comments(text: str) -> Counter[str]:
    return Counter(found.text for found in comments_in(text) if not found.text.startswith(_MODELINE))
