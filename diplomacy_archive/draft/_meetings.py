"""Gather what an article tells of each meeting: who met, what it is called, when and where, and by which words."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from diplomacy_archive.draft import _lexicon as lexicon
from diplomacy_archive.draft._cast import Cast, Figure
from diplomacy_archive.draft._company import Company
from diplomacy_archive.draft._countries import find_countries
from diplomacy_archive.draft._events import Event, find_events, participants_line, words_of
from diplomacy_archive.draft._places import Where, find_places
from diplomacy_archive.draft._reading import Part, Reading, sentences
from diplomacy_archive.draft._telling import Telling
from diplomacy_archive.draft._times import When, day_of, find_times, is_doubtful
from diplomacy_archive.draft._titles import Mention
from diplomacy_archive.draft._whenwhere import place_for, time_for
from diplomacy_archive.records._vocabulary import Kind

_SEVERAL = re.compile(r"(?:các|những|hai|ba|2|3)\s", re.IGNORECASE)
_SUMMARY = re.compile(r"(?:các |nhiều )?(?:lãnh đạo|đại diện|đoàn)\s", re.IGNORECASE)
_AFTERWARDS = re.compile(r"(?:Ngay )?(?:[Ss]au đó|[Tt]iếp đó|[Ss]au lễ đón|[Tt]iếp theo)(?!\w)")
_YEAR = re.compile(r"\d{4}")
_PAST = 10  # days before publication from which on a dated meeting is one that is only looked back to
_AFTER = 80  # signs after a caption's word in which a year says that it shows another time


class Setting(NamedTuple):
    """When and where one sentence sets a meeting; `why` says how the day follows from the words."""

    when: When | None
    date: dt.date | None
    why: str
    where: Where | None


@dataclass(eq=False)
class Told:
    """A meeting as an article tells it.

    Attributes:
        parties: Who met, the subject of the telling first.
        accompanying: Who else took part, and the paragraph that says so.
        events: Where the body tells of it.
        shown: Where captions and headlines do.
        when: The words for its time with their paragraph; None where there are none.
        date: The day, as far as it can be told; `why` says how, where the words do not print it whole.
        where: The words for its place with their paragraph.
        shown_only: Whether only a caption or headline tells of it.
        doubtful: Whether the day is far from the day of publication.
    """

    parties: list[Figure]
    planned: bool
    events: list[Event] = field(default_factory=list)
    shown: list[Event] = field(default_factory=list)
    accompanying: list[tuple[Figure, int]] = field(default_factory=list)
    when: tuple[int, When] | None = None
    date: dt.date | None = None
    why: str = ""
    where: tuple[int, Where] | None = None
    shown_only: bool = False
    doubtful: bool = False

    @property
    def kind(self) -> Kind:
        """The kind of the first word, of the body's if it has one, that names it more exactly than "gặp"."""
        kinds = [_kind(word) for word in words_of(self.events or self.shown)]
        return next((kind for kind in kinds if kind is not Kind.MEETING), Kind.MEETING)

    @property
    def host(self) -> Figure | None:
        """Who received the other, where a word for the meeting says so and the place is no third country's."""
        abroad = self.where and self.where[1].country not in (None, *(one.side for one in self.parties))
        kinds = [_kind(word) for word in words_of(self.events or self.shown)]
        if len(self.parties) != 2 or abroad:
            return None
        if Kind.RECEPTION in kinds:
            return self.parties[0]
        return self.parties[1] if Kind.COURTESY_CALL in kinds else None

    @property
    def words(self) -> list[str]:
        """The printed words for the meeting, those of the body first."""
        return words_of([*self.events, *self.shown])


