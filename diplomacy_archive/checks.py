"""Hold the records to the coding rules: each check is one function, its rule the docstring.

A check yields findings about records and knows no files; the loader says where each record stands.
What only the article's text can prove is in `texts`.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from diplomacy_archive import models as m
from diplomacy_archive.dates import Span, find_spans, parse_interval, years_in
from diplomacy_archive.errors import either
from diplomacy_archive.text import case_words, count_words
from diplomacy_archive.vocabulary import (
    COMPARATIVE_AGENDAS,
    PartOfDay,
    Role,
    Vocabulary,
)

MAX_WORDS = 15
"""A quote's longest length, in words; citations stay short."""

Path = tuple[str | int, ...]


class Finding(NamedTuple):
    """Something to mend: the top-level record, the path inside it, the code and what to do."""

    record: m.Record
    path: Path
    code: str
    message: str


class Known(NamedTuple):
    """The ids that references may name, by register, and the registers that could not be read whole."""

    ids: Mapping[str, Collection[str]]
    incomplete: frozenset[str] = frozenset()


Check = Callable[[m.Records, Known], Iterable[Finding]]


def check(records: m.Records, known: Known | None = None) -> Iterator[Finding]:
    """Yield every finding of every check.

    Args:
        records: The records that could be made.
        known: Which ids exist, also of records that could not be made; by default those of `records`.
    """
    known = known or Known(ids_of(records))
    for rule in CHECKS:
        yield from rule(records, known)


def ids_of(records: m.Records) -> dict[str, set[str]]:
    """Return the ids that the records define, by register."""
    ids: dict[str, set[str]] = {name: {item.id for item in getattr(records, name)} for name in m.REGISTERS}
    ids["articles"] = {article.id for article in records.articles}
    ids["meetings"] = {report.meeting for report in records.reports}
    ids["statements"] = {statement.id for statement in records.statements}
    return ids


# --- References -----------------------------------------------------------------------------------

_ACTORS = ("people", "countries", "parties", "organisations")
_SIDES = ("countries", "organisations", "parties")
_WHERE = ("places", "countries")
_ANY = tuple(m.REGISTERS)

REFERENCES: dict[type[m.Record], dict[str, tuple[str, ...]]] = {
    m.Person: {"country": ("countries",)},
    m.Party: {"country": ("countries",)},
    m.Organisation: {"country": ("countries",), "part_of": _SIDES},
    m.Place: {"within": _WHERE},
    m.CooperationArea: {"parent": ("areas",)},
    m.Photo: {"meeting": ("meetings",)},
    m.Credit: {"organisation": ("organisations",)},
    m.PersonShown: {"person": ("people",)},
    m.Report: {"place": _WHERE, "according_to": (*_SIDES, "people"), "refs": _ANY},
    m.Participant: {"person": ("people",), "side": _SIDES},
    m.Capacity: {"of": _ACTORS},
    m.Mention: {"person": ("people",)},
    m.Statement: {
        "meetings": ("meetings",),
        "speakers": ("people",),
        "about": _ACTORS,
        "on_behalf_of": _ACTORS,
        "addressees": _ACTORS,
        "according_to": (*_SIDES, "people"),
        "refs": _ANY,
    },
    m.AreaMention: {"id": ("areas",)},
    m.Invitation: {
        "inviters": _ACTORS,
        "conveyed_by": ("people",),
        "visit": _WHERE,
        "raised_in": ("statements",),
        "refs": _ANY,
    },
    m.Invitee: {"person": ("people",)},
    m.Undertaking: {"between": _ACTORS, "raised_in": ("statements",), "refs": _ANY},
    m.Background: {"about": _ACTORS, "place": _WHERE, "refs": _ANY},
}
"""For each field that names other records: the registers whose ids it may hold."""


def references_exist(records: m.Records, known: Known) -> Iterator[Finding]:
    """Every id that a record names is recorded, in a register that the field may name."""
    for record in _all(records):
        for path, id_, registers in references(record):
            if any(id_ in known.ids.get(name, ()) for name in registers):
                continue
            if known.incomplete.intersection(registers):
                continue
            elsewhere = [name for name, ids in known.ids.items() if id_ in ids]
            near = _near(id_, [other for name in registers for other in known.ids.get(name, ())])
            found = f"it is one of the {elsewhere[0]}" if elsewhere else f"{near}record it there, or mend the id"
            yield Finding(record, path, "R02", f"{id_!r} must be an id of {either(registers)}; {found}")


