"""A .docx opened to be looked at: its lines with their letters, its pages, its pictures.

The file may be a stranger's: parts are opened under the limits of ``templates.package``, no macro
and no outside part is touched, and what is too long to be an office's paper is refused.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from templates.errors import PackageRefused
from templates.package import LARGEST, pack, parse, relations, rendered, serialized, unpack_to_read
from templates.proof.pictures import Picture, pictures
from templates.proof.properties import Face, Layout, Styles, W, twips, value

MOST_LINES = 20_000
"""Paragraphs; a printed page holds some thirty."""
MOST_LETTERS = 1_000_000
MOST_IN_LINE = 50_000
"""Letters of one paragraph; a page holds some three thousand."""
_BLANKS = re.compile(r"\s{500}")
"""No paper has so many in a row, and patterns that look for white space grow slow on them."""
TOO_LONG = "เอกสารยาวเกินกว่าจะตรวจได้"
LARGEST_PART = 16 * 2**20
"""Bytes of one part's XML; three hundred pages are some five million."""

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_UNSEEN = {f"{W}del", f"{W}moveFrom", f"{W}pPr", f"{W}rPr", f"{_MC}Fallback", f"{W}txbxContent"}
_AS_TEXT = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_THAI = re.compile("[\u0e00-\u0e7f]")
_SCRIPTS = re.compile("[\u0e00-\u0e7f]+|[A-Za-z0-9]+")
_KINDS = ("styles", "theme", "settings", "numbering")
_BREAK = f"{W}lastRenderedPageBreak"


@dataclass(frozen=True)
class Piece:
    """One ``w:t`` of a line, and where its text stands in the line."""

    element: Any
    run: Any
    start: int
    end: int


