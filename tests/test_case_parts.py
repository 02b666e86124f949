"""Whose part a row is: groups do their own rows in a case of the whole office, and see why not."""

import pytest

from office.evaluation.results import Place, Said
from office.office import Office
from office.permissions import Actor, Grant
from office.procedures.errors import CaseOfOthers, RowOfOthers
from office.procedures.standing import Row
from tests.conftest import Browser
from tests.meetings import HEAD, ME, meeting
from tests.test_office_evaluation import begun

OTHER = Actor("p10", "นายอีกกลุ่ม", (Grant("head", "hr"),))
CLERK = Actor("p15", "เจ้าหน้าที่", (Grant("clerk"),))


def row(office: Office, case: int, step: str, target: str = "") -> Row:
    rows = office.cases.standing(case, ME).of(step).rows
    return next(one for one in rows if one.target == target)


def test_a_group_ticks_its_own_row_and_is_told_whose_the_other_is(office: Office) -> None:
    case = meeting(office)
    own, others = row(office, case, "call", "plan"), row(office, case, "call", "hr")
    with pytest.raises(RowOfOthers, match="กลุ่มบริหารงานบุคคล"):
        office.cases.move_all({own.id: 1, others.id: 1}, "done", HEAD)
    assert row(office, case, "call", "plan").state == "todo"  # none of them, not one
    assert office.cases.move(own.id, 1, "done", HEAD).state == "done"
    assert office.cases.move(others.id, 1, "done", CLERK).state == "done"


def test_a_row_of_nobody_is_done_by_its_role_and_by_who_began_the_case(office: Office) -> None:
    case = meeting(office)
    hold = row(office, case, "hold")
    with pytest.raises(RowOfOthers, match="เจ้าหน้าที่งานการประชุม"):
        office.cases.move(hold.id, 1, "done", HEAD)
    with pytest.raises(RowOfOthers):
        office.cases.prove(hold.id, "2569/minutes/0001", "รายงานการประชุม", HEAD)
    with pytest.raises(RowOfOthers):
        office.papers.begin(case, "agenda", "agenda", HEAD)
    own = office.cases.begin("meeting", office.cases.get(case, ME).situation, HEAD)
    assert office.cases.move(row(office, own.id, "hold").id, 1, "done", HEAD).state == "done"


def test_the_head_of_the_group_that_keeps_a_case_does_every_row(office: Office) -> None:
    about = office.cases.get(meeting(office), ME).situation
    clerk = Actor("p15", "เจ้าหน้าที่", (Grant("clerk"),), person="p15")
    group = office.profile.directory["p15"].group
    case = office.cases.begin("meeting", about, clerk).id
    held = Actor("p05", "หัวหน้าของเจ้าหน้าที่", (Grant("head", group),))
    assert office.cases.move(row(office, case, "hold").id, 1, "done", held).state == "done"
    with pytest.raises(RowOfOthers):
        mate = Actor("p16", "เพื่อนร่วมกลุ่ม", (Grant("submitter", group),))
        office.cases.move(row(office, case, "prepare").id, 1, "done", mate)


def test_an_indicator_is_told_by_its_hosts_and_people_only(office: Office) -> None:
    case = begun(office)
    place, results = Place(case, "ตชว-๐๑", "m6"), office.standards.results
    host = Actor("x", "ศึกษานิเทศก์", (Grant("submitter", "sup"),))
    named = Actor("p20", "ผู้จัดเก็บ", (Grant("collector", "fin"),), person="p20")
    with pytest.raises(RowOfOthers, match="นิเทศ"):
        results.tell(place, 0, {"value": "81"}, Said(), HEAD)
    seen = office.cases.get(case, ME).version
    with pytest.raises(RowOfOthers):
        office.standards.sheets.change(case, seen, "ตชว-๐๑", {"name": "ก", "unit": "คน"}, OTHER)
    with pytest.raises(CaseOfOthers):
        office.standards.sheets.take(case, seen, [{"name": "ตัวชี้วัดอื่น"}], host)
    assert results.tell(place, 0, {"value": "81"}, Said(), host).version == 1
    assert results.tell(place, 1, {"value": "82"}, Said(), named).version == 2


def test_the_sheet_of_anothers_indicator_is_read_and_not_typed_into(
    office: Office, browser: Browser
) -> None:
    page = f"/work/{begun(office)}/indicator?target=ตชว-๐๑"
    seen = browser.come_in("p06").get(page).text
    assert "ตัวชี้วัดนี้เป็นของกลุ่มนิเทศ" in seen and 'class="shown" disabled' in seen
    assert 'class="shown" disabled' not in browser.come_in("p15").get(page).text


def test_a_paper_of_many_groups_is_tied_to_the_rows_of_who_begins_it(office: Office) -> None:
    case = meeting(office)
    draft = office.papers.begin(case, "call", "agenda-call", HEAD)
    tied = [one.row for one in office.cases.proofs(case, ME) if one.ref == f"draft/{draft}"]
    assert tied == [row(office, case, "call", "plan").id]


def test_a_head_sees_boxes_of_the_own_group_alone_and_who_does_the_rest(
    office: Office, browser: Browser
) -> None:
    case = meeting(office)
    own, others = row(office, case, "call", "plan"), row(office, case, "call", "hr")
    head = browser.come_in("p06")
    page = head.get(f"/work/{case}").text
    assert f'id="tick-{own.id}"' in page and f'id="tick-{others.id}"' not in page
    assert "รายการที่ไม่มีช่องให้เลือกเป็นของกลุ่มอื่น" in page
    assert "ขั้นนี้เป็นของเจ้าหน้าที่งานการประชุม" in page
    done = 'เสร็จแล้ว<span class="unseen"> ดำเนินการประชุม'
    assert done not in page
    sent = head.post(f"/work/{case}/step/call", {"row": f"{others.id}:1"})
    assert sent.status_code == 403 and "เป็นของกลุ่มบริหารงานบุคคล" in sent.text
    assert "รายการนี้เป็นของ" in head.get(f"/work/{case}/row/{others.id}").text
    page = browser.come_in("p15").get(f"/work/{case}").text
    assert f'id="tick-{others.id}"' in page and done in page
