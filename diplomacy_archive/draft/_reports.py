"""Propose a report of each meeting that an article tells of, held or planned."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from diplomacy_archive.draft._article import Understood
from diplomacy_archive.draft._cast import HOME, Figure
from diplomacy_archive.draft._citing import Citer, paragraph_of
from diplomacy_archive.draft._events import Event
from diplomacy_archive.draft._identities import Identities
from diplomacy_archive.draft._meetings import Told
from diplomacy_archive.draft._persons import Persons, distinct
from diplomacy_archive.draft._titles import Mention
from diplomacy_archive.files._layout import Noted
from diplomacy_archive.records import _models as m
from diplomacy_archive.records._vocabulary import Kind, ParticipantRole

_PLURAL_NOUN = re.compile(
    r"^(?:(?:các|những|hai|ba|2|3|một|loạt)\s+)?(?:(?:cuộc|buổi|phiên|vòng|lễ)\s+)?(?:họp\s+)?", re.IGNORECASE
)


class Reports:
    """The reports of an article's meetings, and the ids that these get.

    Attributes:
        ids: The id of each meeting, by the identity of its telling.
        remarks: What of the archive's meetings may be one of these.
    """

    def __init__(
        self, understood: Understood, identities: Identities, citer: Citer, persons: Persons, records: m.Records
    ) -> None:
        self._read = understood
        self._text = understood.reading.text
        self._ids = identities
        self._citer = citer
        self._persons = persons
        self._records = records
        self.remarks: list[str] = []
        self.ids: dict[int, str] = {}
        taken = {report.meeting for report in records.reports}
        for told in understood.meetings:
            self.ids[id(told)] = self._meeting_id(told, taken)

    def _meeting_id(self, told: Told, taken: set[str]) -> str:
        known = self._recorded(told)
        if known:
            return known
        guest = next((one for one in told.parties if one.side not in (HOME, None)), told.parties[-1])
        day = told.date.isoformat() if told.date else "undated"
        wanted = f"{day}-{guest.short}"
        found = next(
            id_ for id_ in (wanted, *(f"{wanted}-{number}" for number in range(2, 99))) if id_ not in taken
        )
        taken.add(found)
        return found

    def _recorded(self, told: Told) -> str | None:
        """Return the id under which another article's report of the same day and people is recorded."""
        people = {one.id for one in told.parties}
        for report in self._records.reports:
            same = len(people & {one.key for one in report.participants}) >= 2
            if same and told.date and report.when.date == told.date:
                self.remarks.append(
                    f"{report.meeting} is recorded already, from {report.article}; the draft reports the same "
                    f"meeting"
                )
                return report.meeting
            if same and (told.date is None or report.when.date is None):
                self.remarks.append(
                    f"{report.meeting} is recorded already, of the same people; is it the same meeting?"
                )
        return None

    def all(self) -> Iterator[Noted]:
        """Yield a report of each meeting."""
        for told in self._read.meetings:
            report = self._report(told)
            if report is not None:
                yield report

    def _report(self, told: Told) -> Noted | None:
        quotes = self._meeting_quotes(told)
        cited = {paragraph_of(quote) for quote in quotes}
        if not quotes:
            return None
        inferred: dict[str, str] = {}
        when: dict[str, Any] = {"date": None, "part_of_day": None, "printed": None}
        if told.when and self._citer.stands(told.when[1].printed, cited):
            part = told.when[1].part_of_day
            when = {
                "date": told.date.isoformat() if told.date else None,
                "part_of_day": str(part) if part else None,
                "printed": told.when[1].printed,
            }
            if told.date and told.why:
                inferred["date"] = told.why
        words = [word for word in self._kind_words(told) if self._citer.stands(word, cited)]
        where = told.where if told.where and self._citer.stands(told.where[1].printed, cited) else None
        people = [self._participant(told, one, cited, inferred) for one in told.parties]
        people += [self._participant(told, one, cited, inferred, accompanying=True) for one, _ in told.accompanying]
        if not words:
            return None
        if not all(map(Kind.printed_in, words)):
            inferred["kind"] = f"not each word is in the vocabulary; it is read as {told.kind.en}"
        report: dict[str, Any] = {"meeting": self.ids[id(told)]}
        if told.planned:
            report["status"] = Noted("planned", beside="# ? not told as held")
        report["when"] = Noted(when, beside=self._when_doubt(told))
        report["kind"] = {"id": str(told.kind), "printed": words}
        report["place"] = None
        if where:
            doubt = "# ? where the event was that the meeting was held beside" if where[1].beside else ""
            report["place"] = Noted({"id": self._ids.place(where[1]), "printed": where[1].printed}, beside=doubt)
        report["participants"] = people
        if inferred:
            report["inferred"] = inferred
        report["quotes"] = quotes
        ask = "# ? held, and by whom: confirm each field against its words"
        if told.shown_only:
            ask = "# ? only a caption or headline tells of it: was it held, and when?"
        elif told.planned:
            ask = "# ? planned: keep it only if you record plans"
        return Noted(report, above=(ask,))

    def _when_doubt(self, told: Told) -> str:
        if told.when is None:
            return "# ? no words for the time were found"
        if told.doubtful:
            return "# ? the day of publication is far from it" + ("" if told.date else ": of which year is it?")
        return "" if told.date else "# ? which day: the year, or the day of publication, is not known"

    def _kind_words(self, told: Told) -> list[str]:
        """Return the words for the meeting, those of "các cuộc hội kiến" without what only counts them."""
        found: dict[str, str] = {}
        for word in told.words:
            bare = _PLURAL_NOUN.sub("", word)
            bare = f"cuộc {bare}" if bare.casefold() == "gặp" and "cuộc" in word.casefold() else bare
            found.setdefault(bare.casefold(), bare)
        return list(found.values())

    def _meeting_quotes(self, told: Told) -> list[str]:
        """Return the words that carry a meeting: its word, its time, its place, and each who met."""
        quotes = [self._event_quote(told, event) for event in (*told.events, *told.shown)[:4]]
        if told.when:
            number, when = told.when
            quotes.append(self._citer.cite_from(number, when.start, when.end, 3))
        if told.where:
            number, where = told.where
            text = self._text.paragraph(number)
            at = max(text.rfind("tại ", 0, where.start), text.rfind("ở ", 0, where.start))
            quotes.append(self._citer.cite(number, at if at >= where.start - 4 else where.start, where.end))
        for figure in (*told.parties, *(one for one, _ in told.accompanying)):
            quotes += self._figure_quotes(told, figure)
        return distinct(quotes)

    def _event_quote(self, told: Told, event: Event) -> str | None:
        """Return the word for a meeting, with the words for its time, place or who was met that stand beside it."""
        number, text = event.paragraph, self._text.paragraph(event.paragraph)
        start, end = event.end - len(event.printed), event.end
        met = next(
            (one for team in event.parties.teams[:1] for one in team if self._read.cast.who(one) in told.parties),
            None,
        )
        beside = [(met.start, met.end)] if met else []
        settings = [found[1] for found in (told.when, told.where) if found and found[0] == number]
        beside += [(found.start, found.end) for found in settings]
        before = [first for first, last in beside if last <= start and start - last < 40]
        for first, last in sorted(beside):
            if first >= end and len(text[end:first]) <= 6 and self._citer.cite(number, start, last, uncut=True):
                end = last
        quotes = [
            self._citer.cite(number, min(before, default=start), end, uncut=True),
            self._citer.cite(number, start, end, uncut=True),
            self._citer.cite(number, start, event.end),
        ]
        alone = end == event.end and not before and " " not in text[start:end]
        if alone and text[:start].endswith("đã "):
            return self._citer.cite(number, start - 3, end)
        return quotes[2] if alone else next(filter(None, quotes), None)

    def _appearances(self, told: Told, figure: Figure) -> list[tuple[int, Mention]]:
        """Return where somebody is named in the sentences that tell of a meeting; elsewhere if not there."""
        here = [
            (event.paragraph, mention)
            for event in (*told.events, *told.shown)
            for mention in self._read.mentions[event.paragraph]
            if event.sentence[0] <= mention.start < event.sentence[1]
        ]
        anywhere = [(number, mention) for number, found in self._read.mentions.items() for mention in found]
        for found in (here, anywhere):
            named = [(number, one) for number, one in found if one.name and self._read.cast.who(one) is figure]
            if named:
                return named
        return []

    def _figure_quotes(self, told: Told, figure: Figure) -> Iterator[str | None]:
        if figure.described:
            for event in told.events:
                text = self._text.paragraph(event.paragraph)
                at = text.find(figure.described, event.sentence[0])
                if at >= 0:
                    yield self._citer.cite(event.paragraph, at, at + len(figure.described))
                    return
        named = self._appearances(told, figure)
        if named:
            yield from self._persons.quotes(*max(named, key=lambda pair: len(pair[1].titles)))

    def _participant(
        self, told: Told, figure: Figure, cited: set[int], inferred: dict[str, str], *, accompanying: bool = False
    ) -> dict[str, Any]:
        one: dict[str, Any] = {}
        if figure.name:
            one["person"] = self._ids.person(figure, next(iter(self._figure_quotes(told, figure)), None))
        else:
            one["described"] = figure.described
        if figure.side:
            doubt = "" if figure.side_printed else "# ? not printed"
            one["side"] = Noted(self._ids.side(figure.side), beside=doubt)
            if not self._ids.named(figure.side, cited):
                inferred["participants.side"] = "not printed for each of them"
        else:
            one["side"] = Noted(None, beside="# ? whose side: not printed")
        if accompanying:
            one["role"] = str(ParticipantRole.ACCOMPANYING)
        elif told.host:
            one["role"] = str(ParticipantRole.HOST if figure is told.host else ParticipantRole.GUEST)
        held = [
            self._persons.capacity(title, figure, cited, inferred, "participants.")
            for title in self._persons.titles(figure, cited)
        ]
        if held:
            one["capacities"] = held
        return one
