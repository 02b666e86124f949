"""An old register out of Excel, on a page: chosen, looked at row by row, taken in."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from openpyxl.utils import get_column_letter

from office.batch_errors import SheetUnreadable
from office.books import RECEIVED
from office.clock import today
from office.register_import import OldRegister, RegisterImport
from office.register_import_errors import ColumnsUnclear, ColumnUnknown, OldRowsFaulty
from office.register_import_sheet import FIELDS, NEEDED, NEEDED_OF_RECEIVED
from templates.errors import Problem
from thai.dates import buddhist_year
from thai.digits import to_arabic, to_thai
from web import held_files
from web.current import actor, office, visitor
from web.find import number
from web.routing import route

SHOWN = 200  # rows and faults on the page


@route("/registers/<code>/import", needs="register")
def register_import(code: str) -> str:
    """Ask for the table of an old register."""
    return _page(code)


@route("/registers/<code>/import", needs="register", methods=("POST",))
def register_imported(code: str) -> ResponseReturnValue:
    """Look at a table, or take it in as it was looked at."""
    year, file = _year(), request.files.get("file")
    problems = [] if year else [Problem("year", "ปี พ.ศ.", "โปรดระบุปี เช่น ๒๕๖๖")]
    if file is None or not file.filename:
        problems.append(Problem("file", "ไฟล์", "โปรดเลือกไฟล์ .xlsx หรือ .csv"))
    if problems or file is None:
        return _page(code, problems), 422
    told, given = RegisterImport(office()), (str(file.filename), file.read())
    act, where = request.form.get("act", "look"), (code, year, given, _columns())
    try:
        if act in ("take", "skip"):
            done = told.take(*where, actor(), skip=act == "skip")
            rows = to_thai(f"{len(done.new):,}")
            flash(f"นำเข้าแล้ว {rows} แถว ข้าม {to_thai(str(len(done.faults)))} แถว")
            return redirect(url_for("register", code=code, year=year, month="all"), 303)
        return _page(code, found=told.look(*where), name=given[0])
    except (ColumnsUnclear, ColumnUnknown) as refused:
        return _page(code, [Problem("column-number", "คอลัมน์", str(refused))], name=given[0]), 422
    except SheetUnreadable as refused:
        return _page(code, [Problem("file", "ไฟล์", str(refused))]), 422
    except OldRowsFaulty:
        return _page(code, found=told.look(*where), name=given[0]), 422


def _page(
    code: str, problems: list[Problem] | None = None, *, found: OldRegister | None = None,
    name: str = "",
) -> str:  # fmt: skip
    book, who = office().register(code), visitor()
    held = held_files.hold(who.user if who else "") if name else held_files.Held()
    held_files.wait_on()
    needed = NEEDED_OF_RECEIVED if book.kind == RECEIVED else NEEDED
    kinds = {key: FIELDS[key] for key in FIELDS if _asked(key, book.kind)}
    columns = {key: get_column_letter(at + 1) for key, at in _guessed(found).items()}
    return render_template(
        "register_import.html",
        book=book,
        year=_year() or buddhist_year(today(office().clock)) - 1,
        problems=problems or [],
        found=found,
        name=name,
        held=held,
        fields=kinds,
        needed=needed,
        guessed=columns,
        columns={key: request.form.get(f"column-{key}", "") for key in kinds},
        most=SHOWN,
    )


def _guessed(found: OldRegister | None) -> dict[str, int]:
    return dict(found.table.columns) if found else {}


def _asked(field: str, kind: str) -> bool:
    return kind == RECEIVED or field not in ("received", "book_no")


def _year() -> int:
    typed = number(to_arabic(request.form.get("year", ""))) or 0
    return typed if 2400 <= typed < 2700 else 0


def _columns() -> dict[str, str]:
    told = {key: request.form.get(f"column-{key}", "").strip() for key in FIELDS}
    return {key: column for key, column in told.items() if column}
