"""Who saw what: all of it for who reads the journal, and a record's own for who may restrict it."""

from datetime import date
from typing import Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from archive.records import RecordId
from office.permissions import DOORS
from office.seen import UNSEEN, USES, Look
from office.seen_list import Asked
from thai.digits import to_arabic
from web.asking import Typed
from web.current import actor, office
from web.filters import moment
from web.find import number
from web.lists import Columns, listed
from web.routing import route

SIZE, MOST = 100, 50_000
KEPT = ("who", "record", "since", "until")
COLUMNS = Columns(("เมื่อ", "ผู้ดู", "เอกสาร", "ทำอะไร", "ทางใด"), (24, 36, 24, 40, 20))


@route("/seen", needs="journal")
def seen_looks() -> ResponseReturnValue:
    """Show who saw the watched records, the newest first; ``proof`` walks the chain."""
    typed = Typed(told=request.args)
    page, whole = max(1, number(request.args.get("page")) or 1), request.args.get("all") == "1"
    size = MOST if whole else SIZE
    found = office().seen_list.read(_asked(typed, size, (page - 1) * size), actor())
    proof = office().seen_list.proof(actor()) if request.args.get("proof") else None
    return render_template(
        "seen.html",
        rows=[(look, cells(look)) for look in found.rows],
        total=found.total,
        heads=COLUMNS.heads,
        asked=_kept(),
        problems=typed.problems,
        number=page,
        pages=max(1, -(-found.total // size)),
        whole=whole,
        proof=proof,
        link=lambda **changed: url_for("seen_looks", **_kept() | changed),
        export=lambda ending: url_for("seen_file", ending=ending, **_kept()),
    )


@route("/seen/list.<ending>", needs="journal")
def seen_file(ending: str) -> ResponseReturnValue:
    """Send the chosen looks as CSV or Excel."""
    found = office().seen_list.read(_asked(Typed(told=request.args), MOST, 0), actor())
    return listed(ending, "บันทึกการเปิดดู", COLUMNS, map(cells, found.rows))


@route("/records/seen/<path:record_id>", needs="read")
def record_seen(record_id: str) -> ResponseReturnValue:
    """Show who saw one record."""
    record = office().show(RecordId.parse(record_id), actor(), UNSEEN).record
    found = office().seen_list.of(record, actor())
    return render_template(
        "record_seen.html",
        record=record,
        rows=[_alone(cells(look)) for look in found.rows],
        total=found.total,
        heads=_alone(COLUMNS.heads),
    )


def cells(look: Look) -> tuple[str, ...]:
    """Return a look as a row of the list."""
    use = " ".join(filter(None, (USES.get(look.use, look.use), look.file)))
    door = DOORS.get(look.door, look.door)
    return moment(look.at), look.who, look.record, use, door


def _alone(row: tuple[str, ...]) -> tuple[str, ...]:
    """Leave out which record it was: the page is about one."""
    return row[:2] + row[3:]


def _asked(typed: Typed, limit: int, offset: int) -> Asked:
    since: date | None = typed.day("since", "ตั้งแต่วันที่")
    until: date | None = typed.day("until", "ถึงวันที่")
    record = to_arabic(typed.text("record"))
    return Asked(typed.text("who"), record, since, until, limit, offset)


def _kept() -> dict[str, Any]:
    told = {key: request.args.get(key, "").strip() for key in KEPT}
    return {key: value for key, value in told.items() if value}
