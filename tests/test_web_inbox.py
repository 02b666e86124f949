"""Files given in: each one's way is in sight, and what cannot be read may be tried again."""

import io
import os
import re

import pytest
from docx import Document

from office.inbox import Inbox
from office.office import Office
from tests.conftest import Browser

pytestmark = pytest.mark.slow


@pytest.fixture
def clerk(browser: Browser) -> Browser:
    return browser.come_in("p15")


@pytest.fixture
def inbox(office: Office, monkeypatch: pytest.MonkeyPatch) -> Inbox:
    monkeypatch.setattr("office.inbox.QUIET", 0.01)
    return Inbox(office.intake, office.arrivals, office.clock)


def give(browser: Browser, *files: tuple[str, bytes], **more: str) -> int:
    given = [(io.BytesIO(data), name) for name, data in files]
    return browser.post("/inbox", {"files": given, "category": "4", **more}).status_code


def work(inbox: Inbox) -> None:
    inbox.scan()
    inbox.scan()


def test_a_file_is_filed_under_the_chosen_category_and_found(
    clerk: Browser, office: Office, inbox: Inbox
) -> None:
    assert give(clerk, ("บันทึกเก่า.txt", "เรื่อง ขอซ่อมเครื่องสูบน้ำ\nชำรุด".encode())) == 303
    assert "รอรับเข้า" in clerk.get("/inbox").text
    work(inbox)
    page = clerk.get("/inbox").text
    found = re.search(r'href="/records/(2569/import/\d+)">เก็บแล้ว', page)
    assert found
    record = clerk.get(f"/records/{found[1]}").text
    assert "งานประเมินส่วนราชการ" in record
    assert "สูบน้ำ" in record
    assert office.find("เครื่องสูบน้ำ", office.actor("p15")).total == 1


def test_the_same_file_again_leads_to_the_record_it_is(clerk: Browser, inbox: Inbox) -> None:
    give(clerk, ("หนึ่ง.txt", "ข้อความเดียวกัน".encode()))
    work(inbox)
    give(clerk, ("สอง.txt", "ข้อความเดียวกัน".encode()))
    work(inbox)
    assert 'href="/records/2569/import/0001">มีอยู่แล้ว' in clerk.get("/inbox?state=known").text


def test_what_cannot_be_read_waits_in_sight_and_may_be_tried_again(
    clerk: Browser, office: Office, inbox: Inbox
) -> None:
    give(clerk, ("เสีย.pdf", b"%PDF-1.7 broken"))
    work(inbox)
    page = clerk.get("/inbox").text
    assert "พักไว้ รอท่านดู (๑)" in page
    retry = re.search(r'action="(/inbox/\d+/retry)"', page)
    assert retry
    assert clerk.post(retry[1]).status_code == 303
    aside = office.folder.place("inbox") / "set-aside"
    assert not list(aside.iterdir())
    assert clerk.post(retry[1]).status_code == 409
    work(inbox)
    assert "พักไว้ รอท่านดู (๑)" in clerk.get("/inbox").text


@pytest.mark.parametrize(("name", "says"), [("ภาพ.exe", "รับเฉพาะ"), ("ว่าง.txt", "ไฟล์ว่าง")])
def test_a_refused_file_stops_no_other(clerk: Browser, name: str, says: str) -> None:
    good = ("ดี.txt", "ดี".encode())
    files = [(io.BytesIO(data), title) for title, data in (good, (name, b""))]
    page = clerk.post("/inbox", {"files": files, "category": "4"})
    assert page.status_code == 422
    assert says in page.text
    assert "รับไว้ ๑ ไฟล์ ไม่รับ ๑ ไฟล์" in page.text


@pytest.mark.parametrize("name", ["../../บันได.txt", "/etc/passwd.txt", "a\\..\\b.txt", ".ซ่อน.txt"])
def test_a_name_leads_nowhere_else(clerk: Browser, office: Office, inbox: Inbox, name: str) -> None:
    give(clerk, (name, "ข้อความ".encode()))
    folder = office.folder.place("inbox")
    assert len([path for path in folder.iterdir() if path.is_file()]) == 1
    work(inbox)
    assert office.archive.counts("type") == (("imported", 1),)


def test_two_files_of_one_name_are_both_kept(clerk: Browser, office: Office, inbox: Inbox) -> None:
    give(clerk, ("บันทึก.txt", "ฉบับแรก".encode()), ("บันทึก.txt", "ฉบับที่สอง".encode()))
    work(inbox)
    assert office.archive.counts("type") == (("imported", 2),)


