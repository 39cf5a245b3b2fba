"""Turn an answer that the text bears out, of the rules or of an assistant, into the article's file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from diplomacy_archive._dates import find_spans
from diplomacy_archive._text import find
from diplomacy_archive.draft._figures import HOME
from diplomacy_archive.draft._mentions import Title, country_names, slug
from diplomacy_archive.draft._reading import Part, credit
from diplomacy_archive.draft._registers import Registers
from diplomacy_archive.draft._rules import Answer, Understood, cite, paragraph_of
from diplomacy_archive.files._format import arranged, modeline
from diplomacy_archive.files._layout import Noted, lay_out
from diplomacy_archive.records import _models as m
from diplomacy_archive.records._ids import meeting_id
from diplomacy_archive.records._vocabulary import Act, Kind, Role

_OF_STATE = frozenset(
    (
        Role.PRESIDENT, Role.STATE_PRESIDENT, Role.VICE_PRESIDENT, Role.MONARCH, Role.PRIME_MINISTER,
        Role.DEPUTY_PRIME_MINISTER, Role.FOREIGN_MINISTER, Role.DEPUTY_FOREIGN_MINISTER, Role.SPEAKER_OF_PARLIAMENT,
        Role.AMBASSADOR,
    )
)  # fmt: skip
_OF_WHOM = "whose office it is, is not printed with each title"
_NO_FACT = {Part.HEADLINE: "headline", Part.BYLINE: "byline", Part.OTHER: Part.OTHER.value}
_CHAIR = re.compile(r"(?<!\w)chủ tịch (?=Đảng)", re.IGNORECASE)


@dataclass(frozen=True)
class Drafted:
    """A drafted file: the article's id, its text, how many records of each list it proposes, what else is told."""

    id: str
    text: str
    counts: dict[str, int]
    remarks: tuple[str, ...]


def drafted(
    answer: Answer,
    read: Understood,
    records: m.Records,
    *,
    opinions: Mapping[str, list[str]],
    remarks: Iterable[str] = (),
    tail: Iterable[str] = (),
) -> Drafted:
    """Return the article's file for an answer without what the text does not bear out.

    `opinions` are what is to be asked of a meeting, by its key, or of a statement, by its first quote; `tail` what
    is asked at the file's end; `remarks` what the curator is told besides.
    """
    return _File(answer, read, records, opinions, list(remarks)).drafted(tail)


