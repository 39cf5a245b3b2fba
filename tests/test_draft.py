"""Claims about drafting: what made-up articles are drafted as, and where the draft is written."""

from __future__ import annotations

import json
import os
import shutil
import sys
import unicodedata
from collections import Counter
from pathlib import Path
from typing import Any, Literal

import babel
import pytest
from drafts import ARCHIVE, FOLDER, NAMES, completed, drafted, met, quotes, registers, reports, text_of, values
from hypothesis import given
from hypothesis import strategies as st

from diplomacy_archive._text import count_words, parse_text
from diplomacy_archive.cli import main
from diplomacy_archive.draft._bodies import new_parties
from diplomacy_archive.draft._countries import CLDR
from diplomacy_archive.draft._draft import draft, draft_file
from diplomacy_archive.draft._lexicon import table
from diplomacy_archive.errors import FileError
from diplomacy_archive.files._loader import Sources, check_folder
from diplomacy_archive.files._texts import TextFile, verify

# --- The made-up articles --------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_each_draft_passes_verify_against_its_text(name: str, tmp_path: Path) -> None:
    text = text_of(name)
    made = drafted(text)
    sources = Sources(completed(made, tmp_path / "data", (text.stamp or "")[:7]))
    assert {problem.code for problem in sources.problems()} <= {"D10", "D09", "E05", "E06"}
    found = verify(sources.records, [TextFile("the text", text, True, "UTF-8")])
    asked = {"T07"} if "side: null" in made.text else set()  # what is answered for the test is in no text
    assert {finding.code for finding in found.findings} <= asked
    assert found.problems == ()
    assert found.articles[0].quotes == found.articles[0].proven > 0


@pytest.mark.parametrize("name", NAMES)
def test_each_record_of_a_draft_has_a_quote_and_asks(name: str) -> None:
    found = drafted(text_of(name))
    lists = {key: value for key, value in values(found).items() if key != "article"}
    records = [record for value in lists.values() for record in value]
    assert all(record["quotes"] for record in records)
    lines = found.text.splitlines()
    starts = [number for number, line in enumerate(lines) if line.startswith("  - ")]
    assert len(starts) == len(records)
    assert all(lines[number - 1].startswith("  # ? ") for number in starts)


# --- Any text --------------------------------------------------------------------------------------

PARAGRAPHS = [paragraph for name in NAMES for paragraph in text_of(name).paragraphs]
MIXED = st.lists(st.sampled_from(PARAGRAPHS), min_size=1, max_size=5).map("\n\n".join)


def in_order(text: str, places: tuple[int, int]) -> str:
    first, last = sorted(place % (len(text) + 1) for place in places)
    return text[first:last]


CUT = st.builds(in_order, MIXED, st.tuples(st.integers(0, 5000), st.integers(0, 5000)))
SHUFFLED = st.lists(
    st.sampled_from(sorted({word for paragraph in PARAGRAPHS for word in paragraph.split(" ")})), max_size=40
).map(" ".join)


FORMS: tuple[Literal["NFC", "NFD"], ...] = ("NFC", "NFD")


@given(st.one_of(MIXED, CUT, SHUFFLED, st.text()), st.sampled_from(FORMS), st.booleans())
def test_whatever_the_text_each_quote_is_provable(raw: str, form: Literal["NFC", "NFD"], stamped: bool) -> None:
    text = parse_text(("date 2031-05-06 " if stamped else "") + unicodedata.normalize(form, raw))
    if not text.paragraphs:
        with pytest.raises(FileError, match="no words"):
            draft(text, registers())
        return
    found = values(draft(text, registers()))
    for quote in quotes(found):
        place, phrase = quote.split(": ", 1)
        number, _, occurrence = place.partition("#")
        paragraph = text.paragraph(int(number))
        assert paragraph.count(phrase) >= int(occurrence or 1)
        assert count_words(phrase) <= 15
    fingerprint = found["article"]["fingerprints"][0]
    assert (int(fingerprint["paragraphs"]), fingerprint["sha256"]) == (len(text.paragraphs), text.fingerprint)


# --- What the archive has --------------------------------------------------------------------------

