"""Say what changed in the facts between two sets of records, whatever their form and order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any

from diplomacy_archive.records import _models as m

_LISTS = tuple(field.name for field in fields(m.Records))
_KEYS = ("person", "described", "id", "paragraph")
"""The fields by which a record inside another is recognised: the first that it gives."""


@dataclass(frozen=True)
class Change:
    """A record that was added, removed or renamed, or one of its fields that has another value.

    Attributes:
        kind: The list of the data files, as `statements`.
        id: The record's id now; of a report its article's and its meeting's.
        field: The field, as `act.id`; empty where the whole record was added, removed or renamed.
        old: The value before, as in JSON: None where there was none, of a renamed record its id.
        new: The value now.
    """

    kind: str
    id: str
    field: str
    old: Any
    new: Any

    @property
    def what(self) -> str:
        """`added`, `removed`, `renamed` or `changed`."""
        if self.field:
            return "changed"
        return "added" if self.old is None else "removed" if self.new is None else "renamed"

    def __str__(self) -> str:
        if not self.field:
            was = f" (was {self.old})" if self.what == "renamed" else ""
            return f"{self.kind} {self.id}: {self.what}{was}"
        return f"{self.kind} {self.id}: {self.field} {_brief(self.old)} → {_brief(self.new)}"


def changes(old: m.Records, new: m.Records) -> tuple[Change, ...]:
    """Return what changed in the facts: each record and field, by list and id.

    The order of records, and of the values in a list, is no change.
    """
    before, after = _by_id(old), _by_id(new)
    gone = {key: before[key] for key in sorted(before.keys() - after.keys())}
    come = {key: after[key] for key in sorted(after.keys() - before.keys())}
    found = []
    renamed = {(kind, _but_id(record)): id_ for (kind, id_), record in come.items()}
    for (kind, id_), record in list(gone.items()):
        to = renamed.pop((kind, _but_id(record)), None)
        if to is not None:
            found.append(Change(kind, to, "", id_, to))
            del come[kind, to], gone[kind, id_]
    found += [Change(*key, "", _dumped(record), None) for key, record in gone.items()]
    found += [Change(*key, "", None, _dumped(record)) for key, record in come.items()]
    for key in before.keys() & after.keys():
        if before[key] != after[key]:
            differing = _differing(_dumped(before[key]), _dumped(after[key]))
            found += [Change(*key, field, first, second) for field, first, second in differing]
    return tuple(sorted(found, key=lambda one: (_LISTS.index(one.kind), one.id, one.field, str(one.old))))


def changelog(found: tuple[Change, ...]) -> str:
    """Return changes as a part of a changelog, in Markdown: counts, each change, and the errata that came."""
    lines = ["### Data", ""]
    for kind in _LISTS:
        of_kind = [one for one in found if one.kind == kind]
        ids = {(one.what, one.id) for one in of_kind}
        counts = Counter(what for what, _ in ids)
        if counts:
            lines.append(f"- {kind}: {', '.join(f'{count} {what}' for what, count in sorted(counts.items()))}")
            lines += [f"  - {str(one).partition(' ')[2]}" for one in of_kind]
    errata = list(new_errata(found))
    if errata:
        lines += ["- errata:", *(f"  - {line}" for line in errata)]
    return "\n".join(lines) + "\n"


def new_errata(found: tuple[Change, ...]) -> Iterator[str]:
    """Yield each erratum that an article's file now has and had not: what was wrong, since which version."""
    for one in found:
        if one.kind == "articles" and one.field == "errata" and one.new:
            yield f"{one.id}: {one.new['what']} (since {one.new['since']})"


def _by_id(records: m.Records) -> Mapping[tuple[str, str], m.Record]:
    return {(name, _id(record)): record for name in _LISTS for record in getattr(records, name)}


def _id(record: Any) -> str:
    if isinstance(record, m.Report):
        return f"{record.article}/{record.meeting}"
    return str(getattr(record, "id", None) or " ".join(record.ids))


def _but_id(record: m.Record) -> str:
    return record.model_dump_json(exclude={"id", "meeting"})


def _dumped(record: m.Record) -> dict[str, Any]:
    return record.model_dump(mode="json")


def _differing(old: Any, new: Any, path: str = "") -> Iterator[tuple[str, Any, Any]]:
    """Yield each field in which two JSON values differ; of a list of records each that differs."""
    if isinstance(old, dict) and isinstance(new, dict):
        for name in dict.fromkeys((*old, *new)):
            yield from _differing(old.get(name), new.get(name), f"{path}.{name}" if path else name)
    elif isinstance(old, list) and isinstance(new, list) and any(isinstance(item, dict) for item in (*old, *new)):
        gone = [item for item in old if item not in new]
        come = [item for item in new if item not in old]
        for item in gone:
            key = _key(item)
            same = [other for other in come if key is not None and _key(other) == key]
            if same:
                come.remove(same[0])
                yield from _differing(item, same[0], f"{path}[{key}]")
            else:
                yield path, item, None
        yield from ((path, None, item) for item in come)
    elif old != new and not (isinstance(old, list) and isinstance(new, list) and _sorted(old) == _sorted(new)):
        yield path, old, new


def _sorted(items: list[Any]) -> list[Any]:
    return sorted(items, key=str)


def _key(item: Any) -> Any:
    return next((item[name] for name in _KEYS if item.get(name)), None) if isinstance(item, dict) else None


def _brief(value: Any) -> str:
    if value is None:
        return "none"
    if isinstance(value, dict):
        said = ", ".join(f"{name}: {_brief(one)}" for name, one in value.items() if one not in (None, [], ""))
        return f"{{{said}}}"
    return ", ".join(map(_brief, value)) if isinstance(value, list) else str(value)
