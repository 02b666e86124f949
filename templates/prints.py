"""What is printed but never filed: registers, lists and cards as tables, envelopes, labels.

They go through the same engine as documents do: a Word template, filled, and made a PDF. Their
templates lie in ``prints/<code>/template.docx``; an office lays its own in its folder of forms. The
tables are told by ``data/prints.yaml``.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from templates.docx import render
from templates.errors import UnknownPrint
from templates.fill import Answers
from templates.form import Form
from templates.form_reader import TEMPLATE
from templates.office import Emblem, OfficeFacts

SHIPPED = Path(__file__).parent / "prints"
MOST_PAGES = 50
"""Blank pages that one file may have."""


@dataclass(frozen=True)
class Column:
    """A column: the key of its cells, its head, its width in cm."""

    key: str
    head: str
    width: float
    centred: bool = False


@dataclass(frozen=True)
class Printed:
    """A register, list or card that is printed as a table (``data/prints.yaml``).

    ``number`` is that of the form annexed to the regulation, None for the office's own books;
    ``checked`` says whether its columns were seen in a copy of the regulation. ``rows`` and
    ``more`` are the blank rows of the first and of each further page. ``signed`` has room for lines
    below the table: what is counted, and who signs for it. With ``chapters`` a row that tells a
    ``chapter`` is a heading over all columns.
    """

    code: str
    title: str
    columns: tuple[Column, ...]
    rows: int
    more: int
    lying: bool
    checked: bool
    number: int | None = None
    under: tuple[str, ...] = ()
    signed: bool = False
    chapters: bool = False


@cache
def printed_forms() -> tuple[Printed, ...]:
    """Return every printed table, in the order of their forms' numbers."""
    told = yaml.safe_load((files("templates") / "data" / "prints.yaml").read_text("utf-8"))
    return tuple(_read(code, one) for code, one in told.items())


def _read(code: str, told: Mapping[str, Any]) -> Printed:
    columns = tuple(
        Column(key, head, width, centred=bool(rest)) for key, head, width, *rest in told["columns"]
    )
    under = tuple(told.get("under", ()))
    return Printed(code, **{**told, "columns": columns, "under": under})


def printed_form(code: str) -> Printed:
    """Return one printed table; raises UnknownPrint."""
    for one in printed_forms():
        if one.code == code:
            return one
    raise UnknownPrint(code=code, known=", ".join(one.code for one in printed_forms()))


def filled(
    printed: Printed,
    rows: Sequence[Mapping[str, str]],
    *,
    office: OfficeFacts,
    own: Path | None,
    heading: str = "",
    under: Sequence[str] = (),
    after: Sequence[str] = (),
) -> bytes:
    """Make the .docx of a table with these rows; cells that are not told stay empty.

    ``heading`` stands in place of the form's title; ``own`` is the office's folder of forms;
    ``after`` are the lines below the table of a form that is ``signed``.
    """
    keys = [*(column.key for column in printed.columns), *(["chapter"] if printed.chapters else [])]
    values = {
        "heading": heading or printed.title,
        "under": list(under),
        "after": list(after),
        "rows": [{key: row.get(key, "") for key in keys} for row in rows],
    }
    return made(printed.code, values, office=office, emblem=Emblem(), own=own)


def blank(printed: Printed, pages: int, *, office: OfficeFacts, own: Path | None) -> bytes:
    """Make the .docx of an empty table that fills so many pages (1 to 50)."""
    further = min(max(pages, 1), MOST_PAGES) - 1
    rows: list[dict[str, str]] = [{}] * (printed.rows + further * printed.more)
    return filled(printed, rows, office=office, own=own, under=printed.under)


def made(
    code: str, values: Mapping[str, Any], *, office: OfficeFacts, emblem: Emblem, own: Path | None
) -> bytes:
    """Fill the template of a print; the office's own template wins over the shipped one."""
    paths = [folder / code / TEMPLATE for folder in (own, SHIPPED) if folder is not None]
    path = next(path for path in paths if path.is_file())
    form = Form(
        code=code,
        title=str(values.get("heading", code)),
        fields=(),
        groups={},
        rules=(),
        files={TEMPLATE: path},
        own=frozenset() if path.is_relative_to(SHIPPED) else frozenset({TEMPLATE}),
        form_sha256="",
        template_sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
        template_by="",
        templates={"": TEMPLATE},
        title_field="heading",
    )
    return render(
        form,
        Answers(dict(values), (), ()),
        office=office,
        emblem=emblem,
        number=None,
        dated=None,
        final=True,
    )
