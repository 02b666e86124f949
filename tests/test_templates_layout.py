"""Every measure of templates/data/layout.yaml, read back from every finished document."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from io import BytesIO
from itertools import takewhile
from typing import Any
from zipfile import ZipFile

import pytest
import yaml
from lxml import etree

from templates.columns import widths
from templates.form import at
from templates.shelf import Shelf
from tests.conftest import made_where

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
LAYOUT: dict[str, Any] = yaml.safe_load(
    (files("templates") / "data" / "layout.yaml").read_text("utf-8")
)
COMMON = LAYOUT["common"]
TWIP = LAYOUT["tolerances"]["twip"]
EMU = LAYOUT["tolerances"]["emu"]
WITH_EMBLEM = tuple(kind for kind, rules in LAYOUT.items() if "garuda_height_cm" in rules)


@dataclass(frozen=True)
class Paragraph:
    """A paragraph with its own properties and those of its styles behind them."""

    element: Any
    styles: dict[str, Any]

    @property
    def text(self) -> str:
        own = (
            t for t in self.element.iter(f"{W}t", f"{W}tab")
            if next(t.iterancestors(f"{W}p")) is self.element
            and next(t.iterancestors(f"{W}pPr"), None) is None
        )  # fmt: skip
        return "".join("\t" if t.tag == f"{W}tab" else t.text or "" for t in own)

    @property
    def style(self) -> str:
        return str(self.element.find(f"{W}pPr/{W}pStyle").get(f"{W}val"))

    def says(self, path: str, attribute: str = "val") -> str | None:
        """Find a property in the paragraph, else in its styles."""
        for properties in self._places():
            found = properties.find("/".join(f"{W}{name}" for name in path.split("/")))
            if found is not None and found.get(f"{W}{attribute}") is not None:
                return str(found.get(f"{W}{attribute}"))
        return None

    def twips(self, path: str, attribute: str) -> int:
        return int(self.says(path, attribute) or 0)

    def keeps(self) -> bool:
        return any(place.find(f"{W}keepNext") is not None for place in self._places())

    def run(self, text: str) -> Any:
        """The properties of the run that holds a text."""
        runs = (run for run in self.element.iter(f"{W}r"))
        return next(r for r in runs if text in "".join(r.itertext())).find(f"{W}rPr")

    def _places(self) -> Iterator[Any]:
        yield self.element.find(f"{W}pPr")
        name: str | None = self.style
        while name:
            style = self.styles[name]
            if style.find(f"{W}pPr") is not None:
                yield style.find(f"{W}pPr")
            based = style.find(f"{W}basedOn")
            name = None if based is None else based.get(f"{W}val")


class Document:
    """A .docx, read."""

    def __init__(self, docx: bytes) -> None:
        with ZipFile(BytesIO(docx)) as archive:
            self.parts = {
                name: etree.fromstring(archive.read(name))
                for name in archive.namelist()
                if name.startswith("word/") and name.endswith(".xml")
            }
        self.body = self.parts["word/document.xml"]
        styles = self.parts["word/styles.xml"].iter(f"{W}style")
        self.styles = {style.get(f"{W}styleId"): style for style in styles}

    @property
    def paragraphs(self) -> list[Paragraph]:
        return [Paragraph(one, self.styles) for one in self.body.iter(f"{W}p")]

    def styled(self, *names: str) -> list[Paragraph]:
        return [one for one in self.paragraphs if one.style in names]

    def starting(self, *words: str) -> list[Paragraph]:
        return [one for one in self.paragraphs if one.text.startswith(words)]

    def drawing(self, name: str) -> Any:
        """The anchor of a named drawing, if it is there."""
        anchors = self.body.iter(f"{WP}anchor")
        return next((a for a in anchors if a.find(f"{WP}docPr").get("name") == name), None)


@pytest.fixture
def document(made: Any) -> Document:
    return Document(made.docx)


LIKE = {
    "letter": "external", "round-report": "memo", "director-report": "memo",
    "stamped-letter": "stamped", "regulation": "announcement", "reply-slip": "agenda",
    "attendance-sheet": "agenda",
    **dict.fromkeys(("assignment-order", "amending-order", "cancelling-order"), "order"),
    **dict.fromkeys(("agenda-call", "minutes-proposal", "resolutions", "extract"), "memo"),
}  # fmt: skip
"""Types that are laid out as another one is."""


def kind_of(code: str, given: Mapping[str, Any]) -> str:
    """The document's entry in layout.yaml."""
    if code == "invitation":
        return "external" if "external" in Shelf().form(code).template_name(given) else "memo"
    return LIKE.get(code, code)


