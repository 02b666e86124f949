"""The drafts as a list: one's own, or everybody's for who keeps the registers."""

from collections.abc import Callable
from typing import Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from office.drafting import Standing
from office.permissions import may
from web.current import actor, office
from web.draft_page import STATES
from web.filters import moment
from web.lists import Columns, listed
from web.routing import route

COLUMNS = Columns(
    ("ร่างที่", "เรื่อง", "ชนิด", "ของ", "เป็นไปอย่างไร", "อยู่ที่", "แก้ไขล่าสุด"),
    (10, 60, 24, 30, 24, 34, 24),
)
ORDERS: dict[str, tuple[str, Callable[[Standing], Any]]] = {
    "newest": ("แก้ไขล่าสุดก่อน", lambda one: (one.draft.saved_at, one.draft.id)),
    "oldest": ("ค้างนานสุดก่อน", lambda one: (one.draft.saved_at, one.draft.id)),
    "title": ("ตามเรื่อง", lambda one: one.title),
    "owner": ("ตามเจ้าของ", lambda one: one.owner),
}
KEPT = ("state", "form", "order")
AWAY = "away"
TITLES = STATES | {AWAY: "พักไว้กับงานที่ยกเลิก"}


@route("/drafts", needs="draft")
def drafts() -> ResponseReturnValue:
    """List the drafts by state and kind."""
    every = _every()
    states = [_state(one) for one in every]
    return render_template(
        "drafts.html",
        drafts=_chosen(every),
        all=may(actor(), "register"),
        states=[(s, title, n) for s, title in TITLES.items() if (n := states.count(s))],
        forms=sorted({(one.form.code, one.form.title) for one in every}),
        state_titles=TITLES,
        asked={key: request.args.get(key, "") for key in KEPT},
        orders={key: title for key, (title, _) in ORDERS.items()},
        order=_order(),
        place=office().submission.place,
        link=lambda **changed: url_for("drafts", **_kept() | changed),
        export=lambda ending: url_for("drafts_file", ending=ending, **_kept()),
    )


@route("/drafts/list.<ending>", needs="draft")
def drafts_file(ending: str) -> ResponseReturnValue:
    """Send the list of the drafts as CSV or Excel."""
    place = office().submission.place
    cells = [
        (
            str(one.draft.id),
            one.title,
            one.form.title,
            one.owner,
            TITLES[_state(one)],
            place(one.lies) if one.lies else "",
            moment(one.draft.saved_at),
        )
        for one in _chosen(_every())
    ]
    return listed(ending, "ร่าง", COLUMNS, cells)


def _every() -> list[Standing]:
    drafting = office().drafting
    return drafting.everybodys() if may(actor(), "register") else drafting.owned(actor())


def _state(one: Standing) -> str:
    return AWAY if one.away else one.state


def _chosen(every: list[Standing]) -> list[Standing]:
    state, form, order = request.args.get("state", ""), request.args.get("form", ""), _order()
    shown = [
        one
        for one in every
        if _state(one) == state or (not state and not one.away)
        if form in ("", one.form.code)
    ]
    return sorted(shown, key=ORDERS[order][1], reverse=order == "newest")


def _order() -> str:
    asked = request.args.get("order", "")
    return asked if asked in ORDERS else "newest"


def _kept() -> dict[str, Any]:
    return {key: request.args[key] for key in KEPT if request.args.get(key)}
