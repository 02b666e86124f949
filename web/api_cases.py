"""For programs: work by its steps: cases begun, shown, changed, moved on, proved and ended."""

from collections.abc import Mapping
from typing import Any

from archive.records import RecordId
from office.meeting.brought import brought
from office.procedures import beginning
from office.procedures.cases import Decision
from office.procedures.errors import UnknownCase
from office.procedures.kept import STATES
from office.procedures.moves import STATES as MOVES
from office.procedures.planning import Situation
from office.procedures.procedure import KINDS, TARGETS, VARIABLES, Procedure
from office.procedures.standing import Row
from thai.dates import parse_iso
from web.api import operation
from web.api_shapes import (
    ANY,
    BOOL,
    COUNT,
    DAY,
    REVISION,
    TEXT,
    faults,
    list_of,
    object_of,
    whole,
)
from web.case_json import case_told, procedure_told, row_told, steps_told, waits_told
from web.current import actor, office
from web.errors import AskedWrongly

SAID = {"type": "string"}
STATE = {"type": "string", "enum": list(STATES)}
ASKED = whole(id=SAID, label=SAID, type={"type": "string", "enum": list(VARIABLES)}, optional=BOOL)
KIND = {"type": "string", "enum": list(TARGETS)}
PROCEDURE = whole(id=SAID, title=SAID, words=list_of(ASKED), targets=list_of(KIND))
CASE = whole(
    id=COUNT,
    procedure=SAID,
    title=SAID,
    state=STATE,
    version=COUNT,
    group=SAID,
    parent=COUNT,
    words=ANY,
    targets=ANY,
    done=COUNT,
    rows=COUNT,
    late=COUNT,
    next=SAID,
    ended=whole(at=SAID, who=SAID, why=SAID),
)
ROW = whole(
    id=COUNT,
    step=SAID,
    round=SAID,
    target=SAID,
    title=SAID,
    due=SAID,
    state={"type": "string", "enum": list(MOVES)},
    done_on=SAID,
    note=SAID,
    version=COUNT,
    late=BOOL,
    proofs=list_of(SAID),
)
STEP = whole(
    id=SAID,
    number=COUNT,
    title=SAID,
    kind={"type": "string", "enum": list(KINDS)},
    responsible=list_of(SAID),
    shut_by=SAID,
    forms=list_of(SAID),
    rows=list_of(ROW),
    brought=list_of(whole(meeting=COUNT, title=SAID, resolution=SAID, record=SAID)),
)
CASE_WHOLE = whole(case=CASE, steps=list_of(STEP))
WORDS = {"type": "object", "description": "texts and days (ISO) by the ids that a procedure asks"}
WHOM = object_of((), **{kind: list_of(TEXT) for kind in TARGETS})
WAITS = whole(kind=SAID, title=SAID, note=SAID, late=BOOL, due=SAID, at=list_of(SAID))
ID = "<int(max=2147483647):case>"
SIZE = 100


@operation("GET", "/procedures", needs="read", answer=whole(procedures=list_of(PROCEDURE)))
def api_procedures() -> Any:
    """List the procedures, with the words and targets that beginning a case of each asks."""
    return {"procedures": [procedure_told(one) for one in office().cases.shelf.all()]}


@operation("GET", "/my-work", needs="read", answer=whole(waits=list_of(WAITS)))
def api_my_work() -> Any:
    """Tell what waits for the account: the late first, then by day."""
    office().papers.settle()
    return {"waits": [waits_told(one) for one in office().standards.my_work.of(actor())]}


@operation(
    "GET",
    "/cases",
    needs="read",
    query={"state": STATE, "offset": COUNT},
    answer=whole(total=COUNT, cases=list_of(CASE)),
)
def api_cases(query: dict[str, Any]) -> Any:
    """List the cases in a state (open), the newest first, a hundred at a time."""
    office().papers.settle()
    state, cases = query.get("state", "open"), office().cases
    found = cases.standings(actor(), state, limit=SIZE, offset=query.get("offset", 0))
    endings = cases.endings([case for case, _ in found], actor())
    listed = [case_told(case, standing, endings.get(case.id)) for case, standing in found]
    return {"total": cases.count(actor(), state), "cases": listed}


@operation(
    "POST",
    "/cases",
    needs="draft",
    body=object_of(
        ("procedure", "words", "targets"),
        procedure=TEXT,
        words=WORDS,
        targets=WHOM,
        parent=whole(case=REVISION, step=TEXT),
        after=REVISION,
    ),
    answer=CASE_WHOLE,
    status=201,
)
def api_case_begin(body: dict[str, Any]) -> Any:
    """Begin a case; what is missing or unknown is told all at once.

    ``after`` is a case whose words, lists and indicators count where nothing else is told.
    """
    procedure = office().cases.shelf.procedure(body["procedure"])
    succession = office().standards.succession
    like = succession.like(body["after"], procedure.id, actor())[0] if "after" in body else None
    about = _situation(procedure, body["words"], body["targets"], like)
    above = body.get("parent", {"case": 0, "step": ""})
    tie = {"parent": above["case"], "step": above["step"]}
    begun = beginning.begin(office().cases, procedure, about, actor(), **tie)
    if "after" in body:
        begun = succession.carry(body["after"], begun, actor())
    return _whole(begun.id)


