"""What explains each number of a register, year by year; reasons that lack; the end of a year."""

from flask import Response, abort, render_template, request
from flask.typing import ResponseReturnValue

from office.books import Register
from office.clock import today
from office.errors import ReasonMissing, TellingInvalid
from office.numbering import Span
from office.permissions import may
from office.register_closing import YearClosing
from office.register_print import ProofPrint, counted
from office.register_proof import KINDS, OPEN, Proof, RegisterProofs
from office.register_source import RegisterSources
from templates.errors import Problem
from thai.dates import buddhist_year
from thai.digits import to_thai
from web.asking import Ask, Page, Typed
from web.current import actor, office, visitor
from web.downloads import attachment
from web.find import number
from web.registers import asked_of_register
from web.routing import route

EXPLAIN = Page(
    "บันทึกคำอธิบายเลขที่ขาด",
    "บอกว่าเลขเหล่านี้อยู่ที่ใดหรือหายไปเพราะอะไร คำอธิบายจะอยู่ในทะเบียนตลอดไป และเลขจะไม่ออกซ้ำ",
    "บันทึกคำอธิบาย",
    "บันทึกคำอธิบายแล้ว",
    (
        Ask("first", "จากเลข"),
        Ask("last", "ถึงเลข"),
        Ask("reason", "คำอธิบาย", "เช่น ฉบับกระดาษอยู่ในแฟ้มกลุ่มอำนวยการ ยังไม่ได้นำเข้า"),
    ),
)
CLOSE = Page(
    "ปิดทะเบียนประจำปี",
    "ปิดแล้วไม่ออกเลขใหม่ในปีนั้นอีก เอกสารที่พบภายหลังบันทึกย้อนหลังได้โดยผู้ดูแลทะเบียน พร้อมเหตุผล "
    "ใบปิดทะเบียนจะเก็บเข้าคลังเอกสาร",
    "ปิดทะเบียน",
    "ปิดทะเบียนแล้ว",
    (Ask("registrar", "ชื่อเจ้าหน้าที่ทะเบียนในใบปิดทะเบียน"),),
)

SOURCE = Page(
    "เลขของทะเบียนนี้ได้จากที่ใด",
    "หากสำนักงานได้เลขจากระบบอื่น ให้ใส่ชื่อระบบนั้น โปรแกรมจะไม่ออกเลขเอง แต่ตรวจรูปแบบและเลขซ้ำของเลขที่ท่านใส่",
    "บันทึก",
    "บันทึกแล้ว",
    (Ask("system", "ชื่อระบบ", "เช่น AMSS++ เว้นว่างหากออกเลขที่นี่", optional=True),),
)


@route("/registers/proof", needs="read")
def register_proofs() -> str:
    """Show of each register whether a year is whole, and whether it is closed."""
    now = buddhist_year(today(office().clock))
    years = sorted({now, *(year for _, year in office().register_years())}, reverse=True)
    year = number(request.args.get("year")) or now
    closing = YearClosing(office())
    proofs = RegisterProofs(office()).every(year, actor())
    rows = [(one, one.of(*OPEN), _may_close(one) and closing.ready(one)) for one in proofs]
    told = {"rows": rows, "year": year, "years": years, "now": now, "kinds": KINDS}
    return render_template("register_proofs.html", head=office().journal.head(), **told)


@route("/registers/<code>/<int:year>/proof", needs="read")
def register_proof(code: str, year: int) -> str:
    """Show what explains each number of a register and year."""
    proof = RegisterProofs(office()).one(code, year, actor())
    return render_template(
        "register_proof.html",
        proof=proof,
        kinds=KINDS,
        lines=counted(proof),
        may_explain=_may_close(proof),
        ready=YearClosing(office()).ready(proof),
        over=year < buddhist_year(today(office().clock)),
    )


@route("/registers/<code>/<int:year>/proof.<ending>", needs="read")
def register_proof_printed(code: str, year: int, ending: str) -> Response:
    """Send the same on paper."""
    if ending not in ("docx", "pdf"):
        abort(404)
    proof = RegisterProofs(office()).one(code, year, actor())
    printed = ProofPrint(office()).printed(proof, ending)
    return attachment(printed.name, printed.data)


@route("/registers/<code>/<int:year>/explain", needs="register", methods=("GET", "POST"))
def register_explain(code: str, year: int) -> ResponseReturnValue:
    """Write down why numbers are not there."""
    first = {name: to_thai(request.args.get(name, "")) for name in ("first", "last")}

    def act(book: Register, typed: Typed) -> None:
        numbers = {name: number(typed.text(name)) or 0 for name in ("first", "last")}
        labels = {"first": "จากเลข", "last": "ถึงเลข"}
        faults = [
            Problem(name, labels[name], "โปรดใส่เป็นตัวเลข") for name, n in numbers.items() if n < 1
        ]
        if faults:
            raise TellingInvalid(problems=tuple(faults))
        span = Span(**numbers, reason=typed.text("reason"))
        try:
            RegisterProofs(office()).explain(book.code, year, span, actor())
        except ReasonMissing as refused:
            raise TellingInvalid(problems=(Problem("reason", "", str(refused)),)) from refused

    return asked_of_register(code, year, EXPLAIN, first, act, to="register_proof")


@route("/registers/<code>/<int:year>/close", needs="register", methods=("GET", "POST"))
def register_close(code: str, year: int) -> ResponseReturnValue:
    """Close a register's year."""
    who = visitor()

    def act(book: Register, typed: Typed) -> None:
        YearClosing(office()).close(book.code, year, typed.text("registrar"), actor())

    first = {"registrar": who.name if who else ""}
    return asked_of_register(code, year, CLOSE, first, act, to="register_proof")


@route("/registers/<code>/source", needs="administer", methods=("GET", "POST"))
def register_source(code: str) -> ResponseReturnValue:
    """Say which other system gives a register's numbers."""

    def act(book: Register, typed: Typed) -> None:
        RegisterSources(office()).tell(book.code, typed.text("system"), actor())

    year = buddhist_year(today(office().clock))
    first = {"system": office().register(code).source}
    return asked_of_register(code, year, SOURCE, first, act)


def _may_close(proof: Proof) -> bool:
    return may(actor(), "register", proof.register.owner)
