"""Recordings of a meeting: kept by their hash, heard by those who make its minutes.

A recording is never opened by the office, only given back as the sound it is. It is heard by who
may note facts of the case's group: it holds what was said, which the minutes need not tell.
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from secrets import token_hex
from typing import BinaryIO

from sqlalchemy import Column, Connection, ForeignKey, Integer, String, Table, Text, insert, select
from sqlalchemy import update as change

from archive.database import Instant, metadata
from archive.errors import WriteNotVerified
from archive.files import make_folders, need_room, refusing, replace, sha512_of, sync
from office.meeting.kept_files import KeptFiles
from office.meeting.recording_errors import RecordingDamaged, RecordingRefused, UnknownRecording
from office.meeting.transcript import Cue, read
from office.permissions import Actor, may, require
from office.procedures.cases import Cases
from office.procedures.tables import cases
from thai.text import clean, cut_bytes

MOST_BYTES = 190 * 2**20
PIECE = 1 << 20
KINDS = {
    "audio/mpeg": "MP3",
    "audio/mp4": "M4A",
    "audio/ogg": "OGG",
    "audio/wav": "WAV",
    "audio/flac": "FLAC",
    "audio/webm": "WEBM",
    "audio/aac": "AAC",
}
"""Media types that are given back, whatever the file was called."""

recordings = Table(
    "meeting_recording",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("case", ForeignKey(cases.c.id), nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("kind", String(20), nullable=False),
    Column("sha512", String(128), nullable=False),
    Column("size", Integer, nullable=False),
    Column("transcript", Text, nullable=False, server_default="[]"),
    Column("removed", Text, nullable=False, server_default=""),
    Column("who", Text, nullable=False),
    Column("at", Instant, nullable=False),
)
"""``removed`` says why it is not shown any more ("" = it is); ``transcript`` is JSON of cues."""


@dataclass(frozen=True)
class Recording:
    """A recording: ``kind`` is its media type, ``size`` in bytes, ``cues`` its transcript."""

    id: int
    case: int
    name: str
    kind: str
    sha512: str
    size: int
    who: str
    at: datetime
    cues: tuple[Cue, ...] = ()


@dataclass(frozen=True)
class Recordings:
    """The recordings of all meetings, below the folder of ``kept``."""

    cases: Cases
    kept: KeptFiles

    def may_hear(self, case: int, actor: Actor) -> bool:
        """Whether somebody may hear the recordings of a case."""
        return may(actor, "note", self.cases.get(case, actor).group)

    def of(self, case: int, actor: Actor) -> tuple[Recording, ...]:
        """Return a meeting's recordings in the order in which they came."""
        require(actor, "note", self.cases.get(case, actor).group)
        r = recordings.c
        asked = select(recordings).where(r.case == case, r.removed == "").order_by(r.id)
        with self.cases.db.reading() as conn:
            return tuple(_recording(row) for row in conn.execute(asked))

    def get(self, case: int, id: int, actor: Actor) -> Recording:
        """Return a recording; raises UnknownRecording."""
        found = next((one for one in self.of(case, actor) if one.id == id), None)
        if found is None:
            raise UnknownRecording()
        return found

    def file(self, case: int, id: int, actor: Actor) -> tuple[Recording, Path]:
        """Return a recording and where it lies, to be read only; raises RecordingDamaged."""
        found = self.get(case, id, actor)
        path = self.kept.path(found.sha512)
        if not path.is_file() or path.stat().st_size != found.size:
            raise RecordingDamaged(name=found.name, why="ไม่พบไฟล์หรือขนาดไม่ตรง")
        return found, path

    def take(self, case: int, name: str, source: BinaryIO, actor: Actor) -> Recording:
        """Keep a recording, read piece by piece; raises RecordingRefused, DiskFull.

        The same bytes are one recording of a case.
        """
        require(actor, "note", self.cases.get(case, actor).group)
        digest, size, kind = self._kept(source)
        with self.cases.db.writing() as conn:
            r = recordings.c
            same = select(r.id).where(r.case == case, r.sha512 == digest, r.removed == "")
            if (id := conn.scalar(same)) is None:
                told = {"name": _named(name), "kind": kind, "sha512": digest, "size": size}
                made = {"case": case, "who": actor.label, "at": self.cases.clock()}
                key = conn.execute(insert(recordings).values(told | made)).inserted_primary_key
                assert key is not None
                id = int(key[0])
                self._tell(conn, actor, "recording-kept", case, {"sha512": digest, "size": size})
            row = conn.execute(select(recordings).where(r.id == id)).one()
        return _recording(row)

    def transcribe(self, case: int, id: int, name: str, data: bytes, actor: Actor) -> int:
        """Lay a transcript beside a recording; returns its number of cues."""
        self.get(case, id, actor)
        cues = read(name, data)
        told = json.dumps([[cue.text, cue.at] for cue in cues], ensure_ascii=False)
        with self.cases.db.writing() as conn:
            conn.execute(change(recordings).where(recordings.c.id == id).values(transcript=told))
            self._tell(conn, actor, "recording-transcribed", case, {"recording": id})
        return len(cues)

    def remove(self, case: int, id: int, why: str, actor: Actor) -> None:
        """Take a recording off the page; row and bytes stay for who has to answer for them."""
        self.get(case, id, actor)
        if not why.strip():
            raise RecordingRefused(why="โปรดบอกเหตุผลที่เอาออก")
        with self.cases.db.writing() as conn:
            gone = change(recordings).where(recordings.c.id == id)
            conn.execute(gone.values(removed=why.strip()))
            self._tell(conn, actor, "recording-removed", case, {"recording": id, "why": why})

    def _kept(self, source: BinaryIO) -> tuple[str, int, str]:
        """Write the bytes down beside their place, then under their hash; tell hash, size, kind."""
        first = source.read(PIECE)
        kind = kind_of(first)
        fresh = self.kept.folder / f"recording.{token_hex(8)}"
        with refusing():
            make_folders(self.kept.folder)
            try:
                digest, size = self._write(fresh, first, source)
                place = self.kept.path(digest)
                make_folders(place.parent)
                replace(fresh, place)
            finally:
                fresh.unlink(missing_ok=True)
        return digest, size, kind

    def _write(self, fresh: Path, piece: bytes, source: BinaryIO) -> tuple[str, int]:
        hash, size = hashlib.sha512(), 0
        with fresh.open("xb") as out:
            while piece:
                size += len(piece)
                if size > MOST_BYTES:
                    raise RecordingRefused(why="ใหญ่เกิน ๑๙๐ ล้านไบต์ โปรดบันทึกเป็น MP3 หรือแบ่งไฟล์")
                need_room(fresh.parent, len(piece))
                out.write(piece)
                hash.update(piece)
                piece = source.read(PIECE)
        sync(fresh)
        if sha512_of(fresh) != hash.hexdigest():
            raise WriteNotVerified(path=fresh)
        return hash.hexdigest(), size

    def _tell(
        self, conn: Connection, actor: Actor, act: str, case: int, detail: dict[str, object]
    ) -> None:
        at = self.cases.clock()
        self.cases.journal.add(conn, actor.label, act, f"case/{case}", detail, at)


