"""The evaluation: sheets from a table, scores as specified, results from told to certified."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from office.evaluation.board import board
from office.evaluation.errors import IndicatorsBroken, NotAnEvaluation, ValueChanged, ValueUnfit
from office.evaluation.indicators import keys_of, read_rows, rows_of_file
from office.evaluation.results import Place, Said
from office.evaluation.scores import fitting, score, weighted
from office.office import Office
from office.people_errors import NotPermitted
from office.permissions import Actor, Grant, operator
from office.procedures.planning import Situation, Target
from tests.conftest import SAMPLES

ME = operator()
COLLECTOR = Actor("p20", "ผู้จัดเก็บ", (Grant("collector", "sup"),))
KPI: dict[str, Any] = yaml.safe_load((SAMPLES / "kpi-2570.yaml").read_text("utf-8"))
DUE = {"briefing": date(2026, 11, 2), "m6": date(2027, 4, 9), "p6": date(2027, 4, 7)}
FIGURES = st.decimals(min_value=-1000, max_value=1000, places=2)


def begun(office: Office) -> int:
    """An evaluation with the sample's indicators."""
    about = Situation({"year": "๒๕๗๐"}, DUE, (Target("indicator", "x", "ยังไม่มีรายละเอียด"),))
    case = office.cases.begin("evaluation", about, ME)
    office.standards.sheets.take(case.id, 1, rows_of_file(KPI), ME)
    return case.id


def told(office: Office, place: Place, value: str = "81.37") -> None:
    office.standards.results.tell(place, 0, {"value": value}, Said(), ME)


@given(st.lists(FIGURES, min_size=5, max_size=5, unique=True), FIGURES, st.booleans())
def test_a_score_lies_between_the_levels_around_its_value(
    levels: list[Decimal], value: Decimal, down: bool
) -> None:
    scale = sorted(levels, reverse=down)
    assert fitting(scale)
    reached = score(value, scale)
    assert Decimal(1) <= reached <= Decimal(5)
    assert [score(level, scale) for level in scale] == [Decimal(n) for n in range(1, 6)]
    better = score(value + (-1 if down else 1), scale)
    assert better >= reached
    inside = [n for n in range(4) if min(scale[n : n + 2]) <= value <= max(scale[n : n + 2])]
    for n in inside:
        assert n + 1 <= reached <= n + 2
        share = (value - scale[n]) / (scale[n + 1] - scale[n])
        assert abs(reached - (n + 1 + share)) <= Decimal("0.00005")


@given(st.lists(st.tuples(FIGURES, st.decimals("0.01", 100, places=2)), min_size=1, max_size=9))
def test_the_total_is_the_mean_by_weight(rows: list[tuple[Decimal, Decimal]]) -> None:
    total = weighted(rows)
    assert total is not None
    assert min(s for s, _ in rows) - 1 <= total <= max(s for s, _ in rows) + 1
    doubled = weighted([(s, weight * 2) for s, weight in rows])
    assert doubled == total
    assert weighted([]) is None


def test_the_table_of_the_sample_meeting_comes_out_as_specified(office: Office) -> None:
    sheets, faults = read_rows(rows_of_file(KPI), office.profile)
    assert not faults
    values = ["81.37", "85", "6.42", "5", "5"]
    scored = [score(Decimal(v), one.scale) for v, one in zip(values, sheets, strict=True)]
    assert [str(s) for s in scored] == ["4.2740", "5.0000", "3.2100", "5.0000", "5.0000"]
    weights = [one.weight or Decimal(0) for one in sheets]
    assert str(weighted(zip(scored, weights, strict=True))) == "4.5500"


def test_every_fault_of_a_table_is_told_at_once(office: Office) -> None:
    rows = [
        {"name": "การอ่าน", "weight": "มาก", "lead": "กลุ่มที่ไม่มี", "s1": "1", "s2": "3", "s3": "2"},
        {"name": "", "collector": "นายไม่มี ตัวตน"},
        {"name": "การอ่าน"},
    ]
    with pytest.raises(IndicatorsBroken) as refused:
        office.standards.sheets.take(1, 1, rows, ME)
    said = str(refused.value)
    for words in ("ไม่ใช่ตัวเลข", "กลุ่มที่ไม่มี", "เรียงขึ้นหรือเรียงลง", "โปรดเติมชื่อ", "นายไม่มี", "ซ้ำกัน"):
        assert words in said


def test_heads_of_a_table_are_known_in_thai(office: Office) -> None:
    assert keys_of(["ชื่อตัวชี้วัด", "น้ำหนัก", "คะแนน 1", "หมายเหตุ"]) == {
        "ชื่อตัวชี้วัด": "name", "น้ำหนัก": "weight", "คะแนน 1": "s1"
    }  # fmt: skip


def test_the_list_gives_the_case_its_rows_and_a_new_list_keeps_what_was_told(
    office: Office,
) -> None:
    case = begun(office)
    rows = office.cases.standing(case, ME).of("report").rows
    assert len([row for row in rows if not row.ended]) == 15
    assert {row.due for row in rows if row.round == "๖ เดือน"} == {date(2027, 4, 7)}
    told(office, Place(case, "ตชว-๐๑", "m6"))
    seen = office.cases.get(case, ME).version
    fewer = [{"code": "ตชว-๐๑", "name": "ร้อยละของนักเรียนที่อ่านออก"}]
    office.standards.sheets.take(case, seen, fewer, ME)
    (one,) = office.standards.sheets.of(case, ME)
    assert (one.name, one.weight) == ("ร้อยละของนักเรียนที่อ่านออก", Decimal(25))
    assert ("ตชว-๐๑", "m6") in office.standards.results.of(case, ME)


