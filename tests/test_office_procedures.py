"""Procedures as data: what they may say, and the three of the work manual."""

from datetime import date
from pathlib import Path

import pytest

from office.permissions import role_titles
from office.procedures.due import Due
from office.procedures.errors import ProcedureBroken, UnknownProcedure
from office.procedures.reader import read
from office.procedures.shelf import ProcedureShelf
from templates.shelf import Shelf
from thai.workdays import WorkingDays

TRAINING = """
id = "training"
title = "งานจัดอบรมบุคลากร"
case_title = "อบรม {topic}"
[[need]]
id = "topic"
label = "เรื่อง"
type = "text"
[[need]]
id = "held"
label = "วันอบรม"
type = "date"
[[step]]
id = "names"
kind = "collect"
title = "ให้ทุกกลุ่มส่งรายชื่อผู้เข้าอบรม"
responsible = "head"
due = "held - 15wd"
per = "group"
[[step]]
id = "follow"
kind = "task"
title = "ติดตามผลหลังอบรม"
responsible = "deputy > director"
rounds = ["๓ เดือน = held + 3m", "๖ เดือน = held + 6m"]
after = ["names"]
"""


@pytest.fixture
def shelf(tmp_path: Path) -> ProcedureShelf:
    return ProcedureShelf(tmp_path)


@pytest.mark.parametrize(("id", "steps"), [("meeting", 12), ("evaluation", 9), ("director", 5)])
def test_the_three_standards_of_the_manual_are_procedures(
    shelf: ProcedureShelf, id: str, steps: int
) -> None:
    assert [step.number for step in shelf.procedure(id).steps] == list(range(1, steps + 1))


def test_the_steps_without_a_standard_are_those_that_the_manual_leaves_empty(
    shelf: ProcedureShelf,
) -> None:
    empty = [step.number for step in shelf.procedure("meeting").steps if not step.standard]
    assert empty == [4, 9]
    assert all(step.standard for step in shelf.procedure("evaluation").steps)


def test_no_scanning_error_of_the_copy_is_left() -> None:
    texts = [each.source for each in ProcedureShelf(Path("none")).all()]
    for slip in ("กีดกันกรอง", "อำนาจการ", "ศพฐ", "รู้ที่คำปรึกษา", "จัดตั้งข้อมูล", "ผู้ประกอบการกลุ่ม"):
        assert not any(slip in text for text in texts)


def test_every_evidence_names_a_form_that_there_is(shelf: ProcedureShelf) -> None:
    forms = {form.code for form in Shelf(None).forms()}
    named = {each.form for told in shelf.all() for step in told.steps for each in step.evidence}
    assert named and named <= forms


def test_an_office_writes_its_own_and_it_wins(shelf: ProcedureShelf) -> None:
    (shelf.own / "training.toml").write_text(TRAINING, encoding="utf-8")
    mine = shelf.procedure("training")
    assert [step.id for step in mine.steps] == ["names", "follow"]
    assert mine.steps[1].responsible == ("deputy", "director")
    with pytest.raises(UnknownProcedure, match="training"):
        shelf.procedure("nothing")


def test_every_fault_of_a_file_is_told_at_once() -> None:
    broken = (
        TRAINING.replace('kind = "collect"', 'kind = "collectt"')
        .replace("held - 15wd", "held minus 15")
        .replace('after = ["names"]', 'after = ["namse"]\nspecial = "x"')
        .replace("{topic}", "{topic.__class__}")
        .replace("deputy > director", "deputy > king")
    )
    with pytest.raises(ProcedureBroken) as told:
        read(broken, role_titles(), "training")
    listing = str(told.value)
    for word in ("kind", "held minus 15", "namse", "special", "__class__", "king"):
        assert word in listing


def test_a_file_that_is_no_toml_is_refused_in_thai() -> None:
    with pytest.raises(ProcedureBroken, match="ไม่ใช่ TOML"):
        read("id = ", role_titles(), "ของเรา")


def test_terms_of_months_end_on_a_working_day_and_anchors_stay() -> None:
    days = WorkingDays({date(2027, 1, 1): "วันขึ้นปีใหม่"})
    begins = {"begins": date(2026, 10, 1)}
    assert Due.read("begins + 3m").on(begins, days) == date(2027, 1, 4)
    assert Due.read("begins").on(begins, days) == date(2026, 10, 1)
    assert Due.read("m6 + 15wd").on(begins, days) is None
    assert Due.read("begins - 7wd").told("วันประชุม") == "ก่อนวันประชุม 7 วันทำการ"


def test_a_paper_that_speaks_of_what_no_case_knows_is_told(shelf: ProcedureShelf) -> None:
    paper = '[[paper]]\nforms = ["memo"]\n[paper.fill]\nsubject = "อบรม {topic} {place}"\n'
    with pytest.raises(ProcedureBroken, match="place"):
        read(TRAINING + paper, role_titles())
    told = read(TRAINING + paper.replace("{place}", "ใน{held}"), role_titles())
    assert told.paper("memo").fill == {"subject": "อบรม {topic} ใน{held}"}
    with pytest.raises(ProcedureBroken, match="signed, sent"):
        read(TRAINING + 'evidence = ["memo:printed"]\n', role_titles())


def test_every_answer_that_a_paper_begins_with_is_one_of_its_forms(shelf: ProcedureShelf) -> None:
    forms = {form.code: form for form in Shelf().forms()}
    for procedure in shelf.all():
        made = {code for step in procedure.steps for code in procedure.forms(step)}
        for paper in procedure.papers:
            assert set(paper.forms) <= made
            fields = {field.name for code in paper.forms for field in forms[code].fields}
            paths = (*paper.fill, *paper.usual, *(to for to, _ in paper.carry))
            assert {path.split(".")[0] for path in paths} <= fields
