"""Load a folder of data files: all records, or every problem of every file at once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from diplomacy_archive._text import closest
from diplomacy_archive.errors import DataError, FileError, Origin, Problem, reason, shown
from diplomacy_archive.files import _checks as checks
from diplomacy_archive.files._reader import Document, read_file
from diplomacy_archive.files._short import expand
from diplomacy_archive.files._upgrade import is_old
from diplomacy_archive.records import _models as m
from diplomacy_archive.records._fields import FORMS
from diplomacy_archive.records._merge import decided, merge
from diplomacy_archive.records._vocabulary import Decided, Vocabulary

ARTICLE_LISTS: dict[str, type[m.Record]] = {
    "reports": m.Report,
    "mentions": m.Mention,
    "statements": m.Statement,
    "invitations": m.Invitation,
    "undertakings": m.Undertaking,
    "background": m.Background,
}
"""The lists of an article's file, and the model of their records."""

_OWN_CODES = ("F02", "F03", "F06", "F07", "F09")  # raised by the models' own validators
_LISTED = 12  # further places of one problem
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")

TOP: dict[str, type[m.Record]] = {"archive": m.About, **m.REGISTERS, "merges": m.Decision, "mappings": m.Scheme}
"""The files beside `articles/`, and the model of their records."""

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
    package = Path(__file__).resolve().parent.parent
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
    records = decided(sources.records)
    return Loaded(records, merge(records), sources.origins(), sources)


def check_folder(folder: Path) -> list[Problem]:
    """Return every problem of a folder of data files, in file order.

    Raises:
        FileError: There is no such folder, or it holds no data files.
    """
    return sorted(set(Sources(folder).problems()))


