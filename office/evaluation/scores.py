"""Scores on five levels: linear between the levels, and the mean by weight (specification 5.2).

The method is common practice of the public sector commission and not verified in its own text.
"""

from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise

LEVELS = 5
_FINE = Decimal("0.0001")


def fitting(scale: Sequence[Decimal]) -> bool:
    """Whether five levels lead only upwards, or only downwards (where less is better)."""
    steps = [later - earlier for earlier, later in pairwise(scale)]
    return len(scale) == LEVELS and (all(s > 0 for s in steps) or all(s < 0 for s in steps))


def score(value: Decimal, scale: Sequence[Decimal]) -> Decimal:
    """Return the score of a value, 1 to 5 with 4 decimals; ``scale`` must be ``fitting``."""
    sign = 1 if scale[-1] > scale[0] else -1
    reached, levels = value * sign, [level * sign for level in scale]
    if reached <= levels[0]:
        return Decimal(1).quantize(_FINE)
    for below, (low, high) in enumerate(pairwise(levels), 1):
        if reached < high:
            return _rounded(below + (reached - low) / (high - low))
    return Decimal(LEVELS).quantize(_FINE)


def weighted(scored: Iterable[tuple[Decimal, Decimal]]) -> Decimal | None:
    """Return the mean of (score, weight), 4 decimals; None where no weight is told."""
    rows = list(scored)
    weights = sum((weight for _, weight in rows), Decimal(0))
    return _rounded(sum(s * weight for s, weight in rows) / weights) if weights else None


def _rounded(value: Decimal) -> Decimal:
    return value.quantize(_FINE, ROUND_HALF_UP)
