"""Check the coding rules: a span, date, term or area is what the printed words say."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from diplomacy_archive._dates import Span, find_spans, parse_interval, years_in
from diplomacy_archive._text import case_words, closest
from diplomacy_archive.files._checks.findings import Check, Finding, Known, Path
from diplomacy_archive.files._checks.walking import everything, quoted
from diplomacy_archive.records import _models as m
from diplomacy_archive.records._ids import meeting_id
from diplomacy_archive.records._vocabulary import (
    Act,
    AreaKind,
    Framing,
    Kind,
    OrganisationKind,
    PartOfDay,
    Role,
    Vocabulary,
)
from diplomacy_archive.records._walk import Term, walk

_OPEN = frozenset(("trước", "sau", "đến", "tới", "từ", "before", "after", "until", "by", "to", "since", "from"))
"""Words that reach beyond the years they stand beside."""


def spans_hold_their_words(records: m.Records, _known: Known) -> Iterator[Finding]:
    """A span holds the years that its words print, no other unless they reach beyond, and unclear ones whole."""
    for record, path, when in _plan_times(records):
        years = years_in(when.printed)
        if when.within is None or not years:
            continue
        first, last = parse_interval(when.within)
        at = (*path, "within")
        open_ = _OPEN.intersection(case_words(when.printed).split())
        if first.year > min(years) or last.year < max(years):
            message = f"the span {when.within!r} must hold the years its words print, {when.printed!r}"
            yield Finding(record, at, "D01", message)
        elif not open_ and (first.year, last.year) != (min(years), max(years)):
            message = f"the span {when.within!r} must hold no other years than its words print, {when.printed!r}"
            yield Finding(record, at, "D01", message)
        elif when.unclear and (first.month, first.day, last.month, last.day) != (1, 1, 12, 31):
            message = f"{when.printed!r} is unclear; its span must hold the years whole, not {when.within!r}"
            yield Finding(record, at, "D01", message)


def dates_are_the_printed_ones(records: m.Records, _known: Known) -> Iterator[Finding]:
    """A meeting's date and part of day are those of its printed words, and an inferred year is declared."""
    for report in records.reports:
        when = report.when
        if when.within and when.printed:
            years = set(years_in(when.printed))
            first, last = parse_interval(when.within)
            if years and not {first.year, last.year} <= years:
                message = (
                    f"the span {when.within!r} must hold no other years than its words print, {when.printed!r}"
                )
                yield Finding(report, ("when", "within"), "D01", message)
        if when.printed is None:
            if when.date or when.part_of_day:
                message = "printed must be the words for the time, where a date or part of day is recorded"
                yield Finding(report, ("when", "printed"), "D02", message)
            continue
        spans = [span for span, _, _ in find_spans(when.printed)]
        # A printed year holds any day, so a day is held against the days, and its year against the years.
        days, years = [span for span in spans if span.day], {span.year for span in spans if span.year}
        on = Span(*when.date.timetuple()[:3]) if when.date else None
        held = any(_holds(span, on) for span in days or spans) if on else True
        if on and spans and not (held and (not years or on.year in years)):
            message = f"the date {when.date} is not the one printed, {when.printed!r}; mend one"
            yield Finding(report, ("when", "date"), "D02", message)
        if when.date and not any(span.year for span in spans) and "date" not in dict(report.inferred):
            message = f"{when.printed!r} prints no year; say in inferred: {{date: …}} where it comes from"
            yield Finding(report, ("when", "date"), "D04", message)
        parts = PartOfDay.printed_in(when.printed)
        # "chiều tối" prints two: one of them, or null.
        if when.part_of_day not in (parts if len(parts) == 1 else {*parts, None}):
            found = " or ".join(sorted(parts)) or "null"
            message = f"part_of_day must be what {when.printed!r} prints, {found}; found {when.part_of_day}"
            yield Finding(report, ("when", "part_of_day"), "D02", message)


def words_mean_their_term(records: m.Records, _known: Known) -> Iterator[Finding]:
    """A printed word is not one of other terms only; a verb or kind is known, or `inferred` says why it fits."""
    for record in everything(records):
        for path, held, mark in walk(record):
            if not isinstance(mark, Term):
                continue
            term, printed = held
            meant = type(term).printed_in(printed)
            if meant and not _fits(term, meant, printed):
                others = " or ".join(sorted(meant))
                yield Finding(record, path, "D03", f"{printed!r} prints {others}, not {term}; mend one")
            elif (
                not meant and isinstance(term, Act | Kind) and path[0] not in dict(getattr(record, "inferred", ()))
            ):
                known = f"which has {_nearest(term, printed)}"
                way = f"mend one, or say in inferred: {{{path[0]}: …}} why it fits"
                message = f"{printed!r} is not in the vocabulary, {known}; {way}"
                yield Finding(record, (*path[:-1], "printed"), "D11", message)


