"""The plans of the work manual: of the group, of each person, and the calendar of the evaluation.

Which facts each holds: specification 5.2 and 5.3. The plans lie on their side, for their tables.
"""

from templates.build.heading import short_rule, title
from templates.build.order import narrow_name
from templates.build.package import LANDSCAPE, document
from templates.build.signing import body_text, plain_text, signature
from templates.build.table import (
    cell,
    centred,
    head_row,
    listing,
    row,
    row_tag,
    rows,
    spanned,
    table,
)
from templates.build.wordml import each, paragraph, run, when

YEAR = "ประจำปีงบประมาณ พ.ศ. {{ fiscal_year_be }}"
MADE_ON = "จัดทำเมื่อวันที่ {{ dated|letter }}"
GAP = paragraph(style="SarabanGap")
HELD_GAP = paragraph(style="SarabanGap", keep=True)
BLANK = paragraph(style="SarabanCell")
SIGNED_AT = 14.0  # cm from the left margin of a lying page
SIGNED_UPRIGHT = 5.0
PLAN_WIDTHS = (1.4, 8.3, 6.0, 3.6, 2.8, 3.6)
PLAN_HEADS = (
    "ที่", "กิจกรรม/วิธีปฏิบัติ", "มาตรฐานหรือตัวชี้วัดความสำเร็จ", "ระยะเวลา", "งบประมาณ (บาท)", "ผู้รับผิดชอบ",
)  # fmt: skip


def part(text: str) -> str:
    """Return the heading of a part, by which the text is searched."""
    return paragraph(run(text, bold=True), style="SarabanHeading")


def names(people: str) -> str:
    """Return names one below the other, each broken only between first and last name."""
    return each("person", people, narrow_name("person"))


def side_by_side(left: str, right: str) -> str:
    """Return two signature blocks beside each other, on the page of what stands above them."""
    widths = (LANDSCAPE.text_width / 2,) * 2
    both = row(*(cell(width, block) for width, block in zip(widths, (left, right), strict=True)))
    return HELD_GAP + table(widths, both) + paragraph(style="SarabanEnd")


def works() -> str:
    """Return the plan's table: under each field of work its activities."""
    widths = PLAN_WIDTHS
    work = row(
        cell(
            widths[0], paragraph(run("{{ work.no }}", bold=True), style="SarabanColumn", keep=True)
        ),
        cell(
            spanned(widths[1:]),
            paragraph(run("{{ work.title }}", bold=True), style="SarabanCell", keep=True),
            span=len(widths) - 1,
        ),
    )
    contents = (
        centred("{{ one.no }}"),
        "{{ one.title }}",
        "{{ one.measure|paragraphs }}",
        "{{ one.period }}",
        centred("{{ one.budget|money }}"),
        names("one.owners"),
    )
    one = row(*(cell(width, text) for width, text in zip(widths, contents, strict=True)))
    activities = row_tag("for one in work.activities", widths) + one + row_tag("endfor", widths)
    return table(
        widths,
        head_row(widths, PLAN_HEADS),
        rows("work", "works", widths, work, activities),
        ruled=True,
    )


TOTAL = "{{ budget_total|money }} บาท ({{ budget_words }})"


def group_plan() -> bytes:
    """Return แผนการดำเนินงานประจำปีของกลุ่ม: activity, measure, period, money, owners."""
    made, agreed = (
        signature("maker", left=0, word="ผู้จัดทำ"),
        signature("signer", left=0, word="ผู้เห็นชอบ"),
    )
    body = (
        title("แผนการดำเนินงานประจำปี  {{ group }}", YEAR, "{{ office.name }}", MADE_ON)
        + plain_text("intro")
        + GAP
        + works()
        + when(
            "budget_total",
            paragraph(f"รวมงบประมาณทั้งสิ้น {TOTAL}", before=6),
        )
        + side_by_side(when("maker", made, otherwise=BLANK), agreed)
    )
    return document("แผนการดำเนินงานประจำปี", body, top=2.5, page=LANDSCAPE)


def personal_plan() -> bytes:
    """Return แผนปฏิบัติงานรายบุคคล, with room for the checks before, during and after the work."""
    tasks = listing(
        "one",
        "tasks",
        (1.2, "ที่", centred("{{ one.no }}")),
        (6.6, "งานหรือกิจกรรม", "{{ one.title }}"),
        (5.6, "เป้าหมายหรือผลที่คาดหวัง", "{{ one.goal|paragraphs }}"),
        (3.4, "ระยะเวลา", "{{ one.period }}"),
        (2.9, "ตรวจก่อนปฏิบัติงาน", "{{ one.before }}"),
        (3.0, "ตรวจระหว่างปฏิบัติงาน", "{{ one.during }}"),
        (3.0, "ตรวจหลังเสร็จสิ้น", "{{ one.after }}"),
    )
    who = "{{ person.name }}  {{ person.post }}"
    body = (
        title("แผนปฏิบัติงานรายบุคคล", YEAR, who, "{{ group }}  {{ office.name }}", MADE_ON)
        + GAP
        + tasks
        + side_by_side(
            signature("person", left=0, word="ผู้ปฏิบัติงาน"),
            signature("signer", left=0, word="ผู้กำกับ ติดตาม ตรวจสอบ"),
        )
    )
    return document("แผนปฏิบัติงานรายบุคคล", body, top=2.5, page=LANDSCAPE)


def rounds() -> str:
    """Return the table of reporting rounds with their last days."""
    return listing(
        "one",
        "rounds",
        (2.8, "รอบ", "{{ one.label }}"),
        (3.3, "ข้อมูล ณ วันที่", centred("{{ one.data_as_of|short }}")),
        (3.3, "ส่งหลักฐานภายใน", centred("{{ one.evidence_due|short }}")),
        (3.3, "ตรวจทานภายใน", centred("{{ one.review_due|short }}")),
        (3.3, "รายงานภายใน", centred("{{ one.report_due|short }}")),
    )


def steps() -> str:
    """Return the table of what is done when and by whom."""
    return listing(
        "one",
        "steps",
        (1.2, "ที่", centred("{{ one.no }}")),
        (8.0, "กิจกรรม", "{{ one.title }}"),
        (3.2, "ช่วงเวลา", "{{ one.period }}"),
        (3.6, "ผู้รับผิดชอบ", "{{ one.owner }}"),
    )


def calendar() -> bytes:
    """Return ปฏิทินการขับเคลื่อนและรายงานผล: the rounds, and the steps between them."""
    body = (
        title("ปฏิทินการขับเคลื่อนและรายงานผล", "{{ subject }}", YEAR, "{{ office.name }}")
        + short_rule()
        + plain_text("intro")
        + part("กำหนดการรายงานผล")
        + rounds()
        + when("steps", part("ขั้นตอนการดำเนินงาน"), steps())
        + body_text("remarks")
        + when("signer", signature("signer", left=SIGNED_UPRIGHT))
    )
    return document("ปฏิทินการขับเคลื่อนและรายงานผล", body, top=2.5)
