"""The registers: which there are, each year as the printed book, and what the registrar does."""

from collections.abc import Callable
from dataclasses import replace

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from office.books import Register
from office.clock import today
from office.errors import ReasonMissing, TellingInvalid
from office.permissions import may
from office.register_errors import AnotherYear, ReservedTooShort, YearNotBegun
from office.register_pages import Asked, RegisterPage
from office.registers import Claim
from office.secret_register import SecretRegister
from templates.errors import Problem
from thai.dates import MONTHS, buddhist_year, format_date
from thai.digits import to_thai
from thai.errors import Refused
from web.asking import DAY_HINT, Ask, Page, Typed, drawn
from web.current import actor, office
from web.errors import passes, sentence_of, status_of
from web.find import number
from web.lists import listed
from web.register_rows import columns, rows
from web.routing import route

SIZE, MOST = 200, 100_000  # lines of a page, and of all to be printed
RESERVE = Page(
    "จองเลข",
    "เลขที่จองจะไม่ออกให้ผู้อื่น เมื่อพ้นกำหนดจะกลายเป็นเลขยกเลิก พร้อมเหตุผล ไม่ออกซ้ำ",
    "จองเลขถัดไป",
    "จองเลขแล้ว",
    (
        Ask("purpose", "จองไว้สำหรับ", "เรื่องและผู้ขอ"),
        Ask("on", "ลงวันที่", DAY_HINT),
        Ask("until", "ใช้ภายในวันที่", "หากไม่กำหนด เว้นว่างไว้", optional=True),
    ),
)
YEAR = Ask("year", "ยืนยันปีของเลข", "วันที่ไม่ได้อยู่ในปีนี้ เลขจะเป็นเลขถัดไปของปีนั้น")
FIRST = Page(
    "เลขแรกที่ออกในระบบ",
    "เลขก่อนหน้าถือว่าอยู่ในสมุดเดิม ทะเบียนจะแสดงไว้เป็นช่วงพร้อมคำอธิบาย",
    "ตั้งเลขแรก",
    "ตั้งเลขแรกแล้ว",
    (Ask("number", "เลขแรก", "เช่น สมุดเดิมออกถึงเลข ๒๙๔๕ ให้ใส่ ๒๙๔๖"),),
)
VOID = Page(
    "ยกเลิกเลข",
    "เลขนี้จะไม่ถูกใช้อีก แถวในทะเบียนยังอยู่ พร้อมเหตุผล ผู้ยกเลิก และเวลา เอกสารของเลขนี้ (หากมี) จะถูกยกเลิกด้วย",
    "ยกเลิกเลขนี้",
    "ยกเลิกเลขแล้ว",
    (Ask("reason", "เหตุผลที่ยกเลิก"),),
)


@route("/registers", needs="read")
def registers() -> ResponseReturnValue:
    """List the registers with their next numbers."""
    now = buddhist_year(today(office().clock))
    year = number(request.args.get("year")) or now
    held = office().register_years()
    years = sorted({now, *(each for _, each in held)}, reverse=True)
    books = [
        (
            book,
            _shown_next(book, next_number, year),
        )
        for book, next_number in office().standing(year)
        if year == now or (book.code, year) in held
    ]
    secret = SecretRegister(office()).opens(actor())
    told = {"books": books, "year": year, "years": years, "now": now, "secret": secret}
    return render_template("registers.html", **told)


