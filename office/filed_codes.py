"""Which codes a sender's letters bear, by what is filed: for checking the numbers of scans.

Asked of the catalogue anew for each scan, which takes seconds itself; nothing is kept.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from sqlalchemy import select

from archive import catalogue
from archive.access import OFFICE
from archive.database import Database
from indexer.arriving import Arrived
from indexer.recognition.filed_codes import as_filed
from office.books import standing_books
from office.profile import Profile
from office.settings import Settings
from thai.booknumber import parse_book_number
from thai.errors import Refused
from thai.text import normal

MOST = 5_000  # records that are looked at, the newest
OFTEN = 2  # letters of a code, where no person has looked at one
LIKE = 0.9  # of a sender's letters are the same where a scan misread some
_MARKS = re.compile("[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\\s]")
IMPORTED = "imported"

Codes = Mapping[str, frozenset[str]]


@dataclass(frozen=True)
class FiledCodes:
    """The codes of one office's letters, its own and its senders'."""

    db: Database
    settings: Settings

    def checked(self, found: Arrived) -> Arrived:
        """Return what was read with its number compared, if that was read from a picture."""
        number = found.letter.fields.get("number")
        pictures = {page.number for page in found.pages if page.scanned}
        if number is None or number.page not in pictures:
            return found
        compared = as_filed(number, self.of(found.letter.value("from")))
        fields = {**found.letter.fields, "number": compared}
        return replace(found, letter=replace(found.letter, fields=fields))

    def of(self, sender: str) -> frozenset[str]:
        """Return the codes of a sender, whose name a scan may have misread; none for a new one."""
        profile, said = self.settings.profile, skeleton(sender)
        if said.startswith(own_names(profile)):  # a memo names the office behind the group
            return frozenset(book.letter_code for book in standing_books(profile)) - {""}
        return codes_like(said, self._filed())

    def _filed(self) -> Codes:
        c = catalogue.records.c
        newest = select(c.sender, c.number, c.type).where(
            c.state == "filed", c.access == OFFICE, c.number.contains("/"), c.sender != ""
        )
        with self.db.reading() as conn:
            rows = conn.execute(newest.order_by(c.day.desc(), c.id.desc()).limit(MOST)).all()
        return counted((row.sender, row.number, row.type != IMPORTED) for row in rows)


def own_names(profile: Profile) -> tuple[str, ...]:
    """Return the names under which the office and its groups write, as skeletons."""
    named = [profile.name_full, profile.name_short]
    named += [name for group in profile.groups for name in (group.name, group.short)]
    return tuple(skeleton(name) for name in named if name)


def counted(letters: Iterable[tuple[str, str, bool]]) -> Codes:
    """Return the codes by sender of letters: sender, number, whether a person looked at it.

    What only machines have read counts from the second time on.
    """
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
    """Return the codes of the sender that is most like what was read; its figures are the same."""
    if said in filed:
        return filed[said]
    same = [name for name in filed if re.findall(r"\d+", name) == re.findall(r"\d+", said)]
    shares = {name: SequenceMatcher(None, said, name).ratio() for name in same}
    best = max(shares, key=lambda name: shares[name], default="")
    return filed[best] if best and shares[best] >= LIKE else frozenset()


def skeleton(name: str) -> str:
    """Return a name without marks and spaces, which scans lose first."""
    return _MARKS.sub("", normal(name))


def _code(number: str) -> str:
    try:
        return parse_book_number(number).code
    except Refused:
        return ""
