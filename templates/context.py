"""What a template may speak of: plain mappings, texts, numbers and dates, nothing that acts."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from templates.fields import Verbatim
from templates.fill import Answers
from templates.filters import PEN, BlankDay, Number
from templates.form import Form, at
from templates.marked_places import marked_day, marked_number
from templates.office import OfficeFacts
from templates.people import Person
from templates.questions import field_at
from thai.dates import buddhist_year
from thai.digits import to_arabic

_FORBIDDEN_LETTERS = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

LONG_LINE = 45
"""Letters of an acting line beyond which the replaced post gets a line of its own (spec 1.13)."""

NUMBERED_FROM_ANSWERS = {"meeting", "none"}
"""Registers whose documents carry the number and date that the clerk answered."""


def context(
    form: Form,
    answers: Answers,
    *,
    office: OfficeFacts,
    number: str | None,
    dated: date | None,
    final: bool,
    copy_mark: str,
    prefix: str | None,
    marked: date | None = None,
) -> dict[str, Any]:
    """Offer the answers by name, and beside them office, number, dated, final and copy_mark.

    A final of a numbered register without ``number`` or ``dated`` is printed for signature: the
    number is left blank behind its ``prefix``, and of the date the day. With ``marked`` these
    places are marked for Word; it is the day that stands where none is told yet.
    """
    if prefix is None:
        prefix = f"{office.code}/" if office.code else ""
    superior = office.director.post if office.director else ""
    offered: dict[str, Any] = _offered(answers.values, superior)
    blank = final and form.register not in NUMBERED_FROM_ANSWERS
    values = answers.values
    for name, path, told in (
        ("number", form.number_field, _number(form, values, number, blank, prefix)),
        ("dated", form.date_field, _date(dated, at(values, form.date_field), blank)),
    ):
        value = _marked(name, told, marked) if marked is not None and blank else told
        if value or final:
            if path == name or name not in offered:  # else a field of that name: a meeting's number
                offered[name] = value
            _set(offered, path, value)
    return offered | {
        "office": _office(office, superior),
        "final": final,
        "copy_mark": plain(copy_mark),
    }


def _marked(name: str, value: Any, day: date) -> Any:
    return marked_number(value) if name == "number" else marked_day(value, day)


def plain(text: object) -> str:
    """Take out of a text the letters that XML forbids, and that docxtpl would act on."""
    return _FORBIDDEN_LETTERS.sub("", str(text))


def _offered(value: Any, superior: str) -> Any:
    if isinstance(value, Verbatim) or value is None:
        return value
    if isinstance(value, str):
        return plain(value)
    if isinstance(value, Person):
        return person(value)
    if isinstance(value, Mapping):
        return _signed({key: _offered(one, superior) for key, one in value.items()}, superior)
    if isinstance(value, list | tuple):
        return [_offered(one, superior) for one in value]
    return value


def person(one: Person) -> dict[str, Any]:
    """Offer a person: ``name`` with two spaces, ``plain`` with one, parts, and post."""
    told = {
        key: plain(text)
        for key, text in {
            "id": one.id, "name": one.name.full, "plain": one.name.plain, "prefix": one.prefix,
            "first": one.first, "last": one.last, "post": one.post, "position": one.position,
            "position_short": one.position_short, "duty": one.duty, "group": one.group,
        }.items()
    }  # fmt: skip
    return {**told, "post_lines": [told["post"]] if told["post"] else []}


def _signed(told: dict[str, Any], superior: str) -> dict[str, Any]:
    """Give ``signer`` its lines: own post, and for whom he or she acts (spec 1.13).

    ``sign_mode`` and ``acting_for`` stand beside ``signer``; without ``acting_for`` it is the
    office's director who is replaced.
    """
    signer = told.get("signer")
    if not isinstance(signer, dict):
        return told
    lines = list(signer["post_lines"])
    mode, replaced = told.get("sign_mode") or "", told.get("acting_for") or superior
    if mode:
        whole = f"{mode}{replaced}"
        lines += [whole] if len(whole) <= LONG_LINE else [mode, replaced]
    told["signer"] = signer | {"post_lines": lines, "block": [f"({signer['name']})", *lines]}
    return told


def _office(office: OfficeFacts, superior: str) -> dict[str, Any]:
    return {
        "name": plain(office.name),
        "short": plain(office.name_short),
        "code": plain(office.code),
        "address_lines": [plain(line) for line in office.address_lines],
        "phone": plain(office.phone),
        "fax": plain(office.fax),
        "email": Verbatim(plain(office.email)),
        "director": person(office.director) if office.director else None,
        "director_post": plain(superior),
    }


def _number(
    form: Form, values: Mapping[str, Any], number: str | None, blank: bool, prefix: str
) -> Any:
    told = None if blank else at(values, form.number_field)
    field = field_at(form.fields, form.groups, form.number_field)
    if field is None or field.type != "group":
        return plain(number or told or (prefix if form.register == "letter" else ""))
    return _year_number(number, told or {}, at(values, form.date_field), blank)


def _year_number(
    number: str | None, told: Mapping[str, Any], on: date | None, blank: bool
) -> Number | None:
    """Give a number its parts: from the number itself, from the answers, or room for a pen."""
    written = re.search(r"(\d+)\s*/\s*(\d{4})", to_arabic(number or ""))
    if written:
        return Number(plain(number), seq=int(written[1]), year_be=int(written[2]))
    if blank and on is not None:
        year = buddhist_year(on)
        return Number(f"{PEN}/{year}", seq=PEN, year_be=year)
    if told:
        return Number(f"{told.get('seq', '')}/{told.get('year_be', '')}", **told)
    return None


def _date(dated: date | None, told: date | None, blank: bool) -> date | BlankDay | None:
    if dated is None and told is not None and blank:
        return BlankDay(told)
    return dated or told


def _set(offered: dict[str, Any], path: str, value: object) -> None:
    *above, name = path.split(".")
    for one in above:
        inner = offered.get(one)
        if not isinstance(inner, dict):
            return
        offered = inner
    if name:
        offered[name] = value
