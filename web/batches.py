"""A draft to many receivers: the table is checked, then letters are made while one watches."""

from typing import Any

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from indexer.bounded import bounded
from office import worker
from office.batch_errors import BatchFaulty, RowFault
from office.batch_letters import EACH, MODES, ONE, refuse_without_receiver
from office.batch_sheet import Sheet, read_sheet, receivers_sheet
from office.batch_store import DONE, READY, RUNNING, STOPPED
from office.batches import STATES
from office.drafting import Standing
from office.printing import Printing
from office.tidied import tidied
from thai.errors import Refused
from web.current import actor, office
from web.downloads import attachment
from web.errors import sentence_of, status_of
from web.find import number
from web.routing import route

BATCH = "<int(max=2147483647):batch>"
SHOWN = 100  # letters of a batch on one page
AGAIN = "3"  # seconds until a page of a batch at work is asked for again
TWO_SOURCES = "เลือกไฟล์ตาราง หรือพิมพ์และเลือกจากรายชื่อ อย่างใดอย่างหนึ่ง"
NOBODY = "ยังไม่มีผู้รับ โปรดเลือกไฟล์ตาราง พิมพ์ หรือเลือกจากรายชื่อ"


@route("/drafts/<int:draft>/many", needs="issue")
def many(draft: int) -> ResponseReturnValue:
    """Ask to whom a draft goes, and with one number or with many."""
    standing = office().drafting.open(draft, actor())
    refuse_without_receiver(standing.form, EACH)
    return _asked(standing)


@route("/drafts/<int:draft>/many", needs="issue", methods=("POST",))
def many_checked(draft: int) -> ResponseReturnValue:
    """Check every row; what is right is kept to be started, what is not is told row by row."""
    standing = office().drafting.open(draft, actor())
    mode = ONE if request.form.get("mode") == ONE else EACH
    try:
        sheet = _sheet()
        if sheet is None:
            return _asked(standing, says=_told_nobody()), 422
        base = tidied(standing.form, standing.draft.answers)
        tried = office().batches.try_out(standing.form.code, base, sheet, mode, actor())
        made = office().batches.keep(tried, actor())
    except BatchFaulty as faulty:
        return _asked(standing, faults=faulty.faults), 422
    except Refused as refused:
        return _asked(standing, says=sentence_of(refused)), status_of(refused)
    for remark in tried.warnings:
        flash(remark)
    return redirect(url_for("batch", batch=made), 303)


@route("/batches", needs="issue")
def batches() -> ResponseReturnValue:
    """List the batches."""
    return render_template(
        "batches.html", batches=office().batches.listed(actor()), states=STATES, modes=MODES
    )


@route(f"/batches/{BATCH}", needs="issue")
def batch(batch: int) -> ResponseReturnValue:
    """Show how far a batch is; while letters are made the page asks again by itself."""
    found = office().batches.one(batch, actor())
    first = max((number(request.args.get("from")) or 1) - 1, 0)
    letters = office().batches.letters(batch, actor())
    page = render_template(
        "batch.html",
        batch=found,
        states=STATES,
        modes=MODES,
        letters=letters[first : first + SHOWN],
        first=first,
        shown=SHOWN,
        running=found.state == RUNNING,
        may_start=found.state in (READY, STOPPED),
        done=found.state == DONE,
        circular=found.mode == ONE,
        attended=worker.is_running(office().folder.place("work")),
        able=office().converter.available(),
    )
    answer = Response(page)
    if found.state == RUNNING:
        answer.headers["Refresh"] = AGAIN
    return answer


@route(f"/batches/{BATCH}", needs="issue", methods=("POST",))
def batch_moved(batch: int) -> ResponseReturnValue:
    """Start, stop, go on or give up."""
    match request.form.get("do"):
        case "stop":
            office().batches.stop(batch, actor())
        case "discard":
            office().batches.discard(batch, request.form.get("reason", ""), actor())
        case _:
            office().batches.start(batch, actor())
    return redirect(url_for("batch", batch=batch), 303)


@route(f"/batches/{BATCH}/print", needs="issue", methods=("POST",))
def batch_printed(batch: int) -> ResponseReturnValue:
    """Send every letter in one PDF."""
    apart = request.form.get("apart") == "1"
    printed = office().batches.printed(batch, actor(), apart=apart)
    return attachment(printed.name, printed.data)


def _sheet() -> Sheet | None:
    """Return the table that was chosen or typed; None where nothing or both was."""
    file = request.files.get("file")
    typed = map(_bare, request.form.get("receivers", "").splitlines())
    names = [*filter(None, typed), *request.form.getlist("chosen")]
    if file is None or not file.filename:
        return receivers_sheet(names) if names else None
    return None if names else bounded(file.filename, read_sheet, file.filename, file.read())


def _told_nobody() -> str:
    file = request.files.get("file")
    return TWO_SOURCES if file is not None and file.filename else NOBODY


def _asked(standing: Standing, says: str = "", faults: tuple[RowFault, ...] = ()) -> str:
    directory = Printing(office()).directory()
    plain = {head: [_bare(one) for one in lines] for head, lines in directory.items()}
    return render_template(
        "many.html",
        standing=standing,
        says=says,
        faults=faults,
        directory=plain,
        listing=any(field.name == "receivers" for field in standing.form.fields),
        modes=MODES,
        told=_told(),
    )


def _told() -> dict[str, Any]:
    return {
        "receivers": request.form.get("receivers", ""),
        "chosen": request.form.getlist("chosen"),
        "mode": request.form.get("mode", EACH),
    }


def _bare(line: str) -> str:
    """Return whom a line names, without the salutation that the letter has itself."""
    return line.strip().removeprefix("เรียน ").strip()
