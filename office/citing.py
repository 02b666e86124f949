"""Which filed paper a line of อ้างถึง means: by its number, and by its day where one is told."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, func, or_, select

from archive import catalogue
from archive.records import RecordId
from thai.dates import parse_date
from thai.digits import to_arabic, to_thai
from thai.errors import Refused
from thai.text import normal

_CITED = re.compile(r"(?:^|\s)ที่\s+(?P<number>\S.*?)(?:\s+ลงวันที่\s+(?P<day>\S.*))?$")
MOST = 3  # papers of one number and day that a line may mean


@dataclass(frozen=True)
class Cited:
    """What a line cites: the number without spaces in Arabic digits, the day where it is told."""

    number: str
    dated: date | None = None

    def fits(self, number: str, dated: date | None) -> bool:
        """Whether a paper of this number and day may be the one."""
        days = {self.dated, dated} - {None}
        return bool(self.number) and self.number == number_key(number) and len(days) < 2


def cited(line: str) -> Cited | None:
    """Read a line of อ้างถึง; None where it names no number."""
    found = _CITED.search(" ".join(line.split()))
    if found is None or not any(letter.isdigit() for letter in found["number"]):
        return None
    try:
        day = parse_date(found["day"]) if found["day"] else None
    except Refused:
        day = None
    return Cited(number_key(found["number"]), day)


def number_key(number: str) -> str:
    """Spell a number so that it is the same in either digits and with any spaces."""
    return to_arabic("".join(normal(number).split()))


def meant(conn: Connection, line: str) -> Iterator[RecordId]:
    """Yield the filed papers that a line means; none where too many have that number."""
    told = cited(line)
    if told is None:
        return
    c = catalogue.records.c
    bare = func.replace(c.number, " ", "")
    asked = select(c.id, c.number, c.dated).where(
        or_(bare == told.number, bare == to_thai(told.number))
    )
    found = [row.id for row in conn.execute(asked) if told.fits(row.number, row.dated)]
    if len(found) <= MOST:
        yield from map(RecordId.parse, found)
