"""Working days: weekends and holidays do not count, and nothing is lost at the turn of a year."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thai.workdays import IN_LIEU, WorkingDays, months_later, proposed

DAYS = st.dates(date(2024, 1, 1), date(2032, 12, 31))
HOLIDAYS = WorkingDays(
    {day: title for y in range(2023, 2035) for day, title in proposed(y).items()}
)


def test_the_day_before_a_long_weekend_is_one_working_day_back() -> None:
    # 7 December 2026 makes up for the 5th, a Saturday
    assert HOLIDAYS.shifted(date(2026, 12, 8), -1) == date(2026, 12, 4)


def test_a_holiday_on_a_weekend_is_made_up_for_on_the_next_working_day() -> None:
    days = proposed(2027)
    assert days[date(2027, 1, 1)] == "วันขึ้นปีใหม่"
    assert date(2028, 1, 3) in proposed(2028)  # 1 January 2028 is a Saturday
    assert proposed(2028)[date(2028, 1, 3)].startswith(IN_LIEU)


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2026, 10, 1), 3, date(2027, 1, 1)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2027, 11, 30), 3, date(2028, 2, 29)),
        (date(2026, 12, 31), 12, date(2027, 12, 31)),
        (date(2027, 3, 31), -1, date(2027, 2, 28)),
    ],
)
def test_months_end_on_the_same_day_or_the_last_of_the_month(
    day: date, months: int, then: date
) -> None:
    assert months_later(day, months) == then


@given(DAYS, st.integers(1, 60))
def test_so_many_working_days_on_is_a_working_day_with_so_many_between(day: date, by: int) -> None:
    then = HOLIDAYS.shifted(day, by)
    assert HOLIDAYS.is_working(then)
    assert HOLIDAYS.between(day, then) == by


@given(DAYS, st.integers(1, 60))
def test_back_and_forth_from_a_working_day_is_where_it_began(day: date, by: int) -> None:
    start = HOLIDAYS.on_or_after(day)
    assert HOLIDAYS.shifted(HOLIDAYS.shifted(start, -by), by) == start


def test_a_list_that_leaves_no_working_day_is_refused() -> None:
    start = date(2026, 1, 1)
    endless = WorkingDays({start + timedelta(n): "ปิด" for n in range(1000)})
    with pytest.raises(ValueError, match="no working day"):
        endless.shifted(start, 1)
