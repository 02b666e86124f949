"""The register of a body's meetings: the code that its papers tell, and the numbers it has used.

A code is never taken from another body's paper: two bodies would share one register.
"""

import hashlib

from sqlalchemy import Connection, select

from office import register_tables as tables
from office.books import meeting_book
from thai.text import normal


def code_of(conn: Connection, name: str) -> str:
    """Return the code under which meetings of a name are registered already, "" for none."""
    b = tables.books.c
    wanted, prefix = normal(meeting_book("", name).title), meeting_book("", name).code
    for book in conn.execute(select(b.code, b.title).where(b.code.startswith(prefix))):
        if normal(book.title) == wanted:
            return str(book.code).removeprefix(prefix)
    return ""


def code_for(conn: Connection, name: str) -> str:
    """Return the code of meetings of a name: the registered one, else one that comes of the name.

    It is the same whoever asks first, the meeting's body or a meeting that has none.
    """
    known = code_of(conn, name)
    return known or f"m{hashlib.sha256(normal(name).encode()).hexdigest()[:6]}"
