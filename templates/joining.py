"""Several PDFs as one, to be printed in one press."""

from collections.abc import Iterable
from io import BytesIO

from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject


def joined(parts: Iterable[bytes]) -> bytes:
    """Return the pages of all parts in order, in Thai and printed at 100 % as each part was."""
    writer = PdfWriter()
    for part in parts:
        writer.append(BytesIO(part))
    whole = DictionaryObject({NameObject("/PrintScaling"): NameObject("/None")})
    writer.root_object[NameObject("/ViewerPreferences")] = whole
    writer.root_object[NameObject("/Lang")] = TextStringObject("th-TH")
    out = BytesIO()
    writer.write(out)
    return out.getvalue()
