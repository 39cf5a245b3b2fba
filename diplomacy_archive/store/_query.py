"""Turn filters into SQL: frozen values in, a query for record numbers out.

A query is in the subset of SQL that SQLite, DuckDB and Spark share, but for the text filter, which
is FTS5 in SQLite and `LIKE` on the folded column elsewhere. A question about meetings starts from
its rarest criterion, in the order of an index, and asks the others of each meeting found: its first
results come at once, and all of them cost no more than the rarest criterion has meetings.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple

from diplomacy_archive._dates import Span, number_of
from diplomacy_archive.records._vocabulary import (
    Act,
    Kind,
    MeetingStatus,
    PartOfDay,
    UndertakingKind,
    UndertakingStatus,
)
from diplomacy_archive.store._search import Search, either

BRIEF = {"meeting": "meeting_brief", "statement": "statement_brief"}
"""The tables that have a narrow one beside them, with the columns that filters read."""

_WINDOW = " LIMIT ? OFFSET ?"
WIDE = ("meeting_person", "both_there", "party_and_side")
"""The tables of criteria that have the columns of `meeting_brief` too."""

COUNTS = "(r.status = 'held' OR m.held = 0)"
"""Tells whether what report `r` says of meeting `m` counts: once a report says that it was held, only such do."""

Frequency = Callable[[str, str], int]
"""Tells how many meetings a table has for a name."""


class Query(NamedTuple):
    """A query for the numbers of records of a table, in order.

    Attributes:
        table: The records' table.
        sql: Selects their numbers as `n`.
        parameters: The values of the `?` in it.
        ids: Selects their ids instead, where that needs no second look-up.
    """

    table: str
    sql: str
    parameters: tuple[Any, ...] = ()
    ids: str = ""

    @property
    def inner(self) -> str:
        """The SQL as a part of another query, which has an order of its own."""
        return self.sql.removesuffix(" ORDER BY n")

    def limited(self, start: int, count: int) -> Query | None:
        """Return the query for so many of the records, from a place on; None if it is such a query already."""
        if self.sql.endswith(_WINDOW):
            return None
        ids = f"{self.ids}{_WINDOW}" if self.ids else ""
        return Query(self.table, f"{self.sql}{_WINDOW}", (*self.parameters, count, start), ids)


_TAKES_PART = (
    "SELECT 1 FROM participant AS {p} JOIN report AS r ON r.meeting = {p}.meeting AND r.article = {p}.article "
    "JOIN meeting_brief AS m ON m.n = {p}.meeting "
    "WHERE {p}.meeting = encounter.meeting AND {p}.participant IN (encounter.one, encounter.other) "
    f"AND {COUNTS}"
)
"""Tells whether one of a pair, `p`, takes part by a report that counts."""

Read = Mapping[str, tuple[Any, ...]]
"""Filters as they were read: `{"person": ("vladimir-putin",)}`."""

Criterion = tuple[str, tuple[Any, ...]]


class Keyed(NamedTuple):
    """A criterion that an index answers: its rows are one for each meeting, in the order of meetings."""

    table: str
    condition: str
    parameters: tuple[Any, ...]
    name: str = ""


class Source(NamedTuple):
    """What follows SELECT in a query for meetings, rows `m` with `meeting_brief`'s columns, and their number."""

    number: str
    sql: str
    parameters: tuple[Any, ...]


