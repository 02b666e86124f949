"""A hit as programs are told it: on the search page's export, in the API, on the command line."""

from typing import Any

from indexer.hit import FoundPassage, Hit


def told_of(hit: Hit) -> dict[str, Any]:
    """Return a hit as JSON has it."""
    same = ("title", "heading", "passage", "tier", "why")
    told: dict[str, Any] = {name: getattr(hit, name) for name in same}
    told |= {"id": str(hit.id), "spans": [list(span) for span in hit.spans]}
    told |= {"passages": [_passage(passage) for passage in hit.passages]}
    return told | ({"page": hit.page} if hit.page else {})


def _passage(passage: FoundPassage) -> dict[str, Any]:
    start, end = passage.resolution or (0, 0)
    told: dict[str, Any] = {
        "number": passage.place + 1,
        "heading": passage.heading,
        "text": passage.text,
        "spans": [list(span) for span in passage.spans],
        "resolution": passage.text[start:end],
    }
    return told | ({"page": passage.page} if passage.page else {})
