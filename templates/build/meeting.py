"""The papers of a meeting: ระเบียบวาระการประชุม and รายงานการประชุม (specification 1.7, 1.8)."""

from templates.build.heading import NUMBER, short_rule, title
from templates.build.package import document
from templates.build.signing import plain_text, signature
from templates.build.table import cell, row, rows, table
from templates.build.wordml import (
    TEXT_WIDTH,
    each,
    line_break,
    paragraph,
    run,
    tab_stop,
    tag,
    when,
)

AGENDA_WIDTHS = (1.2, 9.8, 5.0)
NAME_AT, POST_AT, ROLE_WIDTH = 0.9, 6.2, 2.4
SIGNATURE_LEFT = 5.0


def agenda_heading() -> str:
    """Return the heading of a standing agenda item, as ระเบียบวาระที่ ๔ เรื่องเสนอเพื่อทราบ."""
    return paragraph(
        run("ระเบียบวาระที่ {{ heading.no }}  {{ heading.title }}", bold=True),
        style="SarabanHeading",
    )


def nothing() -> str:
    """Return the word that stands under a heading without items."""
    return paragraph("ไม่มี", style="SarabanBody")


def agenda() -> bytes:
    """Return the template of the agenda: headings, and under each its items with their owners."""
    number, text, owner = AGENDA_WIDTHS
    item = row(
        cell(number, "{{ item.no }}"),
        cell(text, "{{ item.title }}"),
        cell(owner, "{% if item.owner %}({{ item.owner }}){% endif %}"),
    )
    items = table(AGENDA_WIDTHS, rows("item", "heading.items", AGENDA_WIDTHS, item))
    body = (
        title(
            "ระเบียบวาระ{{ title }}",
            f"ครั้งที่ {NUMBER}",
            "{{ date|weekday }}  เวลา {{ start_planned }}",
            "ณ {{ place }}",
        )
        + short_rule()
        + each(
            "heading",
            "agenda",
            agenda_heading(),
            when("heading.items", items, otherwise=nothing()),
        )
    )
    return document("ระเบียบวาระการประชุม", body, top=2.5)


def attendance(source: str) -> str:
    """Return one list of form 11: number, name, post below itself, and role at the right.

    Lines with tabs, not a table: LibreOffice lets headings far below slip to the foot of a page
    when it pulls a heading and its table over to the next (seen in 25.2).
    """
    name, post = either("name", "free_text"), either("post", "position")
    notes = "{% if one.online %} (ผ่านสื่ออิเล็กทรอนิกส์){% endif %}"
    notes += "{% if one.reason %} ({{ one.reason }}){% endif %}"
    entry = paragraph(
        run("{{ one.no }}.\t" + name + "\t" + post),
        run(notes),
        instead("one.for", "one.for.name", "one.for.post"),
        instead("one.for_free_text", "one.for_free_text"),
        run("{% if one.meeting_role %}\t{{ one.meeting_role }}{% endif %}"),
        style="SarabanAttendant",
        tabs=(
            tab_stop(NAME_AT),
            tab_stop(POST_AT),
            tab_stop(TEXT_WIDTH, align="right"),
        ),
        left=POST_AT,
        hanging=POST_AT,
        right=ROLE_WIDTH,
    )
    return each("one", source, entry)


def either(known: str, typed: str) -> str:
    """Return a fact of a person of the directory or a school, else what was typed freely."""
    person = "(one.person or one.school_head)"
    found = "{{ " + person + "." + known + " }}"
    return "{% if " + person + " %}" + found + "{% else %}{{ one." + typed + " }}{% endif %}"


def instead(present: str, name: str, post: str = "") -> str:
    """Return, on lines of their own, for whom a substitute came and that one's post."""
    lines = [f"แทน  {{{{ {name} }}}}", *([f"{{{{ {post} }}}}"] if post else [])]
    said = "".join(line_break() + run(line) for line in lines)
    return run("{% if " + present + " %}") + said + run("{% endif %}")


