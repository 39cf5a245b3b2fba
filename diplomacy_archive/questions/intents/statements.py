"""Answer about statements: who raised what, who said what of whom, what was agreed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import product
from typing import Any

from diplomacy_archive.questions.answer import Status
from diplomacy_archive.questions.grammar.reading import Reading, Slot
from diplomacy_archive.questions.intents.found import (
    Archive,
    Found,
    Parts,
    Records,
    dates,
    distinct,
    first_of,
    kinds,
    terms,
    unique,
)
from diplomacy_archive.questions.intents.meetings import STATES
from diplomacy_archive.records import _models as m
from diplomacy_archive.records._vocabulary import Act, Kind, PartOfDay, Role
from diplomacy_archive.store._names import Resolver

_MUTUAL = {Act.AGREED, Act.EXCHANGED_VIEWS}
_TO_SOMEBODY = {Act.INFORMED, Act.THANKED, Act.INVITED}  # their object is who is spoken to, not of
_STRONGER = {Act.AFFIRMED, Act.EMPHASISED}  # "khẳng định sẵn sàng" is readiness
_SEVERAL = ("speakers", "areas", "about")
_OF_MEETINGS = ("when", "where", "part_of_day", "hour", "how_long")


def recast(reading: Reading) -> Reading:
    """Take whom somebody tells or thanks for somebody spoken to, and both of "A với B, ai" for who may speak."""
    asked = next((slot.at for slot in reading.slots if slot.is_who and slot.role == "subject"), -1)
    first = next((slot.at for slot in reading.slots if slot.named and slot.role == "subject"), asked)

    def part(slot: Slot) -> str:
        before = slot.named and not slot.context and slot.at < asked
        if before and (slot.role == "between" or (slot.role == "with" and slot.at > first)):
            return "subject"
        verb = slot.verb
        to_somebody = verb is not None and ("tell" in verb.tags or not _TO_SOMEBODY.isdisjoint(verb.terms))
        return "to" if slot.role == "object" and to_somebody else slot.role

    return reading.recast(part)


def refuses(reading: Reading) -> bool:
    """Refuse invitations, recorded apart, and "except" or an office that may not be a speaker's."""
    if "both" in reading.tags and not (reading.yes_no and _several(reading)):
        return True
    of_speakers = bool(reading.term(Role)) or any(slot.role == "except" for slot in reading.slots)
    return Act.INVITED in reading.term(Act) or (of_speakers and reading.asked.get("who") not in ("subject", "by"))


def _several(reading: Reading) -> bool:
    """Tell whether it names several who take one part."""
    parts = [(slot.role, slot.named[0][0]) for slot in reading.slots if not slot.is_who]
    return len(set(parts)) < len(parts)


def answer(reading: Reading, parts: Parts, archive: Archive) -> Found:
    """Find the statements that a question is about."""
    query = _Query(reading, parts, archive)
    if "where" in reading.asked and query.about and not query.speakers:
        # Where somebody is spoken of is more than the places of meetings: articles name people elsewhere too.
        return Found(Status.NOT_UNDERSTOOD, notes=[("phrase", {"text": reading.phrases["where"]})])
    records = query.run()
    if not records and query.partners and query.acts == [Act.THANKED]:
        unaddressed = [one for one in query.run(partners=[]) if not one.addressees]
        if unaddressed:
            return Found(Status.NOT_STATED, records=unaddressed, unstated=("whom",))
    if not records and query.partners and query.acts == [Act.INFORMED]:
        records = query.run(acts=[])  # who stressed it to somebody informed them of it
    alone = reading.yes_no and query.together and not records
    if alone:
        records = query.apart()
    if not records:
        return Found(Status.NOTHING_FOUND, near=first_of(query.near()))
    found = Found(records=records, doubtful=alone or bool(query.sides), notes=[("each_alone", {})] if alone else [])
    _tell_each(found, reading, query, alone=alone)
    if "verbatim" in reading.asked:
        found.status, found.unstated = Status.NOT_STATED, ("verbatim",)
        return found
    _judge(found, reading, archive)
    if reading.who:
        _add_people(found, reading, query)
    if "areas" in reading.asked:
        found.areas = unique(area.id for one in records for area in one.areas)
    if "how_many" in reading.asked:
        _add_count(found, reading, records)
    if "meeting" in reading.asked or ("how_many" in reading.asked and "meeting" in reading.tags):
        found.records = query.meetings(records)
        found.count = (len(found.records), "meetings") if "how_many" in reading.asked else None
        found.counted = None
    return found


