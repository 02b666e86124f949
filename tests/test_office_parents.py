"""A step that is a meeting opens a case of its own; what that files proves the step as well."""

import pytest

from office.office import Office
from office.permissions import operator
from tests.conftest import Browser
from tests.test_office_papers import AGENDA, MINUTES, issued, row
from tests.test_web_indicators import YEAR

pytestmark = pytest.mark.slow
ME = operator()
ROOM = {"place": "ห้องประชุมดอกรัก", "start": "9.00"}
MEETING = {"body": "คณะผู้บริหาร", "no": "๑/๒๕๖๙", "meeting_date": "20/11/2569", **ROOM}
TICKED = {"target": ["group/plan", "invitee/p02"]}


def opened(browser: Browser) -> tuple[str, str]:
    """An evaluation and the meeting that was begun for its second step."""
    work = browser.come_in("p15").post("/work/begin/evaluation", YEAR).location
    page = browser.get(work).text
    link = "/work/begin/meeting?parent=1&step=hosts"
    assert link in page.replace("&amp;", "&")
    return work, browser.post(link, MEETING | TICKED).location


def test_a_step_and_its_meeting_lead_to_each_other(browser: Browser, office: Office) -> None:
    work, meeting = opened(browser)
    assert f'href="{meeting}"' in browser.get(work).text
    assert f'href="{work}"' in browser.get(meeting).text
    assert office.cases.get(2, ME).parent == 1
    assert row(office, 1, "hosts").state == "todo"
    assert '/work/2"' not in browser.get(f"{work}/book").text  # a case is no evidence


def test_the_minutes_of_the_meeting_prove_the_step(browser: Browser, office: Office) -> None:
    work, _ = opened(browser)
    issued(office, 2, "agenda", "agenda", {"agenda": AGENDA})
    assert [proof.ref for proof in office.cases.proofs(1, ME)] == ["case/2"]  # not what is asked
    record = issued(office, 2, "minutes", "minutes", MINUTES)
    browser.get(work)
    assert [proof.ref for proof in office.cases.proofs(1, ME)] == ["case/2", str(record)]
    assert row(office, 1, "hosts").state == "done"
