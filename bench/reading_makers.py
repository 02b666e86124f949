"""Prints the letters of ``bench/reading_letters.py`` with the programs that offices use."""

import base64
import html
import io
import json
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import docx
import typst
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Pt
from playwright.sync_api import sync_playwright
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from bench.reading_letters import Letter
from indexer.cutting import pieces
from templates.pdf import Converter

Maker = Callable[[Letter], bytes]
CM = 28.35  # points


def makers(stack: ExitStack, font: Path, converter: Converter) -> dict[str, Maker]:
    """Return a maker of PDFs for each program; what they need stays open as long as ``stack``."""
    pdfmetrics.registerFont(TTFont("thai", str(font)))
    browser = stack.enter_context(sync_playwright()).chromium.launch(
        executable_path="/usr/bin/chromium"
    )
    stack.callback(browser.close)
    page = browser.new_page()

    def chromium(letter: Letter) -> bytes:
        page.set_content(_html(letter, font))
        return page.pdf(format="A4", prefer_css_page_size=True)

    return {
        "LibreOffice": lambda letter: _pdf(converter, word(letter)),
        "Chromium": chromium,
        "Typst": lambda letter: _typst(letter, font),
        "ReportLab": _reportlab,
    }


def _pdf(converter: Converter, document: bytes) -> bytes:
    made = converter.convert(document)
    return made.data


def word(letter: Letter) -> bytes:
    """Return the letter as a Word file of another office: tabs, no tables."""
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = Cm(3), Cm(2)
    section.top_margin = section.bottom_margin = Cm(2)
    style = document.styles["Normal"]
    style.font.name, style.font.size = "TH Sarabun New", Pt(16)
    fonts = style.element.rPr.rFonts
    for kind in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(
            f"{{http://schemas.openxmlformats.org/wordprocessingml/2006/main}}{kind}",
            "TH Sarabun New",
        )
    for how, first, second in letter.parts:
        _paragraph(document, how, first, second)
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def _paragraph(document, how: str, first: str, second: str) -> None:
    told = {
        "pair": f"{first}\t{second}", "memo": f"{first}\t{second}", "label": f"{first}  {second}",
        "sign": f"\n\n\n{first}\n{second}",
    }.get(how, first)  # fmt: skip
    paragraph = document.add_paragraph(told)
    form = paragraph.paragraph_format
    form.space_after = Pt(4)
    if how == "pair":
        form.tab_stops.add_tab_stop(Cm(9.5))
        form.left_indent, form.first_line_indent = Cm(9.5), Cm(-9.5)
    if how == "memo":
        form.tab_stops.add_tab_stop(Cm(8.5))
    if how == "text":
        form.first_line_indent = Cm(2.5)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.THAI_JUSTIFY
    if how == "label":
        form.left_indent, form.first_line_indent = Cm(1.2), Cm(-1.2)
    if how == "axis":
        form.left_indent = Cm(7.5)
    if how in ("centre", "sign"):
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _html(letter: Letter, font: Path) -> str:
    rows = "".join(_row(how, html.escape(a), html.escape(b)) for how, a, b in letter.parts)
    face = base64.b64encode(font.read_bytes()).decode()
    style = (
        f"@font-face{{font-family:official;src:url(data:font/ttf;base64,{face})}}"
        "@page{size:A4;margin:1.5cm 2cm 2cm 3cm}body{font:16pt official}"
        "p{margin:4pt 0}.t{text-indent:2.5cm;text-align:justify}.c{text-align:center}"
        ".a{margin-left:7.5cm}"
        ".p{display:flex}.p>*:first-child{width:9.2cm;flex:none}.l{display:flex}.l>*:first-child{flex:none;margin-right:.5em}"
        ".b{font-size:32pt;color:red}"
    )
    return f"<html lang=th><style>{style}</style><body>{rows}</body></html>"


