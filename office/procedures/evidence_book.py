"""The evidence book of a case, or of every case in a period: chapters to be shown and printed."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from office.permissions import Actor
from office.procedures.cases import Cases
from office.procedures.endings import Ending
from office.procedures.evidence import Page, book
from office.procedures.kept import Case
from office.procedures.standing import Row, Standing
from office.recorded import Period, Told
from thai.dates import BANGKOK, format_date
from thai.digits import to_thai

CANCELLED = "cancelled"


@dataclass(frozen=True)
class Chapter:
    """A case in the book: its pages, and how it stands (of the period: only its rows).

    Of a cancelled case a period has no page, and tells why.
    """

    case: Case
    standing: Standing
    pages: tuple[Page, ...]
    ending: Ending | None = None

    @property
    def title(self) -> str:
        """The case's title; of a cancelled one with the reason."""
        told = self.ending.told if self.ending and self.case.state == CANCELLED else ""
        return f"{self.case.title} ({told})" if told else self.case.title


@dataclass(frozen=True)
class Book:
    """A book on a day; ``first`` and ``last`` are the days of its period, None for a whole case."""

    chapters: tuple[Chapter, ...]
    on: date
    first: date | None = None
    last: date | None = None

    @property
    def title(self) -> str:
        """What stands on it: the case, or the period."""
        if self.first and self.last:
            return f"{format_date(self.first, 'letter')} ถึง {format_date(self.last, 'letter')}"
        return self.chapters[0].case.title if self.chapters else ""

    @property
    def ended(self) -> str:
        """How the case of a book of one case ended, "" while it goes on."""
        ending = self.chapters[0].ending if self.chapters and not self.first else None
        return ending.told if ending else ""

    def counts(self) -> str:
        """Say how much is done, and how much of it in time."""
        done = [chapter.standing.done for chapter in self.chapters]
        timely = [chapter.standing.on_time for chapter in self.chapters]
        told = f"เสร็จ {_of(done)} รายการ"
        return f"{told} ตรงเวลา {_of(timely)}" if sum(all_ for _, all_ in timely) else told


@dataclass(frozen=True)
class EvidenceBooks:
    """Writes the books; ``recorded`` tells what was recorded with a case in a period."""

    cases: Cases
    recorded: Callable[[Case, Actor, Period], Told]

    def of_case(self, id: int, actor: Actor) -> Book:
        """Write the book of a case; raises UnknownCase."""
        case, standing = self.cases.get(id, actor), self.cases.standing(id, actor)
        return Book((self._chapter(case, standing, actor, Period()),), standing.on)

    def _cancelled(self, first: date, last: date, actor: Actor) -> Iterator[Chapter]:
        """Yield the cases that were cancelled in a period, the oldest first."""
        gone = self.cases.standings(actor, CANCELLED)
        endings = self.cases.endings([case for case, _ in gone], actor)
        for case, standing in reversed(gone):
            ending = endings.get(case.id)
            if ending and first <= ending.at.astimezone(BANGKOK).date() <= last:
                yield Chapter(case, replace(standing, steps=()), (), ending)

    def of_period(self, first: date, last: date, actor: Actor) -> Book:
        """Write the book of what was done or due from ``first`` to ``last``, the oldest case first.

        Of cancelled cases title and reason stand at its end; what is not needed is left out.
        """
        chapters, on = [], last
        for case, whole in reversed(self.cases.standings(actor, "open", "closed")):
            on, within = whole.on, _within(whole, first, last)
            if within.steps:
                chapters.append(self._chapter(case, within, actor, Period(first, last)))
        cancelled = self._cancelled(first, last, actor)
        return Book((*chapters, *cancelled), on, first, last)

    def _chapter(self, case: Case, standing: Standing, actor: Actor, of: Period) -> Chapter:
        told = self.recorded(case, actor, of)
        pages = book(standing, self.cases.proofs(case.id, actor), told)
        ending = self.cases.endings([case], actor).get(case.id)
        return Chapter(case, standing, pages, ending)


def lines(book: Book) -> Iterator[dict[str, str]]:
    """Yield the rows of the printed book; each case of a period begins with its title."""
    for chapter in book.chapters:
        if book.first:
            yield {"chapter": chapter.title}
        for page in chapter.pages:
            yield _line(page)


def _line(page: Page) -> dict[str, str]:
    of = f" ({to_thai(str(page.done))}/{to_thai(str(page.all))})" if page.all > 1 else ""
    proofs = (f"{proof.title} ({proof.ref})" for proof in page.proofs)
    return {
        "number": to_thai(str(page.step.number)),
        "title": page.step.title,
        "standard": "\n".join(page.standards) or "-",
        "met": "\n".join((page.met + of, *page.notes)),
        "proofs": "\n".join((*proofs, *page.recorded)) or "-",
        "when": _when(page),
    }


def _when(page: Page) -> str:
    if page.last is None:
        return "-"
    timely = "ตรงเวลา" if page.dated else "ไม่มีกำหนด"
    late = f"ช้ากว่ากำหนด {to_thai(str(page.late))} รายการ" if page.late else timely
    return f"{format_date(page.last, 'short')}\n{late}"


def _within(whole: Standing, first: date, last: date) -> Standing:
    def inside(row: Row) -> bool:
        day = row.done_on or row.due
        return row.state != "skipped" and day is not None and first <= day <= last

    steps = (replace(each, rows=tuple(filter(inside, each.rows))) for each in whole.steps)
    return replace(whole, steps=tuple(each for each in steps if each.rows))


def _of(pairs: Iterable[tuple[int, int]]) -> str:
    some, every = map(sum, zip(*pairs, strict=True)) if (pairs := list(pairs)) else (0, 0)
    return f"{to_thai(str(some))} จาก {to_thai(str(every))}"
