"""Propose who is shown in photos, and who is named beside the meetings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from diplomacy_archive.draft._article import Understood
from diplomacy_archive.draft._citing import Citer
from diplomacy_archive.draft._identities import Identities
from diplomacy_archive.draft._persons import Letters, Persons, distinct
from diplomacy_archive.draft._reading import Part, credit
from diplomacy_archive.files._layout import Noted
from diplomacy_archive.records._vocabulary import Position

_POSITION = re.compile(r"\((?P<words>[^()]*(?:trái|phải|giữa)[^()]*)\)")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_NOT_SHOWN = re.compile(r"(?<!\w)(?:của|gửi|theo)\s+$")


class Beside:
    """The photos of an article, and the people who attended none of its meetings."""

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

    def photos(self) -> Iterator[Noted]:
        """Yield the photo of each caption that credits one."""
        for number, text in self._read.reading.numbered(Part.CAPTION):
            printed = credit(text)
            at = text.rfind(printed) if printed else -1
            quote = self._citer.cite(number, at, at + len(printed)) if printed and at >= 0 else None
            if not printed or not quote:
                continue
            named = re.split(r"\s*[-–]\s*", printed)[-1]
            outlet = self._ids.outlet(printed) or self._ids.outlet(named)
            shown, quotes = self._shown(number, text[:at])
            credited = {"printed": printed} | ({"organisation": outlet} if outlet else {})
            photo: dict[str, Any] = {"paragraph": number, "credit": credited}
            meeting = self._pictured(number, {one["person"] for one in shown})
            photo |= {"meeting": meeting} if meeting else {}
            photo |= {"shown": shown} if shown else {}
            photo["quotes"] = distinct([*quotes, quote])
            yield Noted(photo, above=("# ? which meeting it shows, and who is shown",))

    def _shown(self, number: int, text: str) -> tuple[list[dict[str, Any]], list[str | None]]:
        """Return who is shown by a caption, with the quotes of their names."""
        shown: dict[str, dict[str, Any]] = {}
        quotes: list[str | None] = []
        for mention in self._read.mentions[number]:
            figure = self._read.cast.who(mention)
            elsewhere = mention.start >= len(text) or _NOT_SHOWN.search(text[: mention.start])
            if figure is None or not mention.name or elsewhere or figure.id in shown:
                continue
            one: dict[str, Any] = {"person": self._ids.person(figure, None)}
            position = _POSITION.match(text, mention.end + 1)
            places = Position.printed_in(position["words"]) if position else set()
            if position and len(places) == 1:
                one |= {"position": str(next(iter(places))), "printed": position["words"]}
                quotes.append(self._citer.cite(number, mention.start, position.end()))
            shown[figure.id] = one
            quotes += list(self._persons.quotes(number, mention))[:1]
        return list(shown.values()), quotes

    def _pictured(self, number: int, people: set[str]) -> str | None:
        """Return the meeting at which all who are shown met, if it is one only."""
        fitting = [told for told in self._read.meetings if people and people <= {one.id for one in told.parties}]
        years = set(map(int, _YEAR.findall(self._text.paragraph(number))))
        if years and not any(told.date and told.date.year in years for told in fitting):
            return None  # a photo of another time
        fitting = [told for told in fitting if any(event.paragraph == number for event in told.shown)] or fitting
        return self._meeting_ids[id(fitting[0])] if len(fitting) == 1 else None

    def mentions(self) -> Iterator[Noted]:
        """Yield those who are named with a title and attended no meeting."""
        letters = Letters("m")
        for number, mention, figure in self._read.others:
            quotes = distinct(self._persons.quotes(number, mention))
            if not quotes:
                continue
            inferred: dict[str, str] = {}
            held = [
                self._persons.capacity(one, figure, {number}, inferred, "")
                for one in self._persons.titles_at(number, mention)
                if self._citer.stands(one[2], {number})
            ]
            record: dict[str, Any] = {
                "id": letters.next(number),
                "person": self._ids.person(figure, quotes[0]),
            }
            record |= {"capacities": held} if held else {}
            record |= {"inferred": inferred} if inferred else {}
            yield Noted({**record, "quotes": quotes}, above=("# ? took part in none of the meetings",))
