"""Claims about reading: how a question is cut into pieces, whom it means, and who takes which part."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from question_bank import second, shipped

import diplomacy_archive.questions
from diplomacy_archive._dates import parse_span
from diplomacy_archive._text import fold_words
from diplomacy_archive.archive import Archive
from diplomacy_archive.questions.grammar.days import Dated, Days, days
from diplomacy_archive.questions.grammar.reading import Reading
from diplomacy_archive.questions.grammar.references import refer
from diplomacy_archive.questions.grammar.scan import Scan, scan
from diplomacy_archive.questions.grammar.walk import read
from diplomacy_archive.questions.grammar.words import (
    ASKED_NOUNS,
    ASKS,
    COUNTED,
    DAYS,
    JOINING,
    NOUNS,
    ORDER,
    VERBS,
    phrases,
)
from diplomacy_archive.questions.intents.table import TOPICS
from diplomacy_archive.questions.phrasing.labels import ASKED, FILTERS
from diplomacy_archive.store._names import Resolver


def cut(question: str, archive: Archive | None = None) -> Scan:
    return scan(question, Resolver((archive or shipped()).store))


def pieces(question: str, archive: Archive | None = None) -> list[str]:
    return [piece.text for piece in cut(question, archive).pieces]


def meanings(question: str, archive: Archive | None = None) -> list[set[str]]:
    return [{str(one.value) for one in piece.meanings} for piece in cut(question, archive).pieces]


def reading(question: str, archive: Archive | None = None, today: dt.date | None = None) -> Reading:
    archive = archive or shipped()
    scanned = cut(question, archive)
    found = refer(scanned, Resolver(archive.store), archive.store)
    blank = Reading(scanned.text, scanned.language, found)
    return read(found.pieces, blank, today)


def parts(question: str, archive: Archive | None = None) -> list[tuple[str, str]]:
    """Return each slot's part, and the record or "who"."""
    return [(slot.role, slot.named[0][1] if slot.named else "who") for slot in reading(question, archive).slots]


# --- Cutting --------------------------------------------------------------------------------------


def test_the_longest_phrase_is_taken() -> None:
    assert pieces("Ai nhắc đến năng lượng hạt nhân?") == ["Ai", "nhắc đến", "năng lượng hạt nhân"]
    assert pieces("Bộ trưởng Ngoại giao Việt Nam") == ["Bộ trưởng Ngoại giao", "Việt Nam"]


def test_a_phrase_that_would_leave_words_unknown_is_not_taken() -> None:
    # "Chủ tịch Đảng" is an office too, and longer than "Chủ tịch".
    assert pieces("Chủ tịch Đảng Cộng sản Liên bang Nga") == ["Chủ tịch", "Đảng Cộng sản Liên bang Nga"]


def test_of_two_covers_the_one_with_fewer_pieces_is_taken() -> None:
    # "CPV Politburo" is a name too, and starts further left.
    taken = ["CPV", "Politburo of the Communist Party of Vietnam"]
    assert pieces("CPV Politburo of the Communist Party of Vietnam") == taken


def test_accents_as_typed_tell_words_apart_and_left_out_they_do_not() -> None:
    assert meanings("dầu khí ở đâu") == [{"oil-gas"}, {"where"}]
    assert meanings("dau khi o dau") == [{"oil-gas"}, {"where"}]
    assert meanings("đầu khí ở đâu")[0] == set()
    assert meanings("Đặng Hòa", second()) == [{"dang-hoa"}]
    assert meanings("Đặng Hoà", second()) == [{"dang-hoa"}]
    assert meanings("Dang Hoa", second()) == [{"dang-hoa", "dang-hoa-2"}]


def test_a_word_is_a_word_before_it_is_a_part_of_a_name() -> None:
    assert meanings("to") == [{"to"}]
    assert meanings("To Lam") == [{"to-lam"}]


def test_a_country_code_is_a_name_only_in_capitals() -> None:
    assert meanings("Did VN meet RU") == [{"plain"}, {"VN"}, {"meet"}, {"RU"}]
    assert meanings("did vn meet ru")[1] == set()


def test_a_word_of_both_languages_is_that_of_the_question() -> None:
    assert "by" in meanings("Bài báo do ai viết?")[1]
    assert meanings("Where do they meet?")[1] == {"plain"}


def test_contractions_are_written_out() -> None:
    assert pieces("Who's Lavrov? Where'd he go? They've met. Didn't they?")[:2] == ["Who", "s"]
    assert "not" in pieces("Didn't they meet?")


def test_dates_are_read_by_the_date_grammar() -> None:
    assert [str(parse_span("24/2"))] == [next(iter(found)) for found in meanings("hôm 24/2") if "24/2" in found]
    assert [piece.text for piece in cut("24 February 2026").pieces] == ["24 February 2026"]
    assert pieces("2026-2028") == ["2026", "2028"]


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Ai gặp ai?", "vi"), ("ai gap ai", "vi"), ("Who met whom?", "en"), ("Who raised dầu khí?", "en"),
        ("Putin met ai ngày 24/2?", "vi"), ("Lê Hoài Trung?", "vi"), ("Putin?", "en"),
    ],
)  # fmt: skip
def test_the_language_is_that_of_most_words(question: str, language: str) -> None:
    assert cut(question).language == language


