"""The small vocabulary of WordprocessingML that every template is written in.

Functions return XML text; lengths are given in centimetres or points and written in the units of
the file format. Thai is *complex script* to Word: font, size, weight and language count only when
their complex-script twin stands beside them, in schema order (ECMA-376 part 1, 17.3.2).
"""

from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

FONT = "TH Sarabun New"
BODY_PT = 16.0
TEXT_WIDTH = 16.0  # cm between margins of 3 and 2 cm on A4
NAMESPACES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    }.items()
)


def twips(cm: float) -> int:
    """Return a length in twentieths of a point."""
    return round(cm * 566.929)


def emu(cm: float) -> int:
    """Return a length in English metric units."""
    return round(cm * 360000)


def run_properties(*, bold: bool = False, pt: float = BODY_PT, colour: str = "") -> str:
    """Return ``w:rPr``: every property that Thai needs, each with its complex-script twin."""
    fonts = " ".join(f"w:{slot}={quoteattr(FONT)}" for slot in ("ascii", "hAnsi", "eastAsia", "cs"))
    weight = "<w:b/><w:bCs/>" if bold else ""
    ink = f'<w:color w:val="{colour}"/>' if colour else ""
    half = round(pt * 2)
    return (
        f"<w:rPr><w:rFonts {fonts}/>{weight}{ink}"
        f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'
        '<w:lang w:val="en-US" w:eastAsia="en-US" w:bidi="th-TH"/></w:rPr>'
    )


def run(text: str, *, bold: bool = False, pt: float = BODY_PT, colour: str = "") -> str:
    r"""Return a run of one face; ``\t`` in the text is a tab."""
    parts = [
        f'<w:t xml:space="preserve">{escape(part)}</w:t>' if part else ""
        for part in text.split("\t")
    ]
    return f"<w:r>{run_properties(bold=bold, pt=pt, colour=colour)}{'<w:tab/>'.join(parts)}</w:r>"


def linked(address: str, text: str) -> str:
    """Return text that leads to an address, as a field; it looks like any other text."""
    begin, separate, end = (
        f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
    )
    told = f'<w:instrText xml:space="preserve"> HYPERLINK "{escape(address)}" </w:instrText>'
    return f"{begin}<w:r>{told}</w:r>{separate}{run(text)}{end}"


def line_break() -> str:
    """Return a run that goes on in the next line of the same paragraph."""
    return f"<w:r>{run_properties()}<w:br/></w:r>"


def tab_stop(cm: float, *, leader: str = "none", align: str = "left") -> str:
    """Return one tab stop, measured from the left margin."""
    return f'<w:tab w:val="{align}" w:leader="{leader}" w:pos="{twips(cm)}"/>'


def paragraph(
    *content: str,
    style: str = "SarabanLine",
    keep: bool = False,
    tabs: Sequence[str] = (),
    before: float | None = None,
    left: float | None = None,
    hanging: float | None = None,
    right: float | None = None,
    new_page: bool = False,
) -> str:
    """Return a paragraph of runs; plain text becomes a run of the body face.

    ``keep`` holds it on the page of the next one, ``new_page`` begins one; ``before`` is in points,
    indents in centimetres.
    """
    runs = "".join(part if part.startswith("<") else run(part) for part in content)
    indents = {"left": left, "right": right, "hanging": hanging}
    indent = "".join(f' w:{side}="{twips(cm)}"' for side, cm in indents.items() if cm is not None)
    properties = (
        f'<w:pStyle w:val="{style}"/>',
        "<w:keepNext/>" if keep else "",
        "<w:pageBreakBefore/>" if new_page else "",
        f"<w:tabs>{''.join(tabs)}</w:tabs>" if tabs else "",
        f'<w:spacing w:before="{round(before * 20)}"/>' if before is not None else "",
        f"<w:ind{indent}/>" if indent else "",
        run_properties() if not runs else "",
    )
    return f"<w:p><w:pPr>{''.join(properties)}</w:pPr>{runs}</w:p>"


def blank_lines(count: int, *, keep: bool = False) -> str:
    """Return empty lines of the body face."""
    return paragraph(keep=keep) * count


def tag(code: str, *, level: str = "p") -> str:
    """Return a template tag in a paragraph of its own, which disappears with it."""
    return paragraph("{%" + level + " " + code + " %}")


def each(name: str, rows: str, *content: str) -> str:
    """Repeat paragraphs for every row."""
    return tag(f"for {name} in {rows}") + "".join(content) + tag("endfor")


def when(condition: str, *content: str, otherwise: str = "") -> str:
    """Print paragraphs only where the condition holds."""
    other = tag("else") + otherwise if otherwise else ""
    return tag(f"if {condition}") + "".join(content) + other + tag("endif")