class _Query:
    """The filters of a question about statements.

    Attributes:
        speakers: Who speaks; several mean all of them if it is `joint`, else each.
        sides: The countries and parties whose people speak.
        partners: Who took part in the meeting besides.
        about: Who is spoken of.
        areas: The areas; each an id, or a list of several that must come together.
        acts: What is done by it.
    """

    def __init__(self, reading: Reading, parts: Parts, archive: Archive) -> None:
        self.archive = archive
        self.speakers = [*parts["speaker"], *parts["together"]]
        self.partners = [*parts["partner"], *parts["at"]]
        self._unheard = {*parts["partner"], *parts["except"]}  # who is spoken to does not speak to himself
        self.about = parts["about"]
        self.sides = parts["side"]
        self._offices = [set(Resolver(archive.store).holders([role])) for role in reading.term(Role)]
        self.areas: list[Any] = parts["area"]
        self.acts = _acts(reading)
        themes = parts.roles("area", "subject")
        if themes and not (self.speakers or self.sides) and "who" not in reading.asked:
            # "Đại hội nhấn mạnh gì về đối ngoại": the verb is the congress's, not a speaker's.
            self.acts = []
            self.areas = [[*themes, other] for other in self.areas if other not in themes] or themes
        with_body = parts["with_body"]
        if "cooperate" in reading.tags or Act.EXPRESSED_READINESS in self.acts:
            self.about, with_body = [*self.about, *with_body], []
        self._rest: dict[str, Any] = dates(reading) | terms(reading, kind=Kind, part_of_day=PartOfDay)
        self._rest |= {"place": parts["place"][0]} if parts["place"] else {}
        self._rest |= {"search": archive.store.label(parts["search"][0])} if parts["search"] else {}
        self._rest |= {"country": with_body} if with_body else {}
        mutual = not _MUTUAL.isdisjoint(self.acts)
        self.together = "together" in reading.tags and len(self.speakers) > 1
        self._joint = bool(parts["together"]) or ((mutual or self.together) and len(self.speakers) > 1)
        self._two_sides = mutual and "two_sides" in reading.tags
        if "each_other" in reading.tags and len(self.speakers) > 1:
            self.partners = [*self.partners, *self.speakers]

    def run(self, **other: Any) -> list[m.Statement]:
        """Return the statements that match, some of the filters replaced."""
        joint = other.get("joint", self._joint)
        given = {name: other.get(name, getattr(self, name)) for name in (*_SEVERAL, "acts", "sides", "partners")}
        shared = dict(other.get("rest", self._rest))
        shared |= {"person": given["partners"]} if given["partners"] else {}
        speakers = given["speakers"][:1] if joint else given["speakers"]
        rows = (speakers, given["areas"], given["about"], given["acts"], given["sides"])
        found: list[m.Statement] = []
        for speaker, area, about, act, side in product(*(row or [None] for row in rows)):
            filters = {"speaker": speaker, "area": area, "about": about, "act": act}
            filters = {name: value for name, value in filters.items() if value is not None}
            asked = self.archive.statements(**filters, **shared)
            found += [one for one in asked if side is None or self._on_side(one, side)]
        if joint:
            found = [one for one in found if set(given["speakers"]) <= set(one.speakers or ())]
        found = [one for one in found if any(map(self._may_speak, one.speakers or ()))]
        if self._two_sides:
            found = [one for one in found if len(one.speakers or ()) > 1]
        order = {one.id: number for number, one in enumerate(found)}
        return sorted(
            distinct(found), key=lambda one: (one.quotes[0].article, one.quotes[0].paragraph, order[one.id])
        )

    def _may_speak(self, person: str) -> bool:
        """Tell whether somebody is not left out as a speaker, and holds the offices that are asked for."""
        return person not in self._unheard and all(person in holders for holders in self._offices)

    def _on_side(self, one: m.Statement, side: str) -> bool:
        """Tell whether a speaker stood on a side, or in a party's capacity, where it was said."""
        return any(
            who.person in (one.speakers or ()) and side in (who.side, *(capacity.of for capacity in who.capacities))
            for id_ in one.meetings
            for who in self.archive.record(id_).participants
        )

    def apart(self) -> list[m.Statement]:
        """Return what each speaker said alone, and look for no joint statements from now on."""
        self._joint = False
        return self.run()

    def several(self) -> dict[str, list[str]]:
        """Return the people or areas of which each is looked for alone."""
        rows = {name: getattr(self, name) for name in _SEVERAL if not self._joint}
        return {
            name: row for name, row in rows.items() if len(row) > 1 and all(isinstance(one, str) for one in row)
        }

    def without_any(self) -> list[tuple[str, ...]]:
        """Return those of several people or areas of whom nothing is recorded."""
        rows = self.several().items()
        found = [tuple(one for one in row if not self.run(**{name: [one]})) for name, row in rows]
        return list(filter(None, found))

    def near(self) -> Iterator[Callable[[], Records]]:
        """Yield queries with one condition less, the closest first."""
        alone = {"joint": False}  # each speaker by themselves
        if self._joint:
            yield lambda: self.run(**alone)
        if self.acts:
            yield lambda: self.run(acts=[], **alone)
        if (self.speakers or self.sides) and self.areas:
            yield lambda: self.run(speakers=[], sides=[], **alone)
        if self.areas:
            yield lambda: self.run(areas=[], **alone)
        if self.about:
            yield lambda: self.archive.background(about=self.about)
            yield lambda: self.run(about=[], **alone)
        if self.partners or self._rest:
            yield lambda: self.run(partners=[], rest={}, **alone)

    def meetings(self, statements: Iterable[m.Statement]) -> list[m.Meeting]:
        """Return the meetings at which statements were made: those that a speaker and all spoken to attended."""
        held = [
            one
            for one in distinct(self.archive.record(id_) for said in statements for id_ in said.meetings)
            if (not self.speakers or set(self.speakers) & set(one.people)) and set(self.partners) <= set(one.people)
        ]
        return sorted(held, key=lambda one: (str(one.date or ""), one.id))

    def spoke(self, person: str, one: m.Statement) -> bool:
        """Tell whether a speaker spoke where those named as partners were, and is none of those spoken to."""
        if not self.partners:
            return self._may_speak(person)
        here = (set(self.archive.record(id_).people) for id_ in one.meetings)
        return self._may_speak(person) and any({person, *self.partners} <= people for people in here)


