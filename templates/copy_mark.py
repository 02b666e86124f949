"""The word สำเนา laid over a finished page, where its document cannot be drawn anew.

It stands where the templates print it: centred in the head of the first page (spec 1.14).
"""

import io
import zipfile
from xml.sax.saxutils import escape, quoteattr

from pypdf import PdfReader, PdfWriter, Transformation
from pypdf.errors import PyPdfError

from templates.errors import PdfUnusable

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_DOCUMENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_DOCUMENT}"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
    f'Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
}
_A4, _MARGINS = 'w:w="11906" w:h="16838"', 'w:top="425" w:left="1701" w:right="1134"'  # twips


def sheet(words: str, font: str) -> bytes:
    """Return a .docx of one empty A4 page with the words in its head, 16 points."""
    faces = " ".join(f"w:{kind}={quoteattr(font)}" for kind in ("ascii", "hAnsi", "cs"))
    told = (
        f'<w:document xmlns:w="{_WORD}"><w:body><w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r>'
        f'<w:rPr><w:rFonts {faces}/><w:sz w:val="32"/><w:szCs w:val="32"/><w:cs/></w:rPr>'
        f"<w:t>{escape(words)}</w:t></w:r></w:p><w:sectPr><w:pgSz {_A4}/>"
        f'<w:pgMar {_MARGINS} w:bottom="425" w:header="0" w:footer="0" w:gutter="0"/>'
        "</w:sectPr></w:body></w:document>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in (_PARTS | {"word/document.xml": told}).items():
            package.writestr(name, f'<?xml version="1.0" encoding="UTF-8"?>{text}')
    return out.getvalue()


def stamped(pdf: bytes, mark: bytes) -> bytes:
    """Return a PDF with the first page of ``mark`` over its own first page, tops together.

    Raises PdfUnusable for a PDF that cannot be opened.
    """
    try:
        writer = PdfWriter(clone_from=io.BytesIO(pdf))
        page, over = writer.pages[0], PdfReader(io.BytesIO(mark)).pages[0]
        page.transfer_rotation_to_content()
        box, laid = page.mediabox, over.mediabox
        across = float(box.left + box.right - laid.left - laid.right) / 2
        shift = Transformation().translate(across, float(box.top - laid.top))
        page.merge_transformed_page(over, shift)
        out = io.BytesIO()
        writer.write(out)
    except (PyPdfError, IndexError, ValueError, KeyError, TypeError) as error:
        raise PdfUnusable() from error
    return out.getvalue()
