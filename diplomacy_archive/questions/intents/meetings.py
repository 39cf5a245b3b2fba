"""Answer about meetings: who met whom, when, where, in what capacity, about what."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import product
from typing import Any

from diplomacy_archive._dates import day_of
from diplomacy_archive.questions.answer import Status
from diplomacy_archive.questions.grammar.reading import Reading
from diplomacy_archive.questions.intents.found import (
    LOOKED_AT,
    Archive,
    Found,
    Parts,
    Records,
    areas,
    dates,
    distinct,
    first_of,
    held,
    ids_of,
    kinds,
    terms,
    unique,
)
from diplomacy_archive.records import _models as m
from diplomacy_archive.records._merge import encounters
from diplomacy_archive.records._vocabulary import Kind, MeetingStatus, ParticipantRole, PartOfDay, Role

STATES: dict[str, Callable[[m.Meeting], object]] = {
    "where": lambda meeting: meeting.places,
    "part_of_day": lambda meeting: meeting.part_of_day,
    "when": lambda meeting: meeting.dates,
    "capacity": lambda meeting: any(one.capacities for one in meeting.participants),
    "areas": lambda meeting: meeting.areas,
    "what": lambda meeting: meeting.areas,
    "source": lambda meeting: any(report.according_to for report in meeting.counted),
    "hour": lambda _: None,
    "how_long": lambda _: None,
}
"""Whether a meeting's articles state what is asked for; an hour and a length are never recorded."""

_UNSAID = {"place": "where", "part_of_day": "part_of_day"}
"""The filters on what an article may leave unsaid, and how it is asked for."""

_ALL_BUT_WHO_AND_WHEN = ("place", "part_of_day", "kind", "area", "status")

Group = tuple[str, ...]


def refuses(reading: Reading) -> bool:
    """Refuse "they" before anybody is named, "both" of anything but people met, what X met, where a place is."""
    they, meet = ([word.at for word in reading.words if tag in word.tags] for tag in ("they", "meet"))
    if they and (not reading.slots or (meet and they[0] > meet[0])):
        return True
    if reading.asked.get("what") == "" and "meet" in reading.tags and not reading.tags & {"discuss", "meeting"}:
        return True
    if "where" in reading.asked and any(
        slot.role in ("subject", "object") and "place" in dict(slot.named) for slot in reading.slots
    ):
        return True
    people = [slot for slot in reading.slots if not slot.is_who]
    return "both" in reading.tags and (len(people) < 2 or bool(reading.asked.keys() & {"areas", "what"}))


def answer(reading: Reading, parts: Parts, archive: Archive) -> Found:
    """Find the meetings that a question is about."""
    query = _Query(reading, parts, archive)
    met = query.met()
    if not any(len(meetings) for meetings in met.values()):
        silent = query.silent()
        if silent:
            return Found(Status.NOT_STATED, records=silent, unstated=query.unsaid)
        return Found(
            Status.NOTHING_FOUND, near=first_of(query.near()), notes=[*query.only_named(), *query.same_side()]
        )
    records: Records = met[query.groups[0]]
    if len(met) > 1:
        records = sorted(distinct(one for meetings in met.values() for one in meetings), key=_order)
    found = Found(records=records)
    missing = [group for group, meetings in met.items() if not len(meetings)]
    if missing:
        found.each = _each(met) if reading.yes_no and "directed" not in reading.tags else ()
        if not found.each:
            found.notes.append(("not_met", {"people": unique(id_ for group in missing for id_ in group)}))
    if "directed" in reading.tags:
        found.notes.append(("directed", {}))
    else:
        _add_people(found, reading, met, archive)
    found.notes += _outside(found, parts, archive)
    if found.status is Status.ANSWERED:
        found.silent = query.silent() if query.unsaid else ()
        _add_count(found, reading, parts)
        _judge(found, reading)
    found.doubtful = "directed" in reading.tags or bool(missing)
    return found


