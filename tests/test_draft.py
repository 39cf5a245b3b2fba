"""Claims about drafting: what is read by rules, what an assistant's answer must prove, what is accepted.

The made-up articles stand in `drafts`, their words ours and their people invented, with what they tell of meetings,
and an assistant's answers to one of them; `drafts/archive` holds the registers that the drafts know.
"""

from __future__ import annotations

import copy
import json
import shutil
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, Literal

import babel
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

import diplomacy_archive as da
from diplomacy_archive._text import Text, count_words, parse_text
from diplomacy_archive.cli import main
from diplomacy_archive.draft import _mentions
from diplomacy_archive.draft._answer import schema
from diplomacy_archive.draft._draft import accept, draft, draft_from, draft_with, prompt_for, write_draft
from diplomacy_archive.draft._mentions import LEXICON, find_countries
from diplomacy_archive.draft._records import Drafted
from diplomacy_archive.draft._rules import Answer, answer_of, understand
from diplomacy_archive.errors import FileError
from diplomacy_archive.files._format import long_values
from diplomacy_archive.files._loader import Sources, check_folder
from diplomacy_archive.files._reader import read_text
from diplomacy_archive.records import _models as m

FOLDER = Path(__file__).parent / "drafts"
ARCHIVE = FOLDER / "archive"
GOLD, REAL, CASES = (
    yaml.safe_load((FOLDER / f"{name}.yaml").read_text("utf-8")) for name in ("gold", "real-kinds", "answers")
)
TALKS, GOOD = (
    CASES["text"],
    CASES["good"],
)  # a text that holds an instruction; what a careful assistant answers to it


@cache
def registers() -> m.Records:
    return Sources(ARCHIVE).records


def text_of(name: str) -> Text:
    return parse_text((FOLDER / f"{name}.txt").read_text("utf-8"))


def drafted(text: str) -> Drafted:
    return draft(parse_text(text), registers())


def answered(text: str | Text) -> Answer:
    return answer_of(understand(parse_text(text) if isinstance(text, str) else text, registers()))


def values(found: Drafted) -> Any:
    """Return a draft's values, in the long form."""
    assert read_text(found.text, found.id).problems == []
    return long_values(found.text, "articles")


def quotes(value: Any) -> Iterator[str]:
    for key, inner in (
        value.items() if isinstance(value, dict) else enumerate(value if isinstance(value, list) else ())
    ):
        yield from inner if key == "quotes" else quotes(inner)


# --- By the rules ----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", GOLD)
def test_each_made_up_article_is_read_as_was_reviewed(name: str) -> None:
    meetings = [
        {
            "people": [*row["people"], *row["accompanying"]],
            "date": row["date"] or row["when"],
            "kind": row["kind"],
            "status": row["status"],
            "place": row["place"],
        }
        for row in answered(text_of(name))["meetings"]
    ]
    wanted = [
        {**one, "status": one.get("status", "held"), "people": [each.strip("‹›") for each in one["people"]]}
        for one in GOLD[name]["meetings"]
    ]
    for one, row in zip(wanted, meetings, strict=True):
        leaves_open = one["date"] is None or len(str(one["date"])) < len("2031-05-06")
        row["date"] = one["date"] if leaves_open else row["date"]
        assert row == {**one, "date": one["date"] and str(one["date"])}


@pytest.mark.parametrize("text", REAL)
def test_meetings_of_kinds_that_real_articles_have_are_read(text: str) -> None:
    rows = answered(f"date 2031-05-07 {text}")["meetings"]
    who = [", ".join((*row["people"], *row["accompanying"])) for row in rows]
    told = [" ".join(str(row[field]) for field in ("when", "date", "kind", "status")) for row in rows]
    assert list(map(": ".join, zip(who, told, strict=True))) == REAL[text]


@pytest.mark.parametrize(("title", "name", "side"), CASES["titles"])
def test_a_name_is_told_from_its_title_and_the_title_s_country(title: str, name: str, side: str) -> None:
    people = answered(f"date 2031-05-07 Ngày 6/5, Thủ tướng Đỗ An tiếp {title} {name}.")["people"]
    assert {one["name"]: one["side"] for one in people} == {"Đỗ An": "VN", name: side}


def test_a_bare_title_that_two_bear_is_the_archive_s_own_side_s() -> None:
    text = (
        "date 2031-05-07 Thủ tướng Đỗ An điện đàm với Thủ tướng kiêm Bộ trưởng Ngoại giao Qatar Khalid Nasser.\n\n"
        "Thủ tướng đánh giá cao Qatar."
    )
    assert [row["speakers"] for row in answered(text)["statements"]] == [["Đỗ An"]]


