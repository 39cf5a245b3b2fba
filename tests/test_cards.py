"""Records show themselves in a terminal and a notebook: names for ids, the article's words, and their proof."""

from __future__ import annotations

import copy
import pickle
import re
import sqlite3
from contextlib import closing
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, Literal

import made_up
import pytest
from archives import archive_of
from fixtures import GOOD
from hostile import hostile_archive
from shipped import LAVROV, LEADERS, MEDVEDEV, PUTIN, archive

import diplomacy_archive as da
from diplomacy_archive.archive import Archive
from diplomacy_archive.records import _models as m
from diplomacy_archive.records._record import found_by
from diplomacy_archive.records._vocabulary import Basis
from diplomacy_archive.show._html import cards_html, h
from diplomacy_archive.show._kinds import KINDS
from diplomacy_archive.show._terminal import cards_text
from diplomacy_archive.show._values import Card, Chip, Citation, Fact, Name, Side, Value, brief, value_lines
from diplomacy_archive.show._view import View
from diplomacy_archive.store._counts import Lookup
from diplomacy_archive.store._schema import MODELS

RESULTS = (
    "meetings", "who_met_whom", "statements", "people", "parties", "organisations", "countries", "places", "areas",
    "articles", "mentions", "invitations", "undertakings", "background",
)  # fmt: skip


class _Text(HTMLParser):
    """Collect what a reader sees, and check that every element is closed."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: Any) -> None:  # noqa: ARG002  (the parser's signature)
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.words.append(data)


def seen(html: str | None) -> str:
    """Return the text of HTML without its style, spaces collapsed."""
    reader = _Text()
    reader.feed(html or "")
    reader.close()
    assert reader.open == []
    return " ".join(" ".join(reader.words).split())


def records(of: Archive) -> list[m.Record]:
    return [record for method in RESULTS for record in getattr(of, method)()]


def told(of: Archive, record: m.Record, key: str, lang: Literal["vi", "en"] = "en") -> list[str]:
    """Return what a record's whole card says under a key."""
    return [line for value in of.card(record, lang=lang).values(key) for line in value_lines(value)]


def card(*facts: tuple[str, Value], **other: Any) -> Card:
    return Card("x", facts=tuple(Fact(key, key, value) for key, value in facts), **other)


# --- What a card tells, in either language ---------------------------------------------------------


def test_every_kind_of_record_is_in_the_table_of_kinds() -> None:
    assert {name: kind.model for name, kind in KINDS.items()} == MODELS | {"encounter": m.Encounter}


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_record_has_a_card_in_each_language_with_its_quotes(lang: Literal["vi", "en"]) -> None:
    for record in records(archive()):
        made = archive().card(record, lang=lang)
        assert made.title
        assert made.lang == lang
        for quote in getattr(record, "quotes", ()):
            assert quote.phrase in {one.phrase for one in made.proof}
        assert f"“{made.proof[0].phrase}”" in " ".join(cards_text([made]).split()) if made.proof else True


def test_names_are_in_the_language_with_the_printed_form_beside() -> None:
    meeting = archive().meeting(PUTIN)
    assert archive().card(meeting).title == "Le Hoai Trung (Vietnam) – Vladimir Putin (Russia)"
    assert archive().card(meeting, lang="vi").title == "Lê Hoài Trung (Việt Nam) – Vladimir Putin (Nga)"
    assert told(archive(), meeting, "place") == ["Kremlin “Điện Kremlin”"]
    assert told(archive(), meeting, "place", "vi") == ["“Điện Kremlin”"]
    assert told(archive(), meeting, "date") == ["24 Feb 2026 “ngày 24/2”"]
    assert told(archive(), meeting, "date", "vi") == ["24/2/2026 “ngày 24/2”"]
    assert told(archive(), meeting, "kind") == ["formal call “hội kiến”"]


def test_a_form_that_is_printed_for_an_area_stands_with_its_own_paragraphs() -> None:
    shown = " ".join(str(archive().meeting(PUTIN)).split())
    assert "transport “giao thông - vận tải” §6, “giao thông vận tải” §10" in shown
    assert "oil and gas “dầu khí” §6 §10" in shown


