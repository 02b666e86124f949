"""A meeting that is held for a step: its subject on the agenda, and the resolution at the step."""

from datetime import date
from typing import Any

import pytest

from office.meeting.brought import brought
from office.office import Office
from office.procedures import beginning
from office.procedures.planning import Situation
from tests.conftest import Browser
from tests.meetings import ME, meeting
from tests.test_office_evaluation import begun
from tests.test_office_papers import MINUTES, issued, told

SUBJECT = "การกำหนดเจ้าภาพตัวชี้วัด ปีงบประมาณ ๒๕๗๐"


@pytest.fixture(autouse=True)
def without_pdf(monkeypatch: pytest.MonkeyPatch) -> None:
    """Numbers and titles do not wait for a PDF."""
    monkeypatch.setattr("templates.soffice.program", lambda: None)


def opened(office: Office, case: int, step: str, held: date = date(2026, 11, 20)) -> int:
    """Open a meeting for a step of an evaluation."""
    like = office.cases.get(meeting(office, held=held, no="๙/๒๕๖๙"), ME).situation
    about = Situation({**like.texts, "no": "๑/๒๕๖๙"}, like.dates, like.targets)
    procedure = office.cases.shelf.procedure("meeting")
    return beginning.begin(office.cases, procedure, about, ME, parent=case, step=step).id


def test_the_subject_of_a_step_is_on_the_agenda_of_the_meeting_held_for_it(office: Office) -> None:
    case = begun(office)
    asks = opened(office, case, "hosts")
    (item,) = office.meeting.items.of(asks, ME)
    assert item.told.title.endswith(SUBJECT) and item.told.kind == "consider"
    agenda = told(office, office.papers.begin(asks, "agenda", "agenda", ME))["agenda"]
    (heading,) = (one for one in agenda if one.get("items"))
    assert "พิจารณา" in heading["title"] and heading["items"][0]["title"].endswith(SUBJECT)
    (informs,) = office.meeting.items.of(opened(office, case, "brief"), ME)
    assert informs.told.kind == "inform"


def test_the_step_shows_what_the_minutes_resolve_on_its_subject(
    office: Office, browser: Browser
) -> None:
    case = begun(office)
    held = opened(office, case, "hosts")
    page = f"/work/{case}"
    assert "ยังไม่มีมติ" in browser.come_in("p15").get(page).text
    assert f"/work/{case}#step-hosts" in browser.get(f"/work/{held}/items").text
    (item,) = office.meeting.items.of(held, ME)
    agenda = [{"title": "เรื่องเสนอเพื่อพิจารณา", "items": [{"title": item.told.title}]}]
    said = {"agenda": "1.1", "discussion": ["เสนอ"], "resolution": "ที่ประชุมมอบกลุ่มแผนเป็นเจ้าภาพ"}
    more: Any = {**MINUTES, "agenda": agenda, "minutes": {"sections": [said]}}
    record = issued(office, held, "minutes", "minutes", more)
    (one,) = brought(office.papers, office.cases.get(case, ME), ME)
    assert (one.resolution, one.record) == ("ที่ประชุมมอบกลุ่มแผนเป็นเจ้าภาพ", str(record))
    shown = browser.get(page).text
    assert "มติ: ที่ประชุมมอบกลุ่มแผนเป็นเจ้าภาพ" in shown and f"/records/{record}" in shown


def test_a_meeting_that_was_called_off_leaves_the_subject_to_the_next(office: Office) -> None:
    case = begun(office)
    office.cases.end(opened(office, case, "hosts"), 1, "cancelled", "ไม่ครบองค์ประชุม", ME)
    again = opened(office, case, "hosts")
    left = brought(office.papers, office.cases.get(case, ME), ME)
    assert [one.meeting for one in left] == [again]
