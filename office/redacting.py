"""A redacted copy of a record: pages as pictures with black boxes, filed beside the original.

The copy holds nothing but pictures of covered pages: no text, no metadata, no attachment of the
file it was made of, so there is nothing under a box. The original stays untouched. Who made it,
when, why and where the boxes lie stands in the record's facts; what they cover does not.
"""

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import PurePath

from PIL import Image, ImageDraw, ImageOps

from archive.access import restriction
from archive.records import Description, Fact, FileEntry, NewFile, Record, RecordId
from indexer import pdfium
from indexer.bounded import bounded
from indexer.errors import FileDamaged
from indexer.places import SHORTEST, Box, bare, letters, marks
from indexer.spans import Spanned, spanned
from office.amending import MOST_LETTERS, MOST_PIXELS, SCAN, Amendments
from office.clock import today
from office.errors import TellingInvalid
from office.permissions import Actor, may_see
from office.personal_numbers import Kind, personal
from office.picture_pdf import picture_pdf
from office.redaction_errors import NothingToRedact, TooManyPages
from templates.errors import Problem
from thai.digits import to_thai

COPY, REDACTED = "ไฟล์ฉบับปกปิด.pdf", "redacted"  # sorts behind what it was made of
PICTURES = (".png", ".jpg", ".jpeg")
MOST_PAGES, MOST_BOXES = 200, 500
SECONDS = 300  # for all pages, also on a busy machine
DOTS = 150  # to the inch
MM = 25.4
POINT = MM / 72  # millimetres
A4_WIDTH = 210.0  # millimetres; what a scan without a size of its own is taken for
EDGE = 0.7  # millimetres by which a box covers more than the letters


@dataclass(frozen=True)
class Hidden:
    """A box over a page (the first is 1), in millimetres from the page's upper left corner."""

    page: int
    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True)
class Number:
    """A personal number that was found: its mark within the file, its kind, digits, and boxes."""

    mark: str
    kind: Kind
    digits: str
    boxes: tuple[Hidden, ...]


@dataclass(frozen=True)
class Sheet:
    """A page: its number from 1, its size in millimetres, the personal numbers on it."""

    page: int
    width: float
    height: float
    numbers: tuple[Number, ...]


@dataclass(frozen=True)
class Covering:
    """What is to be covered of a file, why, and whether those may have the copy who may not read
    the record itself.
    """

    file: str
    boxes: tuple[Hidden, ...]
    why: str
    others: bool = False