def test_a_statement_is_a_quoted_stub_with_a_speaker_only_where_a_name_is_the_subject() -> None:
    found = [(row["speakers"], row["act"]) for row in answered(text_of("speech"))["statements"]]
    assert found[:2] == [(["Đỗ Hải Nam"], "praised"), (["Mori Kenta"], "affirmed")]
    assert (None, None) in found  # "Hai bên nhất trí …" names nobody


PARAGRAPHS = [paragraph for name in GOLD for paragraph in text_of(name).paragraphs]
MIXED = st.lists(st.sampled_from(PARAGRAPHS), min_size=1, max_size=5).map("\n\n".join)
CUT = st.builds(lambda text, start, end: text[start:end], MIXED, st.integers(0, 400), st.integers(400, 5000))
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
    for quote in quotes(values(draft(text, registers()))):
        place, phrase = quote.split(": ", 1)
        number, _, occurrence = place.partition("#")
        assert text.paragraph(int(number)).count(phrase) >= int(occurrence or 1)
        assert count_words(phrase) <= 15


def test_another_language_is_recognised_and_said() -> None:
    made = drafted("The minister met the ambassador of Laos on Tuesday, and they spoke of the fish in the sea.")
    assert "not in Vietnamese (en)" in made.remarks[0]
    assert made.counts["reports"] == 0


def test_a_text_without_blank_lines_is_told() -> None:
    assert "blank lines" in drafted("Bộ trưởng Đỗ Hải Nam đã nói về nghề cá của Việt Nam. " * 40).remarks[0]


# --- What the archive has --------------------------------------------------------------------------


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ARCHIVE, tmp_path / "data"))


@pytest.fixture
def text(tmp_path: Path) -> Path:
    path = tmp_path / "any name.txt"
    path.write_text(TALKS, "utf-8")
    return path


def recorded(data: Path, text: Path) -> da.Archive:
    """Accept the draft of the good answer, and load the archive."""
    made = draft_from(parse_text(TALKS), registers(), json.dumps(GOOD))
    assert accept(write_draft(made, data, text), data) == []
    return da.load(data, texts=text)


def test_a_text_that_the_archive_has_is_recognised_and_a_near_one_told(data: Path, text: Path) -> None:
    with recorded(data, text):
        pass
    text.write_text(unicodedata.normalize("NFD", TALKS).replace(" hội", "\n hội"), "utf-8")
    assert main(["draft", str(text), "--data", str(data)]) == 1
    text.write_text(TALKS.removeprefix("date 2031-05-07 ") + " Hết.", "utf-8")
    assert main(["draft", str(text), "--data", str(data)]) == 0  # undated, beside an article of the same meeting
    assert [path.stem for path in (data / "drafts").iterdir()] == ["undated-phanthavong-2"]


def test_a_meeting_that_is_recorded_keeps_its_id(data: Path, text: Path) -> None:
    with recorded(data, text) as archive:
        assert [one.id for one in archive.meetings()] == ["2031-05-06-phanthavong"]
    text.write_text(
        "date 2031-05-08 Chiều 6/5, tại Viêng Chăn, Ngoại trưởng Lào Somchit Phanthavong gặp Bộ trưởng Đỗ Hải Nam.",
        "utf-8",
    )
    assert main(["draft", str(text), "--data", str(data)]) == 0
    (path,) = (data / "drafts").iterdir()
    assert "meeting: 2031-05-06-phanthavong" in path.read_text("utf-8")


# --- By an assistant -------------------------------------------------------------------------------


def test_the_schema_is_flat_and_everything_in_it_required_and_nullable() -> None:
    whole = json.dumps(schema())
    assert not {"$ref", "anyOf", "oneOf", "$defs"} & set(whole.split('"'))

    def held(found: dict[str, Any]) -> None:
        if "properties" in found:
            assert found["additionalProperties"] is False
            assert found["required"] == list(found["properties"])
            for inner in found["properties"].values():
                assert "null" in inner["type"]
                held(inner.get("items", {}))

    held(schema())


def test_the_prompt_holds_rules_names_and_paragraphs_in_thirty_kilobytes() -> None:
    prompt = prompt_for(parse_text(TALKS), registers())
    assert len(prompt.encode()) < 30_000
    assert "do-hai-nam: Đỗ Hải Nam" in prompt
    assert "[2] Ông Somchit Phanthavong đề xuất" in prompt
    assert "Published: 2031-05-07" in prompt


def of(answer: object) -> Any:
    made = draft_from(parse_text(TALKS), registers(), answer if isinstance(answer, str) else json.dumps(answer))
    return values(made), made


def changed(path: str, value: object) -> Any:
    """Return the good answer with one value changed: `meetings.0.date`."""
    answer = copy.deepcopy(GOOD)
    *steps, last = [int(step) if step.isdigit() else step for step in path.split(".")]
    inner: Any = answer
    for step in steps:
        inner = inner[step]
    inner[last] = value
    return answer


