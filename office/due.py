"""What is due: pure rules, on a day, about what waits too long or ends soon."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from archive.records import RecordId
from office.acting import Authority
from thai.dates import BANGKOK

LYING, RETURNED, RESERVED = "lying", "returned", "reserved"
UNSIGNED, UNSENT, UNRECEIVED, WITHOUT_PDF = "unsigned", "unsent", "unreceived", "without-pdf"
FILES, ACTING_ENDS, ROLE_ENDS = "files", "acting", "roles"
ARRIVED, UNANSWERED, OVERDUE = "arrived", "unanswered", "overdue"
KINDS = {
    RETURNED: "ร่างที่ส่งกลับมาให้แก้ไข",
    LYING: "ร่างที่ค้างอยู่ที่ผู้พิจารณา",
    UNSIGNED: "ออกเลขแล้ว ยังไม่บันทึกการลงนาม",
    UNSENT: "ลงนามแล้ว ยังไม่บันทึกการส่ง",
    UNRECEIVED: "ส่งแล้ว ยังไม่ทราบผู้รับ",
    RESERVED: "เลขที่จองไว้",
    WITHOUT_PDF: "เอกสารที่ยังทำ PDF ไม่ได้",
    ARRIVED: "หนังสือรับที่ยังไม่เสร็จ",
    UNANSWERED: "ส่งไปแล้ว ถึงกำหนดตอบ ยังไม่ได้คำตอบ",
    OVERDUE: "ต้นฉบับที่ยืมเกินกำหนดส่งคืน",
    FILES: "ไฟล์รับเข้าที่รอหรือพักไว้",
    ACTING_ENDS: "คำสั่งให้ลงนามแทนที่ใกล้สิ้นสุด",
    ROLE_ENDS: "บทบาทที่ใกล้สิ้นสุด",
}
"""Every kind of what may be due, in the order in which it is shown."""


@dataclass(frozen=True)
class Patience:
    """After how many days something is due; what is older than ``horizon`` days no longer is."""

    lying: int = 3
    unsigned: int = 3
    unsent: int = 3
    unreceived: int = 7
    ending: int = 30
    horizon: int = 366


@dataclass(frozen=True)
class Due:
    """One thing that is due: of a kind, since or until ``day``; ``who`` has it, ``note`` adds.

    ``draft``, ``record`` or ``register`` says where it is dealt with.
    """

    kind: str
    title: str
    who: str = ""
    day: date | None = None
    note: str = ""
    draft: int | None = None
    record: RecordId | None = None
    register: tuple[str, int] | None = None

    def days(self, on: date) -> int:
        """Return for how many days it has waited; negative while its day is to come."""
        return (on - self.day).days if self.day else 0


@dataclass(frozen=True)
class Window:
    """The days, both included, on which something happened that is due now."""

    first: date
    last: date


def since(on: date, days: int, patience: Patience) -> Window:
    """Return when something must have happened to be due after ``days``, but not forgotten."""
    return Window(on - timedelta(days=patience.horizon), on - timedelta(days=days))


def lies_long(sent: datetime, on: date, patience: Patience) -> bool:
    """Whether a draft that was laid before somebody at ``sent`` has lain there too long."""
    return (on - sent.astimezone(BANGKOK).date()).days >= patience.lying


def ends_soon(last: date | None, on: date, patience: Patience) -> bool:
    """Whether a last day comes within the days that are looked ahead."""
    return last is not None and on <= last <= on + timedelta(days=patience.ending)


def acting_ends(
    rows: Iterable[Authority], names: dict[str, str], on: date, patience: Patience
) -> list[Due]:
    """Return the orders to sign for somebody that end soon, with no later order after them."""
    held = [row for row in rows if row.since <= on]
    lasting = {
        (row.person, row.mode) for row in held if not ends_soon(row.until, on, patience)
        and (row.until is None or row.until > on)
    }  # fmt: skip
    return [
        Due(ACTING_ENDS, row.order, names.get(row.person, row.person), row.until, row.mode)
        for row in held
        if ends_soon(row.until, on, patience) and (row.person, row.mode) not in lasting
    ]


def sorted_as(rows: Iterable[Due], order: str) -> list[Due]:
    """Return what is due with the longest waiting first, or the newest, or by title or person."""
    keys = {
        "newest": lambda due: (due.day or date.min, due.title),
        "title": lambda due: (due.title, due.day or date.min),
        "who": lambda due: (due.who, due.day or date.min),
    }
    by_day = sorted(rows, key=lambda due: (due.day is None, due.day or date.min, due.title))
    return sorted(by_day, key=keys[order], reverse=order == "newest") if order in keys else by_day
