"""Files as Word and others write them, and files that mean harm, under the check."""

import io
import json
import shutil
import subprocess
import zipfile
from datetime import date
from functools import cache
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from lxml import etree

from templates.errors import PackageRefused
from templates.package import pack, unpack_to_read
from templates.proof.days import number_of
from templates.proof.kinds import guess
from templates.proof.proof import case_of, judged, mended
from templates.proof.sheet import MOST_LINES, opened
from tests.conftest import Made, made_where

STYLES = "word/styles.xml"


def written(*lines: str) -> Document:
    """A document with Word's own default template: theme fonts, 11 points, Letter paper."""
    new = docx.Document()
    for line in lines:
        new.add_paragraph(line)
    return new


def saved(document: Document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


CLERKS = (
    "ที่ ศธ ๐๔๙๙๙/๑๒๓",
    "๒๒ พฤศจิกายน ๒๕๖๙",
    "เรื่อง  ขอเชิญประชุม",
    "เรียน  ผู้อำนวยการโรงเรียนวัดตัวอย่าง",
    "\tด้วยสํานักงานกำหนดประชุมในวันจันทร์ที่ 22 พฤศจิกายน ๒๕๖๙ เเละขอให้ส่งผู้แทนเข้าร่วม",
    "          จึงเรียนมาเพื่อโปรดพิจารณา",
    "ขอแสดงความนับถือ",
    "",
    "(นายสมมติ ตัวอย่างดี)",
    "ผู้อำนวยการ",
)


@cache
def letter() -> bytes:
    """A letter as a clerk types it in Word."""
    return saved(written(*CLERKS))


def found(data: bytes) -> dict[str, str]:
    """What is found, by rule."""
    return {one.rule.code: one.found for one in judged(data).findings}


def test_a_letter_typed_in_word_is_known_and_measured_by_its_theme_and_defaults() -> None:
    said = found(letter())
    assert judged(letter()).kind == "external"
    assert said["page.paper"].startswith("๒๑.๕๙")
    assert said["font.size"] == "๑๑ พอยต์"
    assert said["line.spacing"] == "๑.๑๕ เท่า"
    assert said["indent.body"] == "ย่อหน้าด้วยการเคาะวรรค ๑๐ ครั้ง"
    assert {"text.sara_am", "text.sara_ae", "digits.mixed", "date.weekday", "pen.room"} <= set(said)


def test_the_thai_font_of_the_theme_is_the_one_of_its_script() -> None:
    """Word draws Thai with the font that the theme names for the script Thai."""
    parts = unpack_to_read(letter())
    spoken = OxmlElement("w:themeFontLang")
    spoken.set(qn("w:bidi"), "th-TH")
    settings = docx.oxml.parse_xml(parts["word/settings.xml"])
    for old in settings.findall(qn("w:themeFontLang")):
        settings.remove(old)
    settings.append(spoken)
    parts["word/settings.xml"] = etree.tostring(settings)
    sheet = opened(pack(parts))
    face, thai, _ = sheet.lines[2].faces[0]
    assert (thai, face.font) == (True, "Cordia New")


def test_a_style_counts_where_the_paragraph_says_nothing_and_for_thai_by_its_twin() -> None:
    document = written(*CLERKS)
    normal = document.styles["Normal"].element.get_or_add_rPr()
    fonts = OxmlElement("w:rFonts")
    for slot in ("ascii", "hAnsi", "cs"):
        fonts.set(qn(f"w:{slot}"), "TH Sarabun New")
    normal.insert(0, fonts)
    for name, half in (("sz", "32"), ("szCs", "28")):
        size = OxmlElement(f"w:{name}")
        size.set(qn("w:val"), half)
        normal.append(size)
    data = saved(document)
    assert "font.thai" not in found(data)
    assert found(data)["font.size"] == "๑๔ พอยต์"


def test_a_tab_to_its_stop_is_an_indent_as_good_as_another() -> None:
    document = written(*CLERKS)
    document.paragraphs[4].paragraph_format.tab_stops.add_tab_stop(docx.shared.Cm(2.5))
    wrong = {
        one.places[0].paragraph
        for one in judged(saved(document)).findings
        if one.rule.code == "indent.body"
    }
    assert wrong == {6}


def test_a_memo_laid_out_in_a_table_is_read_by_its_cells() -> None:
    """As schools make it in Word: a white title balances the black one, labels have own cells."""
    document = written("")
    title = document.paragraphs[0]
    title.add_run("บันทึกข้อความ")
    title.add_run("\tบันทึกข้อความ").font.color.rgb = docx.shared.RGBColor(255, 255, 255)
    table = document.add_table(rows=0, cols=4)
    for row in (
        ("ส่วนราชการ", "กลุ่มอำนวยการ", "", ""),
        ("ที่", "ศธ ๐๔๙๙๙/๙", "วันที่", "๒๒ พฤศจิกายน ๒๕๖๙"),
        ("เรื่อง", "ขออนุมัติ", "", ""),
        ("เรียน", "ผู้อำนวยการ", "", ""),
    ):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    document.add_paragraph("ด้วยเครื่องพิมพ์ชำรุด นั้น")
    document.add_paragraph("(นายสมมติ  ตัวอย่างดี)")
    document.add_paragraph("เจ้าหน้าที่")
    case = case_of(opened(saved(document)))
    number = number_of(case)
    assert case.kind == "memo"
    assert number is not None
    assert (str(number.number), number.dated) == ("ศธ 04999/9", date(2026, 11, 22))
    said = found(saved(document))
    assert "parts.missing" not in said
    assert said["words.cause"] == "“ด้วย…นั้น”"


def test_a_finding_tells_its_page_where_word_wrote_down_the_breaks() -> None:
    document = written(*CLERKS)
    first = document.paragraphs[8].runs[0]._r
    first.insert(0, OxmlElement("w:lastRenderedPageBreak"))
    pages = {one.rule.code: one.places[0].page for one in judged(saved(document)).findings}
    assert (pages["date.weekday"], pages["sign.name"]) == (1, 2)
    assert all(place.page is None for one in judged(letter()).findings for place in one.places)


def test_the_corrected_copy_keeps_the_words_and_leaves_what_a_person_must_decide() -> None:
    copy = mended(letter())
    left = {one.rule.code for one in copy.proof.findings}
    assert {"date.weekday", "pen.room"} <= left
    assert not left & {"page.paper", "font.thai", "font.size", "text.sara_am", "indent.body"}
    texts = [one.text for one in docx.Document(io.BytesIO(copy.docx)).paragraphs]
    assert texts[4].startswith("ด้วยสำนักงานกำหนดประชุมในวันจันทร์ที่ ๒๒ พฤศจิกายน ๒๕๖๙ และขอให้")
    assert texts[5] == "จึงเรียนมาเพื่อโปรดพิจารณา"
    assert len(texts) == len(CLERKS)


def test_letters_that_word_parted_over_runs_are_corrected_together() -> None:
    document = written(*CLERKS[:4], "")
    body = document.paragraphs[4]
    for piece in ("ด้วยส\u0e4d", "าน", "ักงานแจ้งว่า ๒ ค", "น และ ", "25", "69"):
        body.add_run(piece)
    copy = mended(saved(document))
    texts = [one.text for one in docx.Document(io.BytesIO(copy.docx)).paragraphs]
    assert texts[4] == "ด้วยสำนักงานแจ้งว่า ๒ คน และ ๒๕๖๙"


@pytest.mark.parametrize(
    ("kind", "lines"),
    [
        ("memo", ["", "บันทึกข้อความ", "ส่วนราชการ  กลุ่มอำนวยการ", "เรียน  ผู้อำนวยการ"]),
        ("external", ["ที่ ศธ ๐๔๙๙๙/๑", "เรื่อง  ขอเชิญ", "กราบเรียน  นายกรัฐมนตรี"]),
        ("stamped", ["ที่ ศธ ๐๔๙๙๙/๑", "ถึง  โรงเรียนวัดตัวอย่าง"]),
        ("order", ["คำสั่งสำนักงานเขตพื้นที่การศึกษา", "ที่ ๑/๒๕๖๙"]),
        ("announcement", ["ประกาศสำนักงาน", "เรื่อง  กำหนดการ"]),
        ("certificate", ["เลขที่ ๑/๒๕๖๙", "หนังสือฉบับนี้ให้ไว้เพื่อรับรองว่า"]),
        ("minutes", ["รายงานการประชุมผู้บริหาร", "ครั้งที่ ๑/๒๕๖๙"]),
        ("agenda", ["ระเบียบวาระการประชุมผู้บริหาร"]),
        ("other", ["ประกาศนียบัตร", "ให้ไว้เพื่อแสดงว่า"]),
        ("other", ["แบบสอบถาม", "คำชี้แจง"]),
        ("other", []),
    ],
)
def test_the_kind_is_told_from_the_first_lines(kind: str, lines: list[str]) -> None:
    assert guess(lines) == kind


def test_of_an_unknown_kind_layout_is_only_noted_and_a_told_kind_counts() -> None:
    data = saved(written("แบบสอบถาม", "คำชี้แจง"))
    assert judged(data).is_right
    assert not judged(data, "memo").is_right


# --- what means harm


def zipped(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/"), data)
    return out.getvalue()


def bomb() -> bytes:
    return pack(unpack_to_read(letter()) | {"word/bomb.xml": b"0" * (51 * 2**20)})


def entities() -> bytes:
    parts = unpack_to_read(letter())
    body = parts["word/document.xml"].partition(b"?>")[2]
    evil = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + body
    return pack(parts | {"word/document.xml": evil})


def long_part() -> bytes:
    parts = unpack_to_read(letter())
    body = parts["word/document.xml"].replace(
        b"<w:sectPr", b"<!--" + b"x" * 2**24 + b"--><w:sectPr"
    )
    return pack(parts | {"word/document.xml": body})


def many_lines() -> bytes:
    parts = unpack_to_read(letter())
    body = parts["word/document.xml"].replace(b"<w:sectPr", b"<w:p/>" * MOST_LINES + b"<w:sectPr")
    return pack(parts | {"word/document.xml": body})


def unpaged() -> bytes:
    parts = unpack_to_read(letter())
    start, _, rest = parts["word/document.xml"].partition(b"<w:sectPr")
    return pack(parts | {"word/document.xml": start + rest.partition(b"</w:sectPr>")[2]})


def test_of_a_day_that_is_none_the_month_is_told() -> None:
    findings = judged(saved(written("บันทึกข้อความ", "ภายในวันที่ ๓๑ เมษายน ๒๕๖๙"))).findings
    told = {one.rule.code: one.wanted for one in findings}
    assert told["date.impossible"] == "วันที่ที่มีจริง (เดือนเมษายนของปีนั้นมี ๓๐ วัน)"


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (lambda: b"", "เสียหาย"),
        (lambda: b"%PDF-1.7", "เป็นไฟล์ PDF"),
        (lambda: b"\xd0\xcf\x11\xe0" + b"0" * 600, "แบบเก่า"),
        (lambda: zipped(a=b"1"), "ไม่ใช่เอกสาร Word"),
        (bomb, "50 เมกะไบต์"),
        (entities, "ไม่ปลอดภัย"),
        (long_part, "ยาวเกิน"),
        (many_lines, "ยาวเกิน"),
        (unpaged, "หน้ากระดาษ"),
        (lambda: saved(written("ก" * 50_001)), "ยาวเกิน"),
        (lambda: saved(written(" " * 5_000 + "ก")), "ช่องว่าง"),
    ],
)
def test_what_is_no_office_paper_is_refused_with_a_reason(data: object, why: str) -> None:
    assert callable(data)
    with pytest.raises(PackageRefused, match=why):
        judged(data())


