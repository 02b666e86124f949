"""The API: who reads a record, and who has seen it."""

from datetime import date
from typing import Any

from archive.records import Record, RecordId
from office.restricting import Kept
from office.seen import USES
from office.seen_list import Asked
from web.api import operation
from web.api_records import LABEL, LIMIT, OFFSET, ONE, WORD
from web.api_shapes import COUNT, DAY, REVISION, TEXT, list_of, object_of, whole
from web.current import actor, office

LOOK = whole(
    at=LABEL,
    user=LABEL,
    who=LABEL,
    record=LABEL,
    use={"type": "string", "enum": list(USES)},
    file=LABEL,
    door=LABEL,
)
READERS = object_of(
    ("id", "version", "readers"), id=LABEL, version=COUNT, readers=list_of(LABEL), until=DAY
)


@operation(
    "GET",
    "/seen",
    needs="journal",
    query={
        "who": WORD,
        "record": WORD,
        "since": DAY,
        "until": DAY,
        "limit": LIMIT,
        "offset": OFFSET,
    },
    answer=whole(total=COUNT, looks=list_of(LOOK)),
)
def api_seen(query: dict[str, Any]) -> Any:
    """List who saw the watched records, the newest first."""
    days = {"since", "until"} & query.keys()
    told = query | {name: date.fromisoformat(query[name]) for name in days}
    found = office().seen_list.read(Asked(**told), actor())
    looks = [vars(look) | {"at": look.at.isoformat()} for look in found.rows]
    return {"total": found.total, "looks": looks}


@operation(
    "PUT",
    f"{ONE}/readers",
    needs="restrict",
    body=object_of(
        ("version", "readers", "why"),
        version=REVISION,
        readers=list_of(TEXT),
        until=DAY,
        why=TEXT,
    ),
    answer=READERS,
)
def api_readers(year: int, series: str, sequence: str, body: dict[str, Any]) -> Any:
    """Keep a record to readers (ids of people; of groups behind an @); none opens it again."""
    id, until = RecordId.parse(f"{year}/{series}/{sequence}"), body.get("until")
    acts, why = office().restricting, body["why"]
    if not body["readers"]:
        return _told(acts.widen(id, body["version"], why, actor()))
    kept = Kept(tuple(body["readers"]), date.fromisoformat(until) if until else None, "", why)
    return _told(acts.restrict(id, body["version"], kept, actor()))


@operation(
    "PUT",
    "/cases/<int(max=2147483647):case>/readers",
    needs="restrict",
    body=object_of(
        ("version", "readers", "why"),
        version=REVISION,
        readers=list_of(TEXT),
        until=DAY,
        why=TEXT,
    ),
    answer=object_of(
        ("case", "version", "readers", "open"),
        case=COUNT,
        version=COUNT,
        readers=list_of(LABEL),
        until=DAY,
        open=list_of(LABEL),
    ),
)
def api_case_readers(case: int, body: dict[str, Any]) -> Any:
    """Keep a case and its records to readers; none opens the case again, its records stay.

    ``open``: the records that stay open, for the account may not restrict them.
    """
    acts, seen, why, until = (
        office().case_restricting,
        body["version"],
        body["why"],
        body.get("until"),
    )
    left: tuple[Record, ...] = ()
    if body["readers"]:
        kept = Kept(tuple(body["readers"]), date.fromisoformat(until) if until else None, "", why)
        left = acts.restrict(case, seen, kept, actor())
    else:
        acts.widen(case, seen, why, actor())
    told = office().cases.get(case, actor())
    whole = {"case": told.id, "version": told.version, "open": [str(one.id) for one in left]}
    return whole | _readers(acts.in_force(told))


def _told(record: Record) -> dict[str, Any]:
    now = office().restricting.in_force(record.description)
    return {"id": str(record.id), "version": record.version} | _readers(now)


def _readers(now: Kept | None) -> dict[str, Any]:
    until = {"until": now.until.isoformat()} if now and now.until else {}
    return {"readers": list(now.readers) if now else []} | until
