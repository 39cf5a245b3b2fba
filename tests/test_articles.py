"""Hold the shipped data against the articles' texts, where they lie beside the repository."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from shipped import LEADERS, PARTIES, evidenced

import diplomacy_archive as da
from diplomacy_archive._text import case_words, find, parse_text
from diplomacy_archive.errors import FileError, NotAttachedError, Problem
from diplomacy_archive.files._texts import Verification
from diplomacy_archive.records import _models as m

ARTICLES = Path(__file__).parents[2] / "shared" / "articles"
needs_articles = pytest.mark.skipif(
    not ARTICLES.is_dir(),
    reason="the articles' texts stay with their publishers; they are not beside this checkout",
)
pytestmark = needs_articles

RUN = 7
"""So many words in a row a summary never shares with an article; fixed names have fewer."""


@pytest.fixture(scope="module")
def archive() -> Iterator[da.Archive]:
    with da.load(texts=ARTICLES) as opened:
        yield opened


@pytest.fixture(scope="module")
def verified(archive: da.Archive) -> tuple[Verification, list[Problem]]:
    return archive.verify(ARTICLES)


@pytest.fixture(scope="module")
def raw() -> dict[str, str]:
    """Return each article's text as its file has it."""
    found = {}
    for path in sorted(ARTICLES.glob("*.txt")):
        text = path.read_text("utf-8")
        found[PARTIES if "Zyuganov" in text else LEADERS] = text
    return found


def _evidence(archive: da.Archive) -> Iterator[m.Evidenced]:
    yield from archive.records().evidenced()
    for article in archive.articles():
        yield from article.photos


def test_every_quote_is_proven_and_nothing_is_amiss(verified: tuple[Verification, list[Problem]]) -> None:
    proof, problems = verified
    assert problems == []
    assert {one.article: (one.proven, one.quotes - one.proven) for one in proof.articles} == {
        PARTIES: (91, 0),
        LEADERS: (77, 0),
    }
    assert proof.unknown == ()


def test_only_the_bylines_are_cited_by_no_fact(verified: tuple[Verification, list[Problem]]) -> None:
    proof, _ = verified
    assert {one.article: one.uncited for one in proof.articles} == {
        PARTIES: ((12, "byline"),),
        LEADERS: ((17, "byline"),),
    }


def test_every_printed_form_stands_in_a_paragraph_that_its_record_cites(archive: da.Archive) -> None:
    forms = 0
    for record in _evidence(archive):
        text = archive.text(record.article)
        cited = [text.paragraph(quote.paragraph) for quote in record.quotes]
        for _, form in record.printed_forms():
            forms += 1
            assert any(find(form, paragraph) for paragraph in cited), (record, form)
    assert forms > 200


def test_every_quote_stands_in_no_other_paragraph_so_that_a_wrong_number_is_noticed(archive: da.Archive) -> None:
    for record in _evidence(archive):
        for quote in record.quotes:
            paragraphs = archive.text(quote.article).paragraphs
            standing = [number for number, text in enumerate(paragraphs, 1) if find(quote.phrase, text)]
            assert standing == [quote.paragraph], str(quote)


def test_no_quote_is_a_whole_sentence(archive: da.Archive) -> None:
    for record in _evidence(archive):
        for quote in record.quotes:
            assert len(archive.sentence(quote, ("", ""))) > len(quote.phrase) + 1, str(quote)


def test_summaries_share_no_long_run_of_words_with_the_articles(archive: da.Archive) -> None:
    corpus = " | ".join(case_words(part) for one in archive.articles() for part in archive.text(one).paragraphs)
    own = [(one.id, one.label) for one in archive.articles()]
    for records in (archive.statements(), archive.invitations(), archive.undertakings(), archive.background()):
        own += [(one.id, one.summary) for one in records]
    for id_, text in own:
        words = case_words(text.vi or "").split()
        runs = [" ".join(words[at : at + RUN]) for at in range(len(words) - RUN + 1)]
        assert not [run for run in runs if run in corpus], id_


def test_texts_attach_with_their_stamps_and_paragraphs(archive: da.Archive) -> None:
    found = {one.id: (archive.text(one).stamp, len(archive.text(one).paragraphs)) for one in archive.articles()}
    assert found == {PARTIES: ("2026-02-24", 12), LEADERS: ("2026-02-25", 17)}


def test_the_paragraph_that_is_not_nfc_still_names_the_minister(archive: da.Archive, raw: dict[str, str]) -> None:
    assert "Lê Hoài Trung" not in raw[LEADERS].split("\n\n")[0]
    assert "Lê Hoài Trung" in archive.text(LEADERS).paragraph(1)


def test_a_quote_shows_itself_in_its_sentence(archive: da.Archive) -> None:
    quote = archive.statement(f"{LEADERS}/p14a").quotes[0]
    shown = archive.sentence(quote)
    assert "«đối tác ưu tiên»" in shown
    assert shown.startswith("Ngoại trưởng Lavrov")
    assert shown.endswith("châu Á - Thái Bình Dương.")


def test_without_texts_a_quote_cannot_show_itself() -> None:
    with da.load() as bare, pytest.raises(NotAttachedError):
        bare.sentence(bare.statement(f"{LEADERS}/p14a").quotes[0])


# --- Variants of a text are still the text --------------------------------------------------------

VARIANTS: dict[str, Callable[[str], bytes]] = {
    "NFD": lambda text: unicodedata.normalize("NFD", text).encode(),
    "NFC": lambda text: unicodedata.normalize("NFC", text).encode(),
    "CRLF": lambda text: text.replace("\n", "\r\n").encode(),
    "CR": lambda text: text.replace("\n", "\r").encode(),
    "byte order mark": lambda text: text.encode("utf-8-sig"),
    "more blank lines": lambda text: text.replace("\n\n", "\n\n \n\n\n").encode(),
    "no stamp": lambda text: re.sub(r"\A\s*date \S+\s+", "", text).encode(),
    "no line end": lambda text: text.strip().encode(),
    "wide spaces": lambda text: text.replace(" ", "\u00a0 ").replace("date\u00a0 ", "date ").encode(),
}