def of_kind(*kinds: str) -> pytest.MarkDecorator:
    return made_where(lambda code, given: kind_of(code, given) in kinds)


@pytest.fixture
def kind(made: Any) -> str:
    return kind_of(made.form.code, made.answers.values)


def letter_of(made: Any) -> Mapping[str, Any]:
    """The answers among which a document's own number stands."""
    values: Mapping[str, Any] = made.answers.values
    return at(values, made.form.number_field.rpartition(".")[0]) or values


def near(value: int, cm: float) -> bool:
    return bool(abs(value - cm * LAYOUT["conversions"]["cm_to_twip"]) <= TWIP)


def test_the_paper_is_a4_with_its_margins(document: Document, kind: str) -> None:
    size, margins = document.body.find(f".//{W}pgSz"), document.body.find(f".//{W}pgMar")
    page, rule = LAYOUT["page"], LAYOUT[kind]
    sides = [str(page["width_twip"]), str(page["height_twip"])]
    lying = rule.get("orientation") == "landscape"
    assert [size.get(f"{W}w"), size.get(f"{W}h")] == (sides[::-1] if lying else sides)
    assert size.get(f"{W}orient") == ("landscape" if lying else None)
    wanted = {
        "left": rule.get("margin_left_cm", COMMON["margin_left_cm"]),
        "right": COMMON["margin_right_cm"],
        "top": rule["margin_top_cm"],
        "bottom": rule["margin_bottom_cm"],
    }
    for side, cm in wanted.items():
        assert near(int(margins.get(f"{W}{side}")), cm), side
    beside = COMMON["margin_left_cm"] + COMMON["margin_right_cm"]
    assert page["width_cm"] - beside == COMMON["text_width_cm"]


def test_every_run_says_for_thai_what_it_says_for_latin(document: Document) -> None:
    for part in document.parts.values():
        for run in part.iter(f"{W}rPr"):
            fonts = run.find(f"{W}rFonts")
            slots = {fonts.get(f"{W}{slot}") for slot in ("ascii", "hAnsi", "eastAsia", "cs")}
            assert len(slots) == 1
            assert slots <= set(COMMON["font_accept"])
            assert run.find(f"{W}sz").get(f"{W}val") == run.find(f"{W}szCs").get(f"{W}val")
            assert (run.find(f"{W}b") is None) == (run.find(f"{W}bCs") is None)
            assert run.find(f"{W}lang").get(f"{W}bidi") == "th-TH"
        assert all(run.find(f"{W}rPr") is not None for run in part.iter(f"{W}r"))


def test_everything_is_16_points_but_titles_labels_and_stamps(
    document: Document, kind: str
) -> None:
    sizes = {size.get(f"{W}val") for size in document.body.iter(f"{W}sz")}
    others = {"58", "40", "64"} if kind == "memo" else {"64"}
    assert sizes - others == {str(int(COMMON["body_pt"] * 2))}


def test_body_paragraphs_are_indented_spaced_and_spread(document: Document, kind: str) -> None:
    body = document.styled("SarabanBody")
    assert body or LAYOUT[kind].get("paragraphs") == "none"
    for one in body:
        assert near(one.twips("ind", "firstLine"), COMMON["first_line_indent_cm"])
        assert one.twips("spacing", "before") == COMMON["space_before_body_par_pt"] * 20
        assert one.says("jc") == COMMON["body_alignment"]


def test_lines_are_single_spaced(document: Document) -> None:
    exact = {"SarabanMemoTitle", "SarabanEmblem", "SarabanRule", "SarabanPenLine", "SarabanGap",
             "SarabanSeal"}  # fmt: skip
    for one in document.paragraphs:
        if one.style not in exact | {"SarabanEnd"}:
            line, rule = one.says("spacing", "line"), one.says("spacing", "lineRule")
            assert (line, rule) == ("240", "auto")


def test_head_lines_have_air_above(document: Document, kind: str) -> None:
    words = ("เรียน  ", "อ้างถึง  ", "สิ่งที่ส่งมาด้วย  ", *(("เรื่อง  ",) if kind == "external" else ()))
    heads = document.starting(*words) if kind in {"external", "memo"} else []
    for one in heads:
        assert one.twips("spacing", "before") == COMMON["space_before_heading_lines_pt"] * 20
    assert len(heads) >= {"external": 2, "memo": 1}.get(kind, 0)


