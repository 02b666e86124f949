"""The check of layout and wording: a .docx is dropped in; every finding is told with its place."""

from collections import Counter
from dataclasses import dataclass

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from archive.records import RecordId
from office.check_table import HEADS, WIDTHS, rows
from office.checking import Given
from templates.proof.findings import Severity
from templates.proof.kinds import TITLES
from templates.proof.proof import Proof
from thai.errors import Refused
from web.current import actor, office
from web.downloads import attachment
from web.errors import status_of
from web.lists import Columns, listed
from web.routing import route

NOTHING_CHOSEN = "โปรดเลือกไฟล์ .docx อย่างน้อยหนึ่งไฟล์"
MOST_FILES = 50
TOO_MANY = "ตรวจได้ครั้งละไม่เกิน ๕๐ ไฟล์ โปรดเลือกให้น้อยลง หรือใช้คำสั่ง saraban check กับทั้งโฟลเดอร์"


@dataclass(frozen=True)
class Checked:
    """One of several files: what was found, and the secret that leads to it; or why not."""

    name: str
    token: str
    proof: Proof | None
    why: str = ""


@route("/check", needs="read")
def check() -> ResponseReturnValue:
    """Ask for a file."""
    return render_template("check.html", says="")


@route("/check", needs="read", methods=("POST",))
def check_file() -> ResponseReturnValue:
    """Check a file and lead to what was found, or several and show a table."""
    files = [file for file in request.files.getlist("file") if file.filename]
    if not files or len(files) > MOST_FILES:
        says = TOO_MANY if files else NOTHING_CHOSEN
        return render_template("check.html", says=says), 422
    given = [Given(file.filename or "", file.read()) for file in files]
    try:
        return _kept(given[0]) if len(given) == 1 else _each(given)
    except Refused as refused:
        return render_template("check.html", says=str(refused)), status_of(refused)


@route("/check/findings.xlsx", needs="read")
def checked_table() -> ResponseReturnValue:
    """Send what is found in several kept files as one table."""
    acts, found = office().checking, list[tuple[str, ...]]()
    for token in request.args.getlist("t")[:MOST_FILES]:
        given = acts.kept(token, actor())
        found += rows(given.name, acts.check(given.docx, actor()))
    return listed("xlsx", "ผลตรวจรูปแบบ", Columns(HEADS, WIDTHS), found)


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


def _each(several: list[Given]) -> str:
    """Check several files; what is none is told in its row."""
    acts, found = office().checking, list[Checked]()
    for given in several:
        try:
            token = acts.keep(given, actor())
            found.append(Checked(given.name, token, acts.check(given.docx, actor())))
        except Refused as refused:
            found.append(Checked(given.name, "", None, str(refused)))
    tokens = [one.token for one in found if one.token]
    return render_template(
        "checked_many.html",
        found=found,
        tokens=tokens,
        kinds=TITLES,
        severities=tuple(Severity),
        rules=_rules(found),
    )


def _rules(found: list[Checked]) -> list[tuple[str, str, int]]:
    """Return each rule that was found broken: severity, title, and in how many files."""
    broken = Counter(
        (one.severity, one.rule.title)
        for checked in found
        if checked.proof
        for one in {one.rule.code: one for one in checked.proof.findings}.values()
    )
    order = list(Severity)
    ranked = sorted(broken.items(), key=lambda row: (order.index(row[0][0]), -row[1], row[0][1]))
    return [(str(severity), title, count) for (severity, title), count in ranked]


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