TEXT = (
    "date 2031-05-07 Ngày 6/5, Bộ trưởng Ngoại giao Đỗ Hải Nam hội đàm với Ngoại trưởng Lào Somchit Phanthavong."
    "\n\nÔng Somchit Phanthavong mời ông Đỗ Hải Nam thăm Lào."
)
RETOLD = "date 2031-05-08 Chiều 6/5, tại Viêng Chăn, Ngoại trưởng Lào Somchit Phanthavong gặp Bộ trưởng Đỗ Hải Nam."


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ARCHIVE, tmp_path / "data"))


@pytest.fixture
def text(tmp_path: Path) -> Path:
    path = tmp_path / "any name.txt"
    path.write_text(TEXT, "utf-8")
    return path


@pytest.fixture
def recorded(tmp_path: Path) -> Path:
    """A folder that has the article of `TEXT`."""
    return completed(drafted(TEXT), tmp_path / "recorded")


def test_a_text_that_the_archive_has_is_recognised_by_its_words(recorded: Path, text: Path) -> None:
    before = sorted(recorded.rglob("*"))
    text.write_text(unicodedata.normalize("NFD", TEXT).replace(" hội", "\n hội"), "utf-8")
    with pytest.raises(FileError, match="has this text already, as 2031-05-07-phanthavong"):
        draft_file(text, recorded)
    assert sorted(recorded.rglob("*")) == before


def test_a_near_copy_is_told(recorded: Path, text: Path) -> None:
    text.write_text(TEXT + " Hết.", "utf-8")
    _, found = draft_file(text, recorded)
    assert any("almost the text of 2031-05-07-phanthavong" in remark for remark in found.remarks)


def test_a_meeting_that_is_recorded_is_told_and_keeps_its_id(recorded: Path, text: Path) -> None:
    text.write_text(RETOLD, "utf-8")
    path, found = draft_file(text, recorded)
    told = "2031-05-06-phanthavong is recorded already, from 2031-05-07-phanthavong"
    assert found.remarks == (f"{told}; the draft reports the same meeting",)
    assert values(found)["reports"][0]["meeting"] == "2031-05-06-phanthavong"
    assert path.stem not in {"2031-05-07-phanthavong", "2031-05-06-phanthavong"}


def test_a_meeting_of_the_same_people_without_a_day_is_asked_about(recorded: Path, text: Path) -> None:
    text.write_text(RETOLD.removeprefix("date 2031-05-08 Chiều 6/5, "), "utf-8")
    assert draft_file(text, recorded)[1].remarks == (
        "2031-05-06-phanthavong is recorded already, of the same people; is it the same meeting?",
    )


def test_identities_of_the_registers_are_used_and_not_proposed_again() -> None:
    found = drafted(TEXT)
    assert "# ---" not in found.text
    assert met(TEXT) == [("do-hai-nam", "somchit-phanthavong")]


def test_what_the_registers_lack_is_proposed_for_each_with_its_words() -> None:
    found = drafted(
        "date 2031-05-07 Ngày 6/5, tại Lima, Bộ trưởng Đỗ Hải Nam hội đàm với Ngoại trưởng Peru Rosa Quispe.\n\n"
        "Bà Rosa Quispe đề nghị hợp tác du lịch.\n\n"
        "Ông Đỗ Hải Nam tại cuộc hội đàm. Ảnh: VOV"
    ).text
    for register, id_ in (
        ("people", "rosa-quispe"),
        ("countries", "PE"),
        ("places", "lima"),
        ("organisations", "vov"),
    ):
        assert f"#   - id: {id_}" in found.partition(f"# --- {register}.yaml")[2].partition("# ---")[0]
    assert "#   # ? 1: Ngoại trưởng Peru Rosa Quispe\n#   - id: rosa-quispe" in found


