"""The pages of custody and backup, as who looks after the office uses them."""

from pathlib import Path

import pytest

from archive.catalogue import Filters
from archive.records import RecordId
from office.backups import Backups
from office.custody import Custody
from office.keeper import Keeper
from office.office import Office, operator
from office.plans import Wish
from tests.conftest import Browser
from tests.test_web_api import Program
from tests.test_web_matrix import of_role


@pytest.fixture
def filed(office: Office) -> RecordId:
    example = office.shelf.form("memo").example()
    office.issue("memo", example, operator(), Wish(pdf=False))
    return office.archive.browse(Filters()).rows[0].id


def spoil(office: Office, id: RecordId) -> Path:
    name = next(f.name for f in office.archive.record(id).files if f.name.endswith(".docx"))
    path = office.archive.file_path(id, name)
    path.write_bytes(b"other")
    return path


def test_a_backup_is_set_up_asked_for_and_told_with_its_day(
    office: Office, browser: Browser, filed: RecordId, tmp_path: Path
) -> None:
    browser.come_in("p07")
    assert "ยังไม่เคยสำรองสำเร็จ" in browser.get("/backup").text
    refused = browser.post("/backup", folder=str(tmp_path / "away"))
    assert refused.status_code == 422
    assert "ไม่มีโฟลเดอร์นี้" in refused.text
    (tmp_path / "usb").mkdir()
    browser.post("/backup", folder=str(tmp_path / "usb"))
    browser.post("/backup/now")
    Keeper(office).once()
    page = browser.get("/backup").text
    assert "สำรองสำเร็จล่าสุด" in page
    assert "๒๒ พ.ย. ๒๕๖๙" in page
    assert "อยู่บนดิสก์เดียวกับคลังเอกสาร" in page
    assert (tmp_path / "usb" / "saraban-backup" / "sets").exists()


@pytest.mark.slow
def test_the_desk_of_the_administrator_tells_the_last_backup_and_warns_without(
    office: Office, browser: Browser, tmp_path: Path
) -> None:
    browser.come_in("p07")
    assert "ยังไม่เคยสำรองสำเร็จ" in browser.get("/desk").text
    (tmp_path / "usb").mkdir()
    browser.post("/backup", folder=str(tmp_path / "usb"))
    Keeper(office).once()
    desk = browser.get("/desk").text
    assert "สำรองสำเร็จล่าสุด" in desk
    assert "notice late" not in desk
    assert "สำรองสำเร็จล่าสุด" not in Browser(browser.app).come_in("p15").get("/desk").text


@pytest.mark.slow
def test_an_altered_file_is_told_on_the_page_on_the_record_and_repaired(
    office: Office, browser: Browser, filed: RecordId, tmp_path: Path
) -> None:
    browser.come_in("p07")
    (tmp_path / "usb").mkdir()
    browser.post("/backup", folder=str(tmp_path / "usb"))
    Keeper(office).once()
    spoiled = spoil(office, filed)
    browser.post("/custody/audit")
    Keeper(office).once()
    page = browser.get("/custody").text
    assert "เนื้อไฟล์เปลี่ยนไปจากที่จัดเก็บ" in page
    clerk = Browser(browser.app).come_in("p15")
    assert "ไฟล์ของเอกสารนี้ผิดปกติ" in clerk.get(f"/records/{filed}").text
    assert clerk.post("/custody/repair").status_code == 403
    warned = "ไฟล์ในคลังเอกสารผิดปกติ ๑ รายการ"
    registrar, auditor = (
        Browser(browser.app).come_in("p16"),
        of_role(browser.app, office, "auditor"),
    )
    assert all(warned in one.get("/desk").text for one in (registrar, auditor))
    assert warned not in clerk.get("/desk").text
    browser.post("/custody/repair")
    assert warned not in auditor.get("/desk").text
    assert "ไม่พบสิ่งผิดปกติ" in browser.get("/custody").text
    assert spoiled.read_bytes() != b"other"
    assert "ไฟล์ของเอกสารนี้ผิดปกติ" not in clerk.get(f"/records/{filed}").text


def test_the_head_of_the_journal_stands_on_the_page_to_be_printed(
    office: Office, browser: Browser
) -> None:
    browser.come_in("p07")
    page = browser.get("/custody").text
    assert office.journal.head().hash in page
    Custody(office).keep_journal()
    assert office.archive.kept("office/journal-2569-11")


def test_a_watching_program_is_told_of_custody_and_starts_audit_and_backup(
    office: Office, browser: Browser, filed: RecordId, tmp_path: Path
) -> None:
    program = Program(browser, office, "p07")
    assert program.ask("POST", "/backups").status_code == 422
    (tmp_path / "usb").mkdir()
    Backups(office).set_folder(str(tmp_path / "usb"), operator())
    assert program.ask("POST", "/backups").status_code == 202
    spoil(office, filed)
    asked = program.ask("POST", "/custody/audit").json
    assert asked
    assert asked["asked"]
    Keeper(office).once()
    told = program.got("/backups")
    assert [run["good"] for run in told["runs"]] == [True]
    assert told["sets"][0]["faults"] == 1
    now = program.got("/custody")
    assert now["audit"]["ended"]
    assert not now["well"]
    assert [(one["object"], one["code"]) for one in now["findings"]] == [
        (str(filed), "file-changed")
    ]
    assert now["journal"]["hash"] == office.journal.head().hash
    registrar = Program(browser, office, "p16")
    assert registrar.got("/disposals")["expired"] == 0
    assert registrar.ask("GET", "/backups").status_code == 403
