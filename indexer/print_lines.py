"""Where lines of print stand on a page's picture: numpy only, measured in dots of 1/150 inch.

Tesseract's own search for lines loses what stands alone (the number at the left edge beside the
address at the right) and takes the marks above a line for a line, so it is given line by line.
Ink is joined across the gaps between words and up to its marks; what is too tall for print is an
emblem, a frame, a stamp or a signature and left out; two lines that touch are cut where the ink
between them is thinnest.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageFilter

GRID = 150  # dots to the inch that everything below is measured in
GAP = 26  # dots between words of a line; a wider one divides it
TALLEST = 62  # dots of a letter with its marks; titles have 29 points, speed stamps 32
SHORTEST = 6  # dots; what is lower is a speck, a rule or a row of dots
MOST = 400  # lines on a page; a page has 40
BLACK = 0.62  # of the paper's light is missing where print is; stamps and pens are paler
SPECK = 12  # dots of ink

Mask = npt.NDArray[np.bool_]
Runs = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Strip:
    """A line's place on the picture, in dots of the grid."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def height(self) -> int:
        """Dots from the highest mark to the lowest."""
        return self.bottom - self.top

    def joined(self, other: "Strip") -> "Strip":
        """Return the strip around both."""
        return Strip(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )


def ink(picture: Image.Image, share: float = 0.25) -> Mask:
    """Return where a grey picture is darker than its own paper, shadows of a photograph aside.

    ``share`` of the paper's light must be missing.
    """
    small = picture.resize((max(1, picture.width // 8), max(1, picture.height // 8)))
    paper = small.filter(ImageFilter.MaxFilter(9)).filter(ImageFilter.GaussianBlur(6))
    ground = np.asarray(paper.resize(picture.size, Image.Resampling.BILINEAR), np.int16)
    dark = ground - np.asarray(picture, np.int16)
    return np.asarray(dark > np.maximum(38, share * ground))


def strips(mask: Mask, black: Mask | None = None) -> list[Strip]:
    """Find the lines of print in ink at ``GRID`` dots to the inch, from above, from the left.

    ``black`` is the ink that is darkest: print that a paler stamp or pen has run into.
    """
    print_only = _without_drawings(mask, black)
    raised = print_only.copy()  # a mark stands within two dots of its letter
    raised[:-1] |= print_only[1:]
    raised[:-2] |= print_only[2:]
    runs = ink_runs(raised, GAP)
    blobs = [blob for blob, _ in blobs_of(runs)]
    lines = [part for blob in blobs for part in _divided(blob, print_only)]
    kept = _gathered(lines, _usual([s for s in lines if s.height >= SHORTEST * 2]))
    return sorted((s for s in kept if _is_print(s, print_only)), key=lambda s: (s.top, s.left))[
        :MOST
    ]


def _usual(lines: list[Strip]) -> float:
    """Return how high most of the print is: a long line counts more than marks that stand alone."""
    half, reached = sum(line.right - line.left for line in lines) / 2, 0
    for line in sorted(lines, key=lambda each: each.height):
        reached += line.right - line.left
        if reached >= half:
            return float(line.height)
    return 0.0


def _is_print(strip: Strip, mask: Mask) -> bool:
    return strip.height >= SHORTEST and int(_part(mask, strip).sum()) >= SPECK


def _part(mask: Mask, strip: Strip) -> Mask:
    return mask[strip.top : strip.bottom, strip.left : strip.right]


def ink_runs(mask: Mask, gap: int = 0) -> Runs:
    """Return the runs of ink as rows (y, begin, end), across gaps no wider than ``gap``."""
    edged = np.zeros((mask.shape[0], mask.shape[1] + 2), np.int8)
    edged[:, 1:-1] = mask
    steps = np.diff(edged, axis=1)
    y, begins = np.nonzero(steps == 1)
    ends = np.nonzero(steps == -1)[1]
    if gap and len(y):
        apart = np.concatenate([[True], (y[1:] != y[:-1]) | (begins[1:] - ends[:-1] > gap)])
        last = np.concatenate([apart[1:], [True]])
        y, begins, ends = y[apart], begins[apart], ends[last]
    return np.stack([y, begins, ends], axis=1)


def blobs_of(runs: Runs) -> list[tuple[Strip, list[int]]]:
    """Join runs that touch from row to row; each blob with the numbers of its runs."""
    parent = list(range(len(runs)))

    def root(run: int) -> int:
        while parent[run] != run:
            parent[run] = parent[parent[run]]
            run = parent[run]
        return run

    for upper, lower in _touching(runs.tolist()):
        parent[root(upper)] = root(lower)
    members: dict[int, list[int]] = {}
    for run in range(len(runs)):
        members.setdefault(root(run), []).append(run)
    return [(_around(runs[held]), held) for held in members.values()]


def _touching(runs: list[list[int]]) -> Iterator[tuple[int, int]]:
    """Yield the pairs of runs that lie one above the other."""
    upper, lower = 0, 0
    while lower < len(runs) and upper < len(runs):
        (y, begin, end), (below, left, right) = runs[upper], runs[lower]
        if below <= y or (below == y + 1 and right < begin):
            lower += 1
        elif below > y + 1 or left > end:
            upper += 1
        else:
            yield upper, lower
            if right < end:
                lower += 1
            else:
                upper += 1


def _around(runs: Runs) -> Strip:
    return Strip(
        int(runs[:, 1].min()),
        int(runs[:, 0].min()),
        int(runs[:, 2].max()),
        int(runs[:, 0].max()) + 1,
    )


def _without_drawings(mask: Mask, black: Mask | None = None) -> Mask:
    """Return the ink without emblems, frames, rules and large strokes of the pen.

    What is black in a drawing that is mostly paler is print under a stamp, and looked at again.
    """
    kept = mask.copy()
    runs = ink_runs(mask)
    for strip, held in blobs_of(runs):
        wide = strip.right - strip.left
        rule = strip.height < SHORTEST and wide > 12 * SHORTEST
        if strip.height > TALLEST or rule:
            for y, begin, end in runs[held].tolist():
                kept[y, begin:end] = black[y, begin:end] if black is not None else False
    return kept if black is None else _without_drawings(kept)


def _divided(blob: Strip, mask: Mask) -> Iterator[Strip]:
    """Cut a blob of several lines between them, where the least ink stands."""
    lines = round(blob.height / 42)  # a line with its pitch has 44 dots at 16 points
    if blob.height <= TALLEST or lines < 2:
        yield blob
        return
    profile = _part(mask, blob).sum(axis=1)
    start = 0
    for cut in _cuts(profile, lines):
        yield Strip(blob.left, blob.top + start, blob.right, blob.top + cut)
        start = cut
    yield Strip(blob.left, blob.top + start, blob.right, blob.bottom)


def _cuts(profile: npt.NDArray[np.int64], lines: int) -> list[int]:
    pitch = len(profile) / lines
    found = list[int]()
    for n in range(1, lines):
        low, high = int(pitch * (n - 0.4)), int(pitch * (n + 0.4))
        found.append(low + int(np.argmin(profile[low:high])))
    return found


def _gathered(lines: list[Strip], usual: float) -> list[Strip]:
    """Give stray marks to the line that they stand above or below."""
    tall = [strip for strip in lines if strip.height >= 0.5 * usual]
    for stray in (strip for strip in lines if strip.height < 0.5 * usual):
        near = [(gap, n) for n, line in enumerate(tall) if (gap := _above(stray, line, usual)) >= 0]
        if near:
            n = min(near)[1]
            tall[n] = tall[n].joined(stray)
        else:
            tall.append(stray)
    return tall


def _above(stray: Strip, line: Strip, usual: float) -> float:
    """Return how far a mark lies from the line whose reach it stands in, -1 for too far."""
    if stray.left < line.left - GAP or stray.right > line.right + GAP:
        return -1
    gap = max(line.top - stray.bottom, stray.top - line.bottom, 0)
    return gap if gap < 0.4 * usual else -1
