"""Turn records into cards to be read: names for ids, the printed word beside, and the proof."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from diplomacy_archive import models as m
from diplomacy_archive.display import Card
from diplomacy_archive.rows import areas_of, offices
from diplomacy_archive.store import Store
from diplomacy_archive.text import case_words
from diplomacy_archive.vocabulary import MeetingStatus

NOT_STATED = "not stated"
"""What a reader is told where the article does not say."""

Facts = list[tuple[str, str]]


def card(record: Any, store: Store, *, whole: bool = False) -> Card:
    """Return the card of a record.

    Args:
        record: Any record, or an encounter.
        store: Where names and the records around it are looked up.
        whole: For a meeting, with all its statements.
    """
    if isinstance(record, m.Meeting):
        return meeting_card(record, store, whole=whole)
    if isinstance(record, m.Encounter):
        return _encounter(record, store)
    if isinstance(record, m.Statement):
        return _statement(record, store)
    if isinstance(record, m.Identity):
        return _identity(record, store)
    if isinstance(record, m.Article):
        return _article(record, store)
    return _other(record, store)


def meeting_card(meeting: m.Meeting, store: Store, *, whole: bool) -> Card:
    """Return a meeting's readout card; whole, with its statements by speaker."""
    names = " – ".join(", ".join(_who(one, store) for one in side) for side in _sides(meeting.participants))
    facts = [*_meeting_facts(meeting, store)]
    facts += [("statements", str(len(meeting.statements)))] if not whole else []
    parts = tuple(_by_speaker(meeting, store)) if whole else ()
    return Card(names, meeting.id, tuple(facts), _proof(meeting.quotes), parts)


def _encounter(pair: m.Encounter, store: Store) -> Card:
    verb = "met" if MeetingStatus.HELD in pair.meeting.status else "was to meet"
    title = f"{_who(pair.one, store)} {verb} {_who(pair.other, store)}"
    facts = _meeting_facts(pair.meeting, store, (pair.one, pair.other))
    return Card(title, pair.meeting.id, tuple(facts), _proof(pair.meeting.quotes))


def _meeting_facts(meeting: m.Meeting, store: Store, people: Sequence[m.Participant] = ()) -> Facts:
    by_kind = areas_of(meeting, store)
    terms = _terms(meeting, store)
    if not terms.keys() >= {*meeting.areas}:
        raise store.damaged("a meeting's statements are missing")
    facts: Facts = [("date", _when(meeting)), ("kind", _kind(meeting)), ("place", _place(meeting, store))]
    if meeting.status != (MeetingStatus.HELD,):
        facts.append(("status", " or ".join(one.en for one in meeting.status)))
    facts += [
        ("as", f"{_name(one, store)}: {_capacities(one)}")
        for one in people or meeting.participants
        if one.capacities or one.role
    ]
    for label in ("fields", "topics"):
        listed = "; ".join(f"{_area(area, store)} {terms[area]}".strip() for area in by_kind[label])
        if listed:
            facts.append((label, listed))
    sources = (report.according_to for report in meeting.reports)
    facts += [("according to", _source(one, store)) for one in dict.fromkeys(sources) if one]
    inferred = dict.fromkeys(pair for report in meeting.reports for pair in report.inferred)
    facts += [("inferred", f"{field}: {why}") for field, why in inferred]
    facts += [
        (
            "reports differ",
            f"{one.field}: " + "; ".join(f"{value} ({', '.join(by)})" for value, by in one.values),
        )
        for one in meeting.disagreements
    ]
    return facts


def _when(meeting: m.Meeting) -> str:
    """Say the date and part of day, with the article's words."""
    dates = " or ".join(date.isoformat() for date in meeting.dates) or NOT_STATED
    part = f", {meeting.part_of_day.en}" if meeting.part_of_day else ""
    printed = ", ".join(dict.fromkeys(f"“{report.when.printed}”" for report in meeting.reports))
    return f"{dates}{part} {printed}"


