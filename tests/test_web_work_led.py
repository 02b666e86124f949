"""Who ends a case, or moves its days: not everybody who has a part in it."""

import pytest

from office.office import Office
from tests.conftest import Browser
from tests.meetings import ME, meeting


@pytest.mark.slow
def test_a_head_who_is_asked_for_items_does_not_end_the_meeting_or_move_its_day(
    office: Office, browser: Browser
) -> None:
    case, head = meeting(office), browser.come_in("p06")
    page = head.get(f"/work/{case}").text
    assert "ปิดงาน" not in page and "เปลี่ยนวันหรือรายชื่อ" not in page
    assert head.get(f"/work/{case}/change").status_code == 403
    told = office.cases.get(case, ME)
    ended = head.post(f"/work/{case}/end", {"seen": told.version, "state": "closed"})
    assert ended.status_code == 403 and "โปรดแจ้งผู้เริ่มงาน" in ended.text
    assert office.cases.get(case, ME).state == "open"


def test_a_clerk_sees_what_is_left_before_a_meeting_is_closed(
    office: Office, browser: Browser
) -> None:
    case, clerk = meeting(office), browser.come_in("p15")
    assert "เมื่อปิดหรือยกเลิก ทั้งงานจะหายจากงานของทุกคน" in clerk.get(f"/work/{case}").text
    told = office.cases.get(case, ME)
    ended = clerk.post(f"/work/{case}/end", {"seen": told.version, "state": "cancelled"})
    assert ended.status_code == 422 and "โปรดบอกเหตุผลที่ยกเลิกงาน" in ended.text


def test_a_head_ends_the_case_that_the_head_began(office: Office, browser: Browser) -> None:
    about = office.cases.get(meeting(office), ME).situation
    browser.come_in("p06")
    head = office.actor("p06")
    case = office.cases.begin("meeting", about, head)
    assert "ปิดงาน" in browser.get(f"/work/{case.id}").text
    assert office.cases.end(case.id, case.version, "closed", "", head).state == "closed"


def test_a_head_is_not_asked_for_items_of_a_cancelled_meeting_and_loses_nothing_typed(
    office: Office, browser: Browser
) -> None:
    case, head = meeting(office), browser.come_in("p06")
    page = f"/work/{case}/items/of/plan"
    assert "ส่งเรื่องนี้" in head.get(page).text
    told = office.cases.get(case, ME)
    office.cases.end(case, told.version, "cancelled", "ประธานติดราชการ", ME)
    seen = head.get(page).text
    assert "ยกเลิกการประชุมครั้งนี้แล้ว" in seen and "ส่งเรื่องนี้" not in seen
    typed = {"act": "item", "title": "ซ่อมหลังคาอาคารเรียน", "kind": "inform"}
    late = head.post(page, typed)
    assert late.status_code == 409 and "ซ่อมหลังคาอาคารเรียน" in late.text
