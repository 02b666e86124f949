"""Filing: an issue whose number is claimed becomes a record, in this process or the next one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from archive import names
from archive.archive import Archive
from archive.database import Database
from archive.journal import Journal
from archive.records import NewFile, Record, RecordId
from indexer.reading import read
from office import pending, renditions
from office.answers import to_json
from office.clock import Clock
from office.errors import IssueUnfinished
from office.pending import Pending
from office.press import Press
from office.registers import Registers
from office.ties import Ties
from office.word_copies import WordCopies
from office.word_facts import unlike
from templates.fill import Answers
from templates.form import Form
from templates.marked_places import filled
from thai.digits import to_thai_in_prose
from thai.errors import Refused

SYSTEM = "ระบบ"
PDF_LATER = "เพิ่มฉบับ PDF"
EDITED = "edited"
"""The fact that a document's text comes from Word and not from its form."""


@dataclass(frozen=True)
class Issued:
    """A document that has its number and is filed. ``number`` is "" for unnumbered types."""

    id: RecordId
    number: str
    files: tuple[str, ...]
    warnings: tuple[str, ...]


@dataclass(frozen=True)
class Filing:
    """Steps 3 and 4 of an issue, and everything that makes up for a crash between steps."""

    db: Database
    journal: Journal
    archive: Archive
    registers: Registers
    press: Press
    work: Path
    clock: Clock
    copies: WordCopies = field(default_factory=WordCopies)

    def lock(self, record: RecordId) -> FileLock:
        """Return the lock that whoever works on an issue holds; a dead process holds none."""
        return FileLock(self._lock_file(record))

    def finish(self, issue: Pending, form: Form, answers: Answers) -> Issued:
        """Make the documents, put them on disk, mark the number as issued. May be done again."""
        reason = ""
        if not self.archive.has(issue.record):
            new, reason = self._documents(issue, form, answers)
            why = "ออกเลขและจัดเก็บ" if issue.description.number else "จัดเก็บ"
            self.archive.accession(issue.record, issue.description, new, who=issue.who, why=why)
        record = self.archive.record(issue.record)
        self._settle(issue, record, reason)
        self._lock_file(issue.record).unlink(missing_ok=True)
        warnings = (*answers.remarks, *([reason] if reason else []))
        files = tuple(file.name for file in record.files)
        return Issued(record.id, issue.description.number, files, warnings)

    def document(
        self, form: Form, answers: Answers, draft: int | None, *, number: str | None, dated: date
    ) -> bytes:
        """Make a final: of the draft's Word file, if it has one, else of the form's template."""
        copy = self.word_of(draft)
        if copy is None:
            return self.press.word(form, answers, number=number, dated=dated, final=True)
        return self.press.filled(copy, form, answers, number=number, dated=dated)

    def word_of(self, draft: int | None) -> bytes | None:
        """Return the Word file that a draft will be issued as; None where the form makes it."""
        if draft is None:
            return None
        with self.db.reading() as conn:
            return self.copies.docx(conn, draft)

    def word_shown(self, draft: int) -> bytes | None:
        """Return the same to be looked at and printed: its places blank, without frames."""
        copy = self.word_of(draft)
        return copy and filled(copy, number=None, day=None, digits="thai")

    def unlike(self, form: Form, values: Mapping[str, Any], draft: int | None) -> tuple[str, ...]:
        """Warn of facts of the form that the draft's Word file does not say."""
        copy = self.word_of(draft)
        return unlike(form, values, copy) if copy is not None else ()

    def recover(self) -> tuple[list[RecordId], list[IssueUnfinished]]:
        """Finish every issue that a dead process left behind; returns those done and those not.

        Half-converted documents of such a process are removed.
        """
        self.press.converter.sweep()
        done, faults = [], []
        with self.db.reading() as conn:
            left = pending.every(conn)
        for issue in left:
            try:
                with self.lock(issue.record).acquire(timeout=0):
                    if self._resume(issue.record):
                        done.append(issue.record)
            except Timeout:
                continue
            except Refused as error:
                number = issue.description.number or issue.record
                faults.append(IssueUnfinished(number=number, why=error))
        return done, faults

    def make_pdfs(self, *, again: bool = False) -> list[RecordId]:
        """File the PDFs that were left for later; returns the records that have one now."""
        with self.db.reading() as conn:
            waiting = renditions.due(conn, again=again)
        return [record for record in waiting if self._tried(record)]

    def _settle(self, issue: Pending, record: Record, reason: str) -> None:
        told = record.description
        with self.db.writing() as conn:
            if pending.get(conn, record.id) is None:
                return
            self.archive.enter(conn, record)
            Ties(self.archive).put(conn, record)
            row = self.registers.of_record(conn, str(record.id))
            if row is not None and row.state == "pending":
                self.registers.settle(conn, row, str(record.id))
            if issue.pdf and not _has_pdf(record):
                renditions.wait_for(conn, record.id, reason)
            pending.done(conn, record.id)
            if issue.draft is not None:
                self.copies.drop(conn, issue.draft)
            detail = {"number": told.number, "register": told.register, "type": told.type}
            self.journal.add(conn, issue.who, "issued", str(record.id), detail, self.clock())

    def _resume(self, record: RecordId) -> bool:
        with self.db.reading() as conn:
            issue = pending.get(conn, record)
        if issue is None:
            return False
        form = self.press.shelf.form(issue.form)
        self.finish(issue, form, self.press.fill(form, issue.values, final=True))
        return True

    def _documents(self, issue: Pending, form: Form, answers: Answers) -> tuple[list[NewFile], str]:
        """Make the files of a record; the second value says why there is no PDF ("" = fine)."""
        name = to_thai_in_prose(form.filename_of(answers.values))
        number = issue.description.number or None
        docx = self.document(form, answers, issue.draft, number=number, dated=issue.dated)
        word = NewFile(names.readable(name, ".docx"), docx)
        new = [
            word,
            NewFile("answers.json", to_json(issue.values).encode()),
            NewFile("text.json", read(word.name, docx).text.to_json()),
        ]
        pdf, reason = self.press.pdf(docx) if issue.pdf else (None, "")
        if pdf is not None:
            new.append(NewFile(names.readable(name, ".pdf"), pdf))
        return new, reason

    def _tried(self, id: RecordId) -> bool:
        """Add a PDF; one that cannot be had is counted and does not stop the others."""
        try:
            reason = self._add_pdf(id)
        except Refused as refused:
            reason = str(refused)
        if reason:
            with self.db.writing() as conn:
                renditions.failed(conn, id, reason)
        return not reason

    def _add_pdf(self, id: RecordId) -> str:
        """File the PDF of a record; returns why it cannot be made ("" = filed)."""
        record = self.archive.record(id)
        word = next((file.name for file in record.files if file.name.endswith(".docx")), "")
        if word and not _has_pdf(record):
            pdf, reason = self.press.pdf(self.archive.file_path(id, word).read_bytes())
            if pdf is None:
                return reason
            new = [NewFile(word.removesuffix(".docx") + ".pdf", pdf)]
            record = self.archive.add_version(
                id, record.version, None, new, who=SYSTEM, why=PDF_LATER
            )
        with self.db.writing() as conn:
            self.archive.enter(conn, record)
            renditions.arrived(conn, id)
            detail = {"version": record.version, "why": PDF_LATER}
            self.journal.add(conn, SYSTEM, "version", str(id), detail, self.clock())
        return ""

    def _lock_file(self, record: RecordId) -> Path:
        return self.work / f"issue-{record.year}-{record.series}-{record.sequence}.lock"


def _has_pdf(record: Record) -> bool:
    return any(file.name.endswith(".pdf") for file in record.files)
