"""Search: one box, passages with their matches, and every way to narrow what was found."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import render_template, request
from flask.typing import ResponseReturnValue

from archive.records import RecordId
from indexer.hit import Hit, Results
from office.found import entries_of
from thai.digits import to_thai
from thai.errors import Refused
from web.current import actor, office
from web.filters import with_marks
from web.find_link import WAYS, Asked
from web.find_link import number as number  # noqa: PLC0414 - known from here
from web.kinds import kind_titles
from web.overtaken import overtaken_words
from web.routing import route

SIZE, MOST_PRINTED = 10, 500
NEAR = 3  # pages before and after this one that are linked
MOST_PARTS = 12  # values of one way to divide that are shown
ORDER_WORDS = {"best": "ตรงที่สุดก่อน", "newest": "ใหม่ก่อน", "oldest": "เก่าก่อน", "number": "ตามเลขที่"}
TITLES = {
    "year": "ปี พ.ศ.",
    "category": "หมวดหมู่",
    "type": "ชนิดเอกสาร",
    "group": "กลุ่มงาน",
    "person": "ผู้ลงนาม",
}


@dataclass(frozen=True)
class Parted:
    """One way to divide what was found: its title, and (label, link, count) for each part."""

    title: str
    parts: tuple[tuple[str, str, int], ...]


@route("/find", needs="read")
def find() -> ResponseReturnValue:
    """Show the search box and, once something is asked, what was found."""
    asked = Asked.of(request.args)
    whole = request.args.get("all") == "1"
    size = MOST_PRINTED if whole else SIZE
    results, says = _answer(asked, size)
    return render_template(
        "find.html",
        asked=asked,
        results=results,
        says=says,
        whole=whole,
        facets=_facets(asked, results),
        chosen=_chosen(asked),
        orders=ORDER_WORDS,
        pages=_pages(asked, results, size),
        size=size,
        bare=office().search.bare_numbers(asked.q, actor()),
        saved=office().search.saved.mine(actor()),
        **beside(results.hits if results else (), asked.q),
    )


@route("/find/like/<path:record_id>", needs="read")
def find_like(record_id: str) -> ResponseReturnValue:
    """Show what is most like a record."""
    id = RecordId.parse(record_id)
    title = office().show(id, actor()).record.description.title
    hits = office().search.like(id, actor(), SIZE)
    return render_template("find_like.html", id=id, title=title, hits=hits, **beside(hits))


def beside(hits: tuple[Hit, ...], q: str = "") -> dict[str, object]:
    """Return what a list of hits is drawn with: their rows, and their heads with what was asked."""
    heads = list(dict.fromkeys(head for hit in hits for head in (hit.title, hit.heading)))
    spans = office().search.mark(heads, q, actor()) if q and hits else [()] * len(heads)
    return {
        "about": entries_of(office(), [hit.id for hit in hits]),
        "kinds": kind_titles(),
        "overtaken": overtaken_words(hit.id for hit in hits),
        "heads": {head: with_marks(head, s) for head, s in zip(heads, spans, strict=True)},
    }


def _answer(asked: Asked, size: int) -> tuple[Results | None, str]:
    """Return what was found, or what is wrong with the question."""
    if not asked.q:
        return None, ""
    where = {"limit": size, "offset": (asked.page - 1) * size}
    try:
        return office().find(asked.q, actor(), **asked.limits, **where), ""
    except Refused as refused:
        return None, str(refused)


def words_for(way: str) -> Mapping[str, str]:
    """Return the words of the office for the codes of one way to divide."""
    match way:
        case "category":
            return {row.code: row.title for row in office().profile.file_plan.categories}
        case "type":
            return kind_titles()
        case "group":
            return office().profile.group_names
    return {}


def label(way: str, value: object) -> str:
    """Say a year, category, kind, group or person in the words of the office."""
    return words_for(way).get(str(value)) or to_thai(str(value))


def _facets(asked: Asked, results: Results | None) -> list[Parted]:
    """Count by everything that is not chosen yet and would part what was found."""
    facets = []
    for way in WAYS:
        counted: Mapping[str, int] = results.counts.get(way, {}) if results else {}
        if not getattr(asked, way) and len(counted) > 1:
            order = sorted(counted, reverse=True) if way == "year" else list(counted)
            words = words_for(way)
            parts = tuple(
                (words.get(str(v)) or to_thai(str(v)), asked.link(**{way: v}), counted[v])
                for v in order[:MOST_PARTS]
            )
            facets.append(Parted(TITLES[way], parts))
    return facets


def _chosen(asked: Asked) -> list[tuple[str, str]]:
    """Return what is chosen, each with the link that takes it away."""
    blank = Asked()
    chosen = [
        (f"{TITLES[way]} {label(way, getattr(asked, way))}", asked.link(**{way: blank_value}))
        for way in WAYS
        if getattr(asked, way) != (blank_value := getattr(blank, way))
    ]
    return [*chosen, ("เฉพาะมติที่ประชุม", asked.link(mati=False))] if asked.mati else chosen


def _pages(asked: Asked, results: Results | None, size: int) -> list[int]:
    """Return the numbers of the pages to link to: the first, those near, the last; 0 is a gap."""
    last = -(-results.total // size) if results else 0
    near = range(asked.page - NEAR, asked.page + NEAR + 1)
    shown = sorted({1, last, *near} & set(range(1, last + 1)))
    pages = list[int]()
    for page in shown:
        if pages and page > pages[-1] + 1:
            pages.append(0)
        pages.append(page)
    return pages
