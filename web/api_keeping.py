"""The API: how long a record is kept, and holds on its destruction."""

from typing import Any

from archive.records import Record, RecordId
from archive.retention import classes
from office.keeping import hold_on
from web.api import operation
from web.api_records import LABEL, ONE
from web.api_shapes import COUNT, REVISION, TEXT, whole
from web.current import actor, office

TOLD = whole(version=REVISION, why=TEXT)
KEPT = whole(id=LABEL, version=COUNT, retention=LABEL, until=LABEL, held=LABEL)
"""``until``: "" where no end is known; ``held``: why it may not be destroyed, "" where it may."""


@operation("POST", f"{ONE}/hold", needs="retain", body=TOLD, answer=KEPT)
def api_hold(year: int, series: str, sequence: str, body: dict[str, Any]) -> Any:
    """Keep a record from being destroyed until it is released."""
    id = RecordId.parse(f"{year}/{series}/{sequence}")
    return _kept(office().keeping.hold(id, body["version"], body["why"], actor()))


@operation("POST", f"{ONE}/hold/release", needs="retain", body=TOLD, answer=KEPT)
def api_release(year: int, series: str, sequence: str, body: dict[str, Any]) -> Any:
    """End the hold on a record."""
    id = RecordId.parse(f"{year}/{series}/{sequence}")
    return _kept(office().keeping.release(id, body["version"], body["why"], actor()))


@operation(
    "PUT",
    f"{ONE}/retention",
    needs="retain",
    body=whole(
        version=REVISION,
        retention={"type": "string", "enum": [each.id for each in classes()]},
        why=TEXT,
    ),
    answer=KEPT,
)
def api_retention(year: int, series: str, sequence: str, body: dict[str, Any]) -> Any:
    """Give a record another retention class; its end is counted anew."""
    id = RecordId.parse(f"{year}/{series}/{sequence}")
    told = (body["version"], body["retention"], body["why"])
    return _kept(office().keeping.reclass(id, *told, actor()))


def _kept(record: Record) -> dict[str, Any]:
    about, hold = record.description, hold_on(record.description)
    return {
        "id": str(record.id),
        "version": record.version,
        "retention": about.retention,
        "until": about.retain_until.isoformat() if about.retain_until else "",
        "held": hold.note if hold else "",
    }
