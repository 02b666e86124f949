"""pdfium, the one reader of PDF pages: their text, their pictures, where letters stand.

pdfium may be called by one thread at a time (its own documentation), so every call of the process
goes through one lock here.
"""

import ctypes
import importlib.util
import io
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from PIL import ImageChops

from indexer.errors import FileDamaged

AVAILABLE = importlib.util.find_spec("pypdfium2") is not None
TALLEST = 10  # times as high as wide
_LOCK = threading.RLock()
_FINE = 10  # steps of the device grid to one point


@contextmanager
def opened(data: bytes) -> Iterator[Any]:
    """Open a PDF for the block; nobody else uses pdfium meanwhile."""
    import pypdfium2  # type: ignore[import-untyped,import-not-found,unused-ignore]

    with _LOCK:
        document = pypdfium2.PdfDocument(data)
        try:
            yield document
        finally:
            document.close()


def texts(data: bytes) -> tuple[str, ...]:
    """Return the text of each page in order."""
    with opened(data) as document:
        return tuple(_text(document, number) for number in range(len(document)))


def count(data: bytes) -> int:
    """Return how many pages a PDF has; raises FileDamaged."""
    try:
        with opened(data) as document:
            return len(document)
    except RuntimeError as error:
        raise FileDamaged(name="PDF") from error


def picture(data: bytes, page: int, width: int) -> bytes:
    """Draw a page (the first is 0) as a PNG of ``width`` pixels; raises FileDamaged.

    One that is more than TALLEST times as high as wide is drawn narrower: a page of a point's width
    would take the memory of the whole machine. A page without colour is written in grey: half the
    time and half the size.
    """
    try:
        with opened(data) as document:
            if document.get_formtype():  # the visible part of a signature is one
                document.init_forms()
            sheet = document[page]
            try:
                scale = min(width / sheet.get_width(), TALLEST * width / sheet.get_height())
                drawn = sheet.render(scale=scale).to_pil()
            finally:
                sheet.close()
    except (RuntimeError, IndexError) as error:
        raise FileDamaged(name="PDF") from error
    red, green, blue = drawn.convert("RGB").split()
    if not any(ImageChops.difference(red, other).getbbox() for other in (green, blue)):
        drawn = green
    png = io.BytesIO()
    drawn.save(png, "PNG", compress_level=1)
    return png.getvalue()


def characters(text: Any) -> str:
    """Return one letter for each of a text page's, so that numbers of letters agree."""
    from pypdfium2 import raw  # type: ignore[import-untyped,import-not-found,unused-ignore]

    codes = (raw.FPDFText_GetUnicode(text, letter) for letter in range(text.count_chars()))
    return "".join(map(chr, codes))


def shown_at(sheet: Any, x: float, y: float) -> tuple[float, float]:
    """Return where a point of a page stands when the page is shown, turned and cropped as it is.

    In points from the upper left corner, to a tenth.
    """
    from pypdfium2 import raw  # type: ignore[import-untyped,import-not-found,unused-ignore]

    width, height = (int(side * _FINE) for side in sheet.get_size())
    at_x, at_y = ctypes.c_int(), ctypes.c_int()
    raw.FPDF_PageToDevice(sheet, 0, 0, width, height, 0, x, y, at_x, at_y)
    return at_x.value / _FINE, at_y.value / _FINE


def _text(document: Any, number: int) -> str:
    page = document[number]
    try:
        return str(page.get_textpage().get_text_bounded())
    finally:
        page.close()
