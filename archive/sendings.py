"""How a record left the office: each sending and who received it, read out of its facts."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from archive.canonical import compact
from archive.record_json import from_plain, to_plain
from archive.records import Fact, Part
from thai.dates import BANGKOK

SENT, TAKEN = "sent", "sent-received"
"""The facts that say that it was sent, and who received one of these sendings (from 1) when."""
AWAITED = "awaited"


@dataclass(frozen=True)
class Sending(Part):
    """One sending: the day, how and to whom in words (``note``), and who wrote it down (``by``).

    Where no day was told, ``on`` is the one on which it was written down.
    ``way`` is a code of ``office.sendings.WAYS``, ``unit`` the receiving office, ``carrier`` who
    took it there, ``taker`` who received it on ``taken_on`` at ``taken_at`` (๐๙.๓๐ น. as 09.30).
    ``awaited``: the receiver's name is to come.
    """

    on: date | None = None
    note: str = ""
    by: str = ""
    way: str = ""
    to: str = ""
    unit: str = ""
    carrier: str = ""
    taker: str = ""
    taken_on: date | None = None
    taken_at: str = ""
    awaited: bool = False


def sendings_in(facts: Iterable[Fact]) -> tuple[Sending, ...]:
    """Return the sendings that facts tell, in the order in which they were told."""
    found = list[Sending]()
    for fact in facts:
        if fact.what == SENT:
            found = [_settled(one, fact) for one in found]
            found.append(_sent(fact))
        elif fact.what == TAKEN:
            found = [_taken(one, n, fact) for n, one in enumerate(found, 1)]
    return tuple(found)


def awaited_in(sendings: Iterable[Sending]) -> bool:
    """Whether the receiver of any of them is to come."""
    return any(one.awaited for one in sendings)


def written(sendings: Iterable[Sending]) -> str:
    """Return sendings as the catalogue keeps them, "" for none."""
    plain = [to_plain(one) for one in sendings]
    return compact(plain).decode() if plain else ""


def read(text: str) -> tuple[Sending, ...]:
    """Return what ``written`` wrote; also the lines of a row that an older program left."""
    if text.startswith("["):
        return tuple(from_plain(Sending, one) for one in json.loads(text))
    return tuple(
        Sending(date.fromisoformat(line[:10]) if line[:10].strip() else None, line[11:])
        for line in text.splitlines()
    )


def _sent(fact: Fact) -> Sending:
    told = {key: str(value) for key, value in fact.other.items()}
    day = told.get("received_on", "")
    return Sending(
        fact.on or (fact.at.astimezone(BANGKOK).date() if fact.at else None),
        " ".join(fact.note.split()),
        fact.by,
        told.get("way", ""),
        told.get("to", ""),
        told.get("unit", ""),
        told.get("carrier", ""),
        told.get("received_by", ""),
        date.fromisoformat(day) if day else None,
        told.get("received_at", ""),
        told.get("receipt") == AWAITED,
    )


def _settled(one: Sending, later: Fact) -> Sending:
    """Older programs told a receiver by telling the sending once more."""
    same = later.other.get("to") == one.to and bool(later.other.get("received_by"))
    return replace(one, awaited=one.awaited and not same)


def _taken(one: Sending, place: int, fact: Fact) -> Sending:
    if fact.other.get("sending") != place:
        return one
    unit, at = str(fact.other.get("unit", "")), str(fact.other.get("time", ""))
    return replace(
        one, taker=fact.note, taken_on=fact.on, taken_at=at, unit=unit or one.unit, awaited=False
    )
