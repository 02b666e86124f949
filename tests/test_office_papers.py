"""A case makes its papers: what was told once is not typed again, what is issued proves its row."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from archive.records import Fact, RecordId
from office.office import Office
from office.permissions import operator
from office.procedures.cases import Decision
from office.procedures.errors import CaseChanged, CaseClosed, PaperNotOfStep, ReportMissing
from office.procedures.followed import CLOSED, Told
from office.procedures.following import following
from office.procedures.paper import known_to
from office.procedures.planning import Situation, Target
from office.procedures.standing import Row
from templates.fill import fill
from tests.conftest import as_given
from tests.meetings import body as heads

pytestmark = pytest.mark.slow

ME = operator()
INVITED = ("p02", "p05", "p06")
MEETING = Situation(
    {
        "body": "การประชุมผู้อำนวยการกลุ่ม",
        "no": "๑/๒๕๖๙",
        "place": "ห้องประชุมดอกคูน ชั้น ๒",
        "start": "๐๙.๐๐ น.",
    },
    {"meeting_date": date(2026, 11, 20)},
    (Target("group", "plan", "กลุ่มนโยบายและแผน"), *(Target("invitee", p, p) for p in INVITED)),
)


def row(office: Office, case: int, step: str) -> Row:
    return office.cases.standing(case, ME).of(step).rows[0]


def told(office: Office, draft: int) -> dict[str, Any]:
    return dict(office.drafting.open(draft, ME).draft.answers)


def begun(office: Office) -> int:
    return office.cases.begin("meeting", MEETING, ME).id


def issued(
    office: Office, case: int, step: str, form: str, more: Mapping[str, Any] | None = None
) -> RecordId:
    """Make a step's paper, add what only people know, and issue it."""
    draft = office.papers.begin(case, step, form, ME)
    given = told(office, draft)
    for key, value in (more or {}).items():
        old = given.get(key)
        given[key] = old | value if isinstance(old, dict) and isinstance(value, dict) else value
    seen = office.drafting.save(draft, 1, given, ME)
    assert seen
    return office.issue_draft(draft, ME).id


def refs(office: Office, case: int, step: str) -> list[str]:
    of = row(office, case, step).id
    return [proof.ref for proof in office.cases.proofs(case, ME) if proof.row == of]


AGENDA = [
    {"title": "เรื่องที่ประธานแจ้งให้ที่ประชุมทราบ", "items": [{"title": "ข้อราชการ"}]},
    {"title": "เรื่องเสนอเพื่อพิจารณา", "items": [{"title": "แผนปฏิบัติการ", "owner": "plan"}]},
]


def test_a_paper_begins_with_what_the_case_was_told(office: Office) -> None:
    case = begun(office)
    call = told(office, office.papers.begin(case, "call", "agenda-call", ME))
    assert (call["number"], call["date"]) == ({"seq": "๑", "year_be": "๒๕๖๙"}, "2026-11-20")
    assert call["agenda_call"]["deadline"] == "2026-11-11"
    letter = told(office, office.papers.begin(case, "invitation", "invitation", ME))
    assert letter["invitation"]["subject"] == "ขอเชิญประชุมผู้อำนวยการกลุ่ม ครั้งที่ ๑/๒๕๖๙"
    body = "".join(letter["invitation"]["body"])
    assert "ในวันศุกร์ที่ ๒๐ พฤศจิกายน ๒๕๖๙ เวลา ๐๙.๐๐ น. ณ ห้องประชุมดอกคูน ชั้น ๒" in body
    sheet = told(office, office.papers.begin(case, "prepare", "attendance-sheet", ME))
    assert [each["person"] for each in sheet["invited"]] == ["p01", *INVITED]


def test_what_nobody_told_falls_out_of_the_text(office: Office) -> None:
    bare = Situation({"body": "การประชุม", "no": "๑"}, MEETING.dates, MEETING.targets)
    case = office.cases.begin("meeting", bare, ME).id
    letter = told(office, office.papers.begin(case, "invitation", "invitation", ME))
    assert letter["invitation"]["body"][0].endswith("๒๐ พฤศจิกายน ๒๕๖๙")
    assert "number" not in letter and "place" not in letter