@dataclass(frozen=True)
class MeetingFilter:
    """Which meetings are asked for; a criterion is met by what any report of the meeting says that counts.

    Article and search look at every report. Several people, countries or areas mean all of them.
    """

    on: Span | None = None
    since: Span | None = None
    until: Span | None = None
    part_of_day: PartOfDay | None = None
    people: tuple[str, ...] = ()
    party: str | None = None
    organisation: str | None = None
    countries: tuple[str, ...] = ()
    place: str | None = None
    kind: Kind | None = None
    areas: tuple[str, ...] = ()
    article: str | None = None
    search: Search | None = None
    status: MeetingStatus | None = MeetingStatus.HELD

    def query(self, *, frequency: Frequency | None = None, fts: bool = True) -> Query:
        """Return the query for the meetings' numbers, which are in order of date and id.

        Args:
            frequency: Tells what is rare; the answer is the same without it.
            fts: Ask the full-text index, which only SQLite has.
        """
        number, rest, values = self.source(frequency=frequency, fts=fts)
        # The order is that of the index which the question starts from, so nothing is sorted.
        sql, ids = f"SELECT {number} AS n {rest} ORDER BY n", f"SELECT m.id {rest} ORDER BY {number}"
        return Query("meeting", sql, values, ids)

    def source(self, *, frequency: Frequency | None = None, fts: bool = True, meeting: str | None = None) -> Source:
        """Return what follows SELECT in a query for meetings, or for one of them if it is given."""
        keyed, sets = list(self._keyed()), list(self._searched(fts=fts))
        if meeting:
            sets.append(("SELECT n FROM meeting WHERE id = ?", (meeting,)))
        days = list(self._days())
        tests: list[tuple[str, Any]] = []
        for column, value, found in self._reported():
            if keyed or sets or days:
                tests.append((column, value))
            else:
                sets.append((found, (value,)))
        parts: list[Criterion] = []
        if keyed and not sets:
            if frequency and len(keyed) > 1:
                keyed.sort(key=lambda one: frequency(one.table, one.name))
            first = keyed.pop(0)
            if first.table in WIDE:
                start, number = f"FROM {first.table} AS m", "m.meeting"
                parts.append((first.condition.format("m"), first.parameters))
            else:
                start, number = f"FROM {first.table} AS d CROSS JOIN meeting_brief AS m", "d.meeting"
                parts += [(first.condition.format("d"), first.parameters), ("m.n = d.meeting", ())]
        else:
            start, number = "FROM meeting_brief AS m", "m.n"
        # Meetings are in order of date, so a span of days is a span of numbers. The test of each is exact:
        # a report may put a meeting on another day than its first.
        parts += [_bounds(number, *span) for span in days]
        parts += [(f"{number} IN ({sql})", values) for sql, values in sets]
        for table, condition, values, _ in keyed:
            inner = f"SELECT 1 FROM {table} AS t WHERE {condition.format('t')} AND t.meeting = {number}"
            parts.append((f"EXISTS ({inner})", values))
        reported = f"SELECT 1 FROM report AS r WHERE r.meeting = {number} AND {{}} AND {COUNTS}"
        on = reported.format("r.ymd BETWEEN ? AND ?")
        parts += [(f"(m.ymd BETWEEN ? AND ? OR EXISTS ({on}))", span * 2) for span in days]
        parts += [(f"EXISTS ({reported.format(f'r.{column} = ?')})", (value,)) for column, value in tests]
        if self.status:
            parts.append((f"m.held = {int(self.status is MeetingStatus.HELD)}", ()))
        where = f" WHERE {' AND '.join(sql for sql, _ in parts)}" if parts else ""
        return Source(number, f"{start}{where}", tuple(value for _, values in parts for value in values))

    def asks(self) -> bool:
        """Tell whether anything is asked for but that the meetings were held."""
        return self not in (MeetingFilter(), MeetingFilter(status=None))

    def _keyed(self) -> Iterator[Keyed]:
        if self.article:
            yield Keyed("report", "{}.article = ?", (self.article,))
        if self.on and self.on.year is None and self.on.day is not None:
            yield Keyed("meeting_on", "{0}.month = ? AND {0}.day = ?", (self.on.month, self.on.day))
        people = tuple(dict.fromkeys(self.people))
        if len(people) == 1:
            yield Keyed("meeting_person", "{}.person = ?", people, people[0])
        for one, other in pairwise(people):
            numbers = "FROM person WHERE id IN (?, ?)"
            both = f"{{0}}.one = (SELECT min(n) {numbers}) AND {{0}}.other = (SELECT max(n) {numbers})"
            yield Keyed("both_there", both, (one, other, one, other))
        if self.place:
            yield Keyed("meeting_place", "{}.place = ?", (self.place,), self.place)
        for area in self.areas:
            yield Keyed("meeting_area", "{}.area = ?", (area,), area)
        for body in (self.party if not self.countries else None, self.organisation):
            if body:
                yield Keyed("affiliation", "{}.body = ?", (body,), body)
        for country in self.countries:
            if self.party:
                pair = (self.party, country)
                yield Keyed("party_and_side", "{0}.party = ? AND {0}.side = ?", pair, " ".join(pair))
            else:
                yield Keyed("meeting_side", "{}.side = ?", (country,), country)
        if self.kind:
            yield Keyed("meeting_kind", "{}.kind = ?", (self.kind.value,), self.kind.value)

    def _searched(self, *, fts: bool) -> Iterator[Criterion]:
        if self.search:
            passages, (found, words) = _passages(self.search, fts=fts)
            at = "CASE p.record WHEN 'meeting' THEN p.target ELSE s.meeting END"
            said = "LEFT JOIN statement_meeting AS s ON p.record = 'statement' AND s.statement = p.target"
            of = "p.record IN ('meeting', 'statement')"
            yield f"SELECT {at} FROM {passages} AS p {said} WHERE {of} AND {found}", words

    def _reported(self) -> Iterator[tuple[str, Any, str]]:
        """Yield what is asked of a report: its column, the value, and what finds it where nothing else is asked."""
        if self.on and self.on.year is None and self.on.day is None:
            yield "month", self.on.month, "SELECT meeting FROM meeting_on WHERE month = ?"
        if self.part_of_day:
            # Few meetings have a report that may not count, so the index alone answers for the others.
            doubtful = "SELECT meeting FROM report WHERE status IN ('planned', 'cancelled') AND status <> 'held'"
            counts = (
                "EXISTS (SELECT 1 FROM report AS r JOIN meeting_brief AS m ON m.n = r.meeting "
                f"WHERE r.meeting = report.meeting AND r.part_of_day = report.part_of_day AND {COUNTS})"
            )
            found = (
                f"SELECT meeting FROM report WHERE part_of_day = ? AND (meeting NOT IN ({doubtful}) OR {counts})"
            )
            yield "part_of_day", self.part_of_day.value, found
        if self.status and self.status is not MeetingStatus.HELD:
            # The second condition is the index's own: it leaves out the many that were held.
            found = "SELECT meeting FROM report WHERE status = ? AND status <> 'held'"
            yield "status", self.status.value, found

    def _days(self) -> Iterator[tuple[int, int]]:
        """Yield the first and the last day of each span that is asked for, as numbers."""
        if self.on and self.on.year is not None:
            yield number_of(self.on.first), number_of(self.on.last)
        if self.since or self.until:
            first = number_of(self.since.first) if self.since else 10101
            yield first, number_of(self.until.last) if self.until else 99991231


