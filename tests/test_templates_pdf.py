"""From .docx to PDF: the conversion copy, the finished file, and a LibreOffice that fails."""

import errno
import os
import re
import signal
import socketserver
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from templates import soffice
from templates.conversion import conversion_copy
from templates.errors import (
    ConversionFailed,
    ConversionTimedOut,
    ConverterMissing,
    PackageRefused,
)
from templates.finishing import finished
from templates.fonts import Fonts
from templates.package import pack, unpack
from templates.pdf import Converter

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
W = f'xmlns:w="{MAIN}" xmlns:r="{OFFICE}" xmlns:a="{DRAWING}/main" xmlns:p="{DRAWING}/picture"'
PICTURE = (
    f'<w:r><w:drawing><wp:inline xmlns:wp="{DRAWING}/wordprocessingDrawing">'
    '<wp:extent cx="900000" cy="900000"/><wp:docPr id="{n}" name="p{n}"/><a:graphic>'
    f'<a:graphicData uri="{DRAWING}/picture"><p:pic><p:nvPicPr><p:cNvPr id="0" name="p"/>'
    '<p:cNvPicPr/></p:nvPicPr><p:blipFill><a:blip r:link="r{n}"/><a:stretch><a:fillRect/>'
    '</a:stretch></p:blipFill><p:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="900000" cy="900000"/>'
    '</a:xfrm><a:prstGeom prst="rect"/></p:spPr></p:pic></a:graphicData></a:graphic>'
    "</wp:inline></w:drawing></w:r>"
)
WORDS = "application/vnd.openxmlformats-officedocument.wordprocessingml"
RELATIONS = "application/vnd.openxmlformats-package.relationships+xml"
TYPES = f'<Default Extension="rels" ContentType="{RELATIONS}"/>' + "".join(
    f'<Override PartName="/word/{name}.xml" ContentType="{WORDS}.{kind}+xml"/>'
    for name, kind in (("document", "document.main"), ("styles", "styles"), ("header1", "header"))
)
OWN_PARTS = (("header", "header1.xml", ""), ("styles", "styles.xml", ""))
LETTER = "การประชุมครั้งนี้ได้พิจารณาแนวทางตามนโยบาย ที่ประชุมมีมติเห็นชอบ จำนวน ๑๒ โครงการ น้ำ ปั้น กตัญญู "
FIELD = "".join(
    f"<w:r>{run}</w:r>"
    for run in (
        '<w:fldChar w:fldCharType="begin"/>',
        r"<w:instrText> PAGE \* Thai</w:instrText>",
        "<w:instrText>Arabic </w:instrText>",
        '<w:fldChar w:fldCharType="separate"/>',
        "<w:t>๑</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
    )
)
needs_libreoffice = pytest.mark.skipif(soffice.program() is None, reason="no LibreOffice")


def relations(*targets: tuple[str, str, str]) -> str:
    body = "".join(
        f'<Relationship Id="r{n}" Type="{OFFICE}/{kind}" Target="{target}" {more}/>'
        for n, (kind, target, more) in enumerate(targets)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{body}</Relationships>'


def parts(paragraphs: int = 1, text: str = LETTER * 4) -> dict[str, bytes]:
    """Return a Thai document of the official font with a page number in its header."""
    justified = '<w:pPr><w:jc w:val="thaiDistribute"/></w:pPr>'
    body = f"<w:p>{justified}<w:r><w:t>{text}</w:t></w:r></w:p>" * paragraphs
    section = '<w:sectPr><w:headerReference w:type="default" r:id="r0"/></w:sectPr>'
    header = f'<w:p><w:r><w:t xml:space="preserve">- </w:t></w:r>{FIELD}</w:p>'
    slots = " ".join(f'w:{slot}="TH Sarabun New"' for slot in ("ascii", "hAnsi", "eastAsia", "cs"))
    run = f'<w:rFonts {slots}/><w:szCs w:val="32"/><w:lang w:val="en-US" w:bidi="th-TH"/>'
    defaults = f"<w:docDefaults><w:rPrDefault><w:rPr>{run}</w:rPr></w:rPrDefault></w:docDefaults>"
    written = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">{TYPES}</Types>',
        "_rels/.rels": relations(("officeDocument", "word/document.xml", "")),
        "word/_rels/document.xml.rels": relations(*OWN_PARTS),
        "word/document.xml": f"<w:document {W}><w:body>{body}{section}</w:body></w:document>",
        "word/header1.xml": f"<w:hdr {W}>{header}</w:hdr>",
        "word/styles.xml": f"<w:styles {W}>{defaults}</w:styles>",
    }
    return {name: text.encode() for name, text in written.items()}


