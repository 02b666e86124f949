"""A sheet that shows whether a printer keeps the size: rulers in centimetres, and the margins.

Official paper is A4 with 3 cm on the left and 2 cm on the right (spec 2); a viewer that "fits" the
page, or a printer that shifts it, spoils both. The sheet is drawn in PDF itself, so that nothing
but the viewer and the printer can change it. It has figures and no words:
the page where it is found says how to use it.
"""

from collections.abc import Iterator

CM = 72 / 2.54  # points
WIDTH, HEIGHT = 21.0, 29.7  # cm, A4
LEFT, RIGHT, TOP, BOTTOM = 3.0, 2.0, 2.5, 2.0  # cm from the edges
ACROSS, DOWN = 16, 24  # cm of the two rulers


def sheet() -> bytes:
    """Return the PDF: one A4 page, told to be printed at 100 %."""
    drawing = "\n".join([*_margins(), *_across(), *_down()]).encode()
    box = f"[0 0 {WIDTH * CM:.2f} {HEIGHT * CM:.2f}]"
    return _file([
        "<< /Type /Catalog /Pages 2 0 R /Lang (th-TH) "
        "/ViewerPreferences << /PrintScaling /None >> >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox {box} /Contents 4 0 R "
        "/Resources << /Font << /F 5 0 R >> >> >>",
        f"<< /Length {len(drawing)} >>\nstream\n{drawing.decode()}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ])  # fmt: skip


def _margins() -> Iterator[str]:
    """The edge of the text: 3 cm, 2 cm, in thin grey."""
    yield "0.6 G 0.3 w"
    yield _line(LEFT, 0, LEFT, HEIGHT)
    yield _line(WIDTH - RIGHT, 0, WIDTH - RIGHT, HEIGHT)
    yield _line(0, TOP, WIDTH, TOP)
    yield _line(0, HEIGHT - BOTTOM, WIDTH, HEIGHT - BOTTOM)
    yield "0 G 0.5 w"


def _across() -> Iterator[str]:
    y = 4.0
    yield _line(LEFT, y, LEFT + ACROSS, y)
    for tenth in range(ACROSS * 10 + 1):
        yield _line(LEFT + tenth / 10, y, LEFT + tenth / 10, y - _tick(tenth))
        if tenth % 10 == 0:
            yield _figure(LEFT + tenth / 10 - 0.1, y + 0.45, tenth // 10)


def _down() -> Iterator[str]:
    x, top = 4.5, 4.0
    yield _line(x, top, x, top + DOWN)
    for tenth in range(DOWN * 10 + 1):
        yield _line(x, top + tenth / 10, x - _tick(tenth), top + tenth / 10)
        if tenth % 10 == 0 and tenth:
            yield _figure(x + 0.15, top + tenth / 10 + 0.12, tenth // 10)


def _tick(tenth: int) -> float:
    """Length of a mark in cm: whole, half and tenth centimetres."""
    return 0.5 if tenth % 10 == 0 else 0.35 if tenth % 5 == 0 else 0.2


def _line(x: float, y: float, to_x: float, to_y: float) -> str:
    """A line between two places given in cm from the left upper corner."""
    return f"{_at(x, y)} m {_at(to_x, to_y)} l S"


def _figure(x: float, y: float, number: int) -> str:
    return f"BT /F 10 Tf {_at(x, y)} Td ({number}) Tj ET"


def _at(x: float, y: float) -> str:
    return f"{x * CM:.3f} {(HEIGHT - y) * CM:.3f}"


def _file(objects: list[str]) -> bytes:
    """Write the objects with their table of places (ISO 32000-1, 7.5)."""
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{content}\nendobj\n".encode()
    rows = "".join(f"{place:010d} 00000 n \n" for place in places)
    count = len(objects) + 1
    table = f"xref\n0 {count}\n0000000000 65535 f \n{rows}"
    trailer = f"trailer\n<< /Size {count} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF\n"
    return out + (table + trailer).encode()
