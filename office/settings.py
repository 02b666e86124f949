"""The profile as the database keeps it, numbered so that two people cannot overwrite each other."""

import json

from sqlalchemy import Column, Connection, Integer, Table, Text, delete, insert, select

from archive.database import Database, metadata
from office.profile import Profile, from_document, to_document

profiles = Table(
    "profile",
    metadata,
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("document", Text, nullable=False),
)


class Settings:
    """Reads and replaces the office's profile; parsing is done once per version."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._read: tuple[int, Profile] | None = None

    @property
    def profile(self) -> Profile:
        """The profile as it stands now, also when another process changed it."""
        with self._db.reading() as conn:
            version = conn.execute(select(profiles.c.version)).scalar_one()
            if self._read is None or self._read[0] != version:
                text = conn.execute(select(profiles.c.document)).scalar_one()
                self._read = (version, from_document(json.loads(text)))
        return self._read[1]

    def put(self, conn: Connection, profile: Profile) -> int:
        """Replace the profile in the caller's transaction; returns its new version number."""
        version = (conn.execute(select(profiles.c.version)).scalar() or 0) + 1
        document = json.dumps(to_document(profile), ensure_ascii=False)
        conn.execute(delete(profiles))
        conn.execute(insert(profiles).values(version=version, document=document))
        return version
