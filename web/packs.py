"""The volume of a meeting: papers are chosen and put in order on a page, and bound in one PDF."""

from dataclasses import dataclass

from flask import render_template, request
from flask.typing import ResponseReturnValue

from archive.records import RecordId
from office.clock import today
from office.packs import MARK, Packs, Piece, numbered
from templates.pack import Cover
from thai.dates import format_date
from thai.digits import to_arabic
from thai.errors import Refused
from web.current import actor, office
from web.downloads import attachment
from web.errors import sentence_of, status_of
from web.leaving import leaving
from web.routing import route

HEADING = "เอกสารประกอบการประชุม"
COUNTED = MARK.partition("{")[0]


@dataclass(frozen=True)
class Row:
    """A paper on the page: what is bound, whether it is, and its place."""

    piece: Piece
    chosen: bool
    order: str


@route("/pack/<path:record_id>", needs="read")
def pack(record_id: str) -> ResponseReturnValue:
    """Propose what belongs to a record, in an order that can be changed."""
    id = RecordId.parse(record_id)
    pieces = Packs(office()).proposed(id, actor())
    return pack_page(id, [Row(piece, True, str(n)) for n, piece in enumerate(pieces, 1)])


@route("/pack/<path:record_id>", needs="read", methods=("POST",))
def packed(record_id: str) -> ResponseReturnValue:
    """Add further records to the list, or bind what is chosen."""
    id, packs = RecordId.parse(record_id), Packs(office())
    rows = _rows()
    try:
        more = request.form.get("more", "").split()
        if more:
            found = packs.of_ids(more, actor())
            held = {(row.piece.record, row.piece.file) for row in rows}
            new = [one for one in found if (one.record, one.file) not in held]
            told = numbered(new, 1 + sum(row.piece.mark.startswith(COUNTED) for row in rows))
            rows += [Row(one, True, str(n)) for n, one in enumerate(told, len(rows) + 1)]
        if request.form.get("do") == "add":
            return pack_page(id, rows)
        cover = Cover(
            request.form.get("heading", "").strip() or HEADING,
            tuple(filter(None, map(str.strip, request.form.get("under", "").splitlines()[:6]))),
        )
        chosen = [row.piece for row in rows if row.chosen]
        done = packs.made(cover, chosen, actor(), skip=request.form.get("skip") == "1")
    except Refused as refused:
        return pack_page(id, rows, sentence_of(refused)), status_of(refused)
    return attachment(done.printed.name, done.printed.data)


def _rows() -> list[Row]:
    """Read the posted papers in the order that their numbers say; those without come last."""
    told = request.form
    columns = [told.getlist(name) for name in ("record", "file", "title", "mark", "order")]
    chosen = set(told.getlist("in"))
    rows = [
        Row(Piece(RecordId.parse(record), file, title, mark), str(at) in chosen, order)
        for at, (record, file, title, mark, order) in enumerate(zip(*columns, strict=False))
    ]
    return sorted(rows, key=lambda row: _place(row.order))


def _place(order: str) -> float:
    digits = to_arabic(order).strip()
    return int(digits) if digits.isascii() and digits.isdecimal() else float("inf")


def pack_page(id: RecordId, rows: list[Row], says: str = "") -> str:
    """Return the page on which a volume is put together; ``id`` is the record it began from."""
    record = office().show(id, actor()).record
    day = record.description.dated or today(office().clock)
    return render_template(
        "pack.html",
        record=record,
        rows=rows,
        held=leaving(dict.fromkeys(row.piece.record for row in rows)),
        says=says,
        able=office().converter.available(),
        heading=request.form.get("heading", HEADING),
        under=request.form.get("under", f"วันที่ {format_date(day, 'letter')}"),
        more=request.form.get("more", "") if says else "",
        skip=request.form.get("skip") == "1",
    )
