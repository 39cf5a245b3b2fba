"""Answer every filter by plain comprehensions over all records, by what DESIGN section 4 says.

This is what the query engine is held against, so it shares nothing with it: no SQL, no merged
meetings, no trees made at build time. Filters are given as ids and terms; dates as a Span.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations
from typing import Any

from diplomacy_archive._dates import Span
from diplomacy_archive._text import case_words, fold_words
from diplomacy_archive.records import _models as m
from diplomacy_archive.records._vocabulary import Kind

Filters = Mapping[str, Any]

_OF_THE_STATEMENT = (
    "act", "about", "area", "framing", "article", "search", "basis_of_speakers", "basis_of_meetings",
)  # fmt: skip
_OF_THE_SPEECH = ("speaker", "conveyed_by", "meeting")


class Plain:
    """All records, and the answers to every filter over them."""

    def __init__(self, records: m.Records) -> None:
        self.records = records
        self.reports: dict[str, list[m.Report]] = {}
        for report in records.reports:
            self.reports.setdefault(report.meeting, []).append(report)
        published = {article.id: (article.published, article.id) for article in records.articles}
        for found in self.reports.values():
            found.sort(key=lambda report: published[report.article])
        self.above = {area.id: area.parent for area in records.areas}
        self.joins = {area.id: area.joins for area in records.areas}
        self.above |= {place.id: place.within for place in records.places}
        bodies = {one.id for one in (*records.parties, *records.organisations)}
        self.above |= {one.id: one.part_of if one.part_of in bodies else None for one in records.organisations}

    # --- Meetings ---------------------------------------------------------------------------------

    def meetings(self, filters: Filters) -> list[str]:
        """Meetings by date, then id; undated ones last."""
        found = [id_ for id_ in self.reports if self.meets(id_, filters)]
        return sorted(found, key=lambda id_: (self.earliest(id_) or dt.date.max, id_))

    def meets(self, id_: str, filters: Filters) -> bool:
        """Tell whether what any report of the meeting says that counts meets each filter."""
        reports = self.counted(id_)
        status = filters.get("status", "held")
        framing = filters.get("framing")
        return all(self._meets(id_, reports, name, value, framing) for name, value in self._range(filters)) and (
            status == "any" or any(report.status == status for report in reports)
        )

    def counted(self, id_: str) -> list[m.Report]:
        """Return those that say that it was held; if none does, all."""
        return [report for report in self.reports[id_] if report.status == "held"] or self.reports[id_]

    def _range(self, filters: Filters) -> Iterator[tuple[str, Any]]:
        """Yield the filters but the status; since and until are one, for one date must meet both."""
        since, until = filters.get("since"), filters.get("until")
        if since or until:
            yield "range", (since.first if since else dt.date.min, until.last if until else dt.date.max)
        yield from ((name, value) for name, value in filters.items() if name not in ("since", "until", "status"))

    def _meets(self, id_: str, reports: list[m.Report], name: str, value: Any, framing: str | None) -> bool:
        dates = [report.when.date for report in reports if report.when.date]
        people = [one for report in reports for one in report.participants]
        said = [one for one in self.records.statements if id_ in one.meetings]
        match name:
            case "on":
                return any(_within(date, value) for date in dates)
            case "range":
                return any(value[0] <= date <= value[1] for date in dates)
            case "part_of_day":
                return any(report.when.part_of_day == value for report in reports)
            case "person":
                return all(any(one.person == person for one in people) for person in _several(value))
            case "party" | "organisation":
                return any(value in self.chain(body) for one in people for body in _bodies(one))
            case "country":
                return all(any(one.side == side for one in people) for side in _several(value))
            case "place":
                return any(report.place and value in self.chain(report.place.id) for report in reports)
            case "kind":
                printed = {kind for report in reports for word in report.kind.printed for kind in Kind.named(word)}
                return value in printed or any(report.kind.id == value for report in reports)
            case "area":
                counted = [mention for one in said for mention in told(one, framing)]
                return all(any(self._is_in(mention, area) for mention in counted) for area in _several(value))
            case "framing":
                return any(told(one, value) for one in said)
            case "article":
                return any(report.article == value for report in self.reports[id_])
            case "search":
                return any(_holds(value, one) for one in (*self.reports[id_], *said))
        raise AssertionError(name)

    def who_met_whom(self, filters: Filters) -> list[tuple[str, str, str]]:
        """Pairs across sides by any report, in order of meetings: with who is asked for; of several, among them."""
        return [
            (id_, one, other)
            for id_ in self.meetings(filters)
            for one, other in combinations(dict.fromkeys(self._keys(id_)), 2)
            if self._across(id_, one, other) and self._are_asked_for(id_, (one, other), filters)
        ]

    def _are_asked_for(self, id_: str, pair: tuple[str, str], filters: Filters) -> bool:
        """Tell whether a pair has the person, side or body asked for; of several, whether it is among them."""
        one, other = ([who for report in self.counted(id_) for who in report.participants if who.key == key]
                      for key in pair)  # fmt: skip
        sides = [{who.side, whom.side} for who in one for whom in other if who.side != whom.side]
        bodies = {above for who in (*one, *other) for body in _bodies(who) for above in self.chain(body)}
        return (
            _among(filters.get("person", ()), [set(pair)])
            and _among(filters.get("country", ()), sides)
            and all(filters[name] in bodies for name in ("party", "organisation") if name in filters)
        )

    def _keys(self, id_: str) -> list[str]:
        return [one.key for report in self.counted(id_) for one in report.participants]

    def _across(self, id_: str, one: str, other: str) -> bool:
        """Tell whether a report has both on different sides; if none has both, whether reports differ."""
        sides = [{who.key: who.side for who in report.participants} for report in self.counted(id_)]
        together = [found for found in sides if one in found and other in found]
        if together:
            return any(found[one] != found[other] for found in together)
        return len({found[who] for found in sides for who in (one, other) if who in found}) > 1

    # --- Statements -------------------------------------------------------------------------------

    def statements(self, filters: Filters) -> list[str]:
        """Statements by date, article, paragraph and letter."""
        own = {name: value for name, value in filters.items() if name in _OF_THE_STATEMENT}
        speech = {name: value for name, value in filters.items() if name in _OF_THE_SPEECH}
        rest = {name: value for name, value in filters.items() if name not in own and name not in speech}
        found = [
            one
            for one in self.records.statements
            if all(self._says(one, name, value, own.get("framing")) for name, value in own.items())
            and any(self._said_at(one, id_, speech) and self.meets(id_, rest) for id_ in one.meetings)
        ]
        return [one.id for one in sorted(found, key=self._order)]

    def _order(self, one: m.Statement) -> tuple[Any, ...]:
        dates = [date for id_ in one.meetings if (date := self.earliest(id_))]
        return (min(dates, default=dt.date.max), one.article, one.quotes[0].paragraph, one.id)

    def _says(self, one: m.Statement, name: str, value: Any, framing: str | None) -> bool:
        match name:
            case "act":
                return one.act is not None and bool(one.act.id == value)
            case "about":
                return value in one.about
            case "area":
                framed = [mention for mention in one.areas if framing in (None, mention.framing)]
                return all(any(self._is_in(mention, area) for mention in framed) for area in _several(value))
            case "framing":
                return any(mention.framing == value for mention in one.areas)
            case "basis_of_speakers":
                return bool(one.basis.speakers == value)
            case "basis_of_meetings":
                return bool(one.basis.meetings == value)
            case "article":
                return bool(one.article == value)
            case "search":
                return _holds(value, one)
        raise AssertionError(name)

    def _said_at(self, one: m.Statement, id_: str, speech: Filters) -> bool:
        speaker, conveyor = speech.get("speaker"), speech.get("conveyed_by")
        there = set(self._keys(id_))
        return (
            speech.get("meeting") in (None, id_)
            and (speaker is None or speaker in self.speaks(one, id_))
            and (
                conveyor is None
                or (conveyor in one.conveyed_by and (one.basis.meetings == "open" or conveyor in there))
            )
        )

    def speaks(self, one: m.Statement, id_: str) -> list[str]:
        """Return who speaks at a meeting: who is there, or conveyed by somebody there; all if it is open where."""
        there = {
            who
            for report in self.counted(id_)
            for someone in report.participants
            for who in (someone.person, someone.side, *(capacity.of for capacity in someone.capacities))
        }
        anyhow = one.basis.meetings == "open" or bool(there & set(one.conveyed_by))
        return [speaker for speaker in one.speakers or () if anyhow or speaker in there]

    # --- The others -------------------------------------------------------------------------------

    def people(self, filters: Filters) -> list[str]:
        return [
            one.id
            for one in self.records.people
            if all(self._is(one, name, value) for name, value in filters.items())
        ]

    def _is(self, person: m.Person, name: str, value: Any) -> bool:
        reports = self.records.reports
        there = [(report, one) for report in reports for one in report.participants if one.person == person.id]
        mentions = [one for one in self.records.mentions if one.person == person.id]
        match name:
            case "party" | "organisation":
                held = [capacity for _, one in there for capacity in one.capacities]
                held += [capacity for one in mentions for capacity in one.capacities]
                return any(value in self.chain(capacity.of) for capacity in held)
            case "country":
                return any(one.side == value for _, one in there)
            case "meeting":
                return person.id in self._keys(value)
            case "article":
                article = next(one for one in self.records.articles if one.id == value)
                told = [article, *(one for one in self.records.evidenced() if one.article == value)]
                return any(person.id in _ids(one.model_dump()) for one in told)
        raise AssertionError(name)

    def areas(self, filters: Filters) -> list[str]:
        statements, mentioned = self.records.statements, []
        if "meeting" in filters:
            here = [one for one in statements if filters["meeting"] in one.meetings]
            mentioned.append({mention.id for one in here for mention in counted(one)})
        if "statement" in filters:
            mentioned.append(
                {area.id for one in statements if one.id == filters["statement"] for area in one.areas}
            )
        return [area.id for area in self.records.areas if all(area.id in found for found in mentioned)]

    def invitations(self, filters: Filters) -> list[str]:
        return [
            one.id
            for one in self.records.invitations
            if self._raised(one, filters)
            and filters.get("person")
            in (None, *(one.inviters or ()), one.conveyed_by, *(who.person for who in one.invitees))
        ]

    def undertakings(self, filters: Filters) -> list[str]:
        return [
            one.id
            for one in self.records.undertakings
            if self._raised(one, filters)
            and set(_several(filters.get("between", ()))) <= {*one.between}
            and all(self._mentions(one, area) for area in _several(filters.get("area", ())))
            and filters.get("kind") in (None, one.kind)
            and filters.get("status") in (None, one.status.id)
        ]

    def background(self, filters: Filters) -> list[str]:
        return [
            one.id
            for one in self.records.background
            if filters.get("article") in (None, one.article)
            and set(_several(filters.get("about", ()))) <= {*one.about}
            and all(self._mentions(one, area) for area in _several(filters.get("area", ())))
        ]

    def articles(self, filters: Filters) -> list[str]:
        wanted = filters.get("meeting")
        found = [
            one
            for one in self.records.articles
            if wanted is None or any(report.article == one.id for report in self.reports[wanted])
        ]
        return [one.id for one in sorted(found, key=lambda one: (one.published, one.id))]

    def _raised(self, one: m.Invitation | m.Undertaking, filters: Filters) -> bool:
        meeting = filters.get("meeting")
        at = {id_ for said in self.records.statements if said.id in one.raised_in for id_ in said.meetings}
        at |= {*one.at}
        return filters.get("article") in (None, one.article) and (meeting is None or meeting in at)

    # --- Steps ------------------------------------------------------------------------------------

    def earliest(self, id_: str) -> dt.date | None:
        return min((report.when.date for report in self.counted(id_) if report.when.date), default=None)

    def chain(self, id_: str | None) -> list[str]:
        """Return an area, place or body and all that it lies in."""
        found = []
        while id_ is not None:
            found.append(id_)
            id_ = self.above.get(id_)
        return found

    def _mentions(self, one: m.Undertaking | m.Background, area: str) -> bool:
        return any(self._is_in(mention, area) for mention in one.areas)

    def _is_in(self, mention: m.AreaMention, area: str) -> bool:
        return area in (*self.chain(mention.id), *self.joins[mention.id])


def told(one: m.Statement, framing: str | None) -> list[m.AreaMention]:
    """Return the mentions that count as talked about at the statement's meetings; those of a framing, if given."""
    if one.basis.meetings == "open":
        return []
    return [mention for mention in one.areas if mention.framing == framing] if framing else counted(one)


