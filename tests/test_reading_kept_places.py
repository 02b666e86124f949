"""Where a scan's words stand is kept with its record, so that a hit is marked on the picture."""

import hashlib
import io
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import pytest
from PIL import Image

from archive.passages import Passage, Text
from archive.records import Description, NewFile
from indexer import kept_places, ocr, pdfium, scan_places
from indexer.places import bare
from office.intake import Place
from office.located import leaves
from office.office import Office, operator
from tests.conftest import NOON, Browser
from tests.pages import page
from tests.pdfs import HEIGHT, pdf

SCAN = "0" * 128
FIRST = page((90.0, "ที่ ศธ ๐๔๙๙๙/๑๒"), (90.0, "เรื่อง ขอซ่อมเครื่องสูบน้ำของหอประชุม"))
SECOND = page((90.0, "จึงเรียนมาเพื่อโปรดพิจารณาจัดหาบัวรดน้ำ"), number=2)
SCANNED = (replace(FIRST, scanned=True), replace(SECOND, scanned=True))


def test_places_come_back_as_they_were_to_the_point_also_on_a_page_that_lay_on_its_side() -> None:
    lying = replace(SCANNED[1], turned=90)
    kept = kept_places.from_json(kept_places.to_json(SCAN, (SCANNED[0], lying)), SCAN)
    for before, after in ((SCANNED[0], kept[1]), (lying, kept[2])):
        for word in ("เครื่องสูบน้ำ", "บัวรดน้ำ"):
            old, new = (scan_places.marks(one, [word]) for one in (before, after))
            assert (new.width, new.height) == (old.width, old.height)
            for a, b in zip(old.boxes, new.boxes, strict=True):
                assert abs(a.left - b.left) <= 1 and abs(a.bottom - b.bottom) <= 1


def test_pages_with_a_text_layer_and_places_of_another_file_are_none() -> None:
    assert kept_places.to_json(SCAN, (FIRST, SECOND)) == b""
    told = kept_places.to_json(SCAN, (FIRST, SCANNED[1]))
    assert list(kept_places.from_json(told, SCAN)) == [2]
    assert kept_places.from_json(told, "1" * 128) == {}


@pytest.fixture
def clerk(browser: Browser, office: Office) -> Browser:
    """A clerk, and a filed TIFF of two pages with the places of what is printed on them."""
    scan = tiff()
    text = Text(tuple(Passage("", one.text, one.number) for one in SCANNED)).to_json()
    places = kept_places.to_json(hashlib.sha512(scan).hexdigest(), SCANNED)
    new = [NewFile("สแกน.tif", scan), NewFile("text.json", text)]
    new.append(NewFile(kept_places.NAME, places))
    about = Description(type="imported", title="ขอซ่อมเครื่องสูบน้ำ", filed_at=NOON)
    with office.db.writing() as conn:
        id = office.archive.next_id(conn, 2569, "import")
    record = office.archive.accession(id, about, new, who="p05", why="นำเข้า")
    with office.db.writing() as conn:
        office.archive.enter(conn, record)
    return browser.come_in("p15")


def test_a_hit_on_a_scanned_sheet_opens_its_page_with_the_word_marked(clerk: Browser) -> None:
    page = clerk.get("/records/2569/import/0001?q=รดน้ำ").text
    sheets = page.split('<div class="page"')[1:]
    assert ['id="found"' in sheet for sheet in sheets] == [False, True]
    assert sheets[1].count("fill-opacity") == 1
    assert 'href="#page-1-2"' in page
    both = clerk.get("/records/2569/import/0001?q=น้ำ&p=2").text.split('<div class="page"')[1:]
    assert ['class="marks"' in sheet for sheet in both] == [True, True]
    bars = clerk.get(f"/records/marks/2569/import/0001/1/{quote('สแกน.tif')}?q=น้ำ").text
    assert bars.count("fill-opacity") == 1


def test_places_are_no_document_of_the_record(clerk: Browser) -> None:
    assert "places.json" not in clerk.get("/records/2569/import/0001").text
    assert clerk.get("/records/file/2569/import/0001/places.json").status_code == 404


@pytest.mark.slow
@pytest.mark.skipif(not ocr.version(), reason="no Tesseract with Thai")
def test_what_arrives_as_a_tiff_keeps_where_its_words_were_printed(
    office: Office, tmp_path: Path
) -> None:
    printed = pdf([(60, 700, "Budget of the school"), (60, 600, "Resolved to pay for a pump")])
    drawn = Image.open(io.BytesIO(pdfium.picture(printed, 0, 1654))).convert("L")
    drawn.save(tmp_path / "แผ่น.tif", "TIFF")
    taken = office.intake.file(tmp_path / "แผ่น.tif", Place(2569), operator())
    assert taken.id
    record = office.archive.record(taken.id)
    scan = next(file for file in record.files if file.name.endswith(".tif"))
    sheets = leaves(office.archive, record, scan)
    word = max(office.archive.text(taken.id).passages[0].text.split(), key=len)
    assert sheets.holding([bare(word)]) == [0]
    box = sheets.marks(0, [word]).boxes[0]
    assert 50 < box.left < box.right < 400
    assert any(box.top < HEIGHT - line < box.bottom for line in (700, 600))


def tiff() -> bytes:
    """Two white pages."""
    out, sheet = io.BytesIO(), Image.new("L", (600, 849), 255)
    sheet.save(out, "TIFF", save_all=True, append_images=[sheet])
    return out.getvalue()
