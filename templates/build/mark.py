"""What is set over the page of a copy: สำเนา on top, and below the text who certifies it, or how
long the paper is kept (specification 1.14, 4.1).

Everything stands in the margins, so that it never covers what the page says.
"""

from templates.build.package import Page, document
from templates.build.table import cell, row, table
from templates.build.wordml import TEXT_WIDTH, each, paragraph, run, tab_stop, when

TOP, FOOT = 0.75, 27.75  # cm from the page's upper edge; the text ends at 27.7
MARK_PT, KEPT_PT = 12.0, 16.0
RED, BLUE = "FF0000", "0000FF"


def _kept(condition: str, colour: str) -> str:
    told = run("\t{{ kept }}", bold=True, pt=KEPT_PT, colour=colour)
    return when(condition, paragraph(told, tabs=(tab_stop(TEXT_WIDTH, align="right"),)))


def mark() -> bytes:
    """Return the template of the page that is laid over each page of a copy."""
    above = paragraph(run("{{ above }}", bold=True, pt=KEPT_PT), style="SarabanColumn")
    line = paragraph(run("{{ line }}", pt=MARK_PT), style="SarabanColumn")
    below = (
        each("line", "lines", line)
        + _kept("kept and lasting", RED)
        + _kept("kept and not lasting", BLUE)
        + paragraph(style="SarabanEnd")
    )
    body = table(
        (TEXT_WIDTH,),
        row(cell(TEXT_WIDTH, above), height=FOOT - TOP, exact=True),
        row(cell(TEXT_WIDTH, below)),
    )
    page = Page(bottom=0.1, numbered="no")
    return document("เครื่องหมายบนสำเนา", body + paragraph(style="SarabanEnd"), top=TOP, page=page)
