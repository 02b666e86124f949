"""For programs: what a case holds beside its rows: a meeting's items and replies, an evaluation's
indicators and results.
"""

from typing import Any

from office.evaluation.board import board
from office.evaluation.indicators import HEADS
from office.evaluation.result import STATES
from office.evaluation.results import Place, Said
from office.evaluation.rounds import ENDS
from office.meeting.invited import quorum
from office.meeting.told import Teller
from office.meeting.values import KINDS, MEANS, PLACES, REPLIES, WANTED, Proposed, Reply
from thai.dates import parse_iso
from web.api import operation
from web.api_cases import ID, SAID
from web.api_shapes import ANY, BOOL, COUNT, DAY, REVISION, TEXT, list_of, object_of, whole
from web.case_json import (
    answer_told,
    invited_told,
    item_told,
    line_told,
    result_told,
    totals_told,
)
from web.current import actor, office
from web.result_acts import ACTS

ITEM = whole(
    id=COUNT,
    group=SAID,
    title=SAID,
    kind={"type": "string", "enum": list(KINDS)},
    detail=SAID,
    wanted=SAID,
    presenter=SAID,
    place={"type": "string", "enum": list(PLACES)},
    late=BOOL,
    told_by=SAID,
    version=COUNT,
    files=list_of(SAID),
)
ANSWER = whole(
    group=SAID, title=SAID, answered=BOOL, nothing=BOOL, late=BOOL, told_by=SAID, on=SAID
)
INVITED = whole(
    person=SAID,
    title=SAID,
    version=COUNT,
    sent_on=SAID,
    received_on=SAID,
    reply=SAID,
    name=SAID,
    why=SAID,
)
QUORUM = whole(coming=COUNT, needed=COUNT, waiting=COUNT)
MEETING = whole(
    held=SAID,
    answers=list_of(ANSWER),
    items=list_of(ITEM),
    invited=list_of(INVITED),
    quorum=QUORUM,
)
MEAN = {"type": "string", "enum": list(MEANS)}
ROUND = {"type": "string", "enum": list(ENDS)}
PROOF = whole(id=COUNT, title=SAID, record=SAID, place=SAID)
RETURN = whole(on=SAID, reason=SAID, letter=SAID, resubmitted_on=SAID, answer=SAID)
RESULT = whole(
    target=SAID,
    round=ROUND,
    state={"type": "string", "enum": list(STATES)},
    value=SAID,
    problem=SAID,
    remedy=SAID,
    told_on=SAID,
    reviewed_on=SAID,
    krs=SAID,
    reported_on=SAID,
    reported_value=SAID,
    certified_on=SAID,
    version=COUNT,
    evidence=list_of(PROOF),
    returns=list_of(RETURN),
)
INDICATOR = whole(
    target=SAID,
    code=SAID,
    name=SAID,
    unit=SAID,
    weight=SAID,
    goal=SAID,
    scale=list_of(SAID),
    lead=SAID,
    supervisor=SAID,
    collector=SAID,
    results=list_of(RESULT),
    scores=ANY,
)
INDICATORS = whole(version=COUNT, indicators=list_of(INDICATOR), totals=ANY)


@operation("GET", f"/cases/{ID}/meeting", needs="read", answer=MEETING)
def api_case_meeting(case: int) -> Any:
    """Tell the groups' answers and items, the invitees with their replies, and the quorum."""
    return _meeting(case)


