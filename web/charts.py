"""Bars drawn as inline SVG, with their figures; a table stands beside each chart."""

from collections.abc import Sequence
from decimal import Decimal

from markupsafe import Markup, escape

from thai.digits import to_thai

Group = tuple[str, Sequence[tuple[str, Decimal]]]
"""A label, and (name, figure) of each of its bars."""
WIDTH, NAMES, FIGURES = 640, 150, 70  # in SVG units; the figure stands right of its bar
BAR, GAP, BETWEEN = 20, 4, 16
NARROW, NAME, THIN = 420, 22, 12  # of counts: as wide as a telephone lets their letters be read


def bars(title: str, groups: Sequence[Group], most: Decimal) -> Markup:
    """Draw horizontal bars from 0 to ``most``; figures beyond it are drawn as long as it."""
    pieces, y = [Markup("")], 0
    for label, rows in groups:
        pieces.append(Markup('<text class="label" x="0" y="{}">{}</text>').format(y + 15, label))
        y += BAR + GAP
        for name, figure in rows:
            pieces.append(_bar(name, figure, most, y))
            y += BAR + GAP
        y += BETWEEN
    box = f'viewBox="0 0 {WIDTH} {max(y - BETWEEN, 1)}"'
    head = f'<svg class="bars" role="img" {box} aria-label="{escape(title)}">'
    return Markup(head) + Markup("").join(pieces) + Markup("</svg>")


def _bar(name: str, figure: Decimal, most: Decimal, y: int) -> Markup:
    room = WIDTH - NAMES - FIGURES
    share = min(max(figure / most, Decimal(0)), Decimal(1))
    length = int(room * share)
    return Markup(
        '<text x="{names}" y="{base}" text-anchor="end">{name}</text>'
        '<rect class="room" x="{start}" y="{y}" width="{room}" height="{bar}"/>'
        '<rect x="{start}" y="{y}" width="{length}" height="{bar}"/>'
        '<text x="{after}" y="{base}">{figure}</text>'
    ).format(
        names=NAMES - 10,
        base=y + 15,
        name=name,
        start=NAMES,
        y=y,
        room=room,
        length=length,
        bar=BAR,
        after=NAMES + room + 8,
        figure=to_thai(f"{figure:f}"),
    )


def counted(title: str, rows: Sequence[tuple[str, int]]) -> Markup:
    """Draw counts as bars, the greatest as long as there is room; names stand above their bars."""
    most, y, pieces = max((count for _, count in rows), default=0) or 1, 0, [Markup("")]
    for name, count in rows:
        length = max(int((NARROW - FIGURES) * count / most), 1 if count else 0)
        piece = Markup(
            '<text x="0" y="{base}">{name}</text>'
            '<rect x="0" y="{top}" width="{length}" height="{bar}"/>'
            '<text class="figure" x="{after}" y="{below}">{count}</text>'
        )
        pieces.append(
            piece.format(
                base=y + 16,
                name=name,
                top=y + NAME,
                length=length,
                bar=THIN,
                after=length + 6,
                below=y + NAME + THIN - 1,
                count=to_thai(f"{count:,}"),
            )
        )
        y += NAME + THIN + 2 * GAP
    box = f'viewBox="0 0 {NARROW} {max(y, 1)}"'
    head = f'<svg class="bars counted" role="img" {box} aria-label="{escape(title)}">'
    return Markup(head) + Markup("").join(pieces) + Markup("</svg>")
