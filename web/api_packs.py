"""The API: papers of the archive bound in one PDF."""

from typing import Any

from archive.records import RecordId
from office.packs import Packs, Piece, numbered
from templates.pack import Cover
from web.api import FILE, operation
from web.api_shapes import BOOL, TEXT, list_of, object_of, whole
from web.current import actor, office
from web.downloads import attachment

SAID = {"type": "string"}
PIECE = whole(record=SAID, file=SAID, title=SAID, mark=SAID)


@operation(
    "GET",
    "/records/<int(max=2799):year>/<series>/<sequence>/pack",
    needs="read",
    answer=whole(papers=list_of(PIECE)),
)
def api_pack_proposed(year: int, series: str, sequence: str) -> Any:
    """Propose what a volume has: the record's papers, its meeting's, its case's, those tied."""
    id = RecordId.parse(f"{year}/{series}/{sequence}")
    found = Packs(office()).proposed(id, actor())
    names = ("record", "file", "title", "mark")
    return {"papers": [{name: str(getattr(one, name)) for name in names} for one in found]}


@operation(
    "POST",
    "/packs",
    needs="read",
    body=object_of(
        ("title", "papers"),
        title=TEXT,
        lines=list_of(TEXT),
        papers=list_of(object_of(("record",), record=TEXT, file=TEXT, title=TEXT, mark=TEXT)),
        skip=BOOL,
    ),
    answer=FILE,
)
def api_pack(body: dict[str, Any]) -> Any:
    """Bind papers in their order in one PDF with cover, contents, bookmarks and stamps."""
    pieces = [Piece(**told | {"record": RecordId.parse(told["record"])}) for told in body["papers"]]
    cover = Cover(body["title"], tuple(body.get("lines", ())))
    skip = body.get("skip", False)
    made = Packs(office()).made(cover, numbered(pieces), actor(), skip=skip)
    return attachment(made.printed.name, made.printed.data)
