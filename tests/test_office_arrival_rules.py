"""The office's rules of where letters that arrive belong: tried first, then believed, in order."""

from dataclasses import replace
from datetime import date

import pytest

from archive.records import RecordId
from office.arrival_filing import filed_where
from office.arrival_rule import TEXT, Paper, Rule
from office.errors import ProfileBroken, TellingInvalid
from office.office import Office, operator
from office.people_errors import NotPermitted
from office.receiving import Letter
from office.rule_errors import RuleTriedOtherwise, UnknownRule

MONEY = Rule("3", sender="สำนักงานคลังจังหวัด", word="โอนเงิน", by_itself=True)
PAPER = Paper.of("external", "สำนักงานคลังจังหวัดตัวอย่าง", "แจ้งการโอนเงินงบประมาณ", "ตามที่ได้จัดสรร")


def received(office: Office, subject: str, sender: str, category: str) -> RecordId:
    letter = Letter(subject, sender, date(2026, 11, 20), category=category)
    return office.receiving.receive(letter, operator()).id


def test_a_rule_asks_for_sender_word_and_kind_however_they_are_typed() -> None:
    assert MONEY.fits(PAPER)
    assert not replace(MONEY, kind="memo").fits(PAPER)
    assert not replace(MONEY, word="จัดสรร").fits(PAPER)
    assert replace(MONEY, word="จัดสรร", within=TEXT).fits(PAPER)
    assert replace(MONEY, word="เเจ้งการ โอนเงิน").fits(PAPER)


def test_a_rule_is_tried_on_what_is_filed_before_it_may_decide(office: Office) -> None:
    rule = office.arrival_rules.put(MONEY, operator())
    alike = received(office, "แจ้งการโอนเงิน", "สำนักงานคลังจังหวัดตัวอย่าง", "3")
    elsewhere = received(office, "การโอนเงินค่าจ้าง", "สำนักงานคลังจังหวัดตัวอย่าง", "5")
    received(office, "แจ้งการโอนเงิน", "เทศบาลเมืองสมมติ", "3")
    tried = office.arrival_rules.tried(rule, operator())
    assert [one.id for one in tried.same] == [alike]
    assert [(one.id, one.category) for one in tried.other] == [(elsewhere, "5")]
    with pytest.raises(RuleTriedOtherwise, match="หมวดเดียวกัน ๑ ฉบับ ต่างหมวด ๑ ฉบับ"):
        office.arrival_rules.switch_on(rule.id, (2, 0), operator())
    assert office.arrival_rules.switch_on(rule.id, (1, 1), operator()).on
    assert not office.arrival_rules.put(replace(rule, word="โอน"), operator()).on


def test_the_first_rule_in_force_decides_and_a_told_category_before_it(office: Office) -> None:
    rules = office.arrival_rules
    first, second = (rules.put(replace(MONEY, category=c), operator()) for c in ("3", "5"))
    for rule in (first, second):
        rules.switch_on(rule.id, (0, 0), operator())
    assert filed_where(office.profile, "", PAPER).category == "3"
    rules.move(second.id, 1, operator())
    assert filed_where(office.profile, "", PAPER).category == "5"
    assert filed_where(office.profile, "7", PAPER).rule is None
    rules.switch_off(second.id, operator())
    assert filed_where(office.profile, "", PAPER).category == "3"
    assert not filed_where(office.profile, "", PAPER, {"from"}).told


def test_every_fault_of_a_rule_is_told_at_its_field(office: Office) -> None:
    wrong = Rule("ไม่มี", group="ไม่มี", kind="ไม่มี", word="ก" * 300)
    with pytest.raises(TellingInvalid) as refused:
        office.arrival_rules.put(wrong, operator())
    paths = [problem.path for problem in refused.value.problems]
    assert paths == ["word", "category", "group", "kind"]
    with pytest.raises(TellingInvalid) as refused:
        office.arrival_rules.put(Rule("3"), operator())
    assert "อย่างน้อยหนึ่งอย่าง" in refused.value.problems[0].message
    with pytest.raises(UnknownRule):
        office.arrival_rules.remove("ไม่มี", operator())


def test_rules_come_back_with_a_rebuild_and_keep_their_category_in_the_plan(office: Office) -> None:
    rule = office.arrival_rules.put(MONEY, operator())
    plan = office.profile.file_plan
    less = replace(plan, categories=tuple(c for c in plan.categories if c.code != "3"))
    with pytest.raises(ProfileBroken, match="โปรดแก้หรือลบกฎก่อน"):
        office.change_profile(replace(office.profile, file_plan=less), operator(), "ลอง")
    office.close()
    for file in office.folder.path.glob("saraban.db*"):
        file.unlink()
    restored, _ = Office.restore(office.folder.path, office.clock)
    assert restored.profile.arrival_rules == (rule,)
    restored.close()


def test_a_clerk_sees_the_rules_and_the_registrar_writes_them(office: Office) -> None:
    clerk = replace(operator(), operator=False)
    with pytest.raises(NotPermitted):
        office.arrival_rules.put(MONEY, clerk)
    with pytest.raises(NotPermitted):
        office.arrival_rules.all(clerk)
