"""Make the cards of meetings and of what was said there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from diplomacy_archive._text import find
from diplomacy_archive.records import _models as m
from diplomacy_archive.records._merge import speakers_at
from diplomacy_archive.records._vocabulary import Basis, MeetingStatus
from diplomacy_archive.show._cards.words import (
    area_chip,
    cited,
    field,
    language,
    mentions,
    name,
    names,
    reasons,
    reference,
    source,
)
from diplomacy_archive.show._display import NOT_STATED, Card, Chips, Name, Side, Sides, Value
from diplomacy_archive.show._rows import areas_of
from diplomacy_archive.store._counts import Lookup

Facts = list[tuple[str, Value]]


def meeting_card(meeting: m.Meeting, store: Lookup, *, whole: bool) -> Card:
    """Return a meeting's readout card; whole, with its statements by speaker."""
    title = " – ".join(
        ", ".join(_who(one, store) for one in side) for side in _sides(meeting.participants).values()
    )
    facts = _facts(meeting, store, meeting.participants)
    facts += [("statements", str(len(meeting.statements)))] if not whole else []
    parts = tuple(_by_speaker(meeting, store)) if whole else ()
    proof = cited(meeting.quotes, store)
    return Card(title, meeting.id, tuple(facts), proof, parts, language=_language(meeting, store))


def encounter_card(pair: m.Encounter, store: Lookup) -> Card:
    """Return the card of two people who met, with what is known of their meeting."""
    verb = "met" if MeetingStatus.HELD in pair.meeting.status else "was to meet"
    title = f"{_who(pair.one, store)} {verb} {_who(pair.other, store)}"
    facts = _facts(pair.meeting, store, (pair.one, pair.other))
    proof = cited(pair.meeting.quotes, store)
    return Card(title, pair.meeting.id, tuple(facts), proof, language=_language(pair.meeting, store))


def brief_cells(meeting: m.Meeting, people: Iterable[m.Participant], store: Lookup) -> list[str]:
    """Return a meeting's id, who of these people met whom, the kind and the place, each in a few words."""
    sides = (", ".join(_name(one, store).text for one in side) for side in _sides(people).values())
    kind = " or ".join(kind.en for kind in meeting.kinds)
    return [meeting.id, " – ".join(sides), kind, _place(meeting, store)]


def _facts(meeting: m.Meeting, store: Lookup, people: Sequence[m.Participant]) -> Facts:
    by_kind = areas_of(meeting, store)
    terms = area_terms(statements_of(meeting, store))
    if not terms.keys() >= {*meeting.areas}:
        raise store.damaged("a meeting's statements are missing")
    facts: Facts = [("date", _when(meeting)), ("kind", _kind(meeting)), ("place", _place(meeting, store))]
    if meeting.status != (MeetingStatus.HELD,):
        facts.append(("status", " or ".join(one.en for one in meeting.status)))
    facts.append(("as", _people(people, store)))
    for label in ("fields", "topics"):
        chips = tuple(area_chip(area, terms[area], store) for area in by_kind[label])
        facts += [(label, Chips(chips))] if chips else []
    sources = (report.according_to for report in meeting.counted)
    facts += [("according to", source(one, store)) for one in dict.fromkeys(sources) if one]
    facts += reasons(dict.fromkeys(pair for report in meeting.counted for pair in report.inferred))
    for one in meeting.disagreements:
        values = "; ".join(f"{value} ({', '.join(by)})" for value, by in one.values)
        facts.append(("reports differ", f"{field(one.field)}: {values}"))
    return facts


def _when(meeting: m.Meeting) -> str:
    """Say the date and part of day, with the article's words."""
    dates = " or ".join(date.isoformat() for date in meeting.dates) or NOT_STATED
    part = f", {meeting.part_of_day.en}" if meeting.part_of_day else ""
    printed = dict.fromkeys(f"“{report.when.printed}”" for report in meeting.counted if report.when.printed)
    return f"{dates}{part} {', '.join(printed)}".rstrip()


def _kind(meeting: m.Meeting) -> str:
    printed = dict.fromkeys(word for report in meeting.counted for word in report.kind.printed)
    return f"{' or '.join(kind.en for kind in meeting.kinds)} {', '.join(f'“{word}”' for word in printed)}"


def _place(meeting: m.Meeting, store: Lookup) -> str:
    # Where reports do not disagree, one place lies in the other.
    between = " or " if any(one.field == "place" for one in meeting.disagreements) else ", "
    return between.join(store.label(place) for place in meeting.places) or NOT_STATED


