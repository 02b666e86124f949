"""A draft in the line: where it lies, what was decided, and what may be done with it now."""

from datetime import date

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from office.clock import today
from office.drafting import Standing
from office.submission import OnPaper, To
from templates.people import Person
from thai.dates import format_date, parse_date
from thai.errors import Refused
from web.current import actor, office
from web.draft_page import DECISIONS, STATES
from web.errors import status_of
from web.routing import route

ROLE = "role:"
DONE = {
    "propose": "เสนอแล้ว",
    "agree": "บันทึกความเห็นแล้ว",
    "return": "ส่งกลับแล้ว",
    "sign": "บันทึกการลงนามแล้ว",
    "withdraw": "ถอนกลับมาแล้ว",
    "reopen": "เปิดให้แก้ไขแล้ว การลงนามเดิมใช้ไม่ได้",
}


@route("/drafts/<int:draft>/line", needs="draft")
def draft_line(draft: int) -> ResponseReturnValue:
    """Show the way of a draft and the acts that are open to whoever looks."""
    return _page(office().drafting.open(draft, actor()), "")


@route("/drafts/<int:draft>/line", needs="draft", methods=("POST",))
def draft_decide(draft: int) -> ResponseReturnValue:
    """Lay before somebody, agree, return, sign, withdraw or reopen."""
    do = request.form.get("do", "")
    standing = office().drafting.open(draft, actor())
    try:
        _act(do, draft)
    except Refused as refused:
        return _page(standing, str(refused)), status_of(refused)
    flash(DONE[do])
    still = office().drafting.open(draft, actor())
    mine = still.draft.owner == actor().user or office().submission.may_decide(still, actor())
    return redirect(url_for("draft_line", draft=draft) if mine else url_for("desk"), 303)


def _act(do: str, draft: int) -> None:
    acts, remark = office().submission, request.form.get("remark", "")
    paper = _paper() if request.form.get("paper") == "1" else None
    if do == "propose":
        acts.propose(draft, _to(), actor())
    elif do == "agree":
        acts.agree(draft, remark, actor(), paper=paper, onward=_to() if _chosen() else None)
    elif do == "return":
        acts.give_back(draft, remark, actor(), paper=paper)
    elif do == "sign":
        acts.sign(draft, remark, actor(), paper=paper)
    elif do == "withdraw":
        acts.withdraw(draft, actor())
    else:
        acts.reopen(draft, actor())


def _page(standing: Standing, says: str) -> str:
    acts = office().submission
    return render_template(
        "draft_line.html",
        standing=standing,
        of=office().papers.whereabouts.case_of(f"draft/{standing.draft.id}", actor()),
        says=says,
        states=STATES,
        decisions=DECISIONS,
        roles=[(ROLE + role, title) for role, title in acts.roles(standing).items()],
        people=_superiors(standing),
        names={id: person.name.full for id, person in office().profile.directory.items()},
        place=acts.place,
        deciding=acts.may_decide(standing, actor()),
        recording=acts.may_record(standing, actor()),
        today=format_date(today(office().clock), "letter"),
        typed=request.form,
    )


def _superiors(standing: Standing) -> list[Person]:
    """People of the office, those who usually decide first: own head, deputies, director."""
    people = office().profile.people
    owner = next((one.group for one in people if one.name.full == standing.owner), "")
    order = {"head": 1, "deputy": 2, "director": 3}

    def rank(person: Person) -> int:
        own_head = person.role == "head" and person.group == owner
        return 0 if own_head else order.get(person.role, 4)

    return sorted(people, key=rank)


def _chosen() -> str:
    return request.form.get("to", "").strip()


def _to() -> To:
    note, chosen = request.form.get("note", ""), _chosen()
    if chosen.startswith(ROLE):
        return To(role=chosen.removeprefix(ROLE), note=note)
    return To(person=chosen, note=note)


def _paper() -> OnPaper:
    return OnPaper(request.form.get("decider", ""), _day(request.form.get("day", "")))


def _day(typed: str) -> date:
    on = today(office().clock)
    return parse_date(typed, on) if typed.strip() else on
