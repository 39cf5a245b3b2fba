"""Write a record as a card: names for ids, the printed word beside, what is not stated, and the proof.

Each kind of record has one function here, for both languages; `describe` picks it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from diplomacy_archive._text import case_words, find, in_sentence
from diplomacy_archive.records import _models as m
from diplomacy_archive.records._merge import areas_at, speakers_at
from diplomacy_archive.records._vocabulary import (
    AreaKind,
    Basis,
    Framing,
    Kind,
    MeetingStatus,
    ParticipantRole,
    PartOfDay,
    Vocabulary,
)
from diplomacy_archive.show._values import Card, Chip, Citation, Fact, Name, Side, Value, brief
from diplomacy_archive.show._words import day, field, label, number, say

if TYPE_CHECKING:
    from diplomacy_archive.show._view import View

_LISTED = 10  # meetings or statements of a card; the others are counted
_MET = (("date", " · ", ("date", "kind", "place", "status")), ("about_what", ", ", ("fields", "topics")))
_SHORT: dict[type[m.Record], tuple[tuple[str, str, tuple[str, ...]], ...]] = {
    m.Meeting: _MET,
    m.Encounter: _MET,
    m.Statement: (("at", ", ", ("at",)), ("basis", ", ", ("basis",))),
    m.Person: (("office", "; ", ("office",)), ("meetings", ", ", ("meetings",))),
    m.Article: (("published", " · ", ("published", "publisher", "byline")), ("reports", ", ", ("reports",))),
    m.Invitation: (("invitees", "; ", ("invitees",)), ("when", ", ", ("when",))),
    m.Undertaking: (("kind", " · ", ("kind", "status", "when")),),
    m.Background: (("when", ", ", ("when",)), ("place", ", ", ("place",))),
    m.Mention: (("capacities", ", ", ("capacities",)),),
    m.CooperationArea: (("kind", " · ", ("kind", "parent")),),
    m.Place: (("kind", " · ", ("kind", "within")),),
    m.Organisation: (("kind", " · ", ("kind", "part_of", "country")),),
    m.Party: (("country", " · ", ("country",)),),
}
"""The lines of a card's short form: a label, what parts the values, and the facts that they are of."""
_NAMED = 6  # terms of a line of a short form
_QUOTED = 3  # quotes of a short form
Linked = m.Invitation | m.Undertaking | m.Background


def describe(record: m.Record, view: View, *, whole: bool = True) -> Card:
    """Return the card of a record.

    Args:
        record: Any record that has an id, or an encounter.
        view: Where names and the records around it are looked up, and the language.
        whole: A meeting with all its statements; an area, place or country with where it occurs.
    """
    if isinstance(record, m.Meeting):
        return _meeting(record, view, record.participants, whole=whole)
    if isinstance(record, m.Encounter):
        return _encounter(record, view)
    if isinstance(record, m.Statement):
        return _statement(record, view)
    if isinstance(record, m.Identity):
        return _identity(record, view, whole=whole)
    if isinstance(record, m.Article):
        return _article(record, view)
    if isinstance(record, m.Mention):
        return _mention(record, view)
    assert isinstance(record, Linked)
    return _linked(record, view)


def shorten(card: Card, record: m.Record, view: View) -> Card:
    """Return a card's short form: a few lines, and their first words."""
    facts = []
    for key, separator, keys in _SHORT.get(type(record), ()):
        found = [part for fact in card.facts if fact.key in keys for part in _parts_of(fact, view)]
        if len(found) > _NAMED:
            found[_NAMED:] = [f"+ {len(found) - _NAMED}"]
        if found:
            facts.append(Fact(key, label(key, view.lang), separator.join(found)))
    title = card.title
    if isinstance(record, m.Statement):
        title = _told(record, view)
    return replace(card, title=title, facts=tuple(facts), proof=card.proof[:_QUOTED], parts=(), folded=False)


def _parts_of(fact: Fact, view: View) -> Iterable[str]:
    if fact.value in (say("not_stated", view.lang), say("not_seen", view.lang)):
        return [f"{fact.label} {fact.value}"]
    return (
        [brief(fact.value)]
        if isinstance(fact.value, str)
        else [one.text for one in fact.value if not isinstance(one, Side)]
    )