def test_a_group_that_names_its_people_ends_its_row(office: Office) -> None:
    case = begun(office)
    seen = office.cases.get(case, ME).version
    row = {"name": "ร้อยละของการอ่าน", "supervisor": "p03", "collector": "นางสาวรวบรวม ข้อมูลครบ"}
    sheet = office.standards.sheets.change(case, seen, "ตชว-๐๑", row, ME)
    assert (sheet.supervisor, sheet.collector, sheet.weight) == ("p03", "p20", Decimal(25))
    rows = office.cases.standing(case, ME).of("people").rows
    states = {row.target: row.state for row in rows}
    assert (states["ตชว-๐๑"], states["ตชว-๐๒"]) == ("done", "todo")


def test_a_result_goes_from_told_to_certified_and_ends_its_row(office: Office) -> None:
    case, results = begun(office), office.standards.results
    place = Place(case, "ตชว-๐๑", "m6")
    with pytest.raises(ValueUnfit, match="โปรดบันทึกผลก่อน"):
        results.review(place, 0, Said(), ME)
    told(office, place)
    proof = {"title": "ทะเบียนผลการอ่าน", "place": "แฟ้ม ๓"}
    assert results.prove(place, 1, proof, COLLECTOR).state == "evidence"
    assert results.review(place, 2, Said("รองจำลอง"), ME).reviewed_by == "รองจำลอง"
    told_krs = results.report(place, 3, "KRS-77", Said(on=date(2027, 4, 6)), ME)
    assert (told_krs.state, told_krs.reported_value) == ("reported", Decimal("81.37"))
    rows = office.cases.standing(case, ME).of("report").rows
    row = next(row for row in rows if (row.target, row.round) == ("ตชว-๐๑", "๖ เดือน"))
    assert (row.state, row.done_on) == ("done", date(2027, 4, 6))
    back = results.send_back(place, 4, {"reason": "ขาดลายมือชื่อ"}, Said(), ME)
    assert back.state == "returned"
    assert results.resubmit(place, 5, "ส่งฉบับลงนาม", Said(), ME).state == "resubmitted"
    assert results.certify(place, 6, Said(), ME).state == "certified"


def test_another_value_needs_another_review_and_what_krs_was_told_stays(office: Office) -> None:
    results, place = office.standards.results, Place(begun(office), "ตชว-๐๓", "m9")
    told(office, place, "๖.๔๒")
    results.review(place, 1, Said(), ME)
    results.report(place, 2, "", Said(), ME)
    again = results.tell(place, 3, {"value": "7"}, Said(), ME)
    assert (again.reviewed_on, again.reported_value) == (None, Decimal("6.42"))
    with pytest.raises(ValueChanged):
        results.tell(place, 3, {"value": "8"}, Said(), ME)


def test_a_collector_tells_but_does_not_review(office: Office) -> None:
    results, place = office.standards.results, Place(begun(office), "ตชว-๐๑", "m6")
    results.tell(place, 0, {"value": "80"}, Said(), COLLECTOR)
    with pytest.raises(NotPermitted):
        results.review(place, 1, Said(), COLLECTOR)


def test_the_board_counts_only_what_can_be_scored(office: Office) -> None:
    case = begun(office)
    told(office, Place(case, "ตชว-๐๑", "m6"))
    told(office, Place(case, "ตชว-๐๓", "m6"), "6.42")
    sheets = office.standards.sheets.of(case, ME)
    whole = board(sheets, office.standards.results.of(case, ME))
    assert str(whole.totals["m6"]) == "3.8750"  # (4.2740 * 25 + 3.2100 * 15) / 40
    assert (whole.counted["m6"], "m9" in whole.totals) == (2, False)


@pytest.mark.slow
def test_the_papers_are_told_what_was_recorded(office: Office) -> None:
    case = begun(office)
    place = Place(case, "ตชว-๐๑", "m6")
    more = {"value": "81.37", "problem": "ครูขาด", "remedy": "จัดครูเวียน"}
    office.standards.results.tell(place, 0, more, Said(), ME)
    given = {
        form: dict(
            office.drafting.open(office.papers.begin(case, step, form, ME), ME).draft.answers
        )
        for step, form in (
            ("order", "order"),
            ("report", "round-report"),
            ("annual", "annual-report"),
        )
    }
    (part,) = given["order"]["parts"]
    first = part["members_by_indicator"][0]
    assert (first["lead"]["group"], first["collector"]) == ("sup", "p20")
    result = given["round-report"]["results"][0]
    assert (result["value"], result["score"]) == ("81.37", "4.2740")
    assert given["round-report"]["problems"][0]["remedy"] == "จัดครูเวียน"
    assert given["round-report"]["total"] == given["annual-report"]["total"] == "4.2740"
    assert "๔.๒๗๔๐" in given["annual-report"]["summary"][0]


def test_only_a_case_with_indicators_is_an_evaluation(office: Office) -> None:
    about = Situation(
        {"year": "๒๕๗๐"}, {"begins": date(2026, 10, 1)}, (Target("person", "p15", ""),)
    )
    case = office.cases.begin("director", about, ME)
    with pytest.raises(NotAnEvaluation):
        office.standards.sheets.of(case.id, ME)
