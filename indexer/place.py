"""Where something was found, before it is shown."""

from dataclasses import dataclass

from indexer.hit import Tier
from indexer.phrases import Phrase


@dataclass(frozen=True)
class Place:
    """A found record: its slot and score; its best passage if that is known yet; why it is here,
    and what to mark in it, when that is not simply what was asked for."""

    slot: int
    score: float
    tier: Tier
    passage: int | None = None
    why: str = ""
    sought: tuple[Phrase, ...] = ()


@dataclass(frozen=True)
class Found:
    """Places in the order to show them; the first ``total`` of them are the strict ones."""

    places: list[Place]
    total: int
