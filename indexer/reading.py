"""Reads what arrives: a file's name and bytes in, passages out.

The same text for every kind: mended by ``thai.text.clean`` (old font codes, broken ำ, mark order),
cut into passages. A paragraph with an outline level starts a passage under that heading, in a PDF
each page is one, and elsewhere paragraphs are gathered up to ``PASSAGE_LENGTH`` letters.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePath

from archive.passages import Passage, Text
from indexer.docx_text import Block, blocks
from indexer.errors import FileTooLarge, KindUnknown, NoTextInside
from indexer.pdf_text import pages
from indexer.plain_text import decode, paragraphs
from indexer.sheet_text import sheet_blocks, slide_blocks
from thai.text import clean

BYTE_LIMIT = 100 * 1024 * 1024
LETTER_LIMIT = 20_000_000  # letters of text in one file; some 10,000 pages
PASSAGE_LENGTH = 4_000  # letters, about two and a half pages; a longer paragraph stays whole
TITLE_LENGTH = 300  # letters


@dataclass(frozen=True)
class Reading:
    """What a file says. ``title`` is its first line; ``kind`` is its ending without the dot."""

    text: Text
    title: str
    kind: str


def read(name: str, data: bytes) -> Reading:
    """Read a file. Raises a subclass of ``Unreadable`` whose sentence tells what to do."""
    if len(data) > BYTE_LIMIT:
        raise FileTooLarge(name=name, limit=f"{BYTE_LIMIT // 2**20} MB")
    kind = PurePath(name).suffix.lower().removeprefix(".")
    reader = _READERS.get(kind)
    if reader is None:
        raise KindUnknown(name=name)
    passages = tuple(reader(name, data))
    if not any(passage.text.strip() or passage.heading for passage in passages):
        raise NoTextInside(name=name)
    if sum(len(passage.text) for passage in passages) > LETTER_LIMIT:
        raise FileTooLarge(name=name, limit=f"{LETTER_LIMIT:,} ตัวอักษร")
    return Reading(Text(passages), first_line(passages), kind)


def _docx(name: str, data: bytes) -> Iterator[Passage]:
    return gathered(blocks(name, data))


def _pdf(name: str, data: bytes) -> Iterator[Passage]:
    for number, text in enumerate(pages(name, data), start=1):
        if cleaned := clean(text, lines=True).strip():
            yield Passage(heading="", text=cleaned, page=number)


def _txt(name: str, data: bytes) -> Iterator[Passage]:
    text = decode(name, data)
    if len(text) > LETTER_LIMIT:  # before it is cleaned, which takes long
        raise FileTooLarge(name=name, limit=f"{LETTER_LIMIT:,} ตัวอักษร")
    return gathered(Block(part) for part in paragraphs(clean(text, lines=True)))


def _xlsx(name: str, data: bytes) -> Iterator[Passage]:
    return gathered(sheet_blocks(name, data))


def _pptx(name: str, data: bytes) -> Iterator[Passage]:
    return gathered(slide_blocks(name, data))


_READERS = {"docx": _docx, "pdf": _pdf, "txt": _txt, "xlsx": _xlsx, "pptx": _pptx}


def gathered(found: Iterable[Block]) -> Iterator[Passage]:
    """Gather blocks into passages: a new one at each heading and when one would grow too long."""
    heading, lines, length = "", list[str](), 0
    for block in found:
        text = clean(block.text, lines=True).strip()
        if block.level is not None or (lines and length + len(text) > PASSAGE_LENGTH):
            if lines or (heading and block.level is not None):
                yield Passage(heading=heading, text="\n".join(lines), page=None)
            heading, lines, length = heading if block.level is None else text, [], 0
        if block.level is None and text:
            lines.append(text)
            length += len(text)
    if lines or heading:
        yield Passage(heading=heading, text="\n".join(lines), page=None)


def first_line(passages: Iterable[Passage]) -> str:
    """Return the first line that holds anything: a title where there is none."""
    lines = (line for p in passages for line in (p.heading, *p.text.splitlines()))
    return next((line.strip()[:TITLE_LENGTH] for line in lines if line.strip()), "")
