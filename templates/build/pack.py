"""What binds papers for a meeting: cover and contents, and the texts that are stamped on pages."""

from templates.build.package import Page, document
from templates.build.table import cell, head_row, row, rows, table
from templates.build.wordml import TEXT_WIDTH, each, linked, paragraph, run, tab_stop

WIDTHS = (1.5, 12.5, 2.0)
STAMP_PT = 12.0
DOWN = 7  # lines above the cover's title


def pack() -> bytes:
    """Return the template of the cover and of the contents behind it."""
    number, name, page = WIDTHS
    one = row(
        cell(number, "{{ row.no }}", style="SarabanColumn"),
        cell(
            name, paragraph(linked("saraban:{{ row.no }}", "{{ row.title }}"), style="SarabanCell")
        ),
        cell(page, "{{ row.page }}", style="SarabanColumn"),
    )
    body = (
        paragraph() * DOWN
        + paragraph(run("{{ heading }}", bold=True, pt=26), style="SarabanTitle")
        + paragraph(style="SarabanGap")
        + each("line", "under", paragraph(run("{{ line }}", pt=20), style="SarabanTitle"))
        + paragraph() * DOWN
        + paragraph(run("{{ office.name }}", bold=True, pt=20), style="SarabanTitle")
        + paragraph(run("สารบัญ", bold=True, pt=20), style="SarabanTitle", new_page=True)
        + paragraph(style="SarabanGap")
        + table(WIDTHS, head_row(WIDTHS, ("ที่", "เอกสาร", "หน้า")), rows("row", "rows", WIDTHS, one))
        + paragraph(style="SarabanEnd")
    )
    return document("เอกสารประกอบ", body, top=2.5, page=Page(numbered="no"))


def pack_stamps() -> bytes:
    """Return the template in which each text stands on a page of its own, against the right."""
    text = run("\t{{ line }}", pt=STAMP_PT)
    tabs = (tab_stop(TEXT_WIDTH, align="right"),)
    body = each("line", "rows", paragraph(text, tabs=tabs, new_page=True))
    page = Page(numbered="no", bottom=0.5)
    return document("ตราหน้า", body + paragraph(style="SarabanEnd"), top=0.75, page=page)
