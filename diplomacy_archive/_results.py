"""Hold what a query found: lazy, immutable sequences that print, render, and give plain rows."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar, Generic, Self, TypeVar, overload

from diplomacy_archive._text import case_words
from diplomacy_archive.records import _models as m
from diplomacy_archive.records._merge import apart
from diplomacy_archive.records._record import bound
from diplomacy_archive.show._cards import brief_cells, card
from diplomacy_archive.show._display import PLAIN, WIDTH, Card, Style, cards_text, table_text
from diplomacy_archive.show._rows import Row, row
from diplomacy_archive.store._counts import AreaCount, Lookup, PairCount
from diplomacy_archive.store._query import Query, Wanted
from diplomacy_archive.store._schema import MODELS, TABLE_OF
from diplomacy_archive.store._store import Store

if TYPE_CHECKING:
    from diplomacy_archive.show._charts import Picture

R = TypeVar("R", bound=m.Record)
_PAGE = 200  # records made at a time while iterating
_SHOWN = 20  # records that `str` and a notebook show


class Results(Sequence[R], Generic[R]):
    """The records that a query found, in order; looked up when they are looked at.

    It is a sequence: `len`, indexes, slices, `in`, iteration. `ids` are found without making
    records, `rows()` are plain values, and `str` and a notebook show them with their proof.
    """

    one, several = "record", "records"
    _everything: Query | None = None
    shown: tuple[str, ...] = ()  # the facts of a card that are columns in a notebook
    titled = True  # whether the card's title is one, too
    cells: tuple[str, ...] = ()  # the columns of a table of text, where there is one
    called: ClassVar[Mapping[str, str]] = {}  # what a column is called, where not by its fact

    def __init__(
        self,
        store: Store,
        query: Query,
        notes: Sequence[str] = (),
        found: array[int] | None = None,
        *,
        wanted: Wanted | None = None,
    ) -> None:
        self._store = store
        self._lookup = Lookup(store)
        self._query = query
        self._found = found
        self._notes = tuple(notes)
        self._wanted = wanted

    @property
    def query(self) -> Query:
        """The SQL for the records' numbers, and its parameters."""
        return self._query

    @property
    def notes(self) -> tuple[str, ...]:
        """What a reader must know of how the records were found."""
        return self._notes

    @property
    def hints(self) -> tuple[str, ...]:
        """What is recorded close by, where filters of meetings or statements found nothing.

        >>> from diplomacy_archive import load
        >>> load().meetings(person="Putin", area="foreign affairs").hints[0][:54]
        'without the person Vladimir Putin there are 3 meetings'
        """
        if self._wanted is None or len(self):
            return ()
        from diplomacy_archive.store._hints import nearby  # most questions find something

        return tuple(nearby(self._store, self._wanted))

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the records, in order."""
        if self._found is None and self.query.ids:
            return tuple(row[0] for row in self._store.rows(self.query.sql_of_ids, self.query.parameters))
        table = TABLE_OF[self.query.kind]
        of = f"kind = '{self.query.kind}' AND " if table in ("identity", "other") else ""
        sql = f"SELECT n, id FROM {table} WHERE {of}n IN ({{}})"
        return tuple(id_ for page in self._pages(self.numbers) for id_ in self._by_number(sql, page))

    def rows(self) -> list[Row]:
        """Return the records as plain rows that JSON can hold; `columns` says what each holds."""
        return [row(record, self._lookup) for record in self]

    def to_pandas(self) -> Any:
        """Return the rows as a pandas DataFrame: days as dates, vocabularies as categories, lists as lists.

        Raises:
            ImportError: pandas is not installed; the message says what to install.

        >>> from diplomacy_archive import load
        >>> load().statements().to_pandas()["act"].dtype.name
        'category'
        """
        from diplomacy_archive.show._columns import frame

        return frame(self.rows(), self.query.kind)

    @property
    def columns(self) -> dict[str, str]:
        """What each column of the rows means.

        >>> from diplomacy_archive import load
        >>> load().statements().columns["act_printed"]
        "the article's verb; null where it prints none"
        """
        from diplomacy_archive.show._columns import COLUMNS

        return {name: column.means for name, column in COLUMNS[self.query.kind].items()}

    def text(
        self, *, width: int = WIDTH, style: Style = PLAIN, limit: int | None = None, brief: bool = False
    ) -> str:
        """Return the records as text to be read, all of them unless there is a limit.

        Args:
            width: The columns that a line has.
            style: Marks around parts of it, as colours.
            limit: How many are shown.
            brief: Of meetings and pairs, a line for each.

        >>> from diplomacy_archive import load
        >>> print(load().meetings(person="Putin").text(brief=True))
        1 meeting
        <BLANKLINE>
        id                who met whom                    kind         place
        2026-02-24-putin  Lê Hoài Trung – Vladimir Putin  formal call  Điện Kremlin
        """
        count = len(self)
        listed = self if limit is None or count <= limit else self[:limit]
        more = f"\n\n… and {count - len(listed)} more; slice to see them" if len(listed) < count else ""
        body = self._table(listed, width, style) if brief and self.cells else self._body(listed, width, style)
        notes = "".join(f"\n\nnote: {note}" for note in (*self.notes, *self.hints))
        return f"{self._heading(count)}{body}{more}{notes}"

    def _heading(self, count: int) -> str:
        return f"{count} {self.one if count == 1 else self.several}" if count else f"no {self.several} recorded"

    def _body(self, listed: Sequence[R], width: int, style: Style) -> str:
        cards = [card(record, self._lookup) for record in listed]
        return f"\n\n{cards_text(cards, width=width, style=style)}" if cards else ""

    def _table(self, listed: Sequence[R], width: int, style: Style) -> str:
        if not listed:
            return ""
        table = table_text(self.cells, [self._cells(record) for record in listed], width=width, style=style)
        return f"\n\n{table}"

    def _cells(self, record: Any) -> list[str]:
        raise NotImplementedError

    def _cards(self, listed: Sequence[R]) -> list[Card]:
        return [card(record, self._lookup) for record in listed]

    def _repr_html_(self) -> str:
        from diplomacy_archive.show._display.markup import results_html

        count = len(self)
        listed = self._cards(self if count <= _SHOWN else self[:_SHOWN])
        more = [f"… and {count - _SHOWN} more; slice to see them"] if count > _SHOWN else []
        notes = [f"note: {note}" for note in (*self.notes, *self.hints)]
        return results_html(
            self._heading(count),
            listed,
            self.shown,
            title=self.one if self.titled else "",
            labels=self.called,
            notes=[*more, *notes],
        )

    def __str__(self) -> str:
        return self.text(limit=_SHOWN)

    def __repr__(self) -> str:
        ids = ", ".join(self[:3].ids) + (", …" if len(self) > 3 else "")
        return f"<{type(self).__name__}: {self._heading(len(self))}{f' ({ids})' if ids else ''}>"

    def __len__(self) -> int:
        return len(self.numbers)

    @overload
    def __getitem__(self, index: int) -> R: ...
    @overload
    def __getitem__(self, index: slice) -> Self: ...
    def __getitem__(self, index: int | slice) -> R | Self:
        if isinstance(index, slice):
            first = self._first(index)
            if first is not None:
                return type(self)(self._store, first, self.notes)
            return type(self)(self._store, self.query, self.notes, self._numbers()[index])
        for record in self[index : index + 1 if index != -1 else None]:
            return record
        raise IndexError(f"there are {len(self)} {self.several}, none at {index}")

    def __iter__(self) -> Iterator[R]:
        for page in self._pages(self.numbers):
            yield from self._load(page)

    def __contains__(self, record: object) -> bool:
        if not isinstance(record, MODELS.get(self.query.kind, m.Encounter)):
            return False
        id_ = getattr(record, "id", None)
        rows = self._store.rows(f"SELECT n FROM {TABLE_OF[self.query.kind]} WHERE id = ?", (id_,))
        return bool(rows) and rows[0][0] in self.numbers and self._load([rows[0][0]])[0] == record

    @property
    def numbers(self) -> Sequence[int]:
        """The numbers of the records in the archive, in order."""
        return self._numbers()

    def _numbers(self) -> array[int]:
        if self._found is None:
            self._found = array("q", self._store.numbers(self.query.sql, self.query.parameters))
        return self._found

    def _first(self, part: slice) -> Query | None:
        """Return the query for a slice that is asked for alone, not cut out of all; None where it must be."""
        start, stop, step = part.start or 0, part.stop, part.step
        if self._found is not None or step not in (None, 1) or start < 0 or stop is None or stop < 0:
            return None
        return None if self.query.window else self.query._replace(window=(start, max(stop - start, 0)))

    def _is_everything(self) -> bool:
        """Tell whether these are all that were held, of which the archive keeps the counts."""
        return self._found is None and self.query == self._everything

    @staticmethod
    def _pages(numbers: Sequence[int]) -> Iterator[Sequence[int]]:
        for start in range(0, len(numbers), _PAGE):
            yield numbers[start : start + _PAGE]

    def _by_number(self, sql: str, numbers: Sequence[int]) -> list[Any]:
        """Return the second column of the rows of these numbers, in their order."""
        found = dict(self._store.rows(_marked(sql, numbers), numbers))
        if not found.keys() >= set(numbers):
            raise self._store.damaged(f"rows of {self.query.kind} are missing")
        return [found[number] for number in numbers]

    def _load(self, numbers: Sequence[int]) -> list[R]:
        return self._store.records(self.query.kind, numbers)


def _marked(sql: str, numbers: Sequence[int]) -> str:
    """Put a mark for each number into a query."""
    return sql.format(",".join("?" * len(numbers)))


class Meetings(Results[m.Meeting]):
    """Meetings, by date, then id; the order within a day is no chronology."""

    one, several = "meeting", "meetings"
    shown = ("date", "as", "kind", "place", "status", "fields", "topics", "reports differ")
    titled = False
    cells = ("id", "who met whom", "kind", "place")
    called: ClassVar = {"as": "who met whom"}
    _everything = Wanted("meetings").query()

    def _cells(self, record: m.Meeting) -> list[str]:
        return brief_cells(record, record.participants, self._lookup)

    def areas_by_year(self) -> tuple[AreaCount, ...]:
        """Count the meetings that mention each area, or one inside it, in each year, by area and year.

        Each number is `len` of these meetings with that `area` and `on` that year; where reports
        give two years, a meeting counts in both.
        """
        return self._lookup.areas_by_year(None if self._is_everything() else self.numbers)

    def timeline(self) -> Picture:
        """Draw them along time: one by one where they are few, else how many in each period and of whom.

        Raises:
            ImportError: What draws is not installed; the message says what to install.
            FilterError: There is nothing to draw.
        """
        from diplomacy_archive.show._pictures import timeline

        return timeline(self._lookup, self.numbers)

    def network(self) -> Picture:
        """Draw who met whom across sides: a line as wide as two met often, labelled by areas.

        Errors are those of `timeline`.
        """
        from diplomacy_archive.show._pictures import network

        return network(self._lookup, self.numbers)


class Encounters(Results[m.Encounter]):
    """Who met whom: pairs across sides, in the order of their meetings."""

    one, several = "encounter", "encounters"
    shown = Meetings.shown
    titled = False
    cells = Meetings.cells
    called = Meetings.called
    _everything = Wanted("who_met_whom").query()

    def _cells(self, record: m.Encounter) -> list[str]:
        return brief_cells(record.meeting, (record.one, record.other), self._lookup)

    def pairs(self) -> tuple[PairCount, ...]:
        """Count the meetings of each two people, the most first; people without a name are in no pair.

        The two are in order of their ids, whatever the order in which a report lists them.
        """
        return self._lookup.pairs(None if self._is_everything() else self.numbers)

    @property
    def ids(self) -> tuple[str, ...]:
        """The id of each pair's meeting."""
        return tuple(pair.meeting.id for pair in self)

    def __contains__(self, record: object) -> bool:
        return any(pair == record for pair in self)

    def _load(self, numbers: Sequence[int]) -> list[m.Encounter]:
        marks = ",".join("?" * len(numbers))
        sql = f"SELECT n, meeting, one, other FROM encounter WHERE n IN ({marks})"
        found = {n: (meeting, one, other) for n, meeting, one, other in self._store.rows(sql, numbers)}
        distinct = sorted({meeting for meeting, _, _ in found.values()})
        meetings = dict(zip(distinct, self._store.records("meeting", distinct), strict=True))
        pairs = []
        for number in numbers:
            at, one, other = found[number]
            keys = [who.key for who in meetings[at].participants]
            people = apart(meetings[at], *sorted((one, other), key=keys.index)) if {one, other} <= {*keys} else None
            if people is None:
                raise self._store.damaged("a pair is not of two sides of its meeting")
            pair = m.Encounter(meeting=meetings[at], one=people[0], other=people[1])
            pairs.append(bound(pair, self._store))
        return pairs


