"""Columns as wide as what stands in them, for tables whose cells leave their width open.

Word widens such columns by itself; LibreOffice divides the table evenly and breaks a long amount
over two lines. So the widths are written into the document: no amount, code or Latin word breaks
while there is room.
"""

import re
import unicodedata

from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
OPEN = 'w:type="auto"'
"""What a document has in it where a table may have open cells."""

_LETTER = 125  # twips of a letter without its marks, at 16 pt (measured 0.2 to 0.22 cm)
_PADDING = 170  # twips of a cell's margins and a little air
_THAI_WORD = 10  # letters that stay together in Thai, which breaks between words
_CHUNK = re.compile(r"[^\s\u0e01-\u0e4f]+|[\u0e01-\u0e4f]+")


def fit(root: etree._Element) -> None:
    """Give every table of open cells (``w:tcW`` of type auto) the columns that its texts need."""
    for table in root.iter(f"{_W}tbl"):
        rows = [row.findall(f"{_W}tc") for row in table.iter(f"{_W}tr")]
        cells = [cell.find(f"{_W}tcPr/{_W}tcW") for row in rows for cell in row]
        if len(set(map(len, rows))) == 1 and all(
            width is not None and width.get(f"{_W}type") == "auto" for width in cells
        ):
            _write(table.find(f"{_W}tblGrid"), rows)


def _write(grid: etree._Element, rows: list[list[etree._Element]]) -> None:
    texts = [["".join(cell.itertext()) for cell in column] for column in zip(*rows, strict=True)]
    total = sum(int(column.get(f"{_W}w", 0)) for column in grid)
    grid[:] = []
    for index, width in enumerate(widths(texts, total)):
        etree.SubElement(grid, f"{_W}gridCol", {f"{_W}w": str(width)})
        for row in rows:
            open_width = row[index].find(f"{_W}tcPr/{_W}tcW")
            open_width.attrib.update({f"{_W}w": str(width), f"{_W}type": "dxa"})


def widths(columns: list[list[str]], total: int) -> list[int]:
    """Divide ``total`` twips: to each column what may not break, then by what it would like."""
    need = [max(map(_unbroken, texts), default=0) * _LETTER + _PADDING for texts in columns]
    like = [max(map(_letters, texts), default=0) * _LETTER + _PADDING for texts in columns]
    spare = total - sum(need)
    if spare <= 0:
        return [total * one // sum(need) for one in need]
    more = [liked - needed for liked, needed in zip(like, need, strict=True)]
    if sum(more) <= spare:
        return [total * one // sum(like) for one in like]
    return [one + spare * extra // sum(more) for one, extra in zip(need, more, strict=True)]


def _letters(text: str) -> int:
    return sum(unicodedata.category(letter) != "Mn" for letter in text)


def _unbroken(text: str) -> int:
    """Count the letters of the longest piece of a text that stays on one line."""
    chunks = _CHUNK.findall(text)
    return max(
        (
            min(_letters(chunk), _THAI_WORD) if "\u0e01" <= chunk[0] <= "\u0e4f" else len(chunk)
            for chunk in chunks
        ),
        default=0,
    )
