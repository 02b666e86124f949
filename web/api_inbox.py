"""For programs: files given in, such as those of a scanner, and what became of each."""

from typing import Any

from werkzeug.datastructures import FileStorage

from office.arrivals import STATES, Arrival
from web.api import operation
from web.api_shapes import COUNT, TEXT, list_of, object_of, whole
from web.current import actor, office

STATE = {"type": "string", "enum": list(STATES)}
ARRIVAL = whole(
    id=COUNT,
    file=TEXT,
    state=STATE,
    category=TEXT,
    record=TEXT,
    reason=TEXT,
    rule=TEXT,
    at={"type": "string", "format": "date-time"},
)
SIZE = 100


@operation(
    "POST",
    "/inbox",
    needs="file",
    parts=object_of(category=TEXT),
    answer=ARRIVAL,
    status=201,
)
def api_inbox_give(parts: dict[str, Any], file: FileStorage) -> Any:
    """Give a file in; it is filed by and by, and its way can be asked for by its id."""
    category = parts.get("category", "")
    return told_arrival(
        office().arrivals.upload(file.filename or "", file.read(), category, actor())
    )


@operation(
    "GET",
    "/inbox",
    needs="file",
    query={"state": STATE, "offset": COUNT},
    answer=whole(counts={"type": "object"}, files=list_of(ARRIVAL)),
)
def api_inbox(query: dict[str, Any]) -> Any:
    """List the files that came, the last changed first, a hundred at a time."""
    arrivals = office().arrivals
    files = arrivals.all(actor(), query.get("state", ""), SIZE, query.get("offset", 0))
    return {"counts": arrivals.counts(actor()), "files": list(map(told_arrival, files))}


@operation("GET", "/inbox/<int(max=2147483647):arrival>", needs="file", answer=ARRIVAL)
def api_inbox_file(arrival: int) -> Any:
    """Tell what became of a file."""
    return told_arrival(office().arrivals.one(arrival, actor()))


def told_arrival(arrival: Arrival) -> dict[str, Any]:
    """Return a file that came as JSON has it."""
    return {
        "id": arrival.id,
        "file": arrival.source,
        "state": arrival.state,
        "category": arrival.category,
        "record": arrival.record,
        "reason": arrival.reason,
        "rule": arrival.rule,
        "at": arrival.changed.isoformat(),
    }