class _Facts:
    """The facts of a card, of which those without a value are left out."""

    def __init__(self, view: View) -> None:
        self._view = view
        self.found: list[Fact] = []

    def add(self, key: str, value: Value | None) -> None:
        if value:
            self.found.append(Fact(key, label(key, self._view.lang), value))

    def many(self, key: str, values: Iterable[Value]) -> None:
        for value in values:
            self.add(key, value)

    def card(self, title: str, id_: str, quotes: Iterable[m.Quote] = (), *, articles: Sequence[str] = ()) -> Card:
        spoken = {article.language for article in self._view.articles(articles)}
        proof = tuple(_citation(quote, self._view) for quote in quotes)
        language = spoken.pop() if len(spoken) == 1 else ""
        return Card(title, id_, self._view.lang, tuple(self.found), proof, spoken=language)


# --- Meetings -------------------------------------------------------------------------------------


def _encounter(pair: m.Encounter, view: View) -> Card:
    status = pair.meeting.status
    verb = "met" if MeetingStatus.HELD in status else "was_to_meet"
    verb = "did_not_meet" if status == (MeetingStatus.CANCELLED,) else verb
    card = _meeting(pair.meeting, view, (pair.one, pair.other), whole=False)
    return replace(card, title=say(verb, view.lang, one=_who(pair.one, view), other=_who(pair.other, view)))


def _meeting(meeting: m.Meeting, view: View, people: Sequence[m.Participant], *, whole: bool) -> Card:
    lang, facts = view.lang, _Facts(view)
    sides: dict[str, list[m.Participant]] = {}
    for one in people:
        sides.setdefault(one.side, []).append(one)
    reports = meeting.counted
    missing = view.missing(report.article for report in reports)
    whens = [report.when.printed for report in reports if report.when.printed]
    part = [meeting.part_of_day] if meeting.part_of_day else []
    spans = [report.when.within for report in reports if report.when.within]
    dates = _either((day(one, lang) for one in meeting.dates), view) or " / ".join(dict.fromkeys(spans)) or missing
    facts.add("date", _beside(", ".join([dates, *(_term(one, view) for one in part)]), whens))
    kinds = [word for report in reports for word in report.kind.printed]
    facts.add("kind", _beside(_either((_term(kind, view) for kind in meeting.kinds), view), kinds))
    facts.add("place", _place(meeting, view) or missing)
    if meeting.status != (MeetingStatus.HELD,):
        facts.add("status", _either((_term(one, view) for one in meeting.status), view))
    facts.add("people", tuple(_side(side, there, view) for side, there in sides.items()))
    statements = view.statements_at(meeting)
    terms = _area_terms(statements)
    for key, kind in (("fields", AreaKind.COOPERATION), ("topics", AreaKind.TOPIC)):
        areas = [area for area in meeting.areas if view.area_kind(area) == kind]
        facts.add(key, tuple(_chip(area, terms.get(area, ""), view) for area in areas))
    facts.many("source", (_resolved(one.according_to, view) for one in reports if one.according_to))
    _reasons(facts, dict.fromkeys(pair for report in reports for pair in report.inferred), view)
    for differing in meeting.disagreements:
        values = "; ".join(f"{_given(value, view)} ({', '.join(by)})" for value, by in differing.values)
        facts.add("differ", f"{field(differing.field, lang)}: {values}")
    if not whole:
        facts.add("statements", number(len(meeting.statements), lang))
    title = " – ".join(", ".join(_who(one, view) for one in there) for there in sides.values())
    card = facts.card(title, meeting.id, meeting.quotes, articles=meeting.articles)
    return replace(card, parts=tuple(_by_speaker(meeting, statements, view))) if whole else card


def _given(value: str, view: View) -> str:
    """Return what a report says of a field, as "ben-xa" or "lan: VN", with names and terms for ids."""
    terms = {
        one.value: _term(one, view) for kind in (Kind, MeetingStatus, PartOfDay, ParticipantRole) for one in kind
    }
    parts = (part.split(": ") for part in value.split(", "))
    shown = [[terms.get(id_) or view.name(id_) for id_ in part] for part in parts]
    return ", ".join(map(": ".join, shown))


