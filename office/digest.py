"""The daily digest: what waits for whom, by e-mail, once a day, to those who asked for it.

A mail is claimed in the database before it is handed over and noted after. Whoever was claimed
today is not written to again, also when the program was killed in between: rather a mail is
missing once than sent twice.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from smtplib import SMTP
from typing import Final

from sqlalchemy import (
    Boolean,
    Column,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    delete,
    insert,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError

from archive.database import Database, Instant, metadata
from archive.journal import Journal
from office.clock import Clock
from office.mail import SECURITY, Server, connected, hand_over, keep_password, kept_password
from office.mail_errors import MailRefused, MailUncertain, MailUnset
from office.my_work import TITLES, MyWork, Waits
from office.people import People
from office.people_errors import UnknownAccount
from office.permissions import Actor, require
from templates.errors import Problem
from thai.dates import BANGKOK, format_date
from thai.digits import to_thai

SENDING, SENT, REFUSED, UNKNOWN, NOTHING = "sending", "sent", "refused", "unknown", "nothing"
STATES: Final = {
    SENDING: "เริ่มส่งแล้ว ไม่ทราบว่าถึงหรือไม่",
    SENT: "ส่งแล้ว",
    REFUSED: "เครื่องส่งอีเมลไม่รับ",
    UNKNOWN: "ขาดการเชื่อมต่อระหว่างส่ง ไม่ทราบว่าถึงหรือไม่",
    NOTHING: "ไม่มีงานรอ ไม่ได้ส่ง",
}
ADDRESS = re.compile(r"[^@\s<>,;:\"()\[\]]{1,64}@[A-Za-z0-9.-]{1,190}\.[A-Za-z]{2,63}")
LONGEST = 50  # lines of a mail

settings = Table(
    "digest_setting",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("host", Text, nullable=False),
    Column("port", Integer, nullable=False),
    Column("security", String(10), nullable=False),
    Column("user", Text, nullable=False),
    Column("sender", Text, nullable=False),
    Column("hour", Integer, nullable=False),
    Column("daily", Boolean, nullable=False),
)
readers = Table(
    "digest_reader",
    metadata,
    Column("user", String(32), primary_key=True),
    Column("address", Text, nullable=False),
)
mails = Table(
    "digest_mail",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("user", String(32), nullable=False),
    Column("day", String(10), nullable=False),
    Column("state", String(10), nullable=False),
    Column("claimed", Instant, nullable=False),
    Column("told", Instant),
    UniqueConstraint("user", "day"),
)


@dataclass(frozen=True)
class Setting:
    """How the office sends mail, from which hour (Bangkok), and whether every day."""

    server: Server
    hour: int
    daily: bool


@dataclass(frozen=True)
class Mailed:
    """A day's mail to an account: one of ``STATES``."""

    user: str
    day: date
    state: str
    claimed: datetime


UNSET = Setting(Server("", 587, "starttls", "", ""), 7, daily=False)


