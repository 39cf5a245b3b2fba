"""Claims about the one normal form of text, folding, and whole words."""

from __future__ import annotations

import hashlib
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diplomacy_archive._text import (
    case_words,
    count_words,
    find,
    fold,
    fold_words,
    normal,
    parse_text,
    sentence_around,
)

PLAIN = "Tàu đến cảng.\n\nTrời đẹp."
# Letters of the languages that names come in, with the marks that NFD takes apart.
LETTERS = st.text(st.sampled_from("aàảãáạăằâđeêiioôơuưyÝĐ ẾỢ abcxyzABC йёЙЩя 123-_.,'"), max_size=30)


@pytest.mark.parametrize(
    "raw",
    [
        "\ufeff" + PLAIN,
        PLAIN.replace("\n", "\r\n"),
        PLAIN.replace("\n", "\r"),
        PLAIN + "\n\n\n",
        "\n \n" + PLAIN.replace(" ", "\t \u00a0"),
        PLAIN.replace("\n\n", "\n \t\n\n"),
        PLAIN.replace("Tàu đến", "Tàu\nđến"),
        unicodedata.normalize("NFD", PLAIN),
        "date 2031-05-07 " + PLAIN,
        "\ufeff date 2031-05-07\r\n\r\n" + PLAIN,
    ],
    ids=["bom", "crlf", "cr", "trailing", "spaces", "blank lines", "wrapped", "nfd", "stamp", "stamp line"],
)
def test_the_same_words_have_the_same_fingerprint(raw: str) -> None:
    text = parse_text(raw)
    assert text.paragraphs == ("Tàu đến cảng.", "Trời đẹp.")
    assert text.fingerprint == hashlib.sha256("Tàu đến cảng.\n\nTrời đẹp.".encode()).hexdigest()


def test_a_stamp_is_kept_beside_the_paragraphs() -> None:
    assert parse_text("date 2031-05-07 Tàu đến.").stamp == "2031-05-07"
    assert parse_text("Tàu đến ngày 2031-05-07.").stamp is None
    assert parse_text("dated 2031-05-07 Tàu đến.").stamp is None


def test_another_letter_accent_or_paragraph_is_another_fingerprint() -> None:
    changed = [PLAIN.replace("đẹp", "dẹp"), PLAIN.replace("Tàu", "tàu"), PLAIN.replace("\n\n", " ")]
    assert len({parse_text(raw).fingerprint for raw in [PLAIN, *changed]}) == 4


def test_paragraphs_are_numbered_from_one_and_end() -> None:
    text = parse_text(PLAIN)
    assert [text.paragraph(number) for number in (-1, 0, 1, 2, 3)] == ["", "", "Tàu đến cảng.", "Trời đẹp.", ""]


@given(st.text())
def test_normal_form_is_its_own_normal_form(raw: str) -> None:
    text = parse_text(raw)
    assert all(part == normal(part) != "" for part in text.paragraphs)
    if not text.stamp:  # what follows a stamp may look like another
        again = parse_text("\n\n".join(text.paragraphs))
        assert again.stamp or again == text


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Đặng Thị Ðào", "dang thi dao"),
        ("LÊ HOÀI TRUNG", "le hoai trung"),
        ("Сергей ЛАВРОВ", "сергеи лавров"),
        ("Straße", "strasse"),
        ("İstanbul", "istanbul"),
    ],
)
def test_folding_drops_case_accents_and_the_bar_of_d(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(LETTERS)
def test_folding_does_not_care_how_accents_are_written(text: str) -> None:
    composed, taken_apart = (unicodedata.normalize(form, text) for form in ("NFC", "NFD"))
    assert fold(composed) == fold(taken_apart)
    assert fold_words(composed) == fold_words(taken_apart)
    assert case_words(composed) == case_words(taken_apart)
    assert count_words(composed) == count_words(taken_apart)


@given(LETTERS)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text) == fold(text.upper().lower())
    assert fold_words(fold_words(text)) == fold_words(text)


def test_accents_survive_where_only_case_is_dropped() -> None:
    assert case_words("Năng lượng,  HẠT nhân") == "năng lượng hạt nhân"
    assert fold_words("trao_đổi: a-b (c)") == "trao doi a b c"


@pytest.mark.parametrize(
    ("phrase", "paragraph", "offsets"),
    [
        ("cảng", "cảng, cảng; bến-cảng", [0, 6, 16]),
        ("cảng", "cảngs bcảng cảng_ 1cảng", []),
        ("Cảng", "cảng", []),
        ("cang", "cảng", []),
        ("7/5", "17/5, 7/51, 7/5", [12]),
        ("…", "bến, cảng…", [9]),
        ("cảng.", "cảng. cảng.x", [0]),
        ("bến-", "bến-cảng bến- cảng", [9]),
        ("24/", "24/2", []),
        ("-cảng", "bến-cảng, -cảng", [10]),
        ("Putin", "V.Putin", [2]),
        ("...", "bến...và cảng...", [3, 13]),
        ("cảng...", "cảng...và", [0]),
        ("tăng 3", "tăng 3,5%, tăng 3.000, tăng 3, tăng 3", [23, 31]),
        ("5%", "3,5%, 5%", [6]),
        ("Пу", "Пу\u0301тин", []),
        ("Пу\u0301", "Пу\u0301тин, Пу\u0301", [8]),
        ("Pu", "Pu\u00adtin", []),
        ("a.c", "abc a.c", [4]),
        ("hai bên hai", "hai bên hai bên hai", [0, 8]),
        ("", "cảng", []),
        ("cảng", "", []),
    ],
)
def test_a_phrase_is_found_where_it_stands_as_whole_words(phrase: str, paragraph: str, offsets: list[int]) -> None:
    assert find(phrase, paragraph) == offsets


@given(st.lists(st.sampled_from(["hai", "bên", "a.b", "(c)"]), min_size=1, max_size=8), st.data())
def test_every_run_of_words_is_found_at_its_place(words: list[str], data: st.DataObject) -> None:
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first + 1, len(words)))
    start = len(" ".join(words[:first])) + bool(first)
    assert start in find(" ".join(words[first:last]), " ".join(words))


def test_a_sentence_ends_at_a_stop_before_white_space() -> None:
    paragraph = "Tàu 1.5 tấn đến... cảng? Trời đẹp… Hết"
    sentences = ["Tàu 1.5 tấn đến...", "cảng?", "Trời đẹp…", "Hết"]
    for sentence in sentences:
        start = paragraph.index(sentence)
        assert paragraph[slice(*sentence_around(paragraph, start, start + len(sentence)))] == sentence
    start = paragraph.index("tấn")
    assert paragraph[slice(*sentence_around(paragraph, start, paragraph.index("?")))] == "Tàu 1.5 tấn đến... cảng?"
