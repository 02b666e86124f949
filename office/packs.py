"""The volume of a meeting: agenda, attachments and papers of the archive bound in one PDF to read.

Nothing is filed and no original is touched; what is bound are copies.
"""

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath

from archive import names
from archive.catalogue import Filters, case_of
from archive.errors import BadRecordId
from archive.records import Record, RecordId
from indexer.bounded import bounded
from office.office import Office
from office.pack_errors import PackEmpty, PackFaulty, PackTooLong, PieceUnclear
from office.permissions import Actor
from office.press import facts_of
from office.print_set import Printed
from office.redacting import COPY
from office.seen import PRINTED
from templates.errors import PackUnbound
from templates.pack import (
    Cover,
    Opened,
    Paper,
    Unopened,
    bound,
    front,
    opened,
    page_count,
    stamp_texts,
    stamps,
)
from thai.digits import to_arabic, to_thai
from thai.errors import Refused
from thai.text import clean

MOST_PIECES, MOST_PAGES, LONGEST = 200, 3_000, 120
SECONDS = 300  # for 3,000 pages
MARK = "เอกสารประกอบที่ {number}"
AGENDA, AGENDA_MARK = "agenda", "ระเบียบวาระการประชุม"
STRANGE = "โครงสร้าง PDF ผิดปกติ"
TRIES = 4  # of the contents' own length; the second does, unless a number grows a line


@dataclass(frozen=True)
class Piece:
    """A file of a record that is to be bound; ``mark`` is what its pages are stamped with.

    Without ``file`` it is the record's first PDF, else its Word file made a PDF.
    """

    record: RecordId
    file: str = ""
    title: str = ""
    mark: str = ""


@dataclass(frozen=True)
class Packed:
    """A volume, its pages, and what was left out of it with the reason."""

    printed: Printed
    pages: int
    left_out: tuple[Unopened, ...]


