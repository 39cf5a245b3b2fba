"""Answer the same questions with what people would use instead, over the same data.

Every peer has a method for each question, which returns plain lists that must be equal. The peers
are given the derived tables that the archive makes (areas with what they lie in, passages),
so that they are measured at answering, not at preparing.
"""

from __future__ import annotations

import itertools
import sqlite3
from collections import Counter
from pathlib import Path
from typing import Any, ClassVar, NamedTuple, TypeVar

from diplomacy_archive import load
from diplomacy_archive._text import case_words
from diplomacy_archive.records import _models as m

_AT = "FROM facet WHERE record = 'meeting' AND part ="
TABLES = {
    "meeting": "SELECT n, id, ymd, held FROM meeting ORDER BY n",
    "report": "SELECT meeting, ymd, ymd / 10000 AS year, ymd / 100 % 100 AS month, ymd % 100 AS day FROM report "
    "WHERE counts = 1",
    "participant": "SELECT DISTINCT meeting, person, side FROM participant JOIN report USING (meeting, article) "
    "WHERE counts = 1",
    "affiliation": f"SELECT target AS body, n AS meeting {_AT} 'body'",
    "meeting_area": f"SELECT target AS area, n AS meeting {_AT} 'area'",
    "encounter": "SELECT meeting, one, other FROM encounter WHERE across = 1",
    "statement_meeting": "SELECT statement, meeting FROM said",
    "statement_speakers": "SELECT DISTINCT statement, person FROM speech WHERE part = 'speaker'",
    "office": "SELECT person, printed FROM office",
    "passage": "SELECT record, target, words FROM passage WHERE record IN ('meeting', 'statement') ORDER BY n",
}
"""The tables that the peers read: of reports and participants, those that count."""


_R = TypeVar("_R", bound=m.Record)


class Asked(NamedTuple):
    """The values that one size is asked about."""

    day: int
    month_day: tuple[int, int]
    person: str
    pair: tuple[str, str]
    party: str
    country: str
    area: str
    year: int
    words: str


