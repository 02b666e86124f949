"""What was found, as programs are told it: on the search page, in the API, on the command line."""

from dataclasses import asdict
from typing import Any

from indexer.hit import FoundPassage, Hit, Resolved, Results


def told_of(hit: Hit) -> dict[str, Any]:
    """Return a hit as JSON has it; heading, passage, spans and page are those of its best one."""
    same = ("title", "heading", "passage", "source", "score", "tier", "why")
    told: dict[str, Any] = {name: getattr(hit, name) for name in same}
    told |= {"id": str(hit.id), "spans": [list(span) for span in hit.spans]}
    told |= {"passages": [passage_of(passage) for passage in hit.passages]}
    return told | ({"page": hit.page} if hit.page else {})


def passage_of(passage: FoundPassage) -> dict[str, Any]:
    """Return a passage as JSON has it; its number counts from 1."""
    start, end = passage.resolution or (0, 0)
    told: dict[str, Any] = {
        "number": passage.place + 1,
        "heading": passage.heading,
        "text": passage.text,
        "spans": [list(span) for span in passage.spans],
        "resolution": passage.text[start:end],
    }
    return told | ({"page": passage.page} if passage.page else {})


def beside_hits(found: Results) -> dict[str, Any]:
    """Return what is told of a search beside its hits."""
    return {
        "total": found.total,
        "related_total": found.related_total,
        "caught_up": found.caught_up,
        "counts": {way: dict(counted) for way, counted in found.counts.items()},
        "notes": [asdict(note) for note in found.notes],
        "hints": [asdict(hint) for hint in found.hints],
    }


def resolved_of(told: Resolved) -> dict[str, Any]:
    """Return what one meeting said on a topic as JSON has it."""
    same = {"id": str(told.id), "title": told.title, "day": told.day.isoformat()}
    return same | {"resolution": told.resolution, "passage": passage_of(told.passage)}
