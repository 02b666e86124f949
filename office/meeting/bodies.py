"""The bodies that meet in an office: who belongs to them for how long, when and where they meet."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, insert, select, update

from office.clock import today
from office.meeting import tables
from office.meeting.errors import MeetingChanged, MeetingInvalid, UnknownBody, UnknownMember
from office.meeting.held import offered
from office.meeting.regular import LAST, Regular, next_day
from office.meeting.series import code_for
from office.meeting.values import Body, Member
from office.permissions import Actor, require
from office.procedures.cases import Cases
from office.procedures.facts import year_number
from office.procedures.kept import case_of
from office.procedures.planning import Situation, Target
from office.procedures.procedure import Procedure
from office.procedures.tables import cases
from office.settings import Settings
from templates.errors import Problem
from thai.dates import buddhist_year
from thai.text import clean, normal

CHAIR, SECRETARY = "ประธาน", "เลขานุการ"
ROLES = (CHAIR, "รองประธาน", "กรรมการ", SECRETARY, "ผู้ช่วยเลขานุการ")
DUTIES = (
    "จองและจัดห้องประชุม",
    "ตรวจเครื่องเสียงและจอ",
    "เครื่องบันทึกเสียง",
    "เอกสารประกอบและแฟ้มวาระ",
    "บัญชีลงชื่อ",
    "ป้ายชื่อ",
    "น้ำดื่มและอาหารว่าง",
)
"""What a meeting needs, where its body says nothing else."""
LONGEST = 300
CODE = re.compile(r"[A-Za-z0-9-]+", re.ASCII)
"""How the code of a body's register is written."""