class Account:
    """Every meeting that an article tells of, and which of its sentences tell of which.

    Attributes:
        meetings: Those told as held or planned.
        set_aside: Paragraph, word and telling of what is told otherwise.
    """

    def __init__(
        self, reading: Reading, mentions: Mapping[int, Sequence[Mention]], cast: Cast, places: Mapping[str, str]
    ) -> None:
        self.meetings: list[Told] = []
        self.set_aside: list[tuple[int, str, Telling]] = []
        self._reading, self._mentions, self._cast = reading, mentions, cast
        self._company = Company(reading, mentions, cast)
        self._places = places
        self._told: dt.date | None = None
        self._current: dict[tuple[int, int], list[Told]] = {}
        self._last: list[Told] = []
        self._pending: tuple[int, Kind, Setting] | None = None
        self._read_body()
        bare = not self.meetings
        self._read_shown(bare=bare)
        if bare and self.meetings:
            self.set_aside.clear()
            self._read_body()  # now "tại buổi tiếp" has what it refers to
        self.meetings = [told for told in self.meetings if not self._is_summary(told)]

    def _read_body(self) -> None:
        for number, text in self._reading.numbered(Part.BODY):
            times, found = list(find_times(text)), list(find_places(text, self._places))
            for sentence in sentences(text):
                for event in find_events(number, text, sentence, self._mentions[number]):
                    self._take(number, text, event, self._setting(event, text, times, found, told=True))
                if participants_line(text[slice(*sentence)]):
                    self._accompany(number, sentence)
                self._current[number, sentence[0]] = self._now(number, sentence)

    def _read_shown(self, *, bare: bool) -> None:
        """Read the captions and headlines; where the body alone told of no meeting, they may."""
        for number, text in self._reading.numbered(Part.CAPTION, Part.HEADLINE):
            times, found = list(find_times(text)), list(find_places(text, self._places))
            for sentence in sentences(text):
                for event in find_events(number, text, sentence, self._mentions[number]):
                    setting = self._setting(event, text, times, found, told=False)
                    self._take_shown(number, text, event, setting, bare=bare)

    def at(self, number: int, sentence: int) -> list[Told]:
        """Return the meetings that a sentence is told within, the last told of before it at the latest."""
        return [told for told in self._current.get((number, sentence), []) if told in self.meetings]

    def _now(self, number: int, sentence: tuple[int, int]) -> list[Told]:
        """Return the meetings a sentence tells of, or those of whoever it names that attended one only."""
        held = [told for told in self.meetings if not told.planned]
        here = [
            told
            for told in held
            if any(event.paragraph == number and event.sentence == sentence for event in told.events)
        ]
        if not here:
            who = [self._cast.who(one) for one in self._mentions[number] if sentence[0] <= one.start < sentence[1]]
            attended = [[told for told in held if one in told.parties] for one in who if one]
            only = {id(found[0]): found[0] for found in attended if len(found) == 1}
            here = list(only.values()) if len(only) == 1 else []
        self._last = here or self._last
        return list(self._last)

    # --- Taking in what one sentence tells ----------------------------------------------------------

    def _setting(
        self, event: Event, text: str, times: Sequence[When], places: Sequence[Where], *, told: bool
    ) -> Setting:
        when = time_for(event, text, times)
        goes_on = when is None and _AFTERWARDS.match(text, event.sentence[0])
        if goes_on:
            when = next((one for one in reversed(times) if one.end <= event.sentence[0]), None)
        date, why = day_of(when, self._reading.published, self._told) if when else (None, "")
        if goes_on and date:
            why = "; ".join(filter(None, (why, "the sentence goes on from the one that prints the day")))
        self._told = date if date and told else self._told
        return Setting(when, date, why, place_for(event, text, places))

    def _take(self, number: int, text: str, event: Event, setting: Setting) -> None:
        if event.telling in (Telling.IDLE, Telling.RECALLED) or self._is_past(event, setting.date):
            how = event.telling if event.telling is not Telling.HELD else Telling.RECALLED
            self.set_aside.append((number, text[event.start : event.end], how))
            return
        groups = list(self._company.groups(number, text, event))
        if not groups and event.back:
            for told in self._referred(event, self._company.figures(event.parties.all, text)):
                self._add(told, number, event, setting)
        elif not groups and event.noun and (setting.when or setting.where):
            self._pending = (
                number,
                _kind(event.word),
                setting,
            )  # "cuộc hội đàm này diễn ra …": who met comes after
        for group in groups:
            told = self._same(group, event, setting.date) or self._new(group, event)
            self._add(told, number, event, setting)
            if self._pending and self._pending[:2] == (number, _kind(event.word)):
                self._add(told, number, event, self._pending[2])

    def _take_shown(self, number: int, text: str, event: Event, setting: Setting, *, bare: bool) -> None:
        """Take in a caption or headline: it adds words to a meeting, and a meeting only where the body has none."""
        past = self._is_past(event, setting.date) or _YEAR.search(text[event.end :][:_AFTER])
        if event.telling is not Telling.HELD or past:
            return
        for group in self._company.groups(number, text, event):
            told = self._same(group, event, setting.date)
            if told is not None and not told.planned:
                told.shown.append(event)
                if told.shown_only or told.when is None:
                    self._date(told, number, setting)
            elif bare and setting.when is None and group[0].name and all(one.name or one.side for one in group):
                told = self._new(group, event)
                told.shown_only = True
                told.shown.append(event)

    def _new(self, group: list[Figure], event: Event) -> Told:
        told = Told(group, event.telling is Telling.PLANNED)
        self.meetings.append(told)
        return told

    def _add(self, told: Told, number: int, event: Event, setting: Setting) -> None:
        if event not in told.events:
            told.events.append(event)
        self._date(told, number, setting)
        where = setting.where
        if where and (told.where is None or (told.where[1].beside and not where.beside)):
            told.where = (number, where)

    def _date(self, told: Told, number: int, setting: Setting) -> None:
        when, date, why, _ = setting
        better = told.when is None or (told.date is None and date is not None)
        finer = told.when and when and told.when[1].part_of_day is None and when.part_of_day and date == told.date
        if when and (better or finer):
            told.when, told.date, told.why = (number, when), date, why
            told.doubtful = bool(date and is_doubtful(date, self._reading.published))
            if told.doubtful and when.span and when.span.year is None:
                told.date, told.why = None, ""  # the stamp, which would give the year, is another time's

    def _is_past(self, event: Event, date: dt.date | None) -> bool:
        """Tell whether a dated meeting lies long before publication, in an article that tells of a new one."""
        published = self._reading.published
        if date is None or published is None or published.day is None or event.telling is Telling.PLANNED:
            return False
        new = any(one.date and (published.first - one.date).days <= _PAST for one in self.meetings)
        return new and (published.first - date).days > _PAST

    def _is_summary(self, told: Told) -> bool:
        """Tell whether "gặp lãnh đạo các nước" only sums up meetings that are told by themselves."""
        described = [one for one in told.parties if one.described and _of_nations(one.described)]
        others = [one for one in self.meetings if one is not told and told.parties[0] in one.parties]
        return any(met.side in {one.side for other in others for one in other.parties} for met in described)

    def _same(self, group: Sequence[Figure], event: Event, date: dt.date | None) -> Told | None:
        planned = event.telling is Telling.PLANNED
        for told in self.meetings:
            if not {one.id for one in group} <= {one.id for one in told.parties} or told.planned != planned:
                continue
            # A call by telephone is no other meeting by another word.
            apart = (_kind(event.word) is Kind.PHONE_CALL) != (told.kind is Kind.PHONE_CALL)
            if not apart and (date is None or told.date is None or date == told.date):
                return told
        return None

    def _referred(self, event: Event, parties: Sequence[Figure]) -> list[Told]:
        """Return the meetings that "tại cuộc gặp" or "tại hai cuộc gặp" refers to."""
        if event.telling is not Telling.HELD:
            return []
        kind = _kind(event.word)
        fitting = [
            told
            for told in self.meetings
            if not told.planned
            and all(one in told.parties for one in parties)
            and (kind in (Kind.MEETING, told.kind) or told.kind is Kind.MEETING)
        ]
        if event.noun and _SEVERAL.match(event.noun):
            return fitting
        here = (event.paragraph, event.sentence)
        fitting = [
            told for told in fitting if any((one.paragraph, one.sentence) == here for one in told.events)
        ] or fitting
        return fitting[-1:] if len(fitting) == 1 or not parties else []

    def _accompany(self, number: int, sentence: tuple[int, int]) -> None:
        told = (self._last or self.meetings[-1:])[-1:]
        for mention in self._mentions[number]:
            figure = self._cast.who(mention)
            if not told or figure is None or not mention.name or not sentence[0] <= mention.start < sentence[1]:
                continue
            if figure not in told[0].parties and figure not in [one for one, _ in told[0].accompanying]:
                told[0].accompanying.append((figure, number))


def _of_nations(words: str) -> bool:
    """Tell whether words for people name no body that they are of: "lãnh đạo các nước"."""
    lead = _SUMMARY.match(words)
    rest = words[lead.end() :] if lead else words
    return (lead is not None and rest[:1].islower()) or any(start == 0 for start, _, _ in find_countries(rest))


def _kind(word: str) -> Kind:
    last = word.casefold()
    best = max((known for known in lexicon.MEETING_WORDS if last.endswith(known.casefold())), key=len)
    return lexicon.MEETING_WORDS[best]
