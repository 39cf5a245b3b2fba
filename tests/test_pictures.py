"""Pictures show what is recorded, whole and titled, at four meetings and at four thousand, without a network."""

from __future__ import annotations

import datetime as dt
import io
import json
import os
import re
import subprocess
import sys
from collections import Counter
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

import made_up
import pytest
from archives import archive as small_made_up
from archives import archive_of
from fontTools.ttLib import TTFont
from PIL import Image, ImageChops
from shipped import LEADERS, PARTIES, archive, records

import diplomacy_archive as da
from diplomacy_archive.archive import Archive
from diplomacy_archive.errors import FilterError
from diplomacy_archive.records import _models as m
from diplomacy_archive.records._vocabulary import Family
from diplomacy_archive.show import _charts as charts
from diplomacy_archive.show._charts import Picture
from diplomacy_archive.show._pictures.matrix import GROUPS

FONTS = sorted((Path(charts.__file__).parent / "fonts").glob("*.ttf"))


@cache
def many() -> Archive:
    return made_up.archive(1200, people=300)


def values(picture: Picture) -> list[dict[str, Any]]:
    """Return every row that a picture draws."""
    spec = picture.chart.to_dict()
    return [row for rows in spec["datasets"].values() for row in rows]


def said(picture: Picture) -> str:
    """Return every text of a picture, in one line."""
    return json.dumps([picture.chart.to_dict()], ensure_ascii=False)


# --- What they show --------------------------------------------------------------------------------


@pytest.mark.parametrize(("of", "marks"), [((12, 7), 2), ((1200, 300), 3)])
def test_a_sizes_legend_tells_whole_statements(of: tuple[int, int], marks: int) -> None:
    spec = json.dumps(made_up.archive(of[0], people=of[1]).statements().matrix().chart.to_dict())
    (found,) = re.findall(r'"legend": \{[^}]*symbolFillColor[^}]*"values": (\[[^]]*\])', spec)
    sizes = json.loads(found)
    assert (sizes[0], len(sizes)) == (1, marks)
    assert all(isinstance(size, int) for size in sizes)


@pytest.mark.parametrize("of", [(40, 30), (1200, 300)])
def test_a_shades_legend_tells_the_least_and_the_most_once(of: tuple[int, int]) -> None:
    spec = json.dumps(made_up.archive(of[0], people=of[1]).meetings().timeline().chart.to_dict())
    (found,) = re.findall(r'"gradientLength": 120, "values": \[1, (\d+)\]', spec)
    assert int(found) > 1


def test_a_timeline_of_few_shows_each_meeting_at_its_day() -> None:
    drawn = [row for row in values(archive().meetings().timeline()) if "note" in row]
    assert [(row["title"], row["note"]) for row in drawn] == [
        ("Lê Hoài Trung – Sergey Lavrov", "talks “hội đàm” · place not stated · afternoon"),
        ("Lê Hoài Trung – Dmitry Medvedev", "formal call “hội kiến” · Moskva"),
        ("Lê Hoài Trung – Vladimir Putin", "formal call “hội kiến” · Điện Kremlin"),
        ("Lê Hoài Trung – Gennady Zyuganov", "formal call “hội kiến” · Moskva"),
    ]
    assert len({row["x"] for row in drawn}) == 1
    assert [row["date"] for row in drawn] == ["24 Feb 2026", "", "", ""]


def test_meetings_of_several_days_stand_apart_in_proportion() -> None:
    found = small_made_up(1).meetings(status="any")
    drawn = [row for row in values(found.timeline()) if "note" in row and row["dated"]]
    first = min(min(one.dates) for one in found if one.dates)
    days = [(min(one.dates) - first).days for one in found if one.dates]
    assert len(set(days)) > 2
    left = min(row["x"] for row in drawn)
    scale = (max(row["x"] for row in drawn) - left) / max(days)
    assert [row["x"] - left for row in drawn] == pytest.approx([scale * day for day in days])


def test_a_timeline_of_many_counts_every_meeting_once_in_its_period() -> None:
    drawn = [row for row in values(many().meetings().timeline()) if "kind" in row]
    counts: Counter[str] = Counter()
    for row in drawn:
        counts[row["period"]] += row["count"]
    truth = Counter(f"{one.date.year} Q{(one.date.month + 2) // 3}" for one in many().meetings() if one.date)
    assert counts == truth
    assert sum(counts.values()) == 1200


def test_a_timeline_of_many_names_the_busiest_and_counts_the_others() -> None:
    picture = many().meetings().timeline()
    people = Counter(person for one in many().meetings() for person in one.people)
    shown: Counter[str] = Counter()
    for row in values(picture):
        if "name" in row:
            shown[row["name"]] += row["count"]
    label = many().store.label
    assert shown == {f"{label(person)} ({count:,})": count for person, count in people.most_common(12)}
    assert f"{len(people) - 12} others are not drawn" in picture.text


