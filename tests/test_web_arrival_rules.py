"""The pages of the office's rules, and the same for programs."""

from datetime import date
from typing import Any

import pytest

from office.inbox import Inbox
from office.office import Office, operator
from office.receiving import Letter
from tests.conftest import Browser
from tests.test_office_intake_kinds import LETTER
from tests.test_web_api import Program

pytestmark = pytest.mark.slow
TYPED = {"sender": "กลุ่มอำนวยการ", "word": "เครื่องสูบน้ำ", "within": "subject", "category": "4"}
UNDATED = LETTER.replace("๑ มิถุนายน ๒๕๖๖", "")


def received(office: Office, category: str) -> None:
    about = ("ขอซ่อมเครื่องสูบน้ำ", "กลุ่มอำนวยการ", date(2026, 11, 20))
    office.receiving.receive(Letter(*about, category=category), operator())


def test_a_rule_is_written_tried_and_switched_on(browser: Browser, office: Office) -> None:
    for category in ("4", "4", "2"):
        received(office, category)
    browser.come_in("p16")
    written = browser.post("/inbox/rules/new", TYPED | {"act": "file", "do": "keep"})
    page = browser.get(written.location.split("#")[0]).text
    assert "ตรงกับ ๓ ฉบับ: ๒ ฉบับอยู่หมวดเดียวกัน ๑ ฉบับต่าง" in page
    assert "/records/2569/received/0003" in page
    (rule,) = office.profile.arrival_rules
    seen = {"do": "on", "same": "3", "other": "0"}
    other = browser.post(f"/inbox/rules/{rule.id}/do", seen)
    assert (other.status_code, office.profile.arrival_rules[0].on) == (409, False)
    browser.post(f"/inbox/rules/{rule.id}/do", seen | {"same": "2", "other": "1"})
    assert office.profile.arrival_rules[0].on
    assert "เปิดใช้" in browser.get("/inbox/rules").text


def test_faults_of_a_rule_stand_at_their_fields_and_nothing_typed_is_lost(
    browser: Browser, office: Office
) -> None:
    wrong = TYPED | {"category": "", "do": "keep"}
    page = browser.come_in("p16").post("/inbox/rules/new", wrong)
    assert page.status_code == 422
    assert 'id="category-says"' in page.text
    assert "เครื่องสูบน้ำ" in page.text
    assert office.profile.arrival_rules == ()


def test_rules_are_put_in_order_and_thrown_away(browser: Browser, office: Office) -> None:
    browser.come_in("p16")
    for word in ("เครื่องสูบน้ำ", "เครื่องปั่นไฟ"):
        browser.post("/inbox/rules/new", TYPED | {"word": word, "do": "keep"})
    first, second = office.profile.arrival_rules
    browser.post(f"/inbox/rules/{second.id}/do", {"do": "up"})
    assert [rule.id for rule in office.profile.arrival_rules] == [second.id, first.id]
    browser.post(f"/inbox/rules/{second.id}/do", {"do": "remove"})
    assert office.profile.arrival_rules == (first,)
    assert browser.get(f"/inbox/rules/{second.id}").status_code == 404


@pytest.fixture
def program(browser: Browser, office: Office, monkeypatch: pytest.MonkeyPatch) -> Program:
    monkeypatch.setattr("office.inbox.QUIET", 0.01)
    return Program(browser, office, "p16")


def laid(office: Office, text: str) -> None:
    (office.folder.place("inbox") / "ก.txt").write_text(text, encoding="utf-8")
    Inbox(office.intake, office.arrivals, office.clock).scan()


def test_a_program_writes_a_rule_which_files_and_is_undone(
    program: Program, office: Office
) -> None:
    rule: Any = program.ask("POST", "/rules", TYPED | {"by_itself": True}).json
    tried = program.got(f"/rules/{rule['id']}")
    assert (tried["same"], tried["other"]) == ([], [])
    switched = {"on": True, "same": 0, "other": 0}
    assert program.ask("POST", f"/rules/{rule['id']}/on", switched).json["on"]  # type: ignore[index]
    laid(office, LETTER)
    (file,) = program.got("/inbox")["files"]
    assert (file["state"], file["rule"]) == ("filed", rule["id"])
    undone: Any = program.ask("POST", f"/inbox/{file['id']}/undo").json
    assert (undone["state"], undone["rule"]) == ("confirm", "")


def test_a_program_confirms_what_a_person_told_it(program: Program, office: Office) -> None:
    laid(office, UNDATED)
    (file,) = program.got("/inbox?state=confirm")["files"]
    letter = program.got(f"/inbox/{file['id']}/letter")
    asked = [field["name"] for field in letter["fields"] if field["asked"]]
    assert (asked, letter["category_asked"]) == (["dated"], True)
    told = {"version": letter["version"], "dated": "2023-06-01"}
    missing = program.ask("POST", f"/inbox/{file['id']}/confirm", told)
    assert (missing.status_code, "โปรดเลือกหมวดแฟ้ม" in missing.text) == (422, True)
    done = program.ask("POST", f"/inbox/{file['id']}/confirm", told | {"category": "4"})
    assert done.json["state"] == "filed"  # type: ignore[index]
    about = program.got(f"/records/{file['record']}")["about"]
    assert (about["number"], about["dated"]) == ("ศธ 04999.1/7", "2023-06-01")
