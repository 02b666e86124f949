"""Every shipped type with answers that are long, short, or meant to do harm."""

import re
import shutil
import subprocess
from collections.abc import Callable, Mapping
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from templates.check import left_over
from templates.docx import render
from templates.fields import longest
from templates.fill import fill
from templates.form import Form, at
from templates.office import Emblem, OfficeFacts
from templates.pdf import Converter
from templates.people import Person
from templates.questions import Field
from templates.shelf import Shelf

VALIDATOR = shutil.which(
    "ooxml-validator", path=Path(__file__).parent.parent / ".tools/ooxml/node_modules/.bin"
)
DIRECTOR = Person("", "นาง", "ชี้ขาด", "รอบคอบ", "ผู้อำนวยการสำนักงานสมมติ")
OFFICE = OfficeFacts("สำนักงานสมมติ", "", "ศธ ๐๔๙๙๙", ("ถนนสมมติ",), "", "", "", DIRECTOR)
HARM = "<w:p/> {{ office }} {% for a in b %} &lt; ]]> '\" \x0b\x00 ก์็่ {#"
FORMS = Shelf().forms()
CODES = [form.code for form in FORMS]
Change = Callable[[Field, Any], Any]


def changed(form: Form, fields: tuple[Field, ...], given: Mapping[str, Any], by: Change) -> Any:
    """Give the answers with each one changed, through groups and lists; None leaves one out."""
    told = {}
    for field in fields:
        value = given.get(field.name)
        group = form.groups.get(field.of)
        if group and isinstance(value, Mapping):
            value = changed(form, group.fields, value, by)
        elif group and isinstance(value, list):
            value = [
                (changed(form, group.fields, row, by) or row) if isinstance(row, Mapping) else row
                for row in value
            ]
        told[field.name] = None if value is None else by(field, value)
    return {name: value for name, value in told.items() if value is not None}


def long(field: Field, value: Any) -> Any:
    if field.name in {"agenda", "sections"} and field.type == "list":
        return value
    if isinstance(value, list):
        return (value * 4)[: field.max or 30]
    words = field.type in {"text", "lines"} and isinstance(value, str)
    return " ".join([value] * 12)[: min(longest(field), 1500)] if words else value


def short(field: Field, value: Any) -> Any:
    return value if field.required or field.default is not None else None


def harmful(field: Field, value: Any) -> Any:
    if isinstance(value, list) and value and isinstance(value[0], str):
        return [HARM, *value][: field.max]
    words = field.type in {"text", "lines"} and isinstance(value, str)
    return (HARM + value)[: min(longest(field), 1500)] if words else value


CHANGES = {"long": long, "short": short, "harmful": harmful}


def made(code: str, how: str, copy_mark: str = "") -> bytes:
    form = Shelf().form(code)
    given = changed(form, form.fields, form.example(), CHANGES[how])
    answers = fill(form, given, people={}, groups={})
    return render(
        form, answers, office=OFFICE, emblem=Emblem("preprinted"), number=None,
        dated=at(answers.values, form.date_field) or date(2027, 1, 4), final=True,
        copy_mark=copy_mark,
    )  # fmt: skip


def text_of(docx: bytes) -> str:
    with ZipFile(BytesIO(docx)) as archive:
        return archive.read("word/document.xml").decode()


@pytest.mark.parametrize("how", [pytest.param("long", marks=pytest.mark.slow), "short"])
@pytest.mark.parametrize("code", CODES)
def test_a_type_takes_answers_of_any_length(code: str, how: str) -> None:
    assert list(left_over(made(code, how))) == []


@pytest.mark.parametrize("code", CODES)
def test_a_type_prints_markup_and_tags_in_its_answers_as_they_are(code: str) -> None:
    text = text_of(made(code, "harmful"))
    assert "&lt;w:p/&gt;" in text
    assert "{{ office }} {% for a in b %}" in text
    assert not re.search("[\x00\x0b]", text)


@pytest.mark.slow
@pytest.mark.skipif(VALIDATOR is None, reason="the OpenXML validator is not installed")
@pytest.mark.parametrize("code", CODES)
def test_whatever_its_answers_a_type_is_valid_open_xml(code: str, tmp_path: Path) -> None:
    assert VALIDATOR is not None
    path = tmp_path / "made.docx"
    path.write_bytes(made(code, "harmful", "สำเนาคู่ฉบับ"))
    run = subprocess.run([VALIDATOR, path], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout


@pytest.mark.slow
@pytest.mark.parametrize("code", CODES)
def test_a_long_document_has_more_pages_than_a_short_one(code: str, converter: Converter) -> None:
    pages = {how: converter.convert(made(code, how)).pages for how in ("short", "long")}
    assert 1 <= pages["short"] < pages["long"]


DRAFTED = [form.code for form in FORMS if any(field.name == "drafter" for field in form.fields)]


@pytest.mark.parametrize("code", DRAFTED)
def test_the_office_copy_says_who_drafted_typed_and_checked(code: str) -> None:
    form = Shelf().form(code)
    answers = fill(form, form.example(), people={}, groups={})
    told = {"office": OFFICE, "emblem": Emblem("preprinted"), "number": None, "final": True}
    texts = [
        text_of(render(form, answers, dated=None, copy_mark=mark, **told))  # type: ignore[arg-type]
        for mark in ("", "สำเนาคู่ฉบับ")
    ]
    names = [f"{word}  {answers.values[who].name.full}" for who, word in
             (("drafter", "ร่าง"), ("typist", "พิมพ์"), ("reviewer", "ตรวจ"))]  # fmt: skip
    assert not any(name in texts[0] for name in names)
    assert all(name in texts[1] for name in names)


@pytest.mark.parametrize("code", ["memo", "letter", "stamped-letter"])
def test_a_circulars_receivers_are_listed_on_a_page_of_their_own(code: str) -> None:
    form = Shelf().form(code)
    given = {**form.example(), "receivers": ["โรงเรียนบ้านหนึ่ง", "โรงเรียนบ้านสอง"]}
    answers = fill(form, given, people={}, groups={})
    docx = render(
        form, answers, office=OFFICE, emblem=Emblem("preprinted"), number="ศธ ๐๔๙๙๙/ว ๗",
        dated=date(2027, 1, 4), final=True,
    )  # fmt: skip
    list_ = text_of(docx).partition("<w:pageBreakBefore/>")[2]
    assert "ที่ ศธ ๐๔๙๙๙/ว ๗" in list_ and "ลงวันที่ ๔ มกราคม ๒๕๗๐" in list_
    assert list_.index("๑.") < list_.index("โรงเรียนบ้านหนึ่ง") < list_.index("โรงเรียนบ้านสอง")
    plain = fill(form, {**given, "receivers": []}, people={}, groups={})
    assert "<w:pageBreakBefore/>" not in text_of(
        render(form, plain, office=OFFICE, emblem=Emblem("preprinted"), number=None, dated=None,
               final=True)
    )  # fmt: skip
