"""For programs: letters that wait for a look, confirmed, tried again, set aside for good."""

from dataclasses import asdict
from typing import Any

from archive.records import RecordId
from indexer.recognition.learnt import Guess
from office.arrival_fields import FIELDS, PATHS, told_by
from office.clock import today
from office.likely import because
from web.api import operation
from web.api_inbox import ARRIVAL, told_arrival
from web.api_shapes import BOOL, COUNT, REVISION, TEXT, list_of, object_of, whole
from web.current import actor, office

FRACTION = {"type": "number"}
GUESS = object_of(label=TEXT, sure=FRACTION, because=TEXT, like=list_of(TEXT))
FIELD = whole(
    name=TEXT,
    label=TEXT,
    value=TEXT,
    asked=BOOL,
    sure=FRACTION,
    text=TEXT,
    page=COUNT,
    box=list_of(FRACTION),
    candidates=list_of(TEXT),
)
LETTER = whole(
    arrival=ARRIVAL,
    version=REVISION,
    kind=TEXT,
    fields=list_of(FIELD),
    category=TEXT,
    category_asked=BOOL,
    rule=TEXT,
    guessed_category=GUESS,
    guessed_group=GUESS,
)
TOLD = dict.fromkeys((*PATHS.values(), "category", "group"), TEXT)


@operation("GET", "/inbox/<int(max=2147483647):arrival>/letter", needs="file", answer=LETTER)
def api_inbox_letter(arrival: int) -> Any:
    """Tell what was read in a letter that waits, how sure that is, and where it may belong."""
    confirming, file = office().confirming, office().arrivals.one(arrival, actor())
    confirming.waiting(arrival, actor())
    record = office().show(RecordId.parse(file.record), actor()).record
    letter, proposed = confirming.letter(arrival, actor()), confirming.proposed(file, actor())
    values = confirming.typed(file, record.description, actor())
    candidates = confirming.candidates(file, values)
    fields = []
    for name, label in FIELDS.items():
        spot = letter.spots.get(name)
        read = asdict(spot) if spot else {"sure": 0.0, "text": "", "page": 0, "box": ()}
        said = {"name": PATHS[name], "label": label, "value": values[PATHS[name]]}
        others = candidates.get(PATHS[name], ())
        asked = name in letter.asked or bool(others)
        fields.append(said | {"asked": asked, "candidates": others} | read)
    return {
        "arrival": told_arrival(file),
        "version": record.version,
        "kind": letter.kind,
        "fields": fields,
        "category": record.description.category,
        "category_asked": "category" in letter.asked,
        "rule": proposed.rule.id if proposed.rule else "",
        "guessed_category": _guess(proposed.guesses.category),
        "guessed_group": _guess(proposed.guesses.group),
    }


@operation(
    "POST",
    "/inbox/<int(max=2147483647):arrival>/confirm",
    needs="file",
    body=object_of(("version",), version=REVISION, **TOLD),
    answer=ARRIVAL,
)
def api_inbox_confirm(arrival: int, body: dict[str, Any]) -> Any:
    """Confirm a letter whose version was seen; what is not told stays as it was read."""
    confirming, file = office().confirming, office().arrivals.one(arrival, actor())
    confirming.waiting(arrival, actor())
    record = office().show(RecordId.parse(file.record), actor()).record
    seen = body.pop("version")
    values = confirming.typed(file, record.description, actor()) | body
    told = told_by(values, today(office().clock))
    return told_arrival(confirming.confirm(arrival, seen, told, actor()))


@operation("POST", "/inbox/<int(max=2147483647):arrival>/retry", needs="file", answer=ARRIVAL)
def api_inbox_retry(arrival: int) -> Any:
    """Try a file again that was set aside."""
    return told_arrival(office().arrivals.retry(arrival, actor()))


@operation(
    "POST",
    "/inbox/<int(max=2147483647):arrival>/dismiss",
    needs="file",
    body=whole(reason=TEXT),
    answer=ARRIVAL,
)
def api_inbox_dismiss(arrival: int, body: dict[str, Any]) -> Any:
    """Decide that a file that was set aside is not taken."""
    return told_arrival(office().arrivals.dismiss(arrival, body["reason"], actor()))


@operation("POST", "/inbox/<int(max=2147483647):arrival>/undo", needs="file", answer=ARRIVAL)
def api_inbox_undo(arrival: int) -> Any:
    """Take back what a rule did with a file; it waits to be confirmed."""
    return told_arrival(office().confirming.undo(arrival, actor()))


def _guess(guess: Guess | None) -> dict[str, Any]:
    if guess is None:
        return {}
    said = {"label": guess.label, "sure": round(guess.sure, 3), "because": because(guess)}
    return said | {"like": list(guess.like[:10])}
