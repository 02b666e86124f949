"""Results of indicators by round: told with evidence, reviewed, reported, returned, certified."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from office.clock import today
from office.evaluation.board import Board, board
from office.evaluation.errors import UnknownIndicator, ValueChanged, ValueUnfit
from office.evaluation.indicators import number
from office.evaluation.result import Result, figures_of, told_of
from office.evaluation.rounds import ENDS, round_id
from office.evaluation.sheets import KIND, kept
from office.evaluation.tables import evidence, results, returns
from office.permissions import Actor, holds, require
from office.procedures.cases import Cases, Decision
from office.procedures.kept import Case, rows_of
from office.procedures.parts import require_part
from office.procedures.standing import Row
from templates.errors import Problem
from thai.digits import to_thai
from thai.errors import Refused
from thai.text import clean


@dataclass(frozen=True)
class Place:
    """Which result: the case, the indicator's id among its targets, m6, m9 or m12."""

    case: int
    target: str
    round: str


@dataclass(frozen=True)
class Said:
    """By whom something was done ("" = who writes it down) and on which day (None = today)."""

    by: str = ""
    on: date | None = None


@dataclass(frozen=True)
class Results:
    """The results of every evaluation."""

    cases: Cases

    def of(self, case: int, actor: Actor) -> dict[tuple[str, str], Result]:
        """Return the results of a case by indicator and round; those not told are left out."""
        require(actor, "read")
        with self.cases.db.reading() as conn:
            return told_of(conn, case)

    def totals(self, case: Case, actor: Actor) -> Board:
        """Return the scores of an evaluation, made of its values alone: nothing else is read."""
        require(actor, "read")
        with self.cases.db.reading() as conn:
            return board(kept(conn, case), figures_of(conn, case.id))

    def one(self, place: Place, actor: Actor) -> Result:
        """Return a result, an empty one where nothing was told; raises UnknownIndicator."""
        case = self.cases.get(place.case, actor)
        with self.cases.db.reading() as conn:
            _known(conn, case, place)
            empty = Result(place.target, place.round)
            return told_of(conn, place.case).get((place.target, place.round), empty)

    def tell(
        self, place: Place, seen: int, typed: Mapping[str, str], said: Said, actor: Actor
    ) -> Result:
        """Write down ``value``, ``problem`` and ``remedy``; another value needs another review."""
        value = number(typed.get("value", ""))
        if value is None:
            raise ValueUnfit([Problem("value", "ผลการดำเนินงาน", "โปรดกรอกตัวเลข เช่น ๘๑.๓๗")])
        told = {
            "value": str(value),
            "problem": clean(typed.get("problem", ""), lines=True),
            "remedy": clean(typed.get("remedy", ""), lines=True),
            **self._said("told", said, actor),
        }
        again = {"reviewed_by": "", "reviewed_on": ""}
        return self._set(place, seen, told | again, actor, "told")

    def review(self, place: Place, seen: int, said: Said, actor: Actor) -> Result:
        """Write down that the supervisor reviewed value and evidence."""
        self._must_have_value(place, actor)
        return self._set(place, seen, self._said("reviewed", said, actor), actor, "reviewed")

    def report(self, place: Place, seen: int, krs: str, said: Said, actor: Actor) -> Result:
        """Write down what KRS was told and when; the indicator's row of the round is done."""
        value = self._must_have_value(place, actor)
        told = {"krs": clean(krs), "reported_value": str(value)}
        told |= self._said("reported", said, actor)
        with self._writing(place, seen, actor, "reported", told) as (conn, key):
            conn.execute(update(results).where(results.c.id == key).values(told))
            self._end_row(conn, place, told_of(conn, place.case)[place.target, place.round], actor)
        return self.one(place, actor)

    def prove(self, place: Place, seen: int, proof: Mapping[str, str], actor: Actor) -> Result:
        """Add evidence: ``title``, and ``record`` (an id) or ``place``."""
        if not proof.get("title", "").strip():
            raise ValueUnfit([Problem("title", "ชื่อหลักฐาน", "โปรดเติม")])
        told = {key: clean(proof.get(key, "")) for key in ("title", "record", "place")}
        with self._writing(place, seen, actor, "evidence", told) as (conn, key):
            by = {"result": key, "who": actor.label, "at": self.cases.clock()}
            conn.execute(insert(evidence).values(told | by))
            rows = self._rows(conn, place, actor) if told["record"] else []
        for row in rows:  # the book of evidence names it at the indicator's row as well
            self.cases.prove(row.id, told["record"], told["title"], actor)
        return self.one(place, actor)

    def unprove(self, place: Place, seen: int, id: int, actor: Actor) -> Result:
        """Take evidence away that was linked by mistake; the journal keeps that it was."""
        told = {"evidence": id}
        with self._writing(place, seen, actor, "evidence-removed", told) as (conn, key):
            conn.execute(delete(evidence).where(evidence.c.id == id, evidence.c.result == key))
        return self.one(place, actor)

    def send_back(
        self, place: Place, seen: int, typed: Mapping[str, str], said: Said, actor: Actor
    ) -> Result:
        """Write down that the result came back: ``reason`` and ``letter``."""
        self._must_note(actor)
        if not typed.get("reason", "").strip():
            raise ValueUnfit([Problem("reason", "สิ่งที่ต้องแก้ไขหรือส่งเพิ่ม", "โปรดเติม")])
        row = {
            "returned_on": self._day(said),
            "reason": clean(typed.get("reason", ""), lines=True),
            "letter": clean(typed.get("letter", "")),
            "resubmitted_on": "",
            "answer": "",
            "who": actor.label,
        }
        with self._writing(place, seen, actor, "returned", row) as (conn, key):
            again = {"certified_by": "", "certified_on": ""}
            conn.execute(update(results).where(results.c.id == key).values(again))
            conn.execute(insert(returns).values(row | {"result": key}))
        return self.one(place, actor)

    def resubmit(self, place: Place, seen: int, answer: str, said: Said, actor: Actor) -> Result:
        """Write down what was sent again for what had come back."""
        self._must_note(actor)
        told = {"resubmitted_on": self._day(said), "answer": clean(answer, lines=True)}
        with self._writing(place, seen, actor, "resubmitted", told) as (conn, key):
            waiting = (returns.c.result == key, returns.c.resubmitted_on == "")
            if not conn.execute(update(returns).where(*waiting).values(told)).rowcount:
                raise ValueUnfit([Problem("answer", "รายการที่ส่งกลับ", "ไม่มีรายการที่ค้างอยู่")])
        return self.one(place, actor)

    def certify(self, place: Place, seen: int, said: Said, actor: Actor) -> Result:
        """Write down that the result was certified."""
        self._must_have_value(place, actor)
        return self._set(place, seen, self._said("certified", said, actor), actor, "certified")

    # Inside

    def _said(self, act: str, said: Said, actor: Actor) -> dict[str, str]:
        if act != "told":
            self._must_note(actor)
        return {f"{act}_by": said.by.strip() or actor.label, f"{act}_on": self._day(said)}

    def _day(self, said: Said) -> str:
        return (said.on or today(self.cases.clock)).isoformat()

    def _must_note(self, actor: Actor) -> None:
        if not holds(actor, "note"):
            require(actor, "note")

    def _must_have_value(self, place: Place, actor: Actor) -> Decimal:
        value = self.one(place, actor).value
        if value is None:
            raise ValueUnfit([Problem("value", "ผลการดำเนินงาน", "โปรดบันทึกผลก่อน")])
        return value

    def _set(
        self, place: Place, seen: int, told: Mapping[str, str], actor: Actor, act: str
    ) -> Result:
        with self._writing(place, seen, actor, act, told) as (conn, key):
            conn.execute(update(results).where(results.c.id == key).values(told))
        return self.one(place, actor)

    @contextmanager
    def _writing(
        self, place: Place, seen: int, actor: Actor, act: str, told: Mapping[str, Any]
    ) -> Iterator[tuple[Connection, int]]:
        """Give the row of a result, one version on; what is done is written into the journal."""
        with self.cases.db.writing() as conn:
            yield conn, self._key(conn, place, seen, actor)
            detail = {"indicator": place.target, "round": place.round}
            detail |= {key: str(value) for key, value in told.items()}
            at, ref = self.cases.clock(), f"case/{place.case}"
            self.cases.journal.add(conn, actor.label, f"indicator-{act}", ref, detail, at)

    def _key(self, conn: Connection, place: Place, seen: int, actor: Actor) -> int:
        """Return the id of a result's row, one version on; the row is made if there is none."""
        case = self.cases.kept(conn, place.case, actor)
        rows, profile = self._rows(conn, place, actor), self.cases.settings.profile
        require_part(conn, case, rows, actor, profile)
        _known(conn, case, place)
        r = results.c
        where = (r.case == place.case, r.target == place.target, r.round == place.round)
        old = conn.execute(select(r.id, r.version).where(*where)).first()
        if (old.version if old else 0) != seen:
            raise ValueChanged()
        if old:
            conn.execute(update(results).where(r.id == old.id).values(version=seen + 1))
            return int(old.id)
        names = [column.name for column in results.columns if column.name not in ("id", "case")]
        row = dict.fromkeys(names, "") | {"target": place.target, "round": place.round}
        made = conn.execute(insert(results).values(row | {"case": place.case, "version": 1}))
        key = made.inserted_primary_key
        assert key is not None
        return int(key[0])

    def _end_row(self, conn: Connection, place: Place, done: Result, actor: Actor) -> None:
        note = f"รายงาน KRS แล้ว ผล {to_thai(str(done.reported_value))} {done.krs}".strip()
        decision = Decision(note, done.reported_by, done.reported_on)
        for row in self._rows(conn, place, actor):
            if not row.ended:
                with suppress(Refused):  # a shut gate leaves it to people
                    self.cases.moved(conn, {row.id: row.version}, "done", actor, decision)

    def _rows(self, conn: Connection, place: Place, actor: Actor) -> list[Row]:
        """Return the rows of the case for an indicator in a round."""
        case = self.cases.kept(conn, place.case, actor)
        steps = {step.id for step in case.procedure.steps if step.per == KIND}
        return [
            row
            for row in rows_of(conn, place.case)
            if row.step in steps
            and (row.target, round_id(row.round)) == (place.target, place.round)
        ]


def _known(conn: Connection, case: Case, place: Place) -> None:
    targets = {one.target for one in kept(conn, case)}
    if place.target not in targets or place.round not in ENDS:
        raise UnknownIndicator()