def test_the_emblem_has_its_size_and_place(document: Document, kind: str) -> None:
    anchor = document.drawing("emblem")
    if kind not in WITH_EMBLEM:
        assert anchor is None
        return
    rule = LAYOUT[kind]
    height = int(anchor.find(f"{WP}extent").get("cy"))
    top = anchor.find(f"{WP}positionV")
    across = anchor.find(f"{WP}positionH")
    assert abs(height - rule["garuda_height_cm"] * 360000) <= EMU
    assert top.get("relativeFrom") == "page"
    assert abs(int(top[0].text) - rule["garuda_top_from_edge_cm"] * 360000) <= EMU
    assert across[0].text == rule["garuda_align"]
    assert across.get("relativeFrom") == ("page" if across[0].text == "center" else "margin")


def test_the_speed_stamp_is_red_and_large(made: Any, document: Document) -> None:
    anchor = document.drawing("speed")
    told = letter_of(made)
    if not told.get("speed"):
        assert anchor is None
        return
    properties = anchor.find(f".//{W}rPr")
    stamp = COMMON["speed_stamp"]
    assert anchor.find(f".//{W}t").text == told["speed"]
    assert properties.find(f"{W}color").get(f"{W}val") == stamp["color"]
    assert int(properties.find(f"{W}szCs").get(f"{W}val")) >= stamp["min_pt"] * 2


@of_kind("memo")
def test_the_memo_title_and_labels(document: Document) -> None:
    title, labels = LAYOUT["memo"]["title"], LAYOUT["memo"]["labels"]
    (line,) = document.starting(title["text"])
    face = line.run(title["text"])
    assert face.find(f"{W}szCs").get(f"{W}val") == str(title["pt"] * 2)
    assert face.find(f"{W}bCs") is not None
    assert (line.says("spacing", "lineRule"), line.says("jc")) == ("exact", title["align"])
    assert line.twips("spacing", "line") == title["line_pt"] * 20
    for text in labels["texts"]:
        (line,) = (one for one in document.styled("SarabanMemoLine") if f"{text}  " in one.text)
        face = line.run(f"{text}  ")
        assert face.find(f"{W}szCs").get(f"{W}val") == str(labels["pt"] * 2)
        assert face.find(f"{W}bCs") is not None


@of_kind("memo")
def test_the_memo_head_is_dotted_to_the_margin(document: Document) -> None:
    lines = document.styled("SarabanMemoLine")
    assert len(lines) == 3
    for line in lines:
        last = line.element.findall(f"{W}pPr/{W}tabs/{W}tab")[-1]
        assert last.get(f"{W}leader") == "dot"
        assert near(int(last.get(f"{W}pos")), COMMON["text_width_cm"])
        assert line.text.endswith("\t")
        assert line.element.find(f"{W}pPr/{W}pBdr") is None
    date_at = lines[1].element.find(f"{W}pPr/{W}tabs/{W}tab")
    assert "\tวันที่" in lines[1].text
    assert 8.5 <= int(date_at.get(f"{W}pos")) / 566.929 <= 8.8


@of_kind("external")
def test_date_and_closing_of_a_letter_stand_on_the_axis(document: Document, kind: str) -> None:
    (closing,) = document.styled("SarabanClosing")
    date = next(
        one for one in document.paragraphs if re.fullmatch("[๐-๙]+ \\S+ [๐-๙]{4}", one.text)
    )
    assert near(closing.twips("ind", "left"), LAYOUT[kind]["closing_indent_cm"])
    assert near(date.twips("ind", "left"), LAYOUT[kind]["date_indent_from_left_margin_cm"])


ACTS = {"order": "ordered", "announcement": "announced", "certificate": "given"}


@of_kind(*ACTS)
def test_the_line_of_the_act_is_indented(document: Document, kind: str) -> None:
    (line,) = document.styled("SarabanClosing")
    assert line.text.startswith(("สั่ง  ณ  วันที่  ", "ประกาศ  ณ  วันที่  ", "ให้ไว้  ณ  วันที่  "))
    assert near(line.twips("ind", "left"), LAYOUT[kind][f"{ACTS[kind]}_line_indent_cm"])


@of_kind("stamped")
def test_a_stamped_letter_has_room_for_the_seal_and_no_salutation(document: Document) -> None:
    (room,) = document.styled("SarabanSeal")
    assert room.twips("spacing", "line") >= LAYOUT["stamped"]["seal_outer_diameter_cm"] * 566.929
    assert room.keeps()
    assert not document.starting("เรียน", "ขอแสดงความนับถือ", "(")
    assert document.starting("ถึง  ")


@of_kind("certificate")
def test_a_certificate_has_a_frame_for_a_photograph(document: Document) -> None:
    (frame,) = (
        cell for cell in document.body.iter(f"{W}tc") if cell.find(f".//{W}tcBorders") is not None
    )
    width, height = LAYOUT["certificate"]["photo_cm"]
    assert near(int(frame.find(f"{W}tcPr/{W}tcW").get(f"{W}w")), width)
    assert near(int(frame.getparent().find(f"{W}trPr/{W}trHeight").get(f"{W}val")), height)


