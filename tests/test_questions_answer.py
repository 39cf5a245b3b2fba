"""Claims about answers: what they hold, how they print and render, and what the command line makes of them."""

from __future__ import annotations

import datetime as dt
import json
import re
from html.parser import HTMLParser

import pytest
from question_bank import second, shipped

import diplomacy_archive as da
from diplomacy_archive.archive import Archive
from diplomacy_archive.cli import main
from diplomacy_archive.questions import Answer, Status


def text(answer: Answer) -> str:
    return " ".join(answer.text.split())


def test_an_answer_opens_with_what_was_asked() -> None:
    assert shipped().ask("Ông Trung gặp Putin ở đâu?").lead == "Ở đâu: Điện Kremlin."
    assert shipped().ask("Who met Lavrov?").lead == "Le Hoai Trung."
    assert shipped().ask("How many meetings were on 24/2?").lead == "4 meetings."
    assert shipped().ask("Did Trung meet Putin?").lead == "Yes."
    assert shipped().ask("Ai gặp ai ngày 24/2?").lead == "4 cuộc gặp:"


def test_an_office_is_of_whom_the_asked_capacity_says_and_nobody_else() -> None:
    assert shipped().ask("Ông Trung là đặc phái viên của ai?").lead == "Tô Lâm."
    assert shipped().ask("Zyuganov là chủ tịch đảng nào?").lead == "Đảng Cộng sản Liên bang Nga."


@pytest.mark.parametrize("question", ["Gặp?", "became", "Did it happen?", "Họ có gặp nhau không?"])
def test_a_question_that_names_nothing_is_not_understood(question: str) -> None:
    assert shipped().ask(question).status is Status.NOT_UNDERSTOOD


def test_two_parts_of_a_day_are_not_answered_as_one() -> None:
    assert shipped().ask("Chiều 24/2 ai gặp ai?").status is Status.ANSWERED
    assert shipped().ask("Sáng và chiều 24/2 ai gặp ai?").status is Status.NOT_UNDERSTOOD


def test_an_answer_speaks_the_language_of_the_question() -> None:
    assert "afternoon" in text(shipped().ask("When did Trung meet Lavrov?"))
    assert "chiều" in text(shipped().ask("Khi nào Trung gặp Lavrov?"))
    assert shipped().ask("Putin met ai ngày 24/2?").language == "vi"
    assert shipped().ask("Who raised dầu khí?").language == "en"


def test_an_answer_prints_with_its_proof_and_how_it_was_understood() -> None:
    printed = str(shipped().ask("Ai nhắc đến hợp tác biển?"))
    assert "căn cứ" in printed
    assert "2026-02-25-putin-lavrov §1 “" in " ".join(printed.split())
    assert printed.endswith("(hiểu là: phát biểu · lĩnh vực: hợp tác biển · hỏi: ai)")
    assert max(map(len, printed.splitlines())) <= 80


def test_the_text_of_an_answer_is_without_its_proof() -> None:
    assert "căn cứ" not in shipped().ask("Ai nhắc đến hợp tác biển?").text


def test_an_answer_renders_as_html_with_every_value_escaped() -> None:
    found = []
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, attrs: found.append(tag)  # type: ignore[method-assign]  # noqa: ARG005
    parser.feed(shipped().ask('Ai là <script>alert("&")</script>?')._repr_html_())
    assert "script" not in found
    assert "&lt;" not in shipped().ask("Ai gặp Putin?")._repr_html_()
    assert "Điện Kremlin" in shipped().ask("Ai gặp Putin?")._repr_html_()


def test_rows_of_an_answer_are_those_of_its_records() -> None:
    answer = shipped().ask("Ai gặp Putin?")
    assert answer.rows() == shipped().meetings(person="Putin").rows()
    assert json.loads(json.dumps(answer.row(), ensure_ascii=False))["records"] == answer.rows()


def test_two_parts_get_two_answers() -> None:
    answer = shipped().ask("Putin gặp ai và nói gì?")
    assert answer.status is Status.ANSWERED
    assert answer.lead.splitlines()[::2] == ["Lê Hoài Trung.", "6 phát biểu:"]
    assert "tư" not in answer.understood.split(";")[0]
    both = text(shipped().ask("Kế hoạch hợp tác cho giai đoạn nào, đã ký chưa?"))
    assert both.startswith("Không thấy ghi là đã ký. Giai đoạn nào: “giai đoạn 2026-2028”.")


