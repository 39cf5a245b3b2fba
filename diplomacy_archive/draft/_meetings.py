"""Gather what an article tells of each meeting: who met, what it is called, when and where, and by which words."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from diplomacy_archive.draft._cast import HOME, Cast, Figure
from diplomacy_archive.draft._events import (
    Event,
    Telling,
    find_events,
    goes_on,
    is_coming,
    kind_of,
    place_for,
    speaks_of_both,
    time_for,
)
from diplomacy_archive.draft._mentions import Mention
from diplomacy_archive.draft._names import find_countries
from diplomacy_archive.draft._reading import Part, Reading, Sentence, When, Where, day_of
from diplomacy_archive.records._vocabulary import Kind

_SEVERAL = re.compile(r"(?:các|những|hai|ba|2|3)\s", re.IGNORECASE)
_COUNTED = re.compile(
    r"^(?:(?:các|những|hai|ba|2|3|một|loạt)\s+)?(?:(?:cuộc|buổi|phiên|vòng|lễ)\s+)?(?:họp\s+)?", re.IGNORECASE
)
_BESIDES = re.compile(
    r"(?:Cùng dự|Cùng tham dự|Tham dự|Dự|Cùng tiếp|Cùng đi),?\s+(?!lễ)[^.]{0,40}?\bcó(?!\w)|Cùng dự có(?!\w)"
)
_DELEGATION = re.compile(
    r"(?<!\w)(?P<name>Đoàn[^.;,]{0,100}?)\s+do\s+(?:(?:hai|ba|các|ông|bà|đồng chí|TS\.?)\s+){0,2}$"
)
_REST = re.compile(r"\s+(?:đã|đang|sang|đến|nhân dịp|tại|và|do|dự)\s.*$")
_FOREIGN = re.compile(r"(?<!\w)(?:lãnh sự|đại sứ|ngoại giao|quốc tế|nước ngoài)(?!\w)", re.IGNORECASE)
_IN_PASSING = re.compile(r"(?<!\w)(?:làm|giữ chức|chức|cho|của|lời mời của)\s+(?:tân\s+)?$", re.IGNORECASE)
_SHORT = re.compile(r"đoàn\s*(?:[.,;]|$)", re.IGNORECASE)
_GREETS = re.compile(r"(?<!\w)(?:chào mừng|chúc mừng|cảm ơn|bày tỏ|nhiệt liệt|hoan nghênh)(?!\w)|^\s+và\s+$")
_MANY = ("nghị sĩ", "thượng nghị sĩ", "hạ nghị sĩ")  # of whom several are met together
_YEAR = re.compile(r"\d{4}")
_PAST = 10  # days before publication from which on a dated meeting is one that is only looked back to


@dataclass(eq=False)
class Told:
    """A meeting as an article tells it."""

    parties: list[Figure]  # who met, the subject of the telling first
    planned: bool
    events: list[Event] = field(default_factory=list)  # where the body tells of it
    shown: list[Event] = field(default_factory=list)  # where captions and headlines do
    accompanying: list[Figure] = field(default_factory=list)  # who else took part
    when: tuple[Sentence, When] | None = None  # the words for its time
    date: dt.date | None = None  # the day, as far as it can be told
    where: tuple[Sentence, Where] | None = None  # the words for its place

    _spoken: tuple[dict[str, Kind], dict[str, Kind]] = field(default_factory=lambda: ({}, {}))

    def tell(self, event: Event, *, shown: bool = False) -> None:
        """Add a place where the body tells of the meeting, or where a caption or headline does."""
        listed = self.shown if shown else self.events
        listed += [event] if listed[-1:] != [event] else []
        for word in (event.printed, *event.more):
            self._spoken[shown][word] = kind_of(word)

    @property
    def words(self) -> list[str]:
        """The printed words for the meeting, those of the body first, without what only counts it."""
        found: dict[str, str] = {}
        for word in (*self._spoken[0], *self._spoken[1]):
            bare = _COUNTED.sub("", word)
            bare = f"cuộc {bare}" if bare.casefold() == "gặp" and "cuộc" in word.casefold() else bare
            found.setdefault(bare.casefold(), bare)
        return list(found.values())

    @property
    def kind(self) -> Kind:
        """The kind of the first word, of the body's if it has one, that names it more exactly than "gặp"."""
        kinds = (self._spoken[0] or self._spoken[1]).values()
        return next((kind for kind in kinds if kind is not Kind.MEETING), Kind.MEETING)

    @property
    def host(self) -> Figure | None:
        """Who received the other, where a word for the meeting says so and the place is no third country's."""
        abroad = self.where and self.where[1].country not in (None, *(one.side for one in self.parties))
        kinds = (self._spoken[0] or self._spoken[1]).values()
        if len(self.parties) != 2 or abroad:
            return None
        if Kind.RECEPTION in kinds:
            return self.parties[0]
        return self.parties[1] if Kind.COURTESY_CALL in kinds else None