def _nearest(term: Vocabulary, printed: str) -> str:
    """Return the words most like those printed, each with its term, and the first of the term's own."""
    words = {word: other for other in type(term) for word in other.words}
    near = [word for word in closest(printed, list(words), most=2) if words[word] is not term]
    return ", ".join(f"{word} for {words[word]}" for word in (*near, *term.words[:3]))


def chairs_are_of_their_body(records: m.Records, _known: Known) -> Iterator[Finding]:
    """A "Chủ tịch" of a party is its chair, of a country its state president, of any other body its head."""
    roles: dict[str, Iterable[Role]] = dict.fromkeys((one.id for one in records.parties), (Role.PARTY_CHAIR,))
    roles |= dict.fromkeys((one.id for one in records.countries), (Role.STATE_PRESIDENT, Role.HEAD))
    for body in records.organisations:
        is_house = body.kind is OrganisationKind.LEGISLATURE
        roles[body.id] = (Role.SPEAKER_OF_PARLIAMENT, Role.HEAD) if is_house else (Role.HEAD,)
    chairs = set(Role.named("Chủ tịch"))
    told: tuple[m.Report | m.Mention, ...] = (*records.reports, *records.mentions)
    for record in told:
        for path, capacity in _capacities(record):
            fitting = roles.get(capacity.of or "", chairs)
            if Role.printed_in(capacity.printed) >= chairs and capacity.role in chairs.difference(fitting):
                which = " or ".join(fitting)
                message = f"{capacity.printed!r} of {capacity.of!r} is {which}, not {capacity.role}; mend one"
                yield Finding(record, (*path, "role"), "D03", message)


def _capacities(record: m.Report | m.Mention) -> Iterator[tuple[Path, m.Capacity]]:
    holders: list[tuple[Path, m.Participant | m.Mention]] = [((), record)] if isinstance(record, m.Mention) else []
    if isinstance(record, m.Report):
        holders = [(("participants", index), one) for index, one in enumerate(record.participants)]
    for path, holder in holders:
        for index, capacity in enumerate(holder.capacities):
            yield (*path, "capacities", index), capacity


def inferences_name_fields(records: m.Records, _known: Known) -> Iterator[Finding]:
    """What `inferred` and `outside` excuse is a field that the record has and gives; codes are always outside."""
    for record in everything(records, "inferred"):
        for name, _why in getattr(record, "inferred", ()):
            if name != "date" and not _is_field(type(record), name):
                message = f"inferred must name a field of this record, found {name!r}"
                yield Finding(record, ("inferred", name), "D04", message)
    for record in everything(records, "outside"):
        for name, _source in getattr(record, "outside", ()):
            value: Any = record
            for step in name.split("."):
                value = getattr(value, step, None)
            if not value:
                message = f"outside must name a field this record gives, found {name!r}"
                yield Finding(record, ("outside", name), "D07", message)
    for record in everything(records, "external"):
        if isinstance(record, m.Identity) and record.external and not record.is_outside("external"):
            message = "external is from no article; say in outside: {external: …} where it is from"
            yield Finding(record, ("external",), "D07", message)


def what_lies_where_is_quoted_or_outside(records: m.Records, _known: Known) -> Iterator[Finding]:
    """What a place lies in, and what country or body something belongs to, is quoted or declared outside."""
    steps = [
        (one, field, above)
        for field in ("within", "country", "part_of")
        for one in everything(records, field)
        if isinstance(one, m.Identity) and (above := getattr(one, field)) and not one.is_outside(field)
    ]
    asked = {id_ for one, _, above in steps for id_ in (one.id, above)}
    forms = {one.id: _words_of(one) for one in records.identities() if one.id in asked}
    # Phrases by their words, for those words that a form begins with: a form is sought in few of them.
    phrases: dict[str, list[str]] = {form.split()[0]: [] for found in forms.values() for form in found}
    for phrase in {f" {case_words(quote.phrase)} " for *_, found in quoted(records) for quote in found if steps}:
        for word in phrases.keys() & set(phrase.split()):
            phrases[word].append(phrase)
    for one, field, above in steps:
        named = (phrase for form in forms[one.id] for phrase in phrases[form.split()[0]] if form in phrase)
        if not any(form in phrase for phrase in named for form in forms.get(above, ())):
            way = f"say in outside: {{{field}: …}} where it is from"
            yield Finding(one, (field,), "D07", f"no quote names {one.id!r} and {above!r} together; {way}")


def summaries_are_given(records: m.Records, _known: Known) -> Iterator[Finding]:
    """A summary, and an article's label, is given in Vietnamese or English."""
    for field in ("summary", "label"):
        for record in everything(records, field):
            text = getattr(record, field)
            if not (text.vi or text.en):
                yield Finding(record, (field,), "D05", f"{field} must be given in vi or en, in our own words")


