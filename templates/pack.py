"""Papers of a meeting bound in one PDF: cover, contents, bookmarks, and a stamp on every page.

pypdf cannot set Thai. LibreOffice sets each text that is stamped once, on a page of its own; here
these pages become drawings that are laid on as many pages as need them, digits one by one. The
pages themselves are never taken apart: their content stays the very bytes it was, with the stamp
behind it (ISO 32000-1, 7.8.2: the streams of a page are one).
"""

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from urllib.parse import unquote

from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.errors import DependencyError, PyPdfError
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    IndirectObject,
    NameObject,
    NullObject,
    TextStringObject,
)

from templates.errors import PackUnbound
from templates.office import Emblem, OfficeFacts
from templates.prints import made
from thai.digits import to_arabic

PAGE, WHOLE, OF = "หน้า", "หน้าของเล่ม", "/"
LINK = "saraban:"  # in the contents, before a paper's number
EDGE, GAP = 34.0, 4.0  # points from the edges of the paper; between the words of a stamp
A4_WIDTH = 595.28
BROKEN = (PyPdfError, DependencyError, ValueError, KeyError, IndexError, TypeError, AttributeError,
          NotImplementedError, RecursionError, AssertionError, OverflowError)  # fmt: skip


@dataclass(frozen=True)
class Paper:
    """A PDF that is to be bound: its title in the contents, and what its stamp says before หน้า."""

    title: str
    mark: str
    data: bytes


@dataclass(frozen=True)
class Opened:
    """A paper that can be bound."""

    paper: Paper
    pages: int


@dataclass(frozen=True)
class Unopened:
    """A paper that cannot be bound, and why, in Thai."""

    title: str
    why: str


@dataclass(frozen=True)
class Cover:
    """What stands on the cover: the heading and lines under it; and what had to be left out."""

    heading: str
    under: tuple[str, ...] = ()
    left_out: tuple[Unopened, ...] = ()


@dataclass(frozen=True)
class _Word:
    """A drawing of a text: its name, where its line begins, its width; in points."""

    name: str
    left: float
    base: float
    width: float


def opened(papers: Iterable[Paper]) -> tuple[list[Opened], list[Unopened]]:
    """Open every paper; those that are locked or damaged are told with their reason."""
    good: list[Opened] = []
    bad: list[Unopened] = []
    for paper in papers:
        try:
            reader = _reader(paper)
            if reader is None:
                bad.append(Unopened(paper.title, "มีรหัสผ่าน"))
                continue
            pages = [page.mediabox for page in reader.pages]
        except BROKEN as fault:
            locked = "encrypt" in str(fault).lower() or "cryptography" in str(fault).lower()
            bad.append(Unopened(paper.title, "มีรหัสผ่าน" if locked else "ไฟล์ PDF เสียหาย"))
            continue
        if pages:
            good.append(Opened(paper, len(pages)))
        else:
            bad.append(Unopened(paper.title, "ไม่มีหน้า"))
    return good, bad


def _reader(paper: Paper) -> PdfReader | None:
    """Open a paper; None where it asks for a password."""
    reader = PdfReader(BytesIO(paper.data))
    return None if reader.is_encrypted and not reader.decrypt("") else reader


def front(
    cover: Cover, papers: Sequence[Opened], before: int, *, office: OfficeFacts, own: Path | None
) -> bytes:
    """Return the .docx of cover and contents, where so many pages stand before the first paper.

    What was left out is told in the contents too, without a page.
    """
    rows, page = [], before + 1
    for number, one in enumerate(papers, 1):
        rows.append({"no": str(number), "title": one.paper.title, "page": str(page)})
        page += one.pages
    rows += [{"no": "–", "title": f"ไม่ได้รวม: {one.title}", "page": "–"} for one in cover.left_out]
    values = {"heading": cover.heading, "under": list(cover.under), "rows": rows}
    return made("pack", values, office=office, emblem=Emblem(), own=own)


def stamp_texts(papers: Sequence[Opened]) -> tuple[str, ...]:
    """Return every text that is stamped on any page, each once."""
    marks = (one.paper.mark for one in papers if one.paper.mark)
    return tuple(dict.fromkeys((PAGE, WHOLE, OF, *"0123456789", *marks)))


