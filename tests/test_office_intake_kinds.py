"""Intake of other kinds: packed files, e-mails, scans, documents of other programs, bad input."""

import io
import zipfile
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

import pytest
from PIL import Image

from archive.records import RecordId
from office.arrival_reading import PLAIN_KINDS
from office.arrivals import ASIDE, CONFIRM, FILED, KNOWN, UNPACKED, Arrival
from office.inbox import Inbox
from office.office import Office, operator
from tests.spoiling import SAMPLES

pytestmark = pytest.mark.slow

REPAIR = "ด้วยเครื่องสูบน้ำของอาคารหอประชุมชำรุดมาแล้วสามวัน จึงขออนุญาตซ่อมโดยเร็ว"
LETTER = (
    "บันทึกข้อความ\nส่วนราชการ  กลุ่มอำนวยการ\nที่  ศธ ๐๔๙๙๙.๑/๗  วันที่  ๑ มิถุนายน ๒๕๖๖\n"
    f"เรื่อง  ขอซ่อมเครื่องสูบน้ำ\nเรียน  ผู้อำนวยการ\n{REPAIR}"
)


@pytest.fixture
def inbox(office: Office, monkeypatch: pytest.MonkeyPatch) -> Inbox:
    monkeypatch.setattr("office.inbox.QUIET", 0.01)
    return Inbox(office.intake, office.arrivals, office.clock)


