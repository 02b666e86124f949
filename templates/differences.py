"""What one version of a document says otherwise than another, paragraph by paragraph."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

ALIKE = 0.4
"""How alike two paragraphs must be to count as one that was changed (1 = the same)."""
NEAR = 20
"""Paragraphs ahead among which the same one is looked for."""
LONGEST = 2_000
"""Letters up to which two paragraphs are compared; longer ones count as changed in place."""


@dataclass(frozen=True)
class Difference:
    """A paragraph before and after; "" before: added, "" after: taken out."""

    before: str
    after: str

    @property
    def kind(self) -> str:
        """One of "added", "removed", "changed"."""
        return "added" if not self.before else "removed" if not self.after else "changed"


def differences(before: Sequence[str], after: Sequence[str]) -> tuple[Difference, ...]:
    """Tell what changed between the paragraphs of two versions; empty ones and spaces count not."""
    old, new = _said(before), _said(after)
    found: list[Difference] = []
    for act, a, b, c, d in SequenceMatcher(None, old, new).get_opcodes():
        if act != "equal":
            found += _between(old[a:b], new[c:d])
    return tuple(found)


def _said(lines: Sequence[str]) -> list[str]:
    return [" ".join(line.split()) for line in lines if line.strip()]


def _between(old: list[str], new: list[str]) -> list[Difference]:
    """Pair paragraphs that are alike, in their order; the rest was added or taken out."""
    found, left = [], list(new)
    for line in old:
        ahead = enumerate(left[:NEAR])
        near = next((place for place, other in ahead if _alike(line, other)), None)
        if near is None:
            found.append(Difference(line, ""))
            continue
        found += [Difference("", added) for added in left[:near]]
        found.append(Difference(line, left[near]))
        left = left[near + 1 :]
    return [*found, *(Difference("", added) for added in left)]


def _alike(one: str, other: str) -> bool:
    if max(len(one), len(other)) > LONGEST:
        return True
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return (
        matcher.real_quick_ratio() >= ALIKE
        and matcher.quick_ratio() >= ALIKE
        and matcher.ratio() >= ALIKE
    )
