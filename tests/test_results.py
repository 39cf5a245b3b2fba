"""What a query finds is a lazy, immutable sequence that prints, renders escaped HTML and gives plain rows."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Sequence
from functools import lru_cache
from itertools import islice
from typing import Any, Literal

import pytest
from archives import SEEDS, archive, archive_of, made_up
from hostile import hostile_archive
from hypothesis import given, settings
from hypothesis import strategies as st
from shipped import LAVROV
from shipped import archive as shipped

from diplomacy_archive._results import Results
from diplomacy_archive.archive import Archive
from diplomacy_archive.records import _models as m
from diplomacy_archive.show._html import cards_html
from diplomacy_archive.store._store import Store

METHODS = (
    "meetings", "who_met_whom", "statements", "people", "areas", "invitations", "undertakings", "background",
    "mentions", "articles", "parties", "organisations", "countries", "places",
)  # fmt: skip


@lru_cache(maxsize=1)
def large() -> Archive:
    """Return an archive with more statements than are looked up at once."""
    return archive_of(made_up(1, 280))


def everything(answered: Archive, method: str) -> Results[Any]:
    with_any = {"status": "any"} if method in ("meetings", "who_met_whom", "statements") else {}
    found: Results[Any] = getattr(answered, method)(**with_any)
    return found


@pytest.fixture
def loaded(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Collect how many records each look-up makes."""
    counts: list[int] = []
    records = Store.records

    def counting(self: Store, table: str, numbers: Sequence[int]) -> list[Any]:
        counts.append(len(numbers))
        return records(self, table, numbers)

    monkeypatch.setattr(Store, "records", counting)
    return counts


# --- A sequence -----------------------------------------------------------------------------------

BOUNDS = st.none() | st.integers(-40, 40)
STEPS = st.none() | st.integers(-5, 5).filter(bool)


@pytest.mark.parametrize("method", METHODS)
@given(seed=SEEDS, start=BOUNDS, stop=BOUNDS, step=STEPS)
@settings(max_examples=25)
def test_a_slice_holds_what_a_lists_slice_holds(
    method: str, seed: int, start: int | None, stop: int | None, step: int | None
) -> None:
    listed = list(everything(archive(seed), method))
    part = everything(archive(seed), method)[start:stop:step]
    assert list(part) == listed[start:stop:step]
    assert len(part) == len(listed[start:stop:step])
    again = everything(archive(seed), method)
    assert len(again) == len(listed)  # now that all are counted, slices are cut from what was found
    assert list(again[start:stop:step]) == listed[start:stop:step]


@given(seed=SEEDS, first=st.slices(12), second=st.slices(12))
def test_a_slice_of_a_slice_holds_what_a_lists_holds(seed: int, first: slice, second: slice) -> None:
    found = archive(seed).statements(status="any")
    assert list(found[first][second]) == list(found)[first][second]


@given(seed=SEEDS, index=st.integers(-30, 30))
def test_an_index_finds_what_a_lists_index_finds(seed: int, index: int) -> None:
    found = archive(seed).statements(status="any")
    listed = list(archive(seed).statements(status="any"))
    if -len(listed) <= index < len(listed):
        assert found[index] == listed[index]
    else:
        with pytest.raises(IndexError, match=f"there are {len(listed)} statements, none at {index}"):
            found[index]


def test_a_slice_is_a_result_that_shows_itself() -> None:
    part = shipped().meetings()[1:3]
    assert type(part) is type(shipped().meetings())
    assert str(part).startswith("2 meetings\n")
    assert part.ids == shipped().meetings().ids[1:3]


def test_a_step_of_zero_is_refused_like_a_lists() -> None:
    with pytest.raises(ValueError, match="step"):
        shipped().meetings()[::0]


@pytest.mark.parametrize("method", METHODS)
def test_a_record_is_in_the_results_that_hold_it_and_in_no_other(method: str) -> None:
    found = everything(archive(5), method)
    some, rest = found[:2], found[2:]
    for record in found:
        assert (record in some) == (record in list(some))
        assert (record in rest) == (record in list(rest))
    assert "2026-02-24-lavrov" not in found
    assert None not in found


def test_a_record_of_another_archive_is_in_the_results_if_it_is_equal() -> None:
    again = archive_of(shipped().records())
    assert again.meeting("2026-02-24-putin") in shipped().meetings()
    changed = shipped().person("Putin").model_copy(update={"aliases": ("V. V. Putin",)})
    assert changed not in shipped().people()


