"""Dates and times as clerks write and read them."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thai.dates import (
    DateStyle,
    academic_year,
    fiscal_year,
    format_date,
    parse_date,
    parse_iso,
    weekday_mismatches,
)
from thai.digits import Digits
from thai.errors import (
    CommonEraYear,
    DateNotUnderstood,
    DateTooEarly,
    ImpossibleDate,
    NotIsoDate,
    TimeNotUnderstood,
    WeekdayMismatch,
)
from thai.times import format_range, format_time, parse_time

FULL: tuple[DateStyle, ...] = ("letter", "order", "weekday", "short", "shortest")
this_century = st.dates(date(1957, 1, 1), date(2056, 12, 31))


@given(this_century, st.sampled_from(FULL), st.sampled_from(("thai", "arabic")))
def test_a_printed_date_is_read_back(on: date, style: DateStyle, digits: Digits) -> None:
    assert parse_date(format_date(on, style, digits)) == on


@pytest.mark.parametrize(
    "typed",
    [
        "25/6/68", "25-6-2568", "25.6.68", "25 / 6 / 2568", "๒๕/๐๖/๒๕๖๘", "25 มิ.ย. 2568",
        "25 มิย 68",
        "25มิ.ย.68", "25-มิ.ย.-68", "25/มิ.ย./2568", "๒๕ มิถุนายน ๒๕๖๘", "วันที่ ๒๕ เดือน มิถุนายน พ.ศ. ๒๕๖๘",
        "วันที่25 มิถุนายน พศ 2568",
        "วันพุธที่ 25 มิถุนายน 2568", "วันพุธที่ ๒๕ เดือนมิถุนายน พุทธศักราช ๒๕๖๘", "พ. 25 มิ.ย. 68",
        "เมื่อวันพุธที่ ๒๕ มิถุนายน ๒๕๖๘", "25 มิถุนายน ค.ศ. 2025", "\u200b25\xa0มิถุนายน 2568 ",
    ],
)  # fmt: skip
def test_clerks_write_one_day_in_many_ways(typed: str) -> None:
    assert parse_date(typed) == date(2025, 6, 25)


def test_official_styles() -> None:
    on = date(2026, 11, 22)
    assert format_date(on, "order") == "๒๒ พฤศจิกายน พ.ศ. ๒๕๖๙"
    assert format_date(on, "weekday") == "วันอาทิตย์ที่ ๒๒ พฤศจิกายน ๒๕๖๙"
    assert format_date(on, "shortest") == "๒๒ พ.ย. ๖๙"
    assert format_date(on, "month", "arabic") == "พฤศจิกายน 2569"


@pytest.mark.parametrize(
    "typed", ["25/6/2025", "25 มิ.ย. 2025", "2025-06-25", "25 มิถุนายน พ.ศ. 2025"]
)
def test_a_year_of_the_common_era_is_answered_with_the_buddhist_one(typed: str) -> None:
    with pytest.raises(CommonEraYear, match="๒๕ มิถุนายน ๒๕๖๘") as refused:
        parse_date(typed)
    assert refused.value.offered == date(2025, 6, 25)


def test_the_length_of_the_month_is_told() -> None:
    with pytest.raises(ImpossibleDate, match="มี ๓๐ วัน"):
        parse_date("31 เมษายน 2569")
    with pytest.raises(ImpossibleDate, match="มี ๒๘ วัน"):
        parse_date("29/2/2569")
    with pytest.raises(ImpossibleDate, match="เขียนวันก่อนเดือน"):
        parse_date("6/25/2568")
    assert parse_date("29/2/2567") == date(2024, 2, 29)


def test_days_before_the_new_year_was_moved_are_refused() -> None:
    with pytest.raises(DateTooEarly, match="๒๔๘๓"):
        parse_date("31/12/2483")
    assert parse_date("1/1/2484") == date(1941, 1, 1)


def test_a_weekday_must_fit_its_date() -> None:
    with pytest.raises(WeekdayMismatch, match="ตรงกับวันพุธ ไม่ใช่วันศุกร์"):
        parse_date("วันศุกร์ที่ 25 มิถุนายน 2568")


@pytest.mark.parametrize(
    "typed", ["", "เร็ว ๆ นี้", "25", "25/6", "25 มิถุนายน", "256/6/68", "1/1/1/68"]
)
def test_what_is_no_date_is_answered_with_an_example(typed: str) -> None:
    with pytest.raises(DateNotUnderstood, match="๒๒ พฤศจิกายน ๒๕๖๙"):
        parse_date(typed)


@given(st.text(max_size=20) | st.from_regex(r"\d{1,2}[/. -]\d{1,2}[/. -]\d{2,4}"))
def test_anything_typed_is_a_date_or_a_refusal_in_thai(typed: str) -> None:
    try:
        assert isinstance(parse_date(typed), date)
    except (DateNotUnderstood, CommonEraYear, ImpossibleDate, DateTooEarly) as refused:
        assert "โปรด" in str(refused)


def test_today_completes_what_is_left_out() -> None:
    today = date(2026, 11, 22)
    assert parse_date("วันนี้", today) == today
    assert parse_date("พรุ่งนี้", today) == date(2026, 11, 23)
    assert parse_date("25 มิ.ย.", today) == date(2026, 6, 25)


def test_files_hold_iso_dates_of_the_common_era_only() -> None:
    assert parse_iso("2026-11-22") == date(2026, 11, 22)
    for wrong in ("2569-11-22", "22/11/2569", "2026-02-30", "20261122", "๒๐๒๖-๑๑-๒๒"):
        with pytest.raises(NotIsoDate, match="2026-11-22"):
            parse_iso(wrong)


def test_fiscal_and_academic_years_turn_on_their_days() -> None:
    assert [fiscal_year(date(2026, 9, 30)), fiscal_year(date(2026, 10, 1))] == [2569, 2570]
    assert [academic_year(date(2026, 5, 15)), academic_year(date(2026, 5, 16))] == [2568, 2569]


def test_wrong_weekdays_are_found_where_they_stand() -> None:
    text = "ประชุมวันศุกร์ที่ ๖ พฤศจิกายน ๒๕๖๙ และวันอังคารที่ 10 พฤศจิกายน 2569 ส่วนวันพุธที่ ๑๐ พฤศจิกายน ๒๕๖๙"
    (wrong,) = weekday_mismatches(text)
    assert text[wrong.start : wrong.end] == "วันพุธที่ ๑๐ พฤศจิกายน ๒๕๖๙"
    assert (wrong.said, wrong.actual, wrong.date) == ("พุธ", "อังคาร", date(2026, 11, 10))


def test_both_ends_of_a_range_are_judged() -> None:
    assert not weekday_mismatches("ระหว่างวันจันทร์ที่ ๒ – วันศุกร์ที่ ๖ พฤศจิกายน ๒๕๖๙")
    assert not weekday_mismatches("วันจันทร์ที่ ๒๘ ธันวาคม ถึงวันศุกร์ที่ ๑ มกราคม ๒๕๗๐")
    (wrong,) = weekday_mismatches("ระหว่างวันอังคารที่ ๒ – วันศุกร์ที่ ๖ พฤศจิกายน ๒๕๖๙")
    assert (wrong.said, wrong.actual) == ("อังคาร", "จันทร์")
    assert not weekday_mismatches("ทุกวันศุกร์ที่ ๖ พฤศจิกายน")


@given(st.times())
def test_a_printed_time_is_read_back(at: time) -> None:
    assert parse_time(format_time(at)) == at.replace(second=0, microsecond=0)


def test_times_are_read_and_printed_the_official_way() -> None:
    for typed in ("09.30 น.", "9:30", "๐๙.๓๐น.", "0930", "เวลา 09.30 นาฬิกา"):
        assert format_time(parse_time(typed)) == "๐๙.๓๐ น."
    assert format_range(time(9), time(12), "arabic") == "09.00 – 12.00 น."
    for wrong in ("24.00", "9.60", "เก้าโมง", "9", ""):
        with pytest.raises(TimeNotUnderstood, match=r"เช่น ๐๙\.๓๐ น"):
            parse_time(wrong)
