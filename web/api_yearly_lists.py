"""The API: the yearly lists, to be destroyed or twenty years old: begun, decided, printed.

Committee, approval and carrying out are told by people on the pages.
"""

from typing import Any

from flask import Response

from office.clock import today
from office.disposal import Disposals
from office.disposal_prints import certificate, proposal
from office.disposal_store import DECISIONS, Disposal
from office.transfer import DECISIONS as TRANSFERRED
from office.transfer import PRINTS, Transfers
from office.transfer_print import transfer_print
from office.yearly_lists import Verdict, YearlyLists
from thai.dates import buddhist_year
from web.api import FILE, operation
from web.api_shapes import ANY, COUNT, REVISION, TEXT, YEAR, Shape, list_of, object_of, whole
from web.current import actor, office
from web.downloads import attachment

SAID: Shape = {"type": "string"}
ENDING: Shape = {"type": "string", "enum": ["docx", "pdf"]}
LINE = object_of(
    ("place", "record", "title", "number", "dated", "category", "retention", "retain_until",
     "decision", "note", "ended", "held"),
    place=COUNT,
    record=SAID,
    title=SAID,
    number=SAID,
    dated=SAID,
    category=SAID,
    retention=SAID,
    retain_until=SAID,
    decision=SAID,
    until=COUNT,
    note=SAID,
    ended=SAID,
    held=SAID,
)  # fmt: skip
LIST = whole(id=COUNT, year=COUNT, state=SAID, version=COUNT, who=SAID, at=SAID)
WHOLE = whole(list=LIST, told=ANY, lines=list_of(LINE))
BEGUN = object_of((), year=YEAR)
ID = "<int(max=2147483647):list_id>"


def _verdicts(decisions: list[str]) -> Shape:
    """Return the shape of decisions on lines; a line that is left out stays as it is."""
    one = object_of(
        ("place", "decision"),
        place=REVISION,
        decision={"type": "string", "enum": decisions},
        until=YEAR,
        note=TEXT,
    )
    return whole(version=REVISION, lines=list_of(one))


@operation("POST", "/disposals", needs="retain", body=BEGUN, answer=WHOLE, status=201)
def api_disposal_begin(body: dict[str, Any]) -> Any:
    """Begin the list of what need not be kept any longer, of this year or the told one."""
    return _begun(office().disposals, body)


@operation("GET", f"/disposals/{ID}", needs="retain", answer=WHOLE)
def api_disposal(list_id: int) -> Any:
    """Tell a list of what is to be destroyed, line by line."""
    return _told(office().disposals, list_id)


@operation(
    "PUT", f"/disposals/{ID}/lines", needs="retain", body=_verdicts(list(DECISIONS)), answer=WHOLE
)
def api_disposal_decide(list_id: int, body: dict[str, Any]) -> Any:
    """Write down what the committee says of lines; nothing is destroyed by it."""
    return _decided(office().disposals, list_id, body)


@operation(
    "GET",
    f"/disposals/{ID}/file",
    needs="retain",
    query={"what": {"type": "string", "enum": ["list", "certificate"]}, "ending": ENDING},
    answer=FILE,
)
def api_disposal_file(list_id: int, query: dict[str, Any]) -> Response:
    """Send the list (or, in the end, the certificate) on the regulation's form."""
    one = office().disposals.get(list_id, actor())
    made = certificate if query.get("what") == "certificate" else proposal
    printed = made(office(), one, query.get("ending", "docx"))
    return attachment(printed.name, printed.data)


@operation("GET", "/transfers", needs="retain", answer=whole(lists=list_of(LIST)))
def api_transfers() -> Any:
    """List the yearly lists of what is twenty years old, the newest first."""
    return {"lists": [_list(one) for one in office().transfers.every(actor())]}


@operation("POST", "/transfers", needs="retain", body=BEGUN, answer=WHOLE, status=201)
def api_transfer_begin(body: dict[str, Any]) -> Any:
    """Begin the list of what is twenty years old, of this year or the told one."""
    return _begun(office().transfers, body)


@operation("GET", f"/transfers/{ID}", needs="retain", answer=WHOLE)
def api_transfer(list_id: int) -> Any:
    """Tell a list of what is twenty years old, line by line."""
    return _told(office().transfers, list_id)


@operation(
    "PUT", f"/transfers/{ID}/lines", needs="retain", body=_verdicts(list(TRANSFERRED)), answer=WHOLE
)
def api_transfer_decide(list_id: int, body: dict[str, Any]) -> Any:
    """Write down what becomes of lines: who keeps a paper says why."""
    return _decided(office().transfers, list_id, body)


@operation(
    "GET",
    f"/transfers/{ID}/file",
    needs="retain",
    query={"decision": {"type": "string", "enum": list(PRINTS)}, "ending": ENDING},
    answer=FILE,
)
def api_transfer_file(list_id: int, query: dict[str, Any]) -> Response:
    """Send the lines of a decision (those that are handed over) on their form."""
    one = office().transfers.get(list_id, actor())
    told = (query.get("decision", next(iter(PRINTS))), query.get("ending", "docx"))
    printed = transfer_print(office(), one, *told)
    return attachment(printed.name, printed.data)


def _begun(lists: Disposals | Transfers, body: dict[str, Any]) -> dict[str, Any]:
    year = body.get("year") or buddhist_year(today(office().clock))
    return _told(lists, lists.survey(year, actor()))


def _decided(lists: YearlyLists, id: int, body: dict[str, Any]) -> dict[str, Any]:
    verdicts = {
        line["place"]: Verdict(line["decision"], line.get("until"), line.get("note", "").strip())
        for line in body["lines"]
    }
    lists.decide(id, body["version"], verdicts, actor())
    return _told(lists, id)


def _told(lists: YearlyLists, id: int) -> dict[str, Any]:
    one = lists.get(id, actor())
    held = lists.held(one)
    lines = [
        {name: getattr(line, name) for name in ("place", "title", "number", "category")}
        | {name: getattr(line, name) for name in ("retention", "decision", "note", "ended")}
        | ({"until": line.until} if line.until else {})
        | {
            "record": str(line.record),
            "dated": line.dated.isoformat() if line.dated else "",
            "retain_until": line.retain_until.isoformat() if line.retain_until else "",
            "held": held[line.place].note if line.place in held else "",
        }
        for line in one.lines
    ]
    return {"list": _list(one), "told": dict(one.told), "lines": lines}


def _list(one: Disposal) -> dict[str, Any]:
    told = {name: getattr(one, name) for name in ("id", "year", "state", "version", "who")}
    return told | {"at": one.at.isoformat()}
