"""PDFs made by hand: lines of Latin text at known places, pages turned and cropped as told."""

import io
from collections.abc import Sequence

import pypdf
from pypdf.generic import (
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    RectangleObject,
)

WIDTH, HEIGHT, SIZE = 595, 842, 20  # points of an A4 page, and of the letters

Line = tuple[float, float, str]
"""Where a line's first letter stands, from the lower left corner, and what it says."""


def pdf(*pages: Sequence[Line], turned: int = 0, cropped: float = 0) -> bytes:
    """Make a PDF; ``turned`` in degrees clockwise, ``cropped`` points are cut off on every side."""
    writer = pypdf.PdfWriter()
    for lines in pages:
        page = writer.add_blank_page(WIDTH, HEIGHT)
        page[NameObject("/Resources")] = _helvetica()
        drawn = DecodedStreamObject()
        drawn.set_data(
            b"".join(
                f"BT /F1 {SIZE} Tf {x} {y} Td ({said}) Tj ET\n".encode() for x, y, said in lines
            )
        )
        page[NameObject("/Contents")] = writer._add_object(drawn)
        page[NameObject("/Rotate")] = NumberObject(turned)
        if cropped:
            corners = (cropped, cropped, WIDTH - cropped, HEIGHT - cropped)
            page[NameObject("/CropBox")] = RectangleObject(corners)
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def _helvetica() -> DictionaryObject:
    font = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}
    named = DictionaryObject({NameObject(key): NameObject(value) for key, value in font.items()})
    fonts = DictionaryObject({NameObject("/F1"): named})
    return DictionaryObject({NameObject("/Font"): fonts})
