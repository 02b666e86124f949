"""The API: the office's own types of documents, proposed from a Word file, begun, retired."""

from dataclasses import asdict
from typing import Any

from werkzeug.datastructures import FileStorage

from templates.proposal import REGISTERS, TYPES
from web.api import operation
from web.api_shapes import BOOL, COUNT, TEXT, list_of, object_of, whole
from web.current import actor, office

SAID = {"type": "string"}
REGISTER = {"type": "string", "enum": list(REGISTERS)}
KIND = {"type": "string", "enum": list(TYPES)}
_FIELD = {"name": TEXT, "label": TEXT, "type": KIND, "required": BOOL}
FIELD = {
    "type": "object",
    "properties": _FIELD,
    "required": list(_FIELD),
    "additionalProperties": False,
}
PROPOSED = whole(number=COUNT, title=SAID, register=SAID, fields=list_of(FIELD))
AT = "/proposed-types"
ID = "<int(max=2147483647):proposal>"


@operation("GET", AT, needs="administer", answer=whole(proposed=list_of(PROPOSED)))
def api_proposed() -> Any:
    """List the types in the making."""
    return {"proposed": [_told(one.id) for one in office().proposed_forms.every()]}


@operation("POST", AT, needs="administer", parts=whole(title=TEXT), answer=PROPOSED, status=201)
def api_proposed_put(parts: dict[str, Any], file: FileStorage) -> Any:
    """Propose a type from a .docx with words in {{ }}; tells the fields that it seems to ask."""
    return _told(office().proposed_forms.put(parts["title"], file.read(), actor()))


@operation(
    "PUT",
    f"{AT}/{ID}",
    needs="administer",
    body=whole(title=TEXT, register=REGISTER, fields=list_of(FIELD)),
    answer=PROPOSED,
)
def api_proposed_arrange(proposal: int, body: dict[str, Any]) -> Any:
    """Arrange a type in the making: its title, its register, its fields in their order."""
    rows = [
        {**one, "required": "1" if one["required"] else "", "order": str(order)}
        for order, one in enumerate(body["fields"], 1)
    ]
    office().proposed_forms.save(proposal, body["title"], body["register"], rows, actor())
    return _told(proposal)


@operation("POST", f"{AT}/{ID}/begin", needs="administer", answer=whole(code=SAID))
def api_proposed_begin(proposal: int) -> Any:
    """Make it a type of the office from now on."""
    return {"code": office().proposed_forms.begin(proposal, actor())}


@operation("DELETE", f"{AT}/{ID}", needs="administer")
def api_proposed_drop(proposal: int) -> None:
    """Throw a type in the making away."""
    office().proposed_forms.drop(proposal, actor())


@operation(
    "GET",
    "/retired-types",
    needs="administer",
    answer=whole(retired=list_of(whole(code=SAID, why=SAID))),
)
def api_retired() -> Any:
    """List the types that are not begun any more."""
    every = office().retired_types.every().values()
    return {"retired": [{"code": one.code, "why": one.why} for one in every]}


@operation("PUT", "/retired-types/<code>", needs="administer", body=object_of(("why",), why=TEXT))
def api_retire(code: str, body: dict[str, Any]) -> None:
    """Offer a type no more; what is filed and begun stays."""
    office().retired_types.retire(code, body["why"], actor())


@operation("DELETE", "/retired-types/<code>", needs="administer")
def api_take_back(code: str) -> None:
    """Offer a type again."""
    office().retired_types.take_back(code, actor())


def _told(proposal: int) -> dict[str, Any]:
    draft = office().proposed_forms.draft(proposal)
    fields = [asdict(one) for one in draft.fields]
    return {
        "number": draft.id,
        "title": draft.title,
        "register": draft.register,
        "fields": fields,
    }
