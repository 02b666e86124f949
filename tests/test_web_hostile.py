"""Files that mean harm, given in on pages, are refused, and the server answers the next."""

import io
from pathlib import Path
from urllib.parse import quote

import pytest

from archive.records import RecordId
from indexer.pdfium import AVAILABLE
from office import answers
from office.office import Office, operator
from office.plans import Wish
from templates.package import CONTENT_TYPES
from tests.conftest import SAMPLES, Browser, prepared
from tests.hostile import WORD, endless_page, laughing, packed, pdf

pytestmark = pytest.mark.slow
TOLD = {"seen": "1", "compared_by": "นายเทียบ  ถูกต้อง", "compared_on": "22 พ.ย. 69"}
MANY = packed({CONTENT_TYPES: b"<Types/>", WORD: b"<w>" + b"<a/>" * 3_100_000 + b"</w>"})


@pytest.fixture(scope="module")
def begun(new_office: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office with one letter."""
    with prepared(new_office, tmp_path_factory) as office:
        given = answers.load(SAMPLES / "letter-01.yaml")
        office.issue("letter", given, operator(), Wish(pdf=False))
        return office.folder.path


@pytest.fixture
def letter() -> RecordId:
    return RecordId(2569, "letter", 1)


@pytest.fixture
def clerk(browser: Browser) -> Browser:
    return browser.come_in("p15")


def scanned(clerk: Browser, office: Office, letter: RecordId, data: bytes) -> str:
    """Attach a PDF as the signed scan; return the address of its first page's picture."""
    scan = {**TOLD, "scan": (io.BytesIO(data), "สแกน.pdf")}
    assert clerk.post(f"/records/scan/{letter}", scan).status_code == 303
    name = next(one.name for one in office.archive.record(letter).files if "ลงนาม" in one.name)
    return f"/records/picture/{letter}/1/{quote(name)}"


@pytest.mark.skipif(not AVAILABLE, reason="pdfium is not installed")
def test_a_page_that_would_never_be_drawn_stops_nobody(
    clerk: Browser, office: Office, letter: RecordId, monkeypatch: pytest.MonkeyPatch
) -> None:
    picture = scanned(clerk, office, letter, endless_page())
    monkeypatch.setattr("office.pictures.SECONDS", 0.3)
    assert clerk.get(picture).status_code == 404
    assert office.pictures._left
    monkeypatch.setattr("office.pictures.SECONDS", 900)
    assert clerk.get(picture).status_code == 404
    assert "ศธ ๐๔๙๙๙/๒๙๔๘" in clerk.get(f"/records/{letter}").text


@pytest.mark.parametrize(
    ("address", "name", "data", "says"),
    [
        ("/check", "ก.docx", MANY, "ซับซ้อนเกินไป"),
        ("/receivers", "ก.xlsx", packed({"xl/workbook.xml": laughing("w")}), "เสียหาย"),
    ],
)
def test_what_would_fill_the_memory_is_refused(
    clerk: Browser, address: str, name: str, data: bytes, says: str
) -> None:
    answer = clerk.post(address, {"file": (io.BytesIO(data), name)})
    assert (answer.status_code, says in answer.text) == (422, True)


@pytest.mark.skipif(not AVAILABLE, reason="pdfium is not installed")
def test_a_picture_that_a_browser_kept_is_shown_only_to_who_may_read_it(
    browser: Browser, office: Office, letter: RecordId
) -> None:
    clerk = browser.come_in("p15")
    picture = scanned(clerk, office, letter, pdf())
    first = clerk.get(picture)
    kept = {"If-None-Match": first.headers["ETag"]}
    assert (first.status_code, first.headers["Cache-Control"]) == (200, "private, no-cache")
    assert clerk.client.get(picture, headers=kept).status_code == 304
    clerk.post("/leave", {})
    assert clerk.client.get(picture, headers=kept).status_code == 302
