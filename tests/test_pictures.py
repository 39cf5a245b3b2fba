"""Pictures show what is recorded, whole and titled, at four meetings and at four thousand, without a network."""

from __future__ import annotations

import datetime as dt
import io
import itertools
import json
import math
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Any, Literal

import made_up
import pytest
from archives import archive_of
from fontTools.ttLib import TTFont
from PIL import Image, ImageChops
from shipped import LEADERS, PARTIES, archive, records

import diplomacy_archive as da
from diplomacy_archive.archive import Archive
from diplomacy_archive.errors import FilterError
from diplomacy_archive.records import _models as m
from diplomacy_archive.records._vocabulary import MeetingStatus
from diplomacy_archive.show import _picture
from diplomacy_archive.show._network import ring
from diplomacy_archive.show._picture import Picture

FONTS = sorted((Path(_picture.__file__).parent / "fonts").glob("*.ttf"))


@lru_cache(maxsize=1)
def many() -> Archive:
    return made_up.archive(1200, people=60)


@lru_cache(maxsize=8)
def overview(lang: Literal["vi", "en"] = "en") -> Picture:
    return da.load(lang=lang).overview()


def values(picture: Picture) -> Iterator[dict[str, Any]]:
    """Yield every row that a picture draws."""
    for found in picture.chart.to_dict()["datasets"].values():
        yield from found


def said(picture: Picture) -> str:
    return json.dumps(picture.chart.to_dict(), ensure_ascii=False)


# --- Along time ------------------------------------------------------------------------------------


def test_a_timeline_of_few_has_a_line_for_each_meeting_at_its_day() -> None:
    drawn = [row for row in values(archive().meetings().timeline()) if "note" in row]
    assert [(row["title"], row["note"]) for row in drawn[:2]] == [
        ("Le Hoai Trung (Vietnam) – Sergey Lavrov (Russia)", "24 Feb 2026, afternoon · talks · place not stated"),
        ("Le Hoai Trung (Vietnam) – Dmitry Medvedev (Russia)", "24 Feb 2026 · formal call · Moscow"),
    ]
    assert len({row["x"] for row in drawn}) == 1


def test_meetings_of_several_days_stand_apart_in_proportion() -> None:
    found = made_up.archive(12).meetings()
    days = [min(one.dates) for one in found]
    assert len(set(days)) > 2
    places = sorted({round(row["x"], 6) for row in values(found.timeline()) if "note" in row})
    assert places[0] < places[-1]
    share = [(day - days[0]).days / (days[-1] - days[0]).days for day in sorted(set(days))]
    measured = [(place - places[0]) / (places[-1] - places[0]) for place in places]
    assert measured == pytest.approx(share)


@pytest.mark.slow
def test_a_timeline_of_many_counts_every_meeting_once_in_its_period() -> None:
    drawn = [row for row in values(many().meetings().timeline()) if "kind" in row]
    counts: Counter[str] = Counter()
    for row in drawn:
        assert row["high"] - row["low"] == row["count"]
        counts[row["start"]] += row["count"]
    quarters = (dt.date(one.date.year, one.date.month - (one.date.month - 1) % 3, 1)
                for one in many().meetings() if one.date)  # fmt: skip
    assert counts == Counter(quarter.isoformat() for quarter in quarters)
    assert sum(counts.values()) == 1200


@pytest.mark.slow
def test_a_timeline_of_many_names_the_busiest_and_counts_the_others() -> None:
    picture = many().meetings().timeline()
    people = Counter(person for one in many().meetings() for person in one.people)
    shown: Counter[str] = Counter()
    for row in values(picture):
        if "name" in row:
            shown[row["name"]] += row["count"]
    names = {one.id: one.name for one in many().people()}
    assert shown == {f"{names[person]} ({count:,})": count for person, count in people.most_common(14)}
    assert f"{len(people) - 14} others are not drawn" in picture.text