def test_a_file_laid_into_the_folder_is_in_sight_as_well(
    clerk: Browser, office: Office, inbox: Inbox
) -> None:
    (office.folder.place("inbox") / "จากเครื่องสแกน.txt").write_text("สแกนมา", encoding="utf-8")
    work(inbox)
    page = clerk.get("/inbox").text
    assert "จากเครื่องสแกน.txt" in page
    assert "วางในโฟลเดอร์" in page


def test_a_file_taken_away_before_its_turn_says_so(
    clerk: Browser, office: Office, inbox: Inbox
) -> None:
    give(clerk, ("หาย.txt", "หาย".encode()))
    (office.folder.place("inbox") / "หาย.txt").unlink()
    work(inbox)
    assert "ไม่พบไฟล์แล้ว" in clerk.get("/inbox").text


def test_a_crash_before_the_move_files_nothing_twice(
    clerk: Browser, office: Office, inbox: Inbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    give(clerk, ("ค้าง.txt", "ค้างไว้".encode()))
    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr("office.inbox.shutil.move", _gone)
        work(inbox)
    work(inbox)
    page = clerk.get("/inbox").text
    assert office.archive.counts("type") == (("imported", 1),)
    assert page.count("ค้าง.txt") == 1
    assert "เก็บแล้ว" in page
    assert "มีอยู่แล้ว" not in page.replace("ไฟล์ที่มีอยู่แล้ว", "")


def test_scripts_get_json(clerk: Browser) -> None:
    told = {"files": [(io.BytesIO(b""), "x.exe")], "category": "4"}
    secret = clerk.secret()
    answer = clerk.client.post(
        "/inbox", data={"csrf": secret, **told}, headers={"Accept": "application/json"}
    )
    assert answer.json
    assert answer.json["taken"] == 0
    assert "รับเฉพาะ" in answer.json["refused"][0]


def _gone(*_: object) -> None:
    raise KeyboardInterrupt


def test_a_file_that_nobody_wants_is_dismissed_with_a_reason_and_stays(
    clerk: Browser, office: Office, inbox: Inbox
) -> None:
    give(clerk, ("เสีย.pdf", b"%PDF-1.7 broken"))
    work(inbox)
    dismiss = re.search(r'href="(/inbox/\d+/dismiss)"', clerk.get("/inbox").text)
    assert dismiss
    for own in (dismiss[1].removesuffix("/dismiss"), "/inbox?state=aside"):
        assert dismiss[1] in clerk.get(own).text
        assert dismiss[1].replace("dismiss", "retry") in clerk.get(own).text
    assert clerk.post(dismiss[1], reason=" ").status_code == 422
    assert clerk.post(dismiss[1], reason="ส่งผิดที่").status_code == 303
    page = clerk.get("/inbox?state=dismissed").text
    assert "ส่งผิดที่" in page
    assert "พักไว้ รอท่านดู" not in page
    assert (office.folder.place("inbox") / "set-aside" / "เสีย.pdf").exists()
    assert office.journal.since(0, 100)[-1].act == "dismissed"
    assert clerk.post(dismiss[1], reason="อีกครั้ง").status_code == 409
    assert clerk.post(dismiss[1].replace("dismiss", "retry")).status_code == 303


def test_what_was_set_aside_half_written_is_taken_once_it_is_complete(
    office: Office, inbox: Inbox
) -> None:
    folder = office.folder.place("inbox")
    (folder / "ช้า.docx").write_bytes(document()[:999])
    work(inbox)
    aside = folder / "set-aside" / "ช้า.docx"
    noted = aside.with_name("ช้า.docx.txt").stat().st_mtime
    os.utime(aside, (noted, noted))
    work(inbox)
    assert aside.exists()  # it has not been written since
    os.utime(aside.with_name("ช้า.docx.txt"), (noted - 60, noted - 60))
    aside.write_bytes(document())
    os.utime(aside, (noted - 30, noted - 30))
    work(inbox)
    assert office.archive.counts("type") == (("imported", 1),)
    assert not aside.exists()


def document() -> bytes:
    made, out = Document(), io.BytesIO()
    made.add_paragraph("เรื่อง ขอซ่อมหลังคา")
    made.save(out)
    return out.getvalue()


def test_the_list_of_files_is_sorted_and_kept(clerk: Browser, inbox: Inbox) -> None:
    for name in ("ข.txt", "ก.txt"):
        give(clerk, (name, name.encode()))
        work(inbox)
    page = clerk.get("/inbox?order=name").text
    assert page.index(">ก.txt<") < page.index(">ข.txt<")
    rows = clerk.get("/inbox/list.csv?order=name&state=filed").text.splitlines()
    assert [row.split(",")[0].lstrip("\ufeff") for row in rows] == ["ไฟล์", "ก.txt", "ข.txt"]
