"""From a hit to the page: what was asked for, marked in a record's text and on its pages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import Response, abort, request
from markupsafe import Markup

from archive.records import FileEntry, RecordId
from indexer.errors import FileDamaged, Unreadable
from indexer.places import Marks
from indexer.scan_errors import PageTooSlow
from office.located import HEADING, Leaves, Located, leaves
from office.seen import OPENED
from office.shown import Shown
from thai.errors import Refused
from web.current import actor, office
from web.downloads import SANDBOX
from web.filters import with_marks
from web.find_link import number
from web.routing import route

MOST_ASKED = 1_000  # letters of a question
_SVG = Markup(
    '<svg xmlns="http://www.w3.org/2000/svg" class="marks" aria-hidden="true" '
    'viewBox="0 0 {:.1f} {:.1f}" preserveAspectRatio="none">{}</svg>'
)
_BAR = Markup(
    '<rect x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}" rx="2" '
    'fill="#ffc400" fill-opacity=".42"/>'
)
_ANCHOR = Markup('<rect id="found" x="0" y="{:.1f}" width="1" height="1" fill="none"/>')
NOTHING = Markup("")
ABOVE = 120  # points of a page that are seen above the first word


@dataclass(frozen=True)
class Found:
    """What was asked, what is marked for it, and where that stands.

    Headings and texts come with marks; ``here`` is the passage to open at (from 0), ``pages`` are
    those (from 1) of each file that hold it, ``first`` is the one to open at, with its marks.
    """

    asked: str
    sought: str
    count: int
    headings: tuple[Markup, ...]
    texts: tuple[Markup, ...]
    here: int | None
    pages: Mapping[str, tuple[int, ...]]
    first: tuple[str, int] | None
    marks: Markup


def found_in(shown: Shown, files: Sequence[FileEntry]) -> Found | None:
    """Return where the question in this page's address stands; None where there is none."""
    asked = request.args.get("q", "").strip()[:MOST_ASKED]
    words = " ".join(f"“{word}”" for word in request.args.getlist("w"))
    sought = (words or asked)[:MOST_ASKED]
    there = _located(shown, sought) if asked else None
    if there is None:
        return None
    passages = shown.text.passages
    place = number(request.args.get("p"))
    here = place - 1 if place and place <= len(passages) else there.first
    pages = {file.name: _pages(shown, file, there) for file in files}
    first = _first(shown, files, there, here)
    return Found(
        asked,
        sought,
        there.count,
        tuple(with_marks(p.heading, s) for p, s in zip(passages, there.headings, strict=True)),
        tuple(with_marks(p.text, s) for p, s in zip(passages, there.spans, strict=True)),
        here,
        {name: those for name, those in pages.items() if those},
        first,
        _anchored(shown, first, there, here) if first else NOTHING,
    )


@route("/records/marks/<path:record_id>/<int:page>/<name>", needs="read")
def page_marks(record_id: str, page: int, name: str) -> Response:
    """Draw what lies over a page's picture (the first is 1): a bar over each word that is asked."""
    id = RecordId.parse(record_id)
    office().file(id, name, actor(), use=OPENED)
    shown = office().show(id, actor())
    there = _located(shown, request.args.get("q", "")[:MOST_ASKED])
    try:
        drawn = _drawn(_leaves(shown, name).marks(page - 1, there.words if there else ()))
    except (FileDamaged, PageTooSlow):
        abort(404)
    answer = Response(str(drawn), content_type="image/svg+xml")
    answer.headers["Content-Security-Policy"] = SANDBOX
    return answer


def _located(shown: Shown, asked: str) -> Located | None:
    """Find a question in a record; one that cannot be asked is nowhere."""
    try:
        return office().search.locate(shown.text, asked, actor())
    except Refused:
        return None


def _leaves(shown: Shown, name: str) -> Leaves:
    file = next(each for each in shown.record.files if each.name == name)
    return leaves(office().archive, shown.record, file)


def _pages(shown: Shown, file: FileEntry, there: Located) -> tuple[int, ...]:
    return tuple(page + 1 for page in _leaves(shown, file.name).holding(there.words))


def _first(
    shown: Shown, files: Sequence[FileEntry], there: Located, here: int | None
) -> tuple[str, int] | None:
    """Return the file and page on which the passage to open at stands."""
    if here is None:
        return None
    for file in files:
        page = _leaves(shown, file.name).where(shown.text.passages[here], there.spans[here])
        if page is not None:
            return file.name, page + 1
    return None


def _anchored(shown: Shown, first: tuple[str, int], there: Located, here: int | None) -> Markup:
    """Draw the marks of the page to open at, with the place to open at as ``#found``."""
    passage = shown.text.passages[here or 0]
    sheets = _leaves(shown, first[0])
    try:
        marks = sheets.marks(first[1] - 1, there.words)
        heading = sheets.marks(first[1] - 1, [passage.heading[:HEADING]])
    except Unreadable:
        return NOTHING
    from_top = min((box.top for box in (heading.boxes or marks.boxes)), default=0.0)
    below = min((box.top for box in marks.boxes if box.top >= from_top), default=from_top)
    return _drawn(marks, _ANCHOR.format(max(0.0, below - ABOVE)))


def _drawn(marks: Marks, anchor: Markup = NOTHING) -> Markup:
    bars = (
        _BAR.format(box.left, box.top, box.right - box.left, box.bottom - box.top)
        for box in marks.boxes
    )
    return _SVG.format(marks.width, marks.height, anchor + NOTHING.join(bars))
