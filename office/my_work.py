"""My work: everything that waits for one person, by when, out of every part of the office."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from office.clock import today
from office.due import KINDS, LYING, RETURNED
from office.due_list import DueList
from office.evaluation.board import board
from office.evaluation.result import STATES
from office.evaluation.results import Results
from office.evaluation.rounds import ENDS
from office.evaluation.sheets import KIND, Sheets
from office.evaluation.told import round_due
from office.meeting.steps import held_on, is_meeting, steps_of
from office.permissions import Actor, Grant, may
from office.procedures.kept import Case
from office.procedures.papers import CasePapers
from office.procedures.standing import Standing
from office.procedures.waiting import waiting
from thai.dates import BANGKOK, format_date
from thai.digits import to_thai

DRAFT, READY, STEP, RESULT, RESOLUTION, DUE = (
    "draft", "ready", "step", "result", "resolution", "due",
)  # fmt: skip
TITLES: Final = {
    DRAFT: "ร่างรอท่านพิจารณาหรือแก้ไข",
    READY: "ลงนามแล้ว รอออกเลข",
    STEP: "ขั้นของงาน",
    RESULT: "ตัวชี้วัด",
    RESOLUTION: "มติที่ประชุม",
    DUE: "รายการที่ถึงกำหนด",
}
COLLECTS, REVIEWS = ("", "told", "returned"), ("evidence",)
"""In which states a result waits for its collector, and for its supervisor."""


@dataclass(frozen=True)
class Waits:
    """One thing that waits: of a kind of ``TITLES``; ``at`` leads there, as that kind is found.

    A draft's number; case and step, and the group that answers its call; case, indicator and
    round ("": its sheet); a resolution's number; a kind of what is due.
    """

    kind: str
    title: str
    note: str
    due: date | None
    late: bool
    at: tuple[str, ...]


@dataclass(frozen=True)
class MyWork:
    """What waits for whom."""

    papers: CasePapers
    sheets: Sheets
    results: Results
    dues: DueList

    def of(self, actor: Actor) -> tuple[Waits, ...]:
        """Return what waits for an actor: the late first, then by day, undated last."""
        if not may(actor, "read"):
            return ()
        on = today(self.papers.cases.clock)
        found = [
            *self._drafts(actor),
            *self._cases(actor, on),
            *self._resolutions(actor, on),
            *self._dues(actor),
        ]
        return tuple(sorted(found, key=lambda one: (not one.late, one.due or date.max, one.title)))

    def _drafts(self, actor: Actor) -> Iterator[Waits]:
        drafting = self.papers.drafting
        for one in drafting.waiting(actor):
            since = one.lies.sent.astimezone(BANGKOK).date() if one.lies else None
            note = f"ของ{one.owner}" + (f" ตั้งแต่ {format_date(since, 'short')}" if since else "")
            yield Waits(DRAFT, one.title, note, None, False, (str(one.draft.id), "line"))
        for one in drafting.mine(actor):
            if one.state == RETURNED:
                note = f"ส่งกลับ: {one.steps[-1].remark}"
                yield Waits(DRAFT, one.title, note, None, True, (str(one.draft.id), ""))
        for one in drafting.ready(actor):
            yield Waits(
                READY, one.title, f"ของ{one.owner}", None, False, (str(one.draft.id), "line")
            )

    def _cases(self, actor: Actor, on: date) -> Iterator[Waits]:
        open_ones = self.papers.cases.standings(actor, "open")
        yield from self.steps(open_ones, actor)
        person = self._person(actor)
        for case, _ in open_ones:
            if person and KIND in case.procedure.targets():
                yield from self._of_indicators(case, person, actor, on)

    def steps(self, open_ones: Iterable[tuple[Case, Standing]], actor: Actor) -> Iterator[Waits]:
        """Yield the steps of open cases that wait.

        A group's answer to a call leads to its form, and waits for nobody once the meeting is held.
        """
        on = today(self.papers.cases.clock)
        for one in waiting(open_ones, actor):
            row, many, at = one.rows[0], len(one.rows), (str(one.case.id), one.step.id)
            if is_meeting(one.case.procedure) and steps_of(one.case.procedure).call == one.step:
                held = held_on(one.case)
                for row in one.rows if held is None or held >= on else ():
                    title, late = f"ส่งวาระของ{row.target_title}", row.late(on)
                    yield Waits(STEP, title, one.case.title, row.due, late, (*at, row.target))
                continue
            which = (
                f"{to_thai(str(many))} รายการ" if many > 1 else f"{row.target_title} {row.round}"
            )
            title = f"{one.step.short} {which}".strip()
            yield Waits(STEP, title, one.case.title, one.due, bool(one.late), at)

    def _of_indicators(self, case: Case, person: str, actor: Actor, on: date) -> Iterator[Waits]:
        whole = board(self.sheets.of(case.id, actor), self.results.of(case.id, actor))
        for line in whole.lines:
            sheet = line.sheet
            if Grant("head", sheet.lead) in actor.grants and not (
                sheet.supervisor and sheet.collector
            ):
                note = f"แจ้งผู้กำกับดูแลและผู้จัดเก็บข้อมูล · {case.title}"
                at = (str(case.id), sheet.target, "")
                yield Waits(RESULT, f"{sheet.code} {sheet.name}".strip(), note, None, False, at)
            if person not in (sheet.collector, sheet.supervisor):
                continue
            for id, result in line.results.items():
                mine = (sheet.collector == person and result.state in COLLECTS) or (
                    sheet.supervisor == person and result.state in REVIEWS
                )
                due = round_due(case, id)
                if not mine or due is None:
                    continue
                title = f"{sheet.code} {sheet.name} รอบ {ENDS[id][0]}".strip()
                note = f"{STATES[result.state]} · {case.title}"
                yield Waits(RESULT, title, note, due, on > due, (str(case.id), sheet.target, id))
                break

    def _resolutions(self, actor: Actor, on: date) -> Iterator[Waits]:
        owners = self._named(actor)
        for one in self.papers.followed.waiting(actor):
            if one.owner in owners:
                note = f"{one.case_title} วาระที่ {to_thai(one.source)}"
                yield Waits(RESOLUTION, one.task, note, one.due, one.late(on), (str(one.id),))

    def _dues(self, actor: Actor) -> Iterator[Waits]:
        for kind, count in self.dues.counts(actor).items():
            if kind not in (RETURNED, LYING):
                note = f"{to_thai(str(count))} รายการ"
                yield Waits(DUE, KINDS[kind], note, None, False, (kind,))

    def _named(self, actor: Actor) -> Sequence[str]:
        """Return by which names a resolution is the actor's: one's own, and that of the group."""
        profile = self.papers.drafting.desk.filing.press.settings.profile
        person = profile.directory.get(self._person(actor))
        if person is None:
            return ()
        group = profile.group_names.get(person.group, "")
        return tuple(filter(None, (person.name.full, person.name.plain, group)))

    def _person(self, actor: Actor) -> str:
        with self.papers.cases.db.reading() as conn:
            return self.papers.drafting.person(conn, actor)