def test_what_closes_has_more_air_above(document: Document) -> None:
    for line in document.styled("SarabanClosing"):
        assert line.twips("spacing", "before") == COMMON["space_before_closing_pt"] * 20


@of_kind(*(kind for kind, rules in LAYOUT.items() if "heading_align" in rules))
def test_headings_stand_in_the_middle(document: Document, kind: str) -> None:
    lines = document.styled("SarabanTitle")
    assert lines
    assert {line.says("jc") for line in lines} == {LAYOUT[kind]["heading_align"]}


def blank_above(paragraphs: list[Paragraph], index: int) -> int:
    count = 0
    while blank(paragraphs[index - count - 1]):
        count += 1
    return count


def blank(paragraph: Paragraph) -> bool:
    return paragraph.style == "SarabanLine" and not paragraph.text.strip()


def test_three_lines_are_left_for_the_pen(document: Document, kind: str) -> None:
    lines = [one for one in document.paragraphs if one.style != "SarabanStamp"]
    names = [
        index for index, one in enumerate(lines)
        if one.style == "SarabanSignature" and one.text.startswith("(")
    ]  # fmt: skip
    assert names or LAYOUT[kind].get("signed") == "none"
    for index in names:
        assert blank_above(lines, index) == COMMON["blank_lines_before_name"]


@of_kind("external")
def test_three_lines_stand_above_the_unit_in_charge(made: Any, document: Document) -> None:
    told = letter_of(made)
    lines = document.paragraphs
    index = next(n for n, one in enumerate(lines) if one.text == told["contact"]["unit"])
    assert blank_above(lines, index) == COMMON["blank_lines_before_owner_unit"]


def test_a_signature_stays_with_the_last_words_above_it(document: Document) -> None:
    lines = document.paragraphs
    names = [
        index for index, one in enumerate(lines)
        if one.style == "SarabanSignature" and one.text.startswith("(")
    ]  # fmt: skip
    for index in names:
        above = 4 if index == names[0] else 3  # a second signer has no words above
        assert all(one.keeps() for one in lines[index - above : index + 1])
        block = list(takewhile(lambda one: one.style == "SarabanSignature", lines[index:]))
        assert all(one.keeps() for one in block[:-1])


def test_pages_are_numbered_from_the_second_in_thai_digits(document: Document) -> None:
    section = document.body.find(f".//{W}sectPr")
    first, later = document.parts["word/header2.xml"], document.parts["word/header1.xml"]
    number = Paragraph(later.find(f"{W}p"), document.styles)
    assert section.find(f"{W}titlePg") is not None
    assert "PAGE \\* ThaiArabic" in "".join(later.itertext())
    assert number.text == COMMON["page_number"]["format"]
    assert number.says("jc") == "center"
    assert not "".join(first.itertext()).strip()


def test_tables_repeat_their_heads_and_never_split_a_row(document: Document) -> None:
    for row in document.body.iter(f"{W}tr"):
        assert row.find(f"{W}trPr/{W}cantSplit") is not None
    for table in document.body.iter(f"{W}tbl"):
        if table.find(f"{W}tblPr/{W}tblBorders/{W}top").get(f"{W}val") == "single":
            assert table.find(f"{W}tr/{W}trPr/{W}tblHeader") is not None


def test_a_phone_number_stays_on_one_line(made: Any, document: Document) -> None:
    text = "\n".join(one.text for one in document.paragraphs)
    assert not re.search("[๐-๙] [๐-๙]{4}\\b", text)


def test_columns_of_a_given_table_fill_the_text_and_hold_their_amounts(document: Document) -> None:
    for table in document.body.iter(f"{W}tbl"):
        columns = [int(one.get(f"{W}w")) for one in table.findall(f"{W}tblGrid/{W}gridCol")]
        for row in table.iter(f"{W}tr"):
            cells = row.findall(f"{W}tc/{W}tcPr/{W}tcW")
            assert all(cell.get(f"{W}type") == "dxa" for cell in cells)
            assert sum(int(cell.get(f"{W}w")) for cell in cells) == sum(columns)


def test_an_amount_gets_its_line_before_words_do() -> None:
    school = "โรงเรียนบ้านสมมติวิทยาคารราษฎร์บำรุงที่มีชื่อยาว"
    narrow, *amounts = widths([[school], ["๑,๒๓๔,๕๖๗.๕๐"], ["๑,๐๐๐,๐๐๐.๐๐"]], 5000)
    assert min(amounts) >= 12 * 125
    assert narrow < sum(amounts)