def _kind(meeting: m.Meeting) -> str:
    printed = dict.fromkeys(word for report in meeting.reports for word in report.kind.printed)
    return f"{' or '.join(kind.en for kind in meeting.kinds)} {', '.join(f'“{word}”' for word in printed)}"


def _place(meeting: m.Meeting, store: Store) -> str:
    # Where reports do not disagree, one place lies in the other.
    between = " or " if any(one.field == "place" for one in meeting.disagreements) else ", "
    return between.join(store.label(place) for place in meeting.places) or NOT_STATED


def _who(one: m.Participant, store: Store) -> str:
    return f"{_name(one, store)} ({store.label(one.side)})"


def _name(one: m.Participant, store: Store) -> str:
    return store.label(one.person) if one.person else f"“{one.described}”"


def _capacities(one: m.Participant) -> str:
    printed = dict.fromkeys(capacity.printed for capacity in one.capacities)
    role = [f"({one.role.en})"] if one.role else []
    return ", ".join([*printed, *role])


def _sides(participants: Iterable[m.Participant]) -> list[list[m.Participant]]:
    sides: dict[str, list[m.Participant]] = {}
    for one in participants:
        sides.setdefault(one.side, []).append(one)
    return list(sides.values())


def _area(area: str, store: Store) -> str:
    """Return an area's English name before its Vietnamese one."""
    record: m.CooperationArea | None = store.record("area", area)
    return record.names.en or record.name if record else area


def _terms(meeting: m.Meeting, store: Store) -> dict[str, str]:
    """Return for each area of a meeting the words printed for it and the paragraphs they stand in."""
    statements = statements_of(meeting, store)
    several = len({one.article for one in statements}) > 1
    found: dict[str, dict[str, dict[str, None]]] = {}
    printed: dict[tuple[str, str], str] = {}
    for one in statements:
        place = f"{one.article} §{one.quotes[0].paragraph}" if several else f"§{one.quotes[0].paragraph}"
        for mention in one.areas:
            key = case_words(mention.printed)
            printed.setdefault((mention.id, key), mention.printed)
            found.setdefault(mention.id, {}).setdefault(key, {})[place] = None
    return {
        area: ", ".join(f"“{printed[area, key]}” {' '.join(places)}" for key, places in terms.items())
        for area, terms in found.items()
    }


def statements_of(meeting: m.Meeting, store: Store) -> list[m.Statement]:
    """Return the statements at a meeting, in order."""
    sql = (
        "SELECT statement FROM statement_meeting WHERE meeting IN (SELECT n FROM meeting WHERE id = ?) "
        "ORDER BY statement"
    )
    return store.records("statement", store.numbers(sql, (meeting.id,)))


def _by_speaker(meeting: m.Meeting, store: Store) -> Iterable[Card]:
    """Yield a card for each set of speakers at the meeting, with what they said there."""
    groups: dict[tuple[str, ...], list[Card]] = {}
    for one in statements_of(meeting, store):
        here = tuple(person for person in one.speakers if person in meeting.people)
        groups.setdefault(here, []).append(_statement(one, store, at=meeting))
    for speakers, said in groups.items():
        yield Card(", ".join(map(store.label, speakers)), parts=tuple(said))


def _statement(one: m.Statement, store: Store, at: m.Meeting | None = None) -> Card:
    summary = one.summary.en or one.summary.vi or ""
    act = f"{one.act.id.en} “{one.act.printed}”" if one.act.printed else f"{one.act.id.en} (no verb printed)"
    facts: Facts = []
    if at is None:
        facts.append(("speaker", ", ".join(map(store.label, one.speakers))))
    facts.append(("act", act))
    if one.summary.vi and one.summary.en:
        facts.append(("vi", one.summary.vi))
    for label, ids in (("on behalf of", one.on_behalf_of), ("to", one.addressees)):
        if ids:
            facts.append((label, ", ".join(map(store.label, ids))))
    if one.areas:
        listed = "; ".join(_mention(mention, store) for mention in one.areas)
        facts.append(("areas", f"{listed}; list left open “{one.areas_open}”" if one.areas_open else listed))
    if one.about:
        facts.append(("about", ", ".join(map(store.label, one.about))))
    if at is None or len(one.meetings) > 1:
        facts.append(("meetings", ", ".join(one.meetings)))
    if one.content:
        facts.append(("content", NOT_STATED))
    if one.according_to:
        facts.append(("according to", _source(one.according_to, store)))
    facts += [("meaning", _reference(reference, store)) for reference in one.refs]
    facts += [("inferred", f"{field}: {why}") for field, why in one.inferred]
    return Card(summary, one.id, tuple(facts), _proof(one.quotes))


