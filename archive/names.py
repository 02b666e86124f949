"""Names of files inside a record: readable, Thai allowed, safe on every file system.

Limits: 255 bytes a component (ext4, NTFS allow no more, and a Thai letter takes three); NFC, so
that a name compares equal on macOS; nothing that Windows refuses (learn.microsoft.com, "Naming
Files, Paths, and Namespaces").
"""

import re
import unicodedata

from archive.errors import BadFileName
from thai.text import cut_bytes

LIMIT = 255  # bytes
_FORBIDDEN = re.compile(r'[<>:"/\\|?*]')
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)", re.I)
_UNSEEN = {"Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"}


def check(name: str) -> str:
    """Return ``name`` if it may be a file's name inside a record, else raise BadFileName."""
    reason = _reason(name)
    if reason:
        raise BadFileName(name=_shown(name), reason=reason)
    return name


def readable(title: str, extension: str) -> str:
    """Make a file name out of a title; ``extension`` comes with its dot.

    Forbidden characters become a space, and what is too long is cut on a whole letter.
    """
    text = unicodedata.normalize("NFC", _FORBIDDEN.sub(" ", title))
    text = "".join(" " if unicodedata.category(c) in _UNSEEN else c for c in text)
    text = " ".join(text.split()).strip(". ")
    text = cut_bytes(text, LIMIT - len(extension.encode())).rstrip(". ") or "เอกสาร"
    if _RESERVED.fullmatch(text.split(".", maxsplit=1)[0].rstrip()):
        text = "_" + text
    return check(text + extension)


def _reason(name: str) -> str:
    """Say in Thai why ``name`` is refused; "" if it is not."""
    stem = name.split(".", maxsplit=1)[0].rstrip()
    unseen = any(unicodedata.category(letter) in _UNSEEN for letter in name)
    reasons = (
        (not name.strip(". "), "ไม่มีชื่อ"),
        (unseen, "มีอักขระที่มองไม่เห็นหรืออักขระซ่อน"),
        (_FORBIDDEN.search(name), "มีเครื่องหมายที่ใช้ในชื่อไฟล์ไม่ได้"),
        (name != unicodedata.normalize("NFC", name), "สะกดด้วยอักขระที่ไม่เป็นมาตรฐาน"),
        (name != name.lstrip(" ").rstrip(". "), "ขึ้นต้นด้วยช่องว่าง หรือลงท้ายด้วยจุดหรือช่องว่าง"),
        (_RESERVED.fullmatch(stem), "เป็นชื่อที่ระบบปฏิบัติการสงวนไว้"),
        (len(name.encode("utf-8", "replace")) > LIMIT, f"ยาวเกิน {LIMIT} ไบต์"),
    )
    return next((reason for broken, reason in reasons if broken), "")


def _shown(name: str) -> str:
    return "".join(f"\\u{ord(c):04x}" if unicodedata.category(c) in _UNSEEN else c for c in name)