class EncounterFilter(NamedTuple):
    """Which pairs are asked for: those of the meetings, with who is asked for on one of their sides.

    Each narrows the pairs by itself: `person=Putin, country=VN` gives the pairs of Putin in which one is on
    Vietnam's side. Of several people or countries both of a pair must be.
    """

    meetings: MeetingFilter = MeetingFilter()

    def query(self, *, frequency: Frequency | None = None, fts: bool = True) -> Query:
        """Return the query for the pairs' numbers, in the order of their meetings."""
        at = self.meetings.query(frequency=frequency, fts=fts)
        parts, values = [], tuple[Any, ...]()
        for part, asked in self._narrowed():
            parts.append(part)
            values += asked
        if self.meetings.asks():
            parts.append(f"meeting IN ({at.inner})")
        elif self.meetings.status:
            # All pairs are looked through in their order, so that the first come at once.
            parts.append("EXISTS (SELECT 1 FROM meeting_brief AS m WHERE m.n = encounter.meeting AND m.held = 1)")
        where = f" WHERE {' AND '.join(parts)}" if parts else ""
        return Query("encounter", f"SELECT n FROM encounter{where} ORDER BY n", (*values, *at.parameters))

    def _narrowed(self) -> Iterator[Criterion]:
        """Yield what a pair must meet beside its meeting."""
        people, countries = (tuple(dict.fromkeys(x)) for x in (self.meetings.people, self.meetings.countries))
        if people:
            among = f"IN ({','.join('?' * len(people))})"
            yield f"(one {among} {'AND' if len(people) > 1 else 'OR'} other {among})", people * 2
        there = _TAKES_PART.format(p="p")
        if len(countries) == 1:
            yield f"EXISTS ({there} AND p.side = ?)", countries
        elif countries:
            among = f"IN ({','.join('?' * len(countries))})"
            across = f"q.participant <> p.participant AND q.side <> p.side AND q.side {among}"
            other = f"EXISTS ({_TAKES_PART.format(p='q')} AND {across})"
            yield f"EXISTS ({there} AND p.side {among} AND {other})", countries * 2
        for body in (self.meetings.party, self.meetings.organisation):
            if body:
                inside = "IN (SELECT descendant FROM body_tree WHERE ancestor = ?)"
                held = (
                    "SELECT 1 FROM office AS o WHERE o.person = p.participant AND o.article = p.article "
                    f"AND o.meeting = m.id AND o.body {inside}"
                )
                yield f"EXISTS ({there} AND (p.side {inside} OR EXISTS ({held})))", (body, body)


