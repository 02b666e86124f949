"""Files that mean harm, or are only broken: each with what it is and why it must be set aside.

Every one is made here, so that nothing harmful lies in the repository; names that no disk takes
are only in packed files.
"""

import base64
import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from pypdf import PdfReader, PdfWriter

GIGABYTE = 2**30


@dataclass(frozen=True)
class Hostile:
    """A file's name, its content (bytes, or how many bytes of nothing), and why it is not taken.

    ``says`` is a pattern of the Thai reason, ``filed`` counts records made of it all the same.
    """

    name: str
    made: Callable[[], bytes | int]
    says: str
    filed: int = 0

    def lay(self, folder: Path) -> None:
        """Lay the file into a folder; where it is only long, without taking the disk's room."""
        content = self.made()
        with (folder / self.name).open("wb") as out:
            if isinstance(content, int):
                out.truncate(content)
            else:
                out.write(content)


def packed(files: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A .zip, or an office document, of some parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as package:
        for name, data in files.items():
            package.writestr(zipfile.ZipInfo(name), data, method)
    return out.getvalue()


def pdf(pages: int = 1, catalog: bytes = b"", *more: bytes) -> bytes:
    """A PDF of empty pages; ``catalog`` goes into its catalog, ``more`` are objects behind."""
    kids = b" ".join(b"%d 0 R" % (3 + n) for n in range(pages))
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R " + catalog + b">>",
        b"<</Type/Pages/Count %d/Kids[%s]>>" % (pages, kids),
        *([page] * pages),
        *more,
    ]
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, each in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    begins = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, begins)
    return bytes(out)


def locked_pdf() -> bytes:
    writer, out = PdfWriter(PdfReader(io.BytesIO(pdf()))), io.BytesIO()
    writer.encrypt("1234", algorithm="AES-256")
    writer.write(out)
    return out.getvalue()


def hidden_script() -> bytes:
    """A PDF whose script lies in a packed stream of objects, its name spelled by numbers."""
    script = b"<</S/J#61vaScript/JS(app.alert(1))>>"
    stream = zlib.compress(b"4 0 " + script)
    held = b"<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>stream\n%s\nendstream"
    return pdf(1, b"/OpenAction 4 0 R", held % (len(stream), stream))


def endless_page() -> bytes:
    """A PDF whose only page draws ten drawings of ten drawings, to ten thousand million."""
    page = b"/Contents 4 0 R/Resources<</XObject<</F 5 0 R>>>>"
    forms = [
        b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F %d 0 R>>>>"
        b"/Length 50>>stream\n%s\nendstream" % (number + 1, b"/F Do" * 10)
        for number in range(5, 15)
    ]
    last = b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Length 10>>stream\n0 0 1 1 re\nendstream"
    first = b"<</Length 5>>stream\n/F Do\nendstream"
    whole = pdf(1, b"", first, *forms, last)
    return whole.replace(b"842]>>", b"842]" + page + b">>", 1)


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ฮา"}">' for n in range(10))


def laughing(root: str) -> bytes:
    """An XML document that would grow to ten thousand million letters."""
    return f'<?xml version="1.0"?><!DOCTYPE x [{LAUGHS}]><{root}>&l9;</{root}>'.encode()


def bomb(size: int) -> bytes:
    return b"0" * size


def lying() -> bytes:
    """A .zip whose member says that it is short."""
    whole = packed({"ก.txt": bomb(50 * 2**20)})
    size = struct.pack("<I", 50 * 2**20)
    return whole.replace(size, struct.pack("<I", 100))


def many_small_bombs() -> bytes:
    """A .zip of .zips that are each within every limit, and together are 2 GB."""
    inner = packed({f"{n}.txt": bomb(9 * 2**20) for n in range(1)})
    return packed({f"{n}.zip": inner + b"%d" % n for n in range(220)}, zipfile.ZIP_STORED)


def deep_zip(depth: int) -> bytes:
    inside = packed({"ก.txt": b"x"})
    for _ in range(depth):
        inside = packed({"ใน.zip": inside})
    return inside


