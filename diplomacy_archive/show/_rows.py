"""Turn records into plain, JSON-able rows; every row carries the quotes that prove it.

`columns.py` says what each key holds.
"""

from __future__ import annotations

from typing import Any

from diplomacy_archive.records import _models as m
from diplomacy_archive.show._display import plain
from diplomacy_archive.store._counts import Lookup

Row = dict[str, Any]


_PAIRS = ("external", "outside", "inferred", "refs", "uncited")


def row(record: m.Record, store: Lookup) -> Row:
    """Return the row of a record.

    A meeting, an encounter and a statement have rows of their own; another record's row is its
    fields, with its article or name after its id and its quotes at the end.
    """
    if isinstance(record, m.Meeting):
        return _meeting(record, store)
    if isinstance(record, m.Encounter):
        return _encounter(record, store)
    if isinstance(record, m.Statement):
        return _statement(record)
    fields: Row = record.model_dump(mode="json")
    first: Row = {"id": fields.pop("id")}
    last: Row = {}
    if isinstance(record, m.Identity):
        first["name"] = record.name
    if isinstance(record, m.Person):
        last["offices"] = offices(record, store)
    if isinstance(record, m.Evidenced):
        first["article"] = record.article
        if summary := fields.pop("summary", None):
            last.update(summary_vi=summary["vi"], summary_en=summary["en"])
        last["quotes"] = fields.pop("quotes")
    for name in fields.keys() & _PAIRS:
        fields[name] = {str(key): value for key, value in fields[name]}
    return {**first, **fields, **last}


def offices(person: m.Person, store: Lookup) -> list[Row]:
    """Return the capacities in which articles print a person, with the date of each."""
    return [
        {"role": held.role, "of": held.of or None, "printed": held.printed, "article": held.article,
         "meeting": held.meeting or None, "date": held.date}
        for held in store.offices([person.id]).get(person.id, ())
    ]  # fmt: skip


def areas_of(meeting: m.Meeting, store: Lookup) -> dict[str, list[str]]:
    """Return a meeting's areas by kind, in the order they are mentioned."""
    kinds = {id_: str(getattr(one, "kind", "")) for id_, one in store.identities(meeting.areas).items()}
    return {
        "fields": [area for area in meeting.areas if kinds.get(area) == "cooperation"],
        "topics": [area for area in meeting.areas if kinds.get(area) == "topic"],
    }


def _meeting(meeting: m.Meeting, store: Lookup) -> Row:
    return {
        "id": meeting.id,
        **_when_and_where(meeting),
        "participants": [_participant(one, store) for one in meeting.participants],
        **areas_of(meeting, store),
        "articles": list(meeting.articles),
        "statements": list(meeting.statements),
        "disagreements": [_plain(one) for one in meeting.disagreements],
        **_grounds(meeting),
    }


def _encounter(pair: m.Encounter, store: Lookup) -> Row:
    return {
        "meeting": pair.meeting.id,
        **_when_and_where(pair.meeting),
        "one": _participant(pair.one, store),
        "other": _participant(pair.other, store),
        **areas_of(pair.meeting, store),
        "articles": list(pair.meeting.articles),
        "disagreements": [_plain(one) for one in pair.meeting.disagreements],
        **_grounds(pair.meeting),
    }


def _when_and_where(meeting: m.Meeting) -> Row:
    return {
        "date": meeting.date.isoformat() if meeting.date else None,
        "dates": [date.isoformat() for date in meeting.dates],
        "part_of_day": plain(meeting.part_of_day),
        "kinds": plain(meeting.kinds),
        "kinds_printed": list(dict.fromkeys(word for report in meeting.counted for word in report.kind.printed)),
        "places": list(meeting.places),
        "status": plain(meeting.status),
    }


def _grounds(meeting: m.Meeting) -> Row:
    """Return on what a meeting's facts rest: sources that articles name, what is inferred, and quotes."""
    inferred: dict[str, dict[str, None]] = {}
    for field, why in (pair for report in meeting.counted for pair in report.inferred):
        inferred.setdefault(field, {})[why] = None
    sources = dict.fromkeys(report.according_to.id for report in meeting.counted if report.according_to)
    return {
        "according_to": list(sources),
        "inferred": {field: "; ".join(reasons) for field, reasons in inferred.items()},
        "quotes": [_plain(quote) for quote in meeting.quotes],
    }


def _participant(one: m.Participant, store: Lookup) -> Row:
    return {
        "person": one.person,
        "name": store.label(one.person) if one.person else one.described,
        "side": one.side,
        "role": plain(one.role),
        "capacities": [_plain(capacity) for capacity in one.capacities],
    }


def _statement(one: m.Statement) -> Row:
    return {
        "id": one.id,
        "article": one.article,
        "paragraph": one.quotes[0].paragraph,
        "meetings": list(one.meetings),
        "speakers": list(one.speakers) if one.speakers is not None else None,
        "conveyed_by": list(one.conveyed_by),
        "act": plain(one.act.id) if one.act else None,
        "act_printed": one.act.printed if one.act else None,
        "basis_of_speakers": plain(one.basis.speakers),
        "basis_of_meetings": plain(one.basis.meetings),
        "when": _plain(one.when) if one.when else None,
        "about": list(one.about),
        "on_behalf_of": list(one.on_behalf_of),
        "addressees": list(one.addressees),
        "areas": [_plain(area) for area in one.areas],
        "areas_open": one.areas_open,
        "according_to": one.according_to.id if one.according_to else None,
        "inferred": dict(one.inferred),
        "content": one.content,
        "refs": {expression: list(ids) for expression, ids in one.refs},
        "summary_vi": one.summary.vi,
        "summary_en": one.summary.en,
        "quotes": [_plain(quote) for quote in one.quotes],
    }


def _plain(record: m.Record) -> Row:
    return record.model_dump(mode="json")