def test_styles_that_lead_in_a_circle_and_numbers_that_are_none_end() -> None:
    parts = unpack_to_read(letter())
    styles = parts[STYLES].replace(
        b"</w:styles>",
        b'<w:style w:type="paragraph" w:styleId="A"><w:basedOn w:val="B"/></w:style>'
        b'<w:style w:type="paragraph" w:styleId="B"><w:basedOn w:val="A"/></w:style></w:styles>',
    )
    body = parts["word/document.xml"].replace(
        b"<w:p>", b'<w:p><w:pPr><w:pStyle w:val="A"/><w:ind w:firstLine="many"/></w:pPr>', 1
    )
    assert judged(pack(parts | {STYLES: styles, "word/document.xml": body})).findings


@pytest.mark.slow
def test_no_text_takes_a_rule_for_ever() -> None:
    """Long runs of what the patterns look for: near linear, or the test would hardly end."""
    heaps = (
        "ที่ " + "๑." * 6_000, "(" + "." * 12_000, "นาย" * 4_000, "ํ" * 12_000 + "า",
        "สิ่งที่ส่งมาด้วย " + "๑ และ " * 2_000, "วันที่ ๒๒ " * 1_200, "a." * 6_000, "ๆ" * 2_000,
        "วันจันทร์ที่" + " " * 499,
    )  # fmt: skip
    assert mended(saved(written(*CLERKS[:4], *heaps, *CLERKS[5:]))).proof.findings


