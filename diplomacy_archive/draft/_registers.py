"""Keep the ids of an archive's identities, and propose for its registers those that it does not have."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from diplomacy_archive._text import case_words, find, fold
from diplomacy_archive.draft._figures import HOME
from diplomacy_archive.draft._mentions import (
    CITIES,
    CITY_LEAD,
    LEXICON,
    Known,
    Title,
    country_names,
    find_countries,
    find_mentions,
    slug,
)
from diplomacy_archive.draft._rules import Answer, Understood
from diplomacy_archive.records import _models as m
from diplomacy_archive.records._vocabulary import OrganisationKind


class Registers:
    """The archive's identities, and those that a draft proposes: `new`, by register and id."""

    def __init__(self, read: Understood, records: m.Records, language: str, people: Mapping[str, Answer]) -> None:
        self._read, self._records, self._language, self._people = read, records, language, people
        self.new: dict[str, dict[str, Any]] = {name: {} for name in m.REGISTERS}
        self._forms = {fold(form): one.id for one in records.identities() for form in one.forms}
        self._named: dict[str, tuple[str, ...]] = {one.id: one.forms for one in records.identities()}
        self._parties = {one.name: one for one in read.parties}
        self._country_of = {one.id: one.country for one in records.parties}
        self._country_of |= {one.id: one.country for one in records.organisations}
        bodies = {form: (one.id, one.country) for one in records.parties for form in one.forms}
        bodies |= {form: (one.id, one.country) for one in records.organisations for form in one.forms}
        self._known = Known({}, bodies)

    def is_named(self, id_: str, paragraphs: Iterable[int]) -> bool:
        """Tell whether one of the paragraphs names a country, party or organisation."""
        forms = self._named.get(id_, ())
        return any(find(form, self._read.text.paragraph(number)) for form in forms for number in paragraphs)

    def _propose(self, register: str, record: dict[str, Any], forms: Iterable[str], **outside: str) -> str:
        id_: str = record["id"]
        sources = {field.replace("_", "."): why for field, why in outside.items()}
        self.new[register].setdefault(id_, record | ({"outside": sources} if sources else {}))
        self._named[id_] = tuple(forms)
        return id_

    def _recorded(self, register: str, forms: Iterable[str]) -> str | None:
        known = {one.id for one in getattr(self._records, register)}
        return next((id_ for form in forms if (id_ := self._forms.get(fold(form))) in known), None)

    def person(self, name: str) -> str:
        """Return a person's id, proposing the person if the archive has none."""
        also = self._people[name]["also"] if name in self._people else []
        figure = self._read.cast.named(name)
        id_ = self._recorded("people", (name, *also)) or (figure.id if figure and figure.recorded else None)
        if id_:
            return id_
        more = [form for form in also if not set(form.split()) <= set(name.split())]
        record = {"id": slug(name), "names": {self._language: name}} | ({"aliases": more} if more else {})
        source = {"names_en": "as the article prints it"} if self._language == "en" else {}
        return self._propose("people", record, (name, *also), **source)

    def actor(self, name: str) -> str:
        """Return the id of a person, country, party or body."""
        if name in self._people:
            return self.person(name)
        countries = find_countries(name)
        code = countries[0].value if countries and countries[0][:2] == (0, len(name)) else name
        known = self._forms.get(fold(name)) or (name if name in self._named else None)
        if known or name in self._parties:
            return known or self.party(self._parties[name])
        if country_names(code) or name in LEXICON["groups"]:
            return self.side(code)
        return self._propose("organisations", {"id": slug(name), "names": {"vi": name}, "kind": "other"}, (name,))

    def title(self, printed: str) -> Title | None:
        """Read a printed title: its role, and of what it is."""
        return next((title for one in find_mentions(printed, self._known) for title in one.titles), None)

    def office_of(self, title: Title, printed: str, side: str | None) -> str | None:
        """Return the id of whom an office is of: a person, a party or body, a country."""
        if title.of:
            name = printed[slice(*title.of.name)] if title.of.name else ""
            named = next((one for one, row in self._people.items() if name in (one, *row["also"])), None)
            return self.person(named) if named else self._forms.get(fold(name))
        party = next((one for name, one in self._parties.items() if name in printed), None)
        if party:
            return self.party(party)
        if title.bodies and self._country_of.get(title.bodies[0]) in (None, side):
            return self.side(title.bodies[0])
        return self.side(title.countries[0]) if title.countries else None

    def ministry(self, country: str) -> str | None:
        """Return the id of a country's foreign ministry, if the archive has it."""
        ministries = (one for one in self._records.organisations if one.kind is OrganisationKind.MINISTRY)
        return next(
            (one.id for one in ministries if one.country == country and "ngoai giao" in fold(one.name)), None
        )

    def party(self, party: m.Party) -> str:
        """Return the id of a party that the archive lacks, proposing it."""
        record = {"id": party.id, "names": {"vi": party.name}, "country": self.side(party.country or HOME)}
        return self._propose("parties", record, (party.name,), country="the party's name")

    def side(self, id_: str) -> str:
        """Return the id of a country or organisation, proposing it if need be."""
        names = country_names(id_) if id_.isupper() else None
        group = LEXICON["groups"].get(id_)
        if id_ in self._named or not (names or group):
            return id_
        if group:
            record = {"id": id_, "names": {"vi": group[0], "en": group[-1]}, "kind": "international"}
            return self._propose("organisations", record, group, names_en="its English name")
        assert names is not None
        found = ((text, one) for text in self._read.text.paragraphs for one in find_countries(text))
        forms = dict.fromkeys(text[one.start : one.end] for text, one in found if one.value == id_)
        printed = next(iter(forms), names[0])
        record = {"id": id_, "names": {"vi": printed, "en": names[1]}}
        record |= {"aliases": sorted(forms.keys() - {printed})} if len(forms) > 1 else {}
        source = {} if forms else {"names_vi": "the Unicode CLDR"}
        return self._propose("countries", record, forms, names_en="the Unicode CLDR", **source)

    def outlet(self, credit_: str) -> str | None:
        """Return the id of a news organisation that a credit names plainly."""
        name = re.split(r"\s*[-–/]\s*", credit_)[-1]
        news = {one.id for one in self._records.organisations if one.kind is OrganisationKind.NEWS}
        known = next((id_ for form in (credit_, name) if (id_ := self._forms.get(fold(form))) in news), None)
        listed = ((id_, names) for id_, names in LEXICON["outlets"].items() if fold(name) in map(fold, names[:-1]))
        id_, names = next(listed, ("", [""]))
        if known or not id_:
            return known
        record = {"id": id_, "names": {"vi": name, "en": names[-1]}, "kind": "news"}
        return self._propose("organisations", record, (name,), names_en="its English name")

    def place(self, printed: str) -> str:
        """Return a place's id, proposing the place if the archive does not have it."""
        countries = find_countries(printed)
        if countries and countries[0][:2] == (0, len(printed)):
            return self.side(countries[0].value)
        bare = CITY_LEAD.sub("", printed)
        known = self._recorded("places", (printed, bare))
        if known:
            return known
        country = CITIES.get(printed.casefold()) or CITIES.get(bare.casefold())
        wheres = (told.where[1].kind for told in self._read.account.meetings if told.where)
        kind = "city" if country or next(wheres, None) == "city" else "building"
        record = {"id": slug(bare), "names": {"vi": printed}, "kind": kind}
        record |= {"within": self.side(country)} if country else {}
        return self._propose("places", record, (printed,), **({"within": "the city's country"} if country else {}))

    def area(self, mention: Answer) -> dict[str, Any]:
        """Return an area mention, proposing the area, or the words for it, if the archive does not have them."""
        printed, words = mention["printed"], case_words(mention["printed"])
        terms = {one.id: {*map(case_words, (*one.forms, *one.printed))} for one in self._records.areas}
        wanted = slug(mention["id"] or printed)
        id_ = wanted if wanted in terms else next((one for one, known in terms.items() if words in known), wanted)
        if words not in terms.get(id_, ()):
            english = {"names": {"vi": printed, "en": id_.replace("-", " ")}, "kind": mention["kind"] or "topic"}
            fresh = (
                {"id": id_} if id_ in terms else {"id": id_, **english, "outside": {"names.en": "a translation"}}
            )
            listed = self.new["areas"].setdefault(id_, {**fresh, "printed": []})["printed"]
            listed += [printed] if words not in map(case_words, listed) else []
        return {"id": id_, "printed": printed} | ({"framing": mention["framing"]} if mention["framing"] else {})
