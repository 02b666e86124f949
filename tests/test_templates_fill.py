"""Answers are cleaned, checked all at once, and kept whole when they are refused."""

from dataclasses import replace
from datetime import date, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from templates.errors import FormInvalid, Problem
from templates.fill import Answers, fill
from templates.form import Form, load
from templates.people import Person
from templates.questions import Rule
from templates.shelf import SHIPPED, Shelf

FORM = """
code = "trial"
title = "แบบทดลอง"
[[field]]
name = "subject"
label = "เรื่อง"
required = true
[[field]]
name = "note"
type = "lines"
[[field]]
name = "date"
label = "ลงวันที่"
type = "date"
[[field]]
name = "start"
type = "time"
[[field]]
name = "end"
label = "เวลาเลิก"
type = "time"
[[field]]
name = "cost"
type = "money"
[[field]]
name = "kind"
type = "choice"
choices = {memo = "บันทึกข้อความ", external = "หนังสือภายนอก"}
default = "memo"
[[field]]
name = "place"
label = "สถานที่"
required = true
show_if = "kind=external"
[[field]]
name = "signer"
label = "ผู้ลงนาม"
type = "person"
[[field]]
name = "owner"
type = "unit"
also = {guest = "วิทยากร"}
[[field]]
name = "book_no"
type = "booknumber"
[[field]]
name = "body"
type = "list"
of = "lines"
[[field]]
name = "agenda"
label = "วาระ"
type = "list"
of = "item"
max = 3
[[field]]
name = "references"
label = "อ้างถึง"
type = "list"
of = "text"
[[field]]
name = "salutation"
default = "เรียน"
[[field]]
name = "closing"
label = "คำลงท้าย"
[[field]]
name = "email"
type = "email"
[group.item]
plain = "title"
[[group.item.field]]
name = "title"
label = "ชื่อเรื่อง"
required = true
[[group.item.field]]
name = "inner"
type = "list"
of = "leaf"
[[group.leaf.field]]
name = "title"
[[rule]]
check = "later"
fields = ["start", "end"]
level = "problem"
[[rule]]
check = "pair"
fields = ["salutation", "closing"]
[[rule]]
check = "mentions"
fields = ["body", "references"]
words = "หนังสือที่อ้างถึง"
"""

CLERK = Person("p05", "นาง", "ประดิษฐ์", "ร่างเรียบ", "นักจัดการงานทั่วไป", duty="ผู้อำนวยการกลุ่มอำนวยการ")


@pytest.fixture(scope="module")
def form(tmp_path_factory: pytest.TempPathFactory) -> Form:
    folder: Path = tmp_path_factory.mktemp("forms") / "trial"
    folder.mkdir()
    (folder / "form.toml").write_text(FORM, encoding="utf-8")
    (folder / "template.docx").write_bytes((SHIPPED / "memo" / "template.docx").read_bytes())
    return load(folder)


def answered(form: Form, final: bool = True, **given: Any) -> Answers:
    told = {"subject": "ทดลอง", **given}
    return fill(form, told, people={"p05": CLERK}, groups={"adm": "กลุ่มอำนวยการ"}, final=final)


def problems(form: Form, **given: Any) -> dict[str, str]:
    with pytest.raises(FormInvalid) as invalid:
        answered(form, **given)
    return {problem.path: problem.message for problem in invalid.value.problems}


def test_values_come_out_typed_whatever_the_way_they_were_written(form: Form) -> None:
    values = answered(
        form, date="๒๕ มิ.ย. ๒๕๖๘", start="9.30", cost="๑,๒๕๐.๕๐", book_no="ศธ 04999.1/ว145",
        owner="adm", signer="p05",
    ).values  # fmt: skip
    assert values["date"] == date(2025, 6, 25)
    assert values["start"] == time(9, 30)
    assert values["cost"] == Decimal("1250.50")
    assert values["book_no"] == "ศธ ๐๔๙๙๙.๑/ว ๑๔๕"
    assert (values["owner"], values["signer"]) == ("กลุ่มอำนวยการ", CLERK)


def test_files_may_give_iso_dates_and_typed_values(form: Form) -> None:
    for given in ("2026-11-13", date(2026, 11, 13), "13/11/69"):
        assert answered(form, date=given).values["date"] == date(2026, 11, 13)
    assert answered(form, owner="guest").values["owner"] == "วิทยากร"


