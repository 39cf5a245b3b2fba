"""Bring data files into their one form: keys in the models' order, quoting, line breaks, modeline.

Comments stay with the entry they stand at. (Measured: ruamel.yaml ties a comment to the word before it, so
that it goes to another record where keys change places, and drops the comments inside a bracketed list.)
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

from diplomacy_archive.errors import FileError, Problem, shown
from diplomacy_archive.files._layout import Noted, lay_out
from diplomacy_archive.files._loader import TOP, check_folder, data_files
from diplomacy_archive.files._reader import comments_in, read_text
from diplomacy_archive.files._schema import in_order
from diplomacy_archive.files._shapes import LOCAL_ID, MAPPED
from diplomacy_archive.files._short import expand, shorten
from diplomacy_archive.files._tree import noted, plain
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
    found = read_text(text, "", comments=True)
    values: dict[str, Noted] = found.root.value if found.root else {}
    for entry in list(values.values())[:1]:
        entry.above = tuple(comment for comment in entry.above if not comment.startswith(_MODELINE))
    if old:
        upgrade(values)
    after = lay_out(arranged(values, name), head=[modeline(name)], tail=found.tail)
    same = old or long_values(text, name) == long_values(after, name)
    if not same or _comments(text) != _comments(after):
        return None
    # A comment that moved up, off a record, may leave it short enough for one line.
    return after if after == text else formatted(after, name)


def modeline(name: str) -> str:
    """Return the comment by which an editor finds the schema of a data file, seen from the file."""
    return f"{_MODELINE}$schema={'../schema/article' if name == 'articles' else f'schema/{name}'}.json"


def arranged(document: dict[str, Any], name: str) -> dict[str, Any]:
    """Return a data file's values in the short form, the keys of each record in the order of its model."""
    if name == "articles":
        new = document.get("new")
        values = shorten(expand({key: noted(value) for key, value in document.items() if key != "new"}))
        found = _ordered(values, m.ArticleFile)
        if new is not None:
            registers = noted(new).value
            inner = isinstance(registers, dict) and {
                key: _arranged(value, TOP[key]) if key in TOP else value for key, value in registers.items()
            }
            found["new"] = replace(noted(new), value=inner or registers)
        return found
    return {key: _arranged(value, TOP[name]) for key, value in document.items()}


def _arranged(value: Any, model: type[m.Record]) -> Any:
    if isinstance(value, Noted):
        return replace(value, value=_arranged(value.value, model))
    if isinstance(value, list):
        return [_arranged(inner, model) for inner in value]
    return _ordered(value, model) if isinstance(value, dict) else value


def _ordered(record: dict[str, Any], model: type[m.Record]) -> dict[str, Any]:
    if model in MAPPED and not record.keys() <= model.model_fields.keys():
        return record  # a list that is written as a mapping, in its own order
    fields = in_order(model.model_fields)
    for name in {"summary", "label"}.intersection(fields):
        fields[fields.index(name) : fields.index(name)] = ["vi", "en"]
    if model is m.Report:
        fields.insert(1, "like")
    known = [*(name for name in record if LOCAL_ID.fullmatch(name)), *(name for name in fields if name in record)]
    order = in_order([*known, *(name for name in record if name not in known)])
    found = {}
    for name in order:
        inner = m.records_in(model.model_fields[name].annotation) if name in model.model_fields else []
        inner = [model] if name == "said" else inner
        found[name] = _arranged(record[name], inner[0]) if inner else record[name]
    return found


def long_values(text: str, name: str) -> Any:
    """Return what a file says, in the long form."""
    found = read_text(text, "").root
    if name != "articles" or found is None or not isinstance(found.value, dict):
        return plain(found)
    return plain(expand(found.value))


def _comments(text: str) -> Counter[str]:
    return Counter(found.text for found in comments_in(text) if not found.text.startswith(_MODELINE))
