"""Claims about the date grammar: day first, strict, and never from the clock."""

from __future__ import annotations

import datetime as dt
import time
import unicodedata
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from diplomacy_archive import _dates as dates
from diplomacy_archive._dates import FORMS, Span, find_spans, parse_day, parse_interval, parse_span, years_in
from diplomacy_archive.errors import DateError

DAY = Span(2026, 2, 24)
ANY_YEAR = Span(None, 2, 24)
MONTH = Span(2026, 2)
NOON = dt.datetime(2026, 2, 24, 12, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("written", "span"),
    [
        ("24/2", ANY_YEAR), ("24/2/2026", DAY), ("24-2-2026", DAY), ("24.2.2026", DAY), ("2026-02-24", DAY),
        ("2/2026", MONTH), ("2026-02", MONTH), ("2026", Span(2026)),
        ("ngày 24 tháng 2", ANY_YEAR), ("24 Feb 2026", DAY),
        # the same forms as people vary them
        ("24/02/2026", DAY), ("24-2", ANY_YEAR), ("24.2", ANY_YEAR), ("02-2026", MONTH), ("2.2026", MONTH),
        ("ngày 24/2", ANY_YEAR), ("NGÀY 24 THÁNG 2 NĂM 2026", DAY), ("ngay 24 thang 2 nam 2026", DAY),
        ("24 tháng 2, 2026", DAY), ("24 tháng 2/2026", DAY), ("tháng 2", Span(None, 2)), ("tháng 2/2026", MONTH),
        ("ngày 24 tháng hai năm 2026", DAY), ("tháng Hai năm 2026", MONTH), ("tháng tư", Span(None, 4)),
        ("tháng sáu", Span(None, 6)), ("tháng mười", Span(None, 10)), ("tháng mười hai năm 2026", Span(2026, 12)),
        ("24 tháng mười một", Span(None, 11, 24)), ("năm 2026", Span(2026)),
        ("24 February 2026", DAY), ("24th feb. 2026", DAY), ("Feb 24, 2026", DAY), ("February 2026", MONTH),
        ("24 Feb", ANY_YEAR), ("1 Sept 2026", Span(2026, 9, 1)),
        ("  24/2 ", ANY_YEAR), ("ngày  24\u00a0tháng 2", ANY_YEAR),
        ("29/2", Span(None, 2, 29)), ("29/2/2028", Span(2028, 2, 29)),
        (2026, Span(2026)), (dt.date(2026, 2, 24), DAY), (NOON, DAY),
    ],
)  # fmt: skip
def test_each_form_is_read_day_first(written: str | int | dt.date, span: Span) -> None:
    assert parse_span(written) == span


@pytest.mark.parametrize("form", FORMS.split(", "))
def test_the_forms_that_messages_name_are_read(form: str) -> None:
    parse_span(form)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("32/1", "there is no day 32"), ("24/13", "there is no month 13"),
        ("2026-13-01", "there is no month 13"), ("31/4", "there is no day 31"), ("30/2", "there is no day 30"),
        ("29/2/2026", "no day 29 in 2026-02"), ("0/1", "no day 0"), ("1/0", "no month 0"), ("1/1/0000", "no year"),
        ("24//2", FORMS), ("soon", FORMS), ("", "found nothing"), ("   ", "found nothing"),
        # each of these has a part that nobody could account for, or two readings
        ("24/2/26", "a year has four digits"), ("24-2-26", FORMS), ("chiều 24/2", "the part of day is asked"),
        ("24/2-2026", FORMS), ("2/24/2026", "no month 24"), ("26", FORMS),
        ("2026-2-24", "month and day have two digits"), ("2026-2", "month and day have two digits"),
        ("24/2/2026 9:30", FORMS), ("24/2?", FORMS), ("-24/2", FORMS), ("24 Febtober", FORMS), ("99999", FORMS),
        ("today", FORMS), ("hôm nay", FORMS), ("tháng này", FORMS), ("24-26/2", FORMS), ("24/2 25/2", FORMS),
        # "tháng sau" is next month, and the lunar months are none of ours
        ("tháng sau", FORMS), ("thang sau", FORMS), ("24 tháng sau", FORMS), ("tháng chạp", FORMS),
        ("tháng giêng", FORMS), ("ngày tháng năm", FORMS), ("ngày 2026", FORMS), ("24 mấy", FORMS),
        (26, FORMS), (True, FORMS), (2026.0, FORMS), (None, FORMS),
    ],
)  # fmt: skip
def test_what_is_no_date_is_told_with_the_forms(written: Any, said: str) -> None:
    with pytest.raises(DateError) as caught:
        parse_span(written)
    assert said in str(caught.value)


