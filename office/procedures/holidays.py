"""The office's list of holidays, year by year; a year that nobody checked has the proposed one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Column, Connection, Integer, String, Table, Text, delete, insert, select

from archive.database import Database, metadata
from archive.journal import Journal
from office.clock import Clock, today
from office.permissions import Actor, require
from office.procedures.errors import HolidayUnreadable
from thai.dates import buddhist_year, format_date, parse_date
from thai.errors import Refused
from thai.workdays import WorkingDays, proposed

holidays = Table(
    "holiday",
    metadata,
    Column("day", String(10), primary_key=True),
    Column("title", Text, nullable=False),
)
checked = Table(
    "holiday_year",
    metadata,
    Column("year", Integer, primary_key=True, autoincrement=False),
    Column("who", Text, nullable=False),
)
"""Years (common era) whose list somebody checked."""

AHEAD = 3  # years around today for which holidays are proposed


@dataclass(frozen=True)
class HolidayYear:
    """The holidays of a year (common era); ``checked_by`` "" means that they are only proposed."""

    year: int
    days: Mapping[date, str]
    checked_by: str

    def lines(self) -> str:
        """Write one holiday a line, as ``Holidays.put`` reads them."""
        return "\n".join(
            f"{format_date(day, 'letter')} {title}" for day, title in self.days.items()
        )


@dataclass(frozen=True)
class Holidays:
    """Every year's list."""

    db: Database
    journal: Journal
    clock: Clock

    def year(self, year: int) -> HolidayYear:
        """Return a year's list (common era)."""
        with self.db.reading() as conn:
            return self._year(conn, year)

    def put(self, year: int, text: str, actor: Actor) -> HolidayYear:
        """Replace a year's list by lines of a day and its name; raises HolidayUnreadable."""
        require(actor, "administer")
        days = _read(text, year)
        with self.db.writing() as conn:
            conn.execute(delete(holidays).where(holidays.c.day.like(f"{year:04}-%")))
            rows = [{"day": day.isoformat(), "title": title} for day, title in days.items()]
            if rows:
                conn.execute(insert(holidays), rows)
            conn.execute(delete(checked).where(checked.c.year == year))
            conn.execute(insert(checked).values(year=year, who=actor.label))
            ref = f"holidays/{year}"
            self.journal.add(conn, actor.label, "holidays", ref, {"days": len(days)}, self.clock())
            return self._year(conn, year)

    def working_days(self, conn: Connection) -> WorkingDays:
        """Return the calendar of the years around today, and of every year that was checked."""
        now = today(self.clock).year
        known = {year for (year,) in conn.execute(select(checked.c.year))}
        years = sorted(known | set(range(now - 1, now + AHEAD + 1)))
        days: dict[date, str] = {}
        for year in years:
            days |= self._year(conn, year).days
        return WorkingDays(days)

    def _year(self, conn: Connection, year: int) -> HolidayYear:
        who = conn.execute(select(checked.c.who).where(checked.c.year == year)).scalar()
        if who is None:
            return HolidayYear(year, proposed(year), "")
        told = select(holidays).where(holidays.c.day.like(f"{year:04}-%")).order_by(holidays.c.day)
        days = {date.fromisoformat(row.day): row.title for row in conn.execute(told)}
        return HolidayYear(year, days, who)


def _read(text: str, year: int) -> dict[date, str]:
    days: dict[date, str] = {}
    faults = []
    for line in filter(None, map(str.strip, text.splitlines())):
        try:
            day, title = _line(line)
        except Refused as error:
            faults.append(f"“{line}”: {error}")
            continue
        if day.year != year:
            faults.append(f"“{line}”: ไม่อยู่ในปี {buddhist_year(date(year, 1, 1))}")
        days[day] = title
    if faults:
        raise HolidayUnreadable(faults)
    return dict(sorted(days.items()))


def _line(line: str) -> tuple[date, str]:
    """Part a line after its first three words (day, month, year) or its first (22/11/2569)."""
    words = line.split()
    many = 1 if "/" in words[0] else 3
    return parse_date(" ".join(words[:many])), " ".join(words[many:]) or "วันหยุดราชการ"
