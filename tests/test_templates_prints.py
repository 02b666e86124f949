"""Printed registers, lists, envelopes and labels: the right columns, rows and sizes of paper."""

import subprocess
from io import BytesIO
from pathlib import Path
from shutil import copytree
from zipfile import ZipFile

import pytest
from docx import Document
from docx.shared import Mm
from lxml import etree

from templates.build.__main__ import PRINTS
from templates.check import left_over
from templates.envelopes import Envelope, Receiver, Room, envelopes, labels, sheet, size, sizes
from templates.errors import UnknownPrint
from templates.office import Emblem, OfficeFacts
from templates.pdf import Converter
from templates.prints import SHIPPED, Printed, blank, filled, printed_form, printed_forms
from tests.test_templates_samples import VALIDATOR

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
OFFICE = OfficeFacts(
    "สำนักงานสมมติ", "", "ศธ ๐๔๙๙๙", ("๙๙ ถนนสมมติ", "จังหวัดสมมติ ๙๙๐๐๐"), "", "", "", None
)
SCHOOL = Receiver(("เรียน  ผู้อำนวยการโรงเรียนบ้านสมมติ", "ตำบลแบบอย่าง  ๙๙๐๐๐"))
HOSTILE = Receiver(("เรียน  {{ office }} <b>&amp;\x00", "ก" * 300))
forms = pytest.mark.parametrize("printed", printed_forms(), ids=lambda one: one.code)
each_size = pytest.mark.parametrize("envelope", sizes(), ids=lambda one: one.code)


def table_of(docx: bytes) -> list[list[str]]:
    (table,) = Document(BytesIO(docx)).tables
    return [[cell.text for cell in row.cells] for row in table.rows]


def text_of(docx: bytes) -> str:
    with ZipFile(BytesIO(docx)) as parts:
        return "".join(etree.fromstring(parts.read("word/document.xml")).itertext())


@forms
def test_a_blank_form_has_the_columns_of_its_form_and_empty_rows(printed: Printed) -> None:
    made = blank(printed, 2, office=OFFICE, own=None)
    head, *rows = table_of(made)
    assert head == [column.head for column in printed.columns]
    assert len(rows) == printed.rows + printed.more
    assert not any(map("".join, rows))
    assert list(left_over(made)) == []


@forms
def test_the_columns_fill_the_paper_and_the_heads_repeat(printed: Printed) -> None:
    made = Document(BytesIO(blank(printed, 1, office=OFFICE, own=None)))
    section, (table,) = made.sections[0], made.tables
    room = section.page_width - section.left_margin - section.right_margin
    assert abs(sum(Mm(10 * column.width) for column in printed.columns) - room) < Mm(0.2)
    assert table.rows[0]._tr.find(f"{W}trPr/{W}tblHeader") is not None
    assert all(row._tr.find(f"{W}trPr/{W}cantSplit") is not None for row in table.rows)
    assert (section.page_width > section.page_height) == printed.lying


@forms
def test_pages_are_counted(printed: Printed) -> None:
    with ZipFile(BytesIO(blank(printed, 1, office=OFFICE, own=None))) as parts:
        header = "".join(etree.fromstring(parts.read("word/header1.xml")).itertext())
    assert "หน้า " in header
    assert "PAGE \\* ThaiArabic" in header
    assert "NUMPAGES \\* ThaiArabic" in header


def test_the_form_that_was_seen_in_the_regulation_has_its_columns() -> None:
    assert [column.head for column in printed_form("destruction").columns] == [
        "ลำดับที่", "รหัสแฟ้ม", "ที่", "ลงวันที่", "เลขทะเบียนรับ", "เรื่อง", "การพิจารณา", "หมายเหตุ",
    ]  # fmt: skip
    assert [column.head for column in printed_form("loan").columns] == [
        "รายการ", "ผู้ยืม", "ผู้รับ", "วันยืม", "กำหนดส่งคืน", "ผู้ส่งคืน", "วันส่งคืน",
    ]  # fmt: skip


def test_a_filled_form_has_what_it_is_told_in_thai_digits() -> None:
    rows = [{"number": "1", "title": "ขอเชิญประชุม <ด่วน> {{ x }}", "book_no": "ศธ ๐๔๙๙๙/๑"}, {}]
    made = filled(
        printed_form("sent"),
        rows,
        office=OFFICE,
        own=None,
        heading="ทะเบียนเวียน",
        under=("พ.ศ. 2569",),
    )
    (_, first, second) = table_of(made)
    assert first == ["๑", "ศธ ๐๔๙๙๙/๑", "", "", "", "ขอเชิญประชุม <ด่วน> {{ x }}", "", ""]
    assert not "".join(second)
    shown = [paragraph.text for paragraph in Document(BytesIO(made)).paragraphs]
    assert shown[:3] == ["ทะเบียนเวียน", "สำนักงานสมมติ", "พ.ศ. ๒๕๖๙"]


def test_no_clause_number_is_printed() -> None:
    assert not [
        one for one in printed_forms() if "ข้อ" in text_of(blank(one, 1, office=OFFICE, own=None))
    ]