def test_how_a_speaker_and_a_meeting_are_known_is_told_where_it_is_not_stated() -> None:
    for one in archive().statements():
        (basis,) = told(archive(), one, "basis") or [""]
        for step in (one.basis.speakers, one.basis.meetings):
            assert step is Basis.STATED or step.en in basis
        assert bool(basis) == (one.basis != m.BasisOf())


def test_an_open_speaker_is_not_stated_and_who_conveyed_it_is_told() -> None:
    (one, *_) = (one for one in archive().statements() if one.speakers is None)
    assert told(archive(), one, "speaker") == ["not stated"]
    assert told(archive(), one, "conveyed_by", "vi") == [archive().person(one.conveyed_by[0]).name]


def test_what_lacks_in_an_article_that_was_not_seen_whole_is_not_seen() -> None:
    found = archive().records()
    articles = tuple(one.model_copy(update={"partial": True}) for one in found.articles)
    part = archive_of(m.Records(**{**vars(found), "articles": articles}))
    assert told(part, part.meeting(LAVROV), "place") == ["not seen in the part at hand"]
    assert told(archive(), archive().meeting(LAVROV), "place") == ["not stated"]


def test_a_summary_in_one_language_is_shown_and_marked_in_the_other() -> None:
    found = archive().records()
    alone = tuple(one.model_copy(update={"summary": m.LocalText(vi=one.summary.vi)}) for one in found.statements)
    part = archive_of(m.Records(**{**vars(found), "statements": alone}))
    (one, *_) = part.statements()
    assert part.card(one).title == f"{one.summary.vi} (in Vietnamese)"
    assert part.card(one, lang="vi").title == one.summary.vi


def test_a_short_form_tells_where_background_is_as_a_place_and_not_as_a_time() -> None:
    (venture,) = [one for one in archive().background() if one.id.endswith("/b16c")]
    short = archive().card(venture, short=True)
    assert [(fact.key, fact.value) for fact in short.facts if fact.key in {"when", "place"}] == [
        ("place", "Russia")
    ]


def test_a_short_form_is_a_few_lines_with_words() -> None:
    for lang in ("vi", "en"):
        for record in records(archive()):
            short = archive().card(record, lang=lang, short=True)
            assert len(short.facts) <= 2
            assert len(short.proof) <= 3
            assert short.parts == ()


def test_a_meetings_areas_hold_no_words_of_one_sides_own_task() -> None:
    (fields,) = [fact.value for fact in archive().card(archive().meeting(MEDVEDEV)).facts if fact.key == "fields"]
    assert "“khoa học - công nghệ” §6" in str(fields)
    assert "“khoa học công nghệ” §3" not in str(fields)


def test_a_meetings_readout_tells_who_where_when_and_what_was_said() -> None:
    shown = archive().meeting(PUTIN)._repr_html_() or ""
    text = seen(shown)
    assert "le-hoai-trung" not in text
    statements = archive().statements(meeting=PUTIN)
    assert shown.count('<details class="da-line">') == len(statements)
    for quote in (quote for one in statements for quote in one.quotes):
        assert f"§{quote.paragraph} “{quote.phrase}”" in text
    for said in archive().card(archive().meeting(PUTIN)).parts:
        assert said.parts


def test_a_statements_line_says_what_was_said_once_and_its_verb_as_printed() -> None:
    text = seen(archive().meeting(PUTIN)._repr_html_())
    said = "He affirmed the wish for more cooperation between Vietnam and Russia in seven named areas"
    assert f"{said} “khẳng định mong muốn” §6 §1" in text
    assert "wished He affirmed" not in text


def test_an_area_shown_whole_tells_where_it_is_mentioned() -> None:
    area, said = archive().area("oil-gas"), archive().statements(area="oil-gas")
    assert told(archive(), area, "meetings") == [", ".join(archive().meetings(area="oil-gas").ids)]
    assert [line.rpartition(" (")[2] for line in told(archive(), area, "said")] == [f"{one.id})" for one in said]
    assert told(archive(), archive().area("economy-trade"), "meetings") == ["none recorded"]


