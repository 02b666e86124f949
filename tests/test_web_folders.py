"""Paper: where it lies, what a folder holds, labels for its back, who has borrowed it."""

import csv
import io
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from docx.shared import Mm

from archive.catalogue import Filters
from archive.records import Paper, RecordId
from office.loans import Bringing, Lending
from office.office import Office, operator
from office.permissions import Actor, Grant
from templates.spines import Spine, spines
from tests.conftest import Browser, prepared
from tests.test_web_browse import file

FIRST = RecordId(2569, "memo", 1)
PLACE = "folder=หนังสือเวียน เล่ม ๑&cabinet=2"


def lend(office: Office, until: date, id: RecordId = FIRST) -> None:
    seen = office.archive.record(id).version
    lending = Lending("นางสาวมาลี  ใจดี", date(2026, 11, 2), until)
    office.loans.lend(id, seen, lending, operator())


def tables(data: bytes) -> list[list[str]]:
    (table,) = Document(io.BytesIO(data)).tables
    return [[cell.text for cell in row.cells] for row in table.rows]


@pytest.fixture(scope="module")
def begun(new_office: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office with three memos: two in one folder, typed in two ways, one in another."""
    with prepared(new_office, tmp_path_factory) as office:
        for number, month in enumerate((3, 1, 2), 1):
            file(office, date(2026, month, 5), "3", f"หนังสือเวียนเรื่องที่ {number}")
        lie = (
            Paper("หนังสือเวียน  เล่ม ๑", "๒"),
            Paper("หนังสือเวียน เล่ม 1", "2"),
            Paper("คำสั่ง", "10"),
        )
        for number, paper in enumerate(lie, 1):
            id = RecordId(2569, "memo", number)
            office.amendments.place_paper(id, 1, paper, operator())
        return office.folder.path


@pytest.fixture
def clerk(browser: Browser) -> Browser:
    return browser.come_in("p16")


def test_one_folder_typed_in_two_ways_is_one_and_cabinets_stand_in_their_order(
    clerk: Browser,
) -> None:
    told = clerk.get("/folders/list.csv").text.removeprefix("\ufeff")
    found = [(row["ตู้"], row["แฟ้ม"], row["ฉบับ"]) for row in csv.DictReader(io.StringIO(told))]
    assert found == [("๒", "หนังสือเวียน เล่ม ๑", "๒"), ("๑๐", "คำสั่ง", "๑")]
    page = clerk.get(f"/browse?{PLACE}").text
    assert "รายการ ๒ ฉบับ" in page and "เรื่องที่ 3" not in page
    assert "คำสั่ง" not in clerk.get("/folders?q=เล่ม ๑").text.partition("<h2>")[2]


def test_the_contents_of_a_folder_have_the_oldest_first(clerk: Browser) -> None:
    head, *lines = tables(clerk.get(f"/folders/contents.docx?{PLACE}").data)
    assert [line[head.index("ลงวันที่")] for line in lines] == ["๕ ม.ค. ๒๕๖๙", "๕ มี.ค. ๒๕๖๙"]
    empty = clerk.get("/folders/contents.docx?folder=ไม่มีแฟ้มนี้")
    assert empty.status_code == 422 and "บันทึกที่เก็บต้นฉบับ" in empty.text


@pytest.mark.parametrize("one", spines(), ids=lambda one: one.code)
def test_a_label_is_as_large_as_it_says_and_tells_folder_years_and_cabinet(
    clerk: Browser, one: Spine
) -> None:
    made = clerk.post("/folders/spines", {"place": PLACE, "size": one.code, "as": "docx"})
    (table,) = Document(io.BytesIO(made.data)).tables
    high, wide = (one.width, one.height) if one.lying else (one.height, one.width * one.across)
    assert abs(sum(row.height for row in table.rows if row.height) - Mm(high)) < Mm(0.2)
    assert abs(sum(column.width for column in table.columns) - Mm(wide)) < Mm(0.2)
    said = {cell.text.strip() for row in table.rows for cell in row.cells}
    assert any("หนังสือเวียน เล่ม ๑" in text for text in said)
    assert {"พ.ศ. ๒๕๖๙", "ตู้ ๒"} <= {line for text in said for line in text.splitlines()}


def test_no_folder_ticked_is_told_on_the_page(clerk: Browser) -> None:
    answer = clerk.post("/folders/spines", {"size": "2", "as": "docx"})
    assert answer.status_code == 422
    assert "ยังไม่ได้เลือกแฟ้ม" in answer.text
    assert '<option value="2" selected>' in answer.text


def test_the_finding_aid_tells_of_each_category_and_year_where_its_paper_lies(
    clerk: Browser,
) -> None:
    head, line = tables(clerk.get("/plan/book.docx?by=fiscal&year=๒๕๖๙").data)
    told = dict(zip(head, line, strict=True))
    assert (told["รหัสแฟ้ม"], told["จำนวนฉบับ"]) == ("๓", "๓")
    assert told["วันที่ของเอกสาร"] == "๕ ม.ค. ๒๕๖๙ – ๕ มี.ค. ๒๕๖๙"
    assert "แฟ้ม คำสั่ง ตู้ ๑๐" in told["ที่เก็บต้นฉบับ"]
    assert clerk.get("/plan/book.docx?year=๒๕๐๐").status_code == 422


def test_paper_is_lent_once_and_back_again_on_the_records_page(clerk: Browser) -> None:
    told = {"borrower": "นางสาวมาลี  ใจดี", "on": "๒๐ พ.ย. ๒๕๖๙", "due": "30/11/2569", "seen": "2"}
    assert clerk.post(f"/records/lend/{FIRST}", told).status_code == 303
    page = clerk.get(f"/records/{FIRST}").text
    assert "กำหนดส่งคืน ๓๐ พ.ย. ๒๕๖๙" in page and "ให้ยืมต้นฉบับแก่" in page
    again = clerk.post(f"/records/lend/{FIRST}", told | {"seen": "3"})
    assert again.status_code == 422 and "ยืมอยู่ โปรดบันทึกการส่งคืนก่อน" in again.text
    clerk.post(f"/records/back/{FIRST}", {"by": "", "on": "๒๑ พ.ย. ๒๕๖๙", "seen": "3"})
    page = clerk.get(f"/records/{FIRST}").text
    assert "อยู่ในที่เก็บ" in page and "รับคืนต้นฉบับจาก" in page


def test_everything_wrong_with_a_loan_is_told_at_its_field(clerk: Browser) -> None:
    told = {"borrower": " ", "on": "๓๐ พ.ย. ๒๕๖๙", "due": "๑ พ.ย. ๒๕๖๙", "seen": "2"}
    page = clerk.post(f"/records/lend/{FIRST}", told)
    assert page.status_code == 422
    for field in "borrower", "on", "due":
        assert f'href="#{field}"' in page.text
    assert 'value="๓๐ พ.ย. ๒๕๖๙"' in page.text
    none = clerk.post(f"/records/back/{FIRST}", {"by": "", "on": "วันนี้", "seen": "2"})
    assert "ไม่ได้ให้ยืมไว้" in none.text


def test_what_is_late_is_told_by_days_and_what_is_due_first_comes_first(
    clerk: Browser, office: Office
) -> None:
    lend(office, date(2026, 12, 1))
    lend(office, date(2026, 11, 12), RecordId(2569, "memo", 2))
    page = clerk.get("/loans").text
    assert page.index("เรื่องที่ 2") < page.index("เรื่องที่ 1")
    assert "<strong>๑๐</strong>" in page
    late = clerk.get("/loans/list.csv?late=1").text
    assert "เรื่องที่ 2" in late and "เรื่องที่ 1" not in late


@pytest.mark.slow
def test_the_loan_survives_the_loss_of_the_catalogue(office: Office) -> None:
    lend(office, date(2026, 12, 1))
    before = office.loans.out(operator())
    office.rebuild(operator())
    assert office.loans.out(operator()) == before
    assert [row.lent_to for row in before] == ["นางสาวมาลี  ใจดี"]
    office.loans.bring(FIRST, 3, Bringing("", date(2026, 11, 20)), operator())
    assert office.loans.out(operator()) == ()


def test_the_card_has_a_line_for_each_loan(clerk: Browser, office: Office) -> None:
    lend(office, date(2026, 12, 1))
    office.loans.bring(FIRST, 3, Bringing("นายวิชัย", date(2026, 11, 20)), operator())
    head, lent, next_ = tables(clerk.get(f"/slips/loan/{FIRST}?as=docx").data)
    assert lent[head.index("ผู้ยืม")] == "นางสาวมาลี  ใจดี"
    assert lent[head.index("วันส่งคืน")] == "๒๐ พ.ย. ๒๕๖๙"
    assert next_[head.index("ผู้ยืม")] == "" and "เวียน" in next_[0]


def test_what_one_may_not_read_is_in_no_folder(office: Office) -> None:
    lend(office, date(2026, 11, 12), RecordId(2569, "memo", 3))
    with office.db.writing() as conn:
        conn.exec_driver_sql("UPDATE records SET access = 'adm' WHERE folder = 'คำสั่ง'")
    reader = Actor("p20", "p20", (Grant("reader", "edu"),))
    seen = office.browsing.folders(Filters(), reader)
    assert [one.paper.folder for one in seen] == ["หนังสือเวียน เล่ม 1"]
    assert office.loans.out(reader) == ()


def test_a_paper_that_lies_nowhere_makes_no_new_version(clerk: Browser, office: Office) -> None:
    file(office, date(2026, 4, 5), "3", "หนังสือที่ยังไม่รู้ว่าอยู่แฟ้มใด")
    made = RecordId(2569, "memo", 4)
    told = clerk.post(f"/records/paper/{made}", {"seen": "1", "folder": "  "})
    assert told.status_code == 422
    assert "อย่างน้อยหนึ่งช่อง" in told.text
    assert office.archive.record(made).version == 1