def stamps(texts: Sequence[str], *, office: OfficeFacts, own: Path | None) -> bytes:
    """Return the .docx in which each of the texts has a page of its own."""
    values = {"heading": "ตราหน้า", "rows": list(texts)}
    return made("pack-stamps", values, office=office, emblem=Emblem(), own=own)


def bound(
    title: str, front: bytes, stamps: bytes, texts: Sequence[str], papers: Sequence[Opened]
) -> bytes:
    """Return all papers behind the front, stamped and with a bookmark each.

    ``stamps`` is the PDF of ``texts``, a page each. Raises PackUnbound with the paper that
    breaks after all.
    """
    writer = PdfWriter()
    with _uncollected():
        writer.append(BytesIO(front), import_outline=False)
        contents = list(writer.pages)
        writer.add_outline_item(title="ปก", page_number=0)
        writer.add_outline_item(title="สารบัญ", page_number=min(1, len(contents) - 1))
        stamper = _Stamper(writer, PdfReader(BytesIO(stamps)), texts)
        firsts = [_added(writer, at, one, stamper) for at, one in enumerate(papers, 1)]
        _lead(contents, [writer.pages[first] for first in firsts])
        writer.compress_identical_objects(remove_unreferenced=False)
        return _written(writer, title)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Let garbage be: a volume makes a million objects that stay until it is written (a fifth)."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _added(writer: PdfWriter, at: int, one: Opened, stamper: "_Stamper") -> int:
    """Bind one paper, the ``at``-th; returns its first page, counted from 0."""
    first = len(writer.pages)
    try:
        _add(writer, first, one, stamper)
    except BROKEN as fault:
        raise PackUnbound(at=at) from fault
    return first


def _lead(contents: Sequence[PageObject], firsts: Sequence[PageObject]) -> None:
    """Let the links that LibreOffice made of ``saraban:<number>`` lead to papers (12.5.6.5)."""
    for page in contents:
        kept = ArrayObject()
        for held in page.get("/Annots", ()):
            link = held.get_object()
            address = unquote(str(link.get("/A", {}).get("/URI", "")))
            if not address.startswith(LINK):
                kept.append(held)
            elif (number := to_arabic(address.removeprefix(LINK))).isdecimal():
                first = firsts[int(number) - 1]
                place = NameObject("/XYZ"), NullObject(), first.mediabox.top, NullObject()
                del link["/A"]
                link[NameObject("/Dest")] = ArrayObject([first.indirect_reference, *place])
                kept.append(held)
        page[NameObject("/Annots")] = kept


def _add(writer: PdfWriter, first: int, one: Opened, stamper: "_Stamper") -> None:
    writer.append(_reader(one.paper) or BytesIO(), import_outline=False)
    writer.add_outline_item(title=one.paper.title, page_number=first)
    for number in range(one.pages):
        page = writer.pages[first + number]
        stamper.stamp(page, one.paper.mark, number + 1, one.pages, first + number + 1)


def _written(writer: PdfWriter, title: str) -> bytes:
    writer.add_metadata({"/Title": title})
    writer.page_mode = "/UseOutlines"
    writer.root_object[NameObject("/Lang")] = TextStringObject("th-TH")
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


