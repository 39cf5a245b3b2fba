"""Records and results show themselves in a notebook: names for ids, the article's words, and their proof."""

from __future__ import annotations

import copy
import pickle
import re
from html.parser import HTMLParser
from typing import Any

import made_up
import pytest
from archives import archive_of
from fixtures import GOOD
from hostile import hostile_archive
from shipped import LAVROV, LEADERS, PUTIN, archive

import diplomacy_archive as da
from diplomacy_archive.archive import Archive
from diplomacy_archive.records import _models as m
from diplomacy_archive.records._record import bound
from diplomacy_archive.show._display import Card, Chip, Chips, Citation, Name, Names, Side, Sides, cards_text
from diplomacy_archive.show._display.markup import cards_html, fields_html, results_html

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


def seen(html: str) -> str:
    """Return the text of HTML without its style, spaces collapsed."""
    reader = _Text()
    reader.feed(html)
    reader.close()
    assert reader.open == []
    return " ".join(" ".join(reader.words).split())


def test_a_form_that_is_printed_for_an_area_stands_with_its_own_paragraphs() -> None:
    card = " ".join(str(archive().meeting(PUTIN)).split())
    assert "transport “giao thông - vận tải” §6, “giao thông vận tải” §10" in card
    assert "oil and gas “dầu khí” §6 §10" in card


def records(of: Archive) -> list[m.Record]:
    return [record for method in RESULTS for record in getattr(of, method)()]


def test_every_sort_of_record_and_result_shows_itself() -> None:
    for method in RESULTS:
        found = getattr(archive(), method)()
        assert seen(found._repr_html_()).startswith(
            f"{len(found)} {found.several if len(found) > 1 else found.one}"
        )
        for record in found:
            assert seen(record._repr_html_())


def test_a_meetings_readout_tells_who_where_when_and_what_was_said() -> None:
    shown = archive().meeting(PUTIN)._repr_html_()
    text = seen(shown)
    for word in (
        "Lê Hoài Trung", "Vladimir Putin", "Tổng thống Nga", "Điện Kremlin", "formal call “hội kiến”",
        "“ngày 24/2”", "nuclear energy “năng lượng hạt nhân” §6", "2026-02-25-putin-lavrov/p10b",
    ):  # fmt: skip
        assert word in text
    assert "le-hoai-trung" not in text
    statements = archive().statements(meeting=PUTIN)
    assert shown.count('<details class="da-line">') == len(statements)
    for quote in (quote for one in statements for quote in one.quotes):
        assert f"§{quote.paragraph} “{quote.phrase}”" in text


def test_statements_stand_below_their_speakers() -> None:
    text = seen(archive().meeting(LAVROV)._repr_html_())
    places = [
        text.index(words) for words in ("informed He informed", "affirmed Vietnam is a", "exchanged views Both")
    ]
    assert places == sorted(places)
    for speaker, place in zip(
        ("Lê Hoài Trung", "Sergey Lavrov", "Lê Hoài Trung, Sergey Lavrov"), places, strict=True
    ):
        assert text[:place].rstrip().endswith(speaker)


def test_what_is_not_stated_is_said_so() -> None:
    assert "place not stated" in seen(archive().meeting(LAVROV)._repr_html_())
    assert '<span class="da-none">not stated</span>' in archive().meetings(person="Lavrov")._repr_html_()


def test_results_are_tables_that_link_the_names_that_have_an_address() -> None:
    for method in RESULTS:
        shown = getattr(archive(), method)()._repr_html_()
        assert shown.count("<tr>") == 1 + min(len(getattr(archive(), method)()), 20)
    links = set(re.findall(r'<a href="([^"]*)"[^>]*>([^<]*)', archive().meetings()._repr_html_()))
    assert ("https://www.wikidata.org/wiki/Q7747", "Vladimir Putin") in links
    assert all(address.startswith("https://www.wikidata.org/wiki/Q") for address, _ in links)


def test_a_table_shows_each_records_id_to_ask_for_it_again() -> None:
    for method in RESULTS:
        found = getattr(archive(), method)()[:20]
        text = seen(found._repr_html_())
        assert all(id_ in text for id_ in found.ids)


def test_a_long_result_shows_twenty_and_says_how_many_more() -> None:
    shown = archive().statements()._repr_html_()
    assert shown.count("<tr>") == 21
    assert f"… and {len(archive().statements()) - 20} more; slice to see them" in shown


def test_nothing_shown_runs_or_is_fetched() -> None:
    shown = [one._repr_html_() for one in (*records(archive()), *records(hostile_archive()))]
    for html in (*shown, archive()._repr_html_()):
        assert not re.search(r"<script|src=|@import|url\(|<link|javascript:| on\w+=", html)


