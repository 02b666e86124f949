"""A case that is kept to a few shows to nobody else: steps, calendar, digest, journal, book."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from archive.access import OFFICE, restriction
from archive.records import RecordId
from office.digest import body
from office.errors import TellingInvalid
from office.journal_list import Asked
from office.meeting.links import INVITEE
from office.office import Office, operator
from office.people_errors import NotPermitted
from office.permissions import Actor
from office.plans import Wish
from office.procedures.cases import Decision
from office.procedures.kept import Case
from office.restricting import Kept
from tests.conftest import Browser, prepared
from tests.test_cli import Clerk
from tests.test_office_cases import SEVENTH
from tests.test_office_papers import AGENDA
from tests.test_web_api import Program

pytestmark = pytest.mark.slow
ME, WORD = operator(), "สอบสวนนายลองกอง"


@pytest.fixture(scope="module")
def begun(new_office: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office with a late meeting of that title; p15 and p16 are clerks, p07 an auditor."""
    with prepared(new_office, tmp_path_factory) as office:
        texts = {"body": f"ประชุม{WORD}", "no": "๗/๒๕๖๙", "place": "ห้องดอกคูน", "start": "๙.๐๐ น."}
        about = replace(SEVENTH, texts=texts, dates={"meeting_date": date(2026, 11, 24)})
        office.cases.begin("meeting", about, ME)
        for person, role in (("p15", "clerk"), ("p07", "auditor"), ("p16", "clerk")):
            office.people.add(person, person, ME)
            for grant in office.actor(person).grants:
                office.people.revoke(person, grant.role, grant.group, ME)
            office.people.grant(person, role, "", ME)
        return office.folder.path


@pytest.fixture
def case(office: Office) -> Iterator[Case]:
    """That meeting, kept to p15."""
    kept = Kept(("p15",), None, "", "เรื่องส่วนตัวของบุคคล")
    assert office.case_restricting.restrict(1, 1, kept, ME) == ()
    yield office.cases.get(1, ME)


def filed_agenda(office: Office, actor: Actor) -> RecordId:
    """File the agenda of that meeting, begun by somebody."""
    draft = office.papers.begin(1, "agenda", "agenda", actor)
    given = dict(office.drafting.open(draft, actor).draft.answers) | {"agenda": AGENDA}
    assert office.drafting.save(draft, 1, given, actor)
    return office.issue_draft(draft, ME, Wish(pdf=False)).id


def everywhere(office: Office, actor: Actor) -> dict[str, str]:
    """What somebody is told of cases in every place."""
    key = office.calendars.give(actor)
    shown = office.calendars.shown(key, "x", lambda case, step: "http://x").decode()
    books = office.standards.books.of_period(date(2026, 1, 1), date(2026, 12, 31), actor)
    return {
        "calendar": shown.replace("\r\n ", ""),
        "digest": body(office.standards.my_work.of(actor)),
        "book": str(books),
        "list": str(office.cases.all(actor)),
    }


def test_lists_calendar_digest_and_book_tell_it_to_who_is_named_alone(
    office: Office, case: Case
) -> None:
    seen, hidden = everywhere(office, office.actor("p15")), everywhere(office, office.actor("p16"))
    assert {place for place, told in seen.items() if WORD in told} == set(seen)
    assert not {place for place, told in hidden.items() if WORD in told}
    assert (office.cases.count(office.actor("p16"), "open"), office.cases.count(ME, "open")) == (
        0,
        1,
    )


def test_whoever_may_not_see_it_neither_opens_nor_changes_it(office: Office, case: Case) -> None:
    other, row = office.actor("p16"), office.cases.standing(1, ME).of("call").rows[0]
    for act in (
        lambda: office.cases.get(1, other),
        lambda: office.cases.move(row.id, row.version, "done", other, Decision()),
        lambda: office.meeting.items.of(1, other),
        lambda: office.meeting.links.live(1, INVITEE, other),
        lambda: office.papers.begin(1, "call", "agenda-call", other),
    ):
        with pytest.raises(NotPermitted):
            act()
    assert office.cases.standing(1, office.actor("p15")).done[0] == 0


def test_the_journal_says_that_it_is_there_but_not_what_it_is_called(
    office: Office, case: Case
) -> None:
    told = office.journal_list.read(Asked(ref="case/1"), office.actor("p07"))
    assert {event.act for event in told.rows} == {"case-begun", "case-restricted"}
    assert WORD not in str(told.rows)
    whole = str(office.journal_list.read(Asked(ref="case/1"), ME).rows)
    assert WORD in whole
    assert office.profile.names["p15"] in whole


def test_a_paper_of_it_is_kept_to_the_same_readers_also_when_filed_later(
    office: Office, case: Case
) -> None:
    filed = filed_agenda(office, office.actor("p15"))
    told = restriction(office.archive.record(filed).description.access)
    assert told and (told.readers, told.before) == (("p15",), OFFICE)
    assert office.papers.whereabouts.case_of(str(filed), office.actor("p16")) is None
    assert office.papers.whereabouts.case_of(str(filed), ME) == (1, case.title)


def test_what_was_filed_before_is_kept_with_it_and_widening_opens_the_case_alone(
    office: Office,
) -> None:
    filed = filed_agenda(office, ME)
    kept = Kept(("p15",), None, "", "เรื่องส่วนตัว")
    office.case_restricting.restrict(1, 1, kept, ME)
    office.case_restricting.widen(1, 2, "ยุติแล้ว", ME)
    assert office.cases.get(1, office.actor("p16")).access == OFFICE
    assert restriction(office.archive.record(filed).description.access)
    with pytest.raises(TellingInvalid):
        office.case_restricting.widen(1, 3, "อีกครั้ง", ME)


def test_a_link_that_was_given_goes_on_opening_it(office: Office) -> None:
    keys = office.meeting.links.make(1, "group", ["plan"], ME)
    office.case_restricting.restrict(1, 1, Kept(("p15",), None, "", "ลับ"), ME)
    link = office.meeting.links.opened(keys["plan"], "127.0.0.1")
    assert office.meeting.items.answers(1, link.actor)[0].group == "plan"


def test_it_is_kept_and_opened_on_the_page_by_a_program_and_by_command(
    office: Office, browser: Browser, capsys: pytest.CaptureFixture[str]
) -> None:
    office.people.grant("p15", "registrar", "", ME)
    page = browser.come_in("p15")
    told = {"seen": "1", "act": "restrict", "readers": "p01", "why": ""}
    assert "โปรดระบุเหตุผล" in page.post("/work/1/readers", told).text
    assert page.post("/work/1/readers", told | {"why": "เรื่องร้องเรียน"}).status_code == 303
    assert "จำกัดผู้อ่านเฉพาะ" in page.get("/work/1").text
    program = Program(browser, office, "p15")
    opened = program.ask("PUT", "/cases/1/readers", {"version": 2, "readers": [], "why": "ยุติ"})
    assert (opened.json or {})["readers"] == []
    assert Clerk(office.folder.path, capsys).json(
        "case", "readers", "1", "--to", "p03", "@plan", "--why", "ลับ"
    )["readers"] == ["@plan", "p03"]
