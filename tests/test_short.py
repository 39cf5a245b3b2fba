"""Claims about the short form of an article's file: it loses nothing, and its faults have a place."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from fixtures import GOOD, lay
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from strategies import records

from diplomacy_archive.files._format import arranged, formatted
from diplomacy_archive.files._layout import lay_out
from diplomacy_archive.files._loader import ARTICLE_LISTS, Sources, check_folder, shipped_data
from diplomacy_archive.files._reader import read_text
from diplomacy_archive.files._short import expand
from diplomacy_archive.files._tree import plain
from diplomacy_archive.records import _models as m


def long(record: m.Record) -> Any:
    """Return a record as a data file writes it in the long form: pairs as mappings, quotes and ids as text."""
    found: dict[str, Any] = {}
    for name in type(record).model_fields:
        value = getattr(record, name)
        if name == "quotes":
            found[name] = [str(quote.model_copy(update={"phrase": quote.phrase.strip()})) for quote in value]
        elif isinstance(value, m.Record):
            found[name] = long(value)
        elif isinstance(value, tuple) and value and isinstance(value[0], m.Record):
            found[name] = [long(one) for one in value]
        elif name in ("inferred", "outside", "refs", "uncited"):
            found[name] = {str(key): list(one) if isinstance(one, tuple) else one for key, one in value}
        else:
            found[name] = json.loads(json.dumps(list(value) if isinstance(value, tuple) else value, default=str))
    return found


def read(text: str, article: str) -> m.ArticleFile:
    document = read_text(text, "f")
    assert document.problems == []
    assert document.root is not None
    return m.ArticleFile.model_validate(plain(expand(document.root.value)), context={"article": article})


FILES = records(m.ArticleFile)


@settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], deadline=None)
@given(FILES, st.integers(0, 3))
def test_what_is_written_in_the_short_form_is_read_back(file: m.ArticleFile, times: int) -> None:
    """Nothing is lost: not the order of records, of areas, of people, and no silence becomes a word."""
    document = long(file)
    for name in ARTICLE_LISTS:  # as files have them: several in a row, of one meeting and speaker
        document[name] = document[name] * (times if name != "reports" else 1)
    text = lay_out(document)
    wanted = read(text, file.article.id)
    root = read_text(text, "f", comments=True).root
    assert root is not None
    short = lay_out(arranged(root.value, "articles"))
    assert read(short, file.article.id) == wanted
    again = formatted(short, "articles")
    assert again is not None
    assert read(again, file.article.id) == wanted


JUNK = st.recursive(
    st.none() | st.sampled_from(["x", "p2a", "4: x", "VN", "2026-02-24", "chiều 24/2", "minister of RU", ""]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
        st.sampled_from([
            "article", "reports", "statements", "said", "like", "meeting", "meetings", "speakers", "when",
            "printed", "id", "areas", "participants", "capacities", "p2a", "pillar", "vi", "quotes", "refs",
            "basis", "inferred", "photos", "kind", "undertakings", "about", "VN", "x",
        ]),
        inner, max_size=4,
    ),
    max_leaves=24,
)  # fmt: skip


@settings(max_examples=80, deadline=None)
@given(st.dictionaries(st.sampled_from([*m.ArticleFile.model_fields, "new"]), JUNK, max_size=4))
def test_whatever_stands_in_a_file_is_expanded_and_formatted_without_an_exception(document: dict[str, Any]) -> None:
    text = lay_out(document)
    root = read_text(text, "f").root
    if root is not None:
        expand(root.value)
        formatted(text, "articles")


def test_a_paragraph_of_the_shipped_articles_costs_some_thirty_lines() -> None:
    """It cost 45 in the long form; a quarter of the rest is the second language, which is not required."""
    articles = Sources(shipped_data()).records.articles
    told = sum(one.paragraphs - len(one.photos) - len(one.uncited) for one in articles)
    files = (shipped_data() / "articles").glob("*.yaml")
    assert sum(path.read_text("utf-8").count("\n") for path in files) / told < 31


PAIRS = [
    ("act: {proposed: đề xuất}", "act: {id: proposed, printed: đề xuất}"),
    ("areas: {fisheries: nghề cá}", "areas: [{id: fisheries, printed: nghề cá}]"),
    ("areas: {pillar: {fisheries: nghề cá}}", "areas: [{id: fisheries, printed: nghề cá, framing: pillar}]"),
    ("areas: {ships: [tàu, thuyền]}", "areas: [{id: ships, printed: tàu}, {id: ships, printed: thuyền}]"),
    ("when: tới đây", "when: {printed: tới đây}"),
    ("when: {2032: năm sau}", "when: {printed: năm sau, within: 2032}"),
    ("en: Fish", "summary: {en: Fish}"),
    ("according_to: {vox: VOX}", "according_to: {id: vox, printed: VOX}"),
    ("quotes: [hợp tác]", 'quotes: ["2: hợp tác"]'),
    ("quotes: hợp tác", 'quotes: ["2: hợp tác"]'),
    ("refs: {hai bên: [XA, XB]}", "refs: {hai bên: [XA, XB]}\n    about: [XA, XB]"),
    ("refs: {Ông: [ana-vega]}\n    speakers: [ana-vega]",
     "refs: {Ông: [ana-vega]}\n    speakers: [ana-vega]\n    basis: {speakers: by_reference}"),
]  # fmt: skip


@pytest.mark.parametrize(("short", "long"), PAIRS)
def test_a_short_form_means_its_long_one(short: str, long: str) -> None:
    def said(line: str) -> Any:
        root = read_text(f"statements:\n  - id: p2a\n    {line}\n", "f").root
        assert root is not None
        return plain(expand(root.value))

    assert said(short) == said(long)


def test_a_group_gives_what_its_statements_do_not_say_themselves() -> None:
    text = """statements:
  - meetings: [a]
    said:
      - speakers: [b]
        said: [{p2a: {wished: mong}}, {p2b: null, speakers: null}]
  - p3a: {wished: mong}
