"""Reports of one meeting become one meeting, and what they differ on is kept, not decided."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from random import Random
from typing import Any

import pytest
from archives import SEEDS, archive, archive_of, made_up
from hypothesis import given
from hypothesis import strategies as st

from diplomacy_archive.archive import Archive
from diplomacy_archive.files._checks import check, ids_of
from diplomacy_archive.files._checks.findings import Known
from diplomacy_archive.records import _models as m
from diplomacy_archive.records._merge import decided, encounters, merge, speakers_at
from diplomacy_archive.show._terminal import cards_text

DAY = dt.date(2031, 5, 6)
PUBLISHED = {"first": "2031-05-07", "second": "2031-05-08", "third": "2031-05-09"}

LAN = {"person": "lan", "side": "VN", "capacities": [{"printed": "Bộ trưởng", "role": "minister", "of": "VN"}]}
KEO = {"person": "keo", "side": "LA"}
SOM = {"person": "som", "side": "LA"}

REPORT: dict[str, Any] = {
    "meeting": "2031-05-06-keo",
    "when": {"date": "2031-05-06", "part_of_day": "morning", "printed": "sáng 6/5/2031"},
    "kind": {"id": "talks", "printed": ["hội đàm"]},
    "place": {"id": "ben-xa", "printed": "Bến Xa"},
    "participants": [LAN, KEO],
}


def report(article: str, **differing: Any) -> m.Report:
    """Return a report of the meeting as an article gives it, differing from the first in some fields."""
    when = {**REPORT["when"], **differing.pop("when", {})}
    return m.Report.model_validate({**REPORT, "when": when, **differing, "quotes": [_quote(article)]})


def _quote(article: str) -> dict[str, Any]:
    return {"article": article, "paragraph": 1, "phrase": f"lời {article}"}


def records(*reports: m.Report, statements: tuple[m.Statement, ...] = ()) -> m.Records:
    return m.Records(
        people=tuple(m.Person(id=id_, names=m.Names(vi=id_.title())) for id_ in ("lan", "keo", "som")),
        countries=(
            m.Country(id="VN", names=m.Names(vi="Việt Nam")),
            m.Country(id="LA", names=m.Names(vi="Lào")),
        ),
        places=tuple(
            m.Place(id=id_, names=m.Names(vi=name), kind=kind, within=within)
            for id_, name, kind, within in (
                ("ben-xa", "Bến Xa", "city", "LA"),
                ("nha-go", "Nhà Gỗ", "building", "ben-xa"),
                ("ho-lon", "Hồ Lớn", "city", "VN"),
            )
        ),
        areas=(m.CooperationArea(id="lua", names=m.Names(vi="lúa"), kind="cooperation"),),
        articles=tuple(
            m.Article(
                id=id_, published=published, publisher=None, headline=None, url=None, byline=None, language="vi",
                label=m.LocalText(vi=id_), fingerprints=({"paragraphs": 1, "sha256": "0" * 64},),
            )
            for id_, published in PUBLISHED.items()
        ),
        reports=reports,
        statements=statements,
    )  # fmt: skip


def merged(*reports: m.Report) -> m.Meeting:
    (meeting,) = merge(records(*reports))
    return meeting


def differ(meeting: m.Meeting) -> dict[str, dict[str, tuple[str, ...]]]:
    """Return what the meeting's reports differ on: field, value, articles."""
    return {one.field: dict(one.values) for one in meeting.disagreements}


# --- What reports differ on -----------------------------------------------------------------------


def test_a_meeting_with_one_report_says_what_the_report_says() -> None:
    meeting = merged(report("first"))
    assert (meeting.date, meeting.part_of_day, meeting.places, meeting.people) == (
        DAY, "morning", ("ben-xa",), ("lan", "keo"),
    )  # fmt: skip
    assert differ(meeting) == {}


def test_reports_that_say_the_same_are_one_meeting_without_disagreement() -> None:
    meeting = merged(report("first"), report("second"))
    assert meeting.articles == ("first", "second")
    assert [quote.phrase for quote in meeting.quotes] == ["lời first", "lời second"]
    assert differ(meeting) == {}


