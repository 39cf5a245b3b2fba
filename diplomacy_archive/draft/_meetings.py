"""Find what an article tells of each meeting: who met, what it is called, when and where, held or planned.

The lexicon's patterns read a sentence with signs in place of people and times.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from diplomacy_archive.draft._figures import HOME, Cast, Figure
from diplomacy_archive.draft._mentions import LEXICON, NAME, TIME, Mention, hide, matcher, rule
from diplomacy_archive.draft._reading import Part, Reading, Sentence, When, Where, day_of
from diplomacy_archive.records._vocabulary import Kind

WORDS: Mapping[str, Kind] = {
    word: kind
    for kind in Kind
    for word in kind.words
    if word not in LEXICON["not_alone"] and not word.startswith(("cuộc ", "các ", "hai ", "buổi "))
}
"""Words that tell of a meeting, and the kind each names; nouns are found by what stands before the word."""

_WORD = matcher(tuple(WORDS))
_ONLY_AS_MEETING = frozenset(LEXICON["only_as_meeting"])
Telling = Literal["held", "planned", "idle", "recalled"]
"""How a sentence tells of a meeting; idle is what is wished, doubted or denied, recalled what it looks back to."""
_NEAR = 60  # characters around a meeting's word in which "hai bên" is who met


@cache
def kind_of(word: str) -> Kind:
    """Return the kind that a meeting's words name by their end."""
    last = word.casefold()
    return WORDS[max((known for known in WORDS if last.endswith(known.casefold())), key=len)]


@dataclass(eq=False)
class Event:
    """One place where an article tells of a meeting: its words from `start`, of a noun with "cuộc", to `end`."""

    sentence: Sentence
    start: int
    word: int  # where the word itself starts
    end: int
    telling: Telling = "held"
    back: bool = False  # whether the words refer to a meeting told of elsewhere, as in "tại cuộc gặp"
    hosts: list[Mention] = field(default_factory=list)  # the subject; several are one side together
    met: list[Mention] = field(default_factory=list)  # those whom the subject met, each by themselves
    apart: bool = False  # whether each of the hosts met the others by themselves: "lần lượt"
    both: bool = False  # whether "hai bên" or the like stands for who met
    more: list[str] = field(default_factory=list)  # further words for the same meeting: "tiếp và làm việc với X"

    @property
    def printed(self) -> str:
        return self.sentence.text[self.start : self.end]

    @property
    def parties(self) -> list[Mention]:
        return [*self.hosts, *self.met]

    @property
    def place(self) -> tuple[int, int, list[int]]:
        """Where its subject and its words start, and where these and each met end."""
        ends = [self.end, *(one.end for one in self.parties if one.end > self.end)]
        return min([self.start, *(one.start for one in self.parties)]), self.start, ends


# --- Where a sentence tells of a meeting ---------------------------------------------------------------


def find_events(sentence: Sentence) -> list[Event]:
    line, found = _Line(sentence), list[Event]()
    barred = {at for match in rule("not_meeting").finditer(sentence.text) for at in range(*match.span())}
    for match in _WORD.finditer(line.signs):
        event = line.event(match, found) if match.start() not in barred else None
        if event is None:
            continue
        last_one = found[-1] if found else None
        if last_one and not last_one.met and sentence.text[last_one.end : event.start] in (" và ", ", "):
            event.more = [last_one.printed, *last_one.more]  # "tiếp và làm việc với X"
            found.pop()
        found.append(event)
    return found


