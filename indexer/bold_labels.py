"""A form's label in bold print (ที่, วันที่, เรื่อง of a memo), cut off the value behind it.

A memo's labels have 20 points and their values 16. A line is brought to one height before the
digits in it are read, so behind a taller label they come out too small and are taken for others.
"""

import numpy as np
import numpy.typing as npt
from PIL import Image

from indexer.print_lines import GRID, Mask, Strip, ink, ink_runs

DPI = 300  # of the page that is looked at
GAP = 24  # pixels behind a label; between words of 16 points there are fifteen
WIDEST = 400  # pixels of a label; ส่วนราชการ has 290
BOLDER = 1.22  # times the strokes of the value; measured 1.31 to 1.79, and up to 1.14 in one print
LONGEST = 20  # pixels of a run of ink across a stroke; what is longer lies along one


def apart(page: Image.Image, strip: Strip) -> list[Strip]:
    """Return a line's label and what stands behind it as two strips, or the line as it was."""
    scale = DPI // GRID
    corners = (strip.left, strip.top, strip.right, strip.bottom)
    mask = ink(page.crop(tuple(side * scale for side in corners)))  # type: ignore[arg-type]
    end, begin = _gap(mask)
    if not end or not _is_label(mask[:, :end], mask[:, begin:]):
        return [strip]
    rows = _rows(mask[:, begin:])
    return [
        Strip(strip.left, strip.top, strip.left + -(-end // scale), strip.bottom),
        Strip(
            strip.left + begin // scale,
            strip.top + int(rows[0]) // scale,
            strip.right,
            strip.top + -(-int(rows[-1] + 1) // scale),
        ),
    ]


def _gap(mask: Mask) -> tuple[int, int]:
    """Return the columns where a label ends and its value begins, zeros where no gap is there."""
    inked = np.flatnonzero(mask.any(axis=0))
    wide = np.flatnonzero(np.diff(inked) > GAP)
    if not len(wide) or inked[wide[0]] > WIDEST:
        return 0, 0
    return int(inked[wide[0]]) + 1, int(inked[wide[0] + 1])


def _is_label(label: Mask, value: Mask) -> bool:
    """Whether it is bolder than a value, and reaches as high: no number before an item."""
    tall = _rows(label)[0] <= _rows(value)[0]
    return bool(tall) and _stroke(label) >= BOLDER * _stroke(value)


def _rows(mask: Mask) -> npt.NDArray[np.int64]:
    return np.flatnonzero(mask.any(axis=1))


def _stroke(mask: Mask) -> float:
    """Return how wide the strokes of print are, in pixels."""
    runs = ink_runs(mask)
    across = (runs[:, 2] - runs[:, 1])[runs[:, 2] - runs[:, 1] <= LONGEST]
    return float(across.mean()) if len(across) else 0.0
