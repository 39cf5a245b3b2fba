"""What an archive is asked, what it answers, and what it says to a question that means nothing."""

from __future__ import annotations

import datetime as dt
import inspect
from typing import Any

import pytest
from archives import archive as made_up_archive
from archives import archive_of, made_up
from shipped import LAVROV, LEADERS, MEDVEDEV, PUTIN, ZYUGANOV
from shipped import archive as shipped

import diplomacy_archive as da
from diplomacy_archive.archive import Archive
from diplomacy_archive.records import _models as m

ALL_FOUR = (LAVROV, MEDVEDEV, PUTIN, ZYUGANOV)

MEETING_METHODS = ("meetings", "who_met_whom", "statements")
METHODS = (*MEETING_METHODS, "people", "areas", "invitations", "undertakings", "background", "articles")


# --- Dates ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "on",
    [
        "24/2", "24/2/2026", "24-2-2026", "24.2.2026", "2026-02-24", "2/2026", "2026-02", "2026", 2026,
        "ngày 24 tháng 2", "24 Feb 2026", dt.date(2026, 2, 24), dt.datetime(2026, 2, 24, 9, tzinfo=dt.UTC),
    ],
)  # fmt: skip
def test_a_date_in_any_form_finds_its_meetings(on: Any) -> None:
    assert shipped().meetings(on=on).ids == ALL_FOUR


@pytest.mark.parametrize("on", ["25/2", "25/2/2026", "24/3", "24/2/2025", "2025", "3/2026"])
def test_another_date_finds_none(on: str) -> None:
    assert shipped().meetings(on=on).ids == ()


@pytest.mark.parametrize("method", MEETING_METHODS)
@pytest.mark.parametrize("filter_", ["on", "since", "until"])
@pytest.mark.parametrize("date", ["32/1", "24/13", "24//2", "soon", "", "29/2/2026", 24.2, True, b"24/2", ["24/2"]])
def test_a_date_that_is_none_is_refused_in_words(method: str, filter_: str, date: Any) -> None:
    with pytest.raises(da.DateError, match=r"day first, written like 24/2, "):
        getattr(shipped(), method)(**{filter_: date})


@pytest.mark.parametrize("filter_", ["since", "until"])
@pytest.mark.parametrize("date", ["24/2", "ngày 24 tháng 2"])
def test_a_range_asks_for_the_year(filter_: str, date: str) -> None:
    with pytest.raises(da.DateError, match=f"{filter_} needs a year, as .*/2026; found '{date}'"):
        shipped().meetings(**{filter_: date})


@pytest.mark.parametrize(
    ("since", "until", "found"),
    [
        ("24/2/2026", "24/2/2026", True),
        ("2026-02", "28/2/2026", True),
        ("2026", "2026", True),
        ("2025", "2/2026", True),
        ("24/2/2026", "2026", True),
        (None, "24/2/2026", True),
        ("24/2/2026", None, True),
        ("25/2/2026", None, False),
        (None, "23/2/2026", False),
        ("2025", "1/2026", False),
    ],
)
def test_both_ends_of_a_range_are_in_it(since: str | None, until: str | None, found: bool) -> None:
    assert bool(shipped().meetings(since=since, until=until)) == found


@pytest.mark.parametrize(("since", "until"), [("25/2/2026", "24/2/2026"), ("2026-03", "2026-02"), ("2027", "2026")])
def test_a_range_that_ends_before_it_starts_is_refused(since: str, until: str) -> None:
    with pytest.raises(da.FilterError, match=r"since \(.*\) must not be after until \(.*\)"):
        shipped().meetings(since=since, until=until)


# --- Values that mean nothing ---------------------------------------------------------------------

BAD: dict[str, list[tuple[Any, type[Exception]]]] = {
    "name": [("Qwxyz", da.UnknownNameError), ("", da.FilterError), (5, da.FilterError), ([], da.FilterError)],
    "term": [("qwxyz", da.UnknownNameError), ("", da.FilterError), (5, da.FilterError), ([], da.FilterError)],
    "words": [("", da.FilterError), ("…", da.FilterError), (5, da.FilterError), ([], da.FilterError)],
}
KINDS = {
    **dict.fromkeys(("part_of_day", "kind", "act", "status"), "term"),
    "search": "words",
}
"""What a filter takes, if it is not a name or a date."""


