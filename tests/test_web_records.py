"""A filed record in the browser: what is shown, and what is told of it later."""

import io
import re
from pathlib import Path
from urllib.parse import quote

import pytest
from PIL import Image

from archive.records import RecordId
from office import answers
from office.office import Office, operator
from office.people_errors import NotPermitted
from office.plans import Wish
from tests.conftest import SAMPLES, Browser, prepared

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def begun(new_office: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office with one letter."""
    with prepared(new_office, tmp_path_factory) as office:
        given = answers.load(SAMPLES / "letter-01.yaml")
        office.issue("letter", given, operator(), Wish(pdf=False))
        return office.folder.path


@pytest.fixture
def letter() -> RecordId:
    return RecordId(2569, "letter", 1)


@pytest.fixture
def clerk(browser: Browser) -> Browser:
    return browser.come_in("p15")


def png(width: int = 80) -> bytes:
    data = io.BytesIO()
    Image.new("RGB", (width, 113), "white").save(data, "PNG")
    return data.getvalue()


def scan(name: str, data: bytes, **more: str) -> dict[str, object]:
    told = {"seen": "1", "compared_by": "นายเทียบ  ถูกต้อง", "compared_on": "22 พ.ย. 69"}
    return {**told, **more, "scan": (io.BytesIO(data), name)}


def test_a_record_shows_facts_text_and_history(clerk: Browser, letter: RecordId) -> None:
    page = clerk.get(f"/records/{letter}").text
    for words in ("ศธ ๐๔๙๙๙/๒๙๔๘", "๑๑ พ.ย. ๒๕๖๙", "ฉบับที่ ๑", 'id="p1"', "ออกเลข"):
        assert words in page


def test_a_file_is_kept_under_its_thai_name_and_never_run(
    clerk: Browser, office: Office, letter: RecordId
) -> None:
    name = next(f.name for f in office.archive.record(letter).files if f.name.endswith(".docx"))
    answer = clerk.get(f"/records/file/{letter}/{quote(name)}")
    assert answer.data == office.archive.file_path(letter, name).read_bytes()
    assert answer.headers["Content-Disposition"] == f"attachment; filename*=UTF-8''{quote(name)}"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("name", ["answers.json", "record.json", "text.json", "ไม่มี.docx", ".."])
def test_only_documents_are_sent(clerk: Browser, letter: RecordId, name: str) -> None:
    assert clerk.get(f"/records/file/{letter}/{quote(name)}").status_code in (404, 308)


def test_sending_is_written_into_the_register(clerk: Browser, letter: RecordId) -> None:
    told = {"seen": "1", "way": "post", "on": "๑๒ พ.ย. ๒๕๖๙", "to": "ปลัดจังหวัด"}
    done = clerk.post(f"/records/sent/{letter}", told, received_by="นางรับ ไว้แล้ว")
    assert done.status_code == 303
    assert "ทางไปรษณีย์ ถึง ปลัดจังหวัด ผู้รับ นางรับ ไว้แล้ว" in clerk.get(f"/records/{letter}").text
    book = clerk.get("/registers/letters/2569?month=all").text
    assert "ทางไปรษณีย์ ถึง ปลัดจังหวัด" in book


def test_every_fault_of_a_form_is_told_at_once_and_nothing_typed_is_lost(
    clerk: Browser, office: Office, letter: RecordId
) -> None:
    told = {"seen": "1", "way": "", "on": "๓๑ ก.พ. ๒๕๖๙", "to": "", "received_by": "นายรอ"}
    page = clerk.post(f"/records/sent/{letter}", told)
    assert page.status_code == 422
    for words in ("เลือกวิธีส่ง", "ระบุผู้รับปลายทาง", "ไม่มีวันที่", 'value="นายรอ"', 'href="#on"'):
        assert words in page.text
    assert office.archive.record(letter).version == 1


def test_a_day_that_has_not_come_is_no_day_of_sending(clerk: Browser, letter: RecordId) -> None:
    told = {"seen": "1", "way": "hand", "on": "๒๓ พ.ย. ๒๕๖๙", "to": "ปลัด"}
    assert "ยังมาไม่ถึง" in clerk.post(f"/records/sent/{letter}", told).text


def test_who_comes_second_sees_both_texts_and_may_go_on(clerk: Browser, letter: RecordId) -> None:
    clerk.post(f"/records/paper/{letter}", {"seen": "1", "folder": "๑๒", "cabinet": "ก"})
    late = clerk.post(f"/records/paper/{letter}", {"seen": "1", "folder": "๙๙"})
    assert late.status_code == 409
    assert "แฟ้ม ๑๒ ตู้ ก" in late.text
    assert 'value="๙๙"' in late.text
    seen = re.search(r'name="seen" value="(\d+)"', late.text)
    assert seen
    again = clerk.post(f"/records/paper/{letter}", {"seen": seen[1], "folder": "๙๙"})
    assert again.status_code == 303
    assert "แฟ้ม ๙๙" in clerk.get(f"/records/{letter}").text


def test_a_signed_scan_is_a_new_version_and_the_old_one_stays(
    clerk: Browser, office: Office, letter: RecordId
) -> None:
    before = {file.name for file in office.archive.record(letter).files}
    assert clerk.post(f"/records/scan/{letter}", scan("IMG 1.JPEG.png", png())).status_code == 303
    record = office.archive.record(letter)
    assert {file.name for file in record.files} == before | {"ฉบับลงนาม.png"}
    assert record.description.signer
    assert record.description.signer.mode == "wet-scanned"
    page = clerk.get(f"/records/{letter}").text
    assert "นายเทียบ  ถูกต้อง" in page
    assert "ไฟล์ในฉบับที่ ๑" in page
    picture = clerk.get(f"/records/picture/{letter}/1/{quote('ฉบับลงนาม.png')}")
    assert picture.data.startswith(b"\x89PNG")
    assert clerk.get(f"/records/picture/{letter}/2/{quote('ฉบับลงนาม.png')}").status_code == 404


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("สแกน.pdf", b"%PDF-1.7 broken", "เปิดไฟล์นี้เป็น PDF ไม่ได้"),
        ("สแกน.png", b"<svg onload=alert(1)>", "เปิดไฟล์นี้เป็น PNG ไม่ได้"),
        ("สแกน.jpg", png(), "เปิดไฟล์นี้เป็น JPEG ไม่ได้"),
        ("สแกน.html", b"<script>", "รับเฉพาะไฟล์ PDF, PNG และ JPEG"),
        ("สแกน.pdf", b"", "โปรดเลือกไฟล์สแกน"),
    ],
)
def test_what_is_no_scan_is_refused(
    clerk: Browser, letter: RecordId, name: str, data: bytes, says: str
) -> None:
    answer = clerk.post(f"/records/scan/{letter}", scan(name, data))
    assert answer.status_code == 422
    assert says in answer.text
    assert "ฉบับที่ ๒" not in clerk.get(f"/records/{letter}").text


def test_ties_show_at_both_ends_and_survive_a_rebuild(
    clerk: Browser, office: Office, letter: RecordId
) -> None:
    given = answers.load(SAMPLES / "memo-01.yaml")
    memo = office.issue("memo", given, operator(), Wish(pdf=False)).id
    told = {"seen": "1", "kind": "refers-to", "target": "ศธ 04999/2948"}
    assert clerk.post(f"/records/tie/{memo}", told).status_code == 303
    assert f'อ้างถึง <a href="/records/{letter}">' in clerk.get(f"/records/{memo}").text
    office.rebuild(operator())
    assert f'ถูกอ้างถึงใน <a href="/records/{memo}">' in clerk.get(f"/records/{letter}").text


def test_a_letter_from_outside_may_be_named_too(clerk: Browser, letter: RecordId) -> None:
    told = {"seen": "1", "kind": "replies-to", "target": "ศธ ๐๔๐๐๑/ว ๕๕๕๕"}
    clerk.post(f"/records/tie/{letter}", told)
    assert "ตอบ ศธ ๐๔๐๐๑/ว ๕๕๕๕" in clerk.get(f"/records/{letter}").text


def test_a_record_is_voided_with_a_reason_by_who_may(browser: Browser, letter: RecordId) -> None:
    browser.come_in("p15")
    assert browser.post(f"/records/void/{letter}", reason="ผิด").status_code == 403
    browser.come_in("p16")
    assert "โปรดระบุเหตุผล" in browser.post(f"/records/void/{letter}", reason=" ").text
    assert browser.post(f"/records/void/{letter}", reason="ออกซ้ำกับฉบับก่อน").status_code == 303
    assert "ยกเลิกไปแล้ว" in browser.post(f"/records/void/{letter}", reason="อีกครั้ง").text
    assert "เหตุผล: ออกซ้ำกับฉบับก่อน" in browser.get(f"/records/{letter}").text
    assert "ออกซ้ำกับฉบับก่อน" in browser.get("/registers/letters/2569?month=all").text


def test_who_only_reads_gets_no_forms_and_cannot_post(
    browser: Browser, office: Office, letter: RecordId
) -> None:
    browser.come_in("p25")
    assert "/records/sent/" not in browser.get(f"/records/{letter}").text
    assert browser.post(f"/records/sent/{letter}", way="post").status_code == 403
    with pytest.raises(NotPermitted):
        office.amendments.relate(letter, 1, "refers-to", "1/2569", office.actor("p25"))


@pytest.mark.parametrize(
    "id", ["2569/letter/9999", "2569/letter/1", "x/y/z", "2569/letter/0001/.."]
)
def test_what_is_no_record_is_not_found(clerk: Browser, id: str) -> None:
    assert clerk.get(f"/records/{id}").status_code == 404


def test_a_register_that_is_not_there_is_told_in_the_words_of_the_pages(clerk: Browser) -> None:
    page = clerk.get("/registers/letters-esa1/2569")
    assert page.status_code == 404
    assert "ไม่มีทะเบียนชื่อ “letters-esa1” โปรดเลือกจากหน้า" in page.text
    assert "saraban register" not in page.text


def test_an_id_keeps_its_figures_in_a_sentence(clerk: Browser) -> None:
    page = clerk.get("/records/2569/memo/9999")
    assert page.status_code == 404 and "2569/memo/9999" in page.text


def test_a_head_of_another_group_is_not_asked_what_would_be_refused(
    browser: Browser, letter: RecordId
) -> None:
    head = browser.come_in("p06")
    page = head.get(f"/records/{letter}").text
    for act in ("void", "sent", "case"):
        assert f"/records/{act}/" not in page
        assert head.get(f"/records/{act}/{letter}").status_code == 403
