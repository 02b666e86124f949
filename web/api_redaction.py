"""The API: a redacted copy of a record: what is proposed to be covered, boxes in, a copy filed."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from archive.records import Record, RecordId
from office.errors import TellingInvalid
from office.permissions import require
from office.personal_numbers import KINDS, masked
from office.redacting import COPY, Covering, Hidden, Sheet, coverable
from office.redaction_errors import NothingToRedact
from templates.errors import Problem
from web.api import operation
from web.api_records import LABEL, ONE
from web.api_shapes import BOOL, COUNT, REVISION, TEXT, Shape, list_of, object_of, whole
from web.current import actor, office

MM: Shape = {"type": "number", "minimum": 0, "maximum": 10_000}
BOX = whole(page=REVISION, left=MM, top=MM, width=MM, height=MM)
"""A box over a page (from 1), in millimetres from the page's upper left corner."""
NUMBER = whole(kind={"type": "string", "enum": list(KINDS)}, digits=LABEL, boxes=list_of(BOX))
SHEET = whole(page=COUNT, width=MM, height=MM, numbers=list_of(NUMBER))
NAME: Shape = {"type": "string", "maxLength": 200}


@operation(
    "GET",
    f"{ONE}/redaction",
    needs="note",
    query={"file": NAME},
    answer=whole(files=list_of(LABEL), file=LABEL, sheets=list_of(SHEET)),
)
def api_redaction(year: int, series: str, sequence: str, query: dict[str, Any]) -> Any:
    """Tell the pages of a file and the personal numbers found on them, masked, with their boxes."""
    record = _record(year, series, sequence)
    file = _file(record, query.get("file", ""))
    sheets = [
        {
            "page": sheet.page,
            "width": sheet.width,
            "height": sheet.height,
            "numbers": [
                {
                    "kind": one.kind,
                    "digits": masked(one.digits),
                    "boxes": [asdict(box) for box in one.boxes],
                }
                for one in sheet.numbers
            ],
        }
        for sheet in office().redacting.sheets(record, file)
    ]
    return {"files": [one.name for one in coverable(record)], "file": file, "sheets": sheets}


@operation(
    "POST",
    f"{ONE}/redaction",
    needs="note",
    body=object_of(
        ("version", "why"),
        version=REVISION,
        file=NAME,
        boxes=list_of(BOX),
        words=list_of({"type": "string", "minLength": 1, "maxLength": 200}),
        numbers=BOOL,
        why=TEXT,
        others=BOOL,
    ),
    answer=whole(id=LABEL, version=COUNT, file=LABEL, boxes=COUNT),
)
def api_redact(year: int, series: str, sequence: str, body: dict[str, Any]) -> Any:
    """File a copy in which boxes, words and (``numbers``) personal numbers are black.

    ``others``: who may not read the record itself may have the copy.
    """
    record = _record(year, series, sequence)
    file, acts = _file(record, body.get("file", "")), office().redacting
    words = body.get("words", [])
    _all_found(acts.missed(record, file, words))
    found = _numbers(acts.sheets(record, file)) if body.get("numbers", False) else []
    told = [Hidden(**box) for box in body.get("boxes", [])]
    boxes = (*found, *told, *acts.words(record, file, words))
    covering = Covering(file, boxes, body["why"], body.get("others", False))
    made = acts.make(record.id, body["version"], covering, actor())
    return {"id": str(made.id), "version": made.version, "file": COPY, "boxes": len(boxes)}


def _record(year: int, series: str, sequence: str) -> Record:
    record = office().show(RecordId.parse(f"{year}/{series}/{sequence}"), actor()).record
    require(actor(), "note", record.description.group)
    return record


def _file(record: Record, asked: str) -> str:
    """Return the file that is asked for, or the first that can be covered."""
    names = [one.name for one in coverable(record)]
    if not names or (asked and asked not in names):
        raise NothingToRedact(record=record.id)
    return asked or names[0]


def _numbers(sheets: Sequence[Sheet]) -> list[Hidden]:
    return [box for sheet in sheets for number in sheet.numbers for box in number.boxes]


def _all_found(missed: Sequence[str]) -> None:
    """Refuse words that would stay readable: nobody must take them for covered."""
    if missed:
        says = "ไม่พบในข้อความของไฟล์นี้ โปรดแก้คำ หรือวางกรอบแทน"
        raise TellingInvalid(
            problems=tuple(Problem("words", f"คำ “{word}”", says) for word in missed)
        )
