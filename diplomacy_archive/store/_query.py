"""Turn filters into SQL: frozen values in, a query for the numbers of records out.

A query is in the subset of SQL that SQLite, DuckDB, Spark, PostgreSQL and ClickHouse share, but for the
text filter, which is FTS5 in SQLite and `LIKE` on the folded column elsewhere. Most filters are facets:
`facet` holds for each value the numbers of the records that it finds, in order. A question starts from the
rarest of its facets and asks the others of each record found: its first results come at once, and all of
them cost no more than the rarest has records.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple

from diplomacy_archive._dates import Span, number_of
from diplomacy_archive.records._vocabulary import MeetingStatus
from diplomacy_archive.store._search import Search, either

Read = Mapping[str, tuple[Any, ...]]
"""Filters as they were read: `{"person": ("vladimir-putin",)}`."""
Frequency = Callable[[str, str, str], int]
"""Tells how many records of a kind a facet finds, by the kind, the part and the target."""
Criterion = tuple[str, tuple[Any, ...]]

HELD = ("status", MeetingStatus.HELD)
"""The status that is asked for unless another is."""

KINDS = {
    "meetings": "meeting", "who_met_whom": "encounter", "statements": "statement", "people": "person",
    "areas": "area", "invitations": "invitation", "undertakings": "undertaking", "background": "background",
    "articles": "article", "mentions": "mention", "parties": "party", "organisations": "organisation",
    "countries": "country", "places": "place",
}  # fmt: skip
"""The methods that find records, and the kind of each."""

OTHERS = ("mention", "invitation", "undertaking", "background")
_OF_TABLE = {kind: kind for kind in ("meeting", "statement", "article")} | dict.fromkeys(OTHERS, "other")

_PARTS = {
    "person": "person", "party": "body", "organisation": "body", "country": "side", "place": "place",
    "kind": "kind", "area": "area", "framing": "framing", "article": "article", "part_of_day": "part_of_day",
    "act": "act",     "about": "about", "between": "body", "basis_of_speakers": "basis_of_speakers",
    "basis_of_meetings": "basis_of_meetings", "meeting": "meeting", "status": "status",
}  # fmt: skip
"""The filters that are facets, and the part that each asks for."""

_OF_STATEMENTS = (
    "act", "about", "area", "framing", "article", "search", "basis_of_speakers", "basis_of_meetings",
)  # fmt: skip
"""The filters that are of a statement itself; the others are of a meeting at which it was made."""
_SPEAKING = {"speaker": "speaker", "conveyed_by": "conveyor"}


class Query(NamedTuple):
    """A query for the numbers of records, in order.

    Attributes:
        kind: The kind of record.
        body: Selects their numbers as `n`.
        parameters: The values of the `?` in it.
        order: What they are ordered by.
        ids: Selects their ids instead, where that needs no second look-up.
        window: The first that is wanted, counted from 0, and how many; None for all.
    """

    kind: str
    body: str
    parameters: tuple[Any, ...] = ()
    order: str = "n"
    ids: str = ""
    window: tuple[int, int] | None = None

    @property
    def sql(self) -> str:
        """The query as the database runs it."""
        return f"{self.body} ORDER BY {self.order}{self._limit}"

    @property
    def sql_of_ids(self) -> str:
        """The query for the ids, with the same parameters; empty where ids are looked up by number."""
        return f"{self.ids} ORDER BY {self.order}{self._limit}" if self.ids else ""

    @property
    def _limit(self) -> str:
        return f" LIMIT {self.window[1]} OFFSET {self.window[0]}" if self.window else ""


class Key(NamedTuple):
    """A criterion that an index answers with the numbers of records, each once and in order.

    Attributes:
        table: The table, whose rows are called `{t}` in the other texts.
        where: The condition on its rows.
        parameters: The values of the `?` in it.
        number: The column of the record's number.
        facet: The part and target, by which it is told how many it finds.
    """

    table: str
    where: str
    parameters: tuple[Any, ...]
    number: str
    facet: tuple[str, str]


class Source(NamedTuple):
    """What follows SELECT in a query: the rows of records, and their number among the columns."""

    number: str
    rows: str
    conditions: tuple[Criterion, ...]

    @property
    def sql(self) -> str:
        where = " AND ".join(sql for sql, _ in self.conditions)
        return f"FROM {self.rows}{' WHERE ' if where else ''}{where}"

    @property
    def parameters(self) -> tuple[Any, ...]:
        return tuple(value for _, values in self.conditions for value in values)


@dataclass(frozen=True)
class Wanted:
    """What is asked for.

    Attributes:
        method: The method that was asked, as `meetings`.
        asked: Each filter with one value; a filter of two values stands twice, and both must hold.
    """

    method: str
    asked: tuple[tuple[str, Any], ...] = (HELD,)

    @classmethod
    def of(cls, method: str, read: Read) -> Wanted:
        """Return what filters ask for that were read."""
        asked = ((name, value) for name, values in read.items() for value in dict.fromkeys(values))
        return cls(method, tuple(asked))

    def values(self, *names: str) -> tuple[Any, ...]:
        """Return the values that are asked for by filters of these names."""
        return tuple(value for name, value in self.asked if name in names)

    @property
    def held(self) -> bool:
        """Whether only what was held is asked for."""
        return HELD in self.asked

    @property
    def asks(self) -> bool:
        """Whether anything is asked for but a status."""
        return any(name != "status" for name, _ in self.asked)

    def only(self, names: Iterable[str]) -> Wanted:
        """Return the same of some filters alone."""
        kept = set(names)
        return Wanted(self.method, tuple(one for one in self.asked if one[0] in kept))

    def query(self, *, frequency: Frequency | None = None, fts: bool = True) -> Query:
        """Return the query for the numbers of the records.

        Args:
            frequency: Tells what is rare; the answer is the same without it.
            fts: Ask the full-text index, which only SQLite has.
        """
        kind = KINDS[self.method]
        if kind == "encounter":
            return _encounters(self, frequency, fts=fts)
        if kind == "meeting":
            source = meetings(self, frequency, fts=fts, whole=True)
            return _query(kind, source, "m.id")
        if kind == "statement":
            return _statements(self, frequency, fts=fts)
        if kind in OTHERS:
            keys = list(_facets(kind, self.asked))
            return _query(kind, _source(kind, keys, (), frequency))
        sets = list(_REGISTERS.get(kind, _everything)(self))
        return _query(kind, _source(kind, [], sets, frequency))


def meetings(
    wanted: Wanted,
    frequency: Frequency | None = None,
    *,
    fts: bool = True,
    meeting: str | None = None,
    whole: bool = False,
) -> Source:
    """Return the rows of the meetings that are asked for, or of one of them if it is given.

    Args:
        wanted: The filters; those of statements are left out.
        frequency: As of `Wanted.query`.
        fts: As of `Wanted.query`.
        meeting: The id of the only meeting that is looked at.
        whole: The row of the meeting itself is wanted, as `m`.
    """
    people = sorted(set(wanted.values("person")))
    asked = [one for one in wanted.asked if len(people) < 2 or one[0] != "person"]
    keys = [*map(_pair, pairwise(people)), *_facets("meeting", asked)]
    sets: list[Criterion] = [_search(search, fts=fts, of="meeting") for search in wanted.values("search")]
    sets += [("SELECT n FROM meeting WHERE id = ?", (meeting,))] if meeting else []
    spans = list(_spans(wanted))
    found = _source("meeting", keys, sets, frequency, held=wanted.held, joined=whole or bool(spans))
    # Meetings are in order of their first day, so a span of days is a span of numbers. The test of each is
    # exact: a report may put a meeting on a later day.
    bounds = (_bounds(found.number, *span) for span in spans)
    later = f"SELECT 1 FROM report AS r WHERE r.meeting = {found.number} AND r.later = 1 AND r.ymd BETWEEN ? AND ?"
    exact = ((f"(m.ymd BETWEEN ? AND ? OR EXISTS ({later}))", span * 2) for span in spans)
    return found._replace(conditions=(*found.conditions, *bounds, *exact))


def _source(
    kind: str,
    keys: list[Key],
    sets: Iterable[Criterion],
    frequency: Frequency | None = None,
    *,
    held: bool = False,
    joined: bool = False,
) -> Source:
    """Return the rows of the records of a kind that meet every key and are in every set.

    They are those of the rarest key, joined with the record's own table if asked for; the record's own
    table where there are sets, which are small, or no key.
    """
    table = _OF_TABLE.get(kind, "identity")
    sets = list(sets)
    conditions: list[Criterion] = []
    rest = list(keys)
    if keys and not sets:
        if frequency and len(keys) > 1:
            rest.sort(key=lambda key: frequency(kind, *key.facet))
        first = rest.pop(0)
        rows, number = f"{first.table} AS d", f"d.{first.number}"
        conditions.append((first.where.format(t="d"), first.parameters))
        conditions += [("d.held = 1", ())] if held else []
        if joined:
            rows = f"{rows} CROSS JOIN {table} AS m"
            conditions.append((f"m.n = {number}", ()))
    else:
        rows, number = f"{table} AS m", "m.n"
        conditions += [(f"m.kind = '{kind}'", ())] if table in ("identity", "other") else []
        conditions += [("m.held = 1", ())] if held else []
    conditions += [(f"{number} IN ({sql})", values) for sql, values in sets]
    for key in rest:
        also = f"SELECT 1 FROM {key.table} AS t WHERE {key.where.format(t='t')} AND t.{key.number} = {number}"
        conditions.append((f"EXISTS ({also})", key.parameters))
    return Source(number, rows, tuple(conditions))


def _query(kind: str, source: Source, id_: str = "") -> Query:
    id_ = id_ or ("m.id" if f"{_OF_TABLE.get(kind, 'identity')} AS m" in source.rows else "")
    ids = f"SELECT {id_} {source.sql}" if id_ else ""
    return Query(kind, f"SELECT {source.number} AS n {source.sql}", source.parameters, source.number, ids)


def _facets(record: str, asked: Iterable[tuple[str, Any]]) -> Iterator[Key]:
    """Yield the filters that are facets; areas that are asked for with a framing are asked for as framed so."""
    asked = list(asked)
    framings = [value for name, value in asked if name == "framing"]
    areas = any(name == "area" for name, _ in asked)
    for name, value in asked:
        part, target = _PARTS.get(name, ""), str(value)
        if name == "on" and value.year is None:
            part = "month" if value.day is None else "day"
            target = f"{value.month:02}" if value.day is None else f"{value.month:02}-{value.day:02}"
        elif name == "area" and framings:
            part = f"area {framings[0]}"
        elif not part or (name, value) == HELD or (name == "framing" and areas):
            continue
        # The part is written out, so that SQLite need not plan anew for each value of a partial index's column.
        where = f"{{t}}.record = '{record}' AND {{t}}.part = '{part}' AND {{t}}.target = ?"
        yield Key("facet", where, (target,), "n", (part, target))


def _pair(people: tuple[str, str]) -> Key:
    """Return the meetings at which both of two people took part, the lower id first."""
    return Key("encounter", "{t}.one = ? AND {t}.other = ?", people, "meeting", ("pair", " ".join(people)))


def _spans(wanted: Wanted) -> Iterator[tuple[int, int]]:
    """Yield the first and the last day of each span that is asked for, as numbers."""
    for on in wanted.values("on"):
        if on.year is not None:
            yield number_of(on.first), number_of(on.last)
    since: tuple[Span, ...] = wanted.values("since")
    until: tuple[Span, ...] = wanted.values("until")
    if since or until:
        first = number_of(since[0].first) if since else 10101
        yield first, number_of(until[0].last) if until else 99991231


def _bounds(number: str, first: int, last: int) -> Criterion:
    """Return between which numbers the meetings of a span of days are.

    The first is that of the first meeting from that day on, or an earlier one that a report puts into the span.
    """
    low = (
        "SELECT min(n) FROM (SELECT n FROM (SELECT n FROM meeting WHERE ymd >= ? ORDER BY ymd, n LIMIT 1) AS a "
        "UNION ALL SELECT meeting FROM report WHERE later = 1 AND ymd BETWEEN ? AND ?) AS b"
    )
    high = "SELECT n FROM (SELECT n FROM meeting WHERE ymd <= ? AND ymd > 0 ORDER BY ymd DESC, n DESC LIMIT 1) AS c"
    return f"{number} BETWEEN ({low}) AND ({high})", (first, first, last, last)


# --- Pairs ----------------------------------------------------------------------------------------

_TAKES_PART = (
    "SELECT 1 FROM participant AS {p} JOIN report AS r ON r.meeting = {p}.meeting AND r.article = {p}.article "
    "WHERE {p}.meeting = e.meeting AND {p}.participant IN (e.one, e.other) AND r.counts = 1"
)
"""Tells whether one of a pair `e`, called `p`, takes part by a report that counts."""


def _encounters(wanted: Wanted, frequency: Frequency | None, *, fts: bool) -> Query:
    """Return the query for pairs: those of the meetings, with who is asked for on one of their sides."""
    narrowed = list(_narrowed(wanted))
    if not wanted.asks:
        status: list[Criterion] = []
        if wanted.held:
            status = [("e.held = 1", ())]
        elif wanted.asked:
            source = meetings(wanted, frequency, fts=fts)
            status = [(f"e.meeting IN (SELECT {source.number} {source.sql})", source.parameters)]
        found = Source("e.n", "encounter AS e", (("e.across = 1", ()), *status))
        return _query("encounter", found)
    source = meetings(wanted, frequency, fts=fts)
    at = ((f"e.meeting = {source.number}", ()), ("e.across = 1", ()))
    found = Source("e.n", f"{source.rows} CROSS JOIN encounter AS e", (*source.conditions, *at, *narrowed))
    return _query("encounter", found)._replace(order=f"{source.number}, e.n")


def _narrowed(wanted: Wanted) -> Iterator[Criterion]:
    """Yield what a pair must meet beside its meeting.

    A person, country, party or organisation narrows the pairs, each by itself: `person=Putin, country=VN` gives
    the pairs of Putin in which one is on Vietnam's side. Of several people or countries both of a pair must be.
    """
    people, countries = wanted.values("person"), wanted.values("country")
    if len(people) == 1:
        yield "? IN (e.one, e.other)", people
    elif people:
        among = f"IN ({','.join('?' * len(people))})"
        yield f"e.one {among} AND e.other {among}", people * 2
    there = _TAKES_PART.format(p="p")
    if len(countries) == 1:
        yield f"EXISTS ({there} AND p.side = ?)", countries
    elif countries:
        among = f"IN ({','.join('?' * len(countries))})"
        across = f"q.participant <> p.participant AND q.side <> p.side AND q.side {among}"
        other = f"EXISTS ({_TAKES_PART.format(p='q')} AND {across})"
        yield f"EXISTS ({there} AND p.side {among} AND {other})", countries * 2
    for body in wanted.values("party", "organisation"):
        inside = "IN (SELECT descendant FROM tree WHERE kind = 'body' AND ancestor = ?)"
        held = (
            "SELECT 1 FROM office AS o WHERE o.person = p.participant AND o.article = p.article "
            f"AND o.meeting = p.meeting AND o.body {inside}"
        )
        yield f"EXISTS ({there} AND (p.side {inside} OR EXISTS ({held})))", (body, body)


# --- Statements, and what else is found -----------------------------------------------------------


def _statements(wanted: Wanted, frequency: Frequency | None, *, fts: bool) -> Query:
    """Return the query for statements.

    The filters of meetings are of one meeting at which it was made, and which whoever is asked for as the
    speaker, or as having conveyed it, attended. Areas, framing, article and search are of the statement itself.
    """
    keys = list(_facets("statement", wanted.only(_OF_STATEMENTS).asked))
    sets: list[Criterion] = [_search(search, fts=fts, of="statement") for search in wanted.values("search")]
    own = {*_OF_STATEMENTS, *_SPEAKING, "meeting"}
    of_meetings = wanted.only({name for name, _ in wanted.asked} - own)
    told = [(part, value) for name, part in _SPEAKING.items() for value in wanted.values(name)]
    meeting = next(iter(wanted.values("meeting")), None)
    at: Criterion | None = None
    if meeting is not None or of_meetings.asks or (of_meetings.asked and not wanted.held):
        source = meetings(of_meetings, frequency, fts=fts, meeting=meeting)
        at = f"s.meeting IN (SELECT {source.number} {source.sql})", source.parameters
    elif wanted.held and told:
        at = "s.held = 1", ()
    if told:
        (part, person), *more = told
        where = [("s.part = ? AND s.person = ?", (part, person))]
        also = "s.statement = c.statement AND s.meeting = c.meeting AND c.part = ? AND c.person = ?"
        where += [(f"EXISTS (SELECT 1 FROM speech AS c WHERE {also})", one) for one in more]
        sets.append(_joined("SELECT s.statement FROM speech AS s", [*where, *([at] if at else [])]))
    elif at:
        sets.append(_joined("SELECT s.statement FROM said AS s", [at]))
    held = wanted.held and at is None
    if len(sets) == 1 and not keys and not held:  # its numbers are the answer, in the order of an index
        ((sql, values),) = sets
        return Query("statement", f"WITH found (n) AS ({sql}) SELECT DISTINCT n FROM found", values)
    return _query("statement", _source("statement", keys, sets, frequency, held=held))


def _joined(select: str, where: list[Criterion]) -> Criterion:
    return f"{select} WHERE {' AND '.join(sql for sql, _ in where)}", tuple(
        one for _, more in where for one in more
    )


def _people(wanted: Wanted) -> Iterator[Criterion]:
    """Yield the sets of people that are asked for, by capacity, side, meeting or, as `id`, by themselves."""
    of = "SELECT n FROM identity WHERE kind = 'person' AND id IN"
    for body in wanted.values("party", "organisation"):
        inside = "SELECT descendant FROM tree WHERE kind = 'body' AND ancestor = ?"
        yield f"{of} (SELECT person FROM office WHERE body IN ({inside}))", (body,)
    for country in wanted.values("country"):
        yield f"{of} (SELECT person FROM participant WHERE side = ?)", (country,)
    for meeting in wanted.values("meeting"):
        there = (
            "SELECT p.person FROM meeting AS m JOIN report AS r ON r.meeting = m.n AND r.counts = 1 "
            "JOIN participant AS p ON p.meeting = r.meeting AND p.article = r.article WHERE m.id = ?"
        )
        yield f"{of} ({there})", (meeting,)
    for ids in wanted.values("ids"):
        yield f"{of} ({','.join('?' * len(ids)) or chr(39) * 2})", ids


def _areas(wanted: Wanted) -> Iterator[Criterion]:
    """Yield the sets of areas that a meeting's statements, or one statement, mention."""
    for record in ("meeting", "statement"):
        for id_ in wanted.values(record):
            at = f"f.n = (SELECT n FROM {record} WHERE id = ?)"
            mentioned = f"SELECT f.target FROM facet AS f WHERE f.record = '{record}' AND f.part = 'area' AND {at}"
            yield f"SELECT n FROM identity WHERE kind = 'area' AND id IN ({mentioned} AND f.direct = 1)", (id_,)


