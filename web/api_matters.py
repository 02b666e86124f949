"""The API: how a matter went, and which answers are awaited."""

from datetime import date
from typing import Any

from archive.records import RecordId
from office.clock import today
from office.replies import WAYS
from office.story import Stories
from web.api import operation
from web.api_records import LABEL, ONE
from web.api_shapes import COUNT, DAY, REVISION, TEXT, list_of, whole
from web.current import actor, office

POINT = whole(kind=LABEL, id=LABEL)
STEP = whole(
    id=LABEL,
    day=LABEL,
    title=LABEL,
    points_at=list_of(POINT),
    stands=LABEL,
    open={"type": "boolean"},
    resolution=LABEL,
)
REPLY = whole(
    way={"type": "string", "enum": list(WAYS)},
    id=LABEL,
    title=LABEL,
    who=LABEL,
    due=LABEL,
    days_late={"type": "integer"},
)


@operation("GET", f"{ONE}/story", needs="read", answer=whole(steps=list_of(STEP), left=COUNT))
def api_story(year: int, series: str, sequence: str) -> Any:
    """Tell the chain in which a record stands, by day."""
    told = Stories(office()).of(RecordId.parse(f"{year}/{series}/{sequence}"), actor())
    steps = [
        {
            "id": str(step.row.id),
            "day": step.row.day.isoformat(),
            "title": step.row.title,
            "points_at": [{"kind": link.kind, "id": str(link.to)} for link in step.links],
            "stands": step.stands,
            "open": step.open,
            "resolution": step.resolution,
        }
        for step in told.steps
    ]
    return {"steps": steps, "left": told.left}


@operation("GET", "/replies", needs="read", answer=whole(replies=list_of(REPLY)))
def api_replies() -> Any:
    """List the answers that are awaited, the earliest day first."""
    on = today(office().clock)
    replies = [
        {
            "way": one.way,
            "id": str(one.row.id),
            "title": one.row.title,
            "who": one.who,
            "due": one.due.isoformat(),
            "days_late": one.late(on),
        }
        for one in office().replies.open(actor())
    ]
    return {"replies": replies}


@operation("PUT", f"{ONE}/answer-by", needs="note", body=whole(version=REVISION, due=DAY))
def api_answer_by(year: int, series: str, sequence: str, body: dict[str, Any]) -> Any:
    """Say by which day a letter asks for an answer."""
    id, due = RecordId.parse(f"{year}/{series}/{sequence}"), date.fromisoformat(body["due"])
    office().replies.ask(id, body["version"], due, actor())


@operation("PUT", f"{ONE}/answer-came", needs="note", body=whole(version=REVISION, note=TEXT))
def api_answer_came(year: int, series: str, sequence: str, body: dict[str, Any]) -> Any:
    """Say how the answer came, or why none is awaited."""
    id = RecordId.parse(f"{year}/{series}/{sequence}")
    office().replies.came(id, body["version"], body["note"], actor())
