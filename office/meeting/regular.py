"""The day on which a body usually meets, moved off the days that are free."""

from dataclasses import dataclass
from datetime import date, timedelta

from thai.dates import WEEKDAYS
from thai.digits import to_thai
from thai.workdays import WorkingDays, months_later

LAST = 5
_SOUGHT = 14  # months


@dataclass(frozen=True)
class Regular:
    """The ``week``-th ``weekday`` (0 Monday) of a month (week 5: its last), or a ``day`` of it.

    Nothing told (week and day 0): no regular day.
    """

    week: int = 0
    weekday: int = 0
    day: int = 0

    def told(self) -> str:
        """Say it in Thai; "" for none."""
        if self.day:
            return to_thai(f"ทุกวันที่ {self.day} ของเดือน")
        if not self.week:
            return ""
        which = "สุดท้าย" if self.week == LAST else f"ที่ {to_thai(str(self.week))}"
        return f"วัน{WEEKDAYS[self.weekday]}{which} ของเดือน"


def next_day(regular: Regular, after: date, days: WorkingDays) -> date | None:
    """Return the first regular day after a day, each moved on to a working day; None for none."""
    if not (regular.week or regular.day):
        return None
    months = (months_later(after.replace(day=1), n) for n in range(-1, _SOUGHT))
    found = (days.on_or_after(_in_month(regular, month)) for month in months)
    return next(day for day in found if day > after)


def _in_month(regular: Regular, first: date) -> date:
    last = months_later(first, 1) - timedelta(1)
    if regular.day:
        return first.replace(day=min(regular.day, last.day))
    if regular.week == LAST:
        return last - timedelta((last.weekday() - regular.weekday) % 7)
    return first + timedelta((regular.weekday - first.weekday()) % 7 + 7 * (regular.week - 1))
