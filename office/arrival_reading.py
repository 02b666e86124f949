"""What a file that arrived says: looked at first, converted where it must be, read apart.

All of it in child processes that are bounded: PDFs and pictures by ``office.letters``, text and
Word files by the few that are warm; other office documents by LibreOffice into a PDF, which is read
then and filed beside them, so that they can be seen in thirty years.
"""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePath

from archive.passages import Text
from indexer import reading
from indexer.arriving import Arrived, arrived
from indexer.bounded import bounded
from indexer.docx_text import Block
from indexer.errors import FileLocked, FileTooLarge, NoTextInside
from indexer.pages import Page
from indexer.recognition.field import Name, Recognised
from indexer.scan_errors import NoTesseract
from office.active_pdf import active
from office.answers import absent
from office.arrival_errors import (
    ActiveInside,
    ArrivalEmpty,
    ContentDiffers,
    MacrosInside,
    NotConverted,
    SecretArrived,
)
from office.arrival_spots import Spot, spots_of
from office.errors import FileNotReadable
from office.subject import subject_of
from office.unpacking import check_package, mail
from templates.errors import ConversionFailed, ConversionTimedOut
from templates.pdf import OTHERS, Converter
from thai.text import clean

PICTURES = (".png", ".jpg", ".jpeg", ".tif", ".tiff")
OTHER_KINDS = tuple(f".{kind}" for kind in OTHERS)
KINDS = (".docx", ".pdf", ".txt", *OTHER_KINDS, *PICTURES, ".eml", ".zip")
PLAIN_KINDS = (".xlsx", ".pptx")  # their text is read also where nothing makes a PDF of them
NO_PDF = (
    "เก็บแล้ว แต่ไม่มีฉบับ PDF ให้ดู เพราะ LibreOffice ในเครื่องนี้เปิดไฟล์ชนิดนี้ไม่ได้ "
    "ผู้ดูแลเครื่องติดตั้ง libreoffice-calc และ libreoffice-impress ได้"
)
MISNAMED = "เนื้อในของไฟล์เป็น {kind} ไม่ใช่ชนิดที่ชื่อไฟล์บอก จึงเก็บเป็น {suffix}"
NO_TEXT = "เก็บแล้ว แต่อ่านข้อความไม่ได้ จึงค้นจากเนื้อความไม่พบ"
NOTHING = Recognised("other", 0.0)
SECONDS = 60  # for a Word file of thousands of pages
_OLE, _PACKAGE = b"\xd0\xcf\x11\xe0", b"PK\x03\x04"
_BEGINS = {
    ".docx": (_PACKAGE, _OLE),
    ".odt": (_PACKAGE,),
    ".xlsx": (_PACKAGE, _OLE),
    ".pptx": (_PACKAGE, _OLE),
    ".doc": (_OLE,),
    ".rtf": (b"{\\rtf",),
    ".png": (b"\x89PNG",),
    ".jpg": (b"\xff\xd8",),
    ".jpeg": (b"\xff\xd8",),
    ".tif": (b"II", b"MM"),
    ".tiff": (b"II", b"MM"),
    ".zip": (b"PK",),
}
"""How files of a kind begin; one in an OLE envelope is locked, or an old .doc."""
_TELLING = {
    b"%PDF-": ".pdf",
    b"\x89PNG\r\n": ".png",
    b"\xff\xd8\xff": ".jpg",
    b"II*\x00": ".tif",
    b"MM\x00*": ".tif",
}
"""How papers and pictures begin, whatever they are called: scanners and people misname them."""
_VBA = "_VBA_PROJECT".encode("utf-16-le")


@dataclass(frozen=True)
class Said:
    """What a file says. ``shown`` is the PDF of what is none, b"" elsewhere.

    ``note`` tells a person what is not as it should be, in Thai, "" for nothing; ``spots`` where
    the letter's fields stand, ``pages`` where each word of a scan does. ``suffix`` is
    the ending that it should have, "" where it has it.
    """

    text: Text
    title: str
    letter: Recognised = NOTHING
    shown: bytes = b""
    note: str = ""
    spots: Mapping[Name, Spot] = field(default_factory=dict)
    pages: tuple[Page, ...] = ()
    suffix: str = ""


