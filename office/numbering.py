"""How a number is decided: pure rules, told what the register holds, touching nothing.

Numbers of a register run from 1 through the Buddhist calendar year of the document's date, ascend
with the dates, and are never given twice (spec 3.4). A number that does not stand in Saraban is
explained by a span ("เลข ๑–๒๙๔๙ อยู่ในสมุดเดิม"), so that every number up to the highest has a reason.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from office.errors import DateBeforeLastEntry, NumberTaken
from office.register_errors import (
    AnotherYear,
    ClosedWithoutReason,
    NumberGivenElsewhere,
    YearClosed,
    YearNotBegun,
)
from thai.dates import buddhist_year, format_date
from thai.digits import to_thai

STATES = {"pending": "กำลังออกเลข", "issued": "ออกแล้ว", "reserved": "จองไว้", "void": "ยกเลิก"}
BEFORE_SARABAN = "อยู่ในสมุดเดิม ก่อนเริ่มใช้ระบบ"
FOUND_LATER = "ไม่ได้ออกในระบบ พบเมื่อบันทึกย้อนหลังเลข {number}"


@dataclass(frozen=True)
class Span:
    """Numbers ``first`` to ``last`` (both included) that are kept elsewhere, and why."""

    first: int
    last: int
    reason: str


@dataclass(frozen=True)
class Standing:
    """What a register holds in one year, as far as the next number depends on it.

    ``highest`` is the highest number of any entry or span (0 when empty), ``own`` says whether an
    entry exists, ``last`` and ``last_dated`` describe the entry with the highest number. ``closed``
    says that the year is closed, ``source`` names another system that gives the numbers.
    """

    title: str
    year: int
    highest: int = 0
    own: bool = False
    last: int = 0
    last_dated: date | None = None
    closed: bool = False
    source: str = ""


@dataclass(frozen=True)
class Taken:
    """The entry that already stands at a wanted number."""

    state: str
    record: str = ""


@dataclass(frozen=True)
class Decision:
    """The number to enter, the span that explains what it skips, and how it came about."""

    number: int
    span: Span | None = None
    backfilled: bool = False
    from_reservation: bool = False


def decide_next(standing: Standing, dated: date) -> Decision:
    """Return the next number for a document ``dated``.

    Refuses a date before the last entry's, a year that is closed, and another system's register.
    """
    if standing.source:
        raise NumberGivenElsewhere(register=standing.title, source=standing.source)
    if standing.closed:
        raise YearClosed(register=standing.title, year=to_thai(str(standing.year)))
    if standing.last_dated is not None and dated < standing.last_dated:
        raise DateBeforeLastEntry(
            dated=format_date(dated, "short"),
            register=standing.title,
            last=to_thai(str(standing.last)),
            last_dated=format_date(standing.last_dated, "short"),
        )
    return Decision(standing.highest + 1)


def decide_wanted(
    standing: Standing, number: int, taken: Taken | None, reason: str = ""
) -> Decision:
    """Decide about a document that brings its own number; refuses one that is taken.

    A closed year takes it only with a reason. Another system's numbers come in any order, and what
    they skip needs no explanation here.
    """
    if taken is not None and taken.state != "reserved":
        raise NumberTaken(
            number=to_thai(str(number)),
            register=standing.title,
            year=to_thai(str(standing.year)),
            state=STATES[taken.state],
            record=f" เป็นเอกสาร {taken.record}" if taken.record else "",
        )
    if standing.closed and not reason.strip():
        raise ClosedWithoutReason(register=standing.title, year=to_thai(str(standing.year)))
    if standing.source:
        return Decision(number, from_reservation=taken is not None)
    return Decision(
        number,
        span=_skipped(standing, number),
        backfilled=True,
        from_reservation=taken is not None,
    )


def check_reserved(printed: str, dated: date, said: int | None, now: int) -> None:
    """Refuse to reserve a number of another year than ``now``, unless that year was ``said``.

    A year that is farther away than the next is refused in any case.
    """
    year, meant = buddhist_year(dated), said or now
    shown = to_thai(str(year))
    if year > now + 1:
        raise YearNotBegun(year=shown, last=to_thai(str(now + 1)))
    if year != meant:
        day = format_date(dated, "short")
        raise AnotherYear(year=shown, now=to_thai(str(meant)), number=printed, dated=day)


def _skipped(standing: Standing, number: int) -> Span | None:
    if number <= standing.highest + 1:
        return None
    reason = FOUND_LATER.format(number=to_thai(str(number))) if standing.own else BEFORE_SARABAN
    return Span(standing.highest + 1, number - 1, reason)


def unexplained(numbers: Iterable[int], spans: Iterable[Span]) -> tuple[int, ...]:
    """Return every number from 1 to the highest that is neither an entry nor in a span."""
    return tuple(n for first, last in gaps(numbers, spans) for n in range(first, last + 1))


def gaps(numbers: Iterable[int], spans: Iterable[Span]) -> Iterator[tuple[int, int]]:
    """Yield the first and the last of each row of numbers that ``unexplained`` returns."""
    following = 1
    explained = [*((n, n) for n in numbers), *((span.first, span.last) for span in spans)]
    for first, last in sorted(explained):
        if first > following:
            yield following, first - 1
        following = max(following, last + 1)
