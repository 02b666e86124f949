"""A redacted copy holds nothing under its boxes, and goes to who may not have the original."""

import io
import zlib
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter
from reportlab.lib.pagesizes import A4  # type: ignore[import-untyped]
from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped]

from archive.passages import Passage, Text
from archive.records import Description, NewFile, RecordId
from indexer import pdfium
from office.errors import TellingInvalid
from office.office import Office, operator
from office.people_errors import NotPermitted
from office.redacting import COPY, Covering, Hidden, covered
from office.redaction_errors import NothingToRedact
from office.restricting import Kept
from tests.conftest import Browser, prepared

CITIZEN, SECRET, OPEN = "1-2345-67890-12-1", "Somchai Jaidee", "Meeting of November"
ID = RecordId(2569, "list", 1)


def pdf() -> bytes:
    """Two pages with a number, a name, an attachment and a title that tells the name."""
    data = io.BytesIO()
    canvas = Canvas(data, pagesize=A4)
    canvas.setTitle(f"List of {SECRET}")
    for page in (1, 2):
        canvas.drawString(100, 700, f"{OPEN} {page}")
        canvas.drawString(100, 600, f"{SECRET} id {CITIZEN}")
        canvas.showPage()
    canvas.save()
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data.getvalue())))
    writer.add_attachment("names.txt", SECRET.encode())
    packed = io.BytesIO()
    writer.write(packed)
    return packed.getvalue()


def file_list(office: Office) -> None:
    """File a list of names as a record."""
    text = NewFile("text.json", Text((Passage("", f"{SECRET} {CITIZEN}"),)).to_json())
    with office.db.writing() as conn:
        office.archive.next_id(conn, 2569, "list")
    about = Description(type="imported", title=f"บัญชีรายชื่อ {SECRET}", source="imported")
    files = [NewFile("บัญชี.pdf", pdf()), text]
    record = office.archive.accession(ID, about, files, "p05", "เก็บ")
    with office.db.writing() as conn:
        office.archive.enter(conn, record)


