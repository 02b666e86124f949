"""What the office tells the public without a signature: แถลงการณ์ and ข่าว (forms 8 and 9).

The name of who issues it and the day stand where others sign. That the news has no emblem is
how the form is known; the text of the regulation has not been seen (specification 1).
"""

from templates.build.heading import emblem_line, short_rule, title
from templates.build.package import document
from templates.build.signing import body_text, office_copy
from templates.build.wordml import paragraph, when

ISSUER_LEFT = 5.0


def _issued() -> str:
    """Return the issuer and the day, held together in the right half."""
    name = paragraph(
        "{{ issuer }}", style="SarabanSignature", left=ISSUER_LEFT, keep=True, before=12
    )
    return name + paragraph("{{ dated|letter }}", style="SarabanSignature", left=ISSUER_LEFT)


def _paper(word: str) -> str:
    heads = title(word + "{{ issuer }}", "เรื่อง  {{ subject }}")
    heads += when("issue", title("ฉบับที่  {{ issue }}"))
    return heads + short_rule() + body_text("body") + _issued() + office_copy()


def communique() -> bytes:
    """Return the template of แถลงการณ์."""
    return document("แถลงการณ์", emblem_line() + _paper("แถลงการณ์"), top=2.5)


def news() -> bytes:
    """Return the template of ข่าว."""
    return document("ข่าว", _paper("ข่าว"), top=2.5)