def test_an_earlier_paper_tells_the_later_ones_and_a_postponed_day_wins(office: Office) -> None:
    case = begun(office)
    draft = office.papers.begin(case, "agenda", "agenda", ME)
    changed = told(office, draft) | {"place": "ห้องประชุมใหญ่", "agenda": AGENDA}
    office.drafting.save(draft, 1, changed, ME)
    later = Situation(MEETING.texts, {"meeting_date": date(2026, 11, 27)}, MEETING.targets)
    office.cases.change(case, 1, later, "เลื่อน", ME)
    minutes = told(office, office.papers.begin(case, "minutes", "minutes", ME))
    assert (minutes["place"], minutes["date"]) == ("ห้องประชุมใหญ่", "2026-11-27")
    assert minutes["agenda"] == AGENDA
    sections = minutes["minutes"]["sections"]
    assert [each["agenda"] for each in sections] == ["1.1", "2.1"]
    assert sections[0]["resolution"] == "ที่ประชุมรับทราบ" and "resolution" not in sections[1]
    assert minutes["attendance"]["present"][0] == {"person": "p01", "meeting_role": "ประธาน"}


def test_a_meeting_postponed_after_its_agenda_was_issued_still_gets_its_minutes(
    office: Office,
) -> None:
    case = begun(office)
    issued(office, case, "agenda", "agenda", {"agenda": AGENDA})
    later = Situation(MEETING.texts, {"meeting_date": date(2026, 11, 27)}, MEETING.targets)
    office.cases.change(case, office.cases.get(case, ME).version, later, "เลื่อน", ME)
    draft = office.papers.begin(case, "minutes", "minutes", ME)
    assert office.drafting.save(draft, 1, told(office, draft) | MINUTES, ME)
    foreseen = office.drafting.foresee(draft, ME, office.papers.filed_in(draft, None))
    (moved,) = (said for said in foreseen.warnings if "เลื่อนการประชุม" in said)
    assert "๒๐ พ.ย. ๒๕๖๙" in moved and "๒๗ พ.ย. ๒๕๖๙" in moved
    minutes = office.show(office.issue_draft(draft, ME).id, ME).record.description
    assert (minutes.number, minutes.dated) == ("๑/๒๕๖๙", date(2026, 11, 27))


def test_what_is_issued_proves_its_row_and_joins_the_case_file(office: Office) -> None:
    case = begun(office)
    office.papers.begin(case, "agenda", "agenda", ME)
    assert refs(office, case, "agenda") == ["draft/1"]
    assert row(office, case, "agenda").state == "todo"
    record = issued(office, case, "agenda", "agenda", {"agenda": AGENDA})
    assert str(record) in refs(office, case, "agenda")
    assert row(office, case, "agenda").state == "done"
    title = office.cases.get(case, ME).title
    assert office.show(record, ME).record.description.case == title


def test_a_signature_ends_the_step_that_waits_for_it(office: Office) -> None:
    case = begun(office)
    record = issued(office, case, "invitation", "invitation")
    assert row(office, case, "invitation").state == "done"
    assert row(office, case, "approve").state == "todo"
    office.note(record, Fact("signed", on=date(2026, 11, 21)), ME)
    assert row(office, case, "approve").state == "done"
    assert row(office, case, "approve").done_on == date(2026, 11, 21)
    assert refs(office, case, "approve") == [str(record)]


def test_what_somebody_opened_again_stays_open(office: Office) -> None:
    case = begun(office)
    issued(office, case, "agenda", "agenda", {"agenda": AGENDA})
    done = row(office, case, "agenda")
    office.cases.move(done.id, done.version, "doing", ME, Decision("ตกเรื่องหนึ่ง"))
    office.papers.settle()
    assert row(office, case, "agenda").state == "doing"


def test_a_discarded_draft_leaves_its_row_and_its_number_to_others(office: Office) -> None:
    case = begun(office)
    draft = office.papers.begin(case, "agenda", "agenda", ME)
    office.drafting.discard(draft, ME)
    office.papers.settle()
    assert refs(office, case, "agenda") == []
    assert office.drafting.begin("memo", ME) == draft
    assert office.papers.filed_in(draft, None).case == ""


