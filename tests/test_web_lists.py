"""Lists in the browser and as files: browsing, and the registers as printed books."""

import csv
import io
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from office import answers
from office.office import Office, operator
from office.plans import Wish
from office.registers import Claim
from tests.conftest import SAMPLES, Browser, prepared

pytestmark = pytest.mark.slow

FORMULA = "=HYPERLINK(1)+cmd|' /C calc'!A0"


def fill(office: Office) -> None:
    for form, sample in ("memo", "memo-01"), ("letter", "letter-01"), ("order", "order-01"):
        given = answers.load(SAMPLES / f"{sample}.yaml")
        office.issue(form, given, operator(), Wish(pdf=False))
    book = office.register("orders")
    office.reserve(book, Claim(date(2026, 11, 20)), "รอคำสั่งตรวจรับ", date(2026, 11, 30), operator())
    office.reserve(book, Claim(date(2026, 11, 21)), "ขอไว้เกิน", None, operator())
    office.void_number(book, 2569, 414, "ขอซ้ำ", operator())


@pytest.fixture(scope="module")
def begun(new_office: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office with three documents and three special numbers."""
    with prepared(new_office, tmp_path_factory) as office:
        fill(office)
        return office.folder.path


@pytest.fixture
def registrar(browser: Browser) -> Browser:
    return browser.come_in("p16")


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def test_browsing_leads_from_the_year_over_the_category_to_the_list(registrar: Browser) -> None:
    assert 'href="/browse?year=2569"' in registrar.get("/browse").text
    year = registrar.get("/browse?year=2569").text
    assert 'href="/browse?year=2569&amp;category=3"' in year
    assert "รายการ ๓ ฉบับ" in year
    assert 'href="/browse?year=2569&amp;type=letter"' in year


@pytest.mark.parametrize(
    ("asked", "first"), [("newest", "memo"), ("oldest", "order"), ("title", "letter")]
)
def test_the_list_is_sorted_as_its_head_says(registrar: Browser, asked: str, first: str) -> None:
    page = registrar.get(f"/browse?year=2569&order={asked}").text
    assert page.index(f"/records/2569/{first}/0001") == page.index("/records/2569/")


@pytest.mark.parametrize(
    "nonsense", ["year=x", "order=drop", "state=all", "page=-1", "page=9999999", "year=๒๕๖๙"]
)
def test_a_link_with_nonsense_is_no_fault(registrar: Browser, nonsense: str) -> None:
    assert registrar.get(f"/browse?{nonsense}").status_code == 200


def test_the_csv_holds_the_whole_list_with_a_byte_order_mark(registrar: Browser) -> None:
    answer = registrar.get("/browse/list.csv?year=2569&type=letter")
    assert answer.data.startswith(b"\xef\xbb\xbf")
    assert "filename*=UTF-8''%E0%B9%81" in answer.headers["Content-Disposition"]
    (row,) = rows(answer.text)
    assert (row["ที่"], row["ถึง"]) == ("ศธ ๐๔๙๙๙/๒๙๔๘", "ปลัดจังหวัดตัวอย่าง")
    assert registrar.get("/browse/list.exe").status_code == 404


def test_a_purpose_that_is_a_formula_stays_text_in_a_spreadsheet(
    registrar: Browser, office: Office
) -> None:
    book = office.register("announcements")
    office.reserve(book, Claim(date(2026, 11, 22), sender=FORMULA), "ทดลอง", None, operator())
    (row,) = rows(registrar.get("/registers/announcements/2569/list.csv").text)
    assert row["จาก"] == f"'{FORMULA}"
    answer = registrar.get("/registers/announcements/2569/list.xlsx")
    cell = load_workbook(io.BytesIO(answer.data)).worksheets[0]["C2"]
    assert (cell.value, cell.data_type) == (FORMULA, "s")


def test_a_register_stands_as_its_book_with_void_reserved_and_older_numbers(
    registrar: Browser,
) -> None:
    page = registrar.get("/registers/orders/2569?month=all").text
    for words in ("๑–๔๑๑", "อยู่ในสมุดเดิม", "๔๑๒/๒๕๖๙", "จองไว้ · รอคำสั่งตรวจรับ", "ยกเลิก · ขอซ้ำ"):
        assert words in page
    assert "ไม่มีคำอธิบาย" not in page
    assert "<strong>๔๑๕/๒๕๖๙</strong>" in page


def test_the_book_of_sent_letters_has_the_columns_of_its_form(registrar: Browser) -> None:
    (_, row) = rows(registrar.get("/registers/letters/2569/list.csv").text)
    assert list(row) == [
        "เลขทะเบียนส่ง", "ที่", "ลงวันที่", "จาก", "ถึง", "เรื่อง", "การปฏิบัติ", "หมายเหตุ",
    ]  # fmt: skip
    assert (row["เลขทะเบียนส่ง"], row["ลงวันที่"]) == ("๒๙๔๘", "๑๑ พ.ย. ๒๕๖๙")


def test_a_month_shows_only_its_own_numbers(registrar: Browser, office: Office) -> None:
    book = office.register("announcements")
    for day in date(2026, 10, 5), date(2026, 11, 5):
        office.reserve(book, Claim(day), f"เดือน {day.month}", None, operator())
    october = registrar.get("/registers/announcements/2569?month=10").text
    assert "เดือน 10" in october
    assert "เดือน 11" not in october
    assert "เดือน 11" in registrar.get("/registers/announcements/2569").text


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/registers/orders/2569?month=13", 200),
        ("/registers/orders/2569/list.csv?month=99", 200),
        ("/registers/orders/99999999999999999999", 404),
        ("/registers/orders/1", 200),
        ("/registers/no-such/2569", 404),
    ],
)
def test_no_month_year_or_number_is_too_odd(registrar: Browser, path: str, status: int) -> None:
    assert registrar.get(path).status_code == status


def test_a_number_that_nothing_explains_is_in_sight(registrar: Browser, office: Office) -> None:
    with office.db.writing() as conn:
        conn.exec_driver_sql("DELETE FROM register_entry WHERE number = 413")
    page = registrar.get("/registers/orders/2569?month=all").text
    assert "มี ๑ เลขที่ไม่มีคำอธิบาย" in page
    assert "โปรดตรวจสมุดเดิม" in page


def test_the_registrar_reserves_and_voids_in_the_browser(registrar: Browser) -> None:
    told = {"purpose": "หนังสือด่วน", "on": "๒๒ พ.ย. ๒๕๖๙", "until": "30/11/2569"}
    done = registrar.post("/registers/letters/reserve", told)
    assert done.status_code == 303
    assert "เลขที่จอง: ศธ ๐๔๙๙๙/๒๙๔๙" in registrar.get(done.location).text
    registrar.post("/registers/letters/2569/2949/void", reason="ไม่ใช้แล้ว")
    page = registrar.get("/registers/letters/2569?month=all").text
    assert "ยกเลิก · ไม่ใช้แล้ว" in page


def test_a_number_of_next_year_is_reserved_after_that_year_is_confirmed(registrar: Browser) -> None:
    told = {"purpose": "คำสั่งรับปีใหม่", "on": "๔ ม.ค. ๒๕๗๐"}
    assert "ยืนยันปีของเลข" not in registrar.get("/registers/orders/reserve").text
    asked = registrar.post("/registers/orders/reserve", told)
    assert asked.status_code == 422 and 'href="#year"' in asked.text
    assert "๑/๒๕๗๐" in asked.text and 'value="๔ ม.ค. ๒๕๗๐"' in asked.text
    done = registrar.post("/registers/orders/reserve", told, year="2570")
    assert "เลขที่จอง: ๑/๒๕๗๐" in registrar.get(done.location).text
    far = registrar.post("/registers/orders/reserve", told, on="๔ ม.ค. ๒๕๗๒", year="2572")
    assert 'href="#on"' in far.text and "ไม่เกินปี ๒๕๗๐" in far.text


def test_what_is_wrong_with_a_reservation_is_told_at_its_fields(registrar: Browser) -> None:
    page = registrar.post("/registers/letters/reserve", purpose="", on="เมื่อวาน นี้", until="x")
    assert page.status_code == 422
    for field in "purpose", "on", "until":
        assert f'href="#{field}"' in page.text


def test_a_first_number_below_what_is_used_is_refused(registrar: Browser) -> None:
    refused = registrar.post("/registers/orders/2569/first", number="๑๐๐")
    assert refused.status_code == 422
    assert "ใช้ถึงเลข ๔๑๔ แล้ว" in refused.text
    registrar.post("/registers/orders/2569/first", number="๕๐๐")
    assert "<strong>๕๐๐/๒๕๖๙</strong>" in registrar.get("/registers/orders/2569").text


def test_titles_of_records_that_one_may_not_read_stay_hidden(
    browser: Browser, office: Office
) -> None:
    with office.db.writing() as conn:
        conn.exec_driver_sql("UPDATE records SET access = 'adm' WHERE type = 'letter'")
    page = browser.come_in("p20").get("/registers/letters/2569?month=all").text
    assert "ออกกลางคัน" not in page
    assert "ไม่มีสิทธิ์อ่าน" in page