def test_every_record_of_a_hostile_archive_is_escaped() -> None:
    for one in records(hostile_archive()):
        shown = one._repr_html_()
        if one != hostile_archive().countries()[0]:
            assert "&lt;script&gt;" in shown


def test_an_address_that_is_not_of_the_web_is_no_link() -> None:
    for address in ("javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", 'https"onclick="x'):
        shown = cards_html([Card("x", facts=(("url", Name("here", address)),), href=address)])
        assert "<a " not in shown
    shown = cards_html([Card("x", href='https://example.org/"><b>')])
    assert '<a href="https://example.org/&quot;&gt;&lt;b&gt;"' in shown


def test_what_is_shown_is_the_same_every_time() -> None:
    again = archive_of(archive().records())
    for method in RESULTS:
        assert getattr(again, method)()._repr_html_() == getattr(archive(), method)()._repr_html_()


def test_terms_stay_apart_where_the_style_is_stripped() -> None:
    chips = Chips((Chip("energy", "“năng lượng” §10"), Chip("oil", "“dầu khí” §6")), "list left open “...”")
    bare = re.sub(r"<style>.*?</style>", "", cards_html([Card("x", facts=(("areas", chips),))]), flags=re.DOTALL)
    assert seen(bare) == "x areas energy “năng lượng” §10 ; oil “dầu khí” §6 list left open “...”"


def test_a_label_stands_once_before_all_its_values() -> None:
    card = Card("x", facts=(("office", "one"), ("office", "two"), ("from", "three"), ("office", "four")))
    assert seen(cards_html([card])) == "x office one two from three office four"
    assert cards_text([card]) == "x\n  office  one\n          two\n  from    three\n  office  four"


def test_a_card_shows_few_quotes_at_once_and_many_when_asked() -> None:
    few, many = (
        cards_html([Card("x", proof=tuple(Citation("a", 1, f"word {number}") for number in range(count)))])
        for count in (3, 4)
    )
    assert few.count('<details class="da-proof" open>') == 1
    assert many.count('<details class="da-proof">') == 1


def test_only_who_met_whom_is_a_column_of_that_name() -> None:
    assert "who met whom" in seen(archive().meetings()._repr_html_())
    assert seen(archive().mentions()._repr_html_()).startswith("2 mentions mention as words Tô Lâm")


def told(of: Archive, record: m.Record, label: str) -> list[str]:
    """Return what a record's whole card says by a label."""
    return [str(value) for value in of.card(record).values(label)]


def test_an_area_shown_whole_tells_where_it_is_mentioned() -> None:
    for id_, inside in (("nuclear-power", 0), ("nuclear-energy", 1)):
        area, said = archive().area(id_), archive().statements(area=id_)
        assert len(said) == 2 + inside
        assert told(archive(), area, "meetings") == [", ".join(archive().meetings(area=id_).ids)]
        assert [line.rpartition(" (")[2] for line in told(archive(), area, "said")] == [
            f"{one.id})" for one in said
        ]
        assert "Dmitry Medvedev expressed readiness: He voiced" in seen(area._repr_html_())
    assert told(archive(), archive().area("economy-trade"), "meetings") == ["none recorded"]
    assert "Medvedev" not in seen(archive().areas()._repr_html_())


def test_a_place_and_a_country_shown_whole_tell_their_meetings() -> None:
    assert told(archive(), archive().place("kremlin"), "meetings") == [PUTIN]
    assert told(archive(), archive().country("RU"), "meetings") == [", ".join(archive().meetings().ids)]


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
    assert "external: seen in data/Russia/Duma" in seen(archive().party("CPRF")._repr_html_())


def test_every_sort_of_value_shows_on_a_card_and_in_a_table() -> None:
    facts = (
        ("one", "plain “words”"),
        ("two", Names((Name("A"), Name("B", "https://example.org/b")))),
        ("three", Sides((Side("X", ((Name("Ana"), ("minister", "chair")),)), Side("Y", ((Name("Bo"), ()),))))),
        ("four", Chips((Chip("tea"),))),
        ("five", Name("C")),
    )
    card = Card("title", "id", facts, (Citation("article", 3, "phrase"),))
    assert seen(cards_html([card])) == (
        "title id one plain “words” two A, B people X Ana minister chair Y Bo four tea five C "
        "1 quote article §3 “phrase”"
    )
    table = seen(results_html("1 card", [card], ["one", "two", "three", "none"], title="card", labels={"two": "2"}))
    assert table == (
        "1 card card one 2 three words title id plain “words” A, B X Ana minister chair Y Bo "
        "1 quote article §3 “phrase”"
    )


# --- Where a record was looked up ------------------------------------------------------------------


