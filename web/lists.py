"""A list of the office as a file for a spreadsheet: CSV or Excel, safe against formula injection.

In Excel files every text says that it is text; for CSV see ``office.csv_cells``.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit

from flask import Response, make_response, render_template, request
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from werkzeug.exceptions import NotFound

from office.csv_cells import harmless
from web.downloads import attachment
from web.gate import safe_next
from web.leaving import Cell, telling_cells

SURE = ("sure", "1")
"""What who has seen the personal numbers of a list asks for it with."""
_MOST_IN_CELL = 32_767  # letters, Excel's own limit


@dataclass(frozen=True)
class Columns:
    """The heads of a list and how wide each is, in letters."""

    heads: tuple[str, ...]
    widths: tuple[int, ...]


def listed(ending: str, title: str, columns: Columns, rows: Iterable[Sequence[str]]) -> Response:
    """Send a list as the file that the ending of its address asks for; 404 for any other.

    Where personal numbers stand in it, a page shows them first; who has seen them asks again.
    """
    if ending not in ("csv", "xlsx"):
        raise NotFound()
    rows = list(rows)
    if request.values.get("sure") != "1" and (held := telling_cells(columns.heads, rows)):
        return _warned(title, held)
    made = as_csv(columns, rows) if ending == "csv" else as_xlsx(title, columns, rows)
    return attachment(f"{title}.{ending}", made)


def _warned(title: str, held: list[Cell]) -> Response:
    """Show the numbers, and offer what was asked or posted with the word that they were seen."""
    asked = urlencode([*request.args.items(multi=True), SURE])
    posted = [*request.form.items(multi=True), SURE] if request.method == "POST" else []
    came = urlsplit(request.referrer or "")
    back = safe_next(f"{came.path}?{came.query}" if came.query else came.path)
    told = {"title": title, "held": held, "back": back, "posted": posted}
    page = render_template("list_leaving.html", link=f"{request.path}?{asked}", **told)
    return make_response(page)


def as_csv(columns: Columns, rows: Iterable[Sequence[str]]) -> bytes:
    """Return UTF-8 with a byte order mark, so that Excel reads Thai."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(columns.heads)
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig", "replace")


def as_xlsx(title: str, columns: Columns, rows: Iterable[Sequence[str]]) -> bytes:
    """Return an Excel workbook of one sheet, its head row fixed."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_sheet_name(title))
    sheet.freeze_panes = "A2"
    for number, width in enumerate(columns.widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.append([_cell(sheet, head, bold=True) for head in columns.heads])
    for row in rows:
        sheet.append([_cell(sheet, text) for text in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _cell(sheet: Any, text: str, *, bold: bool = False) -> Any:
    clean = ILLEGAL_CHARACTERS_RE.sub(" ", text.encode("utf-8", "replace").decode())
    cell = WriteOnlyCell(sheet, clean[:_MOST_IN_CELL])
    cell.data_type = "s"
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    if bold:
        cell.font = Font(bold=True)
    return cell


def _sheet_name(title: str) -> str:
    """Keep what Excel allows in a sheet's name: 31 letters, none of its seven signs."""
    return "".join(" " if letter in r"[]:*?/\'" else letter for letter in title)[:31] or "รายการ"
