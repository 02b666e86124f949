"""The evidence book: of a case and of a period, on a page, in Word and as PDF."""

from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from pypdf import PdfReader

from office.evaluation.results import Place, Said
from office.office import Office
from office.permissions import operator
from office.plans import Wish
from office.procedures.cases import LEFT_OUT, Decision
from office.procedures.evidence import NOT_YET, PROVED
from office.procedures.evidence_book import lines
from office.procedures.planning import Situation, Target
from office.submission import To
from tests.conftest import Browser, as_given
from tests.test_office_director import CHECK
from tests.test_office_director import begun as director
from tests.test_office_evaluation import begun

ME = operator()


def meeting(office: Office, no: str, day: date) -> int:
    """A meeting whose agenda is done in time, and prepared late."""
    who = (Target("group", "plan", "กลุ่มแผน"), Target("invitee", "p02", "รอง"))
    about = Situation({"body": "ประชุมผู้บริหาร", "no": no}, {"meeting_date": day}, who)
    case = office.cases.begin("meeting", about, ME).id
    for step, on in (("agenda", date(2026, 11, 10)), ("prepare", date(2026, 12, 20))):
        (row,) = office.cases.standing(case, ME).of(step).rows
        office.cases.move(row.id, row.version, "done", ME, Decision(on=on))
    return case


def prove(office: Office, case: int) -> str:
    record = office.issue("memo", as_given("memo", "memo-01"), ME, Wish(pdf=False)).id
    (row,) = office.cases.standing(case, ME).of("agenda").rows
    office.cases.prove(row.id, str(record), "บันทึกแนบระเบียบวาระ", ME)
    return str(record)


def test_a_case_says_what_proves_each_standard_and_what_was_late(office: Office) -> None:
    case = meeting(office, "๑/๒๕๖๙", date(2026, 11, 24))
    record = prove(office, case)
    told = list(lines(office.standards.books.of_case(case, ME)))
    assert len(told) == 12
    assert record in told[1]["proofs"] and told[1]["when"] == "๑๐ พ.ย. ๒๕๖๙\nตรงเวลา"
    assert "ครบถ้วนและถูกต้อง" in told[1]["standard"]
    assert "ช้ากว่ากำหนด" in told[6]["when"]
    assert (told[0]["met"], told[0]["when"]) == ("ยังไม่ได้ทำ", "-")


def test_what_had_no_day_is_not_called_in_time(office: Office) -> None:
    case = begun(office)
    place = Place(case, "ตชว-๐๑", "m9")
    office.standards.results.tell(place, 0, {"value": "80"}, Said(), ME)
    office.standards.results.report(place, 1, "", Said(), ME)
    pages = office.standards.books.of_case(case, ME).chapters[0].pages
    report = next(page for page in pages if page.step.id == "report")
    assert (report.done, report.dated, report.late) == (1, 0, 0)


def test_a_record_behind_a_result_stands_in_the_book(office: Office) -> None:
    case, place = begun(office), Place(1, "ตชว-๐๑", "m6")
    record = str(office.issue("memo", as_given("memo", "memo-01"), ME, Wish(pdf=False)).id)
    proof = {"title": "ทะเบียนผลการอ่าน", "record": record}
    office.standards.results.prove(place, 0, proof, ME)
    told = list(lines(office.standards.books.of_case(case, ME)))
    assert any("ทะเบียนผลการอ่าน" in line["proofs"] for line in told)


def test_the_book_tells_what_was_recorded_with_a_case_beside_its_papers(office: Office) -> None:
    case, of = begun(office), Place(1, "ตชว-๐๑", "m6")
    results = office.standards.results
    results.tell(of, 0, {"value": "81.37"}, Said(), ME)
    results.prove(of, 1, {"title": "ทะเบียน", "place": "ตู้ ๓"}, ME)
    results.report(of, 2, "KRS-7", Said(), ME)
    results.send_back(of, 3, {"reason": "ขาดลายมือชื่อ"}, Said(), ME)
    told = list(lines(office.standards.books.of_case(case, ME)))
    assert told[6]["proofs"].endswith(
        "มีผล ๑ จาก ๕ ตัวชี้วัด หลักฐาน ๑ รายการ รายงาน KRS แล้ว ๑ คะแนนรวม ๔.๒๗๔๐"
    )
    assert "ส่งกลับ ๑ ส่งใหม่แล้ว ๐" in told[7]["proofs"]
    assert LEFT_OUT not in told[2]["met"]  # the placeholder of the list is no reason
    later = office.standards.books.of_period(date(2027, 4, 1), date(2027, 4, 30), ME)
    assert "มีผล" not in str(list(lines(later)))