def test_an_unknown_form_names_the_known_ones() -> None:
    with pytest.raises(UnknownPrint, match="destruction"):
        printed_form("13")
    with pytest.raises(UnknownPrint, match="dl"):
        size("c3")


@each_size
def test_an_envelope_is_as_large_as_its_paper(envelope: Envelope) -> None:
    made = envelopes(envelope, [SCHOOL], office=OFFICE, emblem=Emblem(), own=None)
    section = Document(BytesIO(made)).sections[0]
    assert abs(section.page_width - Mm(envelope.width)) < Mm(0.05)
    assert abs(section.page_height - Mm(envelope.height)) < Mm(0.05)
    assert envelope.width > envelope.height


def test_an_envelope_says_who_sends_it_to_whom_and_how_fast() -> None:
    made = envelopes(
        size("dl"), [SCHOOL, HOSTILE], office=OFFICE, emblem=Emblem(), own=None,
        number="ศธ ๐๔๙๙๙/๑๒", speed="ด่วนมาก",
    )  # fmt: skip
    text = text_of(made)
    for words in ("จังหวัดสมมติ", "ศธ ๐๔๙๙๙/๑๒", "โรงเรียนบ้านสมมติ", "{{ office }} <b>&amp;"):
        assert words in text
    assert text.count("ด่วนมาก") == 2


def test_a_preprinted_envelope_gets_neither_sender_nor_emblem() -> None:
    made = envelopes(size("c5"), [SCHOOL], office=OFFICE, emblem=Emblem(), own=None, sender=False)
    assert "สำนักงานสมมติ" not in text_of(made)
    with ZipFile(BytesIO(made)) as parts:
        assert b"<w:drawing>" not in parts.read("word/document.xml")


def test_labels_begin_behind_the_used_ones_and_go_on_to_a_second_sheet() -> None:
    made = labels([SCHOOL] * sheet().each, office=OFFICE, own=None, skip=3)
    rows = table_of(made)
    assert [bool(cell.strip()) for row in rows[:2] for cell in row] == [False, False, False, True]
    assert len(rows) == sheet().rows + 2


def test_the_template_of_the_office_wins(tmp_path: Path) -> None:
    copytree(SHIPPED / "orders", tmp_path / "sent")
    made = blank(printed_form("sent"), 1, office=OFFICE, own=tmp_path)
    assert table_of(made)[0][0] == "เลขที่"


@pytest.mark.parametrize("name", PRINTS)
def test_a_shipped_print_is_what_its_source_makes(name: str) -> None:
    assert (SHIPPED / name).read_bytes() == PRINTS[name]()


@pytest.mark.slow
@forms
def test_a_blank_form_fills_the_pages_asked_for(printed: Printed, converter: Converter) -> None:
    assert converter.convert(blank(printed, 2, office=OFFICE, own=None)).pages == 2


WORDS = "ผู้อำนวยการสำนักงานเขตพื้นที่การศึกษาประถมศึกษาสมมติ เขต ๓ "


def largest(room: Room) -> Receiver:
    """The longest receiver that is taken: as many long lines as the room holds."""
    lines = [WORDS * 2]
    while room.holds(Receiver((*lines, WORDS * 2))):
        lines.append(WORDS * 2)
    return Receiver(tuple(lines))


def test_a_receiver_too_long_for_its_place_is_told_from_one_that_fits() -> None:
    assert size("c6").room.holds(Receiver(("เรียน  ปลัดจังหวัด", *["บรรทัดของที่อยู่"] * 4)))
    assert not size("c6").room.holds(Receiver(("ก",) * 9))
    assert not sheet().room.holds(Receiver(("ก" * 300,)))


@pytest.mark.slow
@each_size
def test_each_receiver_that_is_taken_gets_one_envelope(
    envelope: Envelope, converter: Converter
) -> None:
    made = envelopes(
        envelope, [largest(envelope.room)] * 3, office=OFFICE, emblem=Emblem(), own=None,
        number="ศธ ๐๔๙๙๙/๑", speed="ด่วน",
    )  # fmt: skip
    assert converter.convert(made).pages == 3


@pytest.mark.slow
def test_a_sheet_of_labels_is_one_page(converter: Converter) -> None:
    made = labels([largest(sheet().room)] * sheet().each, office=OFFICE, own=None)
    assert converter.convert(made).pages == 1


@pytest.mark.slow
@pytest.mark.skipif(VALIDATOR is None, reason="the OpenXML validator is not installed")
def test_one_print_of_each_kind_is_valid_open_xml(tmp_path: Path) -> None:
    path, emblem = tmp_path / "made.docx", Emblem("preprinted")
    for made in (
        blank(printed_form("sent"), 1, office=OFFICE, own=None),
        envelopes(size("dl"), [SCHOOL] * 2, office=OFFICE, emblem=emblem, own=None, speed="ด่วน"),
        labels([SCHOOL], office=OFFICE, own=None),
    ):
        path.write_bytes(made)
        assert VALIDATOR is not None
        run = subprocess.run([VALIDATOR, path], capture_output=True, text=True, check=False)
        assert run.returncode == 0, run.stdout
