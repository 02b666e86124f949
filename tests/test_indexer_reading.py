"""Files of strangers become passages, or are refused with a reason."""

import io
import subprocess
import zipfile
from pathlib import Path

import docx
import pypdf
import pytest
from docx.oxml import parse_xml
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    NumberObject,
)

from archive.passages import Passage
from indexer import docx_text, pdf_text
from indexer.errors import (
    FileDamaged,
    FileLocked,
    FileTooLarge,
    KindUnknown,
    NoTextInside,
    Unreadable,
)
from indexer.reading import PASSAGE_LENGTH, read
from tests.spoiling import SAMPLES, THAI

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
BOX = f"""<w:p xmlns:w="{W}" xmlns:mc="{MC}"><w:r><w:t>ก่อนกล่อง</w:t></w:r><w:r><mc:AlternateContent>
<mc:Choice><w:txbxContent><w:p><w:r><w:t>ในกล่อง</w:t></w:r></w:p></w:txbxContent></mc:Choice>
<mc:Fallback><w:txbxContent><w:p><w:r><w:t>ในกล่อง</w:t></w:r></w:p></w:txbxContent></mc:Fallback>
</mc:AlternateContent></w:r><w:del><w:r><w:delText>ลบ</w:delText><w:t>ลบแล้ว</w:t></w:r></w:del></w:p>"""
OUTLINED = f"""<w:p xmlns:w="{W}"><w:pPr><w:outlineLvl w:val="1"/></w:pPr>
<w:r><w:t>ระเบียบ</w:t></w:r><w:r><w:t>วาระที่ ๒</w:t></w:r></w:p>"""


def word_file() -> bytes:
    """A document with a heading style, a direct outline level, a table, a text box, a header."""
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "สำเนาคู่ฉบับ"
    document.add_paragraph("รายงานการประชุม")
    document.add_heading("ระเบียบวาระที่ ๑", level=1)
    document.add_paragraph("ประธาน\tแจ้งเรื่องงบประมาณ")
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "ลำดับ", "ชื่อ – สกุล"
    body = document.element.body
    body.insert(len(body) - 1, parse_xml(OUTLINED))
    body.insert(len(body) - 1, parse_xml(BOX))
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()


