"""What is written down about a filed record: scan, paper, ties, void. One page for each."""

from collections.abc import Callable, Mapping

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from archive.catalogue import case_of
from archive.errors import VersionConflict
from archive.records import Paper, RecordId
from office.amending import KINDS, PLACES, Scan
from office.clock import today
from office.errors import ReasonMissing, TellingInvalid
from office.permissions import require
from office.shown import Shown
from templates.errors import Problem
from thai.dates import format_date
from thai.digits import to_thai
from thai.errors import Refused
from web.asking import DAY_HINT, Ask, Page, Typed, drawn
from web.current import actor, office, visitor
from web.errors import passes, status_of
from web.find import number
from web.record import told
from web.routing import route

SCANNED = Page(
    "แนบฉบับที่ลงนามแล้ว",
    "ไฟล์สแกนเก็บเพิ่มเป็นฉบับใหม่ เอกสารเดิมยังอยู่ครบ",
    "แนบฉบับลงนาม",
    "แนบฉบับลงนามแล้ว",
    (
        Ask("scan", "ไฟล์สแกน", "PDF, PNG หรือ JPEG ไม่เกิน ๕๐ เมกะไบต์", kind="file"),
        Ask("compared_by", "ผู้ตรวจเทียบกับต้นฉบับ"),
        Ask("compared_on", "วันที่ตรวจเทียบ", DAY_HINT),
    ),
)
PAPER = Page(
    "ที่เก็บต้นฉบับกระดาษ",
    "บอกว่ากระดาษอยู่ที่ใด เพื่อให้หยิบได้โดยไม่ต้องถาม",
    "บันทึกที่เก็บ",
    "บันทึกที่เก็บต้นฉบับแล้ว",
    tuple(Ask(name, label, optional=True) for name, label in PLACES.items()),
)
TIED = Page(
    "เชื่อมโยงกับเรื่องเดิม",
    "เอกสารทั้งสองฉบับจะเห็นกันและกัน",
    "เชื่อมโยง",
    "เชื่อมโยงแล้ว",
    (
        Ask("kind", "เอกสารนี้", choices=KINDS),
        Ask("target", "เรื่องเดิม", "เลขที่หนังสือหรือเลขแฟ้ม เช่น ศธ ๐๔๙๙๙/๒๙๔๘ หรือ 2569/letter/0012"),
    ),
)
CASED = Page(
    "แฟ้มเรื่อง",
    "เอกสารของเรื่องเดียวกันอยู่ด้วยกัน ดูได้จากแฟ้มเอกสาร แบ่งตามแฟ้มเรื่อง",
    "บันทึกแฟ้มเรื่อง",
    "บันทึกแฟ้มเรื่องแล้ว",
    (Ask("case", "ชื่อแฟ้มเรื่อง", "เลือกชื่อที่มีอยู่ หรือพิมพ์ชื่อใหม่ เว้นว่างเพื่อเอาออก", optional=True),),
)
CONFLICT = "มีผู้บันทึกเอกสารนี้ก่อนท่าน ตรวจสิ่งที่บันทึกไว้แล้วด้านล่าง หากยังต้องการ ให้กดปุ่มอีกครั้ง สิ่งที่ท่านพิมพ์ยังอยู่"
VOID = Page(
    "ยกเลิกเลขและเอกสาร",
    "เลขนี้จะไม่ถูกใช้อีก แถวในทะเบียนและไฟล์ทั้งหมดยังอยู่ พร้อมเหตุผล ยกเลิกแล้วเรียกคืนไม่ได้",
    "ยกเลิกเอกสารนี้",
    "ยกเลิกแล้ว",
    (Ask("reason", "เหตุผลที่ยกเลิก"),),
)


@route("/records/scan/<path:record_id>", needs="note", methods=("GET", "POST"))
def record_scan(record_id: str) -> ResponseReturnValue:
    """Attach the scan of the signed paper."""
    return asked_of_record(record_id, SCANNED, _attach)


