"""Verification: whether a paper somebody holds is kept here, and whether a file is the same.

A code is a record's id and a hash of 80 bits, ``2569/memo/0007/k7f3-q2mv-5xtr-b5ca``. The hash is
of the office, the id and the SHA-512 of every file of the record's first version, so that it needs
no table, never changes and outlives the loss of the database. Who holds a code holds the paper, or
was given the link by somebody who may read it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from math import ceil

from sqlalchemy import Connection, delete, func, insert, select

from archive import catalogue
from archive.errors import BadRecordId, UnknownRecord
from archive.records import Record, RecordId, Version
from office.attempts import WINDOW, attempts
from office.office import Office
from office.permissions import OFFICE
from office.profile import NOTHING, SUBJECT
from office.ties import CANCELS
from office.verification_code import hash_of, is_same
from office.verification_errors import AskedTooOften, CodeUnknown
from thai.digits import to_arabic

MOST_ASKED = 60  # from one address within attempts.WINDOW
MOST_LETTERS = 120
_OWN = ".json"  # files that are for Saraban only
_ENDING = ("replaces", CANCELS)
"""Ties by which a later record ends this one."""


@dataclass(frozen=True)
class Kept:
    """A file of a record as strangers may know it: its ending, its SHA-512 (hex), in which version.

    Its name tells the subject and is left out.
    """

    ending: str
    sha512: str
    version: int
    newest: bool


@dataclass(frozen=True)
class Verified:
    """What a code shows. Number, day and title are empty where the record is not for everybody,
    or where the office does not show them to strangers (``Profile.verify_shows``).

    ``same`` is the kept file that an offered one is equal to, None if none was offered or equal.
    ``replaced_by`` has the numbers of records that replace or cancel it, "" if not to be named.
    """

    code: str
    is_open: bool
    number: str
    dated: date | None
    title: str
    is_void: bool
    replaced_by: tuple[str, ...]
    files: tuple[Kept, ...]
    same: Kept | None = None


@dataclass(frozen=True)
class Verification:
    """Answers strangers about the records of an office."""

    office: Office

    def code(self, id: RecordId, versions: Iterable[Version]) -> str:
        """Return a record's code; ``versions`` as ``Archive.history`` gives them."""
        return f"{id}/{hash_of(self.office.profile.id, id, next(iter(versions)).files)}"

    def look(self, code: str, address: str, sha512: str = "") -> Verified:
        """Tell what a code stands for, and whether a file of that SHA-512 (hex) is kept there.

        Raises CodeUnknown, AskedTooOften, ArchiveNotMounted.
        """
        with self.office.db.writing() as conn:
            self._count(conn, address)
        self.office.archive.check_mounted()
        record, versions = self._found(code)
        kept = _kept(versions)
        equal = [file for file in kept if file.sha512 == sha512]
        told = record.description
        shows = self.office.profile.verify_shows
        is_open = told.access == OFFICE and not told.secrecy and shows != NOTHING
        return Verified(
            code=self.code(record.id, versions),
            is_open=is_open,
            number=told.number if is_open else "",
            dated=told.dated if is_open else None,
            title=told.title if is_open and shows == SUBJECT else "",
            is_void=record.state == "void",
            replaced_by=self._replaced_by(record, named=is_open),
            files=tuple(file for file in kept if file.newest),
            same=equal[-1] if equal else None,
        )

    def _found(self, code: str) -> tuple[Record, tuple[Version, ...]]:
        """Return the record of a code with its versions; unknown ids and hashes look the same."""
        told, _, typed = to_arabic(code.strip())[:MOST_LETTERS].lower().rpartition("/")
        try:
            id = RecordId.parse(told)
            versions = self.office.archive.history(id)
            record = self.office.archive.record(id)
        except (BadRecordId, UnknownRecord) as error:
            raise CodeUnknown() from error
        right = hash_of(self.office.profile.id, id, versions[0].files)
        if not is_same(typed, right):
            raise CodeUnknown()
        return record, versions

    def _replaced_by(self, record: Record, *, named: bool) -> tuple[str, ...]:
        with self.office.db.reading() as conn:
            later = [
                catalogue.get(conn, str(tie.id))
                for tie in self.office.ties.of(conn, record)
                if tie.back and tie.kind in _ENDING and tie.id
            ]
        rows = [row for row in later if row is not None and row.state == "filed"]
        return tuple(row.number if named and row.access == OFFICE else "" for row in rows)

    def _count(self, conn: Connection, address: str) -> None:
        """Count a question; raises AskedTooOften. The log-in's tries are counted apart."""
        of, at = f"verify {address[:60]}", self.office.clock()
        conn.execute(delete(attempts).where(attempts.c.at < at - WINDOW))
        asked = select(func.count(), func.min(attempts.c.at)).where(attempts.c.of == of)
        count, first = conn.execute(asked).one()
        if count >= MOST_ASKED:
            raise AskedTooOften(minutes=ceil((first + WINDOW - at).total_seconds() / 60))
        conn.execute(insert(attempts).values(of=of, at=at))


def _kept(versions: tuple[Version, ...]) -> tuple[Kept, ...]:
    """Return every document of a record once for each version that has it, the oldest first."""
    last = versions[-1]
    newest = {file.sha512 for file in last.files}
    return tuple(
        Kept(
            file.name.rpartition(".")[2].upper(),
            file.sha512,
            version.number,
            version is last,
        )
        for version in versions
        for file in version.files
        if not file.name.endswith(_OWN) and (version is last or file.sha512 not in newest)
    )