def filters_of(method: str) -> list[str]:
    taken = inspect.signature(getattr(Archive, method)).parameters
    return [name for name in taken if name not in ("self", "on", "since", "until")]


@pytest.mark.parametrize("method", METHODS)
def test_a_value_that_means_nothing_is_never_an_empty_answer(method: str) -> None:
    assert filters_of(method)
    for name in filters_of(method):
        for value, error in BAD[KINDS.get(name, "name")]:
            with pytest.raises(error):
                getattr(shipped(), method)(**{name: value})


def test_a_value_among_several_that_means_nothing_is_refused() -> None:
    for several in (["Putin", "Qwxyz"], ("Putin", ""), ["Putin", None]):
        with pytest.raises((da.UnknownNameError, da.FilterError)):
            shipped().meetings(person=several)  # type: ignore[arg-type]


def test_every_error_of_a_filter_is_an_archive_error() -> None:
    for error in (
        da.UnknownNameError,
        da.AmbiguousNameError,
        da.DateError,
        da.FilterError,
        da.FileError,
        da.DataError,
    ):
        assert issubclass(error, da.ArchiveError)


# --- One or several -------------------------------------------------------------------------------


def test_several_people_countries_or_areas_mean_all_of_them() -> None:
    assert shipped().meetings(person=["Putin", "Lê Hoài Trung"]).ids == (PUTIN,)
    assert shipped().meetings(person=["Putin", "Lavrov"]).ids == ()
    assert shipped().meetings(country=["Nga", "Việt Nam"]).ids == ALL_FOUR
    assert shipped().meetings(area=["dầu khí", "transport"]).ids == (PUTIN,)
    assert shipped().undertakings(between=["CPV", "United Russia"]).ids


def test_a_pair_is_with_each_person_asked_for() -> None:
    assert len(shipped().who_met_whom(person="Lê Hoài Trung")) == 4
    assert len(shipped().who_met_whom(person=["Lê Hoài Trung", "Putin"])) == 1
    assert len(shipped().who_met_whom(person=["Lavrov", "Putin"])) == 0


def test_the_singular_returns_one_record_or_raises() -> None:
    assert shipped().meeting(LAVROV).id == LAVROV
    assert shipped().article(LEADERS).id == LEADERS
    for name in ("meeting", "article", "statement", "person", "party", "organisation", "country", "place", "area"):
        with pytest.raises(da.UnknownNameError):
            getattr(shipped(), name)("Qwxyz")
        with pytest.raises(da.FilterError):
            getattr(shipped(), name)(None)


def test_any_record_is_found_by_its_id_or_name() -> None:
    for method in ("meetings", "statements", "people", "areas", "parties", "organisations", "countries", "places"):
        for record in getattr(shipped(), method)():
            assert shipped().record(record.id) == record
    for found in (shipped().mentions(), shipped().invitations(), shipped().undertakings(), shipped().background()):
        for record in found:
            assert shipped().record(record.id) == record
    assert shipped().record("Путин") == shipped().person("Putin")
    assert shipped().record(f" {LAVROV.upper()} ") == shipped().meeting(LAVROV)
    with pytest.raises(da.UnknownNameError, match=f"did you mean {LAVROV}"):
        shipped().record("2026-02-24-lavrof")


