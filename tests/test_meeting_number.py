"""What number the next meeting gets: one that was called off uses none, its papers stay."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from office.office import Office
from office.procedures.following import following
from tests.conftest import Browser
from tests.meetings import HELD, ME, body, meeting
from tests.test_office_papers import AGENDA, issued


@pytest.fixture(autouse=True)
def without_pdf(monkeypatch: pytest.MonkeyPatch) -> None:
    """Numbers and titles do not wait for a PDF."""
    monkeypatch.setattr("templates.soffice.program", lambda: None)


def off(office: Office, case: int) -> None:
    office.cases.end(case, office.cases.get(case, ME).version, "cancelled", "ประธานติดราชการ", ME)


def offered(office: Office, case: int) -> tuple[str, str]:
    like = following(office.cases.get(case, ME), date(2026, 11, 23))
    told, why = office.meeting.bodies.numbered(office.cases.shelf.procedure("meeting"), like, ME)
    return told.texts["no"], why


def test_the_number_of_a_meeting_that_was_called_off_goes_to_the_next(office: Office) -> None:
    eleventh, twelfth = meeting(office), meeting(office, no="12/2569")
    assert offered(office, eleventh) == ("๑๓/๒๕๖๙", "ต่อจากครั้งที่ ๑๒/๒๕๖๙")  # not the twelfth again
    off(office, twelfth)
    for before in (eleventh, twelfth):
        number, why = offered(office, before)
        assert number == "๑๒/๒๕๖๙" and "ยกเลิก ไม่ได้ประชุม" in why
    off(office, eleventh)
    meeting(office, no="๑๒/๒๕๖๙")
    assert offered(office, eleventh)[0] == "๑๓/๒๕๖๙"  # a gap is not filled afterwards


def test_a_body_counts_in_the_year_of_its_day(office: Office) -> None:
    made, procedure = body(office), office.cases.shelf.procedure("meeting")
    off(office, meeting(office))
    again = office.meeting.bodies.next_meeting(made.id, procedure, ME)
    assert (again.texts["no"], again.dates["meeting_date"]) == ("๑๑/๒๕๖๙", HELD)
    later = replace(again, dates={"meeting_date": date(2027, 1, 13)})
    assert office.meeting.bodies.numbered(procedure, later, ME)[0].texts["no"] == "๑/๒๕๗๐"


def test_a_void_number_is_never_offered_again(office: Office) -> None:
    case = meeting(office, no="๑/๒๕๖๙", held=date(2026, 11, 20))
    record = issued(office, case, "agenda", "agenda", {"agenda": AGENDA})
    office.void(record, "ลงเลขครั้งผิด", ME)
    off(office, case)
    assert offered(office, case)[0] == "๒/๒๕๖๙"


def test_the_agenda_of_a_meeting_that_was_called_off_keeps_its_record_beside_the_new(
    office: Office,
) -> None:
    first = meeting(office, no="๑/๒๕๖๙", held=date(2026, 11, 20))
    old = issued(office, first, "agenda", "agenda", {"agenda": AGENDA})
    off(office, first)
    assert offered(office, first)[0] == "๑/๒๕๖๙"
    again = meeting(office, no="๑/๒๕๖๙", held=date(2026, 11, 27))
    new = issued(office, again, "agenda", "agenda", {"agenda": AGENDA})
    told: list[Any] = [office.show(one, ME).record.description for one in (old, new)]
    assert [(one.number, one.dated.day) for one in told] == [("๑/๒๕๖๙", 20), ("๑/๒๕๖๙", 27)]


def test_the_page_offers_the_number_with_its_reason_to_be_changed(
    office: Office, browser: Browser
) -> None:
    case = meeting(office)
    off(office, case)
    page = browser.come_in("p15").get(f"/work/begin/meeting?after={case}").text
    assert 'value="๑๑/๒๕๖๙"' in page and "ครั้งที่ ๑๑/๒๕๖๙ เดิมยกเลิก ไม่ได้ประชุม" in page
    meeting(office)
    page = browser.get(f"/work/begin/meeting?after={case}").text
    assert 'value="๑๒/๒๕๖๙"' in page and "ต่อจากครั้งที่ ๑๑/๒๕๖๙" in page


def test_a_number_of_another_year_than_the_day_is_told_and_stands(
    office: Office, browser: Browser
) -> None:
    clerk = browser.come_in("p15")
    told = {"body": "การประชุมผู้บริหาร", "target": ["group/plan", "invitee/p01"]}
    for no, told_of in (("๑๒/๒๕๖๙", True), ("๑/๒๕๗๐", False)):
        about = told | {"no": no, "meeting_date": "๑๓ ม.ค. ๒๕๗๐"}
        begun = clerk.post("/work/begin/meeting", about)
        page = clerk.get(begun.location).text
        assert ("เลขครั้งเป็นของปี ๒๕๖๙ แต่วันประชุมอยู่ในปี ๒๕๗๐" in page) is told_of
        assert f"ครั้งที่ {no}" in page
