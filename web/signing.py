"""Signature day: what waits for whom, printed as the folder's cover, and what came back signed."""

from datetime import date
from itertools import groupby

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from archive.records import RecordId
from office.clock import today
from office.signing_day import DAY, Signed, SigningDay, Ticked, Waiting
from office.signing_errors import SigningRefused
from templates.errors import Problem
from thai.dates import format_date
from web.asking import Typed
from web.current import actor, office
from web.routing import route

DATED = "dated:"  # before a row's key, in the name of the field of its day


@route("/signing", needs="issue")
def signing() -> str:
    """Show all that waits for a signature, signer by signer; ``signer`` limits it to one."""
    return _page(())


@route("/signing", needs="issue", methods=("POST",))
def signing_told() -> ResponseReturnValue:
    """Tell the ticked papers as signed; drafts among them get number and date."""
    typed = Typed()
    on = typed.day(DAY, "วันที่ลงนาม") or today(office().clock)
    ticked = [_ticked(key, on, typed) for key in request.form.getlist("tick")]
    if typed.problems:
        return _page(typed.problems), 422
    try:
        done = SigningDay(office()).sign(ticked, on, actor())
    except SigningRefused as refused:
        return _page(refused.problems), 422
    if any(row.fault for row in done):
        return _page([Problem(row.key, "", row.fault) for row in done if row.fault], done), 422
    return redirect(url_for("signing_done", record=[str(row.record) for row in done]), 303)


@route("/signing/done", needs="issue")
def signing_done() -> str:
    """Show what was told as signed: numbers, days, and where each paper is."""
    return render_template("signing_done.html", records=_records(request.args.getlist("record")))


def _ticked(key: str, on: date, typed: Typed) -> Ticked:
    """Read a ticked row; a draft whose day was left empty bears the day of signing."""
    name = DATED + key
    if name not in request.form:
        return Ticked(key)
    return Ticked(key, typed.day(name, "ลงวันที่") or on)


def _page(problems: tuple[Problem, ...] | list[Problem], done: tuple[Signed, ...] = ()) -> str:
    rows = SigningDay(office()).waiting(actor())
    wanted = request.args.get("signer", "")
    shown = sorted((row for row in rows if wanted in ("", row.signer)), key=_by_signer)
    posts = {person.name.full: person.post for person in office().profile.people}
    on = today(office().clock)
    return render_template(
        "signing.html",
        sheets=[(who, posts.get(who, ""), list(each)) for who, each in groupby(shown, _signer)],
        signers=sorted({row.signer for row in rows}),
        wanted=wanted,
        total=len(shown),
        problems=problems,
        faults={problem.path.removeprefix(DATED): problem.message for problem in problems},
        gone=[each for each in problems if _key(each) not in {row.key for row in rows}],
        done=_records([str(row.record) for row in done if row.record]),
        ticked=_chosen(rows),
        typed=request.form,
        today=format_date(on, "letter"),
        print_day=on,
    )


def _chosen(rows: tuple[Waiting, ...]) -> set[str]:
    """Return which rows are ticked when the page is shown: those posted, or all when asked for."""
    if request.method == "POST":
        return set(request.form.getlist("tick"))
    return {row.key for row in rows} if request.args.get("tick") == "all" else set()


def _records(ids: list[str]) -> list[object]:
    return [office().show(RecordId.parse(id), actor()).record for id in ids[:100]]


def _key(problem: Problem) -> str:
    return problem.path.removeprefix(DATED)


def _signer(row: Waiting) -> str:
    return row.signer


def _by_signer(row: Waiting) -> tuple[bool, str]:
    return not row.signer, row.signer
