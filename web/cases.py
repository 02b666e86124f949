"""The cases (แฟ้มเรื่อง) of the filed documents: one list, each leading to its documents."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, get_args

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from archive.catalogue import Filters
from archive.divisions import Case, CaseOrder
from thai.digits import to_thai, to_thai_in_prose
from web.browse import filters_asked, kept
from web.current import actor, office
from web.filters import short
from web.find import number
from web.lists import Columns, listed
from web.routing import route

SIZE, MOST = 100, 50_000
COLUMNS = Columns(("แฟ้มเรื่อง", "เอกสาร", "ฉบับแรก", "ฉบับล่าสุด"), (70, 10, 14, 14))
ORDERS: Mapping[CaseOrder, str] = {
    "newest": "ล่าสุดก่อน",
    "oldest": "เก่าสุดก่อน",
    "title": "ตามชื่อ",
    "most": "มากฉบับก่อน",
}
HEADING = "แฟ้มเรื่อง"


@route("/cases", needs="read")
def cases() -> ResponseReturnValue:
    """List the cases of what is chosen, a page at a time or all to be printed."""
    page = max(1, number(request.args.get("page")) or 1)
    whole = request.args.get("all") == "1"
    size = MOST if whole else SIZE
    found = _found(replace(filters_asked(), limit=size + 1, offset=(page - 1) * size))
    return render_template(
        "cases.html",
        cases=[
            (case, url_for("browse", **_chosen() | {"case": case.title})) for case in found[:size]
        ],
        more=len(found) > size,
        number=page,
        whole=whole,
        order=_order(),
        orders=ORDERS,
        asked=_chosen(),
        link=lambda **changed: url_for("cases", **kept() | changed),
        export=lambda ending: url_for("cases_file", ending=ending, **kept()),
    )


@route("/cases/list.<ending>", needs="read")
def cases_file(ending: str) -> ResponseReturnValue:
    """Send the list of the cases as CSV or Excel."""
    found = _found(replace(filters_asked(), limit=MOST))
    return listed(ending, HEADING, COLUMNS, map(_cells, found))


def _found(filters: Filters) -> tuple[Case, ...]:
    return office().browsing.cases(filters, actor(), _order())


def _order() -> CaseOrder:
    asked = request.args.get("order")
    return next((order for order in get_args(CaseOrder) if order == asked), "newest")


def _chosen() -> dict[str, Any]:
    """Return the filters of the link; a case's own list of documents is sorted otherwise."""
    return {key: value for key, value in kept().items() if key != "order"}


def _cells(case: Case) -> tuple[str, ...]:
    title = to_thai_in_prose(case.title)
    return title, to_thai(str(case.records)), short(case.first), short(case.last)
