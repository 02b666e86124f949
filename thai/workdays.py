"""Working days of a Thai government office: what a holiday is, and counting around them.

Fixed holidays are those of a fixed date; the ones that follow the moon, and days in lieu, are set
by the cabinet for each year, some of them late, so an office keeps its own list of each year.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from types import MappingProxyType

_FIXED = {
    (1, 1): "วันขึ้นปีใหม่",
    (4, 6): "วันจักรี",
    (4, 13): "วันสงกรานต์",
    (4, 14): "วันสงกรานต์",
    (4, 15): "วันสงกรานต์",
    (5, 4): "วันฉัตรมงคล",
    (7, 28): "วันเฉลิมพระชนมพรรษาพระบาทสมเด็จพระเจ้าอยู่หัว",
    (10, 23): "วันปิยมหาราช",
    (12, 5): "วันชาติ",
    (12, 10): "วันรัฐธรรมนูญ",
    (12, 31): "วันสิ้นปี",
}
IN_LIEU = "วันหยุดชดเชย"
TO_ENTER = (
    "วันมาฆบูชา",
    "วันวิสาขบูชา",
    "วันอาสาฬหบูชา",
    "วันเข้าพรรษา",
    "วันพืชมงคล",
    "วันเฉลิมพระชนมพรรษาสมเด็จพระบรมราชินี",
    "วันแม่แห่งชาติ",
    "วันนวมินทรมหาราช",
)
"""Holidays to be entered from the year's resolution: their dates move, or may be changed."""

_SATURDAY = 5
_FURTHEST = 400  # days; no list of holidays is longer


@dataclass(frozen=True)
class WorkingDays:
    """A calendar of working days: weekends and the given ``holidays`` (day -> name) are free."""

    holidays: Mapping[date, str] = field(default_factory=lambda: MappingProxyType({}))

    def is_working(self, day: date) -> bool:
        """Whether the office works on a day."""
        return day.weekday() < _SATURDAY and day not in self.holidays

    def on_or_after(self, day: date) -> date:
        """Return the first working day from ``day`` on."""
        return self._walk(day, 1)

    def shifted(self, day: date, by: int) -> date:
        """Return the working day that lies ``by`` working days after (before, if < 0) a day.

        Zero gives the day itself, whatever it is.
        """
        step = 1 if by > 0 else -1
        for _ in range(abs(by)):
            day = self._walk(day + timedelta(step), step)
        return day

    def between(self, first: date, last: date) -> int:
        """Count the working days after ``first`` up to and with ``last``; < 0 if it is before."""
        if last < first:
            return -self.between(last, first)
        days = (first + timedelta(n) for n in range(1, (last - first).days + 1))
        return sum(map(self.is_working, days))

    def _walk(self, day: date, step: int) -> date:
        for _ in range(_FURTHEST):
            if self.is_working(day):
                return day
            day += timedelta(step)
        raise ValueError("the list of holidays leaves no working day")


def months_later(day: date, months: int) -> date:
    """Return the same day of the month ``months`` later, at most that month's last day."""
    count = day.year * 12 + day.month - 1 + months
    year, month = divmod(count, 12)
    following = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return min(date(year, month + 1, 1) + timedelta(day.day - 1), following - timedelta(1))


def proposed(year: int) -> dict[date, str]:
    """Propose the holidays of a year (common era) from the fixed ones, with days in lieu.

    A holiday on a weekend is made up for on the next working day (cabinet practice); an office
    checks the list against the cabinet's resolution and adds what follows the moon.
    """
    days = {date(year, month, day): title for (month, day), title in _FIXED.items()}
    for day in sorted(days):
        if day.weekday() >= _SATURDAY:
            free = WorkingDays(days).on_or_after(day)
            days[free] = f"{IN_LIEU}{days[day]}"
    return dict(sorted(days.items()))
