"""Turn an answer that the text bears out, of the rules or of an assistant, into the article's file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from diplomacy_archive._dates import find_spans
from diplomacy_archive._text import case_words, find, fold
from diplomacy_archive.draft._figures import HOME
from diplomacy_archive.draft._mentions import (
    CITY_LEAD,
    LEXICON,
    Title,
    city_country,
    country_names,
    find_countries,
    find_mentions,
    rule,
    slug,
)  # fmt: skip
from diplomacy_archive.draft._reading import Part, credit
from diplomacy_archive.draft._rules import Answer, Understood, cite, paragraph_of
from diplomacy_archive.files._format import arranged, modeline
from diplomacy_archive.files._layout import Noted, lay_out
from diplomacy_archive.records import _models as m
from diplomacy_archive.records._ids import meeting_id
from diplomacy_archive.records._vocabulary import Act, Kind, OrganisationKind, Role

_NO_FACT = {Part.HEADLINE: "headline", Part.BYLINE: "byline", Part.OTHER: Part.OTHER.value}


@dataclass(frozen=True)
class Drafted:
    """A drafted file: the article's id, its text, how many records of each list it proposes, what else is told."""

    id: str
    text: str
    counts: dict[str, int]
    remarks: tuple[str, ...]


class _Registers:
    """The archive's identities, and those that a draft proposes: `new`, by register and id."""

    def __init__(self, answer: Answer, read: Understood, records: m.Records) -> None:
        self._answer, self._read, self._text, self._records = answer, read, read.text, records
        self._people: dict[str, Answer] = {one["name"]: one for one in answer["people"]}
        self._language = answer.get("language") or read.reading.language
        self._remarks: list[str] = []
        self._meetings: dict[str, str] = {}  # the id of each, by its key in the answer
        self._letters: dict[tuple[str, int], int] = {}  # how many records of a kind a paragraph has
        self.new: dict[str, dict[str, Any]] = {name: {} for name in m.REGISTERS}
        self._forms = {fold(form): one.id for one in records.identities() for form in one.forms}
        self._named: dict[str, tuple[str, ...]] = {one.id: one.forms for one in records.identities()}
        self._country_of = dict(read.known.bodies.values())

    def is_named(self, id_: str, paragraphs: Iterable[int]) -> bool:
        return self._stands(self._named.get(id_, ()), paragraphs)

    def _stands(self, forms: Iterable[str], paragraphs: Iterable[int]) -> bool:
        return any(find(form, self._text.paragraph(number)) for number in paragraphs for form in forms)

    def _propose(self, register: str, id_: str, names: Any, forms: Iterable[str], more: Any, **outside: str) -> str:
        record = {"id": id_, "names": names, **more}
        sources = {field.replace("_", "."): why for field, why in outside.items()}
        self.new[register].setdefault(id_, record | ({"outside": sources} if sources else {}))
        self._named[id_] = tuple(forms)
        return id_

    def _recorded(self, register: str, forms: Iterable[str]) -> str | None:
        known = {one.id for one in getattr(self._records, register)}
        return next((id_ for form in forms if (id_ := self._forms.get(fold(form))) in known), None)

    def person(self, name: str) -> str:
        also = self._people[name]["also"] if name in self._people else []
        figure = self._read.cast.named(name)
        id_ = self._recorded("people", (name, *also)) or (figure.id if figure and figure.recorded else None)
        if id_:
            return id_
        more = [form for form in also if not set(form.split()) <= set(name.split())]
        source = {} if self._language == "vi" else {"names_en": "as the article prints it"}
        aliases = {"aliases": more} if more else {}
        language = "vi" if self._language == "vi" else "en"
        return self._propose("people", slug(name), {language: name}, (name, *also), aliases, **source)

    def actor(self, name: str) -> str:
        if name in self._people:
            return self.person(name)
        countries = find_countries(name)
        code = countries[0].value if countries and countries[0][:2] == (0, len(name)) else name
        known = self._forms.get(fold(name)) or (name if name in self._named else None) or self.party(name)
        if known:
            return known
        if country_names(code) or name in LEXICON["groups"]:
            return self.side(code)
        return self._propose("organisations", slug(name), {"vi": name}, (name,), {"kind": "other"})

    def title(self, printed: str) -> Title | None:
        """Read a printed title, also an English one: its role, and of what it is."""
        title = next((title for one in find_mentions(printed, self._read.known) for title in one.titles), None)
        roles = [] if title else [role for role in Role if role.en in printed.casefold()]
        role = max(roles, key=lambda role: len(role.en), default=None)
        return title or (Title(0, len(printed), printed, role) if role else None)

    def office_of(self, title: Title, printed: str, side: str | None) -> str | None:
        """Return the id of whom an office is of: a person, a party or body, a country."""
        if title.of:
            name = printed[slice(*title.of.name)] if title.of.name else ""
            named = next((one for one, row in self._people.items() if name in (one, *row["also"])), None)
            return self.person(named) if named else self._forms.get(fold(name))
        if title.bodies and self._country_of.get(title.bodies[0]) in (None, side):
            return self.side(title.bodies[0])
        of = self.party(printed) or (title.countries[0] if title.countries else None)
        if of is None and title.role in LEXICON["of_state"] and side and country_names(side):
            ministries = [one for one in self._records.organisations if one.kind is OrganisationKind.MINISTRY]
            mine = (one.id for one in ministries if one.country == side and "ngoai giao" in fold(one.name))
            of = next(mine, side) if title.role is Role.FOREIGN_MINISTER else side
        return self.side(of) if of else None

    def party(self, printed: str) -> str | None:
        """Return the id of a party that words name plainly, up to its country's name, proposing one that lacks."""
        match = rule("party").search(printed)
        country = next(iter(find_countries(printed[match.end() :])), None) if match else None
        if not match or not country or country.start:
            return None
        name = printed[match.start() : match.end() + country.end]
        more = {"country": self.side(country.value)}
        known, source = self._recorded("parties", (name,)), {"country": "the party's name"}
        return known or self._propose("parties", slug(name), {"vi": name}, (name,), more, **source)

    def side(self, id_: str) -> str:
        """Return the id of a country or organisation, proposing it if need be."""
        names = country_names(id_) if id_.isupper() else None
        group = LEXICON["groups"].get(id_)
        if id_ in self._named or not (names or group):
            return id_
        if not names:
            both, kind = {"vi": group[0], "en": group[-1]}, {"kind": "international"}
            return self._propose("organisations", id_, both, group, kind, names_en="its English name")
        found = ((text, one) for text in self._text.paragraphs for one in find_countries(text))
        forms = dict.fromkeys(text[one.start : one.end] for text, one in found if one.value == id_)
        printed = next(iter(forms), names[0])
        aliases = {"aliases": sorted(forms.keys() - {printed})} if len(forms) > 1 else {}
        source = {} if forms else {"names_vi": "the Unicode CLDR"}
        both = {"vi": printed, "en": names[1]}
        return self._propose("countries", id_, both, forms, aliases, names_en="the Unicode CLDR", **source)

    def outlet(self, printed: str) -> str | None:
        """Return the id of a news organisation that a credit names plainly."""
        name = re.split(r"\s*[-–/]\s*", printed)[-1]
        news = {one.id for one in self._records.organisations if one.kind is OrganisationKind.NEWS}
        known = next((id_ for form in (printed, name) if (id_ := self._forms.get(fold(form))) in news), None)
        for id_, names in () if known else LEXICON["outlets"].items():
            if fold(name) in map(fold, names[:-1]):
                both, kind = {"vi": name, "en": names[-1]}, {"kind": "news"}
                return self._propose("organisations", id_, both, (name,), kind, names_en="its English name")
        return known

    def place(self, printed: str) -> str:
        """Return a place's id, proposing the place if the archive does not have it."""
        countries = find_countries(printed)
        if countries and countries[0][:2] == (0, len(printed)):
            return self.side(countries[0].value)
        bare = CITY_LEAD.sub("", printed)
        known = self._recorded("places", (printed, bare))
        if known:
            return known
        country = city_country(printed)
        more = {"kind": "building" if rule("site").fullmatch(printed) else "city"}
        more |= {"within": self.side(country)} if country else {}
        source = {"within": "the city's country"} if country else {}
        return self._propose("places", slug(bare), {"vi": printed}, (printed,), more, **source)

    def area(self, mention: Answer) -> dict[str, Any]:
        """Return an area mention, proposing the area, or the words for it, if the archive does not have them."""
        printed, words = mention["printed"], case_words(mention["printed"])
        terms = {one.id: {*map(case_words, (*one.forms, *one.printed))} for one in self._records.areas}
        wanted = slug(mention["id"] or printed)
        id_ = wanted if wanted in terms else next((one for one, known in terms.items() if words in known), wanted)
        if words not in terms.get(id_, ()):
            names, kind = {"vi": printed, "en": id_.replace("-", " ")}, mention["kind"] or "topic"
            fresh = {} if id_ in terms else {"names": names, "kind": kind, "outside": {"names.en": "a translation"}}
            listed = self.new["areas"].setdefault(id_, {"id": id_, **fresh, "printed": []})["printed"]
            listed += [printed] if words not in map(case_words, listed) else []
        return {"id": id_, "printed": printed} | ({"framing": mention["framing"]} if mention["framing"] else {})


