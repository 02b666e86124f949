"""Which senders wrote under which codes, by what is filed: for checking what scans say of both.

Asked of the catalogue anew for each scan, which takes seconds itself; nothing is kept.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import NamedTuple

from sqlalchemy import select

from archive import catalogue
from archive.access import OFFICE
from archive.database import Database
from indexer.arriving import Arrived
from indexer.recognition.field import Field, Name
from indexer.recognition.filed_codes import as_filed
from office.books import standing_books
from office.profile import Profile
from office.settings import Settings
from thai.booknumber import parse_book_number
from thai.errors import Refused
from thai.text import normal

MOST = 5_000  # records that are looked at, the newest
OFTEN = 2  # letters of a code, where no person has looked at one
DOUBTED = 0.7  # how sure a sender is at the most who is like another
LIKE = 0.9  # of a sender's letters are the same where a scan misread some
_MARKS = re.compile("[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\\s]")
IMPORTED = "imported"

Codes = Mapping[str, frozenset[str]]


class Filed(NamedTuple):
    """A letter that is filed: its sender and number, and whether a person looked at it."""

    sender: str
    number: str
    looked_at: bool


@dataclass(frozen=True)
class FiledCodes:
    """The senders of one office and the codes of their letters and its own."""

    db: Database
    settings: Settings

    def checked(self, found: Arrived) -> Arrived:
        """Return what was read with number and sender compared, if a picture was read."""
        pictures = {page.number for page in found.pages if page.scanned}
        fields: dict[Name, Field] = dict(found.letter.fields)
        sender, number = fields.get("from"), fields.get("number")
        if sender is None or sender.page not in pictures:
            return found
        filed = self._filed()
        if number is not None:
            fields["number"] = as_filed(number, self._codes(sender.value, filed))
        fields["from"] = compared(sender, {one.sender for one in filed})
        return replace(found, letter=replace(found.letter, fields=fields))

    def _codes(self, sender: str, filed: Sequence[Filed]) -> frozenset[str]:
        """Return the codes of a sender, whose name a scan may have misread; none for a new one."""
        profile, said = self.settings.profile, skeleton(sender)
        if said.startswith(own_names(profile)):  # a memo names the office behind the group
            return frozenset(book.letter_code for book in standing_books(profile)) - {""}
        return codes_like(said, counted(filed))

    def _filed(self) -> list[Filed]:
        c = catalogue.records.c
        newest = select(c.sender, c.number, c.type).where(
            c.state == "filed", c.access == OFFICE, c.number.contains("/"), c.sender != ""
        )
        with self.db.reading() as conn:
            rows = conn.execute(newest.order_by(c.day.desc(), c.id.desc()).limit(MOST)).all()
        return [Filed(row.sender, row.number, row.type != IMPORTED) for row in rows]


def own_names(profile: Profile) -> tuple[str, ...]:
    """Return the names under which the office and its groups write, as skeletons."""
    named = [profile.name_full, profile.name_short]
    named += [name for group in profile.groups for name in (group.name, group.short)]
    return tuple(skeleton(name) for name in named if name)


def counted(letters: Iterable[Filed]) -> Codes:
    """Return the codes by sender; what only machines have read counts from the second time on."""
    times = Counter[tuple[str, str]]()
    for sender, number, looked_at in letters:
        if code := _code(number):
            times[skeleton(sender), code] += OFTEN if looked_at else 1
    found: defaultdict[str, set[str]] = defaultdict(set)
    for (sender, code), count in times.items():
        if count >= OFTEN:
            found[sender].add(code)
    return {sender: frozenset(codes) for sender, codes in found.items()}


def codes_like(said: str, filed: Codes) -> frozenset[str]:
    """Return the codes of the sender that is most like what was read."""
    return filed.get(likest(said, filed), frozenset())


def likest(said: str, names: Collection[str]) -> str:
    """Return the skeleton that is most like what was read, its figures the same; "" for none."""
    if said in names:
        return said
    near = (name for name in names if abs(len(name) - len(said)) <= len(said) * (1 - LIKE) * 2)
    same = [name for name in near if re.findall(r"\d+", name) == re.findall(r"\d+", said)]
    shares = {name: SequenceMatcher(None, said, name).ratio() for name in same}
    best = max(shares, key=lambda name: shares[name], default="")
    return best if best and shares[best] >= LIKE else ""


def compared(sender: Field, filed: Collection[str]) -> Field:
    """Ask for a sender that is like one that is filed, but not quite: สมมต for สมมติ."""
    names = {skeleton(name): name for name in filed}
    name = names.get(likest(skeleton(sender.value), names), "")
    exactly = {"".join(normal(one).split()) for one in filed}
    if not name or "".join(normal(sender.value).split()) in exactly:
        return sender
    return replace(sender, sure=min(sender.sure, DOUBTED), because=f"เคยเก็บหนังสือจาก {name}")


def skeleton(name: str) -> str:
    """Return a name without marks and spaces, which scans lose first."""
    return _MARKS.sub("", normal(name))


def _code(number: str) -> str:
    try:
        return parse_book_number(number).code
    except Refused:
        return ""
