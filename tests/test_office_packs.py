"""Papers bound in one volume: front, bookmarks, a stamp on every page; what cannot be opened."""

import json
from io import BytesIO
from pathlib import Path
from typing import cast

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, Destination, NameObject

from archive.records import RecordId
from indexer import pdfium
from office.office import Office, operator
from office.pack_errors import PackEmpty, PackFaulty, PackTooLong, PieceUnclear
from office.packs import Packs, Piece
from office.plans import Wish
from saraban import main
from templates import soffice
from templates.errors import PackUnbound
from templates.pack import Cover, Opened, Paper, bound, opened, stamp_texts
from tests.conftest import Browser
from tests.pdfs import HEIGHT, WIDTH, pdf
from thai.text import normal

CLERK = operator()
HELLO = pdf([(100, 400, "Hello")], [(100, 400, "World")])


def stamps_of(texts: tuple[str, ...]) -> bytes:
    """Pages as LibreOffice makes them: each text ends two centimetres from the right edge."""
    return pdf(*([(WIDTH - 57 - 10, HEIGHT - 40, f"s{n}")] for n, _ in enumerate(texts)))


def volume(*papers: Paper) -> PdfReader:
    good, bad = opened(papers)
    assert not bad
    texts = stamp_texts(good)
    front = pdf([(100, 700, "Cover")], [(100, 700, "Contents")])
    return PdfReader(BytesIO(bound("เล่ม", front, stamps_of(texts), texts, good)))


def locked(data: bytes) -> bytes:
    writer = PdfWriter(clone_from=BytesIO(data))
    writer.encrypt("ลับ", algorithm="RC4-128")
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def test_every_paper_has_a_thai_bookmark_at_its_first_page() -> None:
    made = volume(Paper("ระเบียบวาระ", "ก", HELLO), Paper("แผนปฏิบัติงาน", "ข", HELLO))
    marks = [
        (str(one["/Title"]), made.get_destination_page_number(one))
        for one in made.outline
        if isinstance(one, Destination)
    ]
    assert marks == [("ปก", 0), ("สารบัญ", 1), ("ระเบียบวาระ", 2), ("แผนปฏิบัติงาน", 4)]
    assert made.metadata is not None and made.metadata.title == "เล่ม"


def test_the_words_of_a_page_stay_and_its_stamp_lies_behind_them() -> None:
    page = volume(Paper("ก", "เอกสาร", HELLO)).pages[2]
    content = page.get_contents()
    assert content is not None
    data = content.get_data()
    assert data.index(b"Hello") < data.index(b"/SrbText")
    assert data.count(b"q\n") + data.count(b"q ") == data.count(b"Q")
    # mark, หน้า, 1, /, 2 above; หน้าของเล่ม and 3 below
    assert data.count(b" Do") == 7


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
@pytest.mark.skipif(not pdfium.AVAILABLE, reason="needs pictures of pages")
def test_a_stamp_stands_at_the_upper_right_however_a_page_is_turned(turned: int) -> None:
    from PIL import Image

    paper = Paper("ก", "", pdf([], turned=turned, cropped=30))
    good, _ = opened([paper])
    texts = stamp_texts(good)
    made = bound("เล่ม", pdf([]), stamps_of(texts), texts, good)
    picture = Image.open(BytesIO(pdfium.picture(made, 1, 600))).convert("L")
    width, height = picture.size
    inked = picture.point([255 if shade < 128 else 0 for shade in range(256)])

    def ink(left: float, top: float, right: float, bottom: float) -> bool:
        box = (int(left * width), int(top * height), int(right * width), int(bottom * height))
        return inked.crop(box).getbbox() is not None

    assert ink(0.6, 0, 1, 0.2) and ink(0.6, 0.85, 1, 1)
    assert not ink(0, 0, 0.5, 1) and not ink(0, 0.25, 1, 0.8)


def test_a_locked_or_damaged_paper_is_named_with_its_reason() -> None:
    papers = [Paper("ก", "", HELLO), Paper("ข", "", locked(HELLO)), Paper("ค", "", b"%PDF-1.7 no")]
    good, bad = opened(papers)
    assert [one.paper.title for one in good] == ["ก"]
    assert [(one.title, one.why) for one in bad] == [("ข", "มีรหัสผ่าน"), ("ค", "ไฟล์ PDF เสียหาย")]


def strange() -> bytes:
    """A PDF that opens, and whose page is no page on a closer look."""
    writer = PdfWriter(clone_from=BytesIO(HELLO))
    writer.pages[1][NameObject("/Resources")] = NameObject("/Nothing")
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_paper_that_breaks_while_it_is_bound_is_told_by_its_place() -> None:
    with pytest.raises(PackUnbound) as told:
        volume(Paper("ก", "", HELLO), Paper("ข", "", strange()))
    assert told.value.facts == {"at": 2}


def test_every_text_is_set_once_whatever_the_number_of_pages() -> None:
    good, _ = opened(Paper(str(n), "เอกสารประกอบวาระที่ 4.2", HELLO) for n in range(50))
    assert len(stamp_texts(good)) == 3 + 10 + 1


def test_what_belongs_to_a_meeting_is_proposed_with_its_agenda_first(office: Office) -> None:
    given = office.shelf.form("agenda").example()
    office.issue("minutes", office.shelf.form("minutes").example(), CLERK, Wish(pdf=False))
    agenda = office.issue("agenda", given, CLERK, Wish(pdf=False)).id
    pieces = Packs(office).proposed(agenda, CLERK)
    assert pieces[0].record == agenda and pieces[0].file.endswith(".docx")
    assert [one.mark for one in pieces] == ["ระเบียบวาระการประชุม", "เอกสารประกอบที่ 1"]


