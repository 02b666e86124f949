"""Digital signatures: signing a record's PDF with a certificate, looking at those of any PDF."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from archive.errors import VersionConflict
from archive.records import RecordId
from office.permissions import require
from office.signature_errors import CertificateWrong
from office.signatures import Looked, Signatures
from office.signatures_pdf import Key
from thai.errors import Refused
from web.current import actor, office
from web.errors import passes, status_of
from web.find import number
from web.record_acts import CONFLICT
from web.routing import route

NO_FILE, NO_KEY = "โปรดเลือกไฟล์ PDF", "โปรดเลือกไฟล์ใบรับรอง (.p12 หรือ .pfx)"
DONE = "ลงลายมือชื่อดิจิทัลแล้ว เก็บเป็นฉบับใหม่ของเอกสาร"


@route("/signature", needs="read")
def signature() -> str:
    """Ask for a PDF."""
    return _shown()


@route("/signature", needs="read", methods=("POST",))
def signature_looked() -> ResponseReturnValue:
    """Tell of the signatures in a PDF; the file is not kept."""
    file = request.files.get("file")
    if file is None or not file.filename:
        return _shown(says=NO_FILE), 422
    return _looked(file.read(), file.filename)


@route("/records/signature/<path:record_id>/<name>", needs="read")
def record_signature(record_id: str, name: str) -> ResponseReturnValue:
    """Tell of the signatures in a record's file."""
    path = office().file(RecordId.parse(record_id), name, actor())
    return _looked(path.read_bytes(), name)


@route("/records/sign/<path:record_id>", needs="note")
def record_sign(record_id: str) -> str:
    """Ask for the certificate and its passphrase."""
    return _sign_page(RecordId.parse(record_id))


@route("/records/sign/<path:record_id>", needs="note", methods=("POST",))
def record_signed(record_id: str) -> ResponseReturnValue:
    """Sign the record's PDF; certificate and passphrase are forgotten."""
    id, file = RecordId.parse(record_id), request.files.get("certificate")
    if file is None or not file.filename:
        return _sign_page(id, says=NO_KEY, at="certificate"), 422
    key, seen = (
        Key(file.read(), request.form.get("passphrase", "")),
        number(request.form.get("seen")),
    )
    try:
        Signatures(office()).sign(id, seen or 0, key, actor())
    except VersionConflict as refused:
        return _sign_page(id, says=CONFLICT), status_of(refused)
    except Refused as refused:
        if passes(refused):
            raise
        at = "certificate" if isinstance(refused, CertificateWrong) else ""
        return _sign_page(id, says=str(refused), at=at), status_of(refused)
    flash(DONE)
    return redirect(url_for("record", record_id=record_id), 303)


def _looked(pdf: bytes, name: str) -> ResponseReturnValue:
    try:
        found = Signatures(office()).look(pdf)
    except Refused as refused:
        return _shown(says=str(refused)), status_of(refused)
    return _shown(found, name)


def _shown(found: Looked | None = None, name: str = "", says: str = "") -> str:
    return render_template("signature.html", found=found, name=name, says=says)


def _sign_page(id: RecordId, says: str = "", at: str = "") -> str:
    record = office().show(id, actor()).record
    require(actor(), "note", record.description.group)
    able = office().converter.available()
    return render_template("sign.html", record=record, says=says, at=at, able=able)
