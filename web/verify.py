"""The verification page: anybody who holds a paper may ask whether it is kept here."""

from hashlib import file_digest

from flask import make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from archive.records import Record
from office.profile import NOTHING
from office.qr_codes import SHORT
from office.shown import Shown
from office.verification import Verification, Verified
from office.verification_errors import AskedTooOften, CodeUnknown
from templates.sheet_code import as_svg
from web.current import office
from web.enter import address
from web.errors import status_of
from web.routing import PUBLIC, route

NOT_CHOSEN = "โปรดเลือกไฟล์ที่จะเทียบ"


@route("/verify", needs=PUBLIC)
def verify() -> ResponseReturnValue:
    """Ask for a code; with one, lead to its page."""
    code = request.args.get("code", "").strip().strip("/")
    return redirect(url_for("verified", code=code)) if code else _page(code)


@route("/verify/<path:code>", needs=PUBLIC)
def verified(code: str) -> ResponseReturnValue:
    """Show what a code stands for, as far as anybody may know it."""
    return _looked(code)


@route(f"{SHORT}<path:code>", needs=PUBLIC)
def verified_short(code: str) -> ResponseReturnValue:
    """Lead to a code's page from the short address that stands in a QR code."""
    return redirect(url_for("verified", code=code.lower()))


@route("/verify/<path:code>", needs=PUBLIC, methods=("POST",))
def verified_file(code: str) -> ResponseReturnValue:
    """Say whether a file is kept under a code, byte by byte; the file itself is not kept."""
    file = request.files.get("file")
    if file is None or not file.filename:
        return _looked(code, says=NOT_CHOSEN)
    return _looked(code, file_digest(file.stream, "sha512").hexdigest())  # type: ignore[arg-type]


def link_of(shown: Shown) -> tuple[str, str]:
    """Return a record's code and the whole address of its verification page."""
    record: Record = shown.record
    code = Verification(office()).code(record.id, shown.history)
    return code, _address(code)


def _address(code: str) -> str:
    """Return the whole address of a code's page: as the office told it, else as it was asked."""
    told = office().profile.web_address
    return (
        told + url_for("verified", code=code)
        if told
        else url_for("verified", code=code, _external=True)
    )


def _looked(code: str, sha512: str = "", says: str = "") -> ResponseReturnValue:
    try:
        found = Verification(office()).look(code, address(), sha512)
    except (CodeUnknown, AskedTooOften) as refused:
        return _page(code, says=str(refused), status=status_of(refused))
    return _page(code, found, says=says, asked=bool(sha512), status=422 if says else 200)


def _page(
    code: str,
    found: Verified | None = None,
    *,
    says: str = "",
    asked: bool = False,
    status: int = 200,
) -> ResponseReturnValue:
    drawn = render_template(
        "verify.html",
        code=code,
        found=found,
        says=says,
        asked=asked,
        drawing=as_svg(_address(found.code)) if found else "",
        hides=office().profile.verify_shows == NOTHING,
    )
    answer = make_response(drawn, status)
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer
