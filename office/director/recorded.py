"""What a group's director records: who has which area, checks, advice, what came of the plan."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import Column, Connection, ForeignKey, Integer, String, Table, Text, insert, select
from sqlalchemy import update as change

from archive.database import metadata
from office.clock import today
from office.director.areas import AREAS, STAGES
from office.director.errors import EntryUnfit, NotOfDirector, UnknownEntry
from office.permissions import Actor, require
from office.procedures import tables
from office.procedures.cases import Cases
from office.procedures.kept import Case
from templates.errors import Problem
from thai.text import clean

KIND = "person"
ASSIGNED, CHECKED, ADVISED, DONE = "assigned", "checked", "advised", "done"
KINDS: Final = {
    ASSIGNED: ("area", "person"),
    CHECKED: ("person", "title", "stage", "text"),
    ADVISED: ("person", "title", "text"),
    DONE: ("title", "text"),
}
"""What an entry of each kind must tell: an area given to a person, a check, advice, and what came
of an activity of the plan."""
LABELS: Final = {
    "area": "ด้าน",
    "person": "บุคลากร",
    "title": "งานหรือเรื่อง",
    "stage": "ช่วง",
    "text": "ผล",
}

entries = Table(
    "director_entry",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("case", ForeignKey(tables.cases.c.id), nullable=False, index=True),
    Column("kind", String(12), nullable=False),
    Column("area", String(4), nullable=False),
    Column("person", String(80), nullable=False),
    Column("substitute", String(80), nullable=False),
    Column("title", Text, nullable=False),
    Column("stage", String(8), nullable=False),
    Column("text", Text, nullable=False),
    Column("more", Text, nullable=False),
    Column("on", String(10), nullable=False),
    Column("who", Text, nullable=False),
    Column("removed", Text, nullable=False),
)


@dataclass(frozen=True)
class Entry:
    """An entry of one of ``KINDS``: people are ids; ``on`` is the day on which it happened.

    ``text`` is what was found, advised or reached, ``more`` the follow-up or its outcome.
    """

    id: int
    kind: str
    area: str
    person: str
    substitute: str
    title: str
    stage: str
    text: str
    more: str
    on: date
    who: str


@dataclass(frozen=True)
class Recorded:
    """The entries of every case of a group's director."""

    cases: Cases

    def of(self, case: int, actor: Actor) -> tuple[Entry, ...]:
        """Return a case's entries by their days; raises NotOfDirector, UnknownCase."""
        _must_be(self.cases.get(case, actor))
        with self.cases.db.reading() as conn:
            return entries_of(conn, case)

    def add(
        self, case: int, kind: str, typed: Mapping[str, str], on: date | None, actor: Actor
    ) -> None:
        """Write an entry down; no day means today. Raises EntryUnfit with every fault."""
        told = self.cases.get(case, actor)
        require(actor, "draft", told.group)
        _must_be(told)
        if faults := _faults(told, kind, typed):
            raise EntryUnfit(faults)
        texts = {key: clean(typed.get(key, ""), lines=key in ("text", "more")) for key in _TEXTS}
        day = (on or today(self.cases.clock)).isoformat()
        row = {"case": case, "kind": kind, **texts, "on": day, "who": actor.label, "removed": ""}
        with self.cases.db.writing() as conn:
            conn.execute(insert(entries).values(row))
            self._journal(conn, case, f"director-{kind}", texts, actor)

    def remove(self, case: int, entry: int, actor: Actor) -> None:
        """Take out an entry that was written by mistake; raises UnknownEntry."""
        require(actor, "draft", self.cases.get(case, actor).group)
        here = (entries.c.id == entry, entries.c.case == case, entries.c.removed == "")
        with self.cases.db.writing() as conn:
            taken = change(entries).where(*here).values(removed=actor.label)
            if not conn.execute(taken).rowcount:
                raise UnknownEntry()
            self._journal(conn, case, "director-removed", {"entry": str(entry)}, actor)

    def _journal(
        self, conn: Connection, case: int, act: str, told: Mapping[str, str], actor: Actor
    ) -> None:
        at, detail = self.cases.clock(), {key: value for key, value in told.items() if value}
        self.cases.journal.add(conn, actor.label, act, f"case/{case}", detail, at)


_TEXTS = ("area", "person", "substitute", "title", "stage", "text", "more")


def entries_of(conn: Connection, case: int) -> tuple[Entry, ...]:
    """Return the entries of a case by their days."""
    e = entries.c
    names = [column for column in entries.columns if column.name not in ("case", "removed")]
    told = select(*names).where(e.case == case, e.removed == "").order_by(e.on, e.id)
    rows = (row._asdict() for row in conn.execute(told))
    return tuple(Entry(**row | {"on": date.fromisoformat(row["on"])}) for row in rows)


def _must_be(case: Case) -> None:
    if KIND not in case.procedure.targets():
        raise NotOfDirector()


def _faults(case: Case, kind: str, typed: Mapping[str, str]) -> list[Problem]:
    lacking = [
        Problem(key, LABELS[key], "โปรดเติม")
        for key in KINDS.get(kind, ())
        if not typed.get(key, "").strip()
    ]
    people = {target.id for target in case.situation.of_kind(KIND)}
    known = {"area": AREAS, "stage": STAGES, "person": people}
    strange = [
        Problem(key, LABELS[key], "โปรดเลือกจากรายการ")
        for key, choices in known.items()
        if typed.get(key, "") and typed[key] not in choices
    ]
    return lacking + strange
