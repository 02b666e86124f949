"""Destroying what a record says, leaving the stub that tells it was there.

What stays is the description, why and by whom it was destroyed, and the name, size and SHA-512 of
every file of every version, so that a copy that turns up elsewhere can be known again.
"""

import dataclasses
from collections.abc import Iterable

from archive import claims, record_json
from archive.archive import Archive
from archive.errors import AlreadyDestroyed, VersionConflict
from archive.inventory import VersionBlock
from archive.records import Description, Record, RecordId, Version

FILES = "destroyed_files"


def destroy(
    archive: Archive, id: RecordId, seen: int, description: Description, block: VersionBlock
) -> Record:
    """Put a stub in the record's place and remove all its files; then ``enter`` it.

    ``description`` is what stays told, ``block`` when, by whom and why. Raises VersionConflict
    unless ``seen`` is the last version, AlreadyDestroyed, and what the disk refuses; then nothing
    is gone, or the next start finishes.
    """
    archive.check_ready()
    with archive.database.writing() as connection:
        claims.claim(connection, id, open=True)
    with archive.root.writing():
        record = archive.record(id)
        if record.state == "destroyed":
            raise AlreadyDestroyed(id=id)
        if record.versions != seen:
            raise VersionConflict(id=id, seen=seen, current=record.versions)
        gone = {**description.other, FILES: _files(archive.history(id))}
        stub = dataclasses.replace(description, other=gone)
        told = record_json.Content(id, stub, "destroyed", block.why)
        archive.root.supplant(str(id), block, {record_json.NAME: record_json.write(told)})
    return archive.record(id)


def _files(history: Iterable[Version]) -> list[dict[str, object]]:
    """List each content once, under the name and version in which it came."""
    found: dict[str, dict[str, object]] = {}
    for version in history:
        for file in version.files:
            told = {"name": file.name, "size": file.size, "version": version.number}
            found.setdefault(file.sha512, {**told, "sha512": file.sha512})
    return list(found.values())
