"""Load a folder of data files: all records, or every problem of every file at once."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from diplomacy_archive import checks
from diplomacy_archive import models as m
from diplomacy_archive.errors import DataError, FileError, Origin, Problem, reason, shown
from diplomacy_archive.merge import merge
from diplomacy_archive.syntax import Document, read_file

ARTICLE_LISTS: dict[str, type[m.Record]] = {
    "reports": m.Report,
    "mentions": m.Mention,
    "statements": m.Statement,
    "invitations": m.Invitation,
    "undertakings": m.Undertaking,
    "background": m.Background,
}
"""The lists of an article's file, and the model of their records."""

_STATED = {"place", "part_of_day"}
_OWN_CODES = ("F02", "F03", "F06", "F07", "F09")  # raised by the models' own validators
_SHAPES = {"tuple_type": "a list", "model_type": "a record of named fields", "string_type": "text"}

Key = tuple[str, str]


@dataclass(frozen=True)
class Loaded:
    """What a data folder holds: its records, the meetings merged from them, and where each was written."""

    records: m.Records
    meetings: tuple[m.Meeting, ...]
    origins: Mapping[Key, tuple[Origin, ...]]
    sources: Sources


def shipped_data() -> Path:
    """Return the folder of the archive that ships with the package.

    A wheel carries it inside the package; an editable install finds the checkout's.
    """
    package = Path(__file__).resolve().parent
    inside = package / "data"
    return inside if inside.is_dir() else package.parent / "data"


def load_folder(folder: Path) -> Loaded:
    """Read, validate, check and merge a folder of data files.

    Raises:
        FileError: There is no such folder, or it holds no data files.
        DataError: Something is wrong; it carries every problem of every file.
    """
    sources = Sources(folder)
    problems = sources.problems()
    if problems:
        raise DataError(problems)
    return Loaded(sources.records, merge(sources.records), sources.origins(), sources)


def check_folder(folder: Path) -> list[Problem]:
    """Return every problem of a folder of data files, in file order.

    Raises:
        FileError: There is no such folder, or it holds no data files.
    """
    return sorted(set(Sources(folder).problems()))


