"""Turn the items of a question into filters, if every content word of it is one and each name has its role.

A name, a date or a term becomes a filter by its sign, the preposition before it and the verb before it: of
"ai gặp Putin ở Nga", `P-m` is a person of the meetings and `Cim` their place. Where one has no rule, nothing is
claimed. A part of a question is read at a time: "ai gặp ai | và | ai được mời" are two.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from diplomacy_archive._dates import Span
from diplomacy_archive._text import fold_words
from diplomacy_archive.ask._archive import Archive
from diplomacy_archive.ask._items import Item
from diplomacy_archive.records import _models as m
from diplomacy_archive.records import _vocabulary as v
from diplomacy_archive.records._terms import Term

Filters = dict[str, tuple[Item, ...]]

RULES = {
    "meeting": {
        "P[-yf|].": "person", "L[-ij].|C[ij].": "place", "C[yf|].": "country", "C-.": "sides",
        "A[oj].|A-[rd]": "area", "K..": "kind", "T..": "part_of_day",
        "D[-ijf].": "on", "D[e|].": "since", "D[tn].": "until",
    },
    "statement": {
        "Pk.|P--": "speaker", "A[oj].|A-[^s]": "area", "[PCB]os": "about", "D[-ij].": "on", "[LC]i.": "place",
    },
    "invitation": {"[LC].h|[LC]t.": "visit", "[PB]--": "first", "[PB][kfe].": "inviter", "[PB][-t]v": "invitee"},
    "undertaking": {"[PB][|fy].": "between", "Ao.": "area"},
    "article": {"D[-ijf].": "published", "Y[-fk].": "byline"},
    "identity": {"[PCBLA]-.": "name"}, "area": {"A--": "area"},
}  # fmt: skip
"""By kind of record which filter a sign, a preposition and a verb make; `-` where there is none."""

_SEVERAL = ("person", "country", "sides", "area", "between")
_FEW = 500  # records that are looked through for what they leave open, or for a date
_PREPOSITIONS, _NAMES, _VERBS = "oifytenk|j", "PCBLAYDTK", "msrdxvVubh"
_BEING = frozenset(("is", "are", "was", "were", "la", "co phai"))
_PASSIVE = frozenset(("duoc", "bi", "was", "were", "is", "are", "been", "being", "am", "be"))
_DIRECTED = (v.Kind.RECEPTION, v.Kind.COURTESY_CALL)  # who receives and who comes is no filter
_MEETS = ("D", "DP", "PP", "DPP", "LP", "DLP", "CC", "CCD", "DT", "DL", "DPT")
_YEAR = re.compile(r"\d{4}")


@dataclass(frozen=True)
class Section:
    """What one kind of record is asked for, and all that the filters find.

    Attributes:
        kind: The kind of the records; empty where it is asked who or what somebody or something is.
        records: All of them, in order.
        filters: What each filter is called, and the id or text asked for.
        silent: Records that meet all other filters and leave this one open, by the filter's name.
        beside: How many others there are: planned meetings, or records of kinds that were not asked for.
    """

    kind: str
    records: Sequence[m.Record]
    filters: tuple[tuple[str, str], ...] = ()
    silent: tuple[tuple[str, tuple[m.Record, ...]], ...] = ()
    beside: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class _Role:
    """A name, date or term, with the preposition and the verb before it."""

    item: Item
    prep: str
    verb: str

    @property
    def key(self) -> str:
        return f"{self.item.sign}{self.prep or '-'}{self.verb or '-'}"


def read(items: Sequence[Item], archive: Archive) -> tuple[Section, ...]:
    """Return a section for each kind of record that a question asks for; none where anything in it is no filter."""
    if any(
        item.sign in "?XNZHRSUGpQ" or not item.exact or item.missing or item.instead
        or (item.sign in "PCBLAY" and len(item.ids) != 1)
        for item in items
    ):  # fmt: skip
        return ()
    if whole := _part(items, archive):
        return (whole,)
    for at in [at for at, item in enumerate(items) if item.sign == "&"][:4]:  # time stays linear
        rest = "".join(one.sign for one in items[at + 1 :])
        if at and "a" in rest and "w" not in rest:  # it asks who, and not of what went before
            sections = [found for part in (items[:at], items[at + 1 :]) if (found := _part(part, archive))]
            if len({section.kind for section in sections}) == 2:
                return tuple(sections)
    return ()


def _part(items: Sequence[Item], archive: Archive) -> Section | None:
    """Return what a part of a question asks for; None where a name in it has no role."""
    said = {fold_words(item.text) for item in items if item.sign == "_"}
    if said & _PASSIVE - {"duoc", "bi"}:
        items = [replace(one, sign="x") if one.text.lower() == "invited" else one for one in items]
    signs, roles = "".join(item.sign for item in items), list(_roles(items))
    active = any(one.item.sign in "PBC" and one.prep != "k" for one in roles)
    if said & _PASSIVE and active and re.search("[vr]", signs):
        return None  # who is invited or mentioned stands where else who does it stands
    kind = _kind(signs, roles, being=bool(said & _BEING))
    filters = _filters(kind, roles) if kind else None
    if filters is None:
        return None
    if kind == "invitation":
        answers = tuple(item for item in items if item.sign == "V" and item.term)
        passive = bool("x" in signs or answers)
        return _invitations(filters, archive, "invitee" if passive else "inviter", answers[:1])
    section = _READERS[kind](filters, archive)
    together = [role.verb for role in roles if role.item.sign == "P"][:-1]
    if section and kind == "meeting" and "m" in together and not len(section.records):
        return None  # of several who were not met together, each comes close
    return section


def _kind(signs: str, roles: Sequence[_Role], *, being: bool) -> str:
    """Return which kind of record is asked for, by the verbs; empty where it is none."""
    verbs, asked, who = set(signs) & set("msrdvxVubzKhq"), bool(re.search("[aw]", signs)), "a" in signs
    people = [one for one in roles if one.item.sign == "P"]
    # What was discussed at a meeting, or by people together, is told by the meeting.
    discussed = "m" in verbs and verbs <= set("mrd") and all(one.verb in ("", "m") for one in people)
    discussed &= not (who and verbs > {"m"})
    discussed |= verbs == {"d"} and len(people) > 1 and not who
    if verbs and (verbs <= {"m", "K"} or discussed):
        return "meeting"
    if not verbs and not asked:
        if len(roles) == 1 and roles[0].key == "A--":
            return "area"
        return "meeting" if not being and _meets(roles) else ""
    if ("V" in verbs and verbs <= set("vVh") and "a" not in signs.rsplit("V", maxsplit=1)[-1]) or (
        verbs & set("vx") and verbs <= set("vxh")
    ):
        return "invitation"
    known = (("sr", "statement"), ("u", "undertaking"), ("bq", "article"), ("z", "identity"))
    return next((kind for ones, kind in known if verbs and verbs <= set(ones)), "")


def _roles(items: Sequence[Item]) -> Iterator[_Role]:
    """Yield names, dates and terms with the preposition before each; "and" hands it on."""
    prep, last, verb = "", " ", ""
    for item in items:
        if item.sign in _NAMES:
            joined = last == "&" or ("," in item.gap and last in _NAMES)
            prep = prep if joined or last in _PREPOSITIONS else ""
            yield _Role(item, prep, verb)
        elif item.sign in _PREPOSITIONS:
            prep = item.sign
        elif item.sign in _VERBS:
            verb = verb if item.sign == "v" and verb == "V" else item.sign
        last = last if item.sign == "_" else item.sign


def _meets(roles: Sequence[_Role]) -> bool:
    """Tell whether names without a word for what is asked mean meetings: a date, or two people or sides."""
    people = [role.item.ids for role in roles if role.item.sign == "P"]
    signs = "".join(sorted(role.item.sign for role in roles))
    return (
        len(set(people)) == len(people)
        and signs in _MEETS
        and not any(role.prep in "okte" for role in roles if role.prep)
    )


def _filters(kind: str, roles: Sequence[_Role]) -> Filters | None:
    """Return the filters that names make, each once; None where one makes none."""
    found: Filters = {}
    for role in roles:
        name = next((name for pattern, name in RULES[kind].items() if re.fullmatch(pattern, role.key)), "")
        if name == "since" in found and role.prep == "|":
            name = "until"
        if not name or (name in found and name not in _SEVERAL):
            return None
        found[name] = (*found.get(name, ()), role.item)
    return found


def _value(item: Item) -> str:
    """Return an item as filters take it."""
    if item.span:
        return f"tháng {item.span.month}" if not (item.span.year or item.span.day) else str(item.span)
    return item.term.value if item.term else item.ids[0]


def _given(filters: Filters) -> dict[str, object]:
    return {
        name: tuple(map(_value, items)) if name in _SEVERAL else _value(items[0]) for name, items in filters.items()
    }


def _labels(filters: Filters) -> tuple[tuple[str, str], ...]:
    return tuple((name, _value(item)) for name, items in filters.items() for item in items)


def _meetings(filters: Filters, archive: Archive) -> Section | None:
    sides = filters.pop("sides", ())
    if any(item.term in _DIRECTED for item in filters.get("kind", ())) or len(sides) == 1:
        return None  # "Nga gặp ai": a side that does something
    if sides:
        filters["country"] = (*sides, *filters.get("country", ()))
    given = _given(filters)
    since, until = str(given.get("since", "")), str(given.get("until", ""))
    if since and until and not _YEAR.search(since):  # "từ 20/2 đến 28/2/2026"
        given["since"] = since = "/".join((since, *_YEAR.findall(until)[:1]))
    bounded = all(map(_YEAR.search, filter(None, (since, until))))
    if not bounded or (until and not since) or ("on" in given and since):
        return None
    found = archive.find("meetings", given)
    planned = len(archive.find("meetings", {**given, "status": "planned"}))
    beside = (("planned", planned),) if planned else ()
    return Section("meeting", found, _labels(filters), tuple(_silent(given, archive)), beside)


def _silent(given: Mapping[str, object], archive: Archive) -> Iterator[tuple[str, tuple[m.Record, ...]]]:
    """Yield the meetings that meet all filters but one that their reports leave open."""
    for name in [name for name in ("place", "part_of_day") if name in given]:
        others = archive.find("meetings", {key: value for key, value in given.items() if key != name})[:_FEW]
        rest = tuple(
            one for one in others if isinstance(one, m.Meeting)
            and not (one.places if name == "place" else any(report.when.part_of_day for report in one.counted))
        )  # fmt: skip
        if rest:
            yield name, rest


def _statements(filters: Filters, archive: Archive) -> Section:
    given = _given(filters)
    return Section("statement", archive.find("statements", given), _labels(filters), tuple(_unsaid(given, archive)))


def _unsaid(given: dict[str, object], archive: Archive) -> Iterator[tuple[str, tuple[m.Record, ...]]]:
    """Yield the statements that are the speaker's in part: of an open speaker, conveyed, or made for them."""
    speaker = str(given.pop("speaker", ""))
    if not speaker:
        return
    near = [hit.record for hit in archive.index.find([Term(speaker, ids=(speaker,))], {"statement": 100.0}, _FEW)]
    others = archive.find("statements", given)[:_FEW] if given else near
    rest = tuple(
        one for one in near
        if isinstance(one, m.Statement) and one in others and speaker not in (one.speakers or ())
        and (one.speakers is None or speaker in (*one.conveyed_by, *one.on_behalf_of))
    )  # fmt: skip
    if rest:
        yield "speaker", rest


