"""Real files of every kind that is read, spoilt in every way, and what must stand it."""

import csv
import io
import random
import zipfile
from collections.abc import Callable
from datetime import date
from email.message import EmailMessage

import docx
from openpyxl import Workbook
from PIL import Image, ImageDraw
from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped]

from indexer import arriving, reading
from office import batch_sheet, import_plan, register_import_sheet
from office.arrival_reading import check_content
from office.books import RECEIVED_BOOK
from office.intake import Place
from office.profile import SAMPLE, load
from office.unpacking import mail, members
from thai.errors import Refused

THAI = "บันทึกข้อความ เรื่อง ขอซ่อมเครื่องสูบน้ำของอาคารหอประชุม เลขที่ ๑๒/๒๕๖๙"
TABLE = (("เลขที่", "ลงวันที่", "เรื่อง", "ไฟล์"), ("๑", "๑ มิ.ย. ๖๖", "ขอซ่อมเครื่องสูบน้ำ", "ก.pdf"))
_PROFILE = load(SAMPLE)


def a_pdf() -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out)
    for page in range(3):
        for row in range(3):  # enough that no page is taken for a scan
            canvas.drawString(90, 700 - 20 * row, f"Memo {page} about the pump, no. 12/2569")
        canvas.bookmarkPage(f"p{page}")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def a_docx() -> bytes:
    made, out = docx.Document(), io.BytesIO()
    made.add_heading(THAI)
    made.add_table(2, 2).cell(0, 0).text = THAI
    made.sections[0].footer.paragraphs[0].text = THAI
    made.save(out)
    return out.getvalue()


def an_xlsx() -> bytes:
    book, out = Workbook(), io.BytesIO()
    for row in TABLE:
        book.worksheets[0].append(row)
    book.worksheets[0].append((2, date(2026, 6, 1), "รายงาน"))
    book.worksheets[0].merge_cells("A5:B6")
    book.save(out)
    return out.getvalue()


def a_pptx() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for number, said in ((10, "หน้าสุดท้าย"), (2, THAI)):
            package.writestr(f"ppt/slides/slide{number}.xml", SLIDE.format(said=said))
    return out.getvalue()


SLIDE = (
    '<p:sld xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    "<a:p><a:r><a:t>{said}</a:t></a:r></a:p></p:sld>"
)


def a_mail() -> bytes:
    letter = EmailMessage()
    letter["Subject"], letter["From"], letter["To"] = THAI, "ก <a@example.go.th>", "b@example.go.th"
    letter["Date"] = "Mon, 1 Jun 2026 09:00:00 +0700"
    letter.set_content(THAI)
    letter.add_alternative(f"<p>{THAI}</p>", subtype="html")
    letter.add_attachment(THAI.encode(), "text", "plain", filename="แนบ.txt")
    inner = EmailMessage()
    inner["Subject"] = "ส่งต่อ"
    inner.set_content("เนื้อความ")
    letter.add_attachment(inner)
    return letter.as_bytes()


def a_zip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("หนังสือ/ก.txt", THAI)
        package.writestr("ใน.zip", b"PK\x05\x06" + bytes(18))
    return out.getvalue()


def a_tiff() -> bytes:
    pages = [Image.new("L", (620, 877), 255) for _ in range(2)]
    for page in pages:
        ImageDraw.Draw(page).text((50, 50), "Memo about the pump", fill=0, font_size=30)
    out = io.BytesIO()
    pages[0].save(out, "TIFF", save_all=True, append_images=pages[1:], compression="tiff_lzw")
    return out.getvalue()


def a_csv() -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows((*TABLE, ("2", "1/6/2566", 'อ้าง "เดิม"', "ข.pdf")))
    return out.getvalue().encode("utf-8-sig")


SAMPLES: dict[str, Callable[[], bytes]] = {
    ".pdf": a_pdf,
    ".docx": a_docx,
    ".xlsx": an_xlsx,
    ".pptx": a_pptx,
    ".eml": a_mail,
    ".zip": a_zip,
    ".tif": a_tiff,
    ".csv": a_csv,
}


def spoilt(data: bytes, chance: random.Random) -> bytes:
    """Spoil a file: bytes of it, or where it is a package, those of one of its parts."""
    if data.startswith(b"PK") and chance.random() < 0.6:
        return _spoilt_within(data, chance)
    out = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 8, 40))):
        at = chance.randrange(len(out) + 1)
        end = at + chance.choice((1, 1, 4, 60, 600))
        match chance.randrange(6):
            case 0:
                out[at:end] = chance.randbytes(end - at)
            case 1:
                del out[at:end]
            case 2:
                out[at:at] = out[chance.randrange(len(out) + 1) :][: end - at]
            case 3:
                out[at:at] = chance.choice(ODD) * chance.choice((1, 1, 200))
            case 4:
                del out[at:]
            case 5 if at < len(out):
                out[at] ^= 1 << chance.randrange(8)
    return bytes(out)


ODD = (
    *(b"\0", b"\xff\xfe", b"<a>", b"<!DOCTYPE a>", b"&a;", b'"', b"\n", b"((", b"[<", b"obj"),
    *(b"99999999999", b"-1", b"/Kids 3 0 R", b"=?x?b?=?=", "ํ".encode()),
    b"Content-Type: multipart/mixed; boundary=a\n\n--a\n",
)


def _spoilt_within(data: bytes, chance: random.Random) -> bytes:
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as before,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        chosen = chance.choice(before.namelist() or [""])
        for name in before.namelist():
            part = before.read(name)
            after.writestr(name, spoilt(part, chance) if name == chosen else part)
    return out.getvalue()


def read(suffix: str, data: bytes) -> str:
    """Read a file in every way that one of its kind is read; returns how often it was refused.

    Raises only what must not be: anything but a Refused, or one without a Thai sentence.
    """
    refused = list[str]()
    for reader in READERS[suffix]:
        try:
            reader(f"ก{suffix}", data)
        except Refused as error:
            refused.append(str(error))
    assert all(any("ก" <= letter <= "๛" for letter in said) for said in refused), refused
    return f"{len(refused)} of {len(READERS[suffix])}"


def _looked_at(name: str, data: bytes) -> None:
    check_content(name, name[name.index(".") :], data)


def _arrived(name: str, data: bytes) -> None:
    arriving.arrived(name, data)


def _members(name: str, data: bytes) -> None:
    list(members(name, data))


def _old_register(name: str, data: bytes) -> None:
    register_import_sheet.old_table(name, data, RECEIVED_BOOK, 2569, {})


def _import_table(name: str, data: bytes) -> None:
    place = Place(2569)
    import_plan.by_table(name, data, _PROFILE.file_plan, lambda _: place, date(2026, 11, 23))


READERS: dict[str, tuple[Callable[[str, bytes], object], ...]] = {
    ".pdf": (_looked_at, _arrived),
    ".docx": (_looked_at, _arrived),
    ".xlsx": (_looked_at, reading.read, batch_sheet.read_sheet, _old_register),
    ".pptx": (_looked_at, reading.read),
    ".eml": (_members, mail),
    ".zip": (_looked_at, _members),
    ".tif": (_looked_at, _arrived),
    ".csv": (batch_sheet.read_sheet, _old_register, _import_table),
}
