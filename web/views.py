"""Every module of pages, imported so that its routes are declared."""

from web import (
    account,
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
    "enter",
    "find",
    "first_account",
    "health",
    "help",
    "people",
    "settings",
    "start",
]
