"""What the papers of the five points are told: assignments, plan, checks, advice, screening."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import Connection, select

from office.director.areas import AREAS, STAGES
from office.director.recorded import (
    ADVISED,
    ASSIGNED,
    CHECKED,
    DONE,
    KIND,
    KINDS,
    Entry,
    entries_of,
)
from office.director.screening import Heads, Screened, by_work, screened
from office.drafts import drafts
from office.line import Line
from office.procedures.kept import Case
from office.procedures.paper import Earlier
from office.procedures.standing import Row
from office.profile import Profile
from templates.form import at
from thai.dates import BANGKOK
from thai.digits import to_thai
from thai.workdays import WorkingDays

PLAN_FORM, PERSONAL_FORM = "group-plan", "personal-plan"
SCREENED = "screened"


@dataclass(frozen=True)
class Seen:
    """Whose office it is, on which day, how days are counted, how forms are called."""

    profile: Profile
    on: date
    days: WorkingDays
    titles: Mapping[str, str]


def told(
    conn: Connection, case: Case, rows: Sequence[Row], earlier: Earlier, seen: Seen
) -> dict[str, Any]:
    """Return the facts of a case with people for a paper of some rows; {} for other cases."""
    if KIND not in case.procedure.targets():
        return {}
    entries = entries_of(conn, case.id)
    last = rows[0].due if rows and rows[0].due else None
    within = [one for one in entries if last is None or one.on <= last]
    passed = [one for one in screening(conn, case, seen) if last is None or one.came <= last]
    mine = rows[0].target if len(rows) == 1 else ""
    return {
        "director.assignments": list(_assignments(entries)),
        "director.plans": list(plans(earlier, within)),
        "director.checks": [_check(one) for one in within if one.kind == CHECKED],
        "director.advice": [_advice(one) for one in within if one.kind == ADVISED],
        "director.screened": [
            {
                "title": work.form,
                "count": work.count,
                "returned": work.returned,
                "on_time": work.on_time,
                "opinion": " / ".join(work.opinions[:3]),
            }
            for work in by_work(passed)
        ],
        "director.summary": list(sentences(within, passed).values()),
        "director.tasks": [
            {"title": one.title or AREAS[one.area]}
            for one in entries
            if one.kind == ASSIGNED and one.person == mine
        ],
    }


def screening(conn: Connection, case: Case, seen: Seen) -> tuple[Screened, ...]:
    """Return what lay before the heads of the case's people since the case's first day."""
    directory = seen.profile.directory
    people = [directory[one.id] for one in case.situation.of_kind(KIND) if one.id in directory]
    groups = {person.group for person in people}
    named = {one.id for one in seen.profile.people if one.role == "head" and one.group in groups}
    first = min(case.situation.dates.values(), default=seen.on)
    every = Line().since(conn, datetime.combine(first, time(), BANGKOK))
    asked = conn.execute(select(drafts.c.id, drafts.c.form))
    forms = {row.id: seen.titles.get(row.form, row.form) for row in asked}
    return screened(every, forms, Heads(named, groups), seen.on, seen.days)


def activities(earlier: Earlier) -> Iterator[Mapping[str, Any]]:
    """Yield the activities of the case's newest plan of the group: title, period, owners."""
    plan = next((answers for form, answers in earlier if form == PLAN_FORM), {})
    for work in plan.get("works") or ():
        yield from (one for one in work.get("activities") or () if one.get("title"))


def own_tasks(earlier: Earlier) -> dict[str, tuple[str, ...]]:
    """Return the titles of the tasks in each person's own plan, by the person's id."""
    found: dict[str, tuple[str, ...]] = {}
    for form, answers in earlier:
        person = at(answers, "person")
        if form == PERSONAL_FORM and isinstance(person, str):
            tasks = (str(task.get("title", "")) for task in answers.get("tasks") or ())
            found.setdefault(person, tuple(filter(None, tasks)))
    return found


