"""The API: search, what is like a record, a topic through time."""

from datetime import date
from typing import Any, get_args

from archive.records import RecordId
from indexer.asked import Note
from indexer.hit import Facet, Hint, Hit
from web.api import operation
from web.api_records import LABEL, ONE, WORD
from web.api_shapes import BOOL, COUNT, DAY, YEAR, list_of, object_of, whole
from web.current import actor, office
from web.find_link import ORDERS
from web.found_json import beside_hits, resolved_of, told_of

QUESTION = {"type": "string", "maxLength": 1_000}
SPANS = list_of(list_of(COUNT))
PASSAGE = object_of(
    ("number", "heading", "text", "spans", "resolution"),
    number=COUNT,
    heading=LABEL,
    text=LABEL,
    spans=SPANS,
    resolution=LABEL,
    page=COUNT,
)
HIT = object_of(
    (
        *("id", "title", "heading", "passage", "spans", "passages"),
        *("source", "score", "tier", "why"),
    ),
    id=LABEL,
    title=LABEL,
    heading=LABEL,
    passage=LABEL,
    spans=SPANS,
    passages=list_of(PASSAGE),
    source=LABEL,
    score={"type": "number"},
    tier=LABEL,
    why=LABEL,
    page=COUNT,
)
COUNTED = {"type": "object", "additionalProperties": COUNT}
NOTE = whole(**dict.fromkeys(Note.__dataclass_fields__, LABEL))
HINT = whole(**dict.fromkeys(Hint.__dataclass_fields__, LABEL) | {"total": COUNT})
MEETING = whole(id=LABEL, title=LABEL, day=LABEL, resolution=LABEL, passage=PASSAGE)


@operation(
    "GET",
    "/search",
    needs="read",
    query={
        "q": QUESTION,
        "year": YEAR,
        "category": WORD,
        "type": WORD,
        "group": WORD,
        "person": WORD,
        "date_from": DAY,
        "date_to": DAY,
        "only_resolutions": BOOL,
        "order": {"type": "string", "enum": list(ORDERS)},
        "limit": {"type": "integer", "minimum": 1, "maximum": 100},
        "offset": {"type": "integer", "minimum": 0, "maximum": 10_000},
    },
    answer=whole(
        total=COUNT,
        related_total=COUNT,
        caught_up=BOOL,
        counts=object_of((), **dict.fromkeys(get_args(Facet), COUNTED)),
        notes=list_of(NOTE),
        hints=list_of(HINT),
        hits=list_of(HIT),
    ),
)
def api_search(query: dict[str, Any]) -> Any:
    """Find records by what they say: strict ones, which are counted, before related ones."""
    asked = query | {
        name: date.fromisoformat(query[name]) for name in {"date_from", "date_to"} & query.keys()
    }
    found = office().find(asked.pop("q", ""), actor(), **asked)
    return beside_hits(found) | {"hits": _hits(found.hits)}


@operation("GET", f"{ONE}/similar", needs="read", answer=whole(hits=list_of(HIT)))
def api_similar(year: int, series: str, sequence: str) -> Any:
    """Find what is most like a record."""
    id = RecordId.parse(f"{year}/{series}/{sequence}")
    return {"hits": _hits(office().search.like(id, actor()))}


@operation(
    "GET",
    "/search/topic",
    needs="read",
    query={"q": QUESTION},
    answer=whole(total=COUNT, meetings=list_of(MEETING)),
)
def api_topic(query: dict[str, Any]) -> Any:
    """Tell which meetings spoke of a topic, the oldest first, and what each resolved."""
    told = office().search.topic(query.get("q", ""), actor())
    return {"total": len(told), "meetings": [resolved_of(one) for one in told]}


def _hits(hits: tuple[Hit, ...]) -> list[dict[str, Any]]:
    return [told_of(hit) for hit in hits]
