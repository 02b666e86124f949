"""The office's work standards beyond the steps of cases: indicators, the five points, my work."""

from dataclasses import dataclass
from functools import cached_property

from office.director.recorded import Recorded
from office.evaluation.results import Results
from office.evaluation.sheets import Sheets
from office.procedures.papers import CasePapers


@dataclass(frozen=True)
class Standards:
    """What is recorded with cases, so that their papers need not be told it again."""

    papers: CasePapers

    @cached_property
    def sheets(self) -> Sheets:
        """The indicators of evaluations."""
        return Sheets(self.papers.cases, self.papers.drafting.desk.filing.press.settings)

    @cached_property
    def results(self) -> Results:
        """Their results, round by round."""
        return Results(self.papers.cases)

    @cached_property
    def director(self) -> Recorded:
        """What a group's director records: assignments, checks, advice."""
        return Recorded(self.papers.cases)