def test_of_many_meetings_a_card_lists_some_and_counts_the_others() -> None:
    busy = made_up.archive(60, people=4)
    person = busy.person("person-0")
    met = busy.meetings(person=person.id).ids
    assert told(busy, person, "meetings") == [f"{', '.join(met[:10])}, … and {len(met) - 10} more"]
    assert told(busy, person, "office")[0].endswith(f"; … and {len(met) - 10} more")
    said = busy.statements(area="field-0")
    assert told(busy, busy.area("field-0"), "said")[10:] == [f"… and {len(said) - 10} more"]


def test_an_outside_source_is_told_once_with_all_that_is_from_it() -> None:
    assert "outside publisher, url: public copies of the page" in seen(archive().article(LEADERS)._repr_html_())


def test_an_archive_tells_what_it_holds_and_covers() -> None:
    text = seen(archive()._repr_html_())
    for words in (
        "the archive covers 4 meetings (24 Feb 2026)",
        "statements 41",
        "people 6",
        "texts none attached",
    ):
        assert words in text


# --- HTML ------------------------------------------------------------------------------------------


def test_every_text_and_attribute_is_escaped_when_an_element_is_made() -> None:
    assert h("p", "<b>", h("i", "&"), title='"', hidden=True, class_="") == (
        '<p title="&quot;" hidden>&lt;b&gt;<i>&amp;</i></p>'
    )


def test_every_record_of_a_hostile_archive_is_escaped() -> None:
    for one in records(hostile_archive()):
        shown = one._repr_html_() or ""
        assert "<script" not in shown
        if one != hostile_archive().countries()[0]:
            assert "&lt;script&gt;" in shown


def test_nothing_shown_runs_or_is_fetched() -> None:
    shown = [one._repr_html_() or "" for one in (*records(archive()), *records(hostile_archive()))]
    for html in (*shown, archive()._repr_html_()):
        assert not re.search(r"<script|src=|@import|url\(|<link|javascript:| on\w+=", html)


def test_an_address_that_is_not_of_the_web_is_no_link() -> None:
    for address in ("javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", 'https"onclick="x'):
        assert "<a " not in cards_html([card(("url", (Name("here", "", address),)), href=address)])
    shown = cards_html([card(href='https://example.org/"><b>')])
    assert '<a href="https://example.org/&quot;&gt;&lt;b&gt;"' in shown


def test_terms_stay_apart_where_the_style_is_stripped() -> None:
    chips = (Chip("energy", "“năng lượng” §10"), Chip("oil", "“dầu khí” §6"))
    bare = re.sub(r"<style>.*?</style>", "", cards_html([card(("areas", chips))]), flags=re.DOTALL)
    assert seen(bare) == "x areas energy “năng lượng” §10 ; oil “dầu khí” §6"


def test_a_label_stands_once_before_all_its_values() -> None:
    made = card(("office", "one"), ("office", "two"), ("from", "three"), ("office", "four"))
    assert seen(cards_html([made])) == "x office one two from three office four"
    assert cards_text([made]) == "x\n  office  one\n          two\n  from    three\n  office  four"


def test_a_card_shows_few_quotes_at_once_and_many_when_asked() -> None:
    few, many = (
        cards_html([card(proof=tuple(Citation("a", 1, f"word {number}") for number in range(count)))])
        for count in (3, 4)
    )
    assert few.count('<details class="da-proof" open>') == 1
    assert many.count('<details class="da-proof">') == 1


def test_every_sort_of_value_shows_on_a_card_and_in_brief() -> None:
    values: tuple[Value, ...] = (
        "plain “words”",
        (Name("A"), Name("B", "", "https://example.org/b")),
        (Side("X", ((Name("Ana"), ("minister", "chair")),)), Side("Y", ((Name("Bo"), ()),))),
        (Chip("tea"),),
    )
    made = card(*zip("abcd", values, strict=True), proof=(Citation("article", 3, "phrase"),))
    assert seen(cards_html([made])) == (
        "x a plain “words” b A, B c X Ana minister chair Y Bo d tea 1 quote article §3 “phrase”"
    )
    assert [brief(value).replace("\u00a0", " ") for value in values] == ["plain", "A, B", "Ana (X)\nBo (Y)", "tea"]


