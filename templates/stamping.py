"""Where a stamp goes on a page, and the page with it.

The stamp of a received letter stands at the top right of the first page (specification 3.1); where
something is printed there already it moves only as far as needed.
"""

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from pypdf import PageObject, PdfReader, PdfWriter, Transformation
from pypdf.errors import PyPdfError

from templates.errors import PdfUnmarkable
from templates.office import Emblem, OfficeFacts
from templates.prints import made

POINT = 72 / 2.54  # points in a cm
WIDTH, HEIGHT = 5.2, 2.9  # cm, with the paper around its lines
GAP = 0.5  # cm from the paper's edges
STEP = 0.1  # cm between two places that are tried
LOWEST = 0.45  # of the page's height: below that it would stand in the letter's text
A4 = (21.0, 29.7)  # cm


@dataclass(frozen=True)
class Place:
    """Where the stamp's upper left corner goes, in cm from the page's upper left corner."""

    left: float
    top: float


def corner(width: float = A4[0]) -> Place:
    """Return the place at the top right of a page of a width in cm."""
    return Place(width - GAP - WIDTH, GAP)


def free_place(ink: NDArray[np.bool_], width: float) -> Place:
    """Return the free place nearest to the top right corner of a page ``width`` cm wide.

    ``ink`` says row by row where something is printed. Where nothing is free in the upper part,
    it is the place with the least printed under it.
    """
    printed = np.asarray(ink, dtype=np.int32)
    dot = printed.shape[1] / width  # dots in a cm
    high, wide = round(HEIGHT * dot), round(WIDTH * dot)
    sums = np.pad(printed.cumsum(0).cumsum(1), ((1, 0), (1, 0)))
    step, edge = max(1, round(STEP * dot)), round(GAP * dot)
    last = max(edge, round(printed.shape[0] * LOWEST) - high)
    tops = np.arange(edge, last + 1, step)
    lefts = np.arange(printed.shape[1] - edge - wide, edge - 1, -step)
    if not lefts.size:
        return corner(width)
    t, left = tops[:, None], lefts[None, :]
    covered = sums[t + high, left + wide] - sums[t, left + wide] - sums[t + high, left]
    covered = covered + sums[t, left]
    away = np.hypot(t - tops[0], left - lefts[0])
    best = np.where(covered == covered.min(), away, np.inf).argmin()
    row, column = np.unravel_index(best, away.shape)
    return Place(float(lefts[column] / dot), float(tops[row] / dot))


def width_of(pdf: bytes) -> float:
    """Return how wide the first page is shown, in cm; raises PdfUnmarkable."""
    try:
        page = PdfReader(BytesIO(pdf)).pages[0]
        box = page.mediabox
        return float(box.height if page.rotation % 180 else box.width) / POINT
    except (PyPdfError, ValueError, KeyError, IndexError, TypeError) as fault:
        raise PdfUnmarkable() from fault


def stamp_of(number: str, day: str, time: str, *, office: OfficeFacts, own: Path | None) -> bytes:
    """Make the .docx of a stamp alone."""
    told = {"heading": "ตรารับหนังสือ", "number": number, "day": day, "time": time}
    return made("receiving-stamp", told, office=office, emblem=Emblem(), own=own)


def stamped(pdf: bytes, stamp: bytes, place: Place) -> bytes:
    """Return the PDF with the stamp on its first page; raises PdfUnmarkable."""
    try:
        writer = PdfWriter(clone_from=BytesIO(pdf))
        _lay(writer.pages[0], stamp, place)
        return _written(writer)
    except (PyPdfError, ValueError, KeyError, IndexError, TypeError, NotImplementedError) as fault:
        raise PdfUnmarkable() from fault


def alone(stamp: bytes, place: Place) -> bytes:
    """Return a page of A4 with nothing but the stamp, to be printed onto the letter itself."""
    writer = PdfWriter()
    page = writer.add_blank_page(A4[0] * POINT, A4[1] * POINT)
    _lay(page, stamp, place)
    return _written(writer)


def _lay(page: PageObject, stamp: bytes, place: Place) -> None:
    over = PdfReader(BytesIO(stamp)).pages[0]
    page.transfer_rotation_to_content()
    box = page.mediabox
    up = float(box.top) - place.top * POINT - float(over.mediabox.height)
    at = Transformation().translate(float(box.left) + place.left * POINT, up)
    page.merge_transformed_page(over, at)


def _written(writer: PdfWriter) -> bytes:
    writer.write(out := BytesIO())
    return out.getvalue()