def _each(met: dict[Group, Records]) -> tuple[tuple[Group, bool], ...]:
    """Return whom of several people a yes is true of; those in all groups go without saying."""
    common = set.intersection(*map(set, met))
    return tuple(
        (tuple(id_ for id_ in group if id_ not in common) or group, bool(len(meetings)))
        for group, meetings in met.items()
    )


def _outside(found: Found, parts: Parts, archive: Archive) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield notes on steps up a tree, from what is found to what is asked, that no article tells."""
    if not (parts["place"] or parts["party"] or parts["organisation"]):
        return
    looked = found.looked
    places = [id_ for one in looked for id_ in one.places]
    bodies = [office.of for one in looked for who in one.participants for office in who.capacities if office.of]
    for tree, asked, seen in (
        ("place_tree", parts["place"], places),
        ("body_tree", [*parts["party"], *parts["organisation"]], bodies),
    ):
        for above in asked:
            sql = f"SELECT descendant FROM {tree} WHERE ancestor = ? AND outside = 1"
            steps = {row[0] for row in archive.store.rows(sql, (above,))}
            inside = unique(id_ for id_ in seen if id_ in steps)
            if inside:
                yield "outside", {"ids": inside, "above": (above,)}


class _Query:
    """The filters of a question about meetings.

    Attributes:
        groups: The people of whom each meeting sought must hold all: one group, or several, each
            with meetings of its own ("whom did A and B meet").
        unsaid: What the filters ask that an article may leave unsaid.
    """

    def __init__(self, reading: Reading, parts: Parts, archive: Archive) -> None:
        self._archive = archive
        self._reading = reading
        self._people = parts["person"]
        self._without = set(parts["except"])
        self._bodies = [(kind, id_) for kind in ("party", "organisation") for id_ in parts[kind]]
        self._wanted = dates(reading) | terms(reading, kind=Kind, part_of_day=PartOfDay, status=MeetingStatus)
        self._wanted |= areas(parts) | ({"country": parts["side"]} if parts["side"] else {})
        self._wanted |= {"place": parts["place"][0]} if parts["place"] else {}
        if "future" in reading.tags:
            self._wanted.setdefault("status", MeetingStatus.PLANNED.value)
        self.groups = self._groups(parts)
        self.unsaid = tuple(asked for name, asked in _UNSAID.items() if name in self._wanted)

    def _groups(self, parts: Parts) -> list[Group]:
        together = parts.roles("person", "between")
        ones = [id_ for id_ in parts.roles("person", "subject", "by", "of", "from") if id_ not in together]
        others = [id_ for id_ in self._people if id_ not in (*together, *ones)]
        if not ones and (met := parts.roles("person", "with", "to")):  # "how many meetings did A have with B"
            ones, others = [id_ for id_ in others if id_ not in met], met
        if "together" in self._reading.tags and len(self._people) > 1:
            return [tuple(self._people)]
        if together:
            return [(*together, *ones, *others)]
        if ones and others:
            return [pair for pair in product(ones, others) if len(set(pair)) > 1] or [unique((*ones, *others))]
        if len(ones) > 1 and "who" not in self._reading.asked and not parts["side"]:
            return [tuple(ones)]  # "A and B met" each other
        return [(id_,) for id_ in (*ones, *others)] or [()]

    def met(self) -> dict[Group, Records]:
        """Return the meetings of each group; somebody who is called on receives, so a reception may be a call."""
        met = {group: held(self.run(group)) for group in self.groups}
        if self._wanted.get("kind") == Kind.RECEPTION.value and not any(map(len, met.values())):
            call = {**self._wanted, "kind": Kind.CALL.value}
            met = {group: held(self.run(group, call)) for group in self.groups}
        return met

    def run(self, group: Group, wanted: dict[str, Any] | None = None) -> Records:
        """Return the meetings of a group of people that match."""
        filters = {**(self._wanted if wanted is None else wanted), **({"person": list(group)} if group else {})}
        (kind, id_), *more = self._bodies or [("", "")]
        found = self._archive.meetings(**filters, **({kind: id_} if kind else {}))
        for kind, id_ in more:
            also = set(ids_of(self._archive.meetings(**filters, **{kind: id_})))
            found = [meeting for meeting in found if meeting.id in also]
        if self._without:
            found = [one for one in found if self._without.isdisjoint(one.people)]
        met = len(group) == 2 and not ("attend" in self._reading.tags or self._reading.term(ParticipantRole))
        return self._across(group, found) if met else found

    def _across(self, pair: Group, found: Any) -> Records:
        """Return the meetings at which two people met: those of one side come along with one another."""
        store = self._archive.store
        if isinstance(found, list):
            return [one for one in found if set(pair) in [{a.key, b.key} for a, b in encounters(one)]]
        sql = f"SELECT DISTINCT meeting FROM encounter WHERE meeting IN ({found.query.sql}) AND one IN (?, ?)"
        values = (*found.query.parameters, *pair, *pair)
        numbers = store.numbers(f"{sql} AND other IN (?, ?) ORDER BY meeting", values)
        across: Records = found if len(numbers) == len(found) else store.records("meeting", numbers)
        return across

    def silent(self) -> list[m.Meeting]:
        """Return meetings that may match: their articles do not say the place or part of day that is asked."""
        given = {name: value for name, value in self._wanted.items() if name in _UNSAID}
        rest = {name: value for name, value in self._wanted.items() if name not in given}
        found = []
        for group in self.groups if given else ():
            for meeting in self.run(group, rest)[:LOOKED_AT]:
                unsaid = [name for name in given if not STATES[_UNSAID[name]](meeting)]
                said = {name: value for name, value in given.items() if name not in unsaid}
                if unsaid and (not said or meeting.id in ids_of(self.run(group, {**rest, **said}))):
                    found.append(meeting)
        return distinct(found)

    def near(self) -> Iterator[Callable[[], Records]]:
        """Yield queries with one condition less, the closest first."""
        dated = {name: value for name, value in self._wanted.items() if name in ("on", "since", "until")}
        bare = {name: value for name, value in self._wanted.items() if name not in _ALL_BUT_WHO_AND_WHEN}
        people = unique(id_ for group in self.groups for id_ in group)
        if not people:
            yield lambda: self._archive.meetings(**bare) if bare != self._wanted else ()
            yield self._around
            return
        for group in self.groups:
            yield lambda group=group: self.run(group, bare)  # type: ignore[misc]
            yield lambda group=group: self.run(group, {"status": "any"})  # type: ignore[misc]
        yield lambda: distinct(one for id_ in people for one in self._archive.meetings(person=id_, **dated)[:2])
        for id_ in people:
            yield lambda id_=id_: self._archive.meetings(person=id_)  # type: ignore[misc]

    def _around(self) -> Records:
        """Return meetings of the day before and the day after those asked about; in the latest year, if in none."""
        span = self._reading.on or self._reading.since or self._reading.until
        rows = self._archive.store.rows
        latest = rows("SELECT max(ymd) FROM day")[0][0]
        if span is None or not latest:
            return ()
        asked = ((span.year or latest // 10000) * 100 + (span.month or 1)) * 100 + (span.day or 1)
        sql = "SELECT max(ymd) FROM day WHERE ymd > 0 AND ymd < ? UNION ALL SELECT min(ymd) FROM day WHERE ymd > ?"
        near = [day_of(ymd).isoformat() for (ymd,) in rows(sql, (asked, asked)) if ymd]
        around: Records = self._archive.meetings(since=near[0], until=near[-1]) if near else ()
        return around  # between the two days is nothing but what was asked

    def same_side(self) -> list[tuple[str, dict[str, Any]]]:
        """Return a note for each two people who only took part together on one side."""
        pairs = [group for group in self.groups if len(group) == 2 and not len(self.run(group, {}))]
        return [("same_side", {"people": pair}) for pair in pairs if len(self._archive.meetings(person=list(pair)))]

    def only_named(self) -> list[tuple[str, dict[str, Any]]]:
        """Return a note for each person asked about who took part in nothing."""
        absent = [id_ for id_ in self._people if not len(self._archive.meetings(person=id_, status="any"))]
        return [("only_named", {"people": (id_,)}) for id_ in absent]


def _order(meeting: m.Meeting) -> tuple[Any, ...]:
    return (not meeting.dates, *map(str, meeting.dates[:1]), meeting.id)


def _add_people(found: Found, reading: Reading, met: dict[Group, Records], archive: Archive) -> None:
    """Tell whom the question asks for: those on the other side; where all groups are meant, who met each."""
    roles, parts = reading.term(Role), reading.term(ParticipantRole)
    if "who" not in reading.asked or not (any(met) or roles or parts):
        return
    asked = [
        unique(one.person for meeting in meetings for one in _others(meeting, group, roles, parts))
        if len(group) != 1 or roles or parts or isinstance(meetings, tuple | list)
        else _across(group[0], meetings, archive)
        for group, meetings in met.items()
    ]
    each = (reading.asked["who"] in ("subject", "by") or "both" in reading.tags) and len(asked) > 1
    found.people = unique(id_ for here in asked for id_ in here if not each or all(id_ in one for one in asked))
    if roles or parts:
        found.records = [meeting for meeting in found.records if set(found.people) & set(meeting.people)]
    if not found.people and (roles or parts or each):
        found.status, found.near, found.records = Status.NOTHING_FOUND, found.records, ()


def _across(person: str, meetings: Any, archive: Archive) -> tuple[str, ...]:
    """Return who stood across from somebody at many meetings, without making these."""
    sql = f"SELECT one, other FROM encounter WHERE meeting IN ({meetings.query.sql}) AND ? IN (one, other)"
    pairs = archive.store.rows(f"{sql} ORDER BY n", (*meetings.query.parameters, person))
    people = unique(other if one == person else one for one, other in pairs)
    named = kinds(people, archive)  # a participant who is only described has no record
    return tuple(id_ for id_ in people if id_ in named)


def _others(meeting: m.Meeting, group: Group, roles: list[Role], parts: list[ParticipantRole]) -> Iterator[Any]:
    """Yield the participants that a group of people met, in one of the roles if some are asked for."""
    pairs = {frozenset((one.key, other.key)) for one, other in encounters(meeting)}
    for one in meeting.participants:
        offices = {capacity.role for capacity in one.capacities}
        offices |= {role.broader for role in offices if role.broader}
        across = bool(parts) or all(
            frozenset((one.key, who)) in pairs for who in group
        )  # somebody who comes along is on the same side
        fits = (not roles or offices & set(roles)) and (not parts or one.role in parts)
        if one.person and one.person not in group and across and fits:
            yield one


def _add_count(found: Found, reading: Reading, parts: Parts) -> None:
    """Count what the question counts, and hold a number it takes for granted against the records."""
    counts_people = "who" in reading.asked or "persons" in reading.tags
    people: set[str] = set()
    if counts_people and not found.people:
        people = {one.key for meeting in found.records for one in meeting.participants} - set(parts["person"])
    if "how_many" in reading.asked and "areas" in reading.asked:
        found.counted = unique(area for meeting in found.records for area in meeting.areas)
    elif "how_many" in reading.asked:
        number = len(found.people or people) if counts_people else len(found.records)
        found.count = (number, "people" if counts_people else "meetings")
    if reading.number is not None:
        number = len(found.people or people) if "persons" in reading.tags else len(found.records)
        if reading.number != number:
            found.notes.append(("number", {"number": number, "given": reading.number}))


def _judge(found: Found, reading: Reading) -> None:
    """Tell what of that which was asked for the articles do not say."""
    looked = found.looked
    if "order" in reading.asked:
        days = [meeting.date for meeting in looked]
        if len(set(days)) < len(days) or None in days or len(days) < 2:
            found.status, found.unstated = Status.NOT_STATED, ("order",)
        return
    asked = [name for name in reading.asked if name in STATES]
    found.unstated = tuple(name for name in asked if not any(STATES[name](meeting) for meeting in looked))
    if asked and len(found.unstated) == len(asked) and not {"who", "how_many"} & reading.asked.keys():
        found.status = Status.NOT_STATED
