"""Turn the items of a question into filters, if every content word of it is one and each name has its role.

The signs of the items, fillers left out, must be those of a fixed pattern; else nothing is claimed. A part
of a question is read at a time: "ai gặp ai | và | ai được mời" are two.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from diplomacy_archive._dates import Span, parse_interval
from diplomacy_archive._text import fold_words
from diplomacy_archive.ask._archive import Archive, MeetingFilters, StatementFilters
from diplomacy_archive.ask._items import Item
from diplomacy_archive.records import _models as m
from diplomacy_archive.records import _vocabulary as v
from diplomacy_archive.records._terms import Term

Label = tuple[str, str]
"""What a filter is called, and the value: a key of `_say.LABELS` and the ids or the text."""


@dataclass(frozen=True)
class Section:
    """What one kind of record is asked for, and all that the filters find.

    Attributes:
        kind: The table of the records.
        records: All of them, in order.
        filters: By which filters: what each is called, and the id or text asked for.
        silent: Records that meet all other filters and leave this one open, by the filter's name.
        each: Of people who are asked for together and never were, the records of each.
        planned: How many meetings that are only planned meet the filters.
        beside: Of what no kind was asked: other kinds that the filters find, and how many.
        identity: Whether it is who or what somebody or something is, of which no number is told.
    """

    kind: str
    records: Sequence[m.Record]
    filters: tuple[Label, ...] = ()
    silent: tuple[tuple[str, tuple[m.Record, ...]], ...] = ()
    each: tuple[m.Record, ...] = ()
    planned: int = 0
    beside: tuple[tuple[str, int], ...] = ()
    identity: bool = False

    @property
    def open(self) -> bool:
        """Whether nothing was found, and records that leave something open or have a part of it stand beside."""
        return not len(self.records) and bool(self.silent or self.each)


_FEW = 500  # records that are looked through for what they leave open, or for a date
_PREPOSITIONS = "oifytenk|j"
_NAMES = "PCBLAYDTK"
_BEING = frozenset(("is", "are", "was", "were", "la", "co phai"))
_PASSIVE = frozenset(("duoc", "bi", "was", "were", "is", "are", "been", "being", "am", "be"))


@dataclass(frozen=True)
class _Role:
    """A name, date or term, with the preposition before it and the verb, if it stands after one."""

    item: Item
    prep: str
    verb: str
    joined: bool = False


def read(items: Sequence[Item], archive: Archive) -> tuple[Section, ...]:
    """Return a section for each kind of record that a question asks for; none where anything in it is no filter."""
    if not plain(items):
        return ()
    whole = _part(items, archive)
    if whole:
        return (whole,)
    for at, item in enumerate(items):
        if item.sign == "&" and at and _asks_anew(items[at + 1 :]):
            parts = (items[:at], items[at + 1 :])
            sections = [_part(part, archive) for part in parts]
            kinds = {section.kind for section in sections if section}
            if all(sections) and len(kinds) == len(parts):
                return tuple(section for section in sections if section)
    return ()


def _asks_anew(items: Sequence[Item]) -> bool:
    """Tell whether a part of a question stands alone: it asks who, and not of what went before."""
    signs = "".join(item.sign for item in items if item.sign != "_")
    return "a" in signs and "w" not in signs


def plain(items: Sequence[Item]) -> bool:
    """Tell whether every item is a filter or asks: nothing ordinary, unresolved or of a changed meaning."""
    return not any(
        item.sign in "?XNZHRSUGpQ" or not item.exact or item.missing or item.instead
        or (item.sign in "PCBLAY" and len(item.ids) != 1)
        for item in items
    )  # fmt: skip


def _part(items: Sequence[Item], archive: Archive) -> Section | None:
    if any(fold_words(item.text) in ("was", "were", "is", "are", "been") for item in items if item.sign == "_"):
        items = [
            replace(one, sign="x") if one.sign == "v" and one.text.lower() == "invited" else one for one in items
        ]
    signs = "".join(item.sign for item in items)
    roles = list(_roles(items))
    passive = any(item.sign == "_" and fold_words(item.text) in _PASSIVE for item in items)
    done_to = any(role.item.sign in "PBC" and role.prep != "k" for role in roles)
    if passive and done_to and re.search("[vr]", signs):
        return None  # who is invited or mentioned stands where else who does it stands
    verbs = {sign for sign in signs if sign in "msrdvxVubzKhq"}
    asked, asked_who = bool(re.search("[aw]", signs)), "a" in signs
    people = [role for role in roles if role.item.sign == "P"]
    # What was discussed at a meeting, or by people together, is told by the meeting.
    at_meeting = "m" in verbs and verbs <= set("mrd") and all(role.verb in ("", "m") for role in people)
    at_meeting = at_meeting and not ("a" in signs and verbs > {"m"})
    at_meeting = at_meeting or (verbs == {"d"} and len(people) > 1 and not asked_who)
    copula = any(item.sign == "_" and fold_words(item.text) in _BEING for item in items)
    if (verbs <= {"m", "K"} or at_meeting) and (verbs or (not asked and not copula and _meets(roles))):
        return _meetings(roles, archive, asked=asked_who)
    readers: tuple[tuple[str, Callable[[list[_Role], Archive], Section | None]], ...] = (
        ("sr", _statements), ("u", _undertakings), ("bq", _articles), ("z", _identity),
    )  # fmt: skip
    answers = [item.term for item in items if item.sign == "V" and item.term]
    if answers and verbs <= set("vVh") and "a" not in signs.split("V")[-1]:
        return _invitations(roles, archive, signs, answers)
    if verbs & set("vx") and verbs <= set("vxh"):
        return _invitations(roles, archive, signs)
    for known, reader in readers:
        if verbs and verbs <= set(known):
            return reader(roles, archive)
    if not verbs and len(roles) == 1 and not roles[0].prep and not asked:
        return _of_area(roles, archive) if roles[0].item.sign == "A" else None  # of another name, all that names it
    return None


def _roles(items: Sequence[Item]) -> Iterator[_Role]:
    """Yield names, dates and terms with the preposition before each; "and" hands it on."""
    prep, last, verb = "", " ", ""
    for item in items:
        if item.sign in _NAMES:
            joined = last == "&" or ("," in item.gap and last in _NAMES)
            prep = prep if joined or last in _PREPOSITIONS else ""
            yield _Role(item, prep, verb, joined)
        elif item.sign in _PREPOSITIONS:
            prep = item.sign
        elif item.sign in "msrdvxVubh":
            verb = verb if item.sign == "v" and verb == "V" else item.sign
        last = last if item.sign == "_" else item.sign


def _meets(roles: Sequence[_Role]) -> bool:
    """Tell whether names without a word for what is asked mean meetings: a date, or two people or sides."""
    signs = "".join(sorted(role.item.sign for role in roles))
    people = [role.item.ids for role in roles if role.item.sign == "P"]
    return (
        len(set(people)) == len(people)
        and signs in ("D", "DP", "PP", "DPP", "LP", "DLP", "CC", "CCD", "DT", "DL", "DPT")
        and not any(role.prep in ("o", "k", "t", "e") for role in roles)
    )


def _meetings(roles: Sequence[_Role], archive: Archive, *, asked: bool = False) -> Section | None:
    filters, labels = MeetingFilters(), list[Label]()
    sides = sum(role.item.sign == "C" for role in roles)
    discussed = not asked and any(role.verb in ("r", "d") for role in roles)
    for role in roles:
        item, id_ = role.item, role.item.ids[0] if role.item.ids else ""
        name = _LABEL.get(item.sign, "")
        if item.sign == "P" and role.prep in ("", "y", "f", "|"):
            filters["person"] = (*filters.get("person", ()), id_)
        elif item.sign in "LC" and role.prep in ("i", "j", *(("",) if item.sign == "L" else ())):
            if "place" in filters:
                return None
            filters["place"], name = id_, "place"
        elif item.sign == "C" and role.prep in ("y", "f", "|", *(("",) if sides > 1 else ())):
            filters["country"] = (*filters.get("country", ()), id_)
        elif item.sign == "A" and (
            role.prep in ("o", "j") or (not role.prep and (role.verb in ("r", "d") or discussed))
        ):
            filters["area"] = (*filters.get("area", ()), id_)
        elif item.sign == "K" and item.term not in _DIRECTED and "kind" not in filters and item.term:
            filters["kind"] = id_ = item.term.value
        elif item.sign == "T" and item.term and "part_of_day" not in filters:
            filters["part_of_day"] = id_ = item.term.value
        elif item.sign == "D" and (bound := _bound(role, filters)) and bound not in filters:
            filters[bound], name = (id_ := written(item.span)), bound
        else:
            return None
        labels.append((name, id_))
    if "since" in filters and "until" in filters and not _YEAR.search(filters["since"]):
        filters["since"] += "".join(
            f"/{year}" for year in _YEAR.findall(filters["until"])[:1]
        )  # "từ 20/2 đến 28/2/2026"
    spans = [filters.get("since"), filters.get("until")]
    if any(spans) and (not spans[0] or "on" in filters or any(span and not _YEAR.search(span) for span in spans)):
        return None
    found = archive.meetings(**filters)
    planned = MeetingFilters(**{**filters, "status": "planned"})
    each = () if len(found) else tuple(_each(roles, filters, archive, asked=asked))
    return Section(
        "meeting",
        found,
        tuple(labels),
        tuple(_silent(filters, found, archive)),
        each,
        len(archive.meetings(**planned)),
    )


def _each(roles: Sequence[_Role], filters: MeetingFilters, archive: Archive, *, asked: bool) -> Iterator[m.Meeting]:
    """Yield the meetings with each of several people that somebody else is asked to have met."""
    people = [(role, at) for at, role in enumerate(roles) if role.item.sign == "P"]
    group = {at - step for role, at in people if role.joined for step in (0, 1)}
    others = [role.item.ids[0] for role, at in people if at not in group]
    if group and (others or asked):
        for at in sorted(group):
            alone = MeetingFilters(**{**filters, "person": (*others, roles[at].item.ids[0])})
            yield from archive.meetings(**alone)[:_FEW]


def _bound(role: _Role, filters: MeetingFilters) -> Literal["on", "since", "until"] | None:
    """Return which filter a date is, by the word before it."""
    if role.prep == "|":
        return "until" if "since" in filters else "since"
    return _BOUND.get(role.prep)


_BOUND: dict[str, Literal["on", "since", "until"]] = {
    "": "on", "i": "on", "j": "on", "f": "on", "e": "since", "t": "until", "n": "until",
}  # fmt: skip
_DIRECTED = (v.Kind.RECEPTION, v.Kind.COURTESY_CALL)  # who receives and who comes is no filter
_YEAR = re.compile(r"\d{4}")
_LABEL = {"P": "person", "L": "place", "C": "country", "A": "area", "K": "kind", "T": "part_of_day", "D": "on"}


def written(span: Span | None) -> str:
    """Return a date as filters take it."""
    if span is None:
        return ""
    if span.year is None and span.day is None:
        return f"tháng {span.month}"
    return str(span)


def _silent(
    filters: MeetingFilters, found: Sequence[m.Meeting], archive: Archive
) -> Iterator[tuple[str, tuple[m.Record, ...]]]:
    """Yield the meetings that meet all filters but one that their reports leave open."""
    for name in ("place", "part_of_day"):
        if name not in filters:
            continue
        others = MeetingFilters(**{key: value for key, value in filters.items() if key != name})  # type: ignore[typeddict-item]
        there = {one.id for one in found[:_FEW]}
        rest = tuple(
            one for one in archive.meetings(**others)[:_FEW]
            if one.id not in there and not (one.places if name == "place" else _parts_of_day(one))
        )  # fmt: skip
        if rest:
            yield name, rest


def _parts_of_day(meeting: m.Meeting) -> list[v.PartOfDay]:
    return [report.when.part_of_day for report in meeting.counted if report.when.part_of_day]


def _statements(roles: Sequence[_Role], archive: Archive) -> Section | None:
    filters, labels = StatementFilters(), list[Label]()
    for role in roles:
        item, id_ = role.item, role.item.ids[0] if role.item.ids else ""
        directly = role.prep == "" and role.verb != "s"
        told = (not role.verb and not role.prep) or role.prep == "k"
        if item.sign == "P" and told and "speaker" not in filters:
            filters["speaker"], name = id_, "speaker"
        elif item.sign == "A" and (role.prep in ("o", "j") or directly) and "area" not in filters:
            filters["area"], name = (id_,), "area"
        elif item.sign in "PCB" and role.verb == "s" and role.prep == "o" and "about" not in filters:
            filters["about"], name = id_, "about"
        elif item.sign == "D" and role.prep in ("", "i", "j") and "on" not in filters:
            filters["on"], name = (id_ := written(item.span)), "on"
        elif item.sign in "LC" and role.prep == "i" and "place" not in filters:
            filters["place"], name = id_, "place"
        else:
            return None
        labels.append((name, id_))
    found = archive.statements(**filters)
    return Section("statement", found, tuple(labels), tuple(_unsaid(filters, archive)))


def _of_area(roles: Sequence[_Role], archive: Archive) -> Section | None:
    """Return the statements on an area of which no kind is asked, and what else there is of it."""
    area = roles[0].item.ids[0]
    counts = (
        ("background", len(archive.background(area=area))),
        ("undertaking", len(archive.undertakings(area=area))),
    )
    found = _statements(roles, archive)
    return replace(found, beside=tuple((kind, count) for kind, count in counts if count)) if found else None


def _unsaid(filters: StatementFilters, archive: Archive) -> Iterator[tuple[str, tuple[m.Record, ...]]]:
    """Yield statements that are not the speaker's by the article: open ones, and those conveyed by or for them."""
    if "speaker" not in filters:
        return
    speaker = filters["speaker"]
    others = StatementFilters(**{key: value for key, value in filters.items() if key != "speaker"})  # type: ignore[typeddict-item]
    near = [*archive.statements(**others, person=speaker)[:_FEW]]
    if others:
        near += archive.statements(**others)[:_FEW]
    else:
        hits = archive.index.find([Term(speaker, ids=(speaker,))], {"statement": 100.0}, _FEW)
        near += [hit.record for hit in hits if isinstance(hit.record, m.Statement)]
    near = [one for one in {one.id: one for one in near}.values() if speaker not in (one.speakers or ())]
    for name, kept in (
        ("speaker", [one for one in near if one.speakers is None]),
        ("conveyed_by", [one for one in near if speaker in one.conveyed_by]),
        ("on_behalf_of", [one for one in near if speaker in one.on_behalf_of]),
    ):
        if kept:
            yield name, tuple(kept)