@dataclass(frozen=True)
class Bodies:
    """Every body of an office. Whoever administers the office or files its papers changes them."""

    cases: Cases
    settings: Settings

    def all(self, actor: Actor) -> tuple[Body, ...]:
        """Return every body, those that meet no more last."""
        require(actor, "read")
        with self.cases.db.reading() as conn:
            return _bodies(conn)

    def get(self, id: int, actor: Actor) -> Body:
        """Return a body; raises UnknownBody."""
        require(actor, "read")
        with self.cases.db.reading() as conn:
            return _body(conn, id)

    def put(self, body: Body, actor: Actor) -> Body:
        """Add a body (id 0) or change it; its members stay.

        Raises MeetingInvalid with every fault, MeetingChanged, UnknownBody.
        """
        require(actor, "file")
        body = replace(body, name=clean(body.name), series=clean(body.series))
        with self.cases.db.writing() as conn:
            if body.name and not body.series:
                body = replace(body, series=code_for(conn, body.name))
            if faults := self._faults(conn, body):
                raise MeetingInvalid(faults)
            if body.id and _body(conn, body.id).version != body.version:
                raise MeetingChanged()
            id = _written(conn, body)
            self._tell(conn, actor, "body-put", id, {"name": body.name})
            return _body(conn, id)

    def join(self, id: int, member: Member, actor: Actor) -> Body:
        """Add a member, after those who are there; raises MeetingInvalid, UnknownBody."""
        require(actor, "file")
        with self.cases.db.writing() as conn:
            body = _body(conn, id)
            if faults := self._wrong(body, member):
                raise MeetingInvalid(faults)
            row = {
                "body": id,
                "person": member.person,
                "role": member.role,
                "since": _iso(member.since),
                "until": _iso(member.until),
                "sort": len(body.members),
            }
            conn.execute(insert(tables.members).values(row))
            self._tell(conn, actor, "body-joined", id, {"person": member.person})
            return _body(conn, id)

    def leave(self, id: int, member: int, last: date, actor: Actor) -> Body:
        """End a member's term with a day; the term stays told. Raises UnknownMember."""
        require(actor, "file")
        with self.cases.db.writing() as conn:
            of = next((one for one in _body(conn, id).members if one.id == member), None)
            if of is None:
                raise UnknownMember()
            if of.since and last < of.since:
                raise MeetingInvalid([Problem("until", "ถึงวันที่", "ก่อนวันเริ่มวาระ")])
            change = update(tables.members).where(tables.members.c.id == member)
            conn.execute(change.values(until=last.isoformat()))
            self._tell(conn, actor, "body-left", id, {"person": of.person})
            return _body(conn, id)

    def of_case(self, conn: Connection, procedure: Procedure, situation: Situation) -> Body | None:
        """Return the body that a case's series names, None if none does."""
        wanted = normal(situation.texts.get(procedure.series, ""))
        return next((one for one in _bodies(conn) if wanted and normal(one.name) == wanted), None)

    def next_meeting(self, id: int, procedure: Procedure, actor: Actor) -> Situation:
        """Return what the next case of a body begins with: number, day, place, who is called.

        The day is the first regular one after the last meeting and after today.
        """
        require(actor, "draft")
        on, first = today(self.cases.clock), day_of(procedure)
        with self.cases.db.reading() as conn:
            body = _body(conn, id)
            last = self._last(conn, procedure, body, first)
            days = self.cases.holidays.working_days(conn)
        day = next_day(body.regular, max(on, last or on), days)
        texts = {procedure.series: body.name, "start": body.start, "place": body.place}
        dates = {first: day} if first and day else {}
        told = Situation(
            {k: v for k, v in texts.items() if k and v}, dates, self._called(body, day or on)
        )
        return self.numbered(procedure, told, actor)[0]

    def numbered(
        self, procedure: Procedure, about: Situation, actor: Actor
    ) -> tuple[Situation, str]:
        """Return a case that is to begin with the number that its meeting gets, and why that.

        It counts in the year of its day, else in that of the number that it has, else in this one.
        """
        require(actor, "draft")
        if not (procedure.series and procedure.count):
            return about, ""
        day = about.dates.get(day_of(procedure))
        number = year_number(about.texts.get(procedure.count, ""))
        year = buddhist_year(day or today(self.cases.clock))
        year = year if day or number is None else number.year
        with self.cases.db.reading() as conn:
            found = offered(conn, procedure, about.texts.get(procedure.series, ""), year)
        return replace(about, texts={**about.texts, procedure.count: found.number}), found.why

    def _last(self, conn: Connection, procedure: Procedure, body: Body, day: str) -> date | None:
        """Return the day of the newest meeting of a body that was not called off."""
        c = cases.c
        told = select(cases).where(c.procedure == procedure.id, c.state != "cancelled")
        for row in conn.execute(told.order_by(c.id.desc())):
            about = case_of(row._asdict()).situation
            if normal(about.texts.get(procedure.series, "")) == normal(body.name):
                return about.dates.get(day)
        return None

    def _called(self, body: Body, on: date) -> tuple[Target, ...]:
        profile = self.settings.profile
        names, people = profile.group_names, {one.id: one for one in profile.people}
        groups = [Target("group", id, names[id]) for id in body.groups if id in names]
        invited = dict.fromkeys(one.person for one in body.serving(on) if one.person in people)
        return (
            *groups,
            *(Target("invitee", id, f"{people[id].name.full} {people[id].post}") for id in invited),
        )

    def _faults(self, conn: Connection, body: Body) -> list[Problem]:
        faults = [] if body.name else [Problem("name", "ชื่อ", "โปรดเติม เช่น การประชุมผู้อำนวยการกลุ่ม")]
        same = [one for one in _bodies(conn) if one.id != body.id]
        if any(normal(one.name) == normal(body.name) for one in same):
            faults.append(Problem("name", "ชื่อ", "มีคณะชื่อนี้แล้ว"))
        if body.series and not CODE.fullmatch(body.series):
            faults.append(Problem("series", "รหัสทะเบียน", "ใช้อักษรอังกฤษ ตัวเลข และ - เท่านั้น"))
        if any(body.series and one.series == body.series for one in same):
            faults.append(Problem("series", "รหัสทะเบียน", "คณะอื่นใช้รหัสนี้แล้ว เลขครั้งจะปนกัน"))
        limits = (("name", "ชื่อ"), ("place", "สถานที่"), ("series", "รหัสทะเบียน"))
        faults += [
            Problem(key, label, "ยาวเกินไป")
            for key, label in limits
            if len(getattr(body, key)) > (40 if key == "series" else LONGEST)
        ]
        regular = body.regular
        if not (0 <= regular.week <= LAST and 0 <= regular.weekday < 7 and 0 <= regular.day <= 31):
            faults.append(Problem("week", "วันประชุมประจำ", "โปรดเลือกจากรายการ"))
        known = self.settings.profile.group_names
        if any(group not in known for group in body.groups):
            faults.append(Problem("groups", "กลุ่มที่ขอวาระ", "โปรดเลือกจากรายการ"))
        if not 0 <= body.quorum < 1000:
            faults.append(Problem("quorum", "องค์ประชุม", "โปรดใส่จำนวนคน"))
        return faults

    def _wrong(self, body: Body, member: Member) -> list[Problem]:
        faults = []
        if member.person not in {one.id for one in self.settings.profile.people}:
            faults.append(Problem("person", "บุคคล", "โปรดเลือกจากรายชื่อ"))
        if member.role not in ROLES:
            faults.append(Problem("role", "หน้าที่", "โปรดเลือกจากรายการ"))
        if member.since and member.until and member.until < member.since:
            faults.append(Problem("until", "ถึงวันที่", "ก่อนวันเริ่มวาระ"))
        if any(one.person == member.person and _meet(one, member) for one in body.members):
            faults.append(Problem("person", "บุคคล", "อยู่ในคณะในช่วงวันนี้แล้ว"))
        return faults

    def _tell(
        self, conn: Connection, actor: Actor, act: str, id: int, detail: Mapping[str, Any]
    ) -> None:
        at = self.cases.clock()
        self.cases.journal.add(conn, actor.label, act, f"body/{id}", dict(detail), at)


