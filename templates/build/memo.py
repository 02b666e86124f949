"""บันทึกข้อความ: the memo between units of one ministry (forms 2 and 29 of the regulation).

It has no closing words; references and enclosures are told in the text; the opinions of those it
passes follow below the signature (specification 1.2).
"""

from templates.build.annex import receivers
from templates.build.drawing import emblem, speed_stamp
from templates.build.package import document
from templates.build.signing import body_text, office_copy, opinions, plain_text, signature
from templates.build.wordml import TEXT_WIDTH, each, paragraph, run, tab_stop, when

DATE_AT = 8.6  # cm from the left margin; measured 8.5 to 8.8 in official templates
DOTS_END = tab_stop(TEXT_WIDTH, leader="dot", align="right")
SIGNATURE_LEFT = 5.0
BELOW_EMBLEM = 8.0  # pt; the emblem ends 3 cm below the edge, the title line at 2.73 cm


def label(text: str) -> str:
    """Return a printed label of the head: 20 pt bold."""
    return run(text + "  ", bold=True, pt=20)


def dotted(
    *content: str, hanging: float, stops: tuple[str, ...] = (DOTS_END,), before: float | None = None
) -> str:
    """Return a head line whose dots run to the right margin."""
    return paragraph(
        *content,
        run("\t"),
        style="SarabanMemoLine",
        tabs=stops,
        left=hanging,
        hanging=hanging,
        before=before,
    )


def head(at: str) -> str:
    """Return emblem, speed, title and the four dotted lines."""
    date = "{{ dated|letter }}"
    number = "{{ " + at + "book_no }}"
    title = paragraph(
        emblem(1.5, centred=False),
        speed_stamp(f"{at}speed", left=1.7, top=1.55),
        run("บันทึกข้อความ", bold=True, pt=29),
        style="SarabanMemoTitle",
    )
    number_and_date = dotted(
        label("ที่"),
        number,
        run("\t"),
        label("วันที่"),
        date,
        hanging=0.0,
        stops=(tab_stop(DATE_AT, leader="dot"), DOTS_END),
    )
    return (
        title
        + dotted(label("ส่วนราชการ"), "{{ " + at + "agency }}", hanging=2.74, before=BELOW_EMBLEM)
        + number_and_date
        + dotted(label("เรื่อง"), "{{ " + at + "subject }}", hanging=1.26)
    )


def addressed(at: str) -> str:
    """Return the lines เรียน and, where it goes through someone, ผ่าน."""
    to = "{{ " + at + "salutation }}  {{ " + at + "to }}"
    through = "ผ่าน  {{ " + at + "through }}"
    return paragraph(to, style="SarabanHead", left=0.99, hanging=0.99) + when(
        at + "through", paragraph(through, style="SarabanHead", left=0.99, hanging=0.99)
    )


def sections(source: str) -> str:
    """Return the headed style of a memo: เรื่องเดิม, ข้อเท็จจริง … each with its paragraphs."""
    heading = paragraph(run("{{ section.heading }}", bold=True), style="SarabanHeading", left=2.5)
    text = when("loop.last", body_text("section.body"), otherwise=plain_text("section.body"))
    return each("section", source, heading, text)


def memo(title: str, *, at: str = "", headed: bool = True) -> bytes:
    """Return the template; ``at`` is where its answers stand, as ``invitation.``."""
    body = body_text(f"{at}body")
    text = when(f"{at}sections", sections(f"{at}sections"), otherwise=body) if headed else body
    signed = signature(f"{at}signer", left=SIGNATURE_LEFT)
    chain = opinions("route") + office_copy() + receivers("บันทึกข้อความ") if headed else ""
    return document(title, head(at) + addressed(at) + text + signed + chain, top=1.5)
