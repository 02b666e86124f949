"""The desk: what waits for me, my drafts, what is ready for its number."""

from flask import render_template
from flask.typing import ResponseReturnValue

from office.backups import Backups
from office.clock import today
from office.custody import Custody
from office.due import KINDS, RETURNED
from office.health import Part, check
from office.permissions import holds
from office.yearly_due import YearlyWork
from web.current import actor, office
from web.draft_page import STATES
from web.routing import PERSON, route


@route("/desk", needs=PERSON)
def desk() -> ResponseReturnValue:
    """Show my desk."""
    drafting = office().drafting
    mine, counts = drafting.mine(actor()), office().due.counts(actor())
    return render_template(
        "desk.html",
        waiting=drafting.waiting(actor()),
        returned=[one for one in mine if one.state == "returned"],
        mine=[one for one in mine if one.state != "returned"],
        away=len(drafting.owned(actor())) - len(mine),
        ready=[one for one in drafting.ready(actor()) if one.draft.owner != actor().user],
        states=STATES,
        place=office().submission.place,
        may_draft=holds(actor(), "draft"),
        due={kind: (KINDS[kind], n) for kind, n in counts.items() if kind != RETURNED},
        unwell=_unwell(),
        spoilt=Custody(office()).count() if holds(actor(), "verify") else 0,
        yearly=YearlyWork(office()).due(actor()),
        on=today(office().clock),
        backup=Backups(office()).state() if holds(actor(), "administer") else None,
    )


def _unwell() -> list[Part]:
    """Return the parts of the office that need care, to who looks after it."""
    if not holds(actor(), "administer"):
        return []
    return [part for part in check(office()) if not part.well]
