"""Turn filters into SQL: frozen values in, a query for record numbers out.

A query is in the subset of SQL that SQLite, DuckDB and Spark share, but for the text filter, which
is FTS5 in SQLite and `LIKE` on the folded column elsewhere. Criteria are joined by `INTERSECT`
inside `IN`, which walks indexes where `EXISTS` would scan.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from diplomacy_archive.dates import Span
from diplomacy_archive.text import fold_words
from diplomacy_archive.vocabulary import (
    Act,
    Kind,
    MeetingStatus,
    PartOfDay,
    UndertakingKind,
    UndertakingStatus,
)


@dataclass(frozen=True)
class Query:
    """A query for the numbers of records of a table, in order."""

    table: str
    sql: str
    parameters: tuple[Any, ...] = ()

    @property
    def inner(self) -> str:
        """The SQL as a part of another query, which has an order of its own."""
        return self.sql.removesuffix(" ORDER BY n")


Criterion = tuple[str, tuple[Any, ...]]


@dataclass(frozen=True)
class MeetingFilter:
    """Which meetings are asked for; a criterion is met by what any report of the meeting says.

    Several people, countries or areas mean all of them.
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
    search: str | None = None
    status: MeetingStatus | None = MeetingStatus.HELD

    def query(self, *, fts: bool = True) -> Query:
        """Return the query for the meetings' numbers, which are in order of date and id."""
        return _query("meeting", list(self.criteria(fts=fts)), self.held_clause())

    def held_clause(self) -> str:
        """Return the condition on a meeting's row where those held are asked for, as they mostly are."""
        return "held = 1" if self.status is MeetingStatus.HELD else ""

    def criteria(self, *, fts: bool = True) -> Iterator[Criterion]:
        """Yield a SELECT of meeting numbers for each criterion but that they were held."""
        if self.status and self.status is not MeetingStatus.HELD:
            # The second condition is the index's own: it leaves out the many that were held.
            yield "SELECT meeting FROM report WHERE status = ? AND status <> 'held'", (self.status.value,)
        for sql, values in (
            ("SELECT meeting FROM participant WHERE person = ?", self.people),
            ("SELECT meeting FROM meeting_area WHERE area = ?", self.areas),
            ("SELECT meeting FROM affiliation WHERE body = ?", (self.party, self.organisation)),
            ("SELECT meeting FROM meeting_side WHERE side = ?", self.countries),
            ("SELECT meeting FROM report WHERE part_of_day = ?", (self.part_of_day,)),
            (
                "SELECT meeting FROM report WHERE place IN (SELECT descendant FROM place_tree WHERE ancestor = ?)",
                (self.place,),
            ),
            ("SELECT meeting FROM meeting_kind WHERE kind = ?", (self.kind,)),
            ("SELECT meeting FROM report WHERE article = ?", (self.article,)),
        ):
            yield from ((sql, (str(value),)) for value in values if value)
        if self.on:
            yield _on(self.on)
        if self.since or self.until:
            first = _number(self.since.first) if self.since else 10101
            last = _number(self.until.last) if self.until else 99991231
            yield "SELECT meeting FROM report WHERE ymd BETWEEN ? AND ?", (first, last)
        if self.search:
            in_reports, words = _passages("meeting", self.search, fts=fts)
            in_statements, _ = _passages("statement", self.search, fts=fts)
            sql = (
                f"SELECT meeting FROM ({in_reports.replace('SELECT target', 'SELECT target AS meeting')} UNION "
                f"SELECT meeting FROM statement_meeting WHERE statement IN ({in_statements})) AS found"
            )
            yield sql, words * 2


@dataclass(frozen=True)
class EncounterFilter:
    """Which pairs are asked for: those of the meetings, and of people asked for, those with each of them."""

    meetings: MeetingFilter = MeetingFilter()

    def query(self, *, fts: bool = True) -> Query:
        """Return the query for the pairs' numbers, in the order of their meetings."""
        at = self.meetings.query(fts=fts)
        people = self.meetings.people
        pair = "".join(" AND (one = ? OR other = ?)" for _ in people)
        sql = f"SELECT n FROM encounter WHERE meeting IN ({at.inner}){pair} ORDER BY n"
        return Query("encounter", sql, (*at.parameters, *(id_ for person in people for id_ in (person, person))))


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
    search: str | None = None

    def query(self, *, fts: bool = True) -> Query:
        """Return the query for the statements' numbers, which are in order of date, article, paragraph."""
        return _query("statement", list(self._criteria(fts=fts)), self.meetings.held_clause())

    def _criteria(self, *, fts: bool) -> Iterator[Criterion]:
        for area in self.areas:
            yield "SELECT statement FROM statement_area WHERE area = ?", (area,)
        if self.about:
            yield "SELECT statement FROM statement_about WHERE about = ?", (self.about,)
        if self.act:
            yield "SELECT n FROM statement WHERE act = ?", (self.act.value,)
        if self.article:
            yield "SELECT n FROM statement WHERE article = ?", (self.article,)
        if self.search:
            yield _passages("statement", self.search, fts=fts)
        criteria = list(self.meetings.criteria(fts=fts))
        if self.meeting:
            criteria.append(("SELECT n FROM meeting WHERE id = ?", (self.meeting,)))
        held = self.meetings.held_clause()
        if criteria:
            # A speaker is held to the meetings he attended, so the two are asked in one place.
            at = _query("meeting", criteria, held)
            table = "statement_speakers" if self.speaker else "statement_meeting"
            who = (f" AND {table}.person = ?", (self.speaker,)) if self.speaker else ("", ())
            yield (
                f"SELECT statement FROM {table} WHERE meeting IN ({at.inner}){who[0]}",
                (*at.parameters, *who[1]),
            )
        elif self.speaker and held:
            joined = "statement_speakers JOIN meeting ON meeting.n = statement_speakers.meeting"
            yield f"SELECT statement FROM {joined} WHERE person = ? AND {held}", (self.speaker,)
        elif self.speaker:
            yield "SELECT statement FROM statement_speakers WHERE person = ?", (self.speaker,)


