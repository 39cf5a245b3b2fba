"""Every column of every sort of row is documented, under one name, and has a sensible type in a frame."""

from __future__ import annotations

from typing import Any

import pandas as pd
import polars as pl
import pytest
from archives import archive as made_up
from shipped import archive

from diplomacy_archive._results import Results
from diplomacy_archive.records._vocabulary import PartOfDay
from diplomacy_archive.show._columns import COLUMNS
from diplomacy_archive.store._schema import MODELS

METHODS = {
    "meetings": "meeting", "who_met_whom": "encounter", "statements": "statement", "people": "person",
    "parties": "party", "organisations": "organisation", "countries": "country", "places": "place",
    "areas": "area", "articles": "article", "mentions": "mention", "invitations": "invitation",
    "undertakings": "undertaking", "background": "background",
}  # fmt: skip


def found(method: str, *, none: bool = False) -> Results[Any]:
    results: Results[Any] = getattr(archive(), method)()
    return results[:0] if none else results


def test_every_table_has_its_columns() -> None:
    assert set(METHODS.values()) == set(COLUMNS) == {*MODELS, "encounter"}


@pytest.mark.parametrize("method", METHODS)
def test_the_columns_are_those_of_the_rows(method: str) -> None:
    for results in (found(method), getattr(made_up(3), method)()):
        for row in results.rows():
            assert list(row) == list(results.columns) == list(COLUMNS[METHODS[method]])


@pytest.mark.parametrize("method", METHODS)
def test_each_column_says_what_it_means(method: str) -> None:
    for name, meaning in found(method).columns.items():
        assert len(meaning) > 3, name


@pytest.mark.parametrize("method", METHODS)
def test_values_are_what_their_column_says(method: str) -> None:
    kinds = {"text": str, "date": str, "number": int, "flag": bool, "list": list, "object": dict}
    for results in (found(method), getattr(made_up(3), method)()):
        for row in results.rows():
            for name, value in row.items():
                holds = COLUMNS[METHODS[method]][name].holds
                if isinstance(holds, str):
                    assert value is None or type(value) is kinds[holds], (name, value)
                else:
                    assert value is None or value in list(holds), (name, value)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("none", [False, True])
def test_a_frame_has_the_columns_types_even_when_nothing_is_found(method: str, none: bool) -> None:
    frame = found(method, none=none).to_pandas()
    assert list(frame.columns) == list(COLUMNS[METHODS[method]])
    for name, column in COLUMNS[METHODS[method]].items():
        if not isinstance(column.holds, str):
            assert list(frame[name].cat.categories) == [term.value for term in column.holds]
        elif column.holds == "date":
            assert frame[name].dtype == "datetime64[s]"
        elif column.holds == "number":
            assert pd.api.types.is_integer_dtype(frame[name])
        elif column.holds == "flag":
            assert pd.api.types.is_bool_dtype(frame[name])
        elif column.holds == "text":
            assert pd.api.types.is_string_dtype(frame[name])


@pytest.mark.parametrize("method", METHODS)
def test_a_frame_holds_what_the_rows_hold(method: str) -> None:
    rows = found(method).rows()
    frame = found(method).to_pandas()
    for name in frame:
        for held, row in zip(frame[name], rows, strict=True):
            value = row[name]
            if value is None:
                assert held is None or pd.isna(held)
            else:
                assert (held.date().isoformat() if isinstance(held, pd.Timestamp) else held) == value


def test_dates_are_dates_categories_categories_and_lists_lists() -> None:
    meetings = archive().meetings().to_pandas()
    assert (meetings.date.dt.day == 24).all()
    assert list(meetings.part_of_day.cat.categories) == [part.value for part in PartOfDay]
    assert all(isinstance(value, list) for value in meetings.articles)
    said = archive().statements().to_pandas()
    assert said.act.value_counts().sum() == len(said) - 1, "one prints no verb of saying"
    assert len(said.explode("speakers")) > len(said)


@pytest.mark.parametrize("method", METHODS)
def test_the_rows_open_in_polars_in_one_line(method: str) -> None:
    frame = pl.DataFrame(found(method).rows())
    assert frame.shape == (len(found(method)), len(found(method).columns))
    assert frame.columns == list(found(method).columns)
