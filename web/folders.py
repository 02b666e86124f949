"""Folders of paper: where they stand and what lies in each; contents and labels to be printed."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, urlencode

from flask import Response, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from archive.catalogue import By, Filters
from archive.divisions import Folder
from archive.records import Paper
from archive.whereabouts import PLACED, spelled
from office.amending import PLACES, place_line
from office.folder_errors import NoneTicked
from office.folder_prints import MOST_LABELS, FolderPrints
from office.print_set import Printed
from office.printing import DOCX, PDF
from templates.spines import spines
from thai.digits import to_arabic, to_thai
from thai.errors import Refused
from web.current import actor, office
from web.downloads import attachment
from web.errors import passes, sentence_of, status_of
from web.filters import short
from web.find import number
from web.lists import Columns, listed
from web.routing import route

SIZE = 200
HEADING = "แฟ้มกระดาษ"
COLUMNS = Columns(
    ("ตู้", "ชั้น", "กล่อง", "แฟ้ม", "ฉบับ", "ฉบับแรก", "ฉบับล่าสุด"), (16, 16, 16, 50, 10, 14, 14)
)
ORDER = ("cabinet", "shelf", "box", "folder")


@route("/folders", needs="read")
def folders() -> ResponseReturnValue:
    """List the places of paper, by cabinet, shelf, box and folder."""
    return _page()


@route("/folders/list.<ending>", needs="read")
def folders_file(ending: str) -> ResponseReturnValue:
    """Send the same list as CSV or Excel."""
    return listed(ending, HEADING, COLUMNS, map(_cells, _found()))


@route("/folders/contents.<ending>", needs="read")
def folder_contents(ending: str) -> ResponseReturnValue:
    """Send the contents of one place (สารบัญแฟ้ม) as PDF or Word."""
    return _sent(_prints().contents(_place(request.args), actor(), _ending(ending)))


@route("/folders/spines", needs="read", methods=("POST",))
def folder_spines() -> ResponseReturnValue:
    """Send labels for the backs of the ticked folders."""
    ticked = [_place(dict(parse_qsl(told))) for told in request.form.getlist("place")[:MOST_LABELS]]
    size, ending = request.form.get("size", ""), request.form.get("as", PDF)
    try:
        if not ticked:
            raise NoneTicked
        return _sent(_prints().spines(ticked, size, actor(), _ending(ending)))
    except Refused as refused:
        if passes(refused):
            raise
        return _page(sentence_of(refused), size), status_of(refused)


@route("/plan/book.<ending>", needs="read")
def plan_book(ending: str) -> ResponseReturnValue:
    """Send the finding aid (บัญชีแฟ้มเอกสาร) of all years, or of one, as PDF or Word."""
    by: By = "fiscal" if request.args.get("by") == "fiscal" else "year"
    year = number(to_arabic(request.args.get("year", "")))
    return _sent(_prints().finding_aid(by, year, actor(), _ending(ending)))


def _page(says: str = "", size: str = "") -> str:
    page, asked = max(1, number(request.args.get("page")) or 1), request.args.get("q", "").strip()
    found = _found()
    rows = [
        (one, urlencode(_told(one.paper)), url_for("browse", **_told(one.paper)))
        for one in found[(page - 1) * SIZE : page * SIZE]
    ]
    return render_template(
        "folders.html",
        heading=HEADING,
        labels=PLACES,
        order=ORDER,
        rows=rows,
        place=place_line,
        total=len(found),
        number=page,
        pages=max(1, -(-len(found) // SIZE)),
        asked=asked,
        says=says,
        size=size,
        sizes=spines(),
        able=office().converter.available(),
        lent=len(office().loans.out(actor())),
        link=lambda n: url_for("folders", q=asked or None, page=n),
        export=lambda ending: url_for("folders_file", ending=ending, q=asked or None),
    )


def _found() -> tuple[Folder, ...]:
    """Return the places whose name holds the text that is asked for."""
    asked = place_line(spelled(Paper(folder=request.args.get("q", "")))).removeprefix("แฟ้ม ")
    held = office().browsing.folders(Filters(), actor())
    return tuple(one for one in held if asked.casefold() in place_line(one.paper).casefold())


def _told(paper: Paper) -> dict[str, Any]:
    """Return the parts of a place that are told."""
    return {name: getattr(paper, name) for name in PLACED if getattr(paper, name)}


def _place(told: Mapping[str, str]) -> Paper:
    """Read a place out of a link or of what a tick says."""
    return spelled(Paper(*(told.get(name, "") for name in PLACED)))


def _cells(one: Folder) -> tuple[str, ...]:
    places = (to_thai(getattr(one.paper, name)) for name in ORDER)
    return (*places, to_thai(str(one.records)), short(one.first), short(one.last))


def _prints() -> FolderPrints:
    return FolderPrints(office())


def _ending(ending: str) -> str:
    if ending not in (DOCX, PDF):
        abort(404)
    return ending


def _sent(printed: Printed) -> Response:
    return attachment(printed.name, printed.data)
