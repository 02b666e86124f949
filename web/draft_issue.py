"""A draft gets its number: what will happen is shown before, what happened after."""

from collections.abc import Mapping

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from archive.records import RecordId, Signer
from archive.retention import retention_class
from office.draft_errors import DraftIssued
from office.drafting import SIGNED_NOW, Standing
from office.line import SIGNED
from office.permissions import holds
from office.plans import Wish
from office.register_errors import ClosedWithoutReason
from templates.errors import FormInvalid
from thai.dates import buddhist_year
from thai.errors import Refused
from thai.text import normal
from web.current import actor, office
from web.emblem import is_missing, is_missing_on
from web.errors import sentence_of, status_of
from web.routing import route


@route("/drafts/<int:draft>/issue", needs="issue")
def draft_issue(draft: int) -> ResponseReturnValue:
    """Show number, register, day, category and warnings before anything is given away."""
    standing = office().drafting.open(draft, actor())
    if standing.draft.record:
        return redirect(url_for("issued", record_id=standing.draft.record))
    wish = _wish(request.args)
    try:
        told = office().drafting.foresee(draft, actor(), office().papers.filed_in(draft, wish))
    except FormInvalid:
        return redirect(url_for("draft", draft=draft, check=1), 303)
    except Refused as refused:
        asks = isinstance(refused, ClosedWithoutReason) and holds(actor(), "register")
        about = {"standing": standing, "says": sentence_of(refused), "wish": wish, "asks": asks}
        return render_template("draft_refused.html", **about), status_of(refused)
    described, book = told.description, told.register
    year = buddhist_year(described.dated) if described.dated else 0
    return render_template(
        "draft_issue.html",
        standing=standing,
        told=told,
        signed_by=_signed_by_another(standing, described.signer),
        wish=wish,
        word=office().word.counts(draft),
        emblem_missing=is_missing(standing.form, standing.draft.answers),
        year=year,
        category=office().profile.file_plan.category(described.category),
        categories=office().profile.file_plan.open,
        retention=retention_class(described.retention),
        books=[other for other, _ in office().standing(year) if book and other.kind == book.kind],
    )


def _signed_by_another(standing: Standing, signer: Signer | None) -> str:
    """Return who signed the draft, where it bears another one's name; "" where that is not so."""
    signed = [step.decider for step in standing.steps if step.decision == SIGNED]
    people = {one.id: one.name for one in office().profile.people}
    name = people.get(signed[-1]) if signed and standing.state == SIGNED_NOW else None
    if name is None or signer is None or normal(signer.name) == normal(name.full):
        return ""
    return name.plain


@route("/drafts/<int:draft>/issue", needs="issue", methods=("POST",))
def draft_issued(draft: int) -> ResponseReturnValue:
    """Give the number and file the document, as it was seen; pressed twice, it happens once."""
    seen = request.form.get("revision", "")
    wish = _wish(request.form)
    try:
        done = office().issue_seen(draft, int(seen) if seen.isdecimal() else 0, actor(), wish)
    except DraftIssued as before:
        return redirect(url_for("issued", record_id=before.facts["record"]), 303)
    except FormInvalid:
        return redirect(url_for("draft", draft=draft, check=1), 303)
    return redirect(url_for("issued", record_id=str(done.id)), 303)


@route("/issued/<path:record_id>", needs="read")
def issued(record_id: str) -> ResponseReturnValue:
    """Show a document that just got its number: what to do with it next."""
    shown = office().show(RecordId.parse(record_id), actor())
    if shown.record.state == "void":
        return redirect(url_for("record", record_id=record_id))
    documents = [f for f in shown.record.files if f.name.endswith((".docx", ".pdf"))]
    has_pdf = any(f.name.endswith(".pdf") for f in documents)
    converter = office().converter.available()
    return render_template(
        "issued.html",
        record=shown.record,
        of=office().papers.whereabouts.case_of(record_id, actor()),
        documents=documents,
        has_pdf=has_pdf,
        emblem_missing=is_missing_on(shown.record),
        able=converter.ready,
        is_drawn=office().print_set.is_drawn(shown.record),
        reason=converter.reason,
    )


def _wish(asked: Mapping[str, str]) -> Wish:
    register, category = asked.get("register", ""), asked.get("category", "")
    return Wish(register=register, category=category, why=asked.get("why", "").strip())
