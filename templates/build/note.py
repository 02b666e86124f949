"""หมายเหตุเก็บแฟ้ม and บันทึกช่วยจำ: what an officer writes down to be kept with a matter."""

from templates.build.heading import short_rule, title
from templates.build.letter import head_line, several
from templates.build.package import document
from templates.build.signing import body_text, signature

SIGNATURE_LEFT = 5.0


def note() -> bytes:
    """Return the template: no emblem and no number, for the note leaves the file with nobody."""
    heads = (
        head_line("เรื่อง  {{ subject }}", 0.92)
        + several("one", "references", "อ้างถึง", 1.19, "{{ one }}")
        + head_line("วันที่  {{ dated|letter }}", 0.95)
    )
    signed = signature("signer", left=SIGNATURE_LEFT)
    body = title("{{ kind }}") + short_rule() + heads + body_text("body") + signed
    return document("หมายเหตุเก็บแฟ้ม", body, top=2.5)