class Sources:
    """The files of a data folder, the records made from them, and where each record stands."""

    def __init__(self, folder: Path, *, alone: bool = False) -> None:
        """Read a folder, or one of its files alone."""
        self.folder, self._alone = folder, alone
        self._problems: list[Problem] = []
        self._places: dict[int, tuple[Document, tuple[str | int, ...], Origin]] = {}
        self._ids: dict[str, set[str]] = {}
        self._incomplete: set[str] = set()
        self._unread: set[Key] = set()
        self._made: dict[str, list[Any]] = {field.name: [] for field in fields(m.Records)}
        self.about: m.About | None = None
        only = [(folder.stem if folder.stem in TOP else "articles", folder)]
        for name, path in only if alone else data_files(folder):
            if name == "":
                message = (
                    f"the files here are {'.yaml, '.join(TOP)}.yaml and articles/*.yaml; rename it or move it away"
                )
                self._problems.append(Problem(Origin(shown(path)), "S10", message))
                self._incomplete.update(m.REGISTERS)  # it may be any of them, misnamed
                continue
            document = read_file(path, shown(path))
            self._problems.extend(document.problems)
            for place, words in document.questions:
                message = f"{words or 'a proposal'}: confirm or mend what stands here, and remove the `# ?`"
                self._problems.append(Problem(place, "D10", message))
            if name == "articles":
                self._read_article(document)
            elif name == "archive":
                self._read_about(document)
            elif name in ("merges", "mappings"):
                made = "decisions" if name == "merges" else name
                for index, item in self._items(document, (name,), self._top_level(document, (name,)).get(name)):
                    self._make(made, TOP[name], item, document, (name, index), {})
            else:
                self._read_register(name, document)
        self.records = m.Records(**{name: tuple(made) for name, made in self._made.items()})

    def problems(self) -> list[Problem]:
        """Return the problems of the files, of their fields, and those the checks find."""
        known = checks.ids_of(self.records)
        for name, ids in self._ids.items():
            known.setdefault(name, set()).update(ids)
        beside = checks.Known(known, frozenset(self._incomplete), frozenset(self._unread), self.home)
        found = checks.check(self.records, beside)
        return self._problems + [self.problem(finding) for finding in found]

    def problem(self, finding: checks.Finding) -> Problem:
        """Say where a finding stands, and where else."""
        first, *others = sorted({self.place(*at) for at in ((finding.record, finding.path), *finding.others)})
        listed = [str(at.line) if at.path == first.path else str(at) for at in others]
        more = f" and {len(listed) - _LISTED} more" if len(listed) > _LISTED else ""
        also = f" (also at {', '.join(listed[:_LISTED])}{more})" if listed else ""
        return Problem(first, finding.code, finding.message + also)

    def place(self, record: m.Record, path: tuple[str | int, ...] = ()) -> Origin:
        """Return where a record stands, or what is at a path in it, as far as that is written."""
        document, at, _ = self._places[id(record)]
        return document.origin((*at, *path))

    @property
    def is_readable(self) -> bool:
        """Whether every file could be read, and a record made of each entry."""
        return not any(problem.code.startswith(("S", "F")) for problem in self._problems)

    @property
    def home(self) -> str | None:
        """The archive's own country."""
        return self.about.home if self.about else None

    def origins(self) -> dict[Key, tuple[Origin, ...]]:
        """Return where each record was written, relative to the data folder's parent."""
        found: dict[Key, list[Origin]] = {}
        same: dict[tuple[str, str], str] = {}
        for one in self.records.decisions:
            if one.decision is Decided.SAME:
                same |= {(one.of, id_): one.ids[0] for id_ in one.ids}
        parent, folder = shown(self.folder), self.folder.resolve().name
        for name, made in self._made.items():
            for record in made if name not in ("decisions", "mappings") else ():
                document, _, at = self._places[id(record)]
                inner = document.path.removeprefix(parent).lstrip("/")
                origin = Origin(f"{folder}/{inner}", at.line, at.column)
                listed, id_ = ("meetings", record.meeting) if name == "reports" else (name, record.id)
                key = (listed, same.get((listed, id_), id_))
                found.setdefault(key, []).append(origin)
        return {key: tuple(origins) for key, origins in found.items()}

    def _read_about(self, document: Document) -> None:
        item = self._top_level(document, ("archive",)).get("archive")
        if isinstance(item, dict):
            try:
                self.about = m.About.model_validate(item)
            except ValidationError as error:
                for row in _own_errors(error):
                    self._problems.append(_field_problem(row, m.About, item, document, ("archive",)))
        elif not document.problems:
            message = f"archive must be a record of title, version, home; found {_brief(item)}"
            self._problems.append(Problem(document.origin(("archive",)), "F03", message))

    def _read_register(self, name: str, document: Document) -> None:
        value = self._top_level(document, (name,))
        self._refuse_old(document, value)
        if document.problems or name not in value:
            self._incomplete.add(name)
        for index, item in self._items(document, (name,), value.get(name)):
            self._make(name, m.REGISTERS[name], item, document, (name, index), {})

    def _read_article(self, document: Document) -> None:
        if document.root and isinstance(document.root.value, dict):
            document.root.value = expand(document.root.value)
        value = self._top_level(document, ("article", *ARTICLE_LISTS, "new"))
        self._refuse_old(document, value)
        if document.problems or not value:
            self._incomplete.update(("meetings", "statements", "articles"))
        if not value:
            return
        block, stem = value.get("article"), Path(document.path).stem
        id_ = block.get("id") if isinstance(block, dict) else None
        # Where the id cannot be one, the rest of the file is still read, under the file's name.
        usable = isinstance(id_, str) and _ID.fullmatch(id_)
        context = {"article": str(id_) if usable else "-".join(re.findall("[a-z0-9]+", stem)) or "unnamed"}
        if not isinstance(block, dict):
            if not document.problems:
                message = "the file must have an article: block with its id, published, …"
                self._problems.append(Problem(document.origin(("article",)), "F02", message))
        else:
            if usable and id_ != stem and not self._alone:
                message = f"the id must be the file's name, {stem!r}; found {id_!r}"
                self._problems.append(Problem(document.origin(("article", "id")), "F05", message))
            self._make("articles", m.Article, block, document, ("article",), context)
        self._read_new(document, value.get("new"))
        for name, model in ARTICLE_LISTS.items():
            for index, item in self._items(document, (name,), value.get(name)):
                if not self._make(name, model, item, document, (name, index), context):
                    self._unread.add(("articles", context["article"]))  # it may cite what seems uncited

    def _read_new(self, document: Document, registers: Any) -> None:
        """Read the entries of registers that stand in an article's file until somebody moves them."""
        if registers is None:
            return
        if not isinstance(registers, dict):
            message = f"new must hold registers, as people: and areas:; found {_brief(registers)}"
            self._problems.append(Problem(document.origin(("new",)), "F03", message))
            return
        for name, items in registers.items():
            if name not in m.REGISTERS:
                origin = document.origin(("new", name), key=True)
                self._problems.append(Problem(origin, "F01", _unknown(name, tuple(m.REGISTERS))))
                continue
            for index, item in self._items(document, ("new", name), items):
                self._make(name, m.REGISTERS[name], item, document, ("new", name, index), {})

    def _refuse_old(self, document: Document, value: dict[str, Any]) -> None:
        """Say of a file of an older form what to run; its fields are then told no further."""
        if is_old(value):
            message = f"the file is of an older form; run `diplomacy-archive format --upgrade {shown(self.folder)}`"
            document.add("S11", message)
            self._problems.append(document.problems[-1])

    def _top_level(self, document: Document, names: tuple[str, ...]) -> dict[str, Any]:
        """Return the document's mapping; what is no mapping or has other keys is told."""
        value = document.value
        if isinstance(value, dict) and value:
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
            message = f"{path[-1]} must be a list of records, each begun with '- '; found {_brief(items)}"
            self._problems.append(Problem(document.origin(path), "F03", message))
            self._incomplete.add(_register(path[-1]))
            return
        for index, item in enumerate(items or ()):
            if isinstance(item, dict):
                yield index, item
            else:
                message = f"must be a record of named fields; found {_brief(item)}"
                self._problems.append(Problem(document.origin((*path, index)), "F03", message))
                self._incomplete.add(_register(path[-1]))

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
            rows = _own_errors(error)
            told = {problem.origin for problem in document.problems}  # as an alias, which has no value
            if any(problem.code == "S11" for problem in document.problems):
                rows = []
            found = [_field_problem(row, model, item, document, path) for row in rows]
            self._problems += [problem for problem in found if problem.origin not in told]
            key = "meeting" if name == "reports" else "id"
            register, id_ = _register(name), item.get(key)
            if not isinstance(id_, str) or any(row["loc"][:1] == (key,) for row in rows):
                self._incomplete.add(register)
            else:
                full = f"{context['article']}/{id_}" if name == "statements" and "/" not in id_ else id_
                self._ids.setdefault(register, set()).add(full)
                if name == "reports":
                    self._unread.add(("meetings", id_))  # who attended it is not known
            return False
        self._places[id(record)] = (document, path, document.origin(path))
        self._made[name].append(record)
        return True