# --- Whom it means --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "person"),
    [
        ("Tổng thống Nga Vladimir Putin", "vladimir-putin"),
        ("Tổng thống Nga", "vladimir-putin"),
        ("Russia's president", "vladimir-putin"),
        ("the Russian foreign minister", "sergey-lavrov"),
        ("foreign minister of Vietnam", "le-hoai-trung"),
        ("Bộ trưởng Bộ Ngoại giao Lê Hoài Trung", "le-hoai-trung"),
        ("Ủy viên Bộ Chính trị, Bộ trưởng Ngoại giao Lê Hoài Trung", "le-hoai-trung"),
        ("Đặc phái viên của Tổng Bí thư Tô Lâm", "le-hoai-trung"),
        ("Đặc phái viên Tổng Bí thư Tô Lâm", "le-hoai-trung"),
        ("To Lam's special envoy", "le-hoai-trung"),
        ("đặc phái viên của Tổng Bí thư Tô Lâm, ông Lê Hoài Trung", "le-hoai-trung"),
        ("Chủ tịch Đảng Cộng sản Nga", "gennady-zyuganov"),
        ("chairman of the Communist Party of Russia", "gennady-zyuganov"),
        ("đồng chí Tổng Bí thư", "to-lam"),
        ("Putin Vladimir", "vladimir-putin"),
    ],
)
def test_a_title_means_who_is_recorded_in_it(title: str, person: str) -> None:
    found = reading(f"{title} gặp ai?")
    assert {slot.named for slot in found.slots if not slot.is_who} == {(("person", person),)}
    assert (found.references.troubles, found.unknown) == ([], [])


@pytest.mark.parametrize(
    ("title", "candidates"),
    [
        ("Ngoại trưởng", {"le-hoai-trung", "sergey-lavrov"}),
        ("Bộ trưởng", {"le-hoai-trung", "sergey-lavrov"}),
        ("Chủ tịch", {"dmitry-medvedev", "gennady-zyuganov"}),
        ("Đảng Cộng sản", {"cprf", "communist-party-of-vietnam"}),
        ("Chủ tịch Đảng Cộng sản", {"cprf", "communist-party-of-vietnam"}),
    ],
)
def test_a_title_that_fits_several_is_a_trouble_with_candidates(title: str, candidates: set[str]) -> None:
    assert [set(trouble.candidates) for trouble in reading(f"{title} gặp ai?").references.troubles] == [candidates]


def test_a_title_that_somebody_does_not_hold_is_a_trouble() -> None:
    (trouble,) = reading("Tổng thống Medvedev gặp ai?").references.troubles
    assert (trouble.text, trouble.candidates, trouble.person) == ("Tổng thống Medvedev", (), "dmitry-medvedev")


def test_parts_of_a_name_that_are_not_joined_so_are_nobody() -> None:
    assert reading("Lê Trung gặp ai?").unknown == ["Lê"]
    assert reading("Ngoại giao gặp ai?").unknown == ["Ngoại giao"]


def test_the_first_words_of_one_name_are_no_name() -> None:
    assert reading("Đảng Nước Nga gặp ai?").unknown == ["Đảng Nước Nga"]


def test_a_form_of_address_stands_before_a_name_only() -> None:
    assert reading("Ông Trung gặp ai?").unknown == []
    assert reading("Ông gặp ai?").unknown == ["Ông"]


# --- Who takes which part -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Ai mời Medvedev?", [("subject", "who"), ("object", "dmitry-medvedev")]),
        ("Who did To Lam invite?", [("object", "who"), ("subject", "to-lam")]),
        ("Who was invited by To Lam?", [("object", "who"), ("by", "to-lam")]),
        ("Who was Medvedev invited by?", [("by", "who"), ("object", "dmitry-medvedev")]),
        ("Medvedev được Tô Lâm mời", [("object", "dmitry-medvedev"), ("by", "to-lam")]),
        ("Putin nói gì về Tô Lâm?", [("subject", "vladimir-putin"), ("about", "to-lam")]),
        ("Trung nói gì với Putin và Lavrov?",
         [("subject", "le-hoai-trung"), ("with", "vladimir-putin"), ("with", "sergey-lavrov")]),
        ("Ai nói về chính sách đối ngoại của Nga?",
         [("subject", "who"), ("object", "foreign-policy"), ("about", "RU")]),
        ("Who praised Vietnam's Doi Moi?", [("subject", "who"), ("about", "VN"), ("object", "doi-moi")]),
        ("the meeting between Trung and Putin", [("between", "le-hoai-trung"), ("between", "vladimir-putin")]),
    ],
)  # fmt: skip
def test_a_name_takes_its_part_from_the_word_before_or_the_side_of_the_verb(
    question: str, expected: list[tuple[str, str]]
) -> None:
    assert parts(question) == expected


