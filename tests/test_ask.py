"""Claims about answers: what is complete is all there is, what is not claims nothing, and nothing raises."""

from __future__ import annotations

import datetime as dt
from functools import cache
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from shipped import archive as shipped

import diplomacy_archive as da
from diplomacy_archive import DateError, FilterError
from diplomacy_archive._text import fold
from diplomacy_archive.archive import Archive
from diplomacy_archive.ask import LONGEST, Answer, Status
from diplomacy_archive.records import _models as m

FLAGSHIP = "Ai gặp ai ngày 24/2 và về việc gì?"
ALL = ("2026-02-24-lavrov", "2026-02-24-medvedev", "2026-02-24-putin", "2026-02-24-zyuganov")


@cache
def second() -> Archive:
    """Return the made-up archive of other countries, people and years."""
    return da.load(Path(__file__).parent / "second")


def ids(answer: Answer) -> tuple[str, ...]:
    return tuple(getattr(record, "id", "") for record in answer.records)


# --- Complete -------------------------------------------------------------------------------------


def test_the_flagship_is_answered_on_one_screen_in_the_language_of_the_question() -> None:
    answer = shipped().ask(FLAGSHIP)
    assert (answer.status, ids(answer)) == (Status.COMPLETE, ALL)
    lines = str(answer).splitlines()
    assert len(lines) <= 40
    assert all(len(line) <= 80 for line in lines)
    for shown in (
        "24/2/2026",
        "Lê Hoài Trung (Việt Nam) – Vladimir Putin (Nga)",
        "Điện Kremlin",
        "về việc gì",
        "“chiều 24/2",
    ):
        assert shown in str(answer)
    english = str(shipped().ask("Who met whom on 24/2, and about what?"))
    for shown in ("24 Feb 2026, afternoon", "Le Hoai Trung (Vietnam) – Vladimir Putin (Russia)", "about what"):
        assert shown in english
    assert "Le Hoai Trung" in str(shipped().ask(FLAGSHIP, lang="en"))


COMPLETE = [
    ("Ai gặp ai ngày 24/2?", "meetings", {"on": "24/2"}),
    ("ai gap ai ngay 24/2", "meetings", {"on": "24/2"}),
    ("Who met whom between 20 February 2026 and 25 February 2026?", "meetings", {"since": "20/2/2026",
    "until": "25/2/2026"}),
    ("Ngày 24/2 ông Lê Hoài Trung gặp những ai ở Nga?", "meetings", {"on": "24/2", "person": "le-hoai-trung",
    "place": "RU"}),
    ("Ai gặp ai của Nga?", "meetings", {"country": "RU"}),
    ("Did Putin and Medvedev meet each other?", "meetings", {"person": ["vladimir-putin", "dmitry-medvedev"]}),
    ("Who did the chairman of United Russia meet?", "meetings", {"person": "dmitry-medvedev"}),
    ("Cuộc hội đàm với Lavrov diễn ra lúc nào?", "meetings", {"person": "sergey-lavrov", "kind": "talks"}),
    ("Putin Kremlin", "meetings", {"person": "vladimir-putin", "place": "kremlin"}),
    ("What did Putin say about oil and gas?", "statements", {"speaker": "vladimir-putin", "area": "oil-gas"}),
    ("Ai nhắc đến hợp tác biển?", "statements", {"area": "maritime"}),
    ("năng lượng", "statements", {"area": "energy"}),
    ("Có bao nhiêu bài báo?", "articles", {}),
]  # fmt: skip


