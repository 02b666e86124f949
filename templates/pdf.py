"""Documents into PDF, by the one warm LibreOffice of a work folder or by a cold one.

The worker keeps it warm; any other process that converts in the same work folder finds its socket
and uses it. Where there is none, LibreOffice is started for the one document, under a lock.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from templates import fonts, page_breaks, soffice, warm_soffice
from templates.conversion import conversion_copy
from templates.errors import ConversionFailed, ConverterMissing, FontMissing
from templates.finishing import Pdf, finished

Texts = Callable[[bytes], Sequence[str]]
DOCX_LIMIT = 50_000_000  # bytes
OTHERS = tuple(kind for kind in soffice.FILTERS if kind != "docx")
"""Kinds of documents of others, of which a PDF can be made for reading and showing."""
_WANTED = (25, 2)  # LibreOffice 7.4 detaches Thai marks at line ends


@dataclass(frozen=True)
class Availability:
    """Whether PDFs can be made here; ``reason`` says why not, ``warning`` what to mind, in Thai."""

    ready: bool
    reason: str = ""
    warning: str = ""


class Converter:
    """Makes PDFs, with locks, sockets and temporary files in ``work`` and fonts in ``cache``.

    ``seconds`` is the time that one conversion may take. ``texts`` reads the text of each page of a
    PDF; without it, a long paragraph that must stay with the next one moves to its page whole.
    """

    def __init__(
        self,
        work: Path,
        cache: Path,
        *,
        seconds: float = 60.0,
        texts: Texts | None = None,
    ) -> None:
        self._work = work
        self._cache = cache
        self._seconds = seconds
        self._texts = texts

    def available(self) -> Availability:
        """Tell whether LibreOffice and a Thai document font are there; quick, starts nothing."""
        program = soffice.program()
        if program is None:
            return Availability(False, str(ConverterMissing()))
        if not fonts.buildable():
            return Availability(False, str(FontMissing()))
        found = soffice.version(program)
        if found and found < _WANTED:
            number = ".".join(map(str, found))
            return Availability(True, warning=_OLD.format(found=number))
        return Availability(True)

    def convert(self, docx: bytes) -> Pdf:
        """Return the PDF of a Word document, checked (see ``finished``).

        Raises PackageRefused, ConverterMissing, FontMissing, ConversionFailed, ConversionTimedOut.
        A warm LibreOffice that died of it is asked once more; where none is warm, a cold one is.
        """
        program = self._program()
        if len(docx) > DOCX_LIMIT:
            raise ConversionFailed(why="ไฟล์ .docx ใหญ่เกิน 50 ล้านไบต์")
        copy = conversion_copy(docx, fonts.DIGITS)
        if self._texts is None:
            return self._converted(program, copy)
        return self._paged(program, copy, self._texts)

    def opens(self, kind: str) -> bool:
        """Whether this machine's LibreOffice opens documents of a kind, one of OTHERS."""
        program = soffice.program()
        return program is not None and soffice.opens(program, kind)

    def shown(self, data: bytes, kind: str) -> bytes:
        """Return a PDF of a document of others, of one of OTHERS, as LibreOffice shows it.

        Raises ConverterMissing, FontMissing, ConversionFailed, ConversionTimedOut.
        """
        if len(data) > DOCX_LIMIT:
            raise ConversionFailed(why="ไฟล์ใหญ่เกิน 50 ล้านไบต์")
        self._work.mkdir(parents=True, exist_ok=True)
        program, fonts_file = self._program(), self._fonts.config
        return soffice.convert_cold(program, data, self._work, fonts_file, self._seconds, kind=kind)

    def _paged(self, program: Path, copy: bytes, texts: Texts) -> Pdf:
        """Convert a copy so that long paragraphs part; once more where that left a line alone.

        Where it is no better then (LibreOffice gives up on some chains), as it is after all.
        """
        loose = page_breaks.loosened(copy)
        pdf = self._converted(program, loose)
        if loose is copy or pdf.pages == 1:
            return pdf
        parted = page_breaks.parted(copy, texts(pdf.data))
        if parted is None:
            return pdf
        pdf = self._converted(program, parted)
        if parted is copy or page_breaks.parted(copy, texts(pdf.data)) is None:
            return pdf
        return self._converted(program, copy)

    def _converted(self, program: Path, copy: bytes) -> Pdf:
        raw = warm_soffice.ask(self._work, copy, self._seconds)
        if raw is None:
            self._work.mkdir(parents=True, exist_ok=True)
            raw = soffice.convert_cold(program, copy, self._work, self._fonts.config, self._seconds)
        return finished(raw, self._fonts)

    @contextmanager
    def warm(self) -> Iterator[None]:
        """Keep a LibreOffice warm for every process of this work folder while the block runs.

        Does nothing where another process already does, or where this machine cannot.
        """
        if not self.available().ready:
            yield
            return
        self._work.mkdir(parents=True, exist_ok=True)
        with warm_soffice.kept(self._program(), self._work, self._fonts.config, self._seconds):
            yield

    def sweep(self) -> None:
        """Remove what conversions that were killed left in the work folder."""
        soffice.sweep(self._work)

    def _program(self) -> Path:
        program = soffice.program()
        if program is None:
            raise ConverterMissing
        return program

    @cached_property
    def _fonts(self) -> fonts.Fonts:
        return fonts.build(fonts.home(self._cache))


_OLD = (
    "LibreOffice ในเครื่องนี้เป็นรุ่น {found} ซึ่งเก่ากว่า 25.2 "
    "สระหรือวรรณยุกต์ท้ายบรรทัดในไฟล์ PDF อาจหลุดตำแหน่ง ควรตรวจก่อนพิมพ์"
)
