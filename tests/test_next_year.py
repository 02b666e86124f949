"""The evaluation of the next year: begun from this year's, nothing typed twice, changes listed."""

from dataclasses import replace
from datetime import date
from typing import Any

from office.office import Office
from office.procedures import beginning
from office.procedures.kept import Case
from tests.conftest import Browser
from tests.test_office_evaluation import ME, begun
from tests.test_web_api import Program


def next_year(office: Office, case: int) -> Case:
    succession = office.standards.succession
    about, why = succession.like(case, "evaluation", ME)
    assert not why
    procedure = office.cases.shelf.procedure("evaluation")
    fresh = beginning.begin(office.cases, procedure, about, ME)
    return succession.carry(case, fresh, ME)


def test_indicators_weights_people_and_days_are_taken_over(office: Office) -> None:
    case = begun(office)
    fresh = next_year(office, case)
    assert fresh.situation.texts["year"] == "๒๕๗๑"
    assert fresh.situation.dates["m6"] == date(2028, 4, 9)
    old, new = (office.standards.sheets.of(one, ME) for one in (case, fresh.id))
    assert [replace(one, target="") for one in new] == [replace(one, target="") for one in old]
    rows = office.cases.standing(fresh.id, ME).of("people").rows
    assert len(rows) == len(old) and {row.state for row in rows} == {"todo"}
    assert not office.standards.results.of(fresh.id, ME)


def test_what_became_otherwise_is_told(office: Office) -> None:
    case = begun(office)
    fresh = next_year(office, case)
    sheets = office.standards.sheets
    first, *others = sheets.of(fresh.id, ME)
    rows = [{"name": one.name} for one in others[1:]] + [{"name": "ตัวชี้วัดของปีใหม่"}]
    seen = office.cases.get(fresh.id, ME).version
    sheets.take(fresh.id, seen, [{"name": first.name, "weight": "30"}, *rows], ME)
    title, told = office.standards.succession.changed(office.cases.get(fresh.id, ME), ME)
    assert title == "การประเมินส่วนราชการ ปีงบประมาณ ๒๕๗๐"
    assert f"ไม่มีแล้ว: {others[0].name}" in told and "เพิ่มใหม่: ตัวชี้วัดของปีใหม่" in told
    assert "ตชว-๐๑ น้ำหนัก: ๒๕ → ๓๐" in told
    assert any("รอบ ๖ เดือน" in one and "๙ เม.ย. ๒๕๗๑" in one for one in told)
    assert len(told) == 3 + 3  # and the three days of the case


def test_who_left_the_office_is_not_taken_over_and_told_of(office: Office) -> None:
    case, profile = begun(office), office.profile
    people = tuple(one for one in profile.people if one.id != "p20")
    office.change_profile(replace(profile, people=people), ME, "ลาออก")
    fresh = next_year(office, case)
    told = office.standards.succession.changed(fresh, ME)[1]
    assert "ตชว-๐๑ ผู้จัดเก็บข้อมูล: ผู้ที่พ้นจากสำนักงานแล้ว → ไม่ได้กำหนด" in told


def test_a_program_begins_the_next_year(office: Office, browser: Browser) -> None:
    case, program = begun(office), Program(browser, office, "p17")
    told = {"procedure": "evaluation", "words": {}, "targets": {}, "after": case}
    answer = program.ask("POST", "/cases", told)
    assert answer.status_code == 201, answer.text
    fresh: Any = answer.json
    assert fresh["case"]["words"]["year"] == "๒๕๗๑"
    (first, *_) = office.standards.sheets.of(fresh["case"]["id"], ME)
    assert (first.code, first.collector) == ("ตชว-๐๑", "p20")
    other = {"procedure": "director", "targets": {"person": ["p05"]}, "after": case}
    other["words"] = {"year": "๒๕๗๑", "begins": "2027-10-01"}
    assert program.ask("POST", "/cases", other).status_code == 422
    assert program.got("/cases")["total"] == 2


def test_a_page_begins_no_year_after_a_case_of_another_kind(
    office: Office, browser: Browser
) -> None:
    case, clerk = begun(office), browser.come_in("p15")
    told = {"year": "๒๕๗๑", "begins": "1/10/2570", "target": ["person/p15"]}
    assert clerk.post(f"/work/begin/director?after={case}", told).status_code == 422
    assert Program(browser, office, "p17").got("/cases")["total"] == 1


def test_the_page_of_a_year_begins_the_next(office: Office, browser: Browser) -> None:
    case, clerk = begun(office), browser.come_in("p15")
    assert "เริ่มปีต่อไปจากปีนี้" in clerk.get(f"/work/{case}").text
    page = clerk.get(f"/work/begin/evaluation?after={case}").text
    assert 'value="๒๕๗๑"' in page and "ปีก่อน ๙ เม.ย. ๒๕๗๐" in page
    names = "\n".join(one.name for one in office.standards.sheets.of(case, ME))
    typed = {"year": "๒๕๗๑", "briefing": "1 พ.ย. 2570", "indicator": names}
    sent = clerk.post(f"/work/begin/evaluation?after={case}", typed)
    assert sent.status_code == 303, sent.text
    shown = clerk.get(f"/work/{case + 1}/indicators").text
    assert "สิ่งที่เปลี่ยนจากการประเมินส่วนราชการ ปีงบประมาณ ๒๕๗๐" in shown
    assert "๒ พ.ย. ๒๕๖๙ → ๑ พ.ย. ๒๕๗๐" in shown