def _of_area(filters: Filters, archive: Archive) -> Section:
    """Return the statements on an area of which no kind is asked, and what else there is of it."""
    kinds = (("background", "background"), ("undertaking", "undertakings"))
    counts = ((kind, len(archive.find(method, _given(filters)))) for kind, method in kinds)
    return replace(_statements(filters, archive), beside=tuple(one for one in counts if one[1]))


def _invitations(filters: Filters, archive: Archive, first: str, answers: tuple[Item, ...]) -> Section | None:
    """Return the invitations; who is named before the verb invites, or is invited."""
    named = {(first if name == "first" else name): items for name, items in filters.items()}
    if len(named) < len(filters):
        return None
    filters = named | ({"response": answers} if answers else {})
    parts = {name: _value(items[0]) for name, items in filters.items()}
    found = tuple(
        one for one in archive.find("invitations", {}) if isinstance(one, m.Invitation) and _invites(one, parts)
    )
    return Section("invitation", found, _labels(filters))


def _invites(one: m.Invitation, parts: Mapping[str, str]) -> bool:
    answer = parts.get("response")
    invitees = [who.person for who in one.invitees if not answer or (who.response and who.response.id == answer)]
    return (
        parts.get("inviter", "") in ("", *(one.inviters or ()))
        and parts.get("invitee", "") in ("", *invitees)
        and parts.get("visit") in (None, one.visit)
        and bool(invitees)
    )


def _undertakings(filters: Filters, archive: Archive) -> Section:
    return Section("undertaking", archive.find("undertakings", _given(filters)), _labels(filters))


def _articles(filters: Filters, archive: Archive) -> Section:
    day = next((item.span for item in filters.get("published", ())), None)
    byline = next((item.ids[0] for item in filters.get("byline", ())), None)
    found = archive.find("articles", {})
    if filters:
        found = [
            one for one in found if isinstance(one, m.Article)
            and byline in (None, one.byline) and (day is None or _in_span(one.published, day))
        ]  # fmt: skip
    return Section("article", found, _labels(filters))


def _in_span(day: dt.date, span: Span) -> bool:
    asked = ((span.year, day.year), (span.month, day.month), (span.day, day.day))
    return all(one in (None, number) for one, number in asked)


def _identity(filters: Filters, archive: Archive) -> Section | None:
    found = archive.identity(filters["name"][0].ids[0]) if filters else None
    return Section("", (found,)) if found else None


_READERS: Mapping[str, Callable[[Filters, Archive], Section | None]] = {
    "meeting": _meetings, "statement": _statements, "area": _of_area, "undertaking": _undertakings,
    "article": _articles, "identity": _identity,
}  # fmt: skip
