"""What was recognised in letters that arrived is confirmed beside the letter, one by one."""

import pytest

from archive.records import RecordId
from indexer.recognition.field import Field, Name, Recognised
from office.arrival_spots import Spot
from office.arrival_way import put_letter
from office.arrivals import CONFIRM, FILED
from office.inbox import Inbox
from office.intake import Taken
from office.office import Office, operator
from tests.conftest import Browser
from tests.test_office_intake_kinds import LETTER

pytestmark = pytest.mark.slow
UNDATED = LETTER.replace("๑ มิถุนายน ๒๕๖๖", "")
TOLD = {
    "number": "ศธ 04999.1/7",
    "dated": "๑ มิ.ย. ๒๕๖๖",
    "sender": "กลุ่มอำนวยการ",
    "subject": "ขอซ่อมเครื่องสูบน้ำของหอประชุม",
    "category": "4",
}


@pytest.fixture
def clerk(browser: Browser, office: Office, monkeypatch: pytest.MonkeyPatch) -> Browser:
    monkeypatch.setattr("office.inbox.QUIET", 0.01)
    folder = office.folder.place("inbox")
    for name, more in (("ก.txt", ""), ("ข.txt", " ฉบับที่สอง")):
        (folder / name).write_text(UNDATED + more, encoding="utf-8")
    Inbox(office.intake, office.arrivals, office.clock).scan()
    return browser.come_in("p15")


def ids(office: Office) -> list[int]:
    return [one.id for one in office.arrivals.all(operator(), CONFIRM, 9, 0, "name")]


def test_a_letter_is_corrected_and_confirmed_and_the_next_one_opens(
    clerk: Browser, office: Office
) -> None:
    first, second = ids(office)
    page = clerk.get(f"/inbox/{first}/confirm").text
    assert "โปรดตรวจกับหนังสือ" in page
    assert "หอประชุมชำรุด" in page
    done = clerk.post(f"/inbox/{first}/confirm", TOLD, seen="1", do="confirm")
    assert (done.status_code, done.location) == (303, f"/inbox/{second}/confirm")
    file = office.arrivals.one(first, operator())
    about = office.archive.record(RecordId.parse(file.record)).description
    assert (file.state, about.title, about.category) == (FILED, TOLD["subject"], "4")
    assert str(about.dated) == "2023-06-01"
    assert clerk.get(f"/inbox/{first}/confirm").status_code == 303


def test_what_cannot_be_kept_is_said_at_its_field_and_nothing_typed_is_lost(
    clerk: Browser, office: Office
) -> None:
    first, _ = ids(office)
    wrong = TOLD | {"subject": "", "dated": "๓๑ ก.พ. ๒๕๖๖", "sender": "ชื่อที่พิมพ์ไว้"}
    page = clerk.post(f"/inbox/{first}/confirm", wrong, seen="1", do="confirm")
    assert page.status_code == 422
    assert 'id="subject-says"' in page.text
    assert 'id="dated-says"' in page.text
    assert "ชื่อที่พิมพ์ไว้" in page.text
    overtaken = clerk.post(f"/inbox/{first}/confirm", TOLD, seen="7", do="confirm")
    assert overtaken.status_code == 409
    assert TOLD["subject"] in overtaken.text


def test_a_day_to_come_is_asked_for_before_it_is_refused(clerk: Browser, office: Office) -> None:
    ahead = LETTER.replace("๒๕๖๖", "๒๕๙๙")
    (office.folder.place("inbox") / "ค.txt").write_text(ahead, encoding="utf-8")
    Inbox(office.intake, office.arrivals, office.clock).scan()
    page = clerk.get(f"/inbox/{ids(office)[2]}/confirm").text
    assert "๑ มิถุนายน ๒๕๙๙" in page
    assert 'id="dated-unsure"' in page
    assert 'id="sender-unsure"' not in page


def test_a_letter_is_received_from_its_confirming_page_with_the_same_fields(
    clerk: Browser, office: Office
) -> None:
    first, _ = ids(office)
    page = clerk.post(f"/inbox/{first}/confirm", TOLD, seen="1", do="receive").text
    assert TOLD["subject"] in page
    held = page.split('name="held_files" value="')[1].split('"')[0]
    told = TOLD | {"received_on": "๒๐ พ.ย. ๖๙", "held_files": held, "arrival": str(first)}
    assert clerk.post("/receive", told).location == "/records/2569/received/0001"
    file = office.arrivals.one(first, operator())
    assert (file.state, file.record) == (FILED, "2569/received/0001")
    received = office.archive.record(RecordId.parse(file.record))
    assert received.description.relations[0].kind == "replaces"
    assert any(one.name.endswith(".txt") for one in received.files)


def test_a_digit_that_was_not_read_never_comes_into_the_register(
    clerk: Browser, office: Office
) -> None:
    first, _ = ids(office)
    spots: dict[Name, Spot] = {"number": Spot(0.6, "ศธ ๐๔๙_๙/ว ๗๑")}
    taken = Taken("ก.txt", None, letter=Recognised("memo", 0.9, {}), spots=spots, told=False)
    with office.db.writing() as conn:
        put_letter(conn, first, taken, office.clock())
    told = TOLD | {"number": "ศธ ๐๔๙_๙/ว ๗๑"}
    page = clerk.post(f"/inbox/{first}/confirm", told, seen="1", do="receive")
    assert page.status_code == 422
    assert 'id="number-says"' in page.text
    page = clerk.post(f"/inbox/{first}/confirm", TOLD, seen="1", do="receive")
    assert page.status_code == 200


def test_what_a_letter_refers_to_and_encloses_comes_along_when_it_is_received(
    clerk: Browser, office: Office
) -> None:
    first, _ = ids(office)
    lines = {
        "references": Field("หนังสือที่ ศธ 04001/ว 12", "", 1, None, 0.9),
        "enclosures": Field("แบบสำรวจครุภัณฑ์\nบัญชีรายชื่อโรงเรียน", "", 1, None, 0.9),
    }
    letter = Recognised("memo", 0.9, lines)  # type: ignore[arg-type]
    with office.db.writing() as conn:
        put_letter(conn, first, Taken("ก.txt", None, letter=letter, told=False), office.clock())
    page = clerk.post(f"/inbox/{first}/confirm", TOLD, seen="1", do="receive").text
    assert "หนังสือที่ ศธ 04001/ว 12</textarea>" in page
    assert "แบบสำรวจครุภัณฑ์\nบัญชีรายชื่อโรงเรียน</textarea>" in page


def test_the_list_leads_to_what_waits_and_to_each_files_way(clerk: Browser, office: Office) -> None:
    first, _ = ids(office)
    page = clerk.get("/inbox").text
    assert "ยืนยันหนังสือที่รออยู่ ๒ ฉบับ" in page
    way = clerk.get(f"/inbox/{first}").text
    assert "เขียนครบแล้ว เริ่มอ่าน" in way
    assert "หนังสือภายใน" in way
    assert clerk.get("/inbox/confirm").location == f"/inbox/{first}/confirm"
