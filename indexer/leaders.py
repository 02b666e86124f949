"""Leaders of dots on a page's picture: found, and taken out before the lines are read.

A form's rows are filled up with dots (ที่ …………… วันที่ …………), which Tesseract takes for figures and
letters, and what stands before them with them. Only a row of many small dots, all on one height and
equally far from each other, is a leader: a full stop, an ellipsis or a mark below a letter stays.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median

import numpy as np
from PIL import Image

from indexer.print_lines import Mask, Strip, blobs_of, ink, ink_runs

DOT = (2, 10)  # pixels at 300 to the inch, across and down; a full stop of 16 points has five
STEP = 26  # pixels from a dot to the next at most; twelve at 16 points
LEVEL = 2  # pixels that a dot may stand higher or lower than the one before
FEWEST = 6  # dots of a leader; an ellipsis has three
EVEN = 0.3  # of the usual step, by which most steps differ at most
MOST_RUNS = 300_000  # rows of ink on a page; one of print has 60,000, a photograph more


def without_leaders(page: Image.Image) -> Image.Image:
    """Return a grey page at 300 dots to the inch with its leaders of dots in the paper's colour."""
    dots = [dot for leader in leaders(ink(page)) for dot in leader]
    if not dots:
        return page
    grey = np.array(page)
    for dot in dots:
        around = grey[max(0, dot.top - 2) : dot.bottom + 2, max(0, dot.left - 2) : dot.right + 2]
        around[:] = around.max()
    return Image.fromarray(grey)


def leaders(mask: Mask) -> list[list[Strip]]:
    """Return the dots of each leader in ink at 300 dots to the inch, from the left."""
    runs = ink_runs(mask)
    if len(runs) > MOST_RUNS:
        return []
    dots = sorted((b for b, _ in blobs_of(runs) if _is_dot(b)), key=lambda dot: dot.left)
    return [row for row in _rows(dots) if _is_leader(row)]


def _is_dot(blob: Strip) -> bool:
    return all(DOT[0] <= side <= DOT[1] for side in (blob.right - blob.left, blob.height))


def _rows(dots: Iterable[Strip]) -> Iterator[list[Strip]]:
    """Put dots, from the left, behind each other while they stand on one height."""
    open_rows = list[list[Strip]]()
    for dot in dots:
        ended = [row for row in open_rows if dot.left - row[-1].left > STEP]
        yield from ended
        open_rows = [row for row in open_rows if dot.left - row[-1].left <= STEP]
        level = [row for row in open_rows if abs(dot.bottom - row[-1].bottom) <= LEVEL]
        if level:
            level[0].append(dot)
        else:
            open_rows.append([dot])
    yield from open_rows


def _is_leader(row: Sequence[Strip]) -> bool:
    if len(row) < FEWEST:
        return False
    steps = [after.left - before.left for before, after in pairwise(row)]
    usual = median(steps)
    return sum(abs(step - usual) <= max(2, EVEN * usual) for step in steps) >= 0.8 * len(steps)
