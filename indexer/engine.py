"""The seam to a search engine: it ranks passages by their words, and nothing else.

What phrases a passage contains, what may be shown and what is shown is decided on the kept text.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Literal, Protocol

Merging = Literal["none", "little", "much"]
"""How many of its small files a commit may put together: what a search has time for is little."""


class EngineBroken(Exception):  # noqa: N818 - named as the refusals are
    """The engine's files are missing or damaged; the index is to be made anew."""


@dataclass(frozen=True)
class Unit:
    """A passage to index: record number and place in it, its words and their inner words."""

    record: str
    no: int
    place: int
    words: Sequence[str]
    inner: Sequence[str]


@dataclass(frozen=True)
class Ranked:
    """A passage with its BM25 score."""

    no: int
    place: int
    score: float


class Engine(Protocol):
    """One index folder of an engine. Every method may raise ``EngineBroken``.

    ``name`` is the setting's word, ``version`` changes with the library and with the fields.
    """

    name: ClassVar[str]
    version: ClassVar[str]

    @classmethod
    def create(cls, folder: Path) -> "Engine":
        """Make an empty index in a new folder."""
        ...

    @classmethod
    def open(cls, folder: Path) -> "Engine":
        """Open an existing one."""
        ...

    def write(self, replaced: Iterable[str], units: Iterable[Unit], merging: Merging) -> None:
        """Forget every unit of the replaced records and add these, in one commit."""
        ...

    def rank(
        self, terms: Mapping[str, float], limit: int, allowed: Callable[[int], bool]
    ) -> list[Ranked]:
        """Return the best ``limit`` passages of allowed records for weighted words, best first."""
        ...

    def frequencies(self, terms: Iterable[str]) -> dict[str, int]:
        """Return in how many passages each word stands, compounds that hold it not counted."""
        ...

    def size(self) -> int:
        """Return the number of passages."""
        ...

    def close(self) -> None:
        """Let go of every file."""
        ...