class _File:
    """One article's file as it comes about."""

    def __init__(
        self,
        answer: Answer,
        read: Understood,
        records: m.Records,
        opinions: Mapping[str, list[str]],
        remarks: list[str],
    ) -> None:
        self._answer, self._read, self._text, self._records = answer, read, read.text, records
        self._opinions, self._remarks = opinions, remarks
        self._people: dict[str, Answer] = {one["name"]: one for one in answer["people"]}
        language = answer.get("language") or read.reading.language
        self._registers = Registers(read, records, "vi" if language == "vi" else "en", self._people)
        self._language = language
        self._meetings: dict[str, str] = {}
        self._letters: dict[tuple[str, int], int] = {}

    def drafted(self, tail: Iterable[str]) -> Drafted:
        """Return the file."""
        answer = self._answer
        lists: dict[str, list[Any]] = {"reports": [self._report(row) for row in answer["meetings"]]}
        for name in ("statements", "invitations", "undertakings", "background"):
            lists[name] = [made for row in answer.get(name) or () if (made := getattr(self, f"_{name}")(row))]
        used = {name for row in answer["meetings"] for name in (*row["people"], *row["accompanying"])}
        used |= {name for row in answer["statements"] for name in row["speakers"] or ()}
        lists["mentions"] = [self._mention(one) for name, one in self._people.items() if name not in used]
        photos = list(self._photos())
        cited = {
            paragraph_of(quote) for found in (*lists.values(), photos) for one in found for quote in one["quotes"]
        }
        asked = [
            (self._opinions.get(row["key"], ()), one)
            for row, one in zip(answer["meetings"], lists["reports"], strict=True)
        ]
        asked += [(self._opinions.get(one["quotes"][0], ()), one) for one in lists["statements"]]
        notes = {id(one): tuple(f"# ? {line}" for line in lines) for lines, one in asked}
        document: dict[str, Any] = {"article": self._article(photos, cited)}
        document |= {
            name: [Noted(one, above=notes.get(id(one), ())) for one in found]
            for name, found in lists.items()
            if found
        }
        text = lay_out(arranged(document, "articles"), head=[modeline("articles")])
        new = {name: list(found.values()) for name, found in self._registers.new.items() if found}
        if new:
            ask = "# ? for the registers, which lack these: `draft --accept` moves them there"
            text += f"\n{ask}\n{lay_out({'new': new})}"
        text += "".join(f"\n# ? {line}" for line in tail) + ("\n" if tail else "")
        counts = {name: len(found) for name, found in lists.items()}
        return Drafted(document["article"]["id"], text, counts, tuple(dict.fromkeys(self._remarks)))

    # --- The article ----------------------------------------------------------------------------------

    def _article(self, photos: list[Any], cited: set[int]) -> dict[str, Any]:
        answer, reading = self._answer, self._read.reading
        day, dated_by = reading.day, reading.dated_by
        label = {"vi": answer.get("label_vi"), "en": answer.get("label_en")}
        article: dict[str, Any] = {
            "id": self._id(day),
            "published": day or Noted(None, beside=f"# ? the text gives {reading.published or 'no day'}"),
            "publisher": answer.get("publisher"),
            "headline": answer.get("headline"),
            "url": Noted(answer.get("url"), beside="" if answer.get("url") else "# ? not in the text"),
            "byline": answer.get("byline"),
            "language": self._language,
            "label": label
            if any(label.values())
            else Noted(label, beside="# ? what it reports, in your own words"),
            "fingerprints": [{"paragraphs": len(self._text.paragraphs), "sha256": self._text.fingerprint}],
            "photos": photos,
            "uncited": {
                str(number): _NO_FACT[part]
                for number, part in enumerate(reading.parts, 1)
                if part in _NO_FACT and number not in cited
            },
        }
        if day:
            where = f"the date line, paragraph {dated_by}" if dated_by else "the date stamp at the head of the text"
            article["inferred"] = {"published": where}
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
        """Yield the photo of each caption that credits one."""
        for number, caption in self._read.reading.numbered(Part.CAPTION):
            printed = credit(caption) or ""
            at = caption.rfind(printed)
            quote = cite(self._text, number, at, at + len(printed))
            if quote:
                outlet = self._registers.outlet(printed)
                by = {"printed": printed} | ({"organisation": outlet} if outlet else {})
                yield {"paragraph": number, "credit": by, "quotes": [quote]}

    # --- Reports --------------------------------------------------------------------------------------

    def _report(self, row: Answer) -> dict[str, Any]:
        quotes: list[str] = list(row["quotes"])
        everybody = [*row["people"], *row["accompanying"]]
        for name in everybody:
            quotes += self._quotes_of(name, quotes)
        cited = {paragraph_of(quote) for quote in quotes}
        inferred: dict[str, str] = {}
        people = [self._participant(row, name, cited, inferred) for name in everybody]
        self._meetings[row["key"]] = id_ = self._meeting_id(row, people)
        spans = [span for span, _, _ in find_spans(row["when"] or "")]
        if row["date"] and not any(span.year for span in spans):
            dated = any(span.day for span in spans)
            inferred["date"] = (
                "the year is that of publication" if dated else "counted from publication or the day before it"
            )
        if not all(map(Kind.printed_in, row["words"])):
            inferred["kind"] = f"not each word is in the vocabulary; it is read as {Kind(row['kind']).en}"
        report = {
            "meeting": id_,
            "status": row["status"] if row["status"] != "held" else None,
            "inferred": inferred or None,
            "quotes": _distinct(quotes),
        }
        report = {field: value for field, value in report.items() if value is not None}
        place = {"id": self._registers.place(row["place"]), "printed": row["place"]} if row["place"] else None
        return report | {
            "when": {"date": row["date"], "part_of_day": row["part_of_day"], "printed": row["when"]},
            "kind": {"id": row["kind"], "printed": row["words"]},
            "place": place,
            "participants": people,
        }

    def _meeting_id(self, row: Answer, people: list[dict[str, Any]]) -> str:
        ids = {one.get("person") for one in people} - {None}
        for report in self._records.reports:
            same = len(ids & {one.person for one in report.participants}) > 1
            if same and row["date"] and str(report.when.date) == row["date"]:
                told = f"is recorded already, from {report.article}; the draft reports the same meeting"
                self._remarks.append(f"{report.meeting} {told}")
                return report.meeting
            if same and (row["date"] is None or report.when.date is None):
                told = "is recorded already, of the same people; is it the same meeting?"
                self._remarks.append(f"{report.meeting} {told}")
        taken = {report.meeting for report in self._records.reports} | set(self._meetings.values())
        sides = [(one.get("person") or slug(one["described"]), one["side"]) for one in people]
        sides = [(id_, None if isinstance(side, Noted) else side) for id_, side in sides]
        return meeting_id(row["date"], sides, HOME, kind=row["kind"], part_of_day=row["part_of_day"], taken=taken)

    def _participant(self, row: Answer, name: str, cited: set[int], inferred: dict[str, str]) -> dict[str, Any]:
        person = self._people[name]
        one: dict[str, Any] = {"person": self._registers.person(name)} if person["named"] else {"described": name}
        one["side"] = Noted(None, beside="# ? whose side: not printed")
        if person["side"]:
            one["side"] = self._registers.side(person["side"])
            if not self._registers.is_named(person["side"], cited):
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
            title = self._registers.title(printed) or _in_english(printed)
            if (
                title is None
                or title.role is None
                or not any(find(printed, self._text.paragraph(n)) for n in cited)
            ):
                continue
            role = Role.PARTY_CHAIR if title.role is Role.HEAD and _CHAIR.search(printed) else title.role
            of = self._registers.office_of(title, printed, person["side"])
            if of is None and role in _OF_STATE and person["side"] and country_names(person["side"]):
                ministry = self._registers.ministry(person["side"]) if role is Role.FOREIGN_MINISTER else None
                of = ministry or self._registers.side(person["side"])
            if of and not title.of and not self._registers.is_named(of, cited):
                inferred[f"{path}capacities.of"] = _OF_WHOM
            found.append({"printed": printed, "role": str(role)} | ({"of": of} if of else {}))
        return found

    # --- Statements and the rest ----------------------------------------------------------------------

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
            "conveyed_by": self._registers.person(row["conveyed_by"]) if row["conveyed_by"] else None,
            "invitees": [{"person": one, **response} for one in self._actors(row["invitees"])],
            "visit": self._registers.actor(row["visit"]),
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
        letter = self._letter("m", person["quotes"])
        return {"id": letter, "person": self._registers.person(person["name"])} | _given(record)

    def _told(self, kind: str, row: Answer, record: Mapping[str, Any]) -> dict[str, Any]:
        """Return a record with its id, what it is about, its summary and quotes."""
        more = {
            "when": {"printed": row["when"]} if row.get("when") else None,
            "about": self._actors(row.get("about")) or None,
            "areas": [self._registers.area(one) for one in row.get("areas") or ()] or None,
            "areas_open": row.get("areas_open"),
            "quotes": row["quotes"],
        }
        summary = {"vi": row.get("summary_vi"), "en": row.get("summary_en")}
        return {"id": self._letter(kind, row["quotes"]), "summary": summary} | _given(record) | _given(more)

    def _actors(self, names: Iterable[str] | None) -> list[str]:
        return [self._registers.actor(name) for name in names or ()]

    def _naming(self, names: Iterable[str], quotes: list[str]) -> list[str]:
        """Return quotes with one for each name that stands in none of their paragraphs."""
        for name in names:
            person = self._people.get(name, {"also": [], "quotes": []})
            cited = {paragraph_of(quote) for quote in quotes}
            forms = (name, *person["also"])
            if not any(find(form, self._text.paragraph(number)) for form in forms for number in cited):
                places = ((n, at) for n, one in enumerate(self._text.paragraphs, 1) for at in find(name, one))
                found = [cite(self._text, n, at, at + len(name)) for n, at in places]
                quotes = [*quotes, *(person["quotes"] or [one for one in found if one])[:1]]
        return quotes

    def _letter(self, kind: str, quotes: list[str]) -> str:
        """Return the next id of a paragraph: p3a, p3b and so on."""
        number = paragraph_of(quotes[0])
        place = self._letters[kind, number] = self._letters.get((kind, number), -1) + 1
        return f"{kind}{number}" + ("" if place < 26 else chr(96 + place // 26)) + chr(97 + place % 26)


def _in_english(printed: str) -> Title | None:
    """Return the title of an English text by the label of its role that says most."""
    roles = [role for role in Role if role.en in printed.casefold()]
    role = max(roles, key=lambda role: len(role.en), default=None)
    return Title(0, len(printed), printed, role) if role else None


def _given(record: Mapping[str, Any]) -> dict[str, Any]:
    return {field: value for field, value in record.items() if value is not None}


def _distinct(quotes: Iterable[str]) -> list[str]:
    """Return the quotes, each once, without those whose words another of the paragraph holds."""
    found = {quote: (paragraph_of(quote), quote.split(": ", 1)[1]) for quote in quotes}
    longer = [(number, phrase) for number, phrase in found.values()]
    return [
        quote
        for quote, (number, phrase) in found.items()
        if not any(number == at and phrase in other and phrase != other for at, other in longer)
    ]