def docx(paragraphs: int = 1, text: str = LETTER * 4) -> bytes:
    return pack(parts(paragraphs, text))


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="module")
def warm(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Iterator[tuple[Converter, Path]]:
    """A converter whose LibreOffice is warm, under a path too long for a socket's name."""
    work = tmp_path_factory.mktemp("work") / ("สำนักงานเขตพื้นที่การศึกษา" * 3)[:80]
    converter = Converter(work, cache, seconds=20)
    with converter.warm():
        converter.convert(docx())
        yield converter, work


def libreoffices(work: Path) -> list[int]:
    """Return the processes of the warm LibreOffice of a work folder."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            command = (entry / "cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        profile = f"-env:UserInstallation={(work / 'soffice-warm').resolve().as_uri()}"
        if profile.encode() in command:
            found.append(int(entry.name))
    return found


def side_program(work: Path) -> int:
    """Return the process that keeps LibreOffice warm."""
    (child,) = libreoffices(work)
    return int((Path("/proc") / str(child) / "stat").read_text().rpartition(")")[2].split()[1])


def catalog(pdf: bytes) -> Any:
    return PdfReader(BytesIO(pdf)).trailer["/Root"]


# --- the conversion copy


def test_the_copy_is_justified_in_a_way_that_libreoffice_knows() -> None:
    copy = unpack(conversion_copy(docx(), "Digits"))
    assert b'w:jc w:val="both"' in copy["word/document.xml"]
    assert not any(b"thaiDistribute" in part for part in copy.values())
    assert b'w:val="th-TH"' in copy["word/styles.xml"]


def test_the_page_number_is_set_in_the_digit_font_from_begin_to_end() -> None:
    header = unpack(conversion_copy(docx(), "Digits"))["word/header1.xml"].decode()
    assert "ThaiArabic" not in re.sub("<[^>]*>", "", header)
    assert header.count('w:cs="Digits"') == FIELD.count("<w:r>")
    assert ">- </w:t></w:r><w:r><w:rPr>" in header


def test_a_simple_field_loses_its_switch_too() -> None:
    source = parts()
    field = r'<w:fldSimple w:instr=" NUMPAGES \* ThaiArabic "><w:r><w:t>๒</w:t></w:r></w:fldSimple>'
    source["word/header1.xml"] = f"<w:hdr {W}><w:p>{field}</w:p></w:hdr>".encode()
    header = unpack(conversion_copy(pack(source), "Digits"))["word/header1.xml"].decode()
    assert 'w:instr=" NUMPAGES "' in header
    assert 'w:ascii="Digits"' in header


def test_a_page_number_in_arabic_digits_stays_as_it_is() -> None:
    source = parts()
    source["word/header1.xml"] = (
        source["word/header1.xml"].replace(rb"\* Thai", b"").replace(b"Arabic ", b"")
    )
    assert b"Digits" not in unpack(conversion_copy(pack(source), "Digits"))["word/header1.xml"]


@pytest.mark.parametrize("rubbish", [b"", os.urandom(2000), "สวัสดี".encode()])
def test_what_is_no_word_document_is_refused_before_libreoffice_sees_it(
    rubbish: bytes, tmp_path: Path
) -> None:
    with pytest.raises(PackageRefused, match="ไม่ใช่เอกสาร Word"):
        conversion_copy(rubbish, "Digits")


def test_a_pdf_is_named_as_what_it_is() -> None:
    with pytest.raises(PackageRefused, match="เป็นไฟล์ PDF"):
        conversion_copy(b"%PDF-1.7", "Digits")


def test_something_that_is_no_pdf_is_never_handed_on(tmp_path: Path) -> None:
    for raw in (b"", b"%PDF-1.7\n", b"<html>"):
        with pytest.raises(ConversionFailed, match="ไม่ใช่ PDF ที่สมบูรณ์"):
            finished(raw, Fonts(tmp_path, {"TH Sarabun New": "Saraban Sarabun"}))


# --- the finished file


@needs_libreoffice
@pytest.mark.slow
def test_a_cold_libreoffice_gives_a_tagged_thai_pdf(tmp_path: Path, cache: Path) -> None:
    pdf = Converter(tmp_path, cache).convert(docx(paragraphs=30))
    root = catalog(pdf.data)
    assert root["/Lang"] == "th-TH"
    assert root["/ViewerPreferences"]["/PrintScaling"] == "/None"
    assert root["/MarkInfo"]["/Marked"] and root["/StructTreeRoot"]["/K"]
    assert root["/OutputIntents"][0]["/S"] == "/GTS_PDFA1"
    assert b"<pdfaid:part>2</pdfaid:part>" in root["/Metadata"].get_data()
    assert pdf.pages == len(PdfReader(BytesIO(pdf.data)).pages) > 1
    assert not pdf.pdfa_checked


@needs_libreoffice
@pytest.mark.slow
def test_the_fonts_in_the_file_are_the_thai_ones_and_page_numbers_are_thai(
    warm: tuple[Converter, Path],
) -> None:
    pdf = warm[0].convert(docx(paragraphs=30))
    page = PdfReader(BytesIO(pdf.data)).pages[1]
    resources: Any = page["/Resources"]
    fonts = {font.get_object()["/BaseFont"][8:] for font in resources["/Font"].values()}
    assert fonts == {"SarabanSarabun-Regular", "SarabanDigits-Regular"}
    assert (pdf.family, pdf.substituted) == ("Saraban Sarabun", True)
    assert "- 2" in page.extract_text()


@needs_libreoffice
@pytest.mark.slow
@pytest.mark.parametrize(("font", "pitch"), [("TH Sarabun New", 21.3), ("TH SarabunPSK", 21.0)])
def test_lines_are_as_far_apart_as_in_word(
    warm: tuple[Converter, Path], font: str, pitch: float
) -> None:
    """21.0 pt was measured in a PDF that Word 2024 made with TH SarabunPSK at 16 pt."""
    source = {
        name: part.replace(b"TH Sarabun New", font.encode())
        for name, part in parts(text=LETTER * 20).items()
    }
    page = PdfReader(BytesIO(warm[0].convert(pack(source)).data)).pages[0]
    heights = set[float]()
    page.extract_text(visitor_text=lambda text, cm, tm, *_: heights.add(round(cm[5] + tm[5], 1)))
    lines = sorted(heights)[1:-2]  # without the origin, the header, and the line beside it
    apart = [upper - lower for lower, upper in pairwise(lines)]
    assert len(apart) > 10
    assert apart == pytest.approx([pitch] * len(apart), abs=0.11)


@needs_libreoffice
@pytest.mark.slow
def test_pictures_from_the_network_or_the_disk_do_not_get_into_the_file(
    tmp_path: Path, cache: Path
) -> None:
    """The copy is made by hand, since a document with such links is refused before that."""
    asked: list[str] = []

    class Answer(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            asked.append("asked")

    picture = tmp_path / "secret.png"
    picture.write_bytes(PNG)
    with socketserver.TCPServer(("127.0.0.1", 0), Answer) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        links = (f"http://127.0.0.1:{server.server_address[1]}/a.png", picture.as_uri())
        raw = soffice.convert_cold(
            soffice.program() or Path(), linked(links), tmp_path, cache / "fonts" / "fonts.conf", 60
        )
        server.shutdown()
    assert asked == []
    assert not any(page.images for page in PdfReader(BytesIO(raw)).pages)


PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154"
    "78da63f8cfc000000301010018dd8db00000000049454e44ae426082"
)


def linked(targets: tuple[str, ...]) -> bytes:
    """Return a document with pictures that lie outside it."""
    source = parts()
    pictures = [("image", target, 'TargetMode="External"') for target in targets]
    source["word/_rels/document.xml.rels"] = relations(*OWN_PARTS, *pictures).encode()
    shapes = "".join(
        PICTURE.format(n=n) for n in range(len(OWN_PARTS), len(OWN_PARTS) + len(targets))
    )
    body = source["word/document.xml"].replace(b"<w:body>", f"<w:body><w:p>{shapes}</w:p>".encode())
    return pack(source | {"word/document.xml": body})


@pytest.mark.skipif("unshare" not in soffice.fence(), reason="the system does not permit it")
def test_behind_the_fence_there_is_no_network() -> None:
    with socketserver.TCPServer(("127.0.0.1", 0), socketserver.BaseRequestHandler) as server:
        connect = f"import socket; socket.create_connection({server.server_address!r}, 2)"
        inside = [*soffice.fence(), sys.executable, "-c", connect]
        assert subprocess.run([sys.executable, "-c", connect], check=False).returncode == 0
        assert b"unreachable" in subprocess.run(inside, capture_output=True, check=False).stderr


# --- a LibreOffice that fails


def test_without_libreoffice_the_reason_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SARABAN_SOFFICE", str(tmp_path / "nowhere"))
    converter = Converter(tmp_path, tmp_path)
    assert not converter.available().ready
    assert "ยังไม่มี LibreOffice" in converter.available().reason
    with pytest.raises(ConverterMissing), converter.warm():
        converter.convert(docx())


def fake(folder: Path, script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    program = folder / "soffice"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    monkeypatch.setenv("SARABAN_SOFFICE", str(program))


@pytest.mark.slow
def test_a_libreoffice_that_hangs_is_stopped(
    tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake(tmp_path, "exec sleep 100", monkeypatch)
    with pytest.raises(ConversionTimedOut, match="ภายใน 1 วินาที"):
        Converter(tmp_path, cache, seconds=1).convert(docx())


@pytest.mark.slow
def test_a_libreoffice_that_dies_is_told_of(
    tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake(tmp_path, "kill -9 $$", monkeypatch)
    with pytest.raises(ConversionFailed, match="หยุดกลางคัน"):
        Converter(tmp_path, cache).convert(docx())
    assert not list(tmp_path.glob("tmp*"))


@needs_libreoffice
@pytest.mark.slow
def test_a_warm_libreoffice_that_was_killed_is_started_again(warm: tuple[Converter, Path]) -> None:
    converter, work = warm
    (before,) = libreoffices(work)
    os.kill(before, signal.SIGKILL)
    assert converter.convert(docx()).pages == 1
    assert libreoffices(work) not in ([], [before])


@needs_libreoffice
@pytest.mark.slow
def test_a_warm_libreoffice_that_hangs_is_killed_and_the_next_document_is_served(
    tmp_path: Path, cache: Path
) -> None:
    converter = Converter(tmp_path, cache, seconds=2)
    with converter.warm():
        converter.convert(docx())
        os.kill(libreoffices(tmp_path)[0], signal.SIGSTOP)
        with pytest.raises(ConversionTimedOut):
            converter.convert(docx())
        assert converter.convert(docx()).pages == 1


@needs_libreoffice
@pytest.mark.slow
def test_a_disk_that_was_full_when_it_started_does_not_end_the_keeping_warm(
    tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    locked_down, full = soffice.locked_down, [True]

    def once_full(profile: Path) -> None:
        if full and full.pop():
            raise OSError(errno.ENOSPC, "No space left on device")
        locked_down(profile)

    monkeypatch.setattr(soffice, "locked_down", once_full)
    with Converter(tmp_path, cache).warm():
        assert not full
        assert side_program(tmp_path)


@needs_libreoffice
@pytest.mark.slow
def test_conversions_go_on_when_the_side_program_is_killed(warm: tuple[Converter, Path]) -> None:
    converter, work = warm
    os.kill(side_program(work), signal.SIGKILL)
    assert [converter.convert(docx()).pages for _ in range(3)] == [1, 1, 1]


@needs_libreoffice
@pytest.mark.slow
def test_many_at_once_each_get_their_own_document(warm: tuple[Converter, Path]) -> None:
    def said(number: int) -> bool:
        pdf = warm[0].convert(docx(text=f"number {number} of many"))
        return f"number {number} of many" in PdfReader(BytesIO(pdf.data)).pages[0].extract_text()

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(said, range(24)))


@needs_libreoffice
@pytest.mark.slow
def test_nothing_is_left_when_the_block_ends(tmp_path: Path, cache: Path) -> None:
    converter = Converter(tmp_path, cache)
    with converter.warm(), converter.warm():  # the second finds the first and does nothing
        converter.convert(docx())
        assert len(libreoffices(tmp_path)) == 1
        assert (tmp_path / "soffice.sock").stat().st_mode & 0o077 == 0  # nobody else's
    assert libreoffices(tmp_path) == []
    assert {path.suffix for path in tmp_path.iterdir()} == {".lock"}