def _invitations(
    roles: Sequence[_Role], archive: Archive, signs: str, answers: Sequence[v.Vocabulary] = ()
) -> Section | None:
    passive = "x" in signs or bool(answers)
    parts: dict[str, str] = {"response": answers[0].value} if answers else {}
    for role in roles:
        sign = role.item.sign
        if sign in "LC" and (role.verb == "h" or role.prep == "t"):
            name = "visit"
        elif sign in "PB" and not role.verb and not role.prep:
            name = "invitee" if passive else "inviter"
        elif sign in "PB" and role.prep in ("k", "f", "e"):
            name = "inviter"
        elif sign in "PB" and role.verb == "v" and role.prep in ("", "t"):
            name = "invitee"
        else:
            return None
        if name in parts:
            return None
        parts[name] = role.item.ids[0]
    found = tuple(one for one in archive.invitations() if _invites(one, parts))
    return Section("invitation", found, tuple(parts.items()))


def _invites(one: m.Invitation, parts: dict[str, str]) -> bool:
    invitees = [
        invitee.person
        for invitee in one.invitees
        if "response" not in parts or (invitee.response and invitee.response.id == parts["response"])
    ]
    return (
        ("inviter" not in parts or parts["inviter"] in (one.inviters or ()))
        and ("invitee" not in parts or parts["invitee"] in invitees)
        and ("visit" not in parts or parts["visit"] == one.visit)
        and bool(invitees)
    )


