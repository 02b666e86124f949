"""An old register out of Excel: looked at first, then its rows stand in the register as they were.

The documents stay where they are; what is entered are numbers that were given before Saraban, each
with day and title, and spans for what the table lacks. All rows enter at once, or none does.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from indexer.bounded import bounded
from office.books import Register
from office.errors import NumberTaken, PrintedBefore
from office.office import Office
from office.permissions import Actor, require
from office.register_import_errors import OldRowsFaulty
from office.register_import_sheet import OldRow, OldTable, old_table
from office.registers import Claim, Entry, Stamp
from thai.digits import to_thai

SECONDS = 60  # for a table of the most rows
ELSEWHERE = "ตัวเอกสารอยู่ในแฟ้มเดิม นำเข้าจาก {file} แถวที่ {line}"


@dataclass(frozen=True)
class OldRegister:
    """What of a table is new to the register, how many rows stand there already, what is wrong."""

    table: OldTable
    new: tuple[OldRow, ...]
    known: int
    faults: tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class RegisterImport:
    """Takes old registers into those of an office."""

    office: Office

    def look(
        self, code: str, year: int, file: tuple[str, bytes], columns: Mapping[str, str]
    ) -> OldRegister:
        """Read a table (name, bytes) and compare it with the register; writes nothing.

        Raises UnknownRegister, SheetUnreadable, ColumnsUnclear, ColumnUnknown.
        """
        book = self.office.register(code)
        table = bounded(file[0], old_table, *file, book, year, dict(columns), seconds=SECONDS)
        new, known, faults = [], 0, list(table.faults)
        with self.office.db.reading() as conn:
            for row in table.rows:
                there = self.office.registers.find(conn, book, year, row.number)
                if there is not None and _same(there, row):
                    known += 1
                elif why := self._refused(conn, book, row):
                    faults.append((row.line, why))
                else:
                    new.append(row)
        return OldRegister(table, tuple(new), known, tuple(sorted(faults)))

    def take(
        self,
        code: str,
        year: int,
        file: tuple[str, bytes],
        columns: Mapping[str, str],
        actor: Actor,
        *,
        skip: bool = False,
    ) -> OldRegister:
        """Enter what ``look`` finds new; raises OldRowsFaulty, unless faulty rows are skipped."""
        book = self.office.register(code)
        require(actor, "register", book.owner)
        self.office.archive.check_ready()
        found = self.look(code, year, file, columns)
        if found.faults and not skip:
            raise OldRowsFaulty(found.faults)
        if found.new:
            self._enter(book, year, file[0], found, actor)
            why = f"นำเข้าทะเบียนเดิมจาก {file[0]}"
            self.office.kept.keep(code, year, actor.label, why)
        return found

    def _enter(
        self, book: Register, year: int, file: str, found: OldRegister, actor: Actor
    ) -> None:
        here, stamp = self.office, Stamp(actor.label, self.office.clock())
        with here.db.writing() as conn:
            for row in found.new:
                told = ELSEWHERE.format(file=file, line=to_thai(str(row.line)))
                about = row.title, row.sender, row.receiver
                claim = Claim(row.dated, *about, number=row.number, reason=told)
                entry = here.registers.claim(conn, book, claim, stamp)
                here.registers.replace(conn, _entered(entry, row, told))
            following, highest = here.registers.next_number(conn, book, year), found.table.highest
            if not book.source and highest >= following:
                here.registers.begin_at(conn, book, year, highest + 1, stamp)
            detail = {"file": file, "rows": len(found.new), "skipped": len(found.faults)}
            ref = f"{year}/register/{book.code}"
            here.journal.add(conn, stamp.who, "register-imported", ref, detail, stamp.at)

    def _refused(self, conn: Connection, book: Register, row: OldRow) -> str:
        """Say why a number cannot be entered: it is taken, or another register printed it."""
        claim = Claim(row.dated, number=row.number, reason="นำเข้า")
        try:
            decision = self.office.registers.decide(conn, book, claim)
        except (NumberTaken, PrintedBefore) as refused:
            return str(refused)
        return "เลขนี้จองไว้ โปรดยกเลิกการจองก่อน" if decision.from_reservation else ""


def _entered(entry: Entry, row: OldRow, told: str) -> Entry:
    """Return the row as it stands in the register, without a record."""
    state, reason = ("void", f"{row.void} · {told}") if row.void else ("issued", told)
    day = row.letter_dated.isoformat() if row.letter_dated else ""
    known = replace(entry, state=state, reason=reason, backfilled=True)
    return replace(known, letter=row.letter, letter_dated=day)


def _same(there: Entry, row: OldRow) -> bool:
    return (there.dated, there.title) == (row.dated.isoformat(), row.title)
