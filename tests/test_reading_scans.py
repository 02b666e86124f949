"""Scans are set straight, cut into lines and read; strangers' pictures are refused."""

import io
from typing import Any

import docx
import pypdf
import pytest
from PIL import Image, ImageDraw
from pypdf import PdfWriter

from indexer import arriving, ocr, page_pictures, pdf_lines, pdf_text, scan_places, scanning
from indexer.apart import Apart
from indexer.arriving import Arrived, arrived
from indexer.errors import FileDamaged, FileLocked, FileTooLarge, NoTextInside, Unreadable
from indexer.pages import Page, rows
from indexer.pdfium import opened
from indexer.places import Box
from indexer.print_lines import ink, strips
from indexer.scan_errors import NoTesseract, PageTooSlow, PictureTooLarge
from indexer.straight import Turn, turned
from templates.pdf import Converter
from tests.pages import line, page
from tests.pdfs import pdf

pytestmark = pytest.mark.slow

NUMBER, DAY = "ศธ ๐๔๙๙๙/๒๗๖๘", "๒๘ กันยายน ๒๕๖๙"
SAID = (
    f"ที่ {NUMBER}",
    DAY,
    "เรื่อง ขอความร่วมมือตรวจสอบข้อมูลที่อยู่ของนักเรียน",
    "เรียน ปลัดจังหวัดตัวอย่าง",
    "ด้วยสำนักงานเขตพื้นที่การศึกษากำหนดสำรวจข้อมูลนักเรียนที่ออกกลางคันประจำปี",
)
needs_tesseract = pytest.mark.skipif(not ocr.version(), reason="no Tesseract with Thai")


def bars(*places: tuple[int, int, int]) -> Image.Image:
    """A page of A4 at 150 dots to the inch with rows of strokes (left, top, strokes)."""
    sheet = Image.new("L", (1240, 1754), 255)
    pen = ImageDraw.Draw(sheet)
    for left, top, strokes in places:
        for stroke in range(strokes):
            pen.rectangle((left + 14 * stroke, top, left + 14 * stroke + 6, top + 20), fill=0)
    return sheet


def saved(picture: Image.Image, kind: str, **options: Any) -> bytes:
    held = io.BytesIO()
    picture.save(held, kind, **options)
    return held.getvalue()


@pytest.fixture(scope="module")
def scan(converter: Converter) -> bytes:
    """A letter printed, then scanned a little turned in grey, as a PNG."""
    document = docx.Document()
    for text in SAID:
        paragraph = document.add_paragraph()
        paragraph.add_run(text).font.name = "TH Sarabun New"
    held = io.BytesIO()
    document.save(held)
    with opened(converter.convert(held.getvalue()).data) as printed:
        drawn, _ = page_pictures.of_page(printed[0])
    return saved(drawn.rotate(0.8, Image.Resampling.BICUBIC, fillcolor=255), "PNG")


def test_lines_stand_apart_and_what_is_no_print_is_left_out() -> None:
    sheet = bars((150, 200, 8), (700, 200, 20), (150, 260, 60))
    ImageDraw.Draw(sheet).ellipse((500, 20, 680, 190), outline=0, width=5)
    ImageDraw.Draw(sheet).rectangle((100, 600, 1100, 602), fill=0)
    found = strips(ink(sheet))
    assert [(s.left, s.top, s.height) for s in found] == [
        (150, 198, 23), (700, 198, 23), (150, 258, 23),
    ]  # fmt: skip


@pytest.mark.parametrize("degrees", [-2.5, -0.6, 0.0, 1.3])
def test_a_turned_page_is_set_straight(degrees: float) -> None:
    sheet = bars(*((150, 200 + 60 * n, 60) for n in range(12)))
    lying = sheet.rotate(-degrees, Image.Resampling.BICUBIC, fillcolor=255)
    assert turned(ink(lying)) == pytest.approx(degrees, abs=0.15)


def test_a_point_of_the_straight_page_is_found_on_the_scan() -> None:
    turn = Turn(3.0, 400, 600)
    dot = Image.new("L", (400, 600), 255)
    ImageDraw.Draw(dot).rectangle((298, 98, 302, 102), fill=0)
    straight = turn.applied(dot).point(lambda grey: 255 - grey).getbbox()
    assert straight is not None
    middle = ((straight[0] + straight[2]) / 2, (straight[1] + straight[3]) / 2)
    assert turn.before(*middle) == pytest.approx((300, 100), abs=2)


def test_a_word_over_two_lines_of_a_scan_is_marked_in_both() -> None:
    found = scan_places.marks(page((85, "ขอความร่วม"), (85, "มือตรวจสอบ")), ["ความร่วมมือ"])
    upper, lower = found.boxes
    assert (round(upper.left), round(lower.left)) == (96, 85)
    assert upper.bottom < lower.bottom