def _source(named: m.Resolved, store: Store) -> str:
    return f"{store.label(named.id)} “{named.printed}”"


def _reference(reference: tuple[str, tuple[str, ...]], store: Store) -> str:
    expression, ids = reference
    return f"“{expression}” is {', '.join(map(store.label, ids))}"


def _mention(mention: m.AreaMention, store: Store) -> str:
    framing = f" ({mention.framing.en})" if mention.framing else ""
    return f"{_area(mention.id, store)} “{mention.printed}”{framing}"


def _identity(one: m.Identity, store: Store) -> Card:
    facts: Facts = []
    for label, value in (("en", one.names.en), ("ru", one.names.ru), ("also", ", ".join(one.aliases))):
        if value and value != one.name:
            facts.append((label, value))
    for field in ("kind", "country", "part_of", "within", "parent"):
        value = getattr(one, field, None)
        if value:
            shown = store.label(value)
            facts.append(
                (field.replace("_", " "), f"{shown} (outside knowledge)" if one.is_outside(field) else shown)
            )
    if isinstance(one, m.CooperationArea):
        facts += [("printed", ", ".join(one.printed))] if one.printed else []
        facts += [("cap", one.cap)] if one.cap else []
        inner = store.rows("SELECT id FROM area WHERE parent = ? ORDER BY n", (one.id,))
        facts += [("holds", "; ".join(_area(row[0], store) for row in inner))] if inner else []
    if isinstance(one, m.Person):
        facts += _offices(one, store)
        sql = "SELECT id FROM meeting WHERE n IN (SELECT meeting FROM meeting_person WHERE person = ?) ORDER BY n"
        attended = ", ".join(row[0] for row in store.rows(sql, (one.id,)))
        facts.append(("meetings", attended or "none recorded; only named"))
    facts += [(name, id_) for name, id_ in one.external]
    facts += [("outside", f"{field}: {source}") for field, source in one.outside]
    proof = _named_in(one, store) if isinstance(one, m.Person) else ()
    return Card(one.name, one.id, tuple(facts), proof)


def _offices(one: m.Person, store: Store) -> Facts:
    """Return each capacity printed for a person once, with the dates and where it is printed."""
    found: dict[str, dict[str, dict[str, None]]] = {}
    printed: dict[str, str] = {}
    for held in offices(one, store):
        key = case_words(held["printed"])
        printed.setdefault(key, held["printed"])
        found.setdefault(key, {}).setdefault(held["date"] or NOT_STATED, {})[held["meeting"] or held["article"]] = (
            None
        )
    return [
        (
            "office",
            f"“{printed[key]}” " + "; ".join(f"{date} ({', '.join(places)})" for date, places in dates.items()),
        )
        for key, dates in found.items()
    ]


def _named_in(one: m.Person, store: Store) -> tuple[str, ...]:
    sql = "SELECT n FROM mention WHERE person = ? ORDER BY n"
    mentions = store.records("mention", store.numbers(sql, (one.id,)))
    return _proof(quote for mention in mentions for quote in mention.quotes)