@pytest.mark.parametrize(
    ("differing", "field", "values"),
    [
        ({"kind": {"id": "call", "printed": ["hội kiến"]}}, "kind", {"talks": "first", "call": "second"}),
        ({"place": {"id": "ho-lon", "printed": "Hồ Lớn"}}, "place", {"ben-xa": "first", "ho-lon": "second"}),
        (
            {"when": {"date": "2031-05-07", "printed": "sáng 7/5/2031"}},
            "date",
            {"2031-05-06": "first", "2031-05-07": "second"},
        ),
        (
            {"when": {"part_of_day": "evening", "printed": "tối 6/5/2031"}},
            "part_of_day",
            {"morning": "first", "evening": "second"},
        ),
        ({"status": "cancelled"}, "status", {"held": "first", "cancelled": "second"}),
        ({"participants": [LAN, KEO, SOM]}, "participants", {"keo, lan": "first", "keo, lan, som": "second"}),
        ({"participants": [LAN, SOM]}, "participants", {"keo, lan": "first", "lan, som": "second"}),
        ({"participants": [{**LAN, "side": "LA"}, {**KEO, "side": "VN"}]}, "side", None),
    ],
)
def test_what_reports_differ_on_is_kept_with_the_articles_that_say_each(
    differing: dict[str, Any], field: str, values: dict[str, str] | None
) -> None:
    found = differ(merged(report("first"), report("second", **differing)))
    assert list(found) == [field]
    if values:
        assert found[field] == {value: (article,) for value, article in values.items()}


def test_a_missing_participant_is_told_of_and_stays_a_participant() -> None:
    meeting = merged(report("first", participants=[LAN, KEO, SOM]), report("second"))
    assert meeting.people == ("lan", "keo", "som")
    assert differ(meeting) == {"participants": {"keo, lan, som": ("first",), "keo, lan": ("second",)}}


def test_each_side_that_somebody_is_said_to_be_on_is_told_by_person() -> None:
    meeting = merged(report("first"), report("second", participants=[LAN, {**KEO, "side": "VN"}, SOM]))
    assert differ(meeting)["side"] == {"keo: LA": ("first",), "keo: VN": ("second",)}


def test_roles_that_differ_are_told_and_neither_is_chosen() -> None:
    host, guest = {**KEO, "role": "host"}, {**KEO, "role": "guest"}
    meeting = merged(
        report("first", participants=[LAN, host]),
        report("second", participants=[LAN, guest]),
        report("third", participants=[LAN, host]),
    )
    assert differ(meeting) == {"role": {"keo: host": ("first", "third"), "keo: guest": ("second",)}}
    assert [one.role for one in meeting.participants] == [None, None]


def test_a_role_that_one_report_states_and_another_leaves_out_is_kept() -> None:
    meeting = merged(report("first"), report("second", participants=[LAN, {**KEO, "role": "host"}]))
    assert [one.role for one in meeting.participants] == [None, "host"]
    assert differ(meeting) == {}


def test_a_later_correction_does_not_overrule_what_was_said_before() -> None:
    corrected = {"date": "2031-05-05", "printed": "sáng 5/5/2031"}
    meeting = merged(report("first"), report("second"), report("third", when=corrected))
    assert differ(meeting) == {"date": {"2031-05-06": ("first", "second"), "2031-05-05": ("third",)}}
    assert meeting.date is None
    assert meeting.dates == (DAY, dt.date(2031, 5, 5))


ELSE: dict[str, Any] = {
    "when": {"date": "2030-04-04", "part_of_day": "evening", "printed": "tối 4/4/2030"},
    "kind": {"id": "call", "printed": ["hội kiến", "gặp"]},
    "inferred": {"date": "a guess"},
    "according_to": {"id": "CU", "printed": "theo Cuba"},
    "place": {"id": "ho-lon", "printed": "Hồ Lớn"},
    "participants": [
        {**LAN, "side": "CU", "capacities": [{"printed": "Chủ tịch", "role": "party_chair", "of": "sen"}]},
        SOM,
        {"person": "an", "side": "LA"},
    ],
}
"""What a report says that differs from the first in everything."""


@pytest.mark.parametrize("status", ["planned", "cancelled"])
def test_once_a_report_says_held_only_such_tell_who_when_and_where(status: str) -> None:
    planned = report("first", status=status, **ELSE)
    meeting = merged(planned, report("second"))
    assert (meeting.status, meeting.dates, meeting.part_of_day) == (("held",), (DAY,), "morning")
    assert (meeting.kinds, meeting.places, meeting.people) == (("talks",), ("ben-xa",), ("lan", "keo"))
    assert [(one.side, [held.printed for held in one.capacities]) for one in meeting.participants] == [
        ("VN", ["Bộ trưởng"]), ("LA", []),
    ]  # fmt: skip
    assert pairs(planned, report("second")) == {("lan", "keo")}


