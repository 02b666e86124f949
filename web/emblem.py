"""Whether a document still leaves the emblem's place empty, which its pages say."""

import json
from collections.abc import Mapping
from typing import Any

from archive.records import Record
from office.drafting import ANSWERS
from templates.errors import UnknownForm
from templates.fill import Answers
from templates.form import Form
from web.current import office


def is_missing(form: Form, given: Mapping[str, Any]) -> bool:
    """Whether the office has not given the emblem for which this paper has a place."""
    return bool(office().desk.filing.press.reminders(form, Answers(given, (), ())))


def is_missing_on(record: Record) -> bool:
    """Whether a document that was made here went without the office's emblem until now."""
    if record.description.form is None:
        return False
    try:
        form = office().shelf.form(record.description.type)
    except UnknownForm:
        return False
    told = office().archive.file_path(record.id, ANSWERS).read_text(encoding="utf-8")
    return is_missing(form, json.loads(told))
