"""Letters that arrive: read out of their file, received with a number, handed on, answered."""

from datetime import date

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from archive.records import RecordId
from indexer.arriving import Arrived
from indexer.recognition.field import Field, Recognised
from office.amending import WAYS
from office.arrival_filing import first_rule
from office.arrival_rule import Paper, Rule
from office.clock import today
from office.errors import TellingInvalid
from office.likely import Guesses
from office.received_store import Task
from office.receiving import KINDS, SPEEDS, Letter
from office.receiving import reply_to as reply_draft
from office.receiving_stamp import ReceivingStamps
from templates.errors import Problem
from thai.dates import BANGKOK, format_date
from thai.digits import to_thai
from thai.errors import Refused
from thai.times import format_time
from web import held_files
from web.asking import DAY_HINT, Ask, Page, Typed
from web.belonging import belonging, put_in
from web.current import actor, office, visitor
from web.downloads import attachment
from web.errors import passes, sentence_of, status_of
from web.record_acts import asked_of_record, seen
from web.routing import route

READ_AS = {
    "number": "number",
    "dated": "date",
    "sender": "from",
    "receiver": "to",
    "subject": "subject",
    "references": "references",
    "enclosures": "enclosures",
    "speed": "speed",
}
"""Which field of a recognised letter fills which of the page."""
ACKNOWLEDGED = Page(
    "รับทราบหนังสือ",
    "บันทึกว่าผู้ได้รับมอบรับหนังสือไปแล้ว",
    "บันทึกการรับทราบ",
    "บันทึกการรับทราบแล้ว",
    (Ask("by", "ผู้รับทราบ"),),
)
SETTLED = Page(
    "ดำเนินการเสร็จสิ้น",
    "หนังสือนี้จะไม่อยู่ในรายการที่ค้าง",
    "บันทึกว่าเสร็จสิ้น",
    "บันทึกว่าเสร็จสิ้นแล้ว",
    (Ask("note", "ผลการดำเนินการ", "เช่น แจ้งเวียนแล้ว ส่งรายชื่อแล้ว หรือทราบ"),),
)


@route("/receive", needs="file")
def receive() -> str:
    """Ask what stands on a letter."""
    now = office().clock()
    day = format_date(today(office().clock), "short")
    at = format_time(now.astimezone(BANGKOK).time())
    default = office().profile.default_category
    return _page({"received_on": day, "received_at": at, "category": default})


@route("/receive", needs="file", methods=("POST",))
def received() -> ResponseReturnValue:
    """Fill the page from the chosen file, or receive the letter."""
    typed = Typed()
    file = request.files.get("file")
    name, data = (file.filename or "", file.read()) if file else ("", b"")
    if request.form.get("do") == "read":
        return _read(name, data)
    letter, arrived = _letter(typed, name, data), _arrived()
    twins = office().receiving.twins(letter)
    if twins and request.form.get("again") != "yes" and not typed.problems:
        return _page(request.form, twins=twins, held=_held()), 409
    try:
        if typed.problems:
            raise TellingInvalid(problems=office().receiving.faults(letter))
        if arrived:
            letter = office().receiving.kept_as(arrived, letter, actor())
        done = office().receiving.receive(letter, actor())
    except TellingInvalid as refused:
        return _page(request.form, typed.all(refused.problems), held=_held()), 422
    except Refused as refused:
        if passes(refused):
            raise
        return _page(request.form, says=sentence_of(refused), held=_held()), status_of(refused)
    if arrived:
        office().confirming.received(arrived, done.id, actor())
    flash(f"รับเป็นเลขที่ {to_thai(str(done.number))} ปี {to_thai(str(done.year))}")
    return redirect(url_for("record", record_id=str(done.id)), 303)


@route("/records/hand/<path:record_id>", needs="note", methods=("GET", "POST"))
def record_hand(record_id: str) -> ResponseReturnValue:
    """Hand a received letter to a group or a person."""
    return asked_of_record(record_id, _hand_page(), _hand)