def test_a_step_makes_only_its_own_papers_and_a_closed_case_none(office: Office) -> None:
    case = begun(office)
    with pytest.raises(PaperNotOfStep, match="จัดทำระเบียบวาระ"):
        office.papers.begin(case, "agenda", "minutes", ME)
    office.cases.end(case, 1, "cancelled", "งดประชุม", ME)
    with pytest.raises(CaseClosed):
        office.papers.begin(case, "agenda", "agenda", ME)


SAMPLE = as_given("minutes", "meeting-01")
PAPERS = (
    ("call", "agenda-call"),
    ("agenda", "agenda"),
    ("invitation", "invitation"),
    ("prepare", "attendance-sheet"),
    ("minutes", "minutes"),
    ("circulate", "resolutions"),
)


def leaves(value: object, path: str = "") -> Iterator[tuple[str, object]]:
    if isinstance(value, dict) and "first" in value:  # a person is one thing to choose
        yield path, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, f"{path}.{key}")
    elif isinstance(value, list):
        for n, inner in enumerate(value):
            yield from leaves(inner, f"{path}.{n}")
    elif value not in (None, "", False):
        yield path, value


WORDS = 16
"""Letters from which on a text that stands twice is the same fact, and not a word such as ทราบ."""


def test_a_whole_meeting_is_typed_once(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    """Of every paper of a real-size meeting, count what people type and what is printed."""
    office.people.add("clerk", "p15", ME)
    clerk = office.actor("clerk")
    number = f"{SAMPLE['number']['seq']}/{SAMPLE['number']['year_be']}"
    texts = {"body": SAMPLE["title"], "no": number, "place": SAMPLE["place"], "start": "09:00"}
    people = [each["person"] for each in SAMPLE["attendance"]["present"][1:]]
    targets = (
        Target("group", "plan", "กลุ่มนโยบายและแผน"),
        *(Target("invitee", p, p) for p in people),
    )
    about = Situation(texts, {"meeting_date": SAMPLE["date"]}, targets)
    case = office.cases.begin("meeting", about, ME).id
    profile, wanted = office.profile, dict(SAMPLE)
    wanted["invited"] = [{"person": p} for p in ("p01", *people)]
    wanted["circulation"] = office.shelf.form("resolutions").example()["circulation"]
    typed, printed = len(texts) + 1 + len(targets), 0
    known, again = {str(value) for value in texts.values()} | {str(SAMPLE["date"])}, list[str]()
    for step, code in PAPERS:
        form = office.shelf.form(code)
        draft = office.papers.begin(case, step, code, clerk)
        knew = fill(
            form, told(office, draft), people=profile.directory, groups=profile.group_names,
            final=False,
        ).plain()  # fmt: skip
        office.drafting.save(
            draft, 1, known_to(form, wanted | {"matters": knew.get("matters")}), ME
        )
        given = office.desk.filing.press.fill(form, told(office, draft), final=True).plain()
        begins = dict(leaves(knew))
        here = dict(leaves(given))
        new = [path for path, value in here.items() if begins.get(path) != value]
        typed, printed = typed + len(new), printed + len(here)
        twice = (path for path in new if str(here[path]) in known and ".owner" not in path)
        again += [f"{code} {path}: {here[path]}" for path in twice]  # who is to act is a choice
        known |= {text for value in here.values() if len(text := str(value)) >= WORDS}
        print(f"{code}: {len(new)} typed of {len(here)}")
    print(f"meeting: {typed} typed of {printed}")
    assert typed * 2 < printed, capsys.readouterr().out
    assert again == []


MINUTES = {
    "start_actual": "09:05",
    "end_actual": "11:00",
    "agenda": AGENDA,
    "minutes": {
        "sections": [
            {"agenda": "1.1", "discussion": ["ประธานแจ้ง"], "resolution": "ที่ประชุมรับทราบ"},
            {
                "agenda": "2.1",
                "discussion": ["เสนอแผน"],
                "resolution": "ที่ประชุมเห็นชอบ",
                "actions": [
                    {"task": "จัดทำแผน", "owner_group": "plan", "due": "2026-11-21"},
                    {"task": "แจ้งโรงเรียน", "owner": "p06"},
                ],
            },
        ]
    },
    "recorder": "p15",
}


def test_what_issued_minutes_resolved_is_followed_until_it_is_closed(office: Office) -> None:
    case, followed = begun(office), office.papers.followed
    record = issued(office, case, "minutes", "minutes", MINUTES)
    plan, schools = followed.of(case, ME)
    assert (plan.task, plan.source, plan.record) == ("จัดทำแผน", "2.1", str(record))
    assert (plan.owner, plan.due) == ("กลุ่มนโยบายและแผน", date(2026, 11, 21))
    assert plan.late(date(2026, 11, 22)) and schools.due is None
    assert schools.owner == office.profile.directory["p06"].name.full
    with pytest.raises(ReportMissing, match="เสร็จสิ้น"):
        followed.report(plan.id, plan.version, Told("", CLOSED), ME)
    told = followed.report(plan.id, plan.version, Told("ร่างแผนเสร็จ", told_by="กลุ่มแผน"), ME)
    assert (told.state, told.reports[0].told_by) == ("reported", "กลุ่มแผน")
    with pytest.raises(CaseChanged):
        followed.report(plan.id, plan.version, Told("ซ้ำ"), ME)
    done = followed.report(plan.id, told.version, Told("", CLOSED), ME)
    assert not done.late(date(2026, 12, 22))
    office.papers.settle()
    assert [one.task for one in followed.waiting(ME)] == ["แจ้งโรงเรียน"]


def test_the_next_meeting_opens_with_what_is_left_of_the_last(office: Office) -> None:
    case, followed = begun(office), office.papers.followed
    issued(office, case, "minutes", "minutes", MINUTES)
    plan, _ = followed.of(case, ME)
    followed.report(plan.id, plan.version, Told("ร่างแผนเสร็จแล้ว"), ME)
    about = following(office.cases.get(case, ME), date(2026, 11, 22))
    assert about.texts["no"] == "๒/๒๕๖๙" and not about.dates
    assert about.targets == MEETING.targets
    then = replace(about, dates={"meeting_date": date(2026, 12, 9)})
    fresh = office.cases.begin("meeting", then, ME).id
    agenda = told(office, office.papers.begin(fresh, "agenda", "agenda", ME))["agenda"]
    (adopted,) = agenda[1]["items"]
    assert "ครั้งที่ ๑/๒๕๖๙ เมื่อวันศุกร์ที่ ๒๐ พฤศจิกายน ๒๕๖๙" in adopted["title"]
    first, second = agenda[2]["items"]
    assert "มติวาระที่ 2.1 ครั้งที่ ๑/๒๕๖๙" in first["title"] and "ร่างแผนเสร็จแล้ว" in first["title"]
    assert first["owner"] == "กลุ่มนโยบายและแผน" and "owner" not in second


def test_the_first_meeting_of_a_year_counts_from_one_and_other_bodies_are_not_asked(
    office: Office,
) -> None:
    case = begun(office)
    issued(office, case, "minutes", "minutes", MINUTES)
    about = following(office.cases.get(case, ME), date(2027, 1, 4))
    assert about.texts["no"] == "๑/๒๕๗๐"
    other = replace(MEETING, texts={**MEETING.texts, "body": "การประชุมคณะกรรมการ"})
    fresh = office.cases.begin("meeting", other, ME).id
    agenda = told(office, office.papers.begin(fresh, "agenda", "agenda", ME))["agenda"]
    assert not any("items" in heading for heading in agenda)


def test_a_body_keeps_its_own_register_and_number_beside_anothers_papers(office: Office) -> None:
    seventh = replace(MEETING, texts={**MEETING.texts, "no": "๗/๒๕๖๙"})
    case = office.cases.begin("meeting", seventh, ME).id
    issued(office, case, "minutes", "minutes", {**MINUTES, "series": "leaders", "recorder": "p16"})
    other = replace(MEETING, texts={**MEETING.texts, "body": "การประชุมคณะกรรมการพัสดุ"})
    for about, same in ((other, False), (MEETING, True)):
        fresh = office.cases.begin("meeting", about, ME).id
        minutes = told(office, office.papers.begin(fresh, "minutes", "minutes", ME))
        assert (minutes["series"] == "leaders") == same  # another body gets a code of its own
        assert ("ลงเลขดี" in str(minutes.get("recorder"))) == same  # as last time
    for one in office.cases.all(ME):
        office.cases.end(one.id, one.version, "cancelled", "เริ่มใหม่", ME)
    kept, procedure = heads(office), office.cases.shelf.procedure("meeting")
    assert office.meeting.bodies.next_meeting(kept.id, procedure, ME).texts["no"] == "๘/๒๕๖๙"


def test_the_circulated_resolutions_are_those_of_the_minutes(office: Office) -> None:
    case = begun(office)
    issued(office, case, "minutes", "minutes", MINUTES)
    whole = told(office, office.papers.begin(case, "circulate", "resolutions", ME))
    assert [each["agenda"] for each in whole["matters"]] == ["1.1", "2.1"]
    rows = office.cases.standing(case, ME).of("circulate").rows
    of_plan = next(each for each in rows if each.target == "p06")
    part = told(office, office.papers.begin(case, "circulate", "extract", ME, of_plan.id))
    assert part["extract"]["group"] == "กลุ่มนโยบายและแผน"
    assert [each["agenda"] for each in part["matters"]] == ["2.1"]


EVALUATION = Situation(
    {"year": "๒๕๗๐"},
    {"briefing": date(2026, 11, 2), "m6": date(2027, 4, 9)},
    (Target("indicator", "๑.๑ การอ่าน", "๑.๑ การอ่าน"), Target("indicator", "๒", "๒ งบประมาณ")),
)
YEAR = Situation(
    {"year": "๒๕๗๐"},
    {"begins": date(2026, 10, 1)},
    (Target("person", "p15", "นางสาวกันยา"), Target("person", "p06", "นายวางแผน")),
)


def test_the_papers_of_an_evaluation_know_its_indicators_and_rounds(office: Office) -> None:
    case = office.cases.begin("evaluation", EVALUATION, ME).id
    order = told(office, office.papers.begin(case, "order", "order", ME))
    assert "ปีงบประมาณ พ.ศ. ๒๕๗๐" in order["subject"] and order["signer"] == "p01"
    row_told = {"name": "๑.๑ การอ่าน", "weight": "100", "lead": "plan"}
    office.standards.sheets.change(case, 1, "๑.๑ การอ่าน", row_told, ME)
    manual = told(office, office.papers.begin(case, "manual", "indicator-manual", ME))
    assert manual["rounds"][0]["report_due"] == "2027-04-09"
    assert manual["indicators"][0] == row_told
    annual = told(office, office.papers.begin(case, "annual", "annual-report", ME))
    assert annual["indicators"][0] == row_told
    first = row(office, case, "report")
    report = told(office, office.papers.begin(case, "report", "round-report", ME, first.id))
    assert report["results"] == [{"name": "๑.๑ การอ่าน", "weight": "100"}]
    assert report["round"] == "รอบ ๖ เดือน"


def test_a_paper_of_one_round_or_person_is_tied_to_that_one(office: Office) -> None:
    case = office.cases.begin("director", YEAR, ME).id
    rows = office.cases.standing(case, ME).of("watch").rows
    plan = told(office, office.papers.begin(case, "watch", "personal-plan", ME, rows[0].id))
    assert (plan["person"], plan["group"]) == ("p15", "กลุ่มอำนวยการ")
    report = told(office, office.papers.begin(case, "report", "director-report", ME))
    assert report["period"].startswith("ครึ่งปีแรก")
    halves = office.cases.standing(case, ME).of("report").rows
    tied = [proof.row for proof in office.cases.proofs(case, ME)]
    assert tied == [rows[0].id, halves[0].id]
