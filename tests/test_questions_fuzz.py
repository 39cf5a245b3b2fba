"""Claims about any text at all: an answer or a clear error, and work that grows no faster than the text."""

from __future__ import annotations

import sys
from types import FrameType
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from question_bank import BANK, SECOND_BANK, second, shipped

from diplomacy_archive import FilterError
from diplomacy_archive.questions import LONGEST, Answer, Status
from diplomacy_archive.questions.grammar.words import phrases

WORDS = sorted({
    *(word for entry in (*BANK, *SECOND_BANK) for word in entry.question.split()),
    *(phrase for _, _, phrase in phrases()),
    "24/2", "2026", "31/2", "29/2/2025", "từ", "–", "?", ",", "Đặng", "Hoa", "XIV", "'s", "n't", "0", "99999",
})  # fmt: skip


def hold(answer: Answer) -> None:
    """Hold what is true of every answer."""
    assert answer.text
    assert answer.status.understood or not answer.quotes
    assert answer.row()["status"] == answer.status.value
    assert str(answer).startswith(answer.lead[:20].rstrip())
    html = answer._repr_html_().split("</style>")[-1]
    assert html.count("<") == html.count(">")


@given(st.text(max_size=300))
@settings(max_examples=300)
def test_any_text_gets_an_answer(text: str) -> None:
    hold(shipped().ask(text))


@given(st.lists(st.sampled_from(WORDS), max_size=14))
@example(["chỉ", "chủ đề"])  # compares the areas of nobody
@settings(max_examples=600)
def test_any_words_of_questions_get_an_answer(words: list[str]) -> None:
    hold(shipped().ask(" ".join(words)))
    hold(second().ask(" ".join(words)))


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=6), st.sampled_from(WORDS))
@settings(max_examples=200)
def test_asking_again_gets_the_same_answer(words: list[str], last: str) -> None:
    question = " ".join([*words, last])
    one, other = shipped().ask(question), shipped().ask(question)
    assert (one.row(), str(one)) == (other.row(), str(other))


@pytest.mark.parametrize(
    "unit", ["a ", "của Tổng Bí thư ", "Putin gặp ai và ", "24/2 ", "((((", "ạ̣̈", "từ 1/1/2026 đến "]
)
def test_a_long_text_gets_an_answer_that_it_is_not_understood(unit: str) -> None:
    text = (unit * LONGEST)[:LONGEST]
    assert shipped().ask(text).status is Status.NOT_UNDERSTOOD


def test_a_longer_text_is_refused() -> None:
    with pytest.raises(FilterError, match="may have 10000 characters; found 10001"):
        shipped().ask("x" * (LONGEST + 1))


@pytest.mark.parametrize("question", [None, 24, b"Ai?", ["Ai gặp ai?"]])
def test_what_is_no_text_is_refused(question: Any) -> None:
    with pytest.raises(FilterError, match="a question must be a text"):
        shipped().ask(question)


@pytest.mark.parametrize(
    "unit",
    ["xyz{} ", "Đảng Cộng sản {} ", "Bộ trưởng Lê {} ", "năm {} ", "24/2 và {} ", "của Tổng Bí thư ", "(({}"],
)
def test_the_work_grows_no_faster_than_the_text(unit: str) -> None:
    work = [calls_of("".join(unit.format(n) for n in range(size))[:size]) for size in (2_500, 5_000, LONGEST)]
    assert work[1] <= 2.1 * work[0]
    assert work[2] <= 2.1 * work[1]


def calls_of(question: str) -> int:
    """Count every call, of Python or C, that looking at a question takes."""
    calls = 0

    def counted(_frame: FrameType, event: str, _arg: Any) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    shipped().ask(question)  # what is remembered from one question to the next is no work of the second
    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        shipped().ask(question)
    finally:
        sys.setprofile(before)
    return calls
