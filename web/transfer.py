"""The yearly lists of what is twenty years old: decided line by line, handed over, printed."""

from flask import Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from office.clock import today
from office.disposal_store import APPROVED, OPEN, SURVEYED, Disposal
from office.handover import MOST_ZIPPED, Handover
from office.transfer import DECISIONS, ENDS, GIVE, OWN, PRINTS, STATES, transfer_deadline
from office.transfer_print import transfer_print
from templates.errors import Problem
from thai.dates import buddhist_year
from thai.digits import to_thai
from web.asking import DAY_HINT, Ask, Page, Typed
from web.current import actor, office
from web.downloads import attachment
from web.find import number
from web.handover import handover_page
from web.routing import route
from web.yearly_lists import Back, Step, decided, step_asked

AT_ONCE = 200  # records in one go


@route("/transfer", needs="retain")
def transfers() -> str:
    """Show what became twenty years old, the deadline, and all lists."""
    now = buddhist_year(today(office().clock))
    year = min(number(request.args.get("year")) or now, now)
    return render_template(
        "transfers.html",
        year=year,
        now=now,
        deadline=transfer_deadline(year),
        old=office().transfers.old(year),
        lists=office().transfers.every(actor()),
        states=STATES,
    )


@route("/transfer", needs="retain", methods=("POST",))
def transfer_begun() -> ResponseReturnValue:
    """Begin the list of a year."""
    year = number(request.form.get("year")) or buddhist_year(today(office().clock))
    id = office().transfers.survey(year, actor())
    flash("สำรวจแล้ว โปรดพิจารณาทีละรายการ")
    return redirect(url_for("transfer", id=id), 303)


@route("/transfer/<int:id>", needs="retain")
def transfer(id: int) -> str:
    """Show a list."""
    return _shown(office().transfers.get(id, actor()))


@route("/transfer/<int:id>", needs="retain", methods=("POST",))
def transfer_decided(id: int) -> ResponseReturnValue:
    """Write down what is decided of the lines that were shown."""
    one = office().transfers.get(id, actor())
    return decided(
        office().transfers, one, OWN, lambda *told, **says: _shown(one, *told, **says), "transfer"
    )


@route("/transfer/<int:id>/finish", needs="retain", methods=("POST",))
def transfer_finished(id: int) -> ResponseReturnValue:
    """Write into the records what became of them, some at a time."""
    one = office().transfers.finish(id, actor(), most=AT_ONCE)
    left = sum(not line.ended for line in one.lines)
    flash(f"ยังเหลือ {to_thai(str(left))} รายการ" if left else "บันทึกครบทุกรายการแล้ว")
    return redirect(url_for("transfer", id=id), 303)


@route("/transfer/<int:id>/bag", needs="retain")
def transfer_bag(id: int) -> str:
    """Show what the bag for the archives would hold, and the way to it."""
    given = list(office().transfers.given(office().transfers.get(id, actor())))
    return handover_page(Handover(office()).rows(given, actor()))


@route("/transfer/<int:id>/<step>", needs="retain", methods=("GET", "POST"))
def transfer_step(id: int, step: str) -> ResponseReturnValue:
    """Tell a step: the approval, the handing over, the end of a list."""
    asked = STEPS.get(step) or abort(404)
    one = office().transfers.get(id, actor())
    return step_asked(one, step, asked, Back(url_for("transfer", id=id), _title(one)))


@route("/transfer/<int:id>/list-<decision>.<ending>", needs="retain")
def transfer_printed(id: int, decision: str, ending: str) -> Response:
    """Send the lines of a decision on their form."""
    if decision not in PRINTS or ending not in ("docx", "pdf"):
        abort(404)
    printed = transfer_print(office(), office().transfers.get(id, actor()), decision, ending)
    return attachment(printed.name, printed.data)


def _title(one: Disposal) -> str:
    return f"บัญชีหนังสือครบ ๒๐ ปี ประจำปี {to_thai(str(one.year))}"


def _shown(one: Disposal, problems: tuple[Problem, ...] = (), says: str = "") -> str:
    told = [line.decision for line in one.lines]
    return render_template(
        "transfer.html",
        one=one,
        title=_title(one),
        state=STATES[one.state],
        decisions=DECISIONS,
        counts={key: told.count(key) for key in DECISIONS},
        prints=[(key, DECISIONS[key]) for key in PRINTS if key in told],
        give=GIVE,
        most=MOST_ZIPPED,
        deadline=transfer_deadline(one.year),
        ends=ENDS,
        held=office().transfers.held(one) if one.state in OPEN else {},
        typed=request.form,
        problems=problems,
        says=says,
        rest=("give", "ส่งมอบ"),
        note_label="เหตุผลที่ไม่ส่งมอบ หรือหมายเหตุ",
        may_decide=one.state == SURVEYED,
        may_hand=one.state == APPROVED,
        left=sum(not line.ended for line in one.lines),
        undecided=sum(not line.decision for line in one.lines),
    )


def _head(id: int, seen: int, typed: Typed) -> None:
    given = {"by": typed.text("by"), "on": typed.day("on", "วันที่อนุมัติ")}
    office().transfers.approve(id, seen, given, actor())


def _handed(id: int, seen: int, typed: Typed) -> None:
    told = {name: typed.text(name) for name in ("taker", "letter")}
    given = {**told, "on": typed.day("on", "วันที่ส่งมอบ")}
    office().transfers.tell_handing(id, seen, given, actor())


def _withdraw(id: int, seen: int, typed: Typed) -> None:
    office().transfers.withdraw(id, seen, typed.text("why"), actor())


STEPS = {
    "head": Step(
        Page(
            "การอนุมัติบัญชี",
            "หัวหน้าส่วนราชการอนุมัติรายการที่ส่งมอบ ฝาก และขอเก็บเอง",
            "บันทึกการอนุมัติ",
            "บันทึกการอนุมัติแล้ว",
            (Ask("by", "ผู้อนุมัติ"), Ask("on", "วันที่อนุมัติ", DAY_HINT)),
        ),
        _head,
    ),
    "handed": Step(
        Page(
            "การส่งมอบ",
            "บันทึกเมื่อหอจดหมายเหตุแห่งชาติรับมอบแล้ว ทะเบียนและไฟล์ยังอยู่ในระบบนี้",
            "บันทึกการส่งมอบ",
            "บันทึกการส่งมอบแล้ว ขั้นต่อไปกดบันทึกลงในเอกสาร",
            (
                Ask("on", "วันที่ส่งมอบ", DAY_HINT),
                Ask("taker", "ผู้รับมอบ", "ชื่อและหน่วยงาน"),
                Ask("letter", "หนังสือนำส่ง", "เช่น ศธ ๐๔๙๙๙/๑๒", optional=True),
            ),
        ),
        _handed,
    ),
    "withdraw": Step(
        Page(
            "เลิกบัญชีนี้",
            "ไม่มีหนังสือถูกส่งมอบ บัญชียังอยู่ในรายการพร้อมเหตุผล",
            "เลิกบัญชีนี้",
            "เลิกบัญชีแล้ว",
            (Ask("why", "เหตุผล"),),
        ),
        _withdraw,
    ),
}
