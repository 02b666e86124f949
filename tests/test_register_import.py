"""An old register out of Excel, as offices kept it, stands in the register as it was."""

import re
from collections.abc import Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook
from werkzeug.test import TestResponse

from office.office import Office, operator
from office.people_errors import NotPermitted
from office.permissions import Actor, Grant
from office.register_import import OldRegister, RegisterImport
from office.register_import_errors import (
    ColumnsUnclear,
    ColumnUnknown,
    OldRowsFaulty,
)
from tests.conftest import Browser

pytestmark = pytest.mark.slow

HEAD = ("เลขทะเบียนส่ง", "ที่", "ลงวันที่", "จาก", "ถึง", "เรื่อง", "หมายเหตุ")
GOOD = (
    ("๑", "ศธ ๐๔๙๙๙/๑", "๕ ม.ค. ๖๖", "กลุ่มนโยบาย", "ผู้ว่าราชการจังหวัด", "ขอเชิญประชุม", None),
    (2, None, "5/1/2566", '"', "”", "แจ้งผลการจัดสรรครู", None),
    (None,) * 7,
    (4.0, None, date(1966, 1, 9), "อำนวยการ", "ทุกโรงเรียน", "การเบิกค่าเช่าบ้าน", None),
    ("๕", None, "๑๐ มกราคม", "อำนวยการ", "ทุกโรงเรียน", "การส่งข้อสอบ", "ยกเลิก ออกซ้ำ"),
)


def book(*rows: Sequence[Any], merged: Sequence[str] = ()) -> tuple[str, bytes]:
    made, out = Workbook(), BytesIO()
    sheet = made.worksheets[0]
    for at, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            sheet.cell(at, column).value = value
    for area in merged:
        sheet.merge_cells(area)
    made.save(out)
    return "ทะเบียน ๖๖.xlsx", out.getvalue()


def look(office: Office, file: tuple[str, bytes], **columns: str) -> OldRegister:
    return RegisterImport(office).look("letters", 2566, file, columns)


def take(office: Office, file: tuple[str, bytes], *, skip: bool = False) -> OldRegister:
    return RegisterImport(office).take("letters", 2566, file, {}, operator(), skip=skip)


def test_rows_enter_as_they_were_and_gaps_are_explained(office: Office, browser: Browser) -> None:
    take(office, book(("ทะเบียนหนังสือส่ง ปี ๒๕๖๖",), HEAD, *GOOD))
    held = office.registers_of("letters", 2566)
    assert [(row.number, row.dated) for row in held.entries] == [
        (1, "2023-01-05"),
        (2, "2023-01-05"),
        (4, "2023-01-09"),
        (5, "2023-01-10"),
    ]
    assert (held.entries[1].sender, held.entries[1].receiver) == ("กลุ่มนโยบาย", "ผู้ว่าราชการจังหวัด")
    assert [(span.first, span.last) for span in held.spans] == [(3, 3)]
    assert held.unexplained == ()
    assert [row.state for row in held.entries] == ["issued", "issued", "issued", "void"]
    page = browser.come_in("p16").get("/registers/letters/2566?month=all").text
    assert "การเบิกค่าเช่าบ้าน" in page
    assert "ตัวเอกสารอยู่ในแฟ้มเดิม" in page


def test_a_look_writes_nothing_and_a_second_taking_finds_all_there(office: Office) -> None:
    file = book(HEAD, *GOOD)
    assert len(look(office, file).new) == 4
    assert office.registers_of("letters", 2566).entries == ()
    take(office, file)
    again = take(office, file)
    assert (len(again.new), again.known) == (0, 4)
    office.rebuild(operator())
    assert len(office.registers_of("letters", 2566).entries) == 4
    assert office.unexplained() == []