@dataclass(frozen=True)
class Digest:
    """The office's digests; ``work`` is the folder in which the password is kept."""

    db: Database
    journal: Journal
    people: People
    my_work: MyWork
    work: Path
    clock: Clock

    @property
    def setting(self) -> Setting:
        """How mail is sent now."""
        with self.db.reading() as conn:
            row = conn.execute(select(settings)).first()
        if row is None:
            return UNSET
        server = Server(row.host, row.port, row.security, row.user, row.sender)
        return Setting(server, row.hour, row.daily)

    @property
    def has_password(self) -> bool:
        """Whether a password is kept."""
        return bool(kept_password(self.work))

    def put(self, typed: Mapping[str, str], actor: Actor) -> Setting:
        """Replace the settings; an empty ``password`` stays. Raises MailUnset with every fault."""
        require(actor, "administer")
        told = _read(typed)
        if typed.get("password") or not told.server.user:
            keep_password(self.work, typed.get("password", "") if told.server.user else "")
        server = told.server
        row = {"host": server.host, "port": server.port, "security": server.security}
        row |= {"user": server.user, "sender": server.sender}
        with self.db.writing() as conn:
            conn.execute(delete(settings))
            conn.execute(insert(settings).values({**row, "hour": told.hour, "daily": told.daily}))
            detail = {**row, "hour": told.hour, "daily": told.daily}
            self.journal.add(conn, actor.label, "digest-set", "office", detail, self.clock())
        return told

    def address(self, actor: Actor) -> str:
        """Return where an account wants its digest, "" if it wants none."""
        with self.db.reading() as conn:
            wanted = conn.scalar(select(readers.c.address).where(readers.c.user == actor.user))
        return str(wanted or "")

    def want(self, address: str, actor: Actor) -> None:
        """Write down where an account wants its digest; "" ends it. Raises MailUnset."""
        address = address.strip()
        if address and not ADDRESS.fullmatch(address):
            raise MailUnset([Problem("address", "อีเมล", "โปรดเขียนแบบ ชื่อ@หน่วยงาน.go.th")])
        with self.db.writing() as conn:
            conn.execute(delete(readers).where(readers.c.user == actor.user))
            if address:
                conn.execute(insert(readers).values(user=actor.user, address=address))
            detail = {"wanted": bool(address)}
            self.journal.add(conn, actor.label, "digest-wanted", actor.user, detail, self.clock())

    def test(self, address: str, actor: Actor) -> None:
        """Send a mail to try the settings; raises MailUnset, MailRefused, MailUncertain."""
        require(actor, "administer")
        if not ADDRESS.fullmatch(address.strip()):
            raise MailUnset([Problem("to", "ส่งทดสอบถึง", "โปรดเขียนแบบ ชื่อ@หน่วยงาน.go.th")])
        told = self.setting.server
        mail = self._mail(address.strip(), "ทดสอบอีเมลจากสารบรรณ", "ถ้าท่านอ่านได้ แสดงว่าตั้งค่าถูกต้อง")
        with connected(told, kept_password(self.work)) as smtp:
            hand_over(smtp, mail)

    def mailed(self, actor: Actor, limit: int = 50) -> tuple[Mailed, ...]:
        """Return what was sent lately, the newest first."""
        require(actor, "administer")
        with self.db.reading() as conn:
            rows = conn.execute(select(mails).order_by(mails.c.id.desc()).limit(limit)).all()
        return tuple(
            Mailed(row.user, date.fromisoformat(row.day), row.state, row.claimed) for row in rows
        )

    def once(self) -> int:
        """Send what is to be sent now; returns how many. Raises MailRefused without a server."""
        told, now = self.setting, self.clock().astimezone(BANGKOK)
        if not told.daily or not told.server.host or now.hour < told.hour:
            return 0
        left = [row for row in self._readers() if not self._claimed(row[0], now.date())]
        written = [(user, mail) for user, address in left if (mail := self._of(user, address))]
        for user, _ in left:
            if user not in dict(written):
                self._claim(user, now.date(), NOTHING)
        if not written:
            return 0
        with connected(told.server, kept_password(self.work)) as smtp:
            return self._send(smtp, written, now.date())

    def _send(self, smtp: SMTP, written: Iterable[tuple[str, EmailMessage]], day: date) -> int:
        sent = 0
        for user, mail in written:
            if not self._claim(user, day, SENDING):
                continue
            try:
                hand_over(smtp, mail)
            except MailRefused:
                self._told(user, day, REFUSED)
                continue
            except MailUncertain:
                self._told(user, day, UNKNOWN)
                break
            self._told(user, day, SENT)
            sent += 1
        return sent

    def _readers(self) -> list[tuple[str, str]]:
        with self.db.reading() as conn:
            rows = conn.execute(select(readers).order_by(readers.c.user)).all()
        return [(row.user, row.address) for row in rows]

    def _claimed(self, user: str, day: date) -> bool:
        here = (mails.c.user == user, mails.c.day == day.isoformat())
        with self.db.reading() as conn:
            return conn.scalar(select(mails.c.id).where(*here)) is not None

    def _claim(self, user: str, day: date, state: str) -> bool:
        row = {"user": user, "day": day.isoformat(), "state": state, "claimed": self.clock()}
        try:
            with self.db.writing() as conn:
                conn.execute(insert(mails).values(row))
        except IntegrityError:  # another worker was first
            return False
        return True

    def _told(self, user: str, day: date, state: str) -> None:
        here = (mails.c.user == user, mails.c.day == day.isoformat())
        with self.db.writing() as conn:
            conn.execute(update(mails).where(*here).values(state=state, told=self.clock()))

    def _of(self, user: str, address: str) -> EmailMessage | None:
        """Write an account's mail; None where nothing waits, or the account is closed."""
        try:
            waits = self.my_work.of(self.people.actor(user))
        except UnknownAccount:
            return None
        if not waits:
            return None
        on = self.clock().astimezone(BANGKOK).date()
        subject = f"งานที่รอท่าน {to_thai(str(len(waits)))} รายการ {format_date(on, 'letter')}"
        return self._mail(address, subject, body(waits), f"digest.{on.isoformat()}.{user}")

    def _mail(self, to: str, subject: str, text: str, id: str = "") -> EmailMessage:
        server, now = self.setting.server, self.clock()
        mail = EmailMessage()
        mail["From"], mail["To"], mail["Subject"] = server.sender, to, subject
        mail["Date"] = format_datetime(now)
        mail["Message-ID"] = f"<{id or now.timestamp()}@{server.sender.partition('@')[2]}>"
        mail["Auto-Submitted"] = "auto-generated"
        mail.set_content(text)
        return mail


