"""Indicators in the browser: a table taken in, people and results told, scores shown and drawn."""

import pytest

from office.office import Office
from office.permissions import operator
from tests.conftest import SAMPLES, Browser

pytestmark = pytest.mark.slow

YEAR = {
    "year": "๒๕๗๐",
    "briefing": "2/11/2569",
    "m6": "9/4/2570",
    "p6": "7/4/2570",
    "indicator": "ก",
}
TABLE = (
    "รหัส\tตัวชี้วัด\tน้ำหนัก\tคะแนน ๑\tคะแนน ๒\tคะแนน ๓\tคะแนน ๔\tคะแนน ๕\tเจ้าภาพหลัก\n"
    "ต๑\tร้อยละของการอ่านออกเขียนได้\t๖๐\t65\t70\t75\t80\t85\tกลุ่มนิเทศฯ\n"
    "ต๒\tการลดพลังงาน\t๔๐\t10\t8\t6\t4\t2\tกลุ่มบริหารงานการเงินและสินทรัพย์\n"
)


def begin(browser: Browser) -> str:
    return browser.come_in("p17").post("/work/begin/evaluation", YEAR).location


def with_table(browser: Browser) -> str:
    work = begin(browser)
    assert browser.post(f"{work}/indicators", seen="1", table=TABLE).status_code == 303
    return work


def of(work: str, target: str, round: str = "m6") -> str:
    return f"{work}/result?target={target}&round={round}"


def test_a_pasted_table_makes_the_list_and_its_rows(browser: Browser) -> None:
    work = with_table(browser)
    page = browser.get(f"{work}/indicators").text
    assert "การอ่านออกเขียนได้" in page and "กลุ่มนิเทศ ติดตาม" in page
    assert "ภายใน ๗ เม.ย. ๒๕๗๐" in page  # the province is earlier
    assert "การลดพลังงาน" in browser.get(work).text


@pytest.mark.parametrize(
    ("table", "says"),
    [
        ("เรื่อง\tจำนวน\nก\t๑", "ไม่พบหัวตาราง"),
        ("ตัวชี้วัด\tน้ำหนัก\tเจ้าภาพหลัก\nก\tมาก\tกลุ่มลับ", "กลุ่มลับ"),
        ("", "โปรด"),
    ],
)
def test_a_table_that_is_wrong_is_told_and_stays_typed(
    browser: Browser, table: str, says: str
) -> None:
    work = begin(browser)
    sent = browser.post(f"{work}/indicators", seen="1", table=table)
    assert sent.status_code == 422
    assert says in sent.text and table.partition("\t")[0] in sent.text


def test_the_samples_file_is_taken_as_it_is(browser: Browser) -> None:
    work = begin(browser)
    with (SAMPLES / "kpi-2570.yaml").open("rb") as file:
        assert browser.post(f"{work}/indicators", seen="1", file=file).status_code == 303
    assert "ประหยัด" in browser.get(f"{work}/indicators").text


def test_a_sheet_is_changed_and_what_is_unknown_is_told_at_its_field(browser: Browser) -> None:
    page = f"{with_table(browser)}/indicator?target=ต๑"
    row = {"seen": "2", "name": "ร้อยละการอ่าน", "lead": "กลุ่มนิเทศ ติดตาม และประเมินผลการจัดการศึกษา"}
    wrong = browser.post(page, row | {"supervisor": "นายใครก็ไม่รู้"})
    assert wrong.status_code == 422 and 'href="#supervisor"' in wrong.text
    assert "ร้อยละการอ่าน" in wrong.text
    right = row | {"supervisor": "นายสาธิต แบบอย่าง", "collector": "นางสาวรวบรวม ข้อมูลครบ"}
    assert browser.post(page, right).status_code == 303
    assert browser.post(page, right).status_code == 409


