"""Copies that bear a mark: certified as right, and stamped with how long they are kept."""

from datetime import date
from functools import cache
from io import BytesIO

import pytest
from PIL import Image
from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.generic import DecodedStreamObject, NameObject

from archive.records import Description, Fact, FileEntry, Record, RecordId
from indexer import pdfium
from office.amending import Scan
from office.mark_errors import NoPdfToCopy, VoidNotCopied
from office.marked import MarkedCopies, certificate, retention_mark
from office.office import Office, operator
from office.people_errors import NotPermitted, UnknownPerson
from office.permissions import Actor, Grant
from office.plans import Wish
from office.principal import copyable, principal
from templates.errors import PdfUnmarkable
from templates.marks import marked
from tests.conftest import Browser
from thai.text import normal

CLERK = operator()


def pdf_of(*sizes: tuple[float, float]) -> bytes:
    writer = PdfWriter()
    for size in sizes:
        writer.add_page(PageObject.create_blank_page(width=size[0], height=size[1]))
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


@cache
def inked() -> bytes:
    """A page with a black square on it."""
    writer = PdfWriter(clone_from=BytesIO(pdf_of(A4)))
    ink = DecodedStreamObject()
    ink.set_data(b"0 0 9 9 re f")
    writer.pages[0][NameObject("/Contents")] = writer._add_object(ink)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def _ink(page: PageObject) -> bool:
    told = page.get_contents()
    return told is not None and b"re" in told.get_data()


A4 = (595.0, 842.0)


def issued(office: Office, *, retention: str = "", pdf: bool = False) -> RecordId:
    given = office.shelf.form("memo").example()
    return office.issue("memo", given, CLERK, Wish(pdf=pdf, retention=retention)).id


def record(office: Office, retention: str) -> Record:
    return office.show(issued(office, retention=retention), CLERK).record


def test_an_ordinary_paper_is_kept_until_the_end_of_its_tenth_year(office: Office) -> None:
    stamp = retention_mark(office.show(issued(office), CLERK).record)
    assert (stamp.kept, stamp.lasting) == ("เก็บถึง พ.ศ. ๒๕๘๐", False)


def test_what_has_historical_value_is_never_destroyed(office: Office) -> None:
    stamp = retention_mark(record(office, "history"))
    assert (stamp.kept, stamp.lasting) == ("ห้ามทำลาย", True)


def test_what_another_law_ends_names_its_class_and_no_year(office: Office) -> None:
    assert retention_mark(record(office, "secret")).kept.startswith("เก็บตามกฎหมาย")


def test_a_certificate_names_who_what_post_and_which_day(office: Office) -> None:
    lines = certificate(office.profile.directory["p16"], date(2026, 11, 22))
    assert "สำเนาถูกต้อง" in lines[0]
    assert "(นายสารบรรณ  ลงเลขดี)" in lines[1]
    assert lines[2] == "วันที่ ๒๒ พฤศจิกายน ๒๕๖๙"


def test_marks_lie_on_every_page_or_on_the_first() -> None:
    for first_only, many in ((False, 3), (True, 1)):
        laid = PdfReader(BytesIO(marked(pdf_of(A4, A4, A4), inked(), first_only=first_only)))
        assert sum(map(_ink, laid.pages)) == many


def test_marks_never_change_the_size_of_a_page() -> None:
    sizes = (A4, A4[::-1], (420.0, 595.0))
    laid = PdfReader(BytesIO(marked(pdf_of(*sizes), pdf_of(A4))))
    assert [(float(p.mediabox.width), float(p.mediabox.height)) for p in laid.pages] == [*sizes]


def test_a_damaged_pdf_is_refused_with_what_to_do() -> None:
    with pytest.raises(PdfUnmarkable, match="ประทับด้วยมือ"):
        marked(b"%PDF-1.7 no more", pdf_of(A4))


def test_a_paper_without_a_pdf_has_no_copy(office: Office) -> None:
    with pytest.raises(NoPdfToCopy, match="ยังไม่มีไฟล์ PDF"):
        MarkedCopies(office).certified(issued(office), "p16", CLERK)


