"""What lies inside a .zip or an e-mail (.eml), taken out within limits and never by its own path.

Names are only told, nothing is written where a member says. A bomb, a trick or a lock refuses the
whole container; members of kinds that are not taken in are given out too, to be answered for.
"""

import io
import stat
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default as modern
from pathlib import PurePath, PurePosixPath

from lxml import etree, html

from office.arrival_errors import NotUnpacked
from thai.text import clean

CONTAINERS = (".zip", ".eml")
MOST_MEMBERS = 2_000
MOST_BYTES = 300 * 2**20  # of all members together
MOST_RATIO = 200  # unpacked to packed, of what is larger than SMALL
SMALL = 10 * 2**20  # bytes
DEEPEST = 2  # containers within each other
_SYSTEM = ("__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini")
_NOT_UTF8, _LOCKED = 0x800, 0x1
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
    ValueError,
)


@dataclass(frozen=True)
class Member:
    """A file inside another: its path there, for people, and its bytes."""

    name: str
    data: bytes


def members(name: str, data: bytes, depth: int = 0) -> Iterator[Member]:
    """Yield what lies inside; ``depth`` counts the containers around. Raises NotUnpacked."""
    if depth >= DEEPEST:
        raise NotUnpacked(name=name, why=f"ซ้อนกันเกิน {DEEPEST} ชั้น")
    if PurePath(name).suffix.lower() == ".eml":
        yield from _attached(name, data)
        return
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            wanted = [one for one in package.infolist() if not _skipped(one)]
            _check(name, wanted, len(data))
            for one in wanted:
                yield Member(spelled(one), package.read(one))
    except _BROKEN as error:
        raise NotUnpacked(name=name, why="ไฟล์ชำรุดหรือไม่ครบ") from error


def check_package(name: str, data: bytes) -> list[str]:
    """Return the names inside a document that is a package; raises NotUnpacked for a bomb."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            _check_size(name, package.infolist(), len(data))
            return package.namelist()
    except _BROKEN as error:
        raise NotUnpacked(name=name, why="ไฟล์ชำรุดหรือไม่ครบ") from error


def spelled(info: zipfile.ZipInfo) -> str:
    """Return a member's name; Windows in Thai writes it in its own code page without saying so."""
    if info.flag_bits & _NOT_UTF8 or info.filename.isascii():
        return info.filename
    raw = info.filename.encode("cp437", "replace")
    for code in ("utf-8", "cp874"):
        try:
            return raw.decode(code)
        except UnicodeDecodeError:
            continue
    return info.filename


def _skipped(info: zipfile.ZipInfo) -> bool:
    return info.is_dir() or any(part in _SYSTEM for part in PurePosixPath(info.filename).parts)


def _check(name: str, wanted: list[zipfile.ZipInfo], size: int) -> None:
    _check_size(name, wanted, size)
    if any(one.flag_bits & _LOCKED for one in wanted):
        raise NotUnpacked(name=name, why="ต้องใช้รหัสผ่าน")
    if any(_leads_away(one) for one in wanted):
        raise NotUnpacked(name=name, why="ชื่อไฟล์ข้างในชี้ออกนอกโฟลเดอร์")


def _check_size(name: str, infos: list[zipfile.ZipInfo], size: int) -> None:
    whole = sum(one.file_size for one in infos)
    if len(infos) > MOST_MEMBERS:
        raise NotUnpacked(name=name, why=f"มีเกิน {MOST_MEMBERS:,} ไฟล์")
    if whole > MOST_BYTES or (whole > SMALL and whole > MOST_RATIO * size):
        raise NotUnpacked(name=name, why="เมื่อแตกออกแล้วใหญ่เกินไป")


def _leads_away(info: zipfile.ZipInfo) -> bool:
    path = PurePosixPath(info.filename.replace("\\", "/"))
    odd = ".." in path.parts or path.is_absolute() or ":" in str(path)
    return odd or stat.S_ISLNK(info.external_attr >> 16)


@dataclass(frozen=True)
class Mail:
    """An e-mail as it is read: its head and the text of its body."""

    subject: str
    sender: str
    text: str


def mail(name: str, data: bytes) -> Mail:
    """Read an e-mail without its attachments. Raises NotUnpacked for what is none."""
    letter = _letter(name, data)
    subject, sender, to, sent = (
        clean(str(letter.get(field, ""))) for field in ("Subject", "From", "To", "Date")
    )
    labels = (("เรื่อง", subject), ("จาก", sender), ("ถึง", to), ("วันที่ส่ง", sent))
    head = [f"{label}  {said}" for label, said in labels if said]
    return Mail(subject, sender, "\n".join([*head, _body(letter)]))


def _letter(name: str, data: bytes) -> EmailMessage:
    try:
        letter = message_from_bytes(data, policy=modern)
        known = isinstance(letter, EmailMessage) and any(
            letter.get(field) for field in ("From", "Subject", "Date")
        )
    except (ValueError, LookupError, RecursionError, IndexError, AttributeError) as error:
        raise NotUnpacked(name=name, why="ไม่ใช่อีเมลที่อ่านได้") from error
    if not known:
        raise NotUnpacked(name=name, why="ไม่ใช่อีเมลที่อ่านได้")
    assert isinstance(letter, EmailMessage)
    return letter


def _body(letter: EmailMessage) -> str:
    part = letter.get_body(("plain", "html"))
    if part is None:
        return ""
    raw = part.get_payload(decode=True)
    raw = raw if isinstance(raw, bytes) else b""
    try:
        text = raw.decode(part.get_content_charset("utf-8"), "replace")
    except LookupError:
        text = raw.decode("cp874", "replace")
    return _without_tags(text) if part.get_content_type() == "text/html" else text


def _without_tags(text: str) -> str:
    try:
        return str(html.fromstring(text).text_content()) if text.strip() else ""
    except (etree.ParserError, ValueError):
        return ""


def _attached(name: str, data: bytes) -> Iterator[Member]:
    letter = _letter(name, data)
    try:
        parts = list(letter.iter_attachments())
    except (AttributeError, KeyError, TypeError, RecursionError) as error:
        raise NotUnpacked(name=name, why="ไม่ใช่อีเมลที่อ่านได้") from error
    if len(parts) > MOST_MEMBERS:
        raise NotUnpacked(name=name, why=f"มีเกิน {MOST_MEMBERS:,} ไฟล์")
    for count, part in enumerate(parts, start=1):
        told = part.get_filename() or f"สิ่งที่แนบ {count}{_ending(part)}"
        if part.get_content_type() == "message/rfc822":
            inner = part.get_payload(0)
            yield Member(PurePath(told).stem + ".eml", inner.as_bytes())  # type: ignore[union-attr]
        else:
            raw = part.get_payload(decode=True)
            yield Member(told, raw if isinstance(raw, bytes) else b"")


def _ending(part: object) -> str:
    kind = part.get_content_type() if isinstance(part, EmailMessage) else ""
    return {"application/pdf": ".pdf", "image/png": ".png", "image/jpeg": ".jpg"}.get(kind, ".bin")