@dataclass(frozen=True)
class Redacting:
    """Makes redacted copies of an office's records."""

    amendments: Amendments

    def sheets(self, record: Record, file: str) -> tuple[Sheet, ...]:
        """Return the pages of a file with what is proposed to be covered.

        Raises NothingToRedact, TooManyPages, FileDamaged.
        """
        data = self._data(record, file)
        if _is_picture(file):
            width, height = bounded(file, _size, file, data)
            return _drawable(record, [Sheet(1, A4_WIDTH, A4_WIDTH * height / width, ())])
        found = bounded(file, _found, data, seconds=SECONDS)
        sheets = []
        for page, each in enumerate(found, 1):
            told = {(one.start, one.end): one for one in personal(each.text)}
            numbers = tuple(
                Number(
                    f"{page}-{span[0]}", told[span].kind, told[span].digits,
                    tuple(_box(page, box.left, box.top, box.right, box.bottom) for box in boxes),
                )
                for span, boxes in each.spans
            )  # fmt: skip
            sheets.append(Sheet(page, each.width * POINT, each.height * POINT, numbers))
        return _drawable(record, sheets)

    def words(self, record: Record, file: str, words: Sequence[str]) -> tuple[Hidden, ...]:
        """Return boxes over every place of a PDF where the words stand."""
        if not words or _is_picture(file):
            return ()
        data = self._data(record, file)
        return tuple(
            _box(page, box.left, box.top, box.right, box.bottom)
            for page, box in bounded(file, _marked, data, words, seconds=SECONDS)
        )

    def missed(self, record: Record, file: str, words: Sequence[str]) -> tuple[str, ...]:
        """Return the words that are found nowhere in a file, so that ``words`` covers none."""
        if not words:
            return ()
        data = self._data(record, file)
        said = () if _is_picture(file) else bounded(file, letters, data, seconds=SECONDS)
        known = {word: bare(word) for word in words}
        return tuple(
            word
            for word, sought in known.items()
            if len(sought) < SHORTEST or not any(sought in page for page in said)
        )

    def make(self, id: RecordId, seen: int, covering: Covering, actor: Actor) -> Record:
        """File a redacted copy; raises VersionConflict, TellingInvalid, NotPermitted and above."""
        record = self.amendments.archive.record(id)
        faults = list(_faults(covering, self.sheets(record, covering.file)))
        if faults:
            raise TellingInvalid(problems=tuple(faults))
        name, data = covering.file, self._data(record, covering.file)
        made = bounded(name, covered, name, data, covering.boxes, seconds=SECONDS)
        fact = self._fact(record, covering, actor)

        def change(old: Description) -> Description:
            return replace(old, facts=(*old.facts, fact))

        new = NewFile(COPY, made)
        return self.amendments.amend(id, seen, change, REDACTED, actor, new)

    def _fact(self, record: Record, covering: Covering, actor: Actor) -> Fact:
        source = next(one for one in record.files if one.name == covering.file)
        other = {
            "file": covering.file,
            "sha512": source.sha512,
            "boxes": [asdict(box) for box in covering.boxes],
            "others": covering.others,
        }
        on = today(self.amendments.clock)
        return self.amendments.fact(REDACTED, on, actor.label, covering.why.strip(), other)

    def _data(self, record: Record, file: str) -> bytes:
        if file not in {one.name for one in coverable(record)}:
            raise NothingToRedact(record=record.id)
        return self.amendments.archive.file_path(record.id, file).read_bytes()


def _size(name: str, data: bytes) -> tuple[int, int]:
    return _upright(name, data).size


def _found(data: bytes) -> tuple[Spanned, ...]:
    """Find the personal numbers in a PDF; raises TooManyPages, FileDamaged."""
    _few(pdfium.count(data))
    return spanned(data, lambda text: [(one.start, one.end) for one in personal(text)])


def _marked(data: bytes, words: Sequence[str]) -> list[tuple[int, Box]]:
    """Find words on the pages of a PDF, of which the first is 1; raises FileDamaged."""
    pages = range(pdfium.count(data))
    return [(page + 1, box) for page in pages for box in marks(data, page, words).boxes]


def coverable(record: Record) -> list[FileEntry]:
    """Return the files of a record of which a redacted copy can be made, the signed scan first."""
    able = (".pdf", *PICTURES) if pdfium.AVAILABLE else PICTURES
    files = (one for one in record.files if PurePath(one.name).suffix.lower() in able)
    return sorted(
        (one for one in files if one.name != COPY), key=lambda one: not one.name.startswith(SCAN)
    )


def given_out(record: Record, actor: Actor) -> bool:
    """Whether somebody who may not read a record may have its redacted copy."""
    told, about = restriction(record.description.access), record.description
    facts = [fact for fact in about.facts if fact.what == REDACTED]
    there = any(one.name == COPY for one in record.files)
    return bool(
        there
        and told
        and record.state == "filed"
        and facts
        and facts[-1].other.get("others")
        and may_see(actor, told.before)
    )


def covered(name: str, data: bytes, boxes: Iterable[Hidden]) -> bytes:
    """Return a PDF of pictures of the pages, black where the boxes lie."""
    return picture_pdf(_blackened(name, data, list(boxes)), DOTS)


