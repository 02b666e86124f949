"""Recordings go into the archive when their case is filed: there they are verified and backed up.

Each becomes a record of its own in the meeting's case file, for it is read by fewer people than the
minutes: by the group that keeps the meeting, and by whom the office lets see everything.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import cast

from filelock import FileLock
from sqlalchemy import Column, Connection, ForeignKey, Integer, String, Table, insert, select

from archive.access import Restriction
from archive.database import metadata
from archive.names import readable
from archive.passages import Passage, Text
from archive.records import Description, Fact, NewFile, RecordId
from office.arrival_filing import Filed, refiled
from office.clock import today
from office.filing import Filing
from office.intake import SERIES, TYPE
from office.meeting.recording import Recording, Recordings, recordings
from office.meeting.steps import held_on
from office.permissions import Actor
from office.procedures.kept import Case
from thai.dates import buddhist_year

FORM = "minutes"
"""A recording is filed in the category of this form, and kept as long."""

filed = Table(
    "meeting_recording_filed",
    metadata,
    Column("recording", ForeignKey(recordings.c.id), primary_key=True),
    Column("record", String(80), nullable=False),
    Column("done", Integer, nullable=False, server_default="0"),
)
"""Under which record a recording is, or was being, filed; ``done``: the archive has it."""


@dataclass(frozen=True)
class RecordingsFiled:
    """The recordings of meetings as records of the archive."""

    recordings: Recordings
    filing: Filing

    def records(self, case: int) -> dict[int, RecordId]:
        """Return under which records the recordings of a case are filed."""
        asked = select(filed).join(recordings).where(recordings.c.case == case, filed.c.done == 1)
        with self.filing.db.reading() as conn:
            rows = conn.execute(asked).all()
        return {row.recording: RecordId.parse(row.record) for row in rows}

    def file(self, case: int, actor: Actor) -> tuple[RecordId, ...]:
        """File every recording of a case that is not filed yet; returns the new records.

        A crash leaves one unfiled or filed once. Raises RecordingDamaged, ArchiveNotMounted,
        DiskFull, NotPermitted.
        """
        r, told = recordings.c, self.recordings.cases.get(case, actor)
        left = select(r.id).outerjoin(filed).where(r.case == case, r.removed == "")
        with self.filing.db.reading() as conn:
            ids = set(conn.scalars(left.where(filed.c.done.is_distinct_from(1))))
        if not ids:  # whoever ends a case without recordings need not be allowed to hear any
            return ()
        ones = (one for one in self.recordings.of(case, actor) if one.id in ids)
        return tuple(self._filed(one, told, actor) for one in ones)

    def end(self, case: int, seen: int, state: str, why: str, actor: Actor) -> Case:
        """End a case as ``Cases.end`` does; what was recorded of one that is closed is filed."""
        if state == "closed":
            self.file(case, actor)
        return self.recordings.cases.end(case, seen, state, why, actor)

    def lies(self, case: int, id: int, actor: Actor) -> tuple[Recording, Path]:
        """Return a recording and where its bytes lie now, to be read only.

        Raises RecordingDamaged, UnknownRecording, UnknownRecord.
        """
        record = self.records(case).get(id)
        if record is None:
            return self.recordings.file(case, id, actor)
        one = self.recordings.get(case, id, actor)
        return one, self.filing.archive.file_path(record, _named(one))

    def _filed(self, one: Recording, case: Case, actor: Actor) -> RecordId:
        archive, journal = self.filing.archive, self.filing.journal
        archive.check_ready()
        _, path = self.recordings.file(case.id, one.id, actor)
        about, at = self._about(one, case, actor), self.recordings.cases.clock()
        with FileLock(self.filing.work / f"recording-{one.id}.lock"):
            with self.filing.db.writing() as conn:
                id = self._claimed(conn, one.id, buddhist_year(about.dated or today(lambda: at)))
            text = NewFile("text.json", _text(one).to_json())
            with _shown(path) as content:
                files = [NewFile(_named(one), content), text]
                why = "เก็บเสียงการประชุม"
                record = archive.accession(id, about, files, who=actor.label, why=why)
            with self.filing.db.writing() as conn:
                archive.enter(conn, record)
                change = filed.update().where(filed.c.recording == one.id).values(done=1)
                conn.execute(change)
                detail = {"record": str(id), "sha512": one.sha512}
                journal.add(conn, actor.label, "recording-filed", f"case/{case.id}", detail, at)
                journal.add(conn, actor.label, "imported", str(id), {"file": one.name}, at)
        self._let_go(one, path)
        return id

    def _claimed(self, conn: Connection, recording: int, year: int) -> RecordId:
        """Return the record that a recording becomes, the same after a crash."""
        asked = select(filed.c.record).where(filed.c.recording == recording)
        if known := conn.scalar(asked):
            return RecordId.parse(known)
        id = self.filing.archive.next_id(conn, year, SERIES)
        conn.execute(insert(filed).values(recording=recording, record=str(id)))
        return id

    def _let_go(self, one: Recording, path: Path) -> None:
        """Remove the bytes that lay outside, unless another meeting's recording is the same."""
        r = recordings.c
        others = select(r.id).outerjoin(filed).where(r.sha512 == one.sha512)
        with self.filing.db.reading() as conn:
            needed = conn.scalar(others.where(filed.c.done.is_distinct_from(1)).limit(1))
        if needed is None:
            path.unlink(missing_ok=True)

    def _about(self, one: Recording, case: Case, actor: Actor) -> Description:
        profile, shelf = self.filing.press.settings.profile, self.filing.press.shelf
        now = self.recordings.cases.clock()
        held, on = held_on(case), today(lambda: now)
        about = Description(
            type=TYPE,
            series=SERIES,
            title=f"เสียง{case.title}",
            dated=held,
            filed_at=now,
            case=case.title,
            source="imported",
            source_file=one.name,
            facts=(Fact("received", on=on, by=actor.label, at=now),),
        )
        person = profile.directory.get(actor.person)
        group = case.group or (person.group if person else "")
        whose = Restriction(tuple(filter(None, (f"@{group}" if group else "", actor.person))))
        about = Description(**vars(about) | {"group": group, "access": str(whose)})
        category = Filed(shelf.form(FORM).category)
        return refiled(about, profile, category, date((held or on).year, 12, 31))


@contextmanager
def _shown(path: Path) -> Iterator[bytes]:
    """Show a file as bytes that the system reads as they are asked for."""
    with (
        path.open("rb") as source,
        mmap(source.fileno(), 0, access=ACCESS_READ) as mapped,
        memoryview(mapped) as view,
    ):
        yield cast(bytes, view)


def _named(one: Recording) -> str:
    """Return the name of a recording inside its record."""
    stem, _, suffix = one.name.rpartition(".")
    return readable(stem or one.name, f".{suffix}" if stem else "")


def _text(one: Recording) -> Text:
    """Return the transcript, which is found by its words."""
    said = "\n".join(cue.text for cue in one.cues)
    return Text((Passage("บทถอดเสียง", said),) if said else ())
