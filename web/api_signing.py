"""For programs: the day's scans, and what is found of the digital signatures in a PDF."""

from dataclasses import asdict
from datetime import date
from typing import Any

from werkzeug.datastructures import FileStorage

from office.scans import Chosen, Found, Scans
from office.signatures import Signatures
from office.signatures_pdf import Signature
from web.api import operation
from web.api_shapes import BOOL, COUNT, DAY, REVISION, TEXT, list_of, object_of, whole
from web.current import actor, office

SAID = {"type": "string"}
RUN = whole(run=COUNT, file=SAID, first=COUNT, last=COUNT, record=SAID, draft=COUNT, says=SAID)
RUNS = whole(runs=list_of(RUN))
SIGNATURE = whole(
    holder=SAID,
    issuer=SAID,
    claimed_at=SAID,
    intact=BOOL,
    later=BOOL,
    known=BOOL,
    stamped=BOOL,
    fault=SAID,
)
SIGNATURES = whole(signatures=list_of(SIGNATURE), trusted=list_of(SAID))


@operation("GET", "/scans", needs="note", answer=RUNS)
def api_scans() -> Any:
    """Tell which scanned sheets wait, and which record the code on each means."""
    return _waiting()


@operation("POST", "/scans", needs="note", parts=object_of(), answer=RUNS)
def api_scans_given(parts: dict[str, Any], file: FileStorage) -> Any:
    """Take a file of scans and split it by the codes on the first sheets; tells all that wait."""
    Scans(office()).take(file.filename or "", file.read(), actor())
    return _waiting()


@operation(
    "POST",
    "/scans/attach",
    needs="note",
    body=object_of(
        ("chosen", "compared_by", "compared_on"),
        chosen=list_of(whole(run=REVISION, record=TEXT)),
        compared_by=TEXT,
        compared_on=DAY,
    ),
    answer=whole(attached=list_of(whole(run=COUNT, record=SAID, fault=SAID))),
)
def api_scans_attach(body: dict[str, Any]) -> Any:
    """Attach scanned sheets to records, compared with the paper by somebody on a day."""
    chosen = [Chosen(one["run"], one["record"]) for one in body["chosen"]]
    day = date.fromisoformat(body["compared_on"])
    done = Scans(office()).attach(chosen, body["compared_by"], day, actor())
    return {"attached": [asdict(one) | {"record": str(one.record)} for one in done]}


@operation("POST", "/signatures", needs="read", parts=object_of(), answer=SIGNATURES)
def api_signatures(parts: dict[str, Any], file: FileStorage) -> Any:
    """Tell of the digital signatures in a PDF; revocation and time stamps are not checked."""
    found = Signatures(office()).look(file.read())
    return {"signatures": list(map(_signature, found.signatures)), "trusted": list(found.trusted)}


def _waiting() -> dict[str, Any]:
    return {"runs": [_run(one) for one in Scans(office()).waiting(actor())]}


def _run(one: Found) -> dict[str, Any]:
    return {
        "run": one.sheets.id,
        "file": one.sheets.name,
        "first": one.sheets.first,
        "last": one.sheets.last,
        "record": str(one.record.id) if one.record else "",
        "draft": one.draft or 0,
        "says": one.says,
    }


def _signature(one: Signature) -> dict[str, Any]:
    told = {name: getattr(one, name) for name in ("intact", "later", "known", "stamped", "fault")}
    return told | {
        "holder": one.holder.name if one.holder else "",
        "issuer": one.holder.issuer if one.holder else "",
        "claimed_at": one.claimed_at.isoformat() if one.claimed_at else "",
    }
