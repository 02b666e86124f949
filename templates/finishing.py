"""What is set and checked on a PDF after LibreOffice wrote it.

PDF/A conformity is asked of LibreOffice (A-2b) but never claimed: no validator runs here.
"""

from dataclasses import dataclass
from io import BytesIO
from typing import Any

from pypdf import PdfReader, PdfWriter
from pypdf.errors import PyPdfError
from pypdf.generic import DictionaryObject, NameObject, NumberObject, TextStringObject

from templates.errors import ConversionFailed
from templates.fonts import Fonts

_TRAILER = tuple(map(NameObject, ("/Size", "/Root", "/Info", "/ID")))


@dataclass(frozen=True)
class Pdf:
    """A finished PDF; ``family`` is the text font seen in it.

    ``substituted`` tells that a metric-compatible family stands for the official one.
    ``pdfa_checked`` would tell that a validator found the file to be PDF/A.
    """

    data: bytes
    pages: int
    family: str
    substituted: bool
    pdfa_checked: bool = False


def finished(raw: bytes, fonts: Fonts) -> Pdf:
    """Return LibreOffice's PDF with language th-TH and printed at 100 %, its fonts checked.

    Metadata, output intent and structure tree stay as LibreOffice wrote them. The embedded fonts
    are the only proof of the right font: ``fc-match`` is known to lie. Raises ConversionFailed for
    something that is no PDF, has no page, a font that is not embedded, or no official font.
    """
    try:
        reader = PdfReader(BytesIO(raw), strict=True)
        embedded = _fonts(reader)
        data = _updated(raw, reader)
    except (PyPdfError, ValueError, KeyError, IndexError, OSError) as fault:
        raise ConversionFailed(why="ไฟล์ที่ได้ไม่ใช่ PDF ที่สมบูรณ์") from fault
    family = _official(embedded, fonts)
    return Pdf(data, len(reader.pages), family, fonts.stand_in(family))


def _updated(raw: bytes, reader: PdfReader) -> bytes:
    """Return the file with another catalog, added as an incremental update (ISO 32000-1, 7.5.6).

    Writing the whole file anew gives the same, but took 6 to 25 ms instead of 1 ms.
    """
    start = int(raw.rpartition(b"startxref")[2].split()[0])
    if not raw.startswith(b"xref", start):  # a table and a stream of references do not mix
        return _written_anew(reader)
    root: Any = reader.trailer.raw_get("/Root")
    catalog = root.get_object()
    _for_printing_in_thai(catalog)
    update = BytesIO(raw)
    update.seek(0, 2)
    place = update.tell() + 1
    update.write(f"\n{root.idnum} {root.generation} obj\n".encode())
    catalog.write_to_stream(update)
    update.write(b"\nendobj\n")
    table = update.tell()
    update.write(f"xref\n{root.idnum} 1\n{place:010d} {root.generation:05d} n \n".encode())
    kept = {name: reader.trailer.raw_get(name) for name in _TRAILER if name in reader.trailer}
    update.write(b"trailer\n")
    DictionaryObject(kept | {NameObject("/Prev"): NumberObject(start)}).write_to_stream(update)
    update.write(f"\nstartxref\n{table}\n%%EOF\n".encode())
    return update.getvalue()


def _written_anew(reader: PdfReader) -> bytes:
    writer = PdfWriter(clone_from=reader)
    writer.pdf_header = reader.pdf_header
    _for_printing_in_thai(writer.root_object)
    data = BytesIO()
    writer.write(data)
    return data.getvalue()


def _for_printing_in_thai(catalog: DictionaryObject) -> None:
    catalog[NameObject("/Lang")] = TextStringObject("th-TH")
    view: Any = catalog.setdefault(NameObject("/ViewerPreferences"), DictionaryObject())
    view.get_object()[NameObject("/PrintScaling")] = NameObject("/None")


def _fonts(reader: PdfReader) -> dict[str, bool]:
    """Return each font's name without its subset mark, and whether the font is in the file."""
    if not reader.pages:
        raise ConversionFailed(why="ไฟล์ PDF ที่ได้ไม่มีหน้า")
    found: dict[str, bool] = {}
    seen: set[int] = set()
    for page in reader.pages:
        resources: Any = page["/Resources"].get_object()
        fonts = resources.get("/Font", DictionaryObject()).get_object()
        if id(fonts) not in seen:
            seen.add(id(fonts))
            for reference in fonts.values():
                font = reference.get_object()
                found[str(font["/BaseFont"]).lstrip("/").rpartition("+")[2]] = _embedded(font)
    return found


def _embedded(font: Any) -> bool:
    inner = font["/DescendantFonts"][0].get_object() if "/DescendantFonts" in font else font
    descriptor = inner.get("/FontDescriptor", DictionaryObject()).get_object()
    return any(name in descriptor for name in ("/FontFile", "/FontFile2", "/FontFile3"))


def _official(embedded: dict[str, bool], fonts: Fonts) -> str:
    outside = [name for name, inside in embedded.items() if not inside]
    if outside:
        raise ConversionFailed(why=f"แบบอักษร {', '.join(outside)} ไม่ได้ฝังอยู่ในไฟล์ PDF")
    names = {name.partition("-")[0] for name in embedded}
    for family in fonts.families.values():
        if family.replace(" ", "") in names:
            return family
    raise ConversionFailed(why="ตัวอักษรในไฟล์ PDF ไม่ใช่แบบ TH Sarabun หรือแบบที่ใช้แทนกันได้")
