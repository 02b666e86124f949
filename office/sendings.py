"""Sendings: how a document left the office, to whom, and who received it; สมุดส่งหนังสือ (แบบที่ ๑๖).

Both are facts of the record; the catalogue keeps them as lines, so that the book opens no records.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, time
from typing import Any

from sqlalchemy import func, select

from archive import catalogue
from archive.records import Description, Fact, Record, RecordId
from archive.sendings import AWAITED, SENT, TAKEN, Sending, read, sendings_in
from office.amending import MOST_LETTERS, WAYS, Amendments
from office.clock import today
from office.errors import TellingInvalid
from office.permissions import Actor, readable, require
from office.printed_lists import short
from templates.errors import Problem
from thai.dates import buddhist_year
from thai.digits import to_arabic, to_thai
from thai.text import clean

ANSWERED = ("registered", "hand")
"""Ways by which somebody signs that the document came."""
MOST_AT_ONCE = 100  # receivers that are told together


@dataclass(frozen=True)
class Taking:
    """Who received a document, of which office, on which day, when; nothing need be known yet."""

    by: str = ""
    unit: str = ""
    on: date | None = None
    at: time | None = None


@dataclass(frozen=True)
class NewSending:
    """A sending as it is told: a way of WAYS, the day, to whom (a line each), who carried it."""

    way: str
    on: date | None
    to: str
    taking: Taking = Taking()
    carrier: str = ""

    @property
    def receivers(self) -> list[str]:
        """To whom it is sent, one by one, none twice."""
        return list(dict.fromkeys(filter(None, map(clean, self.to.splitlines()))))


@dataclass(frozen=True)
class Line:
    """A line of the book: the ``place``-th sending of a record, whose number is ``number``.

    ``sender`` is the paper's; ``void`` says that the record was cancelled since.
    """

    record: RecordId
    place: int
    number: int | None
    printed: str
    sender: str
    title: str
    sending: Sending
    void: bool = False


@dataclass(frozen=True)
class Sendings:
    """Acts on sendings, each VersionConflict, TellingInvalid, NotPermitted; and their book."""

    amendments: Amendments

    def send(self, id: RecordId, seen: int, told: NewSending, actor: Actor) -> Record:
        """Note that the document was sent, to each of its receivers by itself."""
        now = today(self.amendments.clock)

        def change(old: Description) -> Description:
            _complain(sending_faults(told, now, old.dated))
            return _with(old, [self._sent(told, to, actor) for to in told.receivers])

        return self.amendments.amend(id, seen, change, SENT, actor)

    def take(self, id: RecordId, seen: int, place: int, told: Taking, actor: Actor) -> Record:
        """Note who received a sending (the first is 1); telling it again corrects it."""
        now = today(self.amendments.clock)

        def change(old: Description) -> Description:
            _complain(_taking_faults(sendings_in(old.facts), place, told, now))
            other = {"sending": place, "unit": clean(told.unit), "time": _written(told.at)}
            by = clean(told.by)
            return _with(old, [self.amendments.fact(TAKEN, told.on, actor.label, by, other)])

        return self.amendments.amend(id, seen, change, TAKEN, actor)

    def book(
        self, first: date, last: date, actor: Actor, *, group: str = "", awaited: bool = False
    ) -> tuple[Line, ...]:
        """Return the sendings of some days (both included), as far as the actor may read.

        ``awaited``: only those whose receiver is to come.
        """
        require(actor, "read")
        c, labels = catalogue.records.c, readable(actor)
        where = [c.sent >= first, c.sent_first <= last]
        if labels is not None:
            where.append(labels.passing(c.access))
        if group:
            where.append(c["group"] == group)
        columns = (c.id, c.register_number, c.number, c.sender, c.title, c.receiver, c.state)
        with self.amendments.db.reading() as conn:
            rows = conn.execute(select(*columns, c.sendings).where(*where)).all()
        lines = (
            line
            for row in rows
            for line in _lines(row)
            if line.sending.on and first <= line.sending.on <= last
            if line.sending.awaited or not awaited
        )
        return tuple(sorted(lines, key=_in_order))

    def years(self) -> range:
        """Return the Buddhist years in which anything was sent, those between included."""
        c = catalogue.records.c
        with self.amendments.db.reading() as conn:
            first, last = conn.execute(select(func.min(c.sent_first), func.max(c.sent))).one()
        return range(buddhist_year(first), buddhist_year(last) + 1) if first else range(0)

    def _sent(self, told: NewSending, to: str, actor: Actor) -> Fact:
        taking, known = told.taking, {"way": told.way, "to": to}
        known |= {"unit": clean(taking.unit), "carrier": clean(told.carrier)}
        known |= {"received_by": clean(taking.by), "received_at": _written(taking.at)}
        known |= {"received_on": taking.on.isoformat() if taking.on else ""}
        if told.way in ANSWERED and not known["received_by"]:
            known["receipt"] = AWAITED
        taker = f"ผู้รับ {known['received_by']}" if known["received_by"] else ""
        note = " ".join(filter(None, (WAYS[told.way], f"ถึง {to}", taker)))
        kept = {key: value for key, value in known.items() if value}
        return self.amendments.fact(SENT, told.on, actor.label, note, kept)


def action(one: Sending) -> str:
    """Say how a document was sent, for the register's column การปฏิบัติ."""
    taker = f"ผู้รับ {one.taker}" if one.taker and one.taker not in one.note else ""
    return " ".join(filter(None, (f"ส่ง{one.note}", taker, short(one.on))))


