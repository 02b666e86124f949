"""ประกาศ: the announcement (form 7; specification 1.5)."""

from templates.build.heading import emblem_line, short_rule, title
from templates.build.order import dated_line
from templates.build.package import document
from templates.build.signing import body_text, office_copy, signature
from templates.build.table import cell, row, row_tag, rows, table
from templates.build.wordml import when

SIGNATURE_LEFT = 1.0
LIST_AT = 2.5
LIST_WIDTHS = (0.9, 7.1, 5.5)


def listed() -> str:
    """Return the borderless table of what is announced, with dates where there are any."""
    number, text, date = LIST_WIDTHS
    dated = row(
        cell(number, "{{ one.no }}."),
        cell(text, "{{ one.text }}"),
        cell(date, "{{ one.date|weekday }}"),
    )
    plain = row(cell(number, "{{ one.no }}."), cell(text + date, "{{ one.text }}", span=2))
    either = (
        row_tag("if one.date", LIST_WIDTHS)
        + dated
        + row_tag("else", LIST_WIDTHS)
        + plain
        + row_tag("endif", LIST_WIDTHS)
    )
    return table(LIST_WIDTHS, rows("one", "list", LIST_WIDTHS, either), left=LIST_AT)


def announcement() -> bytes:
    """Return the template."""
    body = (
        emblem_line()
        + title("ประกาศ{{ issuer }}", "เรื่อง  {{ subject }}")
        + short_rule()
        + body_text("body")
        + when("list", listed())
        + body_text("after_list")
        + dated_line("ประกาศ")
        + signature("signer", left=SIGNATURE_LEFT)
        + office_copy()
    )
    return document("ประกาศ", body, top=2.5)
