"""Paper that is lent: who has it and until when, told on its record's page and in one list."""

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from archive.catalogue import Entry
from archive.records import RecordId
from office.amending import place_line
from office.clock import today
from office.loans import Bringing, Lending
from thai.digits import to_thai
from web.asking import DAY_HINT, Ask, Page, Typed
from web.current import actor, office
from web.filters import short
from web.lists import Columns, listed
from web.record_acts import asked_of_record, seen
from web.routing import route

HEADING = "ต้นฉบับที่ให้ยืม"
COLUMNS = Columns(
    ("เลขแฟ้ม", "ที่", "เรื่อง", "ผู้ยืม", "วันยืม", "กำหนดส่งคืน", "เกินกำหนด (วัน)", "ที่เก็บต้นฉบับ"),
    (18, 20, 60, 30, 14, 14, 16, 40),
)
LEND = Page(
    "ให้ยืมต้นฉบับ",
    "บันทึกว่าผู้ใดยืมกระดาษต้นฉบับไปและต้องส่งคืนเมื่อใด เอกสารในระบบยังเปิดดูได้ตามปกติ พิมพ์บัตรยืมให้ลงชื่อได้ที่หน้าเอกสาร",
    "บันทึกการยืม",
    "บันทึกการยืมแล้ว",
    (
        Ask("borrower", "ผู้ยืม", "ชื่อ และหน่วยงานหากเป็นผู้อื่น"),
        Ask("taker", "ผู้รับ", "หากมีผู้มารับแทนผู้ยืม", optional=True),
        Ask("on", "วันยืม", DAY_HINT),
        Ask("due", "กำหนดส่งคืน", DAY_HINT),
    ),
)
BACK = Page(
    "รับคืนต้นฉบับ",
    "บันทึกว่ากระดาษต้นฉบับกลับเข้าที่เก็บแล้ว",
    "บันทึกการส่งคืน",
    "บันทึกการส่งคืนแล้ว",
    (
        Ask("by", "ผู้ส่งคืน", "หากผู้ยืมไม่ได้ส่งคืนเอง", optional=True),
        Ask("on", "วันส่งคืน", DAY_HINT),
    ),
)


@route("/records/lend/<path:record_id>", needs="note", methods=("GET", "POST"))
def record_lend(record_id: str) -> ResponseReturnValue:
    """Note that the paper was lent."""
    return asked_of_record(record_id, LEND, _lend)


@route("/records/back/<path:record_id>", needs="note", methods=("GET", "POST"))
def record_back(record_id: str) -> ResponseReturnValue:
    """Note that the paper came back."""
    return asked_of_record(record_id, BACK, _back)


@route("/loans", needs="read")
def loans() -> ResponseReturnValue:
    """List what is lent, what is due first comes first."""
    late = request.args.get("late") == "1"
    rows = office().loans.out(actor())
    due = [row for row in rows if office().loans.is_late(row)]
    return render_template(
        "loans.html",
        heading=HEADING,
        heads=COLUMNS.heads,
        rows=[(row, days_late(row), place_line(row.paper)) for row in (due if late else rows)],
        counts=(len(rows), len(due)),
        late=late,
        export=lambda ending: url_for("loans_file", ending=ending, late="1" if late else None),
    )


@route("/loans/list.<ending>", needs="read")
def loans_file(ending: str) -> ResponseReturnValue:
    """Send the same list as CSV or Excel."""
    rows = office().loans.out(actor(), late=request.args.get("late") == "1")
    return listed(ending, HEADING, COLUMNS, map(_cells, rows))


def days_late(row: Entry) -> int:
    """Return how many days ago the paper should have been back; 0 where it is not late."""
    due = row.lent_due
    return max(0, (today(office().clock) - due).days) if due else 0


def _cells(row: Entry) -> tuple[str, ...]:
    return (
        str(row.id),
        to_thai(row.number),
        row.title,
        row.lent_to,
        short(row.lent),
        short(row.lent_due),
        to_thai(str(days_late(row) or "")),
        to_thai(place_line(row.paper)),
    )


def _lend(id: RecordId, typed: Typed) -> None:
    on, due = typed.day("on", "วันยืม"), typed.day("due", "กำหนดส่งคืน")
    lending = Lending(typed.text("borrower"), on, due, typed.text("taker"))
    office().loans.lend(id, seen(), lending, actor())


def _back(id: RecordId, typed: Typed) -> None:
    bringing = Bringing(typed.text("by"), typed.day("on", "วันส่งคืน"))
    office().loans.bring(id, seen(), bringing, actor())
