"""Claims about plain text: it fits its width, loses no word, and lines up."""

from __future__ import annotations

import re
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from diplomacy_archive.show._terminal import COLOUR, WIDTH, cards_text, table_text
from diplomacy_archive.show._values import Card, Fact

# Vietnamese composed and taken apart, Russian, Chinese (two columns a letter), Thai (marks of no column).
WORD = st.sampled_from(
    [
        "a",
        "Trung",
        "Hoài",
        unicodedata.normalize("NFD", "Hoài"),
        "Лавров",
        "王毅",
        "ดอน",
        "กู้",
        "24/2",
        "[x]",
        "“ấy”",
    ]
)
TEXT = st.lists(WORD, min_size=1, max_size=40).map(" ".join)
LABEL = st.sampled_from(["date", "place", "nơi", "日期"])
CARD = st.builds(
    Card,
    title=TEXT,
    id=st.sampled_from(["", "2031-05-06-vega", "x" * 60]),
    facts=st.lists(st.builds(Fact, st.just("x"), LABEL, TEXT | st.just("")), max_size=3).map(tuple),
)


def columns(text: str) -> int:
    """Return the columns of a terminal that a text takes."""
    marks = sum(unicodedata.category(letter) == "Mn" for letter in text)
    return len(text) - marks + sum(unicodedata.east_asian_width(letter) == "W" for letter in text)


@given(st.lists(CARD, min_size=1, max_size=3), st.integers(30, 100))
def test_cards_fit_their_width_and_lose_no_word(cards: list[Card], width: int) -> None:
    text = cards_text(cards, width=width)
    for line in text.split("\n"):
        assert columns(line) <= width or re.fullmatch(r" *\[x+\]", line), line
        assert line == line.rstrip()
    said = [
        word
        for card in cards
        for part in (card.title, *(str(fact.value) for fact in card.facts))
        for word in part.split()
    ]
    shown = text.split()
    rest = iter(shown)
    for word in (word for word in said if word != "[x]"):
        assert word in rest, (word, shown)


def test_an_id_stands_at_the_right_edge_or_below_its_title() -> None:
    (line,) = cards_text([Card("王毅 – Trần Minh", "2031-05-06-vega")]).split("\n")
    assert line.endswith("[2031-05-06-vega]")
    assert columns(line) == WIDTH
    long = cards_text([Card("Trần Minh " * 7, "2031-05-06-vega")]).split("\n")
    assert long == [("Trần Minh " * 7).strip(), "  [2031-05-06-vega]"]


def test_parts_are_indented_and_cards_stand_apart() -> None:
    said = Card("Statement", facts=(Fact("act", "act", "wished"),))
    card = Card("Meeting", facts=(Fact("date", "date", "6/5"),), parts=(said,))
    assert cards_text([card, Card("Other")]) == (
        "Meeting\n  date  6/5\n  Statement\n    act  wished\n\nOther"
    )  # fmt: skip


def test_values_line_up_behind_the_longest_label() -> None:
    card = Card("Meeting", facts=(Fact("date", "日期", "one " * 20), Fact("who", "who", "two")))
    lines = cards_text([card], width=40).split("\n")
    assert {columns(line[: re.search("one|two", line).start()]) for line in lines[1:]} == {8}  # type: ignore[union-attr]


@given(st.lists(CARD, min_size=1, max_size=2))
def test_colours_add_marks_and_change_no_letter(cards: list[Card]) -> None:
    painted = cards_text(cards, style=COLOUR)
    assert re.sub("\x1b\\[[0-9;]*m", "", painted) == cards_text(cards)
    assert "\x1b" not in cards_text(cards)


@given(st.lists(st.tuples(WORD, TEXT, WORD), max_size=4), st.integers(60, 120))
def test_table_columns_line_up_and_a_cell_has_two_lines(rows: list[tuple[str, str, str]], width: int) -> None:
    text = table_text(("id", "what is said", "kind"), rows, below=[f"({row[0]})" for row in rows], width=width)
    lines = text.split("\n")
    assert all(columns(line) <= width for line in lines)
    start = columns(lines[0][: lines[0].index("what")])
    for line in lines:  # nothing stands in the gap before the second column
        column = 0
        for letter in line if not line.startswith("  (") else "":
            if start - 2 <= column < start:
                assert letter == " "
            column += columns(letter)
    assert len(lines) <= 1 + 3 * len(rows)
    for row in rows:
        assert f"  ({row[0]})" in lines
        said = " ".join(row[1].split())
        assert said.split()[0] in text.split()


def test_a_long_cell_ends_in_an_ellipsis_and_a_line_feed_begins_a_line() -> None:
    shown = table_text(("a", "b"), [("x", "one " * 30), ("y", "two\nthree")], width=30)
    assert shown.split("\n")[1:] == [
        "x  one one one one one one one", "   one one one one one one …", "y  two", "   three",
    ]  # fmt: skip


def test_words_joined_by_a_no_break_space_stay_together() -> None:
    shown = table_text(("a", "b"), [("Lê\u00a0Hoài\u00a0Trung", "one " * 9)], width=24)
    assert "Lê\u00a0Hoài\u00a0Trung" in shown
