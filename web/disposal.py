"""The yearly lists of what need not be kept: begun, decided line by line, carried out, printed."""

from flask import Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from office.clock import today
from office.disposal import WAYS, deadlines
from office.disposal_prints import backup_lines, certificate, proposal
from office.disposal_store import (
    APPROVED,
    DECISIONS,
    DONE,
    ENDS,
    KEEP,
    OPEN,
    STATES,
    SURVEYED,
    Disposal,
)
from office.errors import TellingInvalid
from templates.errors import Problem
from thai.dates import buddhist_year
from thai.digits import to_thai
from web.asking import DAY_HINT, Ask, Page, Typed
from web.current import actor, office
from web.downloads import attachment
from web.routing import route
from web.yearly_lists import Back, Step, decided, step_asked

AT_ONCE = 200  # records in one go: some ten seconds, and the page tells how many are left
MEMBERS = 4


@route("/disposal", needs="retain")
def disposals() -> str:
    """Show what has expired, the deadlines of the year, and all lists."""
    year = buddhist_year(today(office().clock))
    return render_template(
        "disposals.html",
        year=year,
        days=deadlines(year),
        on=today(office().clock),
        expired=office().disposals.expired(year),
        lists=office().disposals.every(actor()),
        states=STATES,
        open_states=OPEN,
    )


@route("/disposal", needs="retain", methods=("POST",))
def disposal_begun() -> ResponseReturnValue:
    """Begin the list of this year."""
    year = buddhist_year(today(office().clock))
    id = office().disposals.survey(year, actor())
    flash("สำรวจแล้ว โปรดบันทึกคณะกรรมการและผลการพิจารณา")
    return redirect(url_for("disposal", id=id), 303)


@route("/disposal/<int:id>", needs="retain")
def disposal(id: int) -> str:
    """Show a list."""
    return _shown(office().disposals.get(id, actor()))


@route("/disposal/<int:id>", needs="retain", methods=("POST",))
def disposal_decided(id: int) -> ResponseReturnValue:
    """Write down the committee's decisions of the lines that were shown."""
    one = office().disposals.get(id, actor())
    return decided(
        office().disposals, one, KEEP, lambda *told, **says: _shown(one, *told, **says), "disposal"
    )


@route("/disposal/<int:id>/carry-out", needs="retain", methods=("POST",))
def disposal_carried_out(id: int) -> ResponseReturnValue:
    """Carry the decisions out, some at a time."""
    if request.form.get("sure") != "yes":
        says = "โปรดทำเครื่องหมายว่าตรวจบัญชีแล้ว ก่อนทำลายไฟล์"
        unsure = (Problem("sure", "ยืนยัน", says),)
        return _shown(office().disposals.get(id, actor()), unsure), 422
    one = office().destruction.carry_out(id, actor(), most=AT_ONCE)
    left = sum(not line.ended for line in one.lines)
    flash(f"ยังเหลือ {to_thai(str(left))} รายการ" if left else "ดำเนินการครบทุกรายการแล้ว")
    return redirect(url_for("disposal", id=id), 303)


@route("/disposal/<int:id>/<step>", needs="retain", methods=("GET", "POST"))
def disposal_step(id: int, step: str) -> ResponseReturnValue:
    """Tell a step: the committee, the head's decision, the archives' answer, the destruction."""
    asked = STEPS.get(step) or abort(404)
    one = office().disposals.get(id, actor())
    title = f"บัญชีหนังสือขอทำลาย ประจำปี {to_thai(str(one.year))}"
    return step_asked(one, step, asked, Back(url_for("disposal", id=id), title))


@route("/disposal/<int:id>/<what>.<ending>", needs="retain")
def disposal_printed(id: int, what: str, ending: str) -> Response:
    """Send the list on the regulation's form, or the certificate of what was destroyed."""
    made = {"list": proposal, "certificate": certificate}.get(what) or abort(404)
    if ending not in ("docx", "pdf"):
        abort(404)
    printed = made(office(), office().disposals.get(id, actor()), ending)
    return attachment(printed.name, printed.data)


def _shown(one: Disposal, problems: tuple[Problem, ...] = (), says: str = "") -> str:
    return render_template(
        "disposal.html",
        one=one,
        state=STATES[one.state],
        decisions=DECISIONS,
        ends=ENDS,
        ways=WAYS,
        rest=("destroy", "ควรทำลาย"),
        backups=backup_lines(office(), one) if one.state == DONE else (),
        held=office().disposals.held(one) if one.state in OPEN else {},
        typed=request.form,
        problems=problems,
        says=says,
        may_decide=one.state == SURVEYED,
        may_destroy=one.state == APPROVED,
        waits=office().disposals.waits_until(one),
        left=sum(not line.ended for line in one.lines),
        undecided=sum(not line.decision for line in one.lines),
    )


