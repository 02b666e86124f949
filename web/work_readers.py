"""A case kept to people and groups by name, with its papers, and opened again."""

from collections.abc import Sequence

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from office.errors import TellingInvalid
from office.permissions import require
from office.procedures.errors import CaseChanged
from office.restricting import Kept
from templates.errors import Problem
from thai.digits import to_thai
from web.asking import Typed
from web.current import actor, office
from web.record_acts import seen
from web.record_restrict import Concerned, readers_asked
from web.routing import route

HIDES = (
    "ผู้ที่ไม่ได้เลือกจะไม่เห็นงานนี้ ขั้น กำหนด และเอกสารของงาน ในทุกหน้า ปฏิทิน และอีเมล "
    "เอกสารที่ออกจากงานนี้ภายหลังก็จำกัดด้วย ผู้ที่ได้รับลิงก์ตอบไว้แล้วยังใช้ลิงก์ได้"
)


@route("/work/<int:case>/readers", needs="restrict", methods=("GET", "POST"))
def work_readers(case: int) -> ResponseReturnValue:
    """Ask who sees a case, or let it be seen as before."""
    require(actor(), "restrict", office().cases.get(case, actor()).group)
    if request.method == "GET":
        return _page(case)
    typed, act = Typed(), request.form.get("act", "restrict")
    until = typed.day("until", "ถึงวันที่")
    kept = Kept(tuple(request.form.getlist("readers")), until, "", typed.text("why"))
    try:
        if typed.problems:
            raise TellingInvalid(problems=())
        flash(_done(case, act, kept))
    except TellingInvalid as refused:
        return _page(case, kept, typed.all(refused.problems)), 422
    except CaseChanged as refused:
        return _page(case, kept, says=str(refused)), 409
    return redirect(url_for("work", case=case), 303)


def _done(case: int, act: str, kept: Kept) -> str:
    acts = office().case_restricting
    if act == "widen":
        acts.widen(case, seen(), kept.why, actor())
        return "เลิกจำกัดผู้อ่านงานแล้ว เอกสารที่จำกัดไว้ยังจำกัดอยู่ เลิกได้ที่หน้าของแต่ละฉบับ"
    left = acts.restrict(case, seen(), kept, actor())
    told = f" ยังมี {to_thai(str(len(left)))} ฉบับที่ท่านไม่มีสิทธิ์จำกัด" if left else ""
    return f"จำกัดผู้อ่านงานและเอกสารของงานแล้ว{told}"


def _page(
    case: int, kept: Kept | None = None, problems: Sequence[Problem] = (), says: str = ""
) -> str:
    told = office().cases.get(case, actor())
    now = office().case_restricting.in_force(told)
    at = Concerned(told.title, url_for("work", case=case), told.version, now, HIDES)
    return readers_asked(at, kept, problems, says)
