"""Which answers are overdue: letters out that ask for one by a day, letters in that have a day."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select

from archive import catalogue
from archive.catalogue import Entry
from archive.records import Description, Record, RecordId
from office import awaited, received_store
from office.amending import MOST_LETTERS, Amendments
from office.awaited import ASKED, CAME
from office.clock import today
from office.errors import TellingInvalid
from office.permissions import Actor, may_see, require
from office.ties import ties
from templates.errors import Problem

OUT, IN = "out", "in"
WAYS = {OUT: "ส่งไปแล้ว รอคำตอบ", IN: "รับมาแล้ว ต้องตอบหรือทำให้เสร็จ"}


@dataclass(frozen=True)
class Awaited:
    """An answer that is awaited from others (OUT) or by others (IN), until a day.

    ``who`` is to answer: the receiver, or whom it was handed to (an id of a person or group).
    """

    way: str
    row: Entry
    due: date
    who: str

    def late(self, on: date) -> int:
        """Return the days since its day, negative while it is to come."""
        return (on - self.due).days


@dataclass(frozen=True)
class Replies:
    """Answers that are asked for. Acts raise VersionConflict, TellingInvalid, NotPermitted."""

    amendments: Amendments

    def ask(self, id: RecordId, seen: int, due: date | None, actor: Actor) -> Record:
        """Say by which day a letter asks for an answer."""
        if due is None:
            raise _invalid("due", "โปรดระบุวันที่ เช่น ๓๐ พ.ย. ๒๕๖๙")

        def change(old: Description) -> Description:
            other = {"due": due.isoformat()}
            fact = self.amendments.fact(ASKED, today(self.amendments.clock), actor.label, "", other)
            return replace(old, facts=(*old.facts, fact))

        return self.amendments.amend(id, seen, change, ASKED, actor)

    def came(self, id: RecordId, seen: int, note: str, actor: Actor) -> Record:
        """Say that the answer came, or that none is awaited any more."""
        if not note.strip():
            raise _invalid("note", "โปรดระบุว่าได้คำตอบอย่างไร")
        if len(note) > MOST_LETTERS:
            raise _invalid("note", "ยาวเกินไป")

        def change(old: Description) -> Description:
            on = today(self.amendments.clock)
            fact = self.amendments.fact(CAME, on, actor.label, note.strip())
            return replace(old, facts=(*old.facts, fact))

        return self.amendments.amend(id, seen, change, CAME, actor)

    def open(self, actor: Actor) -> tuple[Awaited, ...]:
        """Return what is not answered yet, as far as the actor may read it, the earliest first."""
        require(actor, "read")
        found = [*self._out(), *self._in()]
        seen = (one for one in found if may_see(actor, one.row.access))
        return tuple(sorted(seen, key=lambda one: (one.due, one.row.id)))

    def _out(self) -> Iterator[Awaited]:
        c = catalogue.records.c
        answered = (
            select(ties.c.target)
            .join(catalogue.records, c.id == ties.c.source)
            .where(ties.c.kind == "replies-to", c.state == "filed")
        )
        rows = select(awaited.table).where(awaited.table.c.record.not_in(answered))
        with self.amendments.db.reading() as conn:
            for row in conn.execute(rows).all():
                entry = catalogue.get(conn, row.record)
                if entry and entry.state == "filed":
                    yield Awaited(OUT, entry, date.fromisoformat(row.due), entry.receiver)

    def _in(self) -> Iterator[Awaited]:
        with self.amendments.db.reading() as conn:
            for id, task in received_store.open_tasks(conn):
                entry = catalogue.get(conn, str(id))
                if entry and task.due:
                    yield Awaited(IN, entry, task.due, task.to)


def _invalid(path: str, says: str) -> TellingInvalid:
    labels = {"due": "ขอคำตอบภายในวันที่", "note": "ได้คำตอบอย่างไร"}
    return TellingInvalid(problems=(Problem(path, labels[path], says),))