def plans(earlier: Earlier, entries: Iterable[Entry]) -> Iterator[dict[str, str]]:
    """Yield each activity of the plan with what was last told to have come of it."""
    reached = {one.title: one.text for one in entries if one.kind == DONE}
    for one in activities(earlier):
        title, period = str(one["title"]), str(one.get("period") or "")
        told = {"title": title, "period": period, "result": reached.get(title, "")}
        yield {key: value for key, value in told.items() if value}


def sentences(entries: Sequence[Entry], passed: Sequence[Screened]) -> dict[str, str]:
    """Say in a sentence for each point what was recorded; what was not is left out."""
    of = {kind: [one for one in entries if one.kind == kind] for kind in KINDS}
    said = {
        ASSIGNED: _of_assigned(of[ASSIGNED]),
        CHECKED: _of_checks(of[CHECKED]),
        ADVISED: _of_advice(of[ADVISED]),
        SCREENED: _of_screening(passed),
    }
    return {kind: sentence for kind, sentence in said.items() if sentence}


def _of_assigned(given: Sequence[Entry]) -> str:
    if not given:
        return ""
    areas, people = {one.area for one in given}, {one.person for one in given}
    return f"มอบหมายงาน {_many(areas)} ด้าน จาก {_many(AREAS)} ด้าน แก่บุคลากร {_many(people)} คน"


def _of_checks(checks: Sequence[Entry]) -> str:
    if not checks:
        return ""
    stages = [f"{STAGES[s]}ปฏิบัติงาน {_many(_of(checks, s))} ครั้ง" for s in STAGES]
    people = {one.person for one in checks}
    told = f"กำกับ ติดตาม ตรวจสอบ {_many(checks)} ครั้ง บุคลากร {_many(people)} คน"
    return f"{told} ({', '.join(stages)})"


def _of_advice(advice: Sequence[Entry]) -> str:
    if not advice:
        return ""
    counts = [f"({key}) {_many(hits)}" for key in AREAS if (hits := _in(advice, key))]
    by_area = f" แยกตามด้าน {', '.join(counts)}" if counts else ""
    return f"ให้คำปรึกษา แนะนำ {_many(advice)} เรื่อง{by_area}"


def _of_screening(passed: Sequence[Screened]) -> str:
    if not passed:
        return ""
    mean = to_thai(f"{sum(one.days for one in passed) / len(passed):.1f}")
    back = [one for one in passed if one.returned]
    rate = to_thai(f"{100 * len(back) / len(passed):.0f}")
    timely = [one for one in passed if one.on_time]
    return (
        f"กลั่นกรองงาน {_many(passed)} เรื่อง ใช้เวลาเฉลี่ย {mean} วันทำการ ทันกำหนด {_many(timely)} เรื่อง "
        f"ส่งคืนแก้ไข {_many(back)} เรื่อง (ร้อยละ {rate})"
    )


def _assignments(entries: Iterable[Entry]) -> Iterator[dict[str, Any]]:
    by_person: dict[str, list[Entry]] = {}
    for one in entries:
        if one.kind == ASSIGNED:
            by_person.setdefault(one.person, []).append(one)
    for person, those in by_person.items():
        duties = [f"({one.area}) {one.title or AREAS[one.area]}" for one in those]
        substitute = next((one.substitute for one in those if one.substitute), "")
        yield {"person": person, "duties": duties} | (
            {"substitute": substitute} if substitute else {}
        )


def _check(one: Entry) -> dict[str, Any]:
    finding = " ".join(filter(None, (one.text, one.more)))
    told = {"person": one.person, "title": one.title, "stage": STAGES[one.stage]}
    return told | {"when": one.on, "finding": finding}


def _advice(one: Entry) -> dict[str, Any]:
    text = " ".join(filter(None, (one.text, one.more)))
    return {"person": one.person, "title": one.title, "when": one.on, "text": text}


def _of(entries: Iterable[Entry], stage: str) -> list[Entry]:
    return [one for one in entries if one.stage == stage]


def _in(entries: Iterable[Entry], area: str) -> list[Entry]:
    return [one for one in entries if one.area == area]


def _many(those: Any) -> str:
    return to_thai(str(len(those)))