@route("/registers/<code>/<int:year>", needs="read")
def register(code: str, year: int) -> ResponseReturnValue:
    """Show a register and year as the printed book, a month at a time or whole."""
    month = _month(office().register_pages.months(code, year))
    page = max(1, number(request.args.get("page")) or 1)
    newest, whole = request.args.get("order") == "newest", request.args.get("all") == "1"
    size = MOST if whole else SIZE
    asked = Asked(month, newest, size, (page - 1) * size)
    held = office().register_pages.page(code, year, asked, actor())
    lines = rows(held)
    book = held.register
    return render_template(
        "register.html",
        book=book,
        year=year,
        month=month,
        months=[(each, MONTHS[each - 1]) for each in held.months],
        heads=columns(book).heads,
        lines=lines[::-1] if newest else lines,
        newest=newest,
        number=page,
        pages=max(1, -(-held.total // size)),
        whole=whole,
        lost=held.lost,
        next=_next(held),
        closing=held.closing,
        may={verb: may(actor(), verb, book.owner) for verb in ("reserve", "void", "register")},
    )


@route("/registers/<code>/<int:year>/list.<ending>", needs="read")
def register_file(code: str, year: int, ending: str) -> ResponseReturnValue:
    """Send a whole year, or a month of it, as CSV or Excel."""
    book = office().register(code)
    month = number(request.args.get("month"))
    held = office().register_pages.page(code, year, Asked(month), actor())
    title = f"{book.title} {to_thai(str(year))}"
    return listed(ending, title, columns(book), [line.cells(book) for line in rows(held)])


@route("/registers/<code>/reserve", needs="reserve", methods=("GET", "POST"))
def register_reserve(code: str) -> ResponseReturnValue:
    """Keep the next number for a document that comes later."""
    on = today(office().clock)
    first, page = {"on": format_date(on, "short")}, RESERVE
    typed = Typed().day("on", "") if request.method == "POST" else None
    if typed and buddhist_year(typed) != buddhist_year(on):
        year = buddhist_year(typed)
        page = replace(
            page, asks=(*page.asks, replace(YEAR, choices={str(year): to_thai(str(year))}))
        )
    return asked_of_register(code, buddhist_year(on), page, first, _reserve)


@route("/registers/<code>/<int:year>/first", needs="register", methods=("GET", "POST"))
def register_first(code: str, year: int) -> ResponseReturnValue:
    """Set the first number that Saraban gives."""

    def act(book: Register, typed: Typed) -> None:
        first = number(typed.text("number"))
        if not first:
            raise TellingInvalid(problems=(Problem("number", "เลขแรก", "โปรดใส่เป็นตัวเลข"),))
        office().begin_register(book, year, first, actor())

    return asked_of_register(code, year, FIRST, {}, act)


@route("/registers/<code>/<int:year>/<int:row>/void", needs="void", methods=("GET", "POST"))
def register_void(code: str, year: int, row: int) -> ResponseReturnValue:
    """Cancel a number."""

    def act(book: Register, typed: Typed) -> None:
        try:
            office().void_number(book, year, row, typed.text("reason"), actor())
        except ReasonMissing as refused:
            raise TellingInvalid(problems=(Problem("reason", "", str(refused)),)) from refused

    return asked_of_register(code, year, VOID, {}, act, which=f" เลข {to_thai(str(row))}")


def _shown_next(book: Register, next_number: int, year: int) -> str:
    """Return the next number as it is printed, or why there is none."""
    if book.source:
        return f"เลขจาก {book.source}"
    if book.is_for_letters and not book.letter_code:
        return "ยังไม่ได้ตั้งรหัสหนังสือ"
    return book.printed(next_number, year)


def _month(there: tuple[int, ...]) -> int | None:
    """Return the month that is asked for, else the last that holds anything; None: the year."""
    if request.args.get("month") == "all":
        return None
    month = number(request.args.get("month"))
    return month if month in there else (there[-1] if there else None)


def _reserve(book: Register, typed: Typed) -> None:
    on, until = typed.day("on", "ลงวันที่"), typed.day("until", "ใช้ภายในวันที่")
    if not typed.text("purpose"):
        typed.problems.append(Problem("purpose", "จองไว้สำหรับ", "โปรดระบุเรื่องและผู้ขอ"))
    if on is None and not typed.text("on"):
        typed.problems.append(Problem("on", "ลงวันที่", "โปรดระบุวันที่"))
    if typed.problems or on is None:
        raise TellingInvalid(problems=tuple(typed.problems))
    claim = Claim(on, year=number(typed.text("year")))
    try:
        row = office().reserve(book, claim, typed.text("purpose"), until, actor())
    except AnotherYear as refused:
        raise TellingInvalid(problems=(Problem("year", "ปีของเลข", str(refused)),)) from refused
    except YearNotBegun as refused:
        raise TellingInvalid(problems=(Problem("on", "ลงวันที่", str(refused)),)) from refused
    except ReservedTooShort as refused:
        raise TellingInvalid(problems=(Problem("until", "ใช้ภายในวันที่", str(refused)),)) from refused
    flash(f"เลขที่จอง: {row.printed} ลงวันที่ {format_date(on, 'short')}")


def asked_of_register(
    code: str,
    year: int,
    page: Page,
    first: dict[str, str],
    act: Callable[[Register, Typed], None],
    *,
    which: str = "",
    to: str = "register",
) -> ResponseReturnValue:
    """Ask; or do what was posted and go back to the register (or the page ``to`` about it)."""
    book = office().register(code)
    around = {
        "back": url_for(to, code=code, year=year),
        "back_title": f"{book.title} ปี {to_thai(str(year))}{which}",
    }
    if request.method == "GET":
        return drawn(page, first, around)
    typed, problems, says, status = Typed(), list[Problem](), "", 422
    try:
        act(book, typed)
    except TellingInvalid as refused:
        problems = typed.all(refused.problems)
    except Refused as refused:
        if passes(refused):
            raise
        says, status = sentence_of(refused), status_of(refused)
    else:
        flash(page.done)
        return redirect(around["back"], 303)
    return drawn(page, typed.values(page), around, problems=problems, says=says), status


def _next(held: RegisterPage) -> str:
    """Return the number that the next document gets, "" where the office has no letter code yet."""
    book = held.register
    if book.source or held.closing or (book.is_for_letters and not book.letter_code):
        return ""
    return book.printed(held.next_number, held.year)