def _committee(id: int, seen: int, typed: Typed) -> None:
    members = [typed.text(f"member{n}") for n in range(1, MEMBERS + 1)]
    order, on = typed.text("order"), typed.day("on", "วันที่แต่งตั้ง")
    given = {"chair": typed.text("chair"), "members": members, "order": order, "on": on}
    office().disposals.name_committee(id, seen, given, actor())


def _head(id: int, seen: int, typed: Typed) -> None:
    on, sent = typed.day("on", "วันที่อนุมัติ"), typed.day("archives_on", "วันที่ส่งบัญชี")
    given = {"by": typed.text("by"), "on": on, "archives_on": sent}
    if typed.problems:
        raise TellingInvalid(problems=())
    office().disposals.approve(id, seen, given, actor())


def _archives(id: int, seen: int, typed: Typed) -> None:
    given = {"on": typed.day("on", "วันที่ตอบ"), "answer": typed.text("answer")}
    office().disposals.answered(id, seen, given, actor())


def _destruction(id: int, seen: int, typed: Typed) -> None:
    names = [name.strip() for name in typed.text("witnesses").split(",") if name.strip()]
    given = {"on": typed.day("on", "วันที่ทำลาย"), "way": typed.text("way"), "witnesses": names}
    office().disposals.tell_destruction(id, seen, given, actor())


def _withdraw(id: int, seen: int, typed: Typed) -> None:
    office().disposals.withdraw(id, seen, typed.text("why"), actor())


STEPS = {
    "committee": Step(
        Page(
            "คณะกรรมการทำลายหนังสือ",
            "ประธานหนึ่งคนและกรรมการอย่างน้อยสองคน ตามคำสั่งแต่งตั้ง",
            "บันทึกคณะกรรมการ",
            "บันทึกคณะกรรมการแล้ว",
            (
                Ask("chair", "ประธานกรรมการ"),
                *(Ask(f"member{n}", f"กรรมการคนที่ {to_thai(str(n))}") for n in (1, 2)),
                *(
                    Ask(f"member{n}", f"กรรมการคนที่ {to_thai(str(n))}", optional=True)
                    for n in range(3, MEMBERS + 1)
                ),
                Ask("order", "คำสั่งแต่งตั้ง", "เช่น คำสั่งที่ ๑๒/๒๕๖๙", optional=True),
                Ask("on", "วันที่แต่งตั้ง", DAY_HINT),
            ),
        ),
        _committee,
    ),
    "head": Step(
        Page(
            "การอนุมัติของหัวหน้าส่วนราชการ",
            "หากส่งบัญชีให้หอจดหมายเหตุแห่งชาติก่อน ให้บันทึกวันที่ส่ง แล้วรอคำตอบ หรือครบ ๖๐ วัน",
            "บันทึกการอนุมัติ",
            "บันทึกการอนุมัติแล้ว",
            (
                Ask("by", "ผู้อนุมัติ"),
                Ask("on", "วันที่อนุมัติ", DAY_HINT),
                Ask("archives_on", "วันที่ส่งบัญชีให้หอจดหมายเหตุแห่งชาติ", DAY_HINT, optional=True),
            ),
        ),
        _head,
    ),
    "archives": Step(
        Page(
            "คำตอบของหอจดหมายเหตุแห่งชาติ",
            "รายการที่หอจดหมายเหตุขอสงวน ให้ระงับการทำลายที่หน้าเอกสารนั้นก่อนทำลาย",
            "บันทึกคำตอบ",
            "บันทึกคำตอบแล้ว",
            (Ask("on", "วันที่ตอบ", DAY_HINT), Ask("answer", "คำตอบ", optional=True)),
        ),
        _archives,
    ),
    "destruction": Step(
        Page(
            "การทำลาย",
            "บันทึกเมื่อทำลายกระดาษแล้ว ขั้นต่อไประบบจะลบไฟล์ตามบัญชี เหลือเพียงรายการและค่าตรวจของไฟล์",
            "บันทึกการทำลาย",
            "บันทึกแล้ว ขั้นต่อไปกดทำลายไฟล์ตามบัญชี",
            (
                Ask("on", "วันที่ทำลาย", DAY_HINT),
                Ask("way", "วิธีทำลาย", choices=WAYS),
                Ask("witnesses", "ผู้ควบคุมการทำลาย", "ชื่อคั่นด้วยจุลภาค"),
            ),
        ),
        _destruction,
    ),
    "withdraw": Step(
        Page(
            "เลิกบัญชีนี้",
            "ไม่มีหนังสือถูกทำลาย บัญชียังอยู่ในรายการพร้อมเหตุผล",
            "เลิกบัญชีนี้",
            "เลิกบัญชีแล้ว",
            (Ask("why", "เหตุผล"),),
        ),
        _withdraw,
    ),
}