def day_of(procedure: Procedure) -> str:
    """Return the variable that tells the day of the meeting: the first date that is asked."""
    return next((one.id for one in procedure.variables if one.type == "date"), "")


def _meet(one: Member, other: Member) -> bool:
    """Whether two terms share a day."""
    first = max(one.since or date.min, other.since or date.min)
    return first <= min(one.until or date.max, other.until or date.max)


def _bodies(conn: Connection) -> tuple[Body, ...]:
    b, m = tables.bodies.c, tables.members.c
    told: dict[int, list[Member]] = {}
    for row in conn.execute(select(tables.members).order_by(m.sort, m.id)):
        one = Member(row.id, row.person, row.role, _day(row.since), _day(row.until))
        told.setdefault(row.body, []).append(one)
    rows = conn.execute(select(tables.bodies).order_by(b.closed, b.id))
    return tuple(_read(row._asdict(), told.get(row.id, ())) for row in rows)


def _body(conn: Connection, id: int) -> Body:
    found = next((one for one in _bodies(conn) if one.id == id), None)
    if found is None:
        raise UnknownBody()
    return found


def _read(row: Mapping[str, Any], members: Iterable[Member]) -> Body:
    return Body(
        id=row["id"],
        name=row["name"],
        series=row["series"],
        regular=Regular(row["week"], row["weekday"], row["day"]),
        start=row["start"],
        place=row["place"],
        quorum=row["quorum"],
        groups=tuple(row["groups"].split()),
        duties=tuple(row["duties"].splitlines()) or DUTIES,
        closed=row["closed"],
        version=row["version"],
        members=tuple(members),
    )


def _written(conn: Connection, body: Body) -> int:
    row = {
        "name": body.name,
        "series": body.series,
        "week": body.regular.week,
        "weekday": body.regular.weekday,
        "day": body.regular.day,
        "start": body.start,
        "place": body.place,
        "quorum": body.quorum,
        "groups": " ".join(body.groups),
        "duties": "\n".join(body.duties),
        "closed": body.closed,
        "version": body.version + 1,
    }
    if body.id:
        conn.execute(update(tables.bodies).where(tables.bodies.c.id == body.id).values(row))
        return body.id
    key = conn.execute(insert(tables.bodies).values(row)).inserted_primary_key
    assert key is not None
    return int(key[0])


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
