"""What the QR code on a printed sheet says, and which draft or record a scanned one means.

A record's code is the address of its verification page, or its verification code where the office
has no address on the web. A draft, which has no number yet, gets a random token that is kept here.
Capitals only: they make the code's squares a third larger.
"""

import re
from base64 import b32encode
from dataclasses import dataclass
from secrets import token_bytes

from sqlalchemy import Column, Integer, String, Table, insert, select

from archive.database import Instant, metadata
from archive.errors import BadRecordId, UnknownRecord
from archive.records import Record, RecordId
from office.draft_errors import UnknownDraft
from office.drafts import Drafts
from office.filing import Filing
from office.profile import YES
from office.verification_code import hash_of, is_same

PREFIX, SHORT = "SARABAN:", "/V/"
LETTERS = 16
_OF_RECORD = re.compile(
    r"(?:SARABAN:|HTTPS?://[^/]{1,220}/V/)(\d{4}/[A-Z0-9-]{1,40}/\d{1,9})/(\S+)"
)

sheet_codes = Table(
    "sheet_code",
    metadata,
    Column("token", String(LETTERS), primary_key=True),
    Column("draft", Integer, nullable=False, index=True),
    Column("revision", Integer, nullable=False),
    Column("at", Instant, nullable=False),
)


@dataclass(frozen=True)
class Meant:
    """What a code means: a draft at the revision that was printed, or a record."""

    draft: int | None = None
    revision: int = 0
    record: RecordId | None = None


@dataclass(frozen=True)
class SheetCodes:
    """The codes of an office's prints."""

    filing: Filing

    def of_draft(self, draft: int, revision: int) -> str:
        """Return what stands in the code of a draft as it is printed now; "" where none is wanted.

        Prints of the same revision share a token.
        """
        if self.filing.press.settings.profile.sheet_codes != YES:
            return ""
        same = (sheet_codes.c.draft == draft, sheet_codes.c.revision == revision)
        with self.filing.db.writing() as conn:
            token = conn.execute(select(sheet_codes.c.token).where(*same)).scalar()
            if token is None:
                token = b32encode(token_bytes(LETTERS * 5 // 8)).decode()
                row = {"token": token, "draft": draft, "revision": revision}
                conn.execute(insert(sheet_codes).values(row | {"at": self.filing.clock()}))
        return f"{PREFIX}{token}"

    def of_record(self, record: Record) -> str:
        """Return what stands in the code of a record's print; "" where none is wanted."""
        profile = self.filing.press.settings.profile
        if profile.sheet_codes != YES:
            return ""
        address = profile.web_address
        return f"{address}{SHORT if address else PREFIX}{self._code(record.id)}".upper()

    def meant(self, text: str) -> Meant | None:
        """Return what a scanned code means; None for one that is not of this office."""
        if found := _OF_RECORD.fullmatch(text.upper()):
            return self._record(*found.groups())
        if not text.startswith(PREFIX):
            return None
        asked = select(sheet_codes).where(sheet_codes.c.token == text.removeprefix(PREFIX))
        with self.filing.db.reading() as conn:
            row = conn.execute(asked).first()
            if row is None:
                return None
            try:
                draft = Drafts().get(conn, row.draft)
            except UnknownDraft:
                return None
        record = RecordId.parse(draft.record) if draft.record else None
        return Meant(row.draft, row.revision, record)

    def _record(self, told: str, typed: str) -> Meant | None:
        try:
            id = RecordId.parse(told.lower())
            right = self._code(id).rpartition("/")[2]
        except (BadRecordId, UnknownRecord):
            return None
        return Meant(record=id) if is_same(typed, right) else None

    def _code(self, id: RecordId) -> str:
        first = self.filing.archive.history(id)[0].files
        return f"{id}/{hash_of(self.filing.press.settings.profile.id, id, first)}"
