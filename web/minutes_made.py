"""The minutes are made of a meeting's day, and made again; where words stayed, both are shown."""

from collections.abc import Iterator
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from office.draft_errors import DraftOfAnother
from office.meeting.day_rows import Day
from office.meeting.merging import Difference
from templates.errors import Problem
from web.current import actor, office
from web.day_page import Refusal, early, page
from web.routing import route

PLACES = {
    "start_actual": "เริ่มประชุมเวลา",
    "end_actual": "เลิกประชุมเวลา",
    "agenda": "ระเบียบวาระ",
    "present": "ผู้มาประชุม",
    "absent": "ผู้ไม่มาประชุม",
    "in_attendance": "ผู้เข้าร่วมประชุม",
    "discussion": "ประเด็นและการอภิปราย",
    "resolution_type": "ชนิดของมติ",
    "resolution": "มติที่ประชุม",
    "actions": "งานที่มอบหมาย",
}


@route("/work/<int:case>/minutes", needs="draft", methods=("POST",))
def minutes_made(case: int) -> ResponseReturnValue:
    """Make the draft at a level, or again; the ticked places are taken from what is made now."""
    typed = request.form
    if early(case) and not typed.get("early"):
        words = "ยังไม่ถึงวันประชุม หากจะจัดทำล่วงหน้า โปรดเลือกช่องนี้ก่อน"
        return page(case, Refusal(problems=(Problem("early", "", words),)), 422)
    made = office().minutes.write(case, typed.get("level", ""), actor(), typed.getlist("take"))
    if not made.kept:
        flash("จัดทำร่างรายงานการประชุมจากบันทึกวันประชุมแล้ว โปรดตรวจก่อนเสนอ")
        return redirect(_draft(case, made.draft), 303)
    day = office().meeting_day.of(case, actor())
    return render_template(
        "minutes_made.html",
        case=day.case,
        draft=_draft(case, made.draft),
        level=made.level,
        kept=[(one.path, _place(one, day), _words(one.mine), _words(one.new)) for one in made.kept],
    )


def _draft(case: int, draft: int) -> str:
    """Return the draft's page, or the day's to who does not own the draft."""
    try:
        office().drafting.open(draft, actor())
    except DraftOfAnother:
        return url_for("meeting_day", case=case, _anchor="minutes")
    return url_for("draft", draft=draft)


def _place(one: Difference, day: Day) -> str:
    """Say in people's words where two texts differ."""
    items = {item.key: f"วาระที่ {item.number} {item.title}" for item in day.items}
    parts = one.path.split("/")
    named = (items.get(part) or PLACES.get(part, "") for part in parts)
    return " · ".join(filter(None, named)) or parts[-1]


def _words(value: Any) -> str:
    """Write an answer as lines of text; "" for nothing."""
    return "\n".join(_lines(value))


def _lines(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        told = (" ".join(_lines(inner)) for inner in value.values())
        yield " ".join(told)
    elif isinstance(value, list):
        for inner in value:
            yield from _lines(inner)
    elif value not in (None, "", False):
        known = office().profile.directory.get(str(value))
        yield known.name.plain if known else "ทางออนไลน์" if value is True else str(value)
