"""The day's scans: given in, shown beside what is filed, attached once somebody compared them."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from archive.records import FileEntry, Record
from indexer.errors import FileDamaged
from office.amending import SCAN
from office.clock import today
from office.profile import YES
from office.scan_errors import AttachRefused, UnknownScan
from office.scan_store import ASIDE
from office.scans import Attached, Chosen, Scans
from templates.errors import Problem
from thai.dates import format_date
from thai.digits import to_thai
from thai.errors import Refused
from web.asking import Typed
from web.current import actor, office, visitor
from web.downloads import shown_page
from web.errors import passes, status_of
from web.routing import route

NO_FILE = "โปรดเลือกไฟล์สแกนอย่างน้อยหนึ่งไฟล์"
MOST_TEXT = 6_000  # letters of a record's text beside its scan
JOIN, SET_ASIDE, BACK = "join", "aside", "back"


@route("/signing/scans", needs="note")
def scans() -> str:
    """Show the sheets that wait, each beside the record that its code means."""
    return _page()


@route("/signing/scans", needs="note", methods=("POST",))
def scans_given() -> ResponseReturnValue:
    """Take files of scans and split them; the ones that are refused are told one by one."""
    runs, refused = 0, list[Refused]()
    given = [file for file in request.files.getlist("files") if file.filename]
    for file in given:
        try:
            runs += Scans(office()).take(file.filename or "", file.read(), actor())
        except Refused as fault:
            if passes(fault):
                raise
            refused.append(fault)
    if runs:
        flash(f"รับฉบับสแกนแล้ว แยกได้ {to_thai(str(runs))} ชุด")
    if refused or not given:
        says = [Problem("files", "", words) for words in map(str, refused)]
        return _page(says or [Problem("files", "", NO_FILE)]), 422
    return redirect(url_for("scans"), 303)


@route("/signing/scans/attach", needs="note", methods=("POST",))
def scans_attached() -> ResponseReturnValue:
    """Attach the ticked sheets; what could not be attached is told in its place."""
    typed = Typed()
    on = typed.day("compared_on", "วันที่ตรวจเทียบ")
    ticked = [int(run) for run in request.form.getlist("tick") if run.isdecimal()]
    chosen = [Chosen(run, typed.text(f"target-{run}")) for run in ticked]
    try:
        done = Scans(office()).attach(chosen, typed.text("compared_by"), on, actor())
    except AttachRefused as refused:
        return _page(typed.all(refused.problems)), 422
    if any(one.fault for one in done):
        faults = [Problem(f"target-{one.run}", "", one.fault) for one in done if one.fault]
        return _page(faults, [one for one in done if not one.fault]), 422
    flash(f"แนบฉบับลงนามแล้ว {to_thai(str(len(done)))} ฉบับ")
    return redirect(url_for("scans"), 303)


@route("/signing/scans/<int:run>", needs="note", methods=("POST",))
def scans_told(run: int) -> ResponseReturnValue:
    """Put sheets behind those before them, set them aside, or bring them back."""
    act, here = request.form.get("act", ""), Scans(office())
    try:
        if act == JOIN:
            here.join(run, actor())
        elif act in (SET_ASIDE, BACK):
            here.set_aside(run, actor(), back=act == BACK)
    except Refused as refused:
        return _page([Problem(f"target-{run}", "", str(refused))]), status_of(refused)
    return redirect(url_for("scans"), 303)


@route("/signing/scans/<int:run>/<int:page>.png", needs="note")
def scans_picture(run: int, page: int) -> ResponseReturnValue:
    """Draw a sheet (1 is the first of its run)."""
    try:
        picture = Scans(office()).picture(run, page, actor())
    except (FileDamaged, UnknownScan):
        abort(404)
    return shown_page(picture)


def _page(problems: list[Problem] | None = None, done: list[Attached] | None = None) -> str:
    here, who = Scans(office()), visitor()
    found = here.waiting(actor())
    posted = request.method == "POST" and "compared_by" in request.form
    ready = {
        one.record.id: str(one.sheets.id) for one in reversed(found) if one.record and not one.says
    }
    return render_template(
        "scans.html",
        found=[(one, _filed(one.record), _text(one.record)) for one in found],
        aside=here.waiting(actor(), ASIDE),
        coded=office().profile.sheet_codes == YES,
        done=[(one, office().show(one.record, actor()).record) for one in done or ()],
        problems=problems or [],
        faults={problem.path: problem.message for problem in problems or ()},
        ticked=set(request.form.getlist("tick")) if posted else set(ready.values()),
        typed=request.form,
        by=request.form.get("compared_by", who.name if who else ""),
        on=request.form.get("compared_on", format_date(today(office().clock), "short")),
    )


def _filed(record: Record | None) -> FileEntry | None:
    """Return the filed PDF that a scan is held against."""
    pdfs = [file for file in record.files if file.name.endswith(".pdf")] if record else []
    return next((file for file in pdfs if not file.name.startswith(SCAN)), None)


def _text(record: Record | None) -> str:
    if record is None:
        return ""
    passages = office().show(record.id, actor()).text.passages
    return "\n".join(part.text for part in passages)[:MOST_TEXT]