def test_several_quotes_of_a_sentence_are_marked_in_it_once() -> None:
    whole = "Hai bên nhất trí mở thêm cảng cá."
    quotes = (
        Citation("a", 1, phrase, whole[: whole.index(phrase)], whole[whole.index(phrase) + len(phrase) :])
        for phrase in ("Hai bên", "thêm cảng", "mở thêm", "cảng cá")
    )
    shown = cards_html([card(proof=(*quotes, Citation("a", 1, "Mưa", "", " rơi.")))])
    assert "<mark>Hai bên</mark> nhất trí <mark>mở thêm cảng cá</mark>." in shown
    assert shown.count("<li>") == 2


# --- Where a record was looked up ------------------------------------------------------------------


def test_where_a_record_was_looked_up_is_no_part_of_it() -> None:
    other = archive_of(archive().records())
    for mine, theirs in zip(records(archive()), records(other), strict=True):
        bare = type(mine).model_validate_json(mine.model_dump_json())
        assert mine == theirs == bare
        assert hash(mine) == hash(theirs) == hash(bare)
        assert repr(mine) == repr(bare)


def test_a_record_that_was_looked_up_prints_as_its_card_in_the_archives_language() -> None:
    for lang in ("vi", "en"):
        own = archive(lang)
        for record in (
            own.meeting(PUTIN),
            own.person("Putin"),
            own.who_met_whom()[0],
            own.who_met_whom()[0].meeting,
        ):
            assert str(record) == cards_text([archive().card(record, lang=lang)])


def test_a_record_made_by_hand_a_copy_and_one_of_a_closed_archive_print_plainly() -> None:
    closed = archive_of(archive().records())
    meeting = closed.meeting(LAVROV)
    closed.close()
    by_hand = m.Meeting.model_validate_json(meeting.model_dump_json())
    for same in (
        meeting,
        by_hand,
        pickle.loads(pickle.dumps(meeting)),
        copy.deepcopy(meeting),
        meeting.model_copy(),
    ):
        assert str(same) == str(by_hand)
        assert "sergey-lavrov" in str(same)
        assert same._repr_html_() is None


def test_a_damaged_archive_is_told_when_a_record_prints(tmp_path: Path) -> None:
    archive().save(tmp_path / "x.db")
    with closing(sqlite3.connect(tmp_path / "x.db")) as database, database:
        database.execute("DELETE FROM document WHERE kind = 'statement'")
    meeting = da.load(tmp_path / "x.db").meeting(LAVROV)
    with pytest.raises(da.FileError, match="is damaged"):
        str(meeting)


# --- Texts -----------------------------------------------------------------------------------------


def test_a_quote_is_shown_in_its_sentence_where_the_text_is_attached() -> None:
    attached, bare = da.load(GOOD, texts=GOOD), da.load(GOOD)
    (statement,) = attached.statements(act="agreed")
    (quote,) = statement.quotes
    before, _, after = attached.sentence(quote, marks=("|", "|")).split("|")
    assert before
    assert f"{before}<mark>{quote.phrase}</mark>{after}" in (statement._repr_html_() or "")
    assert f"<mark>{quote.phrase}</mark>" in attached.statements()._repr_html_()
    assert "<mark>" not in (bare.statement(statement.id)._repr_html_() or "")
    assert "1 attached" in seen(attached._repr_html_())


def test_a_text_that_lacks_a_quote_shows_the_phrase_alone() -> None:
    attached = da.load(GOOD, texts=GOOD)
    (statement,) = attached.statements(act="agreed")
    quote = m.Quote(article=statement.article, paragraph=2, phrase="không có", occurrence=None)
    lost = found_by(
        statement.model_copy(update={"quotes": (quote,)}),
        View(Lookup(attached.store, {statement.article: attached.text(statement.article)})),
    )
    assert "“không có”" in seen(lost._repr_html_())
    with pytest.raises(da.NotAttachedError, match="does not hold '2: không có'"):
        attached.sentence(lost.quotes[0])
