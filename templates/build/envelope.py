"""Envelopes and labels: the page is the paper itself, its parts stand at measured places."""

from templates.build.drawing import emblem
from templates.build.package import Page, document
from templates.build.table import cell, row, row_tag, table
from templates.build.wordml import each, paragraph, run, when
from templates.envelopes import EDGE, LABEL_AIR, LABELS, Envelope, emblem_height, sheet

BESIDE_EMBLEM = 2.0  # cm from the margin: the sender stands right of the emblem
LABEL_LINES = 14.0  # pt


def envelope(size: Envelope) -> bytes:
    """Return the template of a size: sender at the upper left, speed in red, receiver."""
    page = Page(
        width=size.width / 10, height=size.height / 10, left=EDGE, right=EDGE, bottom=0.3,
        numbered="no",
    )  # fmt: skip
    left = size.receiver_at - EDGE
    widths = (left, page.text_width - left)
    stamp = paragraph(run("{{ speed }}", bold=True, pt=32, colour="FF0000"), style="SarabanStamp")
    receiver = each("line", "one.lines", paragraph("{{ line }}", style="SarabanCell"))
    parts = table(
        widths,
        row(
            cell(page.text_width, when("sender", _sender(), otherwise=paragraph()), span=2),
            height=size.sender - EDGE,
            exact=True,
        ),
        row(
            cell(widths[0], when("speed", stamp, otherwise=paragraph())),
            cell(widths[1], receiver, paragraph(style="SarabanEnd")),
        ),
    )
    body = each("one", "receivers", _beginning(), parts) + paragraph(style="SarabanEnd")
    return document(size.title, body, top=EDGE, page=page)


def _beginning() -> str:
    """Return what begins an envelope: its page, and the emblem beside the sender."""
    picture = emblem(emblem_height(), centred=False, top=EDGE)
    return (
        when("sender and loop.first", paragraph(picture, style="SarabanEnd"))
        + when("sender and not loop.first", paragraph(picture, style="SarabanEnd", new_page=True))
        + when("not (sender or loop.first)", paragraph(style="SarabanEnd", new_page=True))
    )


def _sender() -> str:
    """Return who sends it, right of the emblem."""
    number = paragraph("ที่  {{ number }}", left=BESIDE_EMBLEM)
    return (
        paragraph("{{ office.name }}", left=BESIDE_EMBLEM)
        + each("line", "office.address_lines", paragraph("{{ line }}", left=BESIDE_EMBLEM))
        + when("number", number)
    )


def labels() -> bytes:
    """Return the template of a sheet of labels, as many as there are."""
    paper = sheet()
    widths = (paper.width / 10,) * paper.columns
    page = Page(left=0, right=0, bottom=0, numbered="no")
    places = (
        each(
            "line",
            f"row[{place}].lines",
            paragraph(
                run("{{ line }}", pt=LABEL_LINES),
                style="SarabanCell",
                left=0.7,
                right=LABEL_AIR - 0.7,
            ),
        )
        for place in range(paper.columns)
    )
    air = paragraph(style="SarabanCell")
    one = row(
        *(cell(width, air + told) for width, told in zip(widths, places, strict=True)),
        height=paper.height / 10,
        exact=True,
    )
    body = table(
        widths, row_tag("for row in rows", widths), one, row_tag("endfor", widths)
    ) + paragraph(style="SarabanEnd")
    return document(LABELS, body, top=0.1, page=page)
