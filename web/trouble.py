"""What every page tells while the office cannot file; looked at every few seconds."""

import time

from flask import current_app, g

from archive.database import PATIENCE
from office.trouble import trouble as looked_at
from web.current import office

OFTEN = 5.0  # seconds
QUICK = 10.0  # seconds that a page waits for another writer
_KEY = "saraban-trouble"


def be_quick() -> None:
    """Let no page wait long for the database: what was typed is offered again."""
    PATIENCE.set(QUICK)


def trouble() -> list[str]:
    """Return the sentences for the top of the page; none on a page that tells it already."""
    if g.get("stormy"):
        return []
    at, told = current_app.extensions.get(_KEY, (0.0, []))
    if not at or time.monotonic() - at > OFTEN:
        told = looked_at(office())
        current_app.extensions[_KEY] = time.monotonic(), told
    return list(told)