def _undertakings(roles: Sequence[_Role], archive: Archive) -> Section | None:
    between, areas, labels, spans = list[str](), list[str](), list[Label](), list[Span]()
    for role in roles:
        item = role.item
        if item.sign in "PB" and role.prep in ("|", "f", "y"):
            between.append(item.ids[0])
        elif item.sign == "A" and role.prep == "o":
            areas.append(item.ids[0])
        elif item.sign == "D" and item.span and role.prep in ("", "f", "t", "i"):
            spans.append(item.span)
        else:
            return None
        name = {"A": "area", "D": "on"}.get(item.sign, "between")
        labels.append((name, written(item.span) if item.sign == "D" else item.ids[0]))
    found = archive.undertakings(between=tuple(between) or None, area=tuple(areas) or None)
    kept = [one for one in found if all(_of_time(one, span, archive) for span in spans)]
    return Section("undertaking", kept if spans else found, tuple(labels))


def _of_time(one: m.Undertaking, span: Span, archive: Archive) -> bool:
    """Tell whether an undertaking is for a time, or was raised at a meeting of it."""
    if one.when and one.when.within and span.year is not None:
        first, last = parse_interval(one.when.within)
        if first <= span.last and span.first <= last:
            return True
    meetings = {*one.at, *(id_ for raised in one.raised_in for id_ in archive.statement(raised).meetings)}
    return any(in_span(day, span) for id_ in meetings for day in archive.meeting(id_).dates)


