"""What the page at hand belongs to: the office, and who acts."""

from dataclasses import dataclass
from typing import cast

from flask import current_app, g

from office.office import Office
from office.permissions import Actor

OFFICE = "saraban"


@dataclass(frozen=True)
class Visitor:
    """Who looks at a page: an account, its holder's name, the secret of this person's forms."""

    user: str
    name: str
    post: str
    actor: Actor
    form: str


def office() -> Office:
    """Return the office whose pages are asked for."""
    return cast(Office, current_app.extensions[OFFICE])


def visitor() -> Visitor | None:
    """Return who is logged in, None when nobody is."""
    return cast(Visitor | None, g.get("visitor"))


def actor() -> Actor:
    """Return who acts; only for pages that are not public."""
    acting = cast(Actor | None, g.get("actor"))
    if acting is None:
        raise RuntimeError("a public page has nobody acting")
    return acting
