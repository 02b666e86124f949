"""Stretches of time as people say them; keys of the wrong layout; words that sound alike."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thai.keyboard import other_layout
from thai.periods import Period, period_of, relative_period
from thai.sounds import sound

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("said", "first", "last"),
    [
        ("ปีงบ ๖๙", "2025-10-01", "2026-09-30"),
        ("ปีงบประมาณ พ.ศ. ๒๕๖๙", "2025-10-01", "2026-09-30"),
        ("ต.ค. 68 - ก.ย. 69", "2025-10-01", "2026-09-30"),
        ("1 - 15 ต.ค. 69", "2026-10-01", "2026-10-15"),
        ("28 ต.ค. - 3 พ.ย. 69", "2026-10-28", "2026-11-03"),
        ("1 ตุลาคม 2568 ถึงวันที่ 30 กันยายน 2569", "2025-10-01", "2026-09-30"),
        ("2567-2569", "2024-01-01", "2026-12-31"),
        ("ปี 2026", "2026-01-01", "2026-12-31"),
        ("ปีการศึกษา ๒๕๖๙", "2026-05-16", "2027-05-15"),
        ("ก.พ. 67", "2024-02-01", "2024-02-29"),
        ("ปีที่แล้ว", "2025-01-01", "2025-12-31"),
        ("เดือนที่แล้ว", "2026-10-01", "2026-10-31"),
        ("สัปดาห์ที่แล้ว", "2026-11-09", "2026-11-15"),
        ("3 เดือนที่ผ่านมา", "2026-08-22", "2026-11-22"),
        ("ปีงบประมาณนี้", "2026-10-01", "2027-09-30"),
    ],
)
def test_a_stretch_of_time_has_a_first_and_a_last_day(said: str, first: str, last: str) -> None:
    found = Period(date.fromisoformat(first), date.fromisoformat(last))
    assert period_of(said, TODAY) == found


def test_an_end_may_be_open() -> None:
    assert period_of("ตั้งแต่ 1 ต.ค. 68 เป็นต้นมา", TODAY) == Period(date(2025, 10, 1), None)
    assert period_of("ก่อน 2569", TODAY) == Period(None, date(2025, 12, 31))
    assert str(period_of("หลัง ก.ย. ๖๙", TODAY)) == "ตั้งแต่ ๑ ต.ค. ๒๕๖๙"


@pytest.mark.parametrize("said", ["งบประมาณ", "", "31 เม.ย. 69", "ก.ย. 69 - ต.ค. 68", "ปี 1"])
def test_what_names_no_time_is_none(said: str) -> None:
    assert period_of(said, TODAY) is None
    assert relative_period(said, TODAY) is None


def test_both_of_two_stretches_are_their_common_days() -> None:
    year, month = period_of("2569", TODAY), period_of("ต.ค. 69", TODAY)
    assert year
    assert month
    assert year.within(month) == month
    assert Period(None, None).within(month) == month


@given(st.text(st.sampled_from("ตค.กย69 -ถึงปีงบ123456789/เดือนที่แล้วก่อน"), max_size=24))
def test_any_text_is_a_time_in_order_or_none(text: str) -> None:
    found = period_of(text, TODAY)
    assert found is None or not (found.first and found.last) or found.first <= found.last


def test_keys_of_the_other_layout() -> None:
    assert other_layout("l;ylfu") == "สวัสดี"
    assert other_layout("ณฑฆ") == "IRS"
    assert other_layout("งบ 69 KRS") is None
    assert other_layout("๑๒") is None


@given(st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1))
def test_typing_the_same_keys_twice_gives_the_text_back(typed: str) -> None:
    thai = other_layout(typed)
    if thai is not None and not any(letter.isascii() and letter.isalpha() for letter in thai):
        assert len(thai) == len(typed)
        back = other_layout(thai)
        assert back is None or back == typed


@pytest.mark.parametrize(
    ("one", "other"),
    [("ประดิษฐ์", "ประดิด"), ("สมศักดิ์", "สมสัก"), ("ทรัพย์สิน", "ซับสิน"), ("จัดสรร", "จัดสัน")],
)
def test_words_that_sound_alike_have_one_key(one: str, other: str) -> None:
    assert sound(one) == sound(other)
    assert sound(one) != sound("งบประมาณ")