@pytest.mark.parametrize(("question", "method", "filters"), COMPLETE)
def test_what_is_complete_is_what_the_filters_find(question: str, method: str, filters: dict[str, object]) -> None:
    answer = shipped().ask(question)
    assert answer.status is Status.COMPLETE
    assert ids(answer) == getattr(shipped(), method)(**filters).ids


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("Who invited Medvedev?", ("i11a",)),
        ("Medvedev mời ai?", ()),
        ("Tô Lâm mời những ai?", ("i11a",)),
        ("Ai mời Tô Lâm?", ()),
        ("Zyuganov được mời thăm Việt Nam không?", ("i11a",)),
        ("Was Zyuganov invited to Russia?", ()),
        ("Did Putin accept the invitation?", ()),
    ],
)
def test_who_invites_is_told_from_who_is_invited(question: str, found: tuple[str, ...]) -> None:
    answer = shipped().ask(question)
    assert answer.status is Status.COMPLETE
    assert tuple(id_.rpartition("/")[2] for id_ in ids(answer)) == found


def test_nothing_found_says_by_which_filters_what_is_covered_and_what_comes_closest() -> None:
    answer = shipped().ask("Lavrov có gặp Medvedev không?")
    assert (answer.status, ids(answer)) == (Status.COMPLETE, ())
    for said in ("Không có cuộc gặp nào", "Sergey Lavrov", "Dmitry Medvedev", "2 bài báo", "Gần nhất"):
        assert said in str(answer)


def test_what_an_article_leaves_open_is_told_apart() -> None:
    answer = shipped().ask("Ai gặp ai ở Moskva?")
    assert (answer.status, len(answer.records)) == (Status.COMPLETE, 3)
    assert "bài báo không nêu nơi: 2026-02-24-lavrov" in str(answer)
    alone = shipped().ask("Lavrov gặp ai ở Moskva?")  # whether there were any cannot be said
    assert (alone.status, ids(alone)[0]) == (Status.CLOSEST, "2026-02-24-lavrov")


def test_of_two_who_were_not_met_together_each_is_shown() -> None:
    answer = shipped().ask("Ông Trung gặp Putin và Lavrov ở đâu?")
    assert answer.status is Status.CLOSEST
    assert set(ids(answer)[:2]) == {"2026-02-24-putin", "2026-02-24-lavrov"}


def test_two_kinds_that_are_asked_for_get_a_section_each() -> None:
    answer = shipped().ask("Ai gặp ai và ai được mời?")
    assert answer.status is Status.COMPLETE
    assert [section.kind for section in answer.sections] == ["meeting", "invitation"]


def test_a_name_alone_gives_who_that_is_first() -> None:
    for question in ("Zyuganov là ai?", "Who is Gennady Zyuganov?"):
        assert ids(shipped().ask(question)) == ("gennady-zyuganov",)
    for question, first in (
        ("Zyuganov", "gennady-zyuganov"),
        ("Геннадий Зюганов", "gennady-zyuganov"),
        ("Kremlin", "kremlin"),
    ):
        assert ids(shipped().ask(question))[0] == first


def test_of_an_area_alone_what_is_no_statement_is_counted() -> None:
    assert "Ngoài ra có: 3 bối cảnh." in str(shipped().ask("năng lượng"))


# --- Closest: nothing is claimed -----------------------------------------------------------------


@pytest.mark.parametrize(
    "question",
    [
        "Ai không gặp Putin ngày 24/2?", "Ai chưa gặp Putin?", "Who did not meet Putin?", "Who met Putin first?",
        "Did only Medvedev accept the invitation?", "Cả hai ông Medvedev và Zyuganov gặp ai?",
        "Trừ Putin, ông Trung gặp ai?",
        "Ai gặp Putin sau ngày 24/2?", "Who met Putin before 24/2/2026?", "Medvedev hoặc Zyuganov gặp ai?",
        "Did he meet Putin?", "Họ gặp ai?", "Ông ấy nói gì?", "What did Trung say to Putin?", "Ai được Putin tiếp?",
        "Ngoại trưởng nói gì?", "Putin proposed what?", "Who met Putin quickly?", "Ai gặp Lavrop?",
        "Hôm qua ai gặp ai?",
        "Is Lavrov the president of Russia?", "Putin được ai nhắc đến?", "Tổng thống Medvedev gặp ai?",
        "Tô Lâm nói gì?",
    ],
)  # fmt: skip
def test_what_is_no_filter_or_leaves_the_role_open_claims_nothing(question: str) -> None:
    answer = shipped().ask(question)
    assert answer.status is Status.CLOSEST
    assert answer.missing == ()