@operation("GET", f"/cases/{ID}", needs="read", answer=CASE_WHOLE)
def api_case(case: int) -> Any:
    """Tell a case with every step, its rows, and what proves them."""
    office().papers.settle()
    return _whole(case)


@operation(
    "PUT",
    f"/cases/{ID}",
    needs="draft",
    body=object_of(("version", "why"), version=REVISION, why=TEXT, words=WORDS, targets=WHOM),
    answer=CASE_WHOLE,
)
def api_case_change(case: int, body: dict[str, Any]) -> Any:
    """Change what a case is about; what is not told stays, and no row is ever removed."""
    told = office().cases.get(case, actor())
    targets, words = body.get("targets", {}), body.get("words", {})
    about = _situation(told.procedure, words, targets, told.situation)
    office().cases.change(case, body["version"], about, body["why"], actor())
    return _whole(case)


@operation(
    "POST",
    f"/cases/{ID}/end",
    needs="draft",
    body=object_of(("version", "state"), version=REVISION, state=STATE, why=TEXT),
    answer=CASE_WHOLE,
)
def api_case_end(case: int, body: dict[str, Any]) -> Any:
    """Close a case, cancel it, or open it again; the last two with a reason."""
    office().recordings_filed.end(
        case, body["version"], body["state"], body.get("why", ""), actor()
    )
    return _whole(case)


@operation(
    "POST",
    f"/cases/{ID}/rows",
    needs="draft",
    body=object_of(
        ("rows", "to"),
        rows=list_of(whole(id=REVISION, version=REVISION)),
        to={"type": "string", "enum": list(MOVES)},
        note=TEXT,
        decided_by=TEXT,
        on=DAY,
    ),
    answer=whole(rows=list_of(ROW)),
)
def api_case_move(case: int, body: dict[str, Any]) -> Any:
    """Move rows of a case together: what was decided, by whom and on which day."""
    day = parse_iso(body["on"]) if "on" in body else None
    decision = Decision(body.get("note", "").strip(), body.get("decided_by", "").strip(), day)
    seen = {one["id"]: one["version"] for one in body["rows"]}
    known = _rows(case)
    if not seen.keys() <= known.keys():
        raise UnknownCase(case=case)
    moved = office().cases.move_all(seen, body["to"], actor(), decision)
    on = office().cases.standing(case, actor()).on
    return {"rows": [row_told(row, on) for row in moved]}


@operation(
    "POST",
    f"/cases/{ID}/proofs",
    needs="draft",
    body=whole(row=REVISION, record=TEXT),
    answer=CASE_WHOLE,
)
def api_case_prove(case: int, body: dict[str, Any]) -> Any:
    """Name a record as what proves a row."""
    id = RecordId.parse(body["record"])
    title = office().show(id, actor()).record.description.title
    if body["row"] not in _rows(case):
        raise UnknownCase(case=case)
    office().cases.prove(body["row"], str(id), title, actor())
    return _whole(case)


@operation(
    "POST",
    f"/cases/{ID}/papers",
    needs="draft",
    body=object_of(("step", "form"), step=TEXT, form=TEXT, row=REVISION),
    answer=whole(draft=COUNT),
    status=201,
)
def api_case_paper(case: int, body: dict[str, Any]) -> Any:
    """Begin a draft of a step's paper, which begins with what the case knows."""
    row = body.get("row", 0)
    return {"draft": office().papers.begin(case, body["step"], body["form"], actor(), row)}


def _situation(
    procedure: Procedure,
    words: Mapping[str, Any],
    targets: Mapping[str, list[str]],
    about: Situation | None = None,
) -> Situation:
    wrong = [fault for id, word in words.items() for fault in faults(TEXT, word, f"words-{id}")]
    if wrong:
        raise AskedWrongly(problems=tuple(wrong))
    return beginning.told(procedure, words, targets, office().profile, parse_iso, about=about)


def _rows(case: int) -> dict[int, Row]:
    steps = office().cases.standing(case, actor()).steps
    return {row.id: row for each in steps for row in each.rows}


def _whole(id: int) -> dict[str, Any]:
    cases = office().cases
    case, standing = cases.get(id, actor()), cases.standing(id, actor())
    subjects = brought(office().papers, case, actor())
    steps = steps_told(case, standing, cases.proofs(id, actor()), subjects)
    ending = cases.endings([case], actor()).get(id)
    return {"case": case_told(case, standing, ending), "steps": steps}