def deep_mail(depth: int, kind: bytes = b"message/rfc822") -> bytes:
    """An e-mail in an e-mail in an e-mail."""
    head = b"Subject: x\nMIME-Version: 1.0\nContent-Type: %s\n\n" % kind
    return head * depth + b"Subject: x\n\nend\n"


def deep_parts(depth: int) -> bytes:
    """An e-mail of parts within parts."""
    parts = (
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(depth)
    )
    return b"Subject: x\nMIME-Version: 1.0\n" + b"".join(parts)


def picture(width: int, height: int, kind: str = "PNG") -> bytes:
    out = io.BytesIO()
    Image.new("1", (width, height), 1).save(out, kind)
    return out.getvalue()


def endless_tiff() -> bytes:
    """A TIFF whose only page is followed by itself, cut off in its picture."""
    out = bytearray(picture(400, 400, "TIFF"))
    return bytes(out[: len(out) // 2])


def macro_doc() -> bytes:
    """The envelope of an old Word file with the folder in which Word keeps macros."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "_VBA_PROJECT".encode("utf-16-le")


def mail_of(name: str, data: bytes) -> bytes:
    """An e-mail with an attachment."""
    head = b"Subject: x\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\n"
    kind = b"Content-Type: application/octet-stream; name=%s\n" % name.encode("ascii")
    coded = b"Content-Transfer-Encoding: base64\n\n" + base64.encodebytes(data)
    return head + kind + coded + b"\n--b--\n"


WORD = "word/document.xml"
COLLECTION = (
    Hostile("ล็อก.pdf", locked_pdf, "รหัสผ่าน"),
    Hostile("ขาด.pdf", lambda: pdf(3)[:150], "ชำรุด"),
    Hostile("ว่าง.pdf", lambda: b"", "ว่างเปล่า"),
    Hostile("สองกิกะ.pdf", lambda: 2 * GIGABYTE, "100 MB"),
    Hostile("สองกิกะ.zip", lambda: 2 * GIGABYTE, "100 MB"),
    Hostile("ห้าพันหน้า.pdf", lambda: pdf(5_000), "3,000 หน้า"),
    Hostile("สคริปต์.pdf", lambda: pdf(1, b"/OpenAction<</S/JavaScript/JS(app.alert(1))>>"), "สคริปต์"),
    Hostile("สคริปต์ซ่อน.pdf", hidden_script, "สคริปต์"),
    Hostile("เรียกโปรแกรม.pdf", lambda: pdf(1, b"/OpenAction<</S/Launch/F(cmd.exe)>>"), "โปรแกรม"),
    Hostile(
        "ฝังไฟล์.pdf",
        lambda: pdf(
            1,
            b"/Names<</EmbeddedFiles<</Names[(a.exe)4 0 R]>>>>",
            b"<</Type/Filespec/F(a.exe)/EF<</F 5 0 R>>>>",
            b"<</Type/EmbeddedFile/Length 2>>stream\nMZ\nendstream",
        ),
        "ไฟล์อื่นฝังอยู่",
    ),
    Hostile("โปรแกรม.pdf", lambda: b"MZ\x90" * 99, "ไม่ใช่ชนิดที่นามสกุลบอก"),
    Hostile("เอกสาร.docx", pdf, "ไม่ใช่ชนิดที่นามสกุลบอก"),
    Hostile("หน้าเว็บ.png", lambda: b"<html>", "ไม่ใช่ชนิดที่นามสกุลบอก"),
    Hostile("โปรแกรม.exe", lambda: b"MZ", "ยังไม่รับไฟล์ชนิด"),
    Hostile("มาโคร.docm", lambda: packed({WORD: b"<x/>"}), "ยังไม่รับไฟล์ชนิด"),
    Hostile("มาโคร.docx", lambda: packed({WORD: b"<x/>", "word/vbaProject.bin": b"x"}), "มาโคร"),
    Hostile("มาโคร.odt", lambda: packed({"Basic/Standard/a.xml": b"<x/>"}), "มาโคร"),
    Hostile("มาโคร.doc", macro_doc, "มาโคร"),
    Hostile("ระเบิด.zip", lambda: packed({"ก.txt": bomb(60 * 2**20)}), "ใหญ่เกินไป"),
    Hostile("ระเบิดย่อย.zip", many_small_bombs, "ใหญ่เกินไป"),
    Hostile("ระเบิดแนบ.eml", lambda: mail_of("a.zip", many_small_bombs()), "ใหญ่เกินไป", filed=1),
    Hostile("โกหก.zip", lying, "ชำรุด"),
    Hostile("บีบแปลก.zip", lambda: packed({"ก.txt": b"x"}, zipfile.ZIP_BZIP2), "วิธีที่ไม่รับ"),
    Hostile("บีบแปลก.docx", lambda: packed({WORD: b"<x/>"}, zipfile.ZIP_BZIP2), "วิธีที่ไม่รับ"),
    Hostile("ระเบิด.xlsx", lambda: packed({"xl/a.xml": bomb(60 * 2**20)}), "ใหญ่เกินไป"),
    Hostile("หัวเราะ.docx", lambda: packed({WORD: laughing("w")}), "ชำรุด"),
    Hostile("หัวเราะ.xlsx", lambda: packed({"xl/sharedStrings.xml": laughing("w")}), "ชำรุด|แปลง"),
    Hostile("หัวเราะ.odt", lambda: packed({"content.xml": laughing("w")}), "แปลง"),
    Hostile("ลึก.docx", lambda: packed({WORD: b"<a>" * 99_999 + b"</a>" * 99_999}), "ชำรุด"),
    Hostile("ลึก.zip", lambda: deep_zip(40), "ซ้อนกัน"),
    Hostile("หลายพัน.zip", lambda: packed({f"{n}.txt": b"x" for n in range(2_001)}), "2,000 ไฟล์"),
    Hostile("ขึ้นบน.zip", lambda: packed({"../../หนี.txt": b"x"}), "ออกนอกโฟลเดอร์"),
    Hostile("จากราก.zip", lambda: packed({"/etc/หนี.txt": b"x"}), "ออกนอกโฟลเดอร์"),
    Hostile("วินโดวส์.zip", lambda: packed({"C:\\หนี.txt": b"x"}), "ออกนอกโฟลเดอร์"),
    Hostile("ขาด.zip", lambda: packed({"ก.txt": bytes(999)})[:60], "ชำรุด"),
    Hostile("ซ้อนไม่จบ.eml", lambda: deep_mail(20_000), "อีเมล"),
    Hostile("ส่วนไม่จบ.eml", lambda: deep_parts(20_000), "อีเมล"),
    Hostile("ขยะ.eml", lambda: b"\x00\xff" * 99, "อีเมล"),
    Hostile("ร้อยล้านจุด.png", lambda: picture(20_001, 5_000), "100 ล้านจุด"),
    Hostile("ร้อยล้านจุด.tif", lambda: picture(20_001, 5_000, "TIFF"), "100 ล้านจุด"),
    Hostile("ขาด.tif", endless_tiff, "ชำรุด"),
    Hostile("ล็อก.xlsx", lambda: b"\xd0\xcf\x11\xe0" * 99, "รหัสผ่าน"),
    Hostile("ยาวไม่จบ.txt", lambda: "ก".encode("cp874") * (21 * 2**20), "20,000,000 ตัวอักษร"),
)
"""What is set aside in a moment each."""

HEAVY = (Hostile("วงเล็บ.rtf", lambda: b"{\\rtf1" + b"{" * 3_000_000, "แปลง"),)
"""What LibreOffice needs seconds for, until it has reached its bounds."""

NAMES = {
    "กลับทาง\u202etxt.exe.txt": "กลับทางtxt.exe.txt",
    "ซ่อน\u200b\u2067.txt": "ซ่อน.txt",
    "con.txt": "con.txt",
    "ก" * 100 + ".txt": "ก" * 100 + ".txt",
    "..จุด .txt": "..จุด .txt",
}
"""Names inside a .zip that trick people or break a disk, and as they are shown."""
