"""Where something was found, before it is shown."""

from dataclasses import dataclass

from indexer.hit import Tier
from indexer.phrases import Phrase
from indexer.query import Query


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
    """The slots of all strict records; the strict and related ones to show, in their order.

    ``spelled`` is the query as it is written in the records where nothing is written as typed.
    """

    slots: int
    strict: list[Place]
    related: list[Place]
    spelled: tuple[Query, str] | None = None
