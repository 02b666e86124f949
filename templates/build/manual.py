"""The evaluation's own papers: who answers for an indicator, and the manual with its sheets.

Which facts an indicator has: specification 5.2 (steps 1, 3 and 5).
"""

from templates.build.heading import short_rule, title
from templates.build.order import narrow_name
from templates.build.package import LANDSCAPE, document
from templates.build.planning import (
    BLANK,
    GAP,
    SIGNED_AT,
    YEAR,
    part,
    rounds,
)
from templates.build.signing import body_text, plain_text, signature
from templates.build.table import cell, centred, head_row, listing, row, table
from templates.build.wordml import TEXT_WIDTH, each, paragraph, run, tag, when

SHEET_WIDTHS = (4.2, 11.8)


def _person(where: str) -> str:
    """Return a person's name in a narrow column, or nothing."""
    return when(where, narrow_name(where), otherwise=BLANK)


def indicator_people() -> bytes:
    """Return แบบแจ้งรายชื่อผู้รับผิดชอบตัวชี้วัด, which each group fills in."""
    people = listing(
        "one",
        "indicators",
        (1.2, "ที่", centred("{{ one.no }}")),
        (7.6, "ตัวชี้วัด", "{{ one.code }}  {{ one.name }}"),
        (2.6, "เป็นเจ้าภาพ", centred("{{ one.host }}")),
        (3.8, "ผู้รับผิดชอบ", _person("one.responsible")),
        (3.8, "ผู้กำกับดูแลตัวชี้วัด", _person("one.supervisor")),
        (3.8, "ผู้จัดเก็บข้อมูล", _person("one.collector")),
        (2.9, "โทรศัพท์", "{{ one.phone }}"),
    )
    until = "โปรดส่งกลับ{{ return_to }} ภายใน{{ return_by|weekday }}"
    body = (
        title("แบบแจ้งรายชื่อผู้รับผิดชอบตัวชี้วัด", "{{ subject }}", YEAR, "{{ group }}")
        + plain_text("intro")
        + GAP
        + people
        + when("return_by", paragraph(until, style="SarabanHead", keep=True))
        + signature("signer", left=SIGNED_AT, word="ผู้แจ้ง")
    )
    return document("แบบแจ้งรายชื่อผู้รับผิดชอบตัวชี้วัด", body, top=2.5, page=LANDSCAPE)


def overview() -> str:
    """Return the table of all indicators with weight, target and hosts."""
    hosts = paragraph("{{ one.lead }}", style="SarabanCell") + each(
        "other", "one.co", paragraph("ร่วม: {{ other }}", style="SarabanCell")
    )
    return listing(
        "one",
        "indicators",
        (1.9, "รหัส", centred("{{ one.code }}")),
        (6.4, "ตัวชี้วัด", "{{ one.name }}"),
        (1.6, "น้ำหนัก", centred("{{ one.weight }}")),
        (2.3, "เป้าหมาย", centred("{{ one.target }}")),
        (3.8, "เจ้าภาพ", hosts),
    )


def scale() -> str:
    """Return the levels of an indicator's score side by side, as many as there are."""
    first, end = (cell(0, tag(code, level="tc")) for code in ("for level in one.scale", "endfor"))
    head = row(first, cell(0, "ระดับ {{ loop.index }}", style="SarabanColumnHead"), end, header=True)
    line = row(first, cell(0, "{{ level }}", style="SarabanColumn"), end)
    return table((TEXT_WIDTH,), head, line, ruled=True)


def _fact(label: str, *content: str) -> str:
    return row(
        cell(SHEET_WIDTHS[0], paragraph(run(label, bold=True), style="SarabanCell")),
        cell(SHEET_WIDTHS[1], *content),
    )


def sheet() -> str:
    """Return an indicator's sheet: what it means, how it is measured and proved, and by whom."""
    evidence = each(
        "proof",
        "one.evidence",
        paragraph("{{ loop.index }}. {{ proof.title }}", style="SarabanCell"),
    )
    co = "{{ one.co|join(', ') }}"
    rows_of_facts = (
        _fact("น้ำหนัก", "{{ one.weight }}"),
        _fact("หน่วยวัด", "{{ one.unit }}"),
        _fact("เป้าหมาย", "{{ one.target }}"),
        _fact("คำอธิบาย", "{{ one.definition|paragraphs }}"),
        _fact("วิธีคำนวณ", "{{ one.formula|paragraphs }}"),
        _fact("แหล่งข้อมูล", "{{ one.source|paragraphs }}"),
        _fact("รายการหลักฐาน", evidence + when("not one.evidence", BLANK)),
        _fact("เจ้าภาพหลัก", "{{ one.lead }}"),
        _fact("เจ้าภาพร่วม", co),
        _fact("ผู้กำกับดูแลตัวชี้วัด", "{{ one.supervisor.name }}"),
        _fact("ผู้จัดเก็บข้อมูล", "{{ one.collector.name }}"),
    )
    facts = table(
        SHEET_WIDTHS, head_row(SHEET_WIDTHS, ("หัวข้อ", "รายละเอียด")), *rows_of_facts, ruled=True
    )
    levels = paragraph(run("เกณฑ์การให้คะแนน", bold=True), style="SarabanHead", keep=True)
    heading = paragraph(
        run("{{ one.code }}  {{ one.name }}", bold=True), style="SarabanHeading", new_page=True
    )
    return heading + facts + when("one.scale", levels, scale())


def indicator_manual() -> bytes:
    """Return คู่มือการประเมินส่วนราชการ: preface, framework, rounds, and a sheet an indicator."""
    framework = each("section", "sections", part("{{ section.heading }}")
                     + plain_text("section.body"))  # fmt: skip
    body = (
        title("คู่มือ{{ subject }}", YEAR, "{{ office.name }}")
        + short_rule()
        + when("preface", part("คำนำ"), body_text("preface"))
        + framework
        + part("ตัวชี้วัดและเจ้าภาพ")
        + overview()
        + when("rounds", part("ปฏิทินการรายงานผล"), rounds())
        + each("one", "indicators", sheet())
    )
    return document("คู่มือการประเมินส่วนราชการ", body, top=2.5)
