"""Cite the people of a draft: their names with their titles, and the offices that these name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from diplomacy_archive.draft._article import Understood
from diplomacy_archive.draft._cast import Figure
from diplomacy_archive.draft._citing import Citer, paragraph_of
from diplomacy_archive.draft._identities import Identities
from diplomacy_archive.draft._titles import Mention, Title
from diplomacy_archive.files._layout import Noted
from diplomacy_archive.records import _models as m
from diplomacy_archive.records._vocabulary import Role

_STATE_ROLES = frozenset(
    (
        Role.PRESIDENT, Role.STATE_PRESIDENT, Role.VICE_PRESIDENT, Role.MONARCH, Role.PRIME_MINISTER,
        Role.DEPUTY_PRIME_MINISTER, Role.FOREIGN_MINISTER, Role.DEPUTY_FOREIGN_MINISTER, Role.SPEAKER_OF_PARLIAMENT,
        Role.AMBASSADOR,
    )
)  # fmt: skip
_CHAIR = re.compile(r"(?<!\w)chủ tịch $", re.IGNORECASE)  # before a party's name; who heads its board is no chair
_OF_WHOM = "whose office it is, is not printed with each title"

Held = tuple[int, Title, str]
"""A title that somebody holds, with its paragraph and its words."""


class Persons:
    """The people whom an article names, as a draft's records cite them."""

    def __init__(self, understood: Understood, identities: Identities, citer: Citer, records: m.Records) -> None:
        self._read = understood
        self._text = understood.reading.text
        self._ids = identities
        self._citer = citer
        self._countries = {one.id: one.country for one in records.organisations}
        self._countries |= {one.id: one.country for one in records.parties}
        self._countries |= {one.id: one.country for one in understood.parties}

    def quotes(self, number: int, mention: Mention) -> Iterator[str | None]:
        """Yield the quote of a name with its titles, or of each where they are too many words for one."""
        whole = self._citer.cite(number, mention.start, mention.end)
        if whole:
            yield whole
            return
        assert mention.name is not None
        start = mention.name[0]
        for title in reversed([one for one in mention.titles if one.end <= mention.name[0]]):
            if self._citer.cite(number, title.start, mention.name[1]) is None:
                break
            start = title.start
        yield self._citer.cite(number, start, mention.name[1])
        for title in mention.titles:
            if title.end <= start or title.start >= mention.name[1]:
                yield self._citer.cite(number, title.start, title.end)

    def titles(self, figure: Figure, cited: set[int]) -> list[Held]:
        """Return the titles printed for somebody in the paragraphs cited, each office once, with most words."""
        found: dict[tuple[Role, object], Held] = {}
        for number, title, printed in sorted(figure.titles, key=lambda one: (one[0], one[1].start)):
            if number not in cited or title.role is None or not self._citer.stands(printed, {number}):
                continue
            of = title.of and self._read.cast.who(title.of)
            key = (title.role, of.id if of else "")
            if title.role is Role.OTHER or title.role is Role.HEAD:
                key = (title.role, printed.casefold())
            if key not in found or len(printed) > len(found[key][2]):
                found[key] = (number, title, printed)
        exact = {role for role, _ in found}
        kept = [one for (role, _), one in found.items() if not any(other.broader is role for other in exact)]
        return sorted(kept, key=lambda one: (one[0], one[1].start))

    def capacity(self, held: Held, figure: Figure, cited: set[int], inferred: dict[str, str], path: str) -> Any:
        """Return the office that a title names, noting under `path` in `inferred` what is not printed."""
        _, title, printed = held
        role = title.role
        assert role is not None
        of: str | None = None
        doubt = ""
        envoy = title.of and self._read.cast.who(title.of)
        if envoy and envoy.name:
            of = self._ids.person(envoy, None)
        elif title.bodies and self._countries.get(title.bodies[0]) in (None, figure.side):
            of = self._ids.body(title.bodies[0])
        elif title.countries:
            of = self._ids.country(title.countries[0])
        elif role in _STATE_ROLES and figure.side and figure.side.isupper():
            ministry = self._ids.foreign_ministry(figure.side) if role is Role.FOREIGN_MINISTER else None
            of, doubt = ministry or self._ids.country(figure.side), "# ? of whom is not printed"
            inferred[f"{path}capacities.of"] = _OF_WHOM
        if of and not envoy and not doubt and not self._ids.named(of, cited):
            inferred[f"{path}capacities.of"] = _OF_WHOM
        if role is Role.HEAD and any(_CHAIR.search(printed[:at]) for at, _, _ in self._ids.parties_in(printed)):
            role = Role.PARTY_CHAIR
        capacity: dict[str, Any] = {"printed": printed, "role": str(role)}
        if of:
            capacity["of"] = of
        return Noted(capacity, beside=doubt) if doubt else capacity

    def titles_at(self, number: int, mention: Mention) -> Iterator[Held]:
        """Yield the titles that a mention prints."""
        text = self._text.paragraph(number)
        for title in mention.titles:
            if title.role is not None:
                yield number, title, text[title.start : title.end]


def distinct(quotes: Iterable[str | None]) -> list[str]:
    """Return the quotes that could be made, each once, without those whose words another of the paragraph holds."""
    found = {quote: (paragraph_of(quote), quote.split(": ", 1)[1]) for quote in quotes if quote}
    held = [(other, *place) for other, place in found.items()]
    return [
        quote
        for quote, (number, phrase) in found.items()
        if not any(quote != other and number == there and phrase in longer for other, there, longer in held)
    ]


class Letters:
    """Give ids to the records of each paragraph: p3a, p3b and so on."""

    def __init__(self, kind: str) -> None:
        self._kind = kind
        self._given: dict[int, int] = {}

    def next(self, number: int) -> str:
        """Return the next id in a paragraph."""
        place = self._given.get(number, 0)
        self._given[number] = place + 1
        return f"{self._kind}{number}" + ("" if place < 26 else chr(96 + place // 26)) + chr(97 + place % 26)
