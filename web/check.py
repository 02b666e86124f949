"""The check of layout and wording: a .docx is dropped in; every finding is told with its place."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from archive.records import RecordId
from office.checking import Given
from templates.proof.findings import Severity
from templates.proof.kinds import TITLES
from thai.errors import Refused
from web.current import actor, office
from web.downloads import attachment
from web.errors import status_of
from web.routing import route

NOTHING_CHOSEN = "โปรดเลือกไฟล์ .docx หนึ่งไฟล์"


@route("/check", needs="read")
def check() -> ResponseReturnValue:
    """Ask for a file."""
    return render_template("check.html", says="")


@route("/check", needs="read", methods=("POST",))
def check_file() -> ResponseReturnValue:
    """Check a file and lead to what was found; what is no document is refused on the page."""
    file = request.files.get("file")
    if file is None or not file.filename:
        return render_template("check.html", says=NOTHING_CHOSEN), 422
    given = Given(file.filename, file.read())
    try:
        return _kept(given)
    except Refused as refused:
        return render_template("check.html", says=str(refused)), status_of(refused)


@route("/check/<token>", needs="read")
def checked(token: str) -> ResponseReturnValue:
    """Tell what is found in a kept file, or in its corrected copy."""
    given, kind = office().checking.kept(token, actor()), _kind()
    corrected = request.args.get("copy") == "1"
    if corrected:
        proof = office().checking.mend(given.docx, actor(), kind).proof
    else:
        proof = office().checking.check(given.docx, actor(), kind)
    return render_template(
        "checked.html",
        given=given,
        token=token,
        proof=proof,
        corrected=corrected,
        kinds=TITLES,
        severities=tuple(Severity),
        origin=_origin(),
    )


@route("/check/<token>/copy", needs="read")
def checked_copy(token: str) -> ResponseReturnValue:
    """Send the corrected copy of a kept file."""
    given = office().checking.kept(token, actor())
    copy = office().checking.mend(given.docx, actor(), _kind())
    return attachment(given.corrected_name, copy.docx)


@route("/drafts/<int:draft>/check", needs="draft")
def draft_check(draft: int) -> ResponseReturnValue:
    """Check the document that a draft makes so far."""
    return _kept(office().checking.of_draft(draft, actor()), draft=draft)


@route("/records/check/<path:record_id>/<name>", needs="read")
def record_check(record_id: str, name: str) -> ResponseReturnValue:
    """Check a filed document."""
    path = office().file(RecordId.parse(record_id), name, actor())
    return _kept(Given(name, path.read_bytes()), record=record_id)


def _kept(
    given: Given, *, draft: int | None = None, record: str | None = None
) -> ResponseReturnValue:
    token = office().checking.keep(given, actor())
    return redirect(url_for("checked", token=token, draft=draft, record=record), 303)


def _origin() -> tuple[str, str]:
    """Return the link that leads on: to the draft or record that was checked, else to the form."""
    draft, record = request.args.get("draft", ""), request.args.get("record", "")
    if draft.isdecimal():
        return "กลับไปแก้ร่าง", url_for("draft", draft=int(draft))
    if record:
        return "กลับไปที่เอกสาร", url_for("record", record_id=record)
    return "ตรวจไฟล์อื่น", url_for("check")


def _kind() -> str | None:
    told = request.args.get("kind", "")
    return told if told in TITLES else None
