"""Every module of pages, imported so that its routes are declared."""

from web import (
    account,
    acting,
    desk,
    draft_edit,
    draft_issue,
    draft_line,
    draft_preview,
    draft_print,
    enter,
    find,
    first_account,
    health,
    help,
    people,
    settings,
    start,
)
from web.routing import ROUTES

__all__ = [
    "ROUTES",
    "account",
    "acting",
    "desk",
    "draft_edit",
    "draft_issue",
    "draft_line",
    "draft_preview",
    "draft_print",
    "enter",
    "find",
    "first_account",
    "health",
    "help",
    "people",
    "settings",
    "start",
]