def test_a_report_that_does_not_count_is_kept_with_its_quotes_and_what_differs() -> None:
    meeting = merged(report("first", status="planned", **ELSE), report("second"))
    assert (meeting.articles, len(meeting.reports), len(meeting.quotes)) == (("first", "second"), 2, 2)
    assert set(differ(meeting)) == {"date", "part_of_day", "kind", "place", "status", "participants", "side"}


def test_a_meeting_that_no_report_says_was_held_is_by_all_its_reports() -> None:
    meeting = merged(report("first", status="planned", **ELSE), report("second", status="cancelled"))
    assert (meeting.status, len(meeting.dates), meeting.people) == (
        ("planned", "cancelled"), 2, ("lan", "som", "an", "keo"),
    )  # fmt: skip


def test_the_day_of_a_plan_is_not_the_day_of_a_meeting_whose_report_gives_none() -> None:
    held = report("second", when={"date": None, "part_of_day": None, "printed": "mới đây"}, place=None)
    meeting = merged(report("first", status="planned"), held)
    assert (meeting.dates, meeting.part_of_day, meeting.places) == ((), None, ())


@pytest.mark.parametrize(
    "silent",
    [
        {"place": None},
        {"when": {"part_of_day": None, "printed": "6/5/2031"}},
        {"when": {"date": None, "part_of_day": None, "printed": "mới đây"}},
    ],
)
def test_a_silent_report_disagrees_with_none(silent: dict[str, Any]) -> None:
    for reports in ([report("first"), report("second", **silent)], [report("first", **silent), report("second")]):
        meeting = merged(*reports)
        assert differ(meeting) == {}
        assert (meeting.date, meeting.part_of_day, meeting.places) == (DAY, "morning", ("ben-xa",))


@pytest.mark.parametrize(("one", "other"), [("ben-xa", "nha-go"), ("nha-go", "LA"), ("LA", "ben-xa")])
def test_a_place_inside_another_is_the_more_exact_word_for_it(one: str, other: str) -> None:
    places = [{"id": id_, "printed": "nơi ấy"} for id_ in (one, other)]
    meeting = merged(*(report(article, place=place) for article, place in zip(PUBLISHED, places, strict=False)))
    assert differ(meeting) == {}
    assert meeting.places == (one, other)


def test_three_places_disagree_unless_all_lie_in_one_another() -> None:
    def at(*places: str) -> list[str]:
        given = [{"id": place, "printed": "nơi ấy"} for place in places]
        return [*differ(merged(*(report(a, place=p) for a, p in zip(PUBLISHED, given, strict=True))))]

    assert at("LA", "nha-go", "ben-xa") == []
    assert at("LA", "nha-go", "ho-lon") == ["place"]


def test_nothing_is_guessed_where_reports_differ() -> None:
    meeting = merged(
        report("first"),
        report("second", when={"date": "2031-05-07", "part_of_day": "evening", "printed": "tối 7/5/2031"}),
    )
    assert meeting.date is None
    assert meeting.part_of_day is None


def test_capacities_of_all_reports_are_joined_each_once() -> None:
    envoy = {"printed": "Đặc phái viên", "role": "special_envoy"}
    more = {**LAN, "capacities": [*LAN["capacities"], envoy]}
    meeting = merged(report("first"), report("second", participants=[more, KEO]), report("third"))
    assert [capacity.printed for capacity in meeting.participants[0].capacities] == ["Bộ trưởng", "Đặc phái viên"]


def test_somebody_described_is_not_taken_for_somebody_named() -> None:
    described = {"described": "một bộ trưởng", "side": "VN"}
    meeting = merged(report("first"), report("second", participants=[described, KEO]))
    assert [one.key for one in meeting.participants] == ["lan", "keo", "‹một bộ trưởng›"]


def test_reports_are_in_the_order_of_publication_whatever_the_order_of_files() -> None:
    assert merged(report("third"), report("first"), report("second")).articles == ("first", "second", "third")


