"""A receiver chosen for a draft: from the office's directory, its schools, its own groups."""

import json
from collections.abc import Mapping
from typing import Any

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from office.drafting import Standing
from office.receiver_list import Known
from thai.text import normal
from web.answered import at
from web.current import actor, office
from web.draft_page import OFFERED, all_of, drawing, everybody
from web.questions import CLOSING, PREFIX, SALUTATION, TO
from web.routing import route


@route("/drafts/<int:draft>/receiver", needs="draft")
def draft_receiver(draft: int) -> str:
    """List whom a letter may go to, to be chosen for one place of the form."""
    standing = office().drafting.open(draft, actor())
    asked, path = request.args.get("q", "").strip(), _path(standing)
    found = [one for one in everybody() if normal(asked) in normal(f"{one.name} {one.address}")]
    told = {"found": found[:OFFERED], "more": len(found) - OFFERED, "asked": asked, "path": path}
    return render_template("draft_receiver.html", standing=standing, **told)


@route("/drafts/<int:draft>/receiver", needs="draft", methods=("POST",))
def draft_receiver_chosen(draft: int) -> ResponseReturnValue:
    """Write the receiver, and the words that go with it, into the draft."""
    standing = office().drafting.open(draft, actor())
    path, name = _path(standing), request.form.get("chosen", "")
    one = next((one for one in everybody() if one.name == name), None)
    if one is None:
        abort(404)
    seen = request.form.get("revision", "")
    given = _with(standing, path, one)
    office().drafting.save(draft, int(seen) if seen.isdecimal() else 0, given, actor())
    return redirect(url_for("draft", draft=draft, _anchor=PREFIX + path), 303)


def _path(standing: Standing) -> str:
    """Return the asked-for place; 404 where the form asks for no receiver there."""
    path = request.values.get("at", "")
    if path not in _places(standing) or path.rpartition("-")[2] != TO:
        abort(404)
    return path


def _places(standing: Standing) -> set[str]:
    return {one.path for one in all_of(drawing(standing).questions(standing.draft.answers))}


def _with(standing: Standing, path: str, one: Known) -> Mapping[str, Any]:
    """Return the answers with a receiver; its words only where the form asks for them."""
    given: dict[str, Any] = json.loads(json.dumps(standing.draft.answers))
    above = path.removesuffix(TO)
    holder = at(given, above.split("-")[:-1])
    words = {SALUTATION: one.salutation, CLOSING: one.closing}
    asked = {name: word for name, word in words.items() if above + name in _places(standing)}
    holder.update({TO: one.name} | {name: word for name, word in asked.items() if word})
    return given