@dataclass(eq=False)
class Line:
    """One paragraph; ``number`` counts from 1 in the file's order, ``place`` body, table or box."""

    number: int
    element: Any
    place: str
    page: int | None
    text: str
    pieces: tuple[Piece, ...]
    styles: Styles = field(repr=False)

    @cached_property
    def layout(self) -> Layout:
        """How it is set."""
        return self.styles.layout(self.element)

    @property
    def words(self) -> str:
        """Its text without white space around it."""
        return self.text.strip()

    @cached_property
    def faces(self) -> tuple[tuple[Face, bool, str], ...]:
        """Its letters by look: the look, whether they are Thai, and the letters."""
        return tuple(self._faces())

    def _faces(self) -> Iterator[tuple[Face, bool, str]]:
        known: dict[tuple[int, bool], Face] = {}
        for piece in self.pieces:
            for found in _SCRIPTS.finditer(self.text, piece.start, piece.end):
                thai = _THAI.match(found.group()) is not None
                key = (id(piece.run), thai)
                if key not in known:
                    known[key] = self.styles.face(piece.run, self.element, thai=thai)
                yield known[key], thai, found.group()

    @cached_property
    def begins(self) -> int:
        """Where its first letter stands, in twips from the left margin; spaces are not counted."""
        at = self.layout.left + self.layout.first
        stops = [stop for stop, kind, _ in self.layout.tabs if kind in ("left", "start", "num")]
        if self.layout.first < 0:
            stops.append(self.layout.left)
        for _ in range(len(self.text) - len(self.text.lstrip("\t"))):
            step = self.styles.tab_step
            after = min((stop for stop in stops if stop > at), default=None)
            at = after if after is not None else (at // step + 1) * step
        return at

    def rewrite(self, start: int, end: int, new: str) -> None:
        """Put ``new`` in place of some letters; the first piece touched takes it."""
        for piece in self.pieces:
            if piece.end <= start or piece.start >= end:
                continue
            text = piece.element.text or ""
            a, b = max(start - piece.start, 0), min(end - piece.start, len(text))
            piece.element.text = text[:a] + new + text[b:]
            piece.element.set(_SPACE, "preserve")
            new = ""


@dataclass(frozen=True)
class Section:
    """Pages of one paper: measures in twips; headers and footers by kind (default, first, even)."""

    element: Any
    width: int
    height: int
    margins: Mapping[str, int]
    title_page: bool
    headers: Mapping[str, Any]
    footers: Mapping[str, Any]


@dataclass(eq=False)
class Sheet:
    """A .docx as the rules look at it."""

    parts: dict[str, bytes]
    trees: dict[str, Any]
    lines: tuple[Line, ...]
    sections: tuple[Section, ...]
    pictures: tuple[Picture, ...]
    styles: Styles

    @cached_property
    def text(self) -> str:
        """All lines."""
        return "\n".join(line.text for line in self.lines)

    @cached_property
    def body(self) -> Any:
        """The tree of the document itself."""
        return self.trees[rendered(self.parts)[0]]

    @cached_property
    def several_pages(self) -> bool:
        """Tell whether it runs over more than one page, as far as the file tells."""
        if any((line.page or 1) > 1 for line in self.lines):
            return True
        breaks = (one.get(f"{W}type") for one in self.body.iter(f"{W}br"))
        return "page" in breaks or len(self.text) > 6_000

    def packed(self) -> bytes:
        """Write it with what was changed in its trees."""
        return pack(self.parts | {name: serialized(tree) for name, tree in self.trees.items()})


def opened(docx: bytes) -> Sheet:
    """Open a .docx of anybody; raise ``PackageRefused`` when it is none, or is too big."""
    if len(docx) > LARGEST:
        raise PackageRefused(reason=TOO_LONG)
    parts = unpack_to_read(docx)
    bodies = rendered(parts)
    if not bodies:
        raise PackageRefused(reason="ไม่มีเนื้อเอกสาร")
    related = relations(parts, bodies[0])
    by_kind = {one.type.rsplit("/", 1)[-1]: one.target for one in related.values()}
    named = {kind: by_kind[kind] for kind in _KINDS if by_kind.get(kind) in parts}
    wanted = [*bodies, *named.values()]
    if any(len(parts[name]) > LARGEST_PART for name in wanted):
        raise PackageRefused(reason=TOO_LONG)
    trees = {name: parse(parts[name]) for name in wanted}
    styles = Styles(*(trees.get(named.get(kind, "")) for kind in _KINDS))
    root = trees[bodies[0]]
    lines = tuple(_lines(root, styles))
    headers = {key: trees[one.target] for key, one in related.items() if one.target in trees}
    sections = tuple(_sections(root, headers))
    if not sections:
        raise PackageRefused(reason="ไม่มีข้อมูลหน้ากระดาษ")
    return Sheet(parts, trees, lines, sections, tuple(pictures(lines)), styles)


def _lines(root: Any, styles: Styles) -> Iterator[Line]:
    known = any(True for _ in root.iter(_BREAK))
    page = number = letters = 0
    for element in root.iter(f"{W}p", _BREAK):
        if element.tag == _BREAK:
            page += 1
            continue
        above = {one.tag for one in element.iterancestors()}
        if f"{_MC}Fallback" in above:
            continue
        place = "box" if f"{W}txbxContent" in above else "table" if f"{W}tbl" in above else "body"
        text, pieces = _read(element)
        number, letters = number + 1, letters + len(text)
        if number > MOST_LINES or letters > MOST_LETTERS or len(text) > MOST_IN_LINE:
            raise PackageRefused(reason=TOO_LONG)
        if _BLANKS.search(text):
            raise PackageRefused(reason="มีช่องว่างติดกันยาวผิดปกติ")
        shown = page + 1 + _begins_a_page(element) if known else None
        yield Line(number, element, place, shown, text, pieces, styles)


def _begins_a_page(paragraph: Any) -> bool:
    first = next(paragraph.iter(f"{W}t", _BREAK), None)
    return first is not None and first.tag == _BREAK


def _read(paragraph: Any) -> tuple[str, tuple[Piece, ...]]:
    text: list[str] = []
    pieces: list[Piece] = []
    length = 0
    for run, one in _leaves(paragraph, None):
        said = (one.text or "") if one.tag == f"{W}t" else _AS_TEXT[one.tag]
        if one.tag == f"{W}t":
            pieces.append(Piece(one, run, length, length + len(said)))
        text.append(said)
        length += len(said)
    return "".join(text), tuple(pieces)


def _leaves(element: Any, run: Any) -> Iterator[tuple[Any, Any]]:
    """Yield what prints letters or white space in a paragraph, each with its run."""
    for child in element:
        if child.tag in _UNSEEN or (child.tag == f"{W}r" and _is_hidden(child)):
            continue
        if child.tag == f"{W}t" or child.tag in _AS_TEXT:
            yield run, child
        else:
            yield from _leaves(child, child if child.tag == f"{W}r" else run)


def _is_hidden(run: Any) -> bool:
    """Tell a run that prints nothing: hidden, or white, as memos are balanced in Word."""
    vanish = run.find(f"{W}rPr/{W}vanish")
    if vanish is not None and vanish.get(f"{W}val") not in ("0", "false"):
        return True
    return (value(run, "rPr/color") or "").upper() == "FFFFFF"


def _sections(root: Any, named: Mapping[str, Any]) -> Iterator[Section]:
    """Yield the sections; a header that one does not name is that of the one before."""
    headers: dict[str, Any] = {}
    footers: dict[str, Any] = {}
    identity = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
    for one in root.iter(f"{W}sectPr"):
        for kind, held in (("header", headers), ("footer", footers)):
            for reference in one.iterfind(f"{W}{kind}Reference"):
                tree = named.get(reference.get(identity))
                if tree is not None:
                    held[reference.get(f"{W}type", "default")] = tree
        page = one.find(f"{W}pgSz")
        sides = one.find(f"{W}pgMar")
        title = one.find(f"{W}titlePg")
        yield Section(
            one,
            0 if page is None else twips(page.get(f"{W}w")),
            0 if page is None else twips(page.get(f"{W}h")),
            {} if sides is None else {k.removeprefix(W): twips(v) for k, v in sides.attrib.items()},
            title is not None and title.get(f"{W}val") not in ("0", "false"),
            dict(headers),
            dict(footers),
        )