def test_merged_heads_months_and_heads_printed_again_are_no_rows(office: Office) -> None:
    rows = (
        ("ทะเบียน", "หนังสือ", None, None, "เรื่อง"),
        ("เลขที่", "ลงวันที่", "จาก", "ถึง", "เรื่อง"),
        ("มกราคม ๒๕๖๖", None, None, None, None),
        ("๑", "๕ ม.ค. ๖๖", "ก", "ข", "ขอเชิญประชุม"),
        ("เลขที่", "ลงวันที่", "จาก", "ถึง", "เรื่อง"),
        ("๒", None, "ก", "ข", "แจ้งผล"),
    )
    found = look(office, book(*rows, merged=("B1:D1", "E1:E2", "A3:E3", "B4:B4")))
    assert [row.number for row in found.new] == [1]
    assert found.table.headings == 2
    assert found.faults == ((6, "ไม่มีวันที่"),)


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ((None, None, "5/1/66", "ก", "ข", "เรื่อง", None), "ไม่มีเลข"),
        (("สิบ", None, "5/1/66", "ก", "ข", "เรื่อง", None), "สิบ"),
        (("ศธ ๐๔๙๙๙/ว ๙", None, "5/1/66", "ก", "ข", "เรื่อง", None), "อีกทะเบียน"),
        ((0, None, "5/1/66", "ก", "ข", "เรื่อง", None), "ไม่น่าใช่เลขทะเบียน"),
        ((9, None, "32/1/66", "ก", "ข", "เรื่อง", None), "มกราคมของปีนั้นมี ๓๑ วัน"),
        ((9, None, "5/1/67", "ก", "ข", "เรื่อง", None), "ไม่ใช่ปี ๒๕๖๖"),
        ((9, None, datetime(2024, 1, 5), "ก", "ข", "เรื่อง", None), "ไม่ใช่ปี ๒๕๖๖"),
        ((9, None, "5/1/66", "ก", "ข", None, None), "ไม่มีชื่อเรื่อง"),
        ((1, None, "5/1/66", "ก", "ข", "อื่น", None), "เลข ๑ ซ้ำกับแถวที่ ๒"),
    ],
)
def test_every_fault_is_told_by_its_row_and_nothing_enters(
    office: Office, row: Sequence[Any], why: str
) -> None:
    file = book(HEAD, *GOOD, row, (8, None, None, "ก", "ข", "ไม่มีวัน", None))
    with pytest.raises(OldRowsFaulty) as refused:
        take(office, file)
    faults = dict(refused.value.faults)
    assert why in faults[7]
    assert faults[8] == "ไม่มีวันที่"
    assert office.registers_of("letters", 2566).entries == ()
    assert len(take(office, file, skip=True).new) == (3 if "ซ้ำ" in why else 4)
    assert office.unexplained() == []


def test_a_number_whose_row_was_skipped_is_not_given_again(office: Office) -> None:
    take(office, book(HEAD, *GOOD, (12, None, None, "ก", "ข", "ไม่มีวัน", None)), skip=True)
    held = office.registers_of("letters", 2566)
    assert (held.next_number, held.unexplained) == (13, ())


def test_a_number_that_stands_already_is_told_with_what_has_it(office: Office) -> None:
    take(office, book(HEAD, *GOOD))
    other = ("๑", None, "๕ ม.ค. ๖๖", "ก", "ข", "เรื่องอื่นที่เลขเดียวกัน", None)
    with pytest.raises(OldRowsFaulty, match="แถวที่ ๒"):
        take(office, book(HEAD, other))


def test_columns_that_cannot_be_guessed_are_asked_for_and_can_be_told(office: Office) -> None:
    file = book(("no.", "when", "เรื่อง", "ก"), ("๑", "๕ ม.ค. ๖๖", "ขอเชิญ", "x"))
    with pytest.raises(ColumnsUnclear, match="เลขที่ ลงวันที่"):
        look(office, file)
    assert len(look(office, file, number="A", dated="when").new) == 1
    with pytest.raises(ColumnUnknown):
        look(office, file, number="ไม่มี", dated="B")


def test_a_paper_about_cancelling_is_not_cancelled_itself(office: Office) -> None:
    rows = (
        ("๑", None, "๕ ม.ค. ๖๖", "ก", "ข", "ยกเลิกคำสั่งแต่งตั้งคณะกรรมการ", "ยกเลิกคำสั่งที่ ๕"),
        ("๒", None, "๕ ม.ค. ๖๖", "ก", "ข", "ยกเลิก", None),
        ("๓", None, "๕ ม.ค. ๖๖", "ก", "ข", "ขอเชิญประชุม", "ยกเลิก พิมพ์ผิด"),
    )
    assert [bool(row.void) for row in look(office, book(HEAD, *rows)).new] == [False, True, True]