@route("/records/acknowledge/<path:record_id>", needs="note", methods=("GET", "POST"))
def record_acknowledge(record_id: str) -> ResponseReturnValue:
    """Say that it was taken."""
    return asked_of_record(record_id, ACKNOWLEDGED, _acknowledge)


@route("/records/settle/<path:record_id>", needs="note", methods=("GET", "POST"))
def record_settle(record_id: str) -> ResponseReturnValue:
    """Say that everything is done."""
    return asked_of_record(record_id, SETTLED, _settle)


@route("/records/reply/<path:record_id>", needs="draft", methods=("POST",))
def record_reply(record_id: str) -> ResponseReturnValue:
    """Begin a letter that answers this one."""
    shown = office().show(RecordId.parse(record_id), actor())
    draft = reply_draft(office().drafting, shown.record, actor())
    flash("ร่างหนังสือตอบ มีอ้างถึงและผู้รับแล้ว")
    return redirect(url_for("draft", draft=draft), 303)


@route("/records/read/<path:record_id>", needs="file", methods=("POST",))
def record_read(record_id: str) -> ResponseReturnValue:
    """Let a file whose text could not be had be read again."""
    office().later_texts.ask(RecordId.parse(record_id), actor())
    flash("สั่งอ่านข้อความจากไฟล์แล้ว")
    return redirect(url_for("record", record_id=record_id), 303)


@route("/records/stamp/<what>/<path:record_id>", needs="read")
def record_stamp(what: str, record_id: str) -> ResponseReturnValue:
    """Send a copy with the receiving stamp, or a page with the stamp alone."""
    stamps, id = ReceivingStamps(office()), RecordId.parse(record_id)
    made = {"copy": stamps.stamped, "alone": stamps.alone}.get(what) or abort(404)
    printed = made(id, actor())
    return attachment(printed.name, printed.data)


def _hand(id: RecordId, typed: Typed) -> None:
    task = Task(to=typed.text("to"), what=typed.text("what"), due=typed.day("due", "ภายในวันที่"))
    if typed.problems:
        raise TellingInvalid(problems=())
    office().receiving.hand(id, seen(), task, actor())


def _acknowledge(id: RecordId, typed: Typed) -> None:
    office().receiving.acknowledge(id, seen(), typed.text("by"), actor())


def _settle(id: RecordId, typed: Typed) -> None:
    office().receiving.close(id, seen(), typed.text("note"), actor())


def _hand_page() -> Page:
    profile = office().profile
    people = {one.id: f"{one.name.plain} {one.post}".strip() for one in profile.people}
    return Page(
        "มอบหมายหนังสือ",
        "ผู้ได้รับมอบจะเห็นหนังสือนี้ในงานที่ค้าง จนกว่าจะตอบหรือบันทึกว่าเสร็จสิ้น",
        "มอบหมาย",
        "มอบหมายแล้ว",
        (
            Ask("to", "มอบให้", choices={**profile.group_names, **people}),
            Ask("what", "ให้ทำอะไร", "เช่น พิจารณาดำเนินการ แจ้งเวียน หรือเพื่อทราบ"),
            Ask("due", "ภายในวันที่", DAY_HINT, optional=True),
        ),
    )


def _letter(typed: Typed, name: str, data: bytes) -> Letter:
    return Letter(
        subject=typed.text("subject"),
        sender=typed.text("sender"),
        received_on=typed.day("received_on", "วันที่รับ"),
        number=typed.text("number"),
        dated=typed.day("dated", "ลงวันที่"),
        receiver=typed.text("receiver"),
        received_at=typed.time("received_at", "เวลา"),
        way=typed.text("way"),
        speed=typed.text("speed"),
        secret=typed.text("secret") == "yes",
        references=_lines(typed.text("references")),
        enclosures=_lines(typed.text("enclosures")),
        category=_category(typed),
        group=typed.text("group"),
        name=name,
        data=data,
        register_number=typed.text("register_number"),
    )