def _near(id_: str, ids: Sequence[str]) -> str:
    if len(ids) > 5000:  # likeness is slow, and there may be many to tell
        return ""
    lower = {other.lower(): other for other in ids}
    close = difflib.get_close_matches(id_.lower(), lower, 1, 0.7)
    return f"did you mean {lower[close[0]]!r}? else " if close else ""


def references(record: m.Record, path: Path = ()) -> Iterator[tuple[Path, str, tuple[str, ...]]]:
    """Yield each id that a record names, where in it, and the registers it may be of."""
    targets, nested = _plan(type(record))
    for name, registers in targets:
        for inner, id_ in _named(name, getattr(record, name)):
            yield (*path, *inner), id_, registers
    for name in nested:
        value = getattr(record, name)
        if isinstance(value, tuple):
            for index, item in enumerate(value):
                yield from references(item, (*path, name, index))
        elif value is not None:
            yield from references(value, (*path, name))


def _named(name: str, value: Any) -> Iterator[tuple[Path, str]]:
    """Yield the ids that a field holds, each with its place."""
    if value is None:
        return
    if isinstance(value, str):
        yield (name,), value
    elif isinstance(value, m.Resolved):
        yield (name, "id"), value.id
    elif name == "refs":
        yield from (((name, expression, at), id_) for expression, ids in value for at, id_ in enumerate(ids))
    else:
        yield from (((name, index), id_) for index, id_ in enumerate(value))


@cache
def _plan(model: type[m.Record]) -> tuple[tuple[tuple[str, tuple[str, ...]], ...], tuple[str, ...]]:
    """Return which fields of a model hold references, and which hold records that do."""
    targets = REFERENCES.get(model, {})
    nested = tuple(
        name
        for name, field in model.model_fields.items()
        if name not in targets and any(any(_plan(inner)) for inner in models_in(field.annotation))
    )
    return tuple(targets.items()), nested


def models_in(annotation: Any) -> list[type[m.Record]]:
    """Return the record types inside a type annotation."""
    found = [annotation] if isinstance(annotation, type) and issubclass(annotation, m.Record) else []
    return found + [model for argument in getattr(annotation, "__args__", ()) for model in models_in(argument)]


_EVIDENCED = ("statements", "mentions", "invitations", "undertakings", "background")


def texts_are_of_one_article(records: m.Records, _known: Known) -> Iterator[Finding]:
    """A text is of one article: no fingerprint is given twice."""
    owners: dict[str, str] = {}
    for article in records.articles:
        for index, fingerprint in enumerate(article.fingerprints):
            owner = owners.setdefault(fingerprint.sha256, article.id)
            if owner != article.id or fingerprint in article.fingerprints[:index]:
                message = f"this is a text of {owner!r} already; an article is recorded once"
                yield Finding(article, ("fingerprints", index, "sha256"), "R01", message)


def ids_are_unique(records: m.Records, _known: Known) -> Iterator[Finding]:
    """An id is given once, and by one register; a meeting is reported once an article."""
    owners: dict[str, str] = {}
    for name in (*m.REGISTERS, "articles"):
        for record in getattr(records, name):
            owner = owners.setdefault(record.id, name)
            if owner is not name:
                yield Finding(record, ("id",), "R03", f"the id {record.id!r} is one of the {owner} too; rename one")
    for names in (*((name,) for name in (*m.REGISTERS, "articles")), _EVIDENCED):
        seen: set[str] = set()
        for record in (record for name in names for record in getattr(records, name)):
            if record.id in seen:
                yield Finding(record, ("id",), "R01", f"the id {record.id!r} is used twice; rename one")
            seen.add(record.id)
    reported: set[tuple[str, str]] = set()
    for report in records.reports:
        pair = (report.meeting, report.article)
        if pair in reported:
            yield Finding(
                report,
                ("meeting",),
                "R01",
                f"{report.meeting!r} is reported twice in this file; join the two",
            )
        reported.add(pair)
        if report.meeting in owners:
            message = f"the id {report.meeting!r} is one of the {owners[report.meeting]} too; rename one"
            yield Finding(report, ("meeting",), "R03", message)


def lists_name_each_once(records: m.Records, _known: Known) -> Iterator[Finding]:
    """A list of ids names each of them once."""
    for record in _all(records):
        seen: set[tuple[Path, str]] = set()
        for path, id_, _registers in references(record):
            here = (path[:-1], id_)
            if isinstance(path[-1], int) and here in seen:
                yield Finding(record, path, "R01", f"{id_!r} is listed twice here; remove one")
            seen.add(here)


