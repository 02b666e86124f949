"""Registers, lists and cards as tables: one mechanism for all (``templates/data/prints.yaml``)."""

from collections.abc import Sequence
from dataclasses import replace

from templates.build.heading import title
from templates.build.package import A4, LANDSCAPE, document
from templates.build.table import cell, head_row, row, row_tag, rows, spanned, table
from templates.build.wordml import each, paragraph, run
from templates.prints import Column, Printed

CELL_PT = 14.0
ROW = 0.9  # cm, room for a line by hand


def printed_table(printed: Printed) -> bytes:
    """Return the template: title, office, lines below, and the table; pages are counted."""
    widths = [column.width for column in printed.columns]
    heads = [column.head for column in printed.columns]
    one = row(*map(_cell, printed.columns), height=ROW)
    if printed.chapters:
        tags = [row_tag(code, widths) for code in ("if row.chapter", "else", "endif")]
        one = tags[0] + _chapter(widths) + tags[1] + one + tags[2]
    below = each("line", "after", paragraph("{{ line }}", style="SarabanAttendant"))
    body = (
        title("{{ heading }}", "{{ office.name }}")
        + each("line", "under", paragraph("{{ line }}", style="SarabanColumn"))
        + paragraph(style="SarabanGap")
        + table(widths, head_row(widths, heads), rows("row", "rows", widths, one), ruled=True)
        + (below if printed.signed else "")
        + paragraph(style="SarabanEnd")
    )
    page = replace(LANDSCAPE if printed.lying else A4, numbered="all", bottom=1.5)
    return document(printed.title, body, top=2.0, page=page)


def _chapter(widths: Sequence[float]) -> str:
    """Return a heading over all columns, on the page of the row below it."""
    words = paragraph(
        run("{{ row.chapter }}", bold=True, pt=CELL_PT), style="SarabanCell", keep=True
    )
    return row(cell(spanned(widths), words, span=len(widths)), height=ROW)


def _cell(column: Column) -> str:
    text = run("{{ row." + column.key + " }}", pt=CELL_PT)
    style = "SarabanColumn" if column.centred else "SarabanCell"
    return cell(column.width, paragraph(text, style=style))
