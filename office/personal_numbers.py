"""Personal numbers in a text: citizen ids, mobile telephones, bank accounts.

Nothing is sure: a number that is only spoken of may be found, and one that a scan misread is not.
"""

import re
from dataclasses import dataclass
from typing import Literal

from thai.digits import to_arabic

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


def _kind(digits: str, written: str, before: str) -> Kind | None:
    named = _NAMED.search(before) is not None
    if is_citizen_id(digits):
        return "citizen"
    if _ACCOUNT.fullmatch(written) or (named and len(digits) in (10, 12, 15)):
        return "account"
    if len(digits) == 10 and re.match("0[689]", digits):
        return "phone"
    return None
