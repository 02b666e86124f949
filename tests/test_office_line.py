"""A draft goes up the line, in the system and on paper, and comes back numbered."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from office.answers import load as answers
from office.clock import today
from office.draft_errors import (
    DraftChanged,
    DraftOfAnother,
    DraftSigned,
    NobodyHolds,
    NothingToDecide,
    RemarkMissing,
    StepOpen,
)
from office.first_start import try_as
from office.office import Office, operator
from office.people_errors import NotPermitted
from office.permissions import Actor
from office.plans import Wish
from office.profile import SAMPLE
from office.signing_errors import DecidedLater
from office.submission import OnPaper, To

pytestmark = pytest.mark.slow

CLERK, REGISTRAR, HEAD, DEPUTY, DIRECTOR = "p15", "p16", "p05", "p02", "p01"
UNSIGNED = Wish(pdf=False)


@pytest.fixture
def who(office: Office) -> Callable[[str], Actor]:
    def come_in(person: str) -> Actor:
        try_as(office, person, browser="")
        return office.actor(person)

    return come_in


@pytest.fixture
def draft(office: Office, who: Callable[[str], Actor]) -> int:
    given: dict[str, Any] = answers(SAMPLE.parent / "memo-02.yaml")
    for name in ("book_no", "route", "date"):
        given.pop(name)
    begun = office.drafting.begin("memo", who(CLERK))
    office.drafting.save(begun, 1, {**given, "date": "๒๓ พ.ย. ๒๕๖๙"}, who(CLERK))
    return begun


def test_a_draft_goes_from_desk_to_desk(
    office: Office, who: Callable[[str], Actor], draft: int
) -> None:
    office.submission.propose(draft, To(HEAD, note="โปรดตรวจ"), who(CLERK))
    assert [one.draft.id for one in office.drafting.waiting(who(HEAD))] == [draft]
    office.submission.agree(draft, "เห็นควรเห็นชอบ", who(HEAD), onward=To(role="director"))
    assert office.drafting.waiting(who(HEAD)) == []
    assert office.drafting.waiting(who(DIRECTOR))[0].title.startswith("ขอความเห็นชอบแนวทาง")
    office.submission.sign(draft, "เห็นชอบ", who(DIRECTOR))
    assert [one.state for one in office.drafting.mine(who(CLERK))] == ["signed"]
    assert [one.draft.id for one in office.drafting.ready(who(REGISTRAR))] == [draft]


def test_a_returned_draft_lies_with_its_owner_again_with_the_remark(
    office: Office, who: Callable[[str], Actor], draft: int
) -> None:
    office.submission.propose(draft, To(HEAD), who(CLERK))
    with pytest.raises(RemarkMissing):
        office.submission.give_back(draft, "  ", who(HEAD))
    office.submission.give_back(draft, "แก้ชื่อเรื่องให้สั้นลง", who(HEAD))
    mine = office.drafting.mine(who(CLERK))[0]
    assert (mine.state, mine.steps[-1].remark) == ("returned", "แก้ชื่อเรื่องให้สั้นลง")
    office.submission.propose(draft, To(HEAD), who(CLERK))
    assert len(office.drafting.open(draft, who(HEAD)).steps) == 2


def test_a_decision_on_paper_names_who_decided_and_who_recorded(
    office: Office, who: Callable[[str], Actor], draft: int
) -> None:
    paper = OnPaper(DIRECTOR, date(2026, 11, 20))
    office.submission.sign(draft, "อนุมัติ", who(CLERK), paper=paper)
    fact = office.drafting.open(draft, who(CLERK)).draft.facts[-1]
    assert (fact.what, fact.on, fact.by) == ("signed", date(2026, 11, 20), "นายสมมติ  ตัวอย่างดี")
    assert "บันทึกจากเอกสารโดย นางสาวบันทึก" in fact.note
    record = office.issue_seen(draft, 2, who(CLERK), UNSIGNED)
    filed = office.show(record.id, who(CLERK)).record.description
    assert [fact.what for fact in filed.facts] == ["signed", "numbered"]


def test_nothing_was_decided_on_a_day_to_come(
    office: Office, who: Callable[[str], Actor], draft: int
) -> None:
    later = today(office.clock) + timedelta(days=1)
    with pytest.raises(DecidedLater):
        office.submission.sign(draft, "", who(CLERK), paper=OnPaper(DIRECTOR, later))
    assert office.drafting.open(draft, who(CLERK)).steps == ()
    office.submission.sign(draft, "", who(CLERK), paper=OnPaper(DIRECTOR, today(office.clock)))


def test_opinions_are_printed_below_the_memo_and_remarks_are_not(
    office: Office, who: Callable[[str], Actor], draft: int
) -> None:
    office.submission.propose(draft, To(HEAD), who(CLERK))
    office.submission.give_back(draft, "แก้คำผิดในย่อหน้าที่สอง", who(HEAD))
    office.submission.propose(draft, To(HEAD), who(CLERK))
    office.submission.agree(draft, "เห็นควรเสนอที่ประชุม", who(HEAD), onward=To(DIRECTOR))
    office.submission.sign(draft, "อนุมัติตามเสนอ", who(DIRECTOR))
    told = office.drafting.told(office.drafting.open(draft, who(CLERK)).draft)
    tasks = [(row["person"], row["role"]) for row in told["route"]]
    assert tasks == [(CLERK, "ผู้เสนอ"), (HEAD, "ผู้กลั่นกรอง"), (DIRECTOR, "ผู้สั่งการ")]
    record = office.issue_seen(draft, 2, who(CLERK), UNSIGNED)
    said = "".join(passage.text for passage in office.show(record.id, who(CLERK)).text.passages)
    assert "เห็นควรเสนอที่ประชุม" in said and "แก้คำผิดในย่อหน้าที่สอง" not in said


def test_nobody_decides_what_does_not_lie_before_them(
    office: Office, who: Callable[[str], Actor], draft: int
) -> None:
    office.submission.propose(draft, To(HEAD), who(CLERK))
    with pytest.raises(StepOpen, match="นางประดิษฐ์"):
        office.submission.propose(draft, To(DEPUTY), who(CLERK))
    with pytest.raises(NothingToDecide):
        office.submission.agree(draft, "", who(CLERK))
    with pytest.raises(DraftOfAnother, match="นางสาวบันทึก"):
        office.submission.sign(draft, "", who("p06"))
    with pytest.raises(DraftOfAnother):
        paper = OnPaper(HEAD, date(2026, 11, 22))
        office.submission.agree(draft, "", who(HEAD), paper=paper)


def test_a_signed_text_is_not_changed_unless_it_is_reopened(
    office: Office, who: Callable[[str], Actor], draft: int
) -> None:
    office.submission.sign(draft, "", who(CLERK), paper=OnPaper(HEAD, date(2026, 11, 22)))
    with pytest.raises(DraftSigned):
        office.drafting.save(draft, 2, {"subject": "เรื่องอื่น"}, who(CLERK))
    office.submission.reopen(draft, who(CLERK))
    assert office.drafting.save(draft, 2, {"subject": "เรื่องอื่น"}, who(CLERK)) == 3
    told = office.drafting.told(office.drafting.open(draft, who(CLERK)).draft)
    assert "route" not in told


def test_two_people_on_one_draft_are_warned_and_not_overwritten(
    office: Office, who: Callable[[str], Actor], draft: int
) -> None:
    office.submission.propose(draft, To(HEAD), who(CLERK))
    office.drafting.save(draft, 2, {"subject": "ของหัวหน้า"}, who(HEAD))
    with pytest.raises(DraftChanged):
        office.drafting.save(draft, 2, {"subject": "ของเจ้าหน้าที่"}, who(CLERK))
    with pytest.raises(DraftChanged):
        office.issue_seen(draft, 2, who(CLERK), UNSIGNED)
    kept = office.drafting.open(draft, who(CLERK)).draft
    assert kept.answers == {"subject": "ของหัวหน้า"} and "ประดิษฐ์" in kept.saved_by


def test_a_draft_concerns_its_owner_its_line_and_the_registrar(
    office: Office, who: Callable[[str], Actor], draft: int
) -> None:
    assert office.drafting.open(draft, who(REGISTRAR)).owner == "นางสาวบันทึก  จดจำ"
    with pytest.raises(DraftOfAnother):
        office.drafting.open(draft, who(HEAD))
    with pytest.raises(DraftOfAnother):
        office.drafting.discard(draft, who(REGISTRAR))
    office.drafting.discard(draft, who(CLERK))
    assert office.drafting.mine(who(CLERK)) == []


def test_a_deputy_may_sign_but_does_not_give_numbers(
    office: Office, who: Callable[[str], Actor], draft: int
) -> None:
    office.submission.propose(draft, To(DEPUTY), who(CLERK))
    office.submission.sign(draft, "", who(DEPUTY))
    with pytest.raises(NotPermitted):
        office.issue_seen(draft, 2, who(DEPUTY), UNSIGNED)


def test_what_an_issue_will_do_is_told_before_and_done_as_told(
    office: Office, who: Callable[[str], Actor], draft: int
) -> None:
    told = office.drafting.foresee(draft, who(CLERK), UNSIGNED)
    assert told.register is not None and told.register.title == "ทะเบียนหนังสือส่ง กลุ่มอำนวยการ"
    assert office.issue_seen(draft, 2, who(CLERK), UNSIGNED).number == told.number
    assert told.number.startswith("ศธ ๐๔๙๙๙.๑/")


def test_a_new_document_takes_over_all_but_the_one_off_answers(
    office: Office, who: Callable[[str], Actor], draft: int
) -> None:
    office.issue_seen(draft, 2, who(CLERK), UNSIGNED)
    again = office.drafting.begin("memo", who(CLERK), like_last=True)
    taken = office.drafting.open(again, who(CLERK)).draft.answers
    assert taken["signer"] == "p05" and taken["sections"][1]["heading"] == "ข้อเท็จจริง"
    assert "date" not in taken and "speed" not in taken and "subject" in taken
    other = office.drafting.begin("memo", who(HEAD), like_last=True)
    assert office.drafting.open(other, who(HEAD)).draft.answers["style"] == "headed"


def test_signing_for_the_director_without_an_order_is_warned_about(
    office: Office, who: Callable[[str], Actor], draft: int
) -> None:
    given = dict(office.drafting.open(draft, who(CLERK)).draft.answers)
    given |= {"signer": DEPUTY, "sign_mode": "รักษาราชการแทน"}
    office.drafting.save(draft, 2, given, who(CLERK))
    assert "ยังไม่ได้บันทึกคำสั่ง" in office.drafting.foresee(draft, who(CLERK), UNSIGNED).warnings[-1]
    days = {"since": date(2026, 11, 20), "until": date(2026, 11, 30)}
    office.acting.add(DEPUTY, "รักษาราชการแทน", "คำสั่ง สพป. ที่ ๓๘๐/๒๕๖๙", who(REGISTRAR), **days)
    told = office.drafting.foresee(draft, who(CLERK), replace(UNSIGNED, number=""))
    assert not any("คำสั่ง" in warning for warning in told.warnings)
    assert told.description.signer and told.description.signer.order.endswith("๓๘๐/๒๕๖๙")


def test_a_draft_before_the_head_of_the_group_lies_with_the_drafters_own_head(
    office: Office, who: Callable[[str], Actor]
) -> None:
    clerk, own, other = (who(person) for person in (CLERK, HEAD, "p06"))
    draft = office.drafting.begin("memo", clerk)
    office.submission.propose(draft, To(role="head"), clerk)
    standing = office.drafting.open(draft, own)
    assert standing.lies
    assert office.submission.place(standing.lies) == "ผู้อำนวยการกลุ่ม กลุ่มอำนวยการ"
    assert [one.draft.id for one in office.drafting.waiting(own)] == [draft]
    assert office.drafting.waiting(other) == []
    with pytest.raises(DraftOfAnother):
        office.submission.agree(draft, "", other)
    office.submission.agree(draft, "เห็นควร", own)
    assert office.drafting.open(draft, clerk).steps[-1].decider == HEAD


def test_a_draft_is_not_laid_before_a_role_that_nobody_holds(
    office: Office, who: Callable[[str], Actor]
) -> None:
    clerk = who(CLERK)
    draft = office.drafting.begin("memo", clerk)
    office.people.revoke(HEAD, "head", "adm", operator())
    with pytest.raises(NobodyHolds, match="กลุ่มอำนวยการ"):
        office.submission.propose(draft, To(role="head"), clerk)
    assert "head" not in office.submission.roles(office.drafting.open(draft, clerk))
    assert "director" in office.submission.roles(office.drafting.open(draft, clerk))
