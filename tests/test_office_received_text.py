"""A received letter says what was read when its file came, and is kept as long as a rule says."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from archive.passages import Passage, Text
from archive.records import NewFile, RecordId
from indexer import kept_places
from office.arrival_rule import TEXT, Rule
from office.intake import Place
from office.office import Office, operator
from office.receiving import Letter
from tests.test_office_intake_named import picture

LETTER = Letter(
    subject="แจ้งการโอนเงินงบดำเนินงาน",
    sender="กลุ่มบริหารการเงิน",
    received_on=date(2026, 11, 20),
    dated=date(2026, 11, 18),
    category="3",
)
MONEY = Rule("3", sender="การเงิน", word="โอนเงิน", retention="finance", by_itself=True)


def switched_on(office: Office, rule: Rule) -> None:
    kept = office.arrival_rules.put(rule, operator())
    tried = office.arrival_rules.tried(kept, operator())
    office.arrival_rules.switch_on(kept.id, (len(tried.same), len(tried.other)), operator())


def retention(office: Office, letter: Letter) -> str:
    done = office.receiving.receive(letter, operator())
    return office.archive.record(done.id).description.retention


def test_a_rule_that_leads_to_the_chosen_category_says_how_long_the_letter_is_kept(
    office: Office,
) -> None:
    usual = retention(office, LETTER)
    switched_on(office, MONEY)
    assert (retention(office, LETTER), usual) == ("finance", usual)
    assert usual != "finance"
    assert retention(office, replace(LETTER, category="4")) != "finance"
    assert retention(office, replace(LETTER, subject="ขอซ่อมเครื่องสูบน้ำ")) == usual


def test_a_rule_looks_at_what_the_file_says_and_at_its_kind(office: Office) -> None:
    switched_on(office, replace(MONEY, sender="", word="เครื่องสูบน้ำ", within=TEXT, kind="memo"))
    body = "บันทึกข้อความ\nส่วนราชการ  กลุ่มอำนวยการ\nเรื่อง  แจ้งผล\nด้วยเครื่องสูบน้ำชำรุด"
    told = replace(LETTER, name="แจ้ง.txt", data=body.encode())
    assert retention(office, told) == "finance"
    other = body.replace("บันทึกข้อความ", "").replace("ส่วนราชการ", "")
    assert retention(office, replace(told, data=other.encode())) != "finance"


@pytest.mark.slow
def test_a_scan_that_came_through_the_inbox_keeps_its_words_when_it_is_received(
    office: Office, tmp_path: Path
) -> None:
    scan = picture("TIFF")
    (tmp_path / "สแกน.tif").write_bytes(scan)
    taken = office.intake.file(tmp_path / "สแกน.tif", Place(2569), operator())
    assert taken.id
    seen = Text((Passage("", "ด้วยเครื่องสูบน้ำของหอประชุมชำรุด", 1),)).to_json()
    new = [NewFile("text.json", seen), NewFile(kept_places.NAME, b"{}")]
    office.archive.add_version(taken.id, 1, None, new, who="p05", why="อ่านภาพ")
    done = office.receiving.receive(replace(LETTER, name="แผ่น.tif", data=scan), operator())
    assert "หอประชุมชำรุด" in office.archive.text(done.id).passages[-1].text
    assert kept_places.NAME in filed_names(office, done.id)


def filed_names(office: Office, id: RecordId) -> set[str]:
    return {file.name for file in office.archive.record(id).files}