@pytest.mark.parametrize(("days", "unit"), [(30, "day"), (700, "month"), (5000, "quarter"), (20000, "year")])
def test_periods_are_as_long_as_the_time_asks(days: int, unit: str) -> None:
    found = made_up.archive(60, people=8, years=max(1, days // 365))
    wanted = dt.date(2026, 2, 24) - dt.timedelta(days=days)
    picture = found.meetings(since=wanted).timeline() if days < 365 else found.meetings().timeline()
    if len(found.meetings(since=wanted)) > 24 or days >= 365:
        assert f"By {unit}." in picture.text


def test_a_network_joins_who_met_with_their_areas() -> None:
    picture = archive().meetings().network()
    drawn = values(picture)
    assert {row["name"]: row["side"] for row in drawn if "name" in row} == {
        "Lê Hoài Trung": "Việt Nam", "Dmitry Medvedev": "Nga", "Gennady Zyuganov": "Nga", "Sergey Lavrov": "Nga",
        "Vladimir Putin": "Nga",
    }  # fmt: skip
    labels = [" ".join(row["text"]) for row in drawn if isinstance(row.get("text"), list) and "x" in row]
    assert "energy, nuclear energy + 12 more" in labels
    assert len({row["pair"] for row in drawn if "pair" in row}) == 4


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
    people = {row["id"] for row in values(picture) if "side" in row}
    assert len(people) == 24
    everybody = {id_ for pair in pairs for id_ in pair}
    assert f"not drawn: {len(everybody) - 24} people and {len(pairs) - len(drawn):,} pairs." in picture.text
    assert sorted(drawn.values(), reverse=True) == list(drawn.values())


def test_a_matrix_has_a_tile_for_every_act_of_every_speaker_in_every_area() -> None:
    counted = Counter(
        (area, speaker, one.act.id.en if one.act else "no verb")
        for one in archive().statements()
        for area in {mention.id for mention in one.areas}
        for speaker in one.speakers or ()
    )
    shown = Counter(row["text"] for row in values(archive().statements().matrix()) if "group" in row)
    assert shown == Counter(f"{act}{f' ×{count}' if count > 1 else ''}" for (*_, act), count in counted.items())


def test_a_matrix_of_many_counts_statements_in_the_widest_areas() -> None:
    picture = many().statements().matrix()
    drawn = [row for row in values(picture) if "area" in row and "group" in row]
    top = {one.id: one.parent or one.id for one in many().areas()}
    counted: Counter[tuple[str, str]] = Counter()
    speakers = Counter(speaker for one in many().statements() for _ in one.areas for speaker in one.speakers or ())
    own = [speaker for speaker, _ in sorted(speakers.items(), key=lambda item: (-item[1], item[0]))[:12]]
    for one in many().statements():
        for area in {top[mention.id] for mention in one.areas}:
            for speaker in one.speakers or ():
                counted[
                    area, many().store.label(speaker) if speaker in own else f"{len(speakers) - 12} others"
                ] += 1
    names = {f"{one.names.en} · {one.names.vi}": one.id for one in many().areas()}
    assert {(names[row["area"]], row["column"]): row["count"] for row in drawn} == counted


def test_statements_without_an_area_are_counted_not_hidden() -> None:
    silent = sum(not (one.areas and one.speakers) for one in archive().statements())
    assert (
        f"{silent} statements that name no area, or no speaker, are not drawn"
        in archive().statements().matrix().text
    )


def test_every_family_of_acts_is_of_one_group() -> None:
    assert sorted(family for families in GROUPS.values() for family in families) == sorted(Family)


def test_two_people_of_one_name_stay_two() -> None:
    found = records()
    people = tuple(
        one.model_copy(update={"names": m.Names(vi="Lê Hoài Trung")}) if one.id == "sergey-lavrov" else one
        for one in found.people
    )
    twins = archive_of(m.Records(**{**vars(found), "people": people}))
    names = {row["name"] for row in values(twins.meetings().network()) if "side" in row}
    assert {"Lê Hoài Trung (le-hoai-trung)", "Lê Hoài Trung (sergey-lavrov)"} <= names
    assert "Lê Hoài Trung (sergey-lavrov)" in said(twins.statements().matrix())


def test_an_overview_holds_all_three() -> None:
    text = said(archive().overview())
    for title in ("4 meetings, 24 Feb 2026", "Who met whom, 24 Feb 2026", "Who raised which area, 24 Feb 2026"):
        assert title in text


def test_pictures_say_their_title_and_their_sources() -> None:
    few = (archive().meetings().timeline(), archive().meetings().network(), archive().statements().matrix())
    for picture in few:
        assert picture.title in said(picture)
        for words in (PARTIES, LEADERS, "data 0.2.0"):
            assert words in picture.source
            assert words in said(picture).replace('", "', " ")
    assert re.search(r"400 articles \(\d+ \w+ \d{4} to \d+ \w+ \d{4}\) in", many().meetings().timeline().source)


# --- Offline, whole and the same every time --------------------------------------------------------


@pytest.mark.parametrize("font", FONTS, ids=lambda path: path.stem)
def test_the_fonts_have_every_letter_that_is_drawn(font: Path) -> None:
    letters = set("ăâđêôơưĂÂĐÊÔƠƯ áàảãạấầẩẫậắằẳẵặéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ")
    letters |= (
        {letter.upper() for letter in letters} | set("АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ".lower()) | set("“”–·×…‹›§")
    )
    letters |= set("Lê Hoài Trung, Владимир Путин, hợp tác biển")
    for one in archive().people():
        letters |= set("".join(filter(None, (one.names.vi, one.names.en, one.names.ru))))
    for area in archive().areas():
        letters |= set(f"{area.names.vi}{area.names.en}")
    assert {letter for letter in letters if ord(letter) not in TTFont(font).getBestCmap()} == set()


def test_an_svg_holds_every_label_whole_and_its_own_fonts() -> None:
    svg = archive().overview().svg()
    for label in ("Lê Hoài Trung", "Vladimir Putin", "maritime cooperation · hợp tác biển", "expressed readiness"):
        assert f">{label}<" in svg
    assert svg.count("@font-face") == 2
    assert not re.search(
        r"(href|src)=\"http|url\((?!data:)", svg.replace('xmlns:xlink="http://www.w3.org/1999/xlink"', "")
    )


def test_no_label_is_cut_by_the_edge() -> None:
    """What reaches over the edge makes the picture wider, so its outermost pixels are paper."""
    for picture in (archive().meetings().network(), archive().statements().matrix()):
        drawn = Image.open(io.BytesIO(picture.png())).convert("RGB")
        ink = ImageChops.difference(drawn, Image.new("RGB", drawn.size, "white")).getbbox()
        assert ink is not None
        assert 0 < ink[0] < ink[2] < drawn.width
        assert 0 < ink[1] < ink[3] < drawn.height


def test_what_is_shown_is_the_same_in_every_run() -> None:
    """Sets are walked in another order under another hash seed."""
    code = (
        "import hashlib, diplomacy_archive as da; from diplomacy_archive.show._page import page; "
        "from diplomacy_archive.store._counts import Lookup; a = da.load(); "
        "shown = [a.overview().svg(), page(Lookup(a.store)), *(one._repr_html_() for one in a.meetings())]; "
        "print(hashlib.sha256(a.overview().png() + ''.join(shown).encode()).hexdigest())"
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
    assert f"<desc>{escape(picture.text)}</desc>" in page
    assert sorted(path.name for path in tmp_path.iterdir()) == ["x.html", "x.json", "x.png", "x.svg"]


def test_another_ending_is_refused_with_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(FilterError, match=r"saved as \.png, \.svg, \.html, \.json; found 'x\.gif'"):
        archive().meetings().timeline().save(tmp_path / "x.gif")
    with pytest.raises(da.ArchiveError, match=r"cannot be written: no such file or directory"):
        archive().meetings().timeline().save(tmp_path / "none" / "x.json")


def test_a_notebook_keeps_the_picture_and_says_it_in_words() -> None:
    data, metadata = archive().meetings().timeline()._repr_mimebundle_()
    assert set(data) == {"image/png", "text/plain"}
    assert metadata["image/png"]["alt"].startswith(
        "4 meetings, 24 Feb 2026. The order within a day is no chronology."
    )


# --- Nothing to draw -------------------------------------------------------------------------------


def test_nothing_to_draw_is_said() -> None:
    with pytest.raises(FilterError, match="there is no meeting to draw"):
        archive().meetings(on="25/2").timeline()
    with pytest.raises(FilterError, match="there is no statement to draw"):
        archive().statements(act="proposed", speaker="Putin").matrix()
    with pytest.raises(FilterError, match="none of these statements names an area"):
        archive().statements(act="conveyed_message").matrix()


def test_one_day_without_a_date_is_drawn_apart() -> None:
    (report, *_) = records().reports
    undated = report.model_copy(
        update={"meeting": "no-date", "when": m.MeetingTime(date=None, part_of_day=None, printed="mới đây")}
    )
    found = archive_of(m.Records(**{**vars(records()), "reports": (*records().reports, undated)}))
    drawn = [row for row in values(found.meetings().timeline()) if "note" in row]
    assert [row["date"] for row in drawn if not row["dated"]] == ["no date stated"]


def test_what_is_not_installed_is_said_with_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.startswith("diplomacy_archive.show._charts")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.delattr("diplomacy_archive.show._charts")
    monkeypatch.setitem(sys.modules, "altair", None)
    with pytest.raises(ImportError, match=r"pip install '\.\[notebook\]'"):
        archive().meetings().timeline()
