"""A draft is begun, filled in, saved, checked, thrown away."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from archive.catalogue import Filters
from office.draft_errors import DraftChanged, DraftSigned, NothingToUndo
from office.drafting import FILED, SIGNED_NOW, Standing
from office.tidied import tidied
from templates.errors import FormInvalid
from templates.form_reader import FAMILIES
from thai.collate import sort_key
from thai.errors import Refused
from thai.text import normal
from web.answered import MOVES, moved
from web.current import actor, office
from web.draft_page import all_of, drawing, edit_page, posted, shown_value, sums_of
from web.errors import status_of, wants_json
from web.questions import PREFIX, Question
from web.routing import route

ONWARD = {
    "preview": "draft_preview",
    "print": "draft_print",
    "issue": "draft_issue",
    "line": "draft_line",
    "proof": "draft_check",
    "many": "many",
    "versions": "draft_versions",
    "word": "draft_word",
}


@route("/new", needs="draft")
def draft_new() -> ResponseReturnValue:
    """Let the clerk choose what to write."""
    asked = request.args.get("q", "").strip()
    forms = [
        form
        for form in sorted(office().retired_types.offered(), key=lambda form: sort_key(form.title))
        if normal(asked) in normal(" ".join((form.title, *form.aliases, form.code)))
    ]
    families = [(FAMILIES[name], [f for f in forms if f.family == name]) for name in FAMILIES]
    told = [(title, found) for title, found in families if found]
    before = dict(office().browsing.facets(Filters(state="filed"), actor())["type"])
    return render_template("draft_new.html", families=told, asked=asked, before=before)


@route("/new", needs="draft", methods=("POST",))
def draft_begin() -> ResponseReturnValue:
    """Begin a draft, empty or like the last one of its kind."""
    form, like_last = request.form.get("form", ""), request.form.get("like") == "last"
    begun = office().drafting.begin(form, actor(), like_last=like_last)
    if like_last and not office().drafting.has_last(form, actor()):
        flash("ยังไม่มีฉบับก่อนของหนังสือชนิดนี้ จึงเริ่มจากแบบเปล่า")
    return redirect(url_for("draft", draft=begun), 303)


@route("/drafts/<int:draft>", needs="draft")
def draft(draft: int) -> ResponseReturnValue:
    """Show a draft to be filled in; with ``?check=1``, with everything that is still missing."""
    standing = office().drafting.open(draft, actor())
    if standing.state == FILED:
        return redirect(url_for("issued", record_id=standing.draft.record))
    if standing.state == SIGNED_NOW:
        return redirect(url_for("draft_line", draft=draft))
    if "check" not in request.args:
        return edit_page(standing, standing.draft.answers)
    return _checked(standing)


def _checked(standing: Standing) -> ResponseReturnValue:
    given = tidied(standing.form, standing.draft.answers)
    try:
        answers = office().desk.filing.press.fill(standing.form, given, final=True)
    except FormInvalid as wrong:
        return edit_page(standing, given, problems=wrong.problems, checked=True), 422
    return edit_page(standing, given, warnings=answers.warnings, checked=True)


@route("/drafts/<int:draft>", needs="draft", methods=("POST",))
def draft_save(draft: int) -> ResponseReturnValue:
    """Keep what was typed, then do what the pressed button says."""
    standing = office().drafting.open(draft, actor())
    do, seen = request.form.get("do", ""), request.form.get("revision", "")
    given = posted(standing)
    if do == "undo" and _values(standing, given) == _values(standing, standing.draft.answers):
        return _undone(draft)
    moving = do.partition(":")[0] in MOVES
    if moving:
        given = moved(given, do)
    try:
        revision = office().drafting.save(
            draft,
            int(seen) if seen.isdecimal() else 0,
            given,
            actor(),
            by_itself=wants_json(),
        )
    except (DraftChanged, DraftSigned):
        if wants_json():
            raise
        return _conflict(office().drafting.open(draft, actor()))
    except Refused as refused:
        if wants_json():
            raise
        return edit_page(standing, given, says=str(refused)), status_of(refused)
    if wants_json():
        sums = sums_of(standing, given)
        return jsonify({"revision": revision} | ({"computed": sums} if sums else {}))
    return _undone(draft) if do == "undo" else _onward(draft, do, moving)


def _undone(draft: int) -> ResponseReturnValue:
    """Take back the last change, and lead to the place where it was."""
    standing = office().drafting.open(draft, actor())
    try:
        office().drafting.undo(draft, actor())
    except NothingToUndo as refused:
        flash(str(refused))
        return redirect(url_for("draft", draft=draft), 303)
    flash("เลิกทำการแก้ไขล่าสุดแล้ว")
    now = office().drafting.open(draft, actor()).draft.answers
    old, new = (_values(standing, each) for each in (standing.draft.answers, now))
    near = next((PREFIX + path for path in new if new[path] != old.get(path)), "draft")
    return redirect(url_for("draft", draft=draft, _anchor=near), 303)


def _values(standing: Standing, given: Mapping[str, Any]) -> dict[str, str]:
    """Return what each place of the form shows for some answers."""
    drawn = _typed(all_of(drawing(standing).questions(given)))
    return {path: f"{one.value} {one.position}" for path, one in drawn.items()}


def _onward(draft: int, do: str, moving: bool) -> ResponseReturnValue:
    if moving:
        return redirect(url_for("draft", draft=draft, _anchor=_after(do)), 303)
    if do in ONWARD:
        return redirect(url_for(ONWARD[do], draft=draft), 303)
    act, _, place = do.partition(":")
    if act == "receiver":
        return redirect(url_for("draft_receiver", draft=draft, at=place), 303)
    if act == "snippet":
        place, _, caret = place.partition(":")
        return redirect(url_for("draft_snippet", draft=draft, at=place, caret=caret), 303)
    if do == "check":
        return redirect(url_for("draft", draft=draft, check=1), 303)
    flash("บันทึกร่างแล้ว")
    return redirect(url_for("draft", draft=draft), 303)


def _after(move: str) -> str:
    """Return the place on the page where a button beside a row leads: the list, or the row."""
    act, _, path = move.partition(":")
    above, _, number = path.rpartition("-")
    if act == "add" or not number.isdecimal():
        return PREFIX + path
    steps = {"up": -1, "down": 1}.get(act)
    return PREFIX + (above if steps is None else f"{above}-{max(0, int(number) + steps)}")


@dataclass(frozen=True)
class Difference:
    """One place where two people wrote something else; ``name`` is that of the input."""

    label: str
    name: str
    mine: str
    theirs: str
    mine_shown: str
    theirs_shown: str


def _conflict(now: Standing) -> ResponseReturnValue:
    """Show what was typed beside what somebody else saved meanwhile; nothing is thrown away."""
    drawn = drawing(now)
    mine = _typed(all_of(drawn.questions(posted(now))))
    theirs = _typed(all_of(drawn.questions(now.draft.answers)))
    both = [
        _difference(path, mine.get(path), theirs.get(path))
        for path in {**mine, **theirs}
        if (mine[path].value if path in mine else "")
        != (theirs[path].value if path in theirs else "")
    ]
    chosen = {one.name for one in both}
    pairs = request.form.items(multi=True)
    fields = [pair for pair in pairs if pair[0].startswith(PREFIX) and pair[0] not in chosen]
    page = render_template("draft_conflict.html", standing=now, both=both, fields=fields)
    return page, 409


def _typed(questions: list[Question]) -> dict[str, Question]:
    return {one.path: one for one in questions if one.kind not in ("list", "group", "note")}


def _difference(path: str, mine: Question | None, theirs: Question | None) -> Difference:
    one = mine or theirs
    assert one is not None
    texts = [each.value if each else "" for each in (mine, theirs)]
    shown = [shown_value(one, text) for text in texts]
    return Difference(one.label, one.id, texts[0], texts[1], shown[0], shown[1])


@route("/drafts/<int:draft>/discard", needs="draft", methods=("POST",))
def draft_discard(draft: int) -> ResponseReturnValue:
    """Throw a draft away; asks once more before."""
    standing = office().drafting.open(draft, actor())
    if request.form.get("sure") != "1":
        return render_template("draft_discard.html", standing=standing)
    office().drafting.discard(draft, actor())
    flash("ทิ้งร่างแล้ว")
    return redirect(url_for("desk"), 303)
