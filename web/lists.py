"""A list of the office as a file for a spreadsheet: CSV or Excel, safe against formula injection.

In Excel files every text says that it is text; for CSV see ``office.csv_cells``.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Response
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from werkzeug.exceptions import NotFound

from office.csv_cells import harmless
from web.downloads import attachment

_MOST_IN_CELL = 32_767  # letters, Excel's own limit


@dataclass(frozen=True)
class Columns:
    """The heads of a list and how wide each is, in letters."""

    heads: tuple[str, ...]
    widths: tuple[int, ...]


def listed(ending: str, title: str, columns: Columns, rows: Iterable[Sequence[str]]) -> Response:
    """Send a list as the file that the ending of its address asks for; 404 for any other."""
    if ending not in ("csv", "xlsx"):
        raise NotFound()
    made = as_csv(columns, rows) if ending == "csv" else as_xlsx(title, columns, rows)
    return attachment(f"{title}.{ending}", made)


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
