"""Custody on pages: the audit with its findings, repair, the journal's head; and the backups."""

from pathlib import Path

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from office.backup_place import BackupPlace
from office.backups import Backups
from office.custody import DAYS, Custody
from office.permissions import holds
from office.repairs import Repairs
from office.worker import is_running
from thai.digits import to_thai
from thai.errors import Refused
from web.current import actor, office
from web.errors import passes, status_of
from web.routing import route

MOST = 500  # findings on the page; the command line tells all


@route("/custody", needs="verify")
def custody() -> ResponseReturnValue:
    """Show how far the audit is, what it found, and where the journal stands."""
    kept = Custody(office())
    found = kept.findings(actor())
    return render_template(
        "custody.html",
        state=kept.state(),
        found=found[:MOST],
        count=len(found),
        head=office().journal.head(),
        days=DAYS,
        may_repair=holds(actor(), "rebuild"),
        source=Backups(office()).state().folder,
        works=is_running(office().folder.place("work")),
    )


@route("/custody/audit", needs="verify", methods=("POST",))
def custody_audit() -> ResponseReturnValue:
    """Want everything checked now, or no more."""
    kept = Custody(office())
    if request.form.get("stop"):
        kept.stop(actor())
        flash("หยุดไว้แล้ว ระบบจะตรวจต่อทุกคืนจากที่ค้างไว้")
    else:
        kept.ask(actor())
        flash("เริ่มตรวจแล้ว ทำงานอื่นต่อได้ ดูความคืบหน้าได้ที่หน้านี้")
    return redirect(url_for("custody"))


@route("/custody/repair", needs="rebuild", methods=("POST",))
def custody_repair() -> ResponseReturnValue:
    """Repair what was found from the office's backup."""
    outcomes, left = Repairs(office()).repair(actor())
    for outcome in outcomes:
        if outcome.why_not:
            flash(outcome.why_not)
    mended = sum(outcome.done is not None for outcome in outcomes)
    flash(f"ซ่อมแล้ว {to_thai(str(mended))} รายการ ยังเหลือที่ผิดปกติ {to_thai(str(len(left)))} รายการ")
    return redirect(url_for("custody"))


@route("/backup", needs="administer", methods=("GET", "POST"))
def backup() -> ResponseReturnValue:
    """Show the backups, and say where they go."""
    backups, says, status = Backups(office()), "", 200
    typed = request.form.get("folder", "").strip()
    if request.method == "POST":
        try:
            if not typed:
                says, status = "โปรดพิมพ์ที่อยู่ของโฟลเดอร์บนดิสก์สำรอง", 422
            else:
                backups.set_folder(typed, actor())
                flash("บันทึกที่เก็บสำเนาสำรองแล้ว")
                return redirect(url_for("backup"))
        except Refused as refused:
            says, status = str(refused), status_of(refused)
    state = backups.state()
    sets = BackupPlace(Path(state.folder)).sets() if state.folder else []
    return render_template(
        "backup.html",
        state=state,
        typed=typed or state.folder,
        says=says,
        sets=sets[::-1],
        works=is_running(office().folder.place("work")),
    ), status


@route("/backup/now", needs="administer", methods=("POST",))
def backup_now() -> ResponseReturnValue:
    """Ask for a backup now."""
    try:
        Backups(office()).ask(actor())
        flash("เริ่มสำรองแล้ว ทำงานอื่นต่อได้ ดูความคืบหน้าได้ที่หน้านี้")
    except Refused as refused:
        if passes(refused):
            raise
        flash(str(refused))
    return redirect(url_for("backup"))
