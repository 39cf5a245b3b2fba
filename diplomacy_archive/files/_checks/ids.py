"""Check that ids are given once and name what is there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from diplomacy_archive._text import closest
from diplomacy_archive.errors import either
from diplomacy_archive.files._checks.findings import Check, Finding, Known, Path
from diplomacy_archive.files._checks.walking import everything
from diplomacy_archive.records import _models as m
from diplomacy_archive.records._merge import took_part
from diplomacy_archive.records._vocabulary import Basis

_ACTORS = ("people", "countries", "parties", "organisations")
_SIDES = ("countries", "organisations", "parties")
_WHERE = ("places", "countries")
_ANY = tuple(m.REGISTERS)

REFERENCES: dict[type[m.Record], dict[str, tuple[str, ...]]] = {
    m.Party: {"country": ("countries",)},
    m.Organisation: {"country": ("countries",), "part_of": _SIDES},
    m.Place: {"within": _WHERE},
    m.CooperationArea: {"parent": ("areas",), "joins": ("areas",)},
    m.Photo: {"meeting": ("meetings",)},
    m.Credit: {"organisation": ("organisations",)},
    m.PersonShown: {"person": ("people",)},
    m.Report: {"place": _WHERE, "according_to": (*_SIDES, "people")},
    m.Participant: {"person": ("people",), "side": _SIDES},
    m.Capacity: {"of": _ACTORS},
    m.Mention: {"person": ("people",)},
    m.Statement: {
        "meetings": ("meetings",),
        "speakers": _ACTORS,
        "conveyed_by": ("people",),
        "about": _ACTORS,
        "on_behalf_of": _ACTORS,
        "addressees": _ACTORS,
        "according_to": (*_SIDES, "people"),
        "refs": _ANY,
    },
    m.AreaMention: {"id": ("areas",)},
    m.Invitation: {
        "inviters": _ACTORS,
        "conveyed_by": ("people",),
        "visit": _WHERE,
        "raised_in": ("statements",),
        "at": ("meetings",),
        "refs": _ANY,
    },
    m.Invitee: {"person": ("people",)},
    m.Undertaking: {
        "between": _ACTORS,
        "part_of": ("undertakings",),
        "place": _WHERE,
        "raised_in": ("statements",),
        "at": ("meetings",),
        "refs": _ANY,
    },
    m.Background: {"about": _ACTORS, "place": _WHERE, "refs": _ANY},
}
"""For each field that names other records: the registers whose ids it may hold."""


def references_exist(records: m.Records, known: Known) -> Iterator[Finding]:
    """Every id that a record names is recorded, in a register that the field may name."""
    allowed = _Allowed(known)
    for record in everything(records):
        if all(allowed[registers].issuperset(ids) for _, ids, registers in _fields(record)):
            continue
        for path, id_, registers in references(record):
            if id_ in allowed[registers] or known.incomplete.intersection(registers):
                continue
            elsewhere = [name for name, ids in known.ids.items() if id_ in ids]
            near = _near(id_, [other for name in registers for other in known.ids.get(name, ())])
            found = f"it is one of the {elsewhere[0]}" if elsewhere else f"{near}record it there, or mend the id"
            yield Finding(record, path, "R02", f"{id_!r} must be an id of {either(registers)}; {found}")


class _Allowed(dict[tuple[str, ...], set[str]]):
    """The ids of several registers together."""

    def __init__(self, known: Known) -> None:
        super().__init__()
        self._known = known

    def __missing__(self, registers: tuple[str, ...]) -> set[str]:
        self[registers] = found = set[str]().union(*(self._known.ids.get(name, ()) for name in registers))
        return found


def _near(id_: str, ids: Sequence[str]) -> str:
    lower = {other.lower(): other for other in ids}
    close = closest(id_.lower(), list(lower), most=1)
    return f"did you mean {lower[close[0]]!r}? else " if close else ""


def references(record: m.Record) -> Iterator[tuple[Path, str, tuple[str, ...]]]:
    """Yield each id that a record names, where in it, and the registers it may be of."""
    for path, ids, registers in _fields(record):
        if isinstance(ids, list):
            yield path, ids[0], registers
        else:
            yield from (((*path, index), id_, registers) for index, id_ in enumerate(ids))


_Field = tuple[Path, Sequence[str], tuple[str, ...]]


def _fields(record: m.Record) -> list[_Field]:
    """Return the ids that each field of a record names: a tuple where it holds many, a list of one if it cannot."""
    found: list[_Field] = []
    _collect(record, (), found)
    return found


def _collect(record: m.Record, path: Path, found: list[_Field]) -> None:
    targets, nested = _plan(type(record))
    for name, registers in targets:
        value: Any = getattr(record, name)
        if not value:
            continue
        if isinstance(value, str):
            found.append(((*path, name), [value], registers))
        elif isinstance(value, m.Resolved):
            found.append(((*path, name, "id"), [value.id], registers))
        elif name == "refs":
            found.extend(((*path, name, expression), ids, registers) for expression, ids in value)
        else:
            found.append(((*path, name), value, registers))
    for name in nested:
        value = getattr(record, name)
        if isinstance(value, tuple):
            for index, item in enumerate(value):
                _collect(item, (*path, name, index), found)
        elif value is not None:
            _collect(value, (*path, name), found)


@cache
def _plan(model: type[m.Record]) -> tuple[tuple[tuple[str, tuple[str, ...]], ...], tuple[str, ...]]:
    """Return which fields of a model hold references, and which hold records that do."""
    targets = REFERENCES.get(model, {})
    nested = tuple(
        name
        for name, field in model.model_fields.items()
        if name not in targets and any(any(_plan(inner)) for inner in m.records_in(field.annotation))
    )
    return tuple(targets.items()), nested


_EVIDENCED = ("statements", "mentions", "invitations", "undertakings", "background")


def texts_are_of_one_article(records: m.Records, _known: Known) -> Iterator[Finding]:
    """A text is of one article: no fingerprint is given twice."""
    owners: dict[str, str] = {}
    for article in records.articles:
        for index, fingerprint in enumerate(article.fingerprints):
            owner = owners.setdefault(fingerprint.sha256, article.id)
            if owner != article.id or fingerprint in article.fingerprints[:index]:
                message = f"this is a text of {owner!r} already; an article is recorded once"
                yield Finding(article, ("fingerprints", index, "sha256"), "R01", message)


def ids_are_unique(records: m.Records, _known: Known) -> Iterator[Finding]:
    """An id is given once, and by one register; a meeting is reported once an article."""
    owners: dict[str, str] = {}
    for name in (*m.REGISTERS, "articles"):
        for record in getattr(records, name):
            owner = owners.setdefault(record.id, name)
            if owner is not name:
                yield Finding(record, ("id",), "R03", f"the id {record.id!r} is one of the {owner} too; rename one")
    for names in (*((name,) for name in (*m.REGISTERS, "articles")), _EVIDENCED):
        seen: set[str] = set()
        for record in (record for name in names for record in getattr(records, name)):
            if record.id in seen:
                yield Finding(record, ("id",), "R01", f"the id {record.id!r} is used twice; rename one")
            seen.add(record.id)
    reported: set[tuple[str, str]] = set()
    for report in records.reports:
        pair = (report.meeting, report.article)
        if pair in reported:
            yield Finding(
                report,
                ("meeting",),
                "R01",
                f"{report.meeting!r} is reported twice in this file; join the two",
            )
        reported.add(pair)
        if report.meeting in owners:
            message = f"the id {report.meeting!r} is one of the {owners[report.meeting]} too; rename one"
            yield Finding(report, ("meeting",), "R03", message)


def lists_name_each_once(records: m.Records, _known: Known) -> Iterator[Finding]:
    """A list of ids names each of them once."""
    for record in everything(records):
        for path, ids, _registers in _fields(record):
            if len(set(ids)) < len(ids):
                for index, id_ in enumerate(ids):
                    if id_ in ids[:index]:
                        yield Finding(record, (*path, index), "R01", f"{id_!r} is listed twice here; remove one")


def trees_have_no_cycle(records: m.Records, _known: Known) -> Iterator[Finding]:
    """No area is its own ancestor, no place lies within itself, and no organisation is part of itself."""
    trees: Mapping[str, Sequence[Any]] = {
        "parent": records.areas, "within": records.places, "part_of": records.organisations
    }  # fmt: skip
    for field, items in trees.items():
        above = {item.id: getattr(item, field) for item in items}
        done: set[str] = set()
        for item in items:
            way: list[str] = []
            step = item.id
            while step in above and step not in done:
                done.add(step)
                way.append(step)
                step = above[step]
            if step in way:  # told once, where the first of its members stands
                circle = way[way.index(step) :]
                first = next(other for other in items if other.id in circle)
                listed = " > ".join([*circle, step])
                yield Finding(first, (field,), "R04", f"{field} must not come round, {listed}; mend one of them")


def speakers_attended(records: m.Records, known: Known) -> Iterator[Finding]:
    """At each meeting of a statement somebody who speaks or conveys it took part, unless the meeting is left open.

    A speaker who took part in none of them needs somebody who conveyed it.
    """
    reported: dict[str, list[m.Report]] = {}
    for report in records.reports:
        reported.setdefault(report.meeting, []).append(report)
    people = {
        meeting: [one.person for report in m.counted(tuple(reports)) for one in report.participants if one.person]
        for meeting, reports in reported.items()
    }
    present = {meeting: took_part(m.counted(tuple(reports))) for meeting, reports in reported.items()}
    for statement in records.statements:
        unread = "meetings" in known.incomplete or known.unread & {("meetings", id_) for id_ in statement.meetings}
        if unread or not present.keys() >= set(statement.meetings):
            continue  # told as a reference to nothing, or a report could not be read
        attended = set[str]().union(*(present[meeting] for meeting in statement.meetings))
        if not {one for meeting in statement.meetings for one in people[meeting]}.issubset(known.ids["people"]):
            continue  # who it was is told as a reference to nothing
        for index, speaker in enumerate(statement.speakers or ()):
            if speaker not in attended and not statement.conveyed_by:
                message = (
                    f"{speaker!r} took part in none of the statement's meetings; mend speakers or meetings, or "
                    "say in conveyed_by who told it there"
                )
                yield Finding(statement, ("speakers", index), "R05", message)
        for index, one in enumerate(statement.conveyed_by):
            if one not in attended:
                message = f"{one!r} took part in none of the statement's meetings; mend conveyed_by or meetings"
                yield Finding(statement, ("conveyed_by", index), "R05", message)
        if statement.basis.meetings is Basis.OPEN or not statement.told_by:
            continue
        for index, meeting in enumerate(statement.meetings):
            if not present[meeting].intersection(statement.told_by):
                message = (
                    f"nobody who speaks or conveys it took part in {meeting!r}; add who spoke there, remove it, or "
                    "write `basis: {meetings: open}` if the article does not say where it was said"
                )
                yield Finding(statement, ("meetings", index), "R06", message)


CHECKS: Sequence[Check] = (
    ids_are_unique,
    texts_are_of_one_article,
    references_exist,
    lists_name_each_once,
    trees_have_no_cycle,
    speakers_attended,
)