def test_a_person_may_be_an_id_a_mapping_or_a_name(form: Form) -> None:
    told = {"prefix": "นาย", "first": "สมมติ", "last": "ตัวอย่างดี", "position": "นิติกร"}
    assert answered(form, signer=told).values["signer"].post == "นิติกร"
    named = answered(form, signer="นายสมมติ  ตัวอย่างดี").values["signer"]
    assert named.name.full == "นายสมมติ  ตัวอย่างดี"
    assert "p99" in problems(form, signer="p99")["signer"]


def test_all_problems_are_told_at_once_with_path_and_label(form: Form) -> None:
    with pytest.raises(FormInvalid) as invalid:
        answered(
            form, subject="", date="31/2/69", kind="โทรเลข", signer="p99",
            agenda=[{"title": "ก"}, {"inner": [{"title": "ข"}]}],
        )  # fmt: skip
    told = {problem.path: problem.label for problem in invalid.value.problems}
    assert told["subject"] == "เรื่อง"
    assert told["agenda-1-title"] == "วาระ ที่ ๒ › ชื่อเรื่อง"
    assert set(told) == {"subject", "date", "kind", "signer", "agenda-1-title"}
    assert invalid.value.given["date"] == "31/2/69"


def test_a_common_era_year_is_answered_with_the_buddhist_one(form: Form) -> None:
    assert "๒๕๖๘" in problems(form, date="25/6/2025")["date"]


def test_a_weekday_that_does_not_fit_is_a_problem_at_its_paragraph(form: Form) -> None:
    told = problems(form, body=["ด้วยดี", "ประชุมวันจันทร์ที่ ๖ พฤศจิกายน ๒๕๖๙ เวลาบ่าย"])
    assert "ตรงกับวันศุกร์" in told["body-1"]


def test_ten_thousand_letters_in_a_title_are_answered_with_both_numbers(form: Form) -> None:
    message = problems(form, subject="ก" * 10_000)["subject"]
    assert "๑๐,๐๐๐" in message and "๕๐๐" in message
    assert len(answered(form, note="ก" * 10_000).values["note"]) == 10_000


def test_letters_that_the_font_cannot_print_are_named(form: Form) -> None:
    assert "😀 漢" in problems(form, subject="ประชุม 😀漢")["subject"]


def test_damage_of_pasting_is_mended_silently(form: Form) -> None:
    pasted = "เเจ้งก\u200bา\u00adรทํา\x07งาน\u00a0ที่\ufeff ๑"
    assert answered(form, subject=pasted).values["subject"] == "แจ้งการทำงาน ที่ ๑"
    assert answered(form, note="ก\r\nข\x0bค").values["note"].split("\n")[0] == "ก"


def test_secret_documents_are_refused_even_as_drafts_and_wherever_it_is_said(form: Form) -> None:
    with pytest.raises(FormInvalid, match="ชั้น “ลับมาก”"):
        answered(form, final=False, invitation={"secrecy": "ลับมาก"})
    assert answered(form, secrecy=None).values["subject"] == "ทดลอง"


def test_a_draft_may_miss_everything_but_not_be_wrong(form: Form) -> None:
    assert "subject" not in answered(form, final=False, subject="").values
    with pytest.raises(FormInvalid):
        answered(form, final=False, date="31/2/69")


def test_hidden_fields_are_neither_asked_nor_kept(form: Form) -> None:
    assert answered(form, place="ห้องประชุม").values["place"] == ""
    assert "ยังไม่ได้กรอก" in problems(form, kind="external")["place"]


def test_rows_are_numbered_emptied_rows_dropped_and_bare_texts_taken(form: Form) -> None:
    rows = answered(form, agenda=["ก", {"title": ""}, {"title": "ข", "inner": [{"title": "ค"}]}])
    agenda = rows.values["agenda"]
    assert [row["no"] for row in agenda] == ["1", "2"]
    assert agenda[1]["inner"][0]["no"] == "2.1"
    assert set(problems(form, agenda=["", {"inner": ["ก"]}])) >= {"agenda-1-title"}
    assert "๓ รายการ" in problems(form, agenda=list("กขคง"))["agenda"]


def test_what_the_form_does_not_ask_for_is_listed_not_lost(form: Form) -> None:
    unused = answered(form, timeline={"a": 1}, agenda=[{"title": "ก", "page": 4}]).unused
    assert set(unused) == {"timeline", "agenda[].page"}
    assert answered(form, timeline=[{"a": "", "b": [" "]}]).unused == ()


