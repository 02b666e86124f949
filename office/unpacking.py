"""What lies inside a .zip or an e-mail (.eml), taken out within limits and never by its own path.

Names are only told, nothing is written where a member says. A bomb, a trick or a lock refuses the
whole container; members of kinds that are not taken in are given out too, to be answered for. The
limits hold for all that lies in it together, packed files in it included.
"""

import io
import stat
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from email import message_from_bytes
from email.errors import MessageError
from email.message import EmailMessage, Message
from email.policy import default as modern
from pathlib import PurePath, PurePosixPath

from lxml import etree, html

from indexer.docx_text import METHODS
from office.arrival_errors import NotUnpacked, PackageNotOpened
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
_NO_MAIL = (
    ValueError,
    LookupError,
    RecursionError,
    AttributeError,
    TypeError,
    AssertionError,
    MessageError,
)
"""What Python's reader of e-mails is known to fail with."""


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
            packed = (_whole(package, one) for one in wanted if _is_packed(one.filename))
            _check_within(name, [one.file_size for one in wanted], packed, len(data))
            for one in wanted:
                yield Member(spelled(one), _whole(package, one))
    except _BROKEN as error:
        raise NotUnpacked(name=name, why="ไฟล์ชำรุดหรือไม่ครบ") from error


def _whole(package: zipfile.ZipFile, one: zipfile.ZipInfo) -> bytes:
    """Unpack a member no further than it says it is long, which may be a lie."""
    with package.open(one) as member:
        return member.read(one.file_size + 1)


def _is_packed(name: str) -> bool:
    return name.lower().endswith(".zip")


def check_package(name: str, data: bytes) -> list[str]:
    """Return the names inside a document that is a package; raises PackageNotOpened."""
    try:
        return _names(name, data)
    except NotUnpacked as refused:
        raise PackageNotOpened(**refused.facts) from refused


def _names(name: str, data: bytes) -> list[str]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            _check_size(name, [one.file_size for one in package.infolist()], len(data))
            _check_methods(name, package.infolist())
            return package.namelist()
    except _BROKEN as error:
        raise NotUnpacked(name=name, why="ไฟล์ชำรุดหรือไม่ครบ") from error


def spelled(info: zipfile.ZipInfo) -> str:
    """Return a member's name as it may be shown.

    Windows in Thai writes it in its own code page without saying so.
    """
    return _shown(_decoded(info))


def _shown(name: str) -> str:
    """Take out what is not seen: a mark that turns the direction makes an .exe look like a .txt."""
    return "".join(letter for letter in name if letter.isprintable())


def _decoded(info: zipfile.ZipInfo) -> str:
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
    _check_size(name, [one.file_size for one in wanted], size)
    _check_methods(name, wanted)
    if any(one.flag_bits & _LOCKED for one in wanted):
        raise NotUnpacked(name=name, why="ต้องใช้รหัสผ่าน")
    if any(_leads_away(one) for one in wanted):
        raise NotUnpacked(name=name, why="ชื่อไฟล์ข้างในชี้ออกนอกโฟลเดอร์")


def _check_size(name: str, sizes: list[int], packed: int) -> None:
    """Refuse too many or too large members; ``packed`` is the size of what they lie in."""
    whole = sum(sizes)
    if len(sizes) > MOST_MEMBERS:
        raise NotUnpacked(name=name, why=f"มีเกิน {MOST_MEMBERS:,} ไฟล์")
    if whole > MOST_BYTES or (whole > SMALL and whole > MOST_RATIO * packed):
        raise NotUnpacked(name=name, why="เมื่อแตกออกแล้วใหญ่เกินไป")


def _check_within(name: str, sizes: list[int], packages: Iterable[bytes], packed: int) -> None:
    """Refuse what is too much together with what lies in the packed files inside."""
    for package in packages:
        with suppress(*_BROKEN), zipfile.ZipFile(io.BytesIO(package)) as inner:
            sizes = sizes + [one.file_size for one in inner.infolist()]
        _check_size(name, sizes, packed)


def _check_methods(name: str, infos: list[zipfile.ZipInfo]) -> None:
    if any(one.compress_type not in METHODS for one in infos):
        raise NotUnpacked(name=name, why="บีบอัดด้วยวิธีที่ไม่รับ")


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
    try:
        subject, sender, to, sent = (
            clean(str(letter.get(field, ""))) for field in ("Subject", "From", "To", "Date")
        )
        body = _body(letter)
    except _NO_MAIL as error:
        raise NotUnpacked(name=name, why="ไม่ใช่อีเมลที่อ่านได้") from error
    labels = (("เรื่อง", subject), ("จาก", sender), ("ถึง", to), ("วันที่ส่ง", sent))
    head = [f"{label}  {said}" for label, said in labels if said]
    return Mail(subject, sender, "\n".join([*head, body]))


def _letter(name: str, data: bytes) -> EmailMessage:
    try:
        letter = message_from_bytes(data, policy=modern)
        known = isinstance(letter, EmailMessage) and any(
            letter.get(field) for field in ("From", "Subject", "Date")
        )
    except _NO_MAIL as error:
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
        found = [_member(part, count) for count, part in enumerate(parts, start=1)]
    except _NO_MAIL as error:
        raise NotUnpacked(name=name, why="ไม่ใช่อีเมลที่อ่านได้") from error
    packed = (one.data for one in found if _is_packed(one.name))
    sizes = [len(one.data) for one in found]
    _check_size(name, sizes, len(data))
    _check_within(name, sizes, packed, len(data))
    yield from found


def _member(part: Message, count: int) -> Member:
    told = _shown(part.get_filename() or f"สิ่งที่แนบ {count}{_ending(part)}")
    if part.get_content_type() == "message/rfc822":
        inner = part.get_payload(0)
        return Member(PurePath(told).stem + ".eml", inner.as_bytes())  # type: ignore[union-attr]
    raw = part.get_payload(decode=True)
    return Member(told, raw if isinstance(raw, bytes) else b"")


def _ending(part: object) -> str:
    kind = part.get_content_type() if isinstance(part, EmailMessage) else ""
    return {"application/pdf": ".pdf", "image/png": ".png", "image/jpeg": ".jpg"}.get(kind, ".bin")