def trees_have_no_cycle(records: m.Records, _known: Known) -> Iterator[Finding]:
    """No area is its own ancestor, no place lies within itself, and no organisation is part of itself."""
    trees: Mapping[str, Sequence[Any]] = {
        "parent": records.areas, "within": records.places, "part_of": records.organisations
    }  # fmt: skip
    for field, items in trees.items():
        above = {item.id: getattr(item, field) for item in items}
        done: set[str] = set()
        for item in items:
            way: list[str] = []
            step = item.id
            while step in above and step not in done:
                done.add(step)
                way.append(step)
                step = above[step]
            if step in way:  # told once, where the first of its members stands
                circle = way[way.index(step) :]
                first = next(other for other in items if other.id in circle)
                listed = " > ".join([*circle, step])
                yield Finding(first, (field,), "R04", f"{field} must not come round, {listed}; mend one of them")


def speakers_attended(records: m.Records, known: Known) -> Iterator[Finding]:
    """Each speaker attended one of the statement's meetings, and each meeting has one of the speakers."""
    present: dict[str, set[str | None]] = {}
    for report in records.reports:
        present.setdefault(report.meeting, set()).update(one.person for one in report.participants)
    for statement in records.statements:
        if known.incomplete & {"meetings", *statement.meetings} or not present.keys() >= set(statement.meetings):
            continue  # told as a reference to nothing, or a report could not be read
        for index, speaker in enumerate(statement.speakers):
            if not any(speaker in present[meeting] for meeting in statement.meetings):
                message = f"{speaker!r} attended none of the statement's meetings; mend speakers or meetings"
                yield Finding(statement, ("speakers", index), "R05", message)
        for index, meeting in enumerate(statement.meetings):
            if not present[meeting].intersection(statement.speakers):
                message = f"no speaker of the statement attended {meeting!r}; add who spoke there or remove it"
                yield Finding(statement, ("meetings", index), "R06", message)


# --- Evidence -------------------------------------------------------------------------------------


def quotes_are_citations(records: m.Records, _known: Known) -> Iterator[Finding]:
    """A quote has at most 15 words, cites a paragraph the article has, and is given once a record."""
    paragraphs = {article.id: article.paragraphs for article in records.articles}
    for record, path, quotes in _quotes(records):
        seen: set[m.Quote] = set()
        for index, quote in enumerate(quotes):
            at = (*path, "quotes", index)
            words = count_words(quote.phrase)
            if words > MAX_WORDS:
                message = f"a quote must have at most {MAX_WORDS} words, this has {words}; cite fewer"
                yield Finding(record, at, "E01", message)
            last = paragraphs.get(quote.article)
            if last is not None and quote.paragraph > last:
                message = f"the article has {last} paragraphs; there is no paragraph {quote.paragraph}"
                yield Finding(record, at, "E02", message)
            if quote in seen:
                yield Finding(
                    record, at, "E07", f"the quote {str(quote)!r} stands twice in this record; remove one"
                )
            seen.add(quote)


def ids_name_their_paragraph(records: m.Records, _known: Known) -> Iterator[Finding]:
    """An id like `p14a` names the paragraph of the record's first quote, and its article; a photo's too."""
    for record in records.evidenced():
        id_ = getattr(record, "id", None)
        paragraph = record.quotes[0].paragraph
        if id_ is None:
            continue
        article, local = id_.split("/")
        if _paragraph(local) != paragraph:
            message = f"{local!r} must name the paragraph of its first quote, {paragraph}; mend one"
            yield Finding(record, ("id",), "E04", message)
        elif article != record.article:
            yield Finding(record, ("id",), "E04", f"{id_!r} names another article; write {local!r}")
    for article in records.articles:
        for index, photo in enumerate(article.photos):
            if photo.paragraph != photo.quotes[0].paragraph:
                message = (
                    f"the photo's caption must be the paragraph it cites, {photo.quotes[0].paragraph}; mend one"
                )
                yield Finding(article, ("photos", index, "paragraph"), "E04", message)


