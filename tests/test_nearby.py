"""What an empty answer says is close by is what one finds by asking for it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import archives
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shipped import LAVROV, LEADERS, PARTIES, archive
from test_query import asked, written

from diplomacy_archive.archive import Archive
from diplomacy_archive.store._counts import Lookup


def hints(method: str = "meetings", **filters: Any) -> list[str]:
    return list(getattr(archive(), method)(**filters).hints)


def there(count: int) -> str:
    return "there is 1 meeting" if count == 1 else f"there are {count} meetings"


def test_each_count_is_what_is_found_without_the_other() -> None:
    told = 0
    for person in archive().people():
        for area in archive().areas():
            with_person, with_area = archive().meetings(person=person), archive().meetings(area=area)
            if with_person and with_area and not archive().meetings(person=person, area=area):
                sentence = (
                    f"without the person {person.names.en} {there(len(with_area))}; "
                    f"without the area {area.names.en} {there(len(with_person))}"
                )
                assert hints(person=person, area=area) == [sentence]
                told += 1
    assert told > 10


@pytest.mark.parametrize(
    ("filters", "sentence"),
    [
        ({"on": "25/2/2026"}, "no meeting is recorded for the date 2026-02-25; the nearest recorded: 2026-02-24"),
        ({"on": "3/3"}, "no meeting is recorded for the date 3/3; the first and last recorded: 2026-02-24"),
        ({"since": "2027"}, "no meeting is recorded for the first date 2027; the nearest recorded: 2026-02-24"),
        (
            {"person": "Tô Lâm"},
            f"no meeting is recorded for the person To Lam; only named, in {PARTIES}, {LEADERS}",
        ),
        (
            {"part_of_day": "sáng"},
            "no meeting is recorded for the part of day morning; 3 reports state none",
        ),
        ({"kind": "phone_call"}, "no meeting is recorded for the kind phone call"),
    ],
)
def test_what_alone_finds_nothing_is_told_with_its_neighbours(filters: dict[str, str], sentence: str) -> None:
    assert hints(**filters) == [sentence]


def small() -> Iterator[Archive]:
    """Yield archives so small that much is not recorded in them."""
    return (archives.archive(seed, 3) for seed in range(60))


def test_an_area_that_nobody_mentions_is_told_with_the_one_around_it_that_is() -> None:
    for whole, area in ((one, area) for one in small() for area in one.areas() if area.parent):
        found = whole.meetings(area=area)
        if not found and (count := len(whole.meetings(area=area.parent))):
            name = Lookup(whole.store).label(area.parent or "", "en")
            assert f"around it, for {name}, {there(count)}" in found.hints[0]
            return
    pytest.fail("no made-up archive has such an area")


def test_a_place_where_nothing_was_said_is_told_with_the_one_around_it() -> None:
    for whole in small():
        found, count = whole.statements(place="ho-lon"), len(whole.statements(place="VN"))
        if not found and count > 1:
            near = f"around it, for Vietnam, there are {count} statements"
            assert found.hints[0] == f"no statement is recorded for the place Hồ Lớn; {near}"
            return
    pytest.fail("no made-up archive has said nothing there")


def test_statements_are_told_of_as_statements() -> None:
    sentence = (
        "without the speaker Vladimir Putin there are 6 statements; "
        f"without the meeting {LAVROV} there are 6 statements"
    )
    assert hints("statements", meeting=LAVROV, speaker="Putin") == [sentence]


def test_a_slice_is_no_question() -> None:
    assert archive().meetings()[9:].hints == ()


def test_an_empty_answer_prints_its_hints() -> None:
    assert "note: no meeting is recorded for the date 2025" in str(archive().meetings(on="2025"))
    assert "note: no meeting is recorded for the date 2025" in archive().meetings(on="2025")._repr_html_()


@pytest.mark.parametrize("method", ["meetings", "who_met_whom", "statements"])
@given(data=st.data())
@settings(deadline=None, max_examples=25)
def test_only_an_empty_answer_has_hints(method: str, data: st.DataObject) -> None:
    seed, filters = data.draw(asked(method))
    found = getattr(archives.archive(seed), method)(**written(filters))
    asked_for = set(filters) - {"status"}
    assert bool(found.hints) == (len(found) == 0 and bool(asked_for))
