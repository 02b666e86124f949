"""The office's own procedures: a shipped file copied and changed, or one of its own, as text.

What counts is the file in ``data/procedures/``; every text that ever counted is kept. Cases that
run keep the text with which they began.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from sqlalchemy import Column, Integer, String, Table, Text, insert, select

from archive import files
from archive.database import Database, Instant, metadata
from archive.journal import Journal
from office.clock import Clock
from office.permissions import Actor, require, role_titles
from office.procedures.errors import (
    ProcedureBroken,
    ProcedureChanged,
    ProcedureNameless,
    UnknownProcedure,
)
from office.procedures.procedure import Procedure
from office.procedures.reader import ID, read
from office.procedures.shelf import SHIPPED, ProcedureShelf

versions = Table(
    "procedure_version",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("procedure", String(40), nullable=False, index=True),
    Column("text", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("at", Instant, nullable=False),
)


@dataclass(frozen=True)
class Version:
    """A text that counted since ``at``; ``number`` names it among all versions."""

    number: int
    text: str
    why: str
    who: str
    at: datetime


@dataclass(frozen=True)
class Editing:
    """Changes the office's procedures; ``forms`` tells the codes of its document types."""

    db: Database
    journal: Journal
    shelf: ProcedureShelf
    forms: Callable[[], frozenset[str]]
    clock: Clock

    def text(self, id: str) -> str:
        """Return a procedure's text as it counts, also a broken one; raises UnknownProcedure."""
        for folder in (self.shelf.own, SHIPPED):
            if _is_id(id) and (path := folder / f"{id}.toml").is_file():
                return path.read_text(encoding="utf-8")
        known = ", ".join(one.id for one in self.shelf.all())
        raise UnknownProcedure(id=id, known=known)

    def origin(self, id: str) -> tuple[bool, bool]:
        """Return whether the office has its own, and whether one came with the program."""
        return (self.shelf.own / f"{id}.toml").is_file(), (SHIPPED / f"{id}.toml").is_file()

    def of(self, id: str, actor: Actor) -> tuple[Version, ...]:
        """Return every text that the office ever used, the newest first."""
        require(actor, "administer")
        asked = select(versions).where(versions.c.procedure == id).order_by(versions.c.id.desc())
        with self.db.reading() as conn:
            return tuple(
                Version(row.id, row.text, row.why, row.who, row.at) for row in conn.execute(asked)
            )

    def put(self, id: str, text: str, seen: str, why: str, actor: Actor) -> Procedure:
        """Let a text count from now on; ``seen`` is the ``mark`` of what its writer saw ("" new).

        Raises ProcedureBroken with every fault, ProcedureChanged, ProcedureNameless.
        """
        require(actor, "administer")
        text = text.replace("\r\n", "\n").strip() + "\n"
        if not _is_id(id):
            raise ProcedureNameless()
        told = self._checked(id, text)
        with self.db.writing() as conn:
            if self._mark(id) != seen:
                raise ProcedureChanged()
            row = {"procedure": id, "text": text, "why": why, "who": actor.label}
            conn.execute(insert(versions).values({**row, "at": self.clock()}))
            detail = {"why": why, "sha256": told.sha256}
            ref = f"procedure/{id}"
            self.journal.add(conn, actor.label, "procedure-put", ref, detail, self.clock())
            _write(self.shelf.own / f"{id}.toml", text)
        return told

    def back(self, id: str, actor: Actor) -> None:
        """Let the shipped file count again, or take an own procedure away; its texts are kept."""
        require(actor, "administer")
        with self.db.writing() as conn:
            ref = f"procedure/{id}"
            self.journal.add(conn, actor.label, "procedure-back", ref, {}, self.clock())
            if _is_id(id):
                (self.shelf.own / f"{id}.toml").unlink(missing_ok=True)

    def _mark(self, id: str) -> str:
        try:
            return mark(self.text(id))
        except UnknownProcedure:
            return ""

    def _checked(self, id: str, text: str) -> Procedure:
        told = read(text, role_titles(), id)
        if faults := list(self._strange(told, id)):
            raise ProcedureBroken(id, faults)
        return told

    def _strange(self, told: Procedure, id: str) -> Iterator[str]:
        if told.id != id:
            yield f"id ในไฟล์คือ “{told.id}” ต้องเป็น “{id}”"
        known = self.forms()
        for step in told.steps:
            for form in (*(one.form for one in step.evidence), *step.makes):
                if form not in known:
                    yield f"ขั้น “{step.id}”: ไม่มีแบบเอกสาร “{form}”"
        for paper in told.papers:
            yield from (f"paper: ไม่มีแบบเอกสาร “{f}”" for f in paper.forms if f not in known)


def mark(text: str) -> str:
    """Return what tells one text from another."""
    return sha256(text.encode()).hexdigest()


def _is_id(id: str) -> bool:
    return ID.fullmatch(id) is not None


def _write(path: Path, text: str) -> None:
    """Put a file in place of another in one step."""
    files.make_folders(path.parent)
    new = path.with_suffix(".new")
    new.write_text(text, encoding="utf-8", newline="\n")
    files.sync(new)
    files.replace(new, path)
