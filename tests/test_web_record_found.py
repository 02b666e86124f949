"""From a hit to the page: a record opens where the words stand, marked in text and picture."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from urllib.parse import quote

import pytest
from filelock import FileLock

from archive.passages import Passage, Text
from archive.records import Description, NewFile, Paper, RecordId
from indexer import pdfium
from office.office import Office
from tests.conftest import NOON, Browser, pages_of, prepared
from tests.pdfs import pdf

pytestmark = pytest.mark.skipif(not pdfium.AVAILABLE, reason="pdfium is not installed")
RECORD = RecordId(2569, "minutes", 1)
NAME = "รายงานการประชุม.pdf"
PAGES = (
    [(50, 700, "Minutes of the meeting")],
    [(50, 700, "Item 1 Budget of the school"), (50, 300, "Resolved to pay for KRS")],
    [(50, 700, "Item 2 The KRS system")],
)
PASSAGES = (
    Passage("", "Minutes of the meeting"),
    Passage("Item 1 Budget", "of the school\nResolved to pay for KRS"),
    Passage("Item 2 The KRS", "system"),
)


@pytest.fixture(scope="module")
def begun(new_office: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office with a record of three pages, whose paper lies in a cabinet."""
    with prepared(new_office, tmp_path_factory) as office:
        about = Description(
            type="minutes",
            title="รายงานการประชุม",
            dated=date(2026, 4, 1),
            filed_at=NOON,
            paper=Paper(cabinet="ตู้ ๓"),
        )
        new = [NewFile(NAME, pdf(*PAGES)), NewFile("text.json", Text(PASSAGES).to_json())]
        with office.db.writing() as conn:
            office.archive.next_id(conn, 2569, "minutes")
        record = office.archive.accession(RECORD, about, new, who="p05", why="จัดเก็บ")
        with office.db.writing() as conn:
            office.archive.enter(conn, record)
            office.journal.add(conn, "p05", "issued", str(RECORD), {}, NOON)
        return office.folder.path


@pytest.fixture(scope="module")
def office(begun: Path) -> Iterator[Office]:
    """One office for all tests: they only look."""
    opened = Office.open(begun, lambda: NOON)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def clerk(office: Office) -> Browser:
    return Browser(pages_of(office)).come_in("p15")


def test_a_hit_leads_to_its_passage(clerk: Browser) -> None:
    assert f"/records/{RECORD}?q=krs&amp;p=2#found" in clerk.get("/find?q=krs").text


def test_the_record_opens_at_the_page_where_the_passage_stands(clerk: Browser) -> None:
    page = clerk.get(f"/records/{RECORD}?q=krs&p=2").text
    sheets = page.split('<div class="page"')[1:]
    assert ['id="found"' in sheet for sheet in sheets] == [False, True, False]
    assert ['class="marks"' in sheet for sheet in sheets] == [False, True, True]
    other = clerk.get(f"/records/{RECORD}?q=krs&p=3").text.split('<div class="page"')[1:]
    assert ['id="found"' in sheet for sheet in other] == [False, False, True]


def test_the_words_are_marked_in_text_and_heading(clerk: Browser) -> None:
    page = clerk.get(f"/records/{RECORD}?q=krs&p=2").text
    assert "pay for <mark>KRS</mark>" in page
    assert "The <mark>KRS</mark></h3>" in page
    assert "๒ แห่ง" in page
    assert "ตู้ ๓" in page


def test_what_was_found_for_a_near_question_is_marked(clerk: Browser) -> None:
    page = clerk.get(f"/records/{RECORD}?q=buget&w=Budget").text
    assert "<mark>Budget</mark>" in page
    assert "“buget”" in page


def test_marks_lie_over_another_page_as_a_picture(clerk: Browser) -> None:
    answer = clerk.get(f"/records/marks/{RECORD}/3/{quote(NAME)}?q=krs")
    assert answer.content_type == "image/svg+xml"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.text.count("fill-opacity") == 1
    assert clerk.get(f"/records/marks/{RECORD}/9/{quote(NAME)}?q=krs").status_code == 404
    assert "<rect" not in clerk.get(f"/records/marks/{RECORD}/3/{quote(NAME)}").text


@pytest.mark.parametrize("asked", ["q=", "q=%22", "q=nowhere&p=99999", "q=<script>&p=ก", "p=2"])
def test_a_record_opens_whatever_its_address_asks(clerk: Browser, asked: str) -> None:
    page = clerk.get(f"/records/{RECORD}?{asked}")
    assert page.status_code == 200
    assert "<script>&" not in page.text
    assert "<mark>" not in page.text


def test_the_page_says_when_the_index_is_behind(clerk: Browser, office: Office) -> None:
    office.index.catch_up()
    with FileLock(office.folder.place("index") / "writer.lock"):
        with office.db.writing() as conn:
            office.journal.add(conn, "p05", "noted", str(RECORD), {}, NOON)
        assert "ยังทำดัชนีไม่เสร็จ" in clerk.get("/find?q=krs").text
    assert "ยังทำดัชนีไม่เสร็จ" not in clerk.get("/find?q=krs").text
