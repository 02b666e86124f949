"""Who may sign for another post, by which order, from when until when (spec 1.13).

A document that is signed รักษาราชการแทน or in another of the modes should rest on such a row; where
none covers its date and the answers name no order, it is made all the same, with a warning.
"""

from collections.abc import Mapping
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
    insert,
    or_,
    select,
    update,
)

from archive.database import Database, metadata
from archive.journal import Journal
from office.clock import Clock
from office.people_errors import ActingDatesWrong, ActingIncomplete
from office.permissions import Actor, require
from templates.form import Form, at
from templates.people import Person
from thai.dates import format_date

MODES = ("รักษาราชการแทน", "ปฏิบัติราชการแทน", "รักษาการในตำแหน่ง", "ปฏิบัติหน้าที่แทน")
WARNING = (
    "ยังไม่ได้บันทึกคำสั่งที่ให้{name}ลงนาม{mode}ในวันที่ {on} โปรดตรวจคำสั่งก่อนลงนาม "
    "และระบุในช่อง “คำสั่งที่ให้อำนาจ” หรือบันทึกไว้ในหน้า “ผู้ลงนามแทน”"
)

acting = Table(
    "acting",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("person", String(40), nullable=False),
    Column("mode", String(40), nullable=False),
    Column("order", Text, nullable=False),
    Column("since", String(10), nullable=False),
    Column("until", String(10), nullable=False),
)


@dataclass(frozen=True)
class Authority:
    """A person (id) may sign in a mode because of an order; ``until`` None: until it is ended."""

    id: int
    person: str
    mode: str
    order: str
    since: date
    until: date | None


@dataclass(frozen=True)
class ActingSigners:
    """The dated rows of an office."""

    db: Database
    journal: Journal
    clock: Clock

    def all(self) -> tuple[Authority, ...]:
        """Return every row, the newest first."""
        with self.db.reading() as conn:
            rows = conn.execute(select(acting).order_by(acting.c.since.desc(), acting.c.id.desc()))
            return tuple(map(_authority, rows))

    def add(
        self, person: str, mode: str, order: str, actor: Actor, *, since: date, until: date | None
    ) -> None:
        """Write down that an order lets a person sign; raises what is missing or impossible."""
        require(actor, "register")
        if not (person and mode in MODES and order.strip()):
            raise ActingIncomplete()
        if until is not None and until < since:
            raise ActingDatesWrong()
        row = {"person": person, "mode": mode, "order": order.strip()}
        days = {"since": since.isoformat(), "until": until.isoformat() if until else ""}
        with self.db.writing() as conn:
            conn.execute(insert(acting).values(row | days))
            self.journal.add(conn, actor.label, "acting-added", person, row | days, self.clock())

    def end(self, id: int, until: date, actor: Actor) -> None:
        """Say on which day an authority ends."""
        require(actor, "register")
        with self.db.writing() as conn:
            row = conn.execute(select(acting).where(acting.c.id == id)).first()
            if row is None or until.isoformat() < row.since:
                raise ActingDatesWrong()
            conn.execute(update(acting).where(acting.c.id == id).values(until=until.isoformat()))
            detail = {"until": until.isoformat(), "order": row.order}
            self.journal.add(conn, actor.label, "acting-ended", row.person, detail, self.clock())


def order_for(conn: Connection, person: str, mode: str, on: date) -> str:
    """Return the order that lets a person sign in a mode on a day, "" if none does."""
    day = on.isoformat()
    rows = select(acting.c.order).where(acting.c.person == person, acting.c.mode == mode)
    valid = rows.where(acting.c.since <= day, or_(acting.c.until == "", acting.c.until >= day))
    return str(conn.execute(valid.order_by(acting.c.id.desc())).scalar() or "")


def signed_for(form: Form, values: Mapping[str, Any]) -> tuple[Person, str] | None:
    """Return signer and mode of a document that is signed for another post."""
    signer = at(values, form.signer_field)
    mode = str(_beside(form, values).get("sign_mode") or "")
    return (signer, mode) if mode and isinstance(signer, Person) else None


def order_of(conn: Connection, form: Form, values: Mapping[str, Any], on: date) -> str:
    """Return the order by which a document is signed: the answered one, else that of a row."""
    signed = signed_for(form, values)
    if signed is None:
        return ""
    return _answered(form, values) or order_for(conn, signed[0].id, signed[1], on)


def warnings(conn: Connection, form: Form, values: Mapping[str, Any], on: date) -> tuple[str, ...]:
    """Say that a document is signed for another post and that no order is known."""
    signed = signed_for(form, values)
    if signed is None or order_of(conn, form, values, on):
        return ()
    person, mode = signed
    told = WARNING.format(name=person.name.full, mode=mode, on=format_date(on, "letter"))
    return (told,)


def _answered(form: Form, values: Mapping[str, Any]) -> str:
    return str(_beside(form, values).get("acting_order") or "")


def _beside(form: Form, values: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the answers among which the signer stands."""
    return at(values, form.signer_field.rpartition(".")[0]) or values


def _authority(row: Row[tuple[object, ...]]) -> Authority:
    told = row._asdict()
    until = date.fromisoformat(told["until"]) if told["until"] else None
    return Authority(**told | {"since": date.fromisoformat(told["since"]), "until": until})
