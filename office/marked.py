"""Copies that bear a mark: สำเนาถูกต้อง with who certifies it, and the registry's retention stamp.

They are prints of the PDF that lies in the archive, as it was filed; nothing is filed anew. That
somebody certified a copy, of which file and when, stands in the journal.
"""

from dataclasses import dataclass
from datetime import date
from functools import partial

from archive import names
from archive.records import Record, RecordId
from archive.retention import retention_class
from indexer.bounded import bounded
from office.clock import today
from office.mark_errors import NoPdfToCopy, VoidNotCopied
from office.office import Office
from office.people_errors import UnknownPerson
from office.permissions import Actor, require
from office.principal import as_pdf, copyable, principal
from office.print_set import COPY, Printed
from office.seen import PRINTED
from templates.marks import Marks, marked
from templates.people import Person
from thai.dates import buddhist_year, format_date
from thai.digits import to_thai

CERTIFIED, LASTING = "สำเนาถูกต้อง", "ห้ามทำลาย"
SECONDS = 60  # for all pages


@dataclass(frozen=True)
class MarkedCopies:
    """Makes marked copies of an office's filed PDFs and scans."""

    office: Office

    def certified(
        self, id: RecordId, person: str, actor: Actor, *, on: date | None = None, file: str = ""
    ) -> Printed:
        """Return a copy for ``person`` (an id) to sign as right, on each of its pages.

        Without ``file`` it is of the record's principal rendition (``Printed.of``). Raises
        NotPermitted, UnknownPerson, VoidNotCopied, NoPdfToCopy, PdfUnmarkable, and what keeps
        LibreOffice from working.
        """
        record = self.office.show(id, actor).record
        require(actor, "note", record.description.group)
        people = self.office.profile.directory
        if person not in people:
            raise UnknownPerson(person=person)
        if record.state == "void":
            raise VoidNotCopied(record=record.id)
        name = _chosen(record, file)
        day = on or today(self.office.clock)
        below = Marks(lines=certificate(people[person], day))
        copy = self._marked(self._file(record, name, actor), below)
        copy = self._marked(copy, Marks(above=COPY), above=True)
        told = {"file": name, "by": person, "on": day.isoformat()}
        with self.office.db.writing() as conn:
            self.office.journal.add(
                conn, actor.label, "certified-copy", str(id), told, self.office.clock()
            )
        title = names.readable(f"{CERTIFIED} {record.description.title}", ".pdf")
        return Printed(title, copy, name)

    def kept(self, id: RecordId, actor: Actor, *, file: str = "") -> Printed:
        """Return the paper with the registry's stamp of how long it is kept, on its first page."""
        record = self.office.show(id, actor).record
        mark = retention_mark(record)
        name = _chosen(record, file)
        copy = self._marked(self._file(record, name, actor), mark, first_only=True)
        title = names.readable(f"{mark.kept} {record.description.title}", ".pdf")
        return Printed(title, copy, name)

    def _file(self, record: Record, name: str, actor: Actor) -> bytes:
        return as_pdf(name, self.office.file(record.id, name, actor, use=PRINTED).read_bytes())

    def _marked(
        self, pdf: bytes, marks: Marks, *, above: bool = False, first_only: bool = False
    ) -> bytes:
        page = self.office.filing.press.marks(marks)
        work = partial(marked, above=above, first_only=first_only)
        return bounded("PDF", work, pdf, page, seconds=SECONDS)


def certificate(person: Person, on: date) -> tuple[str, ...]:
    """Return the lines that certify a copy: the words, room for the pen, name, post and day."""
    return (
        f"{CERTIFIED}  ลงชื่อ……………………………………………",
        f"({person.name.full})  {person.post}",
        f"วันที่ {format_date(on, 'letter')}",
    )


def retention_mark(record: Record) -> Marks:
    """Return the registry's stamp: red for what is never destroyed, blue with the year else.

    A class whose end another law says gets the words of the class (specification 4.1, 4.2).
    """
    told = record.description
    kept = retention_class(told.retention)
    if kept.term == "permanent":
        return Marks(kept=LASTING, lasting=True)
    if told.retain_until is None:
        return Marks(kept=f"เก็บตามกฎหมาย: {kept.title}")
    return Marks(kept=f"เก็บถึง พ.ศ. {to_thai(str(buddhist_year(told.retain_until)))}")


def _chosen(record: Record, file: str) -> str:
    name = file or principal(record)
    if name not in copyable(record):
        raise NoPdfToCopy(record=record.id)
    return name