def _place(meeting: m.Meeting, view: View) -> str:
    # Where reports do not disagree, one place lies in the other.
    differ = any(one.field == "place" for one in meeting.disagreements)
    places = [view.name(place) for place in meeting.places]
    printed = [report.place.printed for report in meeting.counted if report.place]
    return _beside(_either(places, view) if differ else ", ".join(places), printed)


def _side(side: str, people: Iterable[m.Participant], view: View) -> Side:
    named = []
    for one in people:
        printed = dict.fromkeys(capacity.printed for capacity in one.capacities)
        role = [f"({_term(one.role, view)})"] if one.role else []
        named.append((_participant(one, view), (*printed, *role)))
    return Side(view.name(side), tuple(named))


def _participant(one: m.Participant, view: View) -> Name:
    return _name(one.person, view) if one.person else Name(f"“{one.described}”")


def _who(one: m.Participant, view: View) -> str:
    return f"{_participant(one, view).text} ({view.name(one.side)})"


def _area_terms(statements: Sequence[m.Statement]) -> dict[str, str]:
    """Return for each area of a meeting's statements the words printed for it and the paragraphs they stand in.

    Each form stands with its own paragraphs: “giao thông - vận tải” §6, “giao thông vận tải” §10. Mentions that
    are not counted among a meeting's areas (one side's own task, an open meeting) are left out.
    """
    several = len({one.article for one in statements}) > 1
    found: dict[str, dict[str, dict[str, None]]] = {}
    for one in statements:
        counted = areas_at(one)
        for mention in one.areas:
            if mention.id not in counted or mention.framing is Framing.DOMESTIC:
                continue
            holding = (quote for quote in one.quotes if find(mention.printed, quote.phrase))
            place = f"§{next(holding, one.quotes[0]).paragraph}"
            places = found.setdefault(mention.id, {}).setdefault(mention.printed, {})
            places[f"{one.article} {place}" if several else place] = None
    return {
        area: ", ".join(f"“{printed}” {' '.join(places)}" for printed, places in terms.items())
        for area, terms in found.items()
    }


def _by_speaker(meeting: m.Meeting, statements: Iterable[m.Statement], view: View) -> Iterable[Card]:
    """Yield a card for each set of speakers at the meeting, with what they said there."""
    groups: dict[tuple[str, ...], list[Card]] = {}
    for one in statements:
        here = speakers_at(one, meeting) or one.speakers or ()
        groups.setdefault(here, []).append(_statement(one, view, at=meeting))
    for speakers, said in groups.items():
        title = ", ".join(map(view.name, speakers)) or say("not_stated", view.lang)
        yield Card(title, lang=view.lang, parts=tuple(said))


# --- What was said, and what else articles tell ---------------------------------------------------


def _statement(one: m.Statement, view: View, at: m.Meeting | None = None) -> Card:
    """Return a statement's card; within that of a meeting, without what the meeting's card says."""
    lang, facts, missing = view.lang, _Facts(view), view.missing([one.article])
    if at is None or not one.speakers:
        facts.add("speaker", _names(one.speakers or (), view) or missing)
    facts.add("conveyed_by", _names(one.conveyed_by, view))
    facts.add("act", _beside(_term(one.act.id, view), [one.act.printed]) if one.act else say("no_verb", lang))
    basis = {"speakers": one.basis.speakers, "meetings": one.basis.meetings}
    steps = [f"{field(name, lang)}: {_term(term, view)}" for name, term in basis.items() if term != Basis.STATED]
    facts.add("basis", "; ".join(steps))
    for key in ("on_behalf_of", "addressees"):
        facts.add(key, _names(getattr(one, key), view))
    facts.add("areas", _mentions(one.areas, view))
    facts.add("left_open", f"“{one.areas_open}”" if one.areas_open else "")
    facts.add("about", _names(one.about, view))
    facts.add("when", _when(one.when, view))
    if at is None or len(one.meetings) > 1:
        facts.add("at", _either(one.meetings, view) if basis["meetings"] == Basis.OPEN else ", ".join(one.meetings))
    facts.add("content", missing if one.content else "")
    facts.add("source", _resolved(one.according_to, view))
    _references(facts, one.refs, view)
    _reasons(facts, one.inferred, view)
    card = facts.card(_summary(one.summary, view) or one.id, one.id, one.quotes, articles=[one.article])
    return replace(card, printed=one.act.printed or "" if one.act else "", folded=at is not None)


