"""What is laid behind a document: the list of those who receive a circular."""

from templates.build.table import cell, row, rows, table
from templates.build.wordml import paragraph, run, when

LIST_WIDTHS = (1.2, 14.8)


def receivers(paper: str) -> str:
    """Return, on a page of its own, to whom a circular goes; nothing where nobody is listed.

    ``paper`` names what it is laid behind. The regulation asks that a circular's receivers be
    known; offices list them behind a letter that says "ตามรายชื่อแนบท้าย" (a convention).
    """
    heads = (f"รายชื่อแนบท้าย{paper} ที่ {{{{ book_no }}}}", "ลงวันที่ {{ dated|letter }}")
    number, name = LIST_WIDTHS
    listed = row(cell(number, "{{ loop.index }}.", style="SarabanColumn"), cell(name, "{{ one }}"))
    return when(
        "receivers",
        paragraph(run(heads[0], bold=True), style="SarabanTitle", new_page=True),
        paragraph(run(heads[1], bold=True), style="SarabanTitle"),
        paragraph(style="SarabanGap"),
        table(LIST_WIDTHS, rows("one", "receivers", LIST_WIDTHS, listed)),
        paragraph(style="SarabanEnd"),
    )
