"""A redacted copy is made: proposed numbers are ticked, words and boxes told, looked at, filed.

Works by keyboard and without JavaScript: boxes are told in millimetres, and ``look`` draws them on
the pages. With it, a box is drawn on the page by the mouse, which fills a row.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from archive.errors import VersionConflict
from archive.records import Record, RecordId
from office.errors import TellingInvalid
from office.permissions import require
from office.personal_numbers import KINDS, masked
from office.redacting import Covering, Hidden, Sheet, coverable
from office.redaction_errors import NothingToRedact
from templates.errors import Problem
from thai.digits import to_arabic, to_thai
from web.current import actor, office
from web.record_acts import CONFLICT, seen
from web.routing import route

SIDES = ("page", "left", "top", "width", "height")
LEAST_ROWS, MORE, MOST_ROWS, MOST_WORDS = 3, 5, 60, 30


@dataclass(frozen=True)
class Told:
    """What was typed: the file, ticked numbers, words, rows of boxes as typed, why, for whom."""

    file: str
    ticked: frozenset[str] | None = None  # None: nothing was posted yet
    words: str = ""
    rows: tuple[tuple[str, ...], ...] = ()
    why: str = ""
    others: bool = False
    problems: list[Problem] = field(default_factory=list)


@route("/records/redact/<path:record_id>", needs="note", methods=("GET", "POST"))
def record_redact(record_id: str) -> ResponseReturnValue:
    """Ask what is to be covered, show it on the pages, and file the copy."""
    id = RecordId.parse(record_id)
    record = office().show(id, actor()).record
    require(actor(), "note", record.description.group)
    told = _told(record)
    sheets = office().redacting.sheets(record, told.file)
    boxes = _boxes(record, told, sheets)
    if request.method == "GET" or request.form.get("do") != "make":
        return _page(record, told, sheets, boxes)
    covering = Covering(told.file, boxes, told.why, told.others)
    try:
        if told.problems:
            raise TellingInvalid(problems=())
        office().redacting.make(id, seen(), covering, actor())
    except TellingInvalid as refused:
        return _page(record, told, sheets, boxes, [*told.problems, *refused.problems]), 422
    except VersionConflict:
        return _page(record, told, sheets, boxes, says=CONFLICT), 409
    flash("เก็บฉบับปกปิดแล้ว ต้นฉบับยังอยู่ครบ")
    return redirect(url_for("record", record_id=record_id), 303)


def _told(record: Record) -> Told:
    files = [one.name for one in coverable(record)]
    chosen = request.values.get("file", "")
    if not files:
        raise NothingToRedact(record=record.id)
    file = chosen if chosen in files else files[0]
    if request.method == "GET":
        return Told(file)
    form = request.form
    lists = [form.getlist(side)[:MOST_ROWS] for side in SIDES]
    rows = tuple(row for row in zip(*lists, strict=False) if any(map(str.strip, row)))
    return Told(
        file,
        frozenset(form.getlist("number")),
        form.get("words", "").strip(),
        rows,
        form.get("why", "").strip(),
        form.get("others") == "1",
    )


def _boxes(record: Record, told: Told, sheets: Sequence[Sheet]) -> tuple[Hidden, ...]:
    """Return every box that is told; rows that cannot be read become problems of ``told``."""
    words = [line.strip() for line in told.words.splitlines() if line.strip()]
    told.problems.extend(_words_faults(record, told.file, words))
    boxes = [
        box
        for sheet in sheets
        for number in sheet.numbers
        if told.ticked is None or number.mark in told.ticked
        for box in number.boxes
    ]
    for count, row in enumerate(told.rows, 1):
        try:
            page, *sides = (to_arabic(text).replace(",", ".").strip() for text in row)
            boxes.append(Hidden(int(page), *map(float, sides)))
        except ValueError:
            says = f"กรอบที่ {to_thai(str(count))} ต้องกรอกเป็นตัวเลขให้ครบทุกช่อง"
            told.problems.append(Problem("boxes", "กรอบ", says))
    if len(request.form.getlist(SIDES[0])) > MOST_ROWS:
        told.problems.append(
            Problem("boxes", "กรอบ", f"วางเองได้ไม่เกิน {to_thai(str(MOST_ROWS))} กรอบ")
        )
    return (*boxes, *office().redacting.words(record, told.file, words[:MOST_WORDS]))


def _words_faults(record: Record, file: str, words: Sequence[str]) -> Iterator[Problem]:
    """Say which words would stay readable: nobody must take them for covered."""
    if len(words) > MOST_WORDS:
        yield Problem("words", "คำที่ปกปิด", f"ใส่ได้ไม่เกิน {to_thai(str(MOST_WORDS))} คำ")
    for word in office().redacting.missed(record, file, words[:MOST_WORDS]):
        says = f"ไม่พบ “{word}” ในข้อความของไฟล์นี้ โปรดแก้คำ หรือลบคำแล้ววางกรอบเอง"
        yield Problem("words", "คำที่ปกปิด", says)


def _page(
    record: Record,
    told: Told,
    sheets: Sequence[Sheet],
    boxes: Sequence[Hidden],
    problems: Sequence[Problem] = (),
    *,
    says: str = "",
) -> str:
    more = MORE if request.form.get("do") == "more" else LEAST_ROWS
    empty = [("",) * len(SIDES)] * min(more, MOST_ROWS - len(told.rows))
    numbers = [
        (number, KINDS[number.kind], masked(number.digits), sheet.page)
        for sheet in sheets
        for number in sheet.numbers
    ]
    return render_template(
        "record_redact.html",
        record=record,
        files=[one.name for one in coverable(record)],
        told=told,
        numbers=numbers,
        rows=[*told.rows, *empty],
        sheets=sheets,
        boxes=boxes,
        problems=problems or told.problems,
        says=says,
    )