def test_a_careful_answer_becomes_the_article_s_file_without_a_question(data: Path, text: Path) -> None:
    found, made = of(GOOD)
    assert made.remarks == ()
    assert made.text.count("# ?") == 2  # the address, and the registers' new entries
    assert [one["meeting"] for one in found["reports"]] == ["2031-05-06-phanthavong", "2031-05-08-quispe"]
    with recorded(data, text) as archive:
        assert archive.verify(text)[1] == []
        (statement,) = archive.statements(area="nghề cá")
        assert statement.speakers == ("somchit-phanthavong",)
    assert check_folder(data) == []


@pytest.mark.parametrize(("path", "value", "why"), CASES["refused"])
def test_what_the_text_does_not_bear_out_is_dropped_and_told_why(path: str, value: object, why: str) -> None:
    found, made = of(changed(path, value))
    assert any(why in remark for remark in made.remarks)
    assert not any(
        str(one) in json.dumps(found, ensure_ascii=False) for one in ("Keola", "Orlov", "2031-05-09", "dầu khí")
    )
    whole = parse_text(TALKS)
    for quote in quotes(found):
        assert quote.split(": ", 1)[1] in whole.paragraph(int(quote.split(":")[0].split("#")[0]))


@pytest.mark.parametrize(("path", "value", "asked"), CASES["marked"])
def test_a_consistent_error_is_marked_by_a_second_opinion(path: str, value: object, asked: str) -> None:
    answer = changed(path, value)
    assert f"# ? {asked}" in of(answer)[1].text


@pytest.mark.parametrize(("answer", "times", "why"), CASES["no answers"])
def test_an_answer_that_is_none_is_refused_in_a_sentence(answer: str, times: int, why: str) -> None:
    with pytest.raises(FileError, match=why):
        of(answer * times)


def test_prose_and_fences_around_an_answer_do_no_harm() -> None:
    assert of(f"Here it is:\n```json\n{json.dumps(GOOD)}\n```\nDone.")[1].counts["reports"] == 2


def test_an_article_in_another_language_is_drafted_from_an_answer(data: Path, tmp_path: Path) -> None:
    text = tmp_path / "english.txt"
    words = "Foreign Minister Do Hai Nam held talks with Lao Ambassador Kham Lee on May 6."
    text.write_text(f"date 2031-05-07 {words}", "utf-8")
    answer = {**CASES["english"], "meetings": [{**GOOD["meetings"][0], **CASES["english"]["meetings"][0]}]}
    made = draft_from(parse_text(text.read_text("utf-8")), registers(), json.dumps(answer))
    assert made.remarks == ()
    assert accept(write_draft(made, data, text), data) == []
    with da.load(data) as archive:
        (found,) = archive.meetings(person="Kham Lee")
        assert [one.role for one in found.participants[1].capacities] == ["ambassador"]


# A command that answers with one file after the other, and keeps what it was asked.
TURNS = (
    "import pathlib, sys; folder = pathlib.Path(sys.argv[1]); asked = sorted(folder.glob('asked*')); "
    "(folder / f'asked{len(asked)}').write_bytes(sys.stdin.buffer.read()); "
    "sys.stdout.buffer.write((folder / f'answer{len(asked)}').read_bytes())"
)


def command(folder: Path, *answers: object) -> str:
    for number, answer in enumerate(answers):
        (folder / f"answer{number}").write_text(answer if isinstance(answer, str) else json.dumps(answer), "utf-8")
    return f'"{sys.executable}" -c "{TURNS}" "{folder}"'


def test_a_command_is_sent_what_was_refused_until_nothing_is(tmp_path: Path) -> None:
    wrong = changed("statements.0.quotes", ["2: đã ký hiệp định"])
    run = command(tmp_path, "no JSON", wrong, GOOD)
    made = draft_with(parse_text(TALKS), registers(), run)
    assert made.remarks == ()
    assert made.counts["statements"] == 1
    assert "the answer holds no JSON object" in (tmp_path / "asked1").read_text("utf-8")
    assert "does not stand in its paragraph" in (tmp_path / "asked2").read_text("utf-8")


def test_after_three_rounds_the_last_answer_counts_without_what_was_refused(tmp_path: Path) -> None:
    wrong = changed("statements.0.quotes", ["2: đã ký hiệp định"])
    made = draft_with(parse_text(TALKS), registers(), command(tmp_path, wrong, wrong, wrong, GOOD))
    assert made.counts["statements"] == 0
    assert any("refused: statement" in remark for remark in made.remarks)