@dataclass(frozen=True)
class StatementFilter:
    """Which statements are asked for.

    The meeting filter is of the statement's meetings, and where a speaker is asked for, of those
    of them that the speaker attended. Areas, article and search are of the statement itself.
    """

    meetings: MeetingFilter = MeetingFilter()
    speaker: str | None = None
    act: Act | None = None
    meeting: str | None = None
    about: str | None = None
    areas: tuple[str, ...] = ()
    article: str | None = None
    search: Search | None = None

    def query(self, *, frequency: Frequency | None = None, fts: bool = True) -> Query:
        """Return the query for the statements' numbers, which are in order of date, article, paragraph."""
        # A statement at a held meeting is held: where its meetings are asked for, they are asked for that.
        at_meetings = self.meeting is not None or self.meetings.asks() or self.speaker
        held = self.meetings.status is MeetingStatus.HELD and not at_meetings
        return _query("statement", list(self._criteria(frequency, fts=fts)), held=held)

    def _criteria(self, frequency: Frequency | None, *, fts: bool) -> Iterator[Criterion]:
        for area in self.areas:
            yield "SELECT statement FROM statement_area WHERE area = ?", (area,)
        if self.about:
            yield "SELECT statement FROM statement_about WHERE about = ?", (self.about,)
        if self.act:
            yield "SELECT n FROM statement WHERE act = ?", (self.act.value,)
        if self.article:
            yield "SELECT n FROM statement WHERE article = ?", (self.article,)
        if self.search:
            passages, (found, words) = _passages(self.search, fts=fts)
            yield f"SELECT p.target FROM {passages} AS p WHERE p.record = 'statement' AND {found}", words
        asked = self.meeting is not None or self.meetings.asks()
        number, source, values = self.meetings.source(frequency=frequency, fts=fts, meeting=self.meeting)
        held_at = f"SELECT {number} {source}"
        if asked and self.speaker:
            # A speaker is held to the meetings he attended, so the two are asked in one place.
            said = f"SELECT statement FROM statement_speakers WHERE meeting IN ({held_at}) AND person = ?"
            yield said, (*values, self.speaker)
        elif asked:
            yield f"SELECT statement FROM statement_meeting WHERE meeting IN ({held_at})", values
        elif self.speaker and self.meetings.status:
            said = "SELECT s.statement FROM statement_speakers AS s CROSS JOIN meeting_brief AS m"
            yield f"{said} WHERE s.person = ? AND m.n = s.meeting AND m.held = 1", (self.speaker,)
        elif self.speaker:
            yield "SELECT statement FROM statement_speakers WHERE person = ?", (self.speaker,)


