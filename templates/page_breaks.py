"""A long paragraph that must stay with what follows it, parted over two pages as Word parts it.

Word keeps the end of a paragraph marked ``keepNext`` on the page of the next one; LibreOffice moves
the whole of it and leaves the page before half empty (measured with 25.2). So a long one first goes
without the mark. Where it then ends a page and leaves the next paragraph alone on the other, its
last two lines, as they were printed, become a paragraph of their own that has the mark: no page
begins or ends with less than two lines (specification 2.2). All this is done in the conversion copy
only.
"""

import re
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile
from typing import Any

from lxml import etree

from templates.package import pack, parse, rendered, serialized, unpack
from thai.text import normal

LONG = 250
"""Letters; four lines of the body face, the least that can be parted, hold as many or more."""
_SEEN = 40  # letters by which a paragraph's end is known on a page; half a line
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


@dataclass(frozen=True)
class _Kept:
    """A long paragraph that is kept with the next one.

    ``next`` is the text, without spaces, of what must follow it on the same page.
    """

    element: Any
    text: str
    next: str

    @cached_property
    def end(self) -> str:
        return _squeezed(self.text)[-_SEEN:]

    def stays(self, pages: Sequence[str]) -> bool:
        """Tell whether what must follow it does, and on the same page."""
        return any(self.end + self.next in page for page in map(_squeezed, pages))

    def last_lines(self, pages: Sequence[str]) -> int | None:
        """Return where its last two lines begin, if there are two more above them on the page."""
        whole = _squeezed(self.text)
        for page in pages:
            lines = [_squeezed(line) for line in page.splitlines()]
            for four in (lines[at : at + 4] for at in range(len(lines) - 3)):
                if four[-1] and whole.endswith("".join(four)):
                    return self._beginning(four[2] + four[3])
        return None

    def _beginning(self, end: str) -> int | None:
        starts = range(len(self.text) - len(end), 0, -1)
        return next((at for at in starts if _squeezed(self.text[at:]) == end), None)


def loosened(copy: bytes) -> bytes:
    """Return the copy with its long paragraphs free to part; itself where it has none."""
    parts = unpack(copy)
    name = rendered(parts)[0]
    body = parse(parts[name])
    kept = list(_long(body))
    for one in kept:
        _let_go(one.element)
    return pack(parts | {name: serialized(body)}) if kept else copy


def parted(copy: bytes, pages: Sequence[str]) -> bytes | None:
    """Return what to convert instead; None where the pages that came of a copy are right.

    ``pages`` are their texts. Where the lines are not found again, it is the copy as it was, in
    which the paragraph moves whole.
    """
    parts = unpack(copy)
    name = rendered(parts)[0]
    body = parse(parts[name])
    torn = [one for one in _long(body) if not one.stays(pages)]
    if not torn:
        return None
    for one in torn:
        at = one.last_lines(pages)
        if at is None:
            return copy
        _part(one, at)
    return pack(parts | {name: serialized(body)})


def _long(body: Any) -> Iterator[_Kept]:
    paragraphs = [one for one in body.iter(f"{_W}p") if _text(one).strip()]
    for place, one in enumerate(paragraphs):
        text = _text(one)
        if len(text) >= LONG and _keeps(one) and _only_text(one):
            yield _Kept(one, text, _next(paragraphs[place + 1 :]))


def _next(following: Sequence[Any]) -> str:
    """Return the text of all that is held together with the first, and how the last one begins."""
    held = list(takewhile(lambda one: _keeps(one) and len(_text(one)) < LONG, following))
    last = "".join(map(_text, following[len(held) : len(held) + 1]))
    return _squeezed("".join(map(_text, held))) + _squeezed(last)[:_SEEN]


def _keeps(paragraph: Any) -> bool:
    mark = paragraph.find(f"{_W}pPr/{_W}keepNext")
    return mark is not None and not mark.attrib


def _text(paragraph: Any) -> str:
    return "".join(text.text or "" for text in paragraph.iter(f"{_W}t"))


def _only_text(paragraph: Any) -> bool:
    inside = {child.tag for run in paragraph.iter(f"{_W}r") for child in run}
    return (
        inside <= {f"{_W}t", f"{_W}rPr"} and next(paragraph.iterancestors(f"{_W}tc"), None) is None
    )


def _let_go(paragraph: Any) -> None:
    properties = paragraph.find(f"{_W}pPr")
    properties.remove(properties.find(f"{_W}keepNext"))


def _part(kept: _Kept, at: int) -> None:
    """Make two paragraphs of one; the last line of the first is spread as one in the middle is."""
    rest = deepcopy(kept.element)
    kept.element.addnext(rest)
    _narrow(kept.element, 0, len(kept.text[:at].rstrip()))
    _narrow(rest, at, len(kept.text))
    _let_go(kept.element)
    _set(kept.element, "jc", val="distribute")
    _set(rest, "ind", firstLine="0")
    _set(rest, "spacing", before="0")
    etree.SubElement(rest.find(f"{_W}pPr"), f"{_W}keepLines")


def _narrow(paragraph: Any, start: int, stop: int) -> None:
    passed = 0
    for text in paragraph.iter(f"{_W}t"):
        letters = text.text or ""
        text.text = letters[max(start - passed, 0) : max(stop - passed, 0)]
        text.set(_SPACE, "preserve")
        passed += len(letters)


def _set(paragraph: Any, name: str, **values: str) -> None:
    properties = paragraph.find(f"{_W}pPr")
    found = properties.find(f"{_W}{name}")
    if found is None:
        found = etree.SubElement(properties, f"{_W}{name}")
    found.attrib.update({f"{_W}{key}": value for key, value in values.items()})


def _squeezed(text: str) -> str:
    return re.sub(r"\s", "", normal(text))
