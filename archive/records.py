"""Records and what is told about them: identifiers, descriptions, files, versions."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal

from archive.errors import BadRecordId

State = Literal["filed", "void", "destroyed"]
_ID = re.compile(r"(2[4-9]\d\d)/([a-z][a-z0-9-]{0,39})/(\d{4,9})")
_NOT_SERIES = {"register", "con", "prn", "aux", "nul"} | {
    device + str(n) for device in ("com", "lpt") for n in range(10)
}


@dataclass(frozen=True, order=True)
class RecordId:
    """The name of a record: Buddhist year, series, sequence; ``str`` gives ``2569/minutes/0007``.

    Fixed at filing, the same in the URL and on disk. A series is a word of small ASCII letters,
    digits and hyphens; ``register`` and the names Windows reserves are none. Raises BadRecordId.
    """

    year: int
    series: str
    sequence: int

    def __post_init__(self) -> None:
        found = _ID.fullmatch(str(self))
        if not found or self.series in _NOT_SERIES or self.sequence < 1:
            raise BadRecordId(text=str(self))

    def __str__(self) -> str:
        return f"{self.year}/{self.series}/{self.sequence:04d}"

    @classmethod
    def parse(cls, text: str) -> "RecordId":
        """Read the one spelling of an id; ``2569/minutes/00007`` is none."""
        found = _ID.fullmatch(text)
        if not found or not text.isascii():
            raise BadRecordId(text=text)
        parsed = cls(int(found[1]), found[2], int(found[3]))
        if str(parsed) != text:
            raise BadRecordId(text=text)
        return parsed


@dataclass(frozen=True, kw_only=True)
class Part:
    """Something written in record.json; keys of a later program are kept in ``other``."""

    other: Mapping[str, Any] = field(default_factory=dict, hash=False, repr=False)


@dataclass(frozen=True)
class Signer(Part):
    """Who signed: name and post as printed, and how.

    ``mode``: wet, wet-scanned, authenticated (s. 9), pki (s. 26), pki-ca (s. 28), picture, or "".
    ``acting_for`` is the post stood in for, ``order`` the order that says so.
    """

    name: str
    post: str = ""
    mode: str = ""
    acting_for: str = ""
    order: str = ""


@dataclass(frozen=True)
class Meeting(Part):
    """The meeting a record belongs to: ครั้งที่ ``number``/``year`` (Buddhist) of a ``series``."""

    series: str
    title: str = ""
    number: int | None = None
    year: int | None = None


@dataclass(frozen=True)
class Paper(Part):
    """Where the paper lies: แฟ้ม, ตู้, ชั้น, กล่อง."""

    folder: str = ""
    cabinet: str = ""
    shelf: str = ""
    box: str = ""


@dataclass(frozen=True)
class MadeWith(Part):
    """The form and template a born-digital record was made with, by their SHA-256 (hex)."""

    code: str
    form_sha256: str = ""
    template_sha256: str = ""


@dataclass(frozen=True)
class Fact(Part):
    """Something that happened to the record: printed, numbered, signed, sent, received …

    ``on`` is the day it happened, ``at`` the moment it was told to the program (UTC), ``by`` who.
    """

    what: str
    on: date | None = None
    by: str = ""
    note: str = ""
    at: datetime | None = None


@dataclass(frozen=True)
class Relation(Part):
    """A tie to another record or document: refers-to, replies-to, encloses, replaces …"""

    kind: str
    target: str


@dataclass(frozen=True, kw_only=True)
class Description(Part):
    """All that is told about a record; the fields of record.json (docs/data-folder.md).

    ``dated`` is the day printed on the document, ``filed_at`` the moment of filing (UTC),
    ``number`` the official number as printed. ``retain_until`` None: no fixed end.
    """

    type: str
    title: str
    series: str = ""
    number: str = ""
    register: str = ""
    register_year: int | None = None
    register_number: int | None = None
    dated: date | None = None
    filed_at: datetime | None = None
    sender: str = ""
    receiver: str = ""
    signer: Signer | None = None
    speed: str = ""
    secrecy: str = ""
    circular: bool = False
    references: tuple[str, ...] = ()
    enclosures: tuple[str, ...] = ()
    category: str = ""
    retention: str = ""
    retain_until: date | None = None
    group: str = ""
    meeting: Meeting | None = None
    case: str = ""
    source: Literal["born-digital", "imported"] = "born-digital"
    original: Literal["paper", "file"] = "file"
    paper: Paper | None = None
    form: MadeWith | None = None
    facts: tuple[Fact, ...] = ()
    relations: tuple[Relation, ...] = ()
    access: str = "office"
    source_file: str = ""


@dataclass(frozen=True)
class NewFile:
    """A file to be filed: its name inside the record, and its bytes."""

    name: str
    data: bytes = field(repr=False)


@dataclass(frozen=True)
class FileEntry:
    """A filed file: name, size in bytes, SHA-512 (hex)."""

    name: str
    size: int
    sha512: str


@dataclass(frozen=True)
class Version:
    """One version of a record: its number from 1, when (UTC), by whom and why it came to be."""

    number: int
    at: datetime
    who: str
    why: str
    files: tuple[FileEntry, ...]


@dataclass(frozen=True)
class Record:
    """A filed record as of its version number ``version``, the last of ``versions``."""

    id: RecordId
    description: Description
    version: int
    versions: int
    files: tuple[FileEntry, ...]
    state: State = "filed"
    state_reason: str = ""