def asked(database: Path) -> Asked:
    """Choose values that every size can answer: neither the most frequent nor the rarest."""
    connection = sqlite3.connect(database)
    often = "SELECT one FROM counted WHERE what = 'meeting ' || ? ORDER BY number DESC, one"
    names = {
        part: [row[0] for row in connection.execute(often, (part,))] for part in ("person", "body", "side", "area")
    }
    parties = [name for name in names["body"] if name.startswith("party-")]
    count = connection.execute("SELECT count(*) FROM meeting").fetchone()[0]
    ymd = connection.execute("SELECT ymd FROM meeting WHERE n = ?", (count // 2,)).fetchone()[0]
    people = [name for name in names["person"] if name]
    one = people[min(20, len(people) // 2)]
    pair = connection.execute(
        "SELECT one, other FROM counted WHERE what = 'pair' ORDER BY rank LIMIT 1 OFFSET ?",
        (min(10, count // 4),),
    ).fetchone()
    return Asked(
        ymd, (ymd // 100 % 100, ymd % 100), one, pair, (parties or names["body"])[0],
        names["side"][0], names["area"][min(8, len(names["area"]) - 1)], ymd // 10000,
        "tàu ngầm",
    )  # fmt: skip


def iso(ymd: int) -> str:
    """Return a day as it is asked for."""
    return f"{ymd // 10000:04}-{ymd // 100 % 100:02}-{ymd % 100:02}"


class Archive:
    """This library, over its built file."""

    name = "archive"

    def __init__(self, folder: Path) -> None:
        self.archive = load(folder / "archive.db")
        self._understood: dict[str, Any] = {}

    def _found(self, ask: Asked, task: str) -> Any:
        meetings = self.archive.meetings
        if task == "date":
            return meetings(on=iso(ask.day))
        if task == "day of any year":
            return meetings(on=f"{ask.month_day[1]}/{ask.month_day[0]}")
        if task == "person":
            return meetings(person=ask.person)
        if task == "two people":
            return meetings(person=ask.pair)
        if task == "party, country, years":
            return meetings(party=ask.party, country=ask.country, since=ask.year - 2, until=ask.year + 2)
        if task == "area in a year":
            return meetings(area=ask.area, on=ask.year)
        assert task == "text"
        return meetings(search=ask.words)

    def ids(self, ask: Asked, task: str) -> list[str]:
        return list(self._found(ask, task).ids)

    def run(self, ask: Asked, task: str) -> list[str]:
        """Run the query of a question that was understood before, as hand-written SQL is."""
        if task not in self._understood:
            self._understood[task] = self._found(ask, task).query
        query = self._understood[task]
        return [row[0] for row in self.archive.store.rows(query.sql_of_ids, query.parameters)]

    def first(self, ask: Asked, task: str) -> list[str]:
        return list(self._found(ask, task)[:50].ids)

    def records(self, ask: Asked, task: str) -> list[m.Meeting]:
        return list(self._found(ask, task)[:1000])

    def whole_person(self, ask: Asked) -> list[Any]:
        found = self.archive.person(ask.person)
        meetings, said = self.archive.meetings(person=found).ids, self.archive.statements(speaker=found)
        offices = {held["printed"] for held in self.archive.row(found)["offices"]}
        return [found.id, list(meetings), sorted(offices), len(said)]

    def pairs(self, _ask: Asked) -> list[tuple[Any, ...]]:
        return list(self.archive.who_met_whom().pairs())

    def counts(self, _ask: Asked) -> list[tuple[Any, ...]]:
        return list(self.archive.meetings().areas_by_year())


_FACET = "facet AS f CROSS JOIN meeting AS m ON m.n = f.n WHERE f.record = 'meeting' AND f.part ="
_LATER = "SELECT meeting FROM report WHERE later = 1 AND ymd BETWEEN ? AND ?"
_FIRST = "(SELECT n FROM meeting WHERE ymd >= ? ORDER BY ymd, n LIMIT 1)"
_LAST = "(SELECT n FROM meeting WHERE ymd <= ? AND ymd > 0 ORDER BY ymd DESC, n DESC LIMIT 1)"
_DATED = f"(f.n BETWEEN {_FIRST} AND {_LAST} OR f.n IN ({_LATER}))"
SQL = {
    "date": (
        f"meeting AS m WHERE m.held = 1 AND m.n IN (SELECT n FROM meeting WHERE ymd = ? UNION ALL {_LATER}) "
        "ORDER BY m.n",
        lambda ask: (ask.day,) * 3,
    ),
    "day of any year": (
        f"{_FACET} 'day' AND f.target = ? AND f.held = 1 ORDER BY f.n",
        lambda ask: ("{:02}-{:02}".format(*ask.month_day),),
    ),
    "person": (f"{_FACET} 'person' AND f.target = ? AND f.held = 1 ORDER BY f.n", lambda ask: (ask.person,)),
    "two people": (
        "encounter AS e CROSS JOIN meeting AS m ON m.n = e.meeting WHERE e.one = ? AND e.other = ? AND e.held = 1 "
        "ORDER BY e.meeting",
        lambda ask: tuple(sorted(ask.pair)),
    ),
    "party, country, years": (
        f"{_FACET} 'body' AND f.target = ? AND f.held = 1 AND EXISTS (SELECT 1 FROM facet AS g WHERE "
        f"g.record = 'meeting' AND g.part = 'side' AND g.target = ? AND g.n = f.n) AND {_DATED} ORDER BY f.n",
        lambda ask: (ask.party, ask.country, *_span(ask.year - 2, ask.year + 2)),
    ),
    "area in a year": (
        f"{_FACET} 'area' AND f.target = ? AND f.held = 1 AND {_DATED} ORDER BY f.n",
        lambda ask: (ask.area, *_span(ask.year, ask.year)),
    ),
    "text": (
        "meeting AS m WHERE m.held = 1 AND m.n IN ("
        "SELECT CASE p.record WHEN 'meeting' THEN p.target ELSE s.meeting END "
        "FROM passage AS p LEFT JOIN said AS s ON p.record = 'statement' AND s.statement = p.target "
        "WHERE p.n IN (SELECT rowid FROM passage_search WHERE passage_search MATCH ?) "
        "AND p.record IN ('meeting', 'statement')) ORDER BY m.n",
        lambda ask: ("words : (" + " AND ".join(f'"{word}"' for word in case_words(ask.words).split()) + ")",),
    ),
}  # fmt: skip
"""The best SQL we could write by hand for each question: what follows `SELECT m.id FROM`."""


def _span(since: int, until: int) -> tuple[int, ...]:
    """Return the values of `_DATED` for some years."""
    return (since * 10000, until * 10000 + 9999) * 2


class Sqlite:
    """Hand-written SQL through `sqlite3` on the archive's own file: the floor under the library."""

    name = "sql by hand"

    def __init__(self, folder: Path) -> None:
        self._connection = sqlite3.connect(f"file:{folder / 'archive.db'}?mode=ro&immutable=1", uri=True)

    def _rows(self, sql: str, values: tuple[Any, ...] = ()) -> list[Any]:
        return self._connection.execute(sql, values).fetchall()

    def ids(self, ask: Asked, task: str) -> list[str]:
        sql, values = SQL[task]
        return [row[0] for row in self._rows(f"SELECT m.id FROM {sql}", values(ask))]

    def first(self, ask: Asked, task: str) -> list[str]:
        sql, values = SQL[task]
        return [row[0] for row in self._rows(f"SELECT m.id FROM {sql} LIMIT 50", values(ask))]

    def records(self, ask: Asked, task: str) -> list[m.Meeting]:
        sql, values = SQL[task]
        numbers = self._rows(f"SELECT m.n FROM {sql} LIMIT 1000", values(ask))
        read = "SELECT json FROM document WHERE kind = 'meeting' AND n = ?"
        return [m.Meeting.model_validate_json(self._rows(read, row)[0][0]) for row in numbers]

    def whole_person(self, ask: Asked) -> list[Any]:
        offices = self._rows("SELECT DISTINCT printed FROM office WHERE person = ?", (ask.person,))
        said = "SELECT count(DISTINCT statement) FROM speech WHERE person = ? AND part = 'speaker' AND held = 1"
        spoken = self._rows(said, (ask.person,))
        return [ask.person, self.ids(ask, "person"), sorted(row[0] for row in offices), spoken[0][0]]

    def pairs(self, _ask: Asked) -> list[tuple[Any, ...]]:
        return self._rows("SELECT one, other, number FROM counted WHERE what = 'pair' ORDER BY rank")

    def counts(self, _ask: Asked) -> list[tuple[Any, ...]]:
        return self._rows("SELECT one, other + 0, number FROM counted WHERE what = 'area' ORDER BY one, other")


class Comprehension:
    """A plain comprehension over the records in memory, read from JSON Lines."""

    name = "comprehension"

    def __init__(self, folder: Path) -> None:
        def read(model: type[_R]) -> list[_R]:
            with (folder / f"{model.__name__}.jsonl").open(encoding="utf-8") as lines:
                return [model.model_validate_json(line) for line in lines]

        self._meetings = read(m.Meeting)
        self._statements = {one.id: one for one in read(m.Statement)}
        self._above: dict[str, set[str]] = {}
        inside = {area.id: area.parent for area in read(m.CooperationArea)}
        for area in inside:
            up: str | None = area
            while up:
                self._above.setdefault(area, set()).add(up)
                up = inside[up]

    def _fits(self, ask: Asked, task: str, one: m.Meeting) -> bool:
        if task == "date":
            return any(int(f"{day:%Y%m%d}") == ask.day for day in one.dates)
        if task == "day of any year":
            return any((day.month, day.day) == ask.month_day for day in one.dates)
        if task == "person":
            return ask.person in one.people
        if task == "two people":
            return set(ask.pair) <= set(one.people)
        if task == "party, country, years":
            return (
                any(abs(day.year - ask.year) <= 2 for day in one.dates)
                and any(who.side == ask.country for report in one.counted for who in report.participants)
                and any(held.of == ask.party for who in one.participants for held in who.capacities)
            )
        if task == "area in a year":
            return any(day.year == ask.year for day in one.dates) and any(
                ask.area in self._above[area] for area in one.areas
            )
        wanted = set(case_words(ask.words).split())
        said = [self._statements[id_] for id_ in one.statements]
        texts = [
            (" ".join([*(q.phrase for q in r.quotes), *(form for _, form in r.printed_forms())]))
            for r in one.reports
        ]
        texts += [
            " ".join(
                [
                    *(q.phrase for q in s.quotes),
                    s.summary.vi or "",
                    s.summary.en or "",
                    *(f for _, f in s.printed_forms()),
                ]
            )
            for s in said
        ]
        return any(wanted <= set(case_words(text).split()) for text in texts)

    def ids(self, ask: Asked, task: str) -> list[str]:
        return [one.id for one in self._meetings if "held" in one.status and self._fits(ask, task, one)]

    def first(self, ask: Asked, task: str) -> list[str]:
        found = (one.id for one in self._meetings if "held" in one.status and self._fits(ask, task, one))
        return list(itertools.islice(found, 50))

    def whole_person(self, ask: Asked) -> list[Any]:
        attended = [one for one in self._meetings if ask.person in one.people]
        offices = {
            held.printed
            for one in attended
            for who in one.participants
            if who.person == ask.person
            for held in who.capacities
        }
        held = {one.id for one in attended if "held" in one.status}
        said = [s for s in self._statements.values() if ask.person in s.speakers and held.intersection(s.meetings)]
        return [ask.person, [one.id for one in attended if one.id in held], sorted(offices), len(said)]

    def pairs(self, _ask: Asked) -> list[tuple[Any, ...]]:
        found = Counter(
            (min(a.person, b.person), max(a.person, b.person))
            for one in self._meetings
            if "held" in one.status
            for a, b in itertools.combinations(one.participants, 2)
            if a.side != b.side and a.person and b.person
        )
        return sorted(
            ((one, other, count) for (one, other), count in found.items()), key=lambda row: (-row[2], row)
        )

    def counts(self, _ask: Asked) -> list[tuple[Any, ...]]:
        found = Counter(
            (area, year)
            for one in self._meetings
            if "held" in one.status
            for area in {up for area in one.areas for up in self._above[area]}
            for year in {day.year for day in one.dates}
        )
        return sorted((area, year, count) for (area, year), count in found.items())


class DuckDB:
    """DuckDB over Parquet files."""

    name = "duckdb"

    def __init__(self, folder: Path) -> None:
        import duckdb

        self._connection = duckdb.connect()
        self._connection.execute("SET enable_progress_bar = false")  # it would stand among what is measured
        for table in TABLES:
            self._connection.execute(f"CREATE VIEW {table} AS SELECT * FROM '{folder / table}.parquet'")

    _WHERE: ClassVar = {
        "date": ("SELECT meeting FROM report WHERE ymd = ?", lambda ask: (ask.day,)),
        "day of any year": ("SELECT meeting FROM report WHERE month = ? AND day = ?", lambda ask: ask.month_day),
        "person": ("SELECT meeting FROM participant WHERE person = ?", lambda ask: (ask.person,)),
        "two people": (
            "SELECT meeting FROM participant WHERE person = ? "
            "INTERSECT SELECT meeting FROM participant WHERE person = ?",
            lambda ask: ask.pair,
        ),
        "party, country, years": (
            "SELECT meeting FROM report WHERE year BETWEEN ? AND ? "
            "INTERSECT SELECT meeting FROM affiliation WHERE body = ? "
            "INTERSECT SELECT meeting FROM participant WHERE side = ?",
            lambda ask: (ask.year - 2, ask.year + 2, ask.party, ask.country),
        ),
        "area in a year": (
            "SELECT meeting FROM report WHERE year = ? INTERSECT SELECT meeting FROM meeting_area WHERE area = ?",
            lambda ask: (ask.year, ask.area),
        ),
        "text": (
            "SELECT target FROM passage WHERE record = 'meeting' AND words LIKE ? AND words LIKE ? "
            "UNION SELECT meeting FROM statement_meeting WHERE statement IN "
            "(SELECT target FROM passage WHERE record = 'statement' AND words LIKE ? AND words LIKE ?)",
            lambda ask: tuple(f"% {word} %" for word in case_words(ask.words).split()) * 2,
        ),
    }  # fmt: skip

    def _rows(self, sql: str, values: tuple[Any, ...] = ()) -> list[Any]:
        return self._connection.execute(sql, values).fetchall()

    def ids(self, ask: Asked, task: str, limit: str = "") -> list[str]:
        sql, values = self._WHERE[task]
        rows = self._rows(f"SELECT id FROM meeting WHERE held = 1 AND n IN ({sql}) ORDER BY n{limit}", values(ask))
        return [row[0] for row in rows]

    def first(self, ask: Asked, task: str) -> list[str]:
        return self.ids(ask, task, " LIMIT 50")

    def whole_person(self, ask: Asked) -> list[Any]:
        offices = self._rows("SELECT DISTINCT printed FROM office WHERE person = ?", (ask.person,))
        said = (
            "SELECT count(DISTINCT s.statement) FROM statement_speakers AS s JOIN statement_meeting AS sm "
            "ON sm.statement = s.statement JOIN participant AS p ON p.meeting = sm.meeting AND p.person = s.person "
            "JOIN meeting AS m ON m.n = sm.meeting WHERE s.person = ? AND m.held = 1"
        )
        spoken = self._rows(said, (ask.person,))
        return [ask.person, self.ids(ask, "person"), sorted(row[0] for row in offices), spoken[0][0]]

    def pairs(self, _ask: Asked) -> list[tuple[Any, ...]]:
        return self._rows(
            "SELECT least(one, other) AS a, greatest(one, other) AS b, count(*) FROM encounter AS e "
            "JOIN meeting AS m ON m.n = e.meeting WHERE m.held = 1 GROUP BY a, b ORDER BY count(*) DESC, a, b"
        )

    def counts(self, _ask: Asked) -> list[tuple[Any, ...]]:
        return self._rows(
            "SELECT area, year, count(DISTINCT a.meeting) FROM meeting_area AS a "
            "JOIN report AS r ON r.meeting = a.meeting JOIN meeting AS m ON m.n = a.meeting "
            "WHERE m.held = 1 GROUP BY area, year ORDER BY area, year"
        )


class Pandas:
    """pandas, with the tables in memory."""

    name = "pandas"

    def __init__(self, folder: Path) -> None:
        import pandas as pd

        self._t = {table: pd.read_parquet(folder / f"{table}.parquet") for table in TABLES}

    def _numbers(self, ask: Asked, task: str) -> Any:
        import numpy as np

        t = self._t
        report, participant = t["report"], t["participant"]
        if task == "date":
            return report.meeting[report.ymd == ask.day].unique()
        if task == "day of any year":
            return report.meeting[(report.day == ask.month_day[1]) & (report.month == ask.month_day[0])].unique()
        if task == "person":
            return participant.meeting[participant.person == ask.person].unique()
        if task == "two people":
            one, other = (participant.meeting[participant.person == person].values for person in ask.pair)
            return np.intersect1d(one, other)
        if task == "party, country, years":
            body = t["affiliation"].meeting[t["affiliation"].body == ask.party].values
            side = participant.meeting[participant.side == ask.country].values
            year = report.meeting[report.year.between(ask.year - 2, ask.year + 2)].values
            return np.intersect1d(np.intersect1d(body, side), year)
        if task == "area in a year":
            area = t["meeting_area"].meeting[t["meeting_area"].area == ask.area].values
            return np.intersect1d(area, report.meeting[report.year == ask.year].values)
        passage = t["passage"]
        fits = np.ones(len(passage), bool)
        for word in case_words(ask.words).split():
            fits &= passage.words.str.contains(f" {word} ", regex=False).to_numpy(bool)
        found = passage[fits]
        said = t["statement_meeting"]
        statements = said.meeting[said.statement.isin(found.target[found.record == "statement"])].values
        return np.union1d(found.target[found.record == "meeting"].values, statements)

    def ids(self, ask: Asked, task: str, limit: int | None = None) -> list[str]:
        import numpy as np

        meeting = self._t["meeting"]
        numbers = np.sort(self._numbers(ask, task))  # a meeting's number is its row
        numbers = numbers[meeting.held.values[numbers] == 1]
        return meeting.id.iloc[numbers[:limit]].tolist()

    def first(self, ask: Asked, task: str) -> list[str]:
        return self.ids(ask, task, 50)

    def whole_person(self, ask: Asked) -> list[Any]:
        t = self._t
        offices = t["office"].printed[t["office"].person == ask.person].unique()
        said = t["statement_speakers"].statement[t["statement_speakers"].person == ask.person]
        at = t["statement_meeting"][t["statement_meeting"].statement.isin(said)]
        there = t["participant"].meeting[t["participant"].person == ask.person]
        at = at[at.meeting.isin(there) & (t["meeting"].held.values[at.meeting] == 1)]
        return [ask.person, self.ids(ask, "person"), sorted(offices), int(at.statement.nunique())]

    def pairs(self, _ask: Asked) -> list[tuple[Any, ...]]:
        import numpy as np

        encounter = self._t["encounter"]
        found = encounter[self._t["meeting"].held.values[encounter.meeting.values] == 1]
        swap = (found.one > found.other).to_numpy(bool)
        one, other = np.where(swap, found.other, found.one), np.where(swap, found.one, found.other)
        counted = found.assign(a=one, b=other).groupby(["a", "b"]).size().reset_index(name="size")
        counted = counted.sort_values(["size", "a", "b"], ascending=[False, True, True])
        return list(zip(*(counted[column].tolist() for column in counted), strict=True))

    def counts(self, _ask: Asked) -> list[tuple[Any, ...]]:
        years = self._t["report"][["meeting", "year"]].drop_duplicates()
        years = years[self._t["meeting"].held.values[years.meeting.values] == 1]
        counted = self._t["meeting_area"].merge(years, on="meeting").groupby(["area", "year"]).size().reset_index()
        return list(zip(*(counted[column].tolist() for column in counted), strict=True))


class Polars:
    """polars, with the tables in memory."""

    name = "polars"

    def __init__(self, folder: Path) -> None:
        import polars as pl

        self._t = {table: pl.read_parquet(folder / f"{table}.parquet") for table in TABLES}

    def _numbers(self, ask: Asked, task: str) -> Any:
        from polars import col, concat

        t = self._t
        report, participant = t["report"], t["participant"]
        if task == "date":
            return report.filter(col("ymd") == ask.day).select("meeting").unique()
        if task == "day of any year":
            month, day = ask.month_day
            return report.filter((col("month") == month) & (col("day") == day)).select("meeting").unique()
        if task == "person":
            return participant.filter(col("person") == ask.person).select("meeting")
        if task == "two people":
            one, other = (participant.filter(col("person") == person).select("meeting") for person in ask.pair)
            return one.join(other, on="meeting", how="semi")
        if task == "party, country, years":
            body = t["affiliation"].filter(col("body") == ask.party).select("meeting")
            side = participant.filter(col("side") == ask.country).select("meeting")
            year = report.filter(col("year").is_between(ask.year - 2, ask.year + 2)).select("meeting")
            return body.join(side, on="meeting", how="semi").join(year, on="meeting", how="semi")
        if task == "area in a year":
            area = t["meeting_area"].filter(col("area") == ask.area).select("meeting")
            return area.join(report.filter(col("year") == ask.year).select("meeting"), on="meeting", how="semi")
        fits = [col("words").str.contains(f" {word} ", literal=True) for word in case_words(ask.words).split()]
        found = t["passage"].filter(*fits)
        said = found.filter(col("record") == "statement").select("target")
        statements = t["statement_meeting"].join(said, left_on="statement", right_on="target", how="semi")
        meetings = found.filter(col("record") == "meeting").select(meeting="target")
        return concat([meetings, statements.select("meeting")]).unique()

    def ids(self, ask: Asked, task: str, limit: int | None = None) -> list[str]:
        from polars import col

        numbers = self._numbers(ask, task)["meeting"].sort()
        found = self._t["meeting"][numbers].filter(col("held") == 1)["id"]  # a meeting's number is its row
        return (found if limit is None else found.head(limit)).to_list()

    def first(self, ask: Asked, task: str) -> list[str]:
        return self.ids(ask, task, 50)

    def whole_person(self, ask: Asked) -> list[Any]:
        from polars import col

        t = self._t
        offices = t["office"].filter(col("person") == ask.person)["printed"].unique().to_list()
        said = t["statement_speakers"].filter(col("person") == ask.person)
        there = t["participant"].filter(col("person") == ask.person).select("meeting")
        held = t["meeting"].filter(col("held") == 1).select(meeting="n")
        at = t["statement_meeting"].join(said, on="statement", how="semi").join(there, on="meeting", how="semi")
        spoken = at.join(held, on="meeting", how="semi")["statement"].n_unique()
        return [ask.person, self.ids(ask, "person"), sorted(offices), spoken]

    def pairs(self, _ask: Asked) -> list[tuple[Any, ...]]:
        from polars import col, max_horizontal, min_horizontal
        from polars import len as size

        held = self._t["meeting"].filter(col("held") == 1).select(meeting="n")
        found = self._t["encounter"].join(held, on="meeting", how="semi")
        keys = [min_horizontal("one", "other").alias("a"), max_horizontal("one", "other").alias("b")]
        return found.group_by(keys).agg(size()).sort("len", "a", "b", descending=[True, False, False]).rows()

    def counts(self, _ask: Asked) -> list[tuple[Any, ...]]:
        from polars import col
        from polars import len as size

        held = self._t["meeting"].filter(col("held") == 1).select(meeting="n")
        years = self._t["report"].select("meeting", "year").unique().join(held, on="meeting", how="semi")
        counted = self._t["meeting_area"].join(years, on="meeting").group_by("area", "year").agg(size())
        return counted.sort("area", "year").rows()


PEERS = {one.name: one for one in (Archive, Sqlite, Comprehension, Pandas, Polars, DuckDB)}


def write_json(database: Path, folder: Path) -> None:
    """Write the records that the comprehension reads as JSON Lines, a line at a time."""
    connection = sqlite3.connect(database)
    for kind, model in (("meeting", m.Meeting), ("statement", m.Statement), ("area", m.CooperationArea)):
        with (folder / f"{model.__name__}.jsonl").open("w", encoding="utf-8") as lines:
            for (json,) in connection.execute("SELECT json FROM document WHERE kind = ? ORDER BY n", (kind,)):
                lines.write(f"{json}\n")


def write_parquet(database: Path, folder: Path) -> None:
    """Write the tables that the peers read as Parquet, a piece at a time."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    connection = sqlite3.connect(database)
    for table, sql in TABLES.items():
        cursor = connection.execute(sql)
        names = [column[0] for column in cursor.description]
        types = [pa.string() if name in _TEXT else pa.int32() for name in names]
        schema = pa.schema(list(zip(names, types, strict=True)))
        with pq.ParquetWriter(folder / f"{table}.parquet", schema) as writer:
            while rows := cursor.fetchmany(100_000):
                arrays = [
                    pa.array(column, kind) for column, kind in zip(zip(*rows, strict=True), types, strict=True)
                ]
                writer.write_table(pa.Table.from_arrays(arrays, schema=schema))


_TEXT = {"id", "person", "side", "body", "area", "one", "other", "printed", "record", "words"}
