"""What the groups bring before a meeting: items with files, or that there is none this time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from office.clock import today
from office.meeting import tables
from office.meeting.errors import (
    ItemsThere,
    MeetingChanged,
    MeetingInvalid,
    UnknownFile,
    UnknownItem,
)
from office.meeting.kept_files import KeptFiles
from office.meeting.steps import deadline, held_on, require_meeting, row_for, steps_of, target
from office.meeting.told import (
    Sent,
    Teller,
    cleaned,
    faults_of,
    faults_of_files,
    faults_of_teller,
    named,
)
from office.meeting.values import (
    IN,
    KINDS,
    LATER,
    MEANS,
    OUT,
    PLACES,
    WAITING,
    Answer,
    Attached,
    Item,
    Proposed,
)
from office.permissions import Actor, require
from office.procedures.cases import Cases, Decision, require_open
from office.procedures.kept import Case, rows_of
from office.procedures.moves import STATES as MOVES
from office.procedures.moves import possible
from office.procedures.standing import Row
from templates.errors import Problem
from thai.dates import BANGKOK
from thai.digits import to_thai

MOST_ITEMS = 50  # of a group in one meeting


@dataclass(frozen=True)
class Items:
    """The items of every meeting. A group tells its own; who may issue orders all of them."""

    cases: Cases
    kept: KeptFiles

    def of(self, case: int, actor: Actor) -> tuple[Item, ...]:
        """Return every item of a meeting: by kind, in the order that was laid down."""
        require(actor, "read")
        with self.cases.db.reading() as conn:
            self.cases.kept(conn, case, actor)
            return items_of(conn, case)

    def answers(self, case: int, actor: Actor) -> tuple[Answer, ...]:
        """Return how each group that is called has answered, in the order of the groups."""
        require(actor, "read")
        with self.cases.db.reading() as conn:
            told = self.cases.kept(conn, case, actor)
            found = select(tables.answers).where(tables.answers.c.case == case)
            given = {row.group: row._asdict() for row in conn.execute(found)}
            rows, step = rows_of(conn, case), steps_of(told.procedure).call
        called = told.situation.of_kind("group")
        return tuple(
            _answer(one.id, one.title, given.get(one.id), row_for(rows, step, one.id))
            for one in called
        )

    def last_day(self, conn: Connection, case: Case, group: str) -> date | None:
        """Return until when a group's answer is in time, None for ever."""
        row = row_for(rows_of(conn, case.id), steps_of(case.procedure).call, group)
        begun = case.at.astimezone(BANGKOK).date()
        return deadline(row.due if row else None, begun, held_on(case))

    def propose(
        self,
        case: int,
        group: str,
        told: Proposed,
        teller: Teller,
        actor: Actor,
        *,
        files: Sequence[Sent] = (),
    ) -> Item:
        """Add an item of a group; with it the group has answered.

        Raises MeetingInvalid with every fault, NotOfMeeting, CaseClosed, DiskFull.
        """
        told = cleaned(told)
        own = self._own(case, group, actor)
        faults = [*faults_of(told), *faults_of_teller(teller), *faults_of_files(files, own)]
        if len(own) >= MOST_ITEMS:
            faults.append(Problem("title", "ชื่อเรื่อง", "ส่งไว้มากเกินไปแล้ว โปรดรวมเรื่องเข้าด้วยกัน"))
        if faults:
            raise MeetingInvalid(faults)
        kept = [(one, self.kept.put(one.data)) for one in files]
        with self.cases.db.writing() as conn:
            of = self._answering(conn, case, group, actor)
            id = self._add(conn, of, group, vars(told) | _by(teller, actor))
            self._attach(conn, id, kept, actor)
            self._answer(conn, of, group, teller, actor, nothing=False)
            self.cases.tell(conn, actor, "item-told", case, {"item": id, "group": group})
            return _item(conn, case, id)

    def edit(self, item: Item, told: Proposed, actor: Actor, *, files: Sequence[Sent] = ()) -> Item:
        """Change an item as its writer saw it, and add files to it.

        Raises MeetingInvalid with every fault, MeetingChanged, UnknownItem, CaseClosed.
        """
        told = cleaned(told)
        own = self._own(item.case, item.group, actor)
        if faults := [*faults_of(told), *faults_of_files(files, own, item.id)]:
            raise MeetingInvalid(faults)
        kept = [(one, self.kept.put(one.data)) for one in files]
        with self.cases.db.writing() as conn:
            self._answering(conn, item.case, item.group, actor)
            self._put(conn, item, vars(told))
            self._attach(conn, item.id, kept, actor)
            self.cases.tell(conn, actor, "item-changed", item.case, {"item": item.id})
            return _item(conn, item.case, item.id)

    def nothing(self, case: int, group: str, teller: Teller, actor: Actor) -> None:
        """Write down that a group has no item; raises ItemsThere, MeetingInvalid, NotOfMeeting."""
        if faults := faults_of_teller(teller):
            raise MeetingInvalid(faults)
        with self.cases.db.writing() as conn:
            of = self._answering(conn, case, group, actor)
            own = [one for one in items_of(conn, case) if one.group == group and one.place != OUT]
            if own:
                raise ItemsThere(count=to_thai(str(len(own))))
            self._answer(conn, of, group, teller, actor, nothing=True)

    def withdraw(self, item: Item, actor: Actor) -> None:
        """Take an item back, by its group; it stays told and is on no agenda."""
        with self.cases.db.writing() as conn:
            self._answering(conn, item.case, item.group, actor)
            self._put(conn, item, {"place": OUT})
            self.cases.tell(conn, actor, "item-withdrawn", item.case, {"item": item.id})

    def drop(self, item: Item, file: int, actor: Actor) -> None:
        """Take a file away from an item; raises UnknownFile."""
        with self.cases.db.writing() as conn:
            self._answering(conn, item.case, item.group, actor)
            here = (tables.files.c.id == file, tables.files.c.item == item.id)
            if not conn.execute(delete(tables.files).where(*here)).rowcount:
                raise UnknownFile()
            self.cases.tell(conn, actor, "item-file-dropped", item.case, {"item": item.id})

    def put(self, item: Item, place: str, actor: Actor) -> Item:
        """Say where an item stands: one of PLACES; raises MeetingChanged, NotPermitted."""
        if place not in PLACES:
            raise MeetingInvalid([Problem("place", "", "โปรดเลือกจากรายการ")])
        with self.cases.db.writing() as conn:
            self._ordering(conn, item.case, actor)
            self._put(conn, item, {"place": place, "sort": _last(conn, item.case) + 1})
            self.cases.tell(conn, actor, "item-put", item.case, {"item": item.id, "place": place})
            return _item(conn, item.case, item.id)

    def shift(self, item: Item, by: int, actor: Actor) -> None:
        """Move an item one up (-1) or down (1) among those of its kind; at the end it stays."""
        with self.cases.db.writing() as conn:
            self._ordering(conn, item.case, actor)
            here = [
                one.id
                for one in items_of(conn, item.case)
                if one.place == IN and one.told.kind == item.told.kind
            ]
            if item.id not in here:
                raise MeetingChanged()
            old = here.index(item.id)
            new = min(max(old + by, 0), len(here) - 1)
            here.insert(new, here.pop(old))
            for sort, id in enumerate(here):
                change = update(tables.items).where(tables.items.c.id == id)
                conn.execute(change.values(sort=sort))
            self.cases.tell(conn, actor, "item-shifted", item.case, {"item": item.id, "by": by})

    def left(self, earlier: Iterable[Case], actor: Actor) -> tuple[Item, ...]:
        """Return what earlier meetings kept for later and none has taken up."""
        require(actor, "read")
        i = tables.items.c
        told = select(i.case).distinct().where(i.case.in_([one.id for one in earlier]))
        with self.cases.db.reading() as conn:
            found = conn.scalars(told.where(i.place == LATER).order_by(i.case)).all()
            return tuple(
                one for case in found for one in items_of(conn, case) if one.place == LATER
            )

    def carry(self, item: Item, into: int, actor: Actor) -> Item:
        """Move an item that was kept for later into another meeting, telling from which."""
        with self.cases.db.writing() as conn:
            self._ordering(conn, into, actor)
            if item.place != LATER:
                raise MeetingChanged()
            before = self.cases.kept(conn, item.case, actor)
            number = before.situation.texts.get(before.procedure.count, before.title)
            sort = _last(conn, into) + 1
            self._put(
                conn,
                item,
                {"case": into, "place": IN, "carried": number, "sort": sort, "late": False},
            )
            self.cases.tell(conn, actor, "item-carried", into, {"item": item.id, "from": item.case})
            return _item(conn, into, item.id)

    def get(self, case: int, id: int, actor: Actor, group: str = "") -> Item:
        """Return an item of a meeting, if told only one of that group; raises UnknownItem."""
        require(actor, "read")
        with self.cases.db.reading() as conn:
            self.cases.kept(conn, case, actor)
            found = _item(conn, case, id)
        if group and found.group != group:
            raise UnknownItem()
        return found

    def file(self, item: Item, id: int) -> tuple[str, Path]:
        """Return a file's name and where its bytes lie; raises UnknownFile."""
        found = next((one for one in item.files if one.id == id), None)
        if found is None:
            raise UnknownFile()
        return found.name, self.kept.path(found.sha512)

    def _own(self, case: int, group: str, actor: Actor) -> list[Item]:
        """Return what a group has told, if the actor may tell more of it now."""
        with self.cases.db.reading() as conn:
            self._answering(conn, case, group, actor)
            return [one for one in items_of(conn, case) if one.group == group]

    # Inside a transaction

    def _answering(self, conn: Connection, case: int, group: str, actor: Actor) -> Case:
        """Return the case, if the actor may tell a group's items in it now."""
        told = self.cases.kept(conn, case, actor)
        require_meeting(told.procedure)
        target(told, "group", group)
        require(actor, "draft", group)
        require_open(told)
        return told

    def _ordering(self, conn: Connection, case: int, actor: Actor) -> Case:
        told = self.cases.kept(conn, case, actor)
        require_meeting(told.procedure)
        require(actor, "issue", told.group)
        require_open(told)
        return told

    def _late(self, conn: Connection, case: Case, group: str) -> bool:
        last = self.last_day(conn, case, group)
        return last is not None and today(self.cases.clock) > last

    def _add(self, conn: Connection, case: Case, group: str, told: dict[str, Any]) -> int:
        late = self._late(conn, case, group)
        row = told | {
            "case": case.id,
            "group": group,
            "place": WAITING if late else IN,
            "late": late,
            "carried": "",
            "sort": _last(conn, case.id) + 1,
            "version": 1,
            "at": self.cases.clock(),
        }
        key = conn.execute(insert(tables.items).values(row)).inserted_primary_key
        assert key is not None
        return int(key[0])

    def _answer(
        self,
        conn: Connection,
        case: Case,
        group: str,
        teller: Teller,
        actor: Actor,
        *,
        nothing: bool,
    ) -> None:
        """Write the answer down and end the group's row."""
        a, on = tables.answers.c, today(self.cases.clock)
        conn.execute(delete(tables.answers).where(a.case == case.id, a.group == group))
        told = {"case": case.id, "group": group, "empty": nothing, "on": on.isoformat()}
        told |= {"late": self._late(conn, case, group)}
        conn.execute(insert(tables.answers).values(told | _by(teller, actor)))
        row = row_for(rows_of(conn, case.id), steps_of(case.procedure).call, group)
        if row and "done" in possible(row.state):
            note = f"{'ไม่มีวาระ' if nothing else 'ส่งวาระแล้ว'} ({MEANS[teller.means]})"
            decision = Decision(note, teller.name, on)
            self.cases.moved(conn, {row.id: row.version}, "done", actor, decision)

    def _put(self, conn: Connection, seen: Item, told: dict[str, Any]) -> None:
        i = tables.items.c
        change = update(tables.items).where(i.id == seen.id, i.version == seen.version)
        if not conn.execute(change.values(told | {"version": seen.version + 1})).rowcount:
            raise MeetingChanged()

    def _attach(
        self, conn: Connection, item: int, kept: Iterable[tuple[Sent, str]], actor: Actor
    ) -> None:
        for file, digest in kept:
            row = {
                "item": item,
                "name": named(file.name),
                "sha512": digest,
                "size": len(file.data),
            }
            by = {"who": actor.label, "at": self.cases.clock()}
            conn.execute(insert(tables.files).values(row | by))


