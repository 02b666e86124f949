"""A matter as a chain, what came of it, and the answers that are awaited until a day."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from archive.records import RecordId
from office.awaited import asked_by
from office.clock import today
from office.replies import IN, OUT, WAYS
from office.story import Stories, labels
from thai.digits import to_thai
from web.asking import DAY_HINT, Ask, Page, Typed
from web.current import actor, office
from web.kinds import kind_titles
from web.record_acts import asked_of_record, seen
from web.routing import route

ASKED = Page(
    "ขอคำตอบภายในวันที่",
    "หนังสือนี้จะอยู่ในรายการรอคำตอบ จนกว่าจะมีหนังสือตอบที่เชื่อมโยงกับหนังสือนี้ หรือบันทึกว่าได้คำตอบแล้ว",
    "บันทึกกำหนดตอบ",
    "บันทึกกำหนดตอบแล้ว",
    (Ask("due", "ขอคำตอบภายในวันที่", DAY_HINT),),
)
CAME = Page(
    "บันทึกคำตอบที่ได้",
    "หากมีหนังสือตอบ ให้เชื่อมโยงหนังสือตอบกับเรื่องนี้แทน จะพ้นจากรายการเอง",
    "บันทึกว่าได้คำตอบ",
    "บันทึกว่าได้คำตอบแล้ว",
    (Ask("note", "ได้คำตอบอย่างไร", "เช่น ตอบทางโทรศัพท์ หรือไม่ต้องการคำตอบแล้ว"),),
)


@route("/records/story/<path:record_id>", needs="read")
def record_story(record_id: str) -> ResponseReturnValue:
    """Show how a matter went and what came of it."""
    id = RecordId.parse(record_id)
    told, kinds = Stories(office()).of(id, actor()), kind_titles()
    places = {step.row.id: place for place, step in enumerate(told.steps, 1)}
    return render_template(
        "story.html",
        record=office().show(id, actor()).record,
        story=told,
        places=places,
        steps=[
            (step, kinds.get(step.row.type, step.row.type), list(labels(step.links, places)))
            for step in told.steps
        ],
    )


@route("/records/answer-by/<path:record_id>", needs="note", methods=("GET", "POST"))
def record_answer_by(record_id: str) -> ResponseReturnValue:
    """Say by which day an answer is asked for, or that it came."""
    about = office().show(RecordId.parse(record_id), actor()).record.description
    awaits = asked_by(about.facts) is not None
    return asked_of_record(record_id, CAME if awaits else ASKED, _came if awaits else _ask)


@route("/replies", needs="read")
def replies() -> ResponseReturnValue:
    """Show the answers that are awaited; ``late`` only those whose day has passed."""
    on, only = today(office().clock), request.args.get("late") == "1"
    found = office().replies.open(actor())
    late = sum(one.late(on) > 0 for one in found)
    shown = [one for one in found if not only or one.late(on) > 0]
    parts = [(WAYS[way], [(one, _days(one.late(on))) for one in shown if one.way == way])
             for way in (OUT, IN)]  # fmt: skip
    names = office().profile.names
    return render_template(
        "replies.html", parts=parts, names=names, total=len(found), late=late, only=only
    )


def _days(late: int) -> str:
    if late > 0:
        return f"พ้นกำหนด {to_thai(str(late))} วัน"
    return f"อีก {to_thai(str(-late))} วัน" if late else "วันนี้"


def _ask(id: RecordId, typed: Typed) -> None:
    office().replies.ask(id, seen(), typed.day("due", "ขอคำตอบภายในวันที่"), actor())


def _came(id: RecordId, typed: Typed) -> None:
    office().replies.came(id, seen(), typed.text("note"), actor())
