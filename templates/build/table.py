"""Tables: the header row repeats on each page and a row is never split (specification 2.2)."""

from collections.abc import Sequence

from templates.build.wordml import paragraph, tag, twips

RULED = 'w:val="single" w:sz="4" w:space="0" w:color="auto"'


def cell(
    cm: float, *content: str, style: str = "SarabanCell", span: int = 1, framed: bool = False
) -> str:
    """Return a cell over ``span`` columns; plain text becomes a paragraph of the given style.

    A width of 0 is that of the table's column; ``framed`` rules it where its table is not ruled.
    """
    paragraphs = "".join(
        part if part.startswith("<w:p>") else paragraph(part, style=style) for part in content
    )
    width = f'<w:tcW w:w="{twips(cm)}" w:type="{"dxa" if cm else "auto"}"/>'
    merged = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    sides = "".join(f"<w:{side} {RULED}/>" for side in ("top", "left", "bottom", "right"))
    frame = f"<w:tcBorders>{sides}</w:tcBorders>" if framed else ""
    properties = f"<w:tcPr>{width}{merged}{frame}</w:tcPr>"
    return f"<w:tc>{properties}{paragraphs or paragraph(style=style)}</w:tc>"


def row(*cells: str, header: bool = False, height: float = 0.0, exact: bool = False) -> str:
    """Return a row that stays on one page; a header repeats on each.

    It is ``height`` cm high or more, or ``exact`` so.
    """
    repeat = "<w:tblHeader/>" if header else ""
    rule = "exact" if exact else "atLeast"
    high = f'<w:trHeight w:val="{twips(height)}" w:hRule="{rule}"/>' if height else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{high}{repeat}</w:trPr>{''.join(cells)}</w:tr>"


def row_tag(code: str, widths: Sequence[float]) -> str:
    """Return a template tag in a row of its own, which disappears with it."""
    first, *others = widths
    return row(cell(first, tag(code, level="tr")), *(cell(width) for width in others))


def rows(name: str, source: str, widths: Sequence[float], *repeated: str) -> str:
    """Repeat table rows for every row of the answers."""
    body = "".join(repeated)
    return row_tag(f"for {name} in {source}", widths) + body + row_tag("endfor", widths)


def table(widths: Sequence[float], *content: str, ruled: bool = False, left: float = 0.0) -> str:
    """Return a table of fixed column widths (cm), with thin rules or with none."""
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    value = RULED if ruled else 'w:val="nil"'
    borders = "".join(f"<w:{side} {value}/>" for side in sides)
    margin = "".join(
        f'<w:{side} w:w="{space}" w:type="dxa"/>'
        for side, space in (("left", 57 if ruled else 0), ("right", 57))
    )
    grid = "".join(f'<w:gridCol w:w="{twips(width)}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{twips(sum(widths))}" w:type="dxa"/>'
        f'<w:tblInd w:w="{twips(left)}" w:type="dxa"/><w:tblBorders>{borders}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{margin}</w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(content)}</w:tbl>"
    )


def spanned(widths: Sequence[float]) -> float:
    """Return the width of a cell over several columns, to the twip."""
    return sum(map(twips, widths)) / twips(1000) * 1000


def head_row(widths: Sequence[float], heads: Sequence[str]) -> str:
    """Return the row of bold heads, repeated on each page."""
    cells = (
        cell(width, text, style="SarabanColumnHead")
        for width, text in zip(widths, heads, strict=True)
    )
    return row(*cells, header=True)


def listing(name: str, source: str, *columns: tuple[float, str, str], above: str = "") -> str:
    """Return a ruled table with a row for each of the answers.

    A column is its width (cm), its head, and what stands in it; ``above`` are rows that stand
    between the heads and the answers.
    """
    widths, heads, contents = zip(*columns, strict=True)
    one = row(*(cell(width, text) for width, text in zip(widths, contents, strict=True)))
    repeated = rows(name, source, widths, one)
    return table(widths, head_row(widths, heads), above, repeated, ruled=True)


def centred(text: str) -> str:
    """Return the content of a cell that stands in its middle."""
    return paragraph(text, style="SarabanColumn")
