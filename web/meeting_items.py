"""Before a meeting: who has answered the call, the items in their order, and the groups' links."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from office.meeting.agenda_draft import AgendaDraft
from office.meeting.attachments import Attachments
from office.meeting.brought import sources
from office.meeting.errors import MeetingInvalid
from office.meeting.links import GROUP
from office.meeting.steps import held_on, steps_of, target
from office.meeting.values import KINDS, LATER, MEANS, OUT, PLACES, WAITING, WANTED, Item
from office.permissions import may
from office.procedures.kept import Case
from templates.errors import Problem
from thai.dates import format_date
from thai.digits import to_thai
from thai.errors import Refused
from web import item_form
from web.current import actor, office
from web.downloads import attachment
from web.errors import status_of
from web.routing import route
from web.work import as_text

OFFERED = {kind: KINDS[kind] for kind in ("inform", "consider", "follow", "other", "chair")}
CHOICES = {"kinds": OFFERED, "wanted": {one: one for one in WANTED}, "means": MEANS}
ASIDE = (WAITING, LATER, OUT)


@route("/work/<int:case>/items", needs="read")
def meeting_items(case: int) -> str:
    """Show what the groups brought and who has not answered."""
    return _page(case)


@route("/work/<int:case>/items/links", needs="issue", methods=("POST",))
def meeting_links(case: int) -> ResponseReturnValue:
    """Make the links of the ticked groups and show them for this once, or end one."""
    links = office().meeting.links
    if group := request.form.get("revoke", ""):
        links.revoke(case, GROUP, group, actor())
        flash("ยกเลิกลิงก์แล้ว")
        return redirect(url_for("meeting_items", case=case), 303)
    ticked = request.form.getlist("group")
    if not ticked:
        return _page(case, [Problem("groups", "", "โปรดเลือกกลุ่มที่จะทำลิงก์ให้")]), 422
    try:
        keys = links.make(case, GROUP, ticked, actor())
    except Refused as refused:
        return _page(case, [Problem("groups", "", str(refused))]), status_of(refused)
    return _page(case, made=keys)


@route("/work/<int:case>/items/draft", needs="draft", methods=("POST",))
def meeting_into_draft(case: int) -> ResponseReturnValue:
    """Add to the agenda that is being drafted what it lacks."""
    try:
        added = AgendaDraft(office().papers).fill(case, item_form.seen(), actor())
    except Refused as refused:
        return _page(case, [Problem("draft", "", str(refused))]), status_of(refused)
    flash(f"เติมลงในร่างระเบียบวาระแล้ว {to_thai(str(added))} เรื่อง")
    return redirect(url_for("meeting_items", case=case), 303)


@route("/work/<int:case>/items/filed", needs="file", methods=("POST",))
def meeting_files_filed(case: int) -> ResponseReturnValue:
    """File the files of the items on the agenda into the meeting's case file."""
    try:
        taken = Attachments(office()).file(case, actor())
    except Refused as refused:
        return _page(case, [Problem("files", "", str(refused))]), status_of(refused)
    if bad := [one for one in taken if one.id is None]:
        return _page(case, [Problem("files", one.file, one.problem) for one in bad]), 422
    flash(f"เก็บไฟล์แนบเข้าแฟ้มเรื่องแล้ว {to_thai(str(len(taken)))} ไฟล์ รวมเล่มกับระเบียบวาระได้")
    return redirect(url_for("meeting_items", case=case), 303)


@route("/work/<int:case>/items/of/<group>", needs="draft", methods=("GET", "POST"))
def meeting_answer(case: int, group: str) -> ResponseReturnValue:
    """Answer for a group: an item with its files, or that there is none this time."""
    if request.method == "GET":
        return _answer_page(case, group)
    items, teller = office().meeting.items, item_form.teller("login")
    try:
        if request.form.get("act") == "nothing":
            items.nothing(case, group, teller, actor())
            flash("บันทึกแล้ว: ไม่มีวาระ")
            return redirect(url_for("meeting_items", case=case), 303)
        told = item_form.proposed()
        items.propose(case, group, told, teller, actor(), files=item_form.sent())
    except Refused as refused:
        return _answer_page(case, group, problems_of(refused)), status_of(refused)
    flash("บันทึกเรื่องแล้ว เพิ่มเรื่องต่อไปได้")
    return redirect(url_for("meeting_answer", case=case, group=group), 303)


@route("/work/<int:case>/items/<int:item>", needs="draft", methods=("GET", "POST"))
def meeting_item(case: int, item: int) -> ResponseReturnValue:
    """Change an item, add files, take one away."""
    items = office().meeting.items
    one = items.get(case, item, actor())
    if request.method == "GET":
        return _item_page(one)
    try:
        told = item_form.proposed()
        one = items.edit(_as_seen(one), told, actor(), files=item_form.sent())
    except Refused as refused:
        return _item_page(one, problems_of(refused)), status_of(refused)
    flash("บันทึกแล้ว")
    if file := request.form.get("drop", ""):
        items.drop(one, int(file) if file.isdecimal() else 0, actor())
        return redirect(url_for("meeting_item", case=case, item=item), 303)
    return redirect(url_for("meeting_items", case=case, _anchor=f"item-{item}"), 303)


