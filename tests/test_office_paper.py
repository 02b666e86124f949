"""What paper carries before it has a number, and what is said about it."""

from typing import Any

import pytest

from indexer.reading import read
from office import answers
from office.office import Office, operator
from office.plans import Wish
from office.profile import SAMPLE

pytestmark = pytest.mark.slow


def given(name: str, **changed: Any) -> dict[str, Any]:
    return answers.load(SAMPLE.parent / f"{name}.yaml") | changed


def number_line(docx: bytes) -> str:
    lines = read("made.docx", docx).text.passages[0].text.splitlines()
    line = next(line for line in lines if line.startswith("ที่"))
    return " ".join(line.split(" วันที่")[0].split(" สำนักงาน")[0].split())


@pytest.mark.parametrize(
    ("form", "sample", "changed", "printed"),
    [
        ("memo", "memo-02", {}, "๐๔๙๙๙.๑/"),
        ("memo", "memo-01", {"book_no": "ศธ ๐๔๙๙๙.๑/ว ๑๔๕"}, "๐๔๙๙๙.๑/ว "),
        ("memo", "memo-02", {"circular": True, "signer": "p01"}, "๐๔๙๙๙/ว "),
        ("letter", "letter-01", {}, "๐๔๙๙๙/"),
    ],
)
def test_paper_for_signature_has_the_prefix_of_the_register_it_will_be_numbered_in(
    office: Office, form: str, sample: str, changed: dict[str, Any], printed: str
) -> None:
    told = given(sample, **{"book_no": ""} | changed)
    made = office.make(form, told, operator(), for_signature=True)
    assert number_line(made.docx) == f"ที่ ศธ {printed}".rstrip()
    issued = office.issue_draft(made.draft, operator(), Wish(pdf=False))
    assert issued.number.startswith(f"ศธ {printed}")


def test_a_draft_shows_the_same_prefix_until_its_own_number_is_typed(office: Office) -> None:
    form = office.shelf.form("memo")
    for book_no, shown in (("", "ศธ ๐๔๙๙๙.๑/"), ("ศธ ๐๔๙๙๙.๑/๖๒๓", "ศธ ๐๔๙๙๙.๑/๖๒๓")):
        told = office.filing.press.fill(form, given("memo-02", book_no=book_no), final=False)
        docx = office.filing.press.word(form, told, number=None, dated=None, final=False)
        assert number_line(docx) == f"ที่ {shown}"


def test_without_a_letter_code_the_number_is_left_to_the_pen(office: Office) -> None:
    office.change_profile(office.profile.with_setting("book_code", ""), operator(), "ทดลอง")
    made = office.make("memo", given("memo-02", book_no=""), operator(), for_signature=True)
    assert number_line(made.docx) == "ที่"


def test_a_missing_emblem_is_told_once_where_the_paper_has_a_place_for_one(office: Office) -> None:
    def told(form: str, sample: str) -> int:
        made = office.make(form, given(sample), operator())
        issued = office.issue(form, given(sample), operator(), Wish(pdf=False))
        counts = {sum("ตราครุฑ" in said for said in done.warnings) for done in (made, issued)}
        (count,) = counts
        return count

    assert told("memo", "memo-01") == 1
    assert told("minutes", "meeting-01") == 0
    office.set_emblem("preprinted", None, ("memo",), operator())
    assert told("memo", "memo-02") == 0 and told("letter", "letter-01") == 1
