"""After a meeting: minutes made anew change what is followed; adopted ones are corrected openly."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from archive.records import RecordId
from office.meeting.adopted import Told
from office.meeting.day_errors import CorrectionUnknown, DayInvalid
from office.meeting.written import FULL
from office.office import Office
from office.permissions import operator
from office.procedures.followed import CLOSED
from office.procedures.followed import Told as Report
from office.procedures.following import following
from tests.conftest import Browser
from tests.test_minutes_day import MEETING, answers, day, key, saved

pytestmark = pytest.mark.slow

ME = operator()
TASKS = [
    {"task": "จัดทำแผน", "owner_group": "plan", "due": "2026-12-01"},
    {"task": "แจ้งโรงเรียน", "owner": "p06"},
]


def told(*tasks: dict[str, Any]) -> dict[str, Any]:
    """Answers of minutes with one item that gives tasks."""
    section = {"agenda": "1.1", "discussion": ["เสนอ"], "resolution": "ที่ประชุมเห็นชอบ"}
    return {
        "start_actual": "09:05",
        "end_actual": "11:00",
        "agenda": [{"title": "เรื่องเสนอเพื่อพิจารณา", "items": [{"title": "แผน"}]}],
        "minutes": {"sections": [{**section, "actions": list(tasks)}]},
        "recorder": "p15",
    }


def issued(office: Office, case: int, *tasks: dict[str, Any], number: int = 1) -> RecordId:
    draft = office.papers.begin(case, "minutes", "minutes", ME)
    counted = {"number": {"seq": number, "year_be": 2569}}
    saved(office, draft, answers(office, draft) | told(*tasks) | counted)
    return office.issue_draft(draft, ME).id


@pytest.fixture
def case(office: Office) -> int:
    return office.cases.begin("meeting", MEETING, ME).id


def next_one(office: Office, case: int) -> int:
    about = following(office.cases.get(case, ME), date(2026, 11, 22))
    then = replace(about, dates={"meeting_date": date(2026, 12, 9)})
    return office.cases.begin("meeting", then, ME).id


def test_minutes_made_anew_change_what_is_followed_and_keep_its_reports(
    office: Office, case: int
) -> None:
    followed = office.papers.followed
    first = issued(office, case, *TASKS)
    plan, schools = followed.of(case, ME)
    followed.report(plan.id, plan.version, Report("ร่างเสร็จแล้ว"), ME)
    office.void(first, "ลงเลขครั้งผิด", ME)
    later = TASKS[0] | {"due": "2026-12-20"}
    second = issued(office, case, later, {"task": "ตรวจรับงาน"}, number=2)
    now = {one.task: one for one in followed.of(case, ME)}
    assert now["จัดทำแผน"].id == plan.id and now["จัดทำแผน"].record == str(second)
    assert now["จัดทำแผน"].due == date(2026, 12, 20)
    said = [report.text for report in now["จัดทำแผน"].reports]
    assert said[0] == "ร่างเสร็จแล้ว" and "เดิม กลุ่มนโยบายและแผน กำหนด๑ ธ.ค. ๒๕๖๙" in said[1]
    gone = followed.get(schools.id, ME)
    assert gone.state == CLOSED and str(second) in gone.reports[-1].text
    assert [one.task for one in followed.waiting(ME)] == ["จัดทำแผน", "ตรวจรับงาน"]
    office.papers.settle()
    assert len(followed.of(case, ME)) == 3


def test_adopted_minutes_are_corrected_by_the_next_meeting_and_it_is_seen_on_both(
    office: Office, case: int
) -> None:
    old = issued(office, case, *TASKS)
    after = next_one(office, case)
    adoption = office.adoption
    last = adoption.last(after, ME)
    assert last and last.record == str(old)
    plan = last.resolutions[0]
    change = Told("หน้า ๒", "ภายในวันที่ ๑", "ภายในวันที่ ๑๕", plan.id, due=date(2026, 12, 15))
    adoption.correct(after, change, ME)
    now = office.papers.followed.get(plan.id, ME)
    assert now.due == date(2026, 12, 15) and "แก้ไขโดยมติ" in now.reports[-1].text
    item = next(one for one in day(office, after).items if one.adopts)
    assert key(office, after, item.title) == item.key
    made = answers(office, office.minutes.write(after, FULL, ME).draft)
    section = next(s for s in made["minutes"]["sections"] if s["agenda"] == item.number)
    assert "หน้า ๒ จาก “ภายในวันที่ ๑” แก้ไขเป็น “ภายในวันที่ ๑๕”" in section["discussion"]
    assert section["resolution"] == "ที่ประชุมรับรองรายงานการประชุมโดยมีการแก้ไขดังกล่าว"
    ((one, title, _),) = adoption.of_record(str(old), ME)
    assert one.right == "ภายในวันที่ ๑๕" and "ครั้งที่ ๒/๒๕๖๙" in title


def test_a_correction_says_what_is_missing_and_may_be_struck_out(office: Office, case: int) -> None:
    issued(office, case, *TASKS)
    after = next_one(office, case)
    with pytest.raises(DayInvalid) as refused:
        office.adoption.correct(after, Told("", "", " ", 999), ME)
    paths = [one.path for one in refused.value.problems]
    assert paths == ["correct-wrong", "correct-right", "correct-resolution"]
    office.adoption.correct(after, Told("", "ก", "ข"), ME)
    (one,) = day(office, after).corrections
    with pytest.raises(CorrectionUnknown):
        office.adoption.take_back(case, one.id, ME)
    office.adoption.take_back(after, one.id, ME)
    assert not day(office, after).corrections
    assert office.adoption.last(case, ME) is None


def test_a_correction_is_written_on_the_page_and_shown_with_the_old_minutes(
    browser: Browser, office: Office, case: int
) -> None:
    old = issued(office, case, *TASKS)
    after = next_one(office, case)
    browser.come_in("p15")
    page = f"/work/{after}/day"
    assert "แก้ไขรายงานครั้งก่อน" in browser.get(page).text
    wrong = {"correct-place": "หน้า ๑", "correct-wrong": "", "correct-right": "ถูกต้อง"}
    sent = browser.post(f"{page}/correct", wrong)
    assert sent.status_code == 422
    assert 'href="#correct-wrong"' in sent.text and 'value="หน้า ๑"' in sent.text
    plan = office.papers.followed.of(case, ME)[0]
    more = {"correct-wrong": "ผิด", "correct-resolution": str(plan.id), "correct-due": "๓๑ ธ.ค. ๖๙"}
    assert browser.post(f"{page}/correct", wrong | more).status_code == 303
    assert office.papers.followed.get(plan.id, ME).due == date(2026, 12, 31)
    assert "จาก “ผิด” แก้ไขเป็น “ถูกต้อง”" in browser.get(page).text
    record = browser.get(f"/records/{old}").text
    assert "จาก “ผิด” แก้ไขเป็น “ถูกต้อง”" in record and "ครั้งที่ ๒/๒๕๖๙" in record


def test_ended_cases_are_listed_a_page_at_a_time(browser: Browser, office: Office) -> None:
    for number in range(27):
        about = replace(MEETING, texts={**MEETING.texts, "no": f"{number + 1}/๒๕๖๙"}, targets=())
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("office.procedures.cases.missing", lambda *_: [])
            case = office.cases.begin("meeting", about, ME)
        office.cases.end(case.id, 1, "closed", "", ME)
    browser.come_in("p15")
    first, second = (browser.get(f"/work?state=closed&page={page}").text for page in (1, 2))
    assert "ครั้งที่ ๒๗/" in first and "ครั้งที่ ๒/" not in first
    assert "ครั้งที่ ๒/" in second and "หน้า ๒ จาก ๒" in second
    assert browser.get("/work?state=closed&page=99999999999").status_code == 200


def test_all_papers_of_a_case_are_placed_in_one_folder(
    browser: Browser, office: Office, case: int
) -> None:
    record = issued(office, case, *TASKS)
    page = f"/work/{case}/folder"
    browser.come_in("p15")
    assert str(record) in browser.get(page).text
    sent = browser.post(page, folder="", cabinet="ตู้ ๒")
    assert sent.status_code == 422 and 'value="ตู้ ๒"' in sent.text
    assert browser.post(page, folder="ประชุม ๒๕๖๙/๑", cabinet="ตู้ ๒").status_code == 303
    lies = office.show(record, ME).record.description.paper
    assert lies and (lies.folder, lies.cabinet) == ("ประชุม ๒๕๖๙/๑", "ตู้ ๒")
    again = browser.post(page, folder="ประชุม ๒๕๖๙/๑", cabinet="ตู้ ๒")
    assert again.status_code == 303 and "๐ ฉบับ" in browser.get(page).text