@pytest.mark.parametrize(("program", "why"), CASES["no commands"])
def test_a_command_that_does_not_answer_is_told_in_a_sentence(program: str, why: str) -> None:
    run = program.replace("PYTHON", f'"{sys.executable}"')
    with pytest.raises(FileError, match=why):
        draft_with(parse_text(TALKS), registers(), run, rounds=1, seconds=1 if "sleep" in run else 60)


# --- From a draft to the archive -------------------------------------------------------------------


def test_an_unfinished_draft_stops_nothing_and_is_listed(
    data: Path, text: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["draft", str(text), "--data", str(data)]) == 0
    path = data / "drafts" / "2031-05-07-phanthavong.yaml"
    assert f"wrote {path}: proposes 2 reports, 1 statement" in capsys.readouterr().out
    with da.load(data) as archive:
        assert len(archive.meetings()) == 0
    assert main(["check", str(data)]) == 0
    assert f"{path}: a draft that is not accepted yet" in capsys.readouterr().err


def test_a_draft_is_accepted_once_check_and_verify_find_nothing(
    data: Path, text: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write_draft(drafted(TALKS), data, text)
    before = {one: one.read_bytes() for one in data.glob("*.yaml")}
    assert main(["draft", "--accept", str(path), "--data", str(data)]) == 1
    left = capsys.readouterr().err.splitlines()
    assert all(
        str(path) in line and "D05" in line for line in left
    )  # only what no rule can write: label, summaries
    assert before == {one: one.read_bytes() for one in data.glob("*.yaml")}

    path.write_text(path.read_text("utf-8").replace("{vi: null, en: null}", "{vi: nói gọn}"), "utf-8")
    assert main(["draft", "--accept", str(path), "--data", str(data)]) == 0
    assert not path.exists()
    written = (data / "articles" / path.name).read_text("utf-8")
    assert "# ?" not in written
    assert "id: rosa-quispe" in (data / "people.yaml").read_text("utf-8")
    assert check_folder(data) == []


def test_a_quote_that_does_not_stand_keeps_a_draft_from_being_accepted(data: Path, text: Path) -> None:
    made = draft_from(parse_text(TALKS), registers(), json.dumps(GOOD))
    path = write_draft(made, data, text)
    path.write_text(path.read_text("utf-8").replace("đề xuất mở rộng", "đề xuất thu hẹp"), "utf-8")
    assert [problem.code for problem in accept(path, data)] == ["T01"]
    assert path.exists()


def test_nothing_is_overwritten_and_no_link_leads_out_of_the_folder(data: Path, text: Path) -> None:
    path = write_draft(drafted(TALKS), data, text)
    with pytest.raises(FileError, match="exists already; nothing is overwritten"):
        write_draft(drafted(TALKS), data, text)
    shutil.rmtree(path.parent)
    elsewhere = data.parent / "elsewhere"
    elsewhere.mkdir()
    path.parent.symlink_to(elsewhere)
    with pytest.raises(FileError, match="leads out of"):
        write_draft(drafted(TALKS), data, text)
    assert list(elsewhere.iterdir()) == []


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
    assert message in capsys.readouterr().err


def test_the_command_takes_an_answer_and_prints_the_prompt(
    data: Path, text: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["draft", str(text), "--data", str(data), "--prompt"]) == 0
    assert "Somchit Phanthavong đề xuất" in capsys.readouterr().out
    answer = tmp_path / "answer.json"
    answer.write_text(json.dumps(GOOD), "utf-8")
    assert main(["draft", str(text), "--data", str(data), "--from", str(answer), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["counts"]["reports"], found["remarks"]) == (2, [])
    assert main(["draft", "--data", str(data)]) == 2


# --- The words that the rules know -----------------------------------------------------------------


def test_countries_are_named_as_newspapers_name_them() -> None:
    text = "Bun-ga-ri, Xinh-ga-po, Cộng hòa Congo, Cộng hòa Dân chủ Congo, Hàn Quốc; bang Georgia; Georgia"
    assert [one.value for one in find_countries(text)] == ["BG", "SG", "CG", "CD", "KR", "GE"]


def test_the_countries_are_named_as_the_unicode_cldr_names_them() -> None:
    vi, en = (babel.Locale(language).territories for language in ("vi", "en"))
    named = {code: _mentions.country_names(code) for code in map(str, vi)}
    named = {code: names for code, names in named.items() if names}
    assert len(named) == 249  # ISO 3166-1
    # A version of CLDR may rename a few.
    assert sum(names != (vi[code], en[code]) for code, names in named.items()) <= 5


def test_each_word_of_the_lexicon_is_listed_once() -> None:
    for section in ("cities", "outlets", "groups"):
        listed = [word for found in LEXICON[section].values() for word in dict.fromkeys(found)]
        assert [word for word, count in Counter(listed).items() if count > 1] == []
