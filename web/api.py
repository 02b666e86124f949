"""The door for programs: one declaration per operation gives its route and its description.

A program shows a key (``Authorization: Bearer …``) and acts as the account whose key it is.
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import wraps
from typing import Any, cast

from flask import Response, jsonify, request

from office.people_errors import TokenUnknown
from office.permissions import Actor
from templates.errors import Problem
from thai.digits import to_arabic
from web.api_shapes import Shape, faults, list_of, object_of, whole
from web.current import office
from web.errors import AskedWrongly
from web.routing import API, KEEPERS, PUBLIC, route

ROOT = "/api/v1"
FILE = "file"
UPLOADED = "file"
ERROR = object_of(
    ("error",),
    error={"type": "string"},
    problems=list_of(
        whole(path={"type": "string"}, label={"type": "string"}, message={"type": "string"})
    ),
)


@dataclass(frozen=True)
class Operation:
    """One thing a program can ask. ``path`` is Flask's; ``answer`` a shape, FILE or None (204).

    ``parts`` is the shape of the texts that come beside a file (UPLOADED) as multipart/form-data.
    """

    method: str
    path: str
    name: str
    summary: str
    query: Mapping[str, Shape] = field(default_factory=dict)
    body: Shape | None = None
    answer: Shape | str | None = None
    status: int = 200
    parts: Shape | None = None

    @property
    def template(self) -> str:
        """The path as OpenAPI writes it."""
        return ROOT + re.sub(r"<(?:[^:<>]+:)?(\w+)>", r"{\1}", self.path)


OPERATIONS: list[Operation] = []
Act = Callable[..., Any]


def operation(
    method: str,
    path: str,
    *,
    needs: str,
    query: Mapping[str, Shape] | None = None,
    body: Shape | None = None,
    answer: Shape | str | None = None,
    status: int = 200,
    parts: Shape | None = None,
) -> Callable[[Act], Act]:
    """Declare an operation; its function gets the path's parts, then query and body as ``asked``.

    The first line of its docstring is its summary. What does not have the shape is refused first.
    """

    def declare(act: Act) -> Act:
        summary = (act.__doc__ or "").strip().splitlines()[0]
        told = Operation(
            method, path, act.__name__, summary, query or {}, body, answer, status, parts
        )
        OPERATIONS.append(told)

        @wraps(act)
        def view(**parts: Any) -> Response:
            given = act(**parts, **_asked(told))
            if isinstance(given, Response):
                return given
            if told.answer is None:
                return Response(status=204)
            made = jsonify(given)
            made.status_code = told.status
            return made

        route(ROOT + path, needs=needs, methods=(method,), door=API)(view)
        return view

    return declare


def _asked(told: Operation) -> dict[str, Any]:
    """Read query and body, or refuse with everything that is wrong."""
    problems, asked = list[Problem](), dict[str, Any]()
    if told.query:
        asked["query"], wrong = _query(told.query)
        problems += wrong
    if told.body is not None:
        asked["body"] = _body()
        problems += faults(told.body, asked["body"])
    if told.parts is not None:
        asked["parts"], asked[UPLOADED] = request.form.to_dict(), request.files.get(UPLOADED)
        problems += faults(told.parts, asked["parts"])
        if not (asked[UPLOADED] and asked[UPLOADED].filename):
            problems.append(Problem(UPLOADED, UPLOADED, "โปรดแนบไฟล์พร้อมชื่อไฟล์"))
    if problems:
        raise AskedWrongly(problems=tuple(problems))
    return asked


def _query(shapes: Mapping[str, Shape]) -> tuple[dict[str, Any], list[Problem]]:
    values, problems = dict[str, Any](), list[Problem]()
    for name, texts in request.args.lists():
        if name not in shapes:
            problems.append(Problem(name, name, "ไม่รู้จัก โปรดเอาออก"))
        elif len(texts) > 1:
            problems.append(Problem(name, name, "ระบุได้ครั้งเดียว"))
        else:
            values[name] = _typed(shapes[name], texts[0])
            problems += faults(shapes[name], values[name], name)
    return values, problems


def _typed(shape: Shape, text: str) -> Any:
    """Read a text of the query as its shape says; what it is not stays a text."""
    if shape["type"] == "integer" and re.fullmatch(r"-?\d{1,9}", to_arabic(text), re.ASCII):
        return int(to_arabic(text))
    return {"true": True, "false": False}.get(text, text) if shape["type"] == "boolean" else text


def _body() -> Any:
    try:
        text = request.get_data().decode("utf-8")
        told = json.loads(text, parse_constant=_no_number)
        json.dumps(told, ensure_ascii=False).encode("utf-8")  # no half letters
    except (ValueError, RecursionError) as error:
        says = "อ่านเป็น JSON ไม่ได้ ต้องเป็น UTF-8"
        raise AskedWrongly(problems=(Problem("", "", says),)) from error
    return told


def _no_number(text: str) -> None:
    raise ValueError(text)


def _holder() -> Actor:
    """Return whose key a program shows; raises TokenUnknown."""
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() != "bearer" or not token.strip():
        raise TokenUnknown()
    return replace(office().tokens.actor(token.strip()), door=API)


KEEPERS[API] = _holder


@route(f"{ROOT}/openapi.json", needs=PUBLIC, door=API)
def openapi() -> Response:
    """Describe the API for programs."""
    return jsonify(description())


def description() -> dict[str, Any]:
    """Return the OpenAPI document of every operation."""
    paths: dict[str, dict[str, Any]] = {}
    for told in OPERATIONS:
        paths.setdefault(told.template, {})[told.method.lower()] = _described(told)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Saraban",
            "version": "1",
            "description": "ทำหนังสือ ออกเลข จัดเก็บ และค้นหา Dates are ISO 8601 of the common era; "
            "years are Buddhist. Errors are told in Thai, field by field.",
        },
        "paths": paths,
        "security": [{"key": []}],
        "components": {
            "securitySchemes": {"key": {"type": "http", "scheme": "bearer"}},
            "schemas": {"Error": ERROR},
        },
    }


def _described(told: Operation) -> dict[str, Any]:
    answer: dict[str, Any] = {"description": told.summary}
    if told.answer == FILE:
        answer["content"] = {"*/*": {}}
    elif told.answer is not None:
        answer["content"] = {"application/json": {"schema": told.answer}}
    error = {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}}
    status = "204" if told.answer is None else str(told.status)
    described: dict[str, Any] = {
        "operationId": told.name,
        "summary": told.summary,
        "parameters": [*_path_parts(told), *_query_parts(told)],
        "responses": {
            status: answer,
            "4XX": {"description": "Refused; the sentence says why.", "content": error},
            "5XX": {"description": "Not now.", "content": error},
        },
    }
    if told.body is not None:
        content = {"application/json": {"schema": told.body}}
        described["requestBody"] = {"required": True, "content": content}
    if told.parts is not None:
        file = {UPLOADED: {"type": "string", "format": "binary"}}
        shape = dict(told.parts) | {"properties": {**told.parts["properties"], **file}}
        shape["required"] = [*told.parts["required"], UPLOADED]
        content = {"multipart/form-data": {"schema": shape}}
        described["requestBody"] = {"required": True, "content": content}
    return described


def _path_parts(told: Operation) -> list[dict[str, Any]]:
    return [
        {"name": name, "in": "path", "required": True, "schema": PARTS[name]}
        for name in re.findall(r"<(?:[^:<>]+:)?(\w+)>", told.path)
    ]


def _query_parts(told: Operation) -> list[dict[str, Any]]:
    return [{"name": name, "in": "query", "schema": shape} for name, shape in told.query.items()]


PARTS = cast(
    dict[str, Shape],
    {
        "draft": {"type": "integer", "minimum": 1, "maximum": 2**31 - 1},
        "batch": {"type": "integer", "minimum": 1, "maximum": 2**31 - 1},
        "arrival": {"type": "integer", "minimum": 1, "maximum": 2**31 - 1},
        "proposal": {"type": "integer", "minimum": 1, "maximum": 2**31 - 1},
        "case": {"type": "integer", "minimum": 1, "maximum": 2**31 - 1},
        "list_id": {"type": "integer", "minimum": 1, "maximum": 2**31 - 1},
        "code": {"type": "string", "pattern": "^[a-z][a-z0-9_-]{0,39}$"},
        "register": {"type": "string", "pattern": "^[a-z][a-z0-9-]{0,79}$"},
        "year": {"type": "integer", "minimum": 2484, "maximum": 2799},
        "series": {"type": "string", "pattern": "^[a-z][a-z0-9-]{0,39}$"},
        "sequence": {"type": "string", "pattern": "^[0-9]{4,9}$"},
        "rule": {"type": "string", "pattern": "^[0-9a-f]{8}$"},
        "name": {"type": "string", "minLength": 1, "maxLength": 80},
    },
)
"""The shapes of the parts of a path."""
