"""The evidence book: each standard with what proves it, when, and whether it was on time."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from office.procedures.cases import LEFT_OUT
from office.procedures.kept import CASE, DRAFT, Proof
from office.procedures.procedure import Step
from office.procedures.standing import Standing, StepStanding

PROVED = "ทำครบและมีหลักฐาน"
UNPROVED = "ทำครบ ยังไม่มีหลักฐาน"
WITHOUT = "ทำครบ"
PARTLY = "ทำแล้วบางส่วน"
NOT_YET = "ยังไม่ได้ทำ"
NOT_NEEDED = "ไม่ต้องทำ"


@dataclass(frozen=True)
class Page:
    """A step in the book: ``done`` of ``all`` rows are done, ``late`` of them after their day.

    ``dated`` of those that are done had a day at all: where none had, nothing was in time.
    ``recorded`` are sentences of what was recorded with the case itself.
    """

    step: Step
    met: str
    done: int
    all: int
    late: int
    dated: int
    last: date | None
    proofs: tuple[Proof, ...]
    notes: tuple[str, ...]
    recorded: tuple[str, ...] = ()

    @property
    def standards(self) -> tuple[str, ...]:
        """The step's standards; of several each begins with a dash, as in the manual."""
        told = self.step.standard
        return tuple(f"– {one}" for one in told) if len(told) > 1 else told


def book(
    standing: Standing, proofs: Iterable[Proof], recorded: Mapping[str, tuple[str, ...]]
) -> tuple[Page, ...]:
    """Write the book of a case, a page for each step; drafts and cases prove nothing.

    ``recorded`` are sentences of what was recorded with the case, by the kinds that steps name.
    """
    of_row: dict[int, list[Proof]] = {}
    for proof in proofs:
        if not proof.ref.startswith((DRAFT, CASE)):
            of_row.setdefault(proof.row, []).append(proof)
    return tuple(
        _page(each, standing.on, of_row, recorded.get(each.step.records, ()))
        for each in standing.steps
    )


def _page(
    each: StepStanding,
    on: date,
    proofs: Mapping[int, list[Proof]],
    recorded: tuple[str, ...],
) -> Page:
    needed = [row for row in each.rows if row.state != "skipped"]
    done = [row for row in needed if row.state == "done"]
    linked = (proof for row in each.rows for proof in proofs.get(row.id, []))
    proved = tuple({proof.ref: proof for proof in linked}.values())
    notes = tuple(
        row.note for row in each.rows if row.state == "skipped" and row.note not in ("", LEFT_OUT)
    )
    return Page(
        each.step,
        _met(each.step, len(done), len(needed), bool(proved), bool(recorded)),
        len(done),
        len(needed),
        sum(row.late(on) for row in done),
        sum(row.due is not None for row in done),
        max((row.done_on for row in done if row.done_on), default=None),
        proved,
        tuple(dict.fromkeys(notes)),
        recorded,
    )


def _met(step: Step, done: int, needed: int, proved: bool, recorded: bool) -> str:
    """Say how far a standard is met; what a procedure wants filed, no other record replaces."""
    if not needed:
        return NOT_NEEDED
    if done < needed:
        return PARTLY if done else NOT_YET
    if proved or (recorded and not step.evidence):
        return PROVED
    return UNPROVED if step.evidence else WITHOUT
