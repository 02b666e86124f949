"""A title is in one kind of digits everywhere, whichever were typed, and found by both."""

from dataclasses import replace

import pytest
from sqlalchemy import update

from archive.catalogue import Filters
from office.office import Office
from office.procedures import tables
from tests.conftest import Browser
from tests.meetings import ME, NAME, meeting
from tests.test_office_papers import AGENDA, issued

SHOWN = f"{NAME} ครั้งที่ ๑/๒๕๖๙"


@pytest.fixture(autouse=True)
def without_pdf(monkeypatch: pytest.MonkeyPatch) -> None:
    """Numbers and titles do not wait for a PDF."""
    monkeypatch.setattr("templates.soffice.program", lambda: None)


@pytest.mark.slow
def test_case_draft_record_and_case_file_have_the_digits_that_are_printed(office: Office) -> None:
    case = meeting(office, no="1/2569")
    assert office.cases.get(case, ME).title == SHOWN
    draft = office.papers.begin(case, "agenda", "agenda", ME)
    assert "๑/๒๕๖๙" in office.drafting.open(draft, ME).title
    record = issued(office, case, "agenda", "agenda", {"agenda": AGENDA})
    (row,) = office.browse(Filters(case=SHOWN), ME).rows
    assert row.id == record and "๑/๒๕๖๙" in row.title
    for words in ("ครั้งที่ 1/2569", "ครั้งที่ ๑/๒๕๖๙"):
        assert [hit.id for hit in office.find(words, ME).hits] == [record]


def test_an_office_that_prints_arabic_digits_has_them_in_its_titles(office: Office) -> None:
    office.change_profile(replace(office.profile, digits="arabic"), ME, "เลขอารบิก")
    assert office.cases.get(meeting(office, no="1/2569"), ME).title == f"{NAME} ครั้งที่ 1/2569"


def test_an_old_title_is_shown_alike_and_keeps_its_case_file(
    office: Office, browser: Browser
) -> None:
    case, old = meeting(office, no="๑/๒๕๖๙"), f"{NAME} ครั้งที่ 1/2569"
    with office.db.writing() as conn:
        conn.execute(update(tables.cases).values(title=old))
    told = office.cases.get(case, ME)
    assert office.cases.change(case, told.version, told.situation, "", ME).title == old
    clerk = browser.come_in("p15")
    for page in (f"/work/{case}", "/work", "/my-work", f"/work/{case}/items"):
        shown = clerk.get(page).text
        assert SHOWN in shown and f">{old}<" not in shown, page
