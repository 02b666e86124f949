"""An old Word letter offers emblem, address, code, phones and signer."""

from datetime import date
from io import BytesIO

import docx
import pytest
from docx.shared import Cm
from PIL import Image

from templates.docx import render
from templates.errors import PackageRefused
from templates.fill import fill
from templates.letterhead import Letterhead, read
from templates.office import Emblem, OfficeFacts
from templates.package import pack, unpack
from templates.people import Person
from templates.shelf import Shelf

OFFICE = OfficeFacts(
    "สำนักงานเขตพื้นที่การศึกษาประถมศึกษาทดลอง เขต ๑", "สพป.ทดลอง เขต ๑", "ศธ ๐๔๙๙๙",
    ("๙๙ หมู่ ๙ ตำบลแบบอย่าง", "อำเภอเมืองตัวอย่าง จังหวัดตัวอย่าง ๙๙๐๐๐"), "๐ ๐๐๐๐ ๐๐๐๑", "๐ ๐๐๐๐ ๐๐๐๒",
    "saraban@esa1.example.go.th", Person("", "นาย", "สมมติ", "ตัวอย่างดี", "ผู้อำนวยการ"),
)  # fmt: skip


def garuda() -> bytes:
    out = BytesIO()
    Image.new("1", (90, 100)).save(out, "PNG")
    return out.getvalue()


def issued(code: str) -> Letterhead:
    form = Shelf().form(code)
    answers = fill(form, form.example(), people={}, groups={})
    emblem = Emblem("picture", garuda())
    facts = {"number": "ศธ ๐๔๙๙๙/๑๒", "dated": date(2026, 11, 22), "final": True}
    return read(render(form, answers, office=OFFICE, emblem=emblem, **facts))  # type: ignore[arg-type]


def old_letter(*lines: str, boxed: bool = False) -> bytes:
    letter = docx.Document()
    place = letter.add_table(1, 1).cell(0, 0) if boxed else letter
    letter.add_picture(BytesIO(garuda()), height=Cm(3))
    for line in lines:
        place.add_paragraph(line)
    out = BytesIO()
    letter.save(out)
    return out.getvalue()


LINES = (
    "ที่ ศธ 04160/ว3166\tสำนักงานเขตพื้นที่การศึกษาประถมศึกษาทดลอง เขต 1",
    "\tถนนทดลอง อำเภอเมือง จังหวัดทดลอง 46000",
    "5 มกราคม 2567",
    "เรื่อง ขอความร่วมมือ",
    "ขอแสดงความนับถือ",
    "(นายทดสอบ  ระบบดี)",
    "ผู้อำนวยการสำนักงานเขตพื้นที่การศึกษาประถมศึกษาทดลอง เขต 1",
    "กลุ่มอำนวยการ",
    "โทร. 0 4381 0000 ต่อ 12",
    "โทรสาร 0 4381 0001",
    "ไปรษณีย์อิเล็กทรอนิกส์ saraban@example.go.th",
)


@pytest.mark.parametrize("boxed", [False, True])
def test_everything_is_found_in_an_external_letter_also_in_tables(boxed: bool) -> None:
    found = read(old_letter(*LINES, boxed=boxed))
    assert found.office_name == "สำนักงานเขตพื้นที่การศึกษาประถมศึกษาทดลอง เขต 1"
    assert found.address_lines == ("ถนนทดลอง อำเภอเมือง จังหวัดทดลอง 46000",)
    assert (found.code, found.phone, found.fax) == ("ศธ 04160", "0 4381 0000 ต่อ 12", "0 4381 0001")
    assert found.email == "saraban@example.go.th"
    assert (found.signer, found.signer_post) == ("นายทดสอบ  ระบบดี", LINES[6])
    assert found.emblem is not None and found.emblem.startswith(b"\x89PNG")


def test_our_own_letter_gives_back_what_it_was_made_of() -> None:
    found = issued("letter")
    assert found.office_name == OFFICE.name
    assert found.address_lines == OFFICE.address_lines
    assert (found.code, found.emblem) == (OFFICE.code, garuda())


def test_a_memo_tells_office_code_and_phone() -> None:
    memo = ("บันทึกข้อความ", "ส่วนราชการ  กลุ่มอำนวยการ สำนักงานเขตทดลอง  โทร. ๐ ๐๐๐๐ ๐๐๐๑ ต่อ ๑๐๒",
            "ที่ ศธ ๐๔๙๙๙.๑/๑๒๓", "เรื่อง ก")  # fmt: skip
    found = read(old_letter(*memo))
    assert (found.code, found.phone) == ("ศธ ๐๔๙๙๙.๑", "๐ ๐๐๐๐ ๐๐๐๑ ต่อ ๑๐๒")
    assert found.office_name.endswith("สำนักงานเขตทดลอง")


def test_a_letter_that_tells_nothing_offers_nothing_and_says_so() -> None:
    letter = docx.Document()
    letter.add_paragraph("สวัสดี")
    out = BytesIO()
    letter.save(out)
    found = read(out.getvalue())
    assert found == Letterhead(note="ไม่พบภาพตราในหนังสือ")


def test_an_emf_picture_is_named_with_what_to_do() -> None:
    parts = unpack(old_letter("ก"))
    rels = "word/_rels/document.xml.rels"
    parts[rels] = parts[rels].replace(b"image1.png", b"image1.emf")
    parts["word/media/image1.emf"] = parts.pop("word/media/image1.png")
    found = read(pack(parts))
    assert found.emblem is None and "EMF" in found.note and "PNG" in found.note


def test_a_letter_tied_to_somebodys_template_is_read_all_the_same() -> None:
    parts = unpack(old_letter("ส่วนราชการ\tโรงเรียนทดลองวิทยา"))
    parts["word/_rels/settings.xml.rels"] = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        b'<Relationship Id="r1" Type="http://x/attachedTemplate" Target="file:///D:/x.dot"'
        b' TargetMode="External"/></Relationships>'
    )
    assert read(pack(parts)).office_name == "โรงเรียนทดลองวิทยา"


def test_a_spacer_of_one_pixel_is_no_emblem() -> None:
    form = Shelf().form("memo")
    answers = fill(form, form.example(), people={}, groups={})
    blank = render(
        form, answers, office=OFFICE, emblem=Emblem(), number="๑", dated=None, final=True
    )
    assert read(blank).emblem is None


def test_what_is_no_word_letter_is_refused() -> None:
    with pytest.raises(PackageRefused):
        read(b"%PDF-1.7")