def _register(name: str) -> str:
    """Return what the ids of a list are ids of."""
    return "meetings" if name == "reports" else name


def data_files(folder: Path) -> Iterable[tuple[str, Path]]:
    """Return each data file with the list it holds; "" for what belongs nowhere."""
    try:
        names = sorted(path.name for path in folder.iterdir() if not path.name.startswith("."))
        articles = folder / "articles"
        inner = sorted(path.name for path in articles.iterdir()) if articles.is_dir() else []
    except OSError as error:
        message = f"{shown(folder)} cannot be read as a data folder: {reason(error)}{_above(folder)}"
        raise FileError(message) from None
    allowed = {f"{name}.yaml": name for name in TOP}
    found = [(allowed.get(name, ""), folder / name) for name in names if _is_yaml(name)]
    for path in (articles / name for name in inner if not name.startswith(".")):
        if path.name.endswith(".yaml"):
            found.append(("articles", path))
        elif _is_yaml(path.name) or path.is_dir():  # of a folder in there no file would be read
            found.append(("", path))
    if not any(name for name, _ in found):
        message = f"{shown(folder)} is no data folder: it holds no articles/*.yaml and no register{_above(folder)}"
        raise FileError(message)
    # Registers first, in their order, so that problems read from the ground up.
    order = [*TOP, "articles", ""]
    return sorted(found, key=lambda pair: order.index(pair[0]))


def waiting(folder: Path) -> Iterator[tuple[Path, int]]:
    """Yield the drafts that no archive loads until they are accepted, and how many `# ?` each has."""
    for path in sorted((folder / "drafts").glob("*.yaml")):
        yield path, path.read_text("utf-8", errors="replace").count("# ?")


def _above(path: Path) -> str:
    """Name the data folder that a path lies in, if it lies in one."""
    folders = path.absolute().parents[:2]
    found = next((one for one in folders if any((one / f"{name}.yaml").is_file() for name in TOP)), None)
    return f"; name the data folder, {shown(found)}" if found else ""


def _is_yaml(name: str) -> bool:
    return name.lower().endswith((".yaml", ".yml"))


# --- Pydantic's errors in our words ---------------------------------------------------------------


def _own_errors(error: ValidationError) -> list[Any]:
    """Return the errors but those that only follow from others: a list is short of its bad items."""
    rows = error.errors(include_url=False)
    return [row for row in rows if row["type"] != "too_short" or len(row["input"]) < row["ctx"]["min_length"]]


def _field_problem(
    row: Any, model: type[m.Record], item: dict[str, Any], document: Document, base: tuple[str | int, ...]
) -> Problem:
    loc, written = _raw_path(item, row["loc"])
    code, message = _explain(row, model, loc, _brief(row["input"] if written is None else written))
    at_key = row["type"] == "extra_forbidden"
    return Problem(document.origin((*base, *loc), key=at_key), code, message)


