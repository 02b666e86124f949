"""Reports of the work manual: a round, the whole year, and the director's five points.

Which facts each holds: specification 5.2 (steps 7 and 9) and 5.3.
"""

from templates.build.heading import title
from templates.build.memo import SIGNATURE_LEFT, addressed, head
from templates.build.package import LANDSCAPE, document
from templates.build.planning import HELD_GAP, MADE_ON, SIGNED_AT, YEAR, part
from templates.build.signing import body_text, opinions, plain_text, signature
from templates.build.table import centred, listing
from templates.build.wordml import paragraph, when

NONE = paragraph("ไม่มี", style="SarabanBody")


def results() -> str:
    """Return a round's table: weight, target, result and score of each indicator."""
    return listing(
        "one",
        "results",
        (6.2, "ตัวชี้วัด", "{{ one.code }}  {{ one.name }}"),
        (1.7, "น้ำหนัก", centred("{{ one.weight }}")),
        (2.1, "เป้าหมาย", centred("{{ one.target }}")),
        (2.2, "ผลการดำเนินงาน", centred("{{ one.value }}")),
        (1.9, "คะแนน", centred("{{ one.score }}")),
        (1.9, "หลักฐาน (รายการ)", centred("{{ one.evidence }}")),
    )


def problems() -> str:
    """Return what stood in the way, and what is to be done about it, where anything did."""
    told = listing(
        "one",
        "problems",
        (4.2, "ตัวชี้วัด", "{{ one.code }}"),
        (6.0, "ปัญหาอุปสรรค", "{{ one.text|paragraphs }}"),
        (5.8, "แนวทางแก้ไข", "{{ one.remedy|paragraphs }}"),
    )
    return when("problems", part("ปัญหาอุปสรรคและแนวทางแก้ไข"), told)


def _memo(name: str, inside: str) -> bytes:
    """Return a memo with something between its first paragraphs and its last ones."""
    body = (
        head("")
        + addressed("")
        + plain_text("body")
        + inside
        + body_text("after")
        + signature("signer", left=SIGNATURE_LEFT)
        + opinions("route")
    )
    return document(name, body, top=1.5)


def round_report() -> bytes:
    """Return the memo that reports a round of 6, 9 or 12 months."""
    total = paragraph("คะแนนรวมถ่วงน้ำหนัก  {{ total }}", style="SarabanHead", keep=True)
    inside = part("ผลการดำเนินงานรายตัวชี้วัด {{ round }}") + results() + when("total", total)
    return _memo("รายงานผลการดำเนินงานตามตัวชี้วัด", inside + problems())


def _point(heading: str, source: str, *columns: tuple[float, str, str]) -> str:
    return part(heading) + when(source, listing("one", source, *columns), otherwise=NONE)


def director_report() -> bytes:
    """Return the memo on the director's five points of the work manual, a table for each."""
    number = (1.1, "ที่", centred("{{ one.no }}"))
    inside = (
        _point(
            "๑. การกำหนดแผนงาน", "plans", number,
            (6.3, "กิจกรรมตามแผน", "{{ one.title }}"),
            (3.2, "กำหนด", "{{ one.period }}"),
            (5.4, "ผลการดำเนินงาน", "{{ one.result|paragraphs }}"),
        )
        + _point(
            "๒. การกำกับ ติดตาม ตรวจสอบ", "checks", number,
            (3.6, "ผู้ปฏิบัติงาน", "{{ one.person.name }}"),
            (3.6, "กิจกรรม", "{{ one.title }}"),
            (2.2, "ช่วง", centred("{{ one.stage }}")),
            (2.2, "วันที่", centred("{{ one.when|shortest }}")),
            (3.3, "ผลและการติดตาม", "{{ one.finding|paragraphs }}"),
        )
        + _point(
            "๓. การให้คำปรึกษา แนะนำ", "advice", number,
            (3.6, "ผู้รับคำปรึกษา", "{{ one.person.name }}"),
            (3.8, "เรื่อง", "{{ one.title }}"),
            (2.2, "วันที่", centred("{{ one.when|shortest }}")),
            (5.3, "คำแนะนำและผล", "{{ one.text|paragraphs }}"),
        )
        + _point(
            "๔. การกลั่นกรองงาน", "screened", number,
            (5.5, "งาน", "{{ one.title }}"),
            (2.1, "จำนวนเรื่อง", centred("{{ one.count }}")),
            (2.2, "ส่งคืนแก้ไข", centred("{{ one.returned }}")),
            (2.3, "ทันกำหนด", centred("{{ one.on_time }}")),
            (2.8, "ความเห็น", "{{ one.opinion|paragraphs }}"),
        )
        + part("๕. การรายงานผล")
        + plain_text("summary")
    )  # fmt: skip
    return _memo("รายงานผลการปฏิบัติงานของกลุ่ม", inside)


def annual_report() -> bytes:
    """Return รายงานผลประจำปี: every indicator with its rounds, and the index of evidence."""
    indicators = listing(
        "one",
        "indicators",
        (7.4, "ตัวชี้วัด", "{{ one.code }}  {{ one.name }}"),
        (1.8, "น้ำหนัก", centred("{{ one.weight }}")),
        (2.3, "เป้าหมาย", centred("{{ one.target }}")),
        (2.5, "รอบ ๖ เดือน", centred("{{ one.m6 }}")),
        (2.5, "รอบ ๙ เดือน", centred("{{ one.m9 }}")),
        (2.5, "รอบ ๑๒ เดือน", centred("{{ one.m12 }}")),
        (2.1, "คะแนน", centred("{{ one.score }}")),
        (4.6, "เจ้าภาพหลัก", "{{ one.lead }}"),
    )
    evidence = listing(
        "one",
        "evidence",
        (1.4, "ที่", centred("{{ one.no }}")),
        (3.6, "ตัวชี้วัด", centred("{{ one.indicator }}")),
        (3.6, "รอบ", centred("{{ one.round }}")),
        (10.6, "รายการหลักฐาน", "{{ one.title }}"),
        (6.5, "ที่เก็บ", "{{ one.place }}"),
    )
    total = paragraph("คะแนนรวมถ่วงน้ำหนัก  {{ total }}", style="SarabanHead", keep=True)
    body = (
        title("รายงานผล{{ subject }}", YEAR, "{{ office.name }}", MADE_ON)
        + part("บทสรุปผู้บริหาร")
        + plain_text("summary")
        + part("ผลการดำเนินงานรายตัวชี้วัด")
        + indicators
        + when("total", total)
        + when("problems", part("ปัญหา อุปสรรค และข้อเสนอแนะ"), plain_text("problems"))
        + when("evidence", part("บัญชีหลักฐาน"), evidence)
        + HELD_GAP
        + signature("signer", left=SIGNED_AT)
    )
    return document("รายงานผลประจำปี", body, top=2.5, page=LANDSCAPE)
