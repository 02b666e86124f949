"""ประกาศ: the announcement (form 7; specification 1.5)."""

from templates.build.heading import emblem_line, short_rule, title
from templates.build.order import dated_line
from templates.build.package import document
from templates.build.signing import body_text, signature
from templates.build.wordml import each, paragraph, tab_stop

SIGNATURE_LEFT = 1.0


def announcement() -> bytes:
    """Return the template."""
    dated = "{% if one.date %}\t{{ one.date|weekday }}{% endif %}"
    listed = paragraph(
        "{{ loop.index }}.\t{{ one.text }}" + dated,
        style="SarabanItem",
        tabs=(tab_stop(3.3), tab_stop(7.5)),
        left=3.3,
        hanging=0.8,
    )
    body = (
        emblem_line()
        + title("ประกาศ{{ issuer }}", "เรื่อง  {{ subject }}")
        + short_rule()
        + body_text("body")
        + each("one", "list", listed)
        + body_text("after_list")
        + dated_line("ประกาศ")
        + signature("signer", left=SIGNATURE_LEFT)
    )
    return document("ประกาศ", body, top=2.5)
