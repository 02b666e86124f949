"""Labels for folders: a ruled frame to be cut out, in three parts along the back."""

from templates.build.package import Page, document
from templates.build.table import cell, row, row_tag, table
from templates.build.wordml import paragraph, run, when
from templates.spines import Spine

LARGE, ALONG, SMALL, OFFICE, SIDE = 30.0, 26.0, 20.0, 14.0, 16.0  # pt
MARGIN = 0.7  # cm


def spine(size: Spine) -> bytes:
    """Return the template of a size."""
    if size.lying:
        return _document(size, _lying(size), width=29.7, height=21.0)
    return _document(size, _upright(size), width=21.0, height=29.7)


def _document(size: Spine, labels: str, *, width: float, height: float) -> bytes:
    side = (width - (size.height / 10 if size.lying else size.across * size.width / 10)) / 2
    page = Page(width=width, height=height, left=side, right=side, bottom=MARGIN, numbered="no")
    return document(size.title, labels + paragraph(style="SarabanEnd"), top=MARGIN, page=page)


def _upright(size: Spine) -> str:
    """Labels side by side: office and category above, the title, the place below."""
    cm = size.width / 10
    widths = (cm,) * size.across
    parts = (size.top, _head), (size.middle, _title), (size.bottom, _foot)
    lines = (
        row(*(cell(cm, part(f"row[{n}]")) for n in range(size.across)), height=mm / 10, exact=True)
        for mm, part in parts
    )
    looped = (row_tag("for row in rows", widths), *lines, row_tag("endfor", widths))
    return table(widths, *looped, ruled=True)


def _lying(size: Spine) -> str:
    """Labels one below the other: the same three parts from left to right, but less in each."""
    widths = (size.top / 10, size.middle / 10, size.bottom / 10)
    office = when("row[0].used", _line("{{ office.name }}", OFFICE)) + _end()
    side = _line("{{ row[0].years }}", SIDE) + _line("{{ row[0].place }}", SIDE)
    parts = (office, _titled("row[0]", ALONG), side)
    cells = (cell(cm, part) for cm, part in zip(widths, parts, strict=True))
    line = row(*cells, height=size.width / 10, exact=True)
    looped = (row_tag("for row in rows", widths), line, row_tag("endfor", widths))
    return table(widths, *looped, ruled=True)


def _head(one: str) -> str:
    office = _line("{{ office.name }}", OFFICE)
    return when(f"{one}.used", office, _line(f"{{{{ {one}.category }}}}", OFFICE)) + _end()


def _title(one: str) -> str:
    years = _line(f"{{{{ {one}.years }}}}", SIDE)
    return _end() + _titled(one, LARGE) + years


def _titled(one: str, pt: float) -> str:
    title = f"{{{{ {one}.title }}}}"
    large, small = _line(title, pt, bold=True), _line(title, SMALL, bold=True)
    return when(f"{one}.large", large, otherwise=small) + _end()


def _foot(one: str) -> str:
    return _line(f"{{{{ {one}.place }}}}", SIDE)


def _line(text: str, pt: float, *, bold: bool = False) -> str:
    return paragraph(run(text, pt=pt, bold=bold), style="SarabanColumn")


def _end() -> str:
    """A cell ends with a paragraph that no condition takes away."""
    return paragraph(style="SarabanEnd")
