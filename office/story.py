"""How a matter went and what came of it: all records that hang together, told as one chain.

Two records hang together by a tie, by a line of อ้างถึง that names the number of the other, by the
answer that was told of a received letter, or by lying in one case. From a letter that came, through
the memo, the order and the reply, to what a meeting resolved on it.
"""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

from archive import catalogue
from archive.catalogue import Entry, Filters, case_of
from archive.records import Description, Record, RecordId
from office.amending import KINDS
from office.awaited import asked_by
from office.citing import cited, meant
from office.office import Office
from office.permissions import Actor
from office.received_store import ANSWERED, CLOSED, TYPE, task_of
from office.seen import UNSEEN
from office.ties import OVERTAKING
from thai.dates import format_date
from thai.errors import Refused

MOST, IN_A_CASE, CITING = 60, 30, 20
CITES = "refers-to"
"""The weakest way to point at another record: whoever answers cites as well."""
OPEN_STATES = {
    "": "ยังไม่มอบหมาย",
    "handed": "มอบหมายแล้ว ยังไม่เสร็จ",
    "acknowledged": "รับทราบแล้ว ยังไม่เสร็จ",
}
GONE = {"void": "ยกเลิกแล้ว", "destroyed": "ทำลายแล้ว"}
OVER = {"cancels": "ถูกยกเลิก", "replaces": "มีฉบับใหม่แทน", "amends": "มีการแก้ไขเพิ่มเติม"}


@dataclass(frozen=True)
class Link:
    """A record (``of``) points at an earlier one, by a kind of ``office.amending.KINDS``."""

    of: RecordId
    kind: str
    to: RecordId


@dataclass(frozen=True)
class Step:
    """A record of the chain: its row, how it points at others, how it stands, what was resolved.

    ``open``: something is still to be done with it.
    """

    row: Entry
    links: tuple[Link, ...]
    stands: str
    open: bool
    resolution: str = ""


@dataclass(frozen=True)
class Story:
    """The chain by day; ``left`` counts records that hang on it but are not shown."""

    steps: tuple[Step, ...]
    left: int = 0

    @property
    def open(self) -> tuple[Step, ...]:
        """The steps that still ask for something."""
        return tuple(step for step in self.steps if step.open)


