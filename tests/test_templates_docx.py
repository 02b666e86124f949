"""Documents say exactly what was answered, whatever was answered, and templates run no code."""

import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.shared import Cm
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st
from lxml import etree
from PIL import Image

from templates.docx import render
from templates.errors import (
    FormInvalid,
    PackageRefused,
    PictureRefused,
    TemplateBroken,
    TemplateTooSlow,
)
from templates.fill import fill
from templates.form import Form, load
from templates.limited import Child
from templates.merge import Job
from templates.office import Emblem, OfficeFacts
from templates.people import Person

pytestmark = pytest.mark.slow

DIRECTOR = Person("p01", "นาย", "สมมติ", "ตัวอย่างดี", "ผู้อำนวยการสำนักงานเขตพื้นที่การศึกษาตัวอย่าง")
OFFICE = OfficeFacts(
    "สำนักงานเขตพื้นที่การศึกษาตัวอย่าง", "สพป.ตัวอย่าง", "ศธ ๐๔๙๙๙", ("ถนนทดลอง",), "๐ ๐๐๐๐ ๐๐๐๑", "",
    "saraban@esa1.example.go.th", DIRECTOR,
)  # fmt: skip
FORM = """
code = "trial"
title = "แบบทดลอง"
register = "letter"
number_field = "book_no"
date_field = "date"
[[field]]
name = "subject"
required = true
[[field]]
name = "note"
type = "lines"
[[field]]
name = "book_no"
[[field]]
name = "date"
type = "date"
[[field]]
name = "signer"
type = "person"
[[field]]
name = "sign_mode"
[[field]]
name = "cost"
type = "money"
[[field]]
name = "email"
type = "email"
[[field]]
name = "agenda"
type = "list"
of = "item"
[[group.item.field]]
name = "title"
[[group.item.field]]
name = "items"
type = "list"
of = "text"
"""
NS = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}


def word(*paragraphs: str, header: str = "") -> bytes:
    made = docx.Document()
    for text in paragraphs:
        made.add_paragraph(text)
    if header:
        made.sections[0].header.paragraphs[0].text = header
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def trial(root: Path, template: bytes, own: bool = False) -> Form:
    folder = root / "trial"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "form.toml").write_text(FORM, encoding="utf-8")
    (folder / "template.docx").write_bytes(template)
    return load(root / "none" / "trial", folder) if own else load(folder)


def made(form: Form, final: bool = True, **given: Any) -> bytes:
    dated = given.pop("dated", date(2026, 11, 22))
    facts = {"number": given.pop("number", "ศธ ๐๔๙๙๙/๑๒"), "emblem": given.pop("emblem", Emblem())}
    told = ({"subject": "ทดลอง"} if final else {}) | given
    answers = fill(form, told, people={"p01": DIRECTOR}, groups={}, final=final)
    return render(form, answers, office=OFFICE, dated=dated, final=final, **facts)


def texts(data: bytes) -> list[str]:
    return [paragraph.text for paragraph in docx.Document(BytesIO(data)).paragraphs]


