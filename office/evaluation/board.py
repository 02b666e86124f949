"""What an evaluation has reached: scores by indicator and round, and the weighted total. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from office.evaluation.indicators import Indicator
from office.evaluation.result import Result
from office.evaluation.rounds import ENDS
from office.evaluation.scores import score, weighted

Told = Mapping[tuple[str, str], Result]


@dataclass(frozen=True)
class Line:
    """An indicator with its results; ``scores`` has those rounds whose value can be scored."""

    sheet: Indicator
    results: Mapping[str, Result]
    scores: Mapping[str, Decimal]

    @property
    def last(self) -> Decimal | None:
        """The score of the latest round that has one."""
        return next((self.scores[id] for id in reversed(ENDS) if id in self.scores), None)


@dataclass(frozen=True)
class Board:
    """Every indicator of a case, and the weighted total of each round.

    ``counted`` says of how many indicators a total is made: it counts those that can be scored.
    """

    lines: tuple[Line, ...]
    totals: Mapping[str, Decimal]
    counted: Mapping[str, int]

    @property
    def fullest(self) -> str:
        """The round whose total counts the most indicators, the latest of those; "" for none."""
        order = list(ENDS)
        told = sorted(self.totals, key=lambda id: (self.counted[id], order.index(id)))
        return told[-1] if told else ""

    @property
    def total(self) -> Decimal | None:
        """The total of the fullest round."""
        return self.totals.get(self.fullest)


def board(sheets: Sequence[Indicator], told: Told) -> Board:
    """Compute the board of a case."""
    lines = tuple(_line(sheet, told) for sheet in sheets)
    totals, counted = {}, {}
    for id in ENDS:
        scored = [
            (line.scores[id], line.sheet.weight)
            for line in lines
            if id in line.scores and line.sheet.weight is not None
        ]
        counted[id] = len(scored)
        if (total := weighted(scored)) is not None:
            totals[id] = total
    return Board(lines, totals, counted)


def _line(sheet: Indicator, told: Told) -> Line:
    mine = {id: told.get((sheet.target, id)) or Result(sheet.target, id) for id in ENDS}
    scores = {
        id: score(result.value, sheet.scale)
        for id, result in mine.items()
        if result.value is not None and sheet.measurable
    }
    return Line(sheet, mine, scores)
