"""Claims about the records: immutable, hashable, exact in JSON, strict about what they take."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError
from strategies import records

from diplomacy_archive.records import _models as m

MODELS = sorted(
    (model for model in vars(m).values() if isinstance(model, type) and issubclass(model, m.Record)),
    key=lambda model: model.__name__,
)
FILE = {"article": "2031-05-07-harbour"}
REPORT: dict[str, Any] = {
    "meeting": "2031-05-06-vega",
    "when": {"date": "2031-05-06", "part_of_day": None, "printed": "hôm 6/5"},
    "kind": {"id": "talks", "printed": ["hội đàm"]},
    "place": None,
    "participants": [{"person": "tran-minh", "side": "XA"}, {"described": "một nhà thơ", "side": "XB"}],
    "inferred": {"date": "the year is the article's"},
    "quotes": ["1: hôm 6/5", "2#1: hai bên"],
}


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
@settings(max_examples=6, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_a_record_is_exact_in_json_hashable_and_frozen(model: type[m.Record], data: st.DataObject) -> None:
    record = data.draw(records(model))
    text = record.model_dump_json()
    again = model.model_validate_json(text)
    assert again == record
    assert hash(again) == hash(record)
    assert again.model_dump_json() == text
    assert model.model_validate(json.loads(text)) == record
    assert len({record, again}) == 1
    for name in model.model_fields:
        with pytest.raises(ValidationError, match="frozen"):
            setattr(record, name, getattr(record, name))
    with pytest.raises(ValidationError, match="not permitted"):
        model.model_validate({**json.loads(text), "nickname": "x"})


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_model_refuses_what_it_does_not_know_and_cannot_change(model: type[m.Record]) -> None:
    assert model.model_config["frozen"] is True
    assert model.model_config["extra"] == "forbid"
    assert "list[" not in str(model.__annotations__)
    assert "dict[" not in str(model.__annotations__)


def test_the_short_forms_of_a_file_are_the_record_of_the_long_ones() -> None:
    report = m.Report.model_validate(REPORT, context=FILE)
    assert report.quotes == (
        m.Quote(article="2031-05-07-harbour", paragraph=1, phrase="hôm 6/5"),
        m.Quote(article="2031-05-07-harbour", paragraph=2, phrase="hai bên", occurrence=1),
    )
    assert report.article == "2031-05-07-harbour"
    assert m.Report.model_validate_json(report.model_dump_json()) == report


def test_an_id_written_without_its_article_is_completed() -> None:
    mention = {"id": "m2a", "person": "ana-vega", "quotes": ["2: Vega"]}
    assert m.Mention.model_validate(mention, context=FILE).id == "2031-05-07-harbour/m2a"
    with pytest.raises(ValidationError):
        m.Mention.model_validate(mention)


def test_a_quote_cites_itself_and_prints_as_it_is_written() -> None:
    quote = m.Quote.model_validate("7#2: hai bên", context=FILE)
    assert str(quote) == "7#2: hai bên"
    assert quote.citation() == "“hai bên” (2031-05-07-harbour, para. 7)"
    assert quote == m.Quote.model_validate(quote.model_dump())
    assert m.Quote.model_validate(str(quote), context=FILE) == quote
    assert str(m.Quote.model_validate("7: a: b", context=FILE)) == "7: a: b"


@pytest.mark.parametrize("written", [
    "chiều 6/5", "chiều: 6/5", "7:chiều", "7:  chiều", "7: ", "7 : chiều", "#2: chiều", "7#: chiều", "-1: chiều",
    "", "0: chiều", "07: chiều", "7#0: chiều", "10000: chiều", "9" * 5000 + ": chiều", "٧: chiều", "7: chiều ",
    {"7": "chiều"}, {"article": "a", "paragraph": 7, "phrase": "chiều"}, 7, None, ["7: chiều"],
])  # fmt: skip
def test_what_is_no_quote_of_a_file_is_refused(written: object) -> None:
    with pytest.raises(ValidationError):
        m.Quote.model_validate(written, context=FILE)


def changed(**fields: Any) -> dict[str, Any]:
    return {**REPORT, **fields}


@pytest.mark.parametrize("data", [
    changed(status="done"), changed(status=None), changed(place="blue-port"), changed(place={"id": "blue-port"}),
    changed(kind="talks"), *(changed(kind={"id": "talks", "printed": printed}) for printed in ([], "talks", [""])),
    changed(meeting="2031_05_06"), changed(meeting="Vega"), changed(meeting="-vega"), changed(meeting="a--b"),
    changed(meeting="vega\n"), changed(meeting=""), changed(meeting=20310506), changed(quotes=[]),
    changed(participants=REPORT["participants"][:1]), changed(refs={"hai bên": []}), changed(refs={"": ["XA"]}),
    *(changed(inferred=inferred) for inferred in ({"date": ""}, {"Date": "x"}, "date", ["date"])),
    *(changed(when={**REPORT["when"], "date": date})
      for date in ("2031-02-30", "6/5/2031", "1641600000", 1641600000, "2031-05-06T00:00:00", "", True)),
    *(changed(when={**REPORT["when"], "printed": printed}) for printed in ("", " ", 6)),
    *({key: value for key, value in REPORT.items() if key != left_out}
      for left_out in ("meeting", "when", "kind", "place", "participants", "quotes")),
    changed(participants=[*REPORT["participants"], {"side": "XA"}]),
    changed(participants=[*REPORT["participants"], {"person": "a", "described": "b", "side": "XA"}]),
    changed(participants=[*REPORT["participants"], {"person": "a", "side": "xa_"}]),
])  # fmt: skip
def test_a_report_is_strict(data: dict[str, Any]) -> None:
    m.Report.model_validate(REPORT, context=FILE)
    with pytest.raises(ValidationError):
        m.Report.model_validate(data, context=FILE)


@pytest.mark.parametrize(("holder", "field"), [("", "place"), ("when", "part_of_day"), ("when", "date")])
def test_silence_is_null_and_not_an_absent_key(holder: str, field: str) -> None:
    data = json.loads(json.dumps(REPORT))
    held = data[holder] if holder else data
    held[field] = None
    m.Report.model_validate(data, context=FILE)
    del held[field]
    with pytest.raises(ValidationError):
        m.Report.model_validate(data, context=FILE)


@pytest.mark.parametrize(
    "number", ["01", "1.0", " 1", "1_0", "+1", "0", "-1", "", "1e3", "²", "10000", 0, 1.0, True, None]
)
def test_a_number_is_plain_digits_from_one(number: object) -> None:
    assert m.Fingerprint.model_validate({"paragraphs": "17", "sha256": "0" * 64}).paragraphs == 17
    with pytest.raises(ValidationError):
        m.Fingerprint.model_validate({"paragraphs": number, "sha256": "0" * 64})


@pytest.mark.parametrize("written", ["yes", "True", "1", "on", "", 1, None])
def test_a_truth_is_true_or_false(written: object) -> None:
    data = {
        "id": "a", "published": "2031-05-07", "publisher": None, "headline": None, "url": None, "byline": None,
        "language": "vi", "label": {"en": "A"}, "fingerprints": [{"paragraphs": 1, "sha256": "0" * 64}],
    }  # fmt: skip
    assert m.Article.model_validate({**data, "partial": "true"}).partial is True
    assert m.Article.model_validate({**data, "partial": "false"}).partial is False
    with pytest.raises(ValidationError):
        m.Article.model_validate({**data, "partial": written})


STATEMENT = {"id": "p1a", "meetings": ["a"], "speakers": ["b"], "act": {"id": "wished", "printed": "mong"},
             "summary": {"en": "A wish"}, "quotes": ["1: mong"]}  # fmt: skip


def test_how_a_speaker_is_known_is_stated_unless_written_and_open_where_nobody_is_named() -> None:
    basis = m.Statement.model_validate(STATEMENT, context=FILE).basis
    assert (basis.speakers, basis.meetings) == ("stated", "stated")
    nobody = {**STATEMENT, "speakers": None, "basis": {"meetings": "by_position"}}
    basis = m.Statement.model_validate(nobody, context=FILE).basis
    assert (basis.speakers, basis.meetings) == ("open", "by_position")


@pytest.mark.parametrize(
    "given",
    [{"basis": {"speakers": "open"}}, {"speakers": None, "basis": {"speakers": "by_position"}}, {"speakers": []}],
)
def test_a_basis_is_open_for_speakers_exactly_where_they_are_null(given: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        m.Statement.model_validate({**STATEMENT, **given}, context=FILE)


def test_an_undertaking_says_where_it_comes_from_and_names_what_has_no_kind() -> None:
    said = {"id": "u1a", "kind": "agreement", "status": {"id": "signed", "printed": "đã ký"},
            "summary": {"en": "A memorandum"}, "quotes": ["1: đã ký"]}  # fmt: skip
    assert m.Undertaking.model_validate({**said, "at": ["a"]}, context=FILE).raised_in == ()
    with pytest.raises(ValidationError, match="narrated: true"):
        m.Undertaking.model_validate(said, context=FILE)
    source = {"id": "mofa", "printed": "Bộ Ngoại giao"}
    for told in ({"narrated": True}, {"according_to": source}):
        assert m.Undertaking.model_validate({**said, **told}, context=FILE).at == ()
    with pytest.raises(ValidationError, match="not be narrated"):
        m.Undertaking.model_validate({**said, "narrated": True, "at": ["a"]}, context=FILE)
    with pytest.raises(ValidationError, match="kind_printed"):
        m.Undertaking.model_validate({**said, "at": ["a"], "kind": "other"}, context=FILE)


@pytest.mark.parametrize("within", ["2027/2026", "2026-13", "soon", "", 2026, ["2026"]])
def test_a_span_is_an_edtf_interval(within: object) -> None:
    assert m.PlanTime.model_validate({"printed": "x", "within": "2026-01/2028-12"}).within == "2026-01/2028-12"
    with pytest.raises(ValidationError):
        m.PlanTime.model_validate({"printed": "x", "within": within})


@pytest.mark.parametrize(
    "external", [{"viaf": "Q1"}, {"wikidata": "7747"}, {"wikidata": "Q0"}, {"wikidata": "q1"}, "Q1"]
)
def test_an_external_id_is_one_of_wikidata(external: object) -> None:
    names = {"vi": "Ana Vega"}
    assert m.Person.model_validate({"id": "a", "names": names, "external": {"wikidata": "Q7747"}}).external
    with pytest.raises(ValidationError):
        m.Person.model_validate({"id": "a", "names": names, "external": external})


def test_an_identity_has_a_name_and_the_vietnamese_one_first() -> None:
    names = [{"vi": "Nga", "en": "Russia"}, {"en": "Russia", "ru": "Россия"}, {"ru": "Россия"}]
    assert [m.Country(id="RU", names=m.Names(**one)).name for one in names] == ["Nga", "Russia", "Россия"]
    with pytest.raises(ValidationError):
        m.Names()


def test_every_printed_form_is_told_with_its_place() -> None:
    data = changed(
        place={"id": "blue-port", "printed": "Cảng Xanh"},
        according_to={"id": "vox", "printed": "VOX"},
        participants=[
            {"person": "tran-minh", "side": "XA",
             "capacities": [{"printed": "Bộ trưởng", "role": "minister", "of": "XA"}]},
            {"described": "một nhà thơ", "side": "XB"},
        ],
    )  # fmt: skip
    forms = dict(m.Report.model_validate(data, context=FILE).printed_forms())
    assert forms == {
        ("when", "printed"): "hôm 6/5",
        ("kind", "printed", 0): "hội đàm",
        ("place", "printed"): "Cảng Xanh",
        ("participants", 0, "capacities", 0, "printed"): "Bộ trưởng",
        ("participants", 1, "described"): "một nhà thơ",
        ("according_to", "printed"): "VOX",
    }


def meeting(*reports: dict[str, Any]) -> m.Meeting:
    made = tuple(m.Report.model_validate(report, context=FILE) for report in reports)
    return m.Meeting(id="2031-05-06-vega", reports=made, participants=made[0].participants)


def test_a_meeting_states_a_date_only_where_its_reports_agree() -> None:
    silent = changed(when={"date": None, "part_of_day": None, "printed": "mới đây"})
    later = changed(when={"date": "2031-05-07", "part_of_day": "noon", "printed": "trưa 7/5"})
    assert meeting(REPORT).date == meeting(REPORT, silent).date == dt.date(2031, 5, 6)
    assert meeting(silent).date is None
    assert meeting(REPORT, later).date is None
    assert meeting(REPORT, later).dates == (dt.date(2031, 5, 6), dt.date(2031, 5, 7))
    assert meeting(REPORT).part_of_day is None
    assert meeting(REPORT, later).part_of_day == "noon"


def test_a_meeting_names_only_the_people_whom_an_article_names() -> None:
    assert meeting(REPORT).people == ("tran-minh",)
    assert [one.key for one in meeting(REPORT).participants] == ["tran-minh", "‹một nhà thơ›"]


def test_a_planned_meeting_has_a_day_or_the_span_of_its_words() -> None:
    open_ = {"date": None, "part_of_day": None, "printed": "trong tháng 6/2031", "within": "2031-06"}
    assert m.MeetingTime.model_validate(open_).within == "2031-06"
    for wrong in ({"date": "2031-06-02"}, {"printed": None}):
        with pytest.raises(ValidationError, match="within"):
            m.MeetingTime.model_validate({**open_, **wrong})
