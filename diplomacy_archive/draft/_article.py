"""Read a text whole: its parts, who is in it, which meetings it tells of."""

from __future__ import annotations

from dataclasses import dataclass

from diplomacy_archive._text import Text
from diplomacy_archive.draft import _reading as reading
from diplomacy_archive.draft._bodies import NewParty, new_parties
from diplomacy_archive.draft._cast import Cast, Figure
from diplomacy_archive.draft._marks import Known
from diplomacy_archive.draft._meetings import Account, Told
from diplomacy_archive.draft._mentions import mentions
from diplomacy_archive.draft._reading import Part, Reading
from diplomacy_archive.draft._titles import Mention
from diplomacy_archive.records import _models as m
from diplomacy_archive.records._vocabulary import OrganisationKind


@dataclass(frozen=True)
class Understood:
    """What the rules read in an article.

    Attributes:
        mentions: By paragraph, who is named or titled there.
        meetings: The meetings told of, held and planned.
        parties: The parties it names that the archive does not have.
    """

    reading: Reading
    mentions: dict[int, list[Mention]]
    cast: Cast
    account: Account
    meetings: list[Told]
    parties: list[NewParty]

    @property
    def others(self) -> list[tuple[int, Mention, Figure]]:
        """Who is named with a title in the body and attended no meeting, each where first named so."""
        attended = {
            one for told in self.meetings for one in (*told.parties, *(who for who, _ in told.accompanying))
        }
        found: dict[str, tuple[int, Mention, Figure]] = {}
        for number, _ in self.reading.numbered(Part.BODY):
            for mention in _nested(self.mentions[number]):
                figure = self.cast.who(mention)
                if figure and mention.name and mention.titles and figure not in attended:
                    found.setdefault(figure.id, (number, mention, figure))
        return list(found.values())


def understand(text: Text, records: m.Records) -> Understood:
    """Read a text by the rules, with what an archive's registers know."""
    read = reading.read(text)
    people = {name: one.id for one in records.people for name in one.forms}
    bodies: dict[str, tuple[str, str | None]] = {
        name: (one.id, one.country)
        for one in records.organisations
        if one.kind is not OrganisationKind.NEWS
        for name in one.forms
    }
    bodies |= {name: (one.id, one.country) for one in records.parties for name in one.forms}
    parties = list(new_parties(text.paragraphs, bodies))
    bodies |= {one.name: (one.id, one.country) for one in parties}
    places = {name: one.id for one in records.places for name in one.forms}
    known = Known(people, bodies)
    found = {number: mentions(paragraph, known) for number, paragraph in enumerate(text.paragraphs, 1)}
    sides = {one.person: one.side for report in records.reports for one in report.participants if one.person}
    of_party = {one.id for one in records.parties} | {one.id for one in parties}
    countries = {id_: country for id_, country in bodies.values() if country or id_ in of_party}
    cast = Cast(
        {number: (text.paragraph(number), here) for number, here in found.items()}, people, sides, countries
    )
    account = Account(read, found, cast, places)
    return Understood(read, found, cast, account, account.meetings, parties)


def _nested(found: list[Mention]) -> list[Mention]:
    return [
        inner for mention in found for inner in (mention, *_nested([one.of for one in mention.titles if one.of]))
    ]
