"""Claims about forms: how a question is written changes nothing, a word that is not understood everything."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

import pytest
from question_bank import BANK, SECOND_BANK, Entry, ids, second, shipped

from diplomacy_archive.questions import Answer, Status

ACCENTS_TELL = ("Đặng Hòa", "Đặng Hoà", "Đặng Hoa")  # two people of the made-up archive


def bare(text: str) -> str:
    """Leave out the accents of Vietnamese words; Cyrillic stays."""
    words = (
        word
        if re.search("[а-яА-Я]", word)
        else unicodedata.normalize("NFD", word.replace("đ", "d").replace("Đ", "D"))
        for word in text.split(" ")
    )
    return unicodedata.normalize("NFC", "".join(c for c in " ".join(words) if not unicodedata.combining(c)))


def half_bare(text: str) -> str:
    """Leave out the accents of every second word."""
    return " ".join(bare(word) if number % 2 else word for number, word in enumerate(text.split(" ")))


def unpunctuated(text: str) -> str:
    return re.sub(r"[?!,;:.](?=\s|$)", "", text)


def overpunctuated(text: str) -> str:
    return f"  {text.replace(' ', '   ')} !!! …"


def decomposed(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def other_tone_marks(text: str) -> str:
    for one, other in (("óa", "oá"), ("òa", "oà"), ("ỏa", "oả"), ("ủy", "uỷ")):
        text = text.replace(one, other)
    return text


def same(one: Answer, other: Answer) -> bool:
    """Tell whether two answers are alike: all the records, and the status but for what is understood at all."""
    understood = one.status is other.status or not (ids(one) or ids(other))
    return ids(one) == ids(other) and understood


@pytest.mark.parametrize(
    "change",
    [bare, half_bare, unpunctuated, overpunctuated, str.upper, str.lower, str.title, decomposed, other_tone_marks],
)
def test_how_a_question_is_written_changes_no_record(change: Callable[[str], str]) -> None:
    changed = 0
    for bank, archive in ((BANK, shipped()), (SECOND_BANK, second())):
        for entry in bank:
            question = change(entry.question)
            accents_tell = any(name in entry.question for name in ACCENTS_TELL) or (
                entry.status == ("not_understood",) and change in (bare, half_bare)
            )
            if question != entry.question and not accents_tell:
                changed += 1
                assert same(archive.ask(question), archive.ask(entry.question)), (entry.question, question)
    assert changed >= 2


def test_without_accents_a_question_not_understood_is_still_not_answered() -> None:
    for entry in BANK:
        if entry.status == ("not_understood",):
            assert shipped().ask(bare(entry.question)).status is not Status.ANSWERED, entry.question


SYNONYMS = (
    ("gặp", "gặp gỡ"), ("nhắc đến", "đề cập đến"), ("nhắc đến", "nhắc tới"), ("nhắc đến", "nêu"),
    ("khi nào", "bao giờ"), ("Khi nào", "Lúc nào"), ("ở đâu", "tại đâu"), ("ai", "những ai"), ("bài", "bài báo"),
    ("điều gì", "những gì"), ("lĩnh vực nào", "vấn đề nào"), ("Nga", "Liên bang Nga"),
    ("nhất trí", "thống nhất"), ("Ngoại trưởng Nga", "Bộ trưởng Ngoại giao Nga"),
    ("meet", "see"), ("met", "saw"), ("mention", "bring up"), ("raised", "brought up"),
    ("mentioned", "referred to"),
    ("areas", "fields"), ("areas", "topics"), ("Whom did", "Who did"), ("Who", "Which people"),
    ("Russia", "the Russian Federation"), ("photo", "picture"), ("invitation", "invitations"),
)  # fmt: skip
IDIOMS = ("không gặp ai", "met no one", "United Russia", "Nước Nga", "Liên bang")


@pytest.mark.parametrize(("word", "other"), SYNONYMS)
def test_another_word_for_the_same_changes_no_record(word: str, other: str) -> None:
    # "bài báo" is not to become "bài báo báo", nor a title half another one.
    pattern = rf"(?<!\w){re.escape(word)}(?!\w)(?! (?:gỡ|báo|trưởng|Federation))"
    entries = [
        entry
        for entry in BANK
        if re.search(pattern, entry.question)
        and "answered" in entry.status
        and not any(idiom in entry.question for idiom in IDIOMS)
    ]
    assert entries
    for entry in entries:
        question = re.sub(pattern, other, entry.question, count=1)
        assert same(shipped().ask(question), shipped().ask(entry.question)), question


@pytest.mark.parametrize(
    ("question", "other"),
    [
        ("Medvedev đề xuất gì?", "Medvedev đề nghị gì?"),
        ("What did Medvedev propose?", "What did Medvedev suggest?"),
        ("Who leads the CPRF?", "Who leads the Communist Party of the Russian Federation?"),
        ("Who leads the CPRF?", "Who leads the КПРФ?"),
        ("Ai gặp ai ở Moskva?", "Ai gặp ai ở Mátxcơva?"),
        ("Trung và Lavrov nhất trí gì?", "Trung và Lavrov đã nhất trí gì?"),
        ("Ai nêu điện hạt nhân?", "Điện hạt nhân được ai nêu?"),
        ("What did Putin stress?", "What did Putin emphasize?"),
        ("Ngoại trưởng Lavrov gặp ai?", "Сергей Лавров gặp ai?"),
        ("Chủ tịch Đảng Cộng sản Liên bang Nga gặp ai?", "Chủ tịch Đảng Cộng sản Nga gặp ai?"),
        ("Whom did the chairman of United Russia meet?", "Whom did the chair of United Russia meet?"),
        ("Who is Lavrov?", "Who's Lavrov?"),
        ("Who is the president of Russia?", "Who is the Russian president?"),
        ("Did Trung meet Putin?", "Has Trung met Putin?"),
    ],
)
def test_another_name_for_the_same_changes_no_record(question: str, other: str) -> None:
    assert ids(shipped().ask(question))
    assert same(shipped().ask(other), shipped().ask(question))


@pytest.mark.parametrize("form", ["ông", "đồng chí", "ngài", "Mr"])
def test_a_form_of_address_changes_no_record(form: str) -> None:
    changed = 0
    for entry in BANK:
        # A title stands before the name already, or the name is a part of a longer one.
        question = re.sub(
            r"(?<!ông )(?<!Ông )(?<!chí )(?<!Sergey )(?<!Tổng Bí thư )(?<!Secretary )(?<!Maria )(?<!Tổng thống )"
            r"\b(Putin|Lavrov|Medvedev|Zyuganov|Tô Lâm)\b(?!['’])",
            rf"{form} \1",
            entry.question,
            count=1,
        )
        if question != entry.question and "ảnh" not in question.lower():
            changed += 1
            assert same(shipped().ask(question), shipped().ask(entry.question)), question
    assert changed > 100


MOVED = (
    ("Ai gặp ai ngày 24/2?", "Ngày 24/2 ai gặp ai?"),
    ("Ai gặp ai ngày 24/2?", "Ngày 24/2, ai đã gặp ai vậy?"),
    ("Who met whom on 24/2?", "On 24/2, who met whom?"),
    ("Ông Trung gặp ông Lavrov khi nào?", "Khi nào ông Trung gặp ông Lavrov?"),
    ("Putin nhắc đến lĩnh vực nào?", "Lĩnh vực nào được Putin nhắc đến?"),
    ("Which areas did Putin mention?", "Which areas were mentioned by Putin?"),
    ("Did Medvedev raise oil and gas?", "Was oil and gas raised by Medvedev?"),
    ("Who invited Medvedev?", "By whom was Medvedev invited?"),
    ("Who invited Medvedev?", "Who was Medvedev invited by?"),
    ("Ai mời Medvedev?", "Medvedev được ai mời?"),
    ("Tô Lâm mời ai?", "Ai được Tô Lâm mời?"),
    ("Trung và Putin bàn gì?", "Putin và Trung bàn gì?"),
    ("Who is the president of Russia?", "Who is Russia's president?"),
    ("Who is the foreign minister of Vietnam?", "Who is the Vietnamese foreign minister?"),
    ("Bài báo về Putin do ai viết?", "Ai viết bài báo về Putin?"),
    ("Where did Trung meet Putin?", "Trung met Putin where?"),
    ("Putin nói gì về Tô Lâm?", "Về Tô Lâm, Putin nói gì?"),
    ("What did Putin say about To Lam?", "About To Lam, what did Putin say?"),
    ("Trung nói gì trong cuộc gặp với Putin?", "Trong cuộc gặp với Putin, Trung nói gì?"),
)


@pytest.mark.parametrize(("question", "moved"), MOVED)
def test_another_order_of_words_changes_no_record(question: str, moved: str) -> None:
    assert shipped().ask(question).status in (Status.ANSWERED, Status.NOTHING_FOUND)
    assert same(shipped().ask(moved), shipped().ask(question))


@pytest.mark.parametrize("word", ["zyx", "quẩy", "secretly", "Trump", "Hà Nội", "xăng dầu", "không", "not"])
@pytest.mark.parametrize("entry", [entry for entry in BANK if entry.status == ("answered",)][::4], ids=str)
def test_a_word_that_is_not_understood_never_leaves_an_answer(entry: Entry, word: str) -> None:
    words = entry.question.split(" ")
    for place in range(len(words)):
        question = " ".join([*words[:place], word, *words[place:]])
        answer = shipped().ask(question)
        if word in ("không", "not"):  # understood, but a denial has its own records, or none
            answered = answer.status is Status.ANSWERED
            asks = word in entry.question or entry.question.startswith("Có ") or "không gặp ai" in question
            assert not answered or asks, question
        else:
            assert answer.status is Status.NOT_UNDERSTOOD, question
            assert word.split(" ", maxsplit=1)[0] in answer.lead