CLOSE = {
    "nuclear power Putin": "2026-02-25-putin-lavrov/p10b",
    "kế hoạch hợp tác 2026-2028": "2026-02-24-medvedev-zyuganov/u7b",
    "đối tác chiến lược toàn diện từ năm nào": "2026-02-25-putin-lavrov/b15a",
    "Mốt-xcơ-va": "moscow",
    "ban than cua to lam": "2026-02-25-putin-lavrov/p8a",
    "What did Zyuganov support?": "2026-02-24-medvedev-zyuganov/p9b",
    "liên doanh ở Nga": "2026-02-25-putin-lavrov/b16c",
    "Who leads United Russia?": "dmitry-medvedev",
}


@pytest.mark.parametrize(("question", "first"), CLOSE.items())
def test_the_nearest_comes_among_the_first(question: str, first: str) -> None:
    assert first in ids(shipped().ask(question))[:3]


def test_an_ambiguous_name_is_sought_for_all_who_bear_it() -> None:
    answer = second().ask("Ordway gặp ai?")
    assert answer.status is Status.CLOSEST
    assert answer.recognised[0].ids == ("anselm-ordway", "mira-ordway")


def test_a_record_whose_speaker_is_inferred_says_so() -> None:
    shown = str(shipped().ask("What did Lavrov say?", lang="en"))
    assert "basis" in shown


# --- Nothing -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("Who met Zelensky?", ("Zelensky",)), ("Trung Quốc có được nhắc đến không?", ("Trung Quốc",)),
        ("trung quoc noi gi", ("trung quoc",)), ("ai gặp phạm minh chính", ("phạm minh chính",)),
        ("Ai gặp ai ở Hà Nội?", ("Hà Nội",)), ("Ai gặp ai ngày 1/1/2020?", ("ngày 1/1/2020",)),
        ("Ai gặp ai ngày 30/2?", ("30/2",)), ("What did Putin say about fisheries?", ("fisheries",)),
        ("Putin nói gì về nông nghiệp?", ("nông nghiệp",)), ("Thủ tướng nói gì?", ("Thủ tướng",)),
        ("zelensky noi gi", ("zelensky",)), ("what did duterte say", ("duterte",)),
        ("Did Trung visit Kazan?", ("Kazan",)),
        ("miễn thị thực cho công dân Nga", ("miễn thị thực",)), ("rosatom contract", ("rosatom", "contract")),
        ("Trung Quốc, Zelensky", ("Trung Quốc", "Zelensky")), ("gia xang hom nay", ("gia xang",)),
    ],
)  # fmt: skip
def test_a_name_a_date_or_a_subject_that_no_record_has_is_told(question: str, missing: tuple[str, ...]) -> None:
    answer = shipped().ask(question)
    assert (answer.status, answer.missing) == (Status.NOTHING, missing)
    assert "2" in str(answer)


@pytest.mark.parametrize(
    "question",
    [
        "Could you please tell me who met whom?",
        "Cho tôi hỏi là ai đã gặp ai vậy ạ?",
        "What else was there, by the way?",
        "need Lavrov on where Vietnam ranks",
        "only the afternoon meeting pls",
        "sectors Medvedev brought up that Putin did NOT",
        "What does Hanoi's top diplomat want?",
        "lời mời của Tổng Bí thư và BCH Trung ương",
        "putin remarks transcript, please",
        "trung gap Putn o dau",
        "vietsov petro",
        "Gặp ông Zuganov trong Điện Cremli vậy",
    ],
)
def test_fillers_ordinary_words_and_misspelt_names_are_never_missing(question: str) -> None:
    assert shipped().ask(question).missing == ()


# --- Any text -------------------------------------------------------------------------------------

