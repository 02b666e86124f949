"""The filed documents by year, category, kind, group and place of paper, in four views.

Counts that lead on; the documents as a list or as cards; the file plan as a tree; charts.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, get_args
from urllib.parse import urlencode

from flask import g, render_template, request, url_for
from flask.typing import ResponseReturnValue

from archive.catalogue import By, Entry, Filters, Order
from archive.records import Paper
from archive.whereabouts import PLACED, spelled
from office.amending import PLACES, place_line
from thai.digits import to_thai, to_thai_in_prose
from web.browse_views import Facet, categories, charts, label_of, tree
from web.current import actor, office
from web.filters import short
from web.find import number
from web.kinds import kind_titles
from web.lists import Columns, listed
from web.overtaken import overtaken_words
from web.routing import route

SIZE = 50
MOST_PRINTED, MOST_EXPORTED, STEP = 2_000, 50_000, 1_000
YEARS: Mapping[By, str] = {"year": "ปี", "fiscal": "ปีงบประมาณ"}
VIEWS = {"list": "รายการ", "cards": "การ์ด", "tree": "ผังหมวด", "charts": "แผนภูมิ"}
NAMED = ("category", "type", "group", "case", "state", "title")
KEPT = ("year", "fiscal", *NAMED, *PLACED, "order", "by", "view")
CASES = 12  # of the cases that grew last, so many stand among the counts
STATES = {"filed": "ใช้อยู่", "void": "ยกเลิก", "destroyed": "ทำลายแล้ว"}
COLUMNS = Columns(
    ("เลขแฟ้ม", "ที่", "ลงวันที่", "เรื่อง", "จาก", "ถึง", "ชนิด", "หมวด", "สถานะ", "แฟ้มเรื่อง"),
    (18, 20, 14, 60, 30, 30, 18, 40, 10, 40),
)
HEADS: tuple[tuple[str, tuple[Order, ...]], ...] = (
    ("ที่", ("number",)),
    ("ลงวันที่", ("newest", "oldest")),
    ("เรื่อง", ("title",)),
    ("จาก", ("sender",)),
    ("ถึง", ("receiver",)),
    ("ชนิด", ("type",)),
)


@dataclass(frozen=True)
class Head:
    """A column's head: where sorting by it leads, and how it is sorted now."""

    label: str
    link: str
    sorted: str


@route("/browse", needs="read")
def browse() -> ResponseReturnValue:
    """Show counts, and once something is chosen, the documents; or the tree, or charts."""
    filters, view = filters_asked(), _one_of(VIEWS, "view")
    told = {
        "heading": _heading(filters),
        "chosen": _chosen(filters),
        "view": view,
        "views": VIEWS,
        "years": YEARS,
        "by": _by(),
        "link": link,
        "asked": kept(),
    }
    if view == "tree":
        return render_template("browse_tree.html", tree=tree(filters, _by(), link), **told)
    facets, total = _facets(filters)
    if view == "charts":
        return render_template("browse_charts.html", charts=charts(facets, filters), **told)
    return _documents(filters, told | {"facets": facets}, total)


