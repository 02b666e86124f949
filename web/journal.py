"""The journal on a page: who did what and when, to be narrowed, printed and kept."""

import json
from collections.abc import Iterator
from typing import Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from archive.errors import BadRecordId
from archive.journal import Event
from archive.records import RecordId
from office.journal_list import ACTS, DETAILS, Asked
from thai.digits import to_thai
from web.current import actor, office
from web.filters import moment
from web.find import number
from web.lists import Columns, listed
from web.routing import route

SIZE, MOST = 100, 50_000
KEPT = ("who", "act", "ref", "order")
COLUMNS = Columns(("ลำดับ", "เมื่อ", "ผู้ทำ", "ทำอะไร", "กับสิ่งใด", "รายละเอียด"), (10, 24, 36, 28, 30, 60))


@route("/journal", needs="journal")
def journal() -> ResponseReturnValue:
    """Show the events, the newest first, a page at a time or all to be printed."""
    page = max(1, number(request.args.get("page")) or 1)
    whole = request.args.get("all") == "1"
    size = MOST if whole else SIZE
    found = office().journal_list.read(_asked(size, (page - 1) * size), actor())
    return render_template(
        "journal.html",
        rows=[(event, _cells(event), _link_of(event)) for event in found.rows],
        total=found.total,
        heads=COLUMNS.heads,
        acts=office().journal_list.acts(actor()),
        asked={key: request.args.get(key, "") for key in KEPT},
        number=page,
        pages=max(1, -(-found.total // size)),
        whole=whole,
        link=lambda **changed: url_for("journal", **_kept() | changed),
        export=lambda ending: url_for("journal_file", ending=ending, **_kept()),
    )


@route("/journal/list.<ending>", needs="journal")
def journal_file(ending: str) -> ResponseReturnValue:
    """Send the chosen events as CSV or Excel."""
    return listed(ending, "บันทึกการใช้งาน", COLUMNS, _every())


def _every() -> Iterator[tuple[str, ...]]:
    for event in office().journal_list.read(_asked(MOST, 0), actor()).rows:
        yield _cells(event)


def _asked(limit: int, offset: int) -> Asked:
    told = _kept()
    oldest = told.pop("order", "") == "oldest"
    return Asked(**told, oldest=oldest, limit=limit, offset=offset)


def _kept() -> dict[str, Any]:
    told = {key: request.args.get(key, "").strip() for key in KEPT}
    return {key: value for key, value in told.items() if value}


def _cells(event: Event) -> tuple[str, ...]:
    told = ((DETAILS.get(key, key), _plain(value)) for key, value in event.detail.items())
    detail = " · ".join(f"{label}: {value}" for label, value in told if value)
    act = ACTS.get(event.act, event.act)
    return to_thai(str(event.seq)), moment(event.at), event.who, act, event.ref, detail


def _plain(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _link_of(event: Event) -> str:
    """Return the page of the record that it was done to, "" where it was no record."""
    try:
        return url_for("record", record_id=str(RecordId.parse(event.ref)))
    except BadRecordId:
        return ""
