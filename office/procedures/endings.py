"""How cases ended: when, by whom and why, as the journal tells it."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from archive.journal import events
from office.procedures.kept import STATES, Case
from thai.dates import BANGKOK, format_date
from thai.digits import to_thai_in_prose


@dataclass(frozen=True)
class Ending:
    """How a case was closed or cancelled; ``why`` may be "" for one that was closed."""

    state: str
    why: str
    who: str
    at: datetime

    @property
    def told(self) -> str:
        """Say it in a sentence."""
        on = format_date(self.at.astimezone(BANGKOK).date(), "letter")
        why = f" เพราะ{self.why}" if self.why else ""
        return to_thai_in_prose(f"{STATES[self.state]} เมื่อ {on}{why}")


def endings(conn: Connection, cases: Iterable[Case]) -> dict[int, Ending]:
    """Return how those of some cases ended that are not open, by number."""
    ended = {f"case/{one.id}": one for one in cases if one.state != "open"}
    e, found = events.c, dict[int, Ending]()
    asked = select(events).where(e.ref.in_(ended)).order_by(e.seq)
    acts = {f"case-{state}": state for state in STATES}
    for row in conn.execute(asked.where(e.act.in_(acts))):
        one, state = ended[row.ref], acts[row.act]
        if state == one.state:
            why = str(json.loads(row.detail).get("why", "")).strip()
            found[one.id] = Ending(state, why, row.who, row.at)
    return found
