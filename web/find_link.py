"""What the search page is asked, read out of its link; and links to the question changed."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, Literal, get_args
from urllib.parse import parse_qsl, urlencode

from flask import url_for

from indexer.hit import Facet
from thai.digits import to_arabic

Order = Literal["best", "newest", "oldest", "number"]
WAYS: tuple[Facet, ...] = ("year", "category", "type", "group", "person")
ORDERS: tuple[Order, ...] = get_args(Order)
LAST_PAGE = 1_000


@dataclass(frozen=True)
class Asked:
    """A question with its limits; "" and None mean any. ``mati`` asks for resolutions only."""

    q: str = ""
    year: int | None = None
    category: str = ""
    type: str = ""
    group: str = ""
    person: str = ""
    order: Order = "best"
    mati: bool = False
    page: int = 1

    @classmethod
    def of(cls, args: Mapping[str, str]) -> "Asked":
        """Read a link; what makes no sense in it is left out."""
        told = {key: args.get(key, "").strip() for key in ("q", *WAYS, "order")}
        order = told["order"] if told["order"] in ORDERS else "best"
        page = min(max(1, number(args.get("page")) or 1), LAST_PAGE)
        year = number(told["year"])
        rest = {key: told[key] for key in ("q", "category", "type", "group", "person")}
        mati = args.get("mati") == "1"
        return cls(year=year, order=order, mati=mati, page=page, **rest)

    @classmethod
    def of_text(cls, text: str) -> "Asked":
        """Read what stands behind the question mark of a link."""
        return cls.of(dict(parse_qsl(text)))

    @property
    def query_string(self) -> str:
        """What stands behind the question mark of the link to the first page."""
        return urlencode(replace(self, page=1).kept)

    @property
    def limits(self) -> dict[str, Any]:
        """What ``Query.from_text`` is told beside the text."""
        ways: dict[str, Any] = {way: getattr(self, way) or None for way in WAYS}
        return ways | {"order": self.order, "only_resolutions": self.mati}

    @property
    def kept(self) -> dict[str, Any]:
        """What stands in the link: everything that is not as it is at first."""
        told = {name: getattr(self, name) for name in _FIRST}
        kept = {name: value for name, value in told.items() if value != _FIRST[name]}
        return kept | ({"mati": 1} if self.mati else {})

    def link(self, endpoint: str = "find", **changed: Any) -> str:
        """Return a page's address with something asked otherwise; it begins at the first page.

        What is no part of the question is given to the page as it is.
        """
        parts = {key: value for key, value in changed.items() if key in _FIRST}
        rest = {key: value for key, value in changed.items() if key not in parts}
        asked = urlencode(replace(self, **({"page": 1} | parts)).kept)
        address = url_for(endpoint, **rest)
        return f"{address}{'&' if '?' in address else '?'}{asked}"


_FIRST = {field.name: field.default for field in fields(Asked)}


def number(text: str | None) -> int | None:
    """Return a small whole number in either script of digits, None where there is none."""
    figures = to_arabic((text or "").strip())
    return int(figures) if figures.isascii() and figures.isdigit() and len(figures) < 8 else None
