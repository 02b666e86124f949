"""Why a case was cancelled: on its page, in the lists, the evidence book, the API, the command."""

from datetime import date
from typing import Any

from office.office import Office
from office.procedures.evidence_book import lines
from tests.conftest import Browser
from tests.meetings import ME, meeting
from tests.test_web_api import Program

WHY = "ประธานติดราชการที่กรุงเทพฯ"


def cancelled(office: Office) -> int:
    case = meeting(office)
    office.cases.end(case, 1, "cancelled", WHY, ME)
    return case


def test_pages_and_lists_say_why_a_case_was_cancelled_until_it_is_opened_again(
    office: Office, browser: Browser
) -> None:
    case, clerk = cancelled(office), browser.come_in("p15")
    for page in (f"/work/{case}", "/work?state=cancelled", f"/work/{case}/book"):
        told = clerk.get(page).text
        assert "ยกเลิกแล้ว เมื่อ " in told and f"เพราะ{WHY}" in told, page
    seen = office.cases.get(case, ME).version
    office.cases.end(case, seen, "open", "ประธานกลับมาแล้ว", ME)
    assert WHY not in clerk.get(f"/work/{case}").text


def test_the_last_reason_counts_where_a_case_was_cancelled_twice(office: Office) -> None:
    case = cancelled(office)
    office.cases.end(case, 2, "open", "จะประชุม", ME)
    told = office.cases.end(case, 3, "cancelled", "ไม่ครบองค์ประชุม", ME)
    ending = office.cases.endings([told], ME)[case]
    assert (ending.why, ending.who) == ("ไม่ครบองค์ประชุม", ME.label)


def test_the_book_of_a_period_ends_with_what_was_cancelled_in_it(office: Office) -> None:
    case = cancelled(office)
    held = office.cases.get(meeting(office, no="๑๒/๒๕๖๙"), ME)
    on = office.cases.standing(case, ME).on
    book = office.standards.books.of_period(min(on, date(2026, 11, 1)), date(2027, 1, 31), ME)
    told = [one["chapter"] for one in lines(book) if "chapter" in one]
    assert told[0] == held.title
    assert "ครั้งที่ ๑๑/๒๕๖๙ (ยกเลิกแล้ว" in told[1] and WHY in told[1]
    earlier = office.standards.books.of_period(date(2020, 1, 1), date(2020, 2, 1), ME)
    assert not earlier.chapters


def test_programs_are_told_why(office: Office, browser: Browser) -> None:
    case, program = cancelled(office), Program(browser, office, "p15")
    told: Any = program.ask("GET", f"/cases/{case}").json
    assert told["case"]["ended"]["why"] == WHY and told["case"]["ended"]["at"]
    listed: Any = program.ask("GET", "/cases?state=cancelled").json
    assert [one["ended"]["why"] for one in listed["cases"]] == [WHY]