def _sides(people: Iterable[m.Participant]) -> dict[str, list[m.Participant]]:
    sides: dict[str, list[m.Participant]] = {}
    for one in people:
        sides.setdefault(one.side, []).append(one)
    return sides


def _people(people: Iterable[m.Participant], store: Lookup) -> Sides:
    return Sides(
        tuple(
            Side(store.label(side), tuple((_name(one, store), _titles(one)) for one in there))
            for side, there in _sides(people).items()
        )
    )


def _who(one: m.Participant, store: Lookup) -> str:
    return f"{_name(one, store).text} ({store.label(one.side)})"


def _name(one: m.Participant, store: Lookup) -> Name:
    return name(one.person, store) if one.person else Name(f"“{one.described}”")


def _titles(one: m.Participant) -> tuple[str, ...]:
    printed = dict.fromkeys(capacity.printed for capacity in one.capacities)
    return (*printed, *([f"({one.role.en})"] if one.role else []))


def _language(meeting: m.Meeting, store: Lookup) -> str:
    found = {language(article, store) for article in meeting.articles}
    return found.pop() if len(found) == 1 else ""


def area_terms(statements: Sequence[m.Statement]) -> dict[str, str]:
    """Return for each area of a meeting's statements the words printed for it and the paragraphs they stand in.

    Each form stands with its own paragraphs: “giao thông - vận tải” §6, “giao thông vận tải” §10.
    """
    several = len({one.article for one in statements}) > 1
    found: dict[str, dict[str, dict[str, None]]] = {}
    for one in statements:
        for mention in one.areas:
            holding = (quote for quote in one.quotes if find(mention.printed, quote.phrase))
            place = f"§{next(holding, one.quotes[0]).paragraph}"
            places = found.setdefault(mention.id, {}).setdefault(mention.printed, {})
            places[f"{one.article} {place}" if several else place] = None
    return {
        area: ", ".join(f"“{printed}” {' '.join(places)}" for printed, places in terms.items())
        for area, terms in found.items()
    }


def statements_of(meeting: m.Meeting, store: Lookup) -> list[m.Statement]:
    """Return the statements at a meeting, in order."""
    return store.statements_at([meeting])[meeting.id]


def _by_speaker(meeting: m.Meeting, store: Lookup) -> Iterable[Card]:
    """Yield a card for each set of speakers at the meeting, with what they said there."""
    groups: dict[tuple[str, ...], list[Card]] = {}
    for one in statements_of(meeting, store):
        here = speakers_at(one, meeting)
        groups.setdefault(here, []).append(statement_card(one, store, at=meeting))
    for speakers, said in groups.items():
        yield Card(", ".join(map(store.label, speakers)) or NOT_STATED, parts=tuple(said))


def statement_card(one: m.Statement, store: Lookup, at: m.Meeting | None = None) -> Card:
    """Return a statement's card; within that of a meeting, without what the meeting's card says."""
    summary = one.summary.en or one.summary.vi or ""
    facts: Facts = []
    if at is None:
        facts.append(("speaker", names(one.speakers, store) if one.speakers else NOT_STATED))
    facts += [("conveyed by", names(one.conveyed_by, store))] if one.conveyed_by else []
    facts.append(("act", f"{one.act.id.en} “{one.act.printed}”" if one.act else "no verb printed"))
    weak = {"speaker": one.basis.speakers, "meeting": one.basis.meetings}
    facts += [(f"how we know the {what}", basis.en) for what, basis in weak.items() if basis is not Basis.STATED]
    facts += [("when", f"“{one.when.printed}”")] if one.when else []
    if one.summary.vi and one.summary.en:
        facts.append(("vi", one.summary.vi))
    for label, ids in (("on behalf of", one.on_behalf_of), ("to", one.addressees)):
        facts += [(label, names(ids, store))] if ids else []
    if one.areas:
        rest = f"list left open “{one.areas_open}”" if one.areas_open else ""
        facts.append(("areas", mentions(one.areas, store, rest)))
    facts += [("about", names(one.about, store))] if one.about else []
    if at is None or len(one.meetings) > 1:
        facts.append(("meetings", ", ".join(one.meetings)))
    facts += [("content", NOT_STATED)] if one.content else []
    if one.according_to:
        facts.append(("according to", source(one.according_to, store)))
    facts += [("meaning", reference(expression, ids, store)) for expression, ids in one.refs]
    facts += reasons(one.inferred)
    return Card(
        summary, one.id, tuple(facts), cited(one.quotes, store),
        badge=one.act.id.en if one.act else "", folded=at is not None, language=language(one.article, store),
    )  # fmt: skip