@dataclass(frozen=True)
class PersonFilter:
    """Which people are asked for: by capacity, side or country, or meeting; all of them together."""

    party: str | None = None
    organisation: str | None = None
    country: str | None = None
    meeting: str | None = None
    article: str | None = None

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
            sql = (
                "SELECT n FROM person WHERE id IN (SELECT id FROM person WHERE country = ? "
                "UNION SELECT person FROM participant WHERE side = ?)"
            )
            criteria.append((sql, (self.country, self.country)))
        if self.meeting:
            at = "SELECT n FROM meeting WHERE id = ?"
            there = f"SELECT person FROM participant WHERE meeting IN ({at})"
            criteria.append((f"SELECT n FROM person WHERE id IN ({there})", (self.meeting,)))
        if self.article:
            sql = (
                "SELECT n FROM person WHERE id IN (SELECT participant.person FROM report JOIN participant "
                "ON participant.meeting = report.meeting AND participant.article = report.article "
                "WHERE report.article = ? "
                "UNION SELECT person FROM statement_speakers WHERE statement IN "
                "(SELECT n FROM statement WHERE article = ?) "
                "UNION SELECT person FROM mention WHERE article = ?)"
            )
            criteria.append((sql, (self.article,) * 3))
        return _query("person", criteria, "")


@dataclass(frozen=True)
class LinkFilter:
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
                "SELECT n FROM link WHERE record = ? AND part = 'raised_in' AND target IN "
                "(SELECT id FROM statement WHERE n IN (SELECT statement FROM statement_meeting "
                "WHERE meeting IN (SELECT n FROM meeting WHERE id = ?)))"
            )
            criteria.append((sql, (self.table, self.meeting)))
        for column in ("article", "kind", "status"):
            value = getattr(self, column)
            if value:
                criteria.append((f"SELECT n FROM {self.table} WHERE {column} = ?", (str(value),)))
        return _query(self.table, criteria, "")


@dataclass(frozen=True)
class ArticleFilter:
    """Which articles are asked for: those that report a meeting."""

    meeting: str | None = None

    def query(self) -> Query:
        """Return the query for the articles' numbers, by publication."""
        reported = (
            "SELECT n FROM article WHERE id IN "
            "(SELECT article FROM report WHERE meeting IN (SELECT n FROM meeting WHERE id = ?))"
        )
        return _query("article", [(reported, (self.meeting,))] if self.meeting else [], "")


@dataclass(frozen=True)
class AreaFilter:
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
        return _query("area", criteria, "")


def everything(table: str) -> Query:
    """Return the query for all records of a table."""
    return _query(table, [], "")


def _query(table: str, criteria: list[Criterion], clause: str) -> Query:
    parts = [f"n IN ({' INTERSECT '.join(sql for sql, _ in criteria)})"] if criteria else []
    where = " AND ".join([*parts, *([clause] if clause else [])])
    sql = f"SELECT n FROM {table}" + (f" WHERE {where}" if where else "") + " ORDER BY n"
    return Query(table, sql, tuple(value for _, values in criteria for value in values))


def _on(span: Span) -> Criterion:
    if span.year is not None:
        return "SELECT meeting FROM report WHERE ymd BETWEEN ? AND ?", (
            _number(span.first),
            _number(span.last),
        )
    if span.day is not None:
        return "SELECT meeting FROM report WHERE month = ? AND day = ?", (span.month, span.day)
    return "SELECT meeting FROM report WHERE month = ?", (span.month,)


def _number(date: Any) -> int:
    number: int = date.year * 10000 + date.month * 100 + date.day
    return number


def _passages(record: str, search: str, *, fts: bool) -> Criterion:
    """Return the records of which a passage holds every word of the search."""
    words = fold_words(search).split()
    if fts:
        found = "SELECT rowid FROM passage_search WHERE passage_search MATCH ?"
        matched: tuple[str, ...] = (" ".join(f'"{word}"' for word in words),)
        return f"SELECT target FROM passage WHERE n IN ({found}) AND record = '{record}'", matched
    likes = " AND ".join("folded LIKE ?" for _ in words)
    patterns = tuple(f"% {word} %" for word in words)
    return f"SELECT target FROM passage WHERE record = '{record}' AND {likes}", patterns