class PersonFilter(NamedTuple):
    """Which people are asked for: by capacity, side or country, meeting, or id; all of them together."""

    party: str | None = None
    organisation: str | None = None
    country: str | None = None
    meeting: str | None = None
    ids: tuple[str, ...] | None = None

    def query(self) -> Query:
        """Return the query for the people's numbers, in the register's order."""
        criteria: list[Criterion] = []
        for body in (self.party, self.organisation):
            if body:
                held = (
                    "SELECT person FROM office WHERE body IN (SELECT descendant FROM body_tree WHERE ancestor = ?)"
                )
                criteria.append((f"SELECT n FROM person WHERE id IN ({held})", (body,)))
        if self.country:
            sql = "SELECT n FROM person WHERE id IN (SELECT person FROM participant WHERE side = ?)"
            criteria.append((sql, (self.country,)))
        if self.meeting:
            there = (
                "SELECT person FROM participant JOIN report AS r ON r.meeting = participant.meeting "
                "AND r.article = participant.article JOIN meeting AS m ON m.n = r.meeting "
                f"WHERE m.id = ? AND {COUNTS}"
            )
            criteria.append((f"SELECT n FROM person WHERE id IN ({there})", (self.meeting,)))
        if self.ids is not None:
            marks = ",".join("?" * len(self.ids)) or "''"
            criteria.append((f"SELECT n FROM person WHERE id IN ({marks})", self.ids))
        return _query("person", criteria)


class LinkFilter(NamedTuple):
    """Which invitations, undertakings or background are asked for, by what they name and in which part."""

    table: str
    links: tuple[tuple[tuple[str, ...], str], ...] = ()
    meeting: str | None = None
    article: str | None = None
    kind: UndertakingKind | None = None
    status: UndertakingStatus | None = None

    def query(self) -> Query:
        """Return the query for the records' numbers, in the files' order."""
        criteria: list[Criterion] = []
        for parts, target in self.links:
            marks = ",".join("?" * len(parts))
            sql = f"SELECT n FROM link WHERE record = ? AND part IN ({marks}) AND target = ?"
            criteria.append((sql, (self.table, *parts, target)))
        if self.meeting:
            sql = (
                "SELECT n FROM link WHERE record = ? AND (part = 'at' AND target = ? OR part = 'raised_in' "
                "AND target IN (SELECT id FROM statement WHERE n IN (SELECT statement FROM statement_meeting "
                "WHERE meeting IN (SELECT n FROM meeting WHERE id = ?))))"
            )
            criteria.append((sql, (self.table, self.meeting, self.meeting)))
        for column in ("article", "kind", "status"):
            value = getattr(self, column)
            if value:
                criteria.append((f"SELECT n FROM {self.table} WHERE {column} = ?", (str(value),)))
        return _query(self.table, criteria)


class ArticleFilter(NamedTuple):
    """Which articles are asked for: those that report a meeting."""

    meeting: str | None = None

    def query(self) -> Query:
        """Return the query for the articles' numbers, by publication."""
        reported = (
            "SELECT n FROM article WHERE id IN "
            "(SELECT article FROM report WHERE meeting IN (SELECT n FROM meeting WHERE id = ?))"
        )
        return _query("article", [(reported, (self.meeting,))] if self.meeting else [])


