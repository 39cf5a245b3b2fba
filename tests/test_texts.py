"""Texts are recognised whatever their files are called, and each difference is told once, where it is."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from fixtures import GOOD

import diplomacy_archive as da
from diplomacy_archive._text import parse_text, tones_first
from diplomacy_archive.cli import main

HARBOUR = (GOOD / "harbour.txt").read_text("utf-8")
ID = "2031-05-07-harbour"


@pytest.fixture
def archive() -> da.Archive:
    return da.load(GOOD)


def written(folder: Path, *texts: str) -> list[Path]:
    paths = [folder / f"{place}.txt" for place in range(len(texts))]
    for path, text in zip(paths, texts, strict=True):
        path.write_text(text, "utf-8")
    return paths


def codes(archive: da.Archive, paths: list[Path] | Path) -> list[str]:
    return [problem.code for problem in archive.verify(paths)[1]]


def test_a_folder_of_other_texts_proves_nothing_and_says_so(archive: da.Archive, tmp_path: Path) -> None:
    written(tmp_path, "Mưa rào ở miền núi.\n")
    (problem,) = archive.verify(tmp_path)[1]
    assert problem.code == "T06"
    text = parse_text("Mưa rào ở miền núi.\n")
    assert problem.message.endswith(f"its fingerprint is {{paragraphs: 1, sha256: {text.fingerprint}}}")


def test_another_text_beside_the_articles_is_no_problem(archive: da.Archive, tmp_path: Path) -> None:
    written(tmp_path, HARBOUR, "Mưa rào ở miền núi.\n")
    proof, problems = archive.verify(tmp_path)
    assert problems == []
    assert [Path(path).name for path in proof.unknown] == ["1.txt"]


def test_a_few_words_of_an_article_do_not_make_a_text_its_own(tmp_path: Path) -> None:
    data = shutil.copytree(GOOD, tmp_path / "data")
    file = data / "articles" / f"{ID}.yaml"
    short = (
        file.read_text("utf-8").replace("2: hợp tác nghề cá", "2: nghề cá").replace("2: mở thêm cảng", "2: cảng")
    )
    file.write_text(short, "utf-8")
    (path,) = written(tmp_path, "Ngư dân nói về nghề cá và cảng cá.\n")
    assert codes(da.load(data), path) == ["T06"]


def test_of_two_texts_of_an_article_the_same_one_proves_it_in_any_order(tmp_path: Path) -> None:
    corrected = HARBOUR.replace("chiều 6/5", "sáng 6/5")
    data = shutil.copytree(GOOD, tmp_path / "data")
    file = data / "articles" / f"{ID}.yaml"
    own = file.read_text("utf-8")
    later = f", {{paragraphs: 3, sha256: {parse_text(corrected).fingerprint}}}]"
    file.write_text(own.replace("c8}]", f"c8}}{later}"), "utf-8")
    archive, paths = da.load(data), written(tmp_path, HARBOUR, corrected)
    proofs = [archive.verify(order) for order in (paths, paths[::-1])]
    for proof, problems in proofs:
        assert [one.code for one in problems] == ["T04", "T01"]  # the correction takes a quote and a time away
        assert [(Path(path).name, article) for path, article in proof.further] == [("0.txt", ID)]


def test_a_near_copy_beside_the_text_is_another_text_of_the_article(archive: da.Archive, tmp_path: Path) -> None:
    proof, problems = archive.verify(written(tmp_path, HARBOUR.replace("thêm cảng", "nhiều cảng"), HARBOUR))
    assert problems == []
    assert [(Path(path).name, article) for path, article in proof.further] == [("0.txt", ID)]
    assert proof.unknown == ()


def test_a_paragraph_too_many_is_told_and_the_quotes_are_proven_beside_it(
    archive: da.Archive, tmp_path: Path
) -> None:
    first, *rest = HARBOUR.split("\n\n")
    (path,) = written(tmp_path, "\n\n".join([first, "Mời xem thêm.", *rest]))
    proof, (problem,) = archive.verify(path)
    assert "its paragraph 2 is none of the article's" in problem.message
    assert [one.proven == one.quotes for one in proof.articles] == [True]


def test_another_tone_spelling_is_told_once_and_nobody_is_taken_to_be_unnamed(tmp_path: Path) -> None:
    data = shutil.copytree(GOOD, tmp_path / "data")
    replaced = {"Ana Vega": "Hoà Thuỳ", "Bà Vega": "Bà Thuỳ", "nghề cá": "hoà bình", "cảng cá": "khoẻ mạnh"}
    text, people, article = HARBOUR, data / "people.yaml", data / "articles" / f"{ID}.yaml"
    recorded = article.read_text("utf-8")
    for old, new in replaced.items():
        text, recorded = text.replace(old, new), recorded.replace(old, tones_first(new))
    fingerprint = parse_text(text).fingerprint
    article.write_text(re.sub("sha256: [0-9a-f]+", f"sha256: {fingerprint}", recorded), "utf-8")
    people.write_text(people.read_text("utf-8").replace("Ana Vega", "Hòa Thùy"), "utf-8")
    areas = data / "areas.yaml"
    areas.write_text(
        areas.read_text("utf-8").replace("nghề cá", "hòa bình").replace("cảng cá", "khỏe mạnh"), "utf-8"
    )
    (path,) = written(tmp_path, text)
    problems = da.load(data).verify(path)[1]
    assert [problem.message for problem in problems] == [
        "'hợp tác hòa bình' is printed 'hợp tác hoà bình' in paragraph 2; write it so",
        "'mở thêm khỏe mạnh' is printed 'mở thêm khoẻ mạnh' in paragraph 2; write it so",
    ]


def test_the_nearest_words_are_those_of_the_cited_paragraph(archive: da.Archive, tmp_path: Path) -> None:
    edited = HARBOUR.replace("hợp tác nghề cá", "hợp tác nghề muối").replace(
        "tại Cảng", "hợp tác nghề cáx tại Cảng"
    )
    (path,) = written(tmp_path, edited)
    messages = [one.message for one in archive.verify(path)[1] if one.code == "T01"]
    assert messages == ["'hợp tác nghề cá' is not in the text; the nearest is 'hợp tác nghề muối' in paragraph 2"]


def test_quotes_are_proven_though_the_article_itself_could_not_be_read(tmp_path: Path) -> None:
    data = shutil.copytree(GOOD, tmp_path / "data")
    file = data / "articles" / f"{ID}.yaml"
    told = file.read_text("utf-8").replace("  published:", "  position: {right: bên phải}\n  published:")
    file.write_text(told, "utf-8")
    assert main(["verify", str(GOOD / "harbour.txt"), "--data", str(data)]) == 1


def test_a_register_entry_whose_articles_are_not_at_hand_may_stand_there(tmp_path: Path) -> None:
    data = shutil.copytree(GOOD, tmp_path / "data")
    people = data / "people.yaml"
    people.write_text(people.read_text("utf-8") + "  - id: elsewhere\n    names: {vi: Phan Xa}\n", "utf-8")
    assert codes(da.load(data), GOOD / "harbour.txt") == []


def test_the_side_of_the_own_officials_goes_without_saying(tmp_path: Path) -> None:
    data = shutil.copytree(GOOD, tmp_path / "data")
    file = data / "articles" / f"{ID}.yaml"
    told = file.read_text("utf-8")
    assert ", participants.side: paragraph 2 names both countries" in told
    file.write_text(told.replace(", participants.side: paragraph 2 names both countries", ""), "utf-8")
    assert codes(da.load(data), GOOD / "harbour.txt") == ["T07", "T07"]
    about = data / "archive.yaml"
    about.write_text(about.read_text("utf-8") + "  home: XA\n", "utf-8")
    (problem,) = da.load(data).verify(GOOD / "harbour.txt")[1]
    assert problem.message.startswith("'XB' is not named")
