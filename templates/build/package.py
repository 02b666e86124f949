"""A Word file from its parts: the same bytes for the same content, on every machine."""

import io
import zipfile
from base64 import b64decode

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


def _section(top: float) -> str:
    """Return the page: A4, 3 cm left, 2 cm right and bottom, a number from the second page on."""
    return (
        '<w:sectPr><w:headerReference w:type="default" r:id="rIdHeader1"/>'
        '<w:headerReference w:type="first" r:id="rIdHeader2"/>'
        '<w:pgSz w:w="11906" w:h="16838"/>'
        f'<w:pgMar w:top="{twips(top)}" w:right="{twips(2)}" w:bottom="{twips(2)}" '
        f'w:left="{twips(3)}" w:header="{twips(0.75)}" w:footer="{twips(0.75)}" w:gutter="0"/>'
        "<w:titlePg/></w:sectPr>"
    )


def _number_header() -> str:
    """Return the header of later pages: ``- ๒ -`` in Thai digits, the text 3 cm from the edge."""
    field = "".join(
        f"<w:r>{run_properties()}{part}</w:r>"
        for part in (
            '<w:fldChar w:fldCharType="begin"/>',
            r'<w:instrText xml:space="preserve"> PAGE \* ThaiArabic </w:instrText>',
            '<w:fldChar w:fldCharType="separate"/>',
            "<w:t>๒</w:t>",
            '<w:fldChar w:fldCharType="end"/>',
        )
    )
    line = paragraph(run("- ") + field + run(" -"), style="SarabanPageNumber", before=25)
    return f"<w:hdr {NAMESPACES}>{line}{paragraph()}</w:hdr>"


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


def document(title: str, body: str, *, top: float) -> bytes:
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
            f"<w:document {NAMESPACES}><w:body>{body}{_section(top)}</w:body></w:document>"
        ),
        "word/_rels/document.xml.rels": _document_relations(emblem=emblem),
        "word/styles.xml": styles(),
        "word/settings.xml": settings(),
        "word/fontTable.xml": _font_table(),
        "word/header1.xml": _number_header(),
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
