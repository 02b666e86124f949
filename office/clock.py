"""The time, as the office tells it: acts are stamped in UTC, days are days in Bangkok."""

from collections.abc import Callable
from datetime import UTC, date, datetime

from thai.dates import BANGKOK

Clock = Callable[[], datetime]


def now() -> datetime:
    """Return the present moment in UTC."""
    return datetime.now(UTC)


def today(clock: Clock) -> date:
    """Return the day in Bangkok, whose year numbers the registers (spec 3.4)."""
    return clock().astimezone(BANGKOK).date()