def _mention(one: m.Mention, view: View) -> Card:
    facts = _Facts(view)
    facts.add("capacities", ", ".join(f"“{capacity.printed}”" for capacity in one.capacities))
    _reasons(facts, one.inferred, view)
    return facts.card(view.name(one.person), one.id, one.quotes, articles=[one.article])


def _linked(one: Linked, view: View) -> Card:
    """Return the card of an invitation, an undertaking or background."""
    facts, missing = _Facts(view), view.missing([one.article])
    if isinstance(one, m.Invitation):
        facts.add("inviters", _names(one.inviters or (), view) or missing)
        facts.add("conveyed_by", _names([one.conveyed_by] if one.conveyed_by else (), view))
        for guest in one.invitees:
            response = (
                _beside(_term(guest.response.id, view), [guest.response.printed]) if guest.response else missing
            )
            facts.add("invitees", f"{view.name(guest.person)}: {response}")
        facts.add("visit", _names([one.visit], view))
    if isinstance(one, m.Undertaking):
        facts.add("kind", _beside(_term(one.kind, view), [one.kind_printed]))
        facts.add("part_of", one.part_of)
        facts.add("status", _beside(_term(one.status.id, view), [one.status.printed]))
        facts.add("between", _names(one.between, view) or missing)
    if isinstance(one, m.Background):
        facts.add("about", _names(one.about, view))
    if not isinstance(one, m.Invitation):
        facts.add("place", _resolved(one.place, view))
        facts.add("areas", _mentions(one.areas, view))
    facts.add("when", _when(one.when, view) or ("" if isinstance(one, m.Background) else missing))
    if not isinstance(one, m.Background):
        facts.add("at", ", ".join(one.at))
        facts.add("raised_in", ", ".join(one.raised_in))
    if isinstance(one, m.Undertaking):
        facts.add(
            "source", _resolved(one.according_to, view) or (say("narrated", view.lang) if one.narrated else "")
        )
    _references(facts, one.refs, view)
    return facts.card(_summary(one.summary, view) or one.id, one.id, one.quotes, articles=[one.article])


# --- Registers and articles -----------------------------------------------------------------------


def _identity(one: m.Identity, view: View, *, whole: bool) -> Card:
    """Return the card of a person, party, organisation, country, place or area; whole, with where it occurs."""
    facts, title = _Facts(view), view.name(one.id)
    for language in ("vi", "en", "ru"):
        name = getattr(one.names, language)
        facts.add(f"names.{language}", name if name != title else "")
    facts.add("also", ", ".join(one.aliases))
    for path in ("kind", "country", "part_of", "within", "parent"):
        if value := getattr(one, path, None):
            facts.add(path, _term(value, view) if isinstance(value, Vocabulary) else view.name(value))
    if isinstance(one, m.CooperationArea):
        facts.add("printed", ", ".join(f"“{term}”" for term in one.printed))
        facts.add("joins", "; ".join(map(view.name, one.joins)))
        facts.add("holds", "; ".join(map(view.name, view.lookup.areas_inside(one.id))))
    if isinstance(one, m.Person):
        facts.many("office", _offices(one, view))
    if isinstance(one, m.Person) or (whole and isinstance(one, m.CooperationArea | m.Place | m.Country)):
        facts.add("meetings", _meetings_of(one, view))
    if isinstance(one, m.CooperationArea) and whole:
        said, count = view.lookup.statements_on(one.id, _LISTED)
        facts.many("said", (f"{_told(statement, view)} ({statement.id})" for statement in said))
        facts.add("said", _rest(count - len(said), view))
    for site, item in one.external:
        facts.add("url", (Name(f"{site} {item}", item, f"https://www.wikidata.org/wiki/{item}"),))
    _outside(facts, one.outside, view)
    mentions = view.lookup.mentions_of(one.id) if isinstance(one, m.Person) else []
    return facts.card(title, one.id, (quote for mention in mentions for quote in mention.quotes))