def paragraphs_are_cited(records: m.Records, known: Known) -> Iterator[Finding]:
    """Each paragraph is cited by some fact, or `uncited` says why not; never both."""
    cited: dict[str, set[int]] = {}
    for _record, _path, quotes in _quotes(records):
        for quote in quotes:
            cited.setdefault(quote.article, set()).add(quote.paragraph)
    for article in records.articles:
        here = cited.get(article.id, set())
        excused = dict(article.uncited)
        for paragraph in excused:
            at: Path = ("uncited", str(paragraph))
            if paragraph in here:
                yield Finding(article, at, "E06", f"paragraph {paragraph} is cited; remove it from uncited")
            elif paragraph > article.paragraphs:
                yield Finding(
                    article, at, "E02", f"the article has {article.paragraphs} paragraphs, not {paragraph}"
                )
        missing = set(range(1, article.paragraphs + 1)) - here - excused.keys()
        if missing and article.id not in known.incomplete:
            message = f"no fact cites paragraph {_ranges(missing)}; cite it or say why not in uncited"
            yield Finding(article, ("uncited",), "E05", message)


# --- Editorial rules ------------------------------------------------------------------------------


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
        spans = [span for span, _, _ in find_spans(when.printed)]
        if when.date and spans and not any(_holds(span, Span(*when.date.timetuple()[:3])) for span in spans):
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
    """A printed word that the vocabulary knows for other terms only is not recorded as this one."""
    for record in _all(records):
        for path, term, printed in _terms(record, ()):
            meant = type(term).printed_in(printed)
            if meant and not _fits(term, meant, printed):
                others = " or ".join(sorted(meant))
                yield Finding(record, path, "D03", f"{printed!r} prints {others}, not {term}; mend one")


def inferences_name_fields(records: m.Records, _known: Known) -> Iterator[Finding]:
    """What `inferred` and `outside` excuse is a field that the record has and gives; codes are always outside."""
    for statement in records.statements:
        if statement.act.printed is None and "act" not in dict(statement.inferred):
            message = "no verb is printed; say in inferred: {act: …} why this act is recorded"
            yield Finding(statement, ("act", "printed"), "D04", message)
    for record in _all(records):
        for name, _why in getattr(record, "inferred", ()):
            if name != "date" and not _is_field(type(record), name):
                message = f"inferred must name a field of this record, found {name!r}"
                yield Finding(record, ("inferred", name), "D04", message)
        for name, _source in getattr(record, "outside", ()):
            value: Any = record
            for step in name.split("."):
                value = getattr(value, step, None)
            if not value:
                message = f"outside must name a field this record gives, found {name!r}"
                yield Finding(record, ("outside", name), "D07", message)
        for name in ("external", "cap"):
            if getattr(record, name, None) and name not in dict(getattr(record, "outside", ())):
                message = f"{name} is from no article; say in outside: {{{name}: …}} where it is from"
                yield Finding(record, (name,), "D07", message)


def summaries_are_given(records: m.Records, _known: Known) -> Iterator[Finding]:
    """A summary, and an article's label, is given in Vietnamese or English."""
    for record in _all(records):
        for field in ("summary", "label"):
            text = getattr(record, field, None)
            if text is not None and not (text.vi or text.en):
                yield Finding(record, (field,), "D05", f"{field} must be given in vi or en, in our own words")


def meeting_ids_start_with_their_date(records: m.Records, _known: Known) -> Iterator[Finding]:
    """A meeting's id starts with the date of the report that is published first."""
    first: dict[str, m.Report] = {}
    published = {article.id: article.published for article in records.articles}
    for report in sorted(
        (report for report in records.reports if report.article in published),
        key=lambda report: (published[report.article], report.article),
    ):
        first.setdefault(report.meeting, report)
    for report in first.values():
        date = report.when.date
        if date and not report.meeting.startswith(f"{date.isoformat()}-"):
            message = f"the id must start with the meeting's date, {date}-…, found {report.meeting!r}"
            yield Finding(report, ("meeting",), "D06", message)


def areas_know_their_words(records: m.Records, _known: Known) -> Iterator[Finding]:
    """The words of an area mention are a name, an alias or a printed term of the area."""
    terms = {area.id: {case_words(term) for term in (*_names(area), *area.printed)} for area in records.areas}
    for record in _all(records):
        for index, mention in enumerate(getattr(record, "areas", ())):
            if mention.id in terms and case_words(mention.printed) not in terms[mention.id]:
                message = (
                    f"{mention.printed!r} is no printed term of {mention.id!r}; "
                    "add it to the area in areas.yaml, or mend the id"
                )
                yield Finding(record, ("areas", index, "printed"), "D08", message)
    for area in records.areas:
        if area.cap and area.cap not in COMPARATIVE_AGENDAS:
            message = f"cap must be one of {', '.join(COMPARATIVE_AGENDAS)}, found {area.cap!r}"
            yield Finding(area, ("cap",), "F04", message)


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


