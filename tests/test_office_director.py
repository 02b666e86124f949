"""The director's five points: what is recorded, what the line tells, and the report made of it."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from office.director.errors import EntryUnfit, NotOfDirector
from office.director.screening import Heads, by_work, screened
from office.line import AGREED, RETURNED, WITHDRAWN, Step
from office.office import Office
from office.permissions import operator
from office.procedures.planning import Situation, Target
from office.submission import OnPaper, To
from tests.conftest import NOON, Browser
from thai.workdays import WorkingDays

ME = operator()
STAFF = (Target("person", "p15", "นางสาวบันทึก"), Target("person", "p16", "นายสารบรรณ"))
YEAR = Situation({"year": "๒๕๗๐"}, {"begins": date(2026, 10, 1)}, STAFF)
CHECK = {"person": "p15", "title": "จัดประชุม", "stage": "before", "text": "ห้องพร้อม"}


def begun(office: Office) -> int:
    return office.cases.begin("director", YEAR, ME).id


def told(office: Office, case: int, step: str, form: str, row: int = 0) -> dict[str, Any]:
    draft = office.papers.begin(case, step, form, ME, row)
    return dict(office.drafting.open(draft, ME).draft.answers)


def stay(draft: int, sent: datetime, day: date | None, decision: str, **more: Any) -> Step:
    plain: dict[str, Any] = {
        "person": "p05",
        "role": "",
        "sender": "",
        "note": "",
        "remark": "",
        "decider": "",
    }
    plain |= {"recorder": "", "revision": 1, "decided": None, "group": "adm"}
    return Step(id=draft, draft=draft, sent=sent, decision=decision, day=day, **plain | more)


def test_screening_counts_working_days_and_returns_and_nobody_elses_steps() -> None:
    friday = datetime(2026, 11, 20, 3, tzinfo=UTC)
    steps = [
        stay(1, friday, date(2026, 11, 23), AGREED),
        stay(2, friday, date(2026, 11, 27), RETURNED, remark="ขาดวันที่"),
        stay(3, friday, None, ""),
        stay(4, friday, date(2026, 11, 20), WITHDRAWN),
        stay(5, friday, date(2026, 11, 23), AGREED, person="p06", decider="p06"),
        stay(6, friday, date(2026, 11, 20), AGREED, person="", role="head", decider="p05"),
    ]
    heads = Heads({"p05"}, {"adm"})
    forms = dict.fromkeys(range(1, 7), "บันทึกข้อความ")
    rows = screened(steps, forms, heads, date(2026, 11, 30), WorkingDays())
    assert [(row.draft, row.days) for row in rows] == [(1, 1), (2, 5), (3, 6), (6, 0)]
    (work,) = by_work(rows)
    assert (work.count, work.returned, work.on_time) == (4, 1, 2)
    assert work.opinions == ("ขาดวันที่",)


def test_what_the_line_did_is_found_without_anybody_typing_it(office: Office) -> None:
    case = begun(office)
    draft = office.drafting.begin("memo", ME)
    office.submission.propose(draft, To(person="p05"), ME)
    office.submission.give_back(draft, "ขาดเรื่องเดิม", ME, paper=OnPaper("p05", NOON.date()))
    told_case = office.cases.get(case, ME)
    (row,) = office.standards.screened(told_case, ME)
    assert (row.form, row.returned, row.days) == ("บันทึกข้อความ", True, 0)
    report = told(office, case, "report", "director-report")
    assert report["screened"][0]["returned"] == 1
    assert "ร้อยละ ๑๐๐" in report["summary"][-1]


def test_assignments_make_the_order_and_a_persons_plan(office: Office) -> None:
    case, records = begun(office), office.standards.director
    records.add(case, "assigned", {"area": "ก", "person": "p16"}, None, ME)
    records.add(case, "assigned", {"area": "ข", "person": "p15", "title": "งานประชุม"}, None, ME)
    records.add(case, "assigned", {"area": "ค", "person": "p16", "substitute": "p15"}, None, ME)
    order = told(office, case, "plan", "assignment-order")
    first = order["assignments"][0]
    assert (first["person"], first["substitute"], len(first["duties"])) == ("p16", "p15", 2)
    assert first["duties"][0].startswith("(ก) ปฏิบัติงานสารบรรณ")
    rows = office.cases.standing(case, ME).of("watch").rows
    of_clerk = next(row for row in rows if row.target == "p15")
    plan = told(office, case, "watch", "personal-plan", of_clerk.id)
    assert plan["tasks"] == [{"title": "งานประชุม"}]


def test_the_report_has_what_was_recorded_until_its_half_year_ends(office: Office) -> None:
    case, records = begun(office), office.standards.director
    records.add(case, "checked", CHECK, date(2026, 11, 3), ME)
    records.add(case, "checked", CHECK | {"stage": "after"}, date(2027, 6, 1), ME)
    advice = {"person": "p16", "title": "การออกเลข", "text": "ให้จองเลขก่อน", "area": "ก"}
    records.add(case, "advised", advice, None, ME)
    report = told(office, case, "report", "director-report")
    assert [one["stage"] for one in report["checks"]] == ["ก่อน"]
    assert report["advice"][0]["text"] == "ให้จองเลขก่อน"
    assert any("แยกตามด้าน (ก) ๑" in line for line in report["summary"])


def test_every_fault_of_an_entry_is_told_and_a_wrong_one_is_taken_out(office: Office) -> None:
    case, records = begun(office), office.standards.director
    with pytest.raises(EntryUnfit) as refused:
        records.add(case, "checked", {"person": "p99", "stage": "never"}, None, ME)
    assert {one.path for one in refused.value.problems} == {"title", "text", "person", "stage"}
    records.add(case, "checked", CHECK, None, ME)
    (one,) = records.of(case, ME)
    records.remove(case, one.id, ME)
    assert records.of(case, ME) == ()


def test_only_a_case_with_people_has_five_points(office: Office) -> None:
    about = Situation(
        {"year": "๑"}, {"briefing": date(2026, 11, 2)}, (Target("indicator", "ก", "ก"),)
    )
    case = office.cases.begin("evaluation", about, ME)
    with pytest.raises(NotOfDirector):
        office.standards.director.of(case.id, ME)


@pytest.mark.slow
def test_the_five_points_are_recorded_on_one_page(browser: Browser) -> None:
    begin = {"year": "๒๕๗๐", "begins": "1/10/2569", "target": ["person/p15", "person/p16"]}
    work = browser.come_in("p05").post("/work/begin/director", begin).location
    page = f"{work}/director"
    assert "ยังไม่มีผู้รับผิดชอบ" in browser.get(page).text
    wrong = browser.post(page, kind="checked", person="p15", title="จัดห้อง")
    assert wrong.status_code == 422
    assert 'href="#checked-stage"' in wrong.text and 'value="จัดห้อง"' in wrong.text
    assert browser.post(page, CHECK, kind="checked", on="3/11/2569").status_code == 303
    assert browser.post(page, kind="assigned", area="ก", person="p16").status_code == 303
    text = browser.get(page).text
    for words in ("ห้องพร้อม", "ไม่อยู่ในแผนรายบุคคล", "๓ พ.ย. ๒๕๖๙", "มอบหมายงาน ๑ ด้าน"):
        assert words in text
    assert browser.post(f"{page}/1/remove").status_code == 303
    assert "ห้องพร้อม" not in browser.get(page).text
    assert browser.get("/work/99/director").status_code == 404
