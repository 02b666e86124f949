"""A QR code at the lower left edge of a printed sheet, so that its scan finds its paper again.

It stands in the binding margin of 3 cm, below the last line: no type prints there, and neither do
the marks of copies. It is laid over a finished PDF for the printer, never over what is filed.
"""

from io import BytesIO

import segno
from pypdf import PageObject, PdfReader, PdfWriter, Transformation
from pypdf.errors import PyPdfError

from templates.errors import PdfUnmarkable

SIDE, EDGE = 1.8, 0.7  # cm: of the code, and from both edges (printers leave about half of one)
_POINTS = 72 / 2.54


def coded(pdf: bytes, text: str) -> bytes:
    """Return the PDF with the code of ``text`` on its first page.

    Capitals, digits and ``$%*+-./:`` alone make the squares larger and easier to read off a scan.
    Raises PdfUnmarkable for a PDF that is damaged or locked.
    """
    over = _drawn(text)
    try:
        writer = PdfWriter(clone_from=BytesIO(pdf))
        _lay(writer.pages[0], over)
        out = BytesIO()
        writer.write(out)
    except (PyPdfError, ValueError, KeyError, IndexError, TypeError, NotImplementedError) as fault:
        raise PdfUnmarkable() from fault
    return out.getvalue()


def as_svg(text: str) -> str:
    """Return the code as an SVG element to stand in a page, with its quiet zone."""
    code = segno.make(text, error="m", micro=False)
    drawing: str = code.svg_inline(scale=1, border=4, light="#fff", omitsize=True)
    return drawing


def _drawn(text: str) -> PageObject:
    code = segno.make(text, error="m", micro=False, boost_error=False)
    out = BytesIO()
    code.save(out, kind="pdf", border=0)
    return PdfReader(out).pages[0]


def _lay(page: PageObject, over: PageObject) -> None:
    page.transfer_rotation_to_content()
    box, scale = page.mediabox, SIDE * _POINTS / float(over.mediabox.width)
    edge = EDGE * _POINTS
    place = (
        Transformation().scale(scale).translate(float(box.left) + edge, float(box.bottom) + edge)
    )
    page.merge_transformed_page(over, place)
