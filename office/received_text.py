"""What the file of a received letter says, and how long a rule keeps such a letter."""

import hashlib
from contextlib import suppress
from dataclasses import dataclass

from sqlalchemy import select

from archive.archive import Archive
from archive.database import Database
from archive.passages import Passage, Text
from archive.records import NewFile, RecordId
from indexer import kept_places
from indexer.arriving import letter_in
from indexer.bounded import bounded
from indexer.reading import read
from office.arrival_filing import first_rule
from office.arrival_rule import Paper
from office.intake import taken
from office.profile import Profile
from thai.errors import Refused

SECONDS = 90  # for the text of a file of thousands of pages


@dataclass(frozen=True)
class Content:
    """The passages of a file, and beside them where the words of a scan stand, if that is known."""

    passages: tuple[Passage, ...] = ()
    places: tuple[NewFile, ...] = ()


def content(db: Database, archive: Archive, name: str, data: bytes) -> Content:
    """Return what a file says: as it was read when the same bytes came through the inbox, else now.

    Nothing for a picture, or a scan without text, that is new.
    """
    with suppress(Refused):  # what was filed of it is damaged or gone
        if (known := _of_inbox(db, archive, data)).passages:
            return known
    with suppress(Refused):
        return Content(bounded(name, read, name, data, seconds=SECONDS).text.passages)
    return Content()


def retention_by_rule(
    profile: Profile, category: str, sender: str, subject: str, said: Content
) -> str:
    """Return the retention class of the rule that leads a letter to this category, "" for none."""
    text = "\n".join(each.text for each in said.passages)
    kind = letter_in(Text(said.passages)).kind
    rule = first_rule(profile, Paper.of(kind, sender, subject, text))
    return rule.retention if rule and rule.category == category else ""


def _of_inbox(db: Database, archive: Archive, data: bytes) -> Content:
    same = select(taken.c.record).where(taken.c.sha512 == hashlib.sha512(data).hexdigest())
    with db.reading() as conn:
        found = conn.scalar(same)
    if not found or not archive.has(id := RecordId.parse(found)):
        return Content()
    files = (file.name for file in archive.record(id).files if file.name == kept_places.NAME)
    places = (NewFile(name, archive.file_path(id, name).read_bytes()) for name in files)
    return Content(archive.text(id).passages, tuple(places))