def _article(one: m.Article, store: Store) -> Card:
    reports = store.rows(
        "SELECT id FROM meeting WHERE n IN (SELECT meeting FROM report WHERE article = ?) ORDER BY n",
        (one.id,),
    )
    facts: Facts = [
        ("published", one.published.isoformat()),
        ("publisher", one.publisher or "not known"),
        ("headline", one.headline or "not known"),
        ("byline", one.byline or "none"),
        ("url", one.url or "not known"),
        ("paragraphs", str(one.paragraphs)),
        ("reports", ", ".join(row[0] for row in reports)),
    ]
    for photo in one.photos:
        shown = ", ".join(
            f"{store.label(who.person)}{f' ({who.position.en})' if who.position else ''}" for who in photo.shown
        )
        facts.append(("photo", f"§{photo.paragraph}: {shown}; credit “{photo.credit.printed}”"))
    facts += [("inferred", f"{field}: {why}") for field, why in one.inferred]
    facts += [("uncited", f"§{paragraph}: {why}") for paragraph, why in one.uncited]
    proof = _proof(quote for photo in one.photos for quote in photo.quotes)
    return Card(one.label.en or one.label.vi or one.id, one.id, tuple(facts), proof)


def _other(one: Any, store: Store) -> Card:
    """Return the card of an invitation, an undertaking, background or a mention."""
    facts: Facts = []
    if isinstance(one, m.Mention):
        printed = ", ".join(capacity.printed for capacity in one.capacities)
        facts += [("as", printed)] if printed else []
        facts += [("inferred", f"{field}: {why}") for field, why in one.inferred]
        return Card(store.label(one.person), one.id, tuple(facts), _proof(one.quotes))
    if one.summary.vi and one.summary.en:
        facts.append(("vi", one.summary.vi))
    if isinstance(one, m.Invitation):
        facts.append(("inviters", ", ".join(map(store.label, one.inviters))))
        if one.conveyed_by:
            facts.append(("conveyed by", store.label(one.conveyed_by)))
        facts += [("invitee", f"{store.label(guest.person)}: {_response(guest)}") for guest in one.invitees]
        facts.append(("to visit", store.label(one.visit)))
    if isinstance(one, m.Undertaking):
        facts.append(("kind", one.kind.en))
        facts.append(("status", f"{one.status.id.en} “{one.status.printed}”"))
        facts.append(("between", ", ".join(map(store.label, one.between)) or NOT_STATED))
    if isinstance(one, m.Background):
        if one.about:
            facts.append(("about", ", ".join(map(store.label, one.about))))
        if one.place:
            facts.append(("place", f"{store.label(one.place.id)} “{one.place.printed}”"))
    if one.when:
        span = f" = {one.when.within}" if one.when.within else ""
        unclear = f" (unclear: {one.when.unclear})" if one.when.unclear else ""
        facts.append(("when", f"“{one.when.printed}”{span}{unclear}"))
    elif not isinstance(one, m.Background):
        facts.append(("when", NOT_STATED))
    if getattr(one, "areas", ()):
        facts.append(("areas", "; ".join(_mention(mention, store) for mention in one.areas)))
    if getattr(one, "raised_in", ()):
        facts.append(("raised in", ", ".join(one.raised_in)))
    facts += [("meaning", _reference(reference, store)) for reference in one.refs]
    return Card(one.summary.en or one.summary.vi or one.id, one.id, tuple(facts), _proof(one.quotes))


def _response(guest: m.Invitee) -> str:
    return f"{guest.response.id.en} “{guest.response.printed}”" if guest.response else NOT_STATED


def _proof(quotes: Iterable[m.Quote]) -> tuple[str, ...]:
    """Return a line for each article: its paragraphs, each with the phrases that stand there."""
    found: dict[str, dict[int, dict[str, None]]] = {}
    for quote in quotes:
        found.setdefault(quote.article, {}).setdefault(quote.paragraph, {})[f"“{quote.phrase}”"] = None
    return tuple(
        " ".join([article, *(f"§{number} {', '.join(phrases)}" for number, phrases in sorted(cited.items()))])
        for article, cited in found.items()
    )
