"""Which kind of paper a document is printed on: it decides about emblem and register."""

from collections.abc import Mapping
from typing import Any

from office.profile import PAPERS
from templates.form import Form, at


def paper_of(form: Form, values: Mapping[str, Any]) -> str:
    """Return the kind of paper a document is printed on."""
    if form.paper or form.code in PAPERS:
        return form.paper or form.code
    return "letter" if at(values, form.template_by) == "external" else "memo"
