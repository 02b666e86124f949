"""Marked places: where number and date stand in a document that people go on with in Word.

A document is first printed with a pair of private-use letters around each of its blanks, then each
blank becomes a content control (``w:sdt``, ECMA-376 part 1, 17.5.2) that cannot be deleted and
whose tag tells what belongs there. Word and LibreOffice keep both. At issue the controls are filled
and taken away; nothing else in the document is touched.
"""

import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from datetime import date
from itertools import count
from typing import Any

from lxml import etree

from templates.filters import PEN, STYLES, BlankDay, Number, dated, finisher
from templates.package import pack, parse, rendered, serialized, unpack
from thai.dates import DateStyle
from thai.digits import Digits, to_arabic

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_PREFIX = "saraban:"
NUMBER, SEQ, YEAR = "number", "number:seq", "number:year"
_DATES = {f"date:{style}": style for style in STYLES}
_KINDS = (NUMBER, SEQ, YEAR, *_DATES)
_BEGIN, _END = 0xE100, "\ue10f"
_MARKED = re.compile(f"([\ue100-\ue10e])([^{_END}]*){_END}")
_FIRST_ID = 710_001
TITLES = {"number": "เลขที่", "date": "วันที่"}
"""What a kind of place is called, also on its frame in Word."""


def mark(kind: str, text: object) -> str:
    """Put a text between the letters that tell what belongs in its place."""
    return f"{chr(_BEGIN + _KINDS.index(kind))}{text}{_END}"


def marked_number(value: Any) -> Any:
    """Mark a number as a template prints it, whole or in its parts."""
    if isinstance(value, Number):
        parts = dict(value)
        for name, kind in (("seq", SEQ), ("year_be", YEAR)):
            if name in parts:
                parts[name] = mark(kind, parts[name])
        return Number(mark(NUMBER, value.text), **parts)
    return mark(NUMBER, value or PEN) if isinstance(value, str) else value


def marked_day(value: Any, otherwise: date) -> BlankDay:
    """Mark a day whose place stays blank; ``otherwise`` stands for one that is not told yet."""
    day = value.date if isinstance(value, BlankDay) else value or otherwise
    return BlankDay(day, around=_around)


def _around(text: str, style: DateStyle) -> str:
    return mark(f"date:{style}", text)


def framed(docx: bytes) -> bytes:
    """Make a content control of every blank that was marked."""
    return _changed(docx, _frame_all)


def kinds(docx: bytes) -> frozenset[str]:
    """Tell for which of number and date a document has a place; raises PackageRefused."""
    parts = unpack(docx)
    trees = (parse(parts[name]) for name in rendered(parts))
    return frozenset(_kind(frame).partition(":")[0] for tree in trees for frame in _frames(tree))


def filled(docx: bytes, *, number: str | None, day: date | None, digits: Digits) -> bytes:
    """Write number and date into their places, as each is written there, and remove the frames.

    What is None leaves its places as they are, without frames.
    """
    told = _told(number, day, digits)

    def fill(root: etree._Element) -> None:
        for frame in list(_frames(root)):
            text = told(_kind(frame))
            if text is not None:
                _write(frame, text)
            _unframe(frame)

    return _changed(docx, fill)


def _told(number: str | None, day: date | None, digits: Digits) -> Callable[[str], str | None]:
    finish = finisher(digits)
    parts = re.search(r"(\d+)\s*/\s*(\d{4})", to_arabic(number or ""))

    def text(kind: str) -> str | None:
        if kind in _DATES:
            return finish(dated(day, _DATES[kind], digits)) if day else None
        if number is None or kind == NUMBER:
            return number if number is None else str(finish(number))
        return str(finish(parts[1 if kind == SEQ else 2])) if parts else None

    return text


def _changed(docx: bytes, change: Callable[[etree._Element], None]) -> bytes:
    parts = unpack(docx)
    for name in rendered(parts):
        root = parse(parts[name])
        change(root)
        parts[name] = serialized(root)
    return pack(parts)


def _frame_all(root: etree._Element) -> None:
    ids = count(_FIRST_ID)
    for run in list(root.iter(f"{W}r")):
        if any(_MARKED.search(text.text or "") for text in run.iterchildren(f"{W}t")):
            for piece in _pieces(run, ids):
                run.addprevious(piece)
            run.getparent().remove(run)


def _pieces(run: etree._Element, ids: Iterator[int]) -> Iterator[etree._Element]:
    """Cut a run before and behind each mark; what is marked stands in a frame."""
    for child in run.iterchildren():
        if child.tag == f"{W}rPr":
            continue
        if child.tag != f"{W}t":
            yield _run(run, deepcopy(child))
            continue
        text, at = child.text or "", 0
        for found in _MARKED.finditer(text):
            if before := text[at : found.start()]:
                yield _run(run, _text(before))
            kind = _KINDS[ord(found[1]) - _BEGIN]
            yield _frame(kind, _run(run, _text(found[2] or PEN)), next(ids))
            at = found.end()
        if text[at:]:
            yield _run(run, _text(text[at:]))


def _run(like: etree._Element, content: etree._Element) -> etree._Element:
    run = etree.Element(f"{W}r")
    properties = like.find(f"{W}rPr")
    if properties is not None:
        run.append(deepcopy(properties))
    run.append(content)
    return run


def _text(text: str) -> etree._Element:
    element = etree.Element(f"{W}t")
    element.text = text
    element.set(_SPACE, "preserve")
    return element


def _frame(kind: str, run: etree._Element, id: int) -> etree._Element:
    frame = etree.Element(f"{W}sdt")
    properties = etree.SubElement(frame, f"{W}sdtPr")
    for name, value in (
        ("alias", TITLES[kind.partition(":")[0]]),
        ("tag", _PREFIX + kind),
        ("id", str(id)),
        ("lock", "sdtLocked"),
    ):
        etree.SubElement(properties, f"{W}{name}").set(f"{W}val", value)
    etree.SubElement(properties, f"{W}text")
    etree.SubElement(frame, f"{W}sdtContent").append(run)
    return frame


def _frames(root: etree._Element) -> Iterator[etree._Element]:
    for tag in root.iter(f"{W}tag"):
        above = tag.getparent()
        frame = above.getparent() if above is not None else None
        told = tag.get(f"{W}val", "").removeprefix(_PREFIX)
        if frame is not None and frame.tag == f"{W}sdt" and told in _KINDS:
            yield frame


def _kind(frame: etree._Element) -> str:
    tag = frame.find(f"{W}sdtPr/{W}tag")
    return "" if tag is None else tag.get(f"{W}val", "").removeprefix(_PREFIX)


def _write(frame: etree._Element, text: str) -> None:
    """Put a text into a frame, in the look of what stood there first."""
    content = frame.find(f"{W}sdtContent")
    if content is None:
        content = etree.SubElement(frame, f"{W}sdtContent")
    texts = list(content.iter(f"{W}t"))
    if not texts:
        run = next(content.iter(f"{W}r"), None)
        if run is None:
            place = next(content.iter(f"{W}p"), content)
            run = etree.SubElement(place, f"{W}r")
        texts = [etree.SubElement(run, f"{W}t")]
    for style in list(content.iter(f"{W}rStyle")):
        if style.get(f"{W}val") == "PlaceholderText":
            style.getparent().remove(style)
    texts[0].text = text
    texts[0].set(_SPACE, "preserve")
    for rest in texts[1:]:
        rest.text = ""


def _unframe(frame: etree._Element) -> None:
    content = frame.find(f"{W}sdtContent")
    for inner in list(content) if content is not None else ():
        frame.addprevious(inner)
    frame.getparent().remove(frame)