def kind_of(first: bytes) -> str:
    """Tell the media type of sound by its first bytes, never by its name.

    Raises RecordingRefused for anything that is no sound.
    """
    if first[4:8] == b"ftyp":
        return "audio/mp4"
    if first[:4] == b"RIFF" and first[8:12] == b"WAVE":
        return "audio/wav"
    begins = {
        b"ID3": "audio/mpeg", b"OggS": "audio/ogg", b"fLaC": "audio/flac",
        b"\x1a\x45\xdf\xa3": "audio/webm", b"\xff\xf1": "audio/aac", b"\xff\xf9": "audio/aac",
        b"\xff\xfb": "audio/mpeg", b"\xff\xf3": "audio/mpeg", b"\xff\xf2": "audio/mpeg",
        b"\xff\xfa": "audio/mpeg",
    }  # fmt: skip
    for start, kind in begins.items():
        if first.startswith(start):
            return kind
    known = ", ".join(KINDS.values())
    raise RecordingRefused(why=f"ไม่ใช่ไฟล์เสียงที่เปิดฟังได้ รับ {known}")


def _named(name: str) -> str:
    """Return the name under which a file came, without folders and of a sensible length."""
    plain = clean(name.replace("\\", "/").rpartition("/")[2])
    return cut_bytes(plain, 200) or "ไฟล์เสียง"


def _recording(row: object) -> Recording:
    told = dict(row._mapping)  # type: ignore[attr-defined]
    cues = tuple(Cue(text, at) for text, at in json.loads(told.pop("transcript")))
    told.pop("removed")
    return Recording(**told, cues=cues)
