"""Whether a PDF does more than show pages: runs a script, starts a program, carries other files.

Nothing of it would run here, for pdfium is without a script engine; but what is filed is opened
again for decades, by other programs. Names are looked for as they stand and spelled by numbers
(``/J#61vaScript``), in the file and in its packed objects. XML that an invoice carries for
machines (PDF/A-3) is no reason.
"""

import re
import zlib
from collections.abc import Iterator

MOST = 64 * 2**20  # bytes of packed objects that are looked into, of one file
ONE, LEAST = 8 * 2**20, 2**10  # bytes of one packed stream, and as how many it counts
NEAR = 2_000  # bytes from a stream's name to its begin
PIECE = 2**16  # bytes that are unpacked at once; zlib copies what it is given and does not need


def _name(name: str) -> re.Pattern[bytes]:
    """Return what finds a name of a PDF (ISO 32000-1, 7.3.5), each letter possibly as ``#xx``."""
    letters = "".join(f"(?:{letter}|#{ord(letter):02x}|#{ord(letter):02X})" for letter in name)
    return re.compile(f"/{letters}(?![A-Za-z0-9#])".encode())


_ACTIVE = (
    (_name("JavaScript"), "สคริปต์ (โปรแกรมที่ฝังมา)"),
    (_name("Launch"), "คำสั่งเรียกโปรแกรมอื่น"),
)
_CARRIES = _name("EmbeddedFiles"), _name("FileAttachment")
_FILE, _XML = _name("EmbeddedFile"), re.compile(rb"/(?:text|application)#2[fF]xml\b")
_PACKED, _BEGIN = re.compile(rb"/ObjStm\b"), re.compile(rb"stream\r?\n")


def active(data: bytes) -> str:
    """Return in Thai what a PDF does besides showing pages, "" for nothing."""
    carries, files, xml = False, 0, 0
    for part in _parts(data):
        for name, what in _ACTIVE:
            if name.search(part):
                return what
        carries = carries or any(name.search(part) for name in _CARRIES)
        files += len(_FILE.findall(part))
        xml += len(_XML.findall(part))
    return "ไฟล์อื่นฝังอยู่" if carries and not 0 < files <= xml else ""


def _parts(data: bytes) -> Iterator[bytes]:
    """Yield the file, then each of its packed streams of objects."""
    yield data
    left = MOST
    for found in _PACKED.finditer(data):
        begin = _BEGIN.search(data, found.end(), found.end() + NEAR)
        if begin is None or left <= 0:
            continue
        part = _unpacked(data, begin.end(), min(ONE, left))
        left -= max(len(part), LEAST)
        yield part


def _unpacked(data: bytes, at: int, most: int) -> bytes:
    """Return what a packed stream holds, as far as it opens: it may be locked or cut off."""
    unpacker, parts = zlib.decompressobj(), list[bytes]()
    try:
        while most > 0 and not unpacker.eof and (piece := data[at : at + PIECE]):
            parts.append(unpacker.decompress(piece, most))
            at += len(piece) - len(unpacker.unconsumed_tail)
            most -= len(parts[-1])
    except zlib.error:
        pass
    return b"".join(parts)