@pytest.mark.slow
def test_the_book_of_the_five_points_counts_checks_and_screening(office: Office) -> None:
    case = director(office)
    office.standards.director.add(case, "checked", CHECK, date(2026, 11, 3), ME)
    office.submission.propose(office.drafting.begin("memo", ME), To(person="p05"), ME)
    pages = office.standards.books.of_case(case, ME).chapters[0].pages
    told = {page.step.id: page for page in pages}
    assert "ตรวจสอบ ๑ ครั้ง" in told["watch"].recorded[0]
    assert "กลั่นกรองงาน ๑ เรื่อง" in told["screen"].recorded[0]
    standards = list(lines(office.standards.books.of_case(case, ME)))[1]["standard"].split("\n")
    assert len(standards) == 5 and all(one.startswith("– มี") for one in standards[:4])
    assert told["advise"].recorded == () and told["screen"].met == NOT_YET
    (row,) = office.cases.standing(case, ME).of("screen").rows
    office.cases.move(row.id, row.version, "done", ME)
    pages = office.standards.books.of_case(case, ME).chapters[0].pages
    assert pages[3].met == PROVED


def test_a_period_has_what_was_done_or_due_in_it_and_nothing_of_a_cancelled_case(
    office: Office,
) -> None:
    first = meeting(office, "๑/๒๕๖๙", date(2026, 11, 24))
    meeting(office, "๒/๒๕๗๐", date(2027, 6, 1))
    gone = meeting(office, "๓/๒๕๖๙", date(2026, 11, 25))
    office.cases.end(gone, 1, "cancelled", "งดประชุม", ME)
    book = office.standards.books.of_period(date(2026, 11, 1), date(2026, 11, 30), ME)
    assert [chapter.case.id for chapter in book.chapters if chapter.pages] == [first, 2]
    assert [page.step.id for page in book.chapters[1].pages] == ["agenda"]
    assert next(lines(book))["chapter"] == "ประชุมผู้บริหาร ครั้งที่ ๑/๒๕๖๙"
    assert "prepare" not in [page.step.id for page in book.chapters[0].pages]


@pytest.mark.slow
def test_the_page_leads_to_word_and_pdf(browser: Browser, office: Office) -> None:
    case = meeting(office, "๑/๒๕๖๙", date(2026, 11, 24))
    record = prove(office, case)
    clerk = browser.come_in("p15")
    page = clerk.get(f"/work/{case}/book").text
    assert f'href="/records/{record}"' in page and f"/work/{case}/book.docx" in page
    sent = clerk.get(f"/work/{case}/book.docx")
    text = ZipFile(BytesIO(sent.data)).read("word/document.xml").decode()
    assert "บันทึกแนบระเบียบวาระ" in text and "ประชุมผู้บริหาร" in text
    assert "gridSpan" not in text  # one case needs no heading
    assert clerk.get(f"/work/{case}/book.odt").status_code == 404
    asked = "from=1/11/2569&to=30/11/2569"
    assert "ครั้งที่ ๑/๒๕๖๙" in clerk.get(f"/work/book?{asked}").text
    period = ZipFile(BytesIO(clerk.get(f"/work/book.docx?{asked}").data))
    assert '<w:gridSpan w:val="6"/>' in period.read("word/document.xml").decode()
    wrong = clerk.get("/work/book?from=สมัยก่อน&to=วันนี้")
    assert wrong.status_code == 422 and "สมัยก่อน" in wrong.text


@pytest.mark.slow
def test_the_book_is_a_pdf_with_every_step_once(browser: Browser, office: Office) -> None:
    if not office.converter.available().ready:
        pytest.skip("no LibreOffice or no font")
    case = meeting(office, "๑/๒๕๖๙", date(2026, 11, 24))
    sent = browser.come_in("p15").get(f"/work/{case}/book.pdf")
    assert sent.mimetype == "application/pdf"
    pages = PdfReader(BytesIO(sent.data)).pages
    assert 1 < len(pages) < 6
    assert pages[0].mediabox.width > pages[0].mediabox.height
