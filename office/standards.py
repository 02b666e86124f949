"""The office's work standards beyond the steps of cases: indicators, the five points, my work."""

from dataclasses import dataclass
from functools import cached_property

from office.clock import today
from office.digest import Digest
from office.director.recorded import KIND as PERSON
from office.director.recorded import Recorded
from office.director.screening import Screened
from office.director.told import Seen, screening
from office.due_list import DueList
from office.evaluation.results import Results
from office.evaluation.sheets import Sheets
from office.meeting.bodies import Bodies
from office.my_work import MyWork
from office.people import People
from office.permissions import Actor, require
from office.procedures.editing import Editing
from office.procedures.evidence_book import EvidenceBooks
from office.procedures.kept import Case
from office.procedures.papers import CasePapers
from office.recorded import Period, Told, of_director, of_evaluation
from office.succession import Succession


@dataclass(frozen=True)
class Standards:
    """What is recorded with cases, so that their papers need not be told it again."""

    papers: CasePapers
    dues: DueList
    people: People

    @cached_property
    def sheets(self) -> Sheets:
        """The indicators of evaluations."""
        return Sheets(self.papers.cases, self.papers.drafting.desk.filing.press.settings)

    @cached_property
    def results(self) -> Results:
        """Their results, round by round."""
        return Results(self.papers.cases)

    @cached_property
    def succession(self) -> Succession:
        """What a case hands on to the next one."""
        return Succession(self.sheets, Bodies(self.papers.cases, self.sheets.settings))

    def screened(self, case: Case, actor: Actor) -> tuple[Screened, ...]:
        """Return what lay before the heads of a case's people, as the line of drafts tells."""
        require(actor, "read")
        cases, press = self.papers.cases, self.papers.drafting.desk.filing.press
        titles = {one.code: one.title for one in press.shelf.forms()}
        with cases.db.reading() as conn:
            days = cases.holidays.working_days(conn)
            seen = Seen(press.settings.profile, today(cases.clock), days, titles)
            return screening(conn, case, seen)

    @cached_property
    def editing(self) -> Editing:
        """The office's own procedures."""
        cases, shelf = self.papers.cases, self.papers.drafting.desk.filing.press.shelf
        return Editing(
            cases.db,
            cases.journal,
            cases.shelf,
            lambda: frozenset(form.code for form in shelf.forms()),
            cases.clock,
        )

    @cached_property
    def books(self) -> EvidenceBooks:
        """The evidence books of cases and periods."""
        return EvidenceBooks(self.papers.cases, self._recorded)

    def _recorded(self, case: Case, actor: Actor, period: Period) -> Told:
        passed = self.screened(case, actor) if case.situation.of_kind(PERSON) else ()
        told = of_director(self.director, passed, case, actor, period)
        return {**told, **of_evaluation(self.sheets, self.results, case, actor, period)}

    @cached_property
    def my_work(self) -> MyWork:
        """What waits for whom."""
        return MyWork(self.papers, self.sheets, self.results, self.dues)

    @cached_property
    def digest(self) -> Digest:
        """The same by e-mail, once a day."""
        cases, filing = self.papers.cases, self.papers.drafting.desk.filing
        parts = self.people, self.my_work, filing.work, cases.clock
        return Digest(cases.db, cases.journal, *parts)

    @cached_property
    def director(self) -> Recorded:
        """What a group's director records: assignments, checks, advice."""
        return Recorded(self.papers.cases)