def test_the_second_part_of_a_question_may_have_no_answer() -> None:
    answer = shipped().ask("Putin gặp ai và đề xuất gì?")
    assert answer.lead.startswith("Lê Hoài Trung.\n\nKhông thấy ghi: phát biểu")


def test_what_is_not_stated_is_told_beside_what_is() -> None:
    answer = shipped().ask("Trung gặp Lavrov khi nào, ở đâu?")
    assert answer.status is Status.ANSWERED
    assert answer.lead == "Khi nào: chiều 24/2/2026. Ở đâu: bài báo không nêu. Bài báo không nêu: ở đâu."


def test_a_place_that_only_outside_knowledge_finds_says_so() -> None:
    assert "outside knowledge" in text(shipped().ask("Did Trung meet Putin in Moscow?"))


def test_meetings_of_which_the_article_says_less_are_counted_apart() -> None:
    notes = " ".join(shipped().ask("How many meetings were in the afternoon?").notes)
    assert notes.startswith("For 3 other meetings the article does not state this:")


def test_a_month_is_named_in_the_language_of_the_question() -> None:
    assert "ngày: tháng 3 ·" in shipped().ask("Ai gặp ai tháng 3?").understood
    assert "on: March 2027 ·" in shipped().ask("Who met whom in March 2027?").understood


def test_what_is_recorded_close_by_is_no_answer() -> None:
    answer = shipped().ask("Did Putin meet Lavrov on 24/2?")
    assert (answer.status, answer.records, answer.quotes) == (Status.NOTHING_FOUND, (), ())
    assert answer.lead.endswith("Recorded close by:")
    assert answer.cards


def test_whom_somebody_met_is_told_whole_however_many_the_meetings(monkeypatch: pytest.MonkeyPatch) -> None:
    people = {archive: [one.name for one in archive.people()] for archive in (shipped(), second())}

    def told(archive: Archive, name: str) -> list[str]:
        return sorted(archive.ask(f"{name} gặp những ai?").lead.strip(".").split(", "))

    before = {name: told(archive, name) for archive in people for name in people[archive]}
    monkeypatch.setattr("diplomacy_archive.questions.intents.found.LOOKED_AT", 0)
    for archive, names in people.items():
        for name in names:
            assert told(archive, name) == before[name]


def test_a_name_that_fits_several_shows_them() -> None:
    answer = shipped().ask("Ngoại trưởng gặp ai?")
    assert answer.status is Status.AMBIGUOUS
    assert [card.title for card in answer.cards] == ["Lê Hoài Trung", "Sergey Lavrov"]


def test_what_was_not_understood_is_named_with_questions_that_can_be_asked() -> None:
    answer = second().ask("Who met the mayor of Port Selm?")
    assert answer.lead.startswith(
        "Not understood: “mayor”. You can ask, for instance: “Who met whom on 2 May 2019?”"
    )
    for example in answer.lead.split("“")[2:]:
        assert second().ask(example.split("”")[0]).status is Status.ANSWERED


def test_two_unknown_words_side_by_side_are_one_phrase() -> None:
    assert "“Joe Biden”" in shipped().ask("Did Joe Biden meet Putin?").lead


def test_a_relative_date_needs_a_day_to_count_from() -> None:
    assert shipped().ask("Ai gặp ai hôm qua?").status is Status.NOT_UNDERSTOOD
    answer = shipped().ask("Ai gặp ai hôm qua?", today=dt.date(2026, 2, 25))
    assert answer.status is Status.ANSWERED
    assert len(answer.records) == 4
    assert shipped().ask("Who met whom today?", today=dt.date(2026, 2, 25)).status is Status.NOTHING_FOUND


def test_questions_are_answered_from_a_built_file(tmp_path: object) -> None:
    path = f"{tmp_path}/archive.db"
    shipped().save(path)
    question = "Ngọc Ánh viết bài nào?"
    assert da.load(path).ask(question).row() == shipped().ask(question).row()


