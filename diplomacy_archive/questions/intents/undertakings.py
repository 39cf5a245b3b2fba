"""Answer about plans, agreements and the like: between whom, for when, and how far they have come."""

from __future__ import annotations

from diplomacy_archive._dates import parse_interval
from diplomacy_archive.questions.answer import Status
from diplomacy_archive.questions.grammar.reading import Reading, Word
from diplomacy_archive.questions.intents.found import Archive, Found, Parts, areas, kinds, raised_at, terms, unique
from diplomacy_archive.records import _models as m
from diplomacy_archive.records._vocabulary import UndertakingKind, UndertakingStatus

_SIGNED, _TO_BE_SIGNED = UndertakingStatus.SIGNED, UndertakingStatus.TO_BE_SIGNED
_UNSIGNED = {UndertakingStatus.RAISED, UndertakingStatus.PROPOSED, UndertakingStatus.AGREED, _TO_BE_SIGNED}
_TWO = {"two_parties": "party", "two_countries": "country"}


def refuses(reading: Reading) -> bool:
    """Refuse "it" where nothing is named, plans yet to be raised, and who organises something."""
    if "organise" in reading.tags and "who" in reading.asked:
        return True
    if "meeting" in reading.tags and not any(slot.context for slot in reading.slots):
        return True  # a meeting that is planned
    unnamed = "they" in reading.tags and not (reading.slots or reading.term(UndertakingKind))
    return unnamed or ("future" in reading.tags and bool(reading.tags & {"raise", "say"}))


def answer(reading: Reading, parts: Parts, archive: Archive) -> Found:
    """Find the undertakings that a question is about."""
    signing = "sign" in reading.tags or _SIGNED in reading.term(UndertakingStatus)
    between = reading.asked.get("who") in ("between", "with")
    whether = (
        signing and not {"what", "how_many"} & reading.asked.keys() and ("who" not in reading.asked or between)
    )
    filters = areas(parts) | terms(reading, kind=UndertakingKind, status=UndertakingStatus)
    if whether or (signing and "who" in reading.asked and "kind" in filters):
        filters.pop("status", None)  # whether, or by whom, it is signed is what is asked
    elif signing:
        filters["status"] = (_TO_BE_SIGNED if "future" in reading.tags else _SIGNED).value
    every = [one for one in archive.undertakings(**filters) if _raised(one, parts, archive)]
    bodies = [one for one in every if _between(one, reading, parts, archive)]
    if not bodies:
        unsaid = [one for one in every if not one.between]
        if unsaid and (parts["between"] or not reading.tags.isdisjoint(_TWO)):
            return Found(Status.NOT_STATED, records=unsaid, unstated=("between",))
        return Found(Status.NOTHING_FOUND, near=every or archive.undertakings())
    records = [one for one in bodies if _falls(one, reading)]
    if not records:
        undated = [one for one in bodies if one.when is None or one.when.within is None]
        if undated and (filters or signing):
            return Found(Status.NOT_STATED, records=undated, unstated=("when",))
        return Found(Status.NOTHING_FOUND, near=bodies)
    found = Found(records=records)
    if _judge(found, reading, signing=signing):
        _add_people(found, reading, archive)
        statuses = {one.status.id for one in records}
        if whether:
            found.yes = True if statuses == {_SIGNED} else False if statuses <= _UNSIGNED else None
            found.doubtful = found.yes is None
        elif signing and "who" in reading.asked and "future" not in reading.tags and _SIGNED not in statuses:
            found.yes = False  # who signed it, if it is not signed
    return found


def _raised(one: m.Undertaking, parts: Parts, archive: Archive) -> bool:
    """Tell whether an undertaking was raised by these people, at a meeting with those."""
    by = (
        {id_ for raised in one.raised_in for id_ in archive.record(raised).speakers or ()}
        if parts["raiser"]
        else set()
    )
    at = raised_at(one, archive) if parts["partner"] else []
    return set(parts["raiser"]) <= by and (
        not parts["partner"] or any(set(parts["partner"]) <= set(meeting.people) for meeting in at)
    )


def _between(one: m.Undertaking, reading: Reading, parts: Parts, archive: Archive) -> bool:
    """Tell whether an undertaking is stated to be between these bodies, or between two of a kind."""
    found = list(kinds(one.between, archive).values())
    two = all(found.count(kind) >= 2 for tag, kind in _TWO.items() if tag in reading.tags)
    return two and set(parts["between"]) <= set(one.between)


def _falls(one: m.Undertaking, reading: Reading) -> bool:
    """Tell whether the time of an undertaking meets the dates that are asked for."""
    if not reading.dated:
        return True
    begin, end = reading.on or reading.since, reading.on or reading.until
    if one.when is None or one.when.within is None or any(span and span.year is None for span in (begin, end)):
        return False
    first, last = parse_interval(one.when.within)
    return (end is None or first <= end.last) and (begin is None or begin.first <= last)


def _judge(found: Found, reading: Reading, *, signing: bool) -> bool:
    """Tell what of that which was asked for the articles do not say; return whether anything is said."""
    asked, records = reading.asked, list(found.records)
    unstated = []
    if signing and "when" in asked:
        unstated.append("signed_when")  # `when` is what it holds for; when it is signed is not recorded
    elif asked.keys() & {"when", "period"} and not any(one.when for one in records):
        unstated.append("when")
    if (_signers(reading) or asked.get("who") in ("between", "with")) and not any(one.between for one in records):
        unstated.append("between")
    if "areas" in asked and not any(one.areas for one in records):
        unstated.append("areas")
    found.unstated = tuple(unstated)
    if unstated and len(unstated) >= len([name for name in asked if name not in ("what", "how_many")]):
        found.status = Status.NOT_STATED
    return found.status is Status.ANSWERED


def _add_people(found: Found, reading: Reading, archive: Archive) -> None:
    """Tell who signs, or who raised it, and how many there are."""
    if _signers(reading) or reading.asked.get("who") in ("between", "with"):
        found.people = unique(id_ for one in found.records for id_ in one.between)
    elif reading.asked.get("who") in ("subject", "by"):
        raised = (archive.record(id_) for one in found.records for id_ in one.raised_in)
        found.people = unique(id_ for said in raised for id_ in said.speakers or ())
    if "how_many" in reading.asked:
        if "areas" in reading.asked:
            found.counted = unique(area.id for one in found.records for area in one.areas)
        else:
            found.count = (len(found.records), "undertakings")


def _signers(reading: Reading) -> bool:
    """Tell whether it is asked who signs."""
    return any(slot.is_who and slot.verb is not None and _signs(slot.verb) for slot in reading.slots)


def _signs(verb: Word) -> bool:
    return "sign" in verb.tags or any(term is _SIGNED or term is _TO_BE_SIGNED for term in verb.terms)