def meeting_ids_follow_the_rule(records: m.Records, known: Known) -> Iterator[Finding]:
    """A meeting's id is its day, then who was met: by `records/_ids.py`, or released so before.

    The first-printed participant of another country gives the last part of their id; where the archive's own
    country is not at the table, both sides do. By the report that is published first.
    """
    first: dict[str, m.Report] = {}
    published = {article.id: article.published for article in records.articles}
    reports = sorted(
        (report for report in records.reports if report.article in published),
        key=lambda report: (published[report.article], report.article),
    )
    for report in reports:
        is_further = first.setdefault(report.meeting, report) is not report
        unknown = report.when.date is None and not _guests(report, known.home)
        if is_further and unknown and "meeting" not in dict(report.inferred):
            message = (
                f"{first[report.meeting].article!r} may tell of another {report.meeting!r}, which has neither "
                "day nor name; add a letter, as in undated-cu-b, or say in inferred: {meeting: …} why it is one"
            )
            yield Finding(report, ("meeting",), "D06", message)
    for report in first.values():
        date = report.when.date
        if date and not report.meeting.startswith(f"{date.isoformat()}-"):
            message = f"the id must start with the meeting's date, {date}-…, found {report.meeting!r}"
            yield Finding(report, ("meeting",), "D06", message)
        elif known.home and "meeting" not in dict(report.inferred):
            wanted = meeting_id(
                date,
                [(one.person or "", one.side) for one in report.participants],
                known.home,
                kind=report.kind.id.value,
                part_of_day=report.when.part_of_day,
                taken=first.keys() - {report.meeting},
            )
            guests = _guests(report, known.home)
            # Of two that nothing else tells apart the later has a letter.
            plain = meeting_id(date, [(one.person or "", one.side) for one in report.participants], known.home)
            lettered = (not date or not guests) and re.fullmatch(f"{re.escape(plain)}-[b-z]", report.meeting)
            if wanted != report.meeting and not lettered:
                who = "last part of the first-printed guest's id" if guests else "guest's country, who is not named"
                message = (
                    f"the id must be {wanted!r}: the day, then the {who}; an id that was released stays, and "
                    "inferred: {meeting: …} says so"
                )
                yield Finding(report, ("meeting",), "D06", message)


def _guests(report: m.Report, home: str | None) -> list[str]:
    """Return the people of other countries whom a report names."""
    return [one.person for one in report.participants if one.person and one.side != home]


def areas_know_their_words(records: m.Records, _known: Known) -> Iterator[Finding]:
    """The words of an area mention are a name, an alias or a printed term of the area."""
    topics = {area.id for area in records.areas if area.kind is AreaKind.TOPIC}
    printed = {area.id: {*area.forms, *area.printed} for area in records.areas}
    terms = {id_: {case_words(term) for term in found} for id_, found in printed.items()}
    for record in everything(records, "areas"):
        for index, mention in enumerate(getattr(record, "areas", ())):
            if mention.framing is Framing.DOMESTIC and mention.id in topics:
                message = f"{mention.id!r} is a topic; only a field of cooperation can be one side's own task"
                yield Finding(record, ("areas", index, "framing"), "D08", message)
            if mention.id not in terms or mention.printed in printed[mention.id]:
                continue
            if case_words(mention.printed) not in terms[mention.id]:
                message = (
                    f"{mention.printed!r} is no printed term of {mention.id!r}; "
                    "add it to the area in areas.yaml, or mend the id"
                )
                yield Finding(record, ("areas", index, "printed"), "D08", message)


def codes_are_of_the_scheme(records: m.Records, known: Known) -> Iterator[Finding]:
    """A mapping gives codes that its scheme has, to areas of the register or acts of the vocabulary."""
    for scheme in records.mappings:
        ids = {"areas": known.ids.get("areas", set()), "acts": set(Act)}[scheme.of]
        codes = [code for code, _ in scheme.codes]
        for id_, code in scheme.given:
            if id_ not in ids and scheme.of not in known.incomplete:
                near = closest(id_, sorted(ids), most=1)
                message = f"{id_!r} must be one of the {scheme.of}{f'; did you mean {near[0]}?' if near else ''}"
                yield Finding(scheme, ("given", id_), "R02", message)
            if code not in codes:
                message = f"{code!r} must be one of the scheme's codes, {', '.join(codes)}"
                yield Finding(scheme, ("given", id_), "F04", message)


def articles_are_dated_in_order(records: m.Records, _known: Known) -> Iterator[Finding]:
    """An article is seen and coded on or after the day it was published; its address is from outside its text."""
    for article in records.articles:
        days = [(("seen",), article.seen), *((("coded", at, "on"), one.on) for at, one in enumerate(article.coded))]
        for path, day in days:
            if day and day < article.published:
                message = f"{day} is before the article was published, {article.published}; mend one"
                yield Finding(article, path, "D02", message)
        for name in ("url", "archived"):
            if getattr(article, name) and not dict(article.outside).get(name):
                message = f"an address is not in the text; say in outside: {{{name}: …}} where it is from"
                yield Finding(article, (name,), "D07", message)


