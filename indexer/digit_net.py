"""The small net that sees Thai digits in a line of print: numpy only, its weights in ``data/``.

Debian's Thai model of Tesseract has no ๔ ๖ ๗ ๘ ๙ among its letters. This net looks at a line from
left to right and says, for every second pixel, which digit or stroke stands there, or none; it was
trained by ``bench/training/digits.py`` on print drawn in many fonts and spoilt as by scanners.
"""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt
from PIL import Image

HEIGHT = 32  # pixels of a line as the net reads it
STEP = 2  # pixels of the line for each answer
WIDEST = 6_000  # pixels of a line at that height; a line of A4 has 900
SIGNS = "๐๑๒๓๔๕๖๗๘๙0123456789/.-,"
"""What is told apart; answer 0 is none of them, answer n the sign n - 1."""

Floats = npt.NDArray[np.float32]
_SPREAD = (1, 1, 2, 2, 2, 2)  # columns from one that a layer looks at to the next
_POOLS = ((2, 2), (2, 1), (2, 1))  # rows and columns of which the darkest is kept, after a layer


@dataclass(frozen=True)
class Sign:
    """A digit or stroke on a line: where, in pixels of the picture given, and how sure (0 to 1)."""

    text: str
    left: float
    right: float
    sure: float

    @property
    def middle(self) -> float:
        """Pixels from the left edge of the picture."""
        return (self.left + self.right) / 2


def signs(line: Image.Image) -> list[Sign]:
    """Read the digits and strokes of one line of print, a grey picture with little paper around."""
    wide = min(WIDEST, max(HEIGHT, round(line.width * HEIGHT / max(1, line.height))))
    small = line.resize((wide, HEIGHT), Image.Resampling.BILINEAR)
    told = answers(normal(np.asarray(small)))
    return _runs(told, line.width / wide * STEP)


def normal(picture: npt.NDArray[np.uint8]) -> Floats:
    """Return ink as 1 and paper as 0, whatever the light; shape 1 × HEIGHT × width."""
    grey = picture.astype(np.float32)
    paper, ink = np.percentile(grey, 90), grey.min()
    lit: Floats = np.clip((paper - grey) / max(32.0, paper - ink), 0, 1)[None]
    return lit


def answers(layer: Floats) -> Floats:
    """Return how likely each answer is at each step; shape answers × steps."""
    weights = _weights()
    for number, (weight, bias) in enumerate(weights):
        rows = 0 if weight.shape[2] == layer.shape[1] else weight.shape[2] // 2
        layer = _seen(layer, weight, bias, rows, _SPREAD[number])
        if number < len(weights) - 1:
            layer = np.maximum(layer, 0)
        if number < len(_POOLS):
            layer = _pooled(layer, *_POOLS[number])
    grown = np.exp(layer[:, 0] - layer[:, 0].max(axis=0))
    likely: Floats = grown / grown.sum(axis=0)
    return likely


def _seen(layer: Floats, weight: Floats, bias: Floats, rows: int, spread: int) -> Floats:
    """One convolution with as many columns as before; ``rows`` of paper are put above and below."""
    high, columns = weight.shape[2], (weight.shape[3] - 1) * spread
    edged = np.pad(layer, ((0, 0), (rows, rows), (columns // 2, columns // 2)))
    windows = np.lib.stride_tricks.sliding_window_view(edged, (high, columns + 1), axis=(1, 2))
    seen: Floats = np.tensordot(weight, windows[..., ::spread], axes=((1, 2, 3), (0, 3, 4)))
    return seen + bias[:, None, None]


def _pooled(layer: Floats, rows: int, columns: int) -> Floats:
    deep, high, wide = layer.shape
    even = layer[:, : high // rows * rows, : wide // columns * columns]
    pooled: Floats = even.reshape(deep, high // rows, rows, wide // columns, columns).max((2, 4))
    return pooled


def _runs(told: Floats, step: float) -> list[Sign]:
    """Gather neighbouring steps with the same answer into signs."""
    best = told.argmax(axis=0)
    edges = np.flatnonzero(np.diff(best)) + 1
    found = list[Sign]()
    for first, last in zip([0, *edges.tolist()], [*edges.tolist(), len(best)], strict=True):
        answer = int(best[first])
        if answer:
            sure = float(told[answer, first:last].max())
            found.append(Sign(SIGNS[answer - 1], first * step, last * step, sure))
    return found


@cache
def _weights() -> tuple[tuple[Floats, Floats], ...]:
    with (files("indexer") / "data" / "digits.npz").open("rb") as stream:
        held = np.load(stream)
        return tuple(
            (held[f"w{n}"].astype(np.float32), held[f"b{n}"].astype(np.float32))
            for n in range(len(held.files) // 2)
        )
