"""Members propose words for the draft minutes; the secretary takes them in, or says why not."""

from datetime import date

import pytest

from archive.records import Fact
from office.draft_errors import DraftSigned
from office.first_start import try_as
from office.line import SIGNED
from office.meeting.review import ACCEPTED, REFUSED, WHOLE, Told
from office.meeting.review_errors import (
    AlreadyDecided,
    NothingToReview,
    PassageChanged,
    ProposalEmpty,
    ProposalUnknown,
    ReviewNotYours,
)
from office.meeting.written import FULL
from office.office import Office
from office.permissions import Actor, operator
from tests.conftest import Browser
from tests.test_minutes_day import AGENDA, MEETING, PLAN, answers, key, saved, section

pytestmark = pytest.mark.slow

ME = operator()
UNTIL = date(2026, 11, 27)


@pytest.fixture
def case(office: Office) -> int:
    """A meeting whose draft minutes have a note of one item."""
    id = office.cases.begin("meeting", MEETING, ME).id
    draft = office.papers.begin(id, "agenda", "agenda", ME)
    saved(office, draft, answers(office, draft) | {"agenda": AGENDA})
    office.meeting_day.note(id, key(office, id, "แผนปฏิบัติการ"), 0, PLAN, ME)
    office.minutes.write(id, FULL, ME)
    return id


def passage(office: Office, case: int, field: str) -> str:
    return f"{key(office, case, 'แผนปฏิบัติการ')}/{field}"


def member(office: Office, person: str = "p06") -> Actor:
    try_as(office, person, browser="")
    return office.actor(person)


def proposed(office: Office, case: int, new: str, field: str = "discussion") -> int:
    told = Told(passage(office, case, field), new, "ฟังซ้ำจากเสียง")
    office.reviews.propose(case, told, member(office))
    return office.reviews.of(case, ME).proposals[-1].id


def written(office: Office, case: int) -> dict[str, object]:
    draft = office.minutes.draft(case)
    assert draft
    return section(dict(draft.answers), "3.1")


def test_nothing_is_proposed_before_the_draft_is_sent_and_by_nobody_else(
    office: Office, case: int
) -> None:
    with pytest.raises(NothingToReview):
        proposed(office, case, "คำใหม่")
    assert office.reviews.of(case, ME).until is None
    office.reviews.send(case, UNTIL, ME)
    with pytest.raises(ReviewNotYours):
        office.reviews.of(case, member(office, "p25"))
    assert office.reviews.of(case, member(office)).passages


def test_an_accepted_proposal_stands_in_the_draft_with_its_trace(office: Office, case: int) -> None:
    office.reviews.send(case, UNTIL, ME)
    id = proposed(office, case, "กลุ่มแผนชี้แจงว่าพอสำหรับปีนี้\nประธานสรุป")
    office.reviews.decide(case, id, ACCEPTED, "", ME)
    assert written(office, case)["discussion"] == ["กลุ่มแผนชี้แจงว่าพอสำหรับปีนี้", "ประธานสรุป"]
    (one,) = office.reviews.of(case, ME).proposals
    assert "ซักถามเรื่องงบประมาณ" in one.old and one.state == ACCEPTED
    assert one.told_by != one.decided_by
    with pytest.raises(AlreadyDecided, match="รับ"):
        office.reviews.decide(case, id, REFUSED, "", ME)


def test_a_refused_proposal_changes_nothing_and_says_why(office: Office, case: int) -> None:
    office.reviews.send(case, UNTIL, ME)
    before = written(office, case)
    id = proposed(office, case, "ที่ประชุมไม่เห็นชอบ", "resolution")
    office.reviews.decide(case, id, REFUSED, "มติตามเสียงบันทึก", ME)
    assert written(office, case) == before
    assert office.reviews.of(case, ME).proposals[0].answer == "มติตามเสียงบันทึก"


def test_words_that_were_changed_meanwhile_are_not_written_over(office: Office, case: int) -> None:
    office.reviews.send(case, UNTIL, ME)
    first, second = proposed(office, case, "คำของคนแรก"), proposed(office, case, "คำของคนที่สอง")
    office.reviews.decide(case, first, ACCEPTED, "", ME)
    with pytest.raises(PassageChanged):
        office.reviews.decide(case, second, ACCEPTED, "", ME)
    office.reviews.decide(case, second, ACCEPTED, "แก้รวมกันในร่างแล้ว", ME)
    assert written(office, case)["discussion"] == ["คำของคนแรก"]


def test_a_signed_draft_takes_no_more_words_and_empty_proposals_are_none(
    office: Office, case: int
) -> None:
    office.reviews.send(case, UNTIL, ME)
    with pytest.raises(ProposalEmpty):
        office.reviews.propose(case, Told(WHOLE, " "), ME)
    with pytest.raises(ProposalUnknown):
        office.reviews.propose(case, Told("x/discussion", "ก"), ME)
    id, draft = proposed(office, case, "คำใหม่"), office.minutes.draft(case)
    assert draft
    with office.db.writing() as conn:
        office.desk.drafts.note(conn, draft.id, Fact(SIGNED, on=UNTIL, by="p01"))
    with pytest.raises(DraftSigned):
        office.reviews.decide(case, id, ACCEPTED, "", ME)


def test_minutes_made_again_keep_what_the_review_brought_in(office: Office, case: int) -> None:
    office.reviews.send(case, UNTIL, ME)
    id = proposed(office, case, "คำที่สมาชิกเสนอ")
    office.reviews.decide(case, id, ACCEPTED, "", ME)
    office.meeting_day.time(case, 0, "9.00", "10.00", ME)
    assert not office.minutes.write(case, FULL, ME).kept
    assert written(office, case)["discussion"] == ["คำที่สมาชิกเสนอ"]


def test_a_member_proposes_in_the_browser_and_the_clerk_decides(
    browser: Browser, office: Office, case: int
) -> None:
    page = f"/work/{case}/review"
    browser.come_in("p15")
    assert browser.post(f"{page}/send", until="เร็ว ๆ นี้").status_code == 422
    assert browser.post(f"{page}/send", until="๒๗ พ.ย. ๖๙").status_code == 303
    assert f"http://localhost{page}" in browser.get(page).text
    browser.come_in("p06")
    told = {"passage": passage(office, case, "resolution"), "new": "ที่ประชุมเห็นชอบในหลักการ"}
    assert browser.post(page, told).status_code == 303
    assert "รับ<span" not in browser.get(page).text
    id = office.reviews.of(case, ME).proposals[0].id
    decided = {"proposal": str(id), "state": "accepted"}
    browser.come_in("p15")
    text = browser.get(page).text
    assert "<ins>" in text and "<del>" in text
    assert browser.post(f"{page}/decide", decided).status_code == 303
    assert browser.post(f"{page}/decide", decided).status_code == 409
    assert written(office, case)["resolution"] == "ที่ประชุมเห็นชอบในหลักการ"
    assert browser.come_in("p25").get(page).status_code == 403