def meetings_have_two_sides(records: m.Records, _known: Known) -> Iterator[Finding]:
    """A meeting has participants on two sides at least, each once."""
    for report in records.reports:
        if len({one.side for one in report.participants}) < 2:
            yield Finding(
                report, ("participants",), "D09", "a meeting must have participants on two sides at least"
            )
        keys = [one.key for one in report.participants]
        for index, key in enumerate(keys):
            if key in keys[:index]:
                message = f"{key!r} is a participant twice; join the two"
                yield Finding(report, ("participants", index), "R01", message)


def sides_are_countries(records: m.Records, _known: Known) -> Iterator[Finding]:
    """Somebody on the side of a country's party or organisation is on that country's side."""
    bodies = {body.id: body for body in (*records.parties, *records.organisations)}
    for report in records.reports:
        for index, one in enumerate(report.participants):
            country = _country_of(one.side, bodies)
            if country:
                message = (
                    f"side must be the country of {one.side!r}, {country!r}; the body goes into a capacity's of"
                )
                yield Finding(report, ("participants", index, "side"), "D12", message)


def _country_of(side: str | None, bodies: Mapping[str, Any]) -> str | None:
    """Return the country that a party or organisation is of, by its country or what it is part of."""
    seen: set[str] = set()
    while side is not None and side in bodies and side not in seen:
        seen.add(side)
        side = bodies[side].country or getattr(bodies[side], "part_of", None)
    return side if seen and side not in bodies else None


def _plan_times(records: m.Records) -> Iterator[tuple[m.Record, Path, m.PlanTime]]:
    timed: tuple[tuple[m.Statement | m.Invitation | m.Undertaking | m.Background, ...], ...]
    timed = (records.statements, records.invitations, records.undertakings, records.background)
    for found in timed:
        for record in found:
            if record.when is not None:
                yield record, ("when",), record.when


def _words_of(one: m.Identity) -> list[str]:
    """Return each written form of a name as words between spaces; a name may have none."""
    return [f" {words} " for name in one.forms if (words := case_words(name))]


def _holds(span: Span, day: Span) -> bool:
    return span.year in (None, day.year) and span.month in (None, day.month) and span.day in (None, day.day)


def _is_field(model: type[m.Record], name: str) -> bool:
    """Tell whether a model has a field, or `field.inner` in the records that the field holds."""
    field, _, inner = name.partition(".")
    if field not in model.model_fields:
        return False
    held = m.records_in(model.model_fields[field].annotation)
    return not inner or any(_is_field(one, inner) for one in held)


def _fits(term: Vocabulary, meant: Collection[Vocabulary], printed: str) -> bool:
    if term in meant:
        return True
    if not isinstance(term, Role):
        return False
    # "Phó Chủ nhiệm" is no head: another office's words count where the title opens with them.
    words = case_words(printed)
    return term is Role.OTHER and not any(
        words.startswith(case_words(word)) for role in meant for word in role.words
    )


def sides_are_those_of_their_capacities(records: m.Records, _known: Known) -> Iterator[Finding]:
    """Whoever is printed in a capacity of one country is not on the side of another."""
    country = {one.id: one.id for one in records.countries}
    country |= {one.id: one.country for one in records.parties if one.country}
    country |= {one.id: one.country for one in records.organisations if one.country}
    forms = {one.id: _words_of(one) for one in records.countries}

    @cache
    def named(printed: str) -> frozenset[str]:
        words = f" {case_words(printed)} "
        return frozenset(id_ for id_, names in forms.items() if any(name in words for name in names))

    for report in records.reports:
        for index, one in enumerate(report.participants):
            for capacity in one.capacities if one.side in forms else ():
                of = named(capacity.printed)
                of |= {country[capacity.of]} if capacity.of in country else set()
                if of and one.side not in of:
                    message = (
                        f"{capacity.printed!r} is of {', '.join(sorted(of))}, the side is {one.side!r}; mend one"
                    )
                    yield Finding(report, ("participants", index, "side"), "D13", message)


CHECKS: Sequence[Check] = (
    codes_are_of_the_scheme,
    spans_hold_their_words,
    dates_are_the_printed_ones,
    words_mean_their_term,
    chairs_are_of_their_body,
    inferences_name_fields,
    what_lies_where_is_quoted_or_outside,
    summaries_are_given,
    meeting_ids_follow_the_rule,
    articles_are_dated_in_order,
    sides_are_those_of_their_capacities,
    areas_know_their_words,
    meetings_have_two_sides,
    sides_are_countries,
)
