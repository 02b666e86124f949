"""Personal numbers in records, to be shown before something leaves the office.

Nothing is changed, and what ``office.personal_numbers`` finds is not sure.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from archive.passages import Text
from archive.records import RecordId
from office.office import Office
from office.permissions import Actor
from office.personal_numbers import KINDS, Kind, personal
from office.seen import UNSEEN
from thai.digits import to_arabic
from thai.errors import Refused


@dataclass(frozen=True)
class Holding:
    """A record in which such numbers stand: each kind with its different numbers."""

    id: RecordId
    title: str
    numbers: tuple[tuple[Kind, tuple[str, ...]], ...]


def holdings(office: Office, ids: Iterable[RecordId], actor: Actor) -> Iterator[Holding]:
    """Yield those of the records that this person may open in which such numbers stand."""
    profile = office.profile
    own = frozenset(re.sub(r"\D", "", to_arabic(told)) for told in (profile.phone, profile.fax))
    for id in ids:
        try:
            shown = office.show(id, actor, UNSEEN)
        except Refused:
            continue
        if numbers := _numbers(shown.text, own):
            yield Holding(id, shown.record.description.title, numbers)


def _numbers(text: Text, own: frozenset[str]) -> tuple[tuple[Kind, tuple[str, ...]], ...]:
    said = "\n".join(part for one in text.passages for part in (one.heading, one.text))
    found = personal(said, own)
    each = (
        (kind, tuple(dict.fromkeys(f.digits for f in found if f.kind == kind))) for kind in KINDS
    )
    return tuple((kind, digits) for kind, digits in each if digits)
