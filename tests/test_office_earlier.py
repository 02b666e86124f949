"""Orders that amend or cancel, and letters that refer to older ones: tied by number and day."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from archive.records import RecordId
from office import answers
from office.filing import Issued
from office.office import Office, operator
from office.plans import Wish
from office.ties import Tie
from tests.conftest import SAMPLES, Browser, prepared

pytestmark = pytest.mark.slow

FAST = Wish(pdf=False)
ORDER, AMENDING, LETTER = (
    RecordId(2569, s, n) for s, n in (("order", 1), ("order", 2), ("letter", 1))
)


@pytest.fixture(scope="module")
def begun(new_office: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """An office with an order of 2 November 2569, one that amends it, and a letter."""
    with prepared(new_office, tmp_path_factory) as office:
        office.issue("order", answers.load(SAMPLES / "order-01.yaml"), operator(), FAST)
        issue(office, "amending-order", "amends", **row(office))
        office.issue("letter", answers.load(SAMPLES / "letter-01.yaml"), operator(), FAST)
        yield office.folder.path


def row(office: Office, **changed: Any) -> dict[str, Any]:
    """Name the first order as a form does."""
    told = office.archive.record(ORDER).description
    number = {"seq": told.register_number, "year_be": told.register_year}
    return {"number": number, "date": told.dated, "subject": "แต่งตั้งคณะทำงาน", **changed}


def issue(office: Office, code: str, field: str, **named: Any) -> Issued:
    given = {**office.shelf.form(code).example(), "date": office.clock().date()}
    given[field] = [named] if isinstance(given[field], list) else named
    return office.issue(code, given, operator(), FAST)


def tied(office: Office, id: RecordId) -> list[tuple[str, bool, RecordId | None]]:
    found: tuple[Tie, ...] = office.amendments.tied_to(office.archive.record(id), operator())
    return [(tie.kind, tie.back, tie.id) for tie in found]


def test_an_order_that_amends_is_tied_to_the_older_one_at_both_ends(office: Office) -> None:
    assert tied(office, AMENDING) == [("amends", False, ORDER)]
    assert tied(office, ORDER) == [("amends", True, AMENDING)]


def test_a_cancelled_order_says_so_and_a_second_cancelling_is_warned_of(office: Office) -> None:
    first = issue(office, "cancelling-order", "cancels", **row(office))
    again = issue(office, "cancelling-order", "cancels", **row(office))
    assert tied(office, ORDER)[1] == ("cancels", True, first.id)
    assert not any("ยกเลิกไว้แล้ว" in said for said in first.warnings)
    assert any("มีคำสั่งอื่นยกเลิกไว้แล้ว" in said for said in again.warnings)


def test_an_order_that_is_not_filed_is_named_and_not_tied(office: Office) -> None:
    unknown = row(office, number={"seq": 77, "year_be": 2569})
    done = issue(office, "cancelling-order", "cancels", **unknown)
    assert any("ไม่พบคำสั่งที่ ๗๗/๒๕๖๙" in said for said in done.warnings)
    assert tied(office, done.id) == []


def test_an_order_of_the_same_number_of_another_office_is_neither(office: Office) -> None:
    done = issue(office, "cancelling-order", "cancels", **row(office, issuer="โรงเรียนบ้านสมมติ"))
    assert tied(office, done.id) == []
    assert not any("ไม่พบ" in said for said in done.warnings)


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("หนังสือสำนักงานเขตพื้นที่ฯ ที่ ศธ ๐๔๙๙๙/๒๙๔๘ ลงวันที่ ๑๑ พฤศจิกายน ๒๕๖๙", True),
        ("หนังสือ ที่ ศธ04999/2948 ลงวันที่ 11 พ.ย. 2569 เรื่อง ขอความร่วมมือ", True),
        ("หนังสือ ที่ ศธ ๐๔๙๙๙/๒๙๔๘ ลงวันที่ ๑๒ พฤศจิกายน ๒๕๖๙", False),
        ("หนังสือ ที่ ศธ ๐๔๙๙๙/๒๙๔๘ ลงวันที่ ๓๑ กุมภาพันธ์ ๒๕๖๙", False),
        ("การหารือทางโทรศัพท์", False),
    ],
)
def test_a_reference_by_number_and_day_leads_to_the_letter(
    office: Office, line: str, found: bool
) -> None:
    example = office.shelf.form("note").example()
    done = office.issue("note", {**example, "references": [line]}, operator(), FAST)
    assert tied(office, done.id) == ([("refers-to", False, LETTER)] if found else [])


def test_the_lists_mark_what_was_overtaken_and_the_page_leads_there(
    office: Office, browser: Browser
) -> None:
    cancelling = issue(office, "cancelling-order", "cancels", **row(office)).id
    clerk = browser.come_in("p15")
    assert (
        f'ถูกยกเลิกโดย</strong> <a href="/records/{cancelling}"'
        in clerk.get(f"/records/{ORDER}").text
    )
    assert clerk.get("/browse?year=2569").text.count("ถูกยกเลิกแล้ว") == 1
    office.void(cancelling, "พิมพ์ผิด", operator())
    assert "ถูกยกเลิกแล้ว" not in clerk.get("/browse?year=2569").text


def test_ties_are_the_same_after_the_database_is_made_anew(office: Office) -> None:
    before = tied(office, ORDER)
    office.rebuild(operator())
    assert tied(office, ORDER) == before != []


def test_whoever_verifies_a_cancelled_order_is_told_of_it(office: Office, browser: Browser) -> None:
    page = browser.come_in("p15").get(f"/records/{ORDER}").text
    link = re.search(r'id="verification"><a href="([^"]+)"', page)
    assert link
    assert "ยกเลิกแล้ว" not in browser.get(link[1]).text
    issue(office, "cancelling-order", "cancels", **row(office))
    assert "มีเอกสารอื่นใช้แทนหรือยกเลิกแล้ว" in browser.get(link[1]).text
