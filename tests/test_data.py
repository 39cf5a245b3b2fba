"""Hold every shipped record to the editorial rules."""

from __future__ import annotations

import re
import unicodedata

import pytest
from shipped import LAVROV, LEADERS, MEDVEDEV, PARTIES, PUTIN, ZYUGANOV, archive, evidenced, ids, records

from diplomacy_archive._text import count_words
from diplomacy_archive.files._loader import shipped_data
from diplomacy_archive.records import _models as m
from diplomacy_archive.records._walk import references


def test_both_articles_are_there_whole() -> None:
    assert [article.id for article in records().articles] == [PARTIES, LEADERS]
    assert archive().meetings().ids == (LAVROV, MEDVEDEV, PUTIN, ZYUGANOV)
    assert (len(records().statements), len(records().undertakings), len(records().invitations)) == (41, 4, 1)
    assert (len(records().background), len(records().mentions)) == (7, 2)
    assert [len(article.photos) for article in records().articles] == [2, 3]


def test_every_summary_and_label_is_given_in_both_languages() -> None:
    texts = [article.label for article in records().articles]
    for listed in (records().statements, records().invitations, records().undertakings, records().background):
        texts += [one.summary for one in listed]
    assert all(text.vi and text.en and text.vi != text.en for text in texts)


def test_quotes_areshort() -> None:
    lengths = [count_words(quote.phrase) for one in evidenced() for quote in one.quotes]
    assert max(lengths) <= 15
    assert sum(length <= 8 for length in lengths) / len(lengths) > 0.8


def test_a_phrase_is_cited_of_one_paragraph_only() -> None:
    places: dict[tuple[str, str], set[int]] = {}
    for one in evidenced():
        for quote in one.quotes:
            places.setdefault((quote.article, quote.phrase), set()).add(quote.paragraph)
    assert [phrase for phrase, found in places.items() if len(found) > 1] == []


GIVEN_UP = {"1/p2a", "1/u7c", "1/u7d", "1/u7f", "2/p1a"}
"""Ids that records had once; they name nothing else now."""


@pytest.mark.parametrize(
    ("name", "letter"),
    [("mentions", "m"), ("statements", "p"), ("invitations", "i"), ("undertakings", "u"), ("background", "b")],
)
def test_ids_name_the_paragraph_of_the_first_quote_and_run_in_its_order(name: str, letter: str) -> None:
    found: dict[str, list[tuple[int, str]]] = {}
    for record in getattr(records(), name):
        match = re.fullmatch(rf"{letter}(\d+)([a-z])", record.id.split("/")[1])
        assert match, record.id
        assert int(match[1]) == record.quotes[0].paragraph
        found.setdefault(record.article, []).append((int(match[1]), match[2]))
    for article, here in found.items():
        assert here == sorted(set(here)), article
        gone = {(int(re.findall(r"/\w(\d+)", id_)[0]), id_[-1]) for id_ in GIVEN_UP
                if id_[:3] == f"{[PARTIES, LEADERS].index(article) + 1}/{letter}"}  # fmt: skip
        assert not gone.intersection(here), "an id that was given up names nothing else"
        for paragraph in {paragraph for paragraph, _ in here}:
            letters = sorted(mark for at, mark in {*here, *gone} if at == paragraph)
            assert letters == [chr(ord("a") + number) for number in range(len(letters))], f"{article} §{paragraph}"


def test_every_area_is_used_or_holds_one_that_is() -> None:
    used = {mention.id for one in records().evidenced() for mention in getattr(one, "areas", ())}
    parents = {area.id: area.parent for area in records().areas}
    used |= {one for area in records().areas if area.id in used for one in area.joins}
    for area in list(used):
        above = parents[area]
        while above:
            used.add(above)
            above = parents[above]
    assert {area.id for area in records().areas} == used


def test_an_area_joins_those_that_its_name_names() -> None:
    names = {area.id: area.name for area in records().areas}
    joins = {area.id: set(area.joins) for area in records().areas if area.joins}
    assert joins == {
        "energy-oil-gas": {"energy", "oil-gas"},
        "defence-security": {"defence", "security"},
        "science-technology": {"science", "technology"},
        "education-training": {"education", "training"},
        "economy-trade": {"economy", "trade"},
    }
    for area, joined in joins.items():
        assert set(names[area].split(" - ")) == {names[one] for one in joined}