def items_of(conn: Connection, case: int) -> tuple[Item, ...]:
    """Return every item of a case by kind and order, with its files."""
    i, f = tables.items.c, tables.files.c
    files: dict[int, list[Attached]] = {}
    told = select(tables.files).join(tables.items).where(i.case == case).order_by(f.id)
    for row in conn.execute(told):
        files.setdefault(row.item, []).append(
            Attached(row.id, row.name, row.sha512, row.size, row.record)
        )
    rows = conn.execute(select(tables.items).where(i.case == case).order_by(i.sort, i.id))
    found = (_read(row._asdict(), files.get(row.id, ())) for row in rows)
    order = list(KINDS)
    return tuple(sorted(found, key=lambda one: order.index(one.told.kind)))


def _item(conn: Connection, case: int, id: int) -> Item:
    found = next((one for one in items_of(conn, case) if one.id == id), None)
    if found is None:
        raise UnknownItem()
    return found


def _read(row: dict[str, Any], files: Iterable[Attached]) -> Item:
    told = Proposed(row["title"], row["kind"], row["detail"], row["wanted"], row["presenter"])
    return Item(
        id=row["id"],
        case=row["case"],
        group=row["group"],
        told=told,
        place=row["place"],
        late=row["late"],
        carried=row["carried"],
        told_by=row["told_by"],
        means=row["means"],
        version=row["version"],
        files=tuple(files),
    )


def _answer(group: str, title: str, told: dict[str, Any] | None, row: Row | None) -> Answer:
    noted = (row.note or MOVES[row.state]) if row and row.ended else ""
    if told is None:
        return Answer(group, title, False, False, False, "", "", "", None, noted)
    on = date.fromisoformat(told["on"])
    by = told["told_by"], told["recorded_by"], told["means"]
    return Answer(group, title, True, told["empty"], told["late"], *by, on, noted)


def _last(conn: Connection, case: int) -> int:
    i = tables.items.c
    return int(conn.scalar(select(func.max(i.sort)).where(i.case == case)) or 0)


def _by(teller: Teller, actor: Actor) -> dict[str, str]:
    return {
        "told_by": teller.name or actor.label,
        "recorded_by": actor.label,
        "means": teller.means,
    }
