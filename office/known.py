"""What a new draft knows before anybody types: fields whose form says with what they begin."""

import re
from collections.abc import Mapping
from typing import Any

from office.profile import Profile
from templates.form import Form
from templates.people import Person
from templates.questions import Field

FACT = r"\{(\w+)\}"
GAP = "  "
"""Two spaces part the group, the office and the telephone of ส่วนราชการ (specification 1.2)."""


def known(form: Form, profile: Profile, drafter: Person | None) -> dict[str, Any]:
    """Return the answers that the office knows, those inside the form's groups as well.

    A drafter of no group that writes letters (the heads of the office) speaks for the office.
    """
    units = {group.id: group.name for group in profile.groups if group.code}
    facts = {
        "group": units.get(drafter.group, "") if drafter else "",
        "office": profile.name_full,
        "phone": profile.phone,
    }
    return _answers(form, form.fields, facts)


def _answers(form: Form, fields: tuple[Field, ...], facts: Mapping[str, str]) -> dict[str, Any]:
    told: dict[str, Any] = {}
    for field in fields:
        if field.begins:
            told[field.name] = _written(field.begins, facts)
        elif field.type == "group":
            told[field.name] = _answers(form, form.groups[field.of].fields, facts)
    return {name: value for name, value in told.items() if value}


def _written(pattern: str, facts: Mapping[str, str]) -> str:
    """Write a pattern; of its parts those fall out that tell a fact the office does not have."""
    parts = [
        re.sub(FACT, lambda named: facts[named[1]], part)
        for part in pattern.split(GAP)
        if all(facts[name] for name in re.findall(FACT, part))
    ]
    return GAP.join(parts)