def in_span(day: dt.date, span: Span) -> bool:
    """Tell whether a day is in a day, month or year."""
    return all(
        asked in (None, number)
        for asked, number in ((span.year, day.year), (span.month, day.month), (span.day, day.day))
    )


def _articles(roles: Sequence[_Role], archive: Archive) -> Section | None:
    found: list[m.Article] = list(archive.articles())
    labels = list[Label]()
    for role in roles:
        item = role.item
        if item.sign == "D" and item.span and role.prep in ("", "i", "j", "f"):
            found = [one for one in found if in_span(one.published, item.span)]
            labels.append(("published", written(item.span)))
        elif item.sign == "Y" and role.prep in ("", "f", "k"):
            found = [one for one in found if one.byline == item.ids[0]]
            labels.append(("byline", item.ids[0]))
        else:
            return None
    return Section("article", found, tuple(labels))


def _identity(roles: Sequence[_Role], archive: Archive) -> Section | None:
    if len(roles) != 1 or roles[0].item.sign not in "PCBLA" or roles[0].prep:
        return None
    found = archive.identity(roles[0].item.ids[0])
    return Section(_TABLE[type(found)], (found,), identity=True) if found else None


_TABLE: dict[type[m.Record], str] = {
    m.Person: "person", m.Party: "party", m.Organisation: "organisation", m.Country: "country", m.Place: "place",
    m.CooperationArea: "area",
}  # fmt: skip
