"""The API: filed records and search."""

from datetime import date
from typing import Any, get_args

from flask import Response

from archive import record_json
from archive.catalogue import Entry, Filters, Order
from archive.records import FileEntry, Paper, Record, RecordId
from office.amending import KINDS
from thai.digits import to_arabic
from web.api import FILE, operation
from web.api_shapes import ANY, COUNT, DAY, REVISION, TEXT, YEAR, list_of, object_of, whole
from web.current import actor, office
from web.downloads import attachment
from web.record import is_document

LABEL = {"type": "string"}
LIMIT = {"type": "integer", "minimum": 1, "maximum": 200}
OFFSET = {"type": "integer", "minimum": 0, "maximum": 10_000_000}
WORD = {"type": "string", "maxLength": 200}
ROW = whole(
    id=LABEL,
    type=LABEL,
    title=LABEL,
    number=LABEL,
    day=LABEL,
    sender=LABEL,
    receiver=LABEL,
    category=LABEL,
    group=LABEL,
    case=LABEL,
    state=LABEL,
    version=COUNT,
)
FILED = whole(name=LABEL, size=COUNT, sha512=LABEL)
VERSION = whole(number=COUNT, at=LABEL, who=LABEL, why=LABEL, files=list_of(FILED))
RECORD = whole(
    id=LABEL, version=COUNT, state=LABEL, state_reason=LABEL, files=list_of(FILED), about=ANY
)
PASSAGE = object_of(("heading", "text"), heading=LABEL, text=LABEL, page=COUNT)
ONE = "/records/<int(max=2799):year>/<series>/<sequence>"


@operation(
    "GET",
    "/records",
    needs="read",
    query={
        "year": YEAR,
        "fiscal": YEAR,
        "category": WORD,
        "type": WORD,
        "group": WORD,
        "case": WORD,
        "register": WORD,
        "state": {"type": "string", "enum": ["filed", "void", "destroyed"]},
        "title": WORD,
        "date_from": DAY,
        "date_to": DAY,
        "order": {"type": "string", "enum": list(get_args(Order))},
        "limit": LIMIT,
        "offset": OFFSET,
    },
    answer=whole(total=COUNT, records=list_of(ROW)),
)
def api_records(query: dict[str, Any]) -> Any:
    """List filed records."""
    found = office().browse(Filters(**_days(query)), actor())
    return {"total": found.total, "records": [_row(entry) for entry in found.rows]}


@operation("GET", ONE, needs="read", answer=RECORD)
def api_record(year: int, series: str, sequence: str) -> Any:
    """Tell everything about a record; ``about`` is its record.json."""
    return plain_record(office().show(_id(year, series, sequence), actor()).record)


@operation("GET", f"{ONE}/text", needs="read", answer=whole(passages=list_of(PASSAGE)))
def api_text(year: int, series: str, sequence: str) -> Any:
    """Tell what a record says, passage by passage."""
    text = office().show(_id(year, series, sequence), actor()).text
    passages = [
        {"heading": p.heading, "text": p.text} | ({"page": p.page} if p.page else {})
        for p in text.passages
    ]
    return {"passages": passages}


@operation("GET", f"{ONE}/versions", needs="read", answer=whole(versions=list_of(VERSION)))
def api_versions(year: int, series: str, sequence: str) -> Any:
    """Tell a record's versions, oldest first."""
    history = office().show(_id(year, series, sequence), actor()).history
    return {
        "versions": [
            {
                "number": version.number,
                "at": version.at.isoformat(),
                "who": version.who,
                "why": version.why,
                "files": [_file(file) for file in version.files],
            }
            for version in history
        ]
    }


@operation("GET", f"{ONE}/files/<name>", needs="read", answer=FILE)
def api_file(year: int, series: str, sequence: str, name: str) -> Response:
    """Send a file of a record's newest version."""
    return attachment(name, office().file(_id(year, series, sequence), name, actor()))


@operation(
    "PUT",
    f"{ONE}/paper",
    needs="note",
    body=object_of(("version",), version=REVISION, folder=TEXT, cabinet=TEXT, shelf=TEXT, box=TEXT),
    answer=RECORD,
)
def api_paper(year: int, series: str, sequence: str, body: dict[str, Any]) -> Any:
    """Say where the paper lies."""
    places = {name: text for name, text in body.items() if name != "version"}
    id = _id(year, series, sequence)
    return plain_record(
        office().amendments.place_paper(id, body["version"], Paper(**places), actor())
    )


@operation(
    "POST",
    f"{ONE}/relations",
    needs="note",
    body=object_of(
        ("version", "kind", "target"),
        version=REVISION,
        kind={"type": "string", "enum": list(KINDS)},
        target=TEXT,
    ),
    answer=RECORD,
)
def api_relate(year: int, series: str, sequence: str, body: dict[str, Any]) -> Any:
    """Tie a record to another by its id or official number."""
    id = _id(year, series, sequence)
    tied = office().amendments.relate(id, body["version"], body["kind"], body["target"], actor())
    return plain_record(tied)


@operation("POST", f"{ONE}/void", needs="void", body=whole(reason=TEXT), answer=RECORD)
def api_void(year: int, series: str, sequence: str, body: dict[str, Any]) -> Any:
    """Cancel a record with its number."""
    return plain_record(office().void(_id(year, series, sequence), body["reason"], actor()))


def _id(year: int, series: str, sequence: str) -> RecordId:
    return RecordId.parse(f"{year}/{series}/{sequence}")


def _days(query: dict[str, Any]) -> dict[str, Any]:
    days = {"date_from", "date_to"} & query.keys()
    return query | {name: date.fromisoformat(query[name]) for name in days}


def _row(entry: Entry) -> dict[str, Any]:
    same = ("type", "title", "sender", "receiver", "category", "group", "case", "state", "version")
    told = {name: getattr(entry, name) for name in same}
    return told | {
        "id": str(entry.id),
        "number": to_arabic(entry.number),
        "day": entry.day.isoformat(),
    }


def plain_record(record: Record) -> dict[str, Any]:
    """Return a record as the API tells it (``RECORD``)."""
    return {
        "id": str(record.id),
        "version": record.version,
        "state": record.state,
        "state_reason": record.state_reason,
        "files": [_file(file) for file in record.files if is_document(file)],
        "about": record_json.to_plain(record.description),
    }


def _file(file: FileEntry) -> dict[str, Any]:
    return dict(vars(file))