def packed(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in files.items():
            package.writestr(name.replace("__", "."), data)
    return out.getvalue()


def take(office: Office, inbox: Inbox, name: str, data: bytes) -> dict[str, Arrival]:
    """Lay a file into the inbox, let it be taken with all inside, and return everybody's way."""
    (office.folder.place("inbox") / name).write_bytes(data)
    for _ in range(4):
        inbox.scan()
    return {one.source: one for one in office.arrivals.all(operator())}


def test_what_lies_in_a_zip_is_filed_one_by_one_and_names_its_parent(
    office: Office, inbox: Inbox
) -> None:
    inner = packed(ลึก__txt="บันทึกการประชุมที่อยู่ในซองชั้นใน".encode())
    ways = take(office, inbox, "รวม.zip", packed(หนึ่ง__txt=LETTER.encode(), ใน__zip=inner))
    parent = ways["รวม.zip"]
    assert (parent.state, ways["ใน.zip"].state) == (UNPACKED, UNPACKED)
    assert (ways["หนึ่ง.txt"].state, ways["หนึ่ง.txt"].parent) == (CONFIRM, parent.id)
    assert (ways["ลึก.txt"].state, ways["ลึก.txt"].parent) == (FILED, ways["ใน.zip"].id)
    assert office.archive.counts("type") == (("imported", 2),)
    assert not list((office.folder.place("inbox") / "unpacked").iterdir())


def test_an_email_is_filed_with_its_body_and_each_attachment_by_itself(
    office: Office, inbox: Inbox
) -> None:
    mail = EmailMessage()
    mail["Subject"], mail["From"] = "ส่งกำหนดการอบรม", "esa@example.go.th"
    mail.set_content("ขอส่งกำหนดการอบรมครูผู้ช่วยตามแนบ")
    mail.add_attachment(LETTER.encode(), maintype="text", subtype="plain", filename="แนบ.txt")
    ways = take(office, inbox, "จดหมาย.eml", mail.as_bytes())
    assert (ways["จดหมาย.eml"].state, ways["แนบ.txt"].parent) == (FILED, ways["จดหมาย.eml"].id)
    office.index.catch_up()
    assert office.find("ครูผู้ช่วย", operator()).total == 1
    assert office.find("หอประชุม", operator()).total == 1


def test_the_same_text_in_another_file_is_filed_and_leads_to_the_first(
    office: Office, inbox: Inbox
) -> None:
    first = take(office, inbox, "ก.txt", LETTER.encode())["ก.txt"]
    second = take(office, inbox, "ข.txt", f"{LETTER}\n".encode())["ข.txt"]
    assert (second.state, second.alike) == (CONFIRM, first.record)
    assert second.record != first.record
    other = take(office, inbox, "ค.txt", LETTER.replace("สามวัน", "ห้าวัน").encode())["ค.txt"]
    assert "วันที่เดียวกับ" in other.reason
    assert take(office, inbox, "ง.txt", LETTER.encode())["ง.txt"].state == KNOWN


def test_a_letter_without_its_day_is_filed_and_waits_to_be_confirmed(
    office: Office, inbox: Inbox
) -> None:
    file = take(office, inbox, "ก.txt", LETTER.replace("๑ มิถุนายน ๒๕๖๖", "").encode())["ก.txt"]
    assert file.state == CONFIRM
    steps = [step.step for step in office.arrivals.way(file.id, operator())]
    assert steps == ["seen", "reading", "recognised", "confirm"]


def test_a_secret_letter_is_not_filed(office: Office, inbox: Inbox) -> None:
    file = take(office, inbox, "ก.txt", f"ลับ\n{LETTER}".encode())["ก.txt"]
    assert (file.state, file.record) == (ASIDE, "")
    assert "หนังสือลับ" in file.reason


def test_a_folder_that_is_moved_in_is_taken_file_by_file(office: Office, inbox: Inbox) -> None:
    place = office.folder.place("inbox") / "ปี ๖๖"
    place.mkdir()
    (place / "เก่า.txt").write_text(LETTER, encoding="utf-8")
    assert "ปี ๖๖/เก่า.txt" in take(office, inbox, "ใหม่.txt", b"new")
    assert office.archive.counts("type") == (("imported", 2),)


def bomb() -> bytes:
    return packed(ใหญ่__txt=b"0" * (60 * 2**20))


def away() -> bytes:
    return packed(**{"../../หนี__txt": b"x"})


def deep() -> bytes:
    return packed(ก__zip=packed(ข__zip=packed(ค__txt=b"x")))


def with_macros() -> bytes:
    return packed(**{"word/document__xml": b"<x/>", "word/vbaProject__bin": b"x"})


BAD: dict[str, tuple[Callable[[], bytes], str]] = {
    "ว่าง.pdf": (lambda: b"", "ว่างเปล่า"),
    "ปลอม.pdf": (lambda: b"MZ\x90" * 99, "ไม่ใช่ชนิดที่นามสกุลบอก"),
    "ปลอม.png": (lambda: b"<html>", "ไม่ใช่ชนิดที่นามสกุลบอก"),
    "ระเบิด.zip": (bomb, "ใหญ่เกินไป"),
    "ระเบิด.xlsx": (bomb, "ใหญ่เกินไป"),
    "หนี.zip": (away, "ออกนอกโฟลเดอร์"),
    "ลึก.zip": (deep, "ซ้อนกัน"),
    "ขาด.zip": (lambda: packed(ก__txt=b"x" * 999)[:60], "ชำรุด"),
    "มาโคร.docx": (with_macros, "มาโคร"),
    "ขาด.docx": (lambda: packed(ก__xml=b"x" * 9999)[:99], "ชำรุด"),
    "ล็อก.xlsx": (lambda: b"\xd0\xcf\x11\xe0" * 99, "รหัสผ่าน"),
    "เมล.eml": (lambda: b"\x00\xff" * 99, "อีเมล"),
    "โปรแกรม.exe": (lambda: b"MZ", "ยังไม่รับไฟล์ชนิด"),
    "ก" * 80 + ".gif": (lambda: b"GIF89a", "ยังไม่รับไฟล์ชนิด"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_set_aside_with_its_reason_and_the_others_go_on(
    office: Office, inbox: Inbox, name: str
) -> None:
    made, says = BAD[name]
    given = made()
    (office.folder.place("inbox") / "ดี.txt").write_text(REPAIR, encoding="utf-8")
    ways = take(office, inbox, name, given)
    aside = [one for one in ways.values() if one.state == ASIDE]
    assert [says in one.reason for one in aside] == [True]
    assert ways["ดี.txt"].state == FILED
    kept = office.folder.place("inbox") / "set-aside" / aside[0].name
    assert name != aside[0].source or kept.read_bytes() == given


def test_a_long_thai_name_that_comes_twice_replaces_nothing(office: Office, inbox: Inbox) -> None:
    name = "ก" * 83 + ".txt"
    for text in ("ฉบับแรกของเรื่องนี้", "ฉบับที่สองของเรื่องนี้"):
        take(office, inbox, name, text.encode())
    assert office.archive.counts("type") == (("imported", 2),)
    assert len(list(office.folder.place("inbox/processed").iterdir())) == 2


@pytest.mark.slow
def test_a_scan_without_a_readable_word_is_filed_and_told_so(office: Office, inbox: Inbox) -> None:
    out = io.BytesIO()
    Image.new("L", (400, 560), 255).save(out, "PNG")
    file = take(office, inbox, "กระดาษ.png", out.getvalue())["กระดาษ.png"]
    assert (file.state, "อ่านข้อความไม่ได้" in file.reason) == (FILED, True)
    assert office.archive.counts("type") == (("imported", 1),)


@pytest.mark.slow
def test_a_document_of_another_program_is_filed_with_its_pdf(office: Office, inbox: Inbox) -> None:
    rtf = "".join(f"\\u{ord(letter)}?" if ord(letter) > 127 else letter for letter in REPAIR)
    file = take(office, inbox, "เก่า.rtf", f"{{\\rtf1\\ansi {rtf}\\par}}".encode())["เก่า.rtf"]
    office.index.catch_up()
    assert office.find("หอประชุม", operator()).total == 1
    record = office.archive.record(RecordId.parse(file.record))
    assert {one.name for one in record.files} >= {"เก่า.rtf", "เก่า.pdf"}


@pytest.mark.slow
def test_documents_of_old_word_and_of_libreoffice_are_found_and_shown(
    office: Office, inbox: Inbox
) -> None:
    for path in (Path(__file__).parent / "data" / "kinds").iterdir():
        ways = take(office, inbox, path.name, path.read_bytes())
        record = office.archive.record(RecordId.parse(ways[path.name].record))
        assert {one.name for one in record.files} >= {path.name, "canteen.pdf"}
    office.index.catch_up()
    assert office.find("หลังคาโรงอาหาร", operator()).total == 2


def test_tables_and_slides_are_filed_with_their_pdf(office: Office, inbox: Inbox) -> None:
    if not all(office.converter.opens(kind[1:]) for kind in PLAIN_KINDS):
        pytest.skip("LibreOffice has no Calc or no Impress")
    slides = (Path(__file__).parent / "data" / "plan.pptx").read_bytes()
    for name, data in (("แผน.xlsx", SAMPLES[".xlsx"]()), ("แผน.pptx", slides)):
        (office.folder.place("inbox") / name).write_bytes(data)
    inbox.scan()
    for file in office.arrivals.all(operator()):
        record = office.archive.record(RecordId.parse(file.record))
        assert {one.name for one in record.files} >= {file.source, "แผน.pdf"}
    office.index.catch_up()
    assert office.find("สูบน้ำ", operator()).total == 2


@pytest.mark.parametrize("suffix", [".xlsx", ".pptx"])
def test_tables_and_slides_are_found_also_where_nothing_makes_a_pdf_of_them(
    office: Office, inbox: Inbox, monkeypatch: pytest.MonkeyPatch, suffix: str
) -> None:
    monkeypatch.setattr("templates.soffice.opens", lambda program, kind: False)
    name = f"แผนงาน{suffix}"
    file = take(office, inbox, name, SAMPLES[suffix]())[name]
    assert (file.state, "ไม่มีฉบับ PDF" in file.reason) == (FILED, True)
    office.index.catch_up()
    assert office.find("สูบน้ำ", operator()).total == 1