def forms_of(day: dt.date) -> list[str]:
    d, m, y = day.day, day.month, day.year
    english = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"][m - 1]
    return [
        f"{d}/{m}/{y:04}", f"{d}-{m}-{y:04}", f"{d:02}.{m:02}.{y:04}", f"{y:04}-{m:02}-{d:02}",
        f"ngày {d} tháng {m} năm {y:04}", f"{d} tháng {m}, {y:04}",
        f"{d} {english} {y:04}", f"{english} {d}, {y:04}",
    ]  # fmt: skip


@given(st.dates())
def test_any_day_in_any_form_is_that_day(day: dt.date) -> None:
    spans = {parse_span(form) for form in forms_of(day)}
    assert spans == {Span(day.year, day.month, day.day)}
    (span,) = spans
    assert span.first == span.last == day
    assert parse_span(str(span)) == span


@given(st.dates())
def test_a_month_runs_from_its_first_day_to_its_last(day: dt.date) -> None:
    span = parse_span(f"{day.month}/{day.year:04}")
    assert span == parse_span(f"{day.year:04}-{day.month:02}") == Span(day.year, day.month)
    assert span.first.day == 1
    assert span.first <= day <= span.last
    assert span.last == dt.date.max or (span.last + dt.timedelta(1)).day == 1


@given(st.integers(1, 9999))
def test_a_year_runs_from_january_to_december(year: int) -> None:
    span = parse_span(f"{year:04}")
    assert (span.first, span.last) == (dt.date(year, 1, 1), dt.date(year, 12, 31))


DATELIKE = st.text(st.sampled_from("0123456789/-. ngàythánămfeb٢²１"), max_size=14)


@given(st.one_of(st.text(), DATELIKE))
def test_garbage_raises_date_error_and_nothing_else(text: str) -> None:
    for read in (parse_span, parse_day, parse_interval):
        with suppress(DateError):
            read(text)


@given(st.integers(0, 40), st.integers(0, 15), st.sampled_from("/-."))
def test_a_day_and_month_are_never_swapped(day: int, month: int, between: str) -> None:
    try:
        span = parse_span(f"{day}{between}{month}")
    except DateError:
        assert not (1 <= month <= 12 and 1 <= day <= 31) or (day, month) in [(30, 2), (31, 2)] or day == 31
    else:
        assert (span.day, span.month, span.year) == (day, month, None)


