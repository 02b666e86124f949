"""All records of a case, and where their paper lies together."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from archive.records import Paper
from office.amending import PLACES, place_line
from office.errors import TellingInvalid
from templates.errors import Problem
from thai.digits import to_thai
from thai.text import clean
from web.current import actor, office
from web.errors import status_of
from web.routing import route


@route("/work/<int:case>/folder", needs="note")
def work_folder(case: int) -> ResponseReturnValue:
    """List what a case left, and ask where its paper lies."""
    return _page(case)


@route("/work/<int:case>/folder", needs="note", methods=("POST",))
def work_foldered(case: int) -> ResponseReturnValue:
    """Say where the paper of all of it lies."""
    paper = Paper(*(clean(request.form.get(name, "")) for name in PLACES))
    try:
        if not paper.folder:
            raise TellingInvalid(problems=(Problem("folder", PLACES["folder"], "โปรดเติม"),))
        sounds = office().recordings_filed.file(case, actor())
        told = office().case_folders.place(case, paper, actor())
    except TellingInvalid as refused:
        return _page(case, refused.problems), status_of(refused)
    kept = f" เก็บเสียงการประชุมเข้าคลัง {to_thai(str(len(sounds)))} ไฟล์" if sounds else ""
    flash(f"บันทึกที่เก็บต้นฉบับแล้ว {to_thai(str(told))} ฉบับ{kept}")
    return redirect(url_for("work_folder", case=case), 303)


def _page(case: int, problems: tuple[Problem, ...] = ()) -> str:
    gathered = office().case_folders.of(case, actor())
    papers = [one.description.paper for one in gathered.records if one.description.paper]
    known = vars(papers[0]) if papers else {}
    return render_template(
        "work_folder.html",
        case=office().cases.get(case, actor()),
        records=[(one, place_line(one.description.paper)) for one in gathered.records],
        drafts=gathered.drafts,
        places=PLACES,
        values=request.form if problems else known,
        problems=problems,
    )
