"""Text snippets: kept on pages of their own, and put into a place of a draft."""

import json
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from office.drafting import Standing
from office.permissions import may
from office.snippets import OFFICE, Snippet
from thai.errors import Refused
from web.answered import at
from web.current import actor, office
from web.draft_page import all_of, drawing
from web.errors import status_of
from web.questions import PREFIX
from web.routing import route


@route("/snippets", needs="draft")
def snippets() -> str:
    """List one's own snippets and the office's."""
    return render_template("snippets.html", found=office().snippets.all(actor()), whose=_whose())


@route("/snippets/new", needs="draft", methods=("GET", "POST"))
def snippet_new() -> ResponseReturnValue:
    """Keep a new text."""
    return _kept(Snippet("", "", actor().user))


@route("/snippets/<int:snippet>", needs="draft", methods=("GET", "POST"))
def snippet(snippet: int) -> ResponseReturnValue:
    """Change a text, or throw it away."""
    if request.form.get("do") == "remove":
        office().snippets.remove(snippet, actor())
        flash("ลบข้อความสำเร็จรูปแล้ว")
        return redirect(url_for("snippets"), 303)
    return _kept(office().snippets.one(snippet, actor()))


@route("/drafts/<int:draft>/snippet", needs="draft")
def draft_snippet(draft: int) -> str:
    """List the texts that may be put into one place of a draft."""
    standing = office().drafting.open(draft, actor())
    told = {"path": _path(standing), "caret": request.args.get("caret", "")}
    found = office().snippets.all(actor())
    return render_template(
        "draft_snippet.html", standing=standing, found=found, whose=_whose(), **told
    )


@route("/drafts/<int:draft>/snippet", needs="draft", methods=("POST",))
def draft_snippet_chosen(draft: int) -> ResponseReturnValue:
    """Put a text where the caret stood, or behind what is there."""
    standing = office().drafting.open(draft, actor())
    path, seen = _path(standing), _number("revision") or 0
    text = office().snippets.one(_number("chosen") or 0, actor()).text
    given: dict[str, Any] = json.loads(json.dumps(standing.draft.answers))
    *above, last = path.split("-")
    holder = at(given, above)
    if isinstance(holder, list):
        holder.extend([""] * (int(last) + 1 - len(holder)))
        holder[int(last)] = _joined(holder[int(last)], text, _number("caret"))
    else:
        holder[last] = _joined(holder.get(last), text, _number("caret"))
    office().drafting.save(draft, seen, given, actor())
    return redirect(url_for("draft", draft=draft, _anchor=PREFIX + path), 303)


def _joined(before: Any, text: str, caret: int | None) -> str:
    told = "\n".join(map(str, before)) if isinstance(before, list) else str(before or "")
    if caret is None or caret > len(told):
        return f"{told}\n{text}" if told else text
    return told[:caret] + text + told[caret:]


def _path(standing: Standing) -> str:
    """Return the asked-for place; 404 where the form asks for no long text there."""
    path = request.values.get("at", "")
    questions = drawing(standing).questions(standing.draft.answers)
    if not any(one.path == path and one.kind == "lines" for one in all_of(questions)):
        abort(404)
    return path


def _number(name: str) -> int | None:
    typed = request.form.get(name, "")
    return int(typed) if typed.isdecimal() and len(typed) < 10 else None


def _kept(one: Snippet) -> ResponseReturnValue:
    """Show a text to be changed; when posted, keep it as it was typed."""
    if request.method == "GET":
        return _form(one)
    owner = OFFICE if request.form.get("whose") == "office" else actor().user
    title, text = request.form.get("title", ""), request.form.get("text", "")
    version = _number("version") or 0
    typed = Snippet(title, text.replace("\r\n", "\n"), owner, one.id, version)
    try:
        office().snippets.put(typed, actor())
    except Refused as refused:
        return _form(typed, str(refused)), status_of(refused)
    flash("บันทึกข้อความสำเร็จรูปแล้ว")
    return redirect(url_for("snippets"), 303)


def _form(one: Snippet, says: str = "") -> str:
    keeps = one.id == 0 or office().snippets.keeps(one, actor())
    told = {"one": one, "says": says, "keeps": keeps, "may_office": may(actor(), "register")}
    return render_template("snippet.html", **told)


def _whose() -> dict[bool, str]:
    return {True: "ของสำนักงาน", False: "ของท่าน"}
