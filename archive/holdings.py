"""What lies on disk, read only: records, their files and texts, and what else is kept.

Everything here works without the database, from the OCFL objects alone.
"""

import dataclasses
import re
from dataclasses import dataclass
from pathlib import Path

from archive import record_json
from archive.errors import BadKeptName, BadRecordId, ObjectDamaged, UnknownFile, UnknownRecord
from archive.inventory import UNREADABLE, Inventory
from archive.ocfl import StorageRoot
from archive.passages import Text
from archive.records import FileEntry, NewFile, Record, RecordId, Version

TEXT = "text.json"
_KEPT = re.compile(r"(office|2[4-9]\d\d/register)/[a-z][a-z0-9-]{0,39}")


@dataclass(frozen=True)
class Kept:
    """An object that is no record: its name, its last version's number, its files."""

    name: str
    version: int
    files: tuple[NewFile, ...]


def is_kept_name(name: str) -> bool:
    """Say whether this is a name of a kept object: office/<word>, <year>/register/<word>."""
    return bool(_KEPT.fullmatch(name))


class Holdings:
    """The objects of a storage root, as records and kept objects."""

    def __init__(self, root: StorageRoot) -> None:
        self.root = root

    def has(self, id: RecordId) -> bool:
        """Say whether this record lies on disk."""
        return self.root.has(str(id))

    def record(self, id: RecordId, version: int | None = None) -> Record:
        """Read a record from disk, as of a version (the last unless told)."""
        held = self._held(id)
        bare = self._bare(id, held, version)
        return dataclasses.replace(bare, files=self._entries(id, held, bare.version))

    def told(self, id: RecordId) -> Record:
        """Read what a record says of itself, without looking at its files."""
        return self._bare(id, self._held(id), None)

    def _bare(self, id: RecordId, held: Inventory, version: int | None) -> Record:
        number = version or held.head
        if not 1 <= number <= held.head:
            raise UnknownRecord(id=f"{id} v{number}")
        try:
            told = record_json.read(self._path(id, held, record_json.NAME, number).read_bytes())
        except (*UNREADABLE, BadRecordId, UnknownFile) as error:
            raise ObjectDamaged(id=id, what=record_json.NAME) from error
        if told.id != id:
            raise ObjectDamaged(id=id, what=f"{record_json.NAME}: {told.id}")
        return Record(id, told.description, number, held.head, (), told.state, told.state_reason)

    def file_path(self, id: RecordId, name: str, version: int | None = None) -> Path:
        """Return where a record's file lies, to be read only."""
        held = self._held(id)
        return self._path(id, held, name, version or held.head)

    def text(self, id: RecordId) -> Text:
        """Return what a record says; an empty Text if none was filed with it."""
        held = self._held(id)
        if TEXT not in held.state():
            return Text()
        try:
            return Text.from_json(self._path(id, held, TEXT, held.head).read_bytes())
        except UNREADABLE as error:
            raise ObjectDamaged(id=id, what=TEXT) from error

    def history(self, id: RecordId) -> tuple[Version, ...]:
        """Return the record's versions, oldest first, from its object alone."""
        held = self._held(id)
        return tuple(
            Version(n, block.created, block.who, block.why, self._entries(id, held, n))
            for n, block in enumerate(held.versions, 1)
        )

    def kept(self, name: str) -> Kept | None:
        """Return what is kept under a name, None if nothing is."""
        if not is_kept_name(name):
            raise BadKeptName(name=name)
        if not self.root.has(name):
            return None
        held = self.root.read(name)
        try:
            data = [
                NewFile(each, (self.root.folder / name / held.content_path(each)).read_bytes())
                for each in held.state()
            ]
        except OSError as error:
            raise ObjectDamaged(id=name, what=str(error.filename)) from error
        return Kept(name, held.head, tuple(data))

    def _held(self, id: RecordId) -> Inventory:
        if not self.root.has(str(id)):
            raise UnknownRecord(id=id)
        return self.root.read(str(id))

    def _path(self, id: RecordId, held: Inventory, name: str, version: int) -> Path:
        try:
            return self.root.folder / str(id) / held.content_path(name, version)
        except (KeyError, IndexError) as error:
            raise UnknownFile(id=id, name=name) from error

    def _entries(self, id: RecordId, held: Inventory, version: int) -> tuple[FileEntry, ...]:
        state = sorted(held.state(version).items())
        folder = self.root.folder / str(id)
        try:
            return tuple(
                FileEntry(name, (folder / held.manifest[digest]).stat().st_size, digest)
                for name, digest in state
            )
        except OSError as error:
            raise ObjectDamaged(id=id, what=str(error.filename)) from error