def told(*scans: str) -> Record:
    """A record of two PDFs and a redacted copy, to which these scans were attached in turn."""
    names = ["ก สำเนา.pdf", "ไฟล์ฉบับปกปิด.pdf", "บันทึก.docx", *dict.fromkeys(scans)]
    facts = tuple(Fact("scanned", note=name) for name in scans)
    about = Description(type="memo", title="ขออนุมัติ", facts=facts)
    files = tuple(FileEntry(name, 1, "") for name in sorted(names))
    return Record(RecordId(2569, "memo", 1), about, 1, 1, files)


def test_a_copy_is_of_the_newest_signed_scan_and_never_of_the_redacted_one() -> None:
    assert principal(told()) == "ก สำเนา.pdf"
    assert principal(told("ฉบับลงนาม.png")) == "ฉบับลงนาม.png"
    assert principal(told("ฉบับลงนาม.png", "ฉบับลงนาม.pdf")) == "ฉบับลงนาม.pdf"
    assert principal(told("ฉบับลงนาม.pdf", "ฉบับลงนาม.png", "ฉบับลงนาม.png")) == "ฉบับลงนาม.png"
    files = copyable(told("ฉบับลงนาม.pdf"))
    assert files == ["ฉบับลงนาม.pdf", "ก สำเนา.pdf", "ไฟล์ฉบับปกปิด.pdf"]


def test_the_page_offers_the_signed_scan_first_and_says_so(
    browser: Browser, office: Office
) -> None:
    id, picture = issued(office), BytesIO()
    Image.new("L", (60, 80), 255).save(picture, "PNG")
    scan = Scan("สแกน.png", picture.getvalue(), "นางตรวจ", date(2026, 11, 22))
    office.amendments.attach_scan(id, 1, scan, CLERK)
    page = browser.come_in("p15").get(f"/marked/{id}").text
    assert "ทำสำเนาจากไฟล์ ฉบับลงนาม.png" in page


def test_a_void_paper_is_not_certified_and_nobody_unknown_certifies(office: Office) -> None:
    id = issued(office)
    with pytest.raises(UnknownPerson):
        MarkedCopies(office).certified(id, "p99", CLERK)
    office.void(id, "ออกผิดฉบับ", CLERK)
    with pytest.raises(VoidNotCopied):
        MarkedCopies(office).certified(id, "p16", CLERK)


def test_who_may_only_read_makes_no_certified_copy(office: Office) -> None:
    reader = Actor("reader", "ผู้อ่าน", (Grant("reader"),))
    with pytest.raises(NotPermitted):
        MarkedCopies(office).certified(issued(office), "p16", reader)


def test_the_page_asks_who_certifies_and_leads_back_to_the_record(
    browser: Browser, office: Office
) -> None:
    id = issued(office)
    browser.come_in("p15")
    assert "สำเนาถูกต้อง" in browser.get(f"/records/{id}").text
    page = browser.get(f"/marked/{id}")
    assert page.status_code == 200 and "ยังไม่มีไฟล์ PDF" in page.text


@pytest.mark.slow
@pytest.mark.skipif(not pdfium.AVAILABLE, reason="needs the text of a PDF")
def test_a_copy_says_who_certified_it_on_each_page_and_the_journal_too(office: Office) -> None:
    if not office.converter.available().ready:
        pytest.skip("no LibreOffice or no font")
    id = issued(office, pdf=True)
    copies = MarkedCopies(office)
    certified = copies.certified(id, "p16", CLERK, on=date(2027, 3, 1))
    pages = [normal(text) for text in pdfium.texts(certified.data)]
    filed = office.file(id, next(f.name for f in office.show(id, CLERK).record.files
                                 if f.name.endswith(".pdf")), CLERK).read_bytes()  # fmt: skip
    assert len(pages) == len(pdfium.texts(filed)) and certified.of.endswith(".pdf")
    assert all("สำเนาถูกต้อง" in page and "1 มีนาคม 2570" in page for page in pages)
    assert any(event.act == "certified-copy" for event in office.journal.since(0, 100))
    stamped = [normal(text) for text in pdfium.texts(copies.kept(id, CLERK).data)]
    assert "เก็บถึง พ.ศ. 2580" in stamped[0]
    assert not any("เก็บถึง" in page for page in stamped[1:])
