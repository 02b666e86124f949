"""A program's day with cases: begun, moved on, answered, their results told; by the one gate."""

from typing import Any

import pytest

from office.evaluation.indicators import rows_of_file
from office.office import Office
from office.permissions import operator
from office.plans import Wish
from tests.conftest import Browser, as_given
from tests.test_office_evaluation import KPI
from tests.test_web_api import Program

pytestmark = pytest.mark.slow
MEETING: dict[str, Any] = {
    "procedure": "meeting",
    "words": {"body": "ประชุมผู้บริหาร", "no": "๗/๒๕๖๙", "meeting_date": "2026-12-09", "start": "9.30"},
    "targets": {"group": ["plan", "hr"], "invitee": ["p02", "p05"]},
}
YEAR: dict[str, Any] = {
    "procedure": "evaluation",
    "words": {"year": "๒๕๗๐", "briefing": "2026-11-02", "m6": "2027-04-09", "p6": "2027-04-07"},
    "targets": {"indicator": ["ยังไม่มีรายละเอียด"]},
}


@pytest.fixture
def clerk(browser: Browser, office: Office) -> Program:
    return Program(browser, office, "p15")


def sent(program: Program, path: str, told: Any, method: str = "POST") -> Any:
    answer = program.ask(method, path, told)
    assert answer.status_code in (200, 201), answer.text
    return answer.json


def step(whole: Any, id: str) -> Any:
    return next(each for each in whole["steps"] if each["id"] == id)


def test_a_case_is_begun_moved_on_changed_and_ended(clerk: Program) -> None:
    begun = sent(clerk, "/cases", MEETING)
    assert begun["case"]["title"] == "ประชุมผู้บริหาร ครั้งที่ ๗/๒๕๖๙"
    (row,) = step(begun, "agenda")["rows"]
    seen = {"rows": [{"id": row["id"], "version": row["version"]}], "to": "done"}
    moved = sent(clerk, "/cases/1/rows", seen | {"decided_by": "ผอ.", "on": "2026-11-20"})
    assert (moved["rows"][0]["state"], moved["rows"][0]["done_on"]) == ("done", "2026-11-20")
    assert clerk.ask("POST", "/cases/1/rows", seen).status_code == 409
    later = {"version": 1, "why": "ห้องไม่ว่าง", "words": {"meeting_date": "2027-01-05"}}
    changed = sent(clerk, "/cases/1", later, "PUT")
    assert step(changed, "call")["rows"][0]["due"] == "2026-12-23"
    assert (
        changed["case"]["words"]["no"] == "๗/๒๕๖๙" and len(changed["case"]["targets"]["group"]) == 2
    )
    assert clerk.ask("PUT", "/cases/1", later).status_code == 409
    assert (
        clerk.ask("POST", "/cases/1/end", {"version": 2, "state": "cancelled"}).status_code == 422
    )
    ended = sent(clerk, "/cases/1/end", {"version": 2, "state": "closed"})
    assert ended["case"]["state"] == "closed" and clerk.got("/cases?state=closed")["total"] == 1


def test_all_that_a_case_lacks_is_told_by_field_and_nothing_is_begun(clerk: Program) -> None:
    words = {"no": "เจ็ด", "meeting_date": "9/12/2569"}
    answer = clerk.ask("POST", "/cases", MEETING | {"words": words, "targets": {"group": ["xx"]}})
    assert answer.status_code == 422 and answer.json
    paths = {one["path"] for one in answer.json["problems"]}
    assert paths == {"no", "meeting_date", "body", "group", "invitee"}
    strange = clerk.ask("POST", "/cases", MEETING | {"words": MEETING["words"] | {"wher": "x"}})
    assert strange.status_code == 422 and "meeting_date (วันประชุม)" in strange.text
    number = clerk.ask("POST", "/cases", MEETING | {"words": {"no": 7}}).json
    assert number and [one["path"] for one in number["problems"]] == ["words-no"]
    assert clerk.got("/cases")["total"] == 0


def test_a_gate_holds_for_programs_and_a_row_of_another_case_is_not_found(clerk: Program) -> None:
    first, second = sent(clerk, "/cases", MEETING), sent(clerk, "/cases", YEAR)
    row = step(first, "send")["rows"][0]
    told = {"rows": [{"id": row["id"], "version": 1}], "to": "done"}
    shut = clerk.ask("POST", "/cases/1/rows", told)
    assert shut.status_code == 422 and "ผู้อำนวยการเห็นชอบ" in shut.text
    assert clerk.ask("POST", f"/cases/{second['case']['id']}/rows", told).status_code == 404


