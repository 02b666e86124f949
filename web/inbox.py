"""The inbox: files are given in here or laid into its folder, and every one's way is in sight."""

from flask import flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from office.arrival_reading import KINDS
from office.arrivals import ASIDE, CONFIRM, STATES, WAITING
from office.errors import ReasonMissing
from office.worker import is_running
from templates.errors import Problem
from thai.digits import to_thai
from thai.errors import Refused
from web.asking import Ask, Page, Typed, drawn
from web.current import actor, office
from web.errors import status_of, wants_json
from web.filters import moment
from web.find import number
from web.lists import Columns, listed
from web.routing import route

SIZE, MOST = 100, 50_000
ORDERS = {"newest": "ล่าสุดก่อน", "oldest": "เก่าสุดก่อน", "name": "ตามชื่อไฟล์"}
COLUMNS = Columns(
    ("ไฟล์", "เป็นไปอย่างไร", "เลขแฟ้ม", "หมายเหตุ", "หมวด", "ผู้ส่ง", "เมื่อ"),
    (50, 20, 18, 50, 40, 30, 22),
)
DISMISS = Page(
    "ไม่รับไฟล์นี้",
    "ไฟล์ยังอยู่ในโฟลเดอร์ set-aside พร้อมเหตุผล เปลี่ยนใจภายหลังได้โดยกด “ลองอีกครั้ง”",
    "ไม่รับไฟล์นี้",
    "บันทึกว่าไม่รับแล้ว",
    (Ask("reason", "เหตุผล", "เช่น ส่งผิดที่ หรือมีฉบับที่อ่านได้แล้ว"),),
)


@route("/inbox", needs="file")
def inbox() -> ResponseReturnValue:
    """Show the form, then every file with what became of it."""
    return _page(())


@route("/inbox", needs="file", methods=("POST",))
def inbox_upload() -> ResponseReturnValue:
    """Lay the given files into the inbox; the ones that are refused are told one by one."""
    category, taken, refused = request.form.get("category", ""), 0, list[Refused]()
    for file in request.files.getlist("files"):
        if file.filename:
            try:
                office().arrivals.upload(file.filename, file.read(), category, actor())
                taken += 1
            except Refused as error:
                refused.append(error)
    if wants_json():
        told = {"taken": taken, "refused": [str(error) for error in refused]}
        return jsonify(told), status_of(refused[0]) if refused else 200
    if refused or not taken:
        says = tuple(map(str, refused)) or ("โปรดเลือกไฟล์อย่างน้อยหนึ่งไฟล์",)
        return _page(says, taken), status_of(refused[0]) if refused else 422
    flash(f"รับไว้ {to_thai(str(taken))} ไฟล์ กำลังนำเข้า")
    return redirect(url_for("inbox"), 303)


@route("/inbox/<int:arrival>/retry", needs="file", methods=("POST",))
def inbox_retry(arrival: int) -> ResponseReturnValue:
    """Lay a file that was set aside into the inbox again."""
    again = office().arrivals.retry(arrival, actor())
    flash(f"ลองรับ “{again.source}” อีกครั้ง")
    return redirect(url_for("inbox"), 303)


@route("/inbox/<int:arrival>/dismiss", needs="file", methods=("GET", "POST"))
def inbox_dismiss(arrival: int) -> ResponseReturnValue:
    """Ask why a file is not taken, and leave it where it was set aside."""
    file = office().arrivals.one(arrival, actor())
    around = {"back": url_for("inbox"), "back_title": f"รับไฟล์เข้า · {file.source}"}
    if request.method == "GET":
        return drawn(DISMISS, {}, around)
    typed = Typed()
    try:
        office().arrivals.dismiss(arrival, typed.text("reason"), actor())
    except ReasonMissing as refused:
        problems = [Problem("reason", "เหตุผล", str(refused))]
        return drawn(DISMISS, typed.values(DISMISS), around, problems=problems), 422
    flash(DISMISS.done)
    return redirect(url_for("inbox"), 303)


@route("/inbox/list.<ending>", needs="file")
def inbox_file(ending: str) -> ResponseReturnValue:
    """Send the list of the files, as it is chosen and sorted, as CSV or Excel."""
    titles = {each.code: each.title for each in office().profile.file_plan.categories}
    files = office().arrivals.all(actor(), _state(), MOST, 0, request.args.get("order", ""))
    cells = [
        (
            file.source,
            STATES[file.state],
            file.record,
            file.reason,
            titles.get(file.category, ""),
            file.who,
            moment(file.changed),
        )
        for file in files
    ]
    return listed(ending, "ไฟล์รับเข้า", COLUMNS, cells)


@route("/inbox/state", needs="file")
def inbox_state() -> ResponseReturnValue:
    """Tell the page's own script how many files there are in each state."""
    return jsonify(office().arrivals.counts(actor()))


def _state() -> str:
    """Return the state of which the files are asked for, "" for all."""
    state = request.args.get("state", "")
    return state if state in STATES else ""


def _page(says: tuple[str, ...], taken: int = 0) -> str:
    page = max(1, number(request.args.get("page")) or 1)
    state, order = _state(), request.args.get("order", "")
    order = order if order in ORDERS else "newest"
    whole = request.args.get("all") == "1"
    size = MOST if whole else SIZE
    counts = office().arrivals.counts(actor())
    titles = {each.code: each.title for each in office().profile.file_plan.categories}
    files = office().arrivals.all(actor(), state, size, (page - 1) * size, order)
    return render_template(
        "inbox.html",
        files=files,
        aside=office().arrivals.all(actor(), ASIDE) if not state and page == 1 else [],
        counts=[(key, label, counts[key]) for key, label in STATES.items() if key in counts],
        states=STATES,
        state=state,
        page=page,
        more=len(files) == size,
        order=order,
        orders=ORDERS,
        whole=whole,
        waiting=counts.get(WAITING, 0),
        to_confirm=counts.get(CONFIRM, 0),
        titles=titles,
        category=request.form.get("category", office().profile.default_category),
        kinds=KINDS,
        running=is_running(office().folder.place("work")),
        folder=office().folder.place("inbox"),
        says=says,
        taken=taken,
    )