class Statements(Results[m.Statement]):
    """Speech acts, by date, then article and paragraph."""

    one, several = "statement", "statements"
    shown = ("speaker", "act", "areas", "about", "meetings")

    def matrix(self) -> Picture:
        """Draw who raised which area by which acts, the areas in their tree's order.

        Raises:
            ImportError: What draws is not installed; the message says what to install.
            FilterError: There is nothing to draw.
        """
        from diplomacy_archive.show._pictures import matrix

        return matrix(self._lookup, self.numbers)


class Invitations(Results[m.Invitation]):
    """Invitations, in the order of the files."""

    one, several = "invitation", "invitations"
    shown = ("inviters", "conveyed by", "invitee", "to visit", "when", "raised in")


class Undertakings(Results[m.Undertaking]):
    """Plans, agreements and the like, in the order of the files."""

    one, several = "undertaking", "undertakings"
    shown = ("kind", "status", "between", "when", "areas", "raised in")


class Backgrounds(Results[m.Background]):
    """What narrators state outside any meeting, in the order of the files."""

    one, several = "background statement", "background statements"
    shown = ("about", "areas", "place", "when")


class Mentions(Results[m.Mention]):
    """People who are named and took part in no meeting, in the order of the files."""

    one, several = "mention", "mentions"
    shown = ("as",)


