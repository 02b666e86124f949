"""The pages of received letters: read from the file, received, handed on, answered."""

from io import BytesIO

import docx
import pytest

from archive.records import RecordId
from office.office import Office
from tests.conftest import Browser

FIRST = RecordId(2569, "received", 1)
TYPED = {
    "subject": "ขอเชิญประชุมชี้แจงแนวทางการจัดสรรงบประมาณอาหารกลางวัน",
    "sender": "สำนักงานเขตพื้นที่ตัวอย่าง",
    "number": "ศธ ๐๔๐๐๑/ว ๑๒๓",
    "dated": "๑๘ พ.ย. ๖๙",
    "received_on": "๒๐ พ.ย. ๖๙",
    "received_at": "๐๙.๓๐",
    "category": "3",
}


def letter() -> bytes:
    made, said = BytesIO(), docx.Document()
    for line in (
        "ที่ ศธ ๐๔๐๐๑/ว ๑๒๓",
        "สำนักงานเขตพื้นที่ตัวอย่าง",
        "๑๘ พฤศจิกายน ๒๕๖๙",
        "เรื่อง ขอความร่วมมือสำรวจครุภัณฑ์การศึกษา",
        "เรียน ผู้อำนวยการสำนักงานเขตพื้นที่การศึกษา",
        "ด้วยสำนักงานมีความประสงค์จะสำรวจครุภัณฑ์การศึกษาทุกโรงเรียน",
        "ขอแสดงความนับถือ",
    ):
        said.add_paragraph(line)
    said.save(made)
    return made.getvalue()


def test_a_letter_is_received_and_handed_on_until_it_is_done(
    browser: Browser, office: Office
) -> None:
    browser.come_in("p16")
    assert browser.post("/receive", TYPED).location == f"/records/{FIRST}"
    page = browser.get(f"/records/{FIRST}").text
    assert "ยังไม่มอบหมาย" in page
    group = office.profile.groups[1]
    handed = {"seen": "1", "to": group.id, "what": "จัดผู้เข้าประชุม", "due": "๓๐ พ.ย. ๖๙"}
    assert browser.post(f"/records/hand/{FIRST}", handed).status_code == 303
    assert "จัดผู้เข้าประชุม" in browser.get("/due?kind=arrived").text
    taken = {"seen": "2", "by": "นางสมศรี ดีงาม"}
    assert browser.post(f"/records/acknowledge/{FIRST}", taken).status_code == 303
    assert browser.post(f"/records/settle/{FIRST}", seen="3", note="").status_code == 422
    assert browser.post(f"/records/settle/{FIRST}", seen="3", note="ส่งชื่อแล้ว").status_code == 303
    assert "เสร็จสิ้น" in browser.get(f"/records/{FIRST}").text
    assert office.receiving.open(office.actor("p16")) == ()


@pytest.mark.slow
def test_the_register_of_the_received_has_the_letters_own_number_and_day(
    browser: Browser,
) -> None:
    browser.come_in("p16").post("/receive", TYPED)
    page = browser.get("/registers/received/2569?month=all").text
    for told in ("เลขทะเบียนรับ", "ศธ ๐๔๐๐๑/ว ๑๒๓", "๑๘ พ.ย. ๒๕๖๙", "สำนักงานเขตพื้นที่ตัวอย่าง"):
        assert told in page
    assert browser.get("/registers/received/2569/book.docx").data.startswith(b"PK")


def test_the_same_letter_again_asks_first(browser: Browser) -> None:
    browser.come_in("p16").post("/receive", TYPED)
    asked = browser.post("/receive", TYPED)
    assert asked.status_code == 409
    assert str(FIRST) in asked.text
    assert browser.post("/receive", TYPED | {"again": "yes"}).status_code == 303


def test_all_faults_come_at_once_and_nothing_typed_is_lost(browser: Browser) -> None:
    browser.come_in("p16")
    wrong = TYPED | {"sender": "", "dated": "๓๒ พ.ย. ๖๙", "received_at": "สายๆ", "secret": "yes"}
    answer = browser.post("/receive", wrong)
    assert answer.status_code == 422
    for told in ("โปรดระบุผู้ส่ง", "ทะเบียนหนังสือลับ", "งบประมาณอาหารกลางวัน"):
        assert told in answer.text


@pytest.mark.slow
def test_the_page_is_filled_from_the_file_which_waits_for_the_next_press(
    browser: Browser, office: Office
) -> None:
    browser.come_in("p16")
    data = letter()
    given = {
        "do": "read",
        "file": (BytesIO(data), "หนังสือเข้า.docx"),
        "received_on": "๒๐ พ.ย. ๖๙",
    }
    page = browser.post("/receive", given).text
    assert "ขอความร่วมมือสำรวจครุภัณฑ์การศึกษา" in page
    assert "หนังสือเข้า.docx" in page
    ticket = page.split('name="held_files" value="')[1].split('"')[0]
    assert browser.post("/receive", TYPED | {"held_files": ticket}).status_code == 303
    record = office.archive.record(FIRST)
    [filed] = [file for file in record.files if file.name.endswith(".docx")]
    assert office.archive.file_path(FIRST, filed.name).read_bytes() == data


@pytest.mark.slow
def test_a_category_is_chosen_or_proposed_and_never_put_in_silently(
    browser: Browser, office: Office
) -> None:
    browser.come_in("p16")
    assert '<option value="" selected' not in browser.get("/receive").text
    answer = browser.post("/receive", TYPED | {"category": ""})
    assert (answer.status_code, office.archive.has(FIRST)) == (422, False)
    assert 'id="category-says"' in answer.text
    for _ in range(3):
        browser.post("/receive", TYPED | {"again": "yes", "subject": "สำรวจครุภัณฑ์การศึกษา"})
    browser.post("/receive", TYPED | {"category": "5", "number": "", "subject": "ขอย้ายครู"})
    given = {"do": "read", "file": (BytesIO(letter()), "เข้า.docx"), "received_on": "๒๐ พ.ย. ๖๙"}
    page = browser.post("/receive", given).text
    assert '<option value="3" selected>' in page
    assert "ฉบับที่เก็บไว้" in page
    assert "เพราะ คำว่า “" in page


def test_an_answer_begins_with_its_receiver_and_what_it_refers_to(
    browser: Browser, office: Office
) -> None:
    browser.come_in("p16").post("/receive", TYPED)
    begun = browser.post(f"/records/reply/{FIRST}")
    assert begun.status_code == 303
    page = browser.get(begun.location).text
    assert "หนังสือสำนักงานเขตพื้นที่ตัวอย่าง ที่ ศธ ๐๔๐๐๑/ว ๑๒๓ ลงวันที่ ๑๘ พฤศจิกายน ๒๕๖๙" in page
