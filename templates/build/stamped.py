"""หนังสือประทับตรา: the letter that bears the seal in place of a signature (specification 1.3).

No salutation and no closing words; the seal is set over the office's name, and who is charged with
it initials the seal by hand.
"""

from templates.build.annex import receivers
from templates.build.letter import contact, emblem_and_speed, head_line
from templates.build.package import document
from templates.build.signing import body_text, office_copy
from templates.build.wordml import paragraph, run

SEAL_LEFT = 2.0  # centres name, seal and date where a letter has its signature


def _sealed(text: str, style: str = "SarabanSignature", before: float | None = None) -> str:
    return paragraph(text, style=style, left=SEAL_LEFT, keep=True, before=before)


def stamped_letter() -> bytes:
    """Return the template: number, receiver, text, then name, room for the seal, and date."""
    number = paragraph(emblem_and_speed(""), run("ที่  {{ book_no }}"), style="SarabanHead")
    to = head_line("ถึง  {{ to }}", 0.75)
    name = _sealed("{{ office.name }}", before=12)
    date = _sealed("{{ dated|letter }}")
    body = number + to + body_text("body") + name + _sealed("", "SarabanSeal") + date
    return document(
        "หนังสือประทับตรา",
        body + contact("") + office_copy() + receivers("หนังสือ"),
        top=3.6,
    )