class Articles(Results[m.Article]):
    """Articles, by publication."""

    one, several = "article", "articles"
    shown = ("published", "publisher", "byline", "reports")


class _Register(Results[R], Generic[R]):
    """Records of a register, shown as a table."""

    cells: tuple[str, ...] = ("id", "name", "en")
    shown = ("en", "ru", "also", "kind", "country", "part of", "within", "printed", "office", "meetings")

    def _cells(self, record: Any) -> list[str]:
        known = {"id": record.id, "name": record.name, "en": record.names.en or ""}
        others = (str(getattr(record, name, None) or "").replace("_", " ") for name in self.cells)
        return [known.get(name, other) for name, other in zip(self.cells, others, strict=True)]

    def _body(self, listed: Sequence[R], width: int, style: Style) -> str:
        return self._table(listed, width, style)


class People(_Register[m.Person]):
    """People, in the register's order."""

    one, several = "person", "people"
    cells = ("id", "name", "offices")

    def _cells(self, record: Any) -> list[str]:
        held = self._lookup.offices([record.id]).get(record.id, [])
        titles = [one.printed for one in sorted(held, key=lambda one: (one.ymd, one.printed))]
        printed = {case_words(title): title for title in reversed(titles)}
        return [record.id, record.name, "; ".join(reversed(printed.values()))]