VALIDATOR = shutil.which(
    "ooxml-validator", path=Path(__file__).parent.parent / ".tools/ooxml/node_modules/.bin"
)


@pytest.mark.slow
@pytest.mark.skipif(VALIDATOR is None, reason="the OOXML validator is not installed")
def test_a_corrected_copy_is_valid_open_xml(tmp_path: Path) -> None:
    """By the validator of Microsoft's own SDK."""
    path = tmp_path / "copy.docx"
    path.write_bytes(mended(letter()).docx)
    assert VALIDATOR
    done = subprocess.run([VALIDATOR, str(path)], capture_output=True, text=True, check=False)
    assert json.loads(done.stdout)["errors"] == []


ONE_OF_EACH = ("letter-01", "memo-02", "order-01", "mtg-2569-10")
MEETING = ("agenda", "invitation")  # made of the same file as the minutes


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@made_where(lambda code, given: given.get("id") in ONE_OF_EACH and code not in MEETING)
def test_a_document_of_ours_that_went_through_libreoffice_is_still_right(
    made: Made, tmp_path: Path
) -> None:
    """It writes properties in its own way; none of them may be taken for a fault."""
    before = tmp_path / "before.docx"
    before.write_bytes(made.docx)
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    order = ["soffice", profile, "--headless", "--convert-to", "docx", "--outdir"]
    subprocess.run([*order, str(tmp_path / "out"), str(before)], capture_output=True, check=True)
    assert judged((tmp_path / "out" / "before.docx").read_bytes()).is_right
