"""Quotations are accepted where every word of them stands, and nowhere else."""

from __future__ import annotations

import io
import json
import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shipped import LAVROV, LEADERS, PARTIES, PUTIN, evidenced
from shipped import archive as shipped

import diplomacy_archive as da
from diplomacy_archive.cli import main
from diplomacy_archive.files._prove import Proof, Verdict
from diplomacy_archive.files._quotations import read_quotations

ARTICLES = Path(__file__).parents[2] / "shared" / "articles"
MARKS = ("“{}”", '"{}"', "«{}»", "‘{}’", "'{}'", "„{}“", "> {}", "> “{}”", "“**{}**”", "“{}.”", "“{},”")
FORMS = ("NFC", "NFD", *(pytest.param(form, marks=pytest.mark.slow) for form in ("NFKC", "NFKD")))


@cache
def archives() -> list[da.Archive]:
    """Return the shipped archive without the articles' texts and, where they are at hand, with them."""
    return [shipped(), *([da.load(texts=ARTICLES)] if ARTICLES.is_dir() else [])]


def quotes() -> list[str]:
    return list(dict.fromkeys(quote.phrase for record in evidenced() for quote in record.quotes))


def verdicts(text: str, archive: da.Archive | None = None) -> list[str]:
    return [finding.verdict.value for finding in (archive or shipped()).prove(text)]


def proven(archive: da.Archive, phrases: list[str], form: str = "“{}”") -> Proof:
    proof = archive.prove("\n\n".join(form.format(phrase) for phrase in phrases))
    assert len(proof) == len(phrases)
    return proof


# --- No true quotation is refused -----------------------------------------------------------------


@pytest.mark.parametrize("marks", MARKS)
@pytest.mark.parametrize("form", FORMS)
def test_every_shipped_quote_stands_in_any_marks_and_any_normal_form(
    marks: str, form: Literal["NFC", "NFD", "NFKC", "NFKD"]
) -> None:
    written = [unicodedata.normalize(form, phrase) for phrase in quotes()]
    for archive in archives():
        proof = proven(archive, written, marks)
        assert proof.stands, proof


def test_every_shipped_quote_stands_across_line_breaks_with_its_id_and_its_paragraph() -> None:
    lines = []
    for record in evidenced():
        id_ = getattr(record, "id", None) or getattr(record, "meeting", None) or record.article
        for quote in record.quotes:
            broken = quote.phrase.replace(" ", "\n   ")
            lines += [f"“{broken}” ({id_}).", f"{id_}, §{quote.paragraph} “{broken}”", quote.citation()]
            lines += [f"> {quote.phrase}\n> — {record.article}, paragraph {quote.paragraph}"]
            address = shipped().article(quote.article).url
            lines += [f"*“{quote.phrase}”* ({address} đoạn {quote.paragraph})"]
    for archive in archives():
        proof = archive.prove("\n\n".join(lines))
        assert proof.stands, [str(one.text()) for one in proof if one.verdict is not Verdict.STANDS]


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_what_the_archive_itself_prints_is_proven(lang: Any) -> None:
    archive = da.load(lang=lang)
    found = (archive.meetings(), archive.statements(), archive.undertakings(), archive.invitations())
    printed = [one.text(full=True) for one in (*found, archive.background(), archive.mentions())]
    printed += [
        str(archive.meeting(PUTIN)),
        str(archive.ask("Ai nhắc tới điện hạt nhân?")),
        str(archive.meetings()),
    ]
    for text in printed:
        proof = archive.prove(text)
        assert len(proof) > 2
        assert proof.stands, [str(one.text()) for one in proof if one.verdict is not Verdict.STANDS]


# --- No forgery is accepted -----------------------------------------------------------------------


