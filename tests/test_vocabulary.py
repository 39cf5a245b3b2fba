"""Claims about the closed vocabularies: each word means one term, and each term has its labels."""

from __future__ import annotations

import re
import unicodedata

import pytest

from diplomacy_archive._text import case_words
from diplomacy_archive.records import _vocabulary as v

VOCABULARIES = v.Vocabulary.__subclasses__()
TERMS = [(vocabulary, term) for vocabulary in VOCABULARIES for term in vocabulary]
WORDS = [(vocabulary, term, word) for vocabulary, term in TERMS for word in term.words]


@pytest.mark.parametrize(("vocabulary", "term"), TERMS, ids=lambda value: str(getattr(value, "value", "")))
def test_a_term_has_an_id_and_labels_and_is_found_by_each(
    vocabulary: type[v.Vocabulary], term: v.Vocabulary
) -> None:
    assert re.fullmatch("[a-z]+(_[a-z]+)*", term.value)
    for name in (
        term.value,
        term.value.upper(),
        term.vi,
        term.en,
        unicodedata.normalize("NFD", term.vi),
        *term.words,
    ):
        assert term in vocabulary.named(name)


@pytest.mark.parametrize("vocabulary", VOCABULARIES, ids=lambda vocabulary: vocabulary.__name__)
def test_no_label_or_word_means_two_terms(vocabulary: type[v.Vocabulary]) -> None:
    meant: dict[str, set[str]] = {}
    for term in vocabulary:
        for word in (term.value.replace("_", " "), term.en, *term.words):
            meant.setdefault(case_words(word), set()).add(term)
    assert {word: terms for word, terms in meant.items() if len(terms) > 1} == {}


@pytest.mark.parametrize(("vocabulary", "term", "word"), WORDS, ids=[f"{term}-{word}" for _, term, word in WORDS])
def test_a_word_prints_its_own_term_and_no_other(
    vocabulary: type[v.Vocabulary], term: v.Vocabulary, word: str
) -> None:
    for phrase in (word, word.upper(), f"({word}),", unicodedata.normalize("NFD", f"và {word} xong")):
        assert vocabulary.printed_in(phrase) == {term}
    assert term not in vocabulary.printed_in(f"x{word}y")


@pytest.mark.parametrize(
    ("vocabulary", "phrase", "terms"),
    [
        (v.Kind, "tiếp xúc song phương", {v.Kind.MEETING}),
        (v.Kind, "hội đàm; điện đàm", {v.Kind.TALKS, v.Kind.PHONE_CALL}),
        (v.Kind, "gặp gặp", {v.Kind.MEETING}),
        (v.Kind, "hoi dam", set()),
        (v.Act, "khẳng định sẵn sàng", {v.Act.AFFIRMED, v.Act.EXPRESSED_READINESS}),
        (v.Role, "Thứ trưởng Ngoại giao", {v.Role.DEPUTY_FOREIGN_MINISTER}),
        (v.Role, "Bộ trưởng Quốc phòng", {v.Role.MINISTER}),
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