@given(SEEDS, st.integers())
def test_the_order_of_the_records_changes_no_meeting(seed: int, shuffle: int) -> None:
    found = made_up(seed)
    shuffled = {name: list(getattr(found, name)) for name in ("reports", "statements", "articles", "places")}
    for listed in shuffled.values():
        Random(shuffle).shuffle(listed)
    again = {name: tuple(listed) for name, listed in shuffled.items()}
    assert merge(m.Records(**{**vars(found), **again})) == merge(found)


def test_meetings_are_by_date_and_id_and_undated_ones_last() -> None:
    undated = {"date": None, "part_of_day": None, "printed": "sắp tới"}
    found = merge(
        records(
            report("first", meeting="a-undated", when=undated, status="planned"),
            report("first", meeting="2031-05-06-z"),
            report("first", meeting="2031-05-06-b"),
            report("first", meeting="2031-05-04-y", when={"date": "2031-05-04", "printed": "sáng 4/5/2031"}),
        )
    )
    assert [meeting.id for meeting in found] == ["2031-05-04-y", "2031-05-06-b", "2031-05-06-z", "a-undated"]


# --- Who met whom, and who speaks where -----------------------------------------------------------


def pairs(*reports: m.Report) -> set[tuple[str, str]]:
    return {(one.key, other.key) for one, other in encounters(merged(*reports))}


def test_those_on_one_side_do_not_meet_each_other() -> None:
    assert pairs(report("first", participants=[LAN, KEO, SOM])) == {("lan", "keo"), ("lan", "som")}


def test_two_people_met_across_sides_if_any_report_has_them_so() -> None:
    other_side = [LAN, {**KEO, "side": "VN"}, SOM]
    assert pairs(report("first", participants=[LAN, KEO, SOM]), report("second", participants=other_side)) == {
        ("lan", "keo"), ("lan", "som"), ("keo", "som"),
    }  # fmt: skip


def test_two_people_whom_no_report_has_together_are_across_if_their_sides_differ() -> None:
    assert ("keo", "som") not in pairs(report("first"), report("second", participants=[LAN, SOM]))
    other_side = {**SOM, "side": "VN"}
    lan = {**LAN, "side": "LA"}
    assert ("keo", "som") in pairs(report("first"), report("second", participants=[lan, other_side]))


def statement(**fields: Any) -> m.Statement:
    given = {
        "id": "first/p1a", "meetings": ["2031-05-06-keo"], "speakers": ["lan"],
        "act": {"id": "affirmed", "printed": "khẳng định"}, "summary": {"vi": "nói"}, "quotes": [_quote("first")],
    }  # fmt: skip
    return m.Statement.model_validate({**given, **fields})


def two_meetings() -> Archive:
    """Return an archive of two meetings, Lan with Keo and Lan with Som, and one sentence about both."""
    pooled = statement(meetings=["2031-05-06-keo", "2031-05-06-som"], speakers=["keo", "som"])
    other = report("first", meeting="2031-05-06-som", participants=[LAN, SOM])
    return archive_of(records(report("first"), other, statements=(pooled,)))


def test_a_pooled_speaker_speaks_only_where_they_were() -> None:
    archive = two_meetings()
    said = archive.statement("first/p1a")
    at = {meeting.id: speakers_at(said, meeting) for meeting in archive.meetings()}
    assert at == {"2031-05-06-keo": ("keo",), "2031-05-06-som": ("som",)}
    assert [len(archive.statements(speaker="keo", meeting=id_)) for id_ in at] == [1, 0]
    assert [len(archive.statements(speaker="som", meeting=id_)) for id_ in at] == [0, 1]
    assert [len(archive.statements(speaker="lan", meeting=id_)) for id_ in at] == [0, 0]


def test_a_speakers_meeting_must_meet_the_other_filters_too() -> None:
    archive = two_meetings()
    assert len(archive.statements(speaker="keo", person="som")) == 0
    assert len(archive.statements(speaker="keo", person="lan")) == 1


