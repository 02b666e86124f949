"""Who may see a record: its label, and which labels a reader sees.

A label is ``office``, the id of a group, or a restriction, which tells all about itself so that the
record alone decides, today and after a rebuild: its last day (in force until then), the label that
holds afterwards, and its readers (ids of people, of groups behind an @)::

    only 2570-12-31 office |@policy|p03|p07|
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Column, ColumnElement, and_, func, or_, true

OFFICE = "office"
NO_END = date.max
ONLY = "only "
"""How a restriction begins."""
_LABEL = re.compile(r"only (\d{4}-\d\d-\d\d) (\S+) \|(\||(?:[^|\s]+\|)+)")
_DAY_AT, _DAY_LONG = 6, 10  # where SQL finds the last day


@dataclass(frozen=True)
class Restriction:
    """A label taken apart; ``until`` is the last day on which it is in force, ``before`` the label
    that holds afterwards. Without ``readers`` only who sees everything reads it.
    """

    readers: tuple[str, ...]
    until: date = NO_END
    before: str = OFFICE

    def __str__(self) -> str:
        readers = "|".join(sorted(set(self.readers)))
        return f"{ONLY}{self.until.isoformat()} {self.before} |{readers}|"


@dataclass(frozen=True)
class Access:
    """What a reader sees: ``labels`` (None: each that restricts nobody), and the restrictions that
    name one of ``names`` or were over before the day ``on``.
    """

    labels: frozenset[str] | None
    names: frozenset[str] = frozenset()
    on: date = date.min

    def __contains__(self, label: object) -> bool:
        if not str(label).startswith(ONLY):
            return self.labels is None or label in self.labels
        told = restriction(str(label))
        if told is None:  # a label that nobody understands opens to nobody
            return False
        over = told.until < self.on and (self.labels is None or told.before in self.labels)
        return over or not self.names.isdisjoint(told.readers)

    def passing(self, label: Column[str]) -> ColumnElement[bool]:
        """Say the same in SQL. No LIKE: there SQLite takes p03 and P03 for one."""
        only = func.substr(label, 1, len(ONLY)) == ONLY
        named = [func.instr(label, f"|{name}|") > 0 for name in sorted(self.names)]
        over = func.substr(label, _DAY_AT, _DAY_LONG) < self.on.isoformat()
        if self.labels is None:
            return or_(~only, over, *named)
        labels = sorted(self.labels)
        befores = [func.instr(label, f" {before} |") > 0 for before in labels]
        was = and_(over, or_(*befores)) if befores else ~true()
        return or_(label.in_(labels), and_(only, or_(was, *named)))


def restriction(label: str) -> Restriction | None:
    """Take a label apart; None where it restricts to nobody by name."""
    found = _LABEL.fullmatch(label)
    if found is None:
        return None
    try:
        until = date.fromisoformat(found[1])
    except ValueError:
        return None
    return Restriction(tuple(filter(None, found[3].split("|"))), until, found[2])


def only_for(readers: Iterable[str], until: date | None, before: str) -> str:
    """Return the label that restricts to these readers; a restricted one's ``before`` stays."""
    was = restriction(before)
    return str(Restriction(tuple(readers), until or NO_END, was.before if was else before))