def forgeries(phrase: str, others: list[str]) -> Iterator[str]:
    """Yield the phrase with a word put in, changed or dropped, another number or case, or joined to another."""
    words = phrase.split()
    for at in range(1, len(words)):
        yield " ".join([*words[:at], "không", *words[at:]])
    for at, word in enumerate(words):
        yield " ".join([*words[:at], "núi", *words[at + 1 :]])
        yield " ".join([*words[:at], word.swapcase(), *words[at + 1 :]])
        yield " ".join([*words[:at], word[:-1] + ("x" if word[-1] != "x" else "y"), *words[at + 1 :]])
        bare = "".join(letter for letter in unicodedata.normalize("NFD", word) if not unicodedata.combining(letter))
        if bare.replace("đ", "d") != word:
            yield " ".join([*words[:at], bare, *words[at + 1 :]])
        if 0 < at < len(words) - 1:
            yield " ".join([*words[:at], *words[at + 1 :]])
    yield from (
        phrase[: match.start()] + str(int(match[0]) + 1) + phrase[match.end() :]
        for match in re.finditer(r"[0-9]+", phrase)
    )
    half = (len(words) + 1) // 2
    yield from (" ".join([*words[:half], *other.split()[len(other.split()) // 2 :]]) for other in others)
    yield from (f"{phrase} {other}" for other in others)
    yield from (phrase + tail for tail in (" không", "x", " hạt nhân, không"))


def really_there(words: str, archive: da.Archive) -> bool:
    """Tell by words alone whether a forgery happens to be recorded, or to stand in a text at hand."""
    wanted = words.split()
    known = [quote.phrase for record in evidenced() for quote in record.quotes]
    known += [form for record in evidenced() for _, form in record.printed_forms()]
    if archive is not shipped():
        known += [part for article in archive.articles() for part in archive.text(article).paragraphs]
    there = [[word.strip('.,;:"“”()?!…') for word in phrase.split()] for phrase in known]
    bare = [word.strip('.,;:"“”()?!…') for word in wanted]
    return any(bare == run[at : at + len(bare)] for run in there for at in range(len(run)))


@pytest.mark.slow
def test_no_forgery_of_a_shipped_quote_is_accepted() -> None:
    phrases = quotes()
    forged = dict.fromkeys(
        false
        for one, other in pairwise([*phrases, phrases[0]])
        for false in forgeries(one, [other])
        if false not in phrases
    )
    accepted = {}
    for archive in archives():
        for finding in proven(archive, list(forged)):
            if finding.verdict in (Verdict.STANDS, Verdict.ELSEWHERE):
                accepted[finding.words] = archive
    assert len(forged) > 2000
    assert [words for words, archive in accepted.items() if not really_there(words, archive)] == []
    assert len(accepted) < 10  # which are no forgeries: the words stand there


def test_two_places_joined_are_called_stitched_where_the_texts_are_at_hand() -> None:
    if not ARTICLES.is_dir():
        pytest.skip("the articles' texts stay with their publishers")
    proof = archives()[1].prove(
        "“người bạn thân thiết mở rộng sang các lĩnh vực” và “Nga luôn coi trọng … đối tác ưu tiên”"
    )
    assert [one.verdict for one in proof] == [Verdict.STITCHED, Verdict.STITCHED]
    assert [str(place) for place in proof[0].places] == [f"{LEADERS} §8", f"{LEADERS} §10"]
    changed = archives()[1].prove("“người bạn rất thân thiết”")[0]
    assert changed.verdict is Verdict.NOT_THERE
    assert changed.nearest
    assert str(changed.nearest) == f"{LEADERS} §8"


@pytest.mark.parametrize(
    ("words", "true"),
    [("25,5 tỷ USD", True), ("5 tỷ USD", False), ("25", False), ("tỷ USD", True), ("proliferation", False),
     ("Việt Nam", True), ("Nam", True), ("iệt Nam", False), ("can", False), ("Russia", True), ("10%", True),
     ("10", False)],
)  # fmt: skip
def test_no_word_and_no_number_is_cut(words: str, true: bool) -> None:
    from diplomacy_archive.files._prove import holds

    assert holds(words, "Việt Nam: 25,5 tỷ USD, non-proliferation, can't, Russia's, 10%") is true


# --- Where, by whom -------------------------------------------------------------------------------

NUCLEAR = "mở rộng sang các lĩnh vực điện hạt nhân"


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        (f"Putin nói “{NUCLEAR}”.", "stands"),
        (f"Tổng thống Nga: “{NUCLEAR}”.", "stands"),
        (f"The president wished to “{NUCLEAR}”.", "stands"),
        (f"When he met Lê Hoài Trung, he said “{NUCLEAR}”.", "stands"),
        (f"Medvedev nói “{NUCLEAR}”.", "stands_elsewhere"),
        (f"Lê Hoài Trung nói “{NUCLEAR}”. Putin nghe.", "stands_elsewhere"),
        (f"“{NUCLEAR}” ({LEADERS}/p10b)", "stands"),
        (f"“{NUCLEAR}” ({LEADERS}/p10a)", "stands_elsewhere"),
        (f"“{NUCLEAR}” ({PARTIES} §10)", "stands_elsewhere"),
        (f"“{NUCLEAR}” ({LEADERS} §10)", "stands"),
        (f"“{NUCLEAR}” ({LEADERS} §11)", "stands_elsewhere"),
        (f"“{NUCLEAR}” ({PUTIN})", "stands"),
        (f"“{NUCLEAR}” ({LAVROV})", "stands_elsewhere"),
        (f"(§11) “{NUCLEAR}”", "stands_elsewhere"),
        (f"“{NUCLEAR}” (đoạn 10)", "stands"),
        ("“núi sông biển cả”", "cannot_be_told"),
    ],
)
def test_a_quotation_is_held_against_what_the_text_names_beside_it(text: str, verdict: str) -> None:
    proof = shipped().prove(text)
    assert [one.verdict.value for one in proof if not one.is_id] == [verdict]


def test_each_quotation_goes_with_its_own_id_so_that_two_that_are_swapped_are_seen() -> None:
    right = f"Ông nói “{NUCLEAR}” ({LEADERS}/p10b) và “đối tác ưu tiên” ({LEADERS}/p14a)."
    assert verdicts(right) == ["stands"] * 4
    swapped = right.replace("p10b", "p0x").replace("p14a", "p10b").replace("p0x", "p14a")
    assert verdicts(swapped) == ["stands_elsewhere", "stands_elsewhere", "stands", "stands"]


def test_an_id_that_is_none_is_told_with_those_that_are_alike() -> None:
    (finding,) = shipped().prove("as said (2026-02-25-putin-lavrov/p14x)")
    assert finding.verdict is Verdict.NOT_THERE
    assert f"{LEADERS}/p14" in finding.text("vi")
    assert verdicts("see https://example.org/2026-02-24-putin/p14a for more") == []


def test_words_in_many_places_are_told_with_all_of_them() -> None:
    (finding,) = shipped().prove("“hội kiến”")
    assert finding.verdict is Verdict.STANDS
    assert {place.article for place in finding.places} == {PARTIES, LEADERS}
    assert len(finding.places) > 4
    assert "more places" in finding.text()
    assert "chỗ nữa" in finding.text("vi")


def test_a_summary_is_not_taken_for_the_words_of_an_article() -> None:
    (finding,) = shipped().prove("“He regards To Lam as a close friend”")
    assert finding.verdict is Verdict.UNKNOWN
    assert f"the summary of {LEADERS}/p8a, no article's words" in finding.text()


# --- Which words are quoted -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("no quotation, the ministers' and it's and 5\" wide", []),
        ("“a” and \"b\" and «c» and ‘d’ and 'e'", ["a", "b", "c", "d", "e"]),
        ("“a “b” c” ‘d’", ["a “b” c", "d"]),
        ("“he's ‘in’ it”", ["he's ‘in’ it"]),
        ("‘the ministers’ talks’ began", ["the ministers’ talks"]),
        ("‘Russia’s friend’ and 'don't go'", ["Russia’s friend", "don't go"]),
        ("“a\nb” c", ["a\nb"]),
        ("“a\n\n“b”", ["a", "b"]),
        ("“a b", ["a b"]),
        ("a b” c", ["a b"]),
        ('"a\nb\n\n"c"', ["a\nb", "c"]),
        ("> a\n> b\n\nc", ["a\nb"]),
        ("> a\n>\n> b", ["a", "b"]),
        ("> “a”\n> — x", ["a"]),
        ("> a “b” c", ["a “b” c", "b"]),
        ("„a“ „b”", ["a", "b"]),
        ('“” "" “…”', []),
        ('"2026-02-24-putin"', []),
    ],
)
def test_what_is_quoted_is_found(text: str, words: list[str]) -> None:
    for written in (text, text.replace("\n", "\r\n")):
        assert [one.words for one in read_quotations(written)[0]] == words