# --- What is found --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("differing", "asked"),
    [
        ({"kind": {"id": "call", "printed": ["hội kiến"]}}, ({"kind": "talks"}, {"kind": "hội kiến"})),
        ({"place": {"id": "ho-lon", "printed": "Hồ Lớn"}}, ({"place": "Bến Xa"}, {"place": "Hồ Lớn"})),
        ({"place": {"id": "nha-go", "printed": "Nhà Gỗ"}}, ({"place": "LA"}, {"place": "Nhà Gỗ"})),
        ({"when": {"date": "2031-05-07", "printed": "sáng 7/5/2031"}}, ({"on": "6/5"}, {"on": "7/5/2031"})),
        (
            {"when": {"part_of_day": "evening", "printed": "tối 6/5/2031"}},
            ({"part_of_day": "sáng"}, {"part_of_day": "evening"}),
        ),
        ({"participants": [LAN, SOM]}, ({"person": "keo"}, {"person": "som"}, {"person": ["keo", "som"]})),
        (
            {"participants": [{**LAN, "side": "LA"}, {**KEO, "side": "ben"}]},
            ({"country": "VN"}, {"country": "LA"}, {"organisation": "ben"}),
        ),
    ],
)
def test_a_filter_matches_what_any_report_says(
    differing: dict[str, Any], asked: tuple[dict[str, Any], ...]
) -> None:
    found = records(report("first"), report("second", **differing))
    ben = m.Organisation(id="ben", names=m.Names(vi="Bến"), kind="other")
    archive = archive_of(m.Records(**{**vars(found), "organisations": (ben,)}))
    for filters in asked:
        assert archive.meetings(**filters).ids == ("2031-05-06-keo",), filters


PLANNED_ONLY: tuple[dict[str, Any], ...] = (
    {"on": "4/4"}, {"on": "4/4/2030"}, {"until": "2030"}, {"on": "tháng 4"}, {"on": "tháng 4", "person": "lan"},
    {"part_of_day": "evening"}, {"part_of_day": "evening", "person": "lan"}, {"place": "Hồ Lớn"}, {"place": "VN"},
    {"kind": "call"}, {"kind": "gặp"}, {"person": "som"}, {"person": ["lan", "som"]}, {"person": ["lan", "an"]},
    {"country": "CU"}, {"party": "sen"},
)  # fmt: skip


def plan_and(second: str) -> Archive:
    """Return an archive of one meeting: planned by one report, and in another of another status."""
    said = statement(areas=[{"id": "lua", "printed": "lúa"}])
    reports = (report("first", status="planned", **ELSE), report("second", status=second))
    found = records(*reports, statements=(said,))
    an = m.Person(id="an", names=m.Names(vi="An"))
    sen = m.Party(id="sen", names=m.Names(vi="Đảng Sen"))
    cuba = m.Country(id="CU", names=m.Names(vi="Cuba"))
    return archive_of(
        m.Records(
            **{
                **vars(found),
                "people": (*found.people, an),
                "parties": (sen,),
                "countries": (*found.countries, cuba),
            }
        )
    )


@pytest.mark.parametrize("filters", PLANNED_ONLY, ids=str)
def test_what_a_plan_says_is_found_until_a_report_says_that_it_was_held(filters: dict[str, Any]) -> None:
    planned, held = plan_and("cancelled"), plan_and("held")
    for status in ("any", "planned", "cancelled"):
        assert len(planned.meetings(**filters, status=status)) == 1
        assert len(planned.who_met_whom(**filters, status=status)) > 0
    for status in ("any", "held", "planned"):
        assert len(held.meetings(**filters, status=status)) == 0
        assert len(held.who_met_whom(**filters, status=status)) == 0


def test_a_meeting_that_was_held_is_planned_no_more() -> None:
    archive = plan_and("held")
    assert archive.meetings(status="planned").ids == ()
    assert archive.meetings().ids == archive.meetings(status="any").ids == ("2031-05-06-keo",)


def test_article_and_search_look_at_reports_that_do_not_count() -> None:
    archive = plan_and("held")
    assert len(archive.meetings(article="first")) == len(archive.meetings(search="tối 4/4/2030")) == 1


def test_nobody_is_said_to_have_met_whom_only_a_plan_names() -> None:
    archive = plan_and("held")
    assert [len(archive.ask(f"Did Lan meet {name}?").records) for name in ("Som", "Keo")] == [0, 1]
    assert archive.people(meeting="2031-05-06-keo").ids == ("lan", "keo")


def test_a_plan_puts_no_meeting_in_its_year_or_beside_its_day() -> None:
    archive = plan_and("held")
    assert (
        archive.meetings().areas_by_year() == archive.meetings(person="lan").areas_by_year() == (("lua", 2031, 1),)
    )
    assert archive.meetings(on="1/1/2030").hints == (
        "no meeting is recorded for the date 2030-01-01; the nearest recorded: 2031-05-06",
    )


