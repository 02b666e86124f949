"""Each number of a register has its reason; a year is closed once nothing in it is open."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import delete

from archive.records import NewFile, RecordId
from office import answers
from office.books import meeting_book
from office.errors import NumberTaken, ReasonMissing
from office.numbering import Span, unexplained
from office.office import Office, operator
from office.people_errors import NotPermitted
from office.permissions import Actor, Grant
from office.plans import Wish
from office.register_closing import YearClosing
from office.register_errors import (
    ClosedBefore,
    ClosedWithoutReason,
    NothingToExplain,
    NotNumberedElsewhere,
    NotYetClosed,
    NumberGivenElsewhere,
    YearClosed,
    YearGoesOn,
)
from office.register_print import ProofPrint, counted
from office.register_proof import ELSEWHERE, LOST, OTHERS, Proof, RegisterProofs, stretches
from office.register_source import RegisterSources
from office.register_tables import spans
from office.registers import Claim
from tests.conftest import NOON, SAMPLES, Browser, prepared
from tests.test_cli import Clerk
from tests.test_web_api import Program

pytestmark = pytest.mark.slow

MEMO = answers.load(SAMPLES / "memo-01.yaml")


def issue(office: Office, number: int, day: str, wish: Wish | None = None) -> RecordId:
    told = MEMO | {"book_no": f"ศธ ๐๔๙๙๙/{number}" if number else "", "date": day}
    return office.issue("memo", told, operator(), replace(wish or Wish(), pdf=False)).id


@pytest.fixture(scope="module")
def begun(new_office: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """An office whose register of letters of 2568 lost what explains numbers 3 and 4."""
    with prepared(new_office, tmp_path_factory) as office:
        for number in (1, 2, 5):
            issue(office, number, f"{number} มีนาคม ๒๕๖๘")
        with office.db.writing() as conn:
            conn.execute(delete(spans).where(spans.c.year == 2568))
        yield office.folder.path


def proof(office: Office) -> Proof:
    return RegisterProofs(office).one("letters", 2568, operator())


def explain(office: Office, first: int, last: int, why: str = "ฉบับกระดาษอยู่ในตู้") -> None:
    RegisterProofs(office).explain("letters", 2568, Span(first, last, why), operator())


def close(office: Office) -> None:
    YearClosing(office).close("letters", 2568, "นางทะเบียน ดีงาม", operator())


@given(st.sets(st.integers(1, 40)), st.sets(st.integers(1, 40)), st.booleans())
def test_the_stretches_tell_each_number_once_and_in_order(
    rows: set[int], explained: set[int], elsewhere: bool
) -> None:
    told = [(number, "issued", "") for number in sorted(rows)]
    kept = [Span(number, number, "สมุดเดิม") for number in sorted(explained)]
    found = stretches(told, kept, "AMSS++" if elsewhere else "")
    numbers = [n for one in found for n in range(one.first, one.last + 1)]
    assert numbers == list(range(1, max((*rows, *explained), default=0) + 1))
    kind = OTHERS if elsewhere else LOST
    lost = [n for one in found if one.kind == kind for n in range(one.first, one.last + 1)]
    assert lost == list(unexplained(rows, kept))


def test_a_number_that_nothing_explains_is_told_until_a_person_explains_it(
    office: Office, browser: Browser
) -> None:
    page = browser.come_in("p16").get("/registers/letters/2568/proof").text
    assert "มี ๒ เลขที่ไม่มีคำอธิบาย" in page
    assert "first=3&amp;last=4" in page
    where = "/registers/letters/2568/explain"
    assert browser.post(where, first="๓", last="๔", reason=" ").status_code == 422
    assert browser.post(where, first="สาม", last="๔", reason="เหตุ").status_code == 422
    told = browser.post(where, first="๓", last="๔", reason="กระดาษอยู่ในตู้กลุ่มอำนวยการ")
    assert told.location == "/registers/letters/2568/proof"
    assert "กระดาษอยู่ในตู้กลุ่มอำนวยการ" in browser.get(told.location).text
    assert proof(office).counts == {"backfilled": 3, "elsewhere": 2}
    office.rebuild(operator())
    assert [(one.first, one.last) for one in proof(office).of(ELSEWHERE)] == [(3, 4)]


def test_only_a_gap_is_explained_and_only_with_words(office: Office) -> None:
    for first, last in ((2, 3), (4, 3), (6, 6), (3, 10**9)):
        with pytest.raises(NothingToExplain):
            explain(office, first, last)
    with pytest.raises(ReasonMissing):
        explain(office, 3, 4, " ")
    clerk = Actor("x", "เจ้าหน้าที่", (Grant("clerk"),))
    with pytest.raises(NotPermitted):
        RegisterProofs(office).explain("letters", 2568, Span(3, 4, "เหตุ"), clerk)
    assert proof(office).counts[LOST] == 2


def test_a_year_is_closed_only_when_it_is_over_and_nothing_is_open(office: Office) -> None:
    with pytest.raises(NotYetClosed, match="๓–๔ ไม่มีคำอธิบาย"):
        close(office)
    explain(office, 3, 4)
    asked = Claim(date(2025, 3, 9), year=2568)
    office.reserve(office.register("letters"), asked, "หนังสือเชิญวิทยากร", None, operator())
    with pytest.raises(NotYetClosed, match="๖ จองไว้: หนังสือเชิญวิทยากร"):
        close(office)
    office.void_number(office.register("letters"), 2568, 6, "ไม่ได้ใช้", operator())
    close(office)
    with pytest.raises(ClosedBefore):
        close(office)
    with pytest.raises(YearGoesOn):
        YearClosing(office).close("letters", 2569, "", operator())


def test_a_closed_year_gives_no_number_and_takes_an_old_one_only_with_a_reason(
    office: Office,
) -> None:
    explain(office, 3, 4)
    close(office)
    with pytest.raises(YearClosed):
        issue(office, 0, "๓๐ ธันวาคม ๒๕๖๘")
    with pytest.raises(ClosedWithoutReason):
        issue(office, 4, "๔ มีนาคม ๒๕๖๘")
    office.people.grant("p15", "clerk", "", operator())
    why = Wish(why="พบในตู้เมื่อย้ายห้อง", pdf=False)
    told = MEMO | {"book_no": "ศธ ๐๔๙๙๙/4", "date": "๔ มีนาคม ๒๕๖๘"}
    with pytest.raises(NotPermitted):
        office.issue("memo", told, Actor("p15", "เจ้าหน้าที่", (Grant("clerk"),)), why)
    id = issue(office, 4, "๔ มีนาคม ๒๕๖๘", why)
    row = office.show(id, operator()).row
    assert row
    assert row.reason == "พบในตู้เมื่อย้ายห้อง"
    assert issue(office, 0, "๒๐ พฤศจิกายน ๒๕๖๙").year == 2569


def test_the_print_of_the_closing_is_kept_with_the_register_and_stays(office: Office) -> None:
    explain(office, 3, 4)
    close(office)
    issue(office, 4, "๔ มีนาคม ๒๕๖๘", Wish(why="พบในตู้"))
    kept = office.archive.kept("2568/register/letters")
    assert kept
    [printed] = [file for file in kept.files if file.name.endswith(".docx")]
    lines = [line.text for line in Document(BytesIO(printed.data)).paragraphs]
    assert "เลขแรก ๑ เลขสุดท้าย ๕ · บันทึกย้อนหลัง ๓ · อยู่ที่อื่น ๒" in lines
    assert any("โดย นางทะเบียน ดีงาม" in line for line in lines)
    before = proof(office).closing
    assert before
    assert before.head_hash[:32] in "".join(lines)
    office.rebuild(operator())
    assert proof(office).closing == before
    assert ProofPrint(office).printed(proof(office), "docx").name.startswith("ปิดทะเบียน")


def test_what_changed_after_the_closing_is_counted_beside_what_was_closed(office: Office) -> None:
    explain(office, 3, 4)
    close(office)
    same = counted(proof(office))
    office.void_number(office.register("letters"), 2568, 5, "ออกซ้ำ", operator())
    now, void, head, closed, *then = counted(proof(office))
    assert ("บันทึกย้อนหลัง ๒" in now, "ยกเลิก ๑" in void, "ขณะปิด" in closed) == (True, True, True)
    assert then == [*same[:3], same[-1]]
    assert head not in same


def test_a_year_that_was_closed_when_the_power_failed_is_kept_as_closed(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    explain(office, 3, 4)
    office.close()
    with closing(Office.open(tmp_path / "data", lambda: NOON + timedelta(days=1))) as later:
        monkeypatch.setattr(YearClosing, "_keep", lambda *_: None)
        close(later)
        before = later.archive.kept("2568/register/letters")
        assert before and b"closing" not in before.files[0].data
        assert ("letters", 2568) in later.kept.keep_yesterday("ระบบ")
        kept = later.archive.kept("2568/register/letters")
        assert kept and b"closing" in kept.files[0].data
        assert later.kept.keep_yesterday("ระบบ") == []


def test_a_year_is_proved_and_closed_on_pages(browser: Browser, office: Office) -> None:
    explain(office, 3, 4)
    browser.come_in("p16")
    assert "/registers/letters/2568/close" in browser.get("/registers/proof?year=2568").text
    where = "/registers/letters/2568/close"
    assert 'value="นายสารบรรณ' in browser.get(where).text
    assert browser.post(where, registrar="นายสารบรรณ ลงเลขดี").status_code == 303
    assert "เลขสุดท้ายเมื่อปิด ๕" in browser.get("/registers/letters/2568/proof").text
    assert "ไม่ออกเลขใหม่ในปีนี้" in browser.get("/registers/letters/2568?month=all").text
    assert browser.post(where, registrar="").status_code == 422
    book = browser.get("/registers/letters/2568/book.docx").data
    assert any("โดย นายสารบรรณ" in line.text for line in Document(BytesIO(book)).paragraphs)


def test_numbers_of_another_system_are_typed_and_checked_and_lack_nothing(office: Office) -> None:
    RegisterSources(office).tell("letters", "AMSS++", operator())
    with pytest.raises(NumberGivenElsewhere, match=r"AMSS\+\+"):
        issue(office, 0, "๒๐ พฤศจิกายน ๒๕๖๙")
    issue(office, 120, "๒๐ พฤศจิกายน ๒๕๖๙")
    issue(office, 90, "๒๑ พฤศจิกายน ๒๕๖๙")
    with pytest.raises(NumberTaken):
        issue(office, 90, "๒๑ พฤศจิกายน ๒๕๖๙")
    held = office.registers_of("letters", 2569)
    assert ([row.number for row in held.entries], held.unexplained) == ([90, 120], ())
    assert not any(row.backfilled for row in held.entries)
    assert proof(office).of(OTHERS)[0].reason == "เลขของ AMSS++"
    office.rebuild(operator())
    assert office.register("letters").source == "AMSS++"
    RegisterSources(office).tell("letters", "", operator())
    assert office.register("letters").source == ""
    with office.db.writing() as conn:
        office.registers.ensure(conn, meeting_book("board", "การประชุมผู้บริหาร"))
    with pytest.raises(NotNumberedElsewhere):
        RegisterSources(office).tell("meeting-board", "AMSS++", operator())


def test_who_administers_names_the_other_system_on_its_page(
    browser: Browser, office: Office
) -> None:
    browser.come_in("p07")
    assert browser.post("/registers/orders/source", system="AMSS++").status_code == 303
    assert "เลขของทะเบียนนี้ได้จาก AMSS++" in browser.get("/registers/orders/2569").text
    assert "เลขจาก AMSS++" in browser.get("/registers").text
    assert office.register("orders").source == "AMSS++"


def test_an_archive_whose_lists_of_destruction_are_kept_is_rebuilt(office: Office) -> None:
    told = [NewFile("disposal.json", b"{}")]
    office.archive.keep("2569/register/disposal-1", told, "p16", "บัญชีหนังสือขอทำลาย")
    office.rebuild(operator())
    assert len(office.registers_of("letters", 2568).entries) == 3


def test_the_page_that_refuses_a_closed_year_asks_for_the_reason(
    browser: Browser, office: Office
) -> None:
    explain(office, 3, 4)
    close(office)
    browser.come_in("p16")
    told = MEMO | {"book_no": "ศธ ๐๔๙๙๙/4", "date": "๔ มีนาคม ๒๕๖๘"}
    made = office.make("memo", told, office.actor("p16"))
    where = f"/drafts/{made.draft}/issue"
    asked = browser.get(where)
    assert asked.status_code == 422
    assert "เหตุผลที่บันทึกเลขย้อนหลัง" in asked.text
    assert "พบในตู้เมื่อย้ายห้อง" in browser.get(f"{where}?why=พบในตู้เมื่อย้ายห้อง").text
    with office.db.reading() as conn:
        revision = office.desk.drafts.get(conn, made.draft).revision
    assert browser.post(where, revision=revision, why="พบในตู้เมื่อย้ายห้อง").status_code == 303
    page = browser.get("/registers/letters/2568?month=all").text
    assert "บันทึกย้อนหลัง · พบในตู้เมื่อย้ายห้อง" in page


def test_gaps_are_proved_and_closed_on_the_command_line(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    clerk = Clerk(office.folder.path, capsys)
    code, out = clerk("register", "gaps", "letters", "--year", "2568")
    assert (code, "๓–๔\tไม่มีคำอธิบาย" in out) == (1, True)
    assert clerk("register", "close", "letters", "--year", "2568")[0] == 1
    why = ("--reason", "กระดาษอยู่ในตู้")
    assert clerk("register", "explain", "letters", "3", "4", "--year", "2568", *why)[0] == 0
    closing = clerk.json(
        "register", "close", "letters", "--year", "2568", "--registrar", "นายลงเลข"
    )
    assert (closing["last"], closing["registrar"]) == (5, "นายลงเลข")
    told = clerk.json("register", "gaps", "--year", "2568")
    assert told["counts"] == {"backfilled": 3, "elsewhere": 2}
    assert told["closing"]["head_hash"]
    assert clerk("register", "source", "orders", "AMSS++")[0] == 0
    assert "AMSS++" in clerk.json("register", "show", "orders")["register"]["source"]


def test_a_program_reads_what_explains_each_number(browser: Browser, office: Office) -> None:
    told = Program(browser, office, "p16").got("/registers/letters/2568/proof")
    assert [(one["first"], one["last"], one["kind"]) for one in told["numbers"]] == [
        (1, 2, "backfilled"),
        (3, 4, "lost"),
        (5, 5, "backfilled"),
    ]
    assert (told["closed"], len(told["hash"])) == ("", 64)
