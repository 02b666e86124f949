"""Handover: a selection of records as a bag that any program checks and any browser searches.

Written record by record and file by file, so that twenty years go through as little memory as a
day. Every file is compared with the digest it was filed with; damage is never handed over.
"""

import errno
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO

from archive.bagit import Bag, portable
from archive.bagit_errors import PlaceTaken
from archive.catalogue import Entry, Filters
from archive.errors import ObjectDamaged
from archive.passages import Text
from archive.records import Record, RecordId
from office.clock import today
from office.handover_errors import (
    HandoverDamaged,
    HandoverTooLarge,
    HandoverUnwritable,
    NothingToHandOver,
)
from office.handover_index import (
    HEADS,
    Words,
    csv_lines,
    dublin_core,
    line,
    page,
    script,
    searched,
)
from office.intake import TYPE as IMPORTED
from office.office import Office
from office.people_errors import NotPermitted
from office.permissions import Actor, require
from office.received_store import TYPE as RECEIVED
from office.seen import HANDED
from thai.dates import format_date
from thai.digits import to_thai

STEP = 500  # rows of the catalogue, and hits of a search, read at once
IN_A_SCRIPT = 200  # records
MOST_ZIPPED, MOST_BYTES = 200, 200 * 2**20
LISTED = 20  # damaged files that are named
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
CSV, DUBLIN_CORE = "records.csv", "dublin-core.xml"


@dataclass(frozen=True)
class Handed:
    """What was handed over: where, how many records, files and bytes.

    ``left_out`` counts records of the selection that this person may not open.
    """

    folder: Path
    records: int
    files: int
    size: int
    left_out: int = 0


@dataclass(frozen=True)
class Handover:
    """Hands records of an office over, as far as who asks may read them."""

    office: Office

    def of_filters(self, filters: Filters, actor: Actor) -> Iterator[RecordId]:
        """Yield the records that pass the filters, the oldest first."""
        offset, total = 0, 1
        while offset < total:
            step = replace(filters, order="oldest", limit=STEP, offset=offset)
            found = self.office.browse(step, actor)
            yield from (row.id for row in found.rows)
            offset, total = offset + STEP, found.total

    def of_search(self, text: str, actor: Actor) -> Iterator[RecordId]:
        """Yield the records that hold all that is searched for."""
        offset, total = 0, 1
        while offset < total:
            found = self.office.find(text, actor, limit=STEP, offset=offset)
            yield from (hit.id for hit in found.strict)
            offset, total = offset + STEP, found.total

    def rows(self, ids: Iterator[RecordId] | list[RecordId], actor: Actor) -> tuple[Entry, ...]:
        """Return the rows of a small selection; raises HandoverTooLarge above MOST_ZIPPED."""
        chosen = list(dict.fromkeys(ids))
        if len(chosen) > MOST_ZIPPED:
            raise _too_large()
        return self.office.browsing.picked(chosen, actor)

    def write(
        self,
        ids: Iterator[RecordId] | list[RecordId],
        into: Path,
        actor: Actor,
        progress: Callable[[int], None] = lambda _: None,
        most: int | None = None,
    ) -> Handed:
        """Write a bag; the folder ``into`` is there only when it is whole.

        ``most`` limits its bytes. Raises NothingToHandOver, PlaceTaken, HandoverDamaged,
        HandoverUnwritable, HandoverTooLarge; what was begun is removed then.
        """
        require(actor, "read")
        if into.exists():
            raise PlaceTaken(folder=into)
        part = into.with_name(f"{into.name}.part")
        try:
            shutil.rmtree(part, ignore_errors=True)
            handed = _Writing(self.office, Bag(part), actor, most).all(ids, progress)
            part.rename(into)
        except OSError as error:
            why = "พื้นที่ไม่พอ" if error.errno in _FULL else "ดิสก์ไม่ให้เขียน หรือถูกถอดออก"
            raise HandoverUnwritable(folder=into, why=why) from error
        finally:
            shutil.rmtree(part, ignore_errors=True)
        self._note(handed, into, actor)
        return replace(handed, folder=into)

    def zipped(self, ids: list[RecordId], actor: Actor) -> IO[bytes]:
        """Return a small handover as a .zip that vanishes when it is closed."""
        rows = self.rows(ids, actor)
        work = self.office.folder.place("work")
        with tempfile.TemporaryDirectory(dir=work) as folder:
            bag = Path(folder) / f"handover-{today(self.office.clock).isoformat()}"
            self.write([row.id for row in rows], bag, actor, most=MOST_BYTES)
            made = tempfile.TemporaryFile(dir=work)  # noqa: SIM115 - whoever sends it closes it
            with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
                for path in sorted(each for each in bag.rglob("*") if each.is_file()):
                    archive.write(path, path.relative_to(folder).as_posix())
        made.seek(0)
        return made

    def _note(self, handed: Handed, into: Path, actor: Actor) -> None:
        told = {"records": handed.records, "files": handed.files, "folder": into.name}
        with self.office.db.writing() as conn:
            at = self.office.clock()
            self.office.journal.add(conn, actor.label, "handed-over", "handover", told, at)


