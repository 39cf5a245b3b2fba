"""Answer about what narrators state: since when, which joint ventures and where, which pillars."""

from __future__ import annotations

from itertools import islice
from typing import Any

from diplomacy_archive.questions.answer import Status
from diplomacy_archive.questions.grammar.reading import Reading
from diplomacy_archive.questions.intents.found import (
    Archive,
    Found,
    Parts,
    areas,
    distinct,
    naming,
    terms,
    unique,
)
from diplomacy_archive.records._vocabulary import Act, Framing, OrganisationKind


def answer(reading: Reading, parts: Parts, archive: Archive) -> Found:
    """Find the background that a question is about."""
    about = {"about": parts["about"]} if parts["about"] else {}  # "Vietnam and Russia" are spoken of together
    each = [{"about": [*parts["about"], id_]} for id_ in parts["named"]] or [about]  # joint ventures one by one
    records = distinct(one for spoken_of in each for one in archive.background(**areas(parts), **spoken_of))
    kinds = reading.term(OrganisationKind)
    named = {one.id for one in archive.organisations() if one.kind in kinds} if kinds else set()
    records = [one for one in records if not kinds or named & set(one.about)]
    every = records
    if parts["place"]:
        rows = archive.store.rows("SELECT descendant FROM place_tree WHERE ancestor = ?", parts["place"][:1])
        inside = {row[0] for row in rows}
        records = [one for one in records if one.place and one.place.id in inside]
    for field, asks in (("when", {"when", "since_when"}), ("place", {"where"})):
        if records and asks & reading.asked.keys():
            stated = [one for one in records if getattr(one, field)]
            if not stated:
                return Found(Status.NOT_STATED, records=records, unstated=("when" if field == "when" else "where",))
            records = stated
    if not records:
        return Found(Status.NOTHING_FOUND, near=every)
    found = Found(records=records, people=unique(id_ for one in records for id_ in one.about if id_ in named))
    if "how_many" in reading.asked:
        found.count = (len(found.people), "organisations") if kinds else (len(records), "background")
    number = len(found.people) if kinds else len(records)
    if reading.number not in (None, number):
        found.notes.append(("number", {"number": number, "given": reading.number}))
    return found


def pillars(reading: Reading, parts: Parts, archive: Archive) -> Found:
    """Find the areas that somebody, or the narrator, calls a pillar or wants to expand into."""
    framings, wanted = reading.term(Framing), parts["area"]
    acts = terms(reading, act=Act)
    records: list[Any] = []
    if not (parts["speaker"] or acts):
        records += archive.background(**areas(parts))
    for speaker in [{"speaker": id_} for id_ in parts["speaker"]] or [{}]:
        records += archive.statements(**areas(parts), **acts, **speaker)
    # The area itself, or joined to another: that a part of it is a pillar does not make it one.
    fits = {name for id_ in wanted for name in naming(id_, archive)}
    named = {
        one.id: [area.id for area in one.areas if area.framing in framings and (area.id in fits or not wanted)]
        for one in records
    }
    records = [one for one in distinct(records) if named[one.id]]
    if not records:
        framed = (one for one in archive.background() if any(area.framing in framings for area in one.areas))
        return Found(Status.NOTHING_FOUND, near=list(islice(framed, 3)))
    return Found(records=records, areas=unique(area for one in records for area in named[one.id]))