def test_a_plan_puts_no_meeting_on_a_day_that_others_reach_around_it() -> None:
    """The span of numbers of a day's meetings may hold others; each is held against its own reports."""
    early, late = ({"date": f"2031-05-0{day}", "printed": f"{day}/5/2031"} for day in (1, 9))
    last = {"meeting": "2031-05-09-z", "when": late}
    found = archive_of(
        records(
            report("first", meeting="2031-05-01-a", when=early),
            report("second", meeting="2031-05-01-a", when=late),
            report("first", status="planned", when=late), report("second"), report("third", **last),
        )
    )  # fmt: skip
    assert found.meetings(on="9/5/2031").ids == ("2031-05-01-a", "2031-05-09-z")


def test_two_are_apart_only_by_a_report_that_counts() -> None:
    swapped = [{**LAN, "side": "LA"}, {**KEO, "side": "VN"}]
    together = [LAN, {**KEO, "side": "VN"}, SOM]
    found = pairs(report("first", status="planned", participants=swapped), report("second", participants=together))
    assert found == {("lan", "som"), ("keo", "som")}


def test_only_reports_that_count_are_told_of_a_meeting_and_the_others_as_differing() -> None:
    archive = plan_and("held")
    (row,) = archive.meetings().rows()
    assert (row["kinds_printed"], row["inferred"], row["according_to"]) == (["hội đàm"], {}, [])
    card = archive.card(archive.meeting("2031-05-06-keo"))
    told = {fact.key: fact.value for fact in card.facts if fact.key != "differ"}
    assert (told["date"], told["kind"]) == ("6 May 2031, morning “sáng 6/5/2031”", "talks “hội đàm”")
    assert {"inferred", "source", "status"}.isdisjoint(told)


def test_a_network_shows_the_side_somebody_was_on_not_one_they_were_to_be_on() -> None:
    drawn = str(plan_and("held").meetings().network().chart.to_dict())
    assert "Việt Nam" in drawn
    assert "Cuba" not in drawn


def test_a_plan_of_another_kind_makes_no_difference_in_a_timeline_of_many() -> None:
    many = [report("second", meeting=f"2031-05-06-{letter}") for letter in "abcdefghijklmnopqrstuvwxyz"]
    plan = report("first", meeting="2031-05-06-a", status="planned", **ELSE)
    drawn = str(archive_of(records(plan, *many)).meetings().timeline().chart.to_dict())
    assert "talks (26)" in drawn
    assert "reports differ" not in drawn


def test_who_was_only_to_be_there_speaks_nowhere() -> None:
    reports = (report("first", status="planned", **ELSE), report("second"))
    found = check(records(*reports, statements=(statement(speakers=["som"]),)))
    assert {"R05", "R06"} <= {finding.code for finding in found}


@pytest.mark.parametrize("country", ["VN", None])
def test_a_body_of_a_country_is_no_side_of_its_own(country: str | None) -> None:
    """Else a meeting would not be found by the country, and two of one state would have met across sides."""
    ministry = m.Organisation(id="bo", names=m.Names(vi="Bộ"), kind="ministry", part_of="VN")
    office = m.Organisation(id="vu", names=m.Names(vi="Vụ"), kind="state_body", country=country, part_of="bo")
    club = m.Organisation(id="hoi", names=m.Names(vi="Hội"), kind="international")
    sides = [LAN, {**KEO, "side": "vu"}, {**SOM, "side": "hoi"}]
    found = m.Records(
        **{**vars(records(report("first", participants=sides))), "organisations": (ministry, office, club)}
    )
    told = [finding for finding in check(found) if finding.code == "D12"]
    assert [finding.path for finding in told] == [("participants", 1, "side")]
    assert "'VN'" in told[0].message


def test_a_pair_is_on_the_sides_of_a_report_that_has_the_two_apart() -> None:
    one_side = [{**LAN, "side": "LA"}, KEO, {**SOM, "side": "VN"}]
    archive = archive_of(records(report("first", participants=one_side), report("second")))
    (pair,) = archive.who_met_whom(person=["lan", "keo"])
    assert (pair.one.side, pair.other.side) == ("VN", "LA")
    (row,) = archive.who_met_whom(person=["lan", "keo"]).rows()
    assert {"keo, lan, som", "keo, lan"} == {given for given, _ in row["disagreements"][0]["values"]}
    assert [one["field"] for one in row["disagreements"]] == ["participants", "side"]


