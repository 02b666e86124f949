"""Files of a meeting's items go into the archive: read, filed once, and in the meeting's case file.

From there they are found by their words and bound into the volume of the meeting.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import update

from archive.records import RecordId
from office.clock import today
from office.intake import Place, Taken
from office.meeting import tables
from office.meeting.values import Attached, Item
from office.office import Office
from office.permissions import Actor, require
from thai.dates import buddhist_year

AGENDA = "agenda"


@dataclass(frozen=True)
class Attachments:
    """Files what came with the items of an office's meetings."""

    office: Office

    def file(self, case: int, actor: Actor) -> tuple[Taken, ...]:
        """File what is not filed yet of the items on the agenda, in their order.

        Returns one answer per file; what cannot be read stays with its item and says why. Raises
        ArchiveNotMounted, DiskFull.
        """
        meeting = self.office.meeting.of(case, actor)
        require(actor, "file", meeting.case.group)
        title = meeting.case.title
        return tuple(self._filed(item, file, title, actor) for item, file in _open(meeting.items))

    def _filed(self, item: Item, file: Attached, title: str, actor: Actor) -> Taken:
        office = self.office
        category = office.shelf.form(AGENDA).category
        place = Place(buddhist_year(today(office.clock)), category, title_from="name")
        _, kept = office.meeting.items.file(item, file.id)
        with TemporaryDirectory(dir=office.folder.place("work")) as folder:
            path = Path(folder) / file.name
            path.write_bytes(kept.read_bytes())
            taken = office.intake.file(path, place, actor)
        if taken.id is not None:
            self._join(taken.id, title, actor)
            self._note(item, file, taken.id, actor)
        return taken

    def _join(self, id: RecordId, title: str, actor: Actor) -> None:
        """Put a record into the meeting's case file, unless it is in another's."""
        record = self.office.archive.record(id)
        if not record.description.case:
            self.office.amendments.join_case(id, record.version, title, actor)

    def _note(self, item: Item, file: Attached, id: RecordId, actor: Actor) -> None:
        change = update(tables.files).where(tables.files.c.id == file.id)
        detail = {"item": item.id, "record": str(id)}
        with self.office.db.writing() as conn:
            conn.execute(change.values(record=str(id)))
            self.office.cases.tell(conn, actor, "item-file-filed", item.case, detail)


def _open(items: tuple[Item, ...]) -> Iterator[tuple[Item, Attached]]:
    """Yield every file that is not in the archive yet."""
    return ((item, file) for item in items for file in item.files if not file.record)
