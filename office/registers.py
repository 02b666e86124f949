"""The registers: every number the office ever gave, each with its row and its reason.

A number is claimed inside the caller's ``writing()`` transaction; the row stands before the
document does. Rows are never removed: a void number keeps its reason, who and when.
"""

from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import date
from typing import Any

from sqlalchemy import (
    Connection,
    Row,
    delete,
    func,
    insert,
    select,
    update,
)

from office.books import Register
from office.clock import today as day_of
from office.errors import (
    AlreadyVoid,
    NumberNotThere,
    PrintedBefore,
    ReasonMissing,
    SpanOverlaps,
    UnknownRegister,
)
from office.numbering import (
    BEFORE_SARABAN,
    Decision,
    Span,
    Standing,
    Taken,
    check_reserved,
    decide_next,
    decide_wanted,
    unexplained,
)
from office.register_entries import Claim, Closing, Entry, RegisterYear, Stamp
from office.register_errors import ReservedTooShort
from office.register_tables import books, closings, entries, spans
from thai.dates import buddhist_year, format_date
from thai.digits import to_thai

__all__ = ["Claim", "Entry", "RegisterYear", "Registers", "Stamp"]


class Registers:
    """All registers of one office; every method works inside the caller's transaction."""

    def ensure(self, conn: Connection, register: Register) -> None:
        """Enter a register in the list of registers, or correct its title and code."""
        row = asdict(register)
        found = conn.execute(select(books).where(books.c.code == register.code)).first()
        if found is None:
            conn.execute(insert(books).values(row))
        elif tuple(found) != tuple(row.values()):
            conn.execute(update(books).where(books.c.code == register.code).values(row))

    def all(self, conn: Connection) -> tuple[Register, ...]:
        """Return every register, in the order of their codes."""
        return tuple(Register(*row) for row in conn.execute(select(books).order_by(books.c.code)))

    def register(self, conn: Connection, code: str) -> Register:
        """Return one register; raises UnknownRegister."""
        row = conn.execute(select(books).where(books.c.code == code)).first()
        if row is None:
            raise UnknownRegister(code=code)
        return Register(*row)

    def standing(self, conn: Connection, register: Register, year: int) -> Standing:
        """Return what the next number depends on."""
        here = (entries.c.register == register.code, entries.c.year == year)
        last = conn.execute(
            select(entries.c.number, entries.c.dated)
            .where(*here)
            .order_by(entries.c.number.desc())
            .limit(1)
        ).first()
        reach = conn.execute(
            select(func.max(spans.c.last)).where(
                spans.c.register == register.code, spans.c.year == year
            )
        ).scalar()
        number = last.number if last else 0
        return Standing(
            title=register.title,
            year=year,
            highest=max(number, reach or 0),
            own=last is not None,
            last=number,
            last_dated=date.fromisoformat(last.dated) if last else None,
            closed=self.closing(conn, register.code, year) is not None,
            source=register.source,
        )

    def next_number(self, conn: Connection, register: Register, year: int) -> int:
        """Return the number that the next document would get; claims nothing."""
        return self.standing(conn, register, year).highest + 1

    def decide(self, conn: Connection, register: Register, claim: Claim) -> Decision:
        """Decide the number for a claim without entering it, or refuse.

        A letter's number that another register printed in that year, under a code that has
        changed hands since, is refused (PrintedBefore).
        """
        year = buddhist_year(claim.dated)
        standing = self.standing(conn, register, year)
        if claim.number is None:
            decision = decide_next(standing, claim.dated)
        else:
            row = self.find(conn, register, year, claim.number)
            taken = Taken(row.state, row.record) if row else None
            decision = decide_wanted(standing, claim.number, taken, claim.reason)
        if register.letter_code:
            self._refuse_printed(conn, register, year, register.printed(decision.number, year))
        return decision

    def _refuse_printed(
        self, conn: Connection, register: Register, year: int, printed: str
    ) -> None:
        same = (entries.c.printed == printed, entries.c.year == year)
        other = conn.execute(
            select(books.c.title)
            .join(entries, entries.c.register == books.c.code)
            .where(*same, entries.c.register != register.code)
        ).scalar()
        if other is not None:
            raise PrintedBefore(number=printed, other=other, register=register.title)

    def claim(self, conn: Connection, register: Register, claim: Claim, stamp: Stamp) -> Entry:
        """Enter the next number (or the given one) as pending; the caller's transaction wins it."""
        decision = self.decide(conn, register, claim)
        year = buddhist_year(claim.dated)
        if decision.span:
            self.explain(conn, register, year, decision.span, stamp)
        entry = Entry(
            register=register.code,
            year=year,
            number=decision.number,
            printed=register.printed(decision.number, year),
            state="pending",
            dated=claim.dated.isoformat(),
            title=claim.title,
            sender=claim.sender,
            receiver=claim.receiver,
            record=claim.record,
            who=stamp.who,
            at=stamp.at.isoformat(),
            reason=claim.reason,
            backfilled=decision.backfilled and not decision.from_reservation,
        )
        if decision.from_reservation:
            self.replace(conn, entry)
        else:
            conn.execute(insert(entries).values(asdict(entry)))
        return entry

    def settle(self, conn: Connection, entry: Entry, record: str) -> Entry:
        """Mark a pending number as issued to a record."""
        issued = replace(entry, state="issued", record=record)
        self.replace(conn, issued)
        return issued

    def void(
        self, conn: Connection, register: Register, year: int, number: int, *, reason: str,
        stamp: Stamp,
    ) -> Entry:  # fmt: skip
        """Cancel a number: the row stays with its reason, and the number is never used again."""
        entry = self.entry(conn, register, year, number)
        if not reason.strip():
            raise ReasonMissing(act="ยกเลิกเลข")
        if entry.state == "void":
            raise AlreadyVoid(
                number=to_thai(str(number)),
                register=register.title,
                year=to_thai(str(year)),
                reason=entry.reason,
            )
        voided = replace(entry, state="void", reason=reason, who=stamp.who, at=stamp.at.isoformat())
        self.replace(conn, voided)
        return voided

    def reserve(
        self, conn: Connection, register: Register, claim: Claim, *, purpose: str,
        expires: date | None, stamp: Stamp,
    ) -> Entry:  # fmt: skip
        """Keep the next number (or a given one) for a purpose, until a day if one is named.

        Raises ReservedTooShort for a day that is over: the number would be void at once, and
        AnotherYear where the claim does not say that another year's next number is meant.
        """
        if not purpose.strip():
            raise ReasonMissing(act="จองเลข")
        day = max(claim.dated, day_of(lambda: stamp.at)) if claim.number is None else claim.dated
        if expires is not None and expires < day:
            raise ReservedTooShort(
                until=format_date(expires, "short"), day=format_date(day, "short")
            )
        if claim.number is None:
            number = self.decide(conn, register, claim).number
            printed = register.printed(number, buddhist_year(claim.dated))
            now = buddhist_year(day_of(lambda: stamp.at))
            check_reserved(printed, claim.dated, claim.year, now)
        claimed = self.claim(conn, register, claim, stamp)
        reserved = replace(
            claimed,
            state="reserved",
            reason=purpose,
            expires=expires.isoformat() if expires else "",
        )
        self.replace(conn, reserved)
        return reserved

    def expire(self, conn: Connection, today: date, stamp: Stamp) -> list[Entry]:
        """Void every reservation whose last day has passed; its purpose stays in the reason."""
        late = conn.execute(
            select(entries).where(
                entries.c.state == "reserved",
                entries.c.expires != "",
                entries.c.expires < today.isoformat(),
            )
        )
        voided = [
            replace(
                entry,
                state="void",
                reason=f"พ้นกำหนดจอง ({entry.reason})",
                who=stamp.who,
                at=stamp.at.isoformat(),
            )
            for entry in map(_entry, late.all())
        ]
        for entry in voided:
            self.replace(conn, entry)
        return voided

    def begin_at(
        self, conn: Connection, register: Register, year: int, first: int, stamp: Stamp
    ) -> None:
        """Set the first number that Saraban gives; the ones before it stand in the old book.

        One that was set before is taken back, as long as no number has been given after it.
        """
        self._take_back_first(conn, register, year)
        standing = self.standing(conn, register, year)
        if first - 1 <= standing.highest and first != standing.highest + 1:
            raise SpanOverlaps(
                first=to_thai(str(first)),
                register=register.title,
                year=to_thai(str(year)),
                last=to_thai(str(standing.highest)),
            )
        if first > standing.highest + 1:
            skipped = Span(standing.highest + 1, first - 1, BEFORE_SARABAN)
            self.explain(conn, register, year, skipped, stamp)

    def _take_back_first(self, conn: Connection, register: Register, year: int) -> None:
        conn.execute(
            delete(spans).where(
                spans.c.register == register.code,
                spans.c.year == year,
                spans.c.reason == BEFORE_SARABAN,
                spans.c.first > self.standing(conn, register, year).last,
            )
        )

    def find(self, conn: Connection, register: Register, year: int, number: int) -> Entry | None:
        """Return the row of a number, or None."""
        row = conn.execute(
            select(entries).where(
                entries.c.register == register.code,
                entries.c.year == year,
                entries.c.number == number,
            )
        ).first()
        return _entry(row) if row else None

    def entry(self, conn: Connection, register: Register, year: int, number: int) -> Entry:
        """Return the row of a number; raises NumberNotThere."""
        found = self.find(conn, register, year, number)
        if found is None:
            raise NumberNotThere(
                number=to_thai(str(number)), register=register.title, year=to_thai(str(year))
            )
        return found

    def of_record(self, conn: Connection, record: str) -> Entry | None:
        """Return the row that was given to a record, or None."""
        row = conn.execute(select(entries).where(entries.c.record == record)).first()
        return _entry(row) if row else None

    def entries(self, conn: Connection, register: str, year: int) -> list[Entry]:
        """Return all rows of a register and year, by number."""
        query = select(entries).where(entries.c.register == register, entries.c.year == year)
        return [_entry(row) for row in conn.execute(query.order_by(entries.c.number))]

    def spans(self, conn: Connection, register: str, year: int) -> list[Span]:
        """Return the numbers kept elsewhere."""
        query = select(spans.c.first, spans.c.last, spans.c.reason).where(
            spans.c.register == register, spans.c.year == year
        )
        return [Span(*row) for row in conn.execute(query.order_by(spans.c.first))]

    def years(self, conn: Connection) -> list[tuple[str, int]]:
        """Return every register and year that holds anything."""
        held = select(entries.c.register, entries.c.year).union(
            select(spans.c.register, spans.c.year)
        )
        return sorted((row[0], row[1]) for row in conn.execute(held))

    def year(self, conn: Connection, code: str, year: int) -> RegisterYear:
        """Return all that a register holds in a year; raises UnknownRegister."""
        register = self.register(conn, code)
        rows, kept = self.entries(conn, code, year), self.spans(conn, code, year)
        lost = () if register.source else unexplained([row.number for row in rows], kept)
        closed = self.closing(conn, code, year)
        return RegisterYear(register, year, tuple(rows), tuple(kept), lost, closed)

    def closing(self, conn: Connection, code: str, year: int) -> Closing | None:
        """Return how a register and year was closed, None where it is open."""
        here = (closings.c.register == code, closings.c.year == year)
        columns = [column for column in closings.c if column.name not in ("register", "year")]
        row = conn.execute(select(*columns).where(*here)).first()
        return Closing(**row._mapping) if row else None

    def close(self, conn: Connection, code: str, year: int, closing: Closing) -> None:
        """Close a register and year: from now on it gives no number."""
        conn.execute(insert(closings).values(register=code, year=year, **asdict(closing)))

    def faults(self, conn: Connection, code: str, year: int) -> tuple[int, ...]:
        """Return the numbers that nothing explains; an intact register has none."""
        return self.year(conn, code, year).unexplained

    def restore(self, conn: Connection, document: Mapping[str, Any]) -> None:
        """Enter again what ``document`` kept; rows that stand already are left as they are."""
        register, year = Register(**document["register"]), int(document["year"])
        self.ensure(conn, register)
        for row in document["entries"]:
            if self.find(conn, register, year, row["number"]) is None:
                conn.execute(insert(entries).values(row))
        known = {span.first for span in self.spans(conn, register.code, year)}
        for span in document["spans"]:
            if span["first"] not in known:
                values = {"register": register.code, "year": year, "who": "", "at": "", **span}
                conn.execute(insert(spans).values(values))
        if "closing" in document and self.closing(conn, register.code, year) is None:
            self.close(conn, register.code, year, Closing(**document["closing"]))

    def put(self, conn: Connection, entry: Entry) -> None:
        """Enter a row as it is, for rebuilding from the archive."""
        conn.execute(insert(entries).values(asdict(entry)))

    def explain(
        self, conn: Connection, register: Register, year: int, span: Span, stamp: Stamp
    ) -> None:
        """Say where the numbers of a span are."""
        row = {"register": register.code, "year": year, "who": stamp.who}
        row["at"] = stamp.at.isoformat()
        conn.execute(insert(spans).values(row | asdict(span)))

    def replace(self, conn: Connection, entry: Entry) -> None:
        """Write a row in place of the one with the same number."""
        conn.execute(
            update(entries)
            .where(
                entries.c.register == entry.register,
                entries.c.year == entry.year,
                entries.c.number == entry.number,
            )
            .values(asdict(entry))
        )


def _entry(row: Row[Any]) -> Entry:
    return Entry(**row._mapping)
