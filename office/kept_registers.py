"""Registers in the archive: an object per register and year, and registers built from objects."""

import json
from dataclasses import dataclass

from sqlalchemy import Column, Connection, Integer, String, Table, delete, func, insert, or_, select

from archive import canonical, catalogue
from archive.archive import Archive
from archive.database import Database, metadata
from archive.records import NewFile, Record
from office.books import RECEIVED, Register, meeting_book, standing_books
from office.clock import Clock, today
from office.desk import BACKFILLED
from office.profile import Profile
from office.register_tables import closings, entries
from office.registers import Entry, Registers
from thai.dates import BANGKOK

FILE = "register.json"

kept_at = Table(
    "register_kept",
    metadata,
    Column("register", String(80), primary_key=True),
    Column("year", Integer, primary_key=True),
    Column("at", String(40), nullable=False),
)


@dataclass(frozen=True)
class KeptRegisters:
    """Copies of the registers as archive objects (``2569/register/orders``), and the way back."""

    db: Database
    archive: Archive
    registers: Registers
    clock: Clock

    def keep(
        self, register: str, year: int, who: str, why: str, beside: tuple[NewFile, ...] = ()
    ) -> None:
        """Keep a register and year as it stands now, as a new version of its object.

        ``beside`` are files that belong to it (the print of its closing); those that lie there
        already stay.
        """
        at = self.clock().isoformat()
        with self.db.reading() as conn:
            document = self.registers.year(conn, register, year).document
        name = f"{year}/register/{register}"
        held = self.archive.kept(name) if "closing" in document else None
        new = {FILE: NewFile(FILE, canonical.readable(document))}
        for file in (*(held.files if held else ()), *beside):
            new.setdefault(file.name, file)
        self.archive.keep(name, list(new.values()), who=who, why=why)
        with self.db.writing() as conn:
            same = (kept_at.c.register == register) & (kept_at.c.year == year)
            conn.execute(delete(kept_at).where(same))
            conn.execute(insert(kept_at).values(register=register, year=year, at=at))

    def keep_yesterday(self, who: str) -> list[tuple[str, int]]:
        """Keep every register that changed on a day that is over and was not kept since."""
        midnight = self.clock().astimezone(BANGKOK).replace(hour=0, minute=0, second=0)
        with self.db.reading() as conn:
            due = self._due(conn, midnight.astimezone(self.clock().tzinfo).isoformat())
        for register, year in due:
            self.keep(register, year, who, f"สิ้นวันก่อน {today(self.clock).isoformat()}")
        return due

    def rebuild(self, conn: Connection, profile: Profile, names: tuple[str, ...]) -> None:
        """Enter what the kept objects and the records themselves say; lose no row that stands."""
        for name in names:
            kept = self.archive.kept(name) if "/register/" in name else None
            for file in kept.files if kept else ():
                if file.name == FILE:
                    self.registers.restore(conn, json.loads(file.data))
        for book in standing_books(profile):
            self.registers.ensure(conn, book)
        books = {book.code: book for book in self.registers.all(conn)}
        for row in sorted(catalogue.every(conn), key=lambda row: str(row.filed_at)):
            if row.register:
                record = self.archive.record(row.id)
                book = books.get(row.register) or _book_of(record)
                books[book.code] = book
                self.registers.ensure(conn, book)
                self._enter(conn, book, record)

    def _enter(self, conn: Connection, book: Register, record: Record) -> None:
        entry = self._entry_of(record, book)
        found = self.registers.find(conn, book, entry.year, entry.number)
        if found is None:
            self.registers.put(conn, entry)
        elif found.state in ("pending", "reserved") or (
            found.record == entry.record and found.state != entry.state
        ):
            self.registers.replace(conn, entry)

    def _entry_of(self, record: Record, book: Register) -> Entry:
        told = record.description
        history = self.archive.history(record.id)
        first, last = history[0], history[-1]
        void = record.state == "void"
        numbered = next((fact for fact in told.facts if fact.what == "numbered"), None)
        assert told.register_year is not None
        assert told.register_number is not None
        printed, dated = told.number, told.dated
        if book.kind == RECEIVED:  # its numbers and days are the office's own, not the sender's
            printed = book.printed(told.register_number, told.register_year)
            dated = next((fact.on for fact in told.facts if fact.what == RECEIVED), dated)
        at = last.at if void else told.filed_at or first.at
        return Entry(
            register=told.register,
            year=told.register_year,
            number=told.register_number,
            printed=printed,
            state="void" if void else "issued",
            dated=dated.isoformat() if dated else "",
            title=told.title,
            sender=told.sender,
            receiver=told.receiver,
            record=str(record.id),
            who=last.who if void else first.who,
            at=at.isoformat(),
            reason=record.state_reason,
            backfilled=numbered is not None and numbered.note == BACKFILLED,
        )

    def _due(self, conn: Connection, before: str) -> list[tuple[str, int]]:
        latest = (
            select(entries.c.register, entries.c.year, func.max(entries.c.at).label("at"))
            .group_by(entries.c.register, entries.c.year)
            .subquery()
        )
        same = (kept_at.c.register == latest.c.register) & (kept_at.c.year == latest.c.year)
        closed = (closings.c.register == latest.c.register) & (closings.c.year == latest.c.year)
        query = (
            select(latest.c.register, latest.c.year)
            .outerjoin(kept_at, same)
            .outerjoin(closings, closed)
            .where(latest.c.at < before)
            .where(
                or_(
                    kept_at.c.at.is_(None),
                    kept_at.c.at < latest.c.at,
                    kept_at.c.at < closings.c.at,  # a crash came before the closed year was kept
                )
            )
            .order_by(latest.c.register, latest.c.year)
        )
        return [(row.register, row.year) for row in conn.execute(query)]


def _book_of(record: Record) -> Register:
    meeting = record.description.meeting
    if meeting is not None and record.description.register.startswith("meeting-"):
        return meeting_book(record.description.register.removeprefix("meeting-"), meeting.title)
    return Register(record.description.register, record.description.register, "", "order")
