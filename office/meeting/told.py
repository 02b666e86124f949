"""Whether what somebody tells for a meeting can be kept: words, who told them, files. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath

from archive.names import readable
from office.meeting.values import KINDS, MEANS, WANTED, Item, Proposed
from templates.errors import Problem
from thai.digits import to_thai
from thai.text import clean

MOST_TITLE, MOST_DETAIL, MOST_NAME = 300, 5_000, 120
MOST_FILES, MOST_BYTES = 10, 20 * 2**20  # of an item; of a file
MOST_TOGETHER = 200 * 2**20  # bytes, of a group in one meeting
ENDINGS = (
    ".pdf",
    ".docx",
    ".doc",
    ".odt",
    ".xlsx",
    ".xls",
    ".pptx",
    ".ppt",
    ".png",
    ".jpg",
    ".jpeg",
)


@dataclass(frozen=True)
class Teller:
    """Whose word an answer is ("" is who writes it down) and how it came: one of MEANS."""

    name: str = ""
    means: str = "login"


@dataclass(frozen=True)
class Sent:
    """A file as somebody sent it."""

    name: str
    data: bytes


def named(name: str) -> str:
    """Return a sent file's name as it is kept: no folders, short enough for a disk."""
    path = PurePath(name.replace("\\", "/"))
    return readable(path.stem, path.suffix.lower())


def cleaned(told: Proposed) -> Proposed:
    """Return an item with the layout of its words tidied."""
    return Proposed(
        " ".join(clean(told.title).split()),
        told.kind,
        clean(told.detail),
        told.wanted,
        " ".join(clean(told.presenter).split()),
    )


def faults_of(told: Proposed) -> list[Problem]:
    """Return everything that is wrong with an item, by field."""
    faults = [] if told.title else [Problem("title", "ชื่อเรื่อง", "โปรดเติม")]
    limits = (("title", MOST_TITLE), ("detail", MOST_DETAIL), ("presenter", MOST_NAME))
    labels = {"title": "ชื่อเรื่อง", "detail": "รายละเอียด", "presenter": "ผู้นำเสนอ"}
    faults += [
        Problem(key, labels[key], f"ยาวได้ไม่เกิน {to_thai(str(most))} ตัวอักษร")
        for key, most in limits
        if len(getattr(told, key)) > most
    ]
    if told.kind not in KINDS:
        faults.append(Problem("kind", "ประเภท", "โปรดเลือกจากรายการ"))
    if told.wanted and told.wanted not in WANTED:
        faults.append(Problem("wanted", "มติที่ขอ", "โปรดเลือกจากรายการ"))
    return faults


def faults_of_teller(teller: Teller) -> list[Problem]:
    """Return what is wrong with who told it and how."""
    faults = [] if teller.means in MEANS else [Problem("means", "ตอบมาทาง", "โปรดเลือกจากรายการ")]
    if teller.means == "link" and not teller.name:
        faults.append(Problem("told_by", "ชื่อผู้ส่ง", "โปรดเติม"))
    if len(teller.name) > MOST_NAME:
        faults.append(Problem("told_by", "ผู้ตอบ", "ยาวเกินไป"))
    return faults


def faults_of_files(files: Sequence[Sent], own: Sequence[Item], to: int = 0) -> list[Problem]:
    """Return what is wrong with files that come to the item ``to`` (0: a new one) of a group.

    ``own`` are all items that the group has told.
    """
    there = [file for item in own for file in item.files]
    here = sum(len(item.files) for item in own if item.id == to)
    told = []
    if len(files) + here > MOST_FILES:
        told.append(f"แนบได้เรื่องละไม่เกิน {to_thai(str(MOST_FILES))} ไฟล์")
    if sum(one.size for one in there) + sum(len(one.data) for one in files) > MOST_TOGETHER:
        told.append(f"ไฟล์ของกลุ่มรวมกันเกิน {to_thai(str(MOST_TOGETHER >> 20))} MB")
    for file in files:
        if not file.name.lower().endswith(ENDINGS):
            told.append(f"“{file.name}” ต้องเป็น PDF Word Excel PowerPoint หรือภาพ")
        elif not file.data:
            told.append(f"“{file.name}” ว่างเปล่า")
        elif len(file.data) > MOST_BYTES:
            told.append(f"“{file.name}” ใหญ่เกิน {to_thai(str(MOST_BYTES >> 20))} MB")
    return [Problem("files", "ไฟล์แนบ", words) for words in told]
