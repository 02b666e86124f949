"""Numbers without a document: who asks for a void or a reserved one is told what became of it."""

import re

from sqlalchemy import Connection, select

from office.register_tables import entries
from office.registers import Entry
from thai.text import normal

MOST = 5
_NUMBER = re.compile(r"(\d{1,9})(?:/\d{4})?$")


def bare_numbers(conn: Connection, typed: str) -> tuple[Entry, ...]:
    """Return the void and reserved rows that have no document and whose number is typed.

    A number is typed whole ("ศธ ๐๔๙๙๙/๒๙๔๗", "๑๒/๒๕๖๙") or as its end ("ว ๑๒", "2947"); the
    newest years come first, at most five.
    """
    said = "".join(normal(typed).split())
    written = _NUMBER.search(said)
    if written is None:
        return ()
    number = int(written[1]) if not said.isdigit() else int(said[:9])
    wanted = (
        select(entries)
        .where(entries.c.number == number, entries.c.record == "")
        .where(entries.c.state.in_(("void", "reserved")))
        .order_by(entries.c.year.desc(), entries.c.register)
    )
    rows = (Entry(**row) for row in conn.execute(wanted).mappings())
    return tuple(row for row in rows if _is(row, said))[:MOST]


def _is(row: Entry, said: str) -> bool:
    printed = "".join(normal(row.printed).split())
    if said.isdigit():
        return said == str(row.number)
    return printed == said or printed.endswith(said if "/" in said else f"/{said}")