@dataclass(frozen=True)
class Stories:
    """Tells the matters of an office, as far as who asks may read them."""

    office: Office

    def of(self, id: RecordId, actor: Actor) -> Story:
        """Return the chain in which a record stands; raises NotPermitted, UnknownRecord."""
        first = self.office.show(id, actor, UNSEEN).record
        found, links, left = {id: first}, dict[tuple[RecordId, RecordId], Link](), set[RecordId]()
        waiting = deque([first, *self._in_the_case(first, actor, found)])
        while waiting:
            for link in self._links(waiting.popleft(), actor):
                if link.kind != CITES or (link.of, link.to) not in links:
                    links[link.of, link.to] = link
                for other in (link.of, link.to):
                    if other in found or (record := self._readable(other, actor)) is None:
                        continue
                    if len(found) == MOST:
                        left.add(other)
                        continue
                    found[other] = record
                    waiting.append(record)
        steps = tuple(self._steps(found, list(links.values()), actor))
        return Story(steps, len(left - found.keys()))

    def _steps(
        self, found: dict[RecordId, Record], links: list[Link], actor: Actor
    ) -> Iterator[Step]:
        resolved = self._resolved(found, actor)
        with self.office.db.reading() as conn:
            rows = [row for id in found if (row := catalogue.get(conn, str(id)))]
        for row in sorted(rows, key=lambda row: (row.day, row.id)):
            own = tuple(link for link in links if link.of == row.id and link.to in found)
            over = [link.kind for link in links if link.to == row.id and link.kind in OVERTAKING]
            replied = any(link.to == row.id and link.kind == "replies-to" for link in links)
            stands, is_open = standing(found[row.id], replied, over)
            yield Step(row, own, stands, is_open, resolved.get(row.id, ""))

    def _links(self, record: Record, actor: Actor) -> Iterator[Link]:
        about, id = record.description, record.id
        for tie in self.office.amendments.tied_to(record, actor):
            if tie.id is not None and not tie.void:
                yield Link(tie.id, tie.kind, id) if tie.back else Link(id, tie.kind, tie.id)
        for fact in about.facts:
            if fact.what == ANSWERED and "record" in fact.other:
                yield Link(RecordId.parse(str(fact.other["record"])), "replies-to", id)
        with self.office.db.reading() as conn:
            earlier = [other for line in about.references for other in meant(conn, line)]
        yield from (Link(id, CITES, other) for other in earlier if other != id)
        yield from (Link(other, CITES, id) for other in self._citing(record, actor))

    def _citing(self, record: Record, actor: Actor) -> Iterator[RecordId]:
        """Yield the records whose อ้างถึง names this one."""
        about = record.description
        if not about.number:
            return
        try:
            found = self.office.find(f'"{about.number}"', actor, limit=CITING).strict
        except Refused:
            return
        for hit in found:
            other = self._readable(hit.id, actor)
            lines = other.description.references if other and hit.id != record.id else ()
            told = (cited(line) for line in lines)
            if any(one and one.fits(about.number, about.dated) for one in told):
                yield hit.id

    def _in_the_case(
        self, record: Record, actor: Actor, found: dict[RecordId, Record]
    ) -> list[Record]:
        case = case_of(record.description)
        if not case:
            return []
        same = Filters(case=case, order="newest", limit=IN_A_CASE)
        for row in self.office.browse(same, actor).rows:
            if row.id not in found and (other := self._readable(row.id, actor)):
                found[row.id] = other
        return [other for id, other in found.items() if id != record.id]

    def _resolved(self, found: dict[RecordId, Record], actor: Actor) -> dict[RecordId, str]:
        """Return what meetings resolved on the numbers of the chain's letters."""
        told: dict[RecordId, str] = {}
        for record in [*found.values()]:
            number = record.description.number
            try:
                spoken = self.office.search.topic(f'"{number}"', actor) if number else ()
            except Refused:
                continue
            for one in spoken:
                if one.resolution and one.id != record.id:
                    other = found.get(one.id) or self._readable(one.id, actor)
                    if other is not None and len(found) < MOST:
                        found[one.id] = other
                        told.setdefault(one.id, one.resolution)
        return told

    def _readable(self, id: RecordId, actor: Actor) -> Record | None:
        try:
            return self.office.show(id, actor, UNSEEN).record
        except Refused:
            return None


def standing(record: Record, replied: bool, overtaken: list[str]) -> tuple[str, bool]:
    """Say how a record of a chain stands, and whether something is still to be done with it."""
    about, due = record.description, asked_by(record.description.facts)
    if record.state in GONE:
        return GONE[record.state], False
    if overtaken:
        return OVER[min(overtaken, key=OVERTAKING.index)], False
    if about.type == TYPE:
        return _received(about, replied)
    if due is not None and not replied:
        return f"รอคำตอบภายใน {format_date(due, 'short')}", True
    sent = [fact.note for fact in about.facts if fact.what == "sent"]
    parts = (f"ส่งแล้ว {sent[-1]}" if sent else "", "ได้คำตอบแล้ว" if replied else "")
    return " ".join(filter(None, parts)), False


def _received(about: Description, replied: bool) -> tuple[str, bool]:
    task = task_of(about.facts)
    if replied or task.state in (ANSWERED, CLOSED):
        notes = [fact.note for fact in about.facts if fact.what == CLOSED]
        return (f"เสร็จสิ้น {notes[-1]}" if notes else "ตอบแล้ว"), False
    until = f" ภายใน {format_date(task.due, 'short')}" if task.due else ""
    return f"{OPEN_STATES[task.state]}{until}", True


def labels(links: tuple[Link, ...], places: dict[RecordId, int]) -> Iterator[tuple[str, int]]:
    """Yield how a step points at others: in words, and at which place of the chain."""
    for link in links:
        if link.to in places:
            yield KINDS.get(link.kind, link.kind), places[link.to]