@given(SEEDS)
def test_no_pair_is_of_one_side(seed: int) -> None:
    found = archive(seed).who_met_whom(status="any")
    assert [row for row in found.rows() if row["one"]["side"] == row["other"]["side"]] == []


def test_of_three_people_the_pairs_among_them_are_found() -> None:
    mai = {"person": "mai", "side": "VN"}
    found = records(report("first", participants=[LAN, KEO, {**SOM, "side": "CU"}, mai]))
    people = (*found.people, m.Person(id="mai", names=m.Names(vi="Mai")))
    archive = archive_of(m.Records(**{**vars(found), "people": people}))
    pairs = [(pair.one.key, pair.other.key) for pair in archive.who_met_whom(person=["lan", "keo", "som"])]
    assert pairs == [("lan", "keo"), ("lan", "som"), ("keo", "som")]


def test_two_who_were_on_one_side_are_told_to_have_been_there() -> None:
    archive = archive_of(records(report("first", participants=[LAN, KEO, SOM])))
    found = archive.who_met_whom(person=["keo", "som"])
    assert found.hints == ("there is 1 meeting, but these people are not on different sides there",)
    assert len(archive.meetings(person=["keo", "som"])) == 1


def test_a_persons_card_says_which_meetings_were_not_held() -> None:
    off = report("first", meeting="2031-05-06-off", status="cancelled", participants=[LAN, SOM])
    archive = archive_of(
        records(report("first"), off, report("second", meeting="2031-05-06-off", status="planned"))
    )
    shown = cards_text([archive.card(archive.person("lan"))])
    assert "meetings 2031-05-06-keo, 2031-05-06-off (cancelled or planned)" in " ".join(shown.split())


def test_an_office_printed_of_a_plan_is_of_the_day_of_publication() -> None:
    archive = archive_of(records(report("first", status="planned", when={"date": "2031-09-01", "printed": "1/9"})))
    assert [office["date"] for office in archive.row(archive.person("lan"))["offices"]] == ["2031-05-07"]


@pytest.mark.parametrize(
    "fields",
    [{"about": ["som"]}, {"on_behalf_of": ["som"]}, {"addressees": ["som"]}, {"refs": {"hai bên": ["lan", "som"]}}],
    ids=str,
)
def test_an_article_names_whom_its_statements_are_about_or_for(fields: dict[str, Any]) -> None:
    archive = archive_of(records(report("first"), statements=(statement(**fields),)))
    assert archive.people(article="first").ids == ("lan", "keo", "som")


def test_an_article_names_whom_it_invites_shows_and_tells_of_outside_meetings() -> None:
    told: dict[str, Any] = {"summary": {"vi": "việc"}, "quotes": [_quote("first")]}
    raised = {**told, "raised_in": ["first/p1a"]}
    guest = {"inviters": ["LA"], "invitees": [{"person": "som"}], "visit": "LA"}
    sorts: dict[str, m.Record] = {
        "invitations": m.Invitation.model_validate({"id": "first/i1a", **guest, **raised}),
        "undertakings": m.Undertaking.model_validate(
            {
                "id": "first/u1a",
                "kind": "plan",
                "between": ["som"],
                "status": {"id": "raised", "printed": "nêu"},
                **raised,
            }
        ),
        "background": m.Background.model_validate({"id": "first/b1a", "about": ["som"], **told}),
    }
    plain = records(report("first"), statements=(statement(),))
    shown = {"paragraph": 1, "credit": {"printed": "X"}, "shown": [{"person": "som"}], "quotes": [_quote("first")]}
    article = plain.articles[0].model_dump() | {"photos": [shown]}
    lists: list[dict[str, Any]] = [{name: (record,)} for name, record in sorts.items()]
    lists.append({"articles": (m.Article.model_validate(article), *plain.articles[1:])})
    for changed in lists:
        archive = archive_of(m.Records(**{**vars(plain), **changed}))
        assert archive.people(article="first").ids == ("lan", "keo", "som"), changed
        assert archive.people(article="second").ids == ()


def test_the_people_of_an_article_are_those_it_puts_there() -> None:
    archive = archive_of(records(report("first"), report("second", participants=[LAN, SOM])))
    assert archive.people(article="first").ids == ("lan", "keo")
    assert archive.people(article="second").ids == ("lan", "som")
    assert archive.people(meeting="2031-05-06-keo").ids == ("lan", "keo", "som")


