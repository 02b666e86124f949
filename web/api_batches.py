"""The API: many letters from one and the rows of a table; tried first, then made one by one."""

from typing import Any

from office.batch_letters import MODES
from office.batch_sheet import sheet_of
from office.batch_store import Batch
from office.batches import STATES
from thai.digits import to_arabic
from web.api import operation
from web.api_shapes import ANY, BOOL, COUNT, TEXT, list_of, object_of, whole
from web.current import actor, office

LABEL = {"type": "string"}
STATE = {"type": "string", "enum": list(STATES)}
MODE = {"type": "string", "enum": list(MODES)}
ROWS = list_of(ANY)
ASKED = ("form", "answers", "rows", "mode")
TRIED = whole(letters=COUNT, first_number=LABEL, columns=ANY, warnings=list_of(LABEL))
BATCH = whole(
    id=COUNT, form=LABEL, title=LABEL, mode=MODE, state=STATE, why=LABEL, made=COUNT, total=COUNT
)
LETTER = whole(number=COUNT, receiver=LABEL, record=LABEL)
ID = "<int(max=2147483647):batch>"


@operation(
    "POST",
    "/batches/try",
    needs="issue",
    body=object_of(ASKED, form=TEXT, answers=ANY, rows=ROWS, mode=MODE),
    answer=TRIED,
)
def api_batch_try(body: dict[str, Any]) -> Any:
    """Check a letter with each row of receivers, all faults at once by row; changes nothing."""
    sheet = sheet_of("rows", body["rows"])
    tried = office().batches.try_out(body["form"], body["answers"], sheet, body["mode"], actor())
    return {
        "letters": len(tried.merged.letters),
        "first_number": to_arabic(tried.first.number),
        "columns": dict(tried.merged.columns),
        "warnings": list(tried.warnings),
    }


@operation(
    "POST",
    "/batches",
    needs="issue",
    body=object_of(ASKED, form=TEXT, answers=ANY, rows=ROWS, mode=MODE, pdf=BOOL),
    answer=BATCH,
    status=201,
)
def api_batch_prepare(body: dict[str, Any]) -> Any:
    """Keep a checked batch of letters; nothing has a number until it is started."""
    pdf, sheet = body.get("pdf", True), sheet_of("rows", body["rows"])
    asked = (body["form"], body["answers"], sheet, body["mode"])
    return _batch(office().batches.prepare(*asked, actor(), pdf=pdf))


@operation("GET", "/batches", needs="issue", answer=whole(batches=list_of(BATCH)))
def api_batches() -> Any:
    """List the batches, the newest first."""
    return {"batches": [_told(one) for one in office().batches.listed(actor())]}


@operation(
    "GET", f"/batches/{ID}", needs="issue", answer=whole(batch=BATCH, letters=list_of(LETTER))
)
def api_batch(batch: int) -> Any:
    """Tell how far a batch is, with the record of each letter that is made."""
    letters = office().batches.letters(batch, actor())
    listed = [
        {"number": one.number, "receiver": one.receiver, "record": one.record} for one in letters
    ]
    return {"batch": _batch(batch), "letters": listed}


@operation("POST", f"/batches/{ID}/start", needs="issue", answer=BATCH)
def api_batch_start(batch: int) -> Any:
    """Start a batch, or go on with one that was stopped; the office's worker makes the letters."""
    office().batches.start(batch, actor())
    return _batch(batch)


@operation("POST", f"/batches/{ID}/stop", needs="issue", answer=BATCH)
def api_batch_stop(batch: int) -> Any:
    """Stop a batch after the letter at hand."""
    office().batches.stop(batch, actor())
    return _batch(batch)


@operation("POST", f"/batches/{ID}/discard", needs="issue", body=whole(reason=TEXT), answer=BATCH)
def api_batch_discard(batch: int, body: dict[str, Any]) -> Any:
    """Give up the letters that are not made yet, with a reason; those that are made stay."""
    office().batches.discard(batch, body["reason"], actor())
    return _batch(batch)


def _batch(batch: int) -> dict[str, Any]:
    return _told(office().batches.one(batch, actor()))


def _told(found: Batch) -> dict[str, Any]:
    names = ("id", "form", "title", "mode", "state", "why", "made", "total")
    return {name: getattr(found, name) for name in names}
