"""Text out of a PDF with a text layer, page by page.

pypdf opens every file: it decides on password, pages and producer. The letters are read by pdfium
where its wheel is installed (30 times the speed, clean on every producer measured), else by pypdf,
mended for the producers whose PDFs it misreads (``indexer.actual_text``).
"""

import importlib.util
import io
from dataclasses import dataclass
from typing import Any

import pypdf

from indexer.actual_text import needs_repair, repaired_text
from indexer.errors import FileDamaged, FileLocked, FileTooLarge

PAGE_LIMIT = 3_000
PDFIUM = importlib.util.find_spec("pypdfium2") is not None


@dataclass(frozen=True)
class Pages:
    """The text of each page in order, and the title in the file's properties, often empty."""

    texts: tuple[str, ...]
    title: str


def pages(name: str, data: bytes, pdfium: bool = PDFIUM) -> Pages:
    """Read a PDF. Raises ``FileDamaged``, ``FileLocked`` or ``FileTooLarge``."""
    try:
        document = pypdf.PdfReader(io.BytesIO(data))
        if document.is_encrypted and not document.decrypt(""):
            raise FileLocked(name=name)
        if len(document.pages) > PAGE_LIMIT:
            raise FileTooLarge(name=name, limit=f"{PAGE_LIMIT:,} หน้า")
        told = document.metadata
        title = str(told.get("/Title", "")) if told else ""
        texts = _by_pdfium(data) if pdfium else _by_pypdf(document)
    except (FileLocked, FileTooLarge):
        raise
    except Exception as error:  # parsers of strangers' files fail in ways that nobody can list
        raise FileDamaged(name=name) from error
    return Pages(texts, title.strip())


def _by_pypdf(document: pypdf.PdfReader) -> tuple[str, ...]:
    if needs_repair(document):
        return tuple(repaired_text(page) for page in document.pages)
    return tuple(page.extract_text() for page in document.pages)


def _by_pdfium(data: bytes) -> tuple[str, ...]:
    import pypdfium2  # type: ignore[import-untyped,import-not-found,unused-ignore]

    document = pypdfium2.PdfDocument(data)
    try:
        return tuple(_pdfium_page(document, number) for number in range(len(document)))
    finally:
        document.close()


def _pdfium_page(document: Any, number: int) -> str:
    page = document[number]
    try:
        return str(page.get_textpage().get_text_bounded())
    finally:
        page.close()
