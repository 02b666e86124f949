"""The register of classified papers: only their rows, and only for people named by name.

The papers themselves never come into this program (specification 1.10). A row says which paper
came or went, its class and where it lies. It is not filed, not indexed, not counted, and the
journal tells only that a row was written. No role opens it, not even the operator's or the
administrator's, who may name its readers but not read.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Integer,
    Row,
    String,
    Table,
    Text,
    func,
    insert,
    select,
    update,
)

from archive.database import metadata
from office.accounts import accounts
from office.clock import today
from office.errors import AlreadyVoid, NumberNotThere, ReasonMissing, TellingInvalid
from office.office import Office
from office.people_errors import NotPermitted, UnknownPerson
from office.permissions import Actor, require
from templates.errors import Problem
from thai.dates import buddhist_year, parse_iso
from thai.digits import to_thai
from thai.text import clean

CLASSES = ("ลับ", "ลับมาก", "ลับที่สุด")
WAYS = {"received": "รับ", "sent": "ส่ง"}
TITLE = "ทะเบียนหนังสือลับ"
LONGEST = 300
NEEDED = {"sender": "จาก", "receiver": "ถึง", "place": "ที่เก็บ"}

readers = Table(
    "secret_reader",
    metadata,
    Column("person", String(40), primary_key=True),
    Column("named_by", Text, nullable=False),
    Column("since", String(10), nullable=False),
)
rows = Table(
    "secret_row",
    metadata,
    Column("way", String(8), primary_key=True),
    Column("year", Integer, primary_key=True),
    Column("number", Integer, primary_key=True),
    *(Column(name, Text, nullable=False) for name in
      ("class", "dated", "book_no", "sender", "receiver", "subject", "place", "who", "at", "void")),
)  # fmt: skip


@dataclass(frozen=True)
class SecretRow:
    """A row. ``subject`` should itself disclose nothing; ``void`` is why the row counts no more."""

    way: str
    year: int
    number: int
    secrecy: str
    dated: date
    book_no: str
    sender: str
    receiver: str
    subject: str
    place: str
    who: str
    at: str
    void: str

    @property
    def printed(self) -> str:
        """The number in the register, as รับ ๓/๒๕๖๙."""
        return to_thai(f"{WAYS[self.way]} {self.number}/{self.year}")


@dataclass(frozen=True)
class Paper:
    """What is told of a classified paper when it is entered."""

    way: str
    secrecy: str
    dated: date | None
    sender: str
    receiver: str
    place: str
    book_no: str = ""
    subject: str = ""


@dataclass(frozen=True)
class SecretRegister:
    """The rows of an office's classified papers, and who may read them."""

    office: Office

    def opens(self, actor: Actor) -> bool:
        """Whether the actor is one of the named people."""
        with self.office.db.reading() as conn:
            return self._named(conn, actor)

    def readers(self, actor: Actor) -> tuple[str, ...]:
        """Return the ids of the named people; for those and for who names them."""
        if not self.opens(actor):
            require(actor, "administer")
        with self.office.db.reading() as conn:
            return tuple(
                conn.execute(select(readers.c.person).order_by(readers.c.person)).scalars()
            )

    def name(self, person: str, actor: Actor) -> None:
        """Let a person read and write the register; the journal keeps who named whom."""
        require(actor, "administer")
        if person not in self.office.profile.directory:
            raise UnknownPerson(person=person)
        day = today(self.office.clock).isoformat()
        with self.office.db.writing() as conn:
            if conn.execute(select(readers).where(readers.c.person == person)).first() is None:
                row = {"person": person, "named_by": actor.label, "since": day}
                conn.execute(insert(readers).values(row))
                self._journal(conn, actor, "secret-reader-named", person)

    def unname(self, person: str, actor: Actor) -> None:
        """Take the right away again."""
        require(actor, "administer")
        with self.office.db.writing() as conn:
            if conn.execute(readers.delete().where(readers.c.person == person)).rowcount:
                self._journal(conn, actor, "secret-reader-unnamed", person)

    def enter(self, paper: Paper, actor: Actor) -> SecretRow:
        """Give a paper the next number of its year; raises TellingInvalid with every fault."""
        told = {name: clean(getattr(paper, name)) for name in
                ("sender", "receiver", "place", "book_no", "subject")}  # fmt: skip
        with self.office.db.writing() as conn:
            self._require(conn, actor)
            faults = tuple(_faults(paper, told))
            if faults or paper.dated is None:
                raise TellingInvalid(problems=faults)
            year = buddhist_year(paper.dated)
            here = (rows.c.way == paper.way, rows.c.year == year)
            last = conn.execute(select(func.max(rows.c.number)).where(*here)).scalar() or 0
            row = {"way": paper.way, "year": year, "number": last + 1, "class": paper.secrecy}
            row |= told | {"dated": paper.dated.isoformat(), "who": actor.label, "void": ""}
            conn.execute(insert(rows).values(row | {"at": self.office.clock().isoformat()}))
            entered = _row(conn.execute(select(rows).where(*here, rows.c.number == last + 1)).one())
            self._journal(conn, actor, "secret-entered", f"{paper.way}/{year}/{last + 1}")
        return entered

    def void(self, way: str, year: int, number: int, reason: str, actor: Actor) -> None:
        """Say that a row counts no more, and why; it stays, and its number is not given again."""
        with self.office.db.writing() as conn:
            self._require(conn, actor)
            if not reason.strip():
                raise ReasonMissing(act="ยกเลิกแถว")
            here = (rows.c.way == way, rows.c.year == year, rows.c.number == number)
            found = conn.execute(select(rows.c.void).where(*here)).first()
            facts = {"number": to_thai(str(number)), "register": TITLE, "year": to_thai(str(year))}
            if found is None:
                raise NumberNotThere(**facts)
            if found.void:
                raise AlreadyVoid(**facts, reason=found.void)
            conn.execute(update(rows).where(*here).values(void=clean(reason)))
            self._journal(conn, actor, "secret-void", f"{way}/{year}/{number}")

    def year(self, year: int, actor: Actor) -> tuple[SecretRow, ...]:
        """Return the rows of a year: received, then sent, each by number."""
        with self.office.db.reading() as conn:
            self._require(conn, actor)
            found = select(rows).where(rows.c.year == year).order_by(rows.c.way, rows.c.number)
            return tuple(map(_row, conn.execute(found)))

    def _named(self, conn: Connection, actor: Actor) -> bool:
        if actor.operator:
            return False
        held = select(accounts.c.person).where(accounts.c.user == actor.user)
        named = select(readers.c.person).where(readers.c.person == held.scalar_subquery())
        return conn.execute(named).first() is not None

    def _require(self, conn: Connection, actor: Actor) -> None:
        if not self._named(conn, actor):
            raise NotPermitted(user=actor.user, act=f"เปิด{TITLE}")

    def _journal(self, conn: Connection, actor: Actor, act: str, what: str) -> None:
        """Write that something was done to the register, and nothing of what a row says."""
        self.office.journal.add(conn, actor.label, act, f"secret/{what}", {}, self.office.clock())


def _faults(paper: Paper, told: dict[str, str]) -> Iterator[Problem]:
    if paper.way not in WAYS:
        yield Problem("way", "รับหรือส่ง", "โปรดเลือก รับ หรือ ส่ง")
    if paper.secrecy not in CLASSES:
        yield Problem("secrecy", "ชั้นความลับ", f"โปรดเลือก {' '.join(CLASSES)}")
    if paper.dated is None:
        yield Problem("dated", "ลงวันที่", "ยังไม่ได้กรอก")
    for name, label in NEEDED.items():
        if not told[name]:
            yield Problem(name, label, "ยังไม่ได้กรอก")
    for name, text in told.items():
        if len(text) > LONGEST:
            most = to_thai(str(LONGEST))
            yield Problem(name, NEEDED.get(name, name), f"ยาวเกิน {most} ตัวอักษร")


def _row(row: Row[Any]) -> SecretRow:
    told = dict(row._mapping)
    secrecy, dated = told.pop("class"), parse_iso(told.pop("dated"))
    return SecretRow(**told, secrecy=secrecy, dated=dated)
