"""Orders about earlier orders: what one amends, what one cancels (form 4; specification 5.4)."""

from templates.build.order import closing_words, ending, head
from templates.build.package import document
from templates.build.signing import body_text, plain_text
from templates.build.wordml import each, paragraph, run, when


def _told(one: str) -> str:
    """Return how an order is named in another: its number, day and subject."""
    number = f"{{{{ {one}.number.seq }}}}/{{{{ {one}.number.year_be }}}}"
    day = f"สั่ง ณ วันที่ {{{{ {one}.date|order }}}}"
    return f"คำสั่ง{{{{ {one}.issuer or issuer }}}} ที่ {number} {day} เรื่อง {{{{ {one}.subject }}}}"


def _change() -> str:
    """Return what is changed, and its words before and after in quotation marks."""
    what = paragraph(run("{{ change.no }}.  {{ change.what }}", bold=True), style="SarabanHeading")
    before = paragraph("ความเดิม  “{{ change.before|paragraphs }}”", style="SarabanBody")
    lead = "{% if change.before %}แก้เป็น{% else %}ความว่า{% endif %}"
    after = paragraph(lead + "  “{{ change.after|paragraphs }}”", style="SarabanBody")
    nothing = paragraph("ให้ตัดความเดิมออก", style="SarabanBody")
    return what + when("change.before", before) + when("change.after", after, otherwise=nothing)


def amending_order() -> bytes:
    """Return the template of an order that changes words of an earlier one."""
    known = paragraph(f"ตาม{_told('amends')} นั้น", style="SarabanBody")
    changes = each("change", "changes", _change())
    rest = paragraph("{{ rest }}", style="SarabanBody", keep=True)
    body = head() + known + plain_text("reason") + changes + when("rest", rest)
    return document("คำสั่งแก้ไขเพิ่มเติม", body + closing_words() + ending(), top=2.5)


def cancelling_order() -> bytes:
    """Return the template of an order that cancels earlier ones."""
    one = paragraph(f"{{{{ one.no }}}}.  {_told('one')}", style="SarabanBody")
    body = head() + body_text("preamble") + each("one", "cancels", one)
    return document("คำสั่งยกเลิก", body + closing_words() + ending(), top=2.5)
