"""A document held against every rule, and a copy of it corrected where that is safe."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from templates.package import unpack
from templates.proof import (
    days,
    emblems,
    letters,
    lines,
    meeting,
    names,
    page,
    parts,
    spelling,
    wording,
)
from templates.proof.anatomy import anatomy
from templates.proof.case import Case, Known
from templates.proof.findings import Finding, Hit, Severity, gathered
from templates.proof.kinds import OTHER, TITLES, guess
from templates.proof.sheet import Sheet, opened

RULES: tuple[Callable[[Case], Iterator[Hit]], ...] = (
    page.paper, page.margins, page.numbers, page.changes,
    emblems.emblem,
    letters.fonts, letters.sizes, letters.stamps, letters.memo_head,
    lines.spacing, lines.air, lines.indents, lines.axis, lines.pen,
    parts.missing, parts.unfilled, parts.day_line, parts.acting,
    wording.salutation, wording.cause, wording.references, wording.sending,
    meeting.words, meeting.order, meeting.unlisted,
    days.weekdays, days.dates, days.later, days.number_year, days.register,
    spelling.digits, spelling.marks, spelling.spaces, spelling.times,
    names.signed, names.known,
)  # fmt: skip
PASSES = 4
"""Corrections after which a copy is looked at again; two settle any real document."""


@dataclass(frozen=True)
class Proof:
    """What the check found in a document of a kind; ``guessed`` is the kind its words tell."""

    kind: str
    guessed: str
    findings: tuple[Finding, ...]

    @property
    def is_right(self) -> bool:
        """Whether nothing is against a rule."""
        return self.count(Severity.WRONG) == 0

    @property
    def fixable(self) -> int:
        """How many findings a copy can be corrected of."""
        return sum(one.fixable for one in self.findings)

    def count(self, severity: Severity) -> int:
        """How many findings are of a severity."""
        return sum(one.severity is severity for one in self.findings)

    @property
    def document(self) -> dict[str, Any]:
        """It for programs."""
        return {
            "kind": self.kind,
            "guessed": self.guessed,
            "counts": {one.name.lower(): self.count(one) for one in Severity},
            "findings": [one.document for one in self.findings],
        }


def case_of(sheet: Sheet, kind: str | None = None, known: Known | None = None) -> Case:
    """Return an opened document with its kind, told or guessed, and its parts."""
    kind = kind or guess([line.text for line in sheet.lines[:60]])
    kind = kind if kind in TITLES else OTHER
    return Case(sheet, kind, anatomy(sheet, kind), known or Known())


def judged(docx: bytes, kind: str | None = None, known: Known | None = None) -> Proof:
    """Check a .docx of anybody; raise ``PackageRefused`` when it is none, or is too big."""
    return proof_of(case_of(opened(docx), kind, known))


def proof_of(case: Case) -> Proof:
    """Hold a document against every rule."""
    found = gathered(_hits(case), known_kind=case.kind != OTHER)
    return Proof(case.kind, guess([line.text for line in case.sheet.lines[:60]]), found)


def _hits(case: Case) -> Iterator[Hit]:
    for rule in RULES:
        yield from rule(case)


@dataclass(frozen=True)
class Mended:
    """A corrected copy, and what the check finds in it now."""

    docx: bytes
    proof: Proof


def mended(docx: bytes, kind: str | None = None, known: Known | None = None) -> Mended:
    """Correct a copy of a .docx where no person need decide, and check the copy again.

    Raises ``PackageRefused`` also where the file carries macros or draws in outside parts: such a
    file is looked at, but nobody gets it from here.
    """
    unpack(docx)
    for _ in range(PASSES):
        case = case_of(opened(docx), kind, known)
        kind = case.kind
        if not _mend([hit for hit in _hits(case) if hit.fixable]):
            break
        docx = case.sheet.packed()
    return Mended(docx, judged(docx, kind, known))


def _mend(hits: list[Hit]) -> bool:
    """Change the opened document; letters from the end of each line, so that places stay true."""
    edits = [hit.edit for hit in hits if hit.edit is not None]
    begun: dict[int, int] = {}
    for edit in sorted(edits, key=lambda one: (one.line.number, -one.end, one.start)):
        if edit.end <= begun.get(edit.line.number, len(edit.line.text)):
            edit.line.rewrite(edit.start, edit.end, edit.new)
            begun[edit.line.number] = edit.start
    if edits:
        return True  # the other corrections follow in the next pass, on lines read anew
    for hit in hits:
        if hit.mend is not None:
            hit.mend()
    return bool(hits)