WORDS = [
    "ai", "gặp", "Putin", "Lavrov", "ngày", "24/2", "2026", "ở", "Nga", "về", "năng lượng", "không", "và",
    "who", "met", "the",
    "foreign", "minister", "of", "Russia", "did", "say", "invite", "kế hoạch", "bài", "31/2", "từ", "–", "?",
    ",", "Hà Nội", "'s",
    "Đặng", "Hoa", '"', "*", "NEAR(", "words:", "AND", "OR", "NOT", "-", "^", "{", ";DROP TABLE meeting",
    "\x00", "пу", "北京",
]  # fmt: skip


def hold(answer: Answer) -> None:
    """Hold what is true of every answer."""
    assert str(answer)
    assert answer.row()["status"] == answer.status.value
    assert bool(answer.missing) == (answer.status is Status.NOTHING)
    html = answer._repr_html_().split("</style>")[-1]
    assert html.count("<") == html.count(">")


@given(st.text(max_size=200) | st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join))
@example("\ud800")
@settings(max_examples=80, deadline=None)
def test_any_text_gets_an_answer_or_a_filter_error(text: str) -> None:
    try:
        hold(shipped().ask(text))
    except FilterError as told:
        assert str(told) == "a question must hold a word"  # noqa: PT017  (another message is a failure)


@pytest.mark.parametrize("question", ["", "  ", "?!", None, 7, ["ai"], "a" * (LONGEST + 1)])
def test_what_is_no_question_is_told(question: object) -> None:
    with pytest.raises(FilterError, match="a question m"):
        shipped().ask(question)  # type: ignore[arg-type]  # what is no text, too


@given(st.sampled_from([question for question, *_ in COMPLETE]), st.sampled_from(["zzyx", "parley", "quokka"]))
@settings(deadline=None)
def test_an_unknown_word_never_leaves_an_answer_complete(question: str, word: str) -> None:
    assert shipped().ask(f"{question} {word}").status is not Status.COMPLETE


@pytest.mark.parametrize("question", [*(question for question, *_ in COMPLETE), *CLOSE])
def test_without_accents_no_record_is_lost(question: str) -> None:
    assert set(ids(shipped().ask(question))) <= set(ids(shipped().ask(fold(question))))


def test_the_summary_of_a_record_finds_it_first() -> None:
    for archive in (shipped(), second()):
        records: list[m.Statement | m.Invitation | m.Undertaking | m.Background] = [
            *archive.statements(status="any"), *archive.invitations(), *archive.undertakings(),
            *archive.background()
        ]  # fmt: skip
        for record in records:
            for summary in filter(None, (record.summary.vi, record.summary.en)):
                assert record.id in ids(archive.ask(summary))[:2], summary


def test_days_that_are_counted_from_another_need_it() -> None:
    for today in (dt.date(2026, 2, 25), "25/2/2026", "2026-02-25"):
        assert ids(shipped().ask("Hôm qua ai gặp ai?", today=today)) == ALL
    with pytest.raises(DateError):
        shipped().ask("Hôm qua ai gặp ai?", today="yesterday")


# --- Another archive ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("Who met whom on 2/5/2019?", ("2019-05-02-teklin",)),
        ("Ai gặp ai ở Velmora?", ("2019-05-02-teklin", "2024-03-10-dang-hoa")),
        ("Đặng Hoà gặp ai?", ("2024-03-10-dang-hoa",)),
        ("Đặng Hoa gặp ai?", ("2024-03-11-dang-hoa-2",)),
        ("Did Ilse Brandt meet Lindqvist?", ()),
        ("Who invited Anselm Ordway?", ("2019-05-03-harbour-house/i5a",)),
        ("Did Anselm Ordway decline the invitation?", ("2019-05-03-harbour-house/i5a",)),
        ("Ai nhắc đến đường sắt?", ("2019-05-03-harbour-house/p3a", "2019-05-03-harbour-house/p3b")),
        ("Bài của Nora Quell", ("2019-05-03-harbour-house",)),
    ],
)
def test_another_archive_is_asked_without_a_line_of_code(question: str, found: tuple[str, ...]) -> None:
    answer = second().ask(question)
    assert (answer.status, ids(answer)) == (Status.COMPLETE, found)
