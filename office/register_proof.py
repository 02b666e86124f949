"""Whether a register and year is whole: what explains each number from 1 to the highest."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection, select

from archive.journal import Head
from office.books import Register
from office.errors import ReasonMissing
from office.numbering import Span, gaps
from office.office import Office
from office.permissions import Actor, require
from office.register_entries import Closing, Stamp
from office.register_errors import NothingToExplain
from office.register_pages import without
from office.register_tables import entries
from thai.digits import to_thai
from thai.text import clean

ISSUED, BACKFILLED, OLD, RESERVED = "issued", "backfilled", "old", "reserved"
PENDING, VOID, ELSEWHERE, OTHERS, LOST = "pending", "void", "elsewhere", "others", "lost"
KINDS = {
    ISSUED: "ออกแล้ว",
    BACKFILLED: "บันทึกย้อนหลัง",
    OLD: "นำเข้าจากทะเบียนเดิม",
    RESERVED: "จองไว้",
    PENDING: "กำลังออกเลข",
    VOID: "ยกเลิก",
    ELSEWHERE: "อยู่ที่อื่น",
    OTHERS: "เลขของระบบอื่น ไม่ได้ลงไว้ที่นี่",
    LOST: "ไม่มีคำอธิบาย",
}
"""What a number may be, in the order in which it is told."""
OPEN = (RESERVED, PENDING, LOST)
"""Kinds that keep a year from being closed."""
LOST_WHY = "ตรวจสมุดเดิมและแฟ้มกระดาษ แล้วบันทึกคำอธิบาย หรือบันทึกเอกสารย้อนหลัง เลขนี้จะไม่ออกซ้ำ"
Told = tuple[int, str, str]
"""A number, its kind and the reason that stands in its row."""


@dataclass(frozen=True)
class Stretch:
    """Numbers ``first`` to ``last``, all of one kind and for one reason."""

    first: int
    last: int
    kind: str
    reason: str = ""

    @property
    def count(self) -> int:
        """How many numbers these are."""
        return self.last - self.first + 1

    @property
    def numbers(self) -> str:
        """The numbers in Thai digits."""
        first, last = to_thai(str(self.first)), to_thai(str(self.last))
        return first if first == last else f"{first}–{last}"


@dataclass(frozen=True)
class Proof:
    """A register and year, number by number; ``head`` is where the journal stands."""

    register: Register
    year: int
    stretches: tuple[Stretch, ...]
    head: Head
    closing: Closing | None = None

    @property
    def last(self) -> int:
        """The highest number, 0 for an empty year."""
        return self.stretches[-1].last if self.stretches else 0

    @property
    def counts(self) -> dict[str, int]:
        """How many numbers there are of each kind; kinds without any are left out."""
        totals = dict.fromkeys(KINDS, 0)
        for one in self.stretches:
            totals[one.kind] += one.count
        return {kind: total for kind, total in totals.items() if total}

    def of(self, *kinds: str) -> tuple[Stretch, ...]:
        """Return the stretches of some kinds."""
        return tuple(one for one in self.stretches if one.kind in kinds)


@dataclass(frozen=True)
class RegisterProofs:
    """Proves the registers of an office, and takes the reasons that lack."""

    office: Office

    def one(self, code: str, year: int, actor: Actor) -> Proof:
        """Prove a register and year; raises UnknownRegister, NotPermitted."""
        require(actor, "read")
        head = self.office.journal.head()
        with self.office.db.reading() as conn:
            return self.within(conn, self.office.registers.register(conn, code), year, head)

    def every(self, year: int, actor: Actor) -> tuple[Proof, ...]:
        """Prove each register that holds anything in a year."""
        require(actor, "read")
        held = self.office.register_years()
        head = self.office.journal.head()
        with self.office.db.reading() as conn:
            books = [b for b in self.office.registers.all(conn) if (b.code, year) in held]
            return tuple(self.within(conn, book, year, head) for book in books)

    def within(self, conn: Connection, book: Register, year: int, head: Head) -> Proof:
        """Prove a register in a transaction of the caller."""
        registers = self.office.registers
        told = list(_rows(conn, book.code, year))
        found = stretches(told, registers.spans(conn, book.code, year), book.source)
        return Proof(book, year, found, head, registers.closing(conn, book.code, year))

    def explain(self, code: str, year: int, span: Span, actor: Actor) -> None:
        """Write down why some numbers are not there; raises NothingToExplain, ReasonMissing."""
        here, words = self.office, clean(span.reason)
        book = here.register(code)
        require(actor, "register", book.owner)
        if not words:
            raise ReasonMissing(act="อธิบายเลขที่ขาด")
        here.archive.check_ready()
        stamp = Stamp(actor.label, here.clock())
        with here.db.writing() as conn:
            lost = here.registers.faults(conn, code, year)
            wanted = set(range(span.first, min(span.last, 10**6) + 1))
            if not wanted or not wanted.issubset(lost):
                raise NothingToExplain(first=to_thai(str(span.first)), last=to_thai(str(span.last)))
            here.registers.explain(conn, book, year, replace(span, reason=words), stamp)
            detail = {"first": span.first, "last": span.last, "reason": words}
            ref = f"{year}/register/{code}"
            here.journal.add(conn, stamp.who, "number-explained", ref, detail, stamp.at)
        here.kept.keep(code, year, actor.label, words)


def stretches(told: Sequence[Told], spans: Sequence[Span], source: str = "") -> tuple[Stretch, ...]:
    """Return what explains each number, without a gap, equal neighbours as one. Pure."""
    numbers = [number for number, *_ in told]
    found = [Stretch(number, number, kind, reason) for number, kind, reason in told]
    for span in spans:
        parts = without(span, numbers)
        found += (Stretch(part.first, part.last, ELSEWHERE, part.reason) for part in parts)
    kind, why = (OTHERS, f"เลขของ {source}") if source else (LOST, LOST_WHY)
    found += (Stretch(first, last, kind, why) for first, last in gaps(numbers, spans))
    return tuple(_joined(sorted(found, key=lambda one: one.first)))


def _joined(found: Iterable[Stretch]) -> list[Stretch]:
    joined = list[Stretch]()
    for one in found:
        before = joined[-1] if joined else None
        if before and (before.kind, before.reason) == (one.kind, one.reason):
            joined[-1] = Stretch(before.first, one.last, one.kind, one.reason)
        else:
            joined.append(one)
    return joined


def _rows(conn: Connection, code: str, year: int) -> Iterable[Told]:
    c = entries.c
    wanted = select(c.number, c.state, c.backfilled, c.record, c.reason)
    rows = conn.execute(wanted.where(c.register == code, c.year == year).order_by(c.number))
    for number, state, backfilled, record, reason in rows:
        if state == ISSUED and backfilled:
            yield number, *((BACKFILLED, reason) if record else (OLD, ""))
        else:
            yield number, state, reason if state != ISSUED else ""
