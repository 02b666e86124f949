"""What may still happen to a filed record: a fact is noted, a number is voided. Nothing is lost."""

from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, select

from archive import catalogue
from archive.archive import Archive
from archive.database import Database
from archive.journal import Journal
from archive.records import Fact, Record, RecordId
from office import pending
from office.books import Register
from office.clock import Clock
from office.errors import ReasonMissing, RecordVoid
from office.permissions import Actor, require, require_seen
from office.register_tables import entries
from office.registers import Entry, Registers, Stamp


@dataclass(frozen=True)
class Corrections:
    """Later versions of records, and their rows in the registers."""

    db: Database
    journal: Journal
    archive: Archive
    registers: Registers
    clock: Clock

    def note(self, id: RecordId, fact: Fact, actor: Actor) -> Record:
        """Add a fact (printed, signed, sent, received …) to a record as a new version of it."""
        record = self.archive.record(id)
        require(actor, "note", record.description.group)
        require_seen(actor, record.description.access)
        told = replace(fact, at=self.clock(), by=fact.by or actor.label)
        description = replace(record.description, facts=(*record.description.facts, told))
        noted = self.archive.add_version(
            id, record.version, description, (), who=actor.label, why=fact.what
        )
        self._entered(noted, actor.label, "noted", {"what": fact.what})
        return noted

    def void_record(self, id: RecordId, reason: str, actor: Actor) -> Record:
        """Cancel a record and its number; the files and the row stay, with the reason.

        Raises NotPermitted, ReasonMissing, RecordVoid.
        """
        record = self.archive.record(id)
        require(actor, "void", record.description.group)
        require_seen(actor, record.description.access)
        if not reason.strip():
            raise ReasonMissing(act="ยกเลิกเอกสาร")
        if record.state == "void":
            raise RecordVoid(record=id, reason=record.state_reason)
        self.archive.check_ready()
        with self.db.writing() as conn:
            row = self.registers.of_record(conn, str(id))
            if row is not None and row.state != "void":
                book = self.registers.register(conn, row.register)
                self._void_row(conn, book, row.year, row.number, reason=reason, actor=actor)
        return self._void_object(record, reason, actor.label)

    def void_number(
        self, register: Register, year: int, number: int, reason: str, actor: Actor
    ) -> Entry:
        """Cancel a number, and the record that has it, if any."""
        require(actor, "void", register.owner)
        self.archive.check_ready()
        with self.db.writing() as conn:
            row = self._void_row(conn, register, year, number, reason=reason, actor=actor)
            if row.record:
                pending.done(conn, RecordId.parse(row.record))
        if row.record and self.archive.has(RecordId.parse(row.record)):
            record = self.archive.record(RecordId.parse(row.record))
            self._void_object(record, reason, actor.label)
        return row

    def recover(self) -> list[RecordId]:
        """Void the records whose number was voided just before a crash."""
        c = catalogue.records.c
        with self.db.reading() as conn:
            query = (
                select(entries.c.record, entries.c.reason, entries.c.who)
                .join(catalogue.records, c.id == entries.c.record)
                .where(entries.c.state == "void", c.state == "filed")
            )
            late = conn.execute(query).all()
        for row in late:
            self._void_object(self.archive.record(RecordId.parse(row.record)), row.reason, row.who)
        return [RecordId.parse(row.record) for row in late]

    def _void_row(
        self,
        conn: Connection,
        register: Register,
        year: int,
        number: int,
        *,
        reason: str,
        actor: Actor,
    ) -> Entry:
        stamp = Stamp(actor.label, self.clock())
        row = self.registers.void(conn, register, year, number, reason=reason, stamp=stamp)
        detail = {"number": row.printed, "reason": reason, "record": row.record}
        ref = f"{year}/register/{register.code}"
        self.journal.add(conn, actor.label, "voided-number", ref, detail, stamp.at)
        return row

    def _void_object(self, record: Record, reason: str, who: str) -> Record:
        if record.state == "void":
            return record
        voided = self.archive.void(record.id, record.version, who=who, why=reason)
        self._entered(voided, who, "voided", {"reason": reason})
        return voided

    def _entered(self, record: Record, who: str, act: str, detail: dict[str, Any]) -> None:
        with self.db.writing() as conn:
            self.archive.enter(conn, record)
            version = {"version": record.version}
            self.journal.add(conn, who, act, str(record.id), detail | version, self.clock())
