"""A PDF that holds pictures of pages and nothing else, written page by page.

No library's own PDF is used, so that what is in it can be read here: for each page a JPEG, the one
line that draws it, and its size. However many pages there are, one picture is open at a time.
"""

import io
from collections.abc import Iterable

from PIL import Image

QUALITY = 80
_CATALOG, _PAGES = 1, 2  # the numbers of the two objects that come last


def picture_pdf(pages: Iterable[Image.Image], dots: int) -> bytes:
    """Return pictures (grey or RGB) as the pages of a PDF; ``dots`` of theirs are an inch."""
    out, places, kids = io.BytesIO(), dict[int, int](), list[int]()

    def put(number: int, head: str, stream: bytes | None = None) -> int:
        places[number] = out.tell()
        body = b"" if stream is None else b"\nstream\n" + stream + b"\nendstream"
        out.write(f"{number} 0 obj\n{head}".encode() + body + b"\nendobj\n")
        return number

    out.write(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    for drawn in pages:
        picture, space = _jpeg(drawn), "DeviceGray" if drawn.mode == "L" else "DeviceRGB"
        width, height = (f"{side * 72 / dots:.2f}" for side in drawn.size)
        draws = f"q {width} 0 0 {height} 0 0 cm /P Do Q".encode()
        number = _PAGES + 1 + 3 * len(kids)
        put(
            number,
            "<< /Type /XObject /Subtype /Image /BitsPerComponent 8 /Filter /DCTDecode"
            f" /Width {drawn.width} /Height {drawn.height} /ColorSpace /{space}"
            f" /Length {len(picture)} >>",
            picture,
        )
        put(number + 1, f"<< /Length {len(draws)} >>", draws)
        page = (
            f"<< /Type /Page /Parent {_PAGES} 0 R /MediaBox [0 0 {width} {height}]"
            f" /Resources << /XObject << /P {number} 0 R >> >> /Contents {number + 1} 0 R >>"
        )
        kids.append(put(number + 2, page))
    listed = " ".join(f"{kid} 0 R" for kid in kids)
    put(_PAGES, f"<< /Type /Pages /Count {len(kids)} /Kids [{listed}] >>")
    put(_CATALOG, f"<< /Type /Catalog /Pages {_PAGES} 0 R >>")
    table = out.tell()
    lines = "".join(f"{places[number]:010} 00000 n \n" for number in sorted(places))
    size = len(places) + 1
    out.write(f"xref\n0 {size}\n0000000000 65535 f \n{lines}".encode())
    out.write(f"trailer\n<< /Size {size} /Root {_CATALOG} 0 R >>\n".encode())
    out.write(f"startxref\n{table}\n%%EOF\n".encode())
    return out.getvalue()


def _jpeg(drawn: Image.Image) -> bytes:
    """Return a picture's dots alone: what its file told of itself stays behind."""
    out = io.BytesIO()
    drawn.info.clear()
    drawn.save(out, "JPEG", quality=QUALITY)
    return out.getvalue()