def test_values_print_as_official_documents_write_them(tmp_path: Path) -> None:
    form = trial(
        tmp_path,
        word("{{ date }} | {{ date|short }} | {{ date|weekday }} | {{ cost }} | {{ cost|baht }}",
             "{{ number }} {{ office.email }} {{ email }} {{ note }} {{ signer }}"),
    )  # fmt: skip
    first, second = texts(made(form, cost="1250.5", email="a1@b2.go.th", note="ว 12 ดู https://a.go/1",
                               date="22/11/69", signer="p01"))  # fmt: skip
    assert first == (
        "๒๒ พฤศจิกายน ๒๕๖๙ | ๒๒ พ.ย. ๒๕๖๙ | วันอาทิตย์ที่ ๒๒ พฤศจิกายน ๒๕๖๙ | ๑,๒๕๐.๕๐"
        " | หนึ่งพันสองร้อยห้าสิบบาทห้าสิบสตางค์"
    )
    assert second == (
        "ศธ ๐๔๙๙๙/๑๒ saraban@esa1.example.go.th a1@b2.go.th ว ๑๒ ดู https://a.go/1 นายสมมติ  ตัวอย่างดี"
    )


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@drawn(st.text(alphabet="กา้ำ12๓ &<>'\"{}%#_^~;", max_size=60))
def test_no_text_is_lost_evaluated_or_breaks_the_document(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    form = trial(
        tmp_path_factory.mktemp("f"), word("[{{ subject|arabic }}]", header="{{ subject|arabic }}")
    )
    try:
        answers = fill(form, {"subject": "ก" + text}, people={}, groups={})
    except FormInvalid:
        return
    expected = answers.values["subject"].translate(str.maketrans("๓", "3"))
    assert texts(made(form, subject="ก" + text)) == [f"[{expected}]"]


def test_values_with_tags_are_text(tmp_path: Path) -> None:
    form = trial(tmp_path, word("{{ subject }}", header="{{ subject }}"))
    data = made(form, subject="{{ office.name }} {% if x %} {_{ a < b & c }}")
    assert texts(data) == ["{{ office.name }} {% if x %} {_{ a < b & c }}"]


def test_lines_become_paragraphs_of_the_same_style(tmp_path: Path) -> None:
    template = docx.Document(BytesIO(word("{{ note|paragraphs }}")))
    template.paragraphs[0].style = "Heading 1"
    out = BytesIO()
    template.save(out)
    data = made(trial(tmp_path, out.getvalue()), note="หนึ่ง\n\nสอง")
    paragraphs = docx.Document(BytesIO(data)).paragraphs
    assert [(one.text, one.style.name) for one in paragraphs] == [
        ("หนึ่ง", "Heading 1"), ("สอง", "Heading 1"),
    ]  # fmt: skip


def test_loops_reach_fields_named_like_methods(tmp_path: Path) -> None:
    template = word(
        "{%p for one in agenda %}", "{{ one.no }} {{ one.title }}",
        "{%p for leaf in one.items %}", "- {{ leaf }}", "{%p endfor %}", "{%p endfor %}",
    )  # fmt: skip
    data = made(trial(tmp_path, template), agenda=[{"title": "ก", "items": ["ข", "ค"]}])
    assert texts(data) == ["๑ ก", "- ข", "- ค"]


def test_drafts_print_dots_where_finals_fail(tmp_path: Path) -> None:
    form = trial(tmp_path, word("เรื่อง {{ subject }} {{ plase }}"))
    assert texts(made(form, final=False)) == ["เรื่อง ……… ………"]
    with pytest.raises(TemplateBroken, match="plase"):
        made(form)


def test_printing_for_signature_leaves_number_and_day_blank(tmp_path: Path) -> None:
    form = trial(tmp_path, word("[{{ number }}] {{ dated|letter }}"))
    (line,) = texts(made(form, number=None, dated=None, date="22/11/69", book_no="ศธ ๐๔๙๙๙/๑๒"))
    assert line.startswith("[ศธ ๐๔๙๙๙/]") and line.endswith("พฤศจิกายน ๒๕๖๙") and "๒๒" not in line


def test_an_acting_signer_has_the_lines_of_the_regulation(tmp_path: Path) -> None:
    form = trial(tmp_path, word("{{ signer.block|paragraphs }}"))
    deputy = {"prefix": "นางสาว", "first": "จำลอง", "last": "ทดสอบงาม", "position": "รองผู้อำนวยการ"}
    assert texts(made(form, signer=deputy, sign_mode="รักษาราชการแทน")) == [
        "(นางสาวจำลอง  ทดสอบงาม)", "รองผู้อำนวยการ", "รักษาราชการแทน", DIRECTOR.position,
    ]  # fmt: skip


ESCAPES = (
    "''.__class__", "subject.__class__.__mro__",
    "subject['__class__']", "subject['_' ~ '_class__']",
    "[].__class__.__base__.__subclasses__()", "agenda.append(1)", "range(10)", "subject.format()",
    "subject|attr('x')", "agenda|map('x')", "self", "self.__init__", "cycler.__init__.__globals__",
    "lipsum.__globals__['os'].popen('id')", "namespace()", "'%s' % 1", "'a' * 9", "9 ** 9",
    "subject|safe", "office.get", "office.items()", "date.today()", "date.year",
    "().__class__", "signer['__class__']", "dict()", "config.x", "joiner()",
)  # fmt: skip


@pytest.mark.parametrize("escape", ESCAPES)
def test_no_template_reaches_beyond_its_answers(tmp_path: Path, escape: str) -> None:
    form = trial(tmp_path, word("{{ " + escape + " }}"))
    with pytest.raises(TemplateBroken):
        made(form, date="22/11/69")


@pytest.mark.parametrize(
    "block",
    ["{% macro x() %}{% endmacro %}", "{% include 'x' %}", "{% import 'os' as x %}",
     "{% autoescape false %}x{% endautoescape %}", "{% filter upper %}x{% endfilter %}"],
)  # fmt: skip
def test_no_template_may_use_more_than_conditions_and_loops(tmp_path: Path, block: str) -> None:
    with pytest.raises(TemplateBroken, match=r"แม่แบบ.*ไม่ได้ "):
        made(trial(tmp_path, word(block, header=block)))


def test_the_same_document_is_the_same_bytes(tmp_path: Path) -> None:
    form = trial(tmp_path, word("{{ subject }}"))
    assert made(form) == made(form)
    assert docx.Document(BytesIO(made(form))).core_properties.created.date() == date(2026, 11, 22)


def test_bold_and_size_of_latin_letters_hold_for_thai_too(tmp_path: Path) -> None:
    template = docx.Document(BytesIO(word("{{ subject }}")))
    run = template.paragraphs[0].runs[0]
    run.bold, run.font.name = True, "TH SarabunPSK"
    out = BytesIO()
    template.save(out)
    document = docx.Document(BytesIO(made(trial(tmp_path, out.getvalue()))))
    names = [etree.QName(one).localname for one in document.paragraphs[0].runs[0]._r.rPr]
    assert names[:3] == ["rFonts", "b", "bCs"]


def picture(width: int, height: int, kind: str = "PNG") -> bytes:
    out = BytesIO()
    Image.new("RGB", (width, height), "white").save(out, kind)
    return out.getvalue()


def with_place() -> bytes:
    template = docx.Document(BytesIO(word("{{ subject }}")))
    template.add_picture(BytesIO(picture(1, 1)), Cm(3), Cm(3))
    template.inline_shapes[0]._inline.docPr.set("name", "emblem")
    out = BytesIO()
    template.save(out)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_the_offices_picture_keeps_the_height_and_its_own_proportions(
    tmp_path: Path, kind: str
) -> None:
    emblem = Emblem("picture", picture(90, 100, kind))
    shape = docx.Document(
        BytesIO(made(trial(tmp_path, with_place()), emblem=emblem))
    ).inline_shapes[0]
    assert (shape.height, shape.width) == (1_080_000, 972_000)
    assert shape._inline.docPr.get("descr") == "ตราครุฑ"


def test_a_picture_that_cannot_be_read_is_refused_with_what_to_bring(tmp_path: Path) -> None:
    emblem = Emblem("picture", b"%!PS-Adobe-3.0 EPSF-3.0")
    with pytest.raises(PictureRefused, match="PNG หรือ JPEG"):
        made(trial(tmp_path, with_place()), emblem=emblem)


def test_without_a_picture_drafts_show_a_frame_and_finals_the_empty_space(tmp_path: Path) -> None:
    form = trial(tmp_path, with_place())
    for final, framed in ((True, 0), (False, 1)):
        shape = docx.Document(BytesIO(made(form, final=final))).inline_shapes[0]
        assert shape.height == shape.width == 1_080_000
        assert len(list(shape._inline.iter("{*}ln"))) == framed


def test_the_font_of_the_office_stands_in_every_part(tmp_path: Path) -> None:
    from dataclasses import replace

    from templates.shelf import Shelf

    form = Shelf().form("memo")
    answers = fill(form, form.example(), people={}, groups={})
    office = replace(OFFICE, font="TH SarabunPSK")
    data = render(form, answers, office=office, emblem=Emblem(), number="๑", dated=None, final=True)
    with zipfile.ZipFile(BytesIO(data)) as package:
        assert not any(b'"TH Sarabun New"' in package.read(name) for name in package.namelist())


def test_a_template_of_the_office_is_filled_in_a_child_process(tmp_path: Path) -> None:
    form = trial(tmp_path, word("{{ subject }} {{ number }}"), own=True)
    assert texts(made(form, subject="ของเรา")) == ["ของเรา ศธ ๐๔๙๙๙/๑๒"]
    broken = trial(tmp_path, word("{{ plase }}"), own=True)
    with pytest.raises(TemplateBroken, match="plase"):
        made(broken)


MANY = "{% for x in [1,2,3,4,5,6,7,8,9,0] %}"
ENDLESS = "ก" + MANY * 12 + "{% endfor %}" * 12
HUGE = "{% set a = 'กกกกกกกกกกกกกกกก' %}" + "{% set a = a ~ a ~ a ~ a ~ a ~ a %}" * 14 + "{{ a }}"


@pytest.mark.slow
@pytest.mark.parametrize("bomb", [ENDLESS, HUGE])
def test_a_template_that_never_ends_is_stopped_and_the_next_one_works(bomb: str) -> None:
    child = Child()
    facts: Any = ({}, Emblem(), "TH Sarabun New", "thai", True, "", "", "", None)
    with pytest.raises(TemplateTooSlow):
        child.make(Job("template.docx", word(bomb), *facts), seconds=4)
    good = child.make(Job("template.docx", word("ต่อไป"), *facts))
    assert texts(good) == ["ต่อไป"]


def zipped(change: dict[str, bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(word("ก"))) as old, zipfile.ZipFile(out, "w", 8) as new:
        for name in [*old.namelist(), *(set(change) - set(old.namelist()))]:
            new.writestr(name, change.get(name) or old.read(name))
    return out.getvalue()


RELS = (
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    b'<Relationship Id="r1" Type="http://x/%s" Target="http://evil/x" TargetMode="External"/>'
    b"</Relationships>"
)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"not a zip", "ไม่ใช่เอกสาร Word"),
        (zipped({"word/vbaProject.bin": b"x"}), "แมโคร"),
        (zipped({"word/_rels/settings.xml.rels": RELS % b"attachedTemplate"}), "attachedTemplate"),
        (zipped({"word/_rels/x.xml.rels": RELS % b"oleObject"}), "oleObject"),
        (zipped({"word/bomb.xml": b"0" * (51 * 2**20)}), "50"),
        (zipped({"word/document.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a/>'}), "ไม่ปลอดภัย"),
    ],
)
def test_dangerous_packages_are_refused_with_the_reason(
    tmp_path: Path, data: bytes, reason: str
) -> None:
    with pytest.raises(PackageRefused, match=reason):
        made(trial(tmp_path, data))
