"""Texts that follow their document: the table of records that were filed without theirs.

What lacks its text is seen in the record itself; the table only answers what is to be read next and
what was given up, and is filled anew from the records.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath

from sqlalchemy import (
    Column,
    Connection,
    Integer,
    String,
    Table,
    Text,
    delete,
    insert,
    select,
    update,
)

from archive import catalogue
from archive.archive import Archive
from archive.database import metadata
from archive.records import FileEntry, Record, RecordId
from office.arrival_reading import PICTURES
from office.filing import SYSTEM

MOST_TRIES = 3
TEXT_LATER = "เพิ่มข้อความที่อ่านจากไฟล์ เพื่อให้ค้นจากเนื้อความได้"
CUT_SHORT = "การอ่านถูกตัดกลางคันหลายครั้ง"
KINDS = (".pdf", *PICTURES, ".docx", ".txt")
OWN_TEXT = {"received": 1, "imported": 0}
"""Passages that a record of a type has without its file: of the received, what was told of it."""

awaited = Table(
    "awaited_text",
    metadata,
    Column("record", String(60), primary_key=True),
    Column("tries", Integer, nullable=False),
    Column("reason", Text, nullable=False),
)


@dataclass(frozen=True)
class Awaited:
    """A record without its text: it is to be read, or it was given up for a reason, in Thai."""

    given_up: bool
    reason: str


def lacking(archive: Archive, record: Record) -> FileEntry | None:
    """Return the file of a record whose text is not filed, None where there is nothing to read."""
    own = OWN_TEXT.get(record.description.type)
    if own is None or record.state != "filed" or len(archive.text(record.id).passages) > own:
        return None
    came = archive.history(record.id)[0].files
    return next((file for file in came if PurePath(file.name).suffix.lower() in KINDS), None)


def all_lacking(conn: Connection, archive: Archive, *types: str) -> Iterator[RecordId]:
    """Yield every record of these types that lacks its text; each record is read."""
    c = catalogue.records.c
    for id in conn.scalars(select(c.id).where(c.type.in_(types)).order_by(c.id)).all():
        record = archive.record(RecordId.parse(id))
        if lacking(archive, record):
            yield record.id


def wait_for(conn: Connection, id: RecordId) -> None:
    """Note that a record is to be read; what was tried before counts no more."""
    arrived(conn, id)
    conn.execute(insert(awaited).values(record=str(id), tries=0, reason=""))


def begun(conn: Connection, id: RecordId) -> None:
    """Count a try before it is made: a file that ends the program is not tried for ever."""
    tries = awaited.c.tries + 1
    _of(conn, id, tries=tries, reason=CUT_SHORT)


def failed(conn: Connection, id: RecordId, reason: str, *, again: bool) -> None:
    """Note why a try came to nothing; where not ``again``, it waits for a person."""
    _of(conn, id, reason=reason, **({} if again else {"tries": MOST_TRIES}))


def arrived(conn: Connection, id: RecordId) -> None:
    """Note that nothing is awaited any more."""
    conn.execute(delete(awaited).where(awaited.c.record == str(id)))


def following(conn: Connection) -> RecordId | None:
    """Return the record to be read next: one that was tried least, None for none."""
    c = awaited.c
    due = select(c.record).where(c.tries < MOST_TRIES).order_by(c.tries, c.record).limit(1)
    return RecordId.parse(found) if (found := conn.scalar(due)) else None


def of(conn: Connection, id: RecordId) -> Awaited | None:
    """Return what is awaited of a record, None where nothing is."""
    row = conn.execute(select(awaited).where(awaited.c.record == str(id))).first()
    return Awaited(row.tries >= MOST_TRIES, row.reason) if row else None


def rebuild(conn: Connection, archive: Archive) -> None:
    """Await the text of every received letter that lacks it, as if none had been tried."""
    conn.execute(delete(awaited))
    for id in all_lacking(conn, archive, "received"):
        wait_for(conn, id)


def as_seen(archive: Archive, record: Record, seen: int) -> int:
    """Return the newest version for one who saw a version after which only texts were added."""
    later = archive.history(record.id)[seen:] if 0 < seen < record.version else ()
    alike = later and all((one.who, one.why) == (SYSTEM, TEXT_LATER) for one in later)
    return record.version if alike else seen


def _of(conn: Connection, id: RecordId, **told: object) -> None:
    conn.execute(update(awaited).where(awaited.c.record == str(id)).values(**told))