class _Line:
    """A sentence with its people and times hidden under signs."""

    def __init__(self, sentence: Sentence) -> None:
        self.sentence, self.text = sentence, sentence.text
        signs = hide(self.text, ((one.start, one.end) for one in sentence.times), TIME)
        self.signs = hide(signs, ((one.start, one.end) for one in sentence.mentions), NAME)
        self._at = {one.start: one for one in sentence.mentions}

    def _mentions(self, start: int, end: int) -> list[Mention]:
        return [one for at, one in self._at.items() if start <= at < end]

    def event(self, match: re.Match[str], earlier: Sequence[Event]) -> Event | None:
        word, end = match.span()
        noun = rule("noun").search(self.signs, 0, word)
        start = noun.start() if noun else word
        back = rule("back").search(self.signs, max(0, start - 90), start)
        event = Event(self.sentence, start, word, end)
        objects = rule("objects").match(self.signs, end) or rule("further").match(self.signs, end)
        if match[0].casefold() in _ONLY_AS_MEETING and not (noun or objects):
            return None
        if objects:
            first, last = objects.span("list")
            if rule("next").match(self.signs, last):  # "A hội đàm với B; C hội kiến B": C is no more of the list
                last = max(self.signs.rfind(";", first, last), first + 1)
            event.met = self._mentions(first, last)
        link = (objects.groupdict().get("link") or "").casefold() if objects else ""
        if ("giữa" in link or "chủ trì" in link) and len(event.met) > 1:
            event.hosts = [event.met.pop(0)]
        else:
            self._subject(event, back.start() if back else start, earlier)
        whole = bool(event.hosts and event.met)
        event.back = back is not None and not whole
        both = rule("both").search(self.text, max(0, word - _NEAR), word)
        event.both = not event.met and "chủ trì" not in match[0] and both is not None
        event.telling = self._telling(event, earlier, is_noun=noun is not None)
        return event

    def _subject(self, event: Event, end: int, earlier: Sequence[Event]) -> None:
        used = {id(one) for found in earlier for one in found.met}
        free = [
            one
            for one in self._mentions(0, end)
            if id(one) not in used and (rule("leads").match(self.signs, one.end) or not self._is_object(one))
        ]
        passive = rule("passive").search(self.signs, 0, event.word) if not event.met else None
        if passive:
            event.hosts, event.met = self._mentions(*passive.span(2)), self._mentions(*passive.span(1))
            event.apart = True
            return
        chain = next((found for found in reversed(earlier) if found.hosts), None)
        if chain and not (free and free[-1].start > earlier[-1].end):
            event.hosts = [one for one in chain.hosts if one not in event.met]
            return
        pair = free and (rule("pair").search(self.signs, 0, end) or rule("clause_pair").search(self.signs, 0, end))
        if pair and not event.met:
            event.hosts, event.met = self._mentions(*pair.span(1)), self._mentions(*pair.span(2))
        elif free:
            listed = rule("listed").search(self.signs, 0, end)
            hosts = [one for one in self._mentions(*listed.span(1)) if one in free] if listed else []
            event.apart = len(hosts) > 2 or (len(hosts) > 1 and "lần lượt" in self.text[: event.word])
            event.hosts = hosts if event.apart or (pair and len(hosts) > 1) else free[-1:]
        else:
            self._fronted(event)
        event.met = [one for one in event.met if one not in event.hosts]

    def _is_object(self, one: Mention) -> bool:
        return bool(rule("object_of").search(self.signs, max(0, one.start - 90), one.start))

    def _fronted(self, event: Event) -> None:
        """Take the subject that follows whom it met, after a comma: "Tiếp X, Y nói …"."""
        gaps = [self.signs[one.end : other.start] for one, other in zip(event.met, event.met[1:], strict=False)]
        place = next((place for place, gap in enumerate(gaps, 1) if gap.startswith(",")), 0)
        if place:
            event.hosts, event.met = [event.met[place]], event.met[:place]
        elif event.met or rule("back").search(self.signs, 0, event.start):
            host = rule("fronted").match(self.signs, event.met[-1].end if event.met else event.end)
            event.hosts = self._mentions(*host.span("host")) if host else []

    def _telling(self, event: Event, earlier: Sequence[Event], *, is_noun: bool) -> Telling:
        text, word, end = self.text, event.word, event.end
        last = earlier[-1] if earlier else None
        same = last and event.hosts and last.hosts[:1] == event.hosts[:1]
        anew = [rule(one).search(text, last.end, event.start) for one in ("unsure", "done")] if last else []
        if last and same and not any(anew):
            return last.telling
        before = [one for one in event.parties if one.end <= event.start]
        subject = max(before, key=lambda one: one.end, default=None)
        if subject:
            near = text[max(subject.end, last.end if last and same else 0) : word]
        else:
            near = text[:word].rsplit(",", 1)[-1] + text[word:end]
        wished = subject and rule("wished").search(text, max(0, subject.start - 90), subject.start)
        if wished or rule("off").match(text, max([end, *(one.end for one in event.parties)])):
            return "idle"
        done = list(rule("done").finditer(near))
        planned = rule("to_come").search(text, end) or (is_noun and rule("not_yet").match(text, end))
        if planned or (not done and rule("by_plan").search(text, 0, word)):
            return "planned"
        tail = near[done[-1].end() :] if done else near
        first = rule("first_words").search(text, 0, subject.start) if subject and not done else None
        for zone in (tail, first[0] if first else ""):
            hits = list(rule("unsure").finditer(zone))
            coming = any(rule("coming").search(zone[hit.start() :]) for hit in hits)
            if hits:
                return "planned" if coming and not rule("denied").search(zone) else "idle"
        zone = tail if done else text[max(0, word - 80) : word]
        if rule("looked_back").search(zone) or rule("long_ago").search(text, end, end + 160):
            return "recalled"
        return "held"