class AreaFilter(NamedTuple):
    """Which areas are asked for: those that a meeting's statements, or one statement, mention."""

    meeting: str | None = None
    statement: str | None = None

    def query(self) -> Query:
        """Return the query for the areas' numbers, in the register's order."""
        criteria: list[Criterion] = []
        for table, id_ in (("meeting", self.meeting), ("statement", self.statement)):
            if id_:
                at = f"{table} IN (SELECT n FROM {table} WHERE id = ?)"
                mentioned = f"SELECT area FROM {table}_area WHERE {at} AND direct = 1"
                criteria.append((f"SELECT n FROM area WHERE id IN ({mentioned})", (id_,)))
        return _query("area", criteria)


def meeting_filter(read: Read) -> MeetingFilter:
    """Return the filter for meetings that was read."""
    several = {"person": "people", "country": "countries", "area": "areas"}
    asked: dict[str, Any] = {
        several.get(name, name): value if name in several else (*value, None)[0] for name, value in read.items()
    }
    return MeetingFilter(**asked)


def statement_filter(read: Read) -> StatementFilter:
    """Return the filter for statements that was read."""
    own = ("speaker", "act", "meeting", "about", "article", "search")
    one = {name: value[0] for name, value in read.items() if name in own}
    meetings = {name: value for name, value in read.items() if name not in (*own, "area")}
    return StatementFilter(meeting_filter(meetings), areas=read.get("area", ()), **one)


def link_filter(table: str, read: Read) -> LinkFilter:
    """Return the filter for invitations, undertakings or background that was read."""
    body = ("body",)
    parts = {"person": ("inviter", "invitee", "conveyed_by"), "between": body, "about": body, "area": ("area",)}
    links = tuple((parts[name], id_) for name, ids in read.items() if name in parts for id_ in ids)
    return LinkFilter(table, links, **{name: value[0] for name, value in read.items() if name not in parts})


def everything(table: str) -> Query:
    """Return the query for all records of a table."""
    return _query(table, [])


def _query(table: str, criteria: list[Criterion], *, held: bool = False) -> Query:
    parts = [f"n IN ({' INTERSECT '.join(sql for sql, _ in criteria)})"] if criteria else []
    parts += ["held = 1"] if held else []
    rest = f"FROM {BRIEF.get(table, table)}{' WHERE ' if parts else ''}{' AND '.join(parts)} ORDER BY n"
    values = tuple(value for _, found in criteria for value in found)
    sql = f"SELECT n {rest}"
    if len(criteria) == 1 and not held:  # its numbers are the answer, in the order of an index
        sql = f"WITH found (n) AS ({criteria[0][0]}) SELECT DISTINCT n FROM found ORDER BY n"
    return Query(table, sql, values, f"SELECT id {rest}")


def _bounds(number: str, first: int, last: int) -> Criterion:
    """Return the bounds of the numbers of the meetings on a span of days.

    Those of the months that the days are in are a little wider, and looked up in fewer rows where days are many.
    """
    months = last - first > 100
    within = f"FROM {'month WHERE ym' if months else 'day WHERE ymd'} BETWEEN ? AND ?"
    span = (first // 100, last // 100) if months else (first, last)
    return f"{number} BETWEEN (SELECT min(first) {within}) AND (SELECT max(last) {within})", span * 2


def _passages(search: Search, *, fts: bool) -> tuple[str, Criterion]:
    """Return the table of passages, and what tells that passage `p` holds every word of the search."""
    if fts:
        found = "SELECT rowid FROM passage_search WHERE passage_search MATCH ?"
        match = " AND ".join(f"({either(forms)})" for forms in search.words)
        return "passage_brief", (f"p.n IN ({found})", (f"words : ({match})",))
    held = " AND ".join(f"({' OR '.join(['p.words LIKE ?'] * len(forms))})" for forms in search.words)
    return "passage", (held, tuple(f"% {form} %" for forms in search.words for form in forms))
