"""Facts of a form held against the Word file that will be issued in its place."""

from collections.abc import Mapping
from typing import Any

from templates.form import Form, at
from templates.people import Person
from templates.proof.sheet import opened
from thai.text import normal

PRINTED = ("subject", "to")
"""Facts of a form that its document says in so many words."""


def unlike(form: Form, values: Mapping[str, Any], docx: bytes) -> tuple[str, ...]:
    """Warn of facts of the form that the Word file does not say: one of them may be out of date."""
    said = "".join(normal(opened(docx).text).split())
    signer = at(values, form.signer_field)
    facts = [
        (field.label, values.get(field.name)) for field in form.fields if field.name in PRINTED
    ]
    if isinstance(signer, Person):
        facts.append(("ผู้ลงนาม", f"{signer.first} {signer.last}"))
    return tuple(
        f"“{label}” ในแบบฟอร์มคือ “{told}” แต่ไม่พบในไฟล์ Word ที่จะออก โปรดตรวจว่าตรงกัน"
        for label, told in facts
        if isinstance(told, str) and told and "".join(normal(told).split()) not in said
    )
