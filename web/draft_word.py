"""A draft goes on in Word: its file is fetched, dropped back in, compared, or set aside."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from office.drafting import FILED, SIGNED_NOW, Standing
from templates.errors import FormInvalid
from templates.proof.findings import Severity
from thai.errors import Refused
from web.current import actor, office
from web.downloads import attachment
from web.draft_page import STATES
from web.errors import sentence_of, status_of
from web.routing import route

NOTHING_CHOSEN = "โปรดเลือกไฟล์ .docx ที่แก้ใน Word แล้ว"
MOST_SHOWN = 100
"""Differences that the page writes out; the rest are counted."""


@route("/drafts/<int:draft>/word", needs="draft")
def draft_word(draft: int) -> ResponseReturnValue:
    """Say how to go on in Word, and what came back so far."""
    standing = office().drafting.open(draft, actor())
    if standing.state == FILED:
        return redirect(url_for("issued", record_id=standing.draft.record))
    return _page(standing)


@route("/drafts/<int:draft>/word.docx", needs="draft")
def draft_word_file(draft: int) -> ResponseReturnValue:
    """Send the file to go on with; leads back to the form while it is not whole."""
    try:
        printed = office().word.download(draft, actor())
    except FormInvalid:
        return redirect(url_for("draft", draft=draft, check=1), 303)
    return attachment(printed.name, printed.data)


@route("/drafts/<int:draft>/word/<int:number>.docx", needs="draft")
def draft_word_version(draft: int, number: int) -> ResponseReturnValue:
    """Send a version as it came."""
    printed = office().word.version(draft, number, actor())
    return attachment(printed.name, printed.data)


@route("/drafts/<int:draft>/word", needs="draft", methods=("POST",))
def draft_word_put(draft: int) -> ResponseReturnValue:
    """Take the edited file in, and show what it says otherwise."""
    standing, file = office().drafting.open(draft, actor()), request.files.get("file")
    if file is None or not file.filename:
        return _page(standing, NOTHING_CHOSEN), 422
    try:
        office().word.put(draft, _seen(), file.filename, file.read(), actor())
    except FormInvalid:
        return redirect(url_for("draft", draft=draft, check=1), 303)
    except Refused as refused:
        return _page(standing, sentence_of(refused)), status_of(refused)
    flash("รับไฟล์ Word แล้ว ข้อความในไฟล์นี้คือที่จะพิมพ์และออกเลข")
    return redirect(url_for("draft_word", draft=draft), 303)


@route("/drafts/<int:draft>/word/back", needs="draft", methods=("POST",))
def draft_word_back(draft: int) -> ResponseReturnValue:
    """Issue what the form makes again; asks once more before."""
    standing = office().drafting.open(draft, actor())
    if request.form.get("sure") != "1":
        return render_template("draft_word_back.html", standing=standing)
    office().word.back_to_form(draft, _seen(), actor())
    flash("กลับไปใช้แบบฟอร์มแล้ว ไฟล์ Word เดิมยังดาวน์โหลดได้")
    return redirect(url_for("draft_word", draft=draft), 303)


def _page(standing: Standing, says: str = "") -> str:
    draft = standing.draft.id
    state, word = office().word.state(draft, actor()), office().word.shown(draft)
    proof = office().checking.check(word, actor()) if word else None
    return render_template(
        "draft_word.html",
        standing=standing,
        says=says,
        state=state,
        proof=proof,
        severities=tuple(Severity),
        most=MOST_SHOWN,
        shut=standing.state == SIGNED_NOW,
        states=STATES,
        place=office().submission.place,
    )


def _seen() -> int:
    seen = request.form.get("revision", "")
    return int(seen) if seen.isdecimal() else 0
