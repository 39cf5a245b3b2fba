"""Answer about people: who somebody is, who leads a body, who is named and met no one."""

from __future__ import annotations

from diplomacy_archive._text import fold_words
from diplomacy_archive.questions.answer import Status
from diplomacy_archive.questions.grammar.reading import Reading
from diplomacy_archive.questions.intents.found import Archive, Found, Parts, distinct, kinds, unique
from diplomacy_archive.records import _models as m
from diplomacy_archive.records._vocabulary import Role
from diplomacy_archive.show._rows import Row, offices
from diplomacy_archive.store._counts import Lookup

_LEADING: dict[str, tuple[Role, ...]] = {
    "party": (Role.PARTY_CHAIR, Role.GENERAL_SECRETARY),
    "organisation": (Role.MINISTER, Role.FOREIGN_MINISTER, Role.HEAD, Role.SECRETARY_GENERAL, Role.PARTY_CHAIR),
    "country": (Role.PRESIDENT, Role.STATE_PRESIDENT, Role.MONARCH),
}
"""The offices that lead a body."""


def answer(reading: Reading, parts: Parts, archive: Archive) -> Found:
    """Tell who somebody is: the capacities in which articles print them."""
    people = [archive.record(id_) for id_ in parts["person"]]
    titled = [one.id for one in people if one.id in reading.references.titled]
    if len(people) > 1 and titled:
        # "Is Lavrov the president of Russia?": the title leads to somebody else.
        others = tuple(one.id for one in people if one.id not in titled)
        notes = [("not_in_office", {"people": others})] if others else []
        return Found(Status.NOTHING_FOUND, near=people, notes=notes)
    roles: list[Role] = reading.term(Role)
    lookup = Lookup(archive.store)
    held = [(one, office) for one in people for office in offices(one, lookup) if _is_of(office, roles)]
    if not held:
        return Found(Status.NOT_STATED, records=people, unstated=("office",))
    found = Found(records=people, quotes=unique_quotes(held, archive))
    if "party" in reading.asked:
        bodies = kinds((office["of"] for _, office in held if office["of"]), archive)
        found.people = tuple(id_ for id_, kind in bodies.items() if kind == "party")
        if not found.people:
            found.status, found.unstated = Status.NOT_STATED, ("party",)
        return found
    if reading.asked.get("who") == "of" or (roles and "who" in reading.asked):
        found.people = unique(office["of"] for _, office in held if office["of"])
    elif titled and "who" in reading.asked:
        found.people = (people[0].id,)
    found.doubtful = not titled
    return found


def _is_of(office: Row, roles: list[Role]) -> bool:
    role = Role[str(office["role"]).upper()]
    return not roles or role in roles or role.broader in roles


def unique_quotes(held: list[tuple[m.Person, Row]], archive: Archive) -> tuple[m.Quote, ...]:
    """Return the quotes that hold people's capacities."""
    found: dict[m.Quote, None] = {}
    for person, office in held[:50]:
        printed = fold_words(office["printed"])
        for quote in _quotes(person, office, archive):
            phrase = fold_words(quote.phrase)
            if quote.article == office["article"] and (printed in phrase or phrase in printed):
                found[quote] = None
    return tuple(found)


def _quotes(person: m.Person, office: Row, archive: Archive) -> tuple[m.Quote, ...]:
    """Return the quotes of the meeting, or else the mentions, where a capacity is printed."""
    if office["meeting"]:
        meeting: m.Meeting = archive.record(office["meeting"])
        return meeting.quotes
    sql = "SELECT n FROM mention WHERE person = ? AND article = ?"
    numbers = archive.store.numbers(sql, (person.id, office["article"]))
    return tuple(quote for one in archive.store.records("mention", numbers) for quote in one.quotes)


def leaders(reading: Reading, parts: Parts, archive: Archive) -> Found:
    """Tell who leads a body, or which body somebody leads."""
    held: list[tuple[m.Person, Row]] = []
    if parts["leader"]:
        person = archive.record(parts["leader"][0])
        wanted = [kind for kind in _LEADING if kind in reading.asked] or list(_LEADING)
        every = offices(person, Lookup(archive.store))
        bodies_of = kinds((office["of"] for office in every if office["of"]), archive)
        held = [
            (person, office)
            for office in every
            if (kind := bodies_of.get(office["of"])) in wanted and office["role"] in _LEADING[kind]
        ]
        if not held:
            return Found(Status.NOTHING_FOUND, near=[person])
        named = [id_ for kind in _LEADING for id_ in parts[kind]]
        bodies = unique(office["of"] for _, office in held)
        if not set(named) <= set(bodies):
            return Found(Status.NOTHING_FOUND, near=[person])
        return Found(records=[person], people=bodies, quotes=unique_quotes(held, archive))
    for kind, roles in _LEADING.items():
        marks = ",".join("?" * len(roles))
        sql = f"SELECT DISTINCT person FROM office WHERE body = ? AND role IN ({marks})"
        for body in parts[kind]:
            for (id_,) in archive.store.rows(sql, (body, *(role.value for role in roles))):
                person = archive.record(id_)
                held += [
                    (person, office) for office in offices(person, Lookup(archive.store)) if office["of"] == body
                ]
    if not held:
        return Found(Status.NOTHING_FOUND)
    people = distinct(person for person, _ in held)
    return Found(records=people, people=tuple(one.id for one in people), quotes=unique_quotes(held, archive))


def mentions(reading: Reading, parts: Parts, archive: Archive) -> Found:
    """Tell who is named and took part in no meeting, and where."""
    every = [one for one in archive.mentions() if one.person in (parts["person"] or [one.person])]
    absent = {id_ for id_ in {one.person for one in every} if not len(archive.meetings(person=id_, status="any"))}
    records = [one for one in every if one.person in absent]
    if not records and "where" in reading.asked:  # all places that name somebody who took part are not recorded
        return Found(Status.NOT_UNDERSTOOD, notes=[("phrase", {"text": reading.phrases["where"]})])
    if not records:
        return Found(Status.NOTHING_FOUND)
    return Found(records=records, people=unique(one.person for one in records))
