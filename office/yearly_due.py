"""What of the yearly work has its time: lists to be made or ended, registers to be closed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from office.clock import today
from office.disposal import deadlines
from office.disposal_store import OPEN, WITHDRAWN
from office.office import Office
from office.permissions import Actor, holds
from office.printed_lists import Wanted, expired
from office.register_tables import closings, entries
from office.transfer import transfer_deadline
from thai.dates import buddhist_year
from thai.digits import to_thai

CLOSING_MONTHS = (1, 2, 3)  # in which last year's registers are asked for
TRANSFER_MONTHS = (12, 1)


@dataclass(frozen=True)
class YearlyDue:
    """One work of the year: what it is, until when it should be done, on which page (endpoint)."""

    title: str
    until: date
    page: str
    id: int | None = None
    year: int | None = None

    def late(self, on: date) -> bool:
        """Whether its day is over."""
        return on > self.until


@dataclass(frozen=True)
class YearlyWork:
    """The yearly work of an office, for who may do it."""

    office: Office

    def due(self, actor: Actor) -> tuple[YearlyDue, ...]:
        """Return what has its time now, for somebody who may retain or keeps registers."""
        on = today(self.office.clock)
        found = list[YearlyDue]()
        if holds(actor, "retain"):
            found += [*self._disposal(on, actor), *self._transfer(on, actor)]
        if holds(actor, "register") and on.month in CLOSING_MONTHS:
            found += self._registers(buddhist_year(on) - 1)
        return tuple(found)

    def _disposal(self, on: date, actor: Actor) -> Iterator[YearlyDue]:
        year, lists = buddhist_year(on), self.office.disposals.every(actor)
        for one in lists:
            if one.state in OPEN:
                title = f"บัญชีหนังสือขอทำลาย ประจำปี {to_thai(str(one.year))} ยังไม่เสร็จ"
                yield YearlyDue(title, deadlines(one.year).ends, "disposal", one.id)
        begun = any(one.year == year and one.state != WITHDRAWN for one in lists)
        days = deadlines(year)
        if not begun and days.begins <= on <= days.ends:
            total = self.office.archive.browse(expired(Wanted(year))).total
            if total:
                title = f"สำรวจหนังสือครบอายุการเก็บ {to_thai(f'{total:,}')} ฉบับ"
                yield YearlyDue(title, days.ends, "disposals")

    def _transfer(self, on: date, actor: Actor) -> Iterator[YearlyDue]:
        lists = self.office.transfers.every(actor)
        year = buddhist_year(on) - (1 if on.month == 1 else 0)
        for one in lists:
            if one.state in OPEN:
                title = f"บัญชีหนังสือครบ ๒๐ ปี ประจำปี {to_thai(str(one.year))} ยังไม่เสร็จ"
                yield YearlyDue(title, transfer_deadline(one.year), "transfer", one.id)
        begun = any(one.year == year and one.state != WITHDRAWN for one in lists)
        if not begun and on.month in TRANSFER_MONTHS and self.office.transfers.old(year):
            title = f"ส่งมอบหนังสือครบ ๒๐ ปี ประจำปี {to_thai(str(year))}"
            yield YearlyDue(title, transfer_deadline(year), "transfers", year=year)

    def _registers(self, year: int) -> Iterator[YearlyDue]:
        closed = select(closings.c.register).where(closings.c.year == year)
        there = select(entries.c.register).where(entries.c.year == year).distinct()
        with self.office.db.reading() as conn:
            left = len(conn.scalars(there.where(entries.c.register.not_in(closed))).all())
        if left:
            title = f"ปิดทะเบียนปี {to_thai(str(year))} ที่เหลือ {to_thai(str(left))} เล่ม"
            until = date(year - 543 + 1, max(CLOSING_MONTHS), 31)
            yield YearlyDue(title, until, "register_proofs", year=year)