def _articles(wanted: Wanted) -> Iterator[Criterion]:
    """Yield the set of articles that report a meeting."""
    for id_ in wanted.values("meeting"):
        reported = "SELECT article FROM report WHERE meeting = (SELECT n FROM meeting WHERE id = ?)"
        yield f"SELECT n FROM article WHERE id IN ({reported})", (id_,)


def _everything(_: Wanted) -> Iterator[Criterion]:
    yield from ()


_REGISTERS = {"person": _people, "area": _areas, "article": _articles}


def _search(search: Search, *, fts: bool, of: str) -> Criterion:
    """Return the numbers of the meetings or statements of which one entry holds every word of a search."""
    if fts:
        found = "p.n IN (SELECT rowid FROM passage_search WHERE passage_search MATCH ?)"
        match = " AND ".join(f"({either(forms)})" for forms in search.words)
        values: tuple[Any, ...] = (f"words : ({match})",)
    else:
        found = " AND ".join(f"({' OR '.join(['p.words LIKE ?'] * len(forms))})" for forms in search.words)
        values = tuple(f"% {form} %" for forms in search.words for form in forms)
    if of == "statement":
        return f"SELECT p.target FROM passage AS p WHERE p.record = 'statement' AND {found}", values
    at = "CASE p.record WHEN 'meeting' THEN p.target ELSE s.meeting END"
    said = "LEFT JOIN said AS s ON p.record = 'statement' AND s.statement = p.target"
    return f"SELECT {at} FROM passage AS p {said} WHERE p.record IN ('meeting', 'statement') AND {found}", values
