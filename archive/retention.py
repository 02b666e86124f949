"""How long records are kept: the classes of อายุการเก็บ, and the last day of one.

The classes stand in ``data/retention.yaml`` (from the rule of 2526 as amended in 2548). Their
clause numbers are unverified and are not read, so that no user is shown one.
"""

from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Any, Literal

import yaml

from archive.errors import UnknownRetention

Term = Literal["years", "permanent", "by-law"]


@dataclass(frozen=True)
class RetentionClass:
    """A class: ``years`` counts from the document's year when ``term`` is "years".

    "permanent" is never destroyed, "by-law" has an end that another law or rule says.
    """

    id: str
    title: str
    term: Term
    years: int | None = None


def classes() -> tuple[RetentionClass, ...]:
    """Return all classes, in the order of the rule."""
    return tuple(_read(raw) for raw in _table()["classes"])


def retention_class(id: str) -> RetentionClass:
    """Return one class; UnknownRetention if there is none."""
    for each in classes():
        if each.id == id:
            return each
    raise UnknownRetention(id=id)


def default() -> RetentionClass:
    """Return the class of ordinary documents."""
    return _read(next(raw for raw in _table()["classes"] if raw.get("default")))


def suggested(kind: str) -> RetentionClass:
    """Return the class usual for a kind of document (``minutes_executive``), else the default."""
    id = _table()["suggested_by_doc"].get(kind)
    return retention_class(id) if id else default()


def retain_until(kept: RetentionClass, start: date) -> date | None:
    """Return the last day to keep a document of ``start``, None if its class sets none.

    It is 31 December of the document's (Buddhist) year plus the class's years.
    """
    return None if kept.years is None else date(start.year + kept.years, 12, 31)


def _read(raw: dict[str, Any]) -> RetentionClass:
    years = raw["years"]
    if isinstance(years, int):
        return RetentionClass(raw["id"], raw["th"], "years", years)
    return RetentionClass(raw["id"], raw["th"], "by-law" if years == "by_law" else "permanent")


@cache
def _table() -> dict[str, Any]:
    text = (resources.files("archive") / "data" / "retention.yaml").read_text(encoding="utf-8")
    table: dict[str, Any] = yaml.safe_load(text)
    return table
