"""What one version says otherwise than another: line by line, and within a line word by word. Pure.

Words are the dictionary's (``indexer.cutting``), so that a changed word is shown whole and no mark
leaves its letter. The longest runs in common are kept, after Ratcliff and Metzener (Dr. Dobb's
Journal, July 1988), as Python's difflib does it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from typing import Literal

from indexer.cutting import pieces

ALIKE = 0.4
"""Share of words in common from which two lines count as one that was changed (1 = the same)."""
AHEAD = 20
"""Lines ahead among which the changed one is looked for."""
LONGEST = 1_000
"""Words up to which a line is compared word by word; a longer one counts as replaced."""

Act = Literal["same", "out", "in"]
SAME: Act = "same"
OUT: Act = "out"
IN: Act = "in"


@dataclass(frozen=True)
class Line:
    """A line of text, and whose answer or which heading's it is ("" if nobody's)."""

    label: str
    text: str

    @cached_property
    def words(self) -> list[str]:
        """The line cut into words, white space and signs."""
        return pieces(self.text)


@dataclass(frozen=True)
class Piece:
    """A run of words that stayed ("same"), was taken out ("out") or put in ("in")."""

    act: Act
    text: str


@dataclass(frozen=True)
class Compared:
    """A line of either version or of both, with what happened to its words."""

    label: str
    pieces: tuple[Piece, ...]

    @property
    def kind(self) -> str:
        """One of "same", "added", "removed", "changed"."""
        acts = {piece.act for piece in self.pieces}
        return {frozenset([IN]): "added", frozenset([OUT]): "removed"}.get(
            frozenset(acts), "changed" if acts - {SAME} else "same"
        )

    @property
    def before(self) -> str:
        """The line as it was; "" where it was put in."""
        return "".join(piece.text for piece in self.pieces if piece.act != IN)

    @property
    def after(self) -> str:
        """The line as it is; "" where it was taken out."""
        return "".join(piece.text for piece in self.pieces if piece.act != OUT)


def lines_of(label: str, text: str) -> list[Line]:
    """Cut a text into its lines; empty ones, and spaces around, are left out."""
    return [Line(label, line.strip()) for line in text.splitlines() if line.strip()]


def compare(before: Sequence[Line], after: Sequence[Line]) -> tuple[Compared, ...]:
    """Set two versions side by side: each line once, in the order of the reading."""
    old, new = ([(line.label, line.text) for line in version] for version in (before, after))
    done: list[Compared] = []
    for act, a, b, c, d in SequenceMatcher(None, old, new).get_opcodes():
        if act == "equal":
            done += (Compared(line.label, (Piece(SAME, line.text),)) for line in after[c:d])
        else:
            done += _between(before[a:b], after[c:d])
    return tuple(done)


def words_between(before: Line, after: Line) -> tuple[Piece, ...]:
    """Tell word by word how one line became the other."""
    old, new = before.words, after.words
    if max(len(old), len(new)) > LONGEST:
        return _joined([Piece(OUT, before.text), Piece(IN, after.text)])
    return _joined(_steps(old, new))


def _steps(old: list[str], new: list[str]) -> Iterator[Piece]:
    for act, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if act == "equal":
            yield Piece(SAME, "".join(new[c:d]))
            continue
        yield Piece(OUT, "".join(old[a:b]))
        yield Piece(IN, "".join(new[c:d]))


def _joined(steps: Iterable[Piece]) -> tuple[Piece, ...]:
    """Join what belongs together: white space that stayed between two changes is part of both."""
    done: list[Piece] = []
    out, into, blank = "", "", ""
    for step in (*steps, Piece(SAME, "")):
        if step.act == OUT:
            out, into, blank = out + blank + step.text, into + blank, ""
        elif step.act == IN:
            into += step.text
        elif step.text.isspace() and (out or into):
            blank = step.text
        else:
            done += [Piece(OUT, out), Piece(IN, into), Piece(SAME, blank + step.text)]
            out, into, blank = "", "", ""
    return tuple(piece for piece in done if piece.text)


def _between(old: Sequence[Line], new: Sequence[Line]) -> Iterator[Compared]:
    """Pair the lines of a changed stretch, in their order; the rest was put in or taken out."""
    once = _once(old) & _once(new)
    rest = 0
    for line in old:
        ahead = range(rest, min(rest + AHEAD, len(new)))
        near = next((n for n in ahead if _one(line, new[n], once)), None)
        if near is None:
            yield Compared(line.label, (Piece(OUT, line.text),))
            continue
        yield from map(_added, new[rest:near])
        yield Compared(new[near].label, words_between(line, new[near]))
        rest = near + 1
    yield from map(_added, new[rest:])


def _added(line: Line) -> Compared:
    return Compared(line.label, (Piece(IN, line.text),))


def _once(lines: Sequence[Line]) -> set[str]:
    return {label for label, times in Counter(line.label for line in lines).items() if times == 1}


def _one(old: Line, new: Line, once: set[str]) -> bool:
    """Whether two lines are one: the only ones of their label, or alike enough."""
    if old.label == new.label and old.label and old.label in once:
        return True
    mine, others = (Counter(filter(str.strip, line.words)) for line in (old, new))
    return 2 * (mine & others).total() >= ALIKE * (mine.total() + others.total())
