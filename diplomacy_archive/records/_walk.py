"""Walk what a record holds: the ids that it names, the words it keeps as printed, the terms these words stand for.

A field says what it holds by a mark in its annotation, so that whoever checks, searches or renames needs no table:

    speakers: Annotated[tuple[AnyId, ...] | None, Ref(*ACTORS)]
    printed: Printed                              # AsPrinted
    id: Annotated[Act, Term()]                    # what `printed` beside it stands for
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple, TypeVar, get_args

from diplomacy_archive.records._record import Record

Path = tuple[str | int, ...]

ACTORS = ("people", "countries", "parties", "organisations")
SIDES = ("countries", "organisations", "parties")
WHERE = ("places", "countries")
REGISTERS = ("people", "parties", "organisations", "countries", "places", "areas")
"""The registers whose ids a field may hold."""


class Ref:
    """The mark of a field that names other records.

    Attributes:
        registers: The lists whose ids it may hold.
    """

    def __init__(self, *registers: str) -> None:
        self.registers = registers


class AsPrinted:
    """The mark of a field that keeps words of the article."""


class Term:
    """The mark of a term that the words in `printed` beside it stand for."""


Mark = Ref | AsPrinted | Term


class Leaf(NamedTuple):
    """Something that a record holds: where in the record, what it is, and the mark of its field."""

    path: Path
    value: Any
    mark: Mark


def walk(record: Record) -> list[Leaf]:
    """Return each marked value in a record, however deep, in the order of the fields."""
    found: list[Leaf] = []
    _collect(record, (), found)
    return found


def references(record: Record) -> Iterator[tuple[Path, str, tuple[str, ...]]]:
    """Yield each id that a record names, where in it, and the registers it may be of."""
    return ((path, value, mark.registers) for path, value, mark in walk(record) if isinstance(mark, Ref))


def printed_forms(record: Record) -> Iterator[tuple[Path, str]]:
    """Yield where each printed form and reference stands in a record, and the form."""
    return ((path, value) for path, value, mark in walk(record) if isinstance(mark, AsPrinted))


def records_in(annotation: Any) -> list[type[Record]]:
    """Return the record types inside a type annotation."""
    found = [annotation] if isinstance(annotation, type) and issubclass(annotation, Record) else []
    return found + [model for argument in getattr(annotation, "__args__", ()) for model in records_in(argument)]


_R = TypeVar("_R", bound=Record)


def renamed(record: _R, ids: dict[str, dict[str, str]]) -> _R:
    """Return a record with other ids in place of some that it names.

    Args:
        record: The record; itself, where nothing changes.
        ids: For a register, or "meetings" and the like, old ids to new ones.
    """
    changes: dict[str, Any] = {}
    for field in plan_of(type(record)):
        value = getattr(record, field.name)
        new = value
        if isinstance(field.mark, Ref):
            known = {old: id_ for name in field.mark.registers for old, id_ in ids.get(name, {}).items()}
            new = _replaced(value, known) if known else value
        elif field.nested and isinstance(value, tuple):
            new = tuple(renamed(one, ids) for one in value)
        elif field.nested and value is not None:
            new = renamed(value, ids)
        if new != value:
            changes[field.name] = new
    return record.model_copy(update=changes) if changes else record


def _replaced(value: Any, known: dict[str, str]) -> Any:
    if isinstance(value, str):
        return known.get(value, value)
    if isinstance(value, Record):
        return value.model_copy(update={"id": _replaced(getattr(value, "id"), known)})  # noqa: B009  (of any model)
    if not isinstance(value, tuple):
        return value
    if value and isinstance(value[0], tuple):  # refs: expressions and ids
        return tuple((expression, _replaced(ids, known)) for expression, ids in value)
    return tuple(dict.fromkeys(known.get(id_, id_) for id_ in value))


class Field(NamedTuple):
    """What a walk does at a field of a model: its name, its mark, and whether records stand in it."""

    name: str
    mark: Mark | None
    nested: bool


@cache
def plan_of(model: type[Record]) -> tuple[Field, ...]:
    """Return the fields of a model that hold marked values, or records that do."""
    found = []
    for name, field in model.model_fields.items():
        mark = next((one for one in _marks(field.annotation, tuple(field.metadata))), None)
        inner = records_in(field.annotation)
        if mark is not None or any(one is not model and plan_of(one) for one in inner):
            found.append(Field(name, mark, bool(inner)))
    return tuple(found)


def _marks(annotation: Any, metadata: tuple[Any, ...] = ()) -> Iterator[Mark]:
    """Yield the marks of an annotation, also those inside it, but not those of records in it."""
    yield from (one for one in metadata if isinstance(one, Ref | AsPrinted | Term))
    yield from (one for one in getattr(annotation, "__metadata__", ()) if isinstance(one, Ref | AsPrinted | Term))
    for inner in get_args(annotation):
        yield from _marks(inner)


def _collect(record: Record, path: Path, found: list[Leaf]) -> None:  # noqa: PLR0912  (hot: no call a field)
    for name, mark, nested in plan_of(type(record)):
        value = getattr(record, name)
        if not value:
            continue
        at = (*path, name)
        kind = type(value)
        if mark is None:
            pass
        elif type(mark) is Term:
            words = getattr(record, "printed", None)
            if words:
                found.append(Leaf(at, (value, words if isinstance(words, str) else "; ".join(words)), mark))
        elif kind is str:
            found.append(Leaf(at, value, mark))
        elif kind is not tuple:  # an id with the words that were resolved to it
            found.append(Leaf((*at, "id"), value.id, mark))
        elif type(value[0]) is tuple:  # refs: an expression, and whom it means
            for expression, ids in value:
                found.append(Leaf((*at, expression), expression, _PRINTED))
                found.extend(Leaf((*at, expression, index), id_, mark) for index, id_ in enumerate(ids))
        else:
            found.extend(Leaf((*at, index), one, mark) for index, one in enumerate(value))
        if nested and kind is tuple:
            for index, one in enumerate(value):
                _collect(one, (*at, index), found)
        elif nested:
            _collect(value, at, found)


_PRINTED = AsPrinted()
