"""Papers that come back signed, as a clerk meets them: scans given in, certificates, a stranger."""

import re
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest

from archive.records import Record
from office.office import Office, operator
from office.profile import NO, NOTHING, NUMBER
from office.qr_codes import SheetCodes
from office.signatures import SIGNED
from office.verification import Verification
from tests.conftest import Browser
from tests.scanning import letter_on_paper, pile, sheet
from tests.signing_keys import PASSPHRASE, key_of

pytestmark = pytest.mark.slow

BY = {"compared_by": "นางสาวตรวจเทียบ", "compared_on": "๒๒ พ.ย. ๒๕๖๙"}


@pytest.fixture(autouse=True)
def record(office: Office) -> Record:
    """A letter with its PDF, in an office that prints codes."""
    return letter_on_paper(office)


@pytest.fixture
def registrar(browser: Browser) -> Browser:
    return browser.come_in("p16")


def test_scans_are_given_in_confirmed_and_attached(
    registrar: Browser, office: Office, record: Record
) -> None:
    code = SheetCodes(office.filing).of_record(record)
    day = (BytesIO(pile([("", 0.0), (code, 1.5)])), "วันนี้.pdf")
    answer = registrar.post("/signing/scans", {"files": [day, (BytesIO(b"x"), "ก.pdf")]})
    assert answer.status_code == 422 and "ไฟล์ ก.pdf เปิดไม่ได้" in answer.text
    page = registrar.get("/signing/scans").text
    assert "รอตรวจเทียบ ๒ ชุด" in page and "ไม่พบ QR ของสำนักงาน" in page
    assert re.findall(r'value="(\d+)" form="attach" checked', page) == ["2"]
    assert f'value="{record.id}"' in page and "ขอความร่วมมือตรวจสอบ" in page
    wrong = registrar.post("/signing/scans/attach", {"tick": ["1", "2"], **BY, "compared_by": " "})
    assert wrong.status_code == 422 and wrong.text.count("โปรดใส่เลขที่หนังสือ") == 4
    assert "โปรดระบุผู้ตรวจเทียบ" in wrong.text
    given = {"tick": ["2"], "target-2": str(record.id), **BY}
    assert registrar.post("/signing/scans/attach", given).status_code == 303
    assert "แนบฉบับลงนามแล้ว ๑ ฉบับ" in registrar.get("/signing/scans").text
    assert "นางสาวตรวจเทียบ" in registrar.get(f"/records/{record.id}").text
    assert registrar.get("/signing/scans/1/1.png").mimetype == "image/png"
    assert registrar.get("/signing/scans/1/2.png").status_code == 404


def test_sheets_without_a_code_stay_in_sight_until_somebody_decides(registrar: Browser) -> None:
    registrar.post("/signing/scans", {"files": [(BytesIO(pile([("", 0.0)])), "ก.pdf")]})
    refused = registrar.post("/signing/scans/1", {"act": "join"})
    assert "ไม่มีแผ่นก่อนหน้า" in refused.text
    registrar.post("/signing/scans/1", {"act": "aside"})
    assert "พักไว้ ๑ ชุด" in registrar.get("/signing/scans").text
    registrar.post("/signing/scans/1", {"act": "back"})
    assert "รอตรวจเทียบ ๑ ชุด" in registrar.get("/signing/scans").text
    assert "โปรดเลือกไฟล์สแกน" in registrar.post("/signing/scans").text


def test_who_gives_scans_in_is_told_when_sheets_are_printed_without_codes(
    registrar: Browser, office: Office
) -> None:
    assert "แผ่นที่พิมพ์ตอนนี้ไม่มี QR" not in registrar.get("/signing/scans").text
    office.change_profile(replace(office.profile, sheet_codes=NO), operator(), "QR")
    assert "แผ่นที่พิมพ์ตอนนี้ไม่มี QR" in registrar.get("/signing/scans").text


