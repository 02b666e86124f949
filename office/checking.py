"""The check of a document as an act of the office: held against its registers and people too."""

import json
import os
import re
import secrets
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import ColumnElement, Connection, select

from indexer.bounded import bounded
from office.books import ANNOUNCEMENT, CERTIFICATE, ORDER, Register, letter_book
from office.check_errors import CheckForgotten, SecretGiven
from office.drafting import Drafting
from office.permissions import Actor, require
from office.preview import readable
from office.register_tables import entries
from templates.proof.case import Case, Known, Numbered
from templates.proof.days import Number, number_of
from templates.proof.letters import secrecy
from templates.proof.proof import Mended, Proof, case_of, mended, proof_of
from templates.proof.sheet import opened
from thai.booknumber import BookNumber
from thai.errors import Refused

KEPT = timedelta(hours=1)
"""Time for which a file is kept for its corrected copy."""
MOST_KEPT = 400
"""Files kept at once, two for each that was given."""
_KINDS = {"order": ORDER, "announcement": ANNOUNCEMENT, "certificate": CERTIFICATE}
_TOKEN = re.compile("[A-Za-z0-9_-]{20,60}")


@dataclass(frozen=True)
class Given:
    """A file that somebody gave to be checked."""

    name: str
    docx: bytes

    @property
    def corrected_name(self) -> str:
        """What its corrected copy is called."""
        return f"{self.name.removesuffix('.docx')} (แก้รูปแบบแล้ว).docx"


@dataclass(frozen=True)
class Checking:
    """Checks files; keeps them a while under ``folder`` for their corrected copies."""

    drafting: Drafting
    folder: Path

    def check(self, docx: bytes, actor: Actor, kind: str | None = None) -> Proof:
        """Hold a .docx against every rule, and the office's registers and people.

        ``kind`` is one of ``templates.proof.kinds.TITLES``; None guesses it from the words.
        Raises PackageRefused.
        """
        require(actor, "read")
        return proof_of(self._case(docx, kind))

    def mend(self, docx: bytes, actor: Actor, kind: str | None = None) -> Mended:
        """Return a corrected copy and what is still found in it; raises PackageRefused."""
        require(actor, "read")
        case = self._case(docx, kind)
        return mended(docx, case.kind, case.known)

    def of_draft(self, draft: int, actor: Actor) -> Given:
        """Return a draft as the document it makes so far; raises UnknownDraft, DraftOfAnother."""
        standing = self.drafting.open(draft, actor)
        filing = self.drafting.desk.filing
        docx = filing.word_shown(draft)
        if docx is None:
            answers, _ = readable(filing.press, standing.form, self.drafting.told(standing.draft))
            docx = filing.press.word(standing.form, answers, number=None, dated=None, final=False)
        return Given(f"{standing.title}.docx", docx)

    # --- files that wait for their corrected copy

    def keep(self, given: Given, actor: Actor) -> str:
        """Keep a file for an hour; returns the secret by which its giver finds it again.

        Raises PackageRefused where it cannot be checked, SecretGiven where it is marked secret.
        """
        require(actor, "read")
        mark = bounded(given.name, _secrecy, given.docx)
        if mark:
            raise SecretGiven(mark=mark)
        self.folder.mkdir(parents=True, exist_ok=True)
        self._forget()
        token = secrets.token_urlsafe(24)
        told = {"name": given.name, "user": actor.user}
        now = self.drafting.desk.filing.clock().timestamp()
        for ending, data in (("docx", given.docx), ("json", json.dumps(told).encode())):
            path = self.folder / f"{token}.{ending}"
            path.write_bytes(data)
            os.utime(path, (now, now))
        return token

    def kept(self, token: str, actor: Actor) -> Given:
        """Return a kept file to whoever gave it; raises CheckForgotten."""
        if not _TOKEN.fullmatch(token):
            raise CheckForgotten()
        self._forget()
        try:
            told = json.loads((self.folder / f"{token}.json").read_text(encoding="utf-8"))
            docx = (self.folder / f"{token}.docx").read_bytes()
        except OSError as error:
            raise CheckForgotten() from error
        if told["user"] != actor.user:
            raise CheckForgotten()
        return Given(told["name"], docx)

    def _forget(self) -> None:
        """Remove what was kept long enough, and the oldest of too many."""
        late = self.drafting.desk.filing.clock().timestamp() - KEPT.total_seconds()
        ages = [(age, path) for path in self.folder.glob("*") if (age := _age(path)) is not None]
        newest = sorted(ages, reverse=True)[:MOST_KEPT]
        for age, path in ages:
            if age < late or (age, path) not in newest:
                with suppress(OSError):
                    path.unlink()

    # --- what the office knows

    def _case(self, docx: bytes, kind: str | None) -> Case:
        case = case_of(opened(docx), kind)
        profile = self.drafting.desk.filing.press.settings.profile
        names = tuple(person.name for person in profile.directory.values())
        heads = tuple(person.name for person in profile.people if person.role == "head")
        case.known = self._with_rows(Known(names, heads), number_of(case), case.kind)
        return case

    def _with_rows(self, known: Known, told: Number | None, kind: str) -> Known:
        """Add the register of a document's number, its own row, and the nearest others."""
        if told is None or told.year is None:
            return known
        filing = self.drafting.desk.filing
        with filing.db.reading() as conn:
            book = _book(filing.registers.all(conn), told, kind)
            if book is None:
                return known
            number, here = told.number.number, entries.c.number
            return replace(
                known,
                register=book.title,
                own=_row(conn, book, told.year, here == number),
                before=_row(conn, book, told.year, here < number, last=True),
                after=_row(conn, book, told.year, here > number),
            )


def _secrecy(docx: bytes) -> str:
    return secrecy(opened(docx))


def _age(path: Path) -> float | None:
    """Return when a file was kept; None where another process has just removed it."""
    try:
        return path.stat().st_mtime
    except OSError:
        return None


def _book(books: tuple[Register, ...], told: Number, kind: str) -> Register | None:
    """Return the register in which the document's number must stand, if it is one of ours."""
    if isinstance(told.number, BookNumber):
        try:
            return letter_book(str(told.number), books)
        except Refused:
            return None
    return next((book for book in books if book.kind == _KINDS.get(kind)), None)


def _row(
    conn: Connection, book: Register, year: int, which: ColumnElement[bool], *, last: bool = False
) -> Numbered | None:
    """Return a row of a register; beside a number, the nearest that was really given."""
    number = entries.c.number
    found = conn.execute(
        select(entries.c.printed, number, entries.c.dated, entries.c.state)
        .where(entries.c.register == book.code, entries.c.year == year, which)
        .order_by(number.desc() if last else number)
        .limit(1)
    ).first()
    if found is None or not found.dated:
        return None
    return Numbered(found.printed, found.number, date.fromisoformat(found.dated), found.state)
