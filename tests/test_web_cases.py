"""Cases in the browser: the papers of one meeting, and what a clerk puts beside them."""

from pathlib import Path

import pytest

from office import answers
from office.office import Office, operator
from office.plans import Wish
from tests.conftest import SAMPLES, Browser, prepared


@pytest.fixture(scope="module")
def begun(new_office: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office with a meeting's invitation and agenda, and a memo."""
    with prepared(new_office, tmp_path_factory) as office:
        for form, sample in (
            ("memo", "memo-01"),
            ("invitation", "meeting-02"),
            ("agenda", "meeting-02"),
        ):
            given = answers.load(SAMPLES / f"{sample}.yaml")
            office.issue(form, given, operator(), Wish(pdf=False))
        return office.folder.path


@pytest.fixture
def clerk(browser: Browser) -> Browser:
    return browser.come_in("p16")


def meeting_of(office: Office) -> str:
    (title,) = office.browsing.titles(operator())
    return title


@pytest.mark.slow
def test_a_meetings_papers_lie_together_without_anybody_doing_it(
    clerk: Browser, office: Office
) -> None:
    page = clerk.get("/cases").text
    assert "ครั้งที่ ๖/๒๕๖๙" in page
    listed = clerk.get(f"/browse?case={meeting_of(office)}").text
    assert "รายการ ๒ ฉบับ" in listed
    assert "/records/2569/memo/" not in listed


def test_the_year_is_divided_by_case_with_counts(clerk: Browser) -> None:
    page = clerk.get("/browse?year=2569").text
    assert "แฟ้มเรื่อง" in page
    assert "ดูแฟ้มเรื่องทั้งหมด" in page
    assert clerk.get("/cases?year=2568").text.count("<tr>") == 0


def test_a_memo_is_put_beside_the_meeting_it_is_about(clerk: Browser, office: Office) -> None:
    form = clerk.get("/records/case/2569/memo/0001")
    assert f'<option value="{meeting_of(office)}">' in form.text
    typed = {"case": meeting_of(office), "seen": "1"}
    told = clerk.post("/records/case/2569/memo/0001", typed)
    assert told.status_code == 303
    assert "รายการ ๓ ฉบับ" in clerk.get(f"/browse?case={meeting_of(office)}").text
    assert "ครั้งที่ ๖/๒๕๖๙" in clerk.get("/records/2569/memo/0001").text


def test_the_list_of_cases_is_kept_as_a_file(clerk: Browser) -> None:
    rows = clerk.get("/cases/list.csv").text.splitlines()
    assert "ครั้งที่ ๖/๒๕๖๙" in rows[1]
    assert rows[1].split(",")[1] == "๒"
