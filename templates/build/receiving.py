"""ตรารับหนังสือ: the stamp on a received letter (specification 3.1), a page as large as itself."""

from templates.build.package import Page, document
from templates.build.table import cell, row, table
from templates.build.wordml import paragraph, run

WIDTH, HEIGHT = 5.0, 2.5  # cm
EDGE = 0.1  # cm of the page around it, so that its lines are whole
NAME_PT, LINE_PT = 9.0, 11.0


def receiving_stamp() -> bytes:
    """Return the template of the stamp alone."""
    name = paragraph(run("{{ office.name }}", bold=True, pt=NAME_PT), style="SarabanColumn")
    lines = "".join(
        paragraph(run(text, pt=LINE_PT), style="SarabanCell")
        for text in ("เลขรับ  {{ number }}", "วันที่  {{ day }}", "เวลา  {{ time }}")
    )
    body = table((WIDTH,), row(cell(WIDTH, name + lines), height=HEIGHT, exact=True), ruled=True)
    page = Page(
        width=WIDTH + 2 * EDGE,
        height=HEIGHT + 4 * EDGE,
        left=EDGE,
        right=EDGE,
        bottom=0.05,
        numbered="no",
    )
    return document("ตรารับหนังสือ", body + paragraph(style="SarabanEnd"), top=EDGE, page=page)