def _raw_path(item: Any, loc: Iterable[str | int]) -> tuple[tuple[str | int, ...], Any]:
    """Turn a path into a model to one into the file, where pairs are a mapping; return also what stands there."""
    path: list[str | int] = []
    steps = iter(loc)
    for step in steps:
        if isinstance(item, dict) and isinstance(step, int):
            key = list(item)[step]
            path.append(key)
            item = key if next(steps, 1) == 0 else item[key]
            continue
        path.append(step)
        try:
            item = item[step]
        except (KeyError, IndexError, TypeError):
            item = None
    return tuple(path), item


def _explain(row: Any, model: type[m.Record], loc: tuple[str | int, ...], found: str) -> tuple[str, str]:
    kind = row["type"]
    name = ".".join(str(step) for step in loc if isinstance(step, str)) or model.__name__
    field = str(loc[-1]) if loc else ""
    context = row.get("ctx", {})
    if field == "quotes" and (kind in ("missing", "too_short") or row["input"] is None):
        return "E03", f'{name} must hold at least one quote, "PARAGRAPH: phrase"; no fact without its words'
    if field == "fingerprints" and (kind in ("missing", "too_short") or row["input"] is None):
        return "F02", f"{name} must be given; `diplomacy-archive fingerprint TEXT` prints what to write"
    if kind == "missing":
        owner = _model_at(model, loc[:-1])
        if owner and type(None) in getattr(owner.model_fields[field].annotation, "__args__", ()):
            return "F08", f"{name} must be given; write `{field}: null` if the article does not say"
        return "F02", f"{name} must be given"
    if kind == "extra_forbidden":
        owner = _model_at(model, loc[:-1])
        return "F01", _unknown(field, tuple(owner.model_fields) if owner else ())
    if kind in ("enum", "literal_error"):
        allowed = context["expected"].replace("'", "").replace(" or ", ", ").split(", ")
        near = _near(row["input"], allowed, printed=True)
        return "F04", f"{name} must be one of {', '.join(allowed)}; found {found}{near}"
    if kind == "string_pattern_mismatch":
        code = "F03" if r"\S" in context["pattern"] else "F05"  # words, or an id
        return code, f"{name} must {FORMS[context['pattern']]}; found {found}"
    if kind == "too_short":
        return "F02", f"{name} must hold at least {context['min_length']}; found {context['actual_length']}"
    if kind == "F06":
        return kind, f"{name}: {row['msg']}"
    if kind in _OWN_CODES:
        return kind, f"{name} {row['msg']}; found {found}"
    if name == "act.printed" and row["input"] is None:
        return "F03", f"{name} must be text; write `act: null` where the article prints no verb of saying"
    if kind == "tuple_type" and isinstance(row["input"], str):
        return "F03", f"{name} must be a list; found {found}, write [{row['input']}]"
    return "F03", f"{name} must be {_shape(kind, context, _model_at(model, loc))}; found {found}"


def _shape(kind: str, context: dict[str, Any], model: Any) -> str:
    if kind == "model_type":
        return f"a record of {', '.join(model.model_fields)}" if model else "a record of named fields"
    shapes = {
        "tuple_type": "a list",
        "string_type": "text",
        "greater_than_equal": f"at least {context.get('ge')}",
        "less_than_equal": f"at most {context.get('le')}",
    }
    return shapes.get(kind, kind.replace("_", " "))


def _model_at(model: Any, loc: Iterable[str | int]) -> Any:
    """Return the model of the record at a path, as far as the annotations tell."""
    for step in loc:
        if isinstance(step, str) and model is not None and step in model.model_fields:
            inner = m.records_in(model.model_fields[step].annotation)
            model = inner[0] if inner else None
    return model


def _unknown(name: str, allowed: tuple[str, ...]) -> str:
    if name == "like":
        return "like must name the meeting of a report that stands above in this file"
    hint = _near(name, allowed) or (f"; there are {', '.join(allowed)}" if allowed else "")
    return f"there is no field {name!r} here{hint}"


def _near(found: Any, allowed: Sequence[str], *, printed: bool = False) -> str:
    """Ask about the nearest of what is allowed; of terms, about one that the written words print."""
    close: Sequence[str] = closest(str(found), allowed, most=1)
    if printed and not close:
        terms = (kind for kind in Vocabulary.__subclasses__() if list(kind) == list(allowed))
        close = [term for kind in terms for term in kind.named(str(found))]
    return f"; did you mean {close[0]}?" if close else ""


def _brief(value: Any) -> str:
    text = "nothing" if value is None else repr(value)
    return text if len(text) <= 60 else f"{text[:57]}…"
