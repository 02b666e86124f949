"""The desk: what waits for me, my drafts, what is ready for its number."""

from flask import render_template
from flask.typing import ResponseReturnValue

from office.permissions import holds
from web.current import actor, office
from web.draft_page import STATES
from web.routing import PERSON, route


@route("/desk", needs=PERSON)
def desk() -> ResponseReturnValue:
    """Show my desk."""
    drafting = office().drafting
    mine = drafting.mine(actor())
    return render_template(
        "desk.html",
        waiting=drafting.waiting(actor()),
        returned=[one for one in mine if one.state == "returned"],
        mine=[one for one in mine if one.state != "returned"],
        ready=[one for one in drafting.ready(actor()) if one.draft.owner != actor().user],
        states=STATES,
        place=office().submission.place,
        may_draft=holds(actor(), "draft"),
        numbers=office().reserved(actor()),
    )
