"""How a document left the office and who received it; the book of all sendings (แบบที่ ๑๖)."""

from calendar import monthrange
from dataclasses import replace
from datetime import date

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue

from archive.records import RecordId
from archive.sendings import sendings_in
from office.amending import WAYS
from office.clock import today
from office.errors import TellingInvalid
from office.printing import Printing
from office.sendings import Line, NewSending, Taking, action, cells, sending_faults
from thai.dates import MONTHS, buddhist_year
from thai.digits import to_thai
from web.asking import DAY_HINT, Ask, Page, Typed
from web.current import actor, office
from web.downloads import attachment
from web.filters import short
from web.find import number
from web.leaving import personal_words
from web.lists import Columns, listed
from web.papers import ending_of
from web.record_acts import asked_of_record, seen
from web.routing import route

SIZE, MOST = 200, 100_000  # lines of a page, and of all to be printed
TAKER = (
    Ask("received_by", "ผู้รับ", "ชื่อผู้ลงชื่อรับ หรือเลขที่ใบตอบรับ"),
    Ask("unit", "หน่วยรับ", "ชื่อหน่วยงานที่รับ", optional=True),
    Ask("received_on", "วันที่รับ", DAY_HINT),
    Ask("received_at", "เวลารับ", "เช่น ๑๐.๓๐ น.", optional=True),
)
SENT = Page(
    "บันทึกการส่ง",
    "ลงในสมุดส่งหนังสือหนึ่งบรรทัดต่อหนึ่งผู้รับ และในช่องการปฏิบัติของทะเบียน",
    "บันทึกการส่ง",
    "บันทึกการส่งแล้ว",
    (
        Ask("way", "วิธีส่ง", choices=WAYS),
        Ask("on", "วันที่ส่ง", DAY_HINT),
        Ask("to", "ส่งถึง", "ส่งหลายแห่งในวันเดียวกัน พิมพ์บรรทัดละแห่ง", kind="lines"),
        Ask("carrier", "ผู้นำส่ง", optional=True),
        *(replace(ask, optional=True) for ask in TAKER),
    ),
)
TAKEN = Page(
    "บันทึกผู้รับ",
    "ตามลายมือชื่อในสมุดส่งหนังสือ ใบรับหนังสือ หรือใบตอบรับ บันทึกใหม่ได้หากครั้งก่อนผิด",
    "บันทึกผู้รับ",
    "บันทึกผู้รับแล้ว",
    TAKER,
)
BOOK = Columns(
    ("ส่งเมื่อ", "เลขทะเบียน", "จาก", "ถึง", "เรื่อง", "หน่วยรับ", "ผู้รับ", "วันและเวลา", "หมายเหตุ"),
    (14, 12, 28, 28, 60, 28, 28, 22, 36),
)


@route("/records/sent/<path:record_id>", needs="note", methods=("GET", "POST"))
def record_sent(record_id: str) -> ResponseReturnValue:
    """Note that the document was sent."""
    told = personal_words(RecordId.parse(record_id))
    page = replace(SENT, lead=f"{SENT.lead} {told}") if told else SENT
    return asked_of_record(record_id, page, _send)


@route("/records/taken/<path:record_id>", needs="note", methods=("GET", "POST"))
def record_taken(record_id: str) -> ResponseReturnValue:
    """Note who received a sending, and when."""
    shown = office().show(RecordId.parse(record_id), actor())
    told = list(enumerate(sendings_in(shown.record.description.facts), 1))
    open_ones = [str(place) for place, one in told if not one.taker]
    chosen = request.args.get("sending") or next(iter(open_ones), "")
    ask = Ask("sending", "การส่ง", choices={str(place): action(one) for place, one in told})
    page = replace(TAKEN, asks=(ask, *TAKEN.asks))
    return asked_of_record(record_id, page, _take, first={"sending": chosen})


@route("/sendings", needs="read")
def sendings() -> str:
    """Show the book of sendings: a month, a year or what awaits its receiver."""
    year, month = _when()
    lines = _lines(year, month)
    page = max(1, number(request.args.get("page")) or 1)
    size = MOST if request.args.get("all") == "1" else SIZE
    return render_template(
        "sendings.html",
        lines=[(line, row_of(line)) for line in lines[(page - 1) * size : page * size]],
        heads=BOOK.heads,
        year=year,
        month=month,
        years=sorted({year, buddhist_year(_now()), *office().sendings.years()}, reverse=True),
        months=list(enumerate(MONTHS, 1)),
        awaited=request.args.get("awaited") == "1",
        total=len(lines),
        number=page,
        pages=max(1, -(-len(lines) // size)),
    )


@route("/sendings/list.<ending>", needs="read")
def sendings_file(ending: str) -> Response:
    """Send the book of a month or year as CSV or Excel."""
    year, month = _when()
    rows = [row_of(line) for line in _lines(year, month)]
    when = f"{MONTHS[month - 1]} {year}" if month else str(year)
    return listed(ending, f"สมุดส่งหนังสือ {to_thai(when)}", BOOK, rows)


@route("/sendings/book.<ending>", needs="read")
def sendings_printed(ending: str) -> Response:
    """Send it on the regulation's form."""
    first, last = _days(*_when())
    printed = Printing(office()).sendings(first, last, actor(), ending_of(ending))
    return attachment(printed.name, printed.data)


def row_of(line: Line) -> tuple[str, ...]:
    """Return a line's cells under ``BOOK``."""
    told = cells(line)
    head = (short(line.sending.on), told["number"], told["sender"], told["receiver"])
    return (*head, line.title, told["unit"], told["taker"], told["when"], told["note"])


def _send(id: RecordId, typed: Typed) -> None:
    on, carrier = typed.day("on", "วันที่ส่ง"), typed.text("carrier")
    told = NewSending(typed.text("way"), on, typed.text("to"), _taking(typed), carrier)
    if typed.problems:
        raise TellingInvalid(problems=tuple(sending_faults(told, _now())))
    office().sendings.send(id, seen(), told, actor())


def _take(id: RecordId, typed: Typed) -> None:
    place, told = number(typed.text("sending")) or 0, _taking(typed)
    if typed.problems:
        raise TellingInvalid(problems=())
    office().sendings.take(id, seen(), place, told, actor())


def _taking(typed: Typed) -> Taking:
    on, at = typed.day("received_on", "วันที่รับ"), typed.time("received_at", "เวลารับ")
    return Taking(typed.text("received_by"), typed.text("unit"), on, at)


def _when() -> tuple[int, int | None]:
    """Return the year, and the month of it (None: the whole year) that is asked for."""
    asked, now = request.args, _now()
    year = min(max(number(asked.get("year")) or buddhist_year(now), 2400), 2999)
    if asked.get("month") == "all":
        return year, None
    month = number(asked.get("month")) or (12 if year < buddhist_year(now) else now.month)
    return year, min(max(month, 1), 12)


def _days(year: int, month: int | None) -> tuple[date, date]:
    first, last = month or 1, month or 12
    return date(year - 543, first, 1), date(year - 543, last, monthrange(year - 543, last)[1])


def _lines(year: int, month: int | None) -> tuple[Line, ...]:
    awaited = request.args.get("awaited") == "1"
    return office().sendings.book(*_days(year, month), actor(), awaited=awaited)


def _now() -> date:
    return today(office().clock)
