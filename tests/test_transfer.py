"""What is twenty years old: decided line by line, handed to the archives, told in its records."""

from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path

import bagit  # type: ignore[import-untyped]
import pytest
from docx import Document

from archive.records import RecordId
from office import answers
from office.disposal_errors import (
    DisposalOpen,
    NothingOldEnough,
    NotTheTime,
    UnknownDisposal,
    YearNotBegun,
)
from office.disposal_store import DONE, Disposal
from office.errors import TellingInvalid
from office.office import Office, operator
from office.people_errors import NotPermitted
from office.permissions import Actor, Grant
from office.plans import Wish
from office.restricting import Kept
from office.transfer import DEPOSIT, EXEMPT, GIVE, OWN, transfer_deadline
from office.transfer_print import transfer_print
from office.veiling import HIDDEN
from office.yearly_lists import Verdict
from tests.conftest import SAMPLES, Browser, prepared
from tests.test_cli import Clerk

pytestmark = pytest.mark.slow

DAY = date(2026, 11, 2)
FOUR = [RecordId(2549, "memo", n) for n in (1, 2, 3, 4)]
HANDED = {"on": DAY, "taker": "นางจดหมาย เหตุดี", "letter": ""}


@pytest.fixture(scope="module")
def begun(new_office: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """An office with four memos of 2549, and one of 2550."""
    with prepared(new_office, tmp_path_factory) as office:
        memo = answers.load(SAMPLES / "memo-01.yaml")
        for number, year in ((1, 2549), (2, 2549), (3, 2549), (4, 2549), (1, 2550)):
            given = memo | {"book_no": f"ศธ ๐๔๙๙๙/{number}", "date": f"{number} มีนาคม {year}"}
            office.issue("memo", given, operator(), Wish(pdf=False, retention="history"))
        yield office.folder.path


def decided(office: Office, *verdicts: Verdict) -> int:
    id = office.transfers.survey(2569, operator())
    office.transfers.decide(id, 1, dict(enumerate(verdicts, 1)), operator())
    office.transfers.approve(id, 2, {"by": "นายสมชาย เก่งกาจ", "on": DAY}, operator())
    return id


def carried_out(office: Office, *verdicts: Verdict) -> Disposal:
    id = decided(office, *verdicts)
    office.transfers.tell_handing(id, 3, HANDED, operator())
    return office.transfers.finish(id, operator())


def test_the_list_should_have_gone_by_the_end_of_the_next_january() -> None:
    assert transfer_deadline(2569) == date(2027, 1, 31)


def test_each_record_tells_what_became_of_it_and_the_next_list_asks_for_the_rest(
    office: Office,
) -> None:
    own = Verdict(OWN, 2575, "ยังใช้ตรวจสอบสิทธิ์")
    ended = carried_out(
        office, Verdict(GIVE), own, Verdict(DEPOSIT), Verdict(EXEMPT, None, "สำนวนคดี")
    )
    assert [line.ended for line in ended.lines] == ["given", "left", "given", "left"]
    assert ended.state == DONE
    facts = [fact.what for fact in office.archive.record(FOUR[0]).description.facts]
    assert facts[-1] == "transferred"
    assert office.archive.record(FOUR[2]).description.facts[-1].note == HANDED["taker"]
    assert office.archive.kept(f"2569/register/transfer-{ended.id}")
    assert office.transfers.old(2569) == ()
    assert {row.id for row in office.transfers.old(2576)} >= {FOUR[1]}
    office.rebuild(operator())
    assert office.verify(operator()).faults == ()


def test_what_is_on_hold_stays_and_is_asked_for_again(office: Office) -> None:
    office.keeping.hold(FOUR[1], 1, "อยู่ระหว่างสอบข้อเท็จจริง", operator())
    ended = carried_out(office, *[Verdict(GIVE)] * 4)
    assert [line.ended for line in ended.lines] == ["given", "spared", "given", "given"]
    assert "สอบข้อเท็จจริง" in ended.lines[1].note
    assert [row.id for row in office.transfers.old(2569)] == [FOUR[1]]


def test_no_step_comes_before_its_time_and_keeping_needs_a_reason(office: Office) -> None:
    here, clerk = office.transfers, operator()
    with pytest.raises(YearNotBegun):
        here.survey(2570, clerk)
    with pytest.raises(NothingOldEnough):
        here.survey(2568, clerk)
    id = here.survey(2569, clerk)
    with pytest.raises(DisposalOpen):
        here.survey(2569, clerk)
    with pytest.raises(TellingInvalid) as refused:
        here.decide(id, 1, {1: Verdict(OWN), 2: Verdict("destroy")}, clerk)
    assert [one.path for one in refused.value.problems] == ["decision-2", "note-1"]
    with pytest.raises(NotTheTime, match="4 รายการ"):
        here.approve(id, 1, {"by": "ผอ.", "on": DAY}, clerk)
    with pytest.raises(NotTheTime):
        here.finish(id, clerk)
    with pytest.raises(UnknownDisposal):
        office.disposals.get(id, clerk)
    with pytest.raises(NotPermitted):
        here.survey(2569, Actor("x", "เจ้าหน้าที่", (Grant("clerk"),)))


def test_broken_off_it_goes_on_where_it_was(office: Office) -> None:
    id = decided(office, *[Verdict(GIVE)] * 4)
    office.transfers.tell_handing(id, 3, HANDED, operator())
    assert sum(bool(line.ended) for line in office.transfers.finish(id, operator(), 1).lines) == 1
    assert office.transfers.finish(id, operator()).state == DONE
    assert office.archive.record(FOUR[0]).version == 2


def test_each_decision_has_its_form(office: Office) -> None:
    own = Verdict(OWN, 2575, "ยังใช้ตรวจสอบสิทธิ์")
    one = office.transfers.get(decided(office, Verdict(GIVE), own, own, own), operator())
    for decision, lines in ((GIVE, 1), (OWN, 3), (DEPOSIT, 0)):
        made = Document(BytesIO(transfer_print(office, one, decision, "docx").data))
        assert len(made.tables[0].rows) == 1 + lines
    rows = Document(BytesIO(transfer_print(office, one, OWN, "docx").data)).tables[0].rows
    assert rows[1].cells[-1].text == "ยังใช้ตรวจสอบสิทธิ์ ถึง พ.ศ. ๒๕๗๕"


def test_a_list_goes_from_the_survey_to_the_bag_on_pages(browser: Browser) -> None:
    browser.come_in("p16")
    assert "๔ ฉบับ ที่ยังไม่ได้พิจารณา" in browser.get("/transfer").text
    assert browser.post("/transfer", year="2569").location == "/transfer/1"
    wrong = browser.post("/transfer/1", {"seen": "1", "decision-2": "own", "note-2": ""})
    assert wrong.status_code == 422
    assert "โปรดระบุเหตุผล" in wrong.text
    own = {"decision-2": "own", "note-2": "ยังใช้ตรวจสอบสิทธิ์", "until-2": "๒๕๗๕"}
    assert browser.post("/transfer/1", own | {"seen": "1", "rest": "give"}).status_code == 303
    head = {"by": "นายสมชาย เก่งกาจ", "on": "๓ พ.ย. ๖๙"}
    assert browser.post("/transfer/1/head", seen="2", **head).status_code == 303
    assert browser.get("/transfer/1/list-own.docx").data.startswith(b"PK")
    assert browser.get("/transfer/1/bag").text.count('name="id"') == 3
    assert browser.post("/transfer/1/handed", seen="3", taker="", on="").status_code == 422
    handed = {"taker": "นางจดหมาย เหตุดี", "on": "๔ พ.ย. ๖๙"}
    assert browser.post("/transfer/1/handed", seen="3", **handed).status_code == 303
    assert browser.post("/transfer/1/finish").status_code == 303
    assert "เสร็จแล้ว" in browser.get("/transfer/1").text
    assert "ส่งมอบหอจดหมายเหตุแห่งชาติ" in browser.get(f"/records/{FOUR[0]}").text


def test_a_list_and_its_bag_on_the_command_line(
    office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    clerk = Clerk(office.folder.path, capsys)
    told = clerk.json("transfer", "--survey", "--year", "2569")
    assert [line["record"] for line in told["lines"]] == [str(id) for id in FOUR]
    assert clerk("transfer", "1", "--decide", "2=own")[0] == 1
    assert "เหตุผล" in clerk.said
    assert clerk("transfer", "1", "--decide", "1=give", "๓=give")[0] == 0
    _, path = clerk("transfer", "1", "--print", GIVE, "--out", tmp_path)
    assert Path(path.strip()).is_file()
    assert clerk.json("transfer", "1", "--bag", tmp_path / "bag")["records"] == 2
    bagit.Bag(str(tmp_path / "bag")).validate()
    assert "ส่งมอบภายใน" in clerk("transfer")[1]
    assert clerk("transfer", "ก")[0] == 1


def test_the_archive_keeps_titles_that_whoever_ends_the_list_may_not_read(office: Office) -> None:
    id = decided(office, *[Verdict(GIVE)] * 4)
    office.transfers.tell_handing(id, 3, HANDED, operator())
    title = office.archive.record(FOUR[0]).description.title
    office.restricting.restrict(FOUR[0], 1, Kept(("p05",), None, "", "เรื่องส่วนตัว"), operator())
    registrar = Actor("p07", "เจ้าหน้าที่", (Grant("registrar"),))
    assert office.transfers.finish(id, registrar).lines[0].title == HIDDEN
    kept = office.archive.kept(f"2569/register/transfer-{id}")
    assert kept
    said = kept.files[0].data.decode()
    assert (said.count(title), HIDDEN in said) == (4, False)


def test_a_year_that_never_comes_is_told_at_its_line(office: Office) -> None:
    id = office.transfers.survey(2569, operator())
    with pytest.raises(TellingInvalid) as refused:
        office.transfers.decide(id, 1, {2: Verdict(OWN, 10**20, "ยังใช้งาน")}, operator())
    assert [problem.path for problem in refused.value.problems] == ["until-2"]