def _told(one: m.Statement, view: View) -> str:
    act = f" ({_term(one.act.id, view)})" if one.act else ""
    who = ", ".join(map(view.name, one.speakers or ())) or view.missing([one.article])
    return f"{who}{act}: {_summary(one.summary, view)}"


def _meetings_of(one: m.Identity, view: View) -> str:
    listed, count = view.lookup.meetings_of(one, _LISTED)
    statuses = {status.value: _term(status, view) for status in MeetingStatus}
    shown = [f"{id_} ({_either(map(statuses.__getitem__, said.split(',')), view)})" if said else id_
             for id_, said in listed]  # fmt: skip
    none = "only_named" if isinstance(one, m.Person) else "none_recorded"
    return ", ".join(filter(None, [*shown, _rest(count - len(listed), view)])) or say(none, view.lang)


def _offices(one: m.Person, view: View) -> Iterable[str]:
    """Yield each capacity printed for a person once, with the dates and where it is printed."""
    found: dict[str, dict[str, dict[str, None]]] = {}
    printed: dict[str, str] = {}
    for held in view.lookup.offices([one.id]).get(one.id, []):
        key = case_words(held.printed)
        printed.setdefault(key, held.printed)
        date = day(held.day, view.lang) if held.day else say("not_stated", view.lang)
        found.setdefault(key, {}).setdefault(date, {})[held.meeting or held.article] = None
    for key, dates in found.items():
        where = [f"{date} ({', '.join(places)})" for date, places in dates.items()]
        rest = _rest(len(where[_LISTED:]), view)
        yield f"“{printed[key]}” {'; '.join(filter(None, [*where[:_LISTED], rest]))}"


def _article(one: m.Article, view: View) -> Card:
    lang, facts = view.lang, _Facts(view)
    unknown = say("not_known", lang)
    facts.add("published", day(one.published, lang))
    facts.add("publisher", one.publisher or unknown)
    facts.add("headline", one.headline or unknown)
    facts.add("byline", one.byline or say("none", lang))
    facts.add("url", (Name(one.url, "", one.url),) if one.url else unknown)
    facts.add("archived", (Name(one.archived, "", one.archived),) if one.archived else "")
    facts.add("seen", day(one.seen, lang) if one.seen else "")
    facts.add("paragraphs", number(one.paragraphs, lang))
    facts.add("partial", say("beginning_only", lang) if one.partial else "")
    facts.add("reports", ", ".join(view.lookup.meetings_in(one.id)))
    for photo in one.photos:
        shown = [f"{view.name(who.person)}{f' ({_term(who.position, view)})' if who.position else ''}"
                 for who in photo.shown]  # fmt: skip
        facts.add(
            "photo", f"§{photo.paragraph}: {', '.join(shown)}; {say('credit', lang)} “{photo.credit.printed}”"
        )
    _reasons(facts, one.inferred, view)
    _outside(facts, one.outside, view)
    facts.many("uncited", (f"§{paragraph}: {why}" for paragraph, why in one.uncited))
    facts.many("coded", (f"{coding.by}, {day(coding.on, lang)} ({coding.rules})" for coding in one.coded))
    facts.many("errata", (f"{erratum.what} ({erratum.since})" for erratum in one.errata))
    title = (one.label.vi if lang == "vi" else one.label.en) or one.label.en or one.label.vi or one.id
    card = facts.card(title, one.id, (quote for photo in one.photos for quote in photo.quotes))
    return replace(card, spoken=one.language, href=one.url or "")


