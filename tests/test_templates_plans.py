"""The work manual's own papers: plans, calendar, indicator papers and reports."""

import re
import subprocess
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from indexer.reading import read
from office.press import facts_of
from office.profile import load
from templates.docx import render
from templates.fill import fill
from templates.form import at
from templates.office import Emblem
from templates.pdf import Converter
from templates.shelf import Shelf
from tests.conftest import SAMPLES, as_given
from thai.text import normal

CODES = (
    "group-plan", "personal-plan", "indicator-people", "indicator-manual", "round-calendar",
    "round-report", "director-report", "annual-report",
)  # fmt: skip
PROFILE = load(SAMPLES / "office.yaml")


def made(code: str, given: dict[str, Any]) -> bytes:
    form = Shelf().form(code)
    answers = fill(form, given, people=PROFILE.directory, groups=PROFILE.group_names)
    return render(
        form,
        answers,
        office=facts_of(PROFILE),
        emblem=Emblem("preprinted"),
        number="ศธ ๐๔๙๙๙/๑" if form.register == "letter" else None,
        dated=at(answers.values, form.date_field),
        final=True,
    )


def text_of(docx: bytes) -> str:
    return "\n".join(one.text for one in read("made.docx", docx).text.passages)


def warnings(code: str, given: dict[str, Any]) -> list[str]:
    form = Shelf().form(code)
    answers = fill(form, given, people=PROFILE.directory, groups=PROFILE.group_names)
    return [one.message for one in answers.warnings]


def needed(code: str) -> dict[str, Any]:
    """The example without what may be left out, in rows too."""
    form = Shelf().form(code)

    def only(fields: tuple[Any, ...], told: dict[str, Any]) -> dict[str, Any]:
        kept = {one.name: told[one.name] for one in fields if one.required and one.name in told}
        for one in fields:
            group = form.groups.get(one.of)
            if group and isinstance(kept.get(one.name), list):
                kept[one.name] = [only(group.fields, row) for row in kept[one.name]]
        return kept

    return only(form.fields, form.example())


@pytest.mark.parametrize("code", CODES)
def test_what_may_be_left_out_leaves_no_trace(code: str) -> None:
    text = text_of(made(code, needed(code)))
    assert "None" not in text
    assert "………" not in text


@pytest.mark.parametrize("code", CODES)
def test_long_answers_are_printed_whole(code: str) -> None:
    given = deepcopy(Shelf().form(code).example())
    (rows,) = (given[key] for key in ("works", "tasks", "indicators", "steps", "results", "plans")
               if key in given)  # fmt: skip
    rows[0]["title" if "title" in rows[0] else "name"] = "กิจกรรมยาวมาก " * 30
    rows.extend(deepcopy(rows) * 8)
    text = text_of(made(code, given))
    assert text.count("กิจกรรมยาวมาก") >= 30 * 9


def test_the_manual_has_a_sheet_for_every_indicator_of_the_sample() -> None:
    docx = made("indicator-manual", as_given("indicator-manual", "kpi-2570"))
    heads = [passage.heading for passage in read("manual.docx", docx).text.passages]
    for code in ("ตชว-๐๑", "ตชว-๐๒", "ตชว-๐๓", "ตชว-๐๔", "ตชว-๐๕"):
        assert any(head.startswith(code) for head in heads)
    assert "ระดับ ๕" in text_of(docx)


def test_the_calendar_of_the_sample_says_its_rounds_and_days() -> None:
    text = text_of(made("round-calendar", as_given("round-calendar", "kpi-2570")))
    for words in ("รอบ ๙ เดือน", "๓๐ มิ.ย. ๒๕๗๐", "๘ ต.ค. ๒๕๗๐"):
        assert normal(words) in normal(text)


def test_evidence_due_before_its_data_is_said() -> None:
    given = Shelf().form("round-calendar").example()
    assert warnings("round-calendar", given) == []
    given["rounds"][0]["evidence_due"] = date(2027, 3, 1)
    assert warnings("round-calendar", given) == ["วันส่งหลักฐานมาก่อนวันของข้อมูล"]


def test_a_personal_plan_is_filed_under_the_name_of_its_person() -> None:
    form = Shelf().form("personal-plan")
    answers = fill(form, form.example(), people={}, groups={})
    assert "นางสาวถอดความ แม่นยำ" in form.title_of(answers.values)
    assert "ถอดความ" in form.filename_of(answers.values)


def test_a_point_of_the_director_without_entries_says_so() -> None:
    given = Shelf().form("director-report").example()
    given["advice"] = []
    passages = read("report.docx", made("director-report", given)).text.passages
    (point,) = (one for one in passages if one.heading.startswith("๓. การให้คำปรึกษา"))
    assert point.text.strip() == "ไม่มี"


def pages(converter: Converter, docx: bytes, folder: Path) -> list[str]:
    path = folder / "made.pdf"
    path.write_bytes(converter.convert(docx).data)
    shown = subprocess.run(["pdftotext", "-raw", path, "-"], capture_output=True, check=True)
    whole = shown.stdout.decode().removesuffix("\f")
    return [re.sub(r"\s", "", normal(page)) for page in whole.split("\f")]


@pytest.mark.slow
def test_a_long_plan_repeats_its_heads_and_keeps_a_work_with_its_activities(
    converter: Converter, tmp_path: Path
) -> None:
    given = Shelf().form("group-plan").example()
    given["works"] = deepcopy(given["works"]) * 8
    sheets = pages(converter, made("group-plan", given), tmp_path)
    assert len(sheets) > 4
    with_rows = [page for page in sheets if "งานสารบรรณ" in page or "งานประเมิน" in page]
    assert all("ผู้รับผิดชอบ" in page for page in with_rows)
    assert not [
        page
        for page in sheets
        if re.search("งาน(สารบรรณ|บริหารจัดการสำนักงาน|ประเมินส่วนราชการ)$", page)
    ]


@pytest.mark.slow
def test_each_sheet_of_the_manual_begins_a_page(converter: Converter, tmp_path: Path) -> None:
    docx = made("indicator-manual", as_given("indicator-manual", "kpi-2570"))
    sheets = pages(converter, docx, tmp_path)
    begun = [re.sub(r"^-\d+-", "", page) for page in sheets]
    for number in range(1, 6):
        assert any(page.startswith(f"ตชว-0{number}") for page in begun), number
