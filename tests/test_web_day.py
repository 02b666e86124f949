"""The day of a meeting in the browser: who came, notes that save themselves, the minutes of it."""

import re

import pytest

from office.office import Office
from office.permissions import operator
from tests.conftest import Browser
from tests.test_minutes_day import AGENDA, MEETING, PLAN, answers, key, saved

pytestmark = pytest.mark.slow

ME = operator()


@pytest.fixture
def day(browser: Browser, office: Office) -> str:
    """The page of a meeting's day, which the clerk looks at."""
    case = office.cases.begin("meeting", MEETING, ME).id
    draft = office.papers.begin(case, "agenda", "agenda", ME)
    saved(office, draft, answers(office, draft) | {"agenda": AGENDA})
    browser.come_in("p15")
    return f"/work/{case}/day"


def item(office: Office, day: str, title: str) -> str:
    return f"{day}/item/{key(office, int(day.split('/')[2]), title)}"


def test_times_are_kept_and_what_is_no_time_stays_in_its_field(browser: Browser, day: str) -> None:
    assert browser.post(f"{day}/times", seen="0", started="9.05", ended="").status_code == 303
    sent = browser.post(f"{day}/times", seen="1", started="9.05", ended="เที่ยงกว่า")
    assert sent.status_code == 422
    assert 'value="เที่ยงกว่า"' in sent.text and 'href="#ended"' in sent.text
    assert "๐๙.๐๕" in browser.get(day).text


def test_who_came_is_told_by_one_touch_each(browser: Browser, day: str) -> None:
    people = f"{day}/people"
    assert "มา ๐ จาก ๔ คน" in browser.get(people).text
    assert browser.post(people, seat="p02", seen="0", state="online").status_code == 303
    sent = browser.post(people, seat="p05", seen="0", state="substitute", name="", post="ครู")
    assert sent.status_code == 422 and 'value="ครู"' in sent.text
    told = {"seat": "p05", "seen": "0", "state": "substitute", "name": "นางมาแทน ดี", "post": "ครู"}
    assert browser.post(people, told).status_code == 303
    assert browser.post(people, told).status_code == 409
    assert browser.post(people, do="rest").status_code == 303
    walk_in = {"do": "walk-in", "walk-name": "นายแขก มาเยือน"}
    assert browser.post(people, walk_in).status_code == 303
    text = browser.get(people).text
    assert "มา ๔ จาก ๔ คน" in text and "ส่งผู้แทน: นางมาแทน ดี" in text and "นายแขก" in text
    assert browser.post(people, do="walk-out", seat="+นายแขก มาเยือน").status_code == 303
    assert "นายแขก" not in browser.get(people).text


def test_two_write_at_once_and_neither_loses_a_word(
    browser: Browser, office: Office, day: str
) -> None:
    path = item(office, day, "ข้อราชการ")
    by_itself = {"csrf": browser.secret(), "seen": "0", "reasons": "คำของคนแรก"}
    json = {"Accept": "application/json"}
    first = browser.client.post(path, data=by_itself, headers=json)
    assert first.json == {"version": 1}
    late = browser.client.post(path, data=by_itself | {"reasons": "คำของคนที่สอง"}, headers=json)
    assert late.status_code == 409
    shown = browser.post(path, seen="0", reasons="คำของคนที่สอง")
    assert shown.status_code == 409
    assert "คำของคนแรก" in shown.text and ">คำของคนที่สอง</textarea>" in shown.text
    assert 'name="seen" value="1"' in shown.text
    both = browser.post(path, seen="1", reasons="คำของคนแรก และคำของคนที่สอง")
    assert both.status_code == 303


def test_a_day_that_cannot_be_read_is_told_and_the_task_stays_as_typed(
    browser: Browser, office: Office, day: str
) -> None:
    path = item(office, day, "แผนปฏิบัติการ")
    told = {"seen": "0", "kind": "มอบหมาย", "task": "พิมพ์แผน", "owner": "plan", "due": "วันพระ"}
    sent = browser.post(path, told)
    assert sent.status_code == 422
    assert 'value="วันพระ"' in sent.text and 'value="พิมพ์แผน"' in sent.text
    anchor = re.search(r'href="#(due-0-\w+)"', sent.text)
    assert anchor and f'id="{anchor[1]}"' in sent.text
    assert browser.post(path, told | {"due": "๔ ธ.ค. ๖๙"}).status_code == 303
    assert "๔ ธ.ค. ๒๕๖๙" in browser.get(day).text


def test_the_minutes_are_made_of_the_day_and_what_differs_is_shown(
    browser: Browser, office: Office, day: str
) -> None:
    case = int(day.split("/")[2])
    office.meeting_day.note(case, key(office, case, "แผนปฏิบัติการ"), 0, PLAN, ME)
    assert "ยังไม่มี: เวลาเริ่มหรือเลิกประชุม" in browser.get(day).text
    made = browser.post(f"/work/{case}/minutes", level="full")
    assert made.status_code == 303
    told = answers(office, int(made.location.rpartition("/")[2]))
    sections = [dict(one) for one in told["minutes"]["sections"]]
    sections[-1]["resolution"] = "ที่ประชุมเห็นชอบตามร่างที่แก้"
    more = {"minutes": {"sections": sections}}
    saved(office, int(made.location.rpartition("/")[2]), told | more)
    browser.post(item(office, day, "แผนปฏิบัติการ"), seen="1", resolution="เห็นชอบในหลักการ")
    again = browser.post(f"/work/{case}/minutes", level="full")
    assert again.status_code == 200
    assert "ที่ประชุมเห็นชอบตามร่างที่แก้" in again.text and "เห็นชอบในหลักการ" in again.text
    path = re.search(r'name="take" value="([^"]+)"', again.text)
    assert path
    taken = browser.post(f"/work/{case}/minutes", level="full", take=path[1])
    assert taken.status_code == 303


def test_somebody_else_makes_the_minutes_again_and_stays_on_the_day(
    browser: Browser, office: Office, day: str
) -> None:
    case = int(day.split("/")[2])
    first = browser.post(f"/work/{case}/minutes", level="full")
    assert "/drafts/" in first.location
    again = browser.come_in("p05").post(f"/work/{case}/minutes", level="reasons")
    assert again.status_code == 303 and again.location.endswith(f"{day}#minutes")
    draft = office.minutes.draft(case)
    assert draft and draft.owner != "p05"


def test_an_item_that_came_up_is_added_and_a_reader_writes_nothing(
    browser: Browser, office: Office, day: str
) -> None:
    added = {"new-heading": "เรื่องอื่น ๆ", "new-title": "รับบริจาคโลหิต", "new-owner": ""}
    assert browser.post(f"{day}/add", added).status_code == 303
    assert "๔.๑ รับบริจาคโลหิต" in browser.get(day).text
    assert browser.post(f"{day}/add", added | {"new-title": " "}).status_code == 422
    assert browser.come_in("p25").get(day).status_code == 403