@operation(
    "POST",
    f"/cases/{ID}/items",
    needs="draft",
    body=object_of(
        ("group",),
        group=TEXT,
        nothing=BOOL,
        title=TEXT,
        kind={"type": "string", "enum": list(KINDS)},
        detail={"type": "string", "maxLength": 5_000},
        wanted={"type": "string", "enum": ["", *WANTED]},
        presenter=TEXT,
        by=TEXT,
        means=MEAN,
    ),
    answer=MEETING,
)
def api_case_item(case: int, body: dict[str, Any]) -> Any:
    """Tell an item of a group, or (``nothing``) that it has none this time."""
    group, items = body["group"], office().meeting.items
    teller = Teller(body.get("by", ""), body.get("means", "login"))
    if body.get("nothing"):
        items.nothing(case, group, teller, actor())
    else:
        told = {name: body.get(name, "") for name in ("title", "detail", "wanted", "presenter")}
        proposed = Proposed(kind=body.get("kind", "inform"), **told)
        items.propose(case, group, proposed, teller, actor())
    return _meeting(case)


@operation(
    "POST",
    f"/cases/{ID}/replies",
    needs="draft",
    body=object_of(
        ("person", "version", "reply"),
        person=TEXT,
        version=COUNT,
        reply={"type": "string", "enum": list(REPLIES)},
        name=TEXT,
        post=TEXT,
        why=TEXT,
        by=TEXT,
        means=MEAN,
    ),
    answer=MEETING,
)
def api_case_reply(case: int, body: dict[str, Any]) -> Any:
    """Write down what an invitee said: comes, stays away, or sends somebody."""
    words = {name: body.get(name, "") for name in ("name", "post", "why")}
    by = {"told_by": body.get("by", ""), "means": body.get("means", "login")}
    reply = Reply(body["reply"], **words, **by)
    office().meeting.invitations.reply(case, body["person"], body["version"], reply, actor())
    return _meeting(case)


@operation("GET", f"/cases/{ID}/indicators", needs="read", answer=INDICATORS)
def api_case_indicators(case: int) -> Any:
    """Tell an evaluation's indicators with their results and scores, and the weighted totals."""
    return _indicators(case)


@operation(
    "PUT",
    f"/cases/{ID}/indicators",
    needs="draft",
    body=whole(version=REVISION, rows=list_of(object_of((), **dict.fromkeys(HEADS, TEXT)))),
    answer=INDICATORS,
)
def api_case_indicators_take(case: int, body: dict[str, Any]) -> Any:
    """Replace the list; what has the same code or name keeps its results, all faults at once."""
    office().standards.sheets.take(case, body["version"], body["rows"], actor())
    return _indicators(case)


@operation(
    "POST",
    f"/cases/{ID}/results",
    needs="draft",
    body=object_of(
        ("indicator", "round", "version", "act"),
        indicator=TEXT,
        round=ROUND,
        version=COUNT,
        act={"type": "string", "enum": list(ACTS)},
        **dict.fromkeys(("value", "problem", "remedy", "krs", "reason", "letter", "answer"), TEXT),
        **dict.fromkeys(("title", "record", "place", "evidence", "by"), TEXT),
        on=DAY,
    ),
    answer=RESULT,
)
def api_case_result(case: int, body: dict[str, Any]) -> Any:
    """Do one act with the result of an indicator (its target) in a round."""
    place = Place(case, body["indicator"], body["round"])
    return result_told(ACTS[body["act"]](place, body["version"], body, _said(body)))


def _said(body: dict[str, Any]) -> Said:
    return Said(body.get("by", ""), parse_iso(body["on"]) if "on" in body else None)


def _meeting(case: int) -> dict[str, Any]:
    told, items = office().meeting.of(case, actor()), office().meeting.items
    counted = quorum(told.body, told.invited)
    return {
        "held": told.held.isoformat() if told.held else "",
        "answers": [answer_told(one) for one in items.answers(case, actor())],
        "items": [item_told(one) for one in items.of(case, actor())],
        "invited": [invited_told(one) for one in told.invited],
        "quorum": vars(counted),
    }


def _indicators(case: int) -> dict[str, Any]:
    standards, version = office().standards, office().cases.get(case, actor()).version
    whole_ = board(standards.sheets.of(case, actor()), standards.results.of(case, actor()))
    listed = [line_told(line) for line in whole_.lines]
    return {"version": version, "indicators": listed, "totals": totals_told(whole_)}