@dataclass(frozen=True)
class Packs:
    """Binds papers of an office."""

    office: Office

    def proposed(self, id: RecordId, actor: Actor) -> tuple[Piece, ...]:
        """Return what belongs to a record: its own PDFs, its meeting's, its case's, those tied.

        The agenda comes first; only what the actor may read.
        """
        chosen = self.office.show(id, actor).record
        found = {chosen.id: chosen}
        for other in self._belonging(chosen, actor):
            if other not in found:
                record = self._readable(other, actor)
                if record is not None:
                    found[other] = record
        records = sorted(found.values(), key=lambda one: one.description.type != AGENDA)
        pieces = [piece for record in records for piece in _pieces(record)]
        return numbered(pieces[:MOST_PIECES])

    def of_ids(self, texts: Iterable[str], actor: Actor) -> tuple[Piece, ...]:
        """Return every PDF of records told by their ids; raises PieceUnclear, NotPermitted.

        Only an agenda has a mark yet (see ``numbered``).
        """
        records = [self.office.show(_id(text), actor).record for text in texts]
        return tuple(piece for record in records for piece in _pieces(record))

    def made(
        self, cover: Cover, pieces: Sequence[Piece], actor: Actor, *, skip: bool = False
    ) -> Packed:
        """Bind the pieces in their order.

        Raises PackFaulty with every file that is locked or damaged, unless they are to be skipped;
        PackEmpty, PackTooLong, NotPermitted, and what keeps LibreOffice from working.
        """
        if len(pieces) > MOST_PIECES:
            raise _too_long()
        papers = [self._paper(piece, actor) for piece in pieces]
        good, bad = bounded("PDF", opened, papers, seconds=SECONDS)
        if sum(one.pages for one in good) > MOST_PAGES:
            raise _too_long()
        while True:
            if bad and not skip:
                raise PackFaulty(bad)
            if not good:
                raise PackEmpty()
            told = Cover(_short(cover.heading), tuple(map(_short, cover.under)), tuple(bad))
            try:
                data = self._bound(told, good)
            except PackUnbound as fault:
                broken = good.pop(int(str(fault.facts["at"])) - 1)
                bad.append(Unopened(broken.paper.title, STRANGE))
            else:
                break
        name = names.readable(told.heading, ".pdf")
        return Packed(Printed(name, data), page_count(data), tuple(bad))

    def _bound(self, cover: Cover, papers: Sequence[Opened]) -> bytes:
        """Set the front until its own length is the one that its page numbers reckon with."""
        press = self.office.filing.press
        facts, own = facts_of(press.settings.profile), press.shelf.own
        before, first = 2, b""
        for _ in range(TRIES):
            docx = front(cover, papers, before, office=facts, own=own)
            first = press.converter.convert(docx).data
            if page_count(first) == before:
                break
            before = page_count(first)
        texts = stamp_texts(papers)
        marks = press.converter.convert(stamps(texts, office=facts, own=own)).data
        return bounded("PDF", bound, cover.heading, first, marks, texts, papers, seconds=SECONDS)

    def _paper(self, piece: Piece, actor: Actor) -> Paper:
        record = self.office.show(piece.record, actor).record
        file = piece.file or next((one.file for one in _pieces(record)), "")
        title, mark = _short(piece.title or record.description.title), _short(piece.mark)
        if not any(one.name == file for one in record.files):
            return Paper(title, mark, b"")
        data = self.office.file(record.id, file, actor, use=PRINTED).read_bytes()
        if PurePath(file).suffix.lower() == ".docx":
            data = self.office.converter.convert(data).data
        return Paper(title, mark, data)

    def _of_meeting(self, record: Record, actor: Actor) -> Iterator[RecordId]:
        told = record.description
        if told.meeting is None or not told.register:
            return
        same = Filters(year=record.id.year, register=told.register, state="filed", limit=1000)
        for row in self.office.browse(same, actor).rows:
            if row.register_number == told.register_number:
                yield row.id

    def _belonging(self, record: Record, actor: Actor) -> Iterator[RecordId]:
        yield from self._of_meeting(record, actor)
        if case := case_of(record.description):
            same = Filters(case=case, state="filed", order="oldest", limit=MOST_PIECES)
            yield from (row.id for row in self.office.browse(same, actor).rows)
        yield from self._tied(record)

    def _tied(self, record: Record) -> Iterator[RecordId]:
        with self.office.db.reading() as conn:
            ties = self.office.ties.of(conn, record)
        yield from (tie.id for tie in ties if tie.id is not None)

    def _readable(self, id: RecordId, actor: Actor) -> Record | None:
        """Return a record that belongs to another, None where the actor may not read it."""
        try:
            record = self.office.show(id, actor).record
        except Refused:
            return None
        return record if record.state != "void" else None


def numbered(pieces: Iterable[Piece], start: int = 1) -> tuple[Piece, ...]:
    """Return the pieces, those without a mark marked by number in their order."""
    count = itertools.count(start)
    return tuple(
        one if one.mark else replace(one, mark=MARK.format(number=next(count))) for one in pieces
    )


def _pieces(record: Record) -> list[Piece]:
    """Return the PDFs of a record as pieces; a record without one gives its Word file."""
    title = record.description.title
    pdfs = [file.name for file in record.files if file.name.lower().endswith(".pdf")]
    pdfs = [name for name in pdfs if name != COPY]
    words = [file.name for file in record.files if file.name.lower().endswith(".docx")]
    several = len(pdfs) > 1
    mark = AGENDA_MARK if record.description.type == AGENDA else ""
    return [
        Piece(record.id, name, f"{title} ({PurePath(name).stem})" if several else title, mark)
        for name in pdfs or words[:1]
    ]


def _id(text: str) -> RecordId:
    try:
        return RecordId.parse(to_arabic(text.strip()))
    except BadRecordId as error:
        raise PieceUnclear(text=text.strip()[:60]) from error


def _short(text: str) -> str:
    """Return a line as it is printed on the cover, in the contents or on a page."""
    return clean(text)[:LONGEST]


def _too_long() -> PackTooLong:
    return PackTooLong(most=to_thai(str(MOST_PIECES)), pages=to_thai(f"{MOST_PAGES:,}"))
