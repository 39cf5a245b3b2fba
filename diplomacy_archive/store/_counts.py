"""Give cards, pictures, rows, hints and exports the numbers and lists that they need.

Everything here is a named question to the database, so that what shows records needs no SQL. What
is asked of several records is asked at once: `statements_at` of twenty meetings is two queries.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from diplomacy_archive._dates import day_of
from diplomacy_archive._text import Text
from diplomacy_archive.records import _models as m
from diplomacy_archive.store._query import HELD, Wanted
from diplomacy_archive.store._store import Store

AreaCount = tuple[str, int | None, int]
"""An area, a year (None where no report gives a date), and how many meetings mention the area in it."""
PairCount = tuple[str, str, int]
"""Two people, the lower id first, and how many meetings they had; plain tuples, for there may be a million."""

_NAMED = "SELECT n FROM facet WHERE record = 'mention' AND part = 'person' AND target = ? ORDER BY n"
_HERE = "IN (SELECT value FROM json_each(?))"
"""Holds a column to numbers that are given as a JSON array; of parameters there could be too many."""
_AT: dict[type[m.Identity], str] = {m.Person: "person", m.CooperationArea: "area", m.Country: "side"}
_ATTENDED = (
    "SELECT DISTINCT m.n, m.ymd, p.person FROM meeting AS m JOIN report AS r ON r.meeting = m.n AND r.counts = 1 "
    "JOIN participant AS p ON p.meeting = r.meeting AND p.article = r.article "
    f"WHERE m.n {_HERE} AND m.ymd > 0 AND p.person IS NOT NULL"
)
"""Who took part in which of some dated meetings."""


class Office(NamedTuple):
    """A capacity in which an article prints a person.

    Attributes:
        person: The person's id.
        role: The role's id, as `minister`.
        of: The party, organisation or country it belongs to; empty if it is not said.
        printed: The article's words.
        article: The article.
        meeting: The meeting at which they took part so; empty if they are only named.
        ymd: The day of the meeting, or of publication, as one number: 20260224.
    """

    person: str
    role: str
    of: str
    printed: str
    article: str
    meeting: str
    ymd: int

    @property
    def date(self) -> str | None:
        """The day as `2026-02-24`; None where none is stated."""
        return self.day.isoformat() if self.day else None

    @property
    def day(self) -> dt.date | None:
        """The day; None where none is stated."""
        return day_of(self.ymd) if self.ymd else None


class Sources(NamedTuple):
    """The articles that report some meetings: how many, the first days of publication, and the first three."""

    articles: int
    first: int
    last: int
    ids: tuple[str, ...]


class Scope(NamedTuple):
    """What an archive covers.

    Attributes:
        articles: How many articles there are.
        published: Their first and last day of publication; None if there is none.
        meetings: How many meetings they report.
        days: Their first and last day; None if no report gives one.
        people: How many people are recorded.
    """

    articles: int
    published: tuple[dt.date, dt.date] | None
    meetings: int
    days: tuple[dt.date, dt.date] | None
    people: int


class Lookup:
    """What is looked up in an archive to show its records: names, the records around one, numbers and lists.

    Attributes:
        texts: The attached texts by article.
    """

    def __init__(self, store: Store, texts: Mapping[str, Text] | None = None) -> None:
        self._store = store
        self.texts = texts or {}
        self.record, self.records, self.all = store.record, store.records, store.all
        self.meta, self.damaged = store.meta, store.damaged
        self._languages: dict[str, str] = {}

    # --- Identities: names, and what lies in what -------------------------------------------------

    def identities(self, ids: Iterable[str]) -> dict[str, m.Identity]:
        """Return the records of registers by their ids, in one query; ids of nothing are left out."""
        return self._store.identities(ids)

    def identity(self, id_: str) -> m.Identity | None:
        """Return the record of a register by its id; None if there is none."""
        return self._store.identities([id_]).get(id_)

    def label(self, id_: str, lang: str = "vi") -> str:
        """Return a name in a language, or in another if there is none; the id itself if nothing has it.

        `label("RU")` is "Nga", `label("RU", "en")` is "Russia".
        """
        found = self.identity(id_)
        if found is None:
            return id_
        return (found.names.en or found.name) if lang == "en" else found.name

    def areas_in_order(self) -> list[tuple[str, int]]:
        """Return every area after the one that it is part of, with its depth in the tree."""
        inner: dict[str, list[str]] = {}
        for id_, parent in self._store.rows(
            "SELECT id, coalesce(inside, '') FROM identity WHERE kind = 'area' ORDER BY n"
        ):
            inner.setdefault(parent, []).append(id_)
        found, waiting = [], [(id_, 0) for id_ in reversed(inner.get("", []))]
        while waiting:
            id_, depth = waiting.pop()
            found.append((id_, depth))
            waiting += [(one, depth + 1) for one in reversed(inner.get(id_, []))]
        return found

    def areas_above(self) -> dict[str, list[str]]:
        """Return for each area itself and what it is part of, the nearest first."""
        found: dict[str, list[str]] = {}
        sql = "SELECT descendant, ancestor FROM tree WHERE kind = 'area' AND depth >= 0 ORDER BY descendant, depth"
        for id_, above in self._store.rows(sql):
            found.setdefault(id_, []).append(above)
        return found

    def areas_joined(self) -> dict[str, list[str]]:
        """Return for each area whose name joins others, as "khoa học - công nghệ", those others."""
        found: dict[str, list[str]] = {}
        sql = "SELECT descendant, ancestor FROM tree WHERE kind = 'area' AND depth = -1"
        for id_, joined in self._store.rows(sql):
            found.setdefault(id_, []).append(joined)
        return found

    def areas_inside(self, area: str) -> list[str]:
        """Return the areas whose parent an area is, in the register's order."""
        return self._ids("SELECT id FROM identity WHERE inside = ? AND kind = 'area' ORDER BY n", area)

    def area_depths(self, areas: Iterable[str]) -> dict[str, int]:
        """Return how deep in the tree areas are."""
        sql = "SELECT descendant, max(depth) FROM tree WHERE kind = 'area' AND descendant "
        sql += f"{_HERE} GROUP BY descendant"
        return dict(self._store.rows(sql, (_array(areas),)))

    # --- What is recorded of a record -------------------------------------------------------------

    def statements_at(self, meetings: Iterable[m.Meeting]) -> dict[str, list[m.Statement]]:
        """Return the statements of meetings by the meetings' ids, in order.

        Raises:
            FileError: The file is damaged: statements of a meeting are missing.
        """
        several = list(meetings)
        ids = dict.fromkeys(id_ for one in several for id_ in one.statements)
        found = {one.id: one for one in self._store.records_by_id("statement", ids)}
        if not found.keys() >= ids.keys():
            raise self.damaged("statements of a meeting are missing")
        return {one.id: [found[id_] for id_ in one.statements] for one in several}

    def articles(self, ids: Iterable[str]) -> list[m.Article]:
        """Return articles by their ids.

        Raises:
            FileError: The file is damaged: one is missing.
        """
        return self._store.records_by_id("article", ids)

    def languages(self, articles: Iterable[str]) -> dict[str, str]:
        """Return the languages that articles are written in."""
        asked = set(articles)
        if new := asked - self._languages.keys():
            sql = f"SELECT id, language FROM article WHERE id {_HERE}"
            self._languages |= dict(self._store.rows(sql, (_array(new),)))
        return {id_: self._languages[id_] for id_ in asked if id_ in self._languages}

    def offices(self, people: Iterable[str]) -> dict[str, list[Office]]:
        """Return the capacities in which articles print people, by their ids, each list in order of date."""
        found: dict[str, list[Office]] = {}
        sql = (
            "SELECT o.person, o.role, coalesce(o.body, ''), o.printed, o.article, coalesce(m.id, ''), o.ymd "
            f"FROM office AS o LEFT JOIN meeting AS m ON m.n = o.meeting WHERE o.person {_HERE} "
            "ORDER BY o.person, o.ymd, o.article, coalesce(o.meeting, -1), o.role, o.printed"
        )
        for row in self._store.rows(sql, (_array(people),)):
            found.setdefault(row[0], []).append(Office(*row))
        return found

    def offices_of(self, body: str, most: int) -> list[tuple[str, str]]:
        """Return capacities that articles print of a body, as printed, each with the person."""
        sql = "SELECT DISTINCT printed, person FROM office WHERE body = ? ORDER BY person, printed LIMIT ?"
        return self._store.rows(sql, (body, most))

    def meetings_of(self, one: m.Identity, most: int) -> tuple[list[tuple[str, str]], int]:
        """Return the first meetings of a person, area, place or country, and how many there are.

        Each is its id and, where it was not held, the statuses that reports give, as "planned".
        """
        where = "f.record = 'meeting' AND f.part = ? AND f.target = ?"
        if isinstance(one, m.Place):
            where = "f.record = 'meeting' AND f.part = ? AND f.target = ? AND f.direct = 1"
        said = "SELECT group_concat(DISTINCT r.status) FROM report AS r WHERE r.meeting = f.n"
        sql = (
            f"SELECT m.id, CASE WHEN f.held = 1 THEN '' ELSE ({said}) END FROM facet AS f "
            f"CROSS JOIN meeting AS m WHERE {where} AND m.n = f.n ORDER BY f.n LIMIT ?"
        )
        key = (_AT.get(type(one), "place"), one.id)
        count = self._store.rows(f"SELECT count(*) FROM facet AS f WHERE {where}", key)[0][0]
        return self._store.rows(sql, (*key, most)), count

    def meetings_in(self, article: str) -> list[str]:
        """Return the ids of the meetings that an article reports."""
        sql = "SELECT id FROM meeting WHERE n IN (SELECT meeting FROM report WHERE article = ?) ORDER BY n"
        return self._ids(sql, article)

    def statements_on(self, area: str, most: int) -> tuple[list[m.Statement], int]:
        """Return the first statements that mention an area, or one inside it, and how many there are."""
        sql = "SELECT n FROM facet WHERE record = 'statement' AND part = 'area' AND target = ? ORDER BY n"
        numbers = self._store.numbers(sql, (area,))
        return self._store.records("statement", numbers[:most]), len(numbers)

    def mentions_of(self, person: str) -> list[m.Mention]:
        """Return where somebody is named who took part in no meeting of the article."""
        numbers = self._store.numbers(_NAMED, (person,))
        return self._store.records("mention", numbers)

    def named_in(self, article: str) -> tuple[str, ...]:
        """Return the people whom records of an article name in any part: who takes part, is invited, is shown."""
        from diplomacy_archive.records._walk import references  # few questions are of an article's people

        at = self._store.numbers("SELECT meeting FROM report WHERE article = ?", (article,))
        records = [self._store.record("article", article)]
        meetings = self._store.records("meeting", at)
        records += [one for found in meetings for one in found.reports if one.article == article]
        for kind in ("mention", "statement", "invitation", "undertaking", "background"):
            sql = "SELECT n FROM facet WHERE record = ? AND part = 'article' AND target = ?"
            records += self._store.records(kind, self._store.numbers(sql, (kind, article)))
        named = (one for record in records for one in references(record))
        return tuple(sorted({id_ for _, id_, registers in named if "people" in registers}))

    # --- The archive as a whole -------------------------------------------------------------------

    def scope(self) -> Scope:
        """Return what the archive covers."""
        span = "SELECT count(*), min(nullif(ymd, 0)), max(ymd) FROM "
        (articles, first, last), (meetings, earliest, latest) = (
            self._store.rows(span + table)[0] for table in ("article", "meeting")
        )
        published = (day_of(first), day_of(last)) if first else None
        held = (day_of(earliest), day_of(latest)) if earliest else None
        return Scope(articles, published, meetings, held, self.total("person"))

    def total(self, kind: str) -> int:
        """Return how many records of a kind there are, as "meeting" or "person"."""
        return int(self._store.rows("SELECT count(*) FROM document WHERE kind = ?", (kind,))[0][0])

    def held_meetings(self, *, of_any_status: bool = False) -> list[int]:
        """Return the numbers of all meetings that were held, or of all."""
        query = Wanted("meetings", () if of_any_status else (HELD,)).query()
        return self._store.numbers(query.sql, query.parameters)

    def held_statements(self) -> list[int]:
        """Return the numbers of all statements at meetings that were held."""
        query = Wanted("statements").query()
        return self._store.numbers(query.sql, query.parameters)

    def has_pairs(self) -> bool:
        """Tell whether any two people are recorded on different sides of a meeting."""
        return bool(self._store.rows("SELECT 1 FROM encounter WHERE across = 1 LIMIT 1"))

    def has_areas(self) -> bool:
        """Tell whether any statement mentions an area."""
        return bool(self._store.rows("SELECT 1 FROM facet WHERE record = 'statement' AND part = 'area' LIMIT 1"))

    def first_and_last_day(self) -> tuple[int, int]:
        """Return the first and last day of recorded meetings, as numbers; zeros if no report gives a day."""
        first, last = self._store.rows("SELECT min(ymd), max(ymd) FROM meeting WHERE ymd > 0")[0]
        return first or 0, last or 0

    def reported_days_around(self, first: int, last: int) -> tuple[int, int]:
        """Return the last day before and the first day after a span on which meetings are reported; 0 for none."""
        before = "SELECT max(ymd) FROM (SELECT max(ymd) AS ymd FROM meeting WHERE ymd > 0 AND ymd < ? "
        before += "UNION ALL SELECT max(ymd) FROM report WHERE later = 1 AND ymd < ?) AS b"
        after = "SELECT min(ymd) FROM (SELECT min(ymd) AS ymd FROM meeting WHERE ymd > ? "
        after += "UNION ALL SELECT min(ymd) FROM report WHERE later = 1 AND ymd > ?) AS a"
        found = self._store.rows(f"SELECT ({before}), ({after})", (first, first, last, last))[0]
        return found[0] or 0, found[1] or 0

    def reports_without_part_of_day(self) -> int:
        """Return how many reports state no part of the day."""
        return int(self._store.rows("SELECT count(*) FROM report WHERE part_of_day = ''")[0][0])

    # --- Of meetings, given by their numbers ------------------------------------------------------

    def days(self, meetings: Sequence[int]) -> tuple[int, int, int]:
        """Return the first and last day of meetings (zeros for none), and how many are undated."""
        sql = (
            "SELECT min(nullif(ymd, 0)), max(ymd), sum(CASE WHEN ymd = 0 THEN 1 ELSE 0 END) "
            f"FROM meeting WHERE n {_HERE}"
        )
        first, last, undated = self._store.rows(sql, (_array(meetings),))[0]
        return first or 0, last or 0, undated or 0

    def not_held(self, meetings: Sequence[int]) -> int:
        """Count those of meetings that no report says were held."""
        sql = f"SELECT count(*) FROM meeting WHERE held = 0 AND n {_HERE}"
        return int(self._store.rows(sql, (_array(meetings),))[0][0])

    def sources(self, meetings: Sequence[int]) -> Sources:
        """Return the articles that report meetings."""
        at = f"FROM article WHERE id IN (SELECT article FROM report WHERE meeting {_HERE})"
        here = (_array(meetings),)
        count, first, last = self._store.rows(f"SELECT count(*), min(ymd), max(ymd) {at}", here)[0]
        ids = self._ids(f"SELECT id {at} ORDER BY n LIMIT 3", *here)
        return Sources(count, first or 0, last or 0, tuple(ids))

    def by_day_and_kind(self, meetings: Sequence[int]) -> list[tuple[int, str, int]]:
        """Count dated meetings by day and kind; the kind is empty where reports differ on it."""
        sql = (
            "SELECT ymd, kind, count(*) FROM (SELECT m.ymd AS ymd, "
            "CASE WHEN min(kind) = max(kind) THEN min(kind) ELSE '' END AS kind FROM meeting AS m "
            f"JOIN report AS r ON r.meeting = m.n WHERE n {_HERE} AND m.ymd > 0 AND r.counts = 1 GROUP BY n) "
            "GROUP BY ymd, kind"
        )
        return self._store.rows(sql, (_array(meetings),))

    def busiest(self, meetings: Sequence[int]) -> list[tuple[str, int]]:
        """Return who took part in most of some dated meetings, with how many."""
        sql = f"SELECT person, count(*) FROM ({_ATTENDED}) AS a GROUP BY person ORDER BY 2 DESC, 1"
        return self._store.rows(sql, (_array(meetings),))

    def by_day_and_person(self, meetings: Sequence[int], people: Iterable[str]) -> list[tuple[int, str, int]]:
        """Count dated meetings of people by day."""
        sql = f"SELECT ymd, person, count(*) FROM ({_ATTENDED}) AS a WHERE person {_HERE} GROUP BY ymd, person"
        return self._store.rows(sql, (_array(meetings), _array(people)))

    def met(self, meetings: Sequence[int]) -> list[PairCount]:
        """Count how often each two participants met across sides, the most first, those without a name too."""
        sql = (
            f"SELECT one, other, count(*) FROM encounter WHERE across = 1 AND meeting {_HERE} "
            "GROUP BY one, other ORDER BY 3 DESC, 1, 2"
        )
        return self._store.rows(sql, (_array(meetings),))

    def usual_sides(self, meetings: Sequence[int], participants: Iterable[str]) -> dict[str, str]:
        """Return the side that each participant of some meetings was most often on."""
        sql = (
            "SELECT participant, side FROM participant JOIN report AS r ON r.meeting = participant.meeting "
            f"AND r.article = participant.article WHERE r.meeting {_HERE} AND r.counts = 1 AND participant {_HERE} "
            "GROUP BY participant, side ORDER BY count(DISTINCT r.meeting), side DESC"
        )
        return dict(self._store.rows(sql, (_array(meetings), _array(participants))))

    def areas_between(self, meetings: Sequence[int], one: str, other: str) -> list[str]:
        """Return the areas that most meetings of two participants mention, fields before topics."""
        sql = (
            "SELECT f.target FROM encounter AS e JOIN facet AS f ON f.record = 'meeting' AND f.part = 'area' "
            "AND f.n = e.meeting AND f.direct = 1 JOIN identity AS i ON i.id = f.target "
            f"WHERE e.one = ? AND e.other = ? AND e.across = 1 AND e.meeting {_HERE} "
            "GROUP BY f.target ORDER BY count(*) DESC, i.type, i.n"
        )
        return self._ids(sql, *sorted((one, other)), _array(meetings))

    def areas_by_year(self, meetings: Sequence[int] | None) -> tuple[AreaCount, ...]:
        """Count the meetings that mention each area, or one inside it, in each year; of None, all held ones."""
        if meetings is None:
            sql = "SELECT one, other, number FROM counted WHERE what = 'area' ORDER BY rank, one, other"
            return _by_year(self._store.rows(sql))
        sql = (
            "SELECT area, year, count(*) FROM (SELECT DISTINCT f.target AS area, m.n, "
            "CASE WHEN r.ymd > 0 THEN r.ymd / 10000 ELSE '' END AS year FROM meeting AS m "
            "JOIN report AS r ON r.meeting = m.n AND r.counts = 1 AND (r.ymd > 0 OR m.ymd = 0) "
            "JOIN facet AS f ON f.record = 'meeting' AND f.part = 'area' AND f.n = m.n "
            f"WHERE m.n {_HERE}) AS found GROUP BY area, year"
        )
        return _by_year(self._store.rows(sql, (_array(meetings),)))

    def pairs(self, encounters: Sequence[int] | None) -> tuple[PairCount, ...]:
        """Count the encounters of each two named people, the most first; of None, all of held meetings."""
        if encounters is None:
            sql = "SELECT one, other, number FROM counted WHERE what = 'pair' ORDER BY rank"
            return tuple(self._store.rows(sql))
        people = "(SELECT id FROM identity WHERE kind = 'person')"
        sql = (
            f"SELECT one, other, count(*) FROM encounter WHERE n {_HERE} AND one IN {people} AND other IN {people} "
            "GROUP BY one, other ORDER BY 3 DESC, 1, 2"
        )
        return tuple(self._store.rows(sql, (_array(encounters),)))

    # --- Of statements, given by their numbers ----------------------------------------------------

    def areas_raised(self, statements: Sequence[int]) -> list[tuple[str, str, str, int]]:
        """Return each area that statements mention, with each speaker, the act, and the statement's number."""
        sql = (
            "SELECT DISTINCT f.target, p.person, s.act, s.n FROM statement AS s JOIN facet AS f "
            "ON f.record = 'statement' AND f.part = 'area' AND f.n = s.n AND f.direct = 1 "
            f"JOIN speech AS p ON p.statement = s.n AND p.part = 'speaker' WHERE s.n {_HERE}"
        )
        return self._store.rows(sql, (_array(statements),))

    def mentions_by_area(self, statements: Sequence[int]) -> dict[str, int]:
        """Count the statements that mention each area itself."""
        sql = (
            "SELECT target, count(*) FROM facet WHERE record = 'statement' AND part = 'area' AND direct = 1 "
            f"AND n {_HERE} GROUP BY target"
        )
        return dict(self._store.rows(sql, (_array(statements),)))

    def meetings_at(self, statements: Sequence[int]) -> list[int]:
        """Return the numbers of the meetings at which statements were made."""
        sql = f"SELECT DISTINCT meeting FROM said WHERE statement {_HERE}"
        return self._store.numbers(sql, (_array(statements),))

    def _ids(self, sql: str, *parameters: Any) -> list[str]:
        return [id_ for (id_,) in self._store.rows(sql, parameters)]


def _array(values: Iterable[Any]) -> str:
    return json.dumps(list(values), ensure_ascii=False)


def _by_year(rows: Iterable[tuple[str, Any, int]]) -> tuple[AreaCount, ...]:
    """Return counts by area and year, those without a year before those with."""
    counted = ((area, int(year) if year else None, count) for area, year, count in rows)
    return tuple(sorted(counted, key=lambda one: (one[0], one[1] or 0)))
