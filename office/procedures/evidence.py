"""The evidence book: each standard with what proves it, when, and whether it was on time."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

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


def book(standing: Standing, proofs: Iterable[Proof]) -> tuple[Page, ...]:
    """Write the book of a case, a page for each step; drafts and cases prove nothing."""
    of_row: dict[int, list[Proof]] = {}
    for proof in proofs:
        if not proof.ref.startswith((DRAFT, CASE)):
            of_row.setdefault(proof.row, []).append(proof)
    return tuple(_page(each, standing.on, of_row) for each in standing.steps)


def _page(each: StepStanding, on: date, proofs: Mapping[int, list[Proof]]) -> Page:
    needed = [row for row in each.rows if row.state != "skipped"]
    done = [row for row in needed if row.state == "done"]
    linked = (proof for row in each.rows for proof in proofs.get(row.id, []))
    proved = tuple({proof.ref: proof for proof in linked}.values())
    notes = tuple(row.note for row in each.rows if row.state == "skipped" and row.note)
    return Page(
        each.step,
        _met(each.step, len(done), len(needed), bool(proved)),
        len(done),
        len(needed),
        sum(row.late(on) for row in done),
        sum(row.due is not None for row in done),
        max((row.done_on for row in done if row.done_on), default=None),
        proved,
        tuple(dict.fromkeys(notes)),
    )


def _met(step: Step, done: int, needed: int, proved: bool) -> str:
    if not needed:
        return NOT_NEEDED
    if done < needed:
        return PARTLY if done else NOT_YET
    if proved:
        return PROVED
    return UNPROVED if step.evidence else WITHOUT