CHECKS: Sequence[Check] = (
    ids_are_unique,
    texts_are_of_one_article,
    references_exist,
    lists_name_each_once,
    trees_have_no_cycle,
    speakers_attended,
    quotes_are_citations,
    ids_name_their_paragraph,
    paragraphs_are_cited,
    spans_hold_their_words,
    dates_are_the_printed_ones,
    words_mean_their_term,
    inferences_name_fields,
    summaries_are_given,
    meeting_ids_start_with_their_date,
    areas_know_their_words,
    meetings_have_two_sides,
)


# --- Walking the records --------------------------------------------------------------------------


def _all(records: m.Records) -> Iterator[m.Record]:
    yield from records.identities()
    yield from records.articles
    yield from records.evidenced()


def _quotes(records: m.Records) -> Iterator[tuple[m.Record, Path, tuple[m.Quote, ...]]]:
    """Yield the quotes of every record, with the record that a file lists and the path inside it."""
    for record in records.evidenced():
        yield record, (), record.quotes
    for article in records.articles:
        for index, photo in enumerate(article.photos):
            yield article, ("photos", index), photo.quotes


def _names(identity: m.Identity) -> Iterator[str]:
    given = (identity.names.vi, identity.names.en, identity.names.ru, *identity.aliases)
    yield from (name for name in given if name)


def _plan_times(records: m.Records) -> Iterator[tuple[m.Record, Path, m.PlanTime]]:
    timed: tuple[tuple[m.Invitation | m.Undertaking | m.Background, ...], ...]
    timed = (records.invitations, records.undertakings, records.background)
    for found in timed:
        for record in found:
            if record.when is not None:
                yield record, ("when",), record.when


def _paragraph(local: str) -> int:
    return int("".join(letter for letter in local if letter.isdigit()))


def _ranges(numbers: Iterable[int]) -> str:
    """Write numbers as `2, 5-9`."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs)


def _holds(span: Span, day: Span) -> bool:
    return span.year in (None, day.year) and span.month in (None, day.month) and span.day in (None, day.day)


def _terms(value: Any, path: Path) -> Iterator[tuple[Path, Vocabulary, str]]:
    """Yield each vocabulary term that is recorded with the words that print it."""
    if isinstance(value, m.KindAsPrinted):
        # Of several words for one meeting one must be of its kind; the others are kept beside it.
        yield (*path, "id"), value.id, "; ".join(value.printed)
    elif isinstance(value, m.ActAsPrinted | m.StatusAsPrinted | m.ResponseAsPrinted):
        if value.printed:
            yield (*path, "id"), value.id, value.printed
    elif isinstance(value, m.Capacity):
        yield (*path, "role"), value.role, value.printed
    elif isinstance(value, m.PersonShown):
        if value.position and value.printed:
            yield (*path, "position"), value.position, value.printed
    elif isinstance(value, m.Record):
        for name in type(value).model_fields:
            inner = getattr(value, name)
            if isinstance(inner, m.Record | tuple):
                yield from _terms(inner, (*path, name))
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            if isinstance(item, m.Record):
                yield from _terms(item, (*path, index))


def _is_field(model: type[m.Record], name: str) -> bool:
    """Tell whether a model has a field, or `field.inner` in the records that the field holds."""
    field, _, inner = name.partition(".")
    if field not in model.model_fields:
        return False
    held = models_in(model.model_fields[field].annotation)
    return not inner or any(_is_field(one, inner) for one in held)


def _fits(term: Vocabulary, meant: Collection[Vocabulary], printed: str) -> bool:
    if term in meant:
        return True
    if not isinstance(term, Role):
        return False
    words = case_words(printed)
    if term is Role.OTHER:
        # "Phó Chủ tịch Quốc hội" is no speaker: another office's words count where the title opens with them.
        return not any(words.startswith(case_words(word)) for role in meant for word in role.words)
    # "Chủ tịch" heads a party, a council or a house of parliament; what follows tells which.
    if set(meant) == {Role.PARTY_CHAIR} and case_words(Role.PARTY_CHAIR.vi) not in words:
        return True
    return any(isinstance(role, Role) and role.broader is term for role in meant)