def test_where_a_record_was_looked_up_is_no_part_of_it() -> None:
    other = archive_of(archive().records())
    for mine, theirs in zip(records(archive()), records(other), strict=True):
        bare = type(mine).model_validate_json(mine.model_dump_json())
        assert mine == theirs == bare
        assert hash(mine) == hash(theirs) == hash(bare)
        assert repr(mine) == repr(bare)
        assert "_source" not in mine.model_dump_json()


def test_a_copy_and_a_pickled_record_know_no_archive_and_show_their_fields() -> None:
    meeting = archive().meeting(LAVROV)
    for same in (pickle.loads(pickle.dumps(meeting)), copy.deepcopy(meeting), meeting.model_copy()):
        assert same == meeting
        assert "le-hoai-trung" in seen(same._repr_html_())


def test_a_record_made_by_hand_shows_its_ids() -> None:
    person = m.Participant(described="một bộ trưởng <b>", side="VN")
    assert seen(person._repr_html_()) == "Participant described một bộ trưởng <b> side VN"
    assert "&lt;b&gt;" in person._repr_html_()
    assert seen(fields_html("x", {"a": [], "b": {"c": 1}})) == "x b c 1"


def test_a_part_of_a_record_says_what_the_article_does_not_state_and_no_more() -> None:
    (report,) = archive().meeting(LAVROV).reports
    assert "place not stated" in seen(report._repr_html_())
    assert seen(report.quotes[0]._repr_html_()) == (
        "Quote article 2026-02-25-putin-lavrov paragraph 11 phrase chiều 24/2 hội đàm với"
    )


def test_a_record_outlives_its_archive() -> None:
    closed = archive_of(archive().records())
    meeting = closed.meeting(LAVROV)
    closed.close()
    assert "sergey-lavrov" in seen(meeting._repr_html_())


# --- Texts -----------------------------------------------------------------------------------------


def test_a_quote_is_shown_in_its_sentence_where_the_text_is_attached() -> None:
    attached, bare = da.load(GOOD, texts=GOOD), da.load(GOOD)
    (statement,) = attached.statements(act="agreed")
    (quote,) = statement.quotes
    before, _, after = attached.sentence(quote, marks=("|", "|")).split("|")
    assert before
    assert f"{before}<mark>{quote.phrase}</mark>{after}" in statement._repr_html_()
    assert f"<mark>{quote.phrase}</mark>" in attached.statements()._repr_html_()
    assert "<mark>" not in bare.statement(statement.id)._repr_html_()
    assert "1 attached" in seen(attached._repr_html_())


def test_several_quotes_of_a_sentence_are_marked_in_it_once() -> None:
    whole = "Hai bên nhất trí mở thêm cảng cá."
    phrases = ("Hai bên", "thêm cảng", "mở thêm", "cảng cá")
    quotes = (
        Citation("a", 1, phrase, whole[: whole.index(phrase)], whole[whole.index(phrase) + len(phrase) :])
        for phrase in phrases
    )
    shown = cards_html([Card("x", proof=(*quotes, Citation("a", 1, "Mưa", "", " rơi.")))])
    assert "<mark>Hai bên</mark> nhất trí <mark>mở thêm cảng cá</mark>." in shown
    assert shown.count("<li>") == 2


def test_a_text_that_lacks_a_quote_shows_the_phrase_alone() -> None:
    attached = da.load(GOOD, texts=GOOD)
    (statement,) = attached.statements(act="agreed")
    lost = bound(
        statement.model_copy(
            update={
                "quotes": (m.Quote(article=statement.article, paragraph=2, phrase="không có", occurrence=None),)
            }
        ),
        attached.store,
    )
    assert "“không có”" in seen(lost._repr_html_())
    with pytest.raises(da.NotAttachedError, match="does not hold '2: không có'"):
        attached.sentence(lost.quotes[0])


def test_an_archive_tells_what_it_holds() -> None:
    text = seen(archive()._repr_html_())
    for words in ("meetings 4 from 2026-02-24 to 2026-02-24", "people 6", "articles 2", "texts none attached"):
        assert words in text


def test_a_record_that_was_looked_up_prints_as_its_card() -> None:
    for record in (archive().meeting(PUTIN), archive().person("Putin"), archive().who_met_whom()[0]):
        assert str(record) == cards_text([archive().card(record)])
    assert str(archive().person("Putin").names) == "vi='Vladimir Putin' en='Vladimir Putin' ru='Владимир Путин'"


def test_a_record_that_nobody_looked_up_prints_its_fields() -> None:
    found = archive().person("Putin")
    alone = type(found).model_validate_json(found.model_dump_json())
    assert str(alone).startswith("id='vladimir-putin' ")