def repacked(data: bytes, part: str, content: bytes) -> bytes:
    """The same package with one part replaced."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, content if name == part else old.read(name))
    return made.getvalue()


def test_a_word_file_is_cut_at_its_headings() -> None:
    found = read("รายงาน.docx", word_file())
    assert (found.kind, found.title) == ("docx", "รายงานการประชุม")
    assert found.text.passages == (
        Passage("", "รายงานการประชุม"),
        Passage("ระเบียบวาระที่ ๑", "ประธาน แจ้งเรื่องงบประมาณ\nลำดับ ชื่อ – สกุล"),
        Passage("ระเบียบวาระที่ ๒", "ก่อนกล่อง\nในกล่อง\nสำเนาคู่ฉบับ"),
    )


FIELD = "".join(
    f"<w:r>{part}</w:r>"
    for part in (
        "<w:t>%s</w:t>",
        '<w:fldChar w:fldCharType="begin"/>',
        "<w:instrText> PA</w:instrText>",
        "<w:instrText>GE \\* ThaiArabic </w:instrText>",
        '<w:fldChar w:fldCharType="separate"/>',
        "<w:t>๒</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
        "<w:t> -</w:t>",
    )
)
SIMPLE = '<w:fldSimple w:instr="NUMPAGES"><w:r><w:t>12</w:t></w:r></w:fldSimple>'


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        (FIELD % "- ", []),
        (SIMPLE, []),
        (FIELD % "เอกสารหมายเลข ", ["เอกสารหมายเลข ๒ -"]),
        ("<w:r><w:t>- ๒ -</w:t></w:r>", ["- ๒ -"]),
    ],
)
def test_a_page_number_at_the_edge_is_no_text(line: str, kept: list[str]) -> None:
    document = docx.Document()
    document.add_paragraph("ปฏิทินการดำเนินงาน")
    for edge in (document.sections[0].header, document.sections[0].footer):
        edge._element.append(parse_xml(f'<w:p xmlns:w="{W}">{line}</w:p>'))
    saved = io.BytesIO()
    document.save(saved)
    assert read("ก.docx", saved.getvalue()).text.passages == (
        Passage("", "\n".join(["ปฏิทินการดำเนินงาน", *kept])),
    )


@pytest.mark.parametrize(
    "encoded",
    [
        "เรื่อง ขอเชิญประชุม".encode(),
        "เรื่อง ขอเชิญประชุม".encode("utf-8-sig"),
        "เรื่อง ขอเชิญประชุม\r\n".encode("utf-16"),
        "เรื่อง ขอเชิญประชุม".encode("tis-620"),
        "เรื่อง ขอเชิญประชุม".encode("cp874"),
        "เรื\uf70aอง ขอเชิญประชุม".encode(),  # a tone mark of an old font
    ],
)
def test_a_text_file_is_read_in_every_old_encoding(encoded: bytes) -> None:
    found = read("เชิญ.TXT", encoded)
    assert (found.title, found.text.passages) == (
        "เรื่อง ขอเชิญประชุม",
        (Passage("", "เรื่อง ขอเชิญประชุม"),),
    )


def test_long_texts_become_passages_of_bounded_length_that_lose_nothing() -> None:
    parts = [f"ย่อหน้าที่ {number} " + "งบประมาณ" * 100 for number in range(30)]
    passages = read("ยาว.txt", "\n\n".join(parts).encode()).text.passages
    assert len(passages) > 5
    assert max(len(passage.text) for passage in passages) <= PASSAGE_LENGTH + 100
    assert "\n".join(passage.text for passage in passages).split("\n") == parts


def actual_text_pdf(producer: str) -> bytes:
    """A page that draws กำ and, with the same glyph, วิน; the glyph's own text is กำ."""
    writer = pypdf.PdfWriter()
    page = writer.add_blank_page(300, 100)
    cmap = DecodedStreamObject()
    cmap.set_data(b"1 begincodespacerange\n<00> <FF>\nendcodespacerange\n"
                  b"1 beginbfchar\n<01> <0E010E33>\nendbfchar\n")  # fmt: skip
    name = NameObject
    font = DictionaryObject(
        {
            name("/Type"): name("/Font"),
            name("/Subtype"): name("/TrueType"),
            name("/BaseFont"): name("/X"),
            name("/FirstChar"): NumberObject(1),
            name("/Widths"): ArrayObject([NumberObject(600)]),
            name("/ToUnicode"): writer._add_object(cmap),
        }
    )
    page[name("/Resources")] = DictionaryObject(
        {name("/Font"): DictionaryObject({name("/F1"): font})}
    )
    content = DecodedStreamObject()
    content.set_data(
        b"BT /F1 16 Tf 1 0 0 1 20 50 Tm (\x01) Tj "
        b"/Span <</ActualText <FEFF0E270E340E19>>> BDC 1 0 0 1 29.6 50 Tm (\x01) Tj EMC ET"
    )
    page[name("/Contents")] = writer._add_object(content)
    writer.add_metadata({"/Producer": producer})
    saved = io.BytesIO()
    writer.write(saved)
    return saved.getvalue()


def test_pypdf_is_mended_where_it_misreads_and_only_there() -> None:
    mended = pdf_text.pages("ก.pdf", actual_text_pdf("LibreOffice 25.2"))
    plain = pdf_text.pages("ก.pdf", actual_text_pdf("Skia/PDF"))
    assert (mended, plain) == (("กำวิน",), ("กำกำ",))


@pytest.mark.slow
def test_what_libreoffice_prints_is_read_letter_by_letter(tmp_path: Path) -> None:
    lines = ["ผู้อำนวยการกลุ่มกฎหมายและคดี น้ำท่วมที่ปั้น", "ข้อ ๒ ค่าใช้จ่ายเป็นเงิน ๑๘,๗๓๔,๒๕๐ บาท"]
    document = docx.Document()
    style = document.styles["Normal"]
    style.font.name = "Laksaman"
    style.element.rPr.rFonts.set(f"{{{W}}}cs", "Laksaman")
    for line in lines:
        document.add_paragraph(line)
    document.save(str(tmp_path / "ก.docx"))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    told = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*told, str(tmp_path / "ก.docx")], check=True, capture_output=True, timeout=120)
    passage = read("ก.pdf", (tmp_path / "ก.pdf").read_bytes()).text.passages[0]
    assert passage.page == 1
    assert passage.text.split("\n") == lines


