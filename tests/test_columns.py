"""Every column of every sort of row is documented by the models, and has a sensible type in a frame."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

import pandas as pd
import polars as pl
import pytest
from archives import archive as made_up
from shipped import archive

import diplomacy_archive as da
from diplomacy_archive._results import Results
from diplomacy_archive.records import _models as m
from diplomacy_archive.records._vocabulary import PartOfDay
from diplomacy_archive.show._table import columns

METHODS: dict[str, type[m.Record]] = {
    "meetings": m.Meeting, "who_met_whom": m.Encounter, "statements": m.Statement, "people": m.Person,
    "parties": m.Party, "organisations": m.Organisation, "countries": m.Country, "places": m.Place,
    "areas": m.CooperationArea, "articles": m.Article, "mentions": m.Mention, "invitations": m.Invitation,
    "undertakings": m.Undertaking, "background": m.Background,
}  # fmt: skip


def found(method: str, *, none: bool = False) -> Results[Any]:
    results: Results[Any] = getattr(archive(), method)()
    return results[:0] if none else results


@pytest.mark.parametrize("method", METHODS)
def test_the_columns_are_those_of_the_rows_and_say_what_they_mean(method: str) -> None:
    for results in (found(method), getattr(made_up(3), method)()):
        for row in results.rows():
            assert list(row) == list(results.columns) == list(columns(METHODS[method]))
    assert all(len(meaning) > 3 for meaning in found(method).columns.values())


@pytest.mark.parametrize("method", METHODS)
def test_values_are_what_their_column_says(method: str) -> None:
    kinds = {"text": str, "date": str, "number": int, "flag": bool, "list": list, "object": dict}
    for results in (found(method), getattr(made_up(3), method)()):
        for row in results.rows():
            for name, value in row.items():
                holds = columns(METHODS[method])[name].holds
                if isinstance(holds, str):
                    assert value is None or type(value) is kinds[holds], (name, value)
                else:
                    assert value is None or value in list(holds), (name, value)


def test_rows_are_the_same_in_every_language() -> None:
    vietnamese = da.load(lang="vi")
    for method in METHODS:
        assert getattr(vietnamese, method)().rows() == found(method).rows()


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("none", [False, True])
def test_a_frame_has_the_columns_types_and_parquet_takes_it(method: str, none: bool, tmp_path: Path) -> None:
    frame = found(method, none=none).to_pandas()
    tests = {
        "number": pd.api.types.is_integer_dtype, "flag": pd.api.types.is_bool_dtype,
        "text": pd.api.types.is_string_dtype, "date": pd.api.types.is_datetime64_dtype,
    }  # fmt: skip
    for name, column in columns(METHODS[method]).items():
        if not isinstance(column.holds, str):
            assert list(frame[name].cat.categories) == [term.value for term in column.holds]
        elif column.holds in tests:
            assert tests[column.holds](frame[name])
    frame.to_parquet(tmp_path / "x.parquet")
    assert pl.read_parquet(tmp_path / "x.parquet").shape == frame.shape


def test_parquet_takes_every_frame_of_a_made_up_archive(tmp_path: Path) -> None:
    for seed in (3, 5):
        for method in METHODS:
            getattr(made_up(seed), method)().to_pandas().to_parquet(tmp_path / "x.parquet")


@pytest.mark.parametrize(
    ("lang", "name", "act"), [("en", "Le Hoai Trung", "informed"), ("vi", "Lê Hoài Trung", "thông báo")]
)
def test_names_and_labels_stand_beside_ids_in_the_language(lang: Literal["vi", "en"], name: str, act: str) -> None:
    said = da.load(lang=lang).statements().to_pandas()
    row = said[said.id.str.endswith("putin-lavrov/p11a")].iloc[0]
    assert (list(row.speakers), list(row.speakers_names)) == (["le-hoai-trung"], [name])
    assert (row.act, row.act_label) == ("informed", act)


def test_dates_are_dates_categories_categories_and_lists_lists() -> None:
    meetings = archive().meetings().to_pandas()
    assert (meetings.date.dt.day == 24).all()
    assert list(meetings.part_of_day.cat.categories) == [part.value for part in PartOfDay]
    assert all(isinstance(value, list) for value in meetings.articles)
    said = archive().statements().to_pandas()
    assert len(said.explode("speakers")) > len(said)


@pytest.mark.parametrize("method", METHODS)
def test_the_rows_open_in_polars_in_one_line(method: str) -> None:
    frame = pl.DataFrame(found(method).rows())
    assert frame.shape == (len(found(method)), len(found(method).columns))
    assert frame.columns == list(found(method).columns)
