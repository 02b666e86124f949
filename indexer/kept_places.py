"""Where the words of scanned pages stand: the content of a record's ``places.json``.

A scan has no text layer in which a word could be found again, and Tesseract takes seconds a page:
so what it saw is filed with the text. Pages that have a text layer are not in it.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from archive.canonical import compact
from indexer.pages import Line, Page
from indexer.places import Box

NAME = "places.json"
FORMAT = 1


def to_json(sha512: str, pages: Iterable[Page]) -> bytes:
    """Return the bytes for the file with this hash, b"" where no page of it was read by its look.

    Places are in points from the page's upper left corner as it stands upright, to a whole point.
    """
    told = [_plain(page) for page in pages if page.scanned and page.lines]
    return compact({"format": FORMAT, "sha512": sha512, "pages": told}) if told else b""


def from_json(data: bytes, sha512: str) -> Mapping[int, Page]:
    """Read the pages of the file with this hash, by their numbers from 1; none of another file.

    Raises ValueError, KeyError or TypeError for what is none.
    """
    raw: dict[str, Any] = json.loads(data)
    if raw["format"] != FORMAT or raw["sha512"] != sha512:
        return {}
    return {page["page"]: _page(page) for page in raw["pages"]}


def _plain(page: Page) -> dict[str, Any]:
    lines = [
        [line.text, *map(round, _sides(line.box)), [round(left) for left in line.lefts]]
        for line in page.lines
    ]
    size = {"width": round(page.width, 1), "height": round(page.height, 1)}
    return {"page": page.number, "turned": page.turned, "lines": lines, **size}


def _sides(box: Box) -> tuple[float, ...]:
    return box.left, box.top, box.right, box.bottom


def _page(raw: Mapping[str, Any]) -> Page:
    lines = tuple(
        Line(text, Box(*sides), tuple(map(float, lefts))) for text, *sides, lefts in raw["lines"]
    )
    size = (float(raw["width"]), float(raw["height"]))
    return Page(raw["page"], *size, lines, scanned=True, turned=raw["turned"])