class _Writing:
    """A handover under way: the bag, and what its lists say so far."""

    def __init__(self, office: Office, bag: Bag, actor: Actor, most: int | None) -> None:
        self.office, self.bag, self.actor, self.most = office, bag, actor, most
        self.words = words_of(office)
        self.records = self.left_out = 0
        self.scripts: list[str] = []
        self.waiting: list[dict[str, object]] = []
        self.damaged: list[str] = []
        self.table = bag.folder / CSV

    def all(
        self, ids: Iterator[RecordId] | list[RecordId], progress: Callable[[int], None]
    ) -> Handed:
        self.table.write_bytes("\ufeff".encode() + csv_lines([HEADS]))
        for id in dict.fromkeys(ids):
            self._record(id)
            progress(self.records)
        if self.damaged:
            listed = "\n".join(self.damaged[:LISTED])
            raise HandoverDamaged(count=to_thai(str(len(self.damaged))), listed=listed)
        if not self.records:
            raise NothingToHandOver()
        return self._finished()

    def _record(self, id: RecordId) -> None:
        try:
            shown = self.office.show(id, self.actor, HANDED)
        except NotPermitted:
            self.left_out += 1
            return
        except ObjectDamaged as error:
            self.damaged.append(str(error.facts["id"]))
            return
        record = shown.record
        for file in record.files:
            source = self.office.archive.file_path(id, file.name, record.version)
            if self.bag.copy(source, f"{id}/{portable(file.name)}") != file.sha512:
                self.damaged.append(f"{id} {file.name}")
        self.bag.add(f"{id}/{DUBLIN_CORE}", dublin_core(record, self.words))
        self._listed(record, shown.text)
        self.records += 1
        if self.most is not None and self.bag.size > self.most:
            raise _too_large()

    def _listed(self, record: Record, text: Text) -> None:
        with self.table.open("ab") as table:
            table.write(csv_lines([line(record, self.words)]))
        self.waiting.append(searched(record, text, self.words))
        if len(self.waiting) == IN_A_SCRIPT:
            self._script()

    def _script(self) -> None:
        name = f"index-{len(self.scripts) + 1:04d}.js"
        self.bag.tag(name, script(self.waiting))
        self.scripts.append(name)
        self.waiting = []

    def _finished(self) -> Handed:
        if self.waiting:
            self._script()
        self.bag.copy(self.table, CSV)
        self.table.unlink()
        day, profile = today(self.office.clock), self.office.profile
        count = to_thai(f"{self.records:,}")
        about = f"{count} ฉบับ ส่งมอบเมื่อ {format_date(day, 'letter')} โดย {self.actor.label}"
        for name, data in page(f"เอกสารของ{profile.name_full}", about, self.scripts).items():
            self.bag.tag(name, data)
        self.bag.finish(
            {
                "Source-Organization": profile.name_full,
                "Organization-Address": " ".join(profile.address_lines),
                "Contact-Name": self.actor.label,
                "Contact-Phone": profile.phone,
                "Bagging-Date": day.isoformat(),
                "External-Description": about,
                "External-Identifier": f"urn:x-saraban:{profile.id}",
            }
        )
        bag = self.bag
        return Handed(bag.folder, self.records, bag.files, bag.size, self.left_out)


def words_of(office: Office) -> Words:
    """Return what the office calls its types and categories."""
    kinds = {form.code: form.title for form in office.shelf.forms()}
    plan = {row.code: row.title for row in office.profile.file_plan.categories}
    known = kinds | {IMPORTED: "ไฟล์นำเข้า", RECEIVED: "หนังสือรับ"}
    return Words(office.profile.name_full, known, plan, office.profile.names)


def _too_large() -> HandoverTooLarge:
    size = to_thai(str(MOST_BYTES // 2**20))
    return HandoverTooLarge(most=to_thai(str(MOST_ZIPPED)), size=size)