@pytest.mark.slow
def test_what_belongs_to_the_same_case_or_is_tied_is_proposed_too(office: Office) -> None:
    example = office.shelf.form("memo").example()
    one, two, three, other = (
        office.issue("memo", example, CLERK, Wish(pdf=False)).id for _ in range(4)
    )
    office.amendments.join_case(two, 1, "จัดประชุมประจำปี", CLERK)
    office.amendments.join_case(one, 1, "จัดประชุมประจำปี", CLERK)
    office.amendments.relate(one, 2, "refers-to", str(three), CLERK)
    records = [piece.record for piece in Packs(office).proposed(one, CLERK)]
    assert records == [one, two, three] and other not in records


def test_a_list_that_names_no_record_is_refused(office: Office) -> None:
    with pytest.raises(PieceUnclear, match="หนังสือฉบับนั้น"):
        Packs(office).of_ids(["หนังสือฉบับนั้น"], CLERK)


def test_nothing_and_too_much_are_refused(office: Office) -> None:
    packs = Packs(office)
    with pytest.raises(PackEmpty):
        packs.made(Cover("เล่ม"), [], CLERK)
    piece = Piece(RecordId(2569, "memo", 1))
    with pytest.raises(PackTooLong, match="แบ่งเป็นหลายเล่ม"):
        packs.made(Cover("เล่ม"), [piece] * 201, CLERK)


def test_a_file_that_is_not_there_is_told_as_damaged_and_skipped_by_choice(office: Office) -> None:
    memo = office.issue("memo", office.shelf.form("memo").example(), CLERK, Wish(pdf=False)).id
    piece = Piece(memo, "ไม่มี.pdf", "เรื่องที่หาย")
    with pytest.raises(PackFaulty, match="เรื่องที่หาย: ไฟล์ PDF เสียหาย"):
        Packs(office).made(Cover("เล่ม"), [piece], CLERK)
    with pytest.raises(PackEmpty):
        Packs(office).made(Cover("เล่ม"), [piece], CLERK, skip=True)


@pytest.mark.slow
def test_the_page_keeps_order_and_titles_while_papers_are_added(
    office: Office, browser: Browser
) -> None:
    example = office.shelf.form("memo").example()
    one, two = (office.issue("memo", example, CLERK, Wish(pdf=False)).id for _ in range(2))
    browser.come_in("p16")
    assert "รวมเล่มเอกสารประกอบ" in browser.get(f"/records/{one}").text
    assert str(one) in browser.get(f"/pack/{one}").text
    typed = {"record": str(one), "file": "x.docx", "title": "ชื่อใหม่", "mark": "วาระ ๑", "in": "0"}
    page = browser.post(f"/pack/{one}", {**typed, "order": "๒", "more": str(two), "do": "add"}).text
    assert "ชื่อใหม่" in page and str(two) in page and "เอกสารประกอบที่ ๑" in page
    refused = browser.post(f"/pack/{one}", {**typed, "order": "๑", "in": ""}, do="bind")
    assert refused.status_code == 422 and "ยังไม่มีเอกสารให้รวมเล่ม" in refused.text


def links_of(data: bytes) -> list[int]:
    """The pages (from 0) to which the links of the contents lead, from the top down."""
    reader = PdfReader(BytesIO(data))
    links = [one.get_object() for one in cast(ArrayObject, reader.pages[1]["/Annots"])]
    pages = {page.indirect_reference: n for n, page in enumerate(reader.pages)}
    assert not any("/A" in link for link in links)
    links.sort(key=lambda link: -float(link["/Rect"][3]))
    return [pages[list.__getitem__(link["/Dest"], 0)] for link in links]


@pytest.mark.slow
@pytest.mark.skipif(soffice.program() is None, reason="LibreOffice is not installed")
def test_the_contents_lead_to_each_paper_and_nowhere_for_what_was_left_out(office: Office) -> None:
    with office.converter.warm():
        memo = office.issue("memo", office.shelf.form("memo").example(), CLERK).id
        pieces = [Piece(memo), Piece(memo, file="ไม่มี.pdf"), Piece(memo)]
        made = Packs(office).made(Cover("เล่ม"), pieces, CLERK, skip=True)
    assert len(made.left_out) == 1
    first, second = links_of(made.printed.data)
    assert (first, second) == (2, 2 + (made.pages - 2) // 2)


@pytest.mark.slow
@pytest.mark.skipif(soffice.program() is None, reason="LibreOffice is not installed")
@pytest.mark.skipif(not pdfium.AVAILABLE, reason="needs the text of a PDF")
def test_a_volume_of_records_reads_as_it_should(
    office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with office.converter.warm():
        example = office.shelf.form("memo").example()
        ids = [office.issue("memo", example, CLERK, Wish(pdf=n == 0)).id for n in range(2)]
        filed = {id: office.show(id, CLERK).record.version for id in ids}
        words = [f"{ids[0]}=เอกสารประกอบวาระที่ 4.2", str(ids[1]), "--title", "เล่มที่ 1", "--json"]
        assert (
            main(["--data", str(office.folder.path), "pack", *words, "--out", str(tmp_path)]) == 0
        )
    told = json.loads(capsys.readouterr().out)
    data = Path(told["file"]).read_bytes()
    texts = [normal(text).replace(" ", "") for text in pdfium.texts(data)]
    assert len(texts) == told["pages"] and told["left_out"] == 0
    assert "เล่มที่1" in texts[0] and "สารบัญ" in texts[1]
    assert "เอกสารประกอบวาระที่4.2" in texts[2] and "หน้าของเล่ม3" in texts[2]
    assert "เอกสารประกอบที่1" in texts[-1]
    assert {id: office.show(id, CLERK).record.version for id in ids} == filed
    good, _ = opened([Paper("", "", data)])
    assert isinstance(good[0], Opened)
