"""The indicator sheets of a case: taken from a table, changed one by one, people told by groups."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from office.evaluation.errors import IndicatorsBroken, NotAnEvaluation, UnknownIndicator
from office.evaluation.indicators import (
    HEADS,
    Indicator,
    from_json,
    merged,
    read_rows,
    to_json,
)
from office.evaluation.tables import sheets
from office.permissions import Actor
from office.procedures.cases import Cases, Decision
from office.procedures.kept import Case, rows_of
from office.procedures.parts import require_lead, require_part
from office.procedures.planning import Situation, Target
from office.settings import Settings
from thai.errors import Refused

KIND = "indicator"
NAMED = "แจ้งผู้กำกับดูแลและผู้จัดเก็บข้อมูลแล้ว"


@dataclass(frozen=True)
class Sheets:
    """The sheets of every evaluation; which indicators there are, the targets of the case say."""

    cases: Cases
    settings: Settings

    def of(self, case: int, actor: Actor) -> tuple[Indicator, ...]:
        """Return the sheets of a case; raises NotAnEvaluation, UnknownCase."""
        told = self.cases.get(case, actor)
        with self.cases.db.reading() as conn:
            return kept(conn, told)

    def one(self, case: int, target: str, actor: Actor) -> Indicator:
        """Return a sheet; raises UnknownIndicator."""
        return _one(self.of(case, actor), target)

    def take(
        self, case: int, seen: int, rows: Iterable[Mapping[str, str]], actor: Actor
    ) -> tuple[Indicator, ...]:
        """Replace the list by the rows of a table; what was known before keeps its results.

        Cells that are empty leave what was told before. Raises IndicatorsBroken with every fault,
        CaseChanged, CaseClosed, CaseOfOthers.
        """
        new, faults = read_rows(rows, self.settings.profile)
        if faults:
            raise IndicatorsBroken(faults)
        with self.cases.db.writing() as conn:
            told = self.cases.seen(conn, case, seen, actor)
            require_lead(told, actor)
            whole = merged(kept(conn, told), new)
            self._put(conn, told, whole, actor)
        return whole

    def change(
        self, case: int, seen: int, target: str, row: Mapping[str, str], actor: Actor
    ) -> Indicator:
        """Replace what a sheet tells by a row; what the row does not name stays.

        With supervisor and collector named, the step that asks the groups for them is done. Raises
        RowOfOthers for the indicator of another group.
        """
        new, faults = read_rows([row], self.settings.profile)
        if faults:
            raise IndicatorsBroken(faults)
        with self.cases.db.writing() as conn:
            told = self.cases.seen(conn, case, seen, actor)
            old = _one(kept(conn, told), target)
            mine = [row for row in rows_of(conn, case) if row.target == target]
            require_part(conn, told, mine, actor, self.settings.profile)
            given = {_field(key): getattr(new[0], _field(key)) for key in row if key in HEADS}
            changed = replace(old, **given)
            whole = tuple(changed if one == old else one for one in kept(conn, told))
            self._put(conn, told, whole, actor)
            if changed.supervisor and changed.collector:
                self._named(conn, case, target, actor)
        return changed

    # Inside a transaction

    def _put(
        self, conn: Connection, case: Case, whole: tuple[Indicator, ...], actor: Actor
    ) -> None:
        targets = [Target(KIND, one.target, one.name) for one in whole]
        others = [one for one in case.situation.targets if one.kind != KIND]
        told = case.situation
        situation = Situation(told.texts, told.dates, [*others, *targets])
        why = "แก้ไขรายการตัวชี้วัด"
        self.cases.changed(conn, case.id, case.version, situation, actor, why=why)
        conn.execute(delete(sheets).where(sheets.c.case == case.id))
        rows: list[dict[str, Any]] = [
            {"case": case.id, "target": one.target, "told": to_json(one)} for one in whole
        ]
        conn.execute(insert(sheets), rows)

    def _named(self, conn: Connection, case: int, target: str, actor: Actor) -> None:
        """End the row of the indicator in steps without rounds: its people are known."""
        told = self.cases.kept(conn, case, actor)
        steps = {step.id for step in told.procedure.steps if step.per == KIND and not step.rounds}
        for row in rows_of(conn, case):
            if row.step in steps and row.target == target and not row.ended:
                with suppress(Refused):  # a shut gate leaves it to people
                    self.cases.moved(conn, {row.id: row.version}, "done", actor, Decision(NAMED))


def kept(conn: Connection, case: Case) -> tuple[Indicator, ...]:
    """Return the sheets of a case in the order of its targets; raises NotAnEvaluation."""
    if KIND not in case.procedure.targets():
        raise NotAnEvaluation()
    asked = select(sheets.c.target, sheets.c.told).where(sheets.c.case == case.id)
    told = {row.target: row.told for row in conn.execute(asked)}
    return tuple(
        from_json(one.id, one.title, told.get(one.id, "")) for one in case.situation.of_kind(KIND)
    )


def _one(sheets: Iterable[Indicator], target: str) -> Indicator:
    found = next((one for one in sheets if one.target == target), None)
    if found is None:
        raise UnknownIndicator()
    return found


def _field(key: str) -> str:
    return "scale" if key in ("s1", "s2", "s3", "s4", "s5") else key
