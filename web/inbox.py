"""The inbox: files are given in here or laid into its folder, and every one's way is in sight."""

from flask import flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from office.arrivals import ASIDE, STATES, WAITING
from office.intake import KINDS
from office.worker import is_running
from thai.digits import to_thai
from thai.errors import Refused
from web.current import actor, office
from web.errors import status_of, wants_json
from web.find import number
from web.routing import route

SIZE = 100


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
        says = tuple(map(str, refused)) or ("โปรดเลือกแฟ้มอย่างน้อยหนึ่งแฟ้ม",)
        return _page(says, taken), status_of(refused[0]) if refused else 422
    flash(f"รับไว้ {to_thai(str(taken))} แฟ้ม กำลังนำเข้า")
    return redirect(url_for("inbox"), 303)


@route("/inbox/<int:arrival>/retry", needs="file", methods=("POST",))
def inbox_retry(arrival: int) -> ResponseReturnValue:
    """Lay a file that was set aside into the inbox again."""
    again = office().arrivals.retry(arrival, actor())
    flash(f"ลองรับ “{again.source}” อีกครั้ง")
    return redirect(url_for("inbox"), 303)


@route("/inbox/state", needs="file")
def inbox_state() -> ResponseReturnValue:
    """Tell the page's own script how many files there are in each state."""
    return jsonify(office().arrivals.counts(actor()))


def _page(says: tuple[str, ...], taken: int = 0) -> str:
    state = request.args.get("state", "")
    page = max(1, number(request.args.get("page")) or 1)
    state = state if state in STATES else ""
    counts = office().arrivals.counts(actor())
    titles = {each.code: each.title for each in office().profile.file_plan.categories}
    files = office().arrivals.all(actor(), state, SIZE, (page - 1) * SIZE)
    return render_template(
        "inbox.html",
        files=files,
        aside=office().arrivals.all(actor(), ASIDE) if not state and page == 1 else [],
        counts=[(key, label, counts[key]) for key, label in STATES.items() if key in counts],
        states=STATES,
        state=state,
        page=page,
        more=len(files) == SIZE,
        waiting=counts.get(WAITING, 0),
        titles=titles,
        category=request.form.get("category", office().profile.default_category),
        kinds=KINDS,
        running=is_running(office().folder.place("work")),
        folder=office().folder.place("inbox"),
        says=says,
        taken=taken,
    )
