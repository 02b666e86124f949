"""A template is checked against its form: every fault at once, with the words where it stands."""

from io import BytesIO
from pathlib import Path

import docx
import pytest

from templates.check import faults
from templates.errors import Fault
from templates.form import load

FORM = """
code = "trial"
title = "แบบทดลอง"
[[field]]
name = "subject"
label = "เรื่อง"
required = true
[[field]]
name = "place"
label = "สถานที่"
[[field]]
name = "signer"
label = "ผู้ลงนาม"
type = "person"
[[field]]
name = "agenda"
label = "วาระ"
type = "list"
of = "item"
[[group.item.field]]
name = "title"
label = "ชื่อเรื่อง"
[[group.item.field]]
name = "subitems"
label = "เรื่องย่อย"
type = "list"
of = "text"
"""
EXAMPLE = 'subject = "ทดลอง"\nplace = "ห้องประชุม"\n[[agenda]]\ntitle = "ก"\nsubitems = ["ข"]\n'
WHOLE = (
    "{{ subject }} {{ place }} {{ signer.name }}",
    "{%p for one in agenda %}",
    "{{ one.title }}",
    "{%p for leaf in one.subitems %}",
    "{{ leaf }}",
    "{%p endfor %}",
    "{%p endfor %}",
)


def checked(root: Path, *paragraphs: str, example: str = EXAMPLE, header: str = "") -> list[Fault]:
    folder = root / "trial"
    folder.mkdir(exist_ok=True)
    template = docx.Document()
    for text in paragraphs:
        template.add_paragraph(text)
    if header:
        template.sections[0].header.paragraphs[0].text = header
    out = BytesIO()
    template.save(out)
    (folder / "template.docx").write_bytes(out.getvalue())
    (folder / "form.toml").write_text(FORM, encoding="utf-8")
    (folder / "example.toml").write_text(example, encoding="utf-8")
    return list(faults(load(folder)))


def test_a_right_template_has_no_faults(tmp_path: Path) -> None:
    assert checked(tmp_path, *WHOLE) == []


def test_a_misspelt_name_is_answered_with_the_nearest_through_nested_loops(tmp_path: Path) -> None:
    told = checked(
        tmp_path, "{{ plase }}", "{%p for x in agenda %}", "{{ x.subitem }}", "{%p endfor %}"
    )
    said = " ".join(map(str, told))
    assert "“plase” หมายถึง “place”" in said
    assert "“agenda[].subitem” หมายถึง “agenda[].subitems”" in said


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{{ subject|uper }}", "ไม่รู้จักตัวกรอง “uper”"),
        ("{% if subject %}ไม่ปิด", "ขาดแท็กปิด"),
        ("{{ ''.__class__ }}", "__class__"),
        ("{{ subject.strip() }}", "เรียกฟังก์ชัน"),
        ("｛｛ subject ｝｝", "เต็มความกว้าง"),
        ("{{ sub\u200bject }}", "มองไม่เห็น"),
        ("{{ subject", "ไม่ครบคู่"),
        ("{{p subject }}", "{{p"),
        ("ข้อความ {%p if subject %}", "จะหายไป"),
        ("{%p if subject %}{%p endif %}", "มากกว่าหนึ่งแท็ก"),
        ("{{ signer.nmae }}", "signer.name"),
        ("{{ subject.title }}", "subject.title"),
    ],
)
def test_each_trap_of_templates_is_named_with_its_paragraph(
    tmp_path: Path, text: str, expected: str
) -> None:
    found = [fault for fault in checked(tmp_path, *WHOLE, text) if expected in fault.message]
    assert found and all(fault.place for fault in found)


def test_the_header_is_checked_too(tmp_path: Path) -> None:
    assert any(
        "nobody" in fault.message for fault in checked(tmp_path, *WHOLE, header="{{ nobody }}")
    )


def test_all_faults_come_together(tmp_path: Path) -> None:
    told = checked(
        tmp_path, "{{ plase }}", "{{ subject|uper }}", "ก {%p if subject %}", "{%p endif %}"
    )
    assert len({fault.message for fault in told}) >= 3


def test_fields_that_are_never_printed_are_warned_of(tmp_path: Path) -> None:
    told = checked(tmp_path, "{{ subject }} {{ signer.name }}", "{{ agenda|length }}")
    assert {fault.message for fault in told if fault.warning} >= {"แม่แบบไม่ได้พิมพ์ช่อง “สถานที่”"}


def test_an_example_that_does_not_fill_the_form_is_a_fault(tmp_path: Path) -> None:
    told = checked(tmp_path, *WHOLE, example='place = "ก"\n')
    assert [str(fault) for fault in told if not fault.warning] == [
        "เรื่อง: ยังไม่ได้กรอก (ที่ “example.toml”)"
    ]
