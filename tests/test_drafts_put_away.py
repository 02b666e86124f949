"""Drafts of a cancelled case: nobody's work any more, still found, back with their case."""

from office.office import Office
from office.submission import To
from tests.conftest import Browser
from tests.meetings import ME, meeting


def ended(office: Office, case: int, state: str) -> None:
    office.cases.end(case, office.cases.get(case, ME).version, state, "ประธานติดราชการ", ME)


def drafted(office: Office, browser: Browser) -> tuple[int, int]:
    """A meeting whose invitation the clerk sent up the line to the director."""
    case = meeting(office)
    browser.come_in("p15")
    clerk = office.actor("p15")
    draft = office.papers.begin(case, "invitation", "invitation", clerk)
    office.submission.propose(draft, To(person="p01"), clerk)
    return case, draft


def test_what_lies_before_the_director_goes_and_comes_with_its_case(
    office: Office, browser: Browser
) -> None:
    case, draft = drafted(office, browser)
    browser.come_in("p01")
    director, clerk, my_work = office.actor("p01"), office.actor("p15"), office.standards.my_work

    def waits() -> list[tuple[str, ...]]:
        return [one.at for one in my_work.of(director) if one.kind == "draft"]

    assert waits() == [(str(draft), "line")]
    ended(office, case, "cancelled")
    assert not waits() and not office.drafting.mine(clerk) and not office.drafting.laid()
    assert [one.away for one in office.drafting.owned(clerk)] == [True]
    ended(office, case, "open")
    assert waits() == [(str(draft), "line")] and len(office.drafting.mine(clerk)) == 1


def test_it_is_found_in_the_list_of_drafts_and_says_why_it_rests(
    office: Office, browser: Browser
) -> None:
    case, draft = drafted(office, browser)
    clerk = browser.come_in("p15")
    assert f"/drafts/{draft}/line" in clerk.get("/drafts").text
    ended(office, case, "cancelled")
    listed = clerk.get("/drafts").text
    assert f"/drafts/{draft}/line" not in listed and "พักไว้กับงานที่ยกเลิก (๑)" in listed
    assert f"/drafts/{draft}/line" in clerk.get("/drafts?state=away").text
    assert "ร่างที่พักไว้กับงานที่ยกเลิก (๑)" in clerk.get("/desk").text
    assert "เมื่อเปิดงานอีกครั้ง ร่างนี้กลับมาตามเดิม" in clerk.get(f"/drafts/{draft}").text
