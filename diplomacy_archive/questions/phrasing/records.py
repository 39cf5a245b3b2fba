"""Write one record of an answer in the language of its question: names, dates, what was asked of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

from diplomacy_archive._dates import day_of
from diplomacy_archive.questions.phrasing.labels import LABELS
from diplomacy_archive.records import _models as m
from diplomacy_archive.records._vocabulary import Basis, Vocabulary
from diplomacy_archive.show._cards import cited
from diplomacy_archive.show._cards.meetings import area_terms, statements_of
from diplomacy_archive.show._cards.words import area_chip
from diplomacy_archive.show._display import NOT_STATED, NOT_STATED_VI, Card, Chip, Chips, Value
from diplomacy_archive.store._counts import Lookup
from diplomacy_archive.store._store import Store

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
"""The English names of the months."""


_Facts = list[tuple[str, Value]]
_Parts = tuple[str, str, _Facts]  # a card's title, id and facts
_Made = TypeVar("_Made")


class Writer:
    """Write records in one language.

    Attributes:
        language: vi or en.
        asked: What the question asks for; a card shows what is asked, said or not.
        only_areas: The areas of a statement to show, where not all of them are.
    """

    def __init__(self, store: Store, language: str, asked: Iterable[str] = ()) -> None:
        self._store = store
        self._lookup = Lookup(store)
        self.language = language
        self.asked = frozenset(asked)
        self.only_areas: frozenset[str] = frozenset()
        self._known: dict[str, Any] = {}  # what several records of an answer name is made once

    # --- Words ------------------------------------------------------------------------------------

    def say(self, vietnamese: str, english: str) -> str:
        """Return the text in the writer's language."""
        return vietnamese if self.language == "vi" else english

    def label(self, name: str) -> str:
        """Return the label of a fact."""
        return self.say(*LABELS[name])

    def term(self, term: Vocabulary) -> str:
        """Return a vocabulary's term."""
        return self.say(term.vi, term.en)

    def name(self, id_: str) -> str:
        """Return the name of an identity."""
        record = self._store.identity(id_) if self.language == "en" else None
        return (record.names.en or record.name) if record is not None else self._store.label(id_)

    def names(self, ids: Iterable[str], joint: str = ", ") -> str:
        """Return the names of several identities."""
        return joint.join(map(self.name, ids))

    def date(self, date: dt.date) -> str:
        """Return a date."""
        if self.language == "vi":
            return f"{date.day}/{date.month}/{date.year}"
        return f"{date.day} {MONTHS[date.month - 1]} {date.year}"

    @property
    def unstated(self) -> str:
        """What stands for something that the article does not say."""
        return self.say(NOT_STATED_VI, NOT_STATED)

    # --- Cards ------------------------------------------------------------------------------------

    def card(self, record: Any) -> Card:
        """Return the card of a record."""
        writers: tuple[tuple[type[m.Record], Callable[[Any], _Parts]], ...] = (
            (m.Meeting, self._meeting),
            (m.Statement, self._statement),
            (m.Invitation, self._invitation),
            (m.Undertaking, self._undertaking),
            (m.Background, self._background),
            (m.Article, self._article),
            (m.Photo, self._photo),
            (m.Mention, self._mention),
            (m.Identity, self._identity),
        )
        title, id_, facts = next(write for model, write in writers if isinstance(record, model))(record)
        proof = cited(getattr(record, "quotes", ()), self._lookup)
        return Card(title, id_, tuple(facts), proof, proof_label=self.label("proof"))

    def _meeting(self, one: m.Meeting) -> _Parts:
        facts: _Facts = [(self.label("when"), self.when(one))]
        facts.append((self.label("kind"), self.kind(one)))
        facts.append((self.label("where"), self.place(one)))
        status = [self.term(status) for status in one.status if status != "held"]
        facts += [(self.label("status"), ", ".join(status))] if status else []
        if "capacity" in self.asked:
            facts += [
                (self.label("as"), f"{self._who(who)}: {self.capacities(who) or self.unstated}")
                for who in one.participants
            ]
        if "areas" in self.asked:
            terms = area_terms(self._said_at(one))
            chips = tuple(self._chip(area, self._terms(self.name(area), terms[area])) for area in one.areas)
            facts.append((self.label("areas"), Chips(chips) if chips else self.unstated))
        if "source" in self.asked:
            facts.append((self.label("source"), self.source(one.counted)))
        facts += [
            (self.label("differ"), "; ".join(f"{value} ({', '.join(by)})" for value, by in differing.values))
            for differing in one.disagreements
        ]
        return self.sides(one), one.id, facts

    @staticmethod
    def _terms(name: str, terms: str) -> str:
        """Return the words printed for an area, which are not repeated if they are its name."""
        same = f"“{name}” "
        alone = terms.casefold().startswith(same.casefold()) and terms.count("“") == 1
        return terms[len(same) :] if alone else terms

    def _chip(self, area: str, words: str) -> Chip:
        group = self._once(f"group {area}", lambda: area_chip(area, "", self._lookup).group)
        return Chip(self.name(area), words, group, area)

    def sides(self, one: m.Meeting) -> str:
        """Return who took part, side by side."""
        sides: dict[str, list[str]] = {}
        for who in one.participants:
            sides.setdefault(who.side, []).append(self._who(who))
        return " – ".join(f"{', '.join(people)} ({self.name(side)})" for side, people in sides.items())

    def _who(self, one: m.Participant) -> str:
        return self.name(one.person) if one.person else f"“{one.described}”"

    def capacities(self, one: m.Participant) -> str:
        """Return the capacities of a participant, as printed."""
        printed = dict.fromkeys(capacity.printed for capacity in one.capacities)
        role = [self.term(one.role)] if one.role else []
        return ", ".join([*(f"“{words}”" for words in printed), *role])

    def when(self, one: m.Meeting) -> str:
        """Return date and part of day; the part of day only where it is stated, or asked for."""
        dates = self.say(" hoặc ", " or ").join(map(self.date, one.dates)) or self.unstated
        part = one.part_of_day
        if part is not None:
            return self.say(f"{part.vi} {dates}", f"{dates}, {part.en}")
        if self.asked & {"part_of_day", "hour"}:
            return self.say(f"{dates} (buổi nào: {self.unstated})", f"{dates} (time of day: {self.unstated})")
        return dates

    def kind(self, one: m.Meeting) -> str:
        """Return what the meeting is called, with the printed words."""
        printed = dict.fromkeys(word for report in one.counted for word in report.kind.printed)
        kinds = ", ".join(map(self.term, one.kinds))
        return self.say(", ".join(printed), f"{kinds} ({', '.join(f'“{word}”' for word in printed)})")

    def place(self, one: m.Meeting) -> str:
        """Return where it was."""
        # Where reports do not disagree, one place lies in the other.
        differ = any(differing.field == "place" for differing in one.disagreements)
        return (self.say(" hoặc ", " or ") if differ else ", ").join(map(self.name, one.places)) or self.unstated

    def source(self, records: Sequence[Any]) -> str:
        """Return according to whom the article says it."""
        named = dict.fromkeys(self.name(one.according_to.id) for one in records if one.according_to)
        return ", ".join(named) or self.unstated

    def area_quotes(self, one: m.Meeting) -> list[m.Quote]:
        """Return the quotes of the statements that mention a meeting's areas."""
        return [quote for said in self._said_at(one) if said.areas for quote in said.quotes]

    def _said_at(self, one: m.Meeting) -> list[m.Statement]:
        return self._once(f"said at {one.id}", lambda: statements_of(one, self._lookup))

    def _record(self, table: str, id_: str) -> Any:
        return self._once(id_, lambda: self._store.record(table, id_))

    def _once(self, key: str, make: Callable[[], _Made]) -> _Made:
        if key not in self._known:
            self._known[key] = make()
        made: _Made = self._known[key]
        return made

    def summary(self, one: Any) -> str:
        """Return a record's summary in the writer's language, or in the other one."""
        text = one.summary
        return str((text.vi or text.en if self.language == "vi" else text.en or text.vi) or one.id)

    def _statement(self, one: m.Statement) -> _Parts:
        guess = self.say(" (suy từ vị trí trong bài)", " (inferred from its place in the article)")
        who = self.names(one.speakers) if one.speakers else self.unstated
        facts: _Facts = [(self.label("speaker"), who + (guess if one.basis.speakers is Basis.BY_POSITION else ""))]
        if one.act:
            verb = f" “{one.act.printed}”" if one.act.printed != self.term(one.act.id) else ""
            facts.append((self.label("act"), f"{self.term(one.act.id)}{verb}"))
        for name, ids in (("behalf", one.on_behalf_of), ("to", one.addressees)):
            facts += [(self.label(name), self.names(ids))] if ids else []
        if one.areas:
            areas = (area for area in one.areas if not self.only_areas or area.id in self.only_areas)
            facts.append((self.label("areas"), self.mentioned(areas)))
        if "who" in self.asked and one.about:
            facts.append((self.label("of"), self.names(one.about)))
        if one.content:
            facts.append((self.label("content"), self.unstated))
        if "source" in self.asked or one.according_to:
            facts.append((self.label("source"), self.source([one])))
        for id_ in one.meetings:
            facts.append((self.label("meeting"), self._at_id(id_)))
        return self.summary(one), one.id, facts

    def _at_id(self, id_: str) -> str:
        return self._once(f"at {id_}", lambda: self._at(self._record("meeting", id_)))

    def _at(self, meeting: m.Meeting) -> str:
        where = f", {self.place(meeting)}" if meeting.places or "where" in self.asked else ""
        return f"{self.sides(meeting)}, {self.when(meeting)}{where}"

    def mentioned(self, areas: Iterable[m.AreaMention]) -> Chips:
        """Return areas as somebody mentioned them."""
        found = []
        for area in areas:
            printed = f"“{area.printed}”" if area.printed.casefold() != self.name(area.id).casefold() else ""
            framing = f"({self.term(area.framing)})" if area.framing else ""
            found.append(self._chip(area.id, f"{printed} {framing}".strip()))
        return Chips(tuple(found))

    def plan_time(self, one: m.PlanTime | None) -> str:
        """Return when something is to happen or holds, in the article's words."""
        if one is None:
            return self.unstated
        unclear = self.say(" (không rõ hơn)", f" (unclear: {one.unclear})") if one.unclear else ""
        return f"“{one.printed}”{unclear}"

    def _invitation(self, one: m.Invitation) -> _Parts:
        facts: _Facts = [(self.label("inviter"), self.names(one.inviters or ()) or self.unstated)]
        facts.append((self.label("conveyor"), self.name(one.conveyed_by) if one.conveyed_by else self.unstated))
        facts += [
            (self.label("invitee"), f"{self.name(guest.person)}: {self.response(guest)}") for guest in one.invitees
        ]
        facts.append((self.label("visit"), self.name(one.visit)))
        facts.append((self.label("when"), self.plan_time(one.when)))
        facts += [(self.label("meeting"), self._at(meeting)) for meeting in self._raised_at(one)]
        return self.summary(one), one.id, facts

    def _raised_at(self, one: m.Invitation) -> list[m.Meeting]:
        statements = (self._record("statement", id_) for id_ in one.raised_in)
        return [self._record("meeting", id_) for said in statements for id_ in said.meetings]

    def conveyed(self, one: m.Invitation) -> str:
        """Return when an invitation was passed on, and for when."""
        days = ", ".join(dict.fromkeys(map(self.when, self._raised_at(one))))
        visit = self.plan_time(one.when)
        return self.say(f"chuyển {days}; thời gian thăm: {visit}", f"conveyed {days}; the visit: {visit}")

    def response(self, guest: m.Invitee) -> str:
        """Return how an invitee answered."""
        if guest.response is None:
            return self.unstated
        return self.say(f"“{guest.response.printed}”", f"{guest.response.id.en} “{guest.response.printed}”")

    def status(self, one: m.Undertaking) -> str:
        """Return how far an undertaking has come."""
        return f"{self.term(one.status.id)} “{one.status.printed}”"

    def _undertaking(self, one: m.Undertaking) -> _Parts:
        facts: _Facts = [(self.label("undertaking"), self.term(one.kind)), (self.label("status"), self.status(one))]
        facts.append((self.label("between"), self.names(one.between) or self.unstated))
        facts.append((self.label("when"), self.plan_time(one.when)))
        facts += [(self.label("areas"), self.mentioned(one.areas))] if one.areas else []
        speakers = (self._record("statement", id_).speakers for id_ in one.raised_in)
        facts.append(
            (self.label("raised_by"), self.names(dict.fromkeys(id_ for said in speakers for id_ in said or ())))
        )
        return self.summary(one), one.id, facts

    def _background(self, one: m.Background) -> _Parts:
        facts: _Facts = [(self.label("when"), self.plan_time(one.when))] if one.when else []
        facts += [(self.label("where"), f"{self.name(one.place.id)} “{one.place.printed}”")] if one.place else []
        facts += [(self.label("areas"), self.mentioned(one.areas))] if one.areas else []
        return self.summary(one), one.id, facts

    def _article(self, one: m.Article) -> _Parts:
        facts: _Facts = [
            (self.label("author"), one.byline or self.unstated),
            (self.label("published"), self.date(one.published)),
        ]
        for name, value in (("headline", one.headline), ("publisher", one.publisher), ("link", one.url)):
            facts += [(self.label(name), value or self.unstated)] if value or name in self.asked else []
        label = one.label.vi or one.label.en if self.language == "vi" else one.label.en or one.label.vi
        return label or one.id, one.id, facts

    def _photo(self, one: m.Photo) -> _Parts:
        shown = ", ".join(
            f"{self.name(who.person)}{f' ({self.term(who.position)})' if who.position else ''}" for who in one.shown
        )
        facts: _Facts = [(self.label("credit"), one.credit.printed)]
        return f"{self.label('photo')} §{one.paragraph}: {shown or self.unstated}", "", facts

    def _mention(self, one: m.Mention) -> _Parts:
        printed = ", ".join(f"“{capacity.printed}”" for capacity in one.capacities)
        where = {quote.article: "" for quote in one.quotes}
        for quote in sorted(one.quotes, key=lambda quote: quote.paragraph):
            where[quote.article] += f" §{quote.paragraph}"
        facts: _Facts = [(self.label("where"), f"{article}{paragraphs}") for article, paragraphs in where.items()]
        return self.name(one.person), one.id, [(self.label("as"), printed), *facts] if printed else facts

    def _identity(self, one: m.Identity) -> _Parts:
        facts: _Facts = []
        if isinstance(one, m.Person):
            facts = [(self.label("office"), f"“{printed}” {days}") for printed, days in self.offices(one)]
        return self.name(one.id), one.id, facts

    def offices(self, one: m.Person) -> list[tuple[str, str]]:
        """Return each capacity printed for a person with the days it is printed of."""
        sql = "SELECT printed, ymd FROM office WHERE person = ? ORDER BY ymd, article, meeting"
        found: dict[str, tuple[str, dict[str, None]]] = {}
        for printed, ymd in self._store.rows(sql, (one.id,)):
            day = self.date(day_of(ymd)) if ymd else self.unstated
            found.setdefault(printed.casefold(), (printed, {}))[1][day] = None
        return [(printed, f"({', '.join(days)})") for printed, days in found.values()]