def test_a_table_as_csv_of_an_old_excel_is_read(office: Office) -> None:
    lines = "เลขที่;ลงวันที่;เรื่อง\n๑;๕ ม.ค. ๖๖;ขอเชิญประชุม\n".encode("cp874")
    assert look(office, ("ทะเบียน.csv", lines)).new[0].title == "ขอเชิญประชุม"


def test_only_who_keeps_the_register_takes_one_in(office: Office) -> None:
    clerk = Actor("x", "เจ้าหน้าที่", (Grant("clerk"),))
    with pytest.raises(NotPermitted):
        RegisterImport(office).take("letters", 2566, book(HEAD, *GOOD), {}, clerk)


ARRIVED = ("เลขทะเบียนรับ", "ที่", "ลงวันที่", "จาก", "ถึง", "เรื่อง", "การปฏิบัติ", "หมายเหตุ")


def received(office: Office, *rows: Sequence[Any]) -> OldRegister:
    return RegisterImport(office).take("received", 2566, book(*rows), {}, operator())


def test_a_register_of_received_letters_tells_the_letters_and_the_days_they_came(
    office: Office, browser: Browser
) -> None:
    rows = (
        (None, "วันที่ ๙ มกราคม ๒๕๖๖"),
        ("๑", "ศธ ๐๔๐๐๑/ว ๕๕", "๒๘ ธ.ค. ๖๕", "สพฐ.", "ผอ.สพป.", "แนวทางรับนักเรียน", "นโยบาย", None),
        ("๒", "อน ๐๐๑๗/๑๒", "-", "จังหวัดสมมติ", "”", "ขอเชิญประชุมกรมการจังหวัด", None, None),
        ("วันที่ ๑๐ ม.ค. ๖๖",),
        ("๓", None, "๙ ม.ค. ๖๖", "ประชาชน", "ผอ.สพป.", "ร้องเรียนการเดินทาง", None, None),
    )
    assert len(received(office, ARRIVED, *rows).new) == 3
    held = office.registers_of("received", 2566).entries
    assert [(row.number, row.dated, row.letter_dated) for row in held] == [
        (1, "2023-01-09", "2022-12-28"),
        (2, "2023-01-09", ""),
        (3, "2023-01-10", "2023-01-09"),
    ]
    office.rebuild(operator())
    assert office.registers_of("received", 2566).entries == held
    page = browser.come_in("p16").get("/registers/received/2566?month=all").text
    for words in ("ศธ ๐๔๐๐๑/ว ๕๕", "๒๘ ธ.ค. ๒๕๖๕", "กรมการจังหวัด"):
        assert words in page


def test_a_day_of_receiving_may_have_its_own_column_and_days_may_be_bare_numbers(
    office: Office,
) -> None:
    head = ("เลขรับ", "วันที่รับ", "ที่", "ลงวันที่", "จาก", "เรื่อง")
    rows = (
        (1, 44931, "ศธ ๐๔๐๐๑/๑", 44925, "สพฐ.", "แจ้งจัดสรรงบประมาณ"),  # 5 Jan and 30 Dec
        (2, 243258, None, date(1966, 1, 5), "สพฐ.", "แจ้งโอนงบประมาณ"),  # a day of 2566
    )
    found = received(office, head, *rows)
    assert [(row.dated, row.letter_dated) for row in found.new] == [
        (date(2023, 1, 5), date(2022, 12, 30)),
        (date(2023, 1, 5), date(2023, 1, 5)),
    ]
    with pytest.raises(OldRowsFaulty, match="อ่านวันที่ “99999” ไม่ได้"):
        received(office, head, (3, 99999, None, None, "สพฐ.", "เรื่อง"))


