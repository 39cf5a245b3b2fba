"""Two codings, and two states of the data, are compared; other schemes' codes stand beside ours."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from fixtures import GOOD

import diplomacy_archive as da
from diplomacy_archive.cli import main
from diplomacy_archive.errors import Origin, shown
from diplomacy_archive.files._agree import FIELDS, _alpha, _kappa
from diplomacy_archive.files._diff import changelog
from diplomacy_archive.files._format import format_folder
from diplomacy_archive.records import _models as m
from diplomacy_archive.records._vocabulary import Act, Basis

ARTICLE = GOOD / "articles" / "2031-05-07-harbour.yaml"
P2A = "2031-05-07-harbour/p2a"


def edited(path: Path, *edits: tuple[str, str], of: Path = ARTICLE) -> Path:
    """Write a data file of the good archive with some of its text replaced."""
    text = of.read_text("utf-8")
    for old, new in edits:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    path.write_text(text, "utf-8")
    return path


def line_of(words: str) -> int:
    """Return the last line of the good article's file that holds some words."""
    return max(at for at, line in enumerate(ARTICLE.read_text("utf-8").splitlines(), 1) if words in line)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return shutil.copytree(GOOD, tmp_path / "data")


# --- Two codings -----------------------------------------------------------------------------------


def test_a_coding_agrees_with_itself() -> None:
    found = da.agree(ARTICLE, ARTICLE)
    assert found.differences == ()
    assert {(one.same, one.value) for one in found.fields} <= {(1.0, 1.0), (1.0, None)}
    assert found.matched == {"reports": (1, 1, 1), "statements": (2, 2, 2)}


def test_a_difference_has_the_places_of_both(tmp_path: Path) -> None:
    other = edited(
        tmp_path / "b.yaml", ("{id: agreed,", "{id: wished,"), ("speakers: [ana-vega]", "speakers: null")
    )
    found = da.agree(ARTICLE, other)
    lines = [[place.line for place in one.places if place] for one in found.differences]
    assert lines == [[place, place] for place in map(line_of, ("speakers: [ana-vega]", "{id: agreed,", "basis: "))]
    assert [(one.field, *one.values) for one in found.differences] == [
        ("speakers", frozenset({"ana-vega"}), None),
        ("act", Act.AGREED, Act.WISHED),
        ("basis.speakers", Basis.STATED, Basis.OPEN),
    ]
    assert {one.places[1].path for one in found.differences if one.places[1]} == {str(other)}


def test_the_order_of_the_codings_makes_no_difference_to_the_measures(tmp_path: Path) -> None:
    other = edited(
        tmp_path / "b.yaml",
        ("{id: agreed,", "{id: wished,"),
        ("id: fisheries, printed: cảng", "id: x, printed: cảng"),
    )
    assert da.agree(ARTICLE, other).fields == da.agree(other, ARTICLE).fields


def test_records_are_matched_by_what_they_cite_and_not_by_their_letters(tmp_path: Path) -> None:
    other = edited(
        tmp_path / "b.yaml", ("id: p2a", "id: p2c"), ("id: p2b", "id: p2a"), ("id: 2031-05-07-harbour", "id: quay")
    )
    assert da.agree(ARTICLE, other).differences == ()


def test_a_record_that_one_coder_has_alone_is_a_difference(tmp_path: Path) -> None:
    other = tmp_path / "b.yaml"
    other.write_text(ARTICLE.read_text("utf-8").partition("  - id: p2b")[0], "utf-8")
    (found,) = da.agree(other, ARTICLE).differences
    assert (found.kind, found.field, found.values) == ("statements", "", (None, "2031-05-07-harbour/p2b"))
    assert found.places == (None, Origin(shown(ARTICLE), line_of("  - id: p2b"), 5))


def test_kappa_is_cohens() -> None:
    pairs = [("yes", "yes")] * 20 + [("yes", "no")] * 5 + [("no", "yes")] * 10 + [("no", "no")] * 15
    assert _kappa([*pairs], 0.7) == pytest.approx(0.4)


def test_alpha_is_krippendorffs() -> None:
    """The worked example of two observers and ten units in "Computing Krippendorff's alpha-reliability" (2011)."""
    ours, theirs = "0100000010", "1110010000"
    pairs = [(frozenset(one), frozenset(other)) for one, other in zip(ours, theirs, strict=True)]
    assert _alpha([*pairs]) == pytest.approx(0.095, abs=0.0005)


def test_every_list_of_an_article_is_compared() -> None:
    assert FIELDS.keys() == m.ArticleFile.model_fields.keys() - {"article"}


# --- Two states of the data ------------------------------------------------------------------------