# --- The meetings of the whole text -------------------------------------------------------------------


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

    @property
    def _spoken(self) -> list[str]:
        return [word for event in self.events or self.shown for word in (event.printed, *event.more)]

    @property
    def words(self) -> list[str]:
        """The printed words for the meeting, without what only counts it."""
        bare = [rule("counted").sub("", word) for word in self._spoken]
        return list({word.casefold(): word for word in reversed(bare)}.values())[::-1]

    @property
    def kind(self) -> Kind:
        """The kind of the first word that names it more exactly than "gặp"."""
        return next((kind for kind in map(kind_of, self._spoken) if kind is not Kind.MEETING), Kind.MEETING)

    @property
    def host(self) -> Figure | None:
        """Who received the other, where a word for the meeting says so and the place is no third country's."""
        abroad = self.where and self.where[1].country not in (None, *(one.side for one in self.parties))
        kinds = set(map(kind_of, self._spoken))
        if len(self.parties) != 2 or abroad or not kinds & {Kind.RECEPTION, Kind.COURTESY_CALL}:
            return None
        return self.parties[0 if Kind.RECEPTION in kinds else 1]


class Account:
    """Every meeting that an article tells of, held or planned, and which of its sentences tell of which."""

    def __init__(self, reading: Reading, cast: Cast) -> None:
        self.meetings: list[Told] = []
        self._reading, self._cast = reading, cast
        self._day: dt.date | None = None  # the day told of last, for "cùng ngày"
        self._time: tuple[Sentence, When] | None = None  # its words
        self._current: dict[int, list[Told]] = {}
        self._last: list[Told] = []
        self._seen: list[Figure] = []  # whom the text named, the last at the end
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
            goes_on = bool(rule("goes_on").match(sentence.text))
            is_coming = bool(rule("coming").search(sentence.text)) and not rule("done").search(sentence.text)
            coming = is_coming or (coming and goes_on)
            events, who = find_events(sentence), self._figures(sentence.mentions)
            for event in events:
                if coming and event.telling == "held" and goes_on:
                    event.telling = "planned"
                self._take(event, goes_on=goes_on)
            self._seen = [*(one for one in self._seen[-7:] if one not in who), *who]
            days = [one for one in sentence.times if one.is_day]
            self._time = (sentence, days[-1]) if days else self._time
            if days and not events:
                self._day = self._day_of(days[-1]) or self._day
            if rule("besides").match(sentence.text) and self._last:
                there, last = (*self._last[-1].parties, *self._last[-1].accompanying), self._last[-1]
                last.accompanying += self._figures(one for one in sentence.mentions if one.name)
                last.accompanying = [one for one in dict.fromkeys(last.accompanying) if one not in there]
            if not any(told.events and told.events[-1] in events for told in self._last):
                attended = [[told for told in self.meetings if one in told.parties] for one in who]
                only = {id(found[0]): found[0] for found in attended if len(found) == 1}
                self._last = list(only.values()) if len(only) == 1 else self._last
            self._current[id(sentence)] = list(self._last)

    def _figures(self, mentions: Iterable[Mention]) -> list[Figure]:
        return list(dict.fromkeys(one for one in map(self._cast.who, mentions) if one is not None))

    def _groups(self, event: Event) -> Iterator[list[Figure]]:
        """Yield who met: the subject's side with each of those met."""
        hosts, met = self._figures(event.hosts), self._figures(event.met)
        if event.both:
            yield from self._two_before(event)
            return
        if not hosts and event.start < event.word and met and self._last:
            # "Tại cuộc gặp Bộ trưởng Ai Cập X, hai bên …": whose meeting was told of last met X too
            last = self._last[-1].parties
            home = [one for one in last if one.side == HOME] or last
            hosts = home[:1] if home[0].side != met[0].side and not set(met) & set(last) else []
        if event.back and hosts and not met:
            met = self._greeted(event, hosts)
        for host in [[one] for one in hosts] if event.apart else [hosts] if hosts else []:
            for one in met:
                if one not in host and (one.side is None or one.side != host[-1].side):
                    yield [*host, one]

    def _greeted(self, event: Event, hosts: Sequence[Figure]) -> list[Figure]:
        """Return whom the subject of "Trong cuộc tiếp, X chào mừng Y" met, of whom no meeting was told of yet."""
        after = [one for one in event.sentence.mentions if one.start > event.end][:2]
        who = self._figures(after)
        if len(who) < 2 or not rule("greets").search(event.sentence.text, after[0].end, after[1].start):
            return []
        told = any(set(who) <= set(one.parties) for one in self.meetings)
        return who[1:] if who[1].side and not told and who[0] in hosts else []

    def _two_before(self, event: Event) -> list[list[Figure]]:
        """Return the two of two sides told of last before a place, if there are two."""
        seen = [*self._seen, *self._figures(one for one in event.sentence.mentions if one.end <= event.start)]
        others = [one for one in seen[:-1] if one.side and one.side != (seen[-1].side or one.side)]
        return [[others[-1], seen[-1]]] if others else []

    def _take(self, event: Event, *, goes_on: bool) -> None:
        when = event.sentence.time_for(*event.place)
        if when is None and goes_on and self._time and self._time[0].paragraph == event.sentence.paragraph:
            when = self._time[1]
        date = self._day_of(when) if when else None
        if event.telling == "held":
            self._day = date or self._day
            if when and not when.is_day:
                event.telling = "recalled"  # "Hồi tháng 4, ông Lam và ông Grant đã hội đàm"
        groups, recalled = list(self._groups(event)), event.telling == "recalled"
        vague = not (when and groups) if recalled else event.both and event.telling == "planned" and not when
        if event.telling == "idle" or vague:
            return
        if not groups and event.back:
            for told in self._referred(event):
                self._add(told, event, when, date)
            if not self.meetings and rule("both").search(event.sentence.text, event.end, event.end + _NEAR):
                groups = self._two_before(event)
        told_now = []
        for group in groups:
            same = self._same(group, event, date, apart=recalled)
            told = same or Told(group, event.telling == "planned")
            self.meetings += [] if same else [told]
            self._add(told, event, when, date)
            told_now.append(told)
        self._last = told_now if told_now and not recalled else self._last

    def _take_shown(self, event: Event, *, bare: bool) -> None:
        """Take in a caption or headline: it adds words to a meeting, and a meeting only where the body has none."""
        when = event.sentence.time_for(*event.place)
        if event.telling != "held" or re.search(r"\d{4}", event.sentence.text[event.end :]):
            return
        for group in self._groups(event):
            told = self._same(group, event, self._day_of(when) if when else None)
            if told is None and bare and when is None:
                told = Told(group, planned=False)
                self.meetings.append(told)
            if told is not None and not told.planned:
                told.shown.append(event)
                if told.when is None and when:
                    told.when, told.date = (event.sentence, when), self._day_of(when)

    def _day_of(self, when: When) -> dt.date | None:
        return day_of(when, self._reading.published, self._day)

    def _add(self, told: Told, event: Event, when: When | None, date: dt.date | None) -> None:
        told.events += [event] if told.events[-1:] != [event] else []
        sentence = self._time[0] if self._time and when not in event.sentence.times else event.sentence
        if when and (told.when is None or (told.date is None and date is not None)):
            told.when, told.date = (sentence, when), date
        where = event.sentence.place_for(*event.place)
        if where and (told.where is None or (told.where[1].beside and not where.beside)):
            told.where = (event.sentence, where)

    def _same(
        self, group: Sequence[Figure], event: Event, date: dt.date | None, *, apart: bool = False
    ) -> Told | None:
        """Return the meeting of these people that is told of already; one by telephone is another."""
        for told in self.meetings:
            by_phone = {kind_of(event.printed) is Kind.PHONE_CALL, told.kind is Kind.PHONE_CALL}
            if told.planned != (event.telling == "planned") or len(by_phone) > 1:
                continue
            loose = told.when is not None and not told.when[1].is_day
            one_day = None in (date, told.date) or date == told.date
            fits = loose or (date and date == told.date) if apart else not loose and one_day
            if set(group) <= set(told.parties) and fits:
                return told
        return None

    def _referred(self, event: Event) -> list[Told]:
        """Return the meetings that "tại cuộc gặp" or "tại hai cuộc gặp" refers to."""
        parties, kind = set(self._figures(event.parties)), kind_of(event.printed)
        fitting = [
            told
            for told in self.meetings
            if event.telling == "held" and not told.planned and parties <= set(told.parties)
            if kind is told.kind or Kind.MEETING in (kind, told.kind)
        ]
        if rule("several").match(event.printed):
            return fitting
        here = [told for told in fitting if told.events and told.events[-1].sentence is event.sentence]
        return (here or fitting)[-1:] if here or len(fitting) == 1 or not parties else []
