"""On paper: a draft for signature, a filed document with its copies, a sheet for the printer."""

from flask import Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from archive.records import RecordId
from office.print_set import MOST_COPIES, Printed
from templates import ruler
from templates.errors import FormInvalid
from thai.digits import to_arabic
from web.current import actor, office
from web.downloads import attachment
from web.routing import PERSON, route


@route("/drafts/<int:draft>/print", needs="draft")
def draft_print(draft: int) -> ResponseReturnValue:
    """Ask how many copies to print for signature; leads back to the form while it is not whole."""
    standing = office().drafting.open(draft, actor())
    try:
        office().print_set.check_draft(draft, actor())
    except FormInvalid:
        return redirect(url_for("draft", draft=draft, check=1), 303)
    able = office().converter.available()
    word = office().word.counts(draft)
    return render_template(
        "draft_print.html", standing=standing, able=able, most=MOST_COPIES, word=word
    )


@route("/drafts/<int:draft>/print", needs="draft", methods=("POST",))
def draft_printed(draft: int) -> ResponseReturnValue:
    """Send the print set of a draft, number and day left blank."""
    try:
        if request.form.get("as") == "docx":
            return _sent(office().print_set.word_of_draft(draft, actor()))
        printed = office().print_set.of_draft(
            draft, actor(), file_copy=_file_copy(), copies=_copies()
        )
    except FormInvalid:
        return redirect(url_for("draft", draft=draft, check=1), 303)
    return _sent(printed)


@route("/print/<path:record_id>", needs="read", methods=("POST",))
def record_print(record_id: str) -> ResponseReturnValue:
    """Send the print set of a filed document."""
    record = office().show(RecordId.parse(record_id), actor()).record
    return _sent(office().print_set.of_record(record, file_copy=_file_copy(), copies=_copies()))


@route("/ruler", needs=PERSON)
def ruler_page() -> ResponseReturnValue:
    """Say how to check that the printer keeps the size."""
    return render_template("ruler.html")


@route("/ruler.pdf", needs=PERSON)
def ruler_sheet() -> ResponseReturnValue:
    """Send the sheet with the rulers."""
    return attachment("ไม้บรรทัดตรวจเครื่องพิมพ์.pdf", ruler.sheet())


def _sent(printed: Printed) -> Response:
    return attachment(printed.name, printed.data)


def _file_copy() -> bool:
    return request.form.get("file_copy") == "1"


def _copies() -> int:
    typed = to_arabic(request.form.get("copies", "")).strip()
    return min(int(typed), MOST_COPIES) if typed.isdecimal() else 0