def test_form_and_order_are_no_change(folder: Path) -> None:
    text = ARTICLE.read_text("utf-8")
    head, first, second = text.partition("  - id: p2a")[0], *text.partition("  - id: p2a")[2].split("  - id: p2b")
    swapped = f"{head}  - id: p2b{second}  - id: p2a{first}"
    (folder / "articles" / ARTICLE.name).write_text(swapped, "utf-8")
    format_folder(folder)
    assert da.diff(GOOD, folder) == ()


def test_a_built_archive_is_compared_with_its_data(folder: Path, tmp_path: Path) -> None:
    da.load(folder).save(tmp_path / "old.db")
    edited(folder / "articles" / ARTICLE.name, ("{id: agreed,", "{id: wished,"))
    (found,) = da.diff(tmp_path / "old.db", folder)
    assert str(found) == "statements 2031-05-07-harbour/p2b: act.id agreed → wished"
    assert da.diff(folder / "articles" / ARTICLE.name, ARTICLE)[0].new == "agreed"


def test_records_are_added_removed_and_renamed(folder: Path) -> None:
    edited(folder / "articles" / ARTICLE.name, ("id: p2a", "id: p2c"))
    edited(
        folder / "people.yaml", ("id: ana-vega", "id: somebody"), ("Ana Vega", "Lan Vega"), of=GOOD / "people.yaml"
    )
    found = [(one.what, one.id) for one in da.diff(GOOD, folder)]
    assert found == [("removed", "ana-vega"), ("added", "somebody"), ("renamed", "2031-05-07-harbour/p2c")]


def test_a_changelog_counts_lists_and_tells_errata(folder: Path) -> None:
    erratum = "errata: [{what: the speaker of p2b was wrong, since 1.0}]".replace("since 1", "since: 1")
    edits = (
        ("  byline: Lan Chi\n", f"  byline: Lan Chi\n  {erratum}\n"),
        ("speakers: [ana-vega]", "speakers: [tran-minh]"),
    )
    edited(folder / "articles" / ARTICLE.name, *edits)
    told = changelog(da.diff(GOOD, folder))
    assert "- statements: 1 changed\n  - 2031-05-07-harbour/p2b: speakers ana-vega → tran-minh" in told
    assert told.endswith("- errata:\n  - 2031-05-07-harbour: the speaker of p2b was wrong (since 1.0)\n")


def test_the_commands_tell_what_the_functions_find(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = edited(folder / "articles" / ARTICLE.name, ("{id: agreed,", "{id: wished,"))
    assert main(["diff", str(GOOD), str(folder)]) == 1
    assert main(["diff", str(GOOD), str(GOOD)]) == 0
    assert capsys.readouterr().out == (
        "statements 2031-05-07-harbour/p2b: act.id agreed → wished\n1 change\nno fact changed\n"
    )
    assert main(["diff", str(GOOD), str(folder), "--json"]) == 1
    assert json.loads(capsys.readouterr().out)[0]["new"] == "wished"
    assert main(["agree", str(ARTICLE), str(other)]) == 0
    assert "act                      same  50%   kappa 0.33" in capsys.readouterr().out
    assert main(["agree", str(ARTICLE), str(other), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["differences"][0]["values"] == ["agreed", "wished"]


# --- Other schemes' codes --------------------------------------------------------------------------


def test_the_codes_of_other_schemes_go_with_a_built_archive(tmp_path: Path) -> None:
    archive = da.load()
    archive.save(tmp_path / "archive.db")
    built = da.load(tmp_path / "archive.db")
    assert built.mappings == archive.mappings
    assert built.records() == archive.records()
    (cap,) = (scheme for scheme in built.mappings if scheme.id == "cap")
    assert (cap.code("oil-gas"), cap.code("maritime"), dict(cap.codes)["803"]) == (
        "803",
        None,
        "Natural Gas and Oil",
    )


def test_a_folder_of_article_files_is_read_with_the_registers_beside_it() -> None:
    assert da.agree(GOOD / "articles", GOOD).fields == da.agree(GOOD, GOOD).fields


def test_a_merged_meeting_is_written_in_the_files_of_both(tmp_path: Path) -> None:
    data = shutil.copytree(GOOD, tmp_path / "data")
    other = (ARTICLE.read_text("utf-8").replace("2031-05-07-harbour", "2031-05-07-other")
             .replace("4f2d6506", "4f2d6507").replace("2031-05-06-vega", "2031-05-06-vega-talks"))  # fmt: skip
    (data / "articles" / "2031-05-07-other.yaml").write_text(other, "utf-8")
    same = (
        "merges:\n  - {of: meetings, ids: [2031-05-06-vega, 2031-05-06-vega-talks], decision: same, by: x, "
        '"on": 2031-06-01, why: both were read}\n'
    )
    (data / "merges.yaml").write_text(same, "utf-8")
    (meeting,) = da.load(data).meetings()
    assert [Path(at.path).name for at in da.load(data).origins(meeting)] == [ARTICLE.name, "2031-05-07-other.yaml"]