def _row(how: str, a: str, b: str) -> str:
    return {
        "pair": f"<div class=p><p>{a}</p><p>{b}</p></div>",
        "memo": f"<div class=p><p>{a}</p><p>{b}</p></div>",
        "label": f"<div class=l><p>{a or 6 * '&emsp;'}</p><p>{b}</p></div>",
        "text": f"<p class=t>{a}</p>",
        "centre": f"<p class=c><b>{a}</b></p>",
        "axis": f"<p class=a>{a}</p>",
        "sign": f"<br><br><p class=c>{a}<br>{b}</p>",
        "big": f"<p class=b>{a}</p>",
    }[how]


def _typst(letter: Letter, font: Path) -> bytes:
    rows = "\n\n".join(_set(how, _raw(a), _raw(b)) for how, a, b in letter.parts)
    page = '#set page(paper: "a4", margin: (left: 3cm, right: 2cm, top: 2cm, bottom: 2cm))\n'
    page += f'#set text(font: ("{FAMILY}",), size: 16pt, lang: "th")\n'
    page += "#set par(leading: 0.7em, justify: true)\n"
    return typst.compile((page + rows).encode(), font_paths=[str(font.parent)])


FAMILY = "Saraban Sarabun"


def _raw(text: str) -> str:
    return "#" + json.dumps(text, ensure_ascii=False) + ";" if text else ""


def _set(how: str, a: str, b: str) -> str:
    return {
        "pair": f"#grid(columns: (9.3cm, 1fr), [{a}], [{b}])",
        "memo": f"#grid(columns: (8.5cm, 1fr), [{a}], [{b}])",
        "label": f"#grid(columns: (auto, 1fr), column-gutter: 0.5em, [{a or '#h(2.8cm)'}], [{b}])",
        "text": f"#h(2.5cm){a}",
        "centre": f"#align(center)[*{a}*]",
        "axis": f"#pad(left: 7.5cm)[{a}]",
        "sign": f"#v(1.5cm)\n\n#align(center)[{a} \\ {b}]",
        "big": f"#text(size: 32pt, fill: red)[{a}]",
    }[how]


class _Pen:
    """Writes lines from above with ReportLab, wrapping between words."""

    def __init__(self) -> None:
        self.held = io.BytesIO()
        self.canvas = Canvas(self.held, A4)
        self.y = A4[1] - 2.5 * CM
        self.canvas.setFont("thai", 16)

    def write(self, text: str, left: float, first: float = 0, size: float = 16) -> None:
        line, at = "", left + first
        for piece in pieces(text):
            if at + pdfmetrics.stringWidth(line + piece, "thai", size) > A4[0] - 2 * CM:
                self._put(line, at, size)
                line, at = "", left
            line += piece
        self._put(line, at, size)

    def centre(self, text: str, size: float = 16) -> None:
        line, lines = "", []
        for piece in pieces(text):
            if pdfmetrics.stringWidth(line + piece, "thai", size) > 13 * CM:
                lines.append(line)
                line = ""
            line += piece
        for each in [*lines, line]:
            wide = pdfmetrics.stringWidth(each, "thai", size)
            self._put(each, (A4[0] + CM - wide) / 2, size)

    def _put(self, text: str, x: float, size: float) -> None:
        self.canvas.setFont("thai", size)
        self.canvas.drawString(x, self.y, text)
        self.y -= 1.35 * size


def _reportlab(letter: Letter) -> bytes:
    pen = _Pen()
    left = 3 * CM
    for how, a, b in letter.parts:
        if how in ("pair", "memo"):
            pen.canvas.drawString(left, pen.y, a)
            pen.write(b or " ", left + 8.8 * CM)
        elif how == "label":
            wide = pdfmetrics.stringWidth(a + "  ", "thai", 16) if a else 2.8 * CM
            pen.canvas.drawString(left, pen.y, a)
            pen.write(b, left + wide)
        elif how in ("centre", "sign"):
            pen.y -= 40 * (how == "sign")
            pen.centre(a)
            if b:
                pen.centre(b)
        else:
            indent = {"text": 2.5 * CM, "axis": 7.5 * CM}.get(how, 0)
            pen.write(
                a,
                left + indent * (how == "axis"),
                indent * (how == "text"),
                30 if how == "big" else 16,
            )
    pen.canvas.save()
    return pen.held.getvalue()
