"""How a case stands on a day: what is late, what waits for whom, what to do next, what warns."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from office.procedures.moves import ENDED
from office.procedures.procedure import Procedure, Step


@dataclass(frozen=True)
class Row:
    """A row of a case as it is: ``done_on`` is the day on which it ended, as people told it."""

    id: int
    case: int
    step: str
    round: str
    target: str
    target_title: str
    due: date | None
    state: str
    done_on: date | None
    note: str
    version: int

    @property
    def ended(self) -> bool:
        """Whether nothing is to be done any more."""
        return self.state in ENDED

    def late(self, on: date) -> bool:
        """Whether it is, or was when it was done, after its day."""
        if self.due is None or self.state == "skipped":
            return False
        return (self.done_on or on) > self.due if self.state == "done" else on > self.due


@dataclass(frozen=True)
class StepStanding:
    """A step with its rows; ``shut_by`` is the gate that is not done, ``warned_by`` what is not
    done although it comes before."""

    step: Step
    rows: tuple[Row, ...]
    shut_by: Step | None
    warned_by: tuple[Step, ...]

    @property
    def ended(self) -> bool:
        """Whether all of it is done or not needed."""
        return all(row.ended for row in self.rows)

    @property
    def open(self) -> tuple[Row, ...]:
        """The rows that are still to be done."""
        return tuple(row for row in self.rows if not row.ended)

    def late(self, on: date) -> tuple[Row, ...]:
        """The open rows whose day has passed."""
        return tuple(row for row in self.open if row.late(on))


@dataclass(frozen=True)
class Standing:
    """A whole case on a day."""

    steps: tuple[StepStanding, ...]
    on: date

    @property
    def next(self) -> StepStanding | None:
        """The first step that is not ended and not shut by a gate: what to do now."""
        return next((each for each in self.steps if not each.ended and not each.shut_by), None)

    @property
    def late(self) -> tuple[Row, ...]:
        """Every open row whose day has passed, the oldest day first."""
        rows = (row for each in self.steps for row in each.late(self.on))
        return tuple(sorted(rows, key=lambda row: row.due or self.on))

    @property
    def done(self) -> tuple[int, int]:
        """How many rows are done or not needed, of how many."""
        rows = [row for each in self.steps for row in each.rows]
        return sum(row.ended for row in rows), len(rows)

    @property
    def on_time(self) -> tuple[int, int]:
        """How many of the done rows that had a day were done by it."""
        dated = [row for each in self.steps for row in each.rows if row.state == "done" and row.due]
        return sum(not row.late(self.on) for row in dated), len(dated)

    def of(self, step: str) -> StepStanding:
        """Return a step's standing; raises KeyError."""
        return {each.step.id: each for each in self.steps}[step]


def standing(procedure: Procedure, rows: Sequence[Row], on: date) -> Standing:
    """Tell how a case stands on a day from its rows alone."""
    ended = {
        step.id: all(row.ended for row in rows if row.step == step.id) for step in procedure.steps
    }
    steps = (
        StepStanding(
            step,
            tuple(row for row in rows if row.step == step.id),
            shut(procedure, step, rows),
            tuple(procedure.step(id) for id in step.after if not ended[id]),
        )
        for step in procedure.steps
    )
    return Standing(tuple(steps), on)


def shut(procedure: Procedure, step: Step, rows: Sequence[Row]) -> Step | None:
    """Return the gate that keeps a step shut: not all of it is *done*, or it has no row at all.

    What the law gates cannot be passed by "not needed".
    """
    if not step.gate:
        return None
    gate = [row for row in rows if row.step == step.gate]
    passed = bool(gate) and all(row.state == "done" for row in gate)
    return None if passed else procedure.step(step.gate)
