"""A citation says where a reader finds the words, and what of it the article does not say itself."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from shipped import LAVROV, LEADERS, archive, evidenced

import diplomacy_archive as da
from diplomacy_archive.records import _models as m

ADDRESS = "https://vnexpress.net/dac-phai-vien-cua-tong-bi-thu-to-lam-hoi-kien-tong-thong-putin-5043963.html"
DATE = {"type": "object", "required": ["date-parts"], "additionalProperties": False, "properties": {
    "date-parts": {"type": "array", "minItems": 1, "maxItems": 2, "items": {
        "type": "array", "minItems": 1, "maxItems": 3, "items": {"type": "integer"}}}}}  # fmt: skip
TEXT = {"type": "string"}
CSL = {
    "type": "object",
    "required": ["type", "id"],
    "additionalProperties": False,
    "properties": {
        **dict.fromkeys(
            ("id", "title", "container-title", "URL", "archive_location", "language", "locator", "annote"), TEXT
        ),
        "type": {"enum": ["article-newspaper"]},
        "author": {"type": "array", "items": {"required": ["literal"], "properties": {"literal": TEXT}}},
        **dict.fromkeys(("issued", "accessed"), DATE),
        "custom": {"type": "object"},
    },
}
"""What the published schema of CSL-JSON 1.0.2 says of the fields that are written, and no field beside them."""


def quote() -> m.Quote:
    return archive().statement(f"{LEADERS}/p7a").quotes[0]


def edited(**changes: Any) -> m.Article:
    article = archive().article(LEADERS)
    return m.Article.model_validate({**article.model_dump(), **changes})


def test_a_citation_says_outlet_label_day_paragraph_address_version_and_what_is_from_outside() -> None:
    version = archive().version.data
    assert quote().citation() == (
        "“Nga luôn coi trọng” (VnExpress, [Le Hoai Trung meets Putin and holds talks with Lavrov], 2026-02-25, "
        f"para. 7, {ADDRESS}; data {version}; not from the article: publisher, url)"
    )
    assert quote().citation(lang="vi") == (
        "“Nga luôn coi trọng” (VnExpress, [Ông Lê Hoài Trung hội kiến ông Putin và hội đàm với ông Lavrov], "
        f"2026-02-25, đoạn 7, {ADDRESS}; dữ liệu {version}; không lấy từ bài: publisher, url)"
    )
    assert archive().article(LEADERS).citation().startswith("VnExpress, [Le Hoai Trung meets Putin")


def test_a_headline_an_archived_copy_and_the_day_it_was_seen_are_cited() -> None:
    article = edited(headline="Hội kiến", archived="https://a.example/1", seen=dt.date(2026, 11, 20), outside=())
    expected = f"VnExpress, Hội kiến, 2026-02-25, {ADDRESS}, seen 2026-11-20, archived at https://a.example/1"
    assert article.citation() == expected
    item = article.citation(style="csl")
    assert (item["accessed"], item["title"]) == ({"date-parts": [[2026, 11, 20]]}, "Hội kiến")
    assert item["archive_location"] == "https://a.example/1"
    unknown = edited(publisher=None, url=None, byline=None, outside=(), label={"vi": None, "en": None})
    assert unknown.citation() == f"{LEADERS}, 2026-02-25"
    assert unknown.citation(style="csl").keys() == {"id", "type", "issued", "language", "custom"}


def test_a_quote_finds_its_article_by_itself_or_is_given_it() -> None:
    bare = m.Quote.model_validate(quote().model_dump())
    assert bare.citation() == f"“Nga luôn coi trọng” ({LEADERS}, para. 7)"
    assert bare.citation(archive().article(LEADERS)) == quote().citation()
    with pytest.raises(da.FilterError, match="CSL-JSON needs the article"):
        bare.citation(style="csl")
    looked_up = (archive().meeting(LAVROV).quotes[0], archive().article(LEADERS).photos[0].quotes[0])
    assert all("(VnExpress, [" in one.citation() for one in looked_up)


def test_csl_items_are_valid_and_hold_the_words_their_paragraph_and_their_article() -> None:
    jsonschema = pytest.importorskip("jsonschema")
    items = [one.citation(style="csl") for one in archive().articles()]
    for record in evidenced():
        article = archive().article(record.article)
        for one in record.quotes:
            item = one.citation(article, style="csl")
            assert (item["annote"], item["locator"]) == (f"“{one.phrase}”", f"para. {one.paragraph}")
            assert item["custom"]["article"] == article.id
            assert item["custom"]["not_from_the_article"] == "publisher, url"
            items.append(item)
    for item in items:
        jsonschema.validate(item, CSL)
