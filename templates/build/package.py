"""A Word file from its parts: the same bytes for the same content, on every machine."""

import io
import zipfile
from base64 import b64decode
from dataclasses import dataclass
from typing import Literal

from templates.build.styles import settings, styles
from templates.build.wordml import FONT, NAMESPACES, paragraph, run, run_properties, twips

EPOCH = (2026, 1, 1, 0, 0, 0)
WHITE_PIXEL = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR42mP4DwABAQEAHLCMmQAAAABJRU5ErkJggg=="
)
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_CORE = "application/vnd.openxmlformats-package.core-properties+xml"
_PARTS = {
    "document": f"{_MAIN}.document.main+xml",
    "styles": f"{_MAIN}.styles+xml",
    "settings": f"{_MAIN}.settings+xml",
    "fontTable": f"{_MAIN}.fontTable+xml",
    "header1": f"{_MAIN}.header+xml",
    "header2": f"{_MAIN}.header+xml",
}


@dataclass(frozen=True)
class Page:
    """The paper of a document, lengths in cm; A4 with 3 cm left, 2 cm right and bottom unless told.

    ``numbered``: ``later`` prints ``- ๒ -`` from the second page on, ``all`` prints
    ``หน้า ๑ จาก ๓`` on every page, ``no`` prints none.
    """

    width: float = 21.0
    height: float = 29.7
    left: float = 3.0
    right: float = 2.0
    bottom: float = 2.0
    numbered: Literal["later", "all", "no"] = "later"

    @property
    def text_width(self) -> float:
        """The width between the margins."""
        return self.width - self.left - self.right


A4 = Page()
LANDSCAPE = Page(width=29.7, height=21.0, left=2.0)
"""A4 lying: for tables too wide for 16 cm."""


def _section(page: Page, top: float) -> str:
    """Return the section: its page, margins, and headers; a page without number has no header."""
    lying = ' w:orient="landscape"' if page.width > page.height else ""
    headers = (
        '<w:headerReference w:type="default" r:id="rIdHeader1"/>'
        '<w:headerReference w:type="first" r:id="rIdHeader2"/>'
    )
    return (
        f"<w:sectPr>{headers if page.numbered != 'no' else ''}"
        f'<w:pgSz w:w="{_paper(page.width)}" w:h="{_paper(page.height)}"{lying}/>'
        f'<w:pgMar w:top="{twips(top)}" w:right="{twips(page.right)}" '
        f'w:bottom="{twips(page.bottom)}" w:left="{twips(page.left)}" '
        f'w:header="{twips(0.75)}" w:footer="{twips(0.75)}" w:gutter="0"/>'
        f"{'<w:titlePg/>' if page.numbered == 'later' else ''}</w:sectPr>"
    )


def _paper(cm: float) -> int:
    """Return a side of the paper in twips, as Word writes it: A4 is 11906 by 16838."""
    return round(cm / 2.54 * 1440)


def _field(code: str, shown: str) -> str:
    """Return a field whose number is written in Thai digits; ``shown`` until it is reckoned."""
    return "".join(
        f"<w:r>{run_properties()}{part}</w:r>"
        for part in (
            '<w:fldChar w:fldCharType="begin"/>',
            rf'<w:instrText xml:space="preserve"> {code} \* ThaiArabic </w:instrText>',
            '<w:fldChar w:fldCharType="separate"/>',
            f"<w:t>{shown}</w:t>",
            '<w:fldChar w:fldCharType="end"/>',
        )
    )


def _number_header(page: Page) -> str:
    """Return the header of later pages, or of all: their numbers.

    ``- ๒ -`` stands 1.6 cm below the edge, the text 3 cm.
    """
    if page.numbered == "all":
        told = run("หน้า ") + _field("PAGE", "๑") + run(" จาก ") + _field("NUMPAGES", "๑")
        lines = paragraph(told, style="SarabanPageNumber")
    else:
        number = run("- ") + _field("PAGE", "๒") + run(" -")
        lines = paragraph(number, style="SarabanPageNumber", before=25) + paragraph()
    return f"<w:hdr {NAMESPACES}>{lines}</w:hdr>"


def _copy_header() -> str:
    """Return the header of the first page: the word สำเนา or สำเนาคู่ฉบับ where there is one."""
    return f"<w:hdr {NAMESPACES}>{paragraph('{{ copy_mark }}', style='SarabanPageNumber')}</w:hdr>"


def _font_table() -> str:
    return (
        f'<w:fonts {NAMESPACES}><w:font w:name="{FONT}"><w:charset w:val="DE"/>'
        '<w:family w:val="swiss"/><w:pitch w:val="variable"/></w:font></w:fonts>'
    )


def _core(title: str) -> str:
    return (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{title}</dc:title><dc:creator>Saraban</dc:creator>"
        '<dcterms:created xsi:type="dcterms:W3CDTF">2026-01-01T00:00:00Z</dcterms:created>'
        '<dcterms:modified xsi:type="dcterms:W3CDTF">2026-01-01T00:00:00Z</dcterms:modified>'
        "</cp:coreProperties>"
    )


def _content_types() -> str:
    parts = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{kind}"/>'
        for name, kind in _PARTS.items()
    )
    relations = "application/vnd.openxmlformats-package.relationships+xml"
    return (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="{relations}"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="png" ContentType="image/png"/>'
        f'{parts}<Override PartName="/docProps/core.xml" ContentType="{_CORE}"/></Types>'
    )


def _relations(*rows: tuple[str, str, str]) -> str:
    inner = "".join(
        f'<Relationship Id="{key}" Type="{kind}" Target="{target}"/>' for key, kind, target in rows
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{inner}</Relationships>'


def _document_relations(*, emblem: bool) -> str:
    picture = [("rIdEmblem", f"{_OFFICE}/image", "media/emblem.png")] if emblem else []
    return _relations(
        ("rIdStyles", f"{_OFFICE}/styles", "styles.xml"),
        ("rIdSettings", f"{_OFFICE}/settings", "settings.xml"),
        ("rIdFontTable", f"{_OFFICE}/fontTable", "fontTable.xml"),
        ("rIdHeader1", f"{_OFFICE}/header", "header1.xml"),
        ("rIdHeader2", f"{_OFFICE}/header", "header2.xml"),
        *picture,
    )


def document(title: str, body: str, *, top: float, page: Page = A4) -> bytes:
    """Return a whole .docx of the given body; ``top`` is the text margin of its pages in cm."""
    emblem = "rIdEmblem" in body
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations(
            ("rIdDocument", f"{_OFFICE}/officeDocument", "word/document.xml"),
            ("rIdCore", f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        ),
        "docProps/core.xml": _core(title),
        "word/document.xml": (
            f"<w:document {NAMESPACES}><w:body>{body}{_section(page, top)}</w:body></w:document>"
        ),
        "word/_rels/document.xml.rels": _document_relations(emblem=emblem),
        "word/styles.xml": styles(),
        "word/settings.xml": settings(),
        "word/fontTable.xml": _font_table(),
        "word/header1.xml": _number_header(page),
        "word/header2.xml": _copy_header(),
    }
    files = {name: (_XML + text).encode() for name, text in parts.items()}
    if emblem:
        files["word/media/emblem.png"] = WHITE_PIXEL
    return _zipped(files)


def _zipped(files: dict[str, bytes]) -> bytes:
    """Store without compression: zlib's output differs between its versions."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_STORED) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
    return data.getvalue()
