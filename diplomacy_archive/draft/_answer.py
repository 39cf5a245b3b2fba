"""Ask any assistant to read an article, and hold what it answers against the text: no fact without its words."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from diplomacy_archive._dates import find_spans
from diplomacy_archive._text import count_words, find, fold, normal
from diplomacy_archive.draft._mentions import country_names, find_countries
from diplomacy_archive.draft._reading import part_of_day
from diplomacy_archive.draft._rules import Answer, Understood, answer_of, cite, paragraph_of
from diplomacy_archive.errors import FileError
from diplomacy_archive.files._checks.evidence import MAX_WORDS
from diplomacy_archive.records import _models as m
from diplomacy_archive.records import _vocabulary as vocabulary
from diplomacy_archive.records._vocabulary import Act, Kind

LARGEST = 1_000_000
"""Characters of an answer that are read; what is longer is no answer about one article."""

_ARTICLE = ("language", "publisher", "headline", "url", "byline", "published", "label_vi", "label_en")
_AREA = "printed id kind:AreaKind framing:Framing"
_TOLD = "summary_vi summary_en quotes*"
_LISTS = {
    "people": "name unnamed also* titles* side quotes*",
    "meetings": "key status:MeetingStatus date when kind:Kind words* place people* hosts* guests* accompanying* "
    "quotes*",
    "statements": "meetings* speakers* conveyed_by* act:Act verb basis_speakers:Basis basis_meetings:Basis "
    f"reference about* areas areas_open {_TOLD}",
    "invitations": f"meetings* inviters* conveyed_by invitees* accepted visit when {_TOLD}",
    "undertakings": "meetings* kind:UndertakingKind kind_printed status:UndertakingStatus status_printed between* "
    f"when areas {_TOLD}",
    "background": f"about* areas {_TOLD}",
}
"""The fields of each list's records: `*` is a list of texts, `:` a vocabulary's term, `areas` a list of `_AREA`."""


def schema() -> dict[str, Any]:
    """Return the JSON Schema of an answer: flat, every field required and nullable, as structured outputs want."""
    article = dict(map(_field, _ARTICLE))
    return _object({**article, **{name: _objects(fields) for name, fields in _LISTS.items()}})


def _object(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": dict(fields), "required": list(fields), "additionalProperties": False}


def _objects(fields: str) -> dict[str, Any]:
    return {"type": ["array", "null"], "items": _object(dict(map(_field, fields.split())))}


def _field(written: str) -> tuple[str, dict[str, Any]]:
    name, _, term = written.partition(":")
    if name.endswith("*"):
        return name[:-1], {"type": ["array", "null"], "items": {"type": "string"}}
    if name == "areas":
        return name, _objects(_AREA)
    terms = {"enum": [*map(str, getattr(vocabulary, term)), None]} if term else {}
    return name, {"type": ["string", "null"], **terms}


def prompt(read: Understood, records: m.Records, refused: Iterable[str] = ()) -> str:
    """Return what an assistant needs: rules, names of the registers that occur, the schema, the paragraphs.

    `refused` is what of the assistant's last answer was refused, and why.
    """
    whole = "\n".join(read.text.paragraphs)
    known = ["Known ids (id: name):"]
    for name in ("people", "parties", "organisations", "places"):
        found = [one for one in getattr(records, name) if any(form in whole for form in one.forms)]
        known += [f"{name}: {'; '.join(f'{one.id}: {one.name}' for one in found)}"] if found else []
    areas = []
    for area in records.areas:
        terms = [term for term in (*area.forms, *area.printed) if term.casefold() in whole.casefold()]
        areas.append(f"{area.id}: {', '.join(terms or [area.name])}")
    again = "Your last answer was refused in part; mend this and answer with the whole object:"
    sections = [
        [(Path(__file__).parent / "prompt.txt").read_text("utf-8")],
        [*known, f"areas: {'; '.join(areas)}"],
        ["JSON Schema:", json.dumps(schema(), separators=(",", ":"))],
        [f"Published: {read.reading.day or 'not known'}"],
        [
            "The article, paragraph by paragraph:",
            *(f"[{n}] {one}" for n, one in enumerate(read.text.paragraphs, 1)),
        ],
        [again, *(f"- {line}" for line in refused)] if refused else [],
    ]
    return "\n\n".join(map("\n".join, sections))


def parse_answer(raw: str | bytes) -> Answer:
    """Return the object that an answer holds, whatever stands around it.

    Raises:
        FileError: It holds none, or is too long to be an answer about one article.
    """
    if len(raw) > LARGEST:
        raise FileError(f"the answer is longer than {LARGEST:,} characters; it is not read")
    text = raw if isinstance(raw, str) else raw.decode("utf-8", "replace")
    start, end = text.find("{"), text.rfind("}")
    try:
        found = json.loads(text[start : end + 1]) if 0 <= start < end else None
    except (ValueError, RecursionError) as error:
        raise FileError(f"the answer is no JSON: {error}") from None
    if not isinstance(found, dict):
        raise FileError("the answer holds no JSON object")
    return found


def proven(answer: Answer, read: Understood) -> tuple[Answer, list[str]]:
    """Return what of an answer the text bears out, and what was refused and why.

    Raises:
        FileError: Nothing of it stands in the text: it is of another article, or no answer.
    """
    guard = _Guard(read)
    found = guard.check(answer)
    if not guard.stood:
        raise FileError("no quote of the answer stands in this text; is it an answer about another article?")
    return found, list(dict.fromkeys(guard.refused))


class _Guard:
    """Drops from an answer what the text does not bear out, and says why."""

    def __init__(self, read: Understood) -> None:
        self._read, self._text = read, read.text
        self._names: dict[str, str] = {}  # each form of a name, and the name
        self.refused: list[str] = []
        self.stood = 0

    def check(self, answer: Answer) -> Answer:
        found: Answer = {name: _word(answer.get(name)) for name in _ARTICLE}
        for name in ("publisher", "headline", "url", "byline"):
            found[name] = self._printed(name, found[name], [])
        rows = {name: list(self._rows(answer, name)) for name in _LISTS}
        found["people"] = [one for row in rows["people"] if (one := self._person(row))]
        self._names = {form: one["name"] for one in found["people"] for form in (*one["also"], one["name"])}
        sides = {one["name"]: one["side"] for one in found["people"]}
        found["meetings"] = [one for row in rows["meetings"] if (one := self._meeting(row, sides))]
        keys = {one["key"]: one for one in found["meetings"]}
        for name in ("statements", "invitations", "undertakings", "background"):
            found[name] = [one for row in rows[name] if (one := self._told(name, row, keys))]
        return found

    def _no(self, why: str) -> str | None:
        self.refused.append(why)
        return None

    def _rows(self, answer: Answer, name: str) -> Iterator[Answer]:
        rows = answer.get(name) or []
        if not isinstance(rows, list):
            self._no(f"{name} must be a list")
            return
        fields = _objects(_LISTS[name])["items"]["properties"]
        for row in rows:
            if isinstance(row, dict):
                yield {one: self._value(f"{name}: {one}", row.get(one), form) for one, form in fields.items()}

    def _value(self, what: str, value: object, form: Mapping[str, Any]) -> Any:
        if form["type"][0] == "string":
            word = _word(value)
            if word not in form.get("enum", (word,)):
                return self._no(f"{what} must be one of {', '.join(map(str, form['enum']))}; found {word!r:.60}")
            return word
        listed = value if isinstance(value, list) else [value]
        inner = form["items"].get("properties")
        if inner is None:
            return [word for one in listed if (word := _word(one))]
        rows = [one for one in listed if isinstance(one, dict)]
        return [{name: self._value(what, row.get(name), each) for name, each in inner.items()} for row in rows]

    def _quotes(self, what: str, quotes: Iterable[str]) -> list[str]:
        """Return the quotes that stand, cut to a citation; what does not stand is told."""
        found: list[str] = []
        for quote in quotes:
            match = re.fullmatch(r"\[?(\d{1,6})\]?(?:#(\d{1,3}))?\s*[:.]\s*(.+)", quote)
            number, nth, phrase = (int(match[1]), int(match[2] or 1), match[3]) if match else (0, 1, quote)
            phrase = phrase.strip("“”\"'… ")
            paragraph = self._text.paragraph(number)
            places = find(phrase, paragraph)
            if not 0 < nth <= len(places):
                at = next((n for n, one in enumerate(self._text.paragraphs, 1) if find(phrase, one)), None)
                where = f"it stands in paragraph {at}" if at else "it stands nowhere"
                self._no(f'{what}: the quote "{quote[:80]}" does not stand in its paragraph; {where}')
                continue
            self.stood += 1
            start, end = places[nth - 1], places[nth - 1] + len(phrase)
            while count_words(paragraph[start:end]) > MAX_WORDS:
                end = paragraph.rindex(" ", start, end)
            found.append(cite(self._text, number, start, end) or "")
        return list(dict.fromkeys(filter(None, found)))

    def _printed(self, what: str, printed: str | None, quotes: list[str]) -> str | None:
        """Return words if they stand in the text; where they do in no paragraph of the quotes, quote them too."""
        cited = [paragraph_of(quote) for quote in quotes]
        for number in (*cited, *range(1, len(self._text.paragraphs) + 1)) if printed else ():
            at = next(iter(find(printed or "", self._text.paragraph(number))), None)
            quote = None if at is None else cite(self._text, number, at, at + len(printed or ""))
            if at is not None and (number in cited or quote):
                quotes += [quote] if quote and number not in cited else []
                return printed
        return self._no(f"{what}: {printed!r} is not printed in the text") if printed else None

    def _person(self, row: Answer) -> Answer | None:
        what = f"person {row['name']}"
        quotes = self._quotes(what, row["quotes"])
        if not self._printed(what, row["name"], quotes):
            return None
        titles = [title for title in row["titles"] if self._printed(what, title, quotes)]
        also = [form for form in row["also"] if form != row["name"] and self._printed(what, form, list(quotes))]
        side = row["side"]
        if side and not _is_id(side):
            named = find_countries(side)
            side = named[0].value if named else self._no(f"{what}: {side!r} is no code of a country")
        return {**row, "named": not row["unnamed"], "titles": titles, "also": also, "side": side, "quotes": quotes}

    def _meeting(self, row: Answer, sides: Mapping[str, str | None]) -> Answer | None:
        what = f"meeting {row['key']} ({', '.join((*row['people'], *row['accompanying']))})"
        quotes = self._quotes(what, row["quotes"])
        found, stood = {**row, "quotes": quotes, "status": row["status"] or "held"}, bool(quotes)
        for field in ("people", "hosts", "guests", "accompanying"):
            unknown = [name for name in row[field] if name not in self._names]
            found[field] = list(dict.fromkeys(self._names[name] for name in row[field] if name in self._names))
            if unknown:
                self._no(f"{what}: {', '.join(unknown)}: not among the people that the text names")
        there = {sides[name] for name in found["people"]}
        found["words"] = [word for word in row["words"] if self._printed(what, word, quotes)]
        if not (row["key"] and stood and found["words"]):
            self._no(f"{what}: it needs a key, a quote that stands, and a printed word for it; dropped")
            return None
        if len(found["people"]) < 2 or (len(there) < 2 and None not in there):
            self._no(f"{what}: it needs people of two sides, each given in people; dropped")
            return None
        for field in ("place", "when"):
            found[field] = self._printed(what, row[field], quotes)
        kinds = Kind.printed_in("; ".join(found["words"]))
        if kinds and row["kind"] not in kinds:
            self._no(f"{what}: the words {found['words']} print {' or '.join(sorted(kinds))}, not {row['kind']}")
            found["kind"] = str(min(kinds, key=lambda kind: kind is Kind.MEETING))
        found |= {"kind": found["kind"] or "meeting", "part_of_day": part_of_day(found["when"])}
        return found | {"date": self._date(what, row["date"], found["when"])}

    def _date(self, what: str, date: str | None, when: str | None) -> str | None:
        """Return a date if the printed words can mean it: its day and month, or a day near publication."""
        try:
            day = dt.date.fromisoformat(date) if date else None
        except ValueError:
            return self._no(f"{what}: the date {date!r} must be YYYY-MM-DD")
        if day is None or when is None:
            return self._no(f"{what}: a date needs the printed words for it, in when") if date else None
        printed = [(span.day, span.month, span.year) for span, _, _ in find_spans(when)]
        mine, published = (day.day, day.month, day.year), self._read.reading.published
        fits = [all(one in (None, other) for one, other in zip(each, mine, strict=True)) for each in printed]
        near = published is None or published.year is None or abs((published.first - day).days) < 370
        if near and (any(fits) or not printed):
            return day.isoformat()
        return self._no(f"{what}: {when!r} does not print the date {date}")

    def _told(self, name: str, row: Answer, keys: Mapping[str, Answer]) -> Answer | None:
        what = f"{name.removesuffix('s')} {(row['quotes'] or ['without quote'])[0][:60]!r}"
        quotes = self._quotes(what, row["quotes"])
        found = {**row, "quotes": quotes, "meetings": [key for key in row.get("meetings", ()) if key in keys]}
        if not quotes or ("meetings" in row and not found["meetings"]):
            self._no(f"{what}: it needs a quote that stands, and a meeting of the answer; dropped")
            return None
        for field in ("when", "verb", "reference", "areas_open", "accepted", "status_printed", "kind_printed"):
            found[field] = self._printed(what, row.get(field), quotes)
        found["areas"] = [one for one in row.get("areas", ()) if self._printed(what, one["printed"], quotes)]
        for field in ("speakers", "conveyed_by", "inviters", "invitees", "between", "about"):
            if isinstance(row.get(field), list):
                found[field] = [one for each in row[field] if (one := self._actor(what, each))]
        if isinstance(row.get("conveyed_by"), str):
            found["conveyed_by"] = self._names.get(row["conveyed_by"])
        return self._statement(what, row, found, keys) if name == "statements" else found

    def _actor(self, what: str, name: str) -> str | None:
        """Return somebody's name, or what else acts: a country, a party or a body that the text names."""
        printed = name[0].isupper() and any(find(name, one) for one in self._text.paragraphs)
        if name in self._names or _is_id(name) or printed:
            return self._names.get(name, name)
        self._no(f"{what}: {name!r} is not named in the text")
        return None

    def _statement(self, what: str, row: Answer, found: Answer, keys: Mapping[str, Answer]) -> Answer | None:
        found["speakers"] = found["speakers"] if row["speakers"] else None
        found["act"] = found["act"] if found["verb"] else None
        acts = Act.printed_in(found["verb"] or "")
        if found["act"] and acts and found["act"] not in acts:
            self._no(f"{what}: {found['verb']!r} prints {' or '.join(sorted(acts))}, not {found['act']}")
            found["act"] = str(min(acts, key=list(Act).index))
        who = {*(found["speakers"] or ()), *found["conveyed_by"]}
        if found["speakers"] is not None and found["basis_meetings"] != "open":
            away = {
                key for key in found["meetings"] if not who & {*keys[key]["people"], *keys[key]["accompanying"]}
            }
            if away:
                nobody = f"nobody of {', '.join(sorted(who)) or 'its speakers'}"
                self._no(f"{what}: {nobody} took part in {', '.join(sorted(away))}")
            found["meetings"] = [key for key in found["meetings"] if key not in away]
        return found if found["meetings"] else None


