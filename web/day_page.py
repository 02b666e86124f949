"""The day of a meeting on one page: times, who came, a note for each item, and the minutes."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from flask import make_response, render_template
from flask.typing import ResponseReturnValue

from office.clock import today
from office.meeting.day_rows import Day
from office.meeting.notes import KINDS, Note, marks
from office.meeting.steps import held_on
from office.meeting.written import LEVELS, sentence
from office.resolutions import EVERYBODY
from templates.errors import Problem
from thai.dates import format_date
from web.current import actor, office
from web.gate import POLICY
from web.routing import route

BLANK = 2
"""Empty rows for tasks below those that are told."""


@dataclass(frozen=True)
class Refusal:
    """What could not be saved: for which item ("" for none), every fault, and what was typed."""

    item: str = ""
    problems: tuple[Problem, ...] = ()
    typed: Mapping[str, str] = field(default_factory=dict)
    note: Note | None = None
    dues: tuple[str, ...] = ()


@route("/work/<int:case>/day", needs="draft")
def meeting_day(case: int) -> ResponseReturnValue:
    """Show what is told of a meeting's day, to be written on."""
    return page(case, Refusal())


def page(case: int, refusal: Refusal, status: int = 200) -> ResponseReturnValue:
    """Return the page; what was refused stands in its fields as it was typed."""
    here = office()
    day = here.meeting_day.of(case, actor())
    adopts = any(item.adopts for item in day.items)
    hears = here.recordings.may_hear(case, actor())
    recordings = here.recordings.of(case, actor()) if hears else None
    answer = make_response(
        render_template(
            "day.html",
            case=day.case,
            day=day,
            counted=day.quorum,
            untold=_untold(day),
            refusal=refusal,
            typed=refusal.typed,
            kinds=KINDS,
            owners=_owners(),
            blank=BLANK,
            marks=marks,
            sentence=sentence,
            levels=LEVELS,
            level=here.minutes.level(case),
            draft=here.minutes.draft(case),
            early=early(case),
            recordings=recordings,
            last=here.adoption.last(case, actor()) if adopts else None,
        ),
        status,
    )
    answer.headers["Content-Security-Policy"] = f"{POLICY}; media-src 'self'"
    return answer


def early(case: int) -> str:
    """Return the day of a meeting that is still to come, "" for others."""
    held = held_on(office().cases.get(case, actor()))
    return format_date(held, "weekday") if held and held > today(office().clock) else ""


def _owners() -> list[tuple[str, list[tuple[str, str]]]]:
    """Return who may be given a task: groups, then people."""
    profile = office().profile
    groups = [*profile.group_names.items(), *EVERYBODY.items()]
    return [
        ("กลุ่ม/หน่วย", groups),
        ("บุคคล", [(person.id, person.name.plain) for person in profile.people]),
    ]


def _untold(day: Day) -> list[str]:
    """Say what the minutes still lack of the day."""
    found = []
    if not day.times.started or not day.times.ended:
        found.append("เวลาเริ่มหรือเลิกประชุม")
    if untold := day.quorum.untold:
        found.append(f"การมาประชุมของผู้ได้รับเชิญ {untold} คน")
    empty = sum(item.key not in day.notes for item in day.items)
    return [*found, f"บันทึกของ {empty} เรื่อง"] if empty else found