def test_a_record_is_signed_with_a_certificate_and_its_signature_looked_at(
    registrar: Browser, office: Office, record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(office.filing.press), "marks", lambda *_: sheet())
    path, key = f"/records/sign/{record.id}", key_of("นายสมมติ ตัวอย่างดี")
    seen = {"seen": str(record.version)}
    none = registrar.post(path, seen)
    assert none.status_code == 422 and "โปรดเลือกไฟล์ใบรับรอง" in none.text
    given = {**seen, "passphrase": "ผิด-ผิด", "certificate": (BytesIO(key.data), "ก.p12")}
    wrong = registrar.post(path, given)
    assert "รหัสผ่านของใบรับรองไม่ถูกต้อง" in wrong.text and "ผิด-ผิด" not in wrong.text
    given |= {"passphrase": PASSPHRASE, "certificate": (BytesIO(key.data), "ก.p12")}
    assert registrar.post(path, given).status_code == 303
    page = registrar.get(f"/records/{record.id}").text
    assert "ตรวจลายมือชื่อ" in page and "ลายมือชื่อดิจิทัล" in page
    found = registrar.get(f"/records/signature/{record.id}/{SIGNED}").text
    assert "เนื้อหาตรงกับที่ลงนามไว้" in found and "ไม่รู้จักผู้ออกใบรับรอง" in found
    assert "ไม่ใช่การรับรองผลตามกฎหมาย" in found and "ไม่ได้ตรวจ: ใบรับรองถูกเพิกถอน" in found
    late = registrar.post(path, given | {"certificate": (BytesIO(key.data), "ก.p12")})
    assert late.status_code == 409 and "มีผู้บันทึกเอกสารนี้ก่อนท่าน" in late.text
    plain = registrar.post("/signature", {"file": (BytesIO(sheet()), "ข.pdf")})
    assert "ไม่พบลายมือชื่อดิจิทัล" in plain.text
    assert "โปรดเลือกไฟล์ PDF" in registrar.post("/signature").text


def test_the_office_says_what_strangers_are_shown_and_the_short_address_leads_there(
    browser: Browser, office: Office, record: Record
) -> None:
    browser.come_in("p07")
    wrong = browser.post("/office/codes", {"sheet_codes": "yes", "web_address": "saraban"})
    assert wrong.status_code == 422 and "https://saraban.example.go.th" in wrong.text
    given = {"sheet_codes": "yes", "web_address": "https://s.example.go.th/x"}
    assert browser.post("/office/codes", given | {"verify_shows": NUMBER}).status_code == 303
    told = SheetCodes(office.filing).of_record(record)
    assert told.startswith("HTTPS://S.EXAMPLE.GO.TH/V/2569/LETTER/")
    stranger = Browser(browser.app)
    answer = stranger.get(told.removeprefix("HTTPS://S.EXAMPLE.GO.TH"), follow_redirects=True)
    assert "ศธ ๐๔๙๙๙/๑" in answer.text and "ขอความร่วมมือ" not in answer.text
    assert "<svg" in answer.text
    browser.post("/office/codes", given | {"verify_shows": NOTHING})
    code = Verification(office).code(record.id, office.archive.history(record.id))
    page = stranger.get(f"/verify/{code}").text
    assert "มีเอกสารนี้ในคลังเอกสาร" in page and "๐๔๙๙๙" not in page


def test_programs_give_scans_in_attach_them_and_ask_about_signatures(
    browser: Browser, office: Office, record: Record
) -> None:
    browser.come_in("p16")
    key = office.tokens.give("สแกนเนอร์", office.actor("p16"))
    asked: dict[str, Any] = {"headers": {"Authorization": f"Bearer {key}"}}
    code = SheetCodes(office.filing).of_record(record)
    day = {"file": (BytesIO(pile([(code, 0.0)])), "day.pdf")}
    told: Any = browser.client.post("/api/v1/scans", data=day, **asked).json
    (run,) = told["runs"]
    assert (run["record"], run["first"], run["says"]) == (str(record.id), 1, "")
    chosen = [{"run": run["run"], "record": run["record"]}]
    told = {"chosen": chosen, "compared_by": "นางสาวตรวจเทียบ", "compared_on": "2026-11-22"}
    done = browser.client.post("/api/v1/scans/attach", json=told, **asked).json
    assert done == {"attached": [{"run": run["run"], "record": str(record.id), "fault": ""}]}
    assert browser.client.get("/api/v1/scans", **asked).json == {"runs": []}
    again = browser.client.post("/api/v1/scans/attach", json=told, **asked)
    assert again.status_code == 422 and "ไม่พบแผ่นสแกนนี้" in again.text
    plain = {"file": (BytesIO(sheet()), "ก.pdf")}
    found = browser.client.post("/api/v1/signatures", data=plain, **asked).json
    assert found == {"signatures": [], "trusted": []}