@dataclass(frozen=True)
class ArrivalReading:
    """Reads files of strangers; nothing of it reaches this process but text."""

    converter: Converter
    letters: Callable[[str, bytes], Arrived]

    def said(self, name: str, data: bytes) -> Said:
        """Read a file; raises a Refused whose sentence says why it is set aside."""
        suffix = true_suffix(name, data)
        if suffix != PurePath(name).suffix.lower():
            found = self.said(f"{name}{suffix}", data)
            note = f"{MISNAMED.format(kind=suffix[1:].upper(), suffix=suffix)} {found.note}"
            return replace(found, suffix=suffix, note=note.strip())
        check_content(name, suffix, data)
        if suffix == ".eml":
            found = _of_mail(name, data)
        elif suffix in OTHER_KINDS:
            found = self._converted(name, suffix, data)
        else:
            found = self._read(name, suffix, data)
        if secret := found.letter.value("secrecy"):
            raise SecretArrived(name=name, secrecy=secret)
        return found

    def _read(self, name: str, suffix: str, data: bytes) -> Said:
        plain = suffix in (".docx", ".txt")
        try:
            if plain:
                found = bounded(name, arrived, name, data, seconds=SECONDS)
            else:
                found = self.letters(name, data)
        except NoTextInside:
            if plain:
                raise
            return Said(Text(()), "", note=NO_TEXT)
        except NoTesseract as missing:
            return _without_eyes(name, suffix, data, str(missing))
        if found.letter.kind == "other":
            return replace(_plain(found.text), pages=found.pages)
        title, spots = subject_of(found.text) or found.title, spots_of(found.letter, found.pages)
        return Said(found.text, title, found.letter, spots=spots, pages=found.pages)

    def _converted(self, name: str, suffix: str, data: bytes) -> Said:
        if suffix in PLAIN_KINDS and not self.converter.opens(suffix[1:]):
            return replace(_plain(_text(name, data)), note=NO_PDF)
        said = Text(())
        if suffix in PLAIN_KINDS:  # what is damaged or means harm goes no further
            with suppress(NoTextInside):
                said = _text(name, data)
        try:
            pdf = self.converter.shown(data, suffix[1:])
        except (ConversionFailed, ConversionTimedOut) as error:
            slow = isinstance(error, ConversionTimedOut)
            why = "ใช้เวลานานเกินไป" if slow else "เปิดไม่ได้ อาจชำรุดหรือมีรหัสผ่าน"
            raise NotConverted(name=name, why=why) from error
        read = self._read(f"{PurePath(name).stem}.pdf", ".pdf", pdf)
        if said.passages:  # a narrow column hides in the PDF what its cells say
            read = replace(read, text=said, note="")
        return replace(read, shown=pdf)


def loaded(path: Path, name: str) -> bytes:
    """Return the bytes of a file that may be anything; raises FileTooLarge, FileNotReadable."""
    try:
        if path.stat().st_size > reading.BYTE_LIMIT:
            raise FileTooLarge(name=name, limit=f"{reading.BYTE_LIMIT // 2**20} MB")
        return path.read_bytes()
    except OSError as error:
        raise FileNotReadable(file=name, why=absent(error)) from error


def true_suffix(name: str, data: bytes) -> str:
    """Return the ending that a file should have: its own, or that of the PDF or picture that it is.

    Only of what is called one of these, or nothing; all other kinds stay what they are called.
    """
    suffix = PurePath(name).suffix.lower()
    if suffix not in ("", ".pdf", *PICTURES) or data.startswith(_BEGINS.get(suffix, ())):
        return suffix
    return next((kind for begin, kind in _TELLING.items() if data.startswith(begin)), suffix)


def check_content(name: str, suffix: str, data: bytes) -> None:
    """Look at a file before it is read; raises a Refused for what is not what it seems."""
    if not data:
        raise ArrivalEmpty(name=name)
    begins = _BEGINS.get(suffix, (b"",))
    if suffix == ".pdf" and not (b"%PDF-" in data[:1024] and b"obj" in data):
        raise ContentDiffers(name=name)
    if suffix == ".pdf" and (what := active(data)):
        raise ActiveInside(name=name, what=what)
    if not data.startswith(begins):
        raise ContentDiffers(name=name)
    if data.startswith(_OLE) and suffix in (".xlsx", ".pptx"):
        raise FileLocked(name=name)
    if data.startswith(_PACKAGE) and suffix in (".docx", ".odt", ".xlsx", ".pptx"):
        inside = check_package(name, data)
        if any(one.endswith("vbaProject.bin") or one.startswith("Basic/") for one in inside):
            raise MacrosInside(name=name)
    if suffix == ".doc" and _VBA in data:
        raise MacrosInside(name=name)


def _without_eyes(name: str, suffix: str, data: bytes, why: str) -> Said:
    """Read what needs no Tesseract: a PDF's own text; else it is filed without."""
    note = f"{NO_TEXT} ({why})"
    if suffix != ".pdf":
        return Said(Text(()), "", note=note)
    try:
        return _plain(_text(name, data))
    except NoTextInside:
        return Said(Text(()), "", note=note)


def _text(name: str, data: bytes) -> Text:
    """Return a file's text alone."""
    return bounded(name, reading.read, name, data, seconds=SECONDS).text


def _plain(text: Text) -> Said:
    """Return what looks like no letter: nothing of it is believed but its first line."""
    return Said(text, subject_of(text) or reading.first_line(text.passages))


def _of_mail(name: str, data: bytes) -> Said:
    letter = bounded(name, mail, name, data)
    blocks = (Block(line) for line in clean(letter.text, lines=True).splitlines())
    return Said(Text(tuple(reading.gathered(blocks))), letter.subject)
