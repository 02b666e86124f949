"""The API: how documents left the office, and who received them."""

from datetime import date
from typing import Any

from archive.records import RecordId
from office.amending import WAYS
from office.sendings import NewSending, Taking, plain
from thai.times import parse_time
from web.api import operation
from web.api_records import LABEL, ONE, RECORD, plain_record
from web.api_shapes import BOOL, COUNT, DAY, REVISION, TEXT, list_of, object_of, whole
from web.current import actor, office

CLOCK = {"type": "string", "pattern": r"^([01][0-9]|2[0-3])[.:][0-5][0-9]$"}
TAKER = {"received_by": TEXT, "unit": TEXT, "received_on": DAY, "received_at": CLOCK}
LINE = whole(
    id=LABEL,
    sending=COUNT,
    register_number=COUNT,
    number=LABEL,
    title=LABEL,
    sender=LABEL,
    sent_on=LABEL,
    way=LABEL,
    to=LABEL,
    carrier=LABEL,
    noted_by=LABEL,
    unit=LABEL,
    received_by=LABEL,
    received_on=LABEL,
    received_at=LABEL,
    void=BOOL,
)


@operation(
    "GET",
    "/sendings",
    needs="read",
    query={"date_from": DAY, "date_to": DAY, "group": LABEL | {"maxLength": 200}},
    answer=whole(sendings=list_of(LINE)),
)
def api_sendings(query: dict[str, Any]) -> Any:
    """Tell the book of sendings, a line for each, of some days (all, unless told)."""
    first = date.fromisoformat(query.get("date_from", "1950-01-01"))
    last = date.fromisoformat(query.get("date_to", "2199-12-31"))
    found = office().sendings.book(first, last, actor(), group=query.get("group", ""))
    return {"sendings": [plain(line) for line in found]}


@operation(
    "POST",
    f"{ONE}/sent",
    needs="note",
    body=object_of(
        ("version", "way", "on", "to"),
        version=REVISION,
        way={"type": "string", "enum": list(WAYS)},
        on=DAY,
        to={**TEXT, "description": "a line for each receiver"},
        carrier=TEXT,
        **TAKER,
    ),
    answer=RECORD,
)
def api_sent(year: int, series: str, sequence: str, body: dict[str, Any]) -> Any:
    """Note that a document was sent; 409 if another version came after the one that was seen."""
    id, on = RecordId.parse(f"{year}/{series}/{sequence}"), date.fromisoformat(body["on"])
    told = NewSending(body["way"], on, body["to"], _taking(body), body.get("carrier", ""))
    return plain_record(office().sendings.send(id, body["version"], told, actor()))


@operation(
    "POST",
    f"{ONE}/taken",
    needs="note",
    body=object_of(
        ("version", "sending", "received_by", "received_on"),
        version=REVISION,
        sending=REVISION,
        **TAKER,
    ),
    answer=RECORD,
)
def api_taken(year: int, series: str, sequence: str, body: dict[str, Any]) -> Any:
    """Note who received a sending (the first is 1), when; telling it again corrects it."""
    id = RecordId.parse(f"{year}/{series}/{sequence}")
    told = (body["version"], body["sending"], _taking(body))
    return plain_record(office().sendings.take(id, *told, actor()))


def _taking(body: dict[str, Any]) -> Taking:
    on, at = body.get("received_on"), body.get("received_at")
    day = date.fromisoformat(on) if on else None
    by, unit = body.get("received_by", ""), body.get("unit", "")
    return Taking(by, unit, day, parse_time(at) if at else None)