def test_a_messy_workbook_is_read_or_told_row_by_row(office: Office) -> None:
    rows = (
        ("ทะเบียนหนังสือส่ง สำนักงานเขตพื้นที่",),
        ("ประจำปี พ.ศ. ๒๕๖๖",),
        ("เลขทะเบียน", "ที่", "วัน เดือน ปี", "หน่วยงาน", None, "เรื่อง", "หมายเหตุ"),
        ("ส่ง", None, None, "จาก", "ถึง", None, None),
        ("มกราคม",),
        ("๑", "ศธ ๐๔๙๙๙/๑", "๕ ม.ค. ๖๖", "นโยบายฯ", "ผวจ.", "ขอเชิญประชุม", None),
        (2, None, 44931, '"', '"', "ส่งรายงาน", None),
        (None,) * 7,
        ("2", None, "5/1/66", "อำนวยการ", "ทุกโรงเรียน", "เลขซ้ำ", None),
        ("๓", None, "๖ ม.ค. ๒๕๖๖", "บุคคล", "สพฐ.", "ขอย้ายข้าราชการครู", "ยกเลิก"),
        ("เลขทะเบียน", "ที่", "วัน เดือน ปี", "จาก", "ถึง", "เรื่อง", "หมายเหตุ"),
        ("๕", None, None, "บุคคล", "สพฐ.", "ไม่ลงวันที่", None),
        ("๖", None, "๗/๑/๖๖", "บุคคล", "สพฐ.", "ขอใช้รถราชการ", None),
    )
    merged = ("A1:G1", "A2:G2", "D3:E3", "A5:G5", "B3:B4", "C3:C4", "F3:F4", "G3:G4")
    found = look(office, book(*rows, merged=merged))
    assert [row.number for row in found.new] == [1, 3, 6]
    faults = dict(found.faults)
    assert set(faults) == {7, 9, 12}
    assert "เลข ๒ ซ้ำกับแถวที่ ๗" in faults[9]
    assert [bool(row.void) for row in found.new] == [False, True, False]


def sent(browser: Browser, act: str, file: tuple[str, bytes] | None, **fields: str) -> TestResponse:
    given: dict[str, Any] = {"file": (BytesIO(file[1]), file[0])} if file else {}
    return browser.post("/registers/letters/import", given, act=act, year="๒๕๖๖", **fields)


def test_a_table_is_looked_at_on_a_page_and_taken_without_choosing_it_again(
    office: Office, browser: Browser
) -> None:
    browser.come_in("p16")
    assert "นำทะเบียนเดิมลง" in browser.get("/registers/letters/import").text
    assert sent(browser, "look", None).status_code == 422
    faulty = book(HEAD, *GOOD, (12, None, None, "ก", "ข", "ไม่มีวัน", None))
    seen = sent(browser, "look", faulty)
    assert "แถวที่ ๗: ไม่มีวันที่" in seen.text
    assert "อ่านจากคอลัมน์ C" in seen.text
    assert "การเบิกค่าเช่าบ้าน" in seen.text
    assert office.registers_of("letters", 2566).entries == ()
    found = re.search(r'name="held_files" value="([^"]+)"', seen.text)
    assert found
    assert sent(browser, "take", None, held_files=found[1]).status_code == 422
    done = sent(browser, "skip", None, held_files=found[1])
    assert done.status_code == 303
    assert len(office.registers_of("letters", 2566).entries) == 4
    assert "นำเข้าแล้ว ๔ แถว ข้าม ๑ แถว" in browser.get(done.location).text


def test_columns_are_told_on_the_page_where_they_cannot_be_guessed(browser: Browser) -> None:
    browser.come_in("p16")
    file = book(("no.", "when", "เรื่อง", "ก"), ("๑", "๕ ม.ค. ๖๖", "ขอเชิญประชุม", "x"))
    asked = sent(browser, "look", file)
    assert asked.status_code == 422
    assert "ไม่รู้ว่าคอลัมน์ใดเป็นเลขที่" in asked.text
    fields = {"column-number": "A", "column-dated": "when"}
    assert "นำเข้า ๑ แถว" in sent(browser, "look", file, **fields).text
    assert sent(browser, "look", ("x.xlsx", b"PK\x03\x04spoilt")).status_code == 422