def describe_archive(view: View) -> Card:
    """Return what an archive holds, from when to when, and its versions."""
    facts, lang, lookup = _Facts(view), view.lang, view.lookup
    facts.add("covers", view.scope())
    for key, kind in (("statements", "statement"), ("people_counted", "person"), ("areas_counted", "area")):
        facts.add(key, number(lookup.total(kind), lang))
    attached = say("attached", lang, count=number(len(view.texts), lang))
    facts.add("texts", attached if view.texts else say("not_attached", lang))
    data, package = lookup.meta("data_version"), lookup.meta("package_version")
    facts.add("version", say("version", lang, data=data, package=package))
    return facts.card(lookup.meta("title") or say("archive", lang, "pictures"), "")


# --- Words ----------------------------------------------------------------------------------------


def _term(term: Vocabulary, view: View) -> str:
    return term.vi if view.lang == "vi" else term.en


def _beside(shown: str, printed: Iterable[str | None]) -> str:
    """Return a name with the article's words beside it; where these are the same, only them."""
    words = list(dict.fromkeys(word for word in printed if word))
    if [word.casefold() for word in words] == [shown.casefold()]:
        return f"“{words[0]}”"
    return " ".join([shown, ", ".join(f"“{word}”" for word in words)]).strip()


def _either(values: Iterable[str], view: View) -> str:
    return f" {say('or', view.lang)} ".join(values)


def _name(id_: str, view: View) -> Name:
    record = view.lookup.identity(id_)
    item = dict(record.external).get("wikidata") if record else None
    return Name(view.name(id_), id_, f"https://www.wikidata.org/wiki/{item}" if item else "")


def _names(ids: Iterable[str], view: View) -> tuple[Name, ...]:
    return tuple(_name(id_, view) for id_ in ids)


def _chip(area: str, words: str, view: View) -> Chip:
    topic = view.area_kind(area) == AreaKind.TOPIC
    return Chip(view.name(area), words, "topic" if topic else "field", area)


def _mentions(areas: Iterable[m.AreaMention], view: View) -> tuple[Chip, ...]:
    framed = ((one, f" ({_term(one.framing, view)})" if one.framing else "") for one in areas)
    return tuple(_chip(one.id, f"“{one.printed}”{framing}", view) for one, framing in framed)


def _resolved(one: m.Resolved | None, view: View) -> str:
    return _beside(view.name(one.id), [one.printed]) if one else ""


def _when(one: m.PlanTime | None, view: View) -> str:
    if one is None:
        return ""
    span = f" = {one.within}" if one.within else ""
    unclear = f" ({say('unclear', view.lang)}: {one.unclear})" if one.unclear else ""
    return f"“{one.printed}”{span}{unclear}"


def _summary(one: m.LocalText, view: View) -> str:
    """Return a summary in the view's language, or in the other, which is then named."""
    own, other = (one.vi, one.en) if view.lang == "vi" else (one.en, one.vi)
    if own or not other:
        return own or ""
    return f"{other} ({say('summary_en' if view.lang == 'vi' else 'summary_vi', view.lang)})"


def _references(facts: _Facts, pairs: Iterable[tuple[str, Iterable[str]]], view: View) -> None:
    for expression, ids in pairs:
        facts.add("meaning", say("is", view.lang, expression=expression, who=", ".join(map(view.name, ids))))


def _reasons(facts: _Facts, pairs: Iterable[tuple[str, str]], view: View) -> None:
    facts.many("inferred", (f"{field(path, view.lang)}: {why}" for path, why in pairs))


def _outside(facts: _Facts, pairs: Iterable[tuple[str, str]], view: View) -> None:
    """Add a fact for each source outside the articles, with the fields that are from it."""
    sources: dict[str, list[str]] = {}
    for path, source in pairs:
        sources.setdefault(source, []).append(field(path, view.lang))
    facts.many("outside", (f"{', '.join(fields)}: {source}" for source, fields in sources.items()))


def _rest(more: int, view: View) -> str:
    return say("more", view.lang, count=number(more, view.lang)) if more > 0 else ""


def _citation(quote: m.Quote, view: View) -> Citation:
    found = view.texts.get(quote.article)
    around = in_sentence(quote.phrase, found.paragraph(quote.paragraph), quote.occurrence or 1) if found else None
    return Citation(quote.article, quote.paragraph, quote.phrase, *(around or ()))