def test_results_are_told_scored_and_drawn(browser: Browser) -> None:
    work = with_table(browser)
    assert browser.post(of(work, "ต๑"), seen="0", do="tell", value="ดี").status_code == 422
    assert browser.post(of(work, "ต๑"), seen="0", do="tell", value="๘๑.๓๗").status_code == 303
    assert browser.post(of(work, "ต๒"), seen="0", do="tell", value="5").status_code == 303
    page = browser.get(f"{work}/indicators").text
    assert "๔.๒๗๔๐" in page and "๓.๕๐๐๐" in page  # and where less is better
    assert "๓.๙๖๔๔" in page  # (4.2740 * 60 + 3.5 * 40) / 100
    assert '<svg class="bars" role="img"' in page
    assert "๓.๙๖๔๔" in browser.get("/work/indicators").text


def test_a_result_is_proved_reviewed_reported_returned_and_certified(
    browser: Browser, office: Office
) -> None:
    work = with_table(browser)
    page = of(work, "ต๑")
    browser.post(page, seen="0", do="tell", value="80")
    acts = [
        {"do": "prove", "title": "ทะเบียนผลการอ่าน", "place": "ตู้ ๓"},
        {"do": "review", "by": "นายสาธิต แบบอย่าง"},
        {"do": "report", "krs": "KRS-๑๒", "on": "6/4/2570"},
        {"do": "return", "reason": "ขาดหลักฐานหน้า ๓", "letter": "ศธ ๐๔๐๐๔/๑"},
        {"do": "resubmit", "answer": "ส่งหน้า ๓ แล้ว"},
        {"do": "certify"},
    ]
    for seen, act in enumerate(acts, 1):
        assert browser.post(page, act, seen=str(seen)).status_code == 303, act
    text = browser.get(page).text
    for words in ("ตู้ ๓", "สาธิต แบบอย่าง", "KRS-๑๒", "ขาดหลักฐานหน้า ๓", "ส่งหน้า ๓ แล้ว", "รับรองแล้ว"):
        assert words in text
    assert browser.post(page, seen="1", do="tell", value="81").status_code == 409
    assert "รายงาน KRS แล้ว ผล ๘๐" in browser.get(work).text


def test_a_collector_reads_why_a_result_came_back_and_no_accounts_name(browser: Browser) -> None:
    work = with_table(browser)
    browser.post(of(work, "ต๑"), seen="0", do="tell", value="80")
    browser.post(of(work, "ต๑"), seen="1", do="return", reason="ขาดหลักฐานหน้า ๓")
    browser.come_in("p20")
    page = browser.get(of(work, "ต๑")).text
    assert "ส่งกลับ: ขาดหลักฐานหน้า ๓" in page
    assert "วัดผล" in page and "(p17)" not in page


def test_a_collector_is_not_offered_what_the_supervisor_does(browser: Browser) -> None:
    work = with_table(browser)
    browser.post(of(work, "ต๑"), seen="0", do="tell", value="80")
    browser.come_in("p20")
    page = browser.get(of(work, "ต๑")).text
    assert "บันทึกผล" in page and "ตรวจแล้ว ถูกต้อง" not in page
    assert browser.post(of(work, "ต๑"), seen="1", do="review").status_code == 403
    assert browser.get(of(work, "ไม่มี")).status_code == 404


def test_an_evaluation_begins_with_a_pasted_table_and_without_a_leftover_row(
    browser: Browser, office: Office
) -> None:
    bad = YEAR | {"indicator": TABLE.replace("๖๐", "มาก")}
    sent = browser.come_in("p17").post("/work/begin/evaluation", bad)
    assert sent.status_code == 422 and "“มาก” ไม่ใช่ตัวเลข" in sent.text and "การลดพลังงาน" in sent.text
    work = browser.post("/work/begin/evaluation", YEAR | {"indicator": TABLE}).location
    case = int(work.rpartition("/")[2])
    told = office.cases.standing(case, operator())
    assert told.done == (0, 1 + 1 + 2 + 1 + 1 + 1 + 2 * 3 + 3 + 1)
    sheets = office.standards.sheets.of(case, operator())
    assert [(one.code, str(one.weight)) for one in sheets] == [("ต๑", "60"), ("ต๒", "40")]
    assert "จดการประชุม" not in browser.get(work).text
