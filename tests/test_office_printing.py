"""Lists on the regulation's forms, envelopes and labels out of what an office has filed."""

from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document

from archive.records import Fact, RecordId
from office import answers
from office.office import Office, operator
from office.people_errors import NotPermitted
from office.permissions import Actor, Grant
from office.plans import Wish
from office.print_errors import (
    NoReceivers,
    NotFilledFromRecords,
    ReceiversDoNotFit,
    TooManyLines,
    TooManyReceivers,
)
from office.print_set import Printed
from office.printed_lists import Wanted
from office.printing import Envelopes, Printing
from office.receivers import addressed, receivers_of
from office.sendings import NewSending, Taking
from templates.errors import UnknownPrint
from tests.conftest import SAMPLES, Browser, prepared

pytestmark = pytest.mark.slow

READER = Actor("p20", "p20", (Grant("reader"),))


@pytest.fixture(scope="module")
def begun(new_office: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office with a letter, a circular memo and an order."""
    with prepared(new_office, tmp_path_factory) as office:
        for form, sample in ("memo", "memo-01"), ("letter", "letter-01"), ("order", "order-01"):
            given = answers.load(SAMPLES / f"{sample}.yaml")
            office.issue(form, given, operator(), Wish(pdf=False))
        return office.folder.path


@pytest.fixture
def printing(office: Office) -> Printing:
    return Printing(office)


def table_of(printed: Printed) -> list[list[str]]:
    (table,) = Document(BytesIO(printed.data)).tables
    return [[cell.text for cell in row.cells] for row in table.rows]


def text_of(printed: Printed) -> str:
    document = Document(BytesIO(printed.data))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


LETTER = RecordId.parse("2569/letter/0001")


def test_the_list_of_papers_to_be_kept_has_the_year_in_the_order_of_days(
    printing: Printing,
) -> None:
    made = printing.listing("to-keep", Wanted(2569), operator(), "docx")
    (head, *rows) = table_of(made)
    assert [row[0] for row in rows] == ["๑", "๒", "๓"]
    assert rows[-2][1] == "ศธ ๐๔๙๙๙/๒๙๔๘"
    assert rows[-2][head.index("อายุการเก็บหนังสือ")] == "ถึง พ.ศ. ๒๕๗๙"
    assert made.name == "บัญชีหนังสือส่งเก็บ ๒๕๖๙.docx"


def test_a_list_may_be_of_one_group_only(printing: Printing) -> None:
    rows = table_of(printing.listing("kept", Wanted(2569, "edu"), operator(), "docx"))[1:]
    assert len(rows) == 1
    assert rows[0][1] == "๒๒ พ.ย. ๒๕๖๙"


def test_only_what_is_over_is_proposed_for_destruction(printing: Printing) -> None:
    def of(year: int) -> list[list[str]]:
        return table_of(printing.listing("destruction", Wanted(year), operator(), "docx"))[1:]

    assert of(2579) == []
    rows = of(2580)
    assert len(rows) == 3
    assert {row[6] for row in rows} == {""}


def test_papers_of_twenty_years_are_handed_over(printing: Printing) -> None:
    def of(year: int) -> list[list[str]]:
        return table_of(printing.listing("handover", Wanted(year), operator(), "docx"))[1:]

    assert of(2588) == []
    assert len(of(2589)) == 3


def test_who_keeps_no_register_proposes_no_destruction(printing: Printing) -> None:
    with pytest.raises(NotPermitted):
        printing.listing("destruction", Wanted(2580), READER, "docx")


def test_a_reader_gets_only_what_may_be_read(printing: Printing, office: Office) -> None:
    with office.db.writing() as conn:
        conn.exec_driver_sql("UPDATE records SET access = 'adm' WHERE type = 'letter'")
    rows = table_of(printing.listing("kept", Wanted(2569), READER, "docx"))[1:]
    assert len(rows) == 2
    assert "ออกกลางคัน" not in str(rows)


def test_the_delivery_book_has_a_line_for_each_sending_of_its_day(
    printing: Printing, office: Office
) -> None:
    office.note(LETTER, Fact("sent", on=date(2026, 11, 11), note="ทางไปรษณีย์"), operator())
    day, taking = date(2026, 11, 12), Taking("นางรับ ไว้แล้ว", "อำเภอเมือง", date(2026, 11, 12))
    told = NewSending("hand", day, "นายอำเภอเมือง", taking, "นายเดิน สาร")
    office.sendings.send(LETTER, 2, told, operator())
    made = printing.listing("delivery", Wanted(2569, day=day), operator(), "docx")
    _, row = table_of(made)
    assert row[:3] == ["๒๙๔๘", "กลุ่มส่งเสริมการจัดการศึกษา", "นายอำเภอเมือง"]
    assert row[3:6] == ["อำเภอเมือง", "นางรับ ไว้แล้ว", "๑๒ พ.ย. ๒๕๖๙"]
    assert row[6] == "โดยผู้นำส่ง ๑๒ พ.ย. ๒๕๖๙ ผู้นำส่ง นายเดิน สาร"
    assert "๑๒ พฤศจิกายน ๒๕๖๙" in text_of(made)
    year = printing.listing("delivery", Wanted(2569), operator(), "docx")
    assert [row[2] for row in table_of(year)[1:]] == ["ปลัดจังหวัดตัวอย่าง", "นายอำเภอเมือง"]


def test_a_receipt_goes_with_a_letter(printing: Printing) -> None:
    row = table_of(printing.slip("receipt", LETTER, operator(), "docx"))[1]
    assert row[:2] == ["ศธ ๐๔๙๙๙/๒๙๔๘", "ปลัดจังหวัดตัวอย่าง"]


def test_the_card_of_a_lent_paper_names_it_and_leaves_the_rest_to_the_pen(
    printing: Printing,
) -> None:
    title, *rest = table_of(printing.slip("loan", LETTER, operator(), "docx"))[1]
    assert "ที่ ศธ ๐๔๙๙๙/๒๙๔๘ ๑๑ พ.ย. ๒๕๖๙" in title
    assert not any(rest)


def test_a_form_without_data_is_printed_blank_only(printing: Printing) -> None:
    with pytest.raises(NotFilledFromRecords, match="บัตรยืมหนังสือ"):
        printing.listing("loan", Wanted(2569), operator(), "docx")
    with pytest.raises(UnknownPrint):
        printing.blank("nothing", 1, "docx")
    assert printing.blank("loan", 1, "docx").name == "บัตรยืมหนังสือ แบบว่าง.docx"


def test_more_lines_than_can_be_printed_are_refused(
    printing: Printing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("office.printing.MOST_LINES", {"docx": 2})
    with pytest.raises(TooManyLines, match="๓ เรื่อง"):
        printing.listing("kept", Wanted(2569), operator(), "docx")


def test_the_receivers_of_a_letter_stand_with_its_salutation(printing: Printing) -> None:
    typed = printing.receivers(LETTER, operator())
    assert typed == "เรียน  ปลัดจังหวัดตัวอย่าง"
    made = printing.envelopes(typed, Envelopes("c5", "ศธ ๐๔๙๙๙/๒๙๔๘"), operator(), "docx")
    assert "ปลัดจังหวัดตัวอย่าง" in text_of(made)


def test_a_circular_goes_to_everybody_on_its_list() -> None:
    given = {
        "salutation": "เรียน",
        "to": "ตามรายชื่อแนบท้าย",
        "receivers": ["ผู้อำนวยการ ก", "ผู้อำนวยการ ข"],
    }
    assert list(addressed(given)) == ["เรียน  ผู้อำนวยการ ก", "เรียน  ผู้อำนวยการ ข"]
    assert list(addressed({"to": "ปลัดจังหวัด", "receivers": []})) == ["เรียน  ปลัดจังหวัด"]


def test_an_address_longer_than_its_envelope_is_refused_by_name(printing: Printing) -> None:
    typed = "เรียน  ผู้ยาว\n" + "\n".join(["ถนนสายยาวมากของจังหวัดตัวอย่าง" * 2] * 7) + "\n\nเรียน  ผู้สั้น"
    with pytest.raises(ReceiversDoNotFit, match=r"ผู้ยาว.*ซี ๖") as refused:
        printing.envelopes(typed, Envelopes("c6"), operator(), "docx")
    assert "ผู้สั้น" not in str(refused.value)
    with pytest.raises(ReceiversDoNotFit):
        printing.labels(typed, 0, operator(), "docx")
    assert printing.envelopes(typed, Envelopes("c4"), operator(), "docx").name.endswith(".docx")


def test_receivers_are_parted_by_an_empty_line() -> None:
    told = receivers_of("เรียน  ก\r\n๑ ถนนข\r\n \r\n\r\nเรียน  ค\n")
    assert [one.lines for one in told] == [("เรียน  ก", "๑ ถนนข"), ("เรียน  ค",)]


@pytest.mark.parametrize(
    ("typed", "refused"),
    [(" \n\n ", NoReceivers), ("ก\n" * 9, TooManyReceivers), ("ก" * 201, TooManyReceivers),
     ("ก\n\n" * 501, TooManyReceivers)],
)  # fmt: skip
def test_receivers_that_fit_on_no_envelope_are_refused(
    typed: str, refused: type[Exception]
) -> None:
    with pytest.raises(refused):
        receivers_of(typed)


def test_the_directory_offers_schools_and_groups(printing: Printing) -> None:
    offered = printing.directory()
    assert "เรียน  ผู้อำนวยการโรงเรียนบ้านสมมติ" in offered["โรงเรียน"]
    assert "เรียน  ผู้อำนวยการกลุ่มอำนวยการ" in offered["กลุ่มและหน่วย"]


# --- the pages


@pytest.fixture
def registrar(browser: Browser) -> Browser:
    return browser.come_in("p16")


def test_every_form_is_listed_and_asked_for(registrar: Browser) -> None:
    page = registrar.get("/papers").text
    for title in ("ทะเบียนหนังสือรับ", "บัตรยืมหนังสือ", "บัญชีหนังสือขอทำลาย", "ซองขนาด ซี ๔"):
        assert title in page
    assert "ยังไม่ได้ตรวจคอลัมน์" in registrar.get("/papers/received").text
    assert "ยังไม่ได้ตรวจคอลัมน์" not in registrar.get("/papers/sent").text


def test_blank_and_filled_forms_are_sent(registrar: Browser) -> None:
    blank = registrar.get("/papers/loan/blank.docx?pages=๒")
    assert blank.data.startswith(b"PK")
    filled = registrar.get("/papers/to-keep/filled.docx?year=๒๕๖๙&group=edu")
    assert filled.status_code == 200
    assert "filename*=UTF-8''" in filled.headers["Content-Disposition"]
    assert registrar.get("/papers/to-keep/filled.exe").status_code == 404
    assert registrar.get("/papers/13/blank.docx").status_code == 404
    assert registrar.get("/papers/delivery/filled.docx?day=11/11/2569").status_code == 200


def test_a_register_is_printed_on_its_form_with_void_and_older_numbers(registrar: Browser) -> None:
    made = registrar.get("/registers/letters/2569/book.docx?month=11")
    (table,) = Document(BytesIO(made.data)).tables
    cells = [cell.text for row in table.rows for cell in row.cells]
    assert "๑–๒๙๔๗" in cells
    assert "ขอความร่วมมือตรวจสอบข้อมูลที่อยู่ของนักเรียนที่ออกกลางคัน" in cells
    assert registrar.get("/registers/orders/2569/book.docx").status_code == 200


def test_envelopes_are_asked_for_from_the_letter(registrar: Browser) -> None:
    record = registrar.get(f"/records/{LETTER}").text
    assert f"/envelopes?record={LETTER}" in record
    page = registrar.get(f"/envelopes?record={LETTER}").text
    assert "เรียน  ปลัดจังหวัดตัวอย่าง" in page
    assert 'value="ศธ ๐๔๙๙๙/๒๙๔๘"' in page
    sent = registrar.post(
        "/envelopes", receivers="เรียน  ก", size="c6", sender="1",
        chosen=["เรียน  ผู้อำนวยการโรงเรียนบ้านสมมติ"], **{"as": "docx"},
    )  # fmt: skip
    assert len(Document(BytesIO(sent.data)).tables) == 2
    labels = registrar.post(
        "/envelopes", receivers="เรียน  ก", size="labels", skip="๓", **{"as": "docx"}
    )
    assert labels.data.startswith(b"PK")


def test_what_was_typed_stays_when_envelopes_are_refused(registrar: Browser) -> None:
    page = registrar.post("/envelopes", receivers="", size="c4", number="ศธ ๐๔๙๙๙/๑")
    assert page.status_code == 422
    assert "ยังไม่ได้บอกผู้รับ" in page.text
    assert 'value="ศธ ๐๔๙๙๙/๑"' in page.text
    assert registrar.post("/envelopes", receivers="ก", size="a0").status_code == 404


@pytest.mark.slow
def test_a_register_is_a_pdf_too(registrar: Browser, office: Office) -> None:
    if not office.converter.available():
        pytest.skip("no LibreOffice or no font")
    made = registrar.get("/registers/letters/2569/book.pdf?month=11")
    assert made.data.startswith(b"%PDF")