class Parties(_Register[m.Party]):
    """Parties, in the register's order."""

    one, several = "party", "parties"
    cells = ("id", "country", "name", "en")


class Organisations(_Register[m.Organisation]):
    """Organisations, in the register's order."""

    one, several = "organisation", "organisations"
    cells = ("id", "kind", "name", "en")


class Countries(_Register[m.Country]):
    """Countries, in the register's order."""

    one, several = "country", "countries"


class Places(_Register[m.Place]):
    """Places, in the register's order."""

    one, several = "place", "places"
    cells = ("id", "kind", "within", "name", "en")


class Areas(_Register[m.CooperationArea]):
    """Areas, in the register's order; each is indented below the one it is part of."""

    one, several = "area", "areas"
    cells = ("id", "kind", "name", "en")

    def _cells(self, record: Any) -> list[str]:
        return [self._margin(record) + record.id, record.kind, record.name, record.names.en or ""]

    def _cards(self, listed: Sequence[m.CooperationArea]) -> list[Card]:
        return [
            replace(card, title=self._margin(record) + card.title)
            for record, card in zip(listed, super()._cards(listed), strict=True)
        ]

    def _margin(self, record: m.CooperationArea) -> str:
        return "  " * self._lookup.area_depths([record.id]).get(record.id, 0)
