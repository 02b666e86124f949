"""The register of classified papers, for the people who are named for it and nobody else."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from office.clock import today
from office.errors import ReasonMissing, TellingInvalid
from office.secret_register import CLASSES, WAYS, Paper, SecretRegister
from templates.errors import Problem
from thai.dates import buddhist_year
from web.asking import DAY_HINT, Ask, Page, Typed, drawn
from web.current import actor, office
from web.find import number
from web.routing import PERSON, route

PLAIN = "เขียนเท่าที่ไม่เปิดเผยความลับ"
ENTER = Page(
    "ลงทะเบียนหนังสือลับ",
    "ลงเพียงแถวในทะเบียน ตัวหนังสือเก็บในที่ปลอดภัยตามระเบียบ ไม่นำเข้าโปรแกรมนี้",
    "ลงทะเบียน",
    "ลงทะเบียนแล้ว",
    (
        Ask("way", "รับหรือส่ง", choices=WAYS),
        Ask("secrecy", "ชั้นความลับ", choices={one: one for one in CLASSES}),
        Ask("book_no", "ที่", optional=True),
        Ask("dated", "ลงวันที่", DAY_HINT),
        Ask("sender", "จาก"),
        Ask("receiver", "ถึง"),
        Ask("subject", "เรื่อง", PLAIN, optional=True),
        Ask("place", "ที่เก็บ", "เช่น ตู้นิรภัยห้องผู้อำนวยการ"),
    ),
)
VOID = Page(
    "ยกเลิกแถวในทะเบียนหนังสือลับ",
    "แถวยังอยู่พร้อมเหตุผล และเลขไม่ถูกใช้อีก",
    "ยกเลิกแถวนี้",
    "ยกเลิกแล้ว",
    (Ask("reason", "เหตุผลที่ยกเลิก", PLAIN),),
)


@route("/secret", needs=PERSON)
def secret() -> str:
    """Show the rows of a year; raises NotPermitted for whoever is not named."""
    year = number(request.args.get("year")) or buddhist_year(today(office().clock))
    rows = _book().year(year, actor())
    return render_template("secret.html", rows=rows, ways=WAYS, year=year)


@route("/secret/enter", needs=PERSON, methods=("GET", "POST"))
def secret_enter() -> ResponseReturnValue:
    """Enter a paper."""
    _book().year(0, actor())  # refuses before anything is typed
    typed = Typed()
    if request.method == "GET":
        return drawn(ENTER, {}, _around())
    paper = Paper(
        dated=typed.day("dated", "ลงวันที่"),
        **{ask.name: typed.text(ask.name) for ask in ENTER.asks if ask.name != "dated"},
    )
    try:
        row = _book().enter(paper, actor())
    except TellingInvalid as refused:
        shown = drawn(ENTER, typed.values(ENTER), _around(), problems=typed.all(refused.problems))
        return shown, 422
    flash(f"{ENTER.done} {row.printed}")
    return redirect(url_for("secret", year=row.year), 303)


@route("/secret/<way>/<int:year>/<int:row>/void", needs=PERSON, methods=("GET", "POST"))
def secret_void(way: str, year: int, row: int) -> ResponseReturnValue:
    """Say that a row counts no more."""
    _book().year(year, actor())
    if request.method == "GET":
        return drawn(VOID, {}, _around())
    typed = Typed()
    try:
        _book().void(way, year, row, typed.text("reason"), actor())
    except ReasonMissing as refused:
        typed.problems.append(Problem("reason", "", str(refused)))
        return drawn(VOID, typed.values(VOID), _around(), problems=typed.all()), 422
    flash(VOID.done)
    return redirect(url_for("secret", year=year), 303)


@route("/secret/readers", needs="administer")
def secret_readers() -> str:
    """Show who is named, and offer to name others."""
    return render_template(
        "secret_readers.html",
        named=_book().readers(actor()),
        names={id: person.name.full for id, person in office().profile.directory.items()},
        people=office().profile.people,
    )


@route("/secret/readers", needs="administer", methods=("POST",))
def secret_readers_changed() -> ResponseReturnValue:
    """Name a person, or take the right away."""
    person = request.form.get("person", "")
    if request.form.get("act") == "unname":
        _book().unname(person, actor())
        flash("ถอนชื่อแล้ว")
    else:
        _book().name(person, actor())
        flash("ระบุชื่อแล้ว")
    return redirect(url_for("secret_readers"), 303)


def _book() -> SecretRegister:
    return SecretRegister(office())


def _around() -> dict[str, object]:
    return {"back": url_for("secret"), "back_title": "ทะเบียนหนังสือลับ"}
