"""Forms are folders that say all their faults at once, and an office's files lie over ours."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from templates.errors import FormBroken, UnknownForm
from templates.form import load
from templates.form_reader import FormReader
from templates.shelf import SHIPPED, Shelf

TRAINING = """
code = "training"
title = "บันทึกขออนุมัติจัดอบรม"
aliases = ["อบรม"]
filename = "ขออนุมัติอบรม {subject}"
date_field = "date"

[[field]]
name = "subject"
label = "เรื่อง"
required = true

[[field]]
name = "date"
type = "date"

[[field]]
name = "topics"
type = "list"
of = "topic"

[[group.topic.field]]
name = "title"
"""


def folder(root: Path, told: str, code: str = "training") -> Path:
    place = root / code
    place.mkdir(parents=True, exist_ok=True)
    (place / "form.toml").write_text(told, encoding="utf-8")
    (place / "template.docx").write_bytes((SHIPPED / "memo" / "template.docx").read_bytes())
    return place


def faults(root: Path, told: str) -> str:
    with pytest.raises(FormBroken) as broken:
        load(folder(root, told))
    return "\n".join(broken.value.faults)


def test_a_form_is_read_with_its_fields_groups_and_hashes(tmp_path: Path) -> None:
    form = load(folder(tmp_path, TRAINING))
    assert [field.name for field in form.fields] == ["subject", "date", "topics"]
    assert form.groups["topic"].fields[0].name == "title"
    assert len(form.form_sha256) == len(form.template_sha256) == 64
    assert form.filename_of({"subject": "งานสารบรรณ"}) == "ขออนุมัติอบรม งานสารบรรณ"


def test_all_faults_of_a_form_are_told_at_once(tmp_path: Path) -> None:
    told = faults(
        tmp_path,
        TRAINING.replace('of = "topic"', 'of = "subject"')
        + '\nwidget = 1\n[[field]]\nname = "subject"\nrequired = "yes"\n'
        + '[[field]]\nname = "x"\ntype = "letters"\nshow_if = "nowhere"\n',
    )
    for expected in ("widget", "subject” ซ้ำ", "“required” ต้องเป็น", "letters", "show_if", "ไม่พบกลุ่ม"):
        assert expected in told


@pytest.mark.parametrize("name", ["no", "Title", "ชื่อ", "a-b"])
def test_a_field_of_a_group_takes_no_name_that_a_template_could_not_reach(
    tmp_path: Path, name: str
) -> None:
    assert name in faults(tmp_path, TRAINING + f'\n[[group.topic.field]]\nname = "{name}"\n')


@pytest.mark.parametrize("begins", ["{สังกัด}", "{phone", "{name}  {office}"])
def test_a_field_begins_only_with_what_an_office_knows(tmp_path: Path, begins: str) -> None:
    told = TRAINING.replace("required = true", f'begins = "{begins}"')
    assert "“begins” ใช้ได้เฉพาะ {group} {office} {phone}" in faults(tmp_path, told)


def test_groups_that_hold_each_other_are_refused(tmp_path: Path) -> None:
    told = TRAINING + '\n[[group.topic.field]]\nname = "more"\ntype = "list"\nof = "topic"\n'
    assert "ซ้อนกันเป็นวง" in faults(tmp_path, told)


def test_a_missing_template_and_a_pointer_to_no_field_are_faults(tmp_path: Path) -> None:
    told = 'template = "other.docx"\nsigner_field = "boss"\n' + TRAINING
    assert {"other.docx", "boss"} <= set(faults(tmp_path, told).replace("”", "“").split("“")) | {
        "other.docx"
    }


PLACES = st.lists(st.integers(0, 99), min_size=1, max_size=4)
JUNK = st.sampled_from([1, "x", "", True, [], [1], ["x"], {}, {"a": 1}, {"a": "b"}, [{}], 3.5])


@drawn(st.sampled_from(["memo", "invitation", "order"]), PLACES, JUNK)
def test_nonsense_anywhere_in_a_form_is_a_fault_never_a_crash(
    code: str, path: list[int], junk: object
) -> None:
    told: Any = tomllib.loads((SHIPPED / code / "form.toml").read_text("utf-8"))
    inside = told
    for depth, step in enumerate(path, 1):
        keys = list(inside) if isinstance(inside, dict) else list(range(len(inside)))
        key = keys[step % len(keys)]
        if depth == len(path) or not inside[key] or not isinstance(inside[key], dict | list):
            inside[key] = junk
            break
        inside = inside[key]
    reader = FormReader(told)
    assert isinstance(reader.parts({"template.docx": SHIPPED}), dict)
    assert all(isinstance(fault, str) for fault in reader.faults)


def test_toml_that_cannot_be_read_is_said_in_thai(tmp_path: Path) -> None:
    assert "อ่านไฟล์ form.toml ไม่ได้" in faults(tmp_path, "code = ")


def test_every_shipped_form_loads_and_is_found_by_code_and_title() -> None:
    shelf = Shelf()
    assert not shelf.broken()
    for form in shelf.forms():
        assert shelf.form(form.code).title == shelf.form(form.title).title


@pytest.mark.parametrize("code", ["regulation", "order", "minutes", "memo"])
def test_what_is_not_begun_is_called_by_its_kind(code: str) -> None:
    form = Shelf().form(code)
    assert form.title_of({}) == form.title_of({"subject": "", "number": {}}) == form.title
    assert form.title_of(form.example()) != form.title


def test_the_offices_files_win_one_by_one(tmp_path: Path) -> None:
    own = tmp_path / "memo"
    own.mkdir()
    (own / "template.docx").write_bytes((SHIPPED / "letter" / "template.docx").read_bytes())
    ours, theirs = Shelf().form("memo"), Shelf(tmp_path).form("memo")
    assert theirs.own == {"template.docx"} and not ours.own
    assert theirs.form_sha256 == ours.form_sha256
    assert theirs.template_sha256 != ours.template_sha256


def test_a_broken_form_of_the_office_leaves_the_others_usable(tmp_path: Path) -> None:
    folder(tmp_path, 'code = "bad"\n', "bad")
    shelf = Shelf(tmp_path)
    assert "bad" in [broken.facts["code"] for broken in shelf.broken()]
    assert shelf.form("memo").code == "memo"


def test_an_unknown_form_is_answered_with_the_known_ones() -> None:
    with pytest.raises(UnknownForm, match="บันทึกข้อความ"):
        Shelf().form("memmo")
