"""The lists beside records and registers: drafts, people, the journal. Each sorts and is kept."""

import csv
import io
from datetime import date

import pytest

from office.office import Office, operator
from office.receiving import Letter
from office.submission import To
from tests.conftest import Browser

pytestmark = pytest.mark.slow


def rows(browser: Browser, path: str) -> list[dict[str, str]]:
    answer = browser.get(path)
    assert answer.status_code == 200
    return list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"))))


@pytest.fixture
def drafts(office: Office, browser: Browser) -> Browser:
    """The clerk has a memo before the head and an order; the registrar has come in."""
    browser.come_in("p15")
    clerk = office.actor("p15")
    office.submission.propose(office.drafting.begin("memo", clerk), To("p05"), clerk)
    office.drafting.begin("order", clerk)
    return browser.come_in("p16")


def test_the_registrar_sees_everybodys_drafts_and_a_clerk_the_own(drafts: Browser) -> None:
    assert "ร่างของทุกคน" in drafts.get("/drafts").text
    assert [row["ร่างที่"] for row in rows(drafts, "/drafts/list.csv?order=oldest")] == ["1", "2"]
    deputy = drafts.come_in("p02")
    assert rows(deputy, "/drafts/list.csv") == []


def test_drafts_are_chosen_by_state_and_kind(drafts: Browser) -> None:
    (laid,) = rows(drafts, "/drafts/list.csv?state=laid")
    assert "ประดิษฐ์" in laid["อยู่ที่"]
    (order,) = rows(drafts, "/drafts/list.csv?form=order")
    assert "คำสั่ง" in order["ชนิด"]
    assert 'href="/drafts/2/line"' not in drafts.get("/drafts?state=laid").text
    assert drafts.get("/drafts/list.xlsx").status_code == 200


def test_accounts_are_chosen_by_role_and_kept(browser: Browser, office: Office) -> None:
    admin = browser.come_in("p07")
    office.people.add("aaa", "p16", operator())
    assert [row["ชื่อผู้ใช้"] for row in rows(admin, "/people/list.csv?order=user")] == ["aaa", "p07"]
    (registrar,) = rows(admin, "/people/list.csv?role=registrar")
    assert registrar["บทบาท"] == "เจ้าหน้าที่งานสารบรรณ (ทั้งสำนักงาน)"
    assert "aaa" not in admin.get("/people?role=administrator").text


def test_the_journal_is_narrowed_sorted_and_kept(browser: Browser, office: Office) -> None:
    admin = browser.come_in("p07")
    office.people.grant("p15", "clerk", "", operator())
    page = admin.get("/journal?act=role-granted").text
    assert "ให้บทบาท" in page
    assert "p15" in page
    told = rows(admin, "/journal/list.csv?ref=p15&order=oldest")
    assert {row["กับสิ่งใด"] for row in told} == {"p15"}
    every = [row["ลำดับ"] for row in rows(admin, "/journal/list.csv?order=oldest")]
    assert every[0] == "๑"
    assert every[::-1] == [row["ลำดับ"] for row in rows(admin, "/journal/list.csv")]


def test_the_journal_tells_of_a_received_letter_in_words(browser: Browser, office: Office) -> None:
    letter = Letter("ขอเชิญประชุม", "โรงเรียนบ้านตัวอย่าง", date(2026, 11, 20))
    office.receiving.receive(letter, operator())
    page = browser.come_in("p07").get("/journal?act=received").text
    for told in ("รับหนังสือ", "เลขที่: 1", "ทะเบียน: received"):
        assert told in page


def test_only_who_may_read_the_journal_does(browser: Browser) -> None:
    clerk = browser.come_in("p15")
    assert clerk.get("/journal").status_code == 403
    assert "/journal" not in clerk.get("/desk").text