def test_every_identity_is_named_by_some_record() -> None:
    named = {id_ for one in (*evidenced(), *records().identities()) for _, id_, _ in references(one)}
    assert {one.id for one in records().identities() if not isinstance(one, m.CooperationArea)} - named == set()


def test_an_area_lies_in_an_area_of_its_kind() -> None:
    kinds = {area.id: area.kind for area in records().areas}
    assert [area.id for area in records().areas if area.parent and kinds[area.parent] != area.kind] == []


def test_topics_are_told_from_fields_in_which_the_sides_work_together() -> None:
    assert {area.id for area in records().areas if area.kind == "topic"} == {
        "party-congress", "doi-moi", "foreign-affairs", "foreign-policy", "international-integration",
        "world-affairs", "bilateral-relations", "partnership", "strategic-issues",
    }  # fmt: skip


def test_the_tree_of_areas_is_the_agreed_one() -> None:
    tree: dict[str, set[str]] = {}
    for area in records().areas:
        if area.parent:
            tree.setdefault(area.parent, set()).add(area.id)
    assert tree == {
        "energy-oil-gas": {"energy"},
        "energy": {"nuclear-energy", "oil-gas"},
        "nuclear-energy": {"nuclear-power"},
        "defence-security": {"defence", "military-technology", "security"},
        "science-technology": {"science", "technology"},
        "education-training": {"education", "training"},
        "training": {"cadre-training"},
        "economy-trade": {"economy", "trade"},
        "party-channel": {"theory-exchange", "political-academies", "youth-movements", "social-organisations"},
        "foreign-affairs": {"foreign-policy"},
        "bilateral-relations": {"partnership"},
    }  # fmt: skip


def test_bodies_and_places_are_what_they_are() -> None:
    found: dict[str, set[str]] = {}
    for body in records().organisations:
        found.setdefault(body.kind.value, set()).add(body.id)
    for place in records().places:
        found.setdefault(place.kind.value, set()).add(place.id)
    assert found == {
        "ministry": {"mofa-vietnam", "mofa-russia"},
        "party_body": {"cpv-politburo", "cpv-central-committee", "cpv-14th-congress"},
        "news": {"vov", "nhan-dan"},
        "joint_venture": {"vietsovpetro", "rusvietpetro"},
        "city": {"moscow"},
        "building": {"kremlin"},
        "region": {"asia-pacific"},
    }


def test_no_topic_is_framed_as_a_pillar_or_as_an_area_to_expand_into() -> None:
    topics = {area.id for area in records().areas if area.kind == "topic"}
    mentions = [mention for one in records().evidenced() for mention in getattr(one, "areas", ())]
    assert [mention for mention in mentions if mention.framing and mention.id in topics] == []


def test_content_of_the_congress_is_never_an_area_of_cooperation() -> None:
    kinds = {area.id: area.kind for area in records().areas}
    told = [one for one in records().statements if any(mention.id == "party-congress" for mention in one.areas)]
    assert ids(told) == {"1/p3a", "1/p3b", "1/p3c", "2/p2b", "2/p3a", "2/p6a", "2/p12a"}
    mentions = [mention for one in told for mention in one.areas]
    assert {kinds[one.id].value for one in mentions if one.framing != "domestic"} == {"topic"}
    assert {kinds[one.id].value for one in mentions if one.framing == "domestic"} == {"cooperation"}


def test_a_congress_task_is_found_by_its_area_and_is_no_area_of_a_meeting() -> None:
    for area, statement in (("môi trường", "1/p3b"), ("chuyển đổi số", "1/p3b"), ("quốc phòng", "1/p3c")):
        assert statement in ids(archive().statements(area=area)), area
    assert archive().meetings(area="môi trường").ids == archive().meetings(area="chuyển đổi số").ids == ()
    assert ZYUGANOV not in archive().meetings(area="quốc phòng").ids
    assert "environment" not in archive().meeting(MEDVEDEV).areas


def test_an_act_is_left_out_only_where_no_verb_of_saying_is_printed() -> None:
    (silent,) = [one for one in records().statements if one.act is None]
    assert (ids([silent]), silent.speakers, silent.basis.speakers) == ({"2/p5b"}, None, "open")


