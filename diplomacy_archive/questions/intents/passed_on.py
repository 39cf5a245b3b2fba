"""Answer about what is passed on: invitations and messages, whose they are, through whom, to whom."""

from __future__ import annotations

from itertools import chain

from diplomacy_archive.questions.answer import Status
from diplomacy_archive.questions.grammar.reading import Reading, Slot, Word
from diplomacy_archive.questions.intents.found import (
    LOOKED_AT,
    Archive,
    Found,
    Parts,
    dates,
    distinct,
    falls,
    kinds,
    raised_at,
    unique,
)
from diplomacy_archive.records import _models as m
from diplomacy_archive.records._vocabulary import Act, Response

_ROLES = {
    "object": "invitee", "to": "invitee", "for": "invitee",
    "of": "inviter", "from": "inviter", "through": "conveyor",
}  # fmt: skip


def recast(reading: Reading) -> Reading:
    """Name the parts of an invitation: who invites, is invited, conveys, and what is to be visited."""
    visit = _is_visit(reading)

    def part(slot: Slot) -> str:
        if slot.context:
            return slot.role
        if slot.role in ("object", "to", "in") and not {"country", "place"}.isdisjoint(dict(slot.named)):
            # "Who invited Vietnam" is of an invitation that it got.
            return "visit" if slot.role != "object" or "visit" in reading.tags else slot.role
        if slot.role == "object" and slot.verb is not None and "visit" in slot.verb.tags:
            return "visited"  # somebody is visited: not an invitation's part
        if slot.role in ("subject", "by"):
            return _doer(slot.verb)
        if slot.role == "of" and visit:
            return "invitee"
        if slot.role == "object" and slot.verb is not None and _responds(slot.verb):
            return "inviter"  # "nhận lời ai": whose invitation
        return _ROLES.get(slot.role, slot.role)

    return reading.recast(part)


def refuses(reading: Reading) -> bool:
    """Refuse invitations to come, which country invites, and where an invitation was passed on."""
    inviting = reading.asked.get("country") == "" and "visit" not in reading.tags
    passing = "where" in reading.asked and bool(reading.tags & {"convey", "send"})
    return inviting or passing or ("future" in reading.tags and not _is_visit(reading))


def _is_visit(reading: Reading) -> bool:
    """Tell whether a question is about a visit and speaks of no invitation."""
    invited = reading.term(Act) or reading.term(Response) or reading.tags & {"invitation", "convey", "send"}
    return "visit" in reading.tags and not invited


def _doer(verb: Word | None) -> str:
    """Return the part of who does what a verb says."""
    if verb is None or "visit" in verb.tags or _responds(verb):
        return "invitee"
    return "conveyor" if "convey" in verb.tags or "chuyển" in verb.text.casefold() else "inviter"


def _responds(verb: Word) -> bool:
    return any(isinstance(term, Response) for term in verb.terms)


def invitations(reading: Reading, parts: Parts, archive: Archive) -> Found:
    """Find invitations by who invites, is invited, conveys, where to, and how they answered."""
    people = [*parts["inviter"], *parts["invitee"], *parts["conveyor"]]
    known = [id_ for id_ in people if archive.store.rows("SELECT 1 FROM person WHERE id = ?", (id_,))]
    every = archive.invitations(**({"person": known[0]} if known else {}))
    made = [
        one for one in every if _fits(one, parts, archive, parts["invitee"]) and _at(one, parts, reading, archive)
    ]
    if not made:
        found = _each(reading, parts, archive) if reading.yes_no and not _is_visit(reading) else None
        if found is not None:
            return found
        there = _been_there(parts, archive) if _is_visit(reading) and "future" not in reading.tags else []
        if there:
            return Found(Status.NOT_STATED, records=there, unstated=("visit",))
        return Found(Status.NOTHING_FOUND, near=[*_hoped(parts, archive), *archive.invitations()[:LOOKED_AT]])
    if _is_visit(reading):
        timed = "visit_when" if any(one.when for one in made) else "when"
        unstated = (timed,) if "when" in reading.asked else ("visit",)
        return Found(Status.NOT_STATED, records=made, unstated=unstated, notes=[("only_invited", {})])
    responses: list[Response] = reading.term(Response)
    here = {id_ for one in made for met in _met(one, parts, archive) for id_ in met.people}
    asked = [
        guest
        for one in made
        for guest in one.invitees
        if guest.person in (parts["invitee"] or [guest.person]) and (guest.person in here or not parts["partner"])
    ]
    if not asked:
        return Found(Status.NOTHING_FOUND, near=made)
    gave = [guest for guest in asked if guest.response and guest.response.id in responses]
    if responses and not gave:
        if any(guest.response is None for guest in asked):
            return Found(Status.NOT_STATED, records=made, unstated=("response",))
        return Found(Status.NOTHING_FOUND, near=made)
    guests = gave if responses else asked
    found = Found(records=[one for one in made if any(guest in one.invitees for guest in guests)])
    _add_people(found, reading, guests)
    if "meeting" in reading.asked:
        meetings = distinct(meeting for one in found.records for meeting in raised_at(one, archive))
        found.records = [one for one in meetings if set(parts["invitee"]) <= set(one.people)]
    found.doubtful = len(guests) < len(asked)  # some accepted, others did not
    return found


