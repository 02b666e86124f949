"""What a field of a letter may say: names and codes of the letters that were filed before.

Only proposed, never put in; learnt from the newest letters that everybody may read.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from itertools import islice

from sqlalchemy import Connection, select

from archive import catalogue
from archive.access import OFFICE
from thai.text import normal

NEWEST = 2_000  # letters that are looked at
MOST = 3  # of a field: each has a key, which on the Thai keyboard begins no word
ALIKE = 0.7  # how much a name must be like what was not read for sure, 0 to 1
MISREAD = 0.9  # how much a name of SOME letters must be like one that was read, but is of none
SOME = 2  # a name that only one letter bears may be misread itself
NUMBERED = ("external", "memo", "stamped")
"""The kinds whose numbers begin with a code; the number of others has no candidates."""


@dataclass(frozen=True)
class Said:
    """Number, sender and receiver of a letter that is filed, as they are kept."""

    number: str
    sender: str
    receiver: str

    @property
    def code(self) -> str:
        """What stands before the stroke of the number, "" in a number of a year (๓/๒๕๖๙)."""
        code, stroke, _ = self.number.partition("/")
        return code.strip() if stroke and not code.strip().isdigit() else ""


def filed(conn: Connection, but: str) -> list[Said]:
    """Return what the newest letters say that everybody may read, ``but`` for one record."""
    c = catalogue.records.c
    newest = select(c.number, c.sender, c.receiver).where(
        c.state == "filed", c.access == OFFICE, c.sender != "", c.id != but
    )
    rows = conn.execute(newest.order_by(c.day.desc(), c.id.desc()).limit(NEWEST))
    return [Said(*row) for row in rows]


def candidates(
    kind: str, typed: Mapping[str, str], asked: Collection[str], known: Sequence[Said]
) -> dict[str, tuple[str, ...]]:
    """Return what else number, sender and receiver of a letter may be, the likeliest first.

    ``typed`` is what stands in the fields, ``asked`` names those that are not sure. Of a number
    only the code is proposed; what was read behind the stroke stays as it is, digits asked for too.
    """
    code, _, running = typed["number"].partition("/")
    senders = [one.sender for one in known if code and _same(one.code, code)]
    found = {
        name: _likely(typed[name], name in asked, near, [getattr(one, name) for one in known])
        for name, near in (("sender", senders), ("receiver", []))
    }
    if "number" in asked and kind in NUMBERED:
        codes = [one.code for one in known if _same(one.sender, typed["sender"])]
        likely = _likely(code, True, codes, [one.code for one in known])
        found["number"] = [f"{each}/{running.strip()}" for each in likely]
    return {name: tuple(those) for name, those in found.items() if those}


def _likely(read: str, asked: bool, near: list[str], every: list[str]) -> list[str]:
    """Return what else than ``read`` is like it, then what stands near by; else the most usual."""
    usual = Counter(map(_bare, filter(None, every)))
    if not asked and (not read or _bare(read) in usual):
        return []
    others = [name for name, count in usual.items() if asked or count >= SOME]
    alike = get_close_matches(_bare(read), others, 2 * MOST, ALIKE if asked else MISREAD)
    ranked = [
        *sorted(alike, key=lambda one: -usual[one]),
        *(name for name, _ in Counter(map(_bare, near)).most_common() if asked),
        *(name for name, _ in usual.most_common() if not read),
    ]
    names = {_bare(name): name for name in reversed(every)}
    distinct = (each for each in dict.fromkeys(ranked) if each and each != _bare(read))
    return [names[each] for each in islice(distinct, MOST)]


def _same(one: str, other: str) -> bool:
    return _bare(one) == _bare(other)


@lru_cache(maxsize=4_096)
def _bare(text: str) -> str:
    return "".join(normal(text).split())