def test_results_are_sequences() -> None:
    found = shipped().meetings()
    assert isinstance(found, Sequence)
    assert list(reversed(found)) == list(found)[::-1]
    assert found.index(found[2]) == 2
    assert found.count(found[2]) == 1
    assert bool(found)
    assert not shipped().meetings(on="25/2")


@pytest.mark.parametrize("method", METHODS)
def test_ids_are_those_of_the_records(method: str) -> None:
    found = everything(archive(7), method)
    listed = [one.meeting.id if isinstance(one, m.Encounter) else one.id for one in found]
    assert list(found.ids) == listed
    assert found[1:].ids == tuple(listed[1:])
    assert list(everything(archive(7), method).ids) == listed


# --- Lazy -----------------------------------------------------------------------------------------


def test_len_ids_and_truth_make_no_record(loaded: list[int]) -> None:
    found = large().statements(status="any")
    assert len(found) == len(found.ids) == 840
    assert found
    assert loaded == []


def test_an_index_makes_one_record_and_a_slice_its_own(loaded: list[int]) -> None:
    found = large().statements(status="any")
    assert found[0] == found[0]
    assert found[-1] == found[-1]
    list(found[:3])
    list(found[500:505])
    assert loaded == [1, 1, 1, 1, 3, 5]


def test_iteration_streams(loaded: list[int]) -> None:
    found = large().statements(status="any")
    assert len(list(islice(found, 5))) == 5
    assert sum(loaded) < len(found) / 2
    loaded.clear()
    assert sum(1 for _ in found) == len(found)
    assert max(loaded) < len(found) / 2


def test_printing_makes_only_what_is_shown(loaded: list[int]) -> None:
    found = large().people()
    many = large().statements(status="any")
    str(found), repr(many)
    loaded.clear()
    shown = str(many)
    assert sum(loaded) <= 20
    assert shown.endswith("… and 820 more; slice to see them")


# --- Text -----------------------------------------------------------------------------------------


def test_results_print_as_a_brief_table_or_as_cards() -> None:
    found = shipped().meetings(person="Lavrov")
    heading, blank, head, first, *_ = str(found).replace("\u00a0", " ").splitlines()
    assert (heading, blank) == ("1 meeting", "")
    assert head.split("  ")[0] == "date"
    assert first.split("  ")[0] == "24 Feb 2026,"
    assert "Le Hoai Trung (Vietnam)" in first
    assert found.text(full=True).splitlines()[2].endswith("[2026-02-24-lavrov]")
    assert "“chiều 24/2 hội đàm với”" in found.text(full=True)
    wide = found.text(width=120).splitlines()
    assert wide[2].split()[-1] == "id"
    assert wide[3].endswith("2026-02-24-lavrov")


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_nothing_is_said_in_words_with_what_the_archive_covers(method: str, lang: Literal["vi", "en"]) -> None:
    none = everything(shipped(lang), method)[:0]
    heading, note = str(none).split("\n\n")
    assert heading.startswith("no " if lang == "en" else "không có ")
    assert ("the archive covers 4 meetings" if lang == "en" else "kho tư liệu gồm 4 cuộc gặp") in note
    assert f"<p>{heading}</p>" in none._repr_html_()
    assert "<table" not in none._repr_html_()
    assert repr(none).startswith("<Results: no ")
    assert none.rows() == []
    assert none.ids == ()


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("width", [60, 80, 100])
def test_text_keeps_to_its_width_but_for_what_cannot_be_broken(method: str, width: int) -> None:
    for answered in (shipped(), archive(2)):
        for line in everything(answered, method).text(width=width).splitlines():
            assert len(line) <= width or len(line.split()) <= 2 or "  " in line.strip(), line


def test_repr_names_the_first_ids() -> None:
    assert repr(shipped().meetings()) == (
        "<Results: 4 meetings (2026-02-24-lavrov, 2026-02-24-medvedev, 2026-02-24-putin, …)>"
    )
    assert repr(shipped().meetings()[:1]) == "<Results: 1 meeting (2026-02-24-lavrov)>"


def test_a_limit_shows_the_first_and_says_how_many_more() -> None:
    shown = shipped().meetings().text(limit=1)
    assert shown.startswith("4 meetings\n")
    assert shown.endswith("\n\n… and 3 more; slice to see them")
    assert "2026-02-24-medvedev" not in shown


