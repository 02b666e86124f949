"""Signing a record's PDF with a person's certificate, and looking at signatures in any PDF.

Certificate and passphrase are used for the one act and kept nowhere. What is told of a signature
is what was checked here and no more: nobody says that it is valid before the law.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from pypdf import PdfReader, PdfWriter, Transformation

from archive.errors import VersionConflict
from archive.records import Description, Fact, NewFile, Record, RecordId
from indexer.bounded import bounded
from indexer.errors import FileDamaged
from indexer.scan_errors import PageTooSlow
from office.amending import SCAN
from office.clock import today
from office.errors import RecordVoid
from office.office import Office
from office.permissions import Actor, require
from office.signature_errors import (
    CertificateWrong,
    NoPdfToSign,
    PdfNotSignable,
    SignaturesUnreadable,
    TrustedUnreadable,
)
from office.signatures_pdf import (
    Holder,
    Key,
    Order,
    Signature,
    Unfit,
    holder_of,
    seen,
    signed,
    trusted,
)
from templates.errors import TemplateRefused, TemplateTooSlow
from templates.limited_check import apart
from templates.marks import Marks
from thai.dates import BANGKOK, format_date
from thai.digits import to_thai
from thai.errors import Refused

SIGNED = f"{SCAN}ดิจิทัล.pdf"
TRUSTED, KINDS = "trusted", (".pem", ".crt", ".cer", ".der")
WHY, REASON = "ลงลายมือชื่อดิจิทัล", "ลงนามในเอกสาร {title}"
SECONDS = 60  # for the signatures of a PDF
SLOW = "ใช้เวลาหรือหน่วยความจำเกินกำหนด"
OVER, NOT_YET = "หมดอายุแล้วเมื่อ {day} โปรดใช้ใบรับรองใบใหม่", "เริ่มใช้ได้ {day}"
MOST_PDF, MOST_KEY = 100 * 2**20, 2**20  # bytes
_CUT = (180.0, 0.0, 443.0, 56.0)  # points: where the marks' lines stand on their page


@dataclass(frozen=True)
class Looked:
    """What was found in a PDF, and by what: the names of the certificates that are trusted."""

    signatures: tuple[Signature, ...]
    trusted: tuple[str, ...]


@dataclass(frozen=True)
class Signatures:
    """Digital signatures of an office."""

    office: Office

    def sign(self, id: RecordId, seen_version: int, key: Key, actor: Actor) -> Record:
        """File the record's PDF with one more signature as a new version.

        Raises CertificateWrong, PdfNotSignable, NoPdfToSign, RecordVoid, VersionConflict,
        NotPermitted, and what keeps LibreOffice from drawing the visible box.
        """
        record = self.office.show(id, actor).record
        require(actor, "note", record.description.group)
        if record.state == "void":
            raise RecordVoid(record=id, reason=record.state_reason)
        if record.version != seen_version:  # told again when it is filed, after the slow part
            raise VersionConflict(id=id, seen=seen_version, current=record.version)
        pdf = self._pdf(record)
        holder = self._holder(key)
        new = NewFile(SIGNED, self._signed(pdf, key, holder, record.description.title))
        return self._filed(record, seen_version, new, holder, actor)

    def look(self, pdf: bytes) -> Looked:
        """Tell of every signature in a PDF; raises SignaturesUnreadable, TrustedUnreadable."""
        if len(pdf) > MOST_PDF:
            raise SignaturesUnreadable(why="ไฟล์ใหญ่เกิน ๑๐๐ เมกะไบต์")
        roots = list(self._trusted())
        given = (pdf, tuple(der for der, _ in roots), self.office.clock())
        try:
            found = bounded("PDF", seen, given, seconds=SECONDS)
        except (Unfit, PageTooSlow, FileDamaged) as fault:
            why = str(fault) if isinstance(fault, Unfit) else SLOW
            raise SignaturesUnreadable(why=why) from None
        return Looked(found, tuple(name for _, name in roots))

    def _trusted(self) -> Iterator[tuple[bytes, str]]:
        folder = self.office.folder.place(TRUSTED)
        for path in sorted(folder.iterdir()) if folder.is_dir() else ():
            if path.suffix.lower() in KINDS:
                try:
                    yield from trusted(path.read_bytes())
                except (ValueError, OSError) as fault:
                    raise TrustedUnreadable(file=path.name) from fault

    def _pdf(self, record: Record) -> bytes:
        """Return the PDF that was signed before, else the document's own."""
        names = [file.name for file in record.files if file.name.lower().endswith(".pdf")]
        own = [name for name in names if not name.startswith(SCAN)]
        if not own and SIGNED not in names:
            raise NoPdfToSign(record=record.id)
        name = SIGNED if SIGNED in names else own[0]
        return self.office.archive.file_path(record.id, name).read_bytes()

    def _holder(self, key: Key) -> Holder:
        if len(key.data) > MOST_KEY:
            raise CertificateWrong(why="ไฟล์ใหญ่เกินไป ใบรับรองมีขนาดไม่กี่กิโลไบต์")
        holder: Holder = _apart(holder_of, key, CertificateWrong)
        now = self.office.clock()
        if holder.until < now:
            raise CertificateWrong(why=OVER.format(day=_day(holder.until)))
        if holder.since > now:
            raise CertificateWrong(why=NOT_YET.format(day=_day(holder.since)))
        return holder

    def _signed(self, pdf: bytes, key: Key, holder: Holder, title: str) -> bytes:
        now = self.office.clock().astimezone(BANGKOK)
        hour = to_thai(f"{now:%H.%M}")
        when = f"วันที่ {format_date(now.date(), 'letter')} เวลา {hour} น."
        lines = ("ลงลายมือชื่อดิจิทัลโดย", holder.name, when)
        look = cut(self.office.filing.press.marks(Marks(lines=lines)))
        with TemporaryDirectory(dir=self.office.folder.place("work")) as folder:
            place = Path(folder) / "look.pdf"
            place.write_bytes(look)
            order = Order(pdf, key, place, REASON.format(title=title[:100]))
            done: bytes = _apart(signed, order, PdfNotSignable)
        return done

    def _filed(
        self, record: Record, version: int, new: NewFile, holder: Holder, actor: Actor
    ) -> Record:
        here = self.office
        note = f"{WHY} ใบรับรองออกโดย {holder.issuer} บันทึกโดย {actor.label}"
        fact = here.amendments.fact("signed", today(here.clock), holder.name, note)
        done = here.amendments.amend(
            record.id, version, lambda old: _told(old, fact), "signed-pki", actor, new
        )
        here.papers.settle()
        return done


def _told(old: Description, fact: Fact) -> Description:
    signer = replace(old.signer, mode="pki") if old.signer else None
    return replace(old, facts=(*old.facts, fact), signer=signer)


def _apart(work: Any, given: Any, refusal: type[Refused]) -> Any:
    """Run pyHanko in a bounded child; what it refuses becomes ``refusal``."""
    try:
        return apart(work, given)
    except TemplateRefused as told:
        raise refusal(why=str(told)) from None
    except TemplateTooSlow:
        raise refusal(why=SLOW) from None


def cut(page: bytes) -> bytes:
    """Return the part of the marks' page that has the lines, as a page of its own."""
    left, bottom, right, top = _CUT
    writer, out = PdfWriter(), BytesIO()
    part = writer.add_blank_page(right - left, top - bottom)
    moved = Transformation().translate(-left, -bottom)
    part.merge_transformed_page(PdfReader(BytesIO(page)).pages[0], moved)
    writer.write(out)
    return out.getvalue()


def _day(moment: datetime) -> str:
    return format_date(moment.astimezone(BANGKOK).date(), "letter")
