"""The memos of a meeting's way: call for items, minutes proposed, resolutions told.

Steps 1, 10 and 11 of the office's work manual. What the meeting's own answers tell is not asked
again: where the clerk writes no text, the memo tells of the meeting by itself.
"""

from templates.build.memo import SIGNATURE_LEFT, addressed, head
from templates.build.package import document
from templates.build.signing import body_text, office_copy, opinions, signature
from templates.build.table import cell, head_row, row, rows, table
from templates.build.wordml import each, paragraph, when

COUNTED = "{{ title }} ครั้งที่ {{ number.seq }}/{{ number.year_be }}"
HELD = "ตามที่{{ office.name }} ได้จัด" + COUNTED + " เมื่อ{{ date|weekday }} ณ {{ place }} นั้น"
MATTER_WIDTHS = (1.4, 4.0, 5.4, 5.2)


def _texts(*texts: str) -> str:
    """Return body paragraphs, the last one held on the page of the signature."""
    *before, last = texts
    told = "".join(paragraph(text, style="SarabanBody") for text in before)
    return told + paragraph(last, style="SarabanBody", keep=True)


def _signed(at: str) -> str:
    return signature(f"{at}signer", left=SIGNATURE_LEFT)


def agenda_call() -> bytes:
    """Return the template of the memo that asks the groups for their items."""
    at = "agenda_call."
    until = "{% if agenda_call.deadline %}ภายใน{{ agenda_call.deadline|weekday }} {% endif %}"
    own = _texts(
        "ด้วย{{ office.name }} กำหนดจัด" + COUNTED + " ใน{{ date|weekday }}"
        " เวลา {{ start_planned }} ณ {{ place }}",
        "เพื่อให้การจัดทำระเบียบวาระการประชุมเป็นไปด้วยความเรียบร้อย ขอให้กลุ่ม/หน่วยที่มีเรื่องเสนอที่ประชุม "
        f"จัดส่งวาระการประชุมพร้อมเอกสารประกอบ {until}หากไม่มีเรื่องเสนอให้แจ้งว่า “ไม่มีวาระ”",
        "จึงเรียนมาเพื่อทราบและดำเนินการ",
    )
    text = when(f"{at}body", body_text(f"{at}body"), otherwise=own)
    body = head(at) + addressed(at) + text + _signed(at) + office_copy()
    return document("บันทึกขอวาระการประชุม", body, top=1.5)


def minutes_proposal() -> bytes:
    """Return the template of the memo that lays the minutes before the director."""
    at = "proposal."
    own = _texts(
        HELD,
        "บัดนี้ ได้จัดทำรายงานการประชุมดังกล่าวเรียบร้อยแล้ว รายละเอียดตามรายงานการประชุมที่แนบมาพร้อมนี้",
        "จึงเรียนมาเพื่อโปรดพิจารณา หากเห็นชอบจะได้แจ้งเวียนผู้เกี่ยวข้องเพื่อดำเนินการต่อไป",
    )
    text = when(f"{at}body", body_text(f"{at}body"), otherwise=own)
    body = head(at) + addressed(at) + text + _signed(at) + opinions("route") + office_copy()
    return document("บันทึกเสนอรายงานการประชุม", body, top=1.5)


def matters() -> str:
    """Return the ruled table of what was resolved, and who does what until when."""
    widths = MATTER_WIDTHS
    heads = ("วาระที่", "เรื่อง", "มติที่ประชุม", "ผู้รับผิดชอบและกำหนด")
    due = "{% if one.due %} ภายใน{{ one.due|weekday }}{% endif %}"
    owner = "{% if one.owner %}{{ one.owner }}: {% endif %}"
    tasks = each(
        "one", "matter.tasks", paragraph(owner + "{{ one.task }}" + due, style="SarabanCell")
    )
    line = row(
        cell(widths[0], "{{ matter.agenda }}", style="SarabanColumn"),
        cell(widths[1], "{{ matter.title }}"),
        cell(widths[2], paragraph("{{ matter.resolution|paragraphs }}", style="SarabanCell")),
        cell(
            widths[3],
            when("matter.tasks", tasks, otherwise=paragraph("–", style="SarabanCell")),
        ),
    )
    listed = table(
        widths, head_row(widths, heads), rows("matter", "matters", widths, line), ruled=True
    )
    return paragraph(style="SarabanGap") + listed


def _told(at: str, title: str, counted: str) -> bytes:
    """Return a memo that tells resolutions in a table; ``counted`` leads to it."""
    own = paragraph(HELD, style="SarabanBody") + paragraph(counted, style="SarabanBody", keep=True)
    text = when(f"{at}body", body_text(f"{at}body"), otherwise=own)
    last = paragraph(f"{{{{ {at}last }}}}", style="SarabanBody", keep=True)
    body = head(at) + addressed(at) + text + matters() + last + _signed(at) + office_copy()
    return document(title, body, top=1.5)


def resolutions() -> bytes:
    """Return the template of the circular of all resolutions of a meeting."""
    counted = "ในการนี้ จึงขอแจ้งมติที่ประชุม จำนวน {{ matters|length }} เรื่อง ดังนี้"
    return _told("circulation.", "บันทึกแจ้งมติที่ประชุม", counted)


def extract() -> bytes:
    """Return the template of one group's extract: only what concerns it."""
    counted = "ในการนี้ จึงขอแจ้งมติที่เกี่ยวข้องกับกลุ่มท่าน {{ matters|length }} เรื่อง ดังนี้"
    return _told("extract.", "บันทึกแจ้งมติที่เกี่ยวข้อง", counted)