def _acts(reading: Reading) -> list[Act]:
    """Return the acts asked for; of a stronger and a weaker one side by side, the weaker."""
    acts: list[Act] = reading.term(Act)
    return [act for act in acts if act not in _STRONGER] or acts


def _tell_each(found: Found, reading: Reading, query: _Query, *, alone: bool) -> None:
    """Tell of whom or what of several nothing is recorded."""
    empty, several = query.without_any(), list(query.several().values())
    found.doubtful = found.doubtful or bool(empty)
    if (empty or alone) and reading.yes_no and len(several) == 1 and not query.sides:
        without = {id_ for ids in empty for id_ in ids}
        found.each = tuple(((id_,), id_ not in without) for id_ in several[0])
    else:
        found.notes += [("not_said", {"ids": ids}) for ids in empty]


def _judge(found: Found, reading: Reading, archive: Archive) -> None:
    """Tell what of that which was asked for the articles do not say."""
    looked = found.looked
    untold = all(one.content == "not_stated" for one in looked)
    unstated = {}
    for name in reading.asked:
        if name in ("what", "areas") and untold and not (name == "areas" and any(one.areas for one in looked)):
            unstated[name] = "content"
        elif name == "areas" and not any(one.areas for one in looked):
            unstated[name] = "areas"
        elif name == "source" and not any(one.according_to for one in looked):
            unstated[name] = "source"
        elif name in _OF_MEETINGS:
            meetings = (archive.record(id_) for one in looked for id_ in one.meetings)
            if not any(STATES[name](meeting) for meeting in meetings):
                unstated[name] = name
    found.unstated = unique(unstated.values())
    if unstated and unstated.keys() == reading.asked.keys():
        found.status = Status.NOT_STATED


def _add_people(found: Found, reading: Reading, query: _Query) -> None:
    """Tell whom the question asks for: who speaks, who is spoken of, or who is spoken to."""
    role, records = reading.who, list(found.records)
    if role in ("about", "object"):
        about = kinds((id_ for one in records for id_ in one.about), query.archive)
        found.people = unique(id_ for one in records for id_ in one.about if about.get(id_) == "person")
    elif role in ("to", "with") and Act.THANKED in query.acts:
        found.people = unique(id_ for one in records for id_ in one.addressees)
    elif role in ("to", "with"):
        heard = ((id_, one) for one in records for meeting in query.meetings([one]) for id_ in meeting.people)
        found.people = unique(id_ for id_, one in heard if id_ not in (*query.speakers, *(one.speakers or ())))
    else:
        found.people = unique(id_ for one in records for id_ in one.speakers or () if query.spoke(id_, one))
    if not found.people and role in ("about", "object", "to", "with"):
        found.status, found.unstated = Status.NOT_STATED, ("whom",)
    elif not found.people:
        found.status, found.near, found.records = Status.NOTHING_FOUND, records, ()


def _add_count(found: Found, reading: Reading, records: list[m.Statement]) -> None:
    """Count what the question counts."""
    if "who" in reading.asked or "persons" in reading.tags:
        found.count = (len(found.people or unique(id_ for one in records for id_ in one.speakers or ())), "people")
    elif "areas" in reading.asked:
        found.counted = unique(area.id for one in records for area in one.areas)
    else:
        found.count = (len(records), "statements")
