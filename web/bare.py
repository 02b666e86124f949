"""A Flask application with what every page of Saraban has, with or without an office."""

import os
import secrets
from pathlib import Path

from flask import Flask, request
from werkzeug.exceptions import HTTPException
from werkzeug.routing import IntegerConverter, Map

from thai.errors import Refused
from web import errors, filters, gate
from web.session import CookieSession

MOST_BYTES = 200 * 2**20  # of one request, uploads included
MOST_TEXT = 8 * 2**20  # of one form's fields


class SmallInteger(IntegerConverter):
    """A number in an address that the database can hold; a greater one leads nowhere (404)."""

    def __init__(self, map: Map, fixed_digits: int = 0, max: int = 2**31 - 1) -> None:
        super().__init__(map, fixed_digits, max=max)


def bare(secret: str, hosts: tuple[str, ...] = ()) -> Flask:
    """Return an application without pages; ``hosts``: the names it answers to, () = any."""
    app = Flask("web", template_folder="pages", static_folder="static")
    app.secret_key = secret
    app.session_interface = CookieSession()
    app.config.update(
        SESSION_COOKIE_NAME="saraban",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        MAX_CONTENT_LENGTH=MOST_BYTES,
        MAX_FORM_MEMORY_SIZE=MOST_TEXT,
        MAX_FORM_PARTS=20_000,
        TRUSTED_HOSTS=list(hosts) or None,
    )
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    app.url_map.converters["int"] = SmallInteger
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    filters.add_to(app)
    app.context_processor(lambda: {"big": request.cookies.get("big") == "1"})
    app.after_request(gate.after)
    app.register_error_handler(Refused, errors.told)
    app.register_error_handler(HTTPException, errors.failed)
    app.register_error_handler(Exception, errors.unexpected)
    return app


def kept_secret(work: Path) -> str:
    """Return the key that signs cookies; it is made once and readable by its owner only."""
    place = work / "secret.key"
    try:
        handle = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return place.read_text(encoding="ascii")
    with os.fdopen(handle, "w", encoding="ascii") as out:
        out.write(secrets.token_hex(32))
    return place.read_text(encoding="ascii")
