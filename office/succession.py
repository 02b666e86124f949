"""The next one after a case: a meeting one number on, or the same work of the next year.

A yearly case (one that is told its ``year``) takes over words, lists and days a year on; an
evaluation also the sheets of its indicators, and tells what has become otherwise.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from office.clock import today
from office.evaluation.indicators import HEADS, Indicator, row_of
from office.evaluation.sheets import KIND, Sheets
from office.meeting.bodies import Bodies
from office.permissions import Actor
from office.procedures.errors import CaseIncomplete
from office.procedures.following import following, yearly
from office.procedures.kept import Case
from office.procedures.planning import Situation
from office.profile import Profile
from templates.errors import Problem
from thai.dates import format_date
from thai.digits import to_arabic, to_thai
from thai.text import normal


@dataclass(frozen=True)
class Succession:
    """What cases hand on to those after them."""

    sheets: Sheets
    bodies: Bodies

    def like(self, before: int, procedure: str, actor: Actor) -> tuple[Situation, str]:
        """Return what the case after another begins with, and why its meeting has that number.

        Raises UnknownCase, CaseIncomplete where the other is no case of the procedure (id).
        """
        cases = self.sheets.cases
        case = self.before(before, procedure, actor)
        return self.bodies.numbered(case.procedure, following(case, today(cases.clock)), actor)

    def before(self, id: int, procedure: str, actor: Actor) -> Case:
        """Return the case after which one is begun; raises UnknownCase, and CaseIncomplete for one
        of another procedure.
        """
        case = self.sheets.cases.get(id, actor)
        if case.procedure.id != procedure:
            raise CaseIncomplete([Problem("after", "งานเดิม", "โปรดเลือกงานของขั้นตอนงานเดียวกัน")])
        return case

    def carry(self, before: int, begun: Case, actor: Actor) -> Case:
        """Give a new evaluation the sheets that the one before it had of the same names."""
        cases, profile = self.sheets.cases, self.sheets.settings.profile
        if KIND not in begun.procedure.targets():
            return begun
        old = {normal(one.name): one for one in self.sheets.of(before, actor)}
        names = [one.title for one in begun.situation.of_kind(KIND)]
        rows = [
            row_of(_here(known, profile), profile) | {"name": name}
            if (known := old.get(normal(name)))
            else {"name": name}
            for name in names
        ]
        self.sheets.take(begun.id, begun.version, rows, actor)
        return cases.get(begun.id, actor)

    def changed(self, case: Case, actor: Actor) -> tuple[str, tuple[str, ...]]:
        """Return the title of the evaluation of the year before, "" for none, and in sentences
        what is otherwise in this one.
        """
        old = self._before(case, actor)
        if old is None:
            return "", ()
        sheets = self.sheets.of(old.id, actor), self.sheets.of(case.id, actor)
        told = [*_days(old, case), *_changes(*sheets, self.sheets.settings.profile)]
        return old.title, tuple(told)

    def _before(self, case: Case, actor: Actor) -> Case | None:
        year = _year(case)
        told = [
            one
            for one in self.sheets.cases.all(actor, "open", "closed")
            if one.procedure.id == case.procedure.id and 0 < _year(one) < year
        ]
        return max(told, key=_year, default=None)


def _year(case: Case) -> int:
    typed = to_arabic(case.situation.texts.get("year", "")).strip()
    return int(typed) if yearly(case.procedure) and typed.isdecimal() else 0


def _here(sheet: Indicator, profile: Profile) -> Indicator:
    """Return a sheet without the groups that are no more; who left falls out by the name."""
    return replace(sheet, co=tuple(one for one in sheet.co if one in profile.group_names))


def _days(old: Case, new: Case) -> Iterator[str]:
    for one in new.procedure.variables:
        days = old.situation.dates.get(one.id), new.situation.dates.get(one.id)
        if one.type == "date" and any(days):
            yield f"{one.label}: {_short(days[0])} → {_short(days[1])}"


def _changes(old: Sequence[Indicator], new: Sequence[Indicator], profile: Profile) -> Iterator[str]:
    """Yield what became otherwise: indicators that came or went, and cells that differ."""
    were = {normal(one.name): one for one in old}
    now = {normal(one.name) for one in new}
    yield from (f"ไม่มีแล้ว: {one.name}" for one in old if normal(one.name) not in now)
    for one in new:
        before = were.get(normal(one.name))
        if before is None:
            yield f"เพิ่มใหม่: {one.name}"
            continue
        cells = row_of(before, profile), row_of(one, profile)
        for key, head in HEADS.items():
            was, is_ = (row[key] for row in cells)
            gone = getattr(before, key, "") if not was else ""
            if was != is_ or (gone and not is_):
                told = was or ("ผู้ที่พ้นจากสำนักงานแล้ว" if gone else "ไม่ได้กำหนด")
                yield to_thai(f"{one.code or one.name} {head}: {told} → {is_ or 'ไม่ได้กำหนด'}")


def _short(day: date | None) -> str:
    return format_date(day, "short") if day else "ไม่ได้กำหนด"
