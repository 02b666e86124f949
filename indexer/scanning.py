"""From the picture of a page to its lines: set straight, cut into lines, read, digits put right."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

from PIL import Image

from indexer import digit_net, ocr
from indexer.bold_labels import apart
from indexer.digits import Mended, mended
from indexer.leaders import without_leaders
from indexer.ocr import Letter
from indexer.page_pictures import DPI
from indexer.pages import Line, Page
from indexer.places import Box
from indexer.print_lines import BLACK, GRID, Strip, ink, strips
from indexer.straight import Turn, sideways, turned, upside_down
from thai.text import clean

ASIDE = 10  # pixels of paper kept at both ends of a line
AROUND = 0.1  # times a line's height, kept above and below


_LATIN = re.compile(
    r"(?<![A-Za-z])[A-Za-z]{1,4}\W{0,3}\d[\d. ]+/"  # AT 04999/12, meant ศธ
    r"|\d\s*[A-Za-z]\W{0,2}(?:[A-Za-z\d]\W{0,2})?\s*\d{2,4}(?!\d)"  # 26 N.W. 2569, meant ก.พ.
    r"|(?<![A-Za-z])(?:[A-Za-z]\W{0,2}){2}\s*[2๒][5๕]\d\d"  # W.A. 2570, meant พ.ศ.
    r"|ณ\s+[A-Za-z]{1,5}\s*\d"  # ณ Tut 26, meant วันที่
    r"|(?<![A-Za-z])[A-Z][a-z]{2}\.\s*\d{6}"  # Ins. 000000, meant โทร.
)
_LOST_AM = re.compile(
    "(?<=[จสอดตคก])[่-๋]า(?=นวน|นักงาน|เภอ|เนิน|แหน่ง|สั่ง|หรับ|บล|หนด)"  # จ้านวน, meant จำนวน
)
_LABEL = re.compile(r"\W*[A-Za-z]{1,4}\s+[ก-๙]")  # i จล ๐๖๑๘, Goa ขอส่ง, meant ที่, เรื่อง
_HEAD = 15  # lines of a page in which a label may stand
_ENGLISH = re.compile("[A-Za-z]{5}")


@dataclass(frozen=True)
class _Cut:
    """A line cut out of a straight page, with its corner."""

    picture: Image.Image
    left: int
    top: int


@dataclass(frozen=True)
class _Laid:
    """A page put upright by ``degrees`` against the clock and set straight by ``turn``."""

    degrees: int
    turn: Turn
    straight: Image.Image
    strips: tuple[Strip, ...]


def page_of(
    picture: Image.Image, number: int, point: float = 72 / DPI, seconds: float = ocr.SECONDS
) -> Page:
    """Read a grey page at ``DPI``; ``number`` counts from 1, ``point`` is a pixel's size in points.

    Raises what ``ocr.read`` raises.
    """
    laid = _upright(picture)
    lines_of_print = (part for strip in laid.strips for part in apart(laid.straight, strip))
    turn, cuts = laid.turn, [_cut(laid.straight, strip) for strip in lines_of_print]
    read = _read([cut.picture for cut in cuts], seconds)
    lines = (
        _line(cut, mended(_joined(letters), digit_net.signs(cut.picture)), turn, point)
        for cut, letters in zip(cuts, read, strict=False)
        if letters
    )
    kept = tuple(line for line in lines if line.text)
    width, height = turn.width * point, turn.height * point
    return Page(number, width, height, kept, scanned=True, turned=laid.degrees)


def _upright(picture: Image.Image) -> _Laid:
    """Put a page upright that lies on its side or stands on its head, and set it straight."""
    degrees = 90 if sideways(ink(_halved(picture))) else 0
    laid = _laid(picture, degrees)
    if upside_down(ink(_halved(laid.straight)), laid.strips):
        return _laid(picture, degrees + 180)
    return laid


def _laid(picture: Image.Image, degrees: int) -> _Laid:
    upright = picture.rotate(degrees, expand=True)
    turn = Turn(turned(ink(_halved(upright))), upright.width, upright.height)
    straight = without_leaders(turn.applied(upright))
    small = _halved(straight)
    return _Laid(degrees, turn, straight, tuple(strips(ink(small), ink(small, BLACK))))


def _read(lines: list[Image.Image], seconds: float) -> list[list[Letter]]:
    """Read lines; those in which a code, month or label became Latin again, as Thai alone."""
    read = ocr.read(lines, seconds)
    said = ["".join(letter.text for letter in each) for each in read]
    again = [n for n, text in enumerate(said) if _is_mistaken(text, n)]
    thai = ocr.read([lines[n] for n in again], seconds, ("tha",))
    for n, letters in zip(again, thai, strict=False):
        read[n] = letters
    return read


def _is_mistaken(text: str, place: int) -> bool:
    """Whether a line, its place counted from above, has Thai that was read as Latin letters."""
    latin = _LATIN.search(text) or (place < _HEAD and _LABEL.match(text))
    return bool(latin and not _ENGLISH.search(text))


def _halved(picture: Image.Image) -> Image.Image:
    size = (max(1, picture.width * GRID // DPI), max(1, picture.height * GRID // DPI))
    return picture.resize(size, Image.Resampling.BOX)


def _cut(page: Image.Image, strip: Strip) -> _Cut:
    scale, around = DPI // GRID, round(AROUND * strip.height * DPI / GRID)
    left, top = strip.left * scale - ASIDE, strip.top * scale - around
    right, bottom = strip.right * scale + ASIDE, strip.bottom * scale + around
    line = Image.new("L", (right - left, bottom - top), 255)
    line.paste(page.crop((max(0, left), max(0, top), right, bottom)), (max(0, -left), max(0, -top)))
    return _Cut(line, left, top)


def _joined(letters: Iterable[Letter]) -> list[Letter]:
    """Put ํ and า, which the model writes apart, together as ำ."""
    found = list[Letter]()
    for letter in letters:
        last = found[-1] if found else None
        if letter.text == "า" and last is not None and last.text == "\u0e4d":
            found[-1] = Letter("ำ", last.left, letter.right, min(last.sure, letter.sure))
        else:
            found.append(letter)
    return found


def _line(cut: _Cut, read: Mended, turn: Turn, point: float) -> Line:
    text = "".join(letter.text for letter in read.letters)
    cleaned = _LOST_AM.sub("ำ", clean(text))
    return Line(
        cleaned,
        _box(cut, turn, point),
        _lefts(cleaned, text, [point * x for x in _starts(cut, turn, read.letters)]),
        _kept(text, cleaned, read.unsure),
        _sure(read.letters),
    )


def _kept(text: str, cleaned: str, places: tuple[int, ...]) -> tuple[int, ...]:
    """Return where letters of a text stand in the cleaned text, those that went left out."""
    if text == cleaned or not places:
        return places
    same = SequenceMatcher(None, text, cleaned, autojunk=False).get_matching_blocks()
    return tuple(
        place - old + new
        for place in places
        for old, new, size in same
        if old <= place < old + size
    )


def _box(cut: _Cut, turn: Turn, point: float) -> Box:
    right, bottom = cut.left + cut.picture.width, cut.top + cut.picture.height
    corners = [turn.before(x, y) for x in (cut.left, right) for y in (cut.top, bottom)]
    across, down = zip(*corners, strict=True)
    return Box(*(side * point for side in (min(across), min(down), max(across), max(down))))


def _starts(cut: _Cut, turn: Turn, letters: Iterable[Letter]) -> list[float]:
    """Return where each letter of the text begins on the page, in pixels."""
    middle = cut.top + cut.picture.height / 2
    return [
        turn.before(cut.left + letter.left, middle)[0] for letter in letters for _ in letter.text
    ]


def _lefts(cleaned: str, text: str, starts: list[float]) -> tuple[float, ...]:
    """Return the same for the cleaned text, in which a letter or two may have gone."""
    share = len(text) / max(1, len(cleaned))
    return tuple(starts[min(len(starts) - 1, int(at * share))] for at in range(len(cleaned)))


def _sure(letters: Iterable[Letter]) -> float:
    told = [letter.sure for letter in letters if letter.text != " "]
    return sum(told) / len(told) if told else 0.0