class Sources:
    """The files of a data folder, the records made from them, and where each record stands."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._problems: list[Problem] = []
        self._places: dict[int, tuple[Document, tuple[str | int, ...]]] = {}
        self._ids: dict[str, set[str]] = {}
        self._incomplete: set[str] = set()
        self._made: dict[str, list[Any]] = {field.name: [] for field in fields(m.Records)}
        self.about: m.About | None = None
        for name, path in _files(folder):
            document = read_file(path, shown(path))
            self._problems.extend(document.problems)
            if name == "":
                message = (
                    f"this folder's files are {', '.join(m.REGISTERS)} and articles/*; rename it or move it away"
                )
                self._problems.append(Problem(Origin(document.path), "S10", message))
            elif name == "articles":
                self._read_article(document)
            elif name == "archive":
                self._read_about(document)
            else:
                self._read_register(name, document)
        self.records = m.Records(**{name: tuple(made) for name, made in self._made.items()})

    def problems(self) -> list[Problem]:
        """Return the problems of the files, of their fields, and those the checks find."""
        known = checks.ids_of(self.records)
        for name, ids in self._ids.items():
            known.setdefault(name, set()).update(ids)
        found = checks.check(self.records, checks.Known(known, frozenset(self._incomplete)))
        return self._problems + [self.problem(finding) for finding in found]

    def problem(self, finding: checks.Finding) -> Problem:
        """Say where a finding stands."""
        document, path = self._places[id(finding.record)]
        origin = document.origin((*path, *finding.path))
        return Problem(origin, finding.code, finding.message)

    def origins(self) -> dict[Key, tuple[Origin, ...]]:
        """Return where each record was written, relative to the data folder's parent."""
        found: dict[Key, list[Origin]] = {}
        parent = shown(self.folder)
        for name, made in self._made.items():
            for record in made:
                document, path = self._places[id(record)]
                at = document.origin(path)
                inner = document.path.removeprefix(parent).lstrip("/")
                origin = Origin(f"{self.folder.resolve().name}/{inner}", at.line, at.column)
                key = ("meetings", record.meeting) if name == "reports" else (name, record.id)
                found.setdefault(key, []).append(origin)
        return {key: tuple(origins) for key, origins in found.items()}

    def _read_about(self, document: Document) -> None:
        item = self._top_level(document, ("archive",)).get("archive")
        if isinstance(item, dict):
            try:
                self.about = m.About.model_validate(item)
            except ValidationError as error:
                for row in error.errors(include_url=False):
                    self._problems.append(_field_problem(row, m.About, item, document, ("archive",)))

    def _read_register(self, name: str, document: Document) -> None:
        items = self._top_level(document, (name,)).get(name)
        if items is None:
            self._incomplete.add(name)
            return
        for index, item in self._items(document, (name,), items):
            self._make(name, m.REGISTERS[name], item, document, (name, index), {})

    def _read_article(self, document: Document) -> None:
        value = self._top_level(document, ("article", *ARTICLE_LISTS))
        if not value:
            self._incomplete.update(("meetings", "statements", "articles"))
            return
        if not isinstance(value.get("article"), dict):
            message = "the file must have an article: block with its id, published, …"
            self._problems.append(Problem(document.origin(("article",)), "F02", message))
            self._incomplete.update(("meetings", "statements", "articles"))
            return
        id_ = value["article"].get("id")
        context = {"article": id_ if isinstance(id_, str) else "unknown"}
        stem = Path(document.path).stem
        if isinstance(id_, str) and id_ != stem:
            message = f"the id must be the file's name, {stem!r}, found {id_!r}"
            self._problems.append(Problem(document.origin(("article", "id")), "F05", message))
        self._make("articles", m.Article, value["article"], document, ("article",), context)
        for name, model in ARTICLE_LISTS.items():
            for index, item in self._items(document, (name,), value.get(name)):
                if not self._make(name, model, item, document, (name, index), context):
                    self._incomplete.update((context["article"], name))

    def _top_level(self, document: Document, names: tuple[str, ...]) -> dict[str, Any]:
        """Return the document's mapping; what is no mapping or has other keys is told."""
        value = document.value
        if isinstance(value, dict):
            for name in value.keys() - set(names):
                origin = document.origin((name,), key=True)
                self._problems.append(Problem(origin, "F01", _unknown(name, names)))
            return value
        if not document.problems:
            message = f"the file must hold {names[0]}: and its records"
            self._problems.append(Problem(Origin(document.path), "S10", message))
        return {}

    def _items(self, document: Document, path: tuple[str, ...], items: Any) -> Iterator[tuple[int, dict[str, Any]]]:
        if items is not None and not isinstance(items, list):
            self._problems.append(Problem(document.origin(path), "F03", f"{path[-1]} must be a list of records"))
            return
        for index, item in enumerate(items or ()):
            if isinstance(item, dict):
                yield index, item
            else:
                message = f"must be a record of named fields, found {_brief(item)}"
                self._problems.append(Problem(document.origin((*path, index)), "F03", message))

    def _make(
        self,
        name: str,
        model: type[m.Record],
        item: dict[str, Any],
        document: Document,
        path: tuple[str | int, ...],
        context: dict[str, str],
    ) -> bool:
        """Make one record and remember where it stands; keep its id even if it cannot be made."""
        try:
            record = model.model_validate(item, context=context)
        except ValidationError as error:
            for row in error.errors(include_url=False):
                self._problems.append(_field_problem(row, model, item, document, path))
            id_ = item.get("meeting" if name == "reports" else "id")
            if isinstance(id_, str):
                register = "meetings" if name == "reports" else name
                full = f"{context['article']}/{id_}" if name == "statements" else id_
                self._ids.setdefault(register, set()).add(full)
            return False
        self._places[id(record)] = (document, path)
        self._made[name].append(record)
        return True


def _files(folder: Path) -> Iterable[tuple[str, Path]]:
    """Return each data file with the list it holds; "" for a YAML file that belongs nowhere."""
    try:
        names = sorted(path.name for path in folder.iterdir() if not path.name.startswith("."))
        articles = folder / "articles"
        inner = sorted(path.name for path in articles.iterdir()) if articles.is_dir() else []
    except OSError as error:
        raise FileError(f"{shown(folder)} cannot be read as a data folder: {reason(error)}") from None
    top = ["archive", *m.REGISTERS]
    allowed = {f"{name}.yaml": name for name in top}
    found = [(allowed.get(name, ""), folder / name) for name in names if _is_yaml(name)]
    found += [
        ("articles" if name.endswith(".yaml") else "", articles / name)
        for name in inner
        if _is_yaml(name) and not name.startswith(".")
    ]
    if not any(name for name, _ in found):
        raise FileError(f"{shown(folder)} is no data folder: it holds no articles/*.yaml and no register")
    # Registers first, in their order, so that problems read from the ground up.
    order = [*top, "articles", ""]
    return sorted(found, key=lambda pair: order.index(pair[0]))


