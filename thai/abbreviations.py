"""Abbreviations of the education offices: for search in both directions, and for checking letters.

The list is data/abbreviations.yaml, which says of each entry where it was seen.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from thai.text import normal


@dataclass(frozen=True)
class Abbreviation:
    """A short form with all it may stand for; `status` says where it was seen.

    `kind` is org, unit, post, person, law, doc, edu, system, money, time or misc; `status` manual
    (the office's work manual), public (a public document) or unverified (general knowledge).
    """

    short: str
    expansions: tuple[str, ...]
    kind: str
    status: str


@cache
def table() -> tuple[Abbreviation, ...]:
    """The whole list, in its own order, each expansion without the note in brackets after it."""
    from importlib.resources import files  # these two are slow to load, and only wanted here

    import yaml

    text = files("thai").joinpath("data/abbreviations.yaml").read_text("utf-8")
    return tuple(
        Abbreviation(row["a"], tuple(map(_without_note, row["x"])), row["kind"], row["status"])
        for row in yaml.safe_load(text)
    )


def expansions(word: str) -> tuple[str, ...]:
    """What a short form may stand for; its last point may be missing, in any digits and case."""
    known = _by_short()
    return known.get(normal(word)) or known.get(f"{normal(word)}.") or ()


def shorts(phrase: str) -> tuple[str, ...]:
    """The short forms of a whole phrase: สำนักงานเขตพื้นที่การศึกษา → สพท., เขตพื้นที่ฯ."""
    return _by_expansion().get(normal(phrase), ())


def _without_note(expansion: str) -> str:
    return re.sub(r"\s*\([^)]*\)$", "", expansion)


@cache
def _by_short() -> MappingProxyType[str, tuple[str, ...]]:
    return _grouped((entry.short, phrase) for entry in table() for phrase in entry.expansions)


@cache
def _by_expansion() -> MappingProxyType[str, tuple[str, ...]]:
    return _grouped((phrase, entry.short) for entry in table() for phrase in entry.expansions)


def _grouped(pairs: Iterable[tuple[str, str]]) -> MappingProxyType[str, tuple[str, ...]]:
    grouped: dict[str, tuple[str, ...]] = {}
    for key, value in pairs:
        grouped[normal(key)] = (*grouped.get(normal(key), ()), value)
    return MappingProxyType(grouped)