@route("/work/<int:case>/items/<int:item>/act", needs="draft", methods=("POST",))
def meeting_item_act(case: int, item: int) -> ResponseReturnValue:
    """Move an item up or down, say where it stands, carry it here, or take it back."""
    items, act = office().meeting.items, request.form.get("act", "")
    try:
        before = request.form.get("from", "")
        of = int(before) if before.isdecimal() and len(before) < 10 else case
        one = _as_seen(items.get(of, item, actor()))
        if act in ("up", "down"):
            items.shift(one, -1 if act == "up" else 1, actor())
        elif act == "carry":
            items.carry(one, case, actor())
        elif act == "withdraw":
            items.withdraw(one, actor())
        else:
            items.put(one, act, actor())
    except Refused as refused:
        return _page(case, [Problem(f"item-{item}", "", str(refused))]), status_of(refused)
    return redirect(url_for("meeting_items", case=case, _anchor=f"item-{item}"), 303)


@route("/work/<int:case>/items/<int:item>/files/<int:file>", needs="read")
def meeting_file(case: int, item: int, file: int) -> ResponseReturnValue:
    """Send a file of an item, to be kept by the browser."""
    items = office().meeting.items
    return attachment(*items.file(items.get(case, item, actor()), file))


def address_of(name: str, **told: Any) -> str:
    """Return a whole address, on the web address that the office has set if there is one."""
    here = office().profile.web_address
    return f"{here}{url_for(name, **told)}" if here else url_for(name, _external=True, **told)


def _page(id: int, problems: Sequence[Problem] = (), made: Mapping[str, str] | None = None) -> str:
    meeting = office().meeting.of(id, actor())
    case, items = meeting.case, office().meeting.items.of(id, actor())
    standing = office().cases.standing(id, actor())
    call = steps_of(case.procedure).call
    titles = {one.id: one.title for one in case.situation.of_kind("group")}
    own = [one.group for one in items if one.place != OUT]
    return render_template(
        "meeting_items.html",
        case=case,
        day=day_of(case),
        answers=office().meeting.items.answers(id, actor()),
        due=_last_day(case),
        counts={group: own.count(group) for group in titles},
        groups=office().profile.group_names | titles,
        agenda=[(kind, [one for one in meeting.items if one.told.kind == kind]) for kind in KINDS],
        aside=[(place, [one for one in items if one.place == place]) for place in ASIDE],
        left=_left(case),
        unanswered=as_text(case, standing).get(call.id if call else "", ""),
        links=_links_text(case, made or {}),
        live=office().meeting.links.live(id, GROUP, actor()),
        lacking=AgendaDraft(office().papers).lacking(id, actor()),
        unfiled=sum(not file.record for one in meeting.items for file in one.files),
        may_file=may(actor(), "file", case.group),
        problems=list(problems),
        kinds=KINDS,
        places=PLACES,
        means=MEANS,
        may_answer={group for group in titles if may(actor(), "draft", group)},
        may_order=case.state == "open" and may(actor(), "issue", case.group),
        sources=sources(office().cases, id, actor()),
    )


def _last_day(case: Case) -> date | None:
    """Return until when the groups' answers are in time."""
    with office().db.reading() as conn:
        days = (
            office().meeting.items.last_day(conn, case, one.id)
            for one in case.situation.of_kind("group")
        )
        return min((day for day in days if day), default=None)


def day_of(case: Case) -> str:
    """Say the day of a meeting, "" while it has none."""
    held = held_on(case)
    return format_date(held, "weekday") if held else ""


def _left(case: Case) -> tuple[Item, ...]:
    with office().db.reading() as conn:
        before = office().papers.before(conn, case, actor())
    return office().meeting.items.left(before, actor())


def _links_text(case: Case, made: Mapping[str, str]) -> str:
    """Say each group's link in one text, to be pasted into a chat or a letter."""
    titles = {one.id: one.title for one in case.situation.of_kind("group")}
    lines = [f"{titles[id]}\n{address_of('answer', key=key)}" for id, key in made.items()]
    return "\n\n".join([f"{case.title}: ลิงก์ส่งวาระของแต่ละกลุ่ม", *lines]) if lines else ""


def _answer_page(id: int, group: str, problems: Sequence[Problem] = ()) -> str:
    meeting = office().meeting.of(id, actor())
    of = target(meeting.case, "group", group)
    items = office().meeting.items.of(id, actor())
    return render_template(
        "meeting_answer.html",
        case=meeting.case,
        group=of,
        items=[one for one in items if one.group == group and one.place != OUT],
        problems=list(problems),
        held=item_form.held(problems, actor().user),
        values=item_form.values(),
        own=not may(actor(), "issue", meeting.case.group),
        **CHOICES,
    )


def _item_page(item: Item, problems: Sequence[Problem] = ()) -> str:
    case = office().cases.get(item.case, actor())
    return render_template(
        "meeting_item.html",
        case=case,
        back=url_for("meeting_items", case=case.id),
        back_title="วาระที่กลุ่มส่ง",
        item=item,
        seen=request.form.get("seen") or item.version,
        problems=list(problems),
        held=item_form.held(problems, actor().user),
        values=item_form.values(item),
        **CHOICES,
    )


def _as_seen(item: Item) -> Item:
    """Return an item at the version that its writer saw."""
    return replace(item, version=item_form.seen())


def problems_of(refused: Refused) -> Sequence[Problem]:
    """Return what a refusal says, at its fields where it names any."""
    if isinstance(refused, MeetingInvalid):
        return refused.problems
    return [Problem("title", "", str(refused))]
