"""Personal numbers in what records say: citizen ids, mobile telephones, bank accounts.

To be shown before something leaves the office. Nothing is changed and nothing is sure: a number
that is only spoken of may be found, and one that a scan misread is not.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from archive.passages import Text
from archive.records import RecordId
from office.office import Office
from office.permissions import Actor
from thai.digits import to_arabic
from thai.errors import Refused

Kind = Literal["citizen", "phone", "account"]
KINDS: dict[Kind, str] = {
    "citizen": "เลขประจำตัวประชาชน",
    "phone": "โทรศัพท์มือถือ",
    "account": "เลขที่บัญชี",
}
_GAP = "[ \u00a0.\u2010-\u2015-]?"
_RUN = re.compile(rf"(?<![\d/.,-])\d(?:{_GAP}\d){{9,14}}(?![\d/]|[.,]\d)")
_ACCOUNT = re.compile(r"\d{3}-\d-\d{5}-\d")
_NAMED = re.compile(r"บัญชี[^\d\n]{0,60}\Z")


@dataclass(frozen=True)
class Found:
    """A number: its kind, its Arabic digits, and where it stands in the text."""

    kind: Kind
    digits: str
    start: int
    end: int


@dataclass(frozen=True)
class Holding:
    """A record in which such numbers stand: each kind with its different numbers."""

    id: RecordId
    title: str
    numbers: tuple[tuple[Kind, tuple[str, ...]], ...]


def personal(text: str, own: frozenset[str] = frozenset()) -> tuple[Found, ...]:
    """Return the personal numbers in a text; ``own`` are digits of the office's own numbers."""
    found = []
    for run in _RUN.finditer(to_arabic(text)):
        digits = re.sub(r"\D", "", run[0])
        kind = _kind(digits, run[0], run.string[max(0, run.start() - 80) : run.start()])
        if kind and digits not in own:
            found.append(Found(kind, digits, *run.span()))
    return tuple(found)


def is_citizen_id(digits: str) -> bool:
    """Whether thirteen digits end in their check digit (weights 13 … 2, modulo 11)."""
    total = sum(int(digit) * (13 - at) for at, digit in enumerate(digits[:12]))
    return len(digits) == 13 and digits[0] != "0" and (11 - total % 11) % 10 == int(digits[12])


def masked(digits: str) -> str:
    """Return a number as a list shows it: only its last four digits."""
    return "×" * (len(digits) - 4) + digits[-4:]


def holdings(office: Office, ids: Iterable[RecordId], actor: Actor) -> Iterator[Holding]:
    """Yield those of the records that this person may open in which such numbers stand."""
    profile = office.profile
    own = frozenset(re.sub(r"\D", "", to_arabic(told)) for told in (profile.phone, profile.fax))
    for id in ids:
        try:
            shown = office.show(id, actor)
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


def _kind(digits: str, written: str, before: str) -> Kind | None:
    named = _NAMED.search(before) is not None
    if is_citizen_id(digits):
        return "citizen"
    if _ACCOUNT.fullmatch(written) or (named and len(digits) in (10, 12, 15)):
        return "account"
    if len(digits) == 10 and re.match("0[689]", digits):
        return "phone"
    return None