def test_what_a_hidden_question_proposes_is_no_remark() -> None:
    invitation = Shelf().form("invitation")
    for closing, left in (("ขอแสดงความนับถือ", ()), ("ด้วยรัก", ("invitation.closing",))):
        given = {"invitation": {"doc_type": "memo", "closing": closing}}
        assert fill(invitation, given, people={}, groups={}, final=False).unused == left


def test_a_misspelt_field_is_named_with_the_one_it_is_like(form: Form) -> None:
    told = answered(form, closin="ขอแสดงความนับถือ", agenda=[{"title": "ก", "titel": "ข"}], room="๑")
    (warned,) = told.warnings
    assert str(warned) == ("ไม่รู้จักช่อง “closin” จึงไม่ได้ใช้ น่าจะหมายถึง “closing” (คำลงท้าย)")
    assert told.remarks == (str(warned), "ไม่ได้ใช้ช่องที่แบบนี้ไม่มี: agenda[].titel, room")


def test_a_signer_is_of_the_directory_or_has_a_post(form: Form) -> None:
    signing = replace(form, signer_field="signer")
    known = answered(signing, signer="นางประดิษฐ์ ร่างเรียบ").values["signer"]
    assert known == CLERK
    stranger = {"name": "นายไม่มี ตัวตน", "position": "นายอำเภอ"}
    assert answered(signing, signer=stranger).values["signer"].post == "นายอำเภอ"
    told = problems(signing, signer="นายไม่มี ตัวตน")["signer"]
    assert told.startswith("ไม่พบ “นายไม่มี ตัวตน” ในทะเบียนบุคลากร") and "ระบุตำแหน่งด้วย" in told
    assert answered(signing, final=False, signer="นายไม่มี ตัวตน").values["signer"].first == "ไม่มี"


def test_an_end_before_the_start_is_refused_and_conventions_are_warned_of(form: Form) -> None:
    assert "end" in problems(form, start="10.00", end="9.00")
    warned = answered(form, salutation="กราบเรียน", closing="ขอแสดงความนับถือ").warnings
    assert [problem.path for problem in warned] == ["closing"]
    told = answered(form, body=["ตามหนังสือที่อ้างถึง นั้น"]).warnings
    assert told == (Problem("references", "อ้างถึง", "ข้อความกล่าวถึง “หนังสือที่อ้างถึง” แต่ไม่ได้กรอกช่องนี้"),)


def test_answers_written_as_json_fill_the_form_again(form: Form) -> None:
    first = answered(
        form, date="25/6/68", start="9.30", cost="12.50", signer="p05", owner="guest",
        agenda=["ก"], body=["ข\nค"], email="a@example.go.th",
    )  # fmt: skip
    again = fill(form, first.plain(), people={}, groups={})
    assert again.values == first.values and not again.unused


@drawn(st.text(max_size=300))
def test_any_text_is_either_taken_clean_or_refused_with_a_reason(form: Form, text: str) -> None:
    try:
        taken = answered(form, final=False, subject=text).values.get("subject", "")
    except FormInvalid as invalid:
        assert all(problem.path == "subject" for problem in invalid.problems)
    else:
        assert answered(form, final=False, subject=taken).values.get("subject", "") == taken


def test_rules_that_look_at_each_body_of_an_order(form: Form) -> None:
    rules = (
        Rule("one", ("inner.title",), each="agenda", words="ประธาน"),
        Rule("last", ("inner.title",), each="agenda", words="เลขานุการ$"),
        Rule("distinct", ("inner.title",), each="agenda"),
    )
    right = {"title": "ก", "inner": [{"title": "ประธาน"}, {"title": "กรรมการและเลขานุการ"}]}
    titles = ("กรรมการและเลขานุการ", "กรรมการ", "กรรมการ")
    wrong = {"title": "ข", "inner": [{"title": title} for title in titles]}
    warned = answered(replace(form, rules=rules), agenda=[right, wrong]).warnings
    assert [problem.path for problem in warned] == ["agenda-1-inner-title"] * 3


def test_broken_rules_are_told_together_with_wrong_fields(form: Form) -> None:
    assert set(problems(form, start="10.00", end="9.00", date="31/2/69")) == {"end", "date"}