class File(_Registers):
    """The file of one article, as an answer that the text bears out gives it."""

    def drafted(
        self, opinions: Mapping[str, list[str]], remarks: Iterable[str] = (), tail: Iterable[str] = ()
    ) -> Drafted:
        """Return the file.

        `opinions` are what is to be asked of a meeting, by its key, or of a statement, by its first quote; `tail`
        what is asked at the file's end; `remarks` what the curator is told besides.
        """
        answer = self._answer
        lists: dict[str, list[Any]] = {"reports": [self._report(row) for row in answer["meetings"]]}
        for name in ("statements", "invitations", "undertakings", "background"):
            lists[name] = [made for row in answer.get(name) or () if (made := getattr(self, f"_{name}")(row))]
        used = {name for row in answer["meetings"] for name in (*row["people"], *row["accompanying"])}
        used |= {name for row in answer["statements"] for name in row["speakers"] or ()}
        lists["mentions"] = [self._mention(one) for name, one in self._people.items() if name not in used]
        photos = list(self._photos())
        cited = {
            paragraph_of(quote) for some in (*lists.values(), photos) for one in some for quote in one["quotes"]
        }
        asked = [(row["key"], one) for row, one in zip(answer["meetings"], lists["reports"], strict=True)]
        asked += [(one["quotes"][0], one) for one in lists["statements"]]
        notes = {id(one): tuple(f"# ? {line}" for line in opinions.get(key, ())) for key, one in asked}
        article = self._article(photos, cited)
        noted = {name: [Noted(one, above=notes.get(id(one), ())) for one in found] for name, found in lists.items()}
        document = {"article": article} | {name: found for name, found in noted.items() if found}
        text = lay_out(arranged(document, "articles"), head=[modeline("articles")])
        new = {name: list(found.values()) for name, found in self.new.items() if found}
        if new:
            ask = "# ? for the registers, which lack these: `draft --accept` moves them there"
            text += f"\n{ask}\n{lay_out({'new': new})}"
        text += "".join(f"\n# ? {line}" for line in tail) + ("\n" if tail else "")
        counts = {name: len(found) for name, found in lists.items()}
        return Drafted(article["id"], text, counts, tuple(dict.fromkeys((*remarks, *self._remarks))))

    def _article(self, photos: list[Any], cited: set[int]) -> dict[str, Any]:
        answer, reading = self._answer, self._read.reading
        day, dated_by, url, parts = reading.day, reading.dated_by, answer.get("url"), enumerate(reading.parts, 1)
        label = {"vi": answer.get("label_vi"), "en": answer.get("label_en")}
        where = f"the date line, paragraph {dated_by}" if dated_by else "the date stamp at the head of the text"
        article: dict[str, Any] = {
            "id": self._id(day),
            "published": day or Noted(None, beside=f"# ? the text gives {reading.published or 'no day'}"),
            "publisher": answer.get("publisher"),
            "headline": answer.get("headline"),
            "url": Noted(url, beside="" if url else "# ? not in the text"),
            "byline": answer.get("byline"),
            "language": self._language,
            "label": Noted(label, beside="" if any(label.values()) else "# ? what it reports, in your own words"),
            "fingerprints": [{"paragraphs": len(self._text.paragraphs), "sha256": self._text.fingerprint}],
            "photos": photos,
            "uncited": {str(n): _NO_FACT[part] for n, part in parts if part in _NO_FACT and n not in cited},
            "inferred": {"published": where} if day else {},
        }
        return {field: value for field, value in article.items() if value not in ([], {})}

    def _id(self, day: str | None) -> str:
        """Return an id for the article: its day, and the names of those met or words of the headline."""
        held = [row["people"] for row in self._answer["meetings"] if row["status"] == "held"]
        met = [next((name for name in names if self._people[name]["side"] != HOME), names[-1]) for names in held]
        last = dict.fromkeys(slug(name).rsplit("-", 1)[-1] for name in met)
        headline = self._answer.get("headline") or self._text.paragraphs[0]
        wanted = f"{day or 'undated'}-{'-'.join(list(last)[:2]) or '-'.join(slug(headline).split('-')[:5])}"
        taken = {one.id for one in self._records.articles} | {one.meeting for one in self._records.reports}
        taken |= set(self._meetings.values())
        numbered = (f"{wanted}-{number}" for number in range(2, len(taken) + 3))
        return next(id_ for id_ in (wanted, *numbered) if id_ not in taken)

    def _photos(self) -> Iterator[dict[str, Any]]:
        for number, caption in self._read.reading.numbered(Part.CAPTION):
            printed = credit(caption) or ""
            at = caption.rfind(printed)
            quote = cite(self._text, number, at, at + len(printed))
            if quote:
                outlet = self.outlet(printed)
                by = {"printed": printed} | ({"organisation": outlet} if outlet else {})
                yield {"paragraph": number, "credit": by, "quotes": [quote]}

    def _report(self, row: Answer) -> dict[str, Any]:
        quotes, everybody = [*row["quotes"]], [*row["people"], *row["accompanying"]]
        for name in everybody:
            quotes += self._quotes_of(name, quotes)
        cited = {paragraph_of(quote) for quote in quotes}
        inferred: dict[str, str] = {}
        people = [self._participant(row, name, cited, inferred) for name in everybody]
        self._meetings[row["key"]] = id_ = self._meeting_id(row, people)
        spans = [span for span, _, _ in find_spans(row["when"] or "")]
        if row["date"] and not any(span.year for span in spans):
            counted = "counted from publication or the day before it"
            inferred["date"] = "the year is that of publication" if any(span.day for span in spans) else counted
        if not all(map(Kind.printed_in, row["words"])):
            inferred["kind"] = f"not each word is in the vocabulary; it is read as {Kind(row['kind']).en}"
        place = {"id": self.place(row["place"]), "printed": row["place"]} if row["place"] else None
        return {
            "meeting": id_,
            **_given({"status": None if row["status"] == "held" else row["status"], "inferred": inferred or None}),
            "quotes": _distinct(quotes),
            "when": {"date": row["date"], "part_of_day": row["part_of_day"], "printed": row["when"]},
            "kind": {"id": row["kind"], "printed": row["words"]},
            "place": place,
            "participants": people,
        }

    def _meeting_id(self, row: Answer, people: list[dict[str, Any]]) -> str:
        ids, date = {one.get("person") for one in people} - {None}, row["date"]
        for report in self._records.reports:
            if len(ids & {one.person for one in report.participants}) < 2:
                continue
            if date and str(report.when.date) == date:
                told = f"is recorded already, from {report.article}; the draft reports the same meeting"
                self._remarks.append(f"{report.meeting} {told}")
                return report.meeting
            if None in (date, report.when.date):
                told = "is recorded already, of the same people; is it the same meeting?"
                self._remarks.append(f"{report.meeting} {told}")
        taken = {report.meeting for report in self._records.reports} | set(self._meetings.values())
        found = [(one, None if isinstance(one["side"], Noted) else one["side"]) for one in people]
        sides = [(one.get("person") or ("" if side else slug(one["described"])), side) for one, side in found]
        return meeting_id(date, sides, HOME, kind=row["kind"], part_of_day=row["part_of_day"], taken=taken)

    def _participant(self, row: Answer, name: str, cited: set[int], inferred: dict[str, str]) -> dict[str, Any]:
        person = self._people[name]
        one: dict[str, Any] = {"person": self.person(name)} if person["named"] else {"described": name}
        one["side"] = Noted(None, beside="# ? whose side: not printed")
        if person["side"]:
            one["side"] = self.side(person["side"])
            if not self.is_named(person["side"], cited):
                inferred["participants.side"] = "not printed for each of them"
        roles = {"accompanying": row["accompanying"], "host": row["hosts"], "guest": row["guests"]}
        role = next((role for role, names in roles.items() if name in names), None)
        held = self._capacities(person, cited, inferred, "participants.")
        return one | ({"role": role} if role else {}) | ({"capacities": held} if held else {})

    def _quotes_of(self, name: str, quotes: Iterable[str]) -> list[str]:
        """Return the quote that names somebody in the paragraphs cited, else the first, the one with most words."""
        person, cited = self._people[name], {paragraph_of(quote) for quote in quotes}
        naming = [quote for quote in person["quotes"] if any(form in quote for form in (name, *person["also"]))]
        near = [quote for quote in naming if paragraph_of(quote) in cited] or naming[:1] or person["quotes"][:1]
        return sorted(near, key=len)[-1:]

    def _capacities(self, person: Answer, cited: set[int], inferred: dict[str, str], path: str) -> list[Any]:
        """Return the offices that the titles print in the paragraphs cited, each with whose it is."""
        found: list[dict[str, Any]] = []
        for printed in person["titles"]:
            title = self.title(printed)
            if not title or not title.role or not self._stands((printed,), cited):
                continue
            chairs = title.role is Role.HEAD and "chủ tịch đảng" in printed.casefold()
            of = self.office_of(title, printed, person["side"])
            if of and not title.of and not self.is_named(of, cited):
                inferred[f"{path}capacities.of"] = "whose office it is, is not printed with each title"
            role = str(Role.PARTY_CHAIR if chairs else title.role)
            found.append({"printed": printed, "role": role} | ({"of": of} if of else {}))
        return found

    def _statements(self, row: Answer) -> dict[str, Any]:
        speakers = None if row["speakers"] is None else self._actors(row["speakers"])
        basis = {"speakers": row["basis_speakers"], "meetings": row["basis_meetings"]}
        basis = {field: term for field, term in basis.items() if term not in (None, "stated", "open")}
        basis |= {"meetings": "open"} if row["basis_meetings"] == "open" else {}
        act = {"id": row["act"], "printed": row["verb"]} if row["act"] and row["verb"] else None
        unknown = act and not Act.printed_in(row["verb"])
        record = {
            "meetings": [self._meetings[key] for key in row["meetings"]],
            "conveyed_by": self._actors(row.get("conveyed_by")) or None,
            "basis": basis or None,
            "inferred": {"act": f"the verb is read as {Act(row['act']).en}"} if unknown else None,
            "refs": {row["reference"]: speakers} if row.get("reference") and speakers else None,
        }
        return self._told("p", row, record) | {"speakers": speakers, "act": act}

    def _invitations(self, row: Answer) -> dict[str, Any] | None:
        if not (row["invitees"] and row["visit"]):
            return None
        response = {"response": {"id": "accepted", "printed": row["accepted"]}} if row["accepted"] else {}
        row["quotes"] = self._naming((*row["inviters"], *row["invitees"], row["visit"]), row["quotes"])
        record = {
            "conveyed_by": self.person(row["conveyed_by"]) if row["conveyed_by"] else None,
            "invitees": [{"person": one, **response} for one in self._actors(row["invitees"])],
            "visit": self.actor(row["visit"]),
            "at": [self._meetings[key] for key in row["meetings"]],
        }
        return self._told("i", row, record) | {"inviters": self._actors(row["inviters"]) or None}

    def _undertakings(self, row: Answer) -> dict[str, Any] | None:
        if not (row["kind"] and row["status"] and row["status_printed"]):
            return None
        record = {
            "kind": row["kind"],
            "kind_printed": row["kind_printed"],
            "between": self._actors(row["between"]) or None,
            "status": {"id": row["status"], "printed": row["status_printed"]},
            "at": [self._meetings[key] for key in row["meetings"]],
        }
        return self._told("u", row, record)

    def _background(self, row: Answer) -> dict[str, Any]:
        return self._told("b", row, {})

    def _mention(self, person: Answer) -> dict[str, Any]:
        inferred: dict[str, str] = {}
        held = self._capacities(person, {paragraph_of(quote) for quote in person["quotes"]}, inferred, "")
        record = {"capacities": held or None, "inferred": inferred or None, "quotes": person["quotes"]}
        id_, who = self._letter("m", person["quotes"]), self.person(person["name"])
        return {"id": id_, "person": who} | _given(record)

    def _told(self, kind: str, row: Answer, record: Mapping[str, Any]) -> dict[str, Any]:
        """Return a record with its id, what it is about, its summary and quotes."""
        more = {
            "when": {"printed": row["when"]} if row.get("when") else None,
            "about": self._actors(row.get("about")) or None,
            "areas": [self.area(one) for one in row.get("areas") or ()] or None,
            "areas_open": row.get("areas_open"),
            "quotes": row["quotes"],
        }
        summary = {"vi": row.get("summary_vi"), "en": row.get("summary_en")}
        return {"id": self._letter(kind, row["quotes"]), "summary": summary} | _given({**record, **more})

    def _actors(self, names: Iterable[str] | None) -> list[str]:
        return [self.actor(name) for name in names or ()]

    def _naming(self, names: Iterable[str], quotes: list[str]) -> list[str]:
        """Return quotes with one for each name that stands in none of their paragraphs."""
        for name in names:
            person = self._people.get(name, {"also": [], "quotes": []})
            if not self._stands((name, *person["also"]), map(paragraph_of, quotes)):
                places = ((n, at) for n, one in enumerate(self._text.paragraphs, 1) for at in find(name, one))
                found = [cite(self._text, n, at, at + len(name)) for n, at in places]
                quotes = [*quotes, *(person["quotes"] or [one for one in found if one])[:1]]
        return quotes

    def _letter(self, kind: str, quotes: list[str]) -> str:
        number = paragraph_of(quotes[0])
        place = self._letters[kind, number] = self._letters.get((kind, number), -1) + 1
        return f"{kind}{number}" + ("" if place < 26 else chr(96 + place // 26)) + chr(97 + place % 26)


def _given(record: Mapping[str, Any]) -> dict[str, Any]:
    return {field: value for field, value in record.items() if value is not None}


def _distinct(quotes: Iterable[str]) -> list[str]:
    """Return the quotes, each once, without those whose words another of the paragraph holds."""
    found = {quote: (paragraph_of(quote), quote.split(": ", 1)[1]) for quote in quotes}
    held = [(at, words) for at, words in found.values()]
    return [one for one, (n, own) in found.items() if not any(n == at and own in o and own != o for at, o in held)]
