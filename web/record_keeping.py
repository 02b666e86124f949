"""How long a record is kept, told on its page: its class, a hold, its release; a case closed."""

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from archive.records import RecordId
from archive.retention import classes
from office.clock import today
from office.errors import TellingInvalid
from office.keeping import hold_on
from thai.dates import format_date
from thai.digits import to_thai
from web.asking import DAY_HINT, Ask, Page, Typed, drawn
from web.current import actor, office
from web.record_acts import asked_of_record, seen
from web.routing import route

WHY = Ask("why", "เหตุผล")
RECLASS = Page(
    "เปลี่ยนอายุการเก็บ",
    "นับใหม่จากวันปิดแฟ้มเรื่อง หรือวันที่ของเอกสาร อายุเดิม ผู้เปลี่ยน และเหตุผลยังอยู่ในความเคลื่อนไหว",
    "เปลี่ยนอายุการเก็บ",
    "เปลี่ยนอายุการเก็บแล้ว",
    (Ask("retention", "อายุการเก็บ", choices={each.id: each.title for each in classes()}), WHY),
)
HOLD = Page(
    "ระงับการทำลาย",
    "เอกสารนี้จะไม่ถูกทำลายแม้ครบอายุการเก็บ จนกว่าจะเลิกระงับ",
    "ระงับการทำลาย",
    "ระงับการทำลายแล้ว",
    (WHY,),
)
RELEASE = Page(
    "เลิกระงับการทำลาย",
    "เอกสารนี้จะอยู่ในการสำรวจครั้งต่อไปตามอายุการเก็บ",
    "เลิกระงับการทำลาย",
    "เลิกระงับการทำลายแล้ว",
    (WHY,),
)
CLOSE = Page(
    "ปิดแฟ้มเรื่อง",
    "อายุการเก็บของเอกสารทุกฉบับในแฟ้มเรื่องนี้จะนับจากวันที่ปิด",
    "ปิดแฟ้มเรื่อง",
    "ปิดแฟ้มเรื่องแล้ว",
    (Ask("on", "วันที่ปิดแฟ้มเรื่อง", DAY_HINT),),
)


@route("/records/retention/<path:record_id>", needs="retain", methods=("GET", "POST"))
def record_retention(record_id: str) -> ResponseReturnValue:
    """Give the record another retention class."""
    return asked_of_record(record_id, RECLASS, _reclass, "retain")


@route("/records/hold/<path:record_id>", needs="retain", methods=("GET", "POST"))
def record_hold(record_id: str) -> ResponseReturnValue:
    """Hold the record, or release it."""
    held = hold_on(office().show(RecordId.parse(record_id), actor()).record.description)
    return asked_of_record(record_id, RELEASE if held else HOLD, _hold, "retain")


@route("/cases/close", needs="retain", methods=("GET", "POST"))
def case_close() -> ResponseReturnValue:
    """Close a case (แฟ้มเรื่อง)."""
    title = request.args.get("case") or abort(404)
    around = {"back": url_for("browse", case=title), "back_title": title}
    if request.method == "GET":
        day = format_date(today(office().clock), "short")
        return drawn(CLOSE, {"on": day}, around)
    typed = Typed()
    day_told = typed.day("on", "วันที่ปิดแฟ้มเรื่อง")
    try:
        if day_told is None:
            raise TellingInvalid(problems=())
        done = office().keeping.close_case(title, day_told, actor())
    except TellingInvalid as refused:
        problems = typed.all(refused.problems)
        return drawn(CLOSE, typed.values(CLOSE), around, problems=problems), 422
    flash(f"{CLOSE.done} นับอายุการเก็บใหม่ {to_thai(str(done))} ฉบับ")
    return redirect(url_for("browse", case=title), 303)


def _reclass(id: RecordId, typed: Typed) -> None:
    office().keeping.reclass(id, seen(), typed.text("retention"), typed.text("why"), actor())


def _hold(id: RecordId, typed: Typed) -> None:
    keeping = office().keeping
    held = hold_on(office().archive.record(id).description)
    (keeping.release if held else keeping.hold)(id, seen(), typed.text("why"), actor())