def test_the_congress_says_what_the_congress_said() -> None:
    congress = "cpv-14th-congress"
    said = [one for one in records().statements if one.speakers == (congress,)]
    assert ids(said) == {"1/p3b", "1/p3c", "2/p3a"}
    assert {one.conveyed_by for one in said} == {("le-hoai-trung",)}
    assert ids(archive().statements(speaker=congress)) == ids(said)
    assert not ids(archive().statements(speaker="Trung")) & ids(said)


def test_what_is_raised_is_raised_in_the_paragraph_of_its_id() -> None:
    raised = [(one.id, one.raised_in) for one in records().invitations]
    raised += [(one.id, one.raised_in) for one in records().undertakings]
    for id_, statements in raised:
        for statement in statements:
            assert re.findall(r"/\w(\d+)", id_) == re.findall(r"/\w(\d+)", statement)


def test_the_areas_of_an_undertaking_are_areas_of_the_statement_that_raises_it() -> None:
    areas = {one.id: {mention.id for mention in one.areas} for one in records().statements}
    for one in records().undertakings:
        raised = set().union(*(areas[statement] for statement in one.raised_in))
        assert {mention.id for mention in one.areas} <= raised, one.id


def test_what_registers_add_to_the_articles_is_declared_outside() -> None:
    for one in records().identities():
        for field in ("country", "part_of", "within", "parent", "external"):
            if getattr(one, field, None):
                assert one.is_outside(field), f"{one.id}: {field}"
        for language in ("en", "ru"):
            name = getattr(one.names, language)
            if name and name != one.names.vi:
                assert one.is_outside(f"names.{language}"), f"{one.id}: names.{language}"


def test_wikidata_ids_are_the_known_ones_and_no_others() -> None:
    found = {one.id: dict(one.external)["wikidata"] for one in records().identities() if one.external}
    assert found == {
        "vladimir-putin": "Q7747",
        "sergey-lavrov": "Q58217",
        "dmitry-medvedev": "Q23530",
        "gennady-zyuganov": "Q182452",
        "united-russia": "Q151469",
        "cprf": "Q192187",
        "RU": "Q159",
        "VN": "Q881",
        "moscow": "Q649",
    }


def test_no_source_is_named_that_was_not_read() -> None:
    said = [source for one in records().identities() for _, source in one.outside]
    said += [source for one in records().articles for _, source in one.outside]
    assert [source for source in said if "Wikidata" in source] == []
    for one in records().identities():
        if one.external:
            assert dict(one.outside)["external"].startswith("seen in "), one.id


def test_publisher_and_address_are_outside_knowledge() -> None:
    for one in records().articles:
        assert (one.publisher, one.headline) == ("VnExpress", None)
        assert one.url is not None
        assert one.url.startswith("https://vnexpress.net/")
        assert dict(one.outside).keys() == {"publisher", "url"}


def test_words_of_the_articles_that_are_facts_find_something() -> None:
    for words, statement in (
        ("bảo vệ môi trường", "1/p3b"), ("chuyển đổi số", "1/p3b"), ("cùng với quốc phòng và an ninh", "1/p3c"),
        ("có đại diện tham gia chính quyền", "1/p9b"), ("ba đột phá chiến lược", "2/p6a"),
        ("hoàn thành trách nhiệm lịch sử", "2/p2b"), ("sứ mệnh", "2/p12a"), ("trọng yếu, thường xuyên", "2/p12a"),
    ):  # fmt: skip
        assert statement in ids(archive().statements(search=words)), words
    assert ids(archive().statements(area="hội nhập quốc tế")) == {"2/p12a"}
    for area in ("thương mại", "kinh tế", "đào tạo", "giáo dục - đào tạo", "năng lượng - dầu khí"):
        assert len(archive().background(area=area)) > 0, area
    assert archive().meetings(area="đào tạo").ids == (MEDVEDEV,), "cadre training is training"


def test_the_files_are_in_nfc_and_hold_no_leftovers() -> None:
    for path in shipped_data().rglob("*.yaml"):
        text = path.read_text("utf-8")
        assert unicodedata.is_normalized("NFC", text), path
        assert not re.search(r"#\s*\?|TODO|FIXME|XXX|NEW:", text), path
