"""Make the entries of everything recorded: what a record is found by, when an archive is built.

Each record has an entry (a meeting one for each report): its own words as they are written, and the ids of
whom and what it names, of what those lie in, of its terms and of its days. Names are not written out: a word
of a question is first looked up among the names, so that "Moscow" finds what an article calls "Moskva".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from diplomacy_archive._dates import Span, parse_interval
from diplomacy_archive._text import case_words, fold_words
from diplomacy_archive.records import _models as m
from diplomacy_archive.records._terms import day_ids, term_id
from diplomacy_archive.records._vocabulary import Vocabulary

_YEARS = 12  # a span of more years is entered by its first and last


class _AtMeeting(NamedTuple):
    """What the entries of a meeting share: its days, who took part and where, its areas and what those lie in."""

    days: frozenset[str]
    near: frozenset[str]
    areas: frozenset[str]
    around_areas: frozenset[str]


class Entries:
    """Make the entries of records.

    Args:
        registers: The people, places, bodies and areas that records name.
        areas: What each area lies in, itself first.
    """

    def __init__(self, registers: m.Records, areas: Mapping[str, tuple[str, ...]]) -> None:
        from diplomacy_archive.records._walk import references  # only who builds an archive needs it

        self._references = references
        within: dict[str, tuple[str | None, ...]] = {one.id: (one.within,) for one in registers.places}
        within |= {one.id: (one.country,) for one in registers.parties}
        within |= {one.id: (one.part_of, one.country) for one in registers.organisations}
        self._above = {id_: _all_above(id_, within) for id_ in within} | {
            id_: ups[1:] for id_, ups in areas.items()
        }
        self._meetings: dict[str, _AtMeeting] = {}
        self._reported: dict[str, list[str]] = {}
        self._raised: dict[str, tuple[str, ...]] = {}
        self._offices: dict[str, list[tuple[str, str, str]]] = {}

    def read(self, records: m.Records, meetings: Sequence[m.Meeting]) -> None:
        """Take the meetings that the next records belong to."""
        self._meetings = {one.id: self._of_meeting(one) for one in meetings}
        self._reported = {}
        for meeting in meetings:
            for article in meeting.articles:
                self._reported.setdefault(article, []).append(meeting.id)
        self._raised = {one.id: one.meetings for one in records.statements}

    def hold(self, offices: Iterable[tuple[str, str, str, str]]) -> None:
        """Take each person's offices: the role, the body and the title as printed."""
        for person, role, body, printed in offices:
            self._offices.setdefault(person, []).append((role, body, printed))

    def of(self, record: m.Record) -> tuple[str, str]:
        """Return the words of a record and the ids that it is found by, each with a space on both sides."""
        named = {
            id_ for _, id_, registers in self._references(record) if not {"meetings", "statements"} & {*registers}
        }
        held = self._offices.get(record.id, ()) if isinstance(record, m.Person) else ()
        named |= {body for _, body, _ in held if body}
        near = {up for id_ in named for up in self._above.get(id_, ())}
        terms = {*_terms(record), *(f"role:{role}" for role, _, _ in held)}
        days = set(_days(record))
        for id_ in self._at(record):
            meeting = self._meetings.get(id_)
            if meeting is None:
                continue
            days |= meeting.days
            near |= meeting.near
            if isinstance(record, m.Article):
                named |= meeting.near
            if isinstance(record, m.Report | m.Article):
                named |= meeting.areas
                near |= meeting.around_areas
        if isinstance(record, m.Identity):
            named.add(record.id)
        roles = {f"{part}:{id_}" for part, ids in _parts(record) for id_ in ids}
        tokens = {*named, *(f"at:{id_}" for id_ in near - named), *terms, *days, *roles}
        words = dict.fromkeys([*_words(record), *(printed for _, _, printed in held)])
        return _padded(words), f" {' '.join(sorted(token.lower() for token in tokens))} "

    def _of_meeting(self, one: m.Meeting) -> _AtMeeting:
        """Return what the entries of a meeting's reports and statements share."""
        return _AtMeeting(
            frozenset(token for day in one.dates for token in day_ids(Span(day.year, day.month, day.day))),
            frozenset(
                (
                    *one.people,
                    *(who.side for who in one.participants),
                    *(held.of for who in one.participants for held in who.capacities if held.of),
                    *(up for place in one.places for up in (place, *self._above.get(place, ()))),
                )
            ),
            frozenset(one.areas),
            frozenset(up for area in one.areas for up in self._above.get(area, ())),
        )

    def _at(self, record: m.Record) -> Iterator[str]:
        """Yield the meetings that a record is of."""
        if isinstance(record, m.Report):
            yield record.meeting
        elif isinstance(record, m.Article):
            yield from self._reported.get(record.id, ())
        else:
            yield from _value(record, "meetings")
            yield from _value(record, "at")
            yield from (id_ for raised in _value(record, "raised_in") for id_ in self._raised.get(raised, ()))


