"""Keep the ids that a draft uses, and propose for the registers those that an archive does not have."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from diplomacy_archive._text import Text, find, fold
from diplomacy_archive.draft import _lexicon as lexicon
from diplomacy_archive.draft._bodies import NewParty
from diplomacy_archive.draft._cast import Figure
from diplomacy_archive.draft._countries import CLDR, find_countries
from diplomacy_archive.draft._places import Where
from diplomacy_archive.draft._words import slug
from diplomacy_archive.files._layout import Noted, lay_out
from diplomacy_archive.records import _models as m
from diplomacy_archive.records._vocabulary import OrganisationKind

_CLDR = "the Unicode CLDR"


class Identities:
    """The archive's identities, and those a draft proposes, each with the words that name it."""

    def __init__(self, text: Text, records: m.Records, parties: Iterable[NewParty]) -> None:
        self._text = text
        self._names: dict[str, tuple[str, ...]] = {one.id: one.forms for one in records.identities()}
        self._organisations = {fold(name): one.id for one in records.organisations for name in self._names[one.id]}
        self._ministries = {
            one.country: one.id
            for one in records.organisations
            if one.kind is OrganisationKind.MINISTRY and "ngoai giao" in fold(one.name)
        }
        self._parties = {name.casefold(): one.id for one in records.parties for name in self._names[one.id]}
        self._new_parties = {one.id: one for one in parties}
        self._parties |= {one.name.casefold(): id_ for id_, one in self._new_parties.items()}
        self._party = lexicon.matcher(tuple(self._parties))
        self._places = {fold(name): one.id for one in records.places for name in self._names[one.id]}
        self._new: dict[str, dict[str, Noted]] = {name: {} for name in m.REGISTERS}

    def named(self, id_: str, paragraphs: set[int]) -> bool:
        """Tell whether a country, party or organisation is named in one of the paragraphs."""
        return any(
            find(name, self._text.paragraph(number)) for name in self._names.get(id_, ()) for number in paragraphs
        )

    def parties_in(self, text: str) -> list[tuple[int, int, str]]:
        """Return where parties are named in a text, and their ids; `body` proposes those that the archive lacks."""
        found = self._party.finditer(text) if self._parties else ()
        return [(*match.span(), self._parties[match[0].casefold()]) for match in found]

    def person(self, figure: Figure, quote: str | None) -> str:
        """Return a person's id, proposing the person if the archive has none."""
        if figure.id not in self._names and figure.name:
            also = [form for form in figure.forms if form != figure.name and not _inside(form, figure.name)]
            record: dict[str, Any] = {"id": figure.id, "names": {"vi": figure.name}}
            record |= {"aliases": also} if also else {}
            self._propose("people", figure.id, record, f"? {quote}" if quote else "?", (figure.name, *also))
        return figure.id

    def country(self, code: str) -> str:
        """Return a country's code, proposing the country if the archive does not have it."""
        if code not in self._names:
            printed = next(
                (
                    paragraph[start:end]
                    for paragraph in self._text.paragraphs
                    for start, end, found in find_countries(paragraph)
                    if found == code
                ),
                None,
            )
            vi, en = CLDR[code]
            outside = {"names.en": _CLDR} if printed else {"names.vi": _CLDR, "names.en": _CLDR}
            forms = {
                paragraph[start:end]
                for paragraph in self._text.paragraphs
                for start, end, found in find_countries(paragraph)
                if found == code
            }
            aliases = sorted(forms - {printed})
            record: dict[str, Any] = {"id": code, "names": {"vi": printed or vi, "en": en}}
            record |= {"aliases": aliases} if aliases else {}
            self._propose("countries", code, {**record, "outside": outside}, "? the name as printed", tuple(forms))
        return code

    def side(self, id_: str) -> str:
        """Return the id of a country or organisation, proposing it if need be."""
        return self.country(id_) if id_ in CLDR else self.group(id_)

    def body(self, id_: str) -> str:
        """Return the id of a party or organisation, proposing it if the archive does not have it."""
        if id_ not in self._new_parties:
            return self.group(id_)
        if id_ not in self._names:
            one = self._new_parties[id_]
            record: dict[str, Any] = {"id": id_, "names": {"vi": one.name}}
            if one.country:
                record |= {"country": self.country(one.country), "outside": {"country": "the party's name"}}
            ask = (
                "the name as printed"
                if one.country
                else "say of which country, if you know, and in outside how you do"
            )
            self._propose("parties", id_, record, f"? {ask}", (one.name,))
        return id_

    def group(self, id_: str) -> str:
        """Return an organisation's id, proposing it if the lexicon knows it and the archive does not."""
        known = next(((name, en) for name, (group, en) in lexicon.GROUPS.items() if group == id_), None)
        if id_ not in self._names and known:
            record = {
                "id": id_,
                "names": {"vi": known[0], "en": known[1]},
                "kind": "international",
                "outside": {"names.en": "its English name"},
            }
            names = tuple(name for name, (group, _) in lexicon.GROUPS.items() if group == id_)
            self._propose("organisations", id_, record, "?", names)
        return id_

    def foreign_ministry(self, country: str) -> str | None:
        """Return the id of a country's foreign ministry, if the archive has it."""
        return self._ministries.get(country)

    def outlet(self, printed: str) -> str | None:
        """Return the id of a news organisation that a credit names plainly."""
        if fold(printed) in self._organisations:
            return self._organisations[fold(printed)]
        known = next((pair for name, pair in lexicon.OUTLETS.items() if fold(name) == fold(printed)), None)
        if known is None:
            return None
        id_, english = known
        record = {
            "id": id_,
            "names": {"vi": printed, "en": english},
            "kind": "news",
            "outside": {"names.en": "its English name"},
        }
        self._propose("organisations", id_, record, "?", (printed,))
        return id_

    def place(self, where: Where) -> str:
        """Return a place's id, proposing the place if the archive does not have it."""
        if where.kind is None and where.country:
            return self.country(where.country)
        bare = re.sub(r"^(?:thủ đô|thành phố|tp\.?|tỉnh)\s+", "", where.printed, flags=re.IGNORECASE)
        known = self._places.get(fold(where.printed)) or self._places.get(fold(bare))
        if known:
            return known
        id_ = slug(bare)
        proposed = self._new["places"].get(id_)
        if proposed and where.printed not in self._names[id_]:
            self._names[id_] = (*self._names[id_], where.printed)
            proposed.value.setdefault("aliases", []).append(where.printed)
        if id_ not in self._names:
            record: dict[str, Any] = {"id": id_, "names": {"vi": where.printed}, "kind": str(where.kind)}
            if where.country:
                record["within"] = self.country(where.country)
                record["outside"] = {"within": "the city's country"}
            self._propose(
                "places", id_, record, "? say within what, if you know, and in outside how you do", (where.printed,)
            )
        return id_

    def _propose(self, register: str, id_: str, record: dict[str, Any], what: str, names: tuple[str, ...]) -> None:
        self._names[id_] = names
        self._new[register][id_] = Noted(record, beside="", above=(f"# {what}",))

    def proposals(self) -> Mapping[str, list[Any]]:
        """Return the new records by register."""
        found: dict[str, list[Any]] = {}
        for register, records in self._new.items():
            if records:
                found[register] = list(records.values())
        return found

    def comments(self) -> list[str]:
        """Return the new records as the comments that close a draft."""
        lines: list[str] = []
        for register, records in self.proposals().items():
            lines += [f"# --- {register}.yaml", *(f"# {line}" for line in lay_out({"-": records}).splitlines()[1:])]
        if lines:
            head = "# For the registers: move what is right into the files named, then delete it here."
            lines.insert(0, head)
        return lines


def _inside(form: str, name: str) -> bool:
    return set(form.split()) <= set(name.split())