def test_lines_beside_each_other_are_a_row_from_the_left() -> None:
    told = (line(300, 100, "สำนักงาน"), line(85, 102, "ที่ ๑"), line(85, 130, "เรื่อง"))
    assert [[each.text for each in row] for row in rows(told)] == [["ที่ ๑", "สำนักงาน"], ["เรื่อง"]]


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF"])
def test_a_truncated_picture_is_refused(kind: str) -> None:
    whole = saved(bars((150, 200, 30)), kind)
    with pytest.raises(FileDamaged):
        arrived(f"สแกน.{kind.lower()}", whole[: len(whole) // 3])


def test_a_picture_of_a_hundred_million_pixels_is_refused_before_it_is_unpacked() -> None:
    with pytest.raises(PictureTooLarge, match="100 ล้านจุด"):
        arrived("ใหญ่.png", saved(Image.new("1", (11_000, 10_000)), "PNG"))


@pytest.mark.parametrize("name", ["ว่าง.pdf", "ว่าง.png", "ปลอม.pdf", "ปลอม.tif"])
def test_what_is_no_picture_and_no_pdf_is_refused(name: str) -> None:
    with pytest.raises(FileDamaged):
        arrived(name, b"" if name.startswith("ว่าง") else b"PK\3\4 nothing" * 50)


def test_a_pdf_with_a_password_says_so() -> None:
    writer = PdfWriter(clone_from=pypdf.PdfReader(io.BytesIO(pdf([(50, 700, "Secret")]))))
    writer.encrypt("ลับ", algorithm="RC4-128")
    held = io.BytesIO()
    writer.write(held)
    with pytest.raises(FileLocked):
        arrived("ลับ.pdf", held.getvalue())


def test_a_pdf_of_too_many_pages_is_refused_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arriving, "PAGE_LIMIT", 2)
    monkeypatch.setattr(pdf_lines, "page_of", lambda *_: pytest.fail("a page was read"))
    with pytest.raises(FileTooLarge, match="2 หน้า"):
        arrived("ยาว.pdf", pdf([], [], []))


def test_a_tiff_of_too_many_pages_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_pictures, "PAGE_LIMIT", pdf_text.PAGE_LIMIT - 2_998)
    sheet = Image.new("L", (8, 8), 255)
    with pytest.raises(FileTooLarge, match="2 หน้า"):
        arrived("แฟ้ม.tif", saved(sheet, "TIFF", save_all=True, append_images=[sheet, sheet]))


@needs_tesseract
def test_an_empty_sheet_has_no_text_inside() -> None:
    with pytest.raises(NoTextInside):
        arrived("เปล่า.png", saved(Image.new("L", (600, 800), 255), "PNG"))


def test_without_tesseract_a_scan_tells_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "version", lambda: "")
    with pytest.raises(NoTesseract, match="Tesseract"):
        arrived("สแกน.png", saved(bars((150, 200, 30)), "PNG"))


@needs_tesseract
def test_a_page_that_takes_too_long_is_ended() -> None:
    with pytest.raises(PageTooSlow):
        scanning.page_of(bars((150, 200, 30)).resize((2480, 3508)), 1, seconds=0.001)


@pytest.fixture(scope="module")
def standing(scan: bytes) -> Arrived:
    """What the scan says when it lies as it should."""
    return arrived("หนังสือ.png", scan)


@needs_tesseract
def test_a_scanned_letter_tells_number_and_date_with_the_digits_tesseract_lacks(
    standing: Arrived,
) -> None:
    assert standing.letter.kind == "external"
    assert "ขอความร่วมมือ" in standing.title
    assert standing.letter.value("number").endswith("04999/2768")
    assert standing.letter.value("date") == "2026-09-28"
    assert "ตรวจสอบข้อมูลที่อยู่ของนักเรียน" in standing.text.passages[0].text
    assert 100 < centre(standing)[0] < 400


def centre(found: Arrived) -> tuple[float, float]:
    """The middle of the one mark of a word, on the page as it was scanned."""
    (box,) = scan_places.marks(found.pages[0], ["ตรวจสอบ"]).boxes
    return (box.left + box.right) / 2, (box.top + box.bottom) / 2


@needs_tesseract
@pytest.mark.parametrize("degrees", [90, 180])
def test_a_page_on_its_side_or_head_is_read_upright_and_marked_where_it_lies(
    scan: bytes, standing: Arrived, degrees: int
) -> None:
    with Image.open(io.BytesIO(scan)) as drawn:
        lying = arrived("เอียง.png", saved(drawn.rotate(degrees, expand=True), "PNG"))
    assert lying.letter.value("number") == standing.letter.value("number")
    (x, y), (wide, high) = centre(standing), standing.pages[0].shown_size
    expected = {90: (y, wide - x), 180: (wide - x, high - y)}
    assert centre(lying) == pytest.approx(expected[degrees], abs=4)
    field, before = (one.letter.fields["number"].box for one in (lying, standing))
    assert field is not None
    assert before is not None
    assert (field.right - field.left > field.bottom - field.top) == (degrees == 180)


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_a_place_on_an_upright_page_is_told_as_it_was_scanned(turned: int) -> None:
    sheet = Image.new("L", (400, 600), 255)
    ImageDraw.Draw(sheet).rectangle((30, 50, 89, 69), fill=0)
    lying = sheet.rotate(-turned, expand=True).point(lambda grey: 255 - grey)
    upright = Page(1, 400, 600, (), scanned=True, turned=turned)
    place = upright.shown(Box(30, 50, 90, 70))
    assert (place.left, place.top, place.right, place.bottom) == lying.getbbox()
    assert upright.shown_size == lying.size


@needs_tesseract
def test_a_child_that_hangs_is_ended_and_the_next_file_is_read(
    scan: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Apart(1, seconds=0.01) as apart:
        with pytest.raises(PageTooSlow, match=r"ช้า\.png"):
            apart.do("ช้า.png", arrived, "ช้า.png", scan)
        monkeypatch.setattr(apart, "_seconds", 120)
        told = list[tuple[int, int]]()
        name, tell = "หนังสือ.png", lambda *pages: told.append(pages)
        found = apart.do(name, arrived, name, scan, told=tell)
        with pytest.raises(Unreadable, match=r"เสีย\.pdf"):
            apart.do("เสีย.pdf", arrived, "เสีย.pdf", b"%PDF-1.7 broken")
    assert "ปลัดจังหวัด" in found.letter.value("to")
    assert told == [(1, 0)]
