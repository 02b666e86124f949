"""A record kept to people and groups by name, and opened again: one page for both."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from archive.errors import VersionConflict
from archive.records import RecordId
from office.errors import TellingInvalid
from office.permissions import require
from office.restricting import Kept
from templates.errors import Problem
from web.asking import Typed
from web.current import actor, office
from web.record_acts import CONFLICT, seen
from web.routing import route

HIDES = "ผู้ที่ไม่ได้เลือกจะค้นไม่พบ ไม่เห็นในรายการและจำนวน และเปิดไฟล์ไม่ได้ ทะเบียนแสดงเพียงเลขและวันที่"
DONE = {"restrict": "จำกัดผู้อ่านแล้ว", "widen": "เลิกจำกัดผู้อ่านแล้ว"}


@dataclass(frozen=True)
class Concerned:
    """Whose readers are asked for: title, link back, version, who reads now, what is hidden."""

    title: str
    back: str
    version: int
    now: Kept | None
    told: str


@route("/records/readers/<path:record_id>", needs="restrict", methods=("GET", "POST"))
def record_readers(record_id: str) -> ResponseReturnValue:
    """Ask who reads a record, or let it be read as before."""
    id = RecordId.parse(record_id)
    require(actor(), "restrict", office().show(id, actor()).record.description.group)
    if request.method == "GET":
        return _page(id)
    typed, act = Typed(), request.form.get("act", "restrict")
    until = typed.day("until", "ถึงวันที่")
    kept = Kept(tuple(request.form.getlist("readers")), until, "", typed.text("why"))
    try:
        if typed.problems:
            raise TellingInvalid(problems=())
        if act == "widen":
            office().restricting.widen(id, seen(), kept.why, actor())
        else:
            office().restricting.restrict(id, seen(), kept, actor())
    except TellingInvalid as refused:
        return _page(id, kept, typed.all(refused.problems)), 422
    except VersionConflict:
        return _page(id, kept, says=CONFLICT), 409
    flash(DONE[act if act in DONE else "restrict"])
    return redirect(url_for("record", record_id=record_id), 303)


def _page(
    id: RecordId, kept: Kept | None = None, problems: Sequence[Problem] = (), says: str = ""
) -> str:
    record = office().show(id, actor()).record
    at = Concerned(
        record.description.title,
        url_for("record", record_id=str(id)),
        record.version,
        office().restricting.in_force(record.description),
        HIDES,
    )
    return readers_asked(at, kept, problems, says)


def readers_asked(
    at: Concerned, kept: Kept | None, problems: Sequence[Problem], says: str = ""
) -> str:
    """Return the page that asks who reads; ``kept`` is what was posted."""
    profile, now = office().profile, at.now
    shown = kept or (replace(now, why="") if now else Kept((), None, "", ""))
    return render_template(
        "record_readers.html",
        title=at.title,
        back=at.back,
        version=at.version,
        told=at.told,
        groups=[(f"@{group.id}", group.name) for group in profile.groups],
        people=[(one.id, one.name.full, one.post) for one in profile.people],
        shown=shown,
        until=request.form.get("until", ""),
        restricted=now is not None,
        problems=problems,
        says=says,
    )
