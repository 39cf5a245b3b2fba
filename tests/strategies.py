"""Generate records: any that a model allows, from its own annotations."""

from __future__ import annotations

import datetime as dt
import enum
import re
import types
from collections.abc import Callable
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from annotated_types import Ge, Le, MinLen
from hypothesis import strategies as st
from pydantic import StringConstraints
from pydantic.fields import FieldInfo

from diplomacy_archive.records import _models as m
from diplomacy_archive.records._fields import Slug
from diplomacy_archive.records._vocabulary import Basis

WORDS = st.text(st.sampled_from("aàđĐếяZ 0.-:'\"<&\n"), min_size=1, max_size=12).filter(lambda text: text.strip())
INTERVALS = st.sampled_from(["2012", "2026-02", "2026-02-24", "2026/2027", "2026-01/2028-12"])


TEXTS = ("a", "ana-vega", "2031-05-06-vega", "XA", "RU", "2031-05-07-harbour/p2b", "a/x19aa", "vi", "eng",
         "part_of", "names.vi", "Q1", "Q7747", "8", "803", "0" * 64, "0123456789abcdef" * 4)  # fmt: skip
"""Texts of which some fit each pattern of the models; a pattern that none fits is an error here."""


def records(model: type[m.Record]) -> st.SearchStrategy[Any]:
    """Return a strategy of a model's records."""
    fields = {name: _field(field) for name, field in model.model_fields.items()}
    if model is m.Participant:  # one of the two, and not both
        named = st.fixed_dictionaries({**fields, "person": _of(Slug, ()), "described": st.none()})
        return (named | st.fixed_dictionaries({**fields, "person": st.none(), "described": WORDS})).map(
            _make(model)
        )
    if model is m.Names:
        fields["vi"] = WORDS
    if model in (m.Invitation, m.Undertaking):
        fields["at"] = _of(tuple[Slug, ...], (MinLen(1),))
    if model is m.Undertaking:
        fields |= {"kind_printed": WORDS, "narrated": st.just(value=False)}
    if model is m.MeetingTime:  # a day, or a span where none is given
        day = st.fixed_dictionaries({**fields, "within": st.none()})
        return (day | st.fixed_dictionaries({**fields, "date": st.none(), "printed": WORDS})).map(_make(model))
    if model is m.Statement:  # nobody is named exactly where that is open
        known = st.sampled_from([basis for basis in Basis if basis is not Basis.OPEN])
        speakers = st.just(("XA", "ana-vega"))
        somebody = st.fixed_dictionaries({**fields, "speakers": speakers, "basis": _basis(known)})
        nobody = {**fields, "speakers": st.none(), "basis": _basis(st.just(Basis.OPEN))}
        return (somebody | st.fixed_dictionaries(nobody)).map(_make(model))
    return st.fixed_dictionaries(fields).map(_make(model))


def _basis(of_speakers: st.SearchStrategy[Basis]) -> st.SearchStrategy[m.BasisOf]:
    return st.builds(m.BasisOf, speakers=of_speakers, meetings=st.sampled_from(list(Basis)))


def _make(model: type[m.Record]) -> Callable[[dict[str, Any]], m.Record]:
    return lambda values: model(**values)


def _field(field: FieldInfo) -> st.SearchStrategy[Any]:
    return _of(field.annotation, tuple(field.metadata))


def _of(kind: Any, metadata: tuple[Any, ...]) -> st.SearchStrategy[Any]:
    """Return a strategy of a type, within the constraints that annotate it."""
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return _of(arguments[0], (*arguments[1:], *metadata))
    if origin in (Union, types.UnionType):
        return st.one_of(*(_of(argument, metadata) for argument in arguments))
    if origin is tuple:
        return _tuple(arguments, metadata)
    if origin is Literal:
        return st.sampled_from(arguments)
    if kind is str:
        patterns = [one.pattern for one in metadata if isinstance(one, StringConstraints)]
        return _matching(str(patterns[0])) if patterns else INTERVALS  # the one text that has no pattern
    if kind is int:
        least = next(one.ge for one in _flat(metadata) if isinstance(one, Ge))
        most = next(one.le for one in _flat(metadata) if isinstance(one, Le))
        return st.integers(int(str(least)), int(str(most)))
    if isinstance(kind, type) and issubclass(kind, m.Record):
        return records(kind)
    simple = {bool: st.booleans(), type(None): st.none(), dt.date: st.dates()}
    return st.sampled_from(list(kind)) if isinstance(kind, enum.EnumMeta) else simple[kind]


@cache
def _matching(pattern: str) -> st.SearchStrategy[str]:
    fitting = [text for text in TEXTS if re.search(pattern, text)]
    return WORDS if pattern == r"\S" else st.sampled_from(fitting)


def _tuple(arguments: tuple[Any, ...], metadata: tuple[Any, ...]) -> st.SearchStrategy[Any]:
    if arguments[-1] is not ...:
        return st.tuples(*(_of(argument, ()) for argument in arguments))
    least = max((one.min_length for one in _flat(metadata) if isinstance(one, MinLen)), default=0)
    return st.lists(_of(arguments[0], ()), min_size=least, max_size=least + 1).map(tuple)


def _flat(metadata: tuple[Any, ...]) -> list[Any]:
    """Return constraints, also those inside a `Field`."""
    return [inner for one in metadata for inner in (one.metadata if isinstance(one, FieldInfo) else [one])]