def _blackened(name: str, data: bytes, hidden: Sequence[Hidden]) -> Iterator[Image.Image]:
    for page, drawn in enumerate(_drawn(name, data), 1):
        pen, dots = ImageDraw.Draw(drawn), DOTS / MM
        for box in (one for one in hidden if one.page == page):
            right = min((box.left + box.width) * dots, drawn.width)
            bottom = min((box.top + box.height) * dots, drawn.height)
            corners = [box.left * dots, box.top * dots, right, bottom]
            pen.rectangle(corners, fill=0 if drawn.mode == "L" else (0, 0, 0))
        yield drawn


def _drawn(name: str, data: bytes) -> Iterator[Image.Image]:
    """Yield the pages as pictures that hold nothing but their dots."""
    if _is_picture(name):
        picture, width = _upright(name, data), round(A4_WIDTH / MM * DOTS)
        yield picture.resize((width, round(width * picture.height / picture.width)))
        return
    for page, each in enumerate(spanned(data, lambda _: ())):
        png = pdfium.picture(data, page, round(each.width / 72 * DOTS))
        with Image.open(io.BytesIO(png)) as drawn:
            yield drawn.convert("L" if drawn.mode == "L" else "RGB")


def _upright(name: str, data: bytes) -> Image.Image:
    """Return a picture standing as it is shown, without what its file tells; raises FileDamaged."""
    try:
        with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as picture:
            upright = ImageOps.exif_transpose(picture).convert("RGB")
    except Exception as error:  # a parser of strangers' files fails in ways that nobody can list
        raise FileDamaged(name=name) from error
    upright.info.clear()  # a comment would go into the copy
    return upright


def _box(page: int, left: float, top: float, right: float, bottom: float) -> Hidden:
    """Return a box in millimetres around one in points, with an edge."""
    x, y = max(0.0, left * POINT - EDGE), max(0.0, top * POINT - EDGE)
    width, height = right * POINT + EDGE - x, bottom * POINT + EDGE - y
    return Hidden(page, round(x, 1), round(y, 1), round(width, 1), round(height, 1))


def _faults(covering: Covering, sheets: Sequence[Sheet]) -> Iterator[Problem]:
    if not covering.boxes:
        yield Problem("boxes", "สิ่งที่ปกปิด", "โปรดเลือกหรือระบุอย่างน้อยหนึ่งแห่ง")
    if len(covering.boxes) > MOST_BOXES:
        yield Problem("boxes", "สิ่งที่ปกปิด", f"มากกว่า {to_thai(str(MOST_BOXES))} แห่ง")
    sizes = {sheet.page: (sheet.width, sheet.height) for sheet in sheets}
    for box in covering.boxes:
        width, height = sizes.get(box.page, (0.0, 0.0))
        inside = 0 <= box.left < width and 0 <= box.top < height
        if not (inside and box.width > 0 and box.height > 0):
            yield Problem("boxes", "สิ่งที่ปกปิด", f"กรอบในหน้า {to_thai(str(box.page))} อยู่นอกหน้า")
    if not covering.why.strip():
        yield Problem("why", "เหตุผล", "โปรดระบุเหตุผล")
    elif len(covering.why) > MOST_LETTERS:
        yield Problem("why", "เหตุผล", "ยาวเกินไป")


def _drawable(record: Record, sheets: Sequence[Sheet]) -> tuple[Sheet, ...]:
    """Refuse pages of a shape that is not drawn as it is: it would take all memory."""
    for one in sheets:
        dots = one.width * one.height * (DOTS / MM) ** 2
        if dots > MOST_PIXELS or one.height > pdfium.TALLEST * one.width:
            raise NothingToRedact(record=record.id)
    return tuple(sheets)


def _few(pages: int) -> None:
    if pages > MOST_PAGES:
        raise TooManyPages(pages=to_thai(str(pages)), most=to_thai(str(MOST_PAGES)))


def _is_picture(name: str) -> bool:
    return PurePath(name).suffix.lower() in PICTURES
