"""Claims about the closed vocabularies: each word means one term, and each term has its labels."""

from __future__ import annotations

import re
import subprocess
import sys
import unicodedata

import pytest

from diplomacy_archive._text import case_words
from diplomacy_archive.records import _vocabulary as v

SHARED = {"chủ tịch": {"state_president", "speaker_of_parliament", "party_chair", "head"}}
"""Words that print several terms: "Chủ tịch" is the chair of whatever follows."""

VOCABULARIES = v.Vocabulary.__subclasses__()


@pytest.mark.parametrize("vocabulary", VOCABULARIES, ids=lambda vocabulary: vocabulary.__name__)
def test_a_term_has_an_id_and_labels_and_is_found_by_each(vocabulary: type[v.Vocabulary]) -> None:
    for term in vocabulary:
        assert re.fullmatch("[a-z]+(_[a-z]+)*", term.value)
        decomposed = unicodedata.normalize("NFD", term.vi)
        for name in (term.value, term.value.upper(), term.vi, term.en, decomposed, *term.words):
            assert term in vocabulary.named(name)


def test_the_file_holds_the_terms_of_the_module_in_their_order() -> None:
    listed = {name: list(terms) for name, terms in v._file().items() if name != "courtesies"}  # noqa: SLF001
    assert listed == {vocabulary.__name__: [term.value for term in vocabulary] for vocabulary in VOCABULARIES}


def test_labels_are_read_at_their_first_use() -> None:
    code = (
        "from diplomacy_archive.records import _vocabulary as v\n"
        "assert v._file.cache_info().misses == 0\n"
        "assert v.Kind('talks').vi == 'hội đàm' and v._file.cache_info().misses == 1"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.parametrize("vocabulary", VOCABULARIES, ids=lambda vocabulary: vocabulary.__name__)
def test_a_label_or_word_means_one_term_but_for_those_that_are_shared(vocabulary: type[v.Vocabulary]) -> None:
    meant: dict[str, set[str]] = {}
    for term in vocabulary:
        for word in (term.value.replace("_", " "), term.en, *term.words):
            meant.setdefault(case_words(word), set()).add(term)
    shared = {word: terms for word, terms in meant.items() if len(terms) > 1}
    assert shared == (SHARED if vocabulary is v.Role else {})


@pytest.mark.parametrize("vocabulary", VOCABULARIES, ids=lambda vocabulary: vocabulary.__name__)
def test_no_word_is_listed_twice_under_a_term(vocabulary: type[v.Vocabulary]) -> None:
    for term in vocabulary:
        words = [*map(case_words, term.words), *(word for asked in term.asked.values() for word in asked)]
        assert sorted({*words}) == sorted(words), term


@pytest.mark.parametrize("vocabulary", VOCABULARIES, ids=lambda vocabulary: vocabulary.__name__)
def test_a_word_prints_its_own_term_and_no_other(vocabulary: type[v.Vocabulary]) -> None:
    words = [(term, word) for term in vocabulary for word in term.words]
    for term, word in words:
        for phrase in (word, word.upper(), f"({word}),", unicodedata.normalize("NFD", f"và {word} xong")):
            assert vocabulary.printed_in(phrase) == SHARED.get(case_words(word), {term})
        assert vocabulary.printed_in(f"x{word.replace(' ', '')}y") == set()


@pytest.mark.parametrize(
    ("vocabulary", "phrase", "terms"),
    [
        (v.Kind, "tiếp xúc song phương", {v.Kind.MEETING}),
        (v.Kind, "hội đàm; điện đàm", {v.Kind.TALKS, v.Kind.PHONE_CALL}),
        (v.Kind, "gặp gặp", {v.Kind.MEETING}),
        (v.Kind, "hoi dam", set()),
        (v.Act, "khẳng định sẵn sàng", {v.Act.EXPRESSED_READINESS}),
        (v.Act, "ghi nhận và đánh giá cao", {v.Act.NOTED, v.Act.PRAISED}),
        (v.Role, "Thứ trưởng Ngoại giao", {v.Role.DEPUTY_FOREIGN_MINISTER}),
        (v.Role, "Bộ trưởng Quốc phòng", {v.Role.MINISTER}),
        (v.Role, "Chủ tịch Đảng Nhân dân", {v.Role.PARTY_CHAIR}),
        (v.PartOfDay, "hôm 6/5", set()),
    ],
)
def test_the_longest_words_are_read_first(
    vocabulary: type[v.Vocabulary], phrase: str, terms: set[v.Vocabulary]
) -> None:
    assert vocabulary.printed_in(phrase) == terms


def test_a_narrower_role_is_a_case_of_its_broader_one() -> None:
    assert v.Role.FOREIGN_MINISTER.broader is v.Role.MINISTER
    assert v.Role.MINISTER.broader is None
    assert all(role.broader is None or role.broader.broader is None for role in v.Role)


def test_acts_stand_in_the_order_of_commitment() -> None:
    weak_to_strong = (v.Act.INFORMED, v.Act.WISHED, v.Act.EXPRESSED_READINESS, v.Act.PROPOSED, v.Act.AGREED)
    places = [act.commitment for act in (*weak_to_strong, v.Act.PROMISED, v.Act.COMMITTED)]
    assert places == sorted(places)
    assert {act.family for act in v.Act} == set(v.Family)