def locked_pdf() -> bytes:
    writer = pypdf.PdfWriter()
    writer.add_blank_page(300, 100)
    writer.encrypt("secret", algorithm="RC4-128")
    saved = io.BytesIO()
    writer.write(saved)
    return saved.getvalue()


def blank_pdf() -> bytes:
    writer = pypdf.PdfWriter()
    writer.add_blank_page(300, 100)
    saved = io.BytesIO()
    writer.write(saved)
    return saved.getvalue()


DTD = b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]><w>&x;</w>'


@pytest.mark.parametrize(
    ("name", "data", "refusal"),
    [
        ("ก.odt", b"PK", KindUnknown),
        ("ก", b"", KindUnknown),
        ("ก.docx", b"\xd0\xcf\x11\xe0\xa1\xb1", FileLocked),
        ("ก.docx", b"PK\x03\x04 no zip", FileDamaged),
        ("ก.docx", word_file()[:-400], FileDamaged),
        ("ก.docx", repacked(word_file(), "word/document.xml", b"<w:p>"), FileDamaged),
        ("ก.docx", repacked(word_file(), "word/document.xml", DTD), FileDamaged),
        ("ก.pdf", b"%PDF-1.7 and nothing more", FileDamaged),
        ("ก.pdf", locked_pdf(), FileLocked),
        ("ก.pdf", blank_pdf(), NoTextInside),
        ("ก.txt", b"\x00\x01\x02", FileDamaged),
        ("ก.txt", b"\xdb\xdc\xff\xfe\xdd", FileDamaged),
        ("ก.txt", b" \n\n\t ", NoTextInside),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_reason(
    name: str, data: bytes, refusal: type[Unreadable]
) -> None:
    with pytest.raises(refusal, match=name):
        read(name, data)


def test_a_part_that_unpacks_without_end_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(docx_text, "PART_LIMIT", 100_000)
    bomb = repacked(word_file(), "word/document.xml", b"<w>" + b" " * 200_000 + b"</w>")
    with pytest.raises(FileTooLarge, match="ใหญ่เกิน"):
        read("ก.docx", bomb)


@given(st.sampled_from(["ก.docx", "ก.pdf", "ก.txt"]), st.binary(max_size=300))
@settings(max_examples=200, deadline=None)
def test_any_bytes_are_read_or_refused(name: str, data: bytes) -> None:
    try:
        assert read(name, data).text.passages
    except Unreadable as refusal:
        assert name in str(refusal)


@pytest.mark.slow
@given(st.data())
@settings(max_examples=60, deadline=None)
def test_a_damaged_word_file_is_read_or_refused(data: st.DataObject) -> None:
    content = bytearray(word_file())
    for _ in range(data.draw(st.integers(1, 5))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    try:
        read("ก.docx", bytes(content))
    except Unreadable as refusal:
        assert "ก.docx" in str(refusal)


def test_lines_broken_by_the_margin_are_joined_and_paragraphs_are_not() -> None:
    first = "ด้วยสำนักงานเขตพื้นที่การศึกษาประถมศึกษาจะจัดการประชุมผู้อำนวยการโรงเรียนใน"
    page = f"เรื่อง ขอเชิญประชุม\n{first}\nสังกัดทุกแห่ง\nจึงเรียนมาเพื่อทราบ"
    whole = f"{first}สังกัดทุกแห่ง"
    assert pdf_text.unwrapped(page).split("\n") == ["เรื่อง ขอเชิญประชุม", whole, "จึงเรียนมาเพื่อทราบ"]


def test_a_table_and_slides_are_read_in_their_order() -> None:
    rows = read("ทะเบียน.xlsx", SAMPLES[".xlsx"]()).text.passages[0].text
    assert rows.splitlines()[1] == "๑ ๑ มิ.ย. ๖๖ ขอซ่อมเครื่องสูบน้ำ ก.pdf"
    slides = read("แผนงาน.pptx", SAMPLES[".pptx"]()).text.passages[0].text
    assert slides.splitlines() == [THAI, "หน้าสุดท้าย"]