@pytest.mark.parametrize(
    "words",
    [
        "lãnh đạo Đảng, Nhà nước", "Đảng và Nhà nước", "Trung ương Đảng Nhà nước", "Đại hội Đảng lần thứ hai",
        "Bí thư Đảng ủy", "Đảng Ủy", "Đảng bộ", "Đảng Bộ Ngoại giao", "hai Đảng", "Đảng ta", "Đảng Lào",
        "Chủ tịch Đảng Trần Văn Bình", "Chủ tịch Đảng Tập Cận Bình", "Đảng Pavel Sedov", "Đảng Sen Vàng",
        "Chủ tịch Đảng Công lý và Phát triển", "Chủ tịch Đảng Dân chủ Kem Rada Sok", "Đảng Tiến bộ (TB) Lào",
        "Đảng Nhân dân", "Chủ tịch Đảng Sen vàng", "Chủ tịch Đảng Dân chủ Kem Sok. Ông Kem Sok cảm ơn",
        "Chủ tịch Đảng Dân chủ Sen Nhài. Bà Sen Nhài cảm ơn", "Chủ tịch Đảng Dân chủ Tập Cận Bình",
    ],
)  # fmt: skip
def test_a_party_whose_name_is_not_plain_is_not_proposed(words: str) -> None:
    known = {"Đảng Nhân dân Nước An"}  # of which "Đảng Nhân dân" may be short
    assert list(new_parties([f"Ông Đỗ Hải Nam nói về {words}."], known)) == []


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Chủ tịch Đảng Dân chủ tự do Nhật Bản Mori Kenta", "Đảng Dân chủ tự do Nhật Bản"),
        ("Đảng Lao động Peru Rosa Quispe", "Đảng Lao động Peru"),
        ("Chủ tịch Đảng Hoa Sen Nước An Krit Balang. Ông Balang nói", "Đảng Hoa Sen Nước An"),
        ("Chủ tịch Đảng Sen Vàng, ông Krit Balang", "Đảng Sen Vàng"),
        ("Đảng Thống nhất Lào thống nhất với hai Đảng", "Đảng Thống nhất Lào"),
    ],
)
def test_a_party_s_name_ends_before_its_leader_s(words: str, name: str) -> None:
    assert [one.name for one in new_parties([f"Ngày 6/5, {words}."], ())] == [name]


def test_a_party_that_names_no_country_is_nobody_s_side() -> None:
    told = "date 2031-05-07 Ngày 6/5, Bộ trưởng Đỗ Hải Nam gặp Chủ tịch Đảng Sen Vàng, ông Krit Balang."
    leader = reports(told)[0]["participants"][1]
    assert (leader["side"], leader["capacities"][0]["of"]) == (None, "dang-sen-vang")


@pytest.mark.parametrize(("title", "role"), [("Chủ tịch", "party_chair"), ("Trưởng Ban Đối ngoại", "head")])
def test_only_who_chairs_a_party_is_its_chair(title: str, role: str) -> None:
    told = f"date 2031-05-07 Ngày 6/5, Bộ trưởng Đỗ Hải Nam gặp {title} Đảng Tiến bộ Lào Khamla Onesy."
    capacities = [{"printed": f"{title} Đảng Tiến bộ Lào", "role": role, "of": "dang-tien-bo-lao"}]
    assert reports(told)[0]["participants"][1]["capacities"] == capacities


def test_who_is_described_by_a_party_s_office_is_met() -> None:
    told = "date 2031-05-07 Ngày 6/5, Bộ trưởng Đỗ Hải Nam tiếp Chủ tịch Đảng Tiến bộ Lào."
    assert met(told) == [("do-hai-nam", "Chủ tịch Đảng Tiến bộ Lào")]


# --- Where it is written ---------------------------------------------------------------------------


def test_the_draft_is_the_article_s_file(data: Path, text: Path) -> None:
    path, found = draft_file(text, data)
    assert path == data / "articles" / "2031-05-07-phanthavong.yaml"
    assert path.read_text("utf-8") == found.text
    assert [one.name for one in path.parent.iterdir()] == [path.name]


def test_nothing_is_overwritten(data: Path, text: Path) -> None:
    path = data / "articles" / "2031-05-07-phanthavong.yaml"
    path.parent.mkdir()
    path.write_text("# mine\n", "utf-8")
    with pytest.raises(FileError, match="exists already; nothing is overwritten"):
        draft_file(text, data)
    assert path.read_text("utf-8") == "# mine\n"
    assert [one.name for one in path.parent.iterdir()] == [path.name]


@pytest.mark.parametrize("dangling", [False, True])
def test_no_link_leads_a_draft_out_of_the_folder(data: Path, text: Path, dangling: bool) -> None:
    elsewhere = data.parent / "elsewhere"
    if not dangling:
        elsewhere.mkdir()
    (data / "articles").symlink_to(elsewhere)
    with pytest.raises(FileError):
        draft_file(text, data)
    assert not elsewhere.exists() or list(elsewhere.iterdir()) == []


def test_a_link_in_the_draft_s_place_is_not_written_through(data: Path, text: Path) -> None:
    (data / "articles").mkdir()
    (data / "articles" / "2031-05-07-phanthavong.yaml").symlink_to(data.parent / "elsewhere.yaml")
    with pytest.raises(FileError):
        draft_file(text, data)
    assert not (data.parent / "elsewhere.yaml").exists()