def _word(value: object) -> str | None:
    return normal(value) or None if isinstance(value, str) else None


def _is_id(value: str) -> bool:
    return bool((len(value) == 2 and country_names(value)) or re.fullmatch(r"[a-z]+(-[a-z]+)*", value))


# --- What the rules see differently -------------------------------------------------------------------


def second_opinions(answer: Answer, read: Understood) -> tuple[dict[str, list[str]], list[str]]:
    """Return what the rules read otherwise than an answer, by meeting key or a statement's first quote; and more.

    An answer's consistent errors, as a plan told as held, pass every proof; this marks them for the curator.
    """
    about: dict[str, list[str]] = {}
    rest = answer_of(read)["meetings"]
    mine = [(told, _people(read, told)) for told in rest]
    for row in answer["meetings"]:
        people = _people(read, row)
        near = [(told, there) for told, there in mine if len(there.keys() & people.keys()) > 1]
        if not near:
            about[row["key"]] = ["the rules read no such meeting: did these people meet?"]
            continue
        told, there = min(near, key=lambda one: [one[0][field] != row[field] for field in ("date", "status")])
        rest = [one for one in rest if one is not told]
        notes = [f"the rules read {name} there too" for id_, name in there.items() if id_ not in people]
        notes += [
            f"the rules do not read {name} there"
            for id_, name in people.items()
            if id_ not in there and name in row["people"]
        ]
        differ = [field for field in ("status", "date", "kind", "place") if told[field] not in (None, row[field])]
        about[row["key"]] = notes + [f"the rules read the {field} as {told[field]}" for field in differ]
    for row in answer["statements"]:
        who = {_id(read, name) for name in (*(row["speakers"] or ()), *row["conveyed_by"])}
        number, phrase = paragraph_of(row["quotes"][0]), row["quotes"][0].split(": ", 1)[1]
        at = next((one for one in read.reading.sentences if one.paragraph == number and phrase in one.text), None)
        said = [one for one in read.said(at) if one.verb[0] <= at.text.find(phrase) + len(phrase)] if at else []
        notes = [
            f"the rules read {one.figure.name} as the subject" for one in said[-1:] if one.figure.id not in who
        ]
        acts = sorted(Act.printed_in(row["verb"] or ""))
        if not row["act"]:
            notes.append("no verb of saying is given: was it said, and by whom?")
        elif acts != [row["act"]]:
            notes.append(
                f"{row['verb']} prints {' and '.join(acts) or 'no act of the vocabulary'}: is it {row['act']}?"
            )
        about[row["quotes"][0]] = notes
    also = ((" and ".join(one["people"]), paragraph_of(one["quotes"][0])) for one in rest)
    return about, [f"the rules also read a meeting of {who}, paragraph {number}" for who, number in also]


def _people(read: Understood, row: Answer) -> dict[str, str]:
    return {_id(read, name): name for name in (*row["people"], *row["accompanying"])}


def _id(read: Understood, name: str) -> str:
    figure = read.cast.named(name)
    return figure.id if figure else fold(name)
