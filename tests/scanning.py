"""Paper that was printed, signed and scanned: sheets with codes, turned, blurred and noisy."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np
from PIL import Image, ImageFilter
from pypdf import PdfWriter

from archive.records import NewFile, Record
from indexer import pdfium
from office import answers
from office.office import Office, operator
from office.plans import Wish
from office.profile import SAMPLE, YES
from templates.sheet_code import coded

A4 = (595.28, 841.89)


def sheet(code: str = "") -> bytes:
    """A blank printed sheet with a code, or none."""
    writer, out = PdfWriter(), io.BytesIO()
    writer.add_blank_page(*A4)
    writer.write(out)
    return coded(out.getvalue(), code) if code else out.getvalue()


def locked() -> bytes:
    """A PDF that asks for a password."""
    writer, out = PdfWriter(), io.BytesIO()
    writer.append(io.BytesIO(sheet()))
    writer.encrypt("1234", algorithm="AES-256")
    writer.write(out)
    return out.getvalue()


def letter_on_paper(office: Office) -> Record:
    """File a letter with a PDF, made without LibreOffice, in an office that prints codes."""
    office.change_profile(replace(office.profile, sheet_codes=YES), operator(), "QR")
    given = answers.load(SAMPLE.parent / "letter-01.yaml") | {"book_no": ""}
    id = office.issue("letter", given, operator(), Wish(pdf=False)).id
    pdf = NewFile("หนังสือ.pdf", sheet())
    return office.archive.add_version(id, 1, None, [pdf], who="p16", why="เพิ่มฉบับ PDF")


def scanned(pdf: bytes, dpi: int = 150, turn: float = 0.0) -> list[Image.Image]:
    """The pages of a PDF as a scanner sees them; ``turn`` in degrees against the clock."""
    return [
        _scan(pdfium.picture(pdf, page, round(8.27 * dpi)), turn, page)
        for page in range(pdfium.count(pdf))
    ]


def as_pdf(pictures: Sequence[Image.Image], dpi: int = 150) -> bytes:
    """Pictures as the PDF that a scanner makes of them."""
    out = io.BytesIO()
    rest = list(pictures[1:])
    pictures[0].save(out, "PDF", save_all=True, append_images=rest, resolution=dpi, quality=75)
    return out.getvalue()


def pile(sheets: Iterable[tuple[str, float]], dpi: int = 150) -> bytes:
    """One PDF of sheets, each with its code ("" = none) and how far it was turned."""
    each = (scanned(sheet(code), dpi, turn) for code, turn in sheets)
    return as_pdf([page for pages in each for page in pages], dpi)


def _scan(png: bytes, turn: float, seed: int) -> Image.Image:
    with Image.open(io.BytesIO(png)) as drawn:
        grey = drawn.convert("L")
    turned = grey.rotate(turn, expand=True, fillcolor=255, resample=Image.Resampling.BICUBIC)
    soft = np.asarray(turned.filter(ImageFilter.GaussianBlur(0.6))).astype(float)
    noise = np.random.default_rng(seed).normal(0, 12, soft.shape)
    return Image.fromarray((soft * 0.85 + 25 + noise).clip(0, 255).astype("uint8"))