def test_an_empty_archive_understands_and_finds_nothing(tmp_path: object) -> None:
    with open(f"{tmp_path}/archive.yaml", "w") as file:  # noqa: PTH123  (the fixture's type is not imported)
        file.write("archive: {title: empty, version: '0'}\n")
    empty = da.load(f"{tmp_path}")
    assert empty.ask("Ai gặp ai ngày 24/2?").status is Status.NOTHING_FOUND
    assert empty.ask("Putin gặp ai?").lead == "Chưa hiểu: “Putin”."


def test_asking_reads_its_words_only_when_asked() -> None:
    import subprocess
    import sys

    code = (
        "import sys, diplomacy_archive as da; archive = da.load(); archive.meetings(on='24/2').ids\n"
        "print(any('questions' in name for name in sys.modules))\n"
        "archive.ask('Ai gặp ai?'); print(any('questions' in name for name in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "True"]


@pytest.mark.parametrize(
    ("question", "status"),
    [
        ("Ai gặp ai ngày 24/2 và về việc gì?", 0),
        ("Ai gặp ai ngày 25/2?", 0),
        ("Where did Trung meet Lavrov?", 0),
        ("Ngoại trưởng gặp ai?", 1),
        ("Did Putin meet Trump?", 1),
    ],
)
def test_the_exit_status_tells_whether_it_was_understood(
    question: str, status: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["ask", question]) == status
    assert capsys.readouterr().out == f"{shipped().ask(question)}\n"


def test_the_command_line_takes_a_question_in_words_without_quotes(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "Who", "met", "Putin?"]) == 0
    assert "Le Hoai Trung" in capsys.readouterr().out


def test_the_command_line_gives_an_answer_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "--json", "Ai gặp Putin?"]) == 0
    assert json.loads(capsys.readouterr().out) == shipped().ask("Ai gặp Putin?").row()


def test_the_command_line_counts_from_a_day_that_is_given(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "--today", "2026-02-25", "Ai gặp ai hôm qua?"]) == 0
    assert "4 cuộc gặp" in capsys.readouterr().out
    assert main(["ask", "--today", "25/2/2026", "Ai gặp ai hôm qua?"]) == 2
    assert "YYYY-MM-DD" in capsys.readouterr().err


def test_an_answers_areas_are_terms_with_their_words_and_silence_looks_like_silence() -> None:
    html = shipped().ask("Ai gặp ai ngày 24/2 và về việc gì?")._repr_html_()
    assert re.search(r'<span class="da-chip da-field">dầu khí §6 §10<', html)
    assert re.search(
        r'<span class="da-chip da-topic">chính sách đối ngoại '
        r'<span class="da-words"[^>]*>“đường lối đối ngoại”',
        html,
    )
    assert '<span class="da-none">bài báo không nêu</span>' in html


@pytest.mark.parametrize(
    ("question", "why"),
    [
        ("Ai gặp ai trước 24/2?", "cần ghi rõ năm"),
        ("Ai gặp ai từ 23/2 đến 25/2?", "cần ghi rõ năm"),
        ("Who met whom after 24/2?", "needs the year"),
        ("Ngày 30/2 ai gặp ai?", "Không có ngày 30/2."),
        ("Who met whom on 31 April 2026?", "There is no day 31 April 2026."),
        ("Ai gặp ai từ 29/2 đến 3/3/2026?", "Không có ngày 29/2/2026."),
        ("Hôm qua ai gặp ai?", "--today"),
        ("Whom did Putin meet yesterday?", "--today"),
    ],
)
def test_a_day_that_is_not_understood_is_told_what_it_lacks(question: str, why: str) -> None:
    answer = shipped().ask(question)
    assert answer.status is Status.NOT_UNDERSTOOD
    assert why in answer.lead


def test_a_day_that_is_understood_lacks_nothing() -> None:
    for question in ("Ai gặp con ông Putin ngày 24/2?", "Who met the son of Putin before 24/2/2026?"):
        lead = shipped().ask(question).lead
        assert not any(words in lead for words in ("ghi rõ năm", "the year", "Không có ngày", "no day", "today="))
