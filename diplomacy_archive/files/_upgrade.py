"""Turn data files of the first form, that of package version 0.1, into the present one.

How the speaker or the meeting is known becomes a term (`basis`): by reference where `refs` resolves an
expression to the speakers; where a sentence of `inferred` said it, by participation if a speaker attended no
other meeting of the article, else by position. Fields that followed from others go. No comment is lost.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from diplomacy_archive.files._tree import Noted

GONE = {
    "people": ("country",),
    "areas": ("cap",),
    "reports": ("refs",),
    "statements": ("pooled",),
}
"""The fields that records of a list had once."""


def upgrade(values: dict[str, Noted]) -> None:
    """Bring the values of one data file, noted with their comments, into the present form."""
    attended, titles = _attended(values)
    for name, entries in values.items():
        for noted in _items(entries):
            record = noted.value
            if not isinstance(record, dict):
                continue
            for field in GONE.get(name, ()):
                _drop(noted, record, field)
                _drop_reason(noted, record, "outside", field)
            if name == "statements":
                _drop_titles(noted, record, titles)
                _say_basis(noted, record, attended)
                _say_act(noted, record)


def is_old(document: dict[str, Any]) -> bool:
    """Tell whether the plain values of a file have fields that only the old form had."""
    for name, entries in document.items():
        for record in entries if isinstance(entries, list) else ():
            if isinstance(record, dict) and any(field in record for field in GONE.get(name, ())):
                return True
    return False


def _say_basis(noted: Noted, record: dict[str, Any], attended: dict[str, set[str]]) -> None:
    inferred = _value(record.get("inferred"))
    reasons = inferred if isinstance(inferred, dict) else {}
    speakers, meetings = (set(_texts(record.get(name))) for name in ("speakers", "meetings"))
    basis: dict[str, Any] = {}
    refs = _value(record.get("refs"))
    if any(speakers == set(_texts(ids)) for ids in (refs.values() if isinstance(refs, dict) else ())):
        basis["speakers"] = Noted("by_reference")
    elif "speakers" in reasons:
        basis["speakers"] = Noted("by_position")
    if "meetings" in reasons:
        heard = speakers | set(_texts(record.get("addressees")))
        only = [attended[one] for one in heard if len(attended.get(one, ())) == 1]
        basis["meetings"] = Noted("by_participation" if meetings <= set[str]().union(*only) else "by_position")
    for name in basis:
        _drop_reason(noted, record, "inferred", name)
    if basis:
        record["basis"] = Noted(basis)


def _say_act(noted: Noted, record: dict[str, Any]) -> None:
    act = _value(record.get("act"))
    if isinstance(act, dict) and "printed" in act and _value(act["printed"]) is None:
        _move_comments(noted, act)
        record["act"].value = None
        _drop_reason(noted, record, "inferred", "act")


def _drop_titles(noted: Noted, record: dict[str, Any], titles: set[tuple[str, str]]) -> None:
    """Drop from `refs` the titles that a report prints beside the name."""
    refs = _value(record.get("refs"))
    for expression, ids in list(refs.items()) if isinstance(refs, dict) else ():
        if any((person, expression) in titles for person in _texts(ids)):
            _drop(noted, refs, expression)
    if refs == {}:
        _drop(noted, record, "refs")


def _attended(values: dict[str, Noted]) -> tuple[dict[str, set[str]], set[tuple[str, str]]]:
    """Return for each person the meetings that they attended by a file's reports; and each printed title."""
    found: dict[str, set[str]] = {}
    titles: set[tuple[str, str]] = set()
    for noted in _items(values.get("reports")):
        report = noted.value if isinstance(noted.value, dict) else {}
        for one in _items(report.get("participants")):
            person = _value(one.value.get("person")) if isinstance(one.value, dict) else None
            if isinstance(person, str):
                found.setdefault(person, set()).add(str(_value(report.get("meeting"))))
                held = [capacity.value for capacity in _items(one.value.get("capacities"))]
                titles |= {(person, str(_value(one.get("printed")))) for one in held if isinstance(one, dict)}
    return found, titles


def _drop_reason(noted: Noted, record: dict[str, Any], field: str, name: str) -> None:
    reasons = _value(record.get(field))
    if isinstance(reasons, dict) and name in reasons:
        _drop(noted, reasons, name)
        if not reasons:
            _drop(noted, record, field)


def _drop(noted: Noted, record: dict[str, Any], field: str) -> None:
    """Remove a field; its comments go above the record."""
    if field in record:
        _move_comments(noted, {field: record.pop(field)})


def _move_comments(noted: Noted, entries: Any) -> None:
    for entry in entries.values() if isinstance(entries, dict) else entries if isinstance(entries, list) else ():
        noted.above = (*noted.above, *entry.above, *([entry.beside] if entry.beside else []))
        _move_comments(noted, entry.value)


def _items(entries: Noted | None) -> Iterator[Noted]:
    value = _value(entries)
    yield from value if isinstance(value, list) else ()


def _texts(entries: Noted | None) -> Iterable[str]:
    return [one.value for one in _items(entries) if isinstance(one.value, str)]


def _value(entry: Noted | None) -> Any:
    return entry.value if isinstance(entry, Noted) else None
