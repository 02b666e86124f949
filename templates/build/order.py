"""คำสั่ง: the order that appoints a working group or assigns duties (form 4; specification 5.4)."""

from templates.build.heading import NUMBER, emblem_line, short_rule, title
from templates.build.package import document
from templates.build.signing import body_text, office_copy, signature
from templates.build.table import cell, head_row, row, row_tag, rows, table
from templates.build.wordml import each, paragraph, run, when

SIGNATURE_LEFT = 1.0
DATE_AT = 5.0
MEMBER_WIDTHS = (0.85, 5.05, 6.0, 4.1)
BLANK = paragraph(style="SarabanCell")
INDICATOR_WIDTHS = (3.6, 3.7, 3.2, 2.9, 2.6)


def dated_line(act: str) -> str:
    """Return ``สั่ง ณ วันที่ …`` or its like, 5 cm from the left margin."""
    return paragraph(
        f"{act}  ณ  วันที่  {{{{ dated|order }}}}", style="SarabanClosing", left=DATE_AT, keep=True
    )


def members() -> str:
    """Return the borderless table of a body's members; a member may be a post without a name."""
    number, name, post, role = MEMBER_WIDTHS
    widths = MEMBER_WIDTHS
    named = row(
        cell(number, "{{ member.no }}"),
        cell(name, "{{ member.person.name }}"),
        cell(post, "{{ member.person.post }}"),
        cell(role, "{{ member.role }}"),
    )
    by_post = row(
        cell(number, "{{ member.no }}"),
        cell(name + post, "{{ member.post }}", span=2),
        cell(role, "{{ member.role }}"),
    )
    either = (
        row_tag("if member.person", widths)
        + named
        + row_tag("else", widths)
        + by_post
        + row_tag("endif", widths)
    )
    return table(widths, rows("member", "part.members", widths, either))


def indicators() -> str:
    """Return the ruled table of indicators and who leads, helps, supervises and collects."""
    heads = ("ตัวชี้วัด", "เจ้าภาพหลัก", "เจ้าภาพร่วม", "ผู้กำกับดูแล", "ผู้จัดเก็บข้อมูล")
    cells = (
        "{{ line.indicator }} {{ line.name }}",
        host("line.lead"),
        each("one", "line.co", host("one")),
        when("line.supervisor", narrow_name("line.supervisor"), otherwise=BLANK),
        when("line.collector", narrow_name("line.collector"), otherwise=BLANK),
    )
    body = row(*(cell(w, text) for w, text in zip(INDICATOR_WIDTHS, cells, strict=True)))
    repeated = rows("line", "part.members_by_indicator", INDICATOR_WIDTHS, body)
    return table(INDICATOR_WIDTHS, head_row(INDICATOR_WIDTHS, heads), repeated, ruled=True)


def host(unit: str) -> str:
    """Return a unit in charge of an indicator and, below it, its person."""
    group = paragraph("{{ " + unit + ".group }}", style="SarabanCell")
    return group + when(f"{unit}.person", narrow_name(f"{unit}.person"))


def narrow_name(person: str) -> str:
    """Return a name for a narrow column, broken between first and last name and nowhere else."""
    first = "{{ " + person + ".prefix }}{{ " + person + ".first }}"
    return "".join(
        paragraph(text, style="SarabanCell") for text in (first, "{{ " + person + ".last }}")
    )


def duties(source: str) -> str:
    """Return numbered duties; their numbers hang in front of the text."""
    line = paragraph("({{ loop.index }})  {{ duty }}", style="SarabanBody")
    return each("duty", source, line)


def parts() -> str:
    """Return each body: its name, members, and duties."""
    name = paragraph(
        run("{{ part.no }}.  {{ part.title }}  ประกอบด้วย", bold=True), style="SarabanHeading"
    )
    intro = when(
        "part.duties_intro", paragraph("{{ part.duties_intro }}", style="SarabanBody", keep=True)
    )
    return each(
        "part",
        "parts",
        name,
        when("part.members", members()),
        when("part.members_by_indicator", indicators()),
        intro,
        duties("part.duties"),
    )


def assignments() -> str:
    """Return each person with the duties assigned, and who stands in."""
    who = paragraph(
        run("{{ one.no }}.  {{ one.person.name }}", bold=True),
        run("  {{ one.person.position }}  มีหน้าที่", bold=True),
        style="SarabanHeading",
    )
    stands_in = "ในกรณีที่ไม่อยู่หรือไม่อาจปฏิบัติหน้าที่ได้ ให้ {{ one.substitute.name }} ปฏิบัติหน้าที่แทน"
    return each(
        "one",
        "assignments",
        who,
        duties("one.duties"),
        when("one.substitute", paragraph(stands_in, style="SarabanBody")),
    )


def head() -> str:
    """Return emblem, whose order it is, its number and subject."""
    lines = ("คำสั่ง{{ issuer }}", f"ที่  {NUMBER}", "เรื่อง  {{ subject }}")
    return emblem_line() + title(*lines) + short_rule()


def ending() -> str:
    """Return since when the order holds, its day and its signature."""
    effect = paragraph("{{ effective }}", style="SarabanBody", keep=True)
    signed = dated_line("สั่ง") + signature("signer", left=SIGNATURE_LEFT)
    return when("effective", effect) + signed + office_copy()


def closing_words() -> str:
    """Return what the order asks of those it names, where it does."""
    words = paragraph("{{ closing_text|paragraphs }}", style="SarabanBody", keep=True)
    return when("closing_text", words)


def order() -> bytes:
    """Return the template."""
    named = parts() + assignments()
    body = head() + body_text("preamble") + named + closing_words() + ending()
    return document("คำสั่ง", body, top=2.5)


def assignment_order() -> bytes:
    """Return the template of the order that only assigns work, person by person."""
    body = head() + body_text("preamble") + assignments() + closing_words() + ending()
    return document("คำสั่งมอบหมายงาน", body, top=2.5)
