"""Versions of drafts and records, to be set side by side by somebody who may see them."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from archive.archive import Archive
from archive.errors import UnknownFile
from archive.passages import Text
from archive.record_json import NAME, read
from archive.records import Description, RecordId
from office.compare import Line, lines_of
from office.draft_errors import UnknownVersion
from office.draft_versions import Version
from office.drafting import Drafting
from office.permissions import Actor
from office.seen import OPENED

TEXT = "text.json"


@dataclass(frozen=True)
class Filed:
    """A record's version as it can be compared: its description, and its text line by line."""

    number: int
    description: Description
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Comparing:
    """What is kept of earlier versions; ``file`` is ``Office.file``, which asks who may read."""

    drafting: Drafting
    archive: Archive
    file: Callable[[RecordId, str, Actor, int | None, str], Path]

    def versions(self, draft: int, actor: Actor) -> tuple[Version, ...]:
        """Return a draft as it stands now, and before it the kept versions, newest first."""
        now = self.drafting.open(draft, actor).draft
        with self.drafting.desk.filing.db.reading() as conn:
            kept = self.drafting.desk.drafts.versions.of(conn, draft)
        return (now.version, *(each for each in kept if each.revision != now.revision))

    def version(self, draft: int, revision: int, actor: Actor) -> Version:
        """Return one version of a draft; raises UnknownVersion."""
        for each in self.versions(draft, actor):
            if each.revision == revision:
                return each
        raise UnknownVersion(version=revision)

    def go_back(self, draft: int, revision: int, seen: int, actor: Actor) -> int:
        """Write an earlier version over a draft as it was at ``seen``, which is kept itself.

        Returns the new revision; raises what ``Drafting.save`` raises, and UnknownVersion.
        """
        earlier, now = self.version(draft, revision, actor), self.versions(draft, actor)[0]
        done = self.drafting.save(draft, seen, earlier.answers, actor)
        if done != seen:
            with self.drafting.desk.filing.db.writing() as conn:
                self.drafting.desk.drafts.versions.keep(conn, now)
        return done

    def filed(self, id: RecordId, number: int, actor: Actor) -> Filed:
        """Return a version of a record; raises NotPermitted, UnknownRecord, UnknownVersion."""
        # Whoever may not read it is not told its versions either.
        self.file(id, NAME, actor, None, OPENED)
        if number not in {version.number for version in self.archive.history(id)}:
            raise UnknownVersion(version=number)
        description = read(self.file(id, NAME, actor, number, OPENED).read_bytes()).description
        try:
            text = Text.from_json(self.file(id, TEXT, actor, number, OPENED).read_bytes())
        except UnknownFile:
            text = Text()
        lines = [
            line
            for passage in text.passages
            for line in lines_of(passage.heading, f"{passage.heading}\n{passage.text}")
        ]
        return Filed(number, description, tuple(lines))
