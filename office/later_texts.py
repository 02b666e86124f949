"""What was filed without its text is read afterwards, one file after the other.

The text becomes a further version of its record; the file that arrived is never touched. A crash
leaves the record either without its text, and it is read again, or with it, once.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from archive.archive import Archive
from archive.database import Database
from archive.errors import ArchiveRefused
from archive.journal import Journal
from archive.passages import Text
from archive.records import NewFile, RecordId
from indexer import kept_places
from indexer.scan_errors import PageWaited, ReadersBusy
from office import awaited_texts as awaiting
from office.arrival_reading import NO_TEXT, ArrivalReading, Said
from office.awaited_texts import TEXT_LATER, Awaited
from office.clock import Clock
from office.filing import SYSTEM
from office.permissions import Actor, require, require_seen
from thai.errors import Refused

TEXT_ADDED = "text-added"  # the act in the journal
NOTHING_SEEN = (
    "ไม่พบตัวพิมพ์ที่อ่านได้ในไฟล์ เช่น เขียนด้วยลายมือ หรือสแกนจาง หากสแกนจาง "
    "โปรดสแกนใหม่ที่ 300 จุดต่อนิ้ว วางในกล่องรับเข้า แล้วเชื่อมโยงกับเอกสารนี้"
)


@dataclass(frozen=True)
class LaterTexts:
    """The texts that follow their records."""

    db: Database
    journal: Journal
    archive: Archive
    reading: ArrivalReading
    clock: Clock

    def of(self, id: RecordId) -> Awaited | None:
        """Return what is awaited of a record, None where nothing is."""
        with self.db.reading() as conn:
            return awaiting.of(conn, id)

    def ask(self, id: RecordId, actor: Actor) -> None:
        """Let a record that was given up be read again; raises NotPermitted."""
        about = self.archive.record(id).description
        require(actor, "file", about.group)
        require_seen(actor, about.access)
        with self.db.writing() as conn:
            if awaiting.of(conn, id):
                awaiting.wait_for(conn, id)

    def ask_all(self, actor: Actor) -> tuple[RecordId, ...]:
        """Let every record without its text be read, also what was given up; return them."""
        require(actor, "file")
        self.archive.check_mounted()
        with self.db.reading() as conn:
            found = tuple(awaiting.all_lacking(conn, self.archive, *awaiting.OWN_TEXT))
        with self.db.writing() as conn:
            for id in found:
                awaiting.wait_for(conn, id)
        return found

    def step(self, stopped: Callable[[], bool]) -> RecordId | None:
        """Read what is to be read next; return its record, None where nothing waits.

        Raises what keeps the archive from being written, and ReadersBusy. What fails so, or because
        the work is ``stopped``, counts as not tried.
        """
        with self.db.reading() as conn:
            id = awaiting.following(conn)
        if id is None:
            return None
        self.archive.check_ready()
        with self.db.writing() as conn:
            awaiting.begun(conn, id)
        try:
            reason, again = self._read(id), False
        except ReadersBusy:
            self._wait(id)
            raise
        except Refused as refused:
            reason, again = str(refused), isinstance(refused, PageWaited | ArchiveRefused)
        if reason and stopped():
            self._wait(id)
        elif reason:
            with self.db.writing() as conn:
                awaiting.failed(conn, id, reason, again=again)
        return id

    def _wait(self, id: RecordId) -> None:
        with self.db.writing() as conn:
            awaiting.wait_for(conn, id)

    def _read(self, id: RecordId) -> str:
        """Read the file of a record and file what it says; return why it says nothing, else ""."""
        file = awaiting.lacking(self.archive, self.archive.record(id))
        if file is not None:
            data = self.archive.file_path(id, file.name, 1).read_bytes()
            said = self.reading.said(file.name, data)
            if not said.text.passages:
                return _why_nothing(said)
            self._file(id, said, hashlib.sha512(data).hexdigest())
        with self.db.writing() as conn:
            awaiting.arrived(conn, id)
        return ""

    def _file(self, id: RecordId, said: Said, sha512: str) -> None:
        record = self.archive.record(id)  # minutes may have passed: as it stands now
        if awaiting.lacking(self.archive, record) is None:
            return
        own = self.archive.text(id).passages
        new = [NewFile("text.json", Text((*own, *said.text.passages)).to_json())]
        if places := kept_places.to_json(sha512, said.pages):
            new.append(NewFile(kept_places.NAME, places))
        told = self.archive.add_version(id, record.version, None, new, who=SYSTEM, why=TEXT_LATER)
        with self.db.writing() as conn:
            self.archive.enter(conn, told)
            detail = {"version": told.version, "why": TEXT_LATER}
            self.journal.add(conn, SYSTEM, TEXT_ADDED, str(id), detail, self.clock())


def _why_nothing(said: Said) -> str:
    """Return why a file that was read has no text: what its note says beside that, if anything."""
    return said.note.partition(f"{NO_TEXT} (")[2].removesuffix(")") or NOTHING_SEEN
