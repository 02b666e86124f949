"""The API: where paper lies, what lies there, and what of it is lent."""

from datetime import date
from typing import Any

from archive.catalogue import Entry, Filters
from archive.records import Paper, Record, RecordId
from archive.whereabouts import PLACED, spelled
from office.clock import today
from office.loans import Bringing, Lending
from web.api import operation
from web.api_records import LABEL, ONE, WORD
from web.api_shapes import BOOL, COUNT, DAY, REVISION, TEXT, list_of, object_of, whole
from web.current import actor, office

PLACE = dict.fromkeys(PLACED, LABEL)
FOLDER = whole(**PLACE, records=COUNT, first=LABEL, last=LABEL)
_LYING = {
    **dict.fromkeys(("id", "number", "title", "day", "lent_to", "lent", "due"), LABEL),
    "late": BOOL,
}
LYING, LENT = whole(**_LYING), whole(**_LYING, **PLACE)
CHANGED = whole(id=LABEL, version=COUNT)
MOST = 5_000


@operation("GET", "/folders", needs="read", answer=whole(folders=list_of(FOLDER)))
def api_folders() -> Any:
    """List every place of paper, with how much lies there and from which days."""
    held = office().browsing.folders(Filters(), actor())
    folders = [
        _place(one.paper)
        | {"records": one.records, "first": one.first.isoformat(), "last": one.last.isoformat()}
        for one in held
    ]
    return {"folders": folders}


@operation(
    "GET",
    "/folders/contents",
    needs="read",
    query=dict.fromkeys(PLACED, WORD),
    answer=whole(records=list_of(LYING)),
)
def api_folder_contents(query: dict[str, Any]) -> Any:
    """List what lies in a place, the oldest first; what is not told of the place is empty there."""
    place = spelled(Paper(**query))
    found = office().browse(Filters(paper=place, order="oldest", limit=MOST), actor())
    return {"records": [_lying(row) for row in found.rows if row.state != "destroyed"]}


@operation("GET", "/loans", needs="read", query={"late": BOOL}, answer=whole(loans=list_of(LENT)))
def api_loans(query: dict[str, Any]) -> Any:
    """List the paper that is lent, what is due first comes first; ``late``: only what is late."""
    out = office().loans.out(actor(), late=query.get("late", False))
    return {"loans": [_lying(row) | _place(row.paper) for row in out]}


@operation(
    "POST",
    f"{ONE}/loan",
    needs="note",
    body=object_of(
        ("version", "borrower", "due"),
        version=REVISION,
        borrower=TEXT,
        due=DAY,
        on=DAY,
        taker=TEXT,
    ),
    answer=CHANGED,
)
def api_lend(year: int, series: str, sequence: str, body: dict[str, Any]) -> Any:
    """Note that the paper of a record was lent (today, where no day is told)."""
    lending = Lending(
        body["borrower"], _on(body), date.fromisoformat(body["due"]), body.get("taker", "")
    )
    id = _id(year, series, sequence)
    return _changed(office().loans.lend(id, body["version"], lending, actor()))


@operation(
    "POST",
    f"{ONE}/loan/back",
    needs="note",
    body=object_of(("version",), version=REVISION, by=TEXT, on=DAY),
    answer=CHANGED,
)
def api_lent_back(year: int, series: str, sequence: str, body: dict[str, Any]) -> Any:
    """Note that lent paper came back; by the borrower where nobody else is told."""
    bringing = Bringing(body.get("by", ""), _on(body))
    id = _id(year, series, sequence)
    return _changed(office().loans.bring(id, body["version"], bringing, actor()))


def _id(year: int, series: str, sequence: str) -> RecordId:
    return RecordId.parse(f"{year}/{series}/{sequence}")


def _on(body: dict[str, Any]) -> date:
    return date.fromisoformat(body["on"]) if "on" in body else today(office().clock)


def _changed(record: Record) -> dict[str, Any]:
    return {"id": str(record.id), "version": record.version}


def _place(paper: Paper) -> dict[str, str]:
    return {name: getattr(paper, name) for name in PLACED}


def _lying(row: Entry) -> dict[str, Any]:
    return {
        "id": str(row.id),
        "number": row.number,
        "title": row.title,
        "day": row.day.isoformat(),
        "lent_to": row.lent_to,
        "lent": row.lent.isoformat() if row.lent else "",
        "due": row.lent_due.isoformat() if row.lent_due else "",
        "late": office().loans.is_late(row),
    }
