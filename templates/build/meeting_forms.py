"""What is filled in by hand at a meeting: the reply slip and the sheet of signatures (1.9)."""

from templates.build.heading import short_rule, title
from templates.build.package import document
from templates.build.table import cell, head_row, row, rows, table
from templates.build.wordml import TEXT_WIDTH, each, paragraph, run, tab_stop, when

DOTS = tab_stop(TEXT_WIDTH, leader="dot", align="right")
SHEET_WIDTHS = (1.0, 4.4, 4.0, 3.0, 1.6, 2.0)
SHEET_HEADS = ("ที่", "ชื่อ – สกุล", "ตำแหน่ง/กลุ่ม", "ลายมือชื่อ", "เวลา", "หมายเหตุ")
PEN_HEIGHT = 1.0  # cm of a row to sign in
WALK_INS = 5
COUNTED = "ครั้งที่ {{ number.seq }}/{{ number.year_be }}"


def _dotted(text: str, *, left: float = 0.0, style: str = "SarabanHead") -> str:
    """Return words whose dots run to the right margin, to be written on."""
    return paragraph(run(text + "  \t"), style=style, tabs=(DOTS,), left=left)


def reply_slip() -> bytes:
    """Return the template of แบบตอบรับ: who answers, one of the choices, where and until when."""
    asked = each("field", "reply_slip.fields", _dotted("{{ field }}"))
    chosen = each("choice", "reply_slip.choices", _dotted("(     )  {{ choice }}", left=1.25))
    until = "{% if reply_slip.deadline %} ภายใน{{ reply_slip.deadline|weekday }}{% endif %}"
    channel = "{% if reply_slip.channel %} ทาง{{ reply_slip.channel }}{% endif %}"
    back = paragraph(f"โปรดส่งแบบตอบรับนี้{channel}{until}", style="SarabanClosing")
    signed = "".join(
        paragraph(text, style="SarabanColumn", left=6.0, keep=True, before=12)
        for text in ("ลงชื่อ………………………………………ผู้ตอบรับ", "(………………………………………)", "วันที่………/………/………")
    )
    own = title("แบบตอบรับการเข้าร่วมประชุม", "{{ title }}", COUNTED)
    heads = when("reply_slip.title", title("{{ reply_slip.title }}"), otherwise=own)
    heads += title("{{ date|weekday }}  เวลา {{ start_planned }}", "ณ {{ place }}")
    body = heads + short_rule() + asked + chosen + signed + when("reply_slip", back)
    return document("แบบตอบรับการเข้าร่วมประชุม", body, top=2.5)


def _sheet(source: str, walk_ins: bool) -> str:
    """Return a ruled table to sign in: the known ones, then rows for who comes unannounced."""
    widths = SHEET_WIDTHS
    number, name, post, *pen = widths
    named, typed = "{{ one.person.name }}", "{{ one.free_text }}"
    known = row(
        cell(number, "{{ one.no }}", style="SarabanColumn"),
        cell(name, "{% if one.person %}" + named + "{% else %}" + typed + "{% endif %}"),
        cell(
            post,
            "{% if one.person %}{{ one.person.post }}{% else %}{{ one.position }}{% endif %}",
        ),
        *map(cell, pen),
        height=PEN_HEIGHT,
    )
    blank = row(*map(cell, widths), height=PEN_HEIGHT) * (WALK_INS if walk_ins else 0)
    return table(
        widths, head_row(widths, SHEET_HEADS), rows("one", source, widths, known), blank, ruled=True
    )


def attendance_sheet() -> bytes:
    """Return the template of บัญชีลงชื่อผู้มาประชุม: members, and guests in a table of their own."""
    heads = title(
        "บัญชีลงชื่อผู้มาประชุม",
        "{{ title }}",
        COUNTED,
        "{{ date|weekday }}  เวลา {{ start_planned }}",
        "ณ {{ place }}",
    )
    members, guests = (
        paragraph(run(word, bold=True), style="SarabanHeading")
        for word in ("ผู้มาประชุม", "ผู้เข้าร่วมประชุม")
    )
    body = (
        heads
        + short_rule()
        + members
        + _sheet("invited", walk_ins=False)
        + guests
        + _sheet("guests", walk_ins=True)
        + paragraph(style="SarabanEnd")
    )
    return document("บัญชีลงชื่อผู้มาประชุม", body, top=2.5)
