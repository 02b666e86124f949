"""What the pages of the yearly lists share: decisions read back, steps that are told."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from office.disposal_errors import DisposalChanged
from office.disposal_store import Disposal
from office.errors import ReasonMissing, TellingInvalid
from office.yearly_lists import Verdict, YearlyLists
from templates.errors import Problem
from thai.digits import to_arabic, to_thai
from thai.errors import Refused
from web.asking import Page, Typed, drawn
from web.current import actor
from web.errors import passes, sentence_of, status_of
from web.find import number


@dataclass(frozen=True)
class Step:
    """A step that is told on a page: what it asks, and the act that takes the answers."""

    page: Page
    act: Callable[[int, int, Typed], None]


@dataclass(frozen=True)
class Back:
    """Where a step leads back to."""

    link: str
    title: str


def decided(
    lists: YearlyLists, one: Disposal, keeps: str, shown: Callable[..., str], page: str
) -> ResponseReturnValue:
    """Write the posted decisions down; ``keeps`` is the decision that takes a year."""
    told, problems = _verdicts(one, keeps)
    try:
        if problems:
            raise TellingInvalid(problems=tuple(problems))
        lists.decide(one.id, number(request.form.get("seen")) or 0, told, actor())
    except TellingInvalid as refused:
        return shown(refused.problems), 422
    except DisposalChanged as refused:
        return shown(says=str(refused)), 409
    flash("บันทึกผลการพิจารณาแล้ว")
    return redirect(url_for(page, id=one.id), 303)


def step_asked(one: Disposal, name: str, step: Step, back: Back) -> ResponseReturnValue:
    """Ask for a step; or take what was posted and go back to the list."""
    around = {"back": back.link, "back_title": back.title, "seen": one.version}
    if request.method == "GET":
        return drawn(step.page, _told_before(one, name), around)
    typed, problems, says, status = Typed(), list[Problem](), "", 422
    try:
        step.act(one.id, number(request.form.get("seen")) or 0, typed)
    except TellingInvalid as refused:
        problems = typed.all(refused.problems)
    except ReasonMissing as refused:
        problems = typed.all([Problem("why", "", str(refused))])
    except Refused as refused:
        if passes(refused):
            raise
        says, status = sentence_of(refused), status_of(refused)
    else:
        flash(step.page.done)
        return redirect(back.link, 303)
    shown = drawn(step.page, typed.values(step.page), around, problems=problems, says=says)
    return shown, status


def _verdicts(one: Disposal, keeps: str) -> tuple[dict[int, Verdict], list[Problem]]:
    """Read the posted decisions; lines without one are left as they are."""
    told, problems = dict[int, Verdict](), list[Problem]()
    for line in one.lines:
        rest = "" if line.decision else request.form.get("rest", "")
        decision = request.form.get(f"decision-{line.place}") or rest
        if not decision:
            continue
        typed = to_arabic(request.form.get(f"until-{line.place}", "").strip())
        if typed and not (typed.isdecimal() and len(typed) < 5):
            place = to_thai(str(line.place))
            says = "โปรดพิมพ์เป็นปี พ.ศ. เช่น ๒๕๗๕"
            problems.append(Problem(f"until-{line.place}", f"รายการที่ {place}", says))
            continue
        until = int(typed) if typed and decision == keeps else None
        note = request.form.get(f"note-{line.place}", "").strip()
        told[line.place] = Verdict(decision, until, note)
    return told, problems


def _told_before(one: Disposal, step: str) -> dict[str, str]:
    """Return what a step's page offers: what was told of it before."""
    told: Mapping[str, Any] = one.told.get(step, {})
    members = {f"member{n}": name for n, name in enumerate(told.get("members", ()), 1)}
    plain = {key: value for key, value in told.items() if isinstance(value, str)}
    return {**plain, **members, "witnesses": ", ".join(told.get("witnesses", ()))}
