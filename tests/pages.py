"""Pages of letters, told row by row, for what is recognised on them."""

from indexer.pages import Line, Page
from indexer.places import Box

WIDTH, HEIGHT = 595.0, 842.0
PITCH, LETTER = 22.0, 5.5  # points from row to row, and of a letter's width

Cell = tuple[float, str]
Row = Cell | tuple[Cell, Cell]


def page(*rows: Row, unsure: str = "", number: int = 1) -> Page:
    """Make a page: each row a cell (left, text) or two; the letters of ``unsure`` are so."""
    lines = tuple(
        line(left, 60 + PITCH * at, text, unsure)
        for at, row in enumerate(rows)
        for left, text in _cells(row)
    )
    return Page(number, WIDTH, HEIGHT, lines, scanned=bool(unsure))


def _cells(row: Row) -> tuple[Cell, ...]:
    first, second = row
    if isinstance(first, tuple) and isinstance(second, tuple):
        return (first, second)
    assert not isinstance(first, tuple) and isinstance(second, str)
    return ((first, second),)


def line(left: float, top: float, text: str, unsure: str = "") -> Line:
    """Make a line whose letters are all as wide."""
    lefts = tuple(left + LETTER * at for at in range(len(text)))
    doubtful = tuple(at for at, letter in enumerate(text) if letter in unsure)
    box = Box(left, top, left + LETTER * len(text), top + 20)
    return Line(text, box, lefts, doubtful)
