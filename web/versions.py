"""Earlier versions of drafts and records: listed, set side by side, gone back to."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from archive.records import RecordId
from office.compare import Compared, Line, compare, lines_of
from office.comparing import Filed
from office.draft_versions import Version
from office.drafting import Standing
from web.current import actor, office
from web.draft_page import drawing, shown_value
from web.numbers import number
from web.questions import Question
from web.record import described
from web.routing import route


@route("/drafts/<int:draft>/versions", needs="draft")
def draft_versions(draft: int) -> str:
    """List what is kept of a draft."""
    standing = office().drafting.open(draft, actor())
    kept = office().comparing.versions(draft, actor())
    return render_template("draft_versions.html", standing=standing, kept=kept)


@route("/drafts/<int:draft>/versions", needs="draft", methods=("POST",))
def draft_go_back(draft: int) -> ResponseReturnValue:
    """Write an earlier version over the draft; what stood there stays among the versions."""
    office().comparing.go_back(draft, _number("version"), _number("revision"), actor())
    flash("กลับไปฉบับที่เลือกแล้ว ข้อความก่อนหน้านี้ยังอยู่ในรายการฉบับ")
    return redirect(url_for("draft", draft=draft), 303)


@route("/drafts/<int:draft>/compare", needs="draft")
def draft_compare(draft: int) -> str:
    """Show what one version of a draft says otherwise than another."""
    standing = office().drafting.open(draft, actor())
    kept = office().comparing.versions(draft, actor())
    asked = sorted((_number("old"), _number("new") or kept[0].revision))
    old, new = (office().comparing.version(draft, each, actor()) for each in asked)
    compared = compare(_answers(standing, old), _answers(standing, new))
    told = {"standing": standing, "old": old, "new": new, "now": kept[0]}
    return render_template("draft_compare.html", **told, **_drawn(compared))


@route("/records/compare/<path:record_id>", needs="read")
def record_compare(record_id: str) -> str:
    """Show what one version of a record says otherwise than another."""
    id = RecordId.parse(record_id)
    shown = office().show(id, actor())
    asked = sorted((_number("old"), _number("new") or shown.record.version))
    old, new = (office().comparing.filed(id, each, actor()) for each in asked)
    compared = compare(_filed(old), _filed(new))
    told = {"record": shown.record, "history": shown.history, "old": old, "new": new}
    return render_template("record_compare.html", **told, **_drawn(compared))


def _number(name: str) -> int:
    return number(request.values.get(name, ""))


def _drawn(compared: tuple[Compared, ...]) -> dict[str, object]:
    """Group the lines: those that stayed the same are folded together between the changes."""
    runs = [
        (same, list(lines)) for same, lines in groupby(compared, lambda one: one.kind == "same")
    ]
    return {"runs": runs, "changes": sum(one.kind != "same" for one in compared)}


def _answers(standing: Standing, version: Version) -> list[Line]:
    """Return a version's answers as the form shows them, place by place."""
    return list(_told(drawing(standing).questions(version.answers)))


def _told(questions: Iterable[Question], above: str = "") -> Iterator[Line]:
    for one in questions:
        if one.rows:
            for row in one.rows:
                named = [replace(part, label=one.label) for part in row.parts]
                yield from (
                    _told(named, above)
                    if row.single
                    else _told(row.parts, f"{above}{one.label} · ")
                )
        elif one.parts:
            yield from _told(one.parts, f"{above}{one.label} · ")
        elif one.kind not in {"list", "group"}:
            yield from lines_of(above + one.label, shown_value(one, one.value))


def _filed(version: Filed) -> list[Line]:
    about = version.description
    facts = [("เรื่อง", about.title), *described(about)]
    return [line for label, text in facts for line in lines_of(label, text)] + list(version.lines)
