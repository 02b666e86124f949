"""Personal numbers in records, to be shown before something leaves the office.

Nothing is changed, and what ``office.personal_numbers`` finds is not sure.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from archive.passages import Text
from archive.records import RecordId
from office.office import Office
from office.permissions import Actor
from office.personal_numbers import KINDS, Found, Kind, personal
from office.profile import Profile
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
    own = own_numbers(office.profile)
    for id in ids:
        try:
            shown = office.show(id, actor, UNSEEN)
        except Refused:
            continue
        if numbers := _numbers(shown.text, own):
            yield Holding(id, shown.record.description.title, numbers)


def telling(
    profile: Profile, rows: Iterable[Sequence[str]]
) -> Iterator[tuple[int, int, tuple[Found, ...]]]:
    """Yield row, column (both from 0) and numbers of each cell of a list in which some stand."""
    own = own_numbers(profile)
    for place, row in enumerate(rows):
        if personal("\n".join(row), own):
            for column, cell in enumerate(row):
                if found := personal(cell, own):
                    yield place, column, found


def own_numbers(profile: Profile) -> frozenset[str]:
    """Return the digits of the office's own telephones, which are nobody's personal ones."""
    return frozenset(re.sub(r"\D", "", to_arabic(told)) for told in (profile.phone, profile.fax))


def _numbers(text: Text, own: frozenset[str]) -> tuple[tuple[Kind, tuple[str, ...]], ...]:
    said = "\n".join(part for one in text.passages for part in (one.heading, one.text))
    found = personal(said, own)
    each = (
        (kind, tuple(dict.fromkeys(f.digits for f in found if f.kind == kind))) for kind in KINDS
    )
    return tuple((kind, digits) for kind, digits in each if digits)
