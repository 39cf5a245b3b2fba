"""Say an answer in the language of its question: the sentence it opens with, notes, and how it was understood."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from diplomacy_archive._dates import Span
from diplomacy_archive.questions.answer import Answer, Status
from diplomacy_archive.questions.grammar.reading import Reading
from diplomacy_archive.questions.intents.found import Archive, Found, Parts, naming
from diplomacy_archive.questions.intents.topic import Topic
from diplomacy_archive.questions.phrasing.labels import ASKED, COUNTED, FILTERS, NOTES, RESTRICTING, TOPICS, WHY
from diplomacy_archive.questions.phrasing.records import MONTHS, Writer
from diplomacy_archive.records import _models as m
from diplomacy_archive.records._vocabulary import AreaKind
from diplomacy_archive.show._display import Card

SHOWN = 20
"""Records of an answer that are written out; the rest are counted."""

FEW = 5
"""Records close by that are all written out; of more, the first `CLOSE`."""

CLOSE = 3

NAMED = 50
"""People and bodies that a sentence names; the rest are counted."""

_NOUNS: dict[type[m.Record], str] = {
    m.Meeting: "meetings",
    m.Statement: "statements",
    m.Invitation: "invitations",
    m.Undertaking: "undertakings",
    m.Background: "background",
    m.Article: "articles",
    m.Photo: "photos",
    m.Mention: "mentions",
    m.Person: "people",
}


class Speaker(Writer):
    """Put what was found into words."""

    def __init__(self, archive: Archive, reading: Reading) -> None:
        asked = {"areas" if tag == "what" else tag for tag in reading.asked}
        super().__init__(archive.store, reading.language, asked)
        self._archive = archive
        self._reading = reading

    def answer(self, found: Found, topic: Topic, parts: Parts) -> Answer:
        """Return the answer that a topic found."""
        if found.status is Status.NOT_UNDERSTOOD:
            return self.not_understood([values["text"] for _, values in found.notes])
        nothing = found.status is Status.NOTHING_FOUND
        shown = found.near if nothing else found.records if found.shown is None else found.shown
        writer = Writer(self._store, self.language) if nothing else self
        if topic.name == "areas compared":
            writer.only_areas = frozenset(one for id_ in found.areas for one in naming(id_, self._archive))
        number, limit = len(shown), SHOWN
        if nothing:
            limit = FEW if number <= FEW else CLOSE
        cards = tuple(writer.card(record) for record in shown[:limit])
        notes = [self._note(name, values) for name, values in found.notes]
        sought = " · ".join(self._sought(topic, parts))
        if nothing:
            part = self.say(f" ({limit} trong {number})", f" ({limit} of {number})") if number > limit else ""
            close = [self.say(f"Gần đó có ghi{part}:", f"Recorded close by{part}:")] if cards else []
            lead = self.say(f"Không thấy ghi: {sought}.", f"Nothing is recorded of this: {sought}.")
            lead, notes = " ".join([lead, *notes, *close]), []
        else:
            lead = self._lead(found)
            notes += [*self._more(shown), *self._silent(found)]
        quotes = () if nothing else found.quotes
        if quotes is None:
            quotes = tuple(dict.fromkeys(quote for one in found.looked for quote in self._quotes(one)))
        understood = self._understood(sought)
        return Answer(
            found.status, understood, self.language, lead, cards, tuple(notes), found.records, quotes, self._lookup
        )

    def _quotes(self, one: Any) -> Iterable[m.Quote]:
        """Return the words that prove what is said of a record."""
        if isinstance(one, m.Meeting) and "areas" in self.asked:
            return (*one.quotes, *self.area_quotes(one))
        quotes: Iterable[m.Quote] = getattr(one, "quotes", ())
        return quotes

    # --- The sentence it opens with ---------------------------------------------------------------

    def _lead(self, found: Found) -> str:
        missing = ", ".join(self.say(*ASKED[name]) for name in found.unstated)
        if found.status is Status.NOT_STATED:
            lead = self.say(
                f"Có ghi, nhưng bài báo không nêu: {missing}.",
                f"Recorded, but the article does not state {missing}.",
            )
            invited = [one.when for one in found.looked if one.when] if "visit_when" in found.unstated else []
            times = dict.fromkeys(map(self.plan_time, invited))
            return " ".join([lead, *(self.say(f"Được mời: {time}.", f"Invited: {time}.") for time in times)])
        parts = [self._yes(found)] if found.yes is not None else []
        parts += [self._each(*one) for one in found.each]
        parts += [f"{self._count(*found.count)}."] if found.count is not None else []
        parts += [f"{self._counted(found.counted)}."] if found.counted is not None else []
        listed = (
            self._names_of(found.people),
            ", ".join(f"“{words}”" for words in found.words),
            *self._by_kind(found.areas),
        )
        parts += [f"{_opening(text)}." for text in listed if text]
        if len(found.records[:2]) == 1:
            parts += self._facts(found.records[0], told=bool(found.people))
        if not (parts or found.doubtful) and len(found.records[:2]) == 1 and hasattr(found.records[0], "summary"):
            parts.append(f"{_opening(self.summary(found.records[0]))}.")
        if not parts:
            several = found.records if found.shown is None else found.shown
            parts.append(f"{self._count(len(several), _NOUNS[type(several[0])])}:")
        if found.unstated:
            parts.append(self.say(f"Bài báo không nêu: {missing}.", f"Not stated: {missing}."))
        return " ".join(parts)

    def _each(self, ids: Sequence[str], yes: bool) -> str:
        said = self.say("có", "yes") if yes else self.say("không thấy ghi", "nothing recorded")
        return f"{_opening(self.names(ids, ' – '))}: {said}."

    def _names_of(self, ids: Sequence[str]) -> str:
        more = len(ids) - NAMED
        rest = self.say(f" và {more} người nữa", f" and {more} more") if more > 0 else ""
        return self.names(ids[:NAMED]) + rest

    def _yes(self, found: Found) -> str:
        if found.yes:
            return self.say("Có.", "Yes.")
        if any(name == "tree" for name, _ in found.notes):
            return self.say("Không đúng tên gọi ấy.", "Not by that name.")
        if isinstance(found.records[0], m.Undertaking):
            return self.say("Không thấy ghi là đã ký.", "No, it is not recorded as signed.")
        return self.say("Không.", "No.")

    def _count(self, number: int, noun: str) -> str:
        vietnamese, one, several = COUNTED[noun]
        return self.say(f"{number} {vietnamese}", f"{number} {one if number == 1 else several}")

    def _counted(self, areas: Sequence[str]) -> str:
        topics = sum(map(self._is_topic, areas))
        counts = ((len(areas) - topics, "areas"), (topics, "topics"))
        said = [self._count(number, noun) for number, noun in counts if number or not areas]
        return self.say(" và ", " and ").join(said)

    def _by_kind(self, areas: Sequence[str]) -> tuple[str, str]:
        """Name the fields in which sides work together, then the topics, which are only talked about."""
        fields = [area for area in areas if not self._is_topic(area)]
        topics = [area for area in areas if self._is_topic(area)]
        before = self.say("chủ đề: ", "topics: ") if fields and topics else ""
        return self.names(fields, "; "), f"{before}{self.names(topics, '; ')}"

    def _is_topic(self, area: str) -> bool:
        return getattr(self._store.identity(area), "kind", None) is AreaKind.TOPIC

    def _facts(self, one: Any, *, told: bool) -> list[str]:
        """Return what was asked of a single record, each fact as a sentence; who it is, if that is not told yet."""
        known: dict[str, str | None] = {}
        if isinstance(one, m.Meeting):
            areas = self.names(one.areas, "; ")
            known = {"when": self.when(one), "where": self.place(one), "what_kind": self.kind(one), "areas": areas}
            known |= {"what": areas, "source": self.source(one.counted)}
            known["part_of_day"] = self.term(one.part_of_day) if one.part_of_day else None
        elif isinstance(one, m.Undertaking):
            time = self.plan_time(one.when)
            known = {"when": time, "period": time, "areas": "; ".join(self.mentioned(one.areas).lines())}
        elif isinstance(one, m.Invitation):
            known = {"when": self.conveyed(one), "country": self.name(one.visit), "where": self.name(one.visit)}
        elif isinstance(one, m.Background):
            time = self.plan_time(one.when)
            known = {"when": time, "since_when": time, "where": self.name(one.place.id) if one.place else None}
        elif isinstance(one, m.Statement):
            known = {"source": self.source([one])}
        elif isinstance(one, m.Article):
            known = {"author": one.byline, "headline": one.headline, "publisher": one.publisher, "link": one.url}
            label = one.label.vi or one.label.en if self.language == "vi" else one.label.en or one.label.vi
            known |= {"when": self.date(one.published), "what": label}
            known["who"] = one.byline if "write" in self._reading.tags else None
        elif isinstance(one, m.Person):
            offices = "; ".join(f"“{printed}” {days}" for printed, days in self.offices(one))
            known = {"office": offices, "capacity": offices, "who": offices}
        facts = [(name, known.get(name)) for name in self._reading.asked if name != "who" or not told]
        return [f"{_opening(self.say(*ASKED[name]))}: {value}." for name, value in facts if value]

    # --- Notes ------------------------------------------------------------------------------------

    def _note(self, name: str, values: dict[str, Any]) -> str:
        filled = dict(values)
        for key in ("people", "ids", "above"):
            if key in values:
                filled[key] = self.names(values[key])
        if "credits" in values:
            filled["credits"] = ", ".join(f"“{printed}”" for printed in values["credits"])
        if "areas" in values:
            filled["areas"] = "; ".join(f"{self.name(one)} – {self.name(other)}" for one, other in values["areas"])
        return self.say(*NOTES[name]).format(**filled)

    def _more(self, shown: Sequence[Any]) -> list[str]:
        more = len(shown) - SHOWN
        return [self.say(f"… và {more} mục nữa.", f"… and {more} more.")] if more > 0 else []

    def _silent(self, found: Found) -> list[str]:
        """Say of how many other meetings the articles leave unsaid what is asked."""
        number = len(found.silent)
        if not number or found.status is not Status.ANSWERED:
            return []
        names = "; ".join(self.sides(one) for one in found.silent[:3])
        return [
            self.say(
                f"Có {number} cuộc gặp khác mà bài báo không nêu điều này: {names}.",
                f"For {number} other meeting{'s' * (number != 1)} the article does not state this: {names}.",
            )
        ]

    # --- How it was understood --------------------------------------------------------------------

    def _sought(self, topic: Topic, parts: Parts) -> list[str]:
        """Return what was looked for, in words."""
        reading = self._reading
        said = [self.say(*TOPICS[topic.name])]
        said += [f"{self.say(*FILTERS[name])}: {self.names(ids)}" for name, ids in parts.items()]
        dates = (("on", reading.on), ("since", reading.since), ("until", reading.until))
        said += [f"{self.say(*FILTERS[name])}: {self._span(span)}" for name, span in dates if span]
        said += map(self.term, topic.terms_in(reading))
        return said + [self.say(*said_by) for tag, said_by in RESTRICTING.items() if tag in reading.tags]

    def _understood(self, sought: str) -> str:
        asked = [self.say(*ASKED[name]) for name in self._reading.asked if name in ASKED]
        return f"{sought} · {self.say('hỏi', 'asked')}: {', '.join(asked)}" if asked else sought

    def _span(self, span: Span) -> str:
        if span.month and not span.day:
            year = f"/{span.year}" if span.year else ""
            return self.say(f"tháng {span.month}{year}", f"{MONTHS[span.month - 1]}{year.replace('/', ' ')}")
        return self.date(span.first) if span.year and span.month else str(span)

    # --- No answer --------------------------------------------------------------------------------

    def ambiguous(self, text: str, candidates: Sequence[str]) -> Answer:
        """Return the answer to a question with a name that fits several."""
        records = tuple(self._archive.record(id_) for id_ in candidates)
        lead = self.say(f"“{text}” có thể chỉ nhiều mục; xin nói rõ:", f"“{text}” fits several; please say which:")
        cards = tuple(map(self._bare, records))
        return Answer(Status.AMBIGUOUS, "", self.language, lead, cards, records=records, store=self._lookup)

    def no_such_office(self, text: str, person: str | None) -> Answer:
        """Return the answer to a question about an office that nobody, or not this person, is recorded in."""
        if person is None:
            lead = self.say(f"Không thấy ghi ai là “{text}”.", f"Nobody is recorded as “{text}”.")
            return Answer(Status.NOTHING_FOUND, text, self.language, lead)
        lead = self._note("not_in_office", {"people": (person,)})
        cards = (self._bare(self._archive.record(person)),)
        return Answer(Status.NOTHING_FOUND, text, self.language, lead, cards, store=self._lookup)

    def _bare(self, record: Any) -> Card:
        card = self.card(record)
        return Card(card.title, card.id, card.facts)

    def not_understood(self, phrases: Sequence[str]) -> Answer:
        """Return the answer to a question that was not understood."""
        words = ", ".join(f"“{phrase}”" for phrase in dict.fromkeys(phrases))
        if words:
            lead = self.say(f"Chưa hiểu: {words}.", f"Not understood: {words}.")
        else:
            lead = self.say("Chưa rõ câu hỏi muốn biết điều gì.", "It is not clear what is asked.")
        why = dict.fromkeys(self._reading.why)
        lead = " ".join([lead, *(self.say(*WHY[name]).format(text=text) for name, text in why)])
        examples = " ".join(f"“{example}”" for example in self._examples())
        if examples:
            lead += self.say(f" Có thể hỏi, chẳng hạn: {examples}", f" You can ask, for instance: {examples}")
        return Answer(Status.NOT_UNDERSTOOD, "", self.language, lead)

    def _examples(self) -> list[str]:
        """Return a few questions that this archive can answer."""
        rows = self._store.rows("SELECT id FROM meeting WHERE ymd > 0 AND held = 1 ORDER BY n LIMIT 1")
        if not rows:
            return []
        meeting: m.Meeting = self._archive.record(rows[0][0])
        day = self.date(meeting.dates[0])
        found = [self.say(f"Ai gặp ai ngày {day}?", f"Who met whom on {day}?")]
        if meeting.people:
            who = self.name(meeting.people[-1])
            found.append(self.say(f"{who} gặp ai, ở đâu?", f"Whom did {who} meet, and where?"))
        if meeting.areas:
            area = self.name(meeting.areas[0])
            found.append(self.say(f"Ai nhắc đến {area}?", f"Who mentioned {area}?"))
        return found


def joined(one: Answer, other: Answer) -> Answer:
    """Return the answer to a question in two parts: what the first part is, if the second is understood."""
    status = one.status if other.status.understood or not one.status.understood else other.status
    return Answer(
        status,
        "; ".join(filter(None, (one.understood, other.understood))),
        one.language,
        f"{one.lead}\n\n{other.lead}",
        (*one.cards, *other.cards),
        (*one.notes, *other.notes),
        (*one.records, *other.records),
        tuple(dict.fromkeys((*one.quotes, *other.quotes))),
        one.store,
    )


def _opening(text: str) -> str:
    """Return a text with a capital at its head, the rest as it is."""
    return text[:1].upper() + text[1:]