class Account:
    """Every meeting that an article tells of, and which of its sentences tell of which.

    Attributes:
        meetings: Those told as held or planned.
    """

    def __init__(self, reading: Reading, cast: Cast) -> None:
        self.meetings: list[Told] = []
        self._reading, self._cast = reading, cast
        self._day: dt.date | None = None
        self._current: dict[int, list[Told]] = {}
        self._last: list[Told] = []
        self._seen: list[Figure] = []  # whom the text named, the last at the end
        self._leaders: list[tuple[str, Figure]] = []
        self._time: tuple[Sentence, When] | None = None
        body = [one for one in reading.sentences if one.part is Part.BODY]
        self._read_body(body)
        bare = not self.meetings
        for sentence in (one for one in reading.sentences if one.part in (Part.CAPTION, Part.HEADLINE)):
            for event in find_events(sentence):
                self._take_shown(event, bare=bare)
        if bare and self.meetings:
            self._read_body(body)  # now "tại buổi tiếp" has what it refers to

    def at(self, sentence: Sentence) -> list[Told]:
        """Return the meetings that a sentence is told within, the last told of before it at the latest."""
        return self._current.get(id(sentence), [])

    def _read_body(self, body: Sequence[Sentence]) -> None:
        coming = False
        for sentence in body:
            coming = is_coming(sentence.text) or (coming and goes_on(sentence.text))
            events = find_events(sentence)
            for event in events:
                if coming and event.telling is Telling.HELD and goes_on(sentence.text):
                    event.telling = Telling.PLANNED
                self._take(event)
            self._note_figures(sentence)
            self._time = next(((sentence, one) for one in reversed(sentence.times) if one.is_day), self._time)
            if _BESIDES.match(sentence.text) and self._last:
                self._accompany(self._last[-1], sentence)
            here = [told for told in self._last if told.events and told.events[-1] in events]
            if not here:
                who = [self._cast.who(one) for one in sentence.mentions]
                attended = [[told for told in self.meetings if one in told.parties] for one in who if one]
                only = {id(found[0]): found[0] for found in attended if len(found) == 1}
                if len(only) == 1:
                    self._last = list(only.values())
            self._current[id(sentence)] = list(self._last)

    # --- Who met -------------------------------------------------------------------------------------

    def _groups(self, event: Event) -> Iterator[list[Figure]]:
        """Yield who met: the subject's side with each of those met, or with all of a team."""
        if event.both:
            pair = self._two_before(event)
            if pair:
                yield pair
            return
        hosts = self._figures(event.hosts, event.sentence)
        teams = [self._figures(team, event.sentence) for team in event.teams]
        if not hosts and event.start < event.word and any(teams):
            hosts = self._hosts_before(teams[0])  # "Tại cuộc gặp Bộ trưởng Ai Cập X, hai bên …"
        if event.back and hosts and not any(teams):
            teams = self._greeted(event, hosts)
        if not hosts:
            return
        if event.apart:
            others = [one for team in teams for one in team]
            yield from ([host, *others] for host in hosts if others and host not in others)
            return
        if event.group or not event.teams:
            met = self._of_group(event, hosts) if event.group else self._left_unsaid(event)
            teams = [[met]] if met else teams if not event.group else []
        for team in teams:
            others = [one for one in team if one not in hosts]
            if others and (others[0].side is None or others[0].side != hosts[-1].side):
                yield [*hosts, *others]

    def _figures(self, mentions: Sequence[Mention], sentence: Sentence) -> list[Figure]:
        """Return whom mentions mean; of a title that names a country but nobody, somebody described."""
        found = ((self._cast.who(one) or (None if one.name else self._describe(one, sentence))) for one in mentions)
        return list(dict.fromkeys(one for one in found if one is not None))

    def _describe(self, mention: Mention, sentence: Sentence) -> Figure | None:
        if mention.plural and mention.titles[0].head.casefold() not in _MANY:
            return None
        if not (mention.countries or mention.titles[0].bodies or mention.titles[0].role is None):
            return None  # "Thủ tướng" alone says too little
        words = self._reading.printed(sentence, mention.start, mention.end)
        return self._cast.describe(words, mention.countries[0] if mention.countries else None)

    def _hosts_before(self, met: Sequence[Figure]) -> list[Figure]:
        """Return the subject of the meeting told of last, where it is of another side than those met."""
        last = self._last[-1] if self._last else None
        if last is None or any(one in last.parties for one in met):
            return []
        home = [one for one in last.parties if one.side == HOME] or last.parties[:1]
        return home[:1] if met and met[0].side != home[0].side else []

    def _greeted(self, event: Event, hosts: Sequence[Figure]) -> list[list[Figure]]:
        """Return whom the subject of "Trong cuộc tiếp, X chào mừng Y" met, of whom no meeting was told of yet."""
        after = [one for one in event.sentence.mentions if one.start > event.end]
        who = [self._cast.who(one) for one in after[:2]]
        if len(after) < 2 or None in who or not (after[0].name and after[1].name):
            return []
        first, second = who
        gap = event.sentence.text[after[0].end : after[1].start]
        told = any(first in one.parties and second in one.parties for one in self.meetings)
        apart = first and second and first.side and second.side and first.side != second.side
        return [[second]] if second and apart and not told and first in hosts and _GREETS.search(gap) else []

    def _of_group(self, event: Event, hosts: Sequence[Figure]) -> Figure | None:
        assert event.group is not None
        words = _REST.sub("", event.sentence.text[slice(*event.group)]).strip()
        leader = self._leader(words)
        if leader is not None:
            return leader if leader not in hosts else None
        codes = [one.value for one in find_countries(words) if not words[: one.start].endswith("tại ")]
        if codes[:1] == [hosts[-1].side] or not (codes or _FOREIGN.search(words)):
            return None
        return self._cast.describe(words, codes[0] if codes else None)

    def _left_unsaid(self, event: Event) -> Figure | None:
        """Return whom "tiếp Đoàn" means without saying."""
        received = event.printed.casefold() == "tiếp" and not event.back
        return self._leader(event.sentence.text[event.end : event.end + 12]) if received else None

    def _leader(self, words: str) -> Figure | None:
        """Return who leads the delegation that words name: "Đoàn đại biểu … do ông X làm Trưởng đoàn"."""
        words = words.strip()
        if not words.casefold().startswith("đoàn") or not self._leaders:
            return None
        if _SHORT.match(words):
            return self._leaders[-1][1]
        named = [one for name, one in self._leaders if words.startswith(name) or name.startswith(words)]
        return named[-1] if named else None

    def _note_figures(self, sentence: Sentence) -> None:
        for mention in sentence.mentions:
            lead = sentence.text[max(0, mention.start - 140) : mention.start]
            match = _DELEGATION.search(lead)
            figure = self._cast.who(mention)
            if match and figure:
                codes = [one.value for one in find_countries(match["name"])]
                figure.side = figure.side or (codes[0] if codes else None)
                self._leaders.append((match["name"], figure))
            for one in self._figures([mention], sentence):
                rest = [other for other in self._seen[-7:] if other is not one]
                self._seen = [one, *rest] if _IN_PASSING.search(lead) else [*rest, one]

    def _two_before(self, event: Event) -> list[Figure] | None:
        """Return the two sides told of last before a place."""
        here = [one for one in event.sentence.mentions if one.end <= event.start]
        seen = [*self._seen, *self._figures(here, event.sentence)]
        last = seen[-1] if seen else None
        others = [one for one in seen[:-1] if last and one.side and last.side and one.side != last.side]
        return [others[-1], last] if last and others else None

    # --- Taking in what one sentence tells -----------------------------------------------------------

    def _take(self, event: Event) -> None:
        when, date = self._when(event, told=True)
        groups = list(self._groups(event))
        held = event.telling is not Telling.PLANNED
        recalled = event.telling is Telling.RECALLED or self._is_past(event, date)
        recalled = recalled or bool(when and not when.is_day and held)
        if (
            event.telling is Telling.IDLE
            or (recalled and not (when and groups))
            or (event.both and not (held or when))
        ):
            return
        if not groups and event.back:
            referred = self._referred(event)
            for told in referred:
                self._add(told, event, when, date)
            pair = self._two_before(event) if speaks_of_both(event) and not self.meetings else None
            groups = [pair] if pair else []
        told_now = []
        for group in groups:
            told = self._same(group, event, date, apart=recalled) or self._new(group, event)
            self._add(told, event, when, date)
            told_now.append(told)
        if told_now and not recalled:
            self._last = told_now

    def _take_shown(self, event: Event, *, bare: bool) -> None:
        """Take in a caption or headline: it adds words to a meeting, and a meeting only where the body has none."""
        when, date = self._when(event, told=False)
        past = self._is_past(event, date) or _YEAR.search(event.sentence.text, event.end)
        if event.telling is not Telling.HELD or past:
            return
        for group in self._groups(event):
            told = self._same(group, event, date)
            if told is not None and not told.planned:
                told.tell(event, shown=True)
                if told.when is None and when:
                    told.when, told.date = (event.sentence, when), date
            elif bare and when is None and not group[0].described:
                self._new(group, event).tell(event, shown=True)

    def _when(self, event: Event, *, told: bool) -> tuple[When | None, dt.date | None]:
        when = time_for(event)
        date = day_of(when, self._reading.published, self._day) if when else None
        before = self._time if when is None and goes_on(event.sentence.text) else None
        if before and before[0].paragraph == event.sentence.paragraph:
            when, date = before[1], day_of(before[1], self._reading.published, self._day)
        self._day = date if date and told and event.telling is Telling.HELD else self._day
        return when, date

    def _new(self, group: list[Figure], event: Event) -> Told:
        self.meetings.append(Told(group, event.telling is Telling.PLANNED))
        return self.meetings[-1]

    def _add(self, told: Told, event: Event, when: When | None, date: dt.date | None) -> None:
        told.tell(event)
        sentence = event.sentence
        if when and when not in sentence.times and self._time:
            sentence = self._time[0]
        better = told.when is None or (told.date is None and date is not None)
        if when and better:
            told.when, told.date = (sentence, when), date
        where = place_for(event)
        if where and (told.where is None or (told.where[1].beside and not where.beside)):
            told.where = (event.sentence, where)

    def _is_past(self, event: Event, date: dt.date | None) -> bool:
        """Tell whether a dated meeting lies long before publication, in an article that tells of a new one."""
        published = self._reading.published
        if date is None or published is None or published.day is None or event.telling is Telling.PLANNED:
            return False
        new = any(one.date and (published.first - one.date).days <= _PAST for one in self.meetings)
        return new and (published.first - date).days > _PAST

    def _same(
        self, group: Sequence[Figure], event: Event, date: dt.date | None, *, apart: bool = False
    ) -> Told | None:
        """Return the meeting of these people that is told of already; one by telephone is another."""
        planned = event.telling is Telling.PLANNED
        for told in self.meetings:
            if not {one.id for one in group} <= {one.id for one in told.parties} or told.planned != planned:
                continue
            by_phone = (event.kind is Kind.PHONE_CALL) != (told.kind is Kind.PHONE_CALL)
            loose = told.when is not None and not told.when[1].is_day
            if apart and not (loose or (date and date == told.date)):
                continue
            if not by_phone and loose == apart and (date is None or told.date is None or date == told.date):
                return told
        return None

    def _referred(self, event: Event) -> list[Told]:
        """Return the meetings that "tại cuộc gặp" or "tại hai cuộc gặp" refers to."""
        if event.telling is not Telling.HELD:
            return []
        parties = self._figures(event.parties, event.sentence)
        fitting = [
            told
            for told in self.meetings
            if not told.planned
            and all(one in told.parties for one in parties)
            and (event.kind in (Kind.MEETING, told.kind) or told.kind is Kind.MEETING)
        ]
        if _SEVERAL.match(event.printed):
            return fitting
        here = [told for told in fitting if told.events and told.events[-1].sentence is event.sentence]
        fitting = here or fitting
        return fitting[-1:] if len(fitting) == 1 or not parties else []

    def _accompany(self, told: Told, sentence: Sentence) -> None:
        for mention in sentence.mentions:
            figure = self._cast.who(mention)
            if figure is not None and mention.name and figure not in (*told.parties, *told.accompanying):
                told.accompanying.append(figure)