class _Stamper:
    """Lays words and numbers on pages of one writer."""

    def __init__(self, writer: PdfWriter, stamps: PdfReader, texts: Sequence[str]) -> None:
        self._writer = writer
        self._words: dict[str, _Word] = {}
        self._drawings: dict[str, IndirectObject] = {}
        for number, (text, page) in enumerate(zip(texts, stamps.pages, strict=False)):
            word = _measured(f"/SrbText{number}", page)
            self._words[text] = word
            self._drawings[word.name] = self._drawing(page)
        self._begin = self._stream(b"q\n")

    def stamp(self, page: PageObject, mark: str, number: int, many: int, whole: int) -> None:
        """Say above which page of its paper it is, and below which of the whole."""
        width, height, turn = _turned(page)
        scale = min(max(min(width, height) / A4_WIDTH, 0.5), 8.0)
        above = [*([mark, None] if mark else []), PAGE, None, *str(number), OF, *str(many)]
        below = [WHOLE, None, *str(whole)]
        right = width - EDGE * scale
        lines = (
            *self._line(above, right, height - EDGE * scale, scale),
            *self._line(below, right, EDGE * 0.6 * scale, scale),
        )
        self._put(page, f"\nQ\nq {turn} cm\n{' '.join(lines)} Q\n")

    def _line(
        self, texts: Sequence[str | None], right: float, base: float, scale: float
    ) -> Iterator[str]:
        """Yield what draws texts (None is a gap) so that they end at ``right``."""
        at = right
        for text in reversed(texts):
            if text is None:
                at -= GAP * scale
                continue
            word = self._words[text]
            at -= word.width * scale
            x, y = at - word.left * scale, base - word.base * scale
            yield f"q {scale:.4f} 0 0 {scale:.4f} {x:.2f} {y:.2f} cm {word.name} Do Q"

    def _put(self, page: PageObject, drawing: str) -> None:
        held = page.get("/Contents")
        inner = held.get_object() if held is not None else None
        streams = list(inner) if isinstance(inner, ArrayObject) else [held] if held else []
        after = self._stream(drawing.encode("ascii"))
        page[NameObject("/Contents")] = ArrayObject([self._begin, *streams, after])
        resources = DictionaryObject(page.get("/Resources", DictionaryObject()).get_object())
        drawn = DictionaryObject(resources.get("/XObject", DictionaryObject()).get_object())
        drawn.update({NameObject(name): ref for name, ref in self._drawings.items()})
        resources[NameObject("/XObject")] = drawn
        page[NameObject("/Resources")] = resources

    def _drawing(self, page: PageObject) -> IndirectObject:
        """Make a form of a page that bears a text (ISO 32000-1, 8.10)."""
        content = page.get_contents()
        form = DecodedStreamObject()
        form.set_data(content.get_data() if content is not None else b"")
        form[NameObject("/Type")] = NameObject("/XObject")
        form[NameObject("/Subtype")] = NameObject("/Form")
        form[NameObject("/BBox")] = ArrayObject(FloatObject(side) for side in page.mediabox)
        resources = page["/Resources"]
        assert isinstance(resources, DictionaryObject)
        form[NameObject("/Resources")] = resources.clone(self._writer)
        return self._writer._add_object(form)

    def _stream(self, data: bytes) -> IndirectObject:
        stream = DecodedStreamObject()
        stream.set_data(data)
        return self._writer._add_object(stream)


def _measured(name: str, page: PageObject) -> _Word:
    """Find where a page's only line begins; it ends at the right margin, 2 cm from the edge."""
    places: list[tuple[float, float]] = []

    def seen(text: str, user: list[float], line: list[float], *_: object) -> None:
        if text.strip():
            x = line[4] * user[0] + line[5] * user[2] + user[4]
            places.append((x, line[4] * user[1] + line[5] * user[3] + user[5]))

    page.extract_text(visitor_text=seen)
    left, base = min(places)
    return _Word(name, left, base, float(page.mediabox.right) - 2 / 2.54 * 72 - left)


def _turned(page: PageObject) -> tuple[float, float, str]:
    """Return a page's width and height as it is seen, and the matrix from there to its own."""
    box = page.cropbox
    left, bottom = float(box.left), float(box.bottom)
    width, height = float(box.width), float(box.height)
    match int(page.get("/Rotate", 0) or 0) % 360:
        case 90:
            return height, width, f"0 1 -1 0 {left + width:.2f} {bottom:.2f}"
        case 180:
            return width, height, f"-1 0 0 -1 {left + width:.2f} {bottom + height:.2f}"
        case 270:
            return height, width, f"0 -1 1 0 {left:.2f} {bottom + height:.2f}"
    return width, height, f"1 0 0 1 {left:.2f} {bottom:.2f}"


def page_count(pdf: bytes) -> int:
    """Return how many pages a PDF of ours has."""
    return len(PdfReader(BytesIO(pdf)).pages)
