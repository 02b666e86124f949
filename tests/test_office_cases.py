"""Cases: runs of procedures that lose no row, keep their gates and tell who did what."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from office.office import Office
from office.people_errors import NotPermitted
from office.permissions import Actor, Grant, operator
from office.procedures import moves
from office.procedures.cases import LEFT_OUT, Cases, Decision
from office.procedures.errors import (
    CaseChanged,
    CaseClosed,
    CaseIncomplete,
    GateShut,
    HolidayUnreadable,
    MoveImpossible,
    MoveNeedsReason,
)
from office.procedures.planning import Situation, Target, plan
from office.procedures.shelf import ProcedureShelf
from office.procedures.standing import Row
from thai.workdays import WorkingDays

CLERK = Actor("p05", "นางสาวกันยา", (Grant("clerk"),))
GROUPS = tuple(Target("group", id, f"กลุ่ม{id}") for id in ("plan", "hr", "fin"))
INVITED = tuple(Target("invitee", f"p{n:02}", f"ผู้รับเชิญ {n}") for n in range(1, 4))
SEVENTH = Situation(
    {"body": "ประชุมผู้อำนวยการกลุ่ม", "no": "๗/๒๕๖๙"},
    {"meeting_date": date(2026, 12, 9)},
    GROUPS + INVITED,
)


@pytest.fixture
def cases(office: Office) -> Iterator[Cases]:
    yield office.cases


def row(cases: Cases, case: int, step: str, target: str = "") -> Row:
    rows = cases.standing(case, CLERK).of(step).rows
    return next(each for each in rows if each.target == target)


def do(cases: Cases, case: int, step: str, *states: str, target: str = "") -> Row:
    for state in states or ("done",):
        told = row(cases, case, step, target)
        told = cases.move(told.id, told.version, state, CLERK, Decision("ตามที่แจ้ง"))
    return told


def test_a_meeting_has_a_row_for_each_group_and_invitee_with_its_working_day(cases: Cases) -> None:
    case = cases.begin("meeting", SEVENTH, CLERK)
    assert case.title == "ประชุมผู้อำนวยการกลุ่ม ครั้งที่ ๗/๒๕๖๙"
    told = cases.standing(case.id, CLERK)
    assert told.done == (0, 8 + 3 + 3 * 3)
    # 7 December makes up for the 5th, a Saturday
    assert {each.due for each in told.of("call").rows} == {date(2026, 11, 27)}
    assert told.next and told.next.step.id == "call"


def test_whatever_is_missing_is_told_at_once(cases: Cases) -> None:
    with pytest.raises(CaseIncomplete) as told:
        cases.begin("meeting", Situation({"body": "ประชุม"}, {}), CLERK)
    assert [each.path for each in told.value.problems] == [
        "no",
        "meeting_date",
        "group",
        "invitee",
    ]
    assert not cases.all(CLERK)


def test_nothing_is_sent_before_it_is_signed_and_skipping_the_gate_does_not_help(
    cases: Cases,
) -> None:
    case = cases.begin("meeting", SEVENTH, CLERK).id
    with pytest.raises(GateShut, match="ผู้อำนวยการเห็นชอบ"):
        do(cases, case, "send", target="p01")
    do(cases, case, "approve", "skipped")
    with pytest.raises(GateShut):
        do(cases, case, "send", target="p01")
    do(cases, case, "approve", "todo", "done")
    assert do(cases, case, "send", target="p01").state == "done"


def test_a_clerk_may_do_step_seven_before_step_five_and_is_warned(cases: Cases) -> None:
    case = cases.begin("meeting", SEVENTH, CLERK).id
    assert do(cases, case, "prepare").state == "done"
    warned = cases.standing(case, CLERK).of("prepare").warned_by
    assert [step.id for step in warned] == ["agenda"]


def test_returning_needs_a_remark_and_a_state_that_allows_it(cases: Cases) -> None:
    case = cases.begin("meeting", SEVENTH, CLERK).id
    told = do(cases, case, "approve", "doing", "waiting")
    with pytest.raises(MoveNeedsReason):
        cases.move(told.id, told.version, "returned", CLERK)
    assert do(cases, case, "approve", "returned").note == "ตามที่แจ้ง"
    told = row(cases, case, "agenda")
    with pytest.raises(MoveImpossible, match="ยังไม่เริ่ม"):
        cases.move(told.id, told.version, "returned", CLERK, Decision("แก้"))


def test_the_history_names_who_decided_and_who_wrote_it_down(cases: Cases) -> None:
    case = cases.begin("meeting", SEVENTH, CLERK).id
    told = row(cases, case, "approve")
    decision = Decision("เห็นชอบทางโทรศัพท์", "นายประสิทธิ์", date(2026, 11, 20))
    cases.move(told.id, told.version, "done", CLERK, decision)
    (move,) = cases.history(case, CLERK)
    assert (move.decided_by, move.recorded_by) == ("นายประสิทธิ์", CLERK.label)
    assert move.on == date(2026, 11, 20)


def test_the_second_of_two_writers_is_told_and_writes_nothing(cases: Cases) -> None:
    case = cases.begin("meeting", SEVENTH, CLERK).id
    seen = row(cases, case, "agenda")
    cases.move(seen.id, seen.version, "doing", CLERK)
    with pytest.raises(CaseChanged):
        cases.move(seen.id, seen.version, "done", CLERK)
    assert row(cases, case, "agenda").state == "doing"


def test_a_postponed_meeting_moves_every_day_and_keeps_what_was_done(cases: Cases) -> None:
    begun = cases.begin("meeting", SEVENTH, CLERK)
    do(cases, begun.id, "call", target="hr")
    later = replace(SEVENTH, dates={"meeting_date": date(2027, 1, 5)})
    changed = cases.change(begun.id, begun.version, later, "ห้องไม่ว่าง", CLERK)
    assert changed.version == begun.version + 1
    assert row(cases, begun.id, "call", "hr").state == "done"
    # back over New Year's Eve and New Year's Day
    assert row(cases, begun.id, "call", "hr").due == date(2026, 12, 23)
    assert row(cases, begun.id, "hold").due == date(2027, 1, 5)


def test_a_target_that_leaves_keeps_its_rows_and_a_new_one_gets_its_own(cases: Cases) -> None:
    begun = cases.begin("meeting", SEVENTH, CLERK)
    fresh = Target("group", "ict", "กลุ่มส่งเสริมการศึกษาทางไกล")
    now = replace(SEVENTH, targets=(*GROUPS[1:], fresh, *INVITED))
    cases.change(begun.id, begun.version, now, "ยุบกลุ่ม", CLERK)
    rows = {each.target: each for each in cases.standing(begun.id, CLERK).of("call").rows}
    assert (rows["plan"].state, rows["plan"].note) == ("skipped", LEFT_OUT)
    assert rows["ict"].state == "todo"


def test_a_case_keeps_the_procedure_it_began_with(office: Office) -> None:
    begun = office.cases.begin("meeting", SEVENTH, CLERK)
    own = office.cases.shelf.own
    text = begun.procedure.source.replace("- 7wd", "- 30wd")
    (own / "meeting.toml").write_text(text, encoding="utf-8")
    assert row(office.cases, begun.id, "call", "hr").due == date(2026, 11, 27)
    assert office.cases.get(begun.id, CLERK).procedure.sha256 == begun.procedure.sha256
    fresh = office.cases.begin("meeting", SEVENTH, CLERK)
    assert fresh.procedure.sha256 != begun.procedure.sha256


def test_nothing_moves_in_a_cancelled_case_until_it_is_opened_again(cases: Cases) -> None:
    begun = cases.begin("meeting", SEVENTH, CLERK)
    with pytest.raises(MoveNeedsReason):
        cases.end(begun.id, begun.version, "cancelled", " ", CLERK)
    gone = cases.end(begun.id, begun.version, "cancelled", "เลิกประชุม", CLERK)
    with pytest.raises(CaseClosed, match="ยกเลิก"):
        do(cases, begun.id, "agenda")
    cases.end(begun.id, gone.version, "open", "ประชุมตามเดิม", CLERK)
    assert do(cases, begun.id, "agenda").state == "done"


def test_what_proves_a_row_is_linked_once(cases: Cases) -> None:
    case = cases.begin("meeting", SEVENTH, CLERK).id
    told = row(cases, case, "minutes")
    for _ in range(2):
        cases.prove(told.id, "2569/minutes/0007", "รายงานการประชุม ครั้งที่ ๗/๒๕๖๙", CLERK)
    assert [proof.ref for proof in cases.proofs(case, CLERK)] == ["2569/minutes/0007"]


def test_a_reader_begins_and_moves_nothing(cases: Cases) -> None:
    reader = Actor("p20", "ผู้อ่าน", (Grant("reader"),))
    case = cases.begin("meeting", SEVENTH, CLERK).id
    told = row(cases, case, "agenda")
    with pytest.raises(NotPermitted):
        cases.begin("meeting", SEVENTH, reader)
    with pytest.raises(NotPermitted):
        cases.move(told.id, told.version, "done", reader)


def test_holidays_typed_in_any_way_are_read_and_all_bad_lines_told(office: Office) -> None:
    text = "๑ มกราคม ๒๕๗๐ วันขึ้นปีใหม่\n21/2/70 วันมาฆบูชา\n"
    kept = office.cases.holidays.put(2027, text, operator())
    assert kept.days[date(2027, 2, 21)] == "วันมาฆบูชา"
    assert office.cases.holidays.put(2027, kept.lines(), operator()).days == kept.days
    with pytest.raises(HolidayUnreadable) as told:
        office.cases.holidays.put(2027, "พรุ่งนี้ หยุด\n1/1/2568 ปีใหม่", operator())
    assert len(told.value.faults) == 2
    assert office.cases.holidays.year(2027).days == kept.days


CHANGED = [
    SEVENTH,
    replace(SEVENTH, dates={"meeting_date": date(2027, 1, 4)}),  # over the end of a year
    replace(SEVENTH, targets=(*GROUPS[1:], *INVITED)),
    replace(SEVENTH, targets=(Target("group", "ict", "กลุ่มทางไกล"), *GROUPS, *INVITED[:2])),
]
DO = st.tuples(st.integers(0, 40), st.sampled_from(list(moves.STATES)), st.booleans())
ACTS = st.lists(st.one_of(DO, st.sampled_from(CHANGED)), min_size=15, max_size=25)


def outcome(cases: Cases, told: Row, to: str, note: str) -> type[Exception] | None:
    """What the rules say of a move, told once more and apart from the code that keeps them."""
    explained = moves._EXPLAINED.get(told.state, set())
    if to not in moves._FREE.get(told.state, set()) | explained:
        return MoveImpossible
    if to in explained and not note:
        return MoveNeedsReason
    gate = {"send": "approve", "circulate": "propose"}.get(told.step, "")
    rows = cases.standing(told.case, CLERK).of(gate).rows if gate else ()
    if gate and to not in ("skipped", "todo") and any(row.state != "done" for row in rows):
        return GateShut
    return None


@pytest.mark.slow
def test_whatever_is_done_no_row_is_lost_and_gates_hold(office: Office) -> None:
    met: set[object] = set()

    @settings(max_examples=12, derandomize=True, database=None, deadline=None)
    @given(ACTS)
    def anything(acts: list[tuple[int, str, bool] | Situation]) -> None:
        cases, case = office.cases, office.cases.begin("meeting", SEVENTH, CLERK)
        before = rows(cases, case.id)
        for act in acts:
            if isinstance(act, Situation):
                case = cases.change(case.id, case.version, act, "", CLERK)
            else:
                told = list(before.values())[act[0] % len(before)]
                met.add(tried(cases, told, act[1], "เหตุ" if act[2] else ""))
            after = rows(cases, case.id)
            assert before.keys() <= after.keys()
            before = after

    anything()
    assert met == {None, MoveImpossible, MoveNeedsReason, GateShut}  # each of them was met


def tried(cases: Cases, told: Row, to: str, note: str) -> type[Exception] | None:
    """Move a row, and find what the rules say of it, and nothing moved where they forbid it."""
    expected = outcome(cases, told, to, note)
    if expected is None:
        moved = cases.move(told.id, told.version, to, CLERK, Decision(note))
        assert (moved.state, moved.version) == (to, told.version + 1)
        return None
    with pytest.raises(expected):
        cases.move(told.id, told.version, to, CLERK, Decision(note))
    assert rows(cases, told.case)[told.id] == told
    return expected


def rows(cases: Cases, case: int) -> dict[int, Row]:
    return {row.id: row for step in cases.standing(case, CLERK).steps for row in step.rows}


LISTS = st.dictionaries(
    st.dates(date(2026, 10, 1), date(2028, 3, 31)), st.just("วันหยุด"), max_size=60
)
ENDS = st.sampled_from(
    [date(2026, 12, 30), date(2027, 1, 4), date(2027, 4, 16), date(2027, 12, 31)]
)


@given(st.one_of(ENDS, st.dates(date(2026, 11, 1), date(2027, 12, 31))), LISTS)
def test_every_row_is_due_so_many_working_days_away_over_holidays_and_years(
    held: date, free: dict[date, str]
) -> None:
    procedure, days = ProcedureShelf(Path("none")).procedure("meeting"), WorkingDays(free)
    planned = plan(procedure, replace(SEVENTH, dates={"meeting_date": held}), days)
    dues = {step.id: step.due for step in procedure.steps if step.due}
    assert len(planned) == 8 + 3 + 3 * 3
    for row in planned:
        due = dues[row.step]
        assert row.due is not None
        if not due.amount:
            assert row.due == held
            continue
        assert due.unit == "wd" and days.is_working(row.due)
        first, last = sorted((held, row.due))
        free_end = last == held and not days.is_working(held)  # a free last day is not counted
        assert days.between(first, last) + free_end == abs(due.amount)