def test_a_quotation_that_is_not_closed_is_told_and_nothing_after_it_slips_through() -> None:
    (finding,) = shipped().prove("Putin: “người bạn thân thiết và núi")
    assert finding.verdict is Verdict.UNKNOWN
    assert "quotation marks is missing" in finding.text()
    assert verdicts("Putin: “người bạn thân thiết") == ["stands"]


@given(st.text(alphabet="ab “”\"'‘’«»>()[]§1/-.\n2026-02-24-putin/p1a…\u0301", max_size=60))
def test_any_text_is_read_and_every_quotation_is_a_part_of_it(text: str) -> None:
    found, _ = read_quotations(text)
    bare = re.sub(r"^[^\S\n]{0,3}>[^\S\n]?", "", text, flags=re.MULTILINE)
    for one in found:
        assert one.words in bare or one.words in text
        assert 1 <= one.line <= text.count("\n") + 1
    shipped().prove(text).text("vi")


# --- The door in a terminal -----------------------------------------------------------------------


def test_prove_reads_a_file_or_a_pipe_and_its_status_tells(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = tmp_path / "answer.md"
    answer.write_text(unicodedata.normalize("NFD", f"Putin: “{NUCLEAR}” ({LEADERS}/p10b)"), "utf-8")
    assert main(["prove", str(answer)]) == 0
    assert "2 of 2 stand" in capsys.readouterr().out
    answer.write_text("“không có”", "utf-8")
    assert main(["prove", str(answer), "--json"]) == 1
    assert json.loads(capsys.readouterr().out)[0]["verdict"] == "cannot_be_told"
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(answer.read_bytes())))
    assert main(["prove", "-"]) == 1
    assert "cannot be told: “không có”" in capsys.readouterr().out
    if ARTICLES.is_dir():
        assert main(["prove", str(answer), "--texts", str(ARTICLES)]) == 1
        assert "not there" in capsys.readouterr().out


@pytest.mark.parametrize("bad", ["missing.md", "."])
def test_what_cannot_be_read_is_told(bad: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["prove", str(tmp_path / bad)]) == 1
    assert "cannot be read" in capsys.readouterr().err


def test_what_is_no_text_or_too_much_is_refused() -> None:
    with pytest.raises(da.FilterError, match="must be text"):
        shipped().prove(b"x")  # type: ignore[arg-type]
    with pytest.raises(da.FilterError, match="at most 1,000,000 characters"):
        shipped().prove("x" * 1_000_001)
    assert str(shipped().prove("nothing here")) == "there is no quotation and no id in it"


def test_who_only_conveys_and_a_meeting_that_is_left_open_are_told_as_such() -> None:
    archive = shipped()
    proposed, conveyed = archive.prove("“nêu một số đề xuất” “người bạn đồng hành”")
    assert "(VN, conveyed by le-hoai-trung)" in conveyed.text()
    place = proposed.places[0]
    assert place.is_open == (archive.statement(place.record or "").basis.meetings == "open")
    assert (" or " in proposed.text()) == place.is_open