def counted(one: m.Statement) -> list[m.AreaMention]:
    """Return the mentions that count as talked about at the statement's meetings."""
    return [mention for mention in one.areas if mention.framing != "domestic" and one.basis.meetings != "open"]


def words(record: m.Evidenced) -> set[str]:
    """Return the words of a record in lower case: its quotes, its printed forms and its summary."""
    texts = [quote.phrase for quote in record.quotes] + [form for _, form in record.printed_forms()]
    summary = getattr(record, "summary", None)
    texts += [text for text in (summary.vi, summary.en) if text] if summary else []
    return {word for text in texts for word in case_words(text).replace("_", " ").split()}


def _holds(search: str, record: m.Evidenced) -> bool:
    """Tell whether every word is there; one typed without accents is there with any, another only as it is."""
    there = words(record)
    folded = set(map(fold_words, there))
    return all(
        word in (folded if word == fold_words(word) else there)
        for word in case_words(search).replace("_", " ").split()
    )


def _ids(value: Any) -> Iterator[str]:
    """Yield every text inside a record's values; no made-up person's id is a word of a text."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | tuple | dict):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _ids(item)


def _bodies(one: m.Participant) -> Iterable[str | None]:
    return (one.side, *(capacity.of for capacity in one.capacities))


def _among(asked: Any, pairs: list[set[str]]) -> bool:
    """Tell whether one of the pairs has what is asked for; of several, whether it has nothing else."""
    wanted = set(_several(asked))
    return any(wanted <= pair if len(wanted) < 2 else pair <= wanted for pair in pairs)


def _several(value: Any) -> tuple[str, ...]:
    return tuple(value) if isinstance(value, list | tuple) else (value,)


def _within(date: dt.date, span: Span) -> bool:
    return span.year in (None, date.year) and span.month in (None, date.month) and span.day in (None, date.day)