def test_the_clock_is_never_read(monkeypatch: pytest.MonkeyPatch) -> None:
    def read(*_: object) -> None:
        raise AssertionError("the clock was read")

    class Module:
        date = type("Date", (dt.date,), {"today": read})

    for clock in ("time", "localtime", "gmtime"):
        monkeypatch.setattr(time, clock, read)
    monkeypatch.setattr(dates, "dt", Module)
    for form in ("24/2", "2/2026", "2026", "ngày 24 tháng hai", "24 Feb", "Feb 2026"):
        span = parse_span(form)
        assert span.year is None or span.first <= span.last
    assert [str(span) for span, _, _ in find_spans("từ 24 Feb đến tháng 3/2026")] == ["24/2", "2026-03"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ai gặp ai ngày 24/2 và về việc gì?", ["ngày 24/2"]),
        ("từ 24/2/2026 đến 26/2/2026.", ["24/2/2026", "26/2/2026"]),
        ("Hôm 24 tháng 2 năm 2026, họ gặp", ["24 tháng 2 năm 2026"]),
        ("who met on 24 Feb 2026, or in March 2026?", ["24 Feb 2026", "March 2026"]),
        ("cuối tháng mười hai năm 2026", ["tháng mười hai năm 2026"]),
        ("chiều 24-2, sáng 25.2", ["24-2", "25.2"]),
        ("ngày 24 tháng hai ai gặp ai", ["ngày 24 tháng hai"]),
        ("tháng Sáu, tháng sau", ["tháng Sáu"]),
        ("mấy 24/2", ["24/2"]),
        # numbers and words that are no dates
        ("trong 2-3 ngày tới, 7.2 tỷ, 5 máy bay", []),
        ("mở rộng sang 2-3 nước", []),
        ("ngày 31/2, 32/1 và 24/13", []),
        ("bản 1.2.3, số 24/2/26, tỷ lệ 1/2/3", []),
        ("trong tháng hai bên sẽ ký", []),
        ("trong 24 tháng hai bên sẽ ký", []),
        ("ngày tháng năm sinh", []),
        ("Ngày 24 mấy cuộc gặp, ngay 24 may cuoc gap", []),
        ("24-26/2", []),
    ],
)
def test_dates_are_found_in_running_text_and_numbers_are_not(text: str, found: list[str]) -> None:
    assert [text[start:end] for _, start, end in find_spans(text)] == found


@given(
    st.lists(st.sampled_from(["ngày ", "tháng ", "24/2", "2026", " năm ", "ß", "ﬁ", "́", "may ", "-", "sau", "2."]))
)
def test_what_is_found_reads_alone_as_the_same_date(parts: list[str]) -> None:
    text = unicodedata.normalize("NFC", "".join(parts))
    end = 0
    for span, start, stop in find_spans(text):
        assert end <= start < stop <= len(text)
        assert parse_span(text[start:stop]) == span
        end = stop


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("2012", "2012-01-01", "2012-12-31"),
        ("2028-02", "2028-02-01", "2028-02-29"),
        ("2026-02-24", "2026-02-24", "2026-02-24"),
        ("2026/2027", "2026-01-01", "2027-12-31"),
        ("2026-01/2028-12", "2026-01-01", "2028-12-31"),
        ("2026-02-24/2026-03", "2026-02-24", "2026-03-31"),
        ("2026/2026", "2026-01-01", "2026-12-31"),
    ],
)
def test_an_edtf_interval_holds_its_ends_whole(written: str, first: str, last: str) -> None:
    assert parse_interval(written) == (dt.date.fromisoformat(first), dt.date.fromisoformat(last))


@pytest.mark.parametrize(
    "written",
    ["", "/", "2026/", "/2026", "2026/2027/2028", "2027/2026", "2026-13", "2026-02-30", "2026-2", "2026-02-24T00",
     "2026~", "202X", "24/2/2026", "2026 / 2027", "0000", "năm 2026", "２０２６"],
)  # fmt: skip
def test_what_is_no_edtf_interval_is_told(written: str) -> None:
    with pytest.raises(DateError):
        parse_interval(written)


@given(st.dates(), st.dates())
def test_an_interval_of_two_days_has_those_ends(one: dt.date, other: dt.date) -> None:
    assume(one <= other)
    assert parse_interval(f"{one}/{other}") == (one, other)


@pytest.mark.parametrize(
    "written",
    ["24/2/2026", "2026-2-24", "2026-02", "2026-02-30", " 2026-02-24", "", "1641600000", 1641600000, None, True,
     NOON, "２０２６-02-24"],
)  # fmt: skip
def test_a_day_in_a_data_file_is_iso_and_nothing_else(written: object) -> None:
    assert parse_day("2026-02-24") == dt.date(2026, 2, 24)
    with pytest.raises(DateError):
        parse_day(written)


def test_years_are_the_numbers_of_four_digits() -> None:
    assert years_in("cuối năm 2026-2027, 12345, 26, (2028)") == [2026, 2027, 2028]
