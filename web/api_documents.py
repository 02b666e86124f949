"""The API: document types, drafts, and their numbers."""

import json
from datetime import date
from typing import Any

from office.answers import to_json
from office.drafting import Standing
from office.filing import Issued
from office.plans import Wish
from templates.form import Form
from templates.questions import Field
from thai.digits import to_arabic
from web.api import operation
from web.api_shapes import ANY, BOOL, COUNT, DAY, REVISION, TEXT, list_of, object_of, whole
from web.current import actor, office

LABEL = {"type": "string"}
TYPE = whole(code=LABEL, title=LABEL, aliases=list_of(LABEL), category=LABEL, register=LABEL)
TYPE_WHOLE = whole(type=TYPE, fields=list_of(ANY), groups=ANY, example=ANY)
DRAFT = whole(
    id=COUNT, form=LABEL, title=LABEL, state=LABEL, revision=COUNT, owner=LABEL, away=BOOL
)
DRAFT_WHOLE = whole(draft=DRAFT, answers=ANY)
WISH = object_of(
    number=TEXT,
    register=TEXT,
    group=TEXT,
    circular=BOOL,
    dated=DAY,
    category=TEXT,
    retention=TEXT,
    pdf=BOOL,
    why=TEXT,
)
FORESEEN = whole(number=LABEL, register=LABEL, title=LABEL, category=LABEL, warnings=list_of(LABEL))
ISSUED = whole(id=LABEL, number=LABEL, files=list_of(LABEL), warnings=list_of(LABEL))
ID = "<int(max=2147483647):draft>"


@operation("GET", "/types", needs="draft", answer=whole(types=list_of(TYPE)))
def api_types() -> Any:
    """List the document types that may be begun."""
    return {"types": [_type(form) for form in office().retired_types.offered()]}


@operation("GET", "/types/<code>", needs="draft", answer=TYPE_WHOLE)
def api_type(code: str) -> Any:
    """Tell everything a document type asks, with complete example answers."""
    form = office().shelf.form(code)
    return {
        "type": _type(form),
        "fields": [_field(each) for each in form.fields],
        "groups": {name: [_field(e) for e in group.fields] for name, group in form.groups.items()},
        "example": json.loads(to_json(form.example())),
    }


@operation("GET", "/drafts", needs="draft", answer=whole(drafts=list_of(DRAFT)))
def api_drafts() -> Any:
    """List one's own drafts; ``away``: put away with its case, which was cancelled."""
    return {"drafts": [_draft(each) for each in office().drafting.owned(actor())]}


@operation(
    "POST",
    "/drafts",
    needs="draft",
    body=object_of(("form",), form=TEXT, answers=ANY, like_last=BOOL),
    answer=DRAFT_WHOLE,
    status=201,
)
def api_draft_begin(body: dict[str, Any]) -> Any:
    """Begin a draft; nothing in its answers is checked yet."""
    like_last = body.get("like_last", False)
    draft = office().drafting.begin(body["form"], actor(), like_last=like_last)
    if "answers" in body:
        office().drafting.save(draft, 1, body["answers"], actor())
    return api_draft_whole(draft)


@operation("GET", f"/drafts/{ID}", needs="draft", answer=DRAFT_WHOLE)
def api_draft(draft: int) -> Any:
    """Tell a draft with its answers."""
    return api_draft_whole(draft)


@operation(
    "PUT",
    f"/drafts/{ID}",
    needs="draft",
    body=object_of(("revision", "answers"), revision=REVISION, answers=ANY),
    answer=DRAFT_WHOLE,
)
def api_draft_save(draft: int, body: dict[str, Any]) -> Any:
    """Replace a draft's answers; 409 if it was saved after the revision that was seen."""
    office().drafting.save(draft, body["revision"], body["answers"], actor())
    return api_draft_whole(draft)


@operation("DELETE", f"/drafts/{ID}", needs="draft")
def api_draft_discard(draft: int) -> Any:
    """Throw a draft away."""
    office().drafting.discard(draft, actor())


@operation("POST", f"/drafts/{ID}/foresee", needs="issue", body=WISH, answer=FORESEEN)
def api_draft_foresee(draft: int, body: dict[str, Any]) -> Any:
    """Tell what issuing the draft would do now, all faults at once; changes nothing."""
    wish = office().papers.filed_in(draft, _wish(body))
    told = office().drafting.foresee(draft, actor(), wish)
    return {
        "number": to_arabic(told.number),
        "register": told.register.code if told.register else "",
        "title": told.description.title,
        "category": told.description.category,
        "warnings": list(told.warnings),
    }


@operation(
    "POST",
    f"/drafts/{ID}/issue",
    needs="issue",
    body=object_of(("revision",), revision=REVISION, wish=WISH),
    answer=ISSUED,
    status=201,
)
def api_draft_issue(draft: int, body: dict[str, Any]) -> Any:
    """Number, make and file a draft as it was at the revision that was seen."""
    wish = _wish(body.get("wish", {}))
    return _issued(office().issue_seen(draft, body["revision"], actor(), wish))


@operation(
    "POST",
    "/issue",
    needs="issue",
    body=object_of(("form", "answers"), form=TEXT, answers=ANY, wish=WISH),
    answer=ISSUED,
    status=201,
)
def api_issue(body: dict[str, Any]) -> Any:
    """Number, make and file a document from its answers in one go."""
    wish = _wish(body.get("wish", {}))
    return _issued(office().issue(body["form"], body["answers"], actor(), wish))


def api_draft_whole(draft: int) -> dict[str, Any]:
    """Return a draft as the API tells it."""
    standing = office().drafting.open(draft, actor())
    return {"draft": _draft(standing), "answers": standing.draft.answers}


def _wish(told: dict[str, Any]) -> Wish:
    dated = date.fromisoformat(told["dated"]) if "dated" in told else None
    return Wish(**told | {"dated": dated})


def _issued(done: Issued) -> dict[str, Any]:
    return {
        "id": str(done.id),
        "number": to_arabic(done.number),
        "files": list(done.files),
        "warnings": list(done.warnings),
    }


def _type(form: Form) -> dict[str, Any]:
    return {
        "code": form.code,
        "title": form.title,
        "aliases": list(form.aliases),
        "category": form.category,
        "register": form.register,
    }


def _field(field: Field) -> dict[str, Any]:
    told = {name: value for name, value in vars(field).items() if value not in (None, "", False)}
    return {
        key: dict(value) if key in ("choices", "also") else value for key, value in told.items()
    }


def _draft(standing: Standing) -> dict[str, Any]:
    draft = standing.draft
    return {
        "id": draft.id,
        "form": draft.form,
        "title": standing.title,
        "state": standing.state,
        "revision": draft.revision,
        "owner": draft.owner,
        "away": standing.away,
    }