@pytest.mark.parametrize(
    ("days", "unit", "ticks"), [(30, "day", 1), (700, "month", 3), (5000, "quarter", 365), (20000, "year", 365)]
)
def test_periods_are_as_long_as_the_time_asks_and_ticks_stand_at_years(days: int, unit: str, ticks: int) -> None:
    found = made_up.archive(60, people=8, years=max(1, days // 365))
    meetings = found.meetings(since=dt.date(2026, 2, 24) - dt.timedelta(days=days))
    if len(meetings) <= 24:
        pytest.skip("too few meetings in that time")
    picture = meetings.timeline()
    assert f"By {unit}." in picture.text
    if ticks == 365:
        spec = picture.chart.to_dict()
        (axis, *_) = (
            found["axis"]["values"] for found in _encodings(spec, "x") if "values" in (found.get("axis") or {})
        )
        assert all(value.endswith("-01-01") for value in axis)
        assert len(axis) > 2


def _encodings(value: Any, name: str) -> Iterator[Any]:
    if isinstance(value, dict):
        if name in value.get("encoding", {}):
            yield value["encoding"][name]
        for item in value.values():
            yield from _encodings(item, name)
    elif isinstance(value, list):
        for item in value:
            yield from _encodings(item, name)


# --- Who met whom ----------------------------------------------------------------------------------


def test_a_network_joins_who_met_and_lists_their_areas() -> None:
    picture = archive().meetings().network()
    drawn = list(values(picture))
    assert {row["text"]: row["side"] for row in drawn if "side" in row} == {
        "Le Hoai Trung": "Vietnam", "Dmitry Medvedev": "Russia", "Gennady Zyuganov": "Russia",
        "Sergey Lavrov": "Russia", "Vladimir Putin": "Russia",
    }  # fmt: skip
    assert "1\u00a0meeting:\u00a0energy,\u00a0nuclear\u00a0energy" in said(picture)
    assert len({row["pair"] for row in drawn if "pair" in row}) == 4


def test_no_two_sides_share_a_mark() -> None:
    ids = [f"p{number}" for number in range(30)]
    circle = ring(ids, {id_: id_ for id_ in ids}, {id_: f"side {id_}" for id_ in ids}, [("p0", "p1", 1)])
    (marks,) = (
        (found["color"]["scale"], found["shape"]["scale"])
        for found in (layer.get("encoding", {}) for layer in circle.to_dict()["layer"])
        if "shape" in found and "scale" in found.get("color", {})
    )
    pairs = set(zip(marks[0]["range"], marks[1]["range"], strict=True))
    assert len(pairs) == len(marks[0]["domain"]) == 30


@pytest.mark.slow
def test_numbers_do_not_collide_and_lines_end_before_the_marks_that_they_lead_to() -> None:
    drawn = list(values(many().meetings().network()))
    numbers = [row for row in drawn if str(row.get("text", "")).isdigit() and "side" not in row]
    spots = [(row["x"], row["y"]) for row in numbers]
    apart = [math.dist(*two) for two in itertools.combinations(spots, 2)]
    assert len(apart) == 45
    assert min(apart) > 16
    nodes = [(row["x"], row["y"]) for row in drawn if "side" in row]
    for row in drawn:
        if row.get("step") in (0, 40):
            assert min(math.dist((row["x"], row["y"]), node) for node in nodes) > 8


@pytest.mark.slow
def test_a_network_counts_meetings_of_two_and_names_what_it_leaves_out() -> None:
    picture = many().meetings().network()
    pairs: Counter[frozenset[str]] = Counter()
    for one in many().meetings():
        for pair in {
            frozenset((a.key, b.key)) for a in one.participants for b in one.participants if a.side != b.side
        }:
            pairs[pair] += 1
    drawn = {row["pair"]: row["count"] for row in values(picture) if "pair" in row}
    assert drawn[0] == max(pairs.values())
    everybody = {id_ for pair in pairs for id_ in pair}
    assert f"not drawn: {len(everybody) - 24} people and {len(pairs) - len(drawn):,} pairs." in picture.text
    assert sorted(drawn.values(), reverse=True) == list(drawn.values())


# --- Who raised what -------------------------------------------------------------------------------


def test_a_cell_names_the_strongest_act_and_counts_the_others() -> None:
    acts: dict[tuple[str, str], list[m.ActAsPrinted | None]] = {}
    for one in archive().statements():
        for area in {mention.id for mention in one.areas}:
            for who in one.told_by:
                acts.setdefault((area, archive().card(archive().record(who)).title), []).append(one.act)
    for row in values(archive().statements().matrix()):
        if "family" in row:
            assert len(acts[row["area"], row["column"]]) >= row["count"]
            assert row["text"].endswith(f" + {row['count'] - 1}") or row["count"] == 1
            strongest = [act.id.en for act in acts[row["area"], row["column"]] if act]
            assert row["text"].partition(" + ")[0] in [*strongest, "informed"]


@pytest.mark.slow
def test_a_matrix_of_many_counts_statements_in_the_widest_areas() -> None:
    drawn = [row for row in values(many().statements().matrix()) if "family" in row]
    top = {one.id: one.parent or one.id for one in many().areas()}
    counted: Counter[tuple[str, str]] = Counter()
    speakers = Counter(speaker for one in many().statements() for _ in one.areas for speaker in one.speakers or ())
    own = [speaker for speaker, _ in sorted(speakers.items(), key=lambda item: (-item[1], item[0]))[:12]]
    names = {one.id: one.name for one in many().people()}
    for one in many().statements():
        for area in {top[mention.id] for mention in one.areas}:
            columns = {names[who] if who in own else f"{len(speakers) - 12} others" for who in one.speakers or ()}
            counted.update((area, column) for column in columns)
    assert {(row["area"], row["column"]): row["count"] for row in drawn} == counted


def test_statements_without_an_area_are_counted_not_hidden() -> None:
    silent = sum(not one.areas or one.speakers is None for one in archive().statements())
    assert (
        f"Not drawn: {silent} statements that name no area, or whose speaker is open"
        in archive().statements().matrix().text
    )


# --- All of them -----------------------------------------------------------------------------------


@pytest.mark.slow
def test_two_people_of_one_name_stay_two() -> None:
    found = records()
    people = tuple(
        one.model_copy(update={"names": m.Names(vi="Lê Hoài Trung")}) if one.id == "sergey-lavrov" else one
        for one in found.people
    )
    twins = archive_of(m.Records(**{**vars(found), "people": people}))
    twins = Archive(twins.store, lang="vi")
    names = {row["text"] for row in values(twins.meetings().network()) if "side" in row}
    assert len(names) == 5
    assert "(sergey-lavrov)" in said(twins.statements().matrix())


@pytest.mark.slow
@pytest.mark.parametrize(
    ("lang", "titles"),
    [
        ("en", ("4 meetings, 24 Feb 2026", "Who met whom, 24 Feb 2026", "Who raised which area, 24 Feb 2026")),
        ("vi", ("4 cuộc gặp, 24/2/2026", "Ai gặp ai, 24/2/2026", "Ai nêu lĩnh vực nào, 24/2/2026")),
    ],
)
def test_an_overview_holds_all_three_in_the_language(lang: Literal["vi", "en"], titles: tuple[str, ...]) -> None:
    text = said(overview(lang))
    assert all(title in text for title in titles)
    assert ("Việt Nam" in text) == (lang == "vi")


@pytest.mark.slow
def test_pictures_say_their_title_and_their_sources() -> None:
    for picture in (
        archive().meetings().timeline(),
        archive().meetings().network(),
        archive().statements().matrix(),
    ):
        assert picture.title in said(picture)
        for words in (PARTIES, LEADERS, f"data {archive().version.data}"):
            assert words in picture.source
    assert re.search(r"400 articles \(\d+ \w+ \d{4} to \d+ \w+ \d{4}\) in", many().meetings().timeline().source)


def test_planned_meetings_are_told() -> None:
    found = records()
    planned = tuple(
        one.model_copy(update={"status": MeetingStatus.PLANNED}) if number == 0 else one
        for number, one in enumerate(found.reports)
    )
    part = archive_of(m.Records(**{**vars(found), "reports": planned}))
    assert "Planned or cancelled among them: 1 meeting." in part.meetings(status="any").timeline().text


@pytest.mark.slow
@pytest.mark.parametrize("font", FONTS, ids=lambda path: path.stem)
def test_the_fonts_have_every_letter_that_is_drawn(font: Path) -> None:
    letters = set("ăâđêôơưĂÂĐÊÔƠƯ áàảãạấầẩẫậắằẳẵặéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ")
    letters |= (
        {letter.upper() for letter in letters} | set("АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ".lower()) | set("“”–·×…§")
    )
    for one in (*archive().people(), *archive().areas()):
        letters |= set("".join(filter(None, (one.names.vi, one.names.en, one.names.ru))))
    assert {letter for letter in letters if ord(letter) not in TTFont(font).getBestCmap()} == set()


@pytest.mark.slow
def test_an_svg_holds_every_label_whole_its_own_fonts_and_its_description() -> None:
    svg = overview().svg()
    for label in ("Le Hoai Trung", "Vladimir Putin", "maritime cooperation", "expressed readiness"):
        assert f">{label}<" in svg
    assert svg.count("@font-face") == 2
    assert f"<desc>{escape(overview().text)}</desc>" in svg
    assert not re.search(
        r"(href|src)=\"http|url\((?!data:)", svg.replace('xmlns:xlink="http://www.w3.org/1999/xlink"', "")
    )


@pytest.mark.slow
def test_no_label_is_cut_by_the_edge() -> None:
    """What reaches over the edge makes the picture wider, so its outermost pixels are paper."""
    for picture in (archive().meetings().network(), archive().statements().matrix()):
        drawn = Image.open(io.BytesIO(picture.png())).convert("RGB")
        ink = ImageChops.difference(drawn, Image.new("RGB", drawn.size, "white")).getbbox()
        assert ink is not None
        assert 0 < ink[0] < ink[2] < drawn.width
        assert 0 < ink[1] < ink[3] < drawn.height


@pytest.mark.slow
def test_what_is_shown_is_the_same_in_every_run() -> None:
    """Sets are walked in another order under another hash seed."""
    code = (
        "import hashlib, diplomacy_archive as da; a = da.load(); "
        "shown = [a.overview().svg(), *(one._repr_html_() for one in a.meetings())]; "
        "print(hashlib.sha256(''.join(shown).encode()).hexdigest())"
    )
    found = set()
    for seed in "12":
        package = str(Path(da.__file__).parent.parent)
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": package}
        done = subprocess.run(
            [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
        )
        found.add(done.stdout)
    assert len(found) == 1


@pytest.mark.slow
def test_a_picture_is_saved_as_its_file_is_called(tmp_path: Path) -> None:
    picture = archive().meetings().timeline()
    starts = {"png": b"\x89PNG\r\n", "svg": b"<svg", "html": b"<!DOCTYPE html>", "json": b"{"}
    for ending, start in starts.items():
        picture.save(tmp_path / f"x.{ending}")
        assert (tmp_path / f"x.{ending}").read_bytes().lstrip().lower().startswith(start.lower())
    assert json.loads((tmp_path / "x.json").read_text("utf-8"))["$schema"].startswith(
        "https://vega.github.io/schema"
    )
    page = (tmp_path / "x.html").read_text("utf-8")
    assert not re.search(r"<(script|link|img)|@import|url\((?!data:)", page)
    assert f"<title>{picture.title}</title>" in page
    with pytest.raises(FilterError, match=r"saved as \.png, \.svg, \.html, \.json; found 'x\.gif'"):
        picture.save(tmp_path / "x.gif")
    with pytest.raises(da.ArchiveError, match=r"cannot be written: no such file or directory"):
        picture.save(tmp_path / "none" / "x.json")


@pytest.mark.slow
def test_a_notebook_keeps_the_picture_and_says_it_in_words() -> None:
    data, metadata = archive().meetings().timeline()._repr_mimebundle_()
    assert set(data) == {"image/png", "text/plain"}
    assert metadata["image/png"]["alt"].startswith(
        "4 meetings, 24 Feb 2026. The order within a day is no chronology."
    )


def test_nothing_to_draw_is_said() -> None:
    with pytest.raises(FilterError, match="there is no meeting to draw"):
        archive().meetings(on="25/2").timeline()
    with pytest.raises(FilterError, match="there is no statement to draw"):
        archive().statements(act="proposed", speaker="Putin").matrix()
    with pytest.raises(FilterError, match="none of these statements names an area"):
        archive().statements(act="conveyed_message").matrix()


def test_a_meeting_without_a_date_has_no_mark() -> None:
    (report, *_) = records().reports
    undated = report.model_copy(
        update={"meeting": "no-date", "when": m.MeetingTime(date=None, part_of_day=None, printed="mới đây")}
    )
    found = archive_of(m.Records(**{**vars(records()), "reports": (*records().reports, undated)}))
    drawn = [row for row in values(found.meetings().timeline()) if "note" in row and not row["dated"]]
    assert [row["note"].split(" · ")[0] for row in drawn] == ["date not stated"]


def test_what_is_not_installed_is_said_with_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    for room in ("_draw", "_picture", "_timeline", "_network", "_matrix"):
        monkeypatch.delitem(sys.modules, f"diplomacy_archive.show.{room}", raising=False)
        monkeypatch.delattr(f"diplomacy_archive.show.{room}", raising=False)
    monkeypatch.setitem(sys.modules, "altair", None)
    with pytest.raises(ImportError, match=r"pip install '\.\[notebook\]'"):
        archive().meetings().timeline()
