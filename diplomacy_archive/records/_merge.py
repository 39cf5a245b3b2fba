"""Merge the reports of one meeting into the meeting, and keep what they disagree on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields, replace
from itertools import combinations, product
from typing import Literal

from diplomacy_archive.records._models import (
    Article,
    Disagreement,
    Evidenced,
    Identity,
    Meeting,
    Participant,
    Records,
    Report,
    Statement,
    counted,
)
from diplomacy_archive.records._record import Record
from diplomacy_archive.records._vocabulary import Basis, Decided, Framing
from diplomacy_archive.records._walk import renamed

_Field = Literal["date", "part_of_day", "kind", "place", "status", "participants", "side", "role"]


def merge(records: Records) -> tuple[Meeting, ...]:
    """Return the meetings of the records, by date and id; undated ones last.

    A report that is silent on a field disagrees with none. A place inside another (by the place
    register) is the more exact word for it, not a different one.
    """
    published = {article.id: article for article in records.articles}
    enclosing = {place.id: place.within for place in records.places}
    reports: dict[str, list[Report]] = {}
    for report in records.reports:
        reports.setdefault(report.meeting, []).append(report)
    statements: dict[str, list[Statement]] = {}
    for statement in sorted(records.statements, key=statement_key):
        for meeting in statement.meetings:
            statements.setdefault(meeting, []).append(statement)
    meetings = (
        _meeting(id_, _by_publication(found, published), statements.get(id_, ()), enclosing)
        for id_, found in reports.items()
    )
    return tuple(sorted(meetings, key=sort_key))


def decided(records: Records) -> Records:
    """Return records in which those that `merges.yaml` calls the same are one, under the first id.

    Reports of the meetings are of one meeting. Of the same statements, people and the like the first record stays,
    with the quotes and the written forms of the others; whoever names one of these names it.
    """
    ids: dict[str, dict[str, str]] = {}
    for one in records.decisions:
        if one.decision is Decided.SAME:
            ids.setdefault(one.of, {}).update(dict.fromkeys(one.ids[1:], one.ids[0]))
    if not ids:
        return records
    changed: dict[str, tuple[Record, ...]] = {}
    for field in fields(records):
        if field.name == "decisions":
            continue
        found = tuple(renamed(one, ids) for one in getattr(records, field.name))
        changed[field.name] = _joined_into(found, ids.get(field.name, {}))
    reports = (one.model_copy(update={"meeting": ids.get("meetings", {}).get(one.meeting, one.meeting)})
               for one in changed["reports"] if isinstance(one, Report))  # fmt: skip
    return replace(records, **{**changed, "reports": tuple(reports)})  # type: ignore[arg-type]  # each list as it was


def _joined_into(found: tuple[Record, ...], ids: Mapping[str, str]) -> tuple[Record, ...]:
    """Return records of one list without those that are the same as another, which takes their quotes and names."""
    by_id = {getattr(one, "id", None): one for one in found}
    for old, id_ in ids.items():
        one, other = by_id.get(id_), by_id.pop(old, None)
        if isinstance(one, Evidenced) and isinstance(other, Evidenced):
            quotes = tuple(dict.fromkeys((*one.quotes, *other.quotes)))
            by_id[id_] = one.model_copy(update={"quotes": quotes})
        elif isinstance(one, Identity) and isinstance(other, Identity):
            aliases = (*one.aliases, *(form for form in other.forms if form not in one.forms))
            by_id[id_] = one.model_copy(update={"aliases": aliases})
    return found if not ids else tuple(by_id[one.id] for one in found if getattr(one, "id", None) in by_id)  # type: ignore[attr-defined]


def sort_key(meeting: Meeting) -> tuple[bool, str, str]:
    """Return what meetings are sorted by: the earliest reported date, then the id; undated last."""
    date = min(meeting.dates, default=None)
    return (date is None, date.isoformat() if date else "", meeting.id)


def statement_key(statement: Statement) -> tuple[str, int, int, str]:
    """Return what the statements of a day are sorted by: article, paragraph, letter."""
    letters = statement.id.rsplit("/", 1)[1].lstrip("abcdefghijklmnopqrstuvwxyz").lstrip("0123456789")
    return (statement.article, statement.quotes[0].paragraph, len(letters), letters)


def took_part(reports: Iterable[Report]) -> set[str]:
    """Return who took part by the reports: people, the sides they were on, and the bodies of their capacities."""
    people = [one for report in reports for one in report.participants]
    named = (id_ for one in people for id_ in (one.person, one.side, *(held.of for held in one.capacities)))
    return {id_ for id_ in named if id_}


def speakers_at(statement: Statement, meeting: Meeting) -> tuple[str, ...]:
    """Return the statement's speakers who took part in the meeting, or whose words were conveyed there.

    Where it is open at which of several meetings something was said, its speakers count at each.
    """
    present = took_part(meeting.counted)
    everybody = statement.basis.meetings is Basis.OPEN or present.intersection(statement.conveyed_by)
    return tuple(speaker for speaker in statement.speakers or () if everybody or speaker in present)


def conveyors_at(statement: Statement, meeting: Meeting) -> tuple[str, ...]:
    """Return the people who conveyed the statement at the meeting: only those who attended it."""
    present = set(meeting.people)
    everybody = statement.basis.meetings is Basis.OPEN
    return tuple(one for one in statement.conveyed_by if everybody or one in present)


def areas_at(statement: Statement) -> tuple[str, ...]:
    """Return the areas that count as talked about at the statement's meetings.

    One side's own task is none of them, and none is where it is open at which meeting it was said.
    """
    if statement.basis.meetings is Basis.OPEN:
        return ()
    return tuple(mention.id for mention in statement.areas if mention.framing is not Framing.DOMESTIC)


def encounters(meeting: Meeting) -> tuple[tuple[Participant, Participant], ...]:
    """Return each pair of participants on different sides, as `apart` does, in the order the reports list them."""
    pairs = combinations(meeting.participants, 2)
    if len(meeting.reports) == 1:
        return tuple((one, other) for one, other in pairs if one.side != other.side)
    sides = _sides(meeting)
    return tuple(found for one, other in pairs if (found := _apart(one, other, sides)))


def apart(meeting: Meeting, one: str, other: str) -> tuple[Participant, Participant] | None:
    """Return two participants by their keys, on the sides of the first report that has them on different ones.

    If no report has both, the sides may be of two reports. None if they are never on different sides, or not there.
    """
    there = {participant.key: participant for participant in meeting.participants}
    return _apart(there[one], there[other], _sides(meeting)) if {one, other} <= there.keys() else None


def _sides(meeting: Meeting) -> list[dict[str, str]]:
    return [{one.key: one.side for one in report.participants} for report in meeting.counted]


def _apart(
    one: Participant, other: Participant, sides: Sequence[Mapping[str, str]]
) -> tuple[Participant, Participant] | None:
    together = [(found[one.key], found[other.key]) for found in sides if {one.key, other.key} <= found.keys()]
    alone = product(*([found[who.key] for found in sides if who.key in found] for who in (one, other)))
    for first, second in together or alone:
        if first != second:
            return _on(one, first), _on(other, second)
    return None


def _on(one: Participant, side: str) -> Participant:
    return one if one.side == side else one.model_copy(update={"side": side})


def _by_publication(reports: Iterable[Report], articles: Mapping[str, Article]) -> tuple[Report, ...]:
    return tuple(sorted(reports, key=lambda report: (articles[report.article].published, report.article)))


def _meeting(
    id_: str,
    reports: tuple[Report, ...],
    statements: Sequence[Statement],
    enclosing: Mapping[str, str | None],
) -> Meeting:
    areas = dict.fromkeys(area for statement in statements for area in areas_at(statement))
    return Meeting(
        id=id_,
        reports=reports,
        participants=_participants(counted(reports)),
        statements=tuple(statement.id for statement in statements),
        areas=tuple(areas),
        disagreements=tuple(_disagreements(reports, enclosing)),
    )


def _participants(reports: Iterable[Report]) -> tuple[Participant, ...]:
    """Join the participants of reports, in order: every capacity is kept, a role only if none differs.

    The side is the one of the report that is published first; `disagreements` has the others.
    """
    found: dict[str, list[Participant]] = {}
    for report in reports:
        for one in report.participants:
            found.setdefault(one.key, []).append(one)
    return tuple(ones[0] if len(ones) == 1 else _joined(ones) for ones in found.values())


def _joined(ones: Sequence[Participant]) -> Participant:
    roles = {one.role for one in ones if one.role}
    return Participant(
        person=ones[0].person,
        described=ones[0].described,
        side=ones[0].side,
        role=roles.pop() if len(roles) == 1 else None,
        capacities=tuple(dict.fromkeys(capacity for one in ones for capacity in one.capacities)),
    )


def _disagreements(reports: Sequence[Report], enclosing: Mapping[str, str | None]) -> Iterable[Disagreement]:
    if len(reports) == 1:
        return
    values: dict[_Field, Callable[[Report], str | None]] = {
        "date": lambda report: report.when.date.isoformat() if report.when.date else None,
        "part_of_day": lambda report: report.when.part_of_day,
        "kind": lambda report: report.kind.id,
        "place": lambda report: report.place.id if report.place else None,
        "status": lambda report: report.status,
        "participants": lambda report: ", ".join(sorted(one.key for one in report.participants)),
    }
    for field, value in values.items():
        found: dict[str, list[str]] = {}
        for report in reports:
            given = value(report)
            if given is not None:
                found.setdefault(str(given), []).append(report.article)
        if len(found) > 1 and not (field == "place" and _nested(tuple(found), enclosing)):
            yield Disagreement(
                field=field,
                values=tuple((given, tuple(articles)) for given, articles in found.items()),
            )
    yield from _of_participants("side", lambda one: one.side, reports)
    yield from _of_participants("role", lambda one: one.role, reports)


def _of_participants(
    field: _Field, value: Callable[[Participant], str | None], reports: Iterable[Report]
) -> Iterable[Disagreement]:
    found: dict[str, dict[str, list[str]]] = {}
    for report in reports:
        for one in report.participants:
            given = value(one)
            if given is not None:
                found.setdefault(one.key, {}).setdefault(str(given), []).append(report.article)
    for key, by in found.items():
        if len(by) > 1:
            values = tuple((f"{key}: {given}", tuple(articles)) for given, articles in by.items())
            yield Disagreement(field=field, values=values)


def _nested(places: Sequence[str], enclosing: Mapping[str, str | None]) -> bool:
    """Tell whether the places are one chain, each inside the next."""
    chains = [set(_chain(place, enclosing)) for place in places]
    return any(chain.issuperset(places) for chain in chains)


def _chain(place: str | None, enclosing: Mapping[str, str | None]) -> Iterable[str]:
    seen: set[str] = set()
    while place is not None and place not in seen:
        seen.add(place)
        yield place
        place = enclosing.get(place)