def everybody() -> str:
    """Return the three lists under their exact heads; guests only where there are any."""
    present, absent, guests = (
        paragraph(run(head, bold=True), style="SarabanHeading")
        for head in ("ผู้มาประชุม", "ผู้ไม่มาประชุม", "ผู้เข้าร่วมประชุม")
    )
    return (
        present
        + attendance("attendance.present")
        + absent
        + when("attendance.absent", attendance("attendance.absent"), otherwise=nothing())
        + when("attendance.in_attendance", guests, attendance("attendance.in_attendance"))
    )


def given_table() -> str:
    """Return a table as it was given: any number of columns, heads repeated on each page.

    The cells leave their width open (``templates/columns.py`` fits them); words stand at the left
    in the first column, all else in the middle.
    """
    each_head, each_value, first, other, done, end = (
        cell(0, tag(code, level="tc"))
        for code in ("for head in section.table.columns", "for value in line", "if loop.first",
                     "else", "endif", "endfor")
    )  # fmt: skip
    head = row(each_head, cell(0, "{{ head }}", style="SarabanColumnHead"), end, header=True)
    value = "{{ value|figure }}"
    line = row(
        each_value, first, cell(0, value), other, cell(0, value, style="SarabanColumn"), done, end
    )
    start, finish = (
        row(cell(TEXT_WIDTH, tag(code, level="tr")))
        for code in ("for line in section.table.rows", "endfor")
    )
    return when(
        "section.table",
        paragraph(style="SarabanGap"),
        table((TEXT_WIDTH,), head, start, line, finish, ruled=True),
    )


def resolution() -> str:
    """Return มติที่ประชุม and the votes where there was a ballot."""
    votes = "(เห็นด้วย {{ section.vote.for }} เสียง  ไม่เห็นด้วย {{ section.vote.against }} เสียง  "
    votes += "งดออกเสียง {{ section.vote.abstain }} เสียง)"
    resolved = paragraph(
        run("มติที่ประชุม", bold=True),
        run("  {{ section.resolution|paragraphs }}{% if section.vote %}  " + votes + "{% endif %}"),
        style="SarabanBody",
    )
    return when("section.resolution", resolved)


def section(number: str, otherwise: str = "") -> str:
    """Return what the minutes say on one agenda number, or something else where they are silent."""
    code = f"for section in minutes.sections if section.agenda == {number}"
    silent = tag("else") + otherwise if otherwise else ""
    said = plain_text("section.discussion") + given_table() + resolution()
    return tag(code) + said + silent + tag("endfor")


def minutes() -> bytes:
    """Return the template of the minutes, heads and order exactly as form 11 has them."""
    item = paragraph(
        run("ระเบียบวาระที่ {{ item.no }}  {{ item.title }}", bold=True),
        style="SarabanSubheading",
    )
    treated = each(
        "heading",
        "agenda",
        agenda_heading(),
        section("heading.no", when("not heading.items", nothing())),
        each("item", "heading.items", item, section("item.no")),
    )
    started, ended = (
        paragraph(
            run(words, bold=True), run("  {{ " + field + " }}"), style="SarabanHead", keep=True
        )
        for words, field in (("เริ่มประชุมเวลา", "start_actual"), ("เลิกประชุมเวลา", "end_actual"))
    )
    body = (
        title("รายงาน{{ title }}", f"ครั้งที่ {NUMBER}", "เมื่อ{{ date|weekday }}", "ณ {{ place }}")
        + short_rule()
        + everybody()
        + started
        + plain_text("minutes.opening")
        + treated
        + ended
        + signature("recorder", left=SIGNATURE_LEFT, word="ผู้จดรายงานการประชุม")
        + when("checker", signature("checker", left=SIGNATURE_LEFT, word="ผู้ตรวจรายงานการประชุม"))
    )
    return document("รายงานการประชุม", body, top=2.5)