"""
    root = read_text(text, "f").root
    assert root is not None
    assert plain(expand(root.value))["statements"] == [
        {"meetings": ["a"], "speakers": ["b"], "id": "p2a", "act": {"id": "wished", "printed": "mong"}},
        {"meetings": ["a"], "id": "p2b", "act": None, "speakers": None},
        {"id": "p3a", "act": {"id": "wished", "printed": "mong"}},
    ]


def test_a_report_that_is_like_another_takes_its_fields_and_whole_sides() -> None:
    text = """article: {published: 2031-05-07}
reports:
  - meeting: a
    when: {2031-05-06: sáng 6/5}
    kind: {talks: hội đàm}
    place: null
    participants: {XA: tran-minh, XB: {ana-vega: {Ngoại trưởng: foreign_minister of XB}}}
  - {meeting: b, like: a, participants: {XB: lucio-rey}}
"""
    root = read_text(text, "f").root
    assert root is not None
    first, second = plain(expand(root.value))["reports"]
    assert second == {**first, "meeting": "b", "participants": [
        {"person": "tran-minh", "side": "XA"}, {"person": "lucio-rey", "side": "XB"},
    ]}  # fmt: skip
    assert first["when"] == {"date": "2031-05-06", "printed": "sáng 6/5", "part_of_day": "morning"}
    assert first["inferred"] == {"date": "the year is that of the article's publication"}


@pytest.mark.parametrize(
    ("right", "wrong", "code", "at"),
    [
        ("act: {id: proposed, printed: đề xuất}", "act: {propsed: đề xuất}", "F04", "propsed"),
        ("areas: [{id: fisheries, printed: nghề cá}]", "areas: {fishing: nghề cá}", "R02", "fishing"),
        (
            "areas: [{id: fisheries, printed: nghề cá}]",
            "areas: {pillars: {fisheries: nghề cá}}",
            "F03",
            "{fisheries",
        ),
        ("place: {id: blue-port, printed: Cảng Xanh}", "place: {green-port: Cảng Xanh}", "R02", "green-port"),
        ("kind: {id: talks, printed: [hội đàm]}", "kind: {talk: hội đàm}", "F04", "talk:"),
    ],
)
def test_a_fault_in_a_short_form_is_told_where_it_stands(
    tmp_path: Path, right: str, wrong: str, code: str, at: str
) -> None:
    folder = lay(GOOD, tmp_path / "data")
    file = folder / "articles/2031-05-07-harbour.yaml"
    text = file.read_text("utf-8")
    assert right in text
    file.write_text(text.replace(right, wrong, 1), "utf-8")
    lines = file.read_text("utf-8").splitlines()
    line = next(number for number, one in enumerate(lines) if wrong in one)
    (problem,) = check_folder(folder)
    assert (problem.code, problem.origin.line, problem.origin.column) == (code, line + 1, lines[line].index(at) + 1)


def test_register_entries_may_stand_in_an_articles_file_until_they_are_moved(tmp_path: Path) -> None:
    folder = lay(GOOD, tmp_path / "data")
    people = (folder / "people.yaml").read_text("utf-8")
    file = folder / "articles/2031-05-07-harbour.yaml"
    (folder / "people.yaml").unlink()
    assert {problem.code for problem in check_folder(folder)} == {"R02"}
    moved = "\n".join(f"  {line}" for line in people.splitlines() if not line.startswith("#"))
    file.write_text(f"{file.read_text('utf-8')}\nnew:\n{moved}\n", "utf-8")
    assert check_folder(folder) == []
    assert [one.id for one in Sources(folder).records.people]
    file.write_text(file.read_text("utf-8").replace("  people:", "  persons:"), "utf-8")
    assert "there are people, parties" in str(next(one for one in check_folder(folder) if one.code == "F01"))


def test_the_key_of_an_undertaking_gives_its_kind() -> None:
    text = (
        "article:\n  id: a\nundertakings:\n  - u2a: {visit: thăm}\n    status: {raised: mong}\n    narrated: true\n"
    )
    document = read_text(text, "f")
    assert document.root is not None
    (made,) = plain(expand(document.root.value))["undertakings"]
    assert (made["id"], made["kind"], made["kind_printed"]) == ("u2a", "visit", "thăm")