def cells(line: Line) -> Mapping[str, str]:
    """Return a line under the columns of the regulation's form."""
    one, number = line.sending, str(line.number) if line.number else ""
    return {
        "number": to_thai(number),
        "sender": line.sender,
        "receiver": one.to,
        "unit": one.unit,
        "taker": one.taker,
        "when": " ".join(filter(None, (short(one.taken_on), _clock_time(one.taken_at)))),
        "note": " ".join(filter(None, _note(line))),
    }


def plain(line: Line) -> dict[str, Any]:
    """Return a line for a program: ISO days, Arabic digits."""
    one = line.sending
    return {
        "id": str(line.record),
        "sending": line.place,
        "register_number": line.number or 0,
        "number": to_arabic(line.printed),
        "title": line.title,
        "sender": line.sender,
        "sent_on": one.on.isoformat() if one.on else "",
        "way": one.way,
        "to": one.to,
        "carrier": one.carrier,
        "noted_by": one.by,
        "unit": one.unit,
        "received_by": one.taker,
        "received_on": one.taken_on.isoformat() if one.taken_on else "",
        "received_at": one.taken_at,
        "void": line.void,
    }


def _note(line: Line) -> Iterator[str]:
    """Yield how and when it was sent, by whom, and that the record was cancelled since."""
    one = line.sending
    yield WAYS.get(one.way, one.note)
    yield short(one.on)
    yield f"ผู้นำส่ง {one.carrier}" if one.carrier else ""
    yield f"บันทึกโดย {one.by}" if one.by and not one.carrier else ""
    yield "ยกเลิกแล้ว" if line.void else ""


def _clock_time(written: str) -> str:
    return f"{to_thai(written)} น." if written else ""


def _lines(row: Any) -> Iterator[Line]:
    id, void = RecordId.parse(row.id), row.state == "void"
    about = (row.register_number, row.number, row.sender, row.title)
    for place, one in enumerate(read(row.sendings), 1):
        yield Line(id, place, *about, replace(one, to=one.to or row.receiver), void)


def _in_order(line: Line) -> tuple[Any, ...]:
    return line.sending.on, line.number or 0, line.record, line.place


def _with(old: Description, facts: list[Fact]) -> Description:
    return replace(old, facts=(*old.facts, *facts))


def _written(at: time | None) -> str:
    return f"{at:%H.%M}" if at else ""


def sending_faults(told: NewSending, now: date, dated: date | None = None) -> Iterator[Problem]:
    """Yield what keeps a sending of a document, dated so, from being written down on a day."""
    taking, receivers = told.taking, told.receivers
    if told.way not in WAYS:
        yield Problem("way", "วิธีส่ง", "โปรดเลือกวิธีส่ง")
    yield from _day_faults("on", "วันที่ส่ง", told.on, now)
    if told.on and dated and told.on < dated:
        yield Problem("on", "วันที่ส่ง", f"อยู่ก่อนวันที่ของหนังสือ ({short(dated)})")
    if not receivers:
        yield Problem("to", "ส่งถึง", "โปรดระบุผู้รับปลายทาง")
    elif len(receivers) > MOST_AT_ONCE or max(map(len, receivers)) > MOST_LETTERS:
        yield Problem("to", "ส่งถึง", "ยาวเกินไป")
    elif len(receivers) > 1 and taking != Taking():
        yield Problem("received_by", "ผู้รับ", "ส่งหลายแห่ง โปรดบันทึกผู้รับของแต่ละแห่งภายหลัง")
    yield from _text_faults("carrier", "ผู้นำส่ง", told.carrier)
    yield from _when_faults(taking, told.on, now)


def _taking_faults(
    sendings: tuple[Sending, ...], place: int, told: Taking, now: date
) -> Iterator[Problem]:
    if not 1 <= place <= len(sendings):
        yield Problem("sending", "การส่ง", "โปรดเลือกการส่งครั้งที่มีผู้รับแล้ว")
        return
    if not clean(told.by):
        yield Problem("received_by", "ผู้รับ", "โปรดระบุชื่อผู้รับ")
    if told.on is None:
        yield Problem("received_on", "วันที่รับ", "โปรดระบุวันที่ เช่น ๒๒ พ.ย. ๒๕๖๙")
    yield from _when_faults(told, sendings[place - 1].on, now)


def _when_faults(told: Taking, sent: date | None, now: date) -> Iterator[Problem]:
    yield from _text_faults("received_by", "ผู้รับ", told.by)
    yield from _text_faults("unit", "หน่วยรับ", told.unit)
    if told.on:
        yield from _day_faults("received_on", "วันที่รับ", told.on, now)
        if sent and told.on < sent:
            yield Problem("received_on", "วันที่รับ", "อยู่ก่อนวันที่ส่ง")
    if (told.on or told.at) and not clean(told.by):
        yield Problem("received_by", "ผู้รับ", "โปรดระบุชื่อผู้รับ")


def _text_faults(path: str, label: str, text: str) -> Iterator[Problem]:
    if len(text) > MOST_LETTERS:
        yield Problem(path, label, "ยาวเกินไป")


def _day_faults(path: str, label: str, day: date | None, now: date) -> Iterator[Problem]:
    if day is None:
        yield Problem(path, label, "โปรดระบุวันที่ เช่น ๒๒ พ.ย. ๒๕๖๙")
    elif day > now:
        yield Problem(path, label, "เป็นวันที่ยังมาไม่ถึง")


def _complain(problems: Iterator[Problem]) -> None:
    if found := tuple(problems):
        raise TellingInvalid(problems=found)