# --- What somebody decided -------------------------------------------------------------------------


def decision(of: str, *ids: str, term: str = "same") -> m.Decision:
    said = {"of": of, "ids": ids, "decision": term, "by": "lan", "on": "2031-05-09", "why": "both were read"}
    return m.Decision.model_validate(said)


def test_meetings_that_are_the_same_are_one_and_the_other_id_still_finds_it() -> None:
    other = report("second", meeting="2031-05-06-lake")
    said = statement(id="second/p1a", meetings=["2031-05-06-lake"], quotes=[_quote("second")])
    same = decision("meetings", "2031-05-06-keo", "2031-05-06-lake")
    both = records(report("first"), other, statements=(said,))
    archive = archive_of(decided(replace(both, decisions=(same,))))
    assert archive.meetings().ids == ("2031-05-06-keo",)
    assert archive.meeting("2031-05-06-lake") == archive.meeting("2031-05-06-keo")
    assert archive.meetings()[0].articles == ("first", "second")
    assert archive.statements(meeting="2031-05-06-keo").ids == ("second/p1a",)


def test_different_and_unsure_change_nothing_but_silence_the_hint() -> None:
    both = records(report("first"), report("second", meeting="2031-05-06-lake"))
    assert [finding.code for finding in check(both)].count("R07") == 1
    for term in ("different", "unsure"):
        apart = decision("meetings", "2031-05-06-keo", "2031-05-06-lake", term=term)
        kept = replace(both, decisions=(apart,))
        assert decided(kept) == kept
        assert "R07" not in [finding.code for finding in check(kept)]


def test_an_undated_meeting_with_nobody_named_is_not_one_with_that_of_another_article() -> None:
    when = {"date": None, "part_of_day": None, "printed": None}
    nobody = {"described": "Đại sứ Lào", "side": "LA"}
    both = records(
        *(report(one, meeting="undated-la", when=when, participants=[LAN, nobody]) for one in ("first", "second"))
    )
    apart = replace(both, reports=(both.reports[0], both.reports[1].model_copy(update={"meeting": "undated-la-b"})))
    told = [[one.code for one in check(found, Known(ids_of(found), home="VN"))] for found in (both, apart)]
    assert [codes.count("D06") for codes in told] == [1, 0]


def test_people_and_statements_that_are_the_same_are_one_with_all_their_names_and_quotes() -> None:
    second = statement(id="second/p1a", speakers=["som"], quotes=[_quote("second")])
    reports = (report("first"), report("second", participants=[LAN, SOM]))
    plain = records(*reports, statements=(statement(id="first/p1a"), second))
    same = (decision("people", "keo", "som"), decision("statements", "first/p1a", "second/p1a"))
    kept = decided(replace(plain, decisions=same))
    assert {one.id for one in kept.people} == {"lan", "keo"}
    assert "Som" in next(one.forms for one in kept.people if one.id == "keo")
    assert {one.person for told in kept.reports for one in told.participants} == {"lan", "keo"}
    (said,) = kept.statements
    assert (said.id, {quote.article for quote in said.quotes}) == ("first/p1a", {"first", "second"})


# --- What is shown --------------------------------------------------------------------------------


def test_what_reports_differ_on_is_shown_with_both_values_and_articles() -> None:
    archive = archive_of(records(report("first"), report("second", place={"id": "ho-lon", "printed": "Hồ Lớn"})))
    shown = " ".join(archive.meetings().text(full=True).split())
    assert "Bến Xa or Hồ Lớn" in shown
    assert "place: Bến Xa (first); Hồ Lớn (second)" in shown


def test_a_place_inside_another_is_not_shown_as_a_choice() -> None:
    archive = archive_of(records(report("first"), report("second", place={"id": "nha-go", "printed": "Nhà Gỗ"})))
    assert "Bến Xa, Nhà Gỗ" in archive.meetings().text(full=True)


def test_people_are_said_to_have_met_only_where_a_report_says_it_was_held() -> None:
    planned = archive_of(records(report("first", status="planned")))
    assert "Lan (Việt Nam) was to meet Keo (Lào)" in str(planned.who_met_whom(status="planned")[0])
    both = archive_of(records(report("first", status="planned"), report("second")))
    assert "Lan (Việt Nam) met Keo (Lào)" in str(both.who_met_whom()[0])
    assert "status: planned (first); held (second)" in " ".join(str(both.who_met_whom()[0]).split())
