"""ตรารับหนังสือ on a copy of a received letter, or alone for the paper that is fed to a printer."""

import io
from dataclasses import dataclass

import numpy as np
from PIL import Image

from archive import names
from archive.records import Record, RecordId
from indexer import pdfium
from indexer.bounded import bounded
from office.errors import TellingInvalid
from office.mark_errors import NoPdfToCopy
from office.office import Office
from office.permissions import Actor
from office.press import facts_of
from office.principal import as_pdf, principal
from office.print_set import Printed
from office.received_store import TYPE
from office.seen import PRINTED
from templates.errors import Problem
from templates.stamping import Place, alone, corner, free_place, stamp_of, stamped, width_of
from thai.dates import format_date
from thai.digits import to_thai

DOTS = 420  # across a page: 20 to the cm, a letter's stem is one
DARK = 200  # of 255; what is darker is printed


@dataclass(frozen=True)
class ReceivingStamps:
    """Stamps for an office's received letters. What is filed stays as it is."""

    office: Office

    def stamped(self, id: RecordId, actor: Actor) -> Printed:
        """Return a copy of the letter's PDF or picture with the stamp on its first page.

        Raises NoPdfToCopy, PdfUnmarkable, NotPermitted, and what keeps LibreOffice from working.
        """
        record = self._received(id, actor)
        pdf = self._pdf(record, actor)
        if pdf is None:
            raise NoPdfToCopy(record=id)
        copy = bounded("PDF", _stamped, pdf, self._stamp(record))
        return Printed(names.readable(f"ลงรับแล้ว {record.description.title}", ".pdf"), copy)

    def alone(self, id: RecordId, actor: Actor) -> Printed:
        """Return a page with the stamp alone, where the letter's own first page has room for it."""
        record = self._received(id, actor)
        pdf = self._pdf(record, actor)
        place = bounded("PDF", _place, pdf) if pdf else corner()
        page = alone(self._stamp(record), place)
        return Printed(names.readable(f"ตรารับ {record.description.title}", ".pdf"), page)

    def _received(self, id: RecordId, actor: Actor) -> Record:
        record = self.office.show(id, actor).record
        if record.description.type != TYPE:
            says = "ไม่ใช่หนังสือรับ จึงไม่มีตรารับ"
            raise TellingInvalid(problems=(Problem("record", "เอกสาร", says),))
        return record

    def _stamp(self, record: Record) -> bytes:
        about = record.description
        fact = next(fact for fact in about.facts if fact.what == "received")
        day = format_date(fact.on, "short") if fact.on else ""
        time = fact.note.partition("เวลา ")[2]
        number = to_thai(str(about.register_number))
        facts = facts_of(self.office.profile)
        docx = stamp_of(number, day, time, office=facts, own=self.office.shelf.own)
        return self.office.converter.convert(docx).data

    def _pdf(self, record: Record, actor: Actor) -> bytes | None:
        if not (name := principal(record)):
            return None
        return as_pdf(name, self.office.file(record.id, name, actor, use=PRINTED).read_bytes())


def _stamped(pdf: bytes, stamp: bytes) -> bytes:
    return stamped(pdf, stamp, _place(pdf))


def _place(pdf: bytes) -> Place:
    picture = Image.open(io.BytesIO(pdfium.picture(pdf, 0, DOTS))).convert("L")
    return free_place(np.asarray(picture) < DARK, width_of(pdf))