@pytest.mark.parametrize("written", ["2026-02-24-lavrof", "2026-02-25-lavrov"])
def test_of_many_ids_those_are_suggested_that_share_a_day_or_a_word(
    written: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("diplomacy_archive.store._names._MANY", 3)  # the archive has four meetings
    with pytest.raises(da.UnknownNameError, match=f"did you mean {LAVROV}"):
        shipped().meeting(written)


# --- What is asked and answered -------------------------------------------------------------------


def test_who_met_whom_on_24_2() -> None:
    pairs = [(pair.one.person, pair.other.person, pair.meeting.kinds) for pair in shipped().who_met_whom(on="24/2")]
    assert pairs == [
        ("le-hoai-trung", "sergey-lavrov", ("talks",)),
        ("le-hoai-trung", "dmitry-medvedev", ("call",)),
        ("le-hoai-trung", "vladimir-putin", ("call",)),
        ("le-hoai-trung", "gennady-zyuganov", ("call",)),
    ]


def test_an_area_finds_what_lies_in_it_and_not_what_it_lies_in() -> None:
    nuclear = shipped().statements(area="nuclear-energy").ids
    assert (
        set(shipped().statements(area="nuclear-power").ids)
        < set(nuclear)
        < set(shipped().statements(area="energy").ids)
    )


def test_a_place_finds_what_lies_in_it_and_not_what_it_lies_in() -> None:
    assert shipped().meetings(place="kremlin").ids == (PUTIN,)
    assert shipped().meetings(place="moscow").ids == (MEDVEDEV, PUTIN, ZYUGANOV)
    assert shipped().meetings(place="Nga").ids == (MEDVEDEV, PUTIN, ZYUGANOV)


def test_a_party_means_a_capacity_at_the_meeting() -> None:
    assert shipped().meetings(party="CPRF").ids == (ZYUGANOV,)
    assert shipped().meetings(party="United Russia").ids == (MEDVEDEV,)


def test_search_folds_case_and_accents_and_keeps_to_whole_words() -> None:
    asked = shipped().meetings
    assert asked(search="điện KREMLIN").ids == asked(search="dien kremlin").ids != ()
    assert asked(search="kremli").ids == ()
    assert asked(search='"kremlin"').ids == asked(search="kremlin").ids
    assert asked(search="kremlin OR moskva").ids == ()  # words, not a query language
    assert asked(search="moskva kremlin").ids == ()  # together in one report or statement


def test_a_planned_meeting_is_found_only_when_asked_for() -> None:
    answered = made_up_archive(3)
    planned = set(answered.meetings(status="planned").ids)
    both = planned & set(answered.meetings().ids)
    assert planned
    assert set(answered.meetings(status="any").ids) == {report.meeting for report in made_up(3).reports}
    for id_ in planned - both:
        assert {report.status for report in answered.meeting(id_).reports}.isdisjoint({"held"})


def test_what_is_asked_can_be_reached_from_the_records_too() -> None:
    meeting = shipped().meeting(PUTIN)
    assert shipped().people(meeting=meeting).ids == tuple(sorted(meeting.people))
    assert shipped().statements(meeting=meeting).ids == meeting.statements
    assert set(shipped().areas(meeting=meeting).ids) == set(meeting.areas)
    assert shipped().articles(meeting=meeting).ids == meeting.articles
    person = shipped().person(meeting.people[1])
    assert meeting in shipped().meetings(person=person)
    said = shipped().statements(speaker=person)[0]
    assert shipped().areas(statement=said).ids == tuple(mention.id for mention in said.areas)
    (undertaking,) = shipped().undertakings(kind="cross_year")
    assert shipped().statement(undertaking.raised_in[0]).speakers == ("dmitry-medvedev",)


def test_the_version_tells_package_and_data() -> None:
    assert shipped().version == (da.__version__, "0.4.0")
    assert shipped().version.data == "0.4.0"


def test_an_empty_archive_answers_none_to_everything() -> None:
    empty = archive_of(m.Records())
    for method in (*METHODS, "mentions", "parties", "organisations", "countries", "places"):
        assert len(getattr(empty, method)()) == 0
        assert "no " in str(getattr(empty, method)())
    with pytest.raises(da.UnknownNameError):
        empty.meetings(person="Putin")
    assert repr(empty) == "<Archive: 0 meetings, 0 statements, 0 articles>"


def test_a_text_is_asked_for_only_where_it_is_attached() -> None:
    with pytest.raises(da.NotAttachedError, match=r"load\(…, texts=…\)"):
        shipped().text(LEADERS)
    with pytest.raises(da.UnknownNameError):
        shipped().text("none")


def test_a_record_stands_for_itself_wherever_an_id_does() -> None:
    meeting = shipped().meetings()[0]
    assert shipped().record(meeting) == meeting


@pytest.mark.parametrize("method", ["row", "card"])
def test_a_part_of_a_record_has_no_row_or_card_of_its_own(method: str) -> None:
    archive = shipped()
    meeting = archive.meetings()[0]
    for part in (meeting.reports[0], meeting.quotes[0], meeting.participants[0]):
        with pytest.raises(da.FilterError, match=f"found {type(part).__name__}$"):
            getattr(archive, method)(part)


@pytest.mark.parametrize("path", ["", " ", "a" * 5000, "a\0b"])
def test_what_is_no_path_is_told_so(path: str) -> None:
    with pytest.raises(da.FileError):
        da.load(path)