def _is_yaml(name: str) -> bool:
    return name.lower().endswith((".yaml", ".yml"))


# --- Pydantic's errors in our words ---------------------------------------------------------------


def _field_problem(
    row: Any, model: type[m.Record], item: dict[str, Any], document: Document, base: tuple[str | int, ...]
) -> Problem:
    loc = _raw_path(item, row["loc"])
    code, message = _explain(row, model, loc)
    at_key = row["type"] == "extra_forbidden"
    return Problem(document.origin((*base, *loc), key=at_key), code, message)


def _raw_path(item: Any, loc: Iterable[str | int]) -> tuple[str | int, ...]:
    """Turn a path into a model to one into the file: pairs are written as a mapping there."""
    path: list[str | int] = []
    steps = iter(loc)
    for step in steps:
        if isinstance(item, dict) and isinstance(step, int):
            key = list(item)[step]
            path.append(key)
            next(steps, None)  # which of the pair
            item = item[key]
            continue
        path.append(step)
        try:
            item = item[step]
        except (KeyError, IndexError, TypeError):
            item = None
    return tuple(path)


def _explain(row: Any, model: type[m.Record], loc: tuple[str | int, ...]) -> tuple[str, str]:
    kind, found = row["type"], _brief(row["input"])
    name = ".".join(str(step) for step in loc if isinstance(step, str)) or model.__name__
    field = str(loc[-1]) if loc else ""
    context = row.get("ctx", {})
    if kind == "missing":
        if field in _STATED:
            return "F08", f"{name} must be given; write `{field}: null` if the article does not say"
        return "F02", f"{name} must be given"
    if kind == "extra_forbidden":
        owner = _model_at(model, loc[:-1])
        return "F01", _unknown(field, tuple(owner.model_fields) if owner else ())
    if kind in ("enum", "literal_error"):
        allowed = context["expected"].replace("'", "").replace(" or ", ", ").split(", ")
        return (
            "F04",
            f"{name} must be one of {', '.join(allowed)}; found {found}{_near(row['input'], allowed)}",
        )
    if kind == "string_pattern_mismatch":
        return "F05", f"{name} must {_pattern(context['pattern'])}; found {found}"
    if kind == "too_short":
        if field == "quotes":
            return (
                "E03",
                f'{name} must hold at least one quote, "PARAGRAPH: phrase"; no fact without its words',
            )
        return "F02", f"{name} must hold at least {context['min_length']}, found {context['actual_length']}"
    if kind in _OWN_CODES:
        return (
            kind,
            f"{name}: {row['msg'].strip()}, found {found}" if kind != "F06" else f"{name}: {row['msg']}",
        )
    if kind == "string_too_short":
        return "F03", f"{name} must not be empty"
    if kind == "greater_than_equal":
        return "F03", f"{name} must be at least {context['ge']}, found {found}"
    shape = _SHAPES.get(kind, row["msg"].lower())
    return (
        "F03",
        f"{name} must be {shape}, found {found}" if kind in _SHAPES else f"{name}: {shape}, found {found}",
    )


def _model_at(model: Any, loc: Iterable[str | int]) -> Any:
    """Return the model of the record at a path, as far as the annotations tell."""
    for step in loc:
        if isinstance(step, str) and model is not None and step in model.model_fields:
            inner = checks.models_in(model.model_fields[step].annotation)
            model = inner[0] if inner else None
    return model


def _pattern(pattern: str) -> str:
    """Say in words what a pattern of the models asks."""
    if pattern == "^[A-Z]{2}$":
        return "be an ISO 3166-1 code of two capitals, as VN"
    if "/" in pattern:
        return "be a kind letter, the paragraph and a letter, as p14a"
    if "[a-z0-9]+(-[a-z0-9]+)*" in pattern:
        return "be an id of lower-case letters, digits and hyphens" + (
            ", or two capitals" if "A-Z" in pattern else ""
        )
    return f"have the form {pattern.strip('^$')}"


def _unknown(name: str, allowed: tuple[str, ...]) -> str:
    hint = _near(name, allowed) or (f"; there are {', '.join(allowed)}" if allowed else "")
    return f"there is no field {name!r} here{hint}"


def _near(found: Any, allowed: Iterable[str]) -> str:
    close = difflib.get_close_matches(str(found), list(allowed), 1)
    return f"; did you mean {close[0]}?" if close else ""


def _brief(value: Any) -> str:
    text = "nothing" if value is None else repr(value)
    return text if len(text) <= 60 else f"{text[:57]}…"
