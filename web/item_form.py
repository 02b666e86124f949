"""The form of an item for a meeting, the same for who is logged in and for who has a link."""

from collections.abc import Sequence

from flask import request

from office.meeting.told import Sent, Teller
from office.meeting.values import Item, Proposed, Reply
from templates.errors import Problem
from web import held_files

FIELDS = ("title", "kind", "detail", "wanted", "presenter")


def proposed() -> Proposed:
    """Read the item that was typed."""
    return Proposed(*(typed(name) for name in FIELDS))


def sent() -> list[Sent]:
    """Read the files that came along."""
    chosen = (file for file in request.files.getlist("files") if file.filename)
    return [Sent(str(file.filename), file.stream.read()) for file in chosen]


def held(problems: Sequence[Problem], owner: str) -> held_files.Held:
    """Keep the chosen files of ``owner`` until the rest is mended, unless they are at fault."""
    if not problems or any(problem.path == "files" for problem in problems):
        return held_files.Held()
    return held_files.hold(owner)


def values(item: Item | None = None) -> dict[str, str]:
    """Return what the form shows: what was typed, else the item's own words."""
    if request.method == "POST":
        return {name: request.form.get(name, "") for name in (*FIELDS, "told_by", "means")}
    return {name: getattr(item.told, name) for name in FIELDS} if item else {}


def teller(usual: str) -> Teller:
    """Read who told it and how; ``usual`` is how it comes on this page if nothing is said."""
    return Teller(typed("told_by"), typed("means") or usual)


def reply(usual: str) -> Reply:
    """Read a reply to an invitation."""
    return Reply(
        kind=typed("kind"),
        name=typed("name"),
        post=typed("post"),
        why=typed("why"),
        told_by=typed("told_by"),
        means=typed("means") or usual,
    )


def typed(name: str) -> str:
    """Return a field as it was typed, without the spaces around."""
    return request.form.get(name, "").strip()


def seen() -> int:
    """Return the version that the page showed; 0 for none."""
    told = request.form.get("seen", "")
    return int(told) if told.isdecimal() and len(told) < 10 else 0
