"""How far a page lies turned on the scanner's glass, and the page set straight."""

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PIL import Image

MOST = 4.0  # degrees to either side that are looked at
FINE = 0.05  # degrees; a line of 16 cm then ends within a sixth of a millimetre
_WIDTH = 450  # pixels across, in which the rows of print are still apart


def turned(mask: npt.NDArray[np.bool_]) -> float:
    """Return the degrees, against the clock, by which a page must be turned to stand straight.

    Where the rows of print lie level, ink and paper are told apart best from row to row.
    """
    if not mask.any():
        return 0.0
    high = max(1, round(mask.shape[0] * _WIDTH / mask.shape[1]))
    small = Image.fromarray(mask.astype(np.uint8) * 255).resize(
        (_WIDTH, min(high, 4 * _WIDTH)), Image.Resampling.BOX
    )
    best, step = 0.0, MOST / 4
    while step >= FINE:
        tried = [best + n * step for n in range(-4, 5) if abs(best + n * step) <= MOST]
        best = max(tried, key=lambda degrees: (_levelness(small, degrees), -abs(degrees)))
        step /= 2.5
    return best if abs(best) >= 2 * FINE else 0.0


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
