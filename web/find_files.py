"""What was found, as a file: CSV and Excel for people, JSON for programs; and suggestions."""

from collections.abc import Iterator
from typing import Any

from flask import Response, abort, current_app, jsonify, request
from flask.typing import ResponseReturnValue

from archive.catalogue import Entry
from indexer.hit import Hit, Suggestion
from office.found import entries_of
from thai.digits import to_thai
from thai.errors import Refused
from web.current import actor, office
from web.downloads import attachment
from web.filters import short
from web.find import words_for
from web.find_link import Asked
from web.found_json import told_of
from web.lists import Columns, listed
from web.routing import route

STEP, MOST = 500, 10_000
SUGGESTIONS = 8
COLUMNS = Columns(
    (
        "ลำดับ",
        "เลขแฟ้ม",
        "ที่",
        "ลงวันที่",
        "เรื่อง",
        "ชนิด",
        "หมวด",
        "กลุ่มงาน",
        "หัวข้อที่พบ",
        "ข้อความที่พบ",
        "หน้า",
    ),
    (8, 18, 20, 14, 60, 18, 30, 30, 40, 80, 6),
)


@route("/find/list.<ending>", needs="read")
def find_file(ending: str) -> ResponseReturnValue:
    """Send all documents that hold everything asked for, at most ten thousand."""
    asked = Asked.of(request.args)
    if not asked.q or ending not in ("csv", "xlsx", "json"):
        abort(404)
    title = f"ผลการค้น {asked.q[:60]}"
    if ending == "json":
        total = office().find(asked.q, actor(), **asked.limits, limit=1).total
        hits = [told_of(hit) for hit in _all(asked)]
        told = current_app.json.dumps({"query": asked.q, "total": total, "hits": hits})
        return attachment(f"{title}.json", told.encode())
    return listed(ending, title, COLUMNS, _rows(asked))


@route("/find/suggest", needs="read")
def find_suggest() -> Response:
    """Tell what somebody may be typing, out of what they may read."""
    typed = request.args.get("q", "")
    try:
        told = office().search.suggest(typed, actor(), SUGGESTIONS) if typed.strip() else ()
    except Refused:
        told = ()
    answer = jsonify(
        [{"text": one.text, "kind": KINDS[one.kind], "ask": _as_asked(one)} for one in told]
    )
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _as_asked(one: Suggestion) -> str:
    """Return how a suggestion is asked: a name of several words stays together."""
    named = one.kind in ("person", "group") and " " in one.text
    return f"“{one.text}”" if named else one.text


KINDS = {"title": "เรื่อง", "person": "บุคคล", "group": "กลุ่มงาน", "phrase": ""}


def _all(asked: Asked) -> Iterator[Hit]:
    """Yield every strict hit."""
    for offset in range(0, MOST, STEP):
        found = office().find(asked.q, actor(), **asked.limits, limit=STEP, offset=offset)
        yield from found.strict
        if offset + STEP >= found.total:
            return


def _rows(asked: Asked) -> Iterator[tuple[str, ...]]:
    words: dict[str, Any] = {way: words_for(way) for way in ("type", "category", "group")}
    hits = list(_all(asked))
    entries = entries_of(office(), [hit.id for hit in hits])
    for number, hit in enumerate(hits, 1):
        entry = _entry(entries.get(hit.id), hit, words)
        yield (to_thai(str(number)), str(hit.id), *entry, *_passage(hit))


def _entry(entry: Entry | None, hit: Hit, words: dict[str, Any]) -> tuple[str, ...]:
    if entry is None:
        return "", "", hit.title, "", "", ""
    void = " (ยกเลิก)" if entry.state == "void" else ""
    named = (words[way].get(code := getattr(entry, way), code) for way in words)
    return to_thai(entry.number), short(entry.dated), entry.title + void, *named


def _passage(hit: Hit) -> tuple[str, str, str]:
    return hit.heading, hit.passage, to_thai(str(hit.page)) if hit.page else ""
