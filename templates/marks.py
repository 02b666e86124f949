"""Marks of the regulation on a PDF that stands: a certified copy, and how long a paper is kept.

The marks are a page of their own, filled like any print and laid over the pages of the PDF, which
is not touched otherwise; so every PDF takes them, also a scan (specification 1.14, 4.1).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from pypdf import PageObject, PdfReader, PdfWriter, Transformation
from pypdf.errors import PyPdfError

from templates.errors import PdfUnmarkable
from templates.office import Emblem, OfficeFacts
from templates.prints import made


@dataclass(frozen=True)
class Marks:
    """What stands ``above`` the first line and in ``lines`` below the last.

    ``kept`` is the mark of retention at the lower right: red where it is ``lasting``, else blue.
    """

    above: str = ""
    lines: Sequence[str] = ()
    kept: str = ""
    lasting: bool = False


def page_of(marks: Marks, *, office: OfficeFacts, own: Path | None) -> bytes:
    """Make the .docx of the page that bears the marks and nothing else."""
    values = {
        "heading": "เครื่องหมายบนสำเนา",
        "above": marks.above,
        "lines": list(marks.lines),
        "kept": marks.kept,
        "lasting": marks.lasting,
    }
    return made("mark", values, office=office, emblem=Emblem(), own=own)


def marked(pdf: bytes, page: bytes, *, above: bool = False, first_only: bool = False) -> bytes:
    """Return the PDF with the marks' page laid over each page, or over the first.

    On paper of another size the marks keep to the lower edge, or with ``above`` to the upper one,
    and are never enlarged. Raises PdfUnmarkable for a PDF that is damaged or locked.
    """
    try:
        over = PdfReader(BytesIO(page)).pages[0]
        writer = PdfWriter(clone_from=BytesIO(pdf))
        for one in writer.pages[:1] if first_only else writer.pages:
            _lay(one, over, above)
        out = BytesIO()
        writer.write(out)
    except (PyPdfError, ValueError, KeyError, IndexError, TypeError, NotImplementedError) as fault:
        raise PdfUnmarkable() from fault
    return out.getvalue()


def _lay(page: PageObject, over: PageObject, above: bool) -> None:
    page.transfer_rotation_to_content()
    box, laid = page.mediabox, over.mediabox
    scale = min(1.0, float(box.width) / float(laid.width), float(box.height) / float(laid.height))
    aside = (float(box.width) - scale * float(laid.width)) / 2
    up = float(box.height) - scale * float(laid.height) if above else 0.0
    place = Transformation().scale(scale).translate(float(box.left) + aside, float(box.bottom) + up)
    page.merge_transformed_page(over, place)