def body(waits: Iterable[Waits]) -> str:
    """Write what waits as the text of a mail, kind by kind."""
    every = list(waits)
    lines = []
    for kind, title in TITLES.items():
        mine = [one for one in every if one.kind == kind]
        if mine:
            lines += [f"{title} ({to_thai(str(len(mine)))})", *map(_line, mine[:LONGEST]), ""]
    return "\n".join([*lines, "เปิดดูในสารบรรณ หน้า “งานของฉัน” ยกเลิกอีเมลนี้ได้ในหน้านั้น"])


def _line(one: Waits) -> str:
    due = f" ภายใน{format_date(one.due, 'letter')}" if one.due else ""
    late = " เลยกำหนดแล้ว" if one.late else ""
    return f"- {one.title}{due}{late}" + (f" ({one.note})" if one.note else "")


def _read(typed: Mapping[str, str]) -> Setting:
    told = {key: typed.get(key, "").strip() for key in ("host", "user", "sender", "security")}
    port, hour = typed.get("port", "").strip(), typed.get("hour", "").strip()
    faults = []
    if not told["host"]:
        faults.append(Problem("host", "ชื่อเครื่องส่งอีเมล", "โปรดเติม"))
    if not port.isdecimal() or not 0 < int(port) < 65536:
        faults.append(Problem("port", "ช่อง", "โปรดเขียนเลข ๑ ถึง ๖๕๕๓๕"))
    if told["security"] not in SECURITY:
        faults.append(Problem("security", "การเข้ารหัส", "โปรดเลือก"))
    if not ADDRESS.fullmatch(told["sender"]):
        faults.append(Problem("sender", "อีเมลผู้ส่ง", "โปรดเขียนแบบ ชื่อ@หน่วยงาน.go.th"))
    if not hour.isdecimal() or not 0 <= int(hour) < 24:
        faults.append(Problem("hour", "ส่งตั้งแต่เวลา", "โปรดเขียนชั่วโมง ๐ ถึง ๒๓"))
    if not (told["user"] + typed.get("password", "")).isascii():
        words = "ใช้ได้เฉพาะอักษรอังกฤษ ตัวเลข และเครื่องหมาย โปรดตรวจแป้นพิมพ์"
        faults.append(Problem("password", "ชื่อผู้ใช้และรหัสผ่าน", words))
    if faults:
        raise MailUnset(faults)
    server = Server(told["host"], int(port), told["security"], told["user"], told["sender"])
    return Setting(server, int(hour), daily=bool(typed.get("daily")))