def test_html_shows_no_more_than_text_does_by_itself(loaded: list[int]) -> None:
    shown = large().statements(status="any")._repr_html_()
    assert shown.count("<tr>") == 21
    assert shown.endswith("… and 820 more; slice to see them</p></div>")
    assert loaded[0] == 20


def test_people_are_listed_with_each_office_once_in_order() -> None:
    row = shipped().people(meeting=LAVROV).text(width=400).splitlines()[3]
    assert row.split("  ")[1].split("; ")[0] == "Bộ trưởng Ngoại giao"
    assert len(set(row.split("  ")[1].split("; "))) == 3


# --- HTML -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("method", METHODS)
def test_html_escapes_a_script_in_every_field(method: str) -> None:
    found = everything(hostile_archive(), method)
    for shown in (found._repr_html_(), cards_html(hostile_archive().card(one) for one in found)):
        assert "<script" not in shown
        assert "&lt;script&gt;alert(" in shown
        assert "&amp;amp;" in shown


def test_html_escapes_the_notes() -> None:
    shown = hostile_archive().meetings(place="moscow")._repr_html_()
    assert "note: that &lt;script&gt;" in shown
    assert "<script" not in shown


def test_html_is_complete_in_itself_and_loads_nothing() -> None:
    for method in METHODS:
        assert not re.search(r"src=|@import|url\(|<script", everything(shipped(), method)._repr_html_())


# --- Rows -----------------------------------------------------------------------------------------

KEYS = {
    "meetings": [
        "id", "date", "dates", "part_of_day", "kinds", "kinds_printed", "places", "status", "participants",
        "fields", "topics", "articles", "statements", "disagreements", "according_to", "inferred",
        "quotes",
    ],
    "who_met_whom": [
        "meeting", "date", "dates", "part_of_day", "kinds", "kinds_printed", "places", "status", "one", "other",
        "fields", "topics", "articles", "disagreements", "according_to", "inferred", "quotes",
    ],
    "statements": [
        "id", "article", "paragraph", "meetings", "speakers", "conveyed_by", "act", "act_printed",
        "basis_of_speakers", "basis_of_meetings", "when", "about", "on_behalf_of",
        "addressees", "areas", "areas_open", "according_to", "content", "inferred", "refs",
        "summary_vi", "summary_en", "quotes",
    ],
    "people": ["id", "name", "names", "aliases", "external", "outside", "offices"],
    "areas": ["id", "name", "names", "aliases", "external", "outside", "kind", "parent", "joins", "printed"],
    "parties": ["id", "name", "names", "aliases", "external", "outside", "country"],
    "organisations": ["id", "name", "names", "aliases", "external", "outside", "kind", "country", "part_of"],
    "countries": ["id", "name", "names", "aliases", "external", "outside"],
    "places": ["id", "name", "names", "aliases", "external", "outside", "kind", "within"],
    "invitations": [
        "id", "article", "inviters", "conveyed_by", "invitees", "visit", "when", "raised_in", "at", "refs",
        "summary_vi", "summary_en", "quotes",
    ],
    "undertakings": [
        "id", "article", "kind", "kind_printed", "part_of", "between", "when", "status", "areas", "place",
        "raised_in", "at", "according_to", "narrated", "refs",
        "summary_vi", "summary_en", "quotes",
    ],
    "background": [
        "id", "article", "about", "areas", "place", "when", "refs", "summary_vi", "summary_en", "quotes",
    ],
    "mentions": ["id", "article", "person", "capacities", "inferred", "quotes"],
    "articles": [
        "id", "published", "publisher", "headline", "url", "archived", "seen", "byline", "language", "label",
        "fingerprints", "partial", "photos", "uncited", "inferred", "coded", "errata", "outside",
    ],
}  # fmt: skip
"""The keys of each kind of row; scripts rely on them, so a change here is a change of the contract."""


@pytest.mark.parametrize("method", METHODS)
def test_rows_have_the_documented_keys(method: str) -> None:
    for answered in (shipped(), archive(4)):
        for row in everything(answered, method).rows():
            assert list(row) == KEYS[method]


@pytest.mark.parametrize("method", METHODS)
def test_rows_are_what_json_holds(method: str) -> None:
    rows = everything(shipped(), method).rows()
    assert rows
    assert json.loads(json.dumps(rows, ensure_ascii=False, allow_nan=False)) == rows


