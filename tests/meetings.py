"""A small world of meetings: a body with members, a case of it, and who acts."""

from datetime import date

from office.meeting.regular import Regular
from office.meeting.values import Body, Member, Proposed
from office.office import Office
from office.permissions import Actor, Grant, operator
from office.procedures.planning import Situation, Target

ME = operator()
HEAD = Actor("p06", "นายวางแผน", (Grant("head", "plan"),))
NAME = "การประชุมผู้อำนวยการกลุ่ม"
HELD = date(2026, 12, 9)
ROADS = Proposed("ซ่อมถนนหน้าสำนักงาน", "consider", "งบประมาณ ๒๐๐,๐๐๐ บาท", "อนุมัติ", "นายวางแผน")


def body(office: Office) -> Body:
    """Add a body that meets on second Wednesdays, chaired by the director."""
    told = Body(
        id=0,
        name=NAME,
        series="heads",
        regular=Regular(week=2, weekday=2),
        start="๐๙.๐๐ น.",
        place="ห้องประชุมดอกคูน",
        quorum=0,
        groups=("plan", "hr"),
        duties=("จองห้องประชุม", "เครื่องบันทึกเสียง"),
        closed=False,
        version=0,
    )
    made = office.meeting.bodies.put(told, ME)
    for person, role in (("p01", "ประธาน"), ("p06", "กรรมการ"), ("p05", "เลขานุการ")):
        made = office.meeting.bodies.join(made.id, Member(0, person, role, None, None), ME)
    return made


def meeting(office: Office, held: date = HELD, no: str = "๑๑/๒๕๖๙") -> int:
    """Begin a meeting to which two groups are called and three people invited."""
    groups = (("plan", "กลุ่มนโยบายและแผน"), ("hr", "กลุ่มบริหารงานบุคคล"))
    people = (("p01", "นายสมมติ"), ("p05", "นางประดิษฐ์"), ("p06", "นายวางแผน"))
    told = Situation(
        {"body": NAME, "no": no, "start": "๐๙.๐๐ น.", "place": "ห้องประชุมดอกคูน"},
        {"meeting_date": held},
        (*(Target("group", *g) for g in groups), *(Target("invitee", *p) for p in people)),
    )
    return office.cases.begin("meeting", told, ME).id


def postponed(office: Office, case: int, held: date) -> None:
    """Hold a meeting on another day."""
    told = office.cases.get(case, ME)
    later = Situation(told.situation.texts, {"meeting_date": held}, told.situation.targets)
    office.cases.change(case, told.version, later, "ห้องไม่ว่าง", ME)


def signed(office: Office, case: int) -> None:
    """Write down that the invitation was signed on paper, so that it may go out."""
    row = office.cases.standing(case, ME).of("approve").rows[0]
    office.cases.move(row.id, row.version, "done", ME)
