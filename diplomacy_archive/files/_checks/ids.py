"""Check that ids are given once and name what is there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Any

from diplomacy_archive._text import closest
from diplomacy_archive.errors import either
from diplomacy_archive.files._checks.findings import Check, Finding, Known, Path
from diplomacy_archive.files._checks.walking import everything
from diplomacy_archive.records import _models as m
from diplomacy_archive.records._merge import took_part
from diplomacy_archive.records._vocabulary import Basis, Decided
from diplomacy_archive.records._walk import Ref, walk


def references_exist(records: m.Records, known: Known) -> Iterator[Finding]:
    """Every id that a record names is recorded, in a register that the field may name; each is told once."""
    allowed = _Allowed(known)
    told: dict[tuple[str, tuple[str, ...]], list[tuple[m.Record, Path]]] = {}
    for record in everything(records):
        for path, id_, mark in walk(record):
            if isinstance(mark, Ref) and id_ not in allowed[mark.registers]:
                told.setdefault((id_, mark.registers), []).append((record, path))
    for record in records.decisions:
        for index, id_ in enumerate(record.ids):
            # Of the same ones only the first need be there: the others may be ids that were given up.
            if (index == 0 or record.decision is not Decided.SAME) and id_ not in allowed[(record.of,)]:
                told.setdefault((id_, (record.of,)), []).append((record, ("ids", index)))
    for id_ in {id_: None for id_, _ in told}:
        places = {registers: found for (other, registers), found in told.items() if other == id_}
        registers = min(places, key=len)  # what the narrowest field asks for
        if known.incomplete.intersection(*map(set, places)):
            continue
        elsewhere = [name for name, ids in known.ids.items() if id_ in ids]
        near = _near(id_, [other for name in registers for other in known.ids.get(name, ())])
        found = f"it is one of the {elsewhere[0]}" if elsewhere else f"{near}record it there, or mend the id"
        message = f"{id_!r} must be an id of {either(registers)}; {found}"
        (record, path), *others = (place for listed in places.values() for place in listed)
        yield Finding(record, path, "R02", message, tuple(others))


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
        listed: dict[Path, list[str]] = {}
        for path, id_, mark in walk(record):
            if isinstance(mark, Ref) and isinstance(path[-1], int):
                ids = listed.setdefault(path[:-1], [])
                if id_ in ids:
                    yield Finding(record, path, "R01", f"{id_!r} is listed twice here; remove one")
                ids.append(id_)


def trees_have_no_cycle(records: m.Records, _known: Known) -> Iterator[Finding]:
    """No area is its own ancestor, no place lies within itself, no body or undertaking is part of itself."""
    trees: Sequence[tuple[str, Sequence[Any]]] = (
        ("parent", records.areas), ("within", records.places), ("part_of", records.organisations),
        ("part_of", records.undertakings),
    )  # fmt: skip
    for field, items in trees:
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


def meetings_are_recorded_once(records: m.Records, _known: Known) -> Iterator[Finding]:
    """Two articles do not record one meeting under two ids, unless `merges.yaml` says what to make of it.

    A likely double has two people in common, on different sides, on one day or on a day that one leaves open.
    """
    decided = {frozenset(pair) for one in records.decisions for pair in combinations(one.ids, 2)}
    pairs: dict[tuple[str, str], list[m.Report]] = {}
    for report in records.reports:
        people = sorted({(one.person, one.side) for one in report.participants if one.person})
        for (one, side), (other, across) in combinations(people, 2):
            if side != across:
                pairs.setdefault((one, other), []).append(report)
    told: set[frozenset[str]] = set()
    for (one, other), reports in pairs.items():
        for first, second in combinations(reports, 2):
            ids = frozenset((first.meeting, second.meeting))
            apart = first.article == second.article or len(ids) == 1 or ids in decided or ids in told
            days = {day for day in (first.when.date, second.when.date) if day}
            if apart or len(days) > 1:
                continue
            told.add(ids)
            message = (
                f"perhaps this is {first.meeting!r}: {one} and {other} met there too; use that id, or say in "
                "merges.yaml whether the two are same, different or unsure"
            )
            yield Finding(second, ("meeting",), "R07", message)


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
    meetings_are_recorded_once,
    speakers_attended,
)