def _all_above(id_: str, within: Mapping[str, tuple[str | None, ...]]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    waiting = [id_]
    while waiting:
        for up in within.get(waiting.pop(), ()):
            if up and up not in found:
                found[up] = None
                waiting.append(up)
    return tuple(found)


def _padded(texts: Iterable[str]) -> str:
    return f" {' '.join(case_words(text).replace('_', ' ') for text in texts if text)} "


def _words(record: m.Record) -> Iterator[str]:
    """Yield the texts of a record: its own words and the article's."""
    if isinstance(record, m.Evidenced):
        yield from (quote.phrase for quote in record.quotes)
        yield from (form for _, form in record.printed_forms())
    for name in ("summary", "label", "names"):
        text = _value(record, name)
        yield from (_value(text, language) or "" for language in ("vi", "en", "ru") if text)
    yield from _value(record, "aliases")
    if isinstance(record, m.Article):
        yield from filter(None, (record.headline, record.publisher, record.byline))
        for photo in record.photos:
            yield from _words(photo)


def _terms(record: m.Record) -> Iterator[str]:
    """Yield the ids of the vocabulary terms in a record, as `kind:talks`."""
    for name in _term_fields(type(record)):
        value = getattr(record, name)
        for one in value if isinstance(value, tuple) else (value,):
            if isinstance(one, Vocabulary):
                yield term_id(one)
            elif isinstance(one, m.Record):
                yield from _terms(one)


@cache
def _term_fields(model: type[m.Record]) -> tuple[str, ...]:
    """Return the fields of a model that hold terms, or records that do."""
    return tuple(name for name, field in model.model_fields.items() if _has_terms(field.annotation))


def _has_terms(annotation: Any) -> bool:
    if isinstance(annotation, type) and issubclass(annotation, Vocabulary):
        return True
    if isinstance(annotation, type) and issubclass(annotation, m.Record):
        return bool(_term_fields(annotation))
    return any(map(_has_terms, getattr(annotation, "__args__", ())))


def _value(record: m.Record, name: str) -> Any:
    """Return a field of a record; the empty tuple if it has no such field, or none is given."""
    return (getattr(record, name) or ()) if name in _fields(type(record)) else ()


@cache
def _fields(model: type[m.Record]) -> frozenset[str]:
    return frozenset(model.model_fields)


def _days(record: m.Record) -> Iterator[str]:
    if isinstance(record, m.Article):
        day = record.published
        yield from day_ids(Span(day.year, day.month, day.day))
    when = _value(record, "when")
    if isinstance(when, m.PlanTime) and when.within:
        first, last = parse_interval(when.within)
        years = range(first.year, last.year + 1)
        yield from (f"y:{year}" for year in (years if len(years) <= _YEARS else (first.year, last.year)))
        if (first.year, first.month) == (last.year, last.month):
            yield f"m:{first:%Y%m}"


def _parts(record: m.Record) -> Iterator[tuple[str, Iterable[str]]]:
    """Yield who takes which part in a record: speaks or invites (by), is addressed (to), is spoken of (of)."""
    for part, fields in (
        ("by", ("speakers", "inviters", "conveyed_by")), ("to", ("addressees",)), ("of", ("about", "between")),
    ):  # fmt: skip
        for name in fields:
            value = _value(record, name)
            yield part, (value,) if isinstance(value, str) else value
    yield "to", (one.person for one in _value(record, "invitees"))


def name_words(records: m.Records) -> Iterator[tuple[str, str, str, str]]:
    """Yield each word of each name: folded, as it is written, the kind of record, its id."""
    from diplomacy_archive.store._schema import KIND_OF

    for register in m.REGISTERS:
        for one in getattr(records, register):
            printed = one.printed if isinstance(one, m.CooperationArea) else ()
            words = {word for form in (*one.forms, *printed) for word in case_words(form).split()}
            yield from ((fold_words(word), word, KIND_OF[register], one.id) for word in words if fold_words(word))