def _arrived() -> int:
    """Return the id of the file of the inbox that is received, 0 for none."""
    told = request.form.get("arrival", "")
    return int(told) if told.isascii() and told.isdigit() else 0


def _category(typed: Typed) -> str:
    """Return the category that was chosen; none is put in for who did not choose."""
    chosen = typed.text("category")
    if chosen not in {each.code for each in office().profile.file_plan.open}:
        typed.problems.append(Problem("category", "หมวดแฟ้ม", "โปรดเลือกหมวดแฟ้ม"))
    return chosen


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _read(name: str, data: bytes) -> ResponseReturnValue:
    """Show the page with what the file says; the file waits for the next press."""
    if not data:
        problems = [Problem("file", "ไฟล์", "โปรดเลือกไฟล์ก่อน")]
        return _page(request.form, problems), 422
    try:
        read = office().letters.read(name, data)
    except Refused as refused:
        says = f"อ่านจากไฟล์ไม่ได้ โปรดพิมพ์เอง ไฟล์ยังรับได้ ({sentence_of(refused)})"
        return _page(request.form, says=says, held=_held()), 422
    found, likely = read.letter, _belongs(read)
    typed = dict(request.form) | {
        into: _shown(found, into, found.fields[name])  # type: ignore[index]
        for into, name in READ_AS.items()
        if name in found.fields
    }
    if "secrecy" in found.fields:
        typed["secret"] = "yes"
    if not typed.get("category"):
        typed |= put_in(*likely)
    unsure = {into for into, name in READ_AS.items() if _asked(found, name)}
    return _page(typed, read=True, unsure=unsure, held=_held(), likely=likely)


def _belongs(arrived: Arrived) -> tuple[Rule | None, Guesses]:
    """Return where a letter may belong: by the office's rules, and by what was filed before."""
    letter = arrived.letter
    text = "\n".join(each.text for each in arrived.text.passages)
    paper = Paper.of(letter.kind, letter.value("from"), arrived.title, text)
    guesses = office().likely.of(arrived.title, text, letter.value("from"))
    return first_rule(office().profile, paper), guesses


def filled(given: dict[str, str], arrival: int) -> str:
    """Show the page with what is known of a file that arrived; it waits for the next press."""
    now = office().clock()
    day = format_date(today(office().clock), "short")
    came = {"received_on": day, "received_at": format_time(now.astimezone(BANGKOK).time())}
    return _page(given | came | {"arrival": str(arrival)}, held=_held())


def _asked(found: Recognised, name: str) -> bool:
    field = found.fields.get(name)  # type: ignore[call-overload]
    return field is None or field.asked


def _shown(found: Recognised, into: str, field: Field) -> str:
    if into == "dated":
        return format_date(date.fromisoformat(field.value), "letter")
    return to_thai(field.value) if into == "number" else field.value


def _held() -> held_files.Held:
    who = visitor()
    held = held_files.hold(who.user if who else "")
    held_files.wait_on()
    return held


def _page(
    typed: object,
    problems: list[Problem] | None = None,
    *,
    held: held_files.Held | None = None,
    says: str = "",
    twins: tuple[RecordId, ...] = (),
    read: bool = False,
    unsure: set[str] | None = None,
    likely: tuple[Rule | None, Guesses] = (None, Guesses()),
) -> str:
    return render_template(
        "receive.html",
        typed=typed,
        problems=problems or [],
        says=says,
        held=held or held_files.Held(),
        twins=twins,
        read=read,
        unsure=unsure or set(),
        kinds=KINDS,
        speeds=SPEEDS,
        ways=WAYS,
        day_hint=DAY_HINT,
        source=office().receiving.book.source,
        **belonging(*likely),
    )