def test_who_took_part_in_a_meeting_spoken_of_is_told_apart_from_who_speaks() -> None:
    for question in (
        "Trung nói gì trong cuộc gặp với Putin?",
        "Trong cuộc gặp với Putin, Trung nói gì?",
        "Trong cuộc gặp với Putin Trung nói gì?",
        "What did Trung say at the meeting with Putin?",
        "What did Trung say when meeting Putin?",
        "Trung nói gì khi gặp Putin?",
    ):
        context = {slot.named[0][1]: slot.context for slot in reading(question).slots}
        assert context == {"le-hoai-trung": False, "vladimir-putin": True}, question


def test_a_choice_asks_for_what_it_chooses_between() -> None:
    assert list(reading("Cuộc gặp với Putin là hội đàm hay hội kiến?").asked) == ["what_kind"]
    assert list(reading("Cuộc gặp với Putin vào buổi sáng hay buổi chiều?").asked) == ["part_of_day"]


def test_words_that_are_not_understood_are_unknown() -> None:
    assert reading("Ai lén lút gặp Putin?").unknown == ["lén lút"]
    assert reading("Putin sinh năm nào?").unknown == ["sinh"]


# --- Days -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "on", "since", "until"),
    [
        ("Ai gặp ai ngày 24/2?", "24/2", None, None),
        ("Ai gặp ai từ 20/2/2026 đến 25/2/2026?", None, "20/2/2026", "25/2/2026"),
        ("Who met whom between 20 February 2026 and 25 February 2026?", None, "20/2/2026", "25/2/2026"),
        ("Ai gặp ai trước ngày 24/2/2026?", None, None, "23/2/2026"),
        ("Who met whom after 2025?", None, "1/1/2026", None),
        ("Who met whom since March 2026?", None, "3/2026", None),
        ("Ai gặp ai giai đoạn 2026-2028?", None, "2026", "2028"),
    ],
)
def test_dates_are_a_day_or_a_span(question: str, on: str | None, since: str | None, until: str | None) -> None:
    found = reading(question.replace("giai đoạn ", ""))
    expected = [parse_span(one) if one else None for one in (on, since, until)]
    assert [found.on, found.since, found.until] == expected
    assert found.unknown == []


@pytest.mark.parametrize(
    "dated",
    [
        [Dated("from", parse_span("24/2"))],
        [Dated("", parse_span("24/2")), Dated("", parse_span("25/2"))],
        [Dated("from", parse_span("20/2/2026")), Dated("to", parse_span("10/2/2026"))],
        [Dated("from", parse_span("20/2")), Dated("to", parse_span("25/2"))],
        [Dated("before", parse_span("20/2/2026")), Dated("to", parse_span("25/2/2026"))],
        [Dated("with", parse_span("2026"))],
        [Dated("", parse_span("2024")), Dated("", parse_span("2025"), ","), Dated("", parse_span("2026"), ",")],
    ],
)
def test_dates_that_are_neither_are_not_understood(dated: list[Dated]) -> None:
    assert replace(days(dated), why=None) == Days(unknown=(", ".join(str(one.span) for one in dated),))


def test_the_last_day_that_there_is_has_no_day_after_it() -> None:
    for question in ("Ai gặp ai sau năm 9999?", "Ai gặp ai trước năm 1?", "Who met whom before 0001?"):
        assert shipped().ask(question).status.value in ("nothing_found", "not_understood"), question


# --- The lists ------------------------------------------------------------------------------------


def test_every_list_of_words_names_words_of_the_table() -> None:
    tags = {tag for tag, _, _ in phrases()}
    used = {*ASKS, *ASKED_NOUNS, *COUNTED, *DAYS, *JOINING, *NOUNS, *ORDER, *VERBS}
    assert used <= tags
    known = {*tags, "about_meeting"}  # what a walk makes of "about the meeting with …"
    for topic in TOPICS:
        assert topic.tags <= known, topic.name
        assert topic.asks <= {*tags, "order"}, topic.name


def test_no_phrase_is_given_twice_for_one_meaning() -> None:
    rows = list(phrases())
    assert len(rows) == len(set(rows))


def test_what_can_be_asked_and_filtered_has_words_in_both_languages() -> None:
    assert {ask for topic in TOPICS for ask in topic.asks} <= ASKED.keys()
    assert {name for topic in TOPICS for name in topic.parts.values()} - {"who"} <= FILTERS.keys()
    for row in (*ASKED.values(), *FILTERS.values()):
        assert all(row)


def test_no_name_of_an_archive_is_among_the_words() -> None:
    rows = shipped().store.rows("SELECT folded FROM name WHERE whole = 1 AND kind <> 'area'")
    assert not {fold_words(phrase) for _, _, phrase in phrases()} & {folded for (folded,) in rows}


def test_no_id_of_an_archive_is_written_in_the_code() -> None:
    package = Path(diplomacy_archive.questions.__file__).parent
    code = "\n".join(path.read_text("utf-8") for path in package.rglob("*.py"))
    assert not [id_ for (id_,) in shipped().store.rows("SELECT id FROM identity") if f'"{id_}"' in code]