@route("/records/paper/<path:record_id>", needs="note", methods=("GET", "POST"))
def record_paper(record_id: str) -> ResponseReturnValue:
    """Say where the paper lies."""
    return asked_of_record(record_id, PAPER, _place)


@route("/records/tie/<path:record_id>", needs="note", methods=("GET", "POST"))
def record_tie(record_id: str) -> ResponseReturnValue:
    """Tie the record to another one."""
    return asked_of_record(record_id, TIED, _tie)


@route("/records/case/<path:record_id>", needs="note", methods=("GET", "POST"))
def record_case(record_id: str) -> ResponseReturnValue:
    """Say to which case the record belongs."""
    return asked_of_record(record_id, CASED, _join)


@route("/records/void/<path:record_id>", needs="void", methods=("GET", "POST"))
def record_void(record_id: str) -> ResponseReturnValue:
    """Cancel the record and its number."""
    return asked_of_record(record_id, VOID, _void, "void")


def _attach(id: RecordId, typed: Typed) -> None:
    file = request.files.get("scan")
    scan = Scan(
        file.filename or "" if file else "",
        file.read() if file else b"",
        typed.text("compared_by"),
        typed.day("compared_on", "วันที่ตรวจเทียบ"),
    )
    office().amendments.attach_scan(id, seen(), scan, actor())


def _place(id: RecordId, typed: Typed) -> None:
    paper = Paper(*(typed.text(name) for name in PLACES))
    office().amendments.place_paper(id, seen(), paper, actor())


def _tie(id: RecordId, typed: Typed) -> None:
    kind, target = typed.text("kind"), typed.text("target")
    office().amendments.relate(id, seen(), kind, target, actor())


def _join(id: RecordId, typed: Typed) -> None:
    office().browsing.join(id, seen(), typed.text("case"), actor())


def _void(id: RecordId, typed: Typed) -> None:
    try:
        office().void(id, typed.text("reason"), actor())
    except ReasonMissing as refused:
        raise TellingInvalid(problems=(Problem("reason", "", str(refused)),)) from refused


def seen() -> int:
    """Return the version on which the page was opened."""
    return number(request.form.get("seen")) or 0


def asked_of_record(
    record_id: str,
    page: Page,
    act: Callable[[RecordId, Typed], None],
    verb: str = "note",
    *,
    first: Mapping[str, str] | None = None,
) -> ResponseReturnValue:
    """Ask who may ``verb``; or do what was posted and go back to the record.

    ``first`` is offered beside what every page offers.
    """
    id = RecordId.parse(record_id)
    shown = office().show(id, actor())
    require(actor(), verb, shown.record.description.group)  # not after everything was typed
    if request.method == "GET":
        return drawn(page, {**_first(shown), **(first or {})}, _around(shown))
    typed, problems, says, status = Typed(), list[Problem](), "", 422
    try:
        act(id, typed)
    except TellingInvalid as refused:
        problems = typed.all(refused.problems)
    except VersionConflict:
        says, status = CONFLICT, 409
    except Refused as refused:
        if passes(refused):
            raise
        says, status = str(refused), status_of(refused)
    else:
        flash(page.done)
        return redirect(url_for("record", record_id=record_id), 303)
    around = _around(office().show(id, actor()))
    return drawn(page, typed.values(page), around, problems=problems, says=says), status


def _around(shown: Shown) -> dict[str, object]:
    about = shown.record.description
    return {
        "back": url_for("record", record_id=str(shown.record.id)),
        "back_title": " · ".join(filter(None, (about.title, to_thai(about.number)))),
        "seen": shown.record.version,
        "offers": {"case": office().browsing.titles(actor())},
        **told(shown),
    }


def _first(shown: Shown) -> dict[str, str]:
    """Return what a page offers before anything is typed."""
    about, who = shown.record.description, visitor()
    paper = about.paper or Paper()
    day = format_date(today(office().clock), "short")
    return {
        "on": day,
        "to": about.receiver,
        "case": case_of(about),
        "compared_on": day,
        "compared_by": who.name if who else "",
        **{name: getattr(paper, name) for name in PLACES},
    }
