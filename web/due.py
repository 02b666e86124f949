"""What is due: how many of each kind, and each kind as a list that sorts, filters and prints."""

from collections.abc import Iterator
from typing import Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from office.clock import today
from office.due import (
    ACTING_ENDS,
    ARRIVED,
    FILES,
    KINDS,
    LYING,
    OVERDUE,
    RESERVED,
    RETURNED,
    ROLE_ENDS,
    UNANSWERED,
    UNRECEIVED,
    UNSENT,
    UNSIGNED,
    WITHOUT_PDF,
    Due,
)
from office.due_list import Asked
from thai.digits import to_thai, to_thai_in_prose
from web.current import actor, office
from web.filters import short
from web.find import number
from web.lists import Columns, listed
from web.menu import leads
from web.routing import PERSON, route

SIZE, MOST = 100, 20_000
ORDERS = {"longest": "นานสุดก่อน", "newest": "ล่าสุดก่อน", "title": "ตามเรื่อง", "who": "ตามผู้รับผิดชอบ"}
HEADS = {  # what stands above who has it, its day, and what is added
    RETURNED: ("ผู้ส่งกลับ", "เมื่อ", "ข้อสังเกต"),
    LYING: ("อยู่ที่", "ตั้งแต่", "ร่างของ"),
    UNSIGNED: ("จาก", "ลงวันที่", "ที่"),
    UNSENT: ("จาก", "ลงนามเมื่อ", "ที่"),
    UNRECEIVED: ("จาก", "ส่งเมื่อ", "ที่"),
    RESERVED: ("ผู้จอง", "ใช้ภายใน", "เลข"),
    WITHOUT_PDF: ("จาก", "ลงวันที่", "ที่"),
    FILES: ("ผู้ส่ง", "เมื่อ", "เป็นไปอย่างไร"),
    ARRIVED: ("มอบให้", "กำหนด หรือวันที่หนังสือ", "ให้ทำอะไร หรือที่"),
    UNANSWERED: ("ผู้ต้องตอบ", "กำหนดตอบ", "ที่"),
    OVERDUE: ("ผู้ยืม", "กำหนดส่งคืน", "ที่"),
    ACTING_ENDS: ("ผู้ลงนามแทน", "ถึงวันที่", "ในฐานะ"),
    ROLE_ENDS: ("ผู้ถือบทบาท", "ถึงวันที่", ""),
}
TO_COME = (RESERVED, ACTING_ENDS, ROLE_ENDS)
"""Kinds whose day is one that is still to come."""


@route("/due", needs=PERSON)
def due() -> ResponseReturnValue:
    """Show how many of each kind are due, and the chosen kind's list."""
    counts = office().due.counts(actor())
    kind = _kind() or next(iter(counts), "")
    page = max(1, number(request.args.get("page")) or 1)
    whole = request.args.get("all") == "1"
    size = MOST if whole else SIZE
    found = office().due.of(kind, actor(), _asked(size, (page - 1) * size)) if kind else None
    return render_template(
        "due.html",
        counts=counts,
        kind=kind,
        kinds=KINDS,
        heads=("เรื่อง", *HEADS.get(kind, ()), "กี่วัน"),
        found=found,
        rows=[(each, _days(each), _where(each)) for each in found.rows] if found else [],
        who=request.args.get("who", ""),
        order=_order(),
        orders=ORDERS,
        number=page,
        pages=max(1, -(-found.total // size)) if found else 1,
        whole=whole,
        link=_link,
        export=lambda ending: url_for("due_file", ending=ending, **_kept()),
    )


@route("/due/list.<ending>", needs=PERSON)
def due_file(ending: str) -> ResponseReturnValue:
    """Send a kind's list as CSV or Excel."""
    kind = _kind() or UNSIGNED
    columns = Columns(("เรื่อง", *HEADS[kind], "กี่วัน"), (70, 30, 14, 30, 10))
    return listed(ending, KINDS[kind], columns, _cells(kind))


def _cells(kind: str) -> Iterator[tuple[str, ...]]:
    for each in office().due.of(kind, actor(), _asked(MOST, 0)).rows:
        note = to_thai_in_prose(each.note)
        yield each.title, each.who, short(each.day), note, _days(each)


def _kind() -> str:
    asked = request.args.get("kind", "")
    return asked if asked in KINDS else ""


def _order() -> str:
    asked = request.args.get("order", "")
    return asked if asked in ORDERS else "longest"


def _asked(limit: int, offset: int) -> Asked:
    return Asked(request.args.get("who", ""), _order(), limit, offset)


def _kept() -> dict[str, Any]:
    return {key: request.args[key] for key in ("kind", "who", "order") if request.args.get(key)}


def _link(**changed: object) -> str:
    """Return this page's address with something chosen otherwise; the page begins anew."""
    chosen = {key: value for key, value in (_kept() | changed).items() if value}
    return url_for("due", **chosen)


def _days(each: Due) -> str:
    """Say for how long it has waited, or how long there is still time."""
    if each.day is None:
        return "ไม่กำหนด"
    days = each.days(today(office().clock))
    if days < 0:
        return f"อีก {to_thai(str(-days))} วัน"
    if each.kind in TO_COME:
        return "วันนี้"
    return f"{to_thai(str(days))} วัน"


def _where(each: Due) -> str:
    """Return the page on which it is dealt with."""
    if each.record:
        return url_for("record", record_id=str(each.record))
    if each.draft:
        return url_for("draft_line", draft=each.draft)
    if each.register:
        code, year = each.register
        return url_for("register", code=code, year=year)
    pages = {FILES: "inbox", ACTING_ENDS: "acting", ROLE_ENDS: "people"}
    return url_for(pages[each.kind] if leads(pages[each.kind]) else "desk")
