"""What the views of the filed documents are drawn from: facets, the tree of the plan, charts."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from archive.catalogue import By, Filters
from thai.dates import SHORT_MONTHS
from thai.digits import to_thai
from web.charts import counted
from web.current import actor, office
from web.filters import clipped

LABEL = 46  # letters of a bar's name, all that a telephone shows
OUTSIDE = "ไม่อยู่ในบัญชีหมวด"
FISCAL_MONTHS = (10, 11, 12, *range(1, 10))


@dataclass(frozen=True)
class Facet:
    """One way to divide what is listed: its title, and (label, link, count) for each part.

    ``more`` leads to all parts where these are only the first.
    """

    title: str
    parts: tuple[tuple[str, str, int], ...]
    more: str = ""


@dataclass(frozen=True)
class Branch:
    """A category in the tree: what lies in it by year, what lies below it; ``total`` is both."""

    code: str
    title: str
    link: str
    closed: bool
    total: int
    years: tuple[tuple[str, str, int], ...]
    below: tuple["Branch", ...]


@dataclass(frozen=True)
class Chart:
    """A picture of counts and the same counts for a table: (label, link, count, per cent)."""

    title: str
    picture: Markup
    rows: tuple[tuple[str, str, int, str], ...]


def tree(filters: Filters, by: By, link: Callable[..., str]) -> tuple[Branch, ...]:
    """Return the file plan with what passes the filters; categories without any are shown too."""
    held: dict[str, list[tuple[int, int]]] = {}
    for category, year, count in office().browsing.crossed(("category", by), filters, actor()):
        held.setdefault(category, []).append((year or 0, count))
    told = {"view": "", "by": by if by != "year" else ""}

    def years(code: str) -> tuple[tuple[str, str, int], ...]:
        found = sorted(held.pop(code, ()), reverse=True)
        return tuple(
            (to_thai(str(year)), link(category=code, **told | {by: year}), count)
            for year, count in found
        )

    def branch(code: str, title: str, closed: bool = False) -> Branch:
        below = tuple(branches(code)) if code else ()
        own = years(code)
        total = sum(n for *_, n in own) + sum(each.total for each in below)
        return Branch(code, title, link(category=code, **told), closed, total, own, below)

    def branches(parent: str) -> Iterator[Branch]:
        for each in office().profile.file_plan.categories:
            if each.parent == parent:
                yield branch(each.code, each.title, each.closed)

    planned = tuple(branches(""))
    return planned + tuple(branch(code, code or OUTSIDE) for code in sorted(held))


def charts(facets: Sequence[Facet], filters: Filters) -> tuple[Chart, ...]:
    """Return a chart of each facet that is whole, and of the months of a chosen year."""
    whole = [facet for facet in facets if not facet.more]
    return tuple(map(_chart, [*_months(filters), *whole]))


def _months(filters: Filters) -> Iterator[Facet]:
    if filters.year or filters.fiscal:
        held = dict(office().browsing.months(filters, actor()))
        order = FISCAL_MONTHS if filters.fiscal else range(1, 13)
        parts = ((SHORT_MONTHS[month - 1], "", held.get(month, 0)) for month in order)
        yield Facet("เดือน", tuple(parts))


def _chart(facet: Facet) -> Chart:
    total = sum(n for *_, n in facet.parts) or 1
    bars = [(clipped(label, LABEL), n) for label, _, n in facet.parts]
    rows = ((label, to, n, f"{n * 100 / total:.1f}") for label, to, n in facet.parts)
    says = f"แผนภูมิแท่งจำนวนเอกสารตาม{facet.title} ตัวเลขเดียวกับในตาราง"
    return Chart(facet.title, counted(says, bars), tuple(rows))


def label_of(names: Mapping[str, str], value: object) -> str:
    """Return what a value is called."""
    return names.get(str(value)) or to_thai(str(value))


def categories() -> dict[str, str]:
    """Return the titles of the file plan's categories by code."""
    return {each.code: each.title for each in office().profile.file_plan.categories}