def test_groups_and_invitees_answer_through_a_program(clerk: Program) -> None:
    sent(clerk, "/cases", MEETING)
    item = {"group": "plan", "title": "แผนปฏิบัติการประจำปี", "kind": "consider", "by": "ผอ.แผน"}
    sent(clerk, "/cases/1/items", item)
    sent(clerk, "/cases/1/items", {"group": "hr", "nothing": True, "means": "phone"})
    reply = {"person": "p05", "version": 0, "reply": "sends", "name": "นางแทน", "post": "นักวิชาการ"}
    told = sent(clerk, "/cases/1/replies", reply)
    assert [one["nothing"] for one in told["answers"]] == [False, True]
    assert told["items"][0]["title"] == "แผนปฏิบัติการประจำปี"
    assert told["invited"][1]["name"] == "นางแทน" and told["quorum"]["coming"] == 1
    assert clerk.ask("POST", "/cases/1/replies", reply).status_code == 409
    bare = clerk.ask("POST", "/cases/1/items", {"group": "hr"})
    assert bare.status_code == 422 and "โปรดเติม" in bare.text


def test_results_go_from_told_to_certified_and_prove_their_rows(
    clerk: Program, office: Office
) -> None:
    sent(clerk, "/cases", YEAR)
    taken = sent(clerk, "/cases/1/indicators", {"version": 1, "rows": rows_of_file(KPI)}, "PUT")
    assert len(taken["indicators"]) == 5
    record = str(office.issue("memo", as_given("memo", "memo-01"), operator(), Wish(pdf=False)).id)
    of = {"indicator": "ตชว-๐๑", "round": "m6"}
    acts: list[dict[str, Any]] = [
        {"act": "tell", "value": "๘๑.๓๗"},
        {"act": "prove", "record": record},
        {"act": "review", "by": "รองจำลอง"},
        {"act": "report", "krs": "KRS-77", "on": "2027-04-06"},
        {"act": "return", "reason": "ขาดลายมือชื่อ"},
        {"act": "resubmit", "answer": "ส่งฉบับลงนาม"},
        {"act": "certify"},
    ]
    states = [
        sent(clerk, "/cases/1/results", of | act | {"version": n})["state"]
        for n, act in enumerate(acts)
    ]
    assert states == [
        "told", "evidence", "reviewed", "reported", "returned", "resubmitted", "certified",
    ]  # fmt: skip
    told = clerk.got("/cases/1/indicators")
    assert told["totals"]["m6"] == {"total": "4.2740", "counted": 1}
    rows = step(clerk.got("/cases/1"), "report")["rows"]
    done = next(row for row in rows if row["state"] == "done")
    assert (done["done_on"], done["proofs"]) == ("2027-04-06", [record])


def test_a_program_acts_only_as_its_account_may(browser: Browser, office: Office) -> None:
    clerk, reader = Program(browser, office, "p15"), Program(browser, office, "p25")
    collector = Program(browser, office, "p20")
    sent(clerk, "/cases", YEAR)
    assert reader.got("/cases/1")["case"]["next"] == "framework"
    assert reader.ask("POST", "/cases", MEETING).status_code == 403
    assert reader.ask("POST", "/cases/1/rows", {"rows": [], "to": "done"}).status_code == 403
    act = {"indicator": "ยังไม่มีรายละเอียด", "round": "m6", "version": 1, "act": "review"}
    clerk.ask("POST", "/cases/1/results", act | {"act": "tell", "version": 0, "value": "80"})
    assert collector.ask("POST", "/cases/1/results", act).status_code == 403
    assert clerk.ask("POST", "/cases/1/results", act).status_code == 200


def test_a_paper_begins_with_what_the_case_knows_and_what_waits_is_told(clerk: Program) -> None:
    sent(clerk, "/cases", MEETING)
    made = sent(clerk, "/cases/1/papers", {"step": "agenda", "form": "agenda"})
    told = clerk.got(f"/drafts/{made['draft']}")["answers"]
    assert told["title"] == "ประชุมผู้บริหาร" and "2026-12-09" in str(told)
    assert step(clerk.got("/cases/1"), "agenda")["rows"][0]["proofs"] == [f"draft/{made['draft']}"]
    waits = clerk.got("/my-work")["waits"]
    assert ["1", "agenda"] in [one["at"] for one in waits if one["kind"] == "step"]
    asked = {one["id"]: one["targets"] for one in clerk.got("/procedures")["procedures"]}
    assert asked["meeting"] == ["group", "invitee"]
