"""ระเบียบ and ข้อบังคับ: rules that the office lays down by a power of law (forms 5 and 6).

The heads and the first two clauses are those that such rules have everywhere (a convention; the
text of the forms has not been seen).
"""

from templates.build.heading import emblem_line, short_rule, title
from templates.build.order import dated_line
from templates.build.package import document
from templates.build.signing import body_text, office_copy, plain_text, signature
from templates.build.wordml import each, paragraph, when

SIGNATURE_LEFT = 1.0


def regulation() -> bytes:
    """Return the template."""
    issue = "{% if issue %} (ฉบับที่ {{ issue }}){% endif %}"
    named = "{{ kind }}{{ issuer }} ว่าด้วย{{ subject }}" + issue + " พ.ศ. {{ year_be }}"
    heads = title("{{ kind }}{{ issuer }}", "ว่าด้วย{{ subject }}")
    heads += when("issue", title("(ฉบับที่ {{ issue }})")) + title("พ.ศ. {{ year_be }}")
    first = paragraph(f"ข้อ ๑  {{{{ kind }}}}นี้เรียกว่า “{named}”", style="SarabanBody")
    second = paragraph("ข้อ ๒  {{ kind }}นี้ให้ใช้บังคับ{{ effective }}", style="SarabanBody")
    clause = paragraph("ข้อ {{ loop.index + 2 }}  {{ text|paragraphs }}", style="SarabanBody")
    body = (
        emblem_line()
        + heads
        + short_rule()
        + plain_text("reason")
        + first
        + second
        + each("text", "clauses", clause)
        + body_text("last")
        + dated_line("ประกาศ")
        + signature("signer", left=SIGNATURE_LEFT)
        + office_copy()
    )
    return document("ระเบียบและข้อบังคับ", body, top=2.5)
