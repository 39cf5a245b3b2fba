"""Answer about what statements share: areas that several people named, or only one; what several meetings heard."""

from __future__ import annotations

from itertools import combinations, product

from diplomacy_archive.questions.answer import Status
from diplomacy_archive.questions.grammar.reading import Reading
from diplomacy_archive.questions.intents.found import Archive, Found, Parts, areas, dates, distinct, naming, unique


def refuses(reading: Reading) -> bool:
    """Refuse "not" but in "areas that only X named, not Y" and "chỉ X nhắc mà Y không nhắc".

    Elsewhere it is not sure whose areas are taken from whose.
    """
    denied = [word for word in reading.words if word.tags & {"no", "not"} and not word.silent]
    people = [slot.at for slot in reading.slots]
    if "only" not in reading.tags or not people:
        return bool(denied)
    first = [word.at for word in reading.words if "only" in word.tags and word.at < min(people)]
    return not first or len(people) > 2 or len(denied) != len(people) - 1


def compare(reading: Reading, parts: Parts, archive: Archive) -> Found:
    """Find the areas that several people named, or that only the first of them did."""
    people = parts["person"]
    filters = dates(reading) | ({"person": people} if "meeting" in reading.tags else {})
    said = {id_: [one for one in archive.statements(speaker=id_, **filters) if one.areas] for id_ in people}
    printed = {id_: {area.id for one in several for area in one.areas} for id_, several in said.items()}
    names = {area: naming(area, archive) for area in set().union(*printed.values())}
    # Who says "defence and security" names defence.
    named = {id_: {area for area, by in names.items() if by & ids} for id_, ids in printed.items()}
    if "only" in reading.tags:
        wanted = {
            area
            for area in printed[people[0]]
            if not (any(area in named[id_] for id_ in people[1:]) or _named_by_others(names[area], people, archive))
        }
    else:
        wanted = set.intersection(*named.values())
        wanted = {area for area in wanted if not (names[area] - {area}) & wanted}
    every = [one for several in said.values() for one in several]
    records = distinct(one for one in every if any(names[id_] & {area.id for area in one.areas} for id_ in wanted))
    pairs = [
        (one, other)
        for first, second in combinations(people, 2)
        for one, other in product(sorted(printed[first]), sorted(printed[second]))
        if one != other
        and not {one, other} <= printed[first] & printed[second]
        and ("only" in reading.tags or (one not in names[other] and other not in names[one]))
        and _inside(one, other, archive)
    ]
    found = Found(records=records, notes=[("related", {"areas": tuple(dict.fromkeys(pairs))})] if pairs else [])
    found.areas = unique(
        id_ for one in records for area in one.areas for id_ in sorted(wanted) if area.id in names[id_]
    )
    if not wanted:
        found.status, found.near = Status.NOTHING_FOUND, [one for several in said.values() for one in several[:2]]
    return found


def _named_by_others(names: set[str], people: list[str], archive: Archive) -> bool:
    """Tell whether anybody else named an area, where only one person is asked about."""
    return len(people) == 1 and any(
        set(one.speakers or ()) - set(people)
        for name in names
        for one in archive.statements(area=name)
        if any(mention.id == name for mention in one.areas)
    )


def _inside(one: str, other: str, archive: Archive) -> bool:
    """Tell whether one of two areas lies in the other."""
    sql = "SELECT 1 FROM area_tree WHERE (ancestor = ? AND descendant = ?) OR (ancestor = ? AND descendant = ?)"
    return bool(archive.store.rows(sql, (one, other, other, one)))


def at_both(reading: Reading, parts: Parts, archive: Archive) -> Found:
    """Find what was said at several meetings alike."""
    people = parts["person"]
    found = []
    for one in archive.statements(**dates(reading), **areas(parts)):
        heard = [set(archive.record(id_).people) for id_ in one.meetings]
        if len(heard) > 1 and all(any(id_ in here for here in heard) for id_ in people):
            found.append(one)
    return Found(records=found) if found else Found(Status.NOTHING_FOUND)
