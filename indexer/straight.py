"""How a page lies on the scanner's glass: turned a little, on its side, on its head."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PIL import Image

from indexer.print_lines import Strip

MOST = 4.0  # degrees to either side that are looked at
FINE = 0.05  # degrees; a line of 16 cm then ends within a sixth of a millimetre
_WIDTH = 450  # pixels across, in which the rows of print are still apart
_COARSE = (-3.0, -1.5, 0.0, 1.5, 3.0)  # degrees at which a page on its side is known
_SURELY = 2.0  # times as level
_LONG = 3  # times a line's height; shorter ones are numbers of pages and the like
_BODY = 0.45  # of a line's fullest rows: the rows that its letters' bodies fill
_MORE = 1.25  # times the ink above


def turned(mask: npt.NDArray[np.bool_]) -> float:
    """Return the degrees, against the clock, by which a page must be turned to stand straight.

    Where the rows of print lie level, ink and paper are told apart best from row to row.
    """
    if not mask.any():
        return 0.0
    small = _small(mask)
    best, step = 0.0, MOST / 4
    while step >= FINE:
        tried = [best + n * step for n in range(-4, 5) if abs(best + n * step) <= MOST]
        best = max(tried, key=lambda degrees: (_levelness(small, degrees), -abs(degrees)))
        step /= 2.5
    return best if abs(best) >= 2 * FINE else 0.0


def sideways(mask: npt.NDArray[np.bool_]) -> bool:
    """Whether a page lies on its side: its print is in rows from above to below.

    Measured on letters of four programs, scanned and turned by a quarter: a page that stands has
    rows at least twenty times as level, one that lies a thirtieth.
    """
    if not mask.any():
        return False
    along, across = (
        max(_levelness(_small(each), degrees) for degrees in _COARSE) for each in (mask, mask.T)
    )
    return across > _SURELY * along


def upside_down(mask: npt.NDArray[np.bool_], lines: Iterable[Strip]) -> bool:
    """Whether a page stands on its head: its lines have more ink below their letters than above.

    Thai has most of its marks above, Latin most of its long strokes; measured as above, the ink
    above is at least twice that below, and at most half of it on a page turned round.
    """
    above = below = 0
    for line in lines:
        if line.right - line.left < _LONG * line.height:
            continue
        rows = mask[line.top : line.bottom, line.left : line.right].sum(axis=1)
        body = np.flatnonzero(rows > _BODY * np.percentile(rows, 90))
        if body.size:
            above += int(rows[: body[0]].sum())
            below += int(rows[body[-1] + 1 :].sum())
    return below > _MORE * above


def _small(mask: npt.NDArray[np.bool_]) -> Image.Image:
    high = max(1, round(mask.shape[0] * _WIDTH / mask.shape[1]))
    return Image.fromarray(mask.astype(np.uint8) * 255).resize(
        (_WIDTH, min(high, 4 * _WIDTH)), Image.Resampling.BOX
    )


def _levelness(picture: Image.Image, degrees: float) -> float:
    rows = np.asarray(picture.rotate(degrees, Image.Resampling.BILINEAR), np.float32).sum(axis=1)
    return float(np.square(np.diff(rows)).sum())


@dataclass(frozen=True)
class Turn:
    """A turn of a picture around its middle, and where its points came from."""

    degrees: float
    width: float
    height: float

    def applied(self, picture: Image.Image) -> Image.Image:
        """Return the picture set straight, paper in the corners."""
        if not self.degrees:
            return picture
        return picture.rotate(self.degrees, Image.Resampling.BICUBIC, fillcolor=255)

    def before(self, x: float, y: float) -> tuple[float, float]:
        """Return where a point of the straight picture stood before."""
        angle = math.radians(self.degrees)
        across, down = x - self.width / 2, y - self.height / 2
        return (
            self.width / 2 + across * math.cos(angle) - down * math.sin(angle),
            self.height / 2 + across * math.sin(angle) + down * math.cos(angle),
        )
