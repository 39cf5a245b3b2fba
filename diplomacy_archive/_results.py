"""Hold what a query found: lazy, immutable sequences that print, render, and give plain rows.

What is shown is made by `show`, in one place: the archive's view writes cards, and what stands here lays
them out as a table, as cards, or as HTML.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar, overload

from diplomacy_archive.records import _models as m
from diplomacy_archive.show._kinds import KINDS
from diplomacy_archive.show._terminal import PLAIN, READABLE, WIDTH, Style, cards_text, table_text, wrapped
from diplomacy_archive.show._values import Card, brief
from diplomacy_archive.show._words import label, many, noun, number, say

if TYPE_CHECKING:
    from diplomacy_archive.show._picture import Picture
    from diplomacy_archive.show._table import Row
    from diplomacy_archive.show._view import View
    from diplomacy_archive.store._counts import AreaCount, PairCount
    from diplomacy_archive.store._found import Found, Query, Sql

R = TypeVar("R", bound=m.Record)
_SHOWN = 20  # records that `str` and a notebook show
_WIDE = 110  # columns of a terminal in which ids have a column of their own
_AT_ONCE = 200  # records whose names are looked up together


class Results(Sequence[R], Generic[R]):
    """The records that a query found, in order; looked up when they are looked at.

    It is a sequence: `len`, indexes, slices, `in`, iteration. `ids` are found without making records, `rows()`
    are plain values, and `str` and a notebook show them, with what proves them.
    """

    def __init__(self, view: View, found: Found) -> None:
        self._view = view
        self._found = found
        self._kind = KINDS[found.kind]

    @property
    def query(self) -> Query:
        """The SQL for the records' row ids, and its parameters."""
        return self._found.query

    @property
    def kind(self) -> str:
        """The kind of record, as "meeting" or "person"."""
        return self._kind.name

    @property
    def numbers(self) -> Sequence[int]:
        """The row ids of the records in the archive, in order."""
        return self._found.numbers

    @property
    def notes(self) -> tuple[str, ...]:
        """What a reader must know of how the records were found."""
        return self._found.notes

    @property
    def hints(self) -> tuple[str, ...]:
        """What is recorded close by, where filters of meetings or statements found nothing.

        >>> from diplomacy_archive import load
        >>> load().meetings(person="Putin", area="foreign affairs").hints[0][:54]
        'without the person Vladimir Putin there are 3 meetings'
        """
        return self._found.hints(self._view.lang)

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the records, in order; of pairs, those of their meetings."""
        return self._found.ids

    def rows(self) -> list[Row]:
        """Return the records as plain rows that JSON can hold; `columns` says what each holds."""
        from diplomacy_archive.show._table import rows

        return list(rows(list(self), self._view))

    def sql(self) -> Sql:
        """Return the SQL for the records, and its values, for whoever has the archive in a warehouse.

        It is in the SQL that DuckDB, Spark, PostgreSQL, BigQuery, Trino and ClickHouse share, over the tables of
        `export("parquet", …)`. Each row has a record as JSON, with the words that prove it; of a pair its meeting.

        >>> from diplomacy_archive import load
        >>> load().statements(speaker="Putin").sql().values
        ['speaker', 'vladimir-putin']
        """
        return self._found.sql()

    def to_pandas(self) -> Any:
        """Return the rows as a pandas DataFrame: days as dates, vocabularies as categories, lists as lists.

        Beside ids stand names, and beside terms their labels, in the archive's language.

        Raises:
            ImportError: pandas is not installed; the message says what to install.

        >>> from diplomacy_archive import load
        >>> frame = load().statements().to_pandas()
        >>> frame["act"].dtype.name, frame["speakers_names"][0]
        ('category', ['Le Hoai Trung'])
        """
        from diplomacy_archive.show._table import frame

        return frame(self.rows(), self._kind.model, self._view)

    @property
    def columns(self) -> dict[str, str]:
        """What each column of the rows means.

        >>> from diplomacy_archive import load
        >>> load().statements().columns["act_printed"]
        "the article's verb"
        """
        from diplomacy_archive.show._table import columns

        return {name: column.means for name, column in columns(self._kind.model).items()}

    # --- To be read -------------------------------------------------------------------------------

    def text(
        self,
        *,
        width: int = WIDTH,
        style: Style = PLAIN,
        limit: int | None = None,
        full: bool = False,
        how: str = "",
    ) -> str:
        r"""Return the records as text to be read, all of them unless there is a limit.

        Args:
            width: The columns that a line has.
            style: Marks around parts of it, as colours.
            limit: How many are shown.
            full: A card for each record, with its words, instead of a row of a brief table.
            how: How one sees the others, where there is a limit; without it, by a slice.

        >>> from diplomacy_archive import load
        >>> print(load().meetings(person="Putin").text().replace("\u00a0", " "))
        1 meeting
        <BLANKLINE>
        date         who met whom             where    about what
        24 Feb 2026  Le Hoai Trung (Vietnam)  Kremlin  nuclear energy, oil and gas,
                     Vladimir Putin (Russia)           maritime cooperation, defence …
          2026-02-24-putin
        """
        count, lang = len(self), self._view.lang
        listed = self if limit is None or count <= limit else self[:limit]
        if full:
            body = cards_text(self._cards_of(listed), width=min(width, READABLE), style=style)
        else:
            body = self._table_of(listed, width, style) if listed else ""
        rest = number(count - len(listed), lang)
        more = say("more_how", lang, count=rest, how=how or say("slice", lang)) if len(listed) < count else ""
        notes = (wrapped(note, width) for note in self._notes())
        return "\n\n".join(part for part in (self._heading(), body, more, *notes) if part)

    def _heading(self) -> str:
        count, lang = len(self), self._view.lang
        return many(count, self.kind, lang) if count else say("nothing", lang, noun=noun(self.kind, 0, lang))

    def _notes(self) -> list[str]:
        lang = self._view.lang
        notes = [*self.notes, *self.hints, *([] if len(self) else [self._view.scope()])]
        return [say("note", lang, text=note) for note in notes]

    def _cards_of(self, listed: Self) -> Iterator[Card]:
        for start in range(0, len(listed), _AT_ONCE):
            yield from self._view.cards(list(listed[start : start + _AT_ONCE]))

    def _indented(self, listed: Self) -> Iterator[Card]:
        """Yield the cards; areas are indented below the one that they are part of."""
        depths = self._view.lookup.area_depths(listed.ids) if self.kind == "area" else {}
        for card in self._cards_of(listed):
            yield replace(card, title=f"{'  ' * depths.get(card.id, 0)}{card.title}") if depths else card

    def _table_of(self, listed: Self, width: int, style: Style) -> str:
        """Return a brief table; the id, by which one asks for the record, has a column where there is room."""
        lang, wide = self._view.lang, width >= _WIDE
        rows, ids = [], []
        for card in self._indented(listed):
            cells = [_cell(card, keys.split("+")) for keys, _ in self._kind.brief]
            rows.append([*cells, card.id] if wide else cells)
            ids.append(" " * (len(card.title) - len(card.title.lstrip())) + card.id)
        names = [label(name, lang) for _, name in self._kind.brief] + ([label("id", lang)] if wide else [])
        kept = [place for place in range(len(names)) if any(row[place] for row in rows)]
        shown = [[row[place] for place in kept] for row in rows]
        below = () if wide else ids
        return table_text([names[place] for place in kept], shown, below=below, width=width, style=style)

    def _repr_html_(self) -> str:
        from diplomacy_archive.show._html import table_html

        lang, more = self._view.lang, len(self) - _SHOWN
        shown = list(self._indented(self if more <= 0 else self[:_SHOWN]))
        rest = [say("more_how", lang, count=number(more, lang), how=say("slice", lang))] if more > 0 else []
        columns = [(key, label(name, lang)) for key, name in self._kind.columns]
        return table_html(self._heading(), shown, columns, [*rest, *self._notes()])

    def __str__(self) -> str:
        return self.text(limit=_SHOWN)

    def __repr__(self) -> str:
        ids = ", ".join(self[:3].ids) + (", …" if len(self) > 3 else "")
        said = many(len(self), self.kind, "en") if len(self) else f"no {noun(self.kind, 0, 'en')} recorded"
        return f"<Results: {said}{f' ({ids})' if ids else ''}>"

    # --- A sequence -------------------------------------------------------------------------------

    def __len__(self) -> int:
        return len(self._found.numbers)

    @overload
    def __getitem__(self, index: int) -> R: ...
    @overload
    def __getitem__(self, index: slice) -> Self: ...
    def __getitem__(self, index: int | slice) -> R | Self:
        if isinstance(index, slice):
            return type(self)(self._view, self._found.part(index))
        for record in self[index : index + 1 if index != -1 else None]:
            return record
        raise IndexError(f"there are {len(self)} {noun(self.kind, 2, 'en')}, none at {index}")

    def __iter__(self) -> Iterator[R]:
        return map(self._view.bind, self._found.records())

    def __contains__(self, record: object) -> bool:
        return isinstance(record, self._kind.model) and self._found.holds(record)


def _cell(card: Card, keys: Sequence[str]) -> str:
    if keys == ["title"]:
        return card.title
    found = dict.fromkeys(brief(value) for key in keys for value in card.values(key))
    shown = ("; " if keys == ["office"] else ", ").join(found)
    return shown.replace(" ", "\u00a0").replace(",\u00a0", ",\n") if keys == ["date"] else shown


class Meetings(Results[m.Meeting]):
    """Meetings, by date, then id; the order within a day is no chronology."""

    def areas_by_year(self) -> tuple[AreaCount, ...]:
        """Count the meetings that mention each area, or one inside it, in each year, by area and year.

        Each number is `len` of these meetings with that `area` and `on` that year; where reports
        give two years, a meeting counts in both.
        """
        return self._view.lookup.areas_by_year(None if self._found.is_everything() else self.numbers)

    def timeline(self) -> Picture:
        """Draw them along time: each of few, or who had how many in each period.

        Raises:
            ImportError: What draws is not installed; the message says what to install.
            FilterError: There is nothing to draw.
        """
        from diplomacy_archive.show._draw import timeline

        return timeline(self._view, self.numbers)

    def network(self) -> Picture:
        """Draw who met whom across sides: a line as wide as two met often.

        Errors are those of `timeline`.
        """
        from diplomacy_archive.show._draw import network

        return network(self._view, self.numbers)


class Encounters(Results[m.Encounter]):
    """Who met whom: pairs across sides, in the order of their meetings."""

    def pairs(self) -> tuple[PairCount, ...]:
        """Count the meetings of each two people, the most first; people without a name are in no pair.

        The two are in order of their ids, whatever the order in which a report lists them.
        """
        return self._view.lookup.pairs(None if self._found.is_everything() else self.numbers)


class Statements(Results[m.Statement]):
    """Speech acts, by date, then article and paragraph."""

    def matrix(self) -> Picture:
        """Draw who raised which area by which acts, the areas in their tree's order.

        Raises:
            ImportError: What draws is not installed; the message says what to install.
            FilterError: There is nothing to draw.
        """
        from diplomacy_archive.show._draw import matrix

        return matrix(self._view, self.numbers)