@pytest.mark.parametrize(
    "method", ["meetings", "who_met_whom", "statements", "invitations", "undertakings", "background", "mentions"]
)
def test_every_row_of_a_fact_carries_its_quotes(method: str) -> None:
    for row in everything(shipped(), method).rows():
        assert row["quotes"]
        assert {"article", "paragraph", "phrase"} <= row["quotes"][0].keys()


def test_pairs_are_mappings_in_every_row() -> None:
    """A record holds pairs to be hashable; a reader of JSON looks them up."""
    for method in METHODS:
        for row in everything(shipped(), method).rows():
            for key in ("inferred", "refs", "outside", "external", "uncited"):
                assert isinstance(row.get(key, {}), dict), (method, key)


def test_a_row_tells_silence_as_null() -> None:
    (row,) = shipped().meetings(person="Lavrov").rows()
    assert row["places"] == []
    assert row["part_of_day"] == "afternoon"
    assert shipped().meetings(person="Putin").rows()[0]["part_of_day"] is None


def test_a_meetings_row_tells_its_source_and_what_is_inferred() -> None:
    (row,) = shipped().meetings(person="Medvedev").rows()
    assert row["according_to"] == ["mofa-vietnam"]
    assert sorted(row["inferred"]) == ["date", "participants.capacities.of", "participants.side"]
    (pair,) = shipped().who_met_whom(person="Lavrov").rows()
    assert pair["according_to"] == []
    assert pair["inferred"]["date"] == "the year is that of the article's publication"


def test_rows_become_a_frame() -> None:
    frame = shipped().who_met_whom(on="24/2").to_pandas()
    assert len(frame) == 4
    assert [name for name in frame if name in KEYS["who_met_whom"]] == KEYS["who_met_whom"]
    assert list(frame.meeting) == list(shipped().who_met_whom(on="24/2").ids)


def test_without_pandas_a_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(ImportError, match=r"to_pandas\(\) needs pandas; .* pip install '\.\[pandas\]'"):
        shipped().meetings().to_pandas()


# --- Notes and immutability -----------------------------------------------------------------------


def test_a_place_found_by_outside_knowledge_is_said_to_be() -> None:
    assert shipped().meetings(place="Moscow").notes == ("that Kremlin lies in Moscow is outside knowledge",)
    assert str(shipped().meetings(place="Moscow")).endswith(
        "note: that Kremlin lies in Moscow is outside knowledge"
    )
    assert shipped().meetings(place="Kremlin").notes == ()
    (note,) = shipped().who_met_whom(place="Nga").notes
    assert note == "that Kremlin, Moscow lie in Russia is outside knowledge"


def test_a_party_found_through_its_body_by_outside_knowledge_is_said_to_be() -> None:
    found = shipped().meetings(party="Đảng Cộng sản Việt Nam")
    assert found.ids == ("2026-02-24-medvedev", "2026-02-24-zyuganov")
    bodies = "Politburo of the Communist Party of Vietnam is part of Communist Party of Vietnam"
    assert found.notes == (f"that {bodies} is outside knowledge",)
    assert shipped().statements(party="Đảng Cộng sản Việt Nam").notes == found.notes
    assert shipped().people(party="Đảng Cộng sản Việt Nam").notes == found.notes
    assert shipped().meetings(party="CPRF").notes == ()
    assert shipped().people(party="CPRF").notes == ()


def test_a_slice_keeps_the_notes() -> None:
    assert shipped().meetings(place="Moscow")[:1].notes == shipped().meetings(place="Moscow").notes


def test_results_cannot_be_changed() -> None:
    found: Any = shipped().meetings()
    with pytest.raises(TypeError):
        found[0] = found[1]
    with pytest.raises(TypeError):
        del found[0]
    for name in ("query", "notes", "ids"):
        with pytest.raises(AttributeError):
            setattr(found, name, ())
    assert not hasattr(found, "append")


def test_changing_a_row_changes_no_record() -> None:
    rows = shipped().meetings().rows()
    rows[0]["participants"].clear()
    rows[0]["kinds"].append("x")
    assert shipped().meetings().rows()[0]["participants"]
    assert shipped().meetings().rows()[0]["kinds"] == ["talks"]


def test_a_record_cannot_be_changed_and_can_be_a_member_of_a_set() -> None:
    meeting: Any = shipped().meetings()[0]
    with pytest.raises(ValueError, match="frozen"):
        meeting.id = "x"
    assert {meeting, shipped().meeting(meeting.id)} == {meeting}
    for method in METHODS:
        assert len(set(everything(shipped(), method))) == len(everything(shipped(), method))
