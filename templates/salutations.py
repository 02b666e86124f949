"""Salutation and closing that go with each kind of receiver (annex 2; data/salutations.yaml)."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

TOLD = ("พระ", "สมเด็จ", "หม่อม", "ทูลกระหม่อม")
"""Beginnings of names whose rank decides; nothing is guessed for them."""


@dataclass(frozen=True)
class Salutation:
    """One row of the annex; the closing tells the rows apart."""

    receivers: str
    opening: str
    closing: str


@cache
def salutations() -> tuple[Salutation, ...]:
    """Return the rows of the annex; the first is that of everybody whom no other row names."""
    told = yaml.safe_load((files("templates") / "data" / "salutations.yaml").read_text("utf-8"))
    return tuple(Salutation(row["recipient"], row["opening"], row["closing"]) for row in told)


def salutation_of(name: str) -> Salutation | None:
    """Return the row that a receiver's post falls under; None where the rank must be told."""
    if name.startswith(TOLD):
        return None
    everybody, *others = salutations()
    for row in others:
        for post in row.receivers.split(", "):
            if name == post or name.startswith(f"{post} "):
                return row
    return everybody