def _each(reading: Reading, parts: Parts, archive: Archive) -> Found | None:
    """Tell of whom of several that no one invitation is to it is so; None, if of nobody."""
    responses: list[Response] = reading.term(Response)
    so: dict[str, list[m.Invitation]] = {
        id_: [
            one
            for one in archive.invitations(person=id_)
            for guest in one.invitees
            if guest.person == id_ and (not responses or (guest.response and guest.response.id in responses))
            if _fits(one, parts, archive, [id_]) and _at(one, parts, reading, archive)
        ]
        for id_ in parts["invitee"]
    }
    if not any(so.values()):
        return None
    each = tuple(((id_,), bool(several)) for id_, several in so.items())
    return Found(records=distinct(chain(*so.values())), each=each, doubtful=True)


def _fits(one: m.Invitation, parts: Parts, archive: Archive, invitees: list[str]) -> bool:
    """Tell whether an invitation has these people in these parts."""
    return (
        set(parts["inviter"]) <= set(one.inviters or ())
        and set(invitees) <= {guest.person for guest in one.invitees}
        and set(parts["conveyor"]) <= {one.conveyed_by}
        and set(parts["visit"]) <= {one.visit}
        and (not parts["side"] or _on_side(one, parts["side"][0], archive))
    )


def _on_side(one: m.Invitation, side: str, archive: Archive) -> bool:
    """Tell whether somebody who invites or conveys stood on a side where the invitation was raised."""
    by = {*(one.inviters or ()), one.conveyed_by}
    return any(who.person in by and who.side == side for met in raised_at(one, archive) for who in met.participants)


def _at(one: m.Invitation, parts: Parts, reading: Reading, archive: Archive) -> bool:
    """Tell whether an invitation was raised at a meeting with these people, on these days."""
    if not (parts["partner"] or reading.dated):
        return True
    return any(falls(meeting.dates, reading) for meeting in _met(one, parts, archive))


def _met(one: m.Invitation, parts: Parts, archive: Archive) -> list[m.Meeting]:
    """Return the meetings at which an invitation was raised, with these people."""
    return [met for met in raised_at(one, archive) if set(parts["partner"]) <= set(met.people)]


def _hoped(parts: Parts, archive: Archive) -> list[m.Statement]:
    """Return what was hoped of somebody and the country they may visit: close to an invitation, and none."""
    country = next((id_ for id_, kind in kinds(parts["visit"], archive).items() if kind == "country"), None)
    if not (parts["invitee"] and country):
        return []
    by = {"speaker": parts["inviter"][0]} if parts["inviter"] else {}
    said = archive.statements(act=Act.WISHED.value, about=parts["invitee"][0], **by)[:LOOKED_AT]
    return [one for one in said if country in one.about]


def _been_there(parts: Parts, archive: Archive) -> list[m.Meeting]:
    """Return meetings of somebody that may have been on a visit: in that place, or where none is stated."""
    place = {"place": parts["visit"][0]} if parts["visit"] else {}
    met = [meeting for id_ in parts["invitee"] for meeting in archive.meetings(person=id_)]
    inside = {one.id for id_ in parts["invitee"] for one in archive.meetings(person=id_, **place)}
    return distinct(meeting for meeting in met if meeting.id in inside or not meeting.places)


def _add_people(found: Found, reading: Reading, guests: list[m.Invitee]) -> None:
    """Tell who invites, is invited or conveys, as the question asks."""
    role = reading.who
    if role is not None:
        if role == "invitee":
            found.people = unique(guest.person for guest in guests)
        elif role == "conveyor":
            found.people = unique(one.conveyed_by for one in found.records if one.conveyed_by)
        else:
            found.people = unique(id_ for one in found.records for id_ in one.inviters or ())
        if not found.people:
            found.status, found.unstated = Status.NOT_STATED, ("conveyor",)
    if "how_many" in reading.asked:
        people = "who" in reading.asked or "persons" in reading.tags
        number = len({guest.person for guest in guests}) if people else len(found.records)
        found.count = (number, "people" if people else "invitations")


def messages(reading: Reading, parts: Parts, archive: Archive) -> Found:
    """Find whose message was passed on to whom; an invitation that is passed on is another thing."""
    said = list(archive.statements(act=Act.CONVEYED_MESSAGE.value, **dates(reading)))
    marks = ",".join("?" * len(said))
    sql = f"SELECT target FROM link WHERE record = 'invitation' AND part = 'raised_in' AND target IN ({marks})"
    invites = {row[0] for row in archive.store.rows(sql, [one.id for one in said])}
    every = [one for one in said if one.id not in invites]
    records = [
        one
        for one in every
        if set(parts["speaker"]) <= {*(one.speakers or ()), *one.on_behalf_of}
        and set(parts["sender"]) <= set(one.on_behalf_of)
        and set(parts["addressee"]) <= set(one.addressees)
    ]
    if not records:
        return Found(Status.NOTHING_FOUND, near=every)
    found = Found(records=records)
    role = reading.who
    if role:
        sends = "send" in reading.tags and role in ("subject", "by")  # who sends it is not who brings it
        field = {"of": "on_behalf_of", "to": "addressees", "object": "addressees"}.get(role, "speakers")
        found.people = unique(
            id_ for one in records for id_ in getattr(one, "on_behalf_of" if sends else field) or ()
        )
    if reading.asked.keys() & {"what", "areas"}:
        found.status, found.unstated = Status.NOT_STATED, ("content",)
    return found