def test_no_id_leads_out_of_the_folder(data: Path, text: Path) -> None:
    text.write_text("../../../../etc/passwd nói rằng .. không có gì", "utf-8")
    path, _ = draft_file(text, data)
    assert path.parent == data / "articles"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a process is killed in a fork of this one")
def test_a_kill_at_any_moment_leaves_no_draft_or_a_whole_one(data: Path, text: Path) -> None:
    whole = drafted(TEXT).text
    path = data / "articles" / "2031-05-07-phanthavong.yaml"
    outcomes = []
    for moment in range(100):
        child = os.fork()
        if not child:
            _die_at(moment, data)
            draft_file(text, data)
            os._exit(0)
        killed = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) != 0
        outcomes.append(path.exists())
        assert not path.exists() or path.read_text("utf-8") == whole
        assert path.exists() or check_folder(data) == []  # what is left behind is no data file
        shutil.rmtree(data / "articles", ignore_errors=True)
        if not killed:
            break
    assert outcomes[0] is False
    assert outcomes[-1] is True
    assert len(outcomes) > 5


def _die_at(moment: int, folder: Path) -> None:
    """Let this process die when it touches the folder once more than the moment's number."""
    touched = 0

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        nonlocal touched
        if event.startswith(("open", "os.", "tempfile")) and any(str(folder) in str(one) for one in arguments):
            touched += 1
            if touched > moment:
                os._exit(1)

    sys.addaudithook(hook)


@pytest.mark.parametrize(
    ("content", "message"),
    [(b"", "no words"), (b"date 2031-05-06", "no words"), (b"\x81\x8d\x8f", "encoding"), (None, "does not exist")],
)
def test_what_cannot_be_drafted_is_said_in_a_sentence(
    data: Path, text: Path, content: bytes | None, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    if content is None:
        text.unlink()
    else:
        text.write_bytes(content)
    assert main(["draft", str(text), "--data", str(data)]) == 1
    shown = capsys.readouterr().err
    assert message in shown
    assert "Traceback" not in shown


def test_a_folder_of_texts_is_not_drafted(data: Path, text: Path) -> None:
    with pytest.raises(FileError, match="one text at a time"):
        draft_file(text.parent, data)


# --- The command -----------------------------------------------------------------------------------


def test_the_command_says_what_it_wrote_and_what_to_do(
    data: Path, text: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["draft", str(text), "--data", str(data)]) == 0
    path = data / "articles" / "2031-05-07-phanthavong.yaml"
    proposed = "1 report"
    told = f"wrote {path}: proposes {proposed}; confirm each `# ?`, then run check and verify\n"
    assert capsys.readouterr().out == told


def test_the_command_gives_json(recorded: Path, text: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text.write_text(RETOLD, "utf-8")
    assert main(["draft", str(text), "--data", str(recorded), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert Path(found["written"]).stem == found["id"]
    assert found["counts"]["reports"] == 1
    assert "recorded already" in found["remarks"][0]


# --- The words that the rules know -----------------------------------------------------------------


def test_the_countries_are_named_as_the_unicode_cldr_names_them() -> None:
    vi, en = (babel.Locale(language).territories for language in ("vi", "en"))
    codes = {code for code in map(str, vi) if len(code) == 2 and code.isalpha()}
    assert CLDR.items() <= {code: (vi[code], en[code]) for code in codes}.items()
    assert len(CLDR) == 249  # ISO 3166-1


def test_each_word_of_the_lexicon_is_listed_once() -> None:
    words = table("lexicon")
    for section in ("cities", "outlets", "groups"):
        listed = [word for found in words[section].values() for word in dict.fromkeys(found)]
        assert [word for word, count in Counter(listed).items() if count > 1] == []


# --- What is not proposed --------------------------------------------------------------------------


def test_a_planned_meeting_is_never_proposed_as_held() -> None:
    held = [one for one in reports((FOLDER / "planned.txt").read_text("utf-8")) if "status" not in one]
    assert [one["meeting"] for one in held] == ["2031-04-01-onesy"]


def test_a_text_without_a_meeting_gives_the_article_alone() -> None:
    found = drafted("Trời Hà Nội hôm nay nhiều mây, không mưa.")
    assert found.counts == {"reports": 0, "mentions": 0}
    assert list(values(found)) == ["article"]
