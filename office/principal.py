"""Which file of a record a copy is made of, where nobody chose: its principal rendition."""

import io
from pathlib import PurePath

from PIL import Image

from archive.records import Record
from indexer.bounded import bounded
from office.amending import SCAN
from office.redacting import COPY

PICTURES = (".png", ".jpg", ".jpeg")


def copyable(record: Record) -> list[str]:
    """Return the files of which a copy can be made, the principal one first.

    It is the newest scan of the signed paper, else what was signed digitally, else the document's
    own PDF. A redacted copy comes last, and is taken by nobody who does not choose it.
    """
    told = record.description.facts
    scans = {fact.note: place for place, fact in enumerate(told, 1) if fact.what == "scanned"}

    def rank(name: str) -> tuple[bool, int, bool, bool]:
        signed, picture = name.startswith(SCAN), _kind(name) != ".pdf"
        return name == COPY, -scans.get(name, 0), not signed, picture

    return sorted((f.name for f in record.files if _kind(f.name) in (".pdf", *PICTURES)), key=rank)


def principal(record: Record) -> str:
    """Return the principal rendition, "" where there is none that can be copied."""
    return next((name for name in copyable(record) if name != COPY), "")


def as_pdf(name: str, data: bytes) -> bytes:
    """Return a filed PDF as it is, a picture as a page; raises what ``bounded`` does."""
    return data if _kind(name) == ".pdf" else bounded(name, _page_of, data)


def _kind(name: str) -> str:
    return PurePath(name).suffix.lower()


def _page_of(picture: bytes) -> bytes:
    with Image.open(io.BytesIO(picture)) as opened:
        dots = float(opened.info.get("dpi", (200, 200))[0]) or 200.0
        opened.convert("RGB").save(out := io.BytesIO(), "PDF", resolution=dots)
    return out.getvalue()