@pytest.mark.parametrize("variant", VARIANTS)
def test_a_text_is_recognised_however_it_is_saved_and_named(
    archive: da.Archive, raw: dict[str, str], tmp_path: Path, variant: str
) -> None:
    for article, text in raw.items():
        (tmp_path / f"saved as {article[-6:]}.txt").write_bytes(VARIANTS[variant](text))
    proof, problems = archive.verify(tmp_path)
    assert problems == []
    assert {one.article: one.proven for one in proof.articles} == {PARTIES: 91, LEADERS: 77}


def test_a_text_in_utf_16_is_recognised_and_told_as_re_encoded(
    archive: da.Archive, raw: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_text(raw[PARTIES], "utf-16")
    proof, problems = archive.verify(tmp_path)
    assert [(problem.code, "UTF-16" in problem.message) for problem in problems] == [("T05", True)]
    assert {one.article: one.proven for one in proof.articles} == {PARTIES: 91, LEADERS: 0}


# --- Edited copies are told as such, with what differs --------------------------------------------


def _edited(archive: da.Archive, folder: Path, text: str) -> tuple[Verification, list[Problem]]:
    path = folder / "copy.txt"
    path.write_text(text, "utf-8")
    proof, problems = archive.verify(path)
    assert [one.article for one in proof.articles if one.file] == [PARTIES]
    told = [problem for problem in problems if problem.origin.path.endswith("copy.txt")]
    assert [problem.code for problem in told] == ["T05"]
    assert parse_text(text).fingerprint in told[0].message, "the fingerprint to add, if the publisher corrected it"
    return proof, [problem for problem in problems if problem not in told]


def test_a_changed_word_is_told_with_the_quote_it_breaks_and_what_stands_there(
    archive: da.Archive, raw: dict[str, str], tmp_path: Path
) -> None:
    edited = raw[PARTIES].replace("đối tác quan trọng và tin cậy", "đối tác quan trọng và gần gũi")
    proof, problems = _edited(archive, tmp_path, edited)
    assert {one.article: one.proven for one in proof.articles}[PARTIES] == 90
    (broken,) = problems
    assert broken.code == "T01"
    assert "'đối tác quan trọng và tin cậy'" in broken.message
    assert "'đối tác quan trọng và gần gũi' in paragraph 6" in broken.message
    assert broken.origin.path.endswith(f"{PARTIES}.yaml")


def test_a_changed_word_that_no_fact_cites_is_told_all_the_same(
    archive: da.Archive, raw: dict[str, str], tmp_path: Path
) -> None:
    edited = raw[PARTIES].replace("thành tựu", "kết quả")
    assert edited != raw[PARTIES]
    assert _edited(archive, tmp_path, edited)[1] == []


def test_a_removed_paragraph_is_told_and_only_what_stood_there_is_unproven(
    archive: da.Archive, raw: dict[str, str], tmp_path: Path
) -> None:
    paragraphs = raw[PARTIES].strip().split("\n\n")
    edited = "\n\n".join([*paragraphs[:8], *paragraphs[9:]])
    path = tmp_path / "copy.txt"
    path.write_text(edited, "utf-8")
    _, problems = archive.verify(path)
    (told,) = (one.message for one in problems if one.code == "T05")
    assert "it has 11 paragraphs, the article 12; paragraph 9 is missing" in told
    assert any(one.code == "T01" and "nhất trí cùng phối hợp" in one.message for one in problems)
    cited = [quote for record in evidenced() for quote in record.quotes if quote.article == PARTIES]
    gone = {quote.phrase for quote in cited if quote.paragraph == 9}
    lost = {one.message.split("'")[1] for one in problems if one.code in ("T01", "T02")}
    assert lost == gone


def test_a_truncated_text_is_told_with_the_quotes_that_are_gone(
    archive: da.Archive, raw: dict[str, str], tmp_path: Path
) -> None:
    edited = "\n\n".join(raw[PARTIES].strip().split("\n\n")[:9])
    proof, problems = _edited(archive, tmp_path, edited)
    lost = [problem for problem in problems if problem.code == "T01"]
    here = {one.article: one for one in proof.articles}[PARTIES]
    assert here.quotes - here.proven == len(lost) == 18
    assert {problem.code for problem in problems} <= {"T01", "T04", "T07", "T08", "T11"}


def test_a_text_of_no_article_is_told(archive: da.Archive, tmp_path: Path) -> None:
    path = tmp_path / "other.txt"
    path.write_text("Mưa rào ở miền núi.\n\nNgày mai trời nắng.\n", "utf-8")
    proof, problems = archive.verify(path)
    assert [problem.code for problem in problems] == ["T06"]
    assert [Path(found).name for found in proof.unknown] == ["other.txt"]
    with pytest.raises(FileError, match="none of the texts is of an article"):
        da.load(texts=path)


def test_an_unrelated_text_beside_the_articles_changes_nothing(
    archive: da.Archive, raw: dict[str, str], tmp_path: Path
) -> None:
    for article, text in raw.items():
        (tmp_path / f"{article}.txt").write_text(text, "utf-8")
    (tmp_path / "notes.txt").write_text("Một ghi chú không liên quan.", "utf-8")
    proof, problems = archive.verify(tmp_path)
    assert problems == []
    assert [Path(found).name for found in proof.unknown] == ["notes.txt"]
    assert sum(one.proven for one in proof.articles) == 168