def _documents(filters: Filters, told: dict[str, object], total: int) -> str:
    """Draw the counts and a page of the documents."""
    page, whole = max(1, number(request.args.get("page")) or 1), request.args.get("all") == "1"
    size = MOST_PRINTED if whole else SIZE
    kinds = kind_titles()
    asked = replace(filters, limit=size, offset=(page - 1) * size)
    found = office().browsing.page(asked, total, actor())
    return render_template(
        "browse.html",
        heads=_heads(filters),
        rows=[(entry, kinds.get(entry.type, entry.type)) for entry in found.rows],
        plan=categories(),
        place=place_line,
        overtaken=overtaken_words(entry.id for entry in found.rows),
        total=found.total,
        number=page,
        pages=max(1, -(-found.total // size)),
        whole=whole,
        handing=kept(),
        export=lambda ending: url_for("browse_file", ending=ending, **kept()),
        **told,
    )


@route("/browse/list.<ending>", needs="read")
def browse_file(ending: str) -> ResponseReturnValue:
    """Send the whole list, as it is chosen and sorted, as CSV or Excel."""
    filters = filters_asked()
    return listed(ending, _heading(filters), COLUMNS, _cells(filters))


def filters_asked() -> Filters:
    """Read the filters out of the link; what is no filter is left out."""
    asked = {key: request.args.get(key, "").strip() or None for key in KEPT}
    if asked["state"] not in STATES:
        asked["state"] = None
    paper = spelled(Paper(*(asked[name] or "" for name in PLACED)))
    return Filters(
        year=number(asked["year"]),
        fiscal=number(asked["fiscal"]),
        order=next((order for order in get_args(Order) if order == asked["order"]), "newest"),
        paper=paper if paper != Paper() else None,
        **{key: asked[key] for key in NAMED},  # type: ignore[arg-type]
    )


def link(**changed: object) -> str:
    """Return this page's address with something chosen otherwise; the page begins anew."""
    told = {key: value for key, value in (kept() | changed).items() if value}
    return f"{url_for('browse')}?{urlencode(told)}" if told else url_for("browse")


def kept() -> dict[str, Any]:
    """Return what is chosen, as it stands in the link; read once, for a page has many links."""
    if "kept" not in g:
        g.kept = {key: request.args[key] for key in KEPT if request.args.get(key)}
    return dict(g.kept)


def _one_of(known: Mapping[str, str], key: str) -> str:
    return asked if (asked := request.args.get(key, "")) in known else ""


def _by() -> By:
    return "fiscal" if request.args.get("by") == "fiscal" else "year"


def _facets(filters: Filters) -> tuple[list[Facet], int]:
    """Count by everything that is not chosen yet, years and categories first; and all together."""
    years = (filters.year, filters.fiscal) == (None, None)
    ways: tuple[tuple[By, str, Mapping[str, str]], ...] = (
        *([(_by(), YEARS[_by()], {})] if years else []),
        ("category", "หมวด", categories()),
        ("type", "ชนิดเอกสาร", kind_titles()),
        ("group", "กลุ่มงาน", office().profile.group_names),
        ("state", "สถานะ", STATES),
    )
    those = (*(by for by, *_ in ways if getattr(filters, by) is None), "state")
    found = office().browsing.facets(filters, actor(), tuple(dict.fromkeys(those)))
    facets, total = list[Facet](), sum(count for _, count in found["state"])
    for by, title, names in ways:
        if getattr(filters, by) is None:
            counted = [(v, n) for v, n in found[by] if v]
            if by in YEARS:
                counted.reverse()
            parts = [(label_of(names, v), link(**{by: v}), n) for v, n in counted]
            if parts and not (by == "state" and len(parts) == 1):
                facets.append(Facet(title, tuple(parts)))
    open_ = total and filters.case is None
    cases = _cases(filters) if open_ and not filters.title else ()  # a word was sought enough
    if cases or (open_ and filters.title):
        facets.append(Facet("แฟ้มเรื่อง", cases[:CASES], url_for("cases", **kept())))
    return facets, total


def _cases(filters: Filters) -> tuple[tuple[str, str, int], ...]:
    found = office().browsing.cases(replace(filters, limit=CASES), actor())
    return tuple(
        (to_thai_in_prose(each.title), link(case=each.title), each.records) for each in found
    )


def _chosen(filters: Filters) -> list[tuple[str, str]]:
    """Return what is chosen, each with the link that takes it away."""
    return [(label, link(**{key: ""})) for key, label in _told(filters)]


def _heading(filters: Filters) -> str:
    return " ".join(["แฟ้มเอกสาร", *(label for _, label in _told(filters))])


def _told(filters: Filters) -> list[tuple[str, str]]:
    """Say each filter in the words of the office."""
    names: dict[str, Mapping[str, str]] = {
        "category": categories(),
        "type": kind_titles(),
        "group": office().profile.group_names,
        "state": STATES,
    }
    told: list[tuple[str, str]] = [
        (by, f"{title} {to_thai(str(getattr(filters, by)))}")
        for by, title in YEARS.items()
        if getattr(filters, by)
    ]
    for key, labels in names.items():
        value = getattr(filters, key)
        if value:
            told.append((key, labels.get(value, value)))
    if filters.case:
        told.append(("case", to_thai_in_prose(filters.case)))
    if filters.paper:
        told += [
            (name, f"{PLACES[name]} {to_thai_in_prose(getattr(filters.paper, name))}")
            for name in PLACED
            if getattr(filters.paper, name)
        ]
    return [*told, ("title", f"เรื่องมีคำว่า “{filters.title}”")] if filters.title else told


def _heads(filters: Filters) -> list[Head]:
    heads = []
    for label, orders in HEADS:
        now = filters.order in orders
        other = orders[(orders.index(filters.order) + 1) % len(orders)] if now else orders[0]
        way = {"newest": "descending"}.get(filters.order, "ascending") if now else ""
        heads.append(Head(label, link(order=other), way))
    return heads


def _cells(filters: Filters) -> Iterator[tuple[str, ...]]:
    kinds, plan = kind_titles(), categories()
    for offset in range(0, MOST_EXPORTED, STEP):
        step = office().browse(replace(filters, limit=STEP, offset=offset), actor())
        for entry in step.rows:
            yield row_of(entry, kinds, plan)
        if offset + STEP >= step.total:
            return


def row_of(entry: Entry, kinds: Mapping[str, str], plan: Mapping[str, str]) -> tuple[str, ...]:
    """Return a record as a line of COLUMNS; ``plan`` are the titles of the categories."""
    return (
        str(entry.id),
        to_thai(entry.number),
        short(entry.dated),
        entry.title,
        entry.sender,
        entry.receiver,
        kinds.get(entry.type, entry.type),
        plan.get(entry.category, entry.category),
        STATES[entry.state],
        to_thai_in_prose(entry.case),
    )
