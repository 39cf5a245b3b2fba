"""Propose what was said, and the invitations that this tells of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from diplomacy_archive._text import count_words
from diplomacy_archive.draft._article import Understood
from diplomacy_archive.draft._cast import Figure
from diplomacy_archive.draft._citing import Citer
from diplomacy_archive.draft._countries import find_countries
from diplomacy_archive.draft._identities import Identities
from diplomacy_archive.draft._invitations import Invited, invited
from diplomacy_archive.draft._meetings import Told
from diplomacy_archive.draft._persons import Letters, Persons, distinct
from diplomacy_archive.draft._speech import Said
from diplomacy_archive.files._layout import Noted
from diplomacy_archive.records._vocabulary import Act, Response

_WORDS = 6  # of a statement's quote; more where a name or an area would be cut
_CONFIRM = {
    Act.INFORMED: "speaker and areas; informed, or more than that",
    Act.AGREED: "speaker and areas; agreed, or only ready or hopeful",
}


class Statements:
    """The speech acts of an article."""

    def __init__(
        self,
        understood: Understood,
        identities: Identities,
        citer: Citer,
        persons: Persons,
        meeting_ids: Mapping[int, str],
    ) -> None:
        self._read = understood
        self._text = understood.reading.text
        self._ids = identities
        self._citer = citer
        self._persons = persons
        self._meeting_ids = meeting_ids

    def all(self) -> tuple[list[Noted], list[Noted]]:
        """Return the statements, each speech act by itself, and the invitations that they tell."""
        statements: list[Noted] = []
        invitations: list[Noted] = []
        letters, invitation_letters = Letters("p"), Letters("i")
        for said in self._read.said:
            record = self._statement(said, letters)
            if record is None:
                continue
            statements.append(record)
            number = said.paragraph
            found = invited(said, self._text.paragraph(number), self._read.mentions[number], self._read.cast)
            if found:
                id_ = invitation_letters.next(number)
                invitations.append(self._invitation(id_, said, found, record.value["id"]))
        return statements, invitations

    def _statement(self, said: Said, letters: Letters) -> Noted | None:
        number = said.paragraph
        text = self._text.paragraph(number)
        start, end = said.verb or (said.content[0], said.content[0])
        quotes = distinct([self._said_quote(said, start, end)])
        speakers = [one for one in said.speakers if one.name]
        if not quotes or not speakers or len(speakers) < len(said.speakers):
            return None
        inferred: dict[str, str] = {}
        refs: dict[str, list[str]] = {}
        ids = [self._ids.person(one, None) for one in speakers]
        printed = text[slice(*said.as_printed)] if said.as_printed else None
        if said.by_side and printed:
            inferred["speakers"] = f"the sentence's subject is {printed}; who spoke for it is told by the meeting"
        elif printed and printed.strip():
            refs[printed.strip()] = ids
        if said.by_side and printed and " " in printed and not printed.startswith("Việt"):
            refs[printed] = ids
        for first, last, pair in said.pairs:
            refs[text[first:last]] = [self._ids.country(code) for code in pair]
        missing = [one for one in speakers if not any(self._citer.stands(form, {number}) for form in _forms(one))]
        if missing and not refs and "speakers" not in inferred:
            inferred["speakers"] = "the sentence names no speaker; it goes on from the one before"
        if not said.meeting_named:
            alone = len(said.meetings) == 1 and len(self._held_with(speakers)) == 1
            why = "the speaker attended this one only" if alone else "it stands within the account of the meeting"
            inferred["meetings"] = f"the sentence names no meeting; {why}"
        act: dict[str, Any] = {"id": str(said.act), "printed": text[slice(*said.verb)] if said.verb else None}
        if said.verb and not Act.printed_in(text[slice(*said.verb)]):
            inferred["act"] = f"the verb is not in the vocabulary; it is read as {said.act.en}"
        if said.verb is None:
            inferred["act"] = "no verb of saying is printed; what they are taken to have told is coded as informed"
            inferred.setdefault("speakers", "the sentence names no speaker; it goes on from the one before")
        parties = self._ids.parties_in(text[slice(*said.content)])
        hidden = self._only_in_parties(said, text, parties)
        about = [self._ids.country(code) for code in said.about if code not in hidden]
        meant = {id_ for found in refs.values() for id_ in found}
        about = [code for code in about if code in meant or self._ids.named(code, {number})]
        titled = [(one.start - said.content[0], one.end - said.content[0]) for one in self._read.mentions[number]]
        # "Chủ tịch Đảng …" speaks of who leads it.
        about += dict.fromkeys(
            self._ids.body(id_) for at, _, id_ in parties if not any(first <= at < last for first, last in titled)
        )
        areas = [
            {"id": self._ids.area(subject, text[first:last]), "printed": text[first:last]}
            | ({"framing": str(framing)} if framing else {})
            for subject, first, last, framing in said.areas
        ]
        record: dict[str, Any] = {
            "id": letters.next(number),
            "meetings": [self._meeting_ids[id(told)] for told in said.meetings],
            "speakers": ids,
            "act": act,
        }
        record |= {"about": about} if about else {}
        record |= {"areas": list({one["id"]: one for one in reversed(areas)}.values())[::-1]} if areas else {}
        if said.open_words:
            record["areas_open"] = text[slice(*said.open_words)]
        if len(ids) > 1 or len(said.meetings) > 1:
            record["pooled"] = True
        record |= {"inferred": inferred} if inferred else {}
        record |= {"refs": refs} if refs else {}
        record["summary"] = {"vi": None, "en": None}
        record["quotes"] = quotes
        what = _CONFIRM.get(said.act, "speaker, act and areas")
        return Noted(record, above=(f"# ? {what}",))

    def _invitation(self, id_: str, said: Said, found: Invited, statement: str) -> Noted:
        number, text = said.paragraph, self._text.paragraph(said.paragraph)
        refs: dict[str, list[str]] = {}
        quotes: list[str | None] = [self._citer.cite(number, found.word[0], found.visited[1])]
        if None in quotes:
            quotes = [self._citer.cite_from(number, *span, 2) for span in (found.word, found.visited)]
        for figure, mention in (*found.inviters, *found.invitees):
            if mention:
                quotes.append(self._citer.cite(number, mention.start, mention.end))
                if not mention.name:
                    refs[text[mention.start : mention.end]] = [self._ids.person(figure, None)]
        answers = {id(figure): span for figure, span in found.accepted}
        invitees: list[dict[str, Any]] = []
        for figure, _ in found.invitees:
            one: dict[str, Any] = {"person": self._ids.person(figure, None)}
            if id(figure) in answers:
                printed = text[slice(*answers[id(figure)])]
                one["response"] = {"id": str(Response.ACCEPTED), "printed": printed}
                quotes.append(self._citer.cite_from(number, *answers[id(figure)], 3))
            invitees.append(one)
        record: dict[str, Any] = {"id": id_, "inviters": [self._ids.person(one, None) for one, _ in found.inviters]}
        record |= {"conveyed_by": self._ids.person(said.speakers[0], None)} if found.conveyed else {}
        record |= {"invitees": invitees, "visit": self._ids.country(found.visit)}
        if found.when:
            record["when"] = {"printed": text[slice(*found.when)], "unclear": "no date or period is given"}
            quotes.append(self._citer.cite(number, *found.when))
        record["raised_in"] = [statement]
        record |= {"refs": refs} if refs else {}
        record["summary"] = {"vi": None, "en": None}
        record["quotes"] = distinct(quotes)
        return Noted(record, above=("# ? who invites whom, for themselves or for others; what they answer",))

    def _said_quote(self, said: Said, start: int, end: int) -> str | None:
        """Return the verb and the words after it, so far that no name or area is cut."""
        number, text = said.paragraph, self._text.paragraph(said.paragraph)
        stop = end
        while stop < said.content[1] and count_words(text[start:stop]) < _WORDS:
            space = text.find(" ", stop + 1, said.content[1])
            stop = space if space >= 0 else said.content[1]
        spans = [(one.start, one.end) for one in self._read.mentions[number]] + [
            (first, last) for _, first, last, _ in said.areas
        ]
        for first, last in sorted(spans):
            if first < stop < last and self._citer.cite(number, start, last):
                stop = last
        return self._citer.cite(number, start, stop)

    @staticmethod
    def _only_in_parties(said: Said, text: str, parties: Iterable[tuple[int, int, str]]) -> set[str]:
        """Return the countries that what is said names only in the names of parties."""
        words = bare = text[slice(*said.content)]
        for first, last, _ in parties:
            bare = bare[:first] + "-" * (last - first) + bare[last:]
        return {code for _, _, code in find_countries(words)} - {code for _, _, code in find_countries(bare)}

    def _held_with(self, speakers: Iterable[Figure]) -> list[Told]:
        return [
            told
            for told in self._read.meetings
            if not told.planned and any(one in told.parties for one in speakers)
        ]


def _forms(figure: Figure) -> list[str]:
    return [*figure.forms, *(form.split()[-1] for form in figure.forms)]
