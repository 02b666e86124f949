"""Where letters of the normal form stand in a text as it is written, quickly for most texts.

``thai.text.Normal`` keeps account of every letter, a millisecond a page. Most texts differ from
their normal form only in the letters' case, in Thai digits and in white space; as the normal form
is known from the index, comparing tells whether a text is one of these.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate
from typing import Protocol

from thai.digits import to_arabic
from thai.text import Normal

_RUN = re.compile(r"\A\s+|\s\s+|\s\Z")  # white space of which something is lost


class Aligned(Protocol):
    """A normal text that knows where its letters stood."""

    @property
    def text(self) -> str:
        """The normal form."""
        ...

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        """Where the letters start..end of the normal form stood in the original."""
        ...


@dataclass(frozen=True)
class Alike:
    """A normal form that lacks only white space: at ``places`` so many letters in all, ``lost``."""

    text: str
    places: tuple[int, ...]
    lost: tuple[int, ...]

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        """Where the letters start..end of the normal form stood in the original."""
        first = self._original(start)
        return first, max(
            self._original(end), self._original(end - 1) + 1
        ) if end > start else first

    def _original(self, place: int) -> int:
        return place + self.lost[bisect_right(self.places, place)]


def aligned(text: str, normal_form: str | None) -> Aligned:
    """Return the normal form of a text with its places; ``normal_form`` if it is known."""
    if normal_form is not None:
        written = to_arabic(text.lower())
        if len(written) == len(text) and " ".join(written.split()) == normal_form:
            lost = len(written) - len(normal_form)
            return _alike(text, normal_form) if lost else Alike(normal_form, (), (0,))
    return Normal.of(text)


def _alike(text: str, normal_form: str) -> Alike:
    """Where white space was lost: of a run inside all but the first letter, at both ends all."""
    places, losses = list[int](), list[int]()
    gone = 0
    for run in _RUN.finditer(text):
        kept = 0 if run.start() == 0 or run.end() == len(text) else 1
        if lost := run.end() - run.start() - kept:
            places.append(run.start() + kept - gone)
            losses.append(lost)
            gone += lost
    return Alike(normal_form, tuple(places), tuple(accumulate(losses, initial=0)))