@pytest.fixture(scope="module")
def begun(new_office: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office with one record whose PDF tells of somebody."""
    with prepared(new_office, tmp_path_factory) as office:
        file_list(office)
        office.people.add("p05", "p05", operator())
        office.people.grant("p05", "reader", "", operator())
        return office.folder.path


def numbers(office: Office) -> tuple[Hidden, ...]:
    sheets = office.redacting.sheets(office.archive.record(ID), "บัญชี.pdf")
    return tuple(box for sheet in sheets for number in sheet.numbers for box in number.boxes)


def redact(office: Office, *, others: bool = False) -> bytes:
    record = office.archive.record(ID)
    names = office.redacting.words(record, "บัญชี.pdf", [SECRET])
    covering = Covering("บัญชี.pdf", (*numbers(office), *names), "ข้อมูลส่วนบุคคล", others)
    office.redacting.make(ID, record.version, covering, operator())
    return office.archive.file_path(ID, COPY).read_bytes()


def everything(data: bytes) -> bytes:
    """The bytes of a PDF, and of every stream in it that opens."""
    parts = [data]
    for piece in data.split(b"stream")[1:]:
        try:
            parts.append(zlib.decompressobj().decompress(piece.lstrip(b"\r\n")))
        except zlib.error:
            continue
    return b"\n".join(parts)


def dark(data: bytes, page: int, box: Hidden) -> float:
    """The share of black within a box of a page, but for its edge."""
    width = 1240
    with Image.open(io.BytesIO(pdfium.picture(data, page, width))) as picture:
        dots = width / 210
        left, top = round((box.left + 0.4) * dots), round((box.top + 0.4) * dots)
        right, bottom = (box.left + box.width - 0.4) * dots, (box.top + box.height - 0.4) * dots
        part = picture.convert("L").crop((left, top, round(right), round(bottom)))
        return sum(part.histogram()[:60]) / (part.width * part.height)


def test_numbers_are_proposed_with_their_places_on_every_page(office: Office) -> None:
    sheets = office.redacting.sheets(office.archive.record(ID), "บัญชี.pdf")
    assert [(n.kind, n.digits) for s in sheets for n in s.numbers] == [
        ("citizen", "1234567890121")
    ] * 2
    (box,) = sheets[1].numbers[0].boxes
    assert box.page == 2
    assert 297 - 600 / 72 * 25.4 - 6 < box.top < 297 - 600 / 72 * 25.4
    assert round(sheets[0].width) == 210


def test_nothing_of_what_is_hidden_is_left_in_the_copy(office: Office) -> None:
    before = office.archive.file_path(ID, "บัญชี.pdf").read_bytes()
    made = redact(office)
    assert pdfium.texts(made) == ("", "")
    inside = everything(made)
    for word in (SECRET, *SECRET.split(), CITIZEN, CITIZEN.replace("-", ""), "names.txt"):
        assert word.encode() not in inside
        assert word.encode("utf-16-be") not in inside
    assert not PdfReader(io.BytesIO(made)).attachments
    assert office.archive.file_path(ID, "บัญชี.pdf").read_bytes() == before


def test_the_boxes_are_black_and_the_rest_is_legible(office: Office) -> None:
    boxes, made = numbers(office), redact(office)
    for box in boxes:
        assert dark(made, box.page - 1, box) > 0.98
    other = Hidden(1, 35, 297 - 700 / 72 * 25.4 - 6, 60, 8)
    assert 0.02 < dark(made, 0, other) < 0.5


def test_the_record_tells_who_covered_what_where_and_why(office: Office) -> None:
    redact(office)
    fact = office.archive.record(ID).description.facts[-1]
    assert (fact.what, fact.note) == ("redacted", "ข้อมูลส่วนบุคคล")
    assert len(fact.other["boxes"]) >= 4
    assert SECRET not in str(fact) + str(fact.other)


def test_a_picture_is_covered_by_boxes_in_millimetres() -> None:
    scan = io.BytesIO()
    Image.new("RGB", (800, 1131), "white").save(scan, "JPEG")
    box = Hidden(1, 20, 30, 50, 10)
    made = covered("สแกน.jpg", scan.getvalue(), [box])
    assert dark(made, 0, box) > 0.98
    assert dark(made, 0, Hidden(1, 20, 60, 50, 10)) == 0


def test_who_may_not_read_the_record_gets_only_the_copy(office: Office) -> None:
    reader = office.actor("p05")
    redact(office, others=True)
    kept = Kept(("p07",), None, "", "ส่วนบุคคล")
    office.restricting.restrict(ID, 2, kept, operator())
    assert office.file(ID, COPY, reader).is_file()
    for refused in (
        lambda: office.show(ID, reader),
        lambda: office.file(ID, "บัญชี.pdf", reader),
        lambda: office.file(ID, COPY, reader, 1),
    ):
        with pytest.raises(NotPermitted):
            refused()


def test_without_saying_so_the_copy_goes_to_readers_of_the_record_alone(office: Office) -> None:
    redact(office)
    office.restricting.restrict(ID, 2, Kept(("p07",), None, "", "ส่วนบุคคล"), operator())
    with pytest.raises(NotPermitted):
        office.file(ID, COPY, office.actor("p05"))


def test_all_that_is_wrong_is_told_at_once(office: Office) -> None:
    boxes = (Hidden(3, 1, 1, 1, 1), Hidden(1, 500, 1, 1, 1), Hidden(1, 1, 1, 0, 1))
    with pytest.raises(TellingInvalid) as refused:
        office.redacting.make(ID, 1, Covering("บัญชี.pdf", boxes, ""), operator())
    assert len(refused.value.problems) == 4


def test_its_page_proposes_looks_and_files_and_others_see_nothing_else(
    browser: Browser, office: Office
) -> None:
    browser.come_in("p16")
    page = browser.get(f"/records/redact/{ID}").text
    assert page.count('name="number"') == 2
    assert page.count("<rect") == 2
    row = {"page": "๑", "left": "๓๐", "top": "100,5", "width": "50", "height": "8"}
    looked = browser.post(f"/records/redact/{ID}", row, do="look", words=SECRET).text
    assert looked.count("<rect") == 3
    bad = browser.post(f"/records/redact/{ID}", row | {"top": "บน"}, do="make", seen="1")
    assert bad.status_code == 422
    assert 'value="บน"' in bad.text
    marks = [part.split('"')[0] for part in page.split('name="number" value="')[1:]]
    given = row | {"number": marks, "why": "ข้อมูลส่วนบุคคล", "others": "1"}
    assert browser.post(f"/records/redact/{ID}", given, do="make", seen="1").status_code == 303
    office.restricting.restrict(ID, 2, Kept(("p07",), None, "", "ส่วนบุคคล"), operator())
    seen = browser.get(f"/records/{ID}")
    assert "ท่านเปิดได้เฉพาะฉบับที่ปกปิดบางส่วนไว้" in seen.text
    assert SECRET not in seen.text


def test_a_word_that_is_found_nowhere_is_told_and_no_copy_is_made(
    browser: Browser, office: Office
) -> None:
    browser.come_in("p16")
    given = {"words": f"{SECRET}\nนางสาวมองไม่เห็น", "why": "ข้อมูลส่วนบุคคล"}
    looked = browser.post(f"/records/redact/{ID}", given, do="look").text
    assert "ไม่พบ “นางสาวมองไม่เห็น”" in looked
    assert f"ไม่พบ “{SECRET}”" not in looked
    assert browser.post(f"/records/redact/{ID}", given, do="make", seen="1").status_code == 422
    assert office.archive.record(ID).version == 1


def test_a_page_of_a_monstrous_shape_is_refused_before_it_is_drawn(office: Office) -> None:
    strip, page = io.BytesIO(), io.BytesIO()
    Image.new("L", (1, 20_000)).save(strip, "PNG")
    canvas = Canvas(page, pagesize=(3, 14_400))
    canvas.showPage()
    canvas.save()
    files = [NewFile("แถบ.png", strip.getvalue()), NewFile("แถบ.pdf", page.getvalue())]
    record = office.archive.add_version(
        ID, 1, office.archive.record(ID).description, files, who="p05", why="แนบ"
    )
    for file in files:
        with pytest.raises(NothingToRedact):
            office.redacting.sheets(record, file.name)
    with Image.open(io.BytesIO(pdfium.picture(page.getvalue(), 0, 1000))) as drawn:
        assert drawn.height <= 10_000


def test_a_photograph_is_covered_as_it_is_shown_and_tells_nothing_else() -> None:
    photo, turned = io.BytesIO(), Image.Exif()
    turned[0x0112] = 6  # the camera was held upright: shown turned by a quarter
    picture = Image.new("RGB", (1131, 800), "white")
    picture.save(photo, "JPEG", exif=turned, comment=SECRET.encode())
    box = Hidden(1, 20, 250, 50, 10)
    made = covered("ภาพ.jpg", photo.getvalue(), [box])
    with Image.open(io.BytesIO(pdfium.picture(made, 0, 210))) as drawn:
        assert drawn.height in (296, 297, 298)
    assert dark(made, 0, box) > 0.98
    assert SECRET.encode() not in everything(made)


def test_more_pages_than_fit_into_memory_at_once_are_covered_one_by_one() -> None:
    data = io.BytesIO()
    canvas = Canvas(data, pagesize=(90, 120))
    for page in range(70):
        canvas.drawString(10, 60, f"{SECRET} {page}")
        canvas.showPage()
    canvas.save()
    made = covered("x.pdf", data.getvalue(), [Hidden(70, 0, 0, 40, 50)])
    pages = PdfReader(io.BytesIO(made), strict=True).pages
    assert len(pages) == pdfium.count(made) == 70
    assert [round(float(side)) for side in pages[69].mediabox[2:]] == [90, 120]
    assert max(Image.open(io.BytesIO(pdfium.picture(made, 69, 60))).convert("L").tobytes()) < 40
    assert SECRET.encode() not in made
